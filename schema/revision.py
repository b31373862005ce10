"""Decides on an edit: three-way merge, what is frozen, what belongs to another organ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from schema.consequence import clocked, duplicate
from schema.decision import Change, Clash, Former, Row, Situation, authored, broken, clash_of, columns, keep_original, missing, ordered, rules_of, said, stamped
from schema.dispute import disputed_signatures
from schema.intent import Edit, Move
from schema.kit import APPEND, DRAFT, LEGAL, OWNER, SERVER, Field, Kind, Record
from schema.merge import ABSENT, merge_document, same
from schema.refusals import Refusal
from schema.values import BadValue, Secret, Shown, empty, held


def edit(record: Record, row: Mapping[str, Any], intent: Edit, s: Situation) -> Change | Refusal:
    if not record.editable:
        return Refusal("NOT_EDITABLE", {"record": record.name, "label": record.label})
    if intent.base is None and intent.version is None and not s.offline:
        return Refusal("BASE_NEEDED")
    base = s.former if intent.base is None else _based(record, intent.base, s)
    mine = _incoming(record, row, intent, s)
    values, clashes = _merge(record, row, base, mine, s)
    values, frozen = _unfrozen(record, row, base, values, s)
    clashes += frozen
    after = {**row, **columns(record, values)}
    values, suggested, refused = _owned(record, row, after, values, clashes, base, s)
    if refused:
        return refused
    if unfilled := missing(record, after, [name for name in values if record.by_name[name].required and name not in record.optional(row.get("edition", record.edition))]):
        return Refusal("FIELD_REQUIRED", unfilled)
    after = {**row, **columns(record, values)}
    if refused := broken(record, row, after, values, s):
        return refused
    for name in values:
        keep_original(record, after, name, intent.values.get(name))
    made = Change(record, row, stamped(after, row, values, s), "EDIT", ordered(record, values), clashes=(*clashes, *suggested),
                  merged=_stale(record, row, intent, s), code=next((c.code for c in (*clashes, *suggested)), None))
    made = disputed_signatures(made, s)
    return clocked(duplicate(made, s), s)


def additions(record: Record, row: Mapping[str, Any], intent: Edit | Move, until: datetime | None) -> tuple[Row, Row]:
    """(what was only added before a time, the rest) of late work; an element's own time counts, else that of the act."""
    added: Row = {}
    rest: Row = {}
    for name, value in intent.values.items():
        field = record.by_name.get(name)
        early, late = _early(row.get(name), value, intent.occurred_at, until) if field and field.merge is APPEND and isinstance(value, list) else ([], value)
        if early:
            added[name] = early
        if late:
            rest[name] = late
    return added, rest


def _early(known: Any, given: list[Any], done: datetime | None, until: datetime | None) -> tuple[list[Any], list[Any]]:
    ids = {element.get("id") for element in known or () if isinstance(element, Mapping)}
    early: list[Any] = []
    late: list[Any] = []
    for element in given:
        if isinstance(element, Mapping) and element.get("id") in ids:
            continue
        at = datetime.fromisoformat(str(element["occurred_at"])) if isinstance(element, Mapping) and element.get("occurred_at") else done
        (early if until is not None and at is not None and at <= until else late).append(element)
    return early, late


def _based(record: Record, base: Mapping[str, Any], s: Situation) -> Former:
    """Old values as stored; what cannot be read is not known."""
    found: Row = {}
    for name, value in base.items():
        if field := record.by_name.get(name):
            try:
                found[name] = s.reader.taken(field, value)
            except BadValue:
                continue
    return found


def _incoming(record: Record, row: Mapping[str, Any], intent: Edit, s: Situation) -> Row:
    """The values that differ from what their author had before him; the server's own fields are passed over."""
    base = intent.base or {}
    mine: Row = {}
    for name, value in intent.values.items():
        field = record.by_name.get(name)
        if field is None:
            raise BadValue("FIELD_UNKNOWN", field=name)
        if field.merge is SERVER or name == record.key or (name in base and base[name] == value):
            continue
        if field.variants and row.get(record.variant_field or "") not in field.variants:
            if value is None:
                continue
            raise BadValue("FIELD_UNKNOWN", field=name)
        mine[name] = s.reader.taken(field, value, row)
    return mine


def _merge(record: Record, row: Mapping[str, Any], base: Former | None, mine: Mapping[str, Any], s: Situation) -> tuple[Row, list[Clash]]:
    """Values that change, and clashes; a protected number is compared by its HMAC and shown by its mask."""
    clashes: list[Clash] = []
    values: Row = {}
    plain: Row = {}
    for name, value in mine.items():
        if record.by_name[name].kind is Kind.PROTECTED:
            _merge_secret(record.by_name[name], row, base, value, values, clashes)
        else:
            plain[name] = value
    if plain:
        known = {name: _without_blanks(value, row.get(name)) for name, value in base.items()} if base is not None else None
        merged = merge_document(rules_of(record.name), known, {name: row.get(name) for name in plain}, plain)
        for name in sorted(merged.changed):
            values[name] = authored(record.by_name[name], merged.values[name], row.get(name) or (), s)
        for path, conflict in merged.conflicts.items():
            root = record.by_name[path.partition("/")[0]]
            base_, theirs, mine_ = (said(root, side, s) for side in (conflict.base, conflict.theirs, conflict.mine))
            clashes.append(Clash(path, base_, theirs, mine_, "SAME_FIELD"))
    return values, clashes


def _without_blanks(value: Any, stored: Any) -> Any:
    """Elements as they were shown, less what was shown empty because the stored element has no such key."""
    if not isinstance(value, list) or not isinstance(stored, list):
        return value
    there = {element.get("id"): element for element in stored if isinstance(element, Mapping)}
    return [{name: inner for name, inner in element.items() if inner is not None or name in there.get(element.get("id"), element)}
            if isinstance(element, Mapping) else element for element in value]


def _merge_secret(field: Field, row: Mapping[str, Any], base: Former | None, mine: Any, values: Row, clashes: list[Clash]) -> None:
    theirs, before = held(field, row), (base or {}).get(field.name, ABSENT)
    if isinstance(mine, Shown) or (mine is None and theirs is None):
        return
    if isinstance(mine, Secret) and theirs is not None and mine.hmac == theirs.hmac:
        return
    known = _mask_of(before)
    if theirs is None or (known is not None and known == theirs.masked):
        values[field.name] = mine
        return
    clashes.append(Clash(field.name, known, theirs.masked, _mask_of(mine), "SAME_FIELD", mine if isinstance(mine, Secret) else None))


def _mask_of(value: Any) -> str | None:
    return value.masked if isinstance(value, Secret) else value.text if isinstance(value, Shown) else value if isinstance(value, str) else None


def _unfrozen(record: Record, row: Mapping[str, Any], base: Former | None, values: Row, s: Situation) -> tuple[Row, list[Clash]]:
    """In a state of legal effect, drafts and legal fields stand: what would change them is kept as a proposal (E2)."""
    flow = record.flow_of(row)
    if not flow or row["state"] not in flow.frozen:
        return values, []
    kept, clashes = {}, []
    for name, value in values.items():
        field = record.by_name[name]
        if field.merge in (LEGAL, DRAFT) and not _only_drafts(field, row.get(name), value):
            clashes.append(clash_of(record, row, base, name, value, "FROZEN", s))
        else:
            kept[name] = value
    return kept, clashes


def _only_drafts(field: Field, theirs: Any, mine: Any) -> bool:
    """Whether a list of drafts changed only in its elements' draft fields, such as the measures an agency reports."""
    if field.kind is not Kind.ITEMS or field.merge is not DRAFT or [e["id"] for e in theirs or ()] != [e["id"] for e in mine or ()]:
        return False
    legal = [item.name for item in field.items if item.merge is not DRAFT]
    return all(same(old.get(name), new.get(name)) for old, new in zip(theirs or (), mine or (), strict=True) for name in legal)


def _owned(
    record: Record, row: Mapping[str, Any], after: Row, values: Row, clashes: list[Clash], base: Former | None, s: Situation
) -> tuple[Row, list[Clash], Refusal | None]:
    """Fields the actor may not edit: an owner's field becomes a suggestion, any other refuses the edit."""
    kept, suggested = {}, []
    for name, value in values.items():
        if s.may_edit(name, after):
            kept[name] = value
        elif record.by_name[name].merge is OWNER:
            suggested.append(clash_of(record, row, base, name, value, "SUGGESTION", s))
        else:
            return {}, [], _forbidden(record, name)
    for clash in clashes:
        name = clash.path.partition("/")[0]
        if record.by_name[name].merge is not OWNER and not s.may_edit(name, after):
            return {}, [], _forbidden(record, name)
    return kept, suggested, None


def _forbidden(record: Record, name: str) -> Refusal:
    return Refusal("FIELD_FORBIDDEN", {"field": name, "label": record.by_name[name].label})


def _stale(record: Record, row: Mapping[str, Any], intent: Edit, s: Situation) -> bool:
    """Whether the row had changed since its author last saw it."""
    seen = intent.version if intent.base is None else intent.base.get("version", intent.version)
    if seen is not None:
        return bool(seen != row["version"])
    return any(not same(value, held(record.by_name[name], row)) and not (empty(value) and empty(held(record.by_name[name], row)))
               for name, value in _based(record, intent.base or {}, s).items()
               if record.by_name[name].kind is not Kind.PROTECTED and record.by_name[name].merge is not SERVER)
