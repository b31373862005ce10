"""How long a connection may live: until its token expires, its session is revoked, or its rights change."""

from __future__ import annotations

import asyncio

from api.operation import Context
from api.tokens import Ticket

FORBIDDEN, SLOW, RESTART = 4403, 4413, 1012  # graphql-ws comes back after each; 4401 it never retries


class Ended(Exception):
    """The connection has to end, with this WebSocket close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


async def lifetime(context: Context) -> Ended:
    """Return when the connection has to end; that of somebody who has not signed in never does for this reason."""
    ticket = context.ticket or await _never()
    identity = context.doors.identity
    left = (ticket.expires_at - identity.now()).total_seconds()
    with identity.watching(ticket) as ended:
        try:
            async with asyncio.timeout(max(left, 0)):
                why = await ended
        except TimeoutError:
            return Ended(FORBIDDEN, "token expired")
    return Ended(FORBIDDEN, "session revoked") if why == "revoked" else Ended(RESTART, "rights changed")


async def _never() -> Ticket:
    never: asyncio.Future[Ticket] = asyncio.get_running_loop().create_future()
    return await never
