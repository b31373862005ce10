"""GraphQL over WebSocket: the protocol to the letter, ends that clients can act on, and nothing left behind."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api.server import Protocol
from tests.api.stub import Stage

PROTOCOL: Any = "graphql-transport-ws"


class Talk:
    """A client that speaks the protocol by hand."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, kind: str, **more: Any) -> None:
        await self.connection.send(json.dumps({"type": kind} | more))

    async def hear(self) -> dict[str, Any]:
        text = await asyncio.wait_for(self.connection.recv(), 5)
        assert isinstance(text, str), "browsers expect text frames"
        return json.loads(text)  # type: ignore[no-any-return]

    async def subscribe(self, query: str, name: str = "1", **payload: Any) -> None:
        await self.say("subscribe", id=name, payload={"query": query} | payload)

    async def closed(self) -> int:
        with pytest.raises(ConnectionClosed) as caught:
            while True:
                await asyncio.wait_for(self.connection.recv(), 5)
        return caught.value.rcvd.code if caught.value.rcvd else 1006


@asynccontextmanager
async def talk(stage: Stage, payload: Any = None, *, init: bool = True, **more: Any) -> AsyncIterator[Talk]:
    more.setdefault("subprotocols", [PROTOCOL])
    async with connect(f"ws://{stage.url}/graphql", max_size=None, **more) as connection:
        talker = Talk(connection)
        if init:
            await talker.say("connection_init", **({"payload": payload} if payload is not None else {}))
            assert (await talker.hear())["type"] == "connection_ack"
        yield talker


async def settled(stage: Stage) -> None:
    """Every stream has been closed."""
    await until(lambda: not stage.executor.streams.open)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.02)


# --- the protocol -----------------------------------------------------------------------------------------------------


async def test_subscription(stage: Stage) -> None:
    async with talk(stage) as client:
        await client.subscribe("subscription { count(to: 2) }")
        assert [await client.hear() for _ in range(3)] == [
            {"id": "1", "type": "next", "payload": {"data": {"count": 1}}},
            {"id": "1", "type": "next", "payload": {"data": {"count": 2}}}, {"id": "1", "type": "complete"}]
        await client.subscribe("subscription { count(to: 0) }")  # the name is free again
        assert await client.hear() == {"id": "1", "type": "complete"}


async def test_queries_and_mutations(stage: Stage) -> None:
    async with talk(stage, {"Authorization": "Bearer sifaju"}) as client:
        for query, data in (("{ me }", {"me": "sifaju"}), ("mutation { touch }", {"touch": 1})):
            await client.subscribe(query)
            assert (await client.hear())["payload"] == {"data": data}
            assert (await client.hear())["type"] == "complete"


@pytest.mark.parametrize("query", ["subscription { nothing }", "subscription {", "{ nothing }", "query Q{hello} query R{hello}",
                                   "subscription { ...Missing }", "{" * 3000])
async def test_faulty_documents_are_errors_of_the_operation(stage: Stage, query: str) -> None:
    async with talk(stage) as client:
        await client.subscribe(query)
        said = await client.hear()
        assert said["type"] == "error" and said["payload"][0]["extensions"]["code"]
        await client.subscribe("{ hello }")
        assert (await client.hear())["type"] == "next"


async def test_ping_pong(stage: Stage) -> None:
    async with talk(stage, init=False) as client:
        await client.say("ping", payload={"a": 1})
        assert await client.hear() == {"type": "pong", "payload": {"a": 1}}
        await client.say("connection_init")
        assert (await client.hear())["type"] == "connection_ack"
        await client.say("pong")
        await client.say("ping")
        assert await client.hear() == {"type": "pong"}


async def test_complete_ends_a_stream(stage: Stage) -> None:
    async with talk(stage) as client:
        await client.subscribe("subscription { forever }")
        await client.hear()
        await client.say("complete", id="1")
        await client.say("complete", id="unknown")
        await settled(stage)


@pytest.mark.parametrize(("text", "code"), [
    ("", 4400), ("[]", 4400), ("{", 4400), ('{"type":5}', 4400), ('{"type":"start"}', 4400), ('{"type":"connection_init"}', 4429),
    ('{"type":"subscribe"}', 4400), ('{"type":"subscribe","id":1,"payload":{"query":"{hello}"}}', 4400),
    ('{"type":"subscribe","id":"","payload":{"query":"{hello}"}}', 4400), ('{"type":"subscribe","id":"1","payload":[]}', 4400),
    ('{"type":"subscribe","id":"1","payload":{"query":5}}', 4400), ('{"type":"subscribe","id":"1","payload":{"query":"{hello}","variables":[]}}', 4400),
    (b'{"type":"ping"}', 4400), ("[" * 100_000, 4400), ('{"type":"ping","payload":"' + "x" * 300_000 + '"}', 1009)])
async def test_breaches_of_the_protocol(stage: Stage, text: str | bytes, code: int) -> None:
    async with talk(stage) as client:
        await client.connection.send(text)
        assert await client.closed() == code


async def test_operations_before_the_handshake(stage: Stage) -> None:
    async with talk(stage, init=False) as client:
        await client.subscribe("{ hello }")
        assert await client.closed() == 4401


async def test_a_silent_client_is_closed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.sockets.INIT_SECONDS", 0.2)
    async with talk(stage, init=False) as client:
        assert await client.closed() == 4408


async def test_two_operations_of_one_name(stage: Stage) -> None:
    async with talk(stage) as client:
        await client.subscribe("subscription { forever }")
        await client.subscribe("subscription { forever }")
        assert await client.closed() == 4409
    await settled(stage)


@pytest.mark.parametrize("protocols", [["graphql-ws"], [], ["other"]])
async def test_other_protocols_are_refused(stage: Stage, protocols: Any) -> None:
    async with talk(stage, init=False, subprotocols=protocols or None) as client:
        assert await client.closed() == 4406


async def test_ours_is_chosen_among_several(stage: Stage) -> None:
    async with talk(stage, subprotocols=["graphql-ws", PROTOCOL]) as client:
        assert client.connection.subprotocol == PROTOCOL


async def test_origins(stage: Stage) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with talk(stage, origin="https://evil.example"):
            pass
    async with talk(stage, origin="https://allowed.example"):
        pass
    async with talk(stage, origin=f"http://{stage.url}"):
        pass


# --- rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", [{"Authorization": "Bearer lin"}, {"authorization": "lin"}, {"headers": {"Authorization": "Bearer lin"}}])
async def test_the_token_comes_in_any_of_the_usual_places(stage: Stage, payload: Any) -> None:
    async with talk(stage, payload) as client:
        await client.subscribe("{ me }")
        assert (await client.hear())["payload"]["data"] == {"me": "lin"}


async def test_the_token_may_come_with_the_variables(stage: Stage) -> None:
    async with talk(stage) as client:
        await client.subscribe("{ me }", variables={"headers": {"Authorization": "Bearer lin"}})
        assert (await client.hear())["payload"]["data"] == {"me": "lin"}


@pytest.mark.parametrize("token", ["Bearer expired", "Bearer rubbish", "Basic x y"])
async def test_a_bad_token_closes_4403_so_that_the_client_comes_back(stage: Stage, token: str) -> None:
    async with talk(stage, init=False) as client:
        await client.say("connection_init", payload={"headers": {"Authorization": token}})
        assert await client.closed() == 4403
    async with talk(stage) as client:
        await client.subscribe("{ me }", variables={"headers": {"Authorization": token}})
        assert await client.closed() == 4403


async def test_the_feed_is_noted_before_the_acknowledgement(stage: Stage) -> None:
    async with talk(stage, {"Authorization": "lin"}) as client:
        await client.subscribe("subscription { position }")
        assert (await client.hear())["payload"]["data"] == {"position": "epoch:7"}


async def test_expiry_closes_the_socket(stage: Stage) -> None:
    async with talk(stage, {"Authorization": "lin:0.3"}) as client:
        await client.subscribe("subscription { forever }")
        assert await client.closed() == 4403
    await settled(stage)


@pytest.mark.parametrize(("why", "code"), [("revoked", 4403), ("changed", 1012)])
async def test_revocation_closes_the_socket(stage: Stage, why: str, code: int) -> None:
    async with talk(stage, {"Authorization": "lin"}) as client:
        await client.subscribe("subscription { forever }")
        await client.hear()
        stage.identity.end_all(why)
        assert await client.closed() == code
    await settled(stage)
    assert not stage.identity.ends


@pytest.mark.parametrize("name", ["behind", "crash"])
async def test_what_may_pass_closes_1012_and_never_errors_or_completes(stage: Stage, name: str) -> None:
    async with talk(stage) as client:
        await client.subscribe(f"subscription {{ {name} }}")
        assert await client.closed() == 1012


# --- load -------------------------------------------------------------------------------------------------------------


async def test_sixty_four_operations_and_no_more(stage: Stage) -> None:
    async with talk(stage) as client:
        for n in range(64):
            await client.subscribe("subscription { forever }", str(n))
        await client.subscribe("subscription { forever }", "one more")
        while (said := await client.hear())["id"] != "one more":
            assert said["type"] == "next"
        assert said["type"] == "error" and said["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
    await settled(stage)


async def test_whoever_falls_behind_closes_4413(stage: Stage) -> None:
    async with talk(stage) as client:
        await client.subscribe("subscription { slow }")
        assert await client.closed() == 4413


async def test_a_slow_reader_is_shed_while_others_go_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.sockets.SEND_SECONDS", 0.5)
    async with talk(stage) as quick, talk(stage, ping_interval=None, max_queue=1, compression=None) as slow:
        await slow.subscribe("subscription { flood }")
        await quick.subscribe("subscription { forever }")
        heard = [await quick.hear() for _ in range(30)]  # 1.5 s, in which the slow one takes nothing
        assert [one["payload"]["data"]["forever"] for one in heard] == list(range(1, 31))
        assert await slow.closed() == 4413, "what it had not taken is taken at last, and then it hears why it ended"
        await quick.hear()


async def test_what_nobody_takes_is_thrown_away(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("api.sockets.SEND_SECONDS", "api.sockets.CLOSE_SECONDS", "api.server.LINGER_SECONDS"):
        monkeypatch.setattr(name, 0.2)
    lost: list[Exception | None] = []
    known = Protocol.connection_lost

    def connection_lost(self: Protocol, reason: Exception | None) -> None:
        lost.append(reason)
        known(self, reason)

    monkeypatch.setattr(Protocol, "connection_lost", connection_lost)
    async with talk(stage, ping_interval=None, max_queue=1, compression=None) as client:
        await client.subscribe("subscription { flood }")
        await until(lambda: lost)  # the client has read nothing, and is still there
        client.connection.transport.abort()


async def test_slow_readers_are_let_go(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.sockets.SEND_SECONDS", 0.5)
    async with talk(stage, ping_interval=None, max_queue=1, compression=None) as client:  # deflated, a flood is a trickle
        await client.subscribe("subscription { flood }")
        await until(lambda: stage.executor.streams.open)  # and never a recv(): the client's queue fills, then the buffers
        await settled(stage)
        client.connection.transport.abort()


async def test_sockets_cut_off_leave_nothing_behind(stage: Stage) -> None:
    for _ in range(5):
        async with talk(stage, {"Authorization": "lin"}) as client:
            for n in range(5):
                await client.subscribe("subscription { forever }", str(n))
            await client.hear()
            client.connection.transport.abort()
    await settled(stage)
    assert not stage.identity.ends


async def test_a_dead_peer_is_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.sockets.PING_SECONDS", 0.1)
    async with talk(stage) as client:
        assert await client.hear() == {"type": "ping"}
        assert await client.closed() == 1001


# --- stock clients ----------------------------------------------------------------------------------------------------


async def test_stock_client(stage: Stage, node: Any) -> None:
    def run(token: str, query: str) -> Any:
        return json.loads(node.run("subscribe.mjs", "ws", stage.url, token, query))

    assert (await asyncio.to_thread(run, "lin", "subscription { count(to: 3) }"))["results"] == [{"data": {"count": n}} for n in (1, 2, 3)]
    assert (await asyncio.to_thread(run, "lin", "{ me }"))["results"] == [{"data": {"me": "lin"}}]
    assert (await asyncio.to_thread(run, "lin", "{ nothing }"))["fault"][0]["extensions"]["code"] == "GRAPHQL_INVALID"
    assert (await asyncio.to_thread(run, "expired", "{ me }"))["fault"]["code"] == 4403
