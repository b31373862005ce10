"""Beside an insolvency: items of coordination (协调事项) confirmed by their raiser alone, creditors' claims, legal check-ups of enterprises (法治体检)."""

from schema.kit import (
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
    Lookup,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Sum,
    Term,
    choice,
    day,
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

JOINT = "participates(file)"
RAISER = f"own_agency(from_agency) and {JOINT}"
RAISERS = (Owner("judge", RAISER), Owner("bankruptcy_administrator", RAISER))
OFFICE = f"my_agency(SFJ) and {JOINT}"
OFFICES = (Owner("justice_officer", OFFICE),)
ASSIGNED = "own_agency(assigned_agency) and not state in (RAISED)"
BUREAU = (Owner("staff", ASSIGNED),)
CONFIGURED = "府院联动配置（无法定期限）"


def _share(facts: Facts) -> dict[str, object] | None:
    """The bureau is offered the case, unless it has it already."""
    agency = facts.row["assigned_agency"]
    known = any(share["to_agency"] == agency for share in facts.found["shares"])
    return None if known else {"to_agency": agency, "purpose": f"协调事项：{facts.row['title']}"}


COORDINATION_ITEM = mechanism(
    4, "coordination_item", "coordination_items", "协调事项", "An item (协调事项) a court or administrator raises for an agency to settle; only who raised it can confirm it done.",
    (
        choice("kind", "事项类别", "What it is about.", PUBLIC, LEGAL, ("LAND_TITLE", "土地房产补证"), ("TAX", "税务"), ("WAGES", "职工欠薪"), ("SEIZURE", "解除查封"),
               ("CREDIT", "信用修复"), ("DEREGISTRATION", "注销"), ("FINANCE", "费用援助"), ("OTHER", "其他"), enum="CoordinationKind", required=True, order=True),
        link("from_agency", "agency", "提出单位", "Who raised it: the court or the administrator.", PUBLIC, SERVER),
        link("assigned_agency", "agency", "承办单位", "Agency asked to settle it.", PUBLIC, LEGAL, inverse="coordination_items", required=True, worklist=True),
        long_text("request", "请求事项", "What is asked for, and why.", INTERNAL, LEGAL, required=True),
        text("number", "交办单编号", "Number of the order, given by the server.", PUBLIC, SERVER, unique=True),
        text("reply_number", "反馈单文号", "Number of the written reply.", PUBLIC, LEGAL, check="document_number"),
        long_text("reply", "反馈内容", "What was done.", INTERNAL, LEGAL),
        text("objection", "退回理由", "Why the raiser does not take it as done.", INTERNAL, LEGAL),
        text("escalation", "提级事由", "Why it goes to the leading group.", INTERNAL, LEGAL),
        text("decision", "提级处理意见", "What the leading group decided.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("RAISED", "已提出"), State("ASSIGNED", "已交办"), State("IN_PROGRESS", "办理中"), State("REPLIED", "已反馈"),
            State("CONFIRMED_DONE", "已确认办结", final=True), State("REOPENED", "退回重办"), State("ESCALATED", "提级协调"),
        ),
        "RAISED",
        (
            Move("assign", "交办", "The joint office hands it to the agency.", ("RAISED", "ESCALATED"), "ASSIGNED", OFFICES, ("decision",), lookups=("shares",),
                 effects=(Effect("share", _share),), number="number"),
            Move("start", "开始办理", "The agency begins.", ("ASSIGNED", "REOPENED"), "IN_PROGRESS", BUREAU),
            Move("reply", "反馈", "The agency replies in writing.", ("ASSIGNED", "IN_PROGRESS", "REOPENED"), "REPLIED", BUREAU, ("reply_number", "reply"),
                 ("reply_number", "reply")),
            Move("confirm_done", "确认办结", "The raiser, and nobody else, takes it as done.", ("REPLIED",), "CONFIRMED_DONE", RAISERS, basis="府院联动实施办法（企业破产处置）"),
            Move("reopen", "退回重办", "The raiser does not take it as done.", ("REPLIED",), "REOPENED", RAISERS, ("objection",), ("objection",)),
            Move("escalate", "提级协调", "It goes to the leading group.", ("ASSIGNED", "IN_PROGRESS", "REPLIED", "REOPENED"), "ESCALATED", (*RAISERS, *OFFICES),
                 ("escalation",), ("escalation",)),
        ),
        deadlines=(
            *(Deadline(code, "协调事项反馈", "Reply within 15 working days.", state, "assigned_agency", ("reply",), {"": Term(15, Unit.WORKING_DAY, CONFIGURED, verified=False)},
                       void_by=("escalate",)) for code, state in (("ITEM_REPLY", "ASSIGNED"), ("ITEM_REPLY_AGAIN", "REOPENED"))),
            Deadline("ITEM_ASSIGNMENT", "协调事项交办", "Hand it on within 3 working days.", "RAISED", "SFJ", ("assign",),
                     {"": Term(3, Unit.WORKING_DAY, CONFIGURED, verified=False)}),
        ),
        frozen=("ASSIGNED", "IN_PROGRESS", "REPLIED", "CONFIRMED_DONE", "REOPENED", "ESCALATED"),
    ),
    lookups=(Lookup("shares", "share", (("case_id", "case_id"),), ("OFFERED", "ACCEPTED")),),
    numberings=(Numbering("number", "number", "coordination_item", "合破协〔{year}〕{n}号"),),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    papers=(
        form("assignment", "协调事项交办单", "kind", "from_agency", "request", number="number", to="assigned_agency", needs=("assigned_agency", "request"),
             pens=("签收人", "签收日期")),
        form("feedback", "协调事项反馈单", "kind", "request", "reply", number="reply_number", to="from_agency", needs=("reply",),
             by=(("staff", "own_agency(assigned_agency)"),), pens=("承办人", "负责人")),
    ),
    grants=(
        *(Grant(owner.role, "create", "", RAISER) for owner in RAISERS),
        *(Grant(owner.role, "edit", f".{name}", RAISER) for owner in RAISERS for name in ("title", "kind", "assigned_agency", "request")),
        *(Grant("staff", "read", on, f"{JOINT} or ({ASSIGNED})") for on in ("", ".*")),
    ),
    led_by="FY",
)

COURT_AND_ADMINISTRATOR = (Owner("judge", JOINT), Owner("bankruptcy_administrator", JOINT))
ADMINISTRATOR = (COURT_AND_ADMINISTRATOR[1],)


def _examined(facts: Facts) -> Refused | None:
    """Employees' claims are listed by the administrator, not filed (art 48); an amount is never admitted above what is claimed."""
    row = facts.row
    return Refused("ABOVE_CLAIM", {"amount": str(row["amount"])}) if row["admitted_amount"] > row["amount"] else None


CREDITOR_CLAIM = mechanism(
    4, "creditor_claim", "creditor_claims", "债权", "One creditor's claim (债权申报): for the court and the administrator; the government sees totals only.",
    (
        text("creditor", "债权人", "Who claims.", SENSITIVE, LEGAL, required=True, search=True, max_length=200),
        text("creditor_uscc", "债权人信用代码", "Unified social credit code of a creditor that is an organisation.", SENSITIVE, LEGAL, check="uscc"),
        protected("creditor_id_number", "债权人身份证号", "Identity number of a creditor that is a person; stored encrypted, shown masked.", SENSITIVE, "resident_id"),
        protected("bank_account", "收款账号", "Account dividends go to; stored encrypted, shown masked.", SENSITIVE, "bank_account"),
        choice("nature", "债权性质", "Secured, tax, employees' (listed by the administrator, art 48) or ordinary.", WORK_SECRET, LEGAL, ("SECURED", "有财产担保"), ("EMPLOYEE", "职工债权"),
               ("TAX", "税款"), ("ORDINARY", "普通"), enum="ClaimNature", required=True),
        money("amount", "申报金额", "Amount claimed or listed, yuan.", WORK_SECRET, LEGAL, required=True),
        day("filed_on", "申报日期", "Day it was filed.", WORK_SECRET, LEGAL),
        text("grounds", "申报依据", "What it rests on.", WORK_SECRET, LEGAL),
        money("admitted_amount", "确认金额", "Amount the administrator admits, yuan.", WORK_SECRET, LEGAL),
        text("reason", "理由", "Why it was refused or cut.", WORK_SECRET, LEGAL),
        text("ruling_number", "裁定文号", "The court's ruling that confirms it.", WORK_SECRET, LEGAL, check="case_number"),
    ),
    flow=Flow(
        (State("FILED", "已申报"), State("ADMITTED", "管理人确认"), State("DISPUTED", "有异议"), State("CONFIRMED", "法院裁定确认", final=True), State("REFUSED", "不予确认")), "FILED",
        (
            Move("admit", "确认", "The administrator admits it.", ("FILED", "DISPUTED"), "ADMITTED", ADMINISTRATOR, ("admitted_amount", "reason"), ("admitted_amount",),
                 guard=_examined, basis="企业破产法 57"),
            Move("refuse", "不予确认", "The administrator refuses it, with the reason.", ("FILED", "DISPUTED"), "REFUSED", ADMINISTRATOR, ("reason",), ("reason",),
                 basis="企业破产法 57"),
            Move("dispute", "提出异议", "Debtor or creditor disputes it.", ("ADMITTED", "REFUSED"), "DISPUTED", COURT_AND_ADMINISTRATOR, ("reason",), ("reason",),
                 basis="企业破产法 58"),
            Move("confirm", "裁定确认", "The court confirms it.", ("ADMITTED",), "CONFIRMED", (COURT_AND_ADMINISTRATOR[0],), ("ruling_number",), ("ruling_number",),
                 basis="企业破产法 58"),
        ),
        frozen=("CONFIRMED",),
    ),
    papers=(
        form("claim_form", "债权申报登记表", "creditor", "creditor_uscc", "creditor_id_number", "nature", "amount", "filed_on", "grounds", "admitted_amount",
             "reason", pens=("申报人签名", "管理人接收人")),
    ),
    refusals=(RefusalText("ABOVE_CLAIM", "确认金额不得高于申报金额（{amount}元）。", "No more is admitted than was claimed ({amount} yuan).", "企业破产法 57"),),
    statistics=Statistics((Sum("amount", "申报金额"),), on="filed_on"),
    grants=(
        *(Grant(owner.role, act, on, JOINT) for owner in COURT_AND_ADMINISTRATOR for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant(owner.role, "reveal", "#sensitive", JOINT) for owner in COURT_AND_ADMINISTRATOR),
        *(Grant(owner.role, "edit", ".ruling_number", "always", "deny") for owner in ADMINISTRATOR),
    ),
    led_by="FY",
)

OURS = "own_agency(lead_agency)"

ENTERPRISE_CHECKUP = mechanism(
    4, "enterprise_checkup", "enterprise_checkups", "法治体检", "A legal check-up (法治体检) of an enterprise: risks found, advice, and what the enterprise did.",
    (
        text("enterprise", "企业名称", "Name of the enterprise.", PUBLIC, LEGAL, required=True, search=True, max_length=200),
        text("uscc", "统一社会信用代码", "Its unified social credit code.", INTERNAL, LEGAL, check="uscc"),
        day("visited_on", "体检日期", "When.", PUBLIC, LEGAL, order=True),
        items("risks", "风险清单", "Risks found, each with level, advice and measure.", INTERNAL, DRAFT,
              choice("area", "领域", "What it concerns.", INTERNAL, LEGAL, ("CONTRACT", "合同"), ("LABOUR", "劳动用工"), ("TAX", "税务"), ("PROPERTY", "权证"), ("IP", "知识产权"),
                     ("SAFETY", "安全环保"), enum="RiskArea"),
              choice("level", "等级", "How grave.", INTERNAL, LEGAL, ("LOW", "低"), ("MIDDLE", "中"), ("HIGH", "高"), enum="RiskLevel"),
              text("advice", "建议", "What is advised.", INTERNAL, LEGAL), text("measure", "整改", "What the enterprise did.", INTERNAL, DRAFT)),
        text("follow_up", "回访情况", "How it stands afterwards.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (State("PLANNED", "计划"), State("REPORTED", "已出具报告"), State("FOLLOWED_UP", "已回访", final=True)), "PLANNED",
        (
            Move("report", "出具报告", "The report is handed to the enterprise.", ("PLANNED",), "REPORTED", (Owner("staff", OURS),), ("visited_on", "risks"),
                 ("visited_on", "risks")),
            Move("follow_up", "回访", "Looked at again.", ("REPORTED",), "FOLLOWED_UP", (Owner("staff", OURS),), ("follow_up", "risks"), ("follow_up",)),
        ),
        frozen=("REPORTED", "FOLLOWED_UP"),
    ),
    statistics=Statistics((BY_STATE,), on="visited_on"),
    papers=(
        letter("checkup_report", "企业法治体检报告", "enterprise", "uscc", "visited_on", "risks", "follow_up", needs=("risks",)),
    ),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, JOINT) for on in ("", "#public", "#internal")),
    ),
)

DECLARATIONS = (COORDINATION_ITEM, CREDITOR_CLAIM, ENTERPRISE_CHECKUP)
