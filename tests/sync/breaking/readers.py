"""Writers that hold before they commit, and readers that follow the feed by polling and by streams while connections are cut."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import asyncpg

from api.database import open_pool
from schema.registry import RECORDS
from sync import feed, store
from tests.sync.two_units import COUNTY, LUO, NOW, POLICY

MEDIATION, RULES = RECORDS["mediation"], POLICY.rules_of(LUO)
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
WRITERS, POLLERS, STREAMS = 16, 2, 2
ROWS = """INSERT INTO unit_doc (county, audience, collection, doc_id, change_id, gone)
SELECT $1, 'U:TW1', 'mediation', d, $2, true FROM unnest($3::uuid[]) AS d ON CONFLICT (county, audience, collection, doc_id) DO UPDATE SET change_id = excluded.change_id"""
"""Rows that are gone are told without being built: what is counted here is places, not documents."""


@dataclass
class Road:
    """So many rows written by sixteen writers, a few in each change, and what each reader saw of them."""

    url: str
    rows: int
    each: int
    restarts: int
    chance: random.Random
    written: int = 0
    cut: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)
    seen: list[bytearray] = field(default_factory=list)

    async def skipped(self) -> int:
        """Write all, read all; how many rows some reader never saw."""
        start = await self._start()
        self.seen = [bytearray(self.rows + 1) for _ in range(POLLERS + STREAMS)]
        async with asyncio.TaskGroup() as readers:
            for number in range(POLLERS):
                readers.create_task(self._reader(self.seen[number], start, streams=False))
            for number in range(STREAMS):
                readers.create_task(self._reader(self.seen[POLLERS + number], start, streams=True))
            readers.create_task(self._settler())
            cutting = asyncio.create_task(self._cut())
            numbers = iter(range(1, self.rows + 1, self.each))
            async with asyncio.TaskGroup() as writers:
                for _ in range(WRITERS):
                    writers.create_task(self._writer(numbers))
            await cutting
            self.done.set()
        return sum(self.rows - sum(one) for one in self.seen)

    async def _writer(self, numbers: object) -> None:
        async with self._pool(1) as pool:
            for first in numbers:  # type: ignore[attr-defined]
                keys, change = [UUID(int=n) for n in range(first, min(first + self.each, self.rows + 1))], uuid4()
                while not await self._written(pool, keys, change):
                    await asyncio.sleep(0.01)
                self.written += len(keys)

    async def _written(self, pool: asyncpg.Pool[asyncpg.Record], keys: list[UUID], change: UUID) -> bool:
        """Whether the change is in the feed; a commit without an answer is looked for."""
        with suppress(*LOST):
            if await pool.fetchval("SELECT EXISTS (SELECT FROM feed WHERE change_id = $1)", change):
                return True
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute(ROWS, COUNTY, change, keys)
                await asyncio.sleep(self.chance.random() * 0.003)
                await store.number(connection, COUNTY, change)
                if self.chance.random() < 0.2:
                    await asyncio.sleep(self.chance.random() * 0.004)
            return True
        return False

    async def _reader(self, seen: bytearray, checkpoint: feed.Checkpoint, streams: bool) -> None:
        """As a device does: pull to the end, then poll or stand on a stream, and pull again whenever that ends."""
        last = False
        async with self._pool(2) as pool:
            wake = feed.Wake(pool, None, 0.02)
            looking = asyncio.create_task(wake.run())
            while not last:
                last = self.done.is_set()
                with suppress(*LOST, feed.Behind):
                    more = True
                    while more:
                        async with pool.acquire() as connection:
                            page = await feed.pull(connection, MEDIATION, LUO, RULES, checkpoint, 1000, NOW)
                        checkpoint, more = _taken(seen, page), page.more
                    if streams and not last:
                        stream = feed.stream(pool, wake, MEDIATION, _rights, checkpoint, lambda: NOW)
                        with suppress(TimeoutError):
                            async with asyncio.timeout(0.5):
                                async for page in stream:
                                    checkpoint = _taken(seen, page)
                    else:
                        await asyncio.sleep(0.002)
                    continue
                last = False
            looking.cancel()

    async def _start(self) -> feed.Checkpoint:
        """Where the feed stands before the first row; after a first change, for at zero a device is new and is not told what went before."""
        connection = await asyncpg.connect(self.url)
        try:
            async with connection.transaction():
                await store.number(connection, COUNTY, uuid4())
            return feed.Checkpoint(*await feed.position(connection, COUNTY))
        finally:
            await connection.close()

    async def _settler(self) -> None:
        async with self._pool(1) as pool:
            while not self.done.is_set():
                with suppress(*LOST):
                    async with pool.acquire() as connection:
                        await feed.settle(connection, COUNTY)
                await asyncio.sleep(0.02)

    async def _cut(self) -> None:
        """Ends every session at once, as when the database is started again, at even distances."""
        connection = await asyncpg.connect(self.url, server_settings={"application_name": "cutter"})
        for part in range(1, self.restarts + 1):
            while self.written < self.rows * part // (self.restarts + 1):
                await asyncio.sleep(0.01)
            self.cut += await connection.fetchval("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                                                  " AND application_name = 'fuyuan'")
        await connection.close()

    @asynccontextmanager
    async def _pool(self, size: int) -> AsyncIterator[asyncpg.Pool[asyncpg.Record]]:
        pool = await open_pool(self.url, size)
        try:
            yield pool
        finally:
            pool.terminate()


def _taken(seen: bytearray, page: feed.Page) -> feed.Checkpoint:
    assert not page.reset
    for line in page.lines:
        seen[line.key.int] = 1
    return page.checkpoint


async def _rights() -> tuple[object, object]:
    return LUO, RULES
