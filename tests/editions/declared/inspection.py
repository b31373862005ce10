"""A made-up mechanism in its second version (走访检查): a state is gone, a field is new and needed, a clock is shorter."""

from datetime import date

from schema.kit import DRAFT, INTERNAL, LEGAL, PUBLIC, Deadline, Earlier, Facts, Flow, Grant, Move, Owner, RefusalText, Refused, State, Term, choice, mechanism, text
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
OFFICER = (Owner("justice_officer", OURS),)
TENTH_VISIT = "第十次"


def _no_tenth(facts: Facts) -> Refused | None:
    return Refused("TENTH_VISIT") if facts.row["title"] == TENTH_VISIT and facts.row.get("edition") == 2 else None


INSPECTION = mechanism(
    6, "inspection", "inspections", "走访检查", "A visit that is reported on.",
    (
        choice("way", "方式", "How it is done; needed since the second version.", PUBLIC, LEGAL, ("ON_SITE", "现场"), ("ON_PAPER", "书面"), required=True),
        text("findings", "情况", "What was found.", INTERNAL, DRAFT),
        text("approver_note", "审批意见", "What the approver said; asked for in the first version alone.", INTERNAL, DRAFT),
    ),
    flow=Flow(
        (State("OPEN", "待检查"), State("VISITED", "已检查"), State("CLOSED", "已办结", final=True)), "OPEN",
        (
            Move("visit", "检查", "Goes there.", ("OPEN",), "VISITED", OFFICER, ("findings",), ("findings",)),
            Move("close", "办结", "Ends it.", ("VISITED",), "CLOSED", OFFICER),
        ),
        deadlines=(
            Deadline("VISIT_SOON", "检查期限", "Visit within five days.", "OPEN", "lead_agency", ("visit",), {"": Term(5, Unit.DAY, "走访办法（2026）3")}),
            Deadline("REPORT", "报告期限", "Close within ten days.", "VISITED", "lead_agency", ("close",), {"": Term(10, Unit.DAY, "走访办法 4")}),
        ),
        frozen=("CLOSED",),
    ),
    edition=2,
    earlier=(
        Earlier(
            1, date(2026, 3, 31), states=(State("APPROVING", "待审批"),),
            moves=(
                Move("visit", "检查", "Goes there.", ("OPEN",), "APPROVING", OFFICER, ("findings",)),
                Move("approve", "审批", "A second person approves what was found.", ("APPROVING",), "VISITED", OFFICER, ("approver_note",), not_by_doer_of=("visit",)),
            ),
            deadlines=(Deadline("VISIT", "检查期限（旧）", "Visit within thirty days.", "OPEN", "lead_agency", ("visit",), {"": Term(30, Unit.DAY, "走访办法（2020）3")}),),
            without=("VISIT_SOON",), frozen=("APPROVING", "CLOSED"), optional=("way",),
        ),
    ),
    invariant=_no_tenth,
    refusals=(RefusalText("TENTH_VISIT", "没有第十次走访。", "There is no tenth visit."),),
    grants=(*(Grant("justice_officer", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),),
)

DECLARATIONS = (INSPECTION,)
