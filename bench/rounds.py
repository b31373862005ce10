"""Timed rounds, one contestant after the other and again from the first, so that no one has the quiet minutes to itself."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from bench import edits, wrk
from bench.answers import Different
from bench.contestants.contestant import Contestant
from bench.ground import Asker, Ground, said
from bench.process import Worker
from bench.questions import Question


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    seconds: float
    rounds: int
    connections: Sequence[int]
    warm_up: float


FULL = Plan(seconds=3, rounds=5, connections=(1, 8, 32), warm_up=2)
WARM = 30
LOST = 0.01
QUICK = Plan(seconds=2, rounds=1, connections=(1, 8), warm_up=2)


@dataclass(frozen=True)
class Figures:
    """Medians over the rounds: requests a second, milliseconds, and CPU of worker and database in milliseconds a request."""

    requests: float
    rate: float
    p50: float
    p99: float
    worker: float
    database: float
    spread: float

    def as_json(self) -> dict[str, float]:
        return asdict(self)


class Database:
    """CPU spent by all processes of the server, those that have ended left out."""

    def __init__(self, ground: Ground) -> None:
        self._head = psutil.Process(int((ground.directory / "pg" / "postmaster.pid").read_text().splitlines()[0]))

    def cpu_seconds(self) -> dict[int, float]:
        found = {}
        for one in self._head.children():
            try:
                found[one.pid] = sum(one.cpu_times()[:2])
            except psutil.NoSuchProcess:
                continue
        return found

    @staticmethod
    def spent(before: Mapping[int, float], after: Mapping[int, float]) -> float:
        return sum(value - before.get(pid, 0.0) for pid, value in after.items())


@dataclass(frozen=True)
class Stage:
    """Contestants that run side by side, and who asks them."""

    contestants: Mapping[str, Contestant]
    workers: Mapping[str, Worker]
    ground: Ground
    who: Asker
    database: Database

    async def measured(self, question: Question, variables: Sequence[Mapping[str, Any]], plan: Plan) -> dict[str, dict[str, dict[str, float]]]:
        """Figures by contestant and number of connections."""
        bodies = {name: [one.text(question, given) for given in variables] for name, one in self.contestants.items()}
        for name in self.workers:
            await self._warmed(name, question, bodies[name], plan)
        found: dict[str, dict[str, dict[str, float]]] = {name: {} for name in self.workers}
        for connections in plan.connections:
            said(f"{question.name}, {connections} connections")
            taken: dict[str, list[Figures]] = {name: [] for name in self.workers}
            for _ in range(plan.rounds):
                for name in self.workers:
                    taken[name].append(await self._burst(name, question, bodies[name], connections, plan.seconds))
            for name, bursts in taken.items():
                found[name][str(connections)] = median(bursts).as_json()
        return found

    async def _warmed(self, name: str, question: Question, bodies: Sequence[str], plan: Plan) -> None:
        """Until every connection of the pool has made its plan; each answer is looked into."""
        answered = 0.0
        for _ in range(15):
            answered += (await self._burst(name, question, bodies, 8, plan.warm_up, checked=True)).requests
            if answered >= WARM:
                return
        if not answered:
            raise wrk.LoadFault(f"{name} does not answer {question.name}")

    async def _quiet(self, name: str) -> None:
        """Wait for what wrk has left under way, so that nobody pays for the one before him."""
        for _ in range(60):
            before = self.workers[name].cpu_seconds(), self.database.cpu_seconds()
            await asyncio.sleep(0.05)
            if self.workers[name].cpu_seconds() - before[0] + Database.spent(before[1], self.database.cpu_seconds()) < 0.02:
                return

    async def _burst(self, name: str, question: Question, bodies: Sequence[str], connections: int, seconds: float, *, checked: bool = False) -> Figures:
        worker = self.workers[name]
        stored = 0
        if question.writes:
            bodies, stored = await edits.current(self.ground, bodies), await edits.counted(self.ground, self.who.actor.county)
        cpu, database = worker.cpu_seconds(), self.database.cpu_seconds()
        load = wrk.burst(worker.address, self.contestants[name].path(question), self.who.token, bodies, connections, seconds, checked=checked,
                         tolerated=LOST if question.writes else 0.0)
        cpu, spent = worker.cpu_seconds() - cpu, Database.spent(database, self.database.cpu_seconds())
        await self._quiet(name)
        if question.writes:
            stored = await edits.counted(self.ground, self.who.actor.county) - stored
            if not load.requests * (1 - LOST) <= stored <= load.requests + connections:
                raise Different(f"{name}: {load.requests} edits answered, {stored} stored")
        each = 1000 / max(load.requests, 1)
        return Figures(load.requests, load.rate, load.p50, load.p99, cpu * each, spent * each, 0.0)


def median(bursts: Sequence[Figures]) -> Figures:
    """Each figure's own median; the spread is that of the rates, from least to most, over their median."""
    middle = {name: statistics.median(getattr(one, name) for one in bursts) for name in ("requests", "rate", "p50", "p99", "worker", "database")}
    rates = [one.rate for one in bursts]
    return Figures(**middle, spread=(max(rates) - min(rates)) / middle["rate"] if middle["rate"] else 0.0)
