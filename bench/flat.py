"""Flatness: the same question of small and large counties, by people who see everything, one case in a hundred, and twenty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench import ground, machine
from bench.comparison import running
from bench.contestants.contestants import contestants
from bench.ground import Ground, said
from bench.planted import PEOPLE, WORDS
from bench.questions import LIST, Question
from bench.rounds import Database, Plan, Stage
from bench.variables import variables

NUMBER = """query Number($number: String!) { cases(first: 1, filter: {number: {eq: $number}}) { nodes { id number title state } } }"""
FIND = """query Find($search: String!) { cases(first: 20, search: $search) { nodes { id number title state } } }"""
COMMON = "荔江镇"  # a township: about one case in eight
SIZES = (10_000, 100_000, 1_000_000)


async def run(sizes: Sequence[int], plan: Plan) -> dict[str, Any]:
    """Median milliseconds by size, person and question, one request at a time."""
    result: dict[str, Any] = {"sizes": {}}
    for size in sizes:
        async with ground.prepared(size, copy=False) as county:
            result["versions"] = dict(await machine.described(county))
            async with running(county, contestants(["fuyuan"])) as workers:
                result["sizes"][str(size)] = {name: await _of(county, workers, name, plan) for name in PEOPLE}
    return result


async def _of(county: Ground, workers: Any, username: str, plan: Plan) -> dict[str, Any]:
    who = await ground.asker(county, username)
    found = await ground.samples(county, who)
    numbers, shares = await _numbers(county, found.nodes), await _shares(county)
    asked: dict[str, tuple[Question, Sequence[Mapping[str, Any]]]] = {
        "newest 20": (Question("newest", "", LIST, ""), [{"first": 20}]),
        "one case": (_known("depth"), variables("depth", found, who)),
        "by id": (_known("node"), variables("node", found, who)),
        "inbox": (_known("inbox"), [{}]),
        "by number": (Question("number", "", NUMBER, ""), [{"number": number} for number in numbers]),
        "search of a number": (Question("find", "", FIND, ""), [{"search": number} for number in numbers]),
        **{f"word in {share:.4%}": (Question("word", "", FIND, ""), [{"search": word}]) for word, share in shares.items()}}
    alone = Plan(plan.seconds, plan.rounds, [1], plan.warm_up)
    stage = Stage(contestants(["fuyuan"]), workers, county, who, Database(county))
    said(f"{county.cases:,} cases, {username} sees {found.visible:,}")
    figures = {label: (await stage.measured(question, given, alone))["fuyuan"]["1"] for label, (question, given) in asked.items()}
    return {"visible": found.visible, "figures": figures}


def _known(name: str) -> Question:
    from bench.questions import QUESTIONS

    return QUESTIONS[name]


async def _numbers(county: Ground, keys: Sequence[Any]) -> list[str]:
    connection = await county.connect()
    try:
        return [row["number"] for row in await connection.fetch('SELECT number FROM "case" WHERE id = ANY ($1) ORDER BY id LIMIT 50', list(keys))]
    finally:
        await connection.close()


async def _shares(county: Ground) -> dict[str, float]:
    """How many of all cases hold each word in their title."""
    connection = await county.connect()
    try:
        total = await connection.fetchval('SELECT count(*) FROM "case"')
        return {word: await connection.fetchval('SELECT count(*) FROM "case" WHERE title LIKE $1', f"%{word}%") / total for word in (*reversed(tuple(WORDS)), COMMON)}
    finally:
        await connection.close()
