"""Computes open duties anew when rules or calendars change, batch by batch, each difference entered in its case with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import asyncpg

from schema import duties
from schema.clocks import notice_of
from schema.registry import RECORDS
from schema.values import shown
from sync import load, store
from sync.escalation import enter, notify
from sync.memory import Memory, Row
from sync.regime import regime_in
from sync.write import World

MOST = 200  # duties of one batch: bounds how many cases are locked at once
TOLD = ("due_at", "amount", "unit", "basis", "verified", "calendar_version", "provisional", "extension_amount", "extension_unit", "recomputed")
"""Fields of a duty that a new rule may change; the history tells old and new of those it did."""
_PENDING = "SELECT clock IS DISTINCT FROM clock_done FROM county WHERE code = $1"
_OPEN = """SELECT id, case_id FROM duty WHERE county = $1 AND state IN ('RUNNING', 'AWAITING_SERVICE', 'SUSPENDED') AND id > $2 ORDER BY id LIMIT $3"""
_REASON = """
SELECT coalesce(max(reason), '') FROM (
  (SELECT reason, created_at FROM deadline_rule WHERE county = $1 ORDER BY created_at DESC, id DESC LIMIT 1) UNION ALL
  (SELECT year || ' ' || source, created_at FROM calendar_year WHERE county = $1 ORDER BY created_at DESC, id DESC LIMIT 1)
  ORDER BY created_at DESC LIMIT 1) AS r"""


async def pending(connection: asyncpg.Connection, county: str) -> bool:
    """Whether there are duties that new rules were not applied to yet."""
    return bool(await connection.fetchval(_PENDING, county))


async def batch(connection: asyncpg.Connection, county: str, world: World, now: datetime) -> bool:
    """Apply the rules to the next open duties; whether more may remain. A later change of the rules begins from the first again."""
    regime = await regime_in(connection, county, world.calendar, world.regimes)
    [(mark, reached)] = await connection.fetch("SELECT clock, clock_at FROM county WHERE code = $1", county)
    found = await connection.fetch(_OPEN, county, reached or load.NOWHERE, MOST)
    memory = Memory(now)
    cases = {row["case_id"] for row in found}
    await load.lock_cases(connection, county, cases, (), memory)
    await load.fill(connection, county, memory, [("duty", row["id"]) for row in found])
    reason = await connection.fetchval(_REASON, county)
    for row in found:
        duty = memory.rows[("duty", row["id"])]
        after = duties.recomputed(RECORDS[duty["record_type"]], duty, regime, now) if duty["record_type"] in RECORDS else None
        if after is not None:
            _change(memory, county, duty, {**after, "recomputed": reason}, world, now)
    if memory.first:
        change = world.new_id()
        await store.store(connection, county, memory, change)
    last = len(found) < MOST
    await connection.execute("UPDATE county SET clock_at = $2, clock_done = CASE WHEN $3 THEN $4 ELSE clock_done END WHERE code = $1",
                             county, None if last else found[-1]["id"], last, mark)
    if memory.first:
        await store.number(connection, county, change)
    return not last


def _change(memory: Memory, county: str, duty: Row, after: Row, world: World, now: datetime) -> None:
    memory.put(RECORDS["duty"], after)
    payload: list[tuple[str, Any, Any]] = [(name, said(duty, name, county), said(after, name, county)) for name in TOLD if duty.get(name) != after.get(name)]
    enter(memory, county, duty["case_id"], ("duty", str(duty["id"]), "CLOCK"), payload, world, now)
    if duty["agency"] and duty["due_at"] != after["due_at"]:
        notify(memory, county, notice_of("CHANGED", after, agency=duty["agency"]), world, now)


def said(duty: Mapping[str, Any], name: str, county: str) -> Any:
    """A value of a duty as the history tells it."""
    value = duty[name]
    moment = {name: value.astimezone(UTC)} if isinstance(value, datetime) else {}
    return shown(RECORDS["duty"], {**duty, **moment}, name, county)
