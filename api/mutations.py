"""Root fields that change something: a GraphQL input becomes an intent for the write door, the payload takes the walk of a query."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from graphql import FieldNode, SelectionSetNode

from api.asides import EVENTS, NO_ROW, NOTIFIED, event, payload
from api.changes import Changes
from api.database import Database
from api.operands import checked_id
from api.papers import Papers
from api.problems import Problem, sentence
from api.question import Question
from api.sessions import Sessions
from api.sync_routes import said, visible
from schema.ids import Id, global_id
from schema.kit import Record, camel
from schema.marking import marked
from schema.registry import RECORDS
from schema.types.inputs import DOINGS, Doing
from sync import feed, person_check, push, write
from sync.intent import Create, Edit, Intent, Move, Outcome

if TYPE_CHECKING:
    from api.execute import Asked, Executor

COMMON = frozenset({"id", "idempotencyKey", "expectedVersion", "base", "set", "occurredAt", "stateSecret"})


@dataclass(frozen=True)
class Mutations:
    """What the mutations of this worker need: the database, the write door's world, sessions, the feed's wake and who listens to changes."""

    database: Database
    world: write.World
    sessions: Sessions
    wake: feed.Wake
    changes: Changes
    clock: Callable[[], datetime]
    papers: Papers

    async def run(self, executor: Executor, asked: Asked, question: Question, nodes: Sequence[FieldNode]) -> str:
        """JSON text of one mutation's payload."""
        name = nodes[0].name.value
        args = question.arguments("Mutation", nodes[0])
        sets = [node.selection_set for node in nodes]
        if name in DOINGS:
            return await self._do(executor, asked, question, DOINGS[name], args["input"], sets)
        if name.startswith("tryPush"):
            return await self._try(asked, question, name, args, sets)
        if name == "producePaper":
            return await self._produce(executor, asked, question, args, sets)
        if name.startswith("push"):
            return await self._push(asked, question, name, args, sets)
        return await self._account(asked, question, name, args, sets)

    # --- records ----------------------------------------------------------------------------------------------------

    async def _do(
        self, executor: Executor, asked: Asked, question: Question, doing: Doing, given: Mapping[str, Any], sets: Sequence[SelectionSetNode | None]
    ) -> str:
        record = RECORDS[doing.record]
        actor, rules = asked.known()
        if marked(given):  # before the input is read: what it says is in no other refusal
            return json.dumps(_refusal(question, Outcome("refused", record.name, actor.user_id, "STATE_SECRET"), sets), ensure_ascii=False)
        intent = intended(record, doing, given, self.world)
        outcome = await write.write_one(self.database.transaction, intent, actor, rules, self.world, asked.now)
        self.wake.announce(actor.county)
        if outcome.kind == "refused":
            return json.dumps(_refusal(question, outcome, sets), ensure_ascii=False)
        if outcome.kind in ("conflict", "quarantined"):
            return json.dumps(_conflict(question, outcome, actor.county, sets), ensure_ascii=False)
        return await self._done(executor, asked, record, outcome, sets)

    async def _produce(self, executor: Executor, asked: Asked, question: Question, args: Mapping[str, Any], sets: Sequence[SelectionSetNode | None]) -> str:
        """A paper drawn up and filed as a document of its case."""
        outcome = await self.papers.produce(executor, asked, args["id"], args["paper"])
        if outcome.kind == "refused":
            return json.dumps(_refusal(question, outcome, sets), ensure_ascii=False)
        self.wake.announce(asked.known()[0].county)
        return await self._done(executor, asked, RECORDS["document"], outcome, sets)

    async def _done(self, executor: Executor, asked: Asked, record: Record, outcome: Outcome, sets: Sequence[SelectionSetNode | None]) -> str:
        found = Id(record.name, asked.known()[0].county, outcome.key)
        text = await executor.fetched(asked, *payload(record, outcome.kind, found, sets, outcome.notices))
        return text[text.index(":") + 1 : text.rindex("}")].strip()

    def cost(self, executor: Executor, asked: Asked, nodes: Sequence[FieldNode]) -> int:
        """What the payload of a mutation costs to read."""
        name = nodes[0].name.value
        record = "document" if name == "producePaper" else DOINGS[name].record if name in DOINGS else None
        if record is None or asked.actor is None:
            return 0
        return executor.cost(asked, *payload(RECORDS[record], "applied", NO_ROW, [node.selection_set for node in nodes]))

    # --- accounts ---------------------------------------------------------------------------------------------------

    async def _account(
        self, asked: Asked, question: Question, name: str, args: Mapping[str, Any], sets: Sequence[SelectionSetNode | None]
    ) -> str:
        try:
            said: Any = await self._accounted(asked, name, args)
        except Problem as problem:
            if name == "logout":
                raise
            said = {"__typename": "Refused", "code": problem.code, "message": problem.text.zh, "messageEn": problem.text.en,
                    "law": problem.text.law or None, "facts": json.loads(json.dumps(problem.facts, default=str))}
        return json.dumps(chosen(question, said, sets) if isinstance(said, dict) else said, ensure_ascii=False)

    async def _accounted(self, asked: Asked, name: str, args: Mapping[str, Any]) -> Any:
        match name:
            case "login":
                return {"__typename": "Tokens", **(await self.sessions.login(args["username"], args["password"])).as_json()}
            case "refresh":
                return {"__typename": "Tokens", **(await self.sessions.refresh(args["refreshToken"])).as_json()}
        actor, rules = asked.known()
        if marked(args):
            raise Problem("STATE_SECRET")
        match name:
            case "logout":
                if args.get("everywhere"):
                    await self.sessions.revoke_user(actor.county, actor.user_id)
                await self.sessions.logout(asked.token)
                return True
            case "changePassword":
                await self.sessions.change_password(asked.token, args["old"], args["new"])
                return {"__typename": "Tokens", **(await self.sessions.login(actor.username, args["new"], actor.county)).as_json()}
            case "checkPerson":
                return await self._check(asked, args["input"])
            case _:
                found = checked_id(args["id"])
                if not isinstance(found.key, UUID):
                    raise Problem("NOT_FOUND")
                name = snake_name(RECORDS[found.record], args["field"])
                try:
                    async with self.database.transaction() as connection:
                        value = await write.reveal(connection, found.record, found.key, name, args["reason"], actor, rules, self.world, asked.now)
                except write.Refused as refusal:
                    raise Problem(refusal.code, **refusal.facts) from None
                return {"__typename": "Revealed", "value": value}

    async def _check(self, asked: Asked, given: Mapping[str, Any]) -> dict[str, Any]:
        """Which organs have a case of somebody; that it was asked is stored before anything is told."""
        actor, rules = asked.known()
        case, party = checked_id(given["caseId"]), checked_id(given["partyId"]) if given.get("partyId") else None
        if case.record != "case" or not isinstance(case.key, UUID) or (party and (party.record != "party" or not isinstance(party.key, UUID))):
            raise Problem("NOT_FOUND")
        wanted = person_check.Asked(case.key, given["purpose"], party.key if party and isinstance(party.key, UUID) else None,
                                    given.get("idNumber"), given.get("name"), given.get("birthOn"))
        refusal: person_check.Exhausted | None = None
        organs: list[person_check.Organ] = []
        try:
            async with self.database.transaction() as connection:
                try:
                    organs = await person_check.check(connection, wanted, actor, rules, self.world, asked.now)
                except person_check.Exhausted as exhausted:
                    refusal = exhausted
        except write.Refused as refused:
            raise Problem(refused.code, **refused.facts) from None
        self.wake.announce(actor.county)
        if refusal:
            raise Problem(refusal.code, **refusal.facts)
        return _checked(organs, actor.county)

    # --- sync over GraphQL ------------------------------------------------------------------------------------------

    async def pull(self, asked: Asked, nodes: Sequence[FieldNode]) -> str:
        """A page of sync documents, as RxDB asks for it."""
        actor, rules = asked.known()
        question = asked.question()
        record = _record_of(nodes[0].name.value, "pull")
        args = question.arguments("Query", nodes[0])
        async with self.database.connection() as connection:
            page = await feed.pull(connection, record, actor, rules, args.get("checkpoint"), args["limit"], asked.now)
        said = {"documents": [{"__typename": f"{record.type_name}Document", **d} for d in page.documents], "checkpoint": page.checkpoint.wire()}
        return json.dumps(chosen(question, said, [n.selection_set for n in nodes], f"{record.type_name}PullBulk"), ensure_ascii=False)

    async def _push(self, asked: Asked, question: Question, name: str, args: Mapping[str, Any], sets: Sequence[SelectionSetNode | None]) -> str:
        actor, rules = asked.known()
        record = _record_of(name, "push")
        rows = args.get(f"{camel(record.name)}PushRow") or []
        if any(map(marked, rows)):
            asked.refusals.append(Problem("STATE_SECRET").as_error(asked.request_id, [name]))
        try:
            documents = await push.push_rows(self.database.pool, record, rows, actor, rules, self.world, asked.now, replica=self._replica(asked))
        except push.TooManyRows:
            raise Problem("BAD_REQUEST", reason=f"> {push.MOST_ROWS} rows") from None
        except push.Busy:
            raise Problem("TOO_MANY_REQUESTS") from None
        self.wake.announce(actor.county)
        type_name = f"{record.type_name}Document"
        return json.dumps([chosen(question, {"__typename": type_name, **d}, sets, type_name) for d in documents], ensure_ascii=False)

    async def _try(self, asked: Asked, question: Question, name: str, args: Mapping[str, Any], sets: Sequence[SelectionSetNode | None]) -> str:
        """What a push would come to, row by row; nothing of it stays."""
        actor, rules = asked.known()
        record = _record_of(name, "tryPush")
        try:
            async with push.trial(self.database.pool, record, args["rows"], actor, rules, self.world, asked.now) as (connection, receipts):
                seen = await visible(connection, receipts, actor, rules, asked.now)
                keys = [receipt.key for receipt in receipts if receipt.key]
                documents = await feed.documents(connection, record, keys, rules, actor, asked.now)
                told = [_trial(said(one, actor.county, seen), one.id, documents.get(one.key or feed.NOWHERE)) for one in receipts]
        except push.TooManyRows:
            raise Problem("BAD_REQUEST", reason=f"> {push.BATCH} rows") from None
        return json.dumps(chosen(question, told, sets, "PushTrial"), ensure_ascii=False)

    def _replica(self, asked: Asked) -> str | None:
        """Under which name the rows of a client without a device are remembered: two places where a person signed in are two clients."""
        actor, _ = asked.known()
        return None if actor.device else f"user:{actor.user_id}:{self.sessions.identity.tokens.read(asked.token, asked.now).session}"

    # --- subscriptions ----------------------------------------------------------------------------------------------

    async def stream(self, executor: Executor, asked: Asked, key: str, nodes: Sequence[FieldNode], context: Any) -> AsyncIterator[str]:
        """JSON texts of a subscription's events; each is guarded for its receiver when it is delivered."""
        name, sets = nodes[0].name.value, [n.selection_set for n in nodes]
        question = asked.question()
        args = question.arguments("Subscription", nodes[0])
        if name == "caseChanged":
            only = checked_id(args["caseId"]).key if args.get("caseId") else None
            async with aclosing(self.changes.listen(executor, asked, key, sets, only, context)) as texts:
                async for text in texts:
                    yield text
            return
        if name == "notified":
            async for text in self._notices(executor, asked, sets, context):
                yield f'{{"data":{{{json.dumps(key)}:{text}}}}}'
            return
        record = _record_of(name, "stream")
        async for page in feed.stream(self.database.pool, self.wake, record, context.rights, context.start, self.clock):
            said = {"documents": [{"__typename": f"{record.type_name}Document", **d} for d in page.documents], "checkpoint": page.checkpoint.wire()}
            shown = chosen(question, said, sets, f"{record.type_name}PullBulk")
            yield json.dumps({"data": {key: shown}}, ensure_ascii=False)

    def event_cost(self, executor: Executor, asked: Asked, nodes: Sequence[FieldNode]) -> int:
        """What one event of a subscription costs to read."""
        told = EVENTS.get(nodes[0].name.value)
        return executor.cost(asked, *event(told, NO_ROW, [n.selection_set for n in nodes])) if told else 0

    async def _notices(self, executor: Executor, asked: Asked, sets: Sequence[SelectionSetNode | None], context: Any) -> AsyncIterator[str]:
        """Notices in the order of the feed, as far as they are for this actor."""
        county, seq = asked.known()[0].county, context.position[1]
        while True:
            rows = await self.database.pool.fetch(NOTICE_FEED, county, seq)
            for row in rows:
                seq, key = row["seq"], row["notification"]
                actor, rules = await context.rights()
                now = replace(asked, actor=actor, rules=rules, now=self.clock())
                held = json.loads(await executor.fetched(now, *event(NOTIFIED, Id("notification", county, key), sets)))
                if held["probe"] is not None:
                    yield json.dumps(NOTIFIED.told(now.question(), held, sets, seq, global_id("notification", county, key)), ensure_ascii=False)
            if not rows:
                await self.wake.wait(county, seq)


NOTICE_FEED = """
SELECT f.seq, n.notification FROM feed f JOIN feed_notice n ON n.county = f.county AND n.change_id = f.change_id
 WHERE f.county = $1 AND f.seq > $2 AND f.seq <= (
   SELECT max(seq) FROM (SELECT f.seq FROM feed f JOIN feed_notice n ON n.county = f.county AND n.change_id = f.change_id
                          WHERE f.county = $1 AND f.seq > $2 ORDER BY f.seq LIMIT 200) AS page)
 ORDER BY f.seq, n.notification
"""
"""Whole numbers of the feed: one tick may send many notices under one number."""


def _trial(receipt: Mapping[str, Any], at: str, document: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"__typename": "PushTrial", "id": at, "outcome": receipt["outcome"], "code": receipt["code"], "message": receipt["zh"], "messageEn": receipt["en"],
            "conflicts": [{k: v for k, v in one.items() if k != "id"} for one in receipt["conflicts"]], "document": document}


def intended(record: Record, doing: Doing, given: Mapping[str, Any], world: write.World) -> Intent:
    """The intent of a mutation's input."""
    done: dict[str, Any] = {"idempotency_key": given.get("idempotencyKey"),
            "occurred_at": datetime.fromisoformat(given["occurredAt"]) if given.get("occurredAt") else None}
    if doing.kind == "create":
        values = snake(record, {name: v for name, v in given.items() if name not in COMMON})
        key = _key(record, given["id"]) if given.get("id") else world.new_id()
        case = checked_id(given["caseId"]).key if given.get("caseId") else None
        values.pop("case_id", None)
        return Create(record.name, key, values, case if isinstance(case, UUID) else None, **done)
    key = _key(record, given["id"])
    if doing.kind == "edit":
        base = snake(record, given["base"]) if given.get("base") is not None else None
        return Edit(record.name, key, base, given.get("expectedVersion"), snake(record, given["set"]), **done)
    values = snake(record, {name: v for name, v in given.items() if name not in COMMON})
    return Move(record.name, key, doing.move or "", values, given.get("expectedVersion"), **done)


def snake(record: Record, given: Mapping[str, Any]) -> dict[str, Any]:
    """Input values under the record's own names, elements of lists included."""
    names = {camel(field.name): field for field in record.fields}
    found = {}
    for name, value in given.items():
        field = names[name]
        if field.items and value is not None:
            inner = {camel(item.name): item.name for item in field.items} | {"id": "id"}
            value = [{inner[k]: v for k, v in element.items()} for element in value]
        found[field.name] = value
    return found


def snake_name(record: Record, name: str) -> str:
    """A field's own name from its GraphQL name; what is no field is NOT_FOUND, like a field one may not know of."""
    found = next((field.name for field in record.fields if camel(field.name) == name), None)
    if found is None:
        raise Problem("NOT_FOUND")
    return found


def _key(record: Record, text: str) -> UUID:
    found = checked_id(text)
    if found.record != record.name or not isinstance(found.key, UUID):
        raise Problem("NOT_FOUND")
    return found.key


def _record_of(name: str, prefix: str) -> Record:
    return next(record for record in RECORDS.values() if record.type_name == name.removeprefix(prefix))


def _checked(organs: Sequence[person_check.Organ], county: str) -> dict[str, Any]:
    """What is told of a search for related cases: one sentence, and whom to ask."""
    said = {sure: [{"__typename": "RelatedOrgan", "agency": global_id("agency", county, one.code), "name": one.name, "liaisons": list(one.liaisons)}
                   for one in organs if one.sure is sure] for sure in (True, False)}
    named = {sure: "、".join(one.name for one in organs if one.sure is sure) for sure in (True, False)}
    zh, en = (["未发现该人员在其他单位有关联案件。"], ["No related case at another organ is known."]) if not organs else ([], [])
    if said[True]:
        zh, en = [f"该人员在{named[True]}另有关联案件，请与其联系。"], [f"A related case exists at {named[True]}; please get in touch."]
    if said[False]:
        zh.append(f"{named[False]}有姓名、出生日期相同的人员，是否同一人须人工核实。")
        en.append(f"Somebody of the same name and day of birth is known at {named[False]}; whether it is the same person is for people to find out.")
    return {"__typename": "PersonCheck", "related": bool(said[True]), "organs": said[True], "suspected": said[False], "message": "".join(zh), "messageEn": " ".join(en)}


def _refusal(question: Question, outcome: Outcome, sets: Sequence[SelectionSetNode | None]) -> Any:
    text = sentence(outcome.code or "INTERNAL_ERROR", outcome.facts)
    said = {"__typename": "Refused", "code": outcome.code, "message": text.zh, "messageEn": text.en, "law": text.law or None,
            "facts": json.loads(json.dumps(dict(outcome.facts), default=str, ensure_ascii=False))}
    return chosen(question, said, sets)


def _conflict(question: Question, outcome: Outcome, county: str, sets: Sequence[SelectionSetNode | None]) -> Any:
    text = sentence(outcome.code or "CONFLICT", outcome.facts)
    ids = [global_id("conflict", county, clash.id) for clash in outcome.conflicts]
    said = {"__typename": "Conflicted", "code": outcome.code or "CONFLICT", "message": text.zh, "messageEn": text.en, "conflictIds": ids,
            "outcome": outcome.kind}
    return chosen(question, said, sets)


def chosen(question: Question, said: Any, sets: Sequence[SelectionSetNode | None], type_name: str | None = None) -> Any:
    """A plain answer cut down to what was selected."""
    if isinstance(said, list):
        return [chosen(question, one, sets, type_name) for one in said]
    if not isinstance(said, dict) or not any(sets):
        return said
    own = said.get("__typename") or type_name or ""
    found = {}
    for key, nodes in question.selected(sets, own).items():
        value = own if nodes[0].name.value == "__typename" else said.get(nodes[0].name.value)
        found[key] = chosen(question, value, [node.selection_set for node in nodes], _BELOW.get(nodes[0].name.value, "").format(own.removesuffix("PullBulk")))
    return found


_BELOW = {"documents": "{}Document", "checkpoint": "{}Checkpoint"}
