"""The feed: nothing skipped, nothing shown that may not be seen, every page whole."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.database import Database
from schema.registry import RECORDS
from sync import feed
from tests.sync.two_units import COUNTY, EPOCH, FAR, JUDGE, LUO, NOW, POLICY, found, lay, publish

MEDIATION = RECORDS["mediation"]
RULES = POLICY.rules_of(LUO)


async def page(database: Database, checkpoint: Any = None, limit: int = 100, actor: Any = LUO) -> feed.Page:
    async with database.pool.acquire() as connection:
        return await feed.pull(connection, MEDIATION, actor, POLICY.rules_of(actor), checkpoint, limit, NOW)


async def every(database: Database, checkpoint: Any = None, limit: int = 100, actor: Any = LUO) -> list[feed.Line]:
    lines: list[feed.Line] = []
    while True:
        one = await page(database, checkpoint, limit, actor)
        lines += one.lines
        checkpoint = one.checkpoint.wire()
        if not one.more:
            return lines


async def lay_and_publish(database: Database, count: int = 1, unit: str = "TW1", together: bool = False) -> list[UUID]:
    keys = []
    async with database.transaction() as connection:
        for number in range(count):
            keys.append(await lay(connection, unit, title=f"纠纷{number}"))
            if not together:
                await publish(connection, [keys[-1]], unit)
        if together:
            await publish(connection, keys, unit)
    return keys


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.transaction() as connection:
        await found(connection)
    return database


async def test_a_page_is_never_short_while_more_remains(town: Database) -> None:
    keys = await lay_and_publish(town, 250)
    first = await page(town, None, 20)
    assert (len(first.lines), first.more) == (100, True)
    second = await page(town, first.checkpoint.wire(), 20)
    third = await page(town, second.checkpoint.wire(), 20)
    assert (len(second.lines), second.more, len(third.lines), third.more) == (100, True, 50, False)
    assert [line.key for one in (first, second, third) for line in one.lines] == keys
    assert not (await page(town, third.checkpoint.wire())).lines
    assert third.checkpoint.wire() == {"epoch": EPOCH, "seq": 250}


async def test_a_document_is_whole_and_typed(town: Database) -> None:
    [key] = await lay_and_publish(town)
    [document] = (await page(town)).documents
    assert document["id"] == f"Mediation:{COUNTY}:{key}" and document["caseId"] == f"Case:{COUNTY}:{key}"
    assert (document["title"], document["state"], document["seq"], document["_deleted"]) == ("纠纷0", "APPLIED", 1, False)
    assert document["parties"] == []
    assert document.keys() == feed.tombstone(MEDIATION, COUNTY, key, 1).keys()


async def test_settled_and_unsettled_rows_are_one_order(town: Database) -> None:
    keys = await lay_and_publish(town, 30)
    async with town.transaction() as connection:
        assert await feed.settle(connection, COUNTY) == 30
        assert await feed.settle(connection, COUNTY) == 0
        await publish(connection, [keys[3]])
    lines = await every(town)
    assert [line.seq for line in lines] == [*range(1, 4), *range(5, 32)]
    assert lines[-1].key == keys[3]


async def test_what_one_change_wrote_stays_on_one_page(town: Database) -> None:
    await lay_and_publish(town, 150, together=True)
    first = await page(town, None, 100)
    assert (len(first.lines), first.more) == (150, False)


async def test_settling_waits_for_nobody(town: Database) -> None:
    [first, _] = await lay_and_publish(town, 2)
    async with town.transaction() as writer:
        await writer.execute("SELECT 1 FROM unit_doc WHERE doc_id = $1 FOR UPDATE", first)
        async with asyncio.timeout(2), town.transaction() as connection:
            assert await feed.settle(connection, COUNTY) == 1


async def test_nothing_is_skipped_with_writers_and_pollers(town: Database) -> None:
    """Eight writers commit out of order; three pollers read while they do, and miss nothing and see nothing twice."""
    keys = await lay_and_publish(town, 40)
    written: set[tuple[UUID, int]] = set()
    chance = random.Random(4)

    async def writer(number: int) -> None:
        mine = keys[number * 5:number * 5 + 5]
        for _ in range(25):
            async with town.transaction() as connection:
                await connection.execute("SELECT pg_sleep($1)", chance.random() * 0.004)
                chosen = chance.sample(mine, 2)
                seq = await publish(connection, chosen)
                if chance.random() < 0.5:
                    await connection.execute("SELECT pg_sleep($1)", chance.random() * 0.002)
                if chance.random() < 0.1:
                    with suppress(ZeroDivisionError):
                        raise ZeroDivisionError
            written.update((key, seq) for key in chosen)

    async def poller(seen: dict[UUID, int], stop: asyncio.Event) -> None:
        checkpoint = None
        while True:
            last = stop.is_set()
            one = await page(town, checkpoint)
            for line in one.lines:
                assert line.seq > seen.get(line.key, 0)
                seen[line.key] = line.seq
            checkpoint = one.checkpoint.wire()
            if last and not one.more:
                return

    async def settler(stop: asyncio.Event) -> None:
        while not stop.is_set():
            async with town.pool.acquire() as connection:
                await feed.settle(connection, COUNTY)
            await asyncio.sleep(0.01)

    stop = asyncio.Event()
    seen: list[dict[UUID, int]] = [{}, {}, {}]
    readers = [asyncio.create_task(poller(one, stop)) for one in seen] + [asyncio.create_task(settler(stop))]
    await asyncio.gather(*(writer(number) for number in range(8)))
    stop.set()
    await asyncio.gather(*readers)
    newest = {key: max(seq for other, seq in written if other == key) for key in keys}
    assert seen == [newest] * 3
    assert len(written) == 8 * 25 * 2


async def test_a_revoked_document_becomes_a_tombstone_without_old_data(town: Database) -> None:
    [key, other] = await lay_and_publish(town, 2)
    known = await page(town)
    async with town.transaction() as connection:
        await connection.execute("DELETE FROM case_access WHERE case_id = $1", key)
        await connection.execute("UPDATE mediation SET unit = 'TW2', lead_agency = 'XZ2' WHERE id = $1", key)
        await publish(connection, [key], gone=True)
    [gone] = (await page(town, known.checkpoint.wire())).documents
    assert gone["_deleted"] is True and gone["id"].endswith(str(key))
    assert (gone["title"], gone["state"], gone["kind"], gone["parties"], gone["sessions"]) == ("", "APPLIED", "PEOPLE", [], [])
    assert not {value for value in gone.values() if isinstance(value, str)} & {"纠纷0", "SFJ", "TW2"}
    assert [line.key for line in await every(town)] == [other], "a new device is told nothing of it"


async def test_the_predicate_decides_and_not_the_row(town: Database) -> None:
    """A row of the unit whose document the actor may not see is a tombstone, even if the write forgot to say so."""
    [key] = await lay_and_publish(town)
    async with town.transaction() as connection:
        await connection.execute("DELETE FROM case_access")
        await connection.execute("UPDATE mediation SET unit = 'TW2', lead_agency = 'XZ2'")
    assert not (await page(town)).lines, "a new device is told nothing of it"
    async with town.transaction() as connection:
        await publish(connection, [key])
    assert [one["_deleted"] for one in (await page(town, {"epoch": EPOCH, "seq": 1.0})).documents] == [True]


async def test_a_regrant_sends_the_document_again(town: Database) -> None:
    [key] = await lay_and_publish(town)
    async with town.transaction() as connection:
        await publish(connection, [key], gone=True)
    after = await page(town, {"epoch": EPOCH, "seq": 1})
    async with town.transaction() as connection:
        await publish(connection, [key])
    [again] = (await page(town, after.checkpoint.wire())).documents
    assert (again["title"], again["_deleted"]) == ("纠纷0", False)


async def test_a_first_sync_of_many_pages_meets_only_later_tombstones(town: Database) -> None:
    keys = await lay_and_publish(town, 130)
    async with town.transaction() as connection:
        await publish(connection, [keys[5]], gone=True)
    first = await page(town)
    assert len(first.lines) == 100 and "+" in first.checkpoint.wire()["epoch"]
    async with town.transaction() as connection:
        await publish(connection, [keys[0]], gone=True)
    rest = await every(town, first.checkpoint.wire())
    assert [line.key for line in rest if line.document is None] == [keys[0]]
    assert len(rest) == 30


async def test_another_epoch_starts_anew(town: Database) -> None:
    await lay_and_publish(town, 3)
    other = await page(town, {"epoch": str(uuid4()), "seq": 2})
    assert other.reset and len(other.lines) == 3 and other.checkpoint.epoch == EPOCH
    ahead = await page(town, {"epoch": EPOCH, "seq": 99})
    assert ahead.reset and len(ahead.lines) == 3
    assert not (await page(town, {"epoch": EPOCH, "seq": 3})).reset
    for odd in ({}, {"epoch": None, "seq": None}, {"epoch": EPOCH, "seq": float("nan")}, {"epoch": 5, "seq": "x"}, {"seq": -1}, {"seq": True}):
        assert len((await page(town, odd)).lines) >= 2


async def test_each_unit_sees_its_own(town: Database) -> None:
    await lay_and_publish(town, 2)
    await lay_and_publish(town, 3, "TW2")
    assert (len(await every(town)), len(await every(town, actor=FAR))) == (2, 3)
    nobody = await page(town, actor=JUDGE)
    assert (nobody.lines, nobody.more) == ((), False)
    assert not (await page(town, actor=replace(JUDGE, unit="TW1", roles=frozenset({"auditor"})))).lines, "a unit's row opens nothing"


async def test_too_large_a_page_is_refused(town: Database) -> None:
    with pytest.raises(feed.PageTooLarge):
        await page(town, None, feed.LARGEST_PAGE + 1)


async def test_a_transaction_that_dies_leaves_no_gap(town: Database) -> None:
    keys = await lay_and_publish(town, 3)
    connection = await town.pool.acquire()
    transaction = connection.transaction()
    await transaction.start()
    await publish(connection, [keys[0]])
    process = connection.get_server_pid()
    async with town.pool.acquire() as other:
        await other.execute("SELECT pg_terminate_backend($1)", process)
    await asyncio.sleep(0.1)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await transaction.commit()
    await town.pool.release(connection)
    async with town.transaction() as another:
        assert await publish(another, [keys[1]]) == 4
    assert [line.key for line in await every(town, {"epoch": EPOCH, "seq": 3})] == [keys[1]]


# --- streams --------------------------------------------------------------------------------------------------------


async def rights() -> tuple[Any, Any]:
    return LUO, RULES


async def test_a_stream_replays_from_where_the_connection_began(town: Database) -> None:
    async with town.pool.acquire() as connection:
        start = feed.Checkpoint(*await feed.position(connection, COUNTY))
    [key] = await lay_and_publish(town)  # committed between connection_init and subscribe
    wake = feed.Wake(town.pool, town.listen, 0.05)
    running = asyncio.create_task(wake.run())
    pages = feed.stream(town.pool, wake, MEDIATION, rights, start, lambda: NOW)
    async with asyncio.timeout(5):
        assert [line.key for line in (await anext(pages)).lines] == [key]
        waiting = asyncio.create_task(anext(pages))
        await asyncio.sleep(0.05)
        [later] = await lay_and_publish(town)
        wake.announce(COUNTY)
        assert [line.key for line in (await waiting).lines] == [later]
        silent = asyncio.create_task(anext(pages))
        await asyncio.sleep(0.01)
        [found_by_looking] = await lay_and_publish(town)  # nobody announces it
        assert [line.key for line in (await silent).lines] == [found_by_looking]
    running.cancel()


async def test_notices_reach_other_processes(town: Database) -> None:
    here, there = feed.Wake(town.pool, town.listen, 60), feed.Wake(town.pool, None, 60)
    running = asyncio.create_task(here.run())
    await asyncio.sleep(0.2)
    waiting = asyncio.create_task(here.wait(COUNTY, 0, 20))
    await asyncio.sleep(0.05)
    there.announce(COUNTY)
    async with asyncio.timeout(5):
        await waiting
    running.cancel()


async def test_a_stream_far_behind_is_told_to_pull(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "STREAM_BACKLOG", 100)
    await lay_and_publish(town, 120)
    with pytest.raises(feed.Behind):
        await anext(feed.stream(town.pool, feed.Wake(town.pool), MEDIATION, rights, feed.Checkpoint(EPOCH, 1), lambda: NOW))


async def test_a_stream_ends_with_its_rights(town: Database) -> None:
    await lay_and_publish(town)
    asked = 0

    async def ending() -> tuple[Any, Any]:
        nonlocal asked
        asked += 1
        if asked > 1:
            raise PermissionError
        return LUO, RULES

    wake = feed.Wake(town.pool)
    pages = feed.stream(town.pool, wake, MEDIATION, ending, feed.Checkpoint(EPOCH, 0), lambda: NOW)
    await anext(pages)
    asyncio.get_running_loop().call_later(0.05, wake.ring, COUNTY)
    with pytest.raises(PermissionError):
        await anext(pages)
