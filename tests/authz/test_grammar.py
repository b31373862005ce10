"""The language of conditions: what it says, what it refuses and in which words, and that NULL never makes a guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from authz.actor import Actor
from authz.conditions import And, Not, Or, PolicyFault, condition, holds, said
from authz.grammar import parse
from authz.logic import simplest

ME = UUID(int=1)
ACTOR = Actor(ME, "x", "x", "510522", "SFJ", "GOVERNMENT", "TJ-112", ("510522112",), frozenset({"staff"}))


def true(text: str, record: str, row: Mapping[str, Any], level: int = 0, actor: Actor = ACTOR) -> bool:
    return holds(parse(text, record), row, actor, lambda _: level)


def test_not_binds_closer_than_and_and_closer_than_or() -> None:
    tree = parse("not unit is null and kind = 'PEOPLE' or handler is null", "mediation")
    assert isinstance(tree, Or)
    assert isinstance(tree.parts[0], And)
    assert isinstance(tree.parts[0].parts[0], Not)
    assert parse("not (unit is null and kind = 'PEOPLE')", "mediation") == Not(parse("unit is null and kind = PEOPLE", "mediation"))


@pytest.mark.parametrize(("text", "row", "level", "expected"), [
    ("participates(file)", {"case_id": UUID(int=5)}, 2, True),
    ("participates(lead)", {"case_id": UUID(int=5)}, 2, False),
    ("participates(summary)", {"case_id": None}, 3, False),
    ("own_agency(lead_agency)", {"lead_agency": "SFJ"}, 0, True),
    ("own_unit(unit)", {"unit": "TJ-113"}, 0, False),
    ("is_me(handler)", {"handler": ME}, 0, True),
    ("is_me(handler)", {"handler": str(ME).upper()}, 0, True),
    ("own_area(township)", {"township": "510522112203"}, 0, True),
    ("own_area(township)", {"township": "510522"}, 0, False),
    ("my_agency(SFJ, 'XZ-112')", {}, 0, True),
    ("my_branch(COURT)", {}, 0, False),
    ("kind in (PEOPLE, JUDICIAL)", {"kind": "JUDICIAL"}, 0, True),
    ("created_offline = true", {"created_offline": False}, 0, False),
    ("mediator_names = 'it''s (a) && !b'", {"mediator_names": "it's (a) && !b"}, 0, True),
    ("unit is null", {"unit": None}, 0, True),
])
def test_every_word_means_what_it_says(text: str, row: dict[str, Any], level: int, expected: bool) -> None:
    assert true(text, "mediation", row, level) is expected
    assert true(f"not {text}", "mediation", row, level) is not expected


@pytest.mark.parametrize("word", ["own_agency(lead_agency)", "own_unit(unit)", "is_me(handler)", "own_area(township)", "kind in (PEOPLE)"])
def test_an_empty_field_is_nobodys(word: str) -> None:
    empty = {"lead_agency": None, "unit": None, "handler": None, "township": None, "kind": None}
    assert not true(word, "mediation", empty)


def test_who_has_no_unit_owns_no_row_without_unit() -> None:
    stranger = Actor(ME, "x", "x", "510522", "SFJ", "GOVERNMENT", None, (), frozenset())
    assert not true("own_unit(unit)", "mediation", {"unit": None}, actor=stranger)


def test_an_empty_area_is_no_area() -> None:
    stranger = Actor(ME, "x", "x", "510522", "SFJ", "GOVERNMENT", None, ("",), frozenset())
    assert stranger.townships == ()
    assert not true("own_area(township)", "mediation", {"township": "510522112"}, actor=stranger)


def test_an_actor_is_known_to_cases_by_agency_unit_and_person() -> None:
    assert ACTOR.audiences == ("A:SFJ", "U:TJ-112", f"P:{ME}")


@pytest.mark.parametrize(("text", "record", "names"), [
    ("participates(all)", "mediation", "participates takes"),
    ("participates(file)", "agency", "does not belong to a case"),
    ("own_agency(unit)", "mediation", "does not name a agency"),
    ("own_agency(lead_agency, unit)", "mediation", "takes one field"),
    ("is_admin(x)", "mediation", "no condition named is_admin"),
    ("salary = 'x'", "mediation", "no field 'salary'"),
    ("kind in (PEOPLE, FRIENDLY)", "mediation", "can never be 'FRIENDLY'"),
    ("state = 'GONE'", "mediation", "can never be 'GONE'"),
    ("created_offline = 'yes'", "mediation", "can never be 'yes'"),
    ("agreement_amount = '5'", "mediation", "can never be '5'"),
    ("handler = 'x'", "mediation", "can never be 'x'"),
    ("id = 'x'", "mediation", "can never be 'x'"),
    ("id_number is null", "party", "cannot stand in a condition"),
    ("sessions is null", "mediation", "cannot stand in a condition"),
    ("base is null", "conflict", "cannot stand in a condition"),
    ("my_branch(MILITARY)", "mediation", "no branch MILITARY"),
    ("always and", "mediation", "no field ''"),
    ("always always", "mediation", "cannot be read at 'always'"),
    ("(always", "mediation", "expected ')'"),
    ("kind in ()", "mediation", "expected a value"),
    ("kind in (PEOPLE and)", "mediation", "expected ')'"),
    ("", "mediation", "no field ''"),
    ("unit is not null", "mediation", "expected 'null'"),
    ("kind == 'PEOPLE'", "mediation", "expected a value"),
    ("__import__('os')", "mediation", "no condition named"),
    ("always; drop table", "mediation", "unknown character"),
    ("（always）", "mediation", "unknown character"),
    ("kind = 'PEOPLE", "mediation", "unknown character"),
    ("not " * 30 + "always", "mediation", "nested too deeply"),
    ("(" * 30 + "always" + ")" * 30, "mediation", "nested too deeply"),
    ("always or " * 300 + "always", "mediation", "longer than"),
])
def test_what_cannot_compile_is_refused_with_a_reason(text: str, record: str, names: str) -> None:
    with pytest.raises(PolicyFault) as refused:
        parse(text, record)
    assert names in refused.value.en
    assert any("一" <= sign <= "鿿" for sign in refused.value.zh)


@pytest.mark.parametrize("text", [
    "own_agency(lead_agency) or own_unit(unit) or participates(file)", "not kind in (ADMINISTRATIVE, PEOPLE) and participates(file)",
    "kind in (PEOPLE) and (is_me(handler) or own_unit(unit))", "always", "never", "own_area(township) or unit is null",
    "my_agency(FY) or my_branch(COURT)",
])
def test_a_compiled_condition_is_said_in_the_same_words(text: str) -> None:
    assert said(simplest(condition(parse(text, "mediation")))) == text


def test_a_field_the_row_lacks_is_found_even_behind_a_decided_part() -> None:
    for text in ("always or unit is null", "never and unit is null"):
        with pytest.raises(KeyError):
            true(text, "mediation", {})
