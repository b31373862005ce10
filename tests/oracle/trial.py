"""One run of the comparison: counties one after the other, actors in each, operations of each, all from one seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import asyncpg

from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy
from schema.registry import OFFLINE
from sync import feed
from tests.oracle.comparing import Bench, difference, same, told
from tests.oracle.county import NOW, County, Maker, store
from tests.oracle.devices import documents
from tests.oracle.judge import Line, Undecided
from tests.oracle.people import actor, focus, policy
from tests.oracle.probes import probe
from tests.oracle.questions import Operation, Pool, Questioner, sortable
from tests.oracle.reader import Reader
from tests.oracle.secrecy import Hider, applied
from tests.oracle.shrink import shrunk
from tests.oracle.sight import Sight
from tests.oracle.world import World, load

DECLARED = {tuple(line) for line in default_lines()}


class Different(AssertionError):
    """The compiler and the reader do not say the same."""


@dataclass
class Scene:
    """A county in the database, its twin, the policy in force, and what a naive reader knows."""

    county: County
    twin: County
    about: list[str]
    lines: Sequence[Line]
    world: World
    other: World
    bench: Bench

    def reader(self, who: Actor | None) -> Reader:
        return Reader(self.other if who is not None and who.county == self.twin.code else self.world, self.lines, who, NOW)


async def scene(connection: asyncpg.Connection[asyncpg.Record], random: Random, number: int, cases: int) -> Scene:
    """A new county, number 0 to 99 within its database."""
    county = Maker(random, f"5105{number:02d}").county(cases)
    twin = county.twin(f"5106{number:02d}")
    await store(connection, county)
    await store(connection, twin)
    about = focus(random)
    lines = policy(random, county, about)
    return Scene(county, twin, about, lines, await load(connection, county.code), await load(connection, twin.code), Bench.over(connection, Policy(lines)))


@dataclass
class Trial:
    """Counts what was compared; raises at the first difference."""

    connection: asyncpg.Connection[asyncpg.Record]
    seed: str
    shard: int
    shrinks: bool = True
    count: int = 0
    documents: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    async def county(self, number: int, actors: int, operations: int) -> None:
        random = Random(f"{self.seed}/{self.shard}/{number}")
        here = await scene(self.connection, random, number, random.choice((6, 12, 24)))
        pool = Pool(here.world, here.twin.code, here.about)
        for _ in range(actors):
            who = actor(random, here.county, here.twin)
            reader = here.reader(who)
            questioner = Questioner(random, pool, sortable(reader))
            wanted = self.count + operations
            while self.count < wanted:
                try:
                    await self.compare(here, reader, questioner.operation())
                except Undecided:
                    self.seen["undecided"] += 1
            pool.cursors.update(reader.cursors)
            if reader.sight is not None:
                await self.devices(here, reader.sight)

    async def devices(self, here: Scene, sight: Sight) -> None:
        """The documents a device of this actor would be sent, all of them."""
        for record in OFFLINE.values():
            keys = [row["id"] for row in sight.world.rows[record.name]]
            sent = await feed.documents(self.connection, record, keys, here.bench.policy.rules_of(sight.actor), sight.actor, NOW)
            read = documents(sight, record)
            self.documents += len(read)
            if sent.keys() != read.keys() or not all(same(sent[key], read[key]) for key in read):
                raise Different(f"seed {self.seed}, shard {self.shard}, county {here.county.code}\nactor {sight.actor}\nsent {sent}\nread {read}"[:20_000])

    async def secrets(self, number: int, actors: int, changes: int) -> None:
        """Hidden changes, each between two askings of one question: both answers must be the same to the byte."""
        random = Random(f"{self.seed}/{self.shard}/{number}/secrets")
        here = await scene(self.connection, random, number, random.choice((6, 12, 24)))
        for _ in range(actors):
            who = None
            while who is None or who.county != here.county.code:
                who = actor(random, here.county, here.twin)
            sight = Sight(here.world, here.lines, who, NOW)
            hider = Hider(random, sight, Maker(random, here.county.code, here.county, 10**6), here.twin.code)
            wanted = self.count + changes
            while self.count < wanted:
                await self.secret(here, hider, random)

    async def secret(self, here: Scene, hider: Hider, random: Random) -> None:
        change, who = hider.change(), hider.sight.actor
        pool = Pool(here.world, here.twin.code, [change.record], (change.record, change.field) if change.field else None)
        asked = [probe(random, here.world, change) for _ in range(3)]
        if random.random() < 0.3:
            asked.append(Questioner(random, pool).operation())
        before = [await here.bench.body(each.text, each.variables, who) for each in asked]
        undo = self.connection.transaction()
        await undo.start()
        try:
            met = await applied(self.connection, change)
            after = [await here.bench.body(each.text, each.variables, who) for each in asked]
        finally:
            await undo.rollback()
        self.count += met > 0
        self.seen[change.what] += 1
        for each, one, other in zip(asked, before, after, strict=True):
            if one == other and "data" in told(one):
                continue
            raise Different("\n".join((
                "", f"seed {self.seed}, shard {self.shard}, change {self.count}, county {here.county.code}", f"actor {who}", f"changed {change}",
                f"further lines {[line for line in here.lines if tuple(line) not in DECLARED]}", each.text, _json(each.variables), f"before {one[:4000]}", f"after  {other[:4000]}")))

    async def compare(self, here: Scene, reader: Reader, asked: Operation) -> None:
        found = await difference(here.bench, reader, asked.text, asked.variables)
        self.count += 1
        if found is not None:
            raise Different(await self._complaint(here, reader, asked))

    async def _complaint(self, here: Scene, reader: Reader, asked: Operation) -> str:
        async def differs(text: str, variables: Mapping[str, Any]) -> bool:
            found = await difference(here.bench, reader, text, variables)
            return found is not None and found[1] is not None

        least = await shrunk(asked, differs) if self.shrinks else asked
        said, read = await difference(here.bench, reader, least.text, least.variables) or (None, None)
        extra = [line for line in here.lines if tuple(line) not in DECLARED]
        return "\n".join((
            "", f"seed {self.seed}, shard {self.shard}, operation {self.count}, county {here.county.code}", f"actor {reader.actor}", f"further lines {extra}",
            "the operation:", asked.text, _json(asked.variables), "the least that differs:", least.text, _json(least.variables),
            f"compiled {_json(said)}", f"read     {_json(read)}"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:4000]
