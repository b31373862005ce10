"""The stock RxDB client with its generated builders: pull beyond its page, push, stream, delete, lost answers."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.database import Database
from schema.registry import RECORDS
from sync.wire import rxdb_schema
from tests.conftest import Node
from tests.serving import Served, serving
from tests.sync.two_units import COUNTY, LUO, MA, found, lay, publish, shown


async def signed_in(served: Served, kind: str) -> list[str]:
    """Tokens of two clients: the tablets of two people, or two places where one person signed in."""
    if kind == "places":
        return [await served.parts.sessions.issue_token(LUO.username) for _ in range(2)]
    tokens = []
    for who in (LUO, MA):
        device = uuid4()
        await served.parts.database.pool.execute(
            "INSERT INTO device (county, id, name, unit, user_id, state) VALUES ($1, $2, 'tablet', $3, $4, 'active')", COUNTY, device, who.unit, who.user_id)
        tokens.append((await served.parts.sessions.open(COUNTY, who.user_id, device=device)).access_token)
    return tokens


@pytest.mark.parametrize(("network", "kind"), [("sound", "places"), ("lossy", "places"), ("lossy", "tablets")])
async def test_the_stock_client(database: Database, tmp_path: Path, node: Node, network: str, kind: str) -> None:
    async with database.transaction() as connection:
        await found(connection)
        keys = [await lay(connection, title=f"纠纷{n}") for n in range(250)]
        await publish(connection, keys)
    schema = tmp_path / "mediation.json"
    schema.write_text(json.dumps(rxdb_schema(RECORDS["mediation"], RECORDS)), "utf-8")
    async with serving(database, tmp_path) as served:
        tokens = await signed_in(served, kind)
        said = await asyncio.to_thread(node.run, "rxdb.mjs", f"{served.url}/graphql", str(schema), network, kind, *tokens)
    told = json.loads(said.splitlines()[-1])
    assert told["pulled"] == 250
    lost = [device["lost"] for device in told["devices"]]
    assert all(lost) if network == "lossy" else lost == [0, 0]
    assert [device["errors"] for device in told["devices"]] == lost, "nothing went wrong but what was lost"
    assert [device["left"] for device in told["devices"]] == [0, 0]
    await _agreed(database, told)
    await _entered_once(database, told, offline=kind == "tablets")


async def _agreed(database: Database, told: dict[str, Any]) -> None:
    """Both clients hold what the server shows, to the last field."""
    one, two = (device["documents"] for device in told["devices"])
    assert one.keys() == {told["edited"], told["made"]}
    async with database.connection() as connection:
        for at, document in one.items():
            server = await shown(connection, LUO, UUID(at.rpartition(":")[2]))
            assert server is not None
            for name in server.keys() - {"seq", "_deleted"}:
                assert document[name] == two[at][name] == server[name], (at, name)


async def _entered_once(database: Database, told: dict[str, Any], offline: bool) -> None:
    """Every act stands in the history once, and nothing waits for people."""
    for table in ("conflict", "quarantine", "parked"):
        assert await database.pool.fetchval(f"SELECT count(*) FROM {table}") == 0, table
    acts: dict[str, list[tuple[str, Any]]] = {}
    for key, field, new in await database.pool.fetch(
        "SELECT e.record_key, c.field, c.new #>> '{}' FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id"
        " WHERE e.record_type = 'mediation' AND e.act IN ('EDIT', 'MOVE') ORDER BY e.position, c.ordinal"):
        acts.setdefault(key, []).append((field, new))
    edited, made = (acts[told[name].rpartition(":")[2]] for name in ("edited", "made"))
    assert edited == [("facts", "界石被移"), ("demands", "恢复原界"), ("state", "CANCEL_REQUESTED")]
    assert sorted(made[1:3]) == [("demands", "乙"), ("facts", "甲")]
    assert [made[0], *made[3:]] == [
        ("demands", "二"), ("facts", "先"), ("facts", "后"), ("facts", "往"), ("facts", "返"), ("facts", "往"),
        ("mediator_names", "罗"), ("mediator_names", "罗一"), ("performance_method", "现金"), *[("performance_method", "转账")] * offline]
