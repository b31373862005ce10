"""Finds the mechanisms, refuses a faulty declaration at import, and freezes RECORDS, MECHANISMS and the tables' METADATA."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import schema.mechanisms
from schema.case import CORE
from schema.faults import DeclarationFault, faults
from schema.kit import Kind, Record, RefusalText
from schema.tables import METADATA as METADATA
from schema.tables import add_record


@dataclass(frozen=True)
class Link:
    """A way from one record to another: our column `here` equals their column `there`, for one row or for many."""

    name: str
    record: str
    here: str
    there: str
    many: bool
    label: str
    doc: str


def _declared() -> tuple[Record, ...]:
    found: list[Record] = []
    for module in sorted(pkgutil.iter_modules(schema.mechanisms.__path__), key=lambda m: m.name):
        found += importlib.import_module(f"schema.mechanisms.{module.name}").DECLARATIONS
    return tuple(found)


def frozen(declared: tuple[Record, ...]) -> Mapping[str, Record]:
    """All records by name; raises DeclarationFault with a sentence for every fault there is."""
    names = frozenset(record.name for record in declared)
    found = [fault for record in declared for fault in faults(record, names)]
    found += [f"{record.name} is declared twice" for record in declared if sum(r.name == record.name for r in declared) > 1]
    found += [f"{record.name}: lookup {lookup.name} asks an unknown record {lookup.record}"
              for record in declared for lookup in record.lookups if lookup.record not in names]
    moves = {f"{record.name}.{move.name}" for record in declared for move in record.moves}
    found += [f"{record.name}: move {move.name} stands apart from an unknown move {other}" for record in declared
              for move in record.moves for other in move.apart if other not in moves]
    found += _refusals_at_odds(declared)
    if found:
        raise DeclarationFault("; ".join(found))
    return MappingProxyType({record.name: record for record in declared})


def _refusals_at_odds(declared: tuple[Record, ...]) -> list[str]:
    """A code means one thing: whoever looks it up in the list of refusals finds one sentence and one law."""
    texts: dict[str, set[RefusalText]] = {}
    for text in (text for record in declared for text in record.refusals):
        texts.setdefault(text.code, set()).add(text)
    return [f"refusal {code} is declared with different texts" for code, told in texts.items() if len(told) > 1]


def links_of(name: str, records: Mapping[str, Record]) -> Mapping[str, Link]:
    """Every way out of a record: its own LINK fields, the inverse of those that point at it, and its children by the case."""
    record = records[name]
    own = {f.link: Link(f.link, f.record or "", f.name, records[f.record or ""].key, False, f.label, f.doc)
           for f in record.fields if f.kind is Kind.LINK}
    back = {f.inverse: Link(f.inverse, other.name, record.key, f.name, True, other.label, f"{other.doc} (by {f.link})")
            for other in records.values() for f in other.fields if f.kind is Kind.LINK and f.record == name and f.inverse}
    children = {records[child].plural: Link(records[child].plural, child, "case_id", "case_id", True, records[child].label, records[child].doc)
                for child in record.children}
    return MappingProxyType(own | back | children)


RECORDS = frozen(CORE + _declared())
MECHANISMS = MappingProxyType({name: record for name, record in RECORDS.items() if record.mechanism})
OFFLINE = MappingProxyType({name: record for name, record in RECORDS.items() if record.offline})
LINKS = MappingProxyType({name: links_of(name, RECORDS) for name in RECORDS})
BESIDE = MappingProxyType({name: tuple(other for other in RECORDS.values() if other.beside and other.beside.record == name) for name in RECORDS})
"""What stands beside the rows of each record."""
TYPES = MappingProxyType({record.type_name: record for record in RECORDS.values()}
                         | {kind[1]: record for record in RECORDS.values() for kind in record.variants})
for _record in RECORDS.values():
    add_record(_record, RECORDS)
