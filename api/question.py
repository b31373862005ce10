"""Turns a validated GraphQL operation and its variables into Roots: what is asked, as data, with every value checked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionSetNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values

from api.leaves import Leaf, Trace, at, constant, look, then, whole
from api.operands import (
    COUNTY,
    DEFAULT_PAGE,
    KEY,
    RECORD,
    checked_id,
    checked_ids,
    cursor_reader,
    each,
    kinds_of,
    named_of,
    names_of,
    nulls_of,
    operand_reader,
    page_size,
    words_of,
)
from api.problems import Problem
from api.report import figures_of, published, tabled
from api.variables import plain
from schema.graph import DEEPEST, DEPTH
from schema.ids import Id
from schema.kit import Field, Kind, Record, camel
from schema.read import (
    ALWAYS,
    NEVER,
    All,
    Condition,
    Envelope,
    Fact,
    Fixed,
    Graph,
    Items,
    Linked,
    Many,
    Named,
    Not,
    On,
    One,
    Order,
    Page,
    Pick,
    Read,
    Root,
    Scalar,
    Some,
    Test,
    Value,
    Words,
)
from schema.registry import LINKS, RECORDS
from schema.sorting import sort_casts
from schema.tables import CASTS, key_cast
from schema.types.outputs import ITEM_TYPES, MEANINGS, ORDERS, Meaning, item_type
from schema.types.roots import INBOX
from schema.types.served import GRAPHQL

OPERATORS = {"eq": "eq", "ne": "ne", "in": "in", "lt": "lt", "le": "le", "gt": "gt", "ge": "ge", "contains": "contains", "startsWith": "starts"}
AGENCY, USER = Fact("agency"), Fact("user_id", "uuid")
INBOX_WHERE: Mapping[str, Condition] = {
    "tasks": All((Test("state", "eq", Fixed("OPEN")), Some((Test("assignee", "eq", USER), Test("agency", "eq", AGENCY))))),
    "duties": All((Test("state", "eq", Fixed("RUNNING")), Test("agency", "eq", AGENCY))),
    "conflicts": Test("state", "eq", Fixed("OPEN")),
    "quarantines": All((Test("state", "eq", Fixed("HELD")), Test("owner_agency", "eq", AGENCY))),
    "shares": All((Test("state", "eq", Fixed("OFFERED")), Test("to_agency", "eq", AGENCY))),
    "notifications": All((Test("state", "eq", Fixed("UNREAD")),
                          Some((Test("person", "eq", USER), Test("field_unit", "eq", Fact("unit")), Test("agency", "eq", AGENCY))))),
}
MOST_CONDITIONS = 300  # tests, combinations of tests and search words
Selected = Mapping[str, Sequence[FieldNode]]
_PAGE_INFO = {"hasNextPage": "has_next_page", "hasPreviousPage": "has_previous_page", "startCursor": "start_cursor", "endCursor": "end_cursor",
              "__typename": "typename"}


_GRAPH = {"caseId": "case_id", "stateLabel": "state_label", "__typename": "typename"}


def deep(asked: Any) -> int:
    """How many cases deep a graph is asked for; raises BAD_VALUE beyond what there is."""
    depth = DEPTH if asked is None else int(asked)
    if not 0 <= depth <= DEEPEST:
        raise Problem("BAD_VALUE", field="depth", reason=f"0…{DEEPEST}")
    return depth


def always(_word: str) -> bool:
    return True


@dataclass
class Question:
    """The reading of one operation: fragments, coerced variables, and the values gathered on the way.

    Variables may be leaves: what becomes of them is then remembered, and what is looked at decides the structure.
    """

    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    values: list[Any] = field(default_factory=list)
    rare: Callable[[str], Callable[[str], bool]] = lambda _record: always
    trace: Trace | None = None  # where a plan is made of it
    _conditions: int = 0
    _placed: dict[tuple[int, str], Value] = field(default_factory=dict)
    _selected: dict[tuple[Any, ...], Selected] = field(default_factory=dict)
    _picked: dict[tuple[Any, ...], tuple[Pick, ...]] = field(default_factory=dict)
    _enveloped: dict[tuple[Any, ...], Envelope] = field(default_factory=dict)

    # --- selections -------------------------------------------------------------------------------------------------

    def selected(self, sets: Sequence[SelectionSetNode | None], type_name: str) -> Selected:
        """Fields of one concrete type by response key, fragments resolved, skipped ones left out."""
        key = (type_name, *map(id, sets))
        if key not in self._selected:
            found: dict[str, list[FieldNode]] = {}
            for node in self._flat(sets, type_name, set()):
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            self._selected[key] = found
        return self._selected[key]

    def _flat(self, sets: Sequence[SelectionSetNode | None], type_name: str, seen: set[str]) -> Iterator[FieldNode]:
        for selection in (s for chosen in sets if chosen for s in chosen.selections):
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition.name.value if selection.type_condition else type_name
                if _is_a(type_name, condition):
                    yield from self._flat([selection.selection_set], type_name, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = self.fragments[selection.name.value]
                if _is_a(type_name, fragment.type_condition.name.value):
                    yield from self._flat([fragment.selection_set], type_name, seen)

    def _included(self, node: Any) -> bool:
        if not node.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and look(skip["if"])) and not (include and not look(include["if"]))

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        """Coerced arguments under their GraphQL names, enums as their names."""
        declared = GRAPHQL.type_map[type_name].fields[node.name.value]  # type: ignore[attr-defined]
        try:
            given = get_argument_values(declared, node, self.variables)
        except GraphQLError as wrong:  # null for a variable whose default alone made it fit
            raise Problem("BAD_VALUE", field=node.name.value, reason=wrong.message) from None
        names = {arg.out_name or name: name for name, arg in declared.args.items()}
        return {names[key]: plain(value) for key, value in given.items()}

    def given(self, name: str) -> Any:
        """A value that is no variable of the document: whoever asks hands it over under a name of its own."""
        return self.variables.coerced[name]

    def value(self, value: Any, cast: str) -> Value:
        """A place in the statement for a value; the same leaf as the same type takes one place."""
        if isinstance(value, Leaf):
            place = self._placed.get((value.register, cast))
            if place is not None:
                return place
            self._placed[value.register, cast] = Value(len(self.values), cast)
        self.values.append(value)
        return Value(len(self.values) - 1, cast)

    # --- roots ------------------------------------------------------------------------------------------------------

    def root(self, key: str, nodes: Sequence[FieldNode]) -> Root:
        """One root field of a query; raises Problem for ids, cursors and values that do not hold."""
        node = nodes[0]
        name, sets = node.name.value, [n.selection_set for n in nodes]
        if name == "__typename":
            return Root(key, typename="Query")
        args = self.arguments("Query", node)
        match name:
            case "node":
                return self.by_id(key, args["id"], sets)
            case "nodes":
                return self._by_ids(key, args["ids"], sets)
            case "me":
                return self._me(key, sets)
            case "inbox":
                return self._inbox(key, sets)
            case "conferenceReport":
                return self._report(key, self.value(args["year"], "int8"), sets)
        record = _ROOTS[name]
        if name == camel(record.name):
            return self.by_id(key, args["id"], sets, record)
        return Root(key, self.connection(record, args, sets))

    def by_id(self, key: str, text: str | Leaf, sets: Sequence[SelectionSetNode | None], expected: Record | None = None) -> Root:
        """One row by global id; an id of another kind than asked finds nothing."""
        found = then(text, checked_id)
        record = RECORDS[look(then(found, RECORD))]
        if expected is not None and expected is not record:
            return Root(key)
        return Root(key, self.row(record, found, sets))

    def _by_ids(self, key: str, ids: Sequence[str | Leaf] | Leaf, sets: Sequence[SelectionSetNode | None]) -> Root:
        """Rows by global ids, each kind of record asked once."""
        found, named = then(whole(ids), checked_ids), []
        for record in map(RECORDS.__getitem__, look(then(found, kinds_of))):
            parts, casts = then(found, named_of(record.name)), (f"{key_cast(record)}[]", "text[]", "int8[]")
            named.append(Named(Read(record.name, self.picks(record, sets)), *(self.value(_nth(parts, i), cast) for i, cast in enumerate(casts))))
        return Root(key, named=tuple(named))

    def row(self, record: Record, found: Id | Leaf, sets: Sequence[SelectionSetNode | None]) -> Read:
        key, county = then(found, KEY), then(found, COUNTY)
        where = All((Test(record.key, "eq", self.value(key, key_cast(record))), Test("county", "eq", self.value(county, "text"))))
        return Read(record.name, self.picks(record, sets), where)

    def _me(self, key: str, sets: Sequence[SelectionSetNode | None]) -> Root:
        found = []
        for inner, nodes in self.selected(sets, "Me").items():
            below = [n.selection_set for n in nodes]
            match nodes[0].name.value:
                case "user":
                    found.append(Root(inner, Read("user", self.picks(RECORDS["user"], below), Test("id", "eq", USER))))
                case "agency":
                    found.append(Root(inner, Read("agency", self.picks(RECORDS["agency"], below), Test("code", "eq", AGENCY))))
                case "unit":
                    found.append(Root(inner, Read("field_unit", self.picks(RECORDS["field_unit"], below), Test("code", "eq", Fact("unit")))))
                case "roles":
                    found.append(Root(inner, fact=Fact("roles", "text[]")))
                case _:
                    found.append(Root(inner, typename="Me"))
        return Root(key, wrap=tuple(found))

    def _inbox(self, key: str, sets: Sequence[SelectionSetNode | None]) -> Root:
        found = []
        for inner, nodes in self.selected(sets, "Inbox").items():
            name = nodes[0].name.value
            if name == "__typename":
                found.append(Root(inner, typename="Inbox"))
                continue
            args = self.arguments("Inbox", nodes[0])
            found.append(Root(inner, self.connection(RECORDS[INBOX[name]], args, [n.selection_set for n in nodes], INBOX_WHERE[name])))
        return Root(key, wrap=tuple(found))

    def _report(self, key: str, year: Value, sets: Sequence[SelectionSetNode | None]) -> Root:
        found = []
        for inner, nodes in self.selected(sets, "ConferenceReport").items():
            name, below = nodes[0].name.value, [n.selection_set for n in nodes]
            if name == "publication":
                found.append(Root(inner, Read("publication", self.picks(RECORDS["publication"], below), published(year))))
            elif name == "__typename":
                found.append(Root(inner, typename="ConferenceReport"))
            else:
                record, where = (RECORDS["statistic"], figures_of(year)) if name == "statistics" else (RECORDS["conference"], tabled(year))
                found.append(Root(inner, self.connection(record, self.arguments("ConferenceReport", nodes[0]), below, where)))
        return Root(key, wrap=tuple(found))

    # --- rows and fields --------------------------------------------------------------------------------------------

    def picks(self, record: Record, sets: Sequence[SelectionSetNode | None]) -> tuple[Pick, ...]:
        """The fields of a record; the same selections are read once, whatever the number of variants and spreads around them."""
        key = (record.name, *map(id, sets))
        if key not in self._picked:
            variants = [(value, name) for value, name, *_ in record.variants]
            self._picked[key] = (tuple(On((value,), self._picks_of(record, name, sets)) for value, name in variants) if variants
                                 else self._picks_of(record, record.type_name, sets))
        return self._picked[key]

    def _picks_of(self, record: Record, type_name: str, sets: Sequence[SelectionSetNode | None]) -> tuple[Pick, ...]:
        return tuple(self._pick(record, type_name, key, nodes) for key, nodes in self.selected(sets, type_name).items())

    def _pick(self, record: Record, type_name: str, key: str, nodes: Sequence[FieldNode]) -> Pick:
        name, sets = nodes[0].name.value, [n.selection_set for n in nodes]
        if name == "__typename":
            return Scalar(key, record.key, "typename")
        meaning: Meaning = MEANINGS[type_name, name]
        match meaning.kind:
            case "one":
                return One(key, meaning.name, Read(meaning.record, self.picks(RECORDS[meaning.record], sets)))
            case "many":
                return Many(key, meaning.name, self.connection(RECORDS[meaning.record], self.arguments(type_name, nodes[0]), sets))
            case "items":
                return self._items(record, key, meaning.name, sets)
            case "graph":
                return self._graph(key, self.arguments(type_name, nodes[0]), sets)
            case "actions":
                parts = tuple((inner, chosen[0].name.value) for inner, chosen in self.selected(sets, "AvailableAction").items())
                return Scalar(key, meaning.name, "actions", args=parts)
            case kind:
                return Scalar(key, meaning.name, kind)

    def _graph(self, key: str, args: Mapping[str, Any], sets: Sequence[SelectionSetNode | None]) -> Graph:
        depth = args.get("depth")
        found = []
        for inner, nodes in self.selected(sets, "CaseGraph").items():
            name, below = nodes[0].name.value, [n.selection_set for n in nodes]
            kind = {"nodes": "GraphNode", "edges": "GraphEdge"}.get(name)
            parts = self.selected(below, kind).items() if kind else ()
            found.append((name, inner, tuple((_GRAPH.get(each[0].name.value, each[0].name.value), at) for at, each in parts)))
        return Graph(key, self.value(then(DEPTH if depth is None else depth, deep), "int4"), tuple(found))

    def _items(self, record: Record, key: str, name: str, sets: Sequence[SelectionSetNode | None]) -> Items:
        type_name = item_type(record, record.by_name[name])
        assert type_name in ITEM_TYPES
        picks = []
        for inner, nodes in self.selected(sets, type_name).items():
            asked = nodes[0].name.value
            picks.append(Scalar(inner, type_name, "typename") if asked == "__typename" else Scalar(inner, MEANINGS[type_name, asked].name))
        return Items(key, name, tuple(picks))

    # --- lists ------------------------------------------------------------------------------------------------------

    def connection(self, record: Record, args: Mapping[str, Any], sets: Sequence[SelectionSetNode | None], also: Condition = ALWAYS) -> Read:
        """A page of rows with what its envelope is asked for."""
        parts = [also] if also != ALWAYS else []
        if given := args.get("filter"):
            parts.append(self.condition(record, given))
        if (search := args.get("search")) is not None:
            words = then(self._asked_anew(search), words_of)
            count, rare = look(then(words, len)), self.rare(record.name)
            self._count(count)
            parts += [Words(self.value(word, "text"), rare=look(then(word, rare))) for word in (_nth(words, i) for i in range(count))]
        orders = tuple(Order(ORDERS[record.name][look(o["field"])], look(o.get("direction")) == "DESC") for o in args.get("orderBy") or ()) or default_order(record)
        where = ALWAYS if not parts else parts[0] if len(parts) == 1 else All(tuple(parts))
        return Read(record.name, (), where, orders, self._page(record, orders, args), self._envelope(record, sets))

    def _asked_anew(self, text: str | Leaf) -> str | Leaf:
        """A literal as a leaf: what is looked at of it, such as how rare a word is today, is looked at whenever the plan is used."""
        return text if self.trace is None or isinstance(text, Leaf) else Leaf(self.trace, constant(text))

    def _page(self, record: Record, orders: tuple[Order, ...], args: Mapping[str, Any]) -> Page:
        first, last, after, before = (args.get(name) for name in ("first", "last", "after", "before"))
        if (first is not None and last is not None) or (last is None and before is not None) or (last is not None and after is not None):
            raise Problem("BAD_PAGE", reason="first+after / last+before")
        size = first if last is None else last
        size = then(DEFAULT_PAGE if size is None else size, page_size)
        cursor = after if last is None else before
        return Page(self.value(size, "int8"), None if cursor is None else self._cursor(record, orders, cursor), last is not None)

    def _cursor(self, record: Record, orders: tuple[Order, ...], text: str | Leaf) -> tuple[Value | None, ...]:
        casts = tuple(sort_casts(record, orders))
        held = then(text, cursor_reader(casts))
        nulls = look(then(held, nulls_of))
        return tuple(None if null else self.value(_nth(held, i), cast) for i, (null, cast) in enumerate(zip(nulls, casts, strict=True)))

    def _envelope(self, record: Record, sets: Sequence[SelectionSetNode | None]) -> Envelope:
        key = (record.name, *map(id, sets))
        if key not in self._enveloped:
            named = self.selected(sets, f"{record.type_name}Connection")
            self._enveloped[key] = Envelope(tuple(self._part(record, inner, nodes) for inner, nodes in named.items()))
        return self._enveloped[key]

    def _part(self, record: Record, key: str, nodes: Sequence[FieldNode]) -> tuple[Any, str, tuple[Any, ...]]:
        below = [n.selection_set for n in nodes]
        match nodes[0].name.value:
            case "nodes":
                return "nodes", key, self.picks(record, below)
            case "edges":
                inner = [("typename" if n[0].name.value == "__typename" else n[0].name.value, k,
                          self.picks(record, [x.selection_set for x in n]) if n[0].name.value == "node" else ())
                         for k, n in self.selected(below, f"{record.type_name}Edge").items()]
                return "edges", key, tuple(inner)
            case "pageInfo":
                return "page_info", key, tuple((_PAGE_INFO[n[0].name.value], k) for k, n in self.selected(below, "PageInfo").items())
            case "totalCount":
                return "total_count", key, ()
        return "typename", key, ()

    # --- filters ----------------------------------------------------------------------------------------------------

    def _count(self, conditions: int) -> None:
        self._conditions += conditions
        if self._conditions > MOST_CONDITIONS:
            raise Problem("FILTER_TOO_LARGE", limit=MOST_CONDITIONS)

    def condition(self, record: Record, given: Mapping[str, Any]) -> Condition:
        """A filter input as a condition; null parts ask nothing."""
        self._count(1 + len(given))
        parts: list[Condition] = []
        for name, asked in given.items():
            if asked is None:
                continue
            if name == "and":
                parts.append(All(tuple(self.condition(record, a) for a in asked)))
            elif name == "or":
                parts.append(Some(tuple(self.condition(record, a) for a in asked)))
            elif name == "not":
                parts.append(Not(self.condition(record, asked)))
            else:
                parts += self._asked(record, name, asked)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _asked(self, record: Record, name: str, asked: Mapping[str, Any]) -> list[Condition]:
        way = _WAYS[record.name][name]
        if isinstance(way, str):
            return [Linked(way, self.condition(RECORDS[LINKS[record.name][way].record], asked))]
        self._count(len(asked))
        return [self._test(record, way, op, value) for op, value in asked.items()]

    def _test(self, record: Record, tested: Field, op: str, value: Any) -> Condition:
        name, cast = tested.name, CASTS[tested.kind]
        if value is None:
            return Test(name, "absent") if op == "eq" else Test(name, "present") if op == "ne" else NEVER
        if name == record.key:
            named = self._named(record, value if op == "in" else [value])
            return Not(named) if op == "ne" else named
        read = operand_reader(name, cast)
        if op == "in":
            return Test(name, "in", self.value(then(whole(value), each(read)), f"{cast}[]"))
        return Test(name, OPERATORS[op], self.value(then(value, read), cast))  # type: ignore[arg-type]

    def _named(self, record: Record, texts: Sequence[str] | Leaf) -> Condition:
        """Rows that one of the ids names; an id means its county as much as its key."""
        named = then(whole(texts), names_of(record.name))
        cast, found, counties = f"{key_cast(record)}[]", [], look(then(named, len))
        self._count(counties)
        for i in range(counties):
            county, keys = _nth(_nth(named, i), 0), _nth(_nth(named, i), 1)
            found.append(All((Test(record.key, "in", self.value(keys, cast)), Test("county", "eq", self.value(county, "text")))))
        return Some(tuple(found))


def default_order(record: Record) -> tuple[Order, ...]:
    """The order a list has when none is asked for; what is sorted by is guarded like any ordering."""
    return (Order(record.order),) if record.order != record.key else ()


def _nth(values: Any, place: int) -> Any:
    return values.at(place) if isinstance(values, Leaf) else at(place)(values)


def _is_a(type_name: str, condition: str) -> bool:
    """Whether a concrete type is, implements or belongs to the type a fragment is on."""
    if type_name == condition:
        return True
    wanted, found = GRAPHQL.type_map[condition], GRAPHQL.type_map[type_name]
    return isinstance(found, GraphQLObjectType) and is_abstract_type(wanted) and GRAPHQL.is_sub_type(wanted, found)


_ROOTS: Mapping[str, Record] = {name: record for record in RECORDS.values() for name in (camel(record.name), camel(record.plural))}
_WAYS: Mapping[str, Mapping[str, Field | str]] = {
    record.name: {camel(link.name): link.name for link in LINKS[record.name].values()}
    | {("id" if f.name == record.key else camel(f.name)): f for f in record.fields if f.kind is not Kind.LINK}
    for record in RECORDS.values()
}
