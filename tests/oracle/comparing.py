"""The compiler and the naive reader side by side: one operation, two answers, and where they differ the smallest operation that shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from api.costs import NOBODY, Budgets
from api.database import Database
from api.execute import Answer, Executor
from api.policies import Policies
from authz.actor import Actor
from authz.policy import Policy
from tests.oracle.county import NOW
from tests.oracle.reader import Reader


class Stopped(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
        return NOW


@dataclass(frozen=True)
class Context:
    """What the executor wants to know of a request."""

    request_id: str = "r"
    token: str = ""
    telling: bool = False


class OneConnection:
    """The database as the executor knows it, on one connection."""

    def __init__(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        self.connection = connection

    async def fetchval(self, sql: str, args: Sequence[object] = ()) -> Any:
        return await self.connection.fetchval(sql, *args)


@dataclass
class Bench:
    """The real executor over one connection and one policy; what it takes for the time is stopped by a fixture."""

    executor: Executor
    policy: Policy

    @classmethod
    def over(cls, connection: asyncpg.Connection[asyncpg.Record], policy: Policy) -> Bench:
        database: Database = OneConnection(connection)  # type: ignore[assignment]
        return cls(Executor(database, Policies(database, policy), None, Budgets({NOBODY: 10**9})), policy)  # type: ignore[arg-type]

    async def body(self, text: str, variables: Mapping[str, Any], actor: Actor | None) -> str:
        """The body as it would be sent; what the executor does not catch is told in its place."""
        try:
            answer: Answer = await self.executor.execute(text, None, dict(variables), actor, Context())
        except Exception as fault:
            return json.dumps({"raised": f"{type(fault).__name__}: {fault}"})
        return answer.body


def told(body: str) -> dict[str, Any]:
    """A body as the reader tells it: data, and (root, code) of the errors in their order."""
    whole = json.loads(body)
    if "data" not in whole:
        return dict(whole)
    errors = [(error["path"][0], error["extensions"]["code"]) for error in whole.get("errors", ())]
    return {"data": whole["data"], "errors": errors}


def same(one: Any, other: Any) -> bool:
    """Equal, the order of keys included."""
    return json.dumps(one) == json.dumps(other)


async def difference(bench: Bench, reader: Reader, text: str, variables: Mapping[str, Any]) -> tuple[Any, Any] | None:
    """What the compiler answered and what the reader answered, when they are not the same."""
    said = told(await bench.body(text, variables, reader.actor))
    if "data" not in said and "raised" not in said:
        return said, None  # not even a question: the generator went wrong
    read = reader.answer(text, variables)
    return None if same(said, read) else (said, read)
