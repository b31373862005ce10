"""Every clock of the declared records: it starts with a moment at which it is looked at, and escalates to whom the county named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from schema import duties
from schema.kit import SUPERIOR, Deadline, Kind, Record, remind, superior, supervising
from schema.registry import RECORDS
from tests.schema.test_due_dates import CALENDAR
from tests.schema.test_duties import REGIME
from tests.schema.test_periods import at

NOW = at("2026-03-02 10:00")
CLOCKS = [(record, deadline, key) for record in RECORDS.values() if record.flow for deadline in record.flow.deadlines for key in deadline.terms]


def entered(record: Record, deadline: Deadline, key: str) -> dict[str, Any]:
    """A row that has just come into the state a clock starts in, on the day its dates name."""
    row: dict[str, Any] = {column: None for field in record.fields for column in field.columns}
    row |= {"county": "510522", record.key: UUID(int=1), "case_id": UUID(int=2), "state": deadline.state}
    if deadline.by:
        row[deadline.by] = key.partition("@")[0]
    if deadline.start:
        row[deadline.start] = NOW.date() if record.by_name[deadline.start].kind is Kind.DATE else NOW
    if deadline.responsible in record.by_name:
        row[deadline.responsible] = "YJJ"
    return row


@pytest.mark.parametrize(("record", "deadline", "key"), CLOCKS, ids=[f"{r.name}.{d.code}.{k or 'only'}" for r, d, k in CLOCKS])
def test_every_clock_is_looked_at_in_time_and_marked_late(record: Record, deadline: Deadline, key: str) -> None:
    row = entered(record, deadline, key)
    (duty,) = [one for one in duties.started(record, row, None, (), NOW, NOW, REGIME, lambda: UUID(int=7)) if one["code"] == deadline.code]
    assert duty["state"] == "RUNNING" and duty["due_at"] and NOW < duty["next_at"] <= duty["due_at"]
    assert duty["calendar_version"] == CALENDAR.version
    (first, *_) = deadline.met_by
    after = duty["due_at"].replace(year=duty["due_at"].year + 1)
    ((_, met),) = [pair for pair in duties.ended(record, row, first, [duty], after, after) if pair[0]["code"] == deadline.code]
    assert met["late"] and met["late_days"] > 0 and met["next_at"] is None


@pytest.mark.parametrize("code", ["REVIEW_WINDOW", "SUIT_WINDOW", "SUIT_SINCE_TOLD", "SUIT_AFTER_REVIEW"])
def test_a_party_is_reminded_of_its_remedies_at_thirty_fifteen_seven_and_three_days(code: str) -> None:
    assert deadline_of("potential_suit", code).steps == remind(30, 15, 7, 3)


def test_silence_about_a_referral_goes_up() -> None:
    for code, days in (("REFERRAL_RECEIPT", (1,)), ("REFERRAL_FEEDBACK", (7, 3, 1))):
        steps = deadline_of("social_relief_referral", code).steps
        assert steps == (*remind(*days), *superior(), *supervising("ZFW", 5)) and any(step.to == SUPERIOR for step in steps)


def deadline_of(record: str, code: str) -> Deadline:
    flow = RECORDS[record].flow
    assert flow
    return next(one for one in flow.deadlines if one.code == code)
