"""The schema that requests are read by: parsed from the SDL, which Strawberry says once for each state of the declarations."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from graphql import GraphQLScalarType, GraphQLSchema, build_ast_schema, parse

from schema.types.names import PARSERS
from schema.types.roots import ROOTS as ROOTS  # everything is said once this is imported

# Building thousands of Strawberry types takes seconds, at every start of every worker and of every command. What they come
# to is a text, kept beside the compiled modules under a digest of all it depends on; where nothing can be written, it is built.
SOURCES = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).resolve().parent / "__pycache__"


def digest() -> str:
    """Changes with every file of the schema and with the library that makes types of it."""
    found = hashlib.sha256(metadata.version("strawberry-graphql").encode())
    for path in sorted(SOURCES.rglob("*.py")):
        found.update(path.relative_to(SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:32]


def text() -> str:
    """The SDL of the declarations as they are."""
    kept = KEPT / f"sdl-{digest()}.graphql"
    with suppress(OSError):
        return kept.read_text("utf-8")
    from schema.types.built import sdl

    said = sdl()
    with suppress(OSError):
        _keep(kept, said)
    return said


def _keep(file: Path, said: str) -> None:
    """Whole or not at all, and instead of what was kept before."""
    KEPT.mkdir(exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(said, "utf-8")
    draft.replace(file)
    for old in KEPT.glob("sdl-*.graphql"):
        if old != file:
            old.unlink(missing_ok=True)


def schema_of(sdl: str) -> GraphQLSchema:
    """A schema for parsing, validation, coercion and introspection; it executes no data."""
    schema = build_ast_schema(parse(sdl, no_location=True), assume_valid=True, assume_valid_sdl=True)
    for name, check in PARSERS.items():
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        scalar.parse_value = check  # type: ignore[assignment,method-assign]
    return schema


GRAPHQL = schema_of(text())
