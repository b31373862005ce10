"""Reads a year's holiday arrangement (节假日安排) from a JSON or CSV file."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.problems import Problem

KINDS = {"holiday": "holidays", "放假": "holidays", "workday": "workdays", "上班": "workdays"}


@dataclass(frozen=True)
class Arrangement:
    """The days of one year that are not what their weekday says, as a file has them."""

    year: int
    holidays: tuple[str, ...]
    workdays: tuple[str, ...]
    source: str

    def values(self) -> dict[str, Any]:
        return {"year": self.year, "holidays": list(self.holidays), "workdays": list(self.workdays), "source": self.source}


def read(path: Path, source: str | None = None) -> Arrangement:
    """The arrangement in a file; `source` is its notice where the file names none. Raises Problem."""
    try:
        text = path.read_text("utf-8-sig")
        said = _json(json.loads(text)) if path.suffix.lower() == ".json" else _csv(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error) as reason:
        raise Problem("CALENDAR_FILE", reason=str(reason)[:200]) from None
    source = str(said.get("source") or source or "").strip()
    if not source:
        raise Problem("CALENDAR_FILE", reason="没有来源文号，请用 --source 指明 (no source; name the notice with --source)")
    days = {name: tuple(sorted({_day(day) for day in said.get(name) or ()})) for name in ("holidays", "workdays")}
    year = said.get("year") or next((int(day[:4]) for day in days["holidays"]), None)
    if not isinstance(year, int) or isinstance(year, bool):
        raise Problem("CALENDAR_FILE", reason="没有年份 (no year)")
    return Arrangement(year, days["holidays"], days["workdays"], source)


def _json(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict) or any(not isinstance(said.get(name, []), list) for name in ("holidays", "workdays")):
        raise Problem("CALENDAR_FILE", reason='应形如 {"year": 2027, "source": …, "holidays": […], "workdays": […]} (an object of that shape is needed)')
    return said


def _csv(text: str) -> dict[str, Any]:
    """Lines of day and kind; the first may name the columns."""
    found: dict[str, Any] = {"holidays": [], "workdays": []}
    for number, line in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in line]
        if not any(cells) or (number == 1 and cells[:2] in (["day", "kind"], ["日期", "类别"])):
            continue
        if len(cells) < 2 or cells[1] not in KINDS:
            raise Problem("CALENDAR_FILE", reason=f"第 {number} 行：应为 日期,放假|上班 (line {number}: day,holiday|workday)")
        found[KINDS[cells[1]]].append(cells[0])
    return found


def _day(told: Any) -> str:
    try:
        return date.fromisoformat(str(told)).isoformat()
    except ValueError:
        raise Problem("CALENDAR_FILE", reason=f"“{str(told)[:40]}”不是日期 (no day)") from None
