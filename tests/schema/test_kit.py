"""Declarations that cannot stand are refused with a sentence that names them."""

from dataclasses import replace

import pytest

from schema.kit import (
    DRAFT,
    INTERNAL,
    PUBLIC,
    Deadline,
    DeclarationFault,
    Field,
    Flow,
    Grant,
    Kind,
    Move,
    Numbering,
    Owner,
    Record,
    State,
    Term,
    faults,
    items,
    link,
    record,
    text,
)
from schema.periods import Unit
from schema.registry import MECHANISMS, RECORDS, frozen

GOOD = record(
    "visit", "visits", "走访", "A visit.", (text("note", "记录", "What was seen.", INTERNAL),),
    flow=Flow((State("OPEN", "开"), State("DONE", "完")), "OPEN", (Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", (Owner("staff"),)),)), case_link=None,
)


def flow(**changes: object) -> Record:
    assert GOOD.flow
    return replace(GOOD, flow=replace(GOOD.flow, **changes))  # type: ignore[arg-type]


def fields(*more: Field) -> Record:
    return replace(GOOD, fields=(*GOOD.fields, *more))


def test_a_sound_declaration_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(("broken", "sentence"), [
    (fields(Field("colour", Kind.TEXT, "颜色", "Colour.", None, DRAFT)), "visit.colour: has no sensitivity"),
    (fields(Field("colour", Kind.TEXT, "颜色", "Colour.", PUBLIC, None)), "visit.colour: has no merge rule"),
    (fields(Field("colour", Kind.TEXT, "", "Colour.", PUBLIC, DRAFT)), "visit.colour: has no label or no description"),
    (fields(Field("colour", Kind.CHOICE, "颜色", "Colour.", PUBLIC, DRAFT)), "visit.colour: is a choice without choices"),
    (fields(Field("list", Kind.ITEMS, "表", "List.", PUBLIC, DRAFT, items=(Field("x", Kind.TEXT, "x", "x", None, DRAFT),))), "visit.list: item x has no sensitivity"),
    (fields(text("note", "记录", "Again.", INTERNAL)), "visit.note is declared twice"),
    (flow(states=(State("OPEN", "开"), State("DONE", "完"), State("LOST", "失"))), "visit: state LOST cannot be reached"),
    (replace(RECORDS["docket"], variants=RECORDS["docket"].variants[:2]), "docket.branch: choice GOVERNMENT is no variant"),
    (flow(initial="START"), "visit: initial state START is not a state"),
    (flow(moves=(Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", ()),)), "visit: move finish has no owner"),
    (flow(moves=(Move("finish", "完成", "Ends it.", ("SHUT",), "DONE", (Owner("staff"),)),)), "visit: move finish names an unknown state SHUT"),
    (flow(moves=(Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", (Owner("staff"),), inputs=("nope",)),)), "visit: move finish names an unknown field nope"),
    (flow(moves=(Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", (Owner("staff"),), lookups=("nope",)),)), "visit: move finish needs an unknown lookup nope"),
    (flow(moves=(Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", (Owner("staff"),), number="nope"),)), "visit: move finish draws from an unknown number series nope"),
    (flow(deadlines=(Deadline("D", "限", "d", "SHUT", "SFJ", ("finish",), {"": Term(1, Unit.DAY, "law")}),)), "visit: deadline D starts in an unknown state SHUT"),
    (flow(deadlines=(Deadline("D", "限", "d", "OPEN", "SFJ", ("stop",), {"": Term(1, Unit.DAY, "law")}),)), "visit: deadline D names an unknown move stop"),
    (flow(deadlines=(Deadline("D", "限", "d", "OPEN", "SFJ", ("finish",), {"": Term(1, Unit.DAY, "")}),)), "visit: deadline D has a term without a legal basis"),
    (fields(items("list", "单", "A list.", PUBLIC, DRAFT, text("name", "名", "A name.", PUBLIC), keyed=("nope",))), "visit.list: is keyed by an unknown item nope"),
    (replace(GOOD, grants=(Grant("staff", "read", ".nope"),)), "visit: grant for staff names an unknown field .nope"),
])
def test_a_fault_is_named(broken: Record, sentence: str) -> None:
    assert any(sentence in fault for fault in faults(broken)), faults(broken)


def test_the_registry_refuses_what_is_faulty() -> None:
    with pytest.raises(DeclarationFault, match="visit.case: links to an unknown record nowhere"):
        frozen((fields(link("case", "nowhere", "案", "To nowhere.", PUBLIC)),))
    with pytest.raises(DeclarationFault, match="visit is declared twice"):
        frozen((GOOD, GOOD))


def test_every_declared_field_says_what_it_is() -> None:
    for declared in RECORDS.values():
        for field in declared.fields:
            assert field.label and field.doc and field.sensitivity and field.merge, (declared.name, field.name)


def test_numberings_fill_fields_of_their_record() -> None:
    for declared in RECORDS.values():
        for numbering in declared.numberings:
            assert isinstance(numbering, Numbering) and numbering.field in declared.by_name
    assert {record.mechanism for record in MECHANISMS.values()} >= {1, 6, 9}
