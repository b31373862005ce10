"""Looks into a file before it is kept: one that bears the marking of a state secret (涉国家秘密) is not."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, is_zipfile

from starlette.requests import Request

from schema.marking import marked

MOST_TEXT = 8_000_000  # of one part of a file, in bytes as unpacked; a marking stands at its head
MOST_PARTS = 400
CODINGS = ("utf-8-sig", "gb18030", "utf-16")
LEVELS, STAR = ("绝密", "机密", "秘密"), "★"
_NEEDLES = tuple((level + gap + STAR).encode(coding) for level in LEVELS for gap in ("", " ") for coding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"))
_LINE_ENDS = re.compile(r"</(?:w:p|w:tr|a:p|si|row|[\w]*:?TextCode|text:p|dc:\w+|cp:\w+|p)>|<w:br\s*/>|<w:tab\s*/>")
_TAG = re.compile(r"<[^>]*>")
HEADERS = ("content-disposition", "upload-metadata", "x-classification", "x-secret-level")


def declared_secret(request: Request) -> bool:
    """Whether what is said of an upload (name, classification, tus metadata) marks it."""
    said: dict[str, list[str]] = {"": [unquote(value) for name in HEADERS for value in request.headers.getlist(name)]}
    said |= {"classification": [unquote(value) for name in HEADERS[2:] for value in request.headers.getlist(name)]}
    for name, value in (*request.query_params.multi_items(), *_tus(request.headers.get("upload-metadata", ""))):
        said.setdefault(name, []).append(value)
    return marked(said)


def _tus(header: str) -> Iterator[tuple[str, str]]:
    """The pairs of an Upload-Metadata header: a name and its value in base64, by commas."""
    for pair in header.split(","):
        name, _, coded = pair.strip().partition(" ")
        try:
            yield name, b64decode(coded, validate=True).decode()
        except (Error, ValueError):
            continue


def bears_marking(path: Path, media_type: str) -> bool:
    """Whether a file bears a marking, as far as it can be read: text in the usual codings, Office, OFD; others by their bytes."""
    if media_type == "text/plain":
        return any(marked(text) for text in _decoded(_head(path)))
    if is_zipfile(path):
        return any(marked(text) for text in _parts(path))
    return _holds_needle(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_TEXT)


def _decoded(raw: bytes) -> Iterator[str]:
    for coding in CODINGS:
        try:
            yield raw.decode(coding, "strict" if coding != "gb18030" else "ignore")
        except UnicodeDecodeError:
            continue


def _parts(path: Path) -> Iterator[str]:
    """The texts of a zipped document, each part by itself so that the head of each is looked at; a broken one has none."""
    try:
        with ZipFile(path) as pack:
            yield from (name for name in pack.namelist())
            for name in [name for name in pack.namelist() if name.endswith((".xml", ".txt", ".rels"))][:MOST_PARTS]:
                with pack.open(name) as part:
                    yield _words(part.read(MOST_TEXT).decode("utf-8", "ignore"))
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return


def _words(xml: str) -> str:
    return unescape(_TAG.sub("", _LINE_ENDS.sub("\n", xml)))


def _holds_needle(path: Path) -> bool:
    """Scans a file piece by piece; pieces overlap, so that no marking falls between two."""
    longest, last = max(map(len, _NEEDLES)), b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if any(needle in last + piece for needle in _NEEDLES):
                return True
            last = piece[-longest:]
    return False

