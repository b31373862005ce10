"""Plans stay flat: what a question touches does not grow with the register, whoever asks; shown by EXPLAIN, not by the clock."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

import pytest
from argon2 import PasswordHasher

from api.database import Connection, Database
from api.demo.load import TODAY, load, user_id
from api.demo.people import PEOPLE
from api.documents import document
from api.question import Question
from api.rarity import Rarity
from authz.actor import Actor
from authz.guard import guard
from authz.lines import default_lines
from authz.policy import Policy
from schema import paging, ways
from schema.statement import facts_of, render
from sync.keyring import Keyring

COUNTY, SMALL, LARGE = "510522", 1_200, 2_400
GROWN = ("case", "party", "docket", "mediation", "judicial_relief", "recommendation", "task", "duty", "entry", "case_access", "access_listing")
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC)
POLICY = Policy(default_lines())
ACCESS = """INSERT INTO case_access (county, audience, case_id, via, level)
  SELECT county, $1, id, 'planted', 3 FROM (SELECT county, id, row_number() OVER (ORDER BY id DESC) AS n, count(*) OVER () AS of FROM "case") AS c
   WHERE n % $2 = 0 AND ($3 = 0 OR n <= $3 * $2) ON CONFLICT DO NOTHING"""
ASKERS = {"faguan": ("A:FY", 1, 0), "yibao": ("A:YBJ", 20, 0), "fulian": ("A:FL", 5, 20)}
"""Who asks: one who has access to every case, one to one in twenty, one to twenty of them."""
LIST = ("{ cases(first: 20) { nodes { id number title leadAgency { shortName } parties(first: 2) { nodes { kind name } }"
        " dockets(first: 5) { nodes { __typename number } } mediations(first: 1) { nodes { stateLabel agreementAmount } } } } }")
DEPTH = ('{ case(id: "Case:510522:%s") { id title parties { nodes { name } } dockets { nodes { number } } mediations { nodes { stateLabel sessions { note } } }'
         " judicialReliefs { nodes { applicantName } } tasks { nodes { title } } duties { nodes { label } } timeline(first: 50) { nodes { act changes { field } } } } }")
INBOX = ("{ inbox { tasks { nodes { title dueAt } } duties { nodes { label case { title } } } conflicts { nodes { path } }"
         " quarantines { nodes { code } } shares { nodes { purpose } } } }")
NODES = '{ nodes(ids: ["Case:510522:%s", "Agency:510522:FY", "Case:510522:%s"]) { id ... on Case { title parties { nodes { name } } } } }'
GRAPH = '{ case(id: "Case:510522:%s") { graph(depth: 3) { nodes { id title stateLabel caseId } edges { source target label } truncated } } }'
QUESTIONS = {
    "newest": LIST, "depth": DEPTH, "graph": GRAPH, "inbox": INBOX, "nodes": NODES,
    "number": '{ cases(filter: {number: {eq: "%s"}}) { nodes { id title } } }',
    "number searched": '{ cases(search: "%s") { nodes { id title } } }',
    "rare word": '{ cases(search: "荔枝园边界") { nodes { id title } } }',
    "common word": '{ cases(search: "纠纷") { nodes { id title } } }',
    "counted": "{ cases(first: 50) { totalCount nodes { id number } pageInfo { hasNextPage endCursor } } }",
    "mediations": "{ mediations(first: 20) { nodes { id title case { number } } } }",
    "reliefs": "{ judicialReliefs(first: 5) { nodes { id title } } }",
    "recommendations": "{ recommendations(first: 5) { nodes { id title } } }",
    "consultations": "{ consultations(first: 20) { totalCount nodes { id } } }",
    "last opened": "{ cases(first: 20, orderBy: [{field: OPENED_ON, direction: DESC}]) { nodes { id } } }",
    "by amount": "{ mediations(first: 10, orderBy: [{field: AGREEMENT_AMOUNT, direction: DESC}]) { nodes { id } } }",
}

SPOILED = ("newest", "mediations", "common word", "last opened")
"""Questions that a spoiled register is asked."""
LOSSES = ("ALTER TABLE access_listing DROP CONSTRAINT pk_access_listing", "DROP INDEX ix_case_county_opened_on_id")


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def met(node: Mapping[str, Any]) -> float:
    """Rows a scan of a table or an index came upon, whatever became of them."""
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float((node["Actual Rows"] + removed) * node["Actual Loops"]) if node["Node Type"].endswith(("Index Scan", "Index Only Scan", "Heap Scan", "Seq Scan")) else 0.0


class Register:
    """The demo county in one of two sizes, with three who ask and whom nothing else tells apart."""

    def __init__(self, connection: Connection, rarity: Rarity) -> None:
        self._connection, self._rarity = connection, rarity
        self.case = self.number = ""

    async def grown(self, database: Database, count: int) -> Register:
        await load(database, Keyring(b"k" * 32), count, fresh=True, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        for audience, every, most in ASKERS.values():
            await self._connection.execute(ACCESS, audience, every, most)
        await self._connection.execute("UPDATE \"case\" SET title = '荔枝园边界' WHERE id IN (SELECT id FROM \"case\" ORDER BY id DESC LIMIT 10)")
        await self._connection.execute("VACUUM (ANALYZE)")
        await self._rarity.take(database)
        found = await self._connection.fetchrow(
            'SELECT c.id, c.number FROM "case" c WHERE number IS NOT NULL AND 3 = (SELECT count(DISTINCT audience) FROM case_access a'
            " WHERE a.county = c.county AND a.case_id = c.id AND audience = ANY($1)) ORDER BY id DESC LIMIT 1", [a for a, *_ in ASKERS.values()])
        self.case, self.number = (str(found["id"]), found["number"]) if found else ("", "")
        return self

    async def plan(self, name: str, username: str) -> Mapping[str, Any]:
        """How the statement of a question was carried out: on the generic plan, in the session the server works in."""
        text = QUESTIONS[name].replace("%s", self.number if "number" in name else self.case)
        person = next(person for person in PEOPLE if person.username == username)
        who = Actor(user_id(username), username, person.name, COUNTY, person.agency, "", person.unit, (COUNTY,), frozenset({*person.roles, "staff"}))
        asked = document(text)
        question = Question(asked.fragments, asked.operation(None).inputs.sources({}), rare=self._rarity.of)
        roots = [guard(question.root(k, n), POLICY.rules_of(who)) for k, n in question.selected([asked.operation(None).node.selection_set], "Query").items()]
        statement = render(roots)
        assert await self._connection.fetchval("SHOW plan_cache_mode") == "force_generic_plan"
        values = statement.arguments(question.values, facts_of(who, NOW))
        told = await self._connection.fetchval("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + statement.sql, *values)
        return json.loads(told)[0]["Plan"]  # type: ignore[no-any-return]


def faults(name: str, plan: Mapping[str, Any]) -> list[str]:
    """What no plan of a busy question may have."""
    found = []
    for node in nodes(plan):
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWN and node["Actual Loops"]:
            found.append(f"{name}: goes through {node['Relation Name']}")
        if node["Node Type"] in ("Sort", "Incremental Sort") and node["Actual Rows"] * node["Actual Loops"] > MOST_SORTED:
            found.append(f"{name}: sorts {node['Actual Rows']:.0f} rows")
    return found


MOST_SORTED = 500
"""Of two thousand four hundred cases; what is sorted is a page, or what few rows an actor has."""


@pytest.fixture
def shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The constants that bound a question, as much smaller as the register is."""
    for module, name, size in ((ways, "FEW", 30), (ways, "NEAR", 500), (paging, "WORDED", 100), (paging, "COUNT_BOUND", 100)):
        monkeypatch.setattr(module, name, size)


Touched: TypeAlias = dict[tuple[str, str], float]


async def measured(register: Register, names: Iterable[str]) -> tuple[Touched, list[str]]:
    """Rows touched by each question of each asker, and what is wrong with their plans."""
    touched, wrong = {}, []
    for name in names:
        for username in ASKERS:
            plan = await register.plan(name, username)
            touched[name, username] = sum(map(met, nodes(plan)))
            wrong += faults(f"{name} of {username}", plan)
    return touched, wrong


def growing(small: Touched, large: Touched) -> list[str]:
    """Questions that touch more in the larger register than chance explains."""
    return [f"{name} of {who}: {small[name, who]:.0f} -> {rows:.0f}" for (name, who), rows in large.items() if rows > small[name, who] * 1.25 + 60]


@asynccontextmanager
async def without(connection: Connection, change: str) -> AsyncIterator[None]:
    """A register that lost an index, until the end of the block."""
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute(change)
    yield
    await transaction.rollback()


async def test_nothing_touched_grows_with_the_register(database: Database, shrunk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a register of twice the size every question touches what it touched before; without the ways to an actor's own rows, or
    without their index, it does not."""
    sizes: dict[str, list[tuple[Touched, list[str]]]] = {"as it is": [], "no ways": [], **{change: [] for change in LOSSES}}
    async with database.connection() as connection:
        for count in (SMALL, LARGE):
            register = await Register(connection, Rarity()).grown(database, count)
            sizes["as it is"].append(await measured(register, QUESTIONS))
            with monkeypatch.context() as changed:
                changed.setattr(paging, "ways", lambda *_: [])
                changed.setattr(paging, "whole", lambda *_: ("FALSE", []))
                sizes["no ways"].append(await measured(register, SPOILED))
            for change in LOSSES:
                async with without(connection, change):
                    sizes[change].append(await measured(register, SPOILED))
    found = {name: growing(small, large) + wrong for name, ((small, _), (large, wrong)) in sizes.items()}
    assert not found["as it is"], found
    del found["as it is"]
    assert all(found.values()), found
