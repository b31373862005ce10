"""A tiny executor over graphql-core and an identity without a database, so that the transports are tested alone."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import uvicorn
from graphql import ExecutionResult, build_schema, execute, subscribe, validate
from starlette.applications import Starlette
from starlette.middleware import Middleware

from api.edge import Edge
from api.graphql import transports
from api.limits import parsed
from api.operation import Context, Doors, faults
from api.problems import Problem
from api.server import options
from api.settings import Settings
from api.tokens import Ticket
from authz.actor import Actor
from sync.feed import Behind, Slow

SCHEMA = build_schema("""
type Query { hello(name: String): String! me: String slow: String boom: String crash: String refuse: String big(size: Int!): String }
type Mutation { touch: Int! }
type Subscription { count(to: Int!): Int! forever: Int! flood: String! behind: Int! slow: Int! crash: Int! position: String! }
""")


@dataclass(frozen=True)
class Answer:
    body: str
    began: bool = True
    status: int = 200


class Root:
    """Resolvers of the queries and the mutation."""

    def __init__(self, actor: Actor | None) -> None:
        self.actor, self.touched = actor, 0

    def hello(self, _info: Any, name: str | None = None) -> str:
        return f"你好 {name or '府院'}"

    def me(self, _info: Any) -> str | None:
        return self.actor.username if self.actor else None

    async def slow(self, _info: Any) -> str:
        await asyncio.sleep(30)
        return "late"

    def boom(self, _info: Any) -> str:
        raise ValueError("boom")

    def big(self, _info: Any, size: int) -> str:
        return "x" * size

    def touch(self, _info: Any) -> int:
        return 1


class Streams:
    """Sources of the subscriptions; `open` counts those not yet closed."""

    def __init__(self) -> None:
        self.open = 0

    @contextmanager
    def counted(self) -> Iterator[None]:
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    async def run(self, name: str, args: Mapping[str, Any], context: Context) -> AsyncIterator[dict[str, Any]]:
        with self.counted():
            if name == "behind":
                raise Behind("mediation")
            if name == "slow":
                raise Slow
            if name == "crash":
                raise OSError("the database went away")
            if name == "position":
                yield {name: f"{context.position[0]}:{context.position[1]}"}
                return
            number = 0
            while name != "count" or number < args["to"]:
                number += 1
                yield {name: "x" * 1_000_000 if name == "flood" else number}
                await asyncio.sleep(0 if name in ("count", "flood") else 0.05)


@dataclass
class StubExecutor:
    """What api/execute.py is to the transports."""

    streams: Streams = field(default_factory=Streams)

    async def execute(self, text: str, name: str | None, variables: Any, actor: Actor | None, context: Any) -> Answer:
        if "crash" in text:
            raise RuntimeError("secret dsn postgres://")
        if "refuse" in text:
            raise Problem("UNAUTHENTICATED")
        if wrong := validate(SCHEMA, parsed(text)):
            return self.refused(wrong, context)
        done = execute(SCHEMA, parsed(text), Root(actor), operation_name=name, variable_values=variables)
        result = done if isinstance(done, ExecutionResult) else await done
        if result.data is None and result.errors and not any(fault.path for fault in result.errors):
            return self.refused(result.errors, context)
        return Answer(json.dumps(result.formatted, ensure_ascii=False, indent=1))

    async def subscribe(self, text: str, name: str | None, variables: Any, actor: Actor | None, context: Any) -> Any:
        if wrong := validate(SCHEMA, parsed(text)):
            return self.refused(wrong, context)
        chosen = parsed(text).definitions[0].selection_set.selections[0].name.value  # type: ignore[attr-defined]

        def source(_root: Any, _info: Any, **args: Any) -> Any:
            return self.streams.run(chosen, args, context)

        found: Any = subscribe(SCHEMA, parsed(text), None, operation_name=name, variable_values=variables,
                               subscribe_field_resolver=source)
        if inspect.isawaitable(found):
            found = await found
        return self.texts(found) if hasattr(found, "__aiter__") else self.refused(found.errors, context)

    async def texts(self, found: Any) -> AsyncIterator[str]:
        try:
            async for result in found:
                yield json.dumps(result.formatted, indent=1)
        finally:
            await found.aclose()

    def refused(self, wrong: Any, context: Any) -> Answer:
        errors = [error for fault in wrong for error in faults(fault, context.request_id)]
        return Answer(json.dumps({"errors": errors}), began=False, status=400)


@dataclass
class StubIdentity:
    """Tokens are `NAME` or `NAME:SECONDS`; `expired` and `rubbish` are what they say."""

    ends: dict[UUID, asyncio.Future[Any]] = field(default_factory=dict)

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def enter(self, token: str) -> tuple[Ticket, Actor]:
        name, _, seconds = token.partition(":")
        if name in ("expired", "rubbish"):
            raise Problem("TOKEN_EXPIRED" if name == "expired" else "UNAUTHENTICATED")
        actor = Actor(uuid4(), name, name, "510522", "SFJ", "GOVERNMENT", None, (), frozenset({"staff"}))
        return Ticket("510522", uuid4(), self.now() + timedelta(seconds=float(seconds or 900))), actor

    async def actor(self, token: str) -> Actor:
        return (await self.enter(token))[1]

    @contextmanager
    def watching(self, ticket: Ticket) -> Iterator[asyncio.Future[Any]]:
        ended = self.ends[ticket.session] = asyncio.get_running_loop().create_future()
        try:
            yield ended
        finally:
            del self.ends[ticket.session]
            ended.cancel()

    def end_all(self, why: str) -> None:
        for ended in self.ends.values():
            ended.set_result(why)


@dataclass
class Stage:
    """A running server over the stubs."""

    url: str
    identity: StubIdentity
    executor: StubExecutor


async def _position(_actor: Actor) -> tuple[str, int]:
    return ("epoch", 7)


def stub_doors() -> Doors:
    return Doors(StubExecutor(), StubIdentity(), lambda _: None, _position, ("https://allowed.example",))  # type: ignore[arg-type,return-value]


def stub_app(doors: Doors) -> Starlette:
    return Starlette(routes=transports(doors), middleware=[Middleware(Edge)])


@asynccontextmanager
async def served(app: Any, settings: Settings) -> AsyncIterator[str]:
    """Run uvicorn, told what production tells it, on a port of its own."""
    told = options(settings) | {"factory": False, "port": 0, "workers": 1, "lifespan": "auto", "timeout_graceful_shutdown": 1}
    server = uvicorn.Server(uvicorn.Config(app, **told))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
        assert not task.done(), "the server did not start"
    try:
        yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
