"""One run of the comparison: counties one after the other, actors in each, operations of each, all from one seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import asyncpg

from authz.actor import Actor
from authz.policy import Policy
from tests.oracle.comparing import Bench, difference
from tests.oracle.county import NOW, County, Maker, store
from tests.oracle.judge import Line, Undecided
from tests.oracle.people import actor, policy
from tests.oracle.questions import Operation, Pool, Questioner, sortable
from tests.oracle.reader import Reader, World, load


@dataclass
class Scene:
    """A county in the database, its twin, the policy in force, and what a naive reader knows."""

    county: County
    twin: County
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
    lines = policy(random, county)
    return Scene(county, twin, lines, await load(connection, county.code), await load(connection, twin.code), Bench.over(connection, Policy(lines)))


@dataclass
class Trial:
    """Counts what was compared; raises at the first difference."""

    connection: asyncpg.Connection[asyncpg.Record]
    seed: int
    shard: int
    count: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    async def county(self, number: int, actors: int, operations: int) -> None:
        random = Random(f"{self.seed}/{self.shard}/{number}")
        here = await scene(self.connection, random, number, random.choice((6, 12, 24)))
        pool = Pool(here.world, here.twin.code)
        for _ in range(actors):
            who = actor(random, here.county, here.twin)
            reader = here.reader(who)
            questioner = Questioner(random, pool, sortable(reader))
            for _ in range(operations):
                try:
                    await self.compare(here, reader, questioner.operation())
                except Undecided:
                    self.seen["undecided"] += 1
            pool.cursors.update(reader.cursors)

    async def compare(self, here: Scene, reader: Reader, asked: Operation) -> None:
        found = await difference(here.bench, reader, asked.text, asked.variables)
        self.count += 1
        if found is not None:
            raise AssertionError(complaint(self, reader, asked, *found))


def complaint(trial: Trial, reader: Reader, asked: Operation, said: Any, read: Any) -> str:
    return (f"seed {trial.seed}, shard {trial.shard}, operation {trial.count}\nactor {reader.actor}\n{asked.text}\n"
            f"{json.dumps(asked.variables, ensure_ascii=False)}\ncompiled {json.dumps(said, ensure_ascii=False)[:6000]}\nread     {json.dumps(read, ensure_ascii=False)[:6000]}")
