"""Plans (迁移方案) by which running records go over to the present version of their mechanism: rehearsed, approved by a second person, then carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schema.kit import (
    DRAFT,
    INTERNAL,
    PUBLIC,
    SERVER,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    instant,
    items,
    link,
    record,
    text,
    whole,
)

OFFICE = (Owner("county_office"),)
APPROVERS = (*OFFICE, Owner("supervising_leader", "my_agency(GOV)"))


def _sound(facts: Facts) -> Refused | None:
    """The plan names versions, states, fields and clocks that there are."""
    row = facts.row
    known = next((one for one in facts.found["editions"] if one["record_type"] == row["record_type"]), None)
    if known is None:
        return Refused("PLAN_WITHOUT_VERSIONS", {"record_type": row["record_type"]})
    if row["target_edition"] != known["edition"] or not 1 <= row["source_edition"] < known["edition"]:
        return Refused("PLAN_VERSIONS", {"present": known["edition"]})
    return next(_unknown(row, known), None)


def _unknown(row: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Refused]:
    left = known["states"].get(row["source_edition"])  # none of a version that is declared no longer: its states are then only in its records
    sources = [step.get("source") for step in row["mapping"] or ()]
    if not sources or len(set(sources)) < len(sources):
        yield Refused("PLAN_MAPPING")
    named = [(name, left) for name in sources] + [(step.get("target"), known["states"][known["edition"]]) for step in row["mapping"] or ()]
    yield from (Refused("PLAN_STATE", {"state": name or ""}) for name, states in named if not name or (states is not None and name not in states))
    yield from (Refused("PLAN_FIELD", {"field": fill.get("field") or ""}) for fill in row["fills"] or ()
                if fill.get("field") not in known["fields"] or fill.get("value") is None)
    yield from (Refused("PLAN_CLOCK", {"clock": clock.get("becomes") or ""}) for clock in row["clocks"] or ()
                if not clock.get("was") or clock.get("becomes") not in known["clocks"])


def _approvable(facts: Facts) -> Refused | None:
    if facts.before["author"] == facts.actor.user_id:
        return Refused("PLAN_SECOND_PERSON")
    blocked = sum(line["blocked"] for line in facts.before["rehearsal"] or ())
    return Refused("PLAN_BLOCKED", {"count": blocked}) if blocked else None


EDITION_PLAN = record(
    "edition_plan", "edition_plans", "机制版本迁移方案",
    "How running records go over to the present version of their mechanism (迁移方案): what each state becomes, what is filled in, which clock goes on as which.",
    (
        text("record_type", "对象类型", "Kind of the records that go over.", PUBLIC, SERVER, required=True, order=True, max_length=60),
        whole("source_edition", "原版本", "Version they run under.", PUBLIC, SERVER, required=True),
        whole("target_edition", "新版本", "Version they go over to: the present one.", PUBLIC, SERVER, required=True),
        items("mapping", "状态对应", "What each state becomes; records in a state that is not named stay as they are.", PUBLIC, SERVER,
              text("source", "原状态", "State they are in.", PUBLIC, DRAFT, max_length=60), text("target", "新状态", "State they go over to.", PUBLIC, DRAFT, max_length=60),
              on_create=True),
        items("fills", "补填内容", "Fields filled in where they are empty, such as one that the new version needs.", PUBLIC, SERVER,
              text("field", "字段", "Name of the field.", PUBLIC, DRAFT, max_length=60), Field("value", Kind.JSON, "值", "Its value, as it travels.", PUBLIC, DRAFT),
              on_create=True),
        items("clocks", "期限对应", "Which running clock goes on as which, from its own start; one that is not named and that the new version does not know ends.", PUBLIC, SERVER,
              text("was", "原期限", "Code of the running clock.", PUBLIC, DRAFT, max_length=60), text("becomes", "新期限", "Code it goes on as.", PUBLIC, DRAFT, max_length=60),
              on_create=True),
        text("reason", "理由", "Why they go over.", PUBLIC, SERVER, required=True, max_length=1000),
        link("author", "user", "拟定人", "Who drew it up.", PUBLIC, SERVER),
        items("rehearsal", "试算结果", "What would become of the records, by state; nothing is changed by it.", INTERNAL, SERVER,
              text("source", "原状态", "State they are in.", PUBLIC, DRAFT), text("target", "新状态", "State they would go over to; empty where they stay.", PUBLIC, SERVER),
              whole("records", "件数", "How many.", PUBLIC, SERVER), whole("blocked", "受阻件数", "How many cannot go over.", PUBLIC, SERVER),
              text("obstacle", "受阻原因", "Why the first of them cannot.", PUBLIC, SERVER), Field("examples", Kind.TEXTS, "受阻对象", "Keys of some of them.", PUBLIC, SERVER)),
        instant("rehearsed_at", "试算时间", "When it was rehearsed last.", PUBLIC, SERVER),
        link("approver", "user", "批准人", "Who approved it; never its author.", PUBLIC, SERVER),
        instant("approved_at", "批准时间", "When it was approved.", PUBLIC, SERVER),
        whole("moved", "已迁移件数", "Records that went over; each says so in its own history.", PUBLIC, SERVER),
        whole("left_over", "未迁移件数", "Records that could not, when their turn came.", PUBLIC, SERVER),
        text("reached", "进度", "Key of the record it has come to.", PUBLIC, SERVER),
        instant("finished_at", "完成时间", "When the last record had its turn.", PUBLIC, SERVER),
    ),
    flow=Flow(
        (State("DRAFT", "拟定"), State("REHEARSED", "已试算"), State("APPROVED", "已批准"), State("APPLIED", "已完成", final=True),
         State("WITHDRAWN", "已撤回", final=True), State("LAPSED", "已失效", final=True)), "DRAFT",
        (
            Move("rehearse", "试算", "Says which records go where and what is in the way; changes none of them.", ("DRAFT", "REHEARSED"), "REHEARSED", OFFICE,
                 then=lambda facts: {"rehearsed_at": facts.at}),
            Move("approve", "批准", "A second person approves it; the records then go over one by one.", ("REHEARSED",), "APPROVED", APPROVERS, guard=_approvable,
                 then=lambda facts: {"approver": facts.actor.user_id, "approved_at": facts.at}),
            Move("withdraw", "撤回", "Takes it back; records that went over already stay over.", ("DRAFT", "REHEARSED", "APPROVED"), "WITHDRAWN", OFFICE),
            Move("finish", "完成", "Set when the last record had its turn.", ("APPROVED",), "APPLIED", (Owner("nobody", "never"),)),
            Move("lapse", "失效", "Set when the version it leads to is no longer the present one.", ("APPROVED",), "LAPSED", (Owner("nobody", "never"),)),
        ),
    ),
    case_link=None, creatable=True, accepts=_sound,
    refusals=(
        RefusalText("PLAN_WITHOUT_VERSIONS", "“{record_type}”没有先后版本，无需迁移。", "{record_type} has no versions to go over from."),
        RefusalText("PLAN_VERSIONS", "只能从较早版本迁移到现行版本（第 {present} 版）。", "Records go over from an earlier version to the present one, version {present}."),
        RefusalText("PLAN_MAPPING", "请逐一写明原状态对应的新状态，每个原状态只写一次。", "Say what each state becomes, each of them once."),
        RefusalText("PLAN_STATE", "该版本没有“{state}”这一状态。", "That version has no state “{state}”."),
        RefusalText("PLAN_FIELD", "“{field}”不能补填，或没有填写值。", "“{field}” cannot be filled in, or has no value."),
        RefusalText("PLAN_CLOCK", "现行版本没有“{clock}”这一期限，或没有写明原期限。", "The present version has no clock “{clock}”, or the one it goes on from is not named."),
        RefusalText("PLAN_SECOND_PERSON", "拟定人不能批准自己的方案，须由另一人批准。", "Whoever drew it up cannot approve it: a second person has to."),
        RefusalText("PLAN_BLOCKED", "试算显示 {count} 件不能迁移，请补充方案后重新试算。", "{count} records cannot go over: complete the plan and rehearse it again."),
    ),
    grants=(*(Grant(owner.role, "read", on, owner.when) for owner in APPROVERS for on in ("", ".*")), Grant("system_administrator", "read"),
            Grant("system_administrator", "read", "#public"), Grant("county_office", "create")),
)
