"""What one repeated request costs this process when the database answers at once: `python -m bench.hot_path 2>/dev/null`."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from starlette.applications import Starlette
from starlette.middleware import Middleware

from api.edge import Edge
from api.execute import Executor
from api.graphql import GraphQLOverHTTP
from api.identity import Identity, _Held
from api.logs import configure_logs
from api.operation import Context, Doors
from api.tokens import Ticket, Tokens
from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy

COUNTY = "510522"
BODY = json.dumps({"cases": {"nodes": [{"title": "荔枝园边界案", "state": "OPEN"}] * 20}}, ensure_ascii=False)
OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "me": ("{ me { user { name } roles } }", {}),
    "case by id": ("query One($id: ID!) { case(id: $id) { id title state leadAgency { name } } }",
                   {"id": f"Case:{COUNTY}:0192a0e0-0000-7000-8000-000000000001"}),
    "list": ("query List($first: Int, $after: String, $search: String) { cases(first: $first, after: $after, search: $search) {"
             " totalCount pageInfo { hasNextPage endCursor } nodes { id title state stateLabel leadAgency { name } } } }",
             {"first": 20, "search": "荔枝"}),
    "case file": ("query File($f: CaseFilter, $o: [CaseOrder!], $full: Boolean!) { cases(first: 20, filter: $f, orderBy: $o) { nodes { id title state"
                  " leadAgency { name } parties(first: 5) { nodes { name kind } } dockets { nodes { __typename number } }"
                  " mediations { nodes { stateLabel sessions { place } availableActions { move label } } } judicialReliefs { nodes { applicantName } }"
                  " timeline(first: 10) @include(if: $full) { nodes { act changes { field old new } } } } } }",
                  {"f": {"state": {"eq": "OPEN"}, "or": [{"title": {"contains": "荔枝"}}, {"openedOn": {"ge": "2026-01-01"}}]},
                   "o": [{"field": "OPENED_ON", "direction": "DESC"}], "full": True}),
}


class Stub:
    """A database that has every answer ready."""

    async def fetchval(self, sql: str, args: Any = (), *_: Any) -> str:
        return BODY


class Held:
    def __init__(self, policy: Policy) -> None:
        self.current = policy


def stage() -> tuple[Executor, Doors, Starlette, str, Actor]:
    configure_logs()
    actor = Actor(UUID(int=1), "sifaju", "庄立言", COUNTY, "SFJ", "GOVERNMENT", None, ("510522",), frozenset({"staff", "justice_officer", "liaison"}))
    policies: Any = Held(Policy(default_lines(), 1))
    executor = Executor(Stub(), policies, None)  # type: ignore[arg-type]
    tokens = Tokens(b"x" * 32)
    identity = Identity(Stub(), tokens)  # type: ignore[arg-type]
    session = uuid4()
    identity._held[COUNTY, session] = _Held(None, actor, time.monotonic() + 1e9, time.monotonic())
    now = datetime.now(UTC)
    token = tokens.access(Ticket(COUNTY, session, now + timedelta(hours=1)), now)

    async def position(_: Actor) -> tuple[str, int]:
        return "", 0

    doors = Doors(executor, identity, policies.current.rules_of, position)
    return executor, doors, Starlette(middleware=[Middleware(Edge, direct={"/graphql": GraphQLOverHTTP(doors)})]), token, actor


async def posted(app: Starlette, headers: list[tuple[bytes, bytes]], body: bytes) -> bytes:
    said: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        said.append(message.get("body", b""))

    scope = {"type": "http", "method": "POST", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "headers": headers,
             "http_version": "1.1", "scheme": "http", "server": ("x", 80), "client": ("y", 1), "root_path": "", "asgi": {"version": "3.0"}}
    await app(scope, receive, send)
    return b"".join(said)


async def timed(once: Any, rounds: int = 300) -> float:
    """Median microseconds."""
    for _ in range(20):
        await once()
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        await once()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1e6


async def main() -> None:
    executor, doors, app, token, actor = stage()
    for name, (text, variables) in OPERATIONS.items():
        raw = json.dumps({"query": text, "variables": variables}).encode()
        headers = [(b"content-type", b"application/json"), (b"accept", b"application/json"), (b"authorization", b"Bearer " + token.encode())]

        async def executed(text: str = text, variables: Any = variables) -> None:
            fresh = (" " + text)[1:]  # a new str, as from a request: its hash is not known yet
            answer = await executor.execute(fresh, None, variables, actor, Context(doors))
            assert '"errors"' not in answer.body, answer.body

        async def asked(raw: bytes = raw, headers: Any = headers) -> None:
            assert b'"errors"' not in await posted(app, headers, raw)

        print(f"{name:12} executor {await timed(executed):7.0f} µs   whole request {await timed(asked):7.0f} µs")


if __name__ == "__main__":
    asyncio.run(main())
