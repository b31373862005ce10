"""What the benchmark adds to the demo county: three people who see everything, one case in a hundred, and twenty cases; two rare words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from api.demo.load import FOUNDED
from api.keys import named_key
from schema.identifiers import HOME_COUNTY

AGENCY = "BENCH"
TASKS = 40
# Each person's share of the cases; None stands for twenty cases, whatever the size.
PEOPLE: Mapping[str, float | None] = {"bench-all": 1.0, "bench-part": 0.01, "bench-few": None}
WORDS: Mapping[str, float] = {"榴莲": 0.001, "山竹": 0.00001}

ACCESS = """INSERT INTO case_access (county, audience, case_id, via, level, until)
SELECT county, 'P:' || $2::text, id, 'bench', 2, NULL FROM "case" WHERE county = $1 ORDER BY md5(id::text || $2::text) LIMIT $3"""
WORD = """UPDATE "case" SET title = title || '（' || $2::text || '）' WHERE county = $1 AND id IN (
  SELECT id FROM "case" WHERE county = $1 ORDER BY md5(id::text || $2::text) LIMIT $3)"""
WORK = """INSERT INTO task (county, id, case_id, title, agency, due_at, state, version, created_at, updated_at)
SELECT county, uuidv7(), id, '提交书面意见', $2, now() + interval '9 days', 'OPEN', 1, now(), now() FROM "case" WHERE county = $1 ORDER BY md5(id::text) LIMIT $3"""


def person(username: str) -> UUID:
    """The id of a planted person, the same in every build."""
    return named_key(FOUNDED, f"user:{username}")


async def plant(connection: asyncpg.Connection[Any]) -> None:
    """Everything in one transaction; prosecutors of an agency of their own, with access given to them as persons."""
    async with connection.transaction():
        total = await connection.fetchval('SELECT count(*) FROM "case" WHERE county = $1', HOME_COUNTY)
        for word, share in WORDS.items():
            await connection.execute(WORD, HOME_COUNTY, word, max(1, round(total * share)))
        await connection.execute(
            "INSERT INTO agency (county, code, name, short_name, branch, version, created_at, updated_at)"
            " VALUES ($1, $2, '基准测试单位', '基准', 'PROCURATORATE', 1, $3, $3)", HOME_COUNTY, AGENCY, FOUNDED)
        for username, part in PEOPLE.items():
            key = person(username)
            await connection.execute(
                'INSERT INTO "user" (county, id, username, name, agency, post, active, version, created_at, updated_at)'
                " VALUES ($1, $2, $3, '基准', $4, '基准', true, 1, $5, $5)", HOME_COUNTY, key, username, AGENCY, FOUNDED)
            await connection.execute(
                "INSERT INTO role_assignment (county, id, user_id, role, valid_from, version, created_at, updated_at)"
                " VALUES ($1, $2, $3, 'prosecutor', $4, 1, $5, $5)", HOME_COUNTY, named_key(FOUNDED, f"role:{username}"), key, FOUNDED.date(), FOUNDED)
            await connection.execute(ACCESS, HOME_COUNTY, str(key), 20 if part is None else round(total * part))
        await connection.execute(WORK, HOME_COUNTY, AGENCY, TASKS)
