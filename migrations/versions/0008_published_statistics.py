"""published statistics."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
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
    op.add_column('conference', sa.Column('publication', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_conference_county_publication_id'), 'conference', ['county', 'publication', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_conference_county_publication'), 'conference', 'publication', ['county', 'publication'], ['county', 'id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_conference_county_publication'), 'conference', type_='foreignkey')
    op.drop_index(op.f('ix_conference_county_publication_id'), table_name='conference')
    op.drop_column('conference', 'publication')
    op.drop_index('ix_statistic_subject_sorted', table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_updated_at_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_township_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_publication_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_created_at_id'), table_name='statistic')
    op.drop_index(op.f('ix_statistic_county_agency_id'), table_name='statistic')
    op.drop_table('statistic')
    op.drop_index(op.f('ix_publication_county_year_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_updated_at_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_revision_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_replaces_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_created_at_id'), table_name='publication')
    op.drop_index(op.f('ix_publication_county_author_id'), table_name='publication')
    op.drop_table('publication')
