"""Appearance of the head of an agency (行政机关负责人出庭): notified in time, heard on resolution, an unexcused absence is recommended on and counted."""

from datetime import timedelta

from schema.kit import (
    BY_STATE,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    Deadline,
    Facts,
    Flow,
    Grant,
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
    link,
    long_text,
    mechanism,
    text,
)
from schema.paper import letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
SUMMONED = "own_agency(respondent)"
COURT = (Owner("judge", OURS), Owner("court_registrar", OURS))
NOTICE = timedelta(days=3)


def _in_time(facts: Facts) -> Refused | None:
    """The notice reaches the agency at least three days before the hearing."""
    hearing = facts.row["hearing_at"].astimezone(SHANGHAI).date()
    return None if hearing - facts.day >= NOTICE else Refused("NOTICE_TOO_SHORT", {"last_day": (hearing - NOTICE).isoformat()})


def _heard(facts: Facts) -> Refused | None:
    return None if facts.day >= facts.row["hearing_at"].astimezone(SHANGHAI).date() else Refused("NOT_HEARD_YET")


def _spoke(facts: Facts) -> Refused | None:
    """Whoever appears speaks to the substantive resolution of the dispute."""
    return _heard(facts) or (None if facts.row.get("statement") else Refused("STATEMENT_MISSING"))


APPEARANCE = mechanism(
    8, "appearance", "appearances", "负责人出庭", "The appearance (出庭应诉) of the head of an agency in an administrative suit.",
    (
        link("docket_id", "docket", "案卷", "The court's register entry.", PUBLIC, SERVER, on_create=True, inverse="appearances"),
        link("respondent", "agency", "被诉机关", "Agency whose head is to appear.", PUBLIC, LEGAL, inverse="appearances", required=True),
        instant("hearing_at", "开庭时间", "When the hearing begins.", PUBLIC, LEGAL, required=True, order=True),
        day("notified_on", "通知日期", "Day the notice was served.", PUBLIC, SERVER),
        text("official", "出庭负责人", "Who is to appear, or appeared.", INTERNAL, LEGAL, max_length=100),
        text("post", "职务", "Post of the official.", INTERNAL, LEGAL, max_length=100),
        long_text("statement", "就实质化解发言", "What the official said on resolving the dispute.", INTERNAL, LEGAL),
        text("excuse", "不能出庭理由", "Reason given before the hearing, with proof.", INTERNAL, LEGAL),
        choice("excuse_ground", "正当理由", "Grounds the court accepts.", INTERNAL, LEGAL, ("FORCE_MAJEURE", "不可抗力"), ("ACCIDENT", "意外事件"),
               ("OFFICIAL_DUTY", "需要履行不能推脱的公务"), ("OTHER", "其他正当事由"), enum="ExcuseGround"),
        text("number", "司法建议文号", "Number of the judicial recommendation, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        text("recommended_to", "司法建议接收机关", "Supervisory organ or superior it was sent to.", PUBLIC, LEGAL),
        text("answer", "反馈", "What came of the recommendation.", INTERNAL, LEGAL),
        text("assessment", "考核情况", "Entry in the rule-of-law assessment.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("PLANNED", "拟通知"), State("NOTIFIED", "已通知"), State("APPEARED", "已出庭", final=True), State("EXCUSED", "有正当理由未出庭", final=True),
            State("ABSENT", "无正当理由未出庭"), State("RECOMMENDED", "已发司法建议"), State("ASSESSED", "已纳入考核", final=True),
        ),
        "PLANNED",
        (
            Move("notify", "通知出庭", "Serves the notice at least three days before the hearing.", ("PLANNED",), "NOTIFIED", COURT, guard=_in_time,
                 basis="法释〔2020〕3号 5, 11"),
            Move("postpone", "改期", "The hearing is put off; a new notice is needed.", ("NOTIFIED",), "PLANNED", COURT, ("hearing_at",), ("hearing_at",)),
            Move("ask_excuse", "说明不能出庭", "The agency tells why its head cannot appear.", ("NOTIFIED",), None, (Owner("staff", f"{SUMMONED} and participates(file)"),),
                 ("excuse",), ("excuse",)),
            Move("appear", "已出庭", "The official appeared and spoke to substantive resolution.", ("NOTIFIED",), "APPEARED", COURT,
                 ("official", "post", "statement"), ("official", "post"), guard=_spoke, basis="法释〔2020〕3号 11"),
            Move("excuse", "准予不出庭", "The court accepts the reason.", ("NOTIFIED",), "EXCUSED", COURT, ("excuse_ground",), ("excuse_ground", "excuse")),
            Move("miss", "未出庭", "Nobody who may appear came, and there is no good reason.", ("NOTIFIED",), "ABSENT", COURT, guard=_heard),
            Move("recommend", "发司法建议", "A judicial recommendation to the supervisory organ or the superior.", ("ABSENT",), "RECOMMENDED", COURT,
                 ("recommended_to",), ("recommended_to",), number="number", basis="法释〔2020〕3号 12"),
            Move("assess", "纳入考核", "Counted in the agency's assessment.", ("ABSENT", "RECOMMENDED"), "ASSESSED",
                 (Owner("justice_officer", "my_agency(SFJ) and participates(file)"),), ("assessment", "answer"), ("assessment",)),
        ),
        deadlines=(
            Deadline("ABSENCE_RECOMMENDATION", "司法建议期限", "The court sends its recommendation after an unexcused absence.", "ABSENT", "lead_agency",
                     ("recommend", "assess"), {"": Term(10, Unit.WORKING_DAY, "法释〔2020〕3号 12（期限为本县配置）", verified=False)}),
        ),
        frozen=("APPEARED", "EXCUSED", "ABSENT", "RECOMMENDED", "ASSESSED"),
    ),
    numberings=(Numbering("number", "number", "judicial_recommendation", "（{year}）川0522司建{n}号"),),
    papers=(
        letter("appearance_notice", "行政机关负责人出庭应诉通知书", "hearing_at", "respondent", needs=("hearing_at",), to="respondent",
               closing="不能出庭的，应当在开庭前提交正当理由的书面说明及证明材料。", by=(("judge", "my_branch(COURT)"), ("court_registrar", "my_branch(COURT)"))),
        letter("judicial_recommendation", "司法建议书", "respondent", "hearing_at", "excuse", "recommended_to", number="number", needs=("number",),
               by=(("judge", "my_branch(COURT)"),)),
    ),
    refusals=(
        RefusalText("NOTICE_TOO_SHORT", "通知须在开庭三日前送达（最迟 {last_day}），请改期或另行通知。",
                    "The notice is served three days before the hearing, by {last_day} at the latest: put the hearing off.", "法释〔2020〕3号"),
        RefusalText("NOT_HEARD_YET", "尚未到开庭日，不能登记出庭情况。", "The day of the hearing has not come yet."),
        RefusalText("STATEMENT_MISSING", "负责人应当就实质性解决行政争议发表意见，请填写发言。",
                    "The official speaks to the substantive resolution: enter what was said.", "法释〔2020〕3号 11"),
    ),
    statistics=Statistics((BY_STATE,), on="hearing_at", agency="respondent"),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in COURT for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, "participates(file)") for on in ("", "#public", "#internal")),
    ),
)

DECLARATIONS = (APPEARANCE,)
