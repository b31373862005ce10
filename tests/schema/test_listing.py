"""What is listed of each mechanism is access joined with what the cases hold, whoever writes either, and in whatever order."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest
from argon2 import PasswordHasher

from api.database import Connection, Database
from api.demo.load import load
from migrations.listing import LISTED
from schema.registry import RECORDS
from sync.keyring import Keyring

COUNTY = "510522"
JOINED = " UNION ".join(f"SELECT DISTINCT a.county, a.audience, '{name}', m.id FROM case_access a JOIN \"{name}\" m ON m.county = a.county AND m.case_id = a.case_id"
                        for name in LISTED)


async def astray(connection: Connection) -> list[tuple[object, ...]]:
    """Rows that are listed and should not be, or should be and are not."""
    listed = "SELECT county, audience, record, id FROM access_listing"
    return [tuple(row) for row in await connection.fetch(f"({listed} EXCEPT ({JOINED})) UNION ALL (({JOINED}) EXCEPT {listed})")]


def test_every_mechanism_of_a_case_is_listed() -> None:
    assert set(LISTED) == {record.name for record in RECORDS.values() if record.mechanism}


async def test_the_demo_is_listed_though_its_triggers_slept(database: Database) -> None:
    await load(database, Keyring(b"k" * 32), 40, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with database.connection() as connection:
        assert await astray(connection) == [] and await connection.fetchval("SELECT count(*) FROM access_listing") > 40


@pytest.mark.parametrize("seed", range(6))
async def test_access_that_comes_and_goes_is_followed(database: Database, seed: int) -> None:
    """Records and access in any order, several reasons for one audience, taken back one by one and many at once."""
    rng = Random(seed)
    cases, audiences = [UUID(int=n) for n in range(1, 5)], ("A:SFJ", "A:FY", "U:TJ-112")
    async with database.transaction() as connection:
        for name in ("mediation", "recommendation"):
            for key in await connection.fetch("SELECT conname FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'", name):
                await connection.execute(f'ALTER TABLE "{name}" DROP CONSTRAINT "{key["conname"]}"')
            for column in await connection.fetch("SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull", name):
                if column["attname"] not in ("county", "id"):
                    await connection.execute(f'ALTER TABLE "{name}" ALTER "{column["attname"]}" DROP NOT NULL')
        for n in range(40):
            match rng.randrange(4):
                case 0:
                    name = rng.choice(("mediation", "recommendation"))
                    await connection.execute(f'INSERT INTO "{name}" (county, id, case_id) SELECT $1, gen_random_uuid(), unnest($2::uuid[])',
                                             COUNTY, rng.sample(cases, rng.randint(1, 3)))
                case 1 | 2:
                    given = [(rng.choice(audiences), rng.choice(cases), f"via{rng.randrange(3)}") for _ in range(rng.randint(1, 4))]
                    await connection.execute(
                        "INSERT INTO case_access (county, audience, case_id, via, level) SELECT DISTINCT $1, a, c, v, 2 FROM unnest($2::text[], $3::uuid[], $4::text[]) AS w(a, c, v)"
                        " ON CONFLICT DO NOTHING", COUNTY, *(list(side) for side in zip(*given, strict=True)))
                case _:
                    await connection.execute("DELETE FROM case_access WHERE audience = $1 AND (via = $2 OR $3)", rng.choice(audiences), f"via{rng.randrange(3)}", n % 7 == 0)
            assert await astray(connection) == []
        assert await connection.fetchval("SELECT count(*) FROM case_holding") > 5
