"""Locks and loads what a batch needs, in the one order: person, cases by id, number series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from schema.kit import Kind, Record
from schema.registry import RECORDS
from sync import access
from sync.memory import Columns, Match, Memory, Place, Row

NOWHERE = UUID(int=0)
OPEN_DUTIES = """SELECT {columns} FROM duty t WHERE t.county = $1 AND t.case_id = ANY($2) AND t.state IN ('RUNNING', 'AWAITING_SERVICE', 'SUSPENDED')"""
SERIES = """
INSERT INTO number_series (county, series, year, last) SELECT $1, s, y, 0 FROM unnest($2::text[], $3::int[]) AS w(s, y) ORDER BY s, y
ON CONFLICT (county, series, year) DO UPDATE SET last = number_series.last RETURNING series, year, last"""
DOERS = """SELECT record_type, record_key, move, actor FROM entry
 WHERE county = $1 AND case_id = ANY($2) AND act = 'MOVE' AND move = ANY($3)"""


@lru_cache(maxsize=64)
def columns_of(name: str, alias: str = "t") -> str:
    """The columns of a record's table; JSON as text, so that no codec of the connection matters."""
    record = RECORDS[name]
    parts = [f"{alias}.county"]
    for field in record.fields:
        if field.copies and field.kind is Kind.ITEMS:
            continue
        json = field.kind in (Kind.ITEMS, Kind.JSON)
        parts += [f'{alias}."{column}"::text AS "{column}"' if json else f'{alias}."{column}"' for column in field.columns]
    if name == "case":
        parts += [f"{alias}.chain_position", f"{alias}.chain_digest"]
    return ", ".join(parts)


@lru_cache(maxsize=64)
def _json_columns(name: str) -> tuple[str, ...]:
    return tuple(f.name for f in RECORDS[name].fields if f.kind in (Kind.ITEMS, Kind.JSON) and not (f.copies and f.kind is Kind.ITEMS))


def as_row(name: str, found: Mapping[str, Any]) -> Row:
    row = dict(found)
    for column in _json_columns(name):
        if row[column] is not None:
            row[column] = orjson.loads(row[column])
    return row


async def rows(connection: asyncpg.Connection, county: str, name: str, keys: Collection[UUID]) -> list[Row]:
    record = RECORDS[name]
    sql = f'SELECT {columns_of(name)} FROM "{name}" t WHERE t.county = $1 AND t.{record.key} = ANY($2)'
    return [as_row(name, dict(found)) for found in await connection.fetch(sql, county, list(keys))]


async def fill(connection: asyncpg.Connection, county: str, memory: Memory, places: Iterable[Place]) -> None:
    """Load rows that are not in memory yet."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for name, key in places:
        if (name, key) not in memory.rows:
            wanted[name].add(key)
    for name, keys in wanted.items():
        for row in await rows(connection, county, name, keys):
            memory.rows[(name, row[RECORDS[name].key])] = row


async def lock_persons(connection: asyncpg.Connection, numbers: Iterable[bytes]) -> None:
    """One relief is decided at a time for one person: locks by HMAC, in order."""
    keys = sorted({int.from_bytes(number[:8], "big", signed=True) for number in numbers})
    if keys:
        await connection.execute("SELECT count(pg_advisory_xact_lock(k)) FROM unnest($1::bigint[]) AS k", keys)


async def lock_cases(connection: asyncpg.Connection, county: str, given: Iterable[UUID], places: Iterable[Place], memory: Memory) -> set[UUID]:
    """Lock by id the cases given and those of the rows at these places, and load them with the access there is to them.

    A row never changes its case, so the cases are found by the statement that locks them. Access is read after it: what the
    lock waited for may have changed it.
    """
    keys: dict[str, list[UUID]] = defaultdict(list)
    for name, key in places:
        keys[name].append(key)
    ids = {*given, *keys.pop("case", ())}
    names = tuple(sorted(name for name in keys if RECORDS[name].case_link))
    if not ids and not names:
        return ids
    found = await connection.fetch(_locking(names), county, sorted(ids), *(keys[name] for name in names))
    for row in found:
        memory.rows[("case", row["id"])] = as_row("case", dict(row))
    ids |= {row["id"] for row in found}
    await load_access(connection, county, ids, memory)
    return ids


@lru_cache(maxsize=256)
def _locking(names: tuple[str, ...]) -> str:
    """The statement that locks cases by id ($2) and by rows of these records (from $3 on)."""
    ways = "".join(f' || ARRAY(SELECT r.{RECORDS[name].case_link} FROM "{name}" r WHERE r.county = $1 AND r.{RECORDS[name].key} = ANY(${n}::uuid[]))'
                   for n, name in enumerate(names, 3))
    return f'SELECT {columns_of("case")} FROM "case" t WHERE t.county = $1 AND t.id = ANY($2::uuid[]{ways}) ORDER BY t.id FOR UPDATE'


async def load_access(connection: asyncpg.Connection, county: str, ids: Collection[UUID], memory: Memory) -> None:
    for case in ids:
        memory.reasons.setdefault(case, {})
    if not ids:
        return
    found = await connection.fetch(
        "SELECT audience, case_id, via, level, until FROM case_access WHERE county = $1 AND case_id = ANY($2)", county, list(ids))
    for row in found:
        memory.reasons[row["case_id"]][(row["audience"], row["via"])] = (row["level"], row["until"])
    for case in ids:
        memory.units[case] = access.units(memory.reasons[case], memory.now)


async def load_duties(connection: asyncpg.Connection, county: str, ids: Collection[UUID], memory: Memory) -> None:
    for found in await connection.fetch(OPEN_DUTIES.format(columns=columns_of("duty")), county, list(ids)):
        row = as_row("duty", dict(found))
        memory.rows.setdefault(("duty", row["id"]), row)  # what the batch did to it meanwhile stands
        known = memory.running.setdefault((row["record_type"], UUID(row["record_key"])), [])
        if all(one["id"] != row["id"] for one in known):
            known.append(row)


async def load_doers(connection: asyncpg.Connection, county: str, ids: Collection[UUID], moves: Collection[str], memory: Memory) -> None:
    for found in await connection.fetch(DOERS, county, list(ids), sorted(moves)):
        done = memory.doers.setdefault((found["record_type"], UUID(found["record_key"])), {})
        done.setdefault(found["move"], set()).add(found["actor"])


async def done_by(connection: asyncpg.Connection, county: str, case: UUID, person: UUID) -> set[str]:
    """Every move the person made in the case, as "record.move"."""
    found = await connection.fetch(
        "SELECT DISTINCT record_type, move FROM entry WHERE county = $1 AND case_id = $2 AND act = 'MOVE' AND actor = $3", county, case, person)
    return {f"{row['record_type']}.{row['move']}" for row in found}


async def naming(connection: asyncpg.Connection, county: str, record: Record, names: Sequence[str], case: UUID, key: UUID) -> list[UUID]:
    """The rows of a case that name somebody or something by one of these links."""
    ways = " OR ".join(f'"{name}" = $3' for name in names)
    return [row["id"] for row in await connection.fetch(
        f'SELECT id FROM "{record.name}" WHERE county = $1 AND case_id = $2 AND ({ways}) ORDER BY id', county, case, key)]


async def lock_series(connection: asyncpg.Connection, county: str, wanted: Collection[tuple[str, int]], memory: Memory) -> None:
    names = sorted(wanted - memory.series.keys()) if isinstance(wanted, set) else sorted(set(wanted) - memory.series.keys())
    if names:
        for row in await connection.fetch(SERIES, county, [s for s, _ in names], [y for _, y in names]):
            memory.series[(row["series"], row["year"])] = row["last"]


async def load_matches(connection: asyncpg.Connection, county: str, matches: Iterable[Match], memory: Memory) -> None:
    """The rows that lookups ask for, one statement per kind of lookup."""
    kinds: dict[tuple[str, Columns], list[tuple[Any, ...]]] = defaultdict(list)
    for match in matches:
        if match not in memory.found:
            memory.found[match] = []
            kinds[match[:2]].append(match[2])
    for (name, columns), values in kinds.items():
        record = RECORDS[name]
        places = ", ".join(f"${n}::{_cast(record, c)}[]" for n, c in enumerate(columns, 2))
        names = ", ".join(f"c{n}" for n in range(len(columns)))
        on = " AND ".join(f't."{c}" = w.c{n}' for n, c in enumerate(columns))
        sql = f'SELECT {columns_of(name)} FROM "{name}" t JOIN (SELECT DISTINCT * FROM unnest({places}) AS u({names})) w ON {on} WHERE t.county = $1'
        for found in await connection.fetch(sql, county, *(list(side) for side in zip(*values, strict=True))):
            row = as_row(name, dict(found))
            place = (name, row[record.key])
            row = memory.rows.setdefault(place, row)
            memory.found.setdefault((name, columns, tuple(found[c] for c in columns)), []).append(place[1])


def _cast(record: Record, column: str) -> str:
    if column.endswith("_hmac") and column not in record.by_name:
        return "bytea"
    field = record.by_name[column]
    if column == record.key or (field.kind is Kind.LINK and RECORDS[field.record or ""].key == "id"):
        return "text" if record.key == "code" and column == record.key else "uuid"
    return {Kind.DATE: "date", Kind.INTEGER: "int8", Kind.BOOLEAN: "bool", Kind.MONEY: "numeric", Kind.INSTANT: "timestamptz"}.get(field.kind, "text")


async def former(connection: asyncpg.Connection, county: str, case: UUID, place: Place, versions: int) -> dict[str, Any]:
    """The values, as they travel, of the fields that changed in the last so many versions, before they did."""
    found = await connection.fetch(
        "SELECT c.field, c.old::text AS old FROM (SELECT county, id, position FROM entry WHERE county = $1 AND case_id = $2"
        " AND record_type = $3 AND record_key = $4 AND act IN ('CREATE', 'EDIT', 'MOVE', 'RESOLVE', 'EDITION') ORDER BY position DESC LIMIT $5) e"
        " JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id ORDER BY e.position DESC",
        county, case, place[0], str(place[1]), versions)
    return {row["field"]: orjson.loads(row["old"]) if row["old"] is not None else None for row in found}


async def former_texts(connection: asyncpg.Connection, county: str, case: UUID, place: Place, name: str) -> tuple[str, ...]:
    """Every text a field has had or was proposed to have."""
    found = await connection.fetch(
        "SELECT x.text FROM (SELECT unnest(ARRAY[c.old, c.new]) #>> '{}' AS text, e.position FROM entry e JOIN entry_change c"
        " ON c.county = e.county AND c.entry_id = e.id WHERE e.county = $1 AND e.case_id = $2 AND e.record_key = $3 AND c.field = $4) x"
        " WHERE x.text IS NOT NULL ORDER BY x.position DESC LIMIT 200", county, case, str(place[1]), name)
    return tuple(row["text"] for row in found)


async def lost_at(connection: asyncpg.Connection, county: str, case: UUID, audience: str) -> datetime | None:
    """When an audience last lost a case, by the clock of whoever took it over; None when nobody knows."""
    found: datetime | None = await connection.fetchval(
        "SELECT max(e.occurred_at) FROM entry e LEFT JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id"
        " WHERE e.county = $1 AND e.case_id = $2 AND ((e.act = 'ACCESS' AND c.old ->> 'audience' = $3)"
        " OR (e.record_type = 'share' AND e.move = 'withdraw'))", county, case, audience)
    return found


async def short_names(connection: asyncpg.Connection, county: str, codes: Sequence[str]) -> dict[str, str]:
    found = await connection.fetch(
        "SELECT code, coalesce(short_name, name) AS name FROM field_unit WHERE county = $1 AND code = ANY($2)"
        " UNION ALL SELECT code, coalesce(short_name, name) FROM agency WHERE county = $1 AND code = ANY($2)", county, list(codes))
    return {row["code"]: row["name"] or row["code"] for row in reversed(found)}


def year_of(now: datetime) -> int:
    from schema.kit import SHANGHAI

    return now.astimezone(SHANGHAI).year
