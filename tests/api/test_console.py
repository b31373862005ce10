"""The `fuyuan` command as somebody types it, against a database of its own."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from api.console import app
from api.founding import ADMINISTRATORS, one_time_password
from api.ledger_samples import FOLDER
from api.sessions import check_password
from authz.actor import Actor
from schema.registry import MECHANISMS, OFFLINE

RUNNER = CliRunner()


class Shell:
    """Runs `fuyuan` with words; outside the test's own event loop, because every command runs one."""

    async def __call__(self, *words: str, code: int = 0) -> Result:
        result = await asyncio.to_thread(RUNNER.invoke, app, list(words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result


@pytest.fixture
def shell(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    return Shell()


async def test_demo_then_registers_then_devices(shell: Shell, tmp_path: Path) -> None:
    assert "--here" in (await shell("demo", "--cases", "5", code=2)).output
    told = await shell("demo", "--cases", "5", "--here")
    assert "Hejiang-2026" in told.output
    assert "Case:510522:" in told.output
    assert "--fresh" in (await shell("demo", "--here", code=2)).output
    await shell("demo", "--cases", "3", "--here", "--fresh")
    sample = str(FOLDER / "mediation-register.xlsx")
    assert "8 would be stored" in (await shell("import", sample, "--user", "tiaojie2")).output
    assert "8 stored" in (await shell("import", sample, "--user", "tiaojie2", "--apply")).output
    assert "8 already there" in (await shell("import", sample, "--user", "tiaojie2", "--apply")).output
    await shell("export", str(tmp_path / "out.xlsx"), "--user", "tiaojie2")
    assert (tmp_path / "out.xlsx").exists()
    assert (await shell("token", "faguan")).output.count(".") == 2
    assert len((await shell("code", "TJ-112", "tiaojie2")).output.strip()) == 14
    assert "没有用户" in (await shell("code", "TJ-112", "faguan", code=2)).output
    assert "没有用户" in (await shell("token", "nobody", code=2)).output


async def test_a_faulty_register_fails_with_its_cells(shell: Shell, tmp_path: Path) -> None:
    await shell("demo", "--cases", "0", "--here")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    assert "A1" in (await shell("import", str(broken), "--user", "tiaojie2", code=1)).output
    assert "refused" in (await shell("import", str(FOLDER / "mediation-register.xlsx"), "--user", "faguan", "--apply", code=1)).output


async def test_init_prints_three_passwords_once_and_keeps_demo_out(shell: Shell) -> None:
    told = (await shell("init")).output
    assert all(username in told for username, _, _ in ADMINISTRATORS)
    assert "already holds" in (await shell("init", code=2)).output


async def test_a_restored_county_begins_a_new_life(shell: Shell, database_url: str) -> None:
    await shell("init")
    connection = await asyncpg.connect(database_url)
    before = await connection.fetchval("SELECT epoch FROM county")
    assert "合江县" in (await shell("restored")).output
    assert await connection.fetchval("SELECT epoch FROM county") != before
    await connection.close()
    assert "real rows" in (await shell("demo", "--here", "--fresh", code=2)).output


async def test_migrate_says_where_the_database_stands(shell: Shell) -> None:
    assert "database at" in (await shell("migrate")).output


async def test_what_is_declared_can_be_read(shell: Shell) -> None:
    told = (await shell("mechanisms")).output
    for record in MECHANISMS.values():
        assert record.type_name in told
        assert all(move.name in told for move in (record.flow.moves if record.flow else ()))
    assert "no mechanism" in (await shell("mechanisms", "Nothing", code=2)).output
    assert "type Mediation" in (await shell("schema")).output


async def test_what_hangs_in_a_declaration_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing hangs" in (await shell("mechanisms", "check")).output
    monkeypatch.setattr("api.console.ORGANS", ())
    told = (await shell("mechanisms", "check", code=1)).output
    assert "COORDINATION_DECISION is owed by nobody: SFJ" in told and "期限“裁定期限”没有责任单位" in told


async def test_rxdb_schemas(shell: Shell) -> None:
    assert set(json.loads((await shell("rxdb-schema")).output)) == {record.type_name for record in OFFLINE.values()}
    assert json.loads((await shell("rxdb-schema", "Mediation")).output)["primaryKey"] == "id"
    assert "no collection" in (await shell("rxdb-schema", "Agency", code=2)).output


def test_first_passwords_pass_the_rule_for_passwords() -> None:
    nobody = Actor.__new__(Actor)
    object.__setattr__(nobody, "username", "sysadmin")
    for _ in range(50):
        check_password(one_time_password(), nobody)
