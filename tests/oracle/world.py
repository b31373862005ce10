"""All rows of one county in memory, and the ways between them as the declarations tell."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from schema.kit import Kind, Record, camel
from schema.registry import RECORDS


@dataclass
class World:
    """All rows of one county, as PostgreSQL gave them, one table after the other."""

    county: str
    rows: dict[str, list[dict[str, Any]]]
    changes: dict[Any, list[dict[str, Any]]]
    access: list[dict[str, Any]]
    by_key: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    indexed: dict[tuple[str, str], dict[Any, list[dict[str, Any]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key = {(name, str(row[RECORDS[name].key])): row for name, rows in self.rows.items() for row in rows}

    def row(self, record: str, key: Any) -> dict[str, Any] | None:
        return None if key is None else self.by_key.get((record, str(key)))

    def equal(self, record: str, column: str, value: Any) -> list[dict[str, Any]]:
        """Rows of a record that hold this value in a column."""
        if (record, column) not in self.indexed:
            found: dict[Any, list[dict[str, Any]]] = {}
            for row in self.rows[record]:
                found.setdefault(row[column], []).append(row)
            self.indexed[record, column] = found
        return self.indexed[record, column].get(value, []) if value is not None else []


async def load(connection: asyncpg.Connection[asyncpg.Record], county: str) -> World:
    """The county's rows, table by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, record in RECORDS.items():
        documents = [f.name for f in record.fields if f.kind in (Kind.JSON, Kind.ITEMS)]
        rows[name] = [dict(row) for row in await connection.fetch(f'SELECT * FROM "{name}"') if row["county"] == county]
        for row in rows[name]:
            for column in documents:
                if row.get(column) is not None:
                    row[column] = json.loads(row[column])
    changes: dict[Any, list[dict[str, Any]]] = {}
    for row in await connection.fetch("SELECT * FROM entry_change"):
        if row["county"] == county:
            changes.setdefault(row["entry_id"], []).append(
                {**dict(row), "old": row["old"] and json.loads(row["old"]), "new": row["new"] and json.loads(row["new"])})
    access = [dict(row) for row in await connection.fetch("SELECT * FROM case_access") if row["county"] == county]
    return World(county, rows, changes, access)


# --- links, from the declarations -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """A link: our column `here` holds what their column `there` holds."""

    record: Record
    here: str
    there: str
    many: bool


def _ways(record: Record) -> dict[str, Way]:
    found = {camel(RECORDS[child].plural): Way(RECORDS[child], "case_id", "case_id", True) for child in record.children}
    for other in RECORDS.values():
        for f in other.fields:
            if f.kind is Kind.LINK and f.record == record.name and f.inverse:
                found[camel(f.inverse)] = Way(other, record.key, f.name, True)
    for f in record.fields:
        if f.kind is Kind.LINK:
            target = RECORDS[f.record or ""]
            found[camel(f.name.removesuffix("_id"))] = Way(target, f.name, target.key, False)
    return found


WAYS = {name: _ways(record) for name, record in RECORDS.items()}
FIELDS = {name: {camel(f.name): f for f in record.fields if f.kind is not Kind.LINK and f.name != "id"} for name, record in RECORDS.items()}
KINDS = {record.type_name: record for record in RECORDS.values()} | {kind[1]: record for record in RECORDS.values() for kind in record.variants}
"""GraphQL type of a row -> its record; variants beside the record's own type."""
