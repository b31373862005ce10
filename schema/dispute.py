"""Decides where two devices did different things to one record: results that race, signatures on two texts."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from schema.decision import Change, Clash, Row, Situation, clash_of, columns, equal, ordered, stamped, with_parts
from schema.kit import APPEND, LEGAL, Facts, Field, Kind, Record
from schema.kit import Move as Transition
from schema.merge import same
from schema.refusals import Refusal
from schema.values import held


def raced(record: Record, step: Transition, row: Mapping[str, Any], values: Row, s: Situation) -> Change | Refusal:
    """A device's move that came too late: the same result joins, another result is a dispute (E1, E3, E15)."""
    state, disputed = row["state"], _dispute(record, row, row["state"], step.target)
    if step.target == state or _dispute(record, row, step.target or "", step.target, state):
        made = _same_result(record, step, row, values, s)
        return disputed_signatures(made, s)
    if disputed is None:
        return not_possible(record, step, row)
    labels = record.labels
    after = stamped({**row, "state": disputed}, row, True, s)
    clashes = [Clash("state", None, state, step.target, "STATE_RACE")]
    clashes += [clash_of(record, row, None, name, value, "STATE_RACE", s) for name, value in values.items() if not same(value, held(record.by_name[name], row))]
    return Change(record, row, after, "MOVE", ("state",), _mover(record, row, state, disputed), code="STATE_RACE",
                  facts={"state": state, "state_label": labels.get(state, state)}, clashes=tuple(clashes))


def not_possible(record: Record, step: Transition, row: Mapping[str, Any]) -> Refusal:
    state = row["state"]
    labels = record.labels
    return Refusal("MOVE_NOT_POSSIBLE", {"state": state, "state_label": labels.get(state, state), "move": step.name, "move_label": step.label})


def _same_result(record: Record, step: Transition, row: Mapping[str, Any], values: Row, s: Situation) -> Change:
    added, clashes = {}, []
    for name, value in values.items():
        field = record.by_name[name]
        if equal(value, held(field, row)):
            continue
        if field.merge is APPEND:
            added[name] = value
        else:
            clashes.append(clash_of(record, row, None, name, value, "SAME_FIELD", s))
    after = stamped({**row, **columns(record, added)}, row, added, s)
    facts = Facts(row, {**row, **columns(record, values)}, values, s.actor, s.at, s.found, s.regime.calendar)
    effects = tuple((e.record, made) for e in step.twice if clashes and (made := e.values(facts)) is not None)
    return Change(record, row, after, "EDIT", ordered(record, added), merged=True, clashes=tuple(clashes), code=clashes[0].code if clashes else None,
                  effects=effects)


def _dispute(record: Record, row: Mapping[str, Any], state: str, target: str | None, into: str | None = None) -> str | None:
    """The state of dispute two results lead to: a declared move `dispute_…` that both are sources of."""
    flow = record.flow_of(row)
    for step in flow.moves if flow else ():
        if step.name.startswith("dispute") and state in step.sources and target in step.sources and into in (None, step.target):
            return step.target
    return None


def _mover(record: Record, row: Mapping[str, Any], state: str, target: str) -> str | None:
    flow = record.flow_of(row)
    return next((m.name for m in flow.moves if m.target == target and state in m.sources), None) if flow else None


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
    """The texts signed; signatures on a text that was replaced stay and count no more."""
    return {element["text_digest"] for element in signatures or () if element.get("text_digest") and not element.get("voided_at")}


def disputed_signatures(change: Change, s: Situation) -> Change:
    """Signatures on two different texts of one agreement: both sets stay, the record is held (E3, E4)."""
    record, row, before = change.record, change.row, change.before
    field, flow = signature_field(record), record.flow_of(row)
    if field is None or before is None or field.name not in change.fields or not flow:
        return change
    old, new = _digests(before.get(field.name)), _digests(row.get(field.name))
    target = next((m.target for m in flow.moves if m.name == "dispute_text" and before["state"] in m.sources), None)
    if not old or len(new) < 2 or target is None:
        return change
    clash = Clash(field.name, None, before.get(field.name), [e for e in row[field.name] if e.get("text_digest") not in old], "SIGNED_TEXTS")
    return Change(record, before, {**row, "state": target}, "MOVE", ordered(record, {*change.fields, "state"}), "dispute_text", code="SIGNED_TEXTS",
                  clashes=(*change.clashes, clash))


def signed_text(change: Change, s: Situation) -> Change:
    """A text signed elsewhere beats an unsigned edit of it that came first: the signed words return (E2)."""
    record, row = change.record, change.row
    field = signature_field(record)
    text, flow = text_field(record), record.flow_of(row)
    step = flow.move(change.move) if flow and change.move else None
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
    return with_parts(change, row={**row, text.name: original}, fields=ordered(record, {*change.fields, text.name}), code="SIGNED_WINS", clashes=(clash,))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
