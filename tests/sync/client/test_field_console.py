"""The command line: a whole day without signal in the hills of 福宝镇 (story 12), refusals and exit codes."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sync.client.console import Session, app
from tests.sync.client.field_server import Clock, Entropy, FieldServer

Run = Callable[..., Result]
TEXT = "冯小满移植荔枝树六株，罗青禾出资1800元修沟。"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FieldServer:
    made = FieldServer(Clock())
    monkeypatch.setattr(Session, "clock", staticmethod(made.clock))
    monkeypatch.setattr(Session, "entropy", staticmethod(Entropy()))
    monkeypatch.setattr(Session, "transport", made.transport())
    return made


@pytest.fixture
def run(tmp_path: Path, server: FieldServer) -> Iterator[Run]:
    runner = CliRunner(env={"FUYUAN_FIELD_HOME": str(tmp_path / "field"), "COLUMNS": "160", "FUYUAN_FIELD_PASSPHRASE": "", "FUYUAN_LANG": "zh"})

    def invoke(*words: str, code: int = 0) -> Result:
        result = runner.invoke(app, list(words))
        assert result.exit_code == code, (words, result.output, result.exception)
        return result

    yield invoke


@pytest.fixture
def enrolled(run: Run, server: FieldServer) -> Run:
    run("enroll", "https://fuyuan.test", "GOOD-CODE", "--name", "福宝平板")
    return run


def entered(result: Result) -> str:
    found = re.search(r"(\w+:510522:[0-9a-f-]{36})", result.output)
    assert found
    return found[1]


def test_a_whole_day_without_signal(enrolled: Run, server: FieldServer, tmp_path: Path) -> None:
    run = enrolled
    server.unreachable = True
    at = entered(run("new", "调解", "title=荔枝树越界", "kind=人民调解", "dispute_type=NEIGHBOUR", "township=510522126",
                     'parties+={"kind":"PERSON","role":"申请人","name":"罗青禾","idNumber":"510522190001010004"}'))
    short = at[-8:]
    run("edit", short, 'parties+={"kind":"PERSON","role":"被申请人","name":"冯小满","phone":"13800000004"}', "facts=荔枝树越界及排水沟争吵")
    run("edit", short, "sessions+=双方到场，现场丈量。", "consentApplicant=是", "consentRespondent=是")
    run("move", short, "受理")
    run("move", short, "begin")
    run("edit", short, "sessions.1.place=望荔村")
    assert "AGREED_DRAFT" in run("--lang", "en", "move", short, "draft", f"agreementText={TEXT}", "agreementAmount=1800").output
    picture = tmp_path / "thumb.jpg"
    picture.write_bytes(b"\xff\xd8 thumbprint")
    run("sign", short, "--capacity", "申请人", "--name", "罗青禾", "--manner", "捺印", "--image", str(picture))
    run("sign", short, "--capacity", "RESPONDENT", "--name", "冯小满", "--manner", "THUMBPRINT")
    run("sign", short, "--capacity", "MEDIATOR", "--name", "潘砚")
    assert "已签署" in run("move", short, "sign", "effectiveOn=2026-03-09", "sealedOn=2026-03-09").output
    shown = run("show", short).output
    assert TEXT in shown
    assert "510522********0004" in shown
    assert "510522190001010004" not in shown
    assert "138****0004" in shown
    assert "望荔村" in shown
    assert "start_performance" in shown
    assert "具有法律效力" in run("edit", short, "agreementAmount=2000", code=2).output
    assert "签名一经作出" in run("edit", short, "signatures.1.name=他人", code=2).output
    listed = run("list", "mediation", "--state", "已签署（生效）", "--search", "荔枝").output
    assert "荔枝树越界" in listed
    assert "未发送" in listed
    assert "共 0 份" in run("list", "--search", "没有的词").output
    assert "无法连接" in run("sync", code=4).output
    assert re.search(r"未发送\s*│\s*1\d", run("status").output)
    run("verify")

    server.unreachable = False
    assert "未发送 0" in run("sync").output
    values = server.docs[at]["values"]
    assert values["state"] == "SIGNED"
    assert (values["agreementAmount"], values["township"], values["disputeType"]) == ("1800.00", "Division:510522:510522126", "NEIGHBOUR")
    assert [party["idNumber"] for party in values["parties"] if "idNumber" in party] == ["510522190001010004"]
    assert {one["textDigest"] for one in values["signatures"]} == {hashlib.sha256(TEXT.encode()).hexdigest()}
    assert values["signatures"][0]["imageDigest"] == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert [op["kind"] for op in server.log] == ["create", "edit", "move", "move", "edit", "move", "edit", "edit", "edit", "move"]
    assert values["aliasNumber"].startswith("TMP-")
    assert at[-8:] in run("show", values["aliasNumber"]).output
    assert "没有待处理的冲突" in run("conflicts").output


def test_before_enrolment_and_with_a_wrong_code(run: Run, server: FieldServer) -> None:
    for words in (("list",), ("status",), ("pull",), ("show", "abcd"), ("verify",)):
        assert "尚未登记" in run(*words, code=3).output
    assert "登记码无效" in run("enroll", "https://fuyuan.test", "BAD", code=5).output
    assert "https://" in run("enroll", "http://example.org", "GOOD-CODE", code=2).output
    run("status", code=3)


def test_enrolling_twice_asks_for_again(enrolled: Run) -> None:
    assert "--again" in enrolled("enroll", "https://fuyuan.test", "GOOD-CODE", code=2).output
    enrolled("enroll", "https://fuyuan.test", "GOOD-CODE", "--again")


def test_an_enrolment_whose_answer_was_lost_uses_the_same_key(run: Run, server: FieldServer) -> None:
    server.unreachable = True
    run("enroll", "https://fuyuan.test", "GOOD-CODE", code=4)
    server.unreachable = False
    run("enroll", "https://fuyuan.test", "GOOD-CODE")
    assert server.devices == 1


@pytest.mark.parametrize(("words", "code", "said"), [
    (("new", "nothing", "title=x"), 2, "没有名为"), (("new", "mediation", "title=x"), 2, "还须填写：调解类型"),
    (("new", "mediation", "title"), 2, "看不懂"), (("new", "mediation", "title=x", "kind=WRONG"), 2, "可选"),
    (("new", "mediation", "title=x", "kind=PEOPLE", "agreementAmount=1e3"), 2, "应为金额"),
    (("new", "mediation", "title=x", "kind=PEOPLE", "performanceDueOn=2026-02-30"), 2, "应为日期"),
    (("new", "mediation", "title=x", "kind=PEOPLE", "state=SIGNED"), 2, "由服务器给出"),
    (("new", "mediation", "title=x", "kind=PEOPLE", "colour=red"), 2, "没有字段"),
    (("new", "mediation", f"title={'长' * 201}", "kind=PEOPLE"), 2, "最多 200 字"),
    (("new", "mediation", "title=x", "kind=PEOPLE", 'parties+={"kind":"PERSON"}'), 2, "还须填写：姓名"),
    (("new", "mediation", "title=x", "kind=PEOPLE", 'parties+={"kind":"PERSON","name":"x","idNumber":"510522198502300014"}'), 2, "校验不符"),
    (("new", "mediation", "--file", "/nowhere"), 2, "无法读取"), (("show", "abcdefgh"), 7, "本机没有"), (("move", "abcdefgh", "x"), 7, "本机没有"),
])
def test_wrong_input_says_what_to_do(enrolled: Run, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in enrolled(*words, code=code).output.replace("\n", "")
    assert "共 0 份" in enrolled("list").output


def test_wrong_steps_say_what_is_possible(enrolled: Run) -> None:
    at = entered(enrolled("new", "mediation", "title=x", "kind=PEOPLE"))
    assert "accept（受理）" in enrolled("move", at, "sign", code=2).output
    assert "还须填写：理由" in enrolled("move", at, "decline", code=2).output
    assert "不收" in enrolled("move", at, "accept", "facts=一", code=2).output
    assert "没有可签署的文本" in enrolled("sign", at, "--capacity", "申请人", "--name", "罗", code=2).output
    assert "没有可改动的内容" in enrolled("edit", at, "title=x", code=2).output
    assert "没有第" in enrolled("edit", at, "sessions.3.note=x", code=2).output
    assert "还须填写：标题" in enrolled("edit", at, "title=", code=2).output
    assert "没有被服务器拒绝" in enrolled("retry", at, code=2).output


def test_a_document_from_a_file(enrolled: Run, tmp_path: Path, server: FieldServer) -> None:
    path = tmp_path / "new.json"
    path.write_text(json.dumps({"title": "从文件", "kind": "PEOPLE", "sessions": [{"note": "一"}, {"note": "二"}], "consentApplicant": True,
                                "parties": [{"kind": "PERSON", "name": "罗青禾"}]}), "utf-8")
    at = entered(enrolled("new", "mediation", "--file", str(path)))
    enrolled("push")
    values = server.docs[at]["values"]
    assert [session["note"] for session in values["sessions"]] == ["一", "二"]
    assert values["parties"][0]["id"].startswith("Party:510522:")
    assert values["consentApplicant"] is True
    assert values["createdOffline"] is True


def test_a_conflict_is_shown_with_both_values(enrolled: Run, server: FieldServer) -> None:
    at = entered(enrolled("new", "mediation", "title=x", "kind=PEOPLE", "agreementAmount=1000"))
    enrolled("sync")
    enrolled("edit", at, "agreementAmount=15000")
    server.change(at, agreementAmount="12000.00")
    enrolled("pull")
    assert "有差异1" in enrolled("list").output
    shown = enrolled("conflicts").output
    assert "12000.00" in shown
    assert "15000.00" in shown
    assert "有冲突 1" in enrolled("sync").output
    assert "15000.00" in enrolled("conflicts").output
    assert re.search(r"有冲突\s*│\s*1", enrolled("status").output)


def test_a_withdrawn_case_and_its_late_work(enrolled: Run, server: FieldServer) -> None:
    at = entered(enrolled("new", "mediation", "title=x", "kind=PEOPLE"))
    enrolled("sync")
    enrolled("edit", at, "facts=迟到")
    server.withdraw(at)
    assert "已隔离 1" in enrolled("sync").output
    assert "案件已移交" in enrolled("conflicts").output
    enrolled("show", at, code=7)
    assert server.acknowledged == [at]


def test_refused_work_and_what_to_do(enrolled: Run, server: FieldServer) -> None:
    at = entered(enrolled("new", "mediation", "title=退回", "kind=PEOPLE"))
    assert "标题不妥" in enrolled("sync").output
    shown = enrolled("conflicts").output
    assert "标题不妥" in shown
    assert "retry" in shown
    assert "被退回1" in enrolled("list").output
    enrolled("retry", at)
    enrolled("sync")
    enrolled("discard", at)
    assert "共 0 份" in enrolled("list").output
    enrolled("verify")


def test_the_lease_locks_and_a_round_unlocks(enrolled: Run, server: FieldServer) -> None:
    enrolled("new", "mediation", "title=x", "kind=PEOPLE")
    server.clock.now += timedelta(days=15)
    for words in (("list",), ("conflicts",), ("new", "mediation", "title=y", "kind=PEOPLE")):
        assert "租期" in enrolled(*words, code=6).output
    assert "已锁定" in enrolled("status").output
    enrolled("sync")
    assert "共 1 份" in enrolled("list").output


def test_a_revoked_device_is_emptied(enrolled: Run, server: FieldServer) -> None:
    enrolled("new", "mediation", "title=x", "kind=PEOPLE")
    enrolled("sync")
    server.revoked = True
    assert "已被注销" in enrolled("sync", code=6).output
    enrolled("list", code=6)
    assert "已锁定" in enrolled("status").output


def test_english(enrolled: Run) -> None:
    at = entered(enrolled("--lang", "en", "new", "mediation", "title=x", "kind=PEOPLE"))
    shown = enrolled("--lang", "en", "show", at).output
    assert "possible now" in shown
    assert "dispute type" not in shown
    assert "unsent" in enrolled("--lang", "en", "status").output
    assert "There is no collection" in enrolled("--lang", "en", "list", "nothing", code=2).output


def test_a_passphrase_instead_of_a_key_file(tmp_path: Path, server: FieldServer, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = CliRunner(env={"FUYUAN_FIELD_HOME": str(tmp_path / "p"), "FUYUAN_FIELD_PASSPHRASE": "荔枝", "FUYUAN_LANG": "zh"})
    assert runner.invoke(app, ["enroll", "https://fuyuan.test", "GOOD-CODE"]).exit_code == 0
    assert not (tmp_path / "p" / "field.key").exists()
    assert runner.invoke(app, ["status"]).exit_code == 0
    wrong = runner.invoke(app, ["status"], env={"FUYUAN_FIELD_PASSPHRASE": "龙眼"})
    assert wrong.exit_code == 8
    assert "无法打开" in wrong.output


def test_help_names_the_exit_codes(run: Run) -> None:
    assert "退出码" in run("--help").output
