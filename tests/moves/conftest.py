"""The county whose people walk the mechanisms."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from api.database import Database
from api.demo.load import Loaded, _county_rows, _Writer
from tests.moves.walking import COUNTY, Walker
from tests.stories.village import QUICK


@pytest.fixture
async def walker(database: Database) -> AsyncIterator[Walker]:
    async with database.transaction() as connection:
        await connection.execute("SET LOCAL session_replication_role = replica")
        await _Writer(connection, Loaded()).copy(_county_rows(QUICK))
        await connection.execute("SET LOCAL session_replication_role = origin")
        await connection.execute("INSERT INTO feed_counter (county, seq) VALUES ($1, 0) ON CONFLICT DO NOTHING", COUNTY)
        yield await Walker(connection).settled()
