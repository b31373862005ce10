"""No local write is lost: random work on two devices under lost answers, restarts, repeats, withdrawals and restores."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sync.client import rounds
from sync.client.overlay import Act, compacted, shown
from sync.client.problem import Problem
from sync.client.remote import Remote, new_key
from sync.client.replica import Replica
from sync.client.store import Store
from sync.wire import parse_answer
from tests.sync.client.field_server import DECLARED, Clock, Entropy, FieldServer

EXAMPLES = 120
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # most of the time goes to the disk, and no power is cut here
ACTS = ("new", "edit", "edit", "amount", "note", "note", "accept", "sync", "sync", "pull", "drop", "unreachable", "cut", "repeat",
        "restart", "elsewhere", "withdraw", "withdraw", "backup", "restore", "restore")


class Field:
    """Two devices, one server, and everything that was ever written, by a token that occurs once."""

    def __init__(self, folder: Path) -> None:
        self.server, self.count = FieldServer(Clock()), 0
        self.server.page = 3
        self.notes: set[str] = set()
        self.last: dict[tuple[int, str, str], str] = {}
        self.saved = self.server.backup()
        self.folders = [folder / "a", folder / "b"]
        self.entropy = [Entropy(1), Entropy(2)]
        self.replicas: list[Replica] = []
        self.remotes: list[Remote] = []
        for at, path in enumerate(self.folders):
            replica = Replica(Store(path), self.server.clock, self.entropy[at])
            remote, key = Remote("https://fuyuan.test", self.server.clock, self.server.transport()), new_key()
            answer = remote.enrol("GOOD-CODE", str(at), key)
            replica.enrolled(answer, str(at), "https://fuyuan.test")
            remote.identify(answer["device"], key)
            self.replicas.append(replica)
            self.remotes.append(remote)

    def token(self) -> str:
        self.count += 1
        return f"词{self.count:05d}"

    def do(self, act: str, who: int, pick: int) -> None:
        replica, server = self.replicas[who], self.server
        sheets = replica.sheets()
        target = sheets[pick % len(sheets)].id if sheets else None
        match act:
            case "new":
                word = self.token()
                replica.new("Mediation", {"title": word, "kind": "PEOPLE", "sessions": [word]})
                self.notes.add(word)
            case "edit" | "amount" if target:
                name, word = ("facts", self.token()) if act == "edit" else ("agreementAmount", f"{self.count + 100000}.00")
                self.count += 1
                replica.edit(target, [f"{name}={word}"])
                self.last[who, target, name] = word
            case "note" if target:
                word = self.token()
                replica.edit(target, [f"sessions+={word}"])
                self.notes.add(word)
            case "accept" if target and replica.sheet(target).values["state"] == "APPLIED":
                replica.move(target, "accept")
            case "sync" | "pull":
                replica.sync(self.remotes[who], push=act == "sync")
            case "drop" | "unreachable":
                setattr(server, act, True)
                with pytest.raises(Problem):
                    replica.sync(self.remotes[who])
                setattr(server, act, False)
            case "cut":  # the server worked, the device was switched off before it wrote anything down
                self.remotes[who].round(rounds.request(replica.store))
                self.restart(who)
            case "repeat":
                asked = rounds.request(replica.store)
                answers = [self.remotes[who].round(asked) for _ in range(2)]
                for answer in answers:
                    rounds.take(replica.store, asked, answer, server.clock())
            case "restart":
                self.restart(who)
            case "elsewhere" if server.docs:
                at = sorted(server.docs)[pick % len(server.docs)]
                if not server.docs[at]["gone"]:
                    server.change(at, demands=self.token(), facts=self.token())
            case "withdraw" if server.docs:
                server.withdraw(sorted(server.docs)[pick % len(server.docs)])
            case "backup":
                self.saved = server.backup()
            case "restore":
                server.restore(self.saved)

    def restart(self, who: int) -> None:
        self.replicas[who].store.close()
        self.replicas[who] = Replica(Store(self.folders[who]), self.server.clock, self.entropy[who])

    def close(self) -> None:
        for replica, remote in zip(self.replicas, self.remotes, strict=True):
            replica.store.close()
            remote.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 6)), min_size=15, max_size=30))
@example([("withdraw", 0, 0), ("sync", 0, 0), ("sync", 1, 0), ("restore", 0, 0)])  # of a document no backup has
@example([("backup", 0, 0), ("edit", 0, 0), ("note", 1, 0), ("sync", 0, 0), ("sync", 1, 0), ("withdraw", 0, 0), ("sync", 0, 0), ("sync", 1, 0),
          ("restore", 0, 0)])
@example([("backup", 0, 0), ("withdraw", 0, 0), ("note", 0, 0), ("sync", 0, 0), ("restore", 0, 0), ("note", 1, 0), ("cut", 1, 0)])
def test_no_local_write_is_lost(acts: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        field = Field(Path(folder))
        try:
            for act, who, pick in [("new", 0, 0), ("sync", 0, 0), ("sync", 1, 0), *acts]:
                field.do(act, who, pick)
            for _ in range(2):
                for replica, remote in zip(field.replicas, field.remotes, strict=True):
                    replica.sync(remote)
            _nothing_lost(field)
            _agreed(field)
        finally:
            field.close()


def _nothing_lost(field: Field) -> None:
    server = field.server
    held = json.dumps([server.docs, server.quarantined], ensure_ascii=False)
    assert {word for word in field.notes if word not in held} == set()
    settled = json.dumps([op["set"] for op in server.known], ensure_ascii=False)
    assert {word for word in field.last.values() if word not in settled} == set()
    for replica in field.replicas:
        assert replica.unsent() == 0
        assert replica.verify() == []


def _agreed(field: Field) -> None:
    """Both devices show what the server holds, and hold nothing that was withdrawn."""
    server = field.server
    alive = {at: server._rendered(at) for at, doc in server.docs.items() if not doc["gone"]}
    for replica in field.replicas:
        shown_here = {sheet.id: sheet.values for sheet in replica.sheets()}
        assert shown_here.keys() == alive.keys()
        assert {at: {key: value for key, value in values.items() if value is not None} for at, values in shown_here.items()} == {
            at: {key: value for key, value in values.items() if value is not None} for at, values in alive.items()}


VALUES = st.sampled_from(["甲", "乙", None])


@st.composite
def edits(draw: st.DrawFn, at: dict[str, Any]) -> tuple[Act, dict[str, Any]]:
    """One edit of a document and the document after it."""
    base: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for name in draw(st.sets(st.sampled_from(["facts", "demands", "agreementText"]), max_size=2)):
        base[name], changes[name] = at[name], draw(VALUES)
    if draw(st.booleans()):
        delta: dict[str, Any] = {"add": [{"id": f"n{len(at['sessions'])}", "note": draw(VALUES), "place": None}]}
        if at["sessions"] and draw(st.booleans()):
            element = draw(st.sampled_from(at["sessions"]))
            delta["change"] = {element["id"]: {"place": draw(VALUES)}}
            base["sessions"] = [{"id": element["id"], "place": element["place"]}]
        changes["sessions"] = delta
    act = Act("edit", base, changes, None)
    return act, shown(DECLARED["collections"]["Mediation"], at, [act]).values


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_joined_edits_do_what_the_two_did(data: st.DataObject) -> None:
    collection = DECLARED["collections"]["Mediation"]
    start = shown(collection, {"facts": "甲", "sessions": [{"id": "s", "note": "旧", "place": "村"}]}, []).values
    first, between = data.draw(edits(start))
    second, after = data.draw(edits(between))
    joined = compacted(first, second)
    assert joined is not None
    again = shown(collection, start, [joined])
    assert again.values == after
    assert again.conflicts == {}


def test_a_kill_between_sending_and_the_answer_loses_nothing(tmp_path: Path) -> None:
    server = FieldServer(Clock())
    remote, key = Remote("https://fuyuan.test", server.clock, server.transport()), new_key()
    answer = remote.enrol("GOOD-CODE", "平板", key)
    remote.identify(answer["device"], key)
    replica = Replica(Store(tmp_path / "s"), server.clock, Entropy())
    replica.enrolled(answer, "平板", "https://fuyuan.test")
    at = replica.new("Mediation", {"title": "断电", "kind": "PEOPLE"})
    replica.store.close()
    _killed(tmp_path, "asked = rounds.request(store); (folder / 'asked').write_text(json.dumps(asked)); die()")
    asked = json.loads((tmp_path / "asked").read_text())
    assert [op["n"] for op in asked["ops"]] == [1]
    given_back = server.handle(httpx.Request("POST", "https://fuyuan.test/sync/round", json=asked)).json()
    (tmp_path / "answer").write_text(json.dumps(parse_answer(given_back)))
    (tmp_path / "declared").unlink(missing_ok=True)
    _killed(tmp_path, "rounds._prune = lambda *_: die(); rounds.take(store, json.loads((folder / 'asked').read_text()),"
                      " json.loads((folder / 'answer').read_text()), datetime.now(UTC))")
    replica = Replica(Store(tmp_path / "s"), server.clock, Entropy(3))
    assert replica.store.fact("seq") == 0  # neither page nor checkpoint nor receipt: all or nothing
    assert replica.unsent() == 1
    assert replica.sync(remote).outcomes == {"already": 1}
    assert len(server.log) == 1
    assert replica.sheet(at).values["title"] == "断电"
    assert replica.verify() == []
    replica.store.close()
    remote.close()


def _killed(folder: Path, body: str) -> None:
    """Run a few lines on the store in another process that kills itself without warning."""
    lines = ("import json, os, signal, sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
             "from sync.client import rounds\nfrom sync.client.store import Store\n"
             "def die():\n    os.kill(os.getpid(), signal.SIGKILL)\n"
             "folder = Path(sys.argv[1]); store = Store(folder / 's')\n" + body)
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", lines, str(folder)], cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=False)
    assert done.returncode == -signal.SIGKILL
