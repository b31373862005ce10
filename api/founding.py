"""Founds a real county with three separate administrators, whose passwords are shown once; begins its new life after a restore."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher

from api import county
from api.database import Database
from api.sessions import store_password
from schema.identifiers import HOME_COUNTY
from schema.kit import SHANGHAI

OFFICE = "GOV"
ADMINISTRATORS = (  # 三员分立 (GB/T 22239-2019): no two of these posts may be one person's
    ("sysadmin", "系统管理员", "system_administrator"), ("secadmin", "安全管理员", "security_administrator"),
    ("auditadmin", "审计管理员", "audit_administrator"),
)
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"


class AlreadyFounded(Exception):
    """The county is there; said in Chinese and English."""


@dataclass(frozen=True)
class FirstPassword:
    """What an administrator signs in with the first time."""

    username: str
    post: str
    password: str


def one_time_password() -> str:
    """Four groups of four, upper and lower case and digits in it for certain."""
    while True:
        text = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
        if any(map(str.isupper, text)) and any(map(str.islower, text)) and any(map(str.isdigit, text)):
            return text


async def begin_anew(database: Database) -> list[str]:
    """Give every county a new epoch: devices read all again and send again what the backup does not have; their names."""
    async with database.transaction() as connection:
        return [row[0] for row in await connection.fetch("UPDATE county SET epoch = gen_random_uuid() RETURNING name")]


async def found(
    database: Database, new_id: Callable[[], UUID], now: datetime, code: str = HOME_COUNTY, name: str = county.COUNTY_NAME,
    hasher: PasswordHasher | None = None,
) -> list[FirstPassword]:
    """Store the county's reference rows and its three administrators; raises AlreadyFounded."""
    hasher = hasher or PasswordHasher()
    async with database.transaction() as connection:
        await connection.execute("LOCK TABLE county IN EXCLUSIVE MODE")
        if held := await connection.fetchval("SELECT name FROM county WHERE code = $1 OR demo LIMIT 1", code):
            raise AlreadyFounded(f"数据库中已有{held}。\nThis database already holds {held}.")
        await connection.execute("INSERT INTO county (code, name, epoch, demo) VALUES ($1, $2, $3, false)", code, name, uuid4())
        for table, rows in _reference(code, name).items():
            if rows:
                columns = list(rows[0])
                await connection.copy_records_to_table(table, columns=columns, records=[tuple(row[c] for c in columns) for row in rows])
        given = []
        for username, post, role in ADMINISTRATORS:
            password, key = one_time_password(), new_id()
            await connection.execute(
                'INSERT INTO "user" (county, id, username, name, agency, post, active) VALUES ($1, $2, $3, $4, $5, $4, true)',
                code, key, username, post, OFFICE)
            await connection.execute("INSERT INTO role_assignment (county, id, user_id, role, valid_from) VALUES ($1, $2, $3, $4, $5)",
                                     code, new_id(), key, role, now.astimezone(SHANGHAI).date())
            await store_password(connection, code, key, hasher.hash(password), now)
            given.append(FirstPassword(username, post, password))
    return given


def _reference(code: str, name: str) -> dict[str, list[dict[str, Any]]]:
    if code == HOME_COUNTY:
        return county.reference_rows()
    short, home = name.removesuffix("县"), county.COUNTY_NAME.removesuffix("县")
    agencies = tuple(agency._replace(name=agency.name.replace(home, short)) for agency in county.ORGANS if agency not in county.TOWNS)
    rows = county.reference_rows(code, agencies)
    return rows | {"division": [row | {"code": code, "name": name} for row in rows["division"] if row["level"] == "COUNTY"]}
