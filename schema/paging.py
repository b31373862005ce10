"""Where the rows of a page come from: orderings, cursors, and the shortest way to the first rows an actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schema.clause import AUDIENCES, COUNTY, Binds, cast_of, clause, column, held, indexed, seen, table
from schema.kit import Field, Kind, Record
from schema.read import ALWAYS, FULL, All, Condition, Fact, Fixed, Order, Page, Reach, Read, Some, Test, Words
from schema.registry import RECORDS
from schema.tables import key_cast

COUNT_BOUND = 10_000
"""totalCount counts up to this many rows; this value means "this many or more"."""
LARGEST = 100  # rows of a page; a constant the planner can reckon with, as the size itself is a parameter
FEW = 10_000  # access rows up to which it is quicker to fetch all that an actor may see than to look through what there is
WORDED = 1_000  # rows in which a common word is looked for before its index is
NEAR = 20_000  # rows looked through, newest first, before all that an actor may see is gone through
MOST_ARMS = 4


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


# --- the rows ---------------------------------------------------------------------------------------------------------


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
    ordering, size = ", ".join(sort.order(page.backward) for sort in sorts), binds.place(page.size) + ("" if bare else " + 1")
    after = _after(sorts, _places(page, binds), page.backward)
    words = _parted(read.where)[1] if root else []
    if words:
        found = _worded(read, record, alias, tie, ordering, size, after, words, binds)
    elif root and (ways := _ways(read, record, alias, tie, sorts, after, size, _most(page), binds)):
        inner = binds.alias()
        found = (f"{_together(ways, inner, size, _most(page))} CROSS JOIN LATERAL (SELECT * FROM {table(record)} {alias}"
                 f" WHERE {tie} AND {alias}.{record.key} = {inner}.{record.key} OFFSET 0) AS {alias}")
    else:
        stretches = [f"(SELECT {alias}.* FROM {table(record)} {alias} WHERE {where(read, alias, tie, binds, *more)} ORDER BY {ordering} LIMIT {size})"
                     for more in _stretches(sorts, page, binds)]
        if bare and len(stretches) == 1:
            return f"{stretches[0]} AS {alias}"
        found = f"(SELECT * FROM ({' UNION ALL '.join(stretches)}) AS {alias} LIMIT {_most(page)}) AS {alias}"
    numbered = "" if bare else f", row_number() OVER (ORDER BY {ordering}) AS rn"
    return f"(SELECT {alias}.*{numbered} FROM {found} ORDER BY {ordering} LIMIT {size}) AS {alias}"


def count(read: Read, alias: str, tie: str, binds: Binds, *, root: bool) -> str:
    """How many rows there are, up to COUNT_BOUND."""
    record = RECORDS[read.record]
    if root and (words := _parted(read.where)[1]):
        found = _by_words(read, record, alias, tie, [], words, binds)
    else:
        sorts = [Sort(f"{alias}.{record.key}", key_cast(record), record.key == "id", False)]
        ways = _ways(replace(read, orders=()), record, alias, tie, sorts, [], str(COUNT_BOUND), COUNT_BOUND, binds, listed=False) if root else []
        found = (_together(ways, binds.alias(), str(COUNT_BOUND), COUNT_BOUND) if ways
                 else f"{table(record)} {alias} WHERE {where(read, alias, tie, binds)}")
    return f"(SELECT count(*) FROM (SELECT FROM {found} LIMIT {COUNT_BOUND}) AS counted)"


def _worded(
    read: Read, record: Record, alias: str, tie: str, ordering: str, size: str, after: Sequence[str], words: Sequence[Words], binds: Binds
) -> str:
    """Rows with words: with a rare one all there are; else those among the newest an actor may see, and where they do not
    fill the page, all."""
    assert read.page is not None
    if any(word.rare for word in words):
        return _by_words(read, record, alias, tie, after, words, binds)
    key, inner = f"{alias}.{record.key}", binds.alias()
    newest = rows(replace(read, where=_parted(read.where)[0], page=replace(read.page, size=Fixed(WORDED, "int8"))), alias, tie, binds, root=True)
    named = " AND ".join(clause(word, record, alias, binds) for word in words)
    near = binds.once(binds.alias(), f"SELECT {key} FROM {newest} WHERE {named} ORDER BY {ordering} LIMIT {size}")
    needed = f"(SELECT count(*) FROM {near}) < {size}"
    return (f"(SELECT * FROM {near} UNION (SELECT {key} FROM {_by_words(read, record, alias, tie, after, words, binds, needed)})) AS {inner}"
            f" CROSS JOIN LATERAL (SELECT * FROM {table(record)} {alias} WHERE {tie} AND {key} = {inner}.{record.key} OFFSET 0) AS {alias}")


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


def _together(ways: Sequence[str], inner: str, size: str, most: int) -> str:
    keys = " UNION ".join(f"(SELECT * FROM ({way} LIMIT {size}) AS {inner} LIMIT {most})" for way in ways)
    return f"({keys}) AS {inner}"


def _most(page: Page) -> int:
    return (page.size.value if isinstance(page.size, Fixed) else LARGEST) + 1


def _stretches(sorts: Sequence[Sort], page: Page, binds: Binds) -> list[list[str]]:
    """Conditions of the stretches an ordering falls into: rows with a value, rows without; each a range of one index."""
    first, places = sorts[0], _places(page, binds)
    if len(sorts) == 1 or not first.nullable:
        return [_after(sorts, places, page.backward)]
    valued = [f"{first.sql} IS NOT NULL"]
    empty = [f"{first.sql} IS NULL"]
    if places is None:
        found = [valued, empty]
    elif places[0] is None:
        found = [empty + _after(sorts[1:], places[1:], page.backward)]
        found = [*found, valued] if page.backward else found
    else:
        bound = _after([Sort(first.sql, first.cast, first.descending, False), *sorts[1:]], places, page.backward)
        return [valued + bound] if page.backward else [valued + bound, empty]
    return found[::-1] if page.backward and places is None else found


def _places(page: Page, binds: Binds) -> list[str | None] | None:
    return None if page.after is None else [None if term is None else binds.place(term) for term in page.after]


def _after(sorts: Sequence[Sort], places: Sequence[str | None] | None, backward: bool) -> list[str]:
    """Rows beyond the cursor: one comparison of rows where an index can do it, else spelled out."""
    if places is None:
        return []
    if len({sort.descending for sort in sorts}) == 1 and not any(sort.nullable for sort in sorts):
        columns, values = ", ".join(sort.sql for sort in sorts), ", ".join(place or "NULL" for place in places)
        return [f"({columns}) {sorts[0].sign(backward)} ({values})"]
    arms = []
    for i, sort in enumerate(sorts):
        equal = [s.same(p) for s, p in zip(sorts[:i], places[:i], strict=True)]
        arms.append("(" + " AND ".join([*equal, sort.beyond(places[i], backward)]) + ")")
    return ["(" + " OR ".join(arms) + ")"]


# --- ways to the newest rows an actor may see --------------------------------------------------------------------------


def _ways(
    read: Read, record: Record, alias: str, tie: str, sorts: Sequence[Sort], after: Sequence[str], size: str, most: int, binds: Binds,
    *, listed: bool = True,
) -> list[str]:
    """Selects of keys, in order, that together lead to every visible row; none when looking through the table is as good."""
    assert read.visible is not None
    arms = _arms(All((read.where, read.visible)))
    if len(sorts) > 1 or _pinned(record, read.where) or len(arms) > MOST_ARMS or not all(_driven(record, arm) for arm in arms):
        return []
    backward = bool(read.page and read.page.backward)
    order = sorts[0].order(backward)
    ways = [way for arm in arms for way in _way(record, arm, alias, tie, order, after, size, most, binds)]
    return [f"{way} ORDER BY {place}" if listed else way for way, place in ways]


def _arms(visible: Condition) -> list[list[Condition]]:
    """A condition as alternatives, each a list of things that hold together."""
    match visible:
        case Some(parts):
            return [arm for part in parts for arm in _arms(part)]
        case All(parts):
            found: list[list[Condition]] = [[]]
            for part in parts:
                found = [[*before, *arm] for before in found for arm in _arms(part)]
            return found
    return [[visible]]


def _pinned(record: Record, condition: Condition) -> bool:
    """Whether the rows asked for are named one by one."""
    if isinstance(condition, All):
        return any(_pinned(record, part) for part in condition.parts)
    return (isinstance(condition, Test) and condition.op in ("eq", "in")
            and (condition.field == record.key or (condition.field in record.by_name and record.by_name[condition.field].unique)))


def _driven(record: Record, arm: Sequence[Condition]) -> bool:
    return any(isinstance(part, Reach) for part in arm) or any(_names_actor(record, part) for part in arm)


def _names_actor(record: Record, part: Condition) -> bool:
    """A link that must name the actor's agency, unit or person, or open work that is listed by its state: indexed with the key."""
    if not (isinstance(part, Test) and part.op == "eq" and part.access in (None, FULL)):
        return False
    if part.field == "state":
        return record.worklist and isinstance(part.term, Fixed)
    return isinstance(part.term, Fact) and part.field in record.by_name and record.by_name[part.field].kind is Kind.LINK


def _way(
    record: Record, arm: Sequence[Condition], alias: str, tie: str, order: str, after: Sequence[str], size: str, most: int, binds: Binds
) -> list[tuple[str, str]]:
    """Selects of keys that lead to the rows of one arm, each with the order its keys come in."""
    reach = next((part for part in arm if isinstance(part, Reach)), None)
    rest = [clause(c, record, alias, binds) for c in arm if c != ALWAYS and c is not reach]
    key = f"{alias}.{record.key}"
    if reach is None or any(_names_actor(record, part) for part in arm):
        reached = [clause(reach, record, alias, binds)] if reach else []
        return [(f"SELECT {key} FROM {table(record)} {alias} WHERE {' AND '.join([tie, *rest, *reached, *after])}", order)]
    if record.case_link == record.key:
        return [_by_access(record, reach, rest, after, alias, tie, order, size, most, binds)]
    return _of_cases(record, reach, rest, after, alias, tie, order, size, binds)


def _of_cases(
    record: Record, reach: Reach, rest: Sequence[str], after: Sequence[str], alias: str, tie: str, order: str, size: str, binds: Binds
) -> list[tuple[str, str]]:
    """Rows that belong to cases: of an actor with little access, all he has; of one with much, what he sees among the
    newest, and where that does not fill the page, what he sees at all."""
    key, access, near = f"{alias}.{record.key}", binds.alias(), binds.alias()
    mine = (f"SELECT r.case_id FROM unnest({binds.place(AUDIENCES)}) AS a(a) CROSS JOIN LATERAL (SELECT r.case_id FROM case_access r"
            f" WHERE r.county = {binds.place(COUNTY)} AND r.audience = a.a AND {held('r', reach.level, binds)} OFFSET 0) AS r")
    few = binds.once("few", f"SELECT count(*) AS n FROM (SELECT FROM case_access r WHERE r.county = {binds.place(COUNTY)}"
                            f" AND r.audience = ANY({binds.place(AUDIENCES)}) LIMIT {FEW + 1}) AS r")
    newest = f"SELECT * FROM {table(record)} {alias} WHERE {' AND '.join([tie, *after])} ORDER BY {order} LIMIT {NEAR}"
    seen_near = binds.once(near, f"SELECT {key} FROM ({newest}) AS {alias} WHERE {' AND '.join([*rest, clause(reach, record, alias, binds)])}"
                                 f" AND (SELECT n FROM {few}) > {FEW} ORDER BY {order} LIMIT {size}")
    fetched = [tie, *rest, f"{alias}.{record.case_link} = {access}.case_id", *after]
    needed = f"((SELECT n FROM {few}) <= {FEW} OR (SELECT count(*) FROM {seen_near}) < {size})"
    return [
        (f"SELECT {key} FROM {seen_near} AS {alias}", order),
        (f"SELECT {key} FROM (SELECT DISTINCT case_id FROM ({mine} WHERE {needed}) AS r OFFSET 0) AS {access}"
         f" CROSS JOIN LATERAL (SELECT {key} FROM {table(record)} {alias} WHERE {' AND '.join(fetched)} OFFSET 0) AS {alias}", order)]


def _by_access(
    record: Record, reach: Reach, rest: Sequence[str], after: Sequence[str], alias: str, tie: str, order: str, size: str, most: int, binds: Binds
) -> tuple[str, str]:
    """Cases by the access there is to them: the index of an audience has them in listing order."""
    audience, access = binds.alias(), binds.alias()
    told = [text.replace(f"{alias}.{record.key}", f"{access}.case_id") for text in after]
    listed = order.replace(f"{alias}.{record.key}", f"{access}.case_id")
    seen_by = (f"SELECT DISTINCT {access}.case_id FROM case_access {access} WHERE {access}.county = {binds.place(COUNTY)}"
               f" AND {access}.audience = {audience}.a AND {held(access, reach.level, binds)}{''.join(f' AND {text}' for text in told)} ORDER BY {listed}")
    if rest:  # asked of each case once, however many reasons there are for the access
        kept = f"SELECT 1 FROM {table(record)} {alias} WHERE {' AND '.join([tie, *rest])} AND {alias}.{record.key} = {access}.case_id OFFSET 0"
        seen_by = f"SELECT * FROM ({seen_by}) AS {access} WHERE EXISTS ({kept}) ORDER BY {listed}"
    seen_by += f" LIMIT {size}"
    return (f"SELECT DISTINCT {access}.case_id AS {record.key} FROM unnest({binds.place(AUDIENCES)}) AS {audience}(a)"
            f" CROSS JOIN LATERAL (SELECT * FROM ({seen_by}) AS {access} LIMIT {most}) AS {access}", listed)
