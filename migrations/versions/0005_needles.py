"""Words are looked up by two letters in a row, and numbers by whole runs of digits with what stands before them."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RUNS = "SELECT m[1] FROM regexp_matches(lower(value), '(\\D\\d+)(?=\\D)', 'g') AS m"
REINDEX = """DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexdef LIKE '%fuyuan_grams(%' LOOP
    EXECUTE format('REINDEX INDEX %I', name);
  END LOOP;
END $$"""


def upgrade() -> None:
    op.execute("SET LOCAL statement_timeout = 0")
    op.execute(f"""CREATE OR REPLACE FUNCTION fuyuan_grams(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500 AS $$
DECLARE letters text[] := string_to_array(lower(value), NULL); grams text[] := letters;
BEGIN
  FOR i IN 1 .. coalesce(array_length(letters, 1), 0) - 1 LOOP grams := grams || (letters[i] || letters[i + 1]); END LOOP;
  IF value ~ '\\d' THEN grams := grams || ARRAY({RUNS}); END IF;
  RETURN coalesce(grams, '{{}}');
END $$""")
    op.execute(f"""CREATE FUNCTION fuyuan_needles(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500 AS $$
DECLARE letters text[] := string_to_array(lower(value), NULL); needles text[] := ARRAY({RUNS});
BEGIN
  IF needles <> '{{}}' THEN RETURN needles; END IF;  -- any of them is rarer than two letters
  FOR i IN 1 .. coalesce(array_length(letters, 1), 0) - 1 LOOP needles := needles || (letters[i] || letters[i + 1]); END LOOP;
  RETURN CASE WHEN needles = '{{}}' THEN coalesce(letters, '{{}}') ELSE needles END;
END $$""")
    op.execute(REINDEX)


def downgrade() -> None:
    op.execute("DROP FUNCTION fuyuan_needles(text)")
