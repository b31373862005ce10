"""Prevention and legal education in schools (法治教育、犯罪预防): lessons, legal vice-principals, and what they found."""

from schema.kit import (
    APPEND,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
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
    items,
    link,
    long_text,
    mechanism,
    text,
    whole,
)
from schema.paper import form

OURS = "own_agency(lead_agency)"
HOST = "own_agency(host_agency)"
OWNERS = (Owner("staff", OURS),)
ROLES = ("police_officer", "prosecutor", "minors_prosecutor", "judge", "justice_officer", "agency_officer")


def _heard(facts: Facts) -> Refused | None:
    return None if (facts.row.get("audience") or 0) > 0 else Refused("NOBODY_HEARD_IT")


CHILD_EDUCATION = mechanism(
    3, "child_education", "child_educations", "法治教育与预防", "An act of prevention or legal education (法治教育) at a school or in a village; it names no child.",
    (
        choice("kind", "形式", "What kind of act.", PUBLIC, LEGAL, ("LESSON", "法治课"), ("VICE_PRINCIPAL", "法治副校长履职"), ("MOCK_COURT", "模拟法庭"),
               ("SEXUAL_SAFETY", "防性侵教育"), ("BULLYING", "防欺凌教育"), ("NETWORK", "网络保护"), ("PARENTS", "家庭教育指导"), enum="EducationKind", required=True,
               order=True),
        text("school", "学校（社区）", "Where it was held.", PUBLIC, LEGAL, required=True, search=True, max_length=200),
        link("host_agency", "agency", "主管（主办）单位", "Authority of the school, as a rule the education bureau.", PUBLIC, LEGAL, required=True),
        text("lecturer", "授课人", "Official who gave it.", PUBLIC, LEGAL, max_length=100),
        day("held_on", "日期", "When.", PUBLIC, LEGAL, order=True),
        whole("audience", "受众人数", "How many heard it.", PUBLIC, LEGAL),
        long_text("content", "内容", "What it was about.", PUBLIC, DRAFT),
        items("risks", "发现的隐患", "Risks found at the school and what is advised.", INTERNAL, APPEND, text("risk", "隐患", "What was found.", INTERNAL, LEGAL),
              text("advice", "建议", "What is advised.", INTERNAL, LEGAL)),
        text("answer", "学校整改", "What was done about the risks.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (State("PLANNED", "计划"), State("HELD", "已开展"), State("ANSWERED", "已整改", final=True)), "PLANNED",
        (
            Move("hold", "开展", "It was held.", ("PLANNED",), "HELD", OWNERS, ("held_on", "audience", "lecturer", "risks"), ("held_on", "audience"), guard=_heard,
                 basis="预防未成年人犯罪法 18"),
            Move("answer", "整改", "The school's authority says what was done about the risks.", ("HELD",), "ANSWERED", (Owner("staff", HOST),), ("answer",), ("answer",)),
        ),
        frozen=("HELD", "ANSWERED"),
    ),
    papers=(
        form("activity_record", "法治教育活动记录表", "kind", "school", "host_agency", "lecturer", "held_on", "audience", "content", "risks",
             pens=("学校（社区）负责人", "记录人")),
    ),
    refusals=(RefusalText("NOBODY_HEARD_IT", "请填写受众人数。", "Enter how many heard it."),),
    statistics=Statistics((BY_STATE,), on="held_on"),
    grants=(
        *(Grant(role, act, on, OURS) for role in ROLES for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, HOST) for on in ("", ".*")),
        *(Grant("staff", "read", on, "participates(file)") for on in ("", "#public", "#internal")),
    ),
)

DECLARATIONS = (CHILD_EDUCATION,)
