"""What has to hold once everything is mended: nothing lost, nothing doubled, nothing stuck, all the same, nothing kept that was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from schema.registry import OFFLINE, RECORDS
from sync import chain, feed
from sync.parked import author
from sync.wire import row_hash
from tests.sync.breaking.people import TOKEN, Desk, Tablet
from tests.sync.breaking.station import Station
from tests.sync.two_units import COUNTY

KEEPS = [*sorted({record.name for record in RECORDS.values()} - {"notification", "duty"}), "entry_change", "parked"]
"""Where work may be found: the records, their history, conflicts, quarantine, and what waits for its parent."""


class Broken(AssertionError):
    """A history that ended wrongly, with every fault found."""


async def held(station: Station) -> Counter[str]:
    """How often each mark occurs in what the server keeps."""
    sql = " UNION ALL ".join(f'SELECT t::text FROM "{name}" t' for name in KEEPS)
    return Counter(mark for (text,) in await station.admin.fetch(sql) for mark in TOKEN.findall(text))


async def judged(station: Station, tablets: Iterable[Tablet], desks: Iterable[Desk], expected: set[str], once: bool) -> list[str]:
    """Every fault, as a sentence; `once`: no act had to be sent to another life of the server, or by a new enrolment."""
    tablets = list(tablets)
    faults = list(station.failures)
    there = await held(station)
    refused = {mark for tablet in tablets for (text,) in tablet.replica.store.rows("SELECT changes FROM op WHERE outcome = 'refused'") for mark in TOKEN.findall(text)}
    if lost := expected - there.keys() - refused:
        faults.append(f"lost: {sorted(lost)}")
    faults += [f"{desk.person.name} still waits for {len(desk.waiting)} answers" for desk in desks if desk.waiting]
    faults += await _once(station) + (await _settled_once(station) if once else [])
    faults += await _feed(station)
    for tablet in tablets:
        faults += [f"{tablet.name}: {fault}" for fault in await _same(station, tablet)]
    return faults


async def _once(station: Station) -> list[str]:
    """What was written once stands once: in the rows, and in their history."""
    titles = await station.admin.fetch("SELECT title, count(*) FROM mediation GROUP BY title HAVING count(*) > 1")
    notes = await station.admin.fetch("SELECT s ->> 'note' AS note, count(*) FROM mediation, jsonb_array_elements(sessions::jsonb) AS s GROUP BY 1 HAVING count(*) > 1")
    entries = await station.admin.fetch(
        "SELECT c.field, c.new #>> '{}' AS new, count(*) FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id"
        " WHERE e.record_type = 'mediation' AND e.act IN ('CREATE', 'EDIT', 'MOVE') AND c.new #>> '{}' ~ '^w\\d{5}$' GROUP BY 1, 2 HAVING count(*) > 1")
    return [*(f"a mediation was registered twice: {row[0]}" for row in titles), *(f"a session was noted twice: {row[0]}" for row in notes),
            *(f"entered more than once: {row[0]} {row[1]}" for row in entries)]


async def _settled_once(station: Station) -> list[str]:
    """What is in the history as done did not come again to be refused."""
    rows = await station.admin.fetch(
        "SELECT c.new #>> '{}' FROM entry e JOIN entry_change c ON c.county = e.county AND c.entry_id = e.id WHERE e.act IN ('CREATE', 'EDIT', 'MOVE')")
    done = {mark for (text,) in rows if text for mark in TOKEN.findall(text)}
    rows = await station.admin.fetch("SELECT mine::text FROM conflict UNION ALL SELECT (document::jsonb - '_base')::text FROM quarantine")
    return [f"settled twice: {mark}" for (text,) in rows if text for mark in TOKEN.findall(text) if mark in done]


async def _feed(station: Station) -> list[str]:
    faults = []
    seqs = [row[0] for row in await station.admin.fetch("SELECT seq FROM feed WHERE county = $1 ORDER BY seq", COUNTY)]
    if seqs != list(range(seqs[0], seqs[0] + len(seqs))):
        faults.append("the feed has gaps")
    for (case,) in await station.admin.fetch('SELECT id FROM "case" ORDER BY id'):
        if found := await chain.breaks(station.admin, COUNTY, case):
            faults.append(f"the chain of a case is broken: {found}")
    return faults


async def _same(station: Station, tablet: Tablet) -> list[str]:
    """One digest over all documents, the tablet's and the server's; and nothing on its disk that is not its unit's."""
    replica, faults = tablet.replica, []
    if unsent := replica.unsent():
        faults.append(f"{unsent} acts are stuck")
    faults += [fault for fault in replica.verify() if "signature" not in fault]  # a text may be changed after somebody signed it, and it says so
    there = await shown(station, tablet)
    here = {sheet.id: {"id": sheet.id, **sheet.values} for sheet in replica.sheets()}
    if row_hash(here) != row_hash(there):
        faults += _differences(here, there)
    if kept := {at for (at,) in replica.store.rows("SELECT id FROM document")} - there.keys():
        faults.append(f"holds what it lost: {sorted(kept)}")
    return faults


def _differences(here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    found = [f"lacks {at}" for at in there.keys() - here.keys()] + [f"shows {at}, which it should not" for at in here.keys() - there.keys()]
    for at in here.keys() & there.keys():
        found += [f"{at}.{name}: {here[at].get(name)!r} is {there[at].get(name)!r} on the server"
                  for name in here[at].keys() | there[at].keys() if here[at].get(name) != there[at].get(name)]
    return found


async def shown(station: Station, tablet: Tablet) -> dict[str, Any]:
    """The documents of every case that is the unit's, as the server shows them to this person; told by access rows alone, not by the feed."""
    now = station.clock.now
    actor = await author(station.admin, COUNTY, tablet.person.user_id, tablet.replica.store.fact("device"), now)
    assert actor is not None
    rules = station.parts.policies.current.rules_of(actor)
    found: dict[str, Any] = {}
    for record in OFFLINE.values():
        rows = await station.admin.fetch(
            f'SELECT r.id FROM "{record.name}" r WHERE r.county = $1 AND EXISTS (SELECT FROM case_access a WHERE a.county = r.county AND a.case_id = r.case_id'
            " AND a.audience = $2 AND a.level >= 2 AND (a.until IS NULL OR a.until > $3))", COUNTY, f"U:{actor.unit}", now)
        if rows:
            documents = await feed.documents(station.admin, record, [UUID(str(row[0])) for row in rows], rules, actor, now)
            found |= {document["id"]: document for document in documents.values()}
    return found
