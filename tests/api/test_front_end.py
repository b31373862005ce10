"""The clients of docs/front-end.md, really run: TypeScript generated and type-checked, Python by gql."""

import asyncio
import json
import subprocess
from pathlib import Path

import pytest
from gql import Client, gql
from gql.transport.httpx import HTTPXAsyncTransport

from api.database import Database
from tests.conftest import Node
from tests.serving import serving
from tests.sync.two_units import LUO, found

CODEGEN, TSC = "node_modules/@graphql-codegen/cli/cjs/bin.js", "node_modules/typescript/bin/tsc"


async def test_the_typescript_client(database: Database, tmp_path: Path, node: Node) -> None:
    async with database.transaction() as connection:
        await found(connection)

    def run(script: str, *words: str, below: str = ".") -> str:
        done = subprocess.run([node.binary, node.modules.parent / script, *words], cwd=node.modules.parent / below, capture_output=True, text=True,
                              timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    await asyncio.to_thread(run, CODEGEN, "--config", "codegen.ts", "--silent", below="front-end")
    await asyncio.to_thread(run, TSC, "-p", ".", below="front-end")
    async with serving(database, tmp_path) as served:
        words = (f"{served.url}/graphql", await served.token(LUO))
        for _ in range(2):  # the second time the key is known: the same answer, and no second case
            said = json.loads(await asyncio.to_thread(run, "front-end/client.ts", *words, below="front-end"))
            assert said == {"outcome": "applied", "total": 1, "titles": ["前端示例案件"], "numbers": []}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:gql")
async def test_the_python_client(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as connection:
        await found(connection)
    async with serving(database, tmp_path) as served:
        transport = HTTPXAsyncTransport(url=f"{served.url}/graphql", headers={"Authorization": f"Bearer {await served.token(LUO)}"})
        async with Client(transport=transport, fetch_schema_from_transport=True) as session:
            made = await session.execute(gql('mutation { createCase(input: {title: "荔枝园"}) { ... on CaseDone { case { title state } } } }'))
            assert made == {"createCase": {"case": {"title": "荔枝园", "state": "OPEN"}}}
            shown = await session.execute(gql('{ cases(first: 3, search: "荔枝") { totalCount nodes { title } } }'))
            assert shown == {"cases": {"totalCount": 1, "nodes": [{"title": "荔枝园"}]}}
