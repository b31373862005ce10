"""Records of a made-up mechanism under both its versions, and plans that bring them from the first to the second."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from api.census import census
from api.database import Database
from api.diagrams import page
from api.soundness import Held, findings, stranded
from authz.guard import guard
from schema import read
from schema.faults import faults
from schema.kit import Deadline, Earlier, Move, Owner, State, Term
from schema.periods import Unit
from schema.registry import METADATA, RECORDS
from schema.statement import facts_of, render
from sync import passage
from sync.chain import breaks
from sync.clock import tick
from sync.intent import Create, Edit, Outcome
from sync.intent import Move as Moving
from sync.wire import declarations
from tests.editions.declared.inspection import TENTH_VISIT
from tests.sync.county import COUNTY, POLICY, SHANGHAI, County, offline

INSPECTION = RECORDS["inspection"]
OLD = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
NEW = datetime(2026, 4, 2, 9, 0, tzinfo=SHANGHAI)
MAPPING = [{"source": "OPEN", "target": "OPEN"}, {"source": "APPROVING", "target": "VISITED"}]
FILLS = [{"field": "way", "value": "ON_PAPER"}]
CLOCKS = [{"was": "VISIT", "becomes": "VISIT_SOON"}]
PLAN = {"record_type": "inspection", "source_edition": 1, "target_edition": 2, "mapping": MAPPING, "fills": FILLS, "clocks": CLOCKS, "reason": "统一按新办法办理"}


@pytest.fixture
async def county(database: Database) -> AsyncIterator[Any]:
    async with database.pool.acquire() as connection:
        table = METADATA.tables["inspection"]
        for part in (CreateTable(table), *map(CreateIndex, table.indexes)):
            await connection.execute(str(part.compile(dialect=dialect())))
        await connection.execute('CREATE TRIGGER held AFTER INSERT ON inspection REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION fuyuan_held()')
        found: Any = await County(connection).founded()  # type: ignore[arg-type]
        await found.person("second", "SFJ", "justice_officer")
        await found.person("clerk", "GOV", "county_office")
        await found.person("clerk2", "GOV", "county_office")
        await found.person("mayor", "GOV", "supervising_leader")
        found.pool = database.pool
        yield found


async def begun(county: County, at: datetime, **values: Any) -> UUID:
    return await county.create("office", "inspection", at=at, **{"title": "荔江镇走访", **values})


async def drawn(county: County, **values: Any) -> Outcome:
    return await county.one("clerk", Create("edition_plan", county.new_id(), {**PLAN, **values}))


async def approved(county: County, **values: Any) -> UUID:
    outcome = await drawn(county, **values)
    assert outcome.kind == "applied", outcome
    plan = outcome.key
    for who, move in (("clerk", "rehearse"), ("clerk2", "approve")):
        outcome = await county.move(who, "edition_plan", plan, move)
        assert outcome.kind == "applied", outcome
    return plan


async def ticked(county: Any) -> int:
    return await tick(county.pool, POLICY, county.world, county.now)


async def clocks(county: County, key: UUID) -> dict[str, tuple[str, datetime | None]]:
    return {duty["code"]: (duty["state"], duty["due_at"]) for duty in await county.all("duty", "record_key = $2", str(key))}


async def told(county: County, key: UUID) -> dict[str, tuple[Any, Any]]:
    rows = await county.connection.fetch("SELECT c.field, c.old::text, c.new::text FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id"
                                         " WHERE e.act = 'EDITION' AND e.record_key = $1", str(key))
    return {row["field"]: tuple(None if text is None else orjson.loads(text) for text in (row["old"], row["new"])) for row in rows}  # type: ignore[misc]


# --- which version a record runs under --------------------------------------------------------------------------------


async def test_a_record_keeps_the_version_it_began_under(county: County) -> None:
    old = await begun(county, OLD)
    assert (await county.row("inspection", old))["edition"] == 1
    assert (await clocks(county, old)).keys() == {"VISIT"}
    county.now = NEW
    assert (await county.move("office", "inspection", old, "visit")).kind == "applied"  # findings were not needed then
    assert (await county.row("inspection", old))["state"] == "APPROVING"
    assert (await county.move("office", "inspection", old, "approve", approver_note="同意")).code == "SECOND_PERSON"
    assert (await county.move("office", "inspection", old, "close")).code == "MOVE_NOT_POSSIBLE"
    await county.moved("second", "inspection", old, "approve")
    await county.moved("office", "inspection", old, "close")
    assert (await county.row("inspection", old))["state"] == "CLOSED"


async def test_a_new_record_begins_under_the_present_version(county: County) -> None:
    county.now = NEW
    lacking = await county.one("office", Create("inspection", county.new_id(), {"title": "无方式"}))
    assert (lacking.code, lacking.facts["fields"]) == ("FIELD_REQUIRED", "way")
    new = await begun(county, NEW, way="ON_SITE")
    assert (await county.row("inspection", new))["edition"] == 2
    assert (await clocks(county, new)) == {"VISIT_SOON": ("RUNNING", datetime(2026, 4, 8, tzinfo=SHANGHAI))}
    assert (await county.move("office", "inspection", new, "visit")).code == "INPUT_MISSING"
    assert (await county.move("office", "inspection", new, "visit", findings="整洁")).kind == "applied"
    assert (await county.row("inspection", new))["state"] == "VISITED"
    assert (await county.move("second", "inspection", new, "approve")).code == "MOVE_UNKNOWN"


async def test_an_edit_may_not_empty_what_only_the_present_version_needs(county: County) -> None:
    old, new = await begun(county, OLD, way="ON_SITE"), await begun(county, NEW, way="ON_SITE")
    assert (await county.edit("office", "inspection", old, way=None)).kind == "applied"
    assert (await county.edit("office", "inspection", new, way=None)).code == "FIELD_REQUIRED"


async def test_what_a_device_registered_before_the_change_begins_under_the_old_version(county: County) -> None:
    county.now, key = NEW, county.new_id()
    outcome = await county.one("office", offline(Create("inspection", key, {"title": "离线登记"}), OLD))
    assert outcome.kind == "applied" and (await county.row("inspection", key))["edition"] == 1


async def test_available_actions_are_those_of_the_records_own_version(county: County) -> None:
    keys = [await begun(county, OLD), await begun(county, NEW, way="ON_SITE")]
    actor = county.people["office"]
    actions = read.Scalar("can", "state", "actions", args=(("move", "move"), ("required", "required")))
    found = []
    for key in keys:
        root = read.Root("it", read.Read("inspection", (actions,), read.Test("id", "eq", read.Value(0, "uuid"))))
        statement = render([guard(root, POLICY.rules_of(actor))])
        text = await county.connection.fetchval(statement.sql, *statement.arguments([key], facts_of(actor, county.now)))
        found.append(orjson.loads(text)["it"]["can"])
    assert found == [[{"move": "visit", "required": []}], [{"move": "visit", "required": ["findings"]}]]


def test_a_device_is_told_the_states_and_moves_of_both_versions() -> None:
    told = declarations([replace(INSPECTION, offline=True)])["collections"]["Inspection"]
    assert [state for state, _ in told["states"]] == ["OPEN", "VISITED", "CLOSED", "APPROVING"]
    moves = {move["name"]: (move["sources"], move["required"]) for move in told["moves"]}
    assert moves == {"visit": (["OPEN"], []), "close": (["VISITED"], []), "approve": (["APPROVING"], [])}


# --- plans ------------------------------------------------------------------------------------------------------------


async def test_a_plan_says_what_it_cannot_mean(county: County) -> None:
    for values, code in (
        ({"record_type": "mediation"}, "PLAN_WITHOUT_VERSIONS"), ({"target_edition": 3}, "PLAN_VERSIONS"), ({"source_edition": 2}, "PLAN_VERSIONS"),
        ({"reason": " "}, "FIELD_REQUIRED"), ({"mapping": []}, "PLAN_MAPPING"), ({"mapping": [MAPPING[0], MAPPING[0]]}, "PLAN_MAPPING"),
        ({"mapping": [{"source": "OPEN", "target": "APPROVING"}]}, "PLAN_STATE"), ({"mapping": [{"source": "LOST", "target": "OPEN"}]}, "PLAN_STATE"),
        ({"fills": [{"field": "state", "value": "OPEN"}]}, "PLAN_FIELD"), ({"clocks": [{"was": "VISIT", "becomes": "VISIT"}]}, "PLAN_CLOCK"),
    ):
        assert (await drawn(county, **values)).code == code, values
    outcome = await county.one("office", Create("edition_plan", county.new_id(), PLAN))
    assert outcome.code == "FORBIDDEN"


async def test_a_rehearsal_says_which_records_go_where_and_changes_none(county: County) -> None:
    one, two, done = [await begun(county, OLD, title=title) for title in ("一", TENTH_VISIT, "三")]
    await county.moved("office", "inspection", done, "visit")
    await county.moved("second", "inspection", done, "approve")
    before = [dict(await county.row("inspection", key)) for key in (one, two, done)]
    plan = (await drawn(county)).key
    assert (await county.move("clerk2", "edition_plan", plan, "approve")).code == "MOVE_NOT_POSSIBLE"  # nobody has seen what it does
    await county.moved("clerk", "edition_plan", plan, "rehearse")
    lines = {line["source"]: line for line in orjson.loads((await county.row("edition_plan", plan))["rehearsal"])}
    assert {state: (line["target"], line["records"], line["blocked"]) for state, line in lines.items()} == {"OPEN": ("OPEN", 2, 1), "VISITED": (None, 1, 0)}
    assert lines["OPEN"]["obstacle"] == "没有第十次走访。" and lines["OPEN"]["examples"] == [str(two)]
    assert [dict(await county.row("inspection", key)) for key in (one, two, done)] == before
    refused = await county.move("clerk2", "edition_plan", plan, "approve")
    assert (refused.code, refused.facts["count"]) == ("PLAN_BLOCKED", 1)


async def test_a_needed_field_that_nothing_fills_is_in_the_way(county: County) -> None:
    await begun(county, OLD)
    for fills, blocked in (([], 1), ([{"field": "way", "value": "BY_DRONE"}], 1), (FILLS, 0)):
        plan = (await drawn(county, fills=fills)).key
        await county.moved("clerk", "edition_plan", plan, "rehearse")
        [line] = orjson.loads((await county.row("edition_plan", plan))["rehearsal"])
        assert (line["blocked"], bool(line["obstacle"])) == (blocked, bool(blocked))


async def test_its_author_cannot_approve_a_plan(county: County) -> None:
    plan = (await drawn(county)).key
    await county.moved("clerk", "edition_plan", plan, "rehearse")
    assert (await county.move("clerk", "edition_plan", plan, "approve")).code == "PLAN_SECOND_PERSON"
    assert (await county.move("mayor", "edition_plan", plan, "approve")).kind == "applied"


async def test_a_plan_moves_some_records_with_their_clocks_and_tells_each_history(county: County) -> None:
    waiting, approving, over, new = await begun(county, OLD), await begun(county, OLD), await begun(county, OLD, way="ON_SITE"), await begun(county, NEW, way="ON_SITE")
    await county.moved("office", "inspection", approving, "visit")
    await county.moved("office", "inspection", over, "visit")
    await county.moved("second", "inspection", over, "approve")
    untouched = [dict(await county.row("inspection", key)) for key in (over, new)]
    plan = await approved(county)
    assert await ticked(county) > 0
    row, moved = await county.row("edition_plan", plan), await county.row("inspection", approving)
    assert (row["state"], row["moved"], row["left_over"], row["approver"]) == ("APPLIED", 2, 0, county.people["clerk2"].user_id)
    assert (moved["state"], moved["edition"], moved["way"]) == ("VISITED", 2, "ON_PAPER")
    assert [dict(await county.row("inspection", key)) for key in (over, new)] == untouched
    assert await told(county, waiting) == {"edition": (1, 2), "way": (None, "ON_PAPER")}
    assert await told(county, approving) == {"edition": (1, 2), "state": ("APPROVING", "VISITED"), "way": (None, "ON_PAPER")}
    # the clock of the old version ended; the one it goes on as counts from the old start, and is late where it has run out
    assert (await clocks(county, waiting)) == {
        "VISIT": ("VOID", datetime(2026, 4, 10, tzinfo=SHANGHAI)), "VISIT_SOON": ("RUNNING", datetime(2026, 3, 17, tzinfo=SHANGHAI))}
    assert (await clocks(county, approving))["REPORT"][0] == "RUNNING"
    await ticked(county)
    [late] = await county.all("duty", "code = 'VISIT_SOON' AND record_key = $2", str(waiting))
    assert late["late"]
    entries = await county.all("entry", "act = 'EDITION'")
    assert {entry["move"] for entry in entries} == {f"edition_plan:{plan}"} and len(entries) == 2
    for case in {entry["case_id"] for entry in entries}:
        assert await breaks(county.connection, COUNTY, case) == []
    assert (await county.move("office", "inspection", waiting, "visit", findings="整洁")).kind == "applied"
    assert (await county.row("inspection", waiting))["state"] == "VISITED"


async def test_a_stale_edit_still_finds_its_base_after_a_record_went_over(county: County) -> None:
    key = await begun(county, OLD, findings="旧")
    seen = (await county.row("inspection", key))["version"]
    await approved(county)
    await ticked(county)
    outcome = await county.one("office", Edit("inspection", key, None, seen, {"findings": "新"}))
    assert outcome.kind == "merged" and (await county.row("inspection", key))["findings"] == "新"


async def test_what_a_device_did_under_the_old_version_is_kept_for_its_owner(county: County) -> None:
    key = await begun(county, OLD)
    await county.moved("office", "inspection", key, "visit")
    await approved(county)
    await ticked(county)
    outcome = await county.one("second", offline(Moving("inspection", key, "approve", {"approver_note": "同意"}), OLD + timedelta(days=1)))
    assert (outcome.kind, outcome.code) == ("quarantined", "MOVE_UNKNOWN")


async def test_a_record_that_changed_after_the_rehearsal_is_left_and_counted(county: County) -> None:
    good, bad = await begun(county, OLD), await begun(county, OLD)
    plan = await approved(county)
    assert (await county.edit("office", "inspection", bad, title=TENTH_VISIT)).kind == "applied"
    await ticked(county)
    row = await county.row("edition_plan", plan)
    assert (row["state"], row["moved"], row["left_over"]) == ("APPLIED", 1, 1)
    assert [(await county.row("inspection", key))["edition"] for key in (good, bad)] == [2, 1]


async def test_a_crash_in_the_middle_leaves_nothing_half_moved(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [await begun(county, OLD, title=f"第{n}号") for n in range(7)]
    plan = await approved(county)
    monkeypatch.setattr(passage, "MOST", 2)
    number, done = passage.store.number, []

    async def crashing(connection: asyncpg.Connection, given: str, change: UUID) -> None:
        if len(done) == 2:
            raise ConnectionResetError  # after everything of the third batch was written, before it was committed
        done.append(change)
        await number(connection, given, change)

    with monkeypatch.context() as broken:
        broken.setattr(passage.store, "number", crashing)
        with pytest.raises(ConnectionResetError):
            await ticked(county)
    editions = [(await county.row("inspection", key))["edition"] for key in keys]
    assert editions == [2, 2, 2, 2, 1, 1, 1]
    for key, edition in zip(keys, editions, strict=True):
        assert (await clocks(county, key)).keys() == ({"VISIT", "VISIT_SOON"} if edition == 2 else {"VISIT"})
        assert bool(await told(county, key)) is (edition == 2)
    assert (await county.row("edition_plan", plan))["state"] == "APPROVED"
    await ticked(county)
    assert {(await county.row("inspection", key))["edition"] for key in keys} == {2}
    assert len(await county.all("entry", "act = 'EDITION'")) == 7
    row = await county.row("edition_plan", plan)
    assert (row["state"], row["moved"]) == ("APPLIED", 7)


async def test_a_plan_that_was_taken_back_moves_nothing_more(county: County) -> None:
    key = await begun(county, OLD)
    plan = await approved(county)
    assert (await county.move("clerk", "edition_plan", plan, "withdraw")).kind == "applied"
    await ticked(county)
    assert (await county.row("inspection", key))["edition"] == 1


# --- what is declared no longer ---------------------------------------------------------------------------------------


async def test_records_under_a_version_that_is_gone_are_found_refused_and_can_go_over(county: Any) -> None:
    key = await begun(county, OLD)
    await county.connection.execute("UPDATE inspection SET edition = 0, state = 'WAITING' WHERE id = $1", key)
    refused = await county.move("office", "inspection", key, "visit")
    assert (refused.code, refused.facts["edition"]) == ("EDITION_UNKNOWN", 0)
    found = stranded(RECORDS, await census(county.pool))
    assert [(one.record, one.code) for one in found] == [("inspection", "VERSION_GONE")]
    await county.connection.execute("UPDATE inspection SET edition = 2, state = 'APPROVING' WHERE id = $1", key)
    await county.connection.execute("UPDATE duty SET code = 'LONG_AGO', agency = NULL WHERE record_key = $1", str(key))
    assert {one.code for one in stranded(RECORDS, await census(county.pool))} == {"STATE_GONE", "CLOCK_GONE", "CLOCK_UNOWED"}


def test_each_version_is_looked_at_for_what_hangs() -> None:
    held = Held(frozenset({"SFJ"}), frozenset({"justice_officer", "staff"}))
    assert findings([INSPECTION], held) == []
    [earlier] = INSPECTION.earlier
    stuck = replace(INSPECTION, earlier=(replace(earlier, moves=earlier.moves[:1]),))
    assert {(one.code, one.zh.partition("：")[0]) for one in findings([stuck], held)} == {("DEAD_END", "第 1 版"), ("UNREACHABLE_STATE", "第 1 版")}
    unowed = replace(INSPECTION, earlier=(replace(earlier, deadlines=(replace(earlier.deadlines[0], responsible="NOBODY"),)),))
    assert [one.code for one in findings([unowed], held)] == ["UNOWED_DEADLINE"]


def test_a_page_tells_the_life_of_both_versions() -> None:
    told = page(INSPECTION)
    assert told.count("stateDiagram-v2") == 2 and "第 1 版" in told and "待审批" in told.partition("第 1 版")[2]


def test_a_version_that_cannot_stand_is_refused() -> None:
    owner, term = (Owner("justice_officer"),), {"": Term(1, Unit.DAY, "某法")}
    for earlier, said in (
        (Earlier(2, date(2026, 1, 1)), "stands where version 1 should"), (Earlier(1, date(2026, 1, 1), optional=("findings",)), "is not required now either"),
        (Earlier(1, date(2026, 1, 1), without=("NEVER",)), "does not have"), (Earlier(1, date(2026, 1, 1), states=(State("GONE", "没了"),)), "cannot be reached"),
        (Earlier(1, date(2026, 1, 1), moves=(Move("close", "办结", "d", ("VISITED",), "CLOSED", owner),)), "other owners than now"),
        (Earlier(1, date(2026, 1, 1), deadlines=(Deadline("REPORT", "报告", "d", "VISITED", "lead_agency", ("close",), term),)), "other terms than now"),
    ):
        assert any(said in fault for fault in faults(replace(INSPECTION, earlier=(earlier,)))), said
    assert faults(INSPECTION) == []
