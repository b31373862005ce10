"""Referrals (移送) of a matter to another organ, by ways the mechanisms declare: taken over, refused with a reason, or returned to be completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.kit import (
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    Deadline,
    Facts,
    Flow,
    Grant,
    Move,
    Owner,
    Pointer,
    RefusalText,
    Refused,
    State,
    Term,
    day,
    link,
    long_text,
    record,
    text,
)
from schema.periods import Unit

RECEIVER, SENDER = (Owner("staff", "own_agency(to_agency)"),), (Owner("staff", "own_agency(from_agency)"),)
CONCERNED = "own_agency(to_agency) or own_agency(from_agency) or participates(file)"
CONFIG = "府院联动配置（无法定期限）"


def _on_a_way(facts: Facts) -> Refused | None:
    """The record is of this case, and its mechanism says that it may lead there from where it stands."""
    row = facts.row
    source = next((one for one in facts.found["source"] if one["case_id"] == row["case_id"]), None)
    if source is None:
        return Refused("REFERRAL_SOURCE")
    ways = [way for way in facts.found["ways"] if (way["record_type"], way["wanted"]) == (row["record_type"], row["wanted"])]
    if not ways:
        return Refused("REFERRAL_WAY", {"record_type": row["record_type"], "wanted": row["wanted"]})
    if not any(source["state"] in way["states"] for way in ways):
        return Refused("REFERRAL_TOO_EARLY", {"states": "、".join(label for way in ways for label in way["labels"])})
    organs = {organ for way in ways for organ in way["to"]}
    if row["to_agency"] == row["from_agency"] or (organs and row["to_agency"] not in organs):
        return Refused("REFERRAL_ORGAN", {"organs": "、".join(sorted(organs)) or "—"})
    return None


def _own_record(facts: Facts) -> Refused | None:
    """What the receiver names is a record of the kind that was asked for, and his own."""
    if not facts.row.get("result_key"):
        return None
    mine = any(one.get("lead_agency") == facts.actor.agency for one in facts.found["result"])
    return None if mine else Refused("REFERRAL_RESULT", {"wanted": facts.row["wanted"]})


def _case_of_it(facts: Facts) -> Mapping[str, Any]:
    return {"result_case": facts.found["result"][0]["case_id"]} if facts.row.get("result_key") else {}


REFERRAL = record(
    "referral", "referrals", "移送", "A matter referred to another organ (移送接收): what it comes from, what it is to become there, and what came of it.",
    (
        text("record_type", "来源对象类型", "Kind of the record it comes from.", PUBLIC, LEGAL, required=True, max_length=60),
        text("record_key", "来源对象", "Id of the record it comes from.", PUBLIC, LEGAL, required=True, max_length=120),
        text("wanted", "移送事项", "Kind of the record it is to become.", PUBLIC, LEGAL, required=True, max_length=60),
        link("from_agency", "agency", "移送单位", "Who refers it.", PUBLIC, SERVER),
        link("to_agency", "agency", "接收单位", "Who is to take it over.", PUBLIC, LEGAL, inverse="referrals_received", required=True, worklist=True),
        text("purpose", "移送理由", "Why it is referred.", PUBLIC, LEGAL, required=True, max_length=1000),
        long_text("summary", "情况摘要", "What the receiver must know, and no more.", INTERNAL, LEGAL),
        day("received_on", "签收日期", "Day it was signed for.", PUBLIC, SERVER),
        day("accepted_on", "接收日期", "Day it was taken over.", PUBLIC, SERVER),
        text("reason", "理由", "Why it was refused or returned, or how it was completed.", PUBLIC, SERVER, max_length=1000),
        text("result_key", "办理对象", "Id of the record it became at the receiver.", PUBLIC, SERVER, max_length=120),
        link("result_case", "case", "办理案件", "The case of that record.", PUBLIC, SERVER, inverse="referrals_taken"),
        text("outcome", "办理结果", "What came of it.", INTERNAL, SERVER, max_length=1000),
        text("outcome_number", "结果文号（案号）", "Number of the decision, or of the court's case.", PUBLIC, SERVER, max_length=100),
    ),
    flow=Flow(
        (State("SENT", "已发出"), State("RECEIVED", "已签收"), State("ACCEPTED", "已接收"), State("REFUSED", "不予接收", final=True), State("RETURNED", "退回补充"),
         State("CONCLUDED", "已反馈结果", final=True), State("WITHDRAWN", "已撤回", final=True)), "SENT",
        (
            Move("receive", "签收", "Signs for it.", ("SENT",), "RECEIVED", RECEIVER),
            Move("accept", "接收", "Takes it over, naming the record it became where there is one.", ("SENT", "RECEIVED"), "ACCEPTED", RECEIVER, ("result_key",),
                 guard=_own_record, then=_case_of_it),
            Move("refuse", "不予接收", "Refuses it with a reason.", ("SENT", "RECEIVED"), "REFUSED", RECEIVER, ("reason",), ("reason",)),
            Move("send_back", "退回补充", "Returns it to be completed.", ("SENT", "RECEIVED"), "RETURNED", RECEIVER, ("reason",), ("reason",)),
            Move("send_again", "补充后再送", "Sends it again, saying what was completed.", ("RETURNED",), "SENT", SENDER, ("reason",), ("reason",)),
            Move("withdraw", "撤回", "Takes it back before it is taken over.", ("SENT", "RECEIVED", "RETURNED"), "WITHDRAWN", SENDER, ("reason",), ("reason",)),
            Move("name_record", "关联办理对象", "Names the record it became.", ("ACCEPTED",), None, RECEIVER, ("result_key",), ("result_key",), guard=_own_record,
                 then=_case_of_it),
            Move("conclude", "反馈结果", "Tells the sender what came of it.", ("ACCEPTED",), "CONCLUDED", RECEIVER, ("outcome", "outcome_number"), ("outcome",)),
        ),
        deadlines=(
            Deadline("REFERRAL_ANSWER", "移送接收期限", "Taken over, refused or returned within 5 working days.", "SENT", "to_agency",
                     ("accept", "refuse", "send_back"), {"": Term(5, Unit.WORKING_DAY, CONFIG, verified=False)}, void_by=("withdraw",)),
        ),
    ),
    pointers=(Pointer("source", "移送", "record_type", "record_key"), Pointer("result", "办理", "wanted", "result_key", leads=True)),
    accepts=_on_a_way,
    refusals=(
        RefusalText("REFERRAL_SOURCE", "本案没有要移送的这一对象，或无权查看。", "There is no such record in this case, or it is not yours to see."),
        RefusalText("REFERRAL_WAY", "“{record_type}”不能移送为“{wanted}”。", "A {record_type} does not lead to a {wanted}."),
        RefusalText("REFERRAL_TOO_EARLY", "须在下列状态才能移送：{states}。", "It can be referred only in these states: {states}."),
        RefusalText("REFERRAL_ORGAN", "只能移送其他有权单位：{organs}。", "It goes to another organ that may take it: {organs}."),
        RefusalText("REFERRAL_RESULT", "没有找到本单位的“{wanted}”，请核对对象标识。", "No {wanted} of your own agency has this id."),
    ),
    grants=(*(Grant("staff", "read", on, CONCERNED) for on in ("", "#public", "#internal")), Grant("staff", "create", "", "participates(file)")),
    creatable=True,
)
