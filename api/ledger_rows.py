"""Reads a clerk's register from Excel: finds the headings in any order, takes every row or names the cell that is wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from api import ledger_cells as cells
from api.inspection import bears_marking
from api.ledger_cells import CellFault
from schema.marking import marked
from schema.refusals import REFUSALS
from schema.registry import RECORDS

HEADING_ROWS = 15
STATE_SECRET = REFUSALS["STATE_SECRET"]
FOOTER = re.compile(r"^(合计|总计|小计|填表|制表|审核|负责人|说明|备注[:：]|注[:：])")


@dataclass(frozen=True)
class Around:
    """What a cell's reading depends on besides the cell: the register's year, the heading's unit, today."""

    year: int | None
    unit: int
    today: date


Take = Callable[[Any, Around], Any]


@dataclass(frozen=True)
class Column:
    """One thing a register tells: name, the heading we write, other headings met with, how to read it."""

    name: str
    heading: str
    synonyms: tuple[str, ...]
    take: Take
    required: bool = False


@dataclass(frozen=True)
class Register:
    """A kind of register: its record, its columns, the one that holds its own number, its title."""

    kind: str
    record: str
    title: str
    columns: tuple[Column, ...]
    number: str = "number"


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken."""

    sheet: str
    cell: str
    heading: str
    zh: str
    en: str

    @property
    def row(self) -> int:
        return int(re.sub(r"\D", "", self.cell) or 0)


@dataclass(frozen=True)
class Line:
    """A good row of a register: where it stands, what it says, and what makes it the same row next time."""

    sheet: str
    row: int
    values: Mapping[str, Any]
    identity: str


@dataclass
class Reading:
    """A whole file: good lines, faults, headings nobody knows, and how many rows there were."""

    register: Register
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    rows: int = 0


def _choices(record: str, name: str) -> Mapping[str, str]:
    return {choice.value: choice.label for choice in RECORDS[record].field(name).choices}


def _chosen(record: str, name: str, synonyms: Mapping[str, str], default: str | None = None) -> Take:
    return lambda value, _: cells.a_choice(value, _choices(record, name), synonyms, default)


def _protected(kind: str) -> Take:
    return lambda value, around: cells.a_number(kind, value, around.today)


TEXT: Take = lambda value, _: cells.prose(value)  # noqa: E731
PAST: Take = lambda value, around: cells.a_date(value, around.year, around.today)  # noqa: E731
ANY_DAY: Take = lambda value, around: cells.any_date(value, around.year, around.today)  # noqa: E731
AMOUNT: Take = lambda value, around: cells.an_amount(value, around.unit)  # noqa: E731
TOWN: Take = lambda value, _: cells.a_township(value)  # noqa: E731
FILE_NUMBER: Take = lambda value, around: cells.a_file_number(value, around.today)  # noqa: E731
DISPUTES = {"宅基地": "NEIGHBOUR", "相邻关系": "NEIGHBOUR", "相邻": "NEIGHBOUR", "林地": "LAND_BOUNDARY", "地界": "LAND_BOUNDARY",
            "土地承包": "CONTRACTED_LAND", "土地流转": "CONTRACTED_LAND", "征地": "COMPENSATION", "拆迁": "COMPENSATION", "欠薪": "LABOUR", "工资": "LABOUR", "劳务": "LABOUR",
            "买卖": "CONSUMER", "交通事故": "TRAFFIC", "道路交通": "TRAFFIC", "医患": "MEDICAL", "赡养": "FAMILY", "婚姻": "FAMILY", "家庭": "FAMILY",
            "环境": "POLLUTION", "污染": "POLLUTION"}
CAUSES = {"重伤": "SERIOUS_INJURY", "残疾": "SERIOUS_INJURY", "救治": "URGENT_TREATMENT", "死亡": "DEATH", "财产": "PROPERTY_LOSS", "报复": "RETALIATION",
          "赡养费": "MAINTENANCE", "抚养费": "MAINTENANCE", "扶养费": "MAINTENANCE", "交通": "TRAFFIC"}

MEDIATION = Register("mediation", "mediation", "人民调解登记簿", (
    Column("number", "案卷号", ("卷号", "卷宗号", "编号", "案件编号", "协议编号", "调解编号"), FILE_NUMBER),
    Column("opened_on", "受理日期", ("受理时间", "登记日期", "登记时间", "日期", "时间", "调解日期", "纠纷受理日期"), PAST, True),
    Column("applicant", "申请人", ("甲方", "申请方", "当事人甲", "当事人一", "申请人姓名", "甲方当事人"), TEXT, True),
    Column("applicant_id", "申请人身份证号", ("甲方身份证号", "申请人证件号", "申请人身份证", "身份证号甲"), _protected("resident_id")),
    Column("applicant_phone", "申请人电话", ("甲方电话", "联系电话", "申请人联系电话", "申请人联系方式"), _protected("phone")),
    Column("respondent", "被申请人", ("乙方", "被申请方", "当事人乙", "当事人二", "被申请人姓名", "乙方当事人", "对方当事人"), TEXT, True),
    Column("respondent_id", "被申请人身份证号", ("乙方身份证号", "被申请人证件号", "被申请人身份证", "身份证号乙"), _protected("resident_id")),
    Column("respondent_phone", "被申请人电话", ("乙方电话", "被申请人联系电话", "被申请人联系方式"), _protected("phone")),
    Column("dispute_type", "纠纷类型", ("纠纷类别", "类型", "类别", "案由", "纠纷性质"), _chosen("mediation", "dispute_type", DISPUTES, "OTHER"), True),
    Column("facts", "纠纷简要情况", ("简要案情", "案情", "纠纷事实", "纠纷内容", "主要事实", "纠纷概况", "基本案情"), TEXT, True),
    Column("demands", "诉求", ("当事人诉求", "申请事项", "请求事项", "要求"), TEXT),
    Column("mediator", "调解员", ("调解人", "主持人", "经办人", "调解员姓名", "承办人"), TEXT),
    Column("result", "调解结果", ("结果", "处理结果", "调解情况", "协议主要内容"), TEXT),
    Column("amount", "协议金额", ("涉案金额", "金额", "涉及金额", "调解金额", "标的额"), AMOUNT),
    Column("due_on", "履行期限", ("履行日期", "约定履行日期", "履行截止日期"), ANY_DAY),
    Column("township", "乡镇（街道）", ("乡镇", "镇街", "辖区", "发生地", "所属乡镇", "镇"), TOWN),
    Column("remarks", "备注", ("说明", "附注"), TEXT),
))
RELIEF = Register("relief", "judicial_relief", "司法救助申请登记簿", (
    Column("number", "登记编号", ("编号", "受理编号", "救助编号", "案卷号", "卷号"), FILE_NUMBER),
    Column("applied_on", "申请日期", ("申请时间", "受理日期", "登记日期", "日期"), PAST, True),
    Column("applicant", "申请人", ("姓名", "申请人姓名", "救助对象", "救助申请人", "被救助人"), TEXT, True),
    Column("applicant_id", "身份证号", ("身份证号码", "公民身份号码", "证件号码", "申请人身份证号"), _protected("resident_id")),
    Column("phone", "联系电话", ("电话", "手机", "联系方式", "手机号"), _protected("phone")),
    Column("township", "户籍乡镇", ("乡镇", "镇街", "户籍地", "乡镇（街道）", "户籍所在乡镇"), TOWN),
    Column("village", "村（社区）", ("村", "村居", "村社区", "所在村", "村（居）"), TEXT),
    Column("cause", "救助事由", ("事由", "救助原因", "救助类别", "致困原因"), _chosen("judicial_relief", "cause", CAUSES), True),
    Column("origin", "原案号", ("案号", "关联案号", "案件号", "涉案案号"), lambda value, around: cells.a_case_number(value, around.today)),
    Column("hardship", "困难情况", ("家庭困难情况", "主要困难", "情况说明", "基本情况"), TEXT),
    Column("household_size", "家庭人口", ("家庭人口数", "人口", "共同生活人数"), lambda value, _: cells.a_count(value)),
    Column("income", "家庭人均年收入", ("人均年收入", "人均收入", "年人均收入"), AMOUNT),
    Column("amount", "申请金额", ("申请救助金额", "金额", "救助金额"), AMOUNT, True),
    Column("vulnerable", "特殊群体", ("是否特殊群体", "特困低保", "重点对象"), lambda value, _: cells.a_flag(value)),
    Column("account", "银行账号", ("收款账号", "银行卡号", "账号", "一卡通账号"), _protected("bank_account")),
    Column("remarks", "备注", ("附注",), TEXT),
))
REGISTERS: Mapping[str, Register] = {register.kind: register for register in (MEDIATION, RELIEF)}
SERIAL = frozenset({"序号", "序", "号", "no", "顺序号"})


def read(path: Path, register: Register, today: date) -> Reading:
    """Every row of every sheet that has the register's headings."""
    reading = Reading(register)
    try:
        book = load_workbook(path, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        reading.faults.append(Fault("", "A1", "", "不是可读的 .xlsx 文件，请另存为 .xlsx", "not a readable .xlsx file; save it as .xlsx"))
        return reading
    if bears_marking(path, "") or any(marked(_said(sheet)) for sheet in book.worksheets):
        reading.faults.append(Fault("", "A1", "", STATE_SECRET.zh.removesuffix("。"), STATE_SECRET.en.removesuffix(".")))
        return reading
    sheets = [sheet for sheet in book.worksheets if sheet.max_row and sheet.max_column]
    found = [one for sheet in sheets if (one := _Sheet.find(sheet, register, today))]
    if not found:
        reading.faults.append(Fault(sheets[0].title if sheets else "", "A1", "", f"没有找到{register.title}的表头（如{_some(register)}）",
                                    f"no headings of such a register ({_some(register)}) in the first {HEADING_ROWS} rows"))
    for one in found:
        one.read(reading)
    _once(reading)
    return reading


def _said(sheet: Worksheet) -> list[list[str]]:
    """Everything a sheet says, its title included: a marking stands above the headings as a rule."""
    return [[sheet.title], *([value for value in row if isinstance(value, str)] for row in sheet.iter_rows(values_only=True))]


def _some(register: Register) -> str:
    return "、".join(column.heading for column in register.columns if column.required)


def _heading(value: Any) -> str:
    """A heading without spaces, line breaks, stars, and what stands in brackets about units."""
    text = re.sub(r"[\s*:：]", "", cells.plain(value))
    return re.sub(r"\((?:单位[:：]?)?(?:万?元|人民币|人|必填|选填|年.*?日)\)", "", text).lower()


def _known(register: Register) -> Mapping[str, Column]:
    return {_heading(name): column for column in register.columns for name in (column.heading, *column.synonyms)}


@dataclass
class _Sheet:
    """One sheet whose headings were found."""

    sheet: Worksheet
    register: Register
    today: date
    top: int
    columns: dict[int, tuple[Column, int]]
    merged: dict[tuple[int, int], Any]
    year: int | None

    @classmethod
    def find(cls, sheet: Worksheet, register: Register, today: date) -> _Sheet | None:
        """The row with most known headings among the first rows."""
        known, best = _known(register), (0, 0)
        for number in range(1, min(HEADING_ROWS, sheet.max_row) + 1):
            best = max(best, (sum(_heading(cell.value) in known for cell in sheet[number]), -number))
        if best[0] < 3:
            return None
        top = -best[1]
        columns: dict[int, tuple[Column, int]] = {}
        for cell in sheet[top]:
            column = known.get(_heading(cell.value))
            if column and cell.column and column not in [held for held, _ in columns.values()]:
                columns[cell.column] = column, 10_000 if "万元" in cells.plain(cell.value) else 1
        title = "".join(cells.plain(cell.value) for row in sheet.iter_rows(max_row=top - 1) for cell in row) if top > 1 else ""
        year = re.search(r"(20\d{2})年?", title.translate(cells.CHINESE_DIGITS)) or re.search(r"(20\d{2})年", sheet.title)
        return cls(sheet, register, today, top, columns, _merged(sheet, top), int(year[1]) if year else None)

    def read(self, reading: Reading) -> None:
        present = {column.name for column, _ in self.columns.values()}
        missing = [column for column in self.register.columns if column.required and column.name not in present]
        reading.faults += [Fault(self.sheet.title, f"A{self.top}", column.heading, f"缺少“{column.heading}”一列", f"the column {column.heading} is missing")
                           for column in missing]
        reading.ignored += [str(cell.value) for cell in self.sheet[self.top]
                            if cell.value is not None and cell.column not in self.columns and _heading(cell.value) not in SERIAL]
        if missing:
            return
        for number in range(self.top + 1, self.sheet.max_row + 1):
            values = {place: self._value(number, place) for place in self.columns}
            if all(cells.plain(value) == "" for value in values.values()):
                continue
            first = next((cells.plain(cell.value) for cell in self.sheet[number] if cell.value is not None), "")
            if FOOTER.match(first):
                break
            reading.rows += 1
            self._line(reading, number, values)

    def _value(self, row: int, column: int) -> Any:
        return self.merged.get((row, column), self.sheet.cell(row, column).value)

    def _line(self, reading: Reading, number: int, raw: Mapping[int, Any]) -> None:
        taken, faults = {}, []
        for place, (column, unit) in self.columns.items():
            cell = f"{get_column_letter(place)}{number}"
            try:
                taken[column.name] = column.take(raw[place], Around(self.year, unit, self.today))
                if column.required and taken[column.name] is None:
                    raise CellFault(f"“{column.heading}”不能为空", f"{column.heading} is needed")
            except CellFault as fault:
                faults.append(Fault(self.sheet.title, cell, column.heading, fault.zh, fault.en))
        reading.faults += faults
        if not faults:
            reading.lines.append(Line(self.sheet.title, number, taken, identity(self.register, taken)))


def _merged(sheet: Worksheet, top: int) -> dict[tuple[int, int], Any]:
    """What a cell inside a merged block says: the same as its first cell."""
    found: dict[tuple[int, int], Any] = {}
    for block in sheet.merged_cells.ranges:
        if block.min_row > top and block.min_col == block.max_col:
            value = sheet.cell(block.min_row, block.min_col).value
            found |= {(row, block.min_col): value for row in range(block.min_row, block.max_row + 1)}
    return found


def identity(register: Register, values: Mapping[str, Any]) -> str:
    """What makes a row the same row when the file comes again: its own number, else all it says."""
    if number := values.get(register.number):
        return f"{register.kind}:number:{number}"
    said = "\x1f".join(f"{name}={value}" for name, value in sorted(values.items()) if value is not None and name != "remarks")
    return f"{register.kind}:row:{hashlib.sha256(said.encode()).hexdigest()}"


def _once(reading: Reading) -> None:
    """The second of two rows that are one and the same is a fault."""
    seen: dict[str, Line] = {}
    for line in list(reading.lines):
        if earlier := seen.setdefault(line.identity, line):
            if earlier is line:
                continue
            number = line.values.get(reading.register.number)
            what = f"编号“{number}”" if number else "内容"
            reading.lines.remove(line)
            reading.faults.append(Fault(line.sheet, f"A{line.row}", "", f"{what}与第 {earlier.row} 行重复", f"the same as row {earlier.row}"))
    reading.faults.sort(key=lambda fault: (fault.sheet, fault.row, len(fault.cell), fault.cell))


def grouped(faults: Sequence[Fault]) -> Iterator[tuple[str, list[Fault]]]:
    """Faults by sheet and row, in order."""
    rows: dict[str, list[Fault]] = {}
    for fault in faults:
        rows.setdefault(f"{fault.sheet}!{fault.row}", []).append(fault)
    yield from rows.items()
