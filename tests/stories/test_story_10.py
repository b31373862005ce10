"""Story 10, no prosecution and the way back (不起诉反向衔接案): the opinion, the agency's answer and the replanting, told through GraphQL by those who do it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.database import Database
from tests.stories.telling import Teller, agency, telling

PEOPLE = ("jianchaguan", "jianchazhang", "zigui", "zigui2", "ziguijuzhang", "shuiwu", "nongye", "mingjing", "faguan", "zhengfuban", "sifaju", "xitong")
OUTSIDE = ("shuiwu", "nongye", "mingjing", "faguan", "zhengfuban", "sifaju", "xitong")
SPARED = {"non_prosecution_number": "合检刑不诉〔2026〕Z3号", "non_prosecution_kind": "DISCRETIONARY"}
PENALTY = {"penalty_number": "合自规罚〔2026〕6号", "penalty_terms": "补种1.2亩并罚款3600元", "fine_amount": "3600.00"}
REPLY = {"reply_number": "合自规函〔2026〕27号", "reply": "已作出处罚，补种按方案进行。"}


@pytest.fixture
async def teller(database: Database, tmp_path: Path) -> AsyncIterator[Teller]:
    async with telling(database, tmp_path) as made:
        await made.sign_in(*PEOPLE)
        yield made


async def seen_by(t: Teller, key: str, *people: str) -> list[str]:
    return [who for who in people if await t.sees(who, key)]


async def served(t: Teller) -> str:
    """Reviewed, signed by the chief prosecutor and served on the fifth day."""
    key = await t.create("jianchaguan", "reverse_transfer", title="毁林案行政处罚检察意见", target_agency=agency("ZGJ"), respondent_name="熊大川", facts="毁林1.2亩，已赔偿。", **SPARED)
    await t.move("jianchaguan", "reverse_transfer", key, "propose", t.moment(3), penalty_opinion="依森林法 74，责令补种并处罚款。")
    assert (await t.refused("jianchaguan", "reverse_transfer", key, "issue"))["code"] == "FORBIDDEN"
    await t.move("jianchazhang", "reverse_transfer", key, "issue", t.moment(4))
    assert await seen_by(t, key, "zigui", *OUTSIDE) == []  # signed, but nobody has been served
    await t.move("jianchaguan", "reverse_transfer", key, "serve", t.moment(5), served_date=t.day(5), receiver_name="山岳")
    return key


async def test_the_felled_wood_from_no_prosecution_to_replanting(teller: Teller) -> None:
    t = teller
    key = await served(t)
    assert await seen_by(t, key, *OUTSIDE) == []
    seen = await t.fields("zigui", "reverse_transfer", key, "documentNumber", "respondentName", "penaltyOpinion", "case { id }")
    assert re.fullmatch(r"合检意〔20\d\d〕Z[1-9]\d*号", seen["documentNumber"]) and (seen["respondentName"], seen["case"]) == ("熊大川", None)
    assert await t.can("zigui", "reverse_transfer", key) == {"penalise", "spare"}
    assert (await t.refused("zigui", "reverse_transfer", key, "report_back", **REPLY))["code"] == "MOVE_NOT_POSSIBLE"  # an answer says what was done
    assert (await t.refused("jianchaguan", "reverse_transfer", key, "penalise", **PENALTY))["code"] == "FORBIDDEN"  # the procuratorate does not penalise
    await t.move("zigui", "reverse_transfer", key, "penalise", t.moment(38), **PENALTY, restoration_ordered=True)
    assert (await t.move("zigui", "reverse_transfer", key, "report_back", t.moment(50), **REPLY))["state"] == "REPORTED_BACK"
    await t.move("jianchaguan", "reverse_transfer", key, "close", t.moment(70))
    found = await t.ask("zigui", "query($id: ID!) { reverseTransfer(id: $id) { restorations { nodes { id } } case { id } } }", id=key)
    restoration = str(found["reverseTransfer"]["restorations"]["nodes"][0]["id"])
    await replanted(t, restoration)
    case = str((await t.fields("jianchaguan", "reverse_transfer", key, "case { id }"))["case"]["id"])
    clocks = await t.duties("jianchaguan", case)
    assert {code: (one["agency"]["code"], one["state"], one["late"], one["verified"]) for code, one in clocks.items()} == {
        "REVERSE_REVIEW": ("JC", "MET", False, True), "OPINION_REPLY": ("ZGJ", "MET", False, False)}
    for one in (key, restoration, case):
        assert await seen_by(t, one, *(set(OUTSIDE) - ({"zhengfuban"} if one == case else set()))) == []


async def replanted(t: Teller, key: str) -> None:
    """The forestry office plants, its head approves the plan, a second officer accepts, the procuratorate looks on."""
    await t.move("zigui2", "restoration", key, "submit_plan", t.moment(60), plan="补植楠木、柏木180株", targets="成活率不低于85%")
    await t.move("ziguijuzhang", "restoration", key, "approve_plan", t.moment(62))
    await t.move("zigui2", "restoration", key, "start", t.moment(65))
    await t.move("zigui2", "restoration", key, "check", t.moment(200), self_check="成活171株")
    await t.move("zigui2", "restoration", key, "call_acceptance", t.moment(220), third_party="林业调查规划院", third_party_report="林评〔2026〕14号", third_party_result="PASS")
    await t.move("jianchaguan", "restoration", key, "observe", t.moment(221), observations=[{"id": "1", "agency": "JC", "name": "陆明澄", "remark": "属实"}])
    await t.move("zigui2", "restoration", key, "sign", t.moment(221), signatures=[
        {"id": one, "round": 1, "capacity": one, "name": one} for one in ("DEPARTMENT", "THIRD_PARTY", "OBLIGOR")])
    assert (await t.refused("zigui2", "restoration", key, "accept", acceptance_opinion="合格"))["code"] == "SECOND_PERSON"
    await t.move("zigui", "restoration", key, "accept", t.moment(222), acceptance_opinion="成活率95%，合格")
    await t.move("zigui2", "restoration", key, "maintain", t.moment(223), maintenance_until=t.day(223 + 365))
    assert (await t.refused("zigui2", "restoration", key, "close"))["code"] == "MAINTENANCE_RUNS"


async def test_silence_is_reported_up_and_stays_late(teller: Teller) -> None:
    t = teller
    key = await served(t)
    assert (await t.refused("zigui", "reverse_transfer", key, "expire"))["code"] == "FORBIDDEN"
    await t.move("jianchaguan", "reverse_transfer", key, "expire", t.moment(75))
    assert (await t.refused("zigui", "reverse_transfer", key, "report_up", superior_notice_number="合检通〔2026〕1号"))["code"] == "FORBIDDEN"
    await t.move("jianchaguan", "reverse_transfer", key, "report_up", t.moment(76), superior_notice_number="合检通〔2026〕1号")
    await t.move("zigui", "reverse_transfer", key, "penalise", t.moment(80), **PENALTY)
    await t.move("zigui", "reverse_transfer", key, "report_back", t.moment(81), **REPLY)
    assert await t.fields("zigui", "reverse_transfer", key, "state", "lateReportBack") == {"state": "REPORTED_BACK", "lateReportBack": True}
    found = await t.ask("zigui", "query($id: ID!) { reverseTransfer(id: $id) { restorations { totalCount } } }", id=key)
    assert found["reverseTransfer"]["restorations"]["totalCount"] == 0  # none was ordered


async def test_a_prosecutor_who_spares_opens_the_way_back(teller: Teller) -> None:
    """The agency's own transfer ends without prosecution, and the opinion comes back to it."""
    t = teller
    officers = [{"id": str(n), "name": name, "certificate": f"川E-{n}"} for n, name in enumerate(("山岳", "林茂"))]
    transfer = await t.create("zigui", "transfer", title="车辋镇毁林", offence="FOREST", facts="毁林1.2亩", suspect_name="熊大川", investigators=officers)
    await t.move("zigui", "transfer", transfer, "investigate", t.moment(0))
    await t.move("zigui", "transfer", transfer, "submit_report", t.moment(0, "15:00"), report="建议移送", charge="滥伐林木罪（刑法 345）")
    await t.move("ziguijuzhang", "transfer", transfer, "approve", t.moment(1), approver_capacity="PRESIDING")
    papers = [{"id": kind, "kind": kind, "title": kind} for kind in ("LETTER", "REPORT", "INVENTORY", "APPRAISAL")]
    await t.move("zigui", "transfer", transfer, "transfer", t.moment(2, "09:00"), receiver=agency("GAJ"), transfer_number="合自规移〔2026〕2号", attachments=papers)
    await t.move("mingjing", "transfer", transfer, "acknowledge", t.moment(2, "15:00"), receipt_signed_by="雷振", filing_term="COMPLEX")
    await t.move("mingjing", "transfer", transfer, "file", t.moment(20), filing_number="合公刑立字〔2026〕60号", notice_number="合公立通〔2026〕60号")
    case = str((await t.fields("zigui", "transfer", transfer, "case { id }"))["case"]["id"])
    await t.share("zigui", case, "JC", "jianchaguan", "审查起诉")
    nobody = await t.refused("jianchaguan", "transfer", transfer, "not_prosecute", **SPARED, penalty_needed=True)
    assert nobody["code"] == "COMPETENT_AGENCY_MISSING"
    await t.move("jianchaguan", "transfer", transfer, "not_prosecute", t.moment(60), **SPARED, penalty_needed=True, competent_agency=agency("ZGJ"))
    text = "query($id: ID!) { transfer(id: $id) { reverseTransfers { nodes { id state respondentName leadAgency { code } } } } }"
    (opinion,) = (await t.ask("jianchaguan", text, id=transfer))["transfer"]["reverseTransfers"]["nodes"]
    assert (opinion["state"], opinion["respondentName"], opinion["leadAgency"]["code"]) == ("REVIEWING", "熊大川", "JC")
    assert (await t.ask("zigui", text, id=transfer))["transfer"]["reverseTransfers"]["nodes"] == []  # under review it is the procuratorate's alone
    clock = (await t.duties("zigui", case))["FILING_DECISION"]
    assert (clock["state"], clock["late"], clock["verified"], clock["basis"]) == ("MET", False, False, "公通字〔2016〕16号; 环环监〔2017〕17号")
