"""Counts what the register holds of each mechanism by version and state, and its open clocks by code."""

from __future__ import annotations

import asyncpg

from api.soundness import Kept
from schema.registry import MECHANISMS

_CLOCKS = """
SELECT record_type, code, count(*) AS count, count(*) FILTER (WHERE agency IS NULL) AS unowed FROM duty
WHERE state IN ('RUNNING', 'AWAITING_SERVICE', 'SUSPENDED') GROUP BY record_type, code ORDER BY record_type, code"""


async def census(pool: asyncpg.Pool) -> list[Kept]:
    """Of all counties together."""
    found = []
    for name, record in MECHANISMS.items():
        edition = "edition" if record.editioned else "NULL::int8"
        sql = f'SELECT {edition} AS edition, state, count(*) AS count FROM "{name}" GROUP BY 1, 2 ORDER BY 1, 2'
        found += [Kept(name, row["count"], row["edition"], row["state"]) for row in await pool.fetch(sql)]
    return found + [Kept(row["record_type"], row["count"], clock=row["code"], unowed=row["unowed"]) for row in await pool.fetch(_CLOCKS)]
