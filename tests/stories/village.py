"""The county's people before anything has happened, on a really listening server whose calendar the story turns; everything goes through GraphQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from api.database import Database
from api.demo.folder import moment
from api.demo.load import Loaded, _county_rows, _Writer, user_id
from schema.ids import global_id
from schema.kit import camel, pascal
from schema.registry import TYPES
from tests.serving import Served, serving

COUNTY = "510522"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
REFUSED = "... on Refused { code message messageEn law facts } ... on Conflicted { code }"


def agency(code: str) -> str:
    return global_id("agency", COUNTY, code)


def unit(code: str) -> str:
    return global_id("field_unit", COUNTY, code)


def user(username: str) -> str:
    return global_id("user", COUNTY, user_id(username))


class Refused(AssertionError):
    """What the server would not do: `code` says why."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer)
        self.code, self.answer = answer.get("code"), answer


class Village:
    """The people by the names they sign in with; each speaks with a token of his own."""

    def __init__(self, served: Served) -> None:
        self.served, self.at = served, moment("2026-01-05", "09:00")

    def on(self, day: str, clock: str = "10:00") -> None:
        """Turn the calendar; tokens of the day before have run out."""
        self.at = moment(day, clock)
        self.served.tokens.clear()

    async def new(self, who: str, record: str, /, **values: Any) -> str:
        """A new row; its id."""
        kind = pascal(record)
        text = f"mutation($i: Create{kind}Input!) {{ r: create{kind}(input: $i) {{ __typename ... on {kind}Done {{ row: {camel(record)} {{ id }} }} {REFUSED} }} }}"
        row: str = (await self._done(who, text, values))["row"]["id"]
        return row

    async def do(self, who: str, at: str, name: str, /, **values: Any) -> str:
        """A move of a row; the state it leads to."""
        record = TYPES[at.split(":")[0]]
        kind, move = record.type_name, record.type_name + pascal(name)
        text = (f"mutation($i: {move}Input!) {{ r: {camel(record.name)}{pascal(name)}(input: $i) {{ __typename"
                f" ... on {kind}Done {{ row: {camel(record.name)} {{ state }} }} {REFUSED} }} }}")
        state: str = (await self._done(who, text, {"id": at, **values}))["row"]["state"]
        return state

    async def edit(self, who: str, at: str, /, **values: Any) -> None:
        """Changed values, on the version the row has now."""
        record = TYPES[at.split(":")[0]]
        kind = record.type_name
        version = (await self.see(who, at, "version"))["version"]
        text = (f"mutation($i: Edit{kind}Input!) {{ r: edit{kind}(input: $i) {{ __typename ... on {kind}Done {{ row: {camel(record.name)} {{ id }} }} {REFUSED} }} }}")
        await self._done(who, text, {"id": at, "expectedVersion": version, "set": values})

    async def no(self, who: str, at: str, name: str, /, **values: Any) -> dict[str, Any]:
        """A move that is refused; the refusal."""
        with pytest.raises(Refused) as caught:
            await self.do(who, at, name, **values)
        return caught.value.answer

    async def see(self, who: str, at: str, fields: str) -> Any:
        """The fields of a row as somebody sees them; None when to him there is no such row."""
        kind = TYPES[at.split(":")[0]].type_name
        return (await self.served.data(who, f"query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {fields} }} }} }}", id=at))["node"]

    async def listed(self, who: str, plural: str, fields: str, arguments: str = "") -> list[Any]:
        """A list as somebody sees it."""
        found: list[Any] = (await self.served.data(who, f"{{ l: {camel(plural)}{arguments} {{ nodes {{ {fields} }} }} }}"))["l"]["nodes"]
        return found

    async def duties(self, who: str, at: str) -> dict[str, Any]:
        """The clocks of a row's case by their codes, as somebody sees them."""
        found = await self.listed(who, "duties", "code recordKey state late lateDays dueAt")
        return {duty["code"]: duty for duty in found if duty["recordKey"] == at.split(":")[2]}

    async def case_of(self, who: str, at: str) -> str:
        case: str = (await self.see(who, at, "case { id }"))["case"]["id"]
        return case

    async def share(self, who: str, case: str, to: str, purpose: str, taken_by: str) -> None:
        """A case handed to another agency, which takes it."""
        shared = await self.new(who, "share", caseId=case, toAgency=agency(to), purpose=purpose)
        assert await self.do(taken_by, shared, "accept") == "ACCEPTED"

    async def _done(self, who: str, text: str, values: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = (await self.served.data(who, text, i=values))["r"]
        if not answer["__typename"].endswith("Done"):
            raise Refused(answer)
        return answer


@asynccontextmanager
async def settled(database: Database, directory: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    """The village, served until the block ends."""
    async with database.transaction() as connection:
        await connection.execute("SET LOCAL session_replication_role = replica")
        await _Writer(connection, Loaded()).copy(_county_rows(QUICK))
        await connection.execute("INSERT INTO feed_counter (county, seq) VALUES ($1, 0) ON CONFLICT DO NOTHING", COUNTY)
    village: list[Village] = []

    class Calendar(datetime):
        """The day the story has come to."""

        @classmethod
        def now(cls, _tz: Any = None) -> datetime:  # type: ignore[override]
            return village[0].at if village else moment("2026-01-05", "09:00")

    monkeypatch.setattr("api.app.clock", lambda: Calendar.now())
    async with serving(database, directory) as served:
        village.append(Village(served))
        yield village[0]
