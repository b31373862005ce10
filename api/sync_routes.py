"""The field client's door: one round takes a device's work and gives back receipts, changed documents and what waits for people."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

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
from schema.ids import global_id, parse_id
from schema.kit import camel
from schema.read import All, Envelope, Fact, Fixed, Page, Read, Root, Scalar, Test
from schema.registry import OFFLINE, RECORDS
from schema.statement import Statement, facts_of, render
from sync import feed, push
from sync.settle import Receipt
from sync.wire import VERSION, WireFault, declarations, decoded, parse_round
from sync.write import World

MAX_BODY = 16_000_000
WAITING = 500  # conflicts or quarantined works told in one round
TOLD = {
    "conflicts": ("conflict", "OPEN", ("record_type", "record_key", "path", "theirs", "mine", "state", "due_at", "reviewer_role")),
    "quarantined": ("quarantine", "HELD", ("record_type", "record_key", "code", "explanation", "state", "occurred_at")),
}


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
            return JSONResponse({"code": fault.code, "zh": fault.zh, "en": fault.en, "facts": dict(fault.facts)}, 400, SECRET)
        if actor.device is not None and asked["replica"] != str(actor.device):
            raise Problem("DEVICE_UNKNOWN")
        rules, now = self.policies.current.rules_of(actor), self.clock()
        try:
            receipts = await push.push_ops(self.database.pool, asked["ops"], faulty, actor, rules, self.world, now, replica=asked["replica"])
        except push.Busy:
            raise Problem("TOO_MANY_REQUESTS") from None
        if receipts:
            self.wake.announce(actor.county)
        async with self.database.connection() as connection:
            await purged(connection, actor, asked["purged"], now)
            page = await feed.pull(connection, None, actor, rules, {"epoch": asked["epoch"], "seq": asked["seq"]}, asked["limit"], now)
            waiting = await told(connection, actor, rules, now)
        known = declared()
        answer = {
            "v": VERSION, **page.checkpoint.wire(), "more": page.more, "reset": page.reset, "receipts": [said(one, actor.county) for one in receipts],
            "documents": [{"c": RECORDS[line.record].type_name, "id": global_id(line.record, actor.county, line.key), "seq": line.seq, "doc": line.document}
                          for line in page.lines if line.document is not None],
            "gone": [{"c": RECORDS[line.record].type_name, "id": global_id(line.record, actor.county, line.key)} for line in page.lines if line.document is None],
            "declarations": None if asked["declarations"] == known["hash"] else known, "leaseUntil": (now + lease(actor)).isoformat(), **waiting,
        }
        text = await asyncio.to_thread(json.dumps, answer, ensure_ascii=False, separators=(",", ":"))
        return Response(text, media_type="application/json", headers=SECRET)


def lease(actor: Actor) -> timedelta:
    """How long a device may go on without contact; somebody without a device holds nothing."""
    return LEASE if actor.device else timedelta(0)


@lru_cache(maxsize=1)
def declared() -> Any:
    """What a device has to know of the collections, with its hash."""
    return declarations(OFFLINE.values())


def said(receipt: Receipt, county: str) -> dict[str, Any]:
    """A receipt as the device keeps it."""
    text = sentence(receipt.code, receipt.facts) if receipt.code else None
    return {"n": receipt.n, "outcome": receipt.outcome, "code": receipt.code, "zh": text and text.zh, "en": text and text.en,
            "conflicts": [{"id": global_id("conflict", county, clash.id), "path": clash.path, "theirs": clash.theirs, "mine": clash.mine}
                          for clash in receipt.conflicts]}


def _statement(name: str, rules: Rules) -> Statement:
    record, state, fields = TOLD[name]
    own = (Test("author", "eq", Fact("user_id", "uuid")),) if record == "quarantine" else ()
    picks = (Scalar("id", "id", "id"), *(Scalar(camel(field), field) for field in fields))
    read = Read(record, where=All((Test("state", "eq", Fixed(state)), *own)), page=Page(Fixed(WAITING, "int8")), envelope=Envelope((("nodes", "nodes", picks),)))
    return render([guard(Root("told", read), rules)])


async def told(connection: Connection, actor: Actor, rules: Rules, now: datetime) -> dict[str, Any]:
    """Conflicts that wait for a reviewer and the author's own quarantined work, as he may see them."""
    found = {}
    for name in TOLD:
        statement = _statement(name, rules)
        text = await connection.fetchval(statement.sql, *statement.arguments([], facts_of(actor, now)))
        found[name] = json.loads(text)["told"]["nodes"]
    return found


async def purged(connection: Connection, actor: Actor, ids: list[str], now: datetime) -> None:
    """Enter that a device has erased what it lost."""
    if actor.device is None or not ids:
        return
    for text in ids[:1000]:
        parse_id(text)
    await connection.execute("UPDATE device SET purged_at = $3 WHERE county = $1 AND id = $2", actor.county, actor.device, now)
