"""Hands a case over: every row its old owner led is led by the new one, whose units hold it from now on; the old ones drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.duties import OPEN
from schema.intent import Intent
from schema.registry import MECHANISMS, RECORDS
from sync import load
from sync.memory import Place, Row
from sync.renaming import rekey

if TYPE_CHECKING:
    from sync.deed import Deed

LED = ("lead_agency", "unit")
_ROWS = " UNION ALL ".join(f"SELECT '{name}' AS name, id FROM \"{name}\" WHERE county = $1 AND case_id = $2" for name in MECHANISMS)


async def pass_lead(deed: Deed, share: Row, intent: Intent) -> None:
    """The case of an accepted share goes to its receiver, with the rows and the open duties the old lead had (移交主办)."""
    county, memory = deed.actor.county, deed.memory
    case = memory.rows[("case", share["case_id"])]
    old, new = {name: case[name] for name in LED}, {"lead_agency": share["to_agency"], "unit": share["to_unit"]}
    if old == new:
        return
    found = await deed.connection.fetch(_ROWS, county, case["id"])
    places: list[Place] = [(row["name"], row["id"]) for row in found]
    await load.fill(deed.connection, county, memory, places)
    for record, row in [(RECORDS["case"], case), *((RECORDS[name], memory.rows[(name, key)]) for name, key in places)]:
        if row["lead_agency"] == old["lead_agency"]:
            await rekey(deed, record, row[record.key], new, intent)
    await _owed(deed, case, old["lead_agency"], new["lead_agency"])
    if old["unit"]:
        gone = {"audience": f"U:{old['unit']}", "via": "handover"}
        deed.line(RECORDS["case"], memory.rows[("case", case["id"])], "ACCESS", None, intent, [("access", gone, None)])


async def _owed(deed: Deed, case: Row, old: str, new: str) -> None:
    """Open duties of the old lead are owed by the new one; their clocks go on."""
    rows = await deed.connection.fetch("SELECT id FROM duty WHERE county = $1 AND case_id = $2 AND agency = $3 AND state = ANY($4)",
                                       deed.actor.county, case["id"], old, sorted(OPEN))
    await load.fill(deed.connection, deed.actor.county, deed.memory, [("duty", row["id"]) for row in rows])
    for (name, _), duty in list(deed.memory.rows.items()):
        if name == "duty" and duty["case_id"] == case["id"] and duty["agency"] == old and duty["state"] in OPEN:
            deed.memory.put(RECORDS["duty"], {**duty, "agency": new, "version": duty["version"] + 1, "updated_at": deed.now})
