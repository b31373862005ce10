"""Who has access to a case, as facts derived from its rows: one row per audience, case and reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from schema.kit import Record

SUMMARY, FILE, LEAD = 1, 2, 3
Reason: TypeAlias = tuple[str, str]
"""(audience, via)."""
Reasons: TypeAlias = dict[Reason, tuple[int, datetime | None]]
"""Level and expiry by reason."""
SHARED = {"OFFERED": SUMMARY, "ACCEPTED": FILE}


def reasons(record: Record, row: Mapping[str, Any] | None) -> Reasons:
    """The access a row gives to its case."""
    if row is None:
        return {}
    match record.name:
        case "case":
            return _leading(row, "lead", "unit")
        case "docket":
            return _of(f"A:{row['agency']}" if row["agency"] else None, f"docket:{row['id']}", FILE)
        case "task":
            return _of(f"A:{row['agency']}" if row["state"] != "DROPPED" else None, f"task:{row['id']}", FILE)
        case "share":
            receiver = f"U:{row['to_unit']}" if row["to_unit"] else f"A:{row['to_agency']}"
            level = SHARED.get(row["state"])
            return _of(receiver if level else None, f"share:{row['id']}", level or 0, row["expires_at"])
    return _leading({**row, "unit": None} if row.get("state") in record.sealed else row, f"rec:{row['id']}", f"rec:{row['id']}") if record.mechanism else {}


def case_of(record: Record, row: Mapping[str, Any]) -> UUID | None:
    """The case a row belongs to."""
    return row.get(record.case_link) if record.case_link else None


def level(held: Reasons, audiences: tuple[str, ...], now: datetime) -> int:
    """The highest level of an unexpired reason for one of the audiences; 0 without any."""
    return max((height for (audience, _), (height, until) in held.items() if audience in audiences and _runs(until, now)), default=0)


def units(held: Reasons, now: datetime) -> frozenset[str]:
    """Field units that work on the case: what they are to hold on their devices."""
    return frozenset(audience for (audience, _), (height, until) in held.items()
                     if height >= FILE and audience.startswith("U:") and _runs(until, now))


def _runs(until: datetime | None, now: datetime) -> bool:
    return until is None or until > now


def _leading(row: Mapping[str, Any], via_agency: str, via_unit: str) -> Reasons:
    return (_of(f"A:{row['lead_agency']}" if row["lead_agency"] else None, via_agency, LEAD)
            | _of(f"U:{row['unit']}" if row["unit"] else None, via_unit, LEAD))


def _of(audience: str | None, via: str, height: int, until: datetime | None = None) -> Reasons:
    return {(audience, via): (height, until)} if audience else {}
