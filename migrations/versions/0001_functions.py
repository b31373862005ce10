"""Functions the indexes need."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""CREATE FUNCTION fuyuan_grams(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500 AS $$
DECLARE letters text[] := string_to_array(lower(value), NULL); grams text[] := letters;
BEGIN
  FOR i IN 1 .. coalesce(array_length(letters, 1), 0) - 1 LOOP grams := grams || (letters[i] || letters[i + 1]); END LOOP;
  RETURN coalesce(grams, '{}');
END $$""")


def downgrade() -> None:
    op.execute("DROP FUNCTION fuyuan_grams(text)")
