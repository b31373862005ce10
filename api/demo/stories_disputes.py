"""Two stories told whole: compensation for standing crops, from a potential suit to the court; and the rules on stalls, from draft to challenge."""

from __future__ import annotations

import hashlib
from datetime import date

from api.demo.folder import Folder, Row, World, moment
from api.demo.telling import docket, person, session, share, signatures, town

AGREEMENT = "对11户青苗补偿按附表补足差额合计46200元，2026年9月15日前支付。"
SUIT = "（2026）川0522行初44号"
FIRST_DRAFT = "第五条　擅自占道摆摊的，处500元以上5000元以下罚款。"
FINAL_DRAFT = "第五条　擅自占道摆摊的，由城管部门责令改正，依照有关法律、法规处理。"


def land(world: World) -> Folder:
    """6 征地补偿潜在之诉: eleven households agree, one refuses and is led to the court the same day; the suit ends in mediation."""
    m = "tiaojie6"
    f = Folder(world, "story-06", moment("2026-06-20"), m, "滨江社青苗补偿清单争议", township=town("002"), urgency="URGENT",
               summary="12户对青苗补偿清单不服，起诉期限8月10日届满；11户达成补差协议，1户引导起诉，开庭后以调解结案。")
    person(f, "2026-06-20", m, "APPLICANT", "郁满仓", "19660505", address="合江县临港街道滨江社")
    person(f, "2026-06-20", m, "APPLICANT", "简茂林", "19710922", address="合江县临港街道滨江社")
    f.add("party", moment("2026-06-20"), m, kind="ORGANISATION", role="RESPONDENT", name="合江县自然资源和规划局", uscc="115105220000000194")
    for to, purpose, by in (("SFJ", "行政争议化解", "sifaju"), ("ZGJ", "补偿清单复核", "zigui"), ("FY", "引导立案", "lian"), ("JC", "参与化解", "jianchaguan")):
        share(f, "2026-06-20", m, to, purpose, by)
    suit = f.add("potential_suit", moment("2026-06-20", "10:10"), m, title="滨江社12户青苗补偿清单争议", source="LAWYER", act_kind="EXPROPRIATION",
                 act_number="合自规补〔2026〕3号", respondent="ZGJ", remedy_rule="ACT", served_on=date(2026, 2, 10), clock_from=date(2026, 2, 10),
                 claim="清单漏计果苗，律师函称将起诉。")
    f.move(suit, "contact", moment("2026-06-20", "11:00"), m)
    _told(f, suit, "2026-06-20", 51)
    f.move(suit, "consent", moment("2026-06-22"), m)
    f.move(suit, "divert", moment("2026-06-22", "11:00"), m, channel="MEDIATION", review_first="NONE", mediable="INDEMNITY", excluded="NONE", defendant="ZGJ")
    docket(f, "2026-06-22", "zigui", "GOVERNMENT", "合自规函〔2026〕33号", matter="青苗补偿清单复核", result="补计果苗")
    f.move(suit, "mediate", moment("2026-06-24"), m)
    mediation = _mediated(f, m, suit)
    f.move(suit, "resolve", moment("2026-08-03", "16:00"), m, resolution_kind="AGREEMENT")
    f.move(mediation, "start_performance", moment("2026-08-04"), m)
    docket(f, "2026-08-10", "jianchaguan", "PROCURATORATE", "合检行函〔2026〕5号", business="行政检察", measure="参与实质性化解")
    _resolved(f)
    f.move(mediation, "perform", moment("2026-09-14"), m, performance_note="46200元已转账，回单附卷。")
    f.move(suit, "close", moment("2026-09-15"), m)
    return f


def _told(f: Folder, suit: Row, day: str, left: int, name: str = "郁满仓等12户", clock: str = "10:30") -> None:
    told = {"clock": "SUIT_WINDOW", "days_left": left, "name": name, "manner": "当面并短信", "occurred_at": moment(day, clock).isoformat(), "author": "费明"}
    f.move(suit, "tell", moment(day, clock), "tiaojie6", told=[*suit.get("told", []), told])


def _mediated(f: Folder, m: str, suit: Row) -> Row:
    """The mediation with the procuratorate joining; the twelfth household is entered apart and sues the same day."""
    row = f.rows["mediation"][-1]
    f.edit(row, moment("2026-06-24", "09:30"), m, dispute_type="COMPENSATION", facts="清单漏计果苗。", demands="补足差额。", mediator_names="费明",
           consent_applicant=True, consent_respondent=True)
    f.move(row, "accept", moment("2026-06-24", "10:00"), m)
    invited = {"id": "jc", "agency": "JC", "role": "GUIDE"}
    f.move(row, "invite_joint", moment("2026-06-24", "10:30"), m, joint_mediators=[invited])
    f.move(row, "join", moment("2026-06-25"), "jianchaguan", joint_mediators=[{**invited, "name": "陆明澄", "consented": True}])
    f.move(row, "begin", moment("2026-06-26"), m)
    _told(f, suit, "2026-07-11", 30)
    f.edit(row, moment("2026-07-21"), m, sessions=[session("2026-07-21", "09:30", "临港街道办", "逐户核对果苗数量；郁家可让到每亩少补200元。", "费明")])
    _told(f, suit, "2026-07-26", 15)
    _told(f, suit, "2026-08-03", 7, clock="09:00")
    f.move(row, "draft", moment("2026-08-03", "10:30"), m, agreement_text=AGREEMENT, agreement_amount="46200.00", performance_method="转账",
           performance_due_on=date(2026, 9, 15))
    f.move(row, "sign", moment("2026-08-03", "15:30"), m, effective_on=date(2026, 8, 3), sealed_on=date(2026, 8, 3), signatures=signatures(
        AGREEMENT, "2026-08-03", ("APPLICANT", "郁满仓等11户", "THUMBPRINT"), ("RESPONDENT", "合江县自然资源和规划局", "SEAL"), ("MEDIATOR", "费明", "SIGNATURE")))
    f.move(suit, "separate", moment("2026-08-03", "10:40"), m, apart_title="简茂林户青苗补偿清单争议")
    apart = f.rows["potential_suit"][-1]
    f.move(apart, "contact", moment("2026-08-03", "11:00"), m)
    _told(f, apart, "2026-08-03", 7, "简茂林", "11:10")
    f.move(apart, "refuse", moment("2026-08-03", "11:20"), m, reason="要求法院裁判")
    f.move(apart, "divert", moment("2026-08-03", "11:30"), "lian", channel="SUIT", review_first="NONE", defendant="ZGJ", court="COUNTY")
    docket(f, "2026-08-03", "lian", "COURT", SUIT, cause="不服征地补偿清单", stage="已立案", judge="沈砚秋")
    f.move(apart, "sue", moment("2026-08-03", "15:10"), "lian", case_number=SUIT)
    f.move(apart, "close", moment("2026-08-04", "09:00"), m)
    return row


def _resolved(f: Folder) -> None:
    """The parallel step beside the suit: one plan, the deputy head appears and speaks to it, all agree, the court checks performance."""
    entry, row = f.rows["docket"][-2], f.rows["resolution"][-1]
    sides = [{"id": "p", "name": "简茂林", "capacity": "PLAINTIFF"}, {"id": "d", "name": "合江县自然资源和规划局", "capacity": "DEFENDANT"}]
    f.move(row, "refer", moment("2026-08-05"), "lian", respondent="ZGJ", act="青苗补偿清单", sides=sides)
    f.move(row, "assess", moment("2026-08-06"), "faguan", plan_agency="SFJ", real_demand="按实际株数补偿并公开清点", obstacles="不信任清点人员", mediable="INDEMNITY")
    f.move(row, "plan", moment("2026-08-11"), "sifaju", plan="共同到场清点、释明补偿标准、补足差额，一次了结。", participants=[
        {"branch": branch, "agency": agency, "name": name, "role": role} for branch, agency, name, role in (
            ("GOVERNMENT", "SFJ", "庄立言", "牵头"), ("COURT", "FY", "沈砚秋", "释法"), ("PROCURATORATE", "JC", "陆明澄", "监督"))],
        measures=[{"kind": "EXPLAIN", "content": "释明补偿标准", "agency": "FY"}, {"kind": "INDEMNITY", "content": "补计果苗", "agency": "ZGJ"}])
    f.move(row, "work", moment("2026-08-12"), "sifaju")
    head = f.add("appearance", moment("2026-08-20"), "lian", title="自规局负责人出庭", docket_id=entry["id"], respondent="ZGJ", hearing_at=moment("2026-08-28", "09:30"))
    f.edit(entry, moment("2026-08-20", "11:00"), "faguan", hearing_on=date(2026, 8, 28), stage="审理中")
    f.move(head, "notify", moment("2026-08-24"), "lian")
    f.move(head, "appear", moment("2026-08-28", "11:30"), "faguan", official="向知行", post="副局长（分管）", statement="愿按共同清点结果补足差额。")
    f.move(row, "settle", moment("2026-08-28", "15:00"), "faguan", result="MEDIATED", result_number=SUIT, settlement_text="补足差额3860元。",
           performance_due_on=date(2026, 9, 15), sides=[{**side, "agreed_on": "2026-08-28"} for side in sides])
    f.edit(entry, moment("2026-08-28", "16:00"), "faguan", stage="已结", outcome="调解结案（补偿可调）")
    f.move(row, "perform", moment("2026-09-16"), "faguan", performance_evidence="转账回单，原告签收。")
    f.move(row, "close", moment("2026-09-17"), "faguan")


def rules(world: World) -> Folder:
    """9 摊区管理办法审查案: an invited opinion that had to be answered, a failed review, a clause the court found lawful."""
    by = "chengguan"
    world.last["normative", 2026] = 1  # the story's document is 合府规〔2026〕2号
    f = Folder(world, "story-09", moment("2026-02-02"), by, "《合江县临时摊区管理办法》起草与审查",
               summary="法院指出罚款设定越权，未采纳即不予通过；修改后编合府规〔2026〕2号并备案，后经附带审查认定合法。")
    for to, purpose, who in (("SFJ", "合法性审查", "sifaju"), ("FY", "邀请论证", "faguan"), ("JC", "邀请论证", "jianchaguan"), ("GOV", "集体讨论与公布", "zhengfuban")):
        share(f, "2026-02-03", by, to, purpose, who)
    docket(f, "2026-02-03", by, "GOVERNMENT", "合住建函〔2026〕6号", matter="规范性文件起草")
    row = f.add("normative_document", moment("2026-02-03"), by, title="合江县临时摊区管理办法", validity="ORDINARY", body=FIRST_DRAFT,
                explanation="规范临时摊区，方便群众生活。", needs_fair_competition=True)
    f.move(row, "open_comment", moment("2026-02-04"), by, comment_from=date(2026, 2, 4), comment_to=date(2026, 3, 6))
    _opinions(f, row)
    study = {"kind": "FAIR_COMPETITION", "organ": "县市场监管局", "conclusion": "不含排除、限制竞争内容"}
    f.move(row, "submit", moment("2026-03-09"), by, comment_summary="收到意见14条，采纳9条。", studies=[study])
    f.move(row, "return", moment("2026-03-16"), "sifaju", return_reason="第五条设定罚款，超越规范性文件权限。", review_number="合司审〔2026〕8号")
    f.edit(row, moment("2026-03-18"), by, body=FINAL_DRAFT)
    answered = [{**one, "answer": "ADOPTED", "answer_reason": None} for one in row["opinions"]]
    f.move(row, "answer_opinion", moment("2026-03-18", "11:00"), by, opinions=answered)
    f.move(row, "submit", moment("2026-03-19"), by)
    f.move(row, "clear", moment("2026-03-26"), "sifaju", reviewed_digest=hashlib.sha256(FINAL_DRAFT.encode()).hexdigest(), review_number="合司审〔2026〕11号")
    f.move(row, "table", moment("2026-03-31"), by)
    f.move(row, "adopt", moment("2026-04-08"), "zhengfuban", meeting="县政府第46次常务会议")
    f.move(row, "number", moment("2026-04-10"), "zhengfuban")
    f.move(row, "publish", moment("2026-04-10", "15:00"), "zhengfuban", effective_on=date(2026, 5, 20))
    f.move(row, "file", moment("2026-04-21"), "zhengfuban", filing_number="泸府规备〔2026〕31号")
    f.move(row, "take_effect", moment("2026-05-20"), "zhengfuban")
    _challenged(f, row)
    return f


def _opinions(f: Folder, row: Row) -> None:
    invited = [{"id": "fy", "agency": "FY"}, {"id": "jc", "agency": "JC"}]
    f.move(row, "invite", moment("2026-02-05"), "chengguan", opinions=invited)
    given = [{**invited[0], "position": "OBJECT", "content": "第五条罚款设定越权。", "name": "沈砚秋"}, invited[1]]
    f.move(row, "give_opinion", moment("2026-02-11"), "faguan", opinions=given)
    given = [given[0], {**invited[1], "position": "SUGGESTION", "content": "明确摊区退出程序。", "name": "陆明澄"}]
    f.move(row, "give_opinion", moment("2026-02-12"), "jianchaguan", opinions=given)
    f.move(row, "answer_opinion", moment("2026-02-24"), "chengguan", opinions=[
        {**given[0], "answer": "NOT_ADOPTED", "answer_reason": "认为有地方性法规依据"}, {**given[1], "answer": "ADOPTED"}])


def _challenged(f: Folder, row: Row) -> None:
    """Half a year later a suit asks for the document to be examined beside the penalty."""
    number = "（2026）川0522行初61号"
    entry = docket(f, "2026-10-12", "faguan", "COURT", number, cause="行政处罚（附带审查规范性文件）", stage="审理中", judge="沈砚秋")
    beside = f.rows["resolution"][-1]
    f.move(beside, "refer", moment("2026-10-13"), "faguan", respondent="ZJJ", act="行政处罚决定")
    f.move(beside, "decline", moment("2026-10-15"), "faguan", reason="争点为规范性文件合法性，不适宜化解。")
    f.move(row, "challenge", moment("2026-10-20"), "faguan", challenge_kind="SUIT", challenge_number=number)
    f.edit(entry, moment("2026-11-13"), "faguan", stage="已结", outcome="该条合法，驳回诉请")
    f.move(row, "answer_challenge", moment("2026-11-16"), "chengguan", challenge_finding="该条被认定合法", challenge_answer="已按法院要求提交依据并说明。")
