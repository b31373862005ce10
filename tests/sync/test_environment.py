"""The environment's mechanisms from clue to closing: transfers both ways, compensation, restoration and coordination, and what each refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from sync.intent import Create
from tests.sync import county as towns
from tests.sync.county import NOW, SHANGHAI, County, gid

DIGEST = "0" * 64
OFFICERS = [{"id": "1", "name": "江流", "certificate": "川E-SW-01"}, {"id": "2", "name": "汪澜", "certificate": "川E-SW-02"}]
PAPERS = [{"id": kind, "kind": kind, "title": kind, "digest": DIGEST} for kind in ("LETTER", "REPORT", "INVENTORY", "APPRAISAL")]
BUREAUS = ("GAJ", "SWJ", "NYJ", "ZGJ", "STJ")
PEOPLE = (
    ("water", "SWJ", "agency_officer"), ("water_head", "SWJ", "agency_head"), ("water_deputy", "SWJ", "supervising_leader"), ("police", "GAJ", "police_officer"),
    ("police2", "GAJ", "police_officer"), ("farm", "NYJ", "agency_officer"), ("farm2", "NYJ", "agency_officer"), ("farm_head", "NYJ", "agency_head"),
    ("land", "ZGJ", "agency_officer"), ("green", "STJ", "agency_officer"),
)


class Bureaus(County):
    """The small county with the bureaus of the environment; `ok` and `code` make a move and hold its outcome to a word."""

    async def ok(self, who: str, record: str, key: UUID, name: str, /, at: datetime | None = None, **values: Any) -> asyncpg.Record:
        outcome = await self.move(who, record, key, name, at=at, **values)
        assert outcome.kind == "applied", (name, outcome)
        return await self.row(record, key)

    async def code(self, who: str, record: str, key: UUID, name: str, /, at: datetime | None = None, **values: Any) -> str | None:
        outcome = await self.move(who, record, key, name, at=at, **values)
        assert outcome.kind == "refused", outcome
        return outcome.code

    async def created_code(self, who: str, record: str, /, **values: Any) -> str | None:
        outcome = await self.one(who, Create(record, self.new_id(), values))
        assert outcome.kind == "refused", outcome
        return outcome.code

    async def share(self, who: str, key: UUID, agency: str, receiver: str) -> None:
        """The case opened by a record, under the same key, is shared and accepted."""
        share = await self.create(who, "share", key, to_agency=gid("agency", agency), purpose="联动办理")
        await self.moved(receiver, "share", share, "accept")

    async def duties(self, key: UUID) -> dict[str, asyncpg.Record]:
        return {row["code"]: row for row in await self.all("duty", "record_key = $2", str(key))}


@pytest.fixture
async def county(database: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bureaus]:
    for code in BUREAUS:
        monkeypatch.setitem(towns.AGENCIES, code, "GOVERNMENT")
    async with database.pool.acquire() as connection:
        made = Bureaus(connection)
        await made.founded()
        for name, agency, role in PEOPLE:
            await made.person(name, agency, role)
        yield made


def ends(row: asyncpg.Record) -> str:
    """The last day (or hour) of a duty in the county's clock."""
    return (row["due_at"] - timedelta.resolution).astimezone(SHANGHAI).strftime("%m-%d %H")


# --- 2a transfer ------------------------------------------------------------------------------------------------------


async def clue(county: Bureaus, who: str = "water", **values: Any) -> UUID:
    return await county.create(who, "transfer", **{
        "title": "顺舟18号非法采砂", "offence": "RIVER_SAND", "closed": True, "value": "186000", "facts": "禁采期采砂约3100吨。", "suspect_name": "宋顺舟",
        "suspect_id_number": "510522190001010004", "investigators": OFFICERS, **values})


async def reported(county: Bureaus, **values: Any) -> UUID:
    key = await clue(county, **values)
    await county.ok("water", "transfer", key, "investigate")
    await county.ok("water", "transfer", key, "submit_report", report="建议移送", charge="非法采矿罪（刑法 343）")
    return key


async def acknowledged(county: Bureaus, term: str = "ORDINARY", **values: Any) -> UUID:
    """Received by the police at nine in the morning of 3 March 2026."""
    key = await reported(county, **values)
    await county.ok("water_head", "transfer", key, "approve", approver_capacity="HEAD", approval_opinion="同意移送")
    await county.ok("water", "transfer", key, "transfer", receiver=gid("agency", "GAJ"), transfer_number="合水移〔2026〕3号", attachments=PAPERS)
    await county.ok("police", "transfer", key, "acknowledge", at=NOW + timedelta(days=1), receipt_signed_by="雷振", filing_term=term)
    return key


async def filed(county: Bureaus, **values: Any) -> UUID:
    """Filed, with court and procuratorate in the case."""
    key = await acknowledged(county, **values)
    await county.ok("police", "transfer", key, "file", filing_number="合公刑立字〔2026〕57号", notice_number="合公立通〔2026〕57号", filing_served_on="2026-03-05")
    await county.share("water", key, "JC", "prosecutor")
    await county.share("water", key, "FY", "judge")
    return key


async def refused_by_police(county: Bureaus, **values: Any) -> UUID:
    key = await acknowledged(county, **values)
    await county.ok("police", "transfer", key, "not_file", notice_number="合公不立〔2026〕5号", notice_reason="数额不足")
    return key


async def test_a_transfer_from_clue_to_judgment(county: Bureaus) -> None:
    key = await filed(county, fine_paid="40000", penalty_number="合水罚〔2026〕2号")
    row = await county.row("transfer", key)
    assert (row["state"], row["approved_on"].isoformat(), row["transferred_on"].isoformat()) == ("FILED", "2026-03-02", "2026-03-02")
    await county.ok("prosecutor", "transfer", key, "intervene", evidence_advice="建议鉴定鱼类资源损失")
    await county.ok("water", "transfer", key, "hand_over", handover_list="采砂船一艘", handed_over_on="2026-03-06")
    await county.ok("prosecutor", "transfer", key, "prosecute", indictment_number="合检刑诉〔2026〕Z8号")
    judgment = {"judgment_number": "（2026）川0522刑初96号", "criminal_fine": "60000"}
    assert await county.code("judge", "transfer", key, "record_judgment", **judgment) == "FINE_NOT_OFFSET"
    assert await county.code("judge", "transfer", key, "record_judgment", **judgment, fine_offset="60000") == "FINE_NOT_OFFSET"
    assert await county.code("water", "transfer", key, "record_judgment", **judgment, fine_offset="40000") == "FORBIDDEN"
    await county.ok("judge", "transfer", key, "record_judgment", **judgment, fine_offset="40000")
    row = await county.ok("water", "transfer", key, "close")
    assert (row["state"], str(row["fine_offset"]), row["judgment_number"]) == ("CLOSED", "40000.00", "（2026）川0522刑初96号")
    assert {code: duty["state"] for code, duty in (await county.duties(key)).items()} == dict.fromkeys(
        ("TRANSFER_APPROVAL", "TRANSFER_SENDING", "TRANSFER_RECEIPT", "FILING_DECISION", "HANDOVER"), "MET")


async def test_a_fine_larger_than_the_criminal_one_is_set_off_up_to_it(county: Bureaus) -> None:
    key = await filed(county, fine_paid="90000")
    await county.ok("prosecutor", "transfer", key, "prosecute", indictment_number="合检刑诉〔2026〕Z8号")
    judgment = {"judgment_number": "（2026）川0522刑初96号", "criminal_fine": "60000"}
    assert await county.code("judge", "transfer", key, "record_judgment", **judgment, fine_offset="90000") == "FINE_NOT_OFFSET"
    await county.ok("judge", "transfer", key, "record_judgment", **judgment, fine_offset="60000")


async def test_clocks_of_a_transfer_name_their_law(county: Bureaus) -> None:
    key = await acknowledged(county)
    clocks = await county.duties(key)
    assert {code: (ends(duty), duty["agency"], duty["basis"].split()[-1]) for code, duty in clocks.items()} == {
        "TRANSFER_APPROVAL": ("03-05 23", "SWJ", "5"), "TRANSFER_SENDING": ("03-03 09", "SWJ", "5"), "TRANSFER_RECEIPT": ("03-03 09", "GAJ", "7"),
        "FILING_DECISION": ("03-06 23", "GAJ", "8")}
    assert all(duty["verified"] for duty in clocks.values())
    complex_ = (await county.duties(await acknowledged(county, "COMPLEX")))["FILING_DECISION"]
    assert (complex_["verified"], complex_["basis"]) == (False, "公通字〔2016〕16号; 环环监〔2017〕17号")
    assert complex_["due_at"] - complex_["started_at"] > timedelta(days=30)


async def test_a_late_approval_stays_late(county: Bureaus) -> None:
    key = await reported(county)
    await county.ok("water_head", "transfer", key, "approve", at=NOW + timedelta(days=5), approver_capacity="PRESIDING")
    duty = (await county.duties(key))["TRANSFER_APPROVAL"]
    assert (duty["state"], duty["late"], duty["late_days"]) == ("MET", True, 2)


async def test_only_the_head_approves_and_nobody_for_him(county: Bureaus) -> None:
    key = await reported(county)
    for who in ("water", "water_deputy", "farm_head"):
        assert await county.code(who, "transfer", key, "approve", approver_capacity="HEAD") == ("NOT_FOUND" if who == "farm_head" else "FORBIDDEN")
    assert await county.code("water_head", "transfer", key, "approve", approver_capacity="DELEGATED") == "APPROVAL_DELEGATED"
    assert await county.code("water_head", "transfer", key, "approve") == "INPUT_MISSING"
    assert await county.code("water_head", "transfer", key, "refuse", approver_capacity="HEAD") == "INPUT_MISSING"  # the reasons stay on file
    await county.ok("water_head", "transfer", key, "refuse", approver_capacity="HEAD", reason="证据不足")


async def test_a_head_who_reported_himself_does_not_approve(county: Bureaus) -> None:
    await county.person("both", "SWJ", "agency_officer", "agency_head")
    key = await clue(county, "both")
    await county.ok("both", "transfer", key, "investigate")
    await county.ok("both", "transfer", key, "submit_report", report="建议移送", charge="非法采矿罪")
    assert await county.code("both", "transfer", key, "approve", approver_capacity="HEAD") == "SECOND_PERSON"


@pytest.mark.parametrize("officers", [
    [], OFFICERS[:1], [OFFICERS[0], {"id": "2", "name": "江流", "certificate": "x"}], [OFFICERS[0], {"id": "2", "name": " ", "certificate": "x"}],
    [OFFICERS[0], {"id": "2", "name": "汪澜"}],
])
async def test_two_officers_are_two_names_with_certificates(county: Bureaus, officers: list[dict[str, str]]) -> None:
    key = await clue(county, investigators=officers)
    assert await county.code("water", "transfer", key, "investigate") == "TWO_OFFICERS"


async def test_river_sand_is_led_by_the_water_bureau(county: Bureaus) -> None:
    assert await county.created_code("land", "transfer", title="采砂", offence="RIVER_SAND") == "SAND_IS_WATERS"
    key = await clue(county, "land", offence="MINING")  # a mine on land is theirs
    outcome = await county.edit("land", "transfer", key, offence="RIVER_SAND")
    assert (outcome.kind, outcome.code, outcome.facts["agency"]) == ("refused", "SAND_IS_WATERS", "ZGJ")
    assert (await county.row("transfer", key))["offence"] == "MINING"


@pytest.mark.parametrize(("value", "closed", "basis", "code"), [
    ("186000", True, "本省标准15万元", "FINE_FOR_TRANSFER"), ("60000", True, None, "FINE_FOR_TRANSFER"), ("60000", True, "本省标准8万元", None), ("49999", True, None, None),
    ("300000", False, "本省标准30万元", "FINE_FOR_TRANSFER"), ("99999", False, None, None), ("100000", False, None, "FINE_FOR_TRANSFER"),
])
async def test_a_fine_does_not_stand_in_for_a_transfer(county: Bureaus, value: str, closed: bool, basis: str | None, code: str | None) -> None:
    key = await clue(county, value=value, closed=closed)
    given = {"reason": "仅作行政处罚", **({"threshold_basis": basis} if basis else {})}
    assert await county.code("water", "transfer", key, "dismiss", **given) == "FORBIDDEN"
    if code:
        assert await county.code("water_head", "transfer", key, "dismiss", **given) == code
    else:
        await county.ok("water_head", "transfer", key, "dismiss", **given)


async def test_papers_go_with_the_transfer(county: Bureaus) -> None:
    key = await reported(county)
    await county.ok("water_head", "transfer", key, "approve", approver_capacity="HEAD")
    given = {"receiver": gid("agency", "GAJ"), "transfer_number": "合水移〔2026〕3号"}
    outcome = await county.move("water", "transfer", key, "transfer", **given, attachments=PAPERS[:2])
    assert (outcome.code, outcome.facts["missing"]) == ("ATTACHMENTS_MISSING", "涉案物品清单、检验报告或者鉴定结论")
    await county.ok("water", "transfer", key, "transfer", **given, attachments=PAPERS[:3], appraisal_absent_reason="无需检验")


async def test_police_see_a_transfer_only_once_it_is_theirs(county: Bureaus) -> None:
    key = await reported(county, receiver=gid("agency", "GAJ"))
    assert await county.code("police", "transfer", key, "acknowledge", filing_term="ORDINARY") == "NOT_FOUND"
    await county.share("water", key, "NYJ", "farm")
    await county.share("water", key, "JC", "prosecutor")
    for who in ("farm", "prosecutor"):  # in the case, but a clue is for sender and receiver
        assert await county.code(who, "transfer", key, "prosecute", indictment_number="合检刑诉〔2026〕Z8号") == "NOT_FOUND"


async def test_what_another_organ_says_is_said_by_its_move_alone(county: Bureaus) -> None:
    key = await clue(county, filing_number="合公刑立字〔2026〕1号", judgment_number="（2026）川0522刑初1号", approver_capacity="HEAD")
    await county.edit("water", "transfer", key, filing_number="合公刑立字〔2026〕1号", criminal_fine="1")
    row = await county.row("transfer", key)
    assert {row[name] for name in ("filing_number", "judgment_number", "approver_capacity", "criminal_fine")} == {None}


async def test_a_refusal_to_file_goes_up_to_supervision(county: Bureaus) -> None:
    key = await refused_by_police(county)
    assert (await county.duties(key))["DISAGREEMENT"]["state"] == "AWAITING_SERVICE"  # not served: the clock has not started
    await county.ok("water", "transfer", key, "serve_notice", notice_served_on="2026-03-06")
    assert await county.code("water", "transfer", key, "serve_notice", notice_served_on="2026-03-09") == "NOTICE_SERVED"
    assert ends((await county.duties(key))["DISAGREEMENT"]) == "03-09 23"
    await county.ok("water", "transfer", key, "request_reconsideration", reconsideration_reason="已达立案标准")
    decision = {"reconsideration_number": "合公复〔2026〕1号", "reconsideration_served_on": "2026-03-09", "reason": "数额不足"}
    assert await county.code("police", "transfer", key, "uphold", **decision) == "SECOND_PERSON"
    await county.ok("police2", "transfer", key, "uphold", **decision)
    assert ends((await county.duties(key))["SUPERVISION_SUGGESTION"]) == "03-12 23"
    assert await county.code("water", "transfer", key, "suggest_supervision") == "INPUT_MISSING"
    await county.ok("water", "transfer", key, "suggest_supervision", supervision_reason="价格认证18.6万元")
    assert await county.code("water", "transfer", key, "open_supervision", supervision_number="合检立监〔2026〕1号") == "FORBIDDEN"
    await county.share("water", key, "JC", "prosecutor")
    await county.ok("prosecutor", "transfer", key, "open_supervision", supervision_number="合检立监〔2026〕1号")
    await county.ok("police", "transfer", key, "explain", explanation="数额认定有分歧")
    await county.ok("prosecutor", "transfer", key, "order_filing", filing_order_number="合检通立〔2026〕1号")
    clocks = await county.duties(key)
    assert [(clocks[code]["due_at"] - clocks[code]["started_at"]).days for code in ("EXPLANATION", "ORDERED_FILING")] == [7, 15]
    assert clocks["EXPLANATION"]["state"] == "MET" and clocks["ORDERED_FILING"]["agency"] == "GAJ"
    row = await county.ok("police", "transfer", key, "file", filing_number="合公刑立字〔2026〕58号", notice_number="合公立通〔2026〕58号")
    assert row["state"] == "FILED" and (await county.duties(key))["HANDOVER"]["state"] == "AWAITING_SERVICE"
    await county.ok("water", "transfer", key, "serve_filing", filing_served_on="2026-03-20")
    assert (await county.duties(key))["HANDOVER"]["state"] == "RUNNING"


async def test_the_police_may_reconsider_or_the_procuratorate_be_content(county: Bureaus) -> None:
    key = await refused_by_police(county)
    await county.ok("water", "transfer", key, "request_reconsideration", reconsideration_reason="已达立案标准")
    numbers = {"reconsideration_number": "合公复〔2026〕2号", "filing_number": "合公刑立字〔2026〕59号", "notice_number": "合公立通〔2026〕59号"}
    assert await county.code("police", "transfer", key, "reconsider_and_file", **numbers) == "SECOND_PERSON"
    assert (await county.ok("police2", "transfer", key, "reconsider_and_file", **numbers))["state"] == "FILED"
    other = await refused_by_police(county)
    await county.ok("water", "transfer", other, "suggest_supervision", supervision_reason="请监督")
    await county.share("water", other, "JC", "prosecutor")
    await county.ok("prosecutor", "transfer", other, "accept_explanation", reason="不立案理由成立")
    assert (await county.ok("water", "transfer", other, "close"))["state"] == "CLOSED"


async def test_police_forward_what_is_not_theirs_and_drop_what_is_no_crime(county: Bureaus) -> None:
    key = await acknowledged(county)
    assert (await county.ok("police", "transfer", key, "forward", forwarded_to="江津区公安局"))["state"] == "FORWARDED"
    other = await filed(county)
    await county.ok("police", "transfer", other, "drop", reason="情节显著轻微")
    assert (await county.duties(other))["HANDOVER"]["state"] == "VOID"
    assert (await county.ok("water", "transfer", other, "close"))["state"] == "CLOSED"


# --- 2a reverse -------------------------------------------------------------------------------------------------------

SPARED = {"non_prosecution_number": "合检刑不诉〔2026〕Z4号", "non_prosecution_kind": "DISCRETIONARY"}


async def test_no_prosecution_opens_the_reverse_transfer(county: Bureaus) -> None:
    key = await filed(county)
    assert await county.code("prosecutor", "transfer", key, "not_prosecute", **SPARED, penalty_needed=True) == "COMPETENT_AGENCY_MISSING"
    await county.ok("prosecutor", "transfer", key, "not_prosecute", **SPARED, penalty_needed=True, competent_agency=gid("agency", "SWJ"))
    (opinion,) = await county.all("reverse_transfer")
    assert (opinion["state"], opinion["transfer_id"], opinion["target_agency"], opinion["lead_agency"], opinion["respondent_name"], opinion["case_id"]) == (
        "REVIEWING", key, "SWJ", "JC", "宋顺舟", key)
    duty = (await county.duties(opinion["id"]))["REVERSE_REVIEW"]
    assert (duty["agency"], ends(duty)) == ("JC", "03-17 23")  # ten working days after 3 March
    assert (await county.ok("water", "transfer", key, "close"))["state"] == "CLOSED"


async def test_without_a_penalty_there_is_no_reverse_transfer(county: Bureaus) -> None:
    key = await filed(county)
    await county.ok("prosecutor", "transfer", key, "not_prosecute", **SPARED)
    assert await county.all("reverse_transfer") == []


async def opinion(county: Bureaus) -> UUID:
    return await county.create("prosecutor", "reverse_transfer", title="毁林检察意见", target_agency=gid("agency", "ZGJ"), respondent_name="熊大川",
                               non_prosecution_number="合检刑不诉〔2026〕Z4号", facts="毁林1.2亩")


async def served_opinion(county: Bureaus) -> UUID:
    key = await opinion(county)
    await county.ok("prosecutor", "reverse_transfer", key, "propose", penalty_opinion="责令补种并处罚款")
    await county.ok("jc_chief", "reverse_transfer", key, "issue")
    await county.ok("prosecutor", "reverse_transfer", key, "serve", served_date="2026-03-18", receiver_name="山岳")
    return key


async def test_an_opinion_is_issued_by_another_and_answered_in_two_months(county: Bureaus) -> None:
    key = await opinion(county)
    assert await county.code("land", "reverse_transfer", key, "penalise", penalty_number="合自规罚〔2026〕1号", penalty_terms="补种") == "NOT_FOUND"
    await county.ok("jc_chief", "reverse_transfer", key, "propose", penalty_opinion="责令补种并处罚款")
    assert await county.code("jc_chief", "reverse_transfer", key, "issue") == "SECOND_PERSON"
    assert await county.code("prosecutor", "reverse_transfer", key, "issue") == "FORBIDDEN"
    other = await served_opinion(county)
    assert (await county.row("reverse_transfer", other))["document_number"] == "合检意〔2026〕Z1号"
    duty = (await county.duties(other))["OPINION_REPLY"]
    assert (duty["agency"], duty["verified"], ends(duty)) == ("ZGJ", False, "05-18 23")
    assert await county.code("land", "reverse_transfer", other, "report_back", reply_number="合自规函〔2026〕27号", reply="口头") == "MOVE_NOT_POSSIBLE"
    await county.ok("land", "reverse_transfer", other, "penalise", penalty_number="合自规罚〔2026〕1号", penalty_terms="补种1.2亩并罚款", fine_amount="3600", restoration_ordered=True)
    row = await county.ok("land", "reverse_transfer", other, "report_back", reply_number="合自规函〔2026〕27号", reply="已补种并处罚。")
    assert (row["late_report_back"], row["reported_back_on"].isoformat()) == (None, "2026-03-02")
    (planting,) = await county.all("restoration")
    assert (planting["reverse_transfer_id"], planting["lead_agency"], planting["state"]) == (other, "ZGJ", "PLAN")
    assert (await county.ok("prosecutor", "reverse_transfer", other, "close"))["state"] == "CLOSED"


async def test_a_silent_agency_is_reported_up_and_stays_late(county: Bureaus) -> None:
    key = await served_opinion(county)
    late = datetime(2026, 5, 19, 9, tzinfo=SHANGHAI)
    await county.ok("prosecutor", "reverse_transfer", key, "expire", at=late)
    await county.ok("prosecutor", "reverse_transfer", key, "report_up", superior_notice_number="合检通〔2026〕1号")
    await county.ok("land", "reverse_transfer", key, "spare", reason="已过处罚时效")
    row = await county.ok("land", "reverse_transfer", key, "report_back", reply_number="合自规函〔2026〕28号", reply="不予处罚。", at=late + timedelta(days=3))
    assert row["late_report_back"] is True
    duty = (await county.duties(key))["OPINION_REPLY"]
    assert (duty["late"], duty["late_days"]) == (True, 4)


async def test_the_procuratorate_may_find_no_penalty_called_for(county: Bureaus) -> None:
    key = await opinion(county)
    await county.ok("prosecutor", "reverse_transfer", key, "decline", reason="已受处罚")
    assert (await county.duties(key))["REVERSE_REVIEW"]["state"] == "MET"
    assert await county.code("land", "reverse_transfer", key, "spare", reason="x") == "NOT_FOUND"


# --- 2b compensation --------------------------------------------------------------------------------------------------

CLAIM = {"title": "长江采砂生态损害", "holder": "CITY", "medium": "FISHERY", "designated": gid("agency", "NYJ"), "obligor_name": "宋顺舟"}
OPINION = [{"id": "1", "kind": "APPRAISAL", "number": "渔鉴〔2026〕7号", "institution": "鉴定中心", "digest": DIGEST}]
AGREEMENT = {"agreement": "赔偿42万元，增殖放流并修复河床。", "agreement_digest": DIGEST, "agreement_amount": "420000", "performance_way": "RESTORE"}


async def opened(county: Bureaus, **values: Any) -> UUID:
    key = await county.create("water", "compensation", **{**CLAIM, **values})
    await county.ok("farm", "compensation", key, "screen", designation_number="泸市府函〔2026〕12号")
    await county.ok("farm", "compensation", key, "open", screening_report="渔业资源受损", opinions=OPINION)
    return key


async def negotiating(county: Bureaus, **values: Any) -> UUID:
    key = await opened(county, **values)
    await county.ok("farm", "compensation", key, "serve_notice", notice_number="泸农磋告〔2026〕1号", notice_date="2026-03-10", notice_receiver="宋顺舟", assessed_amount="420000")
    await county.ok("farm", "compensation", key, "negotiate", rounds=[{"id": "1", "note": "对损害数额无异议", "occurred_at": "2026-03-20T09:00:00+08:00"}])
    return key


async def announced(county: Bureaus) -> UUID:
    """Announced on 1 April 2026."""
    key = await negotiating(county)
    await county.ok("farm", "compensation", key, "agree", **AGREEMENT)
    await county.share("water", key, "FY", "judge")
    assert await county.code("judge", "compensation", key, "announce", confirmation_number="（2026）川0522民特3号", announcement_on="2026-04-01") == "NOT_FOUND"
    await county.ok("farm", "compensation", key, "apply_confirmation")
    assert await county.code("farm", "compensation", key, "announce", confirmation_number="（2026）川0522民特3号", announcement_on="2026-04-01") == "FORBIDDEN"
    await county.ok("judge", "compensation", key, "announce", confirmation_number="（2026）川0522民特3号", announcement_on="2026-04-01", announcement_place="人民法院公告网")
    return key


async def test_a_county_never_holds_the_claim(county: Bureaus) -> None:
    assert await county.created_code("water", "compensation", **{**CLAIM, "holder": "COUNTY"}) == "COUNTY_HOLDS_NO_CLAIM"
    key = await county.create("water", "compensation", **CLAIM)
    assert (await county.edit("water", "compensation", key, holder="COUNTY")).code == "COUNTY_HOLDS_NO_CLAIM"
    assert (await county.edit("water", "compensation", key, holder="PROVINCE")).kind == "applied"


async def test_injured_persons_go_another_way(county: Bureaus) -> None:
    hurt = [{"id": "1", "kind": "PERSONAL_INJURY", "amount": "80000"}]
    assert await county.created_code("water", "compensation", **CLAIM, damages=hurt) == "PERSONAL_INJURY_OUTSIDE"
    key = await opened(county)
    notice = {"notice_number": "泸农磋告〔2026〕1号", "notice_date": "2026-03-10", "notice_receiver": "宋顺舟", "assessed_amount": "420000"}
    assert await county.code("farm", "compensation", key, "serve_notice", **notice, damages=hurt) == "PERSONAL_INJURY_OUTSIDE"
    assert (await county.edit("farm", "compensation", key, damages=hurt)).code == "PERSONAL_INJURY_OUTSIDE"


async def test_the_designated_department_works_and_needs_an_opinion(county: Bureaus) -> None:
    key = await county.create("water", "compensation", **CLAIM)
    assert ends((await county.duties(key))["DAMAGE_SCREENING"]) == "04-01 23"
    assert await county.code("water", "compensation", key, "screen", designation_number="泸市府函〔2026〕12号") == "FORBIDDEN"
    assert await county.code("green", "compensation", key, "screen", designation_number="泸市府函〔2026〕12号") == "NOT_FOUND"
    assert await county.code("farm", "compensation", key, "screen") == "INPUT_MISSING"
    await county.ok("farm", "compensation", key, "screen", designation_number="泸市府函〔2026〕12号")
    assert await county.code("farm", "compensation", key, "open", screening_report="渔业资源受损") == "OPINION_MISSING"
    assert await county.code("farm", "compensation", key, "open", screening_report="渔业资源受损", opinions=[{"id": "1", "kind": "EXPERT"}]) == "OPINION_MISSING"
    await county.ok("farm", "compensation", key, "open", screening_report="渔业资源受损", opinions=OPINION)
    assert (await county.duties(key))["DAMAGE_SCREENING"]["state"] == "MET"


async def test_an_agreement_needs_a_negotiation(county: Bureaus) -> None:
    key = await negotiating(county)
    duty = (await county.duties(key))["NEGOTIATION"]
    assert (ends(duty), duty["verified"], duty["agency"]) == ("06-08 23", False, "NYJ")
    other = await opened(county)
    assert await county.code("farm", "compensation", other, "agree", **AGREEMENT) == "MOVE_NOT_POSSIBLE"


@pytest.mark.parametrize(("day", "code"), [("2026-04-30", "ANNOUNCEMENT_RUNS"), ("2026-05-01", "ANNOUNCEMENT_RUNS"), ("2026-05-02", None)])
async def test_the_court_confirms_after_thirty_whole_days(county: Bureaus, day: str, code: str | None) -> None:
    key = await announced(county)
    at = datetime.fromisoformat(f"{day}T09:00:00+08:00").astimezone(UTC)
    if code:
        outcome = await county.move("judge", "compensation", key, "confirm", at=at, ruling="确认有效")
        assert (outcome.code, outcome.facts["first"]) == (code, "2026-05-02")
    else:
        assert (await county.ok("judge", "compensation", key, "confirm", at=at, ruling="确认有效"))["state"] == "CONFIRMED"


async def test_performance_opens_a_restoration_and_waits_for_it(county: Bureaus) -> None:
    key = await announced(county)
    await county.ok("judge", "compensation", key, "confirm", at=datetime(2026, 5, 6, 9, tzinfo=SHANGHAI), ruling="确认有效")
    await county.ok("farm", "compensation", key, "perform")
    (made,) = await county.all("restoration")
    assert (made["compensation_id"], made["way"], str(made["budget"]), made["lead_agency"]) == (key, "SELF", "420000.00", "NYJ")
    assert await county.code("farm", "compensation", key, "evaluate", evaluation="已履行") == "RESTORATION_OPEN"
    await accepted(county, made["id"])
    await county.ok("farm", "compensation", key, "evaluate", evaluation="已履行")
    assert await county.code("farm", "compensation", key, "close") == "SECOND_PERSON"
    assert (await county.ok("farm2", "compensation", key, "close"))["state"] == "CLOSED"


async def test_money_is_counted(county: Bureaus) -> None:
    key = await negotiating(county)
    await county.ok("farm", "compensation", key, "agree", **{**AGREEMENT, "performance_way": "PAY"})
    await county.ok("farm", "compensation", key, "perform")
    assert await county.all("restoration") == []
    await county.ok("farm", "compensation", key, "pay", payments=[{"id": "1", "paid_on": "2026-05-10", "amount": "400000", "voucher": "A1"}])
    assert await county.code("farm", "compensation", key, "evaluate", evaluation="已履行") == "NOT_PAID"
    await county.ok("farm", "compensation", key, "pay", payments=[{"id": "2", "paid_on": "2026-05-11", "amount": "20000", "voucher": "A2"}])
    await county.ok("farm", "compensation", key, "evaluate", evaluation="已履行")


async def test_a_failed_negotiation_goes_to_an_intermediate_court(county: Bureaus) -> None:
    key = await negotiating(county)
    await county.ok("farm", "compensation", key, "fail", reason="数额分歧")
    assert await county.code("farm", "compensation", key, "sue", lawsuit_number="（2026）川0522民初9号") == "DAMAGE_SUIT_COURT"
    await county.ok("farm", "compensation", key, "sue", lawsuit_number="（2026）川05民初9号")
    assert (await county.ok("farm", "compensation", key, "enforce", judgment_number="（2026）川05民初9号", agreement_amount="420000", performance_way="PAY"))["state"] == "PERFORMING"


async def test_what_is_slight_is_not_opened(county: Bureaus) -> None:
    key = await county.create("water", "compensation", **CLAIM)
    await county.ok("farm", "compensation", key, "screen", designation_number="泸市府函〔2026〕12号")
    assert await county.code("farm", "compensation", key, "not_open") == "INPUT_MISSING"
    await county.ok("farm", "compensation", key, "not_open", reason="损害显著轻微，不需要赔偿")


async def test_a_rejected_agreement_is_negotiated_again(county: Bureaus) -> None:
    key = await announced(county)
    await county.ok("judge", "compensation", key, "reject", ruling="损害公共利益")
    assert (await county.ok("farm", "compensation", key, "resume"))["state"] == "NEGOTIATING"


# --- 2c restoration ---------------------------------------------------------------------------------------------------


def signed(round_: int, *capacities: str, **values: str) -> list[dict[str, Any]]:
    return [{"id": f"{round_}-{one}", "round": round_, "capacity": one, "name": one, **values} for one in capacities]


async def in_acceptance(county: Bureaus, key: UUID, result: str = "PASS") -> None:
    if (await county.row("restoration", key))["state"] == "PLAN":
        await county.ok("farm", "restoration", key, "submit_plan", plan="放流鱼苗20万尾", targets="回捕率不低于5%")
        await county.ok("farm_head", "restoration", key, "approve_plan", plan_opinion="同意")
        await county.ok("farm", "restoration", key, "start")
        await county.ok("farm", "restoration", key, "inspect", progress=[{"id": "1", "note": "首批放流"}])
    await county.ok("farm", "restoration", key, "check", self_check="已完成")
    await county.ok("farm", "restoration", key, "call_acceptance", third_party="渔业研究所", third_party_report="评〔2026〕3号", third_party_result=result)


async def accepted(county: Bureaus, key: UUID) -> None:
    await in_acceptance(county, key)
    await county.ok("farm", "restoration", key, "sign", signatures=signed(1, "DEPARTMENT", "THIRD_PARTY", "OBLIGOR"))
    await county.ok("farm2", "restoration", key, "accept", acceptance_opinion="合格")


async def test_rework_is_counted_and_every_round_signed_anew(county: Bureaus) -> None:
    key = await county.create("farm", "restoration", title="增殖放流", way="SELF")
    await in_acceptance(county, key, "FAIL")
    await county.ok("farm", "restoration", key, "sign", signatures=signed(1, "DEPARTMENT", "THIRD_PARTY"))
    assert await county.code("farm2", "restoration", key, "accept", acceptance_opinion="合格") == "THIRD_PARTY_FAILED"
    assert await county.code("farm2", "restoration", key, "demand_rework") == "INPUT_MISSING"
    row = await county.ok("farm2", "restoration", key, "demand_rework", reworks=[{"id": "1", "reason": "回捕率低", "due_on": "2026-12-15"}])
    assert row["rework_count"] == 1
    await county.edit("farm", "restoration", key, reworks=[], rework_count=0)
    row = await county.row("restoration", key)
    assert "回捕率低" in row["reworks"] and row["rework_count"] == 1
    added = await county.edit("farm", "restoration", key, reworks=[{"id": "2", "reason": "自填"}])
    assert (added.kind, added.code) == ("refused", "FIELD_FORBIDDEN")
    await county.ok("farm", "restoration", key, "check", self_check="已整改")
    again = {"third_party": "渔业研究所", "third_party_result": "PASS"}
    assert await county.code("farm", "restoration", key, "call_acceptance", **again) == "EVALUATION_OLD"
    await county.ok("farm", "restoration", key, "call_acceptance", **again, third_party_report="评〔2026〕9号")
    assert await county.code("farm2", "restoration", key, "demand_rework", reworks=[]) == "REWORK_UNEXPLAINED"
    outcome = await county.move("farm2", "restoration", key, "accept", acceptance_opinion="合格")
    assert (outcome.code, outcome.facts) == ("ACCEPTANCE_UNSIGNED", {"missing": "指定部门、第三方机构", "round": 2})
    await county.ok("farm", "restoration", key, "sign", signatures=signed(2, "DEPARTMENT", "THIRD_PARTY"))
    assert await county.code("farm", "restoration", key, "accept", acceptance_opinion="合格") == "SECOND_PERSON"
    row = await county.ok("farm2", "restoration", key, "accept", acceptance_opinion="合格")
    assert (row["rework_count"], row["accepted_on"].isoformat()) == (1, "2026-03-02")
    await county.ok("farm", "restoration", key, "maintain", maintenance_until="2027-03-01")
    assert await county.code("farm", "restoration", key, "close") == "MAINTENANCE_RUNS"
    row = await county.ok("farm", "restoration", key, "close", at=datetime(2027, 3, 1, 9, tzinfo=SHANGHAI))
    assert (row["state"], row["rework_count"]) == ("CLOSED", 1)


async def test_the_procuratorate_observes_and_does_not_sign(county: Bureaus) -> None:
    key = await county.create("farm", "restoration", title="增殖放流", way="SELF")
    await in_acceptance(county, key)
    await county.share("farm", key, "JC", "prosecutor")
    for agency in ("JC", "JC-GY"):
        assert await county.code("farm", "restoration", key, "sign", signatures=signed(1, "DEPARTMENT", agency=agency)) == "OBSERVER_SIGNS"
    assert await county.code("prosecutor", "restoration", key, "sign", signatures=signed(1, "DEPARTMENT")) == "FORBIDDEN"
    assert await county.code("prosecutor", "restoration", key, "observe", observations=[{"id": "1", "agency": "FY", "name": "陆明澄"}]) == "OBSERVES_FOR_ANOTHER"
    await county.ok("prosecutor", "restoration", key, "observe", observations=[{"id": "1", "agency": "JC", "name": "陆明澄", "remark": "回捕率达标"}])
    assert "回捕率达标" in (await county.row("restoration", key))["observations"]


async def test_a_plan_is_approved_by_another(county: Bureaus) -> None:
    key = await county.create("farm", "restoration", title="增殖放流", way="SELF")
    assert await county.code("farm", "restoration", key, "submit_plan", plan="放流") == "INPUT_MISSING"
    await county.ok("farm", "restoration", key, "submit_plan", plan="放流鱼苗20万尾", targets="回捕率不低于5%")
    assert await county.code("farm", "restoration", key, "approve_plan") == "FORBIDDEN"
    await county.ok("farm_head", "restoration", key, "return_plan", reason="标准过低")
    await county.ok("farm", "restoration", key, "submit_plan", targets="回捕率不低于8%")
    await county.ok("farm_head", "restoration", key, "approve_plan")


# --- coordination -----------------------------------------------------------------------------------------------------


async def raised(county: Bureaus, kind: str = "JURISDICTION") -> UUID:
    return await county.create("water", "environment_coordination", title="滩涂砂石归属", kind=kind, counterpart=gid("agency", "ZGJ"), matter="河道管理线内外分工", due_on="2026-04-30")


async def test_a_dispute_over_jurisdiction_ends_with_an_agency_named(county: Bureaus) -> None:
    assert await county.created_code("water", "environment_coordination", title="自问", kind="CLUE", counterpart=gid("agency", "SWJ"), matter="x") == "COORDINATES_WITH_ITSELF"
    key = await raised(county)
    assert ends((await county.duties(key))["COORDINATION_ANSWER"]) == "03-09 23"
    assert await county.code("water", "environment_coordination", key, "accept") == "FORBIDDEN"
    await county.ok("land", "environment_coordination", key, "decline", reason="在河道管理线内", dissent="应由水务局管")
    assert await county.code("office", "environment_coordination", key, "decide", decision="归水务局", decision_number="合司函〔2026〕9号") == "NOT_FOUND"
    await county.ok("water", "environment_coordination", key, "escalate", reason="意见不一")
    decision = {"decision": "归水务局", "decision_number": "合司函〔2026〕9号"}
    assert await county.code("office", "environment_coordination", key, "decide", **decision) == "LEAD_NOT_NAMED"
    row = await county.ok("office", "environment_coordination", key, "decide", **decision, assigned_agency=gid("agency", "SWJ"))
    (task,) = await county.all("task")
    assert (row["dissent"], task["agency"], task["title"]) == ("应由水务局管", "SWJ", "滩涂砂石归属")


async def test_only_who_raised_a_matter_confirms_it(county: Bureaus) -> None:
    key = await raised(county, "JOINT_ACTION")
    await county.ok("land", "environment_coordination", key, "accept")
    await county.ok("land", "environment_coordination", key, "act", joint_actions=[{"id": "1", "place": "神臂城", "agencies": "SWJ、ZGJ", "result": "清理堆场2处"}])
    await county.ok("land", "environment_coordination", key, "reply", answer="已清理")
    assert await county.code("land", "environment_coordination", key, "confirm") == "FORBIDDEN"
    assert (await county.ok("water", "environment_coordination", key, "reopen", reason="还有一处"))["reopen_count"] == 1
    await county.ok("land", "environment_coordination", key, "reply", answer="全部清理")
    assert (await county.ok("water", "environment_coordination", key, "confirm"))["reopen_count"] == 1
