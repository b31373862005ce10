"""Statutory clocks as rows: which ones a state starts, stops or sets going, which ones a move ends, and what a new rule makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from schema.kit import SHANGHAI, Deadline, Record, Step
from schema.periods import Calendar, Due, Stop, Unit, ends, late_days
from schema.regime import Regime, Rule

Row = dict[str, Any]
Pair = tuple[Mapping[str, Any], Row]
AWAITING, RUNNING, SUSPENDED = "AWAITING_SERVICE", "RUNNING", "SUSPENDED"
OPEN = frozenset({AWAITING, RUNNING, SUSPENDED})
STEP = re.compile(r"(.+)([+-]\d+)")
NOTHING: Mapping[str, datetime | None] = {}
BY_STATE = "STATE"  # ground of a stop that the record's own state is


def started(
    record: Record, row: Mapping[str, Any], before: Mapping[str, Any] | None, running: Iterable[Mapping[str, Any]],
    at: datetime, now: datetime, regime: Regime, new_id: Callable[[], UUID], since: Mapping[str, datetime | None] = NOTHING,
) -> list[Row]:
    """New duty rows: clocks of the state entered; one that counts from a date nobody knows yet waits for it (待送达).

    `since` names clocks that go on from an earlier start, whatever the state.
    """
    known = {duty["code"] for duty in running}
    found = []
    for deadline in deadlines_of(record, row).values():
        entered = before is None or before["state"] != row["state"]
        served = bool(deadline.start and before and before.get(deadline.start) is None and row.get(deadline.start) is not None)
        goes_on = deadline.code in since
        if deadline.code in known or not (goes_on or (row["state"] == deadline.state and (entered or served))):
            continue
        start = since[deadline.code] if goes_on else _start(deadline, row, at)
        if rule := regime.rule(record, deadline, _picked(deadline, row), _day(start or at)):
            found.append(_running(_row(record, deadline, row, now, new_id()), rule, start, regime.calendar))
    return found


def carried(
    record: Record, row: Mapping[str, Any], running: Iterable[Mapping[str, Any]], at: datetime, now: datetime, regime: Regime
) -> list[Pair]:
    """Duties whose clock a change sets going, stops, or dates anew: as they were and as they are."""
    deadlines = deadlines_of(record, row)
    found: list[Pair] = []
    for duty in running:
        deadline = deadlines.get(duty["code"])
        if deadline is None or duty["state"] not in OPEN:
            continue
        after = _carried(record, deadline, duty, row, at, regime)
        if after is not duty:
            found.append((duty, stamped(after, duty, now)))
    return found


def ended(record: Record, row: Mapping[str, Any], move: str, running: Iterable[Mapping[str, Any]], at: datetime, now: datetime) -> list[Pair]:
    """Duties a move meets or makes moot, as they were and as they are; late stays late."""
    deadlines = deadlines_of(record, row)
    found: list[Pair] = []
    for duty in running:
        deadline = deadlines.get(duty["code"])
        if duty["state"] not in OPEN or deadline is None:
            continue
        if move in deadline.met_by:
            found.append((duty, stamped({**duty, "state": "MET", "met_at": at, "next_at": None, **_lateness(duty, at),
                                         "synced_late": duty["due_at"] is not None and at < duty["due_at"] <= now}, duty, now)))
        elif move in deadline.void_by:
            found.append((duty, stamped({**duty, "state": "VOID", "next_at": None}, duty, now)))
    return found


def voided(running: Iterable[Mapping[str, Any]], now: datetime) -> list[Pair]:
    """Open duties of a row that goes on as another one."""
    return [(duty, stamped({**duty, "state": "VOID", "next_at": None}, duty, now)) for duty in running if duty["state"] in OPEN]


def contested(
    record: Record, row: Mapping[str, Any], running: Iterable[Mapping[str, Any]], said: Mapping[str, Any], now: datetime, regime: Regime
) -> list[Pair]:
    """Duties whose first day is in dispute: both due times are computed and the earlier counts until it is decided (E12)."""
    found: list[Pair] = []
    for duty in running:
        deadline = deadlines_of(record, row).get(duty["code"])
        other = _start(deadline, {str(deadline.start): _date(said[str(deadline.start)])}, now) if deadline and deadline.start in said else None
        if other is None or duty["state"] != RUNNING or duty["late"]:
            continue
        starts = {_instant(one["started_at"]) for one in duty["contested"] or ()} | {duty["started_at"], other}
        ways = sorted((timed({**duty, "started_at": start}, regime.calendar) for start in starts), key=lambda way: way["due_at"])
        told = [{"id": str(n), "started_at": _local(way["started_at"]), "due_at": _local(way["due_at"])} for n, way in enumerate(ways, 1)]
        found.append((duty, stamped({**ways[0], "contested": told}, duty, now)))
    return found


def decided(record: Record, name: str, row: Mapping[str, Any], running: Iterable[Mapping[str, Any]], now: datetime, regime: Regime) -> list[Pair]:
    """Duties whose first day was in dispute, counted from the day the reviewer chose."""
    found: list[Pair] = []
    for duty in running:
        deadline = deadlines_of(record, row).get(duty["code"])
        if deadline and deadline.start == name and duty["contested"] and (start := _start(deadline, row, now)):
            found.append((duty, stamped(timed({**duty, "contested": None, "started_at": start}, regime.calendar), duty, now)))
    return found


def _local(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat()


def _date(value: Any) -> Any:
    """A date as it travels, or as it is kept."""
    if not isinstance(value, str):
        return value
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def recomputed(record: Record, duty: Mapping[str, Any], regime: Regime, now: datetime) -> Row | None:
    """An open duty under the rules and the calendar as they are now; None when nothing differs, or when it is late already."""
    deadline = record.deadlines.get(duty["code"])
    if deadline is None or duty["state"] not in OPEN or duty["late"]:
        return None
    rule = regime.rule(record, deadline, duty["picked"] or "", _day(duty["started_at"] or duty["created_at"]))
    if rule is None:
        return None
    after = timed({**duty, **_told(rule)}, regime.calendar)
    told = ("due_at", "amount", "unit", "basis", "verified", "provisional", "extension_amount", "extension_unit")
    if all(after.get(name) == duty.get(name) for name in told):
        return None
    return stamped(after, duty, now)


def deadlines_of(record: Record, row: Mapping[str, Any]) -> Mapping[str, Deadline]:
    """The clocks of the version this row runs under."""
    flow = record.flow_of(row)
    return {deadline.code: deadline for deadline in flow.deadlines} if flow else {}


def stamped(after: Mapping[str, Any], duty: Mapping[str, Any], now: datetime) -> Row:
    return {**after, "version": duty["version"] + 1, "updated_at": now}


# --- the due time -----------------------------------------------------------------------------------------------------


def timed(duty: Mapping[str, Any], calendar: Calendar) -> Row:
    """The duty with the due time its start, stops and extensions come to; it has none while it waits or stands still."""
    if duty["state"] != RUNNING:
        return {**duty, "due_at": None, "next_at": None, "calendar_version": calendar.version, "provisional": False}
    stops = [Stop(_instant(stop["since"]), _instant(stop["until"])) for stop in duty["suspensions"] or () if stop.get("until")]
    longer = [(extended["amount"], Unit[extended["unit"]]) for extended in duty["extensions"] or ()]
    end = ends(duty["started_at"], duty["amount"], Unit[duty["unit"]], calendar, stops, longer)
    told = duty["told"] if end.at == duty["due_at"] else None  # of another due time nobody was reminded yet
    after = {**duty, "due_at": end.at, "calendar_version": calendar.version, "provisional": end.provisional, "told": told}
    return {**after, "next_at": next_step(after)}


def steps_of(duty: Mapping[str, Any]) -> list[Step]:
    """The steps a duty still has before it, in order; those that lie before its start never come."""
    steps = [step_of(name) for name in duty["steps"] or () if name not in (duty["told"] or ())]
    return sorted((step for step in steps if moment_of(duty, step) > duty["started_at"]), key=lambda step: step.days)


def next_step(duty: Mapping[str, Any]) -> datetime | None:
    """When the clock has to look at the duty next: at its next step, or at the due time while it is not late."""
    moments = [moment_of(duty, step) for step in steps_of(duty)]
    return min([*moments, *(() if duty["late"] else (duty["due_at"],))], default=None)


def worth_telling(steps: Sequence[Step], duty: Mapping[str, Any], now: datetime) -> list[Step]:
    """Of steps that came together, what is still true: of the reminders the last, and none once it is due."""
    reminders = [step for step in steps if step.days < 0] if now < duty["due_at"] else []
    return [*reminders[-1:], *(step for step in steps if step.days >= 0)]


def moment_of(duty: Mapping[str, Any], step: Step) -> datetime:
    due_at: datetime = duty["due_at"]
    return due_at + timedelta(days=step.days)


def step_of(name: str) -> Step:
    """A step by its name."""
    found = STEP.fullmatch(name)
    if found is None:
        raise ValueError(f"no step {name!r}")
    return Step(int(found[2]), found[1])


# --- parts ------------------------------------------------------------------------------------------------------------


def _carried(record: Record, deadline: Deadline, duty: Mapping[str, Any], row: Mapping[str, Any], at: datetime, regime: Regime) -> Mapping[str, Any]:
    start = _start(deadline, row, at) if deadline.start else None
    if duty["state"] == AWAITING:
        rule = regime.rule(record, deadline, duty["picked"] or "", _day(start)) if start else None
        return _running(dict(duty), rule, start, regime.calendar) if rule else duty
    if start is not None and duty["started_at"] is not None and start != duty["started_at"] and not duty["late"] and not duty["contested"]:
        duty = timed({**duty, "started_at": start}, regime.calendar)  # the date it counts from was corrected
    stands = row["state"] in deadline.suspended_in
    if duty["state"] == RUNNING and stands and not duty["late"] and at < duty["due_at"]:
        label = record.labels[row["state"]]
        return timed(stopped(duty, BY_STATE, label, None, at), regime.calendar)
    if duty["state"] == SUSPENDED and not stands and duty["suspensions"][-1]["ground"] == BY_STATE:
        return timed(resumed(duty, at), regime.calendar)
    return duty


def stopped(duty: Mapping[str, Any], ground: str, note: str | None, approver: str | None, at: datetime) -> Row:
    """A duty whose clock stands still from now on, with the ground and who approved it."""
    held = list(duty["suspensions"] or ())
    stop = {"id": str(len(held) + 1), "ground": ground, "note": note, "approver": approver, "since": at.isoformat(), "until": None}
    return {**duty, "state": SUSPENDED, "suspensions": [*held, stop]}


def resumed(duty: Mapping[str, Any], at: datetime) -> Row:
    """A duty whose clock goes on; what was left when it stopped is left now."""
    *held, stop = duty["suspensions"]
    until = max(at, _instant(stop["since"]))
    return {**duty, "state": RUNNING, "suspensions": [*held, {**stop, "until": until.isoformat()}]}


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _lateness(duty: Mapping[str, Any], at: datetime) -> Row:
    """Whether what was done came late; a clock that stood still or had not begun is not late."""
    if duty["due_at"] is None:
        return {"late": bool(duty["late"]), "late_days": 0}
    return {"late": at >= duty["due_at"], "late_days": late_days(Due(duty["due_at"], bool(duty["provisional"])), at)}


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _start(deadline: Deadline, row: Mapping[str, Any], at: datetime) -> datetime | None:
    if deadline.start is None:
        return at
    value = row.get(deadline.start)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time(), SHANGHAI)
    return value


def _picked(deadline: Deadline, row: Mapping[str, Any]) -> str:
    return str(row.get(deadline.by) or "") if deadline.by else ""


def _running(duty: Row, rule: Rule, start: datetime | None, calendar: Calendar) -> Row:
    """The duty from its start on; without one it waits."""
    return timed({**duty, **_told(rule), "started_at": start, "state": AWAITING if start is None else RUNNING}, calendar)


def _receiver(record: Record, step: Step, row: Mapping[str, Any]) -> str | None:
    return row.get(step.to) if step.to in record.by_name else step.to


def _told(rule: Rule) -> Row:
    term, more = rule.term, rule.extension
    return {"amount": term.amount, "unit": term.unit.name, "basis": term.basis, "verified": term.verified,
            "extension_amount": more.amount if more else None, "extension_unit": more.unit.name if more else None}


def _row(record: Record, deadline: Deadline, row: Mapping[str, Any], now: datetime, key: UUID) -> Row:
    owed_by = row.get(deadline.responsible) if deadline.responsible in record.by_name else deadline.responsible
    start = record.by_name[deadline.start].label if deadline.start else record.labels[deadline.state]
    return {"county": row["county"], "id": key, "case_id": row[record.case_link or ""], "state": RUNNING, "code": deadline.code,
            "label": deadline.label, "record_type": record.name, "record_key": str(row[record.key]), "agency": owed_by,
            "trigger": start, "picked": _picked(deadline, row), "started_at": None, "due_at": None, "contested": None, "synced_late": False,
            "next_at": None, "supervisor": None, "recomputed": None,
            "steps": [Step(step.days, to).name for step in deadline.steps if (to := _receiver(record, step, row))], "told": None,
            "suspensions": None, "extensions": None, "asked": None, "asked_by": None, "asked_ground": None, "asked_amount": None, "asked_reason": None,
            "met_at": None, "late": False, "late_days": None, "version": 1, "created_at": now, "updated_at": now}
