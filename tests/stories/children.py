"""The people of the demo county at a listening server, each acting with a token of his own and through GraphQL alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from api.database import Database
from api.demo.load import Loaded, _county_rows, _Writer
from schema.identifiers import HOME_COUNTY
from schema.ids import global_id
from schema.kit import camel
from schema.registry import RECORDS
from schema.types.inputs import DOINGS, pascal_of
from tests.serving import Served, serving

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ASK = """mutation($i: %sInput!) { did: %s(input: $i) { __typename
  ... on %sDone { %s { id version%s } } ... on Refused { code message messageEn law } ... on Conflicted { code } } }"""


@dataclass
class County:
    """The served county and what its people do there."""

    served: Served
    database: Database

    async def answered(self, who: str, name: str, **given: Any) -> Any:
        doing = DOINGS[name]
        record = RECORDS[doing.record]
        state = " state" if record.flow else ""
        text = ASK % (pascal_of(name), name, record.type_name, camel(record.name), state)
        return (await self.served.data(who, text, i=given))["did"]

    async def done(self, who: str, name: str, **given: Any) -> Any:
        """The record as it is afterwards, None when whoever did it may not see it."""
        answer = await self.answered(who, name, **given)
        assert answer["__typename"].endswith("Done"), (who, name, answer)
        return answer[camel(RECORDS[DOINGS[name].record].name)]

    async def refused(self, who: str, name: str, **given: Any) -> str:
        """The code of a refusal, which always comes with a sentence in both languages."""
        answer = await self.answered(who, name, **given)
        assert answer["__typename"] == "Refused" and answer["message"] and answer["messageEn"], (who, name, answer)
        return str(answer["code"])

    async def seen(self, who: str, text: str, **variables: Any) -> Any:
        return await self.served.data(who, text, **variables)

    async def accept(self, who: str, code: str) -> str:
        """Accepts the one share that is offered to this person's agency; the id of its case."""
        found = await self.seen(who, "query($a: ID!) { shares(filter: {state: {eq: OFFERED}, toAgency: {id: {eq: $a}}}) { nodes { id case { id } } } }", a=agency(code))
        (mine,) = found["shares"]["nodes"]
        await self.done(who, "shareAccept", id=mine["id"])
        return str(mine["case"]["id"])


def agency(code: str) -> str:
    return global_id("agency", HOME_COUNTY, code)


def ago(**by: float) -> str:
    return (datetime.now(UTC) - timedelta(**by)).isoformat()


@asynccontextmanager
async def told(database: Database, directory: Path) -> AsyncIterator[County]:
    """The demo county without a case, served."""
    async with database.transaction() as connection:
        await _Writer(connection, Loaded()).copy(_county_rows(QUICK))
    async with serving(database, directory) as served:
        yield County(served, database)
