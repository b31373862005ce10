"""Procuratorial recommendation (检察建议): reply to the procuratorate and report to the county government are two duties."""

from schema.kit import (
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    WORK_SECRET,
    Deadline,
    Facts,
    Flow,
    Grant,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    State,
    Term,
    choice,
    day,
    flag,
    items,
    link,
    long_text,
    mechanism,
    remind,
    superior,
    supervising,
    text,
)
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
TARGET = "own_agency(target_agency)"
SERVED = "not state in (DRAFT, APPROVED)"
SEEN_BY_TARGET = f"{TARGET} and {SERVED}"
JC = (Owner("prosecutor", OURS), Owner("chief_prosecutor", OURS))
REPLY_RULES = (("GENERAL", "一般（两个月）"), ("URGENT", "紧急（书内载明，默认十五日）"), ("PUBLIC_INTEREST", "行政公益诉讼（两个月）"),
               ("PUBLIC_INTEREST_URGENT", "行政公益诉讼紧急（十五日）"), ("MINORS", "未成年人保护（一个月）"), ("RETRIAL", "再审检察建议（三个月）"))

ESCALATION = (*remind(30, 15, 7, 3), *superior(), *supervising("lead_agency", 0), *supervising("GOV", 7))
"""The procuratorate hears of silence when the period ends, the county government a week later (县级配置)."""


def _answers_each(facts: Facts) -> Refused | None:
    open_items = [str(i + 1) for i, p in enumerate(facts.row.get("proposals") or []) if not p.get("measure")]
    return Refused("PROPOSAL_UNANSWERED", {"items": "、".join(open_items)}) if open_items else None


def _has_proposals(facts: Facts) -> Refused | None:
    return None if facts.row.get("proposals") else Refused("NO_PROPOSAL")


RECOMMENDATION = mechanism(
    9, "recommendation", "recommendations", "检察建议", "A procuratorial recommendation (检察建议) to an agency, with its reply and rectification.",
    (
        choice("kind", "类型", "One of the five types.", PUBLIC, LEGAL, ("RETRIAL", "再审"), ("CORRECTION", "纠正违法"), ("PUBLIC_INTEREST", "公益诉讼"),
               ("GOVERNANCE", "社会治理"), ("OTHER", "其他"), enum="RecommendationKind", required=True, order=True),
        choice("reply_rule", "回复期限规则", "Which statutory reply period applies.", PUBLIC, LEGAL, *REPLY_RULES, enum="ReplyRule", required=True),
        link("target_agency", "agency", "被建议单位", "Agency the recommendation is addressed to.", PUBLIC, LEGAL, inverse="recommendations_received", required=True),
        text("document_number", "文号", "Number of the letter, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        long_text("facts", "认定事实", "What the procuratorate found.", WORK_SECRET, LEGAL),
        long_text("legal_basis", "法律依据", "Law the recommendation rests on.", WORK_SECRET, LEGAL),
        items("proposals", "建议事项", "Numbered proposals, each with the agency's measure and the evaluation.", WORK_SECRET, DRAFT,
              text("content", "建议内容", "What is proposed.", WORK_SECRET, LEGAL),
              text("measure", "整改措施", "What the agency did.", WORK_SECRET, DRAFT),
              choice("evaluation", "评价", "How far it was carried out.", WORK_SECRET, LEGAL, ("DONE", "到位"), ("PARTLY", "部分到位"), ("NOT_DONE", "未到位"),
                     enum="Rectification")),
        day("served_on", "送达日期", "Day of service by the receipt; starts both clocks.", PUBLIC, LEGAL, order=True),
        text("service_way", "送达方式", "In writing or by announcement.", INTERNAL, LEGAL),
        text("receiver_name", "签收人", "Who signed the receipt.", INTERNAL, LEGAL),
        text("objection", "异议", "The agency's objection.", WORK_SECRET, LEGAL),
        text("objection_answer", "异议答复", "The procuratorate's answer.", WORK_SECRET, LEGAL),
        text("reply_number", "回复文号", "Number of the agency's written reply; an oral answer is none.", PUBLIC, LEGAL, check="document_number"),
        long_text("reply", "回复内容", "The written reply.", WORK_SECRET, LEGAL),
        day("replied_on", "回复日期", "Day of the reply.", PUBLIC, SERVER),
        text("report_number", "报告文号", "Number of the report to the county government.", PUBLIC, LEGAL, check="document_number"),
        day("reported_on", "报告日期", "Day of the report to the county government.", PUBLIC, LEGAL),
        choice("evaluation", "总体评价", "Evaluation by the procuratorate.", INTERNAL, LEGAL, ("DONE", "整改到位"), ("PARTLY", "部分到位"), ("NOT_DONE", "未到位"),
               enum="Rectification"),
        text("urging_number", "督促函文号", "Number of the letter urging a reply.", PUBLIC, LEGAL),
        text("assessment", "考核情况", "Entry in the rule-of-law assessment.", INTERNAL, LEGAL),
        text("reason", "理由", "Reason of a withdrawal or escalation.", INTERNAL, LEGAL),
        flag("late_reply", "逾期回复", "The reply was late; never erased.", PUBLIC, SERVER),
    ),
    flow=Flow(
        (
            State("DRAFT", "起草"), State("APPROVED", "已审批"), State("SERVED", "已送达"), State("OBJECTED", "已提异议"), State("UPHELD", "维持建议"),
            State("WITHDRAWN", "已撤回", final=True), State("RECTIFYING", "整改中"), State("OVERDUE", "逾期未回复"), State("URGED", "已督促"),
            State("REPORTED_GOV", "已报县政府"), State("REPLIED", "已回复"), State("EVALUATED", "已评价"), State("ASSESSED", "已考核"),
            State("SUED", "已起诉", final=True), State("CLOSED", "已办结", final=True),
        ),
        "DRAFT",
        (
            Move("approve", "审批", "The chief prosecutor approves.", ("DRAFT",), "APPROVED", (Owner("chief_prosecutor", OURS),), guard=_has_proposals,
                 number="document_number", basis="人民检察院检察建议工作规定"),
            Move("serve", "送达", "Service against a receipt starts the clocks.", ("APPROVED",), "SERVED", JC,
                 ("served_on", "service_way", "receiver_name"), ("served_on", "receiver_name"), basis="人民检察院检察建议工作规定 19"),
            Move("object", "提出异议", "The agency objects in writing.", ("SERVED", "RECTIFYING"), "OBJECTED", (Owner("staff", TARGET),), ("objection",), ("objection",)),
            Move("uphold", "维持", "The objection is answered and the recommendation stands.", ("OBJECTED",), "UPHELD", JC, ("objection_answer",), ("objection_answer",)),
            Move("withdraw", "撤回", "The recommendation is withdrawn.", ("OBJECTED", "SERVED"), "WITHDRAWN", (Owner("chief_prosecutor", OURS),), ("reason",), ("reason",)),
            Move("rectify", "开始整改", "The agency begins to rectify.", ("SERVED", "UPHELD"), "RECTIFYING", (Owner("staff", TARGET),)),
            Move("expire", "转逾期", "The reply period has run out.", ("SERVED", "RECTIFYING", "UPHELD"), "OVERDUE", JC),
            Move("urge", "督促", "A letter urges the agency to reply.", ("OVERDUE",), "URGED", JC, ("urging_number",), ("urging_number",)),
            Move("report_government", "报县政府", "The procuratorate reports the silence to the county government.", ("OVERDUE", "URGED"), "REPORTED_GOV", JC,
                 ("reason",), ("reason",)),
            Move("reply", "回复", "The agency replies in writing, measure by measure; late stays late.",
                 ("SERVED", "RECTIFYING", "UPHELD", "OVERDUE", "URGED", "REPORTED_GOV"), "REPLIED", (Owner("staff", TARGET),),
                 ("reply_number", "reply", "proposals"), ("reply_number", "reply"), guard=_answers_each, basis="人民检察院检察建议工作规定 19"),
            Move("report", "报告县政府", "The agency reports to the county government: a duty of its own.",
                 ("SERVED", "OBJECTED", "UPHELD", "RECTIFYING", "OVERDUE", "URGED", "REPORTED_GOV", "REPLIED", "EVALUATED", "ASSESSED"), None,
                 (Owner("staff", TARGET),), ("report_number", "reported_on"), ("report_number", "reported_on"), basis="府院联动实施办法 9"),
            Move("evaluate", "评价", "The procuratorate evaluates the rectification.", ("REPLIED",), "EVALUATED", JC, ("evaluation", "proposals"), ("evaluation",)),
            Move("assess", "纳入考核", "Entered in the assessment.", ("EVALUATED", "REPORTED_GOV"), "ASSESSED", (Owner("justice_officer", "my_agency(SFJ)"),),
                 ("assessment",), ("assessment",)),
            Move("sue", "提起公益诉讼", "No rectification: suit in the public interest.", ("OVERDUE", "URGED", "REPORTED_GOV", "EVALUATED"), "SUED",
                 (Owner("chief_prosecutor", OURS),), basis="法释〔2020〕20号 21"),
            Move("close", "办结", "Closes the file.", ("EVALUATED", "ASSESSED"), "CLOSED", JC),
        ),
        deadlines=(
            Deadline("REPLY", "书面回复检察院", "Written reply to the procuratorate, counted from service.", "SERVED", "target_agency", ("reply",), {
                "GENERAL": Term(2, Unit.MONTH, "人民检察院检察建议工作规定 19"),
                "URGENT": Term(15, Unit.DAY, "人民检察院检察建议工作规定 19（书内载明）", verified=False),
                "PUBLIC_INTEREST": Term(2, Unit.MONTH, "法释〔2020〕20号 21"),
                "PUBLIC_INTEREST_URGENT": Term(15, Unit.DAY, "法释〔2020〕20号 21"),
                "MINORS": Term(1, Unit.MONTH, "未成年人保护法 114"),
                "RETRIAL": Term(3, Unit.MONTH, "民诉解释 417; 行诉解释 126"),
            }, start="served_on", by="reply_rule", void_by=("withdraw",), steps=ESCALATION),
            Deadline("REPORT", "报告县政府", "Report to the county government, a duty apart from the reply.", "SERVED", "target_agency", ("report",),
                     {"": Term(2, Unit.MONTH, "府院联动实施办法 9（期限为本县配置）", verified=False)}, start="served_on", void_by=("withdraw",), steps=ESCALATION),
        ),
        frozen=("SERVED", "OBJECTED", "UPHELD", "RECTIFYING", "OVERDUE", "URGED", "REPORTED_GOV", "REPLIED", "EVALUATED", "ASSESSED", "SUED", "CLOSED"),
    ),
    numberings=(Numbering("document_number", "document_number", "recommendation/{agency}", "合检建〔{year}〕{n}号"),),
    refusals=(
        RefusalText("NO_PROPOSAL", "检察建议须至少有一项建议内容。", "A recommendation needs at least one proposal."),
        RefusalText("PROPOSAL_UNANSWERED", "须逐项答复，第 {items} 项尚未填写整改措施。", "Every proposal must be answered; still open: {items}."),
    ),
    grants=(
        *(Grant(role, act, on, OURS) for role in ("prosecutor", "chief_prosecutor")
          for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        Grant("staff", "read", "", SEEN_BY_TARGET), Grant("staff", "read", ".*", SEEN_BY_TARGET),
        Grant("staff", "edit", ".proposals", SEEN_BY_TARGET),
        Grant("county_office", "read", "", SERVED), Grant("county_office", "read", ".*", SERVED),
        Grant("justice_officer", "read", "", f"my_agency(SFJ) and {SERVED}"), Grant("justice_officer", "read", ".*", f"my_agency(SFJ) and {SERVED}"),
        Grant("staff", "read", "", f"participates(file) and {SERVED}"), Grant("staff", "read", "#public", f"participates(file) and {SERVED}"),
    ),
)

DECLARATIONS = (RECOMMENDATION,)
