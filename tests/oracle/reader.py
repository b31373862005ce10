"""A naive reader: every row of the county in memory, a GraphQL document walked in Python, every right asked of Casbin one by one."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property, cmp_to_key
from typing import Any
from uuid import UUID

import asyncpg
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
    type_from_ast,
)

from authz.actor import Actor
from schema.identifiers import MASKS
from schema.kit import Field, Kind, Record, camel
from schema.registry import RECORDS
from schema.types.roots import GRAPHQL
from tests.oracle.judge import Judge, Line, Row

MISSING = object()
INBOX = {"tasks": "task", "duties": "duty", "conflicts": "conflict", "quarantines": "quarantine", "shares": "share"}
CamelRecords = {camel(record.name): record for record in RECORDS.values()}
CamelPlurals = {camel(record.plural): record for record in RECORDS.values() if record.listed}
KINDS = {record.type_name: record for record in RECORDS.values()} | {kind[1]: record for record in RECORDS.values() for kind in record.variants}


class Refusal(Exception):
    """A root field that is refused: the code its error must carry."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# --- the county in memory ---------------------------------------------------------------------------------------------


@dataclass
class World:
    """All rows of one county, as PostgreSQL gave them, one table after the other."""

    county: str
    rows: dict[str, list[dict[str, Any]]]
    changes: dict[Any, list[dict[str, Any]]]
    access: list[dict[str, Any]]
    by_key: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key = {(name, str(row[RECORDS[name].key])): row for name, rows in self.rows.items() for row in rows}

    def row(self, record: str, key: Any) -> dict[str, Any] | None:
        return None if key is None else self.by_key.get((record, str(key)))

    @cached_property
    def indexed(self) -> dict[tuple[str, str], dict[Any, list[dict[str, Any]]]]:
        return {}

    def equal(self, record: str, column: str, value: Any) -> list[dict[str, Any]]:
        """Rows of a record that hold this value in a column."""
        if (record, column) not in self.indexed:
            found: dict[Any, list[dict[str, Any]]] = {}
            for row in self.rows[record]:
                found.setdefault(row[column], []).append(row)
            self.indexed[record, column] = found
        return self.indexed[record, column].get(value, []) if value is not None else []


async def load(connection: asyncpg.Connection[asyncpg.Record], county: str) -> World:
    """The county's rows, table by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, record in RECORDS.items():
        documents = [f.name for f in record.fields if f.kind in (Kind.JSON, Kind.ITEMS)]
        rows[name] = [dict(row) for row in await connection.fetch(f'SELECT * FROM "{name}"') if row["county"] == county]
        for row in rows[name]:
            for column in documents:
                if row.get(column) is not None:
                    row[column] = json.loads(row[column])
    changes: dict[Any, list[dict[str, Any]]] = {}
    for row in await connection.fetch("SELECT * FROM entry_change"):
        if row["county"] == county:
            changes.setdefault(row["entry_id"], []).append(
                {**dict(row), "old": row["old"] and json.loads(row["old"]), "new": row["new"] and json.loads(row["new"])})
    access = [dict(row) for row in await connection.fetch("SELECT * FROM case_access") if row["county"] == county]
    return World(county, rows, changes, access)


# --- links, from the declarations -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """A link: our column `here` holds what their column `there` holds."""

    record: Record
    here: str
    there: str
    many: bool


def _ways(record: Record) -> dict[str, Way]:
    found = {camel(RECORDS[child].plural): Way(RECORDS[child], "case_id", "case_id", True) for child in record.children}
    for other in RECORDS.values():
        for f in other.fields:
            if f.kind is Kind.LINK and f.record == record.name and f.inverse:
                found[camel(f.inverse)] = Way(other, record.key, f.name, True)
    for f in record.fields:
        if f.kind is Kind.LINK:
            target = RECORDS[f.record or ""]
            found[camel(f.name.removesuffix("_id"))] = Way(target, f.name, target.key, False)
    return found


WAYS = {name: _ways(record) for name, record in RECORDS.items()}
FIELDS = {name: {camel(f.name): f for f in record.fields if f.kind is not Kind.LINK and f.name != "id"} for name, record in RECORDS.items()}


# --- values -----------------------------------------------------------------------------------------------------------


def instant_text(value: datetime, between: str) -> str:
    """An instant as PostgreSQL writes it: UTC, no needless zeros."""
    at = value.astimezone(UTC)
    micros = f".{at.microsecond:06d}".rstrip("0").rstrip(".") if at.microsecond else ""
    return f"{at.year:04d}-{at.month:02d}-{at.day:02d}{between}{at.hour:02d}:{at.minute:02d}:{at.second:02d}{micros}+00"


def wired(value: Any) -> Any:
    """A value as it stands in an answer."""
    match value:
        case datetime():
            return instant_text(value, "T") + ":00"
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID():
            return str(value)
    return value


def cursor_text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime():
            return instant_text(value, " ")
    return str(wired(value))


def lowered(text: str) -> str:
    """Lower case letter by letter, as the database's C.UTF-8 does it."""
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


def contains(value: str | None, part: str) -> bool:
    return value is not None and lowered(part) in lowered(value)


def typed(kind: Kind, text: Any) -> Any:
    """A filter's value, or a cursor's, as the rows hold it."""
    match kind:
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.INSTANT:
            return datetime.fromisoformat(text)
        case Kind.MONEY:
            return Decimal(text)
        case Kind.INTEGER:
            return int(text)
    return text


def uncursored(kind: Kind, text: str) -> Any:
    if kind is Kind.BOOLEAN:
        return {"true": True, "false": False}[text]
    found = typed(kind, text)
    if kind is Kind.MONEY and not found.is_finite():
        raise ValueError(text)
    return found


@dataclass(frozen=True)
class GlobalId:
    record: Record
    county: str
    key: str


def parsed_id(text: str) -> GlobalId:
    """`Type:county:key`; anything else is refused."""
    parts = text.split(":")
    if len(text) >= 200 or len(parts) != 3 or parts[0] not in KINDS or len(parts[1]) != 6 or not (parts[1].isascii() and parts[1].isdigit()):
        raise Refusal("BAD_ID")
    record = KINDS[parts[0]]
    if record.key == "code":
        if "\0" in parts[2]:
            raise Refusal("BAD_ID")
        return GlobalId(record, parts[1], parts[2])
    try:
        return GlobalId(record, parts[1], str(UUID(parts[2])))
    except ValueError:
        raise Refusal("BAD_ID") from None


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass
class Reader:
    """Answers operations for one actor on one county at one moment."""

    world: World
    lines: Sequence[Line]
    actor: Actor | None
    now: datetime
    count_bound: int = 10_000
    cursors: dict[tuple[str, tuple[tuple[str, bool], ...]], set[str]] = field(default_factory=dict)
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.actor is not None:
            self.judge = Judge(self.lines, self.actor, self.level)
            self.levels: dict[Any, int] = {}
            for grant in self.world.access:
                runs = grant["until"] is None or grant["until"] > self.now
                if runs and grant["audience"] in (f"A:{self.actor.agency}", f"U:{self.actor.unit}", f"P:{self.actor.user_id}"):
                    self.levels[grant["case_id"]] = max(grant["level"], self.levels.get(grant["case_id"], 0))
        self.visible: dict[str, list[Row]] = {}

    def level(self, case: Any) -> int:
        return self.levels.get(case, 0)

    def answer(self, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """{"data": …} and, when roots were refused, {"errors": [[key, code]…]}."""
        document = parse(text)
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        (operation,) = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
        self.variables = self._variables(operation, variables)
        data: dict[str, Any] = {}
        errors: list[tuple[str, str]] = []
        for key, nodes in self.collected([operation.selection_set], "Query").items():
            try:
                data[key] = self._root(nodes)
            except Refusal as refusal:
                data[key] = None
                errors.append((key, refusal.code))
        return {"data": data, "errors": errors}

    # --- documents ----------------------------------------------------------------------------------------------------

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            of = type_from_ast(GRAPHQL, definition.type)
            if name in given:
                found[name] = self._given(of, given[name])
            elif definition.default_value is not None:
                found[name] = self._literal(of, definition.default_value)
        return found

    def _given(self, of: Any, value: Any) -> Any:
        """A JSON value as the type means it."""
        if isinstance(of, GraphQLNonNull):
            return self._given(of.of_type, value)
        if value is None:
            return None
        if isinstance(of, GraphQLList):
            return [self._given(of.of_type, each) for each in (value if isinstance(value, list) else [value])]
        if isinstance(of, GraphQLInputObjectType):
            return {name: self._given(of.fields[name].type, each) for name, each in value.items()}
        return str(value) if of.name == "ID" else value

    def _literal(self, of: Any, node: Any) -> Any:
        if isinstance(of, GraphQLNonNull):
            return self._literal(of.of_type, node)
        if node.kind == "variable":
            return self.variables.get(node.name.value, MISSING)
        if node.kind == "null_value":
            return None
        if isinstance(of, GraphQLList):
            nodes = node.values if node.kind == "list_value" else [node]
            found = [self._literal(of.of_type, each) for each in nodes]
            return [None if each is MISSING else each for each in found]
        if isinstance(of, GraphQLInputObjectType):
            pairs = [(f.name.value, self._literal(of.fields[f.name.value].type, f.value)) for f in node.fields]
            # The declared order, so that the first of several faults is the same one.
            return {name: value for name in of.fields for given, value in pairs if given == name and value is not MISSING}
        if isinstance(of, GraphQLEnumType) or of.name == "ID":
            return node.value
        return int(node.value) if node.kind == "int_value" else node.value

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        declared = GRAPHQL.type_map[type_name].fields[node.name.value].args  # type: ignore[attr-defined]
        pairs = [(argument.name.value, self._literal(declared[argument.name.value].type, argument.value)) for argument in node.arguments or ()]
        return {name: value for name, value in pairs if value is not MISSING}

    def collected(self, sets: Sequence[Any], type_name: str) -> dict[str, list[FieldNode]]:
        """CollectFields of the specification, over several selection sets of one object."""
        grouped: dict[str, list[FieldNode]] = {}
        met: set[str] = set()

        def collect(selections: Sequence[Any]) -> None:
            for selection in selections:
                if not self._taken(selection):
                    continue
                if isinstance(selection, FieldNode):
                    grouped.setdefault((selection.alias or selection.name).value, []).append(selection)
                elif isinstance(selection, FragmentSpreadNode):
                    if selection.name.value in met:
                        continue
                    met.add(selection.name.value)
                    fragment = self.fragments[selection.name.value]
                    if applies(type_name, fragment.type_condition.name.value):
                        collect(fragment.selection_set.selections)
                elif isinstance(selection, InlineFragmentNode) and (
                        selection.type_condition is None or applies(type_name, selection.type_condition.name.value)):
                    collect(selection.selection_set.selections)

        for each in sets:
            collect(each.selections)
        return grouped

    def _taken(self, selection: Any) -> bool:
        for directive in selection.directives or ():
            value = self._literal(GraphQLNonNull(GRAPHQL.type_map["Boolean"]), directive.arguments[0].value)  # type: ignore[type-var]
            if bool(value) == (directive.name.value == "skip"):
                return False
        return True

    # --- roots --------------------------------------------------------------------------------------------------------

    def _root(self, nodes: Sequence[FieldNode]) -> Any:
        name, sets = nodes[0].name.value, [node.selection_set for node in nodes]
        if name == "__typename":
            return "Query"
        if self.actor is None:
            raise Refusal("UNAUTHENTICATED")
        self._checked(nodes)
        args = self.arguments("Query", nodes[0])
        if name == "node":
            return self._by_id(args["id"], None, sets)
        if name == "nodes":
            return [self._by_id(text, None, sets) for text in args["ids"]]
        if name == "me":
            return self._me(self.actor, sets)
        if name == "inbox":
            return {key: self._waiting(inner) for key, inner in self.collected(sets, "Inbox").items()}
        if name in CamelRecords:
            return self._by_id(args["id"], CamelRecords[name], sets)
        record = CamelPlurals[name]
        return self._connection(record, self._rows(record), args, sets)

    def _by_id(self, text: str, expected: Record | None, sets: Sequence[Any]) -> Any:
        found = parsed_id(text)
        if found.county != self.world.county or (expected is not None and found.record is not expected):
            return None
        row = self.world.row(found.record.name, found.key)
        return self._object(found.record, row, sets) if row is not None and self.judge.may(found.record, row) else None

    def _me(self, actor: Actor, sets: Sequence[Any]) -> Any:
        mine = {"user": ("user", actor.user_id), "agency": ("agency", actor.agency), "unit": ("field_unit", actor.unit)}
        found: dict[str, Any] = {}
        for key, nodes in self.collected(sets, "Me").items():
            name = nodes[0].name.value
            if name in mine:
                record, row = RECORDS[mine[name][0]], self.world.row(*mine[name])
                seen = row is not None and self.judge.may(record, row)
                found[key] = self._object(record, row, [n.selection_set for n in nodes]) if row is not None and seen else None
            else:
                found[key] = sorted(actor.roles) if name == "roles" else "Me"
        return found

    def _waiting(self, nodes: Sequence[FieldNode]) -> Any:
        name = nodes[0].name.value
        if name == "__typename":
            return "Inbox"
        record, actor = RECORDS[INBOX[name]], self.actor
        assert actor is not None

        def waits(row: Row) -> bool:
            seen = {f: self.seen(record, row, record.by_name[f])[0] for f in
                    ({"tasks": ("assignee", "agency"), "duties": ("agency",), "quarantines": ("owner_agency",), "shares": ("to_agency",)}.get(name, ()))}
            mine = [value is not None and value == (actor.user_id if f == "assignee" else actor.agency) for f, value in seen.items()]
            return row["state"] == {"tasks": "OPEN", "duties": "RUNNING", "conflicts": "OPEN", "quarantines": "HELD", "shares": "OFFERED"}[name] and (
                any(mine) or name == "conflicts")

        rows = [row for row in self._rows(record) if waits(row)]
        return self._connection(record, rows, self.arguments("Inbox", nodes[0]), [n.selection_set for n in nodes])

    # --- refusals: told from the question alone -----------------------------------------------------------------------

    def _checked(self, nodes: Sequence[FieldNode]) -> None:
        """Raises what is wrong with a root before anything is read: first values, then orderings."""
        faults: list[str] = []
        self._check("Query", nodes, faults)
        for code in faults:
            if code != "ORDER_REFUSED":
                raise Refusal(code)
        if faults:
            raise Refusal("ORDER_REFUSED")

    def _check(self, type_name: str, nodes: Sequence[FieldNode], faults: list[str]) -> None:
        node = nodes[0]
        if node.name.value == "__typename":
            return
        declared = GRAPHQL.type_map[type_name].fields[node.name.value]  # type: ignore[attr-defined]
        of = declared.type
        while hasattr(of, "of_type"):
            of = of.of_type
        args = self.arguments(type_name, node)
        if "ids" in args and len(args["ids"]) > 100:
            faults.append("BAD_PAGE")
        for text in [*args.get("ids", ()), *([args["id"]] if "id" in args else ())]:
            self._attempt(faults, parsed_id, text)
        if of.name.endswith("Connection") and of.name.removesuffix("Connection") in KINDS:
            record = KINDS[of.name.removesuffix("Connection")]
            self._attempt(faults, self._check_filter, record, args.get("filter"))
            self._attempt(faults, self._check_words, args.get("search"))
            orders = self._orders(record, args)
            self._attempt(faults, self._page, record, orders, args)
            for name, _ in orders:
                full, none, even = self.judge.everywhere(record, name)
                if not (full or (none and even)):
                    faults.append("ORDER_REFUSED")
        for inner in _possible(of, node.name.value, type_name, args):
            for below in self.collected([n.selection_set for n in nodes if n.selection_set], inner).values():
                self._check(inner, below, faults)

    @staticmethod
    def _attempt(faults: list[str], check: Callable[..., Any], *args: Any) -> None:
        try:
            check(*args)
        except Refusal as refusal:
            faults.append(refusal.code)

    def _check_words(self, search: str | None) -> None:
        if search and _unstorable(search):
            raise Refusal("BAD_VALUE")

    def _check_filter(self, record: Record, given: Mapping[str, Any] | None) -> None:
        for name, asked in (given or {}).items():
            if asked is None:
                continue
            if name in ("and", "or", "not"):
                for part in asked if isinstance(asked, list) else [asked]:
                    self._check_filter(record, part)
            elif name in WAYS[record.name] and name not in FIELDS[record.name]:
                self._check_filter(WAYS[record.name][name].record, asked)
            else:
                for value in (v for op in asked.values() for v in (op if isinstance(op, list) else [op]) if v is not None):
                    if name == "id":
                        parsed_id(value)
                    elif isinstance(value, str) and _unstorable(value):
                        raise Refusal("BAD_VALUE")

    # --- rows and fields ----------------------------------------------------------------------------------------------

    def _rows(self, record: Record) -> list[Row]:
        """The rows of a record that the actor may know of."""
        if record.name not in self.visible:
            self.visible[record.name] = [row for row in self.world.rows[record.name] if self.judge.may(record, row)]
        return self.visible[record.name]

    def seen(self, record: Record, row: Row, f: Field) -> tuple[Any, bool]:
        """A field's value as it is shown, and whether that is all of it."""
        full = self.judge.reads_whole(record, row, f.name)
        if f.kind is Kind.PROTECTED:
            return (row[f"{f.name}_masked"] if full or self.judge.masks(record, row, f.name) else None), False
        if full:
            return row.get(f.name), True
        if f.mask and row[f.name] is not None and self.judge.masks(record, row, f.name):
            return MASKS[f.mask](row[f.name]), False
        return None, False

    def _object(self, record: Record, row: Row, sets: Sequence[Any]) -> dict[str, Any]:
        type_name = type_of(record, row)
        return {key: self._field(record, row, type_name, nodes) for key, nodes in self.collected(sets, type_name).items()}

    def _field(self, record: Record, row: Row, type_name: str, nodes: Sequence[FieldNode]) -> Any:
        name, sets = nodes[0].name.value, [n.selection_set for n in nodes]
        if name == "__typename":
            return type_name
        if name == "id":
            return f"{type_name}:{self.world.county}:{row[record.key]}"
        if name == "stateLabel":
            assert record.flow is not None
            return record.flow.labels.get(row["state"])
        if name == "availableActions":
            return self._actions(record, row, sets)
        if name in FIELDS[record.name]:
            f = FIELDS[record.name][name]
            if f.kind is Kind.ITEMS:
                return self._changes(row, sets) if f.copies else self._elements(record, row, f, sets)
            value, _ = self.seen(record, row, f)
            return None if f.copies and not self._copy_shown(row, row["path"]) else wired(value)
        way = WAYS[record.name][name]
        if way.many:
            return self._connection(way.record, self._linked(way, row), self.arguments(type_name, nodes[0]), sets)
        found = self._led_to(record, way, row)
        return None if found is None else self._object(way.record, found, sets)

    def _led_to(self, record: Record, way: Way, row: Row) -> Row | None:
        """The row a link to one leads to, if link and row may be known of."""
        if not self.judge.reads_whole(record, row, way.here):
            return None
        found = self.world.row(way.record.name, row[way.here])
        return found if found is not None and self.judge.may(way.record, found) else None

    def _linked(self, way: Way, row: Row) -> list[Row]:
        """Rows that link to this one, where row and link may be known of."""
        return [other for other in self.world.equal(way.record.name, way.there, row[way.here])
                if self.judge.may(way.record, other) and self.judge.reads_whole(way.record, other, way.there)]

    def _actions(self, record: Record, row: Row, sets: Sequence[Any]) -> list[dict[str, Any]]:
        assert record.flow is not None
        found = []
        for move in record.flow.moves:
            if row["state"] in move.sources and self.judge.may(record, row, f"move.{move.name}"):
                told = {"__typename": "AvailableAction", "move": move.name, "label": move.label, "doc": move.doc, "mutation": camel(f"{record.name}_{move.name}"),
                        "inputs": [camel(each) for each in move.inputs], "required": [camel(each) for each in move.required], "basis": move.basis or None}
                found.append({key: told[nodes[0].name.value] for key, nodes in self.collected(sets, "AvailableAction").items()})
        return found

    def _elements(self, record: Record, row: Row, f: Field, sets: Sequence[Any]) -> list[dict[str, Any]] | None:
        if not self.judge.reads(record, row, f.name):
            return None
        type_name = item_type_of(record, f)
        names = {camel(item.name): item.name for item in f.items}
        found = []
        for element in row[f.name] or ():
            told: dict[str, Any] = {}
            for key, nodes in self.collected(sets, type_name).items():
                name = nodes[0].name.value
                if name in ("__typename", "id"):
                    told[key] = type_name if name == "__typename" else element.get("id")
                else:
                    told[key] = element.get(names[name]) if self.judge.reads(record, row, f"{f.name}.{names[name]}") else None
            found.append(told)
        return found

    # --- copies -------------------------------------------------------------------------------------------------------

    def _copy_shown(self, holder: Row, path: str) -> bool:
        """Whether a copy of another record's field may be shown: only to whom the field itself is shown, as it stands now."""
        record, name = RECORDS.get(holder["record_type"]), path.partition("/")[0]
        if record is None or name not in record.by_name:
            return False
        row = self.world.row(record.name, holder["record_key"])
        if row is None:
            return self.judge.always(record, name)
        if not self.judge.may(record, row):
            return False
        full = self.judge.reads_whole(record, row, name)
        return full or (record.by_name[name].kind is Kind.PROTECTED and self.judge.masks(record, row, name))

    def _changes(self, row: Row, sets: Sequence[Any]) -> list[dict[str, Any]] | None:
        if not self.judge.reads(RECORDS["entry"], row, "changes"):
            return None
        found = []
        for change in sorted(self.world.changes.get(row["id"], ()), key=lambda change: change["ordinal"]):
            if self._copy_shown(row, change["field"]):
                told = {"__typename": "EntryChange", "id": str(change["ordinal"])} | {
                    name: change[name] if self.judge.reads(RECORDS["entry"], row, f"changes.{name}") else None for name in ("field", "old", "new")}
                found.append({key: told[nodes[0].name.value] for key, nodes in self.collected(sets, "EntryChange").items()})
        return found

    # --- connections --------------------------------------------------------------------------------------------------

    def _orders(self, record: Record, args: Mapping[str, Any]) -> list[tuple[str, bool]]:
        names = {f.name.upper(): f.name for f in record.fields if f.order}
        asked = [(names[order["field"]], order.get("direction") == "DESC") for order in args.get("orderBy") or ()]
        return asked or ([(record.order, False)] if record.order != record.key else [])

    def _page(self, record: Record, orders: Sequence[tuple[str, bool]], args: Mapping[str, Any]) -> tuple[int, bool, list[Any] | None]:
        """How many, whether from the end, and the values of the cursor."""
        first, last, after, before = (args.get(name) for name in ("first", "last", "after", "before"))
        if first is not None and last is not None:
            raise Refusal("BAD_PAGE")
        if (last is None and before is not None) or (last is not None and after is not None):
            raise Refusal("BAD_PAGE")
        size = 20 if first is None and last is None else first if last is None else last
        if size < 0 or size > 100:
            raise Refusal("BAD_PAGE")
        cursor = before if last is not None else after
        return size, last is not None, None if cursor is None else self._uncursored(record, orders, cursor)

    def _uncursored(self, record: Record, orders: Sequence[tuple[str, bool]], text: str) -> list[Any]:
        kinds = [record.by_name[name].kind for name, _ in orders]
        try:
            held = json.loads(base64.b64decode(text, validate=True))
            if not isinstance(held, list) or len(held) != len(kinds) + 1 or held[-1] is None:
                raise ValueError
            if any(not (each is None or isinstance(each, str)) or (each is not None and _unstorable(each)) for each in held):
                raise ValueError
            key: Any = held[-1] if record.key == "code" else UUID(held[-1])
            return [*(None if each is None else uncursored(kind, each) for each, kind in zip(held[:-1], kinds, strict=True)), key]
        except (ValueError, KeyError, InvalidOperation, binascii.Error, RecursionError):
            raise Refusal("BAD_CURSOR") from None

    def _sorted_by(self, record: Record, orders: Sequence[tuple[str, bool]], row: Row) -> list[Any]:
        """What a row is sorted by, as this actor sees it, with the key at the end."""
        return [*(self.seen(record, row, record.by_name[name])[0] for name, _ in orders), row[record.key]]

    def _connection(self, record: Record, rows: Sequence[Row], args: Mapping[str, Any], sets: Sequence[Any]) -> dict[str, Any]:
        words = (args.get("search") or "").split()
        fitting = [row for row in rows if (not args.get("filter") or self._fits(record, row, args["filter"])) and all(self._found(record, row, w) for w in words)]
        orders = self._orders(record, args)
        size, backward, cursor = self._page(record, orders, args)
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

        places = [(self._sorted_by(record, orders, row), row) for row in fitting]
        places.sort(key=cmp_to_key(lambda a, b: compared(a[0], b[0])))
        if cursor is not None:
            places = [each for each in places if (compared(each[0], cursor) < 0 if backward else compared(each[0], cursor) > 0)]
        more = len(places) > size
        page = places[max(len(places) - size, 0):] if backward else places[:size]
        cursors = [_cursor(place) for place, _ in page]
        self.cursors.setdefault((record.name, tuple(orders)), set()).update(cursors)
        found: dict[str, Any] = {}
        for key, nodes in self.collected(sets, f"{record.type_name}Connection").items():
            below = [n.selection_set for n in nodes]
            match nodes[0].name.value:
                case "nodes":
                    found[key] = [self._object(record, row, below) for _, row in page]
                case "edges":
                    found[key] = [self._edge(record, row, at, below) for (_, row), at in zip(page, cursors, strict=True)]
                case "pageInfo":
                    told = {"__typename": "PageInfo", "hasNextPage": cursor is not None if backward else more,
                            "hasPreviousPage": more if backward else cursor is not None,
                            "startCursor": cursors[0] if cursors else None, "endCursor": cursors[-1] if cursors else None}
                    found[key] = {inner: told[each[0].name.value] for inner, each in self.collected(below, "PageInfo").items()}
                case "totalCount":
                    found[key] = min(len(fitting), self.count_bound)
                case _:
                    found[key] = f"{record.type_name}Connection"
        return found

    def _edge(self, record: Record, row: Row, cursor: str, sets: Sequence[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, nodes in self.collected(sets, f"{record.type_name}Edge").items():
            match nodes[0].name.value:
                case "node":
                    found[key] = self._object(record, row, [n.selection_set for n in nodes])
                case "cursor":
                    found[key] = cursor
                case _:
                    found[key] = f"{record.type_name}Edge"
        return found

    # --- filters ------------------------------------------------------------------------------------------------------

    def _found(self, record: Record, row: Row, word: str) -> bool:
        return any(contains(row[f.name], word) for f in record.fields if f.search and self.judge.reads_whole(record, row, f.name))

    def _fits(self, record: Record, row: Row, given: Mapping[str, Any]) -> bool:
        return all(self._part(record, row, name, asked) for name, asked in given.items() if asked is not None)

    def _part(self, record: Record, row: Row, name: str, asked: Any) -> bool:
        if name == "and":
            return all(self._fits(record, row, each) for each in asked)
        if name == "or":
            return any(self._fits(record, row, each) for each in asked)
        if name == "not":
            return not self._fits(record, row, asked)
        if name == "id":
            return all(self._id_fits(record, row, op, value) for op, value in asked.items())
        if name in FIELDS[record.name]:
            f = FIELDS[record.name][name]
            value, _ = self.seen(record, row, f)
            return all(_compares(f.kind, value, op, operand) for op, operand in asked.items())
        way = WAYS[record.name][name]
        if way.many:
            return any(self._fits(way.record, other, asked) for other in self._linked(way, row))
        found = self._led_to(record, way, row)
        return found is not None and self._fits(way.record, found, asked)

    def _id_fits(self, record: Record, row: Row, op: str, operand: Any) -> bool:
        if operand is None:
            return op == "ne"
        met = any((g.record, g.county, g.key) == (record, self.world.county, str(row[record.key]))
                  for g in map(parsed_id, operand if isinstance(operand, list) else [operand]))
        return met != (op == "ne")


def _compares(kind: Kind, value: Any, op: str, operand: Any) -> bool:
    if operand is None:
        return value is None if op == "eq" else value is not None if op == "ne" else False
    if op == "in":
        return value is not None and value in [typed(kind, each) for each in operand]
    other = typed(kind, operand)
    if op == "ne":
        return bool(value != other)
    if value is None:
        return False
    match op:
        case "eq":
            return bool(value == other)
        case "contains":
            return contains(value, other)
        case "startsWith":
            return bool(value.startswith(other))
        case "lt":
            return bool(value < other)
        case "le":
            return bool(value <= other)
        case "gt":
            return bool(value > other)
        case "ge":
            return bool(value >= other)
    raise AssertionError(op)


def _cursor(place: Sequence[Any]) -> str:
    text = json.dumps([cursor_text(each) for each in place], ensure_ascii=False)
    return base64.b64encode(text.encode()).decode()


def _unstorable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


def applies(type_name: str, condition: str) -> bool:
    if type_name == condition:
        return True
    return condition in {face.name for face in getattr(GRAPHQL.type_map[type_name], "interfaces", ())}


def type_of(record: Record, row: Row) -> str:
    return next((name for value, name, *_ in record.variants if row[record.variant_field or ""] == value), record.type_name)


def item_type_of(record: Record, f: Field) -> str:
    of = GRAPHQL.type_map[record.type_name].fields[camel(f.name)].type  # type: ignore[attr-defined]
    while hasattr(of, "of_type"):
        of = of.of_type
    return str(of.name)


def _possible(of: Any, name: str, parent: str, args: Mapping[str, Any]) -> Iterator[str]:
    """The object types an answer may have: by the id it is asked for, every variant of an interface, or the type itself."""
    if of.name == "Node":
        for text in [*args.get("ids", ()), *([args["id"]] if "id" in args else ())]:
            kind = KINDS.get(str(text).partition(":")[0])
            if kind is not None:
                yield from ([variant[1] for variant in kind.variants] or [kind.type_name])
    elif parent == "Query" and name in CamelRecords and KINDS.get(str(args["id"]).partition(":")[0]) is not CamelRecords[name]:
        return
    elif of.name in KINDS and KINDS[of.name].variants and of.name == KINDS[of.name].type_name:
        yield from (variant[1] for variant in KINDS[of.name].variants)
    elif hasattr(of, "fields"):
        yield of.name
