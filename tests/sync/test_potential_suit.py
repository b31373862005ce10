"""A potential suit from spotting to its end: clocks are told and never stopped, reconsideration comes first where the law says so."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from sync.intent import Create, Move
from tests.sync.county import NOW, SHANGHAI, County, gid, offline

ACT = {"source": "EXPROPRIATION", "act_kind": "EXPROPRIATION", "respondent": gid("agency", "YJJ"), "remedy_rule": "ACT"}
LEFT = {"REVIEW_WINDOW": 42, "SUIT_WINDOW": 161}  # on 2 March of an act served on 10 February
ROUTE = {"review_first": "NONE", "defendant": gid("agency", "YJJ")}


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        county = await County(connection).founded()
        await county.person("registrar", "FY", "court_registrar")
        yield county


async def spotted(county: County, **values: Any) -> UUID:
    return await county.create("pan", "potential_suit", **{"title": "青苗补偿清单", "served_on": "2026-02-10", "clock_from": "2026-02-10", **ACT, **values})


def told(**days: int) -> list[dict[str, Any]]:
    return [{"id": clock, "clock": clock, "days_left": left, "name": "郁满仓", "manner": "当面"} for clock, left in days.items()]


async def ok(county: County, key: UUID, name: str, who: str = "pan", **values: Any) -> None:
    outcome = await county.move(who, "potential_suit", key, name, **values)
    assert outcome.kind == "applied", (name, outcome)


async def code(county: County, key: UUID, name: str, who: str = "pan", **values: Any) -> str | None:
    outcome = await county.move(who, "potential_suit", key, name, **values)
    assert outcome.kind == "refused", (name, outcome)
    return outcome.code


async def consented(county: County, **values: Any) -> UUID:
    key = await spotted(county, **values)
    await ok(county, key, "contact")
    clocks = {row["code"] for row in await clocks_of(county, key)}
    await ok(county, key, "tell", told=told(**{clock: left for clock, left in LEFT.items() if clock in clocks}))
    await ok(county, key, "consent")
    return key


async def clocks_of(county: County, key: UUID) -> list[Any]:
    return await county.all("duty", "record_key = $2 AND code LIKE '%\\_%' AND due_at IS NOT NULL", str(key))


def last_day(row: Any) -> str:
    return str(datetime.fromtimestamp(row["due_at"].timestamp() - 1, SHANGHAI).date())


@pytest.mark.parametrize(("rule", "clocks"), [
    ("ACT", {"REVIEW_WINDOW": "2026-04-13", "SUIT_WINDOW": "2026-08-10"}),  # 60 days end on a Saturday
    ("ACT_UNTOLD", {"REVIEW_WINDOW": "2027-02-10", "SUIT_WINDOW": "2027-02-10"}),
    ("INACTION", {"REVIEW_WINDOW": "2026-04-13", "SUIT_WINDOW": "2026-08-10"}),
    ("AFTER_REVIEW", {"SUIT_WINDOW": "2026-02-25"}),
    ("COMPENSATION", {"SUIT_WINDOW": "2026-05-11"})])
async def test_every_remedy_has_its_clock(county: County, rule: str, clocks: dict[str, str]) -> None:
    key = await spotted(county, remedy_rule=rule)
    found = await clocks_of(county, key)
    assert {row["code"]: last_day(row) for row in found if row["due_at"]} == clocks  # one waits until the limit is learnt
    assert all(row["basis"] for row in found)
    assert (await county.row("potential_suit", key))["number"] == "合潜诉〔2026〕1号"


async def test_who_learns_the_limit_later_has_six_months_from_then(county: County) -> None:
    key = await spotted(county, remedy_rule="ACT_UNTOLD")
    await ok(county, key, "contact", limit_known_on="2026-03-02")
    found = {row["code"]: (last_day(row), row["basis"]) for row in await clocks_of(county, key)}
    assert found["SUIT_SINCE_TOLD"] == ("2026-09-02", "行诉解释 64")
    assert found["SUIT_WINDOW"][0] == "2027-02-10"  # and never more than the year
    await ok(county, key, "tell", told=told(REVIEW_WINDOW=345, SUIT_WINDOW=345))
    assert await code(county, key, "consent") == "CLOCK_NOT_TOLD"
    await ok(county, key, "tell", told=told(SUIT_SINCE_TOLD=184))
    await ok(county, key, "consent")


async def test_the_agencys_own_two_months_are_owed_by_the_agency(county: County) -> None:
    key = await spotted(county, remedy_rule="INACTION", act_kind="INACTION", applied_on="2026-02-20", clock_from=None, served_on=None)
    (clock,) = await clocks_of(county, key)
    assert (clock["code"], clock["agency"], last_day(clock), clock["basis"]) == ("AGENCY_PERIOD", "YJJ", "2026-04-20", "行政诉讼法 47")


async def test_without_service_no_clock_has_started(county: County) -> None:
    key = await spotted(county, served_on=None, clock_from=None)
    assert await clocks_of(county, key) == []
    assert await code(county, key, "contact") == "INPUT_MISSING"
    assert (await county.edit("pan", "potential_suit", key, clock_from="2026-02-10")).kind == "applied"
    assert len(await clocks_of(county, key)) == 2
    await ok(county, key, "contact")


async def test_the_party_is_told_first_and_told_rightly(county: County) -> None:
    key = await spotted(county)
    await ok(county, key, "contact")
    assert await code(county, key, "consent") == "CLOCK_NOT_TOLD"
    outcome = await county.move("pan", "potential_suit", key, "tell", told=told(SUIT_WINDOW=180))
    assert (outcome.code, outcome.facts["days"]) == ("DAYS_LEFT_WRONG", 161)
    assert await code(county, key, "tell", told=told(SUIT_AFTER_REVIEW=15)) == "CLOCK_NOT_RUNNING"
    await ok(county, key, "tell", told=told(SUIT_WINDOW=161))
    assert await code(county, key, "consent") == "CLOCK_NOT_TOLD"  # reconsideration is a remedy too
    assert await code(county, key, "refuse", reason="不同意") == "CLOCK_NOT_TOLD"
    await ok(county, key, "tell", told=told(REVIEW_WINDOW=42))
    await ok(county, key, "consent")


async def test_what_was_entered_as_told_at_registration_is_checked(county: County) -> None:
    key = await spotted(county, told=told(REVIEW_WINDOW=300, SUIT_WINDOW=300))
    assert await code(county, key, "contact") == "DAYS_LEFT_WRONG"


async def test_mediation_extends_nothing(county: County) -> None:
    key = await consented(county)
    before = {row["code"]: (row["due_at"], row["state"]) for row in await clocks_of(county, key)}
    await ok(county, key, "divert", channel="MEDIATION", mediable="INDEMNITY", **ROUTE)
    await ok(county, key, "mediate")
    assert {row["code"]: (row["due_at"], row["state"]) for row in await clocks_of(county, key)} == before
    (mediation,) = await county.all("mediation")
    assert (mediation["suit_id"], mediation["kind"], mediation["unit"]) == (key, "DISPUTE", "CTW-WL")


async def agreed(county: County, mediation: UUID) -> None:
    """The mediation that belongs to it, down to the signed agreement."""
    text = "补足差额"
    digest = hashlib.sha256(text.encode()).hexdigest()
    await county.moved("pan", "mediation", mediation, "accept", "begin")
    assert (await county.edit("pan", "mediation", mediation, consent_applicant=True, consent_respondent=True)).kind == "applied"
    assert (await county.move("pan", "mediation", mediation, "draft", agreement_text=text)).kind == "applied"
    signed = [{"id": role, "capacity": role, "name": role, "text_digest": digest} for role in ("APPLICANT", "RESPONDENT", "MEDIATOR")]
    assert (await county.move("pan", "mediation", mediation, "sign", signatures=signed, sealed_on="2026-03-02", effective_on="2026-03-02")).kind == "applied"


async def test_resolved_needs_proof(county: County) -> None:
    key = await consented(county)
    await ok(county, key, "divert", channel="MEDIATION", mediable="INDEMNITY", **ROUTE)
    await ok(county, key, "mediate")
    assert await code(county, key, "resolve", resolution_kind="AGREEMENT") == "AGREEMENT_MISSING"
    assert await code(county, key, "resolve", resolution_kind="SELF_CORRECTED") == "CORRECTION_MISSING"
    await agreed(county, (await county.all("mediation"))[0]["id"])
    await ok(county, key, "resolve", resolution_kind="AGREEMENT")
    await ok(county, key, "close")
    assert {row["state"] for row in await clocks_of(county, key)} == {"VOID"}


async def test_the_agency_corrects_itself(county: County) -> None:
    key = await consented(county)
    share = await county.create("pan", "share", key, to_agency=gid("agency", "YJJ"), purpose="自行纠正")
    await county.moved("emergency", "share", share, "accept")
    await ok(county, key, "divert", channel="SELF_CORRECTION", **ROUTE)
    assert await code(county, key, "mediate") == "OTHER_CHANNEL"
    assert await code(county, key, "self_correct", old_act="清单", correction_number="x") == "FORBIDDEN"  # the agency's own act
    assert await code(county, key, "self_correct", "emergency", old_act="清单") == "INPUT_MISSING"
    await ok(county, key, "self_correct", "emergency", old_act="清单〔2026〕1号", correction_number="合应急函〔2026〕8号")
    await ok(county, key, "resolve", resolution_kind="SELF_CORRECTED")


@pytest.mark.parametrize("values", [{"review_first": "ON_SPOT_PENALTY"}, {"review_first": "NATURAL_RESOURCE"}, {"review_first": "INFORMATION"},
                                    {"review_first": "OTHER_LAW"}])
async def test_reconsideration_comes_first(county: County, values: dict[str, str]) -> None:
    key = await consented(county)
    outcome = await county.move("pan", "potential_suit", key, "divert", channel="SUIT", court="COUNTY", **{**ROUTE, **values})
    assert outcome.code == "REVIEW_FIRST"
    await ok(county, key, "divert", channel="REVIEW", **{**ROUTE, **values})
    assert await code(county, key, "sue", court="COUNTY", defendant=gid("agency", "YJJ")) == "REVIEW_FIRST"
    await ok(county, key, "apply_review", review_number="合府复〔2026〕3号")
    await ok(county, key, "receive_review", review_decision_number="合府复决〔2026〕3号", review_served_on="2026-03-02")
    (clock,) = [row for row in await clocks_of(county, key) if row["state"] == "RUNNING"]
    assert (clock["code"], last_day(clock)) == ("SUIT_AFTER_REVIEW", "2026-03-17")
    await ok(county, key, "sue", court="COUNTY", defendant=gid("agency", "YJJ"))


async def test_inaction_is_reconsidered_first_whatever_the_test_says(county: County) -> None:
    key = await consented(county, remedy_rule="INACTION")
    assert await code(county, key, "divert", channel="SUIT", court="COUNTY", **ROUTE) == "REVIEW_FIRST"


async def test_the_test_itself_may_not_be_left_out(county: County) -> None:
    key = await consented(county)
    outcome = await county.move("pan", "potential_suit", key, "divert", channel="SUIT", court="COUNTY", defendant=gid("agency", "YJJ"))
    assert (outcome.code, outcome.facts["fields"]) == ("INPUT_MISSING", "review_first")


async def test_a_suit_against_the_county_government_goes_to_the_intermediate_court(county: County) -> None:
    key = await consented(county)
    against = {"review_first": "NONE", "defendant": gid("agency", "GOV")}
    assert await code(county, key, "divert", channel="SUIT", **against) == "INTERMEDIATE_COURT"
    assert await code(county, key, "divert", channel="SUIT", court="COUNTY", **against) == "INTERMEDIATE_COURT"
    await ok(county, key, "divert", channel="SUIT", court="INTERMEDIATE", **against)
    assert await code(county, key, "sue", court="COUNTY", defendant=gid("agency", "GOV")) == "INTERMEDIATE_COURT"
    await ok(county, key, "sue", defendant=gid("agency", "GOV"), case_number="（2026）川05行初9号")
    assert {row["code"]: row["state"] for row in await clocks_of(county, key)} == {"REVIEW_WINDOW": "VOID", "SUIT_WINDOW": "MET"}


async def test_who_refuses_is_led_to_the_legal_channel_at_once(county: County) -> None:
    key = await spotted(county)
    await ok(county, key, "contact")
    await ok(county, key, "tell", told=told(**LEFT))
    await ok(county, key, "refuse", reason="要求裁判")
    for channel in ("MEDIATION", "SELF_CORRECTION"):
        assert await code(county, key, "divert", channel=channel, mediable="INDEMNITY", **ROUTE) == "PARTY_REFUSED"
    (duty,) = await county.all("duty", "code = 'GUIDANCE'")
    assert last_day(duty) == "2026-03-03"
    await ok(county, key, "sue", court="COUNTY", defendant=gid("agency", "YJJ"), case_number="（2026）川0522行初44号")
    assert (await county.all("duty", "code = 'GUIDANCE'"))[0]["state"] == "MET"


@pytest.mark.parametrize(("values", "refused"), [
    ({"mediable": "NONE"}, "NOT_MEDIABLE"), ({}, "NOT_MEDIABLE"), *(({"mediable": "INDEMNITY", "excluded": kind}, "EXCLUDED_CASE")
                                                                   for kind in ("JUDGMENT", "PETITION_CLOSED", "RENEGED", "REFUSED", "OTHER"))])
async def test_what_may_not_be_mediated(county: County, values: dict[str, str], refused: str) -> None:
    key = await consented(county)
    assert await code(county, key, "divert", channel="MEDIATION", **ROUTE, **values) == refused
    await ok(county, key, "divert", channel="SUIT", court="COUNTY", **ROUTE, **values)


async def test_who_goes_another_way_is_entered_apart_with_the_same_clocks(county: County) -> None:
    key = await consented(county)
    await ok(county, key, "separate", apart_title="第12户")
    (apart,) = await county.all("potential_suit", "id <> $2", key)
    assert (apart["title"], apart["number"], apart["state"], apart["unit"], apart["case_id"]) == ("第12户", "合潜诉〔2026〕2号", "SPOTTED", "CTW-WL", key)
    assert {row["code"]: last_day(row) for row in await clocks_of(county, apart["id"])} == {"REVIEW_WINDOW": "2026-04-13", "SUIT_WINDOW": "2026-08-10"}


async def test_a_device_enters_one_without_connection(county: County) -> None:
    key = county.new_id()
    outcome = await county.one("pan", offline(Create("potential_suit", key, {"title": "山里的争议", "clock_from": "2026-02-10", **ACT}), NOW))
    assert outcome.kind == "applied"
    late = await county.one("pan", offline(Move("potential_suit", key, "contact", {}), NOW))
    assert late.kind == "applied"
    held = await county.all("unit_doc", "collection = 'potential_suit' AND NOT gone")
    assert [(row["audience"], row["doc_id"]) for row in held] == [("U:CTW-WL", key)]


async def test_who_may_not(county: County) -> None:
    key = await spotted(county)
    assert await code(county, key, "contact", "fu") == "NOT_FOUND"  # another committee
    assert await code(county, key, "contact", "registrar") == "NOT_FOUND"  # a lead is its sender's and receiver's
    share = await county.create("pan", "share", key, to_agency=gid("agency", "FY"), purpose="引导起诉")
    await county.moved("registrar", "share", share, "accept")
    assert await code(county, key, "contact", "registrar") == "FORBIDDEN"  # the window guides, the centre works
    edited = await county.edit("pan", "potential_suit", key, told=told(SUIT_WINDOW=161))
    assert (edited.kind, edited.code) == ("refused", "FIELD_FORBIDDEN")


# --- court and procuratorate join a mediation -------------------------------------------------------------------------


INVITATION = [{"id": "fy", "agency": "FY", "role": "JOINT"}, {"id": "jc", "agency": "JC", "role": "GUIDE"}]


async def with_court(county: County, **values: Any) -> UUID:
    key = await county.mediation(**values)
    for agency, who in (("FY", "judge"), ("JC", "prosecutor")):
        share = await county.create("pan", "share", key, to_agency=gid("agency", agency), purpose="共同调解")
        await county.moved(who, "share", share, "accept")
    return key


async def test_court_and_procuratorate_join_with_their_own_consent(county: County) -> None:
    key = await with_court(county)
    await county.moved("pan", "mediation", key, "accept")
    joins = [{"id": "fy", "name": "沈砚秋", "consented": True}]

    async def refused(who: str, name: str, elements: list[dict[str, Any]]) -> str | None:
        outcome = await county.move(who, "mediation", key, name, joint_mediators=elements)
        assert outcome.kind == "refused", outcome
        return outcome.code

    assert await refused("judge", "join", [{"id": "fy", "agency": "FY", "name": "沈砚秋", "consented": True}]) == "JOINS_FOR_ANOTHER"  # not invited
    assert await refused("pan", "invite_joint", [{**INVITATION[0], "name": "沈砚秋", "consented": True}]) == "CONSENTS_FOR_ANOTHER"
    assert (await county.move("pan", "mediation", key, "invite_joint", joint_mediators=INVITATION)).kind == "applied"
    assert await refused("prosecutor", "join", joins) == "JOINS_FOR_ANOTHER"
    assert await refused("judge", "join", [{"id": "fy", "name": "沈砚秋"}]) == "JOINING_NOT_CONSENTED"
    assert (await county.move("judge", "mediation", key, "join", joint_mediators=joins)).kind == "applied"
    assert (await county.move("prosecutor", "mediation", key, "join", joint_mediators=[{"id": "jc", "name": "陆明澄", "consented": True}])).kind == "applied"
    edited = await county.edit("pan", "mediation", key, joint_mediators=[{"id": "fy", "role": "WITNESS"}])
    assert (edited.kind, edited.code) == ("refused", "FIELD_FORBIDDEN")


async def test_nobody_consents_for_the_court_at_registration(county: County) -> None:
    key = await county.mediation(joint_mediators=[{"id": "fy", "agency": "FY", "role": "JOINT", "name": "沈砚秋", "consented": True}])
    outcome = await county.move("pan", "mediation", key, "accept")
    assert (outcome.kind, outcome.code) == ("refused", "CONSENTS_FOR_ANOTHER")


async def test_the_courts_own_mediation_invites_nobody(county: County) -> None:
    key = await with_court(county, kind="JUDICIAL")
    await county.moved("pan", "mediation", key, "accept")
    outcome = await county.move("pan", "mediation", key, "invite_joint", joint_mediators=INVITATION)
    assert (outcome.kind, outcome.code) == ("refused", "JUDICIAL_ALREADY")
