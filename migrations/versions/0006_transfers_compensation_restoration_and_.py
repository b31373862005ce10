"""transfers, compensation, restoration and coordination for the environment."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('environment_coordination',
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
    sa.Column('counterpart', sa.Text(), nullable=False),
    sa.Column('matter', sa.Text(), nullable=False),
    sa.Column('legal_basis', sa.Text(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('joint_actions', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('dissent', sa.Text(), nullable=True),
    sa.Column('replied_on', sa.Date(), nullable=True),
    sa.Column('reopen_count', sa.BigInteger(), nullable=True),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('decision_number', sa.Text(), nullable=True),
    sa.Column('assigned_agency', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'assigned_agency'], ['agency.county', 'agency.code'], name=op.f('fk_environment_coordination_county_assigned_agency')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_environment_coordination_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'counterpart'], ['agency.county', 'agency.code'], name=op.f('fk_environment_coordination_county_counterpart')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_environment_coordination_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_environment_coordination_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_environment_coordination_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_environment_coordination_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_environment_coordination'))
    )
    op.create_index(op.f('ix_environment_coordination_county_assigned_agency_id'), 'environment_coordination', ['county', 'assigned_agency', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_case_id_id'), 'environment_coordination', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_counterpart_id'), 'environment_coordination', ['county', 'counterpart', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_created_at_id'), 'environment_coordination', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_handler_id'), 'environment_coordination', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_lead_agency_id'), 'environment_coordination', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_township_id'), 'environment_coordination', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_unit_id'), 'environment_coordination', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_environment_coordination_county_updated_at_id'), 'environment_coordination', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_environment_coordination_kind_sorted', 'environment_coordination', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_environment_coordination_title_grams', 'environment_coordination', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_environment_coordination_title_sorted', 'environment_coordination', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('transfer',
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
    sa.Column('offence', sa.Text(), nullable=False),
    sa.Column('charge', sa.Text(), nullable=True),
    sa.Column('suspect_name', sa.Text(), nullable=True),
    sa.Column('suspect_id_number_masked', sa.Text(), nullable=True),
    sa.Column('suspect_id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('suspect_id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('suspect_uscc', sa.Text(), nullable=True),
    sa.Column('happened_on', sa.Date(), nullable=True),
    sa.Column('place', sa.Text(), nullable=True),
    sa.Column('closed', sa.Boolean(), nullable=True),
    sa.Column('facts', sa.Text(), nullable=True),
    sa.Column('quantity', sa.Text(), nullable=True),
    sa.Column('value', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('valuation_number', sa.Text(), nullable=True),
    sa.Column('threshold_basis', sa.Text(), nullable=True),
    sa.Column('investigators', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('evidence', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('report', sa.Text(), nullable=True),
    sa.Column('approver_capacity', sa.Text(), nullable=True),
    sa.Column('approval_opinion', sa.Text(), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('transfer_number', sa.Text(), nullable=True),
    sa.Column('attachments', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('appraisal_absent_reason', sa.Text(), nullable=True),
    sa.Column('receiver', sa.Text(), nullable=True),
    sa.Column('transferred_on', sa.Date(), nullable=True),
    sa.Column('receipt_number', sa.Text(), nullable=True),
    sa.Column('receipt_signed_by', sa.Text(), nullable=True),
    sa.Column('forwarded_to', sa.Text(), nullable=True),
    sa.Column('filing_term', sa.Text(), nullable=True),
    sa.Column('filing_number', sa.Text(), nullable=True),
    sa.Column('notice_number', sa.Text(), nullable=True),
    sa.Column('notice_reason', sa.Text(), nullable=True),
    sa.Column('notice_served_on', sa.Date(), nullable=True),
    sa.Column('filing_served_on', sa.Date(), nullable=True),
    sa.Column('reconsideration_reason', sa.Text(), nullable=True),
    sa.Column('reconsideration_number', sa.Text(), nullable=True),
    sa.Column('reconsideration_served_on', sa.Date(), nullable=True),
    sa.Column('supervision_reason', sa.Text(), nullable=True),
    sa.Column('supervision_number', sa.Text(), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=True),
    sa.Column('filing_order_number', sa.Text(), nullable=True),
    sa.Column('evidence_advice', sa.Text(), nullable=True),
    sa.Column('handover_list', sa.Text(), nullable=True),
    sa.Column('handed_over_on', sa.Date(), nullable=True),
    sa.Column('penalty_number', sa.Text(), nullable=True),
    sa.Column('fine_paid', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('indictment_number', sa.Text(), nullable=True),
    sa.Column('non_prosecution_number', sa.Text(), nullable=True),
    sa.Column('non_prosecution_kind', sa.Text(), nullable=True),
    sa.Column('penalty_needed', sa.Boolean(), nullable=True),
    sa.Column('competent_agency', sa.Text(), nullable=True),
    sa.Column('judgment_number', sa.Text(), nullable=True),
    sa.Column('criminal_fine', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('fine_offset', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_transfer_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'competent_agency'], ['agency.county', 'agency.code'], name=op.f('fk_transfer_county_competent_agency')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_transfer_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_transfer_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'receiver'], ['agency.county', 'agency.code'], name=op.f('fk_transfer_county_receiver')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_transfer_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_transfer_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_transfer'))
    )
    op.create_index(op.f('ix_transfer_county_case_id_id'), 'transfer', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_competent_agency_id'), 'transfer', ['county', 'competent_agency', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_created_at_id'), 'transfer', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_handler_id'), 'transfer', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_lead_agency_id'), 'transfer', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_receiver_id'), 'transfer', ['county', 'receiver', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_suspect_id_number_hmac'), 'transfer', ['county', 'suspect_id_number_hmac'], unique=False)
    op.create_index(op.f('ix_transfer_county_township_id'), 'transfer', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_transferred_on_id'), 'transfer', ['county', 'transferred_on', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_unit_id'), 'transfer', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_transfer_county_updated_at_id'), 'transfer', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_transfer_filing_number_grams', 'transfer', [sa.literal_column('fuyuan_grams(filing_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_transfer_offence_sorted', 'transfer', ['county', sa.literal_column('offence COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_transfer_title_grams', 'transfer', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_transfer_title_sorted', 'transfer', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_transfer_transfer_number_grams', 'transfer', [sa.literal_column('fuyuan_grams(transfer_number)')], unique=False, postgresql_using='gin')
    op.create_table('compensation',
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
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('designated', sa.Text(), nullable=False),
    sa.Column('designation_number', sa.Text(), nullable=True),
    sa.Column('transfer_id', sa.Uuid(), nullable=True),
    sa.Column('medium', sa.Text(), nullable=False),
    sa.Column('incident_on', sa.Date(), nullable=True),
    sa.Column('location', sa.Text(), nullable=True),
    sa.Column('boundary', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('obligor_name', sa.Text(), nullable=True),
    sa.Column('obligor_id_number_masked', sa.Text(), nullable=True),
    sa.Column('obligor_id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('obligor_id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('obligor_uscc', sa.Text(), nullable=True),
    sa.Column('clue', sa.Text(), nullable=True),
    sa.Column('screening_report', sa.Text(), nullable=True),
    sa.Column('damages', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('opinions', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('assessed_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('notice_number', sa.Text(), nullable=True),
    sa.Column('notice_date', sa.Date(), nullable=True),
    sa.Column('notice_receiver', sa.Text(), nullable=True),
    sa.Column('rounds', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('agreement', sa.Text(), nullable=True),
    sa.Column('agreement_digest', sa.Text(), nullable=True),
    sa.Column('agreement_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('performance_way', sa.Text(), nullable=True),
    sa.Column('performance_due_on', sa.Date(), nullable=True),
    sa.Column('deposit', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('confirmation_number', sa.Text(), nullable=True),
    sa.Column('announcement_on', sa.Date(), nullable=True),
    sa.Column('announcement_place', sa.Text(), nullable=True),
    sa.Column('ruling', sa.Text(), nullable=True),
    sa.Column('lawsuit_number', sa.Text(), nullable=True),
    sa.Column('judgment_number', sa.Text(), nullable=True),
    sa.Column('payments', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('evaluation', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_compensation_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'designated'], ['agency.county', 'agency.code'], name=op.f('fk_compensation_county_designated')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_compensation_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_compensation_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_compensation_county_township')),
    sa.ForeignKeyConstraint(['county', 'transfer_id'], ['transfer.county', 'transfer.id'], name=op.f('fk_compensation_county_transfer_id')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_compensation_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_compensation'))
    )
    op.create_index(op.f('ix_compensation_county_assessed_amount_id'), 'compensation', ['county', 'assessed_amount', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_case_id_id'), 'compensation', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_created_at_id'), 'compensation', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_designated_id'), 'compensation', ['county', 'designated', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_handler_id'), 'compensation', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_lead_agency_id'), 'compensation', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_obligor_id_number_hmac'), 'compensation', ['county', 'obligor_id_number_hmac'], unique=False)
    op.create_index(op.f('ix_compensation_county_township_id'), 'compensation', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_transfer_id_id'), 'compensation', ['county', 'transfer_id', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_unit_id'), 'compensation', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_compensation_county_updated_at_id'), 'compensation', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_compensation_holder_sorted', 'compensation', ['county', sa.literal_column('holder COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_compensation_title_grams', 'compensation', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_compensation_title_sorted', 'compensation', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('reverse_transfer',
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
    sa.Column('transfer_id', sa.Uuid(), nullable=True),
    sa.Column('target_agency', sa.Text(), nullable=False),
    sa.Column('respondent_name', sa.Text(), nullable=True),
    sa.Column('non_prosecution_number', sa.Text(), nullable=False),
    sa.Column('non_prosecution_kind', sa.Text(), nullable=True),
    sa.Column('facts', sa.Text(), nullable=True),
    sa.Column('penalty_opinion', sa.Text(), nullable=True),
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('served_date', sa.Date(), nullable=True),
    sa.Column('receiver_name', sa.Text(), nullable=True),
    sa.Column('penalty_number', sa.Text(), nullable=True),
    sa.Column('penalty_terms', sa.Text(), nullable=True),
    sa.Column('fine_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('restoration_ordered', sa.Boolean(), nullable=True),
    sa.Column('reply_number', sa.Text(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.Column('reported_back_on', sa.Date(), nullable=True),
    sa.Column('late_report_back', sa.Boolean(), nullable=True),
    sa.Column('superior_notice_number', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_reverse_transfer_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_reverse_transfer_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_reverse_transfer_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'target_agency'], ['agency.county', 'agency.code'], name=op.f('fk_reverse_transfer_county_target_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_reverse_transfer_county_township')),
    sa.ForeignKeyConstraint(['county', 'transfer_id'], ['transfer.county', 'transfer.id'], name=op.f('fk_reverse_transfer_county_transfer_id')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_reverse_transfer_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_reverse_transfer'))
    )
    op.create_index(op.f('ix_reverse_transfer_county_case_id_id'), 'reverse_transfer', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_created_at_id'), 'reverse_transfer', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_document_number'), 'reverse_transfer', ['county', 'document_number'], unique=True)
    op.create_index(op.f('ix_reverse_transfer_county_handler_id'), 'reverse_transfer', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_lead_agency_id'), 'reverse_transfer', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_served_date_id'), 'reverse_transfer', ['county', 'served_date', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_target_agency_id'), 'reverse_transfer', ['county', 'target_agency', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_township_id'), 'reverse_transfer', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_transfer_id_id'), 'reverse_transfer', ['county', 'transfer_id', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_unit_id'), 'reverse_transfer', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_reverse_transfer_county_updated_at_id'), 'reverse_transfer', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_reverse_transfer_document_number_grams', 'reverse_transfer', [sa.literal_column('fuyuan_grams(document_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_reverse_transfer_title_grams', 'reverse_transfer', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_reverse_transfer_title_sorted', 'reverse_transfer', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('restoration',
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
    sa.Column('compensation_id', sa.Uuid(), nullable=True),
    sa.Column('reverse_transfer_id', sa.Uuid(), nullable=True),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('measures', sa.Text(), nullable=True),
    sa.Column('obligor_name', sa.Text(), nullable=True),
    sa.Column('area', sa.Text(), nullable=True),
    sa.Column('plan', sa.Text(), nullable=True),
    sa.Column('plan_digest', sa.Text(), nullable=True),
    sa.Column('targets', sa.Text(), nullable=True),
    sa.Column('budget', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('plan_opinion', sa.Text(), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('progress', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('self_check', sa.Text(), nullable=True),
    sa.Column('third_party', sa.Text(), nullable=True),
    sa.Column('third_party_report', sa.Text(), nullable=True),
    sa.Column('third_party_result', sa.Text(), nullable=True),
    sa.Column('observations', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('signatures', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('acceptance_opinion', sa.Text(), nullable=True),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('rework_count', sa.BigInteger(), nullable=True),
    sa.Column('reworks', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('maintenance_until', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_restoration_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'compensation_id'], ['compensation.county', 'compensation.id'], name=op.f('fk_restoration_county_compensation_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_restoration_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_restoration_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'reverse_transfer_id'], ['reverse_transfer.county', 'reverse_transfer.id'], name=op.f('fk_restoration_county_reverse_transfer_id')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_restoration_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_restoration_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_restoration'))
    )
    op.create_index(op.f('ix_restoration_county_case_id_id'), 'restoration', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_compensation_id_id'), 'restoration', ['county', 'compensation_id', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_created_at_id'), 'restoration', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_handler_id'), 'restoration', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_lead_agency_id'), 'restoration', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_reverse_transfer_id_id'), 'restoration', ['county', 'reverse_transfer_id', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_township_id'), 'restoration', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_unit_id'), 'restoration', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_restoration_county_updated_at_id'), 'restoration', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_restoration_measures_grams', 'restoration', [sa.literal_column('fuyuan_grams(measures)')], unique=False, postgresql_using='gin')
    op.create_index('ix_restoration_title_grams', 'restoration', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_restoration_title_sorted', 'restoration', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_restoration_way_sorted', 'restoration', ['county', sa.literal_column('way COLLATE "C"'), 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_restoration_way_sorted', table_name='restoration')
    op.drop_index('ix_restoration_title_sorted', table_name='restoration')
    op.drop_index('ix_restoration_title_grams', table_name='restoration', postgresql_using='gin')
    op.drop_index('ix_restoration_measures_grams', table_name='restoration', postgresql_using='gin')
    op.drop_index(op.f('ix_restoration_county_updated_at_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_unit_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_township_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_reverse_transfer_id_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_lead_agency_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_handler_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_created_at_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_compensation_id_id'), table_name='restoration')
    op.drop_index(op.f('ix_restoration_county_case_id_id'), table_name='restoration')
    op.drop_table('restoration')
    op.drop_index('ix_reverse_transfer_title_sorted', table_name='reverse_transfer')
    op.drop_index('ix_reverse_transfer_title_grams', table_name='reverse_transfer', postgresql_using='gin')
    op.drop_index('ix_reverse_transfer_document_number_grams', table_name='reverse_transfer', postgresql_using='gin')
    op.drop_index(op.f('ix_reverse_transfer_county_updated_at_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_unit_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_transfer_id_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_township_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_target_agency_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_served_date_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_lead_agency_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_handler_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_document_number'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_created_at_id'), table_name='reverse_transfer')
    op.drop_index(op.f('ix_reverse_transfer_county_case_id_id'), table_name='reverse_transfer')
    op.drop_table('reverse_transfer')
    op.drop_index('ix_compensation_title_sorted', table_name='compensation')
    op.drop_index('ix_compensation_title_grams', table_name='compensation', postgresql_using='gin')
    op.drop_index('ix_compensation_holder_sorted', table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_updated_at_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_unit_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_transfer_id_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_township_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_obligor_id_number_hmac'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_lead_agency_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_handler_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_designated_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_created_at_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_case_id_id'), table_name='compensation')
    op.drop_index(op.f('ix_compensation_county_assessed_amount_id'), table_name='compensation')
    op.drop_table('compensation')
    op.drop_index('ix_transfer_transfer_number_grams', table_name='transfer', postgresql_using='gin')
    op.drop_index('ix_transfer_title_sorted', table_name='transfer')
    op.drop_index('ix_transfer_title_grams', table_name='transfer', postgresql_using='gin')
    op.drop_index('ix_transfer_offence_sorted', table_name='transfer')
    op.drop_index('ix_transfer_filing_number_grams', table_name='transfer', postgresql_using='gin')
    op.drop_index(op.f('ix_transfer_county_updated_at_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_unit_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_transferred_on_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_township_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_suspect_id_number_hmac'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_receiver_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_lead_agency_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_handler_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_created_at_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_competent_agency_id'), table_name='transfer')
    op.drop_index(op.f('ix_transfer_county_case_id_id'), table_name='transfer')
    op.drop_table('transfer')
    op.drop_index('ix_environment_coordination_title_sorted', table_name='environment_coordination')
    op.drop_index('ix_environment_coordination_title_grams', table_name='environment_coordination', postgresql_using='gin')
    op.drop_index('ix_environment_coordination_kind_sorted', table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_updated_at_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_unit_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_township_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_lead_agency_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_handler_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_created_at_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_counterpart_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_case_id_id'), table_name='environment_coordination')
    op.drop_index(op.f('ix_environment_coordination_county_assigned_agency_id'), table_name='environment_coordination')
    op.drop_table('environment_coordination')
