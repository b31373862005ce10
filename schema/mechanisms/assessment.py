"""Assessment under the rule of law (依法治县考核): an agency's year is scored by a formula kept as data, and frozen when published."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from schema.kit import (
    BY_STATE,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    Deadline,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Lookup,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Term,
    choice,
    flag,
    items,
    link,
    long_text,
    mechanism,
    money,
    text,
    whole,
)
from schema.paper import form, letter
from schema.periods import Unit

OURS = "my_agency(SFJ) and own_agency(lead_agency)"
ASSESSED = "own_agency(agency)"
SHOWN = f"{ASSESSED} and not state in (DRAFT)"
JC = "my_agency(JC)"
ASSESSOR = (Owner("justice_officer", OURS),)

COUNTS = (("RECEIVED", "收到检察建议"), ("IN_TIME", "按期回复"), ("LATE_DAYS", "逾期天数"), ("ADOPTED", "采纳"), ("RECTIFIED", "整改到位"),
          ("RELAPSED", "回头看反弹"), ("TRAINING_HOURS", "学时"), ("PROCURATORATE_MARK", "检察评分"), ("HEARINGS", "应出庭案件"),
          ("HEAD_APPEARED", "负责人出庭"), ("SUITS", "行政诉讼案件"), ("SUITS_LOST", "败诉案件"))
COUNTED = ("received", "in_time", "late_days", "adopted", "rectified", "relapsed", "training_hours")
WAYS = (("SHARE", "按比例得分"), ("INVERSE", "按比例扣分"), ("ADD", "逐项加分"), ("DEDUCT", "逐项扣分"))
MISSED = ("ABSENT", "RECOMMENDED", "ASSESSED")  # without good reason
CENT = Decimal("0.01")


def _counts(facts: Facts) -> dict[str, int]:
    """What the register knows of the agency's year; nobody types these figures."""
    row = facts.row
    letters = [r for r in facts.found["letters"] if r["served_on"] and r["served_on"].year == row["year"] and r["state"] != "WITHDRAWN"]
    keys = {str(r["id"]) for r in letters}
    late = [d for d in facts.found["clocks"] if d["record_key"] in keys and d["code"].startswith("REPLY") and d["late"]]
    silent = {d["record_key"] for d in late if d["met_at"] is None}
    return {
        "received": len(letters),
        "in_time": sum(1 for r in letters if r["reply_number"] and not r["late_reply"]),
        "late_days": sum(d["late_days"] or 0 for d in late) + sum((facts.day - _day(d)).days + 1 for d in late if d["record_key"] in silent),
        "adopted": sum(1 for r in letters if r["evaluation"] in ("DONE", "PARTLY")),
        "rectified": sum(1 for r in letters if r["evaluation"] == "DONE"),
        "relapsed": sum(1 for r in letters if any(v.get("relapsed") for v in r["revisits"] or ())),
        "training_hours": sum(_hours(t, row["agency"]) for t in facts.found["trainings"]),
    }


def _heard(facts: Facts) -> dict[str, int]:
    """Hearings the head was to attend, and did: by the court's own records of appearance, where it kept any of the year."""
    year = [a for a in facts.found["appearances"] if a["hearing_at"].astimezone(SHANGHAI).year == facts.row["year"] and a["state"] in ("APPEARED", *MISSED)]
    return {"hearings": len(year), "head_appeared": sum(a["state"] == "APPEARED" for a in year)} if year else {}


def _day(duty: Mapping[str, Any]) -> Any:
    return duty["due_at"].astimezone(SHANGHAI).date()


def _hours(training: Mapping[str, Any], agency: str) -> int:
    length = {str(s.get("code")): int(s.get("hours") or 0) for s in training["sessions"] or ()}
    return sum(length.get(str(one.get("session")), 0) for one in training["attendance"] or () if one.get("agency") == agency)


def scored(formula: Iterable[Mapping[str, Any]], counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The points of each line; where there was nothing to do there is nothing to find fault with."""
    found = []
    for line in formula:
        full, measure, of = Decimal(line["points"]), counts.get(line["measure"].lower(), 0), counts.get((line.get("of") or "").lower(), 0)
        share = Decimal(measure) / of if of else Decimal(0 if line["way"] == "INVERSE" else 1)
        each = min(full * measure, Decimal(line.get("most") or full * measure))
        points = {"SHARE": full * min(share, Decimal(1)), "INVERSE": full * max(1 - share, Decimal(0)), "ADD": each, "DEDUCT": -each}[line["way"]]
        found.append({"id": line["id"], "title": line.get("title"), "measured": measure, "of": of, "points": str(points.quantize(CENT))})
    return found


def _score(facts: Facts) -> dict[str, Any]:
    counts = {**_counts(facts), **_heard(facts)}
    known = {name: int(facts.row.get(name) or 0) for name in ("procuratorate_mark", "hearings", "head_appeared", "suits", "suits_lost")}
    lines = scored(facts.row["formula"] or (), {**known, **counts})
    return {**counts, "score_lines": lines, "score": max(sum((Decimal(line["points"]) for line in lines), Decimal(0)), Decimal(0))}


def _sound(facts: Facts) -> Refused | None:
    row = facts.row
    if any(other["year"] == row["year"] for other in facts.found["same_agency"]):
        return Refused("ASSESSED_TWICE", {"year": row["year"]})
    if not row.get("formula") or any(not line.get("points") for line in row["formula"]):
        return Refused("FORMULA_MISSING")
    if any(line["way"] in ("SHARE", "INVERSE") and not line.get("of") and line["measure"] != "PROCURATORATE_MARK" for line in row["formula"]):
        return Refused("FORMULA_WITHOUT_BASE")
    if _counts(facts)["received"] and row.get("procuratorate_mark") is None:
        return Refused("PROCURATORATE_PART_MISSING")
    return None


def _mark(facts: Facts) -> Refused | None:
    return None if 0 <= facts.row["procuratorate_mark"] <= 100 else Refused("MARK_OUT_OF_RANGE")


def _in_window(facts: Facts) -> Refused | None:
    window = next((d for d in facts.found["window"] if d["code"] == "ASSESSMENT_OBJECTION"), None)
    return None if window and facts.at < window["due_at"] else Refused("OBJECTION_TOO_LATE")


def _settled(facts: Facts) -> Refused | None:
    """The county government orders publication when the agency has had its say."""
    window = next((d for d in facts.found["window"] if d["code"] == "ASSESSMENT_OBJECTION"), None)
    return Refused("OBJECTION_WINDOW_OPEN") if window and facts.at < window["due_at"] else None


def _written(facts: Facts) -> Refused | None:
    """An oral answer is none (口头不等于书面): an objection is upheld only on a document number."""
    return Refused("NO_WRITTEN_PROOF") if facts.row.get("objection_outcome") == "CORRECTED" and not facts.row.get("objection_document") else None


def _snapshot(facts: Facts) -> dict[str, Any]:
    row = facts.row
    kept = {name: row.get(name) for name in (*COUNTED, "procuratorate_mark", "hearings", "head_appeared", "suits", "suits_lost", "formula", "score_lines",
                                             "objection", "objection_outcome", "objection_answer")}
    return {"snapshot": {**kept, "year": row["year"], "agency": row["agency"], "score": str(row["score"]), "published_on": facts.day.isoformat()}}


def _count(name: str, label: str, doc: str) -> Field:
    return whole(name, label, doc, INTERNAL, SERVER)


ASSESSMENT = mechanism(
    9, "assessment", "assessments", "依法治县考核", "One agency's year in the assessment under the rule of law (依法治县考核), with the procuratorate's own part in it.",
    (
        whole("year", "年度", "Year assessed.", PUBLIC, LEGAL, required=True, order=True),
        link("agency", "agency", "被考核单位", "Agency that is assessed.", PUBLIC, LEGAL, inverse="assessments", required=True),
        items("formula", "计分办法", "The formula as data; the county changes it without a new release.", INTERNAL, LEGAL,
              text("title", "项目", "What the line is called.", INTERNAL, LEGAL),
              choice("measure", "计量", "What is counted.", INTERNAL, LEGAL, *COUNTS, enum="AssessmentCount"),
              choice("of", "基数", "What it is a share of.", INTERNAL, LEGAL, *COUNTS, enum="AssessmentCount"),
              choice("way", "方式", "How points come of it.", INTERNAL, LEGAL, *WAYS, enum="AssessmentWay"),
              money("points", "分值", "Full points of a share, or points of each one.", INTERNAL), money("most", "上限", "At most so many points.", INTERNAL)),
        _count("received", "收到检察建议数", "Recommendations served in the year."), _count("in_time", "按期回复数", "Answered in time."),
        _count("late_days", "逾期天数", "Days late, of all answers together; what is still owed counts up to the day of scoring."),
        _count("adopted", "采纳数", "Adopted wholly or in part."), _count("rectified", "整改到位数", "Evaluated as rectified."),
        _count("relapsed", "回头看反弹数", "Found back at a return visit."), _count("training_hours", "学时", "Hours its people trained."),
        whole("hearings", "应出庭案件数", "Hearings the head was to attend; counted from the records of appearance where there are any of the year.", INTERNAL, LEGAL),
        whole("head_appeared", "负责人出庭数", "Hearings the head attended; counted likewise.", INTERNAL, LEGAL),
        whole("suits", "行政诉讼案件数", "Suits decided.", INTERNAL, LEGAL), whole("suits_lost", "败诉案件数", "Suits lost.", INTERNAL, LEGAL),
        whole("procuratorate_mark", "检察评分", "The procuratorate's own mark of the rectification, 0 to 100.", INTERNAL, LEGAL),
        long_text("procuratorate_opinion", "检察意见", "The procuratorate's own part in the assessment.", INTERNAL, LEGAL),
        items("score_lines", "计分明细", "Points line by line.", INTERNAL, SERVER,
              text("title", "项目", "The line.", INTERNAL, SERVER), whole("measured", "计量", "What was counted.", INTERNAL, SERVER),
              whole("of", "基数", "What it is a share of.", INTERNAL, SERVER), text("points", "得分", "Points, negative when deducted.", INTERNAL, SERVER)),
        money("score", "得分", "The score, worked out by the formula.", INTERNAL, SERVER, order=True),
        long_text("objection", "异议", "The agency's objection to its draft score.", INTERNAL, LEGAL),
        choice("objection_outcome", "异议处理", "What became of the objection.", INTERNAL, LEGAL, ("REJECTED", "不成立"), ("CORRECTED", "予以更正"),
               enum="ObjectionOutcome"),
        text("objection_document", "异议依据文号", "The written proof an upheld objection rests on.", INTERNAL, LEGAL, check="document_number"),
        long_text("objection_answer", "异议答复", "Why.", INTERNAL, LEGAL),
        text("order_number", "县政府批准文号", "The county government's order to publish.", PUBLIC, LEGAL, check="document_number"),
        Field("snapshot", Kind.JSON, "公布快照", "Everything the score rests on, as it was published.", INTERNAL, SERVER),
        flag("accepted", "认可", "The agency accepted its score.", INTERNAL, SERVER),
    ),
    flow=Flow(
        (
            State("DRAFT", "起草"), State("SCORED", "已计分（征求意见）"), State("OBJECTED", "已提异议"), State("ANSWERED", "异议已答复"),
            State("ORDERED", "县政府已批准"), State("PUBLISHED", "已公布", final=True),
        ),
        "DRAFT",
        (
            Move("procuratorate_part", "检察评分", "The procuratorate enters its own part; nobody else writes it.", ("DRAFT",), None,
                 (Owner("prosecutor", JC), Owner("chief_prosecutor", JC)), ("procuratorate_mark", "procuratorate_opinion"), ("procuratorate_mark",), guard=_mark,
                 basis="府院联动实施办法 9"),
            Move("score", "计分", "The score is worked out; the agency sees it and may object.", ("DRAFT",), "SCORED", ASSESSOR, guard=_sound,
                 lookups=("letters", "clocks", "trainings", "appearances", "same_agency"), then=_score, basis="府院联动实施办法 9"),
            Move("accept", "认可", "The agency accepts its score.", ("SCORED", "ANSWERED"), None, (Owner("staff", ASSESSED),), then=lambda _: {"accepted": True}),
            Move("object", "提出异议", "The agency objects in time, in writing.", ("SCORED",), "OBJECTED", (Owner("staff", ASSESSED),), ("objection",),
                 ("objection",), guard=_in_window, lookups=("window",)),
            Move("answer", "答复异议", "The objection is answered; a corrected score is worked out anew.", ("OBJECTED",), "ANSWERED", ASSESSOR,
                 ("objection_outcome", "objection_document", "objection_answer", "formula", "hearings", "head_appeared", "suits", "suits_lost"),
                 ("objection_outcome", "objection_answer"), guard=_written, lookups=("letters", "clocks", "trainings", "appearances"), then=_score),
            Move("order", "批准公布", "The county government orders publication.", ("SCORED", "ANSWERED"), "ORDERED", (Owner("county_office", "my_agency(GOV)"),),
                 ("order_number",), ("order_number",), guard=_settled, lookups=("window",)),
            Move("publish", "公布", "Published; the snapshot never changes again.", ("ORDERED",), "PUBLISHED", ASSESSOR, then=_snapshot),
        ),
        deadlines=(
            Deadline("ASSESSMENT_OBJECTION", "考核异议期", "The agency may object within 5 working days.", "SCORED", "agency", ("object", "accept"),
                     {"": Term(5, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, void_by=("order",)),
            Deadline("ASSESSMENT_ANSWER", "异议答复期限", "The assessor answers within 10 working days.", "OBJECTED", "lead_agency", ("answer",),
                     {"": Term(10, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}),
        ),
        frozen=("SCORED", "OBJECTED", "ANSWERED", "ORDERED", "PUBLISHED"),
    ),
    lookups=(
        Lookup("letters", "recommendation", (("target_agency", "agency"),)),
        Lookup("clocks", "duty", (("agency", "agency"),)),
        Lookup("trainings", "training", (("year", "year"),), ("EVALUATED", "ARCHIVED")),
        Lookup("appearances", "appearance", (("respondent", "agency"),)),
        Lookup("same_agency", "assessment", (("agency", "agency"),), ("SCORED", "OBJECTED", "ANSWERED", "ORDERED", "PUBLISHED")),
        Lookup("window", "duty", (("record_key", "id"),), ("RUNNING",)),
    ),
    papers=(
        form("score_sheet", "依法治县考核计分表", "year", "agency", "received", "in_time", "late_days", "adopted", "rectified", "relapsed", "hearings",
             "head_appeared", "procuratorate_mark", "score_lines", "score", needs=("score",), pens=("考核单位", "被考核单位意见")),
        letter("objection_answer", "考核异议答复书", "year", "objection", "objection_outcome", "objection_document", "objection_answer", to="agency",
               needs=("objection_answer",)),
    ),
    refusals=(
        RefusalText("ASSESSED_TWICE", "该单位 {year} 年度已有考核。", "This agency's year {year} is assessed already."),
        RefusalText("FORMULA_MISSING", "请先填写计分办法，每项须有分值。", "Enter the formula first; every line needs points."),
        RefusalText("FORMULA_WITHOUT_BASE", "按比例计分的项目须填写基数。", "A line scored by share needs what it is a share of."),
        RefusalText("PROCURATORATE_PART_MISSING", "检察院尚未评分，请先由检察院填写。", "The procuratorate has not given its mark yet; ask it to enter its part first.",
                    "府院联动实施办法 9"),
        RefusalText("MARK_OUT_OF_RANGE", "检察评分须在 0 至 100 之间。", "The procuratorate's mark lies between 0 and 100."),
        RefusalText("OBJECTION_TOO_LATE", "异议期已届满。", "The time for an objection is over."),
        RefusalText("OBJECTION_WINDOW_OPEN", "异议期尚未届满，被考核单位也未认可。", "The agency may still object, and has not accepted its score."),
        RefusalText("NO_WRITTEN_PROOF", "更正须有书面凭据的文号，口头答复不算。", "A correction rests on a written document with its number; an oral answer is none."),
    ),
    statistics=Statistics((BY_STATE,), agency="agency", without=("DRAFT",)),
    grants=(
        *(Grant("justice_officer", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "edit", f".{name}", "always", "deny") for name in ("procuratorate_mark", "procuratorate_opinion", "objection", "order_number")),
        *(Grant(role, "read", on, JC) for role in ("prosecutor", "chief_prosecutor") for on in ("", ".*")),
        *(Grant("county_office", "read", on, "my_agency(GOV) and not state in (DRAFT)") for on in ("", ".*")),
        *(Grant("staff", "read", on, SHOWN) for on in ("", ".*")),
        *(Grant("staff", "read", on, "state in (PUBLISHED)") for on in ("", ".*")),
    ),
)

DECLARATIONS = (ASSESSMENT,)
