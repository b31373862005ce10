"""The tables: one per declared record, and those the engine keeps for itself (feed, access, receipts, policy, sessions)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from schema.kit import Field, Kind, Record

METADATA = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                                       "fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"})
PLAIN: Mapping[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(), Kind.INTEGER: BigInteger(), Kind.MONEY: Numeric(18, 2), Kind.DATE: Date(), Kind.INSTANT: DateTime(timezone=True),
    Kind.BOOLEAN: Boolean(), Kind.CHOICE: Text(), Kind.TEXTS: ARRAY(Text()), Kind.ITEMS: JSONB(), Kind.JSON: JSONB(),
}
CASTS: Mapping[Kind, str] = {Kind.TEXT: "text", Kind.INTEGER: "int8", Kind.MONEY: "numeric", Kind.DATE: "date", Kind.INSTANT: "timestamptz",
                             Kind.BOOLEAN: "bool", Kind.CHOICE: "text", Kind.TEXTS: "text[]", Kind.ITEMS: "jsonb", Kind.JSON: "jsonb",
                             Kind.PROTECTED: "text", Kind.LINK: "text"}


def key_cast(record: Record) -> str:
    """PostgreSQL type of a record's key: uuid, or text for reference rows keyed by code."""
    return "text" if record.key == "code" else "uuid"


def add_record(record: Record, records: Mapping[str, Record]) -> Table[Any]:
    """The table of one record; county leads its primary key, foreign keys and indexes."""
    columns: list[Column[Any]] = [Column("county", String(6), nullable=False)]
    extras: list[SchemaItem] = [PrimaryKeyConstraint("county", record.key)]
    for field in record.fields:
        if field.name == "changes" and record.name == "entry":
            continue  # kept in entry_change, one row per field
        columns += _columns(record, field, records)
        if field.kind is Kind.LINK:
            target = records[field.record or ""]
            if target is not record:
                extras.append(ForeignKeyConstraint(("county", field.name), (f"{target.name}.county", f"{target.name}.{target.key}")))
            extras.append(Index(None, "county", field.name, record.order) if field.name != record.order else Index(None, "county", field.name))
        if field.search:
            extras.append(Index(f"ix_{record.name}_{field.name}_grams", text(f"fuyuan_grams({field.name})"), postgresql_using="gin"))
        if field.unique:
            extras.append(Index(None, "county", field.name, unique=True))
        if field.order and field.name not in ("state",):
            extras.append(_sorted(record, field))
        if field.worklist:
            extras.append(Index(f"ix_{record.name}_{field.name}_worklist", "county", field.name, "state", record.key))
        if field.kind is Kind.PROTECTED:
            extras.append(Index(None, "county", f"{field.name}_hmac"))
    extras += [Index(f"ix_{record.name}_{name}", "county", *columns)
               for name, columns in (("suspects", record.suspects), ("worklist", ("state", record.key) if record.worklist else ())) if columns]
    if record.name == "case":
        columns += [Column("chain_position", BigInteger, nullable=False, server_default=text("0")),
                    Column("chain_digest", Text, nullable=False, server_default=text("''"))]
    return Table(record.name, METADATA, *columns, *extras)


def _sorted(record: Record, field: Field) -> Index:
    """An index in the order a listing has: by code point, then by key."""
    if field.kind in (Kind.TEXT, Kind.CHOICE):
        return Index(f"ix_{record.name}_{field.name}_sorted", "county", text(f'{field.name} COLLATE "C"'), record.key)
    return Index(None, "county", field.name, record.key)


def _columns(record: Record, field: Field, records: Mapping[str, Record]) -> list[Column[Any]]:
    if field.kind is Kind.PROTECTED:
        return [Column(f"{field.name}_masked", Text), Column(f"{field.name}_hmac", LargeBinary), Column(f"{field.name}_cipher", LargeBinary)]
    if field.name == record.key:
        return [Column(field.name, Uuid if record.key == "id" else Text, nullable=False)]
    needed = field.required and field.name not in record.optional(1)
    if field.kind is Kind.LINK:
        return [Column(field.name, Uuid if records[field.record or ""].key == "id" else Text, nullable=not needed)]
    needed = needed or field.name in ("edition", "version", "created_at", "updated_at", "state")
    default = {"edition": text("1"), "version": text("1"), "created_at": text("now()"), "updated_at": text("now()")}.get(field.name)
    return [Column(field.name, PLAIN[field.kind], nullable=not needed, server_default=default)]


_C = ("county", String(6))

COUNTY = Table("county", METADATA, Column("code", String(6), primary_key=True), Column("name", Text, nullable=False),
               Column("epoch", Uuid, nullable=False), Column("demo", Boolean, nullable=False, server_default=text("false")),
               Column("clock", Uuid), Column("clock_done", Uuid), Column("clock_at", Uuid), Column("clock_base", Text))
"""`clock` changes with the rules of the county's deadlines; open duties were computed anew for `clock_done`, up to `clock_at`; `clock_base` is the
version of the calendar that holds where the county imported none."""
CASE_ACCESS = Table(
    "case_access", METADATA, Column(*_C), Column("audience", Text), Column("case_id", Uuid), Column("via", Text),
    Column("level", SmallInteger, nullable=False), Column("until", DateTime(timezone=True)),
    PrimaryKeyConstraint("county", "audience", "case_id", "via"),
    Index("ix_case_access_listed", "county", "audience", "case_id", postgresql_include=["level", "until"]),  # answered without the table
    Index("ix_case_access_level", "county", "case_id", "audience", postgresql_include=["level", "until"]))
CASE_HOLDING = Table("case_holding", METADATA, Column(*_C), Column("case_id", Uuid), Column("record", Text), Column("id", Uuid),
                     PrimaryKeyConstraint("county", "case_id", "record", "id"))
"""What records of mechanisms a case holds."""
ACCESS_LISTING = Table("access_listing", METADATA, Column(*_C), Column("audience", Text), Column("record", Text), Column("id", Uuid),
                       PrimaryKeyConstraint("county", "audience", "record", "id"))
"""Access joined with what the cases hold, in listing order: an index over two tables, which the database keeps by itself."""
FEED_COUNTER = Table("feed_counter", METADATA, Column(*_C, primary_key=True), Column("seq", BigInteger, nullable=False))
FEED = Table("feed", METADATA, Column(*_C), Column("seq", BigInteger), Column("change_id", Uuid, nullable=False),
             Column("at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
             PrimaryKeyConstraint("county", "seq"), Index(None, "county", "change_id"))
FEED_CASE = Table("feed_case", METADATA, Column(*_C), Column("change_id", Uuid), Column("case_id", Uuid), PrimaryKeyConstraint("county", "change_id", "case_id"))
FEED_NOTICE = Table("feed_notice", METADATA, Column(*_C), Column("change_id", Uuid), Column("notification", Uuid), PrimaryKeyConstraint("county", "change_id", "notification"))
DUTY_STEP = Table("duty_step", METADATA, Column(*_C), Column("duty", Uuid), Column("due_at", DateTime(timezone=True)), Column("step", Text),
                  Column("at", DateTime(timezone=True), nullable=False), PrimaryKeyConstraint("county", "duty", "due_at", "step"))
"""Steps of escalation that were taken: each once for one due time, whoever is the clock."""
WEBHOOK = Table(
    "webhook", METADATA, Column(*_C), Column("id", Uuid), Column("agency", Text, nullable=False), Column("url", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False), Column("author", Uuid, nullable=False), Column("created_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)), PrimaryKeyConstraint("county", "id"))
DELIVERY = Table(
    "delivery", METADATA, Column(*_C), Column("id", Uuid), Column("webhook", Uuid, nullable=False), Column("notification", Uuid, nullable=False),
    Column("state", Text, nullable=False), Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("next_at", DateTime(timezone=True)), Column("fault", Text), Column("created_at", DateTime(timezone=True), nullable=False),
    Column("delivered_at", DateTime(timezone=True)), PrimaryKeyConstraint("county", "id"),
    Index("ix_delivery_waiting", "county", "next_at", postgresql_where=text("state = 'WAITING'")))
"""Notices on their way to other systems (WAITING, DELIVERED, DEAD); written with the notice, sent apart from it."""
UNIT_DOC = Table(
    "unit_doc", METADATA, Column(*_C), Column("audience", Text), Column("collection", Text), Column("doc_id", Uuid),
    Column("change_id", Uuid, nullable=False), Column("seq", BigInteger), Column("gone", Boolean, nullable=False, server_default=text("false")),
    PrimaryKeyConstraint("county", "audience", "collection", "doc_id"), Index(None, "county", "audience", "collection", "seq"),
    Index("ix_unit_doc_unsettled", "county", "change_id", postgresql_where=text("seq IS NULL")))
ENTRY_CHANGE = Table(
    "entry_change", METADATA, Column(*_C), Column("entry_id", Uuid), Column("ordinal", SmallInteger), Column("field", Text, nullable=False),
    Column("old", JSONB), Column("new", JSONB), PrimaryKeyConstraint("county", "entry_id", "ordinal"))
RECEIPT = Table(
    "receipt", METADATA, Column(*_C), Column("replica", Text), Column("collection", Text), Column("doc_id", Text),
    Column("counter", BigInteger, nullable=False, server_default=text("0")), Column("row_hash", LargeBinary, nullable=False),
    Column("outcome", Text, nullable=False), Column("detail", JSONB), Column("at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    PrimaryKeyConstraint("county", "replica", "collection", "doc_id"))
REPLICA = Table("replica", METADATA, Column(*_C), Column("replica", Text), Column("user_id", Uuid, nullable=False), Column("counter", BigInteger, nullable=False),
                Column("acted_at", DateTime(timezone=True)), PrimaryKeyConstraint("county", "replica"))
IDEMPOTENCY = Table(
    "idempotency", METADATA, Column(*_C), Column("actor", Uuid), Column("key", Text), Column("request_hash", LargeBinary, nullable=False),
    Column("outcome", JSONB, nullable=False), Column("at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    PrimaryKeyConstraint("county", "actor", "key"))
NUMBER_SERIES = Table("number_series", METADATA, Column(*_C), Column("series", Text), Column("year", Integer), Column("last", BigInteger, nullable=False),
                      PrimaryKeyConstraint("county", "series", "year"))
PARKED = Table("parked", METADATA, Column(*_C), Column("parent", Text), Column("replica", Text), Column("collection", Text), Column("doc_id", Text),
               Column("row", JSONB, nullable=False), PrimaryKeyConstraint("county", "parent", "replica", "doc_id"))
PERSON_CHECK = Table(
    "person_check", METADATA, Column(*_C), Column("id", Uuid), Column("actor", Uuid, nullable=False), Column("agency", Text, nullable=False),
    Column("case_id", Uuid, nullable=False), Column("subject", LargeBinary), Column("purpose", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False), PrimaryKeyConstraint("county", "id"), Index(None, "county", "actor", "at"))
"""Who looked for related cases of whom (by HMAC), in which case and why; what was found is not kept."""

POLICY_LINE = Table("policy_line", METADATA, Column("id", BigInteger, primary_key=True, autoincrement=True), Column("ptype", Text, nullable=False),
                    *(Column(f"v{i}", Text) for i in range(6)))
POLICY_VERSION = Table("policy_version", METADATA, Column("version", BigInteger, primary_key=True, autoincrement=True), Column("note", Text, nullable=False),
                       Column("author", Uuid), Column("at", DateTime(timezone=True), nullable=False, server_default=text("now()")))

CREDENTIAL = Table("credential", METADATA, Column(*_C), Column("user_id", Uuid), Column("password_hash", Text, nullable=False),
                   Column("failures", Integer, nullable=False, server_default=text("0")), Column("locked_until", DateTime(timezone=True)),
                   Column("changed_at", DateTime(timezone=True), nullable=False, server_default=text("now()")), PrimaryKeyConstraint("county", "user_id"))
SESSION = Table(
    "session", METADATA, Column(*_C), Column("id", Uuid), Column("user_id", Uuid, nullable=False), Column("device_id", Uuid),
    Column("refresh_hash", LargeBinary), Column("created_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("used_at", DateTime(timezone=True), nullable=False, server_default=text("now()")), Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)), PrimaryKeyConstraint("county", "id"), Index(None, "county", "user_id"))
DEVICE = Table(
    "device", METADATA, Column(*_C), Column("id", Uuid), Column("name", Text, nullable=False), Column("unit", Text), Column("user_id", Uuid),
    Column("public_key", LargeBinary), Column("state", Text, nullable=False), Column("code_hash", LargeBinary), Column("code_expires_at", DateTime(timezone=True)),
    Column("lease_until", DateTime(timezone=True)), Column("purged_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=text("now()")), PrimaryKeyConstraint("county", "id"))
BLOB = Table("blob", METADATA, Column(*_C), Column("digest", Text), Column("size", BigInteger, nullable=False), Column("media_type", Text, nullable=False),
             Column("carries", JSONB), Column("received_at", DateTime(timezone=True), nullable=False, server_default=text("now()")), PrimaryKeyConstraint("county", "digest"))
READ_LOG = Table(
    "read_log", METADATA, Column(*_C), Column("id", Uuid), Column("actor", Uuid, nullable=False), Column("record_type", Text, nullable=False),
    Column("record_key", Text, nullable=False), Column("field", Text), Column("reason", Text), Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("county", "id"))
