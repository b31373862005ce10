"""Compensation for damage to the environment (生态环境损害赔偿): held by the city or the province, negotiated by its designated department, confirmed by the court."""

from datetime import timedelta
from decimal import Decimal

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
    WORK_SECRET,
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
    Leads,
    Lookup,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Sum,
    Term,
    choice,
    day,
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
from schema.paper import form, letter
from schema.periods import Unit

RULE = "生态环境损害赔偿管理规定（环法规〔2022〕31号）"
TRIAL = "法释〔2020〕17号（生态环境损害赔偿案件）"
OURS, DESIGNATED = "own_agency(lead_agency)", "own_agency(designated)"
BEFORE_COURT = ("CLUE", "SCREENING", "NOT_OPENED", "OPENED", "ASSESSING", "NOTICE_SERVED", "NEGOTIATING", "AGREED", "FAILED", "LAWSUIT")
COURT = f"my_branch(COURT) and participates(file) and not state in ({', '.join(BEFORE_COURT)})"
PROCURATORATE = "my_branch(PROCURATORATE) and participates(file)"
WORKER, JUDGE = (Owner("agency_officer", DESIGNATED),), (Owner("judge", COURT),)
ANNOUNCEMENT_DAYS = 30


def _lawful(facts: Facts) -> Refused | None:
    """What holds of every row: a county holds no such claim, and injured persons go another way."""
    row = facts.row
    if row["holder"] == "COUNTY":
        return Refused("COUNTY_HOLDS_NO_CLAIM")
    personal = any(one.get("kind") == "PERSONAL_INJURY" for one in row.get("damages") or [])
    return Refused("PERSONAL_INJURY_OUTSIDE") if personal else None


def _opinion_attached(facts: Facts) -> Refused | None:
    return None if any(one.get("digest") for one in facts.row.get("opinions") or []) else Refused("OPINION_MISSING")


def _agreed(facts: Facts) -> Refused | None:
    row = facts.row
    if not row.get("rounds"):
        return Refused("NO_NEGOTIATION")
    return _opinion_attached(facts)


def _announced_long_enough(facts: Facts) -> Refused | None:
    """The announcement lasts no less than 30 days; the day it was made does not count."""
    first = facts.row["announcement_on"] + timedelta(days=ANNOUNCEMENT_DAYS + 1)
    return Refused("ANNOUNCEMENT_RUNS", {"since": facts.row["announcement_on"].isoformat(), "first": first.isoformat()}) if facts.day < first else None


def _right_court(facts: Facts) -> Refused | None:
    """First instance is with an intermediate court or above: the code of a basic court has four digits."""
    number = facts.row["lawsuit_number"]
    basic = sum(char.isdigit() for char in number.partition("）")[2][:5]) > 2
    return Refused("DAMAGE_SUIT_COURT", {"number": number}) if basic else None


def _performed(facts: Facts) -> Refused | None:
    row = facts.row
    if facts.found["open_restorations"]:
        return Refused("RESTORATION_OPEN", {"count": len(facts.found["open_restorations"])})
    paid = sum((Decimal(one["amount"]) for one in row.get("payments") or [] if one.get("amount") is not None), Decimal(0))
    owed = Decimal(row.get("agreement_amount") or 0) if row["performance_way"] == "PAY" else Decimal(0)
    return Refused("NOT_PAID", {"paid": str(paid), "owed": str(owed)}) if paid < owed else None


def _restoration(facts: Facts) -> dict[str, object] | None:
    row = facts.row
    if row["performance_way"] == "PAY":
        return None
    return {"title": f"生态修复：{row['title']}", "compensation_id": row["id"], "obligor_name": row.get("obligor_name"), "budget": row.get("agreement_amount"),
            "way": "SUBSTITUTE" if row["performance_way"] == "SUBSTITUTE" else "SELF", "due_on": row.get("performance_due_on")}


def _court_case(facts: Facts) -> dict[str, object]:
    """The court's own entry of the confirmation case, under its number."""
    return {"branch": "COURT", "agency": facts.actor.agency, "number": facts.row["confirmation_number"], "registered_on": facts.day, "cause": "申请司法确认赔偿协议"}


COMPENSATION = mechanism(
    2, "compensation", "compensations", "生态环境损害赔偿", "A claim for damage to the environment itself (生态环境损害赔偿), from clue to performance; injured persons sue for themselves.",
    (
        choice("holder", "赔偿权利人", "Government that holds the claim; never a county.", PUBLIC, LEGAL, ("CITY", "泸州市人民政府"), ("PROVINCE", "四川省人民政府"),
               ("COUNTY", "县级人民政府（依法不是权利人）"), enum="ClaimHolder", required=True, order=True),
        link("designated", "agency", "指定部门（机构）", "Department the holder designated for the work.", PUBLIC, LEGAL, inverse="compensations_designated", required=True),
        text("designation_number", "指定文号", "Number of the holder's designation.", INTERNAL, LEGAL, check="document_number"),
        link("transfer_id", "transfer", "行刑衔接移送", "The transfer of the same incident.", INTERNAL, SERVER, on_create=True, inverse="compensations"),
        choice("medium", "受损要素", "What was damaged.", PUBLIC, LEGAL, ("WATER", "水"), ("SOIL", "土壤"), ("FOREST", "林地"), ("FISHERY", "渔业资源"), ("MINERAL", "矿产、河床"), ("AIR", "大气"),
               enum="DamagedMedium", required=True),
        day("incident_on", "事件日期", "Day of the incident; decides which law applies.", PUBLIC, LEGAL), text("location", "地点", "Where.", PUBLIC, LEGAL, max_length=500),
        items("boundary", "损害范围界址点", "Corners of the damaged area, in order.", INTERNAL, DRAFT, whole("place", "序号", "Place in the order.", INTERNAL, DRAFT),
              text("longitude", "经度", "Degrees, CGCS2000.", INTERNAL, DRAFT), text("latitude", "纬度", "Degrees, CGCS2000.", INTERNAL, DRAFT)),
        text("obligor_name", "赔偿义务人", "Who owes.", PERSONAL, LEGAL, mask="name", max_length=100),
        protected("obligor_id_number", "义务人身份证号", "Resident identity number; stored encrypted, shown masked.", SENSITIVE, "resident_id"),
        text("obligor_uscc", "义务人信用代码", "Unified social credit code.", INTERNAL, LEGAL, check="uscc"),
        long_text("clue", "线索内容", "How it came to light.", INTERNAL, DRAFT), long_text("screening_report", "初步核查报告", "What the first look found.", WORK_SECRET, LEGAL),
        items("damages", "损害项目", "What is claimed, item by item.", INTERNAL, LEGAL,
              choice("kind", "项目", "Kind of damage.", INTERNAL, LEGAL, ("SERVICE_LOSS", "期间服务功能损失"), ("PERMANENT", "永久性损害"), ("ASSESSMENT", "调查评估费"), ("CLEANUP", "清污修复费"),
                     ("PREVENTION", "防止损害发生和扩大的费用"), ("PERSONAL_INJURY", "人身、个人财产损害（不属本机制）"), enum="EnvironmentalDamage"),
              money("amount", "金额", "Yuan.", INTERNAL, LEGAL), text("basis", "计算依据", "How it was found.", INTERNAL, LEGAL)),
        items("opinions", "鉴定评估及专家意见", "Appraisals and opinions of experts, by digest.", INTERNAL, APPEND,
              choice("kind", "种类", "Appraisal, experts' opinion or simple assessment.", INTERNAL, LEGAL, ("APPRAISAL", "鉴定评估报告"), ("EXPERT", "专家意见"), ("SIMPLE", "简易评估"), enum="DamageOpinion"),
              text("number", "编号", "Its number.", INTERNAL, LEGAL), text("institution", "机构（专家）", "Who gave it.", INTERNAL, LEGAL), text("digest", "摘要值", "SHA-256 of the bytes.", INTERNAL, LEGAL)),
        money("assessed_amount", "评估损害数额", "Damage assessed, yuan.", INTERNAL, LEGAL, order=True),
        text("notice_number", "磋商告知书文号", "Number of the notice of negotiation.", INTERNAL, LEGAL, check="document_number"),
        day("notice_date", "告知书送达日期", "Day of service; the 90 days count from here.", PUBLIC, SERVER), text("notice_receiver", "告知书签收人", "Who signed for it.", INTERNAL, LEGAL),
        items("rounds", "磋商记录", "Rounds of negotiation.", WORK_SECRET, APPEND, instant("occurred_at", "时间", "When.", WORK_SECRET, DRAFT),
              long_text("note", "记录", "What was said.", WORK_SECRET, APPEND), text("author", "记录人", "Who wrote it.", WORK_SECRET, SERVER)),
        long_text("agreement", "赔偿协议", "What was agreed.", INTERNAL, LEGAL), text("agreement_digest", "协议摘要值", "SHA-256 of the signed copy.", INTERNAL, LEGAL),
        money("agreement_amount", "协议金额", "Yuan.", INTERNAL, LEGAL),
        choice("performance_way", "履行方式", "Money, own restoration or substitute restoration.", PUBLIC, LEGAL, ("PAY", "缴纳赔偿金"), ("RESTORE", "自行修复"), ("SUBSTITUTE", "替代修复"), enum="CompensationWay"),
        day("performance_due_on", "履行期限", "Last day for it.", PUBLIC, LEGAL), money("deposit", "修复保证金", "Deposit, yuan.", INTERNAL, LEGAL),
        text("confirmation_number", "司法确认案号", "The court's number.", PUBLIC, SERVER, check="case_number"),
        day("announcement_on", "公告日期", "Day the court announced the agreement.", PUBLIC, SERVER), text("announcement_place", "公告载体", "Where it was announced.", PUBLIC, SERVER),
        text("ruling", "裁定内容", "What the court ruled; published.", PUBLIC, SERVER),
        text("lawsuit_number", "诉讼案号", "Number of the holder's suit; an intermediate court or above.", PUBLIC, LEGAL, check="case_number"),
        text("judgment_number", "生效判决案号", "Number of the judgment that took effect.", PUBLIC, LEGAL, check="case_number"),
        items("payments", "缴款记录", "Payments with their vouchers.", INTERNAL, APPEND, day("paid_on", "缴款日期", "When.", INTERNAL, LEGAL),
              money("amount", "金额", "Yuan.", INTERNAL, LEGAL), text("voucher", "缴款凭证", "Number of the voucher.", INTERNAL, LEGAL)),
        text("evaluation", "效果评估", "How it was carried out.", PUBLIC, LEGAL), text("reason", "理由", "Reason why it was not opened, failed or was rejected.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("CLUE", "线索"), State("SCREENING", "初步核查"), State("NOT_OPENED", "不予立案", final=True), State("OPENED", "已立案"), State("ASSESSING", "鉴定评估"),
            State("NOTICE_SERVED", "已告知磋商"), State("NEGOTIATING", "磋商中"), State("AGREED", "达成协议"), State("FAILED", "磋商不成"), State("CONFIRM_APPLIED", "已申请司法确认"),
            State("ANNOUNCED", "公告中"), State("CONFIRMED", "已确认"), State("REJECTED", "不予确认"), State("LAWSUIT", "已起诉"), State("PERFORMING", "履行中"), State("EVALUATED", "已评估"),
            State("CLOSED", "已办结", final=True),
        ),
        "CLUE",
        (
            Move("screen", "初步核查", "The designated department takes the clue up.", ("CLUE",), "SCREENING", WORKER, ("designation_number",), ("designation_number",), basis=RULE),
            Move("open", "立案", "Opened: there is damage and someone who owes.", ("SCREENING",), "OPENED", WORKER, ("screening_report", "opinions"), ("screening_report", "obligor_name"),
                 guard=_opinion_attached, basis=RULE),
            Move("not_open", "不予立案", "Plainly slight and nothing to compensate, or nobody who owes.", ("SCREENING",), "NOT_OPENED", WORKER, ("screening_report", "reason"), ("reason",), basis=RULE),
            Move("assess", "委托鉴定评估", "An appraisal, or a simple one, is ordered.", ("OPENED",), "ASSESSING", WORKER),
            Move("serve_notice", "送达磋商告知书", "The obligor is told what is claimed.", ("OPENED", "ASSESSING"), "NOTICE_SERVED", WORKER,
                 ("notice_number", "notice_date", "notice_receiver", "assessed_amount", "damages", "opinions"), ("notice_number", "notice_date", "notice_receiver", "assessed_amount"),
                 guard=_opinion_attached, basis=RULE),
            Move("negotiate", "磋商", "A round is held.", ("NOTICE_SERVED", "NEGOTIATING"), "NEGOTIATING", WORKER, ("rounds",), ("rounds",)),
            Move("agree", "达成协议", "The agreement is signed.", ("NEGOTIATING",), "AGREED", WORKER,
                 ("agreement", "agreement_digest", "agreement_amount", "performance_way", "performance_due_on", "deposit"),
                 ("agreement", "agreement_digest", "agreement_amount", "performance_way"), guard=_agreed, basis=RULE),
            Move("fail", "磋商不成", "No agreement came about.", ("NOTICE_SERVED", "NEGOTIATING"), "FAILED", WORKER, ("reason",), ("reason",)),
            Move("apply_confirmation", "申请司法确认", "Both sides ask the court to confirm.", ("AGREED",), "CONFIRM_APPLIED", WORKER, basis=f"{TRIAL} 20"),
            Move("announce", "公告协议", "The court announces the agreement.", ("CONFIRM_APPLIED",), "ANNOUNCED", JUDGE, ("confirmation_number", "announcement_on", "announcement_place"),
                 ("confirmation_number", "announcement_on"), effects=(Effect("docket", _court_case),), basis=f"{TRIAL} 20"),
            Move("confirm", "裁定确认", "Confirmed once the announcement has lasted 30 days.", ("ANNOUNCED",), "CONFIRMED", JUDGE, ("ruling",), ("ruling",), guard=_announced_long_enough,
                 basis=f"{TRIAL} 20"),
            Move("reject", "裁定不予确认", "The court does not confirm.", ("CONFIRM_APPLIED", "ANNOUNCED"), "REJECTED", JUDGE, ("ruling",), ("ruling",), basis=f"{TRIAL} 20"),
            Move("resume", "重新磋商", "Negotiated again after a rejection.", ("REJECTED",), "NEGOTIATING", WORKER),
            Move("sue", "提起诉讼", "The holder sues at an intermediate court or above.", ("FAILED", "REJECTED"), "LAWSUIT", WORKER, ("lawsuit_number",), ("lawsuit_number",), guard=_right_court,
                 basis=f"{TRIAL} 1, 3"),
            Move("enforce", "进入履行（判决）", "A judgment that took effect is carried out.", ("LAWSUIT",), "PERFORMING", WORKER,
                 ("judgment_number", "agreement_amount", "performance_way", "performance_due_on"), ("judgment_number", "performance_way"), effects=(Effect("restoration", _restoration),)),
            Move("perform", "进入履行（协议）", "The agreement is carried out; restoration opens a file of its own.", ("AGREED", "CONFIRMED"), "PERFORMING", WORKER,
                 effects=(Effect("restoration", _restoration),)),
            Move("pay", "登记缴款", "A payment is entered with its voucher.", ("PERFORMING",), None, WORKER, ("payments",), ("payments",)),
            Move("evaluate", "效果评估", "What was owed is done: paid, or restored and accepted.", ("PERFORMING",), "EVALUATED", WORKER, ("evaluation",), ("evaluation",), guard=_performed,
                 lookups=("open_restorations",)),
            Move("close", "办结", "Closed by a second person.", ("EVALUATED",), "CLOSED", (Owner("agency_officer", DESIGNATED), Owner("agency_head", DESIGNATED)), not_by_doer_of=("evaluate",)),
        ),
        deadlines=(
            Deadline("DAMAGE_SCREENING", "线索核查期限", "Screened within 30 days, then opened or not.", "CLUE", "designated", ("open", "not_open"),
                     {"": Term(30, Unit.DAY, RULE, verified=False)}),
            Deadline("NEGOTIATION", "磋商期限", "Negotiated within 90 days of the notice.", "NOTICE_SERVED", "designated", ("agree", "fail"), {"": Term(90, Unit.DAY, RULE, verified=False)},
                     start="notice_date"),
        ),
        frozen=("AGREED", "CONFIRM_APPLIED", "ANNOUNCED", "CONFIRMED", "REJECTED", "LAWSUIT", "PERFORMING", "EVALUATED", "CLOSED"),
    ),
    invariant=_lawful,
    leads_to=(Leads("judicial_relief", ("NOT_OPENED", "FAILED"), ("FY", "JC")),),  # whoever was harmed and gets nothing may need relief at once
    lookups=(Lookup("open_restorations", "restoration", (("compensation_id", "id"),), ("PLAN", "PLAN_SUBMITTED", "APPROVED", "RESTORING", "SELF_CHECK", "ACCEPTANCE", "REWORK")),),
    papers=(
        form("clue_form", "生态环境损害赔偿线索登记表", "holder", "designated", "medium", "incident_on", "location", "obligor_name", "clue",
             pens=("登记人", "审核意见")),
        letter("survey_report", "生态环境损害调查报告", "medium", "incident_on", "location", "obligor_name", "screening_report", "damages",
               needs=("screening_report",)),
        form("appraisal", "鉴定评估（专家意见）登记表", "medium", "damages", "opinions", "assessed_amount", needs=("opinions",), pens=("鉴定评估机构（专家）",)),
        letter("negotiation_notice", "生态环境损害赔偿磋商告知书", "obligor_name", "incident_on", "location", "damages", "assessed_amount", number="notice_number",
               needs=("notice_number", "obligor_name"), opening="依照生态环境损害赔偿的有关规定，现就下列损害事项与你（单位）开展磋商。",
               closing="请在收到本告知书后答复是否同意磋商；不同意或者逾期不答复的，视为不同意磋商。"),
        form("negotiation_record", "生态环境损害赔偿磋商记录", "obligor_name", "assessed_amount", "rounds", needs=("rounds",),
             pens=("赔偿权利人代表", "赔偿义务人", "记录人")),
        letter("agreement", "生态环境损害赔偿协议", "obligor_name", "obligor_id_number", "obligor_uscc", "damages", "agreement", "agreement_amount",
               "performance_way", "performance_due_on", "deposit", needs=("agreement", "agreement_amount"), kind="AGREEMENT",
               pens=("赔偿权利人（盖章）", "赔偿义务人（签名或盖章）", "签订日期")),
        letter("confirmation_request", "司法确认申请书", "obligor_name", "agreement", "agreement_amount", "performance_due_on", needs=("agreement",),
               opening="双方当事人经磋商自愿达成赔偿协议，现共同申请人民法院予以司法确认。", pens=("申请人（赔偿权利人）", "申请人（赔偿义务人）")),
        letter("ruling", "司法确认民事裁定书", "obligor_name", "announcement_on", "announcement_place", "agreement", "ruling", number="confirmation_number",
               needs=("ruling",), kind="DECISION", by=(("judge", "my_branch(COURT)"),), pens=("审判员", "书记员")),
        form("payment_voucher", "生态环境损害赔偿金缴款登记表", "obligor_name", "agreement_amount", "payments", needs=("payments",), pens=("收款单位", "经办人")),
    ),
    refusals=(
        RefusalText("COUNTY_HOLDS_NO_CLAIM", "生态环境损害赔偿权利人只能是省级、市地级人民政府，县级人民政府不是权利人；请填写泸州市或四川省人民政府。",
                    "Only a provincial or municipal government holds such a claim, never a county: enter Luzhou or Sichuan.", f"{RULE}; {TRIAL} 1"),
        RefusalText("PERSONAL_INJURY_OUTSIDE", "人身损害和个人财产损失不在生态环境损害赔偿范围，请告知受害人另行提起民事侵权诉讼。",
                    "Injury to persons and private property is outside this claim: tell the injured to sue in tort.", f"{TRIAL} 2"),
        RefusalText("OPINION_MISSING", "请先附鉴定评估报告或者专家意见（含摘要值）。", "Attach the appraisal or the experts' opinion, with its digest, first.", RULE),
        RefusalText("NO_NEGOTIATION", "请先登记磋商记录。", "Enter the record of a negotiation first.", RULE),
        RefusalText("ANNOUNCEMENT_RUNS", "协议自{since}公告，公告期不少于30日，{first}起方可裁定。",
                    "Announced on {since} for no less than 30 days: the court may rule from {first} on.", f"{TRIAL} 20"),
        RefusalText("DAMAGE_SUIT_COURT", "{number}为基层法院案号；第一审由中级以上人民法院管辖。", "{number} is of a basic court; first instance is with an intermediate court or above.", f"{TRIAL} 3"),
        RefusalText("RESTORATION_OPEN", "还有{count}项生态修复未验收合格。", "{count} restorations are not accepted yet."),
        RefusalText("NOT_PAID", "已缴{paid}元，应缴{owed}元，未履行完毕。", "{paid} of {owed} yuan are paid: not performed yet."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY, Sum("assessed_amount", "评估损害数额"), Sum("agreement_amount", "协议金额"))),
    grants=(
        *(Grant("staff", "read", on, OURS) for on in ("", "#public", "#internal", "#personal")), Grant("staff", "mask", "#sensitive", OURS),
        Grant("agency_officer", "create", "", OURS), Grant("agency_officer", "edit", ".*", f"{OURS} and state in (CLUE)"),
        *(Grant("staff", "read", on, DESIGNATED) for on in ("", ".*")),
        *(Grant("agency_officer", act, on, DESIGNATED) for act, on in (("edit", ".*"), ("reveal", "#sensitive"))),
        *(Grant("judge", "read", on, COURT) for on in ("", "#public", "#internal", "#personal")), Grant("judge", "mask", "#sensitive", COURT),
        *(Grant(role, act, on, PROCURATORATE) for role in ("prosecutor", "chief_prosecutor") for act, on in (
            ("read", ""), ("read", "#public"), ("read", "#internal"), ("read", "#work_secret"), ("mask", "#personal"))),
    ),
)

DECLARATIONS = (COMPENSATION,)
