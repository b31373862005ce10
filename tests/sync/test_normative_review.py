"""Documents and decisions from draft to force: invited opinions are answered, legality is reviewed by somebody else, nothing is shown before it is published."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from authz.guard import field_permits, permits
from sync import load
from sync.memory import Memory
from tests.sync.county import COUNTY, POLICY, SHANGHAI, County, gid

BODY = "第五条　未经许可占道经营的，由城管部门责令改正。"
DIGEST = hashlib.sha256(BODY.encode()).hexdigest()
OPENED = {"comment_from": "2026-02-02", "comment_to": "2026-03-04"}
KINDS = ("normative_document", "major_decision")


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        county = await County(connection).founded()
        await county.person("gov", "GOV", "county_office")
        await county.person("head", "SFJ", "justice_officer")
        yield county


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+08:00")


async def drafted(county: County, record: str = "normative_document", **values: Any) -> UUID:
    """A draft of the emergency bureau; SFJ, court, procuratorate and the government's office have accepted it."""
    own = {"normative_document": {"validity": "ORDINARY"}, "major_decision": {"matter": "POLICY"}}[record]
    key = await county.create("emergency", record, **{"title": "临时摊区管理办法", "body": BODY, "explanation": "为规范摊区", **own, **values})
    for agency, who in (("SFJ", "office"), ("FY", "judge"), ("JC", "prosecutor"), ("GOV", "gov")):
        share = await county.create("emergency", "share", key, to_agency=gid("agency", agency), purpose="论证与审查")
        await county.moved(who, "share", share, "accept")
    return key


class Draft:
    """One draft and its moves."""

    def __init__(self, county: County, key: UUID, record: str = "normative_document") -> None:
        self.county, self.key, self.record = county, key, record

    async def ok(self, who: str, name: str, when: datetime | None = None, **values: Any) -> None:
        outcome = await self.county.move(who, self.record, self.key, name, at=when, **values)
        assert outcome.kind == "applied", (name, outcome)

    async def refused(self, who: str, name: str, when: datetime | None = None, **values: Any) -> tuple[str | None, dict[str, Any]]:
        outcome = await self.county.move(who, self.record, self.key, name, at=when, **values)
        assert outcome.kind == "refused", (name, outcome)
        return outcome.code, dict(outcome.facts)

    async def state(self) -> str:
        return str((await self.county.row(self.record, self.key))["state"])

    async def commented(self, **values: Any) -> None:
        await self.ok("emergency", "open_comment", **{**OPENED, **values})

    async def opined(self, **values: Any) -> None:
        """Court and procuratorate are invited; the court objects, the procuratorate declines, the court is answered."""
        await self.ok("emergency", "invite", opinions=[{"id": "fy", "agency": "FY"}, {"id": "jc", "agency": "JC"}])
        await self.ok("judge", "give_opinion", opinions=[{"id": "fy", "position": "OBJECT", "content": "罚款设定越权", "name": "沈砚秋"}])
        await self.ok("prosecutor", "give_opinion", opinions=[{"id": "jc", "position": "DECLINE"}])
        await self.ok("emergency", "answer_opinion", opinions=[{"id": "fy", **(values or {"answer": "ADOPTED"})}])

    async def submitted(self) -> None:
        await self.commented()
        await self.opined()
        await self.ok("emergency", "submit", at("2026-03-05"))

    async def reviewed(self) -> None:
        await self.submitted()
        await self.ok("office", "clear", reviewed_digest=DIGEST, review_number="合司审〔2026〕2号")

    async def published(self) -> None:
        await self.reviewed()
        await self.ok("emergency", "table", at("2026-03-17"))
        await self.ok("gov", "adopt", meeting="县政府第12次常务会议")
        await self.ok("gov", "number", **({} if self.record == "normative_document" else {"document_number": "合府发〔2026〕7号"}))
        await self.ok("gov", "publish", effective_on="2026-04-20")


@pytest.mark.parametrize("record", KINDS)
async def test_the_whole_way(county: County, record: str) -> None:
    draft = Draft(county, await drafted(county, record), record)
    await draft.published()
    await draft.ok("gov", "file", filing_number="泸备〔2026〕5号")
    await draft.ok("gov", "take_effect")
    await draft.ok("judge", "challenge", challenge_kind="SUIT", challenge_number="（2026）川0522行初61号")
    await draft.ok("emergency", "answer_challenge", challenge_finding="该条合法", challenge_answer="已函复")
    await draft.ok("office", "evaluate", evaluation="运行良好")
    await draft.ok("gov", "amend", end_reason="修订")
    row = await county.row(record, draft.key)
    number = "合府规〔2026〕1号" if record == "normative_document" else "合府发〔2026〕7号"
    assert (row["document_number"], row["published_on"].isoformat(), row["legality_review_on"].isoformat()) == (number, "2026-03-17", "2026-03-05")


async def test_filing_within_fifteen_days_and_validity_of_five_years(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.published()
    duties = {row["code"]: row for row in await county.all("duty")}
    filing, validity = duties["MUNICIPAL_FILING"], duties["VALIDITY"]
    assert (filing["agency"], filing["verified"], filing["due_at"].astimezone(SHANGHAI).date().isoformat()) == ("GOV", True, "2026-04-02")
    assert (validity["verified"], validity["basis"], validity["due_at"].astimezone(SHANGHAI).date().isoformat()) == (False, "四川省政府令351号", "2031-04-22")
    await draft.ok("gov", "file", filing_number="泸备〔2026〕5号")
    assert {row["code"]: row["state"] for row in await county.all("duty")}["MUNICIPAL_FILING"] == "MET"


async def test_a_trial_document_is_valid_for_two_years(county: County) -> None:
    draft = Draft(county, await drafted(county, validity="TRIAL"))
    await draft.published()
    (validity,) = await county.all("duty", "code = 'VALIDITY'")
    assert validity["due_at"].astimezone(SHANGHAI).year == 2028


# --- comment ----------------------------------------------------------------------------------------------------------


async def test_a_decision_is_open_for_thirty_days_or_says_why_not(county: County) -> None:
    draft = Draft(county, await drafted(county, "major_decision"), "major_decision")
    code, facts = await draft.refused("emergency", "open_comment", comment_from="2026-02-02", comment_to="2026-03-03")
    assert (code, facts["last_day"]) == ("COMMENT_TOO_SHORT", "2026-03-04")
    await draft.ok("emergency", "open_comment", comment_from="2026-02-02", comment_to="2026-02-03", urgency_reason="防汛应急")  # no floor below it
    other = Draft(county, await drafted(county, "major_decision"), "major_decision")
    await other.commented()


async def test_a_documents_term_is_configuration(county: County) -> None:
    draft = Draft(county, await drafted(county))
    code, facts = await draft.refused("emergency", "open_comment", comment_from="2026-03-02", comment_to="2026-03-10")
    assert (code, facts["last_day"]) == ("COMMENT_TOO_SHORT", "2026-03-11")  # seven working days
    await draft.commented(comment_from="2026-03-02", comment_to="2026-03-11")


async def test_comment_ends_before_review_begins(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.commented()
    assert (await draft.refused("emergency", "submit", at("2026-03-04")))[0] == "COMMENT_STILL_OPEN"
    await draft.ok("emergency", "submit", at("2026-03-05"))


async def test_what_the_draft_calls_for_is_done_first(county: County) -> None:
    draft = Draft(county, await drafted(county, needs_risk=True, needs_fair_competition=True))
    await draft.commented()
    code, facts = await draft.refused("emergency", "submit", at("2026-03-05"), studies=[{"id": "1", "kind": "RISK", "conclusion": "低风险"}])
    assert (code, facts["missing"]) == ("STUDY_MISSING", "公平竞争审查")
    await draft.ok("emergency", "submit", studies=[{"id": "1", "kind": "RISK"}, {"id": "2", "kind": "FAIR_COMPETITION"}])


# --- opinions ---------------------------------------------------------------------------------------------------------


async def test_every_invited_opinion_is_given_and_answered(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.commented()
    await draft.ok("emergency", "invite", opinions=[{"id": "fy", "agency": "FY"}, {"id": "jc", "agency": "JC"}])
    await draft.ok("emergency", "submit", at("2026-03-05"))
    passing = {"reviewed_digest": DIGEST, "review_number": "合司审〔2026〕2号"}
    assert await draft.refused("office", "clear", **passing) == ("OPINION_OUTSTANDING", {"missing": "FY、JC"})
    await draft.ok("judge", "give_opinion", opinions=[{"id": "fy", "position": "OBJECT", "content": "越权"}])
    await draft.ok("prosecutor", "give_opinion", opinions=[{"id": "jc", "position": "DECLINE"}])
    assert await draft.refused("office", "clear", **passing) == ("OPINION_UNANSWERED", {"missing": "FY"})  # who declines needs no answer
    assert (await draft.refused("emergency", "answer_opinion", opinions=[{"id": "fy", "answer": "NOT_ADOPTED"}]))[0] == "ANSWER_REASON_MISSING"
    await draft.ok("emergency", "answer_opinion", opinions=[{"id": "fy", "answer": "NOT_ADOPTED", "answer_reason": "有上位法依据"}])
    await draft.ok("office", "clear", **passing)  # advisory: an answered objection stops nothing


async def test_nobody_speaks_for_another(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.commented()
    ask = {"opinions": [{"id": "fy", "agency": "FY", "position": "AGREE"}]}
    assert (await draft.refused("emergency", "invite", **ask))[0] == "SPEAKS_FOR_ANOTHER"
    assert (await draft.refused("judge", "give_opinion", opinions=[{"id": "fy", "agency": "FY", "position": "AGREE"}]))[0] == "SPEAKS_FOR_ANOTHER"  # not invited
    await draft.ok("emergency", "invite", opinions=[{"id": "fy", "agency": "FY"}])
    assert (await draft.refused("prosecutor", "give_opinion", opinions=[{"id": "fy", "position": "AGREE"}]))[0] == "SPEAKS_FOR_ANOTHER"
    assert (await draft.refused("judge", "give_opinion", opinions=[{"id": "fy", "content": "再看"}]))[0] == "POSITION_MISSING"
    assert (await draft.refused("judge", "give_opinion", opinions=[{"id": "fy", "position": "AGREE", "answer": "ADOPTED"}]))[0] == "SPEAKS_FOR_ANOTHER"
    await draft.ok("judge", "give_opinion", opinions=[{"id": "fy", "position": "OBJECT", "content": "越权", "name": "沈砚秋"}])
    changed = [{"id": "fy", "content": "无意见", "answer": "ADOPTED"}]
    assert (await draft.refused("emergency", "answer_opinion", opinions=changed))[0] == "OPINION_CHANGED"
    edited = await county.edit("emergency", "normative_document", draft.key, opinions=[{"id": "fy", "content": "无意见"}])
    assert (edited.kind, edited.code) == ("refused", "FIELD_FORBIDDEN")


# --- legality ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", KINDS)
async def test_nothing_is_tabled_without_a_passed_review(county: County, record: str) -> None:
    draft = Draft(county, await drafted(county, record), record)
    await draft.commented()
    assert (await draft.refused("emergency", "table"))[0] == "LEGALITY_MISSING"
    await draft.ok("emergency", "consult")
    assert (await draft.refused("emergency", "table"))[0] == "LEGALITY_MISSING"  # consultation is no review
    await draft.ok("emergency", "submit", at("2026-03-05"))
    assert (await draft.refused("emergency", "table"))[0] == "LEGALITY_MISSING"  # not done yet
    await draft.ok("office", "return", return_reason="罚款设定越权")
    assert (await draft.refused("emergency", "table"))[0] == "LEGALITY_MISSING"  # failed


async def test_the_reviewer_has_seven_working_days(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.reviewed()  # sent on Thursday 5 March
    assert await draft.refused("emergency", "table", at("2026-03-16")) == ("REVIEW_TOO_SHORT", {"last_day": "2026-03-16"})
    await draft.ok("emergency", "table", at("2026-03-17"))


async def test_the_text_that_passed_is_the_text_that_is_tabled(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.submitted()
    assert (await draft.refused("office", "clear", reviewed_digest="0" * 64, review_number="x"))[0] == "TEXT_CHANGED"
    await draft.ok("office", "clear", reviewed_digest=DIGEST, review_number="x")
    edited = await county.edit("emergency", "normative_document", draft.key, body="换过的文本")
    assert edited.kind == "conflict"  # frozen since the review: kept as a proposal
    assert (await county.row("normative_document", draft.key))["body"] == BODY


async def test_a_returned_draft_is_reviewed_anew(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.submitted()
    await draft.ok("office", "return", return_reason="罚款设定越权")
    assert (await county.edit("emergency", "normative_document", draft.key, body="改后文本")).kind == "applied"
    await draft.ok("emergency", "submit", at("2026-03-20"))
    assert (await draft.refused("office", "clear", reviewed_digest=DIGEST, review_number="x"))[0] == "TEXT_CHANGED"
    await draft.ok("office", "clear", reviewed_digest=hashlib.sha256("改后文本".encode()).hexdigest(), review_number="x")
    assert (await draft.refused("emergency", "table", at("2026-03-31")))[1] == {"last_day": "2026-03-31"}


async def test_who_sends_it_does_not_pass_it(county: County) -> None:
    """The bureau's own draft is reviewed by somebody else there."""
    key = await county.create("office", "normative_document", title="调解办法", body=BODY, explanation="x", validity="TRIAL")
    draft = Draft(county, key)
    await draft.ok("office", "open_comment", **OPENED)
    await draft.ok("office", "submit", at("2026-03-05"))
    assert (await draft.refused("office", "clear", reviewed_digest=DIGEST, review_number="x"))[0] == "SECOND_PERSON"
    await draft.ok("head", "clear", reviewed_digest=DIGEST, review_number="x")


async def test_who_may_not(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.submitted()
    passing = {"reviewed_digest": DIGEST, "review_number": "x"}
    for who in ("judge", "gov", "emergency"):
        assert (await draft.refused(who, "clear", **passing))[0] == "FORBIDDEN"
    assert (await draft.refused("mzj", "clear", **passing))[0] == "NOT_FOUND"
    await draft.ok("office", "clear", **passing)
    await draft.ok("emergency", "table", at("2026-03-17"))
    assert (await draft.refused("emergency", "adopt", meeting="自己开的会"))[0] == "FORBIDDEN"
    await draft.ok("gov", "send_back", return_reason="再议", meeting="第12次常务会议")
    assert await draft.state() == "RETURNED"


async def test_a_judicial_recommendation_is_answered_in_sixty_days(county: County) -> None:
    draft = Draft(county, await drafted(county))
    await draft.published()
    await draft.ok("gov", "file", filing_number="泸备〔2026〕5号")
    await draft.ok("judge", "challenge", at("2026-04-01"), challenge_kind="COURT", challenge_number="（2026）川0522司建2号")
    (duty,) = await county.all("duty", "code = 'CHALLENGE_ANSWER'")
    assert (duty["agency"], duty["basis"], duty["due_at"].astimezone(SHANGHAI).date().isoformat()) == ("YJJ", "行诉解释 149", "2026-06-02")


# --- who sees what ----------------------------------------------------------------------------------------------------


async def sees(county: County, who: str, record: str, key: UUID, path: str = "body") -> tuple[bool, bool]:
    """Whether the row, and a field of it, are readable."""
    actor, row = county.people[who], dict(await county.row(record, key))
    memory = Memory(county.now)
    await load.load_access(county.connection, COUNTY, {row["case_id"]}, memory)
    rules = POLICY.rules_of(actor)

    def level(case: UUID) -> int:
        return memory.level(case, actor.audiences)

    return permits(rules, record, "read", row, actor, level), field_permits(rules, record, path, "read", row, actor, level)


@pytest.mark.parametrize("record", KINDS)
async def test_a_draft_is_a_work_secret_until_it_is_published(county: County, record: str) -> None:
    draft = Draft(county, await drafted(county, record), record)
    await draft.submitted()
    for who in ("emergency", "office", "judge", "prosecutor", "gov"):
        assert await sees(county, who, record, draft.key) == (True, True)
    assert await sees(county, "mzj", record, draft.key) == (False, False)
    await draft.ok("office", "clear", reviewed_digest=DIGEST, review_number="x")
    await draft.ok("emergency", "table", at("2026-03-17"))
    await draft.ok("gov", "adopt", meeting="第12次常务会议")
    await draft.ok("gov", "number", **({} if record == "normative_document" else {"document_number": "合府发〔2026〕7号"}))
    assert await sees(county, "mzj", record, draft.key) == (False, False)
    await draft.ok("gov", "publish", effective_on="2026-04-20")
    assert await sees(county, "mzj", record, draft.key) == (True, True)
    assert await sees(county, "mzj", record, draft.key, "opinions") == (True, False)  # how it came about stays inside


# --- accountability ---------------------------------------------------------------------------------------------------


async def accountable(county: County, document: UUID) -> UUID:
    return await county.create("office", "accountability", title="罚款越权追责", trigger="CHALLENGE", responsible_agency=gid("agency", "YJJ"),
                               document_id=gid("normative_document", document), lifelong=True)


async def test_accountability_is_decided_by_a_second_person_and_unseen_by_the_court(county: County) -> None:
    key = await accountable(county, await drafted(county))
    move = county.move
    assert (await move("office", "accountability", key, "investigate", findings="未采纳法院意见")).code == "PERSONS_MISSING"
    persons = [{"id": "1", "name": "某科长", "post": "科长", "share": "DIRECT"}]
    assert (await move("office", "accountability", key, "investigate", findings="未采纳法院意见", persons=persons)).kind == "applied"
    assert (await move("office", "accountability", key, "decide", basis_article="国务院令713号 38")).code == "SECOND_PERSON"
    assert (await move("head", "accountability", key, "decide", basis_article="国务院令713号 38")).kind == "applied"
    row = await county.row("accountability", key)
    assert (row["number"], row["state"], row["decided_on"].isoformat()) == ("合司责〔2026〕1号", "DECIDED", "2026-03-02")
    for who in ("judge", "prosecutor", "emergency", "mzj", "gov"):
        assert await sees(county, who, "accountability", key, "persons") == (False, False)
        assert (await move(who, "accountability", key, "close")).code == "NOT_FOUND"
    assert await sees(county, "head", "accountability", key, "persons") == (True, True)
