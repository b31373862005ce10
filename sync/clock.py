"""The clock process: settles the feed's numbers, escalates duties, ends accesses that ran out, computes by new rules, carries out plans; one worker at a time, quiet when idle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import asyncpg

from authz.policy import Policy
from sync import access, conflict, escalation, feed, load, passage, review, store
from sync.escalation import enter
from sync.memory import Memory
from sync.parked import replay
from sync.pool import lent
from sync.write import World

LOGGER = logging.getLogger(__name__)
INTERVAL = 1.0
MOST = 200  # duties, and accesses, of one tick: bounds how many cases are locked at once
LOCK = 0x66757975  # "fuyu": the worker that holds it is the clock

_STEPS = """SELECT id, case_id FROM duty WHERE county = $1 AND next_at <= $2 AND state = 'RUNNING' ORDER BY next_at, id LIMIT $3"""
_UNREVIEWED = "SELECT id, case_id FROM conflict WHERE county = $1 AND state = 'OPEN' AND due_at <= $2 ORDER BY due_at, id LIMIT $3"
_ENDED = "SELECT audience, case_id, via FROM case_access WHERE county = $1 AND until <= $2 ORDER BY until LIMIT $3"


class Holder(Protocol):
    """Whoever holds the policy in force."""

    current: Policy


async def ticking(pool: asyncpg.Pool, policies: Holder, world: World, clock: Callable[[], datetime]) -> None:
    """Ticks for ever; what fails is tried again at the next tick."""
    while True:
        await asyncio.sleep(INTERVAL)
        try:
            await tick(pool, policies.current, world, clock())
        except Exception as reason:  # a lost database, a case locked for long: the clock itself must not stop
            LOGGER.warning("a tick failed: %r", reason)


async def tick(pool: asyncpg.Pool, policy: Policy, world: World, now: datetime) -> int:
    """One look at every county; returns how much was done. Another worker's tick in the same moment leaves it alone."""
    done = 0
    for county in [row[0] for row in await pool.fetch("SELECT code FROM county ORDER BY code")]:
        async with lent(pool) as connection:
            # Apart, because settling holds documents and lateness waits for cases: whoever writes has those the other way round.
            async with connection.transaction():
                done += await feed.settle(connection, county) if await _mine(connection, county) else 0
            async with connection.transaction():
                done += await _due(connection, county, world, now) if await _mine(connection, county) else 0
            while await _more(connection, county, world, now):
                done += 1
            while await _over(connection, county, world, now):
                done += 1
            waiting = await connection.fetchval("SELECT EXISTS (SELECT 1 FROM parked WHERE county = $1)", county)
        done += await replay(pool, county, world, now, policy.rules_of) if waiting else 0
    return done


async def _mine(connection: asyncpg.Connection, county: str) -> bool:
    return bool(await connection.fetchval("SELECT pg_try_advisory_xact_lock($1, $2)", LOCK, int(county)))


async def _more(connection: asyncpg.Connection, county: str, world: World, now: datetime) -> bool:
    """Whether a batch of open duties was computed by rules that are new."""
    async with connection.transaction():
        return await review.pending(connection, county) and await _mine(connection, county) and await review.batch(connection, county, world, now)


async def _over(connection: asyncpg.Connection, county: str, world: World, now: datetime) -> bool:
    """Whether a batch of records went over to the present version of their mechanism."""
    async with connection.transaction():
        return await passage.pending(connection, county) and await _mine(connection, county) and await passage.batch(connection, county, world, now)


async def _due(connection: asyncpg.Connection, county: str, world: World, now: datetime) -> int:
    """Duties take the steps whose time has come, accesses that ran out end: entered in their cases, one change of the feed."""
    duties = await connection.fetch(_STEPS, county, now, MOST)
    ended = await connection.fetch(_ENDED, county, now, MOST)
    unreviewed = await connection.fetch(_UNREVIEWED, county, now, MOST)
    if not duties and not ended and not unreviewed:
        return 0
    memory = Memory(now)
    cases = sorted({row["case_id"] for row in (*duties, *ended, *unreviewed)})
    await connection.execute('SELECT FROM "case" WHERE county = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE', county, cases)
    await load.fill(connection, county, memory, [*(("case", case) for case in cases), *(("duty", row["id"]) for row in duties),
                                               *(("conflict", row["id"]) for row in unreviewed)])
    await load.load_access(connection, county, cases, memory)
    done = await escalation.taken(connection, county, memory, [row["id"] for row in duties], world, now)
    _lapsed(memory, county, ended, world, now)
    for case, key, before, after in conflict.escalated(memory, [row["id"] for row in unreviewed], world.calendar, now):
        enter(memory, county, case, ("conflict", key, "CLOCK"), [("reviewer_role", before, after)], world, now)
    done += len(unreviewed)
    if done + len(ended):
        change = world.new_id()
        await store.store(connection, county, memory, change)
        await store.number(connection, county, change)
    return done + len(ended)


def _lapsed(memory: Memory, county: str, ended: Sequence[asyncpg.Record], world: World, now: datetime) -> None:
    """Take away accesses; the units that lose a case by it are told to drop its documents."""
    for case in {row["case_id"] for row in ended}:
        lasting: dict[tuple[str, str], tuple[int, datetime | None]] = {reason: (level, None) for reason, (level, _) in memory.reasons[case].items()}
        memory.units[case] = access.units(lasting, now)  # who held the case until now
    for audience, case, via in ended:
        memory.reasons[case].pop((audience, via), None)
        memory.granted[(audience, case, via)] = None
        enter(memory, county, case, ("case", str(case), "ACCESS"), [("access", {"audience": audience, "via": via}, None)], world, now)
