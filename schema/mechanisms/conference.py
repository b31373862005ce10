"""The annual conference (年度联席会议): one each calendar year, its own year's clock running, resolutions tracked as tasks."""

from datetime import UTC, date, datetime, time
from typing import Any

from schema.kit import (
    APPEND,
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    WORK_SECRET,
    Deadline,
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
    Statistics,
    Term,
    choice,
    day,
    instant,
    items,
    link,
    long_text,
    mechanism,
    text,
    whole,
)
from schema.paper import form, letter, roll
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
CALLED = "my_branch(GOVERNMENT, COURT, PROCURATORATE) and not state in (EXPECTED)"
OFFICE = (Owner("justice_officer", OURS), Owner("county_office", OURS))
HELD = ("HELD", "MINUTES", "RESOLUTIONS_TRACKED", "NEXT_YEAR_REVIEWED")


def _year_fits(facts: Facts) -> Refused | None:
    """Both clocks of a year count from the last day of the year before it."""
    row = facts.row
    return None if row["counted_from"] == date(row["year"] - 1, 12, 31) else Refused("CONFERENCE_YEAR_UNFIT", {"day": f"{row['year'] - 1}-12-31"})


def _agenda(facts: Facts) -> Refused | None:
    return None if facts.row.get("agenda") else Refused("CONFERENCE_AGENDA_MISSING")


def _tabled(facts: Facts) -> Refused | None:
    """The report rests on what was published of the year before, or on figures entered by hand."""
    row, found = facts.row, facts.found["publications"]
    if row.get("publication") is None:
        return None if row.get("statistics") else Refused("CONFERENCE_FIGURES_MISSING")
    return None if found and found[0]["year"] == row["year"] - 1 else Refused("CONFERENCE_OTHER_PUBLICATION", {"year": row["year"] - 1})


def _resting(facts: Facts) -> dict[str, Any]:
    """Which version was tabled, so that a later one does not change what the conference was told."""
    if facts.row.get("publication") is None:
        return {}
    told = facts.found["publications"][0]
    return {"statistics": {"year": told["year"], "revision": told["revision"], "digest": told["digest"], "cells": told["cells"], "counted_at": told["counted_at"].isoformat()}}


def _submits_for_itself(facts: Facts) -> Refused | None:
    known = {one["id"] for one in facts.before.get("issues") or ()}
    foreign = any(one.get("agency") != facts.actor.agency for one in facts.row.get("issues") or () if one["id"] not in known)
    return Refused("ISSUE_FOR_ANOTHER", {"agency": facts.actor.agency}) if foreign else None


def _held(facts: Facts) -> Refused | None:
    """Once a calendar year; every unit of the leading group is there, in person or by a substitute who is named as one."""
    row, came = facts.row, facts.row.get("attendance") or ()
    if row["held_on"].year != row["year"]:
        return Refused("CONFERENCE_OTHER_YEAR", {"year": row["year"]})
    if facts.found["same_year"]:
        return Refused("CONFERENCE_HELD_ALREADY", {"year": row["year"], "number": facts.found["same_year"][0]["number"] or "—"})
    if any(one.get("manner") == "SUBSTITUTE" and not one.get("stands_for") for one in came):
        return Refused("SUBSTITUTE_UNNAMED")
    members = [m for m in facts.found["members"] if m["valid_from"] <= row["held_on"] and (m["valid_to"] is None or row["held_on"] <= m["valid_to"])]
    present = {one.get("stands_for") or one.get("name") for one in came}
    missing = [str(m["member_name"]) for m in members if m["member_name"] not in present]
    return Refused("MEMBERS_UNACCOUNTED", {"missing": "、".join(missing)}) if missing or not came else None


def _tracked(facts: Facts) -> Refused | None:
    still = facts.found["open_tasks"]
    return Refused("RESOLUTIONS_OPEN", {"count": len(still)}) if still else None


def _resolution(facts: Facts) -> dict[str, Any]:
    row = facts.row
    due = datetime.combine(row["resolution_due_on"], time(23, 59), SHANGHAI).astimezone(UTC) if row.get("resolution_due_on") else None
    return {"title": row["resolution_title"], "agency": row["resolution_agency"], "due_at": due, "origin": row["number"]}


def _next(facts: Facts) -> dict[str, Any]:
    """Next year's conference is expected from the day this one was held, so that its clock runs without anybody's memory."""
    year = facts.row["year"] + 1
    return {"title": f"{year}年府院联席会议", "year": year, "counted_from": date(year - 1, 12, 31), "lead_agency": facts.row["lead_agency"]}


CONFERENCE = mechanism(
    12, "conference", "conferences", "年度联席会议", "The annual joint conference (年度联席会议) of government, court and procuratorate.",
    (
        whole("year", "年度", "Calendar year it is the conference of.", PUBLIC, LEGAL, required=True, order=True),
        day("counted_from", "期限起算日", "Last day of the year before: planning and holding are due counted from it.", PUBLIC, LEGAL, required=True),
        text("number", "纪要文号", "Number of the minutes, given by the server when it is held.", PUBLIC, SERVER, search=True, unique=True),
        day("planned_on", "拟召开日期", "Day it is planned for.", PUBLIC, DRAFT),
        text("place", "地点", "Where.", PUBLIC, DRAFT),
        items("agenda", "议程", "What is on the agenda.", PUBLIC, DRAFT, text("title", "事项", "The item.", PUBLIC, DRAFT), text("speaker", "汇报人", "Who reports.", PUBLIC, DRAFT)),
        items("issues", "提交议题", "Issues the units submit.", INTERNAL, APPEND, text("agency", "单位代码", "Who submits it.", INTERNAL, LEGAL),
              text("title", "议题", "What it is.", INTERNAL, LEGAL), long_text("content", "说明", "What is asked of the conference.", INTERNAL, LEGAL)),
        long_text("report", "年度通报", "What the mechanism brought about in the year.", INTERNAL, LEGAL),
        Field("statistics", Kind.JSON, "统计快照", "The figures the report rests on, as they were that day.", INTERNAL, LEGAL),
        link("publication", "publication", "统计发布", "The published figures of the year before that are tabled with the report.", INTERNAL, LEGAL, inverse="conferences"),
        day("held_on", "召开日期", "Day it was held.", PUBLIC, LEGAL, order=True),
        items("attendance", "签到", "Who was there, by name; a substitute says for whom.", INTERNAL, APPEND,
              text("agency", "单位代码", "Of which agency.", INTERNAL, LEGAL), text("name", "姓名", "Who came.", INTERNAL, LEGAL),
              choice("manner", "出席方式", "In person, or as a substitute.", INTERNAL, LEGAL, ("MEMBER", "本人"), ("SUBSTITUTE", "代会"), enum="ConferenceManner"),
              text("stands_for", "代谁出席", "Whom a substitute stands for.", INTERNAL, LEGAL), instant("signed_at", "签到时间", "When.", INTERNAL, DRAFT),
              keyed=("agency", "name")),
        long_text("minutes_text", "会议纪要", "The minutes.", WORK_SECRET, LEGAL),
        text("resolution_title", "决议事项", "The resolution to be given out next.", INTERNAL, DRAFT, max_length=200),
        link("resolution_agency", "agency", "责任单位", "Agency that is given it.", INTERNAL, DRAFT),
        day("resolution_due_on", "办理期限", "Last day for it.", INTERNAL, DRAFT),
        long_text("review", "回顾", "What became of the resolutions, told at the next conference.", INTERNAL, LEGAL),
    ),
    flow=Flow(
        (
            State("EXPECTED", "待筹备"), State("AGENDA", "议程"), State("MATERIALS", "材料"), State("HELD", "已召开"), State("MINUTES", "纪要已印发"),
            State("RESOLUTIONS_TRACKED", "决议督办"), State("NEXT_YEAR_REVIEWED", "已回顾", final=True),
        ),
        "EXPECTED",
        (
            Move("plan", "筹备", "Day and agenda are set.", ("EXPECTED",), "AGENDA", OFFICE, ("planned_on", "place", "agenda"), ("planned_on",), guard=_agenda),
            Move("submit_issue", "提交议题", "A unit submits an issue of its own.", ("AGENDA", "MATERIALS"), None,
                 (Owner("staff", CALLED),), ("issues",), ("issues",), guard=_submits_for_itself),
            Move("prepare", "汇总材料", "The report is ready, with the figures it rests on.", ("AGENDA",), "MATERIALS", OFFICE,
                 ("report", "publication", "statistics"), ("report",), guard=_tabled, lookups=("publications",), then=_resting),
            Move("hold", "召开", "It was held; next year's is expected from now on.", ("MATERIALS",), "HELD", OFFICE, ("held_on", "attendance"), ("held_on",), guard=_held,
                 lookups=("same_year", "members"), number="number", effects=(Effect("conference", _next),), basis="府院联动实施办法 12"),
            Move("issue_minutes", "印发纪要", "The minutes go out.", ("HELD",), "MINUTES", OFFICE, ("minutes_text",), ("minutes_text",)),
            Move("resolve", "交办决议", "A resolution becomes an agency's task.", ("MINUTES", "RESOLUTIONS_TRACKED"), "RESOLUTIONS_TRACKED", OFFICE,
                 ("resolution_title", "resolution_agency", "resolution_due_on"), ("resolution_title", "resolution_agency", "resolution_due_on"),
                 effects=(Effect("task", _resolution),)),
            Move("review", "回顾", "What became of the resolutions is told; none is open.", ("RESOLUTIONS_TRACKED",), "NEXT_YEAR_REVIEWED", OFFICE, ("review",), ("review",),
                 guard=_tracked, lookups=("open_tasks",)),
        ),
        deadlines=(
            Deadline("CONFERENCE_PLAN", "年度联席会议筹备", "A conference is planned before 1 October.", "EXPECTED", "lead_agency", ("plan",),
                     {"": Term(9, Unit.MONTH, "府院联动配置（10月1日预警）", verified=False)}, start="counted_from"),
            Deadline("CONFERENCE_YEAR", "年度联席会议召开", "One conference in the calendar year.", "EXPECTED", "lead_agency", ("hold",),
                     {"": Term(1, Unit.YEAR, "府院联动实施办法 12")}, start="counted_from"),
            Deadline("CONFERENCE_MINUTES", "会议纪要印发", "Minutes within 10 working days.", "HELD", "lead_agency", ("issue_minutes",),
                     {"": Term(10, Unit.WORKING_DAY, "府院联动配置（无法定期限）", verified=False)}, start="held_on"),
        ),
        frozen=HELD,
    ),
    lookups=(
        Lookup("publications", "publication", (("id", "publication"),)),
        Lookup("same_year", "conference", (("year", "year"),), HELD),
        Lookup("members", "leading_member", (("group_agency", "lead_agency"),), ("IN_OFFICE", "SUCCEEDED", "LEFT")),
        Lookup("open_tasks", "task", (("origin", "number"),), ("OPEN",)),
    ),
    numberings=(Numbering("number", "number", "conference", "合联会纪〔{year}〕{n}号"),),
    accepts=_year_fits,
    papers=(
        letter("annual_report", "府院联动年度通报", "year", "report", needs=("report",)),
        letter("minutes", "联席会议纪要", "year", "held_on", "place", "agenda", "issues", "attendance", "minutes_text", number="number", needs=("minutes_text",)),
        roll("attendance_sheet", "联席会议签到表", "year", "planned_on", "place", "attendance"),
        form("resolution_sheet", "决议督办表", "year", "resolution_title", "resolution_due_on", "review", number="number", to="resolution_agency",
             needs=("resolution_title",), pens=("责任人", "进展情况", "办结日期")),
    ),
    refusals=(
        RefusalText("CONFERENCE_YEAR_UNFIT", "期限起算日须为上一年度最后一日（{day}）。", "The clocks count from the last day of the year before ({day})."),
        RefusalText("CONFERENCE_AGENDA_MISSING", "请先填写议程。", "Enter the agenda first."),
        RefusalText("CONFERENCE_FIGURES_MISSING", "请选择上一年度的统计发布，或填写统计数据。", "Name the publication of the year before, or enter the figures."),
        RefusalText("CONFERENCE_OTHER_PUBLICATION", "须选择 {year} 年的统计发布。", "It has to be a publication of {year}."),
        RefusalText("ISSUE_FOR_ANOTHER", "只能为本单位（{agency}）提交议题。", "You can submit an issue for your own agency ({agency}) only."),
        RefusalText("CONFERENCE_OTHER_YEAR", "召开日期不在 {year} 年内。", "The day does not lie in {year}."),
        RefusalText("CONFERENCE_HELD_ALREADY", "{year} 年度联席会议已召开（{number}）。", "The conference of {year} was held already ({number}).", "府院联动实施办法 12"),
        RefusalText("SUBSTITUTE_UNNAMED", "代会人员须填写代谁出席。", "A substitute has to say for whom he came."),
        RefusalText("MEMBERS_UNACCOUNTED", "以下成员既未出席也未派人代会：{missing}。", "These members neither came nor sent a substitute: {missing}."),
        RefusalText("RESOLUTIONS_OPEN", "还有 {count} 项决议未办结。", "{count} resolutions are still open."),
    ),
    statistics=Statistics((BY_STATE,), on="held_on", without=("EXPECTED",)),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in OFFICE for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "edit", on, "always", "deny") for on in (".issues", ".attendance")),  # by their moves alone
        *(Grant("staff", "read", on, CALLED) for on in ("", "#public", "#internal")),
        *(Grant("leader", "read", on, CALLED) for on in ("", ".*")),
    ),
)

DECLARATIONS = (CONFERENCE,)
