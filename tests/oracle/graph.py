"""The graph of a case as a naive reader draws it: every visible record, every readable link, and a walk from case to case in Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schema.kit import Kind, Record
from schema.registry import MECHANISMS, RECORDS
from tests.oracle.judge import Row
from tests.oracle.sight import Sight
from tests.oracle.values import wired

DRAWN = [record for name, record in RECORDS.items() if name in MECHANISMS or name in ("case", "docket", "task", "referral")]
MOST_CASES, MOST_NODES = 40, 200


@dataclass
class Drawn:
    """A record in the graph."""

    depth: int
    case: Any
    record: Record
    row: Row


@dataclass
class Drawing:
    """The graph of one case, as far as one actor may know of it."""

    sight: Sight
    case: Any
    depth: int

    def __post_init__(self) -> None:
        cases = sorted(self._distances().items(), key=lambda pair: (pair[1], pair[0]))
        found = [Drawn(far, case, record, row) for case, far in cases[:MOST_CASES] for record in DRAWN
                 for row in sorted(self._of_case(record, case), key=lambda row: row["id"])]
        self.nodes = found[:MOST_NODES]
        self.truncated = len(found) > MOST_NODES or len(cases) > MOST_CASES
        self.places = {(node.record.name, str(node.row["id"])): node for node in self.nodes}

    def node(self, drawn: Drawn) -> dict[str, Any]:
        title = next((name for name in ("title", "number", "purpose") if name in drawn.record.by_name), None)
        state = drawn.row.get("state")
        return {"__typename": "GraphNode", "id": self.identity(drawn), "kind": self.identity(drawn).partition(":")[0], "label": drawn.record.label,
                "title": wired(self.sight.seen(drawn.record, drawn.row, drawn.record.by_name[title])[0]) if title else None, "state": state,
                "stateLabel": {each.name: each.label for each in drawn.record.states}.get(state or ""), "depth": drawn.depth,
                "caseId": self.identity(self.places["case", str(drawn.case)]) if ("case", str(drawn.case)) in self.places else None}

    def edges(self) -> Iterator[dict[str, Any]]:
        for drawn in self.nodes:
            for place, leads, name, label in self._said(drawn.record, drawn.row):
                if place in self.places:
                    ends = (drawn, self.places[place]) if leads else (self.places[place], drawn)
                    yield {"__typename": "GraphEdge", "source": self.identity(ends[0]), "target": self.identity(ends[1]), "name": name, "label": label}

    def identity(self, drawn: Drawn) -> str:
        kind = next((name for value, name, *_ in drawn.record.variants if drawn.row[drawn.record.variant_field or ""] == value), drawn.record.type_name)
        return f"{kind}:{self.sight.world.county}:{drawn.row['id']}"

    def _said(self, record: Record, row: Row) -> Iterator[tuple[tuple[str, str], bool, str, str]]:
        reads = self.sight.judge.reads_whole
        for f in record.fields:
            if f.kind is Kind.LINK and RECORDS[f.record or ""] in DRAWN and f.name != "case_id" and row[f.name] is not None and reads(record, row, f.name):
                yield (f.record or "", str(row[f.name])), f.record == "case", f.link, f.label
        for pointer in record.pointers:
            if reads(record, row, pointer.type_field) and reads(record, row, pointer.key_field):
                yield (row[pointer.type_field] or "", (row[pointer.key_field] or "")[-36:]), pointer.leads, pointer.name, pointer.label

    def _of_case(self, record: Record, case: Any) -> list[Row]:
        return [row for row in self.sight.rows(record) if row[record.case_link or ""] == case]

    def _distances(self) -> dict[Any, int]:
        """Every case within reach, and how far it is."""
        steps: dict[Any, set[Any]] = {}
        for record in DRAWN:
            for row in self.sight.rows(record):
                for f in record.fields:
                    if f.kind is Kind.LINK and RECORDS[f.record or ""] in DRAWN and f.name != "case_id" and self.sight.judge.reads_whole(record, row, f.name):
                        target = RECORDS[f.record or ""]
                        other = self.sight.world.row(target.name, row[f.name])
                        if other is not None and self.sight.judge.may(target, other):
                            here, there = row[record.case_link or ""], other[target.case_link or ""]
                            steps.setdefault(here, set()).add(there)
                            steps.setdefault(there, set()).add(here)
        found, edge = {self.case: 0}, [self.case]
        for far in range(1, self.depth + 1):
            edge = sorted({other for case in edge for other in sorted(steps.get(case, set()) - {case})[: MOST_CASES + 1]} - found.keys())
            found |= dict.fromkeys(edge, far)
        return found
