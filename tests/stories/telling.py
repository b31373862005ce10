"""Tells a story through GraphQL alone: each actor of the demo county signs in and acts with his own token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from api.database import Database
from api.demo.load import load
from api.demo.people import PASSWORD
from schema.identifiers import HOME_COUNTY
from schema.ids import global_id
from schema.kit import SHANGHAI, camel, pascal
from schema.registry import RECORDS
from sync.keyring import Keyring
from tests.serving import Served, serving

LOGIN = "mutation($u: String!, $p: String!) { login(username: $u, password: $p) { __typename ... on Tokens { accessToken } ... on Refused { code } } }"
DONE = """mutation($input: %(input)s!) { %(name)s(input: $input) {
  __typename ... on %(type)sDone { outcome %(field)s { id %(state)s } } ... on Refused { code message messageEn law facts } } }"""
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@asynccontextmanager
async def telling(database: Database, directory: Path) -> AsyncIterator[Teller]:
    """A served demo county, to whose people a story is about to happen."""
    await load(database, Keyring(b"k" * 32), 0, hasher=QUICK)
    async with serving(database, directory) as served:
        yield Teller(served)


def agency(code: str) -> str:
    """The global id of an agency of the county."""
    return global_id("agency", HOME_COUNTY, code)


def camelled(value: Any) -> Any:
    """Names as GraphQL spells them, within lists too."""
    if isinstance(value, dict):
        return {camel(name): camelled(inner) for name, inner in value.items()}
    return [camelled(inner) for inner in value] if isinstance(value, list) else value


@dataclass
class Teller:
    """The actors of one story; days count from its beginning, long enough ago for the story to have ended by now."""

    served: Served
    beginning: date = field(default_factory=lambda: datetime.now(SHANGHAI).date() - timedelta(days=300))

    def day(self, number: int) -> str:
        """A day of the story as GraphQL writes it."""
        return (self.beginning + timedelta(days=number)).isoformat()

    def moment(self, number: int, clock: str = "10:00") -> str:
        """An instant of a day, by the county's clock."""
        return datetime.combine(self.beginning + timedelta(days=number), time.fromisoformat(clock), SHANGHAI).astimezone(UTC).isoformat()

    async def sign_in(self, *usernames: str) -> None:
        """Sign people in with their passwords, as at the login page."""
        for name in usernames:
            answer = (await self.served.ask(None, LOGIN, u=name, p=PASSWORD))["data"]["login"]
            assert answer["__typename"] == "Tokens", (name, answer)
            self.served.tokens[name] = answer["accessToken"]

    async def ask(self, who: str, text: str, **variables: Any) -> Any:
        """The data of a document asked in somebody's name; nobody acts who has not signed in."""
        assert who in self.served.tokens, f"{who} has not signed in"
        return await self.served.data(who, text, **variables)

    async def create(self, who: str, record: str, **values: Any) -> str:
        """Register a record; its id."""
        done = await self._do(who, record, f"create{pascal(record)}", values)
        assert done["__typename"] == f"{pascal(record)}Done", (record, done)
        return str(done[camel(record)]["id"])

    async def refused_creation(self, who: str, record: str, **values: Any) -> Any:
        """Try to register a record; the refusal."""
        return _refusal(await self._do(who, record, f"create{pascal(record)}", values))

    async def move(self, who: str, record: str, key: str, name: str, at: str | None = None, **inputs: Any) -> Any:
        """Fire a move; the record as it stands then, None where the actor may no longer see it."""
        done = await self._do(who, record, camel(f"{record}_{name}"), self._moving(key, at, inputs))
        assert done["__typename"] == f"{pascal(record)}Done", (record, name, done)
        return done[camel(record)]

    async def refused(self, who: str, record: str, key: str, name: str, at: str | None = None, **inputs: Any) -> Any:
        """Try a move; the refusal, which is told in both languages."""
        return _refusal(await self._do(who, record, camel(f"{record}_{name}"), self._moving(key, at, inputs)))

    async def share(self, who: str, case: str, code: str, receiver: str, purpose: str) -> None:
        """Offer the case to an agency, in whose name the receiver accepts."""
        offered = await self.create(who, "share", case_id=case, to_agency=agency(code), purpose=purpose)
        await self.move(receiver, "share", offered, "accept")

    async def sees(self, who: str, key: str) -> bool:
        """Whether somebody may know of a record at all."""
        return (await self.ask(who, "query($id: ID!) { node(id: $id) { id } }", id=key))["node"] is not None

    async def can(self, who: str, record: str, key: str) -> set[str]:
        """The moves somebody is offered."""
        name = camel(record)
        found = (await self.ask(who, f"query($id: ID!) {{ {name}(id: $id) {{ availableActions {{ move }} }} }}", id=key))[name]
        return {one["move"] for one in found["availableActions"]} if found else set()

    async def fields(self, who: str, record: str, key: str, *names: str) -> Any:
        """Fields of a record as somebody sees them; None when he may not know of it."""
        name = camel(record)
        return (await self.ask(who, f"query($id: ID!) {{ {name}(id: $id) {{ {' '.join(names)} }} }}", id=key))[name]

    async def duties(self, who: str, case: str) -> dict[str, Any]:
        """The clocks of a case by code, as somebody sees them."""
        text = "query($id: ID!) { case(id: $id) { duties(first: 100) { nodes { code state late basis verified agency { code } } } } }"
        return {one["code"]: one for one in (await self.ask(who, text, id=case))["case"]["duties"]["nodes"]}

    def _moving(self, key: str, at: str | None, inputs: dict[str, Any]) -> dict[str, Any]:
        return {"id": key, **({"occurred_at": at} if at else {}), **inputs}

    async def _do(self, who: str, record: str, name: str, values: dict[str, Any]) -> Any:
        words = {"input": f"{name[0].upper()}{name[1:]}Input", "name": name, "type": pascal(record), "field": camel(record),
                 "state": "state" if RECORDS[record].flow else ""}
        return (await self.ask(who, DONE % words, input=camelled(values)))[name]


def _refusal(done: Any) -> Any:
    assert done["__typename"] == "Refused", done
    assert done["message"] and done["messageEn"] and done["message"] != done["messageEn"]
    return done
