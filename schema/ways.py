"""Ways to the first rows an actor may see: by his access in listing order, by a link that names him, or among what is listed first."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema.clause import AUDIENCES, COUNTY, Binds, clause, held, table
from schema.kit import Kind, Record
from schema.read import ALWAYS, FULL, All, Condition, Fact, Fixed, Page, Reach, Read, Some, Test
from schema.sorting import Sort, after, ordering, places, stretches

FEW = 10_000  # rows up to which it is quicker to fetch all that an actor may see than to look through what there is
NEAR = 20_000  # rows looked through, first in the listing, before all that an actor may see is gone through
MOST_ARMS = 12


@dataclass(frozen=True)
class Sought:
    """What a page takes of which table: in what order, beyond which cursor, how many rows; or only how many there are."""

    record: Record
    alias: str
    tie: str
    sorts: Sequence[Sort]
    page: Page
    size: str
    most: int
    binds: Binds
    listed: bool = True
    within: int = 0  # of the first so many rows of each way only; there may be more

    @property
    def key(self) -> str:
        return f"{self.alias}.{self.record.key}"

    @property
    def order(self) -> str:
        return ordering(self.sorts, self.page.backward)

    def beyond(self, alias: str = "", key: str = "") -> list[str]:
        """The rows beyond the cursor; of a listing by key alone also under another name of the key."""
        told = after(self.sorts, places(self.page, self.binds), self.page.backward)
        return [text.replace(self.key, f"{alias}.{key}") for text in told] if alias else told

    def conditions(self, parts: Sequence[Condition]) -> list[str]:
        return [clause(part, self.record, self.alias, self.binds) for part in parts if part != ALWAYS]


def together(found: Sequence[str], inner: str, size: str, most: int) -> str:
    """The first keys of several ways."""
    keys = " UNION ".join(f"(SELECT * FROM ({way} LIMIT {size}) AS {inner} LIMIT {most})" for way in found)
    return f"({keys}) AS {inner}"


def walked(sought: Sought, kept: str, limit: str = "", most: int = 0) -> str:
    """Rows by the listing's own index, those with a value and those without one after the other, as a table `alias`."""
    alias, limit, most = sought.alias, limit or sought.size, most or sought.most
    found = [f"(SELECT {alias}.* FROM {table(sought.record)} {alias} WHERE {' AND '.join([kept, *more])} ORDER BY {order} LIMIT {limit})"
             for more, order in stretches(sought.sorts, sought.page, sought.binds)]
    return f"(SELECT * FROM ({' UNION ALL '.join(found)}) AS {alias} LIMIT {most}) AS {alias}"


def ways(read: Read, sought: Sought) -> list[str]:
    """Selects of keys, in order, that together lead to every visible row; none when looking through the table is as good."""
    assert read.visible is not None
    found = arms(All((read.where, read.visible)))
    if _pinned(sought.record, read.where) or not 0 < len(found) <= MOST_ARMS or not all(_driven(sought.record, arm) for arm in found):
        return []
    if len(sought.sorts) > 1:
        return [] if sought.within else _sorted_ways(read, found, sought)
    placed = [way for arm in found for way in _way(arm, sought)]
    return [f"{way} ORDER BY {place}" if sought.listed else way for way, place in placed]


def whole(read: Read, sought: Sought) -> tuple[str, list[str]]:
    """Whether the actor has few rows, as SQL, and selects that then lead to all of them; FALSE where that cannot be told."""
    assert read.visible is not None
    found = arms(All((read.where, read.visible)))
    if not 0 < len(found) <= MOST_ARMS or not all(_driven(sought.record, arm) for arm in found):
        return "FALSE", []
    few = f"{_sum_of(found, sought)} <= {FEW}"
    return few, [f"SELECT {sought.key} FROM {_all_of(arm, sought, few)}" for arm in found]


def arms(visible: Condition) -> list[list[Condition]]:
    """A condition as alternatives, each a list of things that hold together; none that another one has anyway."""
    found = _alternatives(visible)
    sets = [frozenset(arm) for arm in found]
    return [arm for n, arm in enumerate(found) if not any(other < sets[n] or (other == sets[n] and m < n) for m, other in enumerate(sets))]


def _alternatives(visible: Condition) -> list[list[Condition]]:
    match visible:
        case Some(parts):
            return [arm for part in parts for arm in _alternatives(part)]
        case All(parts):
            found: list[list[Condition]] = [[]]
            for part in parts:
                found = [[*before, *arm] for before in found for arm in _alternatives(part)]
            return found
    return [[visible]]


def _pinned(record: Record, condition: Condition) -> bool:
    """Whether the rows asked for are named one by one."""
    if isinstance(condition, All):
        return any(_pinned(record, part) for part in condition.parts)
    return (isinstance(condition, Test) and condition.op in ("eq", "in")
            and (condition.field == record.key or (condition.field in record.by_name and record.by_name[condition.field].unique)))


def _driven(record: Record, arm: Sequence[Condition]) -> bool:
    return _reach_of(arm) is not None or _naming(record, arm) is not None


def _reach_of(arm: Sequence[Condition]) -> Reach | None:
    return next((part for part in arm if isinstance(part, Reach)), None)


def _naming(record: Record, arm: Sequence[Condition]) -> Test | None:
    """A link that must name the actor's agency, unit or person, or open work that is listed by its state: indexed with the key."""
    for part in arm:
        if not (isinstance(part, Test) and part.op == "eq" and part.access in (None, FULL)):
            continue
        if part.field == "state":
            if record.worklist and isinstance(part.term, Fixed):
                return part
        elif isinstance(part.term, Fact) and part.field in record.by_name and record.by_name[part.field].kind is Kind.LINK:
            return part
    return None


# --- in the order of the keys -----------------------------------------------------------------------------------------


def _way(arm: Sequence[Condition], sought: Sought) -> list[tuple[str, str]]:
    """Selects of keys that lead to the rows of one arm, each with the order its keys come in."""
    reach = _reach_of(arm)
    naming = _naming(sought.record, arm)
    if reach is None or naming:
        first = sought.conditions([part for part in arm if part == naming or not sought.within])
        mine = f"{table(sought.record)} {sought.alias} WHERE {' AND '.join([sought.tie, *first, *sought.beyond()])}"
        if sought.within:
            kept = " AND ".join(sought.conditions([part for part in arm if part != naming])) or "TRUE"
            mine = f"(SELECT * FROM {mine} ORDER BY {sought.order} LIMIT {sought.within}) AS {sought.alias} WHERE {kept}"
        return [(f"SELECT {sought.key} FROM {mine}", sought.order)]
    rest = [part for part in arm if part is not reach]
    if sought.record.case_link == sought.record.key:
        return [_by_access(rest, reach, sought)]
    return [_by_listing(arm, sought)] if sought.record.mechanism else _of_cases(rest, reach, sought)


def _by_access(rest: Sequence[Condition], reach: Reach, sought: Sought) -> tuple[str, str]:
    """Cases by the access there is to them: the index of an audience has them in listing order."""
    binds, record, alias = sought.binds, sought.record, sought.alias
    asked = sought.conditions(rest)
    audience, access = binds.alias(), binds.alias()
    told, listed = sought.beyond(access, "case_id"), sought.order.replace(sought.key, f"{access}.case_id")
    seen_by = (f"SELECT DISTINCT {access}.case_id FROM case_access {access} WHERE {access}.county = {binds.place(COUNTY)}"
               f" AND {access}.audience = {audience}.a AND {held(access, reach.level, binds)}{''.join(f' AND {text}' for text in told)} ORDER BY {listed}")
    if sought.within:
        seen_by += f" LIMIT {sought.within}"
    if asked:  # asked of each case once, however many reasons there are for the access
        kept = f"SELECT 1 FROM {table(record)} {alias} WHERE {' AND '.join([sought.tie, *asked])} AND {sought.key} = {access}.case_id OFFSET 0"
        seen_by = f"SELECT * FROM ({seen_by}) AS {access} WHERE EXISTS ({kept}) ORDER BY {listed}"
    seen_by += f" LIMIT {sought.size}"
    return (f"SELECT DISTINCT {access}.case_id AS {record.key} FROM unnest({binds.place(AUDIENCES)}) AS {audience}(a)"
            f" CROSS JOIN LATERAL (SELECT * FROM ({seen_by}) AS {access} LIMIT {sought.most}) AS {access}", listed)


def _by_listing(arm: Sequence[Condition], sought: Sought) -> tuple[str, str]:
    """Records of mechanisms by what is listed for each audience: what he has access to, and whether he may see it, is asked of each."""
    binds, record, alias = sought.binds, sought.record, sought.alias
    audience, entry = binds.alias(), binds.alias()
    told, listed = sought.beyond(entry, "id"), sought.order.replace(sought.key, f"{entry}.id")
    seen = f"SELECT 1 FROM {table(record)} {alias} WHERE {' AND '.join([sought.tie, *sought.conditions(arm)])} AND {sought.key} = {entry}.id OFFSET 0"
    kept = [f"{entry}.county = {binds.place(COUNTY)}", f"{entry}.audience = {audience}.a", f"{entry}.record = '{record.name}'", *told]
    mine = f"SELECT {entry}.id FROM access_listing {entry} WHERE {' AND '.join(kept)} ORDER BY {listed}{f' LIMIT {sought.within}' if sought.within else ''}"
    mine = f"SELECT * FROM ({mine}) AS {entry} WHERE EXISTS ({seen}) ORDER BY {listed} LIMIT {sought.size}"
    return (f"SELECT DISTINCT {entry}.id AS {record.key} FROM unnest({binds.place(AUDIENCES)}) AS {audience}(a)"
            f" CROSS JOIN LATERAL (SELECT * FROM ({mine}) AS {entry} LIMIT {sought.most}) AS {entry}", listed)


def _of_cases(rest: Sequence[Condition], reach: Reach, sought: Sought) -> list[tuple[str, str]]:
    """Rows that belong to cases: of an actor with little access, all he has; of one with much, what he sees among the
    newest, and where that does not fill the page, what he sees at all."""
    binds, alias = sought.binds, sought.alias
    asked = [*sought.conditions(rest), clause(reach, sought.record, alias, binds)]
    if sought.within:
        return [(f"SELECT {sought.key} FROM {walked(sought, sought.tie, str(sought.within), sought.within)} WHERE {' AND '.join(asked)}", sought.order)]
    few = f"(SELECT n FROM {_accesses(binds)})"
    kept = " AND ".join([*asked, f"{few} > {FEW}"])
    seen_near = binds.once(f"SELECT {sought.key} FROM {walked(sought, sought.tie, str(NEAR), NEAR)} WHERE {kept} LIMIT {sought.size}")
    needed = f"({few} <= {FEW} OR (SELECT count(*) FROM {seen_near}) < {sought.size})"
    return [(f"SELECT {sought.key} FROM {seen_near} AS {alias}", sought.order),
            (f"SELECT {sought.key} FROM {_all_of_cases(rest, reach, sought, needed)}", sought.order)]


# --- in any other order -----------------------------------------------------------------------------------------------


def _sorted_ways(read: Read, found: Sequence[Sequence[Condition]], sought: Sought) -> list[str]:
    """The same choice for an order of its own: with few rows, all are fetched and sorted; else those that come first in the
    listing are looked through, and where they do not fill the page, all there are fetched after all."""
    binds, alias = sought.binds, sought.alias
    few = _sum_of(found, sought)
    kept = " AND ".join([*sought.conditions((read.where, read.visible or ALWAYS)), f"{few} > {FEW}"])
    seen_near = binds.once(f"SELECT {sought.key} FROM {walked(sought, sought.tie, str(NEAR), NEAR)} WHERE {kept} LIMIT {sought.size}")
    needed = f"({few} <= {FEW} OR (SELECT count(*) FROM {seen_near}) < {sought.size})"
    return [f"SELECT {sought.key} FROM {seen_near} AS {alias}",
            *(f"SELECT {sought.key} FROM {_all_of(arm, sought, needed)} ORDER BY {sought.order}" for arm in found)]


def _sum_of(found: Sequence[Sequence[Condition]], sought: Sought) -> str:
    return " + ".join(f"(SELECT n FROM {name})" for name in sorted({_amount(arm, sought) for arm in found}))


def _accesses(binds: Binds) -> str:
    """How many access rows the actor has, as far as it matters."""
    return binds.once(f"SELECT count(*) AS n FROM (SELECT FROM case_access r WHERE r.county = {binds.place(COUNTY)}"
                      f" AND r.audience = ANY({binds.place(AUDIENCES)}) LIMIT {FEW + 1}) AS r")


def _listings(sought: Sought) -> str:
    """How many rows of this record are listed for the actor, as far as it matters."""
    binds = sought.binds
    return binds.once(f"SELECT count(*) AS n FROM (SELECT FROM access_listing r WHERE r.county = {binds.place(COUNTY)}"
                      f" AND r.audience = ANY({binds.place(AUDIENCES)}) AND r.record = '{sought.record.name}' LIMIT {FEW + 1}) AS r")


def _amount(arm: Sequence[Condition], sought: Sought) -> str:
    """About how many rows of an arm there are to be gone through, as far as it matters."""
    naming = _naming(sought.record, arm)
    if naming is None:
        return _listings(sought) if sought.record.mechanism else _accesses(sought.binds)
    named = f"r.county = {sought.binds.place(COUNTY)} AND {clause(naming, sought.record, 'r', sought.binds)}"
    return sought.binds.once(f"SELECT count(*) AS n FROM (SELECT FROM {table(sought.record)} r WHERE {named} LIMIT {FEW + 1}) AS r")


def _all_of(arm: Sequence[Condition], sought: Sought, needed: str) -> str:
    """Every row of an arm beyond the cursor, if needed, as a table `alias`."""
    reach, naming = _reach_of(arm), _naming(sought.record, arm)
    if naming is None and sought.record.mechanism:
        return _all_listed(arm, sought, needed)
    if reach is not None and naming is None:
        return _all_of_cases([part for part in arm if part is not reach], reach, sought, needed)
    assert naming is not None
    alias, told = sought.alias, " AND ".join([*sought.conditions([part for part in arm if part is not naming]), *sought.beyond()])
    named = clause(naming, sought.record, alias, sought.binds)
    mine = f"SELECT * FROM {table(sought.record)} {alias} WHERE {sought.tie} AND {named} AND {needed} OFFSET 0"
    return f"({mine}) AS {alias}{f' WHERE {told}' if told else ''}"


def _all_listed(arm: Sequence[Condition], sought: Sought, needed: str) -> str:
    """Every row beyond the cursor that is listed for the actor, if needed, as a table `alias`."""
    binds, alias, entry = sought.binds, sought.alias, sought.binds.alias()
    mine = (f"SELECT DISTINCT r.id FROM access_listing r WHERE r.county = {binds.place(COUNTY)} AND r.audience = ANY({binds.place(AUDIENCES)})"
            f" AND r.record = '{sought.record.name}' AND {needed} OFFSET 0")
    fetched = " AND ".join([sought.tie, *sought.conditions(arm), f"{sought.key} = {entry}.id", *sought.beyond()])
    return f"({mine}) AS {entry} CROSS JOIN LATERAL (SELECT * FROM {table(sought.record)} {alias} WHERE {fetched} OFFSET 0) AS {alias}"


def _all_of_cases(rest: Sequence[Condition], reach: Reach, sought: Sought, needed: str) -> str:
    """Every row beyond the cursor that belongs to a case the actor has access to, if needed, as a table `alias`."""
    binds, record, alias, access = sought.binds, sought.record, sought.alias, sought.binds.alias()
    mine = (f"SELECT r.case_id FROM unnest({binds.place(AUDIENCES)}) AS a(a) CROSS JOIN LATERAL (SELECT r.case_id FROM case_access r"
            f" WHERE r.county = {binds.place(COUNTY)} AND r.audience = a.a AND {held('r', reach.level, binds)} OFFSET 0) AS r WHERE {needed}")
    fetched = [sought.tie, *sought.conditions(rest), f"{alias}.{record.case_link} = {access}.case_id", *sought.beyond()]
    return (f"(SELECT DISTINCT case_id FROM ({mine}) AS r OFFSET 0) AS {access}"
            f" CROSS JOIN LATERAL (SELECT * FROM {table(record)} {alias} WHERE {' AND '.join(fetched)} OFFSET 0) AS {alias}")
