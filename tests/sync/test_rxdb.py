"""The stock RxDB client with its generated builders: pull beyond its page, push, stream, delete, lost answer."""

import asyncio
import json
from pathlib import Path

import pytest

from api.database import Database
from schema.registry import RECORDS
from sync.wire import rxdb_schema
from tests.conftest import Node
from tests.serving import serving
from tests.sync.two_units import LUO, found, lay, publish


@pytest.mark.parametrize("network", ["sound"])
async def test_the_stock_client(database: Database, tmp_path: Path, node: Node, network: str) -> None:
    async with database.transaction() as connection:
        await found(connection)
        keys = [await lay(connection, title=f"纠纷{n}") for n in range(250)]
        await publish(connection, keys)
    schema = tmp_path / "mediation.json"
    schema.write_text(json.dumps(rxdb_schema(RECORDS["mediation"], RECORDS)), "utf-8")
    async with serving(database, tmp_path) as served:
        said = await asyncio.to_thread(node.run, "rxdb.mjs", f"{served.url}/graphql", await served.token(LUO), str(schema), network)
        assert json.loads(said.splitlines()[-1]) == {"pulled": 250, "streamed": True, "cancelled": True, "left": 0, "errors": 0}
        changed = await served.data(LUO, "{ mediations(filter: {facts: {eq: \"界石被移\"}}) { totalCount nodes { demands state timeline: case { timeline(filter: {act: {eq: EDIT}}) { totalCount } } } } }")
        assert changed["mediations"] == {"totalCount": 1, "nodes": [{"demands": "恢复原界", "state": "CANCEL_REQUESTED", "timeline": {"timeline": {"totalCount": 2}}}]}
