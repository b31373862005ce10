"""Values as PostgreSQL and the wire write them, ids, cursors, and comparisons, in plain Python."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from schema.kit import Kind, Record
from tests.oracle.world import KINDS


class Refusal(Exception):
    """A root field that is refused: the code its error must carry."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def instant_text(value: datetime, between: str) -> str:
    """An instant as PostgreSQL writes it: UTC, no needless zeros."""
    at = value.astimezone(UTC)
    micros = f".{at.microsecond:06d}".rstrip("0").rstrip(".") if at.microsecond else ""
    return f"{at.year:04d}-{at.month:02d}-{at.day:02d}{between}{at.hour:02d}:{at.minute:02d}:{at.second:02d}{micros}+00"


def wired(value: Any) -> Any:
    """A value as it stands in an answer."""
    match value:
        case datetime():
            return instant_text(value, "T") + ":00"
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID():
            return str(value)
    return value


def cursor_text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime():
            return instant_text(value, " ")
    return str(wired(value))


def lowered(text: str) -> str:
    """Lower case letter by letter, as the database's C.UTF-8 does it."""
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


def contains(value: str | None, part: str) -> bool:
    return value is not None and lowered(part) in lowered(value)


def typed(kind: Kind, text: Any) -> Any:
    """A filter's value, or a cursor's, as the rows hold it."""
    match kind:
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.INSTANT:
            return datetime.fromisoformat(text).astimezone(UTC)
        case Kind.MONEY:
            return Decimal(text)
        case Kind.INTEGER:
            return int(text)
    return text


def uncursored(kind: Kind, text: str) -> Any:
    if kind is Kind.BOOLEAN:
        return {"true": True, "false": False}[text]
    found = typed(kind, text)
    if kind is Kind.MONEY and not (found.is_finite() and -30 <= found.adjusted() <= 30):
        raise ValueError(text)
    if kind is Kind.INTEGER and not -(2**63) <= found < 2**63:
        raise ValueError(text)
    return found


@dataclass(frozen=True)
class GlobalId:
    record: Record
    county: str
    key: str


def parsed_id(text: str) -> GlobalId:
    """`Type:county:key`; anything else is refused."""
    parts = text.split(":")
    if len(text) >= 200 or len(parts) != 3 or parts[0] not in KINDS or len(parts[1]) != 6 or not (parts[1].isascii() and parts[1].isdigit()):
        raise Refusal("BAD_ID")
    record = KINDS[parts[0]]
    if record.key == "code":
        if unstorable(parts[2]):
            raise Refusal("BAD_ID")
        return GlobalId(record, parts[1], parts[2])
    try:
        return GlobalId(record, parts[1], str(UUID(parts[2])))
    except ValueError:
        raise Refusal("BAD_ID") from None


def compares(kind: Kind, value: Any, op: str, operand: Any) -> bool:
    if operand is None:
        return value is None if op == "eq" else value is not None if op == "ne" else False
    if op == "in":
        return value is not None and value in [typed(kind, each) for each in operand]
    other = typed(kind, operand)
    if op == "ne":
        return bool(value != other)
    if value is None:
        return False
    match op:
        case "eq":
            return bool(value == other)
        case "contains":
            return contains(value, other)
        case "startsWith":
            return bool(value.startswith(other))
        case "lt":
            return bool(value < other)
        case "le":
            return bool(value <= other)
        case "gt":
            return bool(value > other)
        case "ge":
            return bool(value >= other)
    raise AssertionError(op)


def unstorable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


# --- cursors ----------------------------------------------------------------------------------------------------------


def cursor(place: Sequence[Any]) -> str:
    text = json.dumps([cursor_text(each) for each in place], ensure_ascii=False)
    return base64.b64encode(text.encode()).decode()


def uncursor(record: Record, kinds: Sequence[Kind], text: str) -> list[Any]:
    """The values a cursor holds, the key at the end; refused when it is none of ours."""
    try:
        held = json.loads(base64.b64decode(text, validate=True))
        if not isinstance(held, list) or len(held) != len(kinds) + 1 or held[-1] is None:
            raise ValueError(text)
        if any(each is not None and (not isinstance(each, str) or unstorable(each)) for each in held):
            raise ValueError(text)
        key: Any = held[-1] if record.key == "code" else UUID(held[-1])
        return [*(None if each is None else uncursored(kind, each) for each, kind in zip(held[:-1], kinds, strict=True)), key]
    except (ValueError, KeyError, InvalidOperation, OverflowError, binascii.Error, RecursionError):
        raise Refusal("BAD_CURSOR") from None
