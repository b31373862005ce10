"""Joint training (联合学习交流): a meeting or a course of the three organs, signed in to also without connection, with questions agreed on."""

import re
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from schema.kit import (
    APPEND,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    Deadline,
    Effect,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    Split,
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
from schema.paper import form, letter, roll
from schema.periods import Unit

OURS = "own_unit(unit) or own_agency(lead_agency)"
INVITED = "my_branch(GOVERNMENT, COURT, PROCURATORATE) and not state in (PLANNED)"
HOSTS = (Owner("staff", "own_agency(lead_agency)"),)
DOOR = (Owner("staff", OURS),)
NAMED = re.compile(r"\d{17}[\dXx]|(?<!\d)1\d{10}(?!\d)|（20\d{2}）|\(20\d{2}\)")
"""An identity number, a telephone number, a case number: what a case told in a course may not carry."""


def _announced(facts: Facts) -> Refused | None:
    return None if facts.row.get("sessions") else Refused("SESSION_MISSING")


def _known_session(facts: Facts) -> Refused | None:
    known = {str(one.get("code")) for one in facts.row.get("sessions") or ()}
    return Refused("SESSION_UNKNOWN") if any(str(one.get("session")) not in known for one in facts.row.get("attendance") or ()) else None


def _held(facts: Facts) -> Refused | None:
    return None if facts.row.get("attendance") else Refused("NOBODY_SIGNED_IN")


def _anonymous(facts: Facts) -> Refused | None:
    """A case is told without names; whoever tells it says he took them out, and what numbers give away is refused."""
    for case in facts.row.get("cases") or ():
        if not case.get("deidentified") or NAMED.search(f"{case.get('title') or ''}{case.get('summary') or ''}"):
            return Refused("CASE_NOT_DEIDENTIFIED", {"title": "…"})
    return None


def _graded(facts: Facts) -> Refused | None:
    wrong = [one for one in facts.row.get("attendance") or () if one.get("score") and Decimal(one["score"]) > 100]
    return Refused("SCORE_OUT_OF_RANGE") if wrong else None


def _agreed(facts: Facts) -> Refused | None:
    answers = facts.row.get("answers") or ()
    return None if any(one.get("agreed") for one in answers) else Refused("NOTHING_AGREED")


def _task(facts: Facts) -> dict[str, Any] | None:
    row = facts.row
    due = datetime.combine(row["task_due_on"], time(23, 59), SHANGHAI).astimezone(UTC) if row.get("task_due_on") else None
    return {"title": row["task_title"], "agency": row["task_agency"], "due_at": due, "origin": row["number"]}


TRAINING = mechanism(
    11, "training", "trainings", "联合学习交流", "A joint meeting or course (专项工作会议、业务培训) of government, court and procuratorate.",
    (
        whole("year", "年度", "Year of the plan it belongs to.", PUBLIC, LEGAL, required=True, order=True),
        choice("kind", "形式", "A special meeting, or a course.", PUBLIC, LEGAL, ("MEETING", "专项工作会议"), ("COURSE", "业务培训"), enum="TrainingKind", required=True),
        text("topic", "主题", "What it is about.", PUBLIC, DRAFT, required=True, search=True, max_length=500),
        text("number", "编号", "Number, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        long_text("plan", "计划", "What is planned.", INTERNAL, DRAFT),
        text("place", "地点", "Where.", PUBLIC, DRAFT), text("trainers", "主讲人", "Who teaches.", PUBLIC, DRAFT, max_length=500),
        text("audience", "对象", "For whom, such as enforcement officers.", PUBLIC, DRAFT, max_length=500),
        items("sessions", "场次", "Sessions; each is signed in to by itself.", PUBLIC, DRAFT,
              text("code", "场次代码", "Short code of the session.", PUBLIC, LEGAL), instant("starts_at", "时间", "When it begins.", PUBLIC, DRAFT),
              whole("hours", "学时", "Hours it counts.", PUBLIC, LEGAL), keyed=("code",)),
        items("attendance", "签到", "Who was there: one line for a person and a session, whoever entered it and how often.", INTERNAL, APPEND,
              text("session", "场次", "Code of the session.", INTERNAL, LEGAL), text("person", "姓名", "Who.", INTERNAL, LEGAL),
              text("agency", "单位代码", "Of which agency.", INTERNAL, LEGAL), text("certificate", "执法证号", "Enforcement certificate; tells namesakes apart.", INTERNAL, LEGAL),
              Field("signed_at", Kind.TEXTS, "签到时间", "When, by each device it was entered on.", INTERNAL, APPEND),
              money("score", "测评成绩", "Score of the test, 0 to 100.", PERSONAL), keyed=("session", "agency", "person", "certificate")),
        items("materials", "课件", "Papers and slides, by digest.", INTERNAL, APPEND,
              text("title", "名称", "What it is.", INTERNAL, DRAFT), text("digest", "摘要值", "SHA-256 of the bytes.", INTERNAL, LEGAL)),
        items("cases", "研讨案例", "Cases discussed, without anything that names anybody.", INTERNAL, APPEND,
              text("title", "案例", "What it is called.", INTERNAL, LEGAL), long_text("summary", "要旨", "What it shows.", INTERNAL, LEGAL),
              flag("deidentified", "已去标识", "Names and numbers were taken out.", INTERNAL, LEGAL)),
        items("answers", "协商纪要", "Questions and the answers agreed on.", INTERNAL, APPEND,
              text("question", "问题", "What was asked.", INTERNAL, LEGAL), text("answer", "答复", "What was answered.", INTERNAL, LEGAL),
              flag("agreed", "协商一致", "Whether the organs agree.", INTERNAL, LEGAL)),
        text("task_title", "交办事项", "The task to be given out next.", INTERNAL, DRAFT, max_length=200),
        link("task_agency", "agency", "交办单位", "Agency that is given it.", INTERNAL, DRAFT),
        day("task_due_on", "交办期限", "Last day for it.", INTERNAL, DRAFT),
        day("held_on", "举办日期", "Day it was held.", PUBLIC, LEGAL, order=True),
        long_text("evaluation", "评估", "What it was worth.", INTERNAL, LEGAL),
        text("reason", "理由", "Why it was called off.", PUBLIC, LEGAL),
    ),
    flow=Flow(
        (State("PLANNED", "已计划"), State("NOTIFIED", "已通知"), State("HELD", "已举办"), State("EVALUATED", "已评估"), State("ARCHIVED", "已归档", final=True),
         State("CALLED_OFF", "已取消", final=True)),
        "PLANNED",
        (
            Move("notify", "通知", "Everybody invited is told; it gets its number.", ("PLANNED",), "NOTIFIED", HOSTS, ("sessions", "place"), guard=_announced,
                 number="number", basis="府院联动实施办法 11"),
            Move("sign_in", "签到", "Somebody signs in, also without connection; twice is once.", ("NOTIFIED", "HELD"), None, DOOR, ("attendance",), ("attendance",),
                 guard=_known_session),
            Move("hold", "举办", "It was held, and somebody signed in.", ("NOTIFIED",), "HELD", HOSTS, ("held_on",), ("held_on",), guard=_held,
                 basis="府院联动实施办法 11"),
            Move("tell_case", "录入案例", "A case is told, without names and numbers.", ("PLANNED", "NOTIFIED", "HELD"), None, HOSTS, ("cases",), ("cases",), guard=_anonymous),
            Move("grade", "录入成绩", "Scores of the test.", ("HELD",), None, HOSTS, ("attendance",), ("attendance",), guard=_graded),
            Move("record_answers", "录入协商纪要", "Questions, answers, and whether they are agreed.", ("HELD", "EVALUATED"), None, HOSTS, ("answers",), ("answers",)),
            Move("assign", "交办", "An agreed answer becomes an agency's task, such as drafting a rule.", ("HELD", "EVALUATED"), None, HOSTS,
                 ("task_title", "task_agency", "task_due_on"), ("task_title", "task_agency"), guard=_agreed, effects=(Effect("task", _task),)),
            Move("evaluate", "评估", "What it was worth; its hours count from now on.", ("HELD",), "EVALUATED", HOSTS, ("evaluation",), ("evaluation",)),
            Move("archive", "归档", "Closes the file.", ("EVALUATED",), "ARCHIVED", HOSTS),
            Move("call_off", "取消", "It does not take place.", ("PLANNED", "NOTIFIED"), "CALLED_OFF", HOSTS, ("reason",), ("reason",)),
        ),
        deadlines=(
            Deadline("TRAINING_EVALUATION", "评估期限", "Evaluated within 20 working days.", "HELD", "lead_agency", ("evaluate",),
                     {"": Term(20, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, start="held_on"),
        ),
        frozen=("EVALUATED", "ARCHIVED"),
    ),
    numberings=(Numbering("number", "number", "training", "合联训〔{year}〕{n}号"),),
    accepts=_anonymous,
    papers=(
        letter("training_notice", "联合培训（会议）通知", "topic", "kind", "place", "trainers", "audience", "sessions", number="number", needs=("topic",)),
        roll("attendance_sheet", "培训（会议）签到表", "topic", "place", "held_on", "attendance", number="number"),
        form("courseware_list", "课件目录", "topic", "trainers", "materials", needs=("materials",), pens=("归档人",)),
        form("evaluation_sheet", "培训测评表", "topic", "held_on", "cases", "evaluation", pens=("测评人",)),
        letter("discussion_minutes", "协商纪要", "topic", "held_on", "answers", needs=("answers",), pens=("参会单位签字",)),
    ),
    refusals=(
        RefusalText("SESSION_MISSING", "请先填写场次。", "Enter the sessions first."),
        RefusalText("SESSION_UNKNOWN", "签到的场次不存在，请核对场次代码。", "There is no such session; check its code."),
        RefusalText("NOBODY_SIGNED_IN", "还没有人签到，不能登记为已举办。", "Nobody has signed in; it cannot be entered as held."),
        RefusalText("CASE_NOT_DEIDENTIFIED", "案例须先去除姓名、证件号、电话和案号，并勾选“已去标识”。",
                    "Take names, identity, telephone and case numbers out of the case, and say that you did.", "个人信息保护法 51"),
        RefusalText("SCORE_OUT_OF_RANGE", "成绩须在 0 至 100 之间。", "A score lies between 0 and 100."),
        RefusalText("NOTHING_AGREED", "没有协商一致的答复，不能交办。", "No answer is agreed on: there is nothing to give out."),
    ),
    statistics=Statistics((BY_STATE, Split("kind", "类型")), on="held_on"),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        Grant("staff", "edit", ".cases", "always", "deny"),  # by its move alone, which looks for what names somebody
        *(Grant("staff", "read", on, INVITED) for on in ("", "#public", "#internal")),
    ),
    offline=True,
)

DECLARATIONS = (TRAINING,)
