"""Declarations that cannot stand are refused with a sentence that names them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from schema.faults import DeclarationFault, faults
from schema.kit import (
    DRAFT,
    INTERNAL,
    PUBLIC,
    SERVER,
    Beside,
    Deadline,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Move,
    Numbering,
    Owner,
    Record,
    RefusalText,
    State,
    Term,
    items,
    link,
    record,
    text,
    whole,
)
from schema.periods import Unit, calendar_from
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


def beside(**changes: object) -> Record:
    """A visit that stands beside a docket, with one thing wrong."""
    stands = replace(Beside("docket", "docket_id", lambda _: None, ("OPEN",), "VISIT_OWED"), **changes)  # type: ignore[arg-type]
    return replace(fields(link("docket_id", "docket", "案卷", "The docket.", PUBLIC)), beside=stands, refusals=(RefusalText("VISIT_OWED", "请走访。", "Visit."),))


def test_a_sound_declaration_has_no_fault() -> None:
    assert faults(GOOD) == [] == faults(beside())


def test_a_guard_counts_a_minimum_by_the_calendar_it_is_given() -> None:
    holidays = calendar_from([date(2026, 10, day) for day in range(1, 9)], [date(2026, 10, 10)], "2026")
    facts = Facts({}, {}, {}, None, datetime(2026, 9, 30, 2, tzinfo=UTC), {})
    week = Term(2, Unit.WORKING_DAY, "law")
    assert facts.last_day(date(2026, 9, 30), week) == date(2026, 10, 2)  # weekdays, where nobody brings a calendar
    assert replace(facts, calendar=holidays).last_day(date(2026, 9, 30), week) == date(2026, 10, 10)  # a make-up Saturday
    assert facts.last_day(date(2026, 9, 3), Term(30, Unit.DAY, "law")) == date(2026, 10, 3)  # a minimum ends on a Saturday too


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
    (flow(moves=(Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", (Owner("staff"),), never="NOPE"),)), "visit: move finish is never possible and does not say why"),
    (flow(deadlines=(Deadline("D", "限", "d", "SHUT", "SFJ", ("finish",), {"": Term(1, Unit.DAY, "law")}),)), "visit: deadline D starts in an unknown state SHUT"),
    (flow(deadlines=(Deadline("D", "限", "d", "OPEN", "SFJ", ("stop",), {"": Term(1, Unit.DAY, "law")}),)), "visit: deadline D names an unknown move stop"),
    (flow(deadlines=(Deadline("D", "限", "d", "OPEN", "SFJ", ("finish",), {"": Term(1, Unit.DAY, "")}),)), "visit: deadline D has a term without a legal basis"),
    (beside(link="note"), "visit: stands beside docket, but note does not name one"),
    (beside(waits=("LOST",)), "visit: waits in an unknown state LOST"),
    (beside(notice="NOPE"), "visit: tells an undeclared notice NOPE"),
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
    one, other = RefusalText("LATE", "太晚。", "Too late."), RefusalText("LATE", "太晚了。", "Too late.")
    with pytest.raises(DeclarationFault, match="refusal LATE is declared with different texts"):
        frozen((replace(GOOD, refusals=(one,)), replace(GOOD, name="call", plural="calls", refusals=(other,))))
    assert frozen((replace(GOOD, refusals=(one,)), replace(GOOD, name="call", plural="calls", refusals=(replace(one),))))


def test_every_declared_field_says_what_it_is() -> None:
    for declared in RECORDS.values():
        for field in declared.fields:
            assert field.label and field.doc and field.sensitivity and field.merge, (declared.name, field.name)


def test_numberings_fill_fields_of_their_record() -> None:
    for declared in RECORDS.values():
        for numbering in declared.numberings:
            assert isinstance(numbering, Numbering) and numbering.field in declared.by_name
    assert {record.mechanism for record in MECHANISMS.values()} >= {1, 6, 9}


def test_a_move_counts_in_a_whole_number_that_is_the_servers() -> None:
    assert GOOD.flow
    counting = replace(GOOD.flow, moves=(replace(GOOD.flow.moves[0], counts="times"),))
    assert any("counts times, which is no whole number of the server's" in fault for fault in faults(replace(GOOD, flow=counting)))
    edited = replace(GOOD, fields=(*GOOD.fields, whole("times", "次数", "How often.", INTERNAL, DRAFT)), flow=counting)
    assert any("counts times" in fault for fault in faults(edited))
    counted = replace(GOOD, fields=(*GOOD.fields, whole("times", "次数", "How often.", INTERNAL, SERVER)), flow=counting)
    assert faults(counted) == []
