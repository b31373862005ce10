"""Conflicts of a batch as rows: both values with their authors, a responsible role and a deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from authz.actor import Actor
from schema.change import Change, Clash
from schema.intent import Intent
from schema.kit import Record
from schema.merge import same
from schema.periods import Calendar, Unit, due
from schema.registry import RECORDS
from sync.intent import Clashed, Outcome
from sync.memory import Memory, Row

REVIEW_DAYS = 3  # working days; county configuration, no law sets it
BY_BRANCH = {"COURT": "judge", "PROCURATORATE": "prosecutor"}
AUTHORS = """
SELECT DISTINCT ON (e.record_key, c.field) e.record_type, e.record_key, c.field, e.actor, e.agency, e.occurred_at
  FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id
 WHERE e.county = $1 AND e.case_id = ANY($2) AND e.record_key = ANY($3) AND c.field = ANY($4) AND e.act IN ('CREATE', 'EDIT', 'MOVE', 'RESOLVE', 'EDITION')
 ORDER BY e.record_key, c.field, e.position DESC"""
OPEN = "SELECT id, record_type, record_key, path, mine::text AS mine FROM conflict WHERE county = $1 AND case_id = ANY($2) AND state = 'OPEN'"
CHIEFS = "SELECT user_id FROM role_assignment WHERE county = $1 AND role = 'chief_mediator' AND user_id = ANY($2) AND (valid_to IS NULL OR valid_to >= $3)"


HIGHER = {"chief_mediator": "justice_officer", "justice_officer": "supervising_leader", "agency_officer": "supervising_leader",
          "civil_affairs_officer": "supervising_leader", "judge": "supervising_leader", "prosecutor": "chief_prosecutor"}
"""Who decides where the reviewer let the time pass: the justice office, then a leader of the organ (县级配置)."""


def escalated(memory: Memory, keys: Iterable[UUID], calendar: Calendar, now: datetime) -> list[tuple[UUID, str, str, str]]:
    """Open conflicts past their day go to the next reviewer, with a new day: (case, conflict, reviewer before, reviewer now)."""
    found = []
    for key in keys:
        row = memory.rows[("conflict", key)]
        role = HIGHER.get(row["reviewer_role"])
        after = {**row, "reviewer_role": role or row["reviewer_role"], "due_at": due(now, REVIEW_DAYS, Unit.WORKING_DAY, calendar).at,
                 "version": row["version"] + 1, "updated_at": now}
        memory.put(RECORDS["conflict"], after)
        found.append((row["case_id"], str(key), row["reviewer_role"], after["reviewer_role"]))
    return found


@dataclass(frozen=True)
class _Opened:
    clash: Clash
    record: Record
    row: Mapping[str, Any]
    intent: Intent
    at: datetime


class Conflicts:
    """The conflicts a chunk opens; they become rows at its end, when it is known who wrote the values held."""

    def __init__(self, memory: Memory, actor: Actor, new_id: Callable[[], UUID], calendar: Calendar, now: datetime) -> None:
        self.memory, self.actor, self.new_id, self.calendar, self.now = memory, actor, new_id, calendar, now
        self._pending: list[_Opened] = []
        self._by_intent: dict[int, list[_Opened]] = {}
        self._count = 0

    def begin(self) -> None:
        """The next intent; what one that is taken back had opened goes with it."""
        self._pending = []
        self._count += 1

    def open(self, made: Change, intent: Intent) -> None:
        at = min(intent.occurred_at, self.now) if intent.occurred_at else self.now
        self._pending += [_Opened(clash, made.record, made.row, intent, at) for clash in made.clashes]

    def settle(self) -> None:
        """The intent stands: so do its conflicts."""
        self._by_intent[self._count - 1] = self._pending
        self._pending = []

    async def entered(self, connection: asyncpg.Connection, outcomes: list[Outcome]) -> list[Outcome]:
        """Put the conflicts into memory as rows, one for equal values, and name them in the outcomes."""
        every = [opened for found in self._by_intent.values() for opened in found]
        if not every:
            return outcomes
        authors, known, chiefs = await self._past(connection, every)
        said = list(outcomes)
        for n, found in self._by_intent.items():
            clashed = tuple(self._enter(opened, authors, known, chiefs) for opened in found)
            if clashed:
                said[n] = replace(said[n], conflicts=clashed)
        return said

    def _enter(
        self, opened: _Opened, authors: Mapping[tuple[str, str], Mapping[str, Any]], known: dict[tuple[str, str], list[tuple[UUID, Any]]], chiefs: set[UUID]
    ) -> Clashed:
        clash, key = opened.clash, str(opened.row[opened.record.key])
        alike = known.setdefault((key, clash.path), [])
        found = next((conflict for conflict, mine in alike if mine is clash.mine or same(mine, clash.mine)), None)
        if found is None:
            row = self._row(opened, key, authors, chiefs)
            self.memory.put(RECORDS["conflict"], row)
            found = row["id"]
            alike.append((found, clash.mine))
        self.memory.touched.add((opened.record.name, UUID(key)))
        return Clashed(found, opened.record.name, key, clash.path, clash.theirs, clash.mine)

    def _row(self, opened: _Opened, key: str, authors: Mapping[tuple[str, str], Mapping[str, Any]], chiefs: set[UUID]) -> Row:
        clash, name = opened.clash, opened.clash.path.partition("/")[0]
        wrote = self.memory.writers.get((opened.record.name, key, name)) or authors.get((key, name)) or {}
        return {**RECORDS["conflict"].blank, "county": self.actor.county, "id": self.new_id(), "case_id": opened.row[opened.record.case_link or ""], "state": "OPEN",
                "record_type": opened.record.name, "record_key": key, "path": clash.path, "base": clash.base, "theirs": clash.theirs,
                "mine": clash.mine, "their_actor": wrote.get("actor"), "their_agency": wrote.get("agency"), "my_actor": self.actor.user_id,
                "my_agency": self.actor.agency, "their_time": wrote.get("occurred_at"), "my_time": opened.at,
                "reviewer_role": self._reviewer(opened, wrote.get("actor"), chiefs),
                "due_at": due(self.now, REVIEW_DAYS, Unit.WORKING_DAY, self.calendar).at, "version": 1, "created_at": self.now, "updated_at": self.now}

    def _reviewer(self, opened: _Opened, theirs: UUID | None, chiefs: set[UUID]) -> str:
        """Chief mediator, then justice office; the organ's own people for what a court or procuratorate keeps."""
        if branch := BY_BRANCH.get(str(opened.row.get("branch") or "")):
            return branch
        if opened.record.reviewer:
            return opened.record.reviewer
        editor = "chief_mediator" in self.actor.roles or theirs in chiefs
        return "chief_mediator" if opened.row.get("unit") and not editor else "justice_officer"

    async def _past(
        self, connection: asyncpg.Connection, every: list[_Opened]
    ) -> tuple[dict[tuple[str, str], Mapping[str, Any]], dict[tuple[str, str], list[tuple[UUID, Any]]], set[UUID]]:
        county = self.actor.county
        cases = list({opened.row[opened.record.case_link or ""] for opened in every})
        keys = list({str(opened.row[opened.record.key]) for opened in every})
        names = list({opened.clash.path.partition("/")[0] for opened in every})
        authors: dict[tuple[str, str], Mapping[str, Any]] = {(row["record_key"], row["field"]): dict(row) for row in await connection.fetch(AUTHORS, county, cases, keys, names)}
        known: dict[tuple[str, str], list[tuple[UUID, Any]]] = {}
        for row in await connection.fetch(OPEN, county, cases):
            mine = orjson.loads(row["mine"]) if row["mine"] is not None else None
            known.setdefault((row["record_key"], row["path"]), []).append((row["id"], mine))
        writers = list({row["actor"] for row in authors.values() if row["actor"]})
        chiefs = {row["user_id"] for row in await connection.fetch(CHIEFS, county, writers, self.now.date())} if writers else set()
        return authors, known, chiefs
