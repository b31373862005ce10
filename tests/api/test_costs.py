"""What an operation costs before it runs: the published weights, budgets by role, and documents made to hurt."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
import websockets
from hypothesis import settings
from hypothesis import strategies as st

from api import costs, limits, policies
from api.costs import BUDGETS, MUTATION, Budgets
from api.database import Database, open_pool
from api.execute import Executor
from api.operation import Operation
from api.problems import Problem
from api.question import MOST_CONDITIONS
from api.settings import NOBODY, Settings, SettingsFault
from api.variables import MOST_NESTED, MOST_PARTS
from authz.actor import Actor
from authz.lines import ROLE_NAMES, default_lines
from authz.policy import Policy
from tests.api.test_plans import ACTORS, COUNTY, IDS, TYPES, given, request
from tests.serving import Served
from tests.sync.two_units import LUO

OFFICER = ACTORS[1]
POLICIES = SimpleNamespace(current=Policy(default_lines(), 1))


class Silent:
    """A database that says nothing."""

    asked = 0

    async def fetchval(self, sql: str, args: Any = ()) -> str:
        self.asked += 1
        return "{}"


def asked(text: str, variables: Mapping[str, Any] | None = None, actor: Actor | None = OFFICER, budgets: Budgets | None = None) -> Any:
    executor = Executor(Silent(), POLICIES, None, budgets)  # type: ignore[arg-type]
    return json.loads(asyncio.run(executor.execute(text, None, variables, actor, SimpleNamespace(request_id="r", token="", telling=True))).body)


def cost(text: str, variables: Mapping[str, Any] | None = None) -> int:
    said = asked(text, variables, budgets=Budgets({NOBODY: 10**15}))
    assert "errors" not in said, said
    return int(said["extensions"]["cost"]["cost"])


# --- the weights ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "price"), [
    ("{ __typename }", 0),
    ("{ me { roles } }", 0),
    ("{ cases { nodes { id } } }", 5 + 20),
    ("{ cases(first: 3) { nodes { id title state } } }", 5 + 3),
    ("{ cases(first: 3) { edges { node { id } } } }", 5 + 3),
    ("{ cases(first: 3) { nodes { id } pageInfo { hasNextPage } } }", 5 + 3),
    ("{ cases(first: 3) { pageInfo { hasNextPage } } }", 5 + 3),
    ("{ cases(first: 100) { totalCount } }", 5 + 20),
    ("{ cases(first: 0) { nodes { parties(first: 100) { nodes { id } } } } }", 5 + 5),
    ("{ cases(first: 3) { nodes { " + " ".join(f"a{i}: title" for i in range(10)) + " } } }", 5 + 3 * 2),
    ("{ cases(first: 3) { nodes { leadAgency { name } } } }", 5 + 5 + 3 * 2),
    ("{ cases(first: 3) { nodes { parties(first: 4) { nodes { name } } } } }", 5 + 5 + 3 * (1 + 4)),
    ("{ cases(last: 3) { nodes { dockets(first: 4) { nodes { number ... on CourtDocket { judge } } } } } }", 5 + 5 + 3 * (1 + 4 * 2)),
    ("{ cases(first: 3) { nodes { availableActions { move } } } }", 5 + 3 * (1 + 5)),
    ("{ mediations(first: 3) { nodes { sessions { note } } } }", 5 + 3 * (1 + 1)),
    ('{ cases(first: 3 search: "荔枝 边界") { nodes { id } } }', 5 + 2 * 10 + 3),
    ('{ cases(first: 3 filter: {title: {eq: "a", contains: "b"}}) { totalCount nodes { id } } }', 5 + 2 * (1 + 5) + 20 + 3),
    ('{ cases(first: 3 filter: {not: {or: [{parties: {name: {startsWith: "a"}}}]}}) { nodes { id } } }', 5 + 10 + 5 + 3),
    ("{ cases(first: 3 orderBy: [{field: OPENED_ON}]) { nodes { id } } }", 5 + 5 + 3),
    (f'{{ a: node(id: "{IDS[0]}") {{ id }} b: nodes(ids: ["{IDS[0]}", "{IDS[2]}"]) {{ id }} }}', 5 + 2 + 1 + 2 * (5 + 1)),
    (f'{{ nodes(ids: ["{IDS[0]}", "{IDS[0]}", "{IDS[0]}"]) {{ ... on Case {{ leadAgency {{ name }} }} }} }}', 2 * 5 + 3 * (1 + 1)),
    ("{ nodes(ids: []) { id } }", 0),
    ("{ __schema { queryType { name } } }", 100),
    ("{ inbox { tasks(first: 2) { nodes { id } } duties(first: 2) { nodes { id } } } }", 2 * 5 + 2 * (2 + 2) + 1 + 2 - 2),
])
def test_an_operation_costs_what_the_documentation_says(text: str, price: int) -> None:
    assert cost(text) == price


def test_the_documentation_names_every_weight() -> None:
    text = Path("docs/front-end.md").read_text("utf-8")
    for words, weight in (("of the document, however many rows it comes to", costs.READ), ("`totalCount`", costs.COUNT), ("a search word", costs.WORD),
                          ("beside the tests inside", costs.LINKED), ("`startsWith`", costs.PARTIAL), ("any other test of a filter", costs.COMPARED),
                          ("an order", costs.SORTED), ("conflicts and late material", costs.COPIES), ("such as `sessions`", costs.ITEMS),
                          ("beside its payload", costs.MUTATION), ("a page of `pull…`", costs.PULL), ("`__schema` or `__type`", costs.INTROSPECTION)):
        assert f"{words} | {weight} |" in text, words
    for limit in (limits.MAX_TOKENS, limits.MAX_DEPTH, limits.MAX_FIELDS, limits.MAX_ALIASES, limits.MAX_ROOTS, MOST_CONDITIONS, MOST_PARTS, MOST_NESTED,
                  *BUDGETS.values(), Settings.statement_seconds):
        assert f"{limit:,}" in text, limit


def test_a_page_costs_what_its_variable_says() -> None:
    text = "query($n: Int, $m: Int, $no: Boolean = false) { cases(first: $n) { nodes { parties(first: $m) @skip(if: $no) { nodes { name } } } } }"
    assert [cost(text, v) for v in ({}, {"n": 3}, {"n": 3, "m": 4}, {"n": 0, "m": 100}, {"n": 3, "no": True})] == \
        [10 + 20 * 21, 10 + 3 * 21, 10 + 3 * 5, 10, 5 + 3]


@settings(max_examples=400)
@hypothesis.given(st.integers(0, 2**64))
@pytest.mark.examples(400)
def test_a_plan_found_costs_what_a_plan_made_costs(seed: int) -> None:
    """The price kept with a plan, asked for other values, is the price a fresh reading finds."""
    rng = Random(seed)
    text, variables = request(rng)
    kept = Executor(Silent(), POLICIES, None, Budgets({NOBODY: 10**15}))  # type: ignore[arg-type]
    context = SimpleNamespace(request_id="r", token="", telling=True)
    for _ in range(3):
        other = {name: given(rng, name) if rng.random() < 0.5 and name in TYPES else held for name, held in variables.items()}
        said = json.loads(asyncio.run(kept.execute(text, None, other, OFFICER, context)).body)
        assert said.get("extensions") == asked(text, other, budgets=Budgets({NOBODY: 10**15})).get("extensions")


# --- budgets -------------------------------------------------------------------------------------------------------------

BIG = "{ cases(first: 100) { nodes { parties(first: 100) { nodes { id } } } } }"


def test_everybody_has_the_largest_budget_of_his_roles() -> None:
    assert BUDGETS.keys() - {NOBODY} <= ROLE_NAMES
    of = Budgets().of
    assert of(frozenset()) == of(frozenset({"judge"})) == 1_000 and of(frozenset({"judge", "staff"})) == 100_000
    assert of(frozenset({"staff", "statistician"})) == 200_000 and of(frozenset({"system_administrator"})) == 20_000
    changed = Budgets({"judge": 5, "staff": 7, NOBODY: 6}).of
    assert (changed(frozenset({"judge"})), changed(frozenset({"judge", "staff"}))) == (6, 7)


@pytest.mark.parametrize(("roles", "refused"), [(("staff",), False), (("system_administrator",), False), ((), True)])
def test_who_spends_too_much_hears_how_much(roles: tuple[str, ...], refused: bool) -> None:
    said = asked(BIG, actor=Actor(OFFICER.user_id, "u", "u", COUNTY, "SFJ", "GOVERNMENT", None, (), frozenset(roles)))  # type: ignore[union-attr]
    if refused:
        assert "data" not in said
        extensions = said["errors"][0]["extensions"]
        assert extensions["code"] == "COST_EXCEEDED" and extensions["facts"] == {"cost": 10_110, "limit": 1_000} and "10110" in extensions["messageZh"]
    else:
        assert said["extensions"]["cost"] == {"cost": 10_110, "limit": Budgets().of(frozenset(roles))}


def test_a_plan_in_the_cache_does_not_lift_the_limit() -> None:
    text = "query($n: Int) { cases(first: $n) { nodes { parties(first: $n) { nodes { documents: name } } } } }"
    database = Silent()
    executor = Executor(database, POLICIES, None, Budgets({"staff": 500, "liaison": 500}))  # type: ignore[arg-type]
    context = SimpleNamespace(request_id="r", token="", telling=False)
    bodies = [asyncio.run(executor.execute(text, None, {"n": n}, OFFICER, context)).body for n in (10, 50, 10, 100, 20)]
    assert ["COST_EXCEEDED" in body for body in bodies] == [False, True, False, True, False] and database.asked == 3


def test_limits_are_a_setting(tmp_path: Path) -> None:
    def taken(text: str) -> Mapping[str, int]:
        return Settings.read({"DATA_DIR": str(tmp_path), "FUYUAN_COST_LIMITS": text}).cost_limits

    assert taken("") == {} and taken(" staff=5 , nobody = 0,") == {"staff": 5, "nobody": 0}
    for wrong in ("boss=1", "staff", "staff=", "staff=-1", "staff=1e3", "=1"):
        with pytest.raises(SettingsFault):
            taken(wrong)


def test_every_example_of_the_page_is_cheap() -> None:
    for example in json.loads(Path("api/static/examples.json").read_text("utf-8")):
        if "subscription " not in example["query"]:
            said = asked(example["query"], example.get("variables"))
            codes = {error["extensions"]["code"] for error in said.get("errors", ())}
            assert not codes & {"COST_EXCEEDED", "DOCUMENT_TOO_WIDE"} and (codes or said["extensions"]["cost"]["cost"] < 10_000), said


# --- documents made to hurt ----------------------------------------------------------------------------------------------


def doubled(n: int) -> str:
    """Each fragment asks twice for the next, through two lists."""
    one = "{parties{nodes{case{...F%d}}}dockets{nodes{case{...F%d}}}}"
    return "{cases{nodes{...F0}}}" + "".join(f"fragment F{i} on Case{one % (i + 1, i + 1)}" for i in range(n)) + f"fragment F{n} on Case{{id}}"


def through_variants(n: int) -> str:
    return "{cases{nodes{" + "dockets{nodes{case{" * n + "id" + "}}}" * n + "}}}"


FILTER: Any = {"title": {"eq": "x"}}
for _ in range(18):
    FILTER = {"parties": {"case": FILTER}}
HOSTILE: list[tuple[str, dict[str, Any], str]] = [
    (doubled(4), {}, "COST_EXCEEDED"), (doubled(6), {}, "COST_EXCEEDED"),
    *((through_variants(n), {}, "COST_EXCEEDED") for n in (3, 4, 5, 6, 7)),
    (through_variants(7).replace("nodes", "e: edges{cursor}totalCount nodes").replace("dockets", "dockets(first:1)").replace("cases", "cases(first:1)"), {},
     "DOCUMENT_TOO_WIDE"),
    ("query($i: [ID!]!) { nodes(ids: $i) { id ... on Case { dockets { nodes { case { dockets { nodes { case { dockets { nodes { id } } } } } } } } } } }",
     {"i": [IDS[0]] * 100}, "COST_EXCEEDED"),
    ("query($s: String) { cases(search: $s) { totalCount } }", {"s": "a " * 500_000}, "FILTER_TOO_LARGE"),
    ("query($f: CaseFilter) { cases(filter: $f) { totalCount } }", {"f": {"or": [{"title": {"contains": "x"}}] * 1_000}}, "FILTER_TOO_LARGE"),
    ("query($f: CaseFilter) { cases(filter: $f, first: 100) { nodes { parties(first: 100) { nodes { case { title mediations(filter: {case: $f}) { totalCount }"
     " } } } } } }", {"f": FILTER}, "COST_EXCEEDED"),
    ("{" + " ".join(f"a{i}: __typename" for i in range(51)) + "}", {}, "TOO_MANY_ROOTS"),
    ("{" + " ".join(f"a{i}: cases(first: 100) {{ nodes {{ timeline(first: 100) {{ nodes {{ changes {{ old }} }} }} }} }}" for i in range(50)) + "}", {},
     "COST_EXCEEDED"),
]


@pytest.mark.parametrize(("text", "variables", "code"), HOSTILE)
def test_what_is_dear_is_refused_before_it_is_compiled(text: str, variables: dict[str, Any], code: str) -> None:
    begun = time.process_time()
    said = asked(text, variables)
    assert time.process_time() - begun < 0.5  # a few milliseconds on a quiet machine
    assert [error["extensions"]["code"] for error in said["errors"]] == [code] and not any((said.get("data") or {}).values())


def test_eight_hundred_bytes_of_nested_fragments_take_milliseconds() -> None:
    text = doubled(8)
    assert 600 < len(text) < 900
    spent = []
    for n in range(20):
        begun = time.process_time()
        with pytest.raises(Problem):
            assert Operation(f"#{n}\n{text}").kind
        spent.append(time.process_time() - begun)
    assert sorted(spent)[10] < 0.01


# --- over every transport, and before anything is changed ----------------------------------------------------------------


def objects(value: Any) -> Iterator[Any]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)
    if isinstance(value, dict):
        yield value


CREATE = 'mutation { createMediation(input: {title: "代价", kind: PEOPLE, facts: "x"}) { __typename ... on MediationDone { mediation { %s } } } }'


async def test_costs_are_told_on_request_over_every_transport(served: Served) -> None:
    headers = {"authorization": f"Bearer {await served.token(LUO)}"}
    await served.data(LUO, CREATE % "id")
    query, told = "{ cases(first: 3) { nodes { title parties { nodes { name } } } } }", {"cost": {"cost": 73, "limit": 100_000}}
    said = (await served.client.post("/graphql", json={"query": query, "extensions": {"cost": True}}, headers=headers)).json()
    assert said["extensions"] == told and len(list(objects(said["data"]["cases"]))) <= 73
    assert "extensions" not in (await served.client.post("/graphql", json={"query": query}, headers=headers)).json()
    params = {"query": query, "extensions": '{"cost": true}'}
    assert (await served.client.get("/graphql", params=params, headers=headers)).json()["extensions"] == told
    events = await served.client.get("/graphql", params=params, headers=headers | {"accept": "text/event-stream"})
    assert json.dumps(told, separators=(",", ":")) in events.text
    async with websockets.connect(served.url.replace("http", "ws") + "/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": headers["authorization"]}}))
        await socket.recv()
        for number, extensions in enumerate(({"cost": True}, {}, {"cost": "yes"})):
            await socket.send(json.dumps({"type": "subscribe", "id": str(number), "payload": {"query": query, "extensions": extensions}}))
            payload = json.loads(await socket.recv())["payload"]
            assert payload.get("extensions") == (told if number == 0 else None)
            assert json.loads(await socket.recv())["type"] == "complete"


async def test_a_change_whose_payload_is_too_dear_is_not_made(served: Served) -> None:
    dear = "case { parties(first: 100) { nodes { case { mediations(first: 100) { nodes { case { parties(first: 100) { nodes { id } } } } } } } } }"
    said = await served.ask(LUO, CREATE % dear)
    assert "data" not in said and said["errors"][0]["extensions"]["code"] == "COST_EXCEEDED"
    assert (await served.data(LUO, "{ mediations { totalCount } }"))["mediations"]["totalCount"] == 0
    answer = await served.client.post("/graphql", json={"query": CREATE % "id title", "extensions": {"cost": True}},
                                      headers={"authorization": f"Bearer {await served.token(LUO)}"})
    assert answer.json()["extensions"]["cost"]["cost"] == MUTATION + 5 + 2 + 1


async def test_a_change_whose_payload_is_refused_is_not_made(served: Served) -> None:
    async with served.parts.database.transaction() as connection:
        await policies.replace(connection, [*default_lines(), ("p", "staff", "*", "mediation.title", "read", "not participates(lead)", "deny")], "test")
    await asyncio.sleep(0.9)
    for payload, code in (("case { mediations { nodes { case { parties(after: \"x\") { nodes { id } } } } } }", "BAD_CURSOR"),
                          ("case { mediations(orderBy: [{field: TITLE}]) { nodes { id } } }", "ORDER_REFUSED")):
        said = await served.ask(LUO, CREATE % payload)
        assert "data" not in said and said["errors"][0]["extensions"]["code"] == code, said
    assert (await served.data(LUO, "{ mediations { totalCount } }"))["mediations"]["totalCount"] == 0


async def test_a_subscription_whose_events_are_too_dear_is_not_opened(served: Served) -> None:
    dear = "parties(first: 100) { nodes { case { parties(first: 100) { nodes { case { parties(first: 100) { nodes { id } } } } } } } }"
    answer = await served.client.post("/graphql", json={"query": f"subscription {{ caseChanged {{ case {{ {dear} }} }} }}"},
                                      headers={"authorization": f"Bearer {await served.token(LUO)}", "accept": "text/event-stream"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "COST_EXCEEDED"


async def test_a_refusal_has_the_status_of_its_media_type(served: Served) -> None:
    headers = {"authorization": f"Bearer {await served.token(LUO)}"}
    for media, status in (("application/json", 200), ("application/graphql-response+json", 400)):
        answer = await served.client.post("/graphql", json={"query": through_variants(4)}, headers=headers | {"accept": media})
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, "COST_EXCEEDED")


async def test_what_takes_too_long_ends_with_a_typed_error(served: Served, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = await open_pool(database_url, 2, 1)
    slow = Database(database_url, pool, statement_seconds=1)

    async def late(_sql: str, _args: Any = ()) -> Any:
        return await slow.fetchval("SELECT pg_sleep(20)::text")

    monkeypatch.setattr(served.parts.database, "fetchval", late)
    begun = time.monotonic()
    for media in ("application/json", "application/graphql-response+json"):
        answer = await served.client.post("/graphql", json={"query": "{ cases { totalCount } }"},
                                          headers={"authorization": f"Bearer {await served.token(LUO)}", "accept": media})
        said = answer.json()
        assert answer.status_code == 504 and "data" not in said and said["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert time.monotonic() - begun < 10
    await slow.close()
