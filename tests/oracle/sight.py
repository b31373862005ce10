"""What one actor sees of a county's rows: values full, masked or not at all, links, copies, and which rows a filter fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from authz.actor import Actor
from schema.identifiers import MASKS
from schema.kit import Field, Kind, Record
from schema.registry import RECORDS
from tests.oracle.judge import Judge, Line, Row
from tests.oracle.values import compares, contains, parsed_id
from tests.oracle.world import FIELDS, WAYS, Way, World


@dataclass
class Sight:
    """An actor before a county, at one moment, under one policy."""

    world: World
    lines: Sequence[Line]
    actor: Actor
    now: datetime
    levels: dict[Any, int] = field(default_factory=dict)
    visible: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.judge = Judge(self.lines, self.actor, self.level)
        for grant in self.world.access:
            runs = grant["until"] is None or grant["until"] > self.now
            if runs and grant["audience"] in (f"A:{self.actor.agency}", f"U:{self.actor.unit}", f"P:{self.actor.user_id}"):
                self.levels[grant["case_id"]] = max(grant["level"], self.levels.get(grant["case_id"], 0))

    def level(self, case: Any) -> int:
        return self.levels.get(case, 0)

    def rows(self, record: Record) -> list[Row]:
        """The rows of a record that the actor may know of."""
        if record.name not in self.visible:
            self.visible[record.name] = [row for row in self.world.rows[record.name] if self.judge.may(record, row)]
        return self.visible[record.name]

    def seen(self, record: Record, row: Row, f: Field) -> tuple[Any, bool]:
        """A field's value as it is shown, and whether that is all of it."""
        full = self.judge.reads_whole(record, row, f.name)
        if f.kind is Kind.PROTECTED:
            return (row[f"{f.name}_masked"] if full or self.judge.masks(record, row, f.name) else None), False
        if full:
            return row.get(f.name), True
        if f.mask and row[f.name] is not None and self.judge.masks(record, row, f.name):
            return MASKS[f.mask](row[f.name]), False
        return None, False

    def led_to(self, record: Record, way: Way, row: Row) -> Row | None:
        """The row a link to one leads to, if link and row may be known of."""
        if not self.judge.reads_whole(record, row, way.here):
            return None
        found = self.world.row(way.record.name, row[way.here])
        return found if found is not None and self.judge.may(way.record, found) else None

    def linked(self, way: Way, row: Row) -> list[Row]:
        """Rows that link to this one, where row and link may be known of."""
        return [other for other in self.world.equal(way.record.name, way.there, row[way.here])
                if self.judge.may(way.record, other) and self.judge.reads_whole(way.record, other, way.there)]

    def copy_shown(self, holder: Row, path: str) -> bool:
        """Whether a copy of another record's field may be shown: only to whom the field itself is shown, as it stands now."""
        record, name = RECORDS.get(holder["record_type"]), path.partition("/")[0]
        if record is None or name not in record.by_name:
            return False
        row = self.world.row(record.name, holder["record_key"])
        if row is None:
            return self.judge.always(record, name)
        if not self.judge.may(record, row):
            return False
        full = self.judge.reads_whole(record, row, name)
        return full or (record.by_name[name].kind is Kind.PROTECTED and self.judge.masks(record, row, name))

    # --- filters ------------------------------------------------------------------------------------------------------

    def found(self, record: Record, row: Row, word: str) -> bool:
        return any(contains(row[f.name], word) for f in record.fields if f.search and self.judge.reads_whole(record, row, f.name))

    def fits(self, record: Record, row: Row, given: Mapping[str, Any]) -> bool:
        return all(self._part(record, row, name, asked) for name, asked in given.items() if asked is not None)

    def _part(self, record: Record, row: Row, name: str, asked: Any) -> bool:
        if name == "and":
            return all(self.fits(record, row, each) for each in asked)
        if name == "or":
            return any(self.fits(record, row, each) for each in asked)
        if name == "not":
            return not self.fits(record, row, asked)
        if name == "id":
            return all(self.__id_fits(record, row, op, value) for op, value in asked.items())
        if name in FIELDS[record.name]:
            f = FIELDS[record.name][name]
            value, _ = self.seen(record, row, f)
            return all(compares(f.kind, value, op, operand) for op, operand in asked.items())
        way = WAYS[record.name][name]
        if way.many:
            return any(self.fits(way.record, other, asked) for other in self.linked(way, row))
        other = self.led_to(record, way, row)
        return other is not None and self.fits(way.record, other, asked)

    def __id_fits(self, record: Record, row: Row, op: str, operand: Any) -> bool:
        if operand is None:
            return op == "ne"
        met = any((g.record, g.county, g.key) == (record, self.world.county, str(row[record.key]))
                  for g in map(parsed_id, operand if isinstance(operand, list) else [operand]))
        return met != (op == "ne")
