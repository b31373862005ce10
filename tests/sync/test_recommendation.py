"""A recommendation: its clocks, an objection's three ends, silence reported up, and suit in the public interest alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.sync.county import SHANGHAI, County, gid
from tests.sync.walks import Walk

ONE = [{"id": "1", "content": "清查零售点"}]


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        await made.person("gov", "GOV", "county_office")
        yield made


async def letter(county: County, **values: Any) -> Walk:
    key = await county.create("prosecutor", "recommendation", **{"title": "烟花爆竹监管", "kind": "GOVERNANCE", "reply_rule": "GENERAL",
                                                                 "target_agency": gid("agency", "YJJ"), "proposals": ONE, **values})
    return Walk(county, "recommendation", key)


async def served(county: County, on: str = "2026-03-02", **values: Any) -> Walk:
    walk = await letter(county, **values)
    await walk.ok("jc_chief", "approve")
    await walk.ok("prosecutor", "serve", served_on=on, receiver_name="方警")
    return walk


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(("kind", "rule", "last"), [
    ("GOVERNANCE", "GENERAL", date(2026, 5, 2)), ("GOVERNANCE", "MINORS", date(2026, 4, 2)), ("RETRIAL", "RETRIAL", date(2026, 6, 2)),
    ("PUBLIC_INTEREST", "PUBLIC_INTEREST", date(2026, 5, 2)), ("PUBLIC_INTEREST", "PUBLIC_INTEREST_URGENT", date(2026, 3, 17))])
async def test_each_reply_rule_has_its_term(county: County, kind: str, rule: str, last: date) -> None:
    walk = await served(county, kind=kind, reply_rule=rule)
    due = (await walk.duties())["REPLY"]["due_at"].astimezone(SHANGHAI)
    weekend = {5: 2, 6: 1}.get(last.weekday(), 0)
    assert (due.date() - last).days == weekend + 1 and due.hour == 0


async def test_an_urgent_letter_is_due_on_the_day_it_names(county: County) -> None:
    assert await (await letter(county, reply_rule="URGENT")).code("jc_chief", "approve") == "LETTER_DATE_MISSING"
    walk = await served(county, reply_rule="URGENT", reply_due_on="2026-03-11")
    duties = await walk.duties()
    assert "REPLY" not in duties and duties["REPLY_BY_LETTER"]["due_at"] == at("2026-03-12", "00:00")
    passed = await letter(county, reply_rule="URGENT", reply_due_on="2026-03-01")
    await passed.ok("jc_chief", "approve")
    assert await passed.code("prosecutor", "serve", served_on="2026-03-02", receiver_name="方警") == "LETTER_DATE_PASSED"


@pytest.mark.parametrize(("kind", "rule"), [("GOVERNANCE", "RETRIAL"), ("RETRIAL", "GENERAL"), ("GOVERNANCE", "PUBLIC_INTEREST")])
async def test_a_type_has_only_its_own_reply_rules(county: County, kind: str, rule: str) -> None:
    assert await (await letter(county, kind=kind, reply_rule=rule)).code("jc_chief", "approve") == "REPLY_RULE_UNFIT"


async def test_only_what_ran_out_is_overdue_and_late_stays_late(county: County) -> None:
    walk = await served(county)
    assert await walk.code("prosecutor", "expire") == "REPLY_NOT_DUE"
    late = await county.move("prosecutor", "recommendation", walk.key, "expire", at=at("2026-05-06"))
    assert late.kind == "applied", late
    await walk.ok("prosecutor", "urge", urging_number="合检督〔2026〕1号")
    await walk.ok("prosecutor", "report_up", superior_report="合检建〔2026〕7号", reason="逾期未回复")
    await walk.ok("prosecutor", "report_government", reason="逾期未回复")
    assert await walk.code("emergency", "reply", reply="口头说过") == "INPUT_MISSING"  # an oral answer has no number
    assert await walk.code("emergency", "reply", reply_number="合应急发〔2026〕1号", reply="已查") == "PROPOSAL_UNANSWERED"
    await walk.ok("emergency", "reply", reply_number="合应急发〔2026〕1号", reply="已查", proposals=[{**ONE[0], "measure": "已查处"}])
    duties, row = await walk.duties(), await walk.row()
    assert (row["state"], row["late_reply"], row["late_report"]) == ("REPLIED", True, None)
    assert duties["REPLY"]["late"] and duties["REPORT"]["state"] == "RUNNING"  # two acts, measured apart
    await walk.ok("emergency", "report", report_number="合应急发〔2026〕2号", reported_on="2026-05-07")
    assert (await walk.row())["late_report"] is True
    await walk.ok("prosecutor", "evaluate", evaluation="DONE")
    assert (await walk.row())["late_reply"] is True
    assert await walk.code("jc_chief", "sue") == "NOT_PUBLIC_INTEREST"


async def test_an_objection_amends_withdraws_or_changes_nothing(county: County) -> None:
    walk = await served(county)
    await walk.ok("emergency", "object", objection="第一项不属本局职责")
    assert await walk.code("prosecutor", "amend", objection_answer="部分成立") == "FORBIDDEN"  # the chief prosecutor's
    await walk.ok("jc_chief", "amend", objection_answer="部分成立", proposals=[{"id": "1", "content": "清查本局许可的零售点"}])
    row, duties = await walk.row(), await walk.duties()
    assert row["state"] == "AMENDED" and row["amended_on"] and "本局许可" in row["proposals"] and duties["REPLY"]["state"] == "RUNNING"
    second = await served(county)
    await second.ok("emergency", "object", objection="事实不清")
    await second.ok("prosecutor", "uphold", objection_answer="事实清楚")
    third = await served(county)
    await third.ok("emergency", "object", objection="已整改")
    await third.ok("jc_chief", "withdraw", reason="异议成立")
    assert {duty["state"] for duty in (await third.duties()).values()} == {"VOID"}


async def test_silence_on_a_public_interest_letter_leads_to_suit(county: County) -> None:
    walk = await served(county, kind="PUBLIC_INTEREST", reply_rule="PUBLIC_INTEREST_URGENT")
    assert (await county.move("prosecutor", "recommendation", walk.key, "expire", at=at("2026-03-18"))).kind == "applied"
    assert await walk.code("prosecutor", "sue") == "FORBIDDEN"
    await walk.ok("jc_chief", "sue")
    done = await served(county, "2026-03-18", kind="PUBLIC_INTEREST", reply_rule="PUBLIC_INTEREST")
    await done.ok("emergency", "reply", reply_number="合应急发〔2026〕9号", reply="已改", proposals=[{**ONE[0], "measure": "已改"}])
    await done.ok("prosecutor", "evaluate", evaluation="DONE")
    assert await done.code("jc_chief", "sue") == "RECTIFIED_ALREADY"


async def test_nobody_knows_a_letter_before_it_is_served(county: County) -> None:
    walk = await letter(county)
    assert await walk.code("emergency", "object", objection="x") == "NOT_FOUND"
    assert await walk.code("gov", "reply", reply="x", reply_number="合府发〔2026〕1号") == "NOT_FOUND"
