"""A history: what a seed makes happen to tablets, desks and the server, step by step, and what is left when all is mended."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from api.problems import Problem
from sync import store
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica
from sync.client.store import Store
from tests.sync.breaking.judge import Broken, held, judged
from tests.sync.breaking.mishap import COMMIT, Mishap
from tests.sync.breaking.people import TOKEN, Desk, Errand, Fault, Line, Tablet, copied
from tests.sync.breaking.station import URL, Station
from tests.sync.two_units import CHIEF, COUNTY, FAR, LUO, MA, OFFICER, found

TABLETS = (("罗的平板", LUO), ("马的平板", MA), ("费的平板", FAR), ("陈的平板", CHIEF), ("罗的手机", LUO))
DESKS = (LUO, CHIEF, OFFICER, FAR)
HEALING = 30
"""Simulated seconds after which nothing may be stuck any more."""
WEIGHTS = {
    "write": 26, "write cut": 3, "write full": 2, "sync": 16, "sync faulty": 14, "sync cut": 4, "sync full": 2, "desk": 10, "desk faulty": 5, "cross": 6,
    "late": 3, "tick": 4, "reopen": 1, "server restarts": 1, "clock off": 1, "clock right": 1, "wait": 2, "backup": 2, "restore": 2, "revoke": 1,
    "hand over": 1, "share": 2, "unshare": 1,
}
LOSSES = ("unsent", "lost", "lost", "twice", "at once", "late")
FIELDS = ("facts", "facts", "demands", "agreementText", "mediatorNames", "performanceMethod")

SHARE = f"""mutation($c: ID!) {{ createShare(input: {{caseId: $c, toAgency: "Agency:{COUNTY}:XZ2", toUnit: "FieldUnit:{COUNTY}:TW2", purpose: "协办"}})
  {{ __typename ... on ShareDone {{ share {{ id }} }} ... on Refused {{ code }} }} }}"""


class Step(NamedTuple):
    """What happens, and three numbers that say to whom and how; they are read modulo what there is."""

    what: str
    a: int
    b: int
    c: int


def steps_of(seed: int, least: int, most: int) -> list[Step]:
    """The steps of a seed."""
    chance = random.Random(seed)
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    return [Step(chance.choices(names, weights)[0], *(chance.randrange(10_000) for _ in range(3))) for _ in range(chance.randint(least, most))]


class Stage:
    """A founded county with enrolled tablets, from which every history begins."""

    def __init__(self, station: Station, folder: Path) -> None:
        self.station, self.folder, self.keys = station, folder, [new_key() for _ in TABLETS]

    async def build(self) -> None:
        station = self.station
        await station.open()
        await found(station.admin)
        await station.up()
        for number, (name, person) in enumerate(TABLETS):
            code = await station.parts.devices.make_code(None, person.username, county=COUNTY)
            line = Line(station, asyncio.get_running_loop())
            remote, replica = Remote(URL, station.clock, line), Replica(Store(self._disk(number)), station.clock, random.Random(number).randbytes)
            replica.enrolled(await asyncio.to_thread(remote.enrol, code, name, self.keys[number]), name, URL)
            replica.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
            replica.store.close()
            remote.close()
        await station.down()
        await station.save("beginning")
        self.beginning = station.clock.now

    def _disk(self, number: int) -> Path:
        return self.folder / f"tablet{number}"

    async def run(self, steps: Sequence[Step], seed: int) -> History:
        """One history from the beginning; raises Broken."""
        station = self.station
        await station.down()
        await station.load("beginning")
        station.clock.now, station.failures, station.chance = self.beginning, [], random.Random(seed)
        await station.up()
        loop = asyncio.get_running_loop()
        tablets = [Tablet(name, person, copied(self._disk(number), self.folder / "now" / str(number)), self.keys[number], station, Line(station, loop),
                          entropy=random.Random(seed * 8 + number)) for number, (name, person) in enumerate(TABLETS[:3 + seed % 3])]
        history = History(station, tablets, [Desk(person, station) for person in DESKS])
        try:
            for step in steps:
                await history.take(step)
            await history.heal()
        finally:
            for tablet in tablets:
                tablet.stop()
        return history


async def shrunk(stage: Stage, steps: Sequence[Step], seed: int, tries: int = 60) -> list[Step]:
    """A shorter history that ends as wrongly, found by leaving out parts."""
    left, size = list(steps), len(steps) // 2
    while size and tries > 0:
        for start in range(len(left) - size, -1, -size):
            shorter = left[:start] + left[start + size:]
            tries -= 1
            if tries > 0 and await _fails(stage, shorter, seed):
                left = shorter
        size //= 2
    return left


async def _fails(stage: Stage, steps: Sequence[Step], seed: int) -> bool:
    try:
        await stage.run(steps, seed)
    except Broken:
        return True
    return False


class History:
    """The people of one history, and what is expected of it so far."""

    def __init__(self, station: Station, tablets: list[Tablet], desks: list[Desk]) -> None:
        self.station, self.tablets, self.desks = station, tablets, desks
        self.count = 0
        self.expected: set[str] = set()
        self.excused: set[str] = set()
        """Marks only the server had; a backup may have forgotten them."""
        self.saved = False
        self.told: list[str] = []
        self.met: Counter[str] = Counter()

    def mark(self) -> str:
        self.count += 1
        return f"w{self.count:05d}"

    async def take(self, step: Step) -> None:
        self.station.clock.forward(1 + step.c % 7)
        outcome = await STEPS[step.what](self, step)
        self.told.append(f"{step.what} {step.a} {step.b} {step.c}: {outcome}")
        self.met[step.what] += 1

    def tablet(self, number: int) -> Tablet:
        return self.tablets[number % len(self.tablets)]

    # --- tablets ------------------------------------------------------------------------------------------------------

    def write(self, step: Step, cut: int = 0, full: int | None = None) -> str:
        """A local act; what is on the disk afterwards is expected, save what the person himself wrote over."""
        tablet = self.tablet(step.a)
        before = tablet.marks()
        outcome = tablet.act(self._act(tablet, step), cut, full)
        after = tablet.marks()
        self.expected |= after
        self.expected -= before - after
        return outcome

    def _act(self, tablet: Tablet, step: Step) -> Callable[[Replica], object]:
        word = self.mark()

        def act(replica: Replica) -> object:
            sheets = sorted(replica.sheets("Mediation"), key=lambda sheet: str(sheet.values.get("title")))
            kind = step.b % 12
            if not sheets or kind < 3:
                return replica.new("Mediation", {"title": word, "kind": "PEOPLE"})
            sheet = sheets[step.c % len(sheets)]
            if kind < 7:
                return replica.edit(sheet.id, {FIELDS[step.c % len(FIELDS)]: word})
            if kind < 9:
                return replica.edit(sheet.id, [f"sessions+={word}"])
            if kind == 9:
                return replica.sign(sheet.id, "APPLICANT", word, "THUMBPRINT")
            return replica.move(sheet.id, *(("accept",), ("begin",), ("suspend", {"reason": word}), ("cancel", {"reason": word}))[step.c % 4])

        return act

    async def synced(self, tablet: Tablet, fault: Fault | None = None, cut: int = 0, full: int | None = None) -> str:
        settled = set() if tablet.revoked else _settled(tablet)
        outcome = await tablet.sync(fault, cut, full)
        if outcome == "DEVICE_REVOKED":  # its copy goes with all it ever sent; from now on only the server has what was settled
            self.excused |= settled
            if self.met["restored"]:
                there = await held(self.station)
                self.expected -= {mark for mark in settled if mark not in there}
        if fault and fault.mishap.struck:
            self.met[f"{fault.mishap.kind} at a statement"] += 1
        elif fault and fault.loss != "sound":
            self.met[fault.loss] += 1
        return outcome

    async def cross(self, step: Step) -> str:
        """One round stands still before a statement, others work meanwhile; it goes on when they are done, or wait for it."""
        first, second, third = (self.tablet(step.a + more) for more in range(3))
        mishap = Mishap("pause", COMMIT if step.c % 2 else 1 + step.b % 40)
        task = asyncio.create_task(self.synced(first, Fault(mishap=mishap)))
        reached = asyncio.create_task(mishap.reached.wait())
        await asyncio.wait([task, reached], return_when=asyncio.FIRST_COMPLETED)
        reached.cancel()
        desk = step.b % 3 == 0
        works: list[Callable[[], Awaitable[str]]] = [
            (lambda: self.desk(step)) if desk else (lambda: self.synced(second)), lambda: self.synced(third)]
        outcomes = []
        for work in works:
            running = asyncio.ensure_future(work())
            await self._unblocked(running, mishap)
            outcomes.append(await running)
        mishap.released.set()
        return f"{await task} | {' | '.join(outcomes)}"

    async def _unblocked(self, running: asyncio.Future[str], mishap: Mishap) -> None:
        waited = 0
        while not running.done() and not mishap.released.is_set():
            waited = waited + 1 if await self.station.standing() else 0
            if waited == 3:
                mishap.released.set()
            await asyncio.sleep(0.002)

    async def late(self, step: Step) -> str:
        """A request that was given up long ago arrives after all."""
        line = self.tablet(step.a).line
        if not line.late:
            return "nothing"
        answer = await asyncio.create_task(self.station.serve(line.late.pop(step.b % len(line.late))))
        self.met["reordered"] += 1
        return str(answer.status_code)

    # --- desks --------------------------------------------------------------------------------------------------------

    async def desk(self, step: Step, fault: Fault | None = None) -> str:
        desk = self.desks[step.a % len(self.desks)]
        if desk.waiting and step.b % 3 == 0:
            return await self.answered(desk, desk.waiting[0], fault)
        if errand := await self._errand(step):
            return await self.answered(desk, errand, fault)
        return "nothing"

    async def answered(self, desk: Desk, errand: Errand, fault: Fault | None = None) -> str:
        outcome, marks = await desk.run(errand, fault)
        self.expected |= marks
        self.excused |= marks
        if fault:
            self.met["desk " + (fault.mishap.kind if fault.mishap.struck else fault.loss)] += 1
        return outcome

    async def _errand(self, step: Step) -> Errand | None:
        word, key, kind = self.mark(), f"key{self.count}", step.b % 12
        rows = await self.station.admin.fetch("SELECT id, version FROM mediation ORDER BY title")
        if kind < 3 or not rows:
            return Errand('mutation($t: String!, $k: String) { createMediation(input: {title: $t, kind: PEOPLE, idempotencyKey: $k}) { __typename ... on Refused { code } } }',
                          {"t": word, "k": key}, frozenset({word}))
        row = rows[step.c % len(rows)]
        at, version = f"Mediation:{COUNTY}:{row['id']}", max(1, row["version"] - step.c % 3)
        if kind < 7:
            said: dict[str, Any] = {FIELDS[step.c % len(FIELDS)]: word}
            return Errand("mutation($id: ID!, $v: Int, $set: MediationChanges!, $k: String) { editMediation(input: {id: $id, expectedVersion: $v, set: $set,"
                          " idempotencyKey: $k}) { __typename ... on Refused { code } ... on Conflicted { code } } }",
                          {"id": at, "v": version, "set": said, "k": key}, frozenset({word}))
        if kind < 9:
            return Errand("mutation($id: ID!, $v: Int, $set: MediationChanges!, $k: String) { editMediation(input: {id: $id, expectedVersion: $v, set: $set,"
                          " idempotencyKey: $k}) { __typename ... on Refused { code } ... on Conflicted { code } } }",
                          {"id": at, "v": version, "set": {"sessions": [{"note": word}]}, "k": key}, frozenset({word}))
        if kind == 9 and (conflict := await self.station.admin.fetchrow("SELECT id, mine FROM conflict WHERE state = 'OPEN' ORDER BY their_time, path LIMIT 1")):
            return Errand("mutation($id: ID!, $k: String) { conflictResolve(input: {id: $id, resolution: \"裁定\", reason: \"核对\", idempotencyKey: $k})"
                          " { __typename ... on Refused { code } } }", {"id": f"Conflict:{COUNTY}:{conflict['id']}", "k": key}, frozenset())
        move = ("mediationAccept", "mediationBegin")[step.c % 2]
        return Errand(f"mutation($id: ID!, $k: String) {{ {move}(input: {{id: $id, idempotencyKey: $k}}) {{ __typename ... on Refused {{ code }} }} }}",
                      {"id": at, "k": key}, frozenset())

    async def share(self, step: Step) -> str:
        """The other unit is given a case to work on."""
        case = await self._case(step)
        if case is None:
            return "nothing"
        said = await self._sure(LUO, SHARE, c=case)
        if said["__typename"] != "ShareDone":
            return str(said["code"])
        accepted = await self._sure(FAR, "mutation($id: ID!) { shareAccept(input: {id: $id}) { __typename ... on Refused { code } } }", id=said["share"]["id"])
        return str(accepted["__typename"])

    async def unshare(self, step: Step) -> str:
        """The other unit loses a case it was given."""
        rows = await self.station.admin.fetch("SELECT s.id FROM share s JOIN \"case\" c ON c.id = s.case_id WHERE s.state = 'ACCEPTED' ORDER BY c.title, s.created_at")
        if not rows:
            return "nothing"
        at = f"Share:{COUNTY}:{rows[step.b % len(rows)][0]}"
        said = await self._sure(LUO, "mutation($id: ID!) { shareWithdraw(input: {id: $id}) { __typename ... on Refused { code } } }", id=at)
        self.met["a case is revoked"] += 1
        return str(said["__typename"])

    async def hand_over(self, step: Step) -> str:
        """The court takes a case over: the clock tells the unit to drop it."""
        case = await self._case(step)
        if case is None:
            return "nothing"
        key, now = case.rpartition(":")[2], self.station.clock.now
        async with self.station.admin.transaction():
            for table, column in (("mediation", "case_id"), ("case", "id")):
                await self.station.admin.execute(f"UPDATE \"{table}\" SET unit = NULL, lead_agency = 'FY' WHERE {column} = $1::uuid", key)
            await self.station.admin.execute("UPDATE case_access SET until = $2 WHERE case_id = $1::uuid AND audience IN ('U:TW1', 'A:SFJ')", key, now)
            await self.station.admin.execute("INSERT INTO case_access (county, audience, case_id, via, level) VALUES ($1, 'A:FY', $2::uuid, 'lead', 3)"
                                             " ON CONFLICT DO NOTHING", COUNTY, key)
            change = self.station.new_id()  # whoever else works on it sees who leads now
            await self.station.admin.execute("UPDATE unit_doc SET change_id = $2, seq = NULL WHERE collection = 'mediation' AND NOT gone AND audience <> 'U:TW1'"
                                             " AND doc_id IN (SELECT id FROM mediation WHERE case_id = $1::uuid)", key, change)
            await store.number(self.station.admin, COUNTY, change)
        await self.station.tick()
        self.met["a case is revoked"] += 1
        return "done"

    async def _case(self, step: Step) -> str | None:
        rows = await self.station.admin.fetch("SELECT case_id FROM mediation WHERE unit = 'TW1' ORDER BY title")
        return f"Case:{COUNTY}:{rows[step.b % len(rows)][0]}" if rows else None

    async def _sure(self, person: Any, text: str, **variables: Any) -> Any:
        desk = next(desk for desk in self.desks if desk.person is person)
        answer = await desk.post(text, variables)
        assert "errors" not in answer, answer["errors"]
        (said,) = answer["data"].values()
        return said

    # --- server, devices, time ----------------------------------------------------------------------------------------

    async def backup(self, _: Step) -> str:
        await self.station.save("backup")
        self.saved = True
        return "saved"

    async def restore(self, _: Step) -> str:
        """What only the server had since the backup is forgotten; what the tablets keep is not."""
        if not self.saved:
            return "nothing"
        await self.station.restore("backup")
        there = await held(self.station)
        self.expected -= {mark for mark in self.excused if mark not in there}
        for desk in self.desks:
            desk.token = ""
        for tablet in self.tablets:
            tablet.line.late.clear()  # they are of the old life and would be answered as such; their tablet asks again by itself
        self.met["restored"] += 1
        return "restored"

    async def revoke(self, step: Step) -> str:
        tablet = self.tablet(step.a)
        try:
            await self.station.parts.devices.revoke(OFFICER, tablet.replica.store.fact("device"))
        except Problem as unknown:  # by a server that was restored from before its enrolment
            return unknown.code
        self.met["a device is revoked"] += 1
        return tablet.name

    async def wait(self, step: Step) -> str:
        seconds = (60, 1200, 7200, 86_400)[step.b % 4]
        self.station.clock.forward(seconds)
        if seconds > 900:
            self.met["tokens expired"] += 1
        return f"{seconds} s"

    # --- mending ------------------------------------------------------------------------------------------------------

    async def heal(self) -> None:
        """Everything works again; within the time allowed all must have come to rest, and be right."""
        for tablet in self.tablets:
            tablet.offset = timedelta(0)
            for request in tablet.line.late:
                await asyncio.create_task(self.station.serve(request))
            tablet.line.late.clear()
        for tablet in self.tablets:
            with suppress(httpx.HTTPError):
                outcome = await self.synced(tablet)
                if tablet.revoked:
                    await tablet.enrol()
                self.told.append(f"mending, {tablet.name}: {outcome}")
        for second in range(0, HEALING, 5):
            if second > 5 and not any(tablet.replica.unsent() for tablet in self.tablets) and not any(desk.waiting for desk in self.desks):
                break
            for desk in self.desks:
                for errand in list(desk.waiting):
                    self.told.append(f"answered: {await self.answered(desk, errand)}")
            await self.station.tick()
            for tablet in self.tablets:
                self.told.append(f"mended, {tablet.name}: {await self.synced(tablet)}")
            self.station.clock.forward(5)
        faults = await judged(self.station, self.tablets, self.desks, self.expected, once=not (self.met["restored"] or self.met["a device is revoked"]))
        if faults:
            raise Broken("\n".join(faults) + "\n\n" + "\n".join(self.told))


def _settled(tablet: Tablet) -> set[str]:
    return {mark for (text,) in tablet.replica.store.rows("SELECT changes FROM op WHERE phase = 'settled'") for mark in TOKEN.findall(text)}


def _fault(step: Step) -> Fault:
    """Half of what goes wrong is the line, half is the server at one of its statements."""
    at = COMMIT if step.c % 5 == 0 else 1 + step.c % 45
    match step.b % 8:
        case 0 | 1:
            return Fault(mishap=Mishap("kill", at), round=step.c % 7 // 6)
        case 2 | 3:
            return Fault(mishap=Mishap("session", at))
    return Fault(LOSSES[step.c % len(LOSSES)], round=step.b % 9 // 8)


async def _off(history: History, step: Step) -> str:
    tablet = history.tablet(step.a)
    tablet.offset = timedelta(days=1 if step.b % 2 else -1)
    history.met["clock a day off"] += 1
    return tablet.name


async def _right(history: History, step: Step) -> str:
    history.tablet(step.a).offset = timedelta(0)
    return "right"


async def _reopened(history: History, step: Step) -> str:
    history.tablet(step.a).restart()
    return "reopened"


async def _write(history: History, step: Step) -> str:
    return history.write(step)


async def _write_cut(history: History, step: Step) -> str:
    return history.write(step, cut=1 + step.c % 14)


async def _write_full(history: History, step: Step) -> str:
    return history.write(step, full=step.c % 2)


async def _restarted(history: History, _: Step) -> str:
    await history.station.restart()
    return "restarted"


async def _ticked(history: History, _: Step) -> str:
    await history.station.tick()
    return "ticked"


STEPS: dict[str, Callable[[History, Step], Awaitable[str]]] = {
    "write": _write, "write cut": _write_cut, "write full": _write_full,
    "sync": lambda history, step: history.synced(history.tablet(step.a)),
    "sync faulty": lambda history, step: history.synced(history.tablet(step.a), _fault(step)),
    "sync cut": lambda history, step: history.synced(history.tablet(step.a), cut=1 + step.c % 70),
    "sync full": lambda history, step: history.synced(history.tablet(step.a), full=step.c % 3),
    "desk": History.desk, "desk faulty": lambda history, step: history.desk(step, _fault(step)), "cross": History.cross, "late": History.late,
    "tick": _ticked, "reopen": _reopened, "server restarts": _restarted, "clock off": _off, "clock right": _right, "wait": History.wait,
    "backup": History.backup, "restore": History.restore, "revoke": History.revoke, "hand over": History.hand_over, "share": History.share,
    "unshare": History.unshare,
}
