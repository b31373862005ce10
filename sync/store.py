"""Stores a decided batch in sets: a part per table, whatever the number of rows, and all parts as one statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import orjson

from schema.clocks import REGULATING
from schema.registry import METADATA, OFFLINE, RECORDS
from sync import access
from sync.memory import Memory, Row

ORDER = ("case", *(name for name in RECORDS if name != "case"))  # a row comes after those it points at


Part: TypeAlias = tuple[Any, ...]
"""A statement that only writes, and its arguments."""


async def store(connection: asyncpg.Connection, county: str, memory: Memory, change_id: UUID) -> None:
    """Everything the batch has decided; the feed counter is left to the end of the transaction."""
    documents = await _documents(connection, county, memory, change_id)
    parts = [*_rows(memory), *_entries(county, memory), *_series(county, memory), *_access(county, memory), *documents,
             *_regulation(county, memory, change_id), *_notices(county, memory, change_id), *_cases(county, memory, change_id)]
    if parts:
        together = _together(tuple((part[0], len(part) - 1) for part in parts))
        await connection.execute(together, *(argument for part in parts for argument in part[1:]))
    if new := _new_notices(memory):  # of rows that must be there first
        await connection.execute(_DELIVERIES, county, new)


PLACE = re.compile(r"\$(\d+)")


@lru_cache(maxsize=1024)
def _together(parts: tuple[tuple[str, int], ...]) -> str:
    """Parts as one statement: one way to the database and back, and keys are checked when all rows are there. No row is in two parts."""
    numbered, before = [], 0
    for n, (sql, arguments) in enumerate(parts):
        shifted = PLACE.sub(lambda place, by=before: f"${int(place[1]) + by}", sql)  # type: ignore[misc]
        numbered.append(f"p{n} AS ({shifted})")
        before += arguments
    return f"WITH {', '.join(numbered)} SELECT"


def _cases(county: str, memory: Memory, change_id: UUID) -> Iterator[Part]:
    if cases := {entry["case_id"] for entry, _ in memory.entries if entry["case_id"]}:
        yield ("INSERT INTO feed_case (county, change_id, case_id) SELECT $1, $2, c FROM unnest($3::uuid[]) AS c ON CONFLICT DO NOTHING",
               county, change_id, sorted(cases))


def _rows(memory: Memory) -> Iterator[Part]:
    new: dict[str, list[Row]] = defaultdict(list)
    old: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for place, before in memory.first.items():
        row = memory.rows[place]
        if before is None:
            new[place[0]].append(row)
        elif before is not row:
            old[place[0]].append((before, row))
    for name in ORDER:
        if new[name]:
            yield insert_sql(name), as_json(new[name])
    for name in ORDER:
        if old[name]:
            key = RECORDS[name].key
            changed = {c for before, row in old[name] for c, value in row.items() if value is not before.get(c) and value != before.get(c)}
            if columns := sorted(changed - {"county", key}):
                yield update_sql(name, tuple(columns), key), as_json([{c: r[c] for c in ("county", key, *columns)} for _, r in old[name]])


@lru_cache(maxsize=64)
def insert_sql(name: str) -> str:
    columns = ", ".join(f'"{column.name}"' for column in METADATA.tables[name].columns if not column.name.startswith("chain_"))
    if name == "case":
        columns += ", chain_position, chain_digest"
    return f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::"{name}", $1::text::json)'


@lru_cache(maxsize=1024)
def update_sql(name: str, columns: tuple[str, ...], key: str) -> str:
    values = ", ".join(f'"{column}" = r."{column}"' for column in columns)
    return (f'UPDATE "{name}" t SET {values} FROM json_populate_recordset(NULL::"{name}", $1::text::json) r'
            f' WHERE t.county = r.county AND t."{key}" = r."{key}"')


def as_json(rows: Sequence[Mapping[str, Any]]) -> str:
    return orjson.dumps(rows, default=_other).decode()


def _other(value: Any) -> str:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID):  # asyncpg's own subclass
        return str(value)
    raise TypeError(type(value).__name__)


def _entries(county: str, memory: Memory) -> Iterator[Part]:
    if not memory.entries:
        return
    yield insert_sql("entry"), as_json([entry for entry, _ in memory.entries])
    lines = [(entry["id"], place, name, old, new) for entry, payload in memory.entries for place, (name, old, new) in enumerate(payload)]
    if lines:
        ids, places, names, olds, news = zip(*lines, strict=True)
        yield (
            "INSERT INTO entry_change (county, entry_id, ordinal, field, old, new)"
            " SELECT $1, * FROM unnest($2::uuid[], $3::int2[], $4::text[], $5::text[]::jsonb[], $6::text[]::jsonb[])",
            county, ids, places, names, [_json(v) for v in olds], [_json(v) for v in news])


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value, default=_other).decode()


def _series(county: str, memory: Memory) -> Iterator[Part]:
    if memory.drawn:
        drawn = sorted(memory.drawn)
        yield (
            "UPDATE number_series n SET last = w.last FROM unnest($2::text[], $3::int[], $4::int8[]) AS w(series, year, last)"
            " WHERE n.county = $1 AND n.series = w.series AND n.year = w.year",
            county, [s for s, _ in drawn], [y for _, y in drawn], [memory.series[d] for d in drawn])


def _access(county: str, memory: Memory) -> Iterator[Part]:
    gone = [reason for reason, given in memory.granted.items() if given is None]
    if gone:
        yield (
            "DELETE FROM case_access a USING unnest($2::text[], $3::uuid[], $4::text[]) AS w(audience, case_id, via)"
            " WHERE a.county = $1 AND a.audience = w.audience AND a.case_id = w.case_id AND a.via = w.via",
            county, *(list(side) for side in zip(*gone, strict=True)))
    given = [(*reason, *value) for reason, value in memory.granted.items() if value is not None]
    if given:
        yield (
            "INSERT INTO case_access (county, audience, case_id, via, level, until)"
            " SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::int2[], $6::timestamptz[])"
            " ON CONFLICT (county, audience, case_id, via) DO UPDATE SET level = excluded.level, until = excluded.until",
            county, *(list(side) for side in zip(*given, strict=True)))


def _regulation(county: str, memory: Memory, change_id: UUID) -> Iterator[Part]:
    """New rules: every open duty is to be computed by them, from the first one on."""
    if any(name in REGULATING for name, _ in memory.first):
        yield "UPDATE county SET clock = $2, clock_at = NULL WHERE code = $1", county, change_id


_DELIVERIES = """
INSERT INTO delivery (county, id, webhook, notification, state, next_at, created_at)
SELECT n.county, gen_random_uuid(), w.id, n.id, 'WAITING', n.created_at, n.created_at
  FROM notification n LEFT JOIN field_unit f ON f.county = n.county AND f.code = n.field_unit LEFT JOIN "user" u ON u.county = n.county AND u.id = n.person
  JOIN webhook w ON w.county = n.county AND w.agency = coalesce(n.agency, f.agency, u.agency) AND w.ended_at IS NULL
 WHERE n.county = $1 AND n.id = ANY($2)"""


def _new_notices(memory: Memory) -> list[UUID]:
    return [key for (name, key), before in memory.first.items() if name == "notification" and before is None]


def _notices(county: str, memory: Memory, change_id: UUID) -> Iterator[Part]:
    """Where new notices stand in the feed."""
    if new := _new_notices(memory):
        yield "INSERT INTO feed_notice (county, change_id, notification) SELECT $1, $2, n FROM unnest($3::uuid[]) AS n", county, change_id, new


# --- what field units hold --------------------------------------------------------------------------------------------


async def _documents(connection: asyncpg.Connection, county: str, memory: Memory, change_id: UUID) -> list[Part]:
    """Documents that changed for the units on their case; all of a case for a unit that comes, gone for one that leaves."""
    cases = {case for _, case, _ in memory.granted}
    joined = {case: access.units(memory.reasons.get(case, {}), memory.now) for case in cases}
    comes = {case: now - memory.units.get(case, frozenset()) for case, now in joined.items()}
    leaves = {case: memory.units.get(case, frozenset()) - now for case, now in joined.items()}
    touched = {place: case for place in _touched(memory) if (case := memory.rows[place].get("case_id"))}
    whole = {case for case in cases if comes[case] or leaves[case]} | set(_families(memory))
    found = await _of_cases(connection, county, whole) | {(name, key, row["case_id"]) for (name, key), row in memory.rows.items()
                                                         if name in OFFLINE and row.get("case_id") in whole}
    lines = {(audience, name, key, False) for (name, key), case in touched.items()
             for audience in access.units(memory.reasons.get(case, {}), memory.now)}
    families = _families(memory)
    for name, key, case in found:
        now = access.units(memory.reasons.get(case, {}), memory.now)
        lines |= {(audience, name, key, False) for audience in (now if name in families.get(case, ()) else comes.get(case, ()))}
        lines |= {(audience, name, key, True) for audience in leaves.get(case, ())}
    if not lines:
        return []
    audiences, names, keys, gones = zip(*sorted(lines, key=str), strict=True)
    return [(
        "INSERT INTO unit_doc (county, audience, collection, doc_id, change_id, seq, gone)"
        " SELECT $1, a, c, d, $2, NULL, g FROM unnest($3::text[], $4::text[], $5::uuid[], $6::bool[]) AS w(a, c, d, g)"
        " ON CONFLICT (county, audience, collection, doc_id) DO UPDATE SET change_id = excluded.change_id, seq = NULL, gone = excluded.gone",
        county, change_id, audiences, names, keys, gones)]


def _touched(memory: Memory) -> set[tuple[str, UUID]]:
    changed = {place for place, before in memory.first.items() if memory.rows[place] is not before}
    return {place for place in changed | memory.touched if place[0] in OFFLINE and place in memory.rows}


def _families(memory: Memory) -> dict[UUID, set[str]]:
    """Records whose documents hold a row that changed, by case: a party's mediation travels again with it."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for (name, _), row in ((place, memory.rows[place]) for place in memory.first):
        parents = {parent.name for parent in OFFLINE.values() if name in parent.children}
        if parents and row.get("case_id"):
            found[row["case_id"]] |= parents
    return found


async def _of_cases(connection: asyncpg.Connection, county: str, cases: Collection[UUID]) -> set[tuple[str, UUID, UUID]]:
    if not cases:
        return set()
    sql = " UNION ALL ".join(f"SELECT '{name}' AS name, id, case_id FROM \"{name}\" WHERE county = $1 AND case_id = ANY($2)" for name in OFFLINE)
    return {(row["name"], row["id"], row["case_id"]) for row in await connection.fetch(sql, county, list(cases))}


# --- the feed ---------------------------------------------------------------------------------------------------------


async def number(connection: asyncpg.Connection, county: str, change_id: UUID) -> int:
    """The last statement: the change's place in the county's feed; whoever waits for it waits for a commit only."""
    seq = await connection.fetchval(
        "WITH given AS (INSERT INTO feed_counter AS c (county, seq) VALUES ($1, 1) ON CONFLICT (county) DO UPDATE SET seq = c.seq + 1 RETURNING seq)"
        " INSERT INTO feed (county, seq, change_id) SELECT $1, seq, $2 FROM given RETURNING seq", county, change_id)
    return int(seq)


async def keep_outcomes(connection: asyncpg.Connection, county: str, actor: UUID, kept: Iterable[tuple[str, bytes, Mapping[str, Any]]], now: datetime) -> None:
    """The answers to online mutations, so that a repeated request hears the same."""
    for key, digest, outcome in kept:
        await connection.execute(
            "INSERT INTO idempotency (county, actor, key, request_hash, outcome, at) VALUES ($1, $2, $3, $4, $5::text::jsonb, $6)",
            county, actor, key, digest, orjson.dumps(outcome, default=str).decode(), now)
