"""The rules and the calendar of a county's clocks: read from its rows once for every change of them, seeded from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from schema.kit import Deadline, Record, Term
from schema.periods import Calendar
from schema.regime import Regime, regime_of
from schema.registry import RECORDS
from sync import load, store
from sync.memory import Memory, Row
from sync.pool import lent

LOCK = 0x636C6F63  # "cloc": shared by whoever computes by the rules, alone for whoever changes them
Regimes: TypeAlias = dict[str, tuple[UUID | None, Regime]]
"""By county: the change of the rules it was read at, and what they came to."""


async def regime_in(connection: asyncpg.Connection, county: str, base: Calendar, kept: Regimes, *, changing: bool = False) -> Regime:
    """The regime in force until the end of the transaction; one that is to change it holds everybody else off."""
    lock = "pg_advisory_xact_lock" if changing else "pg_advisory_xact_lock_shared"
    await connection.execute(f"SELECT {lock}($1, $2)", LOCK, int(county))
    # A statement of its own: the snapshot of the one that waited is older than what it waited for.
    mark = await connection.fetchval("SELECT clock FROM county WHERE code = $1", county)
    held = kept.get(county)
    if held is None or held[0] != mark or held[1].calendar.version.partition(";")[0] != base.version:
        held = kept[county] = (mark, await _read(connection, county, base) if mark else Regime(base))
    return held[1]


async def _read(connection: asyncpg.Connection, county: str, base: Calendar) -> Regime:
    found = []
    for name in ("deadline_rule", "calendar_year"):
        sql = f'SELECT {load.columns_of(name)} FROM "{name}" t WHERE t.county = $1'
        found.append([load.as_row(name, dict(row)) for row in await connection.fetch(sql, county)])
    return regime_of(base, *found)


async def seed(connection: asyncpg.Connection, county: str, world: Any, now: datetime) -> int:
    """Enter the declared terms that are not the latest seeded ones; what the office set stays in force. How many were new."""
    await regime_in(connection, county, world.calendar, world.regimes, changing=True)
    sql = f"SELECT {load.columns_of('deadline_rule')} FROM deadline_rule t WHERE t.county = $1 AND t.author IS NULL ORDER BY t.created_at, t.id"
    known = {(row["record_type"], row["code"], row["picked"], row["effective_from"]): dict(row) for row in await connection.fetch(sql, county)}
    memory, record = Memory(now), RECORDS["deadline_rule"]
    for row in _declared():
        held = known.get((row["record_type"], row["code"], row["picked"], row["effective_from"]))
        if held is None or any(held[name] != value for name, value in row.items()):
            memory.put(record, {**record.blank, **row, "county": county, "id": world.new_id(), "version": 1, "created_at": now, "updated_at": now})
    if memory.first:
        change = world.new_id()
        await store.store(connection, county, memory, change)
        await store.number(connection, county, change)
    await connection.execute("UPDATE county SET clock_base = $2, clock = $3, clock_at = NULL WHERE code = $1 AND clock_base IS DISTINCT FROM $2",
                             county, world.calendar.version, world.new_id())  # another package of holidays is another calendar
    return len(memory.first)


async def seed_all(pool: asyncpg.Pool, world: Any, now: datetime) -> None:
    """The same for every county there is, when a server starts."""
    for county in [row[0] for row in await pool.fetch("SELECT code FROM county ORDER BY code")]:
        async with lent(pool) as connection, connection.transaction():
            await seed(connection, county, world, now)


def _declared() -> Iterator[Row]:
    for record in RECORDS.values():
        for deadline in record.deadlines.values():
            for key, term in deadline.terms.items():
                yield _row(record, deadline, key.partition("@")[0], term)


def _row(record: Record, deadline: Deadline, picked: str, term: Term) -> Row:
    more = deadline.extension
    return {"record_type": record.name, "code": deadline.code, "picked": picked, "amount": term.amount, "unit": term.unit.name,
            "extension_amount": more.amount if more else None, "extension_unit": more.unit.name if more else None, "basis": term.basis,
            "verified": term.verified, "effective_from": term.effective_from, "effective_to": term.effective_to}
