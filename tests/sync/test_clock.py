"""What time does: numbers settle, duties grow late, accesses end, rows that waited are settled; by one worker, and only when due."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api.database import Database
from schema.intent import Create, Move
from schema.registry import RECORDS
from sync import feed, push
from sync.chain import breaks
from sync.clock import LOCK, tick, ticking
from sync.write import write
from tests.sync.two_units import COUNTY, FAR, LUO, MEDIATION, NOW, POLICY, WORLD, at_device, found, lay, new_document, publish

DAY = timedelta(days=1)


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.transaction() as connection:
        await found(connection)
    return database


async def do(town: Database, actor: Any, *intents: Any, now: Any = NOW) -> None:
    async with town.transaction() as connection:
        for outcome in await write(connection, intents, actor, POLICY.rules_of(actor), WORLD, now):
            assert outcome.kind == "applied", outcome


async def ticked(town: Database, now: Any = NOW) -> int:
    return await tick(town.pool, POLICY, WORLD, now)


async def test_numbers_are_settled_and_an_idle_clock_is_quiet(town: Database) -> None:
    async with town.transaction() as connection:
        await publish(connection, [await lay(connection), await lay(connection)])
    assert await ticked(town) == 2
    assert await town.pool.fetchval("SELECT count(*) FROM unit_doc WHERE seq IS NULL") == 0
    assert await ticked(town) == 0
    assert await town.pool.fetchval("SELECT seq FROM feed_counter") == 1, "nothing due, nothing written"


async def test_a_duty_grows_late_once_and_is_entered(town: Database) -> None:
    key = uuid4()
    await do(town, LUO, Create("mediation", key, {"title": "纠纷", "kind": "PEOPLE"}))
    await do(town, LUO, Move("mediation", key, "accept"))
    due = await town.pool.fetchval("SELECT due_at FROM duty WHERE state = 'RUNNING'")
    await ticked(town, due - timedelta(seconds=1))
    assert not await town.pool.fetchval("SELECT late FROM duty")
    assert await ticked(town, due) == 1
    assert await ticked(town, due + DAY) == 0
    duty = await town.pool.fetchrow("SELECT late, state, version FROM duty")
    assert tuple(duty) == (True, "RUNNING", 3)  # a reminder, then the due time
    entry = await town.pool.fetchrow("SELECT record_type, act, actor FROM entry ORDER BY position DESC LIMIT 1")
    assert tuple(entry) == ("duty", "CLOCK", None)
    assert await town.pool.fetchval("SELECT count(*) FROM feed_case f WHERE f.case_id = $1", key) == 4
    async with town.pool.acquire() as connection:
        assert await breaks(connection, COUNTY, key) == []


async def test_a_share_that_expires_withdraws_the_documents(town: Database) -> None:
    key, share = uuid4(), uuid4()
    await do(town, LUO, Create("mediation", key, {"title": "纠纷", "kind": "PEOPLE"}))
    until = NOW + DAY
    async with town.transaction() as connection:
        start = feed.Checkpoint(*await feed.position(connection, COUNTY))
    await do(town, LUO, Create("share", share, {"to_agency": f"Agency:{COUNTY}:XZ2", "to_unit": f"FieldUnit:{COUNTY}:TW2", "purpose": "协助",
                                                "expires_at": until.isoformat()}, case=key))
    await do(town, FAR, Move("share", share, "accept"))
    [given] = await lines(town, FAR, start, NOW)
    assert given.document and given.document["title"] == "纠纷"
    known = await position(town)
    assert await lines(town, LUO, known, until) == []
    assert await ticked(town, until) >= 1
    [gone] = await lines(town, FAR, known, until)
    assert (gone.key, gone.document) == (key, None)
    assert await lines(town, LUO, known, until) == [], "who keeps it hears nothing"
    assert await town.pool.fetchval("SELECT count(*) FROM case_access WHERE until IS NOT NULL") == 0
    assert await town.pool.fetchval("SELECT act FROM entry ORDER BY position DESC LIMIT 1") == "ACCESS"
    async with town.pool.acquire() as connection:
        assert await breaks(connection, COUNTY, key) == []
    assert await ticked(town, until + DAY) <= 1
    assert await ticked(town, until + DAY) == 0


async def test_an_access_for_another_reason_keeps_the_documents(town: Database) -> None:
    async with town.transaction() as connection:
        key = await lay(connection)
        await publish(connection, [key])
        await connection.execute("INSERT INTO case_access (county, audience, case_id, via, level, until) VALUES ($1, 'U:TW1', $2, 'share:x', 2, $3)",
                                 COUNTY, key, NOW)
    known = await position(town)
    await ticked(town)
    assert await lines(town, LUO, known, NOW) == []
    assert await town.pool.fetchval("SELECT gone FROM unit_doc") is False


async def test_a_row_that_waited_is_settled_when_its_parent_came_another_way(town: Database) -> None:
    key, device = uuid4(), at_device(LUO, 1)
    op: Any = {"n": 1, "at": NOW.isoformat(), "c": "Mediation", "id": f"Mediation:{COUNTY}:{key}", "kind": "edit", "base": {"facts": None},
               "set": {"facts": "后补"}, "move": None}
    [receipt] = await push.push_ops(town.pool, [op], [], device, POLICY.rules_of(device), WORLD, NOW, replica=str(device.device))
    assert receipt.code == "ROW_PARENT"
    assert await ticked(town) == 0
    await do(town, LUO, Create("mediation", key, {"title": "纠纷", "kind": "PEOPLE"}))  # at an office, not by push
    assert await ticked(town) >= 1
    assert await town.pool.fetchval("SELECT facts FROM mediation") == "后补"
    assert await town.pool.fetchval("SELECT count(*) FROM parked") == 0


async def test_one_worker_is_the_clock(town: Database) -> None:
    async with town.transaction() as connection:
        await publish(connection, [await lay(connection)])
    async with town.transaction() as other:
        await other.execute("SELECT pg_advisory_xact_lock($1, $2)", LOCK, int(COUNTY))
        assert await ticked(town) == 0
    assert await ticked(town) == 1


async def test_ticks_and_pushes_do_not_lock_each_other_out(town: Database) -> None:
    """Many ticks beside many pushes of the same documents: nobody waits for ever, nothing fails."""
    device, keys = at_device(LUO, 1), [uuid4() for _ in range(6)]
    rules = POLICY.rules_of(device)
    rows = [{"newDocumentState": new_document(key)} for key in keys]
    assert await push.push_rows(town.pool, MEDIATION, rows, device, rules, WORLD, NOW) == []
    async with town.pool.acquire() as connection:
        shown = await feed.documents(connection, RECORDS["mediation"], keys, rules, device, NOW)

    async def edits(number: int) -> None:
        base = {key: feed.alive(shown[key], 0) for key in keys}
        for turn in range(10):
            sent = [{"newDocumentState": {**base[key], "demands": f"{number}.{turn}"}, "assumedMasterState": base[key]} for key in keys]
            await push.push_rows(town.pool, MEDIATION, sent, at_device(LUO, 10 + number), rules, WORLD, NOW)

    async def ticks() -> None:
        for turn in range(30):
            await ticked(town, NOW + turn * timedelta(hours=20))

    async with asyncio.timeout(60):
        await asyncio.gather(edits(1), edits(2), ticks(), ticks())


async def test_the_clock_outlives_a_fault(town: Database) -> None:
    async with town.transaction() as connection:
        await publish(connection, [await lay(connection)])
    turns = 0

    class Policies:
        @property
        def current(self) -> Any:
            nonlocal turns
            turns += 1
            if turns == 1:
                raise ZeroDivisionError
            return POLICY

    running = asyncio.create_task(ticking(town.pool, Policies(), WORLD, lambda: NOW))
    async with asyncio.timeout(20):
        while await town.pool.fetchval("SELECT count(*) FROM unit_doc WHERE seq IS NULL"):
            await asyncio.sleep(0.1)
    running.cancel()


async def position(town: Database) -> feed.Checkpoint:
    async with town.pool.acquire() as connection:
        return feed.Checkpoint(*await feed.position(connection, COUNTY))


async def lines(town: Database, actor: Any, start: feed.Checkpoint, now: Any) -> tuple[feed.Line, ...] | list[feed.Line]:
    async with town.pool.acquire() as connection:
        return list((await feed.pull(connection, MEDIATION, actor, POLICY.rules_of(actor), start, 100, now)).lines)
