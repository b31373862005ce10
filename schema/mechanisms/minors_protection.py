"""Joint handling of harm to a child (联合处置) by token alone, with the child's procedural rights and proposals to units that failed it."""

from datetime import UTC, datetime, time

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
    SHANGHAI,
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
    flag,
    instant,
    items,
    link,
    long_text,
    mechanism,
    text,
    whole,
)
from schema.paper import form, letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
FILE = "participates(file)"
ORGANS = (Owner("police_officer", OURS), Owner("minors_prosecutor", FILE), Owner("judge", FILE))
LEADERS = (Owner("police_officer", OURS), Owner("minors_prosecutor", OURS))
COURT = (Owner("judge", FILE),)
NOT_CLOSED = "not state in (CLOSED)"


def _task(facts: Facts) -> dict[str, object]:
    row = facts.row
    due = datetime.combine(row["task_due_on"], time(23, 59), SHANGHAI).astimezone(UTC) if row.get("task_due_on") else None
    return {"title": row["task_title"], "agency": row["task_agency"], "due_at": due, "origin": row["number"]}


def _tasks_done(facts: Facts) -> Refused | None:
    still = facts.found["open_tasks"]
    return Refused("PROTECTION_TASKS_OPEN", {"count": len(still)}) if still else None


def _guardian_absent(facts: Facts) -> Refused | None:
    """A suitable adult comes only where the guardian cannot or should not."""
    needed = facts.row["kind"] == "SUITABLE_ADULT" and not facts.row.get("guardian_absent_reason")
    return Refused("GUARDIAN_REASON_MISSING") if needed else None


CHILD_PROTECTION = mechanism(
    3, "child_protection", "child_protections", "联合处置", "Joint handling (联合处置) of one incident: agencies with a task see the token and what they need, never who the child is.",
    (
        text("number", "处置编号", "Number of the incident, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        text("child_token", "代号", "What the child is called.", INTERNAL, LEGAL, required=True, max_length=50),
        whole("age_at_event", "案发时年龄", "Age in years.", INTERNAL, LEGAL),
        long_text("need_to_know", "知悉内容", "The least that agencies with a task must know; nothing that tells who the child is.", INTERNAL, DRAFT),
        long_text("plan", "联合处置方案", "The plan of police and procuratorate.", SENSITIVE, DRAFT),
        choice("placement", "临时照料", "Where the child lives meanwhile.", INTERNAL, LEGAL, ("HOME", "原家庭"), ("RELATIVE", "亲属"),
               ("TEMPORARY_GUARDIANSHIP", "民政临时监护"), ("LONG_TERM_GUARDIANSHIP", "民政长期监护"), enum="ChildPlacement"),
        flag("single_interview", "一次询问", "Asked once, recorded in sound and picture, girls by female staff.", INTERNAL, LEGAL),
        instant("order_applied_at", "保护令申请受理时间", "When the court took the application for a personal-safety order.", INTERNAL, LEGAL),
        choice("order_urgency", "保护令紧急程度", "Decides between 72 and 24 hours.", INTERNAL, LEGAL, ("ORDINARY", "一般"), ("URGENT", "情况紧急"), enum="OrderUrgency"),
        text("order_number", "人身安全保护令案号", "The court's number of the order.", INTERNAL, LEGAL, check="case_number"),
        choice("order_outcome", "保护令结果", "What the court decided.", INTERNAL, LEGAL, ("GRANTED", "作出"), ("REFUSED", "驳回"), enum="OrderOutcome"),
        text("task_title", "交办事项", "The task to be given out next.", INTERNAL, DRAFT, max_length=200),
        link("task_agency", "agency", "交办单位", "Agency that is given it.", INTERNAL, DRAFT),
        day("task_due_on", "交办期限", "Last day for it.", INTERNAL, DRAFT),
        long_text("review", "结案评估", "How the child is when it closes.", SENSITIVE, LEGAL),
    ),
    flow=Flow(
        (State("OPEN", "已启动"), State("HANDLING", "处置中"), State("REVIEWED", "已评估"), State("CLOSED", "已办结", final=True)), "OPEN",
        (
            Move("assign", "交办", "Gives an agency a task; with it comes the token and no name.", ("OPEN", "HANDLING"), "HANDLING", LEADERS,
                 ("task_title", "task_agency", "task_due_on"), ("task_title", "task_agency"), effects=(Effect("task", _task),), basis="未成年人保护法 111"),
            Move("place", "安排照料", "Says where the child lives meanwhile.", ("OPEN", "HANDLING"), None,
                 (*LEADERS, Owner("civil_affairs_officer", FILE)), ("placement",), ("placement",), basis="未成年人保护法 92, 94"),
            Move("take_application", "受理保护令申请", "The court takes the application for a personal-safety order; 72 or 24 hours run.", ("HANDLING",), None, COURT,
                 ("order_applied_at", "order_urgency"), ("order_applied_at", "order_urgency"), basis="反家庭暴力法 28"),
            Move("decide_order", "保护令裁定", "The court decides on the order.", ("HANDLING",), None, COURT, ("order_number", "order_outcome"),
                 ("order_number", "order_outcome"), basis="反家庭暴力法 28"),
            Move("review", "结案评估", "Reviewed once no task is open.", ("HANDLING",), "REVIEWED", LEADERS, ("review",), ("review",), guard=_tasks_done,
                 lookups=("open_tasks",)),
            Move("close", "办结", "Closes the file; the agencies' sight of it ends.", ("REVIEWED",), "CLOSED", LEADERS),
        ),
        deadlines=(
            Deadline("PROTECTION_ORDER", "人身安全保护令裁定", "The court decides within 72 hours, when urgent within 24.", "HANDLING", "FY", ("decide_order",), {
                "ORDINARY": Term(72, Unit.HOUR, "反家庭暴力法 28"), "URGENT": Term(24, Unit.HOUR, "反家庭暴力法 28")},
                start="order_applied_at", by="order_urgency"),
        ),
        frozen=("CLOSED",),
    ),
    lookups=(Lookup("open_tasks", "task", (("case_id", "case_id"),), ("OPEN",)),),
    leads_to=(Leads("judicial_relief", ("HANDLING", "REVIEWED"), ("FY", "JC", "GAJ")), Leads("social_relief", ("HANDLING", "REVIEWED"), ("MZJ",))),  # 未成年人保护法 111
    numberings=(Numbering("number", "number", "child_protection", "合未护〔{year}〕{n}号"),),
    papers=(
        letter("joint_plan", "未成年人案件联合处置方案", "child_token", "age_at_event", "plan", "placement", "single_interview", number="number", needs=("plan",)),
        form("task_sheet", "联合处置任务单", "child_token", "need_to_know", "task_title", "task_due_on", number="number", to="task_agency", needs=("task_title",),
             pens=("签收人", "办理结果", "反馈日期")),
        letter("guardianship_order", "督促监护（家庭教育指导）令", "child_token", "plan", needs=("child_token",), kind="DECISION",
               by=(("judge", "my_branch(COURT)"), ("minors_prosecutor", "my_branch(PROCURATORATE)")),
               closing="监护人应当依法履行监护职责，按要求接受家庭教育指导。"),
    ),
    refusals=(RefusalText("PROTECTION_TASKS_OPEN", "还有 {count} 项交办任务未完成。", "{count} tasks are still open."),),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        *(Grant(organ.role, "read", on, organ.when) for organ in ORGANS for on in ("", ".*")),
        *(Grant(leader.role, act, on, OURS) for leader in LEADERS for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant(leader.role, "edit", f".{name}", "always", "deny") for leader in LEADERS
          for name in ("order_applied_at", "order_urgency", "order_number", "order_outcome")),  # the court's own
        *(Grant("staff", "read", on, f"{FILE} and {NOT_CLOSED}") for on in ("", "#public", "#internal")),
    ),
    protects=True,
)

RECEIVER = "own_agency(receiver)"

CHILD_SAFEGUARD = mechanism(
    3, "child_safeguard", "child_safeguards", "未成年人诉讼权利保障", "A safeguard of the child in proceedings: a suitable adult (合适成年人), legal aid (法律援助) or counselling.",
    (
        choice("kind", "保障措施", "Which safeguard.", INTERNAL, LEGAL, ("SUITABLE_ADULT", "合适成年人到场"), ("LEGAL_AID", "法律援助"), ("COUNSELLING", "心理疏导"),
               enum="SafeguardKind", required=True),
        text("child_token", "代号", "What the child is called.", INTERNAL, LEGAL, required=True, max_length=50),
        link("receiver", "agency", "协助单位", "Who provides it: justice bureau, women's federation, youth league.", PUBLIC, LEGAL, inverse="safeguards_received",
             required=True),
        instant("needed_at", "需用时间", "When it is needed.", INTERNAL, LEGAL),
        text("guardian_absent_reason", "法定代理人不到场原因", "Why the guardian cannot or should not come.", SENSITIVE, LEGAL),
        text("provided_by", "到场人（律师）", "Suitable adult, lawyer or counsellor.", PERSONAL, LEGAL, max_length=100),
        text("record", "到场记录", "That the adult came and what was objected to.", SENSITIVE, LEGAL),
        text("reason", "理由", "Why it cannot be provided.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (State("REQUESTED", "已通知"), State("ASSIGNED", "已指派"), State("ATTENDED", "已到场", final=True), State("NOT_PROVIDED", "未能提供")), "REQUESTED",
        (
            Move("assign", "指派", "Names the adult, lawyer or counsellor.", ("REQUESTED", "NOT_PROVIDED"), "ASSIGNED", (Owner("staff", RECEIVER),), ("provided_by",),
                 ("provided_by",), basis="法律援助法 36; 未成年人保护法 110"),
            Move("decline", "未能提供", "Says why it cannot be provided.", ("REQUESTED",), "NOT_PROVIDED", (Owner("staff", RECEIVER),), ("reason",), ("reason",)),
            Move("attend", "到场", "The organ that asked records the attendance.", ("ASSIGNED",), "ATTENDED", ORGANS, ("record",), ("record",), guard=_guardian_absent,
                 basis="刑事诉讼法 281; 未成年人保护法 110"),
        ),
        deadlines=(Deadline("SAFEGUARD_ASSIGNMENT", "指派期限", "Assign within three days of notice.", "REQUESTED", "receiver", ("assign", "decline"),
                            {"": Term(3, Unit.DAY, "法律援助法 36", verified=False)}),),
    ),
    papers=(
        letter("safeguard_notice", "合适成年人到场（法律援助、心理疏导）通知书", "kind", "child_token", "needed_at", to="receiver", needs=("receiver",)),
        form("attendance_record", "到场情况记录表", "kind", "child_token", "provided_by", "record", needs=("record",), pens=("到场人签名", "办案人员")),
    ),
    refusals=(RefusalText("GUARDIAN_REASON_MISSING", "请填写法定代理人不到场的原因。", "Enter why the guardian does not attend.", "刑事诉讼法 281"),),
    statistics=Statistics((BY_STATE,)),
    grants=(
        *(Grant(organ.role, act, on, organ.when) for organ in ORGANS for act, on in (("read", ""), ("read", ".*"))),
        *(Grant(role, "create", "", OURS) for role in ("police_officer", "minors_prosecutor", "judge")),
        *(Grant(role, "edit", f".{name}", f"{OURS} and state in (REQUESTED, ASSIGNED)") for role in ("police_officer", "minors_prosecutor", "judge")
          for name in ("needed_at", "guardian_absent_reason")),
        *(Grant("staff", "read", on, RECEIVER) for on in ("", "#public", "#internal", "#personal")),
    ),
    protects=True,
)

TARGET = "own_agency(target_agency)"
SENT = f"{TARGET} and not state in (DRAFT)"
PROPOSERS = tuple(Owner(role, OURS) for role in ("police_officer", "minors_prosecutor", "judge"))

PROTECTION_PROPOSAL = mechanism(
    3, "protection_proposal", "protection_proposals", "保护建议", "A proposal (未保法 114) to a unit that failed to protect children; it replies in writing within one month.",
    (
        link("target_agency", "agency", "被建议单位", "Unit that failed the children.", PUBLIC, LEGAL, inverse="protection_proposals_received", required=True),
        long_text("content", "建议内容", "What went wrong and what is proposed; names no child.", INTERNAL, LEGAL, required=True),
        text("number", "文号", "Number of the proposal, given by the server.", PUBLIC, SERVER, unique=True),
        day("served_on", "送达日期", "Day of service; the month runs.", PUBLIC, LEGAL),
        long_text("reply", "书面回复", "The unit's written reply.", INTERNAL, LEGAL),
        day("replied_on", "回复日期", "Day of the reply.", PUBLIC, SERVER),
        flag("late_reply", "逾期回复", "The reply was late; never erased.", PUBLIC, SERVER),
        items("measures", "整改措施", "What the unit did.", INTERNAL, APPEND, text("measure", "措施", "What was done.", INTERNAL, LEGAL)),
    ),
    flow=Flow(
        (State("DRAFT", "起草"), State("SERVED", "已送达"), State("REPLIED", "已回复"), State("CLOSED", "已办结", final=True)), "DRAFT",
        (
            Move("serve", "送达", "Served against a receipt; one month runs.", ("DRAFT",), "SERVED", PROPOSERS, ("served_on",), ("served_on",), number="number",
                 basis="未成年人保护法 114"),
            Move("reply", "回复", "The unit replies in writing; late stays late.", ("SERVED",), "REPLIED", (Owner("staff", TARGET),), ("reply", "measures"), ("reply",),
                 basis="未成年人保护法 114"),
            Move("close", "办结", "Closes the file.", ("REPLIED",), "CLOSED", PROPOSERS),
        ),
        deadlines=(Deadline("PROTECTION_REPLY", "书面回复", "Written reply within one month.", "SERVED", "target_agency", ("reply",),
                            {"": Term(1, Unit.MONTH, "未成年人保护法 114")}, start="served_on"),),
        frozen=("SERVED", "REPLIED", "CLOSED"),
    ),
    numberings=(Numbering("number", "number", "protection_proposal", "合未护建〔{year}〕{n}号"),),
    statistics=Statistics((BY_STATE, BY_DELAY), on="served_on", without=("DRAFT",)),
    papers=(
        letter("proposal_letter", "未成年人保护建议书", "content", "measures", number="number", to="target_agency", needs=("content",),
               closing="请在收到本建议书之日起一个月内书面回复。"),
        letter("reply_letter", "保护建议回复函", "reply", "measures", to="lead_agency", needs=("reply",), by=(("staff", "own_agency(target_agency)"),)),
    ),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in PROPOSERS for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, SENT) for on in ("", "#public", "#internal")),
    ),
    protects=True,
)

DECLARATIONS = (CHILD_PROTECTION, CHILD_SAFEGUARD, PROTECTION_PROPOSAL)
