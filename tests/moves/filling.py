"""Fills the fields of a record from their declarations alone: a value that its kind, check and choices allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from schema.kit import Field, Kind

NUMBERS = count(1)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id() -> str:
    """A fake of the sequence that is never issued (000), of another day each time (GB 11643)."""
    number = next(NUMBERS)
    body = f"510522{1950 + number % 50}{1 + number // 50 % 12:02}{1 + number // 600 % 28:02}000"
    return body + "10X98765432"[sum(int(one) * weight for one, weight in zip(body, WEIGHTS, strict=True)) % 11]


CHECKED: Mapping[str, Callable[[], str]] = {
    "case_number": lambda: f"（2026）川0522民初{next(NUMBERS)}号",
    "procuratorate_number": lambda: f"合检建〔2026〕{next(NUMBERS)}号",
    "document_number": lambda: f"合府函〔2026〕{next(NUMBERS)}号",
    "minutes_number": lambda: f"第{next(NUMBERS)}期",
    "mediation_number": lambda: f"（2026）合白沙人调字第{next(NUMBERS)}号",
    "division": lambda: "510522102",
    "resident_id": resident_id,
    "uscc": lambda: "91510522MA9999996N",
    "phone": lambda: f"138{next(NUMBERS):08}",
    "bank_account": lambda: "6217000000000000001",
}


def filled(field: Field, at: datetime, links: Callable[[Field], Any]) -> Any:
    """A value for one field as it travels; links are for the caller to name."""
    today: date = at.date()
    match field.kind:
        case Kind.TEXT | Kind.PROTECTED:
            return CHECKED[field.check]() if field.check else field.label
        case Kind.INTEGER:
            return 3
        case Kind.MONEY:
            return "1000.00"
        case Kind.DATE:
            return today.isoformat()
        case Kind.INSTANT:
            return at.isoformat()
        case Kind.BOOLEAN:
            return True
        case Kind.CHOICE:
            return field.choices[0].value
        case Kind.TEXTS:
            return [field.label]
        case Kind.ITEMS:
            return [{"id": f"{field.name}-{next(NUMBERS)}", **{item.name: filled(item, at, links) for item in field.items if item.settable}} for _ in range(2)]
        case Kind.LINK:
            return links(field)
    return {}
