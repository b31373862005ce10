"""One device's way to the write door: batches in one transaction each, and receipts that remember what was settled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import asyncpg
import orjson

from authz.actor import Actor
from authz.policy import Rules
from sync.parked import park
from sync.pool import lent
from sync.row import RowFault
from sync.settle import Item, Receipt, Settled, apply
from sync.write import World

LOGGER = logging.getLogger(__name__)
PASSING = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.LockNotAvailableError)
LOST = (asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, OSError)
RETRIES = 3


@dataclass(frozen=True)
class _Past:
    """The last row of a document that this device settled."""

    digest: bytes
    counter: int
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Device:
    """An actor at a device; `replica` names the device in receipts."""

    pool: asyncpg.Pool
    actor: Actor
    rules: Rules
    world: World
    now: datetime
    replica: str

    async def settle(self, items: Sequence[Item]) -> list[Receipt]:
        """A batch in one transaction; one that cannot be stored is halved until the bad row stands alone, and is kept."""
        for attempt in range(1, RETRIES + 1):
            try:
                async with lent(self.pool) as connection, connection.transaction():
                    return await self._settle(connection, items)
            except PASSING:
                if attempt == RETRIES:
                    raise
                await asyncio.sleep(0.05 * 2**attempt)
            except LOST:
                raise  # the connection, not the rows: the device asks again
            except Exception:
                LOGGER.exception("%s rows of %s could not be stored", len(items), self.replica)
                if len(items) > 1:
                    half = len(items) // 2
                    return [*await self.settle(items[:half]), *await self.settle(items[half:])]
                if items[0].fault:
                    raise
                items = [replace(items[0], fault=RowFault("ROW_FAILED"))]
        return await self.settle(items)

    async def _settle(self, connection: asyncpg.Connection, items: Sequence[Item]) -> list[Receipt]:
        counter, past = await self._known(connection, items)
        known = [receipt for item in items if (receipt := _already(item, counter, past.get(item.place)))]
        numbers = {receipt.n for receipt in known}
        last = {place: row.detail.get("wrote") or {} for place, row in past.items() if not self.replica.startswith("user:")}
        settled = await apply(connection, [item for item in items if item.n not in numbers], self.actor, self.rules, self.world, self.now, last)
        for one in settled:
            if one.meaning.waits:
                await park(connection, one, self.actor, self.replica)
        await self._remember(connection, settled)
        return [*known, *(one.receipt for one in settled)]

    async def _known(self, connection: asyncpg.Connection, items: Sequence[Item]) -> tuple[int, dict[tuple[str, str], _Past]]:
        """The last op settled and the last row of each document; waits for what the same device is pushing elsewhere."""
        counter = await connection.fetchval(_TURN, self.actor.county, self.replica, self.actor.user_id)
        rows = await connection.fetch(_PAST, self.actor.county, self.replica, [item.place[1] for item in items])
        return counter, {(row[0], row[1]): _Past(row[2], row[3], orjson.loads(row[4] or "{}")) for row in rows}

    async def _remember(self, connection: asyncpg.Connection, settled: Sequence[Settled]) -> None:
        latest = {one.item.place: one for one in settled}
        if latest:
            await connection.execute(
                _REMEMBER, self.actor.county, self.replica, [place[0] for place in latest], [place[1] for place in latest],
                [one.item.n for one in latest.values()], [one.item.digest for one in latest.values()],
                [one.receipt.outcome for one in latest.values()], [_detail(one) for one in latest.values()], self.now)
        if counted := [one.item.n for one in settled if one.item.counted]:
            await connection.execute(_COUNT, self.actor.county, self.replica, max(counted))


def _detail(one: Settled) -> str:
    receipt, meaning = one.receipt, one.meaning
    wrote = dict(meaning.wrote) if receipt.outcome in ("applied", "merged") else {}
    return orjson.dumps({"code": receipt.code, "facts": receipt.facts, "shows": receipt.shows, "wrote": wrote}, default=str).decode()


def _already(item: Item, counter: int, known: _Past | None) -> Receipt | None:
    """The receipt of an item settled before: the last row of its document (RxDB), or an op whose number has passed."""
    if item.counted:
        if item.n > counter:
            return None
        known = known if known and known.counter == item.n else None
    elif known is None or known.digest != item.digest:
        return None
    detail = known.detail if known else {}
    return Receipt(item.n, "already", item.record, item.id, item.key, detail.get("code"), detail.get("facts") or {},
                   shows=bool(detail.get("shows")))


_TURN = """INSERT INTO replica (county, replica, user_id, counter) VALUES ($1, $2, $3, 0)
ON CONFLICT (county, replica) DO UPDATE SET user_id = excluded.user_id RETURNING counter"""
_PAST = """SELECT collection, doc_id, row_hash, counter, detail::text FROM receipt
WHERE county = $1 AND replica = $2 AND doc_id = ANY($3::text[])"""
_COUNT = "UPDATE replica SET counter = $3 WHERE county = $1 AND replica = $2 AND counter < $3"
_REMEMBER = """INSERT INTO receipt (county, replica, collection, doc_id, counter, row_hash, outcome, detail, at)
SELECT $1, $2, r.collection, r.doc_id, r.counter, r.row_hash, r.outcome, r.detail::jsonb, $9
FROM unnest($3::text[], $4::text[], $5::int8[], $6::bytea[], $7::text[], $8::text[]) AS r(collection, doc_id, counter, row_hash, outcome, detail)
ON CONFLICT (county, replica, collection, doc_id) DO UPDATE SET counter = excluded.counter, row_hash = excluded.row_hash,
  outcome = excluded.outcome, detail = excluded.detail, at = excluded.at"""
