"""Says what would become of running records by a plan of mechanism versions: how many go where, and what is in the way (试算)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from typing import Any

import asyncpg

from schema.change import Refusal, Situation, sentence
from schema.kit import Record
from schema.passage import passed
from schema.registry import RECORDS
from sync import load
from sync.memory import Row

EXAMPLES = 10  # keys of blocked records that are named
PAGE = 200


async def rehearsed(connection: asyncpg.Connection, plan: Mapping[str, Any], s: Situation) -> list[dict[str, Any]]:
    """What would become of the records the plan is about, by state: how many, where to, and what is in the way. Nothing is changed."""
    record = RECORDS[plan["record_type"]]
    counts: dict[str, dict[str, Any]] = defaultdict(lambda: {"records": 0, "blocked": 0, "obstacle": None, "examples": []})
    targets = {step["source"]: step["target"] for step in plan["mapping"]}
    async for row in _rows(connection, record, s.reader.county, plan["source_edition"]):
        line = counts[row["state"]]
        line["records"] += 1
        made = passed(record, row, plan, s)
        if isinstance(made, Refusal):
            line["blocked"] += 1
            line["obstacle"] = line["obstacle"] or sentence(record, made.code, made.facts).zh
            line["examples"] = [*line["examples"], str(row["id"])][:EXAMPLES]
    return [{"id": state, "source": state, "target": targets.get(state), **line} for state, line in sorted(counts.items())]


async def _rows(connection: asyncpg.Connection, record: Record, county: str, edition: int) -> AsyncIterator[Row]:
    sql = f'SELECT {load.columns_of(record.name)} FROM "{record.name}" t WHERE t.county = $1 AND t.edition = $2 ORDER BY t.id'
    async for found in connection.cursor(sql, county, edition, prefetch=PAGE):
        yield load.as_row(record.name, dict(found))
