"""A small county for tests of the write door: agencies, units, people and their rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg

from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy
from schema.ids import global_id
from schema.periods import calendar_from
from sync.intent import Create, Edit, Intent, Move, Outcome
from sync.keyring import Keyring
from sync.write import World, write

COUNTY = "510522"
SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
POLICY = Policy(default_lines())
AGENCIES = {"SFJ": "GOVERNMENT", "MZJ": "GOVERNMENT", "YJJ": "GOVERNMENT", "GOV": "GOVERNMENT", "CZJ": "GOVERNMENT",
            "GAJ": "GOVERNMENT", "FY": "COURT", "JC": "PROCURATORATE", "XZ-102": "GOVERNMENT", "XZ-112": "GOVERNMENT"}
UNITS = {"CTW-WL": ("望荔", "SFJ", "510522126"), "CTW-BS": ("白沙", "SFJ", "510522102"), "CTW-FB": ("福宝", "XZ-112", "510522112")}
ID_NUMBERS = ("51052219000101000", "51052219850230000")


class Ids:
    """UUIDs in order, as a caller's UUIDv7 would be; every county starts elsewhere so that nothing hangs on a value."""

    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self) -> UUID:
        return UUID(int=(0x0192 << 112) | (7 << 76) | (8 << 60) | next(self._next))


def calendar() -> Any:
    return calendar_from([date(2026, 10, 1), date(2026, 1, 1)], [], "test-2026")


class County:
    """People by name, and the door."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.new_id = Ids()
        self.world = World(self.new_id, Keyring(b"k" * 32), calendar())
        self.now = NOW
        self.people: dict[str, Actor] = {}

    async def founded(self) -> County:
        c = self.connection
        await c.execute("INSERT INTO county (code, name, epoch) VALUES ($1, '合江县', $2)", COUNTY, self.new_id())
        for code in ("510522101", "510522102", "510522112", "510522126"):
            await c.execute("INSERT INTO division (county, code, name, level) VALUES ($1, $2, $2, 'TOWNSHIP')", COUNTY, code)
        for code, branch in AGENCIES.items():
            await c.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, $2, $2, $3, $4)", COUNTY, code, code.lower(), branch)
        for code, (name, agency, township) in UNITS.items():
            await c.execute("INSERT INTO field_unit (county, code, name, short_name, agency, township) VALUES ($1, $2, $3, $3, $4, $5)",
                            COUNTY, code, name, agency, township)
        await self.person("pan", "SFJ", "mediator", unit="CTW-WL")
        await self.person("lin", "SFJ", "mediator", unit="CTW-WL")
        await self.person("chief", "SFJ", "chief_mediator", unit="CTW-WL")
        await self.person("bai", "SFJ", "mediator", unit="CTW-BS")
        await self.person("fu", "XZ-112", "mediator", unit="CTW-FB")
        await self.person("office", "SFJ", "justice_officer")
        await self.person("judge", "FY", "judge")
        await self.person("judge2", "FY", "judge")
        await self.person("court_leader", "FY", "supervising_leader")
        await self.person("prosecutor", "JC", "prosecutor")
        await self.person("jc_chief", "JC", "chief_prosecutor")
        await self.person("finance", "CZJ", "finance_officer")
        await self.person("emergency", "YJJ", "agency_officer")
        await self.person("mzj", "MZJ", "civil_affairs_officer")
        await self.person("relief", "SFJ", "relief_worker", unit="CTW-BS")
        await self.person("relief2", "SFJ", "relief_worker", unit="CTW-WL")
        return self

    async def person(self, name: str, agency: str, *roles: str, unit: str | None = None, branch: str | None = None) -> Actor:
        key = self.new_id()
        await self.connection.execute("INSERT INTO \"user\" (county, id, username, name, agency, unit, active) VALUES ($1, $2, $3, $3, $4, $5, true)",
                                      COUNTY, key, name, agency, unit)
        for role in roles:
            await self.connection.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, $4)", COUNTY, self.new_id(), key, role)
        self.people[name] = Actor(key, name, name, COUNTY, agency, branch or AGENCIES[agency], unit, (), frozenset({*roles, "staff"}))
        return self.people[name]

    async def do(self, who: str, *intents: Intent, at: datetime | None = None, connection: asyncpg.Connection | None = None) -> list[Outcome]:
        actor, c = self.people[who], connection or self.connection
        self.now = max(self.now, at) if at else self.now + timedelta(seconds=1)
        async with c.transaction():
            return await write(c, intents, actor, POLICY.rules_of(actor), self.world, at or self.now)

    async def one(self, who: str, intent: Intent, **more: Any) -> Outcome:
        (outcome,) = await self.do(who, intent, **more)
        return outcome

    async def create(self, who: str, record: str, /, case: UUID | None = None, at: datetime | None = None, **values: Any) -> UUID:
        key = self.new_id()
        outcome = await self.one(who, Create(record, key, values, case=case), at=at)
        assert outcome.kind in ("applied", "merged"), outcome
        return key

    async def edit(self, who: str, record: str, key: UUID, /, **values: Any) -> Outcome:
        """An edit made on what the row holds now."""
        row = await self.row(record, key)
        return await self.one(who, Edit(record, key, None, row["version"], values))

    async def move(self, who: str, record: str, key: UUID, name: str, /, at: datetime | None = None, **values: Any) -> Outcome:
        return await self.one(who, Move(record, key, name, values), at=at)

    async def moved(self, who: str, record: str, key: UUID, *names: str) -> None:
        for name in names:
            outcome = await self.move(who, record, key, name)
            assert outcome.kind == "applied", (name, outcome)

    async def row(self, record: str, key: UUID) -> asyncpg.Record:
        found = await self.connection.fetchrow(f'SELECT * FROM "{record}" WHERE county = $1 AND id = $2', COUNTY, key)
        assert found is not None
        return found

    async def all(self, record: str, where: str = "true", *args: Any) -> list[asyncpg.Record]:
        return await self.connection.fetch(f'SELECT * FROM "{record}" WHERE county = $1 AND ({where}) ', COUNTY, *args)

    async def mediation(self, who: str = "pan", **values: Any) -> UUID:
        return await self.create(who, "mediation", **{"title": "荔枝园边界", "kind": "PEOPLE", **values})

    async def relief(self, who: str = "judge", **values: Any) -> UUID:
        return await self.create(who, "judicial_relief", **{"title": "货车事故救助", "applicant_name": "陶运生", **values})


def offline(intent: Intent, at: datetime | None = None) -> Intent:
    return replace(intent, offline=True, occurred_at=at or NOW)


def gid(record: str, key: UUID | str) -> str:
    return global_id(record, COUNTY, key)
