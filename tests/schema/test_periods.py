"""Statutory periods: golden cases from the law and the county's stories, and laws on random starts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.periods import SHANGHAI, Calendar, Due, Unit, calendar_from, due, late_days, working_days_between


def days(*spans: tuple[str, str]) -> frozenset[date]:
    found = set()
    for first, last in spans:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


# The State Council's days for 2025 and 2026 as the chinesecalendar package (1.11) has them.
HOLIDAYS = days(
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)
WORKDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
    )
)
CALENDAR = calendar_from(HOLIDAYS, WORKDAYS, "test")
EMPTY = Calendar("none", frozenset(), frozenset(), frozenset())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        ("2025-12-31 09:00", 2, Unit.MONTH, "2026-02-28"),  # a Saturday, but a make-up working day
        ("2026-04-01 16:30", 2, Unit.MONTH, "2026-06-01"),  # 应急局: served April 1, overdue June 2
        ("2026-02-10 00:00", 6, Unit.MONTH, "2026-08-10"),  # 滨江社
        ("2026-03-09 10:00", 30, Unit.DAY, "2026-04-08"),  # 荔枝园: the 30th day, 司法确认
        ("2026-03-02 10:00", 30, Unit.DAY, "2026-04-01"),
        ("2026-03-05 10:00", 30, Unit.DAY, "2026-04-07"),  # the 4th is 清明
        ("2026-09-20 10:00", 15, Unit.DAY, "2026-10-08"),  # the 5th is in 国庆
        ("2026-09-10 10:00", 30, Unit.DAY, "2026-10-10"),  # a make-up Saturday stays
        ("2026-09-11 10:00", 30, Unit.DAY, "2026-10-12"),  # a Sunday rolls
        ("2025-09-30 10:00", 2, Unit.WORKING_DAY, "2025-10-10"),
        ("2025-10-09 10:00", 2, Unit.WORKING_DAY, "2025-10-11"),
        ("2025-09-26 10:00", 2, Unit.WORKING_DAY, "2025-09-29"),  # the 28th, a Sunday, works
        ("2026-09-30 10:00", 2, Unit.WORKING_DAY, "2026-10-09"),
        ("2026-10-08 10:00", 2, Unit.WORKING_DAY, "2026-10-10"),
        ("2026-09-18 10:00", 2, Unit.WORKING_DAY, "2026-09-21"),
        ("2026-10-03 10:00", 1, Unit.WORKING_DAY, "2026-10-08"),  # begun on a holiday
        ("2025-10-31 10:00", 3, Unit.MONTH, "2026-02-02"),  # January 31 is a Saturday
        ("2025-02-28 10:00", 1, Unit.YEAR, "2026-02-28"),
    ],
)
def test_golden(start: str, amount: int, unit: Unit, last: str) -> None:
    found = due(at(start), amount, unit, CALENDAR)
    assert found.last_day == date.fromisoformat(last)
    assert found.at == at(f"{last} 00:00") + timedelta(days=1)
    assert not found.provisional


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        ("2023-12-31", 2, Unit.MONTH, "2024-02-29"),
        ("2024-12-31", 2, Unit.MONTH, "2025-02-28"),
        ("2024-02-29", 1, Unit.YEAR, "2025-02-28"),
        ("2024-02-29", 4, Unit.YEAR, "2028-02-29"),
        ("2024-01-30", 1, Unit.MONTH, "2024-02-29"),
        ("2024-02-28", 1, Unit.DAY, "2024-02-29"),
        ("2100-01-31", 1, Unit.MONTH, "2100-02-28"),
        ("2026-01-31", 1, Unit.MONTH, "2026-02-28"),
        ("2026-08-31", 13, Unit.MONTH, "2027-09-30"),
    ],
)
def test_months_and_leap_years_without_rolling(start: str, amount: int, unit: Unit, last: str) -> None:
    found = due(at(f"{start} 12:00"), amount, unit, CALENDAR, roll=False)
    assert found == Due(at(f"{last} 00:00") + timedelta(days=1), provisional=False)


def test_hours_run_through_nights_and_holidays_and_the_first_is_not_counted() -> None:
    found = due(at("2026-09-30 22:20"), 24, Unit.HOUR, CALENDAR)
    assert found == Due(at("2026-10-01 23:00"), provisional=False)
    assert found.last_day == date(2026, 10, 1)
    assert due(at("2026-03-01 10:00"), 24, Unit.HOUR, EMPTY) == Due(at("2026-03-02 11:00"), provisional=False)


def test_the_day_is_that_of_shanghai() -> None:
    evening = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)  # half past midnight on April 1
    assert due(evening, 2, Unit.MONTH, CALENDAR).last_day == date(2026, 6, 1)
    assert due(evening, 2, Unit.MONTH, CALENDAR).at.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last", "provisional"),
    [
        ("2026-12-30", 2, Unit.WORKING_DAY, "2027-01-01", True),  # not known to be a holiday yet
        ("2026-12-30", 1, Unit.WORKING_DAY, "2026-12-31", False),
        ("2026-12-02", 2, Unit.MONTH, "2027-02-02", True),
        ("2024-12-30", 5, Unit.WORKING_DAY, "2025-01-07", True),  # begins in a year not covered
        ("2026-12-25", 1, Unit.DAY, "2026-12-28", False),
    ],
)
def test_a_year_without_a_calendar_is_provisional(
    start: str, amount: int, unit: Unit, last: str, provisional: bool
) -> None:
    found = due(at(f"{start} 10:00"), amount, unit, CALENDAR)
    assert (found.last_day, found.provisional) == (date.fromisoformat(last), provisional)


def test_a_calendar_covers_the_years_whose_national_day_it_has() -> None:
    assert CALENDAR.years == {2025, 2026}
    assert CALENDAR.version == "test"
    assert calendar_from([*HOLIDAYS, date(2027, 1, 1)], WORKDAYS, "test").years == {2025, 2026}
    assert calendar_from({date(2024, 10, 1): "国庆"}, {}, "mapping").years == {2024}


def test_working_days() -> None:
    assert CALENDAR.works(date(2025, 9, 28))
    assert not CALENDAR.works(date(2025, 10, 8))
    assert not CALENDAR.works(date(2026, 10, 11))
    assert working_days_between(date(2025, 9, 30), date(2025, 10, 11), CALENDAR) == 3
    assert working_days_between(date(2025, 9, 30), date(2025, 9, 30), CALENDAR) == 0
    assert working_days_between(date(2025, 10, 11), date(2025, 9, 30), CALENDAR) == 0


@pytest.mark.parametrize(
    ("met", "late"),
    [
        ("2026-05-20 10:00", 0),
        ("2026-06-01 23:59:59.999999", 0),
        ("2026-06-02 00:00", 1),
        ("2026-06-02 10:00", 1),
        ("2026-06-18 10:00", 17),  # 应急局: 逾期17日
    ],
)
def test_late_days(met: str, late: int) -> None:
    assert late_days(due(at("2026-04-01 10:00"), 2, Unit.MONTH, CALENDAR), at(met)) == late


def test_an_hour_late_is_late() -> None:
    period = due(at("2026-03-01 10:20"), 24, Unit.HOUR, CALENDAR)
    assert late_days(period, at("2026-03-02 10:59")) == 0
    assert late_days(period, at("2026-03-02 11:00")) == 1
    assert late_days(period, at("2026-03-03 09:00")) == 1
    assert late_days(period, at("2026-03-04 12:00")) == 2


@pytest.mark.parametrize("amount", [0, -1])
def test_a_period_of_nothing_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        due(at("2026-04-01 10:00"), amount, Unit.DAY, CALENDAR)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 4, 1), 1, Unit.DAY, CALENDAR)


@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.YEAR])
def test_an_end_beyond_the_calendar_is_refused(unit: Unit) -> None:
    with pytest.raises(ValueError, match="beyond"):
        due(at("9999-12-30 10:00"), 10**8, unit, CALENDAR)
    with pytest.raises(ValueError, match="beyond"):
        due(at("2026-04-01 10:00"), 10**12, unit, CALENDAR)


# laws

instants = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.sampled_from([UTC, SHANGHAI]))
amounts = st.integers(1, 400)
dated = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR])


@given(instants, amounts, dated)
def test_a_period_ends_at_midnight_after_a_working_day(start: datetime, amount: int, unit: Unit) -> None:
    found = due(start, amount, unit, CALENDAR)
    assert found.at.timetz() == time(tzinfo=SHANGHAI)
    assert CALENDAR.works(found.last_day)
    assert found.last_day > start.astimezone(SHANGHAI).date()


@given(instants, amounts, st.sampled_from(Unit))
def test_a_longer_period_never_ends_sooner(start: datetime, amount: int, unit: Unit) -> None:
    assert due(start, amount, unit, CALENDAR).at <= due(start, amount + 1, unit, CALENDAR).at


@given(instants, instants, amounts, st.sampled_from(Unit))
def test_a_later_start_never_ends_sooner(one: datetime, two: datetime, amount: int, unit: Unit) -> None:
    first, second = sorted((one, two))
    assert due(first, amount, unit, CALENDAR).at <= due(second, amount, unit, CALENDAR).at


@given(instants, amounts, st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]))
def test_rolling_only_passes_over_rest_days(start: datetime, amount: int, unit: Unit) -> None:
    plain, rolled = due(start, amount, unit, CALENDAR, roll=False), due(start, amount, unit, CALENDAR)
    assert rolled.at >= plain.at
    passed = (rolled.last_day - plain.last_day).days
    assert not any(CALENDAR.works(plain.last_day + timedelta(days=offset)) for offset in range(passed))


@given(instants, st.integers(1, 60))
def test_working_days_count_themselves(start: datetime, amount: int) -> None:
    first = start.astimezone(SHANGHAI).date()
    found = due(start, amount, Unit.WORKING_DAY, CALENDAR)
    assert working_days_between(first, found.last_day, CALENDAR) == amount
    assert found.provisional == (found.last_day.year == 2027 or (first + timedelta(days=1)).year == 2027)


@given(instants, st.integers(1, 400), instants)
def test_late_exactly_when_not_before_the_end(start: datetime, amount: int, met: datetime) -> None:
    found = due(start, amount, Unit.DAY, CALENDAR)
    assert (late_days(found, met) > 0) == (met >= found.at)
