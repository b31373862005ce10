"""What a pushed row or op means: the intents behind a whole RxDB document or a field client's diff, told from what its actor was shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default_of
from datetime import datetime
from typing import Any
from uuid import UUID

from schema.document import child_key, wire_fields
from schema.identifiers import MASKS
from schema.ids import BadId, parse_id
from schema.kit import SERVER, Field, Kind, Record, camel
from schema.kit import Move as Transition
from schema.merge import ABSENT, same
from schema.registry import RECORDS
from sync.intent import Create, Delete, Edit, Intent, Move
from sync.trace import Marks, Wrote, made, traced
from sync.wire import Json, Op, PushRow, is_delta, merging, snake_document

GIVEN_LATER = frozenset({"caseId", "state", "version", "createdAt", "updatedAt", "createdOffline"})
META = frozenset({"id", "stateSecret", "seq", "move", "_deleted", "_meta", "_rev", "_attachments"})


class RowFault(Exception):
    """A row that cannot be understood: a code of schema.refusals and the facts its sentence names."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


@dataclass(frozen=True)
class Live:
    """The row as stored: its state and case, and the document as its actor may see it (None when he may not)."""

    state: str | None
    case: UUID
    document: Mapping[str, Any] | None


@dataclass(frozen=True)
class Meaning:
    """The intents of one row; `shows`: the device must be told what became of it; `wrote`: what the next row has to know."""

    intents: tuple[Intent, ...] = ()
    shows: bool = False
    wrote: Wrote = default_of(default_factory=dict)
    parent: str | None = None  # must land before this one can: `case:<key>` or `<record>:<key>`
    waits: bool = False  # it has not landed


FIELDS: Mapping[str, Mapping[str, Field]] = {
    name: {camel(field.name): field for field in wire_fields(record)} for name, record in RECORDS.items()}
CHILDREN: Mapping[str, Mapping[str, Record]] = {
    name: {child_key(child): RECORDS[child] for child in record.children} for name, record in RECORDS.items()}


def key_of(record: Record, county: str, text: object) -> UUID:
    """The key in a global id (or a bare UUID) of a record of this county; raises RowFault."""
    try:
        found = parse_id(text) if isinstance(text, str) and ":" in text else None
        key = found.key if found else UUID(str(text))
    except (BadId, ValueError):
        raise RowFault("ROW_ID", id=str(text)[:80]) from None
    if not isinstance(key, UUID) or (found and (found.record != record.name or found.county != county)):
        raise RowFault("ROW_ID", id=str(text)[:80])
    return key


# --- whole documents (RxDB) -----------------------------------------------------------------------------------------


def of_row(
    record: Record, county: str, row: PushRow, live: Live | None, last: Wrote, at: datetime
) -> Meaning:
    """The intents of a pushed document; `last` holds what this device's last row wrote, for an answer it never got."""
    new, assumed = row["newDocumentState"], row["assumedMasterState"]
    key = key_of(record, county, new.get("id"))
    _known(record, new)
    lost = bool(assumed and assumed.get("_deleted"))
    base = None if lost else assumed
    deleted = new.get("_deleted") is True
    if live is None:
        return Meaning() if deleted else _creation(record, county, key, new, at)
    if lost and not deleted and _changes(record, new, None, live.document):
        raise RowFault("BASE_GONE")
    if lost:
        return Meaning(shows=True)
    return _revision(record, county, key, new, base, live, last, at, deleted)


def _known(record: Record, new: Mapping[str, Any]) -> None:
    fields, children = FIELDS[record.name], CHILDREN[record.name]
    if unknown := next((name for name in new if name not in fields and name not in children and name not in META), None):
        raise RowFault("ROW_FIELD", field=unknown)


def _creation(record: Record, county: str, key: UUID, new: Mapping[str, Any], at: datetime) -> Meaning:
    named = new.get("caseId")
    case = key_of(RECORDS["case"], county, named) if named else None
    fields = FIELDS[record.name]
    values = {name: value for name, value in new.items()
              if value is not None and name in fields and name not in GIVEN_LATER and not _starred(fields[name], value)}
    intents: list[Intent] = [Create(record.name, key, snake_document(values), case=case, occurred_at=at, offline=True)]
    wrote = made(fields, "", values)
    for name, child in CHILDREN[record.name].items():
        for element in _elements(name, new.get(name)):
            intents.append(_child_creation(child, county, element, case or key, at))
            wrote |= made(FIELDS[child.name], f"{name}/{intents[-1].key}/", element)
    if record.flow and (new.get("move") or new.get("state") not in (None, record.flow.initial)):
        move = _named(record, new["move"]) if new.get("move") else _move_to(record, record.flow.initial, new["state"])
        intents.append(Move(record.name, key, move.name, {}, occurred_at=at, offline=True))
    return Meaning(tuple(intents), bool(new.get("move")), wrote=wrote, parent=f"case:{case}" if case else None)


def _revision(
    record: Record, county: str, key: UUID, new: Mapping[str, Any], base: Mapping[str, Any] | None, live: Live,
    last: Wrote, at: datetime, deleted: bool,
) -> Meaning:
    move = None if deleted else _asked_move(record, new, base, live) or _done_too(record, new, base, live, last)
    changes = _changes(record, new, base, live.document, move.inputs if move else ())
    before, wrote = traced(FIELDS[record.name], "", changes, base, live.document, last)
    inputs = {name: changes.pop(name) for name in list(changes) if move and FIELDS[record.name][name].name in move.inputs}
    intents, removed, within = _child_intents(record, county, new, base, live, last, at)
    if changes:
        kept = None if before is None else snake_document({name: before[name] for name in changes if name in before})
        intents.insert(0, Edit(record.name, key, kept, None, snake_document(changes), occurred_at=at, offline=True))
    if move:
        intents.append(Move(record.name, key, move.name, snake_document(inputs), occurred_at=at, offline=True))
    if deleted:
        intents.append(Delete(record.name, key, occurred_at=at, offline=True))
    return Meaning(tuple(intents), shows=removed or deleted or bool(new.get("move")), wrote=wrote | within)


def _changes(
    record: Record, new: Mapping[str, Any], base: Mapping[str, Any] | None, shown: Mapping[str, Any] | None, inputs: Collection[str] = (),
) -> dict[str, Any]:
    """What the device changed: not the server's own fields (save inputs of the move), nor what merely came back (as it was, as it is, or masked)."""
    found = {}
    for name, value in new.items():
        field = FIELDS[record.name].get(name)
        if field is None or (field.merge is SERVER and field.name not in inputs):
            continue
        was, now = (base or {}).get(name, ABSENT), (shown or {}).get(name, ABSENT)
        if not (same(value, was) or same(value, now) or _starred(field, value, was, now)):
            found[name] = value
    return found


def _starred(field: Field, value: Any, *known: Any) -> bool:
    """Whether a value is only the masked form of itself, or of a value the device was shown."""
    if not field.mask or not isinstance(value, str) or "*" not in value:
        return False
    return field.kind is Kind.PROTECTED or any(isinstance(was, str) and MASKS[field.mask](was) == value for was in (*known, value))


def _asked_move(record: Record, new: Mapping[str, Any], base: Mapping[str, Any] | None, live: Live) -> Transition | None:
    if record.flow and new.get("move"):
        return _named(record, new["move"])
    asked = new.get("state")
    if record.flow is None or asked is None or asked == live.state or (base is not None and asked == base.get("state")):
        return None
    return _move_to(record, live.state, asked)


def _done_too(record: Record, new: Mapping[str, Any], base: Mapping[str, Any] | None, live: Live, last: Wrote) -> Transition | None:
    """A move that somebody else did as well meanwhile, where that calls for something; not one this device did itself and never heard of."""
    if record.flow is None or base is None or new.get("state") != live.state or base.get("state") == live.state:
        return None
    return next((move for move in record.moves if move.twice and move.target == live.state and base.get("state") in move.sources
                 and not any(camel(name) in last for name in move.inputs)), None)


def _named(record: Record, name: Any) -> Transition:
    """The move a document names because its state alone does not tell it, or stays as it is."""
    move = record.move(str(name))
    if move is None:
        raise RowFault("ROW_STATE", state=str(name)[:80])
    return move


def _move_to(record: Record, source: str | None, target: Any) -> Transition:
    """The one move that leads there; when none does from here, one that would, so that the write door says why not."""
    leading = [move for move in record.moves if move.target == target]
    if not leading:
        raise RowFault("ROW_STATE", state=str(target)[:80])
    fitting = [move for move in leading if source in move.sources]
    if len(fitting) > 1:
        raise RowFault("ROW_STATE_UNCLEAR", state=record.labels.get(target, target))
    return (fitting or leading)[0]


# --- rows that travel inside a document -------------------------------------------------------------------------------


def _elements(name: str, value: Any) -> list[Json]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(element, dict) for element in value):
        raise RowFault("ROW_SHAPE", field=name)
    return value


def _by_key(child: Record, county: str, name: str, value: Any) -> dict[UUID, Json]:
    return {key_of(child, county, element.get("id")): element for element in _elements(name, value)}


def _child_creation(child: Record, county: str, element: Mapping[str, Any], case: UUID, at: datetime) -> Create:
    key, fields = key_of(child, county, element.get("id")), FIELDS[child.name]
    _known(child, element)
    values = {name: value for name, value in element.items() if value is not None and name in fields
              and fields[name].merge is not SERVER and not _starred(fields[name], value)}
    return Create(child.name, key, snake_document(values), case=case, occurred_at=at, offline=True)


def _child_intents(
    record: Record, county: str, new: Mapping[str, Any], base: Mapping[str, Any] | None, live: Live, last: Wrote, at: datetime
) -> tuple[list[Intent], bool, Marks]:
    """Intents for the children of a document, whether one was left out (nothing is erased: the device is shown it again), and their marks."""
    intents: list[Intent] = []
    removed, wrote = False, Marks()
    for name, child in CHILDREN[record.name].items():
        if name not in new:
            continue
        asked = _by_key(child, county, name, new[name])
        was, now = _by_key(child, county, name, (base or {}).get(name)), _by_key(child, county, name, (live.document or {}).get(name))
        removed = removed or bool((was.keys() & now.keys()) - asked.keys())
        for key, element in asked.items():
            _known(child, element)
            if key not in was and key not in now:
                intents.append(_child_creation(child, county, element, live.case, at))
                wrote |= made(FIELDS[child.name], f"{name}/{key}/", element)
                continue
            changed = _changes(child, element, was.get(key), now.get(key))
            before, marks = traced(FIELDS[child.name], f"{name}/{key}/", changed, was.get(key), now.get(key), last)
            wrote |= marks
            if changed:
                kept = None if before is None else snake_document(before)
                intents.append(Edit(child.name, key, kept, None, snake_document(changed), occurred_at=at, offline=True))
    return intents, removed, wrote


# --- diffs (field client) ---------------------------------------------------------------------------------------------


def of_op(record: Record, county: str, op: Op, live: Live | None, at: datetime) -> Meaning:
    """The intents of one op; what it changes of children becomes intents of their own."""
    key = key_of(record, county, op["id"])
    _known(record, op["set"])
    children = CHILDREN[record.name]
    own = {name: value for name, value in op["set"].items() if name not in children}
    within = {name: value for name, value in op["set"].items() if name in children}
    if op["kind"] == "create":
        whole = own | {name: _whole(value) for name, value in within.items()}
        return _creation(record, county, key, whole, at)
    if live is None:
        return Meaning(parent=f"{record.name}:{key}")
    if op["kind"] == "delete":
        reason = {name: value for name, value in own.items() if name == "reason"}
        return Meaning((Delete(record.name, key, reason, occurred_at=at, offline=True),), shows=True)
    intents: list[Intent] = []
    for name, value in within.items():
        intents += _child_ops(children[name], county, name, value, op["base"].get(name), live, at)
    move = record.move(op["move"]) if op["move"] else None
    if op["kind"] == "move" and move is None:
        raise RowFault("ROW_STATE", state=op["move"])
    before, mine = merging({name: value for name, value in op["base"].items() if name in own}, own, live.document)
    inputs = {name: value for name, value in mine.items() if move and FIELDS[record.name][name].name in move.inputs}
    edits = {name: value for name, value in mine.items() if name not in inputs and FIELDS[record.name][name].merge is not SERVER
             and not _starred(FIELDS[record.name][name], value, before.get(name))}
    if edits:
        kept = {name: value for name, value in before.items() if name in edits}
        intents.insert(0, Edit(record.name, key, snake_document(kept), None, snake_document(edits), occurred_at=at, offline=True))
    if move:
        intents.append(Move(record.name, key, move.name, snake_document(inputs), occurred_at=at, offline=True))
    return Meaning(tuple(intents))


def _whole(value: Any) -> Any:
    return value.get("add", []) if is_delta(value) else value


def _child_ops(child: Record, county: str, name: str, value: Any, base: Any, live: Live, at: datetime) -> list[Intent]:
    was = _by_key(child, county, name, base)
    now = _by_key(child, county, name, (live.document or {}).get(name))
    changed: Iterable[Json] = _elements(name, value) if not is_delta(value) else [
        *_elements(name, value.get("add")), *({**element, "id": at_id} for at_id, element in value.get("change", {}).items())]
    intents: list[Intent] = []
    for element in changed:
        key = key_of(child, county, element.get("id"))
        _known(child, element)
        if key not in was and key not in now:
            intents.append(_child_creation(child, county, element, live.case, at))
        elif edits := _changes(child, element, was.get(key), now.get(key) if key not in was else None):
            kept = {part: was[key][part] for part in edits if part in was.get(key, {})}
            intents.append(Edit(child.name, key, snake_document(kept) if key in was else None, None, snake_document(edits),
                                occurred_at=at, offline=True))
    return intents


def stamped(meaning: Meaning, device: UUID | None, suspect: bool = False) -> Meaning:
    """The same intents, naming the device they were done on, and whether its clock was off."""
    return replace(meaning, intents=tuple(replace(intent, device=device, suspect=suspect) for intent in meaning.intents))
