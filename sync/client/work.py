"""What a person types becomes the base and the changes of an op, checked against the declarations the device holds."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from schema.marking import marked
from schema.merge import same
from sync.client.overlay import possible
from sync.client.problem import Problem
from sync.client.value import typed
from sync.wire import Collection, FieldDeclaration, Json, MoveDeclaration

SERVER, LEGAL = "S", "C"
NewId = Callable[[str | None], str]  # of a child's type, or of a list element (None)
_TOKEN = re.compile(r"([^=+]+?)(\+?=)(.*)", re.DOTALL)


class Assignment(NamedTuple):
    """`key=value`, `list+=value` or `list.element.key=value`."""

    path: tuple[str, ...]
    adds: bool
    value: Any


class Desk(NamedTuple):
    """What work on one document needs to know: its collection, what is shown, the county, the time, and new ids."""

    collection: Collection
    shown: Json
    county: str
    now: str
    new_id: NewId


def assignment(token: str) -> Assignment:
    """One word of the command line; a value that is a JSON list or object is read as such."""
    matched = _TOKEN.fullmatch(token)
    if not matched:
        raise Problem("ASSIGNMENT", text=token)
    value: Any = matched[3]
    if value[:1] in "[{" and value:
        try:
            value = json.loads(value)
        except ValueError:
            if matched[2] == "+=":
                raise Problem("ASSIGNMENT", text=token) from None
    return Assignment(tuple(matched[1].strip().split(".")), matched[2] == "+=", value)


def changes(desk: Desk, assignments: Iterable[Assignment], creating: bool = False) -> tuple[Json, Json]:
    """(base, set) of an edit; values equal to what is shown are left out, and what is marked as a state secret is not taken."""
    base: Json = {}
    fresh: Json = {}
    words = list(assignments)
    if any(marked({word.path[-1]: word.value}) for word in words):
        raise Problem("STATE_SECRET")
    for word in words:
        name, fields, child = _list_of(desk.collection, word.path[0])
        if fields is None:
            _scalar(desk, word, base, fresh, creating)
        elif word.adds:
            part = fresh.setdefault(name, {"add": []})
            part.setdefault("add", []).append(_element(desk, fields, child, word.value))
        elif len(word.path) == 3:
            _change(desk, name, fields, word, base, fresh)
        elif len(word.path) == 1 and isinstance(word.value, list):
            part = fresh.setdefault(name, {"add": []})
            part.setdefault("add", []).extend(_element(desk, fields, child, value) for value in word.value)
        else:
            raise Problem("ASSIGNMENT", text=".".join(word.path))
    if creating:
        fresh = {name: value["add"] if isinstance(value, dict) else value for name, value in fresh.items()}
    return base, fresh


def field_of(fields: Iterable[FieldDeclaration], name: str, label: str) -> FieldDeclaration:
    """The field of a name in camelCase or snake_case, or of a label."""
    flat = name.replace("_", "").lower()
    known = list(fields)
    for field in known:
        if field["label"] == name or field["name"].lower() == flat:
            return field
    raise Problem("NO_FIELD", label=label, name=name, known="、".join(f["name"] for f in known if f["merge"] != SERVER))


def _list_of(collection: Collection, word: str) -> tuple[str, list[FieldDeclaration] | None, str | None]:
    """(name, fields of its elements, type of a child); no fields for what is no list of elements."""
    for name, child in collection["children"].items():
        if word.lower() == name.lower() or word == child["label"]:
            return name, child["fields"], child["type"]
    field = field_of(collection["fields"], word, collection["label"])
    return field["name"], field["items"] if field["kind"] == "items" else None, None


def _scalar(desk: Desk, word: Assignment, base: Json, fresh: Json, creating: bool) -> None:
    field = field_of(desk.collection["fields"], word.path[0], desk.collection["label"])
    name = field["name"]
    if len(word.path) != 1 or (word.adds and field["kind"] != "texts"):
        raise Problem("ASSIGNMENT", text=".".join(word.path))
    if (field["merge"] == SERVER or name == "id") and not (creating and name == "caseId"):
        raise Problem("SERVER_FIELD", label=field["label"])
    _thawed(desk, field)
    value = typed(field, word.value, desk.county)
    before = desk.shown.get(name)
    if word.adds:
        value = list(dict.fromkeys([*(fresh.get(name) or before or []), *(value or [])]))
    if value is None and field["required"]:
        raise Problem("REQUIRED", labels=field["label"])
    if not same(before, value):
        base[name], fresh[name] = before, value


def _thawed(desk: Desk, field: FieldDeclaration) -> None:
    state = desk.shown.get("state")
    if field["merge"] == LEGAL and state in desk.collection["frozen"]:
        raise Problem("FROZEN", label=field["label"], state=state_label(desk.collection, state))


def _element(desk: Desk, fields: list[FieldDeclaration], child: str | None, value: Any) -> Json:
    """A new element or child row with an id and, where it has one, the time."""
    texts = [field for field in fields if field["kind"] == "text" and field["merge"] != SERVER]
    if isinstance(value, str) and texts and not child:  # one text alone is the note
        names = [field["name"] for field in texts if field["name"] in ("note", "title")] or [texts[0]["name"]]
        value = {names[0]: value}
    if not isinstance(value, Mapping):
        raise Problem("ASSIGNMENT", text=str(value))
    element: Json = {"id": desk.new_id(child)}
    for key, inner in value.items():
        if key != "id":
            field = field_of(fields, key, child or key)
            if field["merge"] == SERVER:
                raise Problem("SERVER_FIELD", label=field["label"])
            element[field["name"]] = typed(field, inner, desk.county)
    if any(field["name"] == "occurredAt" for field in fields):
        element.setdefault("occurredAt", desk.now)
    _filled(fields, element)
    return element


def _change(desk: Desk, name: str, fields: list[FieldDeclaration], word: Assignment, base: Json, fresh: Json) -> None:
    element = _found(desk, name, word.path[1])
    field = field_of(fields, word.path[2], name)
    if field["merge"] == SERVER or field["name"] == "id":
        raise Problem("SERVER_FIELD", label=field["label"])
    if "textDigest" in element:
        raise Problem("SIGNATURE_FIXED")
    _thawed(desk, field)
    value = typed(field, word.value, desk.county)
    if value is None and field["required"]:
        raise Problem("REQUIRED", labels=field["label"])
    if same(element.get(field["name"]), value):
        return
    part = fresh.setdefault(name, {})
    part.setdefault("change", {}).setdefault(element["id"], {})[field["name"]] = value
    before: list[Json] = base.setdefault(name, [])
    former = next((item for item in before if item["id"] == element["id"]), None)
    if former is None:
        before.append(former := {"id": element["id"]})
    former[field["name"]] = element.get(field["name"])


def _found(desk: Desk, name: str, reference: str) -> Json:
    """An element by its number as shown (from 1) or the end of its id."""
    elements: list[Json] = desk.shown.get(name) or []
    if reference.isdecimal() and 0 < int(reference) <= len(elements):
        return elements[int(reference) - 1]
    ends = [element for element in elements if len(reference) >= 4 and str(element.get("id", "")).endswith(reference)]
    if len(ends) == 1:
        return ends[0]
    raise Problem("NO_ELEMENT", label=name, ref=reference)


def _filled(fields: Iterable[FieldDeclaration], values: Mapping[str, Any]) -> None:
    lacking = [field["label"] for field in fields if field["required"] and field["merge"] != SERVER
               and values.get(field["name"]) in (None, "", [])]
    if lacking:
        raise Problem("REQUIRED", labels="、".join(lacking))


def check_new(collection: Collection, values: Mapping[str, Any]) -> None:
    """All required fields of a new document are there."""
    _filled(collection["fields"], values)


def state_label(collection: Collection, state: object) -> str:
    return next((label for name, label in collection["states"] if name == state), str(state or "—"))


def move_of(desk: Desk, name: str) -> MoveDeclaration:
    """The move of a name or label that the state allows."""
    allowed = possible(desk.collection, desk.shown.get("state"))
    flat = name.replace("_", "").replace("-", "").lower()
    for move in allowed:
        if move["label"] == name or move["name"].replace("_", "") == flat:
            return move
    known = "、".join(f"{move['name']}（{move['label']}）" for move in allowed) or "—"
    raise Problem("NO_MOVE", state=state_label(desk.collection, desk.shown.get("state")), move=name, known=known)


def move_inputs(desk: Desk, move: MoveDeclaration, assignments: Iterable[Assignment]) -> tuple[Json, Json]:
    """(base, set) of a move: only its inputs, and all it requires."""
    # A move may set what an edit no longer may, and what is otherwise the server's to give.
    fields: list[FieldDeclaration] = [{**field, "merge": LEGAL} if field["name"] in move["inputs"] and field["merge"] == SERVER else field
                                      for field in desk.collection["fields"]]
    thawed: Collection = {**desk.collection, "frozen": [], "fields": fields}
    base, fresh = changes(desk._replace(collection=thawed), assignments)
    labels = {field["name"]: field["label"] for field in desk.collection["fields"]}
    if other := [name for name in fresh if name not in move["inputs"]]:
        raise Problem("NOT_INPUT", move=move["label"], label=labels.get(other[0], other[0]))
    lacking = [labels[name] for name in move["required"] if (desk.shown | fresh).get(name) in (None, "", [])]
    if lacking:
        raise Problem("REQUIRED", labels="、".join(lacking))
    return base, fresh


def signed_field(collection: Collection) -> tuple[str, FieldDeclaration]:
    """(list of signatures, text that is signed): a list whose elements carry `textDigest`, and the legal text."""
    lists = [field["name"] for field in collection["fields"]
             if any(item["name"] == "textDigest" for item in field["items"])]
    texts = [field for field in collection["fields"] if field["kind"] == "text" and field["merge"] == LEGAL
             and field["name"].endswith("Text")]
    if not lists or not texts:
        raise Problem("NOT_SIGNABLE", label=collection["label"])
    return lists[0], texts[0]


def text_digest(text: object) -> str:
    """What a signature binds: SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(str(text or "").encode()).hexdigest()


def signature(desk: Desk, entered: Mapping[str, Any], device: str) -> Json:
    """The set of an op that adds one signature on the text as it is shown."""
    name, text = signed_field(desk.collection)
    if not desk.shown.get(text["name"]):
        raise Problem("NOTHING_TO_SIGN", label=text["label"])
    fields = next(field["items"] for field in desk.collection["fields"] if field["name"] == name)
    made = _element(desk, fields, None, {key: value for key, value in entered.items() if value is not None})
    return {name: {"add": [made | {"textDigest": text_digest(desk.shown[text["name"]]), "device": device}]}}
