"""The clock process: settles the feed's numbers, marks duties late, ends accesses that ran out; one worker at a time, quiet when idle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import asyncpg

from authz.policy import Policy
from schema.registry import RECORDS
from sync import access, feed, load, store
from sync.chain import chained
from sync.memory import Memory, Row
from sync.parked import replay
from sync.pool import lent
from sync.write import World

LOGGER = logging.getLogger(__name__)
INTERVAL = 1.0
MOST = 200  # duties, and accesses, of one tick: bounds how many cases are locked at once
LOCK = 0x66757975  # "fuyu": the worker that holds it is the clock

_LATE = """SELECT id, case_id FROM duty WHERE county = $1 AND state = 'RUNNING' AND late IS NOT TRUE AND due_at <= $2
ORDER BY due_at LIMIT $3"""
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
            waiting = await connection.fetchval("SELECT EXISTS (SELECT 1 FROM parked WHERE county = $1)", county)
        done += await replay(pool, county, world, now, policy.rules_of) if waiting else 0
    return done


async def _mine(connection: asyncpg.Connection, county: str) -> bool:
    return bool(await connection.fetchval("SELECT pg_try_advisory_xact_lock($1, $2)", LOCK, int(county)))


async def _due(connection: asyncpg.Connection, county: str, world: World, now: datetime) -> int:
    """Duties that ran out become late, accesses that ran out end: entered in their cases, one change of the feed."""
    duties = await connection.fetch(_LATE, county, now, MOST)
    ended = await connection.fetch(_ENDED, county, now, MOST)
    if not duties and not ended:
        return 0
    memory = Memory(now)
    cases = sorted({row["case_id"] for row in (*duties, *ended)})
    await connection.execute('SELECT FROM "case" WHERE county = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE', county, cases)
    await load.fill(connection, county, memory, [*(("case", case) for case in cases), *(("duty", row["id"]) for row in duties)])
    await load.load_access(connection, county, cases, memory)
    done = sum(_overdue(memory, county, row["id"], world, now) for row in duties)
    _lapsed(memory, county, ended, world, now)
    if done + len(ended):
        change = world.new_id()
        await store.store(connection, county, memory, change)
        await store.number(connection, county, change)
    return done + len(ended)


def _overdue(memory: Memory, county: str, key: UUID, world: World, now: datetime) -> bool:
    """Mark a duty late, unless it was met while its case was waited for."""
    duty = memory.rows[("duty", key)]
    if duty["state"] != "RUNNING" or duty["late"]:
        return False
    memory.put(RECORDS["duty"], {**duty, "late": True, "version": duty["version"] + 1, "updated_at": now})
    _enter(memory, county, duty["case_id"], ("duty", str(key), "EDIT"), [("late", duty["late"], True)], world, now)
    return True


def _lapsed(memory: Memory, county: str, ended: Sequence[asyncpg.Record], world: World, now: datetime) -> None:
    """Take away accesses; the units that lose a case by it are told to drop its documents."""
    for case in {row["case_id"] for row in ended}:
        lasting: dict[tuple[str, str], tuple[int, datetime | None]] = {reason: (level, None) for reason, (level, _) in memory.reasons[case].items()}
        memory.units[case] = access.units(lasting, now)  # who held the case until now
    for audience, case, via in ended:
        memory.reasons[case].pop((audience, via), None)
        memory.granted[(audience, case, via)] = None
        _enter(memory, county, case, ("case", str(case), "ACCESS"), [("access", {"audience": audience, "via": via}, None)], world, now)


def _enter(memory: Memory, county: str, case_id: UUID, what: tuple[str, str, str], payload: list[tuple[str, Any, Any]], world: World, now: datetime) -> None:
    """A line of history that nobody wrote: time did."""
    case = memory.rows[("case", case_id)]
    position = (case["chain_position"] or 0) + 1
    entry: Row = {
        "county": county, "id": world.new_id(), "case_id": case_id, "record_type": what[0], "record_key": what[1], "act": what[2], "move": None,
        "actor": None, "agency": None, "device": None, "occurred_at": now, "version": 1, "created_at": now, "updated_at": now}
    placed = chained(entry, payload, position, case["chain_digest"] or "")
    memory.put(RECORDS["case"], {**case, "chain_position": position, "chain_digest": placed["digest"]})
    memory.log(placed, payload)
