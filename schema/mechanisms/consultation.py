"""Consultation (重大案件会商): the organs confer on a major case; each signs its own opinion, dissent is kept, a pending case is on record."""

from datetime import UTC, datetime, time
from hashlib import sha256

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
)
from schema.paper import form, letter, roll
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
CONVENER = "own_agency(convener)"
JOINT = "participates(file) and my_branch(GOVERNMENT, COURT, PROCURATORATE)"
ORGANISERS = (Owner("staff", f"{OURS} or {CONVENER}"),)
COURT = "FY"


def _prepared(facts: Facts) -> Refused | None:
    return None if facts.row.get("issues") and facts.row.get("invitees") else Refused("AGENDA_MISSING")


def _unmarked(facts: Facts) -> Refused | None:
    """A suit of this very case that the court has not decided is a pending case, whatever the request says."""
    pending = [entry["number"] for entry in facts.found["dockets"] if entry["branch"] == "COURT" and not entry.get("outcome")]
    return Refused("PENDING_CASE_UNMARKED", {"number": pending[0]}) if pending else None


def _lawfully_held(facts: Facts) -> Refused | None:
    """On a pending case the court only tells the procedure, and the consultation is entered as a record of inquiry (过问记录)."""
    present = facts.row.get("attendance") or []
    if not present:
        return Refused("NOBODY_ATTENDED")
    if not facts.row.get("pending_case"):
        return _unmarked(facts)
    if not facts.row.get("inquiry_record"):
        return Refused("INQUIRY_NOT_RECORDED")
    speaks = any(one.get("agency") == COURT and one.get("capacity") != "LISTENER" for one in present)
    return Refused("COURT_ONLY_LISTENS") if speaks else None


def _digest(facts: Facts) -> str:
    return sha256((facts.row.get("minutes_text") or "").encode()).hexdigest()


def _signs_for_itself(facts: Facts) -> Refused | None:
    """An organ signs the minutes as they stand, and for nobody else."""
    known = {one["id"] for one in facts.before.get("signatures") or []}
    for one in (one for one in facts.row.get("signatures") or [] if one["id"] not in known):
        if one.get("agency") != facts.actor.agency:
            return Refused("SIGNS_FOR_ANOTHER", {"agency": facts.actor.agency})
        if one.get("text_digest") != _digest(facts):
            return Refused("MINUTES_CHANGED")
    return None


def _all_signed(facts: Facts) -> Refused | None:
    signed = {one.get("agency") for one in facts.row.get("signatures") or [] if one.get("text_digest") == _digest(facts) and not one.get("voided_at")}
    present = dict.fromkeys(one.get("agency") for one in facts.row.get("attendance") or [] if one.get("capacity") != "LISTENER")
    missing = [str(agency) for agency in present if agency not in signed]
    return Refused("ORGAN_NOT_SIGNED", {"missing": "、".join(missing)}) if missing else None


def _unsigned(facts: Facts) -> dict[str, object]:
    """A new text is signed by all anew; the signatures on the former one stay and are void."""
    if facts.row.get("minutes_text") == facts.before.get("minutes_text"):
        return {}
    return {"signatures": [{**one, "voided_at": one.get("voided_at") or facts.at.isoformat()} for one in facts.row.get("signatures") or []]}


def _tasks_done(facts: Facts) -> Refused | None:
    still = facts.found["open_tasks"]
    return Refused("CONSULTATION_TASKS_OPEN", {"count": len(still)}) if still else None


def _task(facts: Facts) -> dict[str, object]:
    row = facts.row
    due = datetime.combine(row["task_due_on"], time(23, 59), SHANGHAI).astimezone(UTC) if row.get("task_due_on") else None
    return {"title": row["task_title"], "agency": row["task_agency"], "due_at": due, "origin": row["number"]}


CONSULTATION = mechanism(
    10, "consultation", "consultations", "会商", "A consultation (重大案件会商) of government, court and procuratorate on a major case; it coordinates measures, never a ruling.",
    (
        text("topic", "会商议题", "What is to be discussed.", INTERNAL, DRAFT, required=True, search=True, max_length=500),
        choice("ground", "会商事由", "Why the case is consulted on.", PUBLIC, LEGAL, ("WIDE_IMPACT", "影响面广"), ("PUBLIC_ATTENTION", "社会关注度高"),
               ("COMPLEX", "重大疑难复杂"), enum="ConsultationGround", required=True, order=True),
        link("convener", "agency", "召集单位", "Agency that convenes, as a rule the office of the mechanism (司法局).", PUBLIC, LEGAL,
             inverse="consultations_convened", required=True),
        text("number", "会商编号", "Number of the consultation, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        flag("pending_case", "涉在办案件", "Whether it touches a case that is being heard or handled.", INTERNAL, LEGAL),
        text("pending_case_number", "在办案件案号", "Number of that case.", INTERNAL, LEGAL, check="case_number"),
        long_text("inquiry_record", "过问记录", "Who asked what about the pending case, kept on record.", WORK_SECRET, LEGAL),
        items("issues", "议题清单", "Questions to be discussed.", INTERNAL, DRAFT,
              choice("kind", "性质", "Of fact, law, policy or stability.", INTERNAL, DRAFT, ("FACTS", "事实"), ("LAW", "法律"), ("POLICY", "政策"),
                     ("STABILITY", "稳定"), enum="IssueKind"),
              text("content", "内容", "The question.", INTERNAL, DRAFT)),
        items("invitees", "参会单位", "Who is invited, as what, and what each needs to know.", INTERNAL, DRAFT,
              text("agency", "单位代码", "Code of the agency.", INTERNAL, DRAFT), text("role", "参会身份", "In what role.", INTERNAL, DRAFT),
              text("need_to_know", "知悉范围", "What the agency needs for it.", INTERNAL, DRAFT)),
        items("materials", "议题材料", "Papers handed out, by digest; watermarked and for a limited time.", WORK_SECRET, APPEND,
              text("title", "名称", "What it is.", WORK_SECRET, DRAFT), text("digest", "摘要值", "SHA-256 of the bytes.", WORK_SECRET, LEGAL),
              text("watermark", "水印", "Text of the watermark.", WORK_SECRET, LEGAL), day("expires_on", "收回日期", "Last day it may be used.", WORK_SECRET, LEGAL)),
        items("pledges", "保密承诺", "Pledges of confidentiality.", INTERNAL, APPEND,
              text("agency", "单位代码", "Code of the agency.", INTERNAL, LEGAL), text("name", "承诺人", "Who gave it.", INTERNAL, LEGAL),
              instant("occurred_at", "时间", "When.", INTERNAL, LEGAL)),
        instant("held_at", "召开时间", "When it was held.", PUBLIC, LEGAL, order=True),
        text("place", "地点", "Where it is held.", INTERNAL, DRAFT),
        items("attendance", "签到", "Who attended; the court may come as a listener.", INTERNAL, APPEND,
              text("agency", "单位代码", "Code of the agency.", INTERNAL, LEGAL), text("name", "姓名", "Who came.", INTERNAL, LEGAL),
              choice("capacity", "参会方式", "A member states an opinion, a listener only the procedure.", INTERNAL, LEGAL, ("MEMBER", "参会"),
                     ("LISTENER", "列席（只介绍程序，不表态）"), enum="AttendanceCapacity")),
        long_text("minutes_text", "会商纪要", "Minutes; their digest is what the organs sign.", WORK_SECRET, LEGAL),
        items("signatures", "纪要签署", "Each organ's signature with its own opinion; dissent stays.", WORK_SECRET, APPEND,
              text("agency", "单位代码", "Code of the agency that signs.", WORK_SECRET, LEGAL), text("name", "签署人", "Who signs for it.", WORK_SECRET, LEGAL),
              text("opinion", "意见", "The organ's own opinion.", WORK_SECRET, LEGAL), text("dissent", "不同意见", "Where it differs from the others.", WORK_SECRET, LEGAL),
              text("text_digest", "文本摘要", "SHA-256 of the minutes that were signed.", WORK_SECRET, LEGAL),
              instant("occurred_at", "时间", "When.", WORK_SECRET, LEGAL),
              flag("clock_suspect", "时间存疑", "The device's clock was more than ten minutes off; set by the server.", WORK_SECRET, SERVER),
              instant("voided_at", "失效时间", "When the minutes it was put under were changed; the signature stays.", WORK_SECRET, SERVER)),
        text("task_title", "交办事项", "The task to be given out next.", INTERNAL, DRAFT, max_length=200),
        link("task_agency", "agency", "交办单位", "Agency that is given it.", INTERNAL, DRAFT),
        day("task_due_on", "交办期限", "Last day for it.", INTERNAL, DRAFT),
        text("report", "结果报告", "What the consultation brought about.", INTERNAL, LEGAL),
        text("reason", "理由", "Why the request was declined.", PUBLIC, LEGAL),
    ),
    flow=Flow(
        (
            State("REQUESTED", "已提请"), State("ACCEPTED", "已受理"), State("DECLINED", "不予会商", final=True), State("PREPARED", "已准备"),
            State("HELD", "已召开"), State("MINUTES_DRAFT", "纪要起草"), State("MINUTES_SIGNED", "纪要已签署"), State("TASKS", "任务办理中"),
            State("REPORTED", "已报告"), State("CLOSED", "已办结", final=True),
        ),
        "REQUESTED",
        (
            Move("accept", "受理", "The convener takes it up and gives it a number.", ("REQUESTED",), "ACCEPTED", (Owner("staff", CONVENER),),
                 number="number", basis="府院联动实施办法 10"),
            Move("decline", "不予会商", "The convener declines with a reason.", ("REQUESTED",), "DECLINED", (Owner("staff", CONVENER),), ("reason",), ("reason",)),
            Move("prepare", "准备完毕", "Issues and invitations are settled.", ("ACCEPTED",), "PREPARED", ORGANISERS, ("issues", "invitees"), guard=_prepared),
            Move("hold", "召开", "It was held; on a pending case the court only listens and the inquiry is recorded.", ("PREPARED",), "HELD", ORGANISERS,
                 ("held_at", "attendance", "inquiry_record"), ("held_at",), guard=_lawfully_held, lookups=("dockets",), basis="中办发〔2015〕23号; 中政委〔2015〕10号"),
            Move("draft_minutes", "起草纪要", "The minutes are written; a new text needs new signatures.", ("HELD", "MINUTES_DRAFT"), "MINUTES_DRAFT", ORGANISERS,
                 ("minutes_text",), ("minutes_text",), then=_unsigned),
            Move("sign_minutes", "签署纪要", "An organ signs the minutes as they stand, with its opinion and its dissent.", ("MINUTES_DRAFT",), None,
                 (Owner("staff", f"{OURS} or {CONVENER} or {JOINT}"),), ("signatures",), ("signatures",), guard=_signs_for_itself),
            Move("settle_minutes", "纪要生效", "Every organ that attended has signed the same text.", ("MINUTES_DRAFT",), "MINUTES_SIGNED", ORGANISERS,
                 guard=_all_signed),
            Move("assign", "交办任务", "Gives an agency a task out of the minutes.", ("MINUTES_SIGNED", "TASKS"), "TASKS", ORGANISERS,
                 ("task_title", "task_agency", "task_due_on"), ("task_title", "task_agency"), effects=(Effect("task", _task),)),
            Move("report", "报告结果", "What came of it is reported once no task is open.", ("MINUTES_SIGNED", "TASKS"), "REPORTED", ORGANISERS, ("report",), ("report",),
                 guard=_tasks_done, lookups=("open_tasks",)),
            Move("close", "办结", "Closes the file.", ("REPORTED",), "CLOSED", ORGANISERS),
        ),
        deadlines=(
            Deadline("CONSULTATION_ANSWER", "会商答复期限", "The convener answers the request within 5 working days.", "REQUESTED", "convener",
                     ("accept", "decline"), {"": Term(5, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}),
        ),
        frozen=("MINUTES_SIGNED", "TASKS", "REPORTED", "CLOSED"),
    ),
    lookups=(Lookup("open_tasks", "task", (("origin", "number"),), ("OPEN",)), Lookup("dockets", "docket", (("case_id", "case_id"),))),
    numberings=(Numbering("number", "number", "consultation", "合联商〔{year}〕{n}号"),),
    papers=(
        letter("consultation_letter", "重大案件会商函", "topic", "ground", "issues", "invitees", number="number", to="convener", needs=("topic",)),
        form("agenda_papers", "会商议题材料", "topic", "issues", "materials", number="number", needs=("issues",), pens=("领取人", "收回日期")),
        roll("attendance_sheet", "会商会议签到表", "topic", "held_at", "place", "attendance", number="number"),
        letter("minutes", "会商纪要", "topic", "held_at", "place", "attendance", "minutes_text", "signatures", number="number", needs=("minutes_text",),
               closing="本纪要载明协调措施，不涉及案件如何裁判。", pens=("县人民政府", "县人民法院", "县人民检察院")),
        form("task_sheet", "会商任务单", "topic", "task_title", "task_due_on", number="number", to="task_agency", needs=("task_title",),
             pens=("签收人", "办理结果")),
        form("pledge", "保密承诺书", "topic", "pledges", opening="本人承诺对会商内容严格保密，材料按期交回，不复制、不传播。", pens=("承诺人签名", "单位", "日期")),
        form("inquiry_record", "过问案件情况记录表", "pending_case_number", "inquiry_record", needs=("inquiry_record",), pens=("记录人", "核对人")),
    ),
    refusals=(
        RefusalText("AGENDA_MISSING", "请先列明议题和参会单位。", "List the issues and the agencies invited first."),
        RefusalText("NOBODY_ATTENDED", "请先登记签到。", "Enter who attended first."),
        RefusalText("INQUIRY_NOT_RECORDED", "会商涉及在办案件，须填写过问记录。", "The consultation touches a pending case: enter the record of inquiry.",
                    "中办发〔2015〕23号; 中政委〔2015〕10号"),
        RefusalText("PENDING_CASE_UNMARKED", "本案法院正在审理（{number}），请先标明“涉在办案件”，并填写过问记录。",
                    "The court is hearing this case ({number}): mark the consultation as touching a pending case and enter the record of inquiry.",
                    "中办发〔2015〕23号; 中政委〔2015〕10号"),
        RefusalText("COURT_ONLY_LISTENS", "涉在办案件的会商，法院只能列席介绍程序，不得表态。",
                    "On a pending case the court may only attend as a listener and explain the procedure.", "中办发〔2015〕23号"),
        RefusalText("SIGNS_FOR_ANOTHER", "只能代表本单位（{agency}）签署纪要。", "You can sign for your own agency ({agency}) only."),
        RefusalText("MINUTES_CHANGED", "纪要文本已变更，请核对现行文本后重新签署。", "The minutes have changed; read the present text and sign that."),
        RefusalText("ORGAN_NOT_SIGNED", "以下参会单位尚未签署现行纪要：{missing}。", "These organs have not signed the present minutes: {missing}."),
        RefusalText("CONSULTATION_TASKS_OPEN", "还有 {count} 项交办任务未完成。", "{count} tasks of the consultation are still open."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY), without=("DECLINED",)),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", act, on, CONVENER) for act, on in (("read", ""), ("read", ".*"), ("edit", ".*"))),
        *(Grant("staff", "edit", on, "always", "deny") for on in (".signatures", ".minutes_text")),  # by their moves alone
        Grant("staff", "read", "", JOINT), Grant("staff", "read", "#public", JOINT), Grant("staff", "read", "#internal", JOINT),
        Grant("staff", "read", "#work_secret", JOINT),
    ),
    offline=True,
)

DECLARATIONS = (CONSULTATION,)
