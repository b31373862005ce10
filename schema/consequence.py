"""What follows from a change: duplicates joined, conflicts resolved, clocks started, numbers given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema import duties
from schema.decision import Change, Situation, broken, clash_of, equal, ordered, rules_of, stamped, with_parts
from schema.kit import LEGAL, ORIGIN, Beside, Facts, Field, Numbering, Record
from schema.merge import merge_document, same
from schema.refusals import Refusal
from schema.registry import BESIDE
from schema.values import BadValue, Secret, Shown, empty, held, stored


def duplicate(change: Change, s: Situation) -> Change:
    """The later of two applications in one matter: linked to the first, which takes over its evidence (E6)."""
    rule, row = change.record.duplicates, change.row
    if rule is None or s.twin is None or row["state"] == rule.state:
        return change
    twin = s.twin
    fields = ordered(change.record, {*change.fields, "state", rule.link})
    return with_parts(change, row={**row, "state": rule.state, rule.link: twin[change.record.key]}, fields=fields, code="DUPLICATE",
                 joined=tuple(name for name in rule.join if not empty(row.get(name))), merged=True)


def joined(change: Change, s: Situation) -> Change:
    """What the duplicate brings to the earlier row: evidence joined by union, differing statements for review."""
    record, rule, twin, row = change.record, change.record.duplicates, s.twin, change.row
    assert rule is not None and twin is not None
    mine = {name: row[name] for name in change.joined}
    merged = merge_document(rules_of(record.name), None, {name: twin.get(name) for name in mine}, mine)
    clashes = [clash_of(record, twin, None, name, held(record.by_name[name], row), "DUPLICATE", s) for name in rule.review
               if not empty(row.get(name)) and not same(row.get(name), twin.get(name))]
    values = {name: merged.values[name] for name in sorted(merged.changed)}
    return Change(record, twin, stamped({**twin, **values}, twin, values, s), "EDIT", ordered(record, values), clashes=tuple(clashes), code="DUPLICATE")


def resolution(record: Record, row: Mapping[str, Any], path: str, value: Any, s: Situation, secret: Secret | None = None) -> Change | Refusal:
    """The value a reviewer chose, put into the record; what is frozen keeps the signed value."""
    name, _, rest = path.partition("/")
    field = record.by_name[name]
    if name == "state":
        return Change(record, row, stamped(dict(row), row, True, s), "RESOLVE")
    try:
        taken = _element_set(field, row, rest, value, s) if rest else secret or s.reader.taken(field, value, row)
    except BadValue as fault:
        return Refusal(fault.code, fault.facts)
    if isinstance(taken, Shown) or equal(taken, held(field, row)):
        return Change(record, row, stamped(dict(row), row, True, s), "RESOLVE")
    flow = record.flow_of(row)
    if flow and row["state"] in flow.frozen and field.merge is LEGAL:
        return Refusal("FROZEN", {"field": name, "label": field.label})
    after = {**row, **stored(field, taken)}
    if refused := broken(record, row, after, {name: taken}, s):
        return refused
    return clocked(Change(record, row, stamped(after, row, True, s), "RESOLVE", (name,)), s)


def _element_set(field: Field, row: Mapping[str, Any], rest: str, value: Any, s: Situation) -> list[dict[str, Any]]:
    key, _, inner = rest.partition("/")
    found = []
    for element in row.get(field.name) or ():
        given = ({inner: value} if inner else value) if element["id"] == key else {}
        found.append({**element, **s.reader.element(field, {**given, "id": element["id"]})} if given else element)
    return found


def clocked(change: Change, s: Situation) -> Change:
    """The clocks that start, stop or go on where the row now stands."""
    record = change.record
    if not record.deadlines or not change.stores:
        return change
    over = {duty["id"] for _, duty in change.ended}
    running = [duty for duty in s.running if duty["id"] not in over]
    started = duties.started(record, change.row, change.before, running, s.at, s.now, s.regime, s.reader.new_id)
    carried = duties.carried(record, change.row, running, s.at, s.now, s.regime)
    return with_parts(change, started=tuple(started), carried=tuple(carried)) if started or carried else change


def accompanied(change: Change, s: Situation) -> Change:
    """The same new row with what is to stand beside it (并行程序)."""
    opened = tuple((other.name, values) for other in BESIDE[change.record.name]
                   if other.beside and (values := called_for(other.beside, change.row, s)) is not None)
    return with_parts(change, effects=(*change.effects, *opened)) if opened else change


def traced(record: Record, row: Mapping[str, Any], made: Record, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a row that a move brings into being, with what it came from where such a row says so."""
    if ORIGIN not in made.pointers:
        return values
    return {**values, ORIGIN.type_field: record.name, ORIGIN.key_field: str(row[record.key])}


def called_for(beside: Beside, row: Mapping[str, Any], s: Situation) -> Mapping[str, Any] | None:
    """What the record beside this row would begin with; None when the row does not call for it."""
    return beside.values(Facts(row, row, {}, s.actor, s.at, {}, s.regime.calendar))


def numbered(change: Change, n: int, year: int, short: str) -> Change:
    """The same change with its number (编号) filled in."""
    numbering = change.draws
    assert numbering is not None
    text = numbering.shape.format(year=year, n=n, short=short, unit=short, agency=short)
    return with_parts(change, row={**change.row, numbering.field: text}, fields=ordered(change.record, {*change.fields, numbering.field}), draws=None)


def series(numbering: Numbering, row: Mapping[str, Any]) -> str:
    """The series a row draws from: one per unit or agency where its name says so."""
    unit = row.get("unit") or row.get("lead_agency") or ""
    return numbering.series.format(unit=unit, agency=row.get("lead_agency") or "")
