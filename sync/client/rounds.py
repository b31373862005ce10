"""One exchange with the server: what to ask, and how an answer is taken in, in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from sync.client import overlay
from sync.client.store import Store, StoredOp
from sync.wire import OPS_MAX, PAGE, VERSION, Collection, Json, Op, OpKind, Receipt, RoundAnswer, RoundRequest

KEEP_DAYS = 30  # settled work is kept this long for a server that was restored from a backup
STORED = "('applied', 'merged', 'conflict', 'quarantined', 'already')"  # outcomes after which the server holds the work


class Taken(NamedTuple):
    """What one answer brought; `stale`: another round was taken in meanwhile, its page was left out."""

    receipts: list[Receipt]
    documents: int
    gone: int
    more: bool
    reset: bool
    stale: bool


def request(store: Store, with_ops: bool = True, limit: int = PAGE) -> RoundRequest:
    """The next round; work in it is numbered and marked as sent on disk before it leaves, and never changes again."""
    with store.transaction():
        if with_ops:
            _number(store)
        ops = store.ops("phase = 'sent'", order=f"n LIMIT {OPS_MAX}") if with_ops else []
        return RoundRequest(
            v=VERSION,
            replica=str(store.fact("device")),
            epoch=store.fact("epoch"),
            seq=store.fact("seq") or 0,
            limit=limit,
            declarations=store.declarations().get("hash"),
            ops=[_op(op) for op in ops],
            purged=[row[0] for row in store.rows("SELECT id FROM purged ORDER BY id")],
        )


def _number(store: Store) -> None:
    n = store.fact("counter") or 0
    held = "SELECT id FROM op WHERE kind = 'create' AND outcome = 'refused' AND phase = 'settled'"  # until `retry`
    ready = f"SELECT place FROM op WHERE phase = 'local' AND id NOT IN ({held}) ORDER BY place LIMIT ?"
    for (place,) in store.rows(ready, OPS_MAX):
        n += 1
        store.run("UPDATE op SET n = ?, phase = 'sent' WHERE place = ?", n, place)
    store.set_fact("counter", n)


def _op(op: StoredOp) -> Op:
    kind = cast("OpKind", op.kind)
    return Op(n=op.n or 0, at=op.at, c=op.c, id=op.id, kind=kind, base=op.base, set=op.set, move=op.move)


def take(store: Store, asked: RoundRequest, answer: RoundAnswer, now: datetime, keep_days: int = KEEP_DAYS) -> Taken:
    """Write an answer down: receipts, page, checkpoint and lease at once, so that a power cut leaves all or nothing."""
    with store.transaction():
        stale = (store.fact("epoch"), store.fact("seq") or 0) != (asked["epoch"], asked["seq"])
        known = store.declarations().get("collections", {})
        for receipt in answer["receipts"]:
            _settle(store, receipt, known, now)
        reset = not stale and (answer["reset"] or life(asked["epoch"]) not in (None, life(answer["epoch"])))
        if answer["declarations"] is not None:
            store.set_fact("declarations", answer["declarations"])
        for at in asked["purged"]:
            store.run("DELETE FROM purged WHERE id = ?", at)
        if reset:
            restart(store, now, keep_days)
        if not stale:
            _page(store, answer)
        _drop_settled_gone(store)
        store.set_fact("lease_until", answer["leaseUntil"])
        store.set_fact("last_contact", now.isoformat())
        _prune(store, now, keep_days)
    documents, gone = (0, 0) if stale else (len(answer["documents"]), len(answer["gone"]))
    return Taken(answer["receipts"], documents, gone, answer["more"], reset, stale)


def life(epoch: str | None) -> str | None:
    """The part of an epoch that a restored server changes."""
    return epoch.partition("+")[0] if epoch else None


def _settle(store: Store, receipt: Receipt, known: Mapping[str, Collection], now: datetime) -> None:
    """One receipt; refused work stays as it is, so that it can be mended and sent again."""
    for op in store.ops("n = ? AND phase = 'sent'", receipt["n"]):
        outcome, changes, dropped = receipt["outcome"], op.set, list[str]()
        shows = outcome not in ("refused", "quarantined")
        if outcome == "refused":
            shows = op.kind == "create"
        elif collection := known.get(op.c):
            changes, dropped = overlay.without_numbers(collection, op.set)
        said = (outcome, receipt["code"], receipt["zh"], receipt["en"])
        store.settle_op(op, said, shows, changes, dropped, now.isoformat())
        for conflict in receipt["conflicts"]:
            store.put_notice("conflict", conflict["id"], op.id, dict(conflict))


def reread(store: Store) -> None:
    """Read all again from the start; what does not come then is not ours any more."""
    store.set_fact("mark", (store.fact("mark") or 0) + 1)
    store.set_fact("resync", True)


def restart(store: Store, now: datetime, keep_days: int = KEEP_DAYS, numbered: bool = True) -> None:
    """The server began a new life: read all again, send again what it may have forgotten, under the same numbers.

    What has no number any more was settled before this device was enrolled: a server that knows the device knows that.
    """
    reread(store)
    since = (now - timedelta(days=keep_days)).isoformat()
    kept = f"phase = 'settled' AND outcome IN {STORED} AND settled_at >= ?" + " AND n IS NOT NULL" * numbered
    for op in store.ops(f"dropped <> '[]' AND {kept}", since):
        store.put_notice("number", f"{op.place}", op.id, {"labels": op.dropped})
    here = "EXISTS (SELECT 1 FROM document WHERE document.id = op.id)"
    store.run(f"UPDATE op SET phase = 'sent', shows = outcome <> 'quarantined' AND {here} WHERE {kept}", since)


def _page(store: Store, answer: RoundAnswer) -> None:
    mark = store.fact("mark") or 0
    conflicts = store.rows("SELECT 1 FROM notice WHERE kind = 'conflict' LIMIT 1")
    for pulled in answer["documents"]:
        at = pulled["id"]
        store.put_document(at, pulled["c"], pulled["seq"], pulled["doc"], mark)
        store.run("UPDATE op SET shows = 0 WHERE id = ? AND phase = 'settled'", at)
        store.run("UPDATE op SET shows = 1 WHERE id = ? AND phase = 'sent' AND outcome <> 'quarantined'", at)  # it was gone, and is back
        for row in (at, *_rows_of(pulled["doc"])) if conflicts else ():
            store.run("DELETE FROM notice WHERE kind = 'conflict' AND document = ?", row)
    for gone in answer["gone"]:
        lose(store, gone["id"])
    for kind, notices in (("conflict", answer["conflicts"]), ("quarantine", answer["quarantined"])):
        for notice in notices:
            _notice(store, kind, notice)
    store.set_fact("epoch", answer["epoch"])
    store.set_fact("seq", answer["seq"])
    if not answer["more"]:
        _caught_up(store, mark)


def _rows_of(document: Json) -> list[str]:
    """Keys of the child rows a document carries; a conflict may lie on one of them."""
    lists = [value for value in document.values() if isinstance(value, list)]
    return [str(element["id"]).rpartition(":")[2] for elements in lists for element in elements
            if isinstance(element, dict) and "id" in element]


def _notice(store: Store, kind: str, notice: Json) -> None:
    """Keep what the server tells of a conflict or of quarantined work; one that is closed needs no attention."""
    at, key = str(notice.get("id")), str(notice.get("recordKey") or "")
    if notice.get("state") not in (None, "OPEN", "HELD"):
        store.run("DELETE FROM notice WHERE kind = ? AND id = ?", kind, at)
        return
    named = store.rows("SELECT id FROM document WHERE id = ? OR id LIKE ?", key, f"%:{key}") if key else []
    store.put_notice(kind, at, named[0][0] if named else key, notice)


def _caught_up(store: Store, mark: int) -> None:
    """All the server has is here: settled work shows through it, and what it no longer gives goes."""
    store.run("UPDATE op SET shows = 0 WHERE phase = 'settled' AND NOT (kind = 'create' AND outcome = 'refused')")
    if not store.fact("resync"):
        return
    store.set_fact("resync", False)
    for (at,) in store.rows("SELECT id FROM document WHERE mark < ? AND base IS NOT NULL", mark):
        if store.rows("SELECT 1 FROM op WHERE id = ? AND phase <> 'settled'", at):
            store.run("UPDATE document SET base = NULL, seq = 0, mark = ? WHERE id = ?", mark, at)
        else:
            purge(store, at)


def lose(store: Store, at: str) -> None:
    """A document no longer ours: the server's copy goes at once, our unsettled work when its receipt is here."""
    if store.rows("SELECT 1 FROM op WHERE id = ? AND phase <> 'settled'", at):
        store.run("UPDATE document SET base = NULL, gone = 1 WHERE id = ?", at)
    else:
        purge(store, at)


def _drop_settled_gone(store: Store) -> None:
    for (at,) in store.rows("SELECT id FROM document WHERE gone = 1"):
        lose(store, at)
    store.run(  # a new one that was quarantined
        "DELETE FROM document WHERE base IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM op WHERE op.id = document.id AND (phase <> 'settled' OR shows = 1))")


def purge(store: Store, at: str) -> None:
    """Erase a document, and remember to tell the server.

    Of our own acts the refused ones stay as words, the settled ones as they were sent, in case a server restored from a
    backup asks for them again; neither is shown.
    """
    store.run("DELETE FROM document WHERE id = ?", at)
    store.run("UPDATE op SET base = '{}' WHERE id = ? AND outcome = 'refused'", at)
    store.run("UPDATE op SET shows = 0 WHERE id = ?", at)
    store.run("DELETE FROM notice WHERE kind = 'conflict' AND document = ?", at)
    store.run("INSERT OR IGNORE INTO purged VALUES (?)", at)


def purge_all(store: Store, ids: Iterable[str]) -> None:
    """Erase the server's documents of a revoked device and all it ever sent; unsent work stays, encrypted."""
    for at in ids:
        lose(store, at)
    store.run("DELETE FROM op WHERE phase = 'settled' AND outcome <> 'refused'")


def _prune(store: Store, now: datetime, keep_days: int) -> None:
    before = (now - timedelta(days=keep_days)).isoformat()
    old = f"phase = 'settled' AND shows = 0 AND outcome IN {STORED} AND settled_at < ?"
    store.run(f"DELETE FROM op WHERE {old}", before)
