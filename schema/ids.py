"""Global ids: one text that names type, county and key of a row, so that any id reaches one shard."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from schema.kit import Record
from schema.registry import RECORDS, TYPES


class BadId(ValueError):
    """A text that is no id of this system."""


@dataclass(frozen=True)
class Id:
    """A parsed id: which record, which county, which key (UUID, or text of a reference row)."""

    record: str
    county: str
    key: UUID | str


def storable(text: str) -> bool:
    """Whether the database can hold a text: no NUL, no half of a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))


def type_name(record: Record, row: Mapping[str, object] | None = None) -> str:
    """GraphQL type of a row: the record's own, or that of its variant."""
    if record.variants and row:
        return next((kind[1] for kind in record.variants if kind[0] == row.get(record.variant_field or "")), record.type_name)
    return record.type_name


def global_id(record_name: str, county: str, key: UUID | str, variant: str | None = None) -> str:
    """`Mediation:510522:0192…`"""
    record = RECORDS[record_name]
    row = {record.variant_field or "": variant} if variant else None
    return f"{type_name(record, row)}:{county}:{key}"


def parse_id(text: str) -> Id:
    """The row an id names; raises BadId for anything else."""
    parts = text.split(":") if isinstance(text, str) and len(text) < 200 else []
    record = TYPES.get(parts[0]) if len(parts) == 3 else None
    if record is None or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) == 6) or not storable(parts[2]):
        raise BadId(text)
    if record.key == "code":
        return Id(record.name, parts[1], parts[2])
    try:
        return Id(record.name, parts[1], UUID(parts[2]))
    except ValueError:
        raise BadId(text) from None
