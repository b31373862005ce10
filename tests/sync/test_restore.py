"""A server is put back from a backup: devices send again what it forgot, and it takes that once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from api.database import Database, open_pool
from api.founding import begin_anew
from authz.actor import Actor
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica, Report
from sync.client.store import Store
from tests.conftest import Postgres
from tests.serving import Served, serving
from tests.sync.two_units import LUO, MA, OFFICER, found


@dataclass
class Tablet:
    """A field client that outlives servers."""

    replica: Replica
    key: str

    @classmethod
    async def enrolled(cls, served: Served, folder: Path, who: Actor) -> Tablet:
        tablet = cls(Replica(Store(folder), lambda: datetime.now(UTC), os.urandom), new_key())
        remote = Remote(served.url, lambda: datetime.now(UTC))
        code = await served.parts.devices.make_code(OFFICER, who.username)
        tablet.replica.enrolled(await asyncio.to_thread(remote.enrol, code, who.name, tablet.key), who.name, served.url)
        remote.close()
        return tablet

    async def sync(self, served: Served) -> Report:
        remote = Remote(served.url, lambda: datetime.now(UTC))
        remote.identify(self.replica.store.fact("device"), self.key)
        try:
            return await asyncio.to_thread(self.replica.sync, remote)
        finally:
            remote.close()

    def shown(self, at: str, name: str) -> Any:
        return self.replica.sheet(at).values[name]


@dataclass
class Site:
    """The place of the servers: one after the other over a database, which can be copied while none runs."""

    postgres: Postgres
    name: str
    folder: Path

    @asynccontextmanager
    async def up(self, name: str, anew: bool = False) -> AsyncIterator[Served]:
        database = Database(self.postgres.url(name), await open_pool(self.postgres.url(name), 8))
        try:
            if anew:
                assert await begin_anew(database) == ["合江县"]
            async with serving(database, self.folder) as served:
                yield served
        finally:
            await database.close()

    async def copy(self, name: str) -> str:
        """A backup of the database as it is."""
        await self._run(f'create database "{name}" template "{self.name}" strategy file_copy')
        return name

    async def _run(self, sql: str) -> None:
        connection = await asyncpg.connect(self.postgres.url("postgres"))
        try:
            await connection.execute(sql)
        finally:
            await connection.close()


@pytest.fixture
async def site(postgres: Postgres, database_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    made = Site(postgres, urlsplit(database_url).path.strip("/"), tmp_path / "server")
    connection = await asyncpg.connect(database_url)
    await found(connection)
    await connection.close()
    yield made
    await made._run(f'drop database if exists "{made.name}_backup" with (force)')


async def withdraw(served: Served, at: str) -> None:
    """Another unit takes a case over; the clock tells the first to drop it."""
    key = at.rpartition(":")[2]
    async with served.parts.database.transaction() as connection:
        await connection.execute("UPDATE mediation SET unit = 'TW2', lead_agency = 'XZ2' WHERE id = $1::uuid", key)
        await connection.execute("UPDATE \"case\" SET unit = 'TW2', lead_agency = 'XZ2' WHERE id = $1::uuid", key)
        await connection.execute("DELETE FROM case_access WHERE case_id = $1::uuid", key)
        await connection.execute("INSERT INTO case_access SELECT county, 'U:TW2', id, 'unit', 3, NULL FROM \"case\" WHERE id = $1::uuid", key)
        await connection.execute("INSERT INTO case_access SELECT county, 'A:XZ2', id, 'lead', 3, NULL FROM \"case\" WHERE id = $1::uuid", key)
        await connection.execute("INSERT INTO case_access SELECT county, 'U:TW1', id, 'gone', 3, now() FROM \"case\" WHERE id = $1::uuid", key)
    async with asyncio.timeout(20):
        while await served.parts.database.pool.fetchval("SELECT count(*) FROM case_access WHERE via = 'gone'"):
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("told", [True, False], ids=["epoch", "forgotten"])
async def test_a_restored_server_takes_again_what_it_forgot_and_only_once(site: Site, tmp_path: Path, told: bool) -> None:
    """The backup has the first case; later work, a hand-over and the other tablet's edits come back from the tablets.

    Whether or not somebody gave the county a new epoch: the tablets have read further than the feed of the backup goes.
    """
    async with site.up(site.name) as served:
        one, two = await Tablet.enrolled(served, tmp_path / "one", LUO), await Tablet.enrolled(served, tmp_path / "two", MA)
        old = one.replica.new("Mediation", {"title": "备份之前", "kind": "PEOPLE", "facts": "一"})
        taken = one.replica.new("Mediation", {"title": "将移交", "kind": "PEOPLE"})
        one.replica.move(old, "accept")
        assert (await one.sync(served)).outcomes == {"applied": 3}
        await two.sync(served)
    backup = await site.copy(f"{site.name}_backup")

    async with site.up(site.name) as served:
        new = one.replica.new("Mediation", {"title": "备份之后", "kind": "PEOPLE"})
        one.replica.move(new, "accept")
        for at, facts in ((old, "二"), (old, "三"), (taken, "移交之前写的")):
            one.replica.edit(at, {"facts": facts})
            assert (await one.sync(served)).unsent == 0
        await two.sync(served)
        two.replica.edit(new, {"demands": "修路"})
        two.replica.edit(old, ["sessions+=初谈"])
        assert (await two.sync(served)).outcomes == {"applied": 2}
        number = one.shown(new, "fileNumber")
        await withdraw(served, taken)
        for tablet in (one, two):
            await tablet.sync(served)
            assert {sheet.id for sheet in tablet.replica.sheets()} == {old, new}

    async with site.up(backup, anew=told) as served:
        one.replica.edit(old, {"facts": "四"})
        reports = [await two.sync(served), await one.sync(served), await two.sync(served), await one.sync(served)]
        assert [report.reset for report in reports] == [True, True, False, False]
        assert reports[0].outcomes == {"quarantined": 1, "applied": 1}, "one edit waits for the case it is about"
        assert reports[1].outcomes == {"already": 3, "applied": 6}
        assert reports[2].outcomes == reports[3].outcomes == {}
        pool = served.parts.database.pool
        rows = {row["title"]: row for row in await pool.fetch("SELECT title, facts, demands, file_number, unit FROM mediation")}
        assert {title: row["facts"] for title, row in rows.items()} == {"备份之前": "四", "备份之后": None, "将移交": "移交之前写的"}
        assert rows["备份之后"]["demands"] == "修路" and rows["备份之后"]["file_number"] == number
        acts = [tuple(row) for row in await pool.fetch(
            "SELECT m.title, e.act, count(*) FROM entry e JOIN mediation m ON m.id::text = e.record_key AND e.record_type = 'mediation' GROUP BY 1, 2 ORDER BY 1, 2")]
        assert sorted(acts) == sorted([("备份之前", "CREATE", 1), ("备份之前", "MOVE", 1), ("备份之前", "EDIT", 4), ("备份之后", "CREATE", 1),
                                       ("备份之后", "MOVE", 1), ("备份之后", "EDIT", 1), ("将移交", "CREATE", 1), ("将移交", "EDIT", 1)])
        for table in ("conflict", "quarantine", "parked"):
            assert await pool.fetchval(f"SELECT count(*) FROM {table}") == 0, table
        counters = [row[0] for row in await pool.fetch("SELECT counter FROM replica ORDER BY counter")]
        assert counters == [2, 9]
        for tablet in (one, two):
            assert tablet.replica.verify() == [] and tablet.replica.unsent() == 0
            assert {sheet.id for sheet in tablet.replica.sheets()} == {old, new, taken}, "the hand-over is forgotten, its work is not"
            assert (tablet.shown(old, "facts"), tablet.shown(taken, "facts"), tablet.shown(new, "demands")) == ("四", "移交之前写的", "修路")
            assert [session["note"] for session in tablet.shown(old, "sessions")] == ["初谈"]
    for tablet in (one, two):
        tablet.replica.store.close()
