"""Random operations on random counties under random policies: the compiled statement answers what a naive reader answers."""

from __future__ import annotations

import asyncpg
import pytest

from api.database import SESSION
from schema import paging
from tests.oracle.trial import Trial

SHARDS, COUNTIES, ACTORS, OPERATIONS = 4, 3, 8, 11


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_the_compiler_answers_what_the_reader_answers(shard: int, database_url: str, seed: int, record_property, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(paging, "FEW", (paging.FEW, 3, 0, 40)[shard % 4])  # both ways to what an actor may see
    connection = await asyncpg.connect(database_url, server_settings=SESSION, statement_cache_size=0)
    try:
        trial = Trial(connection, seed, shard)
        for number in range(COUNTIES):
            await trial.county(number, ACTORS, OPERATIONS)
    finally:
        await connection.close()
    record_property("operations", trial.count)
    assert trial.count >= COUNTIES * ACTORS * OPERATIONS
