"""Coordination file of an insolvent enterprise (企业破产府院联动): help before, the court alone after acceptance, the periods of the Bankruptcy Law."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
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
    flag,
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
from schema.periods import Calendar, Unit, due

JOINT = "participates(file)"
BEFORE = ("WARNING", "ASSISTANCE", "EXIT_ADVISED", "PRE_REORGANISATION")
PLAN_STEPS = ("REORGANISATION", "REORGANISATION_EXTENDED", "PLAN_RECEIVED", "PLAN_VOTED", "APPROVAL_ASKED")
ACCEPTED = ("ACCEPTED", *PLAN_STEPS, "PLAN_APPROVED", "COMPOSITION", "LIQUIDATION")
OURS = "own_agency(lead_agency)"
HELPING = f"{OURS} and state in ({', '.join(BEFORE)})"
HELPERS = (Owner("agency_officer", HELPING),)
COURT = (Owner("judge", JOINT),)
WITH_ADMINISTRATOR = (*COURT, Owner("bankruptcy_administrator", JOINT))
RULING, ADMINISTRATOR = ("ruling_number",), ("administrator", "administrator_until")
LAW = "企业破产法"
ANY_DAY = Calendar("", frozenset(), frozenset(), frozenset())
TOTALS = ("employees", "wages_owed", "taxes_owed", "secured_claims", "unsecured_claims", "known_creditors")
HELP_FIELDS = ("title", "township", "stability_risk", "situation", "assets", "help_measures", "exit_advice", *TOTALS)


def _ruled(facts: Facts) -> Refused | None:
    """A change of stage needs a ruling of its own; the number of an earlier one does not do."""
    given = facts.inputs.get("ruling_number")
    return None if given and given != facts.before.get("ruling_number") else Refused("RULING_NEEDED")


def _objection_period(facts: Facts) -> Refused | None:
    """The debtor has seven days to object to a creditor's petition (art 10)."""
    first = facts.row["debtor_notified_on"] + timedelta(days=7)
    return Refused("OBJECTION_PERIOD", {"day": first.isoformat()}) if facts.row["objection_ends_on"] < first else None


def _window(facts: Facts) -> Refused | None:
    """Claims are filed within 30 days to three months of the announcement (art 45)."""
    announced, ends = facts.row["announced_on"], facts.row["claims_due_on"]
    first = announced + timedelta(days=30)
    last = due(datetime.combine(announced, datetime.min.time(), SHANGHAI), 3, Unit.MONTH, ANY_DAY, roll=False).last_day
    return None if first <= ends <= last else Refused("CLAIM_WINDOW", {"first": first.isoformat(), "last": last.isoformat()})


def _announced(facts: Facts) -> Refused | None:
    return _ruled(facts) or (None if facts.row.get("announced_on") else Refused("NOT_ANNOUNCED"))


def _let_in(facts: Facts) -> dict[str, object]:
    """The administrator is let into this one case, until the day the court set."""
    until = datetime.combine(facts.row["administrator_until"] + timedelta(days=1), datetime.min.time(), SHANGHAI).astimezone(UTC)
    return {"to_agency": facts.row["administrator"], "purpose": "管理人履职", "expires_at": until}


def _ruling(name: str, label: str, doc: str, sources: tuple[str, ...], target: str, article: str, *inputs: str) -> Move:
    """A change of stage: the court's alone, by a ruling (裁定) with its number."""
    return Move(name, label, doc, sources, target, COURT, (*RULING, *inputs), (*RULING, *inputs), guard=_ruled, basis=f"{LAW} {article}")


def _step(name: str, label: str, doc: str, sources: tuple[str, ...], target: str | None, article: str, *inputs: str, owners: tuple[Owner, ...] = COURT) -> Move:
    return Move(name, label, doc, sources, target, owners, inputs, inputs, basis=f"{LAW} {article}")


def _clock(code: str, label: str, state: str, who: str, met_by: str | tuple[str, ...], amount: int, unit: Unit, article: str, start: str, **more: str) -> Deadline:
    met, by = (met_by,) if isinstance(met_by, str) else met_by, more.get("by")
    term = Term(amount, unit, f"{LAW} {article}")
    return Deadline(code, label, f"{label}（{LAW} {article}）.", state, who, met, {more.get("value", ""): term}, start=start, by=by,
                    void_by=tuple(filter(None, (more.get("void_by"),))))


INSOLVENCY_FILE = mechanism(
    4, "insolvency_file", "insolvency_files", "企业破产协调", "The coordination file (府院联动) beside a court's insolvency case: agencies see totals, creditors are the court's and the administrator's.",
    (
        text("enterprise", "企业名称", "Name of the enterprise.", PUBLIC, LEGAL, required=True, search=True, order=True, max_length=200),
        text("uscc", "统一社会信用代码", "Its unified social credit code.", INTERNAL, LEGAL, required=True, check="uscc"),
        choice("stability_risk", "稳定风险", "How likely unrest is.", INTERNAL, DRAFT, ("LOW", "低"), ("MIDDLE", "中"), ("HIGH", "高"), enum="StabilityRisk", order=True),
        long_text("situation", "经营状况", "How the enterprise stands.", INTERNAL, DRAFT),
        whole("employees", "职工人数", "Employees owed wages.", INTERNAL, LEGAL), money("wages_owed", "欠薪总额", "Wages owed, yuan.", INTERNAL, LEGAL, order=True),
        money("taxes_owed", "欠税总额", "Taxes owed, yuan.", INTERNAL, LEGAL), money("secured_claims", "有担保债权总额", "Secured claims, yuan.", INTERNAL, LEGAL),
        money("unsecured_claims", "普通债权总额", "Unsecured claims, yuan.", INTERNAL, LEGAL), whole("known_creditors", "已知债权人数", "Known creditors.", INTERNAL, LEGAL),
        items("assets", "主要资产", "Land, buildings, machines, with flaws of title.", INTERNAL, DRAFT, text("kind", "种类", "What it is.", INTERNAL, DRAFT),
              text("title_flaw", "权证瑕疵", "What its title lacks.", INTERNAL, DRAFT), text("seized_by", "查封", "Who seized it.", INTERNAL, DRAFT)),
        items("help_measures", "帮扶措施", "What was done to save it.", INTERNAL, APPEND, instant("occurred_at", "时间", "When.", INTERNAL, DRAFT),
              text("agency", "单位代码", "Who.", INTERNAL, LEGAL), text("measure", "措施", "What.", INTERNAL, APPEND)),
        text("rescue_outcome", "救治结果", "How it was saved.", INTERNAL, LEGAL), text("exit_advice", "退出建议", "Why help failed and it should go to court.", INTERNAL, LEGAL),
        text("trade_secrets", "商业秘密", "Recipes, customers, prices: for court and administrator alone.", WORK_SECRET, LEGAL),
        link("administrator", "agency", "管理人", "The administrator the court appointed: an outside body, let in by a share that expires.", PUBLIC, LEGAL),
        day("administrator_until", "管理人授权至", "Last day of the administrator's access.", PUBLIC, LEGAL),
        choice("petitioner", "申请人", "Who petitioned.", PUBLIC, LEGAL, ("CREDITOR", "债权人"), ("DEBTOR", "债务人"), enum="Petitioner"),
        text("petition_number", "破申案号", "The court's number of the petition.", PUBLIC, LEGAL, check="case_number"),
        text("court_number", "破字案号", "The court's number of the case.", PUBLIC, LEGAL, check="case_number", search=True),
        text("ruling_number", "裁定文号", "Number of the ruling that brought the present stage.", PUBLIC, LEGAL, check="case_number"),
        *(day(name, label, doc, PUBLIC, LEGAL) for name, label, doc in (
            ("petition_received_on", "收到申请日期", "Day the court received the petition."), ("debtor_notified_on", "通知债务人日期", "Day the debtor was told."),
            ("objection_ends_on", "异议期满日期", "Last day of the debtor's objection."), ("accepted_on", "受理日期", "Day of acceptance."),
            ("announced_on", "公告日期", "Day of the announcement; claims are filed from here."), ("claims_due_on", "债权申报截止日期", "Last day for claims."),
            ("first_meeting_on", "第一次债权人会议日期", "Day of the first creditors' meeting."), ("reorganised_on", "裁定重整日期", "Day of the ruling; the plan's months run."),
            ("plan_received_on", "收到重整计划草案日期", "Day the court received the draft."), ("plan_adopted_on", "表决通过日期", "Day the groups adopted it."),
            ("approval_asked_on", "申请批准日期", "Day the court was asked to approve."), ("declared_on", "宣告破产日期", "Day of the declaration."),
            ("termination_asked_on", "申请终结日期", "Day termination was asked for."), ("terminated_on", "终结日期", "Day of termination."))),
        flag("contested_resolution", "决议被请求撤销", "A creditor challenged the meeting's resolution.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("WARNING", "预警"), State("ASSISTANCE", "帮扶"), State("RESCUED", "已救治", final=True), State("EXIT_ADVISED", "建议退出"),
            State("PRE_REORGANISATION", "预重整"), State("PETITION_REVIEW", "破产申请审查"), State("PETITION_REFUSED", "不予受理", final=True),
            State("ACCEPTED", "已受理"), State("REORGANISATION", "重整"), State("REORGANISATION_EXTENDED", "重整（草案延期）"),
            State("PLAN_RECEIVED", "重整（草案已收）"), State("PLAN_VOTED", "重整（已表决）"), State("APPROVAL_ASKED", "重整（申请批准）"), State("PLAN_APPROVED", "重整计划执行"),
            State("COMPOSITION", "和解"), State("LIQUIDATION", "清算（宣告破产）"), State("TERMINATED", "终结"), State("DEREGISTERED", "注销", final=True),
        ),
        "WARNING",
        (
            Move("assist", "启动帮扶", "Agencies help the enterprise.", ("WARNING", "ASSISTANCE"), "ASSISTANCE", HELPERS, ("help_measures",), ("help_measures",)),
            Move("rescue", "救治成功", "Help succeeded.", ("ASSISTANCE",), "RESCUED", HELPERS, ("rescue_outcome",), ("rescue_outcome",)),
            Move("advise_exit", "建议退出", "Help failed; the matter is for the court.", ("WARNING", "ASSISTANCE"), "EXIT_ADVISED", HELPERS, ("exit_advice",), ("exit_advice",)),
            Move("prepare_reorganisation", "预重整", "The court prepares a reorganisation before acceptance.", ("WARNING", "ASSISTANCE", "EXIT_ADVISED"), "PRE_REORGANISATION",
                 COURT, ("administrator",)),
            _step("take_petition", "收到申请", "The court receives a petition.", BEFORE, "PETITION_REVIEW", "7, 10", "petitioner", "petition_number", "petition_received_on"),
            Move("notify_debtor", "通知债务人", "The debtor is told of a creditor's petition and may object for seven days.", ("PETITION_REVIEW",), None, COURT,
                 ("debtor_notified_on", "objection_ends_on"), ("debtor_notified_on", "objection_ends_on"), guard=_objection_period, basis=f"{LAW} 10"),
            _ruling("refuse_petition", "不予受理", "The petition is not accepted.", ("PETITION_REVIEW",), "PETITION_REFUSED", "12"),
            replace(_ruling("accept", "裁定受理", "The petition is accepted; from here on the court alone changes the stage.", ("PETITION_REVIEW",), "ACCEPTED", "10, 13",
                            "court_number", "accepted_on", *ADMINISTRATOR), effects=(Effect("share", _let_in),)),
            replace(_step("replace_administrator", "更换管理人", "The court appoints another administrator; the former one's share is taken back apart.", ACCEPTED, None, "22",
                          *ADMINISTRATOR), effects=(Effect("share", _let_in),)),
            _step("serve_ruling", "送达裁定", "The ruling is served.", ACCEPTED, None, "11"),
            _step("take_statements", "提交财产状况说明", "The debtor hands over its statements.", ACCEPTED, None, "11", owners=WITH_ADMINISTRATOR),
            Move("announce", "通知并公告", "Known creditors are notified and the public told; claims are filed.", ("ACCEPTED",), None, COURT,
                 ("announced_on", "claims_due_on"), ("announced_on", "claims_due_on"), guard=_window, basis=f"{LAW} 14, 45"),
            _step("decide_contracts", "决定合同履行", "The administrator decides on contracts both sides still owe.", ACCEPTED, None, "18", owners=WITH_ADMINISTRATOR),
            _step("hold_first_meeting", "第一次债权人会议", "The first creditors' meeting was held.", ACCEPTED, None, "62", "first_meeting_on"),
            _step("settle_challenge", "处理决议异议", "The period for challenging the resolution is over, or the challenge is decided.", ACCEPTED, None, "64", "contested_resolution"),
            Move("reorganise", "裁定重整", "Reorganisation is ordered, after the announcement.", ("ACCEPTED",), "REORGANISATION", COURT, (*RULING, "reorganised_on"),
                 (*RULING, "reorganised_on"), guard=_announced, basis=f"{LAW} 71"),
            Move("compose", "裁定和解", "Composition is ordered, after the announcement.", ("ACCEPTED",), "COMPOSITION", COURT, RULING, RULING, guard=_announced, basis=f"{LAW} 96"),
            _ruling("declare_bankrupt", "宣告破产", "The enterprise is declared bankrupt.", ("ACCEPTED", *PLAN_STEPS, "PLAN_APPROVED", "COMPOSITION"), "LIQUIDATION", "78, 88, 93, 107",
                    "declared_on"),
            _ruling("extend_plan", "裁定延期", "For good reason the plan may come three months later, once.", ("REORGANISATION",), "REORGANISATION_EXTENDED", "79"),
            _step("take_plan", "收到重整计划草案", "The court receives the draft plan.", ("REORGANISATION", "REORGANISATION_EXTENDED"), "PLAN_RECEIVED", "79, 84", "plan_received_on"),
            _step("adopt_plan", "表决通过", "The groups adopt the plan.", ("PLAN_RECEIVED",), "PLAN_VOTED", "84, 86", "plan_adopted_on"),
            _step("ask_approval", "申请批准", "The court is asked to approve.", ("PLAN_VOTED", "PLAN_RECEIVED"), "APPROVAL_ASKED", "86, 87", "approval_asked_on"),
            _ruling("approve_plan", "裁定批准", "The plan is approved.", ("APPROVAL_ASKED",), "PLAN_APPROVED", "86, 87"),
            _step("serve_declaration", "送达宣告裁定", "The declaration is served.", ("LIQUIDATION",), None, "107"),
            _step("publish_declaration", "通知并公告宣告", "Known creditors are told and the public.", ("LIQUIDATION",), None, "107"),
            _step("ask_termination", "提请终结", "The administrator asks for termination.", ("LIQUIDATION",), None, "120", "termination_asked_on", owners=WITH_ADMINISTRATOR),
            _ruling("terminate", "裁定终结", "The procedure ends.", ("PLAN_APPROVED", "COMPOSITION", "LIQUIDATION"), "TERMINATED", "86, 105, 120", "terminated_on"),
            _step("deregister", "注销登记", "The enterprise is struck off.", ("TERMINATED",), "DEREGISTERED", "121"),
        ),
        deadlines=(
            _clock("DEBTOR_NOTICE", "通知债务人", "PETITION_REVIEW", "FY", "notify_debtor", 5, Unit.DAY, "10", "petition_received_on", by="petitioner", value="CREDITOR"),
            _clock("CREDITOR_PETITION", "债权人申请的裁定", "PETITION_REVIEW", "FY", ("accept", "refuse_petition"), 10, Unit.DAY, "10", "objection_ends_on"),
            _clock("DEBTOR_PETITION", "债务人申请的裁定", "PETITION_REVIEW", "FY", ("accept", "refuse_petition"), 15, Unit.DAY, "10", "petition_received_on", by="petitioner",
                   value="DEBTOR"),
            _clock("RULING_SERVICE", "送达受理裁定", "ACCEPTED", "FY", "serve_ruling", 5, Unit.DAY, "11", "accepted_on"),
            _clock("DEBTOR_STATEMENTS", "提交财产状况说明", "ACCEPTED", "administrator", "take_statements", 15, Unit.DAY, "11", "accepted_on"),
            _clock("CREDITOR_NOTICE", "通知债权人并公告", "ACCEPTED", "FY", "announce", 25, Unit.DAY, "14", "accepted_on"),
            _clock("CONTRACT_DECISION", "决定合同履行", "ACCEPTED", "administrator", "decide_contracts", 2, Unit.MONTH, "18", "accepted_on"),
            _clock("FIRST_MEETING", "第一次债权人会议", "ACCEPTED", "FY", "hold_first_meeting", 15, Unit.DAY, "62", "claims_due_on"),
            _clock("RESOLUTION_CHALLENGE", "请求撤销决议", "ACCEPTED", "FY", "settle_challenge", 15, Unit.DAY, "64", "first_meeting_on"),
            _clock("PLAN_DRAFT", "提交重整计划草案", "REORGANISATION", "administrator", "take_plan", 6, Unit.MONTH, "79", "reorganised_on", void_by="extend_plan"),
            _clock("PLAN_DRAFT_EXTENDED", "提交重整计划草案（延期三个月）", "REORGANISATION_EXTENDED", "administrator", "take_plan", 9, Unit.MONTH, "79", "reorganised_on"),
            _clock("PLAN_VOTE", "召开表决会议", "PLAN_RECEIVED", "FY", ("adopt_plan", "ask_approval"), 30, Unit.DAY, "84", "plan_received_on"),
            _clock("APPROVAL_REQUEST", "申请批准重整计划", "PLAN_VOTED", "administrator", "ask_approval", 10, Unit.DAY, "86", "plan_adopted_on"),
            _clock("PLAN_APPROVAL", "审查重整计划", "APPROVAL_ASKED", "FY", ("approve_plan", "declare_bankrupt"), 30, Unit.DAY, "86, 87", "approval_asked_on"),
            _clock("DECLARATION_SERVICE", "送达宣告裁定", "LIQUIDATION", "FY", "serve_declaration", 5, Unit.DAY, "107", "declared_on"),
            _clock("DECLARATION_NOTICE", "通知并公告宣告", "LIQUIDATION", "FY", "publish_declaration", 10, Unit.DAY, "107", "declared_on"),
            _clock("TERMINATION_RULING", "终结裁定", "LIQUIDATION", "FY", "terminate", 15, Unit.DAY, "120", "termination_asked_on"),
            _clock("DEREGISTRATION", "办理注销登记", "TERMINATED", "administrator", "deregister", 10, Unit.DAY, "121", "terminated_on"),
        ),
        frozen=("RESCUED", "PETITION_REFUSED", "TERMINATED", "DEREGISTERED"),
    ),
    papers=(
        letter("ruling", "破产案件裁定书（告知稿）", "enterprise", "petition_number", "accepted_on", "declared_on", "terminated_on", number="ruling_number",
               needs=("ruling_number",), kind="DECISION", by=(("judge", "my_branch(COURT)"),)),
        letter("announcement", "受理破产申请公告", "enterprise", "uscc", "accepted_on", "administrator", "claims_due_on", "first_meeting_on", number="court_number",
               needs=("accepted_on", "claims_due_on"), by=(("judge", "my_branch(COURT)"),), closing="债权人应当在债权申报期限内向管理人申报债权。"),
        form("joint_minutes", "企业破产府院联席会议纪要", "enterprise", "uscc", "stability_risk", "situation", "employees", "wages_owed", "taxes_owed", "assets",
             "help_measures", "rescue_outcome", pens=("参会单位签字",)),
    ),
    refusals=(
        RefusalText("RULING_NEEDED", "受理后阶段变更须由法院作出新的裁定，请填写该裁定文号。", "A change of stage needs a ruling of its own: enter its number.", LAW),
        RefusalText("OBJECTION_PERIOD", "债务人异议期为七日，最早于 {day} 届满。", "The debtor may object for seven days: the period ends on {day} at the earliest.", f"{LAW} 10"),
        RefusalText("CLAIM_WINDOW", "债权申报期限须在公告之日起三十日至三个月之间，即 {first} 至 {last}。",
                    "Claims are filed within 30 days to three months of the announcement: between {first} and {last}.", f"{LAW} 45"),
        RefusalText("NOT_ANNOUNCED", "请先通知已知债权人并公告。", "Notify the known creditors and announce first.", f"{LAW} 14"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        Grant("agency_officer", "create", "", OURS), Grant("judge", "create", "", OURS),
        *(Grant("staff", "read", on, f"{JOINT} or {OURS}") for on in ("", "#public", "#internal")),
        *(Grant(owner.role, "read", ".trade_secrets", JOINT) for owner in WITH_ADMINISTRATOR),
        *(Grant("agency_officer", "edit", f".{name}", HELPING) for name in HELP_FIELDS),
        Grant("judge", "edit", ".*", JOINT), *(Grant("judge", "edit", f".{name}", "always", "deny") for name in ("ruling_number", "accepted_on")),  # by rulings alone
        *(Grant("bankruptcy_administrator", "edit", f".{name}", f"{JOINT} and state in ({', '.join(ACCEPTED)})") for name in (*TOTALS, "assets", "trade_secrets")),
    ),
)

DECLARATIONS = (INSOLVENCY_FILE,)
