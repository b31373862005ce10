"""clocks notices and webhooks."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
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


def downgrade() -> None:
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
    op.drop_index('ix_deadline_rule_record_type_sorted', table_name='deadline_rule')
    op.drop_index(op.f('ix_deadline_rule_county_updated_at_id'), table_name='deadline_rule')
    op.drop_index(op.f('ix_deadline_rule_county_created_at_id'), table_name='deadline_rule')
    op.drop_index(op.f('ix_deadline_rule_county_author_id'), table_name='deadline_rule')
    op.drop_index('ix_deadline_rule_code_sorted', table_name='deadline_rule')
    op.drop_table('deadline_rule')
    op.drop_index(op.f('ix_calendar_year_county_year_id'), table_name='calendar_year')
    op.drop_index(op.f('ix_calendar_year_county_updated_at_id'), table_name='calendar_year')
    op.drop_index(op.f('ix_calendar_year_county_created_at_id'), table_name='calendar_year')
    op.drop_index(op.f('ix_calendar_year_county_author_id'), table_name='calendar_year')
    op.drop_table('calendar_year')
    op.drop_table('webhook')
    op.drop_table('feed_notice')
    op.drop_table('duty_step')
    op.drop_index('ix_delivery_waiting', table_name='delivery', postgresql_where=sa.text("state = 'WAITING'"))
    op.drop_table('delivery')
