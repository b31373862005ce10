"""Questions aimed at one change: by the field, its old and its new value, through filters, orders, searches, links and counts."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from graphql import GraphQLEnumType

from schema.kit import Field, Kind, Record, camel
from schema.registry import RECORDS
from schema.types.served import GRAPHQL
from tests.oracle.document import type_of
from tests.oracle.questions import Operation
from tests.oracle.secrecy import Change
from tests.oracle.values import wired
from tests.oracle.world import WAYS, World


def probe(random: Random, world: World, change: Change) -> Operation:
    """One small question that would tell the change from its absence, if anything of it were to be seen."""
    record = RECORDS[change.record]
    row = change.row or (random.choice(world.rows[record.name]) if world.rows[record.name] else {})
    f = record.by_name[change.field] if change.field else random.choice([f for f in record.fields if f.kind is not Kind.ITEMS])
    args = _args(random, world.county, record, f, [value for value in (row.get(_column(f)), change.new) if value is not None])
    asked = f"{{ totalCount edges {{ cursor node {{ {_picks(record, f)} }} }} pageInfo {{ hasNextPage endCursor }} }}"
    ways = [(name, way) for name, way in WAYS[record.name].items() if not way.many]
    if random.random() < 0.2 and row:
        on = type_of(record, row)
        return Operation(f'{{ node(id: "{on}:{world.county}:{row[record.key]}") {{ id ... on {record.type_name} {{ {_picks(record, f)} }} }} }}', {})
    if random.random() < 0.4 and ways:  # from the other side of a link
        name, way = random.choice(ways)
        back = next((n for n, w in WAYS[way.record.name].items() if w.many and w.record is record and w.there == way.here), None)
        if back and random.random() < 0.5:
            inside = f"{camel(way.record.plural)}(first: 100) {{ nodes {{ id {back}{args} {asked} }} }}"
        elif back:
            test = args.partition("filter: ")[2].rstrip(")") or "{}"
            inside = f"{camel(way.record.plural)}(first: 100, filter: {{{back}: {test}}}) {{ totalCount nodes {{ id }} }}"
        else:
            inside = f"{camel(record.plural)}(filter: {{{name}: {{}}}}) {{ totalCount }}"
        return Operation(f"{{ {inside} }}" if way.record.listed and record.listed else "{ __typename }", {})
    return Operation(f"{{ {camel(record.plural)}{args} {asked} }}" if record.listed else "{ users { nodes { roleAssignments { totalCount nodes { role } } } } }", {})


def _column(f: Field) -> str:
    return f"{f.name}_masked" if f.kind is Kind.PROTECTED else f.name


def _picks(record: Record, f: Field) -> str:
    """The field itself, and what else could betray it."""
    if f.name == record.key or f.variants:
        own = ""
    elif f.kind is Kind.LINK:
        own = f"{camel(f.link)} {{ id }}"
    elif f.kind is Kind.ITEMS:
        own = f"{camel(f.name)} {{ {' '.join(camel(item.name) for item in f.items)} }}"
    else:
        own = camel(f.name)
    actions = " availableActions { move }" if record.flow else ""
    copies = {"entry": " changes { field old new }", "conflict": " base theirs mine resolution"}.get(record.name, "")
    return f"id {own}{actions}{copies}"


def _args(random: Random, county: str, record: Record, f: Field, values: list[Any]) -> str:
    """A filter on the field, an order by it, or a search for what it holds."""
    kind = random.random()
    if f.order and kind < 0.4:
        return f"(orderBy: [{{field: {f.name.upper()}, direction: {random.choice(('ASC', 'DESC'))}}}])"
    texts = [value for value in values if isinstance(value, str) and value]
    if f.search and texts and kind < 0.7:
        return f"(search: {json.dumps(_piece(random, random.choice(texts)), ensure_ascii=False)})"
    tests: Any = GRAPHQL.type_map[f"{record.type_name}Filter"].fields.get("id" if f.name == "id" else camel(f.link if f.kind is Kind.LINK else f.name))  # type: ignore[attr-defined]
    if tests is None or f.name == record.key or kind < 0.1:
        return ""
    if f.kind is Kind.LINK:
        target = RECORDS[f.record or ""]
        ids = json.dumps([f"{target.type_name}:{county}:{value}" for value in values])
        return f"(filter: {{{camel(f.link)}: {random.choice(('{}', f'{{id: {{in: {ids}}}}}'))}}})"
    op = random.choice([op for op in tests.type.fields if op != "in"])
    value = random.choice(values) if values and random.random() < 0.9 else None
    if isinstance(value, str) and op in ("contains", "startsWith"):
        value = _piece(random, value) if op == "contains" else value[:random.choice((1, 2, 5))]
    of = tests.type.fields[op].type
    said = "null" if value is None else str(value) if isinstance(of, GraphQLEnumType) else json.dumps(wired(value), ensure_ascii=False)
    test = f"{{{camel(f.name)}: {{{op}: {said}}}}}"
    return f"(filter: {{not: {test}}})" if random.random() < 0.2 else f"(filter: {test})"


def _piece(random: Random, text: str) -> str:
    start = random.randrange(len(text)) if text else 0
    return text[start:start + random.choice((1, 2, 4))]
