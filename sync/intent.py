"""What goes into the write door and what comes out: intents, and one outcome for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from schema.intent import Create as Create
from schema.intent import Delete as Delete
from schema.intent import Edit as Edit
from schema.intent import Held as Held
from schema.intent import Intent as Intent
from schema.intent import Move as Move
from schema.kit import RefusalText

Kind = Literal["applied", "merged", "conflict", "quarantined", "already", "refused"]


@dataclass(frozen=True)
class Clashed:
    """A conflict that was opened: its id, the field, and both values as the server keeps them."""

    id: UUID
    record: str
    key: str
    path: str
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Outcome:
    """What became of one intent; `code` is a refusal, or says why values were held back."""

    kind: Kind
    record: str
    key: UUID
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    entry: UUID | None = None
    conflicts: tuple[Clashed, ...] = ()
    quarantine: UUID | None = None
    notices: tuple[RefusalText, ...] = ()  # told beside what was done, e.g. of a parallel step that still waits
