"""The limit: a bare Starlette route that checks the same token and hands on what one hand-written statement returns."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.database import SESSION, Pool, open_database
from api.identity import Identity
from api.keys import fresh_key
from api.operation import bearer
from api.settings import Settings
from api.tokens import Tokens
from authz.actor import Actor
from bench.contestants.raw_sql import LOCK, NUMBER, READS, STORE, numbered
from sync.chain import chained

GIVEN: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "id": lambda given: UUID(given["id"].rpartition(":")[2]),
    "one": lambda given: given["search"].split()[0],
    "two": lambda given: given["search"].split()[1],
    "since": lambda given: date.fromisoformat(given["since"]),
}
FACTS: Mapping[str, Callable[[Actor], Any]] = {
    "county": lambda actor: actor.county,
    "audiences": lambda actor: list(actor.audiences),
    "agency": lambda actor: actor.agency,
    "user": lambda actor: actor.user_id,
}


TUNED = {"plan_cache_mode": "force_generic_plan", "random_page_cost": "1.1"}  # what these statements run best with


class Routes:
    """One route per question."""

    def __init__(self) -> None:
        self.pool: Pool
        self.identity: Identity

    async def actor(self, request: Request) -> Actor:
        return await self.identity.actor(bearer(request.headers.get("authorization")) or "")

    def read(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        sql, names = numbered(READS[name])

        async def answer(request: Request) -> Response:
            actor = await self.actor(request)
            given = orjson.loads(await request.body())
            return _json(await self.pool.fetchval(sql, *(FACTS[n](actor) if n in FACTS else GIVEN[n](given) for n in names)))

        return answer

    async def edit(self, request: Request) -> Response:
        """Lock, decide, store, number, commit."""
        actor, given, now = await self.actor(request), orjson.loads(await request.body()), datetime.now(UTC)
        key, text, county = UUID(given["id"].rpartition(":")[2]), given["text"], actor.county
        async with self.pool.acquire() as connection, connection.transaction():
            held = await connection.fetchrow(LOCK, county, key, actor.agency, list(actor.audiences))
            if held is None or held["version"] != given["version"]:
                return Response(status_code=403 if held is None else 409)
            entry = chained(
                {"county": county, "id": fresh_key(), "case_id": key, "record_type": "case", "record_key": str(key), "act": "EDIT", "move": None,
                 "actor": actor.user_id, "agency": actor.agency, "device": None, "occurred_at": now, "created_at": now},
                [("summary", held["summary"], text)], held["chain_position"] + 1, held["chain_digest"])
            change = fresh_key()
            body = await connection.fetchval(
                STORE, county, key, text, now, entry["position"], entry["digest"], entry["id"], actor.user_id, actor.agency, entry["previous_digest"],
                entry["payload_digest"], orjson.dumps(held["summary"]).decode(), orjson.dumps(text).decode(), change)
            await connection.execute(NUMBER, county, change)
        return _json(body)


async def _keep(_: object) -> None:
    """Nothing here sets a session, so there is nothing to reset."""


def _json(body: str | None) -> Response:
    return Response(body, media_type="application/json") if body else Response(status_code=404)


def application() -> Starlette:
    """What a worker process serves."""
    settings, routes = Settings.read(), Routes()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        database = await open_database(settings)
        routes.pool = await asyncpg.create_pool(
            settings.database_url, min_size=settings.pool_size, max_size=settings.pool_size, max_inactive_connection_lifetime=0, reset=_keep,
            max_cached_statement_lifetime=0, max_cacheable_statement_size=0, server_settings=SESSION | TUNED)
        routes.identity = Identity(database, Tokens(settings.master_key()))
        async with routes.identity.running():
            yield
        await routes.pool.close()
        await database.close()

    async def healthy(_: Request) -> Response:
        return Response("ok")

    return Starlette(lifespan=lifespan, routes=[
        Route("/healthz", healthy), Route("/edit", routes.edit, methods=["POST"]),
        *(Route(f"/{name}", routes.read(name), methods=["POST"]) for name in READS)])
