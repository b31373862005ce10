"""Judicial relief (司法救助): once for a case and a person, within its cap, a minor's money in instalments, never publicised for some."""

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
    Effect,
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
from schema.paper import form, letter
from schema.periods import Unit

OURS = "own_unit(unit) or own_agency(lead_agency)"
JOINT = "participates(file)"
HANDLERS = (Owner("judge", OURS), Owner("prosecutor", OURS), Owner("police_officer", OURS), Owner("justice_officer", OURS))
INTAKE = (Owner("relief_worker", OURS), *HANDLERS)
LEADERS = (Owner("supervising_leader", OURS), Owner("chief_prosecutor", OURS))
CAP_MONTHS = 36
CENT = Decimal("0.01")
GRANTED = ("APPROVED", "FUNDS_REQUESTED", "FUNDED", "NOTIFIED", "PAID", "REFERRED", "FOLLOWED_UP", "CLOSED")

CAUSES = (("SERIOUS_INJURY", "重伤或严重残疾"), ("URGENT_TREATMENT", "急需救治"), ("DEATH", "被害人死亡"), ("PROPERTY_LOSS", "财产重大损失"),
          ("RETALIATION", "举报人、证人、鉴定人受报复"), ("MAINTENANCE", "追索赡养费、扶养费、抚养费"), ("TRAFFIC", "道路交通等民事侵权"))
SOCIAL_KINDS = (("MINIMUM_LIVING", "低保"), ("EXTREME_POVERTY", "特困供养"), ("DISASTER", "受灾救助"), ("MEDICAL", "医疗救助"),
                ("EDUCATION", "教育救助"), ("HOUSING", "住房救助"), ("EMPLOYMENT", "就业救助"), ("TEMPORARY", "临时救助"))


EXCLUSIONS = (("MAJOR_FAULT", "对案件发生有重大过错"), ("REFUSES_COOPERATION", "拒绝配合查明事实"), ("FALSE_STATEMENT", "虚假陈述"),
              ("WAIVED_CLAIM", "放弃赔偿请求"))


def _identified(facts: Facts) -> Refused | None:
    if facts.row.get("exclusion"):
        return Refused("EXCLUDED", {"ground": dict(EXCLUSIONS)[facts.row["exclusion"]]})
    if not facts.row.get("origin_number"):
        return Refused("ORIGIN_MISSING")
    if not (facts.row.get("applicant_id_number_hmac") or facts.row.get("id_absent_reason")):
        return Refused("ID_MISSING")
    if not facts.row.get("caused_by_case"):
        return Refused("NOT_CAUSED_BY_CASE")
    return _only_once(facts)


def _only_once(facts: Facts) -> Refused | None:
    """One relief for one case and person, whichever organ gave it; the answer is a yes and a number, nothing else."""
    earlier = facts.found["same_case_relief"]
    return Refused("SAME_CASE_RELIEF", {"number": earlier[0].get("decision_number") or earlier[0].get("alias_number") or "—"}) if earlier else None


def _within_cap(facts: Facts) -> Refused | None:
    """Same case and same person only once; at most 36 monthly wages; social relief asks for a written reason."""
    if refused := _only_once(facts):
        return refused
    wage, amount, most = facts.row.get("monthly_wage"), Decimal(facts.row["approved_amount"]), facts.row.get("determinable_compensation")
    if not wage:
        return Refused("WAGE_MISSING")
    if amount > Decimal(wage) * CAP_MONTHS:
        if not facts.row.get("upper_approval"):
            return Refused("ABOVE_CAP", {"cap": str(Decimal(wage) * CAP_MONTHS)})
        if most is None or amount > Decimal(most):
            return Refused("ABOVE_COMPENSATION", {"most": str(most or "—")})
    social = facts.row.get("other_relief") or facts.found["social_grants"] or any(r["granted_amount"] for r in facts.found["social_relief"])
    return Refused("SOCIAL_RELIEF_REASON") if social and not facts.row.get("social_relief_reason") else None


def _months(facts: Facts) -> dict[str, Any]:
    return {"months_equivalent": (Decimal(facts.row["approved_amount"]) / Decimal(facts.row["monthly_wage"])).quantize(CENT)}


def _minor_kept_safe(facts: Facts) -> Refused | None:
    """A minor's money is not one sum in somebody's hand: a guardian answers for it, by a plan that adds up."""
    row, plan = facts.row, facts.row.get("payment_plan") or ()
    if row.get("minor") and not (row.get("guardian_name") and row.get("account_supervisor") and plan):
        return Refused("MINOR_PLAN_MISSING")
    if plan and sum(Decimal(part.get("amount") or 0) for part in plan) != Decimal(row["approved_amount"]):
        return Refused("PLAN_DIFFERS", {"approved": str(row["approved_amount"])})
    return None


def _publishable(facts: Facts) -> Refused | None:
    return Refused("NEVER_PUBLICISED") if facts.row.get("minor") or facts.row.get("sexual_offence") else None


def _notice(facts: Facts) -> dict[str, Any]:
    """What is posted: name, village and amount; no number, no illness, no story."""
    row = facts.row
    return {"notice": f"{row['applicant_name']}，{row.get('village') or '—'}，司法救助，{row['approved_amount']}元", "posted_on": facts.day}


def _amount_equal(facts: Facts) -> Refused | None:
    if refused := _minor_kept_safe(facts):
        return refused
    if Decimal(facts.row["paid_amount"]) != Decimal(facts.row["approved_amount"]):
        return Refused("AMOUNT_DIFFERS", {"approved": str(facts.row["approved_amount"])})
    return None


def _paid_twice(facts: Facts) -> dict[str, object] | None:
    """Two payments of one decision, each with a voucher of its own: what was paid too much is recovered (追回)."""
    if facts.inputs.get("payment_voucher") in (None, facts.before.get("payment_voucher")):
        return None
    number = facts.row.get("decision_number") or "—"
    return {"title": f"核对并追回重复发放的救助金（{number}）", "agency": facts.row["lead_agency"], "origin": number}


def _referral(facts: Facts) -> dict[str, object]:
    row = facts.row
    return {"title": f"社会救助转介：{row['title']}", "direction": "TO_SOCIAL", "kind": row["referral_kind"], "receiver": row["referral_agency"],
            "relief_id": row["id"], "need": row.get("hardship")}


JUDICIAL_RELIEF = mechanism(
    1, "judicial_relief", "judicial_reliefs", "司法救助", "An application for judicial relief (国家司法救助) by someone a case left in urgent need.",
    (
        text("applicant_name", "申请人姓名", "Who applies.", PERSONAL, LEGAL, required=True, search=True, mask="name", max_length=100),
        link("applicant_party", "party", "申请当事人", "The party of the case who applies, if entered as one.", INTERNAL, DRAFT, inverse="judicial_reliefs", within=True),
        protected("applicant_id_number", "申请人身份证号", "Resident identity number; stored encrypted, shown masked, compared by HMAC.", SENSITIVE, "resident_id"),
        text("id_absent_reason", "无证原因", "Why there is no identity number.", INTERNAL, DRAFT),
        protected("phone", "联系电话", "Telephone number; stored encrypted, shown masked.", PERSONAL, "phone", DRAFT),
        link("hukou_township", "division", "户籍地", "Township of the household register.", INTERNAL, DRAFT),
        text("village", "村（居）", "Village or community.", INTERNAL, DRAFT, max_length=100),
        choice("cause", "救助事由", "One of the seven categories of recipients.", INTERNAL, LEGAL, *CAUSES, enum="ReliefCause", order=True),
        text("origin_number", "原案号", "Number of the case that did the harm, normalised; the same for every organ.", INTERNAL, LEGAL, search=True),
        choice("exclusion", "不予救助情形", "Why nobody may be given relief, if something of the kind was found.", INTERNAL, LEGAL, *EXCLUSIONS, enum="ReliefExclusion"),
        choice("injury_level", "伤情", "Degree of the injury.", SENSITIVE, LEGAL, ("MINOR_INJURY", "轻伤"), ("SERIOUS", "重伤"), ("DISABLED", "残疾"), ("DEAD", "死亡"),
               enum="InjuryLevel"),
        flag("minor", "未成年人", "The recipient is a minor: guardian, plan of payments, nothing posted.", INTERNAL, LEGAL),
        flag("sexual_offence", "性侵案件被害人", "Victim of a sexual offence: nothing posted.", SENSITIVE, LEGAL),
        text("guardian_name", "监护人", "Guardian of a minor.", PERSONAL, LEGAL, mask="name", max_length=100),
        text("account_supervisor", "资金监管人", "Who watches over a minor's account, such as a notary.", INTERNAL, LEGAL, max_length=100),
        items("household_members", "共同生活成员", "Who lives in the household.", SENSITIVE, DRAFT,
              text("name", "姓名", "Who.", SENSITIVE, DRAFT), text("relation", "关系", "To the applicant.", SENSITIVE, DRAFT)),
        flag("caused_by_case", "困难因案造成", "The hardship comes from the case.", INTERNAL, LEGAL),
        long_text("hardship", "困难情况", "The hardship in the applicant's words.", SENSITIVE, DRAFT),
        whole("household_size", "家庭人口", "Persons in the household.", SENSITIVE, DRAFT),
        money("household_income", "家庭人均年收入", "Household income per head and year, yuan.", SENSITIVE, DRAFT),
        flag("vulnerable", "特殊群体", "Belongs to a group that is served first.", INTERNAL, DRAFT, order=True),
        money("compensation_received", "已获赔偿", "Compensation received or enforced, yuan.", SENSITIVE, LEGAL),
        items("other_relief", "其他救助", "Relief already had from others.", SENSITIVE, APPEND,
              choice("kind", "种类", "Kind of social relief.", INTERNAL, LEGAL, *SOCIAL_KINDS, enum="SocialReliefKind"),
              text("organ", "单位", "Who gave it.", INTERNAL, LEGAL), money("amount", "金额", "Yuan.", INTERNAL, LEGAL),
              day("granted_on", "日期", "When.", INTERNAL, LEGAL), text("cause", "事由", "For what.", INTERNAL, LEGAL)),
        text("social_relief_reason", "已获社会救助仍需救助的理由", "Why judicial relief is needed beside social relief.", INTERNAL, LEGAL),
        items("evidence", "证明材料", "Evidence collected, by digest; added to, never taken away.", INTERNAL, APPEND,
              text("title", "名称", "What it is.", INTERNAL, DRAFT), text("digest", "摘要值", "SHA-256 of the bytes.", INTERNAL, LEGAL),
              instant("occurred_at", "时间", "When it was taken.", INTERNAL, DRAFT), text("author", "提交人", "Who took it.", INTERNAL, SERVER)),
        items("notes", "走访记录", "Visits to the household.", SENSITIVE, APPEND,
              instant("occurred_at", "时间", "When.", INTERNAL, DRAFT), long_text("note", "情况", "What was found.", SENSITIVE, APPEND),
              text("author", "记录人", "Who wrote it.", INTERNAL, SERVER)),
        money("requested_amount", "申请金额", "Amount asked for, yuan.", INTERNAL, LEGAL, order=True),
        money("proposed_amount", "拟救助金额", "Amount proposed by the handler, yuan.", INTERNAL, LEGAL),
        money("monthly_wage", "职工月平均工资", "Last year's average monthly wage at the place of the case, yuan.", PUBLIC, LEGAL),
        money("approved_amount", "决定金额", "Amount decided, yuan.", INTERNAL, LEGAL, order=True),
        text("upper_approval", "上级批准文号", "Approval of the level above when over 36 monthly wages.", INTERNAL, LEGAL),
        money("determinable_compensation", "法院可判赔偿额", "What a court could award: above the cap relief stays within it.", INTERNAL),
        money("months_equivalent", "折合月数", "The amount in monthly wages.", INTERNAL, SERVER),
        items("payment_plan", "分期发放", "Instalments; those of a minor are the rule.", SENSITIVE, LEGAL,
              day("due_on", "日期", "When.", SENSITIVE, LEGAL), money("amount", "金额", "Yuan.", SENSITIVE), text("condition", "条件", "What it is paid against.", SENSITIVE, LEGAL)),
        text("notice", "公示内容", "What was posted, drawn up by the server.", PUBLIC, SERVER),
        day("posted_on", "公示日期", "Day it was posted.", PUBLIC, SERVER),
        money("recovered_amount", "追回金额", "What was recovered.", INTERNAL),
        text("decision_number", "决定书文号", "Number of the decision, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        protected("bank_account", "收款账号", "Account the money goes to; stored encrypted, shown masked.", SENSITIVE, "bank_account"),
        money("paid_amount", "实发金额", "Amount paid, yuan.", INTERNAL, LEGAL),
        text("payment_voucher", "领款凭证", "Receipt signed by the payee or guardian.", INTERNAL, LEGAL),
        choice("referral_kind", "转介种类", "Kind of social relief it is referred for.", INTERNAL, DRAFT, *SOCIAL_KINDS, enum="SocialReliefKind"),
        link("referral_agency", "agency", "转介单位", "Agency it is referred to.", INTERNAL, DRAFT),
        items("follow_ups", "回访", "Return visits.", INTERNAL, APPEND,
              instant("occurred_at", "时间", "When.", INTERNAL, DRAFT), text("note", "情况", "What was found.", INTERNAL, APPEND)),
        link("duplicate_of", "judicial_relief", "重复于", "The application this one duplicates.", INTERNAL, SERVER, inverse="duplicates"),
        text("reason", "理由", "Reason of a refusal or return.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("CLUE", "线索"), State("APPLIED", "已申请"), State("SUPPLEMENT", "补正"), State("VERIFYING", "核实中"),
            State("PROPOSED", "拟救助"), State("APPROVED", "决定救助"), State("REJECTED", "不予救助", final=True),
            State("FUNDS_REQUESTED", "申请拨款"), State("FUNDED", "已拨款"), State("NOTIFIED", "已通知领取"), State("PAID", "已发放"),
            State("REFERRED", "已转介"), State("FOLLOWED_UP", "已回访"), State("CLOSED", "已办结", final=True),
            State("WITHDRAWN", "已撤回", final=True), State("RECOVERING", "追回"), State("RECOVERED", "已追回", final=True), State("DUPLICATE", "重复申请", final=True),
            State("CANCEL_REQUESTED", "申请撤销"),
        ),
        "CLUE",
        (
            Move("apply", "申请", "The person applies; an oral application is recorded.", ("CLUE", "SUPPLEMENT"), "APPLIED", INTAKE),
            Move("return_for_supplement", "退回补正", "Asks for what is missing.", ("APPLIED", "VERIFYING"), "SUPPLEMENT", HANDLERS, ("reason",), ("reason",)),
            Move("verify", "核实", "The handling organ takes it up.", ("APPLIED",), "VERIFYING", HANDLERS, guard=_identified, lookups=("same_case_relief",),
                 basis="中政委〔2014〕3号"),
            Move("propose", "提出意见", "The handler proposes an amount.", ("VERIFYING",), "PROPOSED", HANDLERS,
                 ("proposed_amount", "monthly_wage"), ("proposed_amount", "monthly_wage")),
            Move("approve", "决定救助", "Someone else decides; one relief per case and person, at most 36 monthly wages.", ("PROPOSED",), "APPROVED", LEADERS,
                 ("approved_amount", "upper_approval", "determinable_compensation", "social_relief_reason"), ("approved_amount",), guard=_within_cap,
                 lookups=("same_case_relief", "social_relief", "social_grants"), then=_months, not_by_doer_of=("propose",), number="decision_number", basis="中政委〔2014〕3号"),
            Move("reject", "不予救助", "Refuses with a reason.", ("VERIFYING", "PROPOSED"), "REJECTED", LEADERS, ("reason",), ("reason",)),
            Move("request_funds", "申请拨款", "Asks the finance bureau for the money.", ("APPROVED",), "FUNDS_REQUESTED", HANDLERS),
            Move("fund", "拨款", "The finance bureau provides the money.", ("FUNDS_REQUESTED",), "FUNDED", (Owner("finance_officer", JOINT),)),
            Move("notify", "通知领取", "Tells the applicant to collect.", ("FUNDED",), "NOTIFIED", HANDLERS),
            Move("pay", "发放", "Pays against a receipt; not by whoever notified.", ("NOTIFIED",), "PAID", HANDLERS,
                 ("paid_amount", "payment_voucher", "payment_plan", "guardian_name", "account_supervisor"), ("paid_amount", "payment_voucher"), guard=_amount_equal, not_by_doer_of=("notify",),
                 twice=(Effect("task", _paid_twice),)),
            Move("post_notice", "公示", "Name, village and amount are posted; never for a minor or the victim of a sexual offence.", ("APPROVED", "FUNDED", "NOTIFIED", "PAID"),
                 None, HANDLERS, guard=_publishable, then=_notice, basis="国家司法救助信息管理要求；未成年人保护法 103"),
            Move("refer", "转介社会救助", "Refers to social relief.", ("APPROVED", "PAID", "VERIFYING"), "REFERRED", HANDLERS,
                 ("referral_kind", "referral_agency"), ("referral_kind", "referral_agency"),
                 effects=(Effect("social_relief_referral", _referral),)),
            Move("follow_up", "回访", "Records the return visit.", ("PAID", "REFERRED"), "FOLLOWED_UP", INTAKE, ("follow_ups",)),
            Move("close", "办结", "Closes the file.", ("FOLLOWED_UP", "PAID"), "CLOSED", HANDLERS),
            Move("withdraw", "撤回", "The applicant withdraws.", ("CLUE", "APPLIED", "SUPPLEMENT", "VERIFYING"), "WITHDRAWN", INTAKE, ("reason",), ("reason",)),
            Move("recover", "追回", "Relief obtained by deceit is recovered.", ("PAID", "FOLLOWED_UP", "CLOSED"), "RECOVERING", LEADERS, ("reason",), ("reason",)),
            Move("close_recovery", "追回完毕", "What was recovered is entered, by a second person.", ("RECOVERING",), "RECOVERED", HANDLERS, ("recovered_amount",),
                 ("recovered_amount",), not_by_doer_of=("recover",)),
            Move("cancel", "申请撤销", "Asks for cancellation; nothing is ever erased.", ("CLUE", "APPLIED", "SUPPLEMENT"), "CANCEL_REQUESTED", INTAKE, ("reason",)),
            Move("keep", "撤销不准", "Cancellation is declined.", ("CANCEL_REQUESTED",), "APPLIED", HANDLERS),
        ),
        deadlines=(
            Deadline("RELIEF_VERIFICATION", "核实期限", "Verify and give an opinion within 10 working days.", "APPLIED", "lead_agency",
                     ("propose", "reject"), {"": Term(10, Unit.WORKING_DAY, "中政委〔2014〕3号", verified=False)}, void_by=("withdraw", "cancel"),
                     suspended_in=("SUPPLEMENT",)),
            Deadline("RELIEF_NOTICE", "通知领取期限", "Tell the applicant within 2 working days of the money's arrival.", "FUNDED", "lead_agency",
                     ("notify",), {"": Term(2, Unit.WORKING_DAY, "中政委〔2014〕3号", verified=False)}),
        ),
        frozen=("APPROVED", "FUNDS_REQUESTED", "FUNDED", "NOTIFIED", "PAID", "CLOSED", "RECOVERING", "RECOVERED"),
    ),
    lookups=(
        Lookup("same_case_relief", "judicial_relief", (("applicant_id_number", "applicant_id_number"), ("origin_number", "origin_number")), GRANTED),
        Lookup("social_grants", "social_relief", (("applicant_id_number", "applicant_id_number"),), ("APPROVED", "URGENT_GRANTED", "PAID", "CLOSED")),
        Lookup("social_relief", "social_relief_referral", (("relief_id", "id"),), ("GRANTED", "FED_BACK")),
    ),
    numberings=(Numbering("decision_number", "decision_number", "relief", "合司救〔{year}〕{n}号"),),
    duplicates=Duplicates(("applicant_id_number", "origin_number"), ("evidence", "notes", "other_relief"),
                          ("household_income", "household_size", "requested_amount", "village", "hukou_township"), "DUPLICATE", "duplicate_of",
                          home=("hukou_township", "township"), suspect=("applicant_name", "origin_number")),
    papers=(
        form("application", "国家司法救助申请登记表", "applicant_name", "applicant_id_number", "phone", "hukou_township", "village", "cause", "origin_number",
             "injury_level", "guardian_name", "household_size", "household_income", "hardship", "compensation_received", "other_relief", "requested_amount",
             needs=("applicant_name",), pens=("申请人签名（捺印）", "代办人", "申请日期")),
        letter("information", "国家司法救助权利告知书", "applicant_name", "origin_number", "cause",
               opening="你因案件遭受侵害、生活面临急迫困难的，可以申请国家司法救助。现将有关权利和需提交的材料告知如下。",
               closing="申请应当如实提供情况；骗取救助金的，依法追回。", pens=("被告知人签名", "告知人")),
        letter("review_report", "国家司法救助审查报告", "applicant_name", "cause", "origin_number", "caused_by_case", "hardship", "compensation_received",
               "other_relief", "social_relief_reason", "proposed_amount", "monthly_wage", "months_equivalent", needs=("proposed_amount",)),
        form("approval", "国家司法救助审批表", "applicant_name", "applicant_id_number", "cause", "origin_number", "hardship", "other_relief", "requested_amount",
             "proposed_amount", "months_equivalent", "upper_approval", needs=("proposed_amount",),
             pens=("承办人意见", "部门负责人意见", "分管领导审批意见", "备注")),
        letter("decision", "国家司法救助决定书", "applicant_name", "origin_number", "cause", "hardship", "approved_amount", "payment_plan",
               number="decision_number", needs=("approved_amount", "decision_number"), kind="DECISION"),
        letter("rejection", "不予国家司法救助决定书", "applicant_name", "origin_number", "exclusion", "reason", needs=("reason",), states=("REJECTED",),
               kind="DECISION"),
        form("payment_receipt", "国家司法救助金领款凭证", "applicant_name", "bank_account", "approved_amount", "paid_amount", "payment_voucher",
             number="decision_number", needs=("approved_amount",), pens=("领款人签名（捺印）", "代领人及关系", "经办人", "领款日期")),
        letter("referral_letter", "社会救助转介函", "applicant_name", "hardship", "referral_kind", to="referral_agency", needs=("referral_agency",)),
        form("follow_up_record", "司法救助回访记录", "applicant_name", "follow_ups", needs=("follow_ups",), pens=("回访人", "被回访人")),
    ),
    refusals=(
        RefusalText("ORIGIN_MISSING", "请填写造成损害的案件的案号。", "Enter the number of the case that did the harm."),
        RefusalText("ID_MISSING", "请填写身份证号，或说明无证原因。", "Enter the identity number, or the reason why there is none."),
        RefusalText("NOT_CAUSED_BY_CASE", "困难并非案件造成，不属于司法救助，可转介社会救助。",
                    "The hardship does not come from the case: not judicial relief; it may be referred to social relief.", "检察细则 2, 8"),
        RefusalText("SAME_CASE_RELIEF", "同一案件同一当事人已获司法救助（{number}），不得重复救助。",
                    "Judicial relief was already given to this person for this case ({number}).", "中政委〔2014〕3号"),
        RefusalText("EXCLUDED", "有不予救助情形（{ground}）。", "There is a ground that excludes relief ({ground}).", "检察细则 8"),
        RefusalText("ABOVE_COMPENSATION", "超过36个月工资的救助不得超过法院可判赔偿额（{most}元）。",
                    "Relief above the cap stays within what a court could award ({most} yuan).", "检察细则"),
        RefusalText("MINOR_PLAN_MISSING", "未成年人救助金须填写监护人、资金监管人和分期发放计划。",
                    "A minor's relief needs a guardian, somebody who watches the account, and a plan of payments."),
        RefusalText("PLAN_DIFFERS", "分期合计须与决定金额一致（{approved}元）。", "The instalments must add up to the amount decided ({approved} yuan)."),
        RefusalText("NEVER_PUBLICISED", "未成年人和性侵案件被害人的司法救助一律不公示。",
                    "Judicial relief of a minor or of the victim of a sexual offence is never posted.", "未成年人保护法 103"),
        RefusalText("WAGE_MISSING", "请填写上一年度职工月平均工资。", "Enter last year's average monthly wage."),
        RefusalText("ABOVE_CAP", "超过36个月工资总额（{cap}元），须上级批准并填写批准文号。",
                    "Above 36 monthly wages ({cap} yuan): the approval of the level above is needed.", "中政委〔2014〕3号"),
        RefusalText("SOCIAL_RELIEF_REASON", "当事人已获社会救助，请写明仍需司法救助的理由。",
                    "The person already had social relief: write down why judicial relief is needed as well."),
        RefusalText("AMOUNT_DIFFERS", "实发金额须与决定金额一致（{approved}元）。", "The amount paid must equal the amount decided ({approved} yuan)."),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY, Split("vulnerable", "特殊群体"), Sum("requested_amount", "申请金额"), Sum("approved_amount", "决定金额"), Sum("paid_amount", "实发金额")), on="opened_on", without=("DUPLICATE", "CANCEL_REQUESTED")),
    grants=(
        Grant("relief_worker", "read", "", OURS), Grant("relief_worker", "read", ".*", OURS),
        *(Grant(owner.role, act, on, OURS) for owner in HANDLERS for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"),
          ("reveal", "#sensitive"), ("reveal", "#personal"))),
        *(Grant(owner.role, "read", on, OURS) for owner in LEADERS for on in ("", ".*")),
        Grant("staff", "read", "", JOINT), Grant("staff", "read", "#public", JOINT), Grant("staff", "read", "#internal", JOINT),
        Grant("staff", "mask", "#personal", JOINT), Grant("staff", "mask", "#sensitive", JOINT),
        Grant("relief_worker", "create", "", OURS), Grant("relief_worker", "edit", ".*", OURS),
    ),
    offline=True, children=("party",),
)

DECLARATIONS = (JUDICIAL_RELIEF,)
