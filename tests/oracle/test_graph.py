"""The graph of every case of random counties, for random people under random policies, drawn by the statement and by a naive reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import asyncpg
import pytest

import authz.guard
from schema import graph
from schema.read import ALWAYS, FULL, Node
from tests.oracle import graph as naive
from tests.oracle.comparing import difference
from tests.oracle.graph import Drawing
from tests.oracle.people import actor
from tests.oracle.test_oracle import PATIENT
from tests.oracle.trial import scene

GRAPH = """query($id: ID!, $depth: Int) { case(id: $id) { graph(depth: $depth) {
  __typename nodes { __typename id kind label title state stateLabel caseId depth } edges { __typename source target name label } truncated } } }"""


async def drawn(connection: asyncpg.Connection[asyncpg.Record], random: Random, counties: int, actors: int, depths: tuple[int, ...] = (0, 1, 2, 3)) -> Counter[str]:
    """Asks for every graph there is; what was met on the way. Raises at the first that differs."""
    met: Counter[str] = Counter()
    for number in range(counties):
        here = await scene(connection, random, number, 10)
        for _ in range(actors):
            who = actor(random, here.county, here.twin)
            reader = here.reader(who)
            for case in here.world.rows["case"]:
                depth = random.choice(depths)
                said = await difference(here.bench, reader, GRAPH, {"id": f"Case:{here.county.code}:{case['id']}", "depth": depth})
                assert said is None, (who, depth, said)
                if reader.sight is not None and who is not None and who.county == here.county.code and reader.sight.judge.may(naive.RECORDS["case"], case):
                    drawing = Drawing(reader.sight, case["id"], depth)
                    edges = list(drawing.edges())
                    met += Counter(graphs=1, edges=len(edges), crossing=any(node.depth for node in drawing.nodes), cut=drawing.truncated,
                                   masked=sum(drawing.node(node)["title"] is None for node in drawing.nodes))
    return met


@pytest.fixture
async def connection(database_url: str) -> Any:
    made = await asyncpg.connect(database_url, server_settings=PATIENT, statement_cache_size=0)
    yield made
    await made.close()


async def test_every_graph_is_what_a_naive_reader_draws(connection: Any, seed: str, record_property: Any) -> None:
    met = await drawn(connection, Random(f"{seed}/graphs"), 2, 9)
    record_property("operations", met["graphs"])
    assert met["graphs"] > 10 and met["edges"] > 10 and met["crossing"] > 1, met


async def test_what_is_beyond_the_bounds_is_said_to_be_missing(connection: Any, seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, names in ((graph, ("CASES", "NODES")), (naive, ("MOST_CASES", "MOST_NODES"))):
        monkeypatch.setattr(module, names[0], 2)
        monkeypatch.setattr(module, names[1], 5)
    met = await drawn(connection, Random(f"{seed}/cut"), 1, 12)
    assert met["cut"] > 0, met


@contextmanager
def blind(**forgotten: Any) -> Iterator[None]:
    """A guard that forgets to ask for something."""
    asked = authz.guard._node

    def node(kind: Node, rules: Any) -> Node:
        made = asked(kind, rules)
        if "steps" in forgotten:
            return replace(made, steps=tuple(replace(step, access=ALWAYS) for step in made.steps))
        return replace(made, **forgotten)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authz.guard, "_node", node)
        yield


@pytest.mark.parametrize("forgotten", [{"visible": ALWAYS}, {"access": FULL}, {"steps": ()}], ids=lambda forgotten: next(iter(forgotten)))
async def test_a_guard_that_forgets_is_noticed(connection: Any, forgotten: dict[str, Any]) -> None:
    with blind(**forgotten), pytest.raises(AssertionError):
        await drawn(connection, Random("20261124/graphs"), 12, 12)
