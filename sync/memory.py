"""The rows of one batch as they are becoming: loaded under lock, changed by each decision, taken back when one fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from schema.kit import Kind, Lookup, Record
from schema.registry import RECORDS
from sync import access

Row: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[str, UUID]
"""(record, key)."""
Columns: TypeAlias = tuple[str, ...]
Match: TypeAlias = tuple[str, Columns, tuple[Any, ...]]
"""(record, columns, values): which rows a lookup asks for."""


@dataclass
class Memory:
    """Everything a batch of decisions knows and has decided."""

    now: datetime
    rows: dict[Place, Row] = field(default_factory=dict)
    first: dict[Place, Row | None] = field(default_factory=dict)  # rows that change, as they were; in order of change
    reasons: dict[UUID, access.Reasons] = field(default_factory=dict)
    units: dict[UUID, frozenset[str]] = field(default_factory=dict)  # who worked on a case before the batch
    granted: dict[tuple[str, UUID, str], tuple[int, datetime | None] | None] = field(default_factory=dict)
    running: dict[Place, list[Row]] = field(default_factory=dict)
    doers: dict[Place, dict[str, set[UUID]]] = field(default_factory=dict)
    found: dict[Match, list[UUID]] = field(default_factory=dict)
    series: dict[tuple[str, int], int] = field(default_factory=dict)
    drawn: set[tuple[str, int]] = field(default_factory=set)
    entries: list[tuple[Row, list[tuple[str, Any, Any]]]] = field(default_factory=list)
    writers: dict[tuple[str, str, str], Row] = field(default_factory=dict)  # last entry of the batch by (record, key, field)
    touched: set[Place] = field(default_factory=set)  # offline documents to be sent again
    _index: dict[tuple[str, Columns], dict[tuple[Any, ...], set[UUID]]] = field(default_factory=dict)
    _undo: list[Callable[[], object]] = field(default_factory=list)

    def row(self, record: str, key: UUID | None) -> Row | None:
        return self.rows.get((record, key)) if key else None

    def kept(self, record: str, key: UUID) -> UUID | None:
        """The key of the row that this one was merged into."""
        alias, row = RECORDS[record].alias, self.row(record, key)
        return row[alias] if alias and row else None

    def running_on(self, place: Place) -> tuple[Row, ...]:
        """The open duties of a row, as the batch has left them."""
        return tuple(self.rows[("duty", duty["id"])] for duty in self.running.get(place, ()))

    def put(self, record: Record, row: Row) -> None:
        """The row as it is from now on, and the access it gives."""
        place = (record.name, row[record.key])
        before = self.rows.get(place)
        if place not in self.first:
            self.first[place] = before
            self._undo.append(lambda: self.first.pop(place, None))
        self.rows[place] = row
        self._undo.append(lambda: self.rows.pop(place) if before is None else self.rows.__setitem__(place, before))
        self._grant(record, before, row)
        for (name, columns), index in self._index.items():
            if name == record.name:
                index.setdefault(tuple(row.get(c) for c in columns), set()).add(place[1])

    def _grant(self, record: Record, before: Row | None, row: Row) -> None:
        old, new = access.reasons(record, before), access.reasons(record, row)
        case = access.case_of(record, row)
        if old == new or case is None:
            return
        held = self.reasons.setdefault(case, {})
        kept, given = dict(held), dict(self.granted)

        def undo() -> None:
            self.reasons[case] = kept
            self.granted.clear()
            self.granted.update(given)

        self._undo.append(undo)
        for reason in old.keys() - new.keys():
            held.pop(reason, None)
            self.granted[(reason[0], case, reason[1])] = None
        for reason, (height, until) in new.items():
            held[reason] = (height, until)
            self.granted[(reason[0], case, reason[1])] = (height, until)

    def log(self, entry: Row, payload: list[tuple[str, Any, Any]]) -> None:
        self.entries.append((entry, payload))
        self._undo.append(self.entries.pop)
        if entry["act"] in ("CREATE", "EDIT", "MOVE", "RESOLVE"):
            for name, _, _ in payload:
                self.writers[(entry["record_type"], entry["record_key"], name)] = entry
        if entry["act"] == "MOVE":
            self.doers.setdefault((entry["record_type"], UUID(entry["record_key"])), {}).setdefault(entry["move"], set()).add(entry["actor"])

    def draw(self, series: str, year: int) -> int:
        """The next number of a series that is locked."""
        n = self.series[(series, year)] = self.series[(series, year)] + 1
        self.drawn.add((series, year))
        self._undo.append(lambda: self.series.__setitem__((series, year), n - 1))
        return n

    def mark(self) -> int:
        return len(self._undo)

    def back(self, mark: int) -> None:
        """Take back everything put, logged and drawn since the mark."""
        while len(self._undo) > mark:
            self._undo.pop()()

    def level(self, case: UUID, audiences: tuple[str, ...]) -> int:
        return access.level(self.reasons.get(case, {}), audiences, self.now)

    def matching(self, match: Match) -> list[Row]:
        """Rows that match now: those the database had and those the batch has made, each as it has become."""
        name, columns, values = match
        index = self._index.get((name, columns))
        if index is None:
            index = self._index[(name, columns)] = {}
            for (record, key), row in self.rows.items():
                if record == name:
                    index.setdefault(tuple(row.get(c) for c in columns), set()).add(key)
        keys = dict.fromkeys((*self.found.get(match, ()), *sorted(index.get(values, ()))))
        rows = (self.rows.get((name, key)) for key in keys)
        return [row for row in rows if row is not None and tuple(row.get(c) for c in columns) == values]


def match_of(lookup: Lookup, row: Mapping[str, Any]) -> Match | None:
    """What a lookup asks for; None when one of our values is empty, for nothing equals nothing."""
    columns = tuple(column(RECORDS[lookup.record], theirs) for theirs, _ in lookup.match)
    values = tuple(_as(RECORDS[lookup.record], theirs, row.get(f"{ours}_hmac", row.get(ours))) for theirs, ours in lookup.match)
    return None if any(value is None or value == "" for value in values) else (lookup.record, columns, values)


def _as(record: Record, name: str, value: Any) -> Any:
    """A key of ours as the text some rows keep it as (`record_key`)."""
    return str(value) if isinstance(value, UUID) and record.by_name[name].kind is Kind.TEXT and name != record.key else value


def column(record: Record, name: str) -> str:
    """The column a value is compared in: a protected number by its HMAC."""
    return f"{name}_hmac" if record.by_name[name].kind is Kind.PROTECTED else name


def twins_of(record: Record, row: Mapping[str, Any]) -> Match | None:
    """Which rows would be the same matter as this one."""
    if record.duplicates is None:
        return None
    columns = tuple(column(record, name) for name in record.duplicates.match)
    values = tuple(row.get(name) for name in columns)
    return None if any(value is None or value == "" for value in values) else (record.name, columns, values)


def suspects_of(record: Record, row: Mapping[str, Any]) -> Match | None:
    """Which rows may be the same matter, for a human to tell."""
    rule = record.duplicates
    values = tuple(row.get(name) for name in rule.suspect) if rule else ()
    return None if not rule or not values or any(value is None or value == "" for value in values) else (record.name, rule.suspect, values)


def same_person(record: Record, row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both are known to be of one person, whose two matters are no riddle (E7): by number alone, never by name."""
    numbers = [column(record, name) for name in record.duplicates.match if record.by_name[name].kind is Kind.PROTECTED] if record.duplicates else []
    return any(row.get(name) is not None and row[name] == other.get(name) for name in numbers)


def twins(record: Record, row: Mapping[str, Any], rows: Sequence[Row]) -> tuple[Row | None, list[Row]]:
    """The application the row duplicates, or else those that duplicate it: who leads is told by the record's rule (E6)."""
    rule, live = record.duplicates, _under_way(record, row, rows)
    if rule is None or not live:
        return None, []
    urgent = rule.urgent is not None and any(one.get(rule.urgent) for one in (row, *live))

    def rank(one: Mapping[str, Any]) -> tuple[bool, Any, str]:
        home = not urgent and rule.home is not None and one.get(rule.home[0]) is not None and one[rule.home[0]] == one.get(rule.home[1])
        return not home, one["created_at"], str(one[record.key])

    best = min(live, key=rank)
    return (best, []) if rank(best) < rank(row) else (None, live)


def earliest(record: Record, row: Mapping[str, Any], rows: Sequence[Row]) -> Row | None:
    """The earliest of the other rows that are still under way."""
    return min(_under_way(record, row, rows), key=lambda other: (other["created_at"], str(other[record.key])), default=None)


def _under_way(record: Record, row: Mapping[str, Any], rows: Sequence[Row]) -> list[Row]:
    """The other rows that still can be joined; one already granted is for the guard."""
    rule = record.duplicates
    if rule is None:
        return []
    over = {state.name for state in record.states if state.final} | {state for flow in record.flows.values() for state in flow.frozen} | {rule.state}
    return [other for other in rows if other[record.key] != row[record.key] and other["state"] not in over]


def places(rows: Iterable[Mapping[str, Any]], record: Record) -> list[Place]:
    return [(record.name, row[record.key]) for row in rows]
