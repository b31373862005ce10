"""The leading group (领导小组): who is a member from which day to which, and the duty each unit's head has in person (一把手责任)."""

from datetime import timedelta
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
    Deadline,
    Effect,
    Facts,
    Flow,
    Grant,
    Lookup,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    Statistics,
    Term,
    choice,
    day,
    items,
    link,
    long_text,
    mechanism,
    text,
    whole,
)
from schema.paper import form, letter
from schema.periods import Unit

OURS = "own_agency(lead_agency)"
ORGANS = "my_branch(GOVERNMENT, COURT, PROCURATORATE)"
OFFICE = (Owner("justice_officer", OURS), Owner("county_office", OURS))
HEAD = "is_me(leader) and own_agency(agency)"


def _dates(facts: Facts) -> Refused | None:
    start, end = facts.row.get("valid_from"), facts.row.get("valid_to")
    return Refused("TERM_UPSIDE_DOWN") if start and end and end < start else None


def _one_seat(facts: Facts) -> Refused | None:
    """A unit has one member at a time, the group one head; a successor begins after the day the one before him leaves."""
    row = facts.row
    for other in facts.found["members"]:
        overlaps = (other["valid_to"] is None or other["valid_to"] >= row["valid_from"]) and (row.get("valid_to") is None or other["valid_from"] <= row["valid_to"])
        if overlaps and other["seat"] == row["seat"] == "HEAD":
            return Refused("HEAD_TAKEN", {"name": other["member_name"]})
        if overlaps and other["agency"] == row["agency"]:
            return Refused("SEAT_TAKEN", {"name": other["member_name"]})
    return _dates(facts)


def _leaves(facts: Facts) -> Refused | None:
    if facts.row.get("successor_name") == facts.row.get("member_name"):
        return Refused("SUCCEEDS_HIMSELF")
    return _dates(facts)


def _successor(facts: Facts) -> dict[str, Any]:
    row = facts.row
    return {"title": f"领导小组成员：{row['successor_name']}", "lead_agency": row["lead_agency"], "group_agency": row["group_agency"], "agency": row["agency"],
            "member_name": row["successor_name"], "post": row["post"], "seat": row["seat"], "valid_from": row["valid_to"] + timedelta(days=1)}


LEADING_MEMBER = mechanism(
    12, "leading_member", "leading_members", "领导小组成员", "A member of the leading group (领导小组成员), in office from one day to another; old decisions keep old names.",
    (
        link("group_agency", "agency", "办公室所在单位", "Agency that keeps the group's office.", PUBLIC, LEGAL, required=True),
        link("agency", "agency", "成员单位", "Unit the member heads.", PUBLIC, LEGAL, required=True, inverse="leading_members"),
        text("member_name", "姓名", "Who it is.", PUBLIC, LEGAL, required=True, search=True, max_length=100),
        text("post", "职务", "Post held.", PUBLIC, LEGAL, max_length=100),
        choice("seat", "组内职务", "Head, deputy or member of the group.", PUBLIC, LEGAL, ("HEAD", "组长"), ("DEPUTY", "副组长"), ("MEMBER", "成员"), enum="GroupSeat",
               required=True, order=True),
        day("valid_from", "任职日期", "First day in office.", PUBLIC, LEGAL, required=True, order=True),
        day("valid_to", "离任日期", "Last day in office, empty while it lasts.", PUBLIC, LEGAL),
        text("document_number", "任职文号", "Document with the list of members.", PUBLIC, LEGAL, check="document_number"),
        text("successor_name", "继任者", "Who comes after him.", PUBLIC, LEGAL, max_length=100),
    ),
    flow=Flow(
        (State("NAMED", "待确认"), State("IN_OFFICE", "在任"), State("SUCCEEDED", "已接任", final=True), State("LEFT", "已离任", final=True)),
        "NAMED",
        (
            Move("confirm", "确认任职", "He is on the list of members, with the number of the document.", ("NAMED",), "IN_OFFICE", OFFICE, ("document_number",),
                 ("document_number",), guard=_one_seat, lookups=("members",), basis="府院联动实施办法 12"),
            Move("succeed", "接任", "He leaves on a day and another is named from the next; what was decided keeps the old name.", ("IN_OFFICE",), "SUCCEEDED", OFFICE,
                 ("valid_to", "successor_name"), ("valid_to", "successor_name"), guard=_leaves, effects=(Effect("leading_member", _successor),)),
            Move("leave", "离任", "He leaves on a day.", ("IN_OFFICE",), "LEFT", OFFICE, ("valid_to",), ("valid_to",), guard=_dates),
        ),
        frozen=("IN_OFFICE", "SUCCEEDED", "LEFT"),
    ),
    lookups=(Lookup("members", "leading_member", (("group_agency", "group_agency"),), ("IN_OFFICE", "SUCCEEDED", "LEFT")),),
    papers=(
        letter("member_notice", "领导小组成员任职通知", "agency", "member_name", "post", "seat", "valid_from", number="document_number", to="agency",
               needs=("member_name",)),
    ),
    refusals=(
        RefusalText("TERM_UPSIDE_DOWN", "离任日期不得早于任职日期。", "The last day cannot lie before the first."),
        RefusalText("HEAD_TAKEN", "该期间已有组长（{name}）。", "The group has a head in that time already ({name})."),
        RefusalText("SEAT_TAKEN", "该单位在该期间已有成员（{name}）。", "That unit has a member in that time already ({name})."),
        RefusalText("SUCCEEDS_HIMSELF", "继任者不得为本人。", "Nobody succeeds himself."),
    ),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in OFFICE for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, f"{ORGANS} and not state in (NAMED)") for on in ("", ".*")),
    ),
)


def _proven(facts: Facts) -> Refused | None:
    return None if facts.row.get("proof") else Refused("LEADER_PROOF_MISSING")


LEADER_DUTY = mechanism(
    12, "leader_duty", "leader_duties", "一把手责任", "A duty a unit's head has in person (一把手责任): he alone reports it, with proof, and the office confirms it.",
    (
        whole("year", "年度", "Year of the duty.", PUBLIC, LEGAL, required=True, order=True),
        link("agency", "agency", "责任单位", "Unit he heads.", PUBLIC, LEGAL, required=True, inverse="leader_duties"),
        link("leader", "user", "责任人", "The head, in person.", PUBLIC, LEGAL, required=True, inverse="leader_duties"),
        long_text("content", "责任事项", "What he has to see to.", INTERNAL, LEGAL, required=True),
        day("assigned_on", "交办日期", "Day it was given to him; its term counts from it.", PUBLIC, LEGAL, required=True),
        items("proof", "履职证明", "Proof that he did it himself: hearing attended, meeting chaired, document signed.", INTERNAL, APPEND,
              text("title", "名称", "What it is.", INTERNAL, LEGAL), text("digest", "摘要值", "SHA-256 of the bytes.", INTERNAL, LEGAL), day("done_on", "日期", "When.", INTERNAL, LEGAL)),
        long_text("report", "履职报告", "His own report.", INTERNAL, LEGAL),
        text("reason", "理由", "Why it was returned.", INTERNAL, DRAFT),
        day("confirmed_on", "确认日期", "Day the office confirmed it.", PUBLIC, SERVER),
    ),
    flow=Flow(
        (State("ASSIGNED", "已交办"), State("REPORTED", "已报告"), State("CONFIRMED", "已确认", final=True)),
        "ASSIGNED",
        (
            Move("report", "履职报告", "The head reports in person; nobody does it for him.", ("ASSIGNED",), "REPORTED", (Owner("agency_head", HEAD), Owner("leader", HEAD)),
                 ("report", "proof"), ("report",), guard=_proven, basis="府院联动实施办法 12"),
            Move("send_back", "退回", "The proof does not suffice.", ("REPORTED",), "ASSIGNED", OFFICE, ("reason",), ("reason",)),
            Move("confirm", "确认", "The office confirms it.", ("REPORTED",), "CONFIRMED", OFFICE, not_by_doer_of=("report",)),
        ),
        deadlines=(
            Deadline("LEADER_DUTY", "一把手履职期限", "The head reports within 6 months.", "ASSIGNED", "agency", ("report",),
                     {"": Term(6, Unit.MONTH, "府院联动配置（无法定期限）", verified=False)}, start="assigned_on"),
        ),
        frozen=("REPORTED", "CONFIRMED"),
    ),
    papers=(
        form("duty_sheet", "“一把手”责任清单", "year", "agency", "leader", "content", "assigned_on", "report", "confirmed_on", needs=("content",),
             pens=("责任人签名", "联动办确认")),
    ),
    refusals=(RefusalText("LEADER_PROOF_MISSING", "履职报告须附证明。", "The report needs proof."),),
    statistics=Statistics((BY_STATE, BY_DELAY), on="assigned_on"),
    grants=(
        *(Grant(owner.role, act, on, OURS) for owner in OFFICE for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "edit", on, "always", "deny") for on in (".report", ".proof")),  # his own, by his move
        *(Grant("staff", "read", on, "own_agency(agency)") for on in ("", ".*")),
        *(Grant("leader", "read", on, ORGANS) for on in ("", "#public")),
    ),
)

DECLARATIONS = (LEADING_MEMBER, LEADER_DUTY)
