"""The compiler against PostgreSQL: shape, order, cursors, filters, masks; and the SQL itself as golden files."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from graphql import parse, validate
from graphql.execution.values import VariableValues, get_variable_values

from api.database import Database
from api.problems import Problem
from api.question import Question
from authz.actor import Actor
from authz.guard import OrderRefused, guard
from authz.policy import Policy, default_lines
from schema.statement import Statement, facts_of, render
from schema.types.served import GRAPHQL

COUNTY = "510522"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
POLICY = Policy([*default_lines(), ("p", "statistician", "*", "case", "read", "always", "allow")])
"""The default policy, and a role that knows of every case without seeing into any."""


def key(n: int) -> UUID:
    return UUID(int=(0x0192 << 112) | (7 << 76) | (2 << 62) | n)


def actor(agency: str = "SFJ", roles: frozenset[str] = frozenset({"staff", "justice_officer"}), unit: str | None = None, n: int = 1) -> Actor:
    return Actor(key(n), f"u{n}", "张三", COUNTY, agency, "GOVERNMENT", unit, (), roles)


@dataclass
class Asker:
    """Asks like the API does, without its doors."""

    database: Database
    actor: Actor

    async def __call__(self, text: str, variables: Mapping[str, Any] | None = None) -> Any:
        statement, values = compiled(text, variables, self.actor)
        return json.loads(await self.database.fetchval(statement.sql, statement.arguments(values, facts_of(self.actor, NOW))))


def compiled(text: str, variables: Mapping[str, Any] | None, who: Actor) -> tuple[Statement, list[Any]]:
    document = parse(text)
    assert validate(GRAPHQL, document) == []
    operation: Any = document.definitions[0]
    coerced = get_variable_values(GRAPHQL, operation.variable_definitions or (), dict(variables or {}))
    assert isinstance(coerced, VariableValues), coerced
    question = Question({d.name.value: d for d in document.definitions[1:]}, coerced)  # type: ignore[attr-defined,misc]
    rules = POLICY.rules_of(who)
    roots = [guard(question.root(k, nodes), rules) for k, nodes in question.selected([operation.selection_set], "Query").items()]
    return render(roots), question.values


@pytest.fixture
async def ask(database: Database) -> Asker:
    """Thirty cases led by SFJ, three by GAJ, with parties and a docket of each kind on the first."""
    await filled(database)
    return Asker(database, actor())


async def filled(database: Database) -> None:
    async with database.transaction() as c:
        await c.execute("INSERT INTO county VALUES ($1, '合江县', $2, true)", COUNTY, key(999))
        for code, name, branch in (("SFJ", "司法局", "GOVERNMENT"), ("GAJ", "公安局", "GOVERNMENT"), ("FY", "法院", "COURT")):
            await c.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, $2, $3, $3, $4)", COUNTY, code, name, branch)
        await c.execute("INSERT INTO division (county, code, name, level) VALUES ($1, '510522126', '荔江镇', 'TOWNSHIP')", COUNTY)
        await c.execute('INSERT INTO "user" (county, id, username, name, agency, active) VALUES ($1, $2, $3, $4, $5, true)', COUNTY, key(1), "u1", "张三", "SFJ")
        for n in range(33):
            agency = "GAJ" if n >= 30 else "SFJ"
            opened = None if n % 7 == 3 else date(2026, 1, 1) + timedelta(days=n % 5)
            await c.execute('INSERT INTO "case" (county, id, state, number, title, summary, lead_agency, township, opened_on, urgency)'
                            " VALUES ($1, $2, 'OPEN', $3, $4, $5, $6, '510522126', $7, 'ORDINARY')",
                            COUNTY, key(100 + n), f"合联〔2026〕{n + 1}号", f"荔枝园边界案{n:02d}" if n % 2 else f"货车事故{n:02d}_100%", f"摘要{n}", agency, opened)
            await c.execute("INSERT INTO case_access VALUES ($1, $2, $3, 'lead', 3)", COUNTY, f"A:{agency}", key(100 + n))
        for n, (branch, number) in enumerate((("COURT", "（2026）川0522民初1号"), ("GOVERNMENT", "合府发〔2026〕3号"))):
            await c.execute("INSERT INTO docket (county, id, case_id, branch, agency, number, cause, matter) VALUES ($1, $2, $3, $4, 'FY', $5, $6, $7)",
                            COUNTY, key(200 + n), key(100), branch, number, "侵权" if n == 0 else None, "受理" if n else None)
        for n, kind in enumerate(("PERSON", "MINOR")):
            await c.execute("INSERT INTO party (county, id, case_id, kind, name, id_number_masked, id_number_hmac) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                            COUNTY, key(300 + n), key(100), kind, f"罗青禾{n}", "510522********0004", b"x")


async def test_a_page_has_its_rows_in_order_and_nothing_of_others(ask: Asker) -> None:
    found = await ask("{ cases(first: 3) { totalCount pageInfo { hasNextPage hasPreviousPage } nodes { title leadAgency { name } state stateLabel } } }")
    assert found["cases"]["totalCount"] == 30
    assert found["cases"]["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False}
    assert [n["title"] for n in found["cases"]["nodes"]] == ["荔枝园边界案29", "货车事故28_100%", "荔枝园边界案27"]
    assert found["cases"]["nodes"][0] == {"title": "荔枝园边界案29", "leadAgency": {"name": "司法局"}, "state": "OPEN", "stateLabel": "办理中"}


ORDERS = ("", "orderBy: [{field: OPENED_ON}]", "orderBy: [{field: OPENED_ON, direction: DESC}]", "orderBy: [{field: TITLE, direction: DESC}]",
          "orderBy: [{field: OPENED_ON, direction: DESC}, {field: TITLE}]")


@pytest.mark.parametrize("order", ORDERS)
async def test_pages_forward_and_backward_meet_every_row_once(ask: Asker, order: str) -> None:
    """Keyset pages over nullable fields, in both directions, equal the whole list."""
    whole = [n["title"] for n in (await ask(f"{{ cases(first: 100, {order}) {{ nodes {{ title }} }} }}"))["cases"]["nodes"]]
    assert len(whole) == 30
    for size, cursor, end, more in (("first", "after", "endCursor", "hasNextPage"), ("last", "before", "startCursor", "hasPreviousPage")):
        met: list[str] = []
        at: str | None = None
        while True:
            found = (await ask(f"query($c: String) {{ cases({size}: 4, {cursor}: $c, {order}) {{ edges {{ cursor node {{ title }} }}"
                               f" pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }} }}", {"c": at}))["cases"]
            titles = [e["node"]["title"] for e in found["edges"]]
            met = met + titles if size == "first" else titles + met
            assert found["pageInfo"]["startCursor"] == found["edges"][0]["cursor"] and found["pageInfo"]["endCursor"] == found["edges"][-1]["cursor"]
            if not found["pageInfo"][more]:
                break
            at = found["pageInfo"][end]
        assert met == whole


@pytest.mark.parametrize(("condition", "count"), [
    ('{title: {contains: "荔枝"}}', 15), ('{title: {contains: "_100%"}}', 15), ('{title: {contains: "x_100%"}}', 0), ('{title: {startsWith: "货车"}}', 15),
    ('{openedOn: {eq: null}}', 4), ('{openedOn: {ne: null}}', 26), ('{not: {openedOn: {ge: "2026-01-03"}}}', 15), ('{openedOn: {ge: "2026-01-03"}}', 15),
    ('{or: [{title: {contains: "荔枝"}}, {title: {contains: "货车"}}]}', 30), ('{and: []}', 30), ('{or: []}', 0), ('{leadAgency: {name: {eq: "司法局"}}}', 30),
    ('{leadAgency: {name: {eq: "公安局"}}}', 0), ('{parties: {kind: {eq: MINOR}}}', 1), ('{parties: {name: {contains: "罗青禾1"}}}', 0),
    ('{parties: {name: {contains: "罗青禾0"}}}', 1), ('{dockets: {number: {in: ["（2026）川0522民初1号"]}}}', 1), ('{title: {in: []}}', 0), ('{urgency: {in: [URGENT, ORDINARY]}}', 30),
])
async def test_filters(ask: Asker, condition: str, count: int) -> None:
    assert (await ask(f"{{ cases(filter: {condition}) {{ totalCount }} }}"))["cases"]["totalCount"] == count


@pytest.mark.parametrize(("words", "count"), [("荔枝", 15), ("荔枝 边界", 15), ("荔枝 货车", 0), ("摘要7", 1), ("园", 15), ("合联〔2026〕7号", 1), ("100%", 15), ("", 30)])
async def test_search_finds_two_character_words_and_parts_of_numbers(ask: Asker, words: str, count: int) -> None:
    assert (await ask("query($w: String) { cases(search: $w) { totalCount } }", {"w": words}))["cases"]["totalCount"] == count


async def test_variants_fragments_and_masks(ask: Asker) -> None:
    found = await ask(
        "query($id: ID!) { node(id: $id) { id __typename ...File } gone: node(id: \"Case:510522:" + str(key(132)) + "\") { id } }"
        " fragment File on Case { dockets(orderBy: [{field: NUMBER}]) { nodes { __typename number ... on CourtDocket { cause } ... on GovernmentDocket { matter } } }"
        " parties(first: 5) { nodes { kind name idNumber } } }", {"id": f"Case:510522:{key(100)}"})
    assert found["gone"] is None
    assert found["node"]["__typename"] == "Case"
    assert found["node"]["dockets"]["nodes"] == [{"__typename": "GovernmentDocket", "number": "合府发〔2026〕3号", "matter": "受理"},
                                                 {"__typename": "CourtDocket", "number": "（2026）川0522民初1号", "cause": "侵权"}]
    by_kind = {p["kind"]: p for p in found["node"]["parties"]["nodes"]}
    assert by_kind["PERSON"]["name"] == "罗青禾0" and by_kind["PERSON"]["idNumber"] == "510522********0004"
    assert "罗青禾" not in json.dumps(by_kind["MINOR"], ensure_ascii=False), "a minor's name is masked for an agency that is no case organ"


async def test_aliases_skips_and_several_roots(ask: Asker) -> None:
    found = await ask("query($no: Boolean!) { a: cases(first: 1) { totalCount @skip(if: $no) nodes { t: title } } me { roles user { name } __typename } __typename }", {"no": True})
    assert found == {"a": {"nodes": [{"t": "荔枝园边界案29"}]}, "me": {"roles": ["justice_officer", "staff"], "user": {"name": "张三"}, "__typename": "Me"}, "__typename": "Query"}


async def test_named_rows_stand_in_the_order_of_their_ids(ask: Asker) -> None:
    """Twice where asked twice, null for what is hidden, of another county or nowhere; and the statement does not grow with the ids."""
    lists = [f"Case:510522:{key(101)}", "Agency:510522:FY", f"Case:510522:{key(132)}", f"Case:510521:{key(101)}", f"CourtDocket:510522:{key(200)}",
             f"Case:510522:{key(100)}", "Agency:510522:NOWHERE", f"Case:510522:{key(101)}"]
    text = "query($i: [ID!]!) { nodes(ids: $i) { __typename id ... on Case { title } ... on CourtDocket { number } ... on Agency { name } } }"
    found = (await ask(text, {"i": lists}))["nodes"]
    assert [n and n["id"] for n in found] == [lists[0], lists[1], None, None, lists[4], lists[5], None, lists[7]]
    assert found[0] == found[7] and found[4]["number"] == "（2026）川0522民初1号" and found[1]["name"] == "法院"
    assert (await ask(text, {"i": []}))["nodes"] == []
    assert compiled(text, {"i": lists}, ask.actor)[0].sql == compiled(text, {"i": lists * 10}, ask.actor)[0].sql


async def test_more_than_fifty_keys_in_one_object(ask: Asker) -> None:
    aliases = " ".join(f"k{i}: title" for i in range(120))
    assert len((await ask(f"{{ cases(first: 1) {{ nodes {{ {aliases} }} }} }}"))["cases"]["nodes"][0]) == 120


async def test_long_aliases_do_not_collide(ask: Asker) -> None:
    long = "a" * 70
    found = await ask(f"{{ {long}1: cases(first: 1) {{ totalCount }} {long}2: agencies {{ totalCount }} }}")
    assert found == {f"{long}1": {"totalCount": 30}, f"{long}2": {"totalCount": 3}}


@pytest.mark.parametrize(("text", "code"), [
    ('{ cases(after: "x") { totalCount } }', "BAD_CURSOR"), ('{ cases(after: "WyJhIl0=") { totalCount } }', "BAD_CURSOR"), ('{ cases(first: 101) { totalCount } }', "BAD_PAGE"),
    ('{ cases(first: -1) { totalCount } }', "BAD_PAGE"), ('{ cases(first: 1, last: 1) { totalCount } }', "BAD_PAGE"), ('{ node(id: "x") { id } }', "BAD_ID"),
    ('{ node(id: "Case:510522:x") { id } }', "BAD_ID"), ('{ cases(filter: {title: {eq: "\\u0000"}}) { totalCount } }', "BAD_VALUE"),
    ('{ cases(filter: {id: {eq: "nope"}}) { totalCount } }', "BAD_ID"),
])
def test_what_does_not_hold_is_refused_before_sql(text: str, code: str) -> None:
    with pytest.raises(Problem) as refusal:
        compiled(text, None, actor())
    assert refusal.value.code == code


def test_ordering_by_a_field_masked_by_row_is_refused() -> None:
    with pytest.raises(OrderRefused):
        compiled("{ cases(orderBy: [{field: TITLE}]) { totalCount } }", None, actor(roles=frozenset({"staff", "statistician"})))


GOLDEN = {
    "list": "{ cases(first: 20) { nodes { id title state leadAgency { name } parties(first: 2) { nodes { name } } dockets { nodes { number } } mediations { nodes { state } } } } }",
    "search": '{ mediations(search: "荔枝", orderBy: [{field: AGREEMENT_AMOUNT, direction: DESC}]) { totalCount nodes { title agreementAmount } } }',
    "node": f'{{ node(id: "Mediation:510522:{key(1)}") {{ id ... on Mediation {{ title sessions {{ note }} availableActions {{ move }} }} }} }}',
    "timeline": f'{{ case(id: "Case:510522:{key(1)}") {{ timeline(first: 50) {{ nodes {{ act changes {{ field old new }} }} }} }} }}',
    "inbox": "{ inbox { tasks { nodes { title dueAt } } duties { nodes { label dueAt late } } } }",
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_sql_is_the_reviewed_one(name: str, golden: Callable[[str | Path, str], None]) -> None:
    who = Actor(key(1), "m", "潘砚", COUNTY, "XZ-126", "GOVERNMENT", "CTW-126", (), frozenset({"staff", "mediator"}))
    statement, _ = compiled(GOLDEN[name], None, who)
    text = statement.sql.replace("(SELECT ", "(\nSELECT ").replace(" FROM ", "\n  FROM ").replace(" WHERE ", "\n WHERE ")
    golden(f"golden/sql/{name}.sql", f"-- {GOLDEN[name]}\n{text}\n-- {[repr(t) for t in statement.terms]}\n")
