"""Mutations: inputs to create, edit and move each record, the union each answers with, and what each mutation means."""

from dataclasses import dataclass
from typing import Literal

from schema.kit import Field, Kind, Record, camel
from schema.types.names import Slot, input_, known, output, union
from schema.types.outputs import SCALAR_TYPES, choice_enum, item_type, said


@dataclass(frozen=True)
class Doing:
    """What a mutation does: creates, edits or moves a record."""

    kind: Literal["create", "edit", "move"]
    record: str
    move: str | None = None


DOINGS: dict[str, Doing] = {}

COMMON = (
    Slot("idempotencyKey", "str | None", "Any text of your own: the same key with the same input gives the same answer (幂等键)."),
    Slot("stateSecret", "bool | None", "Ticked when the content is a state secret (涉国家秘密): it is then refused, and nothing of it stored."),
)
VERSIONED = (
    Slot("id", "ID", "Id of the record."),
    Slot("expectedVersion", "int | None", "The version the form was filled from; a stale edit merges or becomes a conflict."),
    *COMMON,
)


def input_type(record: Record, field: Field) -> str:
    if field.kind is Kind.LINK:
        return "ID"
    if field.kind is Kind.CHOICE:
        return choice_enum(record.name, field)
    return f"list[{_item_input(record, field)}]" if field.kind is Kind.ITEMS else SCALAR_TYPES[field.kind]


def _item_input(record: Record, field: Field) -> str:
    name = f"{item_type(record, field)}ItemInput"  # `…Input` alone could be that of a move: judicialReliefFollowUp
    if not known(name):
        slots = [Slot("id", "ID | None", "Key of the element; given by the server when absent.")]
        slots += [Slot(camel(i.name), f"{choice_enum(record.name, i) if i.kind is Kind.CHOICE else SCALAR_TYPES[i.kind]} | None", said(i.label, i.doc))
                  for i in field.items]
        input_(name, said(field.label, field.doc), slots)
    return name


def _values(record: Record, fields: list[Field], needed: frozenset[str] = frozenset()) -> list[Slot]:
    return [Slot(camel(f.name), input_type(record, f) + ("" if f.name in needed else " | None"), said(f.label, f.doc)) for f in fields]


def build_mutations(record: Record) -> list[Slot]:
    """Root mutation fields of one record."""
    if not (record.creatable or record.editable or record.flow):
        return []
    result, slots = _result(record), []

    def add(name: str, doing: Doing, doc: str, input_slots: list[Slot]) -> None:
        DOINGS[name] = doing
        made = input_(f"{pascal_of(name)}Input", doc, input_slots)
        slots.append(Slot(name, result, doc, (Slot("input", made, "What to do."),)))

    creatable = [f for f in record.fields if f.creatable and f.name != record.key]
    settable = [f for f in record.fields if f.settable and f.name != record.key]
    if record.creatable:
        needed = frozenset(f.name for f in creatable if f.required and not (f.name == "case_id" and record.mechanism))
        add(f"create{record.type_name}", Doing("create", record.name), f"Registers (登记): {record.label}.",
            [Slot("id", "ID | None", "Id made by the caller, with a UUIDv7; given by the server when absent."), *COMMON, *_values(record, creatable, needed)])
    if record.editable:
        changes = input_(f"{record.type_name}Changes", f"Fields to change (修改): {record.label}; what is absent stays.", _values(record, settable))
        add(f"edit{record.type_name}", Doing("edit", record.name), f"Edits (修改): {record.label}.",
            [*VERSIONED, Slot("base", f"{changes} | None", "The values the form was filled from; the base of the merge."),
             Slot("set", changes, "New values; null empties a field.")])
    for move in record.moves:
        if any(owner.when == "never" for owner in move.owners):
            continue
        fields = [record.by_name[name] for name in move.inputs]
        add(camel(f"{record.name}_{move.name}"), Doing("move", record.name, move.name), f"{move.label}（{record.label}）。{move.doc}",
            [*VERSIONED, Slot("occurredAt", "DateTime | None", "When it was done; now by default."), *_values(record, fields, frozenset(move.required))])
    return slots


def pascal_of(name: str) -> str:
    return name[0].upper() + name[1:]


def _result(record: Record) -> str:
    done = output(f"{record.type_name}Done", f"The change was stored (已办理): {record.label}.", (
        Slot(camel(record.name), f"{record.type_name} | None", "The record as it is now; null when the actor may not see it."),
        Slot("outcome", "str", "applied, merged or already."),
        Slot("notices", "list[Notice]", "What is told beside it, such as a parallel step that still waits; empty as a rule.")))
    return union(f"{record.type_name}Result", (done, "Refused", "Conflicted"), f"Answer to a change of a record (办理结果): {record.label}.")


def build_document(record: Record, children: dict[str, str]) -> list[Slot]:
    """The sync document of an offline record in the shape RxDB's generated builders ask for; root fields by operation."""
    name = record.type_name
    plain = {Kind.LINK: "str", Kind.CHOICE: "str", Kind.MONEY: "str", Kind.DATE: "str", Kind.INSTANT: "str", Kind.ITEMS: "list[Json]"}
    slots = [Slot("id", "str", "Global id.")]
    slots += [Slot(camel(f.name), f"{plain.get(f.kind) or SCALAR_TYPES[f.kind]} | None", said(f.label, f.doc)) for f in record.fields if f.name != record.key]
    slots += [Slot(key, "list[Json] | None", label) for key, label in children.items()]
    if record.flow:
        slots.append(Slot("move", "str | None", "流转。Names the move a pushed document asks for where its state does not tell; always null in an answer."))
    slots += [Slot("seq", "float | None", "Feed position of this version."), Slot("_deleted", "bool", "Whether the device must drop it.")]
    output(f"{name}Document", f"Sync document (同步文档): {record.label}.", slots)
    output(f"{name}Checkpoint", "A place in the feed (同步检查点).", (Slot("epoch", "str | None", "Life of the server's data; changes when it is restored."),
                                                              Slot("seq", "float | None", "Feed position.")))
    output(f"{name}PullBulk", f"A page of sync documents: {record.label}.", (
        Slot("documents", f"list[{name}Document]", "Documents in feed order."), Slot("checkpoint", f"{name}Checkpoint | None", "Where to go on.")))
    input_(f"{name}InputCheckpoint", "A place in the feed (同步检查点).", (Slot("epoch", "str | None", "Epoch."), Slot("seq", "float | None", "Feed position.")))
    return slots
