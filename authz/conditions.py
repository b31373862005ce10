"""The closed language of policy conditions: one tree, meant as a condition on SQL rows and as a test in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from uuid import UUID

from authz.actor import Actor
from schema import read

Access: TypeAlias = Callable[[Any], int]
"""Level of the actor's unexpired access to a case, by its id; 0 when there is none."""

LEVELS = {"summary": 1, "file": 2, "lead": 3}
RESERVED = frozenset({"always", "never", "and", "or", "not", "in", "is", "null", "participates",
                      "own_agency", "own_unit", "is_me", "own_area", "my_agency", "my_branch"})


class PolicyFault(ValueError):
    """A policy line that cannot stand: which line, and why in Chinese and English."""

    def __init__(self, zh: str, en: str, line: int = 0) -> None:
        super().__init__(f"policy line {line}: {en} / 策略第 {line} 行：{zh}" if line else f"{en} / {zh}")
        self.zh, self.en, self.line = zh, en, line

    def at(self, line: int) -> PolicyFault:
        return PolicyFault(self.zh, self.en, line)


# --- the tree --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Constant:
    """`always` or `never`."""

    value: bool


@dataclass(frozen=True)
class Participates:
    """The actor's agency, unit or person has access of this level to the row's case, named by a field of the row."""

    level: int
    case: str


@dataclass(frozen=True)
class Own:
    """A field of the row names the actor's agency, field unit or person, or lies in the actor's area."""

    what: Literal["own_agency", "own_unit", "is_me", "own_area"]
    field: str


@dataclass(frozen=True)
class My:
    """The actor's agency or branch is one of these."""

    what: Literal["my_agency", "my_branch"]
    values: tuple[str, ...]


@dataclass(frozen=True)
class In:
    """A field of the row holds one of these values."""

    field: str
    values: tuple[str | bool, ...]


@dataclass(frozen=True)
class Null:
    """A field of the row is empty."""

    field: str


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Tree


@dataclass(frozen=True)
class And:
    """Every part holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True)
class Or:
    """Some part holds."""

    parts: tuple[Tree, ...]


Tree: TypeAlias = Constant | Participates | Own | My | In | Null | Not | And | Or

# --- meaning ---------------------------------------------------------------------------------------------------------

FACTS = {"own_agency": read.Fact("agency"), "own_unit": read.Fact("unit"), "is_me": read.Fact("user_id", "uuid"),
         "my_agency": read.Fact("agency"), "my_branch": read.Fact("branch")}
AREAS = read.Fact("townships", "text[]")


def condition(tree: Tree) -> read.Condition:
    """The tree as a condition the renderer knows."""
    match tree:
        case Constant(value):
            return read.ALWAYS if value else read.NEVER
        case Participates(level):
            return read.Reach(level)
        case Own("own_area", field):
            return read.Test(field, "under", AREAS)
        case Own(what, field):
            return read.Test(field, "eq", FACTS[what])
        case My(what, values):
            return read.FactTest(FACTS[what], "in", read.Fixed(_set(values), "text[]"))
        case In(field, values):
            cast = "bool[]" if isinstance(values[0], bool) else "text[]"
            return read.Test(field, "in", read.Fixed(_set(values), cast))
        case Null(field):
            return read.Test(field, "absent")
        case Not(part):
            return read.Not(condition(part))
        case And(parts):
            return read.All(tuple(condition(part) for part in parts))
        case Or(parts):
            return read.Some(tuple(condition(part) for part in parts))


def _set(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(set(values)))


def holds(tree: Tree, row: Mapping[str, Any], actor: Actor, access: Access) -> bool:
    """Whether the condition holds for a row of stored values; KeyError when the row lacks a field it asks for."""
    match tree:
        case Constant(value):
            return value
        case Participates(level, case):
            return row[case] is not None and access(row[case]) >= level
        case Own(what, field):
            return _own(what, row[field], actor)
        case My(what, values):
            return (actor.agency if what == "my_agency" else actor.branch) in values
        case In(field, values):
            return row[field] is not None and row[field] in values
        case Null(field):
            return row[field] is None
        case Not(part):
            return not holds(part, row, actor, access)
        case And(parts):
            found = [holds(part, row, actor, access) for part in parts]  # no short cut: a missing field is found
            return all(found)
        case Or(parts):
            found = [holds(part, row, actor, access) for part in parts]
            return any(found)


def _own(what: str, value: Any, actor: Actor) -> bool:
    if value is None:
        return False
    match what:
        case "own_agency":
            return bool(value == actor.agency)
        case "own_unit":
            return bool(value == actor.unit)
        case "is_me":
            return UUID(str(value)) == actor.user_id
        case _:
            return any(str(value).startswith(area) for area in actor.townships)


# --- saying ----------------------------------------------------------------------------------------------------------

NAMES = {"agency": "own_agency", "unit": "own_unit", "user_id": "is_me"}


def said(found: read.Condition) -> str:
    """A compiled condition in the words of the language, for people (`explain`, golden files)."""
    match found:
        case read.Always():
            return "always"
        case read.Never():
            return "never"
        case read.Reach(level):
            return f"participates({next(name for name, number in LEVELS.items() if number == level)})"
        case read.FactTest(fact, _, term):
            return f"my_{fact.name}({', '.join(map(_literal, term.value))})"
        case read.Test(field, "under"):
            return f"own_area({field})"
        case read.Test(field, "absent"):
            return f"{field} is null"
        case read.Test(field, "eq", read.Fact(name)):
            return f"{NAMES[name]}({field})"
        case read.Test(field, "in", read.Fixed(values)):
            return f"{field} in ({', '.join(map(_literal, values))})"
        case read.Not(part):
            return f"not ({said(part)})" if isinstance(part, read.All | read.Some) else f"not {said(part)}"
        case read.All(parts):
            return " and ".join(f"({said(part)})" if isinstance(part, read.Some) else said(part) for part in parts)
        case read.Some(parts):
            return " or ".join(said(part) for part in parts)
    raise TypeError(f"not a policy condition: {found!r}")


def _literal(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    bare = re.fullmatch(r"\w[\w-]*", text, re.ASCII) and text not in RESERVED
    return text if bare else "'" + text.replace("'", "''") + "'"
