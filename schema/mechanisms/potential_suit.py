"""Potential suit (潜在之诉): an administrative dispute before it is sued; its clocks are told and never stopped, the legal channel stays open."""

from datetime import date, datetime, timedelta

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
    instant,
    items,
    link,
    long_text,
    mechanism,
    remind,
    text,
    whole,
)
from schema.paper import PARTIES, form, letter
from schema.periods import Unit

OURS = "own_unit(unit) or own_agency(lead_agency)"
CENTRE = "my_agency(SFJ) and participates(file)"  # 行政争议化解中心
JOINT = "participates(file)"
HANDLERS = (Owner("mediator", OURS), Owner("chief_mediator", OURS), Owner("justice_officer", f"{OURS} or ({CENTRE})"),
            Owner("court_registrar", OURS))
FILING = (*HANDLERS[:3], Owner("court_registrar", JOINT))  # 立案庭 guides a party whoever found the dispute
TELLING = remind(30, 15, 7, 3)
"""The party is told how many days are left (提示告知); the clock is the party's own, so nobody's leaders are told that it ran out."""
REMEDIES = ("REVIEW_WINDOW", "SUIT_WINDOW", "SUIT_SINCE_TOLD", "SUIT_AFTER_REVIEW")
COUNTY = "GOV"
AGREED = ("SIGNED", "CONFIRM_APPLIED", "CONFIRMED", "CONFIRM_REJECTED", "PERFORMING", "PERFORMED", "ARCHIVED", "ORAL_AGREED")


def _last_days(facts: Facts) -> dict[str, tuple[str, date]]:
    """Label and last day of every remedy clock that runs, by its code."""
    return {clock["code"]: (clock["label"], (clock["due_at"] - timedelta.resolution).astimezone(SHANGHAI).date())
            for clock in facts.found["clocks"] if clock["code"] in REMEDIES}


def _told_rightly(facts: Facts) -> Refused | None:
    """What the party was told of a clock is what the clock said on that day; entries made at registration are checked at contact."""
    contacting = facts.before["state"] != facts.row["state"]
    known, clocks = set() if contacting else {one["id"] for one in facts.before.get("told") or []}, _last_days(facts)
    for one in (one for one in facts.row.get("told") or [] if one["id"] not in known):
        label, last = clocks.get(str(one.get("clock")), ("", None))
        if last is None:
            return Refused("CLOCK_NOT_RUNNING", {"clock": one.get("clock")})
        on = datetime.fromisoformat(str(one["occurred_at"])).astimezone(SHANGHAI).date() if one.get("occurred_at") else facts.day
        if one.get("days_left") != (last - on).days:
            return Refused("DAYS_LEFT_WRONG", {"label": label, "days": (last - on).days})
    return None


def _clocks_told(facts: Facts) -> Refused | None:
    """Nobody is asked to consent before being told what he may still lose."""
    told = {one.get("clock") for one in facts.row.get("told") or []}
    missing = [label for code, (label, last) in _last_days(facts).items() if code not in told and last >= facts.day]
    return Refused("CLOCK_NOT_TOLD", {"labels": "、".join(missing)}) if missing else None


def _review_first(facts: Facts) -> bool:
    """复议前置 (行政复议法 23): no suit before reconsideration, unless there was one."""
    row = facts.row
    needed = row.get("review_first") not in (None, "NONE") or row.get("remedy_rule") == "INACTION"
    return needed and row.get("remedy_rule") != "AFTER_REVIEW" and not row.get("review_decision_number")


def _suable(facts: Facts) -> Refused | None:
    if _review_first(facts):
        return Refused("REVIEW_FIRST")
    if facts.row.get("defendant") == COUNTY and facts.row.get("court") != "INTERMEDIATE":
        return Refused("INTERMEDIATE_COURT")
    return None if facts.row.get("court") else Refused("COURT_MISSING")


def _routed(facts: Facts) -> Refused | None:
    """The route is checked before it is taken; a refusal by the party leaves only the legal channel."""
    row, channel = facts.row, facts.row["channel"]
    if channel == "SUIT":
        return _suable(facts)
    if facts.before["state"] == "REFUSED" and channel != "REVIEW":
        return Refused("PARTY_REFUSED")
    if channel == "MEDIATION" and row.get("excluded") not in (None, "NONE"):
        return Refused("EXCLUDED_CASE")
    return Refused("NOT_MEDIABLE") if channel == "MEDIATION" and row.get("mediable") in (None, "NONE") else None


def _outcome_proven(facts: Facts) -> Refused | None:
    kind = facts.row["resolution_kind"]
    if kind == "AGREEMENT" and not facts.found["agreements"]:
        return Refused("AGREEMENT_MISSING")
    return Refused("CORRECTION_MISSING") if kind == "SELF_CORRECTED" and not facts.row.get("correction_number") else None


def _for_mediation(facts: Facts) -> Refused | None:
    return None if facts.row.get("channel") == "MEDIATION" else Refused("OTHER_CHANNEL")


def _mediation(facts: Facts) -> dict[str, object]:
    row = facts.row
    return {"title": f"{row['title']}调解"[:200], "kind": "DISPUTE", "dispute_nature": "PAYMENT", "lead_agency": row["lead_agency"], "unit": row.get("unit"),
            "suit_id": row["id"]}


def _apart(facts: Facts) -> dict[str, object]:
    """Whoever goes another way is entered apart, with the same act and the same clocks."""
    row = facts.row
    same = ("source", "act_kind", "act_number", "respondent", "defendant", "remedy_rule", "review_first", "mediable", "served_on", "clock_from",
            "lead_agency", "unit", "township")
    return {"title": row["apart_title"], **{name: row[name] for name in same if row.get(name) is not None}}


POTENTIAL_SUIT = mechanism(
    7, "potential_suit", "potential_suits", "潜在之诉", "A potential suit (潜在之诉): a dispute with an agency that may be sued, reconsidered, mediated or corrected.",
    (
        text("number", "登记编号", "Number in the register of potential suits, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        choice("source", "来源", "Where it was spotted.", INTERNAL, LEGAL, ("REVIEW", "复议线索"), ("PETITION", "信访"), ("HOTLINE", "12345热线"), ("LAWYER", "律师函（咨询）"),
               ("COURT_WINDOW", "法院窗口"), ("EXPROPRIATION", "征拆清单"), ("OTHER", "其他"), enum="DisputeSource", required=True, order=True),
        choice("act_kind", "行政行为类型", "Kind of the act in dispute.", PUBLIC, LEGAL, ("PENALTY", "行政处罚"), ("LICENCE", "行政许可"), ("EXPROPRIATION", "征收补偿"),
               ("COERCION", "行政强制"), ("CONFIRMATION", "行政确认"), ("INFORMATION", "政府信息公开"), ("INACTION", "不履行法定职责"), ("OTHER", "其他"),
               enum="ActKind", required=True, order=True),
        text("act_number", "行为文号", "Number of the act, if it has one.", INTERNAL, LEGAL),
        link("respondent", "agency", "作出行为的机关", "Agency that acted or failed to act.", PUBLIC, LEGAL, inverse="disputes", required=True),
        link("defendant", "agency", "适格被告", "Agency to be sued; for an act of the county government, the county government.", PUBLIC, LEGAL),
        choice("remedy_rule", "救济期限规则", "Which clocks run.", PUBLIC, LEGAL, ("ACT", "作出行政行为（已告知期限）"), ("ACT_UNTOLD", "未告知起诉期限"),
               ("INACTION", "不履行法定职责"), ("AFTER_REVIEW", "已经复议"), ("COMPENSATION", "国家赔偿"), enum="RemedyRule", required=True),
        choice("review_first", "复议前置情形", "The test of reconsideration first; none is an answer too.", PUBLIC, LEGAL, ("NONE", "不属于复议前置"),
               ("ON_SPOT_PENALTY", "当场作出的行政处罚"), ("NATURAL_RESOURCE", "侵犯已取得的自然资源权利"), ("INACTION", "不履行法定职责"),
               ("INFORMATION", "不予公开政府信息"), ("OTHER_LAW", "法律、行政法规另有规定"), enum="ReviewFirst"),
        choice("mediable", "可调解事由", "Only these may be mediated.", PUBLIC, LEGAL, ("COMPENSATION", "赔偿"), ("INDEMNITY", "补偿"), ("DISCRETION", "自由裁量权"),
               ("NONE", "不属于可调解事项"), enum="DisputeMediable"),
        choice("excluded", "不予受理情形", "The five kinds that are not taken for resolution.", PUBLIC, LEGAL, ("NONE", "无"), ("JUDGMENT", "已有生效裁判"),
               ("PETITION_CLOSED", "信访已复查复核"), ("RENEGED", "达成协议后反悔再申请"), ("REFUSED", "当事人明确拒绝"), ("OTHER", "其他不宜化解情形"),
               enum="ExcludedCase"),
        day("served_on", "送达日期", "Day the act was served, by the receipt.", PUBLIC, LEGAL),
        day("applied_on", "申请履职（赔偿）日期", "Day the agency received the application to act or to compensate.", PUBLIC, LEGAL),
        day("clock_from", "起算日", "Day the remedies' clocks count from: service, knowledge, or the end of the agency's own period; none has started without it.",
            PUBLIC, LEGAL, order=True),
        day("limit_known_on", "知道起诉期限之日", "Day the party learned how long it may sue, if the act did not say.", PUBLIC, LEGAL),
        long_text("claim", "诉求", "What the party wants.", WORK_SECRET, DRAFT),
        items("told", "期限告知记录", "That the party was told of a clock: which, how many days were left, whom, how.", INTERNAL, APPEND,
              choice("clock", "期限", "Which clock.", INTERNAL, LEGAL, ("REVIEW_WINDOW", "申请行政复议"), ("SUIT_WINDOW", "提起行政诉讼"),
                     ("SUIT_SINCE_TOLD", "知道起诉期限后起诉"), ("SUIT_AFTER_REVIEW", "复议后起诉"), enum="RemedyClock"),
              whole("days_left", "剩余天数", "Days left on that day.", INTERNAL, LEGAL), text("name", "被告知人", "Who was told.", PERSONAL, LEGAL),
              text("manner", "告知方式", "How.", INTERNAL, LEGAL), instant("occurred_at", "时间", "When.", INTERNAL, LEGAL),
              text("author", "告知人", "Who told.", INTERNAL, SERVER)),
        choice("channel", "分流渠道", "The way it goes.", PUBLIC, LEGAL, ("REVIEW", "行政复议"), ("MEDIATION", "调解"), ("SELF_CORRECTION", "自行纠正"),
               ("SUIT", "行政诉讼"), enum="DisputeChannel", order=True),
        choice("court", "管辖法院", "Court of first instance: 川05 for a suit against the county government.", PUBLIC, LEGAL, ("COUNTY", "合江县人民法院（川0522）"),
               ("INTERMEDIATE", "泸州市中级人民法院（川05）"), ("OTHER", "其他法院（集中管辖）"), enum="FirstInstance"),
        text("case_number", "案号", "Number of the suit.", PUBLIC, LEGAL, check="case_number", search=True),
        text("review_number", "复议案号", "Number of the reconsideration.", PUBLIC, LEGAL),
        text("review_decision_number", "复议决定书文号", "Number of the decision on reconsideration.", PUBLIC, LEGAL),
        day("review_served_on", "复议决定送达日期", "Day the decision was served; 15 days to sue from it.", PUBLIC, LEGAL),
        text("old_act", "原行政行为", "The act that was corrected.", INTERNAL, LEGAL),
        text("correction_number", "自行纠错文号", "Number of the act that corrects it.", PUBLIC, LEGAL),
        choice("resolution_kind", "化解方式", "How it was resolved.", PUBLIC, LEGAL, ("WITHDRAWN", "当事人撤回"), ("AGREEMENT", "达成协议"), ("SELF_CORRECTED", "机关自行纠正"),
               enum="DisputeResolution"),
        text("apart_title", "分案标题", "Title of the dispute that is entered apart.", INTERNAL, DRAFT, max_length=200),
        text("reason", "理由", "Reason of a refusal or a failure.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("SPOTTED", "已发现"), State("CONTACTED", "已联系"), State("CONSENTED", "同意化解"), State("REFUSED", "拒绝化解"), State("DIVERTED", "已分流"),
            State("MEDIATING", "调解中"), State("RESOLVED", "已化解"), State("UNRESOLVED", "未化解"), State("LITIGATION", "已起诉"), State("REVIEW", "复议中"),
            State("CLOSED", "已结案", final=True),
        ),
        "SPOTTED",
        (
            Move("contact", "联系当事人", "The day the clocks count from must be known by now.", ("SPOTTED",), "CONTACTED", HANDLERS,
                 ("limit_known_on",), ("clock_from",),
                 guard=_told_rightly, lookups=("clocks",)),
            Move("tell", "告知期限", "Records that the party was told how long each remedy is open.",
                 ("SPOTTED", "CONTACTED", "CONSENTED", "REFUSED", "DIVERTED", "MEDIATING", "UNRESOLVED", "REVIEW"), None, HANDLERS, ("told",), ("told",),
                 guard=_told_rightly, lookups=("clocks",), basis="行政诉讼法 45, 46; 行政复议法 20"),
            Move("consent", "同意化解", "The party agrees, knowing the clocks.", ("CONTACTED",), "CONSENTED", HANDLERS, guard=_clocks_told, lookups=("clocks",)),
            Move("refuse", "拒绝化解", "The party declines and is led to the legal channel at once.", ("CONTACTED", "CONSENTED", "MEDIATING"), "REFUSED", HANDLERS,
                 ("reason",), guard=_clocks_told, lookups=("clocks",)),
            Move("divert", "分流", "Chooses the way, reconsideration first being tested.", ("CONSENTED", "REFUSED", "UNRESOLVED"), "DIVERTED", FILING,
                 ("channel", "review_first", "mediable", "excluded", "defendant", "court"), ("channel", "review_first", "defendant"), guard=_routed,
                 basis="行政复议法 23; 行政诉讼法 15, 60"),
            Move("mediate", "开始调解", "Opens the mediation; no clock stops for it.", ("DIVERTED",), "MEDIATING", HANDLERS,
                 guard=_for_mediation, effects=(Effect("mediation", _mediation),), basis="行政诉讼法 48"),
            Move("separate", "分案处理", "Enters apart a party that goes another way.", ("CONTACTED", "CONSENTED", "DIVERTED", "MEDIATING"), None, HANDLERS,
                 ("apart_title",), ("apart_title",), effects=(Effect("potential_suit", _apart),)),
            Move("self_correct", "登记自行纠正", "The agency records which act it corrected and by which.", ("DIVERTED", "MEDIATING", "UNRESOLVED"), None,
                 (Owner("staff", f"own_agency(respondent) and {JOINT}"),), ("old_act", "correction_number"), ("old_act", "correction_number")),
            Move("resolve", "已化解", "Withdrawn, agreed or corrected, with proof.", ("DIVERTED", "MEDIATING"), "RESOLVED", HANDLERS, ("resolution_kind",),
                 ("resolution_kind",), guard=_outcome_proven, lookups=("agreements",)),
            Move("fail", "未化解", "No agreement; the other remedies stay.", ("DIVERTED", "MEDIATING"), "UNRESOLVED", HANDLERS, ("reason",), ("reason",)),
            Move("apply_review", "申请复议", "The party applied for reconsideration.", ("REFUSED", "DIVERTED", "MEDIATING", "UNRESOLVED"), "REVIEW", FILING,
                 ("review_number",)),
            Move("receive_review", "收到复议决定", "The decision was served; 15 days to sue begin.", ("REVIEW",), None, FILING,
                 ("review_decision_number", "review_served_on"), ("review_decision_number", "review_served_on"), basis="行政诉讼法 45"),
            Move("sue", "提起诉讼", "The party sued; nothing delays the registration.", ("REFUSED", "DIVERTED", "MEDIATING", "UNRESOLVED", "REVIEW"), "LITIGATION", FILING,
                 ("court", "case_number", "defendant"), ("defendant",), guard=_suable, basis="行政诉讼法 15, 46, 51; 行政复议法 23"),
            Move("close", "结案", "Closes the register entry.", ("RESOLVED", "LITIGATION", "REVIEW"), "CLOSED", HANDLERS),
        ),
        deadlines=(
            Deadline("AGENCY_PERIOD", "机关履职（赔偿决定）期限", "The agency's own period to act.", "SPOTTED", "respondent", ("self_correct",),
                     {"INACTION": Term(2, Unit.MONTH, "行政诉讼法 47"), "COMPENSATION": Term(2, Unit.MONTH, "国家赔偿法 13")}, start="applied_on", by="remedy_rule",
                     void_by=("sue", "resolve")),
            Deadline("REVIEW_WINDOW", "申请行政复议期限", "How long reconsideration is open; mediation does not extend it.", "SPOTTED", "lead_agency", ("apply_review",), {
                "ACT": Term(60, Unit.DAY, "行政复议法 20"), "INACTION": Term(60, Unit.DAY, "行政复议法实施条例 16", verified=False),
                "ACT_UNTOLD": Term(1, Unit.YEAR, "行政复议法 20", verified=False)}, start="clock_from", by="remedy_rule", void_by=("sue", "resolve"), steps=TELLING),
            Deadline("SUIT_WINDOW", "提起行政诉讼期限", "How long a suit is open; mediation does not extend it.", "SPOTTED", "lead_agency", ("sue",), {
                "ACT": Term(6, Unit.MONTH, "行政诉讼法 46"), "ACT_UNTOLD": Term(1, Unit.YEAR, "行诉解释 64"), "INACTION": Term(6, Unit.MONTH, "行诉解释 66", verified=False),
                "AFTER_REVIEW": Term(15, Unit.DAY, "行政诉讼法 45"), "COMPENSATION": Term(3, Unit.MONTH, "国家赔偿法 14")}, start="clock_from", by="remedy_rule",
                void_by=("apply_review", "resolve"), steps=TELLING),
            Deadline("SUIT_SINCE_TOLD", "知道起诉期限后的起诉期限", "Six months from learning the limit that the act did not tell, within the year.", "CONTACTED", "lead_agency",
                     ("sue",), {"ACT_UNTOLD": Term(6, Unit.MONTH, "行诉解释 64")}, start="limit_known_on", by="remedy_rule", void_by=("apply_review", "resolve"), steps=TELLING),
            Deadline("SUIT_AFTER_REVIEW", "复议后起诉期限", "15 days from service of the decision on reconsideration.", "REVIEW", "lead_agency", ("sue",),
                     {"": Term(15, Unit.DAY, "行政诉讼法 45")}, start="review_served_on", void_by=("close",), steps=TELLING),
            Deadline("GUIDANCE", "引导法定渠道", "A party that refuses is led to the legal channel at once.", "REFUSED", "lead_agency", ("divert", "sue", "apply_review"),
                     {"": Term(1, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}),
        ),
        frozen=("LITIGATION", "CLOSED"),
    ),
    lookups=(
        Lookup("clocks", "duty", (("record_key", "id"),), ("RUNNING",)),
        Lookup("agreements", "mediation", (("suit_id", "id"),), AGREED),
    ),
    leads_to=(Leads("judicial_relief", ("RESOLVED", "UNRESOLVED", "CLOSED"), ("FY", "JC")),),
    numberings=(Numbering("number", "number", "potential_suit", "合潜诉〔{year}〕{n}号"),),
    papers=(
        form("register_form", "潜在之诉登记表", PARTIES, "source", "act_kind", "act_number", "respondent", "served_on", "remedy_rule", "claim", number="number",
             pens=("登记人", "分流意见")),
        letter("guidance_notice", "诉讼（复议）引导告知书", "act_kind", "act_number", "respondent", "defendant", "remedy_rule", "court", "told",
               needs=("respondent",), closing="申请化解不影响你依法申请行政复议或者提起行政诉讼，请注意法定期限。", pens=("被告知人签名", "告知人")),
        form("consent", "同意调解书", PARTIES, "claim", "mediable", opening="本人（单位）自愿选择以调解方式化解本争议，知悉可随时退出。",
             pens=("当事人签名（捺印）", "日期")),
        letter("agreement", "行政争议调解协议书", PARTIES, "respondent", "claim", "resolution_kind", needs=("resolution_kind",), kind="AGREEMENT",
               pens=("当事人", "行政机关（盖章）", "调解员")),
        letter("correction_decision", "自行纠错决定书", "old_act", "act_number", "reason", number="correction_number", needs=("correction_number",),
               kind="DECISION", by=(("staff", "own_agency(respondent)"),)),
    ),
    refusals=(
        RefusalText("CLOCK_NOT_RUNNING", "没有正在计算的期限“{clock}”，请先填写起算日。", "No clock {clock} is running: enter the day it counts from."),
        RefusalText("DAYS_LEFT_WRONG", "“{label}”当日剩余 {days} 日，请按此告知当事人。", "{days} days were left that day for {label}: tell the party so."),
        RefusalText("CLOCK_NOT_TOLD", "请先告知当事人并记录：{labels}。调解不延长法定期限。", "Tell the party first and record it: {labels}. Mediation extends no clock.",
                    "行政诉讼法 46, 48; 行政复议法 20"),
        RefusalText("REVIEW_FIRST", "属于复议前置情形，应先申请行政复议；未经复议直接起诉的，法院不予立案。",
                    "Reconsideration comes first here: a suit without it is not registered; apply for reconsideration.", "行政复议法 23; 行政诉讼法 44"),
        RefusalText("INTERMEDIATE_COURT", "被告为县人民政府的，由泸州市中级人民法院（川05）一审管辖。",
                    "A suit against the county government goes to the intermediate court (川05).", "行政诉讼法 15"),
        RefusalText("COURT_MISSING", "请填写管辖法院。", "Enter the court of first instance."),
        RefusalText("PARTY_REFUSED", "当事人已拒绝化解，应直接引导行政复议或诉讼。", "The party refused: lead it to reconsideration or suit at once."),
        RefusalText("EXCLUDED_CASE", "属于不予受理化解的情形，请引导法定渠道。", "This is one of the cases not taken for resolution: lead the party to the legal channel.",
                    "川渝行政争议多元化解办法（2025）"),
        RefusalText("NOT_MEDIABLE", "只有赔偿、补偿和行使自由裁量权的事项可以调解。", "Only compensation, indemnity and the use of discretion may be mediated.", "行政诉讼法 60"),
        RefusalText("OTHER_CHANNEL", "分流渠道不是调解。", "It was not diverted to mediation."),
        RefusalText("AGREEMENT_MISSING", "尚无已生效的调解协议。", "There is no mediation agreement in effect yet."),
        RefusalText("CORRECTION_MISSING", "机关尚未登记自行纠正的行为。", "The agency has not recorded its correction yet."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in HANDLERS for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        Grant("justice_officer", "read", "", CENTRE), Grant("justice_officer", "read", ".*", CENTRE), Grant("justice_officer", "edit", ".*", CENTRE),
        *(Grant("staff", "read", on, JOINT) for on in ("", "#public", "#internal")),
        Grant("staff", "edit", ".told", "always", "deny"),  # by its move alone, which checks the days
    ),
    offline=True, children=("party",),
)

DECLARATIONS = (POTENTIAL_SUIT,)
