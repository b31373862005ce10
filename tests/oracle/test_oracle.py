"""Random operations on random counties under random policies: compiled and naive answers are equal, and hidden changes leave no trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from api.database import SESSION
from schema import ways
from tests.oracle.mutants import FIRST, MORE, broken
from tests.oracle.trial import Different, Trial

PATIENT = SESSION | {"statement_timeout": "10min", "idle_in_transaction_session_timeout": "10min"}
"""The server's own settings; but how busy this machine is must not pass for another answer."""
Shard = tuple[int, int, int, int]
"""Number of the shard, counties in it, actors in each county, operations (or hidden changes) of each actor."""
SHORT: list[Shard] = [(shard, 3, 8, 11) for shard in range(4)]
LONG: list[Shard] = [(shard, 13, 8, 13) for shard in range(100, 138)]
SHORT_SECRETS: list[Shard] = [(shard, 2, 8, 11) for shard in range(200, 202)]
LONG_SECRETS: list[Shard] = [(shard, 13, 8, 11) for shard in range(300, 304)]


@pytest.fixture
def connected(database_url: str) -> Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]:
    async def connect() -> asyncpg.Connection[asyncpg.Record]:
        return await asyncpg.connect(database_url, server_settings=PATIENT, statement_cache_size=0)

    return connect


def test_enough_is_asked() -> None:
    """What each shard asserts of itself comes to these sums."""
    for shards, least in ((SHORT, 1_000), (LONG, 50_000), (SHORT_SECRETS, 300), (LONG_SECRETS, 4_000)):
        assert sum(counties * actors * operations for _, counties, actors, operations in shards) >= least
    assert len({number for number, *_ in SHORT + LONG + SHORT_SECRETS + LONG_SECRETS}) == len(SHORT + LONG + SHORT_SECRETS + LONG_SECRETS)


@pytest.mark.parametrize("shard", [*SHORT, *(pytest.param(shard, marks=pytest.mark.long) for shard in LONG)], ids=lambda shard: str(shard[0]))
async def test_the_compiled_statement_answers_what_a_naive_reader_answers(shard: Shard, connected, seed: str, record_property, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    number, counties, actors, operations = shard
    monkeypatch.setattr(ways, "FEW", (ways.FEW, 3, 0, 40)[number % 4])  # every way to what an actor may see
    monkeypatch.setattr(ways, "NEAR", (ways.NEAR, ways.NEAR, 5)[number % 3])
    connection = await connected()
    try:
        trial = Trial(connection, seed, number)
        for county in range(counties):
            await trial.county(county, actors, operations)
    finally:
        await connection.close()
    record_property("operations", trial.count)
    record_property("documents", trial.documents)
    assert trial.count >= counties * actors * operations


@pytest.mark.parametrize("shard", [*SHORT_SECRETS, *(pytest.param(shard, marks=pytest.mark.long) for shard in LONG_SECRETS)], ids=lambda shard: str(shard[0]))
async def test_a_hidden_change_changes_no_answer(shard: Shard, connected, seed: str, record_property) -> None:  # type: ignore[no-untyped-def]
    number, counties, actors, changes = shard
    connection = await connected()
    try:
        trial = Trial(connection, seed, number)
        for county in range(counties):
            await trial.secrets(county, actors, changes)
    finally:
        await connection.close()
    record_property("changes", trial.count)
    assert trial.count >= counties * actors * changes


BROKEN = FIRST | MORE


@pytest.mark.parametrize("how", [*FIRST, *(pytest.param(name, marks=pytest.mark.long) for name in MORE)])
async def test_a_broken_guard_is_noticed(how: str, connected) -> None:  # type: ignore[no-untyped-def]
    """One seed for all times: this is about the comparison, not about the product."""
    connection = await connected()
    try:
        with broken(BROKEN[how]()), pytest.raises(Different):
            trial = Trial(connection, "20261124", 7, shrinks=False)
            for county in range(40):
                await trial.county(county, 8, 12)
    finally:
        await connection.close()


@pytest.mark.long
@pytest.mark.parametrize("how", ["the row predicate is dropped", "a mask is dropped in filters", "counts are not guarded", "search in hidden fields", "elements unguarded"])
async def test_a_broken_guard_is_noticed_by_its_traces(how: str, connected) -> None:  # type: ignore[no-untyped-def]
    connection = await connected()
    try:
        with broken(BROKEN[how]()), pytest.raises(Different):
            trial = Trial(connection, "20261124", 8)
            for county in range(20):
                await trial.secrets(county, 8, 12)
    finally:
        await connection.close()
