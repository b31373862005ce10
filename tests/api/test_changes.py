"""Changes of cases: read once for many, yet each event is what its receiver may see when it is given, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
import websockets
from websockets.exceptions import ConnectionClosed

from api.changes import Changes
from api.execute import Executor
from api.problems import Problem
from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy
from sync.feed import Behind, Slow
from tests.serving import Served
from tests.sync.two_units import CHIEF, COUNTY, FAR, JUDGE, LUO, MA, OFFICER, PEOPLE, lay

EVENT = "subscription { caseChanged { seq caseId case { version title summary } } }"
CREATE = """mutation { createMediation(input: {title: "荔枝园边界案", kind: PEOPLE, facts: "荔枝树越界"}) {
  ... on MediationDone { mediation { id case { id } } } } }"""
EDIT = 'mutation($id: ID!, $v: Int, $s: String) { editCase(input: {id: $id, expectedVersion: $v, set: {summary: $s}}) { __typename ... on Refused { code message } } }'


def executor_of(served: Served) -> Executor:
    return served.parts.doors.executor  # type: ignore[return-value]


def changes_of(served: Served) -> Changes:
    return executor_of(served)._mutations.changes


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@dataclass
class Ear:
    """A subscription over a real socket, with all it has heard."""

    events: list[Any] = field(default_factory=list)
    closed: int | None = None


@asynccontextmanager
async def hearing(served: Served, who: Actor, query: str = EVENT, **variables: Any) -> AsyncIterator[Ear]:
    ear = Ear()
    async with websockets.connect(served.url.replace("http", "ws") + "/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {await served.token(who)}"}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": query, "variables": variables}}))
        await socket.send(json.dumps({"type": "ping"}))
        assert json.loads(await socket.recv())["type"] == "pong"

        async def hear() -> None:
            try:
                async for message in socket:
                    said = json.loads(message)
                    if said["type"] == "next":
                        ear.events.append(said["payload"]["data"]["caseChanged"])
                ear.closed = socket.close_code
            except ConnectionClosed:
                ear.closed = socket.close_code

        task = asyncio.create_task(hear())
        try:
            yield ear
        finally:
            task.cancel()


async def created(served: Served) -> tuple[str, str]:
    """Ids of a mediation and its case."""
    made = (await served.data(LUO, CREATE))["createMediation"]["mediation"]
    return made["id"], made["case"]["id"]


async def edited(served: Served, case: str, text: str) -> None:
    version = (await served.data(LUO, "query($id: ID!) { case(id: $id) { version } }", id=case))["case"]["version"]
    assert (await served.data(LUO, EDIT, id=case, v=version, s=text))["editCase"]["__typename"] == "CaseDone"


def key_of(text: str) -> UUID:
    return UUID(text.rpartition(":")[2])


# --- grouping -----------------------------------------------------------------------------------------------------------


async def test_one_read_for_all_who_would_be_told_the_same(served: Served) -> None:
    async with hearing(served, LUO) as a, hearing(served, MA) as b, hearing(served, LUO) as c, hearing(served, CHIEF) as d, hearing(served, FAR) as e:
        await until(lambda: len(changes_of(served).counties[COUNTY].receivers) == 5)
        _, case = await created(served)
        await until(lambda: a.events and b.events and c.events and d.events)
        assert a.events == b.events == c.events == d.events and a.events[0]["caseId"] == case
        assert e.events == []
        assert changes_of(served).told == 4
        assert changes_of(served).reads <= 3, "mediators and chief of one unit, the mediator of another"
    await until(lambda: not changes_of(served).counties)


async def test_one_read_is_told_to_each_in_the_words_he_asked_in(served: Served) -> None:
    other = "subscription { caseChanged { number: seq id: caseId __typename case { version title summary } } }"
    async with hearing(served, MA) as one, hearing(served, LUO, other) as two:
        _, case = await created(served)
        await until(lambda: one.events and two.events)
    assert set(one.events[0]) == {"seq", "caseId", "case"} and set(two.events[0]) == {"number", "id", "__typename", "case"}
    assert two.events[0]["id"] == one.events[0]["caseId"] == case and two.events[0]["case"] == one.events[0]["case"]
    assert changes_of(served).reads == 1 and changes_of(served).told == 2


async def test_two_masks_are_two_answers(served: Served) -> None:
    query = "subscription { caseChanged { case { title mediations { nodes { facts sessions { place note } } } timeline { nodes { act changes { field new } } } } } }"
    mediation, case = await created(served)
    async with shared(served, case), hearing(served, MA, query) as own, hearing(served, JUDGE, query) as court:
        await served.data(LUO, "mutation($id: ID!) { editMediation(input: {id: $id, expectedVersion: 1, set: {sessions: [{note: \"对方愿让步\", place: \"村委会\"}]}}) { __typename } }", id=mediation)
        await until(lambda: own.events and court.events)
    assert own.events[-1]["case"]["mediations"]["nodes"][0]["sessions"] == [{"place": "村委会", "note": "对方愿让步"}]
    assert court.events[-1]["case"]["mediations"]["nodes"][0]["sessions"] is None and "让步" not in json.dumps(court.events, ensure_ascii=False)


@asynccontextmanager
async def shared(served: Served, case: str) -> AsyncIterator[str]:
    share = 'mutation($c: ID!) { createShare(input: {caseId: $c, toAgency: "Agency:510522:FY", purpose: "司法确认"}) { ... on ShareDone { share { id } } } }'
    made = (await served.data(LUO, share, c=case))["createShare"]["share"]["id"]
    assert (await served.data(JUDGE, "mutation($id: ID!) { shareAccept(input: {id: $id}) { __typename } }", id=made))["shareAccept"]["__typename"] == "ShareDone"
    yield made


@dataclass
class Someone:
    """The context of a subscription: whoever the test says it is at the moment."""

    actor: Actor
    policy: Callable[[], Policy]
    position: tuple[str, int]
    request_id: str = "test"
    token: str = ""
    telling: bool = False
    revoked: bool = False

    async def rights(self) -> tuple[Actor, Any]:
        if self.revoked:
            raise Problem("SESSION_REVOKED")
        return self.actor, self.policy().rules_of(self.actor)


QUESTIONS = (
    ("title", {}), ("title", {"unused": 1}), ("title summary", {}), ("id title: summary", {}),
    ("title mediations(first: $n) { nodes { title facts sessions { note } availableActions { move } } }", {"n": 1}),
    ("title mediations(first: $n) { nodes { title facts sessions { note } availableActions { move } } }", {"n": 2}),
    ("title mediations(first: $n) { nodes { handler { name } facts } }", {"n": 5}),
    ("version parties(first: 3) { nodes { name phone } } timeline(first: 5) { nodes { act } }", {}),
    ("title @skip(if: $no) version", {"no": True}), ("title @skip(if: $no) version", {"no": False}),
)
DECLARED = {"n": "$n: Int", "no": "$no: Boolean!", "unused": "$unused: Int = 3"}
MINE = ("p", "staff", "*", "mediation.facts", "read", "is_me(handler)", "deny")
LINES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (), (MINE,), (("p", "chief_mediator", "*", "mediation.facts", "read", "always", "deny"),),
    (("g", f"user:{MA.user_id}", "justice_officer", COUNTY), MINE), (("p", "judge", "*", "case", "read", "always", "deny"),))


def asked_of(body: str, variables: dict[str, Any], root: str) -> str:
    declared = ", ".join([*(DECLARED[name] for name in variables), *(["$id: ID!"] if root == "query" else [])])
    used = " __typename @include(if: true)" if "unused" not in variables else " __typename @skip(if: false) parties(first: $unused) { totalCount }"
    inner = f"case(id: $id) {{ {body}{used} }}" if root == "query" else f"caseChanged {{ caseId case {{ {body}{used} }} }}"
    return f"{root}{f'({declared})' if declared else ''} {{ {inner} }}"


@pytest.mark.parametrize("turn", range(6))
async def test_whoever_listens_beside_whom_is_told_what_he_would_be_answered(served: Served, turn: int, request: pytest.FixtureRequest) -> None:
    """Random people, some alike but for their person, random questions, policies, shares and personal accesses; each event against the actor's own query."""
    rng = Random(f"{request.config.option.hypothesis_seed}-{turn}")
    executor, pool = executor_of(served), served.parts.database.pool
    twins = [replace(one, user_id=UUID(int=100 * n + one.user_id.int), username=f"{one.username}-{n}") for one in PEOPLE for n in (1, 2)]
    async with served.parts.database.transaction() as connection:
        cases = [await lay(connection, rng.choice(["TW1", "TW2"])) for _ in range(4)]
        for case in cases:
            await connection.execute("UPDATE mediation SET handler = $2, facts = '事实' WHERE id = $1", case, rng.choice(PEOPLE).user_id)
            for who in rng.sample([*PEOPLE, *twins], 3):
                await connection.execute("INSERT INTO case_access (county, audience, case_id, via, level) VALUES ($1, $2, $3, 'test', $4) ON CONFLICT DO NOTHING",
                                         COUNTY, f"P:{who.user_id}", case, rng.choice([1, 2]))
    seen = withheld = 0
    for _ in range(4):
        served.parts.policies.current = Policy([*default_lines(), *rng.choice(LINES)], served.parts.policies.current.version)
        position = ("epoch", await pool.fetchval("SELECT seq FROM feed_counter WHERE county = $1", COUNTY))
        asked = [(rng.choice([*PEOPLE, *twins]), *rng.choice(QUESTIONS)) for _ in range(16)]
        heard: list[list[Any]] = [[] for _ in asked]

        async def listen(place: int, who: Actor, body: str, variables: dict[str, Any], heard: list[list[Any]] = heard, position: Any = position) -> None:
            context = Someone(who, lambda: served.parts.policies.current, position)
            async for text in await executor.subscribe(asked_of(body, variables, "subscription"), None, variables, who, context):  # type: ignore[union-attr]
                heard[place].append(json.loads(text)["data"]["caseChanged"])

        tasks = [asyncio.create_task(listen(place, *one)) for place, one in enumerate(asked)]
        await until(lambda tasks=tasks: COUNTY in changes_of(served).counties and len(changes_of(served).counties[COUNTY].receivers) == len(tasks))
        for case in cases:
            await touched(served, case)
        wanted = []
        for who, body, variables in asked:
            context: Any = Someone(who, lambda: served.parts.policies.current, position)
            answers = {}
            for case in cases:
                given = {**variables, "id": f"Case:{COUNTY}:{case}"}
                body_of = json.loads((await executor.execute(asked_of(body, variables, "query"), None, given, who, context)).body)
                assert "errors" not in body_of, body_of
                answers[given["id"]] = body_of["data"]["case"]
            wanted.append({case: answer for case, answer in answers.items() if answer is not None})
        await until(lambda heard=heard, wanted=wanted: all(len({e["caseId"] for e in events}) >= len(own) for events, own in zip(heard, wanted, strict=True)))
        await asyncio.sleep(0.1)
        for one, events, own in zip(asked, heard, wanted, strict=True):
            assert {event["caseId"]: event["case"] for event in events} == own, (one, served.parts.policies.current.rows[-2:])
            seen, withheld = seen + len(own), withheld + len(cases) - len(own)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert seen > 20 and withheld > 20, "the trial must show and hide"


async def touched(served: Served, case: UUID) -> None:
    """A change of a case as far as the feed is concerned."""
    async with served.parts.database.transaction() as connection:
        change = uuid4()
        seq = await connection.fetchval("UPDATE feed_counter SET seq = seq + 1 WHERE county = $1 RETURNING seq", COUNTY)
        await connection.execute("INSERT INTO feed (county, seq, change_id) VALUES ($1, $2, $3)", COUNTY, seq, change)
        await connection.execute("INSERT INTO feed_case (county, change_id, case_id) VALUES ($1, $2, $3)", COUNTY, change, case)
    served.parts.wake.announce(COUNTY)


# --- what happens meanwhile ---------------------------------------------------------------------------------------------


@dataclass
class Gate:
    """Stands before or behind the reads of events; `met` says that one has come to it."""

    met: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)


def gated(served: Served, monkeypatch: pytest.MonkeyPatch, *, behind: bool) -> Gate:
    """Only reads of events are held up: they are the ones with a probe."""
    gate, executor = Gate(), executor_of(served)
    answer = executor.answer

    async def held(reading: Any) -> str:
        if "'probe'" not in reading.sql:
            return await answer(reading)
        text = await answer(reading) if behind else ""
        gate.met.set()
        await gate.open.wait()
        return text or await answer(reading)

    monkeypatch.setattr(executor, "answer", held)
    return gate


async def test_a_share_that_ends_between_change_and_delivery_shows_nothing_more(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    _, case = await created(served)
    async with shared(served, case), hearing(served, JUDGE) as court, hearing(served, MA) as own:
        await edited(served, case, "一")
        await until(lambda: court.events and own.events)
        gate = gated(served, monkeypatch, behind=False)
        await edited(served, case, "二")
        await gate.met.wait()
        await served.parts.database.pool.execute("DELETE FROM case_access WHERE audience = 'A:FY'")
        gate.open.set()
        await until(lambda: own.events[-1]["case"]["summary"] == "二" and len(court.events) > 1)
        assert court.events[-1]["case"] is None, "he knew of the case, so he hears that it is gone"
        await edited(served, case, "三")
        await until(lambda: own.events[-1]["case"]["summary"] == "三")
        await asyncio.sleep(0.1)
        assert court.events[-1]["case"] is None and len(court.events) == 2, "and of nothing after that"


async def test_a_policy_that_comes_while_a_case_is_read_decides(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    _, case = await created(served)
    async with hearing(served, MA) as own, hearing(served, OFFICER) as office:
        gate = gated(served, monkeypatch, behind=True)
        await edited(served, case, "不可外传")
        await gate.met.wait()
        served.parts.policies.current = Policy([*default_lines(), ("p", "mediator", "*", "case.summary", "read", "always", "deny")], served.parts.policies.current.version)
        gate.open.set()
        await until(lambda: own.events)
        assert own.events[0]["case"]["summary"] is None and own.events[0]["case"]["title"] == "荔枝园边界案"
        await until(lambda: office.events)
        assert office.events[0]["case"]["summary"] == "不可外传"


async def test_roles_that_change_while_a_case_is_read_decide(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    case = key_of((await created(served))[1])
    position = ("epoch", await served.parts.database.pool.fetchval("SELECT seq FROM feed_counter WHERE county = $1", COUNTY))
    context = Someone(OFFICER, lambda: served.parts.policies.current, position)
    gate = gated(served, monkeypatch, behind=True)
    source: Any = await executor_of(served).subscribe("subscription { caseChanged { case { title mediations { totalCount } } } }", None, {}, OFFICER, context)
    waiting = asyncio.create_task(anext(source))
    await touched(served, case)
    await gate.met.wait()
    context.actor = replace(OFFICER, agency="FY", branch="COURT", roles=JUDGE.roles)
    gate.open.set()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(waiting, 0.5)
    assert changes_of(served).told == 0 and changes_of(served).reads == 2, "read again in his new role, which sees nothing"


async def test_whoever_loses_a_role_is_closed_and_comes_back_with_less(served: Served) -> None:
    _, case = await created(served)
    async with hearing(served, OFFICER) as before:
        await edited(served, case, "一")
        await until(lambda: before.events)
        assert before.events[0]["case"]["summary"] == "一"
        await served.parts.database.pool.execute("UPDATE \"user\" SET agency = 'FY' WHERE id = $1", OFFICER.user_id)
        await served.parts.identity.changed()
        await until(lambda: before.closed)
        assert before.closed == 1012
    async with hearing(served, OFFICER) as after, hearing(served, MA) as own:
        await edited(served, case, "二")
        await until(lambda: own.events)
        await asyncio.sleep(0.1)
        assert after.events == [] and len(before.events) == 1


async def test_a_revoked_session_hears_nothing_more(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    _, case = await created(served)
    async with hearing(served, MA) as own:
        gate = gated(served, monkeypatch, behind=True)
        await edited(served, case, "一")
        await gate.met.wait()
        await served.parts.sessions.revoke_user(COUNTY, MA.user_id)
        gate.open.set()
        await until(lambda: own.closed)
        assert own.closed == 4403 and own.events == []


async def test_a_session_that_ends_while_a_case_is_read_is_not_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    case = key_of((await created(served))[1])
    position = ("epoch", await served.parts.database.pool.fetchval("SELECT seq FROM feed_counter WHERE county = $1", COUNTY))
    context = Someone(MA, lambda: served.parts.policies.current, position)
    gate = gated(served, monkeypatch, behind=True)
    source: Any = await executor_of(served).subscribe(EVENT, None, {}, MA, context)
    waiting = asyncio.create_task(anext(source))
    await touched(served, case)
    await gate.met.wait()
    context.revoked = True
    gate.open.set()
    with pytest.raises(Problem, match="SESSION_REVOKED"):
        await asyncio.wait_for(waiting, 5)


# --- many changes -------------------------------------------------------------------------------------------------------


async def test_a_burst_is_told_in_fewer_events_and_its_last_state_always(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    _, case = await created(served)
    async with hearing(served, MA) as own, hearing(served, FAR) as far:
        gate = gated(served, monkeypatch, behind=True)
        await edited(served, case, "第一次")
        await gate.met.wait()
        for number in range(2, 31):
            await edited(served, case, f"第{number}次")
        gate.open.set()
        await until(lambda: own.events and own.events[-1]["case"]["summary"] == "第30次")
        assert len(own.events) == 2 and own.events[0]["case"]["summary"] == "第一次" and far.events == []
        assert own.events[1]["seq"] - own.events[0]["seq"] == 29


async def test_whoever_does_not_take_what_he_is_told_is_shed_and_the_others_go_on(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.changes.MOST_KEPT", 10)
    case = key_of((await created(served))[1])
    position = ("epoch", await served.parts.database.pool.fetchval("SELECT seq FROM feed_counter WHERE county = $1", COUNTY))

    async def source() -> Any:
        return await executor_of(served).subscribe(EVENT, None, {}, MA, Someone(MA, lambda: served.parts.policies.current, position))

    slow, quick = await source(), await source()
    first = asyncio.gather(anext(slow), anext(quick))
    await touched(served, case)
    await first
    for number in range(2, 14):  # the slow one is never asked for more
        task = asyncio.create_task(anext(quick))
        await touched(served, case)
        assert json.loads(await asyncio.wait_for(task, 5))["data"]["caseChanged"]["seq"] == position[1] + number
    assert len(changes_of(served).counties[COUNTY].kept) == 10, "what is kept for those who are behind has an end"
    with pytest.raises(Slow):
        await anext(slow)
    late = await executor_of(served).subscribe(EVENT, None, {}, MA, Someone(MA, lambda: served.parts.policies.current, ("epoch", 0)))  # type: ignore[arg-type]
    with pytest.raises(Behind):
        await anext(late)  # type: ignore[arg-type]
    near = await executor_of(served).subscribe(EVENT, None, {}, MA, Someone(MA, lambda: served.parts.policies.current, (position[0], position[1] + 5)))  # type: ignore[arg-type]
    assert json.loads(await anext(near))["data"]["caseChanged"]["seq"] == position[1] + 13, "twelve changes of one case, one event"  # type: ignore[arg-type]
    for one in (quick, near):
        await one.aclose()  # type: ignore[union-attr]


async def test_only_one_case_wakes_only_its_own(served: Served) -> None:
    (_, first), (_, second) = await created(served), await created(served)
    query = "subscription($id: ID) { caseChanged(caseId: $id) { caseId case { summary } } }"
    async with hearing(served, MA, query, id=first) as one, hearing(served, MA, query, id=second) as other:
        await edited(served, first, "一")
        await until(lambda: one.events)
        await edited(served, second, "二")
        await until(lambda: other.events)
        assert [event["caseId"] for event in one.events] == [first] and [event["caseId"] for event in other.events] == [second]


async def test_a_receiver_remembers_the_cases_told_last(monkeypatch: pytest.MonkeyPatch, served: Served) -> None:
    monkeypatch.setattr("api.changes.MOST_KNOWN", 1)
    (_, first), (_, second) = await created(served), await created(served)
    async with hearing(served, MA) as own:
        for case in (first, second):
            await edited(served, case, "一")
            await until(lambda case=case: own.events and own.events[-1]["caseId"] == case)
        await served.parts.database.pool.execute("DELETE FROM case_access")
        for case in (first, second):
            await touched(served, key_of(case))
        await until(lambda: own.events[-1]["case"] is None)
        await asyncio.sleep(0.1)
        assert [event["caseId"] for event in own.events if event["case"] is None] == [second]
