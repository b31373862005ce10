"""Who may fire which transition, transcribed by hand from the county's table (流转权限表) and held against the declarations."""

from __future__ import annotations

import pytest

from api.diagrams import refusals_of
from schema.registry import MECHANISMS

HANDLERS = {"judge", "prosecutor", "police_officer", "justice_officer"}
LEADERS = {"supervising_leader", "chief_prosecutor"}
MEDIATORS = {"mediator", "chief_mediator"}
COURT_OR_PROSECUTOR = {"judge", "court_registrar", "prosecutor"}
DESK = {*MEDIATORS, "justice_officer", "court_registrar"}
POLICE, HEAD, JUDGE, JC = {"police_officer"}, {"agency_head"}, {"judge"}, {"prosecutor", "chief_prosecutor"}
DESIGNATED, SFJ, OFFICE, ANY = {"agency_officer"}, {"justice_officer"}, {"county_office"}, {"staff"}
OWN, DES, TARGET, RECEIVER = "own_agency(lead_agency)", "own_agency(designated)", "own_agency(target_agency)", "own_agency(receiver)"
ROWS: tuple[tuple[str, str, set[str], str, set[str], set[str]], ...] = (
    # record, move, roles, what each owner's condition says of the organ, refusals of the guard, whose doer may not
    ("judicial_relief", "verify", HANDLERS, OWN, {"ID_MISSING", "ORIGIN_MISSING", "NOT_CAUSED_BY_CASE"}, set()),
    ("judicial_relief", "approve", LEADERS, OWN, {"ABOVE_CAP", "SAME_CASE_RELIEF"}, {"propose"}),
    ("judicial_relief", "pay", HANDLERS, OWN, {"AMOUNT_DIFFERS", "MINOR_PLAN_MISSING"}, {"notify"}),
    ("social_relief_referral", "grant", ANY, RECEIVER, set(), set()),
    ("social_relief_referral", "refuse", ANY, RECEIVER, set(), set()),
    ("transfer", "approve", HEAD, OWN, {"TWO_OFFICERS", "APPROVAL_DELEGATED"}, {"submit_report"}),
    ("transfer", "refuse", HEAD, OWN, {"TWO_OFFICERS", "APPROVAL_DELEGATED"}, {"submit_report"}),
    ("transfer", "file", POLICE, RECEIVER, set(), set()),
    ("transfer", "not_file", POLICE, RECEIVER, set(), set()),
    ("transfer", "suggest_supervision", {"agency_officer"}, OWN, set(), set()),
    ("transfer", "open_supervision", JC, "my_branch(PROCURATORATE)", set(), set()),
    ("compensation", "open", DESIGNATED, DES, {"OPINION_MISSING", "COUNTY_HOLDS_NO_CLAIM"}, set()),
    ("compensation", "serve_notice", DESIGNATED, DES, {"OPINION_MISSING"}, set()),
    ("compensation", "agree", DESIGNATED, DES, {"OPINION_MISSING"}, set()),
    ("compensation", "confirm", JUDGE, "my_branch(COURT)", {"ANNOUNCEMENT_RUNS"}, set()),
    ("restoration", "accept", {"agency_officer", "agency_head", "supervising_leader"}, OWN, {"ACCEPTANCE_UNSIGNED", "THIRD_PARTY_FAILED", "OBSERVER_SIGNS"},
     {"check", "call_acceptance"}),
    ("child_report", "receive", POLICE, OWN, set(), set()),
    ("child_report", "give_feedback", POLICE, OWN, set(), set()),
    ("child_report", "seal", {"police_officer", "minors_prosecutor", "judge"}, "", set(), set()),
    ("child_report", "unseal", {"police_officer", "minors_prosecutor", "judge"}, "", set(), {"request_unseal"}),
    ("insolvency_file", "declare_bankrupt", JUDGE, "participates(file)", {"RULING_NEEDED"}, set()),
    ("insolvency_file", "terminate", JUDGE, "participates(file)", {"RULING_NEEDED"}, set()),
    ("coordination_item", "confirm_done", {"judge", "bankruptcy_administrator"}, "own_agency(from_agency)", set(), set()),
    ("coordination_item", "reopen", {"judge", "bankruptcy_administrator"}, "own_agency(from_agency)", set(), set()),
    ("normative_document", "clear", SFJ, "my_agency(SFJ)", {"OPINION_OUTSTANDING", "OPINION_UNANSWERED"}, {"submit"}),
    ("normative_document", "return", SFJ, "my_agency(SFJ)", set(), set()),
    ("normative_document", "table", ANY, OWN, {"LEGALITY_MISSING", "REVIEW_TOO_SHORT"}, set()),
    ("normative_document", "number", OFFICE, "my_agency(GOV)", set(), set()),
    ("normative_document", "publish", OFFICE, "my_agency(GOV)", set(), set()),
    ("normative_document", "file", OFFICE, "my_agency(GOV)", set(), set()),
    ("major_decision", "open_comment", ANY, OWN, {"COMMENT_TOO_SHORT"}, set()),
    ("mediation", "draft", MEDIATORS, OWN, {"CONSENT_MISSING", "MEDIATOR_RECUSED"}, set()),
    ("mediation", "sign", MEDIATORS, OWN, {"SIGNED_TEXTS_DIFFER", "SIGNATURE_MISSING", "SEAL_MISSING"}, set()),
    ("mediation", "apply_confirmation", MEDIATORS, OWN, {"CONFIRMATION_TOO_LATE", "NOT_CONFIRMABLE"}, set()),
    ("mediation", "confirm", JUDGE, "participates(file)", set(), set()),
    ("mediation", "reject_confirmation", JUDGE, "participates(file)", set(), set()),
    ("potential_suit", "consent", DESK, "", {"CLOCK_NOT_TOLD"}, set()),
    ("potential_suit", "refuse", DESK, "", {"CLOCK_NOT_TOLD"}, set()),
    ("potential_suit", "divert", DESK, "", {"REVIEW_FIRST", "INTERMEDIATE_COURT"}, set()),
    ("resolution", "refer", COURT_OR_PROSECUTOR, OWN, {"NOT_REGISTERED"}, set()),
    ("resolution", "perform", COURT_OR_PROSECUTOR, OWN, set(), set()),
    ("recommendation", "approve", {"chief_prosecutor"}, OWN, set(), set()),
    ("recommendation", "serve", JC, OWN, set(), set()),
    ("recommendation", "object", ANY, TARGET, set(), set()),
    ("recommendation", "reply", ANY, TARGET, {"PROPOSAL_UNANSWERED"}, set()),
    ("recommendation", "evaluate", JC, OWN, set(), set()),
    ("recommendation", "urge", JC, OWN, set(), set()),
    ("recommendation", "report_up", JC, OWN, set(), set()),
    ("recommendation", "report_government", JC, OWN, set(), set()),
    ("recommendation", "assess", SFJ, "my_agency(SFJ)", set(), set()),
    ("consultation", "settle_minutes", ANY, "", {"ORGAN_NOT_SIGNED"}, set()),
    ("consultation", "sign_minutes", ANY, "", {"SIGNS_FOR_ANOTHER", "MINUTES_CHANGED"}, set()),
    ("conference", "hold", {"justice_officer", "county_office"}, OWN, {"CONFERENCE_HELD_ALREADY", "MEMBERS_UNACCOUNTED"}, set()),
    ("training", "hold", ANY, OWN, {"NOBODY_SIGNED_IN"}, set()),
)
REQUIRED = (
    ("judicial_relief", "pay", {"payment_voucher", "paid_amount"}), ("social_relief_referral", "refuse", {"reason"}), ("transfer", "file", {"notice_number"}),
    ("transfer", "not_file", {"notice_number", "notice_reason"}), ("child_report", "seal", {"sealing_number"}), ("insolvency_file", "declare_bankrupt", {"ruling_number"}),
    ("mediation", "confirm", {"confirmation_number", "ruling"}), ("resolution", "perform", {"performance_evidence"}), ("potential_suit", "divert", {"review_first"}),
    ("recommendation", "serve", {"served_on", "receiver_name"}), ("recommendation", "reply", {"reply_number"}), ("compensation", "confirm", {"ruling"}),
)


@pytest.mark.parametrize(("record", "name", "roles", "organ", "refusals", "others"), ROWS, ids=[f"{row[0]}.{row[1]}" for row in ROWS])
def test_a_row_of_the_table_is_what_is_declared(record: str, name: str, roles: set[str], organ: str, refusals: set[str], others: set[str]) -> None:
    declared = MECHANISMS[record]
    move = declared.flow.move(name) if declared.flow else None
    assert move is not None
    assert {owner.role for owner in move.owners} == roles
    assert all(organ in owner.when and owner.when != "always" for owner in move.owners), [owner.when for owner in move.owners]
    assert refusals <= set(refusals_of(declared, move))
    assert set(move.not_by_doer_of) == others


@pytest.mark.parametrize(("record", "name", "inputs"), REQUIRED, ids=[f"{row[0]}.{row[1]}" for row in REQUIRED])
def test_what_the_table_asks_for_in_writing_is_required(record: str, name: str, inputs: set[str]) -> None:
    flow = MECHANISMS[record].flow
    move = flow.move(name) if flow else None
    assert move is not None and inputs <= set(move.required)


@pytest.mark.parametrize("name", ["withdraw", "cancel", "merge"])
def test_a_mandatory_report_is_never_withdrawn_cancelled_or_merged(name: str) -> None:
    flow = MECHANISMS["child_report"].flow
    move = flow.move(name) if flow else None
    assert move is not None and move.never == "REPORT_STANDS"
