"""Substantive resolution stands beside every administrative suit and supervision case: asked for, never in the way; heads appear or are counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sync.intent import Create, Edit, Outcome
from tests.sync.county import SHANGHAI, County, gid

SUIT = "（2026）川0522行初44号"


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        county = await County(connection).founded()
        await county.person("registrar", "FY", "court_registrar")
        yield county


async def shared(county: County) -> UUID:
    """A case of the court that the emergency bureau, the procuratorate and the justice bureau have accepted."""
    case = await county.create("judge", "case", title="不服处罚")
    for agency, who in (("YJJ", "emergency"), ("JC", "prosecutor"), ("SFJ", "office")):
        share = await county.create("judge", "share", case, to_agency=gid("agency", agency), purpose="实质性化解")
        await county.moved(who, "share", share, "accept")
    return case


async def registered(county: County, case: UUID, number: str = SUIT, who: str = "registrar", **values: Any) -> Outcome:
    """The registration, which is an act of its own and is applied whatever else is missing."""
    branch = {"registrar": "COURT", "prosecutor": "PROCURATORATE", "emergency": "GOVERNMENT"}[who]
    return await county.one(who, Create("docket", county.new_id(), {"branch": branch, "number": number, **values}, case=case))


async def beside(county: County) -> list[Any]:
    return await county.all("resolution")


async def ok(county: County, who: str, record: str, key: UUID, name: str, **values: Any) -> None:
    outcome = await county.move(who, record, key, name, **values)
    assert outcome.kind == "applied", (name, outcome)


async def code(county: County, who: str, record: str, key: UUID, name: str, **values: Any) -> str | None:
    outcome = await county.move(who, record, key, name, **values)
    assert outcome.kind == "refused", (name, outcome)
    return outcome.code


async def worked(county: County) -> UUID:
    """Registered, referred, assessed, planned; the joint work has begun."""
    await registered(county, await shared(county))
    key: UUID = (await beside(county))[0]["id"]
    await ok(county, "judge", "resolution", key, "refer", respondent=gid("agency", "YJJ"), sides=[
        {"id": "1", "name": "郁满仓", "capacity": "PLAINTIFF"}, {"id": "2", "name": "应急管理局", "capacity": "DEFENDANT"}])
    await ok(county, "judge", "resolution", key, "assess", plan_agency=gid("agency", "SFJ"), real_demand="要求重新核定", obstacles="对标准不信任")
    await ok(county, "office", "resolution", key, "plan", plan="三家一起释法并补偿", participants=[
        {"id": branch, "branch": branch, "agency": agency} for branch, agency in (("GOVERNMENT", "SFJ"), ("COURT", "FY"), ("PROCURATORATE", "JC"))])
    await ok(county, "office", "resolution", key, "work")
    return key


async def test_registration_is_never_refused_and_what_is_missing_is_seen(county: County) -> None:
    case = await shared(county)
    outcome = await registered(county, case)
    assert (outcome.kind, outcome.code) == ("applied", None)
    (resolution,) = await beside(county)
    assert (resolution["state"], resolution["docket_id"], resolution["docket_number"], resolution["entry"], resolution["lead_agency"]) == (
        "MISSING", outcome.key, SUIT, "COURT_CASE", "FY")
    (clock,) = await county.all("duty", "code = 'RESOLUTION_OPENING'")
    assert (clock["agency"], clock["verified"], clock["due_at"].astimezone(SHANGHAI).date().isoformat()) == ("FY", False, "2026-03-06")


async def test_each_further_move_is_done_and_asks(county: County) -> None:
    outcome = await registered(county, await shared(county))
    for values in ({"stage": "审理中"}, {"hearing_on": "2026-04-20"}):
        edited = await county.edit("judge", "docket", outcome.key, **values)
        assert edited.kind == "applied"
        assert [notice.code for notice in edited.notices] == ["RESOLUTION_MISSING"]
    (resolution,) = await beside(county)
    await ok(county, "judge", "resolution", resolution["id"], "refer", respondent=gid("agency", "YJJ"))
    assert (await county.edit("judge", "docket", outcome.key, stage="已结")).notices == ()


async def test_a_docket_without_any_resolution_asks_too(county: County) -> None:
    """What was registered under another number asks from the moment it is an administrative suit."""
    outcome = await registered(county, await shared(county), "（2026）川0522民初44号")
    assert await beside(county) == []
    assert (await county.edit("judge", "docket", outcome.key, stage="改案由")).notices == ()
    edited = await county.edit("judge", "docket", outcome.key, number=SUIT)
    assert [notice.code for notice in edited.notices] == ["RESOLUTION_MISSING"]
    key = await county.create("judge", "resolution", (await county.row("docket", outcome.key))["case_id"], title="补登", docket_id=gid("docket", outcome.key))
    assert [notice.code for notice in (await county.edit("judge", "docket", outcome.key, stage="审理中")).notices] == ["RESOLUTION_MISSING"]
    await ok(county, "judge", "resolution", key, "refer", respondent=gid("agency", "YJJ"))
    assert (await county.edit("judge", "docket", outcome.key, stage="已结")).notices == ()


@pytest.mark.parametrize(("who", "number", "called_for"), [
    ("registrar", "（2026）川0522行初1号", True), ("registrar", "(2026)川0522行初2号", True), ("registrar", "（2026）川0522行赔初3号", True),
    ("registrar", "（2026）川0522民初4号", False), ("registrar", "（2026）川0522行审5号", False), ("registrar", "（2026）川0522行保6号", False),
    ("prosecutor", "合检行监〔2026〕3号", True), ("prosecutor", "合检行公建〔2026〕4号", False), ("prosecutor", "合检民监〔2026〕5号", False),
    ("emergency", "合应急函〔2026〕7号", False)])
async def test_which_dockets_call_for_it(county: County, who: str, number: str, called_for: bool) -> None:
    assert (await registered(county, await shared(county), number, who)).kind == "applied"
    assert len(await beside(county)) == called_for


async def test_the_court_and_the_procuratorate_each_have_their_own(county: County) -> None:
    case = await shared(county)
    await registered(county, case)
    await registered(county, case, "合检行监〔2026〕3号", "prosecutor")
    assert {(row["entry"], row["lead_agency"]) for row in await beside(county)} == {("COURT_CASE", "FY"), ("SUPERVISION", "JC")}


async def test_the_whole_way(county: County) -> None:
    key = await worked(county)
    await ok(county, "office", "resolution", key, "note", talks=[{"id": "t", "note": "双方各让一步"}])
    settled = {"result": "MEDIATED", "settlement_text": "补足差额", "performance_due_on": "2026-04-30"}
    assert await code(county, "judge", "resolution", key, "settle", **settled, mediable="INDEMNITY") == "SIDE_NOT_AGREED"
    agreed = [{"id": "1", "agreed_on": "2026-03-02"}, {"id": "2", "agreed_on": "2026-03-02"}]
    assert await code(county, "judge", "resolution", key, "settle", **settled, sides=agreed) == "RESULT_NOT_MEDIABLE"
    await ok(county, "judge", "resolution", key, "settle", **settled, sides=agreed, mediable="INDEMNITY")
    assert await code(county, "judge", "resolution", key, "perform") == "INPUT_MISSING"
    assert await code(county, "office", "resolution", key, "perform", performance_evidence="收条") == "FORBIDDEN"  # only who referred it
    await ok(county, "judge", "resolution", key, "perform", performance_evidence="收条")
    await county.moved("judge", "resolution", key, "close")
    duties = {row["code"]: row["state"] for row in await county.all("duty")}
    assert duties == {"RESOLUTION_OPENING": "MET", "RESOLUTION_TERM": "MET", "RESOLUTION_PERFORMANCE": "MET"}


async def test_one_plan_of_three_branches(county: County) -> None:
    await registered(county, await shared(county))
    key = (await beside(county))[0]["id"]
    await ok(county, "judge", "resolution", key, "refer", respondent=gid("agency", "YJJ"))
    await ok(county, "judge", "resolution", key, "assess", plan_agency=gid("agency", "SFJ"), real_demand="要求重新核定")
    two = [{"id": "g", "branch": "GOVERNMENT", "agency": "SFJ"}, {"id": "c", "branch": "COURT", "agency": "FY"}]
    outcome = await county.move("office", "resolution", key, "plan", plan="方案", participants=two)
    assert (outcome.code, outcome.facts["missing"]) == ("PLAN_BRANCH_MISSING", "检察院")
    assert await code(county, "emergency", "resolution", key, "plan", plan="方案") == "FORBIDDEN"


async def test_an_unsuited_case_goes_back_with_a_reason(county: County) -> None:
    await registered(county, await shared(county))
    key = (await beside(county))[0]["id"]
    assert await code(county, "judge", "resolution", key, "decline", reason="x") == "MOVE_NOT_POSSIBLE"
    await ok(county, "judge", "resolution", key, "refer", respondent=gid("agency", "YJJ"))
    assert await code(county, "judge", "resolution", key, "decline") == "INPUT_MISSING"
    await ok(county, "judge", "resolution", key, "decline", reason="程序性争议")


async def test_settled_needs_the_sides_and_can_fail_later(county: County) -> None:
    key = await worked(county)
    await ok(county, "judge", "resolution", key, "settle", result="WITHDRAWN", settlement_text="撤诉", performance_due_on="2026-04-30",
             sides=[{"id": "1", "agreed_on": "2026-03-02"}, {"id": "2", "agreed_on": "2026-03-02"}])
    await ok(county, "judge", "resolution", key, "fail", reason="逾期未履行")
    await ok(county, "judge", "resolution", key, "return")
    assert (await county.row("resolution", key))["state"] == "RETURNED"


# --- appearance of the head ---------------------------------------------------------------------------------------------


async def summoned(county: County, days: int) -> UUID:
    case = await shared(county)
    docket = (await registered(county, case)).key
    hearing = (datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI) + timedelta(days=days)).isoformat()
    return await county.create("registrar", "appearance", case, title="负责人出庭", docket_id=gid("docket", docket), respondent=gid("agency", "YJJ"), hearing_at=hearing)


async def test_the_notice_is_served_three_days_before_the_hearing(county: County) -> None:
    late = await summoned(county, 2)
    outcome = await county.move("registrar", "appearance", late, "notify")
    assert (outcome.code, outcome.facts["last_day"]) == ("NOTICE_TOO_SHORT", "2026-03-01")
    await ok(county, "registrar", "appearance", await summoned(county, 3), "notify")
    assert (await county.all("appearance", "state = 'NOTIFIED'"))[0]["notified_on"].isoformat() == "2026-03-02"


async def test_who_appears_speaks_to_the_dispute(county: County) -> None:
    key = await summoned(county, 5)
    await ok(county, "registrar", "appearance", key, "notify")
    who = {"official": "分管副局长", "post": "副局长"}
    assert await code(county, "judge", "appearance", key, "appear", **who, statement="愿意补偿") == "NOT_HEARD_YET"
    day = datetime(2026, 3, 7, 11, tzinfo=SHANGHAI)
    outcome = await county.move("judge", "appearance", key, "appear", at=day, **who)
    assert outcome.code == "STATEMENT_MISSING"
    await ok(county, "judge", "appearance", key, "appear", **who, statement="愿意补偿")


async def test_an_unexcused_absence_is_recommended_on_and_counted(county: County) -> None:
    key = await summoned(county, 3)
    await ok(county, "registrar", "appearance", key, "notify")
    assert await code(county, "judge", "appearance", key, "excuse", excuse_ground="OTHER") == "INPUT_MISSING"
    assert await code(county, "emergency", "appearance", key, "miss") == "FORBIDDEN"  # the court's own finding
    outcome = await county.move("judge", "appearance", key, "miss", at=datetime(2026, 3, 5, 18, tzinfo=SHANGHAI))
    assert outcome.kind == "applied"
    await ok(county, "judge", "appearance", key, "recommend", recommended_to="县监察委员会")
    await ok(county, "office", "appearance", key, "assess", assessment="负责人无正当理由未出庭，扣分")
    row = await county.row("appearance", key)
    assert (row["number"], row["state"], row["respondent"]) == ("（2026）川0522司建1号", "ASSESSED", "YJJ")


async def test_government_writes_nothing_of_the_court(county: County) -> None:
    key = await summoned(county, 3)
    await ok(county, "registrar", "appearance", key, "notify")
    row = await county.row("appearance", key)
    edited = await county.one("emergency", Edit("appearance", key, None, row["version"], {"statement": "已出庭"}))
    assert (edited.kind, edited.code) == ("refused", "FIELD_FORBIDDEN")
    await ok(county, "emergency", "appearance", key, "ask_excuse", excuse="防汛值守")
    await ok(county, "judge", "appearance", key, "excuse", excuse_ground="OFFICIAL_DUTY")
