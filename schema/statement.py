"""Renders a whole operation's guarded reads as ONE SQL statement that returns the JSON text of its data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schema.clause import COUNTY, Binds, case_shared, clause, column, copy_visible, joined_on, quoted, seen, table
from schema.graph import graph
from schema.kit import Field, Kind, Record, camel
from schema.paging import count, rows, where
from schema.read import (
    ALWAYS,
    NEVER,
    Access,
    Envelope,
    Fact,
    Fixed,
    Graph,
    Guarded,
    Items,
    Many,
    Named,
    On,
    One,
    Pick,
    Read,
    Root,
    Scalar,
    Term,
    Value,
)
from schema.registry import RECORDS
from schema.sorting import sorts_of


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
    heads = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in binds.heads.items())
    return Statement(f"{f'WITH {heads} ' if heads else ''}SELECT {body}::text", tuple(binds.terms))


def _json_object(members: Sequence[tuple[str, str]]) -> str:
    return "JSON_OBJECT(" + ", ".join(f"{quoted(key)} : {value}" for key, value in members) + " RETURNING json)"  # jsonb would sort the keys


def _root(root: Root, binds: Binds) -> str:
    if root.fact:
        return binds.place(root.fact)
    if root.typename:
        return quoted(root.typename)
    if root.wrap is not None:
        inner = [(part.key, _root(part, binds)) for part in root.wrap]
        if root.listed:
            return f"JSON_ARRAY({', '.join(value for _, value in inner)} RETURNING json)" if inner else "'[]'::json"
        return _json_object(inner)
    if root.named is not None:
        return _named(root.named, binds)
    if root.read is None:
        return "NULL"
    if root.read.envelope is not None and not _asks_rows(root.read.envelope):
        return _connection(root.read, "", "", binds, root=True)
    alias = binds.alias()
    tie = f"{alias}.county = {binds.place(COUNTY)}"
    return _one(root.read, alias, tie, binds) if root.read.page is None else _connection(root.read, alias, tie, binds, root=True)


def _one(read: Read, alias: str, tie: str, binds: Binds) -> str:
    record = RECORDS[read.record]
    binds.measure(alias)
    kept, shown = where(read, alias, tie, binds), _object(record, read.picks, alias, binds)
    return f"(SELECT {shown} FROM {table(record)} {alias}{binds.measured(record, alias)} WHERE {kept})"


def _named(named: Sequence[Named], binds: Binds) -> str:
    """Rows in the order of their ids, each kind of record by one subselect, so that the statement is the same for two ids and a hundred."""
    kinds = []
    for of_kind in named:
        row, name = binds.alias(), binds.alias()
        tie = f"{row}.county = {binds.place(COUNTY)} AND {row}.county = {name}.county AND {row}.{RECORDS[of_kind.read.record].key} = {name}.key"
        names = f"unnest({', '.join(map(binds.place, (of_kind.keys, of_kind.counties, of_kind.places)))}) AS {name}(key, county, place)"
        kinds.append(f"SELECT {name}.place, {_one(of_kind.read, row, tie, binds)} AS found FROM {names}")
    return f"(SELECT json_agg(n.found ORDER BY n.place) FROM ({' UNION ALL '.join(kinds)}) AS n)" if kinds else "'[]'::json"


def _object(record: Record, picks: Sequence[Pick], alias: str, binds: Binds) -> str:
    if not any(isinstance(pick, On) for pick in picks):
        return _json_object([(p.key, _pick(record, p, alias, binds)) for p in picks if not isinstance(p, On)])
    flat = {value: [inner for pick in picks for inner in ((pick.picks if value in pick.variants else ()) if isinstance(pick, On) else (pick,))]
            for value, *_ in record.variants}
    first = next(iter(flat.values()))
    if all(other == first for other in flat.values()):
        return _object(record, first, alias, binds)
    arms = " ".join(f"WHEN {quoted(value)} THEN {_object(record, its, alias, binds)}" for value, its in flat.items())
    return f'CASE {alias}."{record.variant_field}" {arms} END'


def _pick(record: Record, pick: Scalar | Items | One | Many | Graph, alias: str, binds: Binds) -> str:
    if isinstance(pick, Items | One) and _given(pick.access).full == NEVER:
        return "NULL"  # rendering what is thrown away would leave placeholders that stand nowhere
    match pick:
        case Graph():
            return graph(pick, alias, binds)
        case Scalar():
            return _scalar(record, pick, alias, binds)
        case Items():
            return _items(record, pick, alias, binds)
        case One(_, link, read, access):
            inner = _beside(record, link, alias, binds)
            row = _one(read, inner, joined_on(record, link, alias, inner), binds)
            return _when(record, _given(access), row, alias, binds)
        case Many(_, link, read):
            inner = _beside(record, link or "", alias, binds)
            return _connection(read, inner, joined_on(record, link or "", alias, inner), binds, root=False)


def _beside(record: Record, link: str, alias: str, binds: Binds) -> str:
    """An alias for the row a link leads to, which shares the access to its case where it shares the case."""
    inner = binds.alias()
    if case_shared(record, link):
        binds.same_case(inner, alias)
    return inner


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
    rows = []
    told = [(edition, move, when) for name, when in pick.actions for edition, flow in record.flows.items() if (move := flow.move(name))]
    for place, (edition, move, when) in enumerate(told):
        said = {"__typename": "AvailableAction", "move": move.name, "label": move.label, "doc": move.doc, "mutation": camel(f"{record.name}_{move.name}"),
                "inputs": [camel(i) for i in move.inputs], "required": [camel(r) for r in move.required], "basis": move.basis or None}
        shown = json.dumps({key: said[part] for key, part in pick.args}, ensure_ascii=False)
        states = binds.place(Fixed(move.sources, "text[]"))
        under = f"{alias}.edition = {edition} AND " if record.editioned else ""
        rows.append(f"({place}, {quoted(shown)}::json, {under}{alias}.state = ANY({states}) AND {clause(when, record, alias, binds)})")
    if not rows:
        return "'[]'::json"
    return f"(SELECT coalesce(json_agg(a.said ORDER BY a.place), '[]') FROM (VALUES {', '.join(rows)}) AS a(place, said, allowed) WHERE a.allowed)"


def _items(record: Record, pick: Items, alias: str, binds: Binds) -> str:
    field = record.by_name[pick.field]
    if field.copies:
        return _when(record, _given(pick.access), _entry_changes(record, pick, alias, binds), alias, binds)
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


def _entry_changes(record: Record, pick: Items, alias: str, binds: Binds) -> str:
    row = binds.alias()
    values = {"field": f"{row}.field", "old": f"{row}.old", "new": f"{row}.new", "id": f"{row}.ordinal::text"}
    members = [(p.key, quoted("EntryChange") if p.form == "typename" else _when(record, _given(p.access), values[p.field], alias, binds)) for p in pick.picks]
    return (f"(SELECT coalesce(json_agg({_json_object(members)} ORDER BY {row}.ordinal), '[]') FROM entry_change {row}"
            f" WHERE {row}.county = {alias}.county AND {row}.entry_id = {alias}.id AND {copy_visible(pick.copies, alias, f'{row}.field', binds)})")


# --- connections ----------------------------------------------------------------------------------------------------


def _asks_rows(envelope: Envelope) -> bool:
    return any(part != "typename" for part, *_ in envelope.parts)


def _connection(read: Read, alias: str, tie: str, binds: Binds, *, root: bool) -> str:
    assert read.page is not None and read.envelope is not None
    record, wanted = RECORDS[read.record], {part for part, *_ in read.envelope.parts}
    total = count(read, alias, tie, binds, root=root) if "total_count" in wanted else ""
    if not wanted & {"edges", "nodes", "page_info"}:
        return _json_object([(key, _envelope_part(part, inner, record, read, "", total, binds)) for part, key, inner in read.envelope.parts])
    source = rows(read, alias, tie, binds, root=root, bare=_bare(read))
    binds.measure(alias)
    members = [(key, _envelope_part(part, inner, record, read, alias, total, binds)) for part, key, inner in read.envelope.parts]
    # one object for the whole page, also where nothing aggregates
    return f"(SELECT {_json_object(members)} FROM {source}{binds.measured(record, alias)} HAVING TRUE)"


def _bare(read: Read) -> bool:
    """Whether nothing asks if there are more rows than the page has."""
    assert read.page is not None and read.envelope is not None
    return not read.page.backward and all(part != "page_info" for part, *_ in read.envelope.parts)


def _envelope_part(part: str, inner: tuple[Any, ...], record: Record, read: Read, alias: str, count: str, binds: Binds) -> str:
    assert read.page is not None
    if part in ("typename", "total_count"):
        return count if part == "total_count" else quoted(f"{record.type_name}Connection")
    size = binds.place(read.page.size)
    ordered = f" ORDER BY {alias}.rn DESC" if read.page.backward else ""
    kept = "" if _bare(read) else f" FILTER (WHERE {alias}.rn <= {size})"
    match part:
        case "nodes":
            return f"coalesce(json_agg({_object(record, inner, alias, binds)}{ordered}){kept}, '[]')"
        case "edges":
            members = [(key, _edge_part(what, picks, record, read, alias, binds)) for what, key, picks in inner]
            return f"coalesce(json_agg({_json_object(members)}{ordered}){kept}, '[]')"
        case _:
            return _json_object([(key, _page_info(what, record, read, alias, size, kept)) for what, key in inner])


def _edge_part(what: str, picks: tuple[Pick, ...], record: Record, read: Read, alias: str, binds: Binds) -> str:
    if what == "node":
        return _object(record, picks, alias, binds)
    return quoted(f"{record.type_name}Edge") if what == "typename" else _cursor(record, read, alias)


def _cursor(record: Record, read: Read, alias: str) -> str:
    values = ", ".join(f"({sort.sql})::text" for sort in sorts_of(record, read.orders, alias))
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
            return f"(array_agg({_cursor(record, read, alias)} ORDER BY {alias}.rn{' DESC' if newest else ''}){kept})[1]"

