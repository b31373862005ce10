"""The rows of a page, how many there are in all, and where they come from: a way of the actor's own, an index of words, or the listing's own index."""

from collections.abc import Sequence
from dataclasses import replace

from schema.clause import Binds, clause, indexed, table
from schema.kit import Record
from schema.read import ALWAYS, All, Condition, Fixed, Page, Read, Words
from schema.registry import RECORDS
from schema.sorting import Sort, ordering, sorts_of, stretches
from schema.tables import key_cast
from schema.ways import NEAR, Sought, together, walked, ways, whole

COUNT_BOUND = 10_000
"""totalCount counts up to this many rows; this value means "this many or more"."""
LARGEST = 100  # rows of a page; a constant the planner can reckon with, as the size itself is a parameter
WORDED = 3_000  # rows in which a common word is looked for before its index is


def where(read: Read, alias: str, tie: str, binds: Binds, *more: str) -> str:
    """The rows of a read that its actor may know of."""
    assert read.visible is not None, "an unguarded read reached the renderer"
    record = RECORDS[read.record]
    return " AND ".join([tie, *(clause(c, record, alias, binds) for c in (read.where, read.visible) if c != ALWAYS), *more])


def rows(read: Read, alias: str, tie: str, binds: Binds, *, root: bool, bare: bool = False) -> str:
    """The rows of a page and one more in order, numbered `rn`, as a table `alias`; `bare`, those of the page alone, not numbered."""
    assert read.page is not None
    record, page = RECORDS[read.record], read.page
    sorts = sorts_of(record, read.orders, alias)
    order, size = ordering(sorts, page.backward), binds.place(page.size) + ("" if bare else " + 1")
    sought = Sought(record, alias, tie, sorts, page, size, _most(page), binds)
    if root and (words := _words_of(read.where)):
        found = _worded(read, sought, words)
    elif root and (found_by := ways(read, sought)):
        inner = binds.alias()
        found = f"{together(found_by, inner, size, sought.most)} CROSS JOIN LATERAL {_row(record, alias, tie, inner)}"
    else:
        found = walked(sought, where(read, alias, tie, binds))
        if bare and len(stretches(sorts, page, binds)) == 1:
            return found
    numbered = "" if bare else f", row_number() OVER (ORDER BY {order}) AS rn"
    return f"(SELECT {alias}.*{numbered} FROM {found} ORDER BY {order} LIMIT {size}) AS {alias}"


def count(read: Read, alias: str, tie: str, binds: Binds, *, root: bool) -> str:
    """How many rows there are, up to COUNT_BOUND."""
    record = RECORDS[read.record]
    sorts, page = [Sort(f"{alias}.{record.key}", key_cast(record), record.key == "id", False)], Page(Fixed(COUNT_BOUND, "int8"))
    sought = Sought(record, alias, tie, sorts, page, str(COUNT_BOUND), COUNT_BOUND, binds, listed=False)
    if root and (words := _words_of(read.where)):
        few, mine = whole(read, sought) if not any(word.rare for word in words) else ("FALSE", [])
        by_words = f"SELECT {sought.key} FROM {_by_words(read, sought, words, f'NOT ({few})')}"
        found = f"({' UNION '.join(f'({way})' for way in [*mine, by_words])}) AS {binds.alias()}" if mine else f"({by_words}) AS {binds.alias()}"
    else:
        found_by = ways(read, sought) if root else []
        found = (together(found_by, binds.alias(), str(COUNT_BOUND), COUNT_BOUND) if found_by
                 else f"{table(record)} {alias} WHERE {where(read, alias, tie, binds)}")
    return f"(SELECT count(*) FROM (SELECT FROM {found} LIMIT {COUNT_BOUND}) AS counted)"


def _row(record: Record, alias: str, tie: str, inner: str) -> str:
    """The row a key was found of."""
    return f"(SELECT * FROM {table(record)} {alias} WHERE {tie} AND {alias}.{record.key} = {inner}.{record.key} OFFSET 0) AS {alias}"


def _most(page: Page) -> int:
    return (page.size.value if isinstance(page.size, Fixed) else LARGEST) + 1


# --- words ------------------------------------------------------------------------------------------------------------


def _worded(read: Read, sought: Sought, words: Sequence[Words]) -> str:
    """Rows with words: with a rare one all there are; else those among the newest an actor may see, and where they do not
    fill the page, all: his own where they are few, or by the index of words."""
    record, alias, tie, binds, order, size = sought.record, sought.alias, sought.tie, sought.binds, sought.order, sought.size
    if any(word.rare for word in words):
        return _by_words(read, sought, words)
    newest, inner = replace(sought, within=WORDED), binds.alias()
    few, mine = whole(read, sought)
    if found_by := ways(read, newest):
        first = f"SELECT * FROM {together(found_by, inner, size, sought.most)}"
    else:  # no order is asked of what comes in order: it ends with the page, not with the stretch
        first = f"SELECT {sought.key} FROM {walked(sought, tie, str(NEAR), NEAR)} WHERE NOT ({few}) AND {where(read, alias, 'TRUE', binds)} LIMIT {size}"
    near = binds.once(first)
    needed = f"(SELECT count(*) FROM {near}) < {size}"
    more = [*(f"SELECT * FROM ({way}) AS {inner} WHERE {needed}" for way in mine),
            f"SELECT {sought.key} FROM {_by_words(read, sought, words, f'{needed} AND NOT ({few})', inner)}"
            + (f" ORDER BY {order.replace(sought.key, f'{inner}.{record.key}')} LIMIT {size}" if len(sought.sorts) == 1 else "")]
    return f"({' UNION '.join([f'SELECT * FROM {near}', *(f'({way})' for way in more)])}) AS {inner} CROSS JOIN LATERAL {_row(record, alias, tie, inner)}"


def _by_words(read: Read, sought: Sought, words: Sequence[Words], needed: str = "TRUE", inner: str = "") -> str:
    """The rows that have the words, by the index of the first rare one; in the order of the keys, so that a page is soon full."""
    record, alias, tie, binds = sought.record, sought.alias, sought.tie, sought.binds
    inner, driver = inner or binds.alias(), next((word for word in words if word.rare), words[0])
    ordered = f" ORDER BY {sought.order.replace(sought.key, f'{inner}.{record.key}')}" if sought.listed and len(sought.sorts) == 1 else ""
    told = where(read, alias, tie, binds, *sought.beyond(), f"{sought.key} = {inner}.{record.key}")
    return (f"(SELECT * FROM ({indexed(driver, record, alias, tie, binds)}) AS {inner} WHERE {needed}{ordered} OFFSET 0) AS {inner}"
            f" CROSS JOIN LATERAL (SELECT * FROM {table(record)} {alias} WHERE {told} OFFSET 0) AS {alias}")


def _words_of(condition: Condition) -> list[Words]:
    """The words every row must have."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return [part for part in parts if isinstance(part, Words)]
