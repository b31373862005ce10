"""The plain HTTP doors: health, accounts and devices; the same functions stand behind the GraphQL mutations."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from alembic.script import ScriptDirectory
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.bodies import body_of, media_of
from api.database import Database, alembic_config
from api.devices import Devices
from api.operation import bearer, decoded
from api.problems import Problem
from api.sessions import Sessions
from authz.actor import Actor

MAX_BODY = 20_000
READY_SECONDS = 2.0


@dataclass(frozen=True)
class AccountRoutes:
    """Sign-in, tokens, passwords and devices."""

    sessions: Sessions
    devices: Devices

    def routes(self) -> list[Route]:
        posts: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "/auth/login": self.login, "/auth/refresh": self.refresh, "/auth/logout": self.logout,
            "/auth/password": self.password, "/auth/device": self.device, "/devices/enrol": self.enrol,
            "/devices/code": self.code, "/devices/{id}/revoke": self.revoke}  # fmt: skip
        return [*(Route(path, door, methods=["POST"]) for path, door in posts.items()), Route("/devices", self.listed)]

    async def login(self, request: Request) -> Response:
        said = await asked(request, ("username", "password"), ("county",))
        return JSONResponse((await self.sessions.login(**said)).as_json(), headers=SECRET)

    async def refresh(self, request: Request) -> Response:
        said = await asked(request, ("refreshToken",))
        return JSONResponse((await self.sessions.refresh(said["refreshToken"])).as_json(), headers=SECRET)

    async def logout(self, request: Request) -> Response:
        await self.sessions.logout(token_of(request))
        return Response(status_code=204)

    async def password(self, request: Request) -> Response:
        said = await asked(request, ("old", "new"))
        await self.sessions.change_password(token_of(request), said["old"], said["new"])
        return Response(status_code=204)

    async def device(self, request: Request) -> Response:
        said = await asked(request, ("device", "at", "nonce", "signature"), flags=("purged",))
        return JSONResponse((await self.devices.sign_in(**said)).as_json(), headers=SECRET)

    async def enrol(self, request: Request) -> Response:
        said = await asked(request, ("code", "name", "publicKey"))
        enrolment = await self.devices.enrol(said["code"], said["name"], said["publicKey"])
        return JSONResponse(enrolment | {"server": enrolment["server"] or str(request.base_url).rstrip("/")}, headers=SECRET)

    async def code(self, request: Request) -> Response:
        actor = await self._actor(request)
        said = await asked(request, ("username",), ("name",))
        return JSONResponse({"code": await self.devices.make_code(actor, **said)}, 201, SECRET)

    async def listed(self, request: Request) -> Response:
        return JSONResponse({"devices": await self.devices.listed(await self._actor(request))}, headers=SECRET)

    async def revoke(self, request: Request) -> Response:
        await self.devices.revoke(await self._actor(request), request.path_params["id"])
        return Response(status_code=204)

    async def _actor(self, request: Request) -> Actor:
        return await self.sessions.identity.actor(token_of(request))


SECRET = {"cache-control": "no-store"}


@dataclass(frozen=True)
class HealthRoutes:
    """What a supervisor of processes asks; without details, because nobody signs in for it."""

    database: Database

    def routes(self) -> list[Route]:
        return [Route("/livez", self.live), Route("/healthz", self.ready)]

    async def live(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(self, _: Request) -> Response:
        """200 when the database answers and stands at the migration this program was written for."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                present = await self.database.pool.fetch("SELECT version_num FROM alembic_version")
        except Exception:
            raise Problem("NOT_READY", reason="数据库没有应答 (the database does not answer)") from None
        if {row[0] for row in present} != heads():
            raise Problem("NOT_READY", reason="数据库版本不符 (the database is at another version)")
        return JSONResponse({"status": "ok"})


_heads: set[str] = set()


def heads() -> set[str]:
    """The newest migrations this program knows, read from its files once."""
    if not _heads:
        _heads.update(ScriptDirectory.from_config(alembic_config()).get_heads())
    return _heads


def token_of(request: Request) -> str:
    """The bearer token of a request; raises UNAUTHENTICATED when there is none."""
    token = bearer(request.headers.get("authorization"))
    if not token:
        raise Problem("UNAUTHENTICATED")
    return token


async def asked(
    request: Request, needed: tuple[str, ...], allowed: tuple[str, ...] = (), flags: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The texts (and flags) of a small JSON body; raises BAD_REQUEST for any other shape."""
    if media_of(request) != "application/json":
        raise Problem("UNSUPPORTED_MEDIA_TYPE", expected="application/json")
    said = decoded(await body_of(request, MAX_BODY))
    if not isinstance(said, Mapping):
        raise Problem("BAD_REQUEST", reason="应为 JSON 对象 (a JSON object is needed)")
    kinds: dict[str, type] = dict.fromkeys(needed + allowed, str) | dict.fromkeys(flags, bool)
    found = {name: said[name] for name in kinds if said.get(name) is not None}
    for name, kind in kinds.items():
        if name in found and not isinstance(found[name], kind):
            raise Problem("BAD_REQUEST", reason=f"{name}: {kind.__name__}")
    if missing := [name for name in needed if name not in found]:
        raise Problem("BAD_REQUEST", reason=f"缺少 (missing) {', '.join(missing)}")
    return found
