"""Who hears that a case has changed: the feed is read once for all, a case once for all who would be told the same."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog

from api.asides import CASE_CHANGE, Sets, event
from api.database import Pool
from api.plans import Reading
from api.problems import Problem
from authz.actor import Actor
from authz.policy import Rules
from schema.ids import Id, global_id
from schema.statement import facts_of
from sync.feed import Behind, Slow, Wake

if TYPE_CHECKING:
    from api.execute import Asked, Executor
    from api.operation import Context

MOST_KEPT = 5_000  # changes of a county that are remembered for those who are behind; who is further behind reads anew
MOST_AT_ONCE = 200  # changes somebody who is behind takes together: a case among them is told once, as it is then
MOST_KNOWN = 2_000  # cases of which a subscription remembers that it told of them
PORTION = 50  # receivers that are seen to before anything else may have its turn
READS = 4  # reads at a time, so that events leave connections to those who ask
GATHER_SECONDS = 0.05  # how long a round waits for the one before, so that who was told together is told together again
AGAIN_SECONDS = 0.5
FEED = """
SELECT f.seq, array_remove(array_agg(c.case_id), NULL) FROM (SELECT seq, change_id FROM feed WHERE county = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS f
  LEFT JOIN feed_case c ON c.county = $1 AND c.change_id = f.change_id GROUP BY f.seq ORDER BY f.seq"""
NAMED = "SELECT name FROM unnest($2::text[]) AS name WHERE EXISTS (SELECT FROM case_access WHERE county = $1 AND audience = name)"
log = structlog.get_logger()


@dataclass(eq=False)
class Receiver:
    """One subscription: what it asks, in whose name, how far it has come, and which cases of that it is still to be told of."""

    executor: Executor
    asked: Asked
    key: str
    sets: Sets
    only: UUID | str | None
    context: Context
    seq: int
    due: dict[UUID, int] = field(default_factory=dict)  # with the newest number of each
    known: dict[UUID, None] = field(default_factory=dict)
    next: asyncio.Future[str] | None = None

    def __post_init__(self) -> None:
        self.question: Hashable = (self.executor, self.asked.prepared, self.key, repr(self.asked.given))

    @property
    def waits(self) -> bool:
        """Whether it has taken what it was told before and hangs on for more."""
        return self.next is not None and not self.next.done()

    def hand(self, text: str) -> None:
        if self.next is not None and self.waits:
            self.next.set_result(text)

    def fail(self, fault: Exception) -> None:
        if self.next is not None and self.waits:
            self.next.set_exception(fault)

    def learns(self, case: UUID, *, visible: bool) -> bool:
        """Whether it is to be told; that a case is gone is told to those who were told of the case."""
        if visible:
            self.known.pop(case, None)
            self.known[case] = None
            if len(self.known) > MOST_KNOWN:
                del self.known[next(iter(self.known))]
            return True
        told = case in self.known
        self.known.pop(case, None)
        return told


@dataclass(eq=False)
class Topic:
    """One question about one case under the same rules, with those who ask it and who each of them is now."""

    case: UUID
    rules: Rules
    receivers: list[tuple[Receiver, Actor]] = field(default_factory=list)


@dataclass(eq=False)
class Group:
    """Those whose question is the same statement with the same values: one answer, whoever they are."""

    executor: Executor
    reading: Reading
    members: list[tuple[Receiver, Actor, Topic]] = field(default_factory=list)


class Changes:
    """The changes of this worker's counties, each followed for as long as somebody listens."""

    def __init__(self, pool: Pool, wake: Wake, clock: Callable[[], datetime]) -> None:
        self.pool, self.wake, self.clock = pool, wake, clock
        self.counties: dict[str, County] = {}
        self.reads = self.told = 0

    async def listen(self, executor: Executor, asked: Asked, key: str, sets: Sets, only: UUID | str | None, context: Context) -> AsyncGenerator[str]:
        """JSON texts of events from where the connection began; each is read after its receiver was ready for it."""
        name = asked.known()[0].county
        county = self.counties.get(name)
        if county is None:
            county = self.counties[name] = County(self, name, context.position[1])
        receiver = Receiver(executor, asked, key, sets, only, context, context.position[1])
        county.receivers[receiver] = None
        try:
            await county.reach_back(receiver.seq)
            county.expect(receiver)
            while True:
                assert receiver.next is not None
                yield await receiver.next
                if receiver.seq < county.first:
                    raise Slow
                county.expect(receiver)
        finally:
            del county.receivers[receiver]
            if not county.receivers:
                del self.counties[name]
                await county.close()


class County:
    """The newest changes of one county, those who listen, and the two tasks between them."""

    def __init__(self, changes: Changes, name: str, seq: int) -> None:
        self.changes, self.name = changes, name
        self.receivers: dict[Receiver, None] = {}
        self.first = seq  # what is remembered begins after this number; the feed of a county has no gaps
        self.kept: deque[Sequence[UUID]] = deque()
        self._ready: list[Receiver] = []
        self._bell, self._turn, self._slots = asyncio.Event(), asyncio.Lock(), asyncio.Semaphore(READS)
        self._telling: set[asyncio.Task[None]] = set()
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._rounds())]

    @property
    def last(self) -> int:
        return self.first + len(self.kept)

    async def close(self) -> None:
        for task in (*self._tasks, *self._telling):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._telling, return_exceptions=True)

    # --- the feed ---------------------------------------------------------------------------------------------------

    async def reach_back(self, seq: int) -> None:
        """Remember what came after this number too; raises Behind when that is too much."""
        async with self._turn:
            if seq < self.first:
                if self.last - seq > MOST_KEPT:
                    raise Behind("case")
                rows = await self._fetched(seq, self.first - seq)
                if [number for number, _ in rows] != list(range(seq + 1, self.first + 1)):
                    raise Behind("case")
                self.kept.extendleft(cases for _, cases in reversed(rows))
                self.first = seq

    async def _fetched(self, seq: int, most: int) -> list[tuple[int, Sequence[UUID]]]:
        rows = await self.changes.pool.fetch(FEED, self.name, seq, most)
        return [(row[0], row[1]) for row in rows]

    async def _follow(self) -> None:
        """Read on whenever the feed may have grown, for ever."""
        while True:
            bell = self.changes.wake.bell(self.name)  # taken first: what is announced while the feed is read is not missed
            try:
                async with self._turn:
                    rows = await self._fetched(self.last, MOST_AT_ONCE)
                    self._keep(rows)
            except Exception as reason:  # whatever it was, those who listen go on hearing when it is over
                log.warning("changes.lost", county=self.name, reason=repr(reason))
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            if not rows:
                await self.changes.wake.rung(bell)
                continue
            for number, receiver in enumerate(list(self.receivers)):
                if receiver.waits and not receiver.due:
                    self._look(receiver)
                if number % 1000 == 999:
                    await asyncio.sleep(0)

    def _keep(self, rows: Sequence[tuple[int, Sequence[UUID]]]) -> None:
        """Append; a feed that does not go on where it ended is another one, and everybody reads anew."""
        for seq, cases in rows:
            if seq != self.last + 1:
                self.kept.clear()
                self.first = seq - 1
            self.kept.append(cases)
        while len(self.kept) > MOST_KEPT:
            self.kept.popleft()
            self.first += 1

    # --- who is to be told ------------------------------------------------------------------------------------------

    def expect(self, receiver: Receiver) -> None:
        """The receiver is ready for the next event."""
        receiver.next = asyncio.get_running_loop().create_future()
        self._look(receiver)

    def _look(self, receiver: Receiver) -> None:
        """Give the receiver its turn in the next round if anything is due to it."""
        while not receiver.due and receiver.seq < self.last:
            if receiver.seq < self.first:
                receiver.fail(Behind("case"))
                return
            begun = receiver.seq - self.first
            for place, cases in enumerate(islice(self.kept, begun, begun + MOST_AT_ONCE)):
                for case in cases if receiver.only is None else (case for case in cases if case == receiver.only):
                    receiver.due[case] = self.first + begun + place + 1
            receiver.seq = min(receiver.seq + MOST_AT_ONCE, self.last)
        if receiver.due:
            self._ready.append(receiver)
            self._bell.set()

    async def _rounds(self) -> None:
        """Everybody who is ready, sorted by what the answer depends on; a read serves those who were ready before it began."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            ready, self._ready = self._ready, []
            try:
                await self._round(ready)
            except Exception as fault:
                log.exception("changes.round", county=self.name)
                for receiver in ready:
                    receiver.fail(fault)
            if self._telling:
                await asyncio.wait(self._telling, timeout=GATHER_SECONDS)

    async def _round(self, ready: Sequence[Receiver]) -> None:
        topics: dict[Hashable, Topic] = {}
        for number, receiver in enumerate(ready):
            if receiver.waits:
                await self._sort(receiver, topics)
            if number % PORTION == PORTION - 1:
                await asyncio.sleep(0)
        everybody = {f"P:{actor.user_id}" for topic in topics.values() for _, actor in topic.receivers}
        named = {row[0] for row in await self.changes.pool.fetch(NAMED, self.name, list(everybody))} if everybody else set()
        groups, now = dict[Hashable, Group](), self.changes.clock()  # one moment for all, or no two would ask the same
        for topic in topics.values():
            try:
                await self._group(topic, now, everybody - named, groups)
            except Problem as problem:
                for receiver, _ in topic.receivers:
                    receiver.fail(problem)
        for group in groups.values():
            task = asyncio.create_task(self._tell(group))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _sort(self, receiver: Receiver, topics: dict[Hashable, Topic]) -> None:
        try:
            actor, rules = await receiver.context.rights()
        except Problem as problem:
            receiver.fail(problem)
            return
        case = next(iter(receiver.due))
        topics.setdefault((receiver.question, case, rules), Topic(case, rules)).receivers.append((receiver, actor))

    async def _group(self, topic: Topic, now: datetime, unnamed: Collection[str], groups: dict[Hashable, Group]) -> None:
        """Sort by the values of the statement. Whom no access names in person is asked for by agency and unit alone, which finds the same."""
        one, actor = topic.receivers[0]
        asked = replace(one.asked, actor=actor, rules=topic.rules, now=now)
        plan, registers = one.executor.plan(asked, *event(CASE_CHANGE, Id("case", self.name, topic.case), one.sets))
        known: dict[str, Group] = {}
        for number, (receiver, actor) in enumerate(topic.receivers):
            facts = facts_of(actor, now)
            facts["audiences"] = [audience for audience in facts["audiences"] if audience not in unnamed]
            key = repr([facts[name] for _, name in plan.facts])
            if key not in known:
                reading = Reading(plan.sql, plan.arguments(registers, facts))
                known[key] = groups.setdefault((one.executor, reading.key), Group(one.executor, reading))
            known[key].members.append((receiver, actor, topic))
            if number % PORTION == PORTION - 1:
                await asyncio.sleep(0)

    # --- telling ----------------------------------------------------------------------------------------------------

    async def _tell(self, group: Group) -> None:
        """One read for all of them; it is told to those whose rights are still those it was read with."""
        try:
            async with self._slots:
                self.changes.reads += 1
                held = json.loads(await group.executor.answer(group.reading))
        except Exception as fault:
            for receiver, _, _ in group.members:
                receiver.fail(fault)
            return
        texts: dict[Hashable, str] = {}
        for number, (receiver, actor, topic) in enumerate(group.members):
            await self._give(receiver, actor, topic, held, texts)
            if number % PORTION == PORTION - 1:
                await asyncio.sleep(0)

    async def _give(self, receiver: Receiver, actor: Actor, topic: Topic, held: Mapping[str, Any], texts: dict[Hashable, str]) -> None:
        try:
            rights = await receiver.context.rights()
        except Problem as problem:
            receiver.fail(problem)
            return
        if rights != (actor, topic.rules):
            self._look(receiver)  # it is still due
            return
        seq = receiver.due.pop(topic.case)
        if not receiver.learns(topic.case, visible=held["probe"] is not None):
            self._look(receiver)
            return
        place = receiver.question, seq
        if place not in texts:
            texts[place] = self._text(receiver, topic.case, seq, held)
        self.changes.told += 1
        receiver.hand(texts[place])

    def _text(self, receiver: Receiver, case: UUID, seq: int, held: Mapping[str, Any]) -> str:
        change = CASE_CHANGE.told(receiver.asked.question(), held, receiver.sets, seq, global_id("case", self.name, case))
        return json.dumps({"data": {receiver.key: change}}, ensure_ascii=False)
