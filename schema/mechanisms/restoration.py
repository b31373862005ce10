"""Restoration of the environment (生态修复): plan, work, acceptance by the department with a third party, rework that stays counted, upkeep."""

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
    Facts,
    Flow,
    Grant,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    choice,
    day,
    instant,
    items,
    link,
    long_text,
    mechanism,
    money,
    text,
    whole,
)
from schema.paper import form, letter

OURS = "own_agency(lead_agency)"
PROCURATORATE = "my_branch(PROCURATORATE) and participates(file)"
JOINT = "participates(file) and my_branch(GOVERNMENT, COURT, PROCURATORATE)"
OFFICER = (Owner("agency_officer", OURS),)
LEADERS = (Owner("agency_head", OURS), Owner("supervising_leader", OURS))


def _nobody_signs_who_observes(facts: Facts) -> Refused | None:
    """The procuratorate is invited to see the acceptance; it is no party to it and signs nothing."""
    signers = {(one.get("agency") or "") for one in facts.row.get("signatures") or []}
    return Refused("OBSERVER_SIGNS") if any(agency.split("-")[0] == "JC" for agency in signers) else None


def _planned(facts: Facts) -> Refused | None:
    return None if facts.row.get("plan") and facts.row.get("targets") else Refused("PLAN_INCOMPLETE")


def _observes_for_itself(facts: Facts) -> Refused | None:
    known = {one["id"] for one in facts.before.get("observations") or []}
    new = [one for one in facts.row.get("observations") or [] if one["id"] not in known]
    return None if all(one.get("agency") == facts.actor.agency for one in new) else Refused("OBSERVES_FOR_ANOTHER")


def _accepted_by_both(facts: Facts) -> Refused | None:
    """The department and a third party accept, each by its own signature of this round."""
    row = facts.row
    if row["third_party_result"] != "PASS":
        return Refused("THIRD_PARTY_FAILED")
    this_round = (row.get("rework_count") or 0) + 1
    signed = {one.get("capacity") for one in row.get("signatures") or [] if one.get("round") == this_round}
    lacking = [label for capacity, label in (("DEPARTMENT", "指定部门"), ("THIRD_PARTY", "第三方机构")) if capacity not in signed]
    return Refused("ACCEPTANCE_UNSIGNED", {"missing": "、".join(lacking), "round": this_round}) if lacking else None


def _evaluated_anew(facts: Facts) -> Refused | None:
    """Each round has its own evaluation: the report of the last one is not used again."""
    fresh = facts.inputs.get("third_party_report") and facts.row["third_party_report"] != facts.before.get("third_party_report")
    return None if fresh else Refused("EVALUATION_OLD")


def _reason_given(facts: Facts) -> Refused | None:
    fresh = len(facts.row.get("reworks") or []) > len(facts.before.get("reworks") or [])
    return None if fresh else Refused("REWORK_UNEXPLAINED")


def _kept_up(facts: Facts) -> Refused | None:
    until = facts.row["maintenance_until"]
    return Refused("MAINTENANCE_RUNS", {"until": until.isoformat()}) if facts.day < until else None


RESTORATION = mechanism(
    2, "restoration", "restorations", "生态修复", "Restoration of damaged environment (生态修复), supervised and accepted by the designated department with a third party.",
    (
        link("compensation_id", "compensation", "生态环境损害赔偿", "The compensation it carries out.", INTERNAL, SERVER, on_create=True, inverse="restorations"),
        link("reverse_transfer_id", "reverse_transfer", "行刑反向衔接", "The opinion after which it was ordered.", INTERNAL, SERVER, on_create=True, inverse="restorations"),
        choice("way", "修复方式", "Who does it, and where.", PUBLIC, LEGAL, ("SELF", "义务人自行修复"), ("ENTRUSTED", "委托第三方修复"), ("SUBSTITUTE", "替代性修复"), enum="RestorationWay",
               required=True, order=True),
        text("measures", "修复措施", "Replanting, stocking, river bed …", PUBLIC, LEGAL, max_length=500, search=True),
        text("obligor_name", "修复义务人", "Who owes it.", PERSONAL, LEGAL, mask="name", max_length=100),
        text("area", "修复范围", "Where and how large.", PUBLIC, LEGAL, max_length=500),
        long_text("plan", "修复方案", "What is to be done.", INTERNAL, LEGAL), text("plan_digest", "方案摘要值", "SHA-256 of the plan.", INTERNAL, LEGAL),
        text("targets", "验收标准", "What it is measured by.", PUBLIC, LEGAL, max_length=2000), money("budget", "修复费用", "Yuan.", INTERNAL, LEGAL), day("due_on", "完成期限", "Last day of the work.", PUBLIC, LEGAL),
        text("plan_opinion", "方案审批意见", "Opinion on the plan.", INTERNAL, SERVER), day("approved_on", "方案批准日期", "Day the plan was approved.", PUBLIC, SERVER),
        items("progress", "监理记录", "Visits to the work; added to, never taken away.", INTERNAL, APPEND, instant("occurred_at", "时间", "When.", INTERNAL, DRAFT),
              text("note", "情况", "What was found.", INTERNAL, APPEND), text("digest", "照片摘要值", "SHA-256 of a picture.", INTERNAL, APPEND), text("author", "记录人", "Who wrote it.", INTERNAL, SERVER)),
        text("self_check", "自查报告", "What the obligor found himself.", INTERNAL, LEGAL),
        text("third_party", "第三方机构", "Institution that evaluates; not the obligor's.", PUBLIC, LEGAL, max_length=200),
        text("third_party_report", "效果评估报告编号", "Number of its report.", INTERNAL, LEGAL),
        choice("third_party_result", "第三方评估结论", "Its result.", PUBLIC, LEGAL, ("PASS", "达到标准"), ("FAIL", "未达到标准"), enum="EvaluationResult"),
        items("observations", "检察机关见证", "What an invited observer remarked; it does not sign.", INTERNAL, APPEND, text("agency", "单位代码", "Code of the observer's agency.", INTERNAL, LEGAL),
              text("name", "见证人", "Who came.", INTERNAL, LEGAL), text("remark", "意见", "What was remarked.", INTERNAL, APPEND), instant("occurred_at", "时间", "When.", INTERNAL, LEGAL)),
        items("signatures", "验收签字", "Who signed the acceptance, by round.", INTERNAL, APPEND, whole("round", "验收轮次", "1 is the first acceptance.", INTERNAL, LEGAL),
              choice("capacity", "身份", "In what capacity.", INTERNAL, LEGAL, ("DEPARTMENT", "指定部门"), ("THIRD_PARTY", "第三方机构"), ("OBLIGOR", "修复义务人"), enum="AcceptanceCapacity"),
              text("agency", "单位代码", "Code of the agency, if one.", INTERNAL, LEGAL), text("name", "签字人", "Who signed.", INTERNAL, LEGAL)),
        text("acceptance_opinion", "验收意见", "Opinion of the acceptance.", PUBLIC, SERVER), day("accepted_on", "验收日期", "Day it was accepted.", PUBLIC, SERVER),
        whole("rework_count", "整改次数", "How often it had to be done again; never set back.", PUBLIC, SERVER),
        items("reworks", "整改记录", "Why each acceptance failed.", PUBLIC, APPEND, text("reason", "不合格原因", "What fell short.", PUBLIC, LEGAL), day("due_on", "整改期限", "Last day.", PUBLIC, LEGAL)),
        day("maintenance_until", "管护期限", "Last day of the upkeep.", PUBLIC, LEGAL), text("reason", "理由", "Why the plan was returned.", INTERNAL, SERVER),
    ),
    flow=Flow(
        (
            State("PLAN", "方案编制"), State("PLAN_SUBMITTED", "方案报审"), State("APPROVED", "方案已批准"), State("RESTORING", "修复中"), State("SELF_CHECK", "已自查"),
            State("ACCEPTANCE", "验收中"), State("REWORK", "整改中"), State("ACCEPTED", "验收合格"), State("MAINTENANCE", "管护中"), State("CLOSED", "已办结", final=True),
        ),
        "PLAN",
        (
            Move("submit_plan", "报审方案", "The plan with the standard it will be measured by.", ("PLAN",), "PLAN_SUBMITTED", OFFICER,
                 ("plan", "plan_digest", "targets", "measures", "area", "budget", "due_on"), ("plan", "targets"), guard=_planned),
            Move("return_plan", "退回方案", "The plan goes back with a reason.", ("PLAN_SUBMITTED",), "PLAN", LEADERS, ("reason",), ("reason",)),
            Move("approve_plan", "批准方案", "A leader approves; not whoever submitted it.", ("PLAN_SUBMITTED",), "APPROVED", LEADERS, ("plan_opinion",), not_by_doer_of=("submit_plan",)),
            Move("start", "开始修复", "The work begins.", ("APPROVED",), "RESTORING", OFFICER),
            Move("inspect", "登记监理", "A visit to the work is entered.", ("RESTORING", "REWORK", "MAINTENANCE"), None, OFFICER, ("progress",), ("progress",)),
            Move("check", "自查", "The obligor's own check is handed in.", ("RESTORING", "REWORK"), "SELF_CHECK", OFFICER, ("self_check",), ("self_check",)),
            Move("call_acceptance", "组织验收", "A third party evaluates; the procuratorate may be invited to see it.", ("SELF_CHECK",), "ACCEPTANCE", OFFICER,
                 ("third_party", "third_party_report", "third_party_result"), ("third_party", "third_party_report", "third_party_result"), guard=_evaluated_anew),
            Move("observe", "见证", "The procuratorate remarks on what it saw; it signs nothing.", ("ACCEPTANCE",), None, (Owner("prosecutor", PROCURATORATE),), ("observations",),
                 ("observations",), guard=_observes_for_itself),
            Move("sign", "签字", "The department, the third party and the obligor sign for this round.", ("ACCEPTANCE",), None, OFFICER, ("signatures",), ("signatures",)),
            Move("accept", "验收合格", "Accepted by a second person of the department, with the third party.", ("ACCEPTANCE",), "ACCEPTED", (*OFFICER, *LEADERS), ("acceptance_opinion",),
                 ("acceptance_opinion",), guard=_accepted_by_both, not_by_doer_of=("check", "call_acceptance")),
            Move("demand_rework", "责令整改", "Falls short and is done again; counted.", ("ACCEPTANCE",), "REWORK", (*OFFICER, *LEADERS), ("reworks",), ("reworks",),
                 guard=_reason_given, counts="rework_count"),
            Move("maintain", "进入管护", "Upkeep begins.", ("ACCEPTED",), "MAINTENANCE", OFFICER, ("maintenance_until",), ("maintenance_until",)),
            Move("close", "办结", "Closed when the upkeep is over.", ("MAINTENANCE",), "CLOSED", OFFICER, guard=_kept_up),
        ),
        frozen=("APPROVED", "RESTORING", "SELF_CHECK", "ACCEPTANCE", "ACCEPTED", "MAINTENANCE", "CLOSED"),
    ),
    invariant=_nobody_signs_who_observes,
    papers=(
        letter("plan", "生态环境修复方案", "obligor_name", "way", "area", "plan", "measures", "targets", "budget", "due_on", needs=("plan",)),
        form("supervision_record", "修复工程监理记录", "obligor_name", "area", "progress", needs=("progress",), pens=("监理人", "施工单位")),
        letter("effect_report", "修复效果评估报告", "area", "targets", "self_check", "third_party", "third_party_report", "third_party_result",
               needs=("third_party",)),
        form("acceptance", "修复工程验收意见书", "obligor_name", "area", "accepted_on", "acceptance_opinion", "reworks", "observations", "signatures",
             needs=("acceptance_opinion",), kind="DECISION", pens=("验收单位（盖章）", "第三方机构")),
    ),
    refusals=(
        RefusalText("OBSERVER_SIGNS", "检察机关受邀见证验收，不是验收主体，不得签字；请改用“见证”登记意见。",
                    "The procuratorate observes the acceptance and does not sign it: enter its remarks by `observe`."),
        RefusalText("PLAN_INCOMPLETE", "请先填写修复方案和验收标准。", "Enter the plan and the standard of acceptance first."),
        RefusalText("OBSERVES_FOR_ANOTHER", "只能代表本单位登记见证意见。", "You can remark for your own agency only."),
        RefusalText("THIRD_PARTY_FAILED", "第三方评估未达到标准，不能验收合格；请责令整改。", "The third party found it short of the standard: demand rework instead."),
        RefusalText("ACCEPTANCE_UNSIGNED", "第{round}轮验收还缺签字：{missing}。", "Round {round} of the acceptance lacks the signature of: {missing}."),
        RefusalText("EVALUATION_OLD", "每轮验收须有本轮的第三方评估报告，请填写新的报告编号。", "Each round needs an evaluation of its own: enter the number of the new report."),
        RefusalText("REWORK_UNEXPLAINED", "责令整改须写明本轮不合格原因。", "Say why this round fell short."),
        RefusalText("MAINTENANCE_RUNS", "管护期至{until}，期满方可办结。", "Upkeep lasts until {until}; close it then."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        *(Grant("staff", "read", on, OURS) for on in ("", ".*")),
        *(Grant("agency_officer", act, on, OURS) for act, on in (("create", ""), ("edit", ".*"))),
        *(Grant("staff", "edit", on, "always", "deny") for on in (".observations", ".signatures", ".reworks")),  # by their moves alone
        *(Grant("staff", "read", on, JOINT) for on in ("", "#public", "#internal")), Grant("staff", "mask", "#personal", JOINT),
    ),
    offline=True,
)

DECLARATIONS = (RESTORATION,)
