"""Everything the schema is to hold: the roots of queries, mutations and subscriptions, and by them all types."""

from schema.document import child_key
from schema.kit import camel, pascal
from schema.registry import OFFLINE, RECORDS
from schema.types.inputs import build_document, build_mutations
from schema.types.names import Slot, input_, output, scalar, union
from schema.types.outputs import build_filters, build_inputs, build_objects, connection_args

INBOX = {"tasks": "task", "duties": "duty", "conflicts": "conflict", "quarantines": "quarantine", "shares": "share", "notifications": "notification"}
"""Connections of the inbox and the records they list."""


def _shared() -> None:
    output("Node", "Anything with a global id (Relay).", (Slot("id", "ID", "Global id: type, county and key."),), interface=True)
    output("PageInfo", "Where a page stands in its list (Relay).", (
        Slot("hasNextPage", "bool", "Whether rows follow."), Slot("hasPreviousPage", "bool", "Whether rows come before."),
        Slot("startCursor", "str | None", "Cursor of the first row."), Slot("endCursor", "str | None", "Cursor of the last row.")))
    output("AvailableAction", "A move the actor may fire now (可办流转).", (
        Slot("move", "str", "Name of the move."), Slot("label", "str", "Chinese label."), Slot("doc", "str", "What it does."),
        Slot("mutation", "str", "Mutation that fires it."), Slot("inputs", "list[str]", "Fields it takes."), Slot("required", "list[str]", "Fields it needs."),
        Slot("basis", "str | None", "Law and article.")))
    output("Refused", "The change was refused, and nothing was stored (不予办理).", (
        Slot("code", "str", "Code of docs/errors.md."), Slot("message", "str", "Reason in Chinese."), Slot("messageEn", "str", "Reason in English."),
        Slot("law", "str | None", "Legal basis."), Slot("facts", "Json | None", "Facts the sentence names.")))
    output("GraphNode", "A record in the graph of a case (图谱节点).", (
        Slot("id", "ID", "Id of the record."), Slot("kind", "str", "Its GraphQL type."), Slot("label", "str", "What it is, in Chinese."),
        Slot("title", "str | None", "Its title, or number; null when hidden."), Slot("state", "str | None", "State of its life."),
        Slot("stateLabel", "str | None", "The state in Chinese."), Slot("caseId", "ID | None", "Its case; null for an actor who may not know of that."),
        Slot("depth", "int", "How many cases away it is.")))
    output("GraphEdge", "One record leads to another (图谱连线).", (
        Slot("source", "ID", "What leads."), Slot("target", "ID", "What it leads to."), Slot("name", "str", "Field that says so."), Slot("label", "str", "The same in Chinese.")))
    output("CaseGraph", "The graph of a case: records by distance, and what leads from one to the other (关联图谱).", (
        Slot("nodes", "list[GraphNode]", "Records, those of this case first."), Slot("edges", "list[GraphEdge]", "Between the records that are given."),
        Slot("truncated", "bool", "Whether there are more than are given.")))
    output("Notice", "Something told beside a change that was stored; it stops nothing (提示).", (
        Slot("code", "str", "Code of docs/errors.md."), Slot("message", "str", "In Chinese."), Slot("messageEn", "str", "In English."),
        Slot("law", "str | None", "Legal basis.")))
    output("Conflicted", "Two values meet that no machine may choose between; both are kept for a reviewer (冲突待处理).", (
        Slot("code", "str", "Code of docs/errors.md."), Slot("message", "str", "What happened, in Chinese."), Slot("messageEn", "str", "The same in English."),
        Slot("conflictIds", "list[ID]", "Ids of the conflict records."), Slot("outcome", "str", "conflict or quarantined.")))


    output("PushTrial", "What a pushed row would come to; nothing of it was stored (试推结果).", (
        Slot("id", "ID", "Id of the document."), Slot("outcome", "str", "applied, merged, conflict, quarantined or already."),
        Slot("code", "str | None", "Code of docs/errors.md."), Slot("message", "str | None", "Why, in Chinese."), Slot("messageEn", "str | None", "Why, in English."),
        Slot("conflicts", "Json | None", "Fields that would wait for a reviewer: path, theirs, mine."),
        Slot("document", "Json | None", "The document as it would be for the actor; null where he would not see it.")))


def _inbox() -> None:
    docs = {"tasks": "待办任务。Open tasks of the actor and his agency.", "duties": "运行中的期限。Clocks the actor's agency owes.",
            "conflicts": "待处理冲突。Conflicts that wait for a reviewer.", "quarantines": "待处理隔离件。Late material that waits for his agency.",
            "shares": "待接收移送。Cases offered to his agency.", "notifications": "未读通知。Notices to him, his unit or his agency that nobody read yet."}
    output("Inbox", "What waits for the actor (我的待办).", [
        Slot(key, f"{pascal(name)}Connection", docs[key], connection_args(RECORDS[name])) for key, name in INBOX.items()])
    output("Me", "The actor himself (当前用户).", (
        Slot("user", "User | None", "His account."), Slot("agency", "Agency | None", "His agency."), Slot("unit", "FieldUnit | None", "His field unit."),
        Slot("roles", "list[str]", "Roles held today.")))


def _report() -> None:
    output("ConferenceReport", "The yearly report (年度通报): the current publication of a year, its figures, the conferences it was tabled at.", (
        Slot("publication", "Publication | None", "The publication; null when there is none or the actor may not know of it."),
        Slot("statistics", "StatisticConnection | None", "统计数。Its figures.", connection_args(RECORDS["statistic"])),
        Slot("conferences", "ConferenceConnection | None", "年度联席会议。Conferences the publication was tabled at.", connection_args(RECORDS["conference"]))))


def _query() -> str:
    slots = [
        Slot("node", "Node | None", "按标识取对象。Any row by its id; null when there is none or the actor may not know of it.", (Slot("id", "ID", "Global id."),)),
        Slot("nodes", "list[Node | None] | None", "按标识批量取对象。Rows by ids, in their order.", (Slot("ids", "list[ID]", "Global ids, 100 at most."),)),
        Slot("me", "Me | None", "当前用户。The actor himself."),
        Slot("inbox", "Inbox | None", "我的待办。Tasks, clocks, conflicts and late material that wait for the actor."),
        Slot("conferenceReport", "ConferenceReport | None", "年度通报。What is published of a year; as files under /reports/<year>.xlsx and .docx.",
             (Slot("year", "int", "Calendar year."),)),
    ]
    for record in RECORDS.values():
        slots.append(Slot(camel(record.name), f"{record.type_name} | None", f"{record.label}。One row by id.", (Slot("id", "ID", "Global id."),)))
        if record.listed:
            slots.append(Slot(camel(record.plural), f"{record.type_name}Connection | None", f"{record.label}列表。{record.doc}", connection_args(record)))
    slots += [Slot(f"pull{record.type_name}", f"{record.type_name}PullBulk", f"同步拉取。Changes since a checkpoint: {record.label}.", (
        Slot("checkpoint", f"{record.type_name}InputCheckpoint | None", "Where the device stands; absent on first contact."),
        Slot("limit", "int", "How many documents; at least 100 are served."))) for record in OFFLINE.values()]
    return output("Query", "Questions (查询).", slots)


def _mutation() -> str:
    slots = [
        Slot("login", "LoginResult", "登录。Signs in with name and password.", (Slot("username", "str", "Login name."), Slot("password", "str", "Password."))),
        Slot("refresh", "LoginResult", "续期。Fresh tokens for a refresh token, which is then used up.", (Slot("refreshToken", "str", "Refresh token."),)),
        Slot("logout", "bool", "退出。Revokes the session.", (Slot("everywhere", "bool | None", "All sessions of the person."),)),
        Slot("changePassword", "LoginResult", "修改密码。Changes the password and ends other sessions.", (
            Slot("old", "str", "Present password."), Slot("new", "str", "New password."))),
        Slot("reveal", "RevealResult", "查看完整号码。Shows a protected number in full; who looked and why is recorded.", (
            Slot("id", "ID", "Id of the record."), Slot("field", "str", "Name of the field."), Slot("reason", "str", "Why it is needed."))),
        Slot("producePaper", "DocumentResult", "制作文书。Draws a paper up from a record as the actor sees it, and files it in the case.", (
            Slot("id", "ID", "Id of the record."), Slot("paper", "str", "Which of its papers; see docs/mechanisms."))),
    ]
    slots.append(Slot("checkPerson", "PersonCheckResult",
        "跨部门比对。Whether another organ has a case of the same person: which organ to ask, and nothing else; who asked and why is recorded.", (
        Slot("input", input_("CheckPersonInput", "Whom to look for, from which case, and why (跨部门比对).", (
            Slot("caseId", "ID", "Case the question arises in; the asker leads it or works on it."),
            Slot("partyId", "ID | None", "A party of that case; else the number, or name and day of birth."),
            Slot("idNumber", "str | None", "Resident identity number, 15 or 18 characters."),
            Slot("name", "str | None", "Name, for suspected matches only."),
            Slot("birthOn", "Date | None", "Day of birth, for suspected matches only."),
            Slot("purpose", "str", "Why it is asked; kept in the history of the case."))), "Whom to look for."),)))
    for record in RECORDS.values():
        slots += build_mutations(record)
    for record in OFFLINE.values():
        row = scalar(f"{record.type_name}InputPushRow", "A pushed row: {newDocumentState, assumedMasterState} (同步推送行).")
        slots.append(Slot(f"tryPush{record.type_name}", "list[PushTrial]", f"试推。What a push would come to, row by row; nothing is stored: {record.label}.", (
            Slot("rows", f"list[{row}]", "Rows as they would be pushed, 500 at most."),)))
        slots.append(Slot(f"push{record.type_name}", f"list[{record.type_name}Document]", f"同步推送。Answers the documents that differ: {record.label}.", (
            Slot(f"{camel(record.name)}PushRow", f"list[{row}] | None", "Rows."),)))
    return output("Mutation", "Changes (办理).", slots)


def _subscription() -> str:
    slots = [Slot("caseChanged", "CaseChange", "案件变化。A change of a case the actor may see, as it is delivered.", (
        Slot("caseId", "ID | None", "Only this case."),))]
    slots.append(Slot("notified", "Notified", "新通知。A notice to the actor, his unit or his agency, as it comes."))
    for record in OFFLINE.values():
        headers = scalar(f"{record.type_name}InputHeaders", "Headers a device sends with its stream (请求头).")
        slots.append(Slot(f"stream{record.type_name}", f"{record.type_name}PullBulk", f"同步流。Changes as they happen: {record.label}.", (
            Slot("headers", f"{headers} | None", "Authorization and others."),)))
    return output("Subscription", "Events (订阅).", slots)


def _sessions() -> None:
    output("Tokens", "A signed-in session (会话令牌).", (
        Slot("accessToken", "str", "Bearer token, short-lived."), Slot("refreshToken", "str", "Good for one refresh."),
        Slot("expiresAt", "DateTime", "When the access token ends.")))
    output("Revealed", "A protected number in full (完整号码).", (Slot("value", "str | None", "The number."),))
    output("RelatedOrgan", "An organ that has a case of the person (关联单位); whom to ask there.", (
        Slot("agency", "ID", "Id of the agency."), Slot("name", "str", "Its name."), Slot("liaisons", "list[str]", "Its liaisons (联络员).")))
    output("PersonCheck", "What a search for related cases tells (比对结果): organs, never cases.", (
        Slot("related", "bool", "Whether another organ has a case of the person, by identity number."),
        Slot("organs", "list[RelatedOrgan]", "Which organs to ask."),
        Slot("suspected", "list[RelatedOrgan]", "Organs with a case of somebody of the same name and day of birth: for people to look into, never taken for the same."),
        Slot("message", "str", "The same as a sentence, in Chinese."), Slot("messageEn", "str", "In English.")))
    union("PersonCheckResult", ("PersonCheck", "Refused"), "Answer to a search for related cases (比对结果).")
    union("LoginResult", ("Tokens", "Refused"), "Answer to signing in (登录结果).")
    union("RevealResult", ("Revealed", "Refused"), "Answer to a request for a full number.")
    output("CaseChange", "One event of a case (案件变化).", (
        Slot("seq", "float", "Feed position."), Slot("case", "Case | None", "The case as it is now; null when it was withdrawn from the actor."),
        Slot("caseId", "ID", "Id of the case.")))
    output("Notified", "One new notice (新通知).", (
        Slot("seq", "float", "Feed position."), Slot("notification", "Notification | None", "The notice."),
        Slot("notificationId", "ID", "Id of the notice.")))


def _everything() -> tuple[str, str, str]:
    """Says every type there is to be; the names of the three roots."""
    _shared()
    build_filters()
    for record in RECORDS.values():
        build_inputs(record)
    for record in RECORDS.values():
        build_objects(record)
    _inbox()
    _report()
    _sessions()
    for record in OFFLINE.values():
        build_document(record, {child_key(child): RECORDS[child].label for child in record.children})
    return _query(), _mutation(), _subscription()


ROOTS = _everything()
