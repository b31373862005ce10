"""货车事故救助案: judicial relief beside social relief is explained, a second judicial relief in the same case is stopped with the first one's number."""

from __future__ import annotations

from typing import Any

from api.demo.telling import fake_id
from tests.stories.village import Village, agency

ID = fake_id("19760908")
ORIGIN = "（2026）川0522执211号"
WHO: dict[str, Any] = {"applicantName": "陶运生", "applicantIdNumber": ID, "village": "回龙街社区", "causedByCase": True, "originNumber": ORIGIN, "cause": "SERIOUS_INJURY"}
TEMPORARY = {"title": "陶运生临时救助", "applicantName": "陶运生", "applicantIdNumber": ID, "kind": "TEMPORARY", "cause": "同一交通事故", "village": "回龙街社区"}
VISIT = [{"occurredAt": "2026-03-06T09:00:00+08:00", "visitors": "甘霖、乡佐", "note": "借款治疗，四口人"}]


async def helped(village: Village) -> str:
    """Civil affairs gives temporary relief in March."""
    village.on("2026-03-05")
    at = await village.new("xz109", "social_relief", approver=agency("MZJ"), **TEMPORARY)
    await village.do("xz109", at, "accept")
    await village.do("xz109", at, "investigate", visits=VISIT, proposedAmount="5000.00")
    await village.do("xz109", at, "review", proposedAmount="5000.00")
    village.on("2026-03-10")
    assert await village.do("minzheng", at, "approve", approvedAmount="5000.00") == "APPROVED"
    return at


async def decided(village: Village) -> str:
    """The court's enforcement bureau carries it to the committee's decision."""
    village.on("2026-03-25")
    at = await village.new("zhixing", "judicial_relief", title="陶运生司法救助", hardship="重伤住院，无其他收入", compensationReceived="2000.00",
                           requestedAmount="50000.00", bankAccount="622848050000000018", vulnerable=True, **WHO)
    await village.do("zhixing", at, "apply")
    await village.new("zhixing", "party", caseId=await village.case_of("zhixing", at), kind="PERSON", role="AGENT", name="陶晓岚")  # the daughter acts for him
    await village.do("zhixing", at, "verify")
    village.on("2026-04-07")
    await village.do("zhixing", at, "propose", proposedAmount="30000.00", monthlyWage="7210.00")
    assert (await village.no("zhixing", at, "approve", approvedAmount="30000.00"))["code"] in ("FORBIDDEN", "SECOND_PERSON")
    explained = await village.no("yuanzhang", at, "approve", approvedAmount="30000.00")  # explained, never refused by itself
    assert explained["code"] == "SOCIAL_RELIEF_REASON" and "理由" in explained["message"]
    assert await village.do("yuanzhang", at, "approve", approvedAmount="30000.00", socialReliefReason="已得社会救助不足以解困") == "APPROVED"
    return at


async def test_paid_by_two_and_referred_to_medical_relief(village: Village) -> None:
    await helped(village)
    at = await decided(village)
    case = await village.case_of("zhixing", at)
    await village.do("zhixing", at, "request_funds")
    await village.share("zhixing", case, "CZJ", "拨付", "caizheng")
    village.on("2026-05-06")
    assert await village.do("caizheng", at, "fund") == "FUNDED"
    assert (await village.duties("zhixing", at))["RELIEF_NOTICE"]["state"] == "RUNNING"
    await village.do("zhixing", at, "notify")
    receipt = {"paidAmount": "30000.00", "paymentVoucher": "陶晓岚代领"}
    assert (await village.no("zhixing", at, "pay", **receipt))["code"] == "SECOND_PERSON"
    assert (await village.no("faguan", at, "pay", **{**receipt, "paidAmount": "3000.00"}))["code"] == "AMOUNT_DIFFERS"
    assert await village.do("faguan", at, "pay", **receipt) == "PAID"
    assert await village.do("zhixing", at, "refer", referralKind="MEDICAL", referralAgency=agency("YBJ")) == "REFERRED"
    (referral,) = [row["id"] for row in await village.listed("yibao", "social_relief_referrals", "id")]
    for move in ("receive", "assess"):
        await village.do("yibao", referral, move)
    await village.do("yibao", referral, "grant", grantedAmount="12000.00")
    assert await village.do("yibao", referral, "feed_back", feedback="已给予医疗救助") == "FED_BACK"
    assert (await village.see("zhixing", referral, "feedback grantedAmount"))["grantedAmount"] == "12000.00"
    assert await village.see("yibao", at, "title") is None  # the referral is all the bureau needs


async def test_no_more_than_thirty_six_monthly_wages(village: Village) -> None:
    village.on("2026-03-25")
    at = await village.new("zhixing", "judicial_relief", title="陶运生司法救助", **WHO)
    for move in ("apply", "verify"):
        await village.do("zhixing", at, move)
    await village.do("zhixing", at, "propose", proposedAmount="259560.01", monthlyWage="7210.00")
    above = await village.no("yuanzhang", at, "approve", approvedAmount="259560.01")
    assert (above["code"], above["facts"]) == ("ABOVE_CAP", {"cap": "259560.00"})
    assert await village.do("yuanzhang", at, "approve", approvedAmount="259560.00") == "APPROVED"
    assert (await village.see("zhixing", at, "monthsEquivalent"))["monthsEquivalent"] == "36.00"


async def test_the_procuratorates_second_relief_is_stopped_and_names_the_first(village: Village) -> None:
    at = await decided_without_social(village)
    number = (await village.see("zhixing", at, "decisionNumber"))["decisionNumber"]
    village.on("2026-04-22")
    again = await village.new("kongshen", "judicial_relief", title="陶运生司法救助（12309）", **{**WHO, "originNumber": "(2026)川0522执211号"})
    await village.do("kongshen", again, "apply")
    stopped = await village.no("kongshen", again, "verify")
    assert (stopped["code"], stopped["facts"]) == ("SAME_CASE_RELIEF", {"number": number}) and number and number in stopped["message"]
    assert await village.see("kongshen", at, "title hardship") is None  # a yes and a number, nothing else
    other = await village.new("kongshen", "judicial_relief", title="另案", **{**WHO, "originNumber": "（2026）川0522刑初9号"})
    await village.do("kongshen", other, "apply")
    assert await village.do("kongshen", other, "verify") == "VERIFYING"  # another case lives beside it


async def decided_without_social(village: Village) -> str:
    village.on("2026-03-25")
    at = await village.new("zhixing", "judicial_relief", title="陶运生司法救助", **WHO)
    for move in ("apply", "verify"):
        await village.do("zhixing", at, move)
    await village.do("zhixing", at, "propose", proposedAmount="30000.00", monthlyWage="7210.00")
    assert await village.do("yuanzhang", at, "approve", approvedAmount="30000.00") == "APPROVED"
    return at


async def test_who_must_not_see_what(village: Village) -> None:
    social = await helped(village)
    at = await decided(village)
    await village.share("zhixing", await village.case_of("zhixing", at), "CZJ", "拨付", "caizheng")
    seen = await village.see("caizheng", at, "applicantName applicantIdNumber bankAccount hardship approvedAmount")
    assert seen["applicantName"] != "陶运生" and "*" in seen["applicantName"]
    assert ID not in str(seen) and "622848050000000018" not in str(seen) and seen["hardship"] is None and seen["approvedAmount"] == "30000.00"
    for stranger in ("minzheng", "yingji", "tiaojie1", "jianchaguan", "xitong"):
        assert await village.see(stranger, at, "title") is None
    for stranger in ("zhixing", "xz112", "yingji"):
        assert await village.see(stranger, social, "title") is None
    assert (await village.see("minzheng", social, "applicantIdNumber"))["applicantIdNumber"] == "510522********" + ID[-4:]


async def test_vulnerable_people_come_first_in_the_queue(village: Village) -> None:
    for n, vulnerable in enumerate((None, False, True, False, True)):
        village.on(f"2026-03-0{n + 1}")
        await village.new("xz109", "social_relief", approver=agency("MZJ"), **{**TEMPORARY, "title": f"第{n}件", "cause": f"事由{n}", "vulnerable": vulnerable})
    queue = await village.listed("xz109", "social_reliefs", "title vulnerable", "(first: 10, orderBy: [{field: VULNERABLE, direction: DESC}])")
    assert [row["vulnerable"] for row in queue][:2] == [True, True] and len(queue) == 5
