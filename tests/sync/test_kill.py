"""The server is killed while devices push, before and after commits; started again, everything is there exactly once."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from api import server
from api.database import Database
from api.devices import Devices
from api.identity import Identity
from api.sessions import Sessions
from api.settings import Settings
from api.tokens import Tokens
from sync import chain, feed
from sync.client.problem import Problem
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica
from sync.client.store import Store
from sync.push import BATCH
from sync.wire import row_hash
from tests.sync.two_units import COUNTY, LUO, MA, MEDIATION, NOW, OFFICER, POLICY, found, new_document

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["api.app"])
OPS = 126  # documents of the field client, four acts on each: two transactions of one round
ROWS = BATCH + 5  # documents of the RxDB client: two transactions of one push
AGAIN = 40  # documents edited, and as many accepted, afterwards
GATE = 4711
PUSH = """mutation PushMediation($mediationPushRow: [MediationInputPushRow!]) {
  pushMediation(mediationPushRow: $mediationPushRow) { id title kind facts state seq _deleted } }"""


def run(environ: dict[str, str]) -> None:
    """What a server process does; its words go to a file."""
    with Path(environ["DATA_DIR"], "log").open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(environ)
    server.serve(Settings.read())


@dataclass
class Server:
    """A server process of its own, always on the same port; it is forked from one that has loaded everything, to start at once."""

    settings: Settings
    port: int
    process: BaseProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        environ = {"DATA_DIR": str(self.settings.data_dir), "DATABASE_URL": str(self.settings.database_url), "PORT": str(self.port)}
        self.process = FORKS.Process(target=run, args=(environ,))
        self.process.start()
        async with httpx.AsyncClient(base_url=self.url) as client:
            while True:
                assert self.process.is_alive(), (self.settings.data_dir / "log").read_text("utf-8")
                try:
                    if (await client.get("/healthz")).status_code == 200:
                        return
                except httpx.HTTPError:
                    await asyncio.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL: no word to anybody."""
        if self.process:
            self.process.kill()
            self.process.join()


@dataclass
class RxDB:
    """What RxDB does with a push: the same batch again until there is an answer, whose documents take the place of its own."""

    url: str
    token: str
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    waiting: list[list[dict[str, Any]]] = field(default_factory=list)
    answered: int = 0

    def write(self, documents: list[dict[str, Any]]) -> None:
        self.waiting.append(documents)

    async def push(self) -> None:
        async with httpx.AsyncClient(base_url=self.url, timeout=60, headers={"authorization": f"Bearer {self.token}"}) as client:
            while self.waiting:
                sent = [{**self.held.get(document["id"], {}), **document} for document in self.waiting[0]]
                rows = [{"newDocumentState": new, "assumedMasterState": self.held.get(new["id"])} for new in sent]
                answer = (await client.post("/graphql", json={"query": PUSH, "variables": {"mediationPushRow": rows}})).json()
                assert "errors" not in answer, answer["errors"]
                self.held |= {one["id"]: one for one in (*sent, *answer["data"]["pushMediation"])}
                del self.waiting[0]
                self.answered += 1


@dataclass
class Gate:
    """Holds up transactions of pushes before they commit: at the history, or at the receipts, after everything else."""

    connection: asyncpg.Connection

    async def build(self) -> None:
        await self.connection.execute(f"""
            CREATE TABLE gate (place text, above int8);
            CREATE FUNCTION entry_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF (SELECT max(r.counter) FROM receipt r WHERE r.replica = (SELECT device FROM added LIMIT 1)) > (SELECT above FROM gate WHERE place = 'entry')
              THEN PERFORM pg_advisory_xact_lock({GATE}); END IF; RETURN NULL; END $$;
            CREATE FUNCTION receipt_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF EXISTS (SELECT FROM gate WHERE place = 'receipt') THEN PERFORM pg_advisory_xact_lock({GATE}); END IF; RETURN NULL; END $$;
            CREATE TRIGGER gate AFTER INSERT ON entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION entry_gate();
            CREATE TRIGGER gate AFTER INSERT ON receipt FOR EACH STATEMENT EXECUTE FUNCTION receipt_gate()""")

    @asynccontextmanager
    async def closed(self, place: str, above: int = 0) -> AsyncIterator[None]:
        """Shut, for those whose receipts show that they got beyond this number."""
        await self.connection.execute("SELECT pg_advisory_lock($1)", GATE)
        await self.connection.execute("INSERT INTO gate VALUES ($1, $2)", place, above)
        yield
        await self.connection.execute("DELETE FROM gate")
        await self.connection.execute("SELECT pg_advisory_unlock($1)", GATE)

    async def waiting(self, many: int) -> None:
        """Until so many transactions stand before the gate."""
        async with asyncio.timeout(30):
            while await self.connection.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted", GATE) < many:
                await asyncio.sleep(0.01)


@dataclass
class Town:
    """One server, a field client and an RxDB client."""

    database: Database
    server: Server
    replica: Replica
    remote: Remote
    rxdb: RxDB

    async def field(self) -> str:
        """A round of the field client, or the code of what stopped it."""
        try:
            return str((await asyncio.to_thread(self.replica.sync, self.remote)).outcomes)
        except Problem as problem:
            return problem.code

    async def fetchval(self, sql: str, *args: Any) -> Any:
        return await self.database.pool.fetchval(sql, *args)

    async def pushing(self) -> tuple[asyncio.Task[str], asyncio.Task[None]]:
        return asyncio.create_task(self.field()), asyncio.create_task(self.rxdb.push())

    async def killed(self, tasks: tuple[asyncio.Task[str], asyncio.Task[None]]) -> tuple[str, bool]:
        """What became of the round, and whether the push was answered."""
        self.server.kill()
        field_task, rxdb_task = tasks
        await asyncio.wait(tasks, timeout=30)
        fault = rxdb_task.exception()
        assert fault is None or isinstance(fault, httpx.HTTPError), fault
        return field_task.result(), fault is None


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    async with database.transaction() as connection:
        await found(connection)
    settings = Settings.read({"DATA_DIR": str(tmp_path / "server"), "DATABASE_URL": database.url})
    sessions = Sessions(Identity(database, Tokens(settings.master_key())), settings, uuid4)
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        alive = Server(settings, place.getsockname()[1])
    tablet = uuid4()
    await database.pool.execute("INSERT INTO device (county, id, name, unit, user_id, state) VALUES ($1, $2, 'RxDB', 'TW1', $3, 'active')",
                                COUNTY, tablet, MA.user_id)
    rxdb = RxDB(alive.url, (await sessions.open(COUNTY, MA.user_id, device=tablet)).access_token)
    replica, remote, key = Replica(Store(tmp_path / "tablet"), lambda: datetime.now(UTC), os.urandom), Remote(alive.url, lambda: datetime.now(UTC)), new_key()
    code = await Devices(sessions).make_code(OFFICER, LUO.username)
    try:
        await alive.start()
        answer = await asyncio.to_thread(remote.enrol, code, "平板", key)
        replica.enrolled(answer, "平板", alive.url)
        remote.identify(answer["device"], key)
        yield Town(database, alive, replica, remote, rxdb)
    finally:
        alive.kill()
        remote.close()
        replica.store.close()


async def test_a_server_killed_while_devices_push_loses_and_doubles_nothing(town: Town, request: pytest.FixtureRequest) -> None:
    chance = random.Random(int(request.config.option.hypothesis_seed))
    ids = [town.replica.new("Mediation", {"title": f"田界{n}", "kind": "PEOPLE"}) for n in range(OPS)]
    for at in ids:
        town.replica.edit(at, {"facts": "初查"})
        town.replica.move(at, "accept")
        town.replica.edit(at, {"facts": "复查"})  # over a value that a repeat of the first edit would bring back
    keys = [uuid4() for _ in range(ROWS)]
    town.rxdb.write([new_document(key) for key in keys])

    async with town.database.connection() as connection:
        gate = Gate(connection)
        await gate.build()
        async with gate.closed("receipt"):  # all written, nothing committed; the other waits for the number of the feed
            tasks = await town.pushing()
            await gate.waiting(1)
            assert await town.killed(tasks) == ("UNREACHABLE", False)
        await _started(town)
        assert await town.fetchval("SELECT count(*) FROM receipt") == 0 == await town.fetchval("SELECT count(*) FROM mediation")

        async with gate.closed("entry", above=BATCH - 2):  # after the first transaction of each, before the second
            tasks = await town.pushing()
            await gate.waiting(2)
            assert await town.killed(tasks) == ("UNREACHABLE", False)
        await _started(town)
        assert await town.fetchval("SELECT max(counter) FROM replica") == BATCH
        assert await town.fetchval("SELECT count(*) FROM mediation") >= BATCH

        async with connection.transaction():  # after the commit, before the answer, which tells of quarantined work
            await connection.execute("LOCK TABLE quarantine IN ACCESS EXCLUSIVE MODE")
            tasks = await town.pushing()
            async with asyncio.timeout(30):
                while await connection.fetchval("SELECT max(counter) FROM replica") < 4 * OPS:
                    await asyncio.sleep(0.01)
            assert (await town.killed(tasks))[0] == "UNREACHABLE"
        await _started(town)

    for at in ids[:AGAIN]:  # and at any moment
        town.replica.edit(at, {"demands": "恢复原界"})
    town.rxdb.write([{"id": f"Mediation:{COUNTY}:{key}", "facts": "屋面漏水"} for key in keys[:AGAIN]])
    town.rxdb.write([{"id": f"Mediation:{COUNTY}:{key}", "state": "ACCEPTED"} for key in keys[:AGAIN]])
    tasks = await town.pushing()
    await asyncio.sleep(chance.uniform(0, 0.6))
    await town.killed(tasks)
    await _started(town)

    tasks = await town.pushing()
    await asyncio.wait(tasks)
    assert tasks[1].exception() is None and town.rxdb.answered == 3
    town.replica.sync(town.remote)
    assert town.replica.unsent() == 0
    await _each_thing_once(town, {UUID(at.rpartition(":")[2]) for at in ids}, set(keys))
    await _both_hold_the_same(town)


async def _started(town: Town) -> None:
    """A new server, once the transactions of the old one are over."""
    await town.server.start()
    while await town.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1", GATE) > 0:
        await asyncio.sleep(0.01)


async def _each_thing_once(town: Town, field_keys: set[UUID], rxdb_keys: set[UUID]) -> None:
    pool = town.database.pool
    assert {row[0] for row in await pool.fetch("SELECT id FROM mediation")} == field_keys | rxdb_keys
    done = {(UUID(row[0]), row[1]): row[2] for row in await pool.fetch(
        "SELECT record_key, act, count(*) FROM entry WHERE record_type = 'mediation' GROUP BY record_key, act")}
    edited_again = {UUID(row[0]) for row in await pool.fetch("SELECT id::text FROM mediation WHERE demands = '恢复原界'")}
    accepted = {row[0] for row in await pool.fetch("SELECT id FROM mediation WHERE state = 'ACCEPTED'")}
    assert len(edited_again) == AGAIN and edited_again < field_keys
    assert field_keys < accepted and len(accepted) == OPS + AGAIN
    expected = {(key, "CREATE"): 1 for key in field_keys | rxdb_keys} | {(key, "MOVE"): 1 for key in accepted}
    expected |= {(key, "EDIT"): 1 + (key in field_keys) + (key in edited_again) for key in field_keys | (accepted & rxdb_keys)}
    assert done == expected
    numbers = [row[0] for row in await pool.fetch("SELECT file_number FROM mediation UNION ALL SELECT number FROM \"case\"") if row[0]]
    assert len(numbers) == len(set(numbers)) == OPS + AGAIN + OPS + ROWS == await pool.fetchval("SELECT sum(last)::int FROM number_series"), "no number twice, none left out"
    for table in ("conflict", "quarantine", "parked"):
        assert await pool.fetchval(f"SELECT count(*) FROM {table}") == 0, table
    seqs = [row[0] for row in await pool.fetch("SELECT seq FROM feed ORDER BY seq")]
    assert seqs == list(range(1, len(seqs) + 1)) and seqs[-1] == await pool.fetchval("SELECT seq FROM feed_counter")
    async with town.database.connection() as connection:
        for key in sorted(accepted)[:20]:
            assert await chain.breaks(connection, COUNTY, key) == []


async def _both_hold_the_same(town: Town) -> None:
    """One digest over every document: the field client's, and what the server shows its actor; the RxDB client's agree with it."""
    async with town.database.connection() as connection:
        keys = [row[0] for row in await connection.fetch("SELECT id FROM mediation")]
        shown = await feed.documents(connection, MEDIATION, keys, POLICY.rules_of(LUO), LUO, NOW)
    there = {document["id"]: document for document in shown.values()}
    here = {sheet.id: {"id": sheet.id, **sheet.values} for sheet in town.replica.sheets()}
    assert row_hash(here) == row_hash(there)
    for at, document in town.rxdb.held.items():
        assert all(there[at][name] == document[name] for name in ("title", "facts")), at
