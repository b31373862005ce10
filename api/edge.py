"""What surrounds every request: its id, security headers, one log line, and an answer for what nobody foresaw."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from uuid import uuid4

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem

REQUEST_ID = re.compile(rb"[\w.-]{8,64}")
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
}
QUIET = frozenset({"/livez", "/healthz"})
BY_STATUS = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 406: "NOT_ACCEPTABLE", 413: "BODY_TOO_LARGE"}
log = structlog.get_logger()


class Edge:
    """The outermost part of the application; plain ASGI, so that streams pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request_id = _id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        begun, seen = time.perf_counter(), _Seen()

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                message["headers"] = _with_headers(message.get("headers", ()), request_id)
            await send(message)

        try:
            await self._app(scope, receive, out)
        except Exception:
            log.exception("request.failed", path=scope["path"])
            if seen.status == 0 and scope["type"] == "http":
                await said(Problem("INTERNAL_ERROR"), request_id)(scope, receive, out)
        finally:
            if scope["type"] == "http" and scope["path"] not in QUIET:
                log.info("request", method=scope["method"], path=scope["path"], status=seen.status,
                         ms=round((time.perf_counter() - begun) * 1000, 1))


class _Seen:
    status = 0


def _id_of(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode() if REQUEST_ID.fullmatch(given) else uuid4().hex


def _with_headers(headers: Iterable[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    kept = [(name.lower(), value) for name, value in headers]
    present = {name for name, _ in kept}
    added = [(name, value) for name, value in HEADERS.items() if name not in present]
    return [*kept, *added, (b"x-request-id", request_id.encode())]


def said(problem: Problem, request_id: str, headers: dict[str, str] | None = None) -> Response:
    """A refusal as JSON."""
    extra = {"cache-control": "no-store"} | (headers or {})
    if problem.status == 401:
        extra["www-authenticate"] = "Bearer"
    if problem.code in ("BUSY", "NOT_READY"):
        extra["retry-after"] = "5"
    return JSONResponse(problem.as_json(request_id), problem.status, extra)


async def refused(request: Request, fault: Exception) -> Response:
    """The answer to a Problem, or to what Starlette's router refuses."""
    if isinstance(fault, HTTPException):
        code = BY_STATUS.get(fault.status_code, "BAD_REQUEST" if fault.status_code < 500 else "INTERNAL_ERROR")
        headers = {name.lower(): value for name, value in (fault.headers or {}).items() if name.lower() == "allow"}
        return said(Problem(code, reason=fault.detail), request.state.request_id, headers)
    problem = fault if isinstance(fault, Problem) else Problem("INTERNAL_ERROR")
    return said(problem, request.state.request_id)
