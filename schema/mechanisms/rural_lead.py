"""A lead on a crime in the countryside (涉农犯罪、扫黑除恶线索): handed to the organ that can act, accepted, acted on, fed back; nobody else knows."""

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SERVER,
    WORK_SECRET,
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
    flag,
    instant,
    items,
    link,
    long_text,
    mechanism,
    text,
)
from schema.paper import form, letter
from schema.periods import Unit

OURS = "own_unit(unit) or own_agency(lead_agency)"
RECEIVER = "own_agency(receiver)"
HANDED = f"{RECEIVER} and not state in (REGISTERED)"
SENDERS = (Owner("staff", "own_agency(lead_agency)"),)
RECEIVERS = (Owner("staff", HANDED),)
INVESTIGATORS = ("police_officer", "prosecutor", "chief_prosecutor")
TAKERS = ("GAJ", "JC", "FY", "JW", "ZFW")


def _takes(facts: Facts) -> Refused | None:
    return None if facts.row["receiver"] in TAKERS else Refused("LEAD_RECEIVER")


def _answered(facts: Facts) -> Refused | None:
    return None if facts.row.get("filing_number") or facts.row.get("reason") else Refused("LEAD_OUTCOME_MISSING")


RURAL_LEAD = mechanism(
    1, "rural_lead", "rural_leads", "涉农线索", "A lead (线索) on a crime against farmers or vulnerable villagers, or on a gang.",
    (
        choice("kind", "线索类型", "What it points at.", PUBLIC, LEGAL, ("FARM", "涉农犯罪"), ("VULNERABLE", "侵害农村弱势群体"), ("GANG", "涉黑涉恶"), enum="LeadKind",
               required=True, order=True),
        flag("vulnerable", "弱势群体", "A vulnerable villager is harmed: first in the lists.", INTERNAL, DRAFT, order=True),
        long_text("content", "线索内容", "What is known.", WORK_SECRET, LEGAL, required=True),
        text("place", "发生地", "Where it happened.", INTERNAL, DRAFT, max_length=200),
        text("suspect", "反映对象", "Whom it points at.", WORK_SECRET, LEGAL, max_length=200),
        text("reporter_name", "反映人", "Who told it; protected, for the investigators alone.", PERSONAL, LEGAL, mask="name", max_length=100),
        items("evidence", "材料", "What was taken in the field, by digest.", WORK_SECRET, APPEND, text("title", "名称", "What it is.", WORK_SECRET, DRAFT),
              text("digest", "摘要值", "SHA-256 of the bytes.", WORK_SECRET, LEGAL), instant("occurred_at", "时间", "When.", INTERNAL, DRAFT)),
        link("receiver", "agency", "接收单位", "Organ that can act on it.", PUBLIC, LEGAL, inverse="leads_received"),
        text("transfer_number", "移送编号", "Number of the transfer, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        text("filing_number", "立案文号", "Number under which it is investigated.", INTERNAL, LEGAL),
        text("reason", "理由", "Why it was not taken up.", INTERNAL, LEGAL),
        text("feedback", "反馈", "What the sender is told.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("REGISTERED", "已登记"), State("TRANSFERRED", "已移送"), State("ACCEPTED", "已受理"), State("NOT_OURS", "不属管辖"), State("FILED", "已立案"),
            State("NOT_FILED", "不予立案"), State("FED_BACK", "已反馈", final=True), State("DUPLICATE", "重复线索", final=True),
        ),
        "REGISTERED",
        (
            Move("transfer", "移送", "Handed to the organ that can act.", ("REGISTERED", "NOT_OURS"), "TRANSFERRED", SENDERS, ("receiver",), ("receiver",), guard=_takes,
                 number="transfer_number", basis="府院联动实施办法 1"),
            Move("accept", "受理", "The receiver takes it.", ("TRANSFERRED",), "ACCEPTED", RECEIVERS),
            Move("hand_back", "不属管辖", "Not the receiver's to act on; it goes back with the reason.", ("TRANSFERRED",), "NOT_OURS", RECEIVERS, ("reason",), ("reason",)),
            Move("file", "立案", "An investigation is opened.", ("ACCEPTED",), "FILED", tuple(Owner(role, HANDED) for role in INVESTIGATORS), ("filing_number",), ("filing_number",)),
            Move("not_file", "不予立案", "None is opened, with the reason.", ("ACCEPTED",), "NOT_FILED", tuple(Owner(role, HANDED) for role in INVESTIGATORS), ("reason",), ("reason",)),
            Move("feed_back", "反馈", "The sender is told.", ("FILED", "NOT_FILED"), "FED_BACK", RECEIVERS, ("feedback",), ("feedback",), guard=_answered),
            Move("mark_duplicate", "并入", "The same as a lead handed over before.", ("REGISTERED", "TRANSFERRED"), "DUPLICATE", (*SENDERS, *RECEIVERS), ("reason",), ("reason",)),
        ),
        deadlines=(
            Deadline("LEAD_ACCEPTANCE", "线索受理期限", "Taken or handed back within 7 days.", "TRANSFERRED", "receiver", ("accept", "hand_back", "mark_duplicate"),
                     {"": Term(7, Unit.DAY, "府院联动配置（无法定期限）", verified=False)}),
            Deadline("LEAD_FEEDBACK", "线索反馈期限", "The sender is told within 30 days.", "ACCEPTED", "receiver", ("feed_back",),
                     {"": Term(30, Unit.DAY, "府院联动配置（无法定期限）", verified=False)}),
        ),
        frozen=("FILED", "NOT_FILED", "FED_BACK"),
    ),
    numberings=(Numbering("transfer_number", "transfer_number", "rural_lead", "合联线〔{year}〕{n}号"),),
    papers=(
        form("lead_form", "涉农线索登记表", "kind", "reporter_name", "vulnerable", "place", "suspect", "content", needs=("content",), pens=("登记人", "处理意见")),
        letter("transfer_letter", "线索移送函", "kind", "place", "suspect", "content", "evidence", number="transfer_number", to="receiver",
               needs=("receiver", "content")),
        letter("feedback_letter", "线索办理反馈函", "filing_number", "reason", "feedback", to="lead_agency", needs=("feedback",),
               by=(("staff", "own_agency(receiver)"),)),
    ),
    refusals=(
        RefusalText("LEAD_RECEIVER", "线索只能移送公安、检察、法院、纪委监委或政法委。", "A lead goes to police, procuratorate, court, discipline or the political-legal committee."),
        RefusalText("LEAD_OUTCOME_MISSING", "请先填写立案文号或不立案理由。", "Enter the number of the case opened, or why none was."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, HANDED) for on in ("", "#public", "#internal", "#work_secret")), Grant("staff", "mask", "#personal", HANDED),
        *(Grant(role, "read", "#personal", HANDED) for role in INVESTIGATORS),
    ),
    offline=True,
)

DECLARATIONS = (RURAL_LEAD,)
