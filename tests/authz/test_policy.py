"""The policy: lines refused when written, classes and masks, deny overrides, item fields, counties, explanations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from authz.actor import Actor
from authz.conditions import PolicyFault, said
from authz.guard import field_permits, permits, shown
from authz.lines import Row, always_seen, faults
from authz.policy import Policy, Rules, default_lines
from schema.case import ROLES
from schema.kit import Kind
from schema.read import ALWAYS, FULL, NEVER, Access
from schema.registry import RECORDS

COUNTY, ME = "510522", UUID(int=1)
ACTOR = Actor(ME, "x", "x", COUNTY, "SFJ", "GOVERNMENT", "TJ-112", (), frozenset({"staff"}))
ROW: Mapping[str, Any] = {"case_id": UUID(int=5), "unit": "TJ-112", "lead_agency": "XZ-112", "kind": "PEOPLE", "state": "APPLIED"}


def allow(on: str, act: str = "read", when: str = "always", role: str = "staff", county: str = "*") -> Row:
    return ("p", role, county, on, act, when, "allow")


def deny(on: str, act: str = "read", when: str = "always") -> Row:
    return ("p", "staff", "*", on, act, when, "deny")


def rules(*rows: Row, roles: frozenset[str] = frozenset({"staff"}), county: str = COUNTY) -> Rules:
    return Policy(rows).rules(roles, county)


# --- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "names"), [
    (("p", "wizard", "*", "case", "read", "always", "allow"), "no role 'wizard'"),
    (("p", "staff", "5105", "case", "read", "always", "allow"), "neither a county code"),
    (("p", "staff", "*", "cases", "read", "always", "allow"), "no record 'cases'"),
    (("p", "staff", "*", "case.secret", "read", "always", "allow"), "no field 'secret'"),
    (("p", "staff", "*", "case.", "read", "always", "allow"), "no field '?'"),
    (("p", "staff", "*", "mediation.sessions.secret", "read", "always", "allow"), "no field 'sessions.secret'"),
    (("p", "staff", "*", "mediation.title.note", "read", "always", "allow"), "no field 'title.note'"),
    (("p", "staff", "*", "case#secret", "read", "always", "allow"), "no sensitivity 'secret'"),
    (("p", "staff", "*", "case#", "read", "always", "allow"), "no sensitivity"),
    (("p", "staff", "*", "case", "erase", "always", "allow"), "no act 'erase'"),
    (("p", "staff", "*", "case", "edit", "always", "allow"), "no act 'edit'"),
    (("p", "staff", "*", "case.title", "create", "always", "allow"), "no act 'create'"),
    (("p", "staff", "*", "case", "move.explode", "always", "allow"), "no act 'move.explode'"),
    (("p", "staff", "*", "case.title", "move.close", "always", "allow"), "no act 'move.close'"),
    (("p", "staff", "*", "case.title", "mask", "always", "allow"), "no masked form"),
    (("p", "staff", "*", "party.name", "reveal", "always", "allow"), "no protected number"),
    (("p", "staff", "*", "case.state", "read", "always", "deny"), "seen with the row"),
    (("p", "staff", "*", "case", "read", "always", "perhaps"), "allow or deny"),
    (("p", "staff", "*", "case", "read", "if(1)", "allow"), "no condition named if"),
    (("p", "staff", "*", "case", "read", "always"), "six columns"),
    (("g", "alice", "staff", "*"), "not user:<uuid>"),
    (("g", "user:x", "staff", "*"), "not user:<uuid>"),
    (("g", f"user:{ME}", "wizard", "*"), "no role"),
    (("x",), "six columns"),
])
def test_a_line_that_cannot_stand_refuses_the_policy(row: Row, names: str) -> None:
    good = allow("case")
    with pytest.raises(PolicyFault) as refused:
        Policy([good, row, good])
    assert refused.value.line == 2
    assert names in refused.value.en
    assert "第 2 行" in str(refused.value)
    assert [fault.line for fault in faults([row, good, row])] == [1, 3]


def test_the_default_lines_stand() -> None:
    assert faults(default_lines()) == []


def test_every_default_role_is_declared() -> None:
    assert {row[1] for row in default_lines()} <= {name for name, _ in ROLES}


# --- compiled --------------------------------------------------------------------------------------------------------


def test_no_grant_means_no_rows_and_no_fields() -> None:
    nothing = rules()
    for record in RECORDS.values():
        assert nothing.row(record.name) == NEVER
        assert nothing.moves(record.name) == ()
        assert all(nothing.field(record.name, f.name) == Access(NEVER) for f in record.fields if not always_seen(record, f.name))
    assert nothing.copies == ()


def test_a_class_opens_its_fields_only() -> None:
    some = rules(allow("mediation"), allow("mediation#internal"))
    assert some.field("mediation", "facts") == FULL
    assert some.field("mediation", "title") == Access(NEVER)
    assert some.field("mediation", "state") == FULL
    assert some.field("mediation", "nothing") == Access(NEVER)


def test_an_item_field_needs_its_list_and_its_own_class() -> None:
    internal = rules(allow("mediation"), allow("mediation#internal"))
    assert internal.field("mediation", "sessions.place") == Access(NEVER)  # internal, but inside a work secret
    assert internal.field("mediation", "signatures") == FULL
    assert internal.field("mediation", "signatures.name") == Access(NEVER)  # personal, inside an internal list
    assert internal.whole("mediation", "signatures") == Access(NEVER)
    listed = rules(allow("mediation"), allow("mediation.sessions"))
    assert listed.field("mediation", "sessions.note") == FULL  # falls back to its list
    assert rules(allow("mediation.sessions"), deny("mediation.sessions.note")).field("mediation", "sessions.note").full == NEVER
    assert rules(allow("mediation.sessions"), deny("mediation#work_secret")).field("mediation", "sessions.place").full == NEVER


def test_deny_overrides_whatever_allows() -> None:
    row = rules(allow("mediation"), deny("mediation", when="state in (APPLIED)")).row("mediation")
    assert said(row) == "not state in (APPLIED)"
    assert rules(allow("mediation"), allow("mediation", when="own_unit(unit)"), deny("mediation")).row("mediation") == NEVER
    assert rules(allow("mediation.*"), deny("mediation.facts")).field("mediation", "facts") == Access(NEVER)
    assert rules(allow("mediation.*"), deny("mediation.facts")).field("mediation", "demands") == FULL
    several = [allow("mediation", when="participates(file)"), allow("mediation", role="judge"), deny("mediation", when="unit is null")]
    both = Policy(several).rules(frozenset({"staff", "judge"}), COUNTY)
    assert said(both.row("mediation")) == "not unit is null"


def test_two_denials_that_imply_each_other_still_deny() -> None:
    twice = [deny("mediation", when="kind in (PEOPLE, JUDICIAL)"), deny("mediation", when="kind in (JUDICIAL, PEOPLE)")]
    assert said(rules(allow("mediation"), *twice).row("mediation")) == "not kind in (JUDICIAL, PEOPLE)"


def test_a_mask_is_shown_to_whom_only_mask_is_granted() -> None:
    some = rules(allow("party"), allow("party.name", when="is_me(case_id)" if False else "kind in (PERSON)"), allow("party#personal", "mask"))
    assert said(some.field("party", "name").full) == "kind in (PERSON)"
    assert some.field("party", "name").masked == ALWAYS
    assert some.field("party", "address") == Access(NEVER, ALWAYS)
    assert some.field("party", "vulnerable_groups") == Access(NEVER)


def test_a_protected_number_is_never_read_in_full() -> None:
    for record in RECORDS.values():
        every = rules(allow(record.name), allow(f"{record.name}.*"))
        for field in record.fields:
            if field.kind is Kind.PROTECTED:
                assert every.field(record.name, field.name) == Access(NEVER, ALWAYS)
    revealing = rules(allow("party"), allow("party.id_number", "reveal", "kind in (PERSON)"))
    assert said(revealing.field("party", "id_number", "reveal").full) == "kind in (PERSON)"


def test_lines_count_in_their_county_and_for_held_roles() -> None:
    rows = [allow("case", county="510524"), allow("case", role="judge")]
    assert rules(*rows).row("case") == NEVER
    assert rules(*rows, county="510524").row("case") == ALWAYS
    policy = Policy([*rows, ("g", f"user:{ME}", "judge", COUNTY)], 3)
    assert policy.rules_of(ACTOR).row("case") == ALWAYS
    assert policy.rules_of(Actor(**{**vars(ACTOR), "user_id": UUID(int=2)})).row("case") == NEVER
    assert policy.rules_of(ACTOR) is policy.rules_of(ACTOR)
    assert policy.rules_of(ACTOR).key == (frozenset({"staff", "judge"}), COUNTY, 3)


def test_explain_gives_the_lines_behind_an_answer() -> None:
    rows = [allow("mediation"), allow("mediation#internal"), deny("mediation.sessions"), allow("mediation.sessions.note"), allow("case")]
    some = rules(*rows)
    assert [line.row for line in some.explain("mediation")] == [rows[0][1:]]
    assert [line.row for line in some.explain("mediation", path="facts")] == [rows[1][1:]]
    assert [line.row for line in some.explain("mediation", path="sessions.note")] == [rows[2][1:], rows[3][1:]]


# --- one row ---------------------------------------------------------------------------------------------------------


def none(_: object) -> int:
    return 0


def test_nobody_moves_or_edits_what_he_may_not_read() -> None:
    moving = rules(allow("mediation", "move.accept"), allow("mediation.*", "edit"), allow("mediation", "create"))
    assert not permits(moving, "mediation", "move.accept", ROW, ACTOR, none)
    assert not permits(moving, "mediation", "edit", ROW, ACTOR, none)
    assert not field_permits(moving, "mediation", "facts", "edit", ROW, ACTOR, none)
    assert permits(moving, "mediation", "create", ROW, ACTOR, none)
    seeing = rules(allow("mediation"), allow("mediation", "move.accept"), allow("mediation.facts", "edit"))
    assert permits(seeing, "mediation", "move.accept", ROW, ACTOR, none)
    assert not permits(seeing, "mediation", "move.decline", ROW, ACTOR, none)
    assert permits(seeing, "mediation", "edit", ROW, ACTOR, none)
    assert field_permits(seeing, "mediation", "facts", "edit", ROW, ACTOR, none)
    assert not field_permits(seeing, "mediation", "demands", "edit", ROW, ACTOR, none)
    assert not field_permits(seeing, "mediation", "state", "edit", ROW, ACTOR, none)


def test_a_row_of_another_county_is_nobodys() -> None:
    some = rules(allow("mediation"))
    assert permits(some, "mediation", "read", {**ROW, "county": COUNTY}, ACTOR, none)
    assert not permits(some, "mediation", "read", {**ROW, "county": "510524"}, ACTOR, none)
    assert not permits(rules(allow("mediation"), county="510524"), "mediation", "read", ROW, ACTOR, none)


def test_a_field_the_row_lacks_never_counts_in_favour() -> None:
    assert not permits(rules(allow("mediation", when="not handler is null")), "mediation", "read", ROW, ACTOR, none)
    assert not permits(rules(allow("mediation", when="handler is null")), "mediation", "read", ROW, ACTOR, none)
    assert not permits(rules(allow("mediation"), deny("mediation", when="is_me(handler)")), "mediation", "read", ROW, ACTOR, none)


def test_how_a_value_is_shown_to_one_actor() -> None:
    some = rules(allow("party"), allow("party.address"), allow("party#personal", "mask"), allow("party.id_number"))
    party = {"case_id": UUID(int=5), "kind": "PERSON"}
    looks = {name: shown(some, "party", name, party, ACTOR, none) for name in ("address", "name", "id_number", "uscc", "state" if False else "kind")}
    assert looks == {"address": "full", "name": "masked", "id_number": "masked", "uscc": None, "kind": None}
    listed = rules(allow("mediation"), allow("mediation#internal"))
    assert shown(listed, "mediation", "follow_ups", ROW, ACTOR, none) == "full"
    assert shown(listed, "mediation", "signatures", ROW, ACTOR, none) is None


# --- golden ----------------------------------------------------------------------------------------------------------


def predicates() -> str:
    """What every role may do by the default lines, as people read it."""
    policy = Policy(default_lines())
    blocks = []
    for role, label in ROLES:
        held = policy.rules(frozenset({role}), COUNTY)
        for record in RECORDS.values():
            lines = [*_acts(held, record.name), *_fields(held, record.name)]
            if lines:
                blocks.append("\n".join([f"{role} ({label}) on {record.name}", *lines]))
    return "\n\n".join(blocks) + "\n"


def _acts(held: Rules, name: str) -> list[str]:
    flow = RECORDS[name].flow
    acts = ["read", "create", *(f"move.{move.name}" for move in (flow.moves if flow else ()))]
    return _grouped((act, said(held.row(name, act))) for act in acts)


def _fields(held: Rules, name: str) -> list[str]:
    record = RECORDS[name]
    paths = [path for field in record.fields if not always_seen(record, field.name)
             for path in (field.name, *(f"{field.name}.{item.name}" for item in field.items))]
    said_of = [(f"{word} .{path}", said(getattr(held.field(name, path, act), part))) for word, act, part in
               (("read", "read", "full"), ("mask", "read", "masked"), ("edit", "edit", "full"), ("reveal", "reveal", "full")) for path in paths]
    return _grouped(said_of)


def _grouped(pairs: Any) -> list[str]:
    by_condition: dict[tuple[str, str], list[str]] = {}
    for what, when in pairs:
        word, _, path = what.partition(" ")
        if when != "never":
            by_condition.setdefault((word if path else "", when), []).append(path or what)
    return [f"  {' '.join([*([word] if word else []), *names])}: {when}" for (word, when), names in by_condition.items()]


def test_the_compiled_predicates_are_as_reviewed(golden: Callable[[str | Path, str], None]) -> None:
    golden("golden/predicates.txt", predicates())
