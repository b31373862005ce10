"""Accountability (过错责任追究): who answers for an unlawful decision or act, for life; the justice bureau's own file, unseen by court and procuratorate."""

from schema.kit import (
    BY_STATE,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SERVER,
    WORK_SECRET,
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
    choice,
    day,
    flag,
    items,
    link,
    long_text,
    mechanism,
    text,
)
from schema.paper import letter

OURS = "my_agency(SFJ, JW) and own_agency(lead_agency)"
OFFICERS = (Owner("justice_officer", OURS), Owner("agency_head", OURS))


def _persons_named(facts: Facts) -> Refused | None:
    return None if facts.row.get("persons") else Refused("PERSONS_MISSING")


ACCOUNTABILITY = mechanism(
    5, "accountability", "accountabilities", "责任追究", "An inquiry (责任追究、倒查) into who answers for an unlawful document, decision or act of enforcement.",
    (
        choice("trigger", "启动原因", "What set it off.", PUBLIC, LEGAL, ("REVIEW", "复议纠错"), ("JUDGMENT", "败诉判决"), ("CHALLENGE", "附带审查认定违法"),
               ("RECOMMENDATION", "司法建议、检察建议"), ("DECISION", "决策严重失误"), ("INSPECTION", "执法监督检查"), enum="AccountabilityTrigger", required=True),
        text("trigger_number", "来源文号", "Number of the document that set it off.", INTERNAL, LEGAL),
        link("responsible_agency", "agency", "责任单位", "Agency that answers.", PUBLIC, LEGAL, required=True),
        link("document_id", "normative_document", "所涉规范性文件", "The document in question.", INTERNAL, LEGAL, inverse="accountabilities"),
        link("decision_id", "major_decision", "所涉重大行政决策", "The decision in question.", INTERNAL, LEGAL, inverse="accountabilities"),
        flag("lifelong", "终身追究", "Whether persons answer even after leaving their post (终身责任追究).", PUBLIC, LEGAL),
        long_text("findings", "调查情况", "What the inquiry found.", WORK_SECRET, LEGAL),
        items("persons", "责任人员", "Who answers, in what post then.", PERSONAL, LEGAL,
              text("name", "姓名", "Who.", PERSONAL, LEGAL), text("post", "时任职务", "Post held at the time.", PERSONAL, LEGAL),
              choice("share", "责任", "How far.", PERSONAL, LEGAL, ("MAIN", "主要领导责任"), ("LEADING", "重要领导责任"), ("DIRECT", "直接责任"), enum="ResponsibilityShare"),
              text("result", "处理结果", "What was decided.", PERSONAL, LEGAL)),
        text("basis_article", "追责依据", "Law and article.", INTERNAL, LEGAL),
        text("number", "决定文号", "Number of the decision, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        day("decided_on", "决定日期", "Day it was decided.", PUBLIC, SERVER),
        text("referred_to", "移送机关", "Discipline or supervision organ it was referred to.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (State("OPENED", "已启动"), State("INVESTIGATED", "已调查"), State("DECIDED", "已决定"), State("REFERRED", "已移送纪检监察", final=True),
         State("CLOSED", "已办结", final=True)),
        "OPENED",
        (
            Move("investigate", "调查完毕", "What happened and who answers.", ("OPENED",), "INVESTIGATED", OFFICERS, ("findings", "persons"), ("findings",),
                 guard=_persons_named),
            Move("decide", "作出处理", "Decided under a named article, by somebody else.", ("INVESTIGATED",), "DECIDED", OFFICERS, ("basis_article", "persons"),
                 ("basis_article",), not_by_doer_of=("investigate",), number="number", basis="国务院令713号 38"),
            Move("refer", "移送纪检监察", "Referred to the discipline and supervision organ.", ("INVESTIGATED", "DECIDED"), "REFERRED", OFFICERS, ("referred_to",),
                 ("referred_to",)),
            Move("close", "办结", "Closes the file.", ("DECIDED",), "CLOSED", OFFICERS),
        ),
        frozen=("DECIDED", "REFERRED", "CLOSED"),
    ),
    numberings=(Numbering("number", "number", "accountability", "合司责〔{year}〕{n}号"),),
    papers=(
        letter("decision", "责任追究决定书", "trigger", "trigger_number", "findings", "persons", "basis_article", "decided_on", number="number",
               to="responsible_agency", needs=("findings",), kind="DECISION"),
    ),
    refusals=(RefusalText("PERSONS_MISSING", "请列明责任人员。", "Name the persons who answer."),),
    statistics=Statistics((BY_STATE,)),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in OFFICERS for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
    ),
)

DECLARATIONS = (ACCOUNTABILITY,)
