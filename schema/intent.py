"""What somebody wants done, as frozen data: create, edit, move or delete one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

Values: TypeAlias = Mapping[str, Any]
"""Wire-typed values under snake_case names; a children list (`parties`) may stand beside the fields."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """How it was done: when by the doer's clock, without connection or not, and the key that makes it happen once."""

    occurred_at: datetime | None = None
    offline: bool = False
    device: UUID | None = None
    suspect: bool = False  # its time is not to be trusted: the device's clock was off
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Create(Doing):
    """A new row under a key the caller made; `case` attaches it to an existing case."""

    record: str
    key: UUID
    values: Values
    case: UUID | None = None


@dataclass(frozen=True)
class Edit(Doing):
    """Changed values, with what their author had before him: old values (`base`) or the version he saw."""

    record: str
    key: UUID
    base: Values | None
    version: int | None
    values: Values


@dataclass(frozen=True)
class Move(Doing):
    """A transition with its inputs; it is decided again against the present state."""

    record: str
    key: UUID
    move: str
    values: Values = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True)
class Delete(Doing):
    """A request to cancel: the record's move `cancel` when it has one; nothing is ever erased."""

    record: str
    key: UUID
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Held(Doing):
    """Work from a device that nobody can act on: kept whole for the owner of the record it names, with the reason."""

    record: str
    key: UUID
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    values: Values = field(default_factory=dict)


Intent: TypeAlias = Create | Edit | Move | Delete | Held
