"""Draws up a document: reads the record as its maker sees it, fills the template, files the result in the case."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from api.blobs import Blobs
from api.database import Connection, Database
from api.operands import checked_id
from api.operation import decoded
from api.paper_templates import Templates
from api.paper_words import Said, context, day, question, values
from api.problems import Problem
from authz.actor import Actor
from authz.policy import Rules
from schema.ids import global_id, parse_id
from schema.kit import INTERNAL, PUBLIC, SHANGHAI, Record
from schema.paper import OF_CASE, Paper
from schema.registry import RECORDS
from sync import paper as filing
from sync.intent import Outcome
from sync.paper import MEDIA_TYPE, Carried, Filed
from sync.write import World

if TYPE_CHECKING:
    from api.execute import Asked, Executor


@dataclass(frozen=True)
class Papers:
    """What drawing up documents needs: the database, the write door's world, the store of bytes, the templates."""

    database: Database
    world: World
    blobs: Blobs
    templates: Templates

    async def produce(self, executor: Executor, asked: Asked, id_: str, name: str) -> Outcome:
        """The new document's outcome, or a refusal; nothing is kept of a paper that is refused."""
        record, key = _named(id_)
        paper = record.paper(name)
        actor, rules = asked.known()
        if paper is None:
            return _refused(record, key, "PAPER_UNKNOWN", {"record": record.name, "label": record.label, "paper": name,
                                                           "papers": "、".join(f"{one.title}（{one.name}）" for one in record.papers) or "—"})
        async with self.database.connection() as connection:
            if refusal := await filing.refusal(connection, record, key, paper, actor, rules, asked.now):
                return _refused(record, key, *refusal)
        answer = await self._read(executor, asked, record, paper, key)
        row = answer["row"]
        said, of_case = values(record, row, paper.said), _of_case(row, paper)
        if missing := [one for one in paper.needs if (of_case if one in OF_CASE else said)[one] in (None, "", [])]:
            labels = [OF_CASE[one][2] if one in OF_CASE else record.by_name[one].label for one in missing]
            return _refused(record, key, "PAPER_INCOMPLETE", {"title": paper.title, "paper": paper.name, "labels": "、".join(labels), "fields": ", ".join(missing)})
        about = _about(answer, actor, asked.now, self.world.new_id())
        content = await asyncio.to_thread(self.templates.write, record, paper, context(record, paper, said, of_case, **about))
        return await self._filed(record, key, paper, row, said, of_case, content, asked)

    async def _read(self, executor: Executor, asked: Asked, record: Record, paper: Paper, key: UUID) -> Said:
        """The record by a query like any other, in the name of whoever asks."""
        answer = await executor.execute(question(record, paper), None, {"id": global_id(record.name, asked.known()[0].county, key)}, asked.actor, asked)
        found: Mapping[str, Any] = decoded(answer.body)
        if found.get("errors"):
            raise Problem(found["errors"][0]["extensions"]["code"])
        data: Said = found["data"]
        if data["row"] is None or data["row"]["case"] is None:
            raise Problem("NOT_FOUND")
        return data

    async def _filed(
        self, record: Record, key: UUID, paper: Paper, row: Said, said: Said, of_case: Mapping[str, Sequence[Said]], content: bytes, asked: Asked
    ) -> Outcome:
        actor, rules = asked.known()
        digest, case = hashlib.sha256(content).hexdigest(), parse_id(row["case"]["id"]).key
        assert isinstance(case, UUID)
        number = said[paper.number] if paper.number and record.by_name[paper.number].sensitivity in (PUBLIC, INTERNAL) else None
        filed = Filed(record, key, case, paper, digest, len(content), number)
        async with self.database.transaction() as connection:
            carries = await _carries(connection, record, key, said, of_case, rules, actor, asked.now)
            outcome = await filing.file(connection, filed, actor, rules, self.world, asked.now)
            if outcome.kind == "refused":
                code = "PAPER_NOT_FILED" if outcome.code in ("NOT_FOUND", "FORBIDDEN") else outcome.code or "CANNOT_STORE"
                return _refused(record, key, code, {"title": paper.title, "paper": paper.name, **outcome.facts})
            await self.blobs.keep(actor.county, digest, MEDIA_TYPE, _once(content), tuple(one.wire() for one in carries))
        return outcome


async def _carries(
    connection: Connection, record: Record, key: UUID, said: Said, of_case: Mapping[str, Sequence[Said]], rules: Rules, actor: Actor, now: datetime
) -> list[Carried]:
    """Every row whose values stand in the paper: the record's own, and those of its case."""
    listed = [(OF_CASE[name][1], _key(one["id"]), one, tuple(of for of, _ in OF_CASE[name][3])) for name, rows in of_case.items() for one in rows]
    rows = [(record.name, key, said, tuple(said)), *listed]
    memory = await filing.looked(connection, actor, {(of, one) for of, one, _, _ in rows}, now)
    return [filing.carried(RECORDS[of], one, held, names, rules, row, actor, memory)
            for of, one, held, names in rows if (row := memory.row(of, one))]


def _named(id_: str) -> tuple[Record, UUID]:
    found = checked_id(id_)
    if not isinstance(found.key, UUID):
        raise Problem("NOT_FOUND")
    return RECORDS[found.record], found.key


def _key(id_: str) -> UUID:
    key = parse_id(id_).key
    assert isinstance(key, UUID)
    return key


def _refused(record: Record, key: UUID, code: str, facts: Mapping[str, Any]) -> Outcome:
    return Outcome("refused", record.name, key, code, facts)


def _of_case(row: Said, paper: Paper) -> dict[str, list[Said]]:
    """The rows of the case that the paper lists, under their own names."""
    found: dict[str, list[Said]] = {}
    for name in (one for one in paper.body if one in OF_CASE):
        way, record, _, columns = OF_CASE[name]
        nodes = row["case"][way]["nodes"]
        found[name] = [{"id": node["id"], **values(RECORDS[record], node, tuple(of for of, _ in columns))} for node in nodes]
    return found


def _about(answer: Said, actor: Actor, now: datetime, code: UUID) -> dict[str, str]:
    """Who made it and when, as it stands in its footer: an export is marked."""
    me, at = answer["me"], now.astimezone(SHANGHAI)
    agency = (me["agency"] or {}).get("name") or actor.agency
    maker = (me["user"] or {}).get("name") or actor.name
    return {"agency": agency, "maker": maker, "date": day(at.date()), "case": answer["row"]["case"]["number"] or "",
            "mark": f"制作：{agency} {maker}（{actor.username}） {at:%Y-%m-%d %H:%M} 编号 {code}"}


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
