"""Where a device stands, for one screen, and whether its store is sound."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sync.client import work
from sync.client.problem import Problem
from sync.client.sheet import Sheet
from sync.client.store import Store
from sync.wire import Collection


@dataclass(frozen=True)
class Status:
    """What `status` shows; counts are of acts, save documents, conflicted and quarantined."""

    device: str
    name: str
    user: str
    unit: str | None
    server: str
    last_contact: str | None
    lease_until: str
    locked: bool
    documents: dict[str, int]
    unsent: int
    unanswered: int
    refused: int
    conflicted: int
    quarantined: int
    retype: int


def status(store: Store, locked: bool, unsent: int) -> Status:
    """Where an enrolled device stands."""
    fact = store.fact
    return Status(
        device=fact("device"),
        name=fact("name"),
        user=fact("user")["name"],
        unit=fact("unit"),
        server=fact("server"),
        last_contact=fact("last_contact"),
        lease_until=fact("lease_until"),
        locked=locked,
        documents=dict(store.rows("SELECT c, count(*) FROM document GROUP BY c ORDER BY c")),
        unsent=unsent,
        unanswered=len(store.ops("phase = 'sent'")),
        refused=len(store.ops("phase = 'settled' AND outcome = 'refused'")),
        conflicted=len(store.notices("conflict")),
        quarantined=len(store.notices("quarantine")),
        retype=sum(1 for _, at, _ in store.notices("number") if store.document(at)),
    )


def faults(store: Store, known: Mapping[str, Collection], sheets: Iterable[Sheet]) -> list[str]:
    """Every fault of the file, of the numbering of ops and of signatures, as sentences."""
    found = store.faults()
    last = store.rows("SELECT max(n) FROM op")[0][0]
    if last and last > (store.fact("counter") or 0):
        found.append("an op has a number that was never given")
    for op in store.ops():
        if op.phase == "sent" and op.n is None:
            found.append(f"op {op.place} was sent without a number")
        if op.c not in known:
            found.append(f"op {op.place} is of an undeclared collection {op.c}")
        if op.pending and op.shows and not store.document(op.id):
            found.append(f"op {op.place} has no document {op.id}")
    return found + [fault for sheet in sheets for fault in _signature_faults(sheet)]


def _signature_faults(sheet: Sheet) -> list[str]:
    """Signatures that are on different texts, or not on the text shown."""
    try:
        name, text = work.signed_field(sheet.collection)
    except Problem:
        return []
    digests = {element.get("textDigest") for element in sheet.values.get(name) or []}
    shown = {work.text_digest(sheet.values.get(text["name"]))}
    return [f"{sheet.id}: a signature is not on the text shown"] if digests and digests != shown else []
