"""documents statistics recusal merges versions and two devices."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('person_check',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('actor', sa.Uuid(), nullable=False),
    sa.Column('agency', sa.Text(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.LargeBinary(), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_person_check'))
    )
    op.create_index(op.f('ix_person_check_county_actor_at'), 'person_check', ['county', 'actor', 'at'], unique=False)
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
    op.create_table('publication',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('revision', sa.BigInteger(), nullable=True),
    sa.Column('replaces', sa.Uuid(), nullable=True),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cells', sa.BigInteger(), nullable=True),
    sa.Column('thresholds', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('content', sa.Text(), nullable=True),
    sa.Column('digest', sa.Text(), nullable=True),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_publication_county_author')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_publication'))
    )
    op.create_index(op.f('ix_publication_county_author_id'), 'publication', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_publication_county_created_at_id'), 'publication', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_publication_county_replaces_id'), 'publication', ['county', 'replaces', 'id'], unique=False)
    op.create_index(op.f('ix_publication_county_revision_id'), 'publication', ['county', 'revision', 'id'], unique=False)
    op.create_index(op.f('ix_publication_county_updated_at_id'), 'publication', ['county', 'updated_at', 'id'], unique=False)
    op.create_index(op.f('ix_publication_county_year_id'), 'publication', ['county', 'year', 'id'], unique=False)
    op.create_table('recusal',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('lead_agency', sa.Text(), nullable=True),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('person', sa.Uuid(), nullable=False),
    sa.Column('asked_by', sa.Text(), nullable=False),
    sa.Column('applicant', sa.Text(), nullable=True),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('successor', sa.Uuid(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_recusal_county_author')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_recusal_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'lead_agency'], ['agency.county', 'agency.code'], name=op.f('fk_recusal_county_lead_agency')),
    sa.ForeignKeyConstraint(['county', 'person'], ['user.county', 'user.id'], name=op.f('fk_recusal_county_person')),
    sa.ForeignKeyConstraint(['county', 'successor'], ['user.county', 'user.id'], name=op.f('fk_recusal_county_successor')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_recusal'))
    )
    op.create_index(op.f('ix_recusal_county_author_id'), 'recusal', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_recusal_county_case_id_id'), 'recusal', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_recusal_county_created_at_id'), 'recusal', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_recusal_county_lead_agency_id'), 'recusal', ['county', 'lead_agency', 'id'], unique=False)
    op.create_index(op.f('ix_recusal_county_person_id'), 'recusal', ['county', 'person', 'id'], unique=False)
    op.create_index(op.f('ix_recusal_county_successor_id'), 'recusal', ['county', 'successor', 'id'], unique=False)
    op.create_index(op.f('ix_recusal_county_updated_at_id'), 'recusal', ['county', 'updated_at', 'id'], unique=False)
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
    op.create_table('relation',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('id_number_masked', sa.Text(), nullable=True),
    sa.Column('id_number_hmac', sa.LargeBinary(), nullable=True),
    sa.Column('id_number_cipher', sa.LargeBinary(), nullable=True),
    sa.Column('uscc', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_relation_county_author')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_relation'))
    )
    op.create_index(op.f('ix_relation_county_author_id'), 'relation', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_relation_county_created_at_id'), 'relation', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_relation_county_id_number_hmac'), 'relation', ['county', 'id_number_hmac'], unique=False)
    op.create_index(op.f('ix_relation_county_updated_at_id'), 'relation', ['county', 'updated_at', 'id'], unique=False)
    op.create_table('person_merge',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('author', sa.Uuid(), nullable=True),
    sa.Column('alias', sa.Uuid(), nullable=False),
    sa.Column('kept', sa.Uuid(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('undo_reason', sa.Text(), nullable=True),
    sa.Column('rekeyed', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'alias'], ['party.county', 'party.id'], name=op.f('fk_person_merge_county_alias')),
    sa.ForeignKeyConstraint(['county', 'author'], ['user.county', 'user.id'], name=op.f('fk_person_merge_county_author')),
    sa.ForeignKeyConstraint(['county', 'case_id'], ['case.county', 'case.id'], name=op.f('fk_person_merge_county_case_id')),
    sa.ForeignKeyConstraint(['county', 'kept'], ['party.county', 'party.id'], name=op.f('fk_person_merge_county_kept')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_person_merge'))
    )
    op.create_index(op.f('ix_person_merge_county_alias_id'), 'person_merge', ['county', 'alias', 'id'], unique=False)
    op.create_index(op.f('ix_person_merge_county_author_id'), 'person_merge', ['county', 'author', 'id'], unique=False)
    op.create_index(op.f('ix_person_merge_county_case_id_id'), 'person_merge', ['county', 'case_id', 'id'], unique=False)
    op.create_index(op.f('ix_person_merge_county_created_at_id'), 'person_merge', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_person_merge_county_kept_id'), 'person_merge', ['county', 'kept', 'id'], unique=False)
    op.create_index(op.f('ix_person_merge_county_updated_at_id'), 'person_merge', ['county', 'updated_at', 'id'], unique=False)
    op.create_table('statistic',
    sa.Column('county', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('publication', sa.Uuid(), nullable=False),
    sa.Column('year', sa.BigInteger(), nullable=False),
    sa.Column('mechanism', sa.BigInteger(), nullable=True),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('subject_label', sa.Text(), nullable=True),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('measure', sa.Text(), nullable=False),
    sa.Column('part', sa.Text(), nullable=True),
    sa.Column('label', sa.Text(), nullable=True),
    sa.Column('agency', sa.Text(), nullable=True),
    sa.Column('township', sa.Text(), nullable=True),
    sa.Column('month', sa.BigInteger(), nullable=True),
    sa.Column('figure', sa.BigInteger(), nullable=True),
    sa.Column('amount', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('version', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['county', 'agency'], ['agency.county', 'agency.code'], name=op.f('fk_statistic_county_agency')),
    sa.ForeignKeyConstraint(['county', 'publication'], ['publication.county', 'publication.id'], name=op.f('fk_statistic_county_publication')),
    sa.ForeignKeyConstraint(['county', 'township'], ['division.county', 'division.code'], name=op.f('fk_statistic_county_township')),
    sa.PrimaryKeyConstraint('county', 'id', name=op.f('pk_statistic'))
    )
    op.create_index(op.f('ix_statistic_county_agency_id'), 'statistic', ['county', 'agency', 'id'], unique=False)
    op.create_index(op.f('ix_statistic_county_created_at_id'), 'statistic', ['county', 'created_at', 'id'], unique=False)
    op.create_index(op.f('ix_statistic_county_publication_id'), 'statistic', ['county', 'publication', 'id'], unique=False)
    op.create_index(op.f('ix_statistic_county_township_id'), 'statistic', ['county', 'township', 'id'], unique=False)
    op.create_index(op.f('ix_statistic_county_updated_at_id'), 'statistic', ['county', 'updated_at', 'id'], unique=False)
    op.create_index('ix_statistic_subject_sorted', 'statistic', ['county', sa.literal_column('subject COLLATE "C"'), 'id'], unique=False)
    op.add_column('blob', sa.Column('carries', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('conference', sa.Column('publication', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_conference_county_publication_id'), 'conference', ['county', 'publication', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_conference_county_publication'), 'conference', 'publication', ['county', 'publication'], ['county', 'id'])
    op.add_column('docket', sa.Column('origin_type', sa.Text(), nullable=True))
    op.add_column('docket', sa.Column('origin_key', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('party', sa.Uuid(), nullable=True))
    op.add_column('document', sa.Column('record_type', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('record_key', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('paper', sa.Text(), nullable=True))
    op.add_column('document', sa.Column('draft', sa.BigInteger(), nullable=True))
    op.create_index(op.f('ix_document_county_party_id'), 'document', ['county', 'party', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_document_county_party'), 'document', 'party', ['county', 'party'], ['county', 'id'])
    op.add_column('duty', sa.Column('contested', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('duty', sa.Column('synced_late', sa.Boolean(), nullable=True))
    op.add_column('judicial_relief', sa.Column('applicant_party', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_judicial_relief_county_applicant_party_id'), 'judicial_relief', ['county', 'applicant_party', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_judicial_relief_county_applicant_party'), 'judicial_relief', 'party', ['county', 'applicant_party'], ['county', 'id'])
    op.add_column('mediation', sa.Column('recused_mediators', sa.Text(), nullable=True))
    op.add_column('mediation', sa.Column('consent_withdrawn_on', sa.Date(), nullable=True))
    op.add_column('party', sa.Column('birth_on', sa.Date(), nullable=True))
    op.add_column('party', sa.Column('merged_into', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_party_county_merged_into_id'), 'party', ['county', 'merged_into', 'id'], unique=False)
    op.create_index('ix_party_suspects', 'party', ['county', 'birth_on', 'name'], unique=False)
    op.add_column('recommendation', sa.Column('letter_version', sa.BigInteger(), nullable=True))
    op.add_column('recommendation', sa.Column('former_letters', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('recommendation', sa.Column('answered_version', sa.BigInteger(), nullable=True))
    op.add_column('recommendation', sa.Column('former_replies', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('replica', sa.Column('acted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('share', sa.Column('handover', sa.Boolean(), nullable=True))
    op.add_column('share', sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('share', sa.Column('standing', sa.Text(), nullable=True))
    op.add_column('social_relief', sa.Column('applicant_party', sa.Uuid(), nullable=True))
    op.add_column('social_relief', sa.Column('hukou_township', sa.Text(), nullable=True))
    op.create_index(op.f('ix_social_relief_county_applicant_party_id'), 'social_relief', ['county', 'applicant_party', 'id'], unique=False)
    op.create_index(op.f('ix_social_relief_county_hukou_township_id'), 'social_relief', ['county', 'hukou_township', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_social_relief_county_hukou_township'), 'social_relief', 'division', ['county', 'hukou_township'], ['county', 'code'])
    op.create_foreign_key(op.f('fk_social_relief_county_applicant_party'), 'social_relief', 'party', ['county', 'applicant_party'], ['county', 'id'])
    op.add_column('task', sa.Column('origin_type', sa.Text(), nullable=True))
    op.add_column('task', sa.Column('origin_key', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('task', 'origin_key')
    op.drop_column('task', 'origin_type')
    op.drop_constraint(op.f('fk_social_relief_county_applicant_party'), 'social_relief', type_='foreignkey')
    op.drop_constraint(op.f('fk_social_relief_county_hukou_township'), 'social_relief', type_='foreignkey')
    op.drop_index(op.f('ix_social_relief_county_hukou_township_id'), table_name='social_relief')
    op.drop_index(op.f('ix_social_relief_county_applicant_party_id'), table_name='social_relief')
    op.drop_column('social_relief', 'hukou_township')
    op.drop_column('social_relief', 'applicant_party')
    op.drop_column('share', 'standing')
    op.drop_column('share', 'accepted_at')
    op.drop_column('share', 'handover')
    op.drop_column('replica', 'acted_at')
    op.drop_column('recommendation', 'former_replies')
    op.drop_column('recommendation', 'answered_version')
    op.drop_column('recommendation', 'former_letters')
    op.drop_column('recommendation', 'letter_version')
    op.drop_index('ix_party_suspects', table_name='party')
    op.drop_index(op.f('ix_party_county_merged_into_id'), table_name='party')
    op.drop_column('party', 'merged_into')
    op.drop_column('party', 'birth_on')
    op.drop_column('mediation', 'consent_withdrawn_on')
    op.drop_column('mediation', 'recused_mediators')
    op.drop_constraint(op.f('fk_judicial_relief_county_applicant_party'), 'judicial_relief', type_='foreignkey')
    op.drop_index(op.f('ix_judicial_relief_county_applicant_party_id'), table_name='judicial_relief')
    op.drop_column('judicial_relief', 'applicant_party')
    op.drop_column('duty', 'synced_late')
    op.drop_column('duty', 'contested')
    op.drop_constraint(op.f('fk_document_county_party'), 'document', type_='foreignkey')
    op.drop_index(op.f('ix_document_county_party_id'), table_name='document')
    op.drop_column('document', 'draft')
    op.drop_column('document', 'paper')
    op.drop_column('document', 'record_key')
    op.drop_column('document', 'record_type')
    op.drop_column('document', 'party')
    op.drop_column('docket', 'origin_key')
    op.drop_column('docket', 'origin_type')
    op.drop_constraint(op.f('fk_conference_county_publication'), 'conference', type_='foreignkey')
    op.drop_index(op.f('ix_conference_county_publication_id'), table_name='conference')
    op.drop_column('conference', 'publication')
    op.drop_column('blob', 'carries')
    op.drop_index('ix_statistic_subject_sorted', table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_updated_at_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_township_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_publication_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_created_at_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_agency_id'), table_name='statistic')
    op.drop_table('statistic')
    op.drop_index(op.f('ix_person_merge_county_updated_at_id'), table_name='person_merge')
    op.drop_index(op.f('ix_person_merge_county_kept_id'), table_name='person_merge')
    op.drop_index(op.f('ix_person_merge_county_created_at_id'), table_name='person_merge')
    op.drop_index(op.f('ix_person_merge_county_case_id_id'), table_name='person_merge')
    op.drop_index(op.f('ix_person_merge_county_author_id'), table_name='person_merge')
    op.drop_index(op.f('ix_person_merge_county_alias_id'), table_name='person_merge')
    op.drop_table('person_merge')
    op.drop_index(op.f('ix_relation_county_updated_at_id'), table_name='relation')
    op.drop_index(op.f('ix_relation_county_id_number_hmac'), table_name='relation')
    op.drop_index(op.f('ix_relation_county_created_at_id'), table_name='relation')
    op.drop_index(op.f('ix_relation_county_author_id'), table_name='relation')
    op.drop_table('relation')
    op.drop_index('ix_referral_to_agency_worklist', table_name='referral')
    op.drop_index(op.f('ix_referral_county_updated_at_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_to_agency_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_result_case_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_from_agency_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_created_at_id'), table_name='referral')
    op.drop_index(op.f('ix_referral_county_case_id_id'), table_name='referral')
    op.drop_table('referral')
    op.drop_index(op.f('ix_recusal_county_updated_at_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_successor_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_person_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_lead_agency_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_created_at_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_case_id_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_author_id'), table_name='recusal')
    op.drop_table('recusal')
    op.drop_index(op.f('ix_publication_county_year_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_updated_at_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_revision_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_replaces_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_created_at_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_author_id'), table_name='publication')
    op.drop_table('publication')
    op.drop_index('ix_edition_plan_record_type_sorted', table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_updated_at_id'), table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_created_at_id'), table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_author_id'), table_name='edition_plan')
    op.drop_index(op.f('ix_edition_plan_county_approver_id'), table_name='edition_plan')
    op.drop_table('edition_plan')
    op.drop_index(op.f('ix_person_check_county_actor_at'), table_name='person_check')
    op.drop_table('person_check')
