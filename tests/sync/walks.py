"""Walking a record through its moves in the small county: each step is applied, or refused with the code that is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.sync.county import County


class Walk:
    """One row of one record."""

    def __init__(self, county: County, record: str, key: UUID) -> None:
        self.county, self.record, self.key = county, record, key

    async def ok(self, who: str, name: str, **values: Any) -> None:
        outcome = await self.county.move(who, self.record, self.key, name, **values)
        assert outcome.kind == "applied", (name, outcome)

    async def code(self, who: str, name: str, **values: Any) -> str | None:
        outcome = await self.county.move(who, self.record, self.key, name, **values)
        assert outcome.kind == "refused", (name, outcome)
        return outcome.code

    async def row(self) -> Any:
        return await self.county.row(self.record, self.key)

    async def duties(self) -> dict[str, Any]:
        return {duty["code"]: duty for duty in await self.county.all("duty", "record_key = $2", str(self.key))}
