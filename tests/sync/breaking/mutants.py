"""The engine with one of its safeguards taken out: each must make a history, or the test of a stream, end wrongly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import asyncpg

import api.operation
import sync.device
import sync.feed
import sync.store
import sync.write
from sync.once import Once

Patch = tuple[Any, str, Any]
BIGSERIAL = "CREATE SEQUENCE IF NOT EXISTS feed_bigserial"


async def _drawn(connection: asyncpg.Connection, county: str, change_id: UUID) -> int:
    """A place in the feed as a bigserial gives it: drawn early, seen late."""
    sql = "INSERT INTO feed (county, seq, change_id) SELECT $1, nextval('feed_bigserial'), $2 RETURNING seq"
    return int(await connection.fetchval(sql, county, change_id))


async def _highest(connection: asyncpg.Connection, county: str) -> tuple[str, int]:
    row = await connection.fetchrow("SELECT c.epoch::text, coalesce((SELECT max(seq) FROM feed WHERE county = $1), 0) FROM county c WHERE c.code = $1", county)
    assert row is not None
    return row[0], row[1]


def no_counter_lock() -> list[Patch]:
    """Places by a sequence instead of the locked counter, read up to the highest there is."""
    return [(sync.store, "number", _drawn), (sync.feed, "position", _highest)]


def no_idempotency_key() -> list[Patch]:
    """A mutation that comes again is done again."""
    return [(sync.write, "Once", _Forgetful)]


class _Forgetful(Once):
    @classmethod
    async def of(cls, *_: object) -> Once:
        return Once()


def no_counting_of_ops() -> list[Patch]:
    """A device's op that comes again is settled again."""
    return [(sync.device, "_already", lambda *_: None)]


def no_tombstone() -> list[Patch]:
    """A device is not told what it lost."""
    real = sync.feed._lines

    async def living(*args: Any) -> Sequence[sync.feed.Line]:
        return [line for line in await real(*args) if line.document is not None]

    return [(sync.feed, "_lines", living)]


def no_replay() -> list[Patch]:
    """A stream begins where it is subscribed, not where its connection was opened."""

    async def forget(_: Any) -> None:
        return None

    return [(api.operation.Context, "note", forget)]


IN_HISTORIES: dict[str, Callable[[], list[Patch]]] = {
    made.__name__.replace("_", " "): made for made in (no_counter_lock, no_idempotency_key, no_counting_of_ops, no_tombstone)}
