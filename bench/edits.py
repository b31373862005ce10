"""The edit, compared by what it leaves in the database: the row, its version, one entry in the chain, one place in the feed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import httpx

from bench.answers import Different, asked
from bench.contestants.contestant import Contestant
from bench.ground import Asker, Ground
from bench.process import Worker
from bench.questions import QUESTIONS
from sync.chain import breaks

STATE = """SELECT c.summary, c.version, c.chain_position, (SELECT count(*) FROM entry e WHERE e.county = c.county AND e.case_id = c.id) AS entries,
  (SELECT count(*) FROM feed_case f JOIN feed USING (county, change_id) WHERE f.county = c.county AND f.case_id = c.id) AS changes,
  (SELECT seq FROM feed_counter n WHERE n.county = c.county) AS seq, (SELECT max(seq) FROM feed n WHERE n.county = c.county) AS last
FROM "case" c WHERE c.county = $1 AND c.id = $2"""
LAST = """SELECT e.act, e.actor, e.agency, v.field, v.old #>> '{}' AS old, v.new #>> '{}' AS new FROM entry e JOIN entry_change v ON v.county = e.county AND v.entry_id = e.id
  WHERE e.county = $1 AND e.case_id = $2 ORDER BY e.position DESC LIMIT 1"""
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHAINED_OTHERWISE = frozenset({"postgraphile"})  # SHA-256 inside PostgreSQL, which has no SM3


async def compared(ground: Ground, workers: Mapping[str, Worker], contestants: Mapping[str, Contestant], who: Asker, keys: Sequence[UUID]) -> int:
    """One edit by every contestant, each of a case of its own; raises Different."""
    question, connection = QUESTIONS["edit"], await ground.connect()
    try:
        with httpx.Client(trust_env=False) as client:
            for name, key in zip(workers, keys, strict=False):
                text = f"核对：{name}"
                before: Any = await connection.fetchrow(STATE, who.actor.county, key)
                told = asked(client, contestants[name], workers[name], who.token, question, {"id": f"Case:{who.actor.county}:{key}", "version": before["version"], "text": text})
                after: Any = await connection.fetchrow(STATE, who.actor.county, key)
                last: Any = await connection.fetchrow(LAST, who.actor.county, key)
                if "case" not in told["editCase"]:
                    raise Different(f"edit by {name}: {told}")
                case = told["editCase"]["case"]
                _same(name, "payload", (case["summary"], case["version"], told["editCase"]["outcome"]), (text, before["version"] + 1, "applied"))
                _same(name, "row", (after["summary"], after["version"], after["chain_position"]), (text, before["version"] + 1, before["chain_position"] + 1))
                _same(name, "history", (after["entries"], after["changes"], after["seq"], after["last"]),
                      (before["entries"] + 1, before["changes"] + 1, before["seq"] + 1, before["seq"] + 1))
                _same(name, "entry", tuple(last.values()), ("EDIT", who.actor.user_id, who.actor.agency, "summary", before["summary"], text))
                if name not in CHAINED_OTHERWISE:
                    _same(name, "chain", await breaks(connection, who.actor.county, key), [])
    finally:
        await connection.close()
    return len(workers)


def _same(name: str, what: str, found: Any, expected: Any) -> None:
    if found != expected:
        raise Different(f"edit by {name}, {what}: {found} instead of {expected}")


async def current(ground: Ground, bodies: Sequence[str]) -> list[str]:
    """The bodies with the version each case has now; wrk adds one for every turn it has taken since."""
    keys = [UUID(KEY.findall(body)[-1]) for body in bodies]
    connection = await ground.connect()
    try:
        await asyncio.sleep(0.5)  # commits of the last burst may still wait for the disk
        held = {row["id"]: row["version"] for row in await connection.fetch('SELECT id, version FROM "case" WHERE id = ANY ($1)', keys)}
    finally:
        await connection.close()
    return [body.replace("@V@", f"@V{held[key]}@") for body, key in zip(bodies, keys, strict=True)]


async def counted(ground: Ground, county: str) -> int:
    """How many changes the county's feed holds; every timed edit must have made one."""
    connection = await ground.connect()
    try:
        found: int = await connection.fetchval("SELECT count(*) FROM feed WHERE county = $1", county)
        return found
    finally:
        await connection.close()
