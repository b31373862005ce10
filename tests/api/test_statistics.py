"""Published figures by who asks: counted over all, shown without rows, frozen, revised as a whole, downloaded with a name on them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from docx import Document
from openpyxl import load_workbook

from api.database import Database
from sync import census
from tests.serving import Served, serving
from tests.sync.two_units import COUNTY, found

ROLES = (("tongji", "SFJ", ("statistician",)), ("zhengfuban", "SFJ", ("county_office",)), ("lingdao", "FY", ("leader",)), ("guanliren", "GLR", ("bankruptcy_administrator",)),
         ("shenji", "SFJ", ("auditor",)), ("xitong", "SFJ", ("system_administrator",)))
PUBLISH = """mutation($year: Int!, $reason: String) { createPublication(input: {year: $year, reason: $reason}) {
  __typename ... on PublicationDone { publication { id year revision cells digest reason } } ... on Refused { code } } }"""
FIGURES = """query($year: Int!, $filter: StatisticFilter) { conferenceReport(year: $year) { publication { revision } statistics(first: 100, filter: $filter) { totalCount nodes {
  subject measure part level agency { id } township { id } month figure amount } } } }"""
NUMBERS = {"subject": {"eq": "mediation"}, "measure": {"eq": "number"}}


@pytest.fixture
async def county(database: Database, tmp_path: Path) -> AsyncIterator[Served]:
    """Two townships, and people who may and may not know the figures."""
    async with database.transaction() as connection:
        await found(connection)
        await connection.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, 'GLR', '清算事务所', '清算所', 'EXTERNAL')", COUNTY)
        for name, agency, roles in ROLES:
            key = uuid4()
            await connection.execute('INSERT INTO "user" (county, id, username, name, agency, active) VALUES ($1, $2, $3, $3, $4, true)', COUNTY, key, name, agency)
            for role in roles:
                await connection.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, $4)", COUNTY, uuid4(), key, role)
    async with serving(database, tmp_path) as served:
        yield served


async def lay(database: Database, record: str, township: str, month: int, number: int, year: int = 2025, **values: Any) -> list[UUID]:
    """Records of a month, as the door would leave them."""
    keys = [uuid4() for _ in range(number)]
    day = datetime(year, month, 10, 4, tzinfo=UTC)
    values = {"title": "件", "state": "APPLIED", "lead_agency": "SFJ", "township": township, "created_at": day, **values}
    names, places = ", ".join(values), ", ".join(f"${n}" for n in range(3, 3 + len(values)))
    async with database.transaction() as connection:
        await connection.executemany('INSERT INTO "case" (county, id, title, lead_agency, state, opened_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
                                     [(COUNTY, key, "案", "SFJ", "OPEN", day.date(), day) for key in keys])
        await connection.executemany(f'INSERT INTO "{record}" (county, id, case_id, {names}) VALUES ($1, $2, $2, {places})',
                                     [(COUNTY, key, *values.values()) for key in keys])
    return keys


async def usual(database: Database) -> None:
    for township, numbers in (("510522101", (12, 9, 30)), ("510522102", (20, 3, 15))):
        for month, number in enumerate(numbers, 1):
            await lay(database, "mediation", township, month, number, kind="PEOPLE")


async def published(served: Served, who: str = "tongji", **values: Any) -> Any:
    return (await served.data(who, PUBLISH, **{"year": 2025, **values}))["createPublication"]


def by_place(answer: Any) -> dict[tuple[Any, ...], int]:
    nodes = answer["conferenceReport"]["statistics"]["nodes"]
    return {(n["level"], *((n[link] or {}).get("id", "").rpartition(":")[2] or None for link in ("agency", "township")), n["month"]): n["figure"] for n in nodes}


async def test_figures_go_over_all_records_and_show_none(county: Served, database: Database) -> None:
    await usual(database)
    done = await published(county)
    assert done["__typename"] == "PublicationDone" and done["publication"]["revision"] == 1 and re.fullmatch("[0-9a-f]{64}", done["publication"]["digest"])
    for who in ("tongji", "lingdao", "u5", "zhengfuban"):  # a judge of another agency, a leader: neither may see one of these mediations
        told = by_place(await county.data(who, FIGURES, year=2025, filter=NUMBERS))
        assert told["TOTAL", None, None, None] == 89 and told["AGENCY", "SFJ", None, None] == 89
        assert ("TOWNSHIP_MONTH", None, "510522102", 2) not in told, "three are few"
        hidden = {(t, m) for t in ("510522101", "510522102") for m in (1, 2, 3)} - {(t, m) for level, _, t, m in told if level == "TOWNSHIP_MONTH"}
        assert len(hidden) >= 4, "one hidden cell in a line is a subtraction"
    assert (await county.data("lingdao", "{ mediations { totalCount } }"))["mediations"]["totalCount"] == 0
    assert (await county.data("u5", "{ mediations { totalCount } }"))["mediations"]["totalCount"] == 0


@pytest.mark.parametrize("who", ["guanliren", "shenji", "xitong"])
async def test_who_has_no_right_is_told_nothing_at_all(county: Served, database: Database, who: str) -> None:
    before = await county.data(who, FIGURES, year=2025)
    await usual(database)
    await published(county)
    assert await county.data(who, FIGURES, year=2025) == before == {"conferenceReport": {"publication": None, "statistics": {"totalCount": 0, "nodes": []}}}
    assert (await county.data(who, "{ statistics { totalCount } publications { totalCount } }")) == {"statistics": {"totalCount": 0}, "publications": {"totalCount": 0}}
    assert (await published(county, who))["code"] == "FORBIDDEN"
    headers = {"authorization": f"Bearer {await county.token(who)}"}
    there, elsewhere = [await county.client.get(f"/reports/{year}.xlsx", headers=headers) for year in (2025, 2024)]
    assert there.status_code == elsewhere.status_code == 404 and there.json()["code"] == elsewhere.json()["code"]


async def test_only_who_may_publish_does_and_only_whole_years(county: Served, database: Database) -> None:
    await usual(database)
    for who in ("u6", "lingdao", "u5"):
        assert (await published(county, who))["code"] == "FORBIDDEN"
    for year in (datetime.now(UTC).year, 9999, 1999, -1):
        assert (await published(county, year=year))["code"] == "YEAR_NOT_OVER"
    assert await database.fetchval("SELECT count(*) FROM publication") == 0
    assert (await published(county, "zhengfuban"))["__typename"] == "PublicationDone"
    assert (await published(county))["code"] == "REVISION_REASON_MISSING"
    assert (await published(county, reason="无变化"))["code"] == "NOTHING_TO_REVISE"


async def test_what_is_published_stays_and_a_late_record_is_not_found_by_subtracting(county: Served, database: Database) -> None:
    await usual(database)
    await published(county)
    first = by_place(await county.data("lingdao", FIGURES, year=2025, filter=NUMBERS))
    await lay(database, "mediation", "510522101", 1, 1, kind="PEOPLE")
    assert by_place(await county.data("lingdao", FIGURES, year=2025, filter=NUMBERS)) == first, "frozen until it is published anew"
    assert (await published(county, reason="补登一件"))["publication"]["revision"] == 2
    second = by_place(await county.data("lingdao", FIGURES, year=2025, filter=NUMBERS))
    assert second.keys() < first.keys() and all(first[place] == number for place, number in second.items())
    assert ("TOTAL", None, None, None) not in second, "90 against 89 is one late record"
    await lay(database, "mediation", "510522102", 3, 20, kind="PEOPLE")
    assert (await published(county, reason="白沙镇补报"))["publication"]["revision"] == 3
    third = by_place(await county.data("lingdao", FIGURES, year=2025, filter=NUMBERS))
    assert third.keys() <= second.keys()
    old = await county.data("lingdao", '{ publications(orderBy: [{field: REVISION}]) { nodes { revision replaces { revision } statistics(filter: {level: {eq: TOTAL}, '
                                       'subject: {eq: "mediation"}, measure: {eq: "number"}}) { nodes { figure } } } } }')
    assert [(p["revision"], p["replaces"]) for p in old["publications"]["nodes"]] == [(1, None), (2, {"revision": 1}), (3, {"revision": 2})]
    assert old["publications"]["nodes"][0]["statistics"]["nodes"] == [{"figure": 89}]


async def test_sealed_records_are_in_no_figure(county: Served, database: Database) -> None:
    open_, sealed = {"lead_agency": "GAJ"}, {"state": "SEALED", "lead_agency": "GAJ"}
    async with database.transaction() as connection:
        await connection.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, 'GAJ', '公安局', '公安局', 'GOVERNMENT')", COUNTY)
    required = await database.pool.fetch("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'child_report' AND is_nullable = 'NO'"
                                         " AND column_default IS NULL AND column_name NOT IN ('county', 'id', 'case_id', 'title', 'state')")
    blank: dict[str, Any] = {row[0]: datetime(2025, 3, 1, tzinfo=UTC) if "time" in row[1] else 1 if row[1] == "bigint" else "X" for row in required}
    await lay(database, "child_report", "510522101", 3, 40, **{**blank, **open_, "state": "REPORTED"})
    await lay(database, "child_report", "510522101", 3, 40, **{**blank, **sealed})
    await published(county)
    told = await county.data("lingdao", FIGURES, year=2025, filter={"subject": {"eq": "child_report"}})
    nodes = told["conferenceReport"]["statistics"]["nodes"]
    assert {n["figure"] for n in nodes if n["measure"] == "number" and n["level"] == "TOTAL"} == {40}
    assert "SEALED" not in {n["part"] for n in nodes} and all(n["figure"] <= 40 for n in nodes)


async def test_a_report_has_its_figures_charts_and_reader(county: Served, database: Database) -> None:
    await usual(database)
    await lay(database, "judicial_relief", "510522101", 2, 9, applicant_name="甲", approved_amount=1000, cause="OTHER", vulnerable=True)
    await published(county)
    headers = {"authorization": f"Bearer {await county.token('lingdao')}"}
    answer = await county.client.get("/reports/2025.xlsx", headers=headers)
    assert answer.status_code == 200 and "filename*=UTF-8''2025" in answer.headers["content-disposition"] and "no-store" in answer.headers["cache-control"]
    book = load_workbook(io.BytesIO(answer.content))
    front = {row[1]: row[2] for row in book["总表"].iter_rows(min_row=5, values_only=True) if row[2] is not None}
    assert front["调解"] == 89 and front["司法救助"] == 9
    assert "lingdao" in book["总表"]["A3"].value and "lingdao" in str(book["调解"].oddFooter.center.text) and len(book["调解"]._charts) == 1
    cells = [tuple(row) for row in book["调解"].iter_rows(values_only=True)]
    grid = next(n for n, row in enumerate(cells) if row[0] == "乡镇（街道）按月件数")
    assert cells[grid + 1][:4] == ("乡镇（街道）", "01月", "02月", "03月")
    lines = {row[0]: row[1:4] for row in cells[grid + 2:grid + 4]}
    assert lines["白沙镇"][1] == "—" and sum(value == "—" for line in lines.values() for value in line) >= 4
    relief = [tuple(row) for row in book["司法救助"].iter_rows(values_only=True)]
    heads, values = next((relief[n], relief[n + 1]) for n, row in enumerate(relief) if row[0] == "全县")
    assert dict(zip(heads, values, strict=True))["决定金额"] == 9000 and dict(zip(heads, values, strict=True))["特殊群体：是"] == 9

    answer = await county.client.get("/reports/2025.docx", headers=headers)
    paper = Document(io.BytesIO(answer.content))
    assert "lingdao" in paper.sections[0].footer.paragraphs[0].text and paper.paragraphs[0].text == "2025年府院联动工作年度通报"
    assert any(cell.text == "89" for row in paper.tables[0].rows for cell in row.cells)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        chart = parts.read("word/charts/chart1.xml").decode()
        assert "chartSpace" in chart and ">89<" in chart and "charts/chart1.xml" in parts.read("[Content_Types].xml").decode()
    assert (await county.client.get("/reports/2025.pdf", headers=headers)).status_code == 404
    assert (await county.client.get("/reports/2025.xlsx")).status_code == 401


async def test_a_conference_rests_on_what_was_published(county: Served, database: Database) -> None:
    await usual(database)
    key = (await published(county))["publication"]["id"]
    year = 2026
    made = await county.data("u6", "mutation($i: CreateConferenceInput!) { createConference(input: $i) { ... on ConferenceDone { conference { id } } ... on Refused { code } } }",
                             i={"title": "2026年府院联席会议", "year": year, "countedFrom": "2025-12-31"})
    conference = made["createConference"]["conference"]["id"]
    await county.data("u6", "mutation($i: ConferencePlanInput!) { conferencePlan(input: $i) { __typename } }",
                      i={"id": conference, "plannedOn": "2026-03-12", "agenda": [{"title": "通报"}]})
    prepare = "mutation($i: ConferencePrepareInput!) { conferencePrepare(input: $i) { ... on ConferenceDone { conference { state statistics } } ... on Refused { code } } }"
    assert (await county.data("u6", prepare, i={"id": conference, "report": "通报"}))["conferencePrepare"]["code"] == "CONFERENCE_FIGURES_MISSING"
    older = (await published(county, year=2024))["publication"]["id"]
    assert (await county.data("u6", prepare, i={"id": conference, "report": "通报", "publication": older}))["conferencePrepare"]["code"] == "CONFERENCE_OTHER_PUBLICATION"
    told = (await county.data("u6", prepare, i={"id": conference, "report": "通报", "publication": key}))["conferencePrepare"]["conference"]
    assert told["state"] == "MATERIALS" and told["statistics"]["year"] == 2025 and told["statistics"]["revision"] == 1
    seen = await county.data("lingdao", "query($y: Int!) { conferenceReport(year: $y) { __typename conferences { nodes { year } } } }", y=2025)
    assert seen == {"conferenceReport": {"__typename": "ConferenceReport", "conferences": {"nodes": [{"year": 2026}]}}}


async def test_figures_that_were_tampered_with_are_found(county: Served, database: Database) -> None:
    await usual(database)
    await published(county)
    await lay(database, "mediation", "510522102", 3, 30, kind="PEOPLE")
    await published(county, reason="补报")
    connection = await asyncpg.connect(database.url)
    try:
        assert [intact for _, intact in await census.verified(connection, COUNTY)] == [True, True]
        await connection.execute("UPDATE statistic SET figure = 90 WHERE figure = 89")
        assert [intact for _, intact in await census.verified(connection, COUNTY)] == [False, True]
        await connection.execute("UPDATE statistic SET figure = 89 WHERE figure = 90")
        await connection.execute("UPDATE publication SET author = (SELECT id FROM \"user\" WHERE username = 'u1') WHERE revision = 1")
        assert [intact for _, intact in await census.verified(connection, COUNTY)] == [False, True]
    finally:
        await connection.close()
