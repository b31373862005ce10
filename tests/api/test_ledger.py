"""A clerk's register: every way to write a cell, every fault with its place, all rows or none, the same file twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from api import ledger
from api import ledger_cells as cells
from api.database import Database
from api.demo.load import _world, load
from api.keys import fresh_key
from api.ledger_cells import CellFault
from api.ledger_rows import REGISTERS, Reading, read
from api.ledger_samples import FOLDER, fake, mediation_register, relief_register
from api.policies import seed, stored
from api.workdays import state_council
from authz.actor import Actor
from authz.policy import Rules
from schema.identifiers import HOME_COUNTY
from sync.chain import breaks
from sync.keyring import Keyring
from sync.write import World

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
KEYRING = Keyring(b"k" * 32)
WORLD = World(fresh_key, KEYRING, state_council())
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HEADINGS = ["序号", "案卷号", "受理日期", "申请人", "申请人身份证号", "被申请人", "纠纷类型", "纠纷简要情况", "协议金额", "乡镇"]


async def acting(database: Database, username: str) -> tuple[Actor, Rules]:
    doer = _world(KEYRING).doers[username]
    actor = Actor(doer.user_id, username, doer.name, HOME_COUNTY, doer.agency, doer.branch, doer.unit, doer.townships, doer.roles | {"staff"})
    async with database.transaction() as connection:
        await seed(connection)
        return actor, (await stored(connection)).rules_of(actor)


async def bring(database: Database, reading: Reading, username: str, apply: bool = True) -> ledger.Result:
    actor, rules = await acting(database, username)
    return await ledger.bring_in(database, reading.register, reading.lines, actor, rules, WORLD, NOW, apply=apply)


def register(tmp_path: Path, *rows: list[Any], title: str = "2026年人民调解登记簿", headings: list[str] = HEADINGS) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    sheet.merge_cells("A1:J1")
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
    path = tmp_path / "register.xlsx"
    book.save(path)
    return path


def good(number: int, **changes: Any) -> list[Any]:
    row = {"n": number, "file": f"（2026）合福宝人调字第{number}号", "day": "2026.3.2", "a": "毛竹青", "id": fake("19700312"), "b": "谷雨田", "kind": "邻里",
           "facts": "屋顶受损。", "amount": "1,800元", "town": "福宝镇"}
    return list((row | changes).values())


@pytest.mark.parametrize(("written", "meant"), [
    ("2026.3.2", date(2026, 3, 2)), ("2026年3月2日", date(2026, 3, 2)), ("2026-03-02", date(2026, 3, 2)), ("2026/3/2", date(2026, 3, 2)),
    ("20260302", date(2026, 3, 2)), ("3月2日", date(2026, 3, 2)), ("3月2号", date(2026, 3, 2)), ("3.2", date(2026, 3, 2)),
    ("２０２６年３月２日", date(2026, 3, 2)), (" 2026 年 3 月 2 日 ", date(2026, 3, 2)), (46083, date(2026, 3, 2)), (46083.0, date(2026, 3, 2)),
    ("46083", date(2026, 3, 2)), (datetime(2026, 3, 2, 9), date(2026, 3, 2)), (date(2026, 3, 2), date(2026, 3, 2)),
    ("二〇二六年八月十五日", date(2026, 8, 15)), ("二○二六年十月二十日", date(2026, 10, 20)), ("二〇二六年十一月二十一日", date(2026, 11, 21)),
    ("二〇二六年五月三十日", date(2026, 5, 30)), (None, None), ("—", None), ("不详", None),
])  # fmt: skip
def test_dates_however_written(written: Any, meant: date | None) -> None:
    assert cells.a_date(written, 2026, TODAY) == meant


@pytest.mark.parametrize(("written", "year", "reason"), [
    ("2026.2.30", 2026, "没有 2026年2月30日"), ("3月2日", None, "没有年份"), ("上个月", 2026, "不能识别"), ("2027-01-01", 2026, "晚于今天"),
    (3.2e10, 2026, "不能识别"),
])
def test_dates_that_are_none(written: Any, year: int | None, reason: str) -> None:
    with pytest.raises(CellFault) as fault:
        cells.a_date(written, year, TODAY)
    assert reason in fault.value.zh
    assert fault.value.en


@pytest.mark.parametrize(("written", "unit", "meant"), [
    ("1,800元", 1, "1800.00"), ("1，800元", 1, "1800.00"), ("1.2万", 1, "12000.00"), ("1.2万元", 1, "12000.00"), ("￥600", 1, "600.00"), (860, 1, "860.00"),
    ("２３００", 1, "2300.00"), ("3千", 1, "3000.00"), (450.5, 1, "450.50"), (3, 10_000, "30000.00"), ("5", 10_000, "50000.00"), ("2万", 10_000, "20000.00"),
    ("无", 1, None), (None, 1, None), ("人民币1800元整", 1, "1800.00"),
])  # fmt: skip
def test_amounts_however_written(written: Any, unit: int, meant: str | None) -> None:
    assert cells.an_amount(written, unit) == meant


@pytest.mark.parametrize("written", ["约两千", "-5", "1.234元", True, "12,3x", "1e5"])
def test_amounts_that_are_none(written: Any) -> None:
    with pytest.raises(CellFault):
        cells.an_amount(written)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(allow_nan=False), st.booleans(), st.datetimes(), st.none()))
def test_no_cell_makes_the_reader_fall_over(value: Any) -> None:
    readers: tuple[Callable[[], Any], ...] = (
        lambda: cells.a_date(value, 2026, TODAY), lambda: cells.an_amount(value), lambda: cells.a_township(value), lambda: cells.a_flag(value),
        lambda: cells.a_number("resident_id", value, TODAY), lambda: cells.a_count(value), lambda: cells.a_case_number(value, TODAY))
    for reader in readers:
        try:
            reader()
        except CellFault as fault:
            assert fault.zh and fault.en


def test_a_number_excel_has_spoilt_is_told() -> None:
    with pytest.raises(CellFault, match="lost its last digits"):
        cells.a_number("resident_id", 510522197003120000, TODAY)


@pytest.mark.parametrize(("name", "kind", "rows"), [("mediation-register", "mediation", 8), ("relief-register", "relief", 5)])
def test_the_samples_read_without_a_fault(name: str, kind: str, rows: int) -> None:
    reading = read(FOLDER / f"{name}.xlsx", REGISTERS[kind], TODAY)
    assert (reading.rows, len(reading.lines), reading.faults) == (rows, rows, [])


@pytest.mark.parametrize(("name", "make"), [("mediation-register", mediation_register), ("relief-register", relief_register)])
def test_the_committed_samples_are_what_the_script_makes(name: str, make: Callable[[], Workbook]) -> None:
    committed, made = load_workbook(FOLDER / f"{name}.xlsx").worksheets[0], make().worksheets[0]
    plain = [[value.date() if isinstance(value, datetime) else value for value in row] for row in committed.iter_rows(values_only=True)]
    assert plain == [list(row) for row in made.iter_rows(values_only=True)]


def test_merged_cells_and_units_reach_every_row() -> None:
    lines = read(FOLDER / "relief-register.xlsx", REGISTERS["relief"], TODAY).lines
    assert [line.values["township"][6:] for line in lines] == ["109", "109", "109", "113", "113"]
    assert [line.values["amount"] for line in lines] == ["30000.00", "50000.00", "15000.00", "8000.00", "20000.00"]


def test_every_fault_names_its_cell(tmp_path: Path) -> None:
    path = register(
        tmp_path, good(1), good(2, day="2026.2.30"), good(3, id="510522198502300014"), good(4, amount="约两千", town="天上镇"), good(5, a=None),
        good(1, a="另一人"), good(6, id=510522197003120006.0), good(7, day="2027.1.1"))
    reading = read(path, REGISTERS["mediation"], TODAY)
    told = {fault.cell: fault for fault in reading.faults}
    assert set(told) == {"C4", "E5", "I6", "J6", "D7", "A8", "E9", "C10"}
    assert "没有 2026年2月30日" in told["C4"].zh
    assert "出生日期不存在" in told["E5"].zh
    assert "与第 3 行重复" in told["A8"].zh
    assert all(fault.zh and fault.en for fault in reading.faults)
    assert "19850230" not in "".join(fault.zh + fault.en for fault in reading.faults)
    assert [line.row for line in reading.lines] == [3]


def test_headings_in_any_order_and_by_other_names(tmp_path: Path) -> None:
    path = register(tmp_path, ["谷雨田", "毛竹青", "3月2日", "相邻关系", "屋顶受损。", 1.5],
                    headings=["乙 方", "甲方*", "受理\n时间", "纠纷类别", "简要案情", "标的额（万元）"])
    line = read(path, REGISTERS["mediation"], TODAY).lines[0]
    assert (line.values["applicant"], line.values["respondent"], line.values["opened_on"]) == ("毛竹青", "谷雨田", date(2026, 3, 2))
    assert (line.values["dispute_type"], line.values["amount"]) == ("NEIGHBOUR", "15000.00")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    assert "不是可读的" in read(path, REGISTERS["mediation"], TODAY).faults[0].zh


def test_a_sheet_without_headings_and_one_without_a_column(tmp_path: Path) -> None:
    assert "没有找到" in read(register(tmp_path, headings=["甲", "乙"]), REGISTERS["mediation"], TODAY).faults[0].zh
    lacking = read(register(tmp_path, good(1)[:-1], headings=[h for h in HEADINGS if h != "受理日期"]), REGISTERS["mediation"], TODAY)
    assert [fault.zh for fault in lacking.faults] == ["缺少“受理日期”一列"]


@pytest.fixture
async def county(database: Database) -> Database:
    await load(database, KEYRING, 0, hasher=QUICK)
    return database


async def test_a_dry_run_stores_nothing_and_the_real_one_everything_once(county: Database) -> None:
    reading = read(FOLDER / "mediation-register.xlsx", REGISTERS["mediation"], TODAY)
    count = "SELECT count(*) FROM mediation"
    before = await county.pool.fetchval(count)
    dry = await bring(county, reading, "tiaojie2", apply=False)
    assert (dry.stored, dry.applied, await county.pool.fetchval(count)) == (8, False, before)
    first = await bring(county, reading, "tiaojie2")
    assert (first.stored, first.already, first.refused, first.applied) == (8, 0, [], True)
    again = await bring(county, reading, "tiaojie2")
    assert (again.stored, again.already, await county.pool.fetchval(count)) == (0, 8, before + 8)
    rows = await county.pool.fetch(
        "SELECT m.case_id, m.unit, m.agreement_amount, m.alias_number, c.opened_on, (SELECT count(*) FROM party p WHERE p.case_id = m.case_id) AS parties"
        ' FROM mediation m JOIN "case" c ON c.county = m.county AND c.id = m.case_id WHERE m.alias_number LIKE \'%90%\' ORDER BY m.alias_number')
    assert {(row["unit"], row["parties"]) for row in rows} == {("TJ-112", 2)}
    assert rows[-1]["opened_on"].year == 2026
    async with county.pool.acquire() as connection:
        assert [broken for row in rows for broken in await breaks(connection, HOME_COUNTY, row["case_id"])] == []


async def test_one_refused_row_keeps_all_out(county: Database, tmp_path: Path) -> None:
    reading = read(register(tmp_path, good(1), good(2), good(3)), REGISTERS["mediation"], TODAY)
    before = await county.pool.fetchval("SELECT count(*) FROM entry")
    refused = await bring(county, reading, "faguan")  # a judge keeps no mediation register
    assert not refused.applied
    assert [line.row for line, _, _ in refused.refused] == [3, 4, 5]
    assert await county.pool.fetchval("SELECT count(*) FROM entry") == before


async def test_a_corrected_file_brings_only_what_was_missing(county: Database, tmp_path: Path) -> None:
    first = read(register(tmp_path, good(1), good(2, day="2026.2.30"), good(3)), REGISTERS["mediation"], TODAY)
    assert (await bring(county, first, "tiaojie2")).stored == 2
    corrected = read(register(tmp_path, good(3), good(2, day="2026.2.28"), good(1, facts="改写过的案情。")), REGISTERS["mediation"], TODAY)
    result = await bring(county, corrected, "tiaojie2")
    assert (result.stored, result.already) == (1, 2)


async def test_two_stations_may_use_the_same_number(county: Database, tmp_path: Path) -> None:
    reading = read(register(tmp_path, good(1, file="1")), REGISTERS["mediation"], TODAY)
    assert (await bring(county, reading, "tiaojie2")).stored == 1
    assert (await bring(county, reading, "tiaojie3")).stored == 1


async def test_relief_comes_in_and_goes_out_masked(county: Database, tmp_path: Path) -> None:
    reading = read(FOLDER / "relief-register.xlsx", REGISTERS["relief"], TODAY)
    assert (await bring(county, reading, "jiuzhu1")).stored == 5
    actor, rules = await acting(county, "jiuzhu1")
    path = tmp_path / "out.xlsx"
    assert await ledger.write_out(county, "relief", path, actor, rules, NOW) == 5
    sheet = load_workbook(path).worksheets[0]
    told = {cell.value: [sheet.cell(row, cell.column).value for row in range(3, 8)] for cell in sheet[2]}
    assert set(told["申请人"]) == {"纪安然", "温如玉", "骆驿", "明月松", "高山流"}
    assert all("********" in number for number in told["身份证号"])
    assert sorted(told["申请金额"]) == [8000, 15000, 20000, 30000, 50000]


async def test_an_export_holds_only_what_its_reader_may_see_and_no_formula(county: Database, tmp_path: Path) -> None:
    reading = read(register(tmp_path, good(1, facts="=1+1")), REGISTERS["mediation"], TODAY)
    assert (await bring(county, reading, "tiaojie3")).stored == 1
    for username, rows in (("tiaojie3", 1), ("jiuzhu2", 0)):
        actor, rules = await acting(county, username)
        assert await ledger.write_out(county, "mediation", tmp_path / "out.xlsx", actor, rules, NOW) == rows, username
        if rows:
            sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
            assert "=1+1" in [cell.value for row in sheet.iter_rows() for cell in row]
