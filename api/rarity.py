"""How rare a word is in what is searched, by PostgreSQL's own statistics: rare words are fetched by their index, common ones come by themselves."""

import asyncio
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from math import sqrt

import asyncpg

from api.database import Database
from schema.registry import RECORDS

SECONDS = 600.0
RUNS = re.compile(r"\D\d+(?=\D)", re.ASCII)
SEARCHED = {f"{name}_{field.name}": name for name, record in RECORDS.items() for field in record.fields if field.search}
STATISTICS = r"""
SELECT substring(s.tablename FROM '^ix_(.*)_grams$') AS name, c.reltuples AS rows, s.most_common_elems::text::text[] AS grams,
       s.most_common_elem_freqs[1:cardinality(s.most_common_elem_freqs) - 3] AS shares,
       s.most_common_elem_freqs[cardinality(s.most_common_elem_freqs) - 2] AS least
  FROM pg_stats s JOIN pg_class c ON c.relname = s.tablename AND c.relnamespace = s.schemaname::regnamespace
 WHERE s.schemaname = current_schema() AND s.tablename LIKE 'ix\_%\_grams' AND s.most_common_elem_freqs IS NOT NULL"""


@dataclass(frozen=True)
class Shares:
    """Of one searched column: how many rows there are, and which share of them has each of the commonest grams."""

    rows: float
    shares: Mapping[str, float]
    least: float  # of the grams that are listed; any other is taken to be a good deal rarer

    def expected(self, word: str) -> float:
        """At most so many rows have the word, to go by its rarest gram."""
        unlisted = min(self.least, 0.02) / 20
        return self.rows * min(self.shares.get(needle, unlisted if len(needle) < 3 else 0.0) for needle in needles(word))


@dataclass
class Rarity:
    """The statistics of this worker, taken anew every few minutes; without any, every word counts as rare."""

    columns: dict[str, list[Shares]] = field(default_factory=dict)
    _told: dict[str, Callable[[str], bool]] = field(default_factory=dict)

    def of(self, record: str) -> Callable[[str], bool]:
        """Tells whether a word is rare in a record; the same function every time."""
        return self._told.setdefault(record, partial(self._rare, record))

    def _rare(self, record: str, word: str) -> bool:
        """Fetching n of N rows costs about n; looking for a page of them through the listing costs about N / n."""
        columns = self.columns.get(record, [])
        rows = max((column.rows for column in columns), default=0.0)
        return sum(column.expected(word) for column in columns) <= sqrt(6 * rows)

    async def take(self, database: Database) -> None:
        """Read the statistics."""
        found: dict[str, list[Shares]] = {}
        for row in await database.pool.fetch(STATISTICS):
            record = SEARCHED.get(row["name"])
            if record:
                found.setdefault(record, []).append(Shares(row["rows"], dict(zip(row["grams"], row["shares"], strict=False)), row["least"]))
        self.columns = found

    async def run(self, database: Database) -> None:
        """Take them for as long as the application runs."""
        while True:
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await self.take(database)
            await asyncio.sleep(SECONDS)


def needles(word: str) -> list[str]:
    """What a word is looked up by, as `fuyuan_needles` has it: whole runs of digits with what stands before them, else every
    two letters in a row, else the one there is."""
    word = word.lower()
    return RUNS.findall(word) or [word[i : i + 2] for i in range(len(word) - 1)] or [word]
