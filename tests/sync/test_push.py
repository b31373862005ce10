"""Pushed work is never lost and no queue sticks: every row settles, once, whoever else was at it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest

from api.database import Database
from authz.actor import Actor
from schema.registry import RECORDS
from sync import device, feed, push
from sync.settle import Receipt
from tests.sync.two_units import (
    CHIEF,
    COUNTY,
    FAR,
    JUDGE,
    LUO,
    MA,
    MEDIATION,
    NOW,
    POLICY,
    WORLD,
    at_device,
    found,
    new_document,
    shown,
)

ONE, TWO = at_device(LUO, 1), at_device(MA, 2)
Document = dict[str, Any]


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.transaction() as connection:
        await found(connection)
    return database


async def send(town: Database, *rows: tuple[Document, Document | None], actor: Actor = ONE, replica: str | None = None) -> list[Document]:
    sent = [{"newDocumentState": new, "assumedMasterState": assumed} if assumed else {"newDocumentState": new} for new, assumed in rows]
    return await push.push_rows(town.pool, MEDIATION, sent, actor, POLICY.rules_of(actor), WORLD, NOW, replica=replica, rules_of=POLICY.rules_of)


async def ops(town: Database, *sent: Document, actor: Actor = ONE) -> list[Receipt]:
    whole: Sequence[Any] = [{"at": NOW.isoformat(), "c": "Mediation", "base": {}, "set": {}, "move": None} | one for one in sent]
    return await push.push_ops(town.pool, whole, [], actor, POLICY.rules_of(actor), WORLD, NOW, replica=str(actor.device), rules_of=POLICY.rules_of)


async def see(town: Database, key: UUID, actor: Actor = ONE) -> Document:
    async with town.pool.acquire() as connection:
        document = await shown(connection, actor, key)
    assert document is not None
    return document


async def outcomes(town: Database) -> list[str]:
    return [row[0] for row in await town.pool.fetch("SELECT outcome FROM receipt ORDER BY counter")]


async def made(town: Database, actor: Actor = ONE, **more: Any) -> tuple[UUID, Document]:
    key = uuid4()
    assert await send(town, (new_document(key, **more), None), actor=actor) == []
    return key, await see(town, key, actor)


async def count(town: Database, table: str) -> int:
    return int(await town.pool.fetchval(f'SELECT count(*) FROM "{table}"'))


async def test_a_new_document_is_stored_and_comes_back_by_pull(town: Database) -> None:
    party = {"id": f"Party:{COUNTY}:{uuid4()}", "name": "王五", "kind": "PERSON", "phone": "13800000004"}
    key, document = await made(town, aliasNumber="TMP-1", parties=[party])
    assert (document["title"], document["state"], document["aliasNumber"], document["createdOffline"]) == ("纠纷", "APPLIED", "TMP-1", True)
    [shown_party] = document["parties"]
    assert (shown_party["name"], shown_party["phone"]) == ("王五", "138****0004")
    async with town.pool.acquire() as connection:
        page = await feed.pull(connection, MEDIATION, ONE, POLICY.rules_of(ONE), None, 20, NOW)
    assert [one["id"] for one in page.documents] == [document["id"]]


async def test_two_devices_edit_different_fields(town: Database) -> None:
    key, before = await made(town)
    assert await send(town, ({**before, "facts": "屋面漏水"}, before)) == []
    assert await send(town, ({**before, "demands": "修缮"}, before), actor=TWO) in ([], [await see(town, key, TWO)])
    after = await see(town, key)
    assert (after["facts"], after["demands"]) == ("屋面漏水", "修缮")


async def test_two_devices_edit_one_amount(town: Database) -> None:
    """E1: neither wins, both are kept for a reviewer, and the second device is shown what the server holds."""
    key, before = await made(town)
    assert await send(town, ({**before, "agreementAmount": "12000.00"}, before)) == []
    [answer] = await send(town, ({**before, "agreementAmount": "15000.00"}, before), actor=TWO)
    assert answer["agreementAmount"] == "12000.00" and answer["_deleted"] is False
    [conflict] = await town.pool.fetch("SELECT path, base::text, theirs::text, mine::text, state FROM conflict")
    assert tuple(conflict) == ("agreement_amount", None, '"12000.00"', '"15000.00"', "OPEN")
    assert await send(town, ({**answer}, answer), actor=TWO) == [], "what it was shown is settled"
    assert await count(town, "conflict") == 1


async def test_a_lost_answer_is_asked_for_again(town: Database) -> None:
    """A repeat shows a device what the server holds, because it may have passed over the pull that brought it."""
    key = uuid4()
    new = new_document(key)
    assert await send(town, (new, None)) == []
    [before] = await send(town, (new, None))
    assert (before["id"], before["state"], before["version"]) == (new["id"], "APPLIED", 1)
    edited = {**before, "facts": "新"}
    assert await send(town, (edited, before)) == []
    for _ in range(3):
        assert [after["version"] for after in await send(town, (edited, before))] == [2]
    [after] = await send(town, (edited, before))
    assert await send(town, (after, after)) == [] == await send(town, (after, after)), "what it holds is what the server holds"
    assert await count(town, "entry") == 3, "the case, its mediation and one edit"


async def test_a_repeat_without_a_device(town: Database) -> None:
    """A client of which nothing but its name is known is shown a document only for a difference that matters."""
    key, before = await made(town, LUO)
    edited = {**before, "facts": "新"}
    assert await send(town, (edited, before), actor=LUO, replica="user:1:a") == []
    assert await send(town, (edited, before), actor=LUO, replica="user:1:a") == [], "but for its version it holds the document"
    await send(town, ({**before, "demands": "修缮"}, before), actor=TWO)
    [shown_now] = await send(town, (edited, before), actor=LUO, replica="user:1:a")
    assert (shown_now["facts"], shown_now["demands"], shown_now["version"]) == ("新", "修缮", 3)


async def test_two_clients_of_one_person_lose_answers(town: Database) -> None:
    """The second goes on from what the first wrote, and the first asks again: a repeat, not a rival."""
    key, before = await made(town, LUO)
    first = {**before, "facts": "先"}
    assert await send(town, (first, before), actor=LUO, replica="user:1:a") == []
    seen = await see(town, key, LUO)
    assert await send(town, ({**seen, "facts": "后"}, seen), actor=LUO, replica="user:1:b") == []
    [answer] = await send(town, (first, before), actor=LUO, replica="user:1:a")
    assert answer["facts"] == "后" and await count(town, "conflict") == 0
    assert await count(town, "entry") == 4


async def test_a_lost_answer_and_then_more_work(town: Database) -> None:
    """The first answer is lost, the device goes on and pushes over the old base: its own change is no rival."""
    key, before = await made(town)
    assert await send(town, ({**before, "agreementAmount": "1.00"}, before)) == []
    assert await send(town, ({**before, "agreementAmount": "2.00"}, before)) == []
    assert (await see(town, key))["agreementAmount"] == "2.00" and await count(town, "conflict") == 0
    assert len(await send(town, ({**before, "agreementAmount": "3.00"}, before), actor=TWO)) == 1
    assert await count(town, "conflict") == 1, "another device's change is"


async def test_answer_after_answer_is_lost(town: Database) -> None:
    """A device that never hears an answer keeps its first base, even of what it wrote several pushes ago."""
    key, before = await made(town)
    for values in ({"facts": "一"}, {"facts": "一", "demands": "甲"}, {"facts": "一", "demands": "乙"}, {"facts": "二", "demands": "乙"}):
        assert await send(town, ({**before, **values}, before)) == []
    after = await see(town, key)
    assert (after["facts"], after["demands"]) == ("二", "乙") and await count(town, "conflict") == 0
    await send(town, ({**after, "facts": "三"}, after), actor=TWO)
    assert len(await send(town, ({**before, "facts": "四", "demands": "丙"}, before))) == 1
    [conflict] = await town.pool.fetch("SELECT path, theirs::text, mine::text FROM conflict")
    assert tuple(conflict) == ("facts", '"三"', '"四"'), "what another wrote since is a rival"
    assert (await see(town, key))["demands"] == "丙"


async def test_old_marks_do_not_hide_a_rival(town: Database) -> None:
    """A device that heard its answers, and then others' words, has no claim to a value it once wrote itself."""
    key, start = await made(town, facts="甲")
    assert await send(town, ({**start, "facts": "乙"}, start)) == []
    heard = await see(town, key)
    assert await send(town, ({**heard, "demands": "一"}, heard)) == []
    for facts in ("甲", "乙"):
        now = await see(town, key, TWO)
        await send(town, ({**now, "facts": facts}, now), actor=TWO)
    stale = {**heard, "facts": "甲"}
    [answer] = await send(town, ({**stale, "facts": "丙"}, stale))
    assert answer["facts"] == "乙" and await count(town, "conflict") == 1


async def test_a_new_document_edited_before_its_answer(town: Database) -> None:
    key, party = uuid4(), {"id": f"Party:{COUNTY}:{uuid4()}", "name": "王五", "kind": "PERSON"}
    new = new_document(key, parties=[party], agreementAmount="1.00")
    assert await send(town, (new, None)) == []
    more = {**new, "facts": "屋面漏水", "agreementAmount": "2.00", "demands": "修缮", "parties": [{**party, "name": "王伍"}]}
    assert await send(town, (more, None)) == []
    assert await send(town, ({**more, "parties": [{**party, "name": "汪伍"}]}, None)) == []
    after = await see(town, key)
    assert (after["facts"], after["agreementAmount"], after["demands"], after["parties"][0]["name"]) == ("屋面漏水", "2.00", "修缮", "汪伍")
    assert await count(town, "conflict") == 0
    [answer] = await send(town, ({**more, "facts": "三"}, None), actor=TWO)
    assert answer["facts"] == "屋面漏水" and await count(town, "conflict") > 0, "nobody else may do that"


async def test_a_party_added_and_corrected_without_an_answer(town: Database) -> None:
    key, before = await made(town)
    party = {"id": f"Party:{COUNTY}:{uuid4()}", "name": "王五", "kind": "PERSON", "address": "望龙"}
    assert await send(town, ({**before, "parties": [party]}, before)) == []
    assert await send(town, ({**before, "parties": [{**party, "address": "白沙"}]}, before)) == []
    assert await send(town, ({**before, "parties": [{**party, "address": "福宝"}], "facts": "新"}, before)) == []
    after = await see(town, key)
    assert (after["parties"][0]["address"], after["facts"]) == ("福宝", "新") and await count(town, "conflict") == 0


async def test_there_and_back_and_there(town: Database) -> None:
    """A, B, A, B: the third push equals the first and is no repetition of it."""
    key, start = await made(town, facts="A")
    for there in ("B", "A", "B"):
        back = "A" if there == "B" else "B"
        assert await send(town, ({**start, "facts": there}, {**start, "facts": back})) == []
        assert (await see(town, key))["facts"] == there


async def test_masks_and_older_server_fields_come_back(town: Database) -> None:
    party = {"id": f"Party:{COUNTY}:{uuid4()}", "name": "王五", "kind": "PERSON", "phone": "13800000004"}
    key, before = await made(town, parties=[party])
    stale = {**before, "version": 1, "updatedAt": "2001-01-01T00:00:00Z", "fileNumber": "假"}
    assert await send(town, ({**stale, "mediatorNames": "罗一"}, stale)) == []
    after = await see(town, key)
    assert after["mediatorNames"] == "罗一" and after["parties"] == before["parties"]
    assert await count(town, "conflict") == 0 and await count(town, "quarantine") == 0


async def test_an_old_client_erases_nothing(town: Database) -> None:
    key, before = await made(town)
    old = {name: before[name] for name in ("id", "title", "_deleted")}
    assert await send(town, ({**old, "title": "新题"}, old)) == []
    after = await see(town, key)
    assert (after["title"], after["facts"]) == ("新题", "漏水")


async def test_a_delete_is_a_request(town: Database) -> None:
    key, before = await made(town)
    [answer] = await send(town, ({**before, "_deleted": True}, before))
    assert (answer["_deleted"], answer["state"], answer["title"]) == (False, "CANCEL_REQUESTED", "纠纷")
    [again] = await send(town, ({**before, "_deleted": True}, before))
    assert again["state"] == "CANCEL_REQUESTED"
    assert await send(town, ({**new_document(uuid4()), "_deleted": True}, None)) == []


async def test_a_state_in_the_document_is_a_move(town: Database) -> None:
    key, before = await made(town)
    assert await send(town, ({**before, "state": "ACCEPTED"}, before)) == []
    accepted = await see(town, key)
    assert accepted["state"] == "ACCEPTED" and accepted["fileNumber"]
    [answer] = await send(town, ({**accepted, "state": "ARCHIVED"}, accepted))
    assert answer["state"] == "ACCEPTED"
    [held] = await town.pool.fetch("SELECT code, record_key FROM quarantine")
    assert tuple(held) == ("MOVE_NOT_POSSIBLE", str(key))


async def test_one_bad_row_blocks_no_other(town: Database) -> None:
    keys = [uuid4() for _ in range(20)]
    rows: list[Any] = [{"newDocumentState": new_document(key)} for key in keys]
    rows[3] = {"newDocumentState": new_document(keys[3], secret=1)}
    rows[5] = {"newDocumentState": new_document(keys[5], title="坏\x00字")}
    rows[7] = {"newDocumentState": {"id": "nonsense", "title": "x"}}
    rows[9] = {"newDocumentState": 5}
    rows[11] = "row"
    rows[13] = {"newDocumentState": new_document(keys[13], unit=f"FieldUnit:{COUNTY}:TW2", leadAgency=f"Agency:{COUNTY}:XZ2")}
    rows[15] = {"newDocumentState": new_document(keys[15], township=f"Division:{COUNTY}:999999")}
    rows[17] = {"newDocumentState": new_document(keys[17], facts="\ud800")}
    rules = POLICY.rules_of(ONE)
    answer = await push.push_rows(town.pool, MEDIATION, rows, ONE, rules, WORLD, NOW)
    refused = {rows[n]["newDocumentState"]["id"] for n in (3, 5, 7, 13, 15, 17)}
    assert {one["id"] for one in answer} == refused
    assert all(one["_deleted"] is True and one["title"] == "" for one in answer)
    assert await count(town, "mediation") == 12 and await count(town, "quarantine") == 8
    again = await push.push_rows(town.pool, MEDIATION, rows, ONE, rules, WORLD, NOW)
    assert {one["id"] for one in again if one["_deleted"]} == refused, "the same answer"
    assert {one["id"] for one in again} - refused == {f"Mediation:{COUNTY}:{row[0]}" for row in await town.pool.fetch("SELECT id FROM mediation")}
    assert await count(town, "mediation") == 12 and await count(town, "quarantine") == 8, "and nothing twice"


async def test_what_the_database_cannot_store_is_found_by_halving(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault nobody foresaw costs its own row only, which is kept."""
    keys = [uuid4() for _ in range(30)]
    write, asked = device.apply, 0

    async def faulty(connection: Any, items: Any, *rest: Any) -> Any:
        nonlocal asked
        asked += 1
        if any(item.key == keys[17] and not item.fault for item in items):
            raise ZeroDivisionError
        return await write(connection, items, *rest)

    monkeypatch.setattr(device, "apply", faulty)
    answer = await send(town, *((new_document(key), None) for key in keys))
    assert [one["id"] for one in answer] == [f"Mediation:{COUNTY}:{keys[17]}"] and asked <= 12
    assert await count(town, "mediation") == 29
    assert await town.pool.fetchval("SELECT code FROM quarantine") == "ROW_FAILED"


async def test_work_done_before_a_revocation_is_kept_for_the_new_owner(town: Database) -> None:
    key, before = await made(town)
    async with town.transaction() as connection:  # handed to another unit meanwhile
        await connection.execute("UPDATE mediation SET unit = 'TW2', lead_agency = 'XZ2' WHERE id = $1", key)
        await connection.execute("UPDATE \"case\" SET unit = 'TW2', lead_agency = 'XZ2' WHERE id = $1", key)
        await connection.execute("DELETE FROM case_access WHERE case_id = $1", key)
        await connection.execute("INSERT INTO case_access (county, audience, case_id, via, level) SELECT $1, a, $2, 'lead', 3 "
                                 "FROM unnest(ARRAY['A:XZ2', 'U:TW2']) a", COUNTY, key)
    [answer] = await send(town, ({**before, "facts": "旧站点写的"}, before))
    assert answer["_deleted"] is True and answer["title"] == "" and answer["facts"] is None
    rows = await town.pool.fetch("SELECT owner_agency, author, code, document::text AS document FROM quarantine")
    assert [(row["owner_agency"], row["author"], row["code"]) for row in rows] == [("XZ2", LUO.user_id, "ACCESS_LOST")]
    assert "旧站点写的" in rows[0]["document"]
    async with town.pool.acquire() as connection:
        ids = [row[0] for row in await connection.fetch("SELECT id FROM quarantine")]
        record = RECORDS["quarantine"]
        for actor, sees in ((FAR, True), (LUO, True), (JUDGE, False)):
            assert bool(await feed.documents(connection, record, ids, POLICY.rules_of(actor), actor, NOW)) is sees
    assert (await see(town, key, FAR))["facts"] == "漏水"


async def test_a_revoked_base_is_no_base(town: Database) -> None:
    key, before = await made(town)
    gone = feed.tombstone(MEDIATION, COUNTY, key, 1)
    [answer] = await send(town, ({**before, "facts": "又写"}, gone))
    assert answer["facts"] == "漏水"
    assert await town.pool.fetchval("SELECT code FROM quarantine") == "BASE_GONE"


async def test_numbers_in_what_is_held_are_sealed(town: Database) -> None:
    number = "510522199003074512"
    party = {"id": f"Party:{COUNTY}:{uuid4()}", "name": "王五", "kind": "PERSON", "phone": "13800000004", "idNumber": number}
    await send(town, (new_document(uuid4(), secret=1, parties=[party]), None), ({"id": "x", "parties": [party]}, None))
    held = await town.pool.fetch("SELECT document::text FROM quarantine")
    assert len(held) == 2 and not any("13800000004" in row[0] or number in row[0] for row in held)
    assert not await town.pool.fetchval("SELECT bool_or(detail::text LIKE '%13800000004%') FROM receipt")


async def test_twenty_pushes_at_once_take_turns(town: Database) -> None:
    key, before = await made(town)
    documents = [new_document(uuid4()) for _ in range(20)]
    await asyncio.gather(*(send(town, (one, None)) for one in documents), *(send(town, ({**before, "facts": "x"}, before)) for _ in range(5)))
    assert await count(town, "mediation") == 21
    assert (await see(town, key))["version"] == before["version"] + 1
    turns = push.Turns()
    async with turns.of(COUNTY, "one"):
        waiting = [asyncio.create_task(_turn(turns)) for _ in range(push.WAITING - 1)]
        await asyncio.sleep(0)
        with pytest.raises(push.Busy):
            await _turn(turns)
    await asyncio.gather(*waiting)


async def _turn(turns: push.Turns) -> None:
    async with turns.of(COUNTY, "one"):
        await asyncio.sleep(0)


async def test_too_many_rows_are_refused_whole(town: Database) -> None:
    with pytest.raises(push.TooManyRows):
        await push.push_rows(town.pool, MEDIATION, [{}] * (push.MOST_ROWS + 1), ONE, POLICY.rules_of(ONE), WORLD, NOW)


async def test_a_server_killed_in_mid_transaction_loses_nothing(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The back end dies after the rows were written and before the commit: nothing is there, and the next push settles it."""
    key = uuid4()
    remember = device.Device._remember

    async def killed(self: device.Device, connection: Any, settled: Any) -> None:
        await remember(self, connection, settled)
        process = connection.get_server_pid()
        async with town.pool.acquire() as other:
            await other.execute("SELECT pg_terminate_backend($1)", process)
        await asyncio.sleep(0.1)

    monkeypatch.setattr(device.Device, "_remember", killed)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await send(town, (new_document(key), None))
    assert await count(town, "mediation") == 0 and await count(town, "receipt") == 0 and await count(town, "feed") == 0
    monkeypatch.undo()
    assert await send(town, (new_document(key), None)) == []
    assert await town.pool.fetchval("SELECT seq FROM feed_counter") == 1, "no gap"


# --- the field client -------------------------------------------------------------------------------------------------


def at(key: UUID, n: int, kind: str, **more: Any) -> Document:
    return {"n": n, "kind": kind, "id": f"Mediation:{COUNTY}:{key}", **more}


async def test_ops_settle_in_order_and_once(town: Database) -> None:
    key = uuid4()
    sent = [
        at(key, 1, "create", set={"title": "纠纷", "kind": "PEOPLE", "aliasNumber": "TMP-1"}),
        at(key, 2, "edit", base={"facts": None}, set={"facts": "一"}),
        at(key, 3, "edit", base={"facts": "一"}, set={"facts": "二", "sessions": {"add": [{"id": "s1", "note": "初谈"}]}}),
        at(key, 5, "move", move="accept"),
        at(key, 8, "delete", set={"reason": "重复登记"}),
    ]
    receipts = await ops(town, *sent)
    assert [(one.n, one.outcome) for one in receipts] == [(n, "applied") for n in (1, 2, 3, 5, 8)]
    after = await see(town, key)
    assert (after["facts"], after["state"], after["reason"], after["sessions"][0]["note"]) == ("二", "CANCEL_REQUESTED", "重复登记", "初谈")
    again = await ops(town, *sent, at(key, 9, "edit", base={"facts": "二"}, set={"facts": "三"}))
    assert [one.outcome for one in again] == ["already"] * 5 + ["applied"]
    assert (await see(town, key))["version"] == after["version"] + 1


async def test_an_op_that_came_before_its_row_waits_for_it(town: Database) -> None:
    key = uuid4()
    [early, second] = await ops(town, at(key, 1, "edit", base={"facts": "漏水"}, set={"facts": "后补"}),
                                at(key, 2, "edit", base={"demands": None}, set={"demands": "赔偿"}), actor=TWO)
    assert [(one.outcome, one.code) for one in (early, second)] == [("quarantined", "ROW_PARENT")] * 2
    assert await count(town, "parked") == 1 and await count(town, "quarantine") == 0
    assert await send(town, (new_document(key), None)) == []
    after = await see(town, key)
    assert (after["facts"], after["demands"]) == ("后补", "赔偿")
    assert await count(town, "parked") == 0
    entry = await town.pool.fetchrow("SELECT actor, device FROM entry WHERE act = 'EDIT' LIMIT 1")
    assert entry["actor"] == MA.user_id and entry["device"] == str(TWO.device), "in the name of whoever did it"


async def test_a_document_of_a_case_that_is_not_there_waits_for_it(town: Database) -> None:
    case, key = uuid4(), uuid4()
    await send(town, (new_document(key, caseId=f"Case:{COUNTY}:{case}"), None), actor=TWO)
    assert await count(town, "mediation") == 0
    assert await send(town, (new_document(case), None)) == []
    assert {row[0] for row in await town.pool.fetch("SELECT case_id FROM mediation")} == {case}
    assert await count(town, "mediation") == 2


async def test_odd_ops_are_kept_and_the_queue_goes_on(town: Database) -> None:
    key, _ = await made(town)
    receipts = await ops(
        town, at(key, 1, "edit", set={"nonsense": 1}), at(key, 2, "edit", base={"facts": "漏水"}, set={"facts": "好"}),
        {**at(key, 3, "edit"), "c": "Nothing"}, {**at(key, 4, "edit"), "id": "x"}, at(key, 5, "move", move="vanish"),
        {**at(key, 6, "edit", set={"name": "x"}), "c": "Agency", "id": f"Agency:{COUNTY}:SFJ"})
    assert [one.outcome for one in receipts] == ["quarantined", "applied", *["quarantined"] * 4]
    assert (await see(town, key))["facts"] == "好"
    assert [one.outcome for one in await ops(town, at(key, 6, "edit", set={"name": "x"}))] == ["already"]


async def test_a_clock_that_runs_ahead_is_not_believed(town: Database) -> None:
    key, _ = await made(town)
    await ops(town, at(key, 1, "edit", base={"facts": "漏水"}, set={"facts": "好"}, at=(NOW + timedelta(days=3)).isoformat()))
    assert await town.pool.fetchval("SELECT max(occurred_at) FROM entry") <= NOW


async def test_signatures_of_two_devices_are_joined(town: Database) -> None:
    """E4: what is only added meets without conflict."""
    key, before = await made(town)
    one, two = ({"id": name, "capacity": role, "name": name, "textDigest": "d"} for name, role in (("甲", "APPLICANT"), ("乙", "RESPONDENT")))
    assert await send(town, ({**before, "signatures": [one]}, before)) == []
    await send(town, ({**before, "signatures": [two]}, before), actor=TWO)
    assert {element["id"] for element in (await see(town, key))["signatures"]} == {"甲", "乙"}
    assert await count(town, "conflict") == 0


async def test_the_reviewer_settles_and_both_devices_hear_of_it(town: Database) -> None:
    key, before = await made(town)
    await send(town, ({**before, "agreementAmount": "12000.00"}, before))
    [told] = await send(town, ({**before, "agreementAmount": "15000.00"}, before), actor=TWO)
    async with town.pool.acquire() as connection:
        start = feed.Checkpoint(*await feed.position(connection, COUNTY))
    conflict = await town.pool.fetchval("SELECT id FROM conflict")
    chief = replace(CHIEF, device=UUID(int=1003))
    receipts = await ops(town, {"n": 1, "kind": "move", "c": "Conflict", "id": f"Conflict:{COUNTY}:{conflict}", "move": "resolve",
                                "set": {"resolution": "15000.00", "reason": "双方确认"}}, actor=chief)
    assert [one.outcome for one in receipts] == ["applied"], orjson.dumps([dict(one.facts) for one in receipts])
    async with town.pool.acquire() as connection:
        [line] = (await feed.pull(connection, MEDIATION, ONE, POLICY.rules_of(ONE), start, 100, NOW)).lines
    assert line.key == key and line.document and line.document["agreementAmount"] == "15000.00"
    assert told["agreementAmount"] == "12000.00"
