"""GraphQL over HTTP: one strict endpoint for queries, mutations and streams, and the routes of every transport."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any

import structlog
from graphql import GraphQLError, OperationType
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from api.bodies import body_of, media_of
from api.events import EventStream
from api.negotiation import EVENTS, HTML, JSON, RESPONSE, chosen
from api.operation import Answer, Context, Doors, Operation, bearer, decoded, encoded, faults
from api.pages import assets, graphiql
from api.persisted import Persisted
from api.problems import Problem
from api.sockets import Socket

MAX_BODY = 2_000_000
SECONDS = 30
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]  # the endpoint itself says which it takes
OFFERED, OFFERED_TO_GET = (JSON, RESPONSE, EVENTS), (JSON, RESPONSE, EVENTS, HTML)
PRIVATE = {"cache-control": "no-store", "vary": "accept, authorization"}
FINISHED = {asked: tuple((name.encode(), value.encode()) for name, value in (PRIVATE | {"content-type": f"{media}; charset=utf-8"}).items())
            for asked, media in ((False, JSON), (True, RESPONSE))}
log = structlog.get_logger()


class GraphQLOverHTTP:
    """Follows the GraphQL over HTTP draft; GET never changes anything, and a page is given to browsers."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as an application of its own, with nothing between it and the edge."""
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> ASGIApp:
        """One request; nothing a client sends makes this raise."""
        context = Context(self._doors, request_id=request.state.request_id)
        media: str | None = JSON
        try:
            if request.method not in ("GET", "POST"):
                raise Problem("METHOD_NOT_ALLOWED")
            media = chosen(request.headers.get("accept"), OFFERED_TO_GET if request.method == "GET" else OFFERED)
            if media is None:
                raise Problem("NOT_ACCEPTABLE")
            if media == HTML:
                return graphiql() if self._doors.graphiql else page_not_found(context)
            operation = await read(request, self._doors.persisted)
            if token := bearer(request.headers.get("authorization")):
                await context.enter(token)
            context.telling = operation.telling
            return await self._answer(request, operation, context, media)
        except (Problem, GraphQLError) as fault:
            return refused(fault, context, media)
        except Exception:
            log.exception("graphql.failed", request_id=context.request_id)
            return refused(Problem("INTERNAL_ERROR"), context, media)

    async def _answer(self, request: Request, operation: Operation, context: Context, media: str) -> ASGIApp:
        kind = operation.kind
        if kind is OperationType.MUTATION and request.method == "GET":
            raise Problem("MUTATION_OVER_GET")
        if media == EVENTS or (kind is OperationType.SUBSCRIPTION and takes_events(request)):
            return await self._stream(operation, context, kind)
        if kind is OperationType.SUBSCRIPTION:
            raise Problem("SUBSCRIPTION_TRANSPORT")
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._doors.executor.execute(
                    operation.text, operation.name, operation.variables, context.actor, context)
        except TimeoutError:
            raise Problem("TIMEOUT") from None
        if request.method == "GET" and answer.began:
            return revalidated(answer, media, request.headers.get("if-none-match"))
        return finished(answer, media)

    async def _stream(self, operation: Operation, context: Context, kind: OperationType) -> ASGIApp:
        await context.note()
        executor = self._doors.executor
        ask = executor.subscribe if kind is OperationType.SUBSCRIPTION else executor.execute
        answer: Any = await ask(operation.text, operation.name, operation.variables, context.actor, context)
        if not isinstance(answer, AsyncIterator):
            if not answer.began:
                return finished(answer, JSON, plain=False)
            answer = once(answer)
        return EventStream(answer, context, PRIVATE)


async def once(answer: Answer) -> AsyncIterator[str]:
    yield answer.body


async def read(request: Request, persisted: Persisted) -> Operation:
    """The operation in a request's query string or body."""
    if request.method == "GET":
        raw: dict[str, Any] = dict(request.query_params)
        for name in ("variables", "extensions"):
            if name in raw:
                raw[name] = decoded(raw[name]) if raw[name] else None
        return Operation.of(raw, persisted)
    if media_of(request) != JSON:
        raise Problem("UNSUPPORTED_MEDIA_TYPE", expected=JSON)
    return Operation.of(decoded(await body_of(request, MAX_BODY)), persisted)


def finished(answer: Answer, media: str, *, plain: bool = True) -> ASGIApp:
    """To a client of `application/json` a refused document is still an answer (200), as such clients expect."""
    status = 200 if media == JSON and plain and answer.status == 400 else answer.status
    headers, body = FINISHED[media == RESPONSE], answer.body.encode()

    async def told(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})

    return told


def revalidated(answer: Answer, media: str, held: str | None) -> Response:
    """A query by GET may be kept by whoever asked, who has to ask each time whether it still holds: rights may have changed."""
    content = f"{RESPONSE if media == RESPONSE else JSON}; charset=utf-8"
    body = answer.body.encode()
    tag = f'"{hashlib.blake2b(body, digest_size=16, person=media[-16:].encode()).hexdigest()}"'
    headers = {"cache-control": "private, no-cache", "vary": "Authorization, Accept", "etag": tag}
    known = {part.strip().removeprefix("W/") for part in (held or "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, answer.status, headers, media_type=content)


def refused(fault: Exception, context: Context, media: str | None) -> Response:
    """A request that was not executed: errors and no data entry."""
    malformed = isinstance(fault, Problem) and fault.code in ("BAD_REQUEST", "DOCUMENT_MISMATCH")
    status = fault.status if isinstance(fault, Problem) else 400
    if media == JSON and status == 400 and not malformed:
        status = 200
    headers = PRIVATE | ({"allow": "GET, POST"} if status == 405 else {}) | (
        {"www-authenticate": "Bearer"} if status == 401 else {})
    return Response(encoded({"errors": faults(fault, context.request_id)}), status, headers,
                    media_type=f"{RESPONSE if media == RESPONSE else JSON}; charset=utf-8")


def takes_events(request: Request) -> bool:
    return chosen(request.headers.get("accept"), (EVENTS,)) == EVENTS


def page_not_found(context: Context) -> Response:
    return refused(Problem("NOT_FOUND"), context, JSON)


def transports(doors: Doors) -> list[BaseRoute]:
    """GraphQL over HTTP, server-sent events and WebSocket, and the page for browsers."""

    async def socket(websocket: WebSocket) -> None:
        await Socket(websocket, doors).run()

    async def home(_: Request) -> Response:
        return RedirectResponse("/graphql", 307)

    return [Route("/graphql", GraphQLOverHTTP(doors), methods=METHODS), WebSocketRoute("/graphql", socket),
            Route("/", home), assets()]
