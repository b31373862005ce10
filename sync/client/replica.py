"""The device's copy of its unit's cases: work on them without connection, and rounds that bring agreement."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from sync.client import enrolment, ids, overlay, rounds, standing, work
from sync.client.problem import Problem
from sync.client.sheet import Sheet
from sync.client.store import Document, Store, StoredOp
from sync.wire import Collection, Enrolment, Json, Receipt, RoundAnswer, RoundRequest, is_delta

SHOWN = "(phase <> 'settled' OR shows OR outcome = 'refused')"  # ops that still matter to a person
Values = Iterable[str] | Mapping[str, Any]


class Server(Protocol):
    """What a replica needs of the way to the server; sync.client.remote.Remote is one."""

    def round(self, asked: RoundRequest) -> RoundAnswer: ...


@dataclass
class Report:
    """What a push, pull or sync did."""

    rounds: int = 0
    documents: int = 0
    gone: int = 0
    reset: bool = False
    outcomes: dict[str, int] = field(default_factory=dict)
    attention: list[Receipt] = field(default_factory=list)  # conflict, quarantined, refused
    unsent: int = 0


class Replica:
    """A device's replica.

    `clock` gives the time, `entropy(n)` n random bytes. Every local act is on disk when its method returns. Methods
    raise Problem. Once the lease has ended only `sync`, `status` and re-enrolment work.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], entropy: Callable[[int], bytes]) -> None:
        self.store, self._clock, self._entropy = store, clock, entropy

    def now(self) -> datetime:
        return self._clock().astimezone(UTC)

    def enrolled(self, answer: Enrolment, name: str, server: str) -> None:
        """Write an enrolment down; unsent work of an earlier one of the same person is kept and numbered anew."""
        enrolment.record(self.store, answer, name, server, self.now())

    # --- local work ---------------------------------------------------------------------------------------------------

    def new(self, collection: str, values: Values) -> str:
        """Enter a new document from `key=value` words or a mapping of camelCase keys; returns its id."""
        self._unlocked()
        name, declared = self.collection(collection)
        if not declared["creatable"]:
            raise Problem("NOT_CREATABLE", label=declared["label"])
        now, county = self.now(), str(self.store.fact("county"))
        _, entered = work.changes(self._desk(declared, {}), _assignments(values), creating=True)
        work.check_new(declared, entered)
        known = {item["name"] for item in declared["fields"]}
        alias = ids.temporary_number(self.store.fact("device"), now, self._entropy(10))
        entered |= {key: value for key, value in (("createdOffline", True), ("aliasNumber", alias)) if key in known}
        at = f"{name}:{county}:{ids.uuid7(now, self._entropy(10))}"
        with self.store.transaction():
            self.store.put_document(at, name, 0, None, self.store.fact("mark") or 0)
            self.store.add_op(now.isoformat(), name, at, "create", {}, entered)
        return at

    def edit(self, ref: str, values: Values) -> list[str]:
        """Change fields of a document; the names of what changed. Edits that were never sent are joined into one."""
        self._unlocked()
        with self.store.transaction():
            sheet = self.sheet(ref)
            if not sheet.collection["editable"]:
                raise Problem("NOT_EDITABLE", label=sheet.collection["label"])
            base, fresh = work.changes(self._desk(sheet.collection, sheet.values), _assignments(values))
            if not fresh:
                raise Problem("NOTHING")
            self._edited(sheet, overlay.Act("edit", base, fresh, None))
        return list(fresh)

    def _edited(self, sheet: Sheet, act: overlay.Act) -> None:
        at, last = self.now().isoformat(), sheet.ops[-1] if sheet.ops else None
        contested = {path.partition("/")[0] for path in sheet.conflicts} & act.set.keys()
        if last and last.phase == "local" and last.n is None and not last.alone and not contested:
            joined = overlay.compacted(overlay.Act(last.kind, last.base, last.set, last.move), act)
            if joined:
                if joined.set:
                    self.store.change_op(last.place, at, joined.base, joined.set)
                else:
                    self.store.run("DELETE FROM op WHERE place = ?", last.place)
                return
        self.store.add_op(at, sheet.c, sheet.id, act.kind, act.base, act.set)

    def sign(self, ref: str, capacity: str, name: str, manner: str, image: bytes | None = None) -> str:
        """Add a signature on the text as it is shown now; returns the digest of that text."""
        self._unlocked()
        with self.store.transaction():
            sheet = self.sheet(ref)
            digest = self.store.put_image(image) if image is not None else None
            entered = {"capacity": capacity, "name": name, "manner": manner, "imageDigest": digest}
            desk = self._desk(sheet.collection, sheet.values)
            fresh = work.signature(desk, entered, str(self.store.fact("device")))
            self.store.add_op(desk.now, sheet.c, sheet.id, "edit", {}, fresh, alone=True)
        return work.text_digest(sheet.values[work.signed_field(sheet.collection)[1]["name"]])

    def move(self, ref: str, move: str, values: Values = ()) -> str:
        """Take a document to another state; returns the state it will have. The server decides it again."""
        self._unlocked()
        with self.store.transaction():
            sheet = self.sheet(ref)
            desk = self._desk(sheet.collection, sheet.values)
            declared = work.move_of(desk, move)
            base, fresh = work.move_inputs(desk, declared, _assignments(values))
            self.store.add_op(desk.now, sheet.c, sheet.id, "move", base, fresh, declared["name"])
        return declared["target"] or str(sheet.values.get("state"))

    def retry(self, ref: str) -> int:
        """Send refused work again, after what was missing has been put right; how many acts."""
        self._unlocked()
        with self.store.transaction():
            sheet = self.sheet(ref)
            refused = sheet.refused
            if not refused:
                raise Problem("NOT_REFUSED", ref=ref)
            later = [op for op in sheet.ops if op.pending]
            later = [] if any(op.phase == "sent" for op in later) else later
            for op, base in _chained([*refused, *later]):  # refused work first, then what was done after it
                self.store.run("DELETE FROM op WHERE place = ?", op.place)
                self.store.add_op(op.at, op.c, op.id, op.kind, base, op.set, op.move, op.alone)
        return len(refused)

    def discard(self, ref: str) -> int:
        """Give up refused work on a document; how many acts."""
        self._unlocked()
        with self.store.transaction():
            sheet = self.sheet(ref)
            for op in sheet.refused:
                self.store.run("DELETE FROM op WHERE place = ?", op.place)
            if not sheet.refused:
                raise Problem("NOT_REFUSED", ref=ref)
            self.store.run("DELETE FROM document WHERE id = ? AND base IS NULL AND NOT EXISTS"
                           " (SELECT 1 FROM op WHERE op.id = document.id)", sheet.id)
        return len(sheet.refused)

    # --- looking ------------------------------------------------------------------------------------------------------

    def collections(self) -> dict[str, Collection]:
        """All collections the server declared, by type name."""
        declared: dict[str, Collection] = self.store.declarations().get("collections", {})
        return declared

    def collection(self, name: str) -> tuple[str, Collection]:
        """A collection by type name (any case, `_` or `-` left out) or label."""
        known = self.collections()
        flat = name.replace("_", "").replace("-", "").lower()
        for at, declared in known.items():
            if flat in (at.lower(), f"{at.lower()}s") or name == declared["label"]:
                return at, declared
        listed = "、".join(f"{at}（{declared['label']}）" for at, declared in known.items())
        raise Problem("NO_COLLECTION", name=name, known=listed)

    def sheet(self, ref: str) -> Sheet:
        """One document as shown: by id, by the end of its id (4 letters or more), or by one of its numbers."""
        self._unlocked()
        document = self.store.document(ref) or self._referred(ref)
        ops = self.store.ops(f"id = ? AND {SHOWN}", document.id)
        return self._sheet(document, ops)

    def sheets(self, collection: str | None = None, state: str | None = None, search: str | None = None) -> list[Sheet]:
        """Documents newest first, of one collection, in one state (name or label), holding a text."""
        self._unlocked()
        found = self._all(self.collection(collection)[0] if collection else None)
        if state:
            found = [sheet for sheet in found if state in (sheet.values.get("state"), sheet.state_label)]
        if search:
            found = [sheet for sheet in found if any(search in text for text in _texts(sheet.values))]
        return sorted(found, key=lambda sheet: sheet.id.rpartition(":")[2], reverse=True)

    def _all(self, collection: str | None = None) -> list[Sheet]:
        ops: dict[str, list[StoredOp]] = {}
        for op in self.store.ops(SHOWN):
            ops.setdefault(op.id, []).append(op)
        known = self.collections()
        return [self._sheet(document, ops.get(document.id, [])) for document in self.store.documents(collection)
                if document.c in known]

    def _sheet(self, document: Document, ops: list[StoredOp]) -> Sheet:
        _, declared = self.collection(document.c)
        acts = [overlay.Act(op.kind, op.base, op.set, op.move) for op in ops if op.shows]
        shown = overlay.shown(declared, document.base, acts)
        return Sheet(document.id, document.c, declared, shown.values, shown.conflicts, ops, document.gone)

    def _referred(self, ref: str) -> Document:
        ends = [document for document in self.store.documents() if len(ref) >= 4 and document.id.endswith(ref)]
        if not ends and len(ref) >= 4:
            ends = [document for document, sheet in ((self.store.document(sheet.id), sheet) for sheet in self._all())
                    if document and ref in (value for key, value in sheet.values.items() if key.endswith("Number"))]
        if len(ends) > 1:
            raise Problem("AMBIGUOUS", ref=ref, ids="、".join(document.id for document in ends[:5]))
        if not ends:
            raise Problem("NO_DOCUMENT", ref=ref)
        return ends[0]

    def _desk(self, collection: Collection, shown: Json) -> work.Desk:
        county, now = str(self.store.fact("county")), self.now()

        def new_id(child: str | None) -> str:
            key = str(ids.uuid7(now, self._entropy(10)))
            return f"{child}:{county}:{key}" if child else key

        return work.Desk(collection, shown, county, now.isoformat(), new_id)

    # --- rounds -------------------------------------------------------------------------------------------------------

    def sync(self, server: Server, push: bool = True) -> Report:
        """Rounds until all local work is settled (if `push`) and all the server has is here.

        A lost answer changes nothing: the same ops go again under the same numbers.
        """
        report, onward = Report(), True
        while onward:
            asked = rounds.request(self.store, with_ops=push)
            taken = rounds.take(self.store, asked, server.round(asked), self.now())
            self.store.set_fact("clock", self.now().isoformat())
            report.rounds += 1
            report.documents += taken.documents
            report.gone += taken.gone
            report.reset |= taken.reset
            for receipt in taken.receipts:
                report.outcomes[receipt["outcome"]] = report.outcomes.get(receipt["outcome"], 0) + 1
                if receipt["outcome"] in ("conflict", "quarantined", "refused"):
                    report.attention.append(receipt)
            progress = bool(taken.receipts) or taken.reset or taken.stale
            waiting = self._purges() or (push and progress and self.unsent() > 0)
            onward = taken.more or taken.stale or taken.reset or waiting
        report.unsent = self.unsent()
        return report

    def _purges(self) -> bool:
        return bool(self.store.rows("SELECT 1 FROM purged LIMIT 1"))

    def unsent(self) -> int:
        """How many acts the server has not yet acknowledged."""
        return int(self.store.rows("SELECT count(*) FROM op WHERE phase <> 'settled'")[0][0])

    def revoked(self) -> Problem:
        """The server revoked this device: erase what came from it, lock, keep unsent work encrypted."""
        with self.store.transaction():
            rounds.purge_all(self.store, [document.id for document in self.store.documents()])
            self.store.set_fact("lease_until", self.now().isoformat())
            self.store.set_fact("revoked", True)
        return Problem("REVOKED", unsent=self.unsent())

    # --- state of the device ------------------------------------------------------------------------------------------

    def locked(self) -> bool:
        """Whether the lease has ended; a clock set back does not lengthen it."""
        now = max(self.now(), datetime.fromisoformat(self.store.fact("clock") or self.now().isoformat()))
        return now >= datetime.fromisoformat(self.store.fact("lease_until"))

    def tick(self) -> None:
        """Remember the latest time seen, at most once a minute."""
        seen, now = self.store.fact("clock"), self.now()
        if seen and (now - datetime.fromisoformat(seen)).total_seconds() > 60:
            self.store.set_fact("clock", now.isoformat())

    def _unlocked(self) -> None:
        if not self.store.fact("device"):
            raise Problem("NOT_ENROLLED")
        if self.store.fact("revoked"):
            raise Problem("REVOKED", unsent=self.unsent())
        if self.locked():
            raise Problem("LEASE_ENDED", until=self.store.fact("lease_until"))

    def status(self) -> standing.Status:
        """Where the device stands; works while locked."""
        if not self.store.fact("device"):
            raise Problem("NOT_ENROLLED")
        return standing.status(self.store, self.locked(), self.unsent())

    def verify(self) -> list[str]:
        """Every fault of the store as a sentence; none when all is sound."""
        return standing.faults(self.store, self.collections(), self._all())


def _assignments(values: Values) -> list[work.Assignment]:
    if isinstance(values, Mapping):
        return [work.Assignment(tuple(key.split(".")), False, value) for key, value in values.items()]
    return [work.assignment(word) for word in values]


def _chained(ops: Iterable[StoredOp]) -> Iterable[tuple[StoredOp, Json]]:
    """Ops of one person in order, each starting from what the one before it left."""
    left: Json = {}
    for op in ops:
        base = {key: left.get(key, value) for key, value in op.base.items()}
        left |= {key: value for key, value in op.set.items() if not is_delta(value)}
        yield op, base


def _texts(values: Mapping[str, Any]) -> Iterable[str]:
    """Every text of a document, those in its lists too."""
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for element in value:
                yield from _texts(element) if isinstance(element, Mapping) else [str(element)]
