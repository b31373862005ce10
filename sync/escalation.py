"""Takes the steps of duties whose time has come: lateness, reminders, reports to superiors and to supervising organs, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from schema import duties
from schema.clocks import notice_of
from schema.kit import RESPONSIBLE, SHANGHAI, SUPERIOR, Step
from schema.registry import RECORDS
from sync import chain
from sync.memory import Memory, Row
from sync.write import World

LEADERS = ("supervising_leader", "agency_head", "chief_prosecutor")
"""Roles whose holders are the superiors (分管领导、正职负责人) of whoever owes a duty."""
_LEADERS = """
SELECT DISTINCT u.agency, u.id FROM "user" u JOIN role_assignment r ON r.county = u.county AND r.user_id = u.id
 WHERE u.county = $1 AND u.agency = ANY($2) AND u.active AND r.role = ANY($3)
   AND coalesce(r.valid_from, $4) <= $4 AND coalesce(r.valid_to, $4) >= $4 ORDER BY u.agency, u.id"""
_TAKEN = """
INSERT INTO duty_step (county, duty, due_at, step, at) SELECT $1, d, t, s, $5 FROM unnest($2::uuid[], $3::timestamptz[], $4::text[]) AS w(d, t, s)
ON CONFLICT DO NOTHING RETURNING duty, step"""


async def taken(connection: asyncpg.Connection, county: str, memory: Memory, keys: Sequence[UUID], world: World, now: datetime) -> int:
    """Take every step that is due of these duties, which are loaded and whose cases are locked; how many duties changed."""
    open_ = [duty for key in keys if (duty := memory.rows[("duty", key)])["state"] == duties.RUNNING]
    steps = {duty["id"]: [step for step in duties.steps_of(duty) if duties.moment_of(duty, step) <= now] for duty in open_}
    fresh = await _first_time(connection, county, open_, steps, now)
    leaders = await _leaders(connection, county, {duty["agency"] for duty in open_ if duty["agency"]}, now)
    codes = await _agencies(connection, county, {step.to for found in steps.values() for step in found if not step.to.startswith("@")})
    return sum(_step(memory, county, duty, steps[duty["id"]], fresh, leaders, codes, world, now) for duty in open_)


async def _first_time(
    connection: asyncpg.Connection, county: str, open_: Iterable[Row], steps: Mapping[UUID, Sequence[Step]], now: datetime
) -> set[tuple[UUID, str]]:
    """The steps that nobody took before; whoever enters one has taken it, and a crash takes the entry back with the rest."""
    wanted = [(duty["id"], duty["due_at"], step.name) for duty in open_ for step in steps[duty["id"]]]
    if not wanted:
        return set()
    ids, dues, names = (list(side) for side in zip(*wanted, strict=True))
    return {(row["duty"], row["step"]) for row in await connection.fetch(_TAKEN, county, ids, dues, names, now)}


async def _leaders(connection: asyncpg.Connection, county: str, agencies: set[str], now: datetime) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    if agencies:
        for row in await connection.fetch(_LEADERS, county, sorted(agencies), list(LEADERS), now.astimezone(SHANGHAI).date()):
            found.setdefault(row["agency"], []).append(row["id"])
    return found


async def _agencies(connection: asyncpg.Connection, county: str, codes: set[str]) -> set[str]:
    """Of the organs named, those this county has."""
    return {row[0] for row in await connection.fetch("SELECT code FROM agency WHERE county = $1 AND code = ANY($2)", county, sorted(codes))} if codes else set()


def _step(
    memory: Memory, county: str, duty: Row, steps: Sequence[Step], fresh: set[tuple[UUID, str]], leaders: Mapping[str, Sequence[UUID]],
    codes: set[str], world: World, now: datetime,
) -> bool:
    late = bool(duty["late"]) or now >= duty["due_at"]
    organ = next((step.to for step in reversed(steps) if step.to in codes), duty["supervisor"])
    after: Row = {**duty, "late": late, "supervisor": organ, "told": [*(duty["told"] or ()), *(step.name for step in steps)]}
    after = duties.stamped({**after, "next_at": duties.next_step(after)}, duty, now)
    memory.put(RECORDS["duty"], after)
    told = [step for step in duties.worth_telling(steps, duty, now) if (duty["id"], step.name) in fresh]
    for step in told:
        for receiver in _receivers(step, duty, memory.rows[("case", duty["case_id"])], leaders, codes):
            notify(memory, county, notice_of(_kind(step), after, step=step.name, **receiver), world, now)
    payload = [(name, duty[name], after[name]) for name in ("late", "supervisor") if duty[name] != after[name]]
    if told:
        payload.append(("told", None, [step.name for step in told]))
    if payload:
        act = "CLOCK" if told else "EDIT"
        enter(memory, county, duty["case_id"], ("duty", str(duty["id"]), act), payload, world, now)
    return True


def _kind(step: Step) -> str:
    if step.to == SUPERIOR:
        return "OVERDUE"
    return "SUPERVISION" if step.to != RESPONSIBLE else "REMINDER" if step.days < 0 else "OVERDUE"


def _receivers(step: Step, duty: Row, case: Row, leaders: Mapping[str, Sequence[UUID]], codes: set[str]) -> list[dict[str, Any]]:
    """Who is told: the leaders where it goes to the superiors and there are any; the field unit that works on the agency's case; else an agency."""
    if step.to not in (RESPONSIBLE, SUPERIOR):
        return [{"agency": step.to}] if step.to in codes else []
    if step.to == SUPERIOR and (persons := leaders.get(duty["agency"] or "")):
        return [{"person": person} for person in persons]
    if step.to == RESPONSIBLE and case["unit"] and case["lead_agency"] == duty["agency"]:
        return [{"field_unit": case["unit"]}]
    return [{"agency": duty["agency"]}] if duty["agency"] else []


def notify(memory: Memory, county: str, values: Mapping[str, Any], world: World, now: datetime) -> None:
    """A notice that time sends."""
    record = RECORDS["notification"]
    memory.put(record, {**record.blank, **values, "county": county, "id": world.new_id(), "state": "UNREAD", "version": 1, "created_at": now, "updated_at": now})


def enter(memory: Memory, county: str, case_id: UUID, what: tuple[str, str, str], payload: list[tuple[str, Any, Any]], world: World, now: datetime,
          move: str | None = None) -> None:
    """A line of history that nobody wrote: time did, or a rule."""
    chain.enter(memory, {
        "county": county, "id": world.new_id(), "case_id": case_id, "record_type": what[0], "record_key": what[1], "act": what[2], "move": move,
        "actor": None, "agency": None, "device": None, "occurred_at": now, "version": 1, "created_at": now, "updated_at": now}, payload)
