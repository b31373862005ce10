"""手机离线调解: two tablets without signal take notes and signatures in the hills; on the way back they come to one signed agreement."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sync.client.remote import Remote, new_key
from sync.client.replica import Replica, Report
from sync.client.store import Store
from tests.stories.village import Village

TEXT = "石大川允许竹溪生每年10月至12月经林间便道运竹，竹溪生每年支付修路费600元。"


@dataclass
class Tablet:
    """A mediator's device: the field client, and its way to the server when there is signal."""

    village: Village
    replica: Replica
    key: str

    @classmethod
    async def of(cls, village: Village, who: str, folder: Path) -> Tablet:
        tablet = cls(village, Replica(Store(folder), lambda: village.at, os.urandom), new_key())
        code = await village.served.parts.devices.make_code(None, who)
        remote = Remote(village.served.url, lambda: village.at)
        tablet.replica.enrolled(await asyncio.to_thread(remote.enrol, code, who, tablet.key), who, village.served.url)
        remote.close()
        await tablet.sync()
        return tablet

    async def sync(self) -> Report:
        remote = Remote(self.village.served.url, lambda: self.village.at)
        remote.identify(self.replica.store.fact("device"), self.key)
        try:
            return await asyncio.to_thread(self.replica.sync, remote)
        finally:
            remote.close()

    def shown(self, at: str) -> Mapping[str, Any]:
        return self.replica.sheet(at).values


async def in_the_hills(village: Village, folder: Path) -> tuple[Tablet, Tablet, str]:
    """The first tablet enters the dispute; both hold it before they leave the town."""
    village.on("2026-11-16", "09:00")
    one, two = await Tablet.of(village, "tiaojie2", folder / "one"), await Tablet.of(village, "tiaojie5", folder / "two")
    at = one.replica.new("mediation", {"title": "山林便道通行纠纷", "kind": "PEOPLE", "disputeNature": "USE", "facts": "运竹便道穿过他人承包林",
                                       "consentApplicant": True, "consentRespondent": True})
    one.replica.move(at, "accept")
    one.replica.move(at, "begin")
    report = await one.sync()
    assert report.unsent == 0 and not report.attention, report
    await two.sync()
    assert two.shown(at)["state"] == "MEDIATING" and two.shown(at)["aliasNumber"].startswith("TMP-")
    return one, two, at


async def test_notes_of_both_tablets_and_signatures_of_both_are_one_agreement(village: Village, tmp_path: Path) -> None:
    one, two, at = await in_the_hills(village, tmp_path)
    village.on("2026-11-17", "10:00")
    one.replica.edit(at, {"sessions": [{"occurredAt": "2026-11-17T10:00:00+08:00", "place": "林边", "note": "双方指认便道"}]})
    two.replica.edit(at, {"sessions": [{"occurredAt": "2026-11-17T14:00:00+08:00", "place": "云顶村", "note": "商定季节与费用"}], "demands": "允许通行"})
    one.replica.move(at, "draft", {"agreementText": TEXT, "agreementAmount": "600.00"})
    for tablet in (one, two, one):
        assert not (await tablet.sync()).attention
    assert {note["place"] for note in one.shown(at)["sessions"]} == {"林边", "云顶村"}
    assert two.shown(at)["agreementText"] == TEXT
    village.on("2026-11-19", "15:00")
    digests = {one.replica.sign(at, "APPLICANT", "竹溪生", "SIGNATURE"), one.replica.sign(at, "MEDIATOR", "岳松", "SIGNATURE"),
               two.replica.sign(at, "RESPONDENT", "石大川", "THUMBPRINT")}
    assert len(digests) == 1
    for tablet in (one, two):
        assert not (await tablet.sync()).attention
    state = await village.do("tiaojie2", at, "sign", effectiveOn="2026-11-19", sealedOn="2026-11-19")
    seen = await village.see("tiaojie2", at, "signatures { capacity name } fileNumber aliasNumber createdOffline")
    assert state == "SIGNED" and {one["capacity"] for one in seen["signatures"]} == {"APPLICANT", "RESPONDENT", "MEDIATOR"}
    assert seen["fileNumber"].startswith("（2026）合") and seen["aliasNumber"].startswith("TMP-") and seen["createdOffline"]
    assert "CONFIRMATION_WINDOW" in await village.duties("tiaojie2", at)


async def test_two_amounts_wait_for_the_chief_and_neither_wins(village: Village, tmp_path: Path) -> None:
    one, two, at = await in_the_hills(village, tmp_path)
    one.replica.move(at, "draft", {"agreementText": TEXT, "agreementAmount": "600.00"})
    await one.sync()
    await two.sync()
    one.replica.edit(at, {"agreementAmount": "12000.00"})
    two.replica.edit(at, {"agreementAmount": "15000.00"})
    await one.sync()
    report = await two.sync()
    assert report.outcomes.get("conflict") == 1, report
    (conflict,) = await village.listed("shouxi", "conflicts", "id path theirs mine state")
    assert [conflict[name] for name in ("path", "theirs", "mine")] == ["agreement_amount", "12000.00", "15000.00"]
    for editor in ("tiaojie2", "tiaojie5"):
        assert (await village.no(editor, conflict["id"], "resolve", resolution="15000.00", reason="x"))["code"] in ("FORBIDDEN", "REVIEWER_IS_EDITOR")
    await village.do("shouxi", conflict["id"], "resolve", resolution="12000.00", reason="双方当场确认")
    assert (await village.see("tiaojie2", at, "agreementAmount"))["agreementAmount"] == "12000.00"


async def test_other_units_hold_and_see_nothing(village: Village, tmp_path: Path) -> None:
    _, _, at = await in_the_hills(village, tmp_path)
    far = await Tablet.of(village, "tiaojie3", tmp_path / "far")
    assert far.replica.sheets("mediation") == []
    for stranger in ("tiaojie3", "faguan", "minzheng", "xitong"):
        assert await village.see(stranger, at, "title") is None
