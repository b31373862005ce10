"""A naive reader: a GraphQL document walked in Python over rows in memory, every right asked of Casbin one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphql import FieldNode

from authz.actor import Actor
from schema.kit import Field, Kind, Record, camel
from schema.registry import RECORDS
from tests.oracle.document import Document, item_type_of, type_of
from tests.oracle.graph import Drawing
from tests.oracle.judge import Line, Row
from tests.oracle.paging import SINGLE, Check, orders_of, page_of, turned
from tests.oracle.sight import Sight
from tests.oracle.values import Refusal, cursor, parsed_id, wired
from tests.oracle.world import FIELDS, WAYS, World

LISTED = {camel(record.plural): record for record in RECORDS.values() if record.listed}
WAITING = {  # inbox field -> record, state, fields that must name the actor or his agency
    "tasks": ("task", "OPEN", ("assignee", "agency")), "duties": ("duty", "RUNNING", ("agency",)), "conflicts": ("conflict", "OPEN", ()),
    "quarantines": ("quarantine", "HELD", ("owner_agency",)), "shares": ("share", "OFFERED", ("to_agency",)),
    "notifications": ("notification", "UNREAD", ("person", "field_unit", "agency"))}


@dataclass
class Reader:
    """Answers operations for one actor on one county at one moment."""

    world: World
    lines: Sequence[Line]
    actor: Actor | None
    now: datetime
    count_bound: int = 10_000
    cursors: dict[tuple[str, tuple[tuple[str, bool], ...]], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sight = None if self.actor is None else Sight(self.world, self.lines, self.actor, self.now)

    def answer(self, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """{"data": …, "errors": [(key, code)…]}."""
        document = Document.read(text, variables)
        data: dict[str, Any] = {}
        errors: list[tuple[str, str]] = []
        for key, nodes in document.roots().items():
            try:
                if nodes[0].name.value == "__typename":
                    data[key] = "Query"
                elif self.sight is None:
                    raise Refusal("UNAUTHENTICATED")
                else:
                    Check(document, self.sight.judge).root(nodes)
                    data[key] = _Answer(self, document, self.sight).root(nodes)
            except Refusal as refusal:
                data[key] = None
                errors.append((key, refusal.code))
        return {"data": data, "errors": errors}


@dataclass
class _Answer:
    """One root in the making."""

    of: Reader
    document: Document
    sight: Sight

    def root(self, nodes: Sequence[FieldNode]) -> Any:
        name, sets = nodes[0].name.value, [node.selection_set for node in nodes]
        args = self.document.arguments("Query", nodes[0])
        match name:
            case "node":
                return self._by_id(args["id"], None, sets)
            case "nodes":
                return [self._by_id(text, None, sets) for text in args["ids"]]
            case "me":
                return self._me(sets)
            case "inbox":
                return {key: self._waiting(inner) for key, inner in self.document.collected(sets, "Inbox").items()}
        if name in SINGLE:
            return self._by_id(args["id"], SINGLE[name], sets)
        return self._connection(LISTED[name], self.sight.rows(LISTED[name]), args, sets)

    def _by_id(self, text: str, expected: Record | None, sets: Sequence[Any]) -> Any:
        found = parsed_id(text)
        if found.county != self.of.world.county or (expected is not None and found.record is not expected):
            return None
        return self._known(found.record, found.key, sets)

    def _known(self, record: Record, key: Any, sets: Sequence[Any]) -> Any:
        row = self.of.world.row(record.name, key)
        return self._object(record, row, sets) if row is not None and self.sight.judge.may(record, row) else None

    def _me(self, sets: Sequence[Any]) -> Any:
        actor = self.sight.actor
        mine = {"user": ("user", actor.user_id), "agency": ("agency", actor.agency), "unit": ("field_unit", actor.unit)}
        found: dict[str, Any] = {}
        for key, nodes in self.document.collected(sets, "Me").items():
            name = nodes[0].name.value
            if name in mine:
                found[key] = self._known(RECORDS[mine[name][0]], mine[name][1], [n.selection_set for n in nodes])
            else:
                found[key] = sorted(actor.roles) if name == "roles" else "Me"
        return found

    def _waiting(self, nodes: Sequence[FieldNode]) -> Any:
        if nodes[0].name.value == "__typename":
            return "Inbox"
        name, state, fields = WAITING[nodes[0].name.value]
        record, actor = RECORDS[name], self.sight.actor
        own = {"user": actor.user_id, "field_unit": actor.unit, "agency": actor.agency}

        def mine(row: Row) -> bool:
            known = [record.by_name[name] for name in fields]
            seen = [(f, self.sight.seen(record, row, f)[0]) for f in known]
            return not fields or any(value is not None and value == own[f.record or ""] for f, value in seen)

        rows = [row for row in self.sight.rows(record) if row["state"] == state and mine(row)]
        return self._connection(record, rows, self.document.arguments("Inbox", nodes[0]), [n.selection_set for n in nodes])

    # --- rows and fields ----------------------------------------------------------------------------------------------

    def _object(self, record: Record, row: Row, sets: Sequence[Any]) -> dict[str, Any]:
        type_name = type_of(record, row)
        return {key: self._field(record, row, type_name, nodes) for key, nodes in self.document.collected(sets, type_name).items()}

    def _field(self, record: Record, row: Row, type_name: str, nodes: Sequence[FieldNode]) -> Any:
        name, sets = nodes[0].name.value, [n.selection_set for n in nodes]
        if name == "__typename":
            return type_name
        if name == "id":
            return f"{type_name}:{self.of.world.county}:{row[record.key]}"
        if name == "stateLabel":
            assert record.flow is not None
            return record.flow.labels.get(row["state"])
        if name == "availableActions":
            return self._actions(record, row, sets)
        if name == "graph" and record.name == "case":
            return self._graph(row, self.document.arguments(type_name, nodes[0]), sets)
        if name in FIELDS[record.name]:
            f = FIELDS[record.name][name]
            if f.kind is Kind.ITEMS:
                return self._changes(row, sets) if f.copies else self._elements(record, row, f, sets)
            value, _ = self.sight.seen(record, row, f)
            return None if f.copies and not self.sight.copy_shown(row, row["path"]) else wired(value)
        way = WAYS[record.name][name]
        if way.many:
            return self._connection(way.record, self.sight.linked(way, row), self.document.arguments(type_name, nodes[0]), sets)
        found = self.sight.led_to(record, way, row)
        return None if found is None else self._object(way.record, found, sets)

    def _graph(self, row: Row, args: Mapping[str, Any], sets: Sequence[Any]) -> dict[str, Any]:
        depth = args.get("depth")
        drawing = Drawing(self.sight, row["id"], 2 if depth is None else depth)
        told: dict[str, Any] = {}
        for key, nodes in self.document.collected(sets, "CaseGraph").items():
            name, below = nodes[0].name.value, [n.selection_set for n in nodes]
            if name in ("nodes", "edges"):
                every = map(drawing.node, drawing.nodes) if name == "nodes" else drawing.edges()
                kind = "GraphNode" if name == "nodes" else "GraphEdge"
                told[key] = [{at: one[each[0].name.value] for at, each in self.document.collected(below, kind).items()} for one in every]
            else:
                told[key] = drawing.truncated if name == "truncated" else "CaseGraph"
        return told

    def _actions(self, record: Record, row: Row, sets: Sequence[Any]) -> list[dict[str, Any]]:
        assert record.flow is not None
        found = []
        for move in record.flow.moves:
            if row["state"] in move.sources and self.sight.judge.may(record, row, f"move.{move.name}"):
                told = {"__typename": "AvailableAction", "move": move.name, "label": move.label, "doc": move.doc, "mutation": camel(f"{record.name}_{move.name}"),
                        "inputs": [camel(each) for each in move.inputs], "required": [camel(each) for each in move.required], "basis": move.basis or None}
                found.append({key: told[nodes[0].name.value] for key, nodes in self.document.collected(sets, "AvailableAction").items()})
        return found

    def _elements(self, record: Record, row: Row, f: Field, sets: Sequence[Any]) -> list[dict[str, Any]] | None:
        if not self.sight.judge.reads(record, row, f.name):
            return None
        type_name = item_type_of(record, f)
        names = {camel(item.name): item.name for item in f.items}
        found = []
        for element in row[f.name] or ():
            told: dict[str, Any] = {}
            for key, nodes in self.document.collected(sets, type_name).items():
                name = nodes[0].name.value
                if name in ("__typename", "id"):
                    told[key] = type_name if name == "__typename" else element.get("id")
                else:
                    told[key] = element.get(names[name]) if self.sight.judge.reads(record, row, f"{f.name}.{names[name]}") else None
            found.append(told)
        return found

    def _changes(self, row: Row, sets: Sequence[Any]) -> list[dict[str, Any]] | None:
        if not self.sight.judge.reads(RECORDS["entry"], row, "changes"):
            return None
        found = []
        for change in sorted(self.of.world.changes.get(row["id"], ()), key=lambda change: change["ordinal"]):
            if self.sight.copy_shown(row, change["field"]):
                told = {"__typename": "EntryChange", "id": str(change["ordinal"])} | {
                    name: change[name] if self.sight.judge.reads(RECORDS["entry"], row, f"changes.{name}") else None for name in ("field", "old", "new")}
                found.append({key: told[nodes[0].name.value] for key, nodes in self.document.collected(sets, "EntryChange").items()})
        return found

    # --- connections --------------------------------------------------------------------------------------------------

    def _connection(self, record: Record, rows: Sequence[Row], args: Mapping[str, Any], sets: Sequence[Any]) -> dict[str, Any]:
        words = (args.get("search") or "").split()
        fitting = [row for row in rows if (not args.get("filter") or self.sight.fits(record, row, args["filter"])) and all(self.sight.found(record, row, w) for w in words)]
        orders = orders_of(record, args)
        page = page_of(record, orders, args)
        found = turned(self.sight, record, fitting, orders, page)
        cursors = [cursor(place) for place, _ in found.rows]
        self.of.cursors.setdefault((record.name, tuple(orders)), set()).update(cursors)
        told: dict[str, Any] = {}
        for key, nodes in self.document.collected(sets, f"{record.type_name}Connection").items():
            below = [n.selection_set for n in nodes]
            match nodes[0].name.value:
                case "nodes":
                    told[key] = [self._object(record, row, below) for _, row in found.rows]
                case "edges":
                    told[key] = [self._edge(record, row, at, below) for (_, row), at in zip(found.rows, cursors, strict=True)]
                case "pageInfo":
                    came = page.cursor is not None
                    info = {"__typename": "PageInfo", "hasNextPage": came if page.backward else found.more, "hasPreviousPage": found.more if page.backward else came,
                            "startCursor": cursors[0] if cursors else None, "endCursor": cursors[-1] if cursors else None}
                    told[key] = {inner: info[each[0].name.value] for inner, each in self.document.collected(below, "PageInfo").items()}
                case "totalCount":
                    told[key] = min(len(fitting), self.of.count_bound)
                case _:
                    told[key] = f"{record.type_name}Connection"
        return told

    def _edge(self, record: Record, row: Row, at: str, sets: Sequence[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, nodes in self.document.collected(sets, f"{record.type_name}Edge").items():
            match nodes[0].name.value:
                case "node":
                    found[key] = self._object(record, row, [n.selection_set for n in nodes])
                case "cursor":
                    found[key] = at
                case _:
                    found[key] = f"{record.type_name}Edge"
        return found
