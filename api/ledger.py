"""Brings a clerk's register in through the write door, all good rows or none, and writes a readable register out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from api.database import Connection, Database
from api.keys import named_key
from api.ledger_rows import REGISTERS, Line, Register
from authz.actor import Actor
from authz.policy import Rules
from schema.kit import SHANGHAI, camel
from schema.refusals import sentence
from schema.registry import RECORDS
from sync.feed import documents
from sync.intent import Create, Intent, Outcome
from sync.write import World, write

CHUNK = 100  # rows written at a time, all within one transaction
STORED = frozenset({"applied", "merged", "already"})
PAGE = 500


@dataclass
class Result:
    """What an import did or would do."""

    stored: int = 0
    already: int = 0
    refused: list[tuple[Line, str, str]] = field(default_factory=list)  # line, sentence in Chinese and English
    applied: bool = False


class _Undo(Exception):
    pass


async def bring_in(
    database: Database, register: Register, lines: Sequence[Line], actor: Actor, rules: Rules, world: World, now: datetime, *,
    apply: bool, progress: Callable[[int], None] = lambda _: None,
) -> Result:
    """Write all lines that are not here yet in one transaction; without `apply`, or when one is refused, nothing stays."""
    result = Result()
    try:
        async with database.transaction() as connection:
            await connection.execute("SET LOCAL statement_timeout = 0")
            keyed = {key_of(register, actor, line): line for line in lines}
            known = {row[0] for row in await connection.fetch(
                f'SELECT id FROM "{register.record}" WHERE county = $1 AND id = ANY($2::uuid[])', actor.county, list(keyed))}
            result.already = len(known)
            progress(len(known))
            fresh = [(key, line) for key, line in keyed.items() if key not in known]
            for start in range(0, len(fresh), CHUNK):
                part = fresh[start:start + CHUNK]
                await _write(connection, register, part, actor, rules, world, now, result)
                progress(len(part))
            if result.refused or not apply:
                raise _Undo
            result.applied = True
    except _Undo:
        pass
    return result


async def _write(
    connection: Connection, register: Register, part: Sequence[tuple[UUID, Line]], actor: Actor, rules: Rules,
    world: World, now: datetime, result: Result,
) -> None:
    intents: list[Intent] = []
    owners: list[Line] = []
    for key, line in part:
        made = INTENTS[register.kind](key, line)
        intents += made
        owners += [line] * len(made)
    outcomes = await write(connection, intents, actor, rules, world, now)
    refused: dict[str, tuple[Line, Outcome]] = {}
    for line, outcome in zip(owners, outcomes, strict=True):
        if outcome.kind not in STORED:
            refused.setdefault(line.identity, (line, outcome))
    for line, outcome in refused.values():
        text = sentence(RECORDS.get(outcome.record), outcome.code or "CANNOT_STORE", outcome.facts)
        result.refused.append((line, text.zh, text.en))
    result.stored += len(part) - len(refused)


def key_of(register: Register, actor: Actor, line: Line) -> UUID:
    """The same key whenever the same row of the same station's register comes again."""
    year = line.values.get("opened_on") or line.values.get("applied_on")
    day = date(year.year, 1, 1) if line.values.get(register.number) and year else year or date(2000, 1, 1)
    return named_key(_noon(day), f"{actor.county}|{actor.unit or actor.agency}|{line.identity}")


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value not in (None, "")}


def _mediation(key: UUID, line: Line) -> list[Intent]:
    said, at = line.values, _noon(line.values["opened_on"])
    kind = {choice.value: choice.label for choice in RECORDS["mediation"].field("dispute_type").choices}[said["dispute_type"]]
    noted = [f"{label}：{said[name]}" for name, label in (("result", "登记簿记载的调解结果"), ("remarks", "备注")) if said.get(name)]
    values = _given(
        title=f"{said['applicant']}与{said['respondent']}{kind}纠纷"[:200], kind="PEOPLE", dispute_type=said["dispute_type"], demands=said.get("demands"),
        facts="\n".join([said["facts"], *noted]), mediator_names=(said.get("mediator") or "")[:200], agreement_amount=said.get("amount"),
        performance_due_on=said.get("due_on"), township=said.get("township"), alias_number=said.get("number"))
    parties = (("APPLICANT", "applicant"), ("RESPONDENT", "respondent"))
    return [Create("mediation", key, values, occurred_at=at),
            *(Create("party", named_key(at, f"{key}:{role}"), _given(
                kind="ORGANISATION" if _organisation(said[name]) else "PERSON", role=role, name=said[name][:100], id_number=said.get(f"{name}_id"),
                phone=said.get(f"{name}_phone")), case=key, occurred_at=at) for role, name in parties)]


def _organisation(name: str) -> bool:
    return len(name) > 4 and name.endswith(("公司", "合作社", "局", "厂", "店", "院", "会", "学校", "政府", "中心", "部"))


def _relief(key: UUID, line: Line) -> list[Intent]:
    said, at = line.values, _noon(line.values["applied_on"])
    hardship = "\n".join(text for text in (said.get("hardship"), said.get("remarks") and f"备注：{said['remarks']}") if text)
    values = _given(
        title=f"{said['applicant']}司法救助申请"[:200], applicant_name=said["applicant"][:100], applicant_id_number=said.get("applicant_id"),
        phone=said.get("phone"), hukou_township=said.get("township"), township=said.get("township"), village=said.get("village"), cause=said["cause"],
        origin_number=said.get("origin"), caused_by_case=True if said.get("origin") else None, hardship=hardship,
        household_size=said.get("household_size"), household_income=said.get("income"), requested_amount=said["amount"], vulnerable=said.get("vulnerable"),
        bank_account=said.get("account"), alias_number=said.get("number"),
        id_absent_reason=None if said.get("applicant_id") else "登记簿未记载身份证号")
    party = _given(kind="PERSON", role="APPLICANT", name=said["applicant"][:100], id_number=said.get("applicant_id"), phone=said.get("phone"))
    return [Create("judicial_relief", key, values, occurred_at=at),
            Create("party", named_key(at, f"{key}:APPLICANT"), party, case=key, occurred_at=at)]


INTENTS: Mapping[str, Callable[[UUID, Line], list[Intent]]] = {"mediation": _mediation, "relief": _relief}


# --- out --------------------------------------------------------------------------------------------------------------

OUT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "mediation": (("案卷号", "fileNumber"), ("原登记编号", "aliasNumber"), ("受理日期", "openedOn"), ("申请人", "APPLICANT.name"),
                  ("申请人身份证号", "APPLICANT.idNumber"), ("申请人电话", "APPLICANT.phone"), ("被申请人", "RESPONDENT.name"),
                  ("被申请人身份证号", "RESPONDENT.idNumber"), ("被申请人电话", "RESPONDENT.phone"), ("纠纷类型", "disputeType"), ("纠纷简要情况", "facts"),
                  ("诉求", "demands"), ("调解员", "mediatorNames"), ("状态", "state"), ("协议金额", "agreementAmount"), ("履行期限", "performanceDueOn"),
                  ("生效日期", "effectiveOn"), ("司法确认案号", "confirmationNumber")),
    "relief": (("决定书文号", "decisionNumber"), ("登记编号", "aliasNumber"), ("申请日期", "openedOn"), ("申请人", "applicantName"),
               ("身份证号", "applicantIdNumber"), ("联系电话", "phone"), ("户籍乡镇", "hukouTownship"), ("村（社区）", "village"), ("救助事由", "cause"),
               ("原案号", "originNumber"), ("困难情况", "hardship"), ("家庭人口", "householdSize"), ("申请金额", "requestedAmount"),
               ("决定金额", "approvedAmount"), ("状态", "state")),
}


async def write_out(
    database: Database, kind: str, path: Path, actor: Actor, rules: Rules, now: datetime, progress: Callable[[int], None] = lambda _: None,
) -> int:
    """A register of every row the actor may see, masked as he sees it; returns how many."""
    register = REGISTERS[kind]
    rows: list[list[Any]] = []
    async with database.connection() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        townships = {row["code"]: row["name"] for row in await connection.fetch("SELECT code, name FROM division WHERE county = $1", actor.county)}
        last: UUID | None = None
        while opened := {row["id"]: row["opened_on"] for row in await connection.fetch(
                f'SELECT r.id, c.opened_on FROM "{register.record}" r JOIN "case" c ON c.county = r.county AND c.id = r.case_id'
                " WHERE r.county = $1 AND ($3::uuid IS NULL OR r.id > $3) AND EXISTS (SELECT FROM case_access a WHERE a.county = r.county"
                " AND a.case_id = r.case_id AND a.audience = ANY($2)) ORDER BY r.id LIMIT $4",
                actor.county, list(actor.audiences), last, PAGE)}:
            last = max(opened)
            found = await documents(connection, RECORDS[register.record], opened, rules, actor, now)
            rows += [[_shown(register, document | {"openedOn": opened[key]}, source, townships) for _, source in OUT[kind]]
                     for key in opened if (document := found.get(key))]
            progress(len(opened))
    _book(register, [heading for heading, _ in OUT[kind]], rows, actor, now).save(path)
    return len(rows)


def _shown(register: Register, document: Mapping[str, Any], source: str, townships: Mapping[str, str]) -> Any:
    role, _, name = source.rpartition(".")
    if role:
        return "、".join(str(party[name]) for party in document["parties"] if party.get("role") == role and party.get(name))
    value = document.get(source)
    field_ = next((f for f in RECORDS[register.record].fields if f.choices and camel(f.name) == source), None)
    if field_ and value is not None:
        return next((choice.label for choice in field_.choices if choice.value == value), value)
    if source == "hukouTownship" and value:
        return townships.get(str(value).rpartition(":")[2], value)
    return float(value) if source.endswith("Amount") and value else value


def _book(register: Register, headings: Sequence[str], rows: Sequence[Sequence[Any]], actor: Actor, now: datetime) -> Workbook:
    """A register as a clerk knows it: title over all columns, bold headings, lines, one page wide, and who took it out."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "登记簿"
    thin = Side(style="thin")
    line = Border(left=thin, right=thin, top=thin, bottom=thin)
    width = len(headings) + 1
    sheet.append([register.title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.append(["序号", *headings])
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    for row in sheet.iter_rows(min_row=2, max_row=len(rows) + 2):
        for cell in row:
            cell.border, cell.alignment = line, Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # what begins with = is text here, never a formula
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center", wrap_text=True)
    for place, heading in enumerate(headings, 2):
        sheet.column_dimensions[get_column_letter(place)].width = 40 if heading in ("纠纷简要情况", "困难情况") else 18
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.append([f"导出人：{actor.name}（{actor.username}） 导出时间：{now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"])
    return book
