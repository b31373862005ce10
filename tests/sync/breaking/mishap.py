"""Connections of the server that can break at a chosen statement: the server dies, its database session ends, or it stands still there."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

import asyncpg

COMMIT = 0
"""Stands for the statement that commits what was written, whichever number it has."""
Kind = Literal["none", "kill", "session", "pause"]


class Killed(BaseException):
    """The server is no more; nothing of it may go on."""


@dataclass
class Mishap:
    """What befalls one request, and when: before its statement of that number."""

    kind: Kind = "none"
    at: int = -1
    count: int = 0
    struck: bool = False
    dead: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    _numbered: bool = False

    async def meet(self, connection: Wired, sql: str) -> None:
        if self.dead:
            raise Killed
        self.count += 1
        self._numbered |= "INTO feed " in sql
        here = self.count == self.at or (self.at == COMMIT and self._numbered and sql.startswith("COMMIT"))
        if self.struck or not here or self.kind == "none":
            return
        self.struck = True
        if self.kind == "kill":
            self.dead = True
            connection.terminate()
            raise Killed
        if self.kind == "session":
            await end_session(connection)
        else:
            self.reached.set()
            await self.released.wait()
            if self.dead:
                raise Killed


MISHAP: ContextVar[Mishap | None] = ContextVar("mishap", default=None)


class Wired(asyncpg.Connection):
    """A connection that asks before each statement whether something happens to the request it works for."""

    __slots__ = ()

    async def execute(self, query: str, *args: Any, timeout: float | None = None) -> str:  # noqa: ASYNC109  (asyncpg's signature)
        if not args:
            await _meet(self, query)
        return await super().execute(query, *args, timeout=timeout)  # type: ignore[no-any-return]

    async def _execute(self, query: str, *args: Any, **options: Any) -> Any:
        await _meet(self, query)
        return await super()._execute(query, *args, **options)

    async def _executemany(self, query: str, *args: Any, **options: Any) -> Any:
        await _meet(self, query)
        return await super()._executemany(query, *args, **options)


async def _meet(connection: Wired, sql: str) -> None:
    if (mishap := MISHAP.get()) and "pg_notify" not in sql:  # a notice goes out after the answer, by itself
        await mishap.meet(connection, sql)


async def end_session(connection: Wired) -> None:
    """What an administrator, a failover or a lost machine does to a session of the database."""
    address, options = connection._addr, connection._params
    host, port = address if isinstance(address, tuple) else (address.rpartition("/")[0], int(address.rpartition(".")[2]))
    other = await asyncpg.connect(host=host, port=port, user=options.user, password=options.password, database=options.database)
    try:
        await other.execute("SELECT pg_terminate_backend($1, 5000)", connection.get_server_pid())
    finally:
        await other.close()
