"""Computes statutory periods (期间): when one ends, whether its end is provisional, and how late an act was."""

import calendar as gregorian
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

SHANGHAI: Final = timezone(timedelta(hours=8))  # Asia/Shanghai; no daylight saving since 1991
DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """Unit of a statutory period; they never convert into one another."""

    HOUR = "hour"  # 小时
    DAY = "day"  # 日（自然日）
    WORKING_DAY = "working_day"  # 工作日
    MONTH = "month"  # 月
    YEAR = "year"  # 年


@dataclass(frozen=True)
class Calendar:
    """The State Council's yearly arrangement (节假日安排): holidays, make-up working days (调休), years it covers."""

    version: str
    holidays: frozenset[date]
    workdays: frozenset[date]
    years: frozenset[int]

    def works(self, day: date) -> bool:
        """Whether a day is a working day (工作日); in years not covered, Monday to Friday are."""
        weekday = day.weekday() < 5
        if day.year not in self.years:
            return weekday
        return day in self.workdays or (weekday and day not in self.holidays)


@dataclass(frozen=True)
class Due:
    """The end of a period (届满): an act is in time before `at`; provisional when a year's calendar is not out yet."""

    at: datetime
    provisional: bool

    @property
    def last_day(self) -> date:
        """The last day on which an act is in time (期间届满的最后一日), in Shanghai."""
        return (self.at - timedelta.resolution).astimezone(SHANGHAI).date()


def calendar_from(holidays: Iterable[date], workdays: Iterable[date], version: str) -> Calendar:
    """A calendar from two collections of days (such as chinesecalendar's mappings); `version` names their source.

    A year is covered when its National Day is among the holidays, so the first days of January that an arrangement
    for the year before brings along do not count as a calendar.
    """
    days = frozenset(holidays)
    years = frozenset(day.year for day in days if (day.month, day.day) == (10, 1))
    return Calendar(version, days, frozenset(workdays), years)


def with_year(calendar: Calendar, year: int, holidays: Iterable[date], workdays: Iterable[date], version: str) -> Calendar:
    """The calendar with one year's arrangement put in its place."""
    rest = frozenset(day for day in calendar.holidays if day.year != year) | frozenset(holidays)
    work = frozenset(day for day in calendar.workdays if day.year != year) | frozenset(workdays)
    return Calendar(f"{calendar.version}; {year}: {version}", rest, work, calendar.years | {year})


def due(start: datetime, amount: int, unit: Unit, calendar: Calendar, roll: bool = True) -> Due:
    """When a period of `amount` units that began at `start` (an aware instant) ends.

    民事诉讼法(2023) 85: the hour and the day of the beginning are not counted; a last day that is a statutory rest day
    (法定休假日) gives way to the next working day if `roll`; hours run straight through. A month ends on the same day
    of the month, or on its last day. The end of a day is 24:00, so `at` is the next midnight in Shanghai.
    Raises ValueError for a naive start, an amount below 1, or an end beyond the year 9999.
    """
    if start.tzinfo is None:
        raise ValueError("start has no time zone")
    if amount < 1:
        raise ValueError("a period has at least one unit")
    local = start.astimezone(SHANGHAI)
    try:
        if unit is Unit.HOUR:
            return Due(local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1 + amount), False)
        if unit is Unit.WORKING_DAY:
            return _end(_working_day_after(local.date(), amount, calendar), local.date() + DAY, calendar)
        last = _day_after(local.date(), amount, unit)
        if not roll:
            return Due(_midnight_after(last), False)
        return _end(last if calendar.works(last) else _working_day_after(last, 1, calendar), last, calendar)
    except OverflowError:
        raise ValueError("the period ends beyond the calendar") from None


@dataclass(frozen=True)
class Stop:
    """An interval in which a period does not run (中止): from the day or instant it stops until it goes on."""

    since: datetime
    until: datetime


def ends(
    start: datetime, amount: int, unit: Unit, calendar: Calendar, stops: Iterable[Stop] = (), longer: Iterable[tuple[int, Unit]] = ()
) -> Due:
    """When a period ends that was stopped for a while and extended afterwards (中止、延长).

    The day on which it stops is not counted, the day on which it goes on is; hours stop to the second. An extension runs
    from the end it prolongs. A stop after the end has no effect.
    """
    waiting = sorted(stops, key=lambda stop: stop.since)
    end = _stopped(start, amount, unit, calendar, waiting)
    for more, kind in longer:
        rest = [stop for stop in waiting if stop.since >= end.at]
        begun = end.at - timedelta(hours=1) if kind is Unit.HOUR else datetime.combine(end.last_day, datetime.min.time(), SHANGHAI)
        prolonged = _stopped(begun, more, kind, calendar, rest)
        end = Due(prolonged.at, prolonged.provisional or end.provisional)
    return end


def _stopped(start: datetime, amount: int, unit: Unit, calendar: Calendar, stops: list[Stop]) -> Due:
    """The end of one period, with those stops that began before it was over."""
    end, known = due(start, amount, unit, calendar), 0
    while known < len(stops) and stops[known].since < end.at:
        known += 1
        end = _shifted(start, amount, unit, calendar, stops[:known])
    return end


def _shifted(start: datetime, amount: int, unit: Unit, calendar: Calendar, stops: list[Stop]) -> Due:
    if unit is Unit.HOUR:
        end = due(start, amount, unit, calendar)
        return Due(end.at + _length(start, stops), False)
    first = start.astimezone(SHANGHAI).date()
    idle = {day for stop in stops for day in _days(stop) if day > first}
    if unit is Unit.WORKING_DAY:
        return _end(_working_day_after(first, amount, calendar, frozenset(idle)), first + DAY, calendar)
    try:
        last = _day_after(first, amount, unit) + DAY * len(idle)
        return _end(last if calendar.works(last) else _working_day_after(last, 1, calendar), last, calendar)
    except OverflowError:
        raise ValueError("the period ends beyond the calendar") from None


def _days(stop: Stop) -> Iterable[date]:
    first, last = (moment.astimezone(SHANGHAI).date() for moment in (stop.since, stop.until))
    return (first + DAY * n for n in range((last - first).days))


def _length(start: datetime, stops: list[Stop]) -> timedelta:
    """How long the stops lasted together, what overlaps counted once."""
    total, reached = timedelta(), start
    for stop in stops:  # in order of their beginning
        begun = max(stop.since, reached)
        if stop.until > begun:
            total, reached = total + (stop.until - begun), stop.until
    return total


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days (工作日) after `start` up to and including `end`; 0 when `end` is not after `start`."""
    return sum(calendar.works(start + DAY * offset) for offset in range(1, (end - start).days + 1))


def late_days(due: Due, met: datetime) -> int:
    """Natural days (日) by which an act at `met` (an aware instant) was late; 0 in time, at least 1 when late."""
    if met < due.at:
        return 0
    return max(1, (met.astimezone(SHANGHAI).date() - due.last_day).days)


def _day_after(start: date, amount: int, unit: Unit) -> date:
    if unit is Unit.DAY:
        return start + DAY * amount
    months = start.year * 12 + start.month - 1 + amount * (12 if unit is Unit.YEAR else 1)
    year, month = months // 12, months % 12 + 1
    if year > date.max.year:
        raise OverflowError
    return date(year, month, min(start.day, gregorian.monthrange(year, month)[1]))


def _working_day_after(start: date, amount: int, calendar: Calendar, idle: frozenset[date] = frozenset()) -> date:
    day = start
    while amount:
        day += DAY
        amount -= calendar.works(day) and day not in idle
    return day


def _end(last: date, first: date, calendar: Calendar) -> Due:
    """The end of `last`, provisional unless the calendar covers every year looked at from `first` on."""
    consulted = range(first.year, last.year + 1)
    return Due(_midnight_after(last), any(year not in calendar.years for year in consulted))


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + DAY, datetime.min.time(), SHANGHAI)
