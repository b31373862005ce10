"""Chains the entries of a case: SM3 over each header, which holds the digest of its payload and of the header before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from schema.merge import canonical
from schema.registry import RECORDS
from sync.memory import Memory

Payload = Sequence[tuple[str, Any, Any]]
"""(field, old value, new value), as they travel."""
HEADER = ("county", "case_id", "position", "id", "record_type", "record_key", "act", "move", "actor", "agency", "device", "occurred_at",
          "created_at", "payload_digest", "previous_digest")


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold: the entry's position and whether its header, payload or link is wrong."""

    case_id: UUID
    position: int
    what: str


def sm3(data: bytes) -> str:
    return hashlib.new("sm3", data).hexdigest()


def payload_digest(payload: Payload) -> str:
    return sm3(canonical([list(change) for change in payload]))


def chained(entry: Mapping[str, Any], payload: Payload, position: int, previous: str) -> dict[str, Any]:
    """The entry with its place in the chain and its digests."""
    placed = {**entry, "position": position, "previous_digest": previous, "payload_digest": payload_digest(payload)}
    return {**placed, "digest": header_digest(placed)}


def enter(memory: Memory, entry: Mapping[str, Any], payload: list[tuple[str, Any, Any]]) -> UUID:
    """Put one line behind the last of its case, whose head moves on with it."""
    case = memory.rows[("case", entry["case_id"])]
    position = (case.get("chain_position") or 0) + 1
    placed = chained(entry, payload, position, case.get("chain_digest") or "")
    memory.put(RECORDS["case"], {**case, "chain_position": position, "chain_digest": placed["digest"]})
    memory.log(placed, payload)
    key: UUID = placed["id"]
    return key


def header_digest(entry: Mapping[str, Any]) -> str:
    return sm3(canonical({name: _said(entry[name]) for name in HEADER}))


def _said(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


async def breaks(connection: asyncpg.Connection, county: str, case_id: UUID, payloads: bool = True) -> list[Break]:
    """Every place where the chain of a case is broken; without payloads only headers are looked at."""
    entries = await connection.fetch("SELECT * FROM entry WHERE county = $1 AND case_id = $2 ORDER BY position", county, case_id)
    held = await _payloads(connection, county, [entry["id"] for entry in entries]) if payloads else {}
    found, previous = [], ""
    for place, entry in enumerate(entries, 1):
        faults = {"position": entry["position"] != place, "link": entry["previous_digest"] != previous,
                  "header": entry["digest"] != header_digest(dict(entry)),
                  "payload": payloads and entry["payload_digest"] != payload_digest(held.get(entry["id"], []))}
        found += [Break(case_id, entry["position"], what) for what, wrong in faults.items() if wrong]
        previous = entry["digest"]
    head = await connection.fetchrow('SELECT chain_position, chain_digest FROM "case" WHERE county = $1 AND id = $2', county, case_id)
    if head and (head["chain_position"], head["chain_digest"]) != (len(entries), previous):
        found.append(Break(case_id, head["chain_position"], "head"))
    return found


async def _payloads(connection: asyncpg.Connection, county: str, ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, Any, Any]]]:
    rows = await connection.fetch(
        "SELECT entry_id, field, old::text AS old, new::text AS new FROM entry_change WHERE county = $1 AND entry_id = ANY($2) ORDER BY entry_id, ordinal",
        county, ids)
    held: dict[UUID, list[tuple[str, Any, Any]]] = {}
    for row in rows:
        held.setdefault(row["entry_id"], []).append((row["field"], *(orjson.loads(row[n]) if row[n] is not None else None for n in ("old", "new"))))
    return held
