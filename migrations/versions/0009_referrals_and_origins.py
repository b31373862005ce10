"""referrals and origins."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('referral',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('record_type', sa.Text(), nullable=False),
    sa.Column('record_key', sa.Text(), nullable=False),
    sa.Column('wanted', sa.Text(), nullable=False),
    sa.Column('from_agency', sa.Text(), nullable=True),
    sa.Column('to_agency', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('result_key', sa.Text(), nullable=True),
    sa.Column('result_case', sa.Uuid(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('outcome_number', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_referral_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'from_agency'], ['agency.county', 'agency.code'], name=op.f('fk_referral_county_from_agency')),
    sa.ForeignKeyConstraint(['county', 'result_case'], ['case.county', 'case.id'], name=op.f('fk_referral_county_result_case')),
    sa.ForeignKeyConstraint(['county', 'to_agency'], ['agency.county', 'agency.code'], name=op.f('fk_referral_county_to_agency')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_referral'))
    )
    op.create_index(op.f('ix_referral_county_case_id_id'), 'referral', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_referral_county_created_at_id'), 'referral', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_referral_county_from_agency_id'), 'referral', ['county', 'from_agency', 'id'], unique=False)
    op.create_index(op.f('ix_referral_county_result_case_id'), 'referral', ['county', 'result_case', 'id'], unique=False)
    op.create_index(op.f('ix_referral_county_to_agency_id'), 'referral', ['county', 'to_agency', 'id'], unique=False)
    op.create_index(op.f('ix_referral_county_updated_at_id'), 'referral', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_referral_to_agency_worklist', 'referral', ['county', 'to_agency', 'state', 'id'], unique=False)
    op.add_column('docket', sa.Column('origin_type', sa.Text(), nullable=True))
    op.add_column('docket', sa.Column('origin_key', sa.Text(), nullable=True))
    op.add_column('task', sa.Column('origin_type', sa.Text(), nullable=True))
    op.add_column('task', sa.Column('origin_key', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('task', 'origin_key')
    op.drop_column('task', 'origin_type')
    op.drop_column('docket', 'origin_key')
    op.drop_column('docket', 'origin_type')
    op.drop_index('ix_referral_to_agency_worklist', table_name='referral')
    op.drop_index(op.f('ix_referral_county_updated_at_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_to_agency_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_result_case_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_from_agency_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_created_at_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_case_id_id'), table_name='referral')
    op.drop_table('referral')
