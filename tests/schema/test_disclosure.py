"""No published table tells of few: attacked by exact elimination, by enumeration of all tables, and by subtracting two versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.disclosure import NUMBER, Cell, Cube, Protection, protect, unproven

LEAST = 5
STATES, LATE = ("state=A", "state=B", "state=C"), ("late=YES", "late=NO")
AGENCIES, TOWNSHIPS, MONTHS = ("A1", "A2", "A3"), ("T1", "T2", "T3"), (1, 2, 3)
Line = tuple[Cell, tuple[Cell, ...]]
Row = tuple[str, str, str, str, int]


def cube(rows: Iterable[Row]) -> Cube:
    figures: Counter[Cell] = Counter()
    for state, late, agency, township, month in rows:
        for part, (a, t, m) in product((NUMBER, state, late), product((agency, None), (township, None), (month, None))):
            if (a is None or m is None) if part == NUMBER else t is m is None:
                figures[part, a, t, m] += 1
    return Cube(figures, (STATES, LATE))


def lines() -> Iterator[Line]:
    """Every sum a reader may use: over agencies, townships, months and parts."""
    for t in (*TOWNSHIPS, None):
        yield (NUMBER, None, t, None), tuple((NUMBER, a, t, None) for a in AGENCIES)
        yield (NUMBER, None, t, None), tuple((NUMBER, None, t, m) for m in MONTHS)
    for a, m in (*((a, None) for a in AGENCIES), (None, None), *((None, m) for m in MONTHS)):
        yield (NUMBER, a, None, m), tuple((NUMBER, a, t, m) for t in TOWNSHIPS)  # type: ignore[misc]
    for part in (*STATES, *LATE):
        yield (part, None, None, None), tuple((part, a, None, None) for a in AGENCIES)
    for parts, a in product((STATES, LATE), (*AGENCIES, None)):
        yield (NUMBER, a, None, None), tuple((part, a, None, None) for part in parts)


def determined(shown: Mapping[Cell, int]) -> dict[Cell, Fraction]:
    """What follows from the shown figures: by exact elimination, and by nothing being negative, until nothing new follows."""
    known: dict[Cell, Fraction] = {cell: Fraction(value) for cell, value in shown.items()}
    while True:
        fresh = _eliminated(known) | _squeezed(known)
        fresh = {cell: value for cell, value in fresh.items() if cell not in known}
        if not fresh:
            return {cell: value for cell, value in known.items() if cell not in shown}
        known |= fresh


def _eliminated(known: Mapping[Cell, Fraction]) -> dict[Cell, Fraction]:
    rows: dict[Cell, tuple[dict[Cell, Fraction], Fraction]] = {}
    for total, parts in lines():
        row: dict[Cell, Fraction] = {}
        right = Fraction(0)
        for cell, factor in ((total, Fraction(-1)), *((part, Fraction(1)) for part in parts)):
            if cell in known:
                right -= factor * known[cell]
            else:
                row[cell] = row.get(cell, Fraction(0)) + factor
        for pivot, (other, value) in rows.items():
            if factor := row.pop(pivot, Fraction(0)):
                right -= factor * value
                for cell, weight in other.items():
                    row[cell] = row.get(cell, Fraction(0)) - factor * weight
        row = {cell: weight for cell, weight in row.items() if weight}
        if not row:
            continue
        pivot, weight = next(iter(row.items()))
        row = {cell: value / weight for cell, value in row.items() if cell != pivot}
        right /= weight
        for other, (weights, value) in list(rows.items()):
            if factor := weights.pop(pivot, Fraction(0)):
                for cell, more in row.items():
                    weights[cell] = weights.get(cell, Fraction(0)) - factor * more
                rows[other] = ({cell: w for cell, w in weights.items() if w}, value - factor * right)
        rows[pivot] = (row, right)
    return {pivot: value for pivot, (row, value) in rows.items() if not row}


def _squeezed(known: Mapping[Cell, Fraction]) -> dict[Cell, Fraction]:
    """Bounds handed along the lines: no part is below nothing, none above its total."""
    low: dict[Cell, Fraction] = dict(known)
    high: dict[Cell, Fraction] = dict(known)
    for _ in range(12):
        for total, parts in lines():
            low[total] = max(low.get(total, Fraction(0)), sum((low.get(p, Fraction(0)) for p in parts), Fraction(0)))
            if all(p in high for p in parts):
                most = sum((high[p] for p in parts), Fraction(0))
                high[total] = min(high.get(total, most), most)
            for part in parts:
                others = [p for p in parts if p != part]
                if total in high:
                    most = high[total] - sum((low.get(p, Fraction(0)) for p in others), Fraction(0))
                    high[part] = min(high.get(part, most), most)
                if all(p in high for p in others):
                    low[part] = max(low.get(part, Fraction(0)), low.get(total, Fraction(0)) - sum((high[p] for p in others), Fraction(0)))
    return {cell: high[cell] for cell in high if low.get(cell, Fraction(0)) == high[cell]}


ROWS = st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(LATE), st.sampled_from(AGENCIES), st.sampled_from(TOWNSHIPS), st.sampled_from(MONTHS),
                          st.sampled_from((1, 1, 2, 7))), max_size=25).map(lambda found: [row[:5] for row in found for _ in range(row[5])])


def safe(table: Cube, protection: Protection) -> None:
    assert not unproven(table, protection)
    assert all(table.figures[cell] == value for cell, value in protection.shown.items())
    known = determined(protection.shown)
    assert not {cell: value for cell, value in known.items() if cell in protection.guarded}


@pytest.mark.examples(60)
@settings(max_examples=60)
@given(ROWS)
def test_nothing_small_can_be_recomputed(rows: list[Row]) -> None:
    table = cube(rows)
    protection = protect(table, LEAST)
    assert all(value >= LEAST for value in protection.shown.values())
    assert protection.guarded >= {cell for cell, value in table.figures.items() if 0 < value < LEAST}
    safe(table, protection)


@pytest.mark.examples(40)
@settings(max_examples=40)
@given(ROWS, st.lists(st.integers(0, 400), max_size=6), ROWS)
def test_two_versions_tell_no_more_than_one(rows: list[Row], gone: list[int], late: list[Row]) -> None:
    """A late record, or one sealed since, is not found by subtracting: what differs by few is not shown again, and cannot be recomputed."""
    first = protect(cube(rows), LEAST)
    kept = [row for place, row in enumerate(rows) if place not in gone]
    table = cube(kept + late[:3])
    second = protect(table, LEAST, (first.shown,))
    safe(table, second)
    assert second.shown.keys() <= first.shown.keys()
    assert all(abs(value - first.shown[cell]) == 0 or abs(value - first.shown[cell]) >= LEAST for cell, value in second.shown.items())
    hidden = {cell for cell, value in first.shown.items() if 0 < abs(table.figures.get(cell, 0) - value) < LEAST and table.figures.get(cell, 0)}
    assert hidden <= second.guarded


@pytest.mark.examples(20)
@settings(max_examples=20)
@given(st.lists(st.tuples(st.just("state=A"), st.just("late=NO"), st.sampled_from(("A1",)), st.sampled_from(("T1", "T2")), st.sampled_from((1, 2))), max_size=7))
def test_among_all_tables_that_show_the_same_every_small_number_differs(rows: list[Row]) -> None:
    """Every way to fill two townships and two months is tried: no small number is the same in all of them, and each may be no small one."""
    table = Cube({cell: value for cell, value in cube(rows).figures.items() if cell[0] == NUMBER})
    protection = protect(table, LEAST)
    seen: dict[Cell, set[int]] = {cell: set() for cell in protection.guarded}
    for counts in product(range(len(rows) + LEAST + 1), repeat=4):
        other = {("T1", 1): counts[0], ("T1", 2): counts[1], ("T2", 1): counts[2], ("T2", 2): counts[3]}
        figures: Counter[Cell] = Counter()
        for (township, month), number in other.items():
            for t, m in product((township, None), (month, None)):
                figures[NUMBER, None, t, m] += number
            figures[NUMBER, "A1", township, None] += number
            figures[NUMBER, "A1", None, None] += number
        if all(figures[cell] == value for cell, value in protection.shown.items()):
            for cell, values in seen.items():
                values.add(figures[cell])
    assert all(len(values) > 1 and max(values) >= LEAST for values in seen.values()), seen


def test_a_third_version_is_compared_with_the_first_too() -> None:
    def table(number: int) -> Cube:
        return cube([("state=A", "late=NO", "A1", "T1", 1)] * number)

    first = protect(table(20), LEAST)
    second = protect(table(40), LEAST, (first.shown,))
    third = protect(table(22), LEAST, (first.shown, second.shown))
    assert first.shown[NUMBER, None, None, None] == 20 and second.shown[NUMBER, None, None, None] == 40
    assert (NUMBER, None, None, None) not in third.shown and not unproven(table(22), third)


def amounts(values: Mapping[tuple[str, int], int]) -> dict[Cell, int]:
    found: Counter[Cell] = Counter()
    for (township, month), amount in values.items():
        for t, m in product((township, None), (month, None)):
            found["paid", None, t, m] += amount
        found["paid", "A1", township, None] += amount
        found["paid", "A1", None, None] += amount
    return dict(found)


def test_an_amount_of_few_is_not_shown_and_could_be_twice_as_much() -> None:
    figures = amounts({("T1", 1): 500_00, ("T1", 2): 90_000_00, ("T2", 1): 70_000_00, ("T2", 2): 80_000_00})
    few = frozenset({("paid", None, "T1", 1)})
    table = Cube(figures, (), frozenset({"paid"}), few)
    protection = protect(table, LEAST)
    assert not unproven(table, protection)
    assert ("paid", None, "T1", 1) not in protection.shown and ("paid", None, None, None) in protection.shown
    assert len([cell for cell in figures if cell not in protection.shown]) >= 4, "one hidden amount in a line is a subtraction"
    assert any(proof.get(("paid", None, "T1", 1), 0) >= 500_00 for proof in protection.proofs)
    corrected = Cube(figures | amounts({("T1", 1): 500_00, ("T1", 2): 90_000_01, ("T2", 1): 70_000_00, ("T2", 2): 80_000_00}), (), frozenset({"paid"}), few)
    again = protect(corrected, LEAST, (protection.shown,))
    assert ("paid", None, None, None) not in again.shown, "the difference would be one person's amount"


def test_a_naive_table_falls_to_the_attack() -> None:
    """The attack these tests rest on finds what leaving out small cells alone would give away."""
    rows: list[Row] = [("state=A", "late=NO", "A1", "T1", 1)] * 3 + [("state=A", "late=NO", "A1", "T1", 2)] * 20 + [("state=B", "late=NO", "A2", "T2", 1)] * 30
    table = cube(rows)
    naive = {cell: value for cell, value in table.figures.items() if value >= LEAST}
    assert determined(naive)[NUMBER, None, "T1", 1] == 3
    cell: Any = (NUMBER, None, "T1", 1)
    bad = Protection(naive, frozenset({cell}), ({cell: 2},))
    assert any("would not add up" in fault for fault in unproven(table, bad))
    assert unproven(table, Protection(naive, frozenset({cell}), ())) == [f"{cell} could be recomputed"]
    assert any("is shown" in fault for fault in unproven(table, Protection(naive, frozenset(), ({(NUMBER, None, None, None): 1},))))
    assert any("negative" in fault for fault in unproven(table, Protection({}, frozenset(), ({cell: -4},))))
