"""Mediation (调解): people's, administrative and judicial mediation, from acceptance to performance and judicial confirmation."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
    Leads,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    Split,
    State,
    Statistics,
    Sum,
    Term,
    choice,
    day,
    flag,
    instant,
    items,
    link,
    long_text,
    mechanism,
    money,
    text,
)
from schema.paper import PARTIES, form, letter
from schema.periods import Unit

OURS = "own_unit(unit) or own_agency(lead_agency)"
MEDIATORS = (Owner("mediator", OURS), Owner("chief_mediator", OURS))
JOINT = "participates(file)"

NOT_CONFIRMABLE = ("OWNERSHIP", "STATUS")  # 民诉解释 355: 确权, 身份关系
REQUIRED = ("APPLICANT", "RESPONDENT", "MEDIATOR")  # 人民调解法 29


def _both_consents(facts: Facts) -> Refused | None:
    if facts.row.get("recusal_called"):
        return Refused("MEDIATOR_RECUSED")
    if facts.row.get("consent_applicant") and facts.row.get("consent_respondent"):
        return None
    return Refused("CONSENT_MISSING")


def _valid(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Signatures that count: not those on a text that was replaced, nor a mediator's who was taken off the case."""
    off = set((row.get("recused_mediators") or "").split("、"))
    return [one for one in row.get("signatures") or [] if not one.get("voided_at") and not one.get("void") and not (one.get("capacity") == "MEDIATOR" and one.get("name") in off)]


def _all_signed(facts: Facts) -> Refused | None:
    """Both parties and a mediator of the case signed one text, and the committee sealed it (人民调解法 29)."""
    if facts.row.get("recusal_called"):
        return Refused("MEDIATOR_RECUSED")
    signatures = _valid(facts.row)
    if len({s.get("text_digest") for s in signatures}) > 1:
        return Refused("SIGNED_TEXTS_DIFFER")
    roles = {s.get("capacity") for s in signatures}
    if missing := [role for role in REQUIRED if role not in roles]:
        return Refused("SIGNATURE_MISSING", {"missing": "、".join(missing)})
    return None if facts.row.get("sealed_on") else Refused("SEAL_MISSING")


def _court_case(facts: Facts) -> dict[str, object] | None:
    """The court's own entry of the confirmation case, under its number; none while the court has given none."""
    row = facts.row
    if not row.get("confirmation_number"):
        return None
    return {"branch": "COURT", "agency": facts.actor.agency, "number": row["confirmation_number"], "registered_on": facts.day, "cause": "申请司法确认调解协议", "outcome": row.get("ruling")}


def _effective(facts: Facts) -> dict[str, object]:
    """The agreement takes effect with the last signature or seal that it needs, whatever day was entered."""
    times = [datetime.fromisoformat(str(one["occurred_at"])).astimezone(SHANGHAI).date() for one in _valid(facts.row)
             if one.get("capacity") in REQUIRED and one.get("occurred_at")]
    return {"effective_on": max([*times, facts.row["sealed_on"]])}


def _thumbprint_unwitnessed(facts: Facts) -> dict[str, object] | None:
    """A thumbprint is valid; who read the text aloud and who saw it is asked for afterwards (捺印)."""
    witnessed = any(one.get("capacity") == "WITNESS" for one in _valid(facts.row))
    bare = [one for one in _valid(facts.row) if one.get("manner") == "THUMBPRINT" and not (one.get("read_aloud") and (one.get("witness") or witnessed))]
    if not bare:
        return None
    return {"title": "补充捺印的宣读记录和见证人", "agency": facts.row["lead_agency"], "origin": facts.row.get("file_number")}


def _void_signatures(facts: Facts) -> dict[str, object]:
    """The new text replaces those that were signed: their signatures stay and count no more."""
    return {"signatures": [{**one, "voided_at": one.get("voided_at") or facts.at.isoformat()} for one in facts.row.get("signatures") or []]}


def _confirmable(facts: Facts) -> Refused | None:
    if facts.row.get("dispute_nature") in NOT_CONFIRMABLE:
        return Refused("NOT_CONFIRMABLE")
    last = date.fromisoformat(str(facts.row["effective_on"])) + timedelta(days=30)
    if facts.at.astimezone(SHANGHAI).date() > last:
        return Refused("CONFIRMATION_TOO_LATE", {"last_day": last.isoformat()})
    return None


def _joins_for_itself(facts: Facts) -> Refused | None:
    """The court or the procuratorate joins where it was invited, for itself alone, and says that it consents (司法调解融入)."""
    before = {one["id"]: one for one in facts.before.get("joint_mediators") or []}
    changed = [one for one in facts.row.get("joint_mediators") or [] if one != before.get(one["id"])]
    if any(one["id"] not in before or one.get("agency") != facts.actor.agency for one in changed):
        return Refused("JOINS_FOR_ANOTHER", {"agency": facts.actor.agency})
    return None if any(one.get("consented") and one.get("name") for one in changed) else Refused("JOINING_NOT_CONSENTED")


def _invites(facts: Facts) -> Refused | None:
    """Who is invited has not consented yet: nobody consents for the court or the procuratorate."""
    if facts.row.get("kind") == "JUDICIAL":
        return Refused("JUDICIAL_ALREADY")
    before = facts.before.get("joint_mediators") or []
    return Refused("CONSENTS_FOR_ANOTHER") if any(one.get("consented") and one not in before for one in facts.row.get("joint_mediators") or []) else None


def _nobody_joined_yet(facts: Facts) -> Refused | None:
    return Refused("CONSENTS_FOR_ANOTHER") if any(one.get("consented") for one in facts.row.get("joint_mediators") or []) else None


def _supplement_signed(facts: Facts) -> Refused | None:
    """A signed agreement is never rewritten: a supplementary one (补充协议) is signed by all and sealed like it."""
    known = {one["id"] for one in facts.before.get("supplements") or ()}
    added = [one for one in facts.row.get("supplements") or () if one["id"] not in known]
    whole = added and all(one.get(part) for one in added for part in ("content", "applicant_signed", "respondent_signed", "mediator_signed", "sealed_on"))
    return None if whole else Refused("SUPPLEMENT_UNSIGNED")


def _replaced(facts: Facts) -> dict[str, object]:
    """Whoever is replaced signs for the committee no more, however late his signature comes in."""
    now = (facts.row.get("mediator_names") or "").split("、")
    off = [name for name in (*(facts.row.get("recused_mediators") or "").split("、"), *(facts.before.get("mediator_names") or "").split("、"))
           if name and name not in now]
    return {"recusal_called": False, "recused_mediators": "、".join(dict.fromkeys(off)) or None}


def _withdrawn(facts: Facts) -> dict[str, object]:
    return {"consent_withdrawn_on": facts.day}


def _police(facts: Facts) -> dict[str, object]:
    """人民调解法 25: where a dispute may turn violent, the police are told."""
    return {"title": f"处置可能激化的纠纷：{facts.row['title']}"[:200], "agency": "GAJ", "origin": facts.row.get("file_number")}


def _receipt_present(facts: Facts) -> Refused | None:
    return None if facts.row.get("performance_note") else Refused("PROOF_MISSING")


MEDIATION = mechanism(
    6, "mediation", "mediations", "调解", "A mediation (调解) of a civil dispute by a people's committee, an agency or the court.",
    (
        choice("kind", "调解类型", "People's, administrative or judicial mediation; the three differ in law.", PUBLIC, DRAFT,
               ("PEOPLE", "人民调解"), ("ADMINISTRATIVE", "行政调解"), ("JUDICIAL", "司法（特邀）调解"), ("DISPUTE", "行政争议调解"),
               enum="MediationKind", required=True),
        link("suit_id", "potential_suit", "潜在之诉", "The potential suit it belongs to, if the dispute is with an agency.", PUBLIC, SERVER, on_create=True,
             inverse="mediations"),
        choice("dispute_type", "纠纷类型", "What the dispute is about.", PUBLIC, DRAFT,
               ("NEIGHBOUR", "邻里"), ("LAND_BOUNDARY", "山林地界"), ("CONTRACTED_LAND", "承包地"), ("COMPENSATION", "征地补偿款分配"),
               ("LABOUR", "劳动"), ("CONSUMER", "消费"), ("TRAFFIC", "交通赔偿"), ("MEDICAL", "医疗"), ("FAMILY", "婚姻家庭"),
               ("POLLUTION", "污染赔偿"), ("OTHER", "其他"), enum="DisputeType", order=True),
        choice("dispute_nature", "争议性质", "Decides whether the court may confirm the agreement.", PUBLIC, LEGAL,
               ("PAYMENT", "给付"), ("USE", "使用（边界）"), ("OWNERSHIP", "确权"), ("STATUS", "身份关系"), enum="DisputeNature"),
        long_text("facts", "纠纷事实", "What happened, as the parties tell it.", INTERNAL, DRAFT, search=True),
        long_text("demands", "诉求", "What the parties ask for.", INTERNAL, DRAFT),
        text("mediator_names", "调解员", "Names of the mediators.", PUBLIC, DRAFT, max_length=200),
        items("joint_mediators", "共同调解人员", "Court or procuratorate joining the mediation (司法调解融入), each with its role and its own consent.", PUBLIC, APPEND,
              choice("agency", "单位", "Which organ joins.", PUBLIC, LEGAL, ("FY", "法院"), ("JC", "检察院"), enum="JoiningOrgan"),
              choice("role", "参与方式", "As what it joins.", PUBLIC, LEGAL, ("GUIDE", "业务指导"), ("JOINT", "共同调解"), ("WITNESS", "见证"), enum="JoiningRole"),
              text("name", "姓名", "Who joins; kept for a later check of recusal (回避).", PUBLIC, LEGAL),
              flag("consented", "同意参与", "The organ itself consents.", PUBLIC, LEGAL)),
        text("agents", "代理人", "Agents of the parties, with their authority.", INTERNAL, DRAFT, max_length=200),
        flag("recusal_called", "回避", "A party asks for another mediator, or the mediator is related to one; set back when he is replaced.", INTERNAL, LEGAL),
        text("recused_mediators", "已回避调解员", "Mediators who were replaced; their signatures for the committee do not count.", INTERNAL, SERVER, max_length=200),
        day("consent_withdrawn_on", "撤回同意日期", "Day a party withdrew its consent (人民调解法 23).", INTERNAL, SERVER),
        text("danger", "激化风险", "What may turn violent; the police are told.", INTERNAL, LEGAL),
        flag("consent_applicant", "申请人同意", "The applicant agreed to mediation.", INTERNAL, LEGAL),
        flag("consent_respondent", "被申请人同意", "The respondent agreed to mediation.", INTERNAL, LEGAL),
        items("sessions", "调解记录", "Sessions held; added to, never taken away.", WORK_SECRET, APPEND,
              instant("occurred_at", "时间", "When, by the device's clock.", INTERNAL, DRAFT),
              text("place", "地点", "Where.", INTERNAL, DRAFT),
              long_text("note", "记录", "What was said and offered; not evidence, not shared.", WORK_SECRET, APPEND),
              text("author", "记录人", "Who wrote it.", INTERNAL, SERVER)),
        long_text("agreement_text", "协议内容", "Text of the agreement; its digest is what the parties sign.", INTERNAL, LEGAL),
        money("agreement_amount", "协议金额", "Amount agreed, yuan.", INTERNAL, LEGAL, order=True),
        text("performance_method", "履行方式", "How it is to be performed.", INTERNAL, LEGAL),
        day("performance_due_on", "履行期限", "Last day for performance.", INTERNAL, LEGAL),
        items("signatures", "签名", "Signatures, seals and thumbprints; immutable once made.", INTERNAL, APPEND,
              choice("capacity", "签名身份", "Who signs.", INTERNAL, LEGAL, ("APPLICANT", "申请人"), ("RESPONDENT", "被申请人"),
                     ("MEDIATOR", "调解员"), ("WITNESS", "见证人"), enum="SigningCapacity"),
              text("name", "姓名", "Name of the signer.", PERSONAL, LEGAL),
              choice("manner", "方式", "How it was signed; a thumbprint is valid.", INTERNAL, LEGAL, ("SIGNATURE", "签名"), ("SEAL", "盖章"),
                     ("THUMBPRINT", "捺印"), enum="SigningManner"),
              instant("occurred_at", "时间", "When, by the device's clock.", INTERNAL, LEGAL),
              text("text_digest", "文本摘要", "SHA-256 of the text that was signed.", INTERNAL, LEGAL),
              text("image_digest", "图像摘要", "SHA-256 of the picture of the signature.", INTERNAL, LEGAL),
              text("device", "设备", "Device it was made on.", INTERNAL, LEGAL),
              flag("read_aloud", "已宣读", "The text was read aloud to whoever put a thumbprint.", INTERNAL, LEGAL),
              text("witness", "见证人", "Who saw the thumbprint.", PERSONAL, LEGAL),
              flag("clock_suspect", "时间存疑", "The device's clock was more than ten minutes off; set by the server.", INTERNAL, SERVER),
              instant("voided_at", "失效时间", "When the text it was put under was replaced; the signature stays.", INTERNAL, SERVER),
              flag("void", "无效（回避）", "A mediator's own signature that does not count, because he had to keep out of the case; those of the parties stand.",
                   INTERNAL, SERVER), official=("capacity", "MEDIATOR")),
        day("sealed_on", "盖章日期", "Day the committee sealed the agreement.", INTERNAL, LEGAL),
        day("effective_on", "生效日期", "Day the agreement took effect; starts the 30 days for confirmation.", PUBLIC, LEGAL),
        text("file_number", "卷号", "File number （年）合…人调字第…号, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        text("confirmation_number", "司法确认案号", "The court's number of the confirmation case.", PUBLIC, LEGAL, check="case_number"),
        text("ruling", "裁定", "The court's ruling on confirmation.", INTERNAL, LEGAL),
        items("supplements", "补充协议", "Supplementary agreements, each signed by all; the signed text itself stays.", INTERNAL, APPEND,
              long_text("content", "内容", "What was agreed besides.", INTERNAL, LEGAL), flag("applicant_signed", "申请人签名", "Signed.", INTERNAL, LEGAL),
              flag("respondent_signed", "被申请人签名", "Signed.", INTERNAL, LEGAL), flag("mediator_signed", "调解员签名", "Signed.", INTERNAL, LEGAL),
              day("sealed_on", "盖章日期", "Sealed.", INTERNAL, LEGAL)),
        text("remedies_told", "已告知的救济途径", "Which remedies the parties were told of, and how.", INTERNAL, LEGAL),
        text("reason", "理由", "Reason of a refusal, failure or suspension.", INTERNAL, LEGAL),
        text("performance_note", "履行情况", "How it was performed, with proof.", INTERNAL, LEGAL),
        items("follow_ups", "回访", "Return visits.", INTERNAL, APPEND,
              instant("occurred_at", "时间", "When.", INTERNAL, DRAFT), text("note", "情况", "What was found.", INTERNAL, APPEND)),
        items("photos", "现场照片", "Pictures taken on site, by digest.", INTERNAL, APPEND,
              text("digest", "摘要值", "SHA-256 of the picture.", INTERNAL, LEGAL), text("caption", "说明", "What it shows.", INTERNAL, DRAFT)),
    ),
    flow=Flow(
        (
            State("APPLIED", "已申请"), State("ACCEPTED", "已受理"), State("DECLINED", "不受理", final=True),
            State("MEDIATING", "调解中"), State("SUSPENDED", "中止"), State("AGREED_DRAFT", "拟定协议"),
            State("ORAL_AGREED", "口头协议"), State("SIGNED", "已签署（生效）"), State("DISPUTED_SIGNED", "签署文本有争议"),
            State("CONFIRM_APPLIED", "已申请司法确认"), State("CONFIRMED", "已司法确认"), State("CONFIRM_REJECTED", "驳回确认申请"),
            State("PERFORMING", "履行中"), State("PERFORMED", "已履行"), State("BREACHED", "未履行"),
            State("DISPUTED_PERFORMANCE", "履行有争议"), State("ARCHIVED", "已归档", final=True), State("FAILED", "调解不成"), State("CONSENT_WITHDRAWN", "已撤回同意"),
            State("INFORMED_REMEDIES", "已告知救济途径", final=True), State("CANCEL_REQUESTED", "申请撤销"),
        ),
        "APPLIED",
        (
            Move("accept", "受理", "Accepts the application and draws the file number.", ("APPLIED",), "ACCEPTED", MEDIATORS,
                 guard=_nobody_joined_yet, number="file_number", basis="人民调解法 17"),
            Move("decline", "不受理", "Declines with a reason.", ("APPLIED",), "DECLINED", MEDIATORS, ("reason",), ("reason",)),
            Move("begin", "开始调解", "Opens the first session.", ("ACCEPTED", "SUSPENDED"), "MEDIATING", MEDIATORS),
            Move("invite_joint", "邀请共同调解", "Invites the court or the procuratorate to join.", ("ACCEPTED", "MEDIATING"), None, MEDIATORS,
                 ("joint_mediators",), ("joint_mediators",), guard=_invites, basis="府院联动实施办法 6"),
            Move("join", "参与调解", "The organ invited joins with its consent; it decides nothing here.", ("ACCEPTED", "MEDIATING"), None,
                 (Owner("judge", JOINT), Owner("prosecutor", JOINT)), ("joint_mediators",), ("joint_mediators",), guard=_joins_for_itself),
            Move("suspend", "中止", "Suspends with a reason.", ("MEDIATING",), "SUSPENDED", MEDIATORS, ("reason",), ("reason",)),
            Move("draft", "拟定协议", "Records the draft agreement; both parties must have consented.", ("MEDIATING",), "AGREED_DRAFT", MEDIATORS,
                 ("agreement_text", "agreement_amount", "performance_method", "performance_due_on"), ("agreement_text",),
                 guard=_both_consents, basis="人民调解法 22, 28"),
            Move("agree_orally", "口头协议", "Records an oral agreement, effective at once.", ("MEDIATING",), "ORAL_AGREED", MEDIATORS,
                 ("agreement_text", "effective_on"), ("agreement_text", "effective_on"), guard=_both_consents, basis="人民调解法 28, 30"),
            Move("sign", "签署", "Takes effect when both parties and the mediator signed one text and it is sealed.", ("AGREED_DRAFT",), "SIGNED",
                 MEDIATORS, ("signatures", "sealed_on", "effective_on"), guard=_all_signed, then=_effective,
                 effects=(Effect("task", _thumbprint_unwitnessed),), basis="人民调解法 29"),
            Move("fail", "调解不成", "Ends without agreement.", ("MEDIATING", "AGREED_DRAFT"), "FAILED", MEDIATORS, ("reason",), ("reason",),
                 basis="人民调解法 26"),
            Move("withdraw_consent", "撤回同意", "A party ends the mediation, as it may at any time before it has signed; afterwards it disputes the agreement.",
                 ("ACCEPTED", "MEDIATING", "SUSPENDED", "AGREED_DRAFT"), "CONSENT_WITHDRAWN", MEDIATORS, ("reason",), ("reason",), then=_withdrawn,
                 too_late="contest", basis="人民调解法 23"),
            Move("contest", "对协议有异议", "Consent withdrawn after signing is a dispute on performance.", ("SIGNED", "PERFORMING", "ORAL_AGREED"),
                 "DISPUTED_PERFORMANCE", MEDIATORS, ("reason",), ("reason",), then=_withdrawn, basis="人民调解法 31, 32"),
            Move("inform", "告知救济途径", "Tells the parties their other remedies.", ("FAILED", "CONSENT_WITHDRAWN"), "INFORMED_REMEDIES", MEDIATORS, ("remedies_told",),
                 ("remedies_told",), basis="人民调解法 26"),
            Move("supplement", "补充协议", "What is to change is agreed besides, signed by all.", ("SIGNED", "CONFIRMED", "PERFORMING", "BREACHED"), None, MEDIATORS,
                 ("supplements",), ("supplements",), guard=_supplement_signed, basis="人民调解法 29"),
            Move("replace_mediator", "更换调解员", "Another mediator takes over after a recusal.", ("ACCEPTED", "MEDIATING", "SUSPENDED", "AGREED_DRAFT"), None,
                 (Owner("chief_mediator", OURS),), ("mediator_names",), ("mediator_names",), then=_replaced, basis="人民调解法 19"),
            Move("report_danger", "报告公安", "A dispute that may turn violent is reported to the police.", ("ACCEPTED", "MEDIATING", "SUSPENDED", "AGREED_DRAFT", "FAILED"), None,
                 MEDIATORS, ("danger",), ("danger",), effects=(Effect("task", _police),), basis="人民调解法 25", impartial=False),
            Move("apply_confirmation", "申请司法确认", "Both parties jointly ask the court to confirm, within 30 days.", ("SIGNED",), "CONFIRM_APPLIED",
                 MEDIATORS, guard=_confirmable, basis="人民调解法 33; 民事诉讼法 205"),
            Move("confirm", "裁定有效", "The court confirms the agreement.", ("CONFIRM_APPLIED",), "CONFIRMED", (Owner("judge", JOINT),),
                 ("confirmation_number", "ruling"), ("confirmation_number", "ruling"), effects=(Effect("docket", _court_case),), basis="民事诉讼法 206",
                 apart=("mediation.join",)),
            Move("reject_confirmation", "驳回申请", "The court rejects the application.", ("CONFIRM_APPLIED",), "CONFIRM_REJECTED",
                 (Owner("judge", JOINT),), ("confirmation_number", "ruling", "reason"), ("reason",), effects=(Effect("docket", _court_case),), basis="民诉解释 358",
                 apart=("mediation.join",)),
            Move("start_performance", "开始履行", "Performance begins.", ("SIGNED", "CONFIRMED", "CONFIRM_REJECTED", "ORAL_AGREED"), "PERFORMING", MEDIATORS),
            Move("perform", "履行完毕", "Performance is proven.", ("PERFORMING", "DISPUTED_PERFORMANCE"), "PERFORMED", MEDIATORS,
                 ("performance_note",), guard=_receipt_present, basis="人民调解法 31"),
            Move("breach", "未履行", "A party did not perform.", ("PERFORMING", "DISPUTED_PERFORMANCE"), "BREACHED", MEDIATORS, ("reason",), ("reason",)),
            Move("archive", "归档", "Closes the file.", ("PERFORMED", "BREACHED"), "ARCHIVED", MEDIATORS),
            Move("dispute_text", "签署文本争议", "Two signed texts differ: held until the parties sign one that replaces both.", ("SIGNED", "AGREED_DRAFT"),
                 "DISPUTED_SIGNED", (Owner("chief_mediator", OURS), Owner("justice_officer", JOINT))),
            Move("replace_text", "重新签署", "A new agreement signed by all replaces the disputed ones.", ("DISPUTED_SIGNED",), "AGREED_DRAFT",
                 (Owner("chief_mediator", OURS), Owner("justice_officer", JOINT)), ("agreement_text", "agreement_amount"), ("agreement_text",), then=_void_signatures),
            Move("dispute_performance", "履行争议", "The parties report differently; proof is needed.", ("PERFORMED", "BREACHED"), "DISPUTED_PERFORMANCE",
                 (Owner("chief_mediator", OURS), Owner("justice_officer", JOINT))),
            Move("cancel", "申请撤销", "Asks for cancellation; nothing is ever erased.", ("APPLIED", "ACCEPTED", "MEDIATING", "SUSPENDED", "AGREED_DRAFT"),
                 "CANCEL_REQUESTED", MEDIATORS, ("reason",)),
            Move("keep", "撤销不准", "Cancellation is declined; work goes on.", ("CANCEL_REQUESTED",), "ACCEPTED",
                 (Owner("chief_mediator", OURS), Owner("justice_officer", JOINT))),
        ),
        deadlines=(
            Deadline("MEDIATION_TERM", "调解期限", "Term for finishing the mediation; may be extended with the parties' consent.", "ACCEPTED",
                     "lead_agency", ("sign", "fail", "agree_orally", "withdraw_consent"),
                     {"PEOPLE": Term(30, Unit.DAY, "人民调解工作若干规定（司法部令75号）；法律未设期限，经同意可延长", verified=False),
                      "ADMINISTRATIVE": Term(30, Unit.DAY, "四川省行政调解工作暂行办法（省政府令354号）", verified=False),
                      "JUDICIAL": Term(30, Unit.DAY, "法释〔2016〕14号 27")}, by="kind", void_by=("cancel",),
                     suspended_in=("SUSPENDED",), extension=Term(30, Unit.DAY, "四川省行政调解工作暂行办法（省政府令354号）", verified=False)),
            Deadline("CONFIRMATION_WINDOW", "司法确认申请期限", "Both parties may ask for confirmation within 30 days of effect.", "SIGNED",
                     "lead_agency", ("apply_confirmation",), {"": Term(30, Unit.DAY, "人民调解法 33; 民事诉讼法 205")}, start="effective_on",
                     void_by=("start_performance",)),
            Deadline("CONFIRMATION_TARGET", "司法确认目标期限", "The court aims at 15 days; the term of the law is 30.", "CONFIRM_APPLIED", "FY",
                     ("confirm", "reject_confirmation"), {"": Term(15, Unit.DAY, "法释〔2011〕5号（目标）", verified=False)}),
            Deadline("CONFIRMATION_RULING", "司法确认裁定期限", "The court decides within 30 days of filing.", "CONFIRM_APPLIED", "FY",
                     ("confirm", "reject_confirmation"), {"": Term(30, Unit.DAY, "民事诉讼法 187")}),
        ),
        frozen=("SIGNED", "DISPUTED_SIGNED", "CONFIRM_APPLIED", "CONFIRMED", "CONFIRM_REJECTED", "PERFORMING", "PERFORMED", "BREACHED", "ARCHIVED"),
    ),
    leads_to=(Leads("potential_suit", ("DECLINED", "FAILED", "INFORMED_REMEDIES")), Leads("judicial_relief", ("FAILED", "INFORMED_REMEDIES", "BREACHED"), ("FY", "JC"))),
    numberings=(Numbering("file_number", "file_number", "mediation/{unit}", "（{year}）合{short}人调字第{n}号"),),
    papers=(
        form("application", "调解申请书", PARTIES, "dispute_type", "facts", "demands", needs=("facts",), pens=("申请人签名（盖章、捺印）", "申请日期")),
        form("acceptance_register", "调解受理登记表", PARTIES, "kind", "dispute_type", "facts", "consent_applicant", "consent_respondent", "mediator_names",
             pens=("登记人", "受理日期")),
        form("mediation_record", "调解记录", PARTIES, "mediator_names", "joint_mediators", "sessions", number="file_number",
             pens=("当事人签名（捺印）", "调解员签名", "记录人签名")),
        letter("agreement", "调解协议书", PARTIES, "facts", "demands", "agreement_text", "agreement_amount", "performance_method", "performance_due_on",
               number="file_number", needs=("agreement_text",), kind="AGREEMENT", opening="经调解，双方当事人自愿达成如下协议。",
               closing="本协议自双方当事人签名、盖章或者捺印，调解员签名并加盖印章之日起生效。",
               pens=("当事人（签名、盖章或捺印）", "当事人（签名、盖章或捺印）", "调解员（签名）")),
        letter("confirmation_request", "司法确认申请书", PARTIES, "agreement_text", "effective_on", number="file_number", needs=("agreement_text", "effective_on"),
               opening="双方当事人自调解协议生效之日起三十日内，共同向人民法院申请司法确认。", pens=("申请人", "申请人")),
        form("follow_up_record", "调解协议履行回访记录", PARTIES, "performance_due_on", "performance_note", "follow_ups", number="file_number",
             pens=("被回访人", "回访人")),
        letter("remedies_notice", "终止调解告知书", PARTIES, "reason", "remedies_told", needs=("reason",), states=("FAILED", "INFORMED_REMEDIES"),
               closing="你可以依法通过仲裁、行政、司法等途径维护自己的权利。"),
    ),
    refusals=(
        RefusalText("CONSENT_MISSING", "双方当事人均同意调解后才能拟定协议。", "Both parties must have consented before an agreement is drafted.", "人民调解法 17"),
        RefusalText("SIGNED_TEXTS_DIFFER", "签名所依据的文本不一致，请核对后重新签署。", "The signatures are on different texts; check and sign one text.", "人民调解法 29"),
        RefusalText("SIGNATURE_MISSING", "还缺签名：{missing}。", "Signatures are missing: {missing}.", "人民调解法 29"),
        RefusalText("SEAL_MISSING", "协议书尚未加盖调解委员会印章，请先填写盖章日期。", "The committee has not sealed the agreement; enter the day of sealing.", "人民调解法 29"),
        RefusalText("NOT_CONFIRMABLE", "确权、身份关系类协议不属于司法确认范围，请告知当事人起诉。",
                    "An agreement on ownership or status cannot be confirmed; tell the parties to sue.", "民诉解释 355"),
        RefusalText("CONFIRMATION_TOO_LATE", "司法确认申请期限已于 {last_day} 届满。", "The last day to ask for confirmation was {last_day}.", "人民调解法 33"),
        RefusalText("JOINS_FOR_ANOTHER", "只能在受邀后代表本单位（{agency}）参与调解。", "You can join for your own organ ({agency}) only, once it is invited."),
        RefusalText("JOINING_NOT_CONSENTED", "请填写参与人员并确认同意参与。", "Enter who joins and that your organ consents."),
        RefusalText("CONSENTS_FOR_ANOTHER", "法院、检察院是否参与由其自行确认，请只填写邀请。", "Court and procuratorate consent for themselves: enter the invitation only."),
        RefusalText("JUDICIAL_ALREADY", "司法（特邀）调解由法院主持，无须另行邀请。", "Judicial mediation is the court's own: nobody is invited to join it."),
        RefusalText("MEDIATOR_RECUSED", "已提出回避，请先由首席调解员更换调解员。", "A recusal was called for: the chief mediator replaces the mediator first.", "人民调解法 19"),
        RefusalText("SUPPLEMENT_UNSIGNED", "补充协议须双方和调解员签名并盖章。", "A supplementary agreement is signed by both parties and the mediator, and sealed.",
                    "人民调解法 29"),
        RefusalText("PROOF_MISSING", "请填写履行情况及凭证。", "Enter how it was performed, with proof.", "人民调解法 31"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY, Split("kind", "调解类型"), Sum("agreement_amount", "协议金额")), on="opened_on", without=("DECLINED", "CANCEL_REQUESTED")),
    grants=(
        Grant("mediator", "read", "", OURS), Grant("mediator", "read", ".*", OURS),
        Grant("chief_mediator", "read", "", OURS), Grant("chief_mediator", "read", ".*", OURS),
        Grant("staff", "read", "", JOINT), Grant("staff", "read", "#public", JOINT), Grant("staff", "read", "#internal", JOINT),
        Grant("justice_officer", "read", "#personal", JOINT),
        Grant("mediator", "create", "", OURS), Grant("chief_mediator", "create", "", OURS),
        Grant("mediator", "edit", ".*", OURS), Grant("chief_mediator", "edit", ".*", OURS),
        Grant("staff", "edit", ".joint_mediators", "always", "deny"),  # by its moves alone
    ),
    offline=True, children=("party",),
)

DECLARATIONS = (MEDIATION,)
