"""Differences that were found, kept as questions to one fixed county; and pages walked by every field that can be sorted by."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

import asyncpg
import pytest

import schema.paging
from api.database import SESSION
from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy
from schema.kit import camel
from schema.registry import RECORDS
from tests.oracle.comparing import Bench, difference, same, told
from tests.oracle.county import NOW, Maker, store
from tests.oracle.document import type_of
from tests.oracle.reader import Reader
from tests.oracle.world import World, load

CASES = [case for path in sorted(Path(__file__).parent.glob("cases/*.json")) for case in json.loads(path.read_text("utf-8"))]
COUNTY, TWIN = "510522", "510523"
EVERYTHING = [("p", "leader", "*", name + on, "read", "always", "allow") for name in RECORDS for on in ("", ".*")]
LINES = {
    "EVERYTHING": EVERYTHING,
    "judge everywhere": [("g", "user:@key:user/2", "judge", "*"), *(("p", "judge", "*", f"party{on}", "read", "always", "allow") for on in ("", ".*"))],
    **{f"EVERYTHING and deny {on}": [*EVERYTHING, ("p", "leader", "*", on, "read", "always", "deny")]
       for on in ("case.lead_agency", "entry.changes.old", "entry.position")},
    "EVERYTHING and sometimes deny entry.position": [*EVERYTHING, ("p", "leader", "*", "entry.position", "read", "act in (EDIT)", "deny")],
}
"""Further lines by the name a case calls them by; EVERYTHING hides nothing from a leader."""


class Place:
    """The fixed county in a database of its own, asked under any policy."""

    def __init__(self, connection: asyncpg.Connection[asyncpg.Record], world: World) -> None:
        self.connection, self.world = connection, world

    def reader(self, actor: dict[str, Any] | None, lines: list[Any]) -> tuple[Bench, Reader]:
        every = [*default_lines(), *(tuple(line) for line in lines)]
        return Bench.over(self.connection, Policy(every)), Reader(self.world, every, None if actor is None else self.actor(**actor), NOW)

    def actor(self, agency: str = "SFJ", unit: str | None = None, roles: list[str] | None = None, user: int = 0, branch: str = "GOVERNMENT") -> Actor:
        key = sorted(row["id"] for row in self.world.rows["user"])[user]
        return Actor(key, "u", "某人", COUNTY, agency, branch, unit, (COUNTY,), frozenset(roles or ["staff"]))

    def filled(self, value: Any) -> Any:
        """`@case/3` is the id of the fourth case by key, `@key:user/0` its bare key, `@twin:agency/0` an id of the other county."""
        def named(found: re.Match[str]) -> str:
            form, name, place = found.groups()
            record = RECORDS[name]
            row = sorted(self.world.rows[name], key=lambda row: str(row[record.key]))[int(place)]
            return str(row[record.key]) if form == "key:" else f"{type_of(record, row)}:{TWIN if form == 'twin:' else COUNTY}:{row[record.key]}"

        return json.loads(re.sub(r"@(key:|twin:)?([a-z_]+)/(\d+)", named, json.dumps(value)))


@pytest.fixture
async def place(database_url: str) -> AsyncIterator[Place]:
    connection = await asyncpg.connect(database_url, server_settings=SESSION, statement_cache_size=0)
    county = Maker(Random("a fixed county"), COUNTY).county(14)
    await store(connection, county)
    await store(connection, county.twin(TWIN))
    yield Place(connection, await load(connection, COUNTY))
    await connection.close()


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
async def test_a_difference_once_found_stays_away(place: Place, case: dict[str, Any]) -> None:
    bench, reader = place.reader(case["actor"], place.filled(LINES[case["lines"]] if "lines" in case else []))
    query, variables = place.filled([case["query"], case.get("variables", {})])
    assert await difference(bench, reader, query, variables) is None
    if "answer" in case:
        assert same(told(await bench.body(query, variables, reader.actor)), case["answer"])


SORTED = [(record.name, f.name) for record in RECORDS.values() if record.listed for f in record.fields if f.order]


@pytest.mark.parametrize("hidden", [False, True], ids=["shown", "hidden"])
async def test_pages_by_any_field_meet_every_row_once(place: Place, hidden: bool) -> None:
    """In both directions, whether the fields sorted by are shown to the actor or hidden from him."""
    denied = [("p", "leader", "*", f"{name}.{by}", "read", "always", "deny") for name, by in SORTED if by not in ("state", "created_at", "updated_at")]
    bench, reader = place.reader({"roles": ["leader"]}, [*EVERYTHING, *(denied if hidden else [])])
    for name, by in SORTED:
        for direction in ("ASC", "DESC"):
            for walk in (("first", "after", "endCursor", "hasNextPage"), ("last", "before", "startCursor", "hasPreviousPage")):
                met, count = await _walked(bench, reader, name, f"{{field: {by.upper()}, direction: {direction}}}", walk)
                assert len(met) == len(set(met)) == count == len(place.world.rows[name]), (name, by)


async def _walked(bench: Bench, reader: Reader, name: str, order: str, walk: tuple[str, str, str, str]) -> tuple[list[str], int]:
    """The ids met on all pages, and the count that was told."""
    size, cursor, end, more = walk
    text = (f"query($c: String) {{ p: {camel(RECORDS[name].plural)}({size}: 6, {cursor}: $c, orderBy: [{order}])"
            " { totalCount nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }")
    met: list[str] = []
    at: str | None = None
    while True:
        assert await difference(bench, reader, text, {"c": at}) is None
        page = told(await bench.body(text, {"c": at}, reader.actor))["data"]["p"]
        ids = [node["id"] for node in page["nodes"]]
        met = met + ids if size == "first" else ids + met
        if not page["pageInfo"][more]:
            return met, page["totalCount"]
        at = page["pageInfo"][end]


async def test_a_count_stops_at_its_bound(place: Place) -> None:
    bench, reader = place.reader({"roles": ["leader"]}, EVERYTHING)
    reader.count_bound = 5
    with patch.object(schema.paging, "COUNT_BOUND", 5):
        for text in ("{ cases { totalCount } }", "{ cases(first: 9) { totalCount nodes { id parties { totalCount } } } }", "{ inbox { conflicts { totalCount } } }"):
            assert await difference(bench, reader, text, {}) is None


async def test_the_fixed_county_is_what_the_cases_take_it_for(place: Place) -> None:
    rows = place.world.rows
    assert [name for name in RECORDS if not rows[name]] == []
    assert len(rows["case"]) == 14 and rows["judicial_relief"][0]["vulnerable"] in (None, True, False)
    assert any(row["sessions"] for row in rows["mediation"]) and place.world.changes
    assert isinstance(rows["user"][0]["id"], UUID)
