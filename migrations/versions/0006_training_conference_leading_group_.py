"""training, conference, leading group, assessment, social relief, rural leads, mediation bodies."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('assessment',
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
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('agency', sa.Text(), nullable=False),
    sa.Column('formula', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('received', sa.BigInteger(), nullable=True),
    sa.Column('in_time', sa.BigInteger(), nullable=True),
    sa.Column('late_days', sa.BigInteger(), nullable=True),
    sa.Column('adopted', sa.BigInteger(), nullable=True),
    sa.Column('rectified', sa.BigInteger(), nullable=True),
    sa.Column('relapsed', sa.BigInteger(), nullable=True),
    sa.Column('training_hours', sa.BigInteger(), nullable=True),
    sa.Column('hearings', sa.BigInteger(), nullable=True),
    sa.Column('head_appeared', sa.BigInteger(), nullable=True),
    sa.Column('suits', sa.BigInteger(), nullable=True),
    sa.Column('suits_lost', sa.BigInteger(), nullable=True),
    sa.Column('procuratorate_mark', sa.BigInteger(), nullable=True),
    sa.Column('procuratorate_opinion', sa.Text(), nullable=True),
    sa.Column('score_lines', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('score', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('objection', sa.Text(), nullable=True),
    sa.Column('objection_outcome', sa.Text(), nullable=True),
    sa.Column('objection_document', sa.Text(), nullable=True),
    sa.Column('objection_answer', sa.Text(), nullable=True),
    sa.Column('order_number', sa.Text(), nullable=True),
    sa.Column('snapshot', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'agency'], ['agency.county', 'agency.code'], name=op.f('fk_assessment_county_agency')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_assessment_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_assessment_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_assessment_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_assessment_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_assessment_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_assessment'))
    )
    op.create_index(op.f('ix_assessment_county_agency_id'), 'assessment', ['county', 'agency', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_case_id_id'), 'assessment', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_created_at_id'), 'assessment', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_handler_id'), 'assessment', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_lead_agency_id'), 'assessment', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_score_id'), 'assessment', ['county', 'score', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_township_id'), 'assessment', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_unit_id'), 'assessment', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_updated_at_id'), 'assessment', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_assessment_county_year_id'), 'assessment', ['county', 'year', 'id'], unique=False)
    op.create_index('ix_assessment_title_grams', 'assessment', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_assessment_title_sorted', 'assessment', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('conference',
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
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('counted_from', sa.Date(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('place', sa.Text(), nullable=True),
    sa.Column('agenda', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('issues', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('report', sa.Text(), nullable=True),
    sa.Column('statistics', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('attendance', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('minutes_text', sa.Text(), nullable=True),
    sa.Column('resolution_title', sa.Text(), nullable=True),
    sa.Column('resolution_agency', sa.Text(), nullable=True),
    sa.Column('resolution_due_on', sa.Date(), nullable=True),
    sa.Column('review', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_conference_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_conference_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_conference_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'resolution_agency'], ['agency.county', 'agency.code'], name=op.f('fk_conference_county_resolution_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_conference_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_conference_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_conference'))
    )
    op.create_index(op.f('ix_conference_county_case_id_id'), 'conference', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_created_at_id'), 'conference', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_handler_id'), 'conference', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_held_on_id'), 'conference', ['county', 'held_on', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_lead_agency_id'), 'conference', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_number'), 'conference', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_conference_county_resolution_agency_id'), 'conference', ['county', 'resolution_agency', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_township_id'), 'conference', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_unit_id'), 'conference', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_updated_at_id'), 'conference', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_conference_county_year_id'), 'conference', ['county', 'year', 'id'], unique=False)
    op.create_index('ix_conference_number_grams', 'conference', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_conference_title_grams', 'conference', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_conference_title_sorted', 'conference', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('leader_duty',
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
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('agency', sa.Text(), nullable=False),
    sa.Column('leader', sa.Uuid(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('assigned_on', sa.Date(), nullable=False),
    sa.Column('proof', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('report', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'agency'], ['agency.county', 'agency.code'], name=op.f('fk_leader_duty_county_agency')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_leader_duty_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_leader_duty_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_leader_duty_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'leader'], ['user.county', 'user.id'], name=op.f('fk_leader_duty_county_leader')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_leader_duty_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_leader_duty_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_leader_duty'))
    )
    op.create_index(op.f('ix_leader_duty_county_agency_id'), 'leader_duty', ['county', 'agency', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_case_id_id'), 'leader_duty', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_created_at_id'), 'leader_duty', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_handler_id'), 'leader_duty', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_lead_agency_id'), 'leader_duty', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_leader_id'), 'leader_duty', ['county', 'leader', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_township_id'), 'leader_duty', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_unit_id'), 'leader_duty', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_updated_at_id'), 'leader_duty', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_leader_duty_county_year_id'), 'leader_duty', ['county', 'year', 'id'], unique=False)
    op.create_index('ix_leader_duty_title_grams', 'leader_duty', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_leader_duty_title_sorted', 'leader_duty', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('leading_member',
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
    sa.Column('group_agency', sa.Text(), nullable=False),
    sa.Column('agency', sa.Text(), nullable=False),
    sa.Column('member_name', sa.Text(), nullable=False),
    sa.Column('post', sa.Text(), nullable=True),
    sa.Column('seat', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('successor_name', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'agency'], ['agency.county', 'agency.code'], name=op.f('fk_leading_member_county_agency')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_leading_member_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'group_agency'], ['agency.county', 'agency.code'], name=op.f('fk_leading_member_county_group_agency')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_leading_member_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_leading_member_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_leading_member_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_leading_member_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_leading_member'))
    )
    op.create_index(op.f('ix_leading_member_county_agency_id'), 'leading_member', ['county', 'agency', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_case_id_id'), 'leading_member', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_created_at_id'), 'leading_member', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_group_agency_id'), 'leading_member', ['county', 'group_agency', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_handler_id'), 'leading_member', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_lead_agency_id'), 'leading_member', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_township_id'), 'leading_member', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_unit_id'), 'leading_member', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_updated_at_id'), 'leading_member', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_leading_member_county_valid_from_id'), 'leading_member', ['county', 'valid_from', 'id'], unique=False)
    op.create_index('ix_leading_member_member_name_grams', 'leading_member', [sa.literal_column('fuyuan_grams(member_name)')], unique=False, postgresql_using='gin')
    op.create_index('ix_leading_member_seat_sorted', 'leading_member', ['county', sa.literal_column('seat COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_leading_member_title_grams', 'leading_member', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_leading_member_title_sorted', 'leading_member', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('mediation_body',
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
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('host', sa.Text(), nullable=False),
    sa.Column('body_unit', sa.Text(), nullable=True),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('scope', sa.Text(), nullable=True),
    sa.Column('chief', sa.Text(), nullable=True),
    sa.Column('members', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('place', sa.Text(), nullable=True),
    sa.Column('founded_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('load', sa.BigInteger(), nullable=True),
    sa.Column('taken', sa.BigInteger(), nullable=True),
    sa.Column('agreed', sa.BigInteger(), nullable=True),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('figures', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'body_unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_mediation_body_county_body_unit')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_mediation_body_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_mediation_body_county_handler')),
    sa.ForeignKeyConstraint(['county', 'host'], ['agency.county', 'agency.code'], name=op.f('fk_mediation_body_county_host')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_mediation_body_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_mediation_body_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_mediation_body_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_mediation_body'))
    )
    op.create_index(op.f('ix_mediation_body_county_agreed_id'), 'mediation_body', ['county', 'agreed', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_body_unit_id'), 'mediation_body', ['county', 'body_unit', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_case_id_id'), 'mediation_body', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_created_at_id'), 'mediation_body', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_handler_id'), 'mediation_body', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_host_id'), 'mediation_body', ['county', 'host', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_lead_agency_id'), 'mediation_body', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_load_id'), 'mediation_body', ['county', 'load', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_number'), 'mediation_body', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_mediation_body_county_taken_id'), 'mediation_body', ['county', 'taken', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_township_id'), 'mediation_body', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_unit_id'), 'mediation_body', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_mediation_body_county_updated_at_id'), 'mediation_body', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_mediation_body_kind_sorted', 'mediation_body', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_mediation_body_level_sorted', 'mediation_body', ['county', sa.literal_column('level COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_mediation_body_name_grams', 'mediation_body', [sa.literal_column('fuyuan_grams(name)')], unique=False, postgresql_using='gin')
    op.create_index('ix_mediation_body_name_sorted', 'mediation_body', ['county', sa.literal_column('name COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_mediation_body_number_grams', 'mediation_body', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_mediation_body_title_grams', 'mediation_body', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_mediation_body_title_sorted', 'mediation_body', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('rural_lead',
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
    sa.Column('vulnerable', sa.Boolean(), nullable=True),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=True),
    sa.Column('suspect', sa.Text(), nullable=True),
    sa.Column('reporter_name', sa.Text(), nullable=True),
    sa.Column('evidence', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('receiver', sa.Text(), nullable=True),
    sa.Column('transfer_number', sa.Text(), nullable=True),
    sa.Column('filing_number', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('feedback', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_rural_lead_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_rural_lead_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_rural_lead_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'receiver'], ['agency.county', 'agency.code'], name=op.f('fk_rural_lead_county_receiver')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_rural_lead_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_rural_lead_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_rural_lead'))
    )
    op.create_index(op.f('ix_rural_lead_county_case_id_id'), 'rural_lead', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_created_at_id'), 'rural_lead', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_handler_id'), 'rural_lead', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_lead_agency_id'), 'rural_lead', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_receiver_id'), 'rural_lead', ['county', 'receiver', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_township_id'), 'rural_lead', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_transfer_number'), 'rural_lead', ['county', 'transfer_number'], unique=True)
    op.create_index(op.f('ix_rural_lead_county_unit_id'), 'rural_lead', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_updated_at_id'), 'rural_lead', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_rural_lead_county_vulnerable_id'), 'rural_lead', ['county', 'vulnerable', 'id'], unique=False)
    op.create_index('ix_rural_lead_kind_sorted', 'rural_lead', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_rural_lead_title_grams', 'rural_lead', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_rural_lead_title_sorted', 'rural_lead', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_rural_lead_transfer_number_grams', 'rural_lead', [sa.literal_column('fuyuan_grams(transfer_number)')], unique=False, postgresql_using='gin')
    op.create_table('social_relief',
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
    sa.Column('applicant_name', sa.Text(), nullable=False),
    sa.Column('applicant_id_number_masked', sa.Text(), nullable=True),
    sa.Column('applicant_id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('applicant_id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('id_absent_reason', sa.Text(), nullable=True),
    sa.Column('phone_masked', sa.Text(), nullable=True),
    sa.Column('phone_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('phone_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('approver', sa.Text(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('repeat_reason', sa.Text(), nullable=True),
    sa.Column('vulnerable', sa.Boolean(), nullable=True),
    sa.Column('minor', sa.Boolean(), nullable=True),
    sa.Column('urgent', sa.Boolean(), nullable=True),
    sa.Column('village', sa.Text(), nullable=True),
    sa.Column('hardship', sa.Text(), nullable=True),
    sa.Column('household_size', sa.BigInteger(), nullable=True),
    sa.Column('household_income', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('visits', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('evidence', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('proposed_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('urgent_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('notice', sa.Text(), nullable=True),
    sa.Column('posted_on', sa.Date(), nullable=True),
    sa.Column('posting_objection', sa.Text(), nullable=True),
    sa.Column('approved_amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('decision_number', sa.Text(), nullable=True),
    sa.Column('bank_account_masked', sa.Text(), nullable=True),
    sa.Column('bank_account_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('bank_account_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('payment_voucher', sa.Text(), nullable=True),
    sa.Column('duplicate_of', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'approver'], ['agency.county', 'agency.code'], name=op.f('fk_social_relief_county_approver')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_social_relief_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_social_relief_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_social_relief_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_social_relief_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_social_relief_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_social_relief'))
    )
    op.create_index('ix_social_relief_applicant_name_grams', 'social_relief', [sa.literal_column('fuyuan_grams(applicant_name)')], unique=False, postgresql_using='gin')
    op.create_index(op.f('ix_social_relief_county_applicant_id_number_hmac'), 'social_relief', ['county', 'applicant_id_number_hmac'], unique=False)
    op.create_index(op.f('ix_social_relief_county_approved_amount_id'), 'social_relief', ['county', 'approved_amount', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_approver_id'), 'social_relief', ['county', 'approver', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_bank_account_hmac'), 'social_relief', ['county', 'bank_account_hmac'], unique=False)
    op.create_index(op.f('ix_social_relief_county_case_id_id'), 'social_relief', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_created_at_id'), 'social_relief', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_decision_number'), 'social_relief', ['county', 'decision_number'], unique=True)
    op.create_index(op.f('ix_social_relief_county_duplicate_of_id'), 'social_relief', ['county', 'duplicate_of', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_handler_id'), 'social_relief', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_lead_agency_id'), 'social_relief', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_phone_hmac'), 'social_relief', ['county', 'phone_hmac'], unique=False)
    op.create_index(op.f('ix_social_relief_county_township_id'), 'social_relief', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_unit_id'), 'social_relief', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_updated_at_id'), 'social_relief', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_urgent_id'), 'social_relief', ['county', 'urgent', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_vulnerable_id'), 'social_relief', ['county', 'vulnerable', 'id'], unique=False)
    op.create_index('ix_social_relief_decision_number_grams', 'social_relief', [sa.literal_column('fuyuan_grams(decision_number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_social_relief_kind_sorted', 'social_relief', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_social_relief_title_grams', 'social_relief', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_social_relief_title_sorted', 'social_relief', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_table('training',
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
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('plan', sa.Text(), nullable=True),
    sa.Column('place', sa.Text(), nullable=True),
    sa.Column('trainers', sa.Text(), nullable=True),
    sa.Column('audience', sa.Text(), nullable=True),
    sa.Column('sessions', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('attendance', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('materials', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('cases', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('answers', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('task_title', sa.Text(), nullable=True),
    sa.Column('task_agency', sa.Text(), nullable=True),
    sa.Column('task_due_on', sa.Date(), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('evaluation', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_training_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'handler'], ['user.county', 'user.id'], name=op.f('fk_training_county_handler')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_training_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'task_agency'], ['agency.county', 'agency.code'], name=op.f('fk_training_county_task_agency')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_training_county_township')),
    sa.ForeignKeyConstraint(['county', 'unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_training_county_unit')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_training'))
    )
    op.create_index(op.f('ix_training_county_case_id_id'), 'training', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_created_at_id'), 'training', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_handler_id'), 'training', ['county', 'handler', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_held_on_id'), 'training', ['county', 'held_on', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_lead_agency_id'), 'training', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_number'), 'training', ['county', 'number'], unique=True)
    op.create_index(op.f('ix_training_county_task_agency_id'), 'training', ['county', 'task_agency', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_township_id'), 'training', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_unit_id'), 'training', ['county', 'unit', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_updated_at_id'), 'training', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_training_county_year_id'), 'training', ['county', 'year', 'id'], unique=False)
    op.create_index('ix_training_number_grams', 'training', [sa.literal_column('fuyuan_grams(number)')], unique=False, postgresql_using='gin')
    op.create_index('ix_training_title_grams', 'training', [sa.literal_column('fuyuan_grams(title)')], unique=False, postgresql_using='gin')
    op.create_index('ix_training_title_sorted', 'training', ['county', sa.literal_column('title COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_training_topic_grams', 'training', [sa.literal_column('fuyuan_grams(topic)')], unique=False, postgresql_using='gin')
    op.add_column('judicial_relief', sa.Column('exclusion', sa.Text(), nullable=True))
    op.add_column('judicial_relief', sa.Column('injury_level', sa.Text(), nullable=True))
    op.add_column('judicial_relief', sa.Column('minor', sa.Boolean(), nullable=True))
    op.add_column('judicial_relief', sa.Column('sexual_offence', sa.Boolean(), nullable=True))
    op.add_column('judicial_relief', sa.Column('guardian_name', sa.Text(), nullable=True))
    op.add_column('judicial_relief', sa.Column('account_supervisor', sa.Text(), nullable=True))
    op.add_column('judicial_relief', sa.Column('household_members', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('judicial_relief', sa.Column('determinable_compensation', sa.Numeric(precision=18, scale=2), nullable=True))
    op.add_column('judicial_relief', sa.Column('months_equivalent', sa.Numeric(precision=18, scale=2), nullable=True))
    op.add_column('judicial_relief', sa.Column('payment_plan', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('judicial_relief', sa.Column('notice', sa.Text(), nullable=True))
    op.add_column('judicial_relief', sa.Column('posted_on', sa.Date(), nullable=True))
    op.add_column('judicial_relief', sa.Column('recovered_amount', sa.Numeric(precision=18, scale=2), nullable=True))
    op.add_column('mediation', sa.Column('agents', sa.Text(), nullable=True))
    op.add_column('mediation', sa.Column('recusal_called', sa.Boolean(), nullable=True))
    op.add_column('mediation', sa.Column('danger', sa.Text(), nullable=True))
    op.add_column('mediation', sa.Column('supplements', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('mediation', sa.Column('remedies_told', sa.Text(), nullable=True))
    op.add_column('recommendation', sa.Column('reply_due_on', sa.Date(), nullable=True))
    op.add_column('recommendation', sa.Column('counted_from', sa.Date(), nullable=True))
    op.add_column('recommendation', sa.Column('copied_to', sa.Text(), nullable=True))
    op.add_column('recommendation', sa.Column('amended_on', sa.Date(), nullable=True))
    op.add_column('recommendation', sa.Column('superior_report', sa.Text(), nullable=True))
    op.add_column('recommendation', sa.Column('revisits', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('recommendation', sa.Column('late_report', sa.Boolean(), nullable=True))
    op.create_index(op.f('ix_recommendation_county_copied_to_id'), 'recommendation', ['county', 'copied_to', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_recommendation_county_copied_to'), 'recommendation', 'agency', ['county', 'copied_to'], ['county', 'code'])
    op.add_column('social_relief_referral', sa.Column('direction', sa.Text(), nullable=False))
    op.add_column('social_relief_referral', sa.Column('social_id', sa.Uuid(), nullable=True))
    op.alter_column('social_relief_referral', 'kind',
               existing_type=sa.TEXT(),
               nullable=True)
    op.create_index(op.f('ix_social_relief_referral_county_social_id_id'), 'social_relief_referral', ['county', 'social_id', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_social_relief_referral_county_social_id'), 'social_relief_referral', 'social_relief', ['county', 'social_id'], ['county', 'id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_social_relief_referral_county_social_id'), 'social_relief_referral', type_='foreignkey')
    op.drop_index(op.f('ix_social_relief_referral_county_social_id_id'), table_name='social_relief_referral')
    op.alter_column('social_relief_referral', 'kind',
               existing_type=sa.TEXT(),
               nullable=False)
    op.drop_column('social_relief_referral', 'social_id')
    op.drop_column('social_relief_referral', 'direction')
    op.drop_constraint(op.f('fk_recommendation_county_copied_to'), 'recommendation', type_='foreignkey')
    op.drop_index(op.f('ix_recommendation_county_copied_to_id'), table_name='recommendation')
    op.drop_column('recommendation', 'late_report')
    op.drop_column('recommendation', 'revisits')
    op.drop_column('recommendation', 'superior_report')
    op.drop_column('recommendation', 'amended_on')
    op.drop_column('recommendation', 'copied_to')
    op.drop_column('recommendation', 'counted_from')
    op.drop_column('recommendation', 'reply_due_on')
    op.drop_column('mediation', 'remedies_told')
    op.drop_column('mediation', 'supplements')
    op.drop_column('mediation', 'danger')
    op.drop_column('mediation', 'recusal_called')
    op.drop_column('mediation', 'agents')
    op.drop_column('judicial_relief', 'recovered_amount')
    op.drop_column('judicial_relief', 'posted_on')
    op.drop_column('judicial_relief', 'notice')
    op.drop_column('judicial_relief', 'payment_plan')
    op.drop_column('judicial_relief', 'months_equivalent')
    op.drop_column('judicial_relief', 'determinable_compensation')
    op.drop_column('judicial_relief', 'household_members')
    op.drop_column('judicial_relief', 'account_supervisor')
    op.drop_column('judicial_relief', 'guardian_name')
    op.drop_column('judicial_relief', 'sexual_offence')
    op.drop_column('judicial_relief', 'minor')
    op.drop_column('judicial_relief', 'injury_level')
    op.drop_column('judicial_relief', 'exclusion')
    op.drop_index('ix_training_topic_grams', table_name='training', postgresql_using='gin')
    op.drop_index('ix_training_title_sorted', table_name='training')
    op.drop_index('ix_training_title_grams', table_name='training', postgresql_using='gin')
    op.drop_index('ix_training_number_grams', table_name='training', postgresql_using='gin')
    op.drop_index(op.f('ix_training_county_year_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_updated_at_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_unit_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_township_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_task_agency_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_number'), table_name='training')
    op.drop_index(op.f('ix_training_county_lead_agency_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_held_on_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_handler_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_created_at_id'), table_name='training')
    op.drop_index(op.f('ix_training_county_case_id_id'), table_name='training')
    op.drop_table('training')
    op.drop_index('ix_social_relief_title_sorted', table_name='social_relief')
    op.drop_index('ix_social_relief_title_grams', table_name='social_relief', postgresql_using='gin')
    op.drop_index('ix_social_relief_kind_sorted', table_name='social_relief')
    op.drop_index('ix_social_relief_decision_number_grams', table_name='social_relief', postgresql_using='gin')
    op.drop_index(op.f('ix_social_relief_county_vulnerable_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_urgent_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_updated_at_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_unit_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_township_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_phone_hmac'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_lead_agency_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_handler_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_duplicate_of_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_decision_number'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_created_at_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_case_id_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_bank_account_hmac'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_approver_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_approved_amount_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_applicant_id_number_hmac'), table_name='social_relief')
    op.drop_index('ix_social_relief_applicant_name_grams', table_name='social_relief', postgresql_using='gin')
    op.drop_table('social_relief')
    op.drop_index('ix_rural_lead_transfer_number_grams', table_name='rural_lead', postgresql_using='gin')
    op.drop_index('ix_rural_lead_title_sorted', table_name='rural_lead')
    op.drop_index('ix_rural_lead_title_grams', table_name='rural_lead', postgresql_using='gin')
    op.drop_index('ix_rural_lead_kind_sorted', table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_vulnerable_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_updated_at_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_unit_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_transfer_number'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_township_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_receiver_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_lead_agency_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_handler_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_created_at_id'), table_name='rural_lead')
    op.drop_index(op.f('ix_rural_lead_county_case_id_id'), table_name='rural_lead')
    op.drop_table('rural_lead')
    op.drop_index('ix_mediation_body_title_sorted', table_name='mediation_body')
    op.drop_index('ix_mediation_body_title_grams', table_name='mediation_body', postgresql_using='gin')
    op.drop_index('ix_mediation_body_number_grams', table_name='mediation_body', postgresql_using='gin')
    op.drop_index('ix_mediation_body_name_sorted', table_name='mediation_body')
    op.drop_index('ix_mediation_body_name_grams', table_name='mediation_body', postgresql_using='gin')
    op.drop_index('ix_mediation_body_level_sorted', table_name='mediation_body')
    op.drop_index('ix_mediation_body_kind_sorted', table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_updated_at_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_unit_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_township_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_taken_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_number'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_load_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_lead_agency_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_host_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_handler_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_created_at_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_case_id_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_body_unit_id'), table_name='mediation_body')
    op.drop_index(op.f('ix_mediation_body_county_agreed_id'), table_name='mediation_body')
    op.drop_table('mediation_body')
    op.drop_index('ix_leading_member_title_sorted', table_name='leading_member')
    op.drop_index('ix_leading_member_title_grams', table_name='leading_member', postgresql_using='gin')
    op.drop_index('ix_leading_member_seat_sorted', table_name='leading_member')
    op.drop_index('ix_leading_member_member_name_grams', table_name='leading_member', postgresql_using='gin')
    op.drop_index(op.f('ix_leading_member_county_valid_from_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_updated_at_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_unit_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_township_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_lead_agency_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_handler_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_group_agency_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_created_at_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_case_id_id'), table_name='leading_member')
    op.drop_index(op.f('ix_leading_member_county_agency_id'), table_name='leading_member')
    op.drop_table('leading_member')
    op.drop_index('ix_leader_duty_title_sorted', table_name='leader_duty')
    op.drop_index('ix_leader_duty_title_grams', table_name='leader_duty', postgresql_using='gin')
    op.drop_index(op.f('ix_leader_duty_county_year_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_updated_at_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_unit_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_township_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_leader_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_lead_agency_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_handler_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_created_at_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_case_id_id'), table_name='leader_duty')
    op.drop_index(op.f('ix_leader_duty_county_agency_id'), table_name='leader_duty')
    op.drop_table('leader_duty')
    op.drop_index('ix_conference_title_sorted', table_name='conference')
    op.drop_index('ix_conference_title_grams', table_name='conference', postgresql_using='gin')
    op.drop_index('ix_conference_number_grams', table_name='conference', postgresql_using='gin')
    op.drop_index(op.f('ix_conference_county_year_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_updated_at_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_unit_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_township_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_resolution_agency_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_number'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_lead_agency_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_held_on_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_handler_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_created_at_id'), table_name='conference')
    op.drop_index(op.f('ix_conference_county_case_id_id'), table_name='conference')
    op.drop_table('conference')
    op.drop_index('ix_assessment_title_sorted', table_name='assessment')
    op.drop_index('ix_assessment_title_grams', table_name='assessment', postgresql_using='gin')
    op.drop_index(op.f('ix_assessment_county_year_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_updated_at_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_unit_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_township_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_score_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_lead_agency_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_handler_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_created_at_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_case_id_id'), table_name='assessment')
    op.drop_index(op.f('ix_assessment_county_agency_id'), table_name='assessment')
    op.drop_table('assessment')
