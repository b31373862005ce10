"""Judicial and social relief: caps, a minor's money, what is posted and what never, urgent need first, referral either way, vulnerable people first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sync.intent import Create
from tests.sync.county import County, gid
from tests.sync.walks import Walk

ID = "510522190001010004"
WAGE = "7000.00"
VISIT = [{"id": "1", "occurred_at": "2026-03-02T09:00:00+08:00", "visitors": "梅暖、乡晨", "note": "属实"}]


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        await made.person("clerk", "XZ-102", "agency_officer")
        await made.person("clerk2", "XZ-102", "agency_officer")
        await made.person("visitor", "XZ-102", "relief_worker", unit="CTW-BS")
        await made.person("yibao", "YJJ", "agency_officer")
        await made.person("kongshen", "JC", "prosecutor")
        yield made


async def judicial(county: County, **values: Any) -> Walk:
    key = await county.relief("judge", **{"applicant_id_number": ID, "origin_number": "（2026）川0522刑初12号", "caused_by_case": True, **values})
    return Walk(county, "judicial_relief", key)


async def proposed(county: County, amount: str = "30000.00", **values: Any) -> Walk:
    walk = await judicial(county, **values)
    await walk.ok("judge", "apply")
    await walk.ok("judge", "verify")
    await walk.ok("judge", "propose", proposed_amount=amount, monthly_wage=WAGE)
    return walk


async def test_above_the_cap_only_with_approval_and_within_what_a_court_could_award(county: County) -> None:
    walk = await proposed(county)
    await walk.ok("court_leader", "approve", approved_amount="252000.00")  # 36 monthly wages exactly
    assert (await walk.row())["months_equivalent"] == Decimal("36.00")
    above = await proposed(county, origin_number="（2026）川0522刑初13号")
    assert await above.code("court_leader", "approve", approved_amount="252000.01") == "ABOVE_CAP"
    assert await above.code("court_leader", "approve", approved_amount="252000.01", upper_approval="泸法救〔2026〕1号") == "ABOVE_COMPENSATION"
    assert await above.code("court_leader", "approve", approved_amount="260000.00", upper_approval="泸法救〔2026〕1号",
                            determinable_compensation="255000.00") == "ABOVE_COMPENSATION"
    await above.ok("court_leader", "approve", approved_amount="254000.00", upper_approval="泸法救〔2026〕1号", determinable_compensation="255000.00")


async def test_what_excludes_relief_is_named(county: County) -> None:
    walk = await judicial(county, exclusion="FALSE_STATEMENT")
    await walk.ok("judge", "apply")
    assert await walk.code("judge", "verify") == "EXCLUDED"


async def test_a_minors_money_goes_by_a_plan_and_is_never_posted(county: County) -> None:
    walk = await proposed(county, minor=True)
    await walk.ok("court_leader", "approve", approved_amount="30000.00")
    assert await walk.code("judge", "post_notice") == "NEVER_PUBLICISED"
    await walk.ok("judge", "request_funds")
    case = (await walk.row())["case_id"]
    share = await county.create("judge", "share", case, to_agency=gid("agency", "CZJ"), purpose="拨款")
    await county.moved("finance", "share", share, "accept")
    await walk.ok("finance", "fund")
    await walk.ok("judge", "notify")
    paid = {"paid_amount": "30000.00", "payment_voucher": "监护人签收"}
    assert await walk.code("judge", "pay", **paid) == "SECOND_PERSON"
    assert await walk.code("judge2", "pay", **paid) == "MINOR_PLAN_MISSING"
    plan = [{"id": str(n), "due_on": f"2026-0{n + 3}-01", "amount": "10000.00"} for n in range(2)]
    safe = {**paid, "guardian_name": "祖母", "account_supervisor": "合江县公证处"}
    assert await walk.code("judge2", "pay", **safe, payment_plan=plan) == "PLAN_DIFFERS"
    await walk.ok("judge2", "pay", **safe, payment_plan=[*plan, {"id": "2", "due_on": "2026-06-01", "amount": "10000.00"}])
    await walk.ok("court_leader", "recover", reason="骗取")
    await walk.ok("judge", "close_recovery", recovered_amount="30000.00")


async def test_a_notice_tells_no_number_and_no_illness(county: County) -> None:
    walk = await proposed(county, village="回龙街社区", hardship="癌症晚期")
    await walk.ok("court_leader", "approve", approved_amount="30000.00")
    await walk.ok("judge", "post_notice")
    assert (await walk.row())["notice"] == "陶运生，回龙街社区，司法救助，30000.00元"
    victim = await proposed(county, origin_number="（2026）川0522刑初14号", sexual_offence=True)
    await victim.ok("court_leader", "approve", approved_amount="30000.00")
    assert await victim.code("judge", "post_notice") == "NEVER_PUBLICISED"


# --- social relief ----------------------------------------------------------------------------------------------------


async def social(county: County, who: str = "clerk", **values: Any) -> Walk:
    key = await county.create(who, "social_relief", **{"title": "临时救助", "applicant_name": "陶运生", "applicant_id_number": ID, "kind": "TEMPORARY",
                                                       "approver": gid("agency", "MZJ"), "cause": "交通事故", "unit": gid("field_unit", "CTW-BS"),
                                                       "lead_agency": gid("agency", "XZ-102"), "village": "回龙街社区", **values})
    return Walk(county, "social_relief", key)


async def test_township_takes_in_visits_posts_and_the_county_decides(county: County) -> None:
    walk = await social(county, kind="MINIMUM_LIVING", hardship="癌症")
    assert await walk.code("mzj", "approve", approved_amount="600.00") == "NOT_FOUND"  # not reported to it yet
    await walk.ok("clerk", "accept")
    alone = [{**VISIT[0], "visitors": "梅暖"}]
    assert await walk.code("visitor", "investigate", visits=alone) == "VISIT_MISSING"
    await walk.ok("visitor", "investigate", visits=[{**VISIT[0], "id": "2"}], proposed_amount="620.00")
    assert await walk.code("clerk", "review", proposed_amount="620.00") == "POSTING_TOO_SHORT"
    await walk.ok("clerk", "post", proposed_amount="620.00")
    assert (await walk.row())["notice"] == "陶运生，回龙街社区，低保，620.00元"
    assert await walk.code("clerk", "review", proposed_amount="620.00") == "POSTING_TOO_SHORT"
    week = county.now.replace(day=county.now.day + 7)
    assert (await county.move("clerk", "social_relief", walk.key, "review", at=week, proposed_amount="620.00")).kind == "applied"
    assert await walk.code("clerk", "approve", approved_amount="620.00") == "FORBIDDEN"
    await walk.ok("mzj", "approve", approved_amount="620.00")
    assert (await walk.row())["decision_number"] == "合民救〔2026〕1号"
    assert await walk.code("mzj", "pay", payment_voucher="x") == "SECOND_PERSON"
    await walk.ok("clerk", "pay", payment_voucher="银行回单")
    await walk.ok("clerk", "close")


async def test_urgent_need_is_met_first_and_a_small_sum_is_the_townships(county: County) -> None:
    slow = await social(county)
    assert await slow.code("clerk", "grant_at_once", urgent_amount="500.00") == "NOT_URGENT"
    walk = await social(county, urgent=True, cause="火灾")
    await walk.ok("clerk", "grant_at_once", urgent_amount="500.00")
    assert (await walk.duties())["URGENT_PAPERS"]["state"] == "RUNNING"
    await walk.ok("clerk", "investigate", visits=VISIT)
    assert await walk.code("clerk2", "approve_small", approved_amount="2000.01") == "NOT_DELEGATED"
    assert await walk.code("clerk", "approve_small", approved_amount="1500.00") == "SECOND_PERSON"
    await walk.ok("clerk2", "approve_small", approved_amount="1500.00")


async def test_the_same_cause_once_a_year_unless_it_is_said_why(county: County) -> None:
    first = await social(county)
    await first.ok("clerk", "accept")
    await first.ok("clerk", "investigate", visits=VISIT)
    await first.ok("clerk2", "approve_small", approved_amount="1500.00")
    again = await social(county)
    assert await again.code("clerk", "accept") == "SAME_CAUSE_THIS_YEAR"
    assert (await county.edit("clerk", "social_relief", again.key, repeat_reason="二次手术")).kind == "applied"
    await again.ok("clerk", "accept")
    other = await social(county, cause="失业")
    await other.ok("clerk", "accept")  # another cause lives beside it
    medical = await social(county, kind="MEDICAL", cause="手术")
    assert await medical.code("clerk", "accept") == "MEDICAL_APPROVER"


async def test_two_villages_apply_for_one_person(county: County) -> None:
    first = await social(county, evidence=[{"id": "a", "title": "户口"}])
    second = await social(county, evidence=[{"id": "b", "title": "居住证"}], village="白沙社区")
    row = await second.row()
    assert (row["state"], row["duplicate_of"]) == ("DUPLICATE", first.key)
    assert "居住证" in (await first.row())["evidence"] and (await first.row())["village"] == "回龙街社区"


async def test_social_relief_makes_judicial_relief_explain_itself_and_never_stops_it(county: County) -> None:
    first = await social(county)
    await first.ok("clerk", "accept")
    await first.ok("clerk", "investigate", visits=VISIT)
    await first.ok("clerk2", "approve_small", approved_amount="1500.00")
    walk = await proposed(county)
    assert await walk.code("court_leader", "approve", approved_amount="30000.00") == "SOCIAL_RELIEF_REASON"
    await walk.ok("court_leader", "approve", approved_amount="30000.00", social_relief_reason="不足以解困")


async def test_referral_goes_either_way(county: County) -> None:
    key = await county.create("mzj", "social_relief_referral", title="发现案件被害人", direction="TO_JUDICIAL", receiver=gid("agency", "JC"), need="被害人家庭困难")
    walk = Walk(county, "social_relief_referral", key)
    assert await walk.code("judge", "receive") == "NOT_FOUND"
    await walk.ok("kongshen", "receive")
    await walk.ok("kongshen", "assess")
    assert await walk.code("kongshen", "refuse") == "INPUT_MISSING"
    await walk.ok("kongshen", "refuse", reason="困难并非案件造成")
    await walk.ok("kongshen", "feed_back", feedback="已告知可申请临时救助")
    duties = await walk.duties()
    assert {duty["state"] for duty in duties.values()} == {"MET"} and not any(duty["verified"] for duty in duties.values())
    for values, code in (({"direction": "TO_JUDICIAL", "receiver": gid("agency", "YJJ")}, "RECEIVER_GIVES_NO_JUDICIAL_RELIEF"),
                         ({"direction": "TO_SOCIAL", "receiver": gid("agency", "MZJ")}, "REFERRAL_KIND_MISSING")):
        refused = await county.one("mzj", Create("social_relief_referral", county.new_id(), {"title": "x", **values}))
        assert (refused.kind, refused.code) == ("refused", code)


# --- leads ------------------------------------------------------------------------------------------------------------


async def test_a_lead_is_known_to_sender_and_receiver_alone(county: County) -> None:
    await county.person("police", "GAJ", "police_officer")
    key = await county.create("clerk", "rural_lead", title="强占鱼塘线索", kind="GANG", content="有人强占鱼塘收费", reporter_name="罗青禾", place="白沙镇")
    walk = Walk(county, "rural_lead", key)
    assert await walk.code("police", "accept") == "NOT_FOUND"
    assert await walk.code("clerk", "transfer", receiver=gid("agency", "YJJ")) == "LEAD_RECEIVER"
    await walk.ok("clerk", "transfer", receiver=gid("agency", "JC"))
    assert (await walk.row())["transfer_number"] == "合联线〔2026〕1号"
    await walk.ok("prosecutor", "hand_back", reason="应由公安侦查")
    await walk.ok("clerk", "transfer", receiver=gid("agency", "GAJ"))
    assert (await walk.row())["transfer_number"] == "合联线〔2026〕1号"  # one lead, one number
    for stranger in ("mzj", "prosecutor", "office"):
        assert await walk.code(stranger, "accept") == "NOT_FOUND"
    await walk.ok("police", "accept")
    assert await walk.code("police", "feed_back", feedback="x") == "MOVE_NOT_POSSIBLE"
    await walk.ok("police", "file", filing_number="合公刑立字〔2026〕8号")
    await walk.ok("police", "feed_back", feedback="已立案侦查")
    assert {name: duty["state"] for name, duty in (await walk.duties()).items()} == {"LEAD_ACCEPTANCE": "MET", "LEAD_FEEDBACK": "MET"}
