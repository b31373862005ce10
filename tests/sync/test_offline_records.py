"""Every record that travels: made, edited and moved without connection by one client, and held to the last field by the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from schema.kit import SEALED, camel
from schema.registry import OFFLINE
from sync.wire import row_hash
from tests.conftest import Node
from tests.devices import Device, opened
from tests.stories.village import Village, agency, settled
from tests.sync.test_offline_cases import appoint, station

WHO = "shuiwu"
ROLES = ("mediator", "relief_worker", "judge", "chief_prosecutor")
IN_A_CASE = ("party", "document", "task")
MADE: dict[str, dict[str, Any]] = {
    "mediation": {"kind": "PEOPLE"}, "judicial_relief": {"applicantName": "陶运生"},
    "social_relief": {"applicantName": "陶运生", "kind": "TEMPORARY", "cause": "火灾", "approver": agency("MZJ")}, "restoration": {"way": "SELF"},
    "child_report": {"situation": "S4", "discoveredAt": "2026-11-16T08:30:00+08:00", "reportedAt": "2026-11-16T08:50:00+08:00", "childToken": "小禾"},
    "training": {"year": 2026, "kind": "COURSE", "topic": "行政处罚法"}, "rural_lead": {"kind": "FARM", "content": "毁坏果树"},
    "potential_suit": {"source": "PETITION", "actKind": "COERCION", "respondent": agency("ZJJ"), "remedyRule": "ACT", "clockFrom": "2026-11-10"},
    "recommendation": {"kind": "GOVERNANCE", "replyRule": "GENERAL", "targetAgency": agency("YJJ"), "proposals": [{"content": "清查零售点"}]},
    "consultation": {"topic": "监管分工", "ground": "COMPLEX", "convener": agency("SWJ")}, "transfer": {"offence": "RIVER_SAND", "value": "186000.00"},
    "party": {"kind": "PERSON", "name": "陶运生"}, "document": {"kind": "EVIDENCE"}, "task": {"agency": agency("SWJ")}}
MOVED: dict[str, tuple[str, dict[str, Any]]] = {
    "mediation": ("accept", {}), "judicial_relief": ("apply", {}), "social_relief": ("withdraw", {"reason": "不再需要"}),
    "restoration": ("submit_plan", {"plan": "补植", "targets": "成活九成"}), "training": ("call_off", {"reason": "改期"}),
    "rural_lead": ("transfer", {"receiver": agency("GAJ")}), "potential_suit": ("contact", {}), "recommendation": ("approve", {}), "consultation": ("accept", {}),
    "transfer": ("investigate", {"investigators": [{"name": f"执法{n}", "certificate": f"川执{n}"} for n in (1, 2)]}), "task": ("complete", {"result": "已办"})}
UNMOVED = {"child_report", "party", "document"}  # the reporter moves nothing; a party and a paper have no flow


@pytest.fixture
async def village(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    async with settled(database, tmp_path / "server", monkeypatch) as made:
        made.on("2026-11-16", "09:00")
        yield made


def test_no_record_that_travels_is_left_out() -> None:
    assert MADE.keys() == OFFLINE.keys() == MOVED.keys() | UNMOVED
    assert {"mediation", "judicial_relief", "social_relief", "restoration", "child_report", "training", "potential_suit", "task", "party", "document"} <= OFFLINE.keys()


async def worked_on(device: Device, case: str) -> dict[str, str]:
    """One of each, made, edited and moved before anything is sent."""
    found: dict[str, str] = {}
    for name, record in OFFLINE.items():
        values = {**({"caseId": case} if name in IN_A_CASE else {}), **({} if name == "party" else {"title": f"{record.label}一件"}), **MADE[name]}
        found[name] = await device.new(name, **values)
        if record.editable:
            await device.edit(found[name], **({"address": "福宝镇"} if name == "party" else {"title": f"{record.label}一件（改）"}))
        if name in MOVED:
            move, given = MOVED[name]
            await device.move(found[name], move, **given)
    return found


@pytest.mark.parametrize(("kind", "other"), [("field", "rxdb"), ("rxdb", "field")])
async def test_what_one_client_does_the_other_holds(village: Village, tmp_path: Path, node: Node, kind: str, other: str) -> None:
    await station(village, "SWJ", "ZF-SWJ", WHO)
    for role in ROLES:
        await appoint(village, WHO, role)
    case = await village.new(WHO, "case", title="综合")
    one, two = await opened(kind, village, WHO, tmp_path / "one", node), await opened(other, village, WHO, tmp_path / "two", node)
    try:
        found = await worked_on(one, case)
        for device in (one, two, one):
            await device.sync(*OFFLINE)
        pool = village.served.parts.database.pool
        assert [tuple(row) for row in await pool.fetch("SELECT record_type, code, document::text FROM quarantine")] == []
        assert not await pool.fetch("SELECT 1 FROM conflict UNION ALL SELECT 1 FROM parked")
        for name, at in found.items():
            mine, theirs = _plain(name, await one.see(at)), _plain(name, await two.see(at))
            assert row_hash(mine) == row_hash(theirs), (name, {key: (mine.get(key), theirs.get(key)) for key in mine | theirs if mine.get(key) != theirs.get(key)})
            flow, moved = OFFLINE[name].flow, MOVED.get(name)
            step = flow.move(moved[0]) if flow and moved else None
            assert step is None or mine["state"] == step.target, (name, mine["state"])
            assert not OFFLINE[name].editable or "改" in mine.get("title", "") or mine.get("address") == "福宝镇", (name, mine)
    finally:
        await one.close()
        await two.close()


def _plain(name: str, document: dict[str, Any] | None) -> dict[str, Any]:
    """A document without what only one of the clients keeps beside it."""
    assert document is not None, name
    sealed = {camel(field.name) for field in OFFLINE[name].fields if field.merge is SEALED}
    return {key: value for key, value in document.items() if key not in {"seq", "move", "_deleted", "_meta", "_rev", "_attachments"} | sealed}
