"""Subscriptions at scale: a thousand sockets hear of changes made through the write door, each guarded for whoever hears it."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from api.database import open_database
from api.demo.people import MAIN
from api.identity import Identity
from api.keys import fresh_key, named_key
from api.sessions import Sessions
from api.tokens import Tokens
from bench import ground, machine
from bench.answers import Different
from bench.contestants.contestants import FUYUAN
from bench.ground import Asker, Ground, said
from bench.listeners import Listener, listening
from bench.process import Worker
from bench.questions import EDIT
from bench.rounds import Database, Plan
from schema.identifiers import HOME_COUNTY

QUERY = "subscription { caseChanged { seq caseId case { number title summary state version leadAgency { shortName } parties(first: 2) { nodes { name phone } } } } }"
MAY_SEE = ("jianchaguan", "weijian", "kongshen", "jianchazhang")  # of the agency that leads the cases that are changed
OTHERS = tuple(person.username for person in MAIN if person.agency not in ("JC", "GOV"))
SHAPES: Mapping[str, int] = {"40 people": 40, "everybody another person": 0}
SOCKETS, CASES, RATE, BURST, SETTLED = 1000, 12, 2.0, 100, 60.0
PERSON = """INSERT INTO "user" (county, id, username, name, agency, unit, post, active, version, created_at, updated_at)
SELECT county, $3, $4, name, agency, unit, post, true, 1, now(), now() FROM "user" WHERE county = $1 AND username = $2"""
ROLES = """INSERT INTO role_assignment (county, id, user_id, role, valid_from, version, created_at, updated_at)
SELECT county, gen_random_uuid(), $2, role, valid_from, 1, now(), now() FROM role_assignment
 WHERE county = $1 AND user_id = (SELECT id FROM "user" WHERE county = $1 AND username = $3)"""


@dataclass
class Ears:
    """What all sockets heard: when the newest version of a case was sent, who may hear of it, and how long it took."""

    may: Sequence[frozenset[str]]  # by socket: ids of the cases its person sees
    sent: dict[tuple[str, int], float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    last: dict[tuple[int, str], int] = field(default_factory=dict)  # by socket and case: the newest version heard of
    strays: list[Any] = field(default_factory=list)

    def hear(self, number: int, payload: Any, now: float) -> None:
        event = (payload.get("data") or {}).get("caseChanged")
        if event is None or event["case"] is None or event["caseId"] not in self.may[number]:
            self.strays.append((number, payload))
            return
        place, version = (event["caseId"], event["case"]["version"]), event["case"]["version"]
        self.took.append(now - self.sent[place])
        self.last[number, event["caseId"]] = version

    def waiting(self, versions: Mapping[str, int]) -> int:
        """How many sockets have not heard of these versions yet."""
        return sum(self.last.get((number, case)) != version for case, version in versions.items() for number, cases in enumerate(self.may) if case in cases)


async def run(cases: int, username: str, plan: Plan) -> dict[str, Any]:
    """One worker for every shape of audience: steady changes first, then one case changed as fast as it goes."""
    result: dict[str, Any] = {"cases": cases, "sockets": SOCKETS, "rate": RATE, "burst": BURST, "shapes": {}}
    async with ground.prepared(cases, copy=True) as county:
        result["versions"] = dict(await machine.described(county))
        who = await ground.asker(county, username)
        keys = (await ground.samples(county, who)).edits[:CASES]
        for label, people in SHAPES.items():
            tokens = await _tokens(county, label, people or SOCKETS)
            worker = FUYUAN.start(county)
            try:
                result["shapes"][label] = {"people": people or SOCKETS} | await _measured(worker, county, who, keys, tokens, max(plan.seconds * plan.rounds, 10))
            finally:
                worker.stop()
    return result


async def _tokens(county: Ground, label: str, people: int) -> list[str]:
    """A session for each socket; every second person is of the agency that leads the cases, the others of all others."""
    database = await open_database(county.settings)
    sessions = Sessions(Identity(database, Tokens(county.settings.master_key())), county.settings, fresh_key)
    try:
        names = []
        for number in range(people):
            like = (MAY_SEE, OTHERS)[number % 2][number // 2 % len((MAY_SEE, OTHERS)[number % 2])]
            names.append(f"{label}-{number}")
            key = named_key(sessions.now(), f"listener:{names[-1]}")
            await database.pool.execute(PERSON, HOME_COUNTY, like, key, names[-1])
            await database.pool.execute(ROLES, HOME_COUNTY, key, like)
        return [await sessions.issue_token(names[number % people]) for number in range(SOCKETS)]
    finally:
        await database.close()


async def _measured(worker: Worker, county: Ground, who: Asker, keys: Sequence[UUID], tokens: Sequence[str], seconds: float) -> dict[str, Any]:
    ids = [f"Case:{who.actor.county}:{key}" for key in keys]
    async with httpx.AsyncClient(base_url=worker.address, trust_env=False, timeout=30) as client:
        ears = Ears([await _visible(client, token, ids) for token in tokens])
        before = worker.peak_mebibytes()
        begun = time.perf_counter()
        listeners = await listening(worker.port, tokens, QUERY, ears.hear)
        opened = time.perf_counter() - begun
        try:
            writer = Writer(client, who, ears, await _versions(client, who, ids))
            await writer.change(ids[0])  # warm
            await _settled(ears, writer.versions, listeners, [ids[0]])
            ears.took.clear()
            steady = await _steady(worker, Database(county), ears, writer, listeners, seconds)
            burst = await _burst(ears, writer, listeners, ids[0])
        finally:
            for listener in listeners:
                listener.leave()
    seeing = sum(ids[0] in cases for cases in ears.may)
    return {"seeing": seeing, "opened": opened, "before": before, "peak": worker.peak_mebibytes(), "steady": steady, "burst": burst}


async def _steady(worker: Worker, database: Database, ears: Ears, writer: Writer, listeners: Sequence[Listener], seconds: float) -> dict[str, Any]:
    """Changes at an even pace, the cases in turn; every one must have reached everybody who may hear of it, and nobody else."""
    said(f"{len(listeners)} sockets, {RATE:g} changes a second for {seconds:g} s")
    cpu, spent, ids, begun = worker.cpu_seconds(), database.cpu_seconds(), list(writer.versions), time.perf_counter()
    changes = round(seconds * RATE)
    expected = 0
    for number in range(changes):
        await asyncio.sleep(max(0.0, begun + number / RATE - time.perf_counter()))
        case = ids[number % len(ids)]
        expected += sum(case in cases for cases in ears.may)
        await writer.change(case)
    await _settled(ears, writer.versions, listeners, list(dict.fromkeys(ids[number % len(ids)] for number in range(changes))))
    took, elapsed = sorted(ears.took), time.perf_counter() - begun
    if len(took) != expected:
        raise Different(f"{len(took)} events delivered, {expected} expected")
    return {"changes": changes, "delivered": len(took), "expected": expected, "strays": len(ears.strays), "write": statistics.median(writer.took) * 1000,
            "p50": took[len(took) // 2] * 1000, "p99": took[len(took) * 99 // 100] * 1000, "most": took[-1] * 1000,
            "worker": (worker.cpu_seconds() - cpu) / changes * 1000, "database": Database.spent(spent, database.cpu_seconds()) / changes * 1000,
            "cores": (worker.cpu_seconds() - cpu) / elapsed}


async def _burst(ears: Ears, writer: Writer, listeners: Sequence[Listener], case: str) -> dict[str, Any]:
    """One case changed over and over: events may be fewer than changes, the last state must arrive everywhere."""
    said(f"{BURST} changes of one case")
    ears.took.clear()
    begun = time.perf_counter()
    for _ in range(BURST):
        await writer.change(case)
    written = time.perf_counter()
    await _settled(ears, writer.versions, listeners, [case])
    seeing = sum(case in cases for cases in ears.may)
    return {"rate": BURST / (written - begun), "events": len(ears.took) / seeing, "behind": (time.perf_counter() - written) * 1000,
            "p99": sorted(ears.took)[len(ears.took) * 99 // 100] * 1000, "strays": len(ears.strays)}


async def _settled(ears: Ears, versions: Mapping[str, int], listeners: Sequence[Listener], cases: Sequence[str]) -> None:
    """Until everybody has heard of the newest version of these cases; raises Different when somebody does not, or heard too much."""
    wanted, until = {case: versions[case] for case in cases}, time.perf_counter() + SETTLED
    while missing := ears.waiting(wanted):
        if closed := [one.closed for one in listeners if one.closed]:
            raise Different(f"{len(closed)} sockets were closed: {closed[0]}")
        if time.perf_counter() > until:
            raise Different(f"{missing} events have not arrived after {SETTLED:g} s")
        await asyncio.sleep(0.005)
    if ears.strays:
        raise Different(f"socket {ears.strays[0][0]} was told {json.dumps(ears.strays[0][1], ensure_ascii=False)[:300]}")


@dataclass
class Writer:
    """Edits cases by the mutation that anybody uses, and notes when."""

    client: httpx.AsyncClient
    who: Asker
    ears: Ears
    versions: dict[str, int]
    took: list[float] = field(default_factory=list)

    async def change(self, case: str) -> None:
        version = self.versions[case]
        begun = self.ears.sent[case, version + 1] = time.perf_counter()
        told = await _asked(self.client, self.who.token, EDIT, {"id": case, "version": version, "text": f"第{version + 1}次核对"})
        self.took.append(time.perf_counter() - begun)
        if told["editCase"]["__typename"] != "CaseDone":
            raise Different(f"edit: {told}")
        self.versions[case] = told["editCase"]["case"]["version"]


async def _asked(client: httpx.AsyncClient, token: str, text: str, variables: Mapping[str, Any]) -> Any:
    answer = (await client.post("/graphql", json={"query": text, "variables": variables}, headers={"authorization": f"Bearer {token}"})).json()
    if answer.get("errors"):
        raise Different(f"{answer['errors'][0]}")
    return answer["data"]


NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Case { version } } }"


async def _visible(client: httpx.AsyncClient, token: str, ids: Sequence[str]) -> frozenset[str]:
    """Which of the cases a person sees, asked the ordinary way."""
    return frozenset(row["id"] for row in (await _asked(client, token, NODES, {"ids": ids}))["nodes"] if row)


async def _versions(client: httpx.AsyncClient, who: Asker, ids: Sequence[str]) -> dict[str, int]:
    return {row["id"]: row["version"] for row in (await _asked(client, who.token, NODES, {"ids": ids}))["nodes"]}
