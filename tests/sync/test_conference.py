"""The annual conference: once a year, members in person or by a named substitute, its year's clock running, resolutions as tasks; the leading group."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from sync.intent import Create
from tests.sync.county import SHANGHAI, County, gid
from tests.sync.walks import Walk


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        await made.person("gov", "GOV", "county_office")
        await made.person("yjj_head", "YJJ", "agency_officer", "agency_head")
        yield made


async def member(county: County, name: str, agency: str, seat: str = "MEMBER", since: str = "2025-01-01", **values: Any) -> Walk:
    key = await county.create("office", "leading_member", title=f"领导小组成员：{name}", group_agency=gid("agency", "SFJ"), agency=gid("agency", agency),
                              member_name=name, seat=seat, valid_from=since, **values)
    return Walk(county, "leading_member", key)


async def seated(county: County, name: str, agency: str, seat: str = "MEMBER", **values: Any) -> Walk:
    walk = await member(county, name, agency, seat, **values)
    await walk.ok("office", "confirm", document_number="合府办发〔2025〕3号")
    return walk


async def expected(county: County, year: int = 2026) -> Walk:
    key = await county.create("office", "conference", title=f"{year}年府院联席会议", year=year, counted_from=f"{year - 1}-12-31")
    return Walk(county, "conference", key)


async def prepared(county: County, walk: Walk) -> None:
    assert await walk.code("office", "plan", planned_on="2026-03-10") == "CONFERENCE_AGENDA_MISSING"
    await walk.ok("office", "plan", planned_on="2026-03-10", agenda=[{"id": "1", "title": "年度通报", "speaker": "司法局"}])
    await walk.ok("office", "prepare", report="全年会商12次", statistics={"consultations": 12})


def came(*people: tuple[str, str], **stands: str) -> list[dict[str, str]]:
    return [{"agency": agency, "name": name, **({"manner": "SUBSTITUTE", "stands_for": stands[name]} if name in stands else {"manner": "MEMBER"})}
            for name, agency in people]


async def test_the_whole_way(county: County) -> None:
    await seated(county, "沈县长", "GOV", "HEAD")
    await seated(county, "严秉衡", "JC", "DEPUTY")
    walk = await expected(county)
    await prepared(county, walk)
    await walk.ok("emergency", "submit_issue", issues=[{"id": "1", "agency": "YJJ", "title": "烟花爆竹联合检查"}])
    assert await walk.code("emergency", "submit_issue", issues=[{"id": "2", "agency": "MZJ", "title": "x"}]) == "ISSUE_FOR_ANOTHER"
    assert await walk.code("office", "hold", held_on="2027-03-10", attendance=[]) == "CONFERENCE_OTHER_YEAR"
    assert await walk.code("office", "hold", held_on="2026-03-10", attendance=came(("沈县长", "GOV"))) == "MEMBERS_UNACCOUNTED"
    unnamed = [{"agency": "JC", "name": "陆明澄", "manner": "SUBSTITUTE"}]
    assert await walk.code("office", "hold", held_on="2026-03-10", attendance=unnamed) == "SUBSTITUTE_UNNAMED"
    await walk.ok("office", "hold", held_on="2026-03-10", attendance=came(("沈县长", "GOV"), ("陆明澄", "JC"), 陆明澄="严秉衡"))
    assert (await walk.row())["number"] == "合联会纪〔2026〕1号"
    await walk.ok("office", "issue_minutes", minutes_text="会议议定一项。")
    await walk.ok("office", "resolve", resolution_title="联合检查", resolution_agency=gid("agency", "YJJ"), resolution_due_on="2026-09-30")
    assert await walk.code("office", "review", review="均已落实") == "RESOLUTIONS_OPEN"
    (task,) = await county.all("task")
    assert (await county.move("emergency", "task", task["id"], "complete", result="已检查")).kind == "applied"
    await walk.ok("office", "review", review="均已落实")


async def test_the_year_warns_on_the_first_of_october_and_ends_with_december(county: County) -> None:
    walk = await expected(county)
    duties = {name: duty["due_at"].astimezone(SHANGHAI) for name, duty in (await walk.duties()).items()}
    assert duties == {"CONFERENCE_PLAN": datetime(2026, 10, 1, tzinfo=SHANGHAI), "CONFERENCE_YEAR": datetime(2027, 1, 1, tzinfo=SHANGHAI)}
    await prepared(county, walk)
    states = {name: duty["state"] for name, duty in (await walk.duties()).items()}
    assert states == {"CONFERENCE_PLAN": "MET", "CONFERENCE_YEAR": "RUNNING"}
    await walk.ok("office", "hold", held_on="2026-03-10", attendance=came(("沈县长", "GOV")))
    (following,) = await county.all("conference", "year = 2027")
    due = {duty["code"]: duty["due_at"].astimezone(SHANGHAI).date() for duty in await county.all("duty", "record_key = $2", str(following["id"]))}
    assert due == {"CONFERENCE_PLAN": date(2027, 10, 1), "CONFERENCE_YEAR": date(2028, 1, 1)}  # nobody has to remember it


async def test_a_year_has_one(county: County) -> None:
    for n, walk in enumerate([await expected(county), await expected(county)]):
        await prepared(county, walk)
        if not n:
            await walk.ok("office", "hold", held_on="2026-03-10", attendance=came(("沈县长", "GOV")))
        else:
            assert await walk.code("office", "hold", held_on="2026-03-11", attendance=came(("沈县长", "GOV"))) == "CONFERENCE_HELD_ALREADY"
    wrong = await county.one("office", Create("conference", county.new_id(), {"title": "x", "year": 2026, "counted_from": "2026-12-31"}))
    assert (wrong.kind, wrong.code) == ("refused", "CONFERENCE_YEAR_UNFIT")


async def test_members_change_with_a_day_and_old_decisions_keep_old_names(county: County) -> None:
    old = await seated(county, "沈县长", "GOV", "HEAD")
    assert await (await member(county, "别人", "JC", "HEAD")).code("office", "confirm", document_number="合府办发〔2025〕4号") == "HEAD_TAKEN"
    assert await (await member(county, "另一", "GOV")).code("office", "confirm", document_number="合府办发〔2025〕4号") == "SEAT_TAKEN"
    walk = await expected(county)
    await prepared(county, walk)
    await walk.ok("office", "hold", held_on="2026-03-10", attendance=came(("沈县长", "GOV")))
    assert await old.code("office", "succeed", valid_to="2026-06-30", successor_name="沈县长") == "SUCCEEDS_HIMSELF"
    await old.ok("office", "succeed", valid_to="2026-06-30", successor_name="新县长")
    (new,) = await county.all("leading_member", "member_name = '新县长'")
    assert (new["state"], new["seat"], new["valid_from"]) == ("NAMED", "HEAD", date(2026, 7, 1))
    await Walk(county, "leading_member", new["id"]).ok("office", "confirm", document_number="合府办发〔2026〕8号")
    assert json.loads((await walk.row())["attendance"])[0]["name"] == "沈县长"
    assert (await old.row())["member_name"] == "沈县长"


async def test_a_heads_duty_is_his_own_and_needs_proof(county: County) -> None:
    head = county.people["yjj_head"]
    key = await county.create("office", "leader_duty", title="一把手责任：应急局", year=2026, agency=gid("agency", "YJJ"), leader=gid("user", head.user_id),
                              content="亲自主持烟花爆竹整改", assigned_on="2026-03-02")
    walk = Walk(county, "leader_duty", key)
    proof = [{"id": "1", "title": "会议记录", "digest": "a" * 64, "done_on": "2026-03-05"}]
    assert await walk.code("emergency", "report", report="已办", proof=proof) == "FORBIDDEN"  # of the same agency, not the head
    assert await walk.code("yjj_head", "report", report="已办") == "LEADER_PROOF_MISSING"
    await walk.ok("yjj_head", "report", report="已办", proof=proof)
    await walk.ok("office", "send_back", reason="须附现场照片")
    await walk.ok("yjj_head", "report", report="已补")
    await walk.ok("office", "confirm")
    assert (await walk.row())["confirmed_on"] and await walk.code("judge", "send_back", reason="x") == "NOT_FOUND"
