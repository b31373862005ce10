"""Notices over GraphQL: who finds what in his inbox, how it is marked as read, and how it comes by subscription."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import websockets

from api.database import Database
from schema.types.served import GRAPHQL
from sync.clock import tick
from tests.serving import Served, serving
from tests.sync.two_units import COUNTY, FAR, LUO, MA, OFFICER, POLICY, found

DAY = timedelta(days=1)
CREATE = """mutation { createMediation(input: {title: "荔枝园边界案", kind: PEOPLE}) { ... on MediationDone { mediation { id } } } }"""
ACCEPT = "mutation($id: ID!) { mediationAccept(input: {id: $id}) { __typename ... on Refused { code } } }"
INBOX = """{ inbox { notifications { totalCount nodes { id kind label state step dueAt owedBy { code } agency { code } fieldUnit { code } person { name }
  duty { id label dueAt state provisional basis suspensions { ground since until } extensions { amount unit } notifications { totalCount } } about { title } } } } }"""
READ = """mutation($id: ID!) { notificationRead(input: {id: $id}) { __typename ... on NotificationDone { notification { state readAt reader { name } } }
  ... on Refused { code } } }"""


@pytest.fixture
async def served(database: Database, tmp_path: Path) -> AsyncIterator[Served]:
    async with database.transaction() as connection:
        await found(connection)
    async with serving(database, tmp_path) as made:
        yield made


async def reminded(served: Served) -> dict[str, Any]:
    """A mediation whose term ends tomorrow, as the clock was told."""
    key = (await served.data(LUO, CREATE))["createMediation"]["mediation"]["id"]
    assert (await served.data(LUO, ACCEPT, id=key))["mediationAccept"]["__typename"] == "MediationDone"
    due: datetime = await served.parts.database.pool.fetchval("SELECT due_at FROM duty")
    async with asyncio.timeout(10):  # the server's own clock may be at work in this very moment
        while not await served.parts.database.pool.fetchval("SELECT count(*) FROM notification"):
            await tick(served.parts.database.pool, POLICY, served.parts.world, due - DAY)
    return {"mediation": key, "due": due}


async def test_a_notice_is_in_the_inbox_of_its_receiver_alone(served: Served) -> None:
    made = await reminded(served)
    for who in (LUO, MA):
        inbox = (await served.data(who, INBOX))["inbox"]["notifications"]
        assert inbox["totalCount"] == 1
        [notice] = inbox["nodes"]
        assert (notice["kind"], notice["label"], notice["state"], notice["step"]) == ("REMINDER", "调解期限", "UNREAD", "@responsible-1")
        assert (notice["fieldUnit"], notice["agency"], notice["owedBy"], notice["person"]) == ({"code": "TW1"}, None, {"code": "SFJ"}, None)
        assert (notice["duty"]["label"], notice["duty"]["state"], notice["duty"]["provisional"]) == ("调解期限", "RUNNING", False)
        assert datetime.fromisoformat(notice["dueAt"]) == made["due"]
        assert not notice["duty"]["suspensions"] and notice["duty"]["notifications"]["totalCount"] == 1
    for who in (FAR, OFFICER):
        assert (await served.data(who, INBOX))["inbox"]["notifications"] == {"totalCount": 0, "nodes": []}
    key = f"Notification:{COUNTY}:" + str(await served.parts.database.pool.fetchval("SELECT id FROM notification"))
    assert (await served.data(FAR, "query($id: ID!) { notification(id: $id) { label } node(id: $id) { id } notifications { totalCount } }", id=key)) == {
        "notification": None, "node": None, "notifications": {"totalCount": 0}}


async def test_a_notice_shows_the_case_only_to_who_may_see_it(served: Served) -> None:
    """The receiver sees the label and the date; what it hangs from stays as hidden as it was."""
    await reminded(served)
    await served.parts.database.pool.execute("UPDATE notification SET agency = 'XZ2', field_unit = NULL")
    [notice] = (await served.data(FAR, INBOX))["inbox"]["notifications"]["nodes"]
    assert (notice["label"], notice["about"], notice["duty"]) == ("调解期限", None, None)
    [notice] = (await served.data(FAR, "{ notifications(filter: {about: {title: {contains: \"荔枝\"}}}) { totalCount } all: notifications { nodes { about { id } } } }"))["all"]["nodes"]
    assert notice == {"about": None}
    assert (await served.data(FAR, "{ notifications(filter: {about: {title: {contains: \"荔枝\"}}}) { totalCount } }"))["notifications"]["totalCount"] == 0


async def test_reading_a_notice_takes_it_out_of_the_inbox(served: Served) -> None:
    await reminded(served)
    [notice] = (await served.data(LUO, INBOX))["inbox"]["notifications"]["nodes"]
    assert (await served.data(FAR, READ, id=notice["id"]))["notificationRead"]["code"] == "NOT_FOUND"
    done = (await served.data(MA, READ, id=notice["id"]))["notificationRead"]
    assert done["notification"]["state"] == "READ" and done["notification"]["readAt"] and done["notification"]["reader"] == {"name": "马二"}
    assert (await served.data(LUO, INBOX))["inbox"]["notifications"]["totalCount"] == 0
    assert (await served.data(LUO, "{ notifications(filter: {state: {eq: READ}}) { totalCount } }"))["notifications"]["totalCount"] == 1
    assert (await served.data(LUO, READ, id=notice["id"]))["notificationRead"]["code"] == "MOVE_NOT_POSSIBLE"


async def test_notices_come_by_subscription_to_their_receivers(served: Served) -> None:
    ready, mine, far = [asyncio.Event(), asyncio.Event()], [], []  # type: ignore[var-annotated]
    tasks = [asyncio.create_task(heard(served, LUO, mine, ready[0])), asyncio.create_task(heard(served, FAR, far, ready[1]))]
    await asyncio.gather(*(event.wait() for event in ready))
    await reminded(served)
    async with asyncio.timeout(10):
        while not mine:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    [event] = mine
    assert event["notification"] == {"label": "调解期限", "kind": "REMINDER", "duty": {"label": "调解期限"}}
    assert event["notificationId"].startswith(f"Notification:{COUNTY}:") and event["seq"] > 0
    assert far == []


async def heard(served: Served, who: Any, events: list[Any], ready: asyncio.Event) -> None:
    token = await served.token(who)
    async with websockets.connect(served.url.replace("http", "ws") + "/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        text = "subscription { notified { seq notificationId notification { label kind duty { label } } } }"
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": text}}))
        ready.set()
        async for message in socket:
            said = json.loads(message)
            assert said["type"] in ("next", "ping"), said
            if said["type"] == "next":
                events.append(said["payload"]["data"]["notified"])


async def test_a_duty_says_what_may_be_done_and_rules_are_listed(served: Served) -> None:
    await reminded(served)
    duty = (await served.data(LUO, "{ duties { nodes { id state dueAt amount unit trigger calendarVersion extensionAmount availableActions { move } } } }"))["duties"]["nodes"][0]
    assert (duty["state"], duty["amount"], duty["unit"], duty["trigger"], duty["extensionAmount"]) == ("RUNNING", 30, "DAY", "已受理", 30)
    assert {action["move"] for action in duty["availableActions"]} == {"ask_suspension", "ask_extension"}
    ask = """mutation($id: ID!) { dutyAskExtension(input: {id: $id, askedGround: COMPLEX, askedAmount: 10, askedReason: "边界复杂"}) {
      ... on DutyDone { duty { asked askedGround askedAmount askedBy { name } } } ... on Refused { code } } }"""
    asked = (await served.data(LUO, ask, id=duty["id"]))["dutyAskExtension"]
    assert asked["duty"] == {"asked": "EXTENSION", "askedGround": "COMPLEX", "askedAmount": 10, "askedBy": {"name": "罗一"}}
    rules = await served.data(LUO, "{ deadlineRules(filter: {code: {eq: \"MEDIATION_TERM\"}}) { nodes { amount unit basis verified author { name } } } }")
    found = sorted((rule["amount"], rule["unit"], rule["verified"], rule["author"]) for rule in rules["deadlineRules"]["nodes"])
    assert found == [(30, "DAY", False, None), (30, "DAY", False, None), (30, "DAY", True, None)]  # of people's, administrative and judicial mediation
    create = """mutation { createDeadlineRule(input: {recordType: "mediation", code: "MEDIATION_TERM", picked: "PEOPLE", amount: 60, unit: DAY, basis: "x", reason: "y",
      effectiveFrom: "2026-01-01"}) { __typename ... on Refused { code } } }"""
    assert (await served.data(LUO, create))["createDeadlineRule"] == {"__typename": "Refused", "code": "FORBIDDEN"}


async def test_notices_of_one_tick_all_come(served: Served) -> None:
    """They share one number of the feed, of which none may be left out."""
    ready, events = asyncio.Event(), []  # type: ignore[var-annotated]
    task = asyncio.create_task(heard(served, LUO, events, ready))
    await ready.wait()
    for _ in range(2):
        key = (await served.data(LUO, CREATE))["createMediation"]["mediation"]["id"]
        await served.data(LUO, ACCEPT, id=key)
    await reminded(served)
    async with asyncio.timeout(10):
        while len(events) < 3:
            await asyncio.sleep(0.02)
    task.cancel()
    assert len({event["notificationId"] for event in events}) == 3
    assert len({event["seq"] for event in events}) == 1


def test_nobody_writes_a_notice() -> None:
    assert not {f"{act}Notification" for act in ("create", "edit", "push")} & GRAPHQL.mutation_type.fields.keys()  # type: ignore[union-attr]
