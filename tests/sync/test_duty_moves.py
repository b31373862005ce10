"""Suspension and extension of duties through the write door: asked by whoever owes them, approved by a second person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest

from api.database import Database
from sync.chain import breaks
from sync.clock import tick
from tests.sync.county import COUNTY, POLICY, SHANGHAI, County

ACCEPTED = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
DUE = datetime(2026, 4, 2, tzinfo=SHANGHAI)  # 30 days end on April 1
DAY = timedelta(days=1)


@pytest.fixture
async def county(database: Database) -> Any:
    async with database.pool.acquire() as connection:
        found = await County(connection).founded()  # type: ignore[arg-type]
        await found.person("sf_leader", "SFJ", "supervising_leader", "mediator")
        await found.person("sf_head", "SFJ", "agency_head")
        found.pool = database.pool  # type: ignore[attr-defined]
        yield found


async def mediating(county: County) -> tuple[UUID, UUID]:
    """A mediation and the duty of its term."""
    county.now = ACCEPTED - timedelta(seconds=2)
    key = await county.mediation()
    await county.moved("pan", "mediation", key, "accept", "begin")
    [duty] = await county.all("duty", "code = 'MEDIATION_TERM'")
    assert duty["due_at"] == DUE
    return key, duty["id"]


async def ask(county: County, duty: UUID, who: str = "pan", what: str = "ask_suspension", **values: Any) -> Any:
    said = {"asked_ground": "APPRAISAL", "asked_reason": "委托鉴定边界", **values}
    return await county.move(who, "duty", duty, what, at=ACCEPTED + 8 * DAY, **said)


async def test_it_stops_when_a_second_person_approves_and_goes_on_when_the_ground_is_gone(county: County) -> None:
    key, duty = await mediating(county)
    assert (await ask(county, duty)).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["asked"], row["asked_by"], row["due_at"]) == ("RUNNING", "SUSPENSION", county.people["pan"].user_id, DUE), "asking stops nothing"
    assert (await county.move("sf_leader", "duty", duty, "suspend", at=ACCEPTED + 9 * DAY)).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["due_at"], row["next_at"], row["asked"], row["asked_reason"]) == ("SUSPENDED", None, None, None, None)
    [stop] = orjson.loads(row["suspensions"])
    assert {**stop, "since": None} == {"id": "1", "ground": "APPRAISAL", "note": "委托鉴定边界", "approver": "sf_leader", "since": None, "until": None}
    await tick(county.pool, POLICY, county.world, DUE + 90 * DAY)  # type: ignore[attr-defined]
    assert not (await county.row("duty", duty))["late"], "what stands still does not grow late"
    assert (await county.move("pan", "duty", duty, "resume", at=ACCEPTED + 19 * DAY)).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["due_at"]) == ("RUNNING", datetime(2026, 4, 14, tzinfo=SHANGHAI))  # ten days: April 11, a Saturday
    case = (await county.row("mediation", key))["case_id"]
    moves = [r["move"] for r in await county.connection.fetch("SELECT move FROM entry WHERE record_type = 'duty' ORDER BY position")]
    assert moves == ["ask_suspension", "suspend", "resume"]
    assert await breaks(county.connection, COUNTY, case) == []
    assert [r["kind"] for r in await county.connection.fetch("SELECT kind FROM notification ORDER BY id")] == ["REQUESTED", "DECIDED"]


async def test_nobody_approves_his_own_request(county: County) -> None:
    _, duty = await mediating(county)
    assert (await ask(county, duty, "sf_leader")).kind == "applied"
    outcome = await county.move("sf_leader", "duty", duty, "suspend")
    assert (outcome.kind, outcome.code) == ("refused", "DUTY_SECOND_PERSON")
    assert (await county.move("sf_head", "duty", duty, "suspend")).kind == "applied"


@pytest.mark.parametrize(("who", "code"), [("pan", "FORBIDDEN"), ("chief", "FORBIDDEN"), ("court_leader", "NOT_FOUND"), ("judge", "NOT_FOUND")])
async def test_only_leaders_of_the_agency_that_owes_it_approve(county: County, who: str, code: str) -> None:
    _, duty = await mediating(county)
    await ask(county, duty, "lin")
    outcome = await county.move(who, "duty", duty, "suspend")
    assert (outcome.kind, outcome.code) == ("refused", code)


async def test_only_who_owes_it_asks(county: County) -> None:
    _, duty = await mediating(county)
    assert (await ask(county, duty, "prosecutor")).code == "NOT_FOUND"


async def test_what_was_not_asked_is_not_approved(county: County) -> None:
    _, duty = await mediating(county)
    for move in ("suspend", "extend", "turn_down"):
        assert (await county.move("sf_leader", "duty", duty, move)).code == "DUTY_NOT_ASKED"
    await ask(county, duty)
    assert (await county.move("sf_leader", "duty", duty, "extend")).code == "DUTY_NOT_ASKED"
    assert (await ask(county, duty, "lin")).code == "DUTY_ASKED_ALREADY"
    assert (await county.move("sf_leader", "duty", duty, "turn_down")).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["asked"], row["asked_by"], row["due_at"]) == ("RUNNING", None, None, DUE)


async def test_an_extension_counts_from_the_end_and_has_a_limit(county: County) -> None:
    _, duty = await mediating(county)
    outcome = await ask(county, duty, "pan", "ask_extension", asked_amount=31)
    assert (outcome.code, outcome.facts["left"]) == ("DUTY_EXTENSION_TOO_LONG", 30)
    assert (await ask(county, duty, "pan", "ask_extension", asked_amount=0)).code == "DUTY_EXTENSION_TOO_LONG"
    assert (await ask(county, duty, "pan", "ask_extension", asked_amount=20)).kind == "applied"
    assert (await county.move("sf_leader", "duty", duty, "extend")).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["due_at"]) == ("RUNNING", datetime(2026, 4, 22, tzinfo=SHANGHAI))
    [more] = orjson.loads(row["extensions"])
    assert (more["amount"], more["unit"], more["approver"], more["ground"]) == (20, "DAY", "sf_leader", "APPRAISAL")
    outcome = await ask(county, duty, "pan", "ask_extension", asked_amount=11)
    assert (outcome.code, outcome.facts["left"]) == ("DUTY_EXTENSION_TOO_LONG", 10)
    assert (await ask(county, duty, "pan", "ask_extension", asked_amount=10)).kind == "applied"
    assert (await county.move("sf_head", "duty", duty, "extend")).kind == "applied"
    assert (await county.row("duty", duty))["due_at"] == datetime(2026, 5, 2, tzinfo=SHANGHAI)


async def test_reminders_of_another_due_time_are_sent_again(county: County) -> None:
    _, duty = await mediating(county)
    await tick(county.pool, POLICY, county.world, DUE - DAY)  # type: ignore[attr-defined]
    await ask(county, duty, "pan", "ask_extension", asked_amount=10)
    await county.move("sf_leader", "duty", duty, "extend")
    due = (await county.row("duty", duty))["due_at"]
    await tick(county.pool, POLICY, county.world, due - DAY)  # type: ignore[attr-defined]
    steps = [(r["step"], r["due_at"]) for r in await county.connection.fetch("SELECT step, due_at FROM notification WHERE kind = 'REMINDER' ORDER BY id")]
    assert steps == [("@responsible-1", DUE), ("@responsible-1", due)]


async def test_a_period_without_an_extension_is_not_extended(county: County) -> None:
    key = await county.relief("judge", applicant_id_number="510522190001010004", origin_number="（2026）川0522刑初12号", caused_by_case=True)
    await county.moved("judge", "judicial_relief", key, "apply")
    found = await county.all("duty", "code = 'RELIEF_VERIFICATION'")
    outcome = await ask(county, found[0]["id"], "judge", "ask_extension", asked_amount=1)
    assert outcome.code == "DUTY_NOT_EXTENSIBLE"


async def test_late_is_late(county: County) -> None:
    _, duty = await mediating(county)
    await ask(county, duty)
    for now in (DUE, DUE + DAY):  # before the clock marked it, and after
        outcome = await county.move("sf_leader", "duty", duty, "suspend", at=now)
        assert (outcome.kind, outcome.code) == ("refused", "DUTY_LATE")
        await tick(county.pool, POLICY, county.world, now)  # type: ignore[attr-defined]
    assert (await county.move("sf_leader", "duty", duty, "turn_down", at=DUE + 2 * DAY)).kind == "applied"
    assert (await county.move("pan", "duty", duty, "ask_extension", asked_ground="COMPLEX", asked_reason="复杂", asked_amount=5)).code == "DUTY_LATE"


async def test_what_the_record_stopped_goes_on_with_the_record(county: County) -> None:
    key, duty = await mediating(county)
    assert (await county.move("pan", "mediation", key, "suspend", at=ACCEPTED + 8 * DAY, reason="一方外出")).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["due_at"]) == ("SUSPENDED", None)
    assert (await county.move("pan", "duty", duty, "resume")).code == "DUTY_STANDS_WITH_RECORD"
    assert (await county.move("pan", "mediation", key, "begin", at=ACCEPTED + 18 * DAY)).kind == "applied"
    row = await county.row("duty", duty)
    assert (row["state"], row["due_at"]) == ("RUNNING", datetime(2026, 4, 14, tzinfo=SHANGHAI))


async def test_supplement_stops_the_verification_of_a_relief(county: County) -> None:
    key = await county.relief("judge", applicant_id_number="510522190001010004", origin_number="（2026）川0522刑初12号", caused_by_case=True)
    await county.moved("judge", "judicial_relief", key, "apply")
    [duty] = await county.all("duty", "code = 'RELIEF_VERIFICATION'")
    assert (await county.move("judge", "judicial_relief", key, "return_for_supplement", reason="缺户口页")).kind == "applied"
    assert (await county.row("duty", duty["id"]))["state"] == "SUSPENDED"
    county.now += 5 * DAY
    await county.moved("judge", "judicial_relief", key, "apply")
    [again] = await county.all("duty", "code = 'RELIEF_VERIFICATION'")
    assert (again["id"], again["state"]) == (duty["id"], "RUNNING")
    assert again["due_at"] > duty["due_at"]
