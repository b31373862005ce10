"""The one way to PostgreSQL: a pool, transactions, notifications that outlive a lost connection, and migrations."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, cast

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

import migrations
from api.postgres import Postgres
from api.readers import Readers
from api.settings import Settings
from migrations.listing import attach

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Callback: TypeAlias = Callable[[str | None], None]

LOGGER = logging.getLogger(__name__)
NAME = "fuyuan"
OLDEST_SERVER = 16  # JSON_OBJECT(... ABSENT ON NULL) and JSON_ARRAYAGG
MIGRATION_LOCK = 0x66757975616E  # "fuyuan"
HEARTBEAT_SECONDS = 20.0
SESSION = {
    "application_name": NAME,
    "jit": "off",  # compiling costs more than any statement here runs
    "plan_cache_mode": "force_generic_plan",  # planning costs more than most statements; their shape leaves one good plan
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
}


class DatabaseFault(Exception):
    """The database cannot be used, said in Chinese and in English."""


class Listener:
    """One connection listens for all channels; when it is lost it is made anew and every callback hears None."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]) -> None:
        self._connect = connect
        self._callbacks: dict[str, list[Callback]] = {}
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._ready = asyncio.Event()
        self._turn = asyncio.Lock()  # a connection does one thing at a time
        self._task: asyncio.Task[None] | None = None

    async def add(self, channel: str, callback: Callback) -> None:
        """Return once LISTEN is in force, so that nothing sent from now on is missed."""
        self._callbacks.setdefault(channel, []).append(callback)
        if self._task is None:
            self._task = asyncio.create_task(self._keep())
        await self._ready.wait()
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):  # lost: _keep listens anew
            async with self._turn:
                if self._connection is not None:
                    await self._connection.add_listener(channel, self._hear)

    def remove(self, channel: str, callback: Callback) -> None:
        """Stop telling; the connection keeps listening, which costs nothing."""
        self._callbacks[channel].remove(callback)

    async def close(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _keep(self) -> None:
        delay = 0.1
        while True:
            try:
                await self._listen_until_lost()
                delay = 0.1
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as reason:
                LOGGER.warning("listening failed: %s", reason)
                delay = min(delay * 2, 5.0)
            await asyncio.sleep(delay)

    async def _listen_until_lost(self) -> None:
        lost = asyncio.Event()
        again = self._connection is not None
        connection = await self._connect()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            async with self._turn:
                for channel in tuple(self._callbacks):
                    await connection.add_listener(channel, self._hear)
                self._connection = connection
            self._ready.set()
            if again:
                for channel in tuple(self._callbacks):
                    self._tell(channel, None)
            while not lost.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), HEARTBEAT_SECONDS)
                    return
                async with self._turn:
                    await connection.execute("select 1", timeout=HEARTBEAT_SECONDS)
        finally:
            self._ready.clear()
            connection.terminate()

    def _hear(self, _connection: object, _pid: int, channel: str, payload: object) -> None:
        self._tell(channel, str(payload))

    def _tell(self, channel: str, payload: str | None) -> None:
        for callback in tuple(self._callbacks[channel]):
            try:
                callback(payload)
            except Exception:
                LOGGER.exception("a listener on %s failed", channel)


class Database:
    """An open database; `pool` is asyncpg's, JSON stays text, times are UTC. Compiled statements have connections of their own."""

    def __init__(self, url: str, pool: Pool, server: Postgres | None = None, readers: int = 10, statement_seconds: int = 20) -> None:
        self.url = url
        self.pool = pool
        self._readers = Readers(partial(asyncpg.connect, url, **_options(statement_seconds)), readers)
        self._server = server
        self._listener = Listener(partial(asyncpg.connect, url, server_settings=SESSION))

    async def fetchval(self, sql: str, args: Sequence[object] = ()) -> Any:
        """The first column of the first row; for a rendered operation, the JSON text."""
        return await self._readers.fetchval(sql, args)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """One READ COMMITTED transaction; it waits at most lock_timeout for a lock."""
        async with self.pool.acquire() as connection, connection.transaction(isolation="read_committed"):
            yield cast("Connection", connection)  # the pool's proxy does all a connection does

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection for reading; each statement sees its own snapshot."""
        async with self.pool.acquire() as connection:
            yield cast("Connection", connection)

    async def listen(self, channel: str, callback: Callback) -> Callable[[], None]:
        """Call back with each payload, and with None when some may have been missed; returns how to stop."""
        await self._listener.add(channel, callback)
        return partial(self._listener.remove, channel, callback)

    async def close(self) -> None:
        """Close every connection, then let go of the server this process may have started."""
        await self._listener.close()
        await self._readers.close()
        try:
            await asyncio.wait_for(self.pool.close(), 10)
        except TimeoutError:
            self.pool.terminate()
        if self._server is not None:
            await asyncio.to_thread(self._server.close)


async def open_database(settings: Settings) -> Database:
    """Open DATABASE_URL, or the bundled server in DATA_DIR, at the newest migration."""
    server = None if settings.database_url else Postgres(settings.data_dir)
    try:
        url = settings.database_url or ""
        if server is not None:
            await asyncio.to_thread(server.open)
            await create_database(server.url("postgres"), NAME)
            url = server.url(NAME)
        await migrate(url)
        pool = await open_pool(url, settings.pool_size, settings.statement_seconds)
        return Database(url, pool, server, settings.pool_size, settings.statement_seconds)
    except BaseException:
        if server is not None:
            await asyncio.to_thread(server.close)
        raise


async def open_pool(url: str, size: int = 10, statement_seconds: int = 20) -> Pool:
    """A pool that sends nothing but the caller's own statements; the server ends what takes longer than so many seconds."""
    pool = await asyncpg.create_pool(
        url,
        min_size=min(2, size),
        max_size=size,
        max_inactive_connection_lifetime=0,  # a new connection would have to prepare every statement again
        reset=_keep_session,
        **_options(statement_seconds),
    )
    async with pool.acquire() as connection:
        version = connection.get_server_version()
    if version.major < OLDEST_SERVER:
        await pool.close()
        raise DatabaseFault(
            f"PostgreSQL {version.major} 过旧, 需要 {OLDEST_SERVER} 或更新版本。\nPostgreSQL {version.major} is too old; {OLDEST_SERVER} or newer is needed."
        )
    return pool


def _options(statement_seconds: int) -> dict[str, Any]:
    """What every connection is opened with."""
    return {
        "max_cached_statement_lifetime": 0,
        "max_cacheable_statement_size": 0,  # a whole operation in one statement passes the usual 15 kB
        "statement_cache_size": 512,
        "server_settings": SESSION | {"statement_timeout": f"{statement_seconds}s"},
    }


async def create_database(server_url: str, name: str) -> None:
    """Create a database unless it is there."""
    connection = await asyncpg.connect(server_url)
    try:
        if not await connection.fetchval("select true from pg_database where datname = $1", name):
            with suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):  # another process was faster
                await connection.execute(f'create database "{name}"')
    finally:
        await connection.close()


async def migrate(url: str) -> None:
    """Run Alembic to head; processes that start together take turns, and one at head needs no rights to alter."""
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=partial(asyncpg.connect, url, server_settings=SESSION),
        poolclass=NullPool,
    )
    try:
        if await _at_head(engine):
            return
        turn = await asyncpg.connect(url)
        try:
            await turn.execute("select pg_advisory_lock($1)", MIGRATION_LOCK)
            if not await _at_head(engine):
                async with engine.connect() as connection:
                    await connection.run_sync(_upgrade)
        finally:
            await turn.close()
    except (OSError, asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as reason:
        raise DatabaseFault(f"无法连接数据库: {reason}。\nThe database cannot be reached: {reason}.") from reason
    finally:
        await engine.dispose()


def comparable(_object: object, name: str | None, kind: str, _reflected: bool, other: object | None) -> bool:
    """Whether Alembic can tell a declared object from the one there: it does not read the collation of an index."""
    return not (kind == "index" and other is not None and str(name).endswith("_sorted"))


def alembic_config(connection: SyncConnection | None = None) -> Config:
    """Alembic's settings; the migrations run on the connection given here."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


async def _at_head(engine: AsyncEngine) -> bool:
    async with engine.connect() as connection:
        current = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_heads())
    script = ScriptDirectory.from_config(alembic_config())
    unknown = set(current) - {revision.revision for revision in script.walk_revisions()}
    if unknown:
        raise DatabaseFault(
            f"数据库版本 {', '.join(unknown)} 比本程序新, 请升级程序。\nThe database is at {', '.join(unknown)}, newer than this program; upgrade the program."
        )
    return set(current) == set(script.get_heads())


def _upgrade(connection: SyncConnection) -> None:
    command.upgrade(alembic_config(connection), "heads")
    with connection.begin():
        attach(connection)


async def _keep_session(_connection: object) -> None:
    """Spare RESET ALL's round trip: nothing here sets a session, and asyncpg has rolled back what was left open."""
