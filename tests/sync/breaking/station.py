"""The server under test, in this process: it can be killed at any statement, started again, saved and put back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import apsw
import asyncpg
import httpx
from starlette.applications import Starlette
from structlog.testing import capture_logs

import api.app
import api.identity
import api.policies
from api.app import Parts, create_app
from api.database import Database, _keep_session, _options
from api.founding import begin_anew
from api.readers import Readers
from api.settings import Settings
from authz.policy import Policy
from sync.clock import tick
from tests.sync.breaking.mishap import MISHAP, Mishap, Wired

URL = "http://127.0.0.1:8000"
POOL = 6
STILL = {"alembic_version", "policy_line", "policy_version", "division", "agency", "field_unit", "role_assignment"}
"""Tables that no history writes."""


class Clock:
    """The time of the whole county; it stands still unless it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Station:
    """One database, and the server over it. Whoever makes it closes it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self.clock, self.chance = url, folder, Clock(), random.Random(0)
        self.failures: list[str] = []
        self.requests = 0
        self._ending = asyncio.Lock()
        self._mishaps: dict[int, Mishap] = {}
        self._lifespan: AbstractAsyncContextManager[Any] | None = None
        self._app: Starlette
        self._database: Database
        self.admin: asyncpg.Connection[asyncpg.Record]
        self._pool: asyncpg.Pool[asyncpg.Record]
        self._readers: Readers
        self._watch: asyncpg.Connection[asyncpg.Record]
        self._turn = asyncio.Lock()
        self._policies: dict[int, Policy] = {}
        self.tables: list[str] = []

    @property
    def parts(self) -> Parts:
        parts: Parts = self._app.state.parts
        return parts

    def new_id(self) -> UUID:
        return UUID(bytes=self.chance.randbytes(16), version=4)

    @contextmanager
    def simulated(self) -> Iterator[None]:
        """The server tells the time by our clock, draws ids from our seed, and ticks when we say; what is slow and says nothing is spared.

        That is: compiling the same policy again at every start, and stretching the key of a tablet's store.
        """
        apsw.connection_hooks.append(_unstretched)
        with (patch.object(api.app, "clock", lambda: self.clock()), patch.object(api.app, "fresh_key", self.new_id),
              patch.object(api.app, "ticking", _idle), patch.object(api.identity, "FRESH_SECONDS", 1e9),
              patch.object(api.policies, "Policy", self._policy), patch.object(api.app, "Webhooks", _NoWebhooks), capture_logs()):
            yield
        apsw.connection_hooks.remove(_unstretched)

    def _policy(self, rows: list[tuple[str, ...]], version: int = 0) -> Policy:
        key = hash((version, *rows))
        if key not in self._policies:
            self._policies[key] = Policy(rows, version)
        return self._policies[key]

    async def open(self) -> None:
        self.admin, self._watch = await asyncpg.connect(self.url), await asyncpg.connect(self.url)
        self._pool = await asyncpg.create_pool(self.url, min_size=1, max_size=POOL, connection_class=Wired, reset=_keep_session, **_options(20))
        self._readers = Readers(_connecting(self.url), POOL)
        rows = await self.admin.fetch("SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                      " WHERE n.nspname = 'public' AND c.relkind = 'r'")
        self.tables = sorted({row[0] for row in rows} - STILL)

    async def close(self) -> None:
        await self.down()
        await self._readers.close()
        await self._pool.close()
        await self.admin.close()
        await self._watch.close()

    # --- up and down --------------------------------------------------------------------------------------------------

    async def up(self) -> None:
        """A new server; it is lent the sound connections of the one before, which remember nothing but plans."""
        self._database = Database(self.url, self._pool)
        self._database._readers = self._readers
        self._app = create_app(Settings.read({"DATA_DIR": str(self.folder), "DATABASE_URL": self.url}), self._database)
        self._lifespan = self._app.router.lifespan_context(self._app)
        await self._lifespan.__aenter__()

    async def down(self) -> None:
        """The end of the process, without a word to anybody: what was under way is cut off."""
        if self._lifespan is None:
            return
        lifespan, self._lifespan = self._lifespan, None
        for mishap in self._mishaps.values():
            mishap.dead = True
            mishap.released.set()
        for task in self.parts.wake._notices.values():
            task.cancel()
        await lifespan.__aexit__(None, None, None)
        await self._database._listener.close()
        while self._mishaps or await self._activity("application_name = 'fuyuan' AND xact_start IS NOT NULL"):
            await asyncio.sleep(0.001)

    async def restart(self) -> None:
        await self.down()
        await self.up()

    # --- requests -----------------------------------------------------------------------------------------------------

    async def serve(self, request: httpx.Request, mishap: Mishap | None = None) -> httpx.Response:
        """The answer, or what a client meets when the server died over it."""
        mishap = mishap or Mishap()
        self.requests += 1
        number, app = self.requests, self._app
        self._mishaps[number] = mishap
        MISHAP.set(mishap)
        try:
            answer = await _answered(app, request)
        except BaseException as fault:
            if not mishap.dead:
                raise AssertionError(f"the server let {fault!r} out") from fault
            answer = None
        finally:
            del self._mishaps[number]
            MISHAP.set(None)
        if mishap.dead:
            async with self._ending:
                if self._app is app:
                    await self.restart()
            raise httpx.ReadError("the server is gone", request=request)
        assert answer is not None
        if answer.status_code >= 500 and not mishap.struck:
            self.failures.append(f"{request.url.path}: {answer.status_code} {answer.text}")
        return answer

    async def tick(self) -> None:
        parts = self.parts
        await tick(parts.database.pool, parts.policies.current, parts.world, self.clock())

    async def standing(self) -> bool:
        """Whether a session waits for a lock of another."""
        return await self._activity("wait_event_type = 'Lock'")

    async def _activity(self, where: str) -> bool:
        async with self._turn:
            return bool(await self._watch.fetchval(f"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND {where})"))

    # --- backups ------------------------------------------------------------------------------------------------------

    async def save(self, name: str) -> None:
        """A backup of every row."""
        await self.admin.execute(f"CREATE SCHEMA IF NOT EXISTS {name};" + ";".join(
            f'CREATE TABLE IF NOT EXISTS {name}."{table}" (LIKE public."{table}"); DELETE FROM {name}."{table}";'
            f' INSERT INTO {name}."{table}" SELECT * FROM public."{table}"' for table in self.tables))

    async def load(self, name: str) -> None:
        """Every row as it was when the backup was made; no server may be up."""
        await self.admin.execute("BEGIN; SET LOCAL session_replication_role = replica;" + ";".join(
            f'DELETE FROM public."{table}"; INSERT INTO public."{table}" SELECT * FROM {name}."{table}"' for table in self.tables) + "; COMMIT")

    async def restore(self, name: str) -> None:
        """The server is put back from a backup, and the county's new life begun, as the manual says."""
        await self.down()
        await self.load(name)
        await self.up()
        await begin_anew(self._database)


def _connecting(url: str) -> Any:
    async def connect() -> Any:
        return await asyncpg.connect(url, connection_class=Wired, **_options(20))

    return connect


async def _answered(app: Starlette, request: httpx.Request) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
    answer = await transport.handle_async_request(asked)
    body = await answer.aread()
    return httpx.Response(answer.status_code, headers={"content-type": answer.headers.get("content-type", "")}, content=body, request=request)


def _unstretched(connection: apsw.Connection) -> None:
    connection.pragma("kdf_iter", 1)


class _NoWebhooks:
    """Nobody outside is told."""

    def __init__(self, *_: object) -> None:
        self.running = _idle


async def _idle(*_: Any) -> None:
    await asyncio.Event().wait()
