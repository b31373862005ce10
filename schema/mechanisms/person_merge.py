"""Merging two parties of a case that are one person (当事人合并): asked for with evidence, approved by a second person, taken back by two again."""

from schema.kit import (
    INTERNAL,
    LEGAL,
    SERVER,
    WORK_SECRET,
    Facts,
    Flow,
    Grant,
    Lookup,
    Move,
    Owner,
    RefusalText,
    Refused,
    State,
    choice,
    items,
    link,
    long_text,
    record,
    text,
)

PROTECTED = ("child_report", "child_protection", "child_safeguard", "employment_check", "staff_screening", "protection_proposal")
"""In whose cases nobody is merged (E13): by two parties taken for one it could be told who a child or a reporter is."""
LEADING = (Owner("staff", "participates(lead)"),)
PARTIES = ("alias_rows", "kept_rows")


def _mergeable(facts: Facts) -> Refused | None:
    """Two parties of this case, each still its own, and nobody whom the law protects."""
    aliases, kept = facts.found["alias_rows"], facts.found["kept_rows"]
    parties = [one for one in (*aliases, *kept) if one["case_id"] == facts.row["case_id"] and one["merged_into"] is None]
    if len({one["id"] for one in parties}) < 2:
        return Refused("MERGE_PARTIES")
    if any(one["kind"] == "MINOR" for one in parties) or any(facts.found[name] for name in PROTECTED):
        return Refused("MERGE_FORBIDDEN")
    return Refused("MERGE_KINDS") if len({one["kind"] for one in parties}) > 1 else None


def _by_a_second_person(facts: Facts) -> Refused | None:
    return Refused("MERGE_SECOND_PERSON") if facts.row.get("author") == facts.actor.user_id else _mergeable(facts)


def _latest(facts: Facts) -> Refused | None:
    """A merge that another was built on is taken back after that one."""
    return Refused("MERGE_LATER") if any(one["merged_into"] is not None for one in facts.found["kept_rows"]) else None


PERSON_MERGE = record(
    "person_merge", "person_merges", "当事人合并",
    "That two parties of a case are one person: the first becomes another name for the second, its id stays good, and all that named it names the second.",
    (
        link("author", "user", "申请人员", "Who asks for it.", INTERNAL, SERVER),
        link("alias", "party", "并入的当事人", "The party that was entered twice or wrongly; its id stays as another name.", INTERNAL, LEGAL, required=True,
             inverse="merges_as_alias", within=True),
        link("kept", "party", "保留的当事人", "The party that stays.", INTERNAL, LEGAL, required=True, inverse="merges_as_kept", within=True),
        choice("ground", "合并事由", "How there came to be two.", INTERNAL, LEGAL, ("TWICE", "重复登记"), ("TYPO", "证件号码录入有误"), ("RENAMED", "更名、换号"),
               enum="PersonMergeGround", required=True),
        long_text("evidence", "证据", "By what it is known that they are one; never by name alone.", WORK_SECRET, LEGAL, required=True),
        text("decision", "审批意见", "What the second person says.", INTERNAL, LEGAL, max_length=1000),
        text("undo_reason", "撤销理由", "Why it is taken back.", INTERNAL, LEGAL, max_length=1000),
        items("rekeyed", "变更的引用", "What named the first and names the second now; by it a merge is taken back.", INTERNAL, SERVER,
              text("record", "对象类型", "Kind of the row.", INTERNAL, SERVER), text("key", "对象标识", "Key of the row.", INTERNAL, SERVER),
              text("field", "字段", "Field that named it.", INTERNAL, SERVER)),
    ),
    flow=Flow(
        (State("REQUESTED", "待审批"), State("MERGED", "已合并"), State("DECLINED", "不予合并", final=True), State("UNDO_REQUESTED", "申请撤销合并"),
         State("UNDONE", "已撤销合并", final=True)), "REQUESTED",
        (
            Move("approve", "批准合并", "A second person approves: everything that named the one names the other, in one step.", ("REQUESTED",), "MERGED", LEADING,
                 ("decision",), guard=_by_a_second_person, lookups=(*PARTIES, *PROTECTED), merges=("alias", "kept")),
            Move("decline", "不予合并", "They are two; why is told.", ("REQUESTED",), "DECLINED", LEADING, ("decision",), ("decision",)),
            Move("ask_undo", "申请撤销合并", "Somebody sees that they are two after all.", ("MERGED",), "UNDO_REQUESTED", LEADING, ("undo_reason",), ("undo_reason",)),
            Move("undo", "批准撤销合并", "A second person takes it back: what was changed is as it was.", ("UNDO_REQUESTED",), "UNDONE", LEADING,
                 guard=_latest, lookups=PARTIES, not_by_doer_of=("ask_undo",), unmerges=("alias", "kept")),
            Move("keep", "维持合并", "They are one; the merge stays.", ("UNDO_REQUESTED",), "MERGED", LEADING, ("decision",), ("decision",),
                 not_by_doer_of=("ask_undo",)),
        ),
    ),
    lookups=(Lookup("alias_rows", "party", (("id", "alias"),)), Lookup("kept_rows", "party", (("id", "kept"),)),
             *(Lookup(name, name, (("case_id", "case_id"),)) for name in PROTECTED)),
    refusals=(
        RefusalText("MERGE_PARTIES", "请选择本案中两名不同的、尚未合并的当事人。", "Choose two different parties of this case, neither merged yet."),
        RefusalText("MERGE_FORBIDDEN", "本案当事人受特别保护，不得合并。", "Parties of this case are protected and are not merged.", "未成年人保护法 103"),
        RefusalText("MERGE_KINDS", "自然人与单位不能合并。", "A person and an organisation are never one."),
        RefusalText("MERGE_SECOND_PERSON", "合并由您本人申请，须由另一人批准。", "You asked for it yourself; a second person approves."),
        RefusalText("MERGE_LATER", "保留的当事人后来又并入他人，请先撤销后一次合并。", "The party that stayed was merged into another since; take that merge back first."),
    ),
    grants=(
        Grant("staff", "read", "", "participates(file)"), Grant("staff", "read", "#public", "participates(file)"),
        Grant("staff", "read", "#internal", "participates(file)"), Grant("staff", "read", "#work_secret", "participates(lead)"),
        Grant("staff", "create", "", "participates(lead)"),
    ),
    creatable=True, accepts=_mergeable, asks=(*PARTIES, *PROTECTED),
)

DECLARATIONS = (PERSON_MERGE,)
