"""The schema that requests are read by: parsed from the SDL, which Strawberry says once for each state of the declarations."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path

from graphql import DocumentNode, GraphQLScalarType, GraphQLSchema, build_ast_schema, parse

from schema.types.names import PARSERS
from schema.types.roots import ROOTS as ROOTS  # everything is said once this is imported

# Building thousands of Strawberry types takes seconds, at every start of every worker and of every command. What they come
# to is a text, kept, and read, beside the compiled modules under a digest of all it depends on; where nothing can be written, it is built.
SOURCES = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).resolve().parent / "__pycache__"


def digest() -> str:
    """Changes with every file of the schema and with the libraries that make types of it."""
    found = hashlib.sha256(f"{metadata.version('strawberry-graphql')} {metadata.version('graphql-core')}".encode())
    for path in sorted(SOURCES.rglob("*.py")):
        found.update(path.relative_to(SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:32]


def text() -> str:
    """The SDL of the declarations as they are."""
    return _kept("graphql", _said).decode()


def _said() -> bytes:
    from schema.types.built import sdl

    return sdl().encode()


def _kept(form: str, make: Callable[[], bytes]) -> bytes:
    """What was kept under the digest in this form, made where it is not there."""
    file = KEPT / f"sdl-{digest()}.{form}"
    with suppress(OSError):
        return file.read_bytes()
    made = make()
    with suppress(OSError):
        _keep(file, made)
    return made


def _keep(file: Path, made: bytes) -> None:
    """Whole or not at all, and instead of what was kept before."""
    KEPT.mkdir(exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_bytes(made)
    draft.replace(file)
    for old in KEPT.glob(f"sdl-*{file.suffix}"):
        if old != file:
            old.unlink(missing_ok=True)


def parsed() -> DocumentNode:
    """The SDL, read: to parse fifty thousand lines again would be half of every start. As trusted as the compiled modules it lies beside."""
    found = pickle.loads(_kept("parsed", lambda: pickle.dumps(parse(text(), no_location=True), 5)))  # noqa: S301
    assert isinstance(found, DocumentNode)
    return found


def schema_of(document: DocumentNode) -> GraphQLSchema:
    """A schema for parsing, validation, coercion and introspection; it executes no data."""
    schema = build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)
    for name, check in PARSERS.items():
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        scalar.parse_value = check  # type: ignore[assignment,method-assign]
    return schema


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would look through the half-built schema again and again and find nothing."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


with _uncollected():
    GRAPHQL = schema_of(parsed())
