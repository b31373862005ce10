"""The rows every mechanism hangs from: county, agencies, people, the shared case, its dockets, parties and history."""

from schema.clocks import CALENDAR_YEAR, DEADLINE_RULE, DUTY, NOTIFICATION
from schema.editions import EDITION_PLAN
from schema.kit import (
    APPEND,
    DRAFT,
    INTERNAL,
    LEGAL,
    ORIGIN,
    OWNER,
    PERSONAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    WORK_SECRET,
    Effect,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Lookup,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    State,
    choice,
    day,
    flag,
    instant,
    link,
    long_text,
    origin,
    protected,
    record,
    text,
    whole,
)
from schema.published import PUBLICATION, STATISTIC
from schema.referral import REFERRAL

BRANCHES = (("GOVERNMENT", "政府"), ("COURT", "法院"), ("PROCURATORATE", "检察院"), ("EXTERNAL", "外部机构"))

ROLES = (
    ("judge", "法官"), ("court_registrar", "法院立案人员"), ("prosecutor", "检察官"), ("chief_prosecutor", "检察长"),
    ("minors_prosecutor", "未成年人检察官"), ("bankruptcy_administrator", "破产管理人"),
    ("justice_officer", "司法局承办人"), ("civil_affairs_officer", "民政局承办人"), ("police_officer", "民警"),
    ("finance_officer", "财政局承办人"), ("agency_officer", "行政机关承办人"), ("agency_head", "正职负责人"),
    ("supervising_leader", "分管领导"), ("county_office", "县政府办"), ("mediator", "调解员"),
    ("chief_mediator", "首席调解员"), ("relief_worker", "救助员"), ("liaison", "联络员"), ("staff", "工作人员"),
    ("archivist", "档案员"), ("statistician", "统计员"), ("leader", "领导小组成员"), ("auditor", "审计员"),
    ("system_administrator", "系统管理员"), ("security_administrator", "安全管理员"), ("audit_administrator", "审计管理员"),
)
"""Posts and organs a policy line can name (岗位角色); `staff` is held by everyone who works on cases."""

REFERENCE = (Grant("staff", "read"), Grant("staff", "read", ".*"), Grant("auditor", "read"), Grant("auditor", "read", ".*"),
             Grant("system_administrator", "read"), Grant("system_administrator", "read", ".*"),
             Grant("security_administrator", "read"), Grant("security_administrator", "read", ".*"),
             Grant("audit_administrator", "read"), Grant("audit_administrator", "read", ".*"))
FILE = (Grant("staff", "read", "", "participates(file)"), Grant("staff", "read", "#public", "participates(file)"),
        Grant("staff", "read", "#internal", "participates(file)"))

DIVISION = record(
    "division", "divisions", "行政区划", "An administrative division (GB/T 2260, township and village codes).",
    (
        text("name", "名称", "Official name.", PUBLIC, SERVER, search=True, order=True),
        choice("level", "层级", "County, township or village.", PUBLIC, SERVER,
               ("COUNTY", "县"), ("TOWNSHIP", "乡镇（街道）"), ("VILLAGE", "村（居）"), enum="DivisionLevel"),
        day("valid_from", "启用日期", "First day of validity; codes change with mergers.", PUBLIC, SERVER),
        day("valid_to", "停用日期", "Last day of validity, empty while valid.", PUBLIC, SERVER),
    ),
    key="code", case_link=None, order="code", grants=REFERENCE,
)

AGENCY = record(
    "agency", "agencies", "单位", "An agency (机关) of one of the three branches, or an external body.",
    (
        text("name", "名称", "Official name.", PUBLIC, SERVER, search=True, order=True),
        text("short_name", "简称", "Short name used in lists and numbers.", PUBLIC, SERVER),
        choice("branch", "系统", "Branch the agency belongs to.", PUBLIC, SERVER, *BRANCHES, enum="Branch"),
        link("township", "division", "辖区", "Township the agency serves, empty when county-wide.", PUBLIC, SERVER),
    ),
    key="code", case_link=None, order="code", grants=REFERENCE,
)

FIELD_UNIT = record(
    "field_unit", "field_units", "站点", "A field unit (调委会、救助站) whose people work offline; what it is assigned travels to its devices.",
    (
        text("name", "名称", "Full name of the unit.", PUBLIC, SERVER, search=True, order=True),
        text("short_name", "简称", "Short name used in file numbers.", PUBLIC, SERVER),
        link("agency", "agency", "所属单位", "Agency the unit belongs to.", PUBLIC, SERVER, inverse="field_units"),
        link("township", "division", "辖区", "Township the unit serves.", PUBLIC, SERVER),
    ),
    key="code", case_link=None, order="code", grants=REFERENCE,
)

USER = record(
    "user", "users", "用户", "A person with an account (工作人员).",
    (
        text("username", "用户名", "Login name.", PUBLIC, SERVER, unique=True),
        text("name", "姓名", "Name of the official.", PUBLIC, SERVER, search=True, order=True),
        link("agency", "agency", "单位", "Agency of the person.", PUBLIC, SERVER, inverse="users"),
        link("unit", "field_unit", "站点", "Field unit of the person, if any.", PUBLIC, SERVER, inverse="users"),
        text("post", "职务", "Post held.", PUBLIC, SERVER),
        flag("active", "在用", "Whether the account may sign in.", PUBLIC, SERVER),
    ),
    case_link=None, grants=REFERENCE,
)

ROLE_ASSIGNMENT = record(
    "role_assignment", "role_assignments", "角色授予", "A role a person holds from one day to another (任职).",
    (
        link("user_id", "user", "用户", "Who holds the role.", PUBLIC, SERVER, inverse="role_assignments"),
        Field("role", Kind.CHOICE, "角色", "The role held.", PUBLIC, SERVER, enum="Role",
              choices=tuple(choice("x", "x", "x", PUBLIC, SERVER, *ROLES).choices)),
        day("valid_from", "起始日期", "First day.", PUBLIC, SERVER),
        day("valid_to", "结束日期", "Last day, empty while held.", PUBLIC, SERVER),
    ),
    case_link=None, grants=REFERENCE, listed=False,
)

MINE = "own_agency(lead_agency)"


def _may_close(facts: Facts) -> Refused | None:
    open_tasks = facts.found["open_tasks"]
    return Refused("CASE_HAS_OPEN_TASKS", {"count": len(open_tasks)}) if open_tasks else None


CASE = record(
    "case", "cases", "案件", "A case shared by the three branches (共享案件): one file, each agency seeing its lawful part.",
    (
        text("number", "联动编号", "Number of the shared case, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        text("title", "标题", "Short title for lists.", PUBLIC, DRAFT, required=True, search=True, order=True, max_length=200),
        long_text("summary", "案情摘要", "What it is about.", INTERNAL, DRAFT, search=True),
        link("lead_agency", "agency", "牵头单位", "Agency that leads the case.", PUBLIC, SERVER, inverse="led_cases"),
        link("unit", "field_unit", "承办站点", "Field unit that works on the case.", PUBLIC, SERVER, on_create=True, inverse="cases"),
        link("township", "division", "乡镇（街道）", "Where it happened.", PUBLIC, DRAFT, inverse="cases"),
        day("opened_on", "立案日期", "Day the case was opened.", PUBLIC, SERVER, order=True),
        choice("urgency", "紧急程度", "How urgent it is.", PUBLIC, DRAFT,
               ("ORDINARY", "一般"), ("URGENT", "紧急"), ("CRITICAL", "特急"), enum="Urgency"),
    ),
    flow=Flow(
        (State("OPEN", "办理中"), State("CLOSED", "已办结"), State("CANCEL_REQUESTED", "申请撤销")), "OPEN",
        (
            Move("close", "办结", "Closes the case once no task is open.", ("OPEN",), "CLOSED",
                 (Owner("staff", MINE),), guard=_may_close, lookups=("open_tasks",)),
            Move("reopen", "恢复办理", "Opens a closed case again.", ("CLOSED", "CANCEL_REQUESTED"), "OPEN",
                 (Owner("staff", MINE),)),
            Move("cancel", "申请撤销", "Asks for cancellation; nothing is ever erased.", ("OPEN",), "CANCEL_REQUESTED",
                 (Owner("staff", MINE),)),
        ),
    ),
    lookups=(Lookup("open_tasks", "task", (("case_id", "id"),), ("OPEN",)),),
    numberings=(Numbering("number", "number", "case", "合联〔{year}〕{n}号"),),
    refusals=(RefusalText("CASE_HAS_OPEN_TASKS", "案件还有 {count} 项未完成任务，请先完成任务再办结。",
                          "{count} tasks are still open; finish them before closing the case."),),
    grants=(
        Grant("staff", "read", "", "participates(summary)"), Grant("staff", "read", "#public", "participates(summary)"),
        Grant("staff", "read", ".*", "participates(file)"),
        Grant("staff", "create", "", MINE), Grant("staff", "edit", ".*", MINE),
        Grant("county_office", "read"), Grant("county_office", "read", "#public"),
        Grant("auditor", "read"), Grant("auditor", "read", ".number"),
    ),
    case_link="id", creatable=True, editable=True,
)

DOCKET = record(
    "docket", "dockets", "案卷登记", "One organ's own register entry of a shared case; only that organ writes it.",
    (
        choice("branch", "系统", "Whose register it is; an external body keeps none.", PUBLIC, SERVER, *BRANCHES[:3], enum="Branch", required=True),
        link("agency", "agency", "登记单位", "Agency that keeps the entry.", PUBLIC, SERVER, on_create=True),
        text("number", "编号", "案号, 检察院文号 or 政府文号, normalised.", PUBLIC, LEGAL, required=True, search=True, order=True),
        text("number_as_written", "原始编号", "The number as it was entered.", PUBLIC, SERVER),
        day("registered_on", "登记日期", "Day of registration.", PUBLIC, LEGAL, order=True),
        text("cause", "案由", "Cause of action.", INTERNAL, OWNER, variants=("COURT",), search=True),
        text("stage", "审理阶段", "Stage of the proceedings.", INTERNAL, OWNER, variants=("COURT",)),
        text("judge", "承办法官", "Judge in charge.", INTERNAL, OWNER, variants=("COURT",)),
        day("hearing_on", "开庭日期", "Next hearing.", INTERNAL, OWNER, variants=("COURT",)),
        text("outcome", "裁判结果", "Published outcome; never a draft or a panel's opinion.", INTERNAL, OWNER, variants=("COURT",)),
        text("business", "业务条线", "Procuratorial business line.", INTERNAL, OWNER, variants=("PROCURATORATE",)),
        text("measure", "办理情况", "What the procuratorate did.", INTERNAL, OWNER, variants=("PROCURATORATE",)),
        text("matter", "办理事项", "What the agency handles.", INTERNAL, OWNER, variants=("GOVERNMENT",)),
        text("result", "办理结果", "Result of the agency's handling.", INTERNAL, OWNER, variants=("GOVERNMENT",)),
        *origin(),
    ),
    pointers=(ORIGIN,),
    variant_field="branch",
    variants=(
        ("COURT", "CourtDocket", "法院案卷", "The court's register entry with its 案号."),
        ("PROCURATORATE", "ProcuratorateDocket", "检察院案卷", "The procuratorate's register entry."),
        ("GOVERNMENT", "GovernmentDocket", "政府案卷", "A government agency's register entry."),
    ),
    grants=(*FILE, Grant("staff", "create", "", "own_agency(agency) and participates(file)"),
            Grant("staff", "edit", ".*", "own_agency(agency)")),
    creatable=True, editable=True,
)

PARTY = record(
    "party", "parties", "当事人", "A person, organisation or minor in a case.",
    (
        choice("kind", "类别", "Person, organisation or minor.", PUBLIC, LEGAL,
               ("PERSON", "自然人"), ("ORGANISATION", "单位"), ("MINOR", "未成年人"), enum="PartyKind", required=True),
        choice("role", "诉讼（纠纷）地位", "Position in the matter.", INTERNAL, DRAFT,
               ("APPLICANT", "申请人"), ("RESPONDENT", "被申请人"), ("VICTIM", "被害人"), ("OFFENDER", "加害人"),
               ("AGENT", "代理人"), ("GUARDIAN", "监护人"), ("OTHER", "其他"), enum="PartyRole"),
        text("name", "姓名（名称）", "Name; a minor's name is shown only to the case organs.", PERSONAL, LEGAL,
             required=True, search=True, mask="name", order=False, max_length=100),
        text("token", "代号", "Pseudonym shown instead of a protected name.", INTERNAL, DRAFT, max_length=50),
        protected("id_number", "身份证号", "Resident identity number (GB 11643); stored encrypted, shown masked.", SENSITIVE, "resident_id"),
        day("birth_on", "出生日期", "Day of birth; taken from the identity number unless given.", PERSONAL, LEGAL),
        text("id_absent_reason", "无证原因", "Why there is no identity number.", INTERNAL, DRAFT),
        text("uscc", "统一社会信用代码", "Unified social credit code (GB 32100).", INTERNAL, LEGAL, check="uscc"),
        protected("phone", "电话", "Telephone number; stored encrypted, shown masked.", PERSONAL, "phone", DRAFT),
        text("address", "住址", "Address.", PERSONAL, DRAFT, mask="address"),
        link("merged_into", "party", "并入", "The party this one turned out to be, by a merge that two people made; empty when it is its own.", INTERNAL, SERVER,
             inverse="aliases", within=True),
        Field("vulnerable_groups", Kind.TEXTS, "特殊群体", "Groups that are served first, such as 低保, 残疾, 孤儿, 老年.", SENSITIVE, APPEND),
    ),
    grants=(
        Grant("staff", "read", "", "participates(file)"), Grant("staff", "read", "#public", "participates(file)"),
        Grant("staff", "read", "#internal", "participates(file)"),
        Grant("staff", "read", "#personal", "participates(file) and not kind in (MINOR)"),
        Grant("staff", "mask", "#personal", "participates(file)"),
        Grant("staff", "read", "#sensitive", "participates(lead)"), Grant("staff", "mask", "#sensitive", "participates(file)"),
        Grant("prosecutor", "read", "#personal", "participates(file)"),
        Grant("police_officer", "read", "#personal", "participates(file)"),
        Grant("judge", "read", "#personal", "participates(file)"),
        Grant("staff", "create", "", "participates(lead)"), Grant("staff", "edit", ".*", "participates(lead)"),
        Grant("staff", "reveal", "#sensitive", "participates(lead)"), Grant("staff", "reveal", "#personal", "participates(lead)"),
    ),
    creatable=True, editable=True, suspects=("birth_on", "name"), alias="merged_into", offline=True,
)

DOCUMENT = record(
    "document", "documents", "文书材料", "A document of a case; its bytes are kept by content (SHA-256 digest).",
    (
        text("title", "名称", "Name of the document.", INTERNAL, DRAFT, required=True, search=True, order=True, max_length=200),
        choice("kind", "种类", "What kind of document it is.", INTERNAL, DRAFT,
               ("EVIDENCE", "证据"), ("AGREEMENT", "协议"), ("DECISION", "决定书"), ("LETTER", "函件"), ("SERVICE", "送达回证"),
               ("PHOTO", "照片"), ("OTHER", "其他"), enum="DocumentKind"),
        text("digest", "摘要值", "SHA-256 of the bytes, in hexadecimal.", INTERNAL, SERVER, on_create=True, max_length=64),
        whole("size", "大小", "Size in bytes.", INTERNAL, SERVER, on_create=True),
        text("media_type", "格式", "Media type.", INTERNAL, SERVER, on_create=True, max_length=100),
        text("document_number", "文号", "Number of the document, if it has one.", INTERNAL, LEGAL),
        link("author", "user", "提交人", "Who submitted it.", INTERNAL, SERVER),
        link("party", "party", "所属当事人", "Whom it belongs to, if to one party.", INTERNAL, DRAFT, inverse="documents", within=True),
        text("record_type", "来源对象类型", "Kind of the record it was drawn up from, if the system made it.", INTERNAL, SERVER),
        text("record_key", "来源对象标识", "Key of the record it was drawn up from.", INTERNAL, SERVER),
        text("paper", "文书名", "Which of that record's papers it is.", INTERNAL, SERVER),
        whole("draft", "稿次", "Counts how often this paper was drawn up; earlier ones stay.", INTERNAL, SERVER),
    ),
    grants=(*FILE, Grant("staff", "create", "", "participates(file)")), creatable=True,
    offline=True,
)

TASK = record(
    "task", "tasks", "任务", "Something an agency or a person has to do for a case.",
    (
        text("title", "事项", "What is to be done.", INTERNAL, DRAFT, required=True, search=True, max_length=200),
        link("agency", "agency", "责任单位", "Agency that owes it.", PUBLIC, DRAFT, inverse="tasks", required=True, worklist=True),
        link("assignee", "user", "责任人", "Person who owes it.", INTERNAL, DRAFT, inverse="tasks", worklist=True, assigns=True),
        instant("due_at", "期限", "When it is due.", PUBLIC, DRAFT, order=True),
        text("result", "办理结果", "What came of it.", INTERNAL, DRAFT),
        text("origin", "来源", "The record or event it came from.", INTERNAL, SERVER),
        *origin(),
    ),
    pointers=(ORIGIN,),
    flow=Flow(
        (State("OPEN", "待办"), State("DONE", "已完成"), State("DROPPED", "已取消")), "OPEN",
        (
            Move("complete", "完成", "Reports the task done.", ("OPEN",), "DONE",
                 (Owner("staff", "own_agency(agency)"),), inputs=("result",), required=("result",)),
            Move("drop", "取消", "Takes the task back.", ("OPEN",), "DROPPED", (Owner("staff", "participates(lead)"),), inputs=("result",)),
        ),
    ),
    grants=(*FILE, Grant("staff", "read", "", "own_agency(agency)"), Grant("staff", "read", ".*", "own_agency(agency)"),
            Grant("staff", "create", "", "participates(file)"), Grant("staff", "edit", ".*", "participates(lead)")),
    creatable=True, editable=True,
    offline=True,
)

def _standing(facts: Facts) -> dict[str, object]:
    """Of several that a case is handed over to, the first to accept leads (E10)."""
    first = not any(other["handover"] for other in facts.found.get("accepted", ()))
    return {"accepted_at": facts.at, **({"standing": "LEAD" if first else "ASSIST"} if facts.row.get("handover") else {})}


def _designated(facts: Facts) -> dict[str, object]:
    return {"standing": "LEAD"}


def _assists(facts: Facts) -> dict[str, object] | None:
    """Whoever accepted later is told that it assists."""
    return {"title": "该案已由先接收单位主办，本单位协办", "agency": facts.row["to_agency"]} if facts.row.get("standing") == "ASSIST" else None


SHARE = record(
    "share", "shares", "移送与共享", "A case offered to another agency or unit (移送/共享): summary before acceptance, file after.",
    (
        link("from_agency", "agency", "移出单位", "Who offers.", PUBLIC, SERVER),
        link("to_agency", "agency", "接收单位", "Who is offered the case.", PUBLIC, SERVER, inverse="shares_received", required=True, worklist=True),
        link("to_unit", "field_unit", "接收站点", "Field unit that is offered the case, if narrower than its agency.", PUBLIC, SERVER, on_create=True),
        text("purpose", "目的", "Why the receiver needs it; shown in the read log.", PUBLIC, SERVER, required=True),
        text("reason", "拒收理由", "Why it was refused.", PUBLIC, SERVER),
        instant("expires_at", "到期时间", "When the access ends.", PUBLIC, SERVER, on_create=True),
        flag("handover", "移交主办", "The receiver is to lead the case from its acceptance on.", PUBLIC, SERVER, on_create=True),
        instant("accepted_at", "接收时间", "When it was accepted, by the server's clock.", PUBLIC, SERVER),
        choice("standing", "办理地位", "Of a case handed over: whoever accepts first leads, whoever accepts later assists.", PUBLIC, SERVER,
               ("LEAD", "主办"), ("ASSIST", "协办"), enum="ShareStanding"),
    ),
    flow=Flow(
        (State("OFFERED", "已发出"), State("ACCEPTED", "已接收"), State("REFUSED", "已拒收"), State("WITHDRAWN", "已收回")), "OFFERED",
        (
            Move("accept", "接收", "Accepts the case; the file opens to the receiver, who leads it if it is handed over and nobody accepted before.",
                 ("OFFERED",), "ACCEPTED", (Owner("staff", "own_agency(to_agency)"),), lookups=("accepted",), then=_standing, passes_lead=True,
                 effects=(Effect("task", _assists),)),
            Move("designate", "指定管辖", "Where two agencies claim the case the mechanism's office says who leads it.", ("ACCEPTED",), None,
                 (Owner("county_office"), Owner("justice_officer", "my_agency(SFJ) and participates(file)")), ("reason",), ("reason",), then=_designated, passes_lead=True),
            Move("refuse", "拒收", "Refuses the case with a reason.", ("OFFERED",), "REFUSED",
                 (Owner("staff", "own_agency(to_agency)"),), inputs=("reason",), required=("reason",)),
            Move("withdraw", "收回", "Takes the case back; it disappears from the receiver's devices.", ("OFFERED", "ACCEPTED"),
                 "WITHDRAWN", (Owner("staff", "own_agency(from_agency)"),)),
        ),
    ),
    grants=(
        Grant("staff", "read", "", "own_agency(to_agency) or own_agency(from_agency)"),
        Grant("staff", "read", ".*", "own_agency(to_agency) or own_agency(from_agency)"), *FILE,
        Grant("staff", "create", "", "participates(lead)"), Grant("county_office", "read"), Grant("county_office", "read", ".*"),
    ),
    lookups=(Lookup("accepted", "share", (("case_id", "case_id"),), ("ACCEPTED",)),),
    creatable=True,
)

ENTRY = record(
    "entry", "entries", "流转记录", "One line of history: who did what and when; chained by digest per case (history, timeline and audit in one).",
    (
        whole("position", "序号", "Place in the case's chain, from 1.", PUBLIC, SERVER, order=True),
        text("record_type", "对象类型", "Kind of the record that changed.", PUBLIC, SERVER),
        text("record_key", "对象标识", "Key of the record that changed.", PUBLIC, SERVER),
        choice("act", "动作", "What was done.", PUBLIC, SERVER,
               ("CREATE", "登记"), ("EDIT", "修改"), ("MOVE", "流转"), ("CONFLICT", "产生冲突"), ("RESOLVE", "冲突处理"),
               ("REVEAL", "查看完整号码"), ("QUARANTINE", "隔离"), ("ACCESS", "权限变更"), ("CLOCK", "期限督办与变更"), ("EDITION", "机制版本变更"),
               ("BLOCKED", "回避拦截"), ("CHECK", "跨部门比对"), ("MERGE", "当事人合并"), enum="EntryAct"),
        text("move", "流转名称", "Name of the move, if it was one.", PUBLIC, SERVER),
        link("actor", "user", "操作人", "Who did it.", PUBLIC, SERVER),
        link("agency", "agency", "操作单位", "Agency of whoever did it.", PUBLIC, SERVER),
        text("device", "设备", "Device it was done on.", PUBLIC, SERVER),
        instant("occurred_at", "发生时间", "When it was done, by the clock of whoever did it.", PUBLIC, SERVER),
        text("digest", "摘要值", "SM3 digest of this header, chained to the one before.", PUBLIC, SERVER),
        text("previous_digest", "前一摘要", "Digest of the header before.", PUBLIC, SERVER),
        text("payload_digest", "内容摘要", "SM3 digest of the changed values, so that headers are verified without reading them.", PUBLIC, SERVER),
        Field("changes", Kind.ITEMS, "变更内容", "Old and new values, each guarded like its field.", PUBLIC, SERVER, copies=True, items=(
            text("field", "字段", "Field that changed.", PUBLIC, SERVER),
            Field("old", Kind.JSON, "旧值", "Value before.", PUBLIC, SERVER),
            Field("new", Kind.JSON, "新值", "Value after.", PUBLIC, SERVER),
        )),
    ),
    inverse="timeline", order="position",
    grants=(Grant("staff", "read", "", "participates(file)"), Grant("staff", "read", ".*", "participates(file)"),
            Grant("auditor", "read"), Grant("auditor", "read", "#public"), Grant("auditor", "read", ".changes", "never", "deny")),
)

CONFLICT = record(
    "conflict", "conflicts", "冲突", "Two values for one field that no machine may choose between; both are kept for a reviewer.",
    (
        text("record_type", "对象类型", "Kind of the record in conflict.", PUBLIC, SERVER),
        text("record_key", "对象标识", "Key of the record in conflict.", PUBLIC, SERVER),
        text("path", "字段", "Field, or list/element/field, in conflict.", PUBLIC, SERVER),
        Field("base", Kind.JSON, "原值", "Value both sides started from.", PUBLIC, SERVER, copies=True),
        Field("theirs", Kind.JSON, "现值", "Value the server holds.", PUBLIC, SERVER, copies=True),
        Field("mine", Kind.JSON, "来值", "Value that arrived.", PUBLIC, SERVER, copies=True),
        link("their_actor", "user", "现值作者", "Who wrote the value the server holds.", PUBLIC, SERVER),
        link("their_agency", "agency", "现值单位", "Agency of the author of the value held.", PUBLIC, SERVER),
        link("my_actor", "user", "来值作者", "Who wrote the value that arrived.", PUBLIC, SERVER),
        link("my_agency", "agency", "来值单位", "Agency of the author of the value that arrived.", PUBLIC, SERVER),
        instant("their_time", "现值时间", "When the value held was written.", PUBLIC, SERVER),
        instant("my_time", "来值时间", "When the arriving value was written, by the device's clock.", PUBLIC, SERVER),
        text("reviewer_role", "处理岗位", "Role that decides; never one of the two editors.", PUBLIC, SERVER),
        instant("due_at", "处理期限", "When the review is due.", PUBLIC, SERVER, order=True),
        Field("resolution", Kind.JSON, "处理结果", "The value chosen.", PUBLIC, SERVER, copies=True),
        text("reason", "理由", "Why it was chosen.", PUBLIC, SERVER),
        link("resolver", "user", "处理人", "Who decided.", PUBLIC, SERVER),
    ),
    flow=Flow((State("OPEN", "待处理"), State("RESOLVED", "已处理")), "OPEN", (
        Move("resolve", "处理", "Chooses a value; the result is a new event and both inputs are kept.", ("OPEN",), "RESOLVED",
             (Owner("chief_mediator", "participates(file)"), Owner("justice_officer", "participates(file)"),
              Owner("judge", "participates(file)"), Owner("prosecutor", "participates(file)"),
              Owner("civil_affairs_officer", "participates(file)"), Owner("agency_officer", "participates(file)"),
              Owner("supervising_leader", "participates(file)"), Owner("chief_prosecutor", "participates(file)")),
             inputs=("resolution", "reason"), required=("resolution", "reason")),
    )),
    grants=(Grant("staff", "read", "", "participates(file)"), Grant("staff", "read", ".*", "participates(file)")),
    worklist=True,
)

QUARANTINE = record(
    "quarantine", "quarantines", "隔离件", "Work that arrived but could not be applied; kept whole for the record's owner (迟到材料).",
    (
        text("record_type", "对象类型", "Kind of the record it was meant for.", PUBLIC, SERVER),
        text("record_key", "对象标识", "Key of the record it was meant for.", PUBLIC, SERVER),
        Field("document", Kind.JSON, "来件内容", "The document as it arrived.", WORK_SECRET, SERVER),
        text("code", "原因代码", "Why it was not applied: a code of docs/errors.md.", PUBLIC, SERVER),
        text("explanation", "原因", "The same as a sentence.", PUBLIC, SERVER),
        link("author", "user", "作者", "Who did the work.", PUBLIC, SERVER),
        link("unit", "field_unit", "来源站点", "Field unit it came from.", PUBLIC, SERVER),
        text("device", "设备", "Device it came from.", PUBLIC, SERVER),
        instant("occurred_at", "发生时间", "When the work was done, by the device's clock.", PUBLIC, SERVER),
        link("owner_agency", "agency", "处理单位", "Agency that decides what becomes of it.", PUBLIC, SERVER, inverse="quarantines", worklist=True),
        text("reason", "处理理由", "Why it was accepted or declined.", PUBLIC, SERVER),
    ),
    flow=Flow((State("HELD", "待处理"), State("ACCEPTED", "已采纳"), State("DECLINED", "不采纳")), "HELD", (
        Move("accept", "采纳", "Takes the material over; the owner enters it himself.", ("HELD",), "ACCEPTED",
             (Owner("staff", "own_agency(owner_agency)"),), inputs=("reason",)),
        Move("decline", "不采纳", "Declines the material with a reason; it is kept.", ("HELD",), "DECLINED",
             (Owner("staff", "own_agency(owner_agency)"),), inputs=("reason",), required=("reason",)),
    )),
    grants=(
        Grant("staff", "read", "", "own_agency(owner_agency) or is_me(author)"),
        Grant("staff", "read", ".*", "own_agency(owner_agency) or is_me(author)"),
    ),
    case_required=False,  # what was meant for a row its author may not know of hangs from no case
)

CORE = (DIVISION, AGENCY, FIELD_UNIT, USER, ROLE_ASSIGNMENT, CASE, DOCKET, PARTY, DOCUMENT, TASK, SHARE, ENTRY, DUTY, CONFLICT, QUARANTINE,
        DEADLINE_RULE, CALENDAR_YEAR, NOTIFICATION, PUBLICATION, STATISTIC, EDITION_PLAN, REFERRAL)
