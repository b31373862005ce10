"""The sync document of a record as a question: every field under its wire name, with the children that travel along."""

from schema.kit import SEALED, Field, Kind, Record, camel
from schema.read import Envelope, Fixed, Items, Many, Page, Pick, Read, Scalar, Test, Value
from schema.registry import RECORDS

CHILD_BOUND = 500


def wire_fields(record: Record) -> tuple[Field, ...]:
    """Fields that travel: all but the key, which travels as the global `id`."""
    return tuple(field for field in record.fields if field.name != record.key)


def sealed_keys(record: Record) -> tuple[str, ...]:
    """Wire names of sealed fields: a device may bring them in, but they never go out again (E5)."""
    return tuple(camel(field.name) for field in record.fields if field.merge is SEALED)


def child_key(child: str) -> str:
    """Name of the list that holds a child record's rows inside the document."""
    return camel(RECORDS[child].plural)


def document_read(record: Record) -> Read:
    """Documents of the rows whose keys are in the first value, as a connection answering {"nodes": [...]}."""
    picks = (*_picks(record), *(_children(child) for child in record.children))
    return Read(record.name, where=Test(record.key, "in", Value(0, "uuid[]")), page=Page(Fixed(10_000, "int8")),
                envelope=Envelope((("nodes", "nodes", picks),)))


def _picks(record: Record) -> tuple[Pick, ...]:
    return (Scalar("id", record.key, "id"), *(_pick(field) for field in wire_fields(record) if field.merge is not SEALED))


def _pick(field: Field) -> Pick:
    if field.kind is Kind.ITEMS:
        inner = (Scalar("id", "id"), *(Scalar(camel(item.name), item.name) for item in field.items))
        return Items(camel(field.name), field.name, inner)
    return Scalar(camel(field.name), field.name)


def _children(child: str) -> Pick:
    target = RECORDS[child]
    inner = Read(child, page=Page(Fixed(CHILD_BOUND, "int8")), envelope=Envelope((("nodes", "nodes", _picks(target)),)))
    return Many(child_key(child), target.plural, inner)
