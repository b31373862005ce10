"""Keeps published figures from telling of few: which cells of a cube are shown, so that no other can be recomputed from them, with the proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import product
from typing import Any, TypeAlias

Cell: TypeAlias = tuple[str, str | None, str | None, int | None]
"""A part, and agency, township and month, where None stands for all.

The number is told by township and agency, and by township and month; parts of a split by agency alone. Part, agency, township and month
hang together like beads on a string: whatever figures are told that add up, there are records that would give them, and nothing can be
concluded from what is not told. With one more table, such as agencies by month, that would no longer be so.
"""
Delta: TypeAlias = Mapping[Cell, int]
"""Another cube, as what would be different in it."""
Arc: TypeAlias = tuple[str | None, str | None, int | None]
"""Agency, township and month: a cell of whatever part."""
Circle: TypeAlias = list[tuple[Arc, int]]
Layers: TypeAlias = tuple[tuple[str, int], ...]
"""Parts that differ together, with the sign by which they do."""
NUMBER, ALL = "", (None, None, None)
"""The part that counts all records."""
NEVER, STRANGE, ZERO, STEPS, TRIED, LONGEST = float("inf"), 1e12, 0.001, 4, 2, 8


@dataclass(frozen=True)
class Cube:
    """The figures of one mechanism and year, with all their totals.

    The parts of a split add up to NUMBER; a sum stands for itself. What is not in `figures` is zero.
    """

    figures: Mapping[Cell, int]
    splits: tuple[tuple[str, ...], ...] = ()
    sums: frozenset[str] = frozenset()
    few: frozenset[Cell] = frozenset()  # cells of sums that too few records gave an amount to


@dataclass(frozen=True)
class Protection:
    """The figures that are shown, and for each one that needs it another cube that shows the same."""

    shown: Mapping[Cell, int]
    guarded: frozenset[Cell]  # what nobody may be able to recompute
    proofs: tuple[Delta, ...]


def protect(cube: Cube, least: int, former: Sequence[Mapping[Cell, int]] = ()) -> Protection:
    """Shows what at least `least` records make up, but for what would give away the rest.

    `former` is what each earlier version of the same year shows. What one of them kept back is not shown again, nor is what differs
    from one of them by less than `least`: whoever holds two versions can subtract.
    """
    wanted = dict(_wanted(cube, least, former))
    shown = {cell: value for cell, value in cube.figures.items()
             if cell not in wanted and value >= (1 if cell[0] in cube.sums else least) and all(cell in version for version in former)}
    search = _Search(cube, shown)
    for cell in sorted(wanted, key=lambda cell: (cell[1:].count(None), *map(str, cell))):
        search.free(cell, wanted[cell])
    return Protection(search.shown, frozenset(wanted), tuple(search.proofs))


def _wanted(cube: Cube, least: int, former: Sequence[Mapping[Cell, int]]) -> Iterator[tuple[Cell, int]]:
    """What nobody may recompute, and how much greater each must be able to be for whoever sees the rest: as much as makes it no small number."""
    for cell, value in cube.figures.items():
        known = [version[cell] for version in former if cell in version]
        if cell[0] in cube.sums:
            if value and (cell in cube.few or any(value != other for other in known)):
                yield cell, value
        elif 0 < value < least:
            yield cell, least - value
        elif close := [value - other for other in known if 0 < abs(value - other) < least]:
            yield cell, least - min(close)


class _Search:
    """Ways for a cell to be greater while all sums hold.

    The figures of a part flow: from the whole to the agencies, from these to the townships, from there to the months and back to the
    whole. What is added to one cell comes round in a circle, adding where it goes with the flow and taking where it goes against it;
    the shortest circle hides the least. Where the parts of a split are told, another part makes up for it, or all parts grow together.
    """

    def __init__(self, cube: Cube, shown: Mapping[Cell, int]) -> None:
        self.cube, self.proofs = cube, list[Delta]()
        self._reach: dict[Cell, int] = {}
        self._values: dict[str, dict[Arc, int]] = {part: {} for parts in ((NUMBER,), *cube.splits, tuple(cube.sums)) for part in parts}
        self._shown: dict[str, dict[Arc, int]] = {part: {} for part in self._values}
        for table, cells in ((self._values, cube.figures), (self._shown, shown)):
            for cell, value in cells.items():
                table[cell[0]][cell[1:]] = value
        self._ways: dict[str, list[tuple[str, Arc, int]]] = defaultdict(list)
        self._parts = frozenset(part for parts in cube.splits for part in parts)
        self._strange: set[Arc] = set()  # it may be known that an agency does nothing in a township
        self._connect()

    def _connect(self) -> None:
        agencies, townships = (sorted({str(cell[axis]) for cell in self.cube.figures if cell[axis] is not None}) for axis in (1, 2))
        months = sorted({cell[3] for cell in self.cube.figures if cell[3] is not None})
        arcs: list[Arc] = [(a, t, None) for t in townships for a in agencies]
        self._strange.update(arc for arc in arcs if arc not in self._values[NUMBER])
        arcs += [(None, t, m) for t in townships for m in (None, *months)]
        arcs += [(a, None, None) for a in agencies] + [(None, None, m) for m in (None, *months)]
        for arc in arcs:
            start, end = _ends(arc)
            self._ways[start].append((end, arc, 1))
            self._ways[end].append((start, arc, -1))

    def _told(self, part: str, arc: Arc) -> bool:
        """Whether there is such a cell of this part."""
        return part not in self._parts or (arc[1] is None and arc[2] is None)

    @property
    def shown(self) -> dict[Cell, int]:
        return {(part, *arc): value for part, arcs in self._shown.items() for arc, value in arcs.items()}

    def free(self, cell: Cell, by: int) -> None:
        """Hides what it takes for the cell to be greater by so much: step by step, each from where the last one led."""
        if self._reach.get(cell, 0) >= by:
            return
        delta: dict[Cell, int] = defaultdict(int)
        while (left := by - delta[cell]) > 0:
            step, circle, layers = self._circle(cell, left)
            for (arc, sign), (part, way) in product(circle, layers):
                if not self._told(part, arc):
                    continue
                delta[part, *arc] += sign * way * step
                self._values[part][arc] = self._values[part].get(arc, 0) + sign * way * step
                self._shown[part].pop(arc, None)
        proof = {corner: change for corner, change in delta.items() if change}
        for corner, change in proof.items():
            self._values[corner[0]][corner[1:]] -= change
            self._reach[corner] = max(self._reach.get(corner, 0), change)
        self.proofs.append(proof)

    def _circle(self, cell: Cell, by: int) -> tuple[int, Circle, Layers]:
        """All that is left at once where it costs nothing, else a part of it where it costs least."""
        ways, arc = tuple(self._layers(cell)), cell[1:]
        step = -(-by // STEPS) if cell[0] in self.cube.sums else 1
        for size in dict.fromkeys((by, step)):
            for layers in ways:
                if circle := self._gratis(arc, layers, size):
                    return size, circle, layers
        best: tuple[float, Circle] = (NEVER, [])
        chosen: Layers = ()
        for layers in ways:
            found = self._shortest(arc, layers, step, best[0])
            if found[0] < best[0]:
                best, chosen = found, layers
        return step, best[1], chosen

    def _layers(self, cell: Cell) -> Iterator[Layers]:
        """Against other parts of the same split, or together with the number and a part of every other split; hidden and great ones first."""
        part, arc = cell[0], cell[1:]
        if part in self.cube.sums:
            yield ((part, 1),)
            return

        def best(parts: tuple[str, ...]) -> list[str]:
            return sorted(parts, key=lambda p: (arc in self._shown[p], -self._values[p].get(arc, 0), -self._values[p].get(ALL, 0)))

        for parts in self.cube.splits:
            if part in parts:
                yield from (((part, 1), (other, -1)) for other in best(parts) if other != part and self._values[other].get(arc))
        others = [best(parts)[:TRIED] for parts in self.cube.splits if part not in parts]
        yield from (tuple((p, 1) for p in dict.fromkeys((part, NUMBER, *chosen))) for chosen in product(*others))

    def _gratis(self, arc: Arc, layers: Layers, by: int) -> Circle:
        """Some short circle through nothing that is shown; none does not mean that there is none."""
        tables = [(self._values[part], self._shown[part], way * by) for part, way in layers]
        whole = [table for table, (part, _) in zip(tables, layers, strict=True) if part not in self._parts]
        start, goal = _ends(arc)[::-1]
        seen, circle = {start}, [(arc, 1)]

        def open_(way: Arc, sign: int) -> bool:
            for values, shown, change in tables if way[1] is None and way[2] is None else whole:
                if way in shown or values.get(way, 0) + sign * change < 0:
                    return False
            return way not in self._strange or not whole

        def led(here: str) -> bool:
            for there, way, sign in self._ways[here]:
                if there in seen or way == arc or not open_(way, sign):
                    continue
                circle.append((way, sign))
                if there == goal:
                    return True
                if len(circle) < LONGEST:
                    seen.add(there)
                    if led(there):
                        return True
                circle.pop()
            return False

        return circle if open_(arc, 1) and led(start) else []

    def _shortest(self, arc: Arc, layers: Layers, by: int, most: float) -> tuple[float, Circle]:
        """From the end of a cell back to its beginning, by what is least worth showing."""
        start, goal = _ends(arc)[::-1]
        cost = self._price(arc, layers, by)
        best: dict[str, float] = {start: cost}
        came: dict[str, tuple[str, Arc, int]] = {}
        waiting = [(cost, start)]
        while waiting:
            cost, here = heappop(waiting)
            if here == goal or cost >= most:
                break
            if cost > best[here]:
                continue
            for there, way, sign in self._ways[here]:
                reached = cost + self._price(way, layers, sign * by)
                if way != arc and reached < best.get(there, most):
                    best[there], came[there] = reached, (here, way, sign)
                    heappush(waiting, (reached, there))
        if goal not in came:
            return NEVER, []
        circle, here = [(arc, 1)], goal
        while here != start:
            here, way, sign = came[here]
            circle.append((way, sign))
        return best[goal], circle

    def _price(self, arc: Arc, layers: Layers, by: int) -> float:
        """What it costs to let a cell differ by so much in these parts: the figures that are no longer shown."""
        told = [(part, way) for part, way in layers if self._told(part, arc)]
        cost: float = STRANGE if arc in self._strange and told else 0
        for part, way in told:
            value = self._values[part].get(arc, 0)
            if value + way * by < 0:
                return NEVER
            if arc in self._shown[part]:
                cost += self._shown[part][arc] * _weight(part, arc)
            elif not value:
                cost += ZERO
        return cost


def _weight(part: str, arc: Arc) -> int:
    """How much a figure is missed: totals more than what they are made of, and numbers more than their breakdown."""
    return (1, 1, 20, 1000)[arc.count(None)] * (10 if part == NUMBER else 1)


def _ends(arc: Arc) -> tuple[str, str]:
    """From where to where a cell leads in the flow of figures."""
    a, t, m = arc
    if a is not None:
        return (f"agency {a}", f"into {t}") if t is not None else ("whole", f"agency {a}")
    if t is not None:
        return (f"out of {t}", f"month {m}") if m is not None else (f"into {t}", f"out of {t}")
    return (f"month {m}", "end") if m is not None else ("end", "whole")


def unproven(cube: Cube, protection: Protection) -> list[str]:
    """What the proofs leave open, as sentences; empty when for everything guarded there is another cube that shows the same."""
    found = [fault for proof in protection.proofs for fault in _faults(cube, protection.shown, proof)]
    told = {cell for proof in protection.proofs for cell in proof}
    return found + [f"{cell} could be recomputed" for cell in sorted(protection.guarded - told, key=str)]


def _faults(cube: Cube, shown: Mapping[Cell, int], delta: Delta) -> Iterator[str]:
    sums: dict[tuple[Any, ...], int] = defaultdict(int)
    for cell, change in delta.items():
        part, a, t, m = cell
        if cell in shown:
            yield f"{cell} is shown and would be different"
        if cube.figures.get(cell, 0) + change < 0:
            yield f"{cell} would be negative"
        if m is None:
            sums[part, "agencies", t, None] += change if a is not None else -change
        if all(part not in parts for parts in cube.splits):
            sums[part, a, "townships", m] += change if t is not None else -change
            if a is None:
                sums[part, None, t, "months"] += change if m is not None else -change
        for number, parts in enumerate(cube.splits):
            if t is None and m is None and (part == NUMBER or part in parts):
                sums[f"split {number}", a, t, m] += change if part in parts else -change
    yield from (f"the line {line} would not add up" for line, total in sums.items() if total)
