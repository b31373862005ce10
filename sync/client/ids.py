"""Ids made on the device: UUIDv7 keys, global ids and the temporary numbers printed on paper."""

from datetime import datetime
from uuid import UUID

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7(at: datetime, entropy: bytes) -> UUID:
    """A UUIDv7 (RFC 9562) of a moment and 10 random bytes."""
    stamp = int(at.timestamp() * 1000).to_bytes(6, "big")
    raw = bytearray(stamp + entropy[:10])
    raw[6] = 0x70 | raw[6] & 0x0F
    raw[8] = 0x80 | raw[8] & 0x3F
    return UUID(bytes=bytes(raw))


def ulid(at: datetime, entropy: bytes) -> str:
    """A ULID of a moment and 10 random bytes: 26 letters, sortable by time."""
    number = int.from_bytes(int(at.timestamp() * 1000).to_bytes(6, "big") + entropy[:10], "big")
    return "".join(_BASE32[number >> shift & 31] for shift in range(125, -1, -5))


def temporary_number(device: str, at: datetime, entropy: bytes) -> str:
    """`TMP-<device>-<ulid>`: the number a paper carries until the server gives one; kept as an alias."""
    return f"TMP-{device.replace('-', '')[-8:].upper()}-{ulid(at, entropy)}"
