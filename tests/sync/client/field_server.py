"""A server in memory that keeps the contract of the round, with switches for the mishaps of the field."""

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from schema.merge import ABSENT, merge_document
from schema.registry import RECORDS
from sync.client.overlay import rules
from sync.client.value import masked
from sync.wire import Json, Op, Receipt, declarations, merging, parse_round

DECLARED = declarations(RECORDS.values())
USER = {"id": "User:510522:0192aaaa-0000-7000-8000-000000000001", "name": "潘砚", "username": "panyan"}


class Clock:
    """A clock the tests turn."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=7)
        return self.now


class Entropy:
    """Bytes that never come twice."""

    def __init__(self, seed: int = 0) -> None:
        self.count = seed << 40

    def __call__(self, size: int) -> bytes:
        self.count += 1
        return self.count.to_bytes(size, "big")


class FieldServer:
    """One county, one unit. `drop` loses answers after the work was done, `unreachable` loses requests before."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.epoch, self.seq = clock, "e1", 0
        self.docs: dict[str, Json] = {}  # id -> {"c", "values", "seq", "gone"}
        self.receipts: dict[tuple[str, int], Receipt] = {}
        self.quarantined: list[Json] = []
        self.conflicts: list[Json] = []
        self.seen: dict[tuple[str, str, int], Op] = {}
        self.log: list[Op] = []  # every op that was settled for the first time, in any life
        self.known: list[Op] = []  # those this life of the server knows of
        self.acknowledged: list[str] = []
        self.drop, self.unreachable, self.revoked = False, False, False
        self.page = 1000
        self.lease = timedelta(days=14)
        self.devices = 0
        self.keys: dict[str, str] = {}
        self.expire_tokens = 0
        self.rounds = 0

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.handle)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if self.unreachable:
            raise httpx.ConnectError("no signal", request=request)
        body = json.loads(request.content)
        response = {"/devices/enrol": self._enrol, "/auth/device": self._auth, "/sync/round": self._round}[request.url.path](body)
        if self.drop and request.url.path == "/sync/round":
            raise httpx.ReadTimeout("answer lost", request=request)
        return response

    def _enrol(self, body: Json) -> httpx.Response:
        if body["code"] != "GOOD-CODE":
            return _problem(403, "ENROLMENT_CODE", "登记码无效、已使用或已过期。", "The enrolment code is wrong, used or expired.")
        if body["publicKey"] not in self.keys:
            self.devices += 1
            self.keys[body["publicKey"]] = f"0192bbbb-0000-7000-8000-{self.devices:012d}"
        return httpx.Response(200, json={
            "device": self.keys[body["publicKey"]], "county": "510522", "user": USER, "unit": "CTW-FB", "epoch": self.epoch,
            "declarations": DECLARED, "leaseUntil": self._lease(), "server": "https://fuyuan.test"})

    def _auth(self, body: Json) -> httpx.Response:
        if self.revoked:
            return _problem(403, "DEVICE_REVOKED", "设备已注销，请清除本机数据。", "The device was revoked; erase its data.")
        assert body["signature"] and body["nonce"]
        return httpx.Response(200, json={"accessToken": "t", "expiresAt": self._lease()})

    def _lease(self) -> str:
        return (self.clock.now + self.lease).isoformat()

    def _round(self, body: Json) -> httpx.Response:
        self.rounds += 1
        if self.expire_tokens:
            self.expire_tokens -= 1
            return _problem(401, "TOKEN_EXPIRED", "登录已过期。", "The access token has expired.")
        asked, faulty = parse_round(body)
        assert not faulty
        self.acknowledged += asked["purged"]
        reset = asked["epoch"] is not None and asked["epoch"] != self.epoch
        seq = 0 if reset else asked["seq"]
        receipts = [] if reset else [self._settle(asked["replica"], op) for op in asked["ops"]]
        due = sorted((doc["seq"], at) for at, doc in self.docs.items() if doc["seq"] > seq)
        page = due[:self.page]
        more = len(due) > len(page)
        ids = {at for _, at in page}
        answer = {
            "v": 1, "epoch": self.epoch, "seq": page[-1][0] if more else self.seq, "more": more, "reset": reset, "receipts": receipts,
            "documents": [{"c": self.docs[at]["c"], "id": at, "seq": at_seq, "doc": self._rendered(at)}
                          for at_seq, at in page if not self.docs[at]["gone"]],
            "gone": [{"c": self.docs[at]["c"], "id": at} for _, at in page if self.docs[at]["gone"]],
            "declarations": None if asked["declarations"] == DECLARED["hash"] else DECLARED, "leaseUntil": self._lease(),
            "conflicts": [conflict for conflict in self.conflicts if conflict["document"] in ids], "quarantined": self.quarantined,
        }
        return httpx.Response(200, json=answer)

    def _settle(self, replica: str, op: Op) -> Receipt:
        seen = self.seen.setdefault((self.epoch, replica, op["n"]), copy.deepcopy(op))
        assert seen == op, "an op changed after it was sent"
        if old := self.receipts.get((replica, op["n"])):
            return {**old, "outcome": "already"}
        for kept in (self.log, self.known):
            kept.append(copy.deepcopy(op))
        receipt = self.receipts[replica, op["n"]] = self._decide(op)
        return receipt

    def _decide(self, op: Op) -> Receipt:
        doc, declared = self.docs.get(op["id"]), DECLARED["collections"][op["c"]]
        if doc is None and op["kind"] == "create":
            if op["set"].get("title") == "退回":
                return _receipt(op, "refused", "TITLE", "标题不妥。", "A poor title.")
            values = dict.fromkeys(rules(declared)) | {"state": declared["initial"]} | op["set"]
            UUID(op["id"].rpartition(":")[2])
            self.put(op["c"], op["id"], values)
            return _receipt(op, "applied")
        if doc is None or doc["gone"]:
            self.quarantined.append({"id": f"Quarantine:510522:{len(self.quarantined)}", "recordKey": op["id"].rpartition(":")[2],
                                     "code": "NO_ACCESS", "explanation": "案件已移交", "op": op})
            return _receipt(op, "quarantined", "NO_ACCESS", "案件已移交", "The case was handed over")
        if op["kind"] == "create":
            return _receipt(op, "already")
        before, mine = merging(op["base"], op["set"], doc["values"])
        merged = merge_document(rules(declared), before, doc["values"], mine)
        if op["kind"] == "move":
            move = next(move for move in declared["moves"] if move["name"] == op["move"])
            if doc["values"]["state"] not in move["sources"]:
                return _receipt(op, "refused", "MOVE_STATE", "状态不符。", "Not possible in this state.")
            if op["move"] == "decline" and op["set"].get("reason") == "退回":
                return _receipt(op, "refused", "REASON", "理由不足。", "No good reason.")
            merged.values["state"] = move["target"] or doc["values"]["state"]
        self.put(doc["c"], op["id"], merged.values)
        found = [{"id": f"Conflict:510522:{len(self.conflicts) + at}", "path": path, "theirs": _sent(conflict.theirs), "mine": _sent(conflict.mine)}
                 for at, (path, conflict) in enumerate(merged.conflicts.items())]
        self.conflicts += [item | {"document": op["id"], "recordKey": op["id"].rpartition(":")[2], "state": "OPEN"} for item in found]
        receipt = _receipt(op, "conflict" if found else "applied")
        receipt["conflicts"] = found  # type: ignore[typeddict-item]
        return receipt

    def _rendered(self, at: str) -> Json:
        doc = self.docs[at]
        declared = DECLARED["collections"][doc["c"]]
        checks: dict[str, Any] = {field["name"]: field["check"] for field in declared["fields"] if field["kind"] == "protected"}
        values = {key: masked(checks[key], value) if key in checks and value else value for key, value in doc["values"].items()}
        for name, child in declared["children"].items():
            secret = {field["name"]: field["check"] for field in child["fields"] if field["kind"] == "protected"}
            values[name] = [{key: masked(secret[key], inner) if key in secret and inner else inner for key, inner in row.items()}
                            for row in values.get(name) or []]
        return {"id": at, **values}

    # --- what happens elsewhere -------------------------------------------------------------------------------------

    def put(self, collection: str, at: str, values: Json) -> None:
        self.seq += 1
        self.docs[at] = {"c": collection, "values": copy.deepcopy(values), "seq": self.seq, "gone": False}

    def change(self, at: str, **values: Any) -> None:
        self.put(self.docs[at]["c"], at, self.docs[at]["values"] | values)

    def withdraw(self, at: str) -> None:
        self.seq += 1
        self.docs[at] |= {"gone": True, "seq": self.seq}

    def backup(self) -> dict[str, Any]:
        return copy.deepcopy({"docs": self.docs, "receipts": self.receipts, "seq": self.seq, "conflicts": self.conflicts,
                              "quarantined": self.quarantined, "known": self.known})

    def restore(self, saved: dict[str, Any]) -> None:
        self.__dict__.update(copy.deepcopy(saved))
        self.epoch = f"e{int(self.epoch[1:]) + 1}"


def _receipt(op: Op, outcome: Any, code: str | None = None, zh: str | None = None, en: str | None = None) -> Receipt:
    return {"n": op["n"], "outcome": outcome, "code": code, "zh": zh, "en": en, "conflicts": []}


def _problem(status: int, code: str, zh: str, en: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "zh": zh, "en": en})


def _sent(value: Any) -> Any:
    """An element one side never had travels as null."""
    return None if value is ABSENT else value
