"""What follows from a change: duplicates joined, conflicts resolved, clocks started, numbers given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
    return with_parts(change, row={**row, "state": rule.state, rule.link: twin[change.record.key]}, fields=fields, code="DUPLICATE", merged=True)


def yielded(record: Record, twin: Mapping[str, Any], leading: Mapping[str, Any], s: Situation) -> Change:
    """An application that came first and yet is linked to another, which leads."""
    rule = record.duplicates
    assert rule is not None
    after = stamped({**twin, "state": rule.state, rule.link: leading[record.key]}, twin, True, s)
    return Change(record, twin, after, "EDIT", ordered(record, {"state", rule.link}), code="DUPLICATE",
                  ended=tuple(duties.voided(s.running, s.now)))


def suspected(change: Change, other: Mapping[str, Any], s: Situation) -> Change:
    """The new row as it is, with the question whether it is the same matter as another (E8)."""
    rule = change.record.duplicates
    assert rule is not None
    clash = clash_of(change.record, change.row, None, rule.link, other[change.record.key], "SUSPECT_DUPLICATE", s)
    return Change(change.record, change.row, change.row, "EDIT", clashes=(clash,), code="SUSPECT_DUPLICATE")


def joined(change: Change, s: Situation) -> Change:
    """What the duplicate brings to the earlier row: evidence joined by union, differing statements for review."""
    record, rule, twin, row = change.record, change.record.duplicates, s.twin, change.row
    assert rule is not None and twin is not None
    mine = {name: row[name] for name in rule.join if not empty(row.get(name))}
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
    over = tuple(duties.decided(record, name, {**row, **stored(field, taken)}, s.running, s.now, s.regime)) if not rest and not isinstance(taken, Shown) else ()
    s = replace(s, running=tuple(after for _, after in over) + tuple(duty for duty in s.running if duty["id"] not in {was["id"] for was, _ in over}))
    if isinstance(taken, Shown) or equal(taken, held(field, row)):
        return Change(record, row, stamped(dict(row), row, True, s), "RESOLVE", carried=over)
    flow = record.flow_of(row)
    if flow and row["state"] in flow.frozen and field.merge is LEGAL:
        return Refusal("FROZEN", {"field": name, "label": field.label})
    after = {**row, **stored(field, taken)}
    if record.duplicates and name == record.duplicates.link:
        return yielded(record, row, {record.key: taken}, s) if taken != row[record.key] else Change(record, row, stamped(dict(row), row, True, s), "RESOLVE")
    if refused := broken(record, row, after, {name: taken}, s):
        return refused
    return clocked(Change(record, row, stamped(after, row, True, s), "RESOLVE", (name,), carried=over), s)


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
    if not record.deadlines:
        return change
    said = {clash.path: clash.mine for clash in change.clashes if clash.code == "SAME_FIELD"}
    if doubtful := duties.contested(record, change.row, s.running, said, s.now, s.regime):
        change = with_parts(change, carried=(*change.carried, *doubtful))
        moved = {duty["id"] for duty, _ in doubtful}
        s = replace(s, running=tuple(duty for duty in s.running if duty["id"] not in moved))
    if not change.stores:
        return change
    over = {duty["id"] for _, duty in change.ended}
    running = [duty for duty in s.running if duty["id"] not in over]
    started = duties.started(record, change.row, change.before, running, s.at, s.now, s.regime, s.reader.new_id)
    carried = duties.carried(record, change.row, running, s.at, s.now, s.regime)
    return with_parts(change, started=tuple(started), carried=(*change.carried, *carried)) if started or carried else change


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
