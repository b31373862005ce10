"""Who is asking: turns an access token into an Actor, and notices within a second when that stops being true."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

import structlog

from api.database import Database
from api.problems import Problem
from api.tokens import Ticket, Tokens
from authz.actor import Actor
from schema.kit import SHANGHAI

CHANNEL = "fuyuan_identity"
POLL_SECONDS = 0.8  # a lost notification is made good within a second
FRESH_SECONDS = 1.0  # older than this: the poll has stopped, so the database is asked before anything is answered
IDLE_SECONDS = 60.0
ADMINISTRATORS = frozenset({"system_administrator", "security_administrator", "audit_administrator"})
AUDITOR = frozenset({"auditor"})  # reads logs, not content, unless he also works on cases

ACTORS = """
SELECT s.county, s.id AS session, s.user_id, s.device_id, u.username, u.name, u.agency, u.unit, a.branch,
       coalesce(f.township, a.township, s.county) AS area,
       ARRAY(SELECT DISTINCT r.role FROM role_assignment r
             WHERE r.county = s.county AND r.user_id = s.user_id
               AND coalesce(r.valid_from, $4) <= $4 AND coalesce(r.valid_to, $4) >= $4) AS roles
FROM unnest($1::text[], $2::uuid[]) AS asked (county, id)
JOIN session s ON s.county = asked.county AND s.id = asked.id
JOIN "user" u ON u.county = s.county AND u.id = s.user_id
JOIN agency a ON a.county = u.county AND a.code = u.agency
LEFT JOIN field_unit f ON f.county = u.county AND f.code = u.unit
LEFT JOIN device d ON d.county = s.county AND d.id = s.device_id
WHERE s.revoked_at IS NULL AND s.expires_at > $3 AND u.active AND (s.device_id IS NULL OR d.state = 'active')
"""
Ended = Literal["revoked", "changed"]


@dataclass
class _Held:
    row: Any
    actor: Actor
    checked: float
    used: float
    watchers: set[asyncio.Future[Ended]] = field(default_factory=set)

    def tell(self, why: Ended) -> None:
        for watcher in self.watchers:
            if not watcher.done():
                watcher.set_result(why)


class Identity:
    """Actors by session, kept in memory; every entry is read again each poll and each notification."""

    def __init__(
        self, database: Database, tokens: Tokens, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.database, self.tokens, self.now = database, tokens, now
        self._held: dict[tuple[str, UUID], _Held] = {}
        self._stirred = asyncio.Event()
        self._checking: tuple[float, asyncio.Task[None]] | None = None

    async def actor(self, token: str) -> Actor:
        """Who holds this token; raises UNAUTHENTICATED, TOKEN_EXPIRED or SESSION_REVOKED."""
        return (await self.enter(token))[1]

    async def enter(self, token: str) -> tuple[Ticket, Actor]:
        """The same with the ticket, for connections that outlive one request."""
        ticket = self.tokens.read(token, self.now())
        key, clock = (ticket.county, ticket.session), time.monotonic()
        held = self._held.get(key)
        if held is None:
            await self.recheck([key])
            held = self._held.get(key)
        elif clock - held.checked > FRESH_SECONDS:
            await self._late(clock)
            held = self._held.get(key)
        if held is None:
            raise Problem("SESSION_REVOKED")
        held.used = clock
        return ticket, held.actor

    async def _late(self, clock: float) -> None:
        """Read all who are held in one go: a thousand who ask while the poll is late must not be looked up one by one."""
        if self._checking is None or clock - self._checking[0] > FRESH_SECONDS or self._checking[1].done():
            self._checking = clock, asyncio.create_task(self.recheck())
        await asyncio.shield(self._checking[1])

    @contextmanager
    def watching(self, ticket: Ticket) -> Iterator[asyncio.Future[Ended]]:
        """A future that says when the session ends or its rights change."""
        ended: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        held = self._held.get((ticket.county, ticket.session))
        if held is None:
            ended.set_result("revoked")
            yield ended
            return
        held.watchers.add(ended)
        try:
            yield ended
        finally:
            held.watchers.discard(ended)
            ended.cancel()

    async def recheck(self, keys: Iterable[tuple[str, UUID]] | None = None) -> None:
        """Read these sessions again, or all that are held; whoever is no longer there is dropped and told."""
        asked = list(self._held if keys is None else keys)
        clock, instant = time.monotonic(), self.now()
        found = {(row["county"], row["session"]): row for row in await self._rows(asked, instant)}
        for key in asked:
            held, row = self._held.get(key), found.get(key)
            if row is None:
                self._drop(key)
            elif held is None:
                self._held[key] = _Held(row, _actor(row), clock, clock)
            else:
                held.checked = clock
                if held.row != row:
                    before, held.row, held.actor = held.actor, row, _actor(row)
                    if before != held.actor:
                        held.tell("changed")

    def _drop(self, key: tuple[str, UUID]) -> None:
        held = self._held.pop(key, None)
        if held:
            held.tell("revoked")

    async def _rows(self, keys: Sequence[tuple[str, UUID]], instant: datetime) -> Sequence[Any]:
        if not keys:
            return ()
        counties, sessions = zip(*keys, strict=True)
        return await self.database.pool.fetch(ACTORS, list(counties), list(sessions), instant, today(instant))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and poll for as long as the application runs."""
        await self.database.listen(CHANNEL, lambda _: self._stirred.set())
        poll = asyncio.create_task(self._poll())
        try:
            yield
        finally:
            poll.cancel()
            with suppress(asyncio.CancelledError):
                await poll

    async def _poll(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), POLL_SECONDS)
            self._stirred.clear()
            for key, held in list(self._held.items()):
                if not held.watchers and time.monotonic() - held.used > IDLE_SECONDS:
                    del self._held[key]
            try:
                await self.recheck()
            except Exception as reason:  # the database is away: entries grow stale, and `enter` asks before it answers
                structlog.get_logger().warning("identity.poll", reason=repr(reason))

    async def changed(self) -> None:
        """Say to every worker, this one first, that sessions, users, roles or devices have changed."""
        await self.database.pool.execute("SELECT pg_notify($1, '')", CHANNEL)
        await self.recheck()


def today(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def _actor(row: Any) -> Actor:
    roles = frozenset(row["roles"])
    return Actor(
        user_id=row["user_id"], username=row["username"], name=row["name"], county=row["county"], agency=row["agency"],
        branch=row["branch"], unit=row["unit"], townships=(row["area"],),
        roles=roles if roles & ADMINISTRATORS or roles == AUDITOR else roles | {"staff"}, device=row["device_id"],
    )
