"""The ground of a run: the demo county of a size, loaded once, and a copy of it that the run may write to."""

from __future__ import annotations

import asyncio
import hashlib
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from api.database import SESSION, migrate, open_database
from api.demo.load import load
from api.identity import Identity
from api.keys import fresh_key
from api.postgres import Postgres
from api.sessions import Sessions
from api.settings import Settings
from api.tokens import Tokens
from authz.actor import Actor
from bench.planted import plant
from sync.keyring import Keyring

PROJECT = Path(__file__).resolve().parent.parent
CACHE = PROJECT / ".data"
PRISTINE, COPY = "fuyuan", "bench"
POOL = 10
COPIED_UP_TO = 200_000  # above, a copy costs more disk than a benchmark should take, and nothing is written


@dataclass(frozen=True)
class Ground:
    """A running server with the county on it; `url` names the database of this run."""

    cases: int
    directory: Path
    server: Postgres
    database: str

    @property
    def url(self) -> str:
        return self.server.url(self.database)

    @property
    def socket(self) -> Path:
        return self.server._socket_directory()

    @property
    def environment(self) -> dict[str, str]:
        """What every contestant is told: the same database, the same key, the same size of pool."""
        return {"DATA_DIR": str(self.directory), "DATABASE_URL": self.url, "FUYUAN_POOL_SIZE": str(POOL), "FUYUAN_WORKERS": "1"}

    @property
    def settings(self) -> Settings:
        return Settings.read(self.environment)

    async def connect(self) -> asyncpg.Connection[Any]:
        connection: asyncpg.Connection[Any] = await asyncpg.connect(self.url, server_settings=SESSION | {"statement_timeout": "0"})
        return connection


@dataclass(frozen=True)
class Asker:
    """A user of the county: who he is, and a token in force for the whole run."""

    actor: Actor
    token: str

    @property
    def audiences(self) -> list[str]:
        return list(self.actor.audiences)


def said(text: str) -> None:
    """A line of progress, on standard error."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


@asynccontextmanager
async def prepared(cases: int, *, copy: bool) -> AsyncIterator[Ground]:
    """The server with the county of this size; with `copy` a fresh copy of it that is dropped afterwards."""
    directory = CACHE / f"bench-{cases}"
    await _loaded(directory, cases)
    server = Postgres(directory)
    await asyncio.to_thread(server.open)
    try:
        database = PRISTINE
        if copy and cases <= COPIED_UP_TO:
            database = COPY
            await _copied(server)
        ground = Ground(cases, directory, server, database)
        connection = await ground.connect()
        try:
            await connection.execute("VACUUM ANALYZE")
            await connection.execute("CHECKPOINT")
        finally:
            await connection.close()
        yield ground
    finally:
        await asyncio.to_thread(server.close)


async def _loaded(directory: Path, cases: int) -> None:
    """Load once; the mark is written last, so that a load that was cut off, or is of another make, is begun anew."""
    mark, make = directory / "loaded", _make()
    if mark.exists() and mark.read_text("ascii").split()[0] == make:
        return
    mark.unlink(missing_ok=True)
    said(f"loading the demo county with {cases:,} cases, once")
    begun = time.perf_counter()
    settings = Settings.read({"DATA_DIR": str(directory)})
    database = await open_database(settings)
    try:
        await load(database, Keyring(settings.master_key()), cases, fresh=True)
        connection = await asyncpg.connect(database.url, server_settings=SESSION | {"statement_timeout": "0"})
        await plant(connection)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()
    finally:
        await database.close()
    mark.write_text(f"{make} {time.perf_counter() - begun:.1f}\n", "ascii")


def _make() -> str:
    """What decides how the loaded rows look: another demo, schema or planting is another county."""
    paths = [PROJECT / "bench" / "planted.py", PROJECT / "sync" / "access.py", *(PROJECT / "api" / "demo").glob("*.py"),
             *(PROJECT / "migrations" / "versions").glob("*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()[:16]


async def _copied(server: Postgres) -> None:
    await migrate(server.url(PRISTINE))
    admin = await asyncpg.connect(server.url("postgres"))
    try:
        await admin.execute(f'DROP DATABASE IF EXISTS "{COPY}" WITH (FORCE)')
        await admin.execute(f'CREATE DATABASE "{COPY}" TEMPLATE "{PRISTINE}" STRATEGY FILE_COPY')
    finally:
        await admin.close()


async def asker(ground: Ground, username: str) -> Asker:
    """A user with a token of twelve hours."""
    database = await open_database(ground.settings)
    try:
        identity = Identity(database, Tokens(ground.settings.master_key()))
        token = await Sessions(identity, ground.settings, fresh_key).issue_token(username)
        return Asker(await identity.actor(token), token)
    finally:
        await database.close()


@dataclass(frozen=True)
class Samples:
    """The rows a run asks for, the same for every contestant."""

    deep: Sequence[UUID]
    nodes: Sequence[UUID]
    edits: Sequence[UUID]
    since: date
    visible: int


async def samples(ground: Ground, who: Asker) -> Samples:
    """Rows the actor may see: the deepest, some at random, and those he may edit."""
    connection = await ground.connect()
    try:
        county, audiences = who.actor.county, who.audiences
        mine = "SELECT DISTINCT case_id FROM case_access WHERE county = $1 AND audience = ANY($2) AND level >= 2"
        deep = await connection.fetch(
            f"SELECT case_id AS id FROM entry JOIN ({mine}) AS m USING (case_id) WHERE county = $1 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 40", county, audiences)
        nodes = await connection.fetch(f"SELECT case_id AS id FROM ({mine}) AS m ORDER BY md5(case_id::text) LIMIT 400", county, audiences)
        edits = await connection.fetch(
            f'SELECT id FROM "case" JOIN ({mine}) AS m ON m.case_id = id WHERE county = $1 AND lead_agency = $3 ORDER BY md5(id::text) LIMIT 400',
            county, audiences, who.actor.agency)
        visible = await connection.fetchval(f"SELECT count(*) FROM ({mine}) AS m", county, audiences)
        since = await connection.fetchval(
            f'SELECT opened_on FROM "case" JOIN ({mine}) AS m ON m.case_id = id WHERE county = $1 ORDER BY opened_on DESC OFFSET $3 LIMIT 1',
            county, audiences, min(3000, visible // 2))
        return Samples([row["id"] for row in deep], [row["id"] for row in nodes], [row["id"] for row in edits], since, visible)
    finally:
        await connection.close()
