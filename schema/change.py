"""Decides: (record, row, intent, situation) -> Change or Refusal, without touching anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default_of
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal, Protocol
from uuid import UUID

from schema import duties
from schema.identifiers import MASKS
from schema.intent import Create, Delete, Edit, Intent, Move
from schema.kit import APPEND, DRAFT, LEGAL, OWNER, SERVER, SHANGHAI, Facts, Field, Kind, Numbering, Record
from schema.kit import Move as Transition
from schema.merge import ABSENT, Rule, merge_document, same
from schema.periods import Calendar
from schema.refusals import REFUSALS as REFUSALS
from schema.refusals import Refusal as Refusal
from schema.refusals import sentence as sentence
from schema.registry import RECORDS
from schema.values import BadValue, Reader, Secret, Shown, empty, held, stored, wire

Row = dict[str, Any]
Former = Mapping[str, Any]


class Who(Protocol):
    """What a decision needs to know of the actor."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def townships(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Clash:
    """Two values for one field that no machine may choose between, as they travel; `code` says why it was held back."""

    path: str
    base: Any
    theirs: Any
    mine: Any
    code: str
    secret: Secret | None = None


@dataclass(frozen=True)
class Situation:
    """Whatever a decision may look at besides the row and the intent."""

    actor: Who
    at: datetime  # legal time: when it was done
    now: datetime  # when it arrived
    reader: Reader
    calendar: Calendar
    may_edit: Callable[[str, Mapping[str, Any]], bool]  # (field, row as it would be)
    offline: bool = False
    system: bool = False  # made by an effect, not by a person's intent
    found: Mapping[str, tuple[Mapping[str, Any], ...]] = default_of(default_factory=dict)
    former: Former | None = None  # values at the version an edit names
    doers: Mapping[str, frozenset[UUID]] = default_of(default_factory=dict)
    running: tuple[Mapping[str, Any], ...] = ()  # duties of the row that run
    texts: tuple[str, ...] = ()  # former and proposed texts of the agreement, newest first
    twin: Mapping[str, Any] | None = None  # an earlier row of the same matter


@dataclass(frozen=True)
class Change:
    """What is to happen to one row, and what follows from it."""

    record: Record
    before: Mapping[str, Any] | None
    row: Row
    act: Literal["CREATE", "EDIT", "MOVE", "RESOLVE"]
    fields: tuple[str, ...] = ()
    move: str | None = None
    merged: bool = False
    code: str | None = None
    facts: Mapping[str, Any] = default_of(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    started: tuple[Row, ...] = ()
    ended: tuple[tuple[Mapping[str, Any], Row], ...] = ()
    effects: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    draws: Numbering | None = None
    joined: tuple[str, ...] = ()  # fields to be joined into the earlier row of the same matter

    @property
    def kind(self) -> Literal["applied", "merged", "conflict", "already"]:
        if self.clashes:
            return "conflict"
        return "already" if not self.fields and self.act == "EDIT" else "merged" if self.merged else "applied"

    @property
    def stores(self) -> bool:
        return self.before is None or bool(self.fields) or self.act != "EDIT"


def decide(record: Record, row: Mapping[str, Any] | None, intent: Intent, s: Situation) -> Change | Refusal:
    """What becomes of one intent; `row` is the row as it is, None for a new one."""
    try:
        match intent:
            case Create():
                return create(record, intent, s)
            case Edit() if row is not None:
                return edit(record, row, intent, s)
            case Move() if row is not None:
                return move(record, row, intent, s)
            case Delete() if row is not None:
                return cancel(record, row, intent, s)
    except BadValue as fault:
        return Refusal(fault.code, fault.facts)
    return Refusal("NOT_FOUND")


# --- create -----------------------------------------------------------------------------------------------------------

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
    for name, value in intent.values.items():
        field = _given(record, name, row)
        if field is None or name == "case_id":
            continue
        taken = s.reader.taken(field, value, row)
        if not isinstance(taken, Shown):
            row.update(stored(field, _authored(field, taken, (), s)))
            _keep_original(record, row, name, value)
    row["case_id" if record.case_link == "case_id" else record.key] = intent.case if record.case_link == "case_id" else intent.key
    if missing := _missing(record, row, [f.name for f in record.fields if f.required]):
        return Refusal("FIELD_REQUIRED", missing)
    fields = tuple(f.name for f in record.fields if not empty(held(f, row)) and f.name not in ("version", "created_at", "updated_at", record.key))
    draws = drawn_at_creation(record)
    made = Change(record, None, row, "CREATE", fields, draws=draws)
    return _clocked(_duplicate(made, s), s)


def _blank(record: Record, key: UUID, s: Situation) -> Row:
    row: Row = {"county": s.reader.county}
    for field in record.fields:
        row.update(dict.fromkeys(field.columns))
    row |= {record.key: key, "version": 1, "created_at": s.now, "updated_at": s.now}
    if record.flow:
        row["state"] = record.flow.initial
    return row


def _defaults(record: Record, intent: Create, s: Situation) -> Row:
    """What is taken from whoever registers it (统一表头), unless given."""
    actor, given = s.actor, intent.values
    values: Row = {"lead_agency": actor.agency, "handler": actor.user_id, "from_agency": actor.agency, "author": actor.user_id,
                   "opened_on": s.at.astimezone(SHANGHAI).date(), "urgency": "ORDINARY", "sensitivity_level": "INTERNAL",
                   "created_offline": s.offline}
    if not given.get("lead_agency") or given.get("unit"):
        values["unit"] = actor.unit
    if len(actor.townships) == 1:
        values["township"] = actor.townships[0]
    if record.variant_field:
        values |= {"agency": actor.agency, "branch": actor.branch}
    return {name: value for name, value in values.items() if name in record.by_name}


def _given(record: Record, name: str, row: Mapping[str, Any]) -> Field | None:
    """The field a new row takes a value for; None when the value is the server's to give."""
    field = record.by_name.get(name)
    if field is None:
        raise BadValue("FIELD_UNKNOWN", field=name)
    if name in NEVER_GIVEN or name in FORCED or name == record.key:
        return None
    if field.variants and row.get(record.variant_field or "") not in field.variants:
        raise BadValue("FIELD_UNKNOWN", field=name)
    if field.merge is SERVER and (name in _server_only(record.name) or (record.mechanism and field.kind is not Kind.LINK and name != "alias_number")):
        return None
    return field


@lru_cache(maxsize=256)
def _server_only(name: str) -> frozenset[str]:
    record = RECORDS[name]
    return frozenset({n.field for n in record.numberings} | ({record.duplicates.link} if record.duplicates else set()))


@lru_cache(maxsize=256)
def _drawn_by_moves(name: str) -> frozenset[str]:
    flow = RECORDS[name].flow
    return frozenset(move.number for move in flow.moves if move.number) if flow else frozenset()


def drawn_at_creation(record: Record) -> Numbering | None:
    """The number a row has from its beginning: a series that no move draws from."""
    return next((n for n in record.numberings if n.name not in _drawn_by_moves(record.name)), None)


def _keep_original(record: Record, row: Row, name: str, value: Any) -> None:
    """A number as it was written stays beside its normal form."""
    if f"{name}_as_written" in record.by_name and isinstance(value, str):
        row[f"{name}_as_written"] = value


def _missing(record: Record, row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any] | None:
    absent = [record.by_name[name] for name in names if empty(held(record.by_name[name], row))]
    return {"fields": ", ".join(f.name for f in absent), "labels": "、".join(f.label for f in absent)} if absent else None


# --- edit -------------------------------------------------------------------------------------------------------------


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
    after = {**row, **_columns(record, values)}
    values, suggested, refused = _owned(record, row, after, values, clashes, base, s)
    if refused:
        return refused
    if missing := _missing(record, after, [name for name in values if record.by_name[name].required]):
        return Refusal("FIELD_REQUIRED", missing)
    after = {**row, **_columns(record, values)}
    for name in values:
        _keep_original(record, after, name, intent.values.get(name))
    made = Change(record, row, _stamped(after, row, values, s), "EDIT", _ordered(record, values), clashes=(*clashes, *suggested),
                  merged=_stale(record, row, intent, s), code=next((c.code for c in (*clashes, *suggested)), None))
    made = _disputed_signatures(made, s)
    return _clocked(_duplicate(made, s), s)


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


@lru_cache(maxsize=256)
def _rules(name: str) -> Mapping[str, Rule]:
    return {field.name: _rule(field) for field in RECORDS[name].fields}


def _rule(field: Field) -> Rule:
    elements = {item.name: _rule(item) for item in field.items} if field.items else None
    return Rule(field.merge or LEGAL, elements, MASKS.get(field.mask) if field.mask else None)


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
        merged = merge_document(_rules(record.name), base, {name: row.get(name) for name in plain}, plain)
        for name in sorted(merged.changed):
            values[name] = _authored(record.by_name[name], merged.values[name], row.get(name) or (), s)
        for path, conflict in merged.conflicts.items():
            root = record.by_name[path.partition("/")[0]]
            base_, theirs, mine_ = (_said(root, side, s) for side in (conflict.base, conflict.theirs, conflict.mine))
            clashes.append(Clash(path, base_, theirs, mine_, "SAME_FIELD"))
    return values, clashes


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


def _said(field: Field, value: Any, s: Situation) -> Any:
    return None if value is ABSENT else wire(field, value, s.reader.county)


def _authored(field: Field, value: Any, known: Iterable[Mapping[str, Any]], s: Situation) -> Any:
    """New elements of a list carry the server's word on who wrote them."""
    given = [item for item in field.items if item.merge is SERVER] if field.kind is Kind.ITEMS else []
    if not given or not isinstance(value, list):
        return value
    ids = {element.get("id") for element in known}
    return [element if element.get("id") in ids else
            {**element, **{item.name: s.actor.name if item.name == "author" else None for item in given}} for element in value]


def _unfrozen(record: Record, row: Mapping[str, Any], base: Former | None, values: Row, s: Situation) -> tuple[Row, list[Clash]]:
    """In a state of legal effect, drafts and legal fields stand: what would change them is kept as a proposal (E2)."""
    if not record.flow or row["state"] not in record.flow.frozen:
        return values, []
    kept, clashes = {}, []
    for name, value in values.items():
        field = record.by_name[name]
        if field.merge in (LEGAL, DRAFT) and not _only_drafts(field, row.get(name), value):
            clashes.append(_clash(record, row, base, name, value, "FROZEN", s))
        else:
            kept[name] = value
    return kept, clashes


def _only_drafts(field: Field, theirs: Any, mine: Any) -> bool:
    """Whether a list of drafts changed only in its elements' draft fields, such as the measures an agency reports."""
    if field.kind is not Kind.ITEMS or field.merge is not DRAFT or [e["id"] for e in theirs or ()] != [e["id"] for e in mine or ()]:
        return False
    legal = [item.name for item in field.items if item.merge is not DRAFT]
    return all(same(old.get(name), new.get(name)) for old, new in zip(theirs or (), mine or (), strict=True) for name in legal)


def _clash(record: Record, row: Mapping[str, Any], base: Former | None, name: str, mine: Any, code: str, s: Situation) -> Clash:
    field = record.by_name[name]
    before = (base or {}).get(name, ABSENT)
    return Clash(name, _said(field, before, s), _said(field, held(field, row), s), _said(field, mine, s), code,
                 mine if isinstance(mine, Secret) else None)


def _owned(
    record: Record, row: Mapping[str, Any], after: Row, values: Row, clashes: list[Clash], base: Former | None, s: Situation
) -> tuple[Row, list[Clash], Refusal | None]:
    """Fields the actor may not edit: an owner's field becomes a suggestion, any other refuses the edit."""
    kept, suggested = {}, []
    for name, value in values.items():
        if s.may_edit(name, after):
            kept[name] = value
        elif record.by_name[name].merge is OWNER:
            suggested.append(_clash(record, row, base, name, value, "SUGGESTION", s))
        else:
            return {}, [], _forbidden(record, name)
    for clash in clashes:
        name = clash.path.partition("/")[0]
        if record.by_name[name].merge is not OWNER and not s.may_edit(name, after):
            return {}, [], _forbidden(record, name)
    return kept, suggested, None


def _forbidden(record: Record, name: str) -> Refusal:
    return Refusal("FIELD_FORBIDDEN", {"field": name, "label": record.by_name[name].label})


def _columns(record: Record, values: Mapping[str, Any]) -> Row:
    found: Row = {}
    for name, value in values.items():
        found.update(stored(record.by_name[name], value))
    return found


def _stamped(after: Row, row: Mapping[str, Any], values: object, s: Situation) -> Row:
    return {**after, "version": row["version"] + 1, "updated_at": s.now} if values else after


def _ordered(record: Record, names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(field.name for field in record.fields if field.name in wanted)


def _stale(record: Record, row: Mapping[str, Any], intent: Edit, s: Situation) -> bool:
    """Whether the row had changed since its author last saw it."""
    seen = intent.version if intent.base is None else intent.base.get("version", intent.version)
    if seen is not None:
        return bool(seen != row["version"])
    return any(not same(value, held(record.by_name[name], row)) and not (empty(value) and empty(held(record.by_name[name], row)))
               for name, value in _based(record, intent.base or {}, s).items()
               if record.by_name[name].kind is not Kind.PROTECTED and record.by_name[name].merge is not SERVER)


# --- move -------------------------------------------------------------------------------------------------------------


def move(record: Record, row: Mapping[str, Any], intent: Move, s: Situation) -> Change | Refusal:
    flow = record.flow
    step = flow.move(intent.move) if flow else None
    if flow is None or step is None:
        return Refusal("MOVE_UNKNOWN", {"record": record.name, "label": record.label, "move": intent.move})
    values = _inputs(record, step, row, intent, s)
    if row["state"] not in step.sources:
        return _raced(record, step, row, values, s) if s.offline else _not_possible(record, step, row)
    if refused := _second_person(record, step, s):
        return refused
    after = {**row, **_columns(record, values), "state": step.target or row["state"]}
    if missing := _missing(record, after, step.required):
        return Refusal("INPUT_MISSING", {**missing, "move": step.name, "move_label": step.label})
    facts = Facts(row, after, values, s.actor, s.at, s.found)
    if refused := _guarded(step, facts):
        return _appended(record, row, step, values, refused, s)
    after |= _marks(record, step, s)
    ended = duties.ended(record, step.name, s.running, s.at, s.now)
    if any(duty["late"] for _, duty in ended) and f"late_{step.name}" in record.by_name:
        after[f"late_{step.name}"] = True
    draws = next((n for n in record.numberings if n.name == step.number and empty(row.get(n.field))), None)
    effects = tuple((e.record, made) for e in step.effects if (made := e.values(facts)) is not None)
    changed = _differing(record, row, after)
    done = Change(record, row, _stamped(after, row, True, s), "MOVE", changed, step.name, ended=tuple(ended), effects=effects, draws=draws,
                  merged=intent.version is not None and intent.version != row["version"])
    return _clocked(_signed_text(done, s), s)


def cancel(record: Record, row: Mapping[str, Any], intent: Delete, s: Situation) -> Change | Refusal:
    """Delete is a request: the record's move `cancel`, when it has one (E23)."""
    step = record.flow.move("cancel") if record.flow else None
    if step is None:
        return Refusal("NOT_DELETABLE", {"record": record.name, "label": record.label})
    return move(record, row, Move(record.name, intent.key, "cancel", {n: v for n, v in intent.values.items() if n in step.inputs}), s)


def _inputs(record: Record, step: Transition, row: Mapping[str, Any], intent: Move, s: Situation) -> Row:
    values: Row = {}
    for name, value in intent.values.items():
        field = record.by_name.get(name)
        if field is None:
            raise BadValue("FIELD_UNKNOWN", field=name)
        if name not in step.inputs:
            raise BadValue("FIELD_NOT_INPUT", field=name, label=field.label)
        taken = s.reader.taken(field, value, row)
        if not isinstance(taken, Shown) and not (taken is None and empty(held(field, row))):
            values[name] = _joined_list(field, row.get(name), taken, s) if field.kind in (Kind.ITEMS, Kind.TEXTS) else taken
    return values


def _joined_list(field: Field, theirs: Any, mine: Any, s: Situation) -> Any:
    """A list given to a move adds to what is there and fills in elements; it takes nothing away."""
    rest = [element for element in theirs or () if element not in (mine or ())] if field.kind is Kind.TEXTS else [
        element for element in theirs or () if element["id"] not in {e["id"] for e in mine or ()}]
    merged = merge_document({field.name: _rule(field)}, {field.name: theirs}, {field.name: theirs}, {field.name: [*rest, *(mine or ())]})
    return _authored(field, merged.values[field.name], theirs or (), s)


def _not_possible(record: Record, step: Transition, row: Mapping[str, Any]) -> Refusal:
    state = row["state"]
    labels = record.flow.labels if record.flow else {}
    return Refusal("MOVE_NOT_POSSIBLE", {"state": state, "state_label": labels.get(state, state), "move": step.name, "move_label": step.label})


def _second_person(record: Record, step: Transition, s: Situation) -> Refusal | None:
    for name in step.not_by_doer_of:
        if s.actor.user_id in s.doers.get(name, ()):
            earlier = record.flow.move(name) if record.flow else None
            return Refusal("SECOND_PERSON", {"earlier": earlier.label if earlier else name, "move": step.name, "move_label": step.label})
    return None


def _guarded(step: Transition, facts: Facts) -> Refusal | None:
    if step.guard is None:
        return None
    try:
        refused = step.guard(facts)
    except (TypeError, KeyError, ValueError, ArithmeticError):
        return Refusal("GUARD_FAULT", {"move": step.name, "move_label": step.label})
    return Refusal(refused.code, refused.facts) if refused else None


def _appended(record: Record, row: Mapping[str, Any], step: Transition, values: Row, refused: Refusal, s: Situation) -> Change | Refusal:
    """A device's move that is refused still leaves its signatures and notes: what is only added is never lost (E4)."""
    added = {name: value for name, value in values.items() if record.by_name[name].merge is APPEND and not same(value, row.get(name))}
    if not (s.offline and added):
        return refused
    after = _stamped({**row, **added}, row, added, s)
    return Change(record, row, after, "EDIT", _ordered(record, added), merged=True, code=refused.code, facts=refused.facts)


def _marks(record: Record, step: Transition, s: Situation) -> Row:
    """A server-owned date named after the state entered (`replied_on`) is the day of the move."""
    name = f"{(step.target or '').lower()}_on"
    field = record.by_name.get(name)
    return {name: s.at.astimezone(SHANGHAI).date()} if field and field.kind is Kind.DATE and field.merge is SERVER else {}


def _differing(record: Record, row: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f.name for f in record.fields
                 if f.name not in ("version", "updated_at") and any(row.get(c) is not after.get(c) and row.get(c) != after.get(c) for c in f.columns[:2]))


# --- two devices, one record --------------------------------------------------------------------------------------------


def _raced(record: Record, step: Transition, row: Mapping[str, Any], values: Row, s: Situation) -> Change | Refusal:
    """A device's move that came too late: the same result joins, another result is a dispute (E1, E3, E15)."""
    state, disputed = row["state"], _dispute(record, row["state"], step.target)
    if step.target == state or _dispute(record, step.target or "", step.target, state):
        made = _same_result(record, step, row, values, s)
        return _disputed_signatures(made, s)
    if disputed is None:
        return _not_possible(record, step, row)
    labels = record.flow.labels if record.flow else {}
    after = _stamped({**row, "state": disputed}, row, True, s)
    clashes = [Clash("state", None, state, step.target, "STATE_RACE")]
    clashes += [_clash(record, row, None, name, value, "STATE_RACE", s) for name, value in values.items() if not same(value, held(record.by_name[name], row))]
    return Change(record, row, after, "MOVE", ("state",), _mover(record, state, disputed), code="STATE_RACE",
                  facts={"state": state, "state_label": labels.get(state, state)}, clashes=tuple(clashes))


def _same_result(record: Record, step: Transition, row: Mapping[str, Any], values: Row, s: Situation) -> Change:
    added, clashes = {}, []
    for name, value in values.items():
        field = record.by_name[name]
        if _equal(value, held(field, row)):
            continue
        if field.merge is APPEND:
            added[name] = value
        else:
            clashes.append(_clash(record, row, None, name, value, "SAME_FIELD", s))
    after = _stamped({**row, **_columns(record, added)}, row, added, s)
    return Change(record, row, after, "EDIT", _ordered(record, added), merged=True, clashes=tuple(clashes), code=clashes[0].code if clashes else None)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, Secret) and isinstance(other, Secret):
        return one.hmac == other.hmac
    return not isinstance(one, Secret) and not isinstance(other, Secret) and same(one, other)


def _dispute(record: Record, state: str, target: str | None, into: str | None = None) -> str | None:
    """The state of dispute two results lead to: a declared move `dispute_…` that both are sources of."""
    for step in record.flow.moves if record.flow else ():
        if step.name.startswith("dispute") and state in step.sources and target in step.sources and into in (None, step.target):
            return step.target
    return None


def _mover(record: Record, state: str, target: str) -> str | None:
    return next((m.name for m in record.flow.moves if m.target == target and state in m.sources), None) if record.flow else None


def signature_field(record: Record) -> Field | None:
    """The list whose elements name the digest of the text they sign, if the record has one."""
    return next((f for f in record.fields if f.kind is Kind.ITEMS and any(i.name == "text_digest" for i in f.items)), None)


def text_field(record: Record) -> Field | None:
    """The text that signatures are put under."""
    return next((f for f in record.fields if f.name.endswith("_text") and f.merge is LEGAL), None)


def signs(row: Mapping[str, Any], values: Mapping[str, Any], signatures: Field, text: Field) -> bool:
    """Whether the text that is there is the one that is signed."""
    given = [e for e in values.get(signatures.name) or () if isinstance(e, Mapping)]
    digests = _digests([*(row.get(signatures.name) or ()), *given])
    return not digests or _digest(row.get(text.name) or "") in digests


def _digests(signatures: Any) -> set[str]:
    return {element["text_digest"] for element in signatures or () if element.get("text_digest")}


def _disputed_signatures(change: Change, s: Situation) -> Change:
    """Signatures on two different texts of a signed agreement: both sets stay, the record is held (E3)."""
    record, row, before = change.record, change.row, change.before
    field = signature_field(record)
    if field is None or before is None or field.name not in change.fields or not record.flow or before["state"] not in record.flow.frozen:
        return change
    old, new = _digests(before.get(field.name)), _digests(row.get(field.name))
    target = next((m.target for m in record.flow.moves if m.name == "dispute_text" and before["state"] in m.sources), None)
    if not old or len(new) < 2 or target is None:
        return change
    clash = Clash(field.name, None, before.get(field.name), [e for e in row[field.name] if e.get("text_digest") not in old], "SIGNED_TEXTS")
    return Change(record, before, {**row, "state": target}, "MOVE", _ordered(record, {*change.fields, "state"}), "dispute_text", code="SIGNED_TEXTS",
                  clashes=(*change.clashes, clash))


def _signed_text(change: Change, s: Situation) -> Change:
    """A text signed elsewhere beats an unsigned edit of it that came first: the signed words return (E2)."""
    record, row = change.record, change.row
    field = signature_field(record)
    text = text_field(record)
    step = record.flow.move(change.move) if record.flow and change.move else None
    if field is None or text is None or step is None or field.name not in step.inputs:
        return change
    signed = _digests(row.get(field.name))
    present = row.get(text.name) or ""
    if len(signed) != 1 or _digest(present) in signed:
        return change
    original = next((t for t in s.texts if _digest(t) in signed), None)
    if original is None:
        return change
    clash = Clash(text.name, None, original, present, "SIGNED_WINS")
    return _with(change, row={**row, text.name: original}, fields=_ordered(record, {*change.fields, text.name}), code="SIGNED_WINS", clashes=(clash,))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


# --- what follows -----------------------------------------------------------------------------------------------------


def _duplicate(change: Change, s: Situation) -> Change:
    """The later of two applications in one matter: linked to the first, which takes over its evidence (E6)."""
    rule, row = change.record.duplicates, change.row
    if rule is None or s.twin is None or row["state"] == rule.state:
        return change
    twin = s.twin
    fields = _ordered(change.record, {*change.fields, "state", rule.link})
    return _with(change, row={**row, "state": rule.state, rule.link: twin[change.record.key]}, fields=fields, code="DUPLICATE",
                 joined=tuple(name for name in rule.join if not empty(row.get(name))), merged=True)


def joined(change: Change, s: Situation) -> Change:
    """What the duplicate brings to the earlier row: evidence joined by union, differing statements for review."""
    record, rule, twin, row = change.record, change.record.duplicates, s.twin, change.row
    assert rule is not None and twin is not None
    mine = {name: row[name] for name in change.joined}
    merged = merge_document(_rules(record.name), None, {name: twin.get(name) for name in mine}, mine)
    clashes = [_clash(record, twin, None, name, held(record.by_name[name], row), "DUPLICATE", s) for name in rule.review
               if not empty(row.get(name)) and not same(row.get(name), twin.get(name))]
    values = {name: merged.values[name] for name in sorted(merged.changed)}
    return Change(record, twin, _stamped({**twin, **values}, twin, values, s), "EDIT", _ordered(record, values), clashes=tuple(clashes), code="DUPLICATE")


def resolution(record: Record, row: Mapping[str, Any], path: str, value: Any, s: Situation, secret: Secret | None = None) -> Change | Refusal:
    """The value a reviewer chose, put into the record; what is frozen keeps the signed value."""
    name, _, rest = path.partition("/")
    field = record.by_name[name]
    if name == "state":
        return Change(record, row, dict(row), "RESOLVE")
    try:
        taken = _element_set(field, row, rest, value, s) if rest else secret or s.reader.taken(field, value, row)
    except BadValue as fault:
        return Refusal(fault.code, fault.facts)
    if isinstance(taken, Shown) or _equal(taken, held(field, row)):
        return Change(record, row, dict(row), "RESOLVE")
    if record.flow and row["state"] in record.flow.frozen and field.merge is LEGAL:
        return Refusal("FROZEN", {"field": name, "label": field.label})
    after = {**row, **stored(field, taken)}
    return _clocked(Change(record, row, _stamped(after, row, True, s), "RESOLVE", (name,)), s)


def _element_set(field: Field, row: Mapping[str, Any], rest: str, value: Any, s: Situation) -> list[dict[str, Any]]:
    key, _, inner = rest.partition("/")
    found = []
    for element in row.get(field.name) or ():
        given = ({inner: value} if inner else value) if element["id"] == key else {}
        found.append({**element, **s.reader.element(field, {**given, "id": element["id"]})} if given else element)
    return found


def _clocked(change: Change, s: Situation) -> Change:
    """The clocks that start where the row now stands."""
    record = change.record
    if not record.flow or not record.flow.deadlines or not change.stores:
        return change
    over = {duty["id"] for _, duty in change.ended}
    running = [duty for duty in s.running if duty["id"] not in over]
    started = duties.started(record, change.row, change.before, running, s.at, s.now, s.calendar, s.reader.new_id)
    return _with(change, started=tuple(started)) if started else change


def numbered(change: Change, n: int, year: int, short: str) -> Change:
    """The same change with its number (编号) filled in."""
    numbering = change.draws
    assert numbering is not None
    text = numbering.shape.format(year=year, n=n, short=short, unit=short, agency=short)
    return _with(change, row={**change.row, numbering.field: text}, fields=_ordered(change.record, {*change.fields, numbering.field}), draws=None)


def series(numbering: Numbering, row: Mapping[str, Any]) -> str:
    """The series a row draws from: one per unit or agency where its name says so."""
    unit = row.get("unit") or row.get("lead_agency") or ""
    return numbering.series.format(unit=unit, agency=row.get("lead_agency") or "")


def _with(change: Change, **parts: Any) -> Change:
    return Change(**{**{name: getattr(change, name) for name in Change.__dataclass_fields__}, **parts})
