"""Local accounts: sign in with a password, renew a session by rotating its refresh token, sign out, change passwords."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.identity import Identity
from api.problems import Problem
from api.settings import Settings
from api.tokens import Ticket, digest
from authz.actor import Actor

ATTEMPTS, LOCK = 5, timedelta(minutes=15)
AT_ONCE, WAITING = 2, 40  # argon2 takes 64 MiB and a core each; whoever would wait longer is told to come back
MIN_PASSWORD, MAX_PASSWORD, CLASSES = 10, 128, 3

ATTEMPT = """
UPDATE credential SET failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
  locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= $4 THEN $3::timestamptz + $5::interval END
WHERE county = $1 AND user_id = $2 AND (locked_until IS NULL OR locked_until <= $3) RETURNING password_hash
"""
ROTATE = """
UPDATE session SET refresh_hash = $4, used_at = $5 FROM "user" u
WHERE session.county = $1 AND session.id = $2 AND refresh_hash = $3 AND revoked_at IS NULL AND session.expires_at > $5
  AND u.county = session.county AND u.id = session.user_id AND u.active RETURNING session.user_id
"""
SWEEP = """
WITH gone AS (DELETE FROM session WHERE expires_at < $1::timestamptz - interval '30 days' RETURNING county, 'user:' || user_id || ':' || id AS replica),
     forgotten AS (DELETE FROM receipt r USING gone WHERE r.county = gone.county AND r.replica = gone.replica)
DELETE FROM replica r USING gone WHERE r.county = gone.county AND r.replica = gone.replica
"""


@dataclass(frozen=True)
class Grant:
    """What a successful sign-in gives; `refresh_token` is None for devices and tokens made by hand."""

    access_token: str
    expires_at: datetime
    refresh_token: str | None = None

    def as_json(self) -> dict[str, Any]:
        found = {"accessToken": self.access_token, "expiresAt": self.expires_at.isoformat()}
        return found | ({"refreshToken": self.refresh_token} if self.refresh_token else {})


class Sessions:
    """Opens, renews and ends sessions; the one place that sees a password."""

    def __init__(
        self, identity: Identity, settings: Settings, new_id: Callable[[], UUID], hasher: PasswordHasher | None = None
    ) -> None:
        self.identity, self.database, self.now = identity, identity.database, identity.now
        self.settings, self.new_id, self.hasher = settings, new_id, hasher or PasswordHasher()
        self._turn, self._waiting = asyncio.Semaphore(AT_ONCE), 0
        self._nobody: str | None = None
        self._strangers: OrderedDict[str, tuple[int, datetime | None]] = OrderedDict()

    async def login(self, username: str, password: str, county: str | None = None) -> Grant:
        """A new session; an unknown name takes as long, and is locked as soon, as a wrong password."""
        if len(username) > 100 or len(password) > MAX_PASSWORD:
            raise Problem("LOGIN_FAILED")
        rows = await self.database.pool.fetch(
            'SELECT county, id FROM "user" WHERE username = $1 AND active AND county = coalesce($2, county) LIMIT 2',
            username, county)
        if len(rows) > 1:
            raise Problem("COUNTY_NEEDED")
        if not rows:
            self._stranger(username)
            await self._verify(await self._dummy(), password)
            raise Problem("LOGIN_FAILED")
        user = (rows[0]["county"], rows[0]["id"])
        await self.prove(*user, password)
        return await self.open(*user, with_refresh=True)

    async def prove(self, county: str, user_id: UUID, password: str) -> None:
        """Check a password; the attempt is counted before it is checked, so that many at once are not more than five."""
        known = await self.database.pool.fetchval(ATTEMPT, county, user_id, self.now(), ATTEMPTS, LOCK)
        if known is None:
            until = await self.database.pool.fetchval(
                "SELECT locked_until FROM credential WHERE county = $1 AND user_id = $2", county, user_id)
            if until is not None:
                raise Problem("ACCOUNT_LOCKED", until=until.isoformat())
        if not await self._verify(known or await self._dummy(), password) or known is None:
            raise Problem("LOGIN_FAILED")
        await self.database.pool.execute(
            "UPDATE credential SET failures = 0, locked_until = NULL WHERE county = $1 AND user_id = $2", county, user_id)

    async def open(
        self, county: str, user_id: UUID, *, with_refresh: bool = False, device: UUID | None = None,
        life: timedelta | None = None, session: UUID | None = None,
    ) -> Grant:
        """A session and its access token; a session id given twice is refused with NONCE_USED."""
        now, session = self.now(), session or self.new_id()
        access_life = life or self.settings.access_token_life
        refresh = self.identity.tokens.refresh(county, session) if with_refresh else None
        made = await self.database.pool.fetchval(
            "INSERT INTO session (county, id, user_id, device_id, refresh_hash, created_at, used_at, expires_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $6, $7) ON CONFLICT DO NOTHING RETURNING id",
            county, session, user_id, device, digest(refresh) if refresh else None, now,
            now + (self.settings.refresh_token_life if with_refresh else access_life))
        if made is None:
            raise Problem("NONCE_USED")
        ticket = Ticket(county, session, now + access_life)
        return Grant(self.identity.tokens.access(ticket, now), ticket.expires_at, refresh)

    async def refresh(self, token: str) -> Grant:
        """The next pair of tokens; a refresh token that comes twice ends the session, because one of the two is a thief."""
        county, session = self.identity.tokens.read_refresh(token)
        now, following = self.now(), self.identity.tokens.refresh(county, session)
        if await self.database.pool.fetchval(ROTATE, county, session, digest(token), digest(following), now) is None:
            reused = await self.database.pool.fetchval(
                "UPDATE session SET revoked_at = $4 WHERE county = $1 AND id = $2 AND refresh_hash <> $3"
                " AND revoked_at IS NULL AND expires_at > $4 RETURNING id", county, session, digest(token), now)
            if reused is not None:
                await self.identity.changed()
            raise Problem("REFRESH_REUSED" if reused else "REFRESH_INVALID")
        ticket = Ticket(county, session, now + self.settings.access_token_life)
        return Grant(self.identity.tokens.access(ticket, now), ticket.expires_at, following)

    async def logout(self, token: str) -> None:
        """End the session of an access token."""
        ticket, _ = await self.identity.enter(token)
        await self.database.pool.execute(
            "UPDATE session SET revoked_at = $3 WHERE county = $1 AND id = $2 AND revoked_at IS NULL",
            ticket.county, ticket.session, self.now())
        await self.identity.changed()

    async def revoke_user(self, county: str, user_id: UUID, but: UUID | None = None) -> None:
        """End every session of a user, but the one that asks for it."""
        await self.database.pool.execute(
            "UPDATE session SET revoked_at = $3 WHERE county = $1 AND user_id = $2 AND revoked_at IS NULL"
            " AND id IS DISTINCT FROM $4", county, user_id, self.now(), but)
        await self.identity.changed()

    async def change_password(self, token: str, old: str, new: str) -> None:
        """Needs the old password; ends all other sessions."""
        ticket, actor = await self.identity.enter(token)
        check_password(new, actor)
        if new == old:
            raise Problem("PASSWORD_WEAK", reason="与原口令相同 (same as the old one)")
        await self.prove(actor.county, actor.user_id, old)
        async with self._slot():
            hashed = await asyncio.to_thread(self.hasher.hash, new)
        await store_password(self.database.pool, actor.county, actor.user_id, hashed, self.now())
        await self.revoke_user(actor.county, actor.user_id, but=ticket.session)

    async def issue_token(self, username: str, county: str | None = None, life: timedelta = timedelta(hours=12)) -> str:
        """An access token for a user without his password: for whoever may run commands on the server."""
        rows = await self.database.pool.fetch(
            'SELECT county, id FROM "user" WHERE username = $1 AND active AND county = coalesce($2, county)',
            username, county)
        if len(rows) != 1:
            raise Problem("COUNTY_NEEDED") if rows else Problem("USER_UNKNOWN", username=username)
        return (await self.open(rows[0]["county"], rows[0]["id"], life=life)).access_token

    async def sweep(self) -> None:
        """Forget sessions that ended long ago, and what they pushed last."""
        await self.database.pool.execute(SWEEP, self.now())

    async def _verify(self, hashed: str, password: str) -> bool:
        async with self._slot():
            return await asyncio.to_thread(_matches, self.hasher, hashed, password)

    async def _dummy(self) -> str:
        if self._nobody is None:
            async with self._slot():
                self._nobody = await asyncio.to_thread(self.hasher.hash, "nobody")
        return self._nobody

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """One of the few places where a password is hashed."""
        if self._waiting >= WAITING:
            raise Problem("BUSY")
        self._waiting += 1
        try:
            async with self._turn:
                yield
        finally:
            self._waiting -= 1

    def _stranger(self, username: str) -> None:
        """Count attempts on names nobody has, so that being locked does not tell which names exist."""
        failures, until = self._strangers.pop(username, (0, None))
        if until and until > self.now():
            self._strangers[username] = (failures, until)
            raise Problem("ACCOUNT_LOCKED", until=until.isoformat())
        failures = 1 if until else failures + 1
        self._strangers[username] = (failures, self.now() + LOCK if failures >= ATTEMPTS else None)
        while len(self._strangers) > 10_000:
            self._strangers.popitem(last=False)


def _matches(hasher: PasswordHasher, hashed: str, password: str) -> bool:
    try:
        return hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def check_password(password: str, actor: Actor) -> None:
    """Raise PASSWORD_WEAK unless it is long, mixed, and does not hold the user's name (GB/T 22239-2019 8.1.4.1)."""
    classes = len({(sign.islower(), sign.isupper(), sign.isdigit()) for sign in password})  # a 汉字 is a sign
    reason = (
        f"至少 {MIN_PASSWORD} 个字符 (at least {MIN_PASSWORD} characters)" if len(password) < MIN_PASSWORD
        else f"至多 {MAX_PASSWORD} 个字符 (at most {MAX_PASSWORD} characters)" if len(password) > MAX_PASSWORD
        else "须含大写、小写、数字、符号中的三类 (three of: upper case, lower case, digits, signs)" if classes < CLASSES
        else "不得包含用户名 (must not hold the user name)" if actor.username.lower() in password.lower()
        else "")  # fmt: skip
    if reason:
        raise Problem("PASSWORD_WEAK", reason=reason)


async def store_password(connection: Any, county: str, user_id: UUID, hashed: str, now: datetime) -> None:
    """Keep the hash of a user's password, and open the account again if it was locked."""
    await connection.execute(
        "INSERT INTO credential (county, user_id, password_hash, changed_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (county, user_id) DO UPDATE SET password_hash = $3, changed_at = $4, failures = 0,"
        " locked_until = NULL", county, user_id, hashed, now)
