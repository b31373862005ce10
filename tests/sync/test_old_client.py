"""A client one version of the declarations behind keeps working, erases nothing it does not know, and fetches nothing twice when it learns more."""

from __future__ import annotations

import asyncio
import copy
import os
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.database import Database
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica
from sync.client.store import Store
from tests.serving import Served, serving
from tests.sync.two_units import COUNTY, LUO, MA, found

NEW = "demands"
"""The field that came with the newer version."""
CREATE = "mutation { createMediation(input: {title: \"旧版客户端\", kind: PEOPLE, facts: \"一\", demands: \"恢复原界\"}) { ... on MediationDone { mediation { id } } } }"
READ = "query($id: ID!) { mediation(id: $id) { facts demands } conflicts { totalCount } quarantines { totalCount } }"
PUSH = "mutation($rows: [MediationInputPushRow!]) { pushMediation(mediationPushRow: $rows) { id facts demands } }"


@pytest.fixture
async def served(database: Database, tmp_path: Path) -> AsyncIterator[Served]:
    async with database.transaction() as connection:
        await found(connection)
    async with serving(database, tmp_path / "server") as made:
        yield made


def older(declared: dict[str, Any]) -> dict[str, Any]:
    """The declarations as they were before the field came."""
    before = copy.deepcopy(declared)
    mediation = before["collections"]["Mediation"]
    mediation["fields"] = [field for field in mediation["fields"] if field["name"] != NEW]
    return before | {"hash": "the version before"}


async def tablet(served: Served, folder: Path, declared: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[Replica, Remote]:
    clock = lambda: datetime.now(UTC)  # noqa: E731
    replica, remote, key = Replica(Store(folder), clock, os.urandom), Remote(served.url, clock), new_key()
    code = await served.parts.devices.make_code(None, LUO.username, county=COUNTY)
    answer = await asyncio.to_thread(remote.enrol, code, "旧平板", key)
    replica.enrolled({**answer, "declarations": declared(answer["declarations"])}, "旧平板", served.url)  # type: ignore[typeddict-item]
    remote.identify(answer["device"], key)
    return replica, remote


async def test_the_field_client_works_on_and_learns(served: Served, tmp_path: Path) -> None:
    at = (await served.data(MA, CREATE))["createMediation"]["mediation"]["id"]
    replica, remote = await tablet(served, tmp_path / "old", lambda now: now)
    await asyncio.to_thread(replica.sync, remote)
    declared = replica.store.declarations()
    replica.store.set_fact("declarations", older(declared))
    document = replica.store.document(at)
    assert document is not None and document.base is not None
    replica.store.put_document(at, document.c, document.seq, {name: value for name, value in document.base.items() if name != NEW}, 0)

    assert NEW not in replica.sheet(at).values
    replica.edit(at, {"facts": "二"})
    made = replica.new("Mediation", {"title": "旧版登记", "kind": "PEOPLE"})
    report = await asyncio.to_thread(replica.sync, remote)
    assert report.outcomes == {"applied": 2} and report.unsent == 0
    assert report.documents == 2, "what was changed, and nothing else"
    assert (await served.data(LUO, READ, id=at)) == {"mediation": {"facts": "二", "demands": "恢复原界"}, "conflicts": {"totalCount": 0}, "quarantines": {"totalCount": 0}}

    assert replica.store.declarations()["hash"] == declared["hash"], "the first answer brings the newer version"
    assert replica.sheet(at).values[NEW] == "恢复原界"
    replica.edit(made, {NEW: "补种树苗"})
    assert (await asyncio.to_thread(replica.sync, remote)).documents == 1
    assert (await served.data(LUO, READ, id=made))["mediation"]["demands"] == "补种树苗"
    assert replica.verify() == []
    replica.store.close()
    remote.close()


async def test_a_whole_document_without_the_new_field_leaves_it(served: Served) -> None:
    at = (await served.data(MA, CREATE))["createMediation"]["mediation"]["id"]
    old = {"id": at, "title": "旧版客户端", "kind": "PEOPLE", "facts": "一", "_deleted": False}
    answer = await served.data(LUO, PUSH, rows=[{"newDocumentState": old | {"facts": "三"}, "assumedMasterState": old}])
    assert all(document["demands"] == "恢复原界" for document in answer["pushMediation"])
    assert (await served.data(LUO, READ, id=at))["mediation"] == {"facts": "三", "demands": "恢复原界"}


async def test_a_field_of_a_later_version_is_kept_and_not_lost(served: Served) -> None:
    """An op with a field the server does not know comes from a newer client: it is kept for people, whole."""
    at = (await served.data(MA, CREATE))["createMediation"]["mediation"]["id"]
    op = {"n": 1, "at": datetime.now(UTC).isoformat(), "c": "Mediation", "id": at, "kind": "edit", "base": {}, "set": {"weather": "雨"}, "move": None}
    asked = {"v": 1, "replica": str(uuid4()), "epoch": None, "seq": 0, "limit": 100, "declarations": None, "ops": [op], "purged": []}
    answer = await served.client.post("/sync/round", json=asked, headers={"authorization": f"Bearer {await served.token(LUO)}"})
    assert [receipt["outcome"] for receipt in answer.json()["receipts"]] == ["quarantined"]
    kept = await served.parts.database.pool.fetchval("SELECT document::text FROM quarantine")
    assert "雨" in kept
