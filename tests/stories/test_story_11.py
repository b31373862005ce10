"""信访与涉法案分流: a petition about a pending suit goes to the court, the organs confer without telling it how to rule, and dissent stays written."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.stories.village import Refused, Village, agency

SUIT = "（2026）川0522行初52号"
MINUTES = "生态环境局牵头监测厂界臭气，农业农村局核查粪污处理设施，结果抄送法院、检察院。"
CAME = (("STJ", "齐清", "MEMBER"), ("NYJ", "田禾", "MEMBER"), ("JC", "陆明澄", "MEMBER"), ("FY", "沈砚秋", "LISTENER"))


def came(*people: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"agency": who, "name": name, "capacity": capacity} for who, name, capacity in people]


def signature(who: str, name: str, opinion: str = "同意", dissent: str | None = None, text: str = MINUTES) -> list[dict[str, Any]]:
    return [{"agency": who, "name": name, "opinion": opinion, "dissent": dissent, "textDigest": hashlib.sha256(text.encode()).hexdigest()}]


async def passed_on(village: Village) -> str:
    """The petition bureau passes the complaint of 86 people on to the court and opens the file to those concerned."""
    village.on("2026-08-17")
    case = await village.new("xinfang", "case", title="白米镇养殖场臭气信访与诉讼分流", summary="86人投诉，同案已在行政诉讼中")
    for code, who in (("FY", "faguan"), ("JC", "jianchaguan"), ("STJ", "huanjing"), ("NYJ", "nongye"), ("SFJ", "sifaju")):
        await village.share("xinfang", case, code, "涉诉转送与会商", who)
    await village.new("faguan", "docket", caseId=case, branch="COURT", number=SUIT, cause="不履行法定职责", stage="审理中")
    for came_by, number in (("12345热线", "合信函〔2026〕139号"), ("来信", "合信函〔2026〕140号")):  # both on one day
        await village.new("xinfang", "docket", caseId=case, branch="GOVERNMENT", number=number, matter=f"涉法涉诉信访（{came_by}）", result="转送法院并告知信访人")
    return case


async def prepared(village: Village) -> str:
    case = await passed_on(village)
    village.on("2026-08-24")
    at = await village.new("jianchaguan", "consultation", caseId=case, title="养殖场臭气治理会商", topic="监管分工与信访、诉讼衔接", ground="PUBLIC_ATTENTION",
                           convener=agency("SFJ"), pendingCase=True, pendingCaseNumber=SUIT)
    assert (await village.no("jianchaguan", at, "accept"))["code"] == "FORBIDDEN"
    assert await village.do("sifaju", at, "accept") == "ACCEPTED"
    await village.do("sifaju", at, "prepare", issues=[{"kind": "FACTS", "content": "厂界臭气是否超标"}], invitees=[
        {"agency": code, "role": "参会", "needToKnow": "全部议题"} for code in ("STJ", "NYJ", "JC", "FY")])
    return at


async def test_the_court_listens_and_two_bureaus_disagree(village: Village) -> None:
    at = await prepared(village)
    held = {"heldAt": "2026-08-28T14:30:00+08:00"}
    village.on("2026-08-28", "15:00")
    assert (await village.no("sifaju", at, "hold", **held, attendance=came(*CAME)))["code"] == "INQUIRY_NOT_RECORDED"
    record = {**held, "inquiryRecord": "检察院提请、司法局召集；法院仅介绍审理程序。"}
    speaking = came(*CAME[:3], ("FY", "沈砚秋", "MEMBER"))
    assert (await village.no("sifaju", at, "hold", **record, attendance=speaking))["code"] == "COURT_ONLY_LISTENS"
    assert await village.do("sifaju", at, "hold", **record, attendance=came(*CAME)) == "HELD"
    await village.do("sifaju", at, "draft_minutes", minutesText=MINUTES)
    assert (await village.no("huanjing", at, "sign_minutes", signatures=signature("NYJ", "田禾")))["code"] == "SIGNS_FOR_ANOTHER"
    await village.do("huanjing", at, "sign_minutes", signatures=signature("STJ", "齐清"))
    await village.do("nongye", at, "sign_minutes", signatures=signature("NYJ", "田禾", "部分同意", "设施属环保竣工验收范围"))
    assert (await village.no("sifaju", at, "settle_minutes"))["facts"]["missing"] == "JC"
    await village.do("jianchaguan", at, "sign_minutes", signatures=signature("JC", "陆明澄"))
    assert await village.do("sifaju", at, "settle_minutes") == "MINUTES_SIGNED"
    seen = await village.see("faguan", at, "minutesText signatures { agency dissent }")
    assert {one["agency"]: one["dissent"] for one in seen["signatures"]}["NYJ"] == "设施属环保竣工验收范围" and seen["minutesText"] == MINUTES
    await village.do("sifaju", at, "assign", taskTitle="恶臭监测", taskAgency=agency("STJ"), taskDueOn="2026-09-15")
    (task,) = [row for row in await village.listed("huanjing", "tasks", "id title state dueAt") if row["title"] == "恶臭监测"]
    assert (await village.no("sifaju", at, "report", report="已落实"))["code"] == "CONSULTATION_TASKS_OPEN"
    village.on("2026-09-11")
    await village.do("huanjing", task["id"], "complete", result="厂界超标1.3倍")
    await village.do("sifaju", at, "report", report="已监测并限期整改")
    assert await village.do("jianchaguan", at, "close") == "CLOSED"


async def test_the_petition_bureau_passes_on_and_decides_nothing(village: Village) -> None:
    """诉访分离: the petition is passed on; there is nothing the bureau could do in the suit's place."""
    at = await prepared(village)
    case = await village.case_of("xinfang", at)
    entries = await village.listed("xinfang", "dockets", "id number branch")
    (suit,) = [one["id"] for one in entries if one["number"] == SUIT]
    assert sorted(one["branch"] for one in entries) == ["COURT", "GOVERNMENT", "GOVERNMENT"]
    with pytest.raises(Refused) as caught:
        await village.edit("xinfang", suit, outcome="信访协调解决")
    assert caught.value.code == "SUGGESTION" and (await village.see("faguan", suit, "... on CourtDocket { outcome }"))["outcome"] is None  # kept as a suggestion, the entry stands
    matter: dict[str, Any] = {"caseId": case, "title": "臭气争议"}
    for record, values in (("mediation", {"kind": "ADMINISTRATIVE", "facts": "86人投诉"}),
                           ("potential_suit", {"source": "PETITION", "actKind": "INACTION", "respondent": agency("STJ"), "remedyRule": "INACTION"})):
        with pytest.raises(Refused) as caught:
            await village.new("xinfang", record, **matter, **values)
        assert caught.value.code == "FORBIDDEN", record
    with pytest.raises(Refused) as caught:
        await village.new("xinfang", "docket", caseId=case, branch="COURT", number="（2026）川0522行初53号", cause="信访转诉")
    assert caught.value.code == "REGISTER_NOT_YOURS"  # no organ writes another's register
    assert (await village.no("xinfang", at, "hold", heldAt="2026-08-28T14:30:00+08:00"))["code"] == "FORBIDDEN"


async def test_a_pending_suit_is_on_record_even_where_nobody_says_so(village: Village) -> None:
    case = await passed_on(village)
    village.on("2026-08-24")
    at = await village.new("jianchaguan", "consultation", caseId=case, title="养殖场臭气治理会商", topic="监管分工", ground="PUBLIC_ATTENTION", convener=agency("SFJ"))
    await village.do("sifaju", at, "accept")
    await village.do("sifaju", at, "prepare", issues=[{"kind": "FACTS", "content": "是否超标"}], invitees=[{"agency": "FY", "role": "列席", "needToKnow": "程序"}])
    village.on("2026-08-28", "15:00")
    held = {"heldAt": "2026-08-28T14:30:00+08:00", "attendance": came(*CAME)}
    silent = await village.no("sifaju", at, "hold", **held)
    assert (silent["code"], silent["facts"]) == ("PENDING_CASE_UNMARKED", {"number": SUIT})
    await village.edit("sifaju", at, pendingCase=True, pendingCaseNumber=SUIT)
    assert (await village.no("sifaju", at, "hold", **held))["code"] == "INQUIRY_NOT_RECORDED"
    assert await village.do("sifaju", at, "hold", **held, inquiryRecord="检察院提请；法院仅介绍审理程序。") == "HELD"
    for organ in ("faguan", "jianchaguan"):
        assert (await village.see(organ, at, "inquiryRecord pendingCaseNumber")) == {"inquiryRecord": "检察院提请；法院仅介绍审理程序。", "pendingCaseNumber": SUIT}


async def test_who_must_not_know_of_it(village: Village) -> None:
    at = await prepared(village)
    for stranger in ("yingji", "minzheng", "tiaojie1", "fulian", "xitong"):
        assert await village.see(stranger, at, "topic") is None
        assert await village.listed(stranger, "consultations", "id") == []
    assert (await village.no("yingji", at, "sign_minutes", signatures=signature("YJJ", "方警")))["code"] == "NOT_FOUND"
    assert (await village.no("faguan", at, "decline", reason="x"))["code"] == "FORBIDDEN"  # in the case, but not the convener
