"""The choice of server: the product under uvicorn and under granian, with one worker and with two, and how soon each answers."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bench import ground, machine
from bench.contestants.contestant import Contestant, served
from bench.contestants.contestants import FUYUAN
from bench.ground import Ground
from bench.questions import QUESTIONS
from bench.rounds import Database, Plan, Stage
from bench.variables import variables

ASKED = ("list20", "node", "edit")
STARTS = 3


def variants() -> Mapping[str, tuple[Contestant, int]]:
    """The product by server and number of workers."""
    return {f"{server} x {workers}": (replace(FUYUAN, name=f"{server}-{workers}", command=served("fuyuan", server)), workers)
            for server in ("uvicorn", "granian") for workers in (1, 2)}


async def run(cases: int, username: str, plan: Plan) -> dict[str, Any]:
    """One variant after the other: two cores do not hold several pairs of workers at once."""
    result: dict[str, Any] = {"cases": cases, "variants": {}}
    async with ground.prepared(cases, copy=True) as county:
        result["versions"] = dict(await machine.described(county))
        who = await ground.asker(county, username)
        found = await ground.samples(county, who)
        for label, (contestant, workers) in variants().items():
            ready = []
            for _ in range(STARTS - 1):
                worker = _started(contestant, county, workers)
                ready.append(worker.ready_seconds)
                worker.stop()
            worker = _started(contestant, county, workers)
            try:
                stage = Stage({label: contestant}, {label: worker}, county, who, Database(county))
                figures = {name: (await stage.measured(QUESTIONS[name], variables(name, found, who), plan))[label] for name in ASKED}
                result["variants"][label] = {"ready": statistics.median([*ready, worker.ready_seconds]), "peak": worker.peak_mebibytes(), "figures": figures}
            finally:
                worker.stop()
    return result


def _started(contestant: Contestant, county: Ground, workers: int) -> Any:
    return replace(contestant, environment=lambda _: {**county.environment, "FUYUAN_WORKERS": str(workers)}).start(county)
