"""Decides on a move against the present state: inputs, second person, guard, clocks, number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from schema import duties
from schema.consequence import clocked
from schema.decision import Change, Row, Situation, authored, broken, columns, missing, ordered, rule_of, stamped
from schema.dispute import disputed_signatures, not_possible, raced, signed_text
from schema.intent import Delete, Move
from schema.kit import APPEND, SERVER, SHANGHAI, Facts, Field, Kind, Record
from schema.kit import Move as Transition
from schema.merge import merge_document, same
from schema.refusals import Refusal
from schema.registry import RECORDS
from schema.values import BadValue, Shown, empty, held


def move(record: Record, row: Mapping[str, Any], intent: Move, s: Situation) -> Change | Refusal:
    flow = record.flow_of(row)
    step = flow.move(intent.move) if flow else None
    if flow is None or step is None:
        return Refusal("MOVE_UNKNOWN", {"record": record.name, "label": record.label, "move": intent.move})
    if step.never:
        return Refusal(step.never)
    values = _inputs(record, step, row, intent, s)
    if row["state"] not in step.sources:
        if not s.offline:
            return not_possible(record, step, row)
        return _overtaken(record, row, step, intent, s) or _raced(record, step, row, values, s)
    if refused := _second_person(record, step, s):
        return refused
    if refused := _partial(step, s) or _untimely(record, step, s):
        return _appended(record, row, step, values, refused, s)
    after = {**row, **columns(record, values), "state": step.target or row["state"]}
    if unfilled := missing(record, after, step.required):
        return _appended(record, row, step, values, Refusal("INPUT_MISSING", {**unfilled, "move": step.name, "move_label": step.label}), s)
    if refused := broken(record, row, after, values, s):
        return refused
    facts = Facts(row, after, values, s.actor, s.at, s.found, s.regime.calendar)
    if refused := _guarded(step, facts):
        return (_overtaken(record, row, step, intent, s) if s.offline else None) or _appended(record, row, step, values, refused, s)
    after |= {**marks(record, step, s.at), **(columns(record, step.then(facts)) if step.then else {})}
    if step.counts:
        after[step.counts] = (row.get(step.counts) or 0) + 1
    ended = duties.ended(record, row, step.name, s.running, s.at, s.now)
    if any(duty["late"] for _, duty in ended) and f"late_{step.name}" in record.by_name:
        after[f"late_{step.name}"] = True
    draws = next((n for n in record.numberings if n.name == step.number and empty(row.get(n.field))), None)
    effects = tuple((e.record, made) for e in step.effects if (made := e.values(replace(facts, row=after))) is not None)
    changed = _differing(record, row, after)
    done = Change(record, row, stamped(after, row, True, s), "MOVE", changed, step.name, ended=tuple(ended), effects=effects, draws=draws,
                  merged=intent.version is not None and intent.version != row["version"])
    return clocked(signed_text(done, s), s)


def cancel(record: Record, row: Mapping[str, Any], intent: Delete, s: Situation) -> Change | Refusal:
    """Delete is a request: the record's move `cancel`, when it has one (E23)."""
    flow = record.flow_of(row)
    step = flow.move("cancel") if flow else None
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
    if field.kind is Kind.TEXTS:
        whole = [*(element for element in theirs or () if element not in (mine or ())), *(mine or ())]
    else:  # in the order that is there: the elements are known by their numbers
        given, known = {element["id"]: element for element in mine or ()}, {element["id"] for element in theirs or ()}
        whole = [*(given.get(element["id"], element) for element in theirs or ()), *(element for element in mine or () if element["id"] not in known)]
    merged = merge_document({field.name: rule_of(field)}, {field.name: theirs}, {field.name: theirs}, {field.name: whole})
    return authored(field, merged.values[field.name], theirs or (), s)


def _second_person(record: Record, step: Transition, s: Situation) -> Refusal | None:
    for name in step.not_by_doer_of:
        if s.actor.user_id in s.doers.get(name, ()):
            earlier = record.move(name)
            return Refusal("SECOND_PERSON", {"earlier": earlier.label if earlier else name, "move": step.name, "move_label": step.label})
    return None


def _partial(step: Transition, s: Situation) -> Refusal | None:
    """回避: who has to keep out of the case, and who had an earlier part in it that excludes this one."""
    if step.impartial and s.recused:
        return Refusal("RECUSED", {"move": step.name, "move_label": step.label})
    if s.earlier:
        name, _, move = s.earlier.partition(".")
        earlier = RECORDS[name].move(move)
        return Refusal("EARLIER_PART", {"earlier": earlier.label if earlier else move, "earlier_move": move, "move": step.name, "move_label": step.label})
    return None


def _guarded(step: Transition, facts: Facts) -> Refusal | None:
    if step.guard is None:
        return None
    try:
        refused = step.guard(facts)
    except (TypeError, KeyError, ValueError, ArithmeticError):
        return Refusal("GUARD_FAULT", {"move": step.name, "move_label": step.label})
    return Refusal(refused.code, refused.facts) if refused else None


def _raced(record: Record, step: Transition, row: Mapping[str, Any], values: Row, s: Situation) -> Change | Refusal:
    done = raced(record, step, row, values, s)
    return done if isinstance(done, Refusal) else clocked(done, s)


def _overtaken(record: Record, row: Mapping[str, Any], step: Transition, intent: Move, s: Situation) -> Change | Refusal | None:
    """What a device's move becomes where the record has gone beyond it: the move declared for that, if it is possible now."""
    other = record.move(step.too_late) if step.too_late else None
    if other is None or row["state"] not in other.sources:
        return None
    done = move(record, row, replace(intent, move=other.name, values={name: value for name, value in intent.values.items() if name in other.inputs}), s)
    return None if isinstance(done, Refusal) else done


def _untimely(record: Record, step: Transition, s: Situation) -> Refusal | None:
    """Where only a clock that is not to be trusted says that a duty was met in time, a human decides (E11)."""
    kept = {code for code, deadline in record.deadlines.items() if step.name in deadline.met_by}
    doubtful = s.suspect and any(duty["code"] in kept and duty["due_at"] is not None and s.at < duty["due_at"] <= s.now for duty in s.running)
    return Refusal("CLOCK_SUSPECT", {"move": step.name, "move_label": step.label}) if doubtful else None


def _appended(record: Record, row: Mapping[str, Any], step: Transition, values: Row, refused: Refusal, s: Situation) -> Change | Refusal:
    """A device's move that is refused still leaves its signatures and notes: what is only added is never lost (E4)."""
    added = {name: value for name, value in values.items() if record.by_name[name].merge is APPEND and not same(value, row.get(name))}
    if not (s.offline and added):
        return refused
    after = stamped({**row, **added}, row, added, s)
    made = Change(record, row, after, "EDIT", ordered(record, added), merged=True, code=refused.code, facts=refused.facts)
    return clocked(disputed_signatures(made, s), s)


def marks(record: Record, step: Transition, at: datetime) -> Row:
    """A server-owned date named after the state entered (`replied_on`) is the day of the move."""
    name = f"{(step.target or '').lower()}_on"
    field = record.by_name.get(name)
    return {name: at.astimezone(SHANGHAI).date()} if field and field.kind is Kind.DATE and field.merge is SERVER else {}


def _differing(record: Record, row: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f.name for f in record.fields
                 if f.name not in ("version", "updated_at") and any(row.get(c) is not after.get(c) and row.get(c) != after.get(c) for c in f.columns[:2]))
