"""Devices that work without connection, by either client: the field client of this project and the stock RxDB client, under one handle."""

from __future__ import annotations

import asyncio
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from api.demo.load import user_id
from schema.kit import Record, camel
from schema.registry import OFFLINE, RECORDS, TYPES
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica
from sync.client.store import Store
from sync.wire import rxdb_schema
from tests.conftest import Node
from tests.stories.village import COUNTY, Village

Values = Mapping[str, Any]


def record_of(at: str) -> Record:
    return TYPES[at.split(":")[0]]


class Device(ABC):
    """One person's device; nothing leaves it before `sync`."""

    @abstractmethod
    async def new(self, record: str, **values: Any) -> str: ...
    @abstractmethod
    async def edit(self, at: str, **values: Any) -> None: ...
    @abstractmethod
    async def move(self, at: str, name: str, **values: Any) -> None: ...
    @abstractmethod
    async def delete(self, at: str) -> None: ...
    @abstractmethod
    async def sync(self, *records: str) -> None: ...
    @abstractmethod
    async def see(self, at: str) -> dict[str, Any] | None: ...
    @abstractmethod
    async def close(self) -> None: ...


@dataclass
class Field(Device):
    """The field client: every act is an op with the time it was done."""

    village: Village
    replica: Replica
    key: str
    skew: timedelta = timedelta(0)  # how far its clock is off

    @classmethod
    async def of(cls, village: Village, who: str, folder: Path) -> Field:
        device = cls(village, Replica(Store(folder), lambda: device.now(), os.urandom), new_key())
        code = await village.served.parts.devices.make_code(None, who)
        remote = Remote(village.served.url, lambda: village.at)
        device.replica.enrolled(await asyncio.to_thread(remote.enrol, code, who, device.key), who, village.served.url)
        remote.close()
        return device

    def now(self) -> datetime:
        return self.village.at + self.skew

    async def new(self, record: str, **values: Any) -> str:
        return self.replica.new(record, values)

    async def edit(self, at: str, **values: Any) -> None:
        self.replica.edit(at, values)

    async def move(self, at: str, name: str, **values: Any) -> None:
        self.replica.move(at, name, values)

    async def delete(self, at: str) -> None:
        self.replica.move(at, "cancel")

    async def sync(self, *records: str) -> None:
        remote = Remote(self.village.served.url, lambda: self.village.at)
        remote.identify(self.replica.store.fact("device"), self.key)
        try:
            report = await asyncio.to_thread(self.replica.sync, remote)
        finally:
            remote.close()
        assert report.unsent == 0, report

    async def see(self, at: str) -> dict[str, Any] | None:
        document = self.replica.store.document(at)
        return dict(document.base) if document and document.base else None

    async def close(self) -> None:
        return None


class Rx(Device):
    """The stock RxDB client in a Node process of its own; a move is a state written into the document."""

    def __init__(self, village: Village, who: str, process: asyncio.subprocess.Process) -> None:
        self.village, self.who, self.process, self.device = village, who, process, uuid4()

    @classmethod
    async def of(cls, village: Village, who: str, node: Node) -> Rx:
        process = await asyncio.create_subprocess_exec(
            node.binary, "device.mjs", cwd=node.modules.parent, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 24)
        device = cls(village, who, process)
        row = await village.served.parts.database.pool.fetchrow('SELECT unit FROM "user" WHERE username = $1', who)
        await village.served.parts.database.pool.execute(
            "INSERT INTO device (county, id, name, unit, user_id, state) VALUES ($1, $2, $3, $4, $5, 'active')", COUNTY, device.device, who, row["unit"], user_id(who))
        await device._ask("open", schemas={camel(name): rxdb_schema(record, RECORDS) for name, record in OFFLINE.items()})
        return device

    async def _ask(self, command: str, **given: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write((json.dumps({"command": command, **given}, ensure_ascii=False) + "\n").encode())
        await self.process.stdin.drain()
        said = json.loads(await asyncio.wait_for(self.process.stdout.readline(), 60))
        assert "error" not in said, said["error"]
        return said["answer"]

    async def new(self, record: str, **values: Any) -> str:
        declared = RECORDS[record]
        at = f"{declared.type_name}:{COUNTY}:{uuid4()}"
        await self._ask("insert", c=camel(record), document={"id": at, **_identified(declared, values, {})})
        return at

    async def edit(self, at: str, **values: Any) -> None:
        record = record_of(at)
        await self._ask("patch", c=camel(record.name), id=at, values=_identified(record, values, await self.see(at) or {}))

    async def move(self, at: str, name: str, **values: Any) -> None:
        flow = record_of(at).flow
        step = flow.move(name) if flow else None
        assert step is not None, name
        state = (await self.see(at) or {}).get("state")
        await self.edit(at, **values, **({"state": step.target} if step.target not in (None, state) else {"move": name}))

    async def delete(self, at: str) -> None:
        await self._ask("remove", c=camel(record_of(at).name), id=at)

    async def sync(self, *records: str) -> None:
        parts = self.village.served.parts
        token = (await parts.sessions.open(COUNTY, user_id(self.who), device=self.device)).access_token
        await self._ask("sync", url=f"{self.village.served.url}/graphql", token=token, only=[camel(name) for name in records or ("mediation",)])

    async def see(self, at: str) -> dict[str, Any] | None:
        return cast("dict[str, Any] | None", await self._ask("see", c=camel(record_of(at).name), id=at))

    async def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        await self.process.wait()


def _identified(record: Record, values: Values, shown: Values) -> dict[str, Any]:
    """The values as a document holds them: what is given of a list stands behind what is there, each element with an id."""
    kinds = {camel(field.name) for field in record.fields if field.items} | {camel(RECORDS[child].plural) for child in record.children}
    found = dict(values)
    for name in kinds & values.keys():
        given = [{"id": str(uuid4()), **element} for element in values[name]]
        ids = {element["id"] for element in given}
        found[name] = [*(one for one in shown.get(name) or [] if one["id"] not in ids), *given]
    return found


async def opened(kind: str, village: Village, who: str, folder: Path, node: Node) -> Device:
    """A device of this kind in somebody's hands."""
    return await (Field.of(village, who, folder) if kind == "field" else Rx.of(village, who, node))
