"""GraphQL over server-sent events: frames, beats, ends, and the stock graphql-sse client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from tests.api.stub import Stage
from tests.api.test_ws import settled

EVENTS = {"accept": "text/event-stream"}


@asynccontextmanager
async def stream(stage: Stage, query: str, **headers: str) -> AsyncIterator[AsyncIterator[str]]:
    """The lines of a stream."""
    async with (
        httpx.AsyncClient(timeout=5) as client,
        client.stream("POST", f"http://{stage.url}/graphql", json={"query": query}, headers=EVENTS | headers) as answer,
    ):
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/event-stream")
        yield answer.aiter_lines()


async def whole(stage: Stage, query: str, **headers: str) -> list[str]:
    async with stream(stage, query, **headers) as lines:
        return [line async for line in lines if line]


async def test_subscription(stage: Stage) -> None:
    lines = await whole(stage, "subscription { count(to: 2) }")
    assert [line.split(":")[0] for line in lines] == ["", "event", "data", "event", "data", "event", "data"]
    assert [json.loads(lines[n][5:]) for n in (2, 4)] == [{"data": {"count": 1}}, {"data": {"count": 2}}]
    assert lines[5:] == ["event: complete", "data:"]


async def test_queries_too(stage: Stage) -> None:
    lines = await whole(stage, "{ me }", authorization="Bearer lin")
    assert lines[1] == "event: next" and json.loads(lines[2][5:]) == {"data": {"me": "lin"}} and lines[3] == "event: complete"


async def test_refusals_come_before_the_stream(stage: Stage) -> None:
    async with httpx.AsyncClient() as client:
        for query, token, status in (("{ nothing }", "lin", 400), ("subscription {", "lin", 400), ("{ me }", "expired", 401)):
            answer = await client.post(f"http://{stage.url}/graphql", json={"query": query},
                                       headers=EVENTS | {"authorization": f"Bearer {token}"})
            assert answer.status_code == status and answer.json()["errors"], answer.text


async def test_a_client_that_takes_both_gets_a_stream_for_a_subscription(stage: Stage) -> None:
    lines = await whole(stage, "subscription { count(to: 1) }", accept="application/graphql-response+json, text/event-stream")
    assert "event: complete" in lines


async def test_beats(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.events.BEAT_SECONDS", 0.02)
    async with stream(stage, "subscription { forever }") as lines:
        beats = 0
        async for line in lines:
            beats += line == ":"
            if beats > 4:
                break
    await settled(stage)


@pytest.mark.parametrize("why", ["revoked", "changed"])
async def test_the_stream_ends_with_the_rights_and_does_not_complete(stage: Stage, why: str) -> None:
    async with stream(stage, "subscription { forever }", authorization="Bearer lin") as lines:
        said = []
        async for line in lines:
            said.append(line)
            if line == "event: next":
                stage.identity.end_all(why)
    assert "event: complete" not in said
    await settled(stage)


async def test_the_stream_ends_with_the_token(stage: Stage) -> None:
    lines = await whole(stage, "subscription { forever }", authorization="Bearer lin:0.3")
    assert "event: next" in lines and "event: complete" not in lines


@pytest.mark.parametrize("name", ["behind", "crash"])
async def test_a_broken_stream_does_not_complete(stage: Stage, name: str) -> None:
    assert "event: complete" not in await whole(stage, f"subscription {{ {name} }}")


async def test_readers_that_leave_leave_nothing_behind(stage: Stage) -> None:
    for _ in range(5):
        async with stream(stage, "subscription { forever }") as lines:
            async for line in lines:
                if line.startswith("data"):
                    break
    await settled(stage)


async def test_stock_client(stage: Stage, node: Any) -> None:
    def run(token: str, query: str) -> Any:
        return json.loads(node.run("subscribe.mjs", "sse", stage.url, token, query))

    said = await asyncio.to_thread(run, "lin", "subscription { count(to: 3) }")
    assert said == {"results": [{"data": {"count": n}} for n in (1, 2, 3)], "fault": None}
    assert (await asyncio.to_thread(run, "lin", "{ me }"))["results"] == [{"data": {"me": "lin"}}]
    assert (await asyncio.to_thread(run, "expired", "{ me }"))["fault"]
    assert (await asyncio.to_thread(run, "lin:0.5", "subscription { forever }"))["fault"], "an end without `complete` is a fault"
