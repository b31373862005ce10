"""Recusals, relations, merges of parties, searches for related cases."""

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
    op.add_column('document', sa.Column('party', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_document_county_party_id'), 'document', ['county', 'party', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_document_county_party'), 'document', 'party', ['county', 'party'], ['county', 'id'])
    op.add_column('judicial_relief', sa.Column('applicant_party', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_judicial_relief_county_applicant_party_id'), 'judicial_relief', ['county', 'applicant_party', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_judicial_relief_county_applicant_party'), 'judicial_relief', 'party', ['county', 'applicant_party'], ['county', 'id'])
    op.add_column('party', sa.Column('birth_on', sa.Date(), nullable=True))
    op.add_column('party', sa.Column('merged_into', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_party_county_merged_into_id'), 'party', ['county', 'merged_into', 'id'], unique=False)
    op.create_index('ix_party_suspects', 'party', ['county', 'birth_on', 'name'], unique=False)
    op.add_column('social_relief', sa.Column('applicant_party', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_social_relief_county_applicant_party_id'), 'social_relief', ['county', 'applicant_party', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_social_relief_county_applicant_party'), 'social_relief', 'party', ['county', 'applicant_party'], ['county', 'id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_social_relief_county_applicant_party'), 'social_relief', type_='foreignkey')
    op.drop_index(op.f('ix_social_relief_county_applicant_party_id'), table_name='social_relief')
    op.drop_column('social_relief', 'applicant_party')
    op.drop_index('ix_party_suspects', table_name='party')
    op.drop_index(op.f('ix_party_county_merged_into_id'), table_name='party')
    op.drop_column('party', 'merged_into')
    op.drop_column('party', 'birth_on')
    op.drop_constraint(op.f('fk_judicial_relief_county_applicant_party'), 'judicial_relief', type_='foreignkey')
    op.drop_index(op.f('ix_judicial_relief_county_applicant_party_id'), table_name='judicial_relief')
    op.drop_column('judicial_relief', 'applicant_party')
    op.drop_constraint(op.f('fk_document_county_party'), 'document', type_='foreignkey')
    op.drop_index(op.f('ix_document_county_party_id'), table_name='document')
    op.drop_column('document', 'party')
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
    op.drop_index(op.f('ix_recusal_county_updated_at_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_successor_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_person_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_lead_agency_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_created_at_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_case_id_id'), table_name='recusal')
    op.drop_index(op.f('ix_recusal_county_author_id'), table_name='recusal')
    op.drop_table('recusal')
    op.drop_index(op.f('ix_person_check_county_actor_at'), table_name='person_check')
    op.drop_table('person_check')
