"""Rows that came before their parent: kept in their author's name, settled when it lands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson

from authz.actor import Actor
from authz.policy import Rules
from schema.kit import SHANGHAI
from schema.registry import RECORDS
from sync.pool import lent
from sync.settle import Item, Settled, apply
from sync.wire import parse_push_row
from sync.write import World

RulesOf = Callable[[Actor], Rules | None]


async def park(connection: asyncpg.Connection, one: Settled, actor: Actor, replica: str) -> None:
    """Keep a row until the parent it names is there; later rows of the same document queue behind it."""
    item, meaning = one.item, one.meaning
    assert item.record is not None
    kept = [{"n": item.n, "id": item.id, "raw": item.raw, "op": item.op is not None, "user": str(actor.user_id),
             "device": str(actor.device) if actor.device else None}]
    await connection.execute(
        "INSERT INTO parked (county, parent, replica, collection, doc_id, row) VALUES ($1, $2, $3, $4, $5, $6::text::jsonb)"
        " ON CONFLICT (county, parent, replica, doc_id) DO UPDATE SET row = parked.row || excluded.row",
        actor.county, meaning.parent, replica, item.record.name, str(item.key), orjson.dumps(kept).decode())


async def replay(
    pool: asyncpg.Pool, county: str, world: World, now: datetime, rules_of: RulesOf, landed: Iterable[str] | None = None
) -> int:
    """Settle what waited for these parents, or (None) for any that is there by now, in the name of whoever sent it."""
    done = 0
    async with lent(pool) as connection:
        waiting = await connection.fetch(
            "SELECT parent, replica, doc_id FROM parked WHERE county = $1 AND ($2::text[] IS NULL OR parent = ANY($2::text[])) LIMIT 1000",
            county, None if landed is None else list(landed))
        for parent, replica, doc_id in waiting:
            if landed is None and not await _is_there(connection, county, parent):
                continue
            async with connection.transaction():
                done += await _replay(connection, county, (parent, replica, doc_id), world, now, rules_of)
    return done


async def _is_there(connection: asyncpg.Connection, county: str, parent: str) -> bool:
    name, _, key = parent.partition(":")
    sql = f'SELECT true FROM "{RECORDS[name].name}" WHERE county = $1 AND id = $2'
    return bool(await connection.fetchval(sql, county, UUID(key)))


async def _replay(
    connection: asyncpg.Connection, county: str, place: tuple[str, str, str], world: World, now: datetime, rules_of: RulesOf
) -> int:
    row = await connection.fetchrow(
        "SELECT collection, row::text FROM parked WHERE county = $1 AND parent = $2 AND replica = $3 AND doc_id = $4 FOR UPDATE SKIP LOCKED",
        county, *place)
    kept = orjson.loads(row[1]) if row else []
    actor = await author(connection, county, UUID(kept[0]["user"]), kept[0]["device"], now) if kept else None
    rules = rules_of(actor) if actor else None
    if row is None or actor is None or rules is None:
        return 0
    items = [Item(one["n"], RECORDS[row[0]], one["id"], UUID(place[2]), one["raw"], b"", one["raw"] if one["op"] else None,
                  None if one["op"] else parse_push_row(one["raw"])) for one in kept]
    await connection.execute("DELETE FROM parked WHERE county = $1 AND parent = $2 AND replica = $3 AND doc_id = $4", county, *place)
    for one in await apply(connection, items, actor, rules, world, now, {}):
        if one.meaning.waits:
            await park(connection, one, actor, place[1])
    return len(items)


_AUTHOR = """
SELECT u.username, u.name, u.agency, u.unit, a.branch, coalesce(f.township, a.township, u.county) AS area,
       ARRAY(SELECT DISTINCT r.role FROM role_assignment r WHERE r.county = u.county AND r.user_id = u.id
               AND coalesce(r.valid_from, $3) <= $3 AND coalesce(r.valid_to, $3) >= $3) AS roles
FROM "user" u JOIN agency a ON a.county = u.county AND a.code = u.agency LEFT JOIN field_unit f ON f.county = u.county AND f.code = u.unit
WHERE u.county = $1 AND u.id = $2 AND u.active"""
ADMINISTRATORS = frozenset({"system_administrator", "security_administrator", "audit_administrator"})
AUDITOR = frozenset({"auditor"})


async def author(connection: asyncpg.Connection, county: str, user_id: UUID, device: str | None, now: datetime) -> Actor | None:
    """Whoever did a piece of work, with the roles held now; None when the account is closed."""
    row = await connection.fetchrow(_AUTHOR, county, user_id, now.astimezone(SHANGHAI).date())
    if row is None:
        return None
    roles = frozenset(row["roles"])
    return Actor(user_id, row["username"], row["name"], county, row["agency"], row["branch"], row["unit"], (row["area"],),
                 roles if roles & ADMINISTRATORS or roles == AUDITOR else roles | {"staff"}, UUID(device) if device else None)
