"""Changes in the database that an actor may not notice: hidden values, values behind a mask, hidden rows and copies, other people's access."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import asyncpg

from authz.conditions import And, In, Not, Null, Or, Own, Tree
from authz.grammar import parse
from schema.identifiers import MASKS
from schema.kit import Field, Kind, Record
from schema.registry import RECORDS
from tests.oracle.county import Maker
from tests.oracle.judge import SEEN_WITH_THE_ROW, Line, Row
from tests.oracle.sight import Sight

STATEMENT = tuple[str, list[Any]]


@dataclass(frozen=True)
class Change:
    """What is done to the database, and the record, row and field it is about (to ask questions near it)."""

    what: str
    record: str
    field: str | None
    statements: tuple[STATEMENT, ...]
    row: Row | None = None
    new: Any = None


class Seen(Exception):
    """The actor would notice this one: another is tried."""


@dataclass
class Hider:
    """Finds changes that must leave no trace for one actor."""

    random: Random
    sight: Sight
    maker: Maker
    twin: str

    def change(self) -> Change:
        kinds: dict[Callable[[], Change], int] = {self._value: 10, self._gone: 3, self._another: 3, self._copy: 2, self._conflict: 2, self._element: 2, self._grant: 1,
                                                  self._elsewhere: 1, self._cipher: 1}
        while True:
            (kind,) = self.random.choices(list(kinds), list(kinds.values()))
            for _ in range(30):
                try:
                    return kind()
                except Seen:
                    continue

    # --- fields -------------------------------------------------------------------------------------------------------

    def _value(self) -> Change:
        """A field that is hidden on this row, or another value with the same mask."""
        record, row = self._row()
        f = self.random.choice(record.fields)
        if f.name in (record.key, "case_id", record.variant_field, "changes") or f.name in _spoken_of(self.sight.lines, record) or (f.variants and row[f.name] is None):
            raise Seen
        judge = self.sight.judge
        if not judge.may(record, row):
            return self._set(record, row, f, self._other(f))
        if f.name in ("record_type", "record_key", "path"):  # what a copy is a copy of decides who may see it
            raise Seen
        listed = f.kind is Kind.ITEMS and judge.reads(record, row, f.name)
        if f.name in SEEN_WITH_THE_ROW or listed or judge.reads_whole(record, row, f.name):
            raise Seen
        if not (f.kind is Kind.PROTECTED or f.mask) or not judge.masks(record, row, f.name):
            return self._set(record, row, f, self._other(f))
        if f.kind is Kind.PROTECTED or row[f.name] is None:
            raise Seen
        return self._set(record, row, f, _alike(self.random, f, row[f.name]))

    def _other(self, f: Field) -> Any:
        needed = f.required or f.name in ("version", "created_at", "updated_at", "state")
        value = None if not needed and self.random.random() < 0.2 else self.maker.value(f)
        if needed and value is None:
            raise Seen
        return value

    def _cipher(self) -> Change:
        """The sealed number behind a masked text, which nobody is shown."""
        record, row = self._row(lambda r: any(f.kind is Kind.PROTECTED for f in r.fields))
        f = self.random.choice([f for f in record.fields if f.kind is Kind.PROTECTED])
        sealed = self.random.randbytes(9)
        return Change("a sealed number", record.name, f.name, (self._update(record, row, {f"{f.name}_hmac": sealed, f"{f.name}_cipher": sealed}),))

    def _element(self) -> Change:
        """A part of a list's elements that is hidden while the list is not."""
        record, row = self._row(lambda r: any(f.kind is Kind.ITEMS and not f.copies for f in r.fields))
        f = self.random.choice([f for f in record.fields if f.kind is Kind.ITEMS])
        hidden = [item for item in f.items if not self.sight.judge.may(record, row) or not self.sight.judge.reads(record, row, f"{f.name}.{item.name}")]
        if not row[f.name] or not hidden:
            raise Seen
        item = self.random.choice(hidden)
        elements = [{**element, item.name: str(self.maker.value(item))} for element in row[f.name]]
        return self._set(record, row, f, elements)

    def _set(self, record: Record, row: Row, f: Field, value: Any) -> Change:
        return Change(f"{record.name}.{f.name}", record.name, f.name, (self._update(record, row, self.maker.columns(f, value)),), row, value)

    def _update(self, record: Record, row: Row, values: dict[str, Any]) -> STATEMENT:
        sets = ", ".join(f'"{name}" = ${n + 3}' for n, name in enumerate(values))
        return f'UPDATE "{record.name}" SET {sets} WHERE county = $1 AND {record.key} = $2', [self.sight.world.county, row[record.key], *values.values()]

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _row(self, fits: Callable[[Record], bool] = lambda _: True) -> tuple[Record, dict[str, Any]]:
        record = self.random.choice([r for r in RECORDS.values() if fits(r) and self.sight.world.rows[r.name]])
        return record, self.random.choice(self.sight.world.rows[record.name])

    def _gone(self) -> Change:
        record, row = self._row()
        if self.sight.judge.may(record, row):
            raise Seen
        return Change(f"no such {record.name}", record.name, None, ((f'DELETE FROM "{record.name}" WHERE county = $1 AND {record.key} = $2', [row["county"], row[record.key]]),), row)

    def _another(self) -> Change:
        """A copy of a row that the actor may not see, under another key: his rights on it are the same."""
        record, row = self._row()
        if self.sight.judge.may(record, row) or record.key in _spoken_of(self.sight.lines, record):
            raise Seen
        key = f"Z{self.maker.number()}" if record.key == "code" else self.maker.key()
        values = {**row, record.key: key} | {f.name: None if not f.required else f"x{key}" for f in record.fields if f.unique}
        for f in record.fields:
            if f.kind in (Kind.JSON, Kind.ITEMS) and values.get(f.name) is not None:
                values[f.name] = json.dumps(values[f.name], ensure_ascii=False)
            if f.name in _spoken_of(self.sight.lines, record) and f.unique:
                raise Seen
        return Change(f"another {record.name}", record.name, None, (_insert(record.name, values),), row)

    def _elsewhere(self) -> Change:
        """Anything at all in another county."""
        record, row = self._row()
        return Change("another county", record.name, None, ((f'DELETE FROM "{record.name}" WHERE county = $1 AND {record.key} = $2', [self.twin, row[record.key]]),))

    def _grant(self) -> Change:
        """Access of others, and access of the actor that has run out."""
        actor, case = self.sight.actor, self.random.choice(self.sight.world.rows["case"])["id"]
        audience = self.random.choice(("A:NOBODY", "U:NOBODY", "P:NOBODY", f"U:{actor.agency}", f"A:{actor.user_id}", f"a:{actor.agency}", f"A:{actor.agency}"))
        until = self.sight.now if audience == f"A:{actor.agency}" else None
        return Change("other people's access", "case", None, (_insert("case_access", {"county": self.sight.world.county, "audience": audience, "case_id": case, "via": "secrecy",
                                                                                    "level": self.random.randint(1, 3), "until": until}),))

    # --- copies -------------------------------------------------------------------------------------------------------

    def _copy(self) -> Change:
        """An old or new value in the history of a field that is hidden."""
        entries = [row for row in self.sight.world.rows["entry"] if self.sight.world.changes.get(row["id"])]
        if not entries:
            raise Seen
        entry = self.random.choice(entries)
        change = self.random.choice(self.sight.world.changes[entry["id"]])
        judge, record = self.sight.judge, RECORDS["entry"]
        if judge.may(record, entry) and judge.reads(record, entry, "changes") and self.sight.copy_shown(entry, change["field"]):
            raise Seen
        value = json.dumps(self.maker.json(), ensure_ascii=False)
        where = [self.sight.world.county, entry["id"], change["ordinal"], value]
        return Change("history", "entry", "changes", self.random.choice((
            (("UPDATE entry_change SET old = $4, new = $4 WHERE county = $1 AND entry_id = $2 AND ordinal = $3", where),),
            (("DELETE FROM entry_change WHERE county = $1 AND entry_id = $2 AND ordinal = $3", where[:3]),),
            (_insert("entry_change", {**change, "ordinal": 99, "old": value, "new": value}),))), entry)

    def _conflict(self) -> Change:
        """The values of a conflict about a field that is hidden."""
        rows = self.sight.world.rows["conflict"]
        if not rows:
            raise Seen
        row, record = self.random.choice(rows), RECORDS["conflict"]
        f = record.by_name[self.random.choice(("base", "theirs", "mine", "resolution"))]
        if self.sight.judge.may(record, row) and self.sight.judge.reads(record, row, f.name) and self.sight.copy_shown(row, row["path"]):
            raise Seen
        return self._set(record, row, f, self.maker.json())


def _alike(random: Random, f: Field, value: str) -> str:
    """Another text with the same mask."""
    mask: Any = MASKS[f.mask or ""]
    for _ in range(20):
        made = value[:mask.head] + "".join(random.choice("甲乙丙丁😀'%_\\abc") for _ in range(random.randint(0, 9))) + value[len(value) - mask.tail:]
        if made != value and mask(made) == mask(value):
            return made
    raise Seen


def _spoken_of(lines: Sequence[Line], record: Record) -> frozenset[str]:
    """Fields that some condition on this record looks at: changing them may change rights."""
    key = (id(lines), record.name)
    if key not in _SPOKEN:
        _SPOKEN[key] = frozenset(name for line in lines if line[0] == "p" and line[3].replace("#", ".").partition(".")[0] == record.name
                                 for name in _fields(parse(line[5], record.name)))
        _HELD[id(lines)] = lines
    return _SPOKEN[key]


_SPOKEN: dict[tuple[int, str], frozenset[str]] = {}
_HELD: dict[int, Sequence[Line]] = {}  # so that an id is not given twice


def _fields(tree: Tree) -> Iterator[str]:
    match tree:
        case Not(part):
            yield from _fields(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _fields(part)
        case Own(_, field) | In(field, _) | Null(field):
            yield field


def _insert(table: str, values: dict[str, Any]) -> STATEMENT:
    values = {name: json.dumps(value, ensure_ascii=False) if table == "entry_change" and name in ("old", "new") and not isinstance(value, str | None) else value
              for name, value in values.items()}
    names = ", ".join(f'"{name}"' for name in values)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(f"${n + 1}" for n in range(len(values)))})', list(values.values())


async def applied(connection: asyncpg.Connection[asyncpg.Record], change: Change) -> int:
    """Does it; how many rows it met."""
    met = 0
    for sql, values in change.statements:
        met += int((await connection.execute(sql, *values)).rpartition(" ")[2])
    return met
