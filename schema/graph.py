"""Renders the graph of a case: the records its own lead to or come from, across cases, each node and each step only as the actor may know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schema.clause import COUNTY, Binds, clause, column, quoted, seen, table
from schema.kit import Kind, Record
from schema.read import ALWAYS, NEVER, Graph, Node, Reached
from schema.registry import RECORDS

DEEPEST, DEPTH = 3, 2
CASES, NODES = 40, 200
"""Cases looked into, and nodes given; that there is more is said, and nothing else of it."""


def graph(pick: Graph, alias: str, binds: Binds) -> str:
    """The graph of the case in the row `alias`, as JSON: nodes by distance, edges between them and to nowhere else."""
    kinds = [kind for kind in pick.kinds if kind.visible != NEVER]
    if not kinds:
        return "NULL"  # nor is there a case to ask it of
    cases, reached, looked, node, shown = (binds.alias() for _ in range(5))
    arms = " UNION ALL ".join(_nodes(rank, kind, looked, binds) for rank, kind in enumerate(kinds))
    steps = (
        f"{cases}(case_id, depth) AS (SELECT {alias}.id, 0{_onward(kinds, cases, pick, binds)})",
        f"{reached} AS MATERIALIZED (SELECT case_id, min(depth) AS depth FROM {cases} GROUP BY case_id ORDER BY 2, 1 LIMIT {CASES + 1})",
        f"{looked} AS MATERIALIZED (SELECT * FROM {reached} ORDER BY depth, case_id LIMIT {CASES})",
        f"{node} AS MATERIALIZED (SELECT * FROM ({arms}) n ORDER BY depth, case_id, rank, id LIMIT {NODES + 1})",
        f"{shown} AS MATERIALIZED (SELECT * FROM {node} ORDER BY depth, case_id, rank, id LIMIT {NODES})")
    members = [(key, _part(part, inner, reached, node, shown, binds)) for part, key, inner in pick.parts]
    return f"(WITH RECURSIVE {', '.join(steps)} SELECT {_object(members)})"


def _object(members: Sequence[tuple[str, str]]) -> str:
    return "JSON_OBJECT(" + ", ".join(f"{quoted(key)} : {value}" for key, value in members) + " RETURNING json)"


# --- from case to case ------------------------------------------------------------------------------------------------


def _onward(kinds: Sequence[Node], cases: str, pick: Graph, binds: Binds) -> str:
    at, other = binds.alias(), binds.alias()
    ways = [way for kind in kinds for step in kind.steps for way in _ways(kind, step, kinds, at, binds)]
    if not ways:
        return ""
    steps = " UNION ALL ".join(ways)
    return (f" UNION SELECT {other}.case_id, {at}.depth + 1 FROM {cases} {at} CROSS JOIN LATERAL (SELECT DISTINCT w.case_id FROM ({steps}) w"
            f" WHERE w.case_id <> {at}.case_id ORDER BY w.case_id LIMIT {CASES + 1}) {other} WHERE {at}.depth < {binds.place(pick.depth)}")


def _ways(kind: Node, step: Reached, kinds: Sequence[Node], at: str, binds: Binds) -> Iterator[str]:
    """Where a link takes from a case: the cases of what its records name, and of the records that name something in it."""
    there = next((other for other in kinds if other.record == step.record), None)
    if there is None or step.link is None or step.access == NEVER:
        return
    record, target = RECORDS[kind.record], RECORDS[there.record]
    for start, end in (("r", "t"), ("t", "r")):
        row, other = binds.alias(), binds.alias()
        names = {"r": row, "t": other}
        of = {"r": record, "t": target}
        said = [f"{row}.county = {binds.place(COUNTY)}", f"{other}.county = {row}.county", f'{other}.{target.key} = {row}."{step.link}"',
                f"{names[start]}.{of[start].case_link} = {at}.case_id"]
        said += [clause(condition, its, name, binds) for condition, its, name in (
            (kind.visible, record, row), (step.access, record, row), (there.visible, target, other)) if condition != ALWAYS]
        yield f"SELECT {names[end]}.{of[end].case_link} AS case_id FROM {table(record)} {row} JOIN {table(target)} {other} ON TRUE WHERE {' AND '.join(said)}"


# --- nodes ------------------------------------------------------------------------------------------------------------


def _nodes(rank: int, kind: Node, found: str, binds: Binds) -> str:
    record, row, at = RECORDS[kind.record], binds.alias(), binds.alias()
    binds.measure(row)
    visible = "" if kind.visible == ALWAYS else f" AND {clause(kind.visible, record, row, binds)}"
    named = record.by_name.get(kind.title or "")
    title = "NULL" if named is None else seen(record, named, row, kind.access, binds)
    state = f"{row}.state" if record.flow else "NULL::text"
    labels = " ".join(f"WHEN {quoted(name)} THEN {quoted(label)}" for name, label in record.labels.items())
    label = f"CASE {row}.state {labels} END" if labels else "NULL::text"
    steps = ", ".join(_step(record, step, row, binds) for step in kind.steps if step.access != NEVER)
    columns = (f"{rank} AS rank, {quoted(record.name)}::text AS record, {row}.{record.key} AS id, ({_type(record, row)})::text AS kind, {quoted(record.label)}::text AS label,"
               f" ({title})::text AS title, {state} AS state, {label} AS state_label, {f'ARRAY[{steps}]' if steps else 'NULL'}::json[] AS steps")
    inner = (f"SELECT {columns} FROM {table(record)} {row}{binds.measured(record, row)}"
             f" WHERE {row}.county = {binds.place(COUNTY)} AND {row}.{record.case_link} = {at}.case_id{visible}")
    one = binds.alias()
    return f"SELECT {at}.depth, {at}.case_id, {one}.* FROM {found} {at} CROSS JOIN LATERAL ({inner} ORDER BY {row}.{record.key} LIMIT {NODES + 1}) {one}"


def _type(record: Record, row: str) -> str:
    if not record.variants:
        return quoted(record.type_name)
    arms = " ".join(f"WHEN {quoted(value)} THEN {quoted(name)}" for value, name, *_ in record.variants)
    return f'CASE {row}."{record.variant_field}" {arms} ELSE {quoted(record.type_name)} END'


def _step(record: Record, step: Reached, row: str, binds: Binds) -> str:
    """What the row names: record and key, which way the edge goes, what it is called; nothing where the actor may not read it."""
    if step.link is not None:
        target, key = quoted(step.record or ""), f'{row}."{step.link}"::text'
    else:
        target, key = column(record.by_name[step.type_field], row), f"right({column(record.by_name[step.key_field], row)}, 36)"
    value = f"json_build_array({target}, {key}, {'TRUE' if step.leads else 'FALSE'}, {quoted(step.name)}, {quoted(step.label)})"
    said = [f"{key} IS NOT NULL", *([] if step.access == ALWAYS else [clause(step.access, record, row, binds)])]
    return f"CASE WHEN {' AND '.join(said)} THEN {value} END"


# --- the answer -------------------------------------------------------------------------------------------------------


def _part(part: str, inner: Sequence[tuple[str, str]], reached: str, node: str, shown: str, binds: Binds) -> str:
    match part:
        case "nodes":
            told = _object([(key, _of_node(what, "n", shown, binds)) for what, key in inner])
            return f"(SELECT coalesce(json_agg({told} ORDER BY n.depth, n.case_id, n.rank, n.id), '[]') FROM {shown} n)"
        case "edges":
            return _edges(inner, shown, binds)
        case "truncated":
            return f"((SELECT count(*) FROM {node}) > {NODES} OR (SELECT count(*) FROM {reached}) > {CASES})"
    return quoted("CaseGraph")


def _of_node(what: str, alias: str, shown: str, binds: Binds) -> str:
    match what:
        case "id":
            return _id(alias, binds)
        case "case_id":
            return (f"(SELECT 'Case:' || {binds.place(COUNTY)} || ':' || c.id FROM {shown} c WHERE c.record = 'case' AND c.id = {alias}.case_id)")
        case "typename":
            return quoted("GraphNode")
    return f"{alias}.{what}"


def _id(alias: str, binds: Binds) -> str:
    return f"({alias}.kind || ':' || {binds.place(COUNTY)} || ':' || {alias}.id)"


def _edges(inner: Sequence[tuple[str, str]], shown: str, binds: Binds) -> str:
    """Between nodes that are both there: what leads elsewhere is as if it were not."""
    values = {"source": f"CASE WHEN (s.step ->> 2)::bool THEN {_id('n', binds)} ELSE {_id('m', binds)} END",
              "target": f"CASE WHEN (s.step ->> 2)::bool THEN {_id('m', binds)} ELSE {_id('n', binds)} END",
              "name": "s.step ->> 3", "label": "s.step ->> 4", "typename": quoted("GraphEdge")}
    order = "n.depth, n.case_id, n.rank, n.id, s.place"
    return (f"(SELECT coalesce(json_agg({_object([(key, values[what]) for what, key in inner])} ORDER BY {order}), '[]') FROM {shown} n"
            f" CROSS JOIN LATERAL unnest(n.steps) WITH ORDINALITY AS s(step, place)"
            f" JOIN {shown} m ON m.record = s.step ->> 0 AND m.id::text = s.step ->> 1)")


def steps_of(record: Record, names: Sequence[str]) -> tuple[Reached, ...]:
    """The edges a record says of itself: links to other records of the graph, which it comes from, or to another case, to which it leads; and its pointers."""
    links = (Reached(f.link, f.label, ALWAYS, f.record, f.name, f.record == "case") for f in record.fields
             if f.kind is Kind.LINK and f.record in names and f.name != record.case_link)
    named = (Reached(p.name, p.label, ALWAYS, None, None, p.leads, p.type_field, p.key_field) for p in record.pointers)
    return (*links, *named)


NAMES = tuple(name for name, record in RECORDS.items() if record.mechanism or name in ("case", "docket", "task", "referral"))
"""The records that are nodes."""
TITLES = {name: next((title for title in ("title", "number", "purpose") if title in RECORDS[name].by_name), None) for name in NAMES}
UNGUARDED = tuple(Node(name, steps_of(RECORDS[name], NAMES), TITLES[name]) for name in NAMES)
