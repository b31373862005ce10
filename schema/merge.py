"""Three-way merge of one value or one document: (base, theirs, mine) -> value or Conflict, every input kept."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final
from uuid import UUID

Element = Mapping[str, object]
Keyed = dict[str | int, Element]  # the elements of a list by their id, in order


class MergeClass(StrEnum):
    """How two changes of one value meet (合并类别); domain.md part E."""

    APPEND = "A"  # 只增: union, nothing removed or rewritten
    DRAFT = "B"  # 草稿: three-way, element by element in lists
    LEGAL = "C"  # 法律效力: never combined by machine, a list included
    OWNER = "D"  # 归口: three-way like LEGAL once the caller has found the owner; others' edits never get here
    SEALED = "E"  # 封存: three-way like LEGAL; the caller never sends it out
    SERVER = "S"  # 服务端所有: what comes in is ignored


class Absent(Enum):
    """Type of ABSENT, so that a type checker can tell it from a value."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT  # as mine: unchanged; as base: not known; as theirs: the record or element is new


@dataclass(frozen=True)
class Conflict:
    """Two values no machine may choose between (冲突): the server's (theirs), the incoming one (mine), their base."""

    base: object
    theirs: object
    mine: object


@dataclass(frozen=True)
class Rule:
    """How one field merges: its class, the classes of its elements' fields, and how it is masked for this device."""

    merge: MergeClass
    elements: "Mapping[str, MergeClass | Rule] | None" = None
    mask: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Merged:
    """A merged document: values, the fields that differ from theirs, conflicts by path (`sessions/<id>/note`)."""

    values: dict[str, object]
    changed: frozenset[str]
    conflicts: dict[str, Conflict]


def canonical(value: object) -> bytes:
    """The one JSON text of a value, for hashes: keys sorted, no spaces, UTF-8, decimals as strings, 1.0 as 1.

    Raises TypeError for what JSON cannot hold (bytes, sets, ABSENT, keys that are not text), ValueError for NaN,
    infinity and lone surrogates.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def same(left: object, right: object) -> bool:
    """Whether two values are one value on the wire; true is not 1, 1.0 is 1, ABSENT is only itself."""
    if left is right:
        return True
    if left is ABSENT or right is ABSENT or left is None or right is None:
        return False
    if type(left) is type(right) and isinstance(left, str | int):
        return left == right
    return canonical(left) == canonical(right)


def merge_value(
    merge_class: MergeClass,
    base: object,
    theirs: object,
    mine: object,
    element: "Mapping[str, MergeClass | Rule] | None" = None,
) -> object:
    """The merged value, or one Conflict of the whole; merge_document settles the elements of a list one by one.

    `element` gives the classes of the fields of list elements. Raises TypeError and ValueError as `canonical` does.
    """
    value, conflicts = _settle(Rule(merge_class, element), base, theirs, mine)
    return Conflict(base, theirs, mine) if conflicts else value


def merge_document(rules: Mapping[str, Rule], base: Element | None, theirs: Element, mine: Element) -> Merged:
    """The server's document with the incoming changes; a field in conflict keeps their value, both are in `conflicts`.

    `theirs` holds every field of the record as stored (None where empty) and is empty only for a new record; without
    a base a difference is a conflict, save APPEND and an empty DRAFT. Raises KeyError for a field without a rule.
    """
    if unknown := mine.keys() - rules.keys():
        raise KeyError(f"no merge rule for {sorted(unknown)}")
    values, conflicts = _merge_fields(rules, base or {}, theirs, mine)
    changed = frozenset(field for field in mine if not same(values.get(field, ABSENT), theirs.get(field, ABSENT)))
    return Merged(values, changed, conflicts)


def _merge_fields(
    rules: Mapping[str, MergeClass | Rule], base: Element, theirs: Element, mine: Element
) -> tuple[dict[str, object], dict[str, Conflict]]:
    values, conflicts = dict(theirs), {}
    for field, incoming in mine.items():
        before, now = base.get(field, ABSENT), theirs.get(field, ABSENT)
        value, found = _settle(_rule(rules, field), before, now, incoming)
        if value is not ABSENT:
            values[field] = value
        conflicts.update(_below(field, found))
    return values, conflicts


def _rule(rules: Mapping[str, MergeClass | Rule] | None, field: str) -> Rule:
    rule = (rules or {}).get(field, MergeClass.LEGAL)  # a field nobody classed is never combined
    return rule if isinstance(rule, Rule) else Rule(rule)


def _below(name: object, conflicts: Mapping[str, Conflict]) -> dict[str, Conflict]:
    return {f"{name}/{path}" if path else str(name): conflict for path, conflict in conflicts.items()}


def _settle(rule: Rule, base: object, theirs: object, mine: object) -> tuple[object, dict[str, Conflict]]:
    """The value and its conflicts by path below it ('' for the value itself)."""
    if mine is ABSENT or rule.merge is MergeClass.SERVER:
        return theirs, {}
    lists = isinstance(mine, list | tuple) or isinstance(theirs, list | tuple)
    if lists and rule.merge is MergeClass.APPEND:
        return _settle_append(rule, base, theirs, mine)
    keyed = _keyed(base), _keyed(theirs), _keyed(mine)
    if isinstance(mine, list | tuple) and base is not ABSENT and any(keyed):
        before, now, incoming = keyed
        if before is not None and now is not None and incoming is not None:
            if rule.merge is MergeClass.DRAFT or not _both_changed(rule, before, now, incoming):
                return _merge_elements(rule, theirs, before, now, incoming)
            return theirs, {"": Conflict(base, theirs, mine)}
    value = _three_way(rule, base, theirs, mine)
    return (theirs, {"": value}) if isinstance(value, Conflict) else (value, {})


def _settle_append(rule: Rule, base: object, theirs: object, mine: object) -> tuple[object, dict[str, Conflict]]:
    if mine is None or same(mine, base) or same(mine, theirs):
        return theirs, {}
    if all(_scalars(side) for side in (base, theirs, mine)):
        return _union(base, theirs, mine), {}
    before, now, incoming = _keyed(base), _keyed(theirs), _keyed(mine)
    if before is None or now is None or incoming is None:
        return theirs, {"": Conflict(base, theirs, mine)}
    return _merge_elements(rule, theirs, before, now, incoming)


def _three_way(rule: Rule, base: object, theirs: object, mine: object) -> object:
    if same(mine, base) or same(mine, theirs) or _rendering(rule, mine, theirs, base):
        return theirs
    if _alike(rule, base, theirs):
        return mine
    if base is ABSENT and rule.merge is MergeClass.DRAFT and theirs in (None, "", [], (), {}):
        return mine
    return Conflict(base, theirs, mine)


def _union(base: object, theirs: object, mine: object) -> object:
    """Theirs in order, then what is new in mine; what the server has taken out since the base stays out."""
    known = {canonical(value) for side in (base, theirs) for value in _values(side)}
    new = {key: value for value in _values(mine) if (key := canonical(value)) not in known}
    return [*_values(theirs), *new.values()] if new else theirs


def _merge_elements(
    rule: Rule, stored: object, base: Keyed, theirs: Keyed, mine: Keyed
) -> tuple[object, dict[str, Conflict]]:
    elements: dict[str | int, object] = {}
    conflicts: dict[str, Conflict] = {}
    for key in dict.fromkeys((*theirs, *mine)):
        element, found = _merge_element(rule, base.get(key), theirs.get(key), mine.get(key))
        if element is not None:
            elements[key] = element
        conflicts.update(_below(key, found))
    order = _order(rule, elements.keys(), base, theirs, mine)
    merged = [elements[key] for key in order]
    return (merged if merged or theirs else stored), conflicts


def _merge_element(
    rule: Rule, base: Element | None, theirs: Element | None, mine: Element | None
) -> tuple[Element | None, dict[str, Conflict]]:
    """One element of a list; None means it is not, or no longer, there. An edit beats a removal (E23)."""
    append = rule.merge is MergeClass.APPEND
    if mine is None:
        removed = not append and base is not None and theirs is not None and _untouched(rule, base, theirs)
        return (None if removed else theirs), {}
    mine = {**(theirs or {}), **(base or {}), **mine}  # a key absent from an element means unchanged
    if theirs is None:
        gone = base is not None and _untouched(rule, mine, base)
        return (None if gone else _without_renderings(rule, base or {}, mine)), {}
    if same(mine, theirs) or (base is not None and same(mine, base)):
        return theirs, {}
    if rule.elements is not None:
        return _merge_fields(rule.elements, base or {}, theirs, mine)
    if not append and base is not None and same(theirs, base):
        return mine, {}
    return theirs, {"": Conflict(ABSENT if base is None else base, theirs, mine)}


def _order(rule: Rule, kept: Iterable[str | int], base: Keyed, theirs: Keyed, mine: Keyed) -> list[str | int]:
    """Theirs first, then mine's additions; mine's order where only mine moved elements."""
    kept = dict.fromkeys(kept)
    moved_theirs, moved_mine = (
        [key for key in side if key in base and key in kept] != [key for key in base if key in side and key in kept]
        for side in (theirs, mine)
    )
    append = rule.merge is MergeClass.APPEND
    mine_first = not append and not moved_theirs and (moved_mine or _stands(rule, base, theirs))
    first, second = (mine, theirs) if mine_first else (theirs, mine)
    return [key for key in dict.fromkeys((*first, *second)) if key in kept]


def _both_changed(rule: Rule, base: Keyed, theirs: Keyed, mine: Keyed) -> bool:
    return not (_stands(rule, base, theirs) or _stands(rule, mine, base) or _stands(rule, mine, theirs))


def _stands(rule: Rule, shown: Keyed, stored: Keyed) -> bool:
    return list(shown) == list(stored) and all(_untouched(rule, shown[key], stored[key]) for key in shown)


def _untouched(rule: Rule, shown: Element, stored: Element) -> bool:
    """Whether a stored element is still what was shown, masks and server-owned fields apart."""
    return all(_alike(_rule(rule.elements, field), shown[field], stored.get(field, ABSENT)) for field in shown)


def _alike(rule: Rule, shown: object, stored: object) -> bool:
    return (
        rule.merge is MergeClass.SERVER
        or same(shown, stored)
        or _masks(rule, stored, shown)
        or _masks(rule, shown, stored)
    )


def _masks(rule: Rule, value: object, masked: object) -> bool:
    return rule.mask is not None and isinstance(value, str) and rule.mask(value) == masked


def _rendering(rule: Rule, mine: object, *known: object) -> bool:
    """Whether an incoming value is only a mask that came back: of a known value, or starred and its own mask."""
    if any(_masks(rule, value, mine) for value in known):
        return True
    shown = any(value is not ABSENT for value in known)  # what nobody has shown, nobody can send back
    return shown and isinstance(mine, str) and "*" in mine and _masks(rule, mine, mine)


def _without_renderings(rule: Rule, base: Element, element: Element) -> Element:
    return {
        field: value
        for field, value in element.items()
        if not _rendering(_rule(rule.elements, field), value, base.get(field, ABSENT))
    }


def _values(side: object) -> list[object]:
    return list(side) if isinstance(side, list | tuple) else []


def _scalars(side: object) -> bool:
    """Whether a side is a list (or nothing yet) in which no element has an id of its own."""
    if side is None or side is ABSENT:
        return True
    return isinstance(side, list | tuple) and not any(isinstance(value, Mapping) and "id" in value for value in side)


def _keyed(side: object) -> Keyed | None:
    """The elements of a list by id; None when it is not a list of elements with ids of their own."""
    if side is None or side is ABSENT:
        return {}
    if not isinstance(side, list | tuple):
        return None
    keyed: Keyed = {}
    for element in side:
        key = element.get("id") if isinstance(element, Mapping) else None
        if not isinstance(key, str | int) or key in keyed:
            return None
        keyed[key] = element
    return keyed


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        value = value.value if value is not ABSENT else value
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 2**53 else value  # JavaScript writes 1.0 as 1
        case Decimal():
            if not value.is_finite():
                raise ValueError("not a finite decimal")
            return format(value, "f")
        case date() | UUID():  # a datetime is a date
            return value.isoformat() if isinstance(value, date) else str(value)
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("canonical JSON has text keys")
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"no canonical JSON for {type(value).__name__}")
