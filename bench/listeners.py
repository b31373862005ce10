"""Many GraphQL subscriptions at once: WebSocket clients that read frames by hand, so that a thousand of them leave one core to spare."""

from __future__ import annotations

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable, Sequence
from typing import Any, cast

import orjson

PATH, PROTOCOL = "/graphql", "graphql-transport-ws"
AT_ONCE = 50  # handshakes under way
READY_SECONDS = 60.0


class ListenerFault(Exception):
    """A subscription that was refused or closed."""


class Listener(asyncio.Protocol):
    """One connection with one subscription; what it hears is handed on with the moment it came in."""

    def __init__(self, number: int, token: str, query: str, heard: Callable[[int, Any, float], None]) -> None:
        self.number, self.closed = number, ""
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._token, self._query, self._heard = token, query, heard
        self._buffer, self._upgraded = bytearray(), False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write((f"GET {PATH} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                               f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self._buffer += data
        if not self._upgraded and not self._upgrade():
            return
        while (frame := self._frame()) is not None:
            opcode, body = frame
            if opcode == 0x9:
                self._write(0xA, body)
            elif opcode == 0x8:
                self._end(f"closed {int.from_bytes(body[:2], 'big')} {body[2:].decode()}")
            elif opcode == 0x1:
                self._take(orjson.loads(body), now)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(f"lost {exc or ''}")

    def say(self, **message: Any) -> None:
        self._write(0x1, orjson.dumps(message))

    def leave(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.abort()

    def _upgrade(self) -> bool:
        head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 101 " not in head.splitlines()[0]:
            self._end(head.splitlines()[0].decode())
            return False
        self._buffer, self._upgraded = bytearray(rest), True
        self.say(type="connection_init", payload={"Authorization": f"Bearer {self._token}"})
        return True

    def _frame(self) -> tuple[int, bytes] | None:
        """The next whole frame; a server sends none in pieces here, and masks none."""
        if len(self._buffer) < 2:
            return None
        size, begun = self._buffer[1], 2
        if size >= 126:
            begun = 4 if size == 126 else 10
            if len(self._buffer) < begun:
                return None
            size = int.from_bytes(self._buffer[2:begun], "big")
        if len(self._buffer) < begun + size:
            return None
        frame = self._buffer[0] & 0x0F, bytes(self._buffer[begun:begun + size])
        del self._buffer[:begun + size]
        return frame

    def _take(self, message: Any, now: float) -> None:
        match message["type"]:
            case "connection_ack":
                self.say(type="subscribe", id="1", payload={"query": self._query})
                self.say(type="ping")  # answered after the subscription was taken
            case "ping":
                self.say(type="pong")
            case "pong":
                if not self.ready.done():
                    self.ready.set_result(None)
            case "next":
                self._heard(self.number, message["payload"], now)
            case other:
                self._end(f"{other}: {message}")

    def _write(self, opcode: int, body: bytes) -> None:
        """A masked frame; the mask is zero, which any server takes."""
        size = len(body)
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size) if size < 126 else struct.pack("!BBH", 0x80 | opcode, 0xFE, size)
        if self._transport:
            self._transport.write(head + b"\0\0\0\0" + body)

    def _end(self, why: str) -> None:
        self.closed = self.closed or why
        if not self.ready.done():
            self.ready.set_exception(ListenerFault(self.closed))


async def listening(port: int, tokens: Sequence[str], query: str, heard: Callable[[int, Any, float], None]) -> list[Listener]:
    """A listener of every token, each subscribed."""
    turn, loop = asyncio.Semaphore(AT_ONCE), asyncio.get_running_loop()

    async def one(number: int, token: str) -> Listener:
        async with turn:
            _, listener = await loop.create_connection(lambda: Listener(number, token, query, heard), "127.0.0.1", port)
            await listener.ready
        return listener

    async with asyncio.timeout(READY_SECONDS):
        return list(await asyncio.gather(*(one(number, token) for number, token in enumerate(tokens))))
