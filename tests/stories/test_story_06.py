"""Story 6 征地补偿潜在之诉, over GraphQL by its own people: clocks told, eleven households agree, one sues the same day and settles in court."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from sync.clock import tick
from tests.stories.disputes import Tale, agency, telling

M = "tiaojie6"
SUIT, KIND = "（2026）川0522行初44号", "potential_suit"
TEXT = "对11户青苗补偿按附表补足差额合计46200元，2026年9月15日前支付。"
ROUTE = {"reviewFirst": "NONE", "mediable": "INDEMNITY", "excluded": "NONE", "defendant": agency("ZGJ")}
NOTES = "郁家可让到每亩少补200元。"


@pytest.fixture
async def tale(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Tale]:
    async with telling(database, tmp_path, monkeypatch) as tale:
        yield tale


async def test_the_compensation_list(tale: Tale) -> None:
    key, case = await spotted_and_told(tale)
    mediation = await diverted_to_mediation(tale, key)
    await the_clock_is_told_again_and_again_and_never_moves(tale, key, case)
    await notes_stay_with_the_mediator(tale, key, mediation)
    apart = await eleven_agree_and_one_does_not(tale, key, mediation)
    docket, resolution = await the_suit_is_registered_the_same_day(tale, apart, case)
    await what_is_missing_is_asked_for_and_stops_nothing(tale, docket, resolution, case)
    await one_plan_of_three_branches(tale, resolution)
    await the_deputy_head_appears_and_it_is_settled(tale, docket, resolution, case)
    await tale.move("faguan", "resolution", resolution, "perform", performanceEvidence="转账回单，原告签收")
    await tale.move("faguan", "resolution", resolution, "close")


async def told(tale: Tale, key: str, day: str, left: int) -> None:
    tale.on(day)
    wrong = await tale.refused(M, KIND, key, "tell", told=[{"id": day, "clock": "SUIT_WINDOW", "daysLeft": left + 10, "name": "郁满仓", "manner": "当面"}])
    assert (wrong["code"], wrong["facts"]["days"]) == ("DAYS_LEFT_WRONG", left)
    await tale.move(M, KIND, key, "tell", told=[{"id": day, "clock": "SUIT_WINDOW", "daysLeft": left, "name": "郁满仓", "manner": "当面"}])


REMINDED = """{ inbox { notifications(first: 50, filter: {label: {eq: "提起行政诉讼期限"}, kind: {eq: REMINDER}}) { nodes { step fieldUnit { code } about { title } } } } }"""


async def reminded(tale: Tale, day: str, left: int) -> None:
    """As that day ends the clock tells the unit that works on it, once, and nobody else."""
    parts = tale.served.parts
    for _ in range(2):
        tale.on(day, "23:59")
        await tick(parts.database.pool, parts.policies.current, parts.world, tale.now + timedelta(minutes=1))
    steps = [one["step"] for one in (await tale.ask(M, REMINDED))["inbox"]["notifications"]["nodes"]]
    assert steps.count(f"@responsible-{left}") == 1 and len(steps) == {30: 1, 15: 2, 7: 3}[left]
    for who in ("zigui", "faguan", "lian", "tiaojie1"):
        assert (await tale.ask(who, REMINDED))["inbox"]["notifications"]["nodes"] == [], who


async def spotted_and_told(tale: Tale) -> tuple[str, str]:
    tale.on("2026-06-20")
    key = await tale.create(M, KIND, title="滨江社12户青苗补偿清单争议", source="LAWYER", actKind="EXPROPRIATION", respondent=agency("ZGJ"), remedyRule="ACT",
                            servedOn="2026-02-10", clockFrom="2026-02-10", claim="清单漏计果苗，律师函称将起诉。")
    case = (await tale.row(M, KIND, key, "case { id }"))["case"]["id"]
    for who in ("sifaju", "zigui", "lian", "jianchaguan", "xinfang", "tiaojie1", "xz001"):
        assert await tale.row(who, KIND, key, "title") is None  # a lead is its finder's until it is shared
    await tale.share(M, case, ("SFJ", "sifaju"), ("ZGJ", "zigui"), ("FY", "lian"), ("JC", "jianchaguan"), purpose="行政争议化解")
    await tale.move(M, KIND, key, "contact")
    assert (await tale.refused(M, KIND, key, "consent"))["code"] == "CLOCK_NOT_TOLD"
    await told(tale, key, "2026-06-20", 51)
    await tale.move(M, KIND, key, "consent")
    return key, case


async def diverted_to_mediation(tale: Tale, key: str) -> str:
    tale.on("2026-06-22")
    untested = await tale._do(M, KIND, "potentialSuitDivert", {"id": key, "channel": "SUIT", **ROUTE, "reviewFirst": "NATURAL_RESOURCE", "court": "COUNTY"})
    assert (untested["code"], untested["law"]) == ("REVIEW_FIRST", "行政复议法 23; 行政诉讼法 44")
    higher = await tale.refused(M, KIND, key, "divert", channel="SUIT", court="COUNTY", **{**ROUTE, "defendant": agency("GOV")})
    assert (higher["code"], higher["law"]) == ("INTERMEDIATE_COURT", "行政诉讼法 15")
    await tale.move(M, KIND, key, "divert", channel="MEDIATION", **ROUTE)
    await tale.move(M, KIND, key, "mediate")
    (mediation,) = (await tale.row(M, KIND, key, "mediations { nodes { id kind } }"))["mediations"]["nodes"]
    assert mediation["kind"] == "DISPUTE"
    tale.on("2026-06-24")
    await tale.move(M, "mediation", mediation["id"], "accept")
    await tale.move(M, "mediation", mediation["id"], "invite_joint", jointMediators=[{"id": "jc", "agency": "JC", "role": "GUIDE"}])
    nobody = await tale.refused("lian", "mediation", mediation["id"], "join", jointMediators=[{"id": "jc", "name": "顾简", "consented": True}])
    assert nobody["code"] == "FORBIDDEN"
    other = await tale.refused("faguan", "mediation", mediation["id"], "join", jointMediators=[{"id": "jc", "name": "沈砚秋", "consented": True}])
    assert other["code"] == "JOINS_FOR_ANOTHER"
    await tale.move("jianchaguan", "mediation", mediation["id"], "join", jointMediators=[{"id": "jc", "name": "陆明澄", "consented": True}])
    await tale.move(M, "mediation", mediation["id"], "begin")
    return str(mediation["id"])


async def the_clock_is_told_again_and_again_and_never_moves(tale: Tale, key: str, case: str) -> None:
    for day, left in (("2026-07-11", 30), ("2026-07-26", 15), ("2026-08-03", 7)):
        await reminded(tale, day, left)
        await told(tale, key, day, left)
        clock = (await tale.duties("sifaju", case))["SUIT_WINDOW"]
        assert (datetime.fromisoformat(clock["dueAt"]) - timedelta(seconds=1)).astimezone(tale.now.tzinfo).date().isoformat() == "2026-08-10"
        assert (clock["state"], clock["basis"]) == ("RUNNING", "行政诉讼法 46")
    record = (await tale.row(M, KIND, key, "told { daysLeft author }"))["told"]
    assert [(one["daysLeft"], one["author"]) for one in record] == [(51, "费明"), (30, "费明"), (15, "费明"), (7, "费明")]


async def notes_stay_with_the_mediator(tale: Tale, key: str, mediation: str) -> None:
    done = await tale.edit(M, "mediation", mediation, sessions=[{"id": "s", "place": "临港街道办", "note": NOTES}], consentApplicant=True, consentRespondent=True)
    assert done["outcome"] == "applied"
    seen = "title sessions { note } jointMediators { agency role consented } timeline: case { timeline(first: 100) { nodes { changes { field new } } } }"
    assert (await tale.row(M, "mediation", mediation, seen))["sessions"] == [{"note": NOTES}]
    for who in ("faguan", "lian", "jianchaguan", "sifaju", "zigui"):
        found = await tale.row(who, "mediation", mediation, seen)
        assert found["sessions"] is None or found["sessions"] == [{"note": None}], who
        assert NOTES not in str(found)
        assert found["jointMediators"] == [{"agency": "JC", "role": "GUIDE", "consented": True}]
    for who in ("faguan", "zigui", "jianchaguan"):
        assert await tale.row(who, KIND, key, "claim") == {"claim": None}
    assert (await tale.row("sifaju", KIND, key, "claim"))["claim"]  # the centre works on it
    for who in ("xinfang", "tiaojie1", "xz001"):
        assert await tale.row(who, "mediation", mediation, seen) is None


async def eleven_agree_and_one_does_not(tale: Tale, key: str, mediation: str) -> str:
    assert (await tale.refused(M, KIND, key, "resolve", resolutionKind="AGREEMENT"))["code"] == "AGREEMENT_MISSING"
    await tale.move(M, "mediation", mediation, "draft", agreementText=TEXT, agreementAmount="46200.00", performanceDueOn="2026-09-15")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    signed = [{"id": role, "capacity": role, "name": name, "manner": "THUMBPRINT", "textDigest": digest}
              for role, name in (("APPLICANT", "郁满仓等11户"), ("RESPONDENT", "县自然资源和规划局"), ("MEDIATOR", "费明"))]
    await tale.move(M, "mediation", mediation, "sign", signatures=signed, sealedOn="2026-08-03", effectiveOn="2026-08-03")
    await tale.move(M, KIND, key, "separate", apartTitle="简茂林户青苗补偿清单争议")
    await tale.move(M, KIND, key, "resolve", resolutionKind="AGREEMENT")
    found = (await tale.ask(M, "{ potentialSuits { nodes { id title clockFrom } } }"))["potentialSuits"]["nodes"]
    (apart,) = [one for one in found if one["title"].startswith("简茂林")]
    assert apart["clockFrom"] == "2026-02-10"
    await tale.move(M, KIND, apart["id"], "contact")
    await tale.move(M, KIND, apart["id"], "tell", told=[{"id": "1", "clock": "SUIT_WINDOW", "daysLeft": 7, "name": "简茂林", "manner": "当面"}])
    await tale.move(M, KIND, apart["id"], "refuse", reason="要求法院裁判")
    assert (await tale.refused(M, KIND, apart["id"], "divert", channel="MEDIATION", **ROUTE))["code"] == "PARTY_REFUSED"
    await tale.move("lian", KIND, apart["id"], "divert", channel="SUIT", court="COUNTY", **ROUTE)
    return str(apart["id"])


BESIDE = "... on CourtDocket { resolutions { nodes { id state } } }"


async def the_suit_is_registered_the_same_day(tale: Tale, apart: str, case: str) -> tuple[str, str]:
    docket = await tale.create("lian", "docket", caseId=case, branch="COURT", number=SUIT, cause="不服征地补偿清单", registeredOn="2026-08-03")
    (beside,) = (await tale.row("lian", "docket", docket, BESIDE))["resolutions"]["nodes"]
    assert beside["state"] == "MISSING"  # seen, and no bar
    await tale.move("lian", KIND, apart, "sue", caseNumber=SUIT, defendant=agency("ZGJ"))
    guidance = (await tale.duties("sifaju", case))["GUIDANCE"]
    assert (guidance["state"], guidance["late"]) == ("MET", False)
    assert (await tale.row("sifaju", KIND, apart, "state caseNumber court")) == {"state": "LITIGATION", "caseNumber": SUIT, "court": "COUNTY"}
    return docket, str(beside["id"])


async def what_is_missing_is_asked_for_and_stops_nothing(tale: Tale, docket: str, resolution: str, case: str) -> None:
    tale.on("2026-08-05")
    done = await tale.edit("faguan", "docket", docket, stage="审理中")
    assert (done["outcome"], [notice["code"] for notice in done["notices"]]) == ("applied", ["RESOLUTION_MISSING"])
    opening = (await tale.duties("faguan", case))["RESOLUTION_OPENING"]
    assert (opening["agencyRow"]["code"], opening["verified"]) == ("FY", False)
    assert (await tale.refused("sifaju", "resolution", resolution, "refer", respondent=agency("ZGJ")))["code"] == "FORBIDDEN"  # the court refers
    await tale.move("faguan", "resolution", resolution, "refer", respondent=agency("ZGJ"), sides=[
        {"id": "p", "name": "简茂林", "capacity": "PLAINTIFF"}, {"id": "d", "name": "县自然资源和规划局", "capacity": "DEFENDANT"}])
    assert (await tale.edit("faguan", "docket", docket, hearingOn="2026-08-28"))["notices"] == []


async def one_plan_of_three_branches(tale: Tale, resolution: str) -> None:
    tale.on("2026-08-11")
    await tale.move("faguan", "resolution", resolution, "assess", planAgency=agency("SFJ"), realDemand="公开清点", obstacles="不信任清点人员")
    two = [{"id": b, "branch": b, "agency": a} for b, a in (("GOVERNMENT", "SFJ"), ("COURT", "FY"))]
    assert (await tale.refused("sifaju", "resolution", resolution, "plan", plan="共同清点", participants=two))["code"] == "PLAN_BRANCH_MISSING"
    await tale.move("sifaju", "resolution", resolution, "plan", plan="共同清点", participants=[*two, {"id": "jc", "branch": "PROCURATORATE", "agency": "JC"}])
    await tale.move("sifaju", "resolution", resolution, "work")
    await tale.move("sifaju", "resolution", resolution, "note", talks=[{"id": "1", "note": "原告底线为每株加补30元"}])
    for who in ("zigui", "jianchaguan", M):  # who takes part reads the plan, not what was said in confidence
        assert await tale.row(who, "resolution", resolution, "plan realDemand talks { note }") == {"plan": "共同清点", "realDemand": None, "talks": None}
    assert await tale.row("xinfang", "resolution", resolution, "plan") is None


async def the_deputy_head_appears_and_it_is_settled(tale: Tale, docket: str, resolution: str, case: str) -> None:
    tale.on("2026-08-20")
    hearing: dict[str, Any] = {"caseId": case, "docketId": docket, "respondent": agency("ZGJ"), "hearingAt": "2026-08-28T09:30:00+08:00", "title": "负责人出庭"}
    head, late = await tale.create("lian", "appearance", **hearing), await tale.create("lian", "appearance", **hearing)
    tale.on("2026-08-25")
    await tale.move("lian", "appearance", head, "notify")
    tale.on("2026-08-26")
    assert (await tale.refused("lian", "appearance", late, "notify"))["code"] == "NOTICE_TOO_SHORT"
    tale.on("2026-08-28", "11:30")
    silent = await tale.refused("faguan", "appearance", head, "appear", official="向知行", post="副局长")
    assert silent["code"] == "STATEMENT_MISSING"
    await tale.move("faguan", "appearance", head, "appear", official="向知行", post="副局长", statement="愿按共同清点结果补足差额")
    settled = {"result": "MEDIATED", "resultNumber": SUIT, "settlementText": "补足差额3860元", "performanceDueOn": "2026-09-15", "mediable": "INDEMNITY"}
    assert (await tale.refused("faguan", "resolution", resolution, "settle", **settled))["code"] == "SIDE_NOT_AGREED"
    await tale.move("faguan", "resolution", resolution, "settle", **settled, sides=[{"id": "p", "agreedOn": "2026-08-28"}, {"id": "d", "agreedOn": "2026-08-28"}])
    assert (await tale.edit("faguan", "docket", docket, stage="已结", outcome="调解结案"))["outcome"] == "applied"
    assert (await tale.refused("sifaju", "resolution", resolution, "perform", performanceEvidence="听说付了"))["code"] == "FORBIDDEN"
