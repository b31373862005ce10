"""The rules of the house, read from the syntax trees: who imports whom, what the pure floors may not do."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from api.diagrams import page
from schema.registry import MECHANISMS

ROOT = Path(__file__).parent.parent
FLOORS = ("schema", "authz", "sync", "api")
# Inside schema a module may import those further left and none further right.
SCHEMA_ORDER = (
    {"schema.merge", "schema.identifiers", "schema.paper", "schema.periods", "schema.disclosure", "schema.marking"},
    {"schema.kit"},
    {"schema.faults"},
    {"schema.regime"},
    {"schema.duties"},
    {"schema.clocks", "schema.published", "schema.editions", "schema.referral"},
    {"schema.case", "schema.tables", "schema.refusals"},
    {"schema.mechanisms"},
    {"schema.registry"},
    {"schema.read", "schema.ids", "schema.intent"},
    {"schema.values", "schema.clause", "schema.document"},
    {"schema.sorting"},
    {"schema.ways"},
    {"schema.paging"},
    {"schema.decision"},
    {"schema.consequence", "schema.dispute"},
    {"schema.creation", "schema.passage", "schema.revision", "schema.transition"},
    {"schema.graph"},
    {"schema.statement", "schema.census", "schema.change", "schema.types"},
)
LEAVES = {"schema.disclosure", "schema.identifiers", "schema.marking", "schema.merge", "schema.paper", "schema.periods"}  # import nothing of the project
CONFINED = {
    "strawberry": ("schema.types", "api"),
    "starlette": ("api",),
    "casbin": ("authz",),
    "alembic": ("api", "migrations"),
    "asyncpg": ("sync", "api", "migrations"),
}
CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
CLOCK |= {("time", name) for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime")}
CHANCE = {"random", "secrets"}
FIELD_CLIENT = ("sync.wire", "schema.marking", "schema.merge", "sync.client")
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "service", "services", "misc"}
HOST_FREE = re.compile(
    r"(?<![\w.])/(?:work|root|home|Users)/(?!\.\.\.)[\w.-]|files\.pythonhosted\.org|https?://(?:pypi\.org/simple|registry\.npm)"
)
LONG_MODULE, LONG_FUNCTION = 300, 80


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(*floors: str) -> list[Path]:
    return sorted(path for floor in floors or FLOORS for path in (ROOT / floor).rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, at any depth; `from a import b` also counts as a.b when that is a module."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: imports are absolute"
            source = node.module or ""
            for alias in node.names:
                inner = ROOT.joinpath(*source.split("."), alias.name)
                is_module = inner.with_suffix(".py").exists() or inner.is_dir()
                yield (f"{source}.{alias.name}" if is_module else source), node.lineno


def within(module: str, *places: str) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def where(path: Path, line: int, words: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {words}"


def refused(faults: list[str]) -> None:
    assert not faults, "\n" + "\n".join(faults)


def rank(module: str) -> int | None:
    return next((place for place, names in enumerate(SCHEMA_ORDER) if within(module, *names)), None)


def test_imports_go_down_only() -> None:
    refused(
        [
            where(path, line, f"{name_of(path)} may not import {target}")
            for height, floor in enumerate(FLOORS)
            for path in modules(floor)
            for target, line in imported(path)
            if within(target, *FLOORS[height + 1 :], "tests", "bench", "migrations")
            and not (within(target, "migrations") and floor == "api")
        ]
    )


def test_schema_keeps_its_order() -> None:
    faults = []
    for path in modules("schema"):
        name = name_of(path)
        mine = rank(name)
        if mine is None and name not in {"schema", "schema.mechanisms"}:
            faults.append(where(path, 1, f"{name} has no place in SCHEMA_ORDER of tests/test_house.py"))
        for target, line in imported(path):
            theirs = rank(target)
            if within(target, "schema") and (name in LEAVES or (None not in (mine, theirs) and theirs > mine)):
                faults.append(where(path, line, f"{name} may not import {target}"))
    refused(faults)


def test_only_the_registry_imports_a_mechanism() -> None:
    refused(
        [
            where(path, line, f"{name_of(path)} may not import {target}")
            for path in modules(*FLOORS, "migrations", "bench")
            for target, line in imported(path)
            if within(target, "schema.mechanisms") and not within(name_of(path), "schema.registry", "schema.mechanisms")
        ]
    )


def test_libraries_stay_on_their_floor() -> None:
    refused(
        [
            where(path, line, f"{target} belongs to {' and '.join(CONFINED[library])}")
            for path in modules()
            for target, line in imported(path)
            if (library := target.split(".")[0]) in CONFINED and not within(name_of(path), *CONFINED[library])
        ]
    )


def test_the_field_client_stands_alone() -> None:
    refused(
        [
            where(path, line, f"the field client may not import {target}")
            for path in modules("sync/client")
            for target, line in imported(path)
            if within(target, *FLOORS, "migrations") and not within(target, *FIELD_CLIENT)
        ]
    )
    refused(
        [
            where(path, line, f"{name_of(path)} is part of the field client and may not import {target}")
            for path in (ROOT / "sync/wire.py", ROOT / "schema/merge.py")
            if path.exists()
            for target, line in imported(path)
            if within(target, *FLOORS) and not within(target, "sync.wire", "schema.merge")
        ]
    )


def impurities(path: Path) -> Iterator[tuple[int, str]]:
    """Waiting, clocks, chance and the environment, by the names they go by."""
    for node in ast.walk(tree_of(path)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield line, "waits"
        elif isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in CLOCK:
                yield line, f"reads the clock ({owner}.{node.attr})"
            elif owner == "os" and node.attr in {"environ", "getenv", "urandom"}:
                yield line, f"reads os.{node.attr}"
            elif node.attr in {"uuid1", "uuid4", "uuid6", "uuid7"} and owner == "uuid":
                yield line, f"makes an id (uuid.{node.attr})"
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if node.module == "time" or (node.module == "os" and names & {"environ", "getenv", "urandom"}):
                yield line, f"imports {', '.join(sorted(names))} from {node.module}"
            elif node.module == "uuid" and names & {"uuid1", "uuid4", "uuid6", "uuid7"}:
                yield line, "makes an id"
    yield from ((line, f"imports {name}") for name, line in imported(path) if name.split(".")[0] in CHANCE)


@pytest.mark.parametrize("floor", ["schema", "authz"])
def test_pure_floors_neither_wait_nor_ask_the_world(floor: str) -> None:
    refused([where(path, line, words) for path in modules(floor) for line, words in impurities(path)])


def test_packages_are_empty() -> None:
    refused(
        [where(path, 1, "is not empty") for path in modules() if path.name == "__init__.py" and path.stat().st_size]
    )


def test_names_are_nouns_of_the_trade() -> None:
    refused(
        [where(path, 1, "says nothing about what is in it") for path in modules() if VAGUE & set(path.stem.split("_"))]
    )


def code_map() -> dict[str, str]:
    """The lines "- `path/module.py` — sentence" of the README."""
    readme = ROOT / "README.md"
    assert readme.exists(), "README.md is missing"
    return dict(re.findall(r"^- `([\w./-]+\.py)` — (.+)$", readme.read_text("utf-8"), re.MULTILINE))


def test_every_module_opens_with_its_sentence() -> None:
    faults = []
    for path in modules(*FLOORS, "migrations"):
        if path.name == "__init__.py" or path.parent.name == "versions":
            continue
        sentence = ast.get_docstring(tree_of(path), clean=False)
        if not sentence or "\n" in sentence.strip() or not sentence.endswith("."):
            faults.append(where(path, 1, "opens with one sentence on one line, ended by a full stop"))
    refused(faults)


def test_the_readme_maps_the_code(bless: bool) -> None:
    there = {
        str(path.relative_to(ROOT)): ast.get_docstring(tree_of(path), clean=False) or ""
        for path in modules(*FLOORS, "migrations")
        if path.name != "__init__.py" and path.parent.name != "versions"
    }
    if bless:
        mapped_anew(there)
    mapped = code_map()
    refused(
        [f"README.md does not list {path} — {sentence}" for path, sentence in there.items() if path not in mapped]
        + [f"README.md lists {path}, which is not there" for path in mapped if not (ROOT / path).exists()]
        + [
            f"{path} says {sentence!r}, README.md says {mapped[path]!r}"
            for path, sentence in there.items()
            if path in mapped and mapped[path] != sentence
        ]
    )


def mapped_anew(there: dict[str, str]) -> None:
    """Write the README's map of the floors again; lines of other folders stay where they are."""
    readme = ROOT / "README.md"
    head, title, rest = readme.read_text("utf-8").partition("## 代码地图 Code map\n\n")
    kept = [line for line in rest.splitlines() if not line.startswith(tuple(f"- `{floor}/" for floor in (*FLOORS, "migrations")))]
    lines = [f"- `{path}` — {sentence}" for floor in (*FLOORS, "migrations") for path, sentence in there.items() if path.startswith(f"{floor}/")]
    readme.write_text(head + title + "\n".join([*lines, *kept]) + "\n", "utf-8")


def test_every_mechanism_has_its_page(bless: bool) -> None:
    """The pages of docs/mechanisms say what the declarations say, and there is none without a declaration."""
    folder = ROOT / "docs" / "mechanisms"
    wanted = {folder / f"{record.name}.md": page(record) for record in MECHANISMS.values()}
    if bless:
        folder.mkdir(exist_ok=True)
        for stale in set(folder.glob("*.md")) - wanted.keys():
            stale.unlink()
        for path, text in wanted.items():
            path.write_text(text, "utf-8")
    assert sorted(folder.glob("*.md")) == sorted(wanted), "docs/mechanisms holds other pages than there are mechanisms; run pytest --bless"
    refused([where(path, 1, "differs from the declaration; run pytest --bless") for path, text in wanted.items() if path.read_text("utf-8") != text])


def test_no_file_knows_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    faults = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "ignore").splitlines(), 1):
            if found := HOST_FREE.search(line):
                faults.append(where(path, number, f"names a machine's path or a package index: {found[0]}"))
    refused(faults)


def test_locks_are_hashed_and_without_addresses() -> None:
    for name in ("requirements.lock", "requirements-field.lock"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+.*\\$", text, re.MULTILINE)
        assert pins and len(pins) == len(re.findall(r"^[\w.-]+.*==", text, re.MULTILINE)), (
            f"{name} has a pin without hash"
        )
        assert "://" not in text and "--index-url" not in text, f"{name} names an index"
    assert '"resolved"' not in (ROOT / "tests/npm/package-lock.json").read_text("utf-8")


def test_casbin_is_pycasbin() -> None:
    """The two distributions install the same files; with both, the last one installed wins silently."""
    assert metadata.version("pycasbin")
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("casbin")


def test_sizes_are_hints(record_property) -> None:  # type: ignore[no-untyped-def]
    """Never fails: `pytest -rA` or `--junit-xml` shows the list."""
    hints = [
        where(path, 1, f"{n} lines") for path in modules() if (n := len(path.read_text().splitlines())) > LONG_MODULE
    ]
    hints += [
        where(path, node.lineno, f"{node.name} has {length} lines")
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONG_FUNCTION
    ]
    record_property("long", hints)
    print("\n".join(hints))
