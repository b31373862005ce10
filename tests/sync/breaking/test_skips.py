"""No reader of the feed ever skips a row, whoever holds his commit back; a bigserial in its place does, and the same readers say so."""

from __future__ import annotations

import random
from typing import Any

import asyncpg
import pytest

from tests.oracle.mutants import broken
from tests.sync.breaking.mutants import BIGSERIAL, no_counter_lock
from tests.sync.breaking.readers import POLLERS, STREAMS, WRITERS, Road
from tests.sync.two_units import found


@pytest.fixture
async def town(database_url: str) -> str:
    connection = await asyncpg.connect(database_url)
    await found(connection)
    await connection.execute(BIGSERIAL)
    await connection.close()
    return database_url


@pytest.mark.parametrize(("rows", "each", "restarts"), [(4_000, 5, 2), pytest.param(1_000_000, 50, 20, marks=pytest.mark.long)])
async def test_no_reader_skips_a_row(town: str, rows: int, each: int, restarts: int, request: pytest.FixtureRequest, record_property: Any) -> None:
    road = Road(town, rows, each, restarts, random.Random(int(request.config.option.hypothesis_seed)))
    assert await road.skipped() == 0
    assert road.written == rows and road.cut >= restarts * WRITERS // 2
    assert len(road.seen) == POLLERS + STREAMS
    record_property("skips", rows)


async def test_a_bigserial_is_caught_skipping(town: str) -> None:
    with broken(no_counter_lock()):
        assert await Road(town, 4_000, 5, 0, random.Random(4)).skipped() > 0
