"""The faults a declaration can have, each as a sentence that names the record and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schema.kit import MINOR, OVERDUE, RESPONSIBLE, SERVER, SUPERIOR, Beside, Deadline, Field, Flow, Kind, Record, Statistics
from schema.paper import OF_CASE, Paper


class DeclarationFault(ValueError):
    """A declaration that cannot stand; the sentence names the record and what is wrong."""


def faults(record: Record, names: frozenset[str] = frozenset()) -> list[str]:
    """Every fault of one declaration as a sentence that names it; `names` are all records there are."""
    found = [f"{record.name}.{field.name}: {fault}" for field in record.fields for fault in _field_faults(field, names)]
    seen: set[str] = set()
    for field in record.fields:
        if field.name in seen:
            found.append(f"{record.name}.{field.name} is declared twice")
        seen.add(field.name)
    if (record.secluded or any(field.sensitivity is MINOR for field in record.fields)) and not record.protects:
        found.append(f"{record.name} keeps a person hidden and does not say that it protects")
    found += [f"{record.name}: accepts by an unknown lookup {name}" for name in record.asks if name not in {lookup.name for lookup in record.lookups}]
    found += [f"{record.name}: suspects by an unknown field {name}" for name in record.suspects if name not in seen]
    if record.variants:
        told = {value for value, *_ in record.variants}
        found += [f"{record.name}.{record.variant_field}: choice {each.value} is no variant"
                  for each in record.by_name[record.variant_field or ""].choices if each.value not in told]
    if record.flow:
        found += [f"{record.name}: {fault}" for fault in _flow_faults(record, record.flow)]
    if record.editioned or record.earlier:
        found += [f"{record.name}: {fault}" for fault in _edition_faults(record)]
    found += [f"{record.name}: paper {paper.name} {fault}" for paper in record.papers for fault in _paper_faults(record, paper)]
    if record.beside:
        found += [f"{record.name}: {fault}" for fault in _beside_faults(record, record.beside)]
    if record.statistics:
        found += [f"{record.name}: {fault}" for fault in _statistics_faults(record, record.statistics)]
    found += [f"{record.name}: pointer {pointer.name} names an unknown field {name}" for pointer in record.pointers
              for name in (pointer.type_field, pointer.key_field) if name not in seen]
    found += [f"{record.name}: leads to an unknown record {way.record}" for way in record.leads_to if names and way.record not in names]
    found += [f"{record.name}: leads to {way.record} from an unknown state {state}" for way in record.leads_to for state in way.states if state not in record.labels]
    found += [f"{record.name}: grant for {grant.role} names an unknown field {grant.on}" for grant in record.grants
              if grant.on.startswith(".") and grant.on != ".*" and grant.on[1:].split(".")[0] not in seen]
    return found


def _field_faults(field: Field, names: frozenset[str]) -> list[str]:
    found = []
    if field.sensitivity is None:
        found.append("has no sensitivity")
    if field.merge is None:
        found.append("has no merge rule")
    if not field.label or not field.doc:
        found.append("has no label or no description")
    if field.kind is Kind.CHOICE and not field.choices:
        found.append("is a choice without choices")
    if field.kind is Kind.LINK and (field.record is None or (names and field.record not in names)):
        found.append(f"links to an unknown record {field.record}")
    if field.assigns and field.record != "user":
        found.append("assigns, but does not name a user")
    if field.official and not {field.official[0], "void"} <= {item.name for item in field.items}:
        found.append("has official elements without the item that tells them or the item `void`")
    if field.kind is Kind.ITEMS and not field.items:
        found.append("is a list of items without item fields")
    found += [f"is keyed by an unknown item {name}" for name in field.keyed if name not in {item.name for item in field.items}]
    return found + [f"item {item.name} {fault}" for item in field.items for fault in _field_faults(item, names)]


def _flow_faults(record: Record, flow: Flow) -> list[str]:
    known = set(flow.labels)
    found = [] if flow.initial in known else [f"initial state {flow.initial} is not a state"]
    fields = record.by_name
    for move in flow.moves:
        where = f"move {move.name}"
        if not move.owners:
            found.append(f"{where} has no owner")
        found += [f"{where} names an unknown state {s}" for s in (*move.sources, move.target) if s and s not in known]
        found += [f"{where} names an unknown field {n}" for n in (*move.inputs, *move.required) if n not in fields]
        found += [f"{where} needs an unknown lookup {n}" for n in move.lookups
                  if n not in {lookup.name for lookup in record.lookups}]
        found += [f"{where} names an unknown move {n}" for n in move.not_by_doer_of if not flow.move(n)]
        found += [f"{where} hands over by {n}, which names no user" for n in move.hands_over or () if n not in fields or fields[n].record != "user"]
        if move.never and not record.refusal(move.never):
            found.append(f"{where} is never possible and does not say why")
        if move.too_late and not flow.move(move.too_late):
            found.append(f"{where} becomes an unknown move {move.too_late} when it is too late")
        if move.number and move.number not in {numbering.name for numbering in record.numberings}:
            found.append(f"{where} draws from an unknown number series {move.number}")
        counted = fields.get(move.counts or "")
        if move.counts and (counted is None or counted.kind is not Kind.INTEGER or counted.merge is not SERVER):
            found.append(f"{where} counts {move.counts}, which is no whole number of the server's")
    for deadline in flow.deadlines:
        where = f"deadline {deadline.code}"
        if deadline.state not in known:
            found.append(f"{where} starts in an unknown state {deadline.state}")
        found += [f"{where} names an unknown move {n}" for n in (*deadline.met_by, *deadline.void_by) if not flow.move(n)]
        found += [f"{where} names an unknown field {n}" for n in (deadline.start, deadline.by) if n and n not in fields]
        terms = (*deadline.terms.values(), *((deadline.extension,) if deadline.extension else ()))
        found += [f"{where} has a term without a legal basis" for term in terms if not term.basis]
        found += [f"{where} has a term of nothing" for term in terms if term.amount < 1]
        found += [f"{where} is suspended in an unknown state {n}" for n in deadline.suspended_in if n not in known]
        found += [f"{where} has the step {step.name} twice" for step in deadline.steps if deadline.steps.count(step) > 1]
        found += [f"{where} tells an unknown receiver {step.to}" for step in deadline.steps
                  if step.to.startswith("@") and step.to not in (RESPONSIBLE, SUPERIOR)]
    found += [f"state {state} cannot be reached" for state in sorted(known - _reachable(record, flow))]
    return found


def _edition_faults(record: Record) -> Iterator[str]:
    if record.flow is None or record.mechanism is None:
        yield "has versions, but is no mechanism with a life"
        return
    for n, one in enumerate(record.earlier, 1):
        where = f"version {one.edition}"
        if one.edition != record.edition - n:
            yield f"{where} stands where version {record.edition - n} should"
            return
        if n > 1 and one.until >= record.earlier[n - 2].until:
            yield f"{where} ends no earlier than the version after it"
        after, flow = record.flows[one.edition + 1], record.flows[one.edition]
        yield from (f"{where}: {fault}" for fault in _flow_faults(record, flow))
        yield from (f"{where}: field {name} is not required now either" for name in one.optional if not (name in record.by_name and record.by_name[name].required))
        there = {*after.labels, *(move.name for move in after.moves), *(deadline.code for deadline in after.deadlines)}
        yield from (f"{where} is without {name}, which the version after it does not have" for name in one.without if name not in there)
        yield from (f"{where}: move {move.name} has other owners than now; who may is policy, so give it a name of its own" for move in flow.moves
                    if (now := record.flow.move(move.name)) and now.owners != move.owners)
        yield from (f"{where}: deadline {deadline.code} has other terms than now; date them, or give it a code of its own" for deadline in flow.deadlines
                    if _terms(deadline) != _terms(record.deadlines[deadline.code]))


def _terms(deadline: Deadline) -> tuple[Any, ...]:
    return deadline.terms, deadline.extension, deadline.by


NAMED = ("agency", "division", "field_unit", "user")
"""Records whose rows everybody knows by name: only these may stand in a paper by a link."""


def _paper_faults(record: Record, paper: Paper) -> list[str]:
    fields, states = record.by_name, record.flow.labels if record.flow else {}
    found = [f"says an unknown field {name}" for name in (*paper.said, *paper.needs) if name not in fields]
    found += [f"says {name}, which has no written form" for name in paper.said if name in fields and fields[name].kind is Kind.JSON]
    found += [f"says {name}, which names a row that others may not see" for name in paper.said
              if name in fields and fields[name].kind is Kind.LINK and fields[name].record not in NAMED]
    found += [f"needs {name}, which it does not say" for name in paper.needs if name not in (*paper.said, *OF_CASE)]
    found += [f"is drawn up in an unknown state {name}" for name in paper.states if name not in states]
    if sum(other.name == paper.name for other in record.papers) > 1:
        found.append("is declared twice")
    return found if paper.body else [*found, "says nothing"]


def _beside_faults(record: Record, beside: Beside) -> list[str]:
    way = record.by_name.get(beside.link)
    found = [] if way and way.record == beside.record else [f"stands beside {beside.record}, but {beside.link} does not name one"]
    found += [f"waits in an unknown state {state}" for state in beside.waits if not record.flow or state not in record.flow.labels]
    return found if record.refusal(beside.notice) else [*found, f"tells an undeclared notice {beside.notice}"]


def _statistics_faults(record: Record, counted: Statistics) -> list[str]:
    kinds = {field.name: field.kind for field in record.fields}
    found = [f"is counted by {split.by}, which no list of values can hold" for split in counted.splits
             if split.by != OVERDUE and kinds.get(split.by) not in (Kind.CHOICE, Kind.BOOLEAN)]
    found += [f"adds up {each.field}, which is no amount" for each in counted.sums if kinds.get(each.field) is not Kind.MONEY]
    if counted.on != "opened_on" and kinds.get(counted.on) not in (Kind.DATE, Kind.INSTANT):
        found.append(f"falls into months by {counted.on}, which is no day")
    if counted.agency not in kinds or record.by_name[counted.agency].record != "agency":
        found.append(f"is counted for {counted.agency}, which names no agency")
    found += [f"leaves out an unknown state {state}" for state in counted.without if not record.flow or state not in record.flow.labels]
    return found + (["hides nothing in its figures"] if counted.least < 2 else [])


def _reachable(record: Record, flow: Flow) -> set[str]:
    reached = {flow.initial} | ({record.duplicates.state} if record.duplicates else set())
    grown = True
    while grown:
        more = {move.target for move in flow.moves if move.target and reached & set(move.sources)} - reached
        reached |= more
        grown = bool(more)
    return reached
