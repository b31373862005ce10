"""Files a document that was drawn up: asks whether it may be, keeps what it carries, and says later who may open it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from authz.actor import Actor
from authz.guard import field_permits, permits, shown
from authz.policy import Rules
from schema.ids import BadId, parse_id
from schema.intent import Create
from schema.kit import Kind, Record
from schema.paper import Paper
from schema.registry import RECORDS
from sync import load
from sync.intent import Outcome
from sync.memory import Memory, Row
from sync.write import World, write

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 32767  # of the key of an advisory lock's second half


@dataclass(frozen=True)
class Carried:
    """A row whose values stand in a document: its fields in full, and those that stand there masked."""

    record: str
    key: str
    full: tuple[str, ...]
    masked: tuple[str, ...] = ()

    def wire(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Filed:
    """What is kept of a document beside its bytes."""

    record: Record
    key: UUID
    case: UUID
    paper: Paper
    digest: str
    size: int
    number: str | None


# --- before -----------------------------------------------------------------------------------------------------------


async def refusal(
    connection: asyncpg.Connection, record: Record, key: UUID, paper: Paper, actor: Actor, rules: Rules, now: datetime
) -> tuple[str, Mapping[str, Any]] | None:
    """Why this actor may not draw this paper up now: code and facts; None when he may."""
    memory = await _looked(connection, actor.county, {(record.name, key)}, now)
    row = memory.row(record.name, key)
    if row is None or not permits(rules, record.name, "read", row, actor, _level(memory, actor)):
        return "NOT_FOUND", {}
    if not permits(rules, record.name, f"paper.{paper.name}", row, actor, _level(memory, actor)):
        return "FORBIDDEN", {}
    if paper.states and row["state"] not in paper.states:
        labels = record.flow.labels if record.flow else {}
        return "PAPER_NOT_NOW", {"title": paper.title, "paper": paper.name, "state": row["state"], "state_label": labels[row["state"]],
                                 "states": "、".join(labels[state] for state in paper.states), "possible": ", ".join(paper.states)}
    return None


def carried(record: Record, key: Any, said: Mapping[str, Any], names: Sequence[str], rules: Rules, row: Row, actor: Actor, memory: Memory) -> Carried:
    """What of one row stands in a document: of every field with a value, whether in full or masked, item by item of a list."""
    full, masked = [], []
    for name in names:
        field, value = record.by_name[name], said.get(name)
        if value in (None, [], ""):
            continue
        if field.items:
            full += [name, *(f"{name}.{item.name}" for item in field.items if any(element.get(item.name) is not None for element in value))]
        elif field.kind is Kind.PROTECTED or shown(rules, record.name, name, row, actor, _level(memory, actor)) == "masked":
            masked.append(name)
        else:
            full.append(name)
    return Carried(record.name, str(key), tuple(full), tuple(masked))


# --- the deed ---------------------------------------------------------------------------------------------------------


async def file(
    connection: asyncpg.Connection, filed: Filed, actor: Actor, rules: Rules, world: World, now: datetime
) -> Outcome:
    """Enter the document in its case, as the next draft of its kind, through the door like any other."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"paper/{actor.county}/{filed.key}/{filed.paper.name}")
    last = await connection.fetchval(
        "SELECT max(draft) FROM document WHERE county = $1 AND case_id = $2 AND record_type = $3 AND record_key = $4 AND paper = $5",
        actor.county, filed.case, filed.record.name, str(filed.key), filed.paper.name)
    values = {"title": filed.paper.title, "kind": filed.paper.kind, "digest": filed.digest, "size": filed.size, "media_type": MEDIA_TYPE,
              "document_number": filed.number, "record_type": filed.record.name, "record_key": str(filed.key), "paper": filed.paper.name,
              "draft": (last or 0) + 1}
    (outcome,) = await write(connection, [Create("document", world.new_id(), values, case=filed.case)], actor, rules, world, now)
    return outcome


# --- afterwards -------------------------------------------------------------------------------------------------------


async def may_open(connection: asyncpg.Connection, carries: Collection[Mapping[str, Any]], actor: Actor, rules: Rules, now: datetime) -> bool:
    """Whether the actor may see at this moment everything that stands in the document, where it was taken from."""
    memory = await _looked(connection, actor.county, {(one["record"], _key(one["key"])) for one in carries}, now)
    return all(_sees(one, memory, actor, rules) for one in carries)


def _sees(one: Mapping[str, Any], memory: Memory, actor: Actor, rules: Rules) -> bool:
    name, row, level = one["record"], memory.row(one["record"], _key(one["key"])), _level(memory, actor)
    if row is None or not permits(rules, name, "read", row, actor, level):
        return False
    return (all(field_permits(rules, name, path, "read", row, actor, level) for path in one["full"])
            and all(shown(rules, name, path, row, actor, level) for path in one["masked"]))


async def looked(connection: asyncpg.Connection, actor: Actor, places: Collection[tuple[str, UUID]], now: datetime) -> Memory:
    """Rows and the access there is to their cases, without locking anything."""
    return await _looked(connection, actor.county, places, now)


async def _looked(connection: asyncpg.Connection, county: str, places: Collection[tuple[str, UUID]], now: datetime) -> Memory:
    memory = Memory(now)
    await load.fill(connection, county, memory, places)
    cases = {row[link] for (name, _), row in memory.rows.items() if (link := RECORDS[name].case_link) and row[link]}
    await load.load_access(connection, county, cases, memory)
    return memory


def _level(memory: Memory, actor: Actor) -> Any:
    return lambda case: memory.level(case, actor.audiences)


def _key(text: str) -> UUID:
    try:
        key = parse_id(text).key if ":" in text else UUID(text)
    except BadId:
        raise ValueError(text) from None
    assert isinstance(key, UUID)
    return key
