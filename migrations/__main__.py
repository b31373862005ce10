"""Writes a new revision: compares the declared tables with a scratch database at head."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from functools import partial
from pathlib import Path

import asyncpg
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.database import alembic_config, migrate
from api.postgres import Postgres


def _revise(connection: Connection, message: str) -> None:
    number = len(list((Path(__file__).parent / "versions").glob("*.py"))) + 1
    command.revision(alembic_config(connection), message, autogenerate=True, rev_id=f"{number:04d}")


async def write_revision(message: str) -> None:
    """Compare and write `migrations/versions/NNNN_message.py`."""
    with tempfile.TemporaryDirectory() as directory:
        server = Postgres(Path(directory), {"fsync": "off"})
        server.open()
        try:
            url = server.url("postgres")
            await migrate(url)
            engine = create_async_engine(
                "postgresql+asyncpg://", async_creator=partial(asyncpg.connect, url), poolclass=NullPool
            )
            async with engine.connect() as connection:
                await connection.run_sync(_revise, message)
        finally:
            server.close()


if __name__ == "__main__":
    asyncio.run(write_revision(" ".join(sys.argv[1:]) or "change"))
