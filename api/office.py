"""What a command line works with: the open database, and the right to act as a user of the county."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from api.database import Database, open_database
from api.devices import Devices
from api.identity import Identity
from api.keys import fresh_key
from api.policies import seed as seed_policy
from api.policies import stored
from api.sessions import Sessions
from api.settings import Settings
from api.tokens import Tokens
from api.workdays import state_council
from authz.actor import Actor
from authz.policy import Rules
from sync.keyring import Keyring
from sync.write import World


@dataclass(frozen=True)
class Office:
    """Everything a command may need, opened once."""

    settings: Settings
    database: Database
    keyring: Keyring
    sessions: Sessions
    devices: Devices
    world: World

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def acting(self, username: str, county: str | None = None) -> tuple[Actor, Rules]:
        """A user and his rules; raises Problem when there is none. The session it takes is closed at once."""
        token = await self.sessions.issue_token(username, county)
        actor = await self.sessions.identity.actor(token)
        await self.sessions.logout(token)
        async with self.database.transaction() as connection:
            await seed_policy(connection)
            policy = await stored(connection)
        plain = replace(actor, user_id=UUID(bytes=actor.user_id.bytes))  # asyncpg's own UUID is not one orjson writes
        return plain, policy.rules_of(plain)


@asynccontextmanager
async def open_office(settings: Settings | None = None) -> AsyncIterator[Office]:
    """Open the database at its newest migration, and close it again."""
    settings = settings or Settings.read()
    secret = settings.master_key()
    database = await open_database(settings)
    try:
        sessions = Sessions(Identity(database, Tokens(secret)), settings, fresh_key)
        keyring = Keyring(secret)
        yield Office(settings, database, keyring, sessions, Devices(sessions), World(fresh_key, keyring, state_council()))
    finally:
        await database.close()
