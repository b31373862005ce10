"""Statutory clocks as rows: which ones a state starts, and which ones a move ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from schema.kit import SHANGHAI, Deadline, Record, Term
from schema.periods import Calendar, Due, due, late_days

Row = dict[str, Any]


def started(
    record: Record, row: Mapping[str, Any], before: Mapping[str, Any] | None, running: Iterable[Mapping[str, Any]],
    at: datetime, now: datetime, calendar: Calendar, new_id: Callable[[], UUID],
) -> list[Row]:
    """New duty rows: clocks of the state entered, and of the state it is in once the date they count from is known."""
    known = {duty["code"] for duty in running}
    found = []
    for deadline in record.flow.deadlines if record.flow else ():
        entered = before is None or before["state"] != row["state"]
        served = bool(deadline.start and before and before.get(deadline.start) is None)
        if row["state"] != deadline.state or deadline.code in known or not (entered or served):
            continue
        start = _start(deadline, row, at)
        if start is not None and (term := _term(deadline, row, start.astimezone(SHANGHAI).date())):
            found.append(_row(record, deadline, term, row, start, now, calendar, new_id()))
    return found


def ended(
    record: Record, move: str, running: Iterable[Mapping[str, Any]], at: datetime, now: datetime
) -> list[tuple[Mapping[str, Any], Row]]:
    """Duties a move meets or makes moot, as they were and as they are; late stays late."""
    deadlines = {deadline.code: deadline for deadline in record.flow.deadlines} if record.flow else {}
    found: list[tuple[Mapping[str, Any], Row]] = []
    for duty in running:
        deadline = deadlines.get(duty["code"])
        if duty["state"] != "RUNNING" or deadline is None:
            continue
        stamp = {"version": duty["version"] + 1, "updated_at": now}
        if move in deadline.met_by:
            late = late_days(Due(duty["due_at"], bool(duty["provisional"])), at)
            found.append((duty, {**duty, **stamp, "state": "MET", "met_at": at, "late": at >= duty["due_at"], "late_days": late}))
        elif move in deadline.void_by:
            found.append((duty, {**duty, **stamp, "state": "VOID"}))
    return found


def _start(deadline: Deadline, row: Mapping[str, Any], at: datetime) -> datetime | None:
    if deadline.start is None:
        return at
    value = row.get(deadline.start)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time(), SHANGHAI)
    return value


def _term(deadline: Deadline, row: Mapping[str, Any], day: date) -> Term | None:
    """The term in force on the day the clock starts; successive versions of one term are keyed `VALUE@2`."""
    wanted = str(row.get(deadline.by) or "") if deadline.by else ""
    for key, term in deadline.terms.items():
        if key.partition("@")[0] == wanted and term.effective_from <= day and (term.effective_to is None or day <= term.effective_to):
            return term
    return None


def _row(
    record: Record, deadline: Deadline, term: Term, row: Mapping[str, Any], start: datetime, now: datetime, calendar: Calendar, key: UUID
) -> Row:
    end = due(start, term.amount, term.unit, calendar)
    owed_by = row.get(deadline.responsible) if deadline.responsible in record.by_name else deadline.responsible
    return {"county": row["county"], "id": key, "case_id": row[record.case_link or ""], "state": "RUNNING", "code": deadline.code,
            "label": deadline.label, "record_type": record.name, "record_key": str(row[record.key]), "agency": owed_by, "started_at": start,
            "due_at": end.at, "basis": term.basis, "verified": term.verified, "calendar_version": calendar.version,
            "provisional": end.provisional, "met_at": None, "late": False, "late_days": None, "version": 1, "created_at": now, "updated_at": now}
