"""An insolvency from warning to striking off: the court alone after acceptance, its periods, items confirmed by their raiser, claims kept close."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from schema.registry import RECORDS
from tests.sync.county import COUNTY, SHANGHAI, County, gid

AGENCIES = {"JXJ": "GOVERNMENT", "ZGJ": "GOVERNMENT", "SWT": "GOVERNMENT", "GLR": "EXTERNAL", "GLR-2": "EXTERNAL"}
PEOPLE = (("helper", "JXJ", "agency_officer"), ("land", "ZGJ", "agency_officer"), ("tax", "SWT", "agency_officer"), ("administrator", "GLR", "bankruptcy_administrator"),
          ("stranger", "GLR-2", "bankruptcy_administrator"))
FILE = "insolvency_file"


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        for code, branch in AGENCIES.items():
            await connection.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, $2, $2, $2, $3)", COUNTY, code, branch)
        for name, agency, role in PEOPLE:
            await made.person(name, agency, role, branch=AGENCIES[agency])
        yield made


async def ok(county: County, who: str, key: UUID, name: str, /, record: str = FILE, at: datetime | None = None, **values: Any) -> None:
    outcome = await county.move(who, record, key, name, at=at, **values)
    assert outcome.kind == "applied", (name, outcome)


async def code(county: County, who: str, key: UUID, name: str, /, record: str = FILE, **values: Any) -> str | None:
    outcome = await county.move(who, record, key, name, **values)
    assert outcome.kind == "refused", (name, outcome)
    return outcome.code


async def warned(county: County) -> UUID:
    """Warned of by the economy bureau and shared with the court and the office of the mechanism."""
    key = await county.create("helper", FILE, title="禾丰调味品公司", enterprise="合江禾丰调味品有限公司", uscc="91510522MA9999996N", employees=86, wages_owed="2146000.00",
                              trade_secrets="酱料配方")
    await shared(county, "helper", key, FY="judge", SFJ="office")
    return key


async def shared(county: County, by: str, key: UUID, **receivers: str) -> None:
    case = (await county.row(FILE, key))["case_id"]
    for agency, who in receivers.items():
        share = await county.create(by, "share", case, to_agency=gid("agency", agency), purpose="府院联动")
        await county.moved(who, "share", share, "accept")


def ruling(n: int) -> str:
    return f"（2026）川0522破2号之{'一二三四五六七八九'[n - 1]}"


async def accepted(county: County) -> UUID:
    key = await warned(county)
    await ok(county, "judge", key, "take_petition", petitioner="CREDITOR", petition_number="（2026）川0522破申2号", petition_received_on="2026-03-02")
    await ok(county, "judge", key, "notify_debtor", debtor_notified_on="2026-03-05", objection_ends_on="2026-03-12")
    await ok(county, "judge", key, "accept", ruling_number=ruling(1), court_number="（2026）川0522破2号", accepted_on="2026-03-20", administrator=gid("agency", "GLR"),
             administrator_until="2028-03-20")
    (share,) = await county.all("share", "to_agency = 'GLR'")
    assert share["expires_at"] == datetime(2028, 3, 21, tzinfo=SHANGHAI)
    await county.moved("administrator", "share", share["id"], "accept")
    return key


async def announced(county: County) -> UUID:
    key = await accepted(county)
    await ok(county, "judge", key, "announce", announced_on="2026-04-10", claims_due_on="2026-05-25")
    return key


async def due_on(county: County, duty: str) -> date:
    (row,) = await county.all("duty", "code = $2", duty)
    return (row["due_at"].astimezone(SHANGHAI) - timedelta.resolution).date()


# --- the file ---------------------------------------------------------------------------------------------------------


async def test_help_may_save_it(county: County) -> None:
    key = await warned(county)
    await ok(county, "helper", key, "assist", help_measures=[{"id": "1", "agency": "JXJ", "measure": "协调续贷"}])
    assert await code(county, "judge", key, "rescue", rescue_outcome="续贷到位") == "FORBIDDEN"
    assert await code(county, "helper", key, "rescue") == "INPUT_MISSING"
    await ok(county, "helper", key, "rescue", rescue_outcome="续贷到位")


async def test_a_reorganisation_with_an_extended_plan(county: County) -> None:
    key = await announced(county)
    await ok(county, "judge", key, "reorganise", ruling_number=ruling(2), reorganised_on="2026-04-20")
    assert await due_on(county, "PLAN_DRAFT") == date(2026, 10, 20)
    await ok(county, "judge", key, "extend_plan", ruling_number=ruling(3), at=datetime(2026, 10, 15, 9, tzinfo=SHANGHAI))
    assert await due_on(county, "PLAN_DRAFT_EXTENDED") == date(2027, 1, 20)
    assert [row["state"] for row in await county.all("duty", "code = 'PLAN_DRAFT'")] == ["VOID"]
    await ok(county, "judge", key, "take_plan", plan_received_on="2027-01-11", at=datetime(2027, 1, 11, 9, tzinfo=SHANGHAI))
    assert await due_on(county, "PLAN_VOTE") == date(2027, 2, 10)
    await ok(county, "judge", key, "adopt_plan", plan_adopted_on="2027-02-01")
    assert await due_on(county, "APPROVAL_REQUEST") == date(2027, 2, 11)
    await ok(county, "judge", key, "ask_approval", approval_asked_on="2027-02-05")
    assert await due_on(county, "PLAN_APPROVAL") == date(2027, 3, 8)  # the 7th is a Sunday
    await ok(county, "judge", key, "approve_plan", ruling_number=ruling(4))
    await ok(county, "judge", key, "terminate", ruling_number=ruling(5), terminated_on="2027-03-01")
    assert await due_on(county, "DEREGISTRATION") == date(2027, 3, 11)
    await ok(county, "judge", key, "deregister")
    late = [row["code"] for row in await county.all("duty", "state = 'MET' AND late")]
    assert not {"PLAN_DRAFT_EXTENDED", "PLAN_VOTE", "APPROVAL_REQUEST"} & set(late)


async def test_a_liquidation_to_its_end(county: County) -> None:
    key = await announced(county)
    await ok(county, "judge", key, "declare_bankrupt", ruling_number=ruling(2), declared_on="2026-06-01")
    assert (await due_on(county, "DECLARATION_SERVICE"), await due_on(county, "DECLARATION_NOTICE")) == (date(2026, 6, 8), date(2026, 6, 11))  # the 6th is a Saturday
    for step in ("serve_declaration", "publish_declaration"):
        await ok(county, "judge", key, step)
    await ok(county, "administrator", key, "ask_termination", termination_asked_on="2026-11-02")
    assert await due_on(county, "TERMINATION_RULING") == date(2026, 11, 17)
    assert await code(county, "administrator", key, "terminate", ruling_number=ruling(3), terminated_on="2026-11-10") == "FORBIDDEN"
    await ok(county, "judge", key, "terminate", ruling_number=ruling(3), terminated_on="2026-11-10")


async def test_the_periods_of_acceptance(county: County) -> None:
    key = await announced(county)
    found = {row["code"]: row for row in await county.all("duty", "record_key = $2", str(key))}
    assert {name: await due_on(county, name) for name in ("DEBTOR_NOTICE", "CREDITOR_PETITION", "RULING_SERVICE", "DEBTOR_STATEMENTS", "CREDITOR_NOTICE", "CONTRACT_DECISION",
                                                          "FIRST_MEETING")} == {
        "DEBTOR_NOTICE": date(2026, 3, 9), "CREDITOR_PETITION": date(2026, 3, 23), "RULING_SERVICE": date(2026, 3, 25), "DEBTOR_STATEMENTS": date(2026, 4, 6),
        "CREDITOR_NOTICE": date(2026, 4, 14), "CONTRACT_DECISION": date(2026, 5, 20), "FIRST_MEETING": date(2026, 6, 9)}
    assert "DEBTOR_PETITION" not in found and all(row["verified"] for row in found.values())
    assert {found["DEBTOR_STATEMENTS"]["agency"], found["RULING_SERVICE"]["agency"]} == {"GLR", "FY"}
    await ok(county, "administrator", key, "take_statements")
    await ok(county, "administrator", key, "decide_contracts")
    await ok(county, "judge", key, "hold_first_meeting", first_meeting_on="2026-06-05")
    assert await due_on(county, "RESOLUTION_CHALLENGE") == date(2026, 6, 22)  # the 20th is a Saturday


async def test_a_debtors_own_petition_has_fifteen_days(county: County) -> None:
    key = await warned(county)
    await ok(county, "judge", key, "take_petition", petitioner="DEBTOR", petition_number="（2026）川0522破申2号", petition_received_on="2026-03-02")
    assert await due_on(county, "DEBTOR_PETITION") == date(2026, 3, 17)
    assert not await county.all("duty", "code = 'DEBTOR_NOTICE'")


async def test_after_acceptance_the_court_alone_changes_the_stage(county: County) -> None:
    """Every move that changes the state after acceptance belongs to judges and to nobody else."""
    flow = RECORDS[FILE].flow
    assert flow is not None
    before = {"WARNING", "ASSISTANCE", "EXIT_ADVISED", "PRE_REORGANISATION"}
    stages = [move for move in flow.moves if move.target and not set(move.sources) & before]
    assert len(stages) >= 12 and {owner.role for move in stages for owner in move.owners} == {"judge"}
    key = await announced(county)
    for who in ("helper", "office", "administrator"):
        assert await code(county, who, key, "declare_bankrupt", ruling_number=ruling(2), declared_on="2026-06-01") == "FORBIDDEN"
    assert await code(county, "helper", key, "assist", help_measures=[{"id": "2", "measure": "再帮扶"}]) in ("FORBIDDEN", "MOVE_NOT_POSSIBLE")
    refused = await county.edit("helper", FILE, key, wages_owed="1.00")
    assert (refused.kind, refused.code) == ("refused", "FIELD_FORBIDDEN")


async def test_each_stage_needs_a_ruling_of_its_own(county: County) -> None:
    key = await announced(county)
    assert await code(county, "judge", key, "declare_bankrupt", declared_on="2026-06-01") == "RULING_NEEDED"  # the number of acceptance does not do
    assert await code(county, "judge", key, "declare_bankrupt", declared_on="2026-06-01", ruling_number=ruling(1)) == "RULING_NEEDED"
    assert await code(county, "judge", key, "declare_bankrupt", declared_on="2026-06-01", ruling_number="口头裁定") == "VALUE_INVALID"
    refused = await county.edit("judge", FILE, key, ruling_number=ruling(2))
    assert refused.code == "FIELD_FORBIDDEN"


@pytest.mark.parametrize(("last", "fits"), [("2026-05-09", False), ("2026-05-10", True), ("2026-07-10", True), ("2026-07-11", False)])
async def test_claims_are_filed_within_thirty_days_to_three_months(county: County, last: str, fits: bool) -> None:
    key = await accepted(county)
    outcome = await county.move("judge", FILE, key, "announce", announced_on="2026-04-10", claims_due_on=last)
    assert (outcome.kind, outcome.code) == (("applied", None) if fits else ("refused", "CLAIM_WINDOW"))
    if not fits:
        assert outcome.facts == {"first": "2026-05-10", "last": "2026-07-10"}


async def test_order_of_steps(county: County) -> None:
    key = await accepted(county)
    assert await code(county, "judge", key, "reorganise", ruling_number=ruling(2), reorganised_on="2026-04-01") == "NOT_ANNOUNCED"
    other = await warned_again(county)
    assert await code(county, "judge", other, "notify_debtor", debtor_notified_on="2026-03-05", objection_ends_on="2026-03-11") == "OBJECTION_PERIOD"


async def warned_again(county: County) -> UUID:
    key = await warned(county)
    await ok(county, "judge", key, "take_petition", petitioner="CREDITOR", petition_number="（2026）川0522破申3号", petition_received_on="2026-03-02")
    return key


# --- items of coordination --------------------------------------------------------------------------------------------


async def raised(county: County, who: str = "judge", agency: str = "ZGJ") -> tuple[UUID, UUID]:
    file = await accepted(county)
    case = (await county.row(FILE, file))["case_id"]
    item = await county.create(who, "coordination_item", case, title="土地补证", kind="LAND_TITLE", assigned_agency=gid("agency", agency), request="补办地上建筑登记")
    return file, item


async def replied(county: County, who: str = "judge") -> UUID:
    _, item = await raised(county, who)
    await ok(county, "office", item, "assign", record="coordination_item")
    await ok(county, "land", item, "start", record="coordination_item")
    await ok(county, "land", item, "reply", record="coordination_item", reply_number="合自规函〔2026〕51号", reply="已补证")
    return item


async def test_only_the_raiser_confirms_and_may_reopen(county: County) -> None:
    item = await replied(county)
    for who in ("land", "office", "administrator", "helper"):
        for name, values in (("confirm_done", {}), ("reopen", {"objection": "x"})):
            assert await code(county, who, item, name, record="coordination_item", **values) == "FORBIDDEN", (who, name)
    assert await code(county, "judge", item, "reopen", record="coordination_item") == "INPUT_MISSING"
    await ok(county, "judge", item, "reopen", record="coordination_item", objection="缺地上建筑")
    await ok(county, "land", item, "reply", record="coordination_item", reply_number="合自规函〔2026〕66号", reply="补齐")
    await ok(county, "judge", item, "confirm_done", record="coordination_item")
    duties = {row["code"]: row["state"] for row in await county.all("duty", "record_key = $2", str(item))}
    assert duties == {"ITEM_ASSIGNMENT": "MET", "ITEM_REPLY": "MET", "ITEM_REPLY_AGAIN": "MET"}
    assert not any(row["verified"] for row in await county.all("duty", "record_key = $2", str(item)))


async def test_what_the_administrator_raised_the_court_does_not_confirm(county: County) -> None:
    item = await replied(county, "administrator")
    row = await county.row("coordination_item", item)
    assert (row["from_agency"], row["lead_agency"]) == ("GLR", "FY")
    assert await code(county, "judge", item, "confirm_done", record="coordination_item") == "FORBIDDEN"
    await ok(county, "administrator", item, "confirm_done", record="coordination_item")


async def test_the_bureau_is_offered_the_case_once_and_escalation_goes_up(county: County) -> None:
    file, item = await raised(county)
    assert await code(county, "land", item, "start", record="coordination_item") == "NOT_FOUND"  # not handed on yet
    assert await code(county, "judge", item, "assign", record="coordination_item") == "FORBIDDEN"
    await ok(county, "office", item, "assign", record="coordination_item")
    await ok(county, "judge", item, "escalate", record="coordination_item", escalation="两月未动")
    await ok(county, "office", item, "assign", record="coordination_item", decision="限十日办结")
    case = (await county.row(FILE, file))["case_id"]
    assert [row["state"] for row in await county.all("share", "case_id = $2 AND to_agency = 'ZGJ'", case)] == ["OFFERED"]


# --- who is let in ----------------------------------------------------------------------------------------------------


async def test_the_administrators_access_is_of_one_case_and_ends(county: County) -> None:
    file, item = await raised(county, "administrator")
    case = (await county.row(FILE, file))["case_id"]
    claim = await county.create("administrator", "creditor_claim", case, title="第1号债权", creditor="合江供销社", nature="ORDINARY", amount="120000.00")
    held = await county.all("case_access", "case_id = $2 AND audience = 'A:GLR'", case)
    assert [(row["level"], row["until"] is None) for row in held] == [(2, False)]  # nothing he writes gives him more, or for longer
    assert await code(county, "stranger", claim, "refuse", record="creditor_claim", reason="x") == "NOT_FOUND"
    county.now += timedelta(days=901)
    for key, record, name, values in ((claim, "creditor_claim", "refuse", {"reason": "x"}), (item, "coordination_item", "escalate", {"escalation": "x"})):
        assert await code(county, "administrator", key, name, record=record, **values) == "NOT_FOUND"


async def test_claims_are_the_administrators_and_the_courts(county: County) -> None:
    file = await announced(county)
    case = (await county.row(FILE, file))["case_id"]
    values = {"title": "第1号债权", "creditor": "合江供销社", "nature": "ORDINARY", "amount": "120000.00"}
    key = await county.create("administrator", "creditor_claim", case, **values)
    for who in ("helper", "office", "jc_chief"):
        assert await code(county, who, key, "admit", record="creditor_claim", admitted_amount="1.00") == "NOT_FOUND"
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await county.create("helper", "creditor_claim", case, **values)
    assert await code(county, "administrator", key, "admit", record="creditor_claim", admitted_amount="120000.01") == "ABOVE_CLAIM"
    await ok(county, "administrator", key, "admit", record="creditor_claim", admitted_amount="110000.00", reason="利息停计")
    assert await code(county, "administrator", key, "confirm", record="creditor_claim", ruling_number=ruling(2)) == "FORBIDDEN"
    await ok(county, "judge", key, "confirm", record="creditor_claim", ruling_number=ruling(2))


async def test_a_check_up_and_its_second_look(county: County) -> None:
    key = await county.create("office", "enterprise_checkup", title="法治体检", enterprise="合江禾丰调味品有限公司")
    assert await code(county, "office", key, "report", record="enterprise_checkup", visited_on="2026-03-02") == "INPUT_MISSING"
    risk = {"id": "1", "area": "PROPERTY", "level": "HIGH", "advice": "补办不动产权证"}
    await ok(county, "office", key, "report", record="enterprise_checkup", visited_on="2026-03-02", risks=[risk])
    await ok(county, "office", key, "follow_up", record="enterprise_checkup", follow_up="正在补办")
