"""The clock process: settles the feed's numbers, marks duties late, ends accesses that ran out; one worker at a time, quiet when idle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol
from uuid import UUID

import asyncpg

from authz.policy import Policy
from schema.registry import OFFLINE
from sync import feed, store
from sync.parked import replay
from sync.pool import lent
from sync.write import World

INTERVAL = 1.0
LOCK = 0x66757975  # "fuyu": a worker that holds it is the clock
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)

_LATE = "UPDATE duty SET late = true, version = version + 1, updated_at = $2 WHERE county = $1 AND state = 'RUNNING' AND due_at <= $2 AND late IS NOT TRUE RETURNING case_id"
_ENDED = "DELETE FROM case_access WHERE county = $1 AND until <= $2 RETURNING audience, case_id"
_GONE = """
UPDATE unit_doc u SET gone = true, change_id = $3, seq = NULL
 WHERE u.county = $1 AND u.audience = ANY($2::text[]) AND NOT u.gone AND u.doc_id IN (SELECT id FROM {record} WHERE county = $1 AND case_id = ANY($4::uuid[]))
   AND NOT EXISTS (SELECT 1 FROM case_access a JOIN {record} r ON r.county = a.county AND r.case_id = a.case_id
                    WHERE a.county = u.county AND a.audience = u.audience AND r.id = u.doc_id AND a.level >= 2)
   AND u.collection = $5"""


class Holder(Protocol):
    """Whoever holds the policy in force."""

    current: Policy


async def ticking(pool: asyncpg.Pool, policies: Holder, world: World, clock: Callable[[], datetime]) -> None:
    """Ticks for ever; a lost database is met again at the next tick."""
    while True:
        await asyncio.sleep(INTERVAL)
        with suppress(*LOST):
            await tick(pool, policies.current, world, clock())


async def tick(pool: asyncpg.Pool, policy: Policy, world: World, now: datetime) -> int:
    """One look at every county; returns how much was done. Another worker's tick in the same moment leaves it alone."""
    done = 0
    for row in await pool.fetch("SELECT code FROM county"):
        county = row["code"]
        async with lent(pool) as connection, connection.transaction():
            if not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1, $2)", LOCK, int(county)):
                continue
            done += await feed.settle(connection, county)
            done += await _due(connection, county, world.new_id(), now)
        done += len(await pool.fetch("SELECT 1 FROM parked WHERE county = $1 LIMIT 1", county)) and await _unpark(pool, county, policy, world, now)
    return done


async def _due(connection: asyncpg.Connection, county: str, change: UUID, now: datetime) -> int:
    """Duties that ran out become late, accesses that ran out end: one change of the feed, and none when there is nothing."""
    cases = {row["case_id"] for row in await connection.fetch(_LATE, county, now)}
    ended = await connection.fetch(_ENDED, county, now)
    cases |= {row["case_id"] for row in ended}
    if not cases:
        return 0
    if ended:
        await _withdraw(connection, county, change, ended)
    await connection.executemany("INSERT INTO feed_case (county, change_id, case_id) VALUES ($1, $2, $3)", [(county, change, case) for case in sorted(cases)])
    await store.number(connection, county, change)
    return len(cases)


async def _withdraw(connection: asyncpg.Connection, county: str, change: UUID, ended: list[asyncpg.Record]) -> None:
    units = sorted({row["audience"] for row in ended if row["audience"].startswith("U:")})
    for record in OFFLINE.values() if units else ():
        await connection.execute(_GONE.format(record=f'"{record.name}"'), county, units, change, [row["case_id"] for row in ended], record.name)


async def _unpark(pool: asyncpg.Pool, county: str, policy: Policy, world: World, now: datetime) -> int:
    """Rows that waited for a parent which has landed by another way."""
    return int(await replay(pool, county, world, now, policy.rules_of) or 0)
