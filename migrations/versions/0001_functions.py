"""Functions the indexes need."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""CREATE FUNCTION fuyuan_grams(value text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
    SELECT substr(lower(value), i, 2) AS gram FROM generate_series(1, greatest(length(value) - 1, 0)) i
    UNION SELECT substr(lower(value), i, 1) FROM generate_series(1, coalesce(length(value), 0)) i) grams $$""")


def downgrade() -> None:
    op.execute("DROP FUNCTION fuyuan_grams(text)")
