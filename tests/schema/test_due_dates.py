"""Due times of periods that begin around holidays, make-up days, month ends and leap days: a golden table, and laws on stops and extensions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.periods import SHANGHAI, Calendar, Due, Stop, Unit, calendar_from, due, ends, with_year
from tests.schema.test_periods import CALENDAR as LATER
from tests.schema.test_periods import HOLIDAYS, WORKDAYS, at, days

# The State Council's days for 2024 beside those of 2025 and 2026.
HOLIDAYS_2024 = days(("2024-01-01", "2024-01-01"), ("2024-02-10", "2024-02-17"), ("2024-04-04", "2024-04-06"), ("2024-05-01", "2024-05-05"),
                     ("2024-06-08", "2024-06-10"), ("2024-09-15", "2024-09-17"), ("2024-10-01", "2024-10-07"))
WORKDAYS_2024 = frozenset(map(date.fromisoformat, (
    "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12")))
CALENDAR = calendar_from(HOLIDAYS | HOLIDAYS_2024, WORKDAYS | WORKDAYS_2024, "2024-2026")
STARTS = (
    "2024-01-31 09:00", "2024-02-08 17:30", "2024-02-29 10:00", "2024-09-13 23:59", "2024-12-31 08:00", "2025-01-24 16:00", "2025-09-26 10:00",
    "2025-09-30 22:20", "2025-12-31 09:00", "2026-02-13 10:00", "2026-04-30 18:00", "2026-09-18 10:00", "2026-10-03 00:00", "2026-12-30 11:15",
)
PERIODS = ((24, Unit.HOUR), (72, Unit.HOUR), (1, Unit.DAY), (3, Unit.DAY), (15, Unit.DAY), (30, Unit.DAY), (2, Unit.WORKING_DAY), (10, Unit.WORKING_DAY),
           (20, Unit.WORKING_DAY), (1, Unit.MONTH), (2, Unit.MONTH), (6, Unit.MONTH), (1, Unit.YEAR))
STOPPED = (  # start, stop, go on, amount, unit, extension
    ("2026-03-02 10:00", "2026-03-10 09:00", "2026-03-20 09:00", 30, Unit.DAY, None),
    ("2026-03-02 10:00", "2026-03-10 09:00", "2026-03-10 17:00", 30, Unit.DAY, None),
    ("2026-03-02 10:00", "2026-03-31 09:00", "2026-04-10 09:00", 30, Unit.DAY, (30, Unit.DAY)),
    ("2026-03-02 10:00", "2026-03-04 09:00", "2026-03-16 09:00", 10, Unit.WORKING_DAY, None),
    ("2026-04-29 10:00", "2026-04-30 09:00", "2026-05-06 09:00", 2, Unit.WORKING_DAY, None),
    ("2026-01-31 10:00", "2026-02-10 09:00", "2026-02-20 09:00", 1, Unit.MONTH, None),
    ("2026-09-30 22:20", "2026-10-01 02:20", "2026-10-01 05:50", 24, Unit.HOUR, None),
    ("2026-03-02 10:00", "2026-06-02 09:00", "2026-07-02 09:00", 30, Unit.DAY, None),
    ("2026-03-02 10:00", "2026-04-05 09:00", "2026-04-10 09:00", 30, Unit.DAY, (15, Unit.WORKING_DAY)),
    ("2026-09-04 10:00", "2026-09-05 10:00", "2026-09-05 10:00", 30, Unit.DAY, (30, Unit.DAY)),
    ("2025-12-31 10:00", "2026-01-05 10:00", "2026-01-06 10:00", 2, Unit.MONTH, (1, Unit.MONTH)),
    ("2026-12-01 10:00", "2026-12-10 10:00", "2026-12-30 10:00", 10, Unit.WORKING_DAY, None),
)


def rows() -> Iterator[tuple[str, Due]]:
    for start, (amount, unit) in product(STARTS, PERIODS):
        yield f"{start} + {amount} {unit}", due(at(start), amount, unit, CALENDAR)
    for start, stop, go_on, amount, unit, longer in STOPPED:
        more = f" + {longer[0]} {longer[1]}" if longer else ""
        yield f"{start} + {amount} {unit}{more}, {stop} .. {go_on}", ends(at(start), amount, unit, CALENDAR, [Stop(at(stop), at(go_on))], [longer] if longer else ())


def test_the_golden_table(golden: Callable[[str | Path, str], None]) -> None:
    lines = [f"{what} -> {end.at:%Y-%m-%d %H:%M}, last day {end.last_day:%Y-%m-%d %a}{', provisional' if end.provisional else ''}" for what, end in rows()]
    assert len(lines) >= 120
    golden("golden/due_dates.txt", "\n".join(lines) + "\n")


def test_the_days_are_those_of_the_package() -> None:
    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(3 * 365 + 1)):
        assert CALENDAR.works(day) is chinese_calendar.is_workday(day), day


@pytest.mark.parametrize("start", STARTS)
def test_the_table_is_what_counting_on_fingers_gives(start: str) -> None:
    """Another way to the same: days are crossed off one by one, rest days are looked up in the package."""
    first = at(start).date()
    for amount, unit in PERIODS:
        found = due(at(start), amount, unit, CALENDAR)
        if unit is Unit.HOUR:
            assert found.at == at(f"{start[:13]}:00") + timedelta(hours=amount + 1)
        elif unit is Unit.WORKING_DAY:
            crossed = [day for n in range(1, 80) if rests(day := first + timedelta(days=n)) is False]
            assert found.last_day == crossed[amount - 1]
        else:
            last = first + timedelta(days=amount) if unit is Unit.DAY else months_on(first, amount * (12 if unit is Unit.YEAR else 1))
            while rests(last):
                last += timedelta(days=1)
            assert found.last_day == last


def rests(day: date) -> bool:
    return day.weekday() > 4 if day.year > 2026 else not bool(chinese_calendar.is_workday(day))


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last there is."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    for number in range(day.day, 27, -1):
        try:
            return first.replace(day=number)
        except ValueError:
            continue
    return first.replace(day=day.day)


def test_a_stop_moves_the_end_by_the_days_it_took() -> None:
    start, stop = at("2026-03-02 10:00"), Stop(at("2026-03-10 09:00"), at("2026-03-20 18:00"))
    assert ends(start, 30, Unit.DAY, CALENDAR).last_day == date(2026, 4, 1)
    assert ends(start, 30, Unit.DAY, CALENDAR, [stop]).last_day == date(2026, 4, 13)  # ten days on is the 11th, a Saturday
    twice = [stop, Stop(at("2026-03-15 09:00"), at("2026-03-22 09:00"))]
    assert ends(start, 30, Unit.DAY, CALENDAR, twice).last_day == date(2026, 4, 13), "what overlaps counts once: two days more end on the 13th"
    hours = [Stop(at("2026-03-02 12:00"), at("2026-03-02 13:30")), Stop(at("2026-03-02 13:00"), at("2026-03-02 14:00"))]
    assert ends(start, 24, Unit.HOUR, CALENDAR, hours).at == at("2026-03-03 13:00")


def test_an_extension_counts_from_the_end_it_prolongs() -> None:
    start = at("2026-09-04 10:00")
    assert ends(start, 30, Unit.DAY, CALENDAR).last_day == date(2026, 10, 8)  # the 4th is in 国庆
    assert ends(start, 30, Unit.DAY, CALENDAR, (), [(30, Unit.DAY)]).last_day == date(2026, 11, 9)  # 30 days from the 8th: a Saturday
    assert ends(start, 24, Unit.HOUR, CALENDAR, (), [(24, Unit.HOUR)]).at == at("2026-09-06 11:00")


def test_an_imported_year_takes_the_place_of_the_guess() -> None:
    start = at("2026-12-30 10:00")
    guess = due(start, 2, Unit.WORKING_DAY, CALENDAR)
    assert (guess.last_day, guess.provisional) == (date(2027, 1, 1), True)
    known = with_year(CALENDAR, 2027, days(("2027-01-01", "2027-01-03"), ("2027-10-01", "2027-10-07")), [], "国办发明电〔2026〕9号")
    told = due(start, 2, Unit.WORKING_DAY, known)
    assert (told.last_day, told.provisional) == (date(2027, 1, 4), False)
    assert "2027: 国办发明电〔2026〕9号" in known.version
    assert due(start, 1, Unit.WORKING_DAY, known) == due(start, 1, Unit.WORKING_DAY, CALENDAR), "other years stay as they are"


# laws

starts = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 30), timezones=st.just(SHANGHAI))
amounts, units = st.integers(1, 90), st.sampled_from(Unit)
dated = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR])


@st.composite
def stops(draw: st.DrawFn) -> list[Stop]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        since = draw(starts)
        found.append(Stop(since, since + timedelta(hours=draw(st.integers(0, 24 * 60)))))
    return found


@pytest.mark.examples(100)
@given(starts, amounts, dated, stops(), st.lists(st.tuples(st.integers(1, 40), dated), max_size=2))
def test_it_ends_on_no_rest_day(start: datetime, amount: int, unit: Unit, held: list[Stop], longer: list[tuple[int, Unit]]) -> None:
    end = ends(start, amount, unit, CALENDAR, held, longer)
    assert CALENDAR.works(end.last_day)
    assert end.at.hour == end.at.minute == 0


@pytest.mark.examples(100)
@given(starts, amounts, units, stops())
def test_more_units_never_end_earlier(start: datetime, amount: int, unit: Unit, held: list[Stop]) -> None:
    assert ends(start, amount, unit, CALENDAR, held).at <= ends(start, amount + 1, unit, CALENDAR, held).at


@pytest.mark.examples(100)
@given(starts, amounts, units, stops(), amounts)
def test_stops_and_extensions_never_shorten(start: datetime, amount: int, unit: Unit, held: list[Stop], more: int) -> None:
    plain = due(start, amount, unit, CALENDAR)
    stopped = ends(start, amount, unit, CALENDAR, held)
    assert plain.at <= stopped.at <= ends(start, amount, unit, CALENDAR, held, [(more, unit)]).at
    assert ends(start, amount, unit, CALENDAR) == plain
    after = Stop(plain.at, plain.at + timedelta(days=9))
    assert ends(start, amount, unit, CALENDAR, [after]) == plain, "what is over cannot stop"


@pytest.mark.examples(100)
@given(starts, amounts, units, stops())
def test_the_order_of_stops_is_nothing(start: datetime, amount: int, unit: Unit, held: list[Stop]) -> None:
    assert ends(start, amount, unit, CALENDAR, held) == ends(start, amount, unit, CALENDAR, held[::-1])


def test_a_calendar_of_fewer_years_only_makes_more_provisional() -> None:
    fewer = Calendar("2025-2026", LATER.holidays, LATER.workdays, LATER.years)
    start = at("2024-12-20 10:00")
    assert due(start, 10, Unit.WORKING_DAY, fewer).provisional
    assert not due(start, 10, Unit.WORKING_DAY, CALENDAR).provisional
