"""Decides: (record, row, intent, situation) -> Change or Refusal, without touching anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.consequence import called_for as called_for
from schema.consequence import joined as joined
from schema.consequence import numbered as numbered
from schema.consequence import resolution as resolution
from schema.consequence import series as series
from schema.consequence import suspected as suspected
from schema.consequence import traced as traced
from schema.consequence import yielded as yielded
from schema.creation import create
from schema.creation import drawn_at_creation as drawn_at_creation
from schema.decision import Change as Change
from schema.decision import Clash as Clash
from schema.decision import Situation as Situation
from schema.dispute import signature_field as signature_field
from schema.dispute import signs as signs
from schema.dispute import text_field as text_field
from schema.intent import Create, Delete, Edit, Intent, Move
from schema.kit import Record
from schema.refusals import REFUSALS as REFUSALS
from schema.refusals import Refusal as Refusal
from schema.refusals import sentence as sentence
from schema.revision import additions as additions
from schema.revision import edit
from schema.transition import cancel, move
from schema.transition import marks as marks
from schema.values import BadValue


def decide(record: Record, row: Mapping[str, Any] | None, intent: Intent, s: Situation) -> Change | Refusal:
    """What becomes of one intent; `row` is the row as it is, None for a new one."""
    if row is not None and record.editioned and record.flow_of(row) is None:
        return Refusal("EDITION_UNKNOWN", {"label": record.label, "record": record.name, "edition": row["edition"]})
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
