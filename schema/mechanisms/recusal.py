"""Recusal (回避): relatives and interests an official declares for himself, and the keeping out of one case that is asked for and decided."""

from datetime import timedelta

from schema.kit import (
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    WORK_SECRET,
    Deadline,
    Facts,
    Flow,
    Grant,
    Lookup,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Term,
    choice,
    link,
    long_text,
    protected,
    record,
    text,
)
from schema.periods import Unit

LAW = "民事诉讼法 47; 行政诉讼法 55; 公务员法 76"


MOST_A_DAY = 12
"""Enough for a family; whoever declares strangers to learn from a refusal who is in a case does not get far (防止试探)."""


def _names_somebody(facts: Facts) -> Refused | None:
    if not facts.row.get("id_number_hmac") and not facts.row.get("uscc"):
        return Refused("RELATION_EMPTY")
    lately = sum(one["created_at"] > facts.at - timedelta(days=1) for one in facts.found["declared"])
    return Refused("RELATIONS_TOO_MANY", {"most": MOST_A_DAY}) if lately >= MOST_A_DAY else None


RELATION = record(
    "relation", "relations", "亲属与利害关系申报",
    "A relative or an interest that an official declares, himself included (回避申报); read by him alone, and compared with the parties of the cases he works on.",
    (
        link("author", "user", "申报人", "Who declared it, and whom it concerns.", PUBLIC, SERVER),
        choice("kind", "关系", "What the person or the organisation is to him.", PERSONAL, LEGAL,
               ("SELF", "本人"), ("SPOUSE", "配偶"), ("LINEAL", "直系血亲"), ("COLLATERAL", "三代以内旁系血亲"), ("IN_LAW", "近姻亲"),
               ("INTEREST", "有利害关系的单位"), ("OTHER", "其他可能影响公正的关系"), enum="RelationKind", required=True),
        text("name", "姓名（名称）", "Name.", PERSONAL, LEGAL, required=True, max_length=100),
        protected("id_number", "身份证号", "Resident identity number; stored encrypted, shown masked, compared by HMAC.", SENSITIVE, "resident_id"),
        text("uscc", "统一社会信用代码", "Code of the organisation he has an interest in.", PERSONAL, LEGAL, check="uscc"),
        text("reason", "说明", "What kind of relation or interest it is; why it ended.", PERSONAL, LEGAL, max_length=500),
    ),
    flow=Flow((State("DECLARED", "已申报"), State("ENDED", "已终止", final=True)), "DECLARED", (
        Move("end", "终止", "The relation is no more, such as after a divorce; why is told, and the line stays.", ("DECLARED",), "ENDED",
             (Owner("staff", "is_me(author)"),), ("reason",), ("reason",)),
    )),
    grants=(Grant("staff", "read", "", "is_me(author)"), Grant("staff", "read", ".*", "is_me(author)"), Grant("staff", "create", "", "is_me(author)")),
    refusals=(RefusalText("RELATION_EMPTY", "请填写身份证号或统一社会信用代码，否则无法比对。",
                          "Enter an identity number or a credit code: nothing else can be compared.", LAW),
              RefusalText("RELATIONS_TOO_MANY", "一日内最多申报 {most} 项，请次日再报或联系人事部门。",
                          "At most {most} lines are declared in a day; go on tomorrow, or ask your personnel office.")),
    lookups=(Lookup("declared", "relation", (("author", "author"),)),),
    case_link=None, creatable=True, accepts=_names_somebody, asks=("declared",),
)

HEADS = ("agency_head", "supervising_leader", "chief_prosecutor", "chief_mediator")
"""Who decides on a recusal (民事诉讼法 49): the head of the agency the person belongs to."""
DECIDES = tuple(Owner(role, "own_agency(lead_agency)") for role in HEADS)
ASKER = "is_me(author)"


def _asked_rightly(facts: Facts) -> Refused | None:
    if facts.row.get("asked_by") == "SELF" and facts.row.get("person") != facts.actor.user_id:
        return Refused("RECUSES_ANOTHER")
    return Refused("APPLICANT_MISSING") if facts.row.get("asked_by") == "PARTY" and not facts.row.get("applicant") else None


def _by_his_head(facts: Facts) -> Refused | None:
    """The head of his own agency decides; one it is about keeps out of this too, like of everything in the case."""
    return None if any(one["agency"] == facts.actor.agency for one in facts.found["persons"]) else Refused("NOT_HIS_HEAD")


RECUSAL = record(
    "recusal", "recusals", "回避", "That an official keeps out of a case: he says so himself, a party asks for it, or his head orders it; he stops until it is decided.",
    (
        link("lead_agency", "agency", "决定单位", "Agency whose head decides: that of the person.", PUBLIC, SERVER, on_create=True),
        link("author", "user", "登记人", "Who entered it.", INTERNAL, SERVER),
        link("person", "user", "回避人员", "Who is to keep out of the case.", PUBLIC, SERVER, required=True, inverse="recusals"),
        choice("asked_by", "提出方式", "Whether he says so himself, a party asks, or his head orders it.", PUBLIC, LEGAL,
               ("SELF", "自行回避"), ("PARTY", "当事人申请"), ("HEAD", "指令回避"), enum="RecusalAskedBy", required=True),
        text("applicant", "申请人", "The party who asks.", PERSONAL, LEGAL, max_length=100),
        choice("ground", "回避事由", "Why; told to him, to whoever asked and to who decides, to nobody else.", WORK_SECRET, LEGAL,
               ("PARTY", "是本案当事人或其近亲属"), ("AGENT", "是本案代理人的近亲属"), ("INTEREST", "与本案有利害关系"), ("EARLIER", "参与过本案前一程序"),
               ("OTHER", "有其他关系，可能影响公正"), enum="RecusalGround", required=True),
        long_text("reason", "理由", "What it is about; as private as the ground.", WORK_SECRET, LEGAL, required=True),
        text("decision", "决定理由", "Why it was decided so.", WORK_SECRET, LEGAL, max_length=1000),
        link("successor", "user", "接替人员", "Who takes over what he had to do in the case.", PUBLIC, LEGAL, assigns=True),
    ),
    flow=Flow(
        (State("REQUESTED", "待决定"), State("GRANTED", "准予回避"), State("REJECTED", "驳回", final=True), State("WITHDRAWN", "已撤回", final=True)), "REQUESTED",
        (
            Move("grant", "准予回避", "He keeps out of the case; what he signs in it from now on does not count.", ("REQUESTED",), "GRANTED", DECIDES,
                 ("decision",), guard=_by_his_head, lookups=("persons",), basis="民事诉讼法 49, 50"),
            Move("reject", "驳回", "He goes on; why is told to whoever asked.", ("REQUESTED",), "REJECTED", DECIDES,
                 ("decision",), ("decision",), guard=_by_his_head, lookups=("persons",), basis="民事诉讼法 49, 50"),
            Move("withdraw", "撤回", "Whoever entered it takes it back, as the party asks.", ("REQUESTED",), "WITHDRAWN", (Owner("staff", ASKER),),
                 ("decision",), ("decision",), impartial=False),
            Move("replace", "更换承办人", "Another takes over all he had to do in the case.", ("GRANTED",), None, DECIDES, ("successor",), ("successor",),
                 guard=_by_his_head, lookups=("persons",), hands_over=("person", "successor")),
        ),
        deadlines=(Deadline("RECUSAL_DECISION", "回避决定期限", "An application is decided within three days.", "REQUESTED", "lead_agency",
                            ("grant", "reject"), {"": Term(3, Unit.DAY, "民事诉讼法 50（审判人员；其他机关参照）", verified=False)}, void_by=("withdraw",)),),
    ),
    lookups=(Lookup("persons", "user", (("id", "person"),)),),
    refusals=(
        RefusalText("RECUSES_ANOTHER", "自行回避须由本人提出；为当事人登记的，请选“当事人申请”。",
                    "Only he himself can recuse himself; for a party choose PARTY.", LAW),
        RefusalText("APPLICANT_MISSING", "请填写提出申请的当事人。", "Enter the party who asks.", "民事诉讼法 48"),
        RefusalText("NOT_HIS_HEAD", "该人员不属于您的单位，请由其所在单位负责人决定。", "The person is not of your agency: the head of his agency decides.", "民事诉讼法 49"),
    ),
    grants=(
        Grant("staff", "read", "", "participates(file)"), Grant("staff", "read", "#public", "participates(file)"),
        Grant("staff", "read", ".*", "is_me(person)"), Grant("staff", "read", ".*", ASKER), Grant("staff", "create", "", "participates(file)"),
        *(Grant(role, "read", ".*", "own_agency(lead_agency) and participates(file)") for role in HEADS),
    ),
    creatable=True, accepts=_asked_rightly,
)

DECLARATIONS = (RELATION, RECUSAL)
