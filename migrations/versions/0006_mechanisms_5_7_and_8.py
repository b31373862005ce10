"""mechanisms 5, 7 and 8."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('major_decision',
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
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('matter', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=True),
    sa.Column('comment_from', sa.Date(), nullable=True),
    sa.Column('comment_to', sa.Date(), nullable=True),
    sa.Column('urgency_reason', sa.Text(), nullable=True),
    sa.Column('comment_summary', sa.Text(), nullable=True),
    sa.Column('needs_expert', sa.Boolean(), nullable=True),
    sa.Column('needs_risk', sa.Boolean(), nullable=True),
    sa.Column('needs_fair_competition', sa.Boolean(), nullable=True),
    sa.Column('studies', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('opinions', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('legality_review_on', sa.Date(), nullable=True),
    sa.Column('reviewed_digest', sa.Text(), nullable=True),
    sa.Column('review_number', sa.Text(), nullable=True),
    sa.Column('return_reason', sa.Text(), nullable=True),
    sa.Column('meeting', sa.Text(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('filing_number', sa.Text(), nullable=True),
    sa.Column('challenge_kind', sa.Text(), nullable=True),
    sa.Column('challenge_number', sa.Text(), nullable=True),
    sa.Column('challenge_finding', sa.Text(), nullable=True),
    sa.Column('challenge_answer', sa.Text(), nullable=True),
    sa.Column('evaluation', sa.Text(), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.Column('successor_case', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_major_decision_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_major_decision_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_major_decision_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'successor_case'], ['case.county', 'case.id'], name=op.f('fk_major_decision_county_successor_case')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_major_decision_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_major_decision_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_major_decision'))
    )
    op.create_index(op.f('ix_major_decision_county_case_id_id'), 'major_decision', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_created_at_id'), 'major_decision', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_handler_id'), 'major_decision', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_lead_agency_id'), 'major_decision', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_published_on_id'), 'major_decision', ['county', 'published_on', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_successor_case_id'), 'major_decision', ['county', 'successor_case', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_township_id'), 'major_decision', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_unit_id'), 'major_decision', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_major_decision_county_updated_at_id'), 'major_decision', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_major_decision_document_number_grams', 'major_decision', [sa.literal_column('fuyuan_grams(document_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_major_decision_matter_sorted', 'major_decision', ['county', sa.literal_column('matter COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_major_decision_title_grams', 'major_decision', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_major_decision_title_sorted', 'major_decision', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('normative_document',
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
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('validity', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=True),
    sa.Column('comment_from', sa.Date(), nullable=True),
    sa.Column('comment_to', sa.Date(), nullable=True),
    sa.Column('urgency_reason', sa.Text(), nullable=True),
    sa.Column('comment_summary', sa.Text(), nullable=True),
    sa.Column('needs_expert', sa.Boolean(), nullable=True),
    sa.Column('needs_risk', sa.Boolean(), nullable=True),
    sa.Column('needs_fair_competition', sa.Boolean(), nullable=True),
    sa.Column('studies', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('opinions', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('legality_review_on', sa.Date(), nullable=True),
    sa.Column('reviewed_digest', sa.Text(), nullable=True),
    sa.Column('review_number', sa.Text(), nullable=True),
    sa.Column('return_reason', sa.Text(), nullable=True),
    sa.Column('meeting', sa.Text(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('filing_number', sa.Text(), nullable=True),
    sa.Column('challenge_kind', sa.Text(), nullable=True),
    sa.Column('challenge_number', sa.Text(), nullable=True),
    sa.Column('challenge_finding', sa.Text(), nullable=True),
    sa.Column('challenge_answer', sa.Text(), nullable=True),
    sa.Column('evaluation', sa.Text(), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.Column('successor_case', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_normative_document_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_normative_document_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_normative_document_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'successor_case'], ['case.county', 'case.id'], name=op.f('fk_normative_document_county_successor_case')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_normative_document_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_normative_document_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_normative_document'))
    )
    op.create_index(op.f('ix_normative_document_county_case_id_id'), 'normative_document', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_created_at_id'), 'normative_document', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_document_number'), 'normative_document', ['county', 'document_number'], unique=True)
    op.create_index(op.f('ix_normative_document_county_handler_id'), 'normative_document', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_lead_agency_id'), 'normative_document', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_published_on_id'), 'normative_document', ['county', 'published_on', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_successor_case_id'), 'normative_document', ['county', 'successor_case', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_township_id'), 'normative_document', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_unit_id'), 'normative_document', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_normative_document_county_updated_at_id'), 'normative_document', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_normative_document_document_number_grams', 'normative_document', [sa.literal_column('fuyuan_grams(document_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_normative_document_title_grams', 'normative_document', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_normative_document_title_sorted', 'normative_document', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('potential_suit',
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
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('act_kind', sa.Text(), nullable=False),
    sa.Column('act_number', sa.Text(), nullable=True),
    sa.Column('respondent', sa.Text(), nullable=False),
    sa.Column('defendant', sa.Text(), nullable=True),
    sa.Column('remedy_rule', sa.Text(), nullable=False),
    sa.Column('review_first', sa.Text(), nullable=True),
    sa.Column('mediable', sa.Text(), nullable=True),
    sa.Column('excluded', sa.Text(), nullable=True),
    sa.Column('served_on', sa.Date(), nullable=True),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('clock_from', sa.Date(), nullable=True),
    sa.Column('limit_known_on', sa.Date(), nullable=True),
    sa.Column('claim', sa.Text(), nullable=True),
    sa.Column('told', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('channel', sa.Text(), nullable=True),
    sa.Column('court', sa.Text(), nullable=True),
    sa.Column('case_number', sa.Text(), nullable=True),
    sa.Column('review_number', sa.Text(), nullable=True),
    sa.Column('review_decision_number', sa.Text(), nullable=True),
    sa.Column('review_served_on', sa.Date(), nullable=True),
    sa.Column('old_act', sa.Text(), nullable=True),
    sa.Column('correction_number', sa.Text(), nullable=True),
    sa.Column('resolution_kind', sa.Text(), nullable=True),
    sa.Column('apart_title', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_potential_suit_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'defendant'], ['agency.county', 'agency.code'], name=op.f('fk_potential_suit_county_defendant')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_potential_suit_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_potential_suit_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'respondent'], ['agency.county', 'agency.code'], name=op.f('fk_potential_suit_county_respondent')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_potential_suit_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_potential_suit_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_potential_suit'))
    )
    op.create_index('ix_potential_suit_act_kind_sorted', 'potential_suit', ['county', sa.literal_column('act_kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_potential_suit_case_number_grams', 'potential_suit', [sa.literal_column('fuyuan_grams(case_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_potential_suit_channel_sorted', 'potential_suit', ['county', sa.literal_column('channel COLLATE "C"'), 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_case_id_id'), 'potential_suit', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_clock_from_id'), 'potential_suit', ['county', 'clock_from', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_created_at_id'), 'potential_suit', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_defendant_id'), 'potential_suit', ['county', 'defendant', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_handler_id'), 'potential_suit', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_lead_agency_id'), 'potential_suit', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_number'), 'potential_suit', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_potential_suit_county_respondent_id'), 'potential_suit', ['county', 'respondent', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_township_id'), 'potential_suit', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_unit_id'), 'potential_suit', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_potential_suit_county_updated_at_id'), 'potential_suit', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_potential_suit_number_grams', 'potential_suit', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_potential_suit_source_sorted', 'potential_suit', ['county', sa.literal_column('source COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_potential_suit_title_grams', 'potential_suit', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_potential_suit_title_sorted', 'potential_suit', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('accountability',
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
    sa.Column('trigger', sa.Text(), nullable=False),
    sa.Column('trigger_number', sa.Text(), nullable=True),
    sa.Column('responsible_agency', sa.Text(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('lifelong', sa.Boolean(), nullable=True),
    sa.Column('findings', sa.Text(), nullable=True),
    sa.Column('persons', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('basis_article', sa.Text(), nullable=True),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('referred_to', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_accountability_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'decision_id'], ['major_decision.county', 'major_decision.id'], name=op.f('fk_accountability_county_decision_id')),
    sa.ForeignKeyConstraint(['county', 'document_id'], ['normative_document.county', 'normative_document.id'], name=op.f('fk_accountability_county_document_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_accountability_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_accountability_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'responsible_agency'], ['agency.county', 'agency.code'], name=op.f('fk_accountability_county_responsible_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_accountability_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_accountability_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_accountability'))
    )
    op.create_index(op.f('ix_accountability_county_case_id_id'), 'accountability', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_created_at_id'), 'accountability', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_decision_id_id'), 'accountability', ['county', 'decision_id', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_document_id_id'), 'accountability', ['county', 'document_id', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_handler_id'), 'accountability', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_lead_agency_id'), 'accountability', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_number'), 'accountability', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_accountability_county_responsible_agency_id'), 'accountability', ['county', 'responsible_agency', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_township_id'), 'accountability', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_unit_id'), 'accountability', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_accountability_county_updated_at_id'), 'accountability', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_accountability_number_grams', 'accountability', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_accountability_title_grams', 'accountability', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_accountability_title_sorted', 'accountability', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('appearance',
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
    sa.Column('docket_id', sa.Uuid(), nullable=True),
    sa.Column('respondent', sa.Text(), nullable=False),
    sa.Column('hearing_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('notified_on', sa.Date(), nullable=True),
    sa.Column('official', sa.Text(), nullable=True),
    sa.Column('post', sa.Text(), nullable=True),
    sa.Column('statement', sa.Text(), nullable=True),
    sa.Column('excuse', sa.Text(), nullable=True),
    sa.Column('excuse_ground', sa.Text(), nullable=True),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('recommended_to', sa.Text(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('assessment', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_appearance_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'docket_id'], ['docket.county', 'docket.id'], name=op.f('fk_appearance_county_docket_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_appearance_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_appearance_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'respondent'], ['agency.county', 'agency.code'], name=op.f('fk_appearance_county_respondent')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_appearance_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_appearance_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_appearance'))
    )
    op.create_index(op.f('ix_appearance_county_case_id_id'), 'appearance', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_created_at_id'), 'appearance', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_docket_id_id'), 'appearance', ['county', 'docket_id', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_handler_id'), 'appearance', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_hearing_at_id'), 'appearance', ['county', 'hearing_at', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_lead_agency_id'), 'appearance', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_number'), 'appearance', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_appearance_county_respondent_id'), 'appearance', ['county', 'respondent', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_township_id'), 'appearance', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_unit_id'), 'appearance', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_appearance_county_updated_at_id'), 'appearance', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_appearance_number_grams', 'appearance', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_appearance_title_grams', 'appearance', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_appearance_title_sorted', 'appearance', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('resolution',
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
    sa.Column('docket_id', sa.Uuid(), nullable=False),
    sa.Column('docket_number', sa.Text(), nullable=True),
    sa.Column('entry', sa.Text(), nullable=True),
    sa.Column('respondent', sa.Text(), nullable=True),
    sa.Column('plan_agency', sa.Text(), nullable=True),
    sa.Column('act', sa.Text(), nullable=True),
    sa.Column('real_demand', sa.Text(), nullable=True),
    sa.Column('obstacles', sa.Text(), nullable=True),
    sa.Column('mediable', sa.Text(), nullable=True),
    sa.Column('plan', sa.Text(), nullable=True),
    sa.Column('participants', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('measures', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('talks', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('sides', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('result_number', sa.Text(), nullable=True),
    sa.Column('settlement_text', sa.Text(), nullable=True),
    sa.Column('performance_due_on', sa.Date(), nullable=True),
    sa.Column('performance_evidence', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_resolution_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'docket_id'], ['docket.county', 'docket.id'], name=op.f('fk_resolution_county_docket_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_resolution_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_resolution_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'plan_agency'], ['agency.county', 'agency.code'], name=op.f('fk_resolution_county_plan_agency')),
    sa.ForeignKeyConstraint(['county', 'respondent'], ['agency.county', 'agency.code'], name=op.f('fk_resolution_county_respondent')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_resolution_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_resolution_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_resolution'))
    )
    op.create_index('ix_resolution_act_grams', 'resolution', [sa.literal_column('fuyuan_grams(act)')], unique=False, postgresql_using='gin')
    op.create_index(op.f('ix_resolution_county_case_id_id'), 'resolution', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_created_at_id'), 'resolution', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_docket_id_id'), 'resolution', ['county', 'docket_id', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_handler_id'), 'resolution', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_lead_agency_id'), 'resolution', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_plan_agency_id'), 'resolution', ['county', 'plan_agency', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_respondent_id'), 'resolution', ['county', 'respondent', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_township_id'), 'resolution', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_unit_id'), 'resolution', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_resolution_county_updated_at_id'), 'resolution', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_resolution_docket_number_grams', 'resolution', [sa.literal_column('fuyuan_grams(docket_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_resolution_entry_sorted', 'resolution', ['county', sa.literal_column('entry COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_resolution_result_sorted', 'resolution', ['county', sa.literal_column('result COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_resolution_title_grams', 'resolution', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_resolution_title_sorted', 'resolution', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.add_column('mediation', sa.Column('suit_id', sa.Uuid(), nullable=True))
    op.add_column('mediation', sa.Column('joint_mediators', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.create_index(op.f('ix_mediation_county_suit_id_id'), 'mediation', ['county', 'suit_id', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_mediation_county_suit_id'), 'mediation', 'potential_suit', ['county', 'suit_id'], ['county', 'id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_mediation_county_suit_id'), 'mediation', type_='foreignkey')
    op.drop_index(op.f('ix_mediation_county_suit_id_id'), table_name='mediation')
    op.drop_column('mediation', 'joint_mediators')
    op.drop_column('mediation', 'suit_id')
    op.drop_index('ix_resolution_title_sorted', table_name='resolution')
    op.drop_index('ix_resolution_title_grams', table_name='resolution', postgresql_using='gin')
    op.drop_index('ix_resolution_result_sorted', table_name='resolution')
    op.drop_index('ix_resolution_entry_sorted', table_name='resolution')
    op.drop_index('ix_resolution_docket_number_grams', table_name='resolution', postgresql_using='gin')
    op.drop_index(op.f('ix_resolution_county_updated_at_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_unit_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_township_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_respondent_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_plan_agency_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_lead_agency_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_handler_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_docket_id_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_created_at_id'), table_name='resolution')
    op.drop_index(op.f('ix_resolution_county_case_id_id'), table_name='resolution')
    op.drop_index('ix_resolution_act_grams', table_name='resolution', postgresql_using='gin')
    op.drop_table('resolution')
    op.drop_index('ix_appearance_title_sorted', table_name='appearance')
    op.drop_index('ix_appearance_title_grams', table_name='appearance', postgresql_using='gin')
    op.drop_index('ix_appearance_number_grams', table_name='appearance', postgresql_using='gin')
    op.drop_index(op.f('ix_appearance_county_updated_at_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_unit_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_township_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_respondent_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_number'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_lead_agency_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_hearing_at_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_handler_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_docket_id_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_created_at_id'), table_name='appearance')
    op.drop_index(op.f('ix_appearance_county_case_id_id'), table_name='appearance')
    op.drop_table('appearance')
    op.drop_index('ix_accountability_title_sorted', table_name='accountability')
    op.drop_index('ix_accountability_title_grams', table_name='accountability', postgresql_using='gin')
    op.drop_index('ix_accountability_number_grams', table_name='accountability', postgresql_using='gin')
    op.drop_index(op.f('ix_accountability_county_updated_at_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_unit_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_township_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_responsible_agency_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_number'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_lead_agency_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_handler_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_document_id_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_decision_id_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_created_at_id'), table_name='accountability')
    op.drop_index(op.f('ix_accountability_county_case_id_id'), table_name='accountability')
    op.drop_table('accountability')
    op.drop_index('ix_potential_suit_title_sorted', table_name='potential_suit')
    op.drop_index('ix_potential_suit_title_grams', table_name='potential_suit', postgresql_using='gin')
    op.drop_index('ix_potential_suit_source_sorted', table_name='potential_suit')
    op.drop_index('ix_potential_suit_number_grams', table_name='potential_suit', postgresql_using='gin')
    op.drop_index(op.f('ix_potential_suit_county_updated_at_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_unit_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_township_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_respondent_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_number'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_lead_agency_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_handler_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_defendant_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_created_at_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_clock_from_id'), table_name='potential_suit')
    op.drop_index(op.f('ix_potential_suit_county_case_id_id'), table_name='potential_suit')
    op.drop_index('ix_potential_suit_channel_sorted', table_name='potential_suit')
    op.drop_index('ix_potential_suit_case_number_grams', table_name='potential_suit', postgresql_using='gin')
    op.drop_index('ix_potential_suit_act_kind_sorted', table_name='potential_suit')
    op.drop_table('potential_suit')
    op.drop_index('ix_normative_document_title_sorted', table_name='normative_document')
    op.drop_index('ix_normative_document_title_grams', table_name='normative_document', postgresql_using='gin')
    op.drop_index('ix_normative_document_document_number_grams', table_name='normative_document', postgresql_using='gin')
    op.drop_index(op.f('ix_normative_document_county_updated_at_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_unit_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_township_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_successor_case_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_published_on_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_lead_agency_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_handler_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_document_number'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_created_at_id'), table_name='normative_document')
    op.drop_index(op.f('ix_normative_document_county_case_id_id'), table_name='normative_document')
    op.drop_table('normative_document')
    op.drop_index('ix_major_decision_title_sorted', table_name='major_decision')
    op.drop_index('ix_major_decision_title_grams', table_name='major_decision', postgresql_using='gin')
    op.drop_index('ix_major_decision_matter_sorted', table_name='major_decision')
    op.drop_index('ix_major_decision_document_number_grams', table_name='major_decision', postgresql_using='gin')
    op.drop_index(op.f('ix_major_decision_county_updated_at_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_unit_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_township_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_successor_case_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_published_on_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_lead_agency_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_handler_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_created_at_id'), table_name='major_decision')
    op.drop_index(op.f('ix_major_decision_county_case_id_id'), table_name='major_decision')
    op.drop_table('major_decision')
