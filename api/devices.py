"""Devices of field units: enrolled with a one-time code, proven by their key at every sign-in, leased, revocable."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from api.problems import Problem
from api.sessions import Grant, Sessions
from authz.actor import Actor
from schema.ids import global_id

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread when it is dictated
CODE_LENGTH = 12
LEASE = timedelta(days=14)
CLOCK = timedelta(minutes=10)
WITHIN_AGENCY = frozenset({"agency_head", "supervising_leader", "chief_mediator", "justice_officer", "civil_affairs_officer"})
WITHIN_AREA = {
    "chief_mediator": {"mediator", "chief_mediator"},
    "justice_officer": {"mediator", "chief_mediator"},
    "civil_affairs_officer": {"relief_worker"},
}
"""Whose devices a role may enrol and revoke beyond its own agency: people with these roles within its area."""

PERSON = """
SELECT u.county, u.id AS user_id, u.username, u.name AS user_name, u.agency, u.unit,
       coalesce(f.township, a.township, u.county) AS area,
       ARRAY(SELECT r.role FROM role_assignment r WHERE r.county = u.county AND r.user_id = u.id) AS roles
FROM "user" u JOIN agency a ON a.county = u.county AND a.code = u.agency
LEFT JOIN field_unit f ON f.county = u.county AND f.code = u.unit
"""
NAMED = PERSON + "WHERE u.username = $1 AND u.active AND u.county = coalesce($2, u.county)"
LISTED = f"""
SELECT d.id, d.name, d.unit, d.state, d.lease_until, d.purged_at, d.created_at, p.*
FROM device d JOIN ({PERSON}) p ON p.county = d.county AND p.user_id = d.user_id
WHERE d.county = $1 AND ($2::uuid IS NULL OR d.id = $2) ORDER BY d.created_at DESC, d.id LIMIT 5000
"""


class Devices:
    """What may be done with devices, and what a device may do to sign in."""

    def __init__(self, sessions: Sessions, declarations: Callable[[], Any] = lambda: None, server: str = "") -> None:
        self.sessions, self.identity, self.database = sessions, sessions.identity, sessions.database
        self.now, self.declarations, self.server = sessions.now, declarations, server

    async def make_code(self, supervisor: Actor | None, username: str, name: str = "", county: str | None = None) -> str:
        """A one-time code that enrols one device for a user; None stands for whoever may run commands on the server."""
        rows = await self.database.pool.fetch(NAMED, username, supervisor.county if supervisor else county)
        if len(rows) != 1 or (supervisor and not supervises(supervisor, rows[0])):
            raise Problem("COUNTY_NEEDED") if len(rows) > 1 else Problem("USER_UNKNOWN", username=username)
        row = rows[0]
        code, now = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)), self.now()
        await self.database.pool.execute(
            "INSERT INTO device (county, id, name, unit, user_id, state, code_hash, code_expires_at, created_at)"
            " VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8)",
            row["county"], self.sessions.new_id(), name or username, row["unit"], row["user_id"],
            self.identity.tokens.code_hash(code), now + self.sessions.settings.enrolment_code_life, now)
        return "-".join(code[i : i + 4] for i in range(0, CODE_LENGTH, 4))

    async def enrol(self, code: str, name: str, public_key: str) -> dict[str, Any]:
        """Take the code, remember the key; the code is worthless afterwards."""
        key, now = _key(public_key), self.now()
        plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
        row = await self.database.pool.fetchrow(
            "UPDATE device d SET state = 'active', public_key = $2, name = coalesce(nullif($3, ''), d.name),"
            " code_hash = NULL, code_expires_at = NULL, lease_until = $4"
            ' FROM county c, "user" u WHERE d.code_hash = $1 AND d.state = \'pending\' AND d.code_expires_at > $5'
            " AND c.code = d.county AND u.county = d.county AND u.id = d.user_id AND u.active"
            " RETURNING d.id, d.county, d.unit, d.user_id, u.name, u.username, c.epoch::text AS epoch",
            self.identity.tokens.code_hash(plain), key, name[:100], now + LEASE, now)
        if row is None:
            raise Problem("ENROLMENT_CODE")
        user = {"id": global_id("user", row["county"], row["user_id"]), "name": row["name"], "username": row["username"]}
        return {"device": str(row["id"]), "county": row["county"], "user": user, "unit": row["unit"], "epoch": row["epoch"],
                "declarations": self.declarations(), "leaseUntil": (now + LEASE).isoformat(), "server": self.server}

    async def sign_in(self, device: str, at: str, nonce: str, signature: str, *, purged: bool = False) -> Grant:
        """A short session for whoever holds the device's key; renews the lease. `purged` says that its data is gone."""
        ident, moment = _uuid(device), _moment(at)
        row = await self.database.pool.fetchrow(
            "SELECT d.county, d.user_id, d.state, d.public_key, u.active FROM device d"
            ' JOIN "user" u ON u.county = d.county AND u.id = d.user_id WHERE d.id = $1 AND d.public_key IS NOT NULL', ident)
        if row is None:
            raise Problem("DEVICE_UNKNOWN")
        _check(row["public_key"], f"{device}.{at}.{nonce}", signature)
        now = self.now()
        if row["state"] != "active":
            if purged:
                await self._note("purged_at", row["county"], ident, now)
            raise Problem("DEVICE_REVOKED")
        if abs(moment - now) > CLOCK:
            raise Problem("DEVICE_CLOCK", now=now.isoformat())
        if not row["active"]:
            raise Problem("DEVICE_REVOKED")
        # The session is named by what was signed, so that a signature opens one session in all workers together.
        named = UUID(bytes=hashlib.sha256(f"{device}.{at}.{nonce}".encode()).digest()[:16])
        grant = await self.sessions.open(row["county"], row["user_id"], device=ident, session=named)
        await self._note("lease_until", row["county"], ident, now + LEASE)
        return grant

    async def _note(self, column: str, county: str, device: UUID, when: datetime) -> None:
        await self.database.pool.execute(f"UPDATE device SET {column} = $3 WHERE county = $1 AND id = $2", county, device, when)

    async def listed(self, actor: Actor, device: UUID | None = None) -> list[dict[str, Any]]:
        """The devices an actor supervises, and his own; whether a revoked one has said that it was purged."""
        rows = await self.database.pool.fetch(LISTED, actor.county, device)
        return [{"device": str(row["id"]), "name": row["name"], "unit": row["unit"], "state": row["state"],
                 "username": row["username"], "userName": row["user_name"], "leaseUntil": _text(row["lease_until"]),
                 "purgedAt": _text(row["purged_at"]), "createdAt": _text(row["created_at"])}
                for row in rows if row["user_id"] == actor.user_id or supervises(actor, row)]

    async def revoke(self, actor: Actor, device: str) -> None:
        """End a device and its sessions; it purges its data at its next contact."""
        ident = _uuid(device, "NOT_FOUND")
        if not await self.listed(actor, ident):
            raise Problem("NOT_FOUND")
        async with self.database.transaction() as connection:
            await connection.execute(
                "UPDATE device SET state = 'revoked', code_hash = NULL WHERE county = $1 AND id = $2", actor.county, ident)
            await connection.execute(
                "UPDATE session SET revoked_at = $3 WHERE county = $1 AND device_id = $2 AND revoked_at IS NULL",
                actor.county, ident, self.now())
        await self.identity.changed()


def supervises(actor: Actor, person: Any) -> bool:
    """The system administrator all; a superior his agency; an organ that guides field units those in its area."""
    if "system_administrator" in actor.roles:
        return True
    if actor.agency == person["agency"] and actor.roles & WITHIN_AGENCY:
        return True
    guided = set[str]().union(*(WITHIN_AREA.get(role, ()) for role in actor.roles))
    return bool(guided & set(person["roles"])) and str(person["area"]).startswith(actor.townships)


def _text(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _uuid(text: str, code: str = "DEVICE_UNKNOWN") -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Problem(code) from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Problem("BAD_REQUEST", reason="at: ISO 8601, +00:00")
    return moment


def _key(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError):
        raise Problem("DEVICE_KEY") from None
    return raw


def _check(key: bytes, message: str, signature: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(base64.b64decode(signature, validate=True), message.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        raise Problem("DEVICE_SIGNATURE") from None
