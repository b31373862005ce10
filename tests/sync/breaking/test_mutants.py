"""Without any one of its safeguards the engine fails the suite: the counter's lock, the replay, the keys, the tombstones."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import websockets

from tests.oracle.mutants import broken
from tests.serving import Served, serving
from tests.sync.breaking.history import Stage, Step, steps_of
from tests.sync.breaking.judge import Broken
from tests.sync.breaking.mutants import BIGSERIAL, IN_HISTORIES, no_replay
from tests.sync.breaking.station import Station
from tests.sync.two_units import LUO, found

REPEATED = [Step("write", 0, 0, 0), Step("sync", 0, 0, 0), Step("write", 0, 3, 0), Step("sync faulty", 0, 4, 1), Step("desk", 0, 3, 0), Step("sync", 0, 0, 0)]
"""A registration; an edit whose answer is lost; a colleague's edit of the same field; the first edit comes again."""
HISTORIES = {"no counter lock": (1, steps_of(1, 60, 60)), "no idempotency key": (1, steps_of(1, 60, 60)), "no counting of ops": (1, REPEATED),
             "no tombstone": (3, steps_of(3, 60, 60))}
"""The same for all times: this is about the simulator, not about the product."""


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    station = Station(database_url, tmp_path / "server")
    with station.simulated():
        made = Stage(station, tmp_path)
        await made.build()
        await station.admin.execute(BIGSERIAL)
        yield made
        await station.close()


@pytest.mark.parametrize("how", IN_HISTORIES)
async def test_a_history_notices(how: str, stage: Stage) -> None:
    seed, steps = HISTORIES[how]
    await stage.run(steps, seed)
    with broken(IN_HISTORIES[how]()), pytest.raises(Broken):
        await stage.run(steps, seed)


STREAM = "subscription { streamMediation { documents { id title } checkpoint { seq } } }"
CREATE = 'mutation { createMediation(input: {title: "其间登记", kind: PEOPLE}) { __typename } }'


async def hears_what_came_between(served: Served) -> list[str]:
    """Titles a stream brings of what was registered after its connection was opened and before it was subscribed to."""
    async with websockets.connect(served.url.replace("http", "ws") + "/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {await served.token(LUO)}"}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        assert (await served.data(LUO, CREATE))["createMediation"]["__typename"] == "MediationDone"
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": STREAM}}))
        async with asyncio.timeout(3):
            said = json.loads(await socket.recv())
    return [document["title"] for document in said["payload"]["data"]["streamMediation"]["documents"]]


async def test_a_stream_notices(database, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    async with database.transaction() as connection:
        await found(connection)
    async with serving(database, tmp_path) as served:
        assert await hears_what_came_between(served) == ["其间登记"]
        with broken(no_replay()), pytest.raises(TimeoutError):
            await hears_what_came_between(served)
