"""Offline sync proven by breaking it: seeded histories of lost and repeated requests, kills, power cuts, revocations and restores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.sync.breaking.history import WEIGHTS, Stage, Step, shrunk, steps_of
from tests.sync.breaking.judge import Broken
from tests.sync.breaking.station import Station

CASES = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
"""Histories that found a fault, mended since: what it was, the seed, the steps."""
Shard = tuple[int, int, int]
"""Number of the shard, histories in it, most steps of each."""
SHORT: list[Shard] = [(shard, 16, 60) for shard in range(4)]
LONG: list[Shard] = [(shard, 250, 200) for shard in range(100, 140)]
COMMON = {"unsent", "lost", "twice", "kill at a statement", "session at a statement", "tokens expired", "clock a day off", "write cut", "sync cut", "sync full", "cross"}
RARE = {"at once", "late", "reordered", "a case is revoked", "a device is revoked", "restored", "write full", "desk kill", "desk session", "desk lost", "server restarts"}
"""What a short shard, and what a long one must have met."""


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    station = Station(database_url, tmp_path / "server")
    with station.simulated():
        made = Stage(station, tmp_path)
        await made.build()
        yield made
        await station.close()


def test_enough_is_tried() -> None:
    assert sum(histories for _, histories, _ in SHORT) >= 60
    assert sum(histories for _, histories, _ in LONG) >= 10_000
    assert len({number for number, *_ in SHORT + LONG}) == len(SHORT + LONG)


@pytest.mark.parametrize("shard", [*SHORT, *(pytest.param(shard, marks=pytest.mark.long) for shard in LONG)], ids=lambda shard: str(shard[0]))
async def test_nothing_is_lost_doubled_stuck_or_kept(shard: Shard, stage: Stage, request: pytest.FixtureRequest, record_property: Any) -> None:
    number, histories, most = shard
    met: Counter[str] = Counter()
    for place in range(histories):
        seed = (int(request.config.option.hypothesis_seed) * 1_000 + number) * 1_000 + place
        met += await told(stage, seed, most)
    record_property("histories", histories)
    record_property("requests", stage.station.requests)
    assert (COMMON | RARE if histories >= 100 else COMMON) - met.keys() == set(), "some mishap never happened"


async def told(stage: Stage, seed: int, most: int) -> Counter[str]:
    """Run the history of a seed; one that ends wrongly is shown with its seed and its shortest form."""
    steps = steps_of(seed, 30, most)
    try:
        return (await stage.run(steps, seed)).met
    except Broken as broken:
        short = await shrunk(stage, steps, seed)
        raise AssertionError(f"seed {seed}, at most {most} steps: {broken}\n\nshortest:\n{json.dumps({'seed': seed, 'steps': short})}") from broken


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["found"]))
async def test_a_fault_found_once_stays_mended(case: dict[str, Any], stage: Stage) -> None:
    await stage.run([Step(*step) for step in case["steps"]], case["seed"])


async def test_the_same_seed_is_the_same_history(stage: Stage) -> None:
    steps = steps_of(20_261_124, 60, 60)
    first, second = await stage.run(steps, 1), await stage.run(steps, 1)
    assert first.told == second.told
    assert len(first.expected) == len(second.expected) > 5


def test_every_kind_of_step_has_its_turn() -> None:
    assert {step.what for step in steps_of(1, 2_000, 2_000)} == set(WEIGHTS)
