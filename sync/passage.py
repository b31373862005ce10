"""Carries out approved plans of mechanism versions: a batch of records at a time, each with its clocks and a line of history, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

import asyncpg

from schema.change import Change, Refusal, Situation
from schema.kit import SHANGHAI, Record
from schema.passage import passed
from schema.registry import RECORDS
from schema.values import Reader, shown
from sync import load, store
from sync.escalation import enter
from sync.memory import Memory, Row
from sync.regime import regime_in
from sync.write import World

MOST = 200  # records of one batch: bounds how many cases are locked at once
_PLAN = "SELECT id FROM edition_plan WHERE county = $1 AND state = 'APPROVED' ORDER BY created_at, id LIMIT 1 FOR UPDATE"
_PENDING = "SELECT EXISTS (SELECT 1 FROM edition_plan WHERE county = $1 AND state = 'APPROVED')"


@dataclass(frozen=True)
class _Approver:
    """In whose name the records of a plan go over."""

    user_id: UUID
    name: str = ""
    agency: str = ""
    branch: str = ""
    unit: str | None = None
    townships: tuple[str, ...] = ()


async def pending(connection: asyncpg.Connection, county: str) -> bool:
    """Whether a plan is approved and not carried out yet."""
    return bool(await connection.fetchval(_PENDING, county))


async def batch(connection: asyncpg.Connection, county: str, world: World, now: datetime) -> bool:
    """The next records of the oldest approved plan go over; whether anything was done. A crash leaves each record either as it was or wholly over."""
    regime = await regime_in(connection, county, world.calendar, world.regimes)
    key = await connection.fetchval(_PLAN, county)
    if key is None:
        return False
    memory = Memory(now)
    await load.fill(connection, county, memory, [("edition_plan", key)])
    plan = memory.rows[("edition_plan", key)]
    record = RECORDS.get(plan["record_type"])
    if record is None or record.edition != plan["target_edition"]:
        return await _kept(connection, county, memory, {**plan, "state": "LAPSED", "finished_at": now}, world, now)
    found = await connection.fetch(_next(record), county, plan["source_edition"], [step["source"] for step in plan["mapping"]],
                                   UUID(plan["reached"]) if plan["reached"] else load.NOWHERE, MOST)
    cases = {row["case_id"] for row in found}
    await load.lock_cases(connection, county, cases, (), memory)
    await load.fill(connection, county, memory, [(record.name, row["id"]) for row in found])
    await load.load_duties(connection, county, cases, memory)
    reader = Reader(county, now.astimezone(SHANGHAI).date(), partial(world.keyring.seal, county=county), world.new_id, "")
    about = Situation(_Approver(plan["approver"]), now, now, reader, regime, lambda *_: True, system=True)
    moved = left = 0
    for place in [(record.name, row["id"]) for row in found]:
        made = passed(record, memory.rows[place], plan, replace(about, running=memory.running_on(place)))
        left += isinstance(made, Refusal)
        if isinstance(made, Change):
            _apply(memory, county, made, world, now)
            moved += 1
    last = {"state": "APPLIED", "finished_at": now} if len(found) < MOST else {}
    after = {**plan, **last, "moved": (plan["moved"] or 0) + moved, "left_over": (plan["left_over"] or 0) + left,
             "reached": str(found[-1]["id"]) if found else plan["reached"]}
    return await _kept(connection, county, memory, after, world, now)


def _next(record: Record) -> str:
    return (f'SELECT id, case_id FROM "{record.name}" WHERE county = $1 AND edition = $2 AND state = ANY($3) AND id > $4'
            " ORDER BY id LIMIT $5")


async def _kept(connection: asyncpg.Connection, county: str, memory: Memory, plan: Row, world: World, now: datetime) -> bool:
    memory.put(RECORDS["edition_plan"], {**plan, "version": plan["version"] + 1, "updated_at": now})
    change = world.new_id()
    await store.store(connection, county, memory, change)
    await store.number(connection, county, change)
    return True


def _apply(memory: Memory, county: str, made: Change, world: World, now: datetime) -> None:
    record, before, row = made.record, made.before or {}, made.row
    memory.put(record, row)
    payload = [(name, shown(record, before, name, county), shown(record, row, name, county)) for name in made.fields]
    enter(memory, county, row["case_id"], (record.name, str(row["id"]), "EDITION"), payload, world, now, move=made.move)
    for duty in (*(after for _, after in (*made.ended, *made.carried)), *made.started):
        memory.put(RECORDS["duty"], duty)
