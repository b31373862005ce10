"""The documents that travel to devices, built naively: every field as the actor sees it, with the children that go along."""

from __future__ import annotations

from typing import Any

from schema.kit import SEALED, Field, Kind, Record, camel
from schema.registry import OFFLINE, RECORDS
from tests.oracle.document import type_of
from tests.oracle.judge import Row
from tests.oracle.sight import Sight
from tests.oracle.values import wired
from tests.oracle.world import WAYS


def documents(sight: Sight, record: Record) -> dict[Any, dict[str, Any]]:
    """Every document of the record that the actor may know of, by key."""
    assert record.name in OFFLINE
    return {row[record.key]: _whole(sight, record, row) for row in sight.rows(record)}


def _whole(sight: Sight, record: Record, row: Row) -> dict[str, Any]:
    children = {}
    for child in record.children:
        name = camel(RECORDS[child].plural)
        rows = sorted(sight.linked(WAYS[record.name][name], row), key=lambda each: each["id"], reverse=True)
        children[name] = [_alone(sight, RECORDS[child], each) for each in rows]
    return _alone(sight, record, row, children)


def _alone(sight: Sight, record: Record, row: Row, children: dict[str, Any] | None = None) -> dict[str, Any]:
    """What is sealed (identity data never travels) is empty for everybody, whatever the policy says."""
    shown = {camel(f.name): _shown(sight, record, row, f) for f in record.fields if f.name != record.key and f.merge is not SEALED}
    sealed = {camel(f.name): None for f in record.fields if f.merge is SEALED}
    return {"id": f"{type_of(record, row)}:{sight.world.county}:{row[record.key]}", **shown, **(children or {}), **sealed}


def _shown(sight: Sight, record: Record, row: Row, f: Field) -> Any:
    if f.kind is Kind.ITEMS:
        return _elements(sight, record, row, f)
    value, _ = sight.seen(record, row, f)
    if f.kind is Kind.LINK and value is not None:
        return f"{RECORDS[f.record or ''].type_name}:{sight.world.county}:{value}"
    return wired(value)


def _elements(sight: Sight, record: Record, row: Row, f: Field) -> list[dict[str, Any]] | None:
    if not sight.judge.reads(record, row, f.name):
        return None
    shown = {item.name: sight.judge.reads(record, row, f"{f.name}.{item.name}") for item in f.items}
    return [{"id": element.get("id")} | {camel(name): element.get(name) if may else None for name, may in shown.items()} for element in row[f.name] or ()]
