"""Substantive resolution (实质性化解): a parallel step beside every administrative suit and supervision case, one plan of the three branches."""

import re

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
    WORK_SECRET,
    Beside,
    Deadline,
    Facts,
    Flow,
    Grant,
    Leads,
    Lookup,
    Move,
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
    text,
)
from schema.paper import PARTIES, form, letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
PLANNING = "own_agency(plan_agency)"
JOINT = "participates(file) and my_branch(GOVERNMENT, COURT, PROCURATORATE)"
REFERRERS = (Owner("judge", OURS), Owner("court_registrar", OURS), Owner("prosecutor", OURS))
PLANNERS = (Owner("staff", f"{PLANNING} or {OURS}"),)
SUIT = re.compile(r"行(?:初|终|申|再|赔初|赔终)[1-9]")  # 行审 is enforcement without suit, 行保 preservation: no dispute to resolve
SUPERVISION = re.compile(r"检行监")
BRANCHES = (("GOVERNMENT", "政府"), ("COURT", "法院"), ("PROCURATORATE", "检察院"))
MEDIABLE = (("COMPENSATION", "赔偿"), ("INDEMNITY", "补偿"), ("DISCRETION", "自由裁量权"))


def _called_for(facts: Facts) -> dict[str, object] | None:
    """Beside every administrative suit of the court and every supervision application to the procuratorate."""
    docket = facts.row
    number = docket.get("number") or ""
    court, procuratorate = docket["branch"] == "COURT" and SUIT.search(number), docket["branch"] == "PROCURATORATE" and SUPERVISION.search(number)
    if not (court or procuratorate):
        return None
    return {"title": f"{number}实质性化解"[:200], "docket_id": docket["id"], "docket_number": number, "lead_agency": docket["agency"],
            "entry": "COURT_CASE" if court else "SUPERVISION"}


def _registered(facts: Facts) -> Refused | None:
    """The step follows a registration and never comes before it (行政诉讼法 51)."""
    return None if facts.found["dockets"] else Refused("NOT_REGISTERED")


def _shared_plan(facts: Facts) -> Refused | None:
    taking_part = {one.get("branch") for one in facts.row.get("participants") or []}
    missing = [label for branch, label in BRANCHES if branch not in taking_part]
    return Refused("PLAN_BRANCH_MISSING", {"missing": "、".join(missing)}) if missing else None


def _all_agree(facts: Facts) -> Refused | None:
    """Settled needs every party; the court mediates only compensation, indemnity and discretion (行政诉讼法 60)."""
    sides = facts.row.get("sides") or []
    if not {"PLAINTIFF", "DEFENDANT"} <= {one.get("capacity") for one in sides}:
        return Refused("SIDES_MISSING")
    if missing := [str(one.get("name")) for one in sides if not one.get("agreed_on")]:
        return Refused("SIDE_NOT_AGREED", {"count": len(missing)})
    if facts.row.get("result") == "MEDIATED" and not facts.row.get("mediable"):
        return Refused("RESULT_NOT_MEDIABLE")
    return None


RESOLUTION = mechanism(
    8, "resolution", "resolutions", "实质性化解", "The substantive resolution (实质性化解) of an administrative dispute beside its suit or supervision case.",
    (
        link("docket_id", "docket", "对应案卷", "The register entry it stands beside.", PUBLIC, SERVER, inverse="resolutions", required=True),
        text("docket_number", "案号（文号）", "Number of that entry.", PUBLIC, LEGAL, search=True),
        choice("entry", "入口", "An administrative suit, or an application for supervision.", PUBLIC, LEGAL, ("COURT_CASE", "行政诉讼"),
               ("SUPERVISION", "申请检察监督"), enum="ResolutionEntry", order=True),
        link("respondent", "agency", "被诉机关", "The agency whose act is disputed.", PUBLIC, LEGAL, inverse="resolutions_as_respondent"),
        link("plan_agency", "agency", "牵头化解单位", "Agency that draws up the one plan and leads the work.", PUBLIC, LEGAL, inverse="resolutions_led"),
        text("act", "被诉行政行为", "The act in dispute.", INTERNAL, DRAFT, search=True),
        long_text("real_demand", "实质诉求", "The demand behind the claim.", WORK_SECRET, DRAFT),
        long_text("obstacles", "化解障碍", "What stands in the way.", WORK_SECRET, DRAFT),
        choice("mediable", "可调解事由", "What the law lets the court mediate.", INTERNAL, LEGAL, *MEDIABLE, enum="Mediable"),
        long_text("plan", "一揽子化解方案", "The one plan of the three branches.", INTERNAL, LEGAL),
        items("participants", "参加单位", "Who takes part for each of the three branches.", INTERNAL, DRAFT,
              choice("branch", "系统", "Branch it belongs to.", INTERNAL, DRAFT, *BRANCHES, enum="ThreeBranches"),
              text("agency", "单位代码", "Code of the agency.", INTERNAL, DRAFT), text("name", "姓名", "Who takes part.", INTERNAL, DRAFT),
              text("role", "分工", "What it does.", INTERNAL, DRAFT)),
        items("measures", "化解措施", "Measures of the plan.", INTERNAL, DRAFT,
              choice("kind", "种类", "What kind of measure.", INTERNAL, DRAFT, ("EXPLAIN", "释法说理"), ("RECONCILE", "和解"), ("INDEMNITY", "补偿"),
                     ("RELIEF", "司法救助"), ("CORRECTION", "自行纠正"), enum="ResolutionMeasureKind"),
              text("content", "内容", "What is done.", INTERNAL, DRAFT), text("agency", "单位代码", "Who does it.", INTERNAL, DRAFT),
              text("outcome", "落实情况", "What came of it.", INTERNAL, DRAFT)),
        items("talks", "协调笔录", "What was said in the joint work; not public, not evidence.", WORK_SECRET, APPEND,
              instant("occurred_at", "时间", "When.", WORK_SECRET, LEGAL), long_text("note", "记录", "What was said.", WORK_SECRET, LEGAL),
              text("author", "记录人", "Who wrote it.", WORK_SECRET, SERVER)),
        items("sides", "各方当事人", "Every party, and when it agreed.", INTERNAL, APPEND,
              text("name", "名称", "Name of the party.", PERSONAL, LEGAL),
              choice("capacity", "地位", "Position in the suit.", INTERNAL, LEGAL, ("PLAINTIFF", "原告（申请人）"), ("DEFENDANT", "被告（被申请人）"),
                     ("THIRD", "第三人"), enum="SideCapacity"),
              day("agreed_on", "同意日期", "Day it agreed to the settlement.", INTERNAL, LEGAL)),
        choice("result", "化解结果", "How it ended.", PUBLIC, LEGAL, ("WITHDRAWN", "撤诉"), ("RECONCILED", "和解"), ("MEDIATED", "行政调解书"),
               ("SUPERVISION_WITHDRAWN", "撤回监督申请"), ("UNRESOLVED", "未化解"), enum="ResolutionOutcome", order=True),
        text("result_number", "结果文书号", "Number of the document that ends the procedure.", PUBLIC, LEGAL),
        long_text("settlement_text", "和解（调解）内容", "What was settled.", INTERNAL, LEGAL),
        day("performance_due_on", "履行期限", "Last day for performance.", INTERNAL, LEGAL),
        text("performance_evidence", "履行核查", "What proves performance, as checked by whoever referred it.", INTERNAL, LEGAL),
        text("reason", "理由", "Why it is not suited, or was not settled.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("MISSING", "尚未开展（待提起）"), State("REFERRED", "已提起"), State("ASSESSED", "已评估"), State("PLAN", "已定方案"),
            State("JOINT_WORK", "联合化解中"), State("SETTLED", "已化解"), State("PERFORMED", "已履行"), State("CLOSED", "已办结", final=True),
            State("NOT_SETTLED", "未化解"), State("RETURNED", "转回程序", final=True),
        ),
        "MISSING",
        (
            Move("refer", "提起化解", "The organ that registered the case refers it; registration has already happened.", ("MISSING",), "REFERRED", REFERRERS,
                 ("respondent", "act", "sides"), ("respondent",), guard=_registered, lookups=("dockets",), basis="府院联动实施办法 8; 行政诉讼法 51"),
            Move("assess", "评估", "Finds it suited, names the real demand and who leads.", ("REFERRED",), "ASSESSED", REFERRERS,
                 ("plan_agency", "real_demand", "obstacles", "mediable"), ("plan_agency", "real_demand")),
            Move("decline", "不适宜化解", "Finds it not suited, with a reason; the procedure goes on as before.", ("REFERRED",), "RETURNED", REFERRERS,
                 ("reason",), ("reason",)),
            Move("plan", "制定方案", "One plan with all three branches in it.", ("ASSESSED",), "PLAN", PLANNERS, ("plan", "participants", "measures"), ("plan",),
                 guard=_shared_plan),
            Move("work", "联合化解", "The joint work begins.", ("PLAN",), "JOINT_WORK", PLANNERS),
            Move("note", "记录协调", "Adds to the notes of the talks.", ("PLAN", "JOINT_WORK"), None, PLANNERS, ("talks",), ("talks",)),
            Move("settle", "化解成功", "Every party has agreed.", ("JOINT_WORK",), "SETTLED", REFERRERS,
                 ("result", "result_number", "settlement_text", "performance_due_on", "sides", "mediable"), ("result", "settlement_text", "performance_due_on"),
                 guard=_all_agree, basis="行政诉讼法 60, 62"),
            Move("perform", "核查履行", "Whoever referred it has checked that it was performed.", ("SETTLED",), "PERFORMED", REFERRERS,
                 ("performance_evidence",), ("performance_evidence",)),
            Move("close", "办结", "Closes the file.", ("PERFORMED",), "CLOSED", REFERRERS),
            Move("fail", "未能化解", "No settlement, or one that was not kept.", ("ASSESSED", "PLAN", "JOINT_WORK", "SETTLED"), "NOT_SETTLED", REFERRERS,
                 ("result", "reason"), ("reason",)),
            Move("return", "转回程序", "The suit or supervision goes on alone.", ("NOT_SETTLED",), "RETURNED", REFERRERS),
        ),
        deadlines=(
            Deadline("RESOLUTION_OPENING", "提起化解期限", "Refer within 3 working days of registration; registration and hearing do not wait.", "MISSING",
                     "lead_agency", ("refer",), {"": Term(3, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}),
            Deadline("RESOLUTION_TERM", "化解期限", "At most 30 days; the first-instance limit runs on regardless.", "REFERRED", "lead_agency",
                     ("settle", "decline", "fail"), {"": Term(30, Unit.DAY, "府院联动配置（无法定期限）", verified=False)}),
            Deadline("RESOLUTION_PERFORMANCE", "履行核查", "Performance is checked when it is due.", "SETTLED", "lead_agency", ("perform",),
                     {"": Term(10, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, start="performance_due_on", void_by=("fail",)),
        ),
        frozen=("SETTLED", "PERFORMED", "CLOSED"),
    ),
    beside=Beside("docket", "docket_id", _called_for, ("MISSING",), "RESOLUTION_MISSING"),
    leads_to=(Leads("judicial_relief", ("PLAN", "JOINT_WORK", "NOT_SETTLED"), ("FY", "JC")),),  # 救助 is one of its measures
    lookups=(Lookup("dockets", "docket", (("id", "docket_id"),)),),
    papers=(
        letter("work_plan", "行政争议实质性化解工作方案", "docket_number", "act", "real_demand", "obstacles", "plan", "participants", "measures", needs=("plan",)),
        form("talk_record", "协调笔录", "docket_number", "respondent", "sides", "talks", needs=("talks",), pens=("各方签名", "主持人", "记录人")),
        letter("settlement", "行政争议和解协议", PARTIES, "docket_number", "sides", "settlement_text", "performance_due_on", needs=("settlement_text",),
               kind="AGREEMENT", pens=("原告（申请人）", "被诉机关（盖章）")),
        letter("withdrawal_request", "撤诉（撤回监督）申请书", PARTIES, "docket_number", "settlement_text", needs=("settlement_text",),
               opening="因争议已经实质性化解，自愿申请撤诉（撤回监督申请）。", pens=("申请人签名",)),
        form("performance_check", "履行核查表", "docket_number", "result", "result_number", "settlement_text", "performance_due_on", "performance_evidence",
             pens=("核查人", "当事人确认")),
    ),
    refusals=(
        RefusalText("RESOLUTION_MISSING", "本案尚未开展实质性化解，请提起；不影响立案、审理和审限。",
                    "No substantive resolution has been begun beside this case: please refer it. Filing, hearing and time limits are not affected.",
                    "府院联动实施办法 8; 行政诉讼法 51"),
        RefusalText("NOT_REGISTERED", "实质性化解在登记之后并行开展，请先登记案卷。", "The resolution runs beside a registered case: register the case first.", "行政诉讼法 51"),
        RefusalText("PLAN_BRANCH_MISSING", "一揽子方案须由政府、法院、检察院共同参加，还缺：{missing}。",
                    "The plan is one of all three branches; still missing: {missing}."),
        RefusalText("SIDES_MISSING", "请列明原告（申请人）和被告（被申请人）。", "List the plaintiff and the defendant first."),
        RefusalText("SIDE_NOT_AGREED", "还有 {count} 方当事人未同意，不能登记为已化解。", "{count} of the parties have not agreed; it is not settled."),
        RefusalText("RESULT_NOT_MEDIABLE", "行政案件只有赔偿、补偿和行使自由裁量权的事项可以调解结案。",
                    "Only compensation, indemnity and the use of discretion may end in a mediation statement.", "行政诉讼法 60"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY), without=("MISSING",)),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in REFERRERS for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", act, on, PLANNING) for act, on in (("read", ""), ("read", ".*"), ("edit", ".measures"))),
        *(Grant("staff", "read", on, JOINT) for on in ("", "#public", "#internal")),
        *(Grant("staff", "edit", f".{name}", "always", "deny") for name in ("talks", "sides", "settlement_text", "result")),  # by their moves alone
    ),
)

DECLARATIONS = (RESOLUTION,)
