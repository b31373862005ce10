"""Reverse transfer (反向衔接): no prosecution, but a penalty is called for; the procuratorate's opinion and the agency's written answer."""

from schema.kit import (
    BY_DELAY,
    BY_STATE,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SERVER,
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Term,
    choice,
    day,
    flag,
    link,
    long_text,
    mechanism,
    money,
    text,
)
from schema.paper import letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
SERVED = "not state in (REVIEWING, NO_OPINION, PROPOSED, ISSUED)"
TARGET = f"own_agency(target_agency) and {SERVED}"
JC = (Owner("prosecutor", OURS), Owner("chief_prosecutor", OURS))
COMPETENT = (Owner("agency_officer", TARGET),)
GUIDE = "最高检行刑反向衔接工作指引（2024）12"
REPLY = "高检发释字〔2021〕4号"


def _answered(facts: Facts) -> Refused | None:
    """A written answer says what was done: the penalty, or why there is none."""
    row = facts.row
    return None if row.get("penalty_number") or row.get("reason") else Refused("PENALTY_UNDECIDED")


def _replanting(facts: Facts) -> dict[str, object] | None:
    row = facts.row
    if not row.get("restoration_ordered"):
        return None
    return {"title": f"生态修复：{row['title']}", "reverse_transfer_id": row["id"], "obligor_name": row.get("respondent_name"), "way": "SELF", "targets": row.get("penalty_terms")}


REVERSE_TRANSFER = mechanism(
    2, "reverse_transfer", "reverse_transfers", "行刑反向衔接", "The procuratorate's opinion (检察意见) that an agency should penalise whom it did not prosecute, with the agency's answer.",
    (
        link("transfer_id", "transfer", "行刑衔接移送", "The transfer it came from, if the agency had sent the case.", PUBLIC, SERVER, on_create=True, inverse="reverse_transfers"),
        link("target_agency", "agency", "行政主管机关", "Agency that is to penalise.", PUBLIC, LEGAL, inverse="opinions_received", required=True),
        text("respondent_name", "被不起诉人", "Who was not prosecuted.", PERSONAL, LEGAL, mask="name", max_length=100),
        text("non_prosecution_number", "不起诉决定书文号", "Number of the decision not to prosecute.", INTERNAL, LEGAL, check="procuratorate_number", required=True),
        choice("non_prosecution_kind", "不起诉种类", "By law, at discretion, or for doubt.", INTERNAL, LEGAL, ("STATUTORY", "法定不起诉"), ("DISCRETIONARY", "相对不起诉"),
               ("DOUBT", "存疑不起诉"), enum="NonProsecutionKind"),
        long_text("facts", "认定事实", "What the procuratorate found.", WORK_SECRET, LEGAL),
        long_text("penalty_opinion", "处罚意见", "What penalty is called for, and by which law.", WORK_SECRET, LEGAL),
        text("document_number", "检察意见书文号", "Number of the opinion, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        day("served_date", "送达日期", "Day of service by the receipt; the two months count from here.", PUBLIC, SERVER, order=True),
        text("receiver_name", "签收人", "Who signed the receipt.", INTERNAL, SERVER),
        text("penalty_number", "行政处罚决定书文号", "Number of the agency's decision.", PUBLIC, SERVER, check="document_number"),
        text("penalty_terms", "处罚内容", "What was decided.", INTERNAL, SERVER), money("fine_amount", "罚款金额", "Fine, yuan.", INTERNAL, SERVER),
        flag("restoration_ordered", "责令修复", "Whether restoration was ordered; opens its file.", PUBLIC, SERVER),
        text("reply_number", "回复文号", "Number of the written reply; an oral answer is none.", PUBLIC, SERVER, check="document_number"),
        long_text("reply", "回复内容", "The written reply.", WORK_SECRET, SERVER),
        day("reported_back_on", "回复日期", "Day of the reply.", PUBLIC, SERVER),
        flag("late_report_back", "逾期回复", "The reply was late; never erased.", PUBLIC, SERVER),
        text("superior_notice_number", "通报文号", "Number of the notice to the agency's superior.", INTERNAL, SERVER, check="procuratorate_number"),
        text("reason", "理由", "Reason why there is no opinion or no penalty.", INTERNAL, SERVER),
    ),
    flow=Flow(
        (
            State("REVIEWING", "审查中"), State("NO_OPINION", "不提出检察意见", final=True), State("PROPOSED", "拟提出"), State("ISSUED", "已制发"), State("SERVED", "已送达"),
            State("PENALISED", "已处罚"), State("NOT_PENALISED", "不予处罚"), State("OVERDUE", "逾期未回复"), State("REPORTED_UP", "已通报上级"), State("REPORTED_BACK", "已书面回复"),
            State("CLOSED", "已办结", final=True),
        ),
        "REVIEWING",
        (
            Move("propose", "拟提出检察意见", "A penalty is called for.", ("REVIEWING",), "PROPOSED", JC, ("penalty_opinion",), ("penalty_opinion",), basis=GUIDE),
            Move("decline", "不提出检察意见", "No penalty is called for.", ("REVIEWING",), "NO_OPINION", JC, ("reason",), ("reason",), basis=GUIDE),
            Move("issue", "制发检察意见书", "The chief prosecutor signs; not whoever proposed.", ("PROPOSED",), "ISSUED", (Owner("chief_prosecutor", OURS),),
                 number="document_number", not_by_doer_of=("propose",), basis="刑事诉讼法 177"),
            Move("serve", "送达", "Service against a receipt starts the two months.", ("ISSUED",), "SERVED", JC, ("served_date", "receiver_name"), ("served_date", "receiver_name")),
            Move("penalise", "作出处罚", "The agency decides by its own law.", ("SERVED", "OVERDUE", "REPORTED_UP"), "PENALISED", COMPETENT,
                 ("penalty_number", "penalty_terms", "fine_amount", "restoration_ordered"), ("penalty_number", "penalty_terms"), effects=(Effect("restoration", _replanting),)),
            Move("spare", "不予处罚", "The agency does not penalise and says why.", ("SERVED", "OVERDUE", "REPORTED_UP"), "NOT_PENALISED", COMPETENT, ("reason",), ("reason",)),
            Move("expire", "转逾期", "The two months have run out without an answer.", ("SERVED",), "OVERDUE", JC),
            Move("report_up", "通报上级", "The agency's superior is told.", ("OVERDUE",), "REPORTED_UP", JC, ("superior_notice_number",), ("superior_notice_number",), basis=REPLY),
            Move("report_back", "书面回复", "The agency tells the procuratorate in writing; late stays late.", ("PENALISED", "NOT_PENALISED"), "REPORTED_BACK", COMPETENT,
                 ("reply_number", "reply"), ("reply_number", "reply"), guard=_answered, basis="刑事诉讼法 177"),
            Move("close", "办结", "The procuratorate closes its file.", ("REPORTED_BACK",), "CLOSED", JC),
        ),
        deadlines=(
            Deadline("REVERSE_REVIEW", "反向衔接审查期限", "Reviewed within 10 working days.", "REVIEWING", "lead_agency", ("propose", "decline"), {"": Term(10, Unit.WORKING_DAY, GUIDE)}),
            Deadline("OPINION_REPLY", "书面回复检察意见", "Written reply within two months of service.", "SERVED", "target_agency", ("report_back",),
                     {"": Term(2, Unit.MONTH, REPLY, verified=False)}, start="served_date"),
        ),
        frozen=("PROPOSED", "ISSUED", "SERVED", "PENALISED", "NOT_PENALISED", "OVERDUE", "REPORTED_UP", "REPORTED_BACK", "CLOSED"),
    ),
    numberings=(Numbering("document_number", "document_number", "opinion/{agency}", "合检意〔{year}〕Z{n}号"),),
    papers=(
        letter("opinion", "检察意见书", "respondent_name", "non_prosecution_number", "non_prosecution_kind", "facts", "penalty_opinion", number="document_number",
               to="target_agency", needs=("facts", "penalty_opinion", "document_number"), closing="请依法处理，并在两个月内将处理结果书面回复本院。"),
        letter("answer", "检察意见回复函", "document_number", "penalty_number", "penalty_terms", "fine_amount", "reply", number="reply_number", to="lead_agency",
               needs=("reply",), by=(("staff", "own_agency(target_agency)"),)),
        letter("superior_notice", "逾期未回复情况通报", "target_agency", "document_number", "served_date", "reason", number="superior_notice_number",
               needs=("superior_notice_number",)),
    ),
    refusals=(RefusalText("PENALTY_UNDECIDED", "请先作出处罚决定或写明不予处罚的理由，再书面回复。", "Decide on the penalty, or say why there is none, before replying in writing.", "刑事诉讼法 177"),),
    statistics=Statistics((BY_STATE, BY_DELAY), on="served_date"),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in JC for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, TARGET) for on in ("", "#public", "#internal", "#work_secret", "#personal")),
    ),
)

DECLARATIONS = (REVERSE_TRANSFER,)
