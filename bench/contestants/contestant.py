"""A contestant: how it is started, how a question is put to it, and how its answer is read."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.ground import Ground
from bench.process import Worker, started
from bench.questions import Question

Json = Any


async def nothing(_: Ground) -> None:
    """No preparation."""


@dataclass(frozen=True)
class Contestant:
    """One way to serve the county; `answer` brings its JSON into the common shape."""

    name: str
    label: str
    command: Sequence[str]
    path: Callable[[Question], str]
    body: Callable[[Question, Mapping[str, Any]], Json]
    answer: Callable[[Question, Json], Json]
    environment: Callable[[Ground], Mapping[str, str]] = field(default=lambda ground: ground.environment)
    prepare: Callable[[Ground], Awaitable[None]] = nothing

    def start(self, ground: Ground) -> Worker:
        return started(self.command, self.environment(ground), ground.directory / "logs" / f"{self.name}.log")

    def text(self, question: Question, variables: Mapping[str, Any]) -> str:
        """The body of a request, on one line."""
        return json.dumps(self.body(question, variables), ensure_ascii=False)


def served(name: str, server: str = "uvicorn") -> Sequence[str]:
    """The command of a Python contestant."""
    return (sys.executable, "-m", "bench.contestants.served", name, server)


def graphql_path(_: Question) -> str:
    return "/graphql"


def graphql_body(question: Question, variables: Mapping[str, Any]) -> Json:
    return {"query": question.text, "variables": variables}


def graphql_answer(_: Question, told: Json) -> Json:
    return told["data"]
