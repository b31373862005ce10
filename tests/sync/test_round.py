"""Two real field devices against a really listening server: merge, one conflict, withdrawal, quarantine."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.database import Database
from authz.actor import Actor
from tests.serving import Served, serving
from tests.sync.two_units import LUO, MA, OFFICER, found

FIELD = Path(sys.executable).with_name("fuyuan-field")


@dataclass
class Tablet:
    """One device, driven by the command a mediator types."""

    home: Path

    async def __call__(self, *words: str) -> str:
        def run() -> str:
            done = subprocess.run([FIELD, *words], env={**os.environ, "FUYUAN_FIELD_HOME": str(self.home), "COLUMNS": "200"}, capture_output=True, text=True,
                                  timeout=60, check=False)
            assert done.returncode == 0, (words, done.stdout, done.stderr)
            return done.stdout + done.stderr

        return await asyncio.to_thread(run)


@pytest.fixture
async def served(database: Database, tmp_path: Path) -> AsyncIterator[Served]:
    async with database.transaction() as connection:
        await found(connection)
    async with serving(database, tmp_path / "server") as made:
        yield made


async def tablet(served: Served, home: Path, who: Actor) -> Tablet:
    made = Tablet(home)
    await made("enroll", served.url, await served.parts.devices.make_code(OFFICER, who.username), "--name", who.name)
    await made("pull")
    return made


async def test_two_devices_merge_conflict_and_lose_a_case(served: Served, tmp_path: Path) -> None:
    one, two = await tablet(served, tmp_path / "one", LUO), await tablet(served, tmp_path / "two", MA)
    said = await one("new", "mediation", "title=荔枝园边界案", "kind=PEOPLE", "facts=荔枝树越界")
    found_id = re.search(r"Mediation:510522:[0-9a-f-]{36}", said)
    assert found_id, said
    key = found_id.group()
    assert "TMP-" in said
    await one("push")
    await two("pull")

    await one("edit", key, "facts=荔枝树越界两米", "agreementAmount=12000.00")
    await two("edit", key, "demands=移树修沟")
    await one("push")
    await two("push")
    query = "query($id: ID!) { mediation(id: $id) { facts demands agreementAmount aliasNumber } conflicts { nodes { id path theirs mine state } } quarantines { totalCount } }"
    both = await served.data(LUO, query, id=key)
    assert both["mediation"]["facts"] == "荔枝树越界两米" and both["mediation"]["demands"] == "移树修沟" and both["conflicts"]["nodes"] == []
    assert both["mediation"]["aliasNumber"].startswith("TMP-")

    await one("pull")
    await one("edit", key, "agreementAmount=15000.00")
    await two("edit", key, "agreementAmount=18000.00")
    await one("push")
    await two("push")
    clash = await served.data(LUO, query, id=key)
    assert clash["mediation"]["agreementAmount"] == "15000.00"
    assert [(c["path"], c["theirs"], c["mine"], c["state"]) for c in clash["conflicts"]["nodes"]] == [("agreement_amount", "15000.00", "18000.00", "OPEN")]
    assert "18000" in await two("conflicts")

    assert "未发送" in await two("status") and key[-8:] in await two("list")
    await two("edit", key, "performanceMethod=现金支付")
    async with served.parts.database.transaction() as connection:  # the case goes to the far unit while the tablet is offline
        await connection.execute("UPDATE mediation SET unit = 'TW2', lead_agency = 'XZ2'")
        await connection.execute("UPDATE \"case\" SET unit = 'TW2', lead_agency = 'XZ2'")
        await connection.execute("DELETE FROM case_access")
        await connection.execute("INSERT INTO case_access SELECT county, 'U:TW2', id, 'unit', 3, NULL FROM \"case\"")
        await connection.execute("INSERT INTO case_access SELECT county, 'A:XZ2', id, 'lead', 3, NULL FROM \"case\"")
        await connection.execute("INSERT INTO case_access SELECT county, 'U:TW1', id, 'gone', 3, now() FROM \"case\"")
    await asyncio.sleep(2.5)  # the clock ends the access and withdraws the case
    await two("push")
    assert key[-8:] not in await two("list")
    late = await served.data("u4", "{ quarantines { nodes { recordType code document state } } }")
    assert len(late["quarantines"]["nodes"]) == 1 and "现金支付" in str(late["quarantines"]["nodes"][0]["document"])
