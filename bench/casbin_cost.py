"""The compiled predicate against Casbin's own `enforce`: CPU per listed case, both passing over what may not be seen."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import psutil
from graphql import parse
from graphql.execution.values import get_variable_values

from api.question import Question
from authz import oracle
from authz.guard import guard
from authz.lines import Row, default_lines
from authz.policy import Policy
from bench import ground
from bench.ground import Asker, said
from schema.read import Guarded
from schema.statement import facts_of, render
from schema.types.served import GRAPHQL

POLICIES, PAGE, ROUNDS, ENFORCED = 100, 100, 200, 20
LIST = f"{{ cases(first: {PAGE}) {{ nodes {{ id }} }} }}"
LEVEL = """SELECT case_id, max(level) FROM case_access WHERE county = $1 AND audience = ANY ($2) AND (until IS NULL OR until > now()) GROUP BY case_id"""


def lines(count: int) -> list[Row]:
    """That many lines of the default policy, those that speak of cases first."""
    return sorted((row for row in default_lines() if row[0] == "p"), key=lambda row: row[3].partition(".")[0].partition("#")[0] != "case")[:count]


async def run(cases: int, username: str) -> dict[str, Any]:
    """Microseconds of CPU for each case of a list: by the statement in the database, and by asking Casbin about one case after the other."""
    async with ground.prepared(cases, copy=False) as county:
        who = await ground.asker(county, username)
        connection = await county.connect()
        try:
            found: dict[str, Any] = {}
            for count in (POLICIES, len(lines(10_000))):
                rows = lines(count)
                compiled, enforced = await _compiled(connection, rows, who), await _enforced(connection, rows, who)
                said(f"{count} policies: a listed case costs {compiled:.1f} µs compiled, {enforced['listed']:,.0f} µs with enforce ({enforced['once']:,.0f} µs a call)")
                found[str(count)] = {"compiled": compiled, **enforced, "ratio": enforced["listed"] / compiled}
            return {"policies": found}
        finally:
            await connection.close()


def _guarded(rows: list[Row], who: Asker) -> tuple[list[Guarded], list[Any]]:
    document = parse(LIST)
    operation: Any = document.definitions[0]
    variables = get_variable_values(GRAPHQL, (), {})
    question = Question({}, variables)  # type: ignore[arg-type]
    chosen = question.selected([operation.selection_set], "Query")
    rules = Policy(rows).rules_of(who.actor)
    return [guard(question.root(key, nodes), rules) for key, nodes in chosen.items()], question.values


async def _compiled(connection: Any, rows: list[Row], who: Asker) -> float:
    """CPU of the database for the whole list, ids and JSON included, by the number of cases in it."""
    guarded, values = _guarded(rows, who)
    statement = render(guarded)
    arguments = statement.arguments(values, facts_of(who.actor, datetime.now(UTC)))
    backend = psutil.Process(await connection.fetchval("SELECT pg_backend_pid()"))
    prepared = await connection.prepare(statement.sql)
    listed = (await prepared.fetchval(*arguments)).count('"id"')
    if listed != PAGE:
        raise RuntimeError(f"{listed} cases listed instead of {PAGE}")
    for _ in range(20):
        await prepared.fetchval(*arguments)
    before = sum(backend.cpu_times()[:2])
    for _ in range(ROUNDS):
        await prepared.fetchval(*arguments)
    return float(sum(backend.cpu_times()[:2]) - before) / ROUNDS / PAGE * 1e6


async def _enforced(connection: Any, rows: list[Row], who: Asker) -> dict[str, float]:
    """CPU of this process for asking about the newest cases in turn, until enough are allowed; the rows are at hand."""
    levels = {row[0]: row[1] for row in await connection.fetch(LEVEL, who.actor.county, who.audiences)}
    judge, asked, allowed = oracle.enforcer(rows, [who.actor]), 0, 0
    newest = [dict(row) for row in await connection.fetch('SELECT * FROM "case" WHERE county = $1 ORDER BY id DESC LIMIT 1000', who.actor.county)]
    begun = time.process_time()
    for row in newest:
        asked += 1
        allowed += oracle.enforce(judge, "case", "read", oracle.Asked(row, who.actor, lambda case: levels.get(case, 0)))
        if allowed == ENFORCED:
            break
    spent = (time.process_time() - begun) * 1e6
    if allowed < ENFORCED:
        raise RuntimeError("the newest thousand cases hold too few that may be seen")
    return {"listed": spent / allowed, "once": spent / asked}
