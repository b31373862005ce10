"""The replica: local work, rounds, lost answers, withdrawn cases, restored servers, leases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.client import rounds
from sync.client.problem import Problem
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica
from sync.client.store import Store
from tests.sync.client.field_server import Clock, Entropy, FieldServer

DRAFT = {"title": "荔枝园边界", "kind": "PEOPLE"}


class Device:
    """A device with its store in a folder, that can be switched off and on."""

    def __init__(self, folder: Path, server: FieldServer, seed: int = 0) -> None:
        self.folder, self.server, self.entropy = folder, server, Entropy(seed)
        self.on()
        self.remote = Remote("https://fuyuan.test", server.clock, server.transport())
        key = new_key()
        answer = self.remote.enrol("GOOD-CODE", "平板一", key)
        self.replica.enrolled(answer, "平板一", "https://fuyuan.test")
        self.remote.identify(answer["device"], key)

    def on(self) -> None:
        self.store = Store(self.folder)
        self.replica = Replica(self.store, self.server.clock, self.entropy)

    def off(self) -> None:
        self.store.close()

    def sync(self) -> Any:
        return self.replica.sync(self.remote)


@pytest.fixture
def server() -> FieldServer:
    return FieldServer(Clock())


@pytest.fixture
def device(tmp_path: Path, server: FieldServer) -> Iterator[Device]:
    made = Device(tmp_path / "one", server)
    yield made
    made.off()
    made.remote.close()


@pytest.fixture
def other(tmp_path: Path, server: FieldServer) -> Iterator[Device]:
    made = Device(tmp_path / "two", server, 1)
    yield made
    made.off()
    made.remote.close()


def test_a_new_document_travels_to_the_other_device(device: Device, other: Device) -> None:
    at = device.replica.new("Mediation", DRAFT)
    assert device.replica.sheet(at).values["state"] == "APPLIED"
    assert str(device.replica.sheet(at).values["aliasNumber"]).startswith("TMP-00000001-")
    assert device.sync().outcomes == {"applied": 1}
    other.sync()
    assert other.replica.sheet(at[-8:]).values["title"] == "荔枝园边界"
    assert device.replica.unsent() == 0
    assert device.replica.verify() == []


def test_edits_are_joined_keeping_the_first_base_and_moves_stay(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["demands=一"])
    device.replica.edit(at, ["demands=二", "facts=三"])
    device.replica.move(at, "accept")
    device.replica.edit(at, ["demands=四"])
    device.sync()
    assert [(op["kind"], op["base"], op["set"]) for op in server.log[1:]] == [
        ("edit", {"demands": None, "facts": None}, {"demands": "二", "facts": "三"}), ("move", {}, {}),
        ("edit", {"demands": "二"}, {"demands": "四"})]


def test_an_edit_taken_back_is_no_work(device: Device) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["demands=一"])
    device.replica.edit(at, ["demands="])
    assert device.replica.unsent() == 0


def test_a_lost_answer_is_sent_again_under_the_same_number(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    server.drop = True
    with pytest.raises(Problem) as lost:
        device.sync()
    assert lost.value.exit == 4
    device.off()
    device.on()
    server.drop = False
    device.replica.edit(at, ["facts=断电之后"])  # not joined with what was sent
    assert device.sync().outcomes == {"already": 1, "applied": 1}
    assert [op["n"] for op in server.log] == [1, 2]
    assert server.docs[at]["values"]["facts"] == "断电之后"


def test_sent_work_never_changes_its_content(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=甲"])
    server.drop = True
    with pytest.raises(Problem):
        device.sync()
    server.drop = False
    device.replica.edit(at, ["facts=乙"])
    device.sync()
    assert [op["set"] for op in server.log[1:]] == [{"facts": "甲"}, {"facts": "乙"}]
    assert server.docs[at]["values"]["facts"] == "乙"
    assert not server.conflicts


def test_unsent_work_merges_with_what_arrives(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=本机", "sessions+=第一次调解"])
    server.change(at, demands="他人", agreementAmount="1.00", sessions=[{"id": "s", "note": "他人的记录"}])
    device.replica.sync(device.remote, push=False)
    shown = device.replica.sheet(at).values
    assert (shown["facts"], shown["demands"]) == ("本机", "他人")
    assert [session["note"] for session in shown["sessions"]] == ["他人的记录", "第一次调解"]
    device.sync()
    assert device.replica.sheet(at).values["facts"] == "本机"
    assert not server.conflicts


def test_two_amounts_are_both_kept_and_the_first_base_stays(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT | {"agreementAmount": "1000"})
    device.sync()
    device.replica.edit(at, ["agreementAmount=15000"])
    server.change(at, agreementAmount="12000.00")
    device.replica.sync(device.remote, push=False)
    sheet = device.replica.sheet(at)
    assert sheet.values["agreementAmount"] == "12000.00"
    assert sheet.conflicts["agreementAmount"].mine == "15000.00"
    report = device.sync()
    assert report.outcomes == {"conflict": 1}
    assert [data["mine"] for _, _, data in device.store.notices("conflict")] == ["15000.00"]
    server.conflicts.clear()
    server.change(at, agreementAmount="15000.00")
    device.sync()
    assert device.store.notices("conflict") == []


def test_an_edit_in_sight_of_the_other_value_starts_from_it(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=甲"])
    server.change(at, facts="乙")
    device.replica.sync(device.remote, push=False)
    device.replica.edit(at, ["facts=甲乙"])
    report = device.sync()
    assert report.outcomes == {"conflict": 1, "applied": 1}
    assert server.log[-1]["base"] == {"facts": "乙"}


def test_work_on_a_withdrawn_case_waits_for_its_receipt_then_all_is_purged(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=移交之后写的"])
    server.withdraw(at)
    device.replica.sync(device.remote, push=False)
    document = device.store.document(at)
    assert document is not None
    assert document.gone
    assert document.base is None
    assert device.replica.sheet(at).values["facts"] == "移交之后写的"
    assert device.sync().outcomes == {"quarantined": 1}
    assert server.quarantined[0]["op"]["set"] == {"facts": "移交之后写的"}
    assert device.store.document(at) is None
    assert [op.shows for op in device.store.ops("id = ?", at)] == [False, False], "kept for a restored server, shown to nobody"
    assert server.acknowledged == [at]
    assert device.store.rows("SELECT * FROM purged") == []
    assert len(device.store.notices("quarantine")) == 1
    assert device.replica.verify() == []
    server.clock.now += timedelta(days=31)
    device.sync()
    assert device.store.ops("id = ?", at) == []


def test_a_withdrawn_case_without_work_goes_at_once_and_comes_back_whole(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    server.withdraw(at)
    device.sync()
    assert server.acknowledged == [at]
    with pytest.raises(Problem, match="NO_DOCUMENT"):
        device.replica.sheet(at)
    server.change(at, facts="再次移入")
    device.sync()
    assert device.replica.sheet(at).values["facts"] == "再次移入"


def test_a_restored_server_gets_back_what_it_forgot(device: Device, server: FieldServer) -> None:
    first = device.replica.new("Mediation", DRAFT)
    device.sync()
    saved = server.backup()
    second = device.replica.new("Mediation", {"title": "备份之后", "kind": "PEOPLE"})
    device.replica.edit(first, ["facts=备份之后"])
    device.sync()
    device.replica.edit(second, ["demands=还未发送"])
    server.restore(saved)
    report = device.sync()
    assert report.reset
    assert report.unsent == 0
    assert server.docs[first]["values"]["facts"] == "备份之后"
    assert server.docs[second]["values"]["demands"] == "还未发送"
    assert device.replica.sheet(second).values["demands"] == "还未发送"
    numbers = [op["n"] for op in server.log]
    assert numbers == [1, 2, 3, 2, 3, 4]
    assert not server.conflicts
    assert device.replica.verify() == []


def test_a_restored_server_gets_back_work_on_a_case_withdrawn_since(device: Device, server: FieldServer) -> None:
    """The backup is older than the work and than the hand-over: the server gives the case out again, and nothing done on it is lost."""
    old = device.replica.new("Mediation", DRAFT)
    device.sync()
    saved = server.backup()
    new = device.replica.new("Mediation", {"title": "备份之后", "kind": "PEOPLE"})
    device.replica.edit(old, ["facts=备份之后"])
    device.sync()
    for at in (old, new):
        server.withdraw(at)
    device.sync()
    assert device.replica.sheets() == [] and device.replica.status().unsent == 0
    server.restore(saved)
    first = rounds.request(device.store)
    rounds.take(device.store, first, device.remote.round(first), server.clock())
    assert [sheet.values["facts"] for sheet in device.replica.sheets()] == ["备份之后"], "what the server does not have yet is not hidden"
    assert device.replica.verify() == []
    report = device.sync()
    assert (report.unsent, server.conflicts, server.quarantined) == (0, [], [])
    assert server.docs[old]["values"]["facts"] == "备份之后"
    assert {sheet.id for sheet in device.replica.sheets()} == {old, new}


def test_a_restored_server_that_knows_of_the_hand_over_is_sent_nothing_twice(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=交出之后"])
    server.withdraw(at)
    device.sync()
    saved = server.backup()
    server.restore(saved)
    assert device.sync().outcomes == {"already": 2}
    assert len(server.log) == 2 and len(server.quarantined) == 1
    assert device.replica.sheets() == [] and device.replica.verify() == []
    assert not any(op.shows for op in device.store.ops())


def test_a_restored_server_drops_what_nobody_here_did(device: Device, server: FieldServer) -> None:
    saved = server.backup()
    server.put("Mediation", "Mediation:510522:0192cccc-0000-7000-8000-000000000001", {"title": "他人", "state": "APPLIED"})
    device.sync()
    assert len(device.replica.sheets()) == 1
    server.restore(saved)
    device.sync()
    assert device.replica.sheets() == []


def test_acknowledged_work_is_kept_for_thirty_days(device: Device, server: FieldServer) -> None:
    device.replica.new("Mediation", DRAFT)
    device.sync()
    server.clock.now += timedelta(days=29)
    device.sync()
    assert len(device.store.ops()) == 1
    server.clock.now += timedelta(days=2)
    device.sync()
    assert device.store.ops() == []


def test_pages_are_taken_one_by_one_and_a_cut_resumes(device: Device, server: FieldServer) -> None:
    for count in range(25):
        server.put("Mediation", f"Mediation:510522:0192cccc-0000-7000-8000-{count:012d}", {"title": str(count), "state": "APPLIED"})
    server.page = 10
    asked = rounds.request(device.store)
    rounds.take(device.store, asked, device.remote.round(asked), server.clock())
    device.off()
    device.on()
    assert len(device.replica.sheets()) == 10
    report = device.sync()
    assert (report.rounds, report.documents) == (2, 15)
    assert len(device.replica.sheets()) == 25


def test_an_answer_that_was_overtaken_does_not_turn_the_clock_back(device: Device, server: FieldServer) -> None:
    server.put("Mediation", "Mediation:510522:0192cccc-0000-7000-8000-000000000001", {"title": "旧", "state": "APPLIED"})
    slow = rounds.request(device.store)
    late = device.remote.round(slow)
    server.change("Mediation:510522:0192cccc-0000-7000-8000-000000000001", title="新")
    device.sync()
    taken = rounds.take(device.store, slow, late, server.clock())
    assert taken.stale
    assert device.replica.sheets()[0].values["title"] == "新"


def test_refused_work_is_kept_mended_and_sent_again(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", {"title": "退回", "kind": "PEOPLE"})
    report = device.sync()
    assert [receipt["code"] for receipt in report.attention] == ["TITLE"]
    assert device.replica.sheet(at).values["title"] == "退回"
    device.replica.edit(at, ["facts=补充"])
    device.sync()
    assert device.replica.unsent() == 1  # held until the document itself is sent again
    with pytest.raises(Problem, match="NOT_REFUSED"):
        device.replica.retry(device.replica.new("Mediation", DRAFT))
    device.replica.discard(at)
    assert device.replica.sheet(at).refused == []


def test_a_refused_move_can_be_tried_again_or_given_up(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.move(at, "decline", ["reason=退回"])
    assert device.replica.sheet(at).values["state"] == "DECLINED"
    assert device.sync().outcomes == {"refused": 1}
    sheet = device.replica.sheet(at)
    assert (sheet.values["state"], len(sheet.refused)) == ("APPLIED", 1)
    assert device.replica.retry(at) == 1
    assert device.sync().outcomes == {"refused": 1}
    assert device.replica.discard(at) == 1
    assert device.replica.status().refused == 0


def test_a_full_number_is_sent_then_dropped_and_asked_for_after_a_restore(device: Device, server: FieldServer) -> None:
    saved = server.backup()
    at = device.replica.new("JudicialRelief", {"title": "救助", "applicantName": "陶运生", "applicantIdNumber": "510522190001010004"})
    device.replica.edit(at, ['parties+={"kind":"PERSON","name":"陶晓岚","phone":"13800000004"}'])
    device.sync()
    assert server.docs[at]["values"]["applicantIdNumber"] == "510522190001010004"
    assert server.docs[at]["values"]["parties"][0]["phone"] == "13800000004"
    assert device.replica.sheet(at).values["applicantIdNumber"] == "510522********0004"
    kept = "".join(str(row) for table in ("op", "document", "notice", "fact") for row in device.store.rows(f"SELECT * FROM {table}"))
    assert "510522190001010004" not in kept
    assert "13800000004" not in kept
    server.restore(saved)
    device.sync()
    assert device.replica.status().retype == 2
    assert server.docs[at]["values"]["applicantName"] == "陶运生"
    server.withdraw(at)
    device.sync()
    assert device.replica.status().retype == 0, "nobody can do that any more"


def test_the_lease_locks_everything_but_rounds_and_status(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    server.clock.now += timedelta(days=15)
    for attempt in (lambda: device.replica.sheets(), lambda: device.replica.edit(at, ["facts=一"]),
                    lambda: device.replica.new("Mediation", DRAFT), lambda: device.replica.sheet(at),
                    lambda: device.replica.move(at, "accept"), lambda: device.replica.sign(at, "申请人", "罗", "捺印")):
        with pytest.raises(Problem, match="LEASE_ENDED") as locked:
            attempt()
        assert locked.value.exit == 6
    assert device.replica.status().locked
    device.sync()
    assert not device.replica.status().locked
    device.replica.edit(at, ["facts=一"])


def test_a_clock_set_back_does_not_lengthen_the_lease(device: Device, server: FieldServer) -> None:
    server.clock.now += timedelta(days=15)
    device.replica.tick()
    server.clock.now -= timedelta(days=10)
    assert device.replica.locked()


def test_a_revoked_device_loses_the_cases_and_keeps_its_unsent_work(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    mine = device.replica.new("Mediation", {"title": "未发送", "kind": "PEOPLE"})
    assert device.replica.revoked().code == "REVOKED"
    assert device.store.document(at) is None
    assert [op.id for op in device.store.ops()] == [mine], "and of what was sent nothing is kept, not even for a restored server"
    with pytest.raises(Problem, match="REVOKED"):
        device.replica.sheets()


def test_enrolling_again_sends_unsent_work_under_new_numbers(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=甲"])
    server.drop = True
    with pytest.raises(Problem):
        device.sync()
    server.drop = False
    key = new_key()
    answer = device.remote.enrol("GOOD-CODE", "平板二", key)
    device.replica.enrolled(answer, "平板二", "https://fuyuan.test")
    device.remote.identify(answer["device"], key)
    device.replica.edit(at, ["facts=乙"])
    report = device.sync()
    assert "conflict" not in report.outcomes
    assert server.docs[at]["values"]["facts"] == "乙"
    assert device.replica.unsent() == 0


def test_enrolling_again_sends_settled_work_only_to_a_restored_server(device: Device, server: FieldServer) -> None:
    """One that goes on living has it; what others did since must not meet it a second time."""
    saved = server.backup()
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    device.replica.edit(at, ["facts=甲"])
    device.sync()
    server.change(at, facts="他人改过")
    for life in ("same", "restored"):
        if life == "restored":
            server.restore(saved)
        key = new_key()
        answer = device.remote.enrol("GOOD-CODE", "平板", key)
        device.replica.enrolled(answer, "平板", "https://fuyuan.test")
        device.remote.identify(answer["device"], key)
        report = device.sync()
        assert report.outcomes == ({} if life == "same" else {"applied": 2})
        assert device.replica.sheet(at).values["facts"] == ("他人改过" if life == "same" else "甲")
        assert not server.conflicts and device.replica.verify() == []
    server.restore(server.backup())
    assert device.sync().outcomes == {"already": 2}, "under the numbers of this enrolment"


def test_a_server_restored_after_a_second_enrolment_is_not_sent_what_it_must_know(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    device.sync()
    key = new_key()
    answer = device.remote.enrol("GOOD-CODE", "平板", key)
    device.replica.enrolled(answer, "平板", "https://fuyuan.test")
    device.remote.identify(answer["device"], key)
    device.sync()
    saved = server.backup()
    device.replica.edit(at, ["facts=甲"])
    device.sync()
    server.restore(saved)
    assert device.sync().outcomes == {"applied": 1}
    assert server.docs[at]["values"]["facts"] == "甲" and device.replica.verify() == []


def test_another_person_does_not_send_what_the_first_one_wrote(device: Device, server: FieldServer) -> None:
    at = device.replica.new("Mediation", DRAFT)
    answer = device.remote.enrol("GOOD-CODE", "平板", new_key())
    answer["user"] = {"id": "User:510522:0192aaaa-0000-7000-8000-000000000002", "name": "他人", "username": "other"}
    device.replica.enrolled(answer, "平板", "https://fuyuan.test")
    assert device.replica.unsent() == 0
    assert [op.code for op in device.store.ops("id = ?", at)] == ["OTHER_PERSON"]


def test_expired_tokens_are_renewed_once(device: Device, server: FieldServer) -> None:
    device.sync()
    server.expire_tokens = 1
    device.sync()
    server.expire_tokens = 5
    with pytest.raises(Problem, match="DENIED"):
        device.sync()


def test_an_answer_that_makes_no_sense_changes_nothing(device: Device, server: FieldServer, monkeypatch: pytest.MonkeyPatch) -> None:
    device.replica.new("Mediation", DRAFT)
    for response in (httpx.Response(200, json={"v": 1}), httpx.Response(502, text="bad gateway"), httpx.Response(200, text="<html>")):
        monkeypatch.setattr(server, "_round", lambda _, answer=response: answer)
        with pytest.raises(Problem) as unclear:
            device.sync()
        assert unclear.value.exit == 4
        assert device.replica.unsent() == 1


def test_plain_http_is_refused_but_on_this_machine(server: FieldServer) -> None:
    with pytest.raises(Problem, match="INSECURE"):
        Remote("http://10.0.0.1", server.clock)
    Remote("http://127.0.0.1:8000", server.clock).close()


def test_the_store_is_encrypted_private_and_durable(device: Device, tmp_path: Path) -> None:
    device.replica.new("Mediation", DRAFT)
    assert device.store.rows("PRAGMA synchronous") == [(2,)]
    for path in (tmp_path / "one").iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert "荔枝园".encode() not in path.read_bytes()
    device.off()
    (tmp_path / "one" / "field.key").write_text("00" * 32)
    with pytest.raises(Problem, match="STORE"):
        Store(tmp_path / "one")
    (tmp_path / "one" / "field.key").unlink()
    with pytest.raises(Problem, match="STORE"):
        Store(tmp_path / "one")


def test_a_passphrase_opens_the_store_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    Store(tmp_path / "p", "口令").close()
    Store(tmp_path / "p", "口令").close()
    for wrong in ("错", None):
        with pytest.raises(Problem, match="STORE"):
            Store(tmp_path / "p", wrong)
