"""What changed for whom: a unit's documents in the order of the feed, page by page or as a stream, seen with its actor's rights."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from authz.actor import Actor
from authz.guard import guard
from authz.policy import Rules
from schema.document import child_key, document_read, sealed_keys, wire_fields
from schema.ids import global_id
from schema.kit import Field, Kind, Record, camel
from schema.read import Root
from schema.registry import OFFLINE, RECORDS
from schema.statement import Statement, facts_of, render
from sync.pool import lent

SMALLEST_PAGE = 100  # RxDB takes a page shorter than this for the last one
LARGEST_PAGE = 10_000
CHUNK = 1_000  # documents built by one statement
STREAM_BACKLOG = 1_000
CHANNEL = "fuyuan_feed"
NOWHERE = UUID(int=0)

Document = dict[str, Any]
Rights = Callable[[], Awaitable[tuple[Actor, Rules]]]
Listen = Callable[[str, Callable[[str | None], None]], Awaitable[Callable[[], None]]]
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)


class PageTooLarge(ValueError):
    """More documents asked for in one page than may be served; a shorter page would be taken for the last."""


class Behind(Exception):
    """A stream with so much to catch up that its client had better pull (close code 1012)."""


class Slow(Exception):
    """A stream whose client takes less than there is to tell (close code 4413)."""


@dataclass(frozen=True)
class Checkpoint:
    """How far a device has read; `fresh` is where its first sync began: what went away before that, it never had."""

    epoch: str
    seq: int
    fresh: int = 0

    def wire(self) -> dict[str, Any]:
        """As RxDB and the field client keep it."""
        return {"epoch": f"{self.epoch}+{self.fresh}" if self.fresh else self.epoch, "seq": self.seq}


@dataclass(frozen=True)
class Line:
    """One document at its place in the feed; `document` is None when the actor may not, or no longer, see it."""

    record: str
    key: UUID
    seq: int
    document: Document | None


@dataclass(frozen=True)
class Page:
    """Lines in order of the feed, where to read on, and whether more remains; `reset`: the device must start anew."""

    county: str
    lines: tuple[Line, ...]
    checkpoint: Checkpoint
    more: bool = False
    reset: bool = False

    @property
    def documents(self) -> list[Document]:
        """The lines as RxDB takes them: every document with its `seq` and `_deleted`."""
        return [alive(line.document, line.seq) if line.document is not None
                else tombstone(RECORDS[line.record], self.county, line.key, line.seq) for line in self.lines]


def alive(document: Document, seq: int) -> Document:
    return {**document, "seq": seq, "_deleted": False}


def tombstone(record: Record, county: str, key: UUID | str, seq: int) -> Document:
    """A document that is gone for the reader: right in type, empty of old data."""
    document: Document = {"id": global_id(record.name, county, key)}
    document |= {camel(field.name): _placeholder(record, field, county) for field in wire_fields(record)}
    return {**document, **{child_key(child): [] for child in record.children}, "seq": seq, "_deleted": True}


def _placeholder(record: Record, field: Field, county: str) -> Any:
    if field.kind in (Kind.ITEMS, Kind.TEXTS):
        return []
    if not (field.required or field.name in ("state", "version", "created_at", "updated_at")):
        return None
    match field.kind:
        case Kind.INTEGER:
            return 0
        case Kind.MONEY:
            return "0.00"
        case Kind.DATE:
            return "1970-01-01"
        case Kind.INSTANT:
            return "1970-01-01T00:00:00+00:00"
        case Kind.BOOLEAN:
            return False
        case Kind.LINK:
            return global_id(field.record or "", county, "" if RECORDS[field.record or ""].key == "code" else NOWHERE)
        case Kind.CHOICE:
            return record.flow.initial if field.name == "state" and record.flow else field.choices[0].value
    return ""


# --- reading --------------------------------------------------------------------------------------------------------


async def position(connection: asyncpg.Connection, county: str) -> tuple[str, int]:
    """The epoch of a county's feed and the last number given."""
    row = await connection.fetchrow(
        "SELECT c.epoch::text, coalesce(f.seq, 0) FROM county c LEFT JOIN feed_counter f ON f.county = c.code WHERE c.code = $1", county)
    if row is None:
        raise LookupError(f"no county {county}")
    return row[0], row[1]


_statements: dict[tuple[str, int], tuple[Rules, Statement]] = {}


def _statement(record: Record, rules: Rules) -> Statement:
    """The one statement for documents of a record under these rules; rules are made anew when the policy changes."""
    known = _statements.get((record.name, id(rules)))
    if known is None or known[0] is not rules:
        if len(_statements) >= 512:
            _statements.clear()
        known = rules, render((guard(Root("documents", document_read(record)), rules),))
        _statements[record.name, id(rules)] = known
    return known[1]


async def documents(
    connection: asyncpg.Connection, record: Record, keys: Iterable[UUID], rules: Rules, actor: Actor, now: datetime
) -> dict[UUID, Document]:
    """The documents of these rows as this actor may see them; a row he may not know of is not in the answer."""
    statement, facts, wanted = _statement(record, rules), facts_of(actor, now), list(keys)
    found: dict[UUID, Document] = {}
    for start in range(0, len(wanted), CHUNK):
        text = await connection.fetchval(statement.sql, *statement.arguments([wanted[start:start + CHUNK]], facts))
        for document in orjson.loads(text)["documents"]["nodes"]:
            document |= dict.fromkeys(sealed_keys(record))
            for child in record.children:
                name = child_key(child)
                document[name] = [row | dict.fromkeys(sealed_keys(RECORDS[child])) for row in document[name]["nodes"]]
            found[UUID(document["id"].rpartition(":")[2])] = document
    return found


_DUE = """
SELECT collection, doc_id, seq, gone FROM (
  SELECT u.* FROM unnest($3::text[]) AS c(name) CROSS JOIN LATERAL (
    SELECT collection, doc_id, seq, gone FROM unit_doc
     WHERE county = $1 AND audience = $2 AND collection = c.name AND seq > $4 AND NOT (gone AND seq <= $5)
     ORDER BY seq FETCH FIRST $6 ROWS WITH TIES) AS u
  UNION ALL
  SELECT u.collection, u.doc_id, f.seq, u.gone FROM unit_doc u JOIN feed f ON f.county = u.county AND f.change_id = u.change_id
   WHERE u.county = $1 AND u.seq IS NULL AND u.audience = $2 AND u.collection = ANY($3::text[]) AND f.seq > $4
     AND NOT (u.gone AND f.seq <= $5)) AS due
ORDER BY seq FETCH FIRST $6 ROWS WITH TIES"""


async def pull(
    connection: asyncpg.Connection, record: Record | None, actor: Actor, rules: Rules,
    checkpoint: Mapping[str, Any] | Checkpoint | None, limit: int, now: datetime,
) -> Page:
    """The next page for the actor's unit, of one record or (None) of all that travel; what one change wrote stays together.

    Read in one snapshot, so that nothing committed later can have an earlier place.
    """
    if limit > LARGEST_PAGE:
        raise PageTooLarge(limit)
    if connection.is_in_transaction():
        return await _pull(connection, record, actor, rules, checkpoint, max(limit, SMALLEST_PAGE), now)
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        return await _pull(connection, record, actor, rules, checkpoint, max(limit, SMALLEST_PAGE), now)


async def _pull(
    connection: asyncpg.Connection, record: Record | None, actor: Actor, rules: Rules,
    checkpoint: Mapping[str, Any] | Checkpoint | None, limit: int, now: datetime,
) -> Page:
    epoch, last = await position(connection, actor.county)
    start, reset = _start(checkpoint, epoch, last)
    names = [record.name] if record else list(OFFLINE)
    lines: list[Line] = []
    seq, more = start.seq, actor.unit is not None
    while more and len(lines) < limit:
        wanted = limit - len(lines)
        rows = await connection.fetch(_DUE, actor.county, f"U:{actor.unit}", names, seq, start.fresh, wanted + 1)
        more = len(rows) > wanted
        if more:
            seq = rows[wanted - 1]["seq"]
            more = rows[-1]["seq"] > seq
        lines += await _lines(connection, [row for row in rows if not more or row["seq"] <= seq], actor, rules, start.fresh, now)
    after = Checkpoint(epoch, seq, start.fresh) if more else Checkpoint(epoch, last)
    return Page(actor.county, tuple(lines), after, more, reset)


def _start(checkpoint: Mapping[str, Any] | Checkpoint | None, epoch: str, last: int) -> tuple[Checkpoint, bool]:
    """Where to read from; a device of another epoch starts anew but is told what is gone, a new device is not."""
    if isinstance(checkpoint, Mapping):
        said, seq = checkpoint.get("epoch"), checkpoint.get("seq")
        told, _, fresh = str(said or "").partition("+")
        known = int(seq) if isinstance(seq, int | float) and 0 <= seq < 2**53 else 0
        checkpoint = Checkpoint(told, known, int(fresh) if fresh.isascii() and fresh.isdigit() and len(fresh) < 19 else 0)
    if checkpoint is None or checkpoint.seq == 0:
        return Checkpoint(epoch, 0, last), bool(checkpoint and checkpoint.epoch and checkpoint.epoch != epoch)
    if checkpoint.epoch != epoch or checkpoint.seq > last:
        return Checkpoint(epoch, 0), True
    return checkpoint, False


async def _lines(
    connection: asyncpg.Connection, rows: Sequence[asyncpg.Record], actor: Actor, rules: Rules, fresh: int, now: datetime
) -> list[Line]:
    found: dict[tuple[str, UUID], Document] = {}
    for name in {row["collection"] for row in rows}:
        keys = [row["doc_id"] for row in rows if row["collection"] == name and not row["gone"]]
        shown = await documents(connection, RECORDS[name], keys, rules, actor, now) if keys else {}
        found |= {(name, key): document for key, document in shown.items()}
    lines = [Line(row["collection"], row["doc_id"], row["seq"], found.get((row["collection"], row["doc_id"]))) for row in rows]
    kept = [line for line in lines if line.document is not None or line.seq > fresh]
    return sorted(kept, key=lambda line: (line.seq, line.record, line.key))


async def places(connection: asyncpg.Connection, record: Record, keys: Sequence[UUID], actor: Actor) -> dict[UUID, int]:
    """The number under which each document last changed for the actor's unit."""
    rows = await connection.fetch(
        "SELECT u.doc_id, coalesce(u.seq, f.seq) FROM unit_doc u LEFT JOIN feed f ON f.county = u.county AND f.change_id = u.change_id"
        " WHERE u.county = $1 AND u.audience = $2 AND u.collection = $3 AND u.doc_id = ANY($4::uuid[])",
        actor.county, f"U:{actor.unit}", record.name, list(keys))
    return {row[0]: row[1] or 0 for row in rows}


_SETTLE = """
UPDATE unit_doc u SET seq = f.seq FROM (
  SELECT county, audience, collection, doc_id, change_id FROM unit_doc WHERE county = $1 AND seq IS NULL
   LIMIT 5000 FOR UPDATE SKIP LOCKED) AS p JOIN feed f ON f.county = p.county AND f.change_id = p.change_id
 WHERE u.county = p.county AND u.audience = p.audience AND u.collection = p.collection AND u.doc_id = p.doc_id"""


async def settle(connection: asyncpg.Connection, county: str) -> int:
    """Write the numbers the feed gave into the units' rows; skips rows being written, so that it can block nobody."""
    return int((await connection.execute(_SETTLE, county)).rpartition(" ")[2])


# --- streams --------------------------------------------------------------------------------------------------------


class Wake:
    """Tells waiting streams that a county's feed has grown: by NOTIFY after a commit, and by looking at the counters."""

    def __init__(self, pool: asyncpg.Pool, listen: Listen | None = None, interval: float = 0.25) -> None:
        self._pool, self._listen, self._interval = pool, listen, interval
        self._seen: dict[str, int] = {}
        self._bells: dict[str, asyncio.Event] = {}
        self._notices: dict[str, asyncio.Task[None]] = {}

    def ring(self, county: str | None = None) -> None:
        """Wake the streams of this process: those of one county, or all when a notice may have been missed."""
        for name in [county] if county else list(self._bells):
            if bell := self._bells.pop(name, None):
                bell.set()

    def announce(self, county: str) -> None:
        """After a commit: wake the streams of this process now and those of the others soon (many commits, one notice)."""
        self.ring(county)
        if (task := self._notices.get(county)) is None or task.done():
            self._notices[county] = asyncio.get_running_loop().create_task(self._notify(county))

    async def _notify(self, county: str) -> None:
        await asyncio.sleep(0.02)
        with suppress(*LOST):
            await self._pool.execute("SELECT pg_notify($1, $2)", CHANNEL, county)

    async def wait(self, county: str, seq: int, timeout: float = 30) -> None:  # noqa: ASYNC109
        """Until the feed of the county may have grown beyond `seq`."""
        if self._seen.get(county, 0) <= seq:
            await self.rung(self.bell(county), timeout)

    def bell(self, county: str) -> asyncio.Event:
        """What rings with the next notice; whoever takes it before he looks misses nothing."""
        return self._bells.setdefault(county, asyncio.Event())

    async def rung(self, bell: asyncio.Event, timeout: float = 30) -> None:  # noqa: ASYNC109
        """Until the bell rings, or long enough to look again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await bell.wait()

    async def run(self) -> None:
        """Listen and look, for ever; what is announced while nobody waits is found by looking."""
        stop = await self._listen(CHANNEL, self.ring) if self._listen else None
        try:
            while True:
                if self._bells:
                    with suppress(*LOST):
                        await self._look()
                await asyncio.sleep(self._interval)
        finally:
            if stop:
                stop()

    async def _look(self) -> None:
        rows = await self._pool.fetch("SELECT county, seq FROM feed_counter WHERE county = ANY($1::text[])", list(self._bells))
        for county, seq in rows:
            if self._seen.get(county) != seq:
                self._seen[county] = seq
                self.ring(county)


async def stream(
    pool: asyncpg.Pool, wake: Wake, record: Record, rights: Rights, start: Checkpoint | None, clock: Callable[[], datetime],
) -> AsyncIterator[Page]:
    """Pages from where the connection began (None: from now on); `rights` is asked before every page and may raise."""
    actor, rules = await rights()
    checkpoint = start
    while True:
        async with lent(pool) as connection:
            if checkpoint is None:
                checkpoint = Checkpoint(*await position(connection, actor.county))
            page = await pull(connection, record, actor, rules, checkpoint, STREAM_BACKLOG, clock())
        if page.more or page.reset:
            raise Behind(record.name)
        if page.lines:
            yield page
        checkpoint = page.checkpoint
        await wake.wait(actor.county, checkpoint.seq)
        actor, rules = await rights()
