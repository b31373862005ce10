"""offline situations."""

from sqlalchemy.dialects import postgresql
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('duty', sa.Column('contested', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('duty', sa.Column('synced_late', sa.Boolean(), nullable=True))
    op.add_column('mediation', sa.Column('recused_mediators', sa.Text(), nullable=True))
    op.add_column('mediation', sa.Column('consent_withdrawn_on', sa.Date(), nullable=True))
    op.add_column('recommendation', sa.Column('letter_version', sa.BigInteger(), nullable=True))
    op.add_column('recommendation', sa.Column('former_letters', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('recommendation', sa.Column('answered_version', sa.BigInteger(), nullable=True))
    op.add_column('recommendation', sa.Column('former_replies', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('replica', sa.Column('acted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('share', sa.Column('handover', sa.Boolean(), nullable=True))
    op.add_column('share', sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('share', sa.Column('standing', sa.Text(), nullable=True))
    op.add_column('social_relief', sa.Column('hukou_township', sa.Text(), nullable=True))
    op.create_index(op.f('ix_social_relief_county_hukou_township_id'), 'social_relief', ['county', 'hukou_township', 'id'], unique=False)
    op.create_foreign_key(op.f('fk_social_relief_county_hukou_township'), 'social_relief', 'division', ['county', 'hukou_township'], ['county', 'code'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_social_relief_county_hukou_township'), 'social_relief', type_='foreignkey')
    op.drop_index(op.f('ix_social_relief_county_hukou_township_id'), table_name='social_relief')
    op.drop_column('social_relief', 'hukou_township')
    op.drop_column('share', 'standing')
    op.drop_column('share', 'accepted_at')
    op.drop_column('share', 'handover')
    op.drop_column('replica', 'acted_at')
    op.drop_column('recommendation', 'former_replies')
    op.drop_column('recommendation', 'answered_version')
    op.drop_column('recommendation', 'former_letters')
    op.drop_column('recommendation', 'letter_version')
    op.drop_column('mediation', 'consent_withdrawn_on')
    op.drop_column('mediation', 'recused_mediators')
    op.drop_column('duty', 'synced_late')
    op.drop_column('duty', 'contested')
