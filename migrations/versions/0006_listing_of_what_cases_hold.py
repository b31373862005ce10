"""listing of what cases hold."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('access_listing',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('record', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'audience', 'record', 'id', name=op.f('pk_access_listing'))
    )
    op.create_table('case_holding',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('record', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'case_id', 'record', 'id', name=op.f('pk_case_holding'))
    )


def downgrade() -> None:
    op.drop_table('case_holding')
    op.drop_table('access_listing')
