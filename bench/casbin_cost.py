"""The compiled predicate against Casbin's own `enforce`: CPU per listed row, one hundred policies."""

from __future__ import annotations

import time
from typing import Any

import psutil

from authz import oracle
from authz.lines import Row, default_lines
from authz.policy import Policy
from bench import ground
from bench.ground import said
from schema.clause import condition_sql
from schema.registry import RECORDS
from schema.statement import facts_of

POLICIES, LISTED, ROUNDS, ENFORCED = 100, 1000, 30, 40


def lines() -> list[Row]:
    """One hundred lines of the default policy, those that speak of cases first."""
    ordered = sorted(default_lines(), key=lambda row: row[3].partition(".")[0].partition("#")[0] != "case" if row[0] == "p" else 2)
    return list(ordered[:POLICIES])


async def run(cases: int, username: str) -> dict[str, Any]:
    """Microseconds of CPU: of the database for each row it lists, its rejected neighbours included, and of one `enforce`."""
    rows = lines()
    async with ground.prepared(cases, copy=False) as county:
        who = await ground.asker(county, username)
        connection = await county.connect()
        try:
            condition, terms = condition_sql(Policy(rows).rules_of(who.actor).row("case"), "t", RECORDS["case"])
            facts = facts_of(who.actor, await connection.fetchval("SELECT now()"))
            values = [facts[term.name] if hasattr(term, "name") else term.value for term in terms]
            place = len(values) + 1
            listing = f'SELECT t.id FROM "case" t WHERE t.county = ${place}::text AND {condition} ORDER BY t.id DESC LIMIT {LISTED}'
            backend = psutil.Process(await connection.fetchval("SELECT pg_backend_pid()"))
            statement = await connection.prepare(listing)
            found = await statement.fetch(*values, who.actor.county)
            before = sum(backend.cpu_times()[:2])
            for _ in range(ROUNDS):
                await statement.fetch(*values, who.actor.county)
            compiled = (sum(backend.cpu_times()[:2]) - before) / ROUNDS / len(found) * 1e6
            sample = [dict(row) for row in await connection.fetch(f'SELECT * FROM "case" WHERE id = ANY ($1) LIMIT {ENFORCED}', [row["id"] for row in found])]
        finally:
            await connection.close()
    judge = oracle.enforcer(rows, [who.actor])
    begun = time.process_time()
    allowed = [oracle.enforce(judge, "case", "read", oracle.Asked(row, who.actor, lambda _: 2)) for row in sample]
    enforced = (time.process_time() - begun) / len(sample) * 1e6
    if not all(allowed):
        raise RuntimeError("Casbin refuses a row that the compiled predicate lists")
    said(f"a listed row costs {compiled:.1f} µs compiled; one enforce over {len(rows)} policies costs {enforced:,.0f} µs")
    return {"policies": len(rows), "listed": len(found), "compiled": compiled, "enforced": enforced, "ratio": enforced / compiled}
