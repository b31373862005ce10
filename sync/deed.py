"""Settles intents one after the other in memory: who may, what is decided, what is entered in the history."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import asyncpg

from authz.actor import Actor
from authz.guard import field_permits, permits
from authz.policy import Rules
from schema import change as decisions
from schema.change import Change, Refusal, Situation
from schema.ids import global_id
from schema.intent import Create, Delete, Edit, Held, Intent, Move
from schema.kit import SHANGHAI, Kind, Lookup, Record, RefusalText
from schema.kit import Move as Transition
from schema.refusals import sentence
from schema.regime import Regime
from schema.registry import BESIDE, OFFLINE, RECORDS
from schema.values import BadValue, Reader, Secret, held, shown
from sync import census, chain, load
from sync.census import Census
from sync.conflict import Conflicts
from sync.handover import pass_lead
from sync.intent import Kind as OutcomeKind
from sync.intent import Outcome
from sync.memory import Memory, Place, Row, earliest, match_of, same_person, suspects_of, twins, twins_of
from sync.prepare import child_key, children_of, elements, given_case, key_in, step_of, taken
from sync.recusal import keeps_out
from sync.rehearsal import rehearsed
from sync.renaming import hand_over, merged, within

BLOCKED = frozenset({"RECUSED", "ASSIGNEE_RECUSED", "EARLIER_PART"})
WEIGHT: Mapping[str, int] = {"already": 0, "applied": 1, "merged": 2, "conflict": 3, "quarantined": 4, "refused": 5}


class _No(Exception):
    """A refusal on its way up from a row that another depends on."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass
class _Settled:
    """What one intent has come to so far, its children and effects included."""

    kind: OutcomeKind = "already"
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    entry: UUID | None = None
    quarantine: UUID | None = None
    notices: tuple[RefusalText, ...] = ()

    def add(self, kind: OutcomeKind, code: str | None, facts: Mapping[str, Any]) -> None:
        if WEIGHT[kind] > WEIGHT[self.kind]:
            self.kind = kind
        if code and self.code is None:
            self.code, self.facts = code, facts


class Deed:
    """One chunk of intents of one actor."""

    def __init__(
        self, connection: asyncpg.Connection, memory: Memory, actor: Actor, rules: Rules, new_id: Callable[[], UUID], regime: Regime,
        reader: Reader, now: datetime,
    ) -> None:
        self.connection, self.memory, self.actor, self.rules = connection, memory, actor, rules
        self.new_id, self.regime, self.reader, self.now = new_id, regime, reader, now
        self.conflicts = Conflicts(memory, actor, new_id, regime.calendar, now)

    # --- rights -------------------------------------------------------------------------------------------------------

    def level(self, case: Any) -> int:
        return self.memory.level(case, self.actor.audiences)

    def sees(self, record: Record, row: Row) -> bool:
        return permits(self.rules, record.name, "read", row, self.actor, self.level)

    def _may(self, record: Record, act: str, row: Mapping[str, Any]) -> bool:
        return permits(self.rules, record.name, act, row, self.actor, self.level)

    def _may_edit(self, record: Record, before: Row) -> Callable[[str, Mapping[str, Any]], bool]:
        def may(name: str, after: Mapping[str, Any]) -> bool:
            return all(field_permits(self.rules, record.name, name, "edit", row, self.actor, self.level) for row in (before, after))

        return may

    # --- one intent ---------------------------------------------------------------------------------------------------

    async def settle(self, intent: Intent) -> Outcome:
        """Decide one intent and remember what it changes; a refused one leaves no trace, unless it came from a device."""
        if isinstance(intent, Held):
            return await self.refuse(intent, intent.code, intent.facts)
        self.conflicts.begin()
        if intent.record not in RECORDS:
            return Outcome("refused", intent.record, intent.key, "NOT_FOUND")
        mark, settled = self.memory.mark(), _Settled()
        try:
            await self._do(intent, settled)
        except _No as no:
            self.memory.back(mark)
            return await self.refuse(intent, no.refusal.code, no.refusal.facts)
        except BadValue as fault:
            self.memory.back(mark)
            return await self.refuse(intent, fault.code, fault.facts)
        self.conflicts.settle()
        return Outcome(settled.kind, intent.record, intent.key, settled.code, settled.facts, settled.entry, (), settled.quarantine, settled.notices)

    async def _do(self, intent: Intent, settled: _Settled) -> None:
        record = RECORDS[intent.record]
        row = self.memory.row(record.name, intent.key)
        own, within = _split(record, intent)
        assert not isinstance(own, Held)
        if row is not None and (kept := self.memory.kept(record.name, intent.key)):
            own, row = self._on_kept(record, row, own, kept), self.memory.row(record.name, kept)
        if isinstance(own, Create) and row is not None:
            if not self.sees(record, row):
                raise _No(Refusal("NOT_FOUND"))
            own = Edit(record.name, own.key, {} if record.editable else None, None, own.values if record.editable else {}, offline=True,
                       occurred_at=own.occurred_at, device=own.device)
            if not record.editable:
                return
        if isinstance(own, Create):
            await self._create(record, own, settled)
        else:
            await self._alter(record, row, own, settled)
        for child, element, base in within:
            await self._child(record, intent, child, element, base, settled)

    def _on_kept(self, record: Record, row: Row, intent: Create | Edit | Move | Delete, kept: UUID) -> Create | Edit | Move | Delete:
        """Work on a row that was merged is work on the row it was merged into (E21); of one known by version it must be looked at again."""
        if not self.sees(record, row):
            raise _No(Refusal("NOT_FOUND"))
        if not intent.offline and isinstance(intent, Edit) and intent.base is None:
            raise _No(Refusal("MERGED_INTO", {"id": global_id(record.name, self.actor.county, kept)}))
        return replace(intent, key=kept)

    async def _create(self, record: Record, intent: Create, settled: _Settled, system: bool = False) -> None:
        case = intent.key if record.name == "case" else given_case(intent)
        opens = case is None and bool(record.mechanism)
        if record.secluded and not opens:
            raise _No(Refusal("CASE_OF_ITS_OWN", {"record": record.name, "label": record.label}))
        if case is None and not opens and record.case_link:
            raise _No(Refusal("FIELD_REQUIRED", {"fields": "case_id", "labels": "案件"}))
        if case is not None and record.name != "case" and not system and self.level(case) < 2:
            raise _No(Refusal("NOT_FOUND"))
        counted = await self._census(record, intent)
        found = {**await self._named(record, intent.values), **(counted.found if counted else {})}
        if record.asks:
            found |= await self._found(record, record.asks, await self._asked_of(record, intent, case), intent.key)
        situation = self._situation(record, intent, system=system, found=found)
        made = _sound(decisions.decide(record, None, replace(intent, case=intent.key if opens else case), situation))
        made = _sound(await within(self, counted.put(made, self.memory, self.new_id) if counted else made))
        leading: Row | None = None
        yielding: list[Row] = []
        if record.duplicates and (match := twins_of(record, made.row)):
            await load.load_matches(self.connection, self.actor.county, [match], self.memory)
            leading, yielding = twins(record, made.row, self.memory.matching(match))
            if leading:
                made = _sound(decisions.decide(record, None, replace(intent, case=intent.key if opens else case),
                                               self._situation(record, intent, system=system, twin=leading)))
        if not opens:
            await self._assigned(record, {}, made)
        if opens:
            await self._open_case(record, made.row, intent)
        await self.apply(made, intent, settled)
        for twin in yielding:
            await self._yield(record, twin, self.memory.rows[(record.name, intent.key)], intent)
        if not leading and not yielding:
            await self._suspect(made, intent, settled)
        if not system and not self._may(record, "create", self.memory.rows[(record.name, intent.key)]):
            raise _No(Refusal("FORBIDDEN"))

    async def _census(self, record: Record, intent: Create) -> Census | None:
        """What a publication is to hold; nothing is counted for whom nothing will be published."""
        if record.name != "publication":
            return None
        if not self._may(record, "create", {"county": self.actor.county, **intent.values}):
            raise _No(Refusal("FORBIDDEN"))
        return await census.taken(self.connection, self.actor.county, intent.values.get("year"), self.now)

    async def _open_case(self, record: Record, row: Row, intent: Create) -> None:
        """A record that belongs to no case yet opens its own, under its own key."""
        values = {name: row[name] for name in ("title", "lead_agency", "unit", "township") if row.get(name) is not None}
        if record.secluded:
            values = {"title": record.secluded, "lead_agency": row["lead_agency"], "township": None}
        opening = Create("case", row["id"], values, occurred_at=intent.occurred_at,
                         offline=intent.offline, device=intent.device)
        await self.apply(_sound(decisions.decide(RECORDS["case"], None, opening, self._situation(RECORDS["case"], opening, system=True))), opening)

    async def _alter(self, record: Record, row: Row | None, intent: Edit | Move | Delete, settled: _Settled) -> None:
        if row is None or not self.sees(record, row):
            raise _No(Refusal("NOT_FOUND"))
        step = step_of(intent)
        if step and not self._may(record, f"move.{step.name}", row):
            raise _No(Refusal("FORBIDDEN"))
        situation = await self._known(record, row, intent)
        made = _sound(decisions.decide(record, row, intent, situation))
        if step and not self._may(record, f"move.{step.name}", {**made.row, "state": row["state"]}):
            raise _No(Refusal("FORBIDDEN"))
        await self._assigned(record, row, made)
        made = _sound(await within(self, made))
        if step and made.move == step.name:
            made = await merged(self, step, made, intent)
        if isinstance(intent, Edit) and record.duplicates and made.fields and (match := twins_of(record, made.row)):
            await load.load_matches(self.connection, self.actor.county, [match], self.memory)
            twin = twins(record, made.row, self.memory.matching(match))[0] if match != twins_of(record, row) else None
            if twin:
                made = _sound(decisions.decide(record, row, intent, replace(situation, twin=twin)))
        if record.name == "conflict" and made.move == "resolve":
            made = await self._resolve(made, intent, settled)
        if record.name == "edition_plan" and made.move == "rehearse":
            made = replace(made, row={**made.row, "rehearsal": await rehearsed(self.connection, made.row, situation)}, fields=(*made.fields, "rehearsal"))
        await self.apply(made, intent, settled)
        if made.code in BLOCKED:
            self._blocked(record, made.row, made.code, intent)
        if step and step.hands_over and made.move == step.name:
            await hand_over(self, made.row, step.hands_over, intent)
        settled.notices = await self._notices(record, made.row, situation)

    # --- who keeps out (回避) -------------------------------------------------------------------------------------------

    async def _keeps_out(self, person: UUID, case: Any) -> bool:
        return isinstance(case, UUID) and await keeps_out(self.connection, self.memory, self.actor.county, person, case)

    async def _assigned(self, record: Record, before: Mapping[str, Any], made: Change) -> None:
        """Nobody who has to keep out of the case is given anything to do in it; whoever registers something is nobody's choice."""
        for named in record.fields:
            person = made.row.get(named.name) if named.assigns else None
            if person and person not in (before.get(named.name), self.actor.user_id) and await self._keeps_out(person, made.row.get("case_id")):
                raise _No(Refusal("ASSIGNEE_RECUSED", {"field": named.name, "label": named.label}))

    async def _earlier(self, step: Transition, case: Any) -> str | None:
        """What the actor did in the case that keeps him from this move."""
        if not step.apart:
            return None
        done = {f"{entry['record_type']}.{entry['move']}" for entry, _ in self.memory.entries
                if entry["case_id"] == case and entry["actor"] == self.actor.user_id and entry["act"] == "MOVE"}
        done |= await load.done_by(self.connection, self.actor.county, case, self.actor.user_id)
        return next((other for other in step.apart if other in done), None)

    def _blocked(self, record: Record, row: Row, code: str, intent: Intent) -> UUID | None:
        """An act that was stopped is told in the case's history; why the actor keeps out is not."""
        if not record.case_link or not row.get(record.case_link):
            return None
        asked = intent.move if isinstance(intent, Move) else None
        return self.line(record, row, "BLOCKED", asked, intent, [("recusal", None, code)])

    async def _notices(self, record: Record, row: Row, situation: Situation) -> tuple[RefusalText, ...]:
        """What is to stand beside the row and still waits, or was never opened: told, never in the way."""
        found: list[RefusalText] = []
        for other in BESIDE[record.name]:
            beside = other.beside
            assert beside is not None
            if decisions.called_for(beside, row, situation) is None:
                continue
            match = match_of(Lookup("", other.name, ((beside.link, record.key),)), row)
            await load.load_matches(self.connection, self.actor.county, [match] if match else [], self.memory)
            if all(one["state"] in beside.waits for one in (self.memory.matching(match) if match else ())):
                found.append(sentence(other, beside.notice, {}))
        return tuple(found)

    # --- what a decision may look at ----------------------------------------------------------------------------------

    def _situation(self, record: Record, intent: Intent, row: Row | None = None, **more: Any) -> Situation:
        at = min(intent.occurred_at, self.now) if intent.occurred_at else self.now
        return Situation(self.actor, at, self.now, self.reader, self.regime, self._may_edit(record, row or {}), offline=intent.offline,
                         suspect=intent.suspect, **more)

    async def _known(self, record: Record, row: Row, intent: Edit | Move | Delete) -> Situation:
        place, step = (record.name, intent.key), step_of(intent)
        would_be = {**row, **taken(record, intent, self.reader)} if step and step.lookups else row
        found = await self._found(record, step.lookups, would_be, intent.key) if step else {}
        found |= await self._named(record, {**row, **intent.values})
        doers = {name: frozenset(who) for name, who in self.memory.doers.get(place, {}).items()}
        running = self.memory.running_on(place)
        case = row.get("case_id") if record.case_link == "case_id" else row.get(record.case_link or "")
        recused = _weighs(record, intent, step) and await self._keeps_out(self.actor.user_id, case)
        return self._situation(record, intent, row, found=found, doers=doers, running=running, former=await self._former(record, row, intent),
                               texts=await self._texts(record, row, intent), recused=recused, earlier=await self._earlier(step, case) if step else None)

    async def _found(self, record: Record, names: Sequence[str], row: Mapping[str, Any], key: UUID) -> dict[str, tuple[Row, ...]]:
        """What lookups find for a row, itself left out."""
        found = {}
        for lookup in record.lookups:
            if lookup.name in names:
                match = match_of(lookup, row)
                await load.load_matches(self.connection, self.actor.county, [match] if match else [], self.memory)
                rows = self.memory.matching(match) if match else []
                found[lookup.name] = tuple(r for r in rows if (lookup.record, r["id"]) != (record.name, key) and (not lookup.states or r["state"] in lookup.states))
        return found

    async def _asked_of(self, record: Record, intent: Create, case: UUID | None) -> Row:
        """What a new row's lookups start from: the links it was given, as stored, and its case."""
        links = {name: self.reader.taken(field, intent.values.get(name)) for name, field in record.by_name.items() if field.kind is Kind.LINK}
        return {**links, "author": self.actor.user_id, "case_id": case}

    async def _named(self, record: Record, values: Mapping[str, Any]) -> dict[str, tuple[Row, ...]]:
        """The rows that its pointers name, as far as the actor may know of them."""
        found: dict[str, tuple[Row, ...]] = {}
        for pointer in record.pointers:
            target, key = RECORDS.get(str(values.get(pointer.type_field))), key_in(values.get(pointer.key_field))
            row = None
            if target is not None and target.case_link and target.key == "id" and key is not None:
                await load.fill(self.connection, self.actor.county, self.memory, [(target.name, key)])
                row = self.memory.rows.get((target.name, key))
            if row is not None and target is not None:
                await load.load_access(self.connection, self.actor.county, {row[target.case_link or ""]} - self.memory.reasons.keys(), self.memory)
            found[pointer.name] = (row,) if row is not None and target is not None and self.sees(target, row) else ()
        return found

    async def _former(self, record: Record, row: Row, intent: Intent) -> dict[str, Any] | None:
        """The values at the version an edit was made on."""
        if not isinstance(intent, Edit) or intent.base is not None or intent.version is None:
            return None
        behind = row["version"] - intent.version
        if behind < 0:
            raise _No(Refusal("VERSION_UNKNOWN", {"version": intent.version, "present": row["version"]}))
        values = {name: held(record.by_name[name], row) for name in intent.values if name in record.by_name}
        if behind:
            past = await load.former(self.connection, self.actor.county, row[record.case_link or ""], (record.name, intent.key), behind)
            values |= {name: self.reader.taken(record.by_name[name], old) for name, old in past.items() if name in values}
        return values

    async def _texts(self, record: Record, row: Row, intent: Intent) -> tuple[str, ...]:
        """Former texts of an agreement, asked for only when what is signed is not what is there."""
        step, signatures = step_of(intent), decisions.signature_field(record)
        text = decisions.text_field(record)
        if not step or not signatures or not text or signatures.name not in step.inputs or decisions.signs(row, intent.values, signatures, text):
            return ()
        return await load.former_texts(self.connection, self.actor.county, row["case_id"], (record.name, intent.key), text.name)

    # --- what is done -------------------------------------------------------------------------------------------------

    async def apply(self, made: Change, intent: Intent, settled: _Settled | None = None) -> None:
        record = made.record
        if made.draws:
            made = await self._numbered(made)
        place = (record.name, made.row[record.key])
        if made.stores:
            self.memory.put(record, made.row)
        if made.stores and record.case_link:  # what belongs to no case has no history but itself
            entry = self.log(entry_of(self, record, made.row, made.act, made.move, _at(intent, self.now), intent.device), self._payload(made))
            if settled and settled.entry is None:
                settled.entry = entry
        for before, row in (*made.ended, *made.carried, *((None, row) for row in made.started)):
            self.memory.put(RECORDS["duty"], row)
            if before is None:
                self.memory.running.setdefault(place, []).append(row)
        self._clash(made, intent)
        if settled:
            settled.add(made.kind, made.code, made.facts)
        for name, values in made.effects:
            values = decisions.traced(record, made.row, RECORDS[name], values)
            effect = Create(name, self.new_id(), values, case=made.row.get("case_id"), occurred_at=intent.occurred_at, device=intent.device)
            await self._create(RECORDS[name], effect, _Settled(), system=True)
        step = record.move(made.move) if made.move else None
        if step and step.passes_lead and made.row["standing"] == "LEAD":
            await pass_lead(self, made.row, intent)
        rule = record.duplicates
        if rule and made.row["state"] == rule.state and (made.before is None or made.before["state"] != rule.state) and made.row.get(rule.link):
            await self._join(made, intent)

    def _clash(self, made: Change, intent: Intent) -> None:
        if made.clashes:
            payload = [(clash.path, clash.theirs, clash.mine) for clash in made.clashes]
            payload += [(f"{clash.path}.sealed", None, _sealed(clash.secret)) for clash in made.clashes if clash.secret]
            self.log(entry_of(self, made.record, made.row, "CONFLICT", None, _at(intent, self.now), intent.device), payload)
            self.conflicts.open(made, intent)

    async def _join(self, made: Change, intent: Intent) -> None:
        """The earlier application takes over the evidence; where their statements differ, both wait for review."""
        rule = made.record.duplicates
        if rule:
            await self._held([(made.record.name, made.row[rule.link])])
        twin = self.memory.row(made.record.name, made.row[rule.link]) if rule else None
        if twin:
            joined = decisions.joined(made, replace(self._situation(made.record, intent, twin), twin=twin))
            await self.apply(replace(joined, code=None), intent)

    async def _yield(self, record: Record, twin: Row, leading: Row, intent: Intent) -> None:
        """An earlier application yields to the one its applicant's home took in (户籍地), and is linked to it."""
        place = (record.name, twin[record.key])
        if place not in self.memory.running:
            await load.load_duties(self.connection, self.actor.county, [twin["case_id"]], self.memory)
        about = self._situation(record, intent, twin, running=self.memory.running_on(place))
        await self.apply(decisions.yielded(record, twin, leading, about), intent)

    async def _held(self, places: list[Place]) -> None:
        """Rows that are touched beside those the batch began with, their cases locked."""
        await load.fill(self.connection, self.actor.county, self.memory, places)
        cases = {row["case_id"] for place in places if (row := self.memory.row(*place))}
        unlocked = {case for case in cases if ("case", case) not in self.memory.rows}
        if unlocked:
            await load.lock_cases(self.connection, self.actor.county, unlocked, (), self.memory)

    async def _suspect(self, made: Change, intent: Create, settled: _Settled) -> None:
        """Applications that only look like the same matter are put before a human."""
        if made.record.duplicates and (match := suspects_of(made.record, made.row)):
            await load.load_matches(self.connection, self.actor.county, [match], self.memory)
            other = earliest(made.record, made.row, [one for one in self.memory.matching(match) if not same_person(made.record, made.row, one)])
            if other:
                await self.apply(decisions.suspected(made, other, self._situation(made.record, intent, made.row)), intent, settled)

    async def _numbered(self, made: Change) -> Change:
        assert made.draws is not None
        year = self.now.astimezone(SHANGHAI).year
        series = decisions.series(made.draws, made.row)
        if (series, year) not in self.memory.series:
            await load.lock_series(self.connection, self.actor.county, {(series, year)}, self.memory)
        code = made.row.get("unit") or made.row.get("lead_agency") or ""
        names = await load.short_names(self.connection, self.actor.county, [code]) if "{" in made.draws.shape.replace("{year}", "").replace("{n}", "") else {}
        return decisions.numbered(made, self.memory.draw(series, year), year, names.get(code, code))

    def _payload(self, made: Change) -> list[tuple[str, Any, Any]]:
        """The fields that changed with their old and new values; never a full protected number."""
        county, before = self.actor.county, made.before
        return [(name, shown(made.record, before, name, county) if before else None, shown(made.record, made.row, name, county)) for name in made.fields]

    def log(self, entry: Row, payload: list[tuple[str, Any, Any]]) -> UUID:
        """Enter one line in the history of its case."""
        return chain.enter(self.memory, entry, payload)

    def line(self, record: Record, row: Row, act: str, move: str | None, intent: Intent, payload: list[tuple[str, Any, Any]]) -> UUID:
        """One line about a row, at the time of what was asked."""
        return self.log(entry_of(self, record, row, act, move, _at(intent, self.now), intent.device), payload)

    # --- children -----------------------------------------------------------------------------------------------------

    async def _child(
        self, parent: Record, intent: Intent, child: Record, element: Mapping[str, Any], base: Mapping[str, Any] | None, settled: _Settled
    ) -> None:
        """A row that travels inside its parent: created in the parent's case, or edited."""
        case = self.memory.rows[(parent.name, intent.key)]["case_id"]
        key = child_key(child, element) or uuid5(intent.key, f"{child.name}:{element.get('id') or self.new_id()}")
        values = {name: value for name, value in element.items() if name not in ("id", "case_id")}
        doing: dict[str, Any] = {"occurred_at": intent.occurred_at, "offline": intent.offline, "device": intent.device, "suspect": intent.suspect}
        key = self.memory.kept(child.name, key) or key
        row = self.memory.row(child.name, key)
        if row is None:
            await self._create(child, Create(child.name, key, values, case=case, **doing), settled)
        elif row["case_id"] != case:
            raise _No(Refusal("NOT_FOUND"))
        elif values:
            await self._alter(child, row, Edit(child.name, key, base, None, values, **{**doing, "offline": True}), settled)

    # --- conflicts that are resolved ----------------------------------------------------------------------------------

    async def _resolve(self, made: Change, intent: Intent, settled: _Settled) -> Change:
        """The value chosen goes into the record through the same door, by somebody who is neither editor."""
        conflict = made.row
        if self.actor.user_id in (conflict["their_actor"], conflict["my_actor"]):
            raise _No(Refusal("REVIEWER_IS_EDITOR"))
        record, key = RECORDS[conflict["record_type"]], UUID(conflict["record_key"])
        row = self.memory.row(record.name, key)
        if row is None:
            raise _No(Refusal("NOT_FOUND"))
        secret = await self._secret(record, conflict)
        about = self._situation(record, intent, row, running=self.memory.running_on((record.name, key)))
        chosen = _sound(decisions.resolution(record, row, conflict["path"], conflict["resolution"], about, secret))
        await self.apply(chosen, intent, settled)
        self.memory.touched.add((record.name, key))
        return replace(made, row={**conflict, "resolver": self.actor.user_id}, fields=(*made.fields, "resolver"))

    async def _secret(self, record: Record, conflict: Row) -> Secret | None:
        """The sealed number behind a masked one that was chosen."""
        name = conflict["path"].partition("/")[0]
        if record.by_name[name].kind is not Kind.PROTECTED or conflict["resolution"] != conflict["mine"]:
            return None
        old = await load.former_texts(self.connection, self.actor.county, conflict["case_id"], (record.name, UUID(conflict["record_key"])), f"{name}.sealed")
        found = [_opened(text) for text in old]
        return next((secret for secret in found if secret.masked == conflict["mine"]), None)

    # --- what is refused ----------------------------------------------------------------------------------------------

    async def refuse(self, intent: Intent, code: str, facts: Mapping[str, Any]) -> Outcome:
        """A refusal to whoever is online; work from a device is kept whole for the record's owner, save state secrets."""
        record = RECORDS.get(intent.record)
        row = self.memory.row(intent.record, intent.key) if record else None
        blocked = self._blocked(record, row, code, intent) if record and row is not None and code in BLOCKED else None
        if not intent.offline or code == "STATE_SECRET":
            return Outcome("refused", intent.record, intent.key, code, facts, blocked)
        if code == "NOT_FOUND" and await self._had(intent):
            code, facts = "ACCESS_LOST", {}
            if record and row is not None and isinstance(intent, Edit | Move):
                rest, entry = await self._late_additions(record, row, intent)
                if rest is None:
                    return Outcome("merged", intent.record, intent.key, code, facts, entry)
                intent, row = rest, self.memory.rows[(record.name, intent.key)]
        held_back = self._quarantined(intent, record, row, code, facts)
        self.memory.put(RECORDS["quarantine"], held_back)
        entry = None
        if record and row is not None and held_back["case_id"]:
            entry = self.log(entry_of(self, record, row, "QUARANTINE", None, _at(intent, self.now), intent.device), [("quarantine", None, code)])
        return Outcome("quarantined", intent.record, intent.key, code, facts, entry, (), held_back["id"])

    async def _late_additions(self, record: Record, row: Row, intent: Edit | Move) -> tuple[Edit | Move | None, UUID | None]:
        """What was only added before the unit lost the case is joined to it; the rest is left for the new owner (E9).

        A sealed record is the vault: it takes whatever was added, and shows it to nobody it is closed to (E14).
        """
        sealed = row.get("state") in record.sealed
        until = self.now if sealed else await load.lost_at(self.connection, self.actor.county, row["case_id"], f"U:{self.actor.unit}")
        added, rest = decisions.additions(record, row, intent, until)
        entry = None
        if added:
            edit = Edit(record.name, intent.key, dict.fromkeys(added), None, added, occurred_at=intent.occurred_at, offline=True, device=intent.device,
                        suspect=intent.suspect)
            situation = replace(self._situation(record, edit, row), may_edit=_anything)
            settled = _Settled()
            await self.apply(_sound(decisions.decide(record, row, edit, situation)), edit, settled)
            entry = settled.entry
        return (None if isinstance(intent, Edit) and not rest else replace(intent, values=rest)), entry

    def _quarantined(self, intent: Intent, record: Record | None, row: Row | None, code: str, facts: Mapping[str, Any]) -> Row:
        case_id = row.get(record.case_link or "") if record and row else None
        case = self.memory.row("case", case_id)
        owner = (row or {}).get("lead_agency") or (case or {}).get("lead_agency") or (record.led_by if record else None) or self.actor.agency
        return {**RECORDS["quarantine"].blank, "county": self.actor.county, "id": self.new_id(), "case_id": case_id, "state": "HELD", "record_type": intent.record,
                "record_key": str(intent.key), "document": self._document(intent, record), "code": code,
                "explanation": sentence(record, code, facts).zh, "author": self.actor.user_id, "unit": self.actor.unit,
                "device": str(intent.device or self.actor.device or "") or None, "occurred_at": intent.occurred_at, "owner_agency": owner,
                "version": 1, "created_at": self.now, "updated_at": self.now}

    def _document(self, intent: Intent, record: Record | None) -> dict[str, Any]:
        """The work as it arrived; a protected number only masked, with its seal beside it."""
        said: dict[str, Any] = {"act": type(intent).__name__.lower(), "values": _plain(intent.values, record, self.reader)}
        if isinstance(intent, Move):
            said["move"] = intent.move
        if isinstance(intent, Edit) and intent.base is not None:
            said["base"] = _plain(intent.base, record, self.reader)
        if isinstance(intent, Create) and intent.case:
            said["case"] = str(intent.case)
        return said

    async def _had(self, intent: Intent) -> bool:
        """Whether the actor's unit once held this document: then it is no secret that there is one."""
        if intent.record not in OFFLINE or not self.actor.unit:
            return False
        return bool(await self.connection.fetchval(
            "SELECT EXISTS (SELECT 1 FROM unit_doc WHERE county = $1 AND audience = $2 AND collection = $3 AND doc_id = $4)",
            self.actor.county, f"U:{self.actor.unit}", intent.record, intent.key))

    async def with_conflicts(self, outcomes: list[Outcome]) -> list[Outcome]:
        return await self.conflicts.entered(self.connection, outcomes)


def _weighs(record: Record, intent: Intent, step: Transition | None) -> bool:
    """Whether it is a move, or an official's own act put into a list: what somebody who keeps out may not do."""
    if step:
        return step.impartial
    return any(record.by_name[name].official for name in intent.values if name in record.by_name)


def entry_of(deed: Deed, record: Record, row: Mapping[str, Any], act: str, move: str | None, at: datetime, device: UUID | None = None) -> Row:
    """One line of history, not yet in its chain."""
    actor = deed.actor
    return {"county": actor.county, "id": deed.new_id(), "case_id": row[record.case_link or ""], "record_type": record.name,
            "record_key": str(row[record.key]), "act": act, "move": move, "actor": actor.user_id, "agency": actor.agency,
            "device": str(device or actor.device or "") or None, "occurred_at": at, "version": 1, "created_at": deed.now, "updated_at": deed.now}


def _anything(_name: str, _row: Mapping[str, Any]) -> bool:
    """What was only added by somebody who had the case then may be joined to it now."""
    return True


def _at(intent: Intent, now: datetime) -> datetime:
    return intent.occurred_at or now


def _sound(made: Change | Refusal) -> Change:
    if isinstance(made, Refusal):
        raise _No(made)
    return made


def _split(record: Record, intent: Intent) -> tuple[Intent, list[tuple[Record, Mapping[str, Any], Mapping[str, Any] | None]]]:
    """The intent without its children lists, and the elements of those with what they were."""
    within: list[tuple[Record, Mapping[str, Any], Mapping[str, Any] | None]] = []
    values = dict(intent.values)
    base = dict(intent.base) if isinstance(intent, Edit) and intent.base is not None else None
    for child in children_of(record):
        given, was = values.pop(child.plural, None), elements((base or {}).pop(child.plural, None) if base else None)
        by_id = {str(element.get("id")): element for element in was}
        within += [(child, element, by_id.get(str(element.get("id")))) for element in elements(given)]
    if not within and len(values) == len(intent.values):
        return intent, []
    return (replace(intent, values=values, base=base) if isinstance(intent, Edit) else replace(intent, values=values)), within


def _sealed(secret: Secret) -> str:
    return f"{secret.masked}|{b64encode(secret.hmac).decode()}|{b64encode(secret.cipher).decode()}"


def _opened(text: str) -> Secret:
    masked, hmac, cipher = text.split("|")
    return Secret(masked, b64decode(hmac), b64decode(cipher))


def _plain(values: Mapping[str, Any], record: Record | None, reader: Reader) -> dict[str, Any]:
    """Values as JSON, protected numbers sealed; a number that cannot be read is left out."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        child = next((c for c in children_of(record) if c.plural == name), None) if record else None
        known = record.by_name.get(name) if record else None
        if child is not None:
            found[name] = [_plain(element, child, reader) for element in elements(value)]
        elif known is not None and known.kind is Kind.PROTECTED and value is not None:
            try:
                taken = reader.taken(known, value)
            except BadValue:
                taken = None
            found[name] = {"masked": taken.masked, "sealed": _sealed(taken)} if isinstance(taken, Secret) else None
        else:
            found[name] = _cleaned(value)
    return found


def _cleaned(value: Any) -> Any:
    """A value that JSON in the database can hold."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value if isinstance(value, bool | int | float | None) else str(value)
