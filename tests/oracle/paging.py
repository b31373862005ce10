"""Pages: how many rows, from where, in what order; and what is refused before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cmp_to_key
from typing import Any

from graphql import FieldNode

from schema.kit import Kind, Record, camel
from schema.registry import RECORDS
from schema.types.served import GRAPHQL
from tests.oracle.document import Document, named
from tests.oracle.judge import Judge, Row
from tests.oracle.sight import Sight
from tests.oracle.values import Refusal, parsed_id, typed, uncursor, unstorable
from tests.oracle.world import FIELDS, KINDS, WAYS

SINGLE = {camel(record.name): record for record in RECORDS.values()}
"""Root fields that ask for one row."""
Orders = Sequence[tuple[str, bool]]


def orders_of(record: Record, args: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Fields sorted by, and whether downwards; the record's own order when none is asked for."""
    names = {f.name.upper(): f.name for f in record.fields if f.order}
    asked = [(names[order["field"]], order.get("direction") == "DESC") for order in args.get("orderBy") or ()]
    return asked or ([(record.order, False)] if record.order != record.key else [])


@dataclass(frozen=True)
class Page:
    """How many, whether from the end, and the values of the cursor."""

    size: int
    backward: bool
    cursor: list[Any] | None


def page_of(record: Record, orders: Orders, args: Mapping[str, Any]) -> Page:
    first, last, after, before = (args.get(name) for name in ("first", "last", "after", "before"))
    if first is not None and last is not None:
        raise Refusal("BAD_PAGE")
    if (last is None and before is not None) or (last is not None and after is not None):
        raise Refusal("BAD_PAGE")
    size = 20 if first is None and last is None else first if last is None else last
    if size < 0 or size > 100:
        raise Refusal("BAD_PAGE")
    cursor = before if last is not None else after
    kinds = [record.by_name[name].kind for name, _ in orders]
    return Page(size, last is not None, None if cursor is None else uncursor(record, kinds, cursor))


@dataclass
class Turned:
    """The rows of one page in their order, each with its place, and whether there are more."""

    rows: list[tuple[list[Any], Row]]
    more: bool


def turned(sight: Sight, record: Record, rows: Sequence[Row], orders: Orders, page: Page) -> Turned:
    """One page of the rows, sorted as the actor sees them."""
    falling = [*(down for _, down in orders), orders[-1][1] if orders else record.key == "id"]  # newest first when nothing else is said

    def compared(a: Sequence[Any], b: Sequence[Any]) -> int:
        for x, y, down in zip(a, b, falling, strict=True):
            if x is None and y is None:
                continue
            if x is None or y is None:
                return 1 if x is None else -1
            if x != y:
                return (1 if x > y else -1) * (-1 if down else 1)
        return 0

    places = [([*(sight.seen(record, row, record.by_name[name])[0] for name, _ in orders), row[record.key]], row) for row in rows]
    places.sort(key=cmp_to_key(lambda a, b: compared(a[0], b[0])))
    if page.cursor is not None:
        places = [each for each in places if (compared(each[0], page.cursor) < 0 if page.backward else compared(each[0], page.cursor) > 0)]
    kept = places[max(len(places) - page.size, 0):] if page.backward else places[:page.size]
    return Turned(kept, len(places) > page.size)


# --- refusals: told from the question alone ---------------------------------------------------------------------------


@dataclass
class Check:
    """Finds what is wrong with a root, in the order in which it is written."""

    document: Document
    judge: Judge
    faults: list[str] = field(default_factory=list)

    def root(self, nodes: Sequence[FieldNode]) -> None:
        """Raises the first fault: of values first, then of orderings."""
        self._field("Query", nodes)
        for code in sorted(self.faults, key=lambda code: code == "ORDER_REFUSED"):
            raise Refusal(code)

    def _field(self, type_name: str, nodes: Sequence[FieldNode]) -> None:
        node = nodes[0]
        if node.name.value == "__typename":
            return
        of = named(GRAPHQL.type_map[type_name].fields[node.name.value].type)  # type: ignore[attr-defined]
        args = self.document.arguments(type_name, node)
        if len(args.get("ids", ())) > 100:
            self.faults.append("BAD_PAGE")
        if not 0 <= (args.get("depth") or 0) <= 3:
            self.faults.append("BAD_VALUE")
        for text in [*args.get("ids", ()), *([args["id"]] if "id" in args else ())]:
            self._attempt(parsed_id, text)
        if of.name.removesuffix("Connection") in KINDS and of.name.endswith("Connection"):
            self._connection(KINDS[of.name.removesuffix("Connection")], args)
        for inner in _possible(of, node.name.value, type_name, args):
            for below in self.document.collected([n.selection_set for n in nodes if n.selection_set], inner).values():
                self._field(inner, below)

    def _connection(self, record: Record, args: Mapping[str, Any]) -> None:
        self._attempt(self._filter, record, args.get("filter"))
        if unstorable(args.get("search") or ""):
            self.faults.append("BAD_VALUE")
        orders = orders_of(record, args)
        self._attempt(page_of, record, orders, args)
        for name, _ in orders:
            full, none, even = self.judge.everywhere(record, name)
            if not (full or (none and even)):
                self.faults.append("ORDER_REFUSED")

    def _attempt(self, check: Callable[..., Any], *args: Any) -> None:
        try:
            check(*args)
        except Refusal as refusal:
            self.faults.append(refusal.code)

    def _filter(self, record: Record, given: Mapping[str, Any] | None) -> None:
        for name, asked in (given or {}).items():
            if asked is None:
                continue
            if name in ("and", "or", "not"):
                for part in asked if isinstance(asked, list) else [asked]:
                    self._filter(record, part)
            elif name in WAYS[record.name] and name not in FIELDS[record.name]:
                self._filter(WAYS[record.name][name].record, asked)
            else:
                for value in (v for op in asked.values() for v in (op if isinstance(op, list) else [op]) if v is not None):
                    if name == "id":
                        parsed_id(value)
                    elif isinstance(value, str):
                        self._storable(FIELDS[record.name][name].kind, value)

    @staticmethod
    def _storable(kind: Kind, value: str) -> None:
        try:
            typed(kind, value)
        except OverflowError:  # an instant outside all days there are
            raise Refusal("BAD_VALUE") from None
        if unstorable(value):
            raise Refusal("BAD_VALUE")


def _possible(of: Any, name: str, parent: str, args: Mapping[str, Any]) -> Iterator[str]:
    """The object types an answer may have: by the id it is asked for, every variant of an interface, or the type itself."""
    if of.name == "Node":
        for text in [*args.get("ids", ()), *([args["id"]] if "id" in args else ())]:
            kind = KINDS.get(str(text).partition(":")[0])
            if kind is not None:
                yield from ([variant[1] for variant in kind.variants] or [kind.type_name])
    elif parent == "Query" and name in SINGLE and KINDS.get(str(args["id"]).partition(":")[0]) is not SINGLE[name]:
        return
    elif of.name in KINDS and KINDS[of.name].variants and of.name == KINDS[of.name].type_name:
        yield from (variant[1] for variant in KINDS[of.name].variants)
    elif hasattr(of, "fields"):
        yield of.name
