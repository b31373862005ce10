"""Documents that go by a name: those registered when the server started, and those a client has said once (automatic persisted queries)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphql import GraphQLError

from api import limits
from api.kept import Kept
from api.problems import Problem
from api.settings import SettingsFault

MOST_TOLD, MOST_BYTES = 2_000, 16 << 20
MOST_ID = 200
NAMES = ("documentId", "doc_id")  # GraphQL over HTTP and codegen; Relay
PREFIX = "sha256:"  # a document id may say how it was made


def _told() -> Kept[str, str]:
    return Kept(MOST_TOLD, MOST_BYTES)


@dataclass(frozen=True)
class Persisted:
    """The registered documents by id, and those told, by the SHA-256 of their text; `only` takes nothing unregistered."""

    trusted: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    _told: Kept[str, str] = field(default_factory=_told)
    _texts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", frozenset(self.trusted.values()))

    def text(self, raw: Mapping[str, Any]) -> str:
        """The document of a decoded request, however it is named; raises Problem."""
        text = raw.get("query")
        if text is not None and not isinstance(text, str):
            raise Problem("BAD_REQUEST", reason="query: String")
        if (name := _document_id(raw)) is not None:
            return self._registered(name, text)
        if (digest := _hash(raw)) is not None:
            return self._by_hash(digest, text)
        if not text:
            raise Problem("BAD_REQUEST", reason="query: String!")
        return self._allowed(text)

    def _registered(self, name: str, text: str | None) -> str:
        found = self.trusted.get(name) or self.trusted.get(name.removeprefix(PREFIX))
        if found is None:
            # Automatic ones are told by their hash, so that a client may name them in this way as well.
            found = None if self.only else self._told.get(name.removeprefix(PREFIX).lower())
        if found is None:
            raise Problem("DOCUMENT_UNKNOWN", id=name[:MOST_ID])
        if text and text != found:
            raise Problem("DOCUMENT_MISMATCH", id=name[:MOST_ID])
        return found

    def _by_hash(self, digest: str, text: str | None) -> str:
        if not text:
            found = self.trusted.get(digest) or (None if self.only else self._told.get(digest.lower()))
            if found is None:
                raise Problem("PERSISTED_QUERY_NOT_SUPPORTED" if self.only else "PERSISTED_QUERY_NOT_FOUND")
            return found
        if text == self.trusted.get(digest):
            return text
        if hashlib.sha256(text.encode()).hexdigest() != digest.lower():
            raise Problem("DOCUMENT_MISMATCH", id=digest)
        self._allowed(text)
        if not self.only and self._told.get(digest.lower()) is None and _is_document(text):
            self._told.put(digest.lower(), text, 4 * len(text) + 500)
        return text

    def _allowed(self, text: str) -> str:
        if self.only and text not in self._texts:
            raise Problem("DOCUMENT_NOT_TRUSTED")
        return text


def _document_id(raw: Mapping[str, Any]) -> str | None:
    for name in NAMES:
        found = raw.get(name)
        if found is not None:
            if not isinstance(found, str) or not 0 < len(found) <= MOST_ID:
                raise Problem("BAD_REQUEST", reason=f"{name}: String")
            return found
    return None


def _hash(raw: Mapping[str, Any]) -> str | None:
    asked = (raw.get("extensions") or {}).get("persistedQuery")
    if asked is None:
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("sha256Hash"), str) or not 0 < len(asked["sha256Hash"]) <= MOST_ID:
        raise Problem("BAD_REQUEST", reason="persistedQuery: {version: 1, sha256Hash: String!}")
    if asked.get("version", 1) != 1:
        raise Problem("BAD_REQUEST", reason="Unsupported persisted query version")
    digest: str = asked["sha256Hash"]
    return digest


def _is_document(text: str) -> bool:
    """Only what can run is remembered."""
    try:
        limits.parsed(text)
    except (Problem, GraphQLError):
        return False
    return True


def registered(paths: tuple[Path, ...]) -> dict[str, str]:
    """The documents of manifests: codegen's and Relay's {id: text}, or Apollo's list of operations; raises SettingsFault."""
    found: dict[str, str] = {}
    for path in paths:
        try:
            manifest = json.loads(path.read_text("utf-8"))
            if isinstance(manifest, dict) and isinstance(manifest.get("operations"), list):
                manifest = {operation["id"]: operation["body"] for operation in manifest["operations"]}
            if not isinstance(manifest, dict) or not all(isinstance(text, str) for text in manifest.values()):
                raise ValueError("{id: text}")
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise SettingsFault(f"TRUSTED_DOCUMENTS: 无法读取登记文档 {path}（{wrong}）。\nTRUSTED_DOCUMENTS: {path} is no manifest ({wrong}).") from None
        for name, text in manifest.items():
            if found.setdefault(name, text) != text:
                raise SettingsFault(f"TRUSTED_DOCUMENTS: 文档 {name} 有两个不同的文本。\nTRUSTED_DOCUMENTS: two documents go by {name}.")
    return found
