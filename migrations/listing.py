"""Keeps what an audience may list of each mechanism beside its access: triggers, so that whoever writes access or a record need not think of it."""

from sqlalchemy import Connection, text

from schema.registry import RECORDS

FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION fuyuan_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO case_holding (county, case_id, record, id) SELECT county, case_id, TG_TABLE_NAME, id FROM came ON CONFLICT DO NOTHING;
  INSERT INTO access_listing (county, audience, record, id)
    SELECT DISTINCT a.county, a.audience, TG_TABLE_NAME::text, c.id FROM came c JOIN case_access a ON a.county = c.county AND a.case_id = c.case_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$""",
    """CREATE OR REPLACE FUNCTION fuyuan_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO access_listing (county, audience, record, id)
    SELECT DISTINCT c.county, c.audience, h.record, h.id FROM came c JOIN case_holding h ON h.county = c.county AND h.case_id = c.case_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$""",
    """CREATE OR REPLACE FUNCTION fuyuan_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM access_listing l USING went w JOIN case_holding h ON h.county = w.county AND h.case_id = w.case_id
    WHERE l.county = w.county AND l.audience = w.audience AND l.record = h.record AND l.id = h.id
      AND NOT EXISTS (SELECT FROM case_access a WHERE a.county = w.county AND a.case_id = w.case_id AND a.audience = w.audience);
  RETURN NULL;
END $$""",
    """CREATE OR REPLACE FUNCTION fuyuan_relist(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  EXECUTE format('INSERT INTO case_holding (county, case_id, record, id) SELECT county, case_id, %1$L, id FROM %1$I ON CONFLICT DO NOTHING', name);
  INSERT INTO access_listing (county, audience, record, id)
    SELECT DISTINCT a.county, a.audience, h.record, h.id FROM case_holding h JOIN case_access a ON a.county = h.county AND a.case_id = h.case_id
    WHERE h.record = name ON CONFLICT DO NOTHING;
END $$""",
    "CREATE OR REPLACE TRIGGER opened AFTER INSERT ON case_access REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION fuyuan_opened()",
    "CREATE OR REPLACE TRIGGER closed AFTER DELETE ON case_access REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION fuyuan_closed()",
)
LISTED = tuple(name for name, record in RECORDS.items() if record.mechanism and record.case_link == "case_id")


def attach(connection: Connection) -> None:
    """Put the triggers where they belong; a table that has none yet is listed with all it holds."""
    there = set(connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")))
    if "access_listing" not in there:
        return  # a scratch database on its way to the revision that makes it
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    for statement in FUNCTIONS:
        connection.exec_driver_sql(statement)
    known = set(connection.scalars(text("SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'held'")))
    for name in LISTED:
        if name in there and name not in known:
            connection.exec_driver_sql(
                f'CREATE TRIGGER held AFTER INSERT ON "{name}" REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION fuyuan_held()')
            connection.execute(text("SELECT fuyuan_relist(:name)"), {"name": name})
