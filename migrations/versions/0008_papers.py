"""papers."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('blob', sa.Column('carries', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('document', sa.Column('record_type', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('record_key', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('paper', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('edition', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('document', 'edition')
    op.drop_column('document', 'paper')
    op.drop_column('document', 'record_key')
    op.drop_column('document', 'record_type')
    op.drop_column('blob', 'carries')
