"""Writes the demo county with COPY: reference rows, people, stories, invented cases; all in one transaction or nothing."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
from argon2 import PasswordHasher

from api import county
from api.database import Connection, Database
from api.demo import cases, stories
from api.demo.folder import Doer, Folder, Rows, World
from api.demo.people import PASSWORD, PEOPLE, Person
from api.keys import named_key
from api.workdays import state_council
from migrations.listing import LISTED
from schema.identifiers import HOME_COUNTY
from schema.regime import Regime
from schema.registry import METADATA
from sync.keyring import Keyring

TODAY = date(2026, 11, 24)
FOUNDED = datetime(2023, 11, 20, 1, 0, tzinfo=UTC)
BATCH = 4_000  # cases written by one round of COPY
REBUILD_FROM = 20_000  # from here on building the indexes afterwards is faster
KEPT = frozenset({"alembic_version", "policy_line", "policy_version"})


class DemoRefused(Exception):
    """Demo rows are never put beside real ones; said in Chinese and English."""


@dataclass
class Loaded:
    """What a build wrote: rows by table, seconds, and the ids of the stories' cases."""

    rows: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0
    stories: dict[str, UUID] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    @property
    def rate(self) -> float:
        return self.total / self.seconds if self.seconds else 0.0


async def empty(connection: Connection) -> bool:
    """Whether no county has been founded in this database."""
    return not await connection.fetchval("SELECT EXISTS (SELECT FROM county)")


async def load(
    database: Database, keyring: Keyring, count: int = 300, *, fresh: bool = False, progress: Callable[[int], None] = lambda _: None,
    hasher: PasswordHasher | None = None,
) -> Loaded:
    """Build the demo county with `count` invented cases beside the stories; `fresh` replaces an earlier demo."""
    started, loaded = time.perf_counter(), Loaded()
    async with database.transaction() as connection:
        await connection.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        await connection.execute("LOCK TABLE county IN EXCLUSIVE MODE")
        await _make_room(connection, fresh)
        async with _prepared(connection, count):
            writer = _Writer(connection, loaded)
            await writer.copy(_county_rows(hasher or PasswordHasher()))
            world = _world(keyring)
            folders, number = iter(_folders(world, count, loaded)), 0
            batch = _some(folders)
            while batch:  # the next are made in a thread while PostgreSQL takes these
                number += len(batch)
                _, batch = await asyncio.gather(writer.cases(batch), asyncio.to_thread(_some, folders))
                progress(min(number, count))
            await writer.finish(world)
    async with database.connection() as connection:  # what is listed is then answered by indexes alone
        await connection.execute("SET statement_timeout = 0")
        await connection.execute("VACUUM (ANALYZE)", timeout=None)
    loaded.seconds = time.perf_counter() - started
    return loaded


async def _make_room(connection: Connection, fresh: bool) -> None:
    real = await connection.fetchval("SELECT EXISTS (SELECT FROM county WHERE NOT demo)")
    strays = await connection.fetchval(
        'SELECT EXISTS (SELECT FROM "case" k WHERE NOT EXISTS (SELECT FROM county c WHERE c.code = k.county AND c.demo))')
    if real or strays:
        raise DemoRefused("数据库中已有真实数据，不能写入演示数据。\nThis database holds real rows; demo data is not put beside them.")
    if await empty(connection):
        return
    if not fresh:
        raise DemoRefused("演示县已经存在；要重建请加 --fresh。\nThe demo county is already there; add --fresh to build it anew.")
    names = ", ".join(f'"{name}"' for name in METADATA.tables if name not in KEPT)
    await connection.execute(f"TRUNCATE {names}")


def _some(folders: Iterator[Folder]) -> list[tuple[Folder, Rows]]:
    return [(folder, folder.finish()) for folder in islice(folders, BATCH)]


@asynccontextmanager
async def _prepared(connection: Connection, count: int) -> AsyncIterator[None]:
    """Foreign keys unchecked where the account may do so; for large builds plain indexes are dropped and made again."""
    try:
        async with connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")
    except asyncpg.InsufficientPrivilegeError:
        pass
    indexes: list[Any] = []
    if count >= REBUILD_FROM:
        indexes = await connection.fetch(
            "SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE NOT i.indisunique AND c.relnamespace = 'public'::regnamespace")
        for index in indexes:
            await connection.execute(f'DROP INDEX "{index["name"]}"')
    yield
    await connection.execute("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL session_replication_role = origin")
    for index in indexes:
        await connection.execute(index["definition"], timeout=None)
    for name in LISTED:  # triggers slept
        await connection.execute("SELECT fuyuan_relist($1)", name, timeout=None)


class _Writer:
    """COPY of rows by table; numbers each case's change in the feed."""

    def __init__(self, connection: Connection, loaded: Loaded) -> None:
        self._connection, self._loaded, self._seq = connection, loaded, 0
        self._columns: Mapping[str, list[str]] = {
            name: [column.name for column in table.columns if column.autoincrement is not True] for name, table in METADATA.tables.items()}
        self._json = {name: {column.name for column in table.columns if str(column.type) == "JSONB"} for name, table in METADATA.tables.items()}

    async def copy(self, rows: Rows) -> None:
        for name, table_rows in rows.items():
            if not table_rows:
                continue
            columns, json = self._columns[name], self._json[name]
            records = (tuple(_json(row.get(c)) if c in json else row.get(c) for c in columns) for row in table_rows)
            await self._connection.copy_records_to_table(name, records=records, columns=columns, timeout=None)
            self._loaded.rows[name] += len(table_rows)

    async def cases(self, folders: Iterable[tuple[Folder, Rows]]) -> None:
        gathered: Rows = defaultdict(list)
        for folder, rows in folders:
            self._seq += 1
            head = {"county": folder.world.county}
            at = folder.case["created_at"]
            change = folder.new_id(at)
            for name, table_rows in rows.items():
                gathered[name] += table_rows
            for row in rows["unit_doc"]:
                row.update(change_id=change, seq=self._seq)
            gathered["feed"].append({**head, "seq": self._seq, "change_id": change, "at": folder.case["updated_at"]})
            gathered["feed_case"].append({**head, "change_id": change, "case_id": folder.id})
        await self.copy(gathered)

    async def finish(self, world: World) -> None:
        await self.copy({
            "feed_counter": [{"county": world.county, "seq": self._seq}],
            "number_series": [{"county": world.county, "series": series, "year": year, "last": last} for (series, year), last in world.last.items()]})


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value, default=str).decode()


def _folders(world: World, count: int, loaded: Loaded) -> Iterable[Folder]:
    for folder in stories.built(world):
        loaded.stories[folder.label] = folder.id
        yield folder
    yield from cases.synthetic(world, count)


def _world(keyring: Keyring) -> World:
    units = {unit.code: unit for unit in county.DEMO_UNITS}
    agencies = {agency.code: agency for agency in county.DEMO_AGENCIES}
    doers = {}
    for person in PEOPLE:
        agency, unit = agencies[person.agency], units.get(person.unit or "")
        area = (unit.township if unit else agency.township) or HOME_COUNTY
        doers[person.username] = Doer(user_id(person.username), person.username, person.name, person.agency, agency.branch, person.unit,
                                      unit.short_name if unit else agency.short_name, (area,), frozenset(person.roles))
    return World(HOME_COUNTY, doers, keyring, Regime(state_council()), TODAY)


def user_id(username: str) -> UUID:
    """The id of a demo user, the same in every build."""
    return named_key(FOUNDED, f"user:{username}")


def _county_rows(hasher: PasswordHasher) -> Rows:
    hashed = hasher.hash(PASSWORD)  # one for all: it is printed in the README anyway
    stamp = {"county": HOME_COUNTY, "version": 1, "created_at": FOUNDED, "updated_at": FOUNDED}
    reference = county.reference_rows(HOME_COUNTY, county.DEMO_AGENCIES, county.DEMO_UNITS, villages=True)
    return {
        "county": [{"code": HOME_COUNTY, "name": county.COUNTY_NAME, "epoch": uuid4(), "demo": True}],
        **{name: [stamp | row for row in rows] for name, rows in reference.items()},
        "user": [stamp | _user(person) for person in PEOPLE],
        "role_assignment": [stamp | {"id": named_key(FOUNDED, f"role:{person.username}:{role}"), "user_id": user_id(person.username), "role": role,
                                     "valid_from": FOUNDED.date(), "valid_to": None} for person in PEOPLE for role in person.roles],
        "credential": [{"county": HOME_COUNTY, "user_id": user_id(person.username), "password_hash": hashed, "failures": 0, "changed_at": FOUNDED}
                       for person in PEOPLE],
    }


def _user(person: Person) -> dict[str, Any]:
    return {"id": user_id(person.username), "username": person.username, "name": person.name, "agency": person.agency, "unit": person.unit,
            "post": person.post, "active": True}
