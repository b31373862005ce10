"""The revisions build exactly the declared tables."""

from functools import partial

import asyncpg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.database import comparable
from schema.registry import METADATA


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_server_default": True, "include_object": comparable}), METADATA))


async def test_no_table_differs_from_its_declaration(database_url: str) -> None:
    engine = create_async_engine("postgresql+asyncpg://", async_creator=partial(asyncpg.connect, database_url), poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_listings_by_text_have_their_index(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    found = {row["indexname"] for row in await connection.fetch("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%COLLATE \"C\"%'")}
    await connection.close()
    declared = {str(index.name) for table in METADATA.tables.values() for index in table.indexes if str(index.name).endswith("_sorted")}
    assert found == declared and len(found) > 10
