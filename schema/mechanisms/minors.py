"""Mandatory report (强制报告) of harm to a child: it stands whatever anybody wishes, tells no identity, and ends sealed."""

from datetime import datetime, timedelta
from decimal import Decimal

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    MINOR,
    SEALED,
    SENSITIVE,
    SERVER,
    Deadline,
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
    protected,
    text,
    whole,
)
from schema.paper import form, letter
from schema.periods import Unit

POLICE = Owner("police_officer", "own_agency(lead_agency)")
MINORS_PROSECUTOR = Owner("minors_prosecutor", "participates(file)")
ORGANS = (POLICE, MINORS_PROSECUTOR, Owner("judge", "participates(file)"))
INVESTIGATORS = (POLICE, MINORS_PROSECUTOR)
ANYBODY = (Owner("staff"),)
PROCURATORATE = "JC"
OPEN = "not state in (SEALED, UNSEAL_REQUESTED)"
STILL_OPEN = "not state in (SEALED, UNSEAL_REQUESTED, UNSEALED)"  # unsealing is for the organ that needs it alone
REPORTER = f"is_me(handler) and {STILL_OPEN}"
# The school or other unit the reporter belongs to, and an authority told beside the police: neither when it is accused itself.
TOLD = f"(own_agency(reporter_agency) or own_agency(also_told)) and not own_agency(accused_agency) and {STILL_OPEN}"
FIRST_WORDS = f"{REPORTER} and state in (REPORTED)"
CHILD = ("child_name", "child_id_number", "child_school", "child_address", "guardian_name", "suspect_name")
WORDS = ("title", "situation", "discovered_at", "reported_at", "facts", "suspect_relation", "reporter_name", "reporter_phone", "reporter_post")
LOCAL_HOURS = Term(24, Unit.HOUR, "本县配置（未成年人保护法 11 只规定“立即”，无小时期限）", verified=False)

SITUATIONS = (("1", "隐私部位遭受或疑似遭受非正常损伤"), ("2", "不满十四周岁女性遭受或疑似遭受性侵害、怀孕、流产"),
              ("3", "十四周岁以上女性遭受或疑似遭受性侵害所致怀孕、流产"), ("4", "身体多处损伤、严重营养不良、意识不清，疑似受家暴、欺凌、虐待或麻醉"),
              ("5", "因自杀、自残、工伤、中毒、殴打等非正常原因伤残、死亡"), ("6", "被遗弃或长期处于无人照料状态"), ("7", "来源不明、失踪或疑似被拐卖、收买"),
              ("8", "被组织乞讨"), ("9", "其他严重侵害身心健康或疑似面临不法侵害危险"))
CHANNELS = (("SYSTEM", "本系统"), ("POLICE_110", "110报警"), ("POLICE_STATION", "派出所"), ("CIVIL_AFFAIRS", "民政部门"), ("EDUCATION", "教育部门"),
            ("PROCURATORATE_12309", "12309热线"))
RELATIONS = (("PARENT", "父母"), ("STEP_PARENT", "继父母"), ("RELATIVE", "其他亲属"), ("TEACHER", "教职工"), ("CLASSMATE", "同学"), ("ACQUAINTANCE", "熟人"),
             ("STRANGER", "陌生人"), ("UNKNOWN", "不明"))


def _takeable(facts: Facts) -> Refused | None:
    """The desk takes every report at once; only a title that names the child is put right first, and a delay is asked about."""
    row = facts.row
    if row.get("child_name") and row["child_name"] in f"{row['title']}{row.get('child_token') or ''}":
        return Refused("CHILD_NAMED")
    late = row["reported_at"] - row["discovered_at"]
    if late < timedelta(0):
        return Refused("REPORTED_BEFORE_DISCOVERY")
    hours = Decimal(late // timedelta(minutes=6)) / 10
    return None if late <= timedelta(hours=LOCAL_HOURS.amount) or row.get("delay_reason") else Refused("DELAY_UNEXPLAINED", {"hours": str(hours)})


def _filed(facts: Facts) -> Refused | None:
    return Refused("DATE_IN_FUTURE") if facts.row["filed_at"] > facts.at else None


def _reporter_told(facts: Facts) -> Refused | None:
    told = facts.row.get("transfer_notice_at")
    return None if isinstance(told, datetime) and told <= facts.at else Refused("REPORTER_NOT_TOLD")


def _offered(facts: Facts) -> dict[str, object] | None:
    """The procuratorate, which watches over the filing, is offered the file as soon as the police have it."""
    watched = any(share["to_agency"] == PROCURATORATE for share in facts.found["watching"])
    return None if watched else {"to_agency": PROCURATORATE, "purpose": "强制报告立案监督"}


CHILD_REPORT = mechanism(
    3, "child_report", "child_reports", "强制报告", "A mandatory report (侵害未成年人案件强制报告): led by the police whoever makes it; the child is a token, identities are sealed.",
    (
        choice("situation", "报告情形", "One of the nine situations that must be reported.", INTERNAL, LEGAL, *((f"S{n}", label) for n, label in SITUATIONS),
               enum="ReportSituation", required=True, order=True),
        instant("discovered_at", "发现时间", "When it was discovered; lateness is measured from here.", INTERNAL, LEGAL, required=True),
        instant("reported_at", "报告时间", "When it was reported.", INTERNAL, LEGAL, required=True),
        text("delay_reason", "迟报原因", "Why it was not reported at once.", INTERNAL, LEGAL),
        choice("channel", "报告渠道", "How it was reported.", INTERNAL, LEGAL, *CHANNELS, enum="ReportChannel"),
        text("reporter_name", "报告人", "Who reported; never told to the accused or to the heads of the reporter's unit.", SENSITIVE, LEGAL, max_length=100),
        protected("reporter_phone", "报告人电话", "Telephone number; stored encrypted, shown masked.", SENSITIVE, "phone"),
        text("reporter_post", "报告人职务", "What the reporter does.", SENSITIVE, LEGAL, max_length=100),
        link("reporter_agency", "agency", "报告单位", "Unit of the reporter, which is fed back to but not told who reported.", SENSITIVE, LEGAL),
        link("also_told", "agency", "同时告知单位", "Education or civil affairs, told beside the police.", SENSITIVE, LEGAL),
        link("accused_agency", "agency", "涉事单位", "Unit whose people are suspected; it learns nothing.", SENSITIVE, LEGAL),
        text("child_token", "代号", "What the child is called instead of a name.", INTERNAL, LEGAL, required=True, max_length=50),
        whole("age_at_event", "案发时年龄", "Age in years when it happened.", INTERNAL, LEGAL),
        text("child_name", "未成年人姓名", "Real name; sealed, for the organs that handle the case alone.", MINOR, SEALED, max_length=100),
        protected("child_id_number", "未成年人身份证号", "Resident identity number; stored encrypted, sealed.", MINOR, "resident_id", SEALED),
        text("child_school", "学校", "School; sealed.", MINOR, SEALED, max_length=200),
        text("child_address", "住址", "Address; sealed.", MINOR, SEALED, max_length=200),
        text("guardian_name", "监护人", "Guardian; sealed, names the child.", MINOR, SEALED, max_length=100),
        text("suspect_name", "嫌疑人", "Who is suspected; sealed, may name the child.", MINOR, SEALED, max_length=100),
        choice("suspect_relation", "与未成年人关系", "What the suspect is to the child.", INTERNAL, LEGAL, *RELATIONS, enum="SuspectRelation"),
        long_text("facts", "发现情况", "What was seen and heard.", SENSITIVE, LEGAL),
        flag("medical_evidence_kept", "医学证据已留存", "Whether medical evidence was kept.", INTERNAL, LEGAL),
        items("evidence", "证据材料", "Pictures and papers by digest; added to, never taken away.", MINOR, APPEND,
              text("title", "名称", "What it is.", MINOR, DRAFT), text("digest", "摘要值", "SHA-256 of the bytes.", MINOR, LEGAL),
              instant("occurred_at", "时间", "When it was taken.", MINOR, DRAFT)),
        items("notes", "补充情况", "What was learned later.", SENSITIVE, APPEND,
              instant("occurred_at", "时间", "When.", SENSITIVE, DRAFT), long_text("note", "情况", "What was learned.", SENSITIVE, APPEND)),
        text("receipt_number", "受案回执编号", "Number of the receipt, given by the server.", INTERNAL, SERVER, unique=True),
        text("no_crime_reason", "不予立案理由", "Why no case was filed.", SENSITIVE, LEGAL),
        choice("filing_kind", "立案类别", "Public-security or criminal case.", INTERNAL, LEGAL, ("ADMINISTRATIVE", "治安"), ("CRIMINAL", "刑事"), enum="FilingKind"),
        text("filing_number", "受案（立案）文号", "Number of the filing.", INTERNAL, LEGAL),
        instant("filed_at", "受案（立案）时间", "When it was filed; starts the three days for feedback.", INTERNAL, LEGAL),
        text("supervision_number", "立案监督文号", "The procuratorate's demand to file.", INTERNAL, LEGAL),
        text("feedback", "反馈内容", "What the reporter is told; names nobody.", INTERNAL, LEGAL, max_length=1000),
        link("incident_id", "child_protection", "关联处置", "The incident it belongs to; reports of one incident stay separate reports.", INTERNAL, SERVER, inverse="reports"),
        instant("transfer_notice_at", "移送前告知时间", "When the reporter was told, before transfer for prosecution.", INTERNAL, LEGAL),
        text("prosecution_number", "移送审查起诉文号", "Number of the transfer.", INTERNAL, LEGAL),
        items("follow_ups", "回访", "Return visits.", SENSITIVE, APPEND,
              instant("occurred_at", "时间", "When.", SENSITIVE, DRAFT), text("note", "情况", "What was found.", SENSITIVE, APPEND)),
        text("sealing_number", "封存决定书文号", "Number of the decision to seal.", INTERNAL, LEGAL),
        text("sealing_digest", "封存决定书摘要值", "SHA-256 of the decision.", INTERNAL, LEGAL, max_length=64),
        choice("unseal_ground", "解封事由", "Statutory ground for unsealing.", INTERNAL, LEGAL, ("CASE_NEED", "司法机关办案需要"), ("STATUTORY_QUERY", "依国家规定查询"),
               enum="UnsealGround"),
        text("unseal_basis", "解封依据", "Case number, or law and article, that needs it.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("REPORTED", "已报告"), State("RECEIVED", "已接收"), State("ACCEPTED", "已受理"), State("NO_CRIME", "不予立案"), State("FILED", "已受案（立案）"),
            State("FEEDBACK_GIVEN", "已反馈"), State("JOINT_HANDLING", "联合处置"), State("PROSECUTION", "审查起诉"), State("FOLLOW_UP", "跟踪回访"),
            State("SEALED", "已封存", sealed=True), State("UNSEAL_REQUESTED", "申请解封", sealed=True), State("UNSEALED", "已解封", sealed=True),
        ),
        "REPORTED",
        (
            Move("receive", "接收", "The duty desk takes it and gives a receipt; the procuratorate is offered the file.", ("REPORTED",), "RECEIVED", (POLICE,),
                 ("delay_reason", "title"), guard=_takeable, lookups=("watching",), effects=(Effect("share", _offered),), number="receipt_number",
                 basis="未成年人保护法 11"),
            Move("accept", "受理", "The police accept it.", ("RECEIVED",), "ACCEPTED", (POLICE,), basis="未成年人保护法 11"),
            Move("find_no_crime", "不予立案", "No case is filed, with the reason.", ("RECEIVED", "ACCEPTED"), "NO_CRIME", (POLICE,), ("no_crime_reason", "feedback"),
                 ("no_crime_reason", "feedback")),
            Move("demand_filing", "立案监督", "The procuratorate demands that a case be filed.", ("NO_CRIME",), "ACCEPTED", (MINORS_PROSECUTOR,),
                 ("supervision_number",), ("supervision_number",), basis="侵害未成年人案件强制报告意见（2020）"),
            Move("file", "受案（立案）", "A case is filed; the three days for feedback run.", ("ACCEPTED",), "FILED", (POLICE,),
                 ("filing_kind", "filing_number", "filed_at"), ("filing_kind", "filing_number", "filed_at"), guard=_filed),
            Move("give_feedback", "反馈", "The reporter is told within three days.", ("FILED",), "FEEDBACK_GIVEN", (POLICE,), ("feedback",), ("feedback",),
                 basis="侵害未成年人案件强制报告意见（2020）"),
            Move("link_incident", "关联处置", "Police or procuratorate say to which incident it belongs; reports are never merged.",
                 ("RECEIVED", "ACCEPTED", "FILED", "FEEDBACK_GIVEN"), None, INVESTIGATORS, ("incident_id",), ("incident_id",)),
            Move("handle_jointly", "联合处置", "Agencies work on the linked incident, by token.", ("FEEDBACK_GIVEN",), "JOINT_HANDLING", INVESTIGATORS,
                 ("incident_id",), ("incident_id",), basis="未成年人保护法 111"),
            Move("transfer", "移送审查起诉", "Transfer for prosecution, once the reporter was told.", ("JOINT_HANDLING", "FEEDBACK_GIVEN"), "PROSECUTION", (POLICE,),
                 ("prosecution_number", "transfer_notice_at"), ("prosecution_number",), guard=_reporter_told),
            Move("follow_up", "跟踪回访", "The child is looked after further.", ("JOINT_HANDLING", "PROSECUTION", "FOLLOW_UP"), "FOLLOW_UP", ORGANS, ("follow_ups",)),
            Move("seal", "封存", "Sealed by a decision of police, procuratorate or court.", ("NO_CRIME", "FOLLOW_UP", "PROSECUTION"), "SEALED", ORGANS,
                 ("sealing_number", "sealing_digest"), ("sealing_number", "sealing_digest"), basis="刑事诉讼法 286; 预防未成年人犯罪法 59"),
            Move("request_unseal", "申请解封", "Asks for it on a statutory ground.", ("SEALED",), "UNSEAL_REQUESTED", ORGANS, ("unseal_ground", "unseal_basis"),
                 ("unseal_ground", "unseal_basis"), basis="刑事诉讼法 286"),
            Move("unseal", "解封", "A second person opens it.", ("UNSEAL_REQUESTED",), "UNSEALED", ORGANS, not_by_doer_of=("request_unseal",), basis="刑事诉讼法 286"),
            Move("seal_again", "重新封存", "Sealed again after use, or the request is declined.", ("UNSEALED", "UNSEAL_REQUESTED"), "SEALED", ORGANS),
            *(Move(name, label, doc, (), None, ANYBODY, basis="未成年人保护法 11", never="REPORT_STANDS") for name, label, doc in (
                ("withdraw", "撤回", "Nobody can take a report back, least of all a superior."), ("cancel", "撤销（删除）", "A report is neither cancelled nor deleted."),
                ("merge", "合并", "A report is never merged away; reports of one incident are linked."))),
        ),
        deadlines=(
            Deadline("CHILD_REPORT_PROMPT", "立即报告", "Report at once, measured from discovery until the desk has it.", "REPORTED", "lead_agency", ("receive",),
                     {"": LOCAL_HOURS}, start="discovered_at"),
            Deadline("CHILD_REPORT_FEEDBACK", "反馈报告人", "Tell the reporter within three days of filing.", "FILED", "lead_agency", ("give_feedback",),
                     {"": Term(3, Unit.DAY, "侵害未成年人案件强制报告意见（2020）; 未成年人保护法 11")}, start="filed_at"),
        ),
        frozen=("SEALED", "UNSEAL_REQUESTED"),
    ),
    lookups=(Lookup("watching", "share", (("case_id", "case_id"),), ("OFFERED", "ACCEPTED")),),
    numberings=(Numbering("receipt_number", "receipt_number", "child_report", "合公强报〔{year}〕{n}号"),),
    papers=(
        form("report_form", "侵害未成年人案件强制报告登记表", "situation", "discovered_at", "reported_at", "channel", "reporter_name", "reporter_phone",
             "reporter_agency", "child_token", "age_at_event", "child_name", "suspect_relation", "facts", "medical_evidence_kept", pens=("接报人", "审核人")),
        letter("receipt", "受案回执", "situation", "child_token", "reported_at", number="receipt_number", to="reporter_agency", needs=("receipt_number",)),
        letter("feedback_letter", "办理情况反馈函", "child_token", "filing_kind", "filing_number", "no_crime_reason", "feedback", to="reporter_agency",
               needs=("feedback",)),
        letter("sealing_decision", "犯罪记录（案件信息）封存决定书", "child_token", "filing_number", "prosecution_number", number="sealing_number",
               needs=("sealing_number",), kind="DECISION", closing="除司法机关为办案需要或者有关单位依法查询外，不得向任何单位和个人提供。",
               by=(("police_officer", "own_agency(lead_agency)"), ("judge", "my_branch(COURT)"), ("minors_prosecutor", "my_branch(PROCURATORATE)"))),
    ),
    refusals=(
        RefusalText("REPORT_STANDS", "强制报告是法定义务，任何单位和个人不得撤回、撤销、合并或删除报告，也不得阻碍报告人。",
                    "The report is a statutory duty: nobody may withdraw, cancel, merge or delete it, nor stand in the reporter's way.", "未成年人保护法 11, 117"),
        RefusalText("CHILD_NAMED", "标题和代号中不得出现未成年人姓名，请改用代号。", "Title and token must not name the child; use another token.", "未成年人保护法 103"),
        RefusalText("REPORTED_BEFORE_DISCOVERY", "报告时间不能早于发现时间，请核对。", "It cannot have been reported before it was discovered; check the times."),
        RefusalText("DELAY_UNEXPLAINED", "发现后 {hours} 小时才报告，请填写迟报原因。", "It was reported {hours} hours after discovery: enter why.", "未成年人保护法 11"),
        RefusalText("DATE_IN_FUTURE", "受案（立案）时间不能晚于现在，请核对。", "It cannot be filed in the future; check the time."),
        RefusalText("REPORTER_NOT_TOLD", "移送审查起诉前须先告知报告人，请填写告知时间。", "The reporter is told before transfer for prosecution: enter when.",
                    "侵害未成年人案件强制报告意见（2020）"),
    ),
    statistics=Statistics((BY_STATE, BY_DELAY)),
    grants=(
        *(Grant(organ.role, act, on, when) for organ in ORGANS for act, on, when in (
            ("read", "", organ.when), ("read", ".*", f"{organ.when} and {OPEN}"), ("reveal", "#minor", f"{organ.when} and {OPEN}"),
            ("reveal", "#sensitive", f"{organ.when} and {OPEN}"),
            *(("read", f".{name}", organ.when) for name in ("child_token", "sealing_number", "unseal_ground", "unseal_basis")))),
        Grant("police_officer", "edit", ".*", f"{POLICE.when} and {OPEN}"), Grant("police_officer", "create", "", POLICE.when),
        Grant("staff", "create", "", "is_me(handler)"), Grant("staff", "read", "", REPORTER),
        *(Grant("staff", "read", f".{name}", REPORTER) for name in (*WORDS, "child_token", "receipt_number", "filing_number", "feedback", "notes")),
        *(Grant("staff", "edit", f".{name}", FIRST_WORDS) for name in (*WORDS, *CHILD, "child_token")),
        *(Grant("staff", "edit", f".{name}", REPORTER) for name in ("notes", "evidence")),
        Grant("staff", "read", "", TOLD), *(Grant("staff", "read", f".{name}", TOLD) for name in ("receipt_number", "filing_number", "feedback")),
    ),
    offline=True, led_by="GAJ", secluded="涉未成年人事项",
    protects=True,
)

DECLARATIONS = (CHILD_REPORT,)
