"""Makes row keys: a fresh UUIDv7, or one that is the same whenever the same thing is named."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import datetime
from uuid import UUID


def fresh_key() -> UUID:
    """A new UUIDv7 of this moment."""
    return uuid7(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10)))


def named_key(at: datetime, name: str) -> UUID:
    """A UUIDv7 of an instant, the same for the same name."""
    return uuid7(int(at.timestamp() * 1000), int.from_bytes(hashlib.sha256(name.encode()).digest()[:10]))


def uuid7(millis: int, chance: int) -> UUID:
    """A UUIDv7 (RFC 9562) of a time in milliseconds and at least 74 bits of chance."""
    return UUID(int=(millis & (1 << 48) - 1) << 80 | 0x7 << 76 | (chance >> 62 & 0xFFF) << 64 | 0b10 << 62 | chance & (1 << 62) - 1)
