"""The village every story begins in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.database import Database
from tests.stories.village import Village, settled


@pytest.fixture
async def village(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    async with settled(database, tmp_path, monkeypatch) as made:
        yield made
