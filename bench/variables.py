"""The variables of every question, from the rows a run has chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bench.ground import Asker, Samples

WORDS = "荔江镇 监管"
VERSION = "@V@"  # filled in before each burst with the version the row then has
NEW_TEXT = "@N@ 补充案情：经核实，双方对主要事实无异议。"


def variables(name: str, found: Samples, who: Asker) -> Sequence[Mapping[str, Any]]:
    """What a question is asked with, in turn."""
    since = found.since.isoformat()
    match name:
        case "list20":
            return ({"first": 20},)
        case "list100":
            return ({"first": 100},)
        case "depth":
            return tuple({"id": _id(key, who)} for key in found.deep)
        case "node":
            return tuple({"id": _id(key, who)} for key in found.nodes)
        case "search":
            return ({"search": WORDS, "since": since},)
        case "page":
            return ({"since": since},)
        case "edit":
            return tuple({"id": _id(key, who), "version": VERSION, "text": NEW_TEXT} for key in found.edits)
        case _:
            return ({},)


def _id(key: UUID, who: Asker) -> str:
    return f"Case:{who.actor.county}:{key}"
