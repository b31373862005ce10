"""Pre-employment check (入职查询) of whoever works with children: consent first, an answer of match or no match, a trail of corrections."""

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
    flag,
    instant,
    items,
    link,
    mechanism,
    protected,
    text,
    whole,
)
from schema.paper import form, letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
SUBMITTERS = (Owner("staff", OURS),)
ASKED = "own_agency(asked_agency) and not state in (DRAFT)"
ANSWERERS = (Owner("police_officer", ASKED), Owner("minors_prosecutor", ASKED))
RESULTS = (("MATCH", "有记录（不宜录用）"), ("NO_MATCH", "无记录"))


def _consented(facts: Facts) -> Refused | None:
    row = facts.row
    if not row.get("consented_on") or not row.get("consent_digest"):
        return Refused("CONSENT_NOT_GIVEN")
    if row["consented_on"] > facts.day:
        return Refused("CONSENT_IN_FUTURE")
    return None if row.get("subject_id_number_hmac") else Refused("SUBJECT_ID_MISSING")


def _corrected(facts: Facts) -> Refused | None:
    same = facts.row["result"] == facts.before["result"]
    return Refused("CORRECTION_SAME") if same else None


def _all_checked(facts: Facts) -> Refused | None:
    unchecked = facts.row["present_staff"] - facts.row["checked_staff"]
    return Refused("STAFF_UNCHECKED", {"count": unchecked}) if unchecked > 0 else None


EMPLOYMENT_CHECK = mechanism(
    3, "employment_check", "employment_checks", "入职查询", "A check (入职查询) of one person before hiring and every year: the answer is match or no match with a reference, never an offence.",
    (
        choice("purpose", "查询类别", "Before hiring, the yearly check, or screening of present staff.", PUBLIC, LEGAL, ("HIRING", "入职前"), ("YEARLY", "每年"),
               ("SCREENING", "在职筛查"), enum="CheckPurpose", required=True),
        text("employer", "用人单位", "Unit in close contact with children that hires.", INTERNAL, LEGAL, required=True, max_length=200),
        text("employer_uscc", "用人单位信用代码", "Its unified social credit code.", INTERNAL, LEGAL, check="uscc"),
        text("post", "岗位", "What the person is to do.", INTERNAL, LEGAL, max_length=100),
        text("subject_name", "被查询人", "Who is checked.", PERSONAL, LEGAL, required=True, mask="name", max_length=100),
        protected("subject_id_number", "被查询人身份证号", "Resident identity number; stored encrypted, shown masked.", SENSITIVE, "resident_id"),
        day("consented_on", "同意日期", "Day the person consented.", INTERNAL, LEGAL),
        text("consent_digest", "同意书摘要值", "SHA-256 of the signed consent.", INTERNAL, LEGAL, max_length=64),
        link("asked_agency", "agency", "查询单位", "Police or procuratorate that answers.", PUBLIC, LEGAL, inverse="employment_checks_asked", required=True),
        choice("result", "查询结论", "Match or no match; nothing else is told.", SENSITIVE, LEGAL, *RESULTS, enum="CheckResult"),
        text("reference", "查询编号", "Reference of the answer, given by the server.", INTERNAL, SERVER, unique=True),
        text("objection", "异议", "Why the person objects.", SENSITIVE, LEGAL),
        text("recheck_reason", "复查说明", "What the second look found, without any offence.", SENSITIVE, LEGAL),
        day("corrected_on", "更正日期", "Day a false answer was corrected.", INTERNAL, SERVER),
    ),
    flow=Flow(
        (
            State("DRAFT", "拟查询"), State("ASKED", "已提请"), State("ANSWERED", "已答复"), State("OBJECTED", "已提异议"), State("UPHELD", "维持结论"),
            State("CORRECTED", "已更正"), State("RENEWED", "已重新查询", final=True), State("ENDED", "已离职（未录用）", final=True),
        ),
        "DRAFT",
        (
            Move("ask", "提请查询", "Asked only with the person's consent.", ("DRAFT",), "ASKED", SUBMITTERS, ("consented_on", "consent_digest"), guard=_consented,
                 basis="未成年人保护法 62; 个人信息保护法 29"),
            Move("answer", "答复", "Match or no match, with a reference.", ("ASKED",), "ANSWERED", ANSWERERS, ("result",), ("result",), number="reference",
                 basis="未成年人保护法 62"),
            Move("object", "提出异议", "The person objects; a second look follows.", ("ANSWERED",), "OBJECTED", SUBMITTERS, ("objection",), ("objection",)),
            Move("correct", "更正", "Another officer finds the answer false and corrects it; the false one stays in the history.", ("OBJECTED",), "CORRECTED", ANSWERERS,
                 ("result", "recheck_reason"), ("result", "recheck_reason"), guard=_corrected, not_by_doer_of=("answer",)),
            Move("uphold", "维持", "Another officer finds the answer right.", ("OBJECTED",), "UPHELD", ANSWERERS, ("recheck_reason",), ("recheck_reason",),
                 not_by_doer_of=("answer",)),
            Move("renew", "重新查询", "This year's check was made.", ("ANSWERED", "UPHELD", "CORRECTED"), "RENEWED", SUBMITTERS, basis="未成年人保护法 62"),
            Move("end", "离职（未录用）", "The person is not hired or has left.", ("DRAFT", "ASKED", "ANSWERED", "OBJECTED", "UPHELD", "CORRECTED"), "ENDED", SUBMITTERS),
        ),
        deadlines=(
            Deadline("YEARLY_CHECK", "每年查询", "Check again every year.", "ANSWERED", "lead_agency", ("renew",), {"": Term(1, Unit.YEAR, "未成年人保护法 62")},
                     void_by=("end",)),
            Deadline("CHECK_ANSWER", "查询答复", "Answer within 5 working days.", "ASKED", "asked_agency", ("answer",),
                     {"": Term(5, Unit.WORKING_DAY, "本县配置（无法定期限）", verified=False)}, void_by=("end",)),
            Deadline("CHECK_AGAIN", "复查期限", "Look again within 10 working days.", "OBJECTED", "asked_agency", ("correct", "uphold"),
                     {"": Term(10, Unit.WORKING_DAY, "本县配置（无法定期限）", verified=False)}, void_by=("end",)),
        ),
        frozen=("ASKED", "ANSWERED", "OBJECTED", "UPHELD", "CORRECTED", "RENEWED", "ENDED"),
    ),
    numberings=(Numbering("reference", "reference", "employment_check", "合查〔{year}〕{n}号"),),
    papers=(
        letter("consent", "从业人员查询同意书", "employer", "post", "subject_name", "subject_id_number", "consented_on",
               opening="本人同意用人单位依照未成年人保护法第六十二条查询本人是否具有违法犯罪记录。", closing="查询结果仅用于录用及在岗管理。",
               pens=("被查询人签名", "日期")),
        form("check_request", "入职查询申请表", "purpose", "employer", "employer_uscc", "post", "subject_name", "subject_id_number", to="asked_agency",
             needs=("subject_name",), pens=("用人单位（盖章）", "经办人")),
        letter("check_answer", "入职查询结果告知书", "employer", "post", "subject_name", "result", number="reference", needs=("result",),
               by=(("staff", "own_agency(asked_agency)"),)),
    ),
    refusals=(
        RefusalText("CONSENT_NOT_GIVEN", "查询须经本人书面同意，请填写同意日期和同意书。", "The person must consent in writing: enter the day and the paper.", "个人信息保护法 29"),
        RefusalText("CONSENT_IN_FUTURE", "同意日期不能晚于今天。", "The consent cannot be of a day to come."),
        RefusalText("SUBJECT_ID_MISSING", "请填写被查询人身份证号。", "Enter the person's identity number."),
        RefusalText("CORRECTION_SAME", "更正后的结论与原结论相同，请改用“维持”。", "The corrected answer equals the first; uphold it instead."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "edit", f".{name}", "always", "deny") for name in ("result", "recheck_reason")),  # the answering organ's, by its moves alone
        *(Grant(owner.role, act, on, ASKED) for owner in ANSWERERS for act, on in (("read", ""), ("read", ".*"), ("reveal", "#sensitive"))),
    ),
    secluded="入职查询事项",
    protects=True,
)

JOINT = "own_agency(joint_agency)"

STAFF_SCREENING = mechanism(
    3, "staff_screening", "staff_screenings", "在职人员筛查", "Screening of a unit's present staff (在职人员筛查): how many were checked, and the order to make good what was not.",
    (
        text("employer", "用人单位", "Unit in close contact with children.", INTERNAL, LEGAL, required=True, max_length=200, search=True),
        text("employer_uscc", "统一社会信用代码", "Its unified social credit code.", INTERNAL, LEGAL, check="uscc"),
        text("branch", "分支（门店）", "Branch that was looked at.", INTERNAL, LEGAL, max_length=100),
        link("joint_agency", "agency", "会同单位", "Agency that supervises jointly.", PUBLIC, LEGAL),
        whole("present_staff", "在职人数", "Staff there are.", INTERNAL, LEGAL, required=True),
        whole("checked_staff", "已查询人数", "Staff that were checked this year.", INTERNAL, LEGAL, required=True),
        day("screened_on", "核查日期", "When it was looked at.", INTERNAL, LEGAL),
        text("order_number", "责令改正文号", "Number of the order.", PUBLIC, LEGAL, check="document_number"),
        day("correct_by", "改正期限", "Last day for putting it right.", PUBLIC, LEGAL),
        text("correction", "改正情况", "How it was put right.", INTERNAL, LEGAL),
        items("visits", "核查记录", "Visits to the unit.", INTERNAL, APPEND, instant("occurred_at", "时间", "When.", INTERNAL, DRAFT),
              text("note", "情况", "What was found.", INTERNAL, APPEND)),
        flag("penalty_due", "移送处罚", "Refused to put it right: to be punished.", PUBLIC, LEGAL),
    ),
    flow=Flow(
        (State("OPEN", "核查中"), State("COMPLETE", "已全部查询", final=True), State("ORDERED", "责令改正"), State("CORRECTED", "已改正", final=True),
         State("PUNISHED", "移送处罚", final=True)),
        "OPEN",
        (
            Move("find_complete", "全部查询", "Everybody was checked.", ("OPEN",), "COMPLETE", (Owner("staff", OURS),), guard=_all_checked),
            Move("order", "责令改正", "Orders the unit to check whom it did not.", ("OPEN",), "ORDERED", (Owner("staff", OURS),), ("order_number", "correct_by"),
                 ("order_number", "correct_by"), basis="未成年人保护法 126"),
            Move("confirm_correction", "确认改正", "Put right: everybody is checked now.", ("ORDERED",), "CORRECTED", (Owner("staff", f"{OURS} or {JOINT}"),),
                 ("correction", "checked_staff"), ("correction",), guard=_all_checked),
            Move("punish", "移送处罚", "Not put right in time.", ("ORDERED",), "PUNISHED", (Owner("staff", OURS),), ("penalty_due",), ("penalty_due",),
                 basis="未成年人保护法 126"),
        ),
        frozen=("ORDERED", "CORRECTED", "PUNISHED", "COMPLETE"),
    ),
    papers=(
        letter("correction_order", "责令改正通知书", "employer", "branch", "present_staff", "checked_staff", "correct_by", number="order_number",
               needs=("order_number",), kind="DECISION"),
    ),
    refusals=(RefusalText("STAFF_UNCHECKED", "还有 {count} 名在职人员未查询。", "{count} of the staff are not checked yet.", "未成年人保护法 62"),),
    statistics=Statistics((BY_STATE, BY_DELAY), on="screened_on"),
    grants=(
        *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, JOINT) for on in ("", ".*")),
        *(Grant("staff", "read", on, "participates(file)") for on in ("", "#public", "#internal")),
    ),
    protects=True,
)

DECLARATIONS = (EMPLOYMENT_CHECK, STAFF_SCREENING)
