"""A small county for the tests of the doors: three agencies, one field unit, five people, passwords that hash fast."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher

from api.database import Database
from api.devices import Devices
from api.identity import Identity
from api.sessions import Sessions, store_password
from api.settings import Settings
from api.tokens import Tokens
from tests.api.stub import Stage, stub_app, stub_doors
from tests.api.stub import served as listening
from tests.serving import Served, serving
from tests.sync.two_units import found as two_units_found

COUNTY = "510522"
PASSWORD = "Hejiang-2026"
FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = (
    ("sifaju", "SFJ", None, ("justice_officer",)),
    ("tiaojie", "XZ-112", "TJ-112", ("mediator",)),
    ("shouxi", "XZ-112", "TJ-112", ("chief_mediator",)),
    ("faguan", "FY", None, ("judge",)),
    ("xitong", "GOV", None, ("system_administrator",)),
)


@dataclass
class Clock:
    """The time the doors are told; tests move it."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Accounts:
    """The accounts side of a worker, over a seeded database."""

    database: Database
    clock: Clock
    identity: Identity
    sessions: Sessions
    devices: Devices
    users: dict[str, UUID]

    async def login(self, username: str = "sifaju") -> str:
        return (await self.sessions.login(username, PASSWORD)).access_token


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, key_file=tmp_path / "master.key")


@pytest.fixture
async def users(database: Database) -> dict[str, UUID]:
    """Seed the county; the users' ids by name."""
    pool, found = database.pool, {name: uuid4() for name, *_ in PEOPLE}
    await pool.execute("INSERT INTO county (code, name, epoch) VALUES ($1, '合江县', $2)", COUNTY, uuid4())
    await pool.executemany(
        "INSERT INTO division (county, code, name, level) VALUES ($1, $2, $3, 'TOWNSHIP')", [(COUNTY, "510522112", "福宝镇")])
    await pool.executemany(
        "INSERT INTO agency (county, code, name, short_name, branch, township) VALUES ($1, $2, $2, $2, $3, $4)",
        [(COUNTY, "SFJ", "GOVERNMENT", None), (COUNTY, "FY", "COURT", None), (COUNTY, "GOV", "GOVERNMENT", None),
         (COUNTY, "XZ-112", "GOVERNMENT", "510522112")])
    await pool.execute("INSERT INTO field_unit (county, code, name, short_name, agency, township)"
                       " VALUES ($1, 'TJ-112', '福宝镇调委会', '福宝', 'XZ-112', '510522112')", COUNTY)
    hashed = FAST.hash(PASSWORD)
    for name, agency, unit, roles in PEOPLE:
        await pool.execute('INSERT INTO "user" (county, id, username, name, agency, unit, active) VALUES ($1,$2,$3,$3,$4,$5,true)',
                           COUNTY, found[name], name, agency, unit)
        await store_password(pool, COUNTY, found[name], hashed, datetime.now(UTC))
        for role in roles:
            await pool.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, $4)",
                               COUNTY, uuid4(), found[name], role)
    return found


@pytest.fixture
async def accounts(database: Database, users: dict[str, UUID], settings: Settings) -> AsyncIterator[Accounts]:
    """Identity, sessions and devices, polling and listening as in a worker."""
    clock = Clock()
    identity = Identity(database, Tokens(settings.master_key()), clock)
    sessions = Sessions(identity, settings, uuid4, FAST)
    async with identity.running():
        yield Accounts(database, clock, identity, sessions, Devices(sessions, lambda: {"hash": "x"}), users)


@pytest.fixture
async def stage(settings: Settings) -> AsyncIterator[Stage]:
    """The transports over stubs, on a real port."""
    doors = stub_doors()
    async with listening(stub_app(doors), settings) as address:
        yield Stage(address, doors.identity, doors.executor)  # type: ignore[arg-type]


@pytest.fixture
async def served(database: Database, tmp_path: Path) -> AsyncIterator[Served]:
    """A listening server over two field units and what belongs to them."""
    async with database.transaction() as connection:
        await two_units_found(connection)
    async with serving(database, tmp_path) as made:
        yield made
