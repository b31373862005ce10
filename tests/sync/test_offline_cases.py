"""What two devices without connection come to, situation by situation, each with both clients against a listening server."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.database import Database
from api.demo.folder import moment
from api.demo.load import user_id
from api.demo.telling import fake_id
from schema.ids import global_id
from schema.registry import TYPES
from sync.clock import tick
from tests.conftest import Node
from tests.devices import Device, Field, opened
from tests.stories.village import COUNTY, Village, agency, settled, unit

TEXT = "石大川允许竹溪生每年10月至12月经林间便道运竹，竹溪生每年支付修路费600元。"
OTHER = "石大川允许竹溪生全年经林间便道运竹，竹溪生每年支付修路费900元。"
Hand = Callable[[str], Awaitable[Device]]


@pytest.fixture
async def village(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    async with settled(database, tmp_path / "server", monkeypatch) as made:
        made.on("2026-11-16", "09:00")
        yield made


@pytest.fixture(params=["field", pytest.param("rxdb", marks=pytest.mark.long)])
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


# --- applications, cases that change hands, clocks ----------------------------------------------------------------------


async def appoint(village: Village, who: str, role: str) -> None:
    """Somebody holds one more post."""
    await village.served.parts.database.pool.execute('INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, $4)', COUNTY, uuid4(), user_id(who), role)


async def station(village: Village, organ: str, code: str, *people: str) -> str:
    """A field unit of an agency, and who works there."""
    pool = village.served.parts.database.pool
    await pool.execute("INSERT INTO field_unit (county, code, name, short_name, agency, township) VALUES ($1, $2, $2, $2, $3, $4)", COUNTY, code, organ, "510522001")
    for who in people:
        await pool.execute('UPDATE "user" SET unit = $3, agency = $4 WHERE county = $1 AND id = $2', COUNTY, user_id(who), code, organ)
    return unit(code)


async def row(village: Village, at: str) -> Any:
    """A row as it is kept, whoever may see it."""
    record, _, key = at.split(":")
    return await village.served.parts.database.pool.fetchrow(f'SELECT * FROM "{TYPES[record].name}" WHERE county = $1 AND id = $2', COUNTY, UUID(key))


def division(code: str) -> str:
    return global_id("division", COUNTY, code)


ID = fake_id("19760908")
RELIEF = {"title": "临时救助", "applicantName": "陶运生", "kind": "TEMPORARY", "cause": "火灾", "approver": agency("MZJ")}


async def test_e6_the_household_registers_township_leads(village: Village, hand: Hand) -> None:
    await appoint(village, "tiaojie2", "relief_worker")
    home, away = await hand("tiaojie2"), await hand("jiuzhu3")
    for device in (home, away):
        await device.sync("social_relief")
    same = {**RELIEF, "applicantIdNumber": ID, "hukouTownship": division("510522112")}
    first = await away.new("social_relief", **same, householdIncome="300.00", evidence=[{"title": "居住证明", "digest": "1" * 64}])
    second = await home.new("social_relief", **same, householdIncome="800.00", evidence=[{"title": "户口簿", "digest": "2" * 64}])
    await away.sync("social_relief")
    village.on("2026-11-17")
    await home.sync("social_relief")
    one, two = await row(village, first), await row(village, second)
    assert (one["state"], one["duplicate_of"], two["state"]) == ("DUPLICATE", two["id"], "APPLIED")
    assert "居住证明" in two["evidence"] and "户口簿" in two["evidence"] and str(one["household_income"]) == "300.00"
    pool = village.served.parts.database.pool
    review = await pool.fetch("SELECT path, theirs, mine FROM conflict WHERE record_key = $1", str(two["id"]))
    assert [tuple(one) for one in review] == [("household_income", '"800.00"', '"300.00"')]


async def test_e6_urgent_need_is_met_where_it_arose(village: Village, hand: Hand) -> None:
    await appoint(village, "tiaojie2", "relief_worker")
    home, away = await hand("tiaojie2"), await hand("jiuzhu3")
    same = {**RELIEF, "applicantIdNumber": ID, "hukouTownship": division("510522112"), "urgent": True}
    made = []
    for device in (away, home):
        await device.sync("social_relief")
        made.append(await device.new("social_relief", **same))
        await device.sync("social_relief")
        village.on("2026-11-17")
    one, two = [await row(village, at) for at in made]
    assert (one["state"], two["state"], two["duplicate_of"]) == ("APPLIED", "DUPLICATE", one["id"])


async def test_e7_two_causes_are_two_applications(village: Village, hand: Hand) -> None:
    await appoint(village, "tiaojie2", "relief_worker")
    home, away = await hand("tiaojie2"), await hand("jiuzhu3")
    made = []
    for device, cause in ((away, "火灾"), (home, "大病")):
        await device.sync("social_relief")
        made.append(await device.new("social_relief", **{**RELIEF, "cause": cause}, applicantIdNumber=ID))
        await device.sync("social_relief")
    assert [(await row(village, at))["state"] for at in made] == ["APPLIED", "APPLIED"]
    assert not await village.served.parts.database.pool.fetch("SELECT 1 FROM conflict")


async def test_e8_a_household_is_joined_by_a_human(village: Village, hand: Hand) -> None:
    for who, role in (("tiaojie2", "relief_worker"), ("tiaojie5", "relief_worker"), ("shouxi", "agency_officer")):
        await appoint(village, who, role)
    one, two = await hand("tiaojie2"), await hand("tiaojie5")
    made = []
    for device, more in ((one, {"applicantIdNumber": ID}), (two, {"idAbsentReason": "证件遗失"})):  # the head, and somebody of his name without papers
        await device.sync("social_relief")
        made.append(await device.new("social_relief", **RELIEF, village="云顶村", **more))
        await device.sync("social_relief")
    member = await one.new("social_relief", **{**RELIEF, "applicantName": "陶晓岚"}, village="云顶村", evidence=[{"title": "残疾证", "digest": "3" * 64}])
    await one.sync("social_relief")
    assert {(await row(village, at))["state"] for at in (*made, member)} == {"APPLIED"}
    found = await conflicts(village)
    assert list(found) == ["duplicate_of"] and found["duplicate_of"]["mine"] == made[0] and found["duplicate_of"]["reviewerRole"] == "agency_officer"
    await village.do("shouxi", found["duplicate_of"]["id"], "resolve", resolution=made[0], reason="同一人，已核对户口簿")
    await village.do("shouxi", member, "join_household", duplicateOf=made[0], reason="同户成员")
    head = await row(village, made[0])
    for at in (made[1], member):
        joined = await row(village, at)
        assert (joined["state"], joined["duplicate_of"]) == ("DUPLICATE", head["id"])
    assert head["state"] == "APPLIED" and "残疾证" in head["evidence"]


async def handed_over(village: Village, at: str, *to: tuple[str, str, str]) -> list[str]:
    """The case is handed over to agencies and their units; each accepts, in this order."""
    case, shares = await village.case_of("tiaojie2", at), []
    for organ, code, _ in to:
        shares.append(await village.new("tiaojie2", "share", caseId=case, toAgency=agency(organ), toUnit=unit(code), purpose="移交承办", handover=True))
    for (_, _, who), share in zip(to, shares, strict=True):
        assert await village.do(who, share, "accept") == "ACCEPTED"
    return shares


async def test_e9_late_material_of_the_former_handler(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand)
    village.on("2026-11-17", "15:00")
    await one.edit(at, sessions=[{"occurredAt": "2026-11-17T10:00:00+08:00", "note": "移交前的走访"}])
    village.on("2026-11-18", "10:00")
    await handed_over(village, at, ("XZ-102", "TJ-102", "tiaojie3"))
    village.on("2026-11-19", "10:00")
    await one.edit(at, facts="移交后改写", sessions=[{"occurredAt": "2026-11-19T09:00:00+08:00", "note": "移交后的走访"}])
    await one.sync()
    await two.sync()
    new = await seen(village, at, "facts state unit { code } leadAgency { code } sessions { note }", "tiaojie3")
    assert new == {"facts": None, "state": "MEDIATING", "unit": {"code": "TJ-102"}, "leadAgency": {"code": "XZ-102"}, "sessions": [{"note": "移交前的走访"}]}
    late = await held_back(village, "tiaojie3")
    assert late and {one["code"] for one in late} == {"ACCESS_LOST"}
    text = str([one["document"] for one in late])
    assert "移交后改写" in text and "移交后的走访" in text and "移交前的走访" not in text
    for device in (one, two):
        await device.sync()
        assert await device.see(at) is None
    assert await seen(village, at, "title") is None
    assert (await village.duties("tiaojie3", at))["MEDIATION_TERM"]["state"] == "RUNNING"
    await village.do("tiaojie3", late[0]["id"], "decline", reason="与移交后的笔录重复")
    assert (await seen(village, at, "unit { code }", "tiaojie3"))["unit"]["code"] == "TJ-102"


async def test_e10_the_first_to_accept_leads_and_the_other_assists(village: Village, hand: Hand) -> None:
    first, second = await hand("tiaojie3"), await hand("tiaojie4")
    for device in (first, second):
        await device.sync()
    at = await village.new("tiaojie2", "mediation", title="两地争管", kind="PEOPLE")
    await village.do("tiaojie2", at, "accept")
    began = (await village.duties("tiaojie2", at))["MEDIATION_TERM"]["dueAt"]
    village.on("2026-11-18")
    shares = await handed_over(village, at, ("XZ-102", "TJ-102", "tiaojie3"), ("XZ-109", "TJ-109", "tiaojie4"))
    standing = [await village.see("tiaojie3" if n == 0 else "tiaojie4", share, "standing acceptedAt") for n, share in enumerate(shares)]
    assert [one["standing"] for one in standing] == ["LEAD", "ASSIST"] and all(one["acceptedAt"] for one in standing)
    assert any("协办" in task["title"] for task in await village.listed("tiaojie4", "tasks", "title"))
    assert (await village.duties("tiaojie3", at))["MEDIATION_TERM"]["dueAt"] == began
    for device in (first, second):
        await device.sync()
    await first.edit(at, facts="主办单位所写")
    await second.edit(at, demands="协办单位所写")
    for device in (second, first):
        await device.sync()
    assert await seen(village, at, "facts demands leadAgency { code }", "tiaojie3") == {"facts": "主办单位所写", "demands": None, "leadAgency": {"code": "XZ-102"}}
    assert "协办单位所写" in str(await held_back(village, "tiaojie3"))
    await village.do("zhengfuban", shares[1], "designate", reason="纠纷发生在该镇")
    assert (await seen(village, at, "leadAgency { code }", "tiaojie4"))["leadAgency"]["code"] == "XZ-109"


CLUE = {"title": "顺舟18号禁采期非法采砂", "offence": "RIVER_SAND", "closed": True, "value": "186000.00", "facts": "夜间巡查查获，无采砂许可证。",
        "suspectName": "宋顺舟", "penaltyNumber": "合水罚〔2026〕4号", "finePaid": "40000.00"}
OFFICERS = [{"id": n, "name": f"执法{n}", "certificate": f"川执{n}"} for n in ("1", "2")]


async def reported_crime(village: Village, hand: Hand) -> tuple[Device, str]:
    """A report on a crime waits for the head's approval, due in three days; he holds it on his device."""
    await station(village, "SWJ", "ZF-SWJ", "shuiwu", "shuiwujuzhang")
    at = await village.new("shuiwu", "transfer", **CLUE)
    await village.do("shuiwu", at, "investigate", investigators=OFFICERS)
    await village.do("shuiwu", at, "submit_report", report="达到入罪标准，建议移送。", charge="非法采矿罪（刑法 343）")
    head = await hand("shuiwujuzhang")
    await head.sync("transfer")
    return head, at


async def test_e11_an_approval_done_in_time_and_synced_late(village: Village, hand: Hand) -> None:
    head, at = await reported_crime(village, hand)
    village.on("2026-11-18", "09:00")
    await head.move(at, "approve", approverCapacity="HEAD", approvalOpinion="同意移送")
    village.on("2026-11-22", "09:00")
    await head.sync("transfer")
    assert (await row(village, at))["state"] == "APPROVED"
    clocks = {one["code"]: one for one in await village.listed("shuiwu", "duties", "code state late syncedLate startedAt")}
    approval, sending = clocks["TRANSFER_APPROVAL"], clocks["TRANSFER_SENDING"]
    if isinstance(head, Field):  # its ops say when they were done
        assert (approval["state"], approval["late"], approval["syncedLate"]) == ("MET", False, True)
        assert datetime.fromisoformat(sending["startedAt"]) == moment("2026-11-18", "09:00")
    else:  # a document says no time: the server's own counts and is never set back
        assert (approval["state"], approval["late"], approval["syncedLate"]) == ("MET", True, False)
        assert datetime.fromisoformat(sending["startedAt"]) >= moment("2026-11-22", "09:00")


async def test_e11_where_the_clock_is_doubtful_a_human_decides(village: Village, tmp_path: Path, node: Node) -> None:
    async def given(who: str) -> Device:
        return await Field.of(village, who, tmp_path / who)

    head, at = await reported_crime(village, given)
    assert isinstance(head, Field)
    village.on("2026-11-22", "08:00")
    await head.new("task", caseId=await village.case_of("shuiwu", at), title="核对矿价", agency=agency("SWJ"))
    await head.sync("transfer")
    head.skew = timedelta(days=-4)  # somebody sets the device's clock back
    await head.move(at, "approve", approverCapacity="HEAD", approvalOpinion="同意移送")
    head.skew = timedelta(0)
    await head.sync("transfer")
    assert (await row(village, at))["state"] == "REPORT_SUBMITTED"
    (held,) = await village.listed("shuiwujuzhang", "quarantines", "code state")
    assert held == {"code": "CLOCK_SUSPECT", "state": "HELD"}


async def test_e12_two_days_of_service_count_from_the_earlier_until_decided(village: Village, hand: Hand) -> None:
    one, two = await hand("tiaojie2"), await hand("tiaojie5")
    at = await village.new("tiaojie2", "potential_suit", title="强拆争议", source="PETITION", actKind="COERCION", respondent=agency("ZJJ"), remedyRule="ACT")
    for device in (one, two):
        await device.sync("potential_suit")
    await one.edit(at, clockFrom="2026-11-10")
    await two.edit(at, clockFrom="2026-11-05")
    for device in (one, two):
        await device.sync("potential_suit")

    async def window() -> dict[str, Any]:
        found = await village.listed("tiaojie2", "duties", "code dueAt startedAt contested { startedAt dueAt }")
        return next(duty for duty in found if duty["code"] == "REVIEW_WINDOW")

    clock = await window()
    assert [one["startedAt"][:10] for one in clock["contested"]] == ["2026-11-05", "2026-11-10"]
    ends = [datetime.fromisoformat(one["dueAt"]) for one in clock["contested"]]
    assert datetime.fromisoformat(clock["dueAt"]) == ends[0] < ends[1]
    assert (await row(village, at))["clock_from"] == date(2026, 11, 10)
    conflict = (await conflicts(village))["clock_from"]
    await village.do("shouxi", conflict["id"], "resolve", resolution="2026-11-10", reason="以送达回证为准")
    after = await window()
    assert not after["contested"] and datetime.fromisoformat(after["dueAt"]) == ends[1]


# --- reports on children, letters, money, persons, minutes, sign-in -----------------------------------------------------


REPORT = {"title": "先滩镇一起未成年人报告", "situation": "S4", "discoveredAt": "2026-11-16T08:30:00+08:00", "reportedAt": "2026-11-16T08:50:00+08:00",
          "childToken": "小禾", "facts": "多处瘀伤"}


async def test_e13_two_teachers_two_reports(village: Village, hand: Hand) -> None:
    await station(village, "XX-113201", "ZX-113201", "banzhuren", "jiaoti")
    one, two = await hand("banzhuren"), await hand("jiaoti")
    made = []
    for device, name in ((one, "祁沐阳"), (two, "许知学")):
        await device.sync("child_report")
        made.append(await device.new("child_report", **REPORT, reporterName=name))
    for device in (one, two, one):
        await device.sync("child_report")
    rows = [await row(village, at) for at in made]
    assert len({one["case_id"] for one in rows}) == 2 and {one["state"] for one in rows} == {"REPORTED"} and len({one["reporter_name"] for one in rows}) == 2
    for device, mine, other in ((one, *made), (two, *reversed(made))):
        assert (await device.see(mine) or {})["childToken"] == "小禾" and await device.see(other) is None
        await device.delete(mine) if not isinstance(device, Field) else None
    await one.sync("child_report")
    for n, at in enumerate(made):
        await village.do("mingjing", at, "receive")
        await village.do("mingjing", at, "accept")
        await village.do("mingjing", at, "file", filingKind="CRIMINAL", filingNumber=f"合公立〔2026〕{n}号", filedAt="2026-11-16T08:55:00+08:00")
        assert await village.do("mingjing", at, "give_feedback", feedback=f"已立案（{n}）") == "FEEDBACK_GIVEN"
    await one.sync("child_report")
    assert (await one.see(made[0]) or {})["feedback"] == "已立案（0）" and await one.see(made[1]) is None


async def test_e14_what_is_added_to_a_sealed_report_goes_into_the_vault(village: Village, hand: Hand) -> None:
    await station(village, "XX-113201", "ZX-113201", "banzhuren")
    device = await hand("banzhuren")
    await device.sync("child_report")
    at = await device.new("child_report", **REPORT, reporterName="祁沐阳")
    await device.sync("child_report")
    steps: list[tuple[str, dict[str, Any]]] = [
        ("receive", {}), ("accept", {}), ("file", {"filingKind": "CRIMINAL", "filingNumber": "合公立〔2026〕9号", "filedAt": "2026-11-16T08:55:00+08:00"}),
        ("give_feedback", {"feedback": "已立案"}), ("transfer", {"prosecutionNumber": "合公诉〔2026〕5号", "transferNoticeAt": "2026-11-16T08:56:00+08:00"}),
        ("seal", {"sealingNumber": "合公封〔2026〕1号", "sealingDigest": "0" * 64})]
    for name, given in steps:
        await village.do("mingjing", at, name, **given)
    await device.edit(at, notes=[{"occurredAt": "2026-11-16T08:58:00+08:00", "note": "又见新伤"}])
    await device.sync("child_report")
    kept = await row(village, at)
    assert kept["state"] == "SEALED" and "又见新伤" in kept["notes"] and await device.see(at) is None
    assert not await village.listed("mingjing", "quarantines", "id")
    for who in ("banzhuren", "xiaozhang", "jiaoti"):
        assert await village.see(who, at, "childToken") is None


async def test_e19_a_reply_stays_with_the_letter_it_answers(village: Village, hand: Hand) -> None:
    place = await station(village, "YJJ", "ZF-YJJ", "yingji")
    proposals = [{"id": "1", "content": "清查零售点"}, {"id": "2", "content": "培训经营者"}]
    at = await village.new("jianchaguan", "recommendation", title="烟花爆竹监管", kind="GOVERNANCE", replyRule="GENERAL", targetAgency=agency("YJJ"), proposals=proposals,
                           facts="零售点隐患", legalBasis="安全生产法")
    await village.do("jianchazhang", at, "approve")
    share = await village.new("jianchaguan", "share", caseId=await village.case_of("jianchaguan", at), toAgency=agency("YJJ"), toUnit=place, purpose="整改")
    await village.do("yingji", share, "accept")
    await village.do("jianchaguan", at, "serve", servedOn="2026-11-16", receiverName="方警")
    device = await hand("yingji")
    await device.sync("recommendation")
    await village.do("yingjijuzhang", at, "object", objection="第二项不属本局职责")
    await village.do("jianchazhang", at, "amend", objectionAnswer="部分成立", proposals=[{"id": "2", "content": "会同商务部门培训"}])
    answered = [{**one, "measure": f"已办第{one['id']}项"} for one in proposals]
    given = {"replyNumber": "合应急发〔2026〕1号", "reply": "已整改", "answeredVersion": 1}
    if isinstance(device, Field):
        for n, one in enumerate(answered, 1):
            await device.edit(at, **{f"proposals.{n}.measure": one["measure"]})
        await device.move(at, "reply", **given)
    else:
        await device.move(at, "reply", **given, proposals=answered)
    await device.sync("recommendation")
    after = await village.see("jianchaguan", at, "state letterVersion reply proposals { content measure } formerLetters { version proposals } formerReplies { version number }")
    assert (after["state"], after["letterVersion"], after["reply"]) == ("AMENDED", 1, None)
    assert after["formerLetters"] == [{"version": 1, "proposals": ["1. 清查零售点", "2. 培训经营者"]}]
    assert after["formerReplies"] == [{"version": 1, "number": "合应急发〔2026〕1号"}]
    assert after["proposals"][0] == {"content": "清查零售点", "measure": "已办第1项"} and after["proposals"][1]["content"] == "会同商务部门培训"
    if not isinstance(device, Field):
        assert after["proposals"][1]["measure"] is None
    assert any("已变更" in task["title"] for task in await village.listed("yingji", "tasks", "title"))
    assert (await village.duties("jianchaguan", at))["REPLY"]["state"] == "RUNNING"


async def notified(village: Village) -> str:
    """Relief that two judges of one unit may pay out."""
    await station(village, "FY", "JZ-FY", "faguan", "zhixing")
    await appoint(village, "lian", "judge")
    at = await village.new("zhixing", "judicial_relief", title="陶运生司法救助", applicantName="陶运生", applicantIdNumber=ID, causedByCase=True,
                           originNumber="（2026）川0522执211号", cause="SERIOUS_INJURY")
    await village.do("zhixing", at, "apply")
    await village.do("zhixing", at, "verify")
    await village.do("zhixing", at, "propose", proposedAmount="30000.00", monthlyWage="7210.00")
    await village.do("yuanzhang", at, "approve", approvedAmount="30000.00")
    await village.do("zhixing", at, "request_funds")
    await village.share("zhixing", await village.case_of("zhixing", at), "CZJ", "拨付", "caizheng")
    await village.do("caizheng", at, "fund")
    await village.do("lian", at, "notify")
    return at


async def test_e20_paid_twice_is_recovered(village: Village, hand: Hand) -> None:
    at = await notified(village)
    one, two = await hand("faguan"), await hand("zhixing")
    for device in (one, two):
        await device.sync("judicial_relief")
    for device, voucher in ((one, "凭证甲"), (two, "凭证乙")):
        await device.move(at, "pay", paidAmount="30000.00", paymentVoucher=voucher)
    for device in (one, two):
        await device.sync("judicial_relief")
    kept = await village.see("zhixing", at, "state paidAmount paymentVoucher")
    assert kept == {"state": "PAID", "paidAmount": "30000.00", "paymentVoucher": "凭证甲"}
    assert (await conflicts(village, "faguan"))["payment_voucher"]["mine"] == "凭证乙"
    (task,) = [task for task in await village.listed("faguan", "tasks", "title state origin") if "追回" in task["title"]]
    assert task["origin"] == (await village.see("faguan", at, "decisionNumber"))["decisionNumber"]
    assert (await village.no("lian", at, "pay", paidAmount="30000.00", paymentVoucher="凭证丙"))["code"] == "MOVE_NOT_POSSIBLE"


async def test_e21_a_corrected_number_and_papers_of_the_same_person(village: Village, hand: Hand) -> None:
    one, two, at = await mediating(village, hand)
    case = await village.case_of("tiaojie2", at)
    wrong, right = fake_id("19700101"), fake_id("19700110")
    party = await one.new("party", caseId=case, kind="PERSON", name="竹溪生", idNumber=wrong)
    every = ("mediation", "party", "document")
    await one.sync(*every)
    await two.sync(*every)
    await one.edit(party, idNumber=right)
    await two.edit(party, address="福宝镇云顶村2组")
    paper = await two.new("document", caseId=case, title="竹溪生身份证复印件（旧号）", kind="EVIDENCE")
    await one.sync(*every)
    await two.sync(*every)
    person = await row(village, party)
    assert person["id_number_masked"].endswith(right[-4:]) and person["address"] == "福宝镇云顶村2组" and (await row(village, paper))["title"].startswith("竹溪生")
    history = await village.served.parts.database.pool.fetch(
        "SELECT c.old #>> '{}' AS old FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id WHERE e.record_key = $1 AND c.field = 'id_number'",
        str(person["id"]))
    assert any(one["old"] and one["old"].endswith(wrong[-4:]) for one in history), "the old number is kept, masked"
    assert not await conflicts(village)
    await one.edit(party, idNumber=fake_id("19700111"))
    await two.edit(party, idNumber=fake_id("19700112"))
    await one.sync(*every)
    await two.sync(*every)
    assert "id_number" in await conflicts(village), "two corrections are for a human"


MINUTES = "生态环境局牵头监测，农业农村局核查设施。"


async def test_e22_a_new_text_of_the_minutes_is_signed_by_all_anew(village: Village, hand: Hand) -> None:
    place = await station(village, "SFJ", "HS-SFJ", "sifaju", "sifajuzhang")
    case = await village.new("jianchaguan", "case", title="臭气投诉")
    for organ, who, more in (("YJJ", "yingji", {}), ("SFJ", "sifaju", {"toUnit": place})):
        await village.do(who, await village.new("jianchaguan", "share", caseId=case, toAgency=agency(organ), purpose="会商", **more), "accept")
    at = await village.new("jianchaguan", "consultation", caseId=case, title="臭气治理会商", topic="监管分工", ground="COMPLEX", convener=agency("SFJ"))
    await village.do("sifaju", at, "accept")
    await village.do("sifaju", at, "prepare", issues=[{"id": "1", "kind": "LAW", "content": "谁监管"}], invitees=[{"id": "1", "agency": "YJJ", "role": "主管"}])
    came = [{"id": organ, "agency": organ, "name": organ, "capacity": "MEMBER"} for organ in ("JC", "YJJ", "SFJ")]
    await village.do("sifaju", at, "hold", heldAt="2026-11-15T14:30:00+08:00", attendance=came)
    await village.do("sifaju", at, "draft_minutes", minutesText=MINUTES)
    one, two = await hand("sifaju"), await hand("sifajuzhang")
    for device in (one, two):
        await device.sync("consultation")
    for organ, who in (("JC", "jianchaguan"), ("YJJ", "yingji")):
        await village.do(who, at, "sign_minutes", signatures=[{"id": organ, "agency": organ, "name": organ, "opinion": "同意", "textDigest": digest(MINUTES)}])
    await two.move(at, "draft_minutes", minutesText=f"{MINUTES}每月通报。")
    await one.move(at, "sign_minutes", signatures=[{"agency": "SFJ", "name": "庄立言", "opinion": "同意", "textDigest": digest(MINUTES)}])
    await two.sync("consultation")
    await one.sync("consultation")
    after = await village.see("sifaju", at, "state minutesText signatures { agency textDigest voidedAt }")
    assert after["state"] == "MINUTES_DRAFT" and after["minutesText"].endswith("每月通报。")
    assert {one["agency"] for one in after["signatures"]} == {"JC", "YJJ", "SFJ"} and {one["textDigest"] for one in after["signatures"]} == {digest(MINUTES)}
    missing = await village.no("sifaju", at, "settle_minutes")
    assert missing["code"] == "ORGAN_NOT_SIGNED" and missing["facts"]["missing"] == "JC、YJJ、SFJ"
    history = await village.served.parts.database.pool.fetch(
        "SELECT c.old #>> '{}' AS old FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id WHERE e.record_key = $1 AND c.field = 'minutes_text'", at[-36:])
    assert MINUTES in {one["old"] for one in history}, "the version that was signed is kept"


async def test_e24_a_person_signs_in_to_a_session_once(village: Village, hand: Hand) -> None:
    await station(village, "SFJ", "HS-SFJ", "sifaju", "sifajuzhang")
    at = await village.new("sifaju", "training", title="执法培训", year=2026, kind="COURSE", topic="行政处罚法", sessions=[{"id": "1", "code": "A", "hours": 4}])
    await village.do("sifaju", at, "notify")
    one, two = await hand("sifaju"), await hand("sifajuzhang")
    for device in (one, two):
        await device.sync("training")
    for device, when in ((one, "09:00"), (two, "09:03")):
        person = {"session": "A", "person": "田禾", "agency": "NYJ", "certificate": "川执1", "signedAt": [f"2026-11-16T{when}:00+08:00"]}
        await device.move(at, "sign_in", attendance=[person])
    for device in (one, two):
        await device.sync("training")
    (line,) = (await village.see("sifaju", at, "attendance { person signedAt }"))["attendance"]
    assert line["person"] == "田禾" and len(line["signedAt"]) == 2


# --- review -------------------------------------------------------------------------------------------------------------


async def test_a_conflict_is_reviewed_with_both_sides_before_one_and_goes_up_when_nobody_does(village: Village, tmp_path: Path, node: Node) -> None:
    async def given(who: str) -> Device:
        return await Field.of(village, who, tmp_path / who)

    one, two, at = await mediating(village, given, "draft")
    for device, amount in ((one, "12000.00"), (two, "15000.00")):
        await device.edit(at, agreementAmount=amount)
        await device.sync()
    fields = ("id path base theirs mine theirTime myTime reviewerRole dueAt theirActor { username } myActor { username } theirAgency { code } myAgency { code }")
    (conflict,) = await village.listed("shouxi", "conflicts", fields)
    assert [conflict[name] for name in ("base", "theirs", "mine", "reviewerRole")] == ["600.00", "12000.00", "15000.00", "chief_mediator"]
    assert (conflict["theirActor"]["username"], conflict["myActor"]["username"]) == ("tiaojie2", "tiaojie5")
    assert conflict["theirTime"] and conflict["myTime"] and conflict["theirAgency"] == conflict["myAgency"] == {"code": "XZ-112"}
    assert (await village.served.data("shouxi", "{ inbox { conflicts { nodes { id } } } }"))["inbox"]["conflicts"]["nodes"] == [{"id": conflict["id"]}]
    parts = village.served.parts
    late = datetime.fromisoformat(conflict["dueAt"]) + timedelta(minutes=1)
    assert await tick(parts.database.pool, parts.policies.current, parts.world, late) >= 1
    (after,) = await village.listed("shouxi", "conflicts", "reviewerRole dueAt")
    assert after["reviewerRole"] == "justice_officer" and datetime.fromisoformat(after["dueAt"]) > late
    history = await village.listed("shouxi", "entries", "act recordType")
    assert {"act": "CLOCK", "recordType": "conflict"} in history
    assert (await village.no("tiaojie5", conflict["id"], "resolve", resolution="13000.00", reason="x"))["code"] in ("FORBIDDEN", "REVIEWER_IS_EDITOR")
    assert await village.do("shouxi", conflict["id"], "resolve", resolution="13000.00", reason="双方当场商定") == "RESOLVED"
    for device in (one, two):
        await device.sync()
        assert (await device.see(at) or {})["agreementAmount"] == "13000.00"


async def test_a_push_is_tried_and_leaves_nothing(village: Village, tmp_path: Path) -> None:
    one = await Field.of(village, "tiaojie2", tmp_path / "one")
    await one.sync()
    at = await one.new("mediation", title="试推", kind="PEOPLE", agreementAmount="600.00")
    await one.sync()
    before = await one.see(at) or {}
    await village.edit("tiaojie5", at, agreementAmount="700.00")
    new = f"Mediation:{COUNTY}:{uuid4()}"
    rows = [{"newDocumentState": {**before, "agreementAmount": "800.00"}, "assumedMasterState": before},
            {"newDocumentState": {"id": new, "title": "新登记", "kind": "PEOPLE"}},
            {"newDocumentState": {"id": f"Mediation:{COUNTY}:{uuid4()}", "title": "缺类型"}}]
    pool = village.served.parts.database.pool
    tables = ("entry", "conflict", "quarantine", "mediation", "receipt", "feed", "number_series")
    counts = [await pool.fetchval(f"SELECT count(*) FROM {name}") for name in tables]
    text = "mutation($r: [MediationInputPushRow!]!) { tryPushMediation(rows: $r) { id outcome code message conflicts document } }"
    clash, made, held = (await village.served.data("tiaojie2", text, r=rows))["tryPushMediation"]
    assert (clash["outcome"], clash["code"]) == ("conflict", "SAME_FIELD") and clash["message"] and clash["document"]["agreementAmount"] == "700.00"
    assert clash["conflicts"] == [{"path": "agreement_amount", "theirs": "700.00", "mine": "800.00"}]
    assert made["id"] == new and made["outcome"] == "applied" and made["document"]["state"] == "APPLIED"
    assert (held["outcome"], held["code"], held["document"]) == ("quarantined", "FIELD_REQUIRED", None)
    assert [await pool.fetchval(f"SELECT count(*) FROM {name}") for name in tables] == counts
