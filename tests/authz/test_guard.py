"""The guard: rights in rows, fields, filters, searches, orderings, links, counts, actions and copies of a question."""

from __future__ import annotations

import pytest

from authz.conditions import said
from authz.guard import OrderRefused, guard
from authz.lines import Row
from authz.policy import Policy, Rules
from schema.kit import Kind
from schema.read import (
    ALWAYS,
    FULL,
    NEVER,
    Access,
    All,
    Envelope,
    Fixed,
    Guarded,
    Items,
    Linked,
    Many,
    Not,
    On,
    One,
    Order,
    Page,
    Read,
    Root,
    Scalar,
    Value,
    Words,
)
from schema.read import Test as Comparison
from schema.registry import RECORDS

WHO = Value(0)
PAGE = Page(Fixed(10, "int8"))


def allow(on: str, when: str = "always", act: str = "read", effect: str = "allow") -> Row:
    return ("p", "staff", "*", on, act, when, effect)


def rules(*rows: Row) -> Rules:
    return Policy(rows).rules(frozenset({"staff"}), "510522")


def guarded(read: Read, given: Rules) -> Read:
    found = guard(Root("r", read), given)
    assert type(found) is Guarded
    assert found.root.read is not None
    return found.root.read


def nodes(read: Read) -> tuple[object, ...]:
    assert read.envelope is not None
    return next(inner for part, _, inner in read.envelope.parts if part == "nodes")


def test_rows_without_a_grant_are_never_seen() -> None:
    assert guarded(Read("mediation", (Scalar("t", "title"),)), rules()).visible == NEVER


def test_a_field_is_not_asked_again_what_the_row_was_asked() -> None:
    given = rules(allow("mediation", "participates(file) and own_unit(unit)"), allow("mediation#public", "participates(summary)"),
                  allow("mediation#internal", "own_unit(unit) and is_me(handler)"))
    read = guarded(Read("mediation", (Scalar("t", "title"), Scalar("f", "facts"), Scalar("s", "state"), Scalar("i", "id", "id"))), given)
    assert said(read.visible or NEVER) == "own_unit(unit) and participates(file)"
    title, facts, state, key = read.picks
    assert isinstance(facts, Scalar)
    assert [p.access for p in (title, state, key)] == [FULL] * 3  # type: ignore[union-attr]
    assert facts.access is not None
    assert said(facts.access.full) == "is_me(handler)"


def test_wrapped_roots_and_fragments_are_walked() -> None:
    given = rules(allow("docket"), allow("docket.number"))
    root = Root("inbox", wrap=(Root("d", Read("docket", (On(("COURT",), (Scalar("n", "number"), Scalar("c", "cause"))),))),))
    inner = guard(root, given).root.wrap[0].read  # type: ignore[index]
    assert inner is not None
    fragment = inner.picks[0]
    assert isinstance(fragment, On)
    assert [p.access for p in fragment.picks if isinstance(p, Scalar)] == [FULL, Access(NEVER)]


def test_connections_are_walked_in_nodes_edges_and_counts() -> None:
    given = rules(allow("case", "participates(file)"), allow("case.title"))
    picks = (Scalar("t", "title"), Scalar("s", "summary"))
    envelope = Envelope((("nodes", "nodes", picks), ("edges", "edges", (("cursor", "c", ()), ("node", "n", picks))), ("total_count", "n", ())))
    read = guarded(Read("case", page=PAGE, envelope=envelope), given)
    assert read.envelope is not None
    hidden = (FULL, Access(NEVER))
    assert tuple(p.access for p in nodes(read)) == hidden  # type: ignore[attr-defined]
    edges = read.envelope.parts[1][2]
    assert edges[0] == ("cursor", "c", ())
    assert tuple(p.access for p in edges[1][2]) == hidden
    assert said(read.visible or NEVER) == "participates(file)"


def test_a_filter_compares_what_the_actor_sees() -> None:
    given = rules(allow("party"), allow("party.name", "kind in (PERSON)"), allow("party#personal", act="mask"))
    where = All((Comparison("name", "eq", WHO), Not(Comparison("phone", "starts", WHO)), Comparison("uscc", "eq", WHO),
                 Comparison("uscc", "absent"), Comparison("id", "eq", Value(1, "uuid")), Comparison("county", "eq", WHO)))
    found = guarded(Read("party", where=where), given).where
    assert isinstance(found, All)
    name, phone, hidden, absent, key, county = found.parts
    assert isinstance(name, Comparison)
    assert name.access is not None
    assert (said(name.access.full), name.access.masked) == ("kind in (PERSON)", ALWAYS)
    assert isinstance(phone, Not)
    assert phone.part == Comparison("phone", "starts", WHO, Access(NEVER, ALWAYS))
    assert (hidden, absent) == (NEVER, ALWAYS)  # a hidden value is seen as NULL
    assert key == Comparison("id", "eq", Value(1, "uuid"), FULL)
    assert county == Comparison("county", "eq", WHO, FULL)


def test_a_search_reads_only_what_the_actor_may_read() -> None:
    given = rules(allow("case"), allow("case.title"), allow("case.summary", "participates(file)"))
    found = guarded(Read("case", where=Words(WHO)), given).where
    assert isinstance(found, Words)
    assert {name: said(access.full) for name, access in found.fields} == {"title": "always", "summary": "participates(file)"}
    assert guarded(Read("case", where=Words(WHO)), rules(allow("case"))).where == Words(WHO)


def test_orderings_tell_nothing() -> None:
    given = rules(allow("mediation"), allow("mediation.title"), allow("mediation.agreement_amount", "own_unit(unit)"))
    read = guarded(Read("mediation", orders=(Order("title"), Order("dispute_type", True), Order("created_at"))), given)
    assert [order.access for order in read.orders] == [FULL, Access(NEVER), FULL]
    with pytest.raises(OrderRefused) as refused:
        guarded(Read("mediation", orders=(Order("agreement_amount"),)), given)
    assert (refused.value.record, refused.value.field) == ("mediation", "agreement_amount")


def test_a_link_needs_its_field_and_the_row_it_leads_to() -> None:
    given = rules(allow("mediation"), allow("mediation.handler", "own_unit(unit)"), allow("user", "own_agency(agency)"))
    read = guarded(Read("mediation", (One("h", "handler", Read("user")), One("c", "case", Read("case")))), given)
    handler, case = read.picks
    assert isinstance(handler, One)
    assert isinstance(case, One)
    assert handler.access is not None
    assert (said(handler.access.full), said(handler.read.visible or NEVER)) == ("own_unit(unit)", "own_agency(agency)")
    assert (case.access, case.read.visible) == (FULL, NEVER)


def test_the_way_back_needs_the_link_to_be_readable_over_there() -> None:
    given = rules(allow("user"), allow("task", "own_agency(agency)"), allow("task.assignee", "participates(file)"))
    many = Many("t", "tasks", Read("task", page=PAGE, envelope=Envelope((("total_count", "n", ()),))))
    found = guarded(Read("user", (many,)), given).picks[0]
    assert isinstance(found, Many)
    assert said(found.read.visible or NEVER) == "own_agency(agency) and participates(file)"
    linked = guarded(Read("user", where=Linked("tasks", Comparison("title", "eq", WHO))), given).where
    assert isinstance(linked, Linked)
    assert said(linked.visible or NEVER) == "own_agency(agency) and participates(file)"
    assert linked.condition == NEVER  # the title is hidden


def test_a_filter_through_a_hidden_link_finds_nothing() -> None:
    given = rules(allow("mediation"), allow("user"), allow("user.*"))
    found = guarded(Read("mediation", where=Linked("handler", Comparison("name", "eq", WHO))), given).where
    assert isinstance(found, All)
    assert found.parts[0] == NEVER


def test_items_are_guarded_item_field_by_item_field() -> None:
    given = rules(allow("mediation"), allow("mediation#internal", "own_unit(unit)"), allow("mediation#personal", "is_me(handler)"))
    picks = (Scalar("id", "id"), Scalar("n", "name"), Scalar("t", "__typename", "typename"), Scalar("d", "device"))
    found = guarded(Read("mediation", (Items("s", "signatures", picks), Items("x", "sessions", (Scalar("p", "place"),)))), given)
    signatures, sessions = found.picks
    assert isinstance(signatures, Items)
    assert isinstance(sessions, Items)
    key, name, kind, device = signatures.picks
    assert signatures.access is not None
    assert name.access is not None
    assert (key.access, kind.access, device.access) == (FULL, FULL, FULL)  # the list has asked already
    assert said(signatures.access.full) == "own_unit(unit)"
    assert said(name.access.full) == "is_me(handler) and own_unit(unit)"
    assert sessions.access == Access(NEVER)


def test_actions_carry_the_conditions_of_the_moves() -> None:
    given = rules(allow("task"), allow("task", "own_agency(agency)", "move.complete"), allow("task", "never", "move.drop"))
    found = guarded(Read("task", (Scalar("a", "actions", "actions"),)), given).picks[0]
    assert isinstance(found, Scalar)
    assert [(name, said(when)) for name, when in found.actions] == [("complete", "own_agency(agency)")]


def test_copies_are_guarded_like_the_field_they_came_from() -> None:
    given = rules(allow("conflict"), allow("conflict.*"), allow("entry"), allow("entry.*"), allow("mediation", "participates(file)"),
                  allow("mediation#internal", "own_unit(unit)"), allow("mediation#work_secret", "is_me(handler)"),
                  allow("party", "participates(file)"), allow("party#personal", "participates(lead)", "mask"), allow("task.*"))
    found = guarded(Read("conflict", (Scalar("m", "mine"), Scalar("r", "reason"))), given).picks
    mine, reason = found
    assert isinstance(mine, Scalar)
    assert isinstance(reason, Scalar)
    assert reason.copies == ()
    copies = {(record, field): access for record, field, access in mine.copies}
    assert said(copies["mediation", "facts"].full) == "own_unit(unit) and participates(file)"  # the row must be visible too
    assert said(copies["mediation", "sessions"].full) == "is_me(handler) and own_unit(unit) and participates(file)"  # every item field
    assert copies["mediation", "state"] == Access(copies["mediation", "state"].full)
    assert said(copies["mediation", "state"].full) == "participates(file)"
    assert ("mediation", "signatures") not in copies  # a personal item field nobody opened
    assert said(copies["party", "phone"].masked) == "participates(lead)"
    assert not any(record == "task" for record, _ in copies)  # fields without rows
    changes = guarded(Read("entry", (Items("c", "changes", (Scalar("o", "old"),)),)), given).picks[0]
    assert isinstance(changes, Items)
    assert changes.copies == mine.copies


def test_hidden_copies_name_nothing_and_cannot_be_searched() -> None:
    given = rules(allow("conflict"), allow("conflict.*"), allow("conflict.mine", effect="deny"), allow("mediation"), allow("mediation.*"))
    read = guarded(Read("conflict", (Scalar("m", "mine"), Scalar("t", "theirs")), where=Comparison("theirs", "eq", WHO)), given)
    mine, theirs = read.picks
    assert isinstance(mine, Scalar)
    assert isinstance(theirs, Scalar)
    assert (mine.access, mine.copies) == (Access(NEVER), ())
    assert theirs.copies
    assert read.where == NEVER


def test_every_field_of_every_record_is_guarded() -> None:
    nothing = rules()
    for record in RECORDS.values():
        picks = tuple(Items("k", f.name, ()) if f.kind is Kind.ITEMS else Scalar("k", f.name) for f in record.fields)
        assert all(isinstance(p, Scalar | Items) and p.access is not None for p in guarded(Read(record.name, picks), nothing).picks)
