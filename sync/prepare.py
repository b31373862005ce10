"""Finds out what a batch of intents touches, locks it in order and loads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from schema import change
from schema.ids import BadId, parse_id
from schema.intent import Create, Delete, Edit, Intent, Move
from schema.kit import SHANGHAI, Kind, Record
from schema.kit import Move as Transition
from schema.registry import RECORDS
from schema.values import BadValue, Reader, Secret, stored
from sync import load
from sync.memory import Match, Memory, Place, Row, match_of, twins_of


async def prepared(connection: asyncpg.Connection, county: str, intents: Sequence[Intent], reader: Reader, now: datetime) -> Memory:
    """The memory of a batch: persons locked, then cases by id, then number series, and their rows loaded."""
    known = [intent for intent in intents if intent.record in RECORDS]
    memory = Memory(now)
    places = {place for intent in known for place in _places(intent)}
    seen = await _before_locks(connection, county, known, reader, now)
    given = {case for case in (*(_given_case(intent) for intent in known), *seen) if case is not None}
    ids = await load.lock_cases(connection, county, given, places, memory)
    await load.fill(connection, county, memory, places)
    await load.fill(connection, county, memory, {(name, kept) for name, key in places if (kept := memory.kept(name, key)) is not None})
    await _conflict_targets(connection, county, memory, known)
    if any(_clocked(intent) for intent in known):
        await load.load_duties(connection, county, ids, memory)
    if moves := {name for intent in known if (step := step_of(intent)) for name in step.not_by_doer_of}:
        await load.load_doers(connection, county, ids, moves, memory)
    await load.load_matches(connection, county, [m for i in known for m in _matches(i, memory.row(i.record, i.key), reader)], memory)
    await load.lock_series(connection, county, {s for i in known for s in _series(i, memory, now)}, memory)
    return memory


def step_of(intent: Intent) -> Transition | None:
    """The declared move an intent asks for."""
    name = intent.move if isinstance(intent, Move) else "cancel" if isinstance(intent, Delete) else None
    return RECORDS[intent.record].move(name) if name else None


def _places(intent: Intent) -> Iterable[Place]:
    record = RECORDS[intent.record]
    if record.key == "id":
        yield (record.name, intent.key)
    for child in children_of(record):
        for element in elements(intent.values.get(child.plural)):
            if key := child_key(child, element):
                yield (child.name, key)


def children_of(record: Record) -> tuple[Record, ...]:
    return tuple(RECORDS[name] for name in record.children)


def elements(value: Any) -> list[Mapping[str, Any]]:
    return [element for element in value if isinstance(element, Mapping)] if isinstance(value, list | tuple) else []


def key_in(named: Any) -> UUID | None:
    """The key of a row named by its id or by the bare key."""
    try:
        return UUID(named[-36:]) if isinstance(named, str) else None
    except ValueError:
        return None


def child_key(child: Record, element: Mapping[str, Any]) -> UUID | None:
    """The key an element of a children list names, as a global id or bare."""
    text = str(element.get("id") or "")
    try:
        key = parse_id(text).key if ":" in text else UUID(text)
    except (BadId, ValueError):
        return None
    return key if isinstance(key, UUID) else None


def _given_case(intent: Intent) -> UUID | None:
    return given_case(intent) if isinstance(intent, Create) else None


def given_case(intent: Create) -> UUID | None:
    """The case a new row is to belong to, as its author named it."""
    if intent.case is not None:
        return intent.case
    named = intent.values.get("case_id")
    try:
        found = parse_id(named) if isinstance(named, str) else None
    except BadId:
        return None
    return found.key if found and isinstance(found.key, UUID) and found.record == "case" else None


def _clocked(intent: Intent) -> bool:
    return intent.record == "conflict" or (bool(RECORDS[intent.record].deadlines) and not isinstance(intent, Create))


# --- what must be known before a case may be locked -------------------------------------------------------------------


async def _before_locks(connection: asyncpg.Connection, county: str, intents: Sequence[Intent], reader: Reader, now: datetime) -> set[UUID]:
    """Lock the persons concerned; the cases of rows that may turn out to be the same matter."""
    asking = [intent for intent in intents if _asks(intent)]
    if not asking:
        return set()
    glance = Memory(now)
    await load.fill(connection, county, glance, {(i.record, i.key) for i in asking if not isinstance(i, Create)})
    matches = [match for i in asking for match in _matches(i, glance.row(i.record, i.key), reader)]
    await load.lock_persons(connection, {value for _, _, values in matches for value in values if isinstance(value, bytes)})
    await load.load_matches(connection, county, [m for m in matches if RECORDS[m[0]].duplicates], glance)
    return {row["case_id"] for row in glance.rows.values() if row.get("case_id")}


def _asks(intent: Intent) -> bool:
    record = RECORDS[intent.record]
    if isinstance(intent, Move | Delete):
        step = step_of(intent)
        return bool(step and step.lookups)
    return record.duplicates is not None and (isinstance(intent, Create) or bool(set(record.duplicates.match) & intent.values.keys()))


def _matches(intent: Intent, row: Row | None, reader: Reader) -> list[Match]:
    """The rows a decision will ask for, as far as that can be told from the row and the intent."""
    record = RECORDS[intent.record]
    if not _asks(intent) or (row is None and not isinstance(intent, Create)):
        return []
    would_be = {**(row or {}), **taken(record, intent, reader)}
    step = step_of(intent)
    found = [match_of(lookup, would_be) for lookup in record.lookups if step and lookup.name in step.lookups]
    if not step:
        found.append(twins_of(record, would_be))
    return [match for match in found if match is not None]


def taken(record: Record, intent: Intent, reader: Reader) -> Row:
    names = {name for lookup in record.lookups for _, name in lookup.match} | set(record.duplicates.match if record.duplicates else ())
    values: Row = {record.key: intent.key}
    for name in names & intent.values.keys() & record.by_name.keys():
        field = record.by_name[name]
        try:
            value = reader.taken(field, intent.values[name])
        except BadValue:
            continue
        if field.kind is not Kind.PROTECTED or isinstance(value, Secret):
            values.update(stored(field, value))
    return values


async def _conflict_targets(connection: asyncpg.Connection, county: str, memory: Memory, intents: Sequence[Intent]) -> None:
    rows = [memory.row("conflict", intent.key) for intent in intents if intent.record == "conflict"]
    await load.fill(connection, county, memory, {(row["record_type"], UUID(row["record_key"])) for row in rows if row})


def _series(intent: Intent, memory: Memory, now: datetime) -> Iterable[tuple[str, int]]:
    """Number series a decision may draw from; those of a new row's own case included."""
    record, year = RECORDS[intent.record], now.astimezone(SHANGHAI).year
    row = memory.row(intent.record, intent.key)
    if isinstance(intent, Create):
        opened = [RECORDS["case"], record] if record.mechanism and given_case(intent) is None else [record]
        return [(change.series(drawn, {}), year) for one in opened if (drawn := change.drawn_at_creation(one))]
    step = step_of(intent)
    numbering = next((n for n in record.numberings if step and n.name == step.number), None)
    return [(change.series(numbering, row), year)] if numbering and row and not isinstance(intent, Edit) else []
