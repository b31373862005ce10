"""应急局逾期案: a recommendation answered seventeen days late; an oral answer is none, and the lateness stays in the year's assessment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sync.clock import tick
from tests.stories.village import Village, agency

PROPOSALS = [{"id": "1", "content": "查处无证零售"}, {"id": "2", "content": "限量储存检查"}, {"id": "3", "content": "建立日常巡查台账"}]
MEASURES = [{**one, "measure": measure} for one, measure in zip(PROPOSALS, ("已查处", "已检查并限量", "台账在建，12月完成"), strict=True)]
FORMULA = [{"title": "按期回复", "measure": "IN_TIME", "of": "RECEIVED", "way": "SHARE", "points": "40.00"},
           {"title": "检察评分", "measure": "PROCURATORATE_MARK", "way": "ADD", "points": "0.50", "most": "50.00"},
           {"title": "逾期", "measure": "LATE_DAYS", "way": "DEDUCT", "points": "1.00", "most": "30.00"}]


async def served(village: Village) -> str:
    """Written in March, served on 1 April."""
    village.on("2026-03-25")
    at = await village.new("jianchaguan", "recommendation", title="烟花爆竹零售点监管检察建议", kind="GOVERNANCE", replyRule="GENERAL", targetAgency=agency("YJJ"),
                           facts="三家零售点超量储存", legalBasis="烟花爆竹安全管理条例 16", proposals=PROPOSALS)
    assert (await village.no("jianchaguan", at, "approve"))["code"] == "FORBIDDEN"
    assert await village.do("jianchazhang", at, "approve") == "APPROVED"
    assert await village.see("yingji", at, "title") is None  # not before service
    village.on("2026-04-01")
    assert await village.do("jianchaguan", at, "serve", servedOn="2026-04-01", serviceWay="书面送达", receiverName="方警") == "SERVED"
    return at


async def the_head_is_told(village: Village) -> None:
    """The clock by itself: late from the first instant of the next day, and whoever heads the bureau hears of it."""
    parts, asked = village.served.parts, 'inbox { notifications(first: 50, filter: {kind: {eq: OVERDUE}}) { nodes { label about { title } } } }'
    for moment, told in ((village.at - timedelta(seconds=1), []), (village.at, ["书面回复检察院"])):
        await tick(parts.database.pool, parts.policies.current, parts.world, moment)
        found = (await village.served.data("yingjijuzhang", f"{{ {asked} }}"))["inbox"]["notifications"]["nodes"]
        assert [one["label"] for one in found if one["label"] == "书面回复检察院"] == told
    assert (await village.served.data("shuiwujuzhang", f"{{ {asked} }}"))["inbox"]["notifications"]["nodes"] == []


async def answered(village: Village) -> str:
    """Two months of silence, urged, reported, answered on 18 June."""
    at = await served(village)
    village.on("2026-06-01", "23:59")
    assert (await village.no("jianchaguan", at, "expire"))["code"] == "REPLY_NOT_DUE"
    village.on("2026-06-02", "00:00")
    await the_head_is_told(village)
    assert await village.do("jianchaguan", at, "expire") == "OVERDUE"
    await village.do("jianchaguan", at, "urge", urgingNumber="合检督〔2026〕1号")
    village.on("2026-06-10")
    await village.share("jianchaguan", await village.case_of("jianchaguan", at), "GOV", "逾期报县政府", "zhengfuban")
    assert await village.do("jianchaguan", at, "report_government", reason="两个月未回复") == "REPORTED_GOV"
    village.on("2026-06-18")
    for oral, code in (("", "INPUT_MISSING"), ("5月口头", "VALUE_INVALID")):
        assert (await village.no("yingji", at, "reply", replyNumber=oral, reply="5月已口头回复", proposals=MEASURES))["code"] == code
    assert (await village.no("yingji", at, "reply", replyNumber="合应急发〔2026〕29号", reply="已改", proposals=MEASURES[:2]))["facts"]["items"] == "3"
    assert await village.do("yingji", at, "reply", replyNumber="合应急发[2026]29号", reply="3项完成2项", proposals=MEASURES) == "REPLIED"
    return at


async def test_seventeen_days_late_for_good(village: Village) -> None:
    at = await answered(village)
    duties = await village.duties("yingji", at)
    assert [duties["REPLY"][name] for name in ("state", "late", "lateDays")] == ["MET", True, 17]
    assert duties["REPORT"]["state"] == "RUNNING"  # the report to the county government is an act of its own
    village.on("2026-06-19")
    await village.do("yingji", at, "report", reportNumber="合应急发〔2026〕30号", reportedOn="2026-06-19")
    assert (await village.duties("yingji", at))["REPORT"]["lateDays"] == 18
    village.on("2026-07-08")
    marks = [{"id": one["id"], "evaluation": mark} for one, mark in zip(PROPOSALS, ("DONE", "DONE", "PARTLY"), strict=True)]
    assert (await village.no("yingji", at, "evaluate", evaluation="DONE"))["code"] == "FORBIDDEN"
    assert await village.do("jianchaguan", at, "evaluate", evaluation="PARTLY", proposals=marks) == "EVALUATED"
    seen = await village.see("yingji", at, "lateReply lateReport replyNumber proposals { measure evaluation } assessment")
    assert (seen["lateReply"], seen["lateReport"], seen["replyNumber"]) == (True, True, "合应急发〔2026〕29号")
    assert [one["evaluation"] for one in seen["proposals"]] == ["DONE", "DONE", "PARTLY"]


async def test_the_year_is_assessed_and_an_oral_answer_corrects_nothing(village: Village) -> None:
    letter = await answered(village)
    village.on("2026-07-08")
    await village.do("jianchaguan", letter, "evaluate", evaluation="PARTLY")
    village.on("2026-11-10")
    at = await village.new("sifaju", "assessment", title="应急局2026年度考核", year=2026, agency=agency("YJJ"), formula=FORMULA)
    assert await village.see("yingji", at, "score") is None  # no draft before it is scored
    assert (await village.no("sifaju", at, "score"))["code"] == "PROCURATORATE_PART_MISSING"
    assert (await village.no("sifaju", at, "procuratorate_part", procuratorateMark=100))["code"] == "FORBIDDEN"
    await village.do("jianchaguan", at, "procuratorate_part", procuratorateMark=60, procuratorateOpinion="部分到位")
    await village.do("sifaju", at, "score")
    seen = await village.see("yingji", at, "state score lateDays scoreLines { title points }")
    assert seen == {"state": "SCORED", "score": "13.00", "lateDays": 17, "scoreLines": [
        {"title": "按期回复", "points": "0.00"}, {"title": "检察评分", "points": "30.00"}, {"title": "逾期", "points": "-17.00"}]}
    for stranger in ("shuiwu", "faguan", "xitong"):
        assert await village.see(stranger, at, "score") is None
    village.on("2026-11-12")
    await village.do("yingji", at, "object", objection="5月已口头回复")
    assert (await village.no("sifaju", at, "answer", objectionOutcome="CORRECTED", objectionAnswer="照准"))["code"] == "NO_WRITTEN_PROOF"
    await village.do("sifaju", at, "answer", objectionOutcome="REJECTED", objectionAnswer="口头回复无书面记录，不成立")
    assert (await village.no("sifaju", at, "order", orderNumber="合府发〔2026〕9号"))["code"] == "FORBIDDEN"
    await village.do("zhengfuban", at, "order", orderNumber="合府发〔2026〕9号")
    assert await village.do("sifaju", at, "publish") == "PUBLISHED"
    published: Any = await village.see("shuiwu", at, "score snapshot")
    assert published["score"] == "13.00" and published["snapshot"]["late_days"] == 17
    await village.do("sifaju", letter, "assess", assessment="年度扣分，逾期17日；口头回复异议不成立")
    assert (await village.see("yingji", letter, "assessment lateReply")) == {"assessment": "年度扣分，逾期17日；口头回复异议不成立", "lateReply": True}


async def test_who_must_not_see_the_letter(village: Village) -> None:
    at = await served(village)
    for stranger in ("shuiwu", "minzheng", "faguan", "tiaojie1", "xitong"):
        assert await village.see(stranger, at, "title") is None
    assert (await village.see("zhengfuban", at, "facts"))["facts"] == "三家零售点超量储存"
    assert (await village.no("shuiwu", at, "object", objection="x"))["code"] == "NOT_FOUND"
