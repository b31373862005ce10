"""Walks the records of the county through their declared moves: finds who may, fills what is asked for, fires."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from api.demo.load import user_id
from api.demo.people import PEOPLE
from authz.actor import Actor
from authz.guard import permits
from authz.lines import default_lines
from authz.policy import Policy
from schema.kit import SHANGHAI, Field, Flow, Kind, Move, Record
from schema.registry import RECORDS
from sync import intent as intents
from sync.intent import Intent, Outcome
from sync.keyring import Keyring
from sync.write import World, write
from tests.moves.filling import filled
from tests.moves.needs import NEEDS, NOTHING, WITHIN, Need
from tests.sync.county import Ids, calendar

COUNTY = "510522"
BEGIN = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
POLICY = Policy(default_lines())
DONE = ("applied", "merged")


class Stuck(AssertionError):
    """A walk that came to its end too early: what was tried, and what was answered."""


class Walker:
    """The demo county's people, each with a colleague of the same roles and a clerk of none in his agency, and the door."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection, self.now, self.new_id = connection, BEGIN, Ids()
        self.world = World(self.new_id, Keyring(b"k" * 32), calendar())
        self.people: list[Actor] = []

    async def settled(self) -> Walker:
        found = await self.connection.fetch("SELECT code, branch, township FROM agency WHERE county = $1", COUNTY)
        agencies = {row["code"]: row for row in found}
        for person in PEOPLE:
            if set(person.roles) & {"system_administrator", "security_administrator", "audit_administrator", "auditor"}:
                continue
            agency = agencies[person.agency]
            first = Actor(user_id(person.username), person.username, person.name, COUNTY, person.agency, agency["branch"], person.unit,
                          (agency["township"] or COUNTY,), frozenset({*person.roles, "staff"}))
            self.people += [first, await self._another(first, "同事", first.roles)]
        for agency in {person.agency: person for person in self.people}.values():
            self.people.append(await self._another(replace(agency, unit=None), "文员", frozenset({"staff"})))
        return self

    async def _another(self, like: Actor, word: str, roles: frozenset[str]) -> Actor:
        """Somebody else of the same agency and unit."""
        key, name = self.new_id(), f"{like.username}{word}"
        await self.connection.execute('INSERT INTO "user" (county, id, username, name, agency, unit, active) VALUES ($1, $2, $3, $3, $4, $5, true)',
                                      COUNTY, key, name, like.agency, like.unit)
        return replace(like, user_id=key, username=name, name=name, roles=roles)

    # --- the door -----------------------------------------------------------------------------------------------------

    async def ask(self, actor: Actor, intent: Intent) -> Outcome:
        self.now += timedelta(minutes=1)
        async with self.connection.transaction():
            (outcome,) = await write(self.connection, [intent], actor, POLICY.rules_of(actor), self.world, self.now)
        return outcome

    async def row(self, record: Record, key: UUID) -> Mapping[str, Any]:
        """A row as the door reads it."""
        found = await self.connection.fetchrow(f'SELECT * FROM "{record.name}" WHERE county = $1 AND id = $2', COUNTY, key)
        assert found is not None, (record.name, key)
        return dict(found)

    def person(self, username: str) -> Actor:
        return next(one for one in self.people if one.username == username)

    async def stored(self) -> tuple[Any, ...]:
        """What a refusal must leave as it was: all history, all notices, duties, quarantine and clashes."""
        tables = ("entry", "duty", "notification", "quarantine", "conflict", "feed")
        return tuple([await self.connection.fetchval(f'SELECT count(*) FROM "{name}"') for name in tables])

    async def may(self, actor: Actor, record: Record, row: Mapping[str, Any], act: str) -> bool:
        """Whether the policy lets somebody do this to the row."""
        return permits(POLICY.rules_of(actor), record.name, act, row, actor, await self._levels(actor))

    async def _levels(self, actor: Actor) -> Any:
        found = await self.connection.fetch(
            "SELECT case_id, max(level) AS level FROM case_access WHERE county = $1 AND audience = ANY($2) GROUP BY 1", COUNTY, list(actor.audiences))
        levels = {row["case_id"]: row["level"] for row in found}
        return lambda case: levels.get(case, 0)

    # --- making -------------------------------------------------------------------------------------------------------

    async def made(self, name: str, case: UUID | None = None) -> UUID:
        """A row of a record, registered by somebody who may, in a state that is its first."""
        record, refusals = RECORDS[name], []
        need = NEEDS.get((name, "create"), NOTHING)
        around = RECORDS[WITHIN[name]] if name in WITHIN else None
        values, linked = await self._values(record, [f for f in record.fields if f.creatable and f.name != "case_id"], need, {})
        if around and case is None:
            key = linked.get(around.name) or await self.made(around.name)
            case = (await self.row(around, key))["case_id"]
        for actor in self.creators(record, need):
            if case is not None:
                await self._given_access(case, actor)
            mine = {**values, **({"unit": actor.unit} if "unit" in record.by_name and actor.unit else {})}
            key = self.new_id()
            outcome = await self.ask(actor, intents.Create(name, key, {n: v for n, v in mine.items() if v is not None}, case=case))
            if outcome.kind in DONE:
                return key
            refusals.append((actor.username, outcome.code, dict(outcome.facts)))
        raise Stuck(f"nobody could register {name}: {refusals[:4]}")

    def creators(self, record: Record, need: Need) -> Iterator[Actor]:
        roles = [grant.role for grant in record.grants if grant.act == "create" and grant.effect == "allow"]
        for role in roles:
            yield from [one for one in self.people if role in one.roles and need.by in (None, one.agency)][:8]

    async def _values(self, record: Record, fields: list[Field], need: Need, row: Mapping[str, Any],
                      actor: Actor | None = None) -> tuple[dict[str, Any], dict[str, UUID]]:
        """Values for some fields, and the rows that were made so that a link can name them."""
        linked: dict[str, UUID] = {}
        values: dict[str, Any] = {}
        for field in fields:
            if field.name in need.give or field.name in ("unit", "handler", "lead_agency", "sensitivity_level", "alias_number"):
                continue
            if field.kind is Kind.LINK and field.record not in ("agency", "division", "user", "field_unit"):
                if field.required or (not row and field.record in WITHIN.get(record.name, "")):
                    linked[field.record or ""] = values[field.name] = await self.made(field.record or "")
                continue
            values[field.name] = filled(field, self.now, lambda inner: self._named(record, inner))
        for name, given in need.give.items():
            values[name] = await given(self, row, actor) if callable(given) else given
        return values, linked

    def _named(self, record: Record, field: Field) -> Any:
        match field.record:
            case "division":
                return "510522102"
            case "user":
                return self.people[0].user_id
            case "agency":
                return next(iter(self.agencies_for(record, field.name)), "ZGJ")
        return None

    def agencies_for(self, record: Record, name: str) -> list[str]:
        """Agencies whose people may go on where the field names theirs."""
        found = [person.agency for move in (record.flow.moves if record.flow else ()) for owner in move.owners if f"own_agency({name})" in owner.when and owner.role != "staff"
                 for person in self.people if owner.role in person.roles]
        return list(dict.fromkeys(found))

    async def _given_access(self, case: UUID, actor: Actor) -> None:
        """Whoever is to work on a case is handed it by the agency that leads it, and takes it."""
        if (await self._levels(actor))(case) >= 2:
            return
        lead = (await self.row(RECORDS["case"], case))["lead_agency"]
        giver = next(one for one in self.people if one.agency == lead)
        key = self.new_id()
        offered = await self.ask(giver, intents.Create("share", key, {"to_agency": actor.agency, "purpose": "协同办理"}, case=case))
        if offered.kind in DONE:
            await self.ask(actor, intents.Move("share", key, "accept"))

    # --- moving -------------------------------------------------------------------------------------------------------

    async def owners(self, record: Record, key: UUID, move: Move) -> list[Actor]:
        """Who may fire a move of this row; where nobody works on it yet who could, the case is shared with them first."""
        row = await self.row(record, key)
        wanted = [one for one in self.people if any(owner.role in one.roles for owner in move.owners)]
        need = NEEDS.get((record.name, move.name), NOTHING)
        wanted = [one for one in wanted if need.by in (None, one.agency)]
        found = [one for one in wanted if await self.may(one, record, row, f"move.{move.name}")]
        if found or record.case_link is None:
            return found
        for agency in {one.agency: one for one in wanted}.values():
            await self._given_access(row[record.case_link], agency)
            found = [one for one in wanted if one.agency == agency.agency and await self.may(one, record, row, f"move.{move.name}")]
            if found:
                return found
        return []

    async def prepared(self, record: Record, key: UUID, move: Move, actor: Actor) -> dict[str, Any]:
        """The inputs of a move as this actor gives them."""
        need = NEEDS.get((record.name, move.name), NOTHING)
        row = await self.row(record, key)
        values, _ = await self._values(record, [record.by_name[name] for name in move.inputs], need, row, actor)
        return {name: value for name, value in values.items() if value is not None}

    async def fired(self, record: Record, key: UUID, move: Move) -> Actor:
        """Fire a move by somebody who may; who it was."""
        assert record.flow
        need = NEEDS.get((record.name, move.name), NOTHING)
        for name in need.first:
            await self.fired(record, key, next(one for one in record.flow.moves if one.name == name))
        self.now += timedelta(days=need.days)
        owners = await self.owners(record, key, move)
        refusals = []
        for actor in owners[:4]:
            values = await self.prepared(record, key, move, actor)
            outcome = await self.ask(actor, intents.Move(record.name, key, move.name, values))
            if outcome.kind in DONE:
                return actor
            refusals.append((actor.username, outcome.code, dict(outcome.facts)))
        raise Stuck(f"nobody could {move.name} {record.name}: {refusals[:3] or 'no owner'}")

    # --- refusing -----------------------------------------------------------------------------------------------------

    async def refuses(self, record: Record, key: UUID, move: Move, doers: Mapping[str, Actor]) -> int:
        """Whoever may not fire the move is refused, as the declaration says, and nothing is stored; how many kinds of them tried."""
        row, before = await self.row(record, key), await self.stored()
        tried: dict[tuple[bool, bool], tuple[Actor, str]] = {}
        for actor in self.people:
            owning, reads = any(owner.role in actor.roles for owner in move.owners), await self.may(actor, record, row, "read")
            if await self.may(actor, record, row, f"move.{move.name}"):
                assert owning, f"{actor.username} may {move.name} without a role that owns it"
                continue
            tried.setdefault((owning, reads), (actor, "FORBIDDEN" if reads else "NOT_FOUND"))
        for name in move.not_by_doer_of:
            if name in doers and await self.may(doers[name], record, row, f"move.{move.name}"):
                tried[(True, True)] = (doers[name], "SECOND_PERSON")
        for actor, code in tried.values():
            outcome = await self.ask(actor, intents.Move(record.name, key, move.name))
            assert (outcome.kind, outcome.code) == ("refused", code), (actor.username, move.name, outcome)
        assert await self.row(record, key) == row and await self.stored() == before, "a refusal left something behind"
        return len(tried)


def ways(flow: Flow, target: Move, most: int = 4) -> Iterator[tuple[Move, ...]]:
    """The shortest ways by declared moves to a state from which the move goes."""
    waiting: deque[tuple[str, tuple[Move, ...]]] = deque([(flow.initial, ())])
    given = 0
    tried = 0
    while waiting and given < most and tried < 4000:
        state, way = waiting.popleft()
        tried += 1
        if state in target.sources:
            yield way
            given += 1
        if len(way) < 14:
            been = {flow.initial, *(move.target for move in way)}
            waiting += [(move.target, (*way, move)) for move in flow.moves
                        if move.target and state in move.sources and move.target not in been and not move.never and move.name != target.name]
