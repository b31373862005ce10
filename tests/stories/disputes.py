"""The county's people over GraphQL alone, at the days a story happens: each signs in, acts and asks with his own token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from api.database import Database
from api.demo.load import Loaded, _county_rows, _Writer
from api.demo.people import PASSWORD
from schema.ids import global_id
from schema.kit import camel
from schema.registry import RECORDS
from tests.serving import Served, serving

COUNTY = "510522"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
LOGIN = "mutation($name: String!, $password: String!) { login(username: $name, password: $password) { ... on Tokens { accessToken } } }"


def agency(code: str) -> str:
    return global_id("agency", COUNTY, code)


class Tale:
    """A server whose day the story sets, and what its people do there."""

    def __init__(self, served: Served) -> None:
        self.served, self.now = served, datetime(2026, 1, 5, 1, tzinfo=UTC)
        self._tokens: dict[str, str] = {}

    def on(self, day: str, clock: str = "10:00") -> None:
        """The next thing happens then; whoever acts signs in anew."""
        self.now = datetime.fromisoformat(f"{day}T{clock}:00+08:00")
        self._tokens.clear()

    async def ask(self, who: str, text: str, /, **variables: Any) -> Any:
        if who not in self._tokens:
            signed_in = await self._post(LOGIN, {"name": who, "password": PASSWORD}, {})
            self._tokens[who] = signed_in["login"]["accessToken"]
        self.now += timedelta(seconds=1)
        return await self._post(text, variables, {"authorization": f"Bearer {self._tokens[who]}"})

    async def _post(self, text: str, variables: dict[str, Any], headers: dict[str, str]) -> Any:
        answer = (await self.served.client.post("/graphql", json={"query": text, "variables": variables}, headers=headers)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def _do(self, who: str, record: str, mutation: str, given: dict[str, Any]) -> dict[str, Any]:
        name = RECORDS[record].type_name
        text = (f"mutation($input: {mutation[0].upper()}{mutation[1:]}Input!) {{ done: {mutation}(input: $input) {{ __typename"
                f" ... on {name}Done {{ outcome notices {{ code law }} row: {camel(record)} {{ id }} }} ... on Refused {{ code message messageEn law facts }} }} }}")
        done: dict[str, Any] = (await self.ask(who, text, input=given))["done"]
        return done

    async def create(self, who: str, record: str, **given: Any) -> str:
        done = await self._do(who, record, f"create{RECORDS[record].type_name}", given)
        assert done.get("outcome") == "applied", done
        return str(done["row"]["id"])

    async def edit(self, who: str, record: str, key: str, **changes: Any) -> dict[str, Any]:
        version = (await self.row(who, record, key, "version"))["version"]
        return await self._do(who, record, f"edit{RECORDS[record].type_name}", {"id": key, "expectedVersion": version, "set": changes})

    async def move(self, who: str, record: str, key: str, move: str, **given: Any) -> dict[str, Any]:
        done = await self._do(who, record, camel(f"{record}_{move}"), {"id": key, **given})
        assert done.get("outcome") == "applied", (move, done)
        return done

    async def refused(self, who: str, record: str, key: str, move: str, **given: Any) -> dict[str, Any]:
        done = await self._do(who, record, camel(f"{record}_{move}"), {"id": key, **given})
        assert done["__typename"] == "Refused", (move, done)
        return done

    async def share(self, owner: str, case: str, *receivers: tuple[str, str], purpose: str) -> None:
        """Offered to agencies, and accepted by somebody of each."""
        for code, who in receivers:
            share = await self.create(owner, "share", caseId=case, toAgency=agency(code), purpose=purpose)
            await self.move(who, "share", share, "accept")

    async def row(self, who: str, record: str, key: str, fields: str) -> Any:
        """What somebody sees of a row; None when he may not know of it."""
        text = f"query($id: ID!) {{ node(id: $id) {{ ... on {RECORDS[record].type_name} {{ {fields} }} }} }}"
        return (await self.ask(who, text, id=key))["node"]

    async def count(self, who: str, records: str) -> int:
        return int((await self.ask(who, f"{{ found: {records} {{ totalCount }} }}"))["found"]["totalCount"])

    async def duties(self, who: str, case: str) -> dict[str, dict[str, Any]]:
        """The clocks of a case by code, the newest of each."""
        text = "query($id: ID!) { case(id: $id) { duties(first: 50) { nodes { code state dueAt late basis verified agencyRow: agency { code } } } } }"
        return {row["code"]: row for row in (await self.ask(who, text, id=case))["case"]["duties"]["nodes"]}


@asynccontextmanager
async def telling(database: Database, directory: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Tale]:
    """The demo county with its people and no case at all, served."""
    async with database.transaction() as connection:
        await _Writer(connection, Loaded()).copy(_county_rows(QUICK))
    told: list[Tale] = []
    monkeypatch.setattr("api.app.clock", lambda: told[0].now if told else datetime(2026, 1, 5, 1, tzinfo=UTC))
    async with serving(database, directory) as served:
        told.append(Tale(served))
        yield told[0]
