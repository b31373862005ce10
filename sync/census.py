"""Counts a year for publication: all records in one statement, what may be shown of them, and the rows that keep it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from schema.census import parts_of, render
from schema.decision import Change
from schema.disclosure import NUMBER, Cell, Cube, protect, unproven
from schema.kit import SHANGHAI, Record, Statistics
from schema.published import over
from schema.registry import RECORDS
from schema.statement import Statement
from sync import load
from sync.chain import sm3
from sync.memory import Memory, Row

LOCK = 0x63656E73  # "cens": one publication at a time in a county
Shown = Mapping[str, Mapping[Cell, int]]
"""What is shown, by subject."""


@dataclass(frozen=True)
class Census:
    """What a publication is to hold: its own values, its figures, and the version before it."""

    values: Mapping[str, Any]
    figures: tuple[Row, ...]
    former: Mapping[str, Any] | None

    @property
    def found(self) -> dict[str, tuple[Mapping[str, Any], ...]]:
        """What the declaration's guard may look at."""
        return {"census": (self.values,), "former": (self.former,) if self.former else ()}

    def put(self, made: Change, memory: Memory, new_id: Callable[[], UUID]) -> Change:
        """The publication with what was counted; its figures go into the batch beside it."""
        row = {**made.row, **self.values}
        row["digest"] = sealed_with(row, self.former["digest"] if self.former else "")
        head = {name: row[name] for name in ("county", "year", "created_at", "updated_at")} | {"version": 1, "publication": row["id"]}
        for figure in self.figures:
            memory.put(RECORDS["statistic"], {**head, **figure, "id": new_id()})
        return replace(made, row=row)


class Unprovable(RuntimeError):
    """The figures to be shown do not prove that the others stay hidden; nothing is published."""


async def taken(connection: asyncpg.Connection, county: str, year: Any, now: datetime) -> Census:
    """The census of a year in the caller's transaction; empty for what is no year that may be counted."""
    if not over(year, now.astimezone(SHANGHAI).date()):
        return Census({"year": year, "content": ""}, (), None)
    await connection.execute("SELECT pg_advisory_xact_lock($1, $2)", LOCK, int(county))
    former, versions = await _former(connection, county, year)
    await connection.execute("SET LOCAL work_mem = '64MB'")
    statement = _statement()
    rows = await connection.fetch(statement.sql, *statement.arguments([year], {"county": county}))
    shown = await asyncio.to_thread(_protected, [tuple(row) for row in rows], versions)
    figures = tuple(_row(subject, cell, value) for subject in sorted(shown) for cell, value in sorted(shown[subject].items(), key=lambda one: _order(one[0])))
    content = digest_of(figures)
    values = {"year": year, "content": content, "revision": former["revision"] + 1 if former else 1, "replaces": former["id"] if former else None,
              "counted_at": now, "cells": len(figures), "thresholds": [
                  {"subject": name, "least": told.least, "verified": told.verified} for name, _, told in counted()]}
    return Census(values, figures, former)


def digest_of(figures: Iterable[Mapping[str, Any]]) -> str:
    """Digest of figures by what they say, whatever their order."""
    return sm3(b"\n".join(sorted(orjson.dumps([row[name] for name in SAID], default="{:.2f}".format) for row in figures)))


def sealed_with(row: Mapping[str, Any], former: str) -> str:
    """Digest of a publication, chained to the version before."""
    said = [row["county"], row["year"], row["revision"], str(row["author"]), row["counted_at"].astimezone(UTC).isoformat(), row["content"], former]
    return sm3(orjson.dumps(said))


SAID = ("subject", "level", "measure", "part", "agency", "township", "month", "figure", "amount")


async def _former(connection: asyncpg.Connection, county: str, year: int) -> tuple[Row | None, tuple[Shown, ...]]:
    """The newest version of the year, and what every version shows."""
    rows = await connection.fetch(f"SELECT {load.columns_of('publication')} FROM publication t WHERE t.county = $1 AND t.year = $2 ORDER BY t.revision", county, year)
    versions: dict[UUID, dict[str, dict[Cell, int]]] = {row["id"]: defaultdict(dict) for row in rows}
    for one in await connection.fetch("SELECT * FROM statistic WHERE county = $1 AND publication = ANY($2)", county, list(versions)):
        versions[one["publication"]][one["subject"]][_cell(dict(one))] = one["figure"] if one["amount"] is None else int(one["amount"] * 100)
    return as_row(rows[-1]) if rows else None, tuple(versions.values())


def _cell(row: Mapping[str, Any]) -> Cell:
    part = NUMBER if row["measure"] == "number" else f"{row['measure']}={row['part'] or ''}" if row["amount"] is None else row["measure"]
    by = row["level"].split("_")
    return part, (row["agency"] or "") if "AGENCY" in by else None, (row["township"] or "") if "TOWNSHIP" in by else None, row["month"]


@cache
def counted() -> tuple[tuple[str, Record, Statistics], ...]:
    """Every record that is counted, in the order of the mechanisms."""
    found = [(record.name, record, record.statistics) for record in RECORDS.values() if record.statistics]
    return tuple(sorted(found, key=lambda one: (one[1].mechanism or 0, one[0])))


@cache
def _statement() -> Statement:
    return render(record for _, record, _ in counted())


def _protected(rows: list[tuple[Any, ...]], versions: tuple[Shown, ...]) -> Shown:
    """What may be shown of each mechanism; raises Unprovable rather than trusting the search."""
    by_subject: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        by_subject[row[0]].append(row)
    shown = {}
    for name, _, told in counted():
        cube = _cube(told, by_subject[name])
        protection = protect(cube, told.least, [version.get(name, {}) for version in versions])
        if found := unproven(cube, protection):
            raise Unprovable(f"{name}: {found[0]}")
        shown[name] = protection.shown
    return shown


def _cube(told: Statistics, rows: list[tuple[Any, ...]]) -> Cube:
    figures: dict[Cell, int] = {}
    parts: list[set[str]] = [set() for _ in told.splits]
    few: set[Cell] = set()
    for _, agency, township, month, split, part, number, sums, givers in rows:
        if split is not None:
            name = f"{told.splits[split].by}={part}"
            parts[split].add(name)
            figures[name, agency, township, month] = number
            continue
        figures[NUMBER, agency, township, month] = number
        for each, amount, of in zip(told.sums, sums, givers, strict=True):
            if amount > 0:
                figures[each.field, agency, township, month] = amount
                if of < told.least:
                    few.add((each.field, agency, township, month))
    return Cube(figures, tuple(tuple(sorted(names)) for names in parts if names), frozenset(each.field for each in told.sums), frozenset(few))


async def verified(connection: asyncpg.Connection, county: str) -> list[tuple[Row, bool]]:
    """Every publication, oldest first, and whether it and its figures still have the digests they were published with."""
    found, digests = [], {None: ""}
    for row in await connection.fetch(f"SELECT {load.columns_of('publication')} FROM publication t WHERE t.county = $1 ORDER BY t.year, t.revision", county):
        held = as_row(row)
        figures = [dict(one) for one in await connection.fetch("SELECT * FROM statistic WHERE county = $1 AND publication = $2 ORDER BY id", county, held["id"])]
        digests[held["id"]] = held["digest"]
        intact = digest_of(figures) == held["content"] and sealed_with(held, digests.get(held["replaces"], "")) == held["digest"]
        found.append((held, intact and len(figures) == held["cells"]))
    return found


def as_row(found: asyncpg.Record) -> Row:
    return load.as_row("publication", dict(found))


# --- rows -------------------------------------------------------------------------------------------------------------


def _order(cell: Cell) -> tuple[Any, ...]:
    return tuple((value is not None, value or "") if n != 3 else (value is not None, value or 0) for n, value in enumerate(cell))


def _row(subject: str, cell: Cell, value: int) -> Row:
    record, (name, agency, township, month) = RECORDS[subject], cell
    told = record.statistics
    assert told is not None
    by, equals, part = name.partition("=")
    amount = next((each for each in told.sums if each.field == name), None)
    split = next((each for each in told.splits if equals and each.by == by), None)
    label = amount.label if amount else f"{split.label}：{_labels(subject, split.by).get(part, part)}" if split else "件数"
    level = "_".join(word for word, here in (("TOWNSHIP", township), ("AGENCY", agency), ("MONTH", month)) if here is not None) or "TOTAL"
    return {"subject": subject, "subject_label": record.label, "mechanism": record.mechanism, "level": level, "measure": by or "number", "part": part or None,
            "label": label, "agency": agency or None, "township": township or None, "month": month,
            "figure": None if amount else value, "amount": Decimal(value) / 100 if amount else None}


@cache
def _labels(subject: str, by: str) -> Mapping[str, str]:
    record = RECORDS[subject]
    return next(parts_of(record, split) for split in record.statistics.splits if split.by == by) if record.statistics else {}
