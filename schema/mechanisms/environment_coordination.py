"""Coordination among the environment agencies (环境资源专项协调): whoever raised it confirms it; a dispute over jurisdiction is decided above."""

from datetime import UTC, datetime, time

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
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
    whole,
)
from schema.paper import letter
from schema.periods import Unit

OURS, ASKED, OFFICE = "own_agency(lead_agency)", "own_agency(counterpart)", "my_agency(SFJ)"
ESCALATED = "my_agency(SFJ) and state in (ESCALATED, DECIDED)"
RAISER, COUNTERPART = (Owner("staff", OURS),), (Owner("staff", ASKED),)


def _not_itself(facts: Facts) -> Refused | None:
    return Refused("COORDINATES_WITH_ITSELF") if facts.row["counterpart"] == facts.row["lead_agency"] else None


def _named(facts: Facts) -> Refused | None:
    """A dispute over jurisdiction ends with an agency named (指定管辖)."""
    row = facts.row
    return Refused("LEAD_NOT_NAMED") if row["kind"] == "JURISDICTION" and not row.get("assigned_agency") else None


def _task(facts: Facts) -> dict[str, object] | None:
    row = facts.row
    if not row.get("assigned_agency"):
        return None
    due = datetime.combine(row["due_on"], time(23, 59), SHANGHAI).astimezone(UTC) if row.get("due_on") else None
    return {"title": row["title"], "agency": row["assigned_agency"], "due_at": due, "origin": "environment_coordination"}


ENVIRONMENT_COORDINATION = mechanism(
    2, "environment_coordination", "environment_coordinations", "环境资源专项协调", "A matter that one environment agency raises with another (专项协调), up to a decision of the office of the mechanism.",
    (
        choice("kind", "协调类型", "What it is about.", PUBLIC, LEGAL, ("JURISDICTION", "管辖争议"), ("JOINT_ACTION", "联合执法"), ("EVIDENCE", "证据、检验协助"), ("CLUE", "线索移送"),
               ("RESTORATION", "修复协作"), enum="EnvironmentCoordinationKind", required=True, order=True),
        link("counterpart", "agency", "协调对象", "Agency it is raised with.", PUBLIC, LEGAL, inverse="environment_coordinations_asked", required=True),
        long_text("matter", "协调事项", "What is asked, and why.", WORK_SECRET, DRAFT, required=True), text("legal_basis", "职责依据", "Law the raiser relies on.", INTERNAL, DRAFT),
        day("due_on", "要求完成日期", "Last day asked for.", PUBLIC, DRAFT),
        items("joint_actions", "联合行动", "What was done together; added to, never taken away.", INTERNAL, APPEND, instant("occurred_at", "时间", "When.", INTERNAL, DRAFT),
              text("place", "地点", "Where.", INTERNAL, DRAFT), text("agencies", "参加单位", "Codes of those who took part.", INTERNAL, DRAFT), text("result", "结果", "What came of it.", INTERNAL, APPEND)),
        text("answer", "答复", "What the other agency did or holds.", WORK_SECRET, SERVER), text("dissent", "不同意见", "Where it does not agree; kept.", WORK_SECRET, SERVER),
        day("replied_on", "答复日期", "Day of the answer.", PUBLIC, SERVER), whole("reopen_count", "退回次数", "How often it was sent back.", PUBLIC, SERVER),
        text("decision", "协调决定", "What the office decided.", INTERNAL, SERVER), text("decision_number", "决定文号", "Its number.", PUBLIC, SERVER, check="document_number"),
        link("assigned_agency", "agency", "指定单位", "Agency that is to act.", PUBLIC, SERVER), text("reason", "理由", "Why it was declined, sent back or taken up.", INTERNAL, SERVER),
    ),
    flow=Flow(
        (
            State("RAISED", "已提出"), State("IN_PROGRESS", "办理中"), State("DECLINED", "不同意"), State("REPLIED", "已答复"), State("CONFIRMED_DONE", "已确认完成", final=True),
            State("REOPENED", "退回重办"), State("ESCALATED", "提请裁定"), State("DECIDED", "已裁定", final=True), State("WITHDRAWN", "已撤回", final=True),
        ),
        "RAISED",
        (
            Move("accept", "受理", "The other agency takes it up.", ("RAISED",), "IN_PROGRESS", COUNTERPART),
            Move("decline", "不同意", "It does not agree, and says why.", ("RAISED",), "DECLINED", COUNTERPART, ("reason", "dissent"), ("reason",)),
            Move("act", "登记联合行动", "What was done together is entered.", ("IN_PROGRESS", "REOPENED"), None, (*RAISER, *COUNTERPART), ("joint_actions",), ("joint_actions",)),
            Move("reply", "答复", "The answer, dissent included.", ("IN_PROGRESS", "REOPENED"), "REPLIED", COUNTERPART, ("answer", "dissent"), ("answer",)),
            Move("confirm", "确认完成", "Only whoever raised it confirms.", ("REPLIED",), "CONFIRMED_DONE", RAISER),
            Move("reopen", "退回重办", "Sent back with a reason; counted.", ("REPLIED",), "REOPENED", RAISER, ("reason",), ("reason",), counts="reopen_count"),
            Move("escalate", "提请裁定", "Either side asks the office of the mechanism to decide.", ("DECLINED", "REPLIED", "IN_PROGRESS", "REOPENED"), "ESCALATED", (*RAISER, *COUNTERPART), ("reason",),
                 ("reason",)),
            Move("decide", "裁定", "The office decides and, in a dispute over jurisdiction, names who acts.", ("ESCALATED",), "DECIDED", (Owner("justice_officer", OFFICE),),
                 ("decision", "decision_number", "assigned_agency"), ("decision", "decision_number"), guard=_named, effects=(Effect("task", _task),)),
            Move("withdraw", "撤回", "The raiser takes it back.", ("RAISED", "IN_PROGRESS", "DECLINED"), "WITHDRAWN", RAISER, ("reason",), ("reason",)),
        ),
        deadlines=(
            Deadline("COORDINATION_ANSWER", "协调受理期限", "Taken up or declined within 5 working days.", "RAISED", "counterpart", ("accept", "decline"),
                     {"": Term(5, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, void_by=("withdraw",)),
            Deadline("COORDINATION_DECISION", "裁定期限", "Decided within 10 working days.", "ESCALATED", "SFJ", ("decide",),
                     {"": Term(10, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}),
        ),
        frozen=("ESCALATED", "DECIDED", "CONFIRMED_DONE", "WITHDRAWN"),
    ),
    invariant=_not_itself,
    papers=(
        letter("coordination_letter", "专项协调函", "kind", "matter", "legal_basis", "due_on", to="counterpart", needs=("matter",)),
        letter("coordination_answer", "专项协调回复函", "matter", "answer", "dissent", "replied_on", to="lead_agency", needs=("answer",),
               by=(("staff", "own_agency(counterpart)"),)),
    ),
    refusals=(
        RefusalText("COORDINATES_WITH_ITSELF", "协调对象不能是本单位，请选择其他单位。", "An agency cannot coordinate with itself: choose another."),
        RefusalText("LEAD_NOT_NAMED", "管辖争议的裁定须写明指定单位。", "A decision on jurisdiction must name the agency that is to act.", "行政处罚法 25"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY), without=("DECLINED", "WITHDRAWN")),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, ASKED) for on in ("", ".*")), *(Grant("justice_officer", "read", on, ESCALATED) for on in ("", ".*")),
    ),
)

DECLARATIONS = (ENVIRONMENT_COORDINATION,)
