"""What the office of the mechanism does in a year: a course, the annual conference with its leading group, an assessment, the network of mediation bodies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from api.demo.folder import Folder, Row, World, moment

FORMULA: tuple[Mapping[str, Any], ...] = (
    {"title": "检察建议按期回复", "measure": "IN_TIME", "of": "RECEIVED", "way": "SHARE", "points": "30.00"},
    {"title": "整改到位", "measure": "RECTIFIED", "of": "RECEIVED", "way": "SHARE", "points": "30.00"},
    {"title": "检察评分", "measure": "PROCURATORATE_MARK", "way": "ADD", "points": "0.20", "most": "20.00"},
    {"title": "负责人出庭", "measure": "HEAD_APPEARED", "of": "HEARINGS", "way": "SHARE", "points": "10.00"},
    {"title": "败诉率", "measure": "SUITS_LOST", "of": "SUITS", "way": "INVERSE", "points": "10.00"},
    {"title": "联合培训学时", "measure": "TRAINING_HOURS", "way": "ADD", "points": "0.50", "most": "5.00"},
    {"title": "逾期回复", "measure": "LATE_DAYS", "way": "DEDUCT", "points": "0.50", "most": "15.00"},
)


def course(world: World) -> Folder:
    """A course on handing crimes over: two sessions, a test, a question agreed on that becomes a task."""
    f = Folder(world, "year-course", moment("2026-04-02"), "sifaju", "2026年行刑衔接同堂培训", summary="县法院、县检察院、县公安局与行政执法单位同堂培训。")
    row = f.add("training", moment("2026-04-02"), "sifaju", title="2026年行刑衔接同堂培训", year=2026, kind="COURSE", topic="行刑衔接：移送标准与证据转换",
                plan="两个半天，集中授课与案例研讨。", trainers="沈砚秋、陆明澄", audience="行政执法人员")
    f.move(row, "notify", moment("2026-04-07"), "sifaju", place="县委党校", sessions=[
        {"code": "A", "starts_at": moment("2026-04-16", "09:00").isoformat(), "hours": 4}, {"code": "B", "starts_at": moment("2026-04-16", "14:30").isoformat(), "hours": 3}])
    people = (("方警", "YJJ"), ("江流", "SWJ"), ("齐清", "STJ"), ("山岳", "ZGJ"), ("雷振", "GAJ"))
    here = [{"session": code, "agency": agency, "person": name, "certificate": f"川E0522{n:04d}", "signed_at": [moment("2026-04-16", clock).isoformat()]}
            for code, clock in (("A", "08:50"), ("B", "14:20")) for n, (name, agency) in enumerate(people, 1)]
    f.move(row, "sign_in", moment("2026-04-16", "15:00"), "sifaju", attendance=here)
    f.move(row, "tell_case", moment("2026-04-16", "15:30"), "sifaju", cases=[
        {"title": "禁采区采砂案", "summary": "某船在禁采区采砂，价格认证达到立案标准，行政机关三日内移送。", "deidentified": True}])
    f.move(row, "hold", moment("2026-04-16", "17:30"), "sifaju", held_on=date(2026, 4, 16))
    f.move(row, "grade", moment("2026-04-17"), "sifaju", attendance=[
        *here[:5], *({**one, "score": score} for one, score in zip(here[5:], ("92.00", "88.00", "95.00", "84.00", "90.00"), strict=True))])
    f.move(row, "record_answers", moment("2026-04-17", "11:00"), "sifaju", answers=[
        {"question": "价格认证未出能否先移送", "answer": "现有证据足以认定达到标准的，先移送，认证后补。", "agreed": True}])
    f.move(row, "assign", moment("2026-04-17", "11:30"), "sifaju", task_title="起草行政执法移送标准指引", task_agency="SFJ", task_due_on=date(2026, 12, 31))
    f.move(row, "evaluate", moment("2026-04-30"), "sifaju", evaluation="到课10人次，平均89.8分。")
    return f


def conference(world: World) -> Folder:
    """The annual conference of 2026, its leading group, a head's own duty; next year's conference is expected."""
    f = Folder(world, "year-conference", moment("2026-01-12"), "sifaju", "府院联动领导小组与年度联席会议")
    for name, agency, post, seat in (("管守恒", "GOV", "县长", "HEAD"), ("裴守正", "FY", "分管副院长", "DEPUTY"), ("严秉衡", "JC", "检察长", "DEPUTY"),
                                     ("钟鉴", "SFJ", "局长", "MEMBER"), ("戴安", "YJJ", "局长", "MEMBER")):
        member = f.add("leading_member", moment("2026-01-12"), "sifaju", title=f"领导小组成员：{name}", group_agency="SFJ", agency=agency, member_name=name, post=post,
                       seat=seat, valid_from=date(2026, 1, 1))
        f.move(member, "confirm", moment("2026-01-13"), "sifaju", document_number="合府办发〔2026〕1号")
    row = f.add("conference", moment("2026-01-15"), "sifaju", title="2026年府院联席会议", year=2026, counted_from=date(2025, 12, 31))
    f.move(row, "plan", moment("2026-02-10"), "sifaju", planned_on=date(2026, 3, 12), place="县政府三会议室", agenda=[
        {"title": "通报2025年府院联动情况", "speaker": "钟鉴"}, {"title": "研究检察建议回复刚性", "speaker": "严秉衡"}])
    f.move(row, "submit_issue", moment("2026-02-24"), "jianchaguan", issues=[{"agency": "JC", "title": "检察建议逾期回复", "content": "建议纳入依法治县考核。"}])
    f.move(row, "prepare", moment("2026-03-05"), "sifaju", report="2025年会商11次，司法确认46件，检察建议31件。",
           statistics={"consultations": 11, "confirmations": 46, "recommendations": 31})
    came = [{"agency": agency, "name": name, "manner": "MEMBER"} for agency, name in (("GOV", "管守恒"), ("JC", "严秉衡"), ("SFJ", "钟鉴"), ("YJJ", "戴安"))]
    f.move(row, "hold", moment("2026-03-12", "16:00"), "sifaju", held_on=date(2026, 3, 12), attendance=[
        *came, {"agency": "FY", "name": "沈砚秋", "manner": "SUBSTITUTE", "stands_for": "裴守正"}])
    f.move(row, "issue_minutes", moment("2026-03-20"), "sifaju", minutes_text="会议议定：检察建议逾期回复纳入依法治县考核；各单位负责人亲自督办。")
    f.move(row, "resolve", moment("2026-03-23"), "sifaju", resolution_title="制定检察建议回复考核计分办法", resolution_agency="SFJ", resolution_due_on=date(2026, 6, 30))
    resolved = f.rows["task"][-1]
    f.move(resolved, "complete", moment("2026-06-24"), "sifajuzhang", result="计分办法已印发")
    _head(f)
    return f


def _head(f: Folder) -> None:
    duty = f.add("leader_duty", moment("2026-07-10"), "sifaju", title="一把手责任：应急管理局", year=2026, agency="YJJ", leader=f.world.doers["yingjijuzhang"].user_id,
                 content="亲自督办烟花爆竹零售点整改并报告。", assigned_on=date(2026, 7, 10))
    f.move(duty, "report", moment("2026-09-04"), "yingjijuzhang", report="两次带队检查，三家零售点已整改。", proof=[
        {"title": "带队检查记录", "digest": hashlib.sha256(b"demo inspection").hexdigest(), "done_on": "2026-08-28"}])
    f.move(duty, "confirm", moment("2026-09-10"), "sifaju")


def assessment(world: World) -> Folder:
    """The emergency bureau's year: scored, objected to with an oral answer, published."""
    f = Folder(world, "year-assessment", moment("2026-11-02"), "sifaju", "应急管理局2026年依法治县考核")
    row = f.add("assessment", moment("2026-11-02"), "sifaju", title="应急管理局2026年依法治县考核", year=2026, agency="YJJ", formula=FORMULA,
                hearings=2, head_appeared=2, suits=3, suits_lost=0)
    f.move(row, "procuratorate_part", moment("2026-11-03"), "jianchaguan", procuratorate_mark=60, procuratorate_opinion="首份建议部分到位，第二份尚未回复。")
    f.move(row, "score", moment("2026-11-04"), "sifaju")
    f.move(row, "object", moment("2026-11-09"), "yingji", objection="5月已口头回复，不应计逾期。")
    f.move(row, "answer", moment("2026-11-13"), "sifaju", objection_outcome="REJECTED", objection_answer="口头回复无书面记录，异议不成立。")
    f.move(row, "order", moment("2026-11-17"), "zhengfuban", order_number="合府函〔2026〕71号")
    f.move(row, "publish", moment("2026-11-18"), "sifaju")
    return f


def network(world: World) -> Folder:
    """The register of mediation bodies, with what each did this year in the stories."""
    f = Folder(world, "year-network", moment("2026-02-03"), "sifaju", "合江县调解组织名册")
    for name, kind, level, host, unit, town, members in (
            ("望荔村人民调解委员会", "PEOPLE", "VILLAGE", "CTW-126201", "TJ-126201", "510522126", ("潘砚", "罗远", "冯守信")),
            ("福宝镇人民调解委员会", "PEOPLE", "TOWNSHIP", "XZ-112", "TJ-112", "510522112", ("石敬亭", "岳松", "姚朗")),
            ("榕山镇人民调解委员会", "PEOPLE", "TOWNSHIP", "XZ-109", "TJ-109", "510522109", ("樊良", "陶安", "柯宁")),
            ("自然资源和规划局行政调解室", "ADMINISTRATIVE", "COUNTY", "ZGJ", None, None, ("山岳",))):
        row: Row = f.add("mediation_body", moment("2026-02-03"), "sifaju", title=name, name=name, kind=kind, level=level, host=host, body_unit=unit, township=town,
                         chief=members[0], members=[{"name": each, "standing": "PART"} for each in members], scope="婚姻家庭、邻里、山林地界等民间纠纷")
        f.move(row, "register", moment("2026-02-05"), "sifaju", founded_on=date(2019, 6, 1))
        if unit:
            f.move(row, "count", moment("2026-11-20"), "sifaju")
    return f


def leads(world: World) -> Folder:
    """A village clerk hears of a fish pond taken by force; the police open an investigation and tell the town."""
    f = Folder(world, "year-lead", moment("2026-05-18"), "xz102", "白沙镇强占鱼塘线索", township="510522102")
    row = f.add("rural_lead", moment("2026-05-18", "11:00"), "xz102", title="强占鱼塘线索", kind="GANG", content="有人长期强占村集体鱼塘并收取费用。", place="白沙镇回龙坝村",
                suspect="绰号“塘三”等人", reporter_name="卓远山", vulnerable=True)
    f.move(row, "transfer", moment("2026-05-18", "15:00"), "xz102", receiver="GAJ")
    f.move(row, "accept", moment("2026-05-20"), "mingjing")
    f.move(row, "file", moment("2026-06-01"), "mingjing", filing_number="合公刑立字〔2026〕88号")
    f.move(row, "feed_back", moment("2026-06-02"), "mingjing", feedback="已立案侦查。")
    return f


YEAR = (course, conference, assessment, network, leads)
