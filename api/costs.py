"""What an operation costs, known before it runs: the rows it may read, weighed by what finding them takes; and who may spend how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from api.leaves import Leaf, then
from api.problems import Problem
from api.question import default_order
from api.settings import NOBODY
from schema.graph import UNGUARDED
from schema.read import All, Condition, Envelope, Graph, Items, Linked, Many, Not, On, One, Pick, Read, Root, Scalar, Some, Test, Value, Words
from schema.registry import RECORDS

ROW = 1  # a row that may be read; a page counts as full
SCALARS = 10  # so many plain fields weigh as much as one more row
READ = 5  # each connection or link of the document, however many rows it comes to: it has to be planned
COUNT = 20  # totalCount, wherever it is asked for
WORD, LINKED, PARTIAL, COMPARED, SORTED = 10, 10, 5, 1, 5  # a search word; a filter through a link; contains and startsWith; other tests; an order
ACTIONS, COPIES, ITEMS = 5, 5, 1  # availableActions; copies of other rows' values, each guarded by itself; a list kept inside the row
MOST_READS, MOST_PICKS = 500, 3_000  # what is rendered, every variant counted
GRAPH, GRAPH_CASES, GRAPH_READS = 300, 400, 40  # the graph of a case: with its own records, for each case further, and what is rendered for it
MUTATION, PULL, INTROSPECTION = 20, 500, 100

BUDGETS: Mapping[str, int] = {
    NOBODY: 1_000, "staff": 100_000,
    "leader": 200_000, "county_office": 200_000, "liaison": 200_000, "statistician": 200_000, "auditor": 200_000,
    "system_administrator": 20_000, "security_administrator": 20_000, "audit_administrator": 20_000,
}
"""What one operation may cost, by role; a person has the largest of his roles, and at least nobody's."""


@dataclass(frozen=True)
class Price:
    """A number, and for each page whose size is a variable the price of one of its rows; beside it how much is to be rendered."""

    fixed: int = 0
    pages: tuple[tuple[int, Price], ...] = ()  # (register that holds the size, price of a row), by register
    reads: int = 0
    picks: int = 0

    def of(self, registers: Sequence[Any]) -> int:
        """The number, once the variables are known."""
        found = self.fixed
        for register, price in self.pages:
            found += registers[register] * price.of(registers)
        return found

    def check(self) -> None:
        """Raises DOCUMENT_TOO_WIDE for what is too much to be rendered, whoever pays for it."""
        if self.reads > MOST_READS or self.picks > MOST_PICKS:
            raise Problem("DOCUMENT_TOO_WIDE", limit=MOST_PICKS)

    def rows(self, size: Any) -> Price:
        """So many times this price; what is rendered, is rendered once."""
        if isinstance(size, Leaf):
            return Price(0, ((size.register, Price(self.fixed, self.pages)),), self.reads, self.picks)
        return Price(self.fixed * size, tuple((register, price.rows(size)) for register, price in self.pages), self.reads, self.picks)


FREE = Price()


def total(prices: Iterable[Price]) -> Price:
    """The sum; pages of one size are taken together, so that it does not grow with the number of its parts."""
    held = list(prices)
    pages: dict[int, list[Price]] = {}
    for price in held:
        for register, row in price.pages:
            pages.setdefault(register, []).append(row)
    return Price(sum(p.fixed for p in held), tuple((register, total(rows)) for register, rows in pages.items()),
                 sum(p.reads for p in held), sum(p.picks for p in held))


def dearest(prices: Sequence[Price]) -> Price:
    """No less than each of them, for rows that are of one variant; all of it has to be rendered."""
    pages: dict[int, list[Price]] = {}
    for price in prices:
        for register, row in price.pages:
            if row not in pages.setdefault(register, []):
                pages[register].append(row)
    return Price(max(p.fixed for p in prices), tuple((register, total(rows)) for register, rows in pages.items()),
                 sum(p.reads for p in prices), sum(p.picks for p in prices))


class Prices:
    """Prices the roots of a question whose values it is given; parts that the question shares are priced once."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self._known: dict[tuple[str, int], Price] = {}

    def of(self, roots: Iterable[Root]) -> Price:
        price = total(self._root(root) for root in roots)
        return total((price, Price(READ * price.reads)))

    def _root(self, root: Root) -> Price:
        named = (self._read(of_kind.read).rows(then(self._values[of_kind.keys.index], len)) for of_kind in root.named or ())
        return total((*map(self._root, root.wrap or ()), *named, *([self._read(root.read)] if root.read else ())))

    def _read(self, read: Read) -> Price:
        finding = _weight(read.where)
        sorted_by = () if read.orders == default_order(RECORDS[read.record]) else read.orders
        asked = Price(finding + SORTED * len(sorted_by), reads=1)
        if read.page is None or read.envelope is None:
            return total((asked, self._row(read.record, read.picks)))
        counts = sum(part == "total_count" for part, *_ in read.envelope.parts)
        rows = self._rows(read.record, read.envelope)
        size = self._values[read.page.size.index] if isinstance(read.page.size, Value) else read.page.size.value
        return total((asked, Price(counts * (COUNT + finding), picks=len(read.envelope.parts)), rows.rows(size) if rows else FREE))

    def _rows(self, record: str, envelope: Envelope) -> Price | None:
        """The price of one row of a page; None when no rows are asked for."""
        found = []
        for part, _, inner in envelope.parts:
            if part == "nodes":
                found.append(self._row(record, inner))
            elif part == "edges":
                found += [self._row(record, picks) if what == "node" else Price(ROW, picks=1) for what, _, picks in inner]
            elif part == "page_info":
                found.append(Price(0, picks=len(inner)))
        rows = total(found) if found else None
        return total((rows, Price(ROW))) if rows is not None and not rows.fixed else rows

    def _row(self, record: str, picks: Sequence[Pick]) -> Price:
        key = (record, id(picks))
        if key not in self._known:
            scalars = sum(isinstance(pick, Scalar) for pick in picks)
            arms = [self._row(record, pick.picks) for pick in picks if isinstance(pick, On)]
            self._known[key] = total((Price(ROW + scalars // SCALARS, picks=len(picks)), dearest(arms) if arms else FREE,
                                      *(self._pick(record, pick) for pick in picks)))
        return self._known[key]

    def _pick(self, record: str, pick: Pick) -> Price:
        match pick:
            case One(read=read) | Many(read=read):
                return self._read(read)
            case Scalar(form="actions"):
                return Price(ACTIONS)
            case Scalar(form="value", field=name) | Items(field=name):
                field = RECORDS[record].by_name.get(name)
                if field is not None and field.copies:
                    return Price(COPIES)
            case Graph(depth=depth):
                return total((Price(GRAPH, reads=GRAPH_READS, picks=len(UNGUARDED)), Price(GRAPH_CASES).rows(self._values[depth.index])))
        return Price(ITEMS, picks=len(pick.picks)) if isinstance(pick, Items) else FREE


def _weight(condition: Condition) -> int:
    match condition:
        case All(parts) | Some(parts):
            return sum(map(_weight, parts))
        case Not(part):
            return _weight(part)
        case Linked(condition=inside):
            return LINKED + _weight(inside)
        case Words():
            return WORD
        case Test(op="contains" | "starts"):
            return PARTIAL
        case Test():
            return COMPARED
    return 0


class Budgets:
    """Who may spend how much on one operation."""

    def __init__(self, changed: Mapping[str, int] | None = None) -> None:
        table = {**BUDGETS, **(changed or {})}

        def largest(roles: frozenset[str]) -> int:
            return max(table[NOBODY], *(table[role] for role in roles if role in table), 0)

        self.of: Callable[[frozenset[str]], int] = lru_cache(maxsize=4096)(largest)

    def spend(self, cost: int, roles: frozenset[str]) -> int:
        """The limit; raises COST_EXCEEDED when this is beyond it."""
        limit = self.of(roles)
        if cost > limit:
            raise Problem("COST_EXCEEDED", cost=cost, limit=limit)
        return limit
