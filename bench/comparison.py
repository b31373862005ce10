"""The comparison: all contestants on one county, question by question, and what each has cost in memory and start."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bench import answers, edits, ground, machine
from bench.contestants.contestant import Contestant
from bench.contestants.contestants import OPEN, contestants
from bench.ground import Asker, Ground, said
from bench.planted import PEOPLE
from bench.process import Worker
from bench.questions import QUESTIONS
from bench.rounds import Database, Plan, Stage
from bench.variables import variables

Result = dict[str, Any]
AUTHORIZATION = ("list20", "list100", "depth", "page", "inbox", "node")  # read as somebody who sees every row with and without


async def run(cases: int, actors: Sequence[str], only: Sequence[str], plan: Plan, questions: Sequence[str] = tuple(QUESTIONS)) -> Result:
    """Everything on one county; raises Different before anything is timed when two contestants do not say the same."""
    chosen = contestants(only)
    async with ground.prepared(cases, copy=True) as county:
        result: Result = {"cases": cases, "versions": dict(await machine.described(county)), "contestants": {one.name: one.label for one in chosen.values()},
                          "plan": {"seconds": plan.seconds, "rounds": plan.rounds, "connections": list(plan.connections)}, "actors": {}}
        async with running(county, chosen) as workers:
            result["ready"] = {name: worker.ready_seconds for name, worker in workers.items()}
            for username in actors:
                who = await ground.asker(county, username)
                result["actors"][username] = await _asked(Stage(chosen, workers, county, who, Database(county)), plan, questions)
            result["peak"] = {name: worker.peak_mebibytes() for name, worker in workers.items()}
        result["authorization"] = await _authorization(county, chosen["fuyuan"], plan) if "fuyuan" in chosen and set(AUTHORIZATION) <= set(questions) else {}
    return result


@asynccontextmanager
async def running(county: Ground, chosen: Mapping[str, Contestant]) -> AsyncIterator[dict[str, Worker]]:
    """A worker of every contestant."""
    workers: dict[str, Worker] = {}
    try:
        for name, contestant in chosen.items():
            await contestant.prepare(county)
            workers[name] = contestant.start(county)
            said(f"{name} is ready after {workers[name].ready_seconds:.2f} s")
        yield workers
    finally:
        for worker in workers.values():
            worker.stop()


async def _asked(stage: Stage, plan: Plan, questions: Sequence[str]) -> Result:
    found, who = await ground.samples(stage.ground, stage.who), stage.who
    compared = 0
    for name, question in QUESTIONS.items():
        if not question.writes:
            compared += answers.compared(stage.workers, stage.contestants, who.token, question, variables(name, found, who))
    writes = len(found.edits) > len(stage.workers)
    if writes:
        compared += await edits.compared(stage.ground, stage.workers, stage.contestants, who, found.edits)
    said(f"{who.actor.username} sees {found.visible:,} of the cases; {compared:,} answers of {len(stage.workers)} contestants are the same")
    return {"visible": found.visible, "compared": compared, "questions": {
        name: await stage.measured(question, variables(name, found, who), plan) for name, question in QUESTIONS.items() if name in questions and (writes or not question.writes)}}


async def _authorization(county: Ground, product: Contestant, plan: Plan) -> Result:
    """The product with its policy, and with one that allows everything, asked by somebody to whom both show the same rows."""
    who: Asker = await ground.asker(county, next(iter(PEOPLE)))
    pair = {product.name: product, OPEN.name: OPEN}
    async with running(county, pair) as workers:
        stage, found = Stage(pair, workers, county, who, Database(county)), await ground.samples(county, who)
        few = Plan(plan.seconds, plan.rounds, [8], plan.warm_up)
        result = {}
        for name in AUTHORIZATION:
            given = variables(name, found, who)
            rows = [answers.rows(pair[one], workers[one], who.token, QUESTIONS[name], given[0]) for one in pair]
            if rows[0] != rows[1]:
                raise answers.Different(f"{name}: {rows[0]} rows with authorization, {rows[1]} without")
            result[name] = await stage.measured(QUESTIONS[name], given, few)
        return result
