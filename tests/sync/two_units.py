"""A small county to test sync against: two agencies, two field units, their people, and rows written without the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy
from schema.periods import Calendar
from schema.registry import RECORDS
from sync import feed
from sync.keyring import Keyring
from sync.write import World

COUNTY = "510522"
EPOCH = "0b0e7a52-0000-4000-8000-000000000001"
NOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
POLICY = Policy(default_lines())
WORLD = World(uuid4, Keyring(bytes(range(32))), Calendar("test", frozenset(), frozenset(), frozenset({2026})))
MEDIATION = RECORDS["mediation"]


def person(number: int, name: str, agency: str, branch: str, unit: str | None, *roles: str) -> Actor:
    return Actor(UUID(int=number), f"u{number}", name, COUNTY, agency, branch, unit, (COUNTY,), frozenset({"staff", *roles}))


LUO = person(1, "罗一", "SFJ", "GOVERNMENT", "TW1", "mediator")
MA = person(2, "马二", "SFJ", "GOVERNMENT", "TW1", "mediator")
CHIEF = person(3, "陈三", "SFJ", "GOVERNMENT", "TW1", "chief_mediator")
FAR = person(4, "费四", "XZ2", "GOVERNMENT", "TW2", "mediator")
JUDGE = person(5, "法五", "FY", "COURT", None, "judge")
OFFICER = person(6, "司六", "SFJ", "GOVERNMENT", None, "justice_officer")
PEOPLE = (LUO, MA, CHIEF, FAR, JUDGE, OFFICER)


def at_device(actor: Actor, number: int) -> Actor:
    return replace(actor, device=UUID(int=1000 + number))


async def found(connection: asyncpg.Connection) -> None:
    """The county, its organs and people."""
    await connection.execute("INSERT INTO county (code, name, epoch) VALUES ($1, '合江县', $2)", COUNTY, UUID(EPOCH))
    await connection.execute("INSERT INTO feed_counter (county, seq) VALUES ($1, 0)", COUNTY)
    await connection.executemany("INSERT INTO division (county, code, name, level) VALUES ($1, $2, $3, $4)", [
        (COUNTY, COUNTY, "合江县", "COUNTY"), (COUNTY, "510522101", "望龙镇", "TOWNSHIP"), (COUNTY, "510522102", "白沙镇", "TOWNSHIP")])
    await connection.executemany("INSERT INTO agency (county, code, name, short_name, branch, township) VALUES ($1, $2, $3, $3, $4, $5)", [
        (COUNTY, "SFJ", "司法局", "GOVERNMENT", None), (COUNTY, "FY", "法院", "COURT", None),
        (COUNTY, "XZ2", "白沙镇政府", "GOVERNMENT", "510522102")])
    await connection.executemany("INSERT INTO field_unit (county, code, name, short_name, agency, township) VALUES ($1, $2, $3, $4, $5, $6)", [
        (COUNTY, "TW1", "望龙镇调委会", "望", "SFJ", "510522101"), (COUNTY, "TW2", "白沙镇调委会", "白", "XZ2", "510522102")])
    for actor in PEOPLE:
        await connection.execute(
            'INSERT INTO "user" (county, id, username, name, agency, unit, active) VALUES ($1, $2, $3, $4, $5, $6, true)',
            COUNTY, actor.user_id, actor.username, actor.name, actor.agency, actor.unit)
        for role in actor.roles - {"staff"}:
            await connection.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, $4)",
                                     COUNTY, uuid4(), actor.user_id, role)


async def lay(connection: asyncpg.Connection, unit: str = "TW1", key: UUID | None = None, title: str = "纠纷") -> UUID:
    """A mediation with its case and access, as the door would leave it, without feed rows."""
    key = key or uuid4()
    agency = {"TW1": "SFJ", "TW2": "XZ2"}[unit]
    await connection.execute('INSERT INTO "case" (county, id, title, lead_agency, unit, state) VALUES ($1, $2, $3, $4, $5, $6)',
                             COUNTY, key, title, agency, unit, "OPEN")
    await connection.execute(
        "INSERT INTO mediation (county, id, case_id, title, kind, state, lead_agency, unit) VALUES ($1, $2, $2, $3, 'PEOPLE', 'APPLIED', $4, $5)",
        COUNTY, key, title, agency, unit)
    await connection.executemany("INSERT INTO case_access (county, audience, case_id, via, level) VALUES ($1, $2, $3, $4, 3)", [
        (COUNTY, f"A:{agency}", key, "lead"), (COUNTY, f"U:{unit}", key, "unit")])
    return key


async def publish(connection: asyncpg.Connection, keys: list[UUID], unit: str = "TW1", gone: bool = False) -> int:
    """Marks documents changed for a unit in one change, the counter last; inside the caller's transaction."""
    change = uuid4()
    await connection.executemany(
        "INSERT INTO unit_doc (county, audience, collection, doc_id, change_id, gone) VALUES ($1, $2, 'mediation', $3, $4, $5)"
        " ON CONFLICT (county, audience, collection, doc_id) DO UPDATE SET change_id = excluded.change_id, seq = NULL, gone = excluded.gone",
        [(COUNTY, f"U:{unit}", key, change, gone) for key in sorted(keys)])
    seq: int = await connection.fetchval("UPDATE feed_counter SET seq = seq + 1 WHERE county = $1 RETURNING seq", COUNTY)
    await connection.execute("INSERT INTO feed (county, seq, change_id) VALUES ($1, $2, $3)", COUNTY, seq, change)
    return seq


def new_document(key: UUID, **more: Any) -> dict[str, Any]:
    """A mediation as an RxDB client makes it."""
    return {"id": f"Mediation:{COUNTY}:{key}", "title": "纠纷", "kind": "PEOPLE", "facts": "漏水", "_deleted": False, **more}


async def shown(connection: asyncpg.Connection, actor: Actor, key: UUID) -> dict[str, Any] | None:
    """The document as an actor is shown it, as RxDB keeps it."""
    found = await feed.documents(connection, MEDIATION, [key], POLICY.rules_of(actor), actor, NOW)
    return feed.alive(found[key], 0) if key in found else None
