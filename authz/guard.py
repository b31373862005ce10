"""Puts the actor's rights into a question: rows, fields, filters, searches, orderings, links, counts and copies."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from authz.actor import Actor
from authz.conditions import Access as Level
from authz.lines import always_seen
from authz.logic import both, implies
from authz.policy import Rules
from schema.graph import UNGUARDED
from schema.kit import Kind
from schema.read import (
    ALWAYS,
    FULL,
    NEVER,
    Access,
    All,
    Condition,
    Envelope,
    Graph,
    Guarded,
    Items,
    Linked,
    Many,
    Node,
    Not,
    On,
    One,
    Order,
    Pick,
    Reached,
    Read,
    Root,
    Scalar,
    Some,
    Test,
    Words,
)
from schema.registry import LINKS, RECORDS

Values: TypeAlias = Mapping[str, Any]
_HERE = object()
ABSENT = frozenset({"ne", "out", "absent"})
"""Tests that a hidden value passes, because it is seen as NULL."""


class OrderRefused(Exception):
    """An ordering by a field whose access depends on the row: it would sort the whole set and tell what is hidden."""

    def __init__(self, record: str, field: str) -> None:
        super().__init__(f"{record}.{field}")
        self.record, self.field = record, field


def guard(root: Root, rules: Rules) -> Guarded:
    """The root with the rights of these rules in every read, field and filter; raises OrderRefused."""
    return Guarded(_root(root, rules), _HERE)


def permits(rules: Rules, record: str, act: str, row: Values, actor: Actor, access: Level) -> bool:
    """Whether `read`, `create`, `edit` (of some field), `move.<name>` or `paper.<name>` is allowed on a row of stored values;
    nobody edits, moves or writes down a row that he may not read."""
    if not _in_county(rules, row, actor):
        return False
    if act in ("read", "create"):
        return rules.allows(record, "", act, row, actor, access)
    if not rules.allows(record, "", "read", row, actor, access):
        return False
    if act == "edit":
        return any(rules.allows(record, field.name, "edit", row, actor, access) for field in RECORDS[record].fields)
    return rules.allows(record, "", act, row, actor, access)


def field_permits(rules: Rules, record: str, path: str, act: str, row: Values, actor: Actor, access: Level) -> bool:
    """Whether `read`, `mask`, `edit` or `reveal` is allowed on a field, or item field, of a row the actor may read."""
    return (_in_county(rules, row, actor) and rules.allows(record, "", "read", row, actor, access)
            and rules.allows(record, path, act, row, actor, access))


def shown(rules: Rules, record: str, name: str, row: Values, actor: Actor, access: Level) -> str | None:
    """How a whole field is shown to the actor: "full", "masked" or None; a list only with all its item fields."""
    field = RECORDS[record].by_name[name]
    paths = [name, *(f"{name}.{item.name}" for item in field.items)]
    full = all(field_permits(rules, record, path, "read", row, actor, access) for path in paths)
    if full and field.kind is not Kind.PROTECTED:
        return "full"
    maskable = field.mask is not None or field.kind is Kind.PROTECTED
    return "masked" if maskable and (full or field_permits(rules, record, name, "mask", row, actor, access)) else None


def _in_county(rules: Rules, row: Values, actor: Actor) -> bool:
    return bool(rules.county == actor.county == row.get("county", actor.county))


# --- the walk --------------------------------------------------------------------------------------------------------


def _root(root: Root, rules: Rules) -> Root:
    wrap = None if root.wrap is None else tuple(_root(inner, rules) for inner in root.wrap)
    named = None if root.named is None else tuple(replace(of_kind, read=_read(of_kind.read, rules)) for of_kind in root.named)
    return replace(root, read=_read(root.read, rules) if root.read else None, wrap=wrap, named=named)


def _read(read: Read, rules: Rules, seen: Condition = ALWAYS) -> Read:
    """`seen` is what the link that led here demands of the row besides being visible."""
    return replace(
        read,
        picks=_picks(read.record, read.picks, rules),
        where=_where(read.record, read.where, rules),
        orders=tuple(_order(read.record, order, rules) for order in read.orders),
        envelope=_envelope(read.record, read.envelope, rules) if read.envelope else None,
        visible=both(rules.row(read.record), seen))


def _envelope(record: str, envelope: Envelope, rules: Rules) -> Envelope:
    return Envelope(tuple((part, key, _part(record, part, inner, rules)) for part, key, inner in envelope.parts))


def _part(record: str, part: str, inner: tuple[Any, ...], rules: Rules) -> tuple[Any, ...]:
    if part == "nodes":
        return _picks(record, inner, rules)
    if part == "edges":
        return tuple((what, key, _picks(record, picks, rules) if what == "node" else picks)
                     for what, key, picks in inner)
    return inner


def _picks(record: str, picks: tuple[Pick, ...], rules: Rules) -> tuple[Pick, ...]:
    return tuple(_pick(record, pick, rules) for pick in picks)


def _pick(record: str, pick: Pick, rules: Rules) -> Pick:
    match pick:
        case Scalar():
            return _scalar(record, pick, rules)
        case Items():
            return _items(record, pick, rules)
        case Graph():
            return replace(pick, kinds=tuple(_node(kind, rules) for kind in UNGUARDED))
        case On(picks=picks):
            return replace(pick, picks=_picks(record, picks, rules))
        case One(link=link, read=read):
            way = LINKS[record][link]
            return replace(pick, access=_access(record, way.here, rules), read=_read(read, rules))
        case Many(link=link, read=read):
            return replace(pick, read=_read(read, rules, ALWAYS if link is None else _way_back(record, link, rules)))


def _node(node: Node, rules: Rules) -> Node:
    """A kind of record in a graph: its rows, its title, and what it names of others, each as the actor may know of it."""
    def step(reached: Reached) -> Reached:
        names = (reached.link,) if reached.link else (reached.type_field, reached.key_field)
        return replace(reached, access=both(*(_access(node.record, name, rules).full for name in names)))

    title = _access(node.record, node.title, rules) if node.title else FULL
    return replace(node, visible=rules.row(node.record), access=title, steps=tuple(map(step, node.steps)))


def _way_back(record: str, link: str, rules: Rules) -> Condition:
    """A row found through its link to us says what the link says: the link must be readable on it."""
    way = LINKS[record][link]
    return _access(way.record, way.there, rules).full


def _access(record: str, name: str, rules: Rules) -> Access:
    if always_seen(RECORDS[record], name):
        return FULL
    return rules.shown(record, rules.whole(record, name))


def _scalar(record: str, pick: Scalar, rules: Rules) -> Scalar:
    if pick.form in ("id", "typename"):
        return replace(pick, access=FULL)
    if pick.form == "actions":
        return replace(pick, access=FULL, actions=rules.moves(record))
    access = _access(record, pick.field, rules)
    copies = pick.field in RECORDS[record].by_name and RECORDS[record].by_name[pick.field].copies
    return replace(pick, access=access, copies=_copies(access, rules) if copies else ())


def _copies(access: Access, rules: Rules) -> tuple[tuple[str, str, Access], ...]:
    return () if access.full == NEVER else rules.copies


def _items(record: str, pick: Items, rules: Rules) -> Items:
    access = rules.shown(record, rules.field(record, pick.field))
    copies = _copies(access, rules) if RECORDS[record].by_name[pick.field].copies else ()
    inside = tuple(_item(record, pick.field, inner, access, rules) for inner in pick.picks)
    return replace(pick, access=access, copies=copies, picks=inside)


def _item(record: str, name: str, pick: Scalar, around: Access, rules: Rules) -> Scalar:
    """An item field is read inside its list: what the list's condition implies need not be asked again."""
    if pick.form == "typename" or pick.field == "id":
        return replace(pick, access=FULL)
    access = rules.shown(record, rules.field(record, f"{name}.{pick.field}"))
    return replace(pick, access=FULL if implies(both(rules.row(record), around.full), access.full) else access)


def _where(record: str, condition: Condition, rules: Rules) -> Condition:
    match condition:
        case All(parts):
            return All(tuple(_where(record, part, rules) for part in parts))
        case Some(parts):
            return Some(tuple(_where(record, part, rules) for part in parts))
        case Not(part):
            return Not(_where(record, part, rules))
        case Test():
            return _test(record, condition, rules)
        case Words():
            names = [f.name for f in RECORDS[record].fields if f.search]
            found = [(name, _access(record, name, rules)) for name in names]
            return replace(condition, fields=tuple((name, access) for name, access in found if access.full != NEVER))
        case Linked():
            return _linked(record, condition, rules)
    return condition


def _test(record: str, test: Test, rules: Rules) -> Condition:
    """The value is compared as the actor sees it: full, masked or NULL."""
    if test.field == "county" or test.field == RECORDS[record].key:
        return replace(test, access=FULL)
    access = _access(record, test.field, rules)
    if RECORDS[record].by_name[test.field].copies or access == Access(NEVER):
        return ALWAYS if test.op in ABSENT else NEVER
    return replace(test, access=access)


def _linked(record: str, linked: Linked, rules: Rules) -> Condition:
    way = LINKS[record][linked.link]
    inside = replace(linked, condition=_where(way.record, linked.condition, rules),
                     visible=both(rules.row(way.record), _way_back(record, linked.link, rules)))
    here = _access(record, way.here, rules).full
    return inside if here == ALWAYS else All((here, inside))


def _order(record: str, order: Order, rules: Rules) -> Order:
    """Sorted as the actor sees it: by value, by masked text or, when hidden, not at all (but keeping its place)."""
    access = _access(record, order.field, rules)
    if access.full == ALWAYS or (access.full == NEVER and access.masked in (ALWAYS, NEVER)):
        return replace(order, access=access)
    raise OrderRefused(record, order.field)
