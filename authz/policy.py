"""The policy in force: its lines compiled per role set and county into conditions on rows and access to fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from authz.actor import Actor
from authz.conditions import Access as Level
from authz.conditions import PolicyFault as PolicyFault
from authz.conditions import condition, holds
from authz.lines import Line, Row, always_seen, checked, described, faults, maskable
from authz.lines import declared_lines as declared_lines
from authz.lines import default_lines as default_lines
from authz.logic import both, either, given, simplest
from schema.kit import Kind
from schema.read import ALWAYS, FULL, NEVER, Access, All, Condition, Not, Some
from schema.registry import RECORDS


class Policy:
    """Checked lines of one version; gives the rules of a role set in a county, compiled once."""

    def __init__(self, rows: Iterable[Row], version: int = 0) -> None:
        self.version = version
        self.rows = tuple(tuple(row) for row in rows)
        if found := faults(self.rows):
            raise found[0]
        parsed = [checked(row) for row in self.rows]
        self.lines = tuple(line for line in parsed if isinstance(line, Line))
        self.roles = tuple(line for line in parsed if not isinstance(line, Line))
        self._rules: dict[tuple[frozenset[str], str], Rules] = {}
        self._given: dict[str, list[tuple[str, str]]] = {}
        for subject, role, county in self.roles:
            self._given.setdefault(subject, []).append((role, county))

    def rules(self, roles: frozenset[str], county: str) -> Rules:
        """The rules of a role set in a county; the same object every time."""
        if (roles, county) not in self._rules:
            self._rules[roles, county] = Rules(self, roles, county)
        return self._rules[roles, county]

    def rules_of(self, actor: Actor) -> Rules:
        """The rules of an actor: the roles he holds, and those `g` lines give him here."""
        lines = self._given.get(f"user:{actor.user_id}", ())
        given = {role for role, county in lines if county in ("*", actor.county)}
        return self.rules(actor.roles | given, actor.county)


class Rules:
    """What one role set may do in one county under one policy version; every answer is compiled once and kept."""

    def __init__(self, policy: Policy, roles: frozenset[str], county: str) -> None:
        self.roles, self.county, self.version = roles, county, policy.version
        self._lines: dict[tuple[str, str], list[Line]] = {}
        for line in policy.lines:
            if line.role in roles and line.county in ("*", county):
                self._lines.setdefault((line.record, line.act), []).append(line)
        self._kept: dict[tuple[str, ...], Any] = {}

    @property
    def key(self) -> tuple[frozenset[str], str, int]:
        """Names these rules in a cache of statements."""
        return self.roles, self.county, self.version

    def row(self, record: str, act: str = "read") -> Condition:
        """Rows of the record on which the act is allowed."""
        key = ("row", record, act)
        if key not in self._kept:
            self._kept[key] = self._compiled(record, "", act)
        kept: Condition = self._kept[key]
        return kept

    def field(self, record: str, path: str, act: str = "read") -> Access:
        """What is allowed of a field (`sessions`) or an item field (`sessions.note`, never more than its list)."""
        key = ("field", record, path, act)
        if key not in self._kept:
            self._kept[key] = self._access(record, path, act)
        kept: Access = self._kept[key]
        return kept

    def whole(self, record: str, name: str) -> Access:
        """Access to a field as one value: a list of items only where every item field may be read."""
        field = RECORDS[record].by_name[name]
        if field.kind is not Kind.ITEMS or field.copies:
            return self.field(record, name)
        parts = [self.field(record, name), *(self.field(record, f"{name}.{item.name}") for item in field.items)]
        return Access(both(*(part.full for part in parts)))

    def shown(self, record: str, access: Access) -> Access:
        """The same access, said of rows already known to be visible: FULL where the row's condition implies it."""
        row = self.row(record)
        full = given(row, access.full)
        return FULL if full == ALWAYS else Access(full, given(row, access.masked))

    def moves(self, record: str) -> tuple[tuple[str, Condition], ...]:
        """Moves that may be open to these roles, with the condition on the row; the state is tested apart."""
        found = [(move.name, self.row(record, f"move.{move.name}")) for move in RECORDS[record].moves if not move.never]
        return tuple((name, condition) for name, condition in found if condition != NEVER)

    @property
    def copies(self) -> tuple[tuple[str, str, Access], ...]:
        """Every field of every record with the condition, on its own row, under which copies of it may be shown."""
        if ("copies",) not in self._kept:
            self._kept[("copies",)] = tuple(
                (name, field.name, access) for name, record in RECORDS.items() if self.row(name) != NEVER
                for field in record.fields if (access := self._copy(name, field.name)) != Access(NEVER))
        kept: tuple[tuple[str, str, Access], ...] = self._kept[("copies",)]
        return kept

    def _copy(self, record: str, name: str) -> Access:
        access, row = self.whole(record, name), self.row(record)
        return Access(both(row, access.full), both(row, access.masked))

    def _access(self, record: str, path: str, act: str) -> Access:
        spec = RECORDS[record]
        field = described(spec, path)
        if field is None:
            return Access(NEVER)
        if always_seen(spec, path):
            return FULL if act == "read" else Access(NEVER)
        full = self._compiled(record, path, act)
        masked = self._compiled(record, path, "mask") if act == "read" and maskable(field) else NEVER
        if "." in path:
            around = self.field(record, path.partition(".")[0], act)
            full, masked = both(full, around.full), both(masked, around.full)
        if act == "read" and field.kind is Kind.PROTECTED:
            return Access(NEVER, either(full, masked))
        return Access(full, masked)

    def _compiled(self, record: str, path: str, act: str) -> Condition:
        lines = self.lines(record, path, act)
        allowed = Some(tuple(condition(line.when) for line in lines if line.allows))
        denied = Some(tuple(condition(line.when) for line in lines if not line.allows))
        return simplest(All((allowed, Not(denied))))

    def lines(self, record: str, path: str, act: str) -> list[Line]:
        """The lines that speak of this object and act."""
        field = described(RECORDS[record], path) if path else None
        if path and field is None:
            return []
        return [line for line in self._lines.get((record, act), []) if line.covers(path, field)]

    def explain(self, record: str, act: str = "read", path: str = "") -> tuple[Line, ...]:
        """The policy lines behind an answer: those of the row or field, and of the list around an item field."""
        around = self.lines(record, path.partition(".")[0], act) if "." in path else []
        return tuple(dict.fromkeys((*around, *self.lines(record, path, act))))

    def allows(self, record: str, path: str, act: str, row: Mapping[str, Any], actor: Actor, access: Level) -> bool:
        """The same for one row, answered from the lines themselves; a field the row lacks never counts in favour."""
        if path and always_seen(RECORDS[record], path):
            return act == "read"
        if "." in path and not self.allows(record, path.partition(".")[0], act, row, actor, access):
            return False
        lines = self.lines(record, path, act)
        return (any(_holds(line, row, actor, access) for line in lines if line.allows)
                and not any(_holds(line, row, actor, access) for line in lines if not line.allows))


def _holds(line: Line, row: Mapping[str, Any], actor: Actor, access: Level) -> bool:
    try:
        return holds(line.when, row, actor, access)
    except KeyError:
        return not line.allows
