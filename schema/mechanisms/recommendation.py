"""Procuratorial recommendation (检察建议): reply to the procuratorate and report to the county government are two duties."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Lookup,
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
    instant,
    items,
    link,
    long_text,
    mechanism,
    remind,
    superior,
    supervising,
    text,
    whole,
)
from schema.paper import form, letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
TARGET = "own_agency(target_agency)"
SERVED = "not state in (DRAFT, APPROVED)"
COPIED = f"own_agency(copied_to) and {SERVED}"
SEEN_BY_TARGET = f"{TARGET} and {SERVED}"
REPLY_CLOCKS = ("REPLY", "REPLY_BY_LETTER")
OPEN = ("SERVED", "AMENDED", "UPHELD", "RECTIFYING")
SILENT = ("OVERDUE", "URGED", "REPORTED_UP", "REPORTED_GOV")
JC = (Owner("prosecutor", OURS), Owner("chief_prosecutor", OURS))
REPLY_RULES = (("GENERAL", "一般（两个月）"), ("URGENT", "紧急（以书内载明的日期为准）"), ("PUBLIC_INTEREST", "行政公益诉讼（两个月）"),
               ("PUBLIC_INTEREST_URGENT", "行政公益诉讼紧急（十五日）"), ("MINORS", "未成年人保护（一个月）"), ("RETRIAL", "再审检察建议（三个月）"))

ESCALATION = (*remind(30, 15, 7, 3), *superior(), *supervising("lead_agency", 0), *supervising("GOV", 7))
"""The procuratorate hears of silence when the period ends, the county government a week later (县级配置)."""


def _answers_each(facts: Facts) -> Refused | None:
    open_items = [str(i + 1) for i, p in enumerate(facts.row.get("proposals") or []) if not p.get("measure")]
    return Refused("PROPOSAL_UNANSWERED", {"items": "、".join(open_items)}) if open_items else None


def _to_this_version(facts: Facts) -> Refused | None:
    """A reply answers the letter as it stands; one that says which version it answers is not taken for an answer to another."""
    answered, present = facts.row.get("answered_version"), _version(facts.row)
    return Refused("LETTER_AMENDED", {"answered": answered, "present": present}) if answered and answered != present else _answers_each(facts)


def _to_former_version(facts: Facts) -> Refused | None:
    answered = facts.row.get("answered_version")
    return None if answered and answered < _version(facts.row) else Refused("LETTER_NOT_AMENDED")


def _version(row: Mapping[str, Any]) -> int:
    return (row.get("letter_version") or 0) + 1


def _new_version(facts: Facts) -> dict[str, Any]:
    """The letter as it was stays; only proposals whose words changed are open again."""
    was = facts.before
    before = {one["id"]: one for one in was.get("proposals") or ()}
    now = [one if before.get(one["id"], {}).get("content") == one.get("content") else {**one, "measure": None, "evaluation": None}
           for one in facts.row.get("proposals") or ()]
    kept = {"id": str(_version(was)), "version": _version(was), "facts": was.get("facts"), "legal_basis": was.get("legal_basis"),
            "proposals": [f"{one['id']}. {one.get('content') or ''}" for one in was.get("proposals") or ()]}
    return {"proposals": now, "former_letters": [*(was.get("former_letters") or ()), kept]}


def _kept_beside(facts: Facts) -> dict[str, Any]:
    """The reply stays with the version it answers; measures on proposals that were not changed stand."""
    was, row = facts.before, facts.row
    letters = {one["version"]: one for one in row.get("former_letters") or ()}
    old = set(letters.get(row["answered_version"], {}).get("proposals") or ())
    said = {one["id"]: one for one in facts.inputs.get("proposals") or ()}
    proposals = [{**one, "measure": said[one["id"]].get("measure")} if one["id"] in said and f"{one['id']}. {one.get('content') or ''}" in old else one
                 for one in was.get("proposals") or ()]
    reply = {"id": f"{row['answered_version']}-{len(was.get('former_replies') or ()) + 1}", "version": row["answered_version"],
             "number": row.get("reply_number"), "content": row.get("reply"), "received_at": facts.at.isoformat()}
    return {"reply": was.get("reply"), "reply_number": was.get("reply_number"), "answered_version": was.get("answered_version"), "proposals": proposals,
            "former_replies": [*(was.get("former_replies") or ()), reply]}


def _amended(facts: Facts) -> dict[str, Any]:
    return {"title": "检察建议已变更，请就变更事项补充回复", "agency": facts.row["target_agency"], "origin": facts.row.get("document_number")}


def _sound_letter(facts: Facts) -> Refused | None:
    """A letter proposes something, and its reply period is one its type may have; an urgent one names the day itself."""
    kind, rule = facts.row["kind"], facts.row["reply_rule"]
    if not facts.row.get("proposals"):
        return Refused("NO_PROPOSAL")
    if (kind == "RETRIAL") is not (rule == "RETRIAL") or (rule.startswith("PUBLIC_INTEREST") and kind != "PUBLIC_INTEREST"):
        return Refused("REPLY_RULE_UNFIT")
    return Refused("LETTER_DATE_MISSING") if rule == "URGENT" and not facts.row.get("reply_due_on") else None


def _in_time(facts: Facts) -> Refused | None:
    """The day an urgent letter names lies after its service."""
    due = facts.row.get("reply_due_on")
    return Refused("LETTER_DATE_PASSED") if facts.row["reply_rule"] == "URGENT" and due and due <= facts.row["served_on"] else None


def _eve(facts: Facts) -> dict[str, object]:
    """The named day is the last one: the clock counts one day from the day before."""
    due = facts.row.get("reply_due_on")
    return {"counted_from": due - timedelta(days=1)} if facts.row["reply_rule"] == "URGENT" and due else {}


def _ran_out(facts: Facts) -> Refused | None:
    clock = next((duty for duty in facts.found["reply_clock"] if duty["code"] in REPLY_CLOCKS), None)
    return Refused("REPLY_NOT_DUE", {"due": clock["due_at"].date().isoformat()}) if clock and facts.at < clock["due_at"] else None


def _suable(facts: Facts) -> Refused | None:
    if facts.row["kind"] != "PUBLIC_INTEREST":
        return Refused("NOT_PUBLIC_INTEREST")
    return Refused("RECTIFIED_ALREADY") if facts.row.get("evaluation") == "DONE" else None


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
        day("reply_due_on", "书内载明的回复日期", "Last day for the reply, named in an urgent letter.", PUBLIC, LEGAL),
        day("counted_from", "回复期限起算日", "Where the clock of an urgent letter counts from, so that it ends on the day named.", PUBLIC, SERVER),
        link("copied_to", "agency", "抄送单位", "Agency that was sent a copy.", INTERNAL, LEGAL),
        whole("letter_version", "变更次数", "How often the letter was amended.", PUBLIC, SERVER),
        items("former_letters", "原建议书", "The letter as it was before each amendment.", WORK_SECRET, SERVER,
              whole("version", "版本", "Which version it was, from 1.", PUBLIC, SERVER), long_text("facts", "认定事实", "What it found.", WORK_SECRET, SERVER),
              long_text("legal_basis", "法律依据", "Law it rested on.", WORK_SECRET, SERVER), Field("proposals", Kind.TEXTS, "建议事项", "What it proposed.", WORK_SECRET, SERVER)),
        whole("answered_version", "所答版本", "Version of the letter that the reply answers.", PUBLIC, LEGAL),
        items("former_replies", "对原建议书的回复", "Replies to versions that were amended meanwhile.", WORK_SECRET, SERVER,
              whole("version", "版本", "Version it answers.", PUBLIC, SERVER), text("number", "回复文号", "Number of the reply.", WORK_SECRET, SERVER),
              long_text("content", "回复内容", "What was replied.", WORK_SECRET, SERVER), instant("received_at", "时间", "When it was given.", PUBLIC, SERVER)),
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
        day("amended_on", "变更日期", "Day the letter was amended after an objection.", PUBLIC, SERVER),
        text("superior_report", "报上级院文号", "Number of the report to the procuratorate above.", PUBLIC, LEGAL, check="procuratorate_number"),
        items("revisits", "回头看", "Return visits after the evaluation; a relapse counts in the assessment.", INTERNAL, APPEND,
              day("visited_on", "日期", "When.", INTERNAL, LEGAL), text("note", "情况", "What was found.", INTERNAL, LEGAL),
              flag("relapsed", "问题反弹", "Whether the problem is back.", INTERNAL, LEGAL)),
        text("urging_number", "督促函文号", "Number of the letter urging a reply.", PUBLIC, LEGAL),
        text("assessment", "考核情况", "Entry in the rule-of-law assessment.", INTERNAL, LEGAL),
        text("reason", "理由", "Reason of a withdrawal or escalation.", INTERNAL, LEGAL),
        flag("late_report", "逾期报告", "The report to the county government was late; measured apart, never erased.", PUBLIC, SERVER),
        flag("late_reply", "逾期回复", "The reply was late; never erased.", PUBLIC, SERVER),
    ),
    flow=Flow(
        (
            State("DRAFT", "起草"), State("APPROVED", "已审批"), State("SERVED", "已送达"), State("OBJECTED", "已提异议"), State("UPHELD", "维持建议"),
            State("AMENDED", "已变更"),
            State("WITHDRAWN", "已撤回", final=True), State("RECTIFYING", "整改中"), State("OVERDUE", "逾期未回复"), State("URGED", "已督促"),
            State("REPORTED_UP", "已报上级院"), State("REPORTED_GOV", "已报县政府"), State("REPLIED", "已回复"), State("EVALUATED", "已评价"), State("ASSESSED", "已考核"),
            State("SUED", "已起诉", final=True), State("CLOSED", "已办结", final=True),
        ),
        "DRAFT",
        (
            Move("approve", "审批", "The chief prosecutor approves.", ("DRAFT",), "APPROVED", (Owner("chief_prosecutor", OURS),), guard=_sound_letter,
                 number="document_number", basis="人民检察院检察建议工作规定"),
            Move("serve", "送达", "Service against a receipt starts the clocks.", ("APPROVED",), "SERVED", JC,
                 ("served_on", "service_way", "receiver_name"), ("served_on", "receiver_name"), guard=_in_time, then=_eve, basis="人民检察院检察建议工作规定 19"),
            Move("object", "提出异议", "The agency objects in writing.", ("SERVED", "RECTIFYING"), "OBJECTED", (Owner("staff", TARGET),), ("objection",), ("objection",)),
            Move("uphold", "维持", "The objection is answered and the recommendation stands.", ("OBJECTED",), "UPHELD", JC, ("objection_answer",), ("objection_answer",)),
            Move("amend", "变更", "The objection is right in part: the letter is amended; its clock goes on.", ("OBJECTED",), "AMENDED",
                 (Owner("chief_prosecutor", OURS),), ("objection_answer", "proposals", "facts", "legal_basis"), ("objection_answer",),
                 then=_new_version, counts="letter_version", effects=(Effect("task", _amended),), basis="人民检察院检察建议工作规定 23"),
            Move("withdraw", "撤回", "The recommendation is withdrawn.", ("OBJECTED", "SERVED"), "WITHDRAWN", (Owner("chief_prosecutor", OURS),), ("reason",), ("reason",)),
            Move("rectify", "开始整改", "The agency begins to rectify.", ("SERVED", "UPHELD", "AMENDED"), "RECTIFYING", (Owner("staff", TARGET),)),
            Move("expire", "转逾期", "The reply period has run out.", OPEN, "OVERDUE", JC, guard=_ran_out, lookups=("reply_clock",)),
            Move("urge", "督促", "A letter urges the agency to reply.", ("OVERDUE",), "URGED", JC, ("urging_number",), ("urging_number",)),
            Move("report_up", "报上级院", "Without reply or rectification the procuratorate above is told, who tells the agency's superior.",
                 (*SILENT, "EVALUATED"), "REPORTED_UP", JC, ("superior_report", "reason"), ("superior_report", "reason"), basis="人民检察院检察建议工作规定 25"),
            Move("report_government", "报县政府", "The procuratorate reports the silence to the county government.", ("OVERDUE", "URGED", "REPORTED_UP"), "REPORTED_GOV", JC,
                 ("reason",), ("reason",)),
            Move("reply", "回复", "The agency replies in writing, measure by measure; late stays late.",
                 (*OPEN, *SILENT), "REPLIED", (Owner("staff", TARGET),),
                 ("reply_number", "reply", "proposals", "answered_version"), ("reply_number", "reply"), guard=_to_this_version, too_late="reply_to_former",
                 basis="人民检察院检察建议工作规定 19"),
            Move("reply_to_former", "回复原建议书", "A reply to the letter as it was before it was amended: kept with that version, what was changed is still to be answered.",
                 ("OBJECTED", *OPEN, *SILENT), None, (Owner("staff", TARGET),), ("reply_number", "reply", "proposals", "answered_version"),
                 ("reply_number", "reply", "answered_version"), guard=_to_former_version, then=_kept_beside),
            Move("report", "报告县政府", "The agency reports to the county government: a duty of its own.",
                 ("OBJECTED", *OPEN, *SILENT, "REPLIED", "EVALUATED", "ASSESSED"), None,
                 (Owner("staff", TARGET),), ("report_number", "reported_on"), ("report_number", "reported_on"), basis="府院联动实施办法 9"),
            Move("evaluate", "评价", "The procuratorate evaluates the rectification.", ("REPLIED",), "EVALUATED", JC, ("evaluation", "proposals"), ("evaluation",)),
            Move("revisit", "回头看", "A return visit shows whether the rectification lasts.", ("EVALUATED", "ASSESSED", "CLOSED"), None, JC, ("revisits",),
                 ("revisits",)),
            Move("assess", "纳入考核", "Entered in the assessment.", ("EVALUATED", "REPORTED_UP", "REPORTED_GOV"), "ASSESSED", (Owner("justice_officer", "my_agency(SFJ)"),),
                 ("assessment",), ("assessment",)),
            Move("sue", "提起公益诉讼", "No rectification: suit in the public interest.", (*SILENT, "EVALUATED"), "SUED",
                 (Owner("chief_prosecutor", OURS),), guard=_suable, basis="法释〔2020〕20号 21"),
            Move("close", "办结", "Closes the file.", ("EVALUATED", "ASSESSED"), "CLOSED", JC),
        ),
        deadlines=(
            Deadline("REPLY", "书面回复检察院", "Written reply to the procuratorate, counted from service.", "SERVED", "target_agency", ("reply",), {
                "GENERAL": Term(2, Unit.MONTH, "人民检察院检察建议工作规定 19"),
                "PUBLIC_INTEREST": Term(2, Unit.MONTH, "法释〔2020〕20号 21"),
                "PUBLIC_INTEREST_URGENT": Term(15, Unit.DAY, "法释〔2020〕20号 21"),
                "MINORS": Term(1, Unit.MONTH, "未成年人保护法 114"),
                "RETRIAL": Term(3, Unit.MONTH, "民诉解释 417; 行诉解释 126"),
            }, start="served_on", by="reply_rule", void_by=("withdraw",), steps=ESCALATION),
            Deadline("REPLY_BY_LETTER", "书面回复检察院（书内载明）", "Written reply by the day an urgent letter names.", "SERVED", "target_agency", ("reply",),
                     {"URGENT": Term(1, Unit.DAY, "人民检察院检察建议工作规定 19（书内载明）")}, start="counted_from", by="reply_rule", void_by=("withdraw",), steps=ESCALATION),
            Deadline("REPORT", "报告县政府", "Report to the county government, a duty apart from the reply.", "SERVED", "target_agency", ("report",),
                     {"": Term(2, Unit.MONTH, "府院联动实施办法 9（期限为本县配置）", verified=False)}, start="served_on", void_by=("withdraw",), steps=ESCALATION),
        ),
        frozen=("OBJECTED", *OPEN, *SILENT, "REPLIED", "EVALUATED", "ASSESSED", "SUED", "CLOSED"),
    ),
    reviewer="prosecutor",
    lookups=(Lookup("reply_clock", "duty", (("record_key", "id"),), ("RUNNING",)),),
    numberings=(Numbering("document_number", "document_number", "recommendation/{agency}", "合检建〔{year}〕{n}号"),),
    papers=(
        letter("letter", "检察建议书", "facts", "legal_basis", "proposals", number="document_number", to="target_agency",
               needs=("document_number", "facts", "legal_basis", "proposals"), closing="请在规定期限内书面回复本院，并报告县人民政府。"),
        form("service_proof", "检察建议书送达回证", "target_agency", "served_on", "service_way", "receiver_name", number="document_number",
             needs=("document_number",), kind="SERVICE", pens=("受送达单位签收（盖章）", "签收日期", "送达人")),
        letter("objection_letter", "检察建议异议书", "document_number", "objection", to="lead_agency", needs=("objection",), by=(("staff", SEEN_BY_TARGET),)),
        letter("reply_letter", "检察建议回复函", "document_number", "reply", number="reply_number", to="lead_agency", needs=("reply",),
               by=(("staff", SEEN_BY_TARGET),)),
        letter("rectification_report", "检察建议整改情况报告", "document_number", "proposals", "reported_on", number="report_number", needs=("proposals",),
               by=(("staff", SEEN_BY_TARGET),), opening="现将检察建议整改落实情况报告如下。"),
        letter("urging_letter", "检察建议督促函", "document_number", "served_on", number="urging_number", to="target_agency", needs=("urging_number",),
               closing="逾期仍不回复或者不整改的，将依照规定报上级人民检察院并通报县人民政府。"),
        letter("copy_letter", "检察建议抄报（抄送）函", "document_number", "target_agency", "evaluation", "superior_report", "reason", to="copied_to",
               needs=("document_number",)),
        letter("evaluation_opinion", "检察建议落实情况评价意见", "document_number", "proposals", "evaluation", "revisits", to="target_agency",
               needs=("evaluation",)),
    ),
    refusals=(
        RefusalText("NO_PROPOSAL", "检察建议须至少有一项建议内容。", "A recommendation needs at least one proposal."),
        RefusalText("REPLY_RULE_UNFIT", "回复期限规则与建议类型不符，请核对。", "The reply period is not one this type of recommendation may have; check both."),
        RefusalText("LETTER_DATE_MISSING", "紧急建议须在书内载明回复日期。", "An urgent recommendation names the day for the reply.", "人民检察院检察建议工作规定 19"),
        RefusalText("LETTER_DATE_PASSED", "书内载明的回复日期须晚于送达日期。", "The day named for the reply must lie after the service."),
        RefusalText("LETTER_AMENDED", "回复针对第 {answered} 版，检察建议现为第 {present} 版；请就现行版本回复。",
                    "The reply answers version {answered}; the letter stands at version {present}: answer that.", "人民检察院检察建议工作规定 23"),
        RefusalText("LETTER_NOT_AMENDED", "所答版本即现行版本，请直接回复。", "That is the letter as it stands: reply to it."),
        RefusalText("REPLY_NOT_DUE", "回复期限尚未届满（{due}），不能转逾期。", "The reply period has not run out yet ({due})."),
        RefusalText("NOT_PUBLIC_INTEREST", "只有公益诉讼检察建议才能转为提起公益诉讼。", "Only a public-interest recommendation can lead to a public-interest suit.",
                    "法释〔2020〕20号 21"),
        RefusalText("RECTIFIED_ALREADY", "已评价为整改到位，不能起诉。", "It was evaluated as rectified; there is nothing to sue for."),
        RefusalText("PROPOSAL_UNANSWERED", "须逐项答复，第 {items} 项尚未填写整改措施。", "Every proposal must be answered; still open: {items}."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY), on="served_on", agency="target_agency", without=("DRAFT", "WITHDRAWN")),
    grants=(
        *(Grant(role, act, on, OURS) for role in ("prosecutor", "chief_prosecutor")
          for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        Grant("staff", "read", "", SEEN_BY_TARGET), Grant("staff", "read", ".*", SEEN_BY_TARGET),
        Grant("staff", "edit", ".proposals", SEEN_BY_TARGET),
        Grant("staff", "read", "", COPIED), Grant("staff", "read", ".*", COPIED),
        Grant("county_office", "read", "", SERVED), Grant("county_office", "read", ".*", SERVED),
        Grant("justice_officer", "read", "", f"my_agency(SFJ) and {SERVED}"), Grant("justice_officer", "read", ".*", f"my_agency(SFJ) and {SERVED}"),
        Grant("staff", "read", ".assessment", "not my_agency(SFJ) and not state in (ASSESSED, CLOSED)", "deny"),  # the assessor's own until it is entered
        Grant("staff", "read", "", f"participates(file) and {SERVED}"), Grant("staff", "read", "#public", f"participates(file) and {SERVED}"),
    ),
    offline=True,
)

DECLARATIONS = (RECOMMENDATION,)
