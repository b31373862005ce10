"""The grammar of policy conditions: text to tree, every name checked against the record it is written for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from authz.conditions import (
    LEVELS,
    RESERVED,
    And,
    Constant,
    In,
    My,
    Not,
    Null,
    Or,
    Own,
    Participates,
    PolicyFault,
    Tree,
)
from schema.case import BRANCHES
from schema.kit import Field, Kind, Record
from schema.registry import RECORDS

TOKEN = re.compile(r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<word>\w[\w-]*)|(?P<mark>[(),=]))", re.ASCII)
LONGEST, DEEPEST = 2000, 20
OWN = {"own_agency": "agency", "own_unit": "field_unit", "is_me": "user", "own_area": "division"}


@lru_cache(maxsize=4096)
def parse(text: str, record: str) -> Tree:
    """The condition as a tree, every name in it known to the record; raises PolicyFault."""
    if len(text) > LONGEST:
        raise PolicyFault(f"条件超过 {LONGEST} 个字符", f"the condition is longer than {LONGEST} characters")
    return _Parser(_tokens(text), RECORDS[record]).whole()


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if not found:
            raise PolicyFault(f"条件中有不认识的字符：{text[place:].strip()[:10]}",
                              f"the condition has an unknown character: {text[place:].strip()[:10]}")
        tokens.append(found.group().strip())
        place = found.end()
    return tokens


class _Parser:
    """Reads tokens from left to right; `not` binds closer than `and`, `and` closer than `or`."""

    def __init__(self, tokens: Sequence[str], record: Record) -> None:
        self.tokens, self.record, self.place, self.depth = tokens, record, 0, 0

    @property
    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.next
        self.place += 1
        return token

    def expect(self, token: str) -> None:
        if self.next != token:
            raise PolicyFault(f"此处应为“{token}”，而不是“{self.next}”", f"expected '{token}', found '{self.next}'")
        self.place += 1

    def whole(self) -> Tree:
        tree = self.either()
        if self.next:
            raise PolicyFault(f"条件在“{self.next}”处无法理解", f"the condition cannot be read at '{self.next}'")
        return tree

    def either(self) -> Tree:
        parts = [self.both()]
        while self.next == "or":
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Tree:
        parts = [self.negated()]
        while self.next == "and":
            self.take()
            parts.append(self.negated())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negated(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise PolicyFault("条件嵌套过深", "the condition is nested too deeply")
        if self.next == "not":
            self.take()
            tree: Tree = Not(self.negated())
        elif self.next == "(":
            self.take()
            tree = self.either()
            self.expect(")")
        else:
            tree = self.leaf()
        self.depth -= 1
        return tree

    def leaf(self) -> Tree:
        name = self.take()
        if name in ("always", "never"):
            return Constant(name == "always")
        if self.next == "(":
            return self.called(name)
        field = self.field(name)
        if self.next == "is":
            self.take()
            self.expect("null")
            return Null(field.name)
        if self.next == "=":
            self.take()
            return In(field.name, (self.fitting(field, self.value()),))
        self.expect("in")
        return In(field.name, tuple(self.fitting(field, value) for value in self.values()))

    def called(self, name: str) -> Tree:
        arguments = self.values()
        match name:
            case "participates":
                return self.participates(arguments)
            case "own_agency" | "own_unit" | "is_me" | "own_area":
                return Own(name, self.naming(name, arguments))
            case "my_agency":
                return My("my_agency", arguments)
            case "my_branch":
                known = {value for value, _ in BRANCHES}
                if unknown := sorted(set(arguments) - known):
                    raise PolicyFault(f"没有“{unknown[0]}”系统", f"there is no branch {unknown[0]}")
                return My("my_branch", arguments)
        raise PolicyFault(f"没有“{name}”这个条件", f"there is no condition named {name}")

    def participates(self, arguments: tuple[str, ...]) -> Tree:
        if len(arguments) != 1 or arguments[0] not in LEVELS:
            raise PolicyFault("participates 只接受 summary、file、lead", "participates takes summary, file or lead")
        if self.record.case_link is None:
            raise PolicyFault(f"{self.record.name} 不属于案件", f"{self.record.name} does not belong to a case")
        return Participates(LEVELS[arguments[0]], self.record.case_link)

    def naming(self, function: str, arguments: tuple[str, ...]) -> str:
        if len(arguments) != 1:
            raise PolicyFault(f"{function} 只接受一个字段", f"{function} takes one field")
        field = self.field(arguments[0])
        if field.kind is not Kind.LINK or field.record != OWN[function]:
            raise PolicyFault(f"{field.name} 不指向 {OWN[function]}", f"{field.name} does not name a {OWN[function]}")
        return field.name

    def field(self, name: str) -> Field:
        field = None if name in RESERVED else self.record.by_name.get(name)
        if field is None:
            raise PolicyFault(f"{self.record.name} 没有字段“{name}”", f"{self.record.name} has no field {name!r}")
        if field.kind in (Kind.PROTECTED, Kind.ITEMS, Kind.JSON):
            raise PolicyFault(f"字段“{name}”不能用于条件", f"field {name} cannot stand in a condition")
        return field

    def values(self) -> tuple[str, ...]:
        self.expect("(")
        found = [self.value()]
        while self.next == ",":
            self.take()
            found.append(self.value())
        self.expect(")")
        return tuple(found)

    def value(self) -> str:
        word = self.take()
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        if not word or word in "(),=" or word in RESERVED:
            raise PolicyFault(f"此处应为一个值，而不是“{word}”", f"expected a value, found '{word}'")
        return word

    def fitting(self, field: Field, value: str) -> str | bool:
        """The value as the field would hold it; one it can never hold is a fault, not a condition that never holds."""
        match field.kind:
            case Kind.CHOICE if value in {choice.value for choice in field.choices}:
                return value
            case Kind.BOOLEAN if value in ("true", "false"):
                return value == "true"
            case Kind.TEXT if field.name != "id":
                return value
            case Kind.LINK if RECORDS[field.record or ""].key == "code":
                return value
        raise PolicyFault(f"字段“{field.name}”不会是“{value}”", f"field {field.name} can never be {value!r}")
