"""GraphQL over WebSocket (graphql-transport-ws): subscriptions that end with the rights of whoever opened them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import structlog
from graphql import GraphQLError, OperationType
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.events import ended
from api.lifetime import FORBIDDEN, RESTART, SLOW, Ended, lifetime
from api.operation import Answer, Context, Doors, Operation, bearer, decoded, encoded, faults
from api.problems import Problem
from sync.feed import Behind, Slow

PROTOCOL = "graphql-transport-ws"
MAX_OPERATIONS = 64
MAX_MESSAGE = 256 * 1024
INIT_SECONDS, PING_SECONDS, SEND_SECONDS, CLOSE_SECONDS = 10.0, 20.0, 15.0, 5.0
UNNAMED = frozenset({"PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED", "DOCUMENT_MISMATCH", "DOCUMENT_UNKNOWN", "DOCUMENT_NOT_TRUSTED"})
"""Faults of one operation: its client says more, or does without, and the connection goes on."""
SILENT_PINGS = 3  # as many pings without any word from the client, and it is gone
log = structlog.get_logger()


class Socket:
    """One connection; whatever must end it raises or returns Ended, and everything it started ends with it."""

    def __init__(self, socket: WebSocket, doors: Doors) -> None:
        self._socket, self._doors = socket, doors
        self._context = Context(doors)
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._over: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        self._watch: asyncio.Task[Any] | None = None
        self._sending = asyncio.Lock()
        self._silent = 0

    async def run(self) -> None:
        """Serve the connection until it ends."""
        if not _same_origin(self._socket, self._doors.origins):
            await self._socket.close(FORBIDDEN)  # before accept: the handshake is answered 403
            return
        known = PROTOCOL in self._socket.scope.get("subprotocols", ())
        await self._socket.accept(PROTOCOL if known else None)
        talking = asyncio.create_task(self._talk() if known else _refuse())
        pinging = asyncio.create_task(self._ping())
        try:
            waiting: set[asyncio.Future[Any]] = {talking, pinging, self._over}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            await self._close(self._over.result() if self._over.done() else _end_of(talking, pinging))
        finally:
            await ended(talking, pinging, *self._operations.values(), *([self._watch] if self._watch else []))

    async def _close(self, end: Ended | None) -> None:
        if end is None:
            return
        log.info("ws.closed", code=end.code, reason=end.reason, request_id=self._context.request_id)
        with suppress(TimeoutError, RuntimeError, OSError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._socket.close(end.code, end.reason)

    # --- messages in ------------------------------------------------------------------------------------------------

    async def _talk(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                first = await self._receive()
                while first["type"] == "ping":
                    await self._take(first)
                    first = await self._receive()
        except TimeoutError:
            raise Ended(4408, "Connection initialisation timeout") from None
        if first["type"] != "connection_init":
            raise Ended(4401, "Unauthorized")
        await self._init(first.get("payload"))
        while True:
            await self._take(await self._receive())

    async def _receive(self) -> dict[str, Any]:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        text = message.get("text")
        if text is None or len(text) > MAX_MESSAGE:
            raise Ended(1009 if text else 4400, "Message too large" if text else "Only text messages are understood")
        self._silent = 0
        try:
            raw = decoded(text)
        except Problem:
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
            raise Ended(4400, "Invalid message")
        return raw

    async def _init(self, payload: object) -> None:
        if payload is not None and not isinstance(payload, dict):
            raise Ended(4400, "Invalid payload")
        payload = payload or {}
        try:
            if token := _token(payload) or _token(payload.get("headers")):
                await self._enter(token)
        except Problem as problem:
            raise Ended(FORBIDDEN, problem.code) from None
        await self._send({"type": "connection_ack"})

    async def _enter(self, token: str) -> None:
        """Sign in, and note the feed's position before the client hears that it may go on."""
        await self._context.enter(token)
        await self._context.note()
        self._watch = asyncio.create_task(self._end_with_rights())

    async def _end_with_rights(self) -> None:
        self._end(await lifetime(self._context))

    async def _take(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "ping":
                await self._send({"type": "pong"} | ({"payload": message["payload"]} if "payload" in message else {}))
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(message)
            case "complete":
                if task := self._operations.pop(str(message.get("id")), None):
                    task.cancel()
            case "connection_init":
                raise Ended(4429, "Too many initialisation requests")
            case _:
                raise Ended(4400, "Invalid message")

    async def _subscribe(self, message: dict[str, Any]) -> None:
        name, payload = message.get("id"), message.get("payload")
        if not isinstance(name, str) or not name or len(name) > 200 or not isinstance(payload, dict):
            raise Ended(4400, "Invalid message")
        if name in self._operations:
            raise Ended(4409, f"Subscriber for {name[:60]} already exists")
        if len(self._operations) >= MAX_OPERATIONS:
            problem = Problem("TOO_MANY_SUBSCRIPTIONS", limit=MAX_OPERATIONS)
            await self._send({"id": name, "type": "error", "payload": faults(problem, self._context.request_id)})
            return
        try:
            operation = Operation.of(payload, self._doors.persisted)
            headers = operation.variables.get("headers")
            if self._context.actor is None and (token := _token(headers)):
                await self._enter(token)
        except Problem as problem:
            if problem.code in UNNAMED:
                await self._send({"id": name, "type": "error", "payload": faults(problem, self._context.request_id)})
                return
            raise Ended(FORBIDDEN if problem.status == 401 else 4400, problem.code) from None
        task = asyncio.create_task(self._operate(name, operation))
        self._operations[name] = task
        task.add_done_callback(lambda done: self._forget(name, done))

    def _forget(self, name: str, task: asyncio.Task[None]) -> None:
        if self._operations.get(name) is task:
            del self._operations[name]

    # --- operations -------------------------------------------------------------------------------------------------

    async def _operate(self, name: str, operation: Operation) -> None:
        try:
            await self._serve(name, operation)
        except (Problem, GraphQLError) as fault:
            if isinstance(fault, Problem) and fault.status == 401 and self._context.ticket:
                self._end(Ended(FORBIDDEN, fault.code))
            else:
                await self._send({"id": name, "type": "error", "payload": faults(fault, self._context.request_id)})
        except Behind:
            self._end(Ended(RESTART, "Too far behind; pull and connect again"))
        except Slow:
            self._end(Ended(SLOW, "Too slow; read anew and connect again"))
        except Ended as end:
            self._end(end)
        except Exception:
            # A fault that may pass must not end the stream for good: the client connects again and pulls.
            log.exception("ws.operation", request_id=self._context.request_id)
            self._end(Ended(RESTART, "Internal error"))

    async def _serve(self, name: str, operation: Operation) -> None:
        context, executor = self._context.of(operation), self._doors.executor
        ask = executor.subscribe if operation.kind is OperationType.SUBSCRIPTION else executor.execute
        answer: Any = await ask(operation.text, operation.name, operation.variables, context.actor, context)
        if isinstance(answer, AsyncIterator):
            await self._relay(name, answer)
        elif answer.began:
            await self._next(name, answer.body)
        else:
            await self._send({"id": name, "type": "error", "payload": _errors(answer)})
            return
        self._operations.pop(name, None)  # the client may use the name again as soon as it hears `complete`
        await self._send({"id": name, "type": "complete"})

    async def _relay(self, name: str, source: AsyncIterator[str]) -> None:
        try:
            async for text in source:
                await self._next(name, text)
        finally:
            if isinstance(source, AsyncGenerator):
                await source.aclose()

    # --- messages out -----------------------------------------------------------------------------------------------

    async def _next(self, name: str, body: str) -> None:
        await self._send_text(f'{{"id":{encoded(name)},"type":"next","payload":{body}}}')

    async def _send(self, message: dict[str, Any]) -> None:
        await self._send_text(encoded(message))

    async def _send_text(self, text: str) -> None:
        """Whoever takes nothing for a while is let go: what waits for one slow reader is memory of all."""
        try:
            async with asyncio.timeout(SEND_SECONDS), self._sending:
                await self._socket.send_text(text)
        except TimeoutError:
            raise Ended(SLOW, "Too slow") from None
        except (WebSocketDisconnect, RuntimeError, OSError) as gone:  # RuntimeError: it is closed already
            raise Ended(1001, "The client is gone") from gone

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            self._silent += 1
            if self._silent > SILENT_PINGS:
                raise Ended(1001, "No answer to pings")
            await self._send({"type": "ping"})

    def _end(self, end: Ended) -> None:
        if not self._over.done():
            self._over.set_result(end)


async def _refuse() -> None:
    raise Ended(4406, "Subprotocol not acceptable")  # the legacy graphql-ws protocol among them


def _end_of(*tasks: asyncio.Task[None]) -> Ended | None:
    """Why the first of the tasks ended; None when the client left."""
    for task in tasks:
        fault = task.exception() if task.done() else None
        if isinstance(fault, Ended):
            return fault
        if isinstance(fault, WebSocketDisconnect):
            return None
        if fault is not None:
            log.error("ws.failed", exc_info=fault)
            return Ended(RESTART, "Internal error")
    return None


def _token(headers: object) -> str | None:
    """The token of an `Authorization` entry, in any letter case."""
    if not isinstance(headers, dict):
        return None
    return next((bearer(value) for key, value in headers.items() if str(key).lower() == "authorization"), None)


def _errors(answer: Answer) -> Any:
    return decoded(answer.body)["errors"]


def _same_origin(socket: WebSocket, origins: tuple[str, ...]) -> bool:
    """Browsers name the page's origin; other clients name none."""
    origin = socket.headers.get("origin")
    return origin is None or origin in origins or urlsplit(origin).netloc == socket.headers.get("host")
