"""What is told beside the twelve stories: a check-up of an enterprise, a proposal to protect children, a major decision, an inquiry into who answers."""

from __future__ import annotations

import hashlib
from datetime import date

from api.demo.folder import Folder, World, moment
from api.demo.telling import share, town

PLAN = "第一条　城区新建小学两所、改扩建初中一所。第二条　学位按常住人口配置。第三条　2026年秋季学期起分步实施。"


def checkup(world: World) -> Folder:
    """法治体检: risks found at a bamboo workshop in good health, looked at again in autumn."""
    by = "jingxin"
    f = Folder(world, "beside-checkup", moment("2026-04-20"), by, "合江竹韵工艺品有限公司法治体检", township=town("112"))
    risks = [{"id": "1", "area": "LABOUR", "level": "MIDDLE", "advice": "与12名季节工补签书面合同"},
             {"id": "2", "area": "SAFETY", "level": "HIGH", "advice": "竹粉车间加装除尘与防爆设施"}]
    row = f.add("enterprise_checkup", moment("2026-04-20", "10:30"), by, title="竹韵工艺品法治体检", enterprise="合江竹韵工艺品有限公司", uscc="91510522MA9999996N")
    f.move(row, "report", moment("2026-04-24"), by, visited_on=date(2026, 4, 22), risks=risks)
    done = [{**one, "measure": measure} for one, measure in zip(risks, ("合同已全部补签", "除尘设施已验收"), strict=True)]
    f.move(row, "follow_up", moment("2026-09-16"), by, follow_up="两项均已整改。", risks=done)
    return f


def proposal(world: World) -> Folder:
    """保护建议 (未成年人保护法 114): the police propose, the market bureau answers within the month."""
    by = "mingjing"
    f = Folder(world, "beside-proposal", moment("2026-09-10"), by, "校园周边烟酒销售监管保护建议", township=town("102"))
    row = f.add("protection_proposal", moment("2026-09-10", "10:30"), by, title="校园周边烟酒销售监管保护建议", target_agency="SJJ", sensitivity_level="MINOR",
                content="巡查发现学校周边三家商店未设置不向未成年人销售烟酒标志，建议专项检查。")
    f.move(row, "serve", moment("2026-09-14"), by, served_on=date(2026, 9, 14))
    f.move(row, "reply", moment("2026-10-12"), "shijian", reply="已检查校园周边商店46家，责令改正3家。", measures=[{"measure": "张贴标志、建立月查台账"}])
    f.move(row, "close", moment("2026-10-20"), by)
    return f


def decision(world: World) -> Folder:
    """重大行政决策: thirty days of comment, risk and experts heard, an opinion taken, a review of its own text, and a look back."""
    by = "jiaoti"
    f = Folder(world, "beside-decision", moment("2026-02-26"), by, "县城区义务教育学校布点规划", township=town("001"))
    for to, purpose, who in (("SFJ", "合法性审查", "sifaju"), ("FY", "邀请论证", "faguan"), ("GOV", "集体讨论与公布", "zhengfuban")):
        share(f, "2026-02-26", by, to, purpose, who)
    row = f.add("major_decision", moment("2026-02-27"), by, title="合江县城区义务教育学校布点规划（2026—2030年）", matter="PLAN", body=PLAN,
                explanation="缓解城区学位紧张。", needs_expert=True, needs_risk=True)
    f.move(row, "open_comment", moment("2026-03-02"), by, comment_from=date(2026, 3, 2), comment_to=date(2026, 4, 2))
    f.move(row, "invite", moment("2026-03-03"), by, opinions=[{"id": "fy", "agency": "FY"}])
    given = {"id": "fy", "agency": "FY", "position": "SUGGESTION", "content": "写明征收补偿先于施工。", "name": "沈砚秋"}
    f.move(row, "give_opinion", moment("2026-03-12"), "faguan", opinions=[given])
    f.move(row, "answer_opinion", moment("2026-03-18"), by, opinions=[{**given, "answer": "ADOPTED"}])
    f.move(row, "submit", moment("2026-04-07"), by, comment_summary="收到意见31条，采纳22条。", studies=[
        {"kind": "EXPERT", "organ": "县教育督导委员会", "conclusion": "布点合理"}, {"kind": "RISK", "organ": "县委政法委", "conclusion": "低风险"}])
    f.move(row, "clear", moment("2026-04-15"), "sifaju", reviewed_digest=hashlib.sha256(PLAN.encode()).hexdigest(), review_number="合司审〔2026〕14号")
    f.move(row, "table", moment("2026-04-17"), by)
    f.move(row, "adopt", moment("2026-04-22"), "zhengfuban", meeting="县政府第47次常务会议")
    f.move(row, "number", moment("2026-04-24"), "zhengfuban", document_number="合府发〔2026〕12号")
    f.move(row, "publish", moment("2026-04-24", "15:00"), "zhengfuban", effective_on=date(2026, 6, 1))
    f.move(row, "file", moment("2026-04-30"), "zhengfuban", filing_number="合档决〔2026〕3号")
    f.move(row, "take_effect", moment("2026-06-01"), "zhengfuban")
    f.move(row, "evaluate", moment("2026-11-12"), by, evaluation="秋季学期新增学位900个，群众满意度92%。")
    return f


def inquiry(world: World) -> Folder:
    """责任追究: a licence overturned in reconsideration; one officer looks into it, the head decides."""
    by = "sifaju"
    f = Folder(world, "beside-inquiry", moment("2026-06-08"), by, "违法吊销许可责任追究")
    row = f.add("accountability", moment("2026-06-08", "10:30"), by, title="违法吊销许可责任追究", trigger="REVIEW", trigger_number="合府复决〔2026〕8号", responsible_agency="ZJJ")
    f.move(row, "investigate", moment("2026-06-22"), by, findings="未告知听证权利即吊销许可，经复议撤销。",
           persons=[{"name": "成未详", "post": "时任执法中队负责人", "share": "DIRECT", "result": "批评教育"}])
    f.move(row, "decide", moment("2026-06-29"), "sifajuzhang", basis_article="行政复议法 55; 公职人员政务处分法 39")
    f.move(row, "close", moment("2026-07-03"), by)
    return f


BESIDE = (checkup, proposal, decision, inquiry)
