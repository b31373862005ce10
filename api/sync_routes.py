"""The field client's door: one round takes a device's work and gives back receipts, changed documents and what waits for people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.bodies import body_of
from api.database import Connection, Database
from api.devices import LEASE
from api.identity import Identity
from api.policies import Policies
from api.problems import Problem, sentence
from api.routes import SECRET, token_of
from authz.actor import Actor
from authz.guard import guard
from authz.policy import Rules
from schema.ids import global_id
from schema.kit import camel
from schema.read import All, Condition, Envelope, Fact, Fixed, Page, Read, Root, Scalar, Some, Test, Value
from schema.registry import RECORDS
from schema.statement import Statement, facts_of, render
from sync import feed, push
from sync.settle import Receipt
from sync.wire import VERSION, RoundRequest, WireFault, declarations, decoded, parse_round
from sync.write import World

MAX_BODY = 16_000_000
MOST_TOLD = 500  # conflicts or quarantined works told in one round
TOLD_FOR = timedelta(days=30)  # so long an author hears that his quarantined work was accepted or declined
CONFLICT = ("record_type", "record_key", "path", "theirs", "mine", "state", "due_at", "reviewer_role")
QUARANTINE = ("record_type", "record_key", "code", "explanation", "state", "occurred_at", "reason")


@dataclass(frozen=True)
class SyncRoutes:
    """What a round needs from its worker."""

    database: Database
    identity: Identity
    policies: Policies
    world: World
    wake: feed.Wake
    clock: Callable[[], datetime]

    def routes(self) -> list[Route]:
        return [Route("/sync/round", self.round, methods=["POST"]), Route("/sync/declarations", self.declared)]

    async def declared(self, request: Request) -> Response:
        await self.identity.actor(token_of(request))
        return JSONResponse(declared())

    async def round(self, request: Request) -> Response:
        """Work in, then everything that changed for the device's unit; a round that is repeated gives the same receipts."""
        actor = await self.identity.actor(token_of(request))
        try:
            asked, faulty = parse_round(await asyncio.to_thread(decoded, await body_of(request, MAX_BODY)))
        except WireFault as fault:
            said = {"code": fault.code, "zh": fault.zh, "en": fault.en, "facts": fault.facts}
            return Response(orjson.dumps(said, default=str), 400, SECRET, "application/json")
        rules, now, receipts = self.policies.current.rules_of(actor), self.clock(), list[Receipt]()
        if await self._same_life(actor, asked):
            try:
                receipts = await push.push_ops(self.database.pool, asked["ops"], faulty, actor, rules, self.world, now,
                                               replica=replica_of(actor, asked), rules_of=self.policies.current.rules_of)
            except push.Busy:
                raise Problem("TOO_MANY_REQUESTS") from None
        if receipts:
            self.wake.announce(actor.county)
        return await self._answer(asked, actor, rules, receipts, now)

    async def _same_life(self, actor: Actor, asked: RoundRequest) -> bool:
        """Whether the device speaks of this life of the server; a restored one takes no work before all was read again.

        A device that has read further than the feed goes tells of a restore although nobody gave the county a new epoch:
        its next op would be counted, and those the backup does not have would pass for settled.
        """
        async with self.database.connection() as connection:
            epoch, last = await feed.position(connection, actor.county)
        return asked["epoch"] is None or (asked["epoch"].partition("+")[0] == epoch and asked["seq"] <= last)

    async def _answer(self, asked: RoundRequest, actor: Actor, rules: Rules, receipts: Sequence[Receipt], now: datetime) -> Response:
        async with self.database.connection() as connection:
            since = {"epoch": asked["epoch"], "seq": asked["seq"]}
            page = await feed.pull(connection, None, actor, rules, since, asked["limit"], now)
            waiting = await told(connection, page, actor, rules, now)
            seen = await visible(connection, receipts, actor, rules, now)
        known = declared()
        answer = {
            "v": VERSION, **page.checkpoint.wire(), "more": page.more, "reset": page.reset,
            "receipts": [said(one, actor.county, seen) for one in receipts],
            "documents": [{**named(line, actor.county), "seq": line.seq, "doc": line.document} for line in page.lines if line.document is not None],
            "gone": [named(line, actor.county) for line in page.lines if line.document is None],
            "declarations": None if asked["declarations"] == known["hash"] else known,
            "leaseUntil": (now + (LEASE if actor.device else timedelta(0))).isoformat(), **waiting,
        }
        return Response(await asyncio.to_thread(orjson.dumps, answer), 200, SECRET, "application/json")


def replica_of(actor: Actor, asked: RoundRequest) -> str:
    """Under which name a device's work is counted: its own, and nobody else can use it."""
    if actor.device is None:
        return f"user:{actor.user_id}:{asked['replica'][:100]}"
    if asked["replica"] != str(actor.device):
        raise Problem("DEVICE_UNKNOWN")
    return str(actor.device)


@lru_cache(maxsize=1)
def declared() -> Any:
    """What a device has to know of the collections, with its hash."""
    return declarations(RECORDS.values())


def named(line: feed.Line, county: str) -> dict[str, str]:
    return {"c": RECORDS[line.record].type_name, "id": global_id(line.record, county, line.key)}


Seen = Mapping[tuple[str, str], Mapping[str, Any]]


def said(receipt: Receipt, county: str, seen: Seen) -> dict[str, Any]:
    """A receipt as the device keeps it; the server's value of a conflict only where its field is shown to the actor."""
    text = sentence(receipt.code, receipt.facts) if receipt.code else None
    conflicts = []
    for clash in receipt.conflicts:
        shown = seen.get((clash.record, clash.key), {}).get(camel(clash.path.partition("/")[0]))
        conflicts.append({"id": global_id("conflict", county, clash.id), "path": clash.path,
                          "theirs": None if shown is None else clash.theirs, "mine": clash.mine})
    return {"n": receipt.n, "outcome": receipt.outcome, "code": receipt.code, "zh": text and text.zh, "en": text and text.en, "conflicts": conflicts}


async def visible(connection: Connection, receipts: Sequence[Receipt], actor: Actor, rules: Rules, now: datetime) -> Seen:
    """The rows in conflict as the actor may see them."""
    clashes = [clash for receipt in receipts for clash in receipt.conflicts]
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for name in {clash.record for clash in clashes}:
        keys = {UUID(clash.key) for clash in clashes if clash.record == name}
        shown = await feed.documents(connection, RECORDS[name], keys, rules, actor, now)
        found |= {(name, str(key)): document for key, document in shown.items()}
    return found


# --- what waits for people --------------------------------------------------------------------------------------------


async def told(connection: Connection, page: feed.Page, actor: Actor, rules: Rules, now: datetime) -> dict[str, Any]:
    """Open conflicts in the cases of the page's documents, and what became of the author's own quarantined work."""
    cases = {str(line.document["caseId"]).rpartition(":")[2] for line in page.lines if line.document and line.document.get("caseId")}
    open_here = All((Test("state", "eq", Fixed("OPEN")), Test("case_id", "in", Value(0, "uuid[]"))))
    mine = All((Test("author", "eq", Fact("user_id", "uuid")),
                Some((Test("state", "eq", Fixed("HELD")), Test("updated_at", "gt", Value(0, "timestamptz"))))))
    return {
        "conflicts": await _listed(connection, "conflict", CONFLICT, open_here, [UUID(case) for case in cases], actor, rules, now) if cases else [],
        "quarantined": await _listed(connection, "quarantine", QUARANTINE, mine, now - TOLD_FOR, actor, rules, now),
    }


async def _listed(
    connection: Connection, record: str, fields: Sequence[str], where: Condition, value: Any, actor: Actor, rules: Rules, now: datetime
) -> list[Any]:
    statement = _statement(record, tuple(fields), where, rules)
    text = await connection.fetchval(statement.sql, *statement.arguments([value], facts_of(actor, now)))
    found: list[Any] = orjson.loads(text)["told"]["nodes"]
    return found


@lru_cache(maxsize=256)
def _statement(record: str, fields: tuple[str, ...], where: Condition, rules: Rules) -> Statement:
    picks = (Scalar("id", "id", "id"), *(Scalar(camel(field), field) for field in fields))
    read = Read(record, where=where, page=Page(Fixed(MOST_TOLD, "int8")), envelope=Envelope((("nodes", "nodes", picks),)))
    return render([guard(Root("told", read), rules)])
