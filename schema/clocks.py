"""The rows of the statutory clock: duties, the rules and calendars their due times come from, and the notices they send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from schema import duties
from schema.kit import (
    INTERNAL,
    PUBLIC,
    SERVER,
    Effect,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    choice,
    day,
    flag,
    instant,
    items,
    link,
    record,
    text,
    whole,
)
from schema.periods import Unit

UNITS = ((Unit.HOUR.name, "小时"), (Unit.DAY.name, "日"), (Unit.WORKING_DAY.name, "工作日"), (Unit.MONTH.name, "月"), (Unit.YEAR.name, "年"))
GROUNDS = (("SUPPLEMENT", "补正材料"), ("APPRAISAL", "鉴定、检验"), ("ANNOUNCEMENT", "公告"), ("FORCE_MAJEURE", "不可抗力"),
           ("OTHER_CASE", "以另案结果为依据"), ("AGREED", "当事人同意"), ("COMPLEX", "案情复杂"), ("OTHER", "其他"))
MOST = {Unit.HOUR.name: 24 * 366, Unit.DAY.name: 3660, Unit.WORKING_DAY.name: 2500, Unit.MONTH.name: 240, Unit.YEAR.name: 20}
"""The longest period of each unit that a rule may name: beyond it a slip of the pen is likelier than a law."""

OWED = (Owner("staff", "own_agency(agency)"),)
APPROVERS = tuple(Owner(role, "own_agency(agency)") for role in ("supervising_leader", "agency_head", "chief_prosecutor"))
EVERYBODY = ("staff", "auditor", "system_administrator", "security_administrator", "audit_administrator")


# --- duties -----------------------------------------------------------------------------------------------------------


def _may_ask(facts: Facts) -> Refused | None:
    if facts.before["asked"]:
        return Refused("DUTY_ASKED_ALREADY")
    return Refused("DUTY_LATE") if facts.before["late"] or facts.at >= facts.before["due_at"] else None


def _may_ask_longer(facts: Facts) -> Refused | None:
    most, unit = facts.before["extension_amount"], facts.before["extension_unit"]
    if not most:
        return Refused("DUTY_NOT_EXTENSIBLE")
    used = sum(extended["amount"] for extended in facts.before["extensions"] or ())
    wanted = facts.row["asked_amount"]
    if not 1 <= wanted <= most - used:
        return Refused("DUTY_EXTENSION_TOO_LONG", {"left": most - used, "unit": dict(UNITS)[unit]})
    return _may_ask(facts)


def _decides(what: str | None) -> Any:
    """A request of this kind is open, and somebody else decides on it than asked (第二人审批)."""

    def guard(facts: Facts) -> Refused | None:
        if not facts.before["asked"] or what not in (None, facts.before["asked"]):
            return Refused("DUTY_NOT_ASKED")
        if facts.before["asked_by"] == facts.actor.user_id:
            return Refused("DUTY_SECOND_PERSON")
        return Refused("DUTY_LATE") if what and (facts.before["late"] or facts.at >= facts.before["due_at"]) else None

    return guard


def _may_resume(facts: Facts) -> Refused | None:
    """What the state of the record stopped goes on with the record."""
    return Refused("DUTY_STANDS_WITH_RECORD") if facts.before["suspensions"][-1]["ground"] == duties.BY_STATE else None


def _asking(what: str) -> Any:
    return lambda facts: {"asked": what, "asked_by": facts.actor.user_id}


SETTLED: Mapping[str, Any] = {"asked": None, "asked_by": None, "asked_ground": None, "asked_amount": None, "asked_reason": None}


def _suspended(facts: Facts) -> Mapping[str, Any]:
    was = facts.before
    stopped = duties.stopped({**was, **SETTLED}, was["asked_ground"], was["asked_reason"], facts.actor.name, facts.at)
    return _differing(was, duties.timed(stopped, _calendar(facts)))


def _resumed(facts: Facts) -> Mapping[str, Any]:
    return _differing(facts.before, duties.timed(duties.resumed(facts.before, facts.at), _calendar(facts)))


def _extended(facts: Facts) -> Mapping[str, Any]:
    was = facts.before
    held = list(was["extensions"] or ())
    more = {"id": str(len(held) + 1), "amount": was["asked_amount"], "unit": was["extension_unit"], "ground": was["asked_ground"],
            "note": was["asked_reason"], "approver": facts.actor.name, "at": facts.at.isoformat()}
    return _differing(was, duties.timed({**was, **SETTLED, "extensions": [*held, more]}, _calendar(facts)))


def _calendar(facts: Facts) -> Any:
    if facts.calendar is None:
        raise ValueError("no calendar")
    return facts.calendar


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in after.items() if value != before.get(name)}


def notice_of(kind: str, duty: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """The values of a notice about a duty: what every receiver of it may read of the duty itself, and nothing else."""
    return {"kind": kind, "label": duty["label"], "owed_by": duty["agency"], "due_at": duty["due_at"], "duty": duty["id"],
            "about": duty["case_id"], **more}


def _telling(kind: str) -> tuple[Effect, ...]:
    return (Effect("notification", lambda facts: notice_of(kind, facts.row, agency=facts.row["agency"]) if facts.row["agency"] else None),)


DUTY = record(
    "duty", "duties", "期限", "A statutory clock running on a record (法定期限): basis, trigger and due time are stored, lateness is never erased.",
    (
        text("code", "代码", "Code of the deadline in its declaration.", PUBLIC, SERVER),
        text("label", "名称", "What is due.", PUBLIC, SERVER),
        text("record_type", "对象类型", "Kind of the record the clock runs on.", PUBLIC, SERVER),
        text("record_key", "对象标识", "Key of the record the clock runs on.", PUBLIC, SERVER),
        link("agency", "agency", "责任单位", "Agency that owes it.", PUBLIC, SERVER, inverse="duties", worklist=True),
        text("trigger", "起算事由", "What it counts from: a date of the record, or the state entered.", PUBLIC, SERVER),
        instant("started_at", "起算时间", "When the clock started; empty while service is awaited.", PUBLIC, SERVER),
        instant("due_at", "届满时间", "When it is due; the first instant that is late. Empty while it waits or stands still.", PUBLIC, SERVER, order=True),
        whole("amount", "期间", "Length of the period.", PUBLIC, SERVER),
        choice("unit", "单位", "Unit of the period.", PUBLIC, SERVER, *UNITS, enum="PeriodUnit"),
        text("picked", "适用情形", "Which of the deadline's terms applies.", PUBLIC, SERVER),
        text("basis", "法律依据", "Law and article.", PUBLIC, SERVER),
        flag("verified", "依据已核实", "Whether the figure was checked against the source.", PUBLIC, SERVER),
        text("calendar_version", "日历版本", "Working-day calendar the due time was computed with.", PUBLIC, SERVER),
        flag("provisional", "暂定", "Whether the calendar of that year is not published yet.", PUBLIC, SERVER),
        text("recomputed", "重新计算依据", "Rule or calendar by which it was last computed anew.", PUBLIC, SERVER),
        items("suspensions", "中止", "Intervals in which the clock stood still.", PUBLIC, SERVER,
              text("ground", "事由", "Why it stopped; STATE when the record's own state stopped it.", PUBLIC, SERVER),
              text("note", "说明", "The reason given, or the state.", INTERNAL, SERVER), text("approver", "批准人", "Who approved it.", INTERNAL, SERVER),
              instant("since", "中止时间", "When it stopped.", PUBLIC, SERVER), instant("until", "恢复时间", "When it went on; empty while it stands.", PUBLIC, SERVER)),
        items("extensions", "延长", "By how much it was extended.", PUBLIC, SERVER,
              whole("amount", "延长期间", "How much longer.", PUBLIC, SERVER), text("unit", "单位", "Unit of the extension.", PUBLIC, SERVER),
              text("ground", "事由", "Why.", PUBLIC, SERVER), text("note", "说明", "The reason given.", INTERNAL, SERVER),
              text("approver", "批准人", "Who approved it.", INTERNAL, SERVER), instant("at", "批准时间", "When it was approved.", PUBLIC, SERVER)),
        whole("extension_amount", "可延长期间", "By how much it may be extended at most; empty when it may not.", PUBLIC, SERVER),
        choice("extension_unit", "可延长单位", "Unit of the extension allowed.", PUBLIC, SERVER, *UNITS, enum="PeriodUnit"),
        choice("asked", "待批事项", "What waits for approval.", PUBLIC, SERVER, ("SUSPENSION", "中止"), ("EXTENSION", "延长"), enum="DutyRequest"),
        link("asked_by", "user", "申请人", "Who asked.", INTERNAL, SERVER),
        choice("asked_ground", "申请事由", "On which ground.", PUBLIC, SERVER, *GROUNDS, enum="DutyGround"),
        whole("asked_amount", "申请延长期间", "How much longer is asked for, in the unit allowed.", PUBLIC, SERVER),
        text("asked_reason", "申请理由", "The reason given.", INTERNAL, SERVER, max_length=1000),
        Field("steps", Kind.TEXTS, "督办步骤", "Days from the due time at which somebody is told, and who.", PUBLIC, SERVER),
        Field("told", Kind.TEXTS, "已办督办步骤", "Steps that are over for this due time.", PUBLIC, SERVER),
        instant("next_at", "下次督办时间", "When the clock looks at it next.", PUBLIC, SERVER, order=True),
        link("supervisor", "agency", "监督单位", "Supervising organ it was reported to.", PUBLIC, SERVER, inverse="duties_supervised", worklist=True),
        items("contested", "起算日争议", "Where two days of service were entered: each with the due time it comes to; the earlier one counts until it is decided.", PUBLIC, SERVER,
              instant("started_at", "起算时间", "One of the days it may count from.", PUBLIC, SERVER), instant("due_at", "届满时间", "What it comes to.", PUBLIC, SERVER)),
        flag("synced_late", "迟到同步", "Done in time on a device, but it arrived after the due time.", PUBLIC, SERVER),
        instant("met_at", "完成时间", "When the duty was met.", PUBLIC, SERVER),
        flag("late", "逾期", "Whether it was or is late.", PUBLIC, SERVER),
        whole("late_days", "逾期天数", "Days late when met.", PUBLIC, SERVER),
    ),
    flow=Flow((State("RUNNING", "计时中"), State("AWAITING_SERVICE", "待送达"), State("SUSPENDED", "已中止"), State("MET", "已完成"),
               State("VOID", "已失效")), "RUNNING", (
        Move("meet", "完成", "Set by the move that meets the duty.", ("RUNNING", "AWAITING_SERVICE", "SUSPENDED"), "MET", (Owner("nobody", "never"),)),
        Move("void", "失效", "Set by a move that makes the duty moot.", ("RUNNING", "AWAITING_SERVICE", "SUSPENDED"), "VOID", (Owner("nobody", "never"),)),
        Move("await_service", "待送达", "Set while the date it counts from is not known.", ("RUNNING",), "AWAITING_SERVICE", (Owner("nobody", "never"),)),
        Move("ask_suspension", "申请中止", "Asks that the clock stop; somebody else approves it.", ("RUNNING",), None, OWED,
             ("asked_ground", "asked_reason"), ("asked_ground", "asked_reason"), guard=_may_ask, then=_asking("SUSPENSION"), effects=_telling("REQUESTED")),
        Move("suspend", "批准中止", "Approves what was asked: the clock stops.", ("RUNNING",), "SUSPENDED", APPROVERS, guard=_decides("SUSPENSION"),
             then=_suspended, effects=_telling("DECIDED")),
        Move("resume", "恢复计时", "The ground is gone: the clock goes on.", ("SUSPENDED",), "RUNNING", OWED, guard=_may_resume, then=_resumed),
        Move("ask_extension", "申请延长", "Asks for more time; somebody else approves it.", ("RUNNING",), None, OWED,
             ("asked_ground", "asked_amount", "asked_reason"), ("asked_ground", "asked_amount", "asked_reason"), guard=_may_ask_longer,
             then=_asking("EXTENSION"), effects=_telling("REQUESTED")),
        Move("extend", "批准延长", "Approves what was asked: the period is longer.", ("RUNNING",), None, APPROVERS, guard=_decides("EXTENSION"),
             then=_extended, effects=_telling("DECIDED")),
        Move("turn_down", "不予批准", "Turns down what was asked.", ("RUNNING",), None, APPROVERS, guard=_decides(None),
             then=lambda _: SETTLED, effects=_telling("DECIDED")),
    )),
    refusals=(
        RefusalText("DUTY_LATE", "期限已届满，不能再中止或延长；逾期记录不可消除。", "The period is over: it can no longer be suspended or extended; lateness is never erased."),
        RefusalText("DUTY_ASKED_ALREADY", "已有待批准的申请，请先等待批复。", "A request is waiting for approval already; wait for the decision."),
        RefusalText("DUTY_NOT_ASKED", "没有此类待批准的申请。", "No such request is waiting for approval."),
        RefusalText("DUTY_SECOND_PERSON", "申请人不能批准自己的申请，须由另一人批准。", "Whoever asked cannot approve it: a second person has to."),
        RefusalText("DUTY_NOT_EXTENSIBLE", "该期限依法不得延长。", "This period cannot be extended."),
        RefusalText("DUTY_EXTENSION_TOO_LONG", "最多还可延长 {left} {unit}。", "At most {left} more can be granted ({unit})."),
        RefusalText("DUTY_STANDS_WITH_RECORD", "该期限随案件状态中止，案件恢复办理时自动恢复计时。", "It stands still because of the record's state and goes on with it."),
    ),
    grants=(Grant("staff", "read", "", "participates(file) or own_agency(agency) or own_agency(supervisor)"),
            Grant("staff", "read", "#public", "participates(file) or own_agency(agency) or own_agency(supervisor)"),
            Grant("staff", "read", "#internal", "participates(file) or own_agency(agency)"),
            Grant("county_office", "read"), Grant("county_office", "read", "#public")),
)


# --- what due times come from -----------------------------------------------------------------------------------------


def _sound_rule(facts: Facts) -> Refused | None:
    row = facts.row
    named = {name: row[name] or "" for name in ("record_type", "code", "picked")}
    if named not in facts.found["deadlines"]:
        return Refused("RULE_UNKNOWN", {"record_type": named["record_type"], "deadline": named["code"], "picked": named["picked"]})
    if not (row["reason"] or "").strip():
        return Refused("RULE_REASON_MISSING")
    for amount, unit in ((row["amount"], row["unit"]), (row["extension_amount"], row["extension_unit"])):
        if (amount is None) is not (unit is None):
            return Refused("RULE_INCOMPLETE")
        if amount is not None and not 1 <= amount <= MOST[unit]:
            return Refused("RULE_AMOUNT", {"most": MOST[unit], "unit": dict(UNITS)[unit]})
    last = row["effective_to"]
    return Refused("RULE_NEVER_IN_FORCE") if last is not None and last < row["effective_from"] else None


DEADLINE_RULE = record(
    "deadline_rule", "deadline_rules", "期限规则",
    "How long a deadline is, from which day to which (期限规则): seeded from the declarations, changed by the county office; a rule is never edited, a newer one takes its place.",
    (
        text("record_type", "对象类型", "Kind of the record the deadline belongs to.", PUBLIC, SERVER, required=True, order=True, max_length=60),
        text("code", "代码", "Code of the deadline.", PUBLIC, SERVER, required=True, order=True, max_length=60),
        text("picked", "适用情形", "Which of the deadline's terms it is; empty when there is only one.", PUBLIC, SERVER, on_create=True, max_length=60),
        whole("amount", "期间", "Length of the period.", PUBLIC, SERVER, required=True),
        choice("unit", "单位", "Unit of the period.", PUBLIC, SERVER, *UNITS, enum="PeriodUnit", required=True),
        whole("extension_amount", "可延长期间", "By how much it may be extended at most; empty when it may not.", PUBLIC, SERVER, on_create=True),
        choice("extension_unit", "可延长单位", "Unit of the extension.", PUBLIC, SERVER, *UNITS, enum="PeriodUnit", on_create=True),
        text("basis", "法律依据", "Law and article.", PUBLIC, SERVER, required=True, max_length=400),
        flag("verified", "依据已核实", "Whether the figure was checked against the source.", PUBLIC, SERVER, on_create=True),
        day("effective_from", "施行日期", "First day on which a clock may start by it.", PUBLIC, SERVER, required=True),
        day("effective_to", "失效日期", "Last such day, empty while in force.", PUBLIC, SERVER, on_create=True),
        text("reason", "修改理由", "Why it was set.", PUBLIC, SERVER, on_create=True, max_length=1000),
        link("author", "user", "修改人", "Who set it; empty when it was seeded.", PUBLIC, SERVER),
    ),
    case_link=None, creatable=True, accepts=_sound_rule,
    refusals=(
        RefusalText("RULE_UNKNOWN", "没有这一期限：{record_type} {deadline} {picked}。", "There is no such deadline: {record_type} {deadline} {picked}."),
        RefusalText("RULE_AMOUNT", "期间须为 1 至 {most} {unit}。", "The period is from 1 to {most} ({unit})."),
        RefusalText("RULE_INCOMPLETE", "期间与单位须同时填写。", "An amount and its unit belong together."),
        RefusalText("RULE_NEVER_IN_FORCE", "失效日期早于施行日期。", "It ends before it comes into force."),
        RefusalText("RULE_REASON_MISSING", "请填写修改理由。", "Say why it is set."),
    ),
    grants=(*(Grant(role, "read", on) for role in EVERYBODY for on in ("", ".*")), Grant("county_office", "create")),
)


def _sound_year(facts: Facts) -> Refused | None:
    row = facts.row
    rest, work = row["holidays"] or [], row["workdays"] or []
    for told in (*rest, *work):
        try:
            found = date.fromisoformat(told)
        except ValueError:
            return Refused("YEAR_DAY", {"day": told})
        if found.year != row["year"] or len(told) != 10:
            return Refused("YEAR_DAY", {"day": told})
    if both := sorted(set(rest) & set(work)):
        return Refused("YEAR_CONTRADICTION", {"day": both[0]})
    if f"{row['year']}-10-01" not in rest:
        return Refused("YEAR_INCOMPLETE", {"year": row["year"]})
    plain = next((told for told in work if date.fromisoformat(told).weekday() < 5), None)
    return Refused("YEAR_WORKDAY", {"day": plain}) if plain else None


CALENDAR_YEAR = record(
    "calendar_year", "calendar_years", "节假日安排", "The State Council's arrangement of one year (节假日安排), as the county imported it; the newest of a year counts.",
    (
        whole("year", "年份", "Year it is for.", PUBLIC, SERVER, required=True, order=True),
        Field("holidays", Kind.TEXTS, "放假日期", "Statutory rest days, YYYY-MM-DD, weekends within them included.", PUBLIC, SERVER, required=True),
        Field("workdays", Kind.TEXTS, "调休上班日期", "Saturdays and Sundays that are worked.", PUBLIC, SERVER, on_create=True),
        text("source", "来源文号", "Notice it was taken from.", PUBLIC, SERVER, required=True, max_length=200),
        text("reason", "导入理由", "Why it was imported.", PUBLIC, SERVER, on_create=True, max_length=1000),
        link("author", "user", "导入人", "Who imported it.", PUBLIC, SERVER),
    ),
    case_link=None, creatable=True, accepts=_sound_year,
    refusals=(
        RefusalText("YEAR_DAY", "“{day}”不是该年的日期（YYYY-MM-DD）。", "“{day}” is no day of that year (YYYY-MM-DD)."),
        RefusalText("YEAR_CONTRADICTION", "{day} 既列为放假又列为上班。", "{day} is both a rest day and a working day."),
        RefusalText("YEAR_INCOMPLETE", "{year} 年的安排缺少国庆节，不完整。", "The arrangement of {year} lacks National Day: it is not whole."),
        RefusalText("YEAR_WORKDAY", "{day} 不是周末，不是调休上班日。", "{day} is no weekend: it needs no mention as a working day."),
    ),
    grants=(*(Grant(role, "read", on) for role in EVERYBODY for on in ("", ".*")), Grant("county_office", "create")),
)


# --- notices ----------------------------------------------------------------------------------------------------------

MINE = "own_agency(agency) or own_unit(field_unit) or is_me(person)"
NOTIFICATION = record(
    "notification", "notifications", "通知", "A notice to one agency, field unit or person (通知); it says no more than its receiver may see of the duty.",
    (
        choice("kind", "种类", "What it is about.", PUBLIC, SERVER, ("REMINDER", "到期提醒"), ("OVERDUE", "逾期报告"), ("SUPERVISION", "督办"),
               ("CHANGED", "期限变更"), ("REQUESTED", "待批准"), ("DECIDED", "已批复"), enum="NotificationKind", order=True),
        text("label", "事项", "What is due.", PUBLIC, SERVER),
        link("owed_by", "agency", "责任单位", "Agency that owes it.", PUBLIC, SERVER),
        instant("due_at", "届满时间", "When it is due, as of the notice.", PUBLIC, SERVER),
        link("duty", "duty", "期限", "The duty, as the receiver may see it.", PUBLIC, SERVER, inverse="notifications"),
        link("about", "case", "案件", "Its case; null for a receiver who may not know of it.", PUBLIC, SERVER),
        text("step", "督办步骤", "Step of escalation it comes from.", PUBLIC, SERVER),
        link("agency", "agency", "接收单位", "Agency it is for; empty when it is for a unit or a person.", PUBLIC, SERVER, worklist=True),
        link("field_unit", "field_unit", "接收站点", "Field unit it is for.", PUBLIC, SERVER, worklist=True),
        link("person", "user", "接收人", "Person it is for.", PUBLIC, SERVER, worklist=True),
        instant("read_at", "阅读时间", "When it was read.", PUBLIC, SERVER),
        link("reader", "user", "阅读人", "Who read it.", PUBLIC, SERVER),
    ),
    flow=Flow((State("UNREAD", "未读"), State("READ", "已读")), "UNREAD", (
        Move("read", "标为已读", "Marks the notice as read; one of an agency is then read for all of it.", ("UNREAD",), "READ", (Owner("staff", MINE),),
             then=lambda facts: {"read_at": facts.at, "reader": facts.actor.user_id}),
    )),
    case_link=None, grants=(Grant("staff", "read", "", MINE), Grant("staff", "read", ".*", MINE)),
)

REGULATING = frozenset({"deadline_rule", "calendar_year"})
"""Records whose new rows change what open clocks come to."""
