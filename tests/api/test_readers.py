"""Connections for compiled statements: used again after an answer or an error, never after a statement that was cut short."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from api.readers import Readers

OWN = "SELECT pg_backend_pid()"


@pytest.fixture
async def readers(database_url: str):  # type: ignore[no-untyped-def]
    opened = Readers(lambda: asyncpg.connect(database_url), 2)
    yield opened
    await opened.close()


async def test_a_connection_serves_again_after_an_answer_and_after_an_error(readers: Readers) -> None:
    first = await readers.fetchval(OWN, ())
    with pytest.raises(asyncpg.DivisionByZeroError):
        await readers.fetchval("SELECT 1 / $1::int", (0,))
    assert await readers.fetchval(OWN, ()) == first


async def test_a_statement_cut_short_ends_on_the_server_and_its_connection_is_not_used_again(readers: Readers) -> None:
    first = await readers.fetchval(OWN, ())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await readers.fetchval("SELECT pg_sleep(60)", ())
    assert await readers.fetchval(OWN, ()) != first
    async with asyncio.timeout(10):
        while await readers.fetchval("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", (first,)):
            await asyncio.sleep(0.05)


async def test_a_connection_that_was_lost_is_replaced(readers: Readers, database_url: str) -> None:
    first = await readers.fetchval(OWN, ())
    other = await asyncpg.connect(database_url)
    assert await other.fetchval("SELECT pg_terminate_backend($1, 5000)", first)
    await other.close()
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        while await readers.fetchval(OWN, ()) == first:
            await asyncio.sleep(0)
        raise ConnectionError("noticed in time")
    assert await readers.fetchval(OWN, ()) != first


async def test_more_statements_than_connections_take_turns(readers: Readers) -> None:
    at_once = await asyncio.gather(*(readers.fetchval("SELECT pg_backend_pid() FROM pg_sleep(0.02)", ()) for _ in range(9)))
    assert len(set(at_once)) == 2


async def test_closed_means_closed(readers: Readers) -> None:
    await readers.fetchval(OWN, ())
    await readers.close()
    with pytest.raises(asyncpg.InterfaceError):
        await readers.fetchval(OWN, ())
