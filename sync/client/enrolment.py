"""Writing an enrolment down, the first one or a later one on a device that already holds work."""

from datetime import datetime

from sync.client import rounds
from sync.client.problem import Problem
from sync.client.store import Store
from sync.wire import Enrolment


def record(store: Store, answer: Enrolment, name: str, server: str, now: datetime) -> None:
    """The device's facts; unsent work of the same person is kept, and never joined with later work."""
    with store.transaction():
        before = store.fact("user")
        if before and before["id"] != answer["user"]["id"]:
            _set_aside(store, now)
        if rounds.life(store.fact("epoch")) == rounds.life(answer["epoch"]):
            rounds.reread(store)
        else:
            rounds.restart(store, now, numbered=False)
        store.run("UPDATE op SET phase = 'local', alone = 1 WHERE phase = 'sent'")
        store.run("UPDATE op SET n = NULL")
        facts = {
            "device": answer["device"],
            "county": answer["county"],
            "user": answer["user"],
            "unit": answer["unit"],
            "epoch": answer["epoch"],
            "seq": 0,
            "declarations": answer["declarations"],
            "lease_until": answer["leaseUntil"],
            "name": name,
            "server": server,
            "counter": 0,
            "revoked": False,
            "last_contact": now.isoformat(),
            "clock": now.isoformat(),
        }
        for key, value in facts.items():
            store.set_fact(key, value)


def _set_aside(store: Store, now: datetime) -> None:
    """Another person takes the device over: what was pulled goes, unsent words are kept but never sent."""
    text = Problem("OTHER_PERSON")
    store.run("UPDATE op SET phase = 'settled', outcome = 'refused', code = ?, zh = ?, en = ?, settled_at = ?"
              " WHERE phase <> 'settled'", text.code, text.zh, text.en, now.isoformat())
    for document in store.documents():
        rounds.lose(store, document.id)
    store.run("DELETE FROM op WHERE outcome <> 'refused'")
    store.run("DELETE FROM notice")
    store.run("DELETE FROM purged")
