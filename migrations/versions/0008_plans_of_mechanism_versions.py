"""plans of mechanism versions."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('edition_plan',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('record_type', sa.Text(), nullable=False),
    sa.Column('source_edition', sa.BigInteger(), nullable=False),
    sa.Column('target_edition', sa.BigInteger(), nullable=False),
    sa.Column('mapping', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('fills', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('clocks', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('rehearsal', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('rehearsed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approver', sa.Uuid(), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('moved', sa.BigInteger(), nullable=True),
    sa.Column('left_over', sa.BigInteger(), nullable=True),
    sa.Column('reached', sa.Text(), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'approver'], ['user.county', 'user.id'], name=op.f('fk_edition_plan_county_approver')),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_edition_plan_county_author')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_edition_plan'))
    )
    op.create_index(op.f('ix_edition_plan_county_approver_id'), 'edition_plan', ['county', 'approver', 'id'], unique=False)
    op.create_index(op.f('ix_edition_plan_county_author_id'), 'edition_plan', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_edition_plan_county_created_at_id'), 'edition_plan', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_edition_plan_county_updated_at_id'), 'edition_plan', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_edition_plan_record_type_sorted', 'edition_plan', ['county', sa.literal_column('record_type COLLATE "C"'), 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_edition_plan_record_type_sorted', table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_updated_at_id'), table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_created_at_id'), table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_author_id'), table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_approver_id'), table_name='edition_plan')
    op.drop_table('edition_plan')
