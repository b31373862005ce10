"""Duties as a record's life starts, stops, serves and ends them, and as new rules change them; with a record made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema import duties
from schema.faults import faults
from schema.kit import (
    PUBLIC,
    RESPONSIBLE,
    Deadline,
    Flow,
    Move,
    Owner,
    Record,
    State,
    Step,
    Term,
    day,
    link,
    record,
    remind,
    superior,
    supervising,
    text,
)
from schema.periods import Unit
from schema.regime import Regime, regime_of
from tests.schema.test_due_dates import CALENDAR
from tests.schema.test_periods import at

ANYBODY = (Owner("staff"),)
REPLY = Deadline("REPLY", "答复", "Answer what was served.", "SENT", "target", ("answer",), {"": Term(2, Unit.MONTH, "规定 19")}, start="served_on",
                 void_by=("withdraw",), suspended_in=("APPRAISED",), extension=Term(1, Unit.MONTH, "规定 20"),
                 steps=(*remind(30, 7), *superior(), *supervising("maker", 5), *supervising("GOV", 9)))
LETTER: Record = record(
    "letter", "letters", "函", "A letter that is answered after service.",
    (link("maker", "agency", "制发单位", "Who sends it.", PUBLIC), link("target", "agency", "收文单位", "Who answers.", PUBLIC),
     day("served_on", "送达日期", "Day of service.", PUBLIC), text("note", "备注", "A note.", PUBLIC)),
    flow=Flow((State("DRAFT", "草稿"), State("SENT", "已发"), State("APPRAISED", "鉴定中"), State("ANSWERED", "已答复"), State("WITHDRAWN", "撤回")), "DRAFT", (
        Move("send", "发出", "Sends it.", ("DRAFT",), "SENT", ANYBODY), Move("appraise", "送鉴定", "Has it appraised.", ("SENT",), "APPRAISED", ANYBODY),
        Move("go_on", "恢复", "Goes on.", ("APPRAISED",), "SENT", ANYBODY), Move("answer", "答复", "Answers.", ("SENT", "APPRAISED"), "ANSWERED", ANYBODY),
        Move("withdraw", "撤回", "Withdraws.", ("SENT",), "WITHDRAWN", ANYBODY)), (REPLY,)))
REGIME = Regime(CALENDAR)
ROW: dict[str, Any] = {"county": "510522", "id": UUID(int=1), "case_id": UUID(int=2), "state": "SENT", "maker": "JC", "target": "YJJ", "served_on": None, "note": None}
SENT = at("2026-03-02 10:00")


def new_id() -> UUID:
    return UUID(int=7)


def begun(**values: Any) -> dict[str, Any]:
    """The duty of a letter that was sent with these values."""
    [duty] = duties.started(LETTER, {**ROW, **values}, {**ROW, "state": "DRAFT"}, (), SENT, SENT, REGIME, new_id)
    return duty


def carried(duty: dict[str, Any], when: datetime, **values: Any) -> dict[str, Any] | None:
    found = duties.carried(LETTER, {**ROW, **values}, [duty], when, when, REGIME)
    return found[0][1] if found else None


def test_the_declaration_stands() -> None:
    assert faults(LETTER) == []


@pytest.mark.parametrize(("wrong", "says"), [
    ({"suspended_in": ("NOWHERE",)}, "suspended in an unknown state NOWHERE"), ({"extension": Term(0, Unit.DAY, "x")}, "a term of nothing"),
    ({"steps": (*remind(3), *remind(3))}, "has the step @responsible-3 twice"), ({"steps": (Step(0, "@nobody"),)}, "an unknown receiver @nobody"),
    ({"extension": Term(3, Unit.DAY, "")}, "without a legal basis"),
])
def test_a_faulty_deadline_is_named(wrong: dict[str, Any], says: str) -> None:
    assert LETTER.flow is not None
    faulty = replace(LETTER, flow=replace(LETTER.flow, deadlines=(replace(REPLY, **wrong),)))
    assert any("deadline REPLY" in fault and says in fault for fault in faults(faulty)), faults(faulty)


def test_a_clock_waits_for_service_and_counts_from_it() -> None:
    duty = begun()
    assert (duty["state"], duty["started_at"], duty["due_at"], duty["next_at"], duty["late"]) == ("AWAITING_SERVICE", None, None, None, False)
    assert (duty["amount"], duty["unit"], duty["basis"], duty["trigger"]) == (2, "MONTH", "规定 19", "送达日期")
    assert carried(duty, SENT, note="另告") is None
    served = carried(duty, SENT + timedelta(days=30), served_on=date(2026, 3, 31))
    assert served is not None
    assert (served["state"], served["due_at"], served["version"]) == ("RUNNING", at("2026-06-02 00:00"), 2)  # 5-31 is a Sunday
    assert served["next_at"] == at("2026-05-03 00:00")


def test_what_waits_is_served_after_the_record_went_on() -> None:
    served = carried(begun(), SENT + timedelta(days=9), state="APPRAISED", served_on=date(2026, 3, 10))
    assert served is not None
    assert served["state"] == "RUNNING"


def test_a_waiting_duty_is_met_in_time_or_made_moot() -> None:
    for move, state in (("answer", "MET"), ("withdraw", "VOID")):
        [(_, after)] = duties.ended(LETTER, {}, move, [begun()], SENT, SENT)
        assert (after["state"], bool(after["late"])) == (state, False)


def test_the_state_of_the_record_stops_the_clock() -> None:
    duty = begun(served_on=date(2026, 3, 2))
    assert duty["due_at"] == at("2026-05-07 00:00")  # 5-2 is in 五一, which lasts until the 5th
    stopped = carried(duty, at("2026-03-10 09:00"), state="APPRAISED", served_on=date(2026, 3, 2))
    assert stopped is not None
    assert (stopped["state"], stopped["due_at"], stopped["next_at"]) == ("SUSPENDED", None, None)
    assert stopped["suspensions"] == [{"id": "1", "ground": "STATE", "note": "鉴定中", "approver": None, "since": at("2026-03-10 09:00").isoformat(), "until": None}]
    again = carried(stopped, at("2026-03-20 15:00"), served_on=date(2026, 3, 2))
    assert again is not None
    assert (again["state"], again["due_at"]) == ("RUNNING", at("2026-05-13 00:00"))
    assert carried(again, at("2026-03-21 15:00"), served_on=date(2026, 3, 2)) is None, "nothing more follows from the same state"


def test_what_is_met_while_it_stands_still_is_in_time() -> None:
    stopped = carried(begun(served_on=date(2026, 3, 2)), at("2026-03-10 09:00"), state="APPRAISED", served_on=date(2026, 3, 2))
    assert stopped is not None
    [(_, met)] = duties.ended(LETTER, {}, "answer", [stopped], at("2027-01-01 09:00"), at("2027-01-01 09:00"))
    assert (met["state"], met["late"], met["late_days"]) == ("MET", False, 0)


def test_late_stays_late() -> None:
    late = {**begun(served_on=date(2026, 3, 2)), "late": True}
    assert carried(late, at("2026-06-01 09:00"), state="APPRAISED", served_on=date(2026, 3, 2)) is None
    assert carried(late, at("2026-06-01 09:00"), served_on=date(2026, 5, 2)) is None
    assert duties.recomputed(LETTER, late, ruled(amount=9), SENT) is None


def test_a_clock_past_its_end_is_not_stopped_before_it_is_marked() -> None:
    duty = begun(served_on=date(2026, 3, 2))
    assert carried(duty, duty["due_at"], state="APPRAISED", served_on=date(2026, 3, 2)) is None


def test_a_corrected_date_of_service_dates_the_clock_anew() -> None:
    moved = carried(begun(served_on=date(2026, 3, 2)), SENT, served_on=date(2026, 3, 9))
    assert moved is not None
    assert moved["due_at"] == at("2026-05-10 00:00")  # a make-up Saturday


def test_steps_are_named_by_day_and_receiver() -> None:
    duty = begun(served_on=date(2026, 3, 2))
    assert duty["steps"] == ["@responsible-30", "@responsible-7", "@superior+0", "JC+5", "GOV+9"]
    assert duties.step_of("XZ-102+5") == Step(5, "XZ-102")
    assert duties.step_of("@responsible-30") == Step(-30, RESPONSIBLE)
    with pytest.raises(ValueError, match="no step"):
        duties.step_of("GOV")
    assert begun(served_on=date(2026, 3, 2), maker=None)["steps"] == ["@responsible-30", "@responsible-7", "@superior+0", "GOV+9"]


def test_of_steps_that_come_together_only_what_is_true_is_told() -> None:
    duty = begun(served_on=date(2026, 3, 2))
    steps = duties.steps_of(duty)
    assert duties.worth_telling(steps[:2], duty, duty["due_at"] - timedelta(days=1)) == [Step(-7, RESPONSIBLE)]
    assert [step.days for step in duties.worth_telling(steps, duty, duty["due_at"] + timedelta(days=20))] == [0, 5, 9]


def test_steps_before_the_start_never_come() -> None:
    assert LETTER.flow is not None
    short = replace(LETTER, flow=replace(LETTER.flow, deadlines=(replace(REPLY, terms={"": Term(3, Unit.DAY, "规定")}),)))
    [duty] = duties.started(short, {**ROW, "served_on": date(2026, 3, 2)}, None, (), SENT, SENT, REGIME, new_id)
    assert [step.days for step in duties.steps_of(duty)] == [0, 5, 9]
    assert duty["next_at"] == duty["due_at"]


# new rules


def rule(**values: Any) -> dict[str, Any]:
    return {"id": UUID(int=9), "record_type": "letter", "code": "REPLY", "picked": None, "amount": 1, "unit": "MONTH", "extension_amount": None,
            "extension_unit": None, "basis": "新规 3", "verified": False, "effective_from": date(2026, 1, 1), "effective_to": None, "author": UUID(int=5),
            "created_at": SENT, **values}


def ruled(**values: Any) -> Regime:
    return regime_of(CALENDAR, [rule(**values)], [])


def test_a_new_rule_changes_an_open_duty_that_started_under_it() -> None:
    duty = begun(served_on=date(2026, 3, 2))
    after = duties.recomputed(LETTER, duty, ruled(), SENT)
    assert after is not None
    assert (after["due_at"], after["basis"], after["verified"], after["version"]) == (at("2026-04-03 00:00"), "新规 3", False, 2)
    assert duties.recomputed(LETTER, after, ruled(), SENT) is None, "the same rules change nothing"
    assert duties.recomputed(LETTER, duty, ruled(effective_from=date(2026, 3, 3)), SENT) is None, "it started before"
    assert duties.recomputed(LETTER, duty, ruled(effective_to=date(2026, 3, 1)), SENT) is None
    assert duties.recomputed(LETTER, duty, ruled(record_type="other"), SENT) is None


def test_the_newest_rule_of_the_office_counts_before_any_seeded_one() -> None:
    seeded = rule(id=UUID(int=1), author=None, amount=9, created_at=SENT + timedelta(days=9))
    older, newer = rule(id=UUID(int=2), amount=3), rule(id=UUID(int=3), amount=4, created_at=SENT + timedelta(days=1))
    for rows in ([seeded, older, newer], [newer, older, seeded]):
        found = regime_of(CALENDAR, rows, []).rule(LETTER, REPLY, "", date(2026, 3, 2))
        assert found is not None
        assert (found.term.amount, found.office) == (4, True)


def test_a_waiting_duty_learns_of_new_rules_too() -> None:
    after = duties.recomputed(LETTER, begun(), ruled(), SENT)
    assert after is not None
    assert (after["state"], after["amount"], after["due_at"]) == ("AWAITING_SERVICE", 1, None)


def test_suspensions_and_extensions_survive_new_rules() -> None:
    duty = {**begun(served_on=date(2026, 3, 2)), "suspensions": [{"since": at("2026-03-03 09:00").isoformat(), "until": at("2026-03-13 09:00").isoformat()}],
            "extensions": [{"amount": 1, "unit": "MONTH"}]}
    after = duties.recomputed(LETTER, duty, ruled(), SENT)
    assert after is not None
    assert after["due_at"] == at("2026-05-14 00:00")  # 4-12 is a Sunday, a month after the 13th is the 13th


starts = st.dates(date(2024, 1, 1), date(2026, 9, 1))


@pytest.mark.examples(100)
@given(starts, st.integers(1, 60), st.sampled_from(Unit), st.integers(0, 3), st.integers(0, 20))
def test_recomputing_under_the_same_calendar_changes_nothing(served: date, amount: int, unit: Unit, longer: int, idle: int) -> None:
    regime = ruled(amount=amount, unit=unit.name, effective_from=date(2024, 1, 1))
    [duty] = duties.started(LETTER, {**ROW, "served_on": served}, None, (), SENT, SENT, regime, new_id)
    assert duties.recomputed(LETTER, duty, regime, SENT) is None
    since = duty["started_at"] + timedelta(minutes=30)
    parts = {"extensions": [{"amount": longer, "unit": "DAY"}] if longer else None,
             "suspensions": [{"since": since.isoformat(), "until": (since + timedelta(days=idle)).isoformat()}]}
    timed = duties.timed({**duty, **parts}, regime.calendar)
    assert duties.recomputed(LETTER, timed, regime, SENT) is None
    assert timed["due_at"] >= duty["due_at"]
