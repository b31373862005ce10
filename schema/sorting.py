"""Orderings of a listing: what it is sorted by, what a cursor holds, and which rows lie beyond one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schema.clause import Binds, cast_of, column, seen
from schema.kit import Field, Kind, Record
from schema.read import ALWAYS, Order, Page
from schema.tables import key_cast


@dataclass(frozen=True)
class Sort:
    """One sort key: its SQL, its type, direction, and whether it can be NULL (NULL last, or first when read backward)."""

    sql: str
    cast: str
    descending: bool
    nullable: bool

    def order(self, backward: bool) -> str:
        direction = " DESC" if self.descending != backward else ""
        return self.sql + direction + ((" NULLS FIRST" if backward else " NULLS LAST") if self.nullable else "")

    def beyond(self, place: str | None, backward: bool) -> str:
        """Rows after this value (before it, when backward); NULL is last going forward."""
        if place is None:
            return f"{self.sql} IS NOT NULL" if backward else "FALSE"
        tail = f" OR {self.sql} IS NULL" if self.nullable and not backward else ""
        return f"({self.sql} {self.sign(backward)} {place}{tail})"

    def sign(self, backward: bool) -> str:
        return "<" if self.descending != backward else ">"

    def same(self, place: str | None) -> str:
        return f"{self.sql} IS NULL" if place is None else f"{self.sql} = {place}"


NEVER_NULL = frozenset({"created_at", "updated_at", "version", "state", "position"})


def sorts_of(record: Record, orders: Sequence[Order], alias: str) -> list[Sort]:
    """The sort keys of a listing; the key of the row is the last, in the direction of the one before, so that an index serves both."""
    sorts = []
    for order in orders:
        field = record.by_name[order.field]
        text, hidden = field.kind in (Kind.TEXT, Kind.CHOICE), order.access is not None and order.access.full != ALWAYS
        sorts.append(Sort(_sorted_by(record, field, order, alias) + (' COLLATE "C"' if text else ""), cast_of(record, field.name),
                          order.descending, hidden or not (field.required or field.name in NEVER_NULL)))
    newest_first = sorts[-1].descending if sorts else record.key == "id"
    sorts.append(Sort(f"{alias}.{record.key}", key_cast(record), newest_first, False))
    return sorts


def _sorted_by(record: Record, field: Field, order: Order, alias: str) -> str:
    """The value as this actor sees it; the guard leaves only orderings whose access is the same for every row."""
    value = column(field, alias) if order.access is None else seen(record, field, alias, order.access, Binds())
    return f"NULL::{cast_of(record, field.name)}" if value == "NULL" else value


def sort_casts(record: Record, orders: Sequence[Order]) -> list[str]:
    """Type of every value a cursor holds."""
    return [sort.cast for sort in sorts_of(record, orders, "t")]


def stretches(sorts: Sequence[Sort], page: Page, binds: Binds) -> list[tuple[list[str], str]]:
    """The stretches an ordering falls into, rows with a value and rows without: their conditions and their order, each a range of one index."""
    first, terms = sorts[0], places(page, binds)
    inside = [replace(first, nullable=False), *sorts[1:]]  # NULLS LAST would fit the index in one direction only
    if len(sorts) == 1 or not first.nullable:
        found = [after(sorts, terms, page.backward)]
    elif terms is None:
        found = [[f"{first.sql} IS NOT NULL"], [f"{first.sql} IS NULL"]][:: -1 if page.backward else 1]
    elif terms[0] is None:
        found = [[f"{first.sql} IS NULL", *after(sorts[1:], terms[1:], page.backward)], *([[f"{first.sql} IS NOT NULL"]] if page.backward else [])]
    else:
        bound = [f"{first.sql} IS NOT NULL", *after(inside, terms, page.backward)]
        found = [bound] if page.backward else [bound, [f"{first.sql} IS NULL"]]
    return [(more, ordering(inside, page.backward)) for more in found]


def ordering(sorts: Sequence[Sort], backward: bool) -> str:
    """What stands behind ORDER BY."""
    return ", ".join(sort.order(backward) for sort in sorts)


def places(page: Page, binds: Binds) -> list[str | None] | None:
    """Placeholders for what a cursor holds, None for NULL."""
    return None if page.after is None else [None if term is None else binds.place(term) for term in page.after]


def after(sorts: Sequence[Sort], terms: Sequence[str | None] | None, backward: bool) -> list[str]:
    """Rows beyond the cursor: one comparison of rows where an index can do it, else spelled out."""
    if terms is None:
        return []
    if len({sort.descending for sort in sorts}) == 1 and not any(sort.nullable for sort in sorts):
        columns, values = ", ".join(sort.sql for sort in sorts), ", ".join(place or "NULL" for place in terms)
        return [f"({columns}) {sorts[0].sign(backward)} ({values})"]
    arms = []
    for i, sort in enumerate(sorts):
        equal = [s.same(p) for s, p in zip(sorts[:i], terms[:i], strict=True)]
        arms.append("(" + " AND ".join([*equal, sort.beyond(terms[i], backward)]) + ")")
    return ["(" + " OR ".join(arms) + ")"]
