"""Story 3, illegal sand on the Yangtze (长江盗采案): transfer, compensation, restoration, told through GraphQL by those who do it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from tests.stories.telling import Teller, agency, telling

DIGEST = "a" * 64
PEOPLE = ("shuiwu", "shuiwu2", "shuiwujuzhang", "mingjing", "jianchaguan", "faguan", "nongye", "nongye2", "nongyejuzhang", "zigui", "yingji", "zhengfuban", "xitong", "shenji")
OFFICERS = [{"id": "1", "name": "江流", "certificate": "川E0522-031"}, {"id": "2", "name": "汪澜", "certificate": "川E0522-044"}]
CLUE = {"title": "顺舟18号禁采期非法采砂", "offence": "RIVER_SAND", "closed": True, "value": "186000.00", "facts": "夜间巡查查获，无采砂许可证，采砂约3100吨。", "suspect_name": "宋顺舟",
        "suspect_id_number": "510522190001010004", "penalty_number": "合水罚〔2026〕4号", "fine_paid": "40000.00"}
CLAIM = {"title": "采砂生态环境损害", "holder": "CITY", "medium": "FISHERY", "designated": agency("NYJ"), "obligor_name": "宋顺舟", "clue": "采砂破坏产卵场。"}


@pytest.fixture
async def teller(database: Database, tmp_path: Path) -> AsyncIterator[Teller]:
    async with telling(database, tmp_path) as made:
        await made.sign_in(*PEOPLE)
        yield made


async def blind(t: Teller, key: str, *people: str) -> None:
    """None of them may know of the record, nor is any of its moves his."""
    record = key.partition(":")[0]
    assert [who for who in people if await t.sees(who, key)] == [], record


async def approved(t: Teller) -> str:
    """From the night patrol to the head's approval: only the bureau itself knows."""
    land = await t.refused_creation("zigui", "transfer", **CLUE)
    assert (land["code"], land["facts"]) == ("SAND_IS_WATERS", {"agency": "ZGJ"}) and "18" in land["law"]
    key = await t.create("shuiwu", "transfer", **CLUE)
    assert (await t.refused("shuiwu", "transfer", key, "investigate", investigators=OFFICERS[:1]))["code"] == "TWO_OFFICERS"
    await t.move("shuiwu", "transfer", key, "investigate", t.moment(0, "03:30"), investigators=OFFICERS)
    fine = await t.refused("shuiwujuzhang", "transfer", key, "dismiss", reason="罚款了事")
    assert fine["code"] == "FINE_FOR_TRANSFER" and "以罚代移" in fine["message"]
    await t.move("shuiwu", "transfer", key, "submit_report", t.moment(1), report="价值超过禁采期入罪标准，建议移送。", charge="非法采矿罪（刑法 343）")
    assert (await t.refused("shuiwu2", "transfer", key, "approve", approver_capacity="HEAD"))["code"] == "FORBIDDEN"
    delegated = await t.refused("shuiwujuzhang", "transfer", key, "approve", approver_capacity="DELEGATED")
    assert delegated["code"] == "APPROVAL_DELEGATED" and "310" in delegated["law"]
    await t.move("shuiwujuzhang", "transfer", key, "approve", t.moment(2), approver_capacity="HEAD", approval_opinion="同意移送")
    await blind(t, key, "mingjing", "jianchaguan", "faguan", "nongye", "zigui", "zhengfuban", "xitong", "shenji")
    return key


async def filed(t: Teller, key: str) -> str:
    """Transferred within a day, filed within three; the case it hangs from."""
    papers = [{"id": kind, "kind": kind, "title": kind, "digest": DIGEST} for kind in ("LETTER", "REPORT", "INVENTORY", "APPRAISAL")]
    given: dict[str, Any] = {"receiver": agency("GAJ"), "transfer_number": "合水移〔2026〕3号"}
    assert (await t.refused("shuiwu", "transfer", key, "transfer", **given, attachments=papers[:3]))["facts"]["missing"] == "检验报告或者鉴定结论"
    await t.move("shuiwu", "transfer", key, "transfer", t.moment(3, "09:00"), **given, attachments=papers)
    seen = await t.fields("mingjing", "transfer", key, "suspectName", "suspectIdNumber", "case { id }")
    assert seen == {"suspectName": "宋顺舟", "suspectIdNumber": "510522********0004", "case": None}  # the transfer is theirs, the rest of the case is not
    assert await t.can("mingjing", "transfer", key) == {"acknowledge", "forward"}
    case = str((await t.fields("shuiwu", "transfer", key, "case { id }"))["case"]["id"])
    await t.share("shuiwu", case, "GAJ", "mingjing", "行刑衔接移送")
    await t.share("shuiwu", case, "JC", "jianchaguan", "立案监督与提前介入")
    await t.move("mingjing", "transfer", key, "acknowledge", t.moment(3, "15:00"), receipt_signed_by="雷振", filing_term="ORDINARY")
    assert (await t.refused("shuiwu", "transfer", key, "file", filing_number="合公刑立字〔2026〕57号", notice_number="合公立通〔2026〕57号"))["code"] == "FORBIDDEN"
    await t.move("mingjing", "transfer", key, "file", t.moment(5), filing_number="合公刑立字〔2026〕57号", notice_number="合公立通〔2026〕57号", filing_served_on=t.day(5))
    await t.move("jianchaguan", "transfer", key, "intervene", t.moment(6), evidence_advice="建议鉴定鱼类资源损失")
    await t.move("shuiwu", "transfer", key, "hand_over", t.moment(7), handover_list="采砂船一艘", handed_over_on=t.day(7))
    return case


async def judged(t: Teller, key: str, case: str) -> None:
    """The court sees the transfer once it is before it, and sets off the fine that was paid."""
    await t.share("shuiwu", case, "FY", "faguan", "刑事审判与司法确认")
    await blind(t, key, "faguan")
    await t.move("jianchaguan", "transfer", key, "prosecute", t.moment(100), indictment_number="合检刑诉〔2026〕Z8号")
    seen = await t.fields("faguan", "transfer", key, "finePaid", "suspectName", "facts", "report", "evidenceAdvice")
    assert seen == {"finePaid": "40000.00", "suspectName": None, "facts": None, "report": None, "evidenceAdvice": None}
    judgment = {"judgment_number": "（2026）川0522刑初96号", "criminal_fine": "80000.00"}
    offset = await t.refused("faguan", "transfer", key, "record_judgment", **judgment)
    assert (offset["code"], offset["facts"]["due"]) == ("FINE_NOT_OFFSET", "40000.00")
    assert (await t.refused("shuiwu", "transfer", key, "record_judgment", **judgment, fine_offset="40000.00"))["code"] == "FORBIDDEN"
    await t.move("faguan", "transfer", key, "record_judgment", t.moment(150), **judgment, fine_offset="40000.00")
    assert (await t.move("shuiwu", "transfer", key, "close", t.moment(151)))["state"] == "CLOSED"


async def confirmed(t: Teller, case: str, transfer: str) -> str:
    """The city holds the claim, the designated department negotiates, the court confirms after thirty days."""
    county = await t.refused_creation("shuiwu", "compensation", case_id=case, **{**CLAIM, "holder": "COUNTY"})
    assert county["code"] == "COUNTY_HOLDS_NO_CLAIM" and "泸州市" in county["message"]
    key = await t.create("shuiwu", "compensation", case_id=case, transfer_id=transfer, **CLAIM)
    assert (await t.refused("shuiwu", "compensation", key, "screen", designation_number="泸市府函〔2026〕12号"))["code"] == "FORBIDDEN"
    await t.move("nongye", "compensation", key, "screen", t.moment(18), designation_number="泸市府函〔2026〕12号")
    opinion = [{"id": "1", "kind": "APPRAISAL", "number": "渔鉴〔2026〕7号", "institution": "监测中心", "digest": DIGEST}]
    assert (await t.refused("nongye", "compensation", key, "open", screening_report="产卵场受损"))["code"] == "OPINION_MISSING"
    await t.move("nongye", "compensation", key, "open", t.moment(32), screening_report="产卵场受损", opinions=opinion)
    notice = {"notice_number": "泸农磋告〔2026〕1号", "notice_date": t.day(50), "notice_receiver": "宋顺舟", "assessed_amount": "420000.00"}
    hurt = await t.refused("nongye", "compensation", key, "serve_notice", **notice, damages=[{"id": "1", "kind": "PERSONAL_INJURY", "amount": "80000.00"}])
    assert hurt["code"] == "PERSONAL_INJURY_OUTSIDE"
    await t.move("nongye", "compensation", key, "serve_notice", t.moment(50), **notice, damages=[{"id": "1", "kind": "SERVICE_LOSS", "amount": "420000.00"}])
    await t.move("nongye", "compensation", key, "negotiate", t.moment(65), rounds=[{"id": "1", "occurred_at": t.moment(65), "note": "义务人请求以修复代缴。"}])
    await t.move("nongye", "compensation", key, "agree", t.moment(86), agreement="赔偿42万元，以放流和河床修复履行。", agreement_digest=DIGEST, agreement_amount="420000.00",
                 performance_way="RESTORE", performance_due_on=t.day(200))
    await blind(t, key, "faguan", "mingjing", "zigui", "zhengfuban")  # agreed, but not before the court yet
    await t.move("nongye", "compensation", key, "apply_confirmation", t.moment(90))
    announcement = {"confirmation_number": "（2026）川0522诉前调确31号", "announcement_on": t.day(95)}
    assert (await t.refused("nongye", "compensation", key, "announce", **announcement))["code"] == "FORBIDDEN"
    await t.move("faguan", "compensation", key, "announce", t.moment(95), **announcement)
    early = await t.refused("faguan", "compensation", key, "confirm", t.moment(125), ruling="确认有效")
    assert (early["code"], early["facts"]["first"]) == ("ANNOUNCEMENT_RUNS", t.day(126))
    await t.move("faguan", "compensation", key, "confirm", t.moment(126), ruling="确认有效")
    assert (await t.fields("faguan", "compensation", key, "rounds { note }", "obligorName", "agreement"))["rounds"] is None  # what was said in negotiation stays there
    assert (await t.fields("jianchaguan", "compensation", key, "obligorName"))["obligorName"] != "宋顺舟"
    return key


async def restored(t: Teller, case: str, compensation: str) -> str:
    """The first acceptance fails, the second passes; the procuratorate watches."""
    await t.move("nongye", "compensation", compensation, "perform", t.moment(127))
    found = await t.ask("nongye", "query($id: ID!) { compensation(id: $id) { restorations { nodes { id way } } } }", id=compensation)
    ((key, way),) = [(node["id"], node["way"]) for node in found["compensation"]["restorations"]["nodes"]]
    assert way == "SELF"
    await t.move("nongye", "restoration", key, "submit_plan", t.moment(130), plan="放流鱼苗20万尾", targets="回捕率不低于5%")
    await t.move("nongyejuzhang", "restoration", key, "approve_plan", t.moment(132))
    await t.move("nongye", "restoration", key, "start", t.moment(133))
    for number, (result, report) in enumerate((("FAIL", "渔评〔2026〕5号"), ("PASS", "渔评〔2026〕9号"))):
        await t.move("nongye", "restoration", key, "check", t.moment(180 + number * 30), self_check="已完成")
        await t.move("nongye", "restoration", key, "call_acceptance", t.moment(182 + number * 30), third_party="渔业研究所", third_party_report=report, third_party_result=result)
        if result == "FAIL":
            assert (await t.refused("nongye2", "restoration", key, "accept", acceptance_opinion="合格"))["code"] == "THIRD_PARTY_FAILED"
            await t.move("nongye2", "restoration", key, "demand_rework", t.moment(183), reworks=[{"id": "1", "reason": "回捕率低", "due_on": t.day(210)}])
    department = {"id": "2-d", "round": 2, "capacity": "DEPARTMENT", "agency": "NYJ", "name": "田禾"}
    assert (await t.refused("nongye", "restoration", key, "sign", signatures=[{**department, "agency": "JC"}]))["code"] == "OBSERVER_SIGNS"
    assert await t.can("jianchaguan", "restoration", key) == {"observe"}
    await t.move("jianchaguan", "restoration", key, "observe", t.moment(213), observations=[{"id": "1", "agency": "JC", "name": "陆明澄", "remark": "回捕率达标"}])
    assert (await t.refused("jianchaguan", "restoration", key, "accept", acceptance_opinion="合格"))["code"] == "FORBIDDEN"
    assert (await t.refused("nongye2", "restoration", key, "accept", acceptance_opinion="合格"))["facts"]["round"] == 2
    await t.move("nongye", "restoration", key, "sign", t.moment(213), signatures=[department, {"id": "2-t", "round": 2, "capacity": "THIRD_PARTY", "name": "研究所"}])
    assert (await t.refused("nongye", "restoration", key, "accept", acceptance_opinion="合格"))["code"] == "SECOND_PERSON"
    await t.move("nongye2", "restoration", key, "accept", t.moment(214), acceptance_opinion="回捕率5.8%，合格")
    assert await t.fields("nongye", "restoration", key, "state", "reworkCount") == {"state": "ACCEPTED", "reworkCount": 1}
    return key


async def test_the_sand_from_patrol_to_river_bed(teller: Teller) -> None:
    t = teller
    transfer = await approved(t)
    case = await filed(t, transfer)
    await t.share("shuiwu", case, "NYJ", "nongye", "渔业资源损害评估与磋商")
    await blind(t, transfer, "nongye", "zigui", "yingji", "xitong")  # asked in for the fish, not for the crime
    compensation = await confirmed_after_judgment(t, transfer, case)
    restoration = await restored(t, case, compensation)
    await t.move("nongye", "compensation", compensation, "evaluate", t.moment(215), evaluation="修复合格")
    assert (await t.refused("nongye", "compensation", compensation, "close"))["code"] == "SECOND_PERSON"
    await t.move("nongye2", "compensation", compensation, "close", t.moment(216))
    clocks = await t.duties("shuiwu", case)
    assert {"TRANSFER_APPROVAL", "TRANSFER_SENDING", "TRANSFER_RECEIPT", "FILING_DECISION", "HANDOVER", "DAMAGE_SCREENING", "NEGOTIATION"} <= clocks.keys()
    assert {code: one["state"] for code, one in clocks.items() if one["state"] != "MET" or one["late"]} == {}
    for key in (transfer, compensation, restoration, case):
        await blind(t, key, "zigui", "yingji", "xitong")


async def confirmed_after_judgment(t: Teller, transfer: str, case: str) -> str:
    await judged(t, transfer, case)
    return await confirmed(t, case, transfer)


async def test_a_refusal_to_file_is_answered_for(teller: Teller) -> None:
    """The other way the story might have gone: the police refuse, the agency and the procuratorate do not leave it at that."""
    t = teller
    await t.sign_in("paichusuo")
    key = await approved(t)
    papers = [{"id": kind, "kind": kind, "title": kind} for kind in ("LETTER", "REPORT", "INVENTORY", "APPRAISAL")]
    await t.move("shuiwu", "transfer", key, "transfer", t.moment(3, "09:00"), receiver=agency("GAJ"), transfer_number="合水移〔2026〕3号", attachments=papers)
    await t.move("mingjing", "transfer", key, "acknowledge", t.moment(3, "15:00"), receipt_signed_by="雷振", filing_term="ORDINARY")
    await t.move("mingjing", "transfer", key, "not_file", t.moment(5), notice_number="合公不立〔2026〕5号", notice_reason="数额不足", notice_served_on=t.day(5))
    await t.move("shuiwu", "transfer", key, "request_reconsideration", t.moment(6), reconsideration_reason="价格认证18.6万元")
    decision = {"reconsideration_number": "合公复〔2026〕1号", "reconsideration_served_on": t.day(8), "reason": "数额不足"}
    assert (await t.refused("mingjing", "transfer", key, "uphold", **decision))["code"] == "SECOND_PERSON"
    await t.move("paichusuo", "transfer", key, "uphold", t.moment(8), **decision)
    await t.move("shuiwu", "transfer", key, "suggest_supervision", t.moment(9), supervision_reason="已达入罪标准")
    case = str((await t.fields("shuiwu", "transfer", key, "case { id }"))["case"]["id"])
    await blind(t, key, "jianchaguan")  # not in the case yet
    await t.share("shuiwu", case, "JC", "jianchaguan", "立案监督")
    assert await t.can("jianchaguan", "transfer", key) == {"open_supervision", "accept_explanation"}
    await t.move("jianchaguan", "transfer", key, "open_supervision", t.moment(10), supervision_number="合检立监〔2026〕1号")
    await t.move("paichusuo", "transfer", key, "explain", t.moment(14), explanation="对价格认证有异议")
    await t.move("jianchaguan", "transfer", key, "order_filing", t.moment(16), filing_order_number="合检通立〔2026〕1号")
    filed_at_last = await t.move("mingjing", "transfer", key, "file", t.moment(20), filing_number="合公刑立字〔2026〕58号", notice_number="合公立通〔2026〕58号")
    assert filed_at_last["state"] == "FILED"
    clocks = await t.duties("jianchaguan", case)
    assert {code: (one["agency"]["code"], one["state"], one["late"]) for code, one in clocks.items() if code in ("RECONSIDERATION", "EXPLANATION", "ORDERED_FILING")} == dict.fromkeys(
        ("RECONSIDERATION", "EXPLANATION", "ORDERED_FILING"), ("GAJ", "MET", False))
