"""The one door by which case data changes: a batch is locked, loaded, decided in memory and stored in sets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from authz.actor import Actor
from authz.guard import field_permits
from authz.policy import Rules
from schema.clocks import REGULATING
from schema.kit import SHANGHAI, Kind
from schema.marking import marked
from schema.periods import Calendar
from schema.regime import Regime
from schema.registry import RECORDS
from schema.values import Reader
from sync import store
from sync.deed import Deed, entry_of
from sync.intent import Edit, Intent, Outcome
from sync.keyring import Keyring
from sync.once import Once
from sync.prepare import prepared
from sync.regime import Regimes, regime_in

ALONE = REGULATING | {"edition_plan"}  # whoever changes these holds off everybody who goes by them
CHUNK = 500  # a set that fails is bisected: the smaller the set, the less is decided twice


@dataclass(frozen=True)
class World:
    """What the door needs from outside: ids, keys of protected numbers, the working-day calendar of counties that imported none."""

    new_id: Callable[[], UUID]
    keyring: Keyring
    calendar: Calendar
    regimes: Regimes = field(default_factory=dict, compare=False)  # of each county, as last read
    checks: tuple[int, int] = (20, 100)  # how often one person may look for related cases, in an hour and in a day


class Refused(Exception):
    """A refusal of something that is no intent: its code and the facts of its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


async def write(
    connection: asyncpg.Connection, intents: Sequence[Intent], actor: Actor, rules: Rules, world: World, now: datetime
) -> list[Outcome]:
    """What became of each intent; the caller's transaction holds everything or nothing of it.

    Number series and the feed counter are locked until it ends, so it should end at once.
    """
    return await _written(connection, intents, actor, rules, world, now, Batch.settle)


async def write_one(
    begin: Callable[[], AbstractAsyncContextManager[asyncpg.Connection]], intent: Intent, actor: Actor, rules: Rules, world: World, now: datetime
) -> Outcome:
    """What became of one intent in a transaction of its own, without a savepoint; only what the database refuses is done over with one."""
    try:
        async with begin() as connection:
            (outcome,) = await _written(connection, [intent], actor, rules, world, now, Batch.decided)
    except REFUSED:
        async with begin() as connection:
            (outcome,) = await write(connection, [intent], actor, rules, world, now)
    return outcome


REFUSED = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)


async def _written(
    connection: asyncpg.Connection, intents: Sequence[Intent], actor: Actor, rules: Rules, world: World, now: datetime, settle: Settle
) -> list[Outcome]:
    if not connection.is_in_transaction():
        raise RuntimeError("the write door needs the caller's transaction")
    secret = {place for place, intent in enumerate(intents) if _secret(intent)}
    if secret:  # looked at before anything is: no key, no lock and no receipt speaks of it
        others = [intent for place, intent in enumerate(intents) if place not in secret]
        told = iter(await _written(connection, others, actor, rules, world, now, settle) if others else ())
        return [Outcome("refused", one.record, one.key, "STATE_SECRET") if place in secret else next(told) for place, one in enumerate(intents)]
    # Before any case is locked: who changes the rules waits for whoever computes by them, and has no case yet either.
    regime = Regime(world.calendar)
    if any(map(_clocked, intents)):
        regime = await regime_in(connection, actor.county, world.calendar, world.regimes, changing=any(i.record in ALONE for i in intents))
    once = await Once.of(connection, actor, intents)
    batch = Batch(connection, actor, rules, world, regime, now, world.new_id())
    outcomes: dict[int, Outcome] = dict(once.answered)
    rest = [(place, intent) for place, intent in enumerate(intents) if place not in outcomes]
    for start in range(0, len(rest), CHUNK):
        outcomes |= await settle(batch, rest[start : start + CHUNK])
    await store.keep_outcomes(connection, actor.county, actor.user_id, once.kept(outcomes), now)
    if batch.stored:
        await store.number(connection, actor.county, batch.change_id)
    return [outcomes[place] for place in range(len(intents))]


def _secret(intent: Intent) -> bool:
    """Whether what it brings is marked as a state secret, its base included: that is kept in conflicts."""
    return marked(intent.values) or (isinstance(intent, Edit) and marked(intent.base))


def _clocked(intent: Intent) -> bool:
    """Whether it may start, end or move a clock: anything but a change of plain fields where there are none."""
    record = RECORDS.get(intent.record)
    return not isinstance(intent, Edit) or record is None or intent.record in REGULATING or bool(record.deadlines)


class Batch:
    """Chunks of one write, each in a savepoint of its own; what is no intent has its deed from it as well."""

    def __init__(self, connection: asyncpg.Connection, actor: Actor, rules: Rules, world: World, regime: Regime, now: datetime, change_id: UUID) -> None:
        self.connection, self.actor, self.rules, self.world, self.now, self.change_id = connection, actor, rules, world, now, change_id
        self.regime = regime
        self.stored = False
        self.reader = Reader(actor.county, now.astimezone(SHANGHAI).date(), partial(world.keyring.seal, county=actor.county), world.new_id, actor.name)

    async def settle(self, intents: Sequence[tuple[int, Intent]]) -> dict[int, Outcome]:
        """Decide and store a chunk; when the database refuses it, its halves, down to the one row that is to blame."""
        try:
            async with self.connection.transaction():
                return await self.decided(intents)
        except REFUSED as fault:
            if len(intents) == 1:
                return await self._blamed(*intents[0], fault)
        half = len(intents) // 2
        return await self.settle(intents[:half]) | await self.settle(intents[half:])

    async def decided(self, intents: Sequence[tuple[int, Intent]]) -> dict[int, Outcome]:
        """Decide and store them all, or raise what the database has against them."""
        deed = await self.deed([intent for _, intent in intents])
        outcomes = [await deed.settle(intent) for _, intent in intents]
        return dict(zip([place for place, _ in intents], await self._stored(deed, outcomes), strict=True))

    async def deed(self, intents: Sequence[Intent]) -> Deed:
        memory = await prepared(self.connection, self.actor.county, intents, self.reader, self.now)
        return Deed(self.connection, memory, self.actor, self.rules, self.world.new_id, self.regime, self.reader, self.now)

    async def _stored(self, deed: Deed, outcomes: list[Outcome]) -> list[Outcome]:
        outcomes = await deed.with_conflicts(outcomes)
        if deed.memory.first:
            await store.store(self.connection, self.actor.county, deed.memory, self.change_id)
            self.stored = True
        return outcomes

    async def _blamed(self, place: int, intent: Intent, fault: asyncpg.PostgresError) -> dict[int, Outcome]:
        """The one intent that cannot be stored: refused, or kept whole when it came from a device."""
        async with self.connection.transaction():
            deed = await self.deed([intent])
            outcome = await deed.refuse(intent, _code(fault), {"detail": _detail(fault)})
            return {place: (await self._stored(deed, [outcome]))[0]}


Settle: TypeAlias = Callable[[Batch, Sequence[tuple[int, Intent]]], Awaitable[dict[int, Outcome]]]


def _code(fault: asyncpg.PostgresError) -> str:
    if isinstance(fault, asyncpg.ForeignKeyViolationError):
        return "LINK_UNKNOWN"
    return "NOT_UNIQUE" if isinstance(fault, asyncpg.UniqueViolationError) else "CANNOT_STORE"


def _detail(fault: asyncpg.PostgresError) -> str:
    """Which constraint, without the values PostgreSQL would quote."""
    return str(getattr(fault, "constraint_name", None) or type(fault).__name__)


async def reveal(
    connection: asyncpg.Connection, record_name: str, key: UUID, field_name: str, reason: str, actor: Actor, rules: Rules, world: World,
    now: datetime,
) -> str | None:
    """The full protected number, entered in the case's history and in the read log; raises Refused."""
    record = RECORDS.get(record_name)
    field = record.by_name.get(field_name) if record else None
    if record is None or field is None or field.kind is not Kind.PROTECTED:
        raise Refused("NOT_FOUND")
    if not reason.strip():
        raise Refused("FIELD_REQUIRED", fields="reason", labels="查看理由")
    if marked(reason):
        raise Refused("STATE_SECRET")
    batch = Batch(connection, actor, rules, world, Regime(world.calendar), now, world.new_id())
    deed = await batch.deed([Edit(record.name, key, None, None, {})])
    row = deed.memory.row(record.name, key)
    if row is None or not deed.sees(record, row):
        raise Refused("NOT_FOUND")
    if not field_permits(rules, record.name, field_name, "reveal", row, actor, deed.level):
        raise Refused("FORBIDDEN")
    deed.log(entry_of(deed, record, row, "REVEAL", None, now), [(field_name, None, reason)])
    await store.store(connection, actor.county, deed.memory, batch.change_id)
    await connection.execute(
        "INSERT INTO read_log (county, id, actor, record_type, record_key, field, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        actor.county, world.new_id(), actor.user_id, record.name, str(key), field_name, reason, now)
    await store.number(connection, actor.county, batch.change_id)
    cipher = row[f"{field_name}_cipher"]
    return world.keyring.open(cipher) if cipher is not None else None
