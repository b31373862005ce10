"""The policy in force: loaded from the database, seeded from the declarations, and taken anew in every worker within a second."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from uuid import UUID

import asyncpg
import structlog

from api.database import Database
from authz.lines import Row, declared_lines, default_lines
from authz.policy import Policy
from schema.registry import RECORDS

CHANNEL, INTERVAL = "fuyuan_policy", 0.5
log = structlog.get_logger()


class Policies:
    """Holds the one compiled Policy of this worker and replaces it when the database has a newer version."""

    def __init__(self, database: Database, current: Policy) -> None:
        self._database, self.current = database, current
        self._stirred = asyncio.Event()

    @classmethod
    async def load(cls, database: Database) -> "Policies":
        async with database.transaction() as connection:
            await seed(connection)
            return cls(database, await stored(connection))

    async def refresh(self) -> None:
        """Takes the newest version; a policy that does not compile leaves the one in force."""
        newest = await self._database.fetchval("SELECT coalesce(max(version), 0) FROM policy_version")
        if newest != self.current.version:
            async with self._database.transaction() as connection:
                self.current = await stored(connection)
            log.info("policy.taken", version=newest)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follows changes: at once by NOTIFY, and by looking twice a second."""
        stop = await self._database.listen(CHANNEL, self._stir)
        task = asyncio.create_task(self._poll())
        try:
            yield
        finally:
            stop()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _stir(self, _: str | None) -> None:
        self._stirred.set()

    async def _poll(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), INTERVAL)
            self._stirred.clear()
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await self.refresh()


async def stored(connection: asyncpg.Connection) -> Policy:
    """The policy as it stands in the database."""
    version = await connection.fetchval("SELECT coalesce(max(version), 0) FROM policy_version")
    rows = await connection.fetch("SELECT ptype, v0, v1, v2, v3, v4, v5 FROM policy_line ORDER BY id")
    return Policy([tuple(cell for cell in row if cell is not None) for row in rows], version)


async def replace(connection: asyncpg.Connection, rows: Sequence[Row], note: str, author: UUID | None = None) -> int:
    """Stores a whole policy as a new version; raises PolicyFault, and stores nothing, when a line cannot stand."""
    Policy(rows)
    await connection.execute("LOCK TABLE policy_line IN EXCLUSIVE MODE")
    await connection.execute("DELETE FROM policy_line")
    await _insert(connection, rows)
    return await _version(connection, note, author)


async def seed(connection: asyncpg.Connection) -> None:
    """Enters the declared grants of records the stored policy does not speak of yet."""
    await connection.execute("LOCK TABLE policy_line IN EXCLUSIVE MODE")
    spoken = {row[0] for row in await connection.fetch("SELECT DISTINCT split_part(split_part(v2, '.', 1), '#', 1) FROM policy_line WHERE ptype = 'p'")}
    fresh = default_lines() if not spoken else tuple(
        row for name, record in RECORDS.items() if name not in spoken for row in declared_lines(record))
    if fresh:
        await _insert(connection, fresh)
        await _version(connection, "declared grants" if spoken else "initial policy", None)


async def _insert(connection: asyncpg.Connection, rows: Iterable[Row]) -> None:
    width = 7
    await connection.copy_records_to_table("policy_line", records=[(*row, *(None,) * (width - len(row))) for row in rows],
                                           columns=["ptype", "v0", "v1", "v2", "v3", "v4", "v5"])


async def _version(connection: asyncpg.Connection, note: str, author: UUID | None) -> int:
    version: int = await connection.fetchval("INSERT INTO policy_version (note, author) VALUES ($1, $2) RETURNING version", note, author)
    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, str(version))
    return version
