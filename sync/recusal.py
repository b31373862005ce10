"""Who has to keep out of a case (回避): by a recusal, or because a party is himself, his relative or an interest of his."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from uuid import UUID

import asyncpg

from schema.kit import Kind
from schema.registry import RECORDS
from sync.memory import Memory

BARRING = frozenset({"REQUESTED", "GRANTED"})
"""Until it is decided he stops as well (民事诉讼法 48)."""
NUMBERS = tuple((record.name, f"{field.name}_hmac") for record in RECORDS.values() if record.case_link == "case_id"
                for field in record.fields if field.kind is Kind.PROTECTED and field.check == "resident_id")
"""Where a case holds numbers of persons."""
CODES = tuple((record.name, field.name) for record in RECORDS.values() if record.case_link == "case_id" for field in record.fields if field.check == "uscc")
_DECLARED = """
SELECT EXISTS (SELECT FROM recusal r WHERE r.county = $1 AND r.case_id = $2 AND r.person = $3 AND r.state = ANY($4)) AS barred,
       ARRAY(SELECT r.id_number_hmac FROM relation r WHERE r.county = $1 AND r.author = $3 AND r.state = 'DECLARED' AND r.id_number_hmac IS NOT NULL) AS numbers,
       ARRAY(SELECT r.uscc FROM relation r WHERE r.county = $1 AND r.author = $3 AND r.state = 'DECLARED' AND r.uscc IS NOT NULL) AS codes"""


@lru_cache(maxsize=1)
def _among() -> str:
    """Whether a case names one of these persons ($3) or organisations ($4)."""
    ways = [f'EXISTS (SELECT FROM "{name}" t WHERE t.county = $1 AND t.case_id = $2 AND t."{column}" = ANY(${place}))'
            for place, columns in ((3, NUMBERS), (4, CODES)) for name, column in columns]
    return f"SELECT {' OR '.join(ways)}"


async def keeps_out(connection: asyncpg.Connection, memory: Memory, county: str, person: UUID, case: UUID) -> bool:
    """Whether the person has to keep out of the case, as the database and the batch know it."""
    for (name, _), row in memory.rows.items():
        if name == "recusal" and row["case_id"] == case and row["person"] == person and row["state"] in BARRING:
            return True
    known = await connection.fetchrow(_DECLARED, county, case, person, sorted(BARRING))
    assert known is not None  # one row without FROM
    if known["barred"] and not _decided(memory, person, case):
        return True
    numbers, codes = set(known["numbers"]), set(known["codes"])
    if not numbers and not codes:
        return False
    if _in_batch(memory, case, numbers, codes):
        return True
    return bool(await connection.fetchval(_among(), county, case, list(numbers), list(codes)))


def _decided(memory: Memory, person: UUID, case: UUID) -> bool:
    """Whether the recusals the database speaks of were all decided within the batch."""
    return any(name == "recusal" and row["case_id"] == case and row["person"] == person and row["state"] not in BARRING and (name, key) in memory.first
               for (name, key), row in memory.rows.items())


def _in_batch(memory: Memory, case: UUID, numbers: set[bytes], codes: set[str]) -> bool:
    wanted: dict[tuple[str, str], Collection[object]] = {**dict.fromkeys(NUMBERS, numbers), **dict.fromkeys(CODES, codes)}
    return any(memory.rows[place].get(column) in wanted[(name, column)] for place in memory.first if memory.rows[place].get("case_id") == case
               for name, column in wanted if name == place[0])
