"""What the GraphQL types are to be, written down by name: cheap to say, and enough for all but Strawberry itself (see built.py)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from schema.kit import Choice


def _checked(parse: Callable[[str], object]) -> Callable[[object], str]:
    """A scalar keeps its text; what does not parse is refused while the variables are read."""
    def keep(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("a string is needed")
        parse(value)
        return value
    return keep


def _yuan(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d{1,16}(\.\d{1,2})?", text):
        raise ValueError("not an amount with at most two decimals")
    return Decimal(text)


def _aware(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an offset is needed, such as +08:00")
    return found


PARSERS: dict[str, Callable[[object], object]] = {"Money": _checked(_yuan), "Date": _checked(date.fromisoformat), "DateTime": _checked(_aware)}
"""How the values of scalars are checked, by GraphQL name; a scalar that is not here takes any value."""


@dataclass(frozen=True)
class Slot:
    """One field or argument: name, annotation as text, description, and its own arguments."""

    name: str
    kind: str
    doc: str
    args: tuple[Slot, ...] = ()
    default: Any = inspect.Parameter.empty


@dataclass(frozen=True)
class Spec:
    """One GraphQL type."""

    kind: Literal["output", "interface", "input", "enum", "scalar", "union"]
    name: str
    doc: str
    slots: tuple[Slot, ...] = ()
    bases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = field(default=())
    members: tuple[str, ...] = ()


SPECS: dict[str, Spec] = {}
"""Every type by the name annotations use, in the order in which they can be made."""


def _told(spec: Spec, known_as: str | None = None) -> str:
    name = known_as or spec.name
    if name in SPECS:
        raise ValueError(f"two GraphQL types are called {name}")
    SPECS[name] = spec
    return name


def known(name: str) -> bool:
    return name in SPECS


def enum(name: str, choices: Sequence[Choice], doc: str) -> str:
    """An enum whose values carry their Chinese labels."""
    return name if known(name) else _told(Spec("enum", name, doc, choices=tuple(choices)))


def output(name: str, doc: str, slots: Sequence[Slot], bases: tuple[str, ...] = (), interface: bool = False) -> str:
    """An object type or an interface."""
    return _told(Spec("interface" if interface else "output", name, doc, tuple(slots), bases))


def input_(name: str, doc: str, slots: Sequence[Slot]) -> str:
    return _told(Spec("input", name, doc, tuple(slots)))


def scalar(name: str, doc: str, known_as: str | None = None) -> str:
    """A scalar: JSON under a name of its own, unless PARSERS checks it."""
    return _told(Spec("scalar", name, doc), known_as)


def union(name: str, members: Sequence[str], doc: str) -> str:
    return _told(Spec("union", name, doc, members=tuple(members)))


scalar("Money", "Yuan with at most two decimals, as a string: \"1800.00\" (元).")
scalar("JSON", "Any JSON value.", known_as="Json")
scalar("Date", "A day, ISO 8601: \"2026-03-09\".")
scalar("DateTime", "An instant, ISO 8601 with offset: \"2026-03-09T10:20:00+08:00\".")
