"""Plans by what they depend on: a repeated operation is neither read, guarded nor rendered again, only its values are taken."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode

from api.costs import FREE, Price
from api.kept import Kept
from api.leaves import Fork, Leaf, Trace
from api.problems import Problem
from authz.policy import Policy
from schema.statement import Statement

MOST_ENTRIES, MOST_BYTES = 4096, 64 << 20
MOST_WAYS = 64  # plans that differ in nothing but a value that was looked at


@dataclass(frozen=True)
class Plan:
    """A statement with the program that fills it, and what of the answer needs no statement."""

    sql: str = ""
    constant: tuple[Any, ...] = ()
    registers: tuple[tuple[int, int], ...] = ()  # argument number, register
    facts: tuple[tuple[int, str], ...] = ()  # argument number, attribute of the actor or the moment
    apart: tuple[tuple[str, Sequence[FieldNode]], ...] = ()  # roots that are answered without a statement
    faults: tuple[tuple[str, Problem], ...] = ()
    price: Price = FREE
    body: str = ""  # the data itself, where nothing has to be asked

    def arguments(self, registers: Sequence[Any], facts: Mapping[str, Any]) -> list[Any]:
        """Values for the placeholders of the statement."""
        found = list(self.constant)
        for place, register in self.registers:
            found[place] = registers[register]
        for place, name in self.facts:
            found[place] = facts[name]
        return found


@dataclass(frozen=True)
class Reading:
    """A guarded statement with its values: everything but the rows that its answer depends on."""

    sql: str
    arguments: Sequence[Any]

    @property
    def key(self) -> tuple[str, str]:
        """Readings of one key have one answer at any moment: the same text, and values that are written the same way."""
        return self.sql, repr(self.arguments)


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> _Fact:
        return _Fact(name)


@dataclass(frozen=True)
class _Fact:
    name: str


def filling(statement: Statement, values: Sequence[Any]) -> Plan:
    """The plan that fills a statement: its arguments are asked for once, with marks in place of what will differ."""
    marked = statement.arguments(values, _Facts())
    return Plan(
        statement.sql,
        tuple(None if isinstance(mark, Leaf | _Fact) else mark for mark in marked),
        tuple((i, mark.register) for i, mark in enumerate(marked) if isinstance(mark, Leaf)),
        tuple((i, mark.name) for i, mark in enumerate(marked) if isinstance(mark, _Fact)))


class Plans:
    """The plans of this worker. A key names the document's operation, the rules and the shape of the variables; whatever
    else decided the structure was looked at, and is asked on the way to the plan."""

    def __init__(self, current: Callable[[], Policy], entries: int = MOST_ENTRIES, size: int = MOST_BYTES) -> None:
        self._current, self._policy = current, current()
        self._kept: Kept[Hashable, Fork[Plan]] = Kept(entries, size)
        self.found = self.made = 0

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable, given: Mapping[str, Any]) -> tuple[Plan | None, list[Any]]:
        """The plan for these values with its registers; a value that cannot be taken has no plan, its refusal comes of reading."""
        if self._policy is not self._current():
            self._policy = self._current()
            self._kept.clear()
        fork = self._kept.get(key)
        if fork is None:
            return None, []
        try:
            plan, registers = fork.walk(given)
        except Problem:
            return None, []
        if plan is not None:
            self.found += 1
        return plan, registers

    def keep(self, key: Hashable, trace: Trace, plan: Plan) -> None:
        """Remember a plan made just now."""
        self.made += 1
        fork = self._kept.get(key)
        if fork is None or fork.ends >= MOST_WAYS:
            fork = Fork()
        fork.grow(trace, plan)
        fork.ends, fork.size = fork.ends + 1, fork.size + _size(plan, trace)
        self._kept.put(key, fork, fork.size)


def _size(plan: Plan, trace: Trace) -> int:
    """About how many bytes a plan takes up, its key and its share of the parsed document included."""
    return 4_000 + len(plan.sql) * 4 + 200 * (len(plan.constant) + len(trace.steps))
