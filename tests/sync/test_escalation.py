"""Steps of escalation in simulated time: each once, whoever is the clock and whatever breaks; nothing is written while nothing is due."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from api.database import Database
from authz.guard import permits
from sync import escalation, store
from sync.chain import breaks
from sync.clock import tick
from sync.intent import Create
from tests.sync.county import COUNTY, POLICY, SHANGHAI, County, gid
from tests.sync.test_write import served

DUE = datetime(2026, 6, 2, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


@pytest.fixture
async def county(database: Database) -> Any:
    async with database.pool.acquire() as connection:
        found = await County(connection).founded()  # type: ignore[arg-type]
        await found.person("yj_head", "YJJ", "agency_head")
        await found.person("yj_leader", "YJJ", "supervising_leader")
        found.pool = database.pool  # type: ignore[attr-defined]
        yield found


async def ticked(county: Any, now: datetime) -> int:
    return await tick(county.pool, POLICY, county.world, now)


async def notices(county: County) -> list[tuple[str, str, str]]:
    """(step, label, receiver) in the order they were sent."""
    names = {actor.user_id: name for name, actor in county.people.items()}
    rows = await county.connection.fetch("SELECT * FROM notification ORDER BY created_at, id")
    return [(row["step"], row["label"], row["agency"] or names[row["person"]]) for row in rows]


async def marks(county: County) -> tuple[Any, ...]:
    """Everything an idle clock must leave alone."""
    return tuple(await county.connection.fetchrow(
        "SELECT (SELECT seq FROM feed_counter), (SELECT count(*) FROM entry), (SELECT count(*) FROM notification), (SELECT count(*) FROM duty_step),"
        " (SELECT sum(version) FROM duty), (SELECT sum(version) FROM \"case\")") or ())


async def replied(county: County, key: UUID) -> None:
    measures = [{"id": "1", "measure": "已排查"}, {"id": "2", "measure": "已整改"}]
    done = await county.move("emergency", "recommendation", key, "reply", reply_number="合应急函〔2026〕8号", reply="已整改", proposals=measures)
    assert done.kind == "applied", done


async def test_every_step_goes_to_whom_it_is_for(county: County) -> None:
    key = await served(county)
    now, told = DUE - 35 * DAY, []
    while now < DUE + 10 * DAY:
        await ticked(county, now)
        now += timedelta(hours=12)
    for step, label, who in await notices(county):
        if label == "书面回复检察院":
            told.append((step, who))
    assert told == [("@responsible-30", "YJJ"), ("@responsible-15", "YJJ"), ("@responsible-7", "YJJ"), ("@responsible-3", "YJJ"),
                    ("@superior+0", "yj_head"), ("@superior+0", "yj_leader"), ("JC+0", "JC"), ("GOV+7", "GOV")]
    duty = (await county.all("duty", "code = 'REPLY'"))[0]
    assert (duty["late"], duty["supervisor"], duty["next_at"]) == (True, "GOV", None)
    case = (await county.row("recommendation", key))["case_id"]
    assert await breaks(county.connection, COUNTY, case) == []
    acts = [row["act"] for row in await county.connection.fetch("SELECT act FROM entry WHERE record_type = 'duty' ORDER BY position")]
    assert acts.count("CLOCK") == 2 * 6, "four reminders, the due time, a week later; of two duties"


async def test_nothing_is_written_while_nothing_is_due(county: County) -> None:
    await served(county)
    await ticked(county, DUE - 30 * DAY)
    before = await marks(county)
    for n in range(20):
        assert await ticked(county, DUE - 30 * DAY + n * timedelta(hours=17)) == 0
    assert await marks(county) == before


async def test_the_clock_jumps_over_several_steps(county: County) -> None:
    await served(county)
    assert await ticked(county, DUE - 2 * DAY) == 2
    assert Counter(step for step, _, _ in await notices(county)) == {"@responsible-3": 2}, "thirty days left is no longer true"
    assert await county.connection.fetchval("SELECT count(*) FROM duty_step") == 8
    assert await ticked(county, DUE + 100 * DAY) == 2
    assert Counter(step for step, _, _ in await notices(county)) == {"@responsible-3": 2, "@superior+0": 4, "JC+0": 2, "GOV+7": 2}
    before = await marks(county)
    assert await ticked(county, DUE + 500 * DAY) == 0
    assert await marks(county) == before


async def test_a_clock_that_never_ran_before_the_due_time_sends_no_reminder(county: County) -> None:
    await served(county)
    await ticked(county, DUE)
    assert {step for step, _, _ in await notices(county)} == {"@superior+0", "JC+0"}


@pytest.mark.parametrize("place", ["_leaders", "_step", "notify", "store", "number"])
async def test_a_clock_that_dies_in_the_middle_takes_its_steps_once(county: County, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    await served(county)
    await ticked(county, DUE - 3 * DAY)
    before = await marks(county)
    module: Any = store if place in ("store", "number") else escalation
    whole = getattr(module, place)

    def dies(*args: Any, **more: Any) -> Any:
        raise ConnectionResetError(place)

    monkeypatch.setattr(module, place, dies)
    with pytest.raises(ConnectionResetError):
        await ticked(county, DUE)
    assert await marks(county) == before, "what was half done is not done"
    monkeypatch.setattr(module, place, whole)
    assert await ticked(county, DUE) == 2
    assert await ticked(county, DUE) == 0
    assert max(Counter(await notices(county)).values()) == 1


async def test_a_connection_that_is_cut_takes_its_steps_once(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    await served(county)
    whole = store.number

    async def cut(connection: asyncpg.Connection, code: str, change: UUID) -> int:
        pid = await connection.fetchval("SELECT pg_backend_pid()")
        await county.connection.fetchval("SELECT pg_terminate_backend($1)", pid)
        return await whole(connection, code, change)

    monkeypatch.setattr(store, "number", cut)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await ticked(county, DUE)
    monkeypatch.setattr(store, "number", whole)
    assert await county.connection.fetchval("SELECT count(*) FROM notification") == 0
    assert await ticked(county, DUE) == 2
    assert max(Counter(await notices(county)).values()) == 1


async def test_two_workers_take_every_step_once(county: County) -> None:
    for _ in range(5):
        await served(county)
    for moment in (DUE - 30 * DAY, DUE - 7 * DAY, DUE, DUE + 7 * DAY):
        await asyncio.gather(*(ticked(county, moment) for _ in range(6)))
        while await ticked(county, moment):
            pass
    found = Counter(step for step, _, _ in await notices(county))
    assert found == {"@responsible-30": 10, "@responsible-7": 10, "@superior+0": 20, "JC+0": 10, "GOV+7": 10}
    assert await county.connection.fetchval("SELECT count(*) FROM feed") == await county.connection.fetchval("SELECT seq FROM feed_counter")


async def test_a_step_that_was_entered_is_not_taken_again(county: County) -> None:
    """Even if the duty itself was put back, as by hand, the receiver hears of a step once."""
    await served(county)
    await ticked(county, DUE)
    sent = await notices(county)
    await county.connection.execute("UPDATE duty SET told = NULL, next_at = due_at, late = false")
    await ticked(county, DUE)
    assert await notices(county) == sent


async def test_what_was_answered_escalates_no_further(county: County) -> None:
    key = await served(county)
    await ticked(county, DUE)
    county.now = DUE + DAY
    await replied(county, key)
    await ticked(county, DUE + 30 * DAY)
    last = [(label, step) for step, label, _ in await notices(county) if step == "GOV+7"]
    assert last == [("报告县政府", "GOV+7")], "the report is still owed, the reply is not"


async def test_without_leaders_the_agency_itself_is_told(county: County) -> None:
    await county.connection.execute("UPDATE \"user\" SET active = false WHERE username IN ('yj_head', 'yj_leader')")
    await served(county)
    await ticked(county, DUE)
    assert {who for step, _, who in await notices(county) if step == "@superior+0"} == {"YJJ"}


async def test_an_organ_the_county_does_not_have_is_left_out(county: County) -> None:
    """转介 is supervised by ZFW, which this county's table of agencies lacks."""
    key = await county.relief("judge")
    referral = await county.create("judge", "social_relief_referral", case=key, title="转介", direction="TO_SOCIAL", relief_id=gid("judicial_relief", key),
                                   receiver=gid("agency", "MZJ"), kind="TEMPORARY")
    due = (await county.all("duty", "record_key = $2", str(referral)))[0]["due_at"]
    await ticked(county, due + 9 * DAY)
    assert {who for _, label, who in await notices(county) if label == "转介签收期限"} == {"MZJ"}
    assert (await county.all("duty", "record_key = $2", str(referral)))[0]["supervisor"] is None


async def test_a_supervising_organ_sees_the_duty_but_not_the_case(county: County) -> None:
    """The county office reads every duty by its role; an organ without that role sees those reported to it."""
    await county.person("gov_staff", "GOV", "staff")
    await served(county)
    duty = (await county.all("duty", "code = 'REPLY'"))[0]

    def sees(record: str, row: Any) -> bool:
        actor = county.people["gov_staff"]
        return permits(POLICY.rules_of(actor), record, "read", dict(row), actor, lambda _: 0)

    assert not sees("duty", duty)
    await ticked(county, DUE + 7 * DAY)
    duty = (await county.all("duty", "code = 'REPLY'"))[0]
    assert sees("duty", duty)
    assert not sees("case", await county.row("case", duty["case_id"]))
    notice = (await county.all("notification", "agency = 'GOV' AND duty = $2", duty["id"]))[0]
    assert sees("notification", notice)
    assert {"label": notice["label"], "due_at": notice["due_at"], "owed_by": notice["owed_by"]} == {
        "label": duty["label"], "due_at": duty["due_at"], "owed_by": duty["agency"]}
    other = (await county.all("notification", "agency = 'JC'"))[0]
    assert not sees("notification", other), "a notice is its receiver's alone"


async def test_ticks_beside_writes_do_not_lock_each_other_out(county: County, database: Database) -> None:
    keys = [await served(county) for _ in range(4)]
    rows = [await county.row("recommendation", key) for key in keys]

    async def writes() -> None:
        async with database.pool.acquire() as connection:
            for n in range(20):
                row = rows[n % 4]
                made = await county.one("prosecutor", Create("task", county.new_id(), {"title": f"核查{n}", "agency": "YJJ"}, case=row["case_id"]),
                                        connection=connection)  # type: ignore[arg-type]
                assert made.kind == "applied", made

    async def ticks() -> None:
        for n in range(40):
            await ticked(county, DUE - 31 * DAY + n * DAY)

    async with asyncio.timeout(60):
        await asyncio.gather(writes(), ticks(), ticks())
    assert max(Counter(await county.connection.fetch("SELECT duty, step, agency, person FROM notification")).values()) == 1
