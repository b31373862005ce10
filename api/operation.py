"""One GraphQL operation as every transport hands it over: what is asked, in whose name, and the executor that answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar
from uuid import uuid4

import orjson
from graphql import GraphQLError, GraphQLSyntaxError, OperationType

from api import limits
from api.identity import Identity
from api.persisted import Persisted
from api.problems import Problem, error
from api.tokens import Ticket
from authz.actor import Actor
from authz.policy import Rules
from sync.feed import Checkpoint

T = TypeVar("T")


class Answer(Protocol):
    """What came of an operation: JSON text, whether execution began, and the status HTTP would give it."""

    @property
    def body(self) -> str: ...
    @property
    def began(self) -> bool: ...
    @property
    def status(self) -> int: ...


class Executor(Protocol):
    """api/execute.py: never raises for what a client can cause, but through the stream of a subscription."""

    async def execute(
        self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any
    ) -> Answer: ...

    async def subscribe(
        self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any
    ) -> AsyncIterator[str] | Answer: ...


@dataclass(frozen=True)
class Operation:
    """The parameters of a GraphQL request, of the right shape."""

    text: str
    name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: object, persisted: Persisted) -> Operation:
        """Check the shape of a decoded request; raises BAD_REQUEST, and what `persisted` has against its document."""
        if not isinstance(raw, dict):
            raise Problem("BAD_REQUEST", reason="应为 JSON 对象 (a JSON object is needed)")
        name, variables = raw.get("operationName"), raw.get("variables")
        if name is not None and not isinstance(name, str):
            raise Problem("BAD_REQUEST", reason="operationName: String")
        if variables is not None and not isinstance(variables, dict):
            raise Problem("BAD_REQUEST", reason="variables: Object")
        if raw.get("extensions") is not None and not isinstance(raw["extensions"], dict):
            raise Problem("BAD_REQUEST", reason="extensions: Object")
        return cls(persisted.text(raw), name or None, variables or {}, raw.get("extensions") or {})

    @property
    def telling(self) -> bool:
        """Whether the answer is to say what it cost: `extensions: {"cost": true}`."""
        return self.extensions.get("cost") is True

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription; raises Problem or GraphQLError when the text is not a document."""
        return limits.kind(self.text, self.name)


@dataclass(frozen=True)
class Doors:
    """What the transports share."""

    executor: Executor
    identity: Identity
    rules: Callable[[Actor], Rules]
    position: Callable[[Actor], Awaitable[tuple[str, int]]]
    origins: tuple[str, ...] = ()
    graphiql: bool = True
    persisted: Persisted = field(default_factory=Persisted)


@dataclass
class Context:
    """What an executor may want to know beyond the operation; `position` is where the feed stood when it was noted."""

    doors: Doors
    request_id: str = field(default_factory=lambda: uuid4().hex)
    token: str = ""
    ticket: Ticket | None = None
    actor: Actor | None = None
    position: tuple[str, int] = ("", 0)
    telling: bool = False

    def of(self, operation: Operation) -> Context:
        """The context of one operation of a connection."""
        return replace(self, telling=operation.telling)

    async def enter(self, token: str) -> None:
        """Sign in with a token; raises UNAUTHENTICATED, TOKEN_EXPIRED or SESSION_REVOKED."""
        self.ticket, self.actor = await self.doors.identity.enter(token)
        self.token = token

    async def note(self) -> None:
        """Remember where the feed stands, so that nothing committed from now on is missed."""
        if self.actor:
            self.position = await self.doors.position(self.actor)

    @property
    def start(self) -> Checkpoint | None:
        return Checkpoint(*self.position) if self.position[0] else None

    async def rights(self) -> tuple[Actor, Rules]:
        """The actor and his rules at this moment; raises Problem when he may no longer ask."""
        actor = await self.doors.identity.actor(self.token)
        return actor, self.doors.rules(actor)


def bearer(value: object) -> str | None:
    """The token of an Authorization value; the word Bearer may be left out by what is not HTTP."""
    if not isinstance(value, str) or not value.strip():
        return None
    scheme, _, token = value.strip().partition(" ")
    if not token:
        return scheme
    if scheme.lower() != "bearer":
        raise Problem("UNAUTHENTICATED")
    return token.strip()


def faults(fault: Exception, request_id: str) -> list[dict[str, Any]]:
    """The `errors` of an operation that was refused before it was executed."""
    if isinstance(fault, Problem):
        return [fault.as_error(request_id)]
    if isinstance(fault, GraphQLError):
        code = "GRAPHQL_SYNTAX" if isinstance(fault, GraphQLSyntaxError) else "GRAPHQL_INVALID"
        places = [{"line": place.line, "column": place.column} for place in fault.locations or ()]
        return [error(code, {}, request_id, message=fault.message, locations=places or None)]
    return [Problem("INTERNAL_ERROR").as_error(request_id)]


def decoded(text: bytes | str) -> Any:
    """JSON, strictly; raises BAD_REQUEST."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Problem("BAD_REQUEST", reason="不是合法的 JSON (not valid JSON)") from None


def encoded(value: object) -> str:
    return orjson.dumps(value, default=str).decode()
