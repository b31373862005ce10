"""Composition root: builds every part of the application once, in the order they need each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from api.blobs import BlobRoutes, Blobs
from api.changes import Changes
from api.costs import Budgets
from api.database import Database, open_database
from api.devices import Devices
from api.edge import Edge, refused
from api.execute import Executor
from api.graphql import GraphQLOverHTTP, transports
from api.identity import Identity
from api.keys import fresh_key
from api.logs import configure_logs
from api.mutations import Mutations
from api.operation import Doors
from api.paper_templates import Templates
from api.papers import Papers
from api.persisted import Persisted, registered
from api.policies import Policies
from api.problems import Problem
from api.rarity import Rarity
from api.report_routes import ReportRoutes
from api.routes import AccountRoutes, HealthRoutes
from api.sessions import Sessions
from api.settings import Settings
from api.sync_routes import SyncRoutes
from api.tokens import Tokens
from api.webhooks import Webhooks
from api.workdays import state_council
from authz.actor import Actor
from schema.registry import RECORDS
from sync import feed
from sync.clock import ticking
from sync.keyring import Keyring
from sync.regime import seed_all
from sync.wire import declarations
from sync.write import World


@dataclass(frozen=True)
class Parts:
    """Everything one worker is made of."""

    settings: Settings
    database: Database
    identity: Identity
    sessions: Sessions
    devices: Devices
    policies: Policies
    world: World
    wake: feed.Wake
    doors: Doors
    blobs: Blobs


More = Callable[[Parts], Sequence[BaseRoute]]


def clock() -> datetime:
    return datetime.now(UTC)


def application() -> Starlette:
    """What a worker process serves."""
    configure_logs()
    return create_app(Settings.read())


def create_app(settings: Settings, database: Database | None = None, more: More = lambda _: ()) -> Starlette:
    """The application; it opens the database itself unless one is given, and `more` adds routes."""

    direct: dict[str, ASGIApp] = {}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with composed(settings, database) as parts:
            app.state.parts = parts
            app.router.routes[:] = [*routes(parts), *more(parts)]
            if not settings.cors_origins:  # their headers are put on by what stands before the routes
                direct["/graphql"] = GraphQLOverHTTP(parts.doors)
            yield

    return Starlette(lifespan=lifespan, middleware=surroundings(settings, direct),
                     exception_handlers={Problem: refused, HTTPException: refused})


def surroundings(settings: Settings, direct: Mapping[str, ASGIApp]) -> list[Middleware]:
    cors = Middleware(CORSMiddleware, allow_origins=settings.cors_origins, allow_methods=["GET", "POST", "PUT"],
                      allow_headers=["authorization", "content-type", "x-request-id"], expose_headers=["x-request-id"])
    return [Middleware(Edge, direct=direct), *([cors] if settings.cors_origins else [])]


@asynccontextmanager
async def composed(settings: Settings, database: Database | None = None) -> AsyncIterator[Parts]:
    """All parts, running; what was started ends in the opposite order."""
    async with AsyncExitStack() as stack:
        if database is None:
            database = await open_database(settings)
            stack.push_async_callback(database.close)
        opened, key = database, settings.master_key()
        identity = Identity(opened, Tokens(key), clock)
        sessions = Sessions(identity, settings, fresh_key)
        devices = Devices(sessions, lambda: declarations(RECORDS.values()))
        policies = await Policies.load(opened)
        wake = feed.Wake(opened.pool, opened.listen)
        world = World(fresh_key, Keyring(key), state_council(), checks=settings.person_checks)
        await seed_all(opened.pool, world, clock())
        rarity = Rarity()
        changes = Changes(opened.pool, wake, clock)
        blobs = Blobs(settings.data_dir / "blobs", opened)
        papers = Papers(opened, world, blobs, Templates.load(settings.paper_templates))
        executor = Executor(opened, policies, Mutations(opened, world, sessions, wake, changes, clock, papers), Budgets(settings.cost_limits), rarity, clock)

        async def position(actor: Actor) -> tuple[str, int]:
            async with opened.pool.acquire() as connection:
                return await feed.position(cast("Any", connection), actor.county)

        doors = Doors(executor, identity, lambda actor: policies.current.rules_of(actor), position, settings.cors_origins, not settings.trusted_only,
                      Persisted(registered(settings.trusted_documents), settings.trusted_only))
        await stack.enter_async_context(identity.running())
        await stack.enter_async_context(policies.running())
        webhooks = Webhooks(opened, world.keyring, settings.webhook_hosts, fresh_key, clock)
        for chore in (wake.run(), _sweeping(sessions), ticking(opened.pool, policies, world, clock), rarity.run(opened), webhooks.running()):
            stack.push_async_callback(_ended, asyncio.create_task(chore))
        yield Parts(settings, opened, identity, sessions, devices, policies, world, wake, doors, blobs)


async def _sweeping(sessions: Sessions) -> None:
    while True:
        await asyncio.sleep(3600)
        with suppress(Exception):
            await sessions.sweep()


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def routes(parts: Parts) -> list[BaseRoute]:
    """Every door."""
    return [
        *transports(parts.doors),
        *HealthRoutes(parts.database).routes(),
        *AccountRoutes(parts.sessions, parts.devices).routes(),
        *BlobRoutes(parts.blobs, parts.doors).routes(),
        *ReportRoutes(parts.database, parts.doors, clock).routes(),
        *SyncRoutes(parts.database, parts.identity, parts.policies, parts.world, parts.wake, clock).routes(),
    ]
