"""The search for related cases at other organs (跨部门比对): blind, counted, entered in the history; what protects a person is passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import asyncpg

from authz.actor import Actor
from authz.guard import permits
from authz.policy import Rules
from schema.identifiers import IdentifierFault, whole_resident_id
from schema.kit import SHANGHAI, Record
from schema.marking import marked
from schema.regime import Regime
from schema.registry import MECHANISMS, RECORDS
from sync import store
from sync.deed import Deed, entry_of
from sync.intent import Edit
from sync.recusal import NUMBERS
from sync.write import Batch, Refused, World

PARTY = RECORDS["party"]


@dataclass(frozen=True)
class Organ:
    """An organ that has a case of the person, or (not `sure`) of somebody of the same name and day of birth."""

    code: str
    name: str
    liaisons: tuple[str, ...]
    sure: bool


@dataclass(frozen=True)
class Asked:
    """Whom to look for, from which case and why; as they came."""

    case: UUID
    purpose: str
    party: UUID | None = None
    number: str | None = None
    name: str | None = None
    birth: str | None = None


@dataclass(frozen=True)
class _Person:
    """Whom the statement looks for."""

    number: bytes | None
    name: str | None
    birth: date | None


async def check(connection: asyncpg.Connection, asked: Asked, actor: Actor, rules: Rules, world: World, now: datetime) -> list[Organ]:
    """The organs to ask, own organ left out; raises Refused. The caller's transaction must commit before anything is told."""
    if marked([asked.purpose, asked.name]):
        raise Refused("STATE_SECRET")
    if not asked.purpose.strip():
        raise Refused("FIELD_REQUIRED", fields="purpose", labels="比对目的")
    await _turn(connection, actor)
    batch = Batch(connection, actor, rules, world, Regime(world.calendar), now, world.new_id())
    places = [Edit("case", asked.case, None, None, {}), *([Edit("party", asked.party, None, None, {})] if asked.party else [])]
    deed = await batch.deed(places)
    person = _person(deed, asked, actor, world, now)
    exhausted = await _exhausted(connection, actor, world, now)
    case = deed.memory.rows[("case", asked.case)]
    deed.log(entry_of(deed, RECORDS["case"], case, "CHECK", None, now), [("person_check", None, "CHECKS_EXHAUSTED" if exhausted else asked.purpose[:1000])])
    await store.store(connection, actor.county, deed.memory, batch.change_id)
    organs: list[Organ] = []
    if not exhausted:
        await connection.execute(_LOG, actor.county, world.new_id(), actor.user_id, actor.agency, asked.case, person.number, asked.purpose[:1000], now)
        organs = await _found(connection, actor, person, asked.case)
    await store.number(connection, actor.county, batch.change_id)
    if exhausted:
        raise Exhausted("CHECKS_EXHAUSTED", hour=world.checks[0], day=world.checks[1])
    return organs


class Exhausted(Refused):
    """Asked too often; that it was asked is to be kept, so the transaction commits."""


def _person(deed: Deed, asked: Asked, actor: Actor, world: World, now: datetime) -> _Person:
    """Who is looked for, by somebody who may enter a party in that case: a party he sees, a number, or a name with a day of birth."""
    case = deed.memory.row("case", asked.case)
    if case is None or not deed.sees(RECORDS["case"], case):
        raise Refused("NOT_FOUND")
    if not permits(deed.rules, "party", "create", {**PARTY.blank, "county": actor.county, "case_id": asked.case}, actor, deed.level):
        raise Refused("FORBIDDEN")
    if asked.party:
        row = deed.memory.row("party", asked.party)
        if row is None or row["case_id"] != asked.case or not deed.sees(PARTY, row):
            raise Refused("NOT_FOUND")
        return _Person(row["id_number_hmac"], row["name"], row["birth_on"])
    birth = date.fromisoformat(asked.birth) if asked.birth else None
    if asked.number is None and not (asked.name and birth):
        raise Refused("FIELD_REQUIRED", fields="idNumber", labels="身份证号，或者姓名和出生日期")
    if asked.number is None:
        return _Person(None, asked.name, birth)
    try:
        found = whole_resident_id(asked.number, now.astimezone(SHANGHAI).date())
    except IdentifierFault as fault:
        raise Refused("VALUE_INVALID", field="idNumber", label="身份证号", zh=fault.zh, en=fault.en) from None
    return _Person(world.keyring.hmac("resident_id", found.value, actor.county), asked.name, birth or found.birth)


async def _turn(connection: asyncpg.Connection, actor: Actor) -> None:
    """One person asks one thing at a time, or two at once would be counted as one."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", int.from_bytes(actor.user_id.bytes[8:], "big", signed=True))


async def _exhausted(connection: asyncpg.Connection, actor: Actor, world: World, now: datetime) -> bool:
    counted = await connection.fetchrow(_COUNTED, actor.county, actor.user_id, now - timedelta(hours=1), now - timedelta(days=1))
    assert counted is not None
    return bool(counted["hour"] >= world.checks[0] or counted["day"] >= world.checks[1])


async def _found(connection: asyncpg.Connection, actor: Actor, person: _Person, case: UUID) -> list[Organ]:
    rows = await connection.fetch(statement(), actor.county, person.number, case, actor.agency, person.name, person.birth)
    return [Organ(row["code"], row["name"], tuple(row["liaisons"]), row["sure"]) for row in rows]


_COUNTED = """SELECT count(*) FILTER (WHERE at > $3) AS hour, count(*) AS day FROM person_check WHERE county = $1 AND actor = $2 AND at > $4"""
_LOG = """INSERT INTO person_check (county, id, actor, agency, case_id, subject, purpose, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""


@lru_cache(maxsize=1)
def statement() -> str:
    """One statement whoever is looked for and whatever there is: numbers and names by their indexes, then what may be told."""
    sure = [f'SELECT t.case_id, true AS sure FROM "{name}" t WHERE t.county = $1 AND t."{column}" = $2{_open(RECORDS[name])}'
            for name, column in NUMBERS if not RECORDS[name].protects]
    names = " AND ".join(f"t.{column} = ${place}" for column, place in zip(PARTY.suspects, (6, 5), strict=True))
    suspected = f"SELECT t.case_id, false FROM party t WHERE t.county = $1 AND {names} AND t.id_number_hmac IS DISTINCT FROM $2{_open(PARTY)}"
    return f"""
SELECT a.code, a.name, bool_or(k.sure) AS sure, ARRAY(
         SELECT u.name FROM "user" u JOIN role_assignment r ON r.county = u.county AND r.user_id = u.id AND r.role = 'liaison' AND r.valid_to IS NULL
          WHERE u.county = $1 AND u.agency = a.code AND u.active ORDER BY u.name) AS liaisons
  FROM ({" UNION ALL ".join([*sure, suspected])}) k
  JOIN "case" c ON c.county = $1 AND c.id = k.case_id AND c.id <> $3 AND c.lead_agency <> $4
  JOIN agency a ON a.county = $1 AND a.code = c.lead_agency
 WHERE {" AND ".join(f"NOT EXISTS ({one})" for one in _protecting())}
 GROUP BY a.code, a.name ORDER BY a.code"""


def _open(record: Record) -> str:
    """What of a record's own rows may be found: no child."""
    kinds = record.by_name.get("kind")
    return " AND t.kind <> 'MINOR'" if kinds and any(choice.value == "MINOR" for choice in kinds.choices) else ""


def _protecting() -> list[str]:
    """The rows that make of their case one that is not told of: those of records that protect, sealed ones, those marked as about a child."""
    ways: list[str] = []
    for record in MECHANISMS.values():
        row = f'SELECT FROM "{record.name}" h WHERE h.county = $1 AND h.case_id = c.id'
        sealed = sorted(record.sealed)
        hidden = ["h.sensitivity_level = 'MINOR'", *(f"h.state = '{state}'" for state in sealed)]
        ways.append(row if record.protects else f"{row} AND ({' OR '.join(hidden)})")
    return ways
