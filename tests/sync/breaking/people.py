"""Whoever works in a history: a tablet in the field, with the real client and a bad line, and a desk that speaks GraphQL."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx

from authz.actor import Actor
from sync.client.problem import Problem
from sync.client.remote import Denied, Remote
from sync.client.replica import Replica
from sync.client.store import Store
from tests.sync.breaking.mishap import Mishap
from tests.sync.breaking.station import URL, Station

TOKEN = re.compile(r"w\d{5}")
Loss = Literal["sound", "unsent", "lost", "twice", "at once", "late"]


class PowerCut(BaseException):
    """The device is off; nothing of the client goes on."""


@dataclass
class Fault:
    """What happens to the round of this number of the next sync."""

    loss: Loss = "sound"
    mishap: Mishap = field(default_factory=Mishap)
    round: int = 0


class Line(httpx.BaseTransport):
    """A tablet's way to the server; what is late arrives when the history says so."""

    def __init__(self, station: Station, loop: asyncio.AbstractEventLoop) -> None:
        self.station, self.loop = station, loop
        self.fault: Fault | None = None
        self.late: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return asyncio.run_coroutine_threadsafe(self.carried(request), self.loop).result(120)

    async def carried(self, request: httpx.Request) -> httpx.Response:
        fault = self._fault(request)
        match fault.loss:
            case "unsent":
                raise httpx.ConnectError("no signal", request=request)
            case "late":
                self.late.append(request)
                raise httpx.ReadTimeout("no answer yet", request=request)
            case "twice":
                with suppress(httpx.HTTPError):
                    await self.station.serve(request, fault.mishap)
                return await self.station.serve(request)
            case "at once":
                tasks = [asyncio.create_task(self.station.serve(request)) for _ in range(2)]
                return [await task for task in tasks][1]
        answer = await self.station.serve(request, fault.mishap)
        if fault.loss == "lost":
            raise httpx.ReadTimeout("the answer was lost", request=request)
        return answer

    def _fault(self, request: httpx.Request) -> Fault:
        if self.fault is None or request.url.path != "/sync/round":
            return Fault()
        if self.fault.round > 0:
            self.fault.round -= 1
            return Fault()
        fault, self.fault = self.fault, None
        return fault


@dataclass
class Tablet:
    """A device and its person; `wrote` is every mark that is on its disk by a finished act, or may be."""

    name: str
    person: Actor
    folder: Path
    key: str
    station: Station
    line: Line
    offset: timedelta = timedelta(0)
    entropy: random.Random = field(default_factory=random.Random)
    revoked: bool = False
    replica: Replica = field(init=False)
    remote: Remote = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def clock(self) -> datetime:
        return self.station.clock() + self.offset

    def start(self) -> None:
        """The client begins with what is on the disk."""
        self.replica = Replica(Store(self.folder), self.clock, self.entropy.randbytes)
        self.remote = Remote(URL, self.clock, self.line)
        if device := self.replica.store.fact("device"):
            self.remote.identify(device, self.key)

    def stop(self) -> None:
        self.replica.store.close()
        self.remote.close()

    def restart(self) -> None:
        self.stop()
        self.start()

    def marks(self) -> set[str]:
        """Every mark in work this device keeps."""
        return {mark for (text,) in self.replica.store.rows("SELECT changes FROM op") for mark in TOKEN.findall(text)}

    # --- mishaps of the device ----------------------------------------------------------------------------------------

    def act(self, work: Callable[[Replica], object], cut: int = 0, full: int | None = None) -> str:
        """Something done on the tablet; what became of it."""
        with self._limited(full):
            try:
                with self._cut(cut):
                    work(self.replica)
                return "done"
            except PowerCut:
                self.restart()
                return "cut"
            except Problem as problem:
                return problem.code

    async def sync(self, fault: Fault | None = None, cut: int = 0, full: int | None = None) -> str:
        """A round, or several; what became of it."""
        self.line.fault = fault
        with self._limited(full):
            try:
                with self._cut(cut):
                    report = await asyncio.to_thread(self.replica.sync, self.remote)
                return " ".join(f"{name}={number}" for name, number in sorted(report.outcomes.items())) + (" reset" if report.reset else "")
            except PowerCut:
                self.restart()
                return "cut"
            except Denied as denied:
                if denied.reason == "DEVICE_REVOKED":
                    self.revoked = True
                    self.replica.revoked()
                elif denied.reason == "DEVICE_UNKNOWN":
                    self.revoked = True
                return denied.reason
            except Problem as problem:
                return problem.code
            finally:
                self.line.fault = None

    async def enrol(self) -> None:
        """A supervisor's new code; what was never sent stays and goes out under the new enrolment."""
        code = await self.station.parts.devices.make_code(None, self.person.username, county=self.person.county)
        answer = await asyncio.to_thread(self.remote.enrol, code, self.name, self.key)
        self.replica.enrolled(answer, self.name, URL)
        self.remote.identify(answer["device"], self.key)
        self.revoked = False

    @contextmanager
    def _cut(self, statement: int) -> Iterator[None]:
        """The power goes before this statement of the store."""
        connection, left = self.replica.store._connection, statement

        def traced(*_: object) -> bool:
            nonlocal left
            left -= 1
            if left <= 0:
                raise PowerCut
            return True

        if not statement:
            yield
            return
        connection.exec_trace = traced
        try:
            yield
        finally:
            connection.exec_trace = None

    @contextmanager
    def _limited(self, pages: int | None) -> Iterator[None]:
        """The disk has room for so many more pages."""
        store = self.replica.store
        if pages is not None:
            free = int(store._connection.pragma("page_count")) + pages
            store._connection.pragma("max_page_count", free)
        try:
            yield
        finally:
            if pages is not None and self.replica.store is store:
                store._connection.pragma("max_page_count", 1 << 30)


@dataclass
class Errand:
    """One mutation under its key, until there is an answer; `marks` is what it writes."""

    text: str
    variables: dict[str, Any]
    marks: frozenset[str]


@dataclass
class Desk:
    """Somebody at a screen, who presses again until there is an answer."""

    person: Actor
    station: Station
    token: str = ""
    waiting: list[Errand] = field(default_factory=list)

    async def post(self, text: str, variables: dict[str, Any], fault: Fault | None = None) -> Any:
        """The answer to one document; raises httpx.HTTPError."""
        self.token = self.token or await self.station.parts.sessions.issue_token(self.person.username)
        request = httpx.Request("POST", f"{URL}/graphql", json={"query": text, "variables": variables}, headers={"authorization": f"Bearer {self.token}"})
        fault = fault or Fault()
        if fault.loss == "unsent":
            raise httpx.ConnectError("no line", request=request)
        if fault.loss in ("twice", "at once"):
            first = asyncio.create_task(self.station.serve(request, fault.mishap))
            if fault.loss == "twice":
                await asyncio.wait([first])
            answers = await asyncio.gather(first, asyncio.create_task(self.station.serve(request)), return_exceptions=True)
            answer = answers[1]
            if isinstance(answer, BaseException):
                raise answer
        else:
            answer = await asyncio.create_task(self.station.serve(request, fault.mishap))
        if fault.loss in ("lost", "late"):
            raise httpx.ReadTimeout("the answer was lost", request=request)
        said = answer.json()
        codes = {error.get("extensions", {}).get("code") for error in said.get("errors", ())}
        if codes & {"TOKEN_EXPIRED", "UNAUTHENTICATED", "SESSION_REVOKED"} or answer.status_code == 401:
            self.token = ""
            return await self.post(text, variables)
        if answer.status_code >= 500 or codes & {"INTERNAL_ERROR", "BUSY", "NOT_READY"}:
            if not fault.mishap.struck:
                self.station.failures.append(f"graphql: {answer.status_code} {said}")
            raise httpx.ReadError(f"{answer.status_code} {codes}", request=request)
        return said

    async def run(self, errand: Errand, fault: Fault | None = None) -> tuple[str, frozenset[str]]:
        """What became of an errand, and the marks the server has taken over by saying so."""
        try:
            said = await self.post(errand.text, errand.variables, fault)
        except httpx.HTTPError as lost:
            if errand not in self.waiting:
                self.waiting.append(errand)
            return type(lost).__name__, frozenset()
        if errand in self.waiting:
            self.waiting.remove(errand)
        if "errors" in said:
            return str(said["errors"][0].get("extensions", {}).get("code") or said["errors"]), frozenset()
        (done,) = said["data"].values()
        kind = done["__typename"]
        return done.get("code") or kind, errand.marks if kind.endswith("Done") or kind == "Conflicted" else frozenset()


def copied(source: Path, target: Path) -> Path:
    """A tablet's disk as it was when it was enrolled."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    return target


