"""The logic of compiled conditions: the simplest equal form, and whether one condition implies another."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from authz.conditions import said
from schema.read import (
    ALWAYS,
    NEVER,
    All,
    Always,
    Condition,
    FactTest,
    Fixed,
    Never,
    Not,
    Reach,
    Some,
    Test,
)

Case: TypeAlias = frozenset[Condition]
"""Literals (leaves and negated leaves) that hold together."""

MOST = 64


def both(*parts: Condition) -> Condition:
    return simplest(All(parts))


def either(*parts: Condition) -> Condition:
    return simplest(Some(parts))


@lru_cache(maxsize=8192)
def simplest(condition: Condition) -> Condition:
    """An equal condition without repetition; every leaf is two-valued, so the laws of Boole hold."""
    cases = _cases(condition)
    if cases is None:
        return condition  # too many cases to be worth it: still right, only longer
    if frozenset() in cases:
        return ALWAYS
    return _written(cases)


def _written(cases: Iterable[Case]) -> Condition:
    """Alternatives as one condition, what they share written once, always in the same order."""
    sorted_cases = (sorted(case, key=_place) for case in cases)
    ordered = sorted(sorted_cases, key=lambda case: (len(case), [_place(literal) for literal in case]))
    shared = [literal for literal in ordered[0] if all(literal in case for case in ordered)] if len(ordered) > 1 else []
    arms = _joined(Some, [_joined(All, [c for c in case if c not in shared], ALWAYS) for case in ordered], NEVER)
    return _joined(All, [*shared, *(arms.parts if isinstance(arms, All) else (arms,))], ALWAYS) if shared else arms


@lru_cache(maxsize=8192)
def implies(condition: Condition, other: Condition) -> bool:
    """Whether `other` holds wherever `condition` does; False when that cannot be told."""
    if other == ALWAYS or condition in (NEVER, other):
        return True
    cases, others = _cases(condition), _cases(other)
    return cases is not None and others is not None and all(any(_within(c, o) for o in others) for c in cases)


@lru_cache(maxsize=8192)
def given(known: Condition, condition: Condition) -> Condition:
    """The shortest condition found that equals this one wherever `known` holds."""
    if implies(known, condition):
        return ALWAYS
    if both(known, condition) == NEVER:
        return NEVER
    cases = _cases(condition)
    if cases is None:
        return condition
    left = {case for case in cases if both(known, _written([case])) != NEVER}
    for case in list(left):
        shorter = case
        for literal in sorted(case, key=_place, reverse=True):
            if implies(both(known, _written([shorter - {literal}])), condition):
                shorter -= {literal}
        left = left - {case} | {shorter}
    return simplest(Some(tuple(_written([case]) for case in left)))


def _place(literal: Condition) -> tuple[int, str]:
    leaf = literal.part if isinstance(literal, Not) else literal
    return (2 if isinstance(leaf, Reach) else 1 if isinstance(literal, Not) else 0), said(literal)  # the dearest last


def _joined(kind: type[All] | type[Some], parts: Sequence[Condition], empty: Condition) -> Condition:
    return empty if not parts else parts[0] if len(parts) == 1 else kind(tuple(parts))


@lru_cache(maxsize=8192)
def _cases(condition: Condition, holds: bool = True) -> frozenset[Case] | None:
    """The condition (or its contrary) as alternatives; None when there would be too many."""
    match condition:
        case Always() | Never():
            return frozenset({frozenset()}) if isinstance(condition, Always) == holds else frozenset()
        case Not(part):
            return _cases(part, not holds)
        case All(parts) | Some(parts):
            found = [_cases(part, holds) for part in parts]
            if any(cases is None for cases in found):
                return None
            known = [cases for cases in found if cases is not None]
            if isinstance(condition, Some) == holds:
                return _least(case for cases in known for case in cases)
            return _product(known)
    return frozenset({frozenset({condition if holds else Not(condition)})})


def _product(found: Sequence[frozenset[Case]]) -> frozenset[Case] | None:
    cases: frozenset[Case] = frozenset({frozenset()})
    for more in found:
        if len(cases) * len(more) > MOST * MOST:
            return None
        least = _least(frozenset().union(*pair) for pair in product(cases, more))
        if least is None:
            return None
        cases = least
    return cases


def _least(cases: Iterable[Case]) -> frozenset[Case] | None:
    """Alternatives without impossible or superfluous ones."""
    tidy: list[Case] = list(dict.fromkeys(_tidy(case) for case in cases if not _impossible(case)))
    for case in list(tidy):  # one at a time: of two that imply each other one must stay
        if any(other != case and _within(case, other) for other in tidy):
            tidy.remove(case)
    alone = {literal for case in tidy if len(case) == 1 for literal in case}
    if any(Not(literal) in alone for literal in alone):
        return frozenset({frozenset()})
    return frozenset(tidy) if len(tidy) <= MOST else None


def _tidy(case: Case) -> Case:
    kept = set(case)
    for literal in sorted(case, key=said):
        if any(other != literal and _entails(other, literal) for other in kept):
            kept.remove(literal)
    return frozenset(kept)


def _impossible(case: Case) -> bool:
    return any(_entails(a, _contrary(b)) for a in case for b in case if a != b)


def _within(case: Case, other: Case) -> bool:
    """Every literal of `other` follows from one of `case`."""
    return all(any(_entails(a, b) for a in case) for b in other)


def _contrary(literal: Condition) -> Condition:
    return literal.part if isinstance(literal, Not) else Not(literal)


@lru_cache(maxsize=65536)
def _entails(a: Condition, b: Condition) -> bool:
    """Whether literal `a` being true makes literal `b` true."""
    if a == b:
        return True
    match a, b:
        case Reach(have), Reach(need):
            return have >= need
        case Not(Reach(short)), Not(Reach(of)):
            return short <= of
        case (Test(x), Not(Test(y, "absent"))) | (Test(x, "absent"), Not(Test(y))):
            return x == y and _op(a) != _op(b)
    values, others = _values(a), _values(b)
    if values is None or others is None or values[0] != others[0]:
        return False
    match isinstance(a, Not), isinstance(b, Not):
        case False, False:
            return values[1] <= others[1]
        case True, True:
            return values[1] >= others[1]
        case False, True:
            return not values[1] & others[1]
    return False


def _op(literal: Condition) -> str:
    leaf = literal.part if isinstance(literal, Not) else literal
    return "absent" if isinstance(leaf, Test) and leaf.op == "absent" else "present"


def _values(literal: Condition) -> tuple[object, frozenset[object]] | None:
    """What is compared and with which constants, for `field in (…)` and `my_agency(…)`."""
    match literal.part if isinstance(literal, Not) else literal:
        case Test(field, "in", Fixed(values), None):
            return field, frozenset(values)
        case FactTest(fact, "in", Fixed(values)):
            return fact, frozenset(values)
    return None
