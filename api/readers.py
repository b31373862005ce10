"""Connections for compiled statements: each is lent for one statement and comes back as it was, without a pool's ceremony."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import asyncpg

CLOSE_SECONDS = 5.0


class Readers:
    """At most `size` connections, opened when they are needed; asyncpg's own pool costs as much per statement as the statement.

    A connection is used again when its statement ended in an answer or in an error of the server. One that was cut short is
    closed, which also ends what the server may still be doing for it.
    """

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]], size: int) -> None:
        self._connect, self._turns = connect, asyncio.Semaphore(size)
        self._idle: list[asyncpg.Connection[asyncpg.Record]] = []
        self._closing: set[asyncio.Task[None]] = set()
        self._closed = False

    async def fetchval(self, sql: str, args: Sequence[object]) -> Any:
        """The first column of the first row."""
        async with self._turns:
            connection = await self._lent()
            sound = False
            try:
                value = await connection.fetchval(sql, *args)
                sound = True
                return value
            except asyncpg.PostgresError:
                sound = True
                raise
            finally:
                self._back(connection, sound)

    async def close(self) -> None:
        """Close what is idle; what is lent is closed when it comes back."""
        self._closed = True
        while self._idle:
            self._drop(self._idle.pop())
        if self._closing:
            await asyncio.wait(self._closing)

    async def _lent(self) -> asyncpg.Connection[asyncpg.Record]:
        while self._idle:
            if not (connection := self._idle.pop()).is_closed():
                return connection
        if self._closed:
            raise asyncpg.InterfaceError("the database is closed")
        return await self._connect()

    def _back(self, connection: asyncpg.Connection[asyncpg.Record], sound: bool) -> None:
        if sound and not self._closed and not connection.is_closed():
            self._idle.append(connection)
        else:
            self._drop(connection)

    def _drop(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        task = asyncio.get_running_loop().create_task(_ended(connection))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _ended(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await connection.close(timeout=CLOSE_SECONDS)
