"""The encrypted SQLite file of the device: what was pulled, what was done here, and what became of it."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from sync.client.problem import Problem
from sync.wire import Json

DATABASE, KEY, SALT = "field.db", "field.key", "field.salt"
PLAIN = b"SQLite format 3"  # how an unencrypted file would begin

TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
  id TEXT PRIMARY KEY, c TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0,
  base TEXT,                                  -- the server's last document; NULL for what only this device knows
  gone INTEGER NOT NULL DEFAULT 0,            -- the right to it ended while work on it was unsent
  mark INTEGER NOT NULL DEFAULT 0             -- the resync it was last seen in
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS op (
  place INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER UNIQUE, at TEXT NOT NULL, c TEXT NOT NULL, id TEXT NOT NULL,
  kind TEXT NOT NULL, base TEXT NOT NULL, changes TEXT NOT NULL, move TEXT,
  alone INTEGER NOT NULL DEFAULT 0,           -- never compacted: a signature
  phase TEXT NOT NULL DEFAULT 'local',        -- local -> sent -> settled
  shows INTEGER NOT NULL DEFAULT 1,           -- laid over the document when shown
  outcome TEXT, code TEXT, zh TEXT, en TEXT, settled_at TEXT,
  dropped TEXT NOT NULL DEFAULT '[]'          -- labels of full numbers taken out after the receipt
);
CREATE INDEX IF NOT EXISTS op_document ON op (id, place);
CREATE INDEX IF NOT EXISTS op_phase ON op (phase, n);
CREATE TABLE IF NOT EXISTS notice (kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS purged (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS image (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL);
"""


class Document(NamedTuple):
    """A stored document: `base` is the server's last one."""

    id: str
    c: str
    seq: int
    base: Json | None
    gone: bool


class StoredOp(NamedTuple):
    """A local act and what became of it."""

    place: int
    n: int | None
    at: str
    c: str
    id: str
    kind: str
    base: Json
    set: Json
    move: str | None
    alone: bool
    phase: str
    shows: bool
    outcome: str | None
    code: str | None
    zh: str | None
    en: str | None
    settled_at: str | None
    dropped: list[str]

    @property
    def pending(self) -> bool:
        return self.phase != "settled"


class Store:
    """The device's file; every transaction is on disk (synchronous=FULL) when it returns."""

    def __init__(self, folder: Path, passphrase: str | None = None) -> None:
        """Open or make the store in a folder (0700), under a passphrase or a key file (0600) beside it."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / DATABASE
        key = self._key(passphrase)
        self.path.touch(mode=0o600)
        self._declared: tuple[str, Json] = "", {}
        self._connection = apsw.Connection(str(self.path))
        try:
            self._connection.pragma("hexkey", key.hex())
            self._connection.set_busy_timeout(10_000)
            for name, value in (("journal_mode", "WAL"), ("synchronous", "FULL"), ("secure_delete", "ON")):
                self._connection.pragma(name, value)
            with self.transaction():
                self._connection.execute(TABLES)
        except (apsw.NotADBError, apsw.CorruptError) as fault:
            self._connection.close()
            raise Problem("STORE", path=self.path) from fault

    def _key(self, passphrase: str | None) -> bytes:
        if passphrase:
            salt = self._secret(SALT, 16)
            return hashlib.scrypt(passphrase.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
        if (self.folder / SALT).exists():
            raise Problem("STORE", path=self.path)
        return self._secret(KEY, 32)

    def _secret(self, name: str, size: int) -> bytes:
        path = self.folder / name
        if not path.exists():
            if self.path.exists():
                raise Problem("STORE", path=self.path)
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(secrets.token_hex(size), "ascii")
        return bytes.fromhex(path.read_text("ascii").strip())

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, alone in the file; nests."""
        if self._connection.in_transaction:
            yield
            return
        with self._room():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if not self._connection.get_autocommit():  # on a full disk SQLite has rolled back by itself
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _room(self) -> Iterator[None]:
        """A full disk is said as such."""
        try:
            yield
        except apsw.FullError as fault:
            raise Problem("DISK_FULL", path=self.folder) from fault

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return list(self._connection.execute(sql, values))

    def run(self, sql: str, *values: Any) -> int:
        """Execute one statement; the number of rows it changed."""
        with self._room():
            self._connection.execute(sql, values)
        return self._connection.changes()

    def fact(self, name: str) -> Any:
        found = self.rows("SELECT value FROM fact WHERE name = ?", name)
        return json.loads(found[0][0]) if found else None

    def declarations(self) -> Json:
        """What the server declared; large, and the same for weeks, so it is parsed once."""
        found = self.rows("SELECT value FROM fact WHERE name = 'declarations'")
        text = found[0][0] if found else "null"
        if text != self._declared[0]:
            self._declared = text, json.loads(text) or {}
        return self._declared[1]

    def set_fact(self, name: str, value: Any) -> None:
        self.run("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, _json(value))

    def document(self, at: str) -> Document | None:
        found = self._documents("WHERE id = ?", at)
        return found[0] if found else None

    def documents(self, collection: str | None = None) -> list[Document]:
        if collection:
            return self._documents("WHERE c = ? ORDER BY id", collection)
        return self._documents("ORDER BY c, id")

    def _documents(self, where: str, *values: Any) -> list[Document]:
        rows = self.rows(f"SELECT id, c, seq, base, gone FROM document {where}", *values)
        return [Document(at, c, seq, json.loads(base) if base else None, bool(gone)) for at, c, seq, base, gone in rows]

    def put_document(self, at: str, collection: str, seq: int, base: Json | None, mark: int) -> None:
        self.run("INSERT OR REPLACE INTO document (id, c, seq, base, gone, mark) VALUES (?, ?, ?, ?, 0, ?)",
                 at, collection, seq, _json(base) if base is not None else None, mark)

    def ops(self, where: str = "1", *values: Any, order: str = "place") -> list[StoredOp]:
        rows = self.rows(
            "SELECT place, n, at, c, id, kind, base, changes, move, alone, phase, shows, outcome, code, zh, en,"
            f" settled_at, dropped FROM op WHERE {where} ORDER BY {order}", *values)
        return [StoredOp._make((*row[:6], json.loads(row[6]), json.loads(row[7]), row[8], bool(row[9]), row[10],
                                bool(row[11]), *row[12:17], json.loads(row[17]))) for row in rows]

    def add_op(self, at: str, collection: str, target: str, kind: str, base: Json, changes: Json,
               move: str | None = None, alone: bool = False) -> None:
        self.run("INSERT INTO op (at, c, id, kind, base, changes, move, alone) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                 at, collection, target, kind, _json(base), _json(changes), move, alone)

    def change_op(self, place: int, at: str, base: Json, changes: Json) -> None:
        """Give an op that was never sent another content."""
        self.run("UPDATE op SET at = ?, base = ?, changes = ? WHERE place = ? AND n IS NULL",
                 at, _json(base), _json(changes), place)

    def settle_op(self, op: StoredOp, receipt: Sequence[str | None], shows: bool, changes: Json,
                  dropped: Iterable[str], now: str) -> None:
        """Write down a receipt (outcome, code, zh, en)."""
        self.run("UPDATE op SET phase = 'settled', outcome = ?, code = ?, zh = ?, en = ?, shows = ?, changes = ?,"
                 " dropped = ?, settled_at = ? WHERE place = ?",
                 *receipt, shows, _json(changes), _json([*op.dropped, *dropped]), now, op.place)

    def put_notice(self, kind: str, at: str, document: str, data: Json) -> None:
        self.run("INSERT OR REPLACE INTO notice VALUES (?, ?, ?, ?)", kind, at, document, _json(data))

    def notices(self, kind: str) -> list[tuple[str, str, Json]]:
        """(id, document, data) of every conflict or quarantine the server told of."""
        rows = self.rows("SELECT id, document, data FROM notice WHERE kind = ? ORDER BY document, id", kind)
        return [(at, document, json.loads(data)) for at, document, data in rows]

    def put_image(self, content: bytes) -> str:
        """Keep a picture by its SHA-256 digest, which is returned."""
        digest = hashlib.sha256(content).hexdigest()
        self.run("INSERT OR IGNORE INTO image VALUES (?, ?)", digest, content)
        return digest

    def faults(self) -> list[str]:
        """What is wrong with the file itself."""
        found = [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        if self.path.read_bytes()[:15] == PLAIN:
            found.append("field.db is not encrypted")
        loose = [path.name for path in self.folder.glob("field.*") if path.stat().st_mode & 0o077]
        return found + [f"{name} can be read by others" for name in sorted(loose)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
