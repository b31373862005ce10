"""Review (法制审查) of normative documents (规范性文件) and major decisions (重大行政决策): comment, invited opinions, legality, discussion, filing."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from schema.kit import (
    APPEND,
    BY_DELAY,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    WORK_SECRET,
    Deadline,
    Facts,
    Field,
    Flow,
    Grant,
    Guard,
    Move,
    Numbering,
    Owner,
    Record,
    RefusalText,
    Refused,
    State,
    Statistics,
    Term,
    choice,
    day,
    flag,
    items,
    link,
    long_text,
    mechanism,
    text,
)
from schema.paper import LEADS, form, letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
SFJ = "my_agency(SFJ) and participates(file)"
GOV = "my_agency(GOV) and participates(file)"
REVIEWERS = "participates(file) and my_branch(GOVERNMENT, COURT, PROCURATORATE)"
DRAFTERS, REVIEW, OFFICE = (Owner("staff", OURS),), (Owner("justice_officer", SFJ),), (Owner("county_office", GOV),)
INVITED = (Owner("judge", REVIEWERS), Owner("prosecutor", REVIEWERS), Owner("staff", f"{REVIEWERS} and not ({OURS})"))
OPEN = ("DRAFT", "COMMENT", "JOINT_REVIEW", "LEGALITY_REVIEW", "RETURNED")
PUBLISHED = ("PUBLISHED", "FILED", "IN_FORCE", "CHALLENGED", "EVALUATED", "AMENDED", "REPEALED", "EXPIRED")
FINAL_TEXT = ("REVIEWED", "TABLED", "ADOPTED", "NUMBERED", *PUBLISHED)
DECISION_COMMENT = Term(30, Unit.DAY, "国务院令713号 15")
DOCUMENT_COMMENT = Term(7, Unit.WORKING_DAY, "国办发〔2018〕115号; 四川省政府令351号", verified=False)
LEAST_REVIEW = Term(7, Unit.WORKING_DAY, "国务院令713号 26")
STUDIES = (("EXPERT", "专家论证"), ("RISK", "风险评估"), ("FAIR_COMPETITION", "公平竞争审查"))


def _commented(term: Term) -> Guard:
    """Public comment lasts at least the term; shorter only for a stated urgency. No shorter floor is fixed by law."""
    def guard(facts: Facts) -> Refused | None:
        row = facts.row
        least = facts.last_day(row["comment_from"], term)
        return None if row["comment_to"] >= least or row.get("urgency_reason") else Refused("COMMENT_TOO_SHORT", {"last_day": least.isoformat()})

    return guard


def _ready(facts: Facts) -> Refused | None:
    """What the draft's own nature asks for is done before legality is reviewed, comment included."""
    row = facts.row
    if row["comment_to"] >= facts.day:
        return Refused("COMMENT_STILL_OPEN", {"last_day": row["comment_to"].isoformat()})
    done = {one.get("kind") for one in row.get("studies") or []}
    missing = [label for kind, label in STUDIES if row.get(f"needs_{kind.lower()}") and kind not in done]
    return Refused("STUDY_MISSING", {"missing": "、".join(missing)}) if missing else None


def _changed(facts: Facts) -> list[Mapping[str, Any]]:
    before = {one["id"]: one for one in facts.before.get("opinions") or []}
    return [one for one in facts.row.get("opinions") or [] if one != before.get(one["id"])]


def _only_invites(facts: Facts) -> Refused | None:
    """An invitation brings no opinion with it: nobody speaks for the organ invited."""
    spoken = any(one.get("position") or one.get("content") or one.get("answer") for one in _changed(facts))
    return Refused("SPEAKS_FOR_ANOTHER", {"agency": facts.actor.agency}) if spoken else None


def _speaks_for_itself(facts: Facts) -> Refused | None:
    invited = {one["id"] for one in facts.before.get("opinions") or [] if one.get("agency") == facts.actor.agency}
    mine = _changed(facts)
    if any(one["id"] not in invited or one.get("answer") for one in mine):
        return Refused("SPEAKS_FOR_ANOTHER", {"agency": facts.actor.agency})
    return None if mine and all(one.get("position") for one in mine) else Refused("POSITION_MISSING")


def _answers(facts: Facts) -> Refused | None:
    """The drafter answers and changes nothing of what was said; what is not wholly adopted needs a reason."""
    said = {one["id"]: {key: one.get(key) for key in ("agency", "position", "content", "name")} for one in facts.before.get("opinions") or []}
    for one in _changed(facts):
        if one["id"] not in said or any(one.get(key) != value for key, value in said[one["id"]].items()):
            return Refused("OPINION_CHANGED")
        if one.get("answer") in ("PARTLY", "NOT_ADOPTED") and not one.get("answer_reason"):
            return Refused("ANSWER_REASON_MISSING", {"agency": one.get("agency")})
    return None


def digest(body: str | None) -> str:
    return sha256((body or "").encode()).hexdigest()


def _reviewed(facts: Facts) -> Refused | None:
    """SFJ passes the text as it stands, once every opinion is in and answered; opinions advise, they never bind."""
    opinions = facts.row.get("opinions") or []
    if waiting := [str(one.get("agency")) for one in opinions if not one.get("position")]:
        return Refused("OPINION_OUTSTANDING", {"missing": "、".join(waiting)})
    if waiting := [str(one.get("agency")) for one in opinions if one.get("position") != "DECLINE" and not one.get("answer")]:
        return Refused("OPINION_UNANSWERED", {"missing": "、".join(waiting)})
    return None if facts.row.get("reviewed_digest") == digest(facts.row.get("body")) else Refused("TEXT_CHANGED")


def _passed(facts: Facts) -> Refused | None:
    """No draft is tabled without a passed review of this very text, nor before the reviewer has had his time."""
    row = facts.row
    if facts.before["state"] != "REVIEWED":
        return Refused("LEGALITY_MISSING")
    if row.get("reviewed_digest") != digest(row.get("body")):
        return Refused("TEXT_CHANGED")
    least = facts.last_day(row["legality_review_on"], LEAST_REVIEW)
    return None if facts.day > least else Refused("REVIEW_TOO_SHORT", {"last_day": least.isoformat()})


def _fields() -> tuple[Field, ...]:
    opinion = (
        text("agency", "单位代码", "Code of the agency invited.", WORK_SECRET, LEGAL),
        choice("position", "意见类型", "What it thinks; it may decline.", WORK_SECRET, LEGAL, ("AGREE", "同意"), ("OBJECT", "不同意"), ("SUGGESTION", "建议"),
               ("DECLINE", "不发表意见"), enum="OpinionPosition"),
        text("content", "意见内容", "The opinion; advisory.", WORK_SECRET, LEGAL),
        text("name", "论证人", "Who gave it; kept for a later check of recusal (回避).", WORK_SECRET, LEGAL),
        choice("answer", "采纳情况", "The drafter's answer.", WORK_SECRET, LEGAL, ("ADOPTED", "采纳"), ("PARTLY", "部分采纳"), ("NOT_ADOPTED", "不采纳"),
               enum="OpinionAnswer"),
        text("answer_reason", "未采纳理由", "Why it was not wholly adopted.", WORK_SECRET, LEGAL),
    )
    return (
        long_text("body", "文本", "Text of the draft; a work secret until it is published.", WORK_SECRET, LEGAL),
        long_text("explanation", "起草说明", "Why and how it was drafted.", WORK_SECRET, DRAFT),
        day("comment_from", "征求意见起始日", "First day of public comment.", INTERNAL, LEGAL),
        day("comment_to", "征求意见截止日", "Last day of public comment.", INTERNAL, LEGAL),
        text("urgency_reason", "缩短期限的说明", "Why comment is shorter than the law's term.", INTERNAL, LEGAL),
        long_text("comment_summary", "意见采纳情况", "What the public said and what became of it.", WORK_SECRET, DRAFT),
        flag("needs_expert", "须专家论证", "Whether experts must be heard.", INTERNAL, LEGAL),
        flag("needs_risk", "须风险评估", "Whether risk must be assessed.", INTERNAL, LEGAL),
        flag("needs_fair_competition", "须公平竞争审查", "Whether it concerns the business of market entities.", INTERNAL, LEGAL),
        items("studies", "论证评估", "Expert hearing, risk assessment, fair-competition review.", WORK_SECRET, APPEND,
              choice("kind", "种类", "Which.", WORK_SECRET, LEGAL, *STUDIES, enum="DraftStudy"), text("organ", "单位", "Who made it.", WORK_SECRET, LEGAL),
              text("conclusion", "结论", "What it found.", WORK_SECRET, LEGAL)),
        items("opinions", "论证意见", "Opinions of the agencies invited, each with the drafter's answer.", WORK_SECRET, APPEND, *opinion),
        day("legality_review_on", "送审日期", "Day it was last sent for legality review.", INTERNAL, SERVER),
        text("reviewed_digest", "审查文本摘要", "SHA-256 of the text that passed.", WORK_SECRET, LEGAL, max_length=64),
        text("review_number", "合法性审查意见书文号", "Number of the legality opinion.", INTERNAL, LEGAL),
        text("return_reason", "退回理由", "Why it was returned.", WORK_SECRET, LEGAL),
        text("meeting", "集体讨论会议", "Meeting at which it was discussed and decided.", INTERNAL, LEGAL),
        day("published_on", "公布日期", "Day it was published.", PUBLIC, SERVER, order=True),
        day("effective_on", "施行日期", "First day in force.", PUBLIC, LEGAL),
        text("filing_number", "备案（归档）号", "Number of the filing with the municipal government, or of the archive.", PUBLIC, LEGAL),
        choice("challenge_kind", "审查来源", "Who questions it after publication.", PUBLIC, LEGAL, ("COURT", "法院司法建议"), ("SUIT", "行政诉讼附带审查"),
               ("REVIEW", "行政复议附带审查"), ("PROCURATORATE", "检察建议"), enum="ChallengeKind"),
        text("challenge_number", "来源文号", "Number of the judgment, letter or case.", PUBLIC, LEGAL),
        text("challenge_finding", "审查认定", "What was found of the clause in question.", INTERNAL, LEGAL),
        text("challenge_answer", "书面答复", "The answer given.", INTERNAL, LEGAL),
        long_text("evaluation", "后评估", "Evaluation after it came into force.", INTERNAL, LEGAL),
        text("end_reason", "修改、废止或失效的原因", "Why it was amended, repealed or ran out.", PUBLIC, LEGAL),
        link("successor_case", "case", "后续案件", "Where its successor is drafted.", INTERNAL, DRAFT),
    )


def _moves(comment: Term, number: tuple[str, ...], numbering: str | None, filing: str, filing_law: str) -> tuple[Move, ...]:
    ending = ("IN_FORCE", "EVALUATED")
    return (
        Move("open_comment", "公开征求意见", "Opens public comment.", ("DRAFT", "RETURNED"), "COMMENT", DRAFTERS, ("comment_from", "comment_to", "urgency_reason"),
             ("body", "comment_from", "comment_to"), guard=_commented(comment), basis=comment.basis),
        Move("invite", "邀请论证", "The drafter may invite court, procuratorate or others to give an opinion.", OPEN, None, DRAFTERS, ("opinions",), ("opinions",),
             guard=_only_invites, basis="府院联动实施办法 5"),
        Move("give_opinion", "提出论证意见", "An agency invited gives its own opinion, or declines.", OPEN, None, INVITED, ("opinions",), ("opinions",),
             guard=_speaks_for_itself),
        Move("answer_opinion", "答复论证意见", "The drafter answers each opinion.", OPEN, None, DRAFTERS, ("opinions",), ("opinions",), guard=_answers),
        Move("consult", "部门会签", "Agencies concerned look at it together; this replaces no legality review.", ("COMMENT",), "JOINT_REVIEW", DRAFTERS,
             ("comment_summary",)),
        Move("submit", "报送合法性审查", "Sends it to the justice bureau.", ("COMMENT", "JOINT_REVIEW", "RETURNED"), "LEGALITY_REVIEW", DRAFTERS,
             ("comment_summary", "studies"), ("body", "explanation", "comment_to"), guard=_ready, basis="国务院令713号 25, 26"),
        Move("clear", "审查通过", "The text as it stands is lawful.", ("LEGALITY_REVIEW",), "REVIEWED", REVIEW, ("reviewed_digest", "review_number"),
             ("reviewed_digest", "review_number"), guard=_reviewed, not_by_doer_of=("submit",), basis="国务院令713号 25"),
        Move("return", "审查不通过退回", "Returned with what is unlawful.", ("LEGALITY_REVIEW",), "RETURNED", REVIEW, ("return_reason", "review_number"),
             ("return_reason",)),
        Move("table", "提请集体讨论", "Only a text that passed the review is tabled.", (*OPEN[1:], "REVIEWED"), "TABLED", DRAFTERS, guard=_passed,
             basis="国务院令713号 25, 26"),
        Move("send_back", "退回修改", "The meeting sends it back; a new text needs a new review.", ("TABLED",), "RETURNED", OFFICE, ("return_reason", "meeting"),
             ("return_reason", "meeting")),
        Move("adopt", "集体讨论通过", "Adopted in collective discussion.", ("TABLED",), "ADOPTED", OFFICE, ("meeting",), ("meeting",), basis="国务院令713号 30"),
        Move("number", "编号", "Registered and numbered by one office (三统一).", ("ADOPTED",), "NUMBERED", OFFICE, number, number, number=numbering),
        Move("publish", "公布", "Published; it is no work secret any longer.", ("NUMBERED",), "PUBLISHED", OFFICE, ("effective_on",), ("effective_on",),
             basis="国务院令713号 32"),
        Move("file", filing, f"{filing}.", ("PUBLISHED",), "FILED", OFFICE, ("filing_number",), ("filing_number",), basis=filing_law),
        Move("take_effect", "施行", "It is in force.", ("FILED",), "IN_FORCE", OFFICE),
        Move("challenge", "登记审查", "A court, a reconsideration or the procuratorate questions a clause.", (*ending, "FILED"), "CHALLENGED",
             (*INVITED[:2], *REVIEW), ("challenge_kind", "challenge_number", "challenge_finding"), ("challenge_kind", "challenge_number"),
             basis="行诉解释 149; 行政复议法 56–60"),
        Move("answer_challenge", "答复审查", "The finding is entered and answered in writing.", ("CHALLENGED",), "IN_FORCE", DRAFTERS + REVIEW,
             ("challenge_finding", "challenge_answer"), ("challenge_finding", "challenge_answer")),
        Move("evaluate", "后评估", "Evaluated after it came into force.", ("IN_FORCE",), "EVALUATED", DRAFTERS + REVIEW, ("evaluation",), ("evaluation",),
             basis="国务院令713号 36"),
        Move("amend", "修改", "Replaced by an amended text.", ending, "AMENDED", OFFICE, ("end_reason", "successor_case"), ("end_reason",)),
        Move("repeal", "废止", "Repealed.", ending, "REPEALED", OFFICE, ("end_reason",), ("end_reason",)),
        Move("expire", "失效", "Its validity ran out.", ending, "EXPIRED", OFFICE, ("end_reason",), ("end_reason",)),
    )


def _states(filed: str) -> tuple[State, ...]:
    return (
        State("DRAFT", "起草"), State("COMMENT", "征求意见"), State("JOINT_REVIEW", "部门会签"), State("LEGALITY_REVIEW", "合法性审查中"), State("RETURNED", "退回修改"),
        State("REVIEWED", "合法性审查通过"), State("TABLED", "提请集体讨论"), State("ADOPTED", "讨论通过"), State("NUMBERED", "已编号"), State("PUBLISHED", "已公布"),
        State("FILED", filed), State("IN_FORCE", "施行中"), State("CHALLENGED", "被审查"), State("EVALUATED", "已后评估"), State("AMENDED", "已修改", final=True),
        State("REPEALED", "已废止", final=True), State("EXPIRED", "已失效", final=True),
    )


LEGALITY = Deadline("LEGALITY_REVIEW", "合法性审查期限", "The justice bureau answers within 15 working days.", "LEGALITY_REVIEW", "SFJ", ("clear", "return"),
                    {"": Term(15, Unit.WORKING_DAY, "国办发〔2018〕115号", verified=False)})
CHALLENGE = Deadline("CHALLENGE_ANSWER", "审查答复期限", "How long there is to answer whoever questions it.", "CHALLENGED", "lead_agency", ("answer_challenge",), {
    "COURT": Term(60, Unit.DAY, "行诉解释 149"), "REVIEW": Term(10, Unit.DAY, "行政复议法 58"),
    "PROCURATORATE": Term(2, Unit.MONTH, "人民检察院检察建议工作规定 19")}, by="challenge_kind")
REFUSALS = (
    RefusalText("COMMENT_TOO_SHORT", "公开征求意见须至 {last_day} 以后截止；情况紧急需缩短的，请说明理由。",
                "Public comment must last until {last_day} at least; to shorten it for urgency, explain why.", "国务院令713号 15"),
    RefusalText("COMMENT_STILL_OPEN", "公开征求意见至 {last_day} 截止，届满后再送审。", "Public comment is open until {last_day}; send it for review after that."),
    RefusalText("STUDY_MISSING", "还须完成：{missing}。", "Still to be done: {missing}.", "国务院令713号 19, 22; 公平竞争审查条例"),
    RefusalText("SPEAKS_FOR_ANOTHER", "只能在受邀后代表本单位（{agency}）发表意见。", "You can speak for your own agency ({agency}) only, once it is invited."),
    RefusalText("POSITION_MISSING", "请填写本单位的意见；不发表意见的请选择“不发表意见”。", "Enter your agency's opinion, or that it declines."),
    RefusalText("OPINION_CHANGED", "不得改动受邀单位的意见，只能答复。", "The opinions are not yours to change: answer them."),
    RefusalText("ANSWER_REASON_MISSING", "对{agency}的意见未全部采纳，请说明理由。", "The opinion of {agency} is not wholly adopted: give the reason."),
    RefusalText("OPINION_OUTSTANDING", "受邀单位尚未反馈：{missing}。", "These agencies have not answered the invitation: {missing}."),
    RefusalText("OPINION_UNANSWERED", "以下单位的意见尚未逐条答复：{missing}。", "The opinions of these agencies are not answered yet: {missing}.", "府院联动实施办法 5"),
    RefusalText("TEXT_CHANGED", "文本与审查通过的文本不一致，请按现行文本重新审查。", "The text is not the one that was reviewed; have the present one reviewed.", "国务院令713号 25"),
    RefusalText("LEGALITY_MISSING", "未经合法性审查或审查不合格的，不得提请集体讨论；会签、征求意见不能代替合法性审查。",
                "Without a passed legality review it may not be tabled; consultation does not replace the review.", "国务院令713号 25"),
    RefusalText("REVIEW_TOO_SHORT", "合法性审查时间不少于7个工作日，{last_day} 之后方可提请讨论。",
                "The review is given at least 7 working days: it may be tabled after {last_day}.", "国务院令713号 26"),
)
GRANTS = (
    *(Grant("staff", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
    *(Grant("staff", "edit", f".{name}", "always", "deny") for name in ("opinions", "reviewed_digest", "review_number", "meeting", "filing_number")),
    *(Grant("staff", "read", on, REVIEWERS) for on in ("", "#public", "#internal", "#work_secret")),
    *(Grant("staff", "read", on, f"state in ({', '.join(PUBLISHED)})") for on in ("", "#public", ".body")),
)

PAPERS = (
    letter("drafting_note", "起草说明", "explanation", needs=("explanation",)),
    form("comment_table", "意见征集与采纳情况表", "comment_from", "comment_to", "urgency_reason", "comment_summary", "opinions", needs=("comment_to",),
         pens=("填表人", "负责人")),
    form("expert_opinion", "专家论证意见书", "body", "needs_expert", "studies", needs=("studies",), pens=("专家签名",)),
    letter("risk_report", "风险评估报告", "explanation", "needs_risk", "studies", needs=("studies",)),
    form("fair_competition", "公平竞争审查表", "explanation", "needs_fair_competition", "studies", needs=("studies",), pens=("审查机构", "审查结论")),
    letter("review_opinion", "论证意见函", "body", "opinions", needs=("opinions",), by=(("staff", REVIEWERS),)),
    letter("legality_opinion", "合法性审查意见书", "legality_review_on", "reviewed_digest", "return_reason", number="review_number", to="lead_agency",
           needs=("legality_review_on",), kind="DECISION", by=(("justice_officer", "my_agency(SFJ)"),)),
    letter("meeting_minutes", "集体讨论会议纪要", "meeting", "body", needs=("meeting",), by=(*LEADS, ("county_office", "my_agency(GOV)"))),
    letter("filing_report", "备案报告", "document_number", "published_on", "effective_on", "explanation", number="filing_number",
           needs=("document_number", "published_on"), opening="现将下列文件报请备案。", by=(*LEADS, ("county_office", "my_agency(GOV)"))),
)


def _record(name: str, plural: str, label: str, doc: str, own: tuple[Field, ...], moves: tuple[Move, ...], filed: str, **more: Any) -> Record:
    deadlines = (LEGALITY, CHALLENGE, *more.pop("deadlines", ()))
    return mechanism(5, name, plural, label, doc, (*own, *_fields()), flow=Flow(_states(filed), "DRAFT", moves, deadlines, FINAL_TEXT),
                     papers=PAPERS, refusals=REFUSALS, statistics=Statistics((BY_STATE, BY_DELAY), without=("DRAFT",)), grants=GRANTS, **more)


NORMATIVE_DOCUMENT = _record(
    "normative_document", "normative_documents", "规范性文件", "A normative document (行政规范性文件) of the county government.",
    (
        text("document_number", "文号", "Number 合府规, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        choice("validity", "有效期", "How long it is valid.", PUBLIC, LEGAL, ("ORDINARY", "一般（五年）"), ("TRIAL", "暂行、试行（两年）"), enum="Validity",
               required=True),
    ),
    _moves(DOCUMENT_COMMENT, (), "document_number", "报市政府备案", "泸州市政府令69号 4"), "已备案",
    numberings=(Numbering("document_number", "document_number", "normative", "合府规〔{year}〕{n}号"),),
    deadlines=(
        Deadline("MUNICIPAL_FILING", "报市政府备案", "Filed with the municipal government within 15 days of publication.", "PUBLISHED", "GOV", ("file",),
                 {"": Term(15, Unit.DAY, "泸州市政府令69号 4")}),
        Deadline("VALIDITY", "有效期届满", "Validity; it is evaluated and amended, repealed or allowed to expire.", "PUBLISHED", "lead_agency",
                 ("amend", "repeal", "expire"), {"ORDINARY": Term(5, Unit.YEAR, "四川省政府令351号", verified=False),
                                                 "TRIAL": Term(2, Unit.YEAR, "四川省政府令351号", verified=False)}, start="effective_on", by="validity"),
    ),
)
MAJOR_DECISION = _record(
    "major_decision", "major_decisions", "重大行政决策", "A major administrative decision (重大行政决策) of the county government.",
    (
        text("document_number", "文号", "Number of the document that says it.", PUBLIC, LEGAL, search=True, check="document_number"),
        choice("matter", "决策事项", "What it decides on (国务院令713号 3).", PUBLIC, LEGAL, ("POLICY", "公共服务、市场监管等重大公共政策"), ("PLAN", "重要规划"),
               ("RESOURCE", "重要资源开发利用保护"), ("PROJECT", "重大公共建设项目"), ("OTHER", "其他重大事项"), enum="DecisionMatter", required=True, order=True),
    ),
    _moves(DECISION_COMMENT, ("document_number",), None, "归档", "国务院令713号 33"), "已归档",
)

DECLARATIONS = (NORMATIVE_DOCUMENT, MAJOR_DECISION)
