"""What names the one names the other from now on: parties that are one (当事人合并), and work that passes to another person (更换承办人)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from schema.change import Change, Refusal
from schema.ids import global_id
from schema.intent import Intent
from schema.kit import SERVER, Record
from schema.kit import Move as Transition
from schema.registry import RECORDS
from sync import load
from sync.memory import Row

if TYPE_CHECKING:
    from sync.deed import Deed


def _merging(record: Record) -> bool:
    return any(move.merges for move in record.moves)


ASSIGNING = {record.name: names for record in RECORDS.values() if record.case_link == "case_id"
             and (names := tuple(field.name for field in record.fields if field.assigns and record.name != "recusal"))}
"""Where a case names who is to act."""
NAMING = {target.name: {record.name: names for record in RECORDS.values() if not _merging(record)
                        and (names := tuple(field.name for field in record.fields if field.within and field.record == target.name))}
          for target in RECORDS.values() if target.alias}
"""Where a case names a row that may be merged, by its record; what a merge says of itself stays as it was said."""


async def within(deed: Deed, made: Change) -> Change | Refusal:
    """Links that stay within a case: a row elsewhere is like none, and one that was merged means the other."""
    row = made.row
    for field in made.record.fields:
        key = row.get(field.name) if field.within and field.merge is not SERVER else None
        if not isinstance(key, UUID) or key == (made.before or {}).get(field.name):
            continue
        await load.fill(deed.connection, deed.actor.county, deed.memory, {(field.record or "", key)})
        named = deed.memory.row(field.record or "", key)
        if named is None or named["case_id"] != row["case_id"]:
            return Refusal("LINK_ELSEWHERE", {"field": field.name, "label": field.label})
        row = {**row, field.name: deed.memory.kept(field.record or "", key) or key}
    return made if row is made.row else replace(made, row=row)


async def merged(deed: Deed, step: Transition, made: Change, intent: Intent) -> Change:
    """A merge, or one taken back; what was changed is written down in it, and told in the history of both rows."""
    fields = step.merges or step.unmerges
    if fields is None:
        return made
    alias, kept = made.row[fields[0]], made.row[fields[1]]
    record = RECORDS[made.record.by_name[fields[0]].record or ""]
    if step.merges:
        changed = await _renamed(deed, record, alias, kept, made.row["case_id"], intent)
        await rekey(deed, record, alias, {record.alias or "": kept}, intent)
        made = replace(made, row={**made.row, "rekeyed": changed}, fields=(*made.fields, "rekeyed"))
    else:
        await _restored(deed, made.row["rekeyed"] or [], alias, kept, intent)
        await rekey(deed, record, alias, {record.alias or "": None}, intent)
    told = [(name, None, global_id(record.name, deed.actor.county, key)) for name, key in zip(fields, (alias, kept), strict=True)]
    for key in (alias, kept):
        deed.line(record, deed.memory.rows[(record.name, key)], "MERGE", step.name, intent, told)
    return made


async def _renamed(deed: Deed, record: Record, alias: UUID, kept: UUID, case: UUID, intent: Intent) -> list[dict[str, str]]:
    """Every row of the case that named the one, and by which field."""
    changed = []
    for name, names in NAMING[record.name].items():
        for key in await _naming(deed, RECORDS[name], names, case, alias):
            held_by = [one for one in names if deed.memory.rows[(name, key)][one] == alias]
            await rekey(deed, RECORDS[name], key, dict.fromkeys(held_by, kept), intent)
            changed += [{"id": f"{name}/{key}/{one}", "record": name, "key": str(key), "field": one} for one in held_by]
    return changed


async def _restored(deed: Deed, changed: list[dict[str, str]], alias: UUID, kept: UUID, intent: Intent) -> None:
    """What a merge changed is as it was; what was named anew since then stays."""
    await load.fill(deed.connection, deed.actor.county, deed.memory, {(one["record"], UUID(one["key"])) for one in changed})
    for one in changed:
        if deed.memory.rows[(one["record"], UUID(one["key"]))][one["field"]] == kept:
            await rekey(deed, RECORDS[one["record"]], UUID(one["key"]), {one["field"]: alias}, intent)


async def hand_over(deed: Deed, row: Row, fields: tuple[str, str], intent: Intent) -> None:
    """Everything the case gave the one to do is the other's from now on."""
    left, taken = row[fields[0]], row[fields[1]]
    for name, names in ASSIGNING.items():
        for key in await _naming(deed, RECORDS[name], names, row["case_id"], left):
            before = deed.memory.rows[(name, key)]
            await rekey(deed, RECORDS[name], key, dict.fromkeys((one for one in names if before[one] == left), taken), intent)


async def _naming(deed: Deed, record: Record, names: tuple[str, ...], case: UUID, key: UUID) -> list[UUID]:
    """The rows of a case that name somebody or something, loaded; those of the batch included."""
    found = set(await load.naming(deed.connection, deed.actor.county, record, names, case, key))
    await load.fill(deed.connection, deed.actor.county, deed.memory, {(record.name, one) for one in found})
    found |= {place[1] for place, row in deed.memory.rows.items() if place[0] == record.name and row["case_id"] == case}
    return sorted(one for one in found if any(deed.memory.rows[(record.name, one)][name] == key for name in names))


async def rekey(deed: Deed, record: Record, key: UUID, values: Mapping[str, UUID | None], intent: Intent) -> None:
    """A row with other links, as a change of its own."""
    before = deed.memory.rows[(record.name, key)]
    after = {**before, **values, "version": before["version"] + 1, "updated_at": deed.now}
    await deed.apply(Change(record, before, after, "EDIT", tuple(values)), intent)
