"""The rows of a page, how many there are in all, and where they come from: a way of the actor's own, an index of words, or the listing's own index."""

from collections.abc import Sequence
from dataclasses import replace

from schema.clause import Binds, clause, indexed, table
from schema.kit import Record
from schema.read import ALWAYS, All, Condition, Fixed, Page, Read, Words
from schema.registry import RECORDS
from schema.sorting import Sort, after, ordering, places, sorts_of
from schema.tables import key_cast
from schema.ways import Sought, together, walked, ways

COUNT_BOUND = 10_000
"""totalCount counts up to this many rows; this value means "this many or more"."""
LARGEST = 100  # rows of a page; a constant the planner can reckon with, as the size itself is a parameter
WORDED = 1_000  # rows in which a common word is looked for before its index is


def where(read: Read, alias: str, tie: str, binds: Binds, *more: str) -> str:
    """The rows of a read that its actor may know of."""
    assert read.visible is not None, "an unguarded read reached the renderer"
    record = RECORDS[read.record]
    return " AND ".join([tie, *(clause(c, record, alias, binds) for c in (read.where, read.visible) if c != ALWAYS), *more])


def rows(read: Read, alias: str, tie: str, binds: Binds, *, root: bool) -> str:
    """The rows of a page and one more in order, numbered `rn`, as a table `alias`."""
    assert read.page is not None
    record, page = RECORDS[read.record], read.page
    sorts = sorts_of(record, read.orders, alias)
    order, size = ordering(sorts, page.backward), f"{binds.place(page.size)} + 1"
    words = _parted(read.where)[1] if root else []
    if words:
        found = _worded(read, record, alias, tie, order, size, after(sorts, places(page, binds), page.backward), words, binds)
    elif root and (found_by := ways(read, Sought(record, alias, tie, sorts, page, size, _most(page), binds))):
        inner = binds.alias()
        found = f"{together(found_by, inner, size, _most(page))} CROSS JOIN LATERAL {_row(record, alias, tie, inner)}"
    else:
        found = walked(Sought(record, alias, tie, sorts, page, size, _most(page), binds), where(read, alias, tie, binds))
    return f"(SELECT {alias}.*, row_number() OVER (ORDER BY {order}) AS rn FROM {found} ORDER BY {order} LIMIT {size}) AS {alias}"


def count(read: Read, alias: str, tie: str, binds: Binds, *, root: bool) -> str:
    """How many rows there are, up to COUNT_BOUND."""
    record = RECORDS[read.record]
    if root and (words := _parted(read.where)[1]):
        found = _by_words(read, record, alias, tie, [], words, binds)
    else:
        sorts, page = [Sort(f"{alias}.{record.key}", key_cast(record), record.key == "id", False)], Page(Fixed(COUNT_BOUND, "int8"))
        found_by = ways(read, Sought(record, alias, tie, sorts, page, str(COUNT_BOUND), COUNT_BOUND, binds, listed=False)) if root else []
        found = (together(found_by, binds.alias(), str(COUNT_BOUND), COUNT_BOUND) if found_by
                 else f"{table(record)} {alias} WHERE {where(read, alias, tie, binds)}")
    return f"(SELECT count(*) FROM (SELECT FROM {found} LIMIT {COUNT_BOUND}) AS counted)"


def _row(record: Record, alias: str, tie: str, inner: str) -> str:
    """The row a key was found of."""
    return f"(SELECT * FROM {table(record)} {alias} WHERE {tie} AND {alias}.{record.key} = {inner}.{record.key} OFFSET 0) AS {alias}"


def _most(page: Page) -> int:
    return (page.size.value if isinstance(page.size, Fixed) else LARGEST) + 1


# --- words ------------------------------------------------------------------------------------------------------------


def _worded(
    read: Read, record: Record, alias: str, tie: str, order: str, size: str, more: Sequence[str], words: Sequence[Words], binds: Binds
) -> str:
    """Rows with words: with a rare one all there are; else those among the newest an actor may see, and where they do not
    fill the page, all."""
    assert read.page is not None
    if any(word.rare for word in words):
        return _by_words(read, record, alias, tie, more, words, binds)
    key, inner = f"{alias}.{record.key}", binds.alias()
    newest = rows(replace(read, where=_parted(read.where)[0], page=replace(read.page, size=Fixed(WORDED, "int8"))), alias, tie, binds, root=True)
    named = " AND ".join(clause(word, record, alias, binds) for word in words)
    near = binds.once(f"SELECT {key} FROM {newest} WHERE {named} ORDER BY {order} LIMIT {size}")
    needed = f"(SELECT count(*) FROM {near}) < {size}"
    return (f"(SELECT * FROM {near} UNION (SELECT {key} FROM {_by_words(read, record, alias, tie, more, words, binds, needed)})) AS {inner}"
            f" CROSS JOIN LATERAL {_row(record, alias, tie, inner)}")


def _by_words(read: Read, record: Record, alias: str, tie: str, more: Sequence[str], words: Sequence[Words], binds: Binds, needed: str = "TRUE") -> str:
    """The rows that have the words, by the index of the first rare one."""
    inner, driver = binds.alias(), next((word for word in words if word.rare), words[0])
    told = where(read, alias, tie, binds, *more, f"{alias}.{record.key} = {inner}.{record.key}")
    return (f"(SELECT * FROM ({indexed(driver, record, alias, tie, binds)}) AS {inner} WHERE {needed} OFFSET 0) AS {inner}"
            f" CROSS JOIN LATERAL (SELECT * FROM {table(record)} {alias} WHERE {told} OFFSET 0) AS {alias}")


def _parted(condition: Condition) -> tuple[Condition, list[Words]]:
    """A condition without its words, and the words."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    words = [part for part in parts if isinstance(part, Words)]
    return All(tuple(part for part in parts if not isinstance(part, Words))), words
