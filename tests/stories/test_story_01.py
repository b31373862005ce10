"""荔枝园边界案: a boundary dispute mediated in the village, signed with thumbprints, confirmed by the court on the thirtieth day, and not on the thirty-first."""

from __future__ import annotations

import hashlib

import pytest

from tests.stories.village import Refused, Village, agency

TEXT = "一、冯小满于2026年4月30日前移植越界荔枝树6株；二、罗青禾出资1800元修复排水沟；三、双方不再就此争执。"
SIGNERS = (("APPLICANT", "罗青禾", "THUMBPRINT"), ("RESPONDENT", "冯小满", "THUMBPRINT"), ("MEDIATOR", "潘砚", "SIGNATURE"))
M = "tiaojie1"


def signatures(text: str = TEXT) -> list[dict[str, str]]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return [{"capacity": capacity, "name": name, "manner": manner, "textDigest": digest, "occurredAt": "2026-03-09T11:00:00+08:00"}
            for capacity, name, manner in SIGNERS]


async def agreed(village: Village, nature: str = "USE") -> str:
    """From the application on 2 March to the signed agreement on 9 March."""
    village.on("2026-03-02")
    at = await village.new(M, "mediation", title="荔枝园边界及排水沟纠纷", kind="PEOPLE", disputeType="LAND_BOUNDARY", disputeNature=nature,
                           facts="荔枝树枝越界遮阴", demands="移植、修沟", mediatorNames="潘砚")
    assert await village.do(M, at, "accept") == "ACCEPTED"
    await village.do(M, at, "begin")
    case = await village.case_of(M, at)
    survey = await village.new(M, "task", caseId=case, title="到场测量地界", agency=agency("ZGJ"))
    village.on("2026-03-05")
    assert await village.do("zigui", survey, "complete", result="树冠越界1.4米") == "DONE"
    await village.edit(M, at, sessions=[{"occurredAt": "2026-03-06T14:00:00+08:00", "place": "村委会", "note": "冯家愿移5株", "author": "潘砚"}])
    village.on("2026-03-09")
    assert (await village.no(M, at, "draft", agreementText=TEXT))["code"] == "CONSENT_MISSING"
    await village.edit(M, at, consentApplicant=True, consentRespondent=True)
    await village.do(M, at, "draft", agreementText=TEXT, agreementAmount="1800.00", performanceMethod="移植、出资修沟", performanceDueOn="2026-04-30")
    assert (await village.no(M, at, "sign", effectiveOn="2026-03-09", signatures=signatures()[:2]))["facts"]["missing"] == "MEDIATOR"
    assert await village.do(M, at, "sign", effectiveOn="2026-03-09", sealedOn="2026-03-09", signatures=signatures()) == "SIGNED"
    return at


async def test_confirmed_on_the_thirtieth_day_and_performed(village: Village) -> None:
    at = await agreed(village)
    assert await village.see("faguan", at, "title") is None  # the court knows nothing before it is asked
    village.on("2026-04-08", "17:00")
    await village.share(M, await village.case_of(M, at), "FY", "共同申请司法确认", "faguan")
    assert await village.do(M, at, "apply_confirmation") == "CONFIRM_APPLIED"
    seen = await village.see("faguan", at, "agreementText signatures { capacity manner name } sessions { note } fileNumber")
    assert seen["agreementText"] == TEXT and seen["sessions"] is None  # 人民调解法 15: what was offered is not shown
    assert [one["manner"] for one in seen["signatures"]] == ["THUMBPRINT", "THUMBPRINT", "SIGNATURE"] and seen["fileNumber"].startswith("（2026）合")
    assert {"CONFIRMATION_RULING", "CONFIRMATION_TARGET"} <= set(await village.duties("faguan", at))
    assert (await village.no(M, at, "confirm", confirmationNumber="（2026）川0522诉前调确7号", ruling="有效"))["code"] == "FORBIDDEN"
    village.on("2026-04-15")
    assert await village.do("faguan", at, "confirm", confirmationNumber="(2026)川0522诉前调确7号", ruling="双方同到场核实，裁定有效。") == "CONFIRMED"
    assert (await village.see(M, at, "confirmationNumber"))["confirmationNumber"] == "（2026）川0522诉前调确7号"
    graph = (await village.see(M, at, "case { graph { nodes { id kind title } edges { source target name } } }"))["case"]["graph"]
    [docket] = [node for node in graph["nodes"] if node["kind"] == "CourtDocket"]  # the agreement came back with the court's number
    assert docket["title"] == "（2026）川0522诉前调确7号" and {"source": at, "target": docket["id"], "name": "origin"} in graph["edges"]
    await village.do(M, at, "start_performance")
    village.on("2026-04-29")
    assert (await village.no(M, at, "perform"))["code"] == "PROOF_MISSING"
    assert await village.do(M, at, "perform", performanceNote="6株已移植，1800元已付") == "PERFORMED"
    assert await village.do(M, at, "archive") == "ARCHIVED"


async def test_the_thirty_first_day_is_too_late(village: Village) -> None:
    at = await agreed(village)
    village.on("2026-04-09", "00:00")
    refused = await village.no(M, at, "apply_confirmation")
    assert (refused["code"], refused["facts"]) == ("CONFIRMATION_TOO_LATE", {"last_day": "2026-04-08"})


async def test_who_owns_the_land_is_not_confirmed(village: Village) -> None:
    at = await agreed(village, nature="OWNERSHIP")
    village.on("2026-04-08")  # in time, and no less refused
    refused = await village.no(M, at, "apply_confirmation")
    assert refused["code"] == "NOT_CONFIRMABLE" and "355" in refused["law"]
    assert (await village.see(M, at, "state"))["state"] == "SIGNED"  # the agreement itself binds on


async def test_others_know_nothing_and_the_signed_text_stands(village: Village) -> None:
    at = await agreed(village)
    for stranger in ("tiaojie3", "minzheng", "jianchaguan", "xitong"):
        assert await village.see(stranger, at, "title") is None
        assert at not in [row["id"] for row in await village.listed(stranger, "mediations", "id")]
    assert (await village.no("tiaojie3", at, "fail", reason="x"))["code"] == "NOT_FOUND"
    assert await village.see("zigui", at, "title sessions { note }") == {"title": "荔枝园边界及排水沟纠纷", "sessions": None}  # it measured; what was offered is not its
    with pytest.raises(Refused) as caught:
        await village.edit(M, at, agreementAmount="2800.00")
    assert caught.value.code == "FROZEN" and (await village.see(M, at, "agreementAmount"))["agreementAmount"] == "1800.00"
