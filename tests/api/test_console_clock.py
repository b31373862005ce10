"""What the county office types: rules of deadlines, calendars from files, webhooks; against a demo county of its own."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from api.problems import Problem
from api.yearly import read
from tests.api.test_console import Shell
from tests.api.test_console import shell as shell

YEAR = {"year": 2027, "source": "国办发明电〔2026〕9号", "holidays": ["2027-01-01", "2027-01-02", "2027-01-03", "2027-10-01"], "workdays": ["2027-02-13"]}


async def test_the_county_office_sets_rules_calendars_and_webhooks(shell: Shell, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUYUAN_WEBHOOK_HOSTS", "oa.hejiang.test")
    await shell("demo", "--cases", "12", "--here")
    listed = (await shell("deadlines", "list", "REPLY", "--user", OFFICE)).output
    assert listed.count("REPLY") == 5 and "声明 declared" in listed
    rule = ("deadlines", "set", "recommendation", "REPORT", "3", "month", "--basis", "实施办法 9", "--reason", "联席会议决定", "--since", "2026-01-01")
    assert "没有办理此事项的权限" in (await shell(*rule, "--user", "faguan", code=2)).output
    told = (await shell(*rule, "--user", OFFICE)).output
    connection = await asyncpg.connect(database_url)
    try:
        changed = await connection.fetchval("SELECT count(*) FROM duty WHERE recomputed = '联席会议决定'")
        assert f"已设定，{changed} 项" in told
        assert await connection.fetchval("SELECT count(*) FROM duty WHERE code = 'REPORT' AND late AND amount <> 2") == 0
        assert await connection.fetchval("SELECT count(*) FROM deadline_rule WHERE author IS NOT NULL") == 1
        assert "联席" not in (await shell("deadlines", "list", "REPORT", "--user", OFFICE)).output
        assert "3 月" in (await shell("deadlines", "list", "REPORT", "--user", OFFICE)).output
        assert "没有这一期限" in (await shell(*(word.replace("REPORT", "NOTHING") for word in rule), "--user", OFFICE, code=2)).output
        assert "不是日期" in (await shell(*(word.replace("2026-01-01", "1月1日") for word in rule), "--user", OFFICE, code=2)).output

        file = tmp_path / "2027.json"
        file.write_text(json.dumps(YEAR, ensure_ascii=False), "utf-8")
        assert "已导入 2027 年" in (await shell("calendar", "import", str(file), "--user", OFFICE)).output
        years = (await shell("calendar", "list", "--user", OFFICE)).output
        assert re.search(r"2027 .*国办发明电〔2026〕9号 .* 4 .* 1 ", years) and "chinesecalendar" in years
        assert await connection.fetchval("SELECT count(*) FROM duty WHERE state = 'RUNNING' AND NOT late AND provisional AND due_at < '2027-12-01'") == 0

        made = (await shell("webhooks", "add", "GOV", "http://oa.hejiang.test/n", "--user", OFFICE)).output
        key = made.split()[0]
        assert "FUYUAN_WEBHOOK_HOSTS" in (await shell("webhooks", "add", "GOV", "http://other.test/", "--user", OFFICE, code=2)).output
        assert "只有县政府办" in (await shell("webhooks", "list", "--user", "faguan", code=2)).output
        assert "http://oa.hejiang.test/n" in (await shell("webhooks", "list", "--user", OFFICE)).output
        notice = await connection.fetchval("INSERT INTO notification (county, id, kind, label, agency, state) VALUES ('510522', $1, 'OVERDUE', '书面回复', 'GOV', 'UNREAD') RETURNING id", uuid4())
        await connection.execute("INSERT INTO delivery (county, id, webhook, notification, state, attempts, fault, created_at) VALUES ('510522', $1, $2, $3, 'DEAD', 10, 'HTTP 503', now())",
                                 uuid4(), key, notice)
        assert "HTTP 503" in (await shell("webhooks", "dead", "--user", OFFICE)).output
        assert "1 件重新发送" in (await shell("webhooks", "resend", "--user", OFFICE)).output
        assert await connection.fetchval("SELECT state FROM delivery") == "WAITING"
        assert "已停用" in (await shell("webhooks", "end", key, "--user", OFFICE)).output
    finally:
        await connection.close()


OFFICE = "zhengfuban"


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_year_is_read_from_json_and_csv_alike(tmp_path: Path) -> None:
    told, table = tmp_path / "y.json", tmp_path / "y.csv"
    told.write_text(json.dumps(YEAR), "utf-8")
    lines = [*(f"{day},放假" for day in YEAR["holidays"]), "2027-02-13,上班"]  # type: ignore[attr-defined]
    table.write_text("\ufeff日期,类别\n" + "\n".join(lines) + "\n\n", "utf-8")
    assert read(told) == read(table, "国办发明电〔2026〕9号")
    assert read(told).year == 2027
    table.write_text("day,kind\n2027-10-01,holiday\n2027-02-13,workday\n", "utf-8")
    assert read(table, "x").workdays == ("2027-02-13",)


@pytest.mark.parametrize(("name", "text", "says"), [
    ("y.json", "{", "Expecting"), ("y.json", "[]", "该形状"), ("y.json", '{"holidays": 5}', "shape"), ("y.json", '{"holidays": ["2027-13-01"], "source": "x"}', "2027-13-01"),
    ("y.json", '{"holidays": ["2027-10-01"]}', "--source"), ("y.json", '{"source": "x"}', "no year"), ("y.json", '{"year": true, "source": "x"}', "no year"),
    ("y.csv", "2027-10-01\n", "line 1"), ("y.csv", "2027-10-01,休息\n", "line 1"), ("y.csv", "2027-10-01,放假\n10-02,放假\n", "10-02"), ("y.csv", "", "no year"),
])
def test_a_file_that_is_no_calendar_says_why(tmp_path: Path, name: str, text: str, says: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(Problem) as refused:
        read(file, None if "--source" in says else "x")
    assert refused.value.code == "CALENDAR_FILE"
    assert says.replace("该形状", "that shape") in refused.value.text.en


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "y.csv"
    file.write_bytes("2027-10-01,放假".encode("gbk"))
    with pytest.raises(Problem):
        read(file, "x")


def test_a_day_told_twice_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "y.csv"
    file.write_text("2027-10-01,放假\n2027-10-01,放假\n", "utf-8")
    assert read(file, "x").holidays == (date(2027, 10, 1).isoformat(),)
