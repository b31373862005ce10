"""The words of a decision: what it may look at, what it may come to, and how values and clashes are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeAlias
from uuid import UUID

from schema.identifiers import MASKS, check_resident_id
from schema.kit import LEGAL, SERVER, Facts, Field, Kind, Numbering, Record
from schema.merge import ABSENT, Rule, same
from schema.refusals import Refusal
from schema.regime import Regime
from schema.registry import RECORDS
from schema.values import Reader, Secret, empty, held, stored, wire

Row: TypeAlias = dict[str, Any]
Former: TypeAlias = Mapping[str, Any]


class Who(Protocol):
    """What a decision needs to know of the actor."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def townships(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Clash:
    """Two values for one field that no machine may choose between, as they travel; `code` says why it was held back."""

    path: str
    base: Any
    theirs: Any
    mine: Any
    code: str
    secret: Secret | None = None


@dataclass(frozen=True)
class Situation:
    """Whatever a decision may look at besides the row and the intent."""

    actor: Who
    at: datetime  # legal time: when it was done
    now: datetime  # when it arrived
    reader: Reader
    regime: Regime
    may_edit: Callable[[str, Mapping[str, Any]], bool]  # (field, row as it would be)
    offline: bool = False
    suspect: bool = False  # the device's clock was off: its time is no evidence
    system: bool = False  # made by an effect, not by a person's intent
    found: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    former: Former | None = None  # values at the version an edit names
    doers: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    recused: bool = False  # the actor has to keep out of the case (回避)
    earlier: str | None = None  # what he did in the case that keeps him from this move: "record.move"
    running: tuple[Mapping[str, Any], ...] = ()  # duties of the row that are open
    texts: tuple[str, ...] = ()  # former and proposed texts of the agreement, newest first
    twin: Mapping[str, Any] | None = None  # an earlier row of the same matter


@dataclass(frozen=True)
class Change:
    """What is to happen to one row, and what follows from it."""

    record: Record
    before: Mapping[str, Any] | None
    row: Row
    act: Literal["CREATE", "EDIT", "MOVE", "RESOLVE", "EDITION"]
    fields: tuple[str, ...] = ()
    move: str | None = None
    merged: bool = False
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    started: tuple[Row, ...] = ()
    ended: tuple[tuple[Mapping[str, Any], Row], ...] = ()
    carried: tuple[tuple[Mapping[str, Any], Row], ...] = ()  # duties whose clock was set going, stopped or dated anew
    effects: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    draws: Numbering | None = None

    @property
    def kind(self) -> Literal["applied", "merged", "conflict", "already"]:
        if self.clashes:
            return "conflict"
        return "already" if not self.fields and self.act == "EDIT" else "merged" if self.merged else "applied"

    @property
    def stores(self) -> bool:
        return self.before is None or bool(self.fields) or self.act != "EDIT"


def columns(record: Record, values: Mapping[str, Any]) -> Row:
    found: Row = {}
    for name, value in values.items():
        found.update(stored(record.by_name[name], value))
    return found


def stamped(after: Row, row: Mapping[str, Any], values: object, s: Situation) -> Row:
    return {**after, "version": row["version"] + 1, "updated_at": s.now} if values else after


def ordered(record: Record, names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(field.name for field in record.fields if field.name in wanted)


def missing(record: Record, row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any] | None:
    absent = [record.by_name[name] for name in names if empty(held(record.by_name[name], row))]
    return {"fields": ", ".join(f.name for f in absent), "labels": "、".join(f.label for f in absent)} if absent else None


def broken(record: Record, before: Mapping[str, Any], row: Mapping[str, Any], inputs: Mapping[str, Any], s: Situation) -> Refusal | None:
    """What the record's invariant refuses of a row as it would be."""
    if record.invariant is None:
        return None
    try:
        refused = record.invariant(Facts(before, row, inputs, s.actor, s.at, {}))
    except (TypeError, KeyError, ValueError, ArithmeticError):
        return Refusal("INVARIANT_FAULT", {"record": record.name, "label": record.label})
    return Refusal(refused.code, refused.facts) if refused else None


def clash_of(record: Record, row: Mapping[str, Any], base: Former | None, name: str, mine: Any, code: str, s: Situation) -> Clash:
    field = record.by_name[name]
    before = (base or {}).get(name, ABSENT)
    return Clash(name, said(field, before, s), said(field, held(field, row), s), said(field, mine, s), code,
                 mine if isinstance(mine, Secret) else None)


def said(field: Field, value: Any, s: Situation) -> Any:
    return None if value is ABSENT else wire(field, value, s.reader.county)


def authored(field: Field, value: Any, known: Iterable[Mapping[str, Any]], s: Situation) -> Any:
    """New elements of a list carry the server's word on who wrote them, and whether the clock they were timed by was off."""
    given = [item for item in field.items if item.merge is SERVER] if field.kind is Kind.ITEMS else []
    if not given or not isinstance(value, list):
        return value
    ids = {element.get("id") for element in known}
    return [element if element.get("id") in ids else {**element, **{item.name: _said_by_server(field, item.name, element, s) for item in given}}
            for element in value]


CLOCK_TOLERANCE = timedelta(minutes=10)


def _said_by_server(field: Field, name: str, element: Mapping[str, Any], s: Situation) -> Any:
    """Who wrote it; that its device's clock was off; and that an official's own act is void, when he had to keep out of the case (E17)."""
    if name == "void":
        return True if s.recused and field.official and element.get(field.official[0]) == field.official[1] else None
    if name == "clock_suspect":
        ahead = element.get("occurred_at") and datetime.fromisoformat(str(element["occurred_at"])) > s.now + CLOCK_TOLERANCE
        return True if s.suspect or ahead else None
    return s.actor.name if name == "author" else None


def keep_original(record: Record, row: Row, name: str, value: Any) -> None:
    """A number as it was written stays beside its normal form; the day of birth beside the number that tells it."""
    if f"{name}_as_written" in record.by_name and isinstance(value, str):
        row[f"{name}_as_written"] = value
    if name == "id_number" and "birth_on" in record.by_name and empty(row.get("birth_on")) and isinstance(value, str) and "*" not in value:
        row["birth_on"] = check_resident_id(value, date.max).birth


def equal(one: Any, other: Any) -> bool:
    if isinstance(one, Secret) and isinstance(other, Secret):
        return one.hmac == other.hmac
    return not isinstance(one, Secret) and not isinstance(other, Secret) and same(one, other)


@lru_cache(maxsize=256)
def rules_of(name: str) -> Mapping[str, Rule]:
    return {field.name: rule_of(field) for field in RECORDS[name].fields}


def rule_of(field: Field) -> Rule:
    elements = {item.name: rule_of(item) for item in field.items} if field.items else None
    return Rule(field.merge or LEGAL, elements, MASKS.get(field.mask) if field.mask else None)


def with_parts(change: Change, **parts: Any) -> Change:
    return Change(**{**{name: getattr(change, name) for name in Change.__dataclass_fields__}, **parts})
