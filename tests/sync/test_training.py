"""A joint course: signed in to also without connection, twice is once, nobody named in its cases, agreed answers become tasks."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sync.intent import Create, Move
from tests.sync.county import County, gid, offline
from tests.sync.walks import Walk

SESSIONS = [{"id": "x", "code": "A", "starts_at": "2026-03-10T09:00:00+08:00", "hours": 4}]


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        yield await County(connection).founded()


async def planned(county: County, **values: Any) -> Walk:
    key = await county.create("office", "training", title="行刑衔接培训", year=2026, kind="COURSE", topic="行刑衔接", unit=gid("field_unit", "CTW-WL"),
                              lead_agency=gid("agency", "SFJ"), **values)
    return Walk(county, "training", key)


def here(person: str, agency: str = "YJJ", **values: Any) -> dict[str, Any]:
    return {"session": "A", "agency": agency, "person": person, "certificate": f"川{person}", **values}


async def test_the_whole_way(county: County) -> None:
    walk = await planned(county)
    assert await walk.code("office", "notify") == "SESSION_MISSING"
    await walk.ok("office", "notify", sessions=SESSIONS)
    assert (await walk.row())["number"] == "合联训〔2026〕1号"
    assert await walk.code("office", "hold", held_on="2026-03-10") == "NOBODY_SIGNED_IN"
    await walk.ok("office", "sign_in", attendance=[here("方警")])
    assert await walk.code("office", "sign_in", attendance=[here("方警", session="B")]) == "SESSION_UNKNOWN"
    await walk.ok("office", "hold", held_on="2026-03-10")
    assert await walk.code("office", "grade", attendance=[here("方警", score="101.00")]) == "SCORE_OUT_OF_RANGE"
    await walk.ok("office", "grade", attendance=[here("方警", score="92.00")])
    assert await walk.code("office", "assign", task_title="起草移送标准", task_agency=gid("agency", "SFJ")) == "NOTHING_AGREED"
    await walk.ok("office", "record_answers", answers=[{"id": "1", "question": "何时移送", "answer": "达到立案标准即移送", "agreed": True}])
    await walk.ok("office", "assign", task_title="起草移送标准", task_agency=gid("agency", "SFJ"), task_due_on="2026-06-30")
    (task,) = await county.all("task")
    assert (task["agency"], task["origin"]) == ("SFJ", "合联训〔2026〕1号")
    await walk.ok("office", "evaluate", evaluation="良好")
    await walk.ok("office", "archive")


async def test_two_tablets_sign_one_person_in_once(county: County) -> None:
    walk = await planned(county)
    await walk.ok("office", "notify", sessions=SESSIONS)
    for who, when in (("pan", "2026-03-10T08:50:00+08:00"), ("lin", "2026-03-10T08:52:00+08:00")):
        device = county.new_id()
        signed = offline(Move("training", walk.key, "sign_in", {"attendance": [here("方警", id=who, signed_at=[when])]}))
        outcome = await county.one(who, replace(signed, device=device))
        assert outcome.kind in ("applied", "merged"), outcome
    (line,) = json.loads((await walk.row())["attendance"])
    assert line["signed_at"] == ["2026-03-10T08:50:00+08:00", "2026-03-10T08:52:00+08:00"]  # both clocks are kept
    namesake = await county.move("pan", "training", walk.key, "sign_in", attendance=[{**here("方警"), "certificate": "川另"}])
    assert namesake.kind == "applied" and len(json.loads((await walk.row())["attendance"])) == 2


@pytest.mark.parametrize("summary", ["当事人身份证510522190001010004", "电话13800001020", "（2026）川0522刑初12号"])
async def test_a_case_that_names_somebody_is_refused(county: County, summary: str) -> None:
    walk = await planned(county)
    case = {"id": "1", "title": "某非法采砂案", "summary": summary, "deidentified": True}
    assert await walk.code("office", "tell_case", cases=[case]) == "CASE_NOT_DEIDENTIFIED"
    assert await walk.code("office", "tell_case", cases=[{**case, "summary": "甲某采砂", "deidentified": False}]) == "CASE_NOT_DEIDENTIFIED"
    direct = await county.edit("office", "training", walk.key, cases=[case])
    assert (direct.kind, direct.code) == ("refused", "FIELD_FORBIDDEN")
    new = await county.one("office", Create("training", county.new_id(), {"title": "x", "year": 2026, "kind": "COURSE", "topic": "x", "cases": [case]}))
    assert (new.kind, new.code) == ("refused", "CASE_NOT_DEIDENTIFIED")
    await walk.ok("office", "tell_case", cases=[{**case, "summary": "甲某采砂"}])


async def test_hours_count_in_the_assessment(county: County) -> None:
    walk = await planned(county)
    await walk.ok("office", "notify", sessions=SESSIONS)
    await walk.ok("office", "sign_in", attendance=[here("方警"), here("戴安"), here("苏怀远", "MZJ")])
    await walk.ok("office", "hold", held_on="2026-03-10")
    await walk.ok("office", "evaluate", evaluation="良好")
    formula = [{"id": "1", "title": "学时", "measure": "TRAINING_HOURS", "way": "ADD", "points": "1.00", "most": "6.00"}]
    key = await county.create("office", "assessment", title="考核", year=2026, agency=gid("agency", "YJJ"), formula=formula)
    assert (await county.move("office", "assessment", key, "score")).kind == "applied"
    row = await county.row("assessment", key)
    assert (row["training_hours"], str(row["score"])) == (8, "6.00")  # two people, four hours; capped


async def test_what_is_only_planned_is_the_hosts(county: County) -> None:
    walk = await planned(county)
    assert await walk.code("emergency", "sign_in", attendance=[here("方警")]) == "NOT_FOUND"
    await walk.ok("office", "notify", sessions=SESSIONS)
    assert await walk.code("emergency", "sign_in", attendance=[here("方警")]) == "FORBIDDEN"
