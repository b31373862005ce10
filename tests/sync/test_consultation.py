"""A consultation from request to report: each organ signs for itself, dissent is kept, a pending case is on record."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import pytest

from tests.sync.county import County, gid

MINUTES = "生态环境局牵头监测，农业农村局核查设施。"


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        yield await County(connection).founded()


async def requested(county: County, **values: Any) -> UUID:
    """Raised by the prosecutor in his own case; the court has accepted a share, the emergency bureau too."""
    case = await county.create("prosecutor", "case", title="臭气投诉")
    for agency, who in (("FY", "judge"), ("YJJ", "emergency"), ("SFJ", "office")):
        share = await county.create("prosecutor", "share", case, to_agency=gid("agency", agency), purpose="会商")
        await county.moved(who, "share", share, "accept")
    return await county.create("prosecutor", "consultation", case, **{
        "title": "臭气治理会商", "topic": "监管分工", "ground": "COMPLEX", "convener": gid("agency", "SFJ"), **values})


def came(*agencies: str, listener: str = "") -> list[dict[str, str]]:
    return [{"id": agency, "agency": agency, "name": agency, "capacity": "LISTENER" if agency == listener else "MEMBER"} for agency in agencies]


def signed(agency: str, text: str = MINUTES, **values: str) -> list[dict[str, str]]:
    return [{"id": f"{agency}-{len(text)}", "agency": agency, "name": agency, "opinion": "同意", "text_digest": hashlib.sha256(text.encode()).hexdigest(), **values}]


async def prepared(county: County, **values: Any) -> UUID:
    key = await requested(county, **values)
    await county.moved("office", "consultation", key, "accept")
    outcome = await county.move("office", "consultation", key, "prepare", issues=[{"id": "1", "kind": "LAW", "content": "谁监管"}],
                                invitees=[{"id": "1", "agency": "YJJ", "role": "主管", "need_to_know": "全部"}])
    assert outcome.kind == "applied", outcome
    return key


async def held(county: County) -> UUID:
    key = await prepared(county)
    await ok(county, "office", key, "hold", held_at="2026-03-03T14:30:00+08:00", attendance=came("JC", "YJJ", "FY", listener="FY"))
    await ok(county, "office", key, "draft_minutes", minutes_text=MINUTES)
    return key


async def ok(county: County, who: str, key: UUID, name: str, **values: Any) -> None:
    outcome = await county.move(who, "consultation", key, name, **values)
    assert outcome.kind == "applied", outcome


async def code(county: County, who: str, key: UUID, name: str, **values: Any) -> str | None:
    outcome = await county.move(who, "consultation", key, name, **values)
    assert outcome.kind == "refused", outcome
    return outcome.code


async def test_the_whole_way(county: County) -> None:
    key = await held(county)
    assert (await county.row("consultation", key))["number"] == "合联商〔2026〕1号"
    await ok(county, "prosecutor", key, "sign_minutes", signatures=signed("JC"))
    assert await code(county, "office", key, "settle_minutes") == "ORGAN_NOT_SIGNED"
    await ok(county, "emergency", key, "sign_minutes", signatures=signed("YJJ", opinion="部分同意", dissent="设施不归本局"))
    await ok(county, "office", key, "settle_minutes")
    await ok(county, "office", key, "assign", task_title="监测厂界", task_agency=gid("agency", "YJJ"), task_due_on="2026-04-30")
    (task,) = await county.all("task")
    assert (task["origin_type"], task["origin_key"]) == ("consultation", str(key))
    assert (task["agency"], task["origin"], task["title"], task["due_at"].isoformat()) == ("YJJ", "合联商〔2026〕1号", "监测厂界", "2026-04-30T15:59:00+00:00")
    assert await code(county, "office", key, "report", report="已落实") == "CONSULTATION_TASKS_OPEN"
    assert (await county.move("emergency", "task", task["id"], "complete", result="超标")).kind == "applied"
    await ok(county, "office", key, "report", report="已落实")
    await ok(county, "prosecutor", key, "close")
    assert "设施不归本局" in (await county.row("consultation", key))["signatures"]


async def test_an_organ_signs_for_itself_and_what_stands(county: County) -> None:
    key = await held(county)
    assert await code(county, "emergency", key, "sign_minutes", signatures=signed("FY")) == "SIGNS_FOR_ANOTHER"
    assert await code(county, "emergency", key, "sign_minutes", signatures=signed("YJJ", "别的文本")) == "MINUTES_CHANGED"
    refused = await county.edit("office", "consultation", key, signatures=signed("YJJ"))
    assert (refused.kind, refused.code) == ("refused", "FIELD_FORBIDDEN")


async def test_a_new_text_voids_signatures_and_keeps_them(county: County) -> None:
    key = await held(county)
    for who, agency in (("prosecutor", "JC"), ("emergency", "YJJ")):
        await ok(county, who, key, "sign_minutes", signatures=signed(agency))
    await ok(county, "office", key, "draft_minutes", minutes_text="改动后的纪要。")
    assert await code(county, "office", key, "settle_minutes") == "ORGAN_NOT_SIGNED"
    for who, agency in (("prosecutor", "JC"), ("emergency", "YJJ")):
        await ok(county, who, key, "sign_minutes", signatures=signed(agency, "改动后的纪要。"))
    await ok(county, "office", key, "settle_minutes")
    assert (await county.row("consultation", key))["signatures"].count('"agency"') == 4


async def test_a_pending_case_is_recorded_and_the_court_only_listens(county: County) -> None:
    key = await prepared(county, pending_case=True, pending_case_number="（2026）川0522行初52号")
    when = {"held_at": "2026-03-03T14:30:00+08:00"}
    assert await code(county, "office", key, "hold", **when, attendance=came("JC", "FY")) == "INQUIRY_NOT_RECORDED"
    record = {**when, "inquiry_record": "检察院提请。"}
    assert await code(county, "office", key, "hold", **record, attendance=came("JC", "FY")) == "COURT_ONLY_LISTENS"
    await ok(county, "office", key, "hold", **record, attendance=came("JC", "FY", listener="FY"))


async def test_who_may_not(county: County) -> None:
    key = await requested(county)
    assert await code(county, "prosecutor", key, "accept") == "FORBIDDEN"  # not the convener
    assert await code(county, "mzj", key, "accept") == "NOT_FOUND"  # not in the case
    assert await code(county, "office", key, "decline") == "INPUT_MISSING"
    await ok(county, "office", key, "accept")
    assert await code(county, "office", key, "prepare") == "AGENDA_MISSING"
