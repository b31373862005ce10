"""Access tokens (signed, short-lived) and refresh tokens (opaque, rotated): how they are made and read back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from api.problems import Problem

ALGORITHM = "HS256"  # fixed: the header of a token never chooses
ISSUER = "fuyuan"
MAX_TOKEN = 2000


@dataclass(frozen=True)
class Ticket:
    """What a genuine access token says: which session of which county, until when."""

    county: str
    session: UUID
    expires_at: datetime


class Tokens:
    """Makes and reads tokens with keys derived from the master key."""

    def __init__(self, master_key: bytes) -> None:
        self._access = OctKey.import_key(hmac.digest(master_key, b"fuyuan access token", "sha256"))
        self._refresh = hmac.digest(master_key, b"fuyuan refresh token", "sha256")
        self._code = hmac.digest(master_key, b"fuyuan enrolment code", "sha256")
        self._genuine = lru_cache(maxsize=4096)(self._decode)

    def access(self, ticket: Ticket, now: datetime) -> str:
        claims = {"iss": ISSUER, "aud": ISSUER, "cty": ticket.county, "sid": str(ticket.session),
                  "iat": int(now.timestamp()), "exp": int(ticket.expires_at.timestamp())}
        return jwt.encode({"alg": ALGORITHM}, claims, self._access)

    def read(self, token: str, now: datetime) -> Ticket:
        """The ticket of a genuine token still in force; raises UNAUTHENTICATED or TOKEN_EXPIRED."""
        if len(token) > MAX_TOKEN:
            raise Problem("UNAUTHENTICATED")
        try:
            ticket = self._genuine(token)
        except (JoseError, KeyError, TypeError, ValueError):
            raise Problem("UNAUTHENTICATED") from None
        if ticket.expires_at <= now:
            raise Problem("TOKEN_EXPIRED")
        return ticket

    def _decode(self, token: str) -> Ticket:
        claims: dict[str, Any] = jwt.decode(token, self._access, algorithms=[ALGORITHM]).claims
        if (claims["iss"], claims["aud"]) != (ISSUER, ISSUER):
            raise ValueError("not issued here")
        return Ticket(str(claims["cty"]), UUID(claims["sid"]), datetime.fromtimestamp(int(claims["exp"]), UTC))

    def refresh(self, county: str, session: UUID) -> str:
        """A new refresh token; it carries a seal, so that only a token once given out can ever count as reused."""
        head = f"{county}.{session.hex}.{secrets.token_urlsafe(24)}"
        return f"{head}.{self._seal(head)}"

    def read_refresh(self, token: str) -> tuple[str, UUID]:
        """County and session of a refresh token that was given out here; raises REFRESH_INVALID."""
        head, _, seal = token.rpartition(".")
        if len(token) > MAX_TOKEN or not token.isascii() or not hmac.compare_digest(seal, self._seal(head)):
            raise Problem("REFRESH_INVALID")
        county, session, _ = head.split(".")
        return county, UUID(session)

    def _seal(self, head: str) -> str:
        return base64.urlsafe_b64encode(hmac.digest(self._refresh, head.encode(), "sha256")).decode().rstrip("=")

    def code_hash(self, code: str) -> bytes:
        """Keyed, because an enrolment code is short enough to be guessed from a plain hash."""
        return hmac.digest(self._code, code.encode(), "sha256")


def digest(token: str) -> bytes:
    """What is stored of a refresh token."""
    return hashlib.sha256(token.encode()).digest()
