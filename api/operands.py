"""What wire values become on their way into a statement: ids, cursors, pages, words and operands, each of them checked."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from api.problems import Problem
from schema.ids import BadId, Id, parse_id, storable
from schema.kit import camel

DEFAULT_PAGE, LARGEST_PAGE, MOST_IDS = 20, 100, 100
MOST_DIGITS = 30  # the driver writes every digit of 1e999999 out
RECORD, COUNTY, KEY = attrgetter("record"), attrgetter("county"), attrgetter("key")


def checked_id(text: str) -> Id:
    """A parsed id, or the refusal that says it is none."""
    try:
        return parse_id(text)
    except BadId:
        raise Problem("BAD_ID", id=text[:60]) from None


def checked_ids(texts: Sequence[str]) -> tuple[Id, ...]:
    """Parsed ids; raises Problem for too many, and for the first that is none."""
    if len(texts) > MOST_IDS:
        raise Problem("BAD_PAGE", reason=f"{len(texts)} > {MOST_IDS}")
    return tuple(map(checked_id, texts))


def kinds_of(ids: Sequence[Id]) -> tuple[str, ...]:
    """The records that ids name, each once and always in the same order."""
    return tuple(sorted({found.record for found in ids}))


@lru_cache(maxsize=256)
def named_of(record: str) -> Callable[[Sequence[Id]], tuple[list[Any], list[str], list[int]]]:
    """Of the ids, those that name this record: their keys, counties and places."""

    def read(ids: Sequence[Id]) -> tuple[list[Any], list[str], list[int]]:
        named = [(found.key, found.county, place) for place, found in enumerate(ids) if found.record == record]
        return [key for key, *_ in named], [county for _, county, _ in named], [place for *_, place in named]

    return read


def page_size(size: int) -> int:
    if not 0 <= size <= LARGEST_PAGE:
        raise Problem("BAD_PAGE", reason=f"0–{LARGEST_PAGE}")
    return size


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search."""
    if not storable(text):
        raise Problem("BAD_VALUE", field="search", reason="a character that cannot be stored")
    return tuple(text.split())


def nulls_of(values: Sequence[Any]) -> tuple[bool, ...]:
    """Which of the values are null."""
    return tuple(value is None for value in values)


@lru_cache(maxsize=1024)
def cursor_reader(casts: tuple[str, ...]) -> Callable[[str], tuple[Any, ...]]:
    """Reads a cursor that holds a value of each type, null where it may be."""

    def read(text: str) -> tuple[Any, ...]:
        try:
            held = json.loads(base64.b64decode(text, validate=True))
            if not (isinstance(held, list) and len(held) == len(casts) and all(h is None or isinstance(h, str) for h in held)):
                raise ValueError(text)
            if held[-1] is None:  # any other may be empty: a hidden field is sorted as NULL whatever its column allows
                raise ValueError(text)
            return tuple(None if h is None else converted(h, cast) for h, cast in zip(held, casts, strict=True))
        except (ValueError, binascii.Error, ArithmeticError, RecursionError):
            raise Problem("BAD_CURSOR") from None

    return read


@lru_cache(maxsize=4096)
def operand_reader(name: str, cast: str) -> Callable[[Any], Any]:
    """Reads what a field is compared with."""

    def read(value: Any) -> Any:
        try:
            return converted(value, cast)
        except (ValueError, ArithmeticError) as wrong:
            raise Problem("BAD_VALUE", field=camel(name), reason=str(wrong)) from None

    return read


@lru_cache(maxsize=256)
def names_of(of_record: str) -> Callable[[Sequence[str]], tuple[tuple[str, list[Any]], ...]]:
    """Reads ids: the keys of this record by county; ids of other records name none."""

    def read(texts: Sequence[str]) -> tuple[tuple[str, list[Any]], ...]:
        keys: dict[str, list[Any]] = {}
        for found in map(checked_id, texts):
            if found.record == of_record:
                keys.setdefault(found.county, []).append(found.key)
        return tuple(keys.items())

    return read


@lru_cache(maxsize=4096)
def each(read: Callable[[Any], Any]) -> Callable[[Sequence[Any]], list[Any]]:
    """The same for a list."""

    def read_all(values: Sequence[Any]) -> list[Any]:
        return [read(value) for value in values]

    return read_all


def converted(value: Any, cast: str) -> Any:
    """A wire value as the driver wants it for a PostgreSQL type."""
    match cast:
        case "date":
            return date.fromisoformat(value)
        case "timestamptz":
            return datetime.fromisoformat(value).astimezone(UTC)
        case "numeric":
            amount = Decimal(value)
            if not amount.is_finite() or abs(amount.adjusted()) > MOST_DIGITS or int(amount.as_tuple().exponent) < -MOST_DIGITS:
                raise ValueError("out of range")
            return amount
        case "bool" if isinstance(value, str):  # a cursor holds texts
            if value not in ("true", "false"):
                raise ValueError("not a truth value")
            return value == "true"
        case "int8":
            number = int(value)
            if not -(2**63) <= number < 2**63:
                raise ValueError("out of range")
            return number
        case "uuid":
            return UUID(value)
        case "text":
            if not storable(value):
                raise ValueError("a character that cannot be stored")
            return value
    return value
