"""What a county's clocks are computed by: its working-day calendar and the terms its office keeps, beside those declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schema.kit import Deadline, Record, Term
from schema.periods import Calendar, Unit, with_year


@dataclass(frozen=True)
class Rule:
    """One version of a term: the term itself, the extension it allows, and whether the office or a declaration set it."""

    term: Term
    extension: Term | None
    office: bool = False

    def holds(self, day: date) -> bool:
        """Whether it is in force for a clock that starts on this day."""
        return self.term.effective_from <= day and (self.term.effective_to is None or day <= self.term.effective_to)


@dataclass(frozen=True)
class Regime:
    """The calendar, and by (record, deadline, value that picks the term) the rules there are, the latest first."""

    calendar: Calendar
    rules: Mapping[tuple[str, str, str], tuple[Rule, ...]] = field(default_factory=dict)

    def rule(self, record: Record, deadline: Deadline, picked: str, day: date) -> Rule | None:
        """The rule in force on the day a clock starts: what the office set, else what was declared."""
        known = self.rules.get((record.name, deadline.code, picked), ())
        return next((rule for rule in (*known, *declared(deadline, picked)) if rule.holds(day)), None)


def declared(deadline: Deadline, picked: str) -> Iterator[Rule]:
    """The rules of a declaration; successive versions of one term are keyed `VALUE@2`."""
    return (Rule(term, deadline.extension) for key, term in deadline.terms.items() if key.partition("@")[0] == picked)


def regime_of(base: Calendar, rules: Iterable[Mapping[str, Any]], years: Iterable[Mapping[str, Any]]) -> Regime:
    """The regime that stored rows make: of a year the newest arrangement, of rules the office's before seeded ones, newest first."""
    calendar = base
    newest = {row["year"]: row for row in sorted(years, key=lambda row: (row["created_at"], str(row["id"])))}
    for year, row in sorted(newest.items()):
        calendar = with_year(calendar, year, map(date.fromisoformat, row["holidays"] or ()), map(date.fromisoformat, row["workdays"] or ()), row["source"])
    found: dict[tuple[str, str, str], list[Rule]] = {}
    for row in sorted(rules, key=lambda row: (row["author"] is not None, row["created_at"], str(row["id"])), reverse=True):
        found.setdefault((row["record_type"], row["code"], row["picked"] or ""), []).append(rule_of(row))
    return Regime(calendar, {key: tuple(kept) for key, kept in found.items()})


def rule_of(row: Mapping[str, Any]) -> Rule:
    """One stored rule."""
    basis, verified = row["basis"], bool(row["verified"])
    term = Term(row["amount"], Unit[row["unit"]], basis, verified, row["effective_from"], row["effective_to"])
    more = Term(row["extension_amount"], Unit[row["extension_unit"]], basis, verified) if row["extension_amount"] else None
    return Rule(term, more, row["author"] is not None)
