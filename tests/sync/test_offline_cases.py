"""What two devices without connection come to, situation by situation, each with both clients against a listening server."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from tests.conftest import Node
from tests.devices import Device, opened
from tests.stories.village import Village, settled

TEXT = "石大川允许竹溪生每年10月至12月经林间便道运竹，竹溪生每年支付修路费600元。"
OTHER = "石大川允许竹溪生全年经林间便道运竹，竹溪生每年支付修路费900元。"
Hand = Callable[[str], Awaitable[Device]]


@pytest.fixture
async def village(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    async with settled(database, tmp_path / "server", monkeypatch) as made:
        made.on("2026-11-16", "09:00")
        yield made


@pytest.fixture(params=["field", "rxdb"])
async def hand(request: pytest.FixtureRequest, village: Village, tmp_path: Path, node: Node) -> AsyncIterator[Hand]:
    """Puts a device of one kind into somebody's hands."""
    devices: list[Device] = []

    async def given(who: str) -> Device:
        devices.append(await opened(request.param, village, who, tmp_path / f"{who}-{len(devices)}", node))
        return devices[-1]

    yield given
    for device in devices:
        await device.close()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def signature(capacity: str, name: str, text: str = TEXT, at: str = "2026-11-17T10:00:00+08:00", **more: Any) -> dict[str, Any]:
    return {"capacity": capacity, "name": name, "manner": "SIGNATURE", "occurredAt": at, "textDigest": digest(text), **more}


ALL = (("APPLICANT", "竹溪生"), ("RESPONDENT", "石大川"), ("MEDIATOR", "岳松"))


def all_sign(text: str = TEXT, **more: Any) -> list[dict[str, Any]]:
    return [signature(capacity, name, text, **more) for capacity, name in ALL]


async def mediating(village: Village, hand: Hand, *steps: str) -> tuple[Device, Device, str]:
    """Two mediators of one committee, both holding a dispute as far as it has come."""
    one, two = await hand("tiaojie2"), await hand("tiaojie5")
    await two.sync()
    at = await one.new("mediation", title="山林便道通行纠纷", kind="PEOPLE", disputeNature="USE", consentApplicant=True, consentRespondent=True)
    await one.sync()
    for step in ("accept", "begin"):
        await one.move(at, step)
        await one.sync()
    given = {"draft": {"agreementText": TEXT, "agreementAmount": "600.00"},
             "sign": {"signatures": all_sign(), "sealedOn": "2026-11-17", "effectiveOn": "2026-11-17"}}
    for step in steps:
        await one.move(at, step, **given.get(step, {}))
        await one.sync()
    await two.sync()
    assert (await two.see(at)) == (await one.see(at))
    return one, two, at


async def conflicts(village: Village, who: str = "shouxi") -> dict[str, Any]:
    """Open conflicts by path."""
    found = await village.listed(who, "conflicts", "id path base theirs mine state reviewerRole dueAt")
    return {one["path"]: one for one in found if one["state"] == "OPEN"}


async def seen(village: Village, at: str, fields: str, who: str = "tiaojie2") -> Any:
    return await village.see(who, at, fields)


async def held_back(village: Village, who: str = "tiaojie5") -> list[Any]:
    return await village.listed(who, "quarantines", "id code state document recordKey")


async def test_e1_two_amounts_wait_for_the_chief(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    await one.edit(at, agreementAmount="12000.00")
    await two.edit(at, agreementAmount="15000.00")
    await one.sync()
    await two.sync()
    conflict = (await conflicts(village))["agreement_amount"]
    assert [conflict[side] for side in ("base", "theirs", "mine", "reviewerRole")] == ["600.00", "12000.00", "15000.00", "chief_mediator"]
    assert (await seen(village, at, "agreementAmount"))["agreementAmount"] == "12000.00"
    await village.do("shouxi", conflict["id"], "resolve", resolution="13000.00", reason="双方当场确认")
    for device in (one, two):
        await device.sync()
        assert (await device.see(at) or {})["agreementAmount"] == "13000.00"


async def test_e2_signed_wins_and_the_edit_is_a_proposal(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    await two.edit(at, agreementText=OTHER)
    await one.move(at, "sign", signatures=all_sign(), sealedOn="2026-11-17", effectiveOn="2026-11-17")
    await one.sync()
    await two.sync()
    assert await seen(village, at, "state agreementText") == {"state": "SIGNED", "agreementText": TEXT}
    proposal = (await conflicts(village))["agreement_text"]
    assert proposal["mine"] == OTHER
    assert (await two.see(at) or {})["agreementText"] == TEXT


async def test_e2_the_other_way_round(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    await two.edit(at, agreementText=OTHER)
    await one.move(at, "sign", signatures=all_sign(), sealedOn="2026-11-17", effectiveOn="2026-11-17")
    await two.sync()
    await one.sync()
    assert await seen(village, at, "state agreementText") == {"state": "SIGNED", "agreementText": TEXT}
    assert (await conflicts(village))["agreement_text"]["mine"] == OTHER


async def test_e15_performed_and_breached_is_a_dispute(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft", "sign", "start_performance")
    await one.move(at, "perform", performanceNote="收条一张")
    await two.move(at, "breach", reason="未收到款")
    await one.sync()
    await two.sync()
    assert (await seen(village, at, "state"))["state"] == "DISPUTED_PERFORMANCE"
    assert {"state", "reason"} <= (await conflicts(village)).keys()
    for device in (one, two):
        await device.sync()
        assert (await device.see(at) or {})["state"] == "DISPUTED_PERFORMANCE"


async def test_e23_an_edit_beats_a_deletion(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand)
    await two.delete(at)
    await village.edit("tiaojie2", at, facts="补充现场勘查")
    await two.sync()
    assert await seen(village, at, "state facts") == {"state": "CANCEL_REQUESTED", "facts": "补充现场勘查"}
    await village.do("shouxi", at, "keep")
    await one.sync()
    await two.sync()
    assert (await two.see(at) or {})["facts"] == "补充现场勘查"
