"""Referral between judicial and social relief (救助转介): either way, signed for, assessed and fed back."""

from schema.kit import (
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    Deadline,
    Facts,
    Flow,
    Grant,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Sum,
    Term,
    choice,
    link,
    long_text,
    mechanism,
    money,
    remind,
    superior,
    supervising,
    text,
)
from schema.mechanisms.judicial_relief import HANDLERS, JOINT, SOCIAL_KINDS
from schema.paper import letter
from schema.periods import Unit

RECEIVER = "own_agency(receiver)"
ORGANS = ("FY", "JC", "GAJ", "SFJ")  # 办案机关: who gives judicial relief
SUPERVISED = (*superior(), *supervising("ZFW", 5))
"""Silence is told to the receiver's leaders at once and to the political and legal committee five days later (县级配置)."""


def _fits(facts: Facts) -> Refused | None:
    """Social relief has a kind; judicial relief is asked of an organ that handles cases."""
    row = facts.row
    if row["direction"] == "TO_JUDICIAL":
        return None if row["receiver"] in ORGANS else Refused("RECEIVER_GIVES_NO_JUDICIAL_RELIEF")
    return None if row.get("kind") else Refused("REFERRAL_KIND_MISSING")



SOCIAL_RELIEF_REFERRAL = mechanism(
    1, "social_relief_referral", "social_relief_referrals", "社会救助转介", "A referral (转介) to an agency of social relief, which assesses and feeds back.",
    (
        choice("direction", "转介方向", "To social relief, or from there to judicial relief.", PUBLIC, LEGAL, ("TO_SOCIAL", "转社会救助"), ("TO_JUDICIAL", "转司法救助"),
               enum="ReferralDirection", required=True),
        choice("kind", "救助种类", "Kind of social relief asked for.", INTERNAL, LEGAL, *SOCIAL_KINDS, enum="SocialReliefKind"),
        link("receiver", "agency", "接收单位", "Agency that assesses.", PUBLIC, LEGAL, required=True),
        link("relief_id", "judicial_relief", "司法救助", "The judicial relief it came from.", INTERNAL, SERVER, on_create=True, inverse="referrals"),
        link("social_id", "social_relief", "社会救助", "The social relief it came from.", INTERNAL, SERVER, on_create=True, inverse="referrals"),
        long_text("need", "困难情况", "What the agency must know, no more.", SENSITIVE, DRAFT),
        money("granted_amount", "救助金额", "Amount granted, yuan.", INTERNAL, LEGAL),
        text("reason", "理由", "Reason when not eligible.", INTERNAL, LEGAL),
        text("feedback", "反馈", "What was done.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (State("SENT", "已发送"), State("RECEIVED", "已签收"), State("ASSESSING", "评估中"), State("GRANTED", "已救助"),
         State("NOT_ELIGIBLE", "不符合条件"), State("FED_BACK", "已反馈", final=True)),
        "SENT",
        (
            Move("receive", "签收", "Signs for the referral.", ("SENT",), "RECEIVED", (Owner("staff", RECEIVER),)),
            Move("assess", "评估", "Begins the assessment.", ("RECEIVED",), "ASSESSING", (Owner("staff", RECEIVER),)),
            Move("grant", "给予救助", "Grants social relief.", ("ASSESSING",), "GRANTED", (Owner("staff", RECEIVER),), ("granted_amount",), ("granted_amount",)),
            Move("refuse", "不符合条件", "Refuses with a reason.", ("ASSESSING",), "NOT_ELIGIBLE", (Owner("staff", RECEIVER),), ("reason",), ("reason",)),
            Move("feed_back", "反馈", "Tells the sender what was done.", ("GRANTED", "NOT_ELIGIBLE"), "FED_BACK", (Owner("staff", RECEIVER),), ("feedback",), ("feedback",)),
        ),
        deadlines=(
            Deadline("REFERRAL_RECEIPT", "转介签收期限", "Sign within 2 working days.", "SENT", "receiver", ("receive",),
                     {"": Term(2, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, steps=(*remind(1), *SUPERVISED)),
            Deadline("REFERRAL_FEEDBACK", "转介反馈期限", "Feed back within 20 working days.", "RECEIVED", "receiver", ("feed_back",),
                     {"": Term(20, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, steps=(*remind(7, 3, 1), *SUPERVISED)),
        ),
    ),
    accepts=_fits,
    papers=(
        letter("referral_letter", "社会救助转介函", "direction", "kind", "need", to="receiver", needs=("need",)),
        letter("receipt", "社会救助转介回执", "kind", "granted_amount", "reason", "feedback", to="lead_agency", needs=("feedback",),
               by=(("staff", "own_agency(receiver)"),)),
    ),
    refusals=(
        RefusalText("REFERRAL_KIND_MISSING", "转社会救助须填写救助种类。", "A referral to social relief needs its kind."),
        RefusalText("RECEIVER_GIVES_NO_JUDICIAL_RELIEF", "司法救助只能转介办案机关（法院、检察院、公安、司法行政）。",
                    "Judicial relief is asked of an organ that handles cases: court, procuratorate, police or justice bureau."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY, Sum("granted_amount", "救助金额"))),
    reviewer="civil_affairs_officer",
    grants=(
        Grant("staff", "read", "", f"{JOINT} or {RECEIVER}"), Grant("staff", "read", "#public", f"{JOINT} or {RECEIVER}"),
        Grant("staff", "read", "#internal", f"{JOINT} or {RECEIVER}"), Grant("staff", "read", "#sensitive", RECEIVER),
        *(Grant(owner.role, act, on, "participates(lead)") for owner in (*HANDLERS, Owner("civil_affairs_officer"), Owner("relief_worker"), Owner("agency_officer")) for act, on in (("create", ""), ("edit", ".*"))),
    ),
)

DECLARATIONS = (SOCIAL_RELIEF_REFERRAL,)
