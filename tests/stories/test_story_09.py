"""Story 9 摊区管理办法审查案, over GraphQL by its own people: an opinion ignored, a failed review, a published rule, a court's examination."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from tests.stories.disputes import Tale, agency, telling

FIRST = "第五条　擅自占道摆摊的，处500元以上5000元以下罚款。"
FINAL = "第五条　擅自占道摆摊的，由城管部门责令改正，依照有关法律、法规处理。"
REVIEWERS = (("SFJ", "sifaju"), ("FY", "faguan"), ("JC", "jianchaguan"), ("GOV", "zhengfuban"))
KIND = "normative_document"
SEEN = "title body state documentNumber opinions { agency position content } returnReason"


@pytest.fixture
async def tale(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Tale]:
    async with telling(database, tmp_path, monkeypatch) as tale:
        yield tale


def digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


async def drafted(tale: Tale, day: str, title: str, body: str) -> tuple[str, str]:
    """A draft of the housing bureau's urban management, shared with its reviewers: its id and its case's."""
    tale.on(day)
    key = await tale.create("chengguan", KIND, title=title, validity="ORDINARY", body=body, explanation="规范临时摊区，方便群众生活。")
    case = (await tale.row("chengguan", KIND, key, "case { id }"))["case"]["id"]
    await tale.share("chengguan", case, *REVIEWERS, purpose="论证、审查与公布")
    return key, case


async def passed(tale: Tale, key: str, body: str, submitted: str, cleared: str, tabled: str) -> None:
    tale.on(submitted)
    await tale.move("chengguan", KIND, key, "submit")
    tale.on(cleared)
    await tale.move("sifaju", KIND, key, "clear", reviewedDigest=digest(body), reviewNumber="合司审〔2026〕11号")
    tale.on(tabled)
    await tale.move("chengguan", KIND, key, "table")
    await tale.move("zhengfuban", KIND, key, "adopt", meeting="县政府常务会议")
    await tale.move("zhengfuban", KIND, key, "number")


async def test_the_stall_rules(tale: Tale) -> None:
    other, _ = await drafted(tale, "2026-01-05", "合江县户外广告管理办法", "第一条　略。")  # the year's first number goes to another document
    await tale.move("chengguan", KIND, other, "open_comment", commentFrom="2026-01-05", commentTo="2026-01-16")
    await passed(tale, other, "第一条　略。", "2026-01-19", "2026-01-22", "2026-01-29")

    key, case = await drafted(tale, "2026-02-03", "合江县临时摊区管理办法", FIRST)
    await opinions_are_given_and_one_is_not_taken(tale, key)
    await the_review_fails_and_nothing_goes_round_it(tale, key)
    await the_draft_is_a_work_secret(tale, key, case)
    await it_passes_in_another_form(tale, key)
    await the_published_text_is_everybodys(tale, key)
    await it_is_filed_in_time(tale, key, case)
    await a_court_examines_it(tale, key, case)
    await who_answers_for_it_is_no_business_of_the_court(tale, key)


async def opinions_are_given_and_one_is_not_taken(tale: Tale, key: str) -> None:
    tale.on("2026-02-04")
    await tale.move("chengguan", KIND, key, "open_comment", commentFrom="2026-02-04", commentTo="2026-03-06")
    early = await tale.refused("faguan", KIND, key, "give_opinion", opinions=[{"id": "x", "agency": "FY", "position": "AGREE"}])
    assert early["code"] == "SPEAKS_FOR_ANOTHER"  # not invited yet
    await tale.move("chengguan", KIND, key, "invite", opinions=[{"id": "fy", "agency": "FY"}, {"id": "jc", "agency": "JC"}])
    tale.on("2026-02-11")
    await tale.move("faguan", KIND, key, "give_opinion", opinions=[{"id": "fy", "position": "OBJECT", "content": "罚款设定越权", "name": "沈砚秋"}])
    await tale.move("jianchaguan", KIND, key, "give_opinion", opinions=[{"id": "jc", "position": "SUGGESTION", "content": "明确退出程序", "name": "陆明澄"}])
    tale.on("2026-03-09")
    await tale.move("chengguan", KIND, key, "submit")
    unanswered = await tale.refused("sifaju", KIND, key, "clear", reviewedDigest=digest(FIRST), reviewNumber="合司审〔2026〕8号")
    assert (unanswered["code"], unanswered["facts"]["missing"]) == ("OPINION_UNANSWERED", "FY、JC")
    answer: dict[str, Any] = {"id": "fy", "answer": "NOT_ADOPTED"}
    assert (await tale.refused("chengguan", KIND, key, "answer_opinion", opinions=[answer]))["code"] == "ANSWER_REASON_MISSING"
    await tale.move("chengguan", KIND, key, "answer_opinion", opinions=[{**answer, "answerReason": "认为有地方性法规依据"}, {"id": "jc", "answer": "ADOPTED"}])


async def the_review_fails_and_nothing_goes_round_it(tale: Tale, key: str) -> None:
    tale.on("2026-03-16")
    assert (await tale.refused("faguan", KIND, key, "return", returnReason="越权"))["code"] == "FORBIDDEN"  # the court advises, it does not review
    await tale.move("sifaju", KIND, key, "return", returnReason="第五条设定罚款，超越规范性文件权限。")
    around = await tale.refused("chengguan", KIND, key, "table")
    assert (around["code"], around["law"]) == ("LEGALITY_MISSING", "国务院令713号 25")


async def the_draft_is_a_work_secret(tale: Tale, key: str, case: str) -> None:
    for who in ("chengguan", "sifaju", "faguan", "jianchaguan", "zhengfuban"):
        assert (await tale.row(who, KIND, key, SEEN))["body"] == FIRST
    for who in ("xinfang", "shijian", "tiaojie1", "xitong", "shenji", "xz102"):
        assert await tale.row(who, KIND, key, SEEN) is None, who
        assert await tale.count(who, "normativeDocuments") == 0
    for who in ("xinfang", "tiaojie1"):
        assert await tale.row(who, "case", case, "number") is None
        found = await tale.ask(who, '{ normativeDocuments(search: "临时摊区") { nodes { id } } }')
        assert found["normativeDocuments"]["nodes"] == []


async def it_passes_in_another_form(tale: Tale, key: str) -> None:
    tale.on("2026-03-18")
    assert (await tale.edit("chengguan", KIND, key, body=FINAL))["outcome"] == "applied"
    await tale.move("chengguan", KIND, key, "answer_opinion", opinions=[{"id": "fy", "answer": "ADOPTED", "answerReason": None}])
    tale.on("2026-03-19")
    await tale.move("chengguan", KIND, key, "submit")
    tale.on("2026-03-26")
    old = await tale.refused("sifaju", KIND, key, "clear", reviewedDigest=digest(FIRST), reviewNumber="合司审〔2026〕11号")
    assert old["code"] == "TEXT_CHANGED"
    await tale.move("sifaju", KIND, key, "clear", reviewedDigest=digest(FINAL), reviewNumber="合司审〔2026〕11号")
    tale.on("2026-03-30")
    hasty = await tale.refused("chengguan", KIND, key, "table")
    assert (hasty["code"], hasty["facts"]["last_day"]) == ("REVIEW_TOO_SHORT", "2026-03-30")
    tale.on("2026-03-31")
    await tale.move("chengguan", KIND, key, "table")
    tale.on("2026-04-08")
    await tale.move("zhengfuban", KIND, key, "adopt", meeting="县政府第46次常务会议")
    tale.on("2026-04-10")
    await tale.move("zhengfuban", KIND, key, "number")
    assert (await tale.row("zhengfuban", KIND, key, "documentNumber"))["documentNumber"] == "合府规〔2026〕2号"
    assert await tale.row("xinfang", KIND, key, SEEN) is None  # numbered, but not published
    await tale.move("zhengfuban", KIND, key, "publish", effectiveOn="2026-05-20")


async def the_published_text_is_everybodys(tale: Tale, key: str) -> None:
    for who in ("xinfang", "shijian", "tiaojie1", "xz102"):
        seen = await tale.row(who, KIND, key, SEEN)
        assert (seen["body"], seen["documentNumber"]) == (FINAL, "合府规〔2026〕2号")
        assert (seen["opinions"], seen["returnReason"]) == (None, None)  # how it came about stays inside


async def it_is_filed_in_time(tale: Tale, key: str, case: str) -> None:
    filing = (await tale.duties("sifaju", case))["MUNICIPAL_FILING"]
    assert (filing["state"], filing["dueAt"][:10], filing["agencyRow"]["code"], filing["basis"]) == ("RUNNING", "2026-04-27", "GOV", "泸州市政府令69号 4")
    tale.on("2026-04-21")
    assert (await tale.refused("chengguan", KIND, key, "file", filingNumber="x"))["code"] == "FORBIDDEN"
    await tale.move("zhengfuban", KIND, key, "file", filingNumber="泸府规备〔2026〕31号")
    duties = await tale.duties("sifaju", case)
    assert (duties["MUNICIPAL_FILING"]["state"], duties["MUNICIPAL_FILING"]["late"]) == ("MET", False)
    assert (duties["VALIDITY"]["dueAt"][:4], duties["VALIDITY"]["verified"]) == ("2031", False)
    tale.on("2026-05-20")
    await tale.move("zhengfuban", KIND, key, "take_effect")


async def a_court_examines_it(tale: Tale, key: str, case: str) -> None:
    tale.on("2026-10-12")
    number = "（2026）川0522行初61号"
    docket = await tale.create("lian", "docket", caseId=case, branch="COURT", number=number, cause="行政处罚（附带审查）")
    beside = (await tale.row("lian", "docket", docket, "... on CourtDocket { resolutions { nodes { id state } } }"))["resolutions"]["nodes"]
    assert [one["state"] for one in beside] == ["MISSING"]
    await tale.move("faguan", "resolution", beside[0]["id"], "refer", respondent=agency("ZJJ"))
    await tale.move("faguan", "resolution", beside[0]["id"], "decline", reason="争点为规范性文件合法性，不适宜化解")
    tale.on("2026-10-20")
    await tale.move("faguan", KIND, key, "challenge", challengeKind="SUIT", challengeNumber=number)
    tale.on("2026-11-16")
    await tale.move("chengguan", KIND, key, "answer_challenge", challengeFinding="该条被认定合法", challengeAnswer="已说明")
    assert (await tale.row("faguan", KIND, key, "state challengeFinding")) == {"state": "IN_FORCE", "challengeFinding": "该条被认定合法"}


async def who_answers_for_it_is_no_business_of_the_court(tale: Tale, key: str) -> None:
    inquiry = await tale.create("sifaju", "accountability", title="罚款越权起草追责", trigger="INSPECTION", responsibleAgency=agency("ZJJ"), documentId=key, lifelong=True)
    asked = "accountabilities { totalCount nodes { id } }"
    assert (await tale.row("sifajuzhang", KIND, key, asked))["accountabilities"]["totalCount"] == 1
    for who in ("faguan", "jianchaguan", "chengguan", "zhengfuban"):
        assert (await tale.row(who, KIND, key, asked))["accountabilities"] == {"totalCount": 0, "nodes": []}
        assert await tale.row(who, "accountability", inquiry, "title") is None
