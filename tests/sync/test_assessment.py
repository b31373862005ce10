"""A year's assessment: counted from the register, scored by a formula kept as data, objected to in time, frozen when published."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.sync.county import SHANGHAI, County, gid
from tests.sync.test_recommendation import at, served
from tests.sync.walks import Walk

FORMULA = [
    {"id": "1", "title": "按期回复", "measure": "IN_TIME", "of": "RECEIVED", "way": "SHARE", "points": "40.00"},
    {"id": "2", "title": "整改到位", "measure": "RECTIFIED", "of": "RECEIVED", "way": "SHARE", "points": "30.00"},
    {"id": "3", "title": "败诉率", "measure": "SUITS_LOST", "of": "SUITS", "way": "INVERSE", "points": "20.00"},
    {"id": "4", "title": "学时", "measure": "TRAINING_HOURS", "way": "ADD", "points": "1.00", "most": "10.00"},
    {"id": "5", "title": "逾期", "measure": "LATE_DAYS", "way": "DEDUCT", "points": "0.50", "most": "15.00"},
]


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        await made.person("gov", "GOV", "county_office")
        yield made


async def assessed(county: County, **values: Any) -> Walk:
    key = await county.create("office", "assessment", title="应急局2026年度考核", **{"year": 2026, "agency": gid("agency", "YJJ"), "formula": FORMULA, **values})
    return Walk(county, "assessment", key)


async def replied(county: County, on: str, **values: Any) -> None:
    """A letter served on 2 March and answered on a day."""
    walk = await served(county, **values)
    answer = {"reply_number": "合应急发〔2026〕29号", "reply": "已改", "proposals": [{"id": "1", "content": "清查零售点", "measure": "已改"}]}
    outcome = await county.move("emergency", "recommendation", walk.key, "reply", at=at(on), **answer)
    assert outcome.kind == "applied", outcome
    await walk.ok("prosecutor", "evaluate", evaluation="DONE")


async def scored(county: County) -> Walk:
    await replied(county, "2026-03-20")
    await replied(county, "2026-05-21")  # due by the end of 4 May, a Monday: 17 days late
    walk = await assessed(county, suits=4, suits_lost=1)
    assert await walk.code("office", "score") == "PROCURATORATE_PART_MISSING"
    await walk.ok("prosecutor", "procuratorate_part", procuratorate_mark=80, procuratorate_opinion="整改质量较好")
    await walk.ok("office", "score")
    return walk


async def test_the_register_is_counted_and_the_formula_scores(county: County) -> None:
    walk = await scored(county)
    row = await walk.row()
    assert [row[name] for name in ("received", "in_time", "late_days", "rectified")] == [2, 1, 17, 2]
    points = {line["title"]: line["points"] for line in json.loads(row["score_lines"])}
    assert points == {"按期回复": "20.00", "整改到位": "30.00", "败诉率": "15.00", "学时": "0.00", "逾期": "-8.50"}
    assert row["score"] == Decimal("56.50")
    again = await assessed(county)
    await again.ok("prosecutor", "procuratorate_part", procuratorate_mark=80)
    assert await again.code("office", "score") == "ASSESSED_TWICE"


async def test_each_part_is_its_own_organs(county: County) -> None:
    walk = await assessed(county)
    assert await walk.code("office", "procuratorate_part", procuratorate_mark=100) == "FORBIDDEN"
    written = await county.edit("office", "assessment", walk.key, procuratorate_mark=100)
    assert (written.kind, written.code) == ("refused", "FIELD_FORBIDDEN")
    assert await walk.code("prosecutor", "procuratorate_part", procuratorate_mark=101) == "MARK_OUT_OF_RANGE"
    assert await walk.code("emergency", "accept") == "NOT_FOUND"  # a draft nobody has scored yet


async def test_an_oral_answer_corrects_nothing_and_publication_freezes(county: County) -> None:
    walk = await scored(county)
    assert await walk.code("mzj", "object", objection="不公") == "NOT_FOUND"
    assert await walk.code("gov", "order", order_number="合府发〔2026〕9号") == "OBJECTION_WINDOW_OPEN"
    await walk.ok("emergency", "object", objection="5月已口头回复")
    assert await walk.code("office", "answer", objection_outcome="CORRECTED", objection_answer="予以更正") == "NO_WRITTEN_PROOF"
    await walk.ok("office", "answer", objection_outcome="REJECTED", objection_answer="口头回复无书面记录，不成立")
    assert (await walk.row())["late_days"] == 17  # lateness stays
    assert await walk.code("office", "publish") == "MOVE_NOT_POSSIBLE"
    await walk.ok("gov", "order", order_number="合府发〔2026〕9号")
    await walk.ok("office", "publish")
    snapshot = json.loads((await walk.row())["snapshot"])
    assert (snapshot["score"], snapshot["late_days"], snapshot["agency"], snapshot["procuratorate_mark"]) == ("56.50", 17, "YJJ", 80)
    kept = await county.edit("office", "assessment", walk.key, formula=[])
    assert kept.kind == "conflict" and json.loads((await walk.row())["snapshot"]) == snapshot
    assert await walk.code("office", "score") == "MOVE_NOT_POSSIBLE"


async def test_an_objection_after_five_working_days_is_late(county: County) -> None:
    walk = await scored(county)
    day = county.now.astimezone(SHANGHAI)
    duty = (await walk.duties())["ASSESSMENT_OBJECTION"]
    assert duty["due_at"] > day and not duty["verified"]
    late: datetime = duty["due_at"]
    outcome = await county.move("emergency", "assessment", walk.key, "object", at=late, objection="晚了")
    assert (outcome.kind, outcome.code) == ("refused", "OBJECTION_TOO_LATE")
    await walk.ok("gov", "order", order_number="合府发〔2026〕9号")


async def test_a_share_needs_its_base(county: County) -> None:
    walk = await assessed(county, formula=[{"id": "1", "title": "按期", "measure": "IN_TIME", "way": "SHARE", "points": "40.00"}])
    assert await walk.code("office", "score") == "FORMULA_WITHOUT_BASE"
    empty = await assessed(county, formula=[])
    assert await empty.code("office", "score") == "FORMULA_MISSING"


async def test_hearings_are_counted_from_the_courts_records(county: County) -> None:
    """What the office typed yields to the court's own records of appearance; an excused head was not to attend."""
    for year, state in ((2026, "APPEARED"), (2026, "ABSENT"), (2026, "RECOMMENDED"), (2026, "EXCUSED"), (2026, "NOTIFIED"), (2025, "APPEARED")):
        case = await county.create("judge", "case", title="行政案件")
        await county.connection.execute(
            "INSERT INTO appearance (county, id, case_id, title, state, lead_agency, respondent, hearing_at) VALUES ('510522', $1, $2, '出庭', $3, 'FY', 'YJJ', $4)",
            county.new_id(), case, state, datetime(year, 3, 3, 9, tzinfo=SHANGHAI))
    line = {"id": "1", "title": "负责人出庭", "measure": "HEAD_APPEARED", "of": "HEARINGS", "way": "SHARE", "points": "30.00"}
    walk = await assessed(county, formula=[line], hearings=9, head_appeared=9)
    await walk.ok("office", "score")
    row = await walk.row()
    assert (row["hearings"], row["head_appeared"], row["score"]) == (3, 1, Decimal("10.00"))
    other = await assessed(county, agency=gid("agency", "MZJ"), formula=[line], hearings=2, head_appeared=1)
    await other.ok("office", "score")
    assert (await other.row())["score"] == Decimal("15.00"), "no records of appearance: what was typed counts"
