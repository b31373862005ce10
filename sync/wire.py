"""The words client and server exchange: shapes of a round, strict parsing, declarations as data, and the RxDB schema."""

# Field client round, POST /sync/round (JSON). Rules both sides rely on:
#
# * `Op.n` ascends per replica and is never reused, gaps are allowed; once sent, an op keeps its `n` and content for ever
#   (save full protected numbers, which leave the device with the receipt and are absent when it is sent again).
# * A round whose `epoch` is not the server's settles NO op: the answer has `reset` true, no receipts, the new epoch and
#   the first page from the start; the client then sends again what the restored server may have forgotten, oldest first.
# * `epoch` is opaque; up to its first "+" it names the life of the server, the rest may change from page to page.
# * Ops are settled before the page is read, so a document in the answer shows what became of them.
# * `Op.move` is the declared name of the move (`apply_confirmation`); all KEYS are camelCase.
# * `Op.set` of a list may be a delta {"add": [element], "change": {id: {key: value}}}; `Op.base` then holds, for that
#   list, the changed elements as they were: [{"id": id, key: old value}]. `merging` gives what schema.merge takes.

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, NotRequired, Protocol, TypedDict, cast

from schema.merge import canonical

VERSION = 1
PAGE, PAGE_MAX, OPS_MAX = 1000, 5000, 1000
KINDS = ("create", "edit", "move", "delete")
OUTCOMES = ("applied", "merged", "conflict", "quarantined", "already", "refused")

OpKind = Literal["create", "edit", "move", "delete"]
Outcome = Literal["applied", "merged", "conflict", "quarantined", "already", "refused"]
Json = dict[str, Any]


class Op(TypedDict):
    """One local act: `base` holds the former values of the keys it changes, `set` the new ones."""

    n: int
    at: str
    c: str
    id: str
    kind: OpKind
    base: Json
    set: Json
    move: str | None


class RoundRequest(TypedDict):
    v: int
    replica: str
    epoch: str | None
    seq: int
    limit: int
    declarations: str | None
    ops: list[Op]
    purged: list[str]


class ReceiptConflict(TypedDict):
    id: str
    path: str
    theirs: Any
    mine: Any


class Receipt(TypedDict):
    n: int
    outcome: Outcome
    code: str | None
    zh: str | None
    en: str | None
    conflicts: list[ReceiptConflict]


class Pulled(TypedDict):
    c: str
    id: str
    seq: int
    doc: Json


class Gone(TypedDict):
    c: str
    id: str


class FieldDeclaration(TypedDict):
    name: str
    kind: str
    label: str
    merge: str
    required: bool
    choices: list[list[str]]
    items: list["FieldDeclaration"]
    check: str | None
    sensitivity: str
    record: str | None  # type a LINK names, as in its global ids
    maxLength: int


class MoveDeclaration(TypedDict):
    name: str
    label: str
    sources: list[str]
    target: str | None
    inputs: list[str]
    required: list[str]


class Child(TypedDict):
    type: str
    label: str
    fields: list[FieldDeclaration]


class Collection(TypedDict):
    label: str
    fields: list[FieldDeclaration]
    states: list[list[str]]
    initial: str | None
    moves: list[MoveDeclaration]
    frozen: list[str]
    children: dict[str, Child]
    creatable: bool
    editable: bool


class Declarations(TypedDict):
    hash: str
    collections: dict[str, Collection]


class RoundAnswer(TypedDict):
    v: int
    epoch: str
    seq: int
    more: bool
    reset: bool
    receipts: list[Receipt]
    documents: list[Pulled]
    gone: list[Gone]
    declarations: Declarations | None
    leaseUntil: str
    conflicts: list[Json]
    quarantined: list[Json]


class Person(TypedDict):
    id: str
    name: str
    username: str


class EnrolRequest(TypedDict):
    code: str
    name: str
    publicKey: str


class Enrolment(TypedDict):
    device: str
    county: str
    user: Person
    unit: str | None
    epoch: str
    declarations: Declarations
    leaseUntil: str
    server: NotRequired[str]


class DeviceProof(TypedDict):
    device: str
    at: str
    nonce: str
    signature: str


class Session(TypedDict):
    accessToken: str
    expiresAt: str


class Checkpoint(TypedDict):
    epoch: str
    seq: int


class PushRow(TypedDict):
    newDocumentState: Json
    assumedMasterState: Json | None


FAULTS: Mapping[str, tuple[str, str]] = {
    "WIRE_NOT_JSON": ("内容不是有效的 JSON。", "The body is not valid JSON."),
    "WIRE_VERSION": (
        "同步协议版本 {value} 不受支持，请升级客户端。",
        "Sync protocol version {value} is not spoken here; upgrade the client.",
    ),
    "WIRE_FIELD": (
        "同步内容的“{path}”缺失或类型不对，应为 {want}。",
        "“{path}” of the sync message is missing or not {want}.",
    ),
    "WIRE_TOO_MANY": (
        "一次最多发送 {most} 项操作，请分批。",
        "At most {most} operations may be sent at once; send them in parts.",
    ),
    "WIRE_ORDER": ("操作编号须从 1 起递增，{n} 的位置不对。", "Operation numbers ascend from 1; {n} is out of place."),
    "WIRE_CHECKPOINT": ("检查点无效，请从头重新同步。", "The checkpoint is not valid; sync again from the start."),
}


class WireFault(ValueError):
    """A message that cannot be understood: a code of FAULTS and its sentence in Chinese and English."""

    def __init__(self, code: str, **facts: object) -> None:
        zh, en = FAULTS[code]
        self.code, self.zh, self.en, self.facts = code, zh.format(**facts), en.format(**facts), facts
        super().__init__(f"{code}: {self.en}")


class FaultyOp(NamedTuple):
    """An op that cannot be understood; its number can, so that it is quarantined and blocks no other."""

    n: int
    raw: Json
    fault: WireFault


class Round(NamedTuple):
    request: RoundRequest
    faulty: list[FaultyOp]


def decoded(body: bytes | str) -> Json:
    """The JSON object in a body."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise WireFault("WIRE_NOT_JSON") from fault
    return cast("Json", _of(value, dict, "$"))


def parse_round(raw: object) -> Round:
    """A round as asked; the envelope must be sound, an unsound op is set apart with its fault."""
    body = cast("Json", _of(raw, dict, "$"))
    if body.get("v") != VERSION:
        raise WireFault("WIRE_VERSION", value=body.get("v"))
    ops, faulty = _parse_ops(_at(body, "ops", list))
    limit = _of(body.get("limit", PAGE), int, "limit")
    request = RoundRequest(
        v=VERSION,
        replica=_at(body, "replica", str),
        epoch=_maybe(body, "epoch", str),
        seq=_natural(body, "seq"),
        limit=min(max(limit, 1), PAGE_MAX),
        declarations=_maybe(body, "declarations", str),
        ops=ops,
        purged=[_of(gone, str, "purged[]") for gone in _maybe(body, "purged", list) or []],
    )
    return Round(request, faulty)


def _parse_ops(raws: list[Any]) -> tuple[list[Op], list[FaultyOp]]:
    if len(raws) > OPS_MAX:
        raise WireFault("WIRE_TOO_MANY", most=OPS_MAX)
    ops: list[Op] = []
    faulty: list[FaultyOp] = []
    last = 0
    for raw in raws:
        n = _natural(_of(raw, dict, "ops[]"), "n")
        if n <= last:
            raise WireFault("WIRE_ORDER", n=n)
        last = n
        try:
            ops.append(parse_op(raw))
        except WireFault as fault:
            faulty.append(FaultyOp(n, raw, fault))
    return ops, faulty


def parse_op(raw: object) -> Op:
    """One op; raises WireFault when any part of it is missing or of the wrong shape."""
    op = cast("Json", _of(raw, dict, "op"))
    kind, move = _at(op, "kind", str), _maybe(op, "move", str)
    if kind not in KINDS:
        raise WireFault("WIRE_FIELD", path="kind", want=" | ".join(KINDS))
    if (kind == "move") != (move is not None):
        raise WireFault("WIRE_FIELD", path="move", want="a name in a move, null elsewhere")
    changes = _at(op, "set", dict)
    for key, value in changes.items():
        if is_delta(value):
            _parse_delta(key, value)
    return Op(
        n=_natural(op, "n"),
        at=_instant(op, "at"),
        c=_at(op, "c", str),
        id=_at(op, "id", str),
        kind=cast("OpKind", kind),
        base=_maybe(op, "base", dict) or {},
        set=changes,
        move=move,
    )


def _parse_delta(key: str, delta: Json) -> None:
    for element in _of(delta.get("add", []), list, f"{key}.add"):
        _at(_of(element, dict, f"{key}.add[]"), "id", str)
    for element in _of(delta.get("change", {}), dict, f"{key}.change").values():
        _of(element, dict, f"{key}.change.*")


def parse_answer(raw: object) -> RoundAnswer:
    """The server's answer as the client needs it; unknown keys are left out, unknown outcomes refused."""
    body = cast("Json", _of(raw, dict, "$"))
    if body.get("v") != VERSION:
        raise WireFault("WIRE_VERSION", value=body.get("v"))
    return RoundAnswer(
        v=VERSION,
        epoch=_at(body, "epoch", str),
        seq=_natural(body, "seq"),
        more=_at(body, "more", bool),
        reset=_at(body, "reset", bool),
        receipts=[_receipt(receipt) for receipt in _at(body, "receipts", list)],
        documents=[_pulled(pulled) for pulled in _at(body, "documents", list)],
        gone=[Gone(c=_at(gone, "c", str), id=_at(gone, "id", str)) for gone in _at(body, "gone", list)],
        declarations=cast("Declarations | None", _maybe(body, "declarations", dict)),
        leaseUntil=_instant(body, "leaseUntil"),
        conflicts=_maybe(body, "conflicts", list) or [],
        quarantined=_maybe(body, "quarantined", list) or [],
    )


def _pulled(raw: Json) -> Pulled:
    return Pulled(c=_at(raw, "c", str), id=_at(raw, "id", str), seq=_natural(raw, "seq"), doc=_at(raw, "doc", dict))


def _receipt(raw: Json) -> Receipt:
    outcome = _at(raw, "outcome", str)
    if outcome not in OUTCOMES:
        raise WireFault("WIRE_FIELD", path="outcome", want=" | ".join(OUTCOMES))
    return Receipt(
        n=_natural(raw, "n"),
        outcome=cast("Outcome", outcome),
        code=_maybe(raw, "code", str),
        zh=_maybe(raw, "zh", str),
        en=_maybe(raw, "en", str),
        conflicts=_maybe(raw, "conflicts", list) or [],
    )


def parse_checkpoint(raw: object) -> Checkpoint | None:
    """An RxDB checkpoint {epoch, seq}; None when there is none yet."""
    if raw is None:
        return None
    match raw:
        case {"epoch": str(epoch), "seq": bool() | None}:
            raise WireFault("WIRE_CHECKPOINT")
        case {"epoch": str(epoch), "seq": int() | float() | str() as seq} if str(seq).isascii() and str(seq).removesuffix(".0").isdecimal():
            return Checkpoint(epoch=epoch, seq=int(str(seq).removesuffix(".0")))
    raise WireFault("WIRE_CHECKPOINT")


def parse_push_row(raw: object) -> PushRow:
    """One row RxDB pushes: the whole new document and what it believes the server to hold."""
    row = cast("Json", _of(raw, dict, "row"))
    new = _at(row, "newDocumentState", dict)
    _at(new, "id", str)
    return PushRow(newDocumentState=new, assumedMasterState=_maybe(row, "assumedMasterState", dict))


def _of(value: Any, want: type, path: str) -> Any:
    if not isinstance(value, want) or (want is int and isinstance(value, bool)):
        raise WireFault("WIRE_FIELD", path=path, want=want.__name__)
    return value


def _at(body: Json, key: str, want: type) -> Any:
    return _of(_of(body, dict, key).get(key), want, key)


def _maybe(body: Json, key: str, want: type) -> Any:
    return None if body.get(key) is None else _of(body[key], want, key)


def _natural(body: Json, key: str) -> int:
    if (value := _at(body, key, int)) < 0:
        raise WireFault("WIRE_FIELD", path=key, want="a natural number")
    return int(value)


def _instant(body: Json, key: str) -> str:
    text = _at(body, key, str)
    try:
        aware = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise WireFault("WIRE_FIELD", path=key, want="an instant with its offset")
    return str(text)


def is_delta(value: object) -> bool:
    """Whether a value of `Op.set` is a change of a list rather than a whole value."""
    return isinstance(value, dict) and bool(value) and value.keys() <= {"add", "change"}


def merging(
    base: Mapping[str, Any], changes: Mapping[str, Any], theirs: Mapping[str, Any] | None = None
) -> tuple[Json, Json]:
    """(base, mine) as schema.merge.merge_document takes them; list deltas become the elements they add and change.

    With `theirs`, a key that is empty in an element's base counts as empty whether the stored element lacks it or
    holds null, so that no conflict comes of how a list happens to be stored. Keys may be in either case.
    """
    before, mine = dict(base), dict(changes)
    for key, value in changes.items():
        if is_delta(value):
            changed: Mapping[str, Json] = value.get("change", {})
            mine[key] = [*value.get("add", ()), *({**element, "id": at} for at, element in changed.items())]
            stored = {element["id"]: element for element in (theirs or {}).get(key) or () if "id" in element}
            former = {element["id"]: element for element in base.get(key) or () if "id" in element}
            if theirs is not None:
                former = {at: _known(former.get(at, {"id": at}), stored.get(at), element) for at, element in changed.items()}
            before[key] = list(former.values())
    return before, mine


def _known(former: Mapping[str, Any], stored: Mapping[str, Any] | None, changed: Json) -> Json:
    known = dict(former)
    for key in changed:
        if stored is not None and known.get(key) is None and stored.get(key) is None:
            known.pop(key, None)
            if key in stored:
                known[key] = None
    return known


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def camel_document(values: Mapping[str, Any]) -> Json:
    """Keys of a document and of its list elements in camelCase; values are left alone."""
    return _renamed(values, camel)


def snake_document(values: Mapping[str, Any]) -> Json:
    """Keys of a document, of its list elements and list deltas in snake_case; ids and values are left alone."""
    return _renamed(values, snake)


def _renamed(values: Mapping[str, Any], name: Any) -> Json:
    def element(value: Any) -> Any:
        return {name(key): inner for key, inner in value.items()} if isinstance(value, Mapping) else value

    def field(value: Any) -> Any:
        if is_delta(value):
            return {part: field(items) if part == "add" else {at: element(item) for at, item in items.items()}
                    for part, items in value.items()}
        return [element(item) for item in value] if isinstance(value, list | tuple) else value

    return {name(key): field(value) for key, value in values.items()}


def row_hash(row: object) -> str:
    """SHA-256 of the canonical JSON of a row, in hexadecimal."""
    return hashlib.sha256(canonical(row)).hexdigest()


class _Choice(Protocol):
    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


class _State(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...


class FieldLike(Protocol):
    """What the builders read of a kit.Field."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def merge(self) -> str | None: ...
    @property
    def sensitivity(self) -> str | None: ...
    @property
    def required(self) -> bool: ...
    @property
    def choices(self) -> Sequence[_Choice]: ...
    @property
    def items(self) -> Sequence["FieldLike"]: ...
    @property
    def check(self) -> str | None: ...
    @property
    def record(self) -> str | None: ...
    @property
    def max_length(self) -> int: ...


class MoveLike(Protocol):
    """What the builders read of a kit.Move."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def sources(self) -> Sequence[str]: ...
    @property
    def target(self) -> str | None: ...
    @property
    def inputs(self) -> Sequence[str]: ...
    @property
    def required(self) -> Sequence[str]: ...
    @property
    def never(self) -> str | None: ...


class FlowLike(Protocol):
    """What the builders read of a kit.Flow."""

    @property
    def initial(self) -> str: ...
    @property
    def frozen(self) -> Sequence[str]: ...


class RecordLike(Protocol):
    """What the builders read of a kit.Record."""

    @property
    def name(self) -> str: ...
    @property
    def plural(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def type_name(self) -> str: ...
    @property
    def fields(self) -> Sequence[FieldLike]: ...
    @property
    def states(self) -> Sequence[_State]: ...
    @property
    def moves(self) -> Sequence[MoveLike]: ...
    @property
    def flow(self) -> FlowLike | None: ...
    @property
    def children(self) -> Sequence[str]: ...
    @property
    def offline(self) -> bool: ...
    @property
    def creatable(self) -> bool: ...
    @property
    def editable(self) -> bool: ...


def declarations(records: Iterable[RecordLike]) -> Declarations:
    """The offline records as data, with the records that travel inside them; pass ALL records (RECORDS.values())."""
    known = {record.name: record for record in records}
    collections = {record.type_name: _collection(record, known) for record in known.values() if record.offline}
    return Declarations(hash=row_hash(collections), collections=collections)


def _collection(record: RecordLike, known: Mapping[str, RecordLike]) -> Collection:
    flow = record.flow
    children = {camel(child.plural): Child(type=child.type_name, label=child.label, fields=_fields(child))
                for child in (known[name] for name in record.children)}
    return Collection(
        label=record.label,
        fields=_fields(record),
        states=[[state.name, state.label] for state in record.states],
        initial=flow.initial if flow else None,
        moves=[_move(move) for move in record.moves if not move.never],
        frozen=list(flow.frozen) if flow else [],
        children=children,
        creatable=record.creatable,
        editable=record.editable,
    )


def _fields(record: RecordLike) -> list[FieldDeclaration]:
    return [_field("id" if field.name == record.key else camel(field.name), field) for field in record.fields]


def _field(name: str, field: FieldLike) -> FieldDeclaration:
    return FieldDeclaration(
        name=name,
        kind=str(field.kind),
        label=field.label,
        merge=str(field.merge),
        required=field.required,
        choices=[[choice.value, choice.label] for choice in field.choices],
        items=[_field(camel(item.name), item) for item in field.items],
        check=field.check,
        sensitivity=str(field.sensitivity),
        record="".join(part.capitalize() for part in field.record.split("_")) if field.record else None,
        maxLength=field.max_length,
    )


def _move(move: MoveLike) -> MoveDeclaration:
    return MoveDeclaration(
        name=move.name,
        label=move.label,
        sources=list(move.sources),
        target=move.target,
        inputs=[camel(name) for name in move.inputs],
        required=[camel(name) for name in move.required],
    )


_JSON_TYPES: Mapping[str, Json] = {
    "integer": {"type": ["integer", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "texts": {"type": ["array", "null"], "items": {"type": "string"}},
    "items": {"type": ["array", "null"], "items": {"type": "object"}},
    "json": {},
}


def rxdb_schema(record: RecordLike, records: Mapping[str, RecordLike]) -> Json:
    """The RxDB 17 schema of a collection; closed lists stay open, so that a client one version behind keeps working."""
    properties: dict[str, Json] = {"id": {"type": "string", "maxLength": 128}}
    for field in record.fields:
        if field.name != record.key:
            properties[camel(field.name)] = dict(_JSON_TYPES.get(str(field.kind), {"type": ["string", "null"]}))
    for child in record.children:
        properties[camel(records[child].plural)] = {"type": ["array", "null"], "items": {"type": "object"}}
    if record.flow:
        properties["move"] = {"type": ["string", "null"]}  # names a move that the state alone does not tell; the server answers without it
    return {"title": record.type_name, "version": 0, "primaryKey": "id", "type": "object",
            "properties": properties | {"seq": {"type": ["integer", "null"]}}, "required": ["id"]}
