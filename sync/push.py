"""What devices send: RxDB's rows and the field client's ops, each settled once and answered with a document or a receipt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from authz.actor import Actor
from authz.policy import Rules
from schema.decision import CLOCK_TOLERANCE
from schema.kit import Record
from schema.marking import marked
from schema.merge import same
from schema.registry import TYPES
from sync import feed
from sync.device import Device
from sync.parked import RulesOf, replay
from sync.pool import lent
from sync.row import RowFault, key_of
from sync.settle import Item, Receipt, apply
from sync.wire import OPS_MAX, FaultyOp, Json, Op, WireFault, parse_push_row, row_hash
from sync.write import World

MOST_ROWS = 5_000
BATCH = 500  # rows of one transaction: bounds what is locked, and what one page must hold together
WAITING = 40  # pushes of one device; a device takes turns with itself, RxDB may open twenty


class TooManyRows(ValueError):
    """More rows in one push than are taken."""


class Busy(Exception):
    """A device has too many pushes waiting already."""


class Turns:
    """Lets every device push one thing at a time, and only so many wait."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], tuple[asyncio.Lock, list[None]]] = {}

    @asynccontextmanager
    async def of(self, county: str, replica: str) -> AsyncIterator[None]:
        turn, waiting = self._places.setdefault((county, replica), (asyncio.Lock(), []))
        if len(waiting) >= WAITING:
            raise Busy(replica)
        waiting.append(None)
        try:
            async with turn:
                yield
        finally:
            waiting.pop()
            if not waiting:
                self._places.pop((county, replica), None)


TURNS = Turns()


async def push_rows(
    pool: asyncpg.Pool, record: Record, rows: Sequence[Any], actor: Actor, rules: Rules, world: World, now: datetime,
    *, replica: str | None = None, rules_of: RulesOf | None = None,
) -> list[feed.Document]:
    """Settles what RxDB pushes; answers the documents on which the client and the server differ.

    `replica` names the client where the actor has no device; clients under one name must be one client, or a repeat of
    one that comes after work of the other is taken for new work.
    """
    if len(rows) > MOST_ROWS:
        raise TooManyRows(len(rows))
    replica = replica or (str(actor.device) if actor.device else f"user:{actor.user_id}")
    items = [_row(n, raw, record, actor.county) for n, raw in enumerate(rows)]
    receipts = await settle(pool, items, actor, rules, world, now, replica=replica, rules_of=rules_of)
    said = {item.n: item.row["newDocumentState"] for item in items if item.row}
    asked = [receipt for receipt in receipts if receipt.shows or receipt.outcome == "already"]
    return await _differing(pool, record, asked, said, actor, rules, now, exact=actor.device is not None)


@asynccontextmanager
async def trial(
    pool: asyncpg.Pool, record: Record, rows: Sequence[Any], actor: Actor, rules: Rules, world: World, now: datetime
) -> AsyncIterator[tuple[asyncpg.Connection, list[Receipt]]]:
    """What pushed rows would come to (试推): settled like any others and then taken back, numbers, clocks and conflicts included."""
    if len(rows) > BATCH:
        raise TooManyRows(len(rows))
    items = [_row(n, raw, record, actor.county) for n, raw in enumerate(rows)]
    async with lent(pool) as connection:
        transaction = connection.transaction()
        await transaction.start()
        try:
            yield connection, [one.receipt for one in await apply(connection, items, actor, rules, world, now, {})]
        finally:
            await transaction.rollback()


async def push_ops(
    pool: asyncpg.Pool, ops: Sequence[Op], faulty: Sequence[FaultyOp], actor: Actor, rules: Rules, world: World, now: datetime,
    *, replica: str, rules_of: RulesOf | None = None,
) -> list[Receipt]:
    """Settles a field client's ops in the order of their numbers; one receipt for each."""
    latest = await pool.fetchval("SELECT acted_at FROM replica WHERE county = $1 AND replica = $2", actor.county, replica)
    items = _timed([_op(op, actor.county) for op in ops], latest, now)
    items += [_secret(bad.n, bad.raw, None, actor.county, counted=True) if marked(bad.raw) else
              Item(bad.n, None, str(bad.raw.get("id"))[:120], None, bad.raw, _digest(bad.raw), counted=True, fault=_fault(bad.fault)) for bad in faulty]
    items.sort(key=lambda item: item.n)
    receipts = await settle(pool, items, actor, rules, world, now, replica=replica, rules_of=rules_of)
    if ops:
        await pool.execute("UPDATE replica SET acted_at = greatest(acted_at, $3) WHERE county = $1 AND replica = $2", actor.county, replica,
                           now if len(ops) < OPS_MAX else min(now, datetime.fromisoformat(ops[-1]["at"])))
    return receipts


def _timed(items: Sequence[Item], latest: datetime | None, now: datetime) -> list[Item]:
    """The items, those marked whose time is before what their device did earlier, or ahead of now: its clock was off (E4, E11)."""
    found = []
    for item in items:
        at = datetime.fromisoformat(item.op["at"]) if item.op else now
        found.append(replace(item, suspect=at > now + CLOCK_TOLERANCE or (latest is not None and at < latest - CLOCK_TOLERANCE)))
        latest = max(latest or at, min(at, now))
    return found


async def settle(
    pool: asyncpg.Pool, items: Sequence[Item], actor: Actor, rules: Rules, world: World, now: datetime,
    *, replica: str, rules_of: RulesOf | None = None,
) -> list[Receipt]:
    """One receipt for every item, in order; what waited for rows that landed is settled after them."""
    device = Device(pool, actor, rules, world, now, replica)
    async with TURNS.of(actor.county, replica):
        receipts = [receipt for batch in _batches(items) for receipt in await device.settle(batch)]
    landed = [parent for receipt in receipts if receipt.outcome in ("applied", "merged") and receipt.record and receipt.key
              for parent in (f"{receipt.record.name}:{receipt.key}", f"case:{receipt.key}")]
    if landed:
        await replay(pool, actor.county, world, now, rules_of or (lambda other: rules if other == actor else None), landed)
    return sorted(receipts, key=lambda receipt: receipt.n)


def _batches(items: Iterable[Item]) -> list[list[Item]]:
    """At most BATCH items; a whole document stands once in a batch, so that each is told from what the one before left."""
    batches: list[list[Item]] = []
    seen: set[UUID | None] = set()
    for item in items:
        if not batches or len(batches[-1]) >= BATCH or (item.row and item.key in seen):
            batches.append([])
            seen = set()
        batches[-1].append(item)
        seen.add(item.key)
    return batches


def _row(n: int, raw: Any, record: Record, county: str) -> Item:
    if marked(raw):
        return _secret(n, raw.get("newDocumentState") if isinstance(raw, dict) else None, record, county)
    said = raw.get("newDocumentState") if isinstance(raw, dict) else None
    name = str(said.get("id"))[:128] if isinstance(said, dict) and said.get("id") else ""
    try:
        row = parse_push_row(raw)
        return Item(n, record, name, key_of(record, county, name), raw, _digest(raw), row=row)
    except (RowFault, WireFault) as fault:
        return Item(n, record, name, None, raw, _digest(raw), fault=_fault(fault))


def _op(op: Op, county: str) -> Item:
    if marked(op):
        return _secret(op["n"], op, TYPES.get(op["c"]), county, counted=True)
    record, name, digest = TYPES.get(op["c"]), op["id"][:128], _digest(op)
    try:
        if record is None or record.key == "code":
            raise RowFault("ROW_ID", id=name)
        return Item(op["n"], record, name, key_of(record, county, op["id"]), op, digest, op=op, counted=True)
    except RowFault as fault:
        return Item(op["n"], None, name, None, op, digest, fault=fault, counted=True)


def _secret(n: int, said: Any, record: Record | None, county: str, counted: bool = False) -> Item:
    """What is marked as a state secret: nothing of it goes on but its number and, if it is one, its id."""
    name = str(said.get("id"))[:128] if isinstance(said, dict) else ""
    try:
        key = key_of(record, county, name) if record and record.key == "id" else None
    except RowFault:
        key = None
    name, known = (name, record) if key else ("", None)
    return Item(n, known, name, key, None, _digest(["STATE_SECRET", n, name]), fault=RowFault("STATE_SECRET"), counted=counted)


def _fault(fault: RowFault | WireFault) -> RowFault:
    return fault if isinstance(fault, RowFault) else RowFault("ROW_SHAPE", field=str(fault.facts.get("path", "?")))


def _digest(raw: Any) -> bytes:
    try:
        return bytes.fromhex(row_hash(raw))
    except (TypeError, ValueError):  # what is no JSON, such as half a surrogate pair
        return bytes.fromhex(row_hash(ascii(raw)))


async def _differing(
    pool: asyncpg.Pool, record: Record, receipts: Sequence[Receipt], said: Mapping[int, Json], actor: Actor, rules: Rules, now: datetime,
    *, exact: bool,
) -> list[feed.Document]:
    """The documents as the server holds them; what this actor may not see, or was never stored, is gone for him.

    A repeat is answered with the document unless the client holds it: a pull may have brought it while the first answer
    was on its way, and RxDB passes over what it pulls of a document it is still pushing.
    """
    keys = list(dict.fromkeys(receipt.key for receipt in receipts if receipt.key))
    if not receipts:
        return []
    async with lent(pool) as connection:
        shown = await feed.documents(connection, record, keys, rules, actor, now)
        seqs = await feed.places(connection, record, keys, actor)
    answer: dict[str, feed.Document] = {}
    for receipt in receipts:
        key = receipt.key or feed.NOWHERE
        seq, document = seqs.get(key, 0), shown.get(key)
        if not receipt.shows and _holds(said.get(receipt.n, {}), document, exact):
            continue
        there = feed.alive(document, seq) if document is not None else feed.tombstone(record, actor.county, key, seq)
        answer[receipt.id] = {**there, "id": receipt.id}
    answer.pop("", None)
    return list(answer.values())


def _holds(said: Json, document: feed.Document | None, exact: bool) -> bool:
    """Whether a client that pushed this holds what the server holds.

    RxDB takes a document it is shown for a rival and lets go of the base of whatever was typed meanwhile. Of a device it
    is known what it wrote last, so that costs nothing; of others only a difference that matters is worth it.
    """
    if document is None:
        return said.get("_deleted") is True
    names = document.keys() - {"id"} if exact else document.keys() & said.keys() - {"id", "version", "updatedAt"}
    return all(same(said.get(name), document[name]) for name in names)
