"""Social relief (社会救助): taken in by the township, investigated, posted, decided by the county; urgent need is met first."""

from decimal import Decimal
from typing import Any

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PERSONAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    Deadline,
    Duplicates,
    Facts,
    Flow,
    Grant,
    Lookup,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    Split,
    State,
    Statistics,
    Sum,
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
    protected,
    text,
    whole,
)
from schema.mechanisms.judicial_relief import SOCIAL_KINDS
from schema.paper import LEADS, form, letter
from schema.periods import Unit

OURS = "own_unit(unit) or own_agency(lead_agency)"
TOWNSHIP = "own_agency(lead_agency)"
APPROVER = "own_agency(approver)"
REPORTED = f"{APPROVER} and state in (REVIEWED, URGENT_GRANTED, APPROVED, REFUSED, PAID, CLOSED)"
FIELD = (Owner("relief_worker", OURS), Owner("agency_officer", TOWNSHIP))
CLERKS = (Owner("agency_officer", TOWNSHIP), Owner("civil_affairs_officer", TOWNSHIP))
COUNTY = (Owner("civil_affairs_officer", APPROVER), Owner("agency_officer", APPROVER))
POSTED = ("MINIMUM_LIVING", "EXTREME_POVERTY")
POSTING_DAYS = 7  # 最低生活保障审核确认办法 (2021), not verified
SMALL = Decimal(2000)  # a township decides temporary relief up to it when delegated (社会救助暂行办法 48); the figure is the county's
CONFIG = "府院联动配置（本地期限）"


def _eligible(facts: Facts) -> Refused | None:
    row = facts.row
    if not (row.get("applicant_id_number_hmac") or row.get("id_absent_reason")):
        return Refused("APPLICANT_ID_MISSING")
    if row["kind"] == "MEDICAL" and row["approver"] != "YBJ":
        return Refused("MEDICAL_APPROVER")
    twice = [r for r in facts.found["same_cause"] if r["kind"] == row["kind"] == "TEMPORARY" and r["decided_on"] and r["decided_on"].year == facts.day.year]
    return Refused("SAME_CAUSE_THIS_YEAR", {"number": twice[0]["decision_number"] or "—"}) if twice and not row.get("repeat_reason") else None


def _visited(facts: Facts) -> Refused | None:
    """At least two people go to the household (入户调查)."""
    return None if any(len([n for n in (visit.get("visitors") or "").replace("，", "、").split("、") if n.strip()]) >= 2
                       for visit in facts.row.get("visits") or ()) else Refused("VISIT_MISSING")


def _postable(facts: Facts) -> Refused | None:
    return Refused("MINOR_NOT_POSTED") if facts.row.get("minor") else None


def _notice(facts: Facts) -> dict[str, Any]:
    """公示 shows name, village, kind and amount: no number, no illness."""
    row = facts.row
    return {"notice": f"{row['applicant_name']}，{row.get('village') or '—'}，{dict(SOCIAL_KINDS)[row['kind']]}，{row['proposed_amount']}元", "posted_on": facts.day}


def _posted_long_enough(facts: Facts) -> Refused | None:
    row = facts.row
    if row["kind"] not in POSTED or row.get("minor"):
        return None
    return None if row.get("posted_on") and (facts.day - row["posted_on"]).days >= POSTING_DAYS else Refused("POSTING_TOO_SHORT", {"days": POSTING_DAYS})


def _small(facts: Facts) -> Refused | None:
    if facts.row["kind"] != "TEMPORARY" or Decimal(facts.row["approved_amount"]) > SMALL:
        return Refused("NOT_DELEGATED", {"most": str(SMALL)})
    return None


def _temporary(facts: Facts) -> Refused | None:
    return None if facts.row["kind"] in ("TEMPORARY", "DISASTER") and facts.row.get("urgent") else Refused("NOT_URGENT")


def _decided(facts: Facts) -> dict[str, Any]:
    return {"decided_on": facts.day}


SOCIAL_RELIEF = mechanism(
    1, "social_relief", "social_reliefs", "社会救助", "An application for social relief (社会救助); vulnerable groups come first in its lists.",
    (
        text("applicant_name", "申请人姓名", "Who applies.", PERSONAL, LEGAL, required=True, search=True, mask="name", max_length=100),
        link("applicant_party", "party", "申请当事人", "The party of the case who applies, if entered as one.", INTERNAL, DRAFT, inverse="social_reliefs", within=True),
        protected("applicant_id_number", "申请人身份证号", "Resident identity number; stored encrypted, shown masked, compared by HMAC.", SENSITIVE, "resident_id"),
        text("id_absent_reason", "无证原因", "Why there is no identity number.", INTERNAL, DRAFT),
        protected("phone", "联系电话", "Telephone number; stored encrypted, shown masked.", PERSONAL, "phone", DRAFT),
        choice("kind", "救助种类", "Kind of social relief.", PUBLIC, LEGAL, *SOCIAL_KINDS, enum="SocialReliefKind", required=True, order=True),
        link("approver", "agency", "审批单位", "County agency that decides: civil affairs, for medical relief the insurance bureau.", PUBLIC, LEGAL, required=True),
        text("cause", "困难事由", "What brought it about; temporary relief is given once a year for one.", INTERNAL, LEGAL, required=True, max_length=200),
        text("repeat_reason", "再次救助理由", "Why the same cause is met twice in a year.", INTERNAL, LEGAL),
        flag("vulnerable", "特殊群体", "Belongs to a group that is served first; everybody who knows of the application may know it, so that lists can begin with it.", PUBLIC, DRAFT, order=True),
        flag("minor", "未成年人", "The recipient is a minor: nothing posted.", INTERNAL, LEGAL),
        flag("urgent", "急难", "Life cannot go on without help now.", PUBLIC, LEGAL, order=True),
        link("hukou_township", "division", "户籍地", "Township of the household register; where it takes the application in, that one leads.", INTERNAL, DRAFT),
        text("village", "村（居）", "Village or community.", INTERNAL, DRAFT, max_length=100),
        long_text("hardship", "困难情况", "The hardship in the applicant's words.", SENSITIVE, DRAFT),
        whole("household_size", "家庭人口", "Persons in the household.", SENSITIVE, DRAFT),
        money("household_income", "家庭人均月收入", "Household income per head and month, yuan.", SENSITIVE, DRAFT),
        items("visits", "入户调查", "Visits to the household, by two people; taken also without connection.", SENSITIVE, APPEND,
              instant("occurred_at", "时间", "When.", INTERNAL, DRAFT), text("visitors", "调查人", "Who went.", INTERNAL, LEGAL),
              long_text("note", "情况", "What was found.", SENSITIVE, APPEND), text("author", "记录人", "Who wrote it.", INTERNAL, SERVER)),
        items("evidence", "证明材料", "Evidence, by digest; added to, never taken away.", INTERNAL, APPEND,
              text("title", "名称", "What it is.", INTERNAL, DRAFT), text("digest", "摘要值", "SHA-256 of the bytes.", INTERNAL, LEGAL)),
        money("proposed_amount", "拟救助金额", "Amount the township proposes, yuan.", INTERNAL, LEGAL),
        money("urgent_amount", "先行救助金额", "Given at once, yuan.", INTERNAL, LEGAL),
        text("notice", "公示内容", "What is posted, drawn up by the server.", PUBLIC, SERVER), day("posted_on", "公示日期", "First day of posting.", PUBLIC, SERVER),
        text("posting_objection", "公示异议", "What was objected.", INTERNAL, LEGAL),
        money("approved_amount", "救助金额", "Amount decided, yuan.", INTERNAL, LEGAL, order=True), day("decided_on", "决定日期", "Day of the decision.", PUBLIC, SERVER),
        text("decision_number", "决定文号", "Number of the decision, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        protected("bank_account", "收款账号", "Account the money goes to; stored encrypted, shown masked.", SENSITIVE, "bank_account"),
        text("payment_voucher", "发放凭证", "Proof of payment.", INTERNAL, LEGAL),
        link("duplicate_of", "social_relief", "重复于", "The application this one duplicates.", INTERNAL, SERVER, inverse="duplicates"),
        text("reason", "理由", "Reason of a refusal or return.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("APPLIED", "已申请"), State("ACCEPTED", "已受理"), State("SUPPLEMENT", "补正"), State("URGENT_GRANTED", "先行救助"),
            State("INVESTIGATED", "已调查"), State("POSTED", "公示中"), State("REVIEWED", "乡镇已审核"), State("APPROVED", "已批准"),
            State("REFUSED", "不予批准", final=True), State("PAID", "已发放"), State("CLOSED", "已办结", final=True), State("WITHDRAWN", "已撤回", final=True),
            State("DUPLICATE", "重复申请", final=True),
        ),
        "APPLIED",
        (
            Move("accept", "受理", "The township takes it in.", ("APPLIED", "SUPPLEMENT"), "ACCEPTED", CLERKS, guard=_eligible, lookups=("same_cause",), basis="社会救助暂行办法 11, 48"),
            Move("ask_supplement", "退回补正", "Asks for what is missing.", ("APPLIED", "ACCEPTED"), "SUPPLEMENT", CLERKS, ("reason",), ("reason",)),
            Move("grant_at_once", "先行救助", "Urgent need is met first, the papers follow.", ("APPLIED", "ACCEPTED"), "URGENT_GRANTED", CLERKS, ("urgent_amount",),
                 ("urgent_amount",), guard=_temporary, basis="社会救助暂行办法 48"),
            Move("investigate", "调查", "The household was visited.", ("ACCEPTED", "URGENT_GRANTED"), "INVESTIGATED", FIELD, ("visits", "proposed_amount"), ("visits",),
                 guard=_visited, basis="社会救助暂行办法 11"),
            Move("post", "公示", "Posted in the village: name, village, kind and amount.", ("INVESTIGATED",), "POSTED", CLERKS, ("proposed_amount",), ("proposed_amount",),
                 guard=_postable, then=_notice, basis="社会救助暂行办法 11, 61"),
            Move("review", "审核", "The township gives its opinion to the county.", ("INVESTIGATED", "POSTED"), "REVIEWED", CLERKS, ("proposed_amount", "posting_objection"),
                 ("proposed_amount",), guard=_posted_long_enough, basis="社会救助暂行办法 11"),
            Move("approve", "批准", "The county agency decides.", ("REVIEWED",), "APPROVED", COUNTY, ("approved_amount",), ("approved_amount",), then=_decided,
                 number="decision_number", basis="社会救助暂行办法 11, 30"),
            Move("approve_small", "乡镇直接批准", "A small temporary relief is the township's to decide, by somebody else than who investigated.", ("INVESTIGATED", "REVIEWED"),
                 "APPROVED", (Owner("supervising_leader", TOWNSHIP), *CLERKS), ("approved_amount",), ("approved_amount",), guard=_small, then=_decided,
                 not_by_doer_of=("investigate",), number="decision_number", basis="社会救助暂行办法 48"),
            Move("refuse", "不予批准", "Refuses with a reason.", ("REVIEWED",), "REFUSED", COUNTY, ("reason",), ("reason",)),
            Move("pay", "发放", "Paid; not by whoever decided.", ("APPROVED",), "PAID", (*CLERKS, *COUNTY), ("payment_voucher",), ("payment_voucher",),
                 not_by_doer_of=("approve", "approve_small")),
            Move("close", "办结", "Closes the file.", ("PAID",), "CLOSED", CLERKS),
            Move("join_household", "并入同户申请", "A human finds that it is the same household as another application, which then leads.",
                 ("APPLIED", "ACCEPTED", "SUPPLEMENT", "INVESTIGATED"), "DUPLICATE", CLERKS, ("duplicate_of", "reason"), ("duplicate_of", "reason"),
                 basis="最低生活保障审核确认办法（2021）：以家庭为单位"),
            Move("withdraw", "撤回", "The applicant withdraws.", ("APPLIED", "ACCEPTED", "SUPPLEMENT"), "WITHDRAWN", FIELD, ("reason",), ("reason",)),
        ),
        deadlines=(
            Deadline("SOCIAL_DECISION", "社会救助审批期限", "From acceptance to decision, by kind.", "ACCEPTED", "lead_agency", ("approve", "approve_small", "refuse"),
                     {"TEMPORARY": Term(15, Unit.WORKING_DAY, CONFIG, verified=False),
                      "MINIMUM_LIVING": Term(30, Unit.WORKING_DAY, "最低生活保障审核确认办法（2021）", verified=False),
                      **{kind: Term(30, Unit.WORKING_DAY, CONFIG, verified=False) for kind, _ in SOCIAL_KINDS if kind not in ("TEMPORARY", "MINIMUM_LIVING")}},
                     by="kind", void_by=("withdraw", "join_household")),
            Deadline("URGENT_PAPERS", "先行救助补办手续", "Papers follow within 10 working days.", "URGENT_GRANTED", "lead_agency", ("investigate",),
                     {"": Term(10, Unit.WORKING_DAY, CONFIG, verified=False)}),
        ),
        frozen=("APPROVED", "REFUSED", "PAID", "CLOSED"),
    ),
    lookups=(Lookup("same_cause", "social_relief", (("applicant_id_number", "applicant_id_number"), ("cause", "cause")), ("APPROVED", "PAID", "CLOSED")),),
    numberings=(Numbering("decision_number", "decision_number", "social_relief", "合民救〔{year}〕{n}号"),),
    duplicates=Duplicates(("applicant_id_number", "kind", "cause"), ("evidence", "visits"), ("household_income", "household_size", "village"), "DUPLICATE", "duplicate_of",
                          home=("hukou_township", "township"), urgent="urgent", suspect=("applicant_name", "village")),
    reviewer="agency_officer",
    papers=(
        form("application", "社会救助申请书", "applicant_name", "applicant_id_number", "phone", "village", "kind", "cause", "hardship", "household_size",
             "household_income", needs=("applicant_name",), pens=("申请人签名（捺印）", "申请日期")),
        form("household_visit", "入户调查表", "applicant_name", "village", "hardship", "visits", needs=("visits",), pens=("调查人（两人）", "被调查人")),
        form("approval", "社会救助审批表", "applicant_name", "applicant_id_number", "kind", "cause", "household_size", "household_income", "proposed_amount",
             "urgent_amount", "posted_on", "posting_objection", needs=("proposed_amount",), pens=("村（居）委会意见", "乡镇（街道）审核意见", "县级审批意见")),
        letter("decision", "社会救助决定书", "applicant_name", "kind", "approved_amount", "decided_on", number="decision_number", needs=("approved_amount",),
               kind="DECISION", by=(*LEADS, ("staff", "own_agency(approver)"))),
    ),
    refusals=(
        RefusalText("APPLICANT_ID_MISSING", "请填写身份证号，或说明无证原因。", "Enter the identity number, or the reason why there is none."),
        RefusalText("MEDICAL_APPROVER", "医疗救助由医保局（YBJ）审批。", "Medical relief is decided by the insurance bureau (YBJ).", "社会救助暂行办法 30"),
        RefusalText("SAME_CAUSE_THIS_YEAR", "同一事由本年度已给予临时救助（{number}），如确需再次救助请说明理由。",
                    "Temporary relief was given for this cause this year ({number}); write down why it is needed again."),
        RefusalText("VISIT_MISSING", "请先登记入户调查，调查人不少于两人。", "Enter the visit to the household first, by at least two people.", "社会救助暂行办法 11"),
        RefusalText("MINOR_NOT_POSTED", "未成年人的救助不公示。", "A minor's relief is not posted.", "未成年人保护法 103"),
        RefusalText("POSTING_TOO_SHORT", "该类救助须公示满 {days} 日。", "This kind of relief is posted for {days} days first."),
        RefusalText("NOT_DELEGATED", "只有 {most} 元以下的临时救助可由乡镇直接批准。", "A township decides only temporary relief up to {most} yuan.", "社会救助暂行办法 48"),
        RefusalText("NOT_URGENT", "只有急难型临时救助或受灾救助可以先行救助。", "Only urgent temporary or disaster relief is given at once.", "社会救助暂行办法 48"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY, Split("vulnerable", "特殊群体"), Sum("approved_amount", "救助金额")), without=("DUPLICATE", "WITHDRAWN")),
    grants=(
        *(Grant(role, act, on, OURS) for role in ("relief_worker", "agency_officer", "civil_affairs_officer", "supervising_leader")
          for act, on in (("read", ""), ("read", ".*"))),
        *(Grant(role, act, on, OURS) for role in ("relief_worker", "agency_officer", "civil_affairs_officer") for act, on in (("create", ""), ("edit", ".*"))),
        *(Grant(role, "read", on, REPORTED) for role in ("civil_affairs_officer", "agency_officer") for on in ("", ".*")),
        *(Grant("staff", "read", on, "participates(file)") for on in ("", "#public")),  # kind and date: what a counterpart may know
        Grant("staff", "mask", "#personal", "participates(file)"), Grant("staff", "read", ".approved_amount", "participates(file)"),
    ),
    offline=True,
)

DECLARATIONS = (SOCIAL_RELIEF,)
