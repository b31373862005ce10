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


async def test_e3_two_signed_texts_hold_until_all_sign_a_third(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    await two.edit(at, agreementText=OTHER)
    for device, text in ((one, TEXT), (two, OTHER)):
        await device.move(at, "sign", signatures=all_sign(text), sealedOn="2026-11-17", effectiveOn="2026-11-17")
    await one.sync()
    await two.sync()
    held = await seen(village, at, "state agreementText signatures { textDigest voidedAt }")
    assert held["state"] == "DISPUTED_SIGNED" and held["agreementText"] == TEXT
    assert sorted(one["textDigest"] for one in held["signatures"]) == sorted([digest(TEXT), digest(OTHER)] * 3)
    assert "signatures" in await conflicts(village)
    assert (await village.no("tiaojie2", at, "apply_confirmation"))["code"] == "MOVE_NOT_POSSIBLE"
    assert (await village.no("tiaojie2", at, "start_performance"))["code"] == "MOVE_NOT_POSSIBLE"
    third = "石大川允许竹溪生每年10月至12月运竹，每年付700元。"
    await village.do("shouxi", at, "replace_text", agreementText=third, agreementAmount="700.00")
    await two.sync()
    await two.move(at, "sign", signatures=all_sign(third), sealedOn="2026-11-20", effectiveOn="2026-11-20")
    await two.sync()
    after = await seen(village, at, "state signatures { textDigest voidedAt }")
    assert after["state"] == "SIGNED" and len(after["signatures"]) == 9
    assert {one["textDigest"] for one in after["signatures"] if not one["voidedAt"]} == {digest(third)}


async def test_e4_signatures_meet_and_the_last_one_counts(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    village.on("2026-11-20", "12:00")
    await one.edit(at, signatures=[signature("APPLICANT", "竹溪生", at="2026-11-17T10:00:00+08:00"), signature("MEDIATOR", "岳松", at="2026-11-17T10:05:00+08:00")])
    await two.edit(at, signatures=[signature("RESPONDENT", "石大川", at="2026-11-19T16:00:00+08:00")])
    await one.sync()
    await two.sync()
    await two.move(at, "sign", sealedOn="2026-11-18", effectiveOn="2026-11-17")
    await two.sync()
    whole = await seen(village, at, "state effectiveOn signatures { name clockSuspect }")
    assert (whole["state"], whole["effectiveOn"]) == ("SIGNED", "2026-11-19") and len(whole["signatures"]) == 3
    assert not any(one["clockSuspect"] for one in whole["signatures"]) and not await conflicts(village)


async def test_e4_a_clock_that_is_off_is_flagged_and_another_text_is_a_dispute(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    await one.edit(at, signatures=[signature("APPLICANT", "竹溪生", at="2026-11-16T09:30:00+08:00")])  # half an hour from now
    await one.sync()
    assert [one["clockSuspect"] for one in (await seen(village, at, "signatures { clockSuspect }"))["signatures"]] == [True]
    await two.edit(at, signatures=[signature("RESPONDENT", "石大川", OTHER, at="2026-11-16T08:30:00+08:00")])
    await two.sync()
    held = await seen(village, at, "state signatures { clockSuspect }")
    assert held["state"] == "DISPUTED_SIGNED" and len(held["signatures"]) == 2


@pytest.mark.parametrize("witnessed", [False, True])
async def test_e5_a_thumbprint_is_valid_and_its_witness_is_asked_for(village: Village, hand: Hand, witnessed: bool) -> None:
    one, _, at = await mediating(village, hand, "draft")
    more: dict[str, Any] = {"manner": "THUMBPRINT"} | ({"readAloud": True, "witness": "村主任"} if witnessed else {})
    signed = [*all_sign()[:1], signature("RESPONDENT", "石大川") | more, *all_sign()[2:]]
    await one.move(at, "sign", signatures=signed, sealedOn="2026-11-17", effectiveOn="2026-11-17")
    await one.sync()
    assert (await seen(village, at, "state"))["state"] == "SIGNED"
    asked = [task for task in await village.listed("tiaojie2", "tasks", "title state") if "见证人" in task["title"]]
    assert len(asked) == (0 if witnessed else 1)


async def test_e16_consent_withdrawn_before_signing_ends_it(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand)
    await one.move(at, "withdraw_consent", reason="竹溪生不愿再谈")
    await two.move(at, "draft", agreementText=TEXT, agreementAmount="600.00")
    await one.sync()
    await two.sync()
    assert await seen(village, at, "state agreementText reason consentWithdrawnOn") == {
        "state": "CONSENT_WITHDRAWN", "agreementText": None, "reason": "竹溪生不愿再谈", "consentWithdrawnOn": "2026-11-16"}
    assert any(TEXT in str(one["document"]) for one in await held_back(village))


async def test_e16_withdrawn_after_signing_is_a_dispute_on_performance(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand, "draft")
    await one.move(at, "withdraw_consent", reason="竹溪生反悔")
    await two.move(at, "sign", signatures=all_sign(), sealedOn="2026-11-17", effectiveOn="2026-11-17")
    await two.sync()
    await one.sync()
    after = await seen(village, at, "state agreementText reason signatures { name }")
    assert (after["state"], after["agreementText"], after["reason"], len(after["signatures"])) == ("DISPUTED_PERFORMANCE", TEXT, "竹溪生反悔", 3)


async def test_e17_a_mediator_taken_off_signs_for_nobody(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand)
    await one.edit(at, mediatorNames="岳松")
    await one.move(at, "draft", agreementText=TEXT, agreementAmount="600.00")
    await one.sync()
    await two.sync()
    await village.edit("tiaojie5", at, recusalCalled=True)
    await village.do("shouxi", at, "replace_mediator", mediatorNames="姚朗")
    await one.move(at, "sign", signatures=all_sign(), sealedOn="2026-11-17", effectiveOn="2026-11-17")
    await one.sync()
    held = await seen(village, at, "state signatures { name capacity }")
    assert held["state"] == "AGREED_DRAFT" and len(held["signatures"]) == 3
    await two.sync()
    await two.move(at, "sign", signatures=[signature("MEDIATOR", "姚朗", at="2026-11-18T10:00:00+08:00")], sealedOn="2026-11-18", effectiveOn="2026-11-18")
    await two.sync()
    after = await seen(village, at, "state effectiveOn signatures { name }")
    assert (after["state"], after["effectiveOn"], len(after["signatures"])) == ("SIGNED", "2026-11-18", 4)


async def test_e18_numbers_are_the_servers_and_the_printed_one_stays(village: Village, hand: Hand) -> None:
    one, two = await hand("tiaojie2"), await hand("tiaojie5")
    made = []
    for device in (one, two):
        await device.sync()
        more = {} if type(device).__name__ == "Field" else {"aliasNumber": "TMP-12号"}
        made.append(await device.new("mediation", title="同日登记", kind="PEOPLE", **more))
        await device.move(made[-1], "accept")
    for device in (one, two):
        await device.sync()
    found = [await seen(village, at, "fileNumber aliasNumber createdOffline") for at in made]
    assert len({one["fileNumber"] for one in found}) == 2 and all(one["fileNumber"].startswith("（2026）合") for one in found)
    assert all(one["aliasNumber"].startswith("TMP-") and one["createdOffline"] for one in found)
