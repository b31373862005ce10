"""What becomes of a batch of rows: each is understood, all pass the write door together, and a receipt is made for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default_of
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from authz.actor import Actor
from authz.policy import Rules
from schema.identifiers import MASKS
from schema.kit import Kind, Record, camel
from schema.registry import RECORDS
from sync import feed
from sync.intent import Clashed, Create, Held, Outcome
from sync.row import Live, Meaning, RowFault, key_of, of_op, of_row, stamped
from sync.trace import Wrote
from sync.wire import Json, Op, PushRow, merging, snake_document
from sync.write import World, write

WEIGHT = {"already": 0, "applied": 1, "merged": 2, "conflict": 3, "quarantined": 4, "refused": 5}


@dataclass(frozen=True)
class Item:
    """One row or op on its way through; with a `fault` nobody can act on it, and it is only kept."""

    n: int
    record: Record | None
    id: str
    key: UUID | None
    raw: Any
    digest: bytes
    op: Op | None = None
    row: PushRow | None = None
    fault: RowFault | None = None
    counted: bool = False  # numbered by its device
    suspect: bool = False  # timed by a clock that was set back or runs ahead

    @property
    def place(self) -> tuple[str, str]:
        """Under which its receipt is kept: collection and document."""
        return (self.record.name, str(self.key)) if self.record and self.key else ("?", self.digest.hex())

    def meaning(self, county: str, live: Live | None, last: Wrote, now: datetime) -> Meaning:
        """Its intents; raises RowFault."""
        if self.fault or self.record is None:
            raise self.fault or RowFault("ROW_ID", id=self.id)
        if self.op:
            return of_op(self.record, county, self.op, live, min(datetime.fromisoformat(self.op["at"]), now))
        assert self.row is not None
        return of_row(self.record, county, self.row, live, last, now)


    def held(self, fault: RowFault, now: datetime) -> Held:
        """The work as it came, to be kept for people."""
        name = self.record.name if self.record else str(self.op["c"] if self.op else "?")[:80]
        return Held(name, self.key or feed.NOWHERE, fault.code, fault.facts, self._said(), occurred_at=now, offline=True)

    def _said(self) -> Json:
        if self.record is None or not (self.op or self.row):
            return {"row": _scrubbed(self.raw)}
        if self.row:
            return snake_document(self.row["newDocumentState"])
        assert self.op is not None
        before, mine = merging(self.op["base"], self.op["set"])
        return {**snake_document(mine), "_kind": self.op["kind"], "_move": self.op["move"], "_base": _scrubbed(snake_document(before))}


PROTECTED = {name: field.mask for record in RECORDS.values() for field in record.fields if field.kind is Kind.PROTECTED and field.mask
             for name in (field.name, camel(field.name))}


def _scrubbed(value: Any) -> Any:
    """What cannot be sealed field by field shows no full protected number."""
    if isinstance(value, dict):
        return {key: MASKS[PROTECTED[key]](inner) if key in PROTECTED and isinstance(inner, str) else _scrubbed(inner)
                for key, inner in value.items()}
    return [_scrubbed(inner) for inner in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Receipt:
    """What became of one row or op; `n` is the op's number, or the row's place in the push."""

    n: int
    outcome: str
    record: Record | None
    id: str
    key: UUID | None = None
    code: str | None = None
    facts: Mapping[str, Any] = default_of(default_factory=dict)
    conflicts: tuple[Clashed, ...] = ()
    shows: bool = False  # the device does not hold what the server holds


@dataclass(frozen=True)
class Settled:
    """An item, what it means and its receipt."""

    item: Item
    meaning: Meaning
    receipt: Receipt


async def apply(
    connection: asyncpg.Connection, items: Sequence[Item], actor: Actor, rules: Rules, world: World, now: datetime,
    last: Mapping[tuple[str, str], Wrote],
) -> list[Settled]:
    """What each item means and what became of it, in order; work nobody understands is handed to the door to be kept."""
    lives = await _lives(connection, items, actor, rules, now)
    waits = await _missing(connection, items, actor.county)
    told: list[tuple[Item, Meaning]] = []
    for item in items:
        try:
            meaning = item.meaning(actor.county, lives.get(item.place), last.get(item.place, {}), now)
        except RowFault as fault:
            meaning = Meaning((item.held(fault, now),), shows=True)
        if meaning.parent in waits:
            meaning = replace(meaning, intents=(), waits=True)
        for intent in meaning.intents:
            if isinstance(intent, Create):
                lives.setdefault((intent.record, str(intent.key)), Live(None, intent.case or intent.key, None))
                waits -= {f"{intent.record}:{intent.key}", f"case:{intent.key}"}
        told.append((item, stamped(meaning, actor.device, item.suspect)))
    intents = [intent for _, meaning in told for intent in meaning.intents]
    outcomes = iter(await write(connection, intents, actor, rules, world, now)) if intents else iter(())
    return [Settled(item, meaning, _receipt(item, meaning, [next(outcomes) for _ in meaning.intents])) for item, meaning in told]


def _receipt(item: Item, meaning: Meaning, outcomes: Sequence[Outcome]) -> Receipt:
    """The gravest of the outcomes of an item's intents."""
    if meaning.waits:
        return Receipt(item.n, "quarantined", item.record, item.id, item.key, "ROW_PARENT", shows=True)
    worst = max(outcomes, key=lambda outcome: WEIGHT[outcome.kind], default=None)
    kind = worst.kind if worst and worst.kind != "already" else "applied"
    conflicts = tuple(clash for outcome in outcomes for clash in outcome.conflicts)
    return Receipt(item.n, kind, item.record, item.id, item.key, worst.code if worst else None, worst.facts if worst else {}, conflicts,
                   shows=kind != "applied" or meaning.shows)


async def _lives(
    connection: asyncpg.Connection, items: Sequence[Item], actor: Actor, rules: Rules, now: datetime
) -> dict[tuple[str, str], Live]:
    """The rows as they are, with the documents as the actor may see them."""
    lives: dict[tuple[str, str], Live] = {}
    for record in {item.record.name: item.record for item in items if item.record and item.key}.values():
        keys = list({item.key for item in items if item.record is record and item.key})
        state, case = "state" if record.flow else "NULL::text", record.case_link or "NULL::uuid"
        rows = await connection.fetch(
            f'SELECT id, {state} AS state, {case} AS kase FROM "{record.name}" WHERE county = $1 AND id = ANY($2::uuid[])',
            actor.county, keys)
        if rows:
            shown = await feed.documents(connection, record, [row["id"] for row in rows], rules, actor, now)
            lives |= {(record.name, str(row["id"])): Live(row["state"], row["kase"], shown.get(row["id"])) for row in rows}
    return lives


async def _missing(connection: asyncpg.Connection, items: Sequence[Item], county: str) -> set[str]:
    """Parents that may be waited for: cases named that are not there, and rows that ops change (told missing one by one)."""
    named: set[UUID] = set()
    for item in items:
        said = (item.op["set"] if item.op else item.row["newDocumentState"] if item.row else {}).get("caseId")
        try:
            named |= {key_of(RECORDS["case"], county, said)} if said else set()
        except RowFault:
            continue
    rows = await connection.fetch('SELECT id FROM "case" WHERE county = $1 AND id = ANY($2::uuid[])', county, list(named)) if named else []
    return {f"case:{key}" for key in named - {row[0] for row in rows}} | {":".join(item.place) for item in items if item.op}
