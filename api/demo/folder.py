"""One shared case under construction: rows, history, clocks and access, made by the same declared moves the write door obeys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default_of
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import orjson

from api.keys import named_key, uuid7
from schema import duties
from schema.change import drawn_at_creation, marks, traced
from schema.kit import SHANGHAI, Facts, Field, Kind, Numbering, Record
from schema.kit import Move as Transition
from schema.marking import marked
from schema.refusals import REFUSALS
from schema.regime import Regime
from schema.registry import BESIDE, RECORDS
from schema.values import empty, shown
from sync import access
from sync.chain import HEADER, chained, payload_digest, sm3
from sync.keyring import Keyring

Row = dict[str, Any]
Rows = dict[str, list[Row]]
CENT = Decimal("0.01")
NOTHING = payload_digest(())


@dataclass(frozen=True)
class Doer:
    """A user as the builder needs him."""

    user_id: UUID
    username: str
    name: str
    agency: str
    branch: str
    unit: str | None
    short: str
    townships: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()


@dataclass
class World:
    """What all folders of one build share: people, keys, clock regime, number series, the day it is."""

    county: str
    doers: Mapping[str, Doer]
    keyring: Keyring
    regime: Regime
    today: date
    told: Rows = default_of(default_factory=lambda: defaultdict(list))  # rows of the stories told so far, for lookups
    last: dict[tuple[str, int], int] = default_of(default_factory=lambda: defaultdict(int))

    def number(self, series: str, year: int) -> int:
        self.last[series, year] += 1
        return self.last[series, year]


class StoryFault(Exception):
    """A story that breaks a declared rule."""


class Folder:
    """A case with everything that belongs to it; `rows` is complete after `finish`."""

    def __init__(self, world: World, label: str, at: datetime, by: str, title: str, *, detailed: bool = True, **values: Any) -> None:
        self.world, self.label, self.detailed = world, label, detailed
        self._random = Random(label)  # noqa: S311 - reproducible demo ids
        self.rows: Rows = defaultdict(list)
        self.offline: list[Row] = []
        self._digest, self._position = "", 0
        self._clocks: dict[UUID, list[Row]] = defaultdict(list)
        self._done: dict[UUID, dict[str, str]] = defaultdict(dict)
        doer = world.doers[by]
        year = at.astimezone(SHANGHAI).year
        self.case = self._start(RECORDS["case"], at, {
            "title": title, "lead_agency": doer.agency, "unit": doer.unit, "opened_on": at.astimezone(SHANGHAI).date(),
            "urgency": "ORDINARY", "number": f"合联〔{year}〕{world.number('case', year)}号", **values}, key=named_key(at, label))
        self._enter(RECORDS["case"], self.case, "CREATE", None, at, doer, ())

    @property
    def id(self) -> UUID:
        key: UUID = self.case["id"]
        return key

    # --- what can happen ---------------------------------------------------------------------------------------------

    def add(self, name: str, at: datetime, by: str, /, **values: Any) -> Row:
        """A new row of the case: a docket, party, task, share or mechanism."""
        record, doer = RECORDS[name], self.world.doers[by]
        header = {"lead_agency": record.led_by or doer.agency, "unit": doer.unit, "handler": doer.user_id, "township": self.case["township"],
                  "sensitivity_level": "INTERNAL", "created_offline": False} if record.mechanism else {}
        if "from_agency" in record.by_name:
            header["from_agency"] = doer.agency
        row = self._start(record, at, {"case_id": self.id, **header, **values})
        if record.offline:
            self.offline.append(row)
        self._hold(record, {}, row, at, doer)
        self._number(record, row, drawn_at_creation(record), at, doer)
        self._enter(record, row, "CREATE", None, at, doer, [field.name for field in record.fields if field.name in values])
        self._clock(record, row, None, at)
        for other in BESIDE[name]:
            beside = other.beside.values(Facts(row, row, {}, doer, at, {}, self.world.regime.calendar)) if other.beside else None
            if beside is not None:
                self.add(other.name, at, by, **beside)
        return row

    def move(self, row: Row, name: str, at: datetime, by: str, /, **inputs: Any) -> Row:
        """A declared move of a row, refused when the declaration would refuse it."""
        record, doer = row["_record"], self.world.doers[by]
        flow = record.flow_of(row)
        move = flow.move(name) if flow else None
        if move is None or row["state"] not in move.sources:
            raise StoryFault(f"{self.label}: {record.name} in {row['state']} cannot {name}")
        before = dict(row)
        row.update(self._stored(record, inputs))
        if move.target:
            row["state"] = move.target
        facts = Facts(before, {**record.blank, **row}, inputs, doer, at, self._found(record, row, move), self.world.regime.calendar)
        self._check(record, row, move, doer, facts)
        self._number(record, row, next((n for n in record.numberings if n.name == move.number), None), at, doer)
        row.update(self._stored(record, move.then(facts)) if move.then else {})
        if move.counts:
            row[move.counts] = (before.get(move.counts) or 0) + 1
        row.update(marks(record, move, at))
        row["version"], row["updated_at"] = row["version"] + 1, at
        self._done[row["id"]][name] = by
        changed = _changed(record, before, row) if self.detailed else ()
        self._enter(record, row, "MOVE", name, at, doer, changed, before)
        clocks = self._clocks[row["id"]]
        for duty, after in duties.ended(record, row, name, list(clocks), at, at):
            clocks[clocks.index(duty)] = after  # type: ignore[arg-type]
        self._clock(record, row, before, at)
        for effect in move.effects:
            made = effect.values(Facts(before, row, inputs, doer, at, facts.found, self.world.regime.calendar))
            if made is not None:
                self.add(effect.record, at, by, **traced(record, row, RECORDS[effect.record], made))
        return row

    def edit(self, row: Row, at: datetime, by: str, /, **values: Any) -> Row:
        """Changed values without a move."""
        before = dict(row)
        row.update(self._stored(row["_record"], values))
        row["version"], row["updated_at"] = row["version"] + 1, at
        self._enter(row["_record"], row, "EDIT", None, at, self.world.doers[by], list(values), before)
        return row

    def finish(self) -> Rows:
        """All rows by table, with access, unit scope and clocks."""
        for clocks in self._clocks.values():
            for duty in clocks:
                if duty["state"] == "RUNNING" and duty["due_at"].astimezone(SHANGHAI).date() <= self.world.today:
                    duty["late"] = True
                self.rows["duty"].append(duty)
        if self.detailed:
            for name, rows in self.rows.items():
                self.world.told[name] += [row for row in rows if "id" in row]
        self.case["chain_position"], self.case["chain_digest"] = self._position, self._digest
        held = self._reasons()
        self.rows["case_access"] = [
            {"county": self.world.county, "audience": audience, "case_id": self.id, "via": via, "level": level, "until": until}
            for (audience, via), (level, until) in held.items()]
        self.rows["unit_doc"] = [
            {"county": self.world.county, "audience": unit, "collection": row["_record"].name, "doc_id": row["id"], "gone": False}
            for unit in sorted(access.units(held, self.case["updated_at"])) for row in self.offline]
        return self.rows

    # --- how it is kept ----------------------------------------------------------------------------------------------

    def new_id(self, at: datetime) -> UUID:
        return uuid7(int(at.timestamp() * 1000), self._random.getrandbits(74))

    def _start(self, record: Record, at: datetime, values: Mapping[str, Any], key: UUID | None = None) -> Row:
        row: Row = {"_record": record, "county": self.world.county, "id": key or self.new_id(at), "version": 1,
                    "created_at": at, "updated_at": at}
        row.update(record.begun(at.astimezone(SHANGHAI).date()))
        row.update(self._stored(record, {"township": None, **values} if "township" in record.by_name else values))
        self.rows[record.name].append(row)
        return row

    def _stored(self, record: Record, values: Mapping[str, Any]) -> Row:
        if marked(values):
            raise StoryFault(f"{self.label}: {REFUSALS['STATE_SECRET'].zh} {REFUSALS['STATE_SECRET'].en}")
        found: Row = {}
        fields = record.by_name
        for name, value in values.items():
            kind = fields[name].kind
            if kind is Kind.PROTECTED:
                sealed = self.world.keyring.seal(fields[name].check or "", value, self.world.county) if value else (None, None, None)
                found.update(zip(fields[name].columns, sealed, strict=True))
            elif kind is Kind.ITEMS:
                found[name] = [{"id": self._element(fields[name], element), **element} for element in value]
            else:
                found[name] = Decimal(value).quantize(CENT) if kind is Kind.MONEY and value is not None else value
        return found

    def _element(self, field: Field, element: Mapping[str, Any]) -> str:
        if field.keyed and all(element.get(name) for name in field.keyed):
            return "/".join(str(element[name]) for name in field.keyed)
        return str(element.get("id") or f"{self._random.getrandbits(64):016x}")

    def _number(self, record: Record, row: Row, numbering: Numbering | None, at: datetime, doer: Doer) -> None:
        if numbering is None or row.get(numbering.field):
            return
        year = at.astimezone(SHANGHAI).year
        series = numbering.series.format(unit=row["unit"] or row["lead_agency"], agency=row["lead_agency"])
        row[numbering.field] = numbering.shape.format(year=year, short=doer.short, unit=doer.short, n=self.world.number(series, year))

    def _found(self, record: Record, row: Row, move: Transition) -> Mapping[str, tuple[Row, ...]]:
        """What lookups find: rows of this case, and of the stories told before it."""
        found: dict[str, tuple[Row, ...]] = {}
        for lookup in record.lookups if self.detailed else ():
            if lookup.name in move.lookups:
                clocks = [duty for duties in self._clocks.values() for duty in duties]
                known = [*(clocks if lookup.record == "duty" else self.rows[lookup.record]), *self.world.told[lookup.record]]
                rows = ({**RECORDS[lookup.record].blank, **other} for other in known if other["id"] != row["id"] and (not lookup.states or other["state"] in lookup.states))
                found[lookup.name] = tuple(other for other in rows if all(_equal(other, theirs, row, ours) for theirs, ours in lookup.match))
        return found

    def _check(self, record: Record, row: Row, move: Transition, doer: Doer, facts: Facts) -> None:
        if not self.detailed:
            return
        if missing := [name for name in move.required if _missing(record.field(name), row)]:
            raise StoryFault(f"{self.label}: {move.name} lacks {missing}")
        if any(self._done[row["id"]].get(other) == doer.username for other in move.not_by_doer_of):
            raise StoryFault(f"{self.label}: {move.name} needs a second person")
        if not {owner.role for owner in move.owners} & (doer.roles | {"staff"}):
            raise StoryFault(f"{self.label}: {doer.username} may not {move.name}")
        self._hold(record, facts.before, row, facts.at, doer)
        refused = move.guard(facts) if move.guard else None
        if refused:
            raise StoryFault(f"{self.label}: {move.name} refused {refused.code} {refused.facts}")

    def _hold(self, record: Record, before: Mapping[str, Any], row: Row, at: datetime, doer: Doer) -> None:
        refused = record.invariant(Facts(before, {**record.blank, **row}, {}, doer, at, {})) if record.invariant else None
        if refused:
            raise StoryFault(f"{self.label}: {record.name} refused {refused.code} {refused.facts}")

    def _clock(self, record: Record, row: Row, before: Row | None, at: datetime) -> None:
        clocks = self._clocks[row["id"]]
        for duty, after in duties.carried(record, row, list(clocks), at, at, self.world.regime):
            clocks[clocks.index(duty)] = after  # type: ignore[arg-type]
        clocks += duties.started(record, row, before, clocks, at, at, self.world.regime, lambda: self.new_id(at))

    def _enter(
        self, record: Record, row: Row, act: str, move: str | None, at: datetime, doer: Doer, names: Iterable[str],
        before: Mapping[str, Any] | None = None,
    ) -> None:
        county = self.world.county
        changes = [(name, before and shown(record, before, name, county), shown(record, row, name, county))
                   for name in names] if self.detailed else []
        self._position += 1
        entry: Row = {
            "county": county, "id": self.new_id(at), "case_id": self.id, "record_type": record.name,
            "record_key": str(row["id"]), "act": act, "move": move, "actor": doer.user_id, "agency": doer.agency, "device": None,
            "occurred_at": at, "version": 1, "created_at": at, "updated_at": at}
        entry = chained(entry, changes, self._position, self._digest) if changes else self._linked(entry, at)
        self._digest = entry["digest"]
        self.rows["entry"].append(entry)
        self.rows["entry_change"] += [
            {"county": county, "entry_id": entry["id"], "ordinal": ordinal, "field": name, "old": old, "new": new}
            for ordinal, (name, old, new) in enumerate(changes)]

    def _linked(self, entry: Row, at: datetime) -> Row:
        """What `chained` gives for an entry without changes, several times as fast; the tests hold the two together."""
        entry |= {"position": self._position, "previous_digest": self._digest, "payload_digest": NOTHING}
        told = at.astimezone(UTC).isoformat()
        header = {name: entry[name] for name in HEADER} | {"occurred_at": told, "created_at": told}
        entry["digest"] = sm3(orjson.dumps(header, option=orjson.OPT_SORT_KEYS))
        return entry

    def _reasons(self) -> access.Reasons:
        found = access.reasons(RECORDS["case"], self.case)
        for name, rows in self.rows.items():
            for row in rows if name in RECORDS else ():
                found |= access.reasons(RECORDS[name], {**RECORDS[name].blank, **row})
        return found


def _changed(record: Record, before: Row, row: Row) -> list[str]:
    return [field.name for field in record.fields if field.name not in ("version", "updated_at")
            and any(before.get(column) != row.get(column) for column in field.columns)]


def _equal(theirs: Row, name: str, ours: Row, other: str) -> bool:
    """Whether a lookup's two fields agree; nothing equals nothing."""
    value, wanted = theirs.get(f"{name}_hmac", theirs.get(name)), ours.get(f"{other}_hmac", ours.get(other))
    return wanted is not None and value is not None and str(value) == str(wanted)


def _missing(field: Field, row: Row) -> bool:
    return empty(row.get(field.columns[0]))


def moment(day: str, clock: str = "10:00") -> datetime:
    """An instant of Hejiang's clock: `moment("2026-03-02", "14:30")`."""
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00").astimezone(UTC)
