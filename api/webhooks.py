"""Sends notices to other systems of the intranet: signed, repeated with growing pauses, kept as dead letters when nobody takes them."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import httpx
import structlog

from api.database import Database
from api.problems import Problem
from authz.actor import Actor
from schema.ids import global_id
from sync.keyring import Keyring

INTERVAL = 1.0
TIMEOUT = 10.0
BATCH = 20
ATTEMPTS = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
LEASE = timedelta(minutes=2)  # a worker that died with a letter in its hand lets go of it after so long
SIGNATURE, TIMESTAMP, DELIVERY = "X-Fuyuan-Signature", "X-Fuyuan-Timestamp", "X-Fuyuan-Delivery"
PORTS = {"http": 80, "https": 443}
log = structlog.get_logger()

_CLAIM = """
UPDATE delivery d SET attempts = d.attempts + 1, next_at = $1::timestamptz + $3::interval FROM (
  SELECT county, id FROM delivery WHERE county = ANY(SELECT code FROM county) AND state = 'WAITING' AND next_at <= $1
   ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS p, webhook w, notification n
 WHERE d.county = p.county AND d.id = p.id AND w.county = d.county AND w.id = d.webhook AND n.county = d.county AND n.id = d.notification
RETURNING d.county, d.id, d.attempts, w.url, w.secret, w.ended_at, n.kind, n.label, n.owed_by, n.due_at, n.duty, w.agency, n.created_at,
  n.field_unit, (SELECT u.username FROM "user" u WHERE u.county = n.county AND u.id = n.person) AS person,
  n.id AS notification, CASE WHEN EXISTS (
    SELECT FROM case_access a WHERE a.county = n.county AND a.case_id = n.about AND a.audience = 'A:' || w.agency
       AND (a.until IS NULL OR a.until > $1)) THEN n.about END AS about"""
_SETTLED = "UPDATE delivery SET state = $3, next_at = $4, fault = $5, delivered_at = $6 WHERE county = $1 AND id = $2"


@dataclass(frozen=True)
class Webhook:
    """Where the notices to an agency, its units and its people go besides their inbox; the secret is shown when it is made and never again."""

    id: UUID
    agency: str
    url: str
    ended: bool
    secret: str = ""


@dataclass(frozen=True)
class Letter:
    """A notice nobody took (死信)."""

    id: UUID
    url: str
    label: str
    attempts: int
    fault: str
    created_at: datetime


def checked(url: str, hosts: Sequence[str]) -> str:
    """The address as it may be asked: http or https to a host that is listed; raises Problem."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Problem("WEBHOOK_URL", reason=url[:200]) from None
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname or ""
    named = f"{host}:{port}" if port else host
    plain = f"{host}:{PORTS.get(parts.scheme)}"
    good = (parts.scheme in PORTS and parts.username is None and parts.password is None and not parts.fragment
            and url.isascii() and url.isprintable() and " " not in url and "\\" not in url
            and (named in hosts or (port in (None, PORTS[parts.scheme]) and (host in hosts or plain in hosts))))
    if not good:
        raise Problem("WEBHOOK_URL", reason=f"{parts.scheme}://{named}"[:200])
    return url


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over timestamp, a full stop and the body."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time."""
    grown: timedelta = FIRST_PAUSE * 2 ** min(attempts - 1, 20)
    return min(grown, LONGEST_PAUSE)


class Webhooks:
    """What the county office sets up, and the worker that sends."""

    def __init__(self, database: Database, keyring: Keyring, hosts: Sequence[str], new_id: Callable[[], UUID], clock: Callable[[], datetime]) -> None:
        self._database, self._keyring, self._hosts, self._new_id, self._clock = database, keyring, tuple(hosts), new_id, clock

    # --- set up by the county office ----------------------------------------------------------------------------------

    async def add(self, actor: Actor, agency: str, url: str) -> Webhook:
        """A new address for an agency's notices; raises Problem."""
        _office(actor)
        checked(url, self._hosts)
        secret, key = secrets.token_urlsafe(32), self._new_id()
        async with self._database.transaction() as connection:
            if not await connection.fetchval("SELECT true FROM agency WHERE county = $1 AND code = $2", actor.county, agency):
                raise Problem("NOT_FOUND")
            await connection.execute("INSERT INTO webhook (county, id, agency, url, secret, author, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                                     actor.county, key, agency, url, self._keyring.hide("webhook", secret), actor.user_id, self._clock())
        return Webhook(key, agency, url, ended=False, secret=secret)

    async def end(self, actor: Actor, key: UUID) -> None:
        """Nothing goes there any more; what waits becomes a dead letter."""
        _office(actor)
        async with self._database.transaction() as connection:
            if not await connection.fetchval("UPDATE webhook SET ended_at = $3 WHERE county = $1 AND id = $2 AND ended_at IS NULL RETURNING true",
                                             actor.county, key, self._clock()):
                raise Problem("NOT_FOUND")

    async def listed(self, actor: Actor) -> list[Webhook]:
        _office(actor)
        rows = await self._database.pool.fetch("SELECT id, agency, url, ended_at FROM webhook WHERE county = $1 ORDER BY agency, id", actor.county)
        return [Webhook(row["id"], row["agency"], row["url"], row["ended_at"] is not None) for row in rows]

    async def dead(self, actor: Actor) -> list[Letter]:
        """The letters nobody took, oldest first."""
        _office(actor)
        rows = await self._database.pool.fetch(
            "SELECT d.id, w.url, n.label, d.attempts, d.fault, d.created_at FROM delivery d JOIN webhook w ON w.county = d.county AND w.id = d.webhook"
            " JOIN notification n ON n.county = d.county AND n.id = d.notification WHERE d.county = $1 AND d.state = 'DEAD' ORDER BY d.created_at, d.id LIMIT 500",
            actor.county)
        return [Letter(row["id"], row["url"], row["label"], row["attempts"], row["fault"] or "", row["created_at"]) for row in rows]

    async def resend(self, actor: Actor, keys: Sequence[UUID] | None = None) -> int:
        """Send dead letters again, these or all; how many there were."""
        _office(actor)
        async with self._database.transaction() as connection:
            rows = await connection.fetch(
                "UPDATE delivery d SET state = 'WAITING', attempts = 0, next_at = $3, fault = NULL FROM webhook w WHERE d.county = $1 AND d.state = 'DEAD'"
                " AND ($2::uuid[] IS NULL OR d.id = ANY($2::uuid[])) AND w.county = d.county AND w.id = d.webhook AND w.ended_at IS NULL RETURNING d.id",
                actor.county, None if keys is None else list(keys), self._clock())
        return len(rows)

    # --- sending ------------------------------------------------------------------------------------------------------

    async def running(self) -> None:
        """Sends for ever; what fails is tried again later."""
        async with self.client() as client:
            while True:
                try:
                    if await self.send(client) == BATCH:
                        continue
                except Exception as reason:  # a lost database: the sender itself must not stop
                    log.warning("webhooks.failed", reason=repr(reason))
                await asyncio.sleep(INTERVAL)

    @staticmethod
    def client() -> httpx.AsyncClient:
        """Follows no redirect and takes no proxy from the environment: a letter goes where it was addressed or nowhere."""
        return httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=TIMEOUT)

    async def send(self, client: httpx.AsyncClient) -> int:
        """Send what is due now; how many letters were tried."""
        now = self._clock()
        async with self._database.transaction() as connection:
            rows = await connection.fetch(_CLAIM, now, BATCH, LEASE)
        await asyncio.gather(*(self._send(client, row) for row in rows))
        return len(rows)

    async def _send(self, client: httpx.AsyncClient, row: asyncpg.Record) -> None:
        fault = "推送地址已停用 (the webhook has ended)" if row["ended_at"] else await self._posted(client, row)
        now, last = self._clock(), row["ended_at"] is not None or row["attempts"] >= ATTEMPTS
        state = "DELIVERED" if fault is None else "DEAD" if last else "WAITING"
        next_at = now + pause(row["attempts"]) if state == "WAITING" else None
        async with self._database.transaction() as connection:
            await connection.execute(_SETTLED, row["county"], row["id"], state, next_at, fault, now if fault is None else None)

    async def _posted(self, client: httpx.AsyncClient, row: asyncpg.Record) -> str | None:
        """None when it was taken, else why not."""
        body, stamp = letter(dict(row)), str(int(self._clock().timestamp()))
        signed = signature(self._keyring.open(row["secret"]), stamp, body)
        headers = {"content-type": "application/json; charset=utf-8", TIMESTAMP: stamp, SIGNATURE: f"v1={signed}", DELIVERY: str(row["id"])}
        try:
            async with client.stream("POST", checked(row["url"], self._hosts), content=body, headers=headers) as response:
                return None if response.is_success else f"HTTP {response.status_code}"  # what it says is not read
        except Problem as problem:
            return problem.text.en[:200]
        except httpx.HTTPError as reason:
            return type(reason).__name__


def letter(row: Mapping[str, Any]) -> bytes:
    """What a letter says: ids and labels; the case only to an agency that has access to it."""
    county = row["county"]
    said = {"notification": global_id("notification", county, row["notification"]), "kind": row["kind"], "label": row["label"],
            "owedBy": row["owed_by"], "agency": row["agency"],
            "unit": row["field_unit"], "person": row["person"], "dueAt": row["due_at"].isoformat() if row["due_at"] else None,
            "duty": global_id("duty", county, row["duty"]) if row["duty"] else None,
            "case": global_id("case", county, row["about"]) if row["about"] else None, "at": row["created_at"].isoformat()}
    return json.dumps(said, ensure_ascii=False).encode()


def _office(actor: Actor) -> None:
    if "county_office" not in actor.roles:
        raise Problem("COUNTY_OFFICE_ONLY")
