"""The access table of the domain (C2), transcribed by hand and read end to end: agency x field x stage."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from authz.actor import Actor
from authz.guard import guard
from authz.policy import Policy, default_lines
from schema.kit import Kind
from schema.read import Items, Read, Root, Scalar, Value
from schema.read import Test as Comparison
from schema.registry import RECORDS
from schema.statement import facts_of, render

COUNTY, NOW, KEY = "510522", datetime(2026, 3, 9, 1, tzinfo=UTC), UUID(int=7)


def person(number: int, agency: str, branch: str, *roles: str, unit: str | None = None) -> Actor:
    return Actor(UUID(int=number), "x", "x", COUNTY, agency, branch, unit, (), frozenset(roles))


PEOPLE = {
    "med": person(1, "XZ-112", "GOVERNMENT", "staff", "mediator", unit="TJ-112"),  # the committee that mediates
    "med2": person(2, "XZ-109", "GOVERNMENT", "staff", "mediator", unit="TJ-109"),  # another committee
    "judge": person(3, "FY", "COURT", "staff", "judge"),  # has the file
    "judge0": person(4, "FY-2", "COURT", "staff", "judge"),  # does not
    "jc": person(5, "JC", "PROCURATORATE", "staff", "prosecutor"),
    "sfj": person(6, "SFJ", "GOVERNMENT", "staff", "justice_officer"),
    "yjj": person(7, "YJJ", "GOVERNMENT", "staff", "agency_officer"),
    "swj": person(8, "SWJ", "GOVERNMENT", "staff", "agency_officer"),  # has the file, owes nothing
    "gov": person(9, "GOV", "GOVERNMENT", "staff", "county_office"),
    "aud": person(10, "SJ", "GOVERNMENT", "auditor"),
    "adm": person(11, "GOV", "GOVERNMENT", "system_administrator"),
}
# F full, M masked, - hidden, 0 the whole row unknown. `X!Y`: X today, although C2 asks for Y (reported to the lead).
TABLE = """
mediation unit=TJ-112 lead_agency=XZ-112 | file: judge swj | lead: med
field            stage            med  med2 judge judge0 jc sfj yjj swj  gov aud adm
title            MEDIATING        F    0    F     0      0  0   0   F    0   0   0
facts            MEDIATING        F    0    F!-   0      0  0   0   F!-  0   0   0
demands          MEDIATING        F    0    F!-   0      0  0   0   F!-  0   0   0
sessions         MEDIATING        F    0    -     0      0  0   0   -    0   0   0
sessions.note    MEDIATING        F    0    -     0      0  0   0   -    0   0   0
sessions.note    CONFIRM_APPLIED  F    0    -     0      0  0   0   -    0   0   0
sessions.place   CONFIRM_APPLIED  F    0    -     0      0  0   0   -    0   0   0
agreement_text   AGREED_DRAFT     F    0    F!-   0      0  0   0   F!-  0   0   0
agreement_text   CONFIRM_APPLIED  F    0    F     0      0  0   0   F    0   0   0
signatures.name  CONFIRM_APPLIED  F    0    -     0      0  0   0   -    0   0   0

judicial_relief lead_agency=FY unit=JZ-1 | file: swj | lead: judge
field                stage      med  med2 judge judge0 jc sfj yjj swj  gov aud adm
title                CLUE       0    0    F     0      0  0   0   F    0   0   0
cause                VERIFYING  0    0    F     0      0  0   0   F    0   0   0
applicant_name       VERIFYING  0    0    F     0      0  0   0   M    0   0   0
applicant_id_number  VERIFYING  0    0    M     0      0  0   0   M    0   0   0
bank_account         PAID       0    0    M     0      0  0   0   M    0   0   0
hardship             VERIFYING  0    0    F     0      0  0   0   -    0   0   0
household_income     VERIFYING  0    0    F     0      0  0   0   -    0   0   0
notes.note           VERIFYING  0    0    F     0      0  0   0   -    0   0   0
notes.occurred_at    VERIFYING  0    0    F     0      0  0   0   -    0   0   0
other_relief.amount  VERIFYING  0    0    F     0      0  0   0   -    0   0   0
approved_amount      PAID       0    0    F     0      0  0   0   F    0   0   0
evidence             VERIFYING  0    0    F     0      0  0   0   F!-  0   0   0
payment_voucher      PAID       0    0    F     0      0  0   0   F!-  0   0   0
village              VERIFYING  0    0    F     0      0  0   0   F!-  0   0   0

recommendation lead_agency=JC target_agency=YJJ | file: swj | lead: jc
field              stage     med  med2 judge judge0 jc sfj yjj swj gov aud adm
title              DRAFT     0    0    0     0      F  0   0   0   0   0   0
facts              DRAFT     0    0    0     0      F  0   0   0   0   0   0
facts              APPROVED  0    0    0     0      F  0   0   0   0   0   0
facts              SERVED    0    0    0     0      F  F   F   -   F   0   0
title              SERVED    0    0    0     0      F  F   F   F   F   0   0
proposals.content  SERVED    0    0    0     0      F  F   F   -   F   0   0
proposals.measure  OVERDUE   0    0    0     0      F  F   F   -   F   0   0
reply              REPLIED   0    0    0     0      F  F   F   -   F   0   0
reply_number       REPLIED   0    0    0     0      F  F   F   F   F   0   0
assessment         REPLIED   0    0    0     0      -  F   -   -   -   0   0
assessment         ASSESSED  0    0    0     0      F  F   F   -   F   0   0

assessment lead_agency=SFJ agency=YJJ
field                  stage      med med2 judge judge0 jc sfj yjj swj gov aud adm
score                  DRAFT      0   0    0     0      F  F   0   0   0   0   0
score                  SCORED     0   0    0     0      F  F   F   0   F   0   0
procuratorate_opinion  SCORED     0   0    0     0      F  F   F   0   F   0   0
score                  PUBLISHED  F   F    F     F      F  F   F   F   F   0   0

rural_lead lead_agency=XZ-112 receiver=JC | file: swj judge
field          stage        med med2 judge judge0 jc sfj yjj swj gov aud adm
content        REGISTERED   F   0    0     0      0  0   0   0   0   0   0
content        TRANSFERRED  F   0    0     0      F  0   0   0   0   0   0
reporter_name  TRANSFERRED  F   0    0     0      F  0   0   0   0   0   0

social_relief lead_agency=XZ-112 unit=TJ-112 approver=MZJ | file: swj
field                stage     med med2 judge judge0 jc sfj yjj swj gov aud adm
kind                 PAID      0   0    0     0      0  0   0   F   0   0   0
approved_amount      PAID      0   0    0     0      0  0   0   F   0   0   0
applicant_name       PAID      0   0    0     0      0  0   0   M   0   0   0
applicant_id_number  PAID      0   0    0     0      0  0   0   -   0   0   0
hardship             PAID      0   0    0     0      0  0   0   -   0   0   0

training lead_agency=SFJ
field             stage     med med2 judge judge0 jc sfj yjj swj gov aud adm
topic             PLANNED   0   0    0     0      0  F   0   0   0   0   0
topic             NOTIFIED  F   F    F     F      F  F   F   F   F   0   0
attendance.score  HELD      -   -    -     -      -  F   -   -   -   0   0

party kind=MINOR | file: judge jc swj | lead: med
field              stage  med  med2 judge judge0 jc  sfj yjj swj  gov aud adm
name               -      M!-  0    F     0      F   0   0   M!-  0   0   0
address            -      M!-  0    F     0      F   0   0   M!-  0   0   0
phone              -      M!-  0    M     0      M   0   0   M!-  0   0   0
id_number          -      M!-  0    M     0      M   0   0   M!-  0   0   0
token              -      F    0    F     0      F   0   0   F    0   0   0
vulnerable_groups  -      F!-  0    -     0      -   0   0   -    0   0   0

party kind=PERSON | file: judge swj | lead: med
field              stage  med  med2 judge judge0 jc sfj yjj swj  gov aud adm
name               -      F    0    F     0      0  0   0   F    0   0   0
phone              -      M    0    M     0      0  0   0   M    0   0   0
id_number          -      M    0    M     0      0  0   0   M    0   0   0
vulnerable_groups  -      F    0    -     0      0  0   0   -    0   0   0

normative_document lead_agency=YJJ | file: judge jc sfj | lead: yjj
field              stage      med med2 judge judge0 jc sfj yjj swj gov aud adm
title              COMMENT    0   0    F     0      F  F   F   0   0   0   0
body               COMMENT    0   0    F     0      F  F   F   0   0   0   0
body               NUMBERED   0   0    F     0      F  F   F   0   0   0   0
body               PUBLISHED  F   F    F     F      F  F   F   F   F   0   0
opinions.content   COMMENT    0   0    F     0      F  F   F   0   0   0   0
opinions.content   PUBLISHED  -   -    F     -      F  F   F   -   -   0   0

major_decision lead_agency=YJJ | file: judge jc sfj | lead: yjj
field              stage            med med2 judge judge0 jc sfj yjj swj gov aud adm
body               LEGALITY_REVIEW  0   0    F     0      F  F   F   0   0   0   0
body               IN_FORCE         F   F    F     F      F  F   F   F   F   0   0

accountability lead_agency=SFJ responsible_agency=YJJ | file: judge jc swj | lead: sfj
field              stage    med med2 judge judge0 jc sfj yjj swj gov aud adm
title              OPENED   0   0    0     0      0  F   0   0   0   0   0
persons.name       DECIDED  0   0    0     0      0  F   0   0   0   0   0

potential_suit unit=TJ-112 lead_agency=XZ-112 respondent=YJJ | file: judge sfj swj | lead: med
field              stage      med med2 judge judge0 jc sfj yjj swj gov aud adm
title              SPOTTED    F   0    F     0      0  F   0   F   0   0   0
claim              SPOTTED    F   0    -     0      0  F   0   -   0   0   0
told.days_left     CONTACTED  F   0    F     0      0  F   0   F   0   0   0
told.name          CONTACTED  F   0    -     0      0  F   0   -   0   0   0

resolution lead_agency=FY plan_agency=SFJ respondent=YJJ | file: jc sfj yjj | lead: judge
field              stage       med med2 judge judge0 jc sfj yjj swj gov aud adm
title              MISSING     0   0    F     0      F  F   F   0   0   0   0
plan               JOINT_WORK  0   0    F     0      F  F   F   0   0   0   0
real_demand        JOINT_WORK  0   0    F     0      -  F   -   0   0   0   0
talks.note         JOINT_WORK  0   0    F     0      -  F   -   0   0   0   0
sides.name         SETTLED     0   0    F     0      -  F   -   0   0   0   0

appearance lead_agency=FY respondent=YJJ | file: yjj sfj | lead: judge
field              stage   med med2 judge judge0 jc sfj yjj swj gov aud adm
statement          ABSENT  0   0    F     0      0  F   F   0   0   0   0

child_report lead_agency=GAJ reporter_agency=YJJ | file: judge jc swj
field                stage           med  med2 judge judge0 jc sfj yjj swj  gov aud adm
child_name           FILED           0    0    F     0      0  0   -   0    0   0   0
child_id_number      FILED           0    0    M     0      0  0   -   0    0   0   0
child_school         FILED           0    0    F     0      0  0   -   0    0   0   0
evidence.digest      FILED           0    0    F     0      0  0   -   0    0   0   0
reporter_name        FILED           0    0    F     0      0  0   -   0    0   0   0
reporter_phone       FILED           0    0    M     0      0  0   -   0    0   0   0
title                FILED           0    0    F     0      0  0   -   0    0   0   0
feedback             FEEDBACK_GIVEN  0    0    F     0      0  0   F   0    0   0   0
child_name           SEALED          0    0    -     0      0  0   0   0    0   0   0
child_token          SEALED          0    0    F     0      0  0   0   0    0   0   0

child_protection lead_agency=GAJ | file: judge swj
field                stage     med  med2 judge judge0 jc sfj yjj swj  gov aud adm
child_token          HANDLING  0    0    F     0      0  0   0   F    0   0   0
plan                 HANDLING  0    0    F     0      0  0   0   -    0   0   0
child_token          CLOSED    0    0    F     0      0  0   0   0    0   0   0

insolvency_file lead_agency=YJJ | file: judge swj
field                stage           med  med2 judge judge0 jc sfj yjj swj  gov aud adm
wages_owed           REORGANISATION  0    0    F     0      0  0   F   F    0   0   0
trade_secrets        REORGANISATION  0    0    F     0      0  0   -   -    0   0   0

creditor_claim lead_agency=FY | file: judge swj
field                stage     med  med2 judge judge0 jc sfj yjj swj  gov aud adm
creditor             FILED     0    0    F     0      0  0   0   0    0   0   0
amount               FILED     0    0    F     0      0  0   0   0    0   0   0

coordination_item assigned_agency=YJJ | file: judge swj
field                stage     med  med2 judge judge0 jc sfj yjj swj  gov aud adm
request              RAISED    0    0    F     0      0  0   0   F    0   0   0
request              ASSIGNED  0    0    F     0      0  0   F   F    0   0   0

case lead_agency=XZ-112 unit=TJ-112 | file: judge | summary: swj | lead: med
field    stage  med  med2 judge judge0 jc sfj yjj swj  gov  aud adm
title    OPEN   F    0    F     0      0  0   0   F    F!0  -   0
summary  OPEN   F    0    F     0      0  0   0   -    -!0  -   0
number   OPEN   F    0    F     0      0  0   0   F    F!0  F   0
"""

CHECKERS = {
    **{name: PEOPLE[name] for name in ("judge", "jc", "sfj", "yjj", "swj", "gov", "aud", "adm")},
    "pol": person(12, "GAJ", "GOVERNMENT", "staff", "police_officer"),  # the organ that is asked
    "gaj": person(13, "GAJ", "GOVERNMENT", "staff", "archivist"),  # its colleague who answers nothing
    "mp": person(14, "JC", "PROCURATORATE", "staff", "minors_prosecutor"),  # may answer, but is not asked here
}
# M3: who asks reads the conclusion, who is asked reads what it has to answer once it is asked, and that somebody was checked is nobody else's to know.
CHECKS = """
employment_check lead_agency=YJJ asked_agency=GAJ | file: judge swj
field             stage      judge jc    sfj   yjj   swj   gov   aud   adm   pol   gaj   mp
title             DRAFT      0     0     0     F     0     0     0     0     0     0     0
title             ASKED      0     0     0     F     0     0     0     0     F     0     0
subject_name      DRAFT      0     0     0     F     0     0     0     0     0     0     0
subject_name      ASKED      0     0     0     F     0     0     0     0     F     0     0
consent_digest    ASKED      0     0     0     F     0     0     0     0     F     0     0
result            ANSWERED   0     0     0     F     0     0     0     0     F     0     0
subject_id_number ANSWERED   0     0     0     M     0     0     0     0     M     0     0
objection         OBJECTED   0     0     0     F     0     0     0     0     F     0     0
recheck_reason    CORRECTED  0     0     0     F     0     0     0     0     F     0     0
"""

TEXT = "一二三四五六七八九十"
SAMPLE: dict[Kind, Any] = {Kind.TEXT: TEXT, Kind.JSON: "{}", Kind.MONEY: 5, Kind.INTEGER: 3, Kind.BOOLEAN: True, Kind.TEXTS: [TEXT], Kind.DATE: NOW.date(),
                           Kind.INSTANT: NOW}


def scenes(table: str) -> list[Any]:
    found = []
    for block in table.strip().split("\n\n"):
        head, columns, *lines = block.splitlines()
        found += [pytest.param(head, columns.split()[2:], line.split(), id=f"{head.split()[0]}.{'.'.join(line.split()[:2])}.{n}")
                  for n, line in enumerate(lines)]
    return found


def row_of(name: str, stage: str, fixed: dict[str, str]) -> dict[str, Any]:
    """A row with something in every field that the table may ask for."""
    row: dict[str, Any] = {"county": COUNTY, "id": KEY}
    for field in RECORDS[name].fields:
        if field.kind is Kind.PROTECTED:
            row[f"{field.name}_masked"] = "****0004"
        elif field.kind is Kind.ITEMS:
            row[field.name] = json.dumps([{"id": "1", **{item.name: TEXT for item in field.items}}])
        elif field.kind is Kind.CHOICE:
            row[field.name] = fixed.get(field.name) or (stage if field.name == "state" else field.choices[0].value)
        elif field.kind is Kind.LINK:
            row[field.name] = KEY if field.name in ("case_id", "docket_id") else fixed.get(field.name)
        elif field.name not in row:
            row[field.name] = SAMPLE[field.kind]
    return row


def pick(name: str, path: str) -> Scalar | Items:
    outer, _, inner = path.partition(".")
    if RECORDS[name].field(outer).kind is not Kind.ITEMS:
        return Scalar("f", outer)
    return Items("f", outer, (Scalar("i", inner or "id"),))


def verdict(answer: dict[str, Any] | None, path: str, stored: Any) -> str:
    if answer is None:
        return "0"
    value = answer["f"]
    if isinstance(value, list) and "." in path:
        value = value[0]["i"]
    if value is None:
        return "-"
    return "M" if isinstance(value, str) and value != stored and "*" in value else "F"


POLICY = Policy(default_lines(), 1)


async def hold(database_url: str, people: dict[str, Actor], head: str, columns: list[str], cells: list[str]) -> None:
    """One line of a table, held to what each of the people is answered."""
    about, *grants = head.split(" | ")
    name, *settings = about.split()
    (path, stage), wanted = cells[:2], cells[2:]
    row = row_of(name, stage, dict(part.split("=") for part in settings))
    levels = {"summary": 1, "file": 2, "lead": 3}
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute("SET session_replication_role = replica")
        places = ", ".join(f"${n + 1}" for n in range(len(row)))
        await connection.execute(f'INSERT INTO "{name}" ({", ".join(f"{c!r}".replace(chr(39), chr(34)) for c in row)}) VALUES ({places})', *row.values())
        for grant in grants:
            level, given = grant.split(": ")
            for who in given.split():
                await connection.execute("INSERT INTO case_access VALUES ($1, $2, $3, 't', $4)", COUNTY, f"A:{people[who].agency}", KEY, levels[level])
        found = {}
        for who, actor in people.items():
            read = Read(name, (pick(name, path),), Comparison("id", "eq", Value(0, "uuid")))
            statement = render([guard(Root("r", read), POLICY.rules_of(actor))])
            text = await connection.fetchval(statement.sql, *statement.arguments((KEY,), facts_of(actor, NOW)))
            found[who] = verdict(json.loads(text)["r"], path, row.get(path.split(".")[0]))
    finally:
        await connection.close()
    assert list(people) == columns
    today = {who: cell.split("!")[0] for who, cell in zip(columns, wanted, strict=True)}
    assert found == today, f"{name}.{path} in {stage}; a cell X!Y that now gives Y is mended: write Y alone"


@pytest.mark.parametrize(("head", "columns", "cells"), scenes(CHECKS))
async def test_who_learns_of_a_check_before_hiring(database_url: str, head: str, columns: list[str], cells: list[str]) -> None:
    await hold(database_url, CHECKERS, head, columns, cells)


@pytest.mark.parametrize(("head", "columns", "cells"), scenes(TABLE))
async def test_who_sees_what_and_when(database_url: str, head: str, columns: list[str], cells: list[str]) -> None:
    await hold(database_url, PEOPLE, head, columns, cells)
