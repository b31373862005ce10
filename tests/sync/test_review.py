"""New rules and calendars through the write door: who may, what becomes of open duties, what their cases tell of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import orjson
import pytest

from api.database import Database
from schema.periods import with_year
from schema.registry import RECORDS
from sync import review
from sync.chain import breaks
from sync.clock import tick
from sync.intent import Create, Edit, Outcome
from sync.regime import LOCK, seed, seed_all
from tests.sync.county import COUNTY, POLICY, SHANGHAI, County
from tests.sync.test_write import served

DUE = datetime(2026, 6, 2, tzinfo=SHANGHAI)
RULE = {"record_type": "recommendation", "code": "REPLY", "picked": "GENERAL", "amount": 1, "unit": "MONTH", "basis": "实施办法（2026）9", "verified": True,
        "effective_from": "2026-04-01", "reason": "实施办法修订"}


@pytest.fixture
async def county(database: Database) -> Any:
    async with database.pool.acquire() as connection:
        found = await County(connection).founded()  # type: ignore[arg-type]
        await found.person("clerk", "GOV", "county_office")
        found.pool = database.pool  # type: ignore[attr-defined]
        yield found


async def ticked(county: Any) -> int:
    return await tick(county.pool, POLICY, county.world, county.now)


async def ruled(county: County, who: str = "clerk", **values: Any) -> Outcome:
    said = {name: value for name, value in {**RULE, **values}.items() if value is not None}
    return await county.one(who, Create("deadline_rule", county.new_id(), said))


async def dues(county: County) -> dict[str, datetime]:
    return {duty["code"]: duty["due_at"] for duty in await county.all("duty")}


async def told(county: County) -> list[dict[str, tuple[Any, Any]]]:
    """What the clock entered in the histories: by field, old and new."""
    rows = await county.connection.fetch(
        "SELECT e.id, c.field, c.old::text, c.new::text FROM entry e JOIN entry_change c ON c.entry_id = e.id WHERE e.act = 'CLOCK' ORDER BY e.created_at, e.id")
    found: dict[Any, dict[str, tuple[Any, Any]]] = {}
    for row in rows:
        found.setdefault(row["id"], {})[row["field"]] = tuple(orjson.loads(text) if text is not None else None for text in (row["old"], row["new"]))  # type: ignore[assignment]
    return list(found.values())


async def test_a_rule_computes_open_duties_anew_and_their_cases_say_why(county: County) -> None:
    key = await served(county)
    assert (await ruled(county)).kind == "applied"
    await ticked(county)
    assert await dues(county) == {"REPLY": datetime(2026, 5, 2, tzinfo=SHANGHAI), "REPORT": DUE}
    [entry] = await told(county)
    assert entry["due_at"] == ("2026-06-01T16:00:00+00:00", "2026-05-01T16:00:00+00:00")
    assert entry["amount"] == (2, 1)
    assert entry["basis"] == ("人民检察院检察建议工作规定 19", "实施办法（2026）9")
    assert entry["recomputed"] == (None, "实施办法修订")
    [notice] = await county.all("notification")
    assert (notice["kind"], notice["agency"], notice["due_at"]) == ("CHANGED", "YJJ", datetime(2026, 5, 2, tzinfo=SHANGHAI))
    case = (await county.row("recommendation", key))["case_id"]
    assert await breaks(county.connection, COUNTY, case) == []
    assert await county.connection.fetchval("SELECT max(f.seq) = (SELECT seq FROM feed_counter) FROM feed f JOIN feed_case c USING (change_id) WHERE c.case_id = $1", case)
    before = await county.connection.fetchrow("SELECT seq, (SELECT count(*) FROM entry) FROM feed_counter")
    await ticked(county)
    assert await county.connection.fetchrow("SELECT seq, (SELECT count(*) FROM entry) FROM feed_counter") == before, "computed once"


async def test_a_rule_for_later_clocks_leaves_those_that_run(county: County) -> None:
    await served(county)
    await ruled(county, effective_from="2026-04-02")
    await ticked(county)
    assert (await dues(county))["REPLY"] == DUE
    assert await told(county) == []
    key = await county.create("prosecutor", "recommendation", title="后一件", kind="GOVERNANCE", reply_rule="GENERAL", target_agency="YJJ",
                              proposals=[{"id": "1", "content": "排查"}])
    await county.move("jc_chief", "recommendation", key, "approve")
    done = await county.move("prosecutor", "recommendation", key, "serve", at=datetime(2026, 4, 2, 10, tzinfo=SHANGHAI), served_on="2026-04-02", receiver_name="收发室")
    assert done.kind == "applied", done
    [duty] = await county.all("duty", "code = 'REPLY' AND record_key = $2", str(key))
    assert (duty["due_at"], duty["basis"]) == (datetime(2026, 5, 5, tzinfo=SHANGHAI), "实施办法（2026）9")  # 5-2 is a Saturday in this calendar


async def test_late_stays_late_whatever_the_rule(county: County) -> None:
    await served(county)
    county.now = DUE + timedelta(days=3)
    await ticked(county)
    assert (await ruled(county, amount=9)).kind == "applied"
    await ticked(county)
    duty = (await county.all("duty", "code = 'REPLY'"))[0]
    assert (duty["due_at"], duty["late"]) == (DUE, True)


@pytest.mark.parametrize(("values", "code"), [
    ({"code": "NOTHING"}, "RULE_UNKNOWN"), ({"picked": "ELSE"}, "RULE_UNKNOWN"), ({"amount": 0}, "RULE_AMOUNT"), ({"amount": 241}, "RULE_AMOUNT"),
    ({"extension_amount": 1}, "RULE_INCOMPLETE"), ({"effective_to": "2026-03-31"}, "RULE_NEVER_IN_FORCE"), ({"reason": "  "}, "RULE_REASON_MISSING"),
    ({"basis": None}, "FIELD_REQUIRED"), ({"unit": "WEEK"}, "VALUE_INVALID"),
])
async def test_a_rule_that_cannot_be_is_refused(county: County, values: dict[str, Any], code: str) -> None:
    outcome = await ruled(county, **values)
    assert (outcome.kind, outcome.code) == ("refused", code)
    assert await county.all("deadline_rule") == []
    assert await county.connection.fetchval("SELECT clock FROM county") is None


@pytest.mark.parametrize("who", ["prosecutor", "judge", "office", "emergency", "jc_chief"])
async def test_only_the_county_office_sets_rules_and_calendars(county: County, who: str) -> None:
    assert (await ruled(county, who)).code == "FORBIDDEN"
    year = {"year": 2027, "holidays": ["2027-10-01"], "source": "国办"}
    assert (await county.one(who, Create("calendar_year", county.new_id(), year))).code == "FORBIDDEN"


async def test_a_rule_is_never_edited(county: County) -> None:
    await ruled(county)
    [row] = await county.all("deadline_rule")
    outcome = await county.one("clerk", Edit("deadline_rule", row["id"], None, 1, {"amount": 3}))
    assert (outcome.kind, outcome.code) == ("refused", "NOT_EDITABLE")
    assert row["author"] == county.people["clerk"].user_id


# --- calendars --------------------------------------------------------------------------------------------------------


async def provisional(county: County) -> None:
    """A duty whose end lies in a year nobody knows: 2 working days from December 30, 2026."""
    county.now = datetime(2026, 12, 30, 10, tzinfo=SHANGHAI)
    key = await county.relief("judge")
    await county.create("judge", "social_relief_referral", case=key, title="转介", relief_id=key, direction="TO_SOCIAL", receiver="MZJ", kind="TEMPORARY")


async def test_an_imported_year_makes_a_provisional_end_final(county: County) -> None:
    await provisional(county)
    [duty] = await county.all("duty", "code = 'REFERRAL_RECEIPT'")
    assert (duty["due_at"], duty["provisional"]) == (datetime(2027, 1, 2, tzinfo=SHANGHAI), True)
    year = {"year": 2027, "holidays": [*(f"2027-01-0{n}" for n in (1, 2, 3)), "2027-10-01"], "workdays": ["2027-02-13"], "source": "国办发明电〔2026〕9号"}
    assert (await county.one("clerk", Create("calendar_year", county.new_id(), year))).kind == "applied"
    await ticked(county)
    [duty] = await county.all("duty", "code = 'REFERRAL_RECEIPT'")
    assert (duty["due_at"], duty["provisional"], duty["calendar_version"]) == (datetime(2027, 1, 5, tzinfo=SHANGHAI), False, "test-2026; 2027: 国办发明电〔2026〕9号")
    [entry] = await told(county)
    assert entry["provisional"] == (True, False)
    assert entry["recomputed"] == (None, "2027 国办发明电〔2026〕9号")
    conflict_calendar = county.world.regimes[COUNTY][1].calendar
    assert not conflict_calendar.works(date(2027, 1, 1)) and conflict_calendar.works(date(2027, 2, 13))


@pytest.mark.parametrize(("values", "code"), [
    ({"holidays": ["2027-01-01"]}, "YEAR_INCOMPLETE"), ({"holidays": ["2027-10-01", "2028-01-01"]}, "YEAR_DAY"), ({"holidays": ["2027-10-01", "1月1日"]}, "YEAR_DAY"),
    ({"workdays": ["2027-10-01"]}, "YEAR_CONTRADICTION"), ({"workdays": ["2027-02-15"]}, "YEAR_WORKDAY"), ({"source": ""}, "FIELD_REQUIRED"),
])
async def test_a_year_that_cannot_be_is_refused(county: County, values: dict[str, Any], code: str) -> None:
    year = {"year": 2027, "holidays": ["2027-10-01"], "workdays": [], "source": "国办", **values}
    outcome = await county.one("clerk", Create("calendar_year", county.new_id(), year))
    assert (outcome.kind, outcome.code) == ("refused", code)


# --- many duties, many workers ----------------------------------------------------------------------------------------


async def test_batches_go_on_where_they_stopped(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        await served(county)
    monkeypatch.setattr(review, "MOST", 3)
    await ruled(county)
    async with county.connection.transaction():
        assert await review.batch(county.connection, COUNTY, county.world, county.now) is True
    done = await county.connection.fetchval("SELECT count(*) FROM duty WHERE recomputed IS NOT NULL")
    assert 0 < done < 5
    with pytest.raises(ZeroDivisionError):
        async with county.connection.transaction():
            await review.batch(county.connection, COUNTY, county.world, county.now)
            raise ZeroDivisionError
    assert await county.connection.fetchval("SELECT count(*) FROM duty WHERE recomputed IS NOT NULL") == done
    await ticked(county)
    assert await county.connection.fetchval("SELECT count(*) FROM duty WHERE recomputed IS NOT NULL") == 5
    assert len(await told(county)) == 5
    assert not await review.pending(county.connection, COUNTY)


async def test_a_second_rule_on_the_way_starts_the_review_again(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        await served(county)
    monkeypatch.setattr(review, "MOST", 3)
    await ruled(county)
    async with county.connection.transaction():
        await review.batch(county.connection, COUNTY, county.world, county.now)
    await ruled(county, amount=3, reason="再修订")
    await ticked(county)
    assert {duty["due_at"] for duty in await county.all("duty", "code = 'REPLY'")} == {datetime(2026, 7, 2, tzinfo=SHANGHAI)}


async def test_a_duty_that_starts_beside_a_change_of_rules_is_not_missed(county: County, database: Database) -> None:
    """Who computes by the rules holds off who changes them, until it is committed and can be found."""
    key = await county.create("prosecutor", "recommendation", title="同时", kind="GOVERNANCE", reply_rule="GENERAL", target_agency="YJJ",
                              proposals=[{"id": "1", "content": "排查"}])
    await county.move("jc_chief", "recommendation", key, "approve")
    async with database.pool.acquire() as other, database.pool.acquire() as looking:
        open_ = county.connection.transaction()
        await open_.start()
        await county.connection.execute("SELECT pg_advisory_xact_lock_shared($1, $2)", LOCK, int(COUNTY))
        changing = asyncio.create_task(county.one("clerk", Create("deadline_rule", county.new_id(), RULE), connection=other))  # type: ignore[arg-type]
        async with asyncio.timeout(10):
            while not await looking.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"):
                await asyncio.sleep(0.01)
        assert not changing.done()
        await open_.commit()
        assert (await changing).kind == "applied"


# --- seeds ------------------------------------------------------------------------------------------------------------


async def test_declared_terms_are_seeded_once_and_the_office_keeps_the_last_word(county: County, database: Database) -> None:
    async with county.connection.transaction():
        count = await seed(county.connection, COUNTY, county.world, county.now)
    assert count == sum(len(d.terms) for record in RECORDS.values() if record.flow for d in record.flow.deadlines) > 10
    seq = await county.connection.fetchval("SELECT seq FROM feed_counter")
    await seed_all(database.pool, county.world, county.now)  # type: ignore[arg-type]
    assert await county.connection.fetchval("SELECT seq FROM feed_counter") == seq, "nothing new, nothing written"
    await served(county)
    await ruled(county)
    await county.connection.execute("UPDATE deadline_rule SET amount = 7 WHERE author IS NULL AND code = 'REPLY' AND picked = 'GENERAL'")
    county.now += timedelta(days=1)
    async with county.connection.transaction():
        assert await seed(county.connection, COUNTY, county.world, county.now) == 1, "a declaration that says otherwise is seeded again"
    await ticked(county)
    assert (await dues(county))["REPLY"] == datetime(2026, 5, 2, tzinfo=SHANGHAI)


async def test_another_package_of_holidays_is_another_calendar(county: County) -> None:
    await provisional(county)
    async with county.connection.transaction():
        await seed(county.connection, COUNTY, county.world, county.now)
    await ticked(county)
    assert await told(county) == []
    known = with_year(county.world.calendar, 2027, [date(2027, 1, 1), date(2027, 10, 1)], [], "x")
    county.world = replace(county.world, calendar=replace(known, version="test-2027"))
    async with county.connection.transaction():
        assert await seed(county.connection, COUNTY, county.world, county.now) == 0
    await ticked(county)
    [duty] = await county.all("duty", "code = 'REFERRAL_RECEIPT'")
    assert (duty["due_at"], duty["provisional"], duty["calendar_version"]) == (datetime(2027, 1, 5, tzinfo=SHANGHAI), False, "test-2027")
