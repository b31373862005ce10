"""The register of mediation bodies, and what a mediation asks for besides: recusal, supplements, remedies told, day 30 and day 31."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.sync.county import SHANGHAI, County, gid
from tests.sync.walks import Walk

MEMBERS = [{"id": str(n), "name": name} for n, name in enumerate(("潘砚", "林远", "章和"))]
TEXT = "移植6株，出资1800元。"


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        yield await County(connection).founded()


async def body(county: County, **values: Any) -> Walk:
    key = await county.create("office", "mediation_body", **{"title": "望荔村调委会", "name": "望荔村人民调解委员会", "kind": "PEOPLE", "level": "VILLAGE",
                                                             "host": gid("agency", "SFJ"), "body_unit": gid("field_unit", "CTW-WL"), "members": MEMBERS, **values})
    return Walk(county, "mediation_body", key)


async def mediating(county: County, **values: Any) -> Walk:
    walk = Walk(county, "mediation", await county.mediation(dispute_nature="USE", consent_applicant=True, consent_respondent=True, **values))
    await walk.ok("pan", "accept")
    await walk.ok("pan", "begin")
    return walk


async def signed(county: County) -> Walk:
    walk = await mediating(county)
    await walk.ok("pan", "draft", agreement_text=TEXT, agreement_amount="1800.00")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    await walk.ok("pan", "sign", effective_on="2026-03-09", sealed_on="2026-03-09", signatures=[
        {"id": who, "capacity": who, "name": who, "manner": "THUMBPRINT", "text_digest": digest} for who in ("APPLICANT", "RESPONDENT", "MEDIATOR")])
    return walk


async def test_load_and_results_are_counted_from_the_mediations(county: County) -> None:
    walk = await body(county)
    assert await (await body(county, members=MEMBERS[:2])).code("office", "register", founded_on="2020-01-01") == "TOO_FEW_MEMBERS"
    await walk.ok("office", "register", founded_on="2020-01-01")
    assert (await walk.row())["number"] == "合调册〔2026〕1号"
    assert await (await body(county)).code("office", "register", founded_on="2020-01-01") == "BODY_ENTERED_TWICE"
    assert await (await body(county, body_unit=None)).code("office", "register", founded_on="2020-01-01") == "BODY_UNIT_MISSING"
    await signed(county)
    failed = await mediating(county)
    await failed.ok("pan", "fail", reason="分歧大")
    await county.mediation("bai")  # another unit's
    await walk.ok("office", "count")
    row = await walk.row()
    assert (row["taken"], row["agreed"], row["load"]) == (2, 1, 2)
    (year,) = json.loads(row["figures"])
    assert (year["year"], year["failed"], year["confirmed"]) == (2026, 1, 0)
    await walk.ok("office", "count")
    assert len(json.loads((await walk.row())["figures"])) == 1  # the year's line is counted anew, not added


async def test_day_thirty_is_in_time_and_day_thirty_one_is_not(county: County) -> None:
    late = await signed(county)
    last = datetime(2026, 4, 8, 23, 59, tzinfo=SHANGHAI)
    refused = await county.move("pan", "mediation", late.key, "apply_confirmation", at=last + timedelta(minutes=1))
    assert (refused.code, refused.facts) == ("CONFIRMATION_TOO_LATE", {"last_day": "2026-04-08"})
    county.now = datetime(2026, 3, 10, tzinfo=SHANGHAI)
    walk = await signed(county)
    assert (await county.move("pan", "mediation", walk.key, "apply_confirmation", at=last)).kind == "applied"
    duties = await walk.duties()
    assert {name: duty["verified"] for name, duty in duties.items() if duty["state"] == "RUNNING"} == {"CONFIRMATION_TARGET": False, "CONFIRMATION_RULING": True}
    assert (duties["CONFIRMATION_RULING"]["due_at"] - duties["CONFIRMATION_TARGET"]["due_at"]).days >= 13


async def test_a_recusal_stops_the_draft_until_another_mediates(county: County) -> None:
    walk = await mediating(county)
    assert (await county.edit("pan", "mediation", walk.key, recusal_called=True)).kind == "applied"
    assert await walk.code("pan", "draft", agreement_text=TEXT) == "MEDIATOR_RECUSED"
    assert await walk.code("pan", "replace_mediator", mediator_names="林远") == "FORBIDDEN"
    await walk.ok("chief", "replace_mediator", mediator_names="林远")
    await walk.ok("lin", "draft", agreement_text=TEXT)


async def test_what_is_signed_changes_by_a_supplement_alone(county: County) -> None:
    walk = await signed(county)
    extra = {"id": "1", "content": "履行期延至5月30日", "applicant_signed": True, "respondent_signed": True, "mediator_signed": True, "sealed_on": "2026-03-20"}
    assert await walk.code("pan", "supplement", supplements=[{**extra, "respondent_signed": False}]) == "SUPPLEMENT_UNSIGNED"
    await walk.ok("pan", "supplement", supplements=[extra])
    assert (await walk.row())["agreement_text"] == TEXT


async def test_a_failure_ends_with_the_remedies_told_and_danger_with_the_police(county: County) -> None:
    walk = await mediating(county)
    await walk.ok("pan", "report_danger", danger="扬言动手")
    (task,) = await county.all("task")
    assert task["agency"] == "GAJ" and task["state"] == "OPEN"
    await walk.ok("pan", "fail", reason="谈不成")
    assert await walk.code("pan", "inform") == "INPUT_MISSING"
    await walk.ok("pan", "inform", remedies_told="可起诉、可申请行政裁决")
