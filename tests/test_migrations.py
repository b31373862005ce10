"""The revisions build exactly the declared tables."""

from functools import partial

import asyncpg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from schema.registry import METADATA


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_server_default": True}), METADATA))


async def test_no_table_differs_from_its_declaration(database_url: str) -> None:
    engine = create_async_engine("postgresql+asyncpg://", async_creator=partial(asyncpg.connect, database_url), poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()
