"""Decides how one running record goes over to the present version of its mechanism by an approved plan: state, fields, clocks, or why it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from schema import duties
from schema.decision import Change, Row, Situation, broken, missing
from schema.kit import Record
from schema.refusals import Refusal
from schema.values import BadValue, empty, held, stored


def passed(record: Record, row: Mapping[str, Any], plan: Mapping[str, Any], s: Situation) -> Change | Refusal | None:
    """The record as it would be under the present version; None where the plan lets it stay as it is. `s.running` are its open clocks."""
    target = {step["source"]: step["target"] for step in plan["mapping"] or ()}.get(row["state"])
    if target is None or row["edition"] != plan["source_edition"]:
        return None
    after: Row = {**row, "state": target, "edition": record.edition, "version": row["version"] + 1, "updated_at": s.now}
    try:
        for fill in plan["fills"] or ():
            field = record.by_name[fill["field"]]
            if empty(held(field, row)):
                after.update(stored(field, s.reader.taken(field, fill["value"], row)))
    except BadValue as fault:
        return Refusal(fault.code, fault.facts)
    if unfilled := missing(record, after, (field.name for field in record.fields if field.required)):
        return Refusal("FIELD_REQUIRED", unfilled)
    if refused := broken(record, row, after, {}, s):
        return refused
    changed = tuple(f.name for f in record.fields if f.name not in ("version", "updated_at") and any(row.get(c) != after.get(c) for c in f.columns))
    return _clocked(Change(record, row, after, "EDITION", changed, f"edition_plan:{plan['id']}"), plan["clocks"] or (), s)


def _clocked(made: Change, named: Sequence[Mapping[str, Any]], s: Situation) -> Change:
    """Clocks that the present version knows go on; of the others, those the plan names go on under another code, from their own start."""
    record, row = made.record, made.row
    known = duties.deadlines_of(record, row)
    over = [duty for duty in s.running if duty["code"] not in known]
    running = [duty for duty in s.running if duty["code"] in known]
    since: dict[str, datetime | None] = {clock["becomes"]: duty["started_at"] for clock in named for duty in over if duty["code"] == clock["was"]}
    ended = tuple((duty, duties.stamped({**duty, "state": "VOID", "next_at": None}, duty, s.now)) for duty in over)
    started = duties.started(record, row, None, running, s.at, s.now, s.regime, s.reader.new_id, since)
    carried = duties.carried(record, row, running, s.at, s.now, s.regime)
    return Change(record, made.before, row, made.act, made.fields, made.move, started=tuple(started), ended=ended, carried=tuple(carried))
