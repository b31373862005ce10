"""an uploaded document has no edition."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column('document', 'edition',
               existing_type=sa.BIGINT(),
               server_default=None,
               nullable=True)


def downgrade() -> None:
    op.alter_column('document', 'edition',
               existing_type=sa.BIGINT(),
               server_default=sa.text('1'),
               nullable=False)
