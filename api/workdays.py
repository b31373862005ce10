"""The State Council's holidays and make-up working days, from the chinesecalendar package."""

from functools import lru_cache
from importlib.metadata import version

import chinese_calendar

from schema.periods import Calendar, calendar_from


@lru_cache(maxsize=1)
def state_council() -> Calendar:
    """The calendar every clock is computed with; its version names the package it came from."""
    return calendar_from(chinese_calendar.holidays, chinese_calendar.workdays, f"chinesecalendar {version('chinesecalendar')}")
