"""mechanisms, clocks, notices and webhooks."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('delivery',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('webhook', sa.Uuid(), nullable=False),
    sa.Column('notification', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fault', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_delivery'))
    )
    op.create_index('ix_delivery_waiting', 'delivery', ['county', 'next_at'], unique=False, postgresql_where=sa.text("state = 'WAITING'"))
    op.create_table('duty_step',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('duty', sa.Uuid(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('step', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('county', 'duty', 'due_at', 'step', name=op.f('pk_duty_step'))
    )
    op.create_table('feed_notice',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('change_id', sa.Uuid(), nullable=False),
    sa.Column('notification', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'change_id', 'notification', name=op.f('pk_feed_notice'))
    )
    op.create_table('webhook',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agency', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('secret', sa.LargeBinary(), nullable=False),
    sa.Column('author', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_webhook'))
    )
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
    op.create_table('calendar_year',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('holidays', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('workdays', postgresql.ARRAY(sa.Text()), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_calendar_year_county_author')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_calendar_year'))
    )
    op.create_index(op.f('ix_calendar_year_county_author_id'), 'calendar_year', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_calendar_year_county_created_at_id'), 'calendar_year', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_calendar_year_county_updated_at_id'), 'calendar_year', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_calendar_year_county_year_id'), 'calendar_year', ['county', 'year', 'id'], unique=False)
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
    op.create_table('deadline_rule',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_type', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('picked', sa.Text(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('extension_amount', sa.BigInteger(), nullable=True),
    sa.Column('extension_unit', sa.Text(), nullable=True),
    sa.Column('basis', sa.Text(), nullable=False),
    sa.Column('verified', sa.Boolean(), nullable=True),
    sa.Column('effective_from', sa.Date(), nullable=False),
    sa.Column('effective_to', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_deadline_rule_county_author')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_deadline_rule'))
    )
    op.create_index('ix_deadline_rule_code_sorted', 'deadline_rule', ['county', sa.literal_column('code COLLATE "C"'), 'id'], unique=False)
    op.create_index(op.f('ix_deadline_rule_county_author_id'), 'deadline_rule', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_deadline_rule_county_created_at_id'), 'deadline_rule', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_deadline_rule_county_updated_at_id'), 'deadline_rule', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_deadline_rule_record_type_sorted', 'deadline_rule', ['county', sa.literal_column('record_type COLLATE "C"'), 'id'], unique=False)
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
    op.create_table('notification',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('label', sa.Text(), nullable=True),
    sa.Column('owed_by', sa.Text(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('duty', sa.Uuid(), nullable=True),
    sa.Column('about', sa.Uuid(), nullable=True),
    sa.Column('step', sa.Text(), nullable=True),
    sa.Column('agency', sa.Text(), nullable=True),
    sa.Column('field_unit', sa.Text(), nullable=True),
    sa.Column('person', sa.Uuid(), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reader', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'about'], ['case.county', 'case.id'], name=op.f('fk_notification_county_about')),
    sa.ForeignKeyConstraint(['county', 'agency'], ['agency.county', 'agency.code'], name=op.f('fk_notification_county_agency')),
    sa.ForeignKeyConstraint(['county', 'duty'], ['duty.county', 'duty.id'], name=op.f('fk_notification_county_duty')),
    sa.ForeignKeyConstraint(['county', 'field_unit'], ['field_unit.county', 'field_unit.code'], name=op.f('fk_notification_county_field_unit')),
    sa.ForeignKeyConstraint(['county', 'owed_by'], ['agency.county', 'agency.code'], name=op.f('fk_notification_county_owed_by')),
    sa.ForeignKeyConstraint(['county', 'person'], ['user.county', 'user.id'], name=op.f('fk_notification_county_person')),
    sa.ForeignKeyConstraint(['county', 'reader'], ['user.county', 'user.id'], name=op.f('fk_notification_county_reader')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_notification'))
    )
    op.create_index('ix_notification_agency_worklist', 'notification', ['county', 'agency', 'state', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_about_id'), 'notification', ['county', 'about', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_agency_id'), 'notification', ['county', 'agency', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_created_at_id'), 'notification', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_duty_id'), 'notification', ['county', 'duty', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_field_unit_id'), 'notification', ['county', 'field_unit', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_owed_by_id'), 'notification', ['county', 'owed_by', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_person_id'), 'notification', ['county', 'person', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_reader_id'), 'notification', ['county', 'reader', 'id'], unique=False)
    op.create_index(op.f('ix_notification_county_updated_at_id'), 'notification', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_notification_field_unit_worklist', 'notification', ['county', 'field_unit', 'state', 'id'], unique=False)
    op.create_index('ix_notification_kind_sorted', 'notification', ['county', sa.literal_column('kind COLLATE "C"'), 'id'], unique=False)
    op.create_index('ix_notification_person_worklist', 'notification', ['county', 'person', 'state', 'id'], unique=False)
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
    op.add_column('county', sa.Column('clock', sa.Uuid(), nullable=True))
    op.add_column('county', sa.Column('clock_done', sa.Uuid(), nullable=True))
    op.add_column('county', sa.Column('clock_at', sa.Uuid(), nullable=True))
    op.add_column('county', sa.Column('clock_base', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('trigger', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('amount', sa.BigInteger(), nullable=True))
    op.add_column('duty', sa.Column('unit', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('picked', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('recomputed', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('suspensions', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('duty', sa.Column('extensions', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('duty', sa.Column('extension_amount', sa.BigInteger(), nullable=True))
    op.add_column('duty', sa.Column('extension_unit', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('asked', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('asked_by', sa.Uuid(), nullable=True))
    op.add_column('duty', sa.Column('asked_ground', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('asked_amount', sa.BigInteger(), nullable=True))
    op.add_column('duty', sa.Column('asked_reason', sa.Text(), nullable=True))
    op.add_column('duty', sa.Column('steps', postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column('duty', sa.Column('told', postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column('duty', sa.Column('next_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('duty', sa.Column('supervisor', sa.Text(), nullable=True))
    op.create_index(op.f('ix_duty_county_asked_by_id'), 'duty', ['county', 'asked_by', 'id'], unique=False)
    op.create_index(op.f('ix_duty_county_next_at_id'), 'duty', ['county', 'next_at', 'id'], unique=False)
    op.create_index(op.f('ix_duty_county_supervisor_id'), 'duty', ['county', 'supervisor', 'id'], unique=False)
    op.create_index('ix_duty_supervisor_worklist', 'duty', ['county', 'supervisor', 'state', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_duty_county_supervisor'), 'duty', 'agency', ['county', 'supervisor'], ['county', 'code'])
    op.create_foreign_key(op.f('fk_duty_county_asked_by'), 'duty', 'user', ['county', 'asked_by'], ['county', 'id'])
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
    op.add_column('mediation', sa.Column('suit_id', sa.Uuid(), nullable=True))
    op.add_column('mediation', sa.Column('joint_mediators', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('mediation', sa.Column('agents', sa.Text(), nullable=True))
    op.add_column('mediation', sa.Column('recusal_called', sa.Boolean(), nullable=True))
    op.add_column('mediation', sa.Column('danger', sa.Text(), nullable=True))
    op.add_column('mediation', sa.Column('supplements', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('mediation', sa.Column('remedies_told', sa.Text(), nullable=True))
    op.create_index(op.f('ix_mediation_county_suit_id_id'), 'mediation', ['county', 'suit_id', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_mediation_county_suit_id'), 'mediation', 'potential_suit', ['county', 'suit_id'], ['county', 'id'])
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
    op.drop_constraint(op.f('fk_mediation_county_suit_id'), 'mediation', type_='foreignkey')
    op.drop_index(op.f('ix_mediation_county_suit_id_id'), table_name='mediation')
    op.drop_column('mediation', 'remedies_told')
    op.drop_column('mediation', 'supplements')
    op.drop_column('mediation', 'danger')
    op.drop_column('mediation', 'recusal_called')
    op.drop_column('mediation', 'agents')
    op.drop_column('mediation', 'joint_mediators')
    op.drop_column('mediation', 'suit_id')
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
    op.drop_constraint(op.f('fk_duty_county_asked_by'), 'duty', type_='foreignkey')
    op.drop_constraint(op.f('fk_duty_county_supervisor'), 'duty', type_='foreignkey')
    op.drop_index('ix_duty_supervisor_worklist', table_name='duty')
    op.drop_index(op.f('ix_duty_county_supervisor_id'), table_name='duty')
    op.drop_index(op.f('ix_duty_county_next_at_id'), table_name='duty')
    op.drop_index(op.f('ix_duty_county_asked_by_id'), table_name='duty')
    op.drop_column('duty', 'supervisor')
    op.drop_column('duty', 'next_at')
    op.drop_column('duty', 'told')
    op.drop_column('duty', 'steps')
    op.drop_column('duty', 'asked_reason')
    op.drop_column('duty', 'asked_amount')
    op.drop_column('duty', 'asked_ground')
    op.drop_column('duty', 'asked_by')
    op.drop_column('duty', 'asked')
    op.drop_column('duty', 'extension_unit')
    op.drop_column('duty', 'extension_amount')
    op.drop_column('duty', 'extensions')
    op.drop_column('duty', 'suspensions')
    op.drop_column('duty', 'recomputed')
    op.drop_column('duty', 'picked')
    op.drop_column('duty', 'unit')
    op.drop_column('duty', 'amount')
    op.drop_column('duty', 'trigger')
    op.drop_column('county', 'clock_base')
    op.drop_column('county', 'clock_at')
    op.drop_column('county', 'clock_done')
    op.drop_column('county', 'clock')
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
    op.drop_index('ix_notification_person_worklist', table_name='notification')
    op.drop_index('ix_notification_kind_sorted', table_name='notification')
    op.drop_index('ix_notification_field_unit_worklist', table_name='notification')
    op.drop_index(op.f('ix_notification_county_updated_at_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_reader_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_person_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_owed_by_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_field_unit_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_duty_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_created_at_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_agency_id'), table_name='notification')
    op.drop_index(op.f('ix_notification_county_about_id'), table_name='notification')
    op.drop_index('ix_notification_agency_worklist', table_name='notification')
    op.drop_table('notification')
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
    op.drop_index('ix_deadline_rule_record_type_sorted', table_name='deadline_rule')
    op.drop_index(op.f('ix_deadline_rule_county_updated_at_id'), table_name='deadline_rule')
    op.drop_index(op.f('ix_deadline_rule_county_created_at_id'), table_name='deadline_rule')
    op.drop_index(op.f('ix_deadline_rule_county_author_id'), table_name='deadline_rule')
    op.drop_index('ix_deadline_rule_code_sorted', table_name='deadline_rule')
    op.drop_table('deadline_rule')
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
    op.drop_index(op.f('ix_calendar_year_county_year_id'), table_name='calendar_year')
    op.drop_index(op.f('ix_calendar_year_county_updated_at_id'), table_name='calendar_year')
    op.drop_index(op.f('ix_calendar_year_county_created_at_id'), table_name='calendar_year')
    op.drop_index(op.f('ix_calendar_year_county_author_id'), table_name='calendar_year')
    op.drop_table('calendar_year')
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
    op.drop_table('webhook')
    op.drop_table('feed_notice')
    op.drop_table('duty_step')
    op.drop_index('ix_delivery_waiting', table_name='delivery', postgresql_where=sa.text("state = 'WAITING'"))
    op.drop_table('delivery')
