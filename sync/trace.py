"""What a device's last row wrote, kept as marks of values: tells its own unanswered work from a rival's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from schema.kit import Field, Kind
from schema.merge import canonical

Marks = dict[str, tuple[str, str]]
Wrote = Mapping[str, Sequence[str]]
"""By field (`facts`, `parties/<key>/name`): marks of the value the device started from and of the one it wrote."""


def mark(value: object) -> str:
    """Stands for a value: enough to tell two values of one field apart."""
    try:
        text = canonical(value)
    except (TypeError, ValueError):  # what is no JSON, such as half a surrogate pair: the write door will say so
        text = ascii(value).encode()
    return hashlib.blake2b(text, digest_size=8).hexdigest()


EMPTY = mark(None)


def made(fields: Mapping[str, Field], place: str, values: Mapping[str, Any]) -> Marks:
    """The marks of a new row; a protected number has few enough forms to be guessed from its mark, so it gets none."""
    return {place + name: (EMPTY, mark(value)) for name, value in values.items() if name in fields and fields[name].kind is not Kind.PROTECTED}


def traced(
    fields: Mapping[str, Field], place: str, changes: Mapping[str, Any], base: Mapping[str, Any] | None, shown: Mapping[str, Any] | None, last: Wrote,
) -> tuple[dict[str, Any] | None, Marks]:
    """The base of each change, and the marks to keep.

    A device that never heard an answer goes on from its old base: where the server still holds what this device itself
    put in place of that base, what it wrote is the base. Marks are kept as long as the device speaks of the old base.
    """
    said, seen = base or {}, shown or {}
    own = {name for name in fields if place + name in last and name in seen
           and list(last[place + name]) == [mark(said.get(name)), mark(seen[name])]}
    before = {name: seen[name] if name in own else said[name] for name in changes if name in own or name in said}
    wrote = {place + name: (mark(said.get(name)), mark(changes.get(name, seen.get(name)))) for name in own | changes.keys()
             if fields[name].kind is not Kind.PROTECTED}
    return (before if before or base is not None else None), wrote
