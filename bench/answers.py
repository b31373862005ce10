"""Answers side by side: every contestant must say the same before anything is timed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx

from bench.contestants.contestant import Contestant
from bench.process import Worker
from bench.questions import Question

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d.*")


class Different(Exception):
    """Two contestants that do not say the same, or one that does not answer."""


def common(value: Any) -> Any:
    """Instants as UTC, whatever their spelling; everything else as it is."""
    if isinstance(value, Mapping):
        return {name: common(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [common(inner) for inner in value]
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(UTC).isoformat()
    return value


def asked(client: httpx.Client, contestant: Contestant, worker: Worker, token: str, question: Question, variables: Mapping[str, Any]) -> Any:
    """The answer of one contestant in the common shape."""
    response = client.post(worker.address + contestant.path(question), content=contestant.text(question, variables).encode(),
                           headers={"content-type": "application/json", "accept": "application/json", "authorization": f"Bearer {token}"}, timeout=120)
    if response.status_code != 200:
        raise Different(f"{contestant.name}, {question.name}: {response.status_code} {response.text[:500]}")
    told = response.json()
    if told.get("errors") or not told.get("data"):
        raise Different(f"{contestant.name}, {question.name}: {response.text[:1500]}")
    return common(contestant.answer(question, told))


def compared(
    workers: Mapping[str, Worker], contestants: Mapping[str, Contestant], token: str, question: Question, variables: Sequence[Mapping[str, Any]],
) -> int:
    """Every answer of every contestant against the first one's; gives the number of answers compared, raises Different."""
    first, *others = workers
    with httpx.Client(trust_env=False) as client:
        for given in variables:
            expected = asked(client, contestants[first], workers[first], token, question, given)
            for name in others:
                found = asked(client, contestants[name], workers[name], token, question, given)
                if found != expected:
                    raise Different(f"{question.name} {dict(given)}: {name} says {difference(expected, found)} where {first} does")
    return len(variables) * len(workers)


def difference(expected: Any, found: Any, path: str = "$") -> str:
    """The first place where two answers part."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in (*expected, *found):
            if expected.get(name, ...) != found.get(name, ...):
                return difference(expected.get(name, "(absent)"), found.get(name, "(absent)"), f"{path}.{name}")
    if isinstance(expected, list) and isinstance(found, list):
        for place, (one, other) in enumerate(zip(expected, found, strict=False)):
            if one != other:
                return difference(one, other, f"{path}[{place}]")
        return f"{path}: {len(found)} rows instead of {len(expected)}"
    return f"{path}: {_short(found)} instead of {_short(expected)}"


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:200]


def rows(contestant: Contestant, worker: Worker, token: str, question: Question, variables: Mapping[str, Any]) -> list[str]:
    """The ids in an answer, in their order."""
    with httpx.Client(trust_env=False) as client:
        return list(_ids(asked(client, contestant, worker, token, question, variables)))


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _ids(inner)
