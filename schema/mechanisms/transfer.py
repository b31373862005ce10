"""Transfer of a suspected crime (行刑衔接移送): from the agency's clue to the police, the procuratorate's supervision and the court, each with its own clock."""

from decimal import Decimal

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
    Guard,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Sum,
    Term,
    choice,
    day,
    flag,
    items,
    link,
    long_text,
    mechanism,
    money,
    protected,
    text,
)
from schema.paper import form, letter
from schema.periods import Unit

LAW = "国务院令第310号（2020）"
SUPERVISION_RULE = "人民检察院办理行政执法机关移送涉嫌犯罪案件的规定（2001）10"
OURS = "own_agency(lead_agency)"
BEFORE = ("CLUE", "INVESTIGATING", "DISMISSED", "REPORT_SUBMITTED", "APPROVED", "REFUSED")
SENT = f"not state in ({', '.join(BEFORE)})"
POLICE = f"own_agency(receiver) and {SENT}"
SUPERVISOR = f"my_branch(PROCURATORATE) and participates(file) and {SENT}"
TRIAL = "my_branch(COURT) and participates(file) and (state in (PROSECUTED, JUDGED) or state in (CLOSED) and not judgment_number is null)"
OFFICER, HEAD = (Owner("agency_officer", OURS),), (Owner("agency_head", OURS),)
RECEIVER, PROSECUTOR = (Owner("police_officer", POLICE),), (Owner("prosecutor", SUPERVISOR), Owner("chief_prosecutor", SUPERVISOR))
SAND_LEAD = "SWJ"
SAND, SAND_CLOSED = (Decimal(100_000), Decimal(300_000)), (Decimal(50_000), Decimal(150_000))
"""From where to where a province may set the value that makes river sand a crime; half of it in a closed area or season (法释〔2016〕25号 3, 4)."""
NEEDED = (("LETTER", "涉嫌犯罪案件移送书"), ("REPORT", "涉嫌犯罪案件情况的调查报告"), ("INVENTORY", "涉案物品清单"), ("APPRAISAL", "检验报告或者鉴定结论"))


def _rightly_led(facts: Facts) -> Refused | None:
    """River sand belongs to the water bureau (长江河道采砂管理条例 18), not to the bureau of natural resources."""
    row = facts.row
    return Refused("SAND_IS_WATERS", {"agency": row["lead_agency"]}) if row["offence"] == "RIVER_SAND" and row["lead_agency"] != SAND_LEAD else None


def _two_officers(facts: Facts) -> Refused | None:
    named = {one["name"].strip() for one in facts.row.get("investigators") or [] if (one.get("name") or "").strip() and one.get("certificate")}
    return None if len(named) >= 2 else Refused("TWO_OFFICERS", {"count": len(named)})


def _not_a_crime(facts: Facts) -> Refused | None:
    """No fine instead of a transfer (不得以罚代移)."""
    row = facts.row
    if row["offence"] != "RIVER_SAND" or row.get("value") is None:
        return None
    least, most = SAND_CLOSED if row.get("closed") else SAND
    if row["value"] >= most or (row["value"] >= least and not row.get("threshold_basis")):
        return Refused("FINE_FOR_TRANSFER", {"value": str(row["value"]), "least": str(least), "most": str(most)})
    return None


def _approved_in_person(facts: Facts) -> Refused | None:
    return Refused("APPROVAL_DELEGATED") if facts.row["approver_capacity"] == "DELEGATED" else _two_officers(facts)


def _complete(facts: Facts) -> Refused | None:
    row = facts.row
    there = {one.get("kind") for one in row.get("attachments") or []} | ({"APPRAISAL"} if row.get("appraisal_absent_reason") else set())
    lacking = [label for kind, label in NEEDED if kind not in there]
    return Refused("ATTACHMENTS_MISSING", {"missing": "、".join(lacking)}) if lacking else None


def _fine_offset(facts: Facts) -> Refused | None:
    """A fine already paid to the agency counts towards the criminal fine (已缴罚款折抵罚金)."""
    row = facts.row
    due = min(Decimal(row.get("fine_paid") or 0), Decimal(row["criminal_fine"]))
    return None if Decimal(row.get("fine_offset") or 0) == due else Refused("FINE_NOT_OFFSET", {"paid": str(row.get("fine_paid") or 0), "due": str(due)})


def _served_once(name: str) -> Guard:
    return lambda facts: Refused("NOTICE_SERVED") if facts.before.get(name) else None


def _addressed(facts: Facts) -> Refused | None:
    return Refused("COMPETENT_AGENCY_MISSING") if facts.row.get("penalty_needed") and not facts.row.get("competent_agency") else None


def _opinion(facts: Facts) -> dict[str, object] | None:
    row = facts.row
    if not row.get("penalty_needed"):
        return None
    return {"title": f"检察意见：{row['title']}", "transfer_id": row["id"], "target_agency": row["competent_agency"], "respondent_name": row.get("suspect_name"),
            "non_prosecution_number": row["non_prosecution_number"], "non_prosecution_kind": row["non_prosecution_kind"], "facts": row.get("facts")}


TRANSFER = mechanism(
    2, "transfer", "transfers", "行刑衔接移送", "A suspected crime that an agency came upon and transfers to the police (行刑衔接移送), up to judgment or return.",
    (
        choice("offence", "涉嫌行为", "What it looks like; river sand is led by the water bureau.", PUBLIC, LEGAL, ("RIVER_SAND", "河道非法采砂"), ("MINING", "非法采矿"),
               ("POLLUTION", "污染环境"), ("FISHING", "非法捕捞"), ("FOREST", "盗伐滥伐、毁林"), ("FARMLAND", "非法占用农用地"), ("WILDLIFE", "危害野生动植物"), ("OTHER", "其他"),
               enum="SuspectedOffence", required=True, order=True),
        text("charge", "涉嫌罪名", "The crime suspected, with its article.", WORK_SECRET, LEGAL, max_length=200),
        text("suspect_name", "涉嫌人（单位）", "Who is suspected.", PERSONAL, LEGAL, mask="name", max_length=100),
        protected("suspect_id_number", "涉嫌人身份证号", "Resident identity number; stored encrypted, shown masked.", SENSITIVE, "resident_id"),
        text("suspect_uscc", "涉嫌单位信用代码", "Unified social credit code of a suspected organisation.", INTERNAL, LEGAL, check="uscc"),
        day("happened_on", "案发日期", "Day it was found.", INTERNAL, LEGAL), text("place", "案发地点", "Where.", INTERNAL, LEGAL, max_length=500),
        flag("closed", "禁采（禁渔、禁伐）区或期", "Whether in a closed area or season.", INTERNAL, LEGAL),
        long_text("facts", "主要事实", "What was found.", WORK_SECRET, LEGAL),
        text("quantity", "数量", "How much was taken or discharged.", INTERNAL, LEGAL, max_length=200),
        money("value", "涉案价值", "Certified value, yuan.", INTERNAL, LEGAL), text("valuation_number", "价格认证文号", "Number of the valuation.", INTERNAL, LEGAL),
        text("threshold_basis", "未达入罪标准依据", "The provincial standard by which the value is no crime.", INTERNAL, LEGAL),
        items("investigators", "专案组人员", "At least two officers by name.", INTERNAL, LEGAL, text("name", "姓名", "Name of the officer.", INTERNAL, LEGAL),
              text("certificate", "执法证号", "Number of the enforcement certificate.", INTERNAL, LEGAL)),
        items("evidence", "证据材料", "Evidence collected, by digest; added to, never taken away.", WORK_SECRET, APPEND, text("title", "名称", "What it is.", WORK_SECRET, DRAFT),
              text("digest", "摘要值", "SHA-256 of the bytes.", WORK_SECRET, LEGAL)),
        long_text("report", "移送书面报告", "The investigators' written report that asks for the transfer.", WORK_SECRET, LEGAL),
        choice("approver_capacity", "审批人身份", "In what capacity it is decided; the power cannot be delegated.", INTERNAL, SERVER, ("HEAD", "正职负责人"),
               ("PRESIDING", "主持工作的负责人"), ("DELEGATED", "受委托的其他负责人"), enum="ApproverCapacity"),
        text("approval_opinion", "审批意见", "The head's opinion.", WORK_SECRET, SERVER), day("approved_on", "批准日期", "Day of the approval.", INTERNAL, SERVER),
        text("transfer_number", "移送书文号", "Number of the letter of transfer.", PUBLIC, LEGAL, check="document_number", search=True),
        items("attachments", "移送材料", "The papers that go with the transfer (art. 6).", INTERNAL, LEGAL,
              choice("kind", "种类", "Which of the papers.", INTERNAL, LEGAL, *NEEDED, ("OTHER", "其他有关材料"), enum="TransferAttachmentKind"),
              text("title", "名称", "Its title or number.", INTERNAL, LEGAL), text("digest", "摘要值", "SHA-256 of the bytes.", INTERNAL, LEGAL)),
        text("appraisal_absent_reason", "无检验鉴定的理由", "Why no test or appraisal goes with it.", INTERNAL, LEGAL),
        link("receiver", "agency", "接收公安机关", "The police of the same level.", PUBLIC, LEGAL, inverse="transfers_received"),
        day("transferred_on", "移送日期", "Day of the transfer.", PUBLIC, SERVER, order=True),
        text("receipt_number", "回执编号", "Number of the receipt.", INTERNAL, SERVER), text("receipt_signed_by", "回执签收人", "Who signed the receipt.", INTERNAL, SERVER),
        text("forwarded_to", "转送机关", "The police that has jurisdiction.", INTERNAL, SERVER),
        choice("filing_term", "立案审查期限", "Three days, or thirty where the case is complex.", PUBLIC, SERVER, ("ORDINARY", "一般（三日）"), ("COMPLEX", "案情复杂（三十日）"), enum="FilingTerm"),
        text("filing_number", "立案文号", "Number of the decision to file.", PUBLIC, SERVER, check="document_number", search=True),
        text("notice_number", "立案（不立案）通知书文号", "Number of the written notice to the agency.", INTERNAL, SERVER, check="document_number"),
        text("notice_reason", "不立案理由", "Reasons stated in the notice.", WORK_SECRET, SERVER),
        day("notice_served_on", "通知送达日期", "Day the agency received the notice; its clocks count from here.", INTERNAL, SERVER),
        day("filing_served_on", "立案通知送达日期", "Day the agency received the notice of filing; handing over counts from here.", INTERNAL, SERVER),
        text("reconsideration_reason", "复议理由", "Why the agency asks for reconsideration.", WORK_SECRET, LEGAL),
        text("reconsideration_number", "复议决定文号", "Number of the decision on reconsideration.", INTERNAL, SERVER, check="document_number"),
        day("reconsideration_served_on", "复议决定送达日期", "Day the agency received it.", INTERNAL, SERVER),
        text("supervision_reason", "建议立案监督理由", "Why the agency suggests supervision.", WORK_SECRET, LEGAL),
        text("supervision_number", "要求说明不立案理由通知书文号", "Number of the procuratorate's request.", INTERNAL, SERVER, check="procuratorate_number"),
        long_text("explanation", "不立案理由说明", "The police's written explanation.", WORK_SECRET, SERVER),
        text("filing_order_number", "通知立案书文号", "Number of the procuratorate's notice to file.", INTERNAL, SERVER, check="procuratorate_number"),
        text("evidence_advice", "提前介入意见", "What evidence or appraisal the procuratorate advises.", WORK_SECRET, SERVER),
        text("handover_list", "移交物品清单", "Goods and material handed over after filing.", INTERNAL, LEGAL), day("handed_over_on", "移交日期", "Day it was handed over.", INTERNAL, LEGAL),
        text("penalty_number", "行政处罚文号", "Number of a fine that came before the transfer.", INTERNAL, LEGAL, check="document_number"),
        money("fine_paid", "已缴行政罚款", "Fine already paid to the agency, yuan.", INTERNAL, LEGAL),
        text("indictment_number", "起诉书文号", "Number of the indictment.", PUBLIC, SERVER, check="procuratorate_number"),
        text("non_prosecution_number", "不起诉决定书文号", "Number of the decision not to prosecute.", INTERNAL, SERVER, check="procuratorate_number"),
        choice("non_prosecution_kind", "不起诉种类", "By law, at discretion, or for doubt.", INTERNAL, SERVER, ("STATUTORY", "法定不起诉"), ("DISCRETIONARY", "相对不起诉"),
               ("DOUBT", "存疑不起诉"), enum="NonProsecutionKind"),
        flag("penalty_needed", "需行政处罚", "Whether an administrative penalty is called for; opens the reverse transfer.", INTERNAL, SERVER),
        link("competent_agency", "agency", "行政主管机关", "The agency the opinion will go to.", INTERNAL, SERVER),
        text("judgment_number", "判决案号", "Number of the judgment.", PUBLIC, SERVER, check="case_number"),
        money("criminal_fine", "判处罚金", "Criminal fine, yuan.", PUBLIC, SERVER), money("fine_offset", "罚款折抵罚金", "Part of it met by the fine already paid, yuan.", PUBLIC, SERVER),
        text("reason", "理由", "Reason of a refusal, return or dismissal.", WORK_SECRET, LEGAL),
    ),
    flow=Flow(
        (
            State("CLUE", "线索"), State("INVESTIGATING", "专案核查"), State("DISMISSED", "不涉嫌犯罪", final=True), State("REPORT_SUBMITTED", "已报审批"), State("APPROVED", "批准移送"),
            State("REFUSED", "不批准移送", final=True), State("TRANSFERRED", "已移送"), State("FORWARDED", "已转送", final=True), State("ACKED", "已签收"), State("FILED", "已立案"),
            State("NOT_FILED", "不予立案"), State("RECONSIDERING", "复议中"), State("RECONSIDERED", "复议维持"), State("SUPERVISION_SUGGESTED", "已建议立案监督"),
            State("EXPLANATION_REQUESTED", "要求说明理由"), State("EXPLAINED", "已说明理由"), State("FILING_ORDERED", "已通知立案"), State("DROPPED", "撤案退回"),
            State("PROSECUTED", "已起诉"), State("NON_PROSECUTED", "不起诉"), State("JUDGED", "已判决"), State("CLOSED", "已办结", final=True),
        ),
        "CLUE",
        (
            Move("investigate", "指定专案组", "At least two officers are named.", ("CLUE",), "INVESTIGATING", OFFICER, ("investigators",), guard=_two_officers, basis=f"{LAW} 5"),
            Move("dismiss", "不涉嫌犯罪", "The head finds no crime; a fine may not stand in for a transfer.", ("CLUE", "INVESTIGATING"), "DISMISSED", HEAD,
                 ("reason", "threshold_basis"), ("reason",), guard=_not_a_crime, basis=f"{LAW} 11"),
            Move("submit_report", "提出移送报告", "The investigators report in writing.", ("INVESTIGATING",), "REPORT_SUBMITTED", OFFICER, ("report", "charge"), ("report", "charge", "facts"),
                 guard=_two_officers, basis=f"{LAW} 5"),
            Move("approve", "批准移送", "Only the head, or who presides in his place, approves.", ("REPORT_SUBMITTED",), "APPROVED", HEAD, ("approver_capacity", "approval_opinion"),
                 ("approver_capacity",), guard=_approved_in_person, not_by_doer_of=("submit_report",), basis=f"{LAW} 5"),
            Move("refuse", "不批准移送", "The head refuses; the reasons stay on file.", ("REPORT_SUBMITTED",), "REFUSED", HEAD, ("approver_capacity", "reason"), ("approver_capacity", "reason"),
                 guard=_approved_in_person, not_by_doer_of=("submit_report",), basis=f"{LAW} 5"),
            Move("transfer", "移送公安", "The file goes to the police of the same level with its papers.", ("APPROVED",), "TRANSFERRED", OFFICER,
                 ("receiver", "transfer_number", "attachments", "appraisal_absent_reason"), ("receiver", "transfer_number"), guard=_complete, basis=f"{LAW} 5, 6"),
            Move("acknowledge", "签收回执", "The police sign the receipt.", ("TRANSFERRED",), "ACKED", RECEIVER, ("receipt_number", "receipt_signed_by", "filing_term"),
                 ("receipt_signed_by", "filing_term"), basis=f"{LAW} 7"),
            Move("forward", "转送", "Not their jurisdiction: forwarded to who has it, and the agency told.", ("TRANSFERRED", "ACKED"), "FORWARDED", RECEIVER, ("forwarded_to", "reason"),
                 ("forwarded_to",), basis=f"{LAW} 7"),
            Move("file", "立案", "The police file the case and tell the agency in writing.", ("ACKED", "FILING_ORDERED"), "FILED", RECEIVER,
                 ("filing_number", "notice_number", "filing_served_on"), ("filing_number", "notice_number"), basis=f"{LAW} 8"),
            Move("not_file", "不予立案", "The police do not file; reasons in writing, file returned.", ("ACKED",), "NOT_FILED", RECEIVER,
                 ("notice_number", "notice_reason", "notice_served_on"), ("notice_number", "notice_reason"), basis=f"{LAW} 8"),
            Move("serve_notice", "登记不立案通知送达", "The agency enters the day it received the notice, by the receipt.", ("NOT_FILED",), None, OFFICER,
                 ("notice_served_on",), ("notice_served_on",), guard=_served_once("notice_served_on")),
            Move("serve_filing", "登记立案通知送达", "The agency enters the day it received the notice of filing.", ("FILED",), None, OFFICER,
                 ("filing_served_on",), ("filing_served_on",), guard=_served_once("filing_served_on")),
            Move("request_reconsideration", "申请复议", "The agency asks the police to reconsider.", ("NOT_FILED",), "RECONSIDERING", OFFICER, ("reconsideration_reason",),
                 ("reconsideration_reason",), basis=f"{LAW} 9"),
            Move("reconsider_and_file", "复议立案", "The police file after all; not by whoever refused.", ("RECONSIDERING",), "FILED", RECEIVER,
                 ("reconsideration_number", "filing_number", "notice_number", "filing_served_on"), ("reconsideration_number", "filing_number", "notice_number"),
                 not_by_doer_of=("not_file",), basis=f"{LAW} 9"),
            Move("uphold", "复议维持", "The refusal stands; not by whoever refused.", ("RECONSIDERING",), "RECONSIDERED", RECEIVER,
                 ("reconsideration_number", "reconsideration_served_on", "reason"), ("reconsideration_number", "reconsideration_served_on", "reason"),
                 not_by_doer_of=("not_file",), basis=f"{LAW} 9"),
            Move("suggest_supervision", "建议立案监督", "The agency suggests supervision to the procuratorate.", ("NOT_FILED", "RECONSIDERED"), "SUPERVISION_SUGGESTED", OFFICER,
                 ("supervision_reason",), ("supervision_reason",), basis=f"{LAW} 9"),
            Move("open_supervision", "要求说明不立案理由", "The procuratorate asks the police for their reasons.", ("NOT_FILED", "RECONSIDERED", "SUPERVISION_SUGGESTED"),
                 "EXPLANATION_REQUESTED", PROSECUTOR, ("supervision_number",), ("supervision_number",), basis=SUPERVISION_RULE),
            Move("explain", "说明不立案理由", "The police explain in writing.", ("EXPLANATION_REQUESTED",), "EXPLAINED", RECEIVER, ("explanation",), ("explanation",)),
            Move("order_filing", "通知立案", "The reasons do not hold: the police are told to file.", ("EXPLAINED",), "FILING_ORDERED", PROSECUTOR, ("filing_order_number",),
                 ("filing_order_number",), basis="刑事诉讼法 113"),
            Move("accept_explanation", "不立案理由成立", "The reasons hold, or supervision is declined; the agency goes on by its own law.", ("EXPLAINED", "SUPERVISION_SUGGESTED"), "DROPPED",
                 PROSECUTOR, ("reason",), ("reason",)),
            Move("intervene", "提前介入", "The procuratorate advises on evidence and appraisal; the police decide.", ("ACKED", "FILED"), None, PROSECUTOR, ("evidence_advice",),
                 ("evidence_advice",)),
            Move("hand_over", "移交涉案物品", "Goods and material go to the police.", ("FILED",), None, OFFICER, ("handover_list", "handed_over_on"), ("handover_list", "handed_over_on"),
                 basis=f"{LAW} 12"),
            Move("drop", "撤销案件", "The police drop the case and return it.", ("FILED",), "DROPPED", RECEIVER, ("reason",), ("reason",)),
            Move("prosecute", "提起公诉", "The procuratorate indicts.", ("FILED",), "PROSECUTED", PROSECUTOR, ("indictment_number",), ("indictment_number",)),
            Move("not_prosecute", "不起诉", "No prosecution; where a penalty is called for the reverse transfer begins.", ("FILED",), "NON_PROSECUTED", PROSECUTOR,
                 ("non_prosecution_number", "non_prosecution_kind", "penalty_needed", "competent_agency"), ("non_prosecution_number", "non_prosecution_kind"), guard=_addressed,
                 effects=(Effect("reverse_transfer", _opinion),), basis="刑事诉讼法 177"),
            Move("record_judgment", "登记判决", "The court enters its judgment; a fine already paid is set off.", ("PROSECUTED",), "JUDGED", (Owner("judge", TRIAL),),
                 ("judgment_number", "criminal_fine", "fine_offset"), ("judgment_number", "criminal_fine"), guard=_fine_offset, basis=f"{LAW} 11"),
            Move("close", "办结", "The agency closes its file.", ("NOT_FILED", "RECONSIDERED", "DROPPED", "NON_PROSECUTED", "JUDGED"), "CLOSED", OFFICER, ("reason",)),
        ),
        deadlines=(
            Deadline("TRANSFER_APPROVAL", "审批移送期限", "The head decides within 3 days of the report.", "REPORT_SUBMITTED", "lead_agency", ("approve", "refuse"),
                     {"": Term(3, Unit.DAY, f"{LAW} 5")}),
            Deadline("TRANSFER_SENDING", "移送期限", "To the police within 24 hours of the approval.", "APPROVED", "lead_agency", ("transfer",), {"": Term(24, Unit.HOUR, f"{LAW} 5")}),
            Deadline("TRANSFER_RECEIPT", "签收、转送期限", "Signed for, or forwarded, within 24 hours.", "TRANSFERRED", "receiver", ("acknowledge", "forward"),
                     {"": Term(24, Unit.HOUR, f"{LAW} 7")}),
            Deadline("FILING_DECISION", "立案审查期限", "To file or not within 3 days; 30 where complex.", "ACKED", "receiver", ("file", "not_file", "forward"), {
                "ORDINARY": Term(3, Unit.DAY, f"{LAW} 8"), "COMPLEX": Term(30, Unit.DAY, "公通字〔2016〕16号; 环环监〔2017〕17号", verified=False)}, by="filing_term"),
            Deadline("DISAGREEMENT", "申请复议、建议监督期限", "Reconsideration or supervision within 3 days of the notice.", "NOT_FILED", "lead_agency",
                     ("request_reconsideration", "suggest_supervision"), {"": Term(3, Unit.DAY, f"{LAW} 9")}, start="notice_served_on", void_by=("open_supervision", "close")),
            Deadline("RECONSIDERATION", "复议期限", "The police decide within 3 days.", "RECONSIDERING", "receiver", ("reconsider_and_file", "uphold"), {"": Term(3, Unit.DAY, f"{LAW} 9")}),
            Deadline("SUPERVISION_SUGGESTION", "建议立案监督期限", "Supervision is suggested within 3 days of the decision.", "RECONSIDERED", "lead_agency", ("suggest_supervision",),
                     {"": Term(3, Unit.DAY, f"{LAW} 9")}, start="reconsideration_served_on", void_by=("open_supervision", "close")),
            Deadline("EXPLANATION", "说明不立案理由期限", "The police explain within 7 days.", "EXPLANATION_REQUESTED", "receiver", ("explain",),
                     {"": Term(7, Unit.DAY, SUPERVISION_RULE)}),
            Deadline("ORDERED_FILING", "通知立案后立案期限", "The police file within 15 days.", "FILING_ORDERED", "receiver", ("file",), {"": Term(15, Unit.DAY, SUPERVISION_RULE)}),
            Deadline("HANDOVER", "移交涉案物品期限", "Goods and material within 3 days of the notice.", "FILED", "lead_agency", ("hand_over",), {"": Term(3, Unit.DAY, f"{LAW} 12")},
                     start="filing_served_on", void_by=("drop",)),
        ),
        frozen=("REPORT_SUBMITTED", "APPROVED", "REFUSED", "TRANSFERRED", "FORWARDED", "ACKED", "FILED", "NOT_FILED", "RECONSIDERING", "RECONSIDERED", "SUPERVISION_SUGGESTED",
                "EXPLANATION_REQUESTED", "EXPLAINED", "FILING_ORDERED", "DROPPED", "PROSECUTED", "NON_PROSECUTED", "JUDGED", "CLOSED"),
    ),
    invariant=_rightly_led,
    papers=(
        letter("transfer_letter", "涉嫌犯罪案件移送书", "suspect_name", "charge", "happened_on", "place", "facts", "value", "attachments", "approval_opinion",
               number="transfer_number", to="receiver", needs=("facts", "charge", "receiver"), states=("APPROVED", "TRANSFERRED", "FORWARDED", "ACKED"),
               opening="依照《行政执法机关移送涉嫌犯罪案件的规定》，现将下列涉嫌犯罪案件移送你单位审查。",
               closing="请于接受之日起三日内依法审查，并将决定书面通知我单位。"),
        letter("investigation_report", "涉嫌犯罪案件情况的调查报告", "suspect_name", "offence", "happened_on", "place", "facts", "quantity", "value",
               "investigators", "evidence", "report", needs=("report",)),
        form("goods_list", "涉案物品清单", "suspect_name", "evidence", "handover_list", "handed_over_on", pens=("移交人", "接收人", "移交日期")),
        form("appraisal", "检验报告和鉴定意见附卷单", "charge", "quantity", "value", "valuation_number", "appraisal_absent_reason", "attachments", pens=("附卷人",)),
        letter("receipt", "接受案件回执", "charge", "suspect_name", "transferred_on", "receipt_signed_by", number="receipt_number", to="lead_agency",
               needs=("receipt_signed_by",), by=(("police_officer", "own_agency(receiver)"),)),
        letter("filing_notice", "立案通知书", "charge", "suspect_name", "filing_number", "filing_served_on", number="notice_number", to="lead_agency",
               needs=("filing_number",), kind="DECISION", by=(("police_officer", "own_agency(receiver)"),),
               opening="你单位移送的下列案件，经审查认为有犯罪事实，需要追究刑事责任，决定立案侦查，特此通知。"),
        letter("no_filing_notice", "不予立案通知书", "charge", "suspect_name", "notice_reason", "notice_served_on", number="notice_number", to="lead_agency",
               needs=("notice_reason",), kind="DECISION", by=(("police_officer", "own_agency(receiver)"),),
               opening="你单位移送的下列案件，经审查决定不予立案，案卷材料一并退回。",
               closing="如不服本决定，可在接到通知书之日起三日内申请复议，也可以建议人民检察院依法进行立案监督。"),
        letter("reconsideration", "复议申请书", "charge", "notice_number", "notice_reason", "reconsideration_reason", to="receiver",
               needs=("reconsideration_reason",)),
        letter("supervision_request", "立案监督建议书", "charge", "notice_number", "reconsideration_number", "supervision_reason", needs=("supervision_reason",)),
        letter("reasons_demand", "要求说明不立案理由通知书", "charge", "suspect_name", "notice_number", "supervision_reason", number="supervision_number",
               to="receiver", needs=("supervision_number",), by=(("prosecutor", "my_branch(PROCURATORATE)"),),
               closing="请在收到本通知书后七日内书面说明不立案的理由。"),
    ),
    refusals=(
        RefusalText("SAND_IS_WATERS", "河道采砂由水务局（SWJ）牵头查处和移送，{agency}不能牵头；请改为移交水务局登记。",
                    "River sand is led by the water bureau (SWJ), not by {agency}: pass it on to be registered there.", "长江河道采砂管理条例（2023）18"),
        RefusalText("TWO_OFFICERS", "专案组须有2名以上写明姓名和执法证号的执法人员，现有{count}名。",
                    "At least two officers with name and certificate must be assigned; there are {count}.", f"{LAW} 5"),
        RefusalText("FINE_FOR_TRANSFER", "涉案价值{value}元已达入罪标准（{least}至{most}元），不得以罚代移；低于本省具体标准的，请写明依据。",
                    "The value of {value} yuan reaches the threshold of a crime ({least} to {most}): a fine may not stand in for a transfer; cite the provincial standard if it is below that.",
                    f"{LAW} 11; 法释〔2016〕25号 3, 4"),
        RefusalText("APPROVAL_DELEGATED", "移送须由正职负责人或者主持工作的负责人亲自审批，不得委托他人；请由其本人办理。",
                    "Only the head, or who presides in his place, decides on a transfer; it cannot be delegated. Let him decide himself.", f"{LAW} 5"),
        RefusalText("ATTACHMENTS_MISSING", "移送材料不全，缺：{missing}。没有检验鉴定的请写明理由。", "Papers are missing: {missing}. Where there is no appraisal, say why.", f"{LAW} 6"),
        RefusalText("NOTICE_SERVED", "通知送达日期已登记，不能改动；有误请走补正程序。", "The day of service is on record and cannot be changed here.", f"{LAW} 8"),
        RefusalText("FINE_NOT_OFFSET", "行政机关已收罚款{paid}元，应折抵罚金{due}元，请如实填写折抵金额。",
                    "{paid} yuan of fine were paid to the agency: {due} yuan must be set off against the criminal fine.", f"{LAW} 11; 行政处罚法 35"),
        RefusalText("COMPETENT_AGENCY_MISSING", "需要行政处罚的，请写明移送的行政主管机关。", "Where a penalty is called for, name the competent agency.", "刑事诉讼法 177"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY, Sum("value", "涉案价值")), on="transferred_on"),
    grants=(
        *(Grant("staff", "read", on, OURS) for on in ("", ".*")),
        *(Grant("agency_officer", act, on, OURS) for act, on in (("create", ""), ("edit", ".*"), ("reveal", "#sensitive"))),
        *(Grant("police_officer", act, on, POLICE) for act, on in (("read", ""), ("read", ".*"), ("reveal", "#sensitive"))),
        *(Grant(owner.role, "read", on, SUPERVISOR) for owner in PROSECUTOR for on in ("", ".*")),
        *(Grant("judge", "read", on, TRIAL) for on in ("", "#public", ".fine_paid", ".penalty_number")),
    ),
    offline=True,
)

DECLARATIONS = (TRANSFER,)
