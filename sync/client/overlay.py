"""What a person sees: the last document of the server with the work this device has not settled yet laid over it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from schema.merge import Conflict, MergeClass, Rule, merge_document, same
from sync.wire import Collection, FieldDeclaration, Json, MoveDeclaration, is_delta, merging


class Act(NamedTuple):
    """The part of an op that changes a document."""

    kind: str
    base: Json
    set: Json
    move: str | None


class Shown(NamedTuple):
    """A document as shown, and where unsettled work and the server differ, by path."""

    values: Json
    conflicts: dict[str, Conflict]


def rules(collection: Collection) -> dict[str, Rule]:
    """Merge rules of a collection, its children's lists merging row by row."""
    found = {field["name"]: _rule(field) for field in collection["fields"]}
    for name, child in collection["children"].items():
        found[name] = Rule(MergeClass.DRAFT, {field["name"]: _rule(field) for field in child["fields"]})
    return found


def _rule(field: FieldDeclaration) -> Rule:
    elements = {item["name"]: _rule(item) for item in field["items"]} if field["items"] else None
    return Rule(MergeClass(field["merge"]), elements)


def shown(collection: Collection, base: Json | None, acts: Iterable[Act]) -> Shown:
    """The document with the acts laid over it, in order; in conflict the server's value is shown and both are kept."""
    known = rules(collection)
    values: Json = dict.fromkeys(known) | (base or {})
    conflicts: dict[str, Conflict] = {}
    for act in acts:
        if act.kind == "create":
            if base is None:
                values |= {"state": collection["initial"], **act.set}
            continue
        before, mine = merging(act.base, act.set, values)
        rule_of = known | {name: Rule(MergeClass.DRAFT) for name in mine.keys() - known.keys()}
        merged = merge_document(rule_of, before, values, mine)
        values, conflicts = merged.values, conflicts | merged.conflicts
        if act.move:
            _move(collection, act.move, values, conflicts)
    return Shown(values, conflicts)


def _move(collection: Collection, name: str, values: Json, conflicts: dict[str, Conflict]) -> None:
    move = next((move for move in collection["moves"] if move["name"] == name), None)
    if move is None or move["target"] is None:
        return
    if values.get("state") in move["sources"]:
        values["state"] = move["target"]
    elif values.get("state") != move["target"]:
        conflicts["state"] = Conflict(None, values.get("state"), move["target"])


def possible(collection: Collection, state: object) -> list[MoveDeclaration]:
    """The moves a state allows."""
    return [move for move in collection["moves"] if state in move["sources"]]


def compacted(first: Act, second: Act) -> Act | None:
    """Two edits as one that keeps the first base; None when they must stay apart."""
    if first.kind != "edit" or second.kind != "edit":
        return None
    base, changes = dict(first.base), dict(first.set)
    for key, value in second.set.items():
        if key not in changes:
            changes[key] = value
            if key in second.base:
                base[key] = second.base[key]
        elif is_delta(value) and is_delta(changes[key]):
            changes[key] = _deltas(changes[key], value)
            if former := _elements(base.get(key) or [], second.base.get(key) or [], changes[key]):
                base[key] = former
        elif is_delta(value) or is_delta(changes[key]):
            return None
        else:
            changes[key] = value
    kept = {key: value for key, value in changes.items() if not same(base.get(key), value)}
    return Act("edit", {key: base[key] for key in kept if key in base}, kept, None)


def _deltas(first: Json, second: Json) -> Json:
    added = {element["id"]: element for element in first.get("add", ())}
    changed: dict[str, Json] = {at: dict(element) for at, element in first.get("change", {}).items()}
    for at, element in second.get("change", {}).items():
        if at in added:
            added[at] = added[at] | element
        else:
            changed[at] = changed.get(at, {}) | element
    added |= {element["id"]: element for element in second.get("add", ())}
    return {part: items for part, items in (("add", list(added.values())), ("change", changed)) if items}


def _elements(first: Sequence[Json], second: Sequence[Json], delta: Json) -> list[Json]:
    """The former values of the elements a delta changes, the oldest of each key."""
    found: dict[str, Json] = {}
    for element in (*second, *first):
        found[element["id"]] = found.get(element["id"], {}) | element
    return [element for at, element in found.items() if at in delta.get("change", {})]


def without_numbers(collection: Collection, changes: Mapping[str, Any]) -> tuple[Json, list[str]]:
    """The changes without full protected numbers, and the labels of those that were taken out."""
    dropped: list[str] = []

    def cleaned(fields: Iterable[FieldDeclaration], values: Mapping[str, Any]) -> Json:
        secret = {field["name"]: field["label"] for field in fields if field["kind"] == "protected"}
        hits = [key for key, value in values.items() if key in secret and isinstance(value, str) and "*" not in value]
        dropped.extend(secret[key] for key in hits)
        return {key: value for key, value in values.items() if key not in hits}

    kept = cleaned(collection["fields"], changes)
    for name, child in collection["children"].items():
        value: Any = kept.get(name)
        if isinstance(value, list):
            kept[name] = [cleaned(child["fields"], element) for element in value]
        elif is_delta(value):
            added = [cleaned(child["fields"], element) for element in value.get("add", ())]
            changed = {at: cleaned(child["fields"], part) for at, part in value.get("change", {}).items()}
            kept[name] = {part: items for part, items in (("add", added), ("change", changed)) if items}
    return kept, dropped
