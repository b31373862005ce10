"""Reading request bodies up to a limit, whatever their length header says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import lru_cache

from starlette.requests import Request
from starlette.types import Message

from api.problems import Problem


async def chunks_of(request: Request, limit: int, code: str = "BODY_TOO_LARGE") -> AsyncIterator[bytes]:
    """The body piece by piece; raises as soon as it is, or says it will be, larger than the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise Problem(code, limit=limit)
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise Problem(code, limit=limit)
        if chunk:
            yield chunk


async def body_of(request: Request, limit: int) -> bytes:
    """The whole body."""
    message = await request.receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        whole: bytes = message.get("body", b"")
        if len(whole) > limit:
            raise Problem("BODY_TOO_LARGE", limit=limit)
        return whole
    return b"".join([chunk async for chunk in chunks_of(_resumed(request, message), limit)])


def _resumed(request: Request, message: Message) -> Request:
    """The request with a message that was taken from it put back."""
    taken = [message]

    async def receive() -> Message:
        return taken.pop() if taken else await request.receive()

    return Request(request.scope, receive)


def media_of(request: Request) -> str:
    """The media type of the body, without parameters; another charset than UTF-8 is refused."""
    media, charset = _media(request.headers.get("content-type", ""))
    if charset not in ("utf-8", "utf8"):
        raise Problem("UNSUPPORTED_MEDIA_TYPE", expected="charset=utf-8")
    return media


@lru_cache(maxsize=256)
def _media(header: str) -> tuple[str, str]:
    media, *parameters = (part.strip().lower() for part in header[:1000].split(";"))
    return media, next((part[8:].strip('"') for part in parameters if part.startswith("charset=")), "utf-8")
