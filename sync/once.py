"""Makes an online mutation happen once: the same key with the same request hears the same answer again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from authz.actor import Actor
from schema.merge import canonical
from sync.intent import Clashed, Create, Intent, Outcome


@dataclass
class Once:
    """The keyed intents of a batch: those already answered, and the hashes of the others."""

    answered: dict[int, Outcome] = field(default_factory=dict)
    hashes: dict[int, tuple[str, bytes]] = field(default_factory=dict)

    @classmethod
    async def of(cls, connection: asyncpg.Connection, actor: Actor, intents: Sequence[Intent]) -> Once:
        """Look the keys up, each locked so that a request that comes twice at the same time waits for itself."""
        once = cls()
        keyed = {place: i for place, i in enumerate(intents) if i.idempotency_key}
        if not keyed:
            return once
        locks = sorted(_lock(actor, i.idempotency_key or "") for i in keyed.values())
        await connection.execute("SELECT count(pg_advisory_xact_lock(k)) FROM unnest($1::bigint[]) AS k", locks)
        found = await connection.fetch("SELECT key, request_hash, outcome::text AS outcome FROM idempotency WHERE county = $1 AND actor = $2 AND key = ANY($3)",
                                       actor.county, actor.user_id, [i.idempotency_key for i in keyed.values()])
        past = {row["key"]: (row["request_hash"], orjson.loads(row["outcome"])) for row in found}
        for place, intent in keyed.items():
            once._place(place, intent, past)
        return once

    def _place(self, place: int, intent: Intent, past: Mapping[str, tuple[bytes, dict[str, Any]]]) -> None:
        key, digest = intent.idempotency_key or "", request_hash(intent)
        if key in past:
            same = past[key][0] == digest
            self.answered[place] = _outcome(past[key][1]) if same else Outcome("refused", intent.record, intent.key, "KEY_REUSED")
        elif any(key == other for other, _ in self.hashes.values()):
            self.answered[place] = Outcome("refused", intent.record, intent.key, "KEY_REUSED")
        else:
            self.hashes[place] = (key, digest)

    def kept(self, outcomes: Mapping[int, Outcome]) -> Iterator[tuple[str, bytes, Mapping[str, Any]]]:
        """What is to be remembered: a refusal changed nothing, so it may be tried again with the same key."""
        for place, (key, digest) in self.hashes.items():
            if outcomes[place].kind != "refused":
                yield key, digest, _plain(outcomes[place])


def request_hash(intent: Intent) -> bytes:
    """Equal for equal requests; the key of a new row is made per request and does not count."""
    parts = {name: getattr(intent, name, None) for name in ("record", "move", "version", "case", "values", "base")}
    key = None if isinstance(intent, Create) else intent.key
    return sha256(canonical({**parts, "key": key, "kind": type(intent).__name__})).digest()


def _lock(actor: Actor, key: str) -> int:
    return int.from_bytes(sha256(f"{actor.county}:{actor.user_id}:{key}".encode()).digest()[:8], "big", signed=True)


def _plain(outcome: Outcome) -> dict[str, Any]:
    return {"kind": outcome.kind, "record": outcome.record, "key": str(outcome.key), "code": outcome.code, "facts": dict(outcome.facts),
            "entry": str(outcome.entry) if outcome.entry else None, "quarantine": str(outcome.quarantine) if outcome.quarantine else None,
            "conflicts": [{**vars(clash), "id": str(clash.id)} for clash in outcome.conflicts]}


def _outcome(said: Mapping[str, Any]) -> Outcome:
    clashes = tuple(Clashed(**{**clash, "id": UUID(clash["id"])}) for clash in said["conflicts"])
    return Outcome(said["kind"], said["record"], UUID(said["key"]), said["code"], said["facts"], UUID(said["entry"]) if said["entry"] else None,
                   clashes, UUID(said["quarantine"]) if said["quarantine"] else None)
