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


def _working_day_after(start: date, amount: int, calendar: Calendar) -> date:
    day = start
    while amount:
        day += DAY
        amount -= calendar.works(day)
    return day


def _end(last: date, first: date, calendar: Calendar) -> Due:
    """The end of `last`, provisional unless the calendar covers every year looked at from `first` on."""
    consulted = range(first.year, last.year + 1)
    return Due(_midnight_after(last), any(year not in calendar.years for year in consulted))


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + DAY, datetime.min.time(), SHANGHAI)
