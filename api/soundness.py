"""Looks for what a declared mechanism leaves hanging: dead ends, clocks nobody owes, fields nobody reads, moves nobody fires."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from schema.kit import Deadline, Field, Flow, Grant, Kind, Move, Record

EVERYBODY = "staff"  # held by whoever works on cases, beside his own roles


@dataclass(frozen=True)
class Finding:
    """Something that hangs: which record, what, and the sentence in Chinese and English."""

    record: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Held:
    """What there is outside a declaration: agencies by code, and the roles somebody holds."""

    agencies: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True)
class Kept:
    """How many rows of a kind there are in a state, and where rows say it, under a version; or how many open clocks of a code, `unowed` of them without an agency."""

    record: str
    count: int
    edition: int | None = None
    state: str = ""
    clock: str = ""
    unowed: int = 0


def findings(records: Iterable[Record], held: Held) -> list[Finding]:
    """Every finding of every record, in each of its versions."""
    every = list(records)
    return [found for record in every for look in LOOKS for found in look(record, held)] + [
        replace(found, zh=f"{version[0]}{found.zh}", en=f"{version[1]}{found.en}") for record in every for edition, flow in record.flows.items()
        for version in [(f"第 {edition} 版：", f"version {edition}: ") if record.editioned else ("", "")]
        for look in FLOW_LOOKS for found in look(record, flow, held)]


def stranded(records: Mapping[str, Record], rows: Iterable[Kept]) -> list[Finding]:
    """What a register holds that its declarations know no longer: rows under a version or in a state that is gone, clocks nobody knows or owes."""
    return [found for kept in rows for found in _stranded(records.get(kept.record), kept)]


def _stranded(record: Record | None, kept: Kept) -> Iterator[Finding]:
    if record is None:
        yield Finding(kept.record, "RECORD_GONE", f"{kept.count} 项期限所属的对象已不在声明中", f"{kept.count} open clocks belong to a record that is declared no longer")
    elif kept.clock:
        if kept.clock not in record.deadlines:
            yield Finding(kept.record, "CLOCK_GONE", f"{kept.count} 项计时中的期限“{kept.clock}”已不在声明中", f"{kept.count} open clocks {kept.clock} are declared no longer")
        if kept.unowed:
            yield Finding(kept.record, "CLOCK_UNOWED", f"{kept.unowed} 项计时中的期限“{kept.clock}”没有责任单位", f"{kept.unowed} open clocks {kept.clock} are owed by no agency")
    else:
        flow = record.flow_of({"edition": kept.edition})
        if flow is None and record.flow:
            yield Finding(kept.record, "VERSION_GONE", f"{kept.count} 件按第 {kept.edition} 版办理，该版本已不在声明中",
                          f"{kept.count} records run under version {kept.edition}, which is declared no longer")
        elif flow and kept.state not in flow.labels:
            yield Finding(kept.record, "STATE_GONE", f"{kept.count} 件处于“{kept.state}”，该状态已不在声明中",
                          f"{kept.count} records are in {kept.state}, which is declared no longer")


def _unreachable(record: Record, flow: Flow, _held: Held) -> Iterator[Finding]:
    reached = {flow.initial} | ({record.duplicates.state} if record.duplicates else set())
    while more := {move.target for move in flow.moves if move.target and reached & set(move.sources)} - reached:
        reached |= more
    for state in flow.states:
        if state.name not in reached:
            yield Finding(record.name, "UNREACHABLE_STATE", f"“{state.label}”无法到达", f"state {state.name} cannot be reached")


def _dead_ends(record: Record, flow: Flow, _held: Held) -> Iterator[Finding]:
    for state in flow.states:
        leaves = any(state.name in move.sources and move.target not in (None, state.name) and _open(move) for move in flow.moves)
        if not state.final and not leaves:
            yield Finding(record.name, "DEAD_END", f"“{state.label}”没有出路，也不是终结状态", f"state {state.name} has no way out and is not final")


def _unowed(record: Record, flow: Flow, held: Held) -> Iterator[Finding]:
    for deadline in flow.deadlines:
        if not _owed(record, flow, deadline, held):
            yield Finding(record.name, "UNOWED_DEADLINE", f"期限“{deadline.label}”没有责任单位", f"deadline {deadline.code} is owed by nobody: {deadline.responsible}")


def _owed(record: Record, flow: Flow, deadline: Deadline, held: Held) -> bool:
    """By an agency there is, or by one that a field names for certain once the clock runs."""
    field = record.by_name.get(deadline.responsible)
    if field is None:
        return deadline.responsible in held.agencies
    certain = field.required or field.name == "lead_agency" or any(field.name in move.required for move in flow.moves)
    return field.kind is Kind.LINK and field.record == "agency" and certain


def _unread(record: Record, held: Held) -> Iterator[Finding]:
    rows = any(_gives(grant, held) and grant.act == "read" and not grant.on for grant in record.grants)
    if not rows:
        yield Finding(record.name, "UNREAD_FIELD", "没有岗位可以查看这种记录", "no role may read its rows")
    for field in record.fields:
        if rows and field.name not in ALWAYS_SEEN and field.name != record.key and not _read_by_somebody(record, field, held):
            yield Finding(record.name, "UNREAD_FIELD", f"字段“{field.label}”没有岗位可以查看", f"field {field.name} is read by nobody")


ALWAYS_SEEN = frozenset({"case_id", "state", "version", "created_at", "updated_at"})


def _read_by_somebody(record: Record, field: Field, held: Held) -> bool:
    refused = {grant.role for grant in record.grants if grant.act == "read" and grant.effect == "deny" and grant.when == "always" and _covers(grant, field)}
    return any(grant.act in ("read", "mask") and _gives(grant, held) and _covers(grant, field) and grant.role not in refused for grant in record.grants)


def _covers(grant: Grant, field: Field) -> bool:
    return grant.on in (".*", f".{field.name}", f"#{field.sensitivity}")


def _gives(grant: Grant, held: Held) -> bool:
    return grant.effect == "allow" and grant.when != "never" and grant.role in held.roles


def _unfired(record: Record, held: Held) -> Iterator[Finding]:
    readers = {grant.role for grant in record.grants if _gives(grant, held) and grant.act == "read" and not grant.on}
    for move in record.moves:
        seeing = [owner for owner in move.owners if owner.when != "never" and owner.role in held.roles and ({owner.role, EVERYBODY} & readers)]
        if not seeing:
            yield Finding(record.name, "UNFIRED_MOVE", f"流转“{move.label}”没有人能办理", f"move {move.name} can be fired by nobody who may read the record")


def _unheld(record: Record, held: Held) -> Iterator[Finding]:
    for move in record.moves:
        for owner in move.owners:
            if owner.role not in held.roles and owner.when != "never":
                yield Finding(record.name, "UNHELD_ROLE", f"流转“{move.label}”归“{owner.role}”，没有人担任", f"move {move.name} belongs to {owner.role}, a role nobody has")


def _open(move: Move) -> bool:
    return any(owner.when != "never" for owner in move.owners)


LOOKS: tuple[Callable[[Record, Held], Iterator[Finding]], ...] = (_unread, _unfired, _unheld)
FLOW_LOOKS: tuple[Callable[[Record, Flow, Held], Iterator[Finding]], ...] = (_unreachable, _dead_ends, _unowed)
