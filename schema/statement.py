"""Renders a whole operation's guarded reads as ONE SQL statement that returns the JSON text of its data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schema.clause import COUNTY, Binds, cast_of, clause, column, copy_visible, joined_on, quoted, seen, table
from schema.kit import Field, Kind, Record, camel
from schema.read import (
    ALWAYS,
    NEVER,
    Access,
    Fact,
    Fixed,
    Guarded,
    Items,
    Many,
    On,
    One,
    Order,
    Page,
    Pick,
    Read,
    Root,
    Scalar,
    Term,
    Value,
)
from schema.registry import RECORDS
from schema.tables import key_cast

COUNT_BOUND = 10_000
"""totalCount counts up to this many rows; this value means "this many or more"."""


@dataclass(frozen=True)
class Statement:
    """One SQL text and the terms its placeholders stand for."""

    sql: str
    terms: tuple[Term, ...]

    def arguments(self, values: Sequence[Any], facts: Mapping[str, Any]) -> list[Any]:
        """Values for the placeholders; facts are the actor's attributes and the moment (`now`)."""
        return [_bound(term, values, facts) for term in self.terms]


def _bound(term: Term, values: Sequence[Any], facts: Mapping[str, Any]) -> Any:
    match term:
        case Value(index):
            return values[index]
        case Fact(name):
            return facts[name]
        case Fixed(value):
            return list(value) if isinstance(value, tuple) else value


def facts_of(actor: Any, now: datetime) -> dict[str, Any]:
    """The attributes of an actor that a statement may ask for."""
    return {"agency": actor.agency, "unit": actor.unit, "user_id": actor.user_id, "branch": actor.branch, "county": actor.county,
            "audiences": list(actor.audiences), "townships": list(actor.townships), "roles": sorted(actor.roles), "now": now}


def render(guarded: Sequence[Guarded]) -> Statement:
    """The statement of a whole operation."""
    binds = Binds()
    assert all(type(g) is Guarded for g in guarded), "only guarded reads are rendered"
    body = _json_object([(g.root.key, _root(g.root, binds)) for g in guarded])
    return Statement(f"SELECT {body}::text", tuple(binds.terms))


def _json_object(members: Sequence[tuple[str, str]]) -> str:
    return "JSON_OBJECT(" + ", ".join(f"{quoted(key)} : {value}" for key, value in members) + ")"


def _root(root: Root, binds: Binds) -> str:
    if root.fact:
        return binds.place(root.fact)
    if root.typename:
        return quoted(root.typename)
    if root.read is None:
        inner = [(part.key, _root(part, binds)) for part in root.wrap]
        if root.listed:
            return f"JSON_ARRAY({', '.join(value for _, value in inner)} NULL ON NULL)" if inner else "'[]'::json"
        return _json_object(inner) if inner else "NULL"
    if root.read.envelope and all(part == "typename" for part, *_ in root.read.envelope.parts):
        return _connection(root.read, "", "", binds)
    alias = binds.alias()
    tie = f"{alias}.county = {binds.place(COUNTY)}"
    return _one(root.read, alias, tie, binds) if root.read.page is None else _connection(root.read, alias, tie, binds)


def _one(read: Read, alias: str, tie: str, binds: Binds) -> str:
    record = RECORDS[read.record]
    return f"(SELECT {_object(record, read.picks, alias, binds)} FROM {table(record)} {alias} WHERE {_where(read, alias, tie, binds)})"


def _where(read: Read, alias: str, tie: str, binds: Binds, more: Sequence[str] = ()) -> str:
    record = RECORDS[read.record]
    assert read.visible is not None, "an unguarded read reached the renderer"
    parts = [tie, *(clause(c, record, alias, binds) for c in (read.where, read.visible) if c != ALWAYS), *more]
    return " AND ".join(parts)


def _object(record: Record, picks: Sequence[Pick], alias: str, binds: Binds) -> str:
    if not any(isinstance(pick, On) for pick in picks):
        return _json_object([(p.key, _pick(record, p, alias, binds)) for p in picks if not isinstance(p, On)])
    arms = []
    for value, *_ in record.variants:
        flat = [inner for pick in picks for inner in ((pick.picks if value in pick.variants else ()) if isinstance(pick, On) else (pick,))]
        arms.append(f"WHEN {quoted(value)} THEN {_object(record, flat, alias, binds)}")
    return f'CASE {alias}."{record.variant_field}" {" ".join(arms)} END'


def _pick(record: Record, pick: Scalar | Items | One | Many, alias: str, binds: Binds) -> str:
    match pick:
        case Scalar():
            return _scalar(record, pick, alias, binds)
        case Items():
            return _items(record, pick, alias, binds)
        case One(_, link, read, access):
            if _given(access).full == NEVER:
                return "NULL"
            inner = binds.alias()
            row = _one(read, inner, joined_on(record, link, alias, inner), binds)
            return _when(record, _given(access), row, alias, binds)
        case Many(_, link, read):
            inner = binds.alias()
            return _connection(read, inner, joined_on(record, link or "", alias, inner), binds)


def _given(access: Access | None) -> Access:
    assert access is not None, "an unguarded field reached the renderer"
    return access


def _when(record: Record, access: Access, value: str, alias: str, binds: Binds) -> str:
    if access.full == ALWAYS:
        return value
    return "NULL" if access.full == NEVER else f"CASE WHEN {clause(access.full, record, alias, binds)} THEN {value} END"


def _type_sql(record: Record, alias: str) -> str:
    if not record.variants:
        return quoted(record.type_name)
    arms = " ".join(f"WHEN {quoted(value)} THEN {quoted(name)}" for value, name, *_ in record.variants)
    return f'CASE {alias}."{record.variant_field}" {arms} ELSE {quoted(record.type_name)} END'


def _scalar(record: Record, pick: Scalar, alias: str, binds: Binds) -> str:
    match pick.form:
        case "typename":
            return _type_sql(record, alias)
        case "id":
            return f"({_type_sql(record, alias)} || ':' || {alias}.county || ':' || {alias}.{record.key})"
        case "actions":
            return _actions(record, pick, alias, binds)
    field = record.by_name[pick.field]
    if field.copies:
        if _given(pick.access).full == NEVER:
            return "NULL"
        value = f"CASE WHEN {copy_visible(pick.copies, alias, f'{alias}.path', binds)} THEN {column(field, alias)} END"
        return _when(record, _given(pick.access), value, alias, binds)
    value = seen(record, field, alias, _given(pick.access), binds)
    if value == "NULL":
        return value
    if pick.form == "label":
        arms = " ".join(f"WHEN {quoted(choice.value)} THEN {quoted(choice.label)}" for choice in field.choices)
        return f"CASE {value} {arms} END"
    if field.kind is Kind.LINK:
        return f"({quoted(RECORDS[field.record or ''].type_name + ':')} || {alias}.county || ':' || {value})"
    return f"({value})::text" if field.kind is Kind.MONEY else value


def _actions(record: Record, pick: Scalar, alias: str, binds: Binds) -> str:
    if record.flow is None or not pick.actions:
        return "'[]'::json"
    rows = []
    for place, (name, when) in enumerate(pick.actions):
        move = record.flow.move(name)
        assert move is not None
        said = {"__typename": "AvailableAction", "move": name, "label": move.label, "doc": move.doc, "mutation": camel(f"{record.name}_{name}"),
                "inputs": [camel(i) for i in move.inputs], "required": [camel(r) for r in move.required], "basis": move.basis or None}
        shown = json.dumps({key: said[part] for key, part in pick.args}, ensure_ascii=False)
        states = binds.place(Fixed(move.sources, "text[]"))
        rows.append(f"({place}, {quoted(shown)}::json, {alias}.state = ANY({states}) AND {clause(when, record, alias, binds)})")
    return f"(SELECT coalesce(json_agg(a.said ORDER BY a.place), '[]') FROM (VALUES {', '.join(rows)}) AS a(place, said, allowed) WHERE a.allowed)"


def _items(record: Record, pick: Items, alias: str, binds: Binds) -> str:
    field = record.by_name[pick.field]
    if _given(pick.access).full == NEVER:
        return "NULL"
    if field.copies:
        return _when(record, _given(pick.access), _entry_changes(pick, alias, binds), alias, binds)
    element = binds.alias()
    members = [(p.key, _item_value(record, field, p, alias, f"{element}.v", binds)) for p in pick.picks]
    whole = (f"(SELECT coalesce(json_agg({_json_object(members)} ORDER BY {element}.o), '[]')"
             f' FROM jsonb_array_elements({alias}."{field.name}") WITH ORDINALITY AS {element}(v, o))')
    return _when(record, _given(pick.access), whole, alias, binds)


def _item_value(record: Record, field: Field, pick: Scalar, alias: str, element: str, binds: Binds) -> str:
    if pick.form == "typename":
        return quoted(pick.field)
    value = f"{element} -> {quoted(pick.field)}"
    if pick.form == "label":
        item = next(i for i in field.items if i.name == pick.field)
        arms = " ".join(f"WHEN {quoted(choice.value)} THEN {quoted(choice.label)}" for choice in item.choices)
        value = f"CASE {element} ->> {quoted(pick.field)} {arms} END"
    return _when(record, _given(pick.access), value, alias, binds)


def _entry_changes(pick: Items, alias: str, binds: Binds) -> str:
    row = binds.alias()
    values = {"field": f"{row}.field", "old": f"{row}.old", "new": f"{row}.new", "id": f"{row}.ordinal::text"}
    members = [(p.key, quoted("EntryChange") if p.form == "typename" else values[p.field]) for p in pick.picks]
    return (f"(SELECT coalesce(json_agg({_json_object(members)} ORDER BY {row}.ordinal), '[]') FROM entry_change {row}"
            f" WHERE {row}.county = {alias}.county AND {row}.entry_id = {alias}.id AND {copy_visible(pick.copies, alias, f'{row}.field', binds)})")


# --- connections ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sort:
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
        return f"({self.sql} {'<' if self.descending != backward else '>'} {place}{tail})"

    def same(self, place: str | None) -> str:
        return f"{self.sql} IS NULL" if place is None else f"{self.sql} = {place}"


NEVER_NULL = frozenset({"created_at", "updated_at", "version", "state", "position"})


def _sorts(record: Record, orders: Sequence[Order], alias: str) -> list[_Sort]:
    sorts = []
    for order in orders:
        field = record.by_name[order.field]
        text = field.kind in (Kind.TEXT, Kind.CHOICE)
        sorts.append(_Sort(_sorted_by(record, field, order, alias) + (' COLLATE "C"' if text else ""), cast_of(record, field.name),
                           order.descending, not (field.required or field.name in NEVER_NULL)))
    if not orders and record.order != record.key:
        sorts.append(_Sort(f"{alias}.{record.order}", cast_of(record, record.order), False, False))
    newest_first = record.key == "id" and not sorts
    sorts.append(_Sort(f"{alias}.{record.key}", key_cast(record), newest_first, False))
    return sorts


def _sorted_by(record: Record, field: Field, order: Order, alias: str) -> str:
    """The value as this actor sees it; the guard leaves only orderings whose access is the same for every row."""
    value = column(field, alias) if order.access is None else seen(record, field, alias, order.access, Binds())
    return f"NULL::{cast_of(record, field.name)}" if value == "NULL" else value


def sort_casts(record: Record, orders: Sequence[Order]) -> list[tuple[str, bool]]:
    """Type and nullability of every value a cursor holds."""
    return [(sort.cast, sort.nullable) for sort in _sorts(record, orders, "t")]


def _keyset(sorts: Sequence[_Sort], page: Page, binds: Binds) -> str | None:
    if page.after is None:
        return None
    places = [None if term is None else binds.place(term) for term in page.after]
    arms = []
    for i, sort in enumerate(sorts):
        equal = [s.same(p) for s, p in zip(sorts[:i], places[:i], strict=True)]
        arms.append("(" + " AND ".join([*equal, sort.beyond(places[i], page.backward)]) + ")")
    return "(" + " OR ".join(arms) + ")" if len(arms) > 1 else arms[0]


def _connection(read: Read, alias: str, tie: str, binds: Binds) -> str:
    assert read.page is not None and read.envelope is not None
    record, page = RECORDS[read.record], read.page
    wanted = {part for part, *_ in read.envelope.parts}
    if wanted <= {"typename"}:  # no row is asked for; what is placed and then not used, the server refuses
        return _json_object([(key, quoted(f"{record.type_name}Connection")) for _, key, _ in read.envelope.parts])
    count = f"(SELECT count(*) FROM (SELECT FROM {table(record)} {alias} WHERE {_where(read, alias, tie, binds)} LIMIT {COUNT_BOUND}) AS counted)"
    if not wanted & {"edges", "nodes", "page_info"}:
        return _json_object([(key, _envelope_part(part, inner, record, read, "", count, binds)) for part, key, inner in read.envelope.parts])
    sorts = _sorts(record, read.orders, alias)
    keyset = _keyset(sorts, page, binds)
    ordering = ", ".join(sort.order(page.backward) for sort in sorts)
    size = binds.place(page.size)
    rows = (f"(SELECT {alias}.*, row_number() OVER (ORDER BY {ordering}) AS rn FROM {table(record)} {alias}"
            f" WHERE {_where(read, alias, tie, binds, [keyset] if keyset else [])} ORDER BY {ordering} LIMIT {size} + 1) AS {alias}")
    members = [(key, _envelope_part(part, inner, record, read, alias, count, binds)) for part, key, inner in read.envelope.parts]
    return f"(SELECT {_json_object(members)} FROM {rows})"


def _envelope_part(part: str, inner: tuple[Any, ...], record: Record, read: Read, alias: str, count: str, binds: Binds) -> str:
    assert read.page is not None
    if part in ("typename", "total_count"):
        return count if part == "total_count" else quoted(f"{record.type_name}Connection")
    size = binds.place(read.page.size)
    ordered = f" ORDER BY {alias}.rn DESC" if read.page.backward else ""
    kept = f"FILTER (WHERE {alias}.rn <= {size})"
    match part:
        case "nodes":
            return f"coalesce(json_agg({_object(record, inner, alias, binds)}{ordered}) {kept}, '[]')"
        case "edges":
            members = [(key, _edge_part(what, picks, record, read, alias, binds)) for what, key, picks in inner]
            return f"coalesce(json_agg({_json_object(members)}{ordered}) {kept}, '[]')"
        case _:
            return _json_object([(key, _page_info(what, record, read, alias, size, kept)) for what, key in inner])


def _edge_part(what: str, picks: tuple[Pick, ...], record: Record, read: Read, alias: str, binds: Binds) -> str:
    if what == "node":
        return _object(record, picks, alias, binds)
    return quoted(f"{record.type_name}Edge") if what == "typename" else _cursor(record, read, alias)


def _cursor(record: Record, read: Read, alias: str) -> str:
    values = ", ".join(f"({sort.sql})::text" for sort in _sorts(record, read.orders, alias))
    return f"translate(encode(convert_to(JSON_ARRAY({values} NULL ON NULL)::text, 'UTF8'), 'base64'), E'\\n', '')"


def _page_info(what: str, record: Record, read: Read, alias: str, size: str, kept: str) -> str:
    assert read.page is not None
    more, from_cursor = f"(count(*) > {size})", "TRUE" if read.page.after is not None else "FALSE"
    backward = read.page.backward
    match what:
        case "typename":
            return quoted("PageInfo")
        case "has_next_page":
            return from_cursor if backward else more
        case "has_previous_page":
            return more if backward else from_cursor
        case _:
            newest = (what == "end_cursor") != backward
            return f"(array_agg({_cursor(record, read, alias)} ORDER BY {alias}.rn{' DESC' if newest else ''}) {kept})[1]"

