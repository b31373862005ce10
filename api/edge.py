"""What surrounds every request: its id, security headers, one log line, and an answer for what nobody foresaw."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Mapping

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST, access_line
from api.problems import Problem

REQUEST_ID = re.compile(rb"[\w.-]{8,64}")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
QUIET = frozenset({"/livez", "/healthz"})
BY_STATUS = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 406: "NOT_ACCEPTABLE", 413: "BODY_TOO_LARGE"}
log = structlog.get_logger()


class Edge:
    """The outermost part of the application; plain ASGI, so that streams pass through untouched.

    Requests to a path of `direct` go straight to what answers there: the way through routes costs more than most answers.
    """

    def __init__(self, app: ASGIApp, direct: Mapping[str, ASGIApp] | None = None) -> None:
        self._app, self._direct = app, direct or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request_id = _id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        REQUEST.set(request_id)
        begun, status = time.perf_counter(), 0

        async def out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with_headers(message.get("headers", ()), request_id)
            await send(message)

        path = scope["path"]
        try:
            await (self._direct.get(path, self._app) if kind == "http" else self._app)(scope, receive, out)
        except Exception:
            log.exception("request.failed", path=path)
            if status == 0 and kind == "http":
                await said(Problem("INTERNAL_ERROR"), request_id)(scope, receive, out)
        finally:
            if kind == "http" and path not in QUIET:
                access_line(scope["method"], path, status, (time.perf_counter() - begun) * 1000)


def _id_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and REQUEST_ID.fullmatch(value):
            return str(value, "ascii")
    return os.urandom(16).hex()


def _with_headers(headers: Iterable[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    kept = list(headers)
    present = {name for name, _ in kept}
    kept += [header for header in HEADERS if header[0] not in present]
    kept.append((b"x-request-id", request_id.encode()))
    return kept


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
