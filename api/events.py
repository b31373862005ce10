"""GraphQL over server-sent events, one stream for one operation (the distinct connections of graphql-sse)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from typing import Any

import structlog
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.lifetime import lifetime
from api.negotiation import EVENTS
from api.operation import Context

BEAT_SECONDS = 12.0
SEND_SECONDS = 15.0  # whoever cannot take a frame for so long is let go
BEAT, COMPLETE = ":\n\n", "event: complete\ndata:\n\n"
log = structlog.get_logger()


class EventStream(Response):
    """A stream that ends with its source, its reader or its reader's rights, and always closes its source."""

    media_type = EVENTS

    def __init__(self, source: AsyncIterator[str], context: Context, headers: dict[str, str]) -> None:
        super().__init__(headers=headers | {"x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._source, self._context = source, context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        ends = {asyncio.create_task(_gone(receive)), asyncio.create_task(lifetime(self._context))}
        try:
            async with aclosing(frames(self._source, ends)) as texts:
                async for text in texts:
                    async with asyncio.timeout(SEND_SECONDS):
                        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            log.info("sse.slow", request_id=self._context.request_id)
        finally:
            await ended(*ends)
            if isinstance(self._source, AsyncGenerator):
                await self._source.aclose()


async def frames(source: AsyncIterator[str], ends: set[asyncio.Task[Any]]) -> AsyncGenerator[str]:
    """Frames until the source ends (then `complete`), or something else does (then nothing: the client asks again)."""
    yield BEAT
    waiting: asyncio.Task[str | None] | None = None
    try:
        while True:
            waiting = waiting or asyncio.create_task(_next(source))
            done, _ = await asyncio.wait({waiting, *ends}, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if done & ends:
                return
            if waiting not in done:
                yield BEAT
                continue
            text, waiting = waiting.result(), None
            if text is None:
                yield COMPLETE
                return
            yield f"event: next\ndata: {one_line(text)}\n\n"
    except Exception as reason:
        log.warning("sse.broken", reason=repr(reason))
    finally:
        if waiting:
            await ended(waiting)


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks and wait until they are over."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, Exception):
            await task


async def _next(source: AsyncIterator[str]) -> str | None:
    return await anext(source, None)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def one_line(text: str) -> str:
    """Between values JSON may hold line breaks, and PostgreSQL writes some; within a string it cannot."""
    return text.replace("\r", " ").replace("\n", " ")
