"""Plans: whatever is asked by whomever under whichever policy, the one shared cache gives what a fresh reading gives."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import hypothesis
import pytest
from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    OperationDefinitionNode,
    parse,
    type_from_ast,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values
from hypothesis import settings
from hypothesis import strategies as st

from api.costs import Budgets
from api.execute import Executor
from api.kept import Kept
from api.leaves import Fork, Trace, look, then
from api.plans import MOST_WAYS
from api.problems import Problem
from api.question import Question
from api.settings import NOBODY
from api.variables import MOST_NESTED, MOST_PARTS, Inputs, Invalid, plain
from authz.actor import Actor
from authz.guard import OrderRefused, guard
from authz.lines import default_lines
from authz.policy import Policy
from schema.read import Root
from schema.statement import facts_of, render
from schema.types.served import GRAPHQL

COUNTY = "510522"
KEYS = [UUID(int=(0x0192 << 112) | (7 << 76) | (2 << 62) | n) for n in range(4)]

# --- who asks, under what policy -----------------------------------------------------------------------------------------


def person(n: int, *roles: str, agency: str = "SFJ", county: str = COUNTY) -> Actor:
    return Actor(KEYS[n], f"u{n}", "张三", county, agency, "GOVERNMENT", None, (county,), frozenset(roles))


ACTORS = (None, person(1, "staff", "justice_officer"), person(2, "staff", "mediator", agency="XZ-112"), person(2, "staff", "justice_officer"),
          person(1, "staff", "justice_officer", county="510521"), person(3, "system_administrator", agency="GOV"), person(3))
KNOWS = ("p", "statistician", "*", "case", "read", "always", "allow")
# Two policies of the same version and different lines never meet in one county, but they must not be mistaken either.
POLICIES = (Policy(default_lines(), 1), Policy([*default_lines(), KNOWS], 2),
            Policy([*default_lines(), KNOWS, ("g", f"user:{KEYS[1]}", "statistician", COUNTY)], 3),
            Policy([*default_lines(), ("p", "staff", "*", "case#public", "read", "always", "deny")], 3))

# --- what is asked -------------------------------------------------------------------------------------------------------

PAGE = "first: $first last: $last after: $after before: $before"
ROOTS = (
    f"cases({PAGE}) {{ totalCount pageInfo {{ hasNextPage startCursor }} nodes {{ title }} }}",
    f"cases({PAGE} orderBy: $orders) {{ edges {{ cursor node {{ title @skip(if: $no) state }} }} }}",
    "cases(orderBy: [{field: $by, direction: $way}] after: $after) { nodes { id } }",
    "cases(filter: $filter search: $search) { totalCount nodes { ...File @include(if: $yes) id } }",
    "cases(filter: {title: {eq: $text, ne: $text}, openedOn: {ge: $day}, urgency: {in: [URGENT, $urgency]}}) { totalCount }",
    "cases(filter: {or: [{id: {in: [$id, \"Case:510522:01920000-0000-7000-8000-000000000001\"]}}, {title: {in: $texts}}, $filter]}) { nodes { title } }",
    "cases(filter: {id: {eq: $id, ne: $id}, version: {gt: $first}}) { totalCount }",
    "cases(filter: {mediations: $mediation, and: [{not: $filter}]} first: $first) { nodes { mediations(first: $first filter: $mediation) { nodes { title } } } }",
    "mediations(search: $search filter: $mediation) { nodes { title agreementAmount availableActions { move } sessions { note @include(if: $yes) } } }",
    "mediations(filter: {agreementAmount: {lt: $money, eq: $money}, createdAt: {le: $instant}}) { totalCount @skip(if: $no) __typename }",
    "case(id: $id) { title parties(first: $first) { nodes { name idNumber } } }",
    "mediation(id: $id) { title }",
    "node(id: $id) { __typename id ... on Case { title } ... on Mediation { facts } ...File }",
    "nodes(ids: $ids) { id ... on Docket { number } ... on CourtDocket { cause } }",
    "nodes(ids: [$id, \"Agency:510522:SFJ\", $id]) { id __typename }",
    "me { roles user { name } agency @include(if: $yes) { name } }",
    "inbox { tasks(first: $first) { nodes { title } } duties @skip(if: $no) { totalCount } }",
    "agencies(first: $first) { nodes { name } }",
    "__typename @skip(if: $no)",
)
DECLARED = {
    "first": "Int", "last": "Int", "after": "String", "before": "String", "orders": "[CaseOrder!]", "by": "CaseOrderField! = OPENED_ON", "way": "Direction",
    "filter": "CaseFilter! = {}", "mediation": "MediationFilter", "search": "String", "text": "String", "texts": "[String!]", "day": "Date", "money": "Money",
    "instant": "DateTime", "urgency": "Urgency! = ORDINARY", "id": "ID!", "ids": "[ID!]!", "yes": "Boolean! = true", "no": "Boolean!",
}
FILE = " fragment File on Case { summary dockets(first: $first) { nodes { __typename number ... on GovernmentDocket { matter @skip(if: $no) } } } }"


def cursor(*held: Any) -> str:
    return base64.b64encode(json.dumps(held).encode()).decode()


IDS = [f"Case:{COUNTY}:{KEYS[0]}", f"Case:510521:{KEYS[1]}", f"Mediation:{COUNTY}:{KEYS[1]}", f"CourtDocket:{COUNTY}:{KEYS[2]}", "Agency:510522:SFJ", "x"]
CURSORS = [cursor(str(KEYS[0])), cursor(str(KEYS[1])), cursor("2026-01-02", str(KEYS[0])), cursor(None, str(KEYS[1])), cursor("标题", str(KEYS[2])), "x",
           cursor("1e999999", str(KEYS[0])), cursor("not a date", str(KEYS[0]))]
POOLS: Mapping[str, list[Any]] = {
    "Int": [0, 1, 2, 20, 100, 101, -1], "String": ["", "荔枝", "荔枝 边界", "货车", "a b c d", "nul\0"], "Boolean": [True, False],
    "ID": IDS, "Money": ["1.00", "2.50"], "Date": ["2026-01-01", "2026-02-02"], "DateTime": ["2026-01-01T00:00:00+08:00", "2026-01-01T00:00:00Z"], "JSON": [{"a": 1}, 2],
}
WRONG: list[Any] = [{"x": 1}, "nonsense", 7, [1], [[None]], 1.5, True]


def value(rng: Random, type_: Any, depth: int = 0, wrong: bool = False) -> Any:
    """A JSON value of an input type, or, if asked for, now and then one that does not fit."""
    if wrong and rng.random() < 0.1:
        return rng.choice(WRONG)
    if isinstance(type_, GraphQLNonNull):
        found = value(rng, type_.of_type, depth, wrong)
        return value(rng, type_, depth, wrong) if found is None and not wrong else found
    if rng.random() < 0.1:
        return None
    if isinstance(type_, GraphQLList):
        if rng.random() < 0.2:
            return value(rng, type_.of_type, depth, wrong)
        return [value(rng, type_.of_type, depth + 1, wrong) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    if isinstance(type_, GraphQLEnumType):
        return rng.choice(list(type_.values)[:3])
    if isinstance(type_, GraphQLInputObjectType):
        names = [name for name, one in type_.fields.items() if depth < 4 or not isinstance(one.type, GraphQLInputObjectType | GraphQLList)]
        chosen = [name for name in names if isinstance(type_.fields[name].type, GraphQLNonNull)]
        chosen += rng.sample(names, min(len(names), rng.choice((0, 1, 1, 1, 2))))
        return {name: value(rng, type_.fields[name].type, depth + 1, wrong) for name in chosen}
    return rng.choice([*POOLS[type_.name], *(WRONG if wrong else [])])


TYPES = {name: type_from_ast(GRAPHQL, parse(f"query($x: {kind}) {{ x }}").definitions[0].variable_definitions[0].type)  # type: ignore[attr-defined]
         for name, kind in DECLARED.items()}


def request(rng: Random, wrong: bool = False) -> tuple[str, dict[str, Any]]:
    """A document of one or two roots and variables for it; the same few documents come up again and again."""
    roots = rng.sample(ROOTS, rng.choice((1, 1, 1, 2)))
    body = " ".join(f"r{i}: {root}" if not root.startswith("__") else root for i, root in enumerate(roots))
    text = f"{{ {body} }}" + (FILE if "...File" in body else "")
    used = sorted(name for name in DECLARED if re.search(rf"\${name}\b", text))
    text = ("query(" + " ".join(f"${name}: {DECLARED[name]}" for name in used) + ") " if used else "") + text
    return text, {name: given(rng, name, wrong) for name in used
                  if ("!" in DECLARED[name] and "=" not in DECLARED[name]) or rng.random() < SELDOM.get(name, 0.7)}


SELDOM = {"last": 0.1, "before": 0.1, "after": 0.4}  # they would refuse nearly every page


def given(rng: Random, name: str, wrong: bool = False) -> Any:
    return rng.choice(CURSORS) if name in ("after", "before") and not wrong else value(rng, TYPES[name], wrong=wrong)


# --- two ways to the same answer -----------------------------------------------------------------------------------------


@dataclass
class Asked:
    """A database that remembers what it was asked."""

    sql: str = ""
    args: list[Any] = field(default_factory=list)

    async def fetchval(self, sql: str, args: Any = ()) -> str:
        self.sql, self.args = sql, list(args)
        return "{}"


POLICY = SimpleNamespace(current=POLICIES[0])
DATABASE = Asked()
EXECUTOR = Executor(DATABASE, POLICY, None, Budgets({NOBODY: 10**12}))  # type: ignore[arg-type]
TRIED = count(1)
CONTEXT = SimpleNamespace(request_id="r", token="", telling=False)


def inline(sql: str, args: list[Any]) -> str:
    """A statement with its values written out, `now` aside: placeholders may be numbered otherwise."""
    assert set(map(int, re.findall(r"\$(\d+)::", sql))) == set(range(1, len(args) + 1)), "every value has its place"
    return re.sub(r"\$(\d+)::", lambda place: f"<{args[int(place[1]) - 1]!r}>::", sql)


def cached(text: str, variables: Mapping[str, Any], actor: Actor | None) -> tuple[Any, ...]:
    DATABASE.sql, DATABASE.args = "", []
    answer = asyncio.run(EXECUTOR.execute(text, None, variables, actor, CONTEXT))
    said = json.loads(answer.body)
    errors = [(e.get("path"), e["extensions"]["code"], e["extensions"].get("facts")) for e in said.get("errors", ())]
    data = "refused" if "data" not in said else None if DATABASE.sql else said["data"]
    facts = EXECUTOR_NOW(DATABASE.args)
    return data, errors, inline(DATABASE.sql, facts)


def EXECUTOR_NOW(args: list[Any]) -> list[Any]:  # noqa: N802
    return ["now" if getattr(arg, "microsecond", 0) else arg for arg in args]


@cache
def valid(text: str) -> DocumentNode:
    document = parse(text)
    assert validate(GRAPHQL, document) == []
    return document


def fresh(text: str, variables: Mapping[str, Any], actor: Actor | None) -> tuple[Any, ...]:
    """Read with the values themselves: no leaves, no plans."""
    document = valid(text)
    operation: Any = document.definitions[0]
    coerced = get_variable_values(GRAPHQL, operation.variable_definitions or (), dict(variables), max_errors=20)
    if isinstance(coerced, list):
        return "refused", [(None, "GRAPHQL_INVALID", None)] * len(coerced), ""
    question = Question({d.name.value: d for d in document.definitions[1:]}, coerced)  # type: ignore[attr-defined,misc]
    rules = POLICY.current.rules_of(actor) if actor else POLICY.current.rules(frozenset(), "")
    guarded, errors = [], []
    for key, nodes in question.selected([operation.selection_set], "Query").items():
        try:
            if actor is None and key != "__typename":
                raise Problem("UNAUTHENTICATED")
            guarded.append(guard(question.root(key, nodes), rules))
        except OrderRefused as wrong:
            errors.append(([key], "ORDER_REFUSED", {"field": wrong.field}))
            guarded.append(guard(Root(key), rules))
        except Problem as problem:
            errors.append(([key], problem.code, problem.facts or None))
            guarded.append(guard(Root(key), rules))
    if all(g.root.typename or g.root == Root(g.root.key) for g in guarded):
        return {g.root.key: g.root.typename for g in guarded}, errors, ""
    statement = render(guarded)
    facts = facts_of(actor, "now") if actor else {}  # type: ignore[arg-type]
    return None, errors, inline(statement.sql, statement.arguments(question.values, facts))


@settings(max_examples=1000)
@hypothesis.given(st.integers(0, 2**64))
@pytest.mark.examples(1000)
def test_a_plan_from_the_cache_is_the_one_a_fresh_reading_gives(seed: int) -> None:
    rng = Random(seed)
    POLICY.current = rng.choice(POLICIES) if rng.random() < 0.05 else POLICY.current
    text, variables = request(rng)
    actor = rng.choice(ACTORS)
    assert cached(text, variables, actor) == fresh(text, variables, actor)
    for _ in range(3):  # the same document with other values, by another person; and the first once more
        other = {name: given(rng, name) if rng.random() < 0.4 else held for name, held in variables.items()}
        somebody = rng.choice(ACTORS) if rng.random() < 0.5 else actor
        assert cached(text, other, somebody) == fresh(text, other, somebody)
    assert cached(text, variables, actor) == fresh(text, variables, actor)
    if next(TRIED) == 900:  # the property says nothing if no plan is ever found
        assert EXECUTOR.plans.found > 500 and EXECUTOR.plans.made > 500, (EXECUTOR.plans.found, EXECUTOR.plans.made)


@settings(max_examples=2000)
@hypothesis.given(st.integers(0, 2**64))
@pytest.mark.examples(2000)
def test_variables_are_coerced_as_graphql_coerces_them(seed: int) -> None:
    text, variables = request(Random(seed), wrong=True)
    operation = parse(text).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    expected = get_variable_values(GRAPHQL, operation.variable_definitions or (), variables, max_errors=20)
    inputs = Inputs(operation)
    if isinstance(expected, VariableValues):
        found = inputs.coerced(variables)
        assert json.dumps(found) == json.dumps(plain(expected.coerced)), "order included"
    else:
        with pytest.raises(Invalid) as invalid:
            inputs.coerced(variables)
        assert [str(e) for e in invalid.value.errors] == [str(e) for e in expected]


# --- what makes a plan another plan --------------------------------------------------------------------------------------

LIST = "query($n: Int, $f: CaseFilter, $o: [CaseOrder!], $s: Boolean! = false, $w: String, $i: [ID!]! = []) {" \
       " cases(first: $n, filter: $f, orderBy: $o, search: $w) { nodes { title @skip(if: $s) id } } nodes(ids: $i) { id } }"


def made(*asks: Mapping[str, Any], actor: Actor | None = ACTORS[1], text: str = LIST) -> int:
    """How many plans these requests take, from an empty cache."""
    POLICY.current = Policy(default_lines(), 9)
    cached("{ __typename }", {}, actor)
    before = EXECUTOR.plans.made
    for variables in asks:
        assert cached(text, variables, actor)[1] == []
    return EXECUTOR.plans.made - before


@pytest.mark.parametrize(("plans", "asks"), [
    (1, [{"n": 1}, {"n": 2}, {"n": 100}]),
    (2, [{"n": 1}, {}, {"n": 3}]),
    (1, [{"f": {"title": {"eq": "a"}}}, {"f": {"title": {"eq": "b"}}}, {"f": {"title": {"eq": ""}}}]),
    (4, [{"f": {"title": {"eq": "a"}}}, {"f": {"title": {"eq": None}}}, {"f": {"title": {}}}, {"f": None}]),
    (2, [{"f": {"title": {"eq": "a"}}}, {"f": {"title": {"ne": "a"}}}]),
    (1, [{"f": {"title": {"in": []}}}, {"f": {"title": {"in": ["a"]}}}, {"f": {"title": {"in": ["a", "b"]}}}]),
    (3, [{"f": {"or": []}}, {"f": {"or": [{}]}}, {"f": {"and": []}}]),
    (2, [{"s": True}, {"s": False}, {}]),
    (2, [{"o": [{"field": "OPENED_ON"}]}, {"o": {"field": "TITLE"}}]),
    (2, [{"o": [{"field": "TITLE", "direction": "ASC"}]}, {"o": [{"field": "TITLE", "direction": "DESC"}]}]),
    (3, [{"w": "a"}, {"w": "b"}, {"w": "a b"}, {"w": ""}]),
    (4, [{"i": []}, {"i": [IDS[0]]}, {"i": [IDS[1], IDS[0]]}, {"i": [IDS[2]]}, {"i": [IDS[2], IDS[1]]}, {"i": [IDS[1], IDS[2], IDS[2]]}]),
])
def test_what_decides_the_statement_takes_a_plan_of_its_own(plans: int, asks: list[Mapping[str, Any]]) -> None:
    assert made(*asks) == plans
    assert made(*asks, *asks) == plans


def test_a_value_that_is_refused_leaves_no_plan_and_finds_none() -> None:
    text = "query($id: ID!) { case(id: $id) { title } me { roles } }"
    POLICY.current = Policy(default_lines(), 9)
    good, bad = {"id": IDS[0]}, {"id": "x"}
    for variables, codes in ((bad, ["BAD_ID"]), (good, []), (bad, ["BAD_ID"]), (good, [])):
        _, errors, sql = cached(text, variables, ACTORS[1])
        assert [code for _, code, _ in errors] == codes and ("'case' : NULL" in sql) == bool(codes)


def test_a_new_policy_empties_the_cache() -> None:
    made({"n": 1}, {"n": 1, "w": "x"})
    assert len(EXECUTOR.plans) == 3
    POLICY.current = Policy(default_lines(), 10)
    cached("{ __typename }", {}, None)
    assert len(EXECUTOR.plans) == 1


def test_as_many_searches_as_there_are_do_not_pile_up() -> None:
    made(*({"w": "字 " * n} for n in range(MOST_WAYS + 3)))
    assert len(EXECUTOR.plans) <= 3 and EXECUTOR.plans._kept.size < 40 << 20


# --- leaves --------------------------------------------------------------------------------------------------------------


def test_a_leaf_cannot_be_read_unseen() -> None:
    trace = Trace({"a": "1"})
    leaf = then(trace.leaf("a"), int)
    for read in (bool, len, iter, list, lambda it: it == 1, lambda it: 1 in it, hash, lambda it: it < 2):
        with pytest.raises(TypeError):
            read(leaf)
    assert look(leaf) == 1 and [value for *_, value in trace.looks] == [1]


def test_a_tree_leads_where_the_same_looks_led() -> None:
    def read(trace: Trace) -> str:
        size = look(then(trace.leaf("list"), len))
        return f"{size}{look(trace.leaf('word')) if size else ''}"

    tree: Fork[str] = Fork()
    for values_ in ({"list": [], "word": "a"}, {"list": [1], "word": "a"}, {"list": [2], "word": "b"}):
        trace = Trace(values_)
        tree.grow(trace, read(trace))
    assert [tree.walk({"list": values, "word": word})[0] for values, word in (([], "z"), ([5], "a"), ([5], "b"), ([5], "c"), ([5, 6], "a"))] == \
        ["0", "1a", "1b", None, None]


def test_kept_is_bounded_by_entries_and_by_bytes() -> None:
    kept: Kept[int, str] = Kept(3, 100)
    for n in range(5):
        kept.put(n, str(n), 10)
    assert [kept.get(n) for n in range(5)] == [None, None, "2", "3", "4"] and kept.size == 30
    kept.get(2)
    kept.put(5, "5", 20)
    assert kept.get(3) is None and kept.get(2) == "2"
    kept.put(6, "6", 26)
    assert kept.get(6) is None, "one value never takes the place of all"
    for n in range(7, 12):
        kept.put(n, "x", 25)
    assert len(kept) == 3 and kept.size == 75
    kept.put(11, "y", 1)
    assert kept.size == 51 and kept.get(11) == "y"


# --- hostile variables ---------------------------------------------------------------------------------------------------


def nest(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"not": value}
    return value


@pytest.mark.parametrize("variables", [
    {"f": {"and": [{}] * (MOST_PARTS + 1)}}, {"f": nest(MOST_NESTED + 2)}, {"f": nest(50_000)}, {"i": ["x"] * (MOST_PARTS + 1)},
    {"n": "wrong", "f": {"and": [{"title": {"eq": "x"}}] * 60_000}}])
def test_variables_beyond_all_measure_are_refused_at_once(variables: dict[str, Any]) -> None:
    _, errors, sql = cached(LIST, variables, ACTORS[1])
    assert [code for _, code, _ in errors] == ["VARIABLES_TOO_LARGE"] and not sql
