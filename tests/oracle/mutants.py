"""The guard and the renderer broken on purpose, one way at a time: what a comparison is worth is what it notices."""
# ruff: noqa: ARG005 - a replacement takes what the original takes

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import authz.guard
import authz.policy
import schema.clause
import schema.paging
import schema.sorting
import schema.statement
import schema.ways
from authz.conditions import condition
from authz.guard import ALWAYS, FULL
from authz.logic import simplest
from schema.kit import Kind
from schema.read import NEVER, Access, Condition, Some
from schema.registry import RECORDS

Patch = tuple[Any, str, Any]


def _no_row_predicate() -> list[Patch]:
    real = authz.guard._read
    return [(authz.guard, "_read", lambda read, rules, seen=ALWAYS: replace(real(read, rules, seen), visible=seen))]


def _no_mask_in_filters() -> list[Patch]:
    return [(authz.guard, "_test", lambda record, test, rules: replace(test, access=FULL))]


def _copies_unguarded() -> list[Patch]:
    def all_of(access: Access, rules: Any) -> tuple[tuple[str, str, Access], ...]:
        return tuple((name, f.name, Access(ALWAYS, ALWAYS)) for name, record in RECORDS.items() for f in record.fields)

    return [(authz.guard, "_copies", all_of)]


def _deny_ignored() -> list[Patch]:
    def compiled(self: Any, record: str, path: str, act: str) -> Condition:
        return simplest(Some(tuple(condition(line.when) for line in self.lines(record, path, act) if line.allows)))

    return [(authz.policy.Rules, "_compiled", compiled)]


def _count_unguarded() -> list[Patch]:
    real = schema.statement.count

    def count(read: Any, alias: str, tie: str, binds: Any, *, root: bool) -> str:
        return real(replace(read, visible=ALWAYS), alias, tie, binds, root=root)

    return [(schema.statement, "count", count)]


def _links_back_unguarded() -> list[Patch]:
    return [(authz.guard, "_way_back", lambda record, link, rules: ALWAYS)]


def _linked_rows_in_filters_unguarded() -> list[Patch]:
    real = authz.guard._linked

    def linked(record: str, test: Any, rules: Any) -> Condition:
        found = real(record, test, rules)
        inside = found.parts[1] if hasattr(found, "parts") else found
        return replace(inside, visible=ALWAYS)

    return [(authz.guard, "_linked", linked)]


def _search_in_hidden_fields() -> list[Patch]:
    real = authz.guard._where

    def where(record: str, test: Any, rules: Any) -> Condition:
        found = real(record, test, rules)
        return replace(found, fields=tuple((f.name, FULL) for f in RECORDS[record].fields if f.search)) if hasattr(found, "fields") else found

    return [(authz.guard, "_where", where)]


def _orders_unguarded() -> list[Patch]:
    return [(authz.guard, "_order", lambda record, order, rules: replace(order, access=FULL))]


def _orders_by_row_allowed() -> list[Patch]:
    return [(authz.guard, "_order", lambda record, order, rules: replace(order, access=authz.guard._access(record, order.field, rules)))]


def _link_to_one_unguarded() -> list[Patch]:
    real = authz.guard._pick
    return [(authz.guard, "_pick", lambda record, pick, rules: replace(made, access=FULL) if hasattr(made := real(record, pick, rules), "link") and hasattr(made, "access") else made)]


def _elements_unguarded() -> list[Patch]:
    return [(authz.guard, "_item", lambda record, name, pick, around, rules: replace(pick, access=FULL))]


def _moves_without_policy() -> list[Patch]:
    return [(authz.policy.Rules, "moves", lambda self, record: tuple((move.name, ALWAYS) for move in RECORDS[record].flow.moves))]


def _masked_in_full() -> list[Patch]:
    return [(schema.clause, "masked", schema.clause.column)]


def _expired_access_counts() -> list[Patch]:
    real = schema.clause.held

    def held(*args: Any) -> str:
        return real(*args).replace("until >", "until <>")

    return [(schema.clause, "held", held), (schema.ways, "held", held)]


def _level_of_access_ignored() -> list[Patch]:
    real = schema.clause._reach
    return [(schema.clause, "_reach", lambda level, *rest: real(1, *rest))]


def _not_of_unknown_is_unknown() -> list[Patch]:
    real = schema.clause.clause

    def clause(found: Condition, record: Any, alias: str, binds: Any) -> str:
        return real(found, record, alias, binds).replace("IS NOT TRUE", "= FALSE") if type(found).__name__ == "Not" else real(found, record, alias, binds)

    return [(schema.clause, "clause", clause), (schema.statement, "clause", clause), (schema.paging, "clause", clause), (schema.ways, "clause", clause)]


def _page_meets_its_cursor_again() -> list[Patch]:
    real = schema.sorting.Sort.sign
    return [(schema.sorting.Sort, "sign", lambda self, backward: f"{real(self, backward)}=")]


def _empty_first() -> list[Patch]:
    real = schema.sorting.Sort.order
    return [(schema.sorting.Sort, "order", lambda self, backward: real(self, backward).replace("NULLS LAST", "NULLS FIRST"))]


def _other_counties_by_link() -> list[Patch]:
    real = schema.clause.joined_on

    def joined(*args: Any) -> str:
        return real(*args).partition(" AND ")[2]

    return [(schema.clause, "joined_on", joined), (schema.statement, "joined_on", joined)]


def _patterns_in_filters() -> list[Patch]:
    return [(schema.clause, "_contains", lambda value, place, indexed: f"lower({value}) LIKE '%' || lower({place}) || '%'")]


def _other_than_nothing() -> list[Patch]:
    real = schema.clause._comparison
    return [(schema.clause, "_comparison", lambda op, value, place, record, test: f"{value} <> {place}" if op == "ne" else real(op, value, place, record, test))]


def _every_area_is_mine() -> list[Patch]:
    real = schema.clause._comparison
    return [(schema.clause, "_comparison", lambda op, value, place, record, test: f"{value} IS NOT NULL" if op == "under" else real(op, value, place, record, test))]


def _protected_copies_to_all() -> list[Patch]:
    real = authz.policy.Rules._copy

    def copy(self: Any, record: str, name: str) -> Access:
        found = real(self, record, name)
        return Access(found.full, self.row(record)) if RECORDS[record].by_name[name].kind is Kind.PROTECTED else found

    return [(authz.policy.Rules, "_copy", copy)]


def _a_list_without_its_elements_rights() -> list[Patch]:
    return [(authz.policy.Rules, "whole", lambda self, record, name: self.field(record, name))]


def _roles_given_by_lines_forgotten() -> list[Patch]:
    return [(authz.policy.Policy, "rules_of", lambda self, actor: self.rules(actor.roles, actor.county))]


def _lines_of_other_counties_count() -> list[Patch]:
    real = authz.policy.Rules.__init__

    def made(self: Any, policy: Any, roles: frozenset[str], county: str) -> None:
        real(self, policy, roles, county)
        self._lines = {}
        for line in policy.lines:
            if line.role in roles:
                self._lines.setdefault((line.record, line.act), []).append(line)

    return [(authz.policy.Rules, "__init__", made)]


def _hidden_is_not_sought() -> list[Patch]:
    """A test on a field nobody may see drops out instead of failing."""
    real = authz.guard._test
    return [(authz.guard, "_test", lambda record, test, rules: ALWAYS if (found := real(record, test, rules)) == NEVER else found)]


FIRST: dict[str, Callable[[], list[Patch]]] = {
    "the row predicate is dropped": _no_row_predicate,
    "a mask is dropped in filters": _no_mask_in_filters,
    "copies are not guarded": _copies_unguarded,
    "deny lines are ignored": _deny_ignored,
    "counts are not guarded": _count_unguarded,
}
MORE: dict[str, Callable[[], list[Patch]]] = {made.__name__.strip("_").replace("_", " "): made for made in (
    _links_back_unguarded, _linked_rows_in_filters_unguarded, _search_in_hidden_fields, _orders_unguarded, _orders_by_row_allowed, _link_to_one_unguarded,
    _elements_unguarded, _moves_without_policy, _masked_in_full, _expired_access_counts, _level_of_access_ignored, _not_of_unknown_is_unknown,
    _page_meets_its_cursor_again, _empty_first, _other_counties_by_link, _patterns_in_filters, _other_than_nothing, _every_area_is_mine,
    _protected_copies_to_all, _a_list_without_its_elements_rights, _roles_given_by_lines_forgotten, _lines_of_other_counties_count, _hidden_is_not_sought)}


@contextmanager
def broken(patches: list[Patch]) -> Iterator[None]:
    """The product with these parts replaced, until the block ends."""
    if not patches:
        yield
        return
    (where, name, made), *rest = patches
    with patch.object(where, name, made), broken(rest):
        yield
