"""A really listening server over a test's database, and a client that speaks for its people."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from api.app import Parts, create_app
from api.database import Database
from api.server import options
from api.settings import Settings
from authz.actor import Actor


@dataclass
class Served:
    """A listening server; `token` signs a person in, `ask` runs a GraphQL document in his name."""

    url: str
    parts: Parts
    client: httpx.AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, who: Actor | str) -> str:
        name = who if isinstance(who, str) else who.username
        if name not in self.tokens:
            self.tokens[name] = await self.parts.sessions.issue_token(name)
        return self.tokens[name]

    async def ask(self, who: Actor | str | None, text: str, /, **variables: Any) -> Any:
        """The whole answer."""
        headers = {"authorization": f"Bearer {await self.token(who)}"} if who else {}
        answer = await self.client.post("/graphql", json={"query": text, "variables": variables}, headers=headers)
        return answer.json()

    async def data(self, who: Actor | str, text: str, /, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = await self.ask(who, text, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


@asynccontextmanager
async def serving(database: Database, directory: Path, environ: Mapping[str, str] | None = None) -> AsyncIterator[Served]:
    """Serve until the block ends."""
    settings = Settings.read({"DATA_DIR": str(directory), "DATABASE_URL": database.url, **(environ or {})})
    app = create_app(settings, database)
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen(100)
        config = uvicorn.Config(app, **(options(settings) | {"factory": False, "workers": 1}))
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[place]))
        while not server.started:
            assert not task.done(), task
            await asyncio.sleep(0.01)
        url = f"http://127.0.0.1:{place.getsockname()[1]}"
        try:
            async with httpx.AsyncClient(base_url=url, timeout=30) as client:
                yield Served(url, app.state.parts, client)
        finally:
            server.should_exit = True
            await task
