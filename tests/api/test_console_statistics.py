"""What the office types once a year: a preview that stores nothing, a publication, its report as files, and the list that tells tampering."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from openpyxl import load_workbook

from tests.api.test_console import Shell
from tests.api.test_console import shell as shell
from tests.api.test_statistics import COUNTY

YEAR = datetime.now(UTC).year - 1
OFFICE = "zhengfawei"


@pytest.fixture
async def connection(shell: Shell, database_url: str):  # type: ignore[no-untyped-def]
    """A demo county whose mediations all fell into last year."""
    await shell("demo", "--cases", "150", "--here")
    made = await asyncpg.connect(database_url)
    await made.execute('UPDATE "case" SET opened_on = make_date($1, 1 + extract(month FROM opened_on)::int % 3, 5)', YEAR)
    yield made
    await made.close()


async def test_a_year_is_previewed_published_listed_and_written(shell: Shell, connection: asyncpg.Connection, tmp_path: Path) -> None:
    shown = await shell("statistics", "preview", str(YEAR), "--user", OFFICE)
    assert f"预览 {YEAR} 年第 1 版" in shown.output and "调解" in shown.output
    assert await connection.fetchval("SELECT count(*) FROM publication") == 0
    assert "没有办理此事项的权限" in (await shell("statistics", "publish", str(YEAR), "--user", "sifaju", code=2)).output
    assert "尚未结束" in (await shell("statistics", "publish", str(YEAR + 1), "--user", OFFICE, code=2)).output
    assert "没有找到" in (await shell("statistics", "report", str(YEAR), str(tmp_path / "a.xlsx"), "--user", OFFICE, code=2)).output
    assert f"已公布 {YEAR} 年第 1 版" in (await shell("statistics", "publish", str(YEAR), "--user", OFFICE)).output
    assert "请填写修订理由" in (await shell("statistics", "publish", str(YEAR), "--user", OFFICE, code=2)).output
    assert "没有可公布的差别" in (await shell("statistics", "publish", str(YEAR), "--user", OFFICE, "--reason", "再发", code=2)).output

    for ending in ("xlsx", "docx"):
        assert "已写出" in (await shell("statistics", "report", str(YEAR), str(tmp_path / f"{YEAR}.{ending}"), "--user", "yuanzhang")).output
    number = await connection.fetchval("SELECT figure FROM statistic WHERE county = $1 AND subject = 'mediation' AND level = 'TOTAL' AND measure = 'number'", COUNTY)
    sheet = load_workbook(tmp_path / f"{YEAR}.xlsx")["总表"]
    assert {row[1]: row[2] for row in sheet.iter_rows(min_row=5, values_only=True)}["调解"] == number
    assert "裴守正（yuanzhang）" in sheet["A3"].value
    assert (tmp_path / f"{YEAR}.docx").stat().st_size > 10_000
    assert "请求格式不正确" in (await shell("statistics", "report", str(YEAR), str(tmp_path / "a.pdf"), "--user", OFFICE, code=2)).output

    assert "✓" in (await shell("statistics", "list", "--user", OFFICE)).output
    await connection.execute("UPDATE statistic SET figure = figure + 1 WHERE level = 'TOTAL'")
    assert "✗" in (await shell("statistics", "list", "--user", OFFICE)).output
    assert str(YEAR) not in (await shell("statistics", "list", "--user", "guanliren")).output
