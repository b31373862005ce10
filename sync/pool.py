"""Lends connections of a pool as what they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import asyncpg


@asynccontextmanager
async def lent(pool: asyncpg.Pool) -> AsyncIterator[asyncpg.Connection]:
    """One connection; the pool's proxy does all that a connection does, which its type does not say."""
    async with pool.acquire() as connection:
        yield cast("asyncpg.Connection", connection)
