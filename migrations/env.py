"""Alembic's entry: runs the revisions on the connection that `api.database.migrate` hands over."""

from alembic import context

from api.database import comparable
from schema.registry import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_server_default=True,
    include_object=comparable,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
