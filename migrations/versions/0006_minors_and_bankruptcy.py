"""minors and bankruptcy."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('child_education',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('school', sa.Text(), nullable=False),
    sa.Column('host_agency', sa.Text(), nullable=False),
    sa.Column('lecturer', sa.Text(), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('audience', sa.BigInteger(), nullable=True),
    sa.Column('content', sa.Text(), nullable=True),
    sa.Column('risks', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_child_education_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_child_education_county_handler')),
    sa.ForeignKeyConstraint(['county', 'host_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_education_county_host_agency')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_education_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_child_education_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_child_education_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_child_education'))
    )
    op.create_index(op.f('ix_child_education_county_case_id_id'), 'child_education', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_created_at_id'), 'child_education', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_handler_id'), 'child_education', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_held_on_id'), 'child_education', ['county', 'held_on', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_host_agency_id'), 'child_education', ['county', 'host_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_lead_agency_id'), 'child_education', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_township_id'), 'child_education', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_unit_id'), 'child_education', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_child_education_county_updated_at_id'), 'child_education', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_child_education_kind_sorted', 'child_education', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_child_education_school_grams', 'child_education', [sa.literal_column('fuyuan_grams(school)')], unique=False, postgresql_using='gin')
    op.create_index('ix_child_education_title_grams', 'child_education', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_child_education_title_sorted', 'child_education', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('child_protection',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('child_token', sa.Text(), nullable=False),
    sa.Column('age_at_event', sa.BigInteger(), nullable=True),
    sa.Column('need_to_know', sa.Text(), nullable=True),
    sa.Column('plan', sa.Text(), nullable=True),
    sa.Column('placement', sa.Text(), nullable=True),
    sa.Column('single_interview', sa.Boolean(), nullable=True),
    sa.Column('order_applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('order_urgency', sa.Text(), nullable=True),
    sa.Column('order_number', sa.Text(), nullable=True),
    sa.Column('order_outcome', sa.Text(), nullable=True),
    sa.Column('task_title', sa.Text(), nullable=True),
    sa.Column('task_agency', sa.Text(), nullable=True),
    sa.Column('task_due_on', sa.Date(), nullable=True),
    sa.Column('review', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_child_protection_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_child_protection_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_protection_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'task_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_protection_county_task_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_child_protection_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_child_protection_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_child_protection'))
    )
    op.create_index(op.f('ix_child_protection_county_case_id_id'), 'child_protection', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_created_at_id'), 'child_protection', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_handler_id'), 'child_protection', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_lead_agency_id'), 'child_protection', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_number'), 'child_protection', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_child_protection_county_task_agency_id'), 'child_protection', ['county', 'task_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_township_id'), 'child_protection', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_unit_id'), 'child_protection', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_child_protection_county_updated_at_id'), 'child_protection', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_child_protection_number_grams', 'child_protection', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_child_protection_title_grams', 'child_protection', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_child_protection_title_sorted', 'child_protection', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('child_safeguard',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('child_token', sa.Text(), nullable=False),
    sa.Column('receiver', sa.Text(), nullable=False),
    sa.Column('needed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('guardian_absent_reason', sa.Text(), nullable=True),
    sa.Column('provided_by', sa.Text(), nullable=True),
    sa.Column('record', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_child_safeguard_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_child_safeguard_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_safeguard_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'receiver'], ['agency.county', 'agency.code'], name=op.f('fk_child_safeguard_county_receiver')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_child_safeguard_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_child_safeguard_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_child_safeguard'))
    )
    op.create_index(op.f('ix_child_safeguard_county_case_id_id'), 'child_safeguard', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_created_at_id'), 'child_safeguard', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_handler_id'), 'child_safeguard', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_lead_agency_id'), 'child_safeguard', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_receiver_id'), 'child_safeguard', ['county', 'receiver', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_township_id'), 'child_safeguard', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_unit_id'), 'child_safeguard', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_child_safeguard_county_updated_at_id'), 'child_safeguard', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_child_safeguard_title_grams', 'child_safeguard', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_child_safeguard_title_sorted', 'child_safeguard', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('coordination_item',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('from_agency', sa.Text(), nullable=True),
    sa.Column('assigned_agency', sa.Text(), nullable=False),
    sa.Column('request', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('reply_number', sa.Text(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.Column('objection', sa.Text(), nullable=True),
    sa.Column('escalation', sa.Text(), nullable=True),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'assigned_agency'], ['agency.county', 'agency.code'], name=op.f('fk_coordination_item_county_assigned_agency')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_coordination_item_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'from_agency'], ['agency.county', 'agency.code'], name=op.f('fk_coordination_item_county_from_agency')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_coordination_item_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_coordination_item_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_coordination_item_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_coordination_item_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_coordination_item'))
    )
    op.create_index('ix_coordination_item_assigned_agency_worklist', 'coordination_item', ['county', 'assigned_agency', 'state', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_assigned_agency_id'), 'coordination_item', ['county', 'assigned_agency', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_case_id_id'), 'coordination_item', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_created_at_id'), 'coordination_item', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_from_agency_id'), 'coordination_item', ['county', 'from_agency', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_handler_id'), 'coordination_item', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_lead_agency_id'), 'coordination_item', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_number'), 'coordination_item', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_coordination_item_county_township_id'), 'coordination_item', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_unit_id'), 'coordination_item', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_coordination_item_county_updated_at_id'), 'coordination_item', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_coordination_item_kind_sorted', 'coordination_item', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_coordination_item_title_grams', 'coordination_item', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_coordination_item_title_sorted', 'coordination_item', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('creditor_claim',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('creditor', sa.Text(), nullable=False),
    sa.Column('creditor_uscc', sa.Text(), nullable=True),
    sa.Column('creditor_id_number_masked', sa.Text(), nullable=True),
    sa.Column('creditor_id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('creditor_id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('bank_account_masked', sa.Text(), nullable=True),
    sa.Column('bank_account_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('bank_account_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('nature', sa.Text(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=18, scale=2), nullable=False),
    sa.Column('filed_on', sa.Date(), nullable=True),
    sa.Column('grounds', sa.Text(), nullable=True),
    sa.Column('admitted_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('ruling_number', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_creditor_claim_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_creditor_claim_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_creditor_claim_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_creditor_claim_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_creditor_claim_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_creditor_claim'))
    )
    op.create_index(op.f('ix_creditor_claim_county_bank_account_hmac'), 'creditor_claim', ['county', 'bank_account_hmac'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_case_id_id'), 'creditor_claim', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_created_at_id'), 'creditor_claim', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_creditor_id_number_hmac'), 'creditor_claim', ['county', 'creditor_id_number_hmac'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_handler_id'), 'creditor_claim', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_lead_agency_id'), 'creditor_claim', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_township_id'), 'creditor_claim', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_unit_id'), 'creditor_claim', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_creditor_claim_county_updated_at_id'), 'creditor_claim', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_creditor_claim_creditor_grams', 'creditor_claim', [sa.literal_column('fuyuan_grams(creditor)')], unique=False, postgresql_using='gin')
    op.create_index('ix_creditor_claim_title_grams', 'creditor_claim', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_creditor_claim_title_sorted', 'creditor_claim', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('employment_check',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('employer', sa.Text(), nullable=False),
    sa.Column('employer_uscc', sa.Text(), nullable=True),
    sa.Column('post', sa.Text(), nullable=True),
    sa.Column('subject_name', sa.Text(), nullable=False),
    sa.Column('subject_id_number_masked', sa.Text(), nullable=True),
    sa.Column('subject_id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('subject_id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('consented_on', sa.Date(), nullable=True),
    sa.Column('consent_digest', sa.Text(), nullable=True),
    sa.Column('asked_agency', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('reference', sa.Text(), nullable=True),
    sa.Column('objection', sa.Text(), nullable=True),
    sa.Column('recheck_reason', sa.Text(), nullable=True),
    sa.Column('corrected_on', sa.Date(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'asked_agency'], ['agency.county', 'agency.code'], name=op.f('fk_employment_check_county_asked_agency')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_employment_check_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_employment_check_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_employment_check_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_employment_check_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_employment_check_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_employment_check'))
    )
    op.create_index(op.f('ix_employment_check_county_asked_agency_id'), 'employment_check', ['county', 'asked_agency', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_case_id_id'), 'employment_check', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_created_at_id'), 'employment_check', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_handler_id'), 'employment_check', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_lead_agency_id'), 'employment_check', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_reference'), 'employment_check', ['county', 'reference'], unique=True)
    op.create_index(op.f('ix_employment_check_county_subject_id_number_hmac'), 'employment_check', ['county', 'subject_id_number_hmac'], unique=False)
    op.create_index(op.f('ix_employment_check_county_township_id'), 'employment_check', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_unit_id'), 'employment_check', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_employment_check_county_updated_at_id'), 'employment_check', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_employment_check_title_grams', 'employment_check', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_employment_check_title_sorted', 'employment_check', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('enterprise_checkup',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('enterprise', sa.Text(), nullable=False),
    sa.Column('uscc', sa.Text(), nullable=True),
    sa.Column('visited_on', sa.Date(), nullable=True),
    sa.Column('risks', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('follow_up', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_enterprise_checkup_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_enterprise_checkup_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_enterprise_checkup_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_enterprise_checkup_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_enterprise_checkup_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_enterprise_checkup'))
    )
    op.create_index(op.f('ix_enterprise_checkup_county_case_id_id'), 'enterprise_checkup', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_created_at_id'), 'enterprise_checkup', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_handler_id'), 'enterprise_checkup', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_lead_agency_id'), 'enterprise_checkup', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_township_id'), 'enterprise_checkup', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_unit_id'), 'enterprise_checkup', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_updated_at_id'), 'enterprise_checkup', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_enterprise_checkup_county_visited_on_id'), 'enterprise_checkup', ['county', 'visited_on', 'id'], unique=False)
    op.create_index('ix_enterprise_checkup_enterprise_grams', 'enterprise_checkup', [sa.literal_column('fuyuan_grams(enterprise)')], unique=False, postgresql_using='gin')
    op.create_index('ix_enterprise_checkup_title_grams', 'enterprise_checkup', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_enterprise_checkup_title_sorted', 'enterprise_checkup', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('insolvency_file',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('enterprise', sa.Text(), nullable=False),
    sa.Column('uscc', sa.Text(), nullable=False),
    sa.Column('stability_risk', sa.Text(), nullable=True),
    sa.Column('situation', sa.Text(), nullable=True),
    sa.Column('employees', sa.BigInteger(), nullable=True),
    sa.Column('wages_owed', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('taxes_owed', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('secured_claims', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('unsecured_claims', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('known_creditors', sa.BigInteger(), nullable=True),
    sa.Column('assets', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('help_measures', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('rescue_outcome', sa.Text(), nullable=True),
    sa.Column('exit_advice', sa.Text(), nullable=True),
    sa.Column('trade_secrets', sa.Text(), nullable=True),
    sa.Column('administrator', sa.Text(), nullable=True),
    sa.Column('administrator_until', sa.Date(), nullable=True),
    sa.Column('petitioner', sa.Text(), nullable=True),
    sa.Column('petition_number', sa.Text(), nullable=True),
    sa.Column('court_number', sa.Text(), nullable=True),
    sa.Column('ruling_number', sa.Text(), nullable=True),
    sa.Column('petition_received_on', sa.Date(), nullable=True),
    sa.Column('debtor_notified_on', sa.Date(), nullable=True),
    sa.Column('objection_ends_on', sa.Date(), nullable=True),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('announced_on', sa.Date(), nullable=True),
    sa.Column('claims_due_on', sa.Date(), nullable=True),
    sa.Column('first_meeting_on', sa.Date(), nullable=True),
    sa.Column('reorganised_on', sa.Date(), nullable=True),
    sa.Column('plan_received_on', sa.Date(), nullable=True),
    sa.Column('plan_adopted_on', sa.Date(), nullable=True),
    sa.Column('approval_asked_on', sa.Date(), nullable=True),
    sa.Column('declared_on', sa.Date(), nullable=True),
    sa.Column('termination_asked_on', sa.Date(), nullable=True),
    sa.Column('terminated_on', sa.Date(), nullable=True),
    sa.Column('contested_resolution', sa.Boolean(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'administrator'], ['agency.county', 'agency.code'], name=op.f('fk_insolvency_file_county_administrator')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_insolvency_file_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_insolvency_file_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_insolvency_file_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_insolvency_file_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_insolvency_file_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_insolvency_file'))
    )
    op.create_index(op.f('ix_insolvency_file_county_administrator_id'), 'insolvency_file', ['county', 'administrator', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_case_id_id'), 'insolvency_file', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_created_at_id'), 'insolvency_file', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_handler_id'), 'insolvency_file', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_lead_agency_id'), 'insolvency_file', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_township_id'), 'insolvency_file', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_unit_id'), 'insolvency_file', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_updated_at_id'), 'insolvency_file', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_insolvency_file_county_wages_owed_id'), 'insolvency_file', ['county', 'wages_owed', 'id'], unique=False)
    op.create_index('ix_insolvency_file_court_number_grams', 'insolvency_file', [sa.literal_column('fuyuan_grams(court_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_insolvency_file_enterprise_grams', 'insolvency_file', [sa.literal_column('fuyuan_grams(enterprise)')], unique=False, postgresql_using='gin')
    op.create_index('ix_insolvency_file_enterprise_sorted', 'insolvency_file', ['county', sa.literal_column('enterprise COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_insolvency_file_stability_risk_sorted', 'insolvency_file', ['county', sa.literal_column('stability_risk COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_insolvency_file_title_grams', 'insolvency_file', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_insolvency_file_title_sorted', 'insolvency_file', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('protection_proposal',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('target_agency', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('served_on', sa.Date(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.Column('replied_on', sa.Date(), nullable=True),
    sa.Column('late_reply', sa.Boolean(), nullable=True),
    sa.Column('measures', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_protection_proposal_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_protection_proposal_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_protection_proposal_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'target_agency'], ['agency.county', 'agency.code'], name=op.f('fk_protection_proposal_county_target_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_protection_proposal_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_protection_proposal_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_protection_proposal'))
    )
    op.create_index(op.f('ix_protection_proposal_county_case_id_id'), 'protection_proposal', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_created_at_id'), 'protection_proposal', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_handler_id'), 'protection_proposal', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_lead_agency_id'), 'protection_proposal', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_number'), 'protection_proposal', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_protection_proposal_county_target_agency_id'), 'protection_proposal', ['county', 'target_agency', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_township_id'), 'protection_proposal', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_unit_id'), 'protection_proposal', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_protection_proposal_county_updated_at_id'), 'protection_proposal', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_protection_proposal_title_grams', 'protection_proposal', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_protection_proposal_title_sorted', 'protection_proposal', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('staff_screening',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('employer', sa.Text(), nullable=False),
    sa.Column('employer_uscc', sa.Text(), nullable=True),
    sa.Column('branch', sa.Text(), nullable=True),
    sa.Column('joint_agency', sa.Text(), nullable=True),
    sa.Column('present_staff', sa.BigInteger(), nullable=False),
    sa.Column('checked_staff', sa.BigInteger(), nullable=False),
    sa.Column('screened_on', sa.Date(), nullable=True),
    sa.Column('order_number', sa.Text(), nullable=True),
    sa.Column('correct_by', sa.Date(), nullable=True),
    sa.Column('correction', sa.Text(), nullable=True),
    sa.Column('visits', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('penalty_due', sa.Boolean(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_staff_screening_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_staff_screening_county_handler')),
    sa.ForeignKeyConstraint(['county', 'joint_agency'], ['agency.county', 'agency.code'], name=op.f('fk_staff_screening_county_joint_agency')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_staff_screening_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_staff_screening_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_staff_screening_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_staff_screening'))
    )
    op.create_index(op.f('ix_staff_screening_county_case_id_id'), 'staff_screening', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_created_at_id'), 'staff_screening', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_handler_id'), 'staff_screening', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_joint_agency_id'), 'staff_screening', ['county', 'joint_agency', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_lead_agency_id'), 'staff_screening', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_township_id'), 'staff_screening', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_unit_id'), 'staff_screening', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_staff_screening_county_updated_at_id'), 'staff_screening', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_staff_screening_employer_grams', 'staff_screening', [sa.literal_column('fuyuan_grams(employer)')], unique=False, postgresql_using='gin')
    op.create_index('ix_staff_screening_title_grams', 'staff_screening', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_staff_screening_title_sorted', 'staff_screening', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('child_report',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('sensitivity_level', sa.Text(), nullable=True),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('handler', sa.Uuid(), nullable=True),
    sa.Column('created_offline', sa.Boolean(), nullable=True),
    sa.Column('alias_number', sa.Text(), nullable=True),
    sa.Column('situation', sa.Text(), nullable=False),
    sa.Column('discovered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('delay_reason', sa.Text(), nullable=True),
    sa.Column('channel', sa.Text(), nullable=True),
    sa.Column('reporter_name', sa.Text(), nullable=True),
    sa.Column('reporter_phone_masked', sa.Text(), nullable=True),
    sa.Column('reporter_phone_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('reporter_phone_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('reporter_post', sa.Text(), nullable=True),
    sa.Column('reporter_agency', sa.Text(), nullable=True),
    sa.Column('also_told', sa.Text(), nullable=True),
    sa.Column('accused_agency', sa.Text(), nullable=True),
    sa.Column('child_token', sa.Text(), nullable=False),
    sa.Column('age_at_event', sa.BigInteger(), nullable=True),
    sa.Column('child_name', sa.Text(), nullable=True),
    sa.Column('child_id_number_masked', sa.Text(), nullable=True),
    sa.Column('child_id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('child_id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('child_school', sa.Text(), nullable=True),
    sa.Column('child_address', sa.Text(), nullable=True),
    sa.Column('guardian_name', sa.Text(), nullable=True),
    sa.Column('suspect_name', sa.Text(), nullable=True),
    sa.Column('suspect_relation', sa.Text(), nullable=True),
    sa.Column('facts', sa.Text(), nullable=True),
    sa.Column('medical_evidence_kept', sa.Boolean(), nullable=True),
    sa.Column('evidence', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('notes', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('receipt_number', sa.Text(), nullable=True),
    sa.Column('no_crime_reason', sa.Text(), nullable=True),
    sa.Column('filing_kind', sa.Text(), nullable=True),
    sa.Column('filing_number', sa.Text(), nullable=True),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('supervision_number', sa.Text(), nullable=True),
    sa.Column('feedback', sa.Text(), nullable=True),
    sa.Column('incident_id', sa.Uuid(), nullable=True),
    sa.Column('transfer_notice_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('prosecution_number', sa.Text(), nullable=True),
    sa.Column('follow_ups', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('sealing_number', sa.Text(), nullable=True),
    sa.Column('sealing_digest', sa.Text(), nullable=True),
    sa.Column('unseal_ground', sa.Text(), nullable=True),
    sa.Column('unseal_basis', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'accused_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_report_county_accused_agency')),
    sa.ForeignKeyConstraint(['county', 'also_told'], ['agency.county', 'agency.code'], name=op.f('fk_child_report_county_also_told')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_child_report_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_child_report_county_handler')),
    sa.ForeignKeyConstraint(['county', 'incident_id'], ['child_protection.county', 'child_protection.id'], name=op.f('fk_child_report_county_incident_id')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_report_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'reporter_agency'], ['agency.county', 'agency.code'], name=op.f('fk_child_report_county_reporter_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_child_report_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_child_report_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_child_report'))
    )
    op.create_index(op.f('ix_child_report_county_accused_agency_id'), 'child_report', ['county', 'accused_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_also_told_id'), 'child_report', ['county', 'also_told', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_case_id_id'), 'child_report', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_child_id_number_hmac'), 'child_report', ['county', 'child_id_number_hmac'], unique=False)
    op.create_index(op.f('ix_child_report_county_created_at_id'), 'child_report', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_handler_id'), 'child_report', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_incident_id_id'), 'child_report', ['county', 'incident_id', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_lead_agency_id'), 'child_report', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_receipt_number'), 'child_report', ['county', 'receipt_number'], unique=True)
    op.create_index(op.f('ix_child_report_county_reporter_agency_id'), 'child_report', ['county', 'reporter_agency', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_reporter_phone_hmac'), 'child_report', ['county', 'reporter_phone_hmac'], unique=False)
    op.create_index(op.f('ix_child_report_county_township_id'), 'child_report', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_unit_id'), 'child_report', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_child_report_county_updated_at_id'), 'child_report', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_child_report_situation_sorted', 'child_report', ['county', sa.literal_column('situation COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_child_report_title_grams', 'child_report', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_child_report_title_sorted', 'child_report', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_child_report_title_sorted', table_name='child_report')
    op.drop_index('ix_child_report_title_grams', table_name='child_report', postgresql_using='gin')
    op.drop_index('ix_child_report_situation_sorted', table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_updated_at_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_unit_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_township_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_reporter_phone_hmac'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_reporter_agency_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_receipt_number'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_lead_agency_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_incident_id_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_handler_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_created_at_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_child_id_number_hmac'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_case_id_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_also_told_id'), table_name='child_report')
    op.drop_index(op.f('ix_child_report_county_accused_agency_id'), table_name='child_report')
    op.drop_table('child_report')
    op.drop_index('ix_staff_screening_title_sorted', table_name='staff_screening')
    op.drop_index('ix_staff_screening_title_grams', table_name='staff_screening', postgresql_using='gin')
    op.drop_index('ix_staff_screening_employer_grams', table_name='staff_screening', postgresql_using='gin')
    op.drop_index(op.f('ix_staff_screening_county_updated_at_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_unit_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_township_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_lead_agency_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_joint_agency_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_handler_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_created_at_id'), table_name='staff_screening')
    op.drop_index(op.f('ix_staff_screening_county_case_id_id'), table_name='staff_screening')
    op.drop_table('staff_screening')
    op.drop_index('ix_protection_proposal_title_sorted', table_name='protection_proposal')
    op.drop_index('ix_protection_proposal_title_grams', table_name='protection_proposal', postgresql_using='gin')
    op.drop_index(op.f('ix_protection_proposal_county_updated_at_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_unit_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_township_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_target_agency_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_number'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_lead_agency_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_handler_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_created_at_id'), table_name='protection_proposal')
    op.drop_index(op.f('ix_protection_proposal_county_case_id_id'), table_name='protection_proposal')
    op.drop_table('protection_proposal')
    op.drop_index('ix_insolvency_file_title_sorted', table_name='insolvency_file')
    op.drop_index('ix_insolvency_file_title_grams', table_name='insolvency_file', postgresql_using='gin')
    op.drop_index('ix_insolvency_file_stability_risk_sorted', table_name='insolvency_file')
    op.drop_index('ix_insolvency_file_enterprise_sorted', table_name='insolvency_file')
    op.drop_index('ix_insolvency_file_enterprise_grams', table_name='insolvency_file', postgresql_using='gin')
    op.drop_index('ix_insolvency_file_court_number_grams', table_name='insolvency_file', postgresql_using='gin')
    op.drop_index(op.f('ix_insolvency_file_county_wages_owed_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_updated_at_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_unit_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_township_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_lead_agency_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_handler_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_created_at_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_case_id_id'), table_name='insolvency_file')
    op.drop_index(op.f('ix_insolvency_file_county_administrator_id'), table_name='insolvency_file')
    op.drop_table('insolvency_file')
    op.drop_index('ix_enterprise_checkup_title_sorted', table_name='enterprise_checkup')
    op.drop_index('ix_enterprise_checkup_title_grams', table_name='enterprise_checkup', postgresql_using='gin')
    op.drop_index('ix_enterprise_checkup_enterprise_grams', table_name='enterprise_checkup', postgresql_using='gin')
    op.drop_index(op.f('ix_enterprise_checkup_county_visited_on_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_updated_at_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_unit_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_township_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_lead_agency_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_handler_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_created_at_id'), table_name='enterprise_checkup')
    op.drop_index(op.f('ix_enterprise_checkup_county_case_id_id'), table_name='enterprise_checkup')
    op.drop_table('enterprise_checkup')
    op.drop_index('ix_employment_check_title_sorted', table_name='employment_check')
    op.drop_index('ix_employment_check_title_grams', table_name='employment_check', postgresql_using='gin')
    op.drop_index(op.f('ix_employment_check_county_updated_at_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_unit_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_township_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_subject_id_number_hmac'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_reference'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_lead_agency_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_handler_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_created_at_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_case_id_id'), table_name='employment_check')
    op.drop_index(op.f('ix_employment_check_county_asked_agency_id'), table_name='employment_check')
    op.drop_table('employment_check')
    op.drop_index('ix_creditor_claim_title_sorted', table_name='creditor_claim')
    op.drop_index('ix_creditor_claim_title_grams', table_name='creditor_claim', postgresql_using='gin')
    op.drop_index('ix_creditor_claim_creditor_grams', table_name='creditor_claim', postgresql_using='gin')
    op.drop_index(op.f('ix_creditor_claim_county_updated_at_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_unit_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_township_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_lead_agency_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_handler_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_creditor_id_number_hmac'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_created_at_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_case_id_id'), table_name='creditor_claim')
    op.drop_index(op.f('ix_creditor_claim_county_bank_account_hmac'), table_name='creditor_claim')
    op.drop_table('creditor_claim')
    op.drop_index('ix_coordination_item_title_sorted', table_name='coordination_item')
    op.drop_index('ix_coordination_item_title_grams', table_name='coordination_item', postgresql_using='gin')
    op.drop_index('ix_coordination_item_kind_sorted', table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_updated_at_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_unit_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_township_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_number'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_lead_agency_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_handler_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_from_agency_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_created_at_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_case_id_id'), table_name='coordination_item')
    op.drop_index(op.f('ix_coordination_item_county_assigned_agency_id'), table_name='coordination_item')
    op.drop_index('ix_coordination_item_assigned_agency_worklist', table_name='coordination_item')
    op.drop_table('coordination_item')
    op.drop_index('ix_child_safeguard_title_sorted', table_name='child_safeguard')
    op.drop_index('ix_child_safeguard_title_grams', table_name='child_safeguard', postgresql_using='gin')
    op.drop_index(op.f('ix_child_safeguard_county_updated_at_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_unit_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_township_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_receiver_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_lead_agency_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_handler_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_created_at_id'), table_name='child_safeguard')
    op.drop_index(op.f('ix_child_safeguard_county_case_id_id'), table_name='child_safeguard')
    op.drop_table('child_safeguard')
    op.drop_index('ix_child_protection_title_sorted', table_name='child_protection')
    op.drop_index('ix_child_protection_title_grams', table_name='child_protection', postgresql_using='gin')
    op.drop_index('ix_child_protection_number_grams', table_name='child_protection', postgresql_using='gin')
    op.drop_index(op.f('ix_child_protection_county_updated_at_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_unit_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_township_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_task_agency_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_number'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_lead_agency_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_handler_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_created_at_id'), table_name='child_protection')
    op.drop_index(op.f('ix_child_protection_county_case_id_id'), table_name='child_protection')
    op.drop_table('child_protection')
    op.drop_index('ix_child_education_title_sorted', table_name='child_education')
    op.drop_index('ix_child_education_title_grams', table_name='child_education', postgresql_using='gin')
    op.drop_index('ix_child_education_school_grams', table_name='child_education', postgresql_using='gin')
    op.drop_index('ix_child_education_kind_sorted', table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_updated_at_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_unit_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_township_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_lead_agency_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_host_agency_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_held_on_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_handler_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_created_at_id'), table_name='child_education')
    op.drop_index(op.f('ix_child_education_county_case_id_id'), table_name='child_education')
    op.drop_table('child_education')
