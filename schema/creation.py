"""Decides on a new row: what is taken from its author, what is the server's to give, what must not be missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from schema.consequence import accompanied, clocked, duplicate
from schema.decision import Change, Row, Situation, authored, broken, keep_original, missing
from schema.intent import Create
from schema.kit import SERVER, SHANGHAI, Facts, Field, Kind, Numbering, Record
from schema.refusals import Refusal
from schema.registry import RECORDS
from schema.values import BadValue, Shown, empty, stored

NEVER_GIVEN = frozenset({"state", "version", "created_at", "updated_at", "created_offline"})
FORCED = frozenset({"from_agency", "author"})  # who offers and who submits is whoever does it


def create(record: Record, intent: Create, s: Situation) -> Change | Refusal:
    if not (record.creatable or s.system):
        return Refusal("NOT_CREATABLE", {"record": record.name, "label": record.label})
    row = _blank(record, intent.key, s)
    row.update(_defaults(record, intent, s))
    kind = record.variant_field
    if kind and intent.values.get(kind) is not None:
        row[kind] = s.reader.taken(record.by_name[kind], intent.values[kind])
        if row[kind] != s.actor.branch and not s.system:  # an organ writes its own register, never another's
            return Refusal("REGISTER_NOT_YOURS", {"label": record.label, "record": record.name})
    for name, value in intent.values.items():
        field = _given(record, name, row)
        if field is None or name == "case_id":
            continue
        taken = s.reader.taken(field, value, row)
        if not isinstance(taken, Shown):
            row.update(stored(field, authored(field, taken, (), s)))
            keep_original(record, row, name, value)
    row["case_id" if record.case_link == "case_id" else record.key] = intent.case if record.case_link == "case_id" else intent.key
    if unfilled := missing(record, row, _required(record.name, row.get("edition", record.edition))):
        return Refusal("FIELD_REQUIRED", unfilled)
    known = {"deadlines": deadlines(), "editions": editions(), "ways": ways(), **s.found}
    if record.accepts and (refused := record.accepts(Facts({}, row, intent.values, s.actor, s.at, known, s.regime.calendar))):
        return Refusal(refused.code, refused.facts)
    if fault := broken(record, {}, row, intent.values, s):
        return fault
    fields = tuple(name for name, column in _told(record.name) if not empty(row[column]))
    draws = drawn_at_creation(record)
    made = Change(record, None, row, "CREATE", fields, draws=draws)
    return clocked(duplicate(accompanied(made, s), s), s)


def _blank(record: Record, key: UUID, s: Situation) -> Row:
    row: Row = {"county": s.reader.county, **record.blank}
    row |= {record.key: key, "version": 1, "created_at": s.now, "updated_at": s.now}
    return row | record.begun(s.at.astimezone(SHANGHAI).date())


@lru_cache(maxsize=256)
def _required(name: str, edition: int) -> tuple[str, ...]:
    record = RECORDS[name]
    return tuple(field.name for field in record.fields if field.required and field.name not in record.optional(edition))


@lru_cache(maxsize=256)
def _told(name: str) -> tuple[tuple[str, str], ...]:
    """The fields a new row's history tells of, each with the column that says whether it is filled."""
    passed = ("version", "created_at", "updated_at", RECORDS[name].key)
    return tuple((field.name, field.columns[0]) for field in RECORDS[name].fields if field.name not in passed)


def _defaults(record: Record, intent: Create, s: Situation) -> Row:
    """What is taken from whoever registers it (统一表头), unless given."""
    actor, given = s.actor, intent.values
    values: Row = {"lead_agency": record.led_by or actor.agency, "handler": actor.user_id, "from_agency": actor.agency, "author": actor.user_id,
                   "opened_on": s.at.astimezone(SHANGHAI).date(), "urgency": "ORDINARY", "sensitivity_level": "INTERNAL",
                   "created_offline": s.offline}
    if not given.get("lead_agency") or given.get("unit"):
        values["unit"] = actor.unit
    if len(actor.townships) == 1:
        values["township"] = actor.townships[0]
    if record.variant_field:
        values |= {"agency": actor.agency, "branch": actor.branch}
    return {name: value for name, value in values.items() if name in record.by_name and not (name == "unit" and record.by_name[name].kind is not Kind.LINK)}


def _given(record: Record, name: str, row: Mapping[str, Any]) -> Field | None:
    """The field a new row takes a value for; None when the value is the server's to give."""
    field = record.by_name.get(name)
    if field is None:
        raise BadValue("FIELD_UNKNOWN", field=name)
    if name in NEVER_GIVEN or name in FORCED or name == record.key or (name == "lead_agency" and record.led_by):
        return None
    if field.variants and row.get(record.variant_field or "") not in field.variants:
        raise BadValue("FIELD_UNKNOWN", field=name)
    if field.merge is SERVER and (name in _server_only(record.name) or (record.mechanism and field.kind is not Kind.LINK and name != "alias_number")):
        return None
    return field


@lru_cache(maxsize=1)
def deadlines() -> tuple[Mapping[str, Any], ...]:
    """Every deadline declared, by the record it belongs to and the values that pick its terms."""
    return tuple({"record_type": record.name, "code": deadline.code, "picked": picked} for record in RECORDS.values()
                 for deadline in record.deadlines.values() for picked in dict.fromkeys(key.partition("@")[0] for key in deadline.terms))


@lru_cache(maxsize=1)
def editions() -> tuple[Mapping[str, Any], ...]:
    """The mechanisms that have versions: the present one, the states of each, and what a plan may fill in and start."""
    return tuple({"record_type": record.name, "edition": record.edition, "states": {edition: frozenset(flow.labels) for edition, flow in record.flows.items()},
                  "fields": frozenset(field.name for field in record.fields if field.settable),
                  "clocks": frozenset(deadline.code for deadline in record.flow.deadlines)} for record in RECORDS.values() if record.editioned and record.flow)


@lru_cache(maxsize=1)
def ways() -> tuple[Mapping[str, Any], ...]:
    """Every way on which a record may lead to another: from which states, and to which organs."""
    return tuple({"record_type": record.name, "wanted": way.record, "states": way.states, "labels": tuple(record.labels[state] for state in way.states), "to": way.to}
                 for record in RECORDS.values() for way in record.leads_to)


@lru_cache(maxsize=256)
def _server_only(name: str) -> frozenset[str]:
    record = RECORDS[name]
    return frozenset({n.field for n in record.numberings} | ({record.duplicates.link} if record.duplicates else set()))


@lru_cache(maxsize=256)
def _drawn_by_moves(name: str) -> frozenset[str]:
    return frozenset(move.number for move in RECORDS[name].moves if move.number)


def drawn_at_creation(record: Record) -> Numbering | None:
    """The number a row has from its beginning: a series that no move draws from."""
    return next((n for n in record.numberings if n.name not in _drawn_by_moves(record.name)), None)
