"""The bytes of documents, kept by content: who may send or fetch them is whoever reads a row that names their digest."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from api.bodies import chunks_of, media_of
from api.database import Database
from api.inspection import bears_marking, declared_secret
from api.operation import Context, Doors, bearer, decoded
from api.problems import Problem
from authz.actor import Actor
from schema.ids import BadId, parse_id
from schema.kit import Kind, camel
from schema.registry import RECORDS
from sync.paper import may_open

MAX_FILE = 100_000_000
DIGEST = re.compile(r"[0-9a-f]{64}")
MEDIA = frozenset({
    "application/pdf", "application/ofd", "application/msword", "application/vnd.ms-excel", "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/jpeg", "image/png", "image/webp", "image/heic", "image/tiff", "text/plain",
    "audio/mpeg", "audio/mp4", "audio/wav", "video/mp4",
})  # fmt: skip
"""What evidence comes as; nothing a browser would run."""


@dataclass(frozen=True)
class Blobs:
    """The store: a file per digest and county, and the rows that say what they are."""

    directory: Path
    database: Database

    def path(self, county: str, digest: str) -> Path:
        return self.directory / county / digest[:2] / digest

    async def media_type(self, county: str, digest: str) -> str | None:
        """None when the bytes have not come yet."""
        found: str | None = await self.database.fetchval(
            "SELECT media_type FROM blob WHERE county = $1 AND digest = $2", (county, digest))
        return found

    async def carries(self, county: str, digest: str) -> list[Mapping[str, Any]]:
        """Rows whose values stand in the bytes; nothing for what was sent in."""
        found = await self.database.fetchval("SELECT carries::text FROM blob WHERE county = $1 AND digest = $2", (county, digest))
        return orjson.loads(found) if found else []

    async def keep(
        self, county: str, digest: str, media_type: str, chunks: AsyncIterator[bytes], carries: Sequence[Mapping[str, Any]] | None = None
    ) -> int:
        """Store the bytes if they have that digest; what is half sent or something else leaves nothing behind.

        `carries` is said of bytes that the server made of a record: they open only to who may see all of it.
        """
        target = self.path(county, digest)
        draft = target.with_name(f".{digest}.{secrets.token_hex(4)}")
        await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True, mode=0o700)
        size, seen = 0, hashlib.sha256()
        file = await asyncio.to_thread(_opened, draft)
        try:
            async for chunk in chunks:
                size += len(chunk)
                seen.update(chunk)
                await asyncio.to_thread(file.write, chunk)
            if seen.hexdigest() != digest:
                raise Problem("DIGEST_MISMATCH")
            file.flush()
            if await asyncio.to_thread(bears_marking, draft, media_type):
                raise Problem("STATE_SECRET")
            await asyncio.to_thread(_settled, file, draft, target)
        finally:
            file.close()
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
        await self.database.pool.execute(
            "INSERT INTO blob (county, digest, size, media_type, carries) VALUES ($1, $2, $3, $4, $5::text::jsonb) ON CONFLICT DO NOTHING",
            county, digest, size, media_type, orjson.dumps(carries).decode() if carries else None)
        return size


def _opened(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _settled(file: Any, draft: Path, target: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    draft.replace(target)


# --- who may ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BlobRoutes:
    """PUT and GET of bytes; every answer about bytes that one may not know of is the same NOT_FOUND."""

    blobs: Blobs
    doors: Doors

    def routes(self) -> list[Route]:
        return [Route("/blobs/{digest}", self.put, methods=["PUT"]), Route("/blobs/{digest}", self.get),
                Route("/documents/{id}/content", self.content)]

    async def put(self, request: Request) -> Response:
        """Take bytes for a row that the sender reads and that names their digest (`for`, else some document)."""
        context, actor = await self._entered(request)
        if declared_secret(request):
            raise Problem("STATE_SECRET")
        digest = await self._named(request, context)
        media_type = media_of(request) or "application/octet-stream"
        if media_type not in MEDIA:
            raise Problem("FILE_TYPE_REFUSED", type=media_type[:80])
        if await self.blobs.media_type(actor.county, digest) is not None:
            return JSONResponse({"digest": digest, "stored": False})
        size = await self.blobs.keep(actor.county, digest, media_type, chunks_of(request, MAX_FILE, "FILE_TOO_LARGE"))
        return JSONResponse({"digest": digest, "size": size, "stored": True}, 201)

    async def get(self, request: Request) -> Response:
        """Give the bytes a row names to whoever reads that row."""
        context, actor = await self._entered(request)
        digest = await self._named(request, context)
        return await self._sent(actor, digest, digest)

    async def content(self, request: Request) -> Response:
        """Give a document's bytes to whoever reads the document."""
        context, actor = await self._entered(request)
        row = await self._read("query($id: ID!) { row: document(id: $id) { title digest paper } }",
                               {"id": request.path_params["id"]}, context)
        if not row or not row.get("digest"):
            raise Problem("NOT_FOUND")
        title = row.get("title") or row["digest"]
        return await self._sent(actor, row["digest"], f"{title}.docx" if row.get("paper") else title)

    async def _entered(self, request: Request) -> tuple[Context, Actor]:
        context = Context(self.doors, request.state.request_id)
        await context.enter(bearer(request.headers.get("authorization")) or "")
        if context.actor is None:
            raise Problem("UNAUTHENTICATED")
        return context, context.actor

    async def _named(self, request: Request, context: Context) -> str:
        digest, row = str(request.path_params["digest"]), request.query_params.get("for")
        if not DIGEST.fullmatch(digest):
            raise Problem("NOT_FOUND")
        if row is None:
            text = "query($d: String!) { row: documents(first: 1, filter: {digest: {eq: $d}}) { nodes { digest } } }"
            said = await self._read(text, {"d": digest}, context)
        else:
            said = await self._read(_digests_of(row), {"id": row}, context)
        if digest not in _texts(said):
            raise Problem("NOT_FOUND")
        return digest

    async def _read(self, text: str, variables: Mapping[str, Any], context: Context) -> Any:
        """A guarded read like any other: bytes have no rights of their own."""
        answer = await self.doors.executor.execute(text, None, variables, context.actor, context)
        return (decoded(answer.body).get("data") or {}).get("row")

    async def _sent(self, actor: Actor, digest: str, title: str) -> Response:
        media_type = await self.blobs.media_type(actor.county, digest)
        path = self.blobs.path(actor.county, digest)
        if media_type is None or not await asyncio.to_thread(path.exists) or not await self._opens(actor, digest):
            raise Problem("NOT_FOUND")
        return FileResponse(path, media_type=media_type, headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(title, safe='')}", "etag": f'"{digest}"',
            "cache-control": "private, no-store", "content-security-policy": "default-src 'none'; sandbox"})


    async def _opens(self, actor: Actor, digest: str) -> bool:
        """Bytes made of a record have the rights of its fields, by whatever row they are asked for."""
        carries = await self.blobs.carries(actor.county, digest)
        if not carries:
            return True
        async with self.blobs.database.connection() as connection:
            return await may_open(connection, carries, actor, self.doors.rules(actor), datetime.now(UTC))


def _digests_of(row: str) -> str:
    try:
        return _question(parse_id(row).record)
    except BadId:
        raise Problem("NOT_FOUND") from None


@cache
def _question(name: str) -> str:
    """A question for every digest a row of this record may name, in its own fields and in its lists."""
    record = RECORDS[name]
    parts = [camel(field.name) for field in record.fields if _is_digest(field.name)]
    parts += [f"{camel(field.name)} {{ {' '.join(inner)} }}" for field in record.fields if field.kind is Kind.ITEMS
              if (inner := [camel(item.name) for item in field.items if _is_digest(item.name)])]
    return f"query($id: ID!) {{ row: {camel(record.name)}(id: $id) {{ id {' '.join(parts)} }} }}"


def _is_digest(name: str) -> bool:
    return name == "digest" or name.endswith("image_digest")


def _texts(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return set().union(*map(_texts, value.values()))
    if isinstance(value, list):
        return set().union(*map(_texts, value))
    return {value} if isinstance(value, str) else set()
