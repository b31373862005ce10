"""Decisions as pure functions: the same row, intent and situation always come to the same change or refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.change import REFUSALS, Change, Refusal, Situation, decide, sentence
from schema.consequence import resolution
from schema.intent import Create, Delete, Edit, Intent, Move
from schema.periods import calendar_from
from schema.regime import Regime
from schema.registry import RECORDS
from schema.values import BadValue, Reader, Secret, wire

SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
KEY, PAN = UUID(int=1), UUID(int=7)
MEDIATION, DOCKET = RECORDS["mediation"], RECORDS["docket"]
IDS = count(100)


@dataclass(frozen=True)
class Pan:
    """A mediator."""

    user_id: UUID = PAN
    name: str = "潘砚"
    agency: str = "SFJ"
    branch: str = "GOVERNMENT"
    unit: str | None = "CTW-WL"
    townships: tuple[str, ...] = ("510522126",)


READER = Reader("510522", NOW.date(), lambda _kind, number: (number[:2] + "***", number.encode(), b"c" + number.encode()),
                lambda: UUID(int=next(IDS)), "潘砚")
SITUATION = Situation(Pan(), NOW, NOW, READER, Regime(calendar_from([NOW.date().replace(month=10, day=1)], [], "test")), lambda _name, _row: True)
AT_COURT = replace(SITUATION, actor=Pan(agency="FY", branch="COURT"))


def changed(made: Change | Refusal) -> Change:
    assert isinstance(made, Change), made
    return made


def refused(made: Change | Refusal) -> Refusal:
    assert isinstance(made, Refusal), made
    return made


def mediation(state: str = "APPLIED", **values: Any) -> dict[str, Any]:
    made = changed(decide(MEDIATION, None, Create("mediation", KEY, {"title": "题", "kind": "PEOPLE"}, case=KEY), SITUATION))
    return {**made.row, "state": state, **values}


def edit(row: dict[str, Any], base: dict[str, Any] | None, s: Situation = SITUATION, **values: Any) -> Change | Refusal:
    return decide(MEDIATION, row, Edit("mediation", KEY, base, None, values), s)


# --- create -------------------------------------------------------------------------------------------------------------


def test_a_new_row_takes_what_is_common_from_whoever_registers_it() -> None:
    made = changed(decide(MEDIATION, None, Create("mediation", KEY, {"title": "题", "kind": "PEOPLE"}, case=KEY), SITUATION))
    held = {n: made.row[n] for n in ("lead_agency", "unit", "handler", "township", "state", "version", "sensitivity_level", "created_offline")}
    assert held == {"lead_agency": "SFJ", "unit": "CTW-WL", "handler": UUID(int=7), "township": "510522126", "state": "APPLIED", "version": 1,
                    "sensitivity_level": "INTERNAL", "created_offline": False}
    assert made.started == () and "facts" not in made.fields


@pytest.mark.parametrize("name", ["state", "version", "file_number", "created_offline"])
def test_what_the_server_gives_is_not_taken(name: str) -> None:
    values = {"title": "题", "kind": "PEOPLE", name: "（2026）合望荔人调字第9号"}
    made = changed(decide(MEDIATION, None, Create("mediation", KEY, values, case=KEY), SITUATION))
    assert made.row[name] != values[name]


def test_a_temporary_number_stays_as_an_alias() -> None:
    made = changed(decide(MEDIATION, None, Create("mediation", KEY, {"title": "题", "kind": "PEOPLE", "alias_number": "TMP-d-1"}, case=KEY),
                          replace(SITUATION, offline=True)))
    assert made.row["alias_number"] == "TMP-d-1" and made.row["created_offline"] is True


def test_a_register_number_is_normalised_by_its_branch_and_kept_as_written() -> None:
    written = "(2026) 川0522诉前调确7号"
    made = changed(decide(DOCKET, None, Create("docket", KEY, {"branch": "COURT", "number": written}, case=KEY), AT_COURT))
    assert (made.row["number"], made.row["number_as_written"]) == ("（2026）川0522诉前调确7号", written)
    wrong = refused(decide(DOCKET, None, Create("docket", KEY, {"branch": "COURT", "number": "七号"}, case=KEY), AT_COURT))
    assert (wrong.code, wrong.facts["field"]) == ("VALUE_INVALID", "number")
    other = refused(decide(DOCKET, None, Create("docket", KEY, {"branch": "GOVERNMENT", "number": "合府发〔2026〕3号", "judge": "某"}, case=KEY), SITUATION))
    assert (other.code, other.facts["field"]) == ("FIELD_UNKNOWN", "judge")


def test_a_shared_case_is_always_offered_in_one_s_own_name() -> None:
    values = {"to_agency": "Agency:510522:FY", "from_agency": "Agency:510522:GAJ", "purpose": "确认"}
    assert changed(decide(RECORDS["share"], None, Create("share", KEY, values, case=KEY), SITUATION)).row["from_agency"] == "SFJ"


@pytest.mark.parametrize("name", ["entry", "duty", "conflict", "quarantine", "user", "agency"])
def test_the_engine_s_own_rows_are_not_created(name: str) -> None:
    assert refused(decide(RECORDS[name], None, Create(name, KEY, {}, case=KEY), SITUATION)).code == "NOT_CREATABLE"


# --- edit ---------------------------------------------------------------------------------------------------------------


def test_fields_changed_on_one_side_only_merge() -> None:
    row = mediation(facts="他改的", demands="原")
    made = changed(edit(row, {"facts": "原", "demands": "原"}, facts="原", demands="我改的"))
    assert (made.kind, made.fields, made.row["facts"], made.row["demands"], made.row["version"]) == ("merged", ("demands",), "他改的", "我改的", 2)


def test_one_field_changed_on_both_sides_stays_theirs_and_waits() -> None:
    made = changed(edit(mediation(facts="他改的"), {"facts": "原"}, facts="我改的"))
    (clash,) = made.clashes
    assert (made.kind, made.fields, clash.base, clash.theirs, clash.mine) == ("conflict", (), "原", "他改的", "我改的")
    assert made.row["facts"] == "他改的" and made.row["version"] == 1 and not made.stores


def test_amounts_compare_as_amounts() -> None:
    row = mediation(agreement_amount=Decimal("1800.00"))
    assert changed(edit(row, {"agreement_amount": "1000.00"}, agreement_amount="1800")).kind == "already"


@pytest.mark.parametrize("state", MEDIATION.flow.frozen if MEDIATION.flow else ())
def test_in_legal_effect_drafts_and_legal_fields_stand_and_notes_are_added(state: str) -> None:
    row = mediation(state, agreement_text="签署文本", facts="原")
    made = changed(edit(row, {"agreement_text": "签署文本", "facts": "原", "sessions": None}, agreement_text="改", facts="改",
                        sessions=[{"id": "1", "note": "回访"}]))
    assert made.fields == ("sessions",) and {c.path: c.code for c in made.clashes} == {"agreement_text": "FROZEN", "facts": "FROZEN"}
    assert made.row["agreement_text"] == "签署文本"


def test_new_elements_name_their_author_and_old_ones_keep_theirs() -> None:
    row = mediation(sessions=[{"id": "1", "note": "旧", "author": "别人"}])
    made = changed(edit(row, {"sessions": []}, sessions=[{"id": "2", "note": "新", "author": "冒名"}]))
    assert [(e["id"], e["author"]) for e in made.row["sessions"]] == [("1", "别人"), ("2", "潘砚")]


def test_a_masked_number_is_no_value_and_a_full_one_is_compared_by_its_hmac() -> None:
    relief = RECORDS["judicial_relief"]
    number = "510522190001010004"
    row = changed(decide(relief, None, Create("judicial_relief", KEY, {"title": "题", "applicant_name": "陶", "applicant_id_number": number}, case=KEY),
                         SITUATION)).row

    def given(value: Any, base: Any) -> Change:
        return changed(decide(relief, row, Edit("judicial_relief", KEY, {"applicant_id_number": base}, None, {"applicant_id_number": value}), SITUATION))

    assert given("51***", None).kind == "already" and given(number, None).kind == "already"
    assert given("11010519491231002X", "51***").fields == ("applicant_id_number",)
    (clash,) = given("11010519491231002X", None).clashes
    assert (clash.theirs, clash.mine) == ("51***", "11***") and isinstance(clash.secret, Secret)


def test_fields_of_another_organ_become_suggestions_and_others_refuse_the_edit() -> None:
    row = changed(decide(DOCKET, None, Create("docket", KEY, {"branch": "COURT", "number": "（2026）川0522民初1号", "stage": "审理"}, case=KEY), AT_COURT)).row
    nobody = replace(SITUATION, may_edit=lambda _name, _row: False)
    made = changed(decide(DOCKET, row, Edit("docket", KEY, {"stage": "审理"}, None, {"stage": "结案"}), nobody))
    assert [(c.code, c.mine) for c in made.clashes] == [("SUGGESTION", "结案")] and made.fields == ()
    no = refused(decide(DOCKET, row, Edit("docket", KEY, {"number": row["number"]}, None, {"number": "（2026）川0522民初2号"}), nobody))
    assert no.code == "FIELD_FORBIDDEN"


def test_what_is_required_cannot_be_emptied() -> None:
    assert refused(edit(mediation(), {"title": "题"}, title=None)).code == "FIELD_REQUIRED"


TEXTS = st.one_of(st.none(), st.sampled_from(["甲", "乙", "丙"]))


@pytest.mark.examples(80)
@given(st.fixed_dictionaries({n: TEXTS for n in ("facts", "demands", "agreement_text")}), st.data(), st.sampled_from(["MEDIATING", "SIGNED"]))
def test_no_edit_is_ever_lost(base: dict[str, Any], data: st.DataObject, state: str) -> None:
    """Every value that differs from its base is either in the row or in a clash; no third value ever appears."""
    theirs, mine = ({n: data.draw(TEXTS) for n in base} for _ in range(2))
    made = changed(edit(mediation(state, **theirs), base, **mine))
    clashes = {clash.path: clash for clash in made.clashes}
    for name, value in mine.items():
        now = made.row[name]
        assert now in (theirs[name], value)
        if value != base[name]:
            assert now == value or clashes[name].mine == value
        else:
            assert now == theirs[name] and name not in clashes


# --- move ---------------------------------------------------------------------------------------------------------------


def test_a_move_names_the_state_that_stands_against_it() -> None:
    no = refused(decide(MEDIATION, mediation(), Move("mediation", KEY, "begin"), SITUATION))
    assert (no.code, no.facts["state"]) == ("MOVE_NOT_POSSIBLE", "APPLIED")
    assert sentence(MEDIATION, no.code, no.facts).zh == "当前状态为“已申请”，不能“开始调解”。"


def test_only_inputs_are_taken() -> None:
    assert refused(decide(MEDIATION, mediation(), Move("mediation", KEY, "decline", {"facts": "x", "reason": "y"}), SITUATION)).code == "FIELD_NOT_INPUT"


def test_whoever_did_the_first_may_not_do_the_second() -> None:
    relief = RECORDS["judicial_relief"]
    row = changed(decide(relief, None, Create("judicial_relief", KEY, {"title": "题", "applicant_name": "陶"}, case=KEY), SITUATION)).row
    row = {**row, "state": "PROPOSED", "monthly_wage": Decimal("7000")}
    found = {"same_case_relief": (), "social_relief": (), "social_grants": ()}
    approve = Move("judicial_relief", KEY, "approve", {"approved_amount": "30000.00"})
    s = replace(SITUATION, found=found)
    assert changed(decide(relief, row, approve, s)).row["state"] == "APPROVED"
    assert refused(decide(relief, row, approve, replace(s, doers={"propose": frozenset({UUID(int=7)})}))).code == "SECOND_PERSON"
    assert refused(decide(relief, row, replace(approve, values={"approved_amount": "252000.01"}), s)).code == "ABOVE_CAP"


def test_a_guard_that_cannot_judge_refuses() -> None:
    row = mediation("SIGNED", effective_on=None)
    assert refused(decide(MEDIATION, row, Move("mediation", KEY, "apply_confirmation"), SITUATION)).code == "GUARD_FAULT"


@pytest.mark.parametrize("intent", [Delete("party", KEY), Delete("docket", KEY)])
def test_what_has_no_cancellation_is_not_deleted(intent: Delete) -> None:
    assert refused(decide(RECORDS[intent.record], {"state": "OPEN"}, intent, SITUATION)).code == "NOT_DELETABLE"


def test_a_row_that_is_not_there_is_not_found() -> None:
    for intent in (Edit("mediation", KEY, {}, None, {}), Move("mediation", KEY, "accept"), Delete("mediation", KEY)):
        assert refused(decide(MEDIATION, None, intent, SITUATION)).code == "NOT_FOUND"


def test_deciding_changes_nothing_it_was_given() -> None:
    row = mediation("MEDIATING", sessions=[{"id": "1", "note": "旧"}])
    before = repr(row)
    intents: list[Intent] = [Edit("mediation", KEY, {"sessions": []}, None, {"sessions": [{"id": "2", "note": "新"}], "facts": "x"}),
                             Move("mediation", KEY, "fail", {"reason": "分歧大"})]
    for intent in intents:
        changed(decide(MEDIATION, row, intent, SITUATION))
    assert repr(row) == before


# --- values -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", RECORDS.values(), ids=list(RECORDS))
def test_stored_values_survive_the_wire(record: Any) -> None:
    samples = {"text": "甲", "integer": 3, "money": Decimal("12000.00"), "date": NOW.date(), "instant": NOW, "boolean": True, "texts": ["低保"]}
    for field in record.fields:
        value = field.choices[0].value if field.choices else samples.get(field.kind.value)
        if value is not None and not field.check and value != "STATE_SECRET":
            assert READER.taken(field, wire(field, value, "510522")) == value


@pytest.mark.parametrize(("name", "value"), [
    ("title", 5), ("title", "\ud800"), ("agreement_amount", "NaN"), ("agreement_amount", "1.001"), ("agreement_amount", True), ("effective_on", "2026-2-3"),
    ("consent_applicant", "yes"), ("sessions", {"id": 1}), ("sessions", [{"id": "1", "secret": 1}]), ("handler", "User:510523:" + str(KEY)),
    ("handler", "nonsense"), ("sessions", [{"id": "1", "occurred_at": "2026-03-02T10:00:00"}]), ("township", "x" * 5000),
])
def test_values_of_the_wrong_shape_are_refused(name: str, value: Any) -> None:
    with pytest.raises(BadValue):
        READER.taken(MEDIATION.by_name[name], value)


def test_every_refusal_speaks_both_languages() -> None:
    for text in REFUSALS.values():
        assert text.zh.endswith("。") and text.en.endswith((".", "?")) and text.code == text.code.upper()


# --- what must hold of every row ----------------------------------------------------------------------------------------

CLAIM = RECORDS["compensation"]
CLAIMED = {"title": "题", "holder": "CITY", "medium": "WATER", "designated": "Agency:510522:NYJ"}


def claim(**values: Any) -> Change | Refusal:
    return decide(CLAIM, None, Create("compensation", KEY, {**CLAIMED, **values}, case=KEY), SITUATION)


def test_an_invariant_holds_at_every_door() -> None:
    """Registered, edited, moved or chosen by a reviewer: a county holds no claim."""
    assert refused(claim(holder="COUNTY")).code == "COUNTY_HOLDS_NO_CLAIM"
    row = changed(claim()).row
    assert refused(decide(CLAIM, row, Edit("compensation", KEY, {"holder": "CITY"}, None, {"holder": "COUNTY"}), SITUATION)).code == "COUNTY_HOLDS_NO_CLAIM"
    step = Move("compensation", KEY, "screen", {"designation_number": "泸市府函〔2026〕1号"})
    assert refused(decide(CLAIM, {**row, "holder": "COUNTY"}, step, SITUATION)).code == "COUNTY_HOLDS_NO_CLAIM"
    assert refused(resolution(CLAIM, row, "holder", "COUNTY", SITUATION)).code == "COUNTY_HOLDS_NO_CLAIM"
    assert changed(resolution(CLAIM, row, "holder", "PROVINCE", SITUATION)).row["holder"] == "PROVINCE"


def test_an_invariant_that_cannot_judge_says_so() -> None:
    broken = replace(CLAIM, invariant=lambda facts: facts.row["nothing"])
    assert refused(decide(broken, None, Create("compensation", KEY, CLAIMED, case=KEY), SITUATION)).code == "INVARIANT_FAULT"


def test_a_counted_move_counts_up_and_nothing_sets_it_back() -> None:
    restoration = RECORDS["restoration"]
    row = changed(decide(restoration, None, Create("restoration", KEY, {"title": "题", "way": "SELF", "rework_count": 7}, case=KEY), SITUATION)).row
    assert row["rework_count"] is None
    for turn in (1, 2):
        step = Move("restoration", KEY, "demand_rework", {"reworks": [{"id": str(turn), "reason": "不达标"}]})
        made = changed(decide(restoration, {**row, "state": "ACCEPTANCE"}, step, SITUATION))
        row = made.row
        assert row["rework_count"] == turn and "rework_count" in made.fields
    assert changed(decide(restoration, row, Edit("restoration", KEY, {}, None, {"rework_count": 0}), SITUATION)).row["rework_count"] == 2
