"""The whole road through HTTP: a change by one person, seen, merged, refused and heard by others."""

import asyncio
import json
import time

import pytest
import websockets

from tests.conftest import Node
from tests.serving import Served
from tests.sync.two_units import CHIEF, FAR, JUDGE, LUO, MA, OFFICER

CREATE = """mutation($t: String!, $k: String) { createMediation(input: {title: $t, kind: PEOPLE, facts: "荔枝树越界", idempotencyKey: $k}) {
  __typename ... on MediationDone { outcome mediation { id title state version leadAgency { code } case { id title } availableActions { move } } }
  ... on Refused { code message } } }"""
EDIT = """mutation($id: ID!, $v: Int, $set: MediationChanges!, $k: String) { editMediation(input: {id: $id, expectedVersion: $v, set: $set, idempotencyKey: $k}) {
  __typename ... on MediationDone { outcome mediation { version title facts demands agreementText } } ... on Refused { code message } ... on Conflicted { code conflictIds } } }"""


async def created(served: Served, title: str = "荔枝园边界案") -> dict:  # type: ignore[type-arg]
    answer = (await served.data(LUO, CREATE, t=title))["createMediation"]
    assert answer["__typename"] == "MediationDone", answer
    return answer["mediation"]  # type: ignore[no-any-return]


async def test_a_mediation_opens_its_case_and_only_its_own_see_it(served: Served) -> None:
    made = await created(served)
    assert made["state"] == "APPLIED" and made["case"]["title"] == "荔枝园边界案" and {"accept", "decline"} <= {a["move"] for a in made["availableActions"]}
    query = "query($id: ID!) { mediation(id: $id) { title facts } node(id: $id) { id } mediations { totalCount } cases(search: \"荔枝\") { totalCount } }"
    seen = await served.data(MA, query, id=made["id"])
    assert seen == {"mediation": {"title": "荔枝园边界案", "facts": "荔枝树越界"}, "node": {"id": made["id"]}, "mediations": {"totalCount": 1}, "cases": {"totalCount": 1}}
    hidden = await served.data(FAR, query, id=made["id"])
    assert hidden == {"mediation": None, "node": None, "mediations": {"totalCount": 0}, "cases": {"totalCount": 0}}


async def test_without_a_token_there_is_a_typed_refusal(served: Served) -> None:
    answer = await served.ask(None, "{ cases { totalCount } __typename }")
    assert answer["data"] == {"cases": None, "__typename": "Query"}
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED" and answer["errors"][0]["path"] == ["cases"]


async def test_a_stale_edit_merges_or_becomes_a_conflict(served: Served) -> None:
    made = await created(served)
    first = (await served.data(LUO, EDIT, id=made["id"], v=1, set={"facts": "荔枝树越界两米"}))["editMediation"]
    assert first["outcome"] == "applied", first
    merged = (await served.data(MA, EDIT, id=made["id"], v=1, set={"demands": "移树"}))["editMediation"]
    assert merged["outcome"] == "merged" and merged["mediation"]["facts"] == "荔枝树越界两米" and merged["mediation"]["demands"] == "移树"
    clash = (await served.data(MA, EDIT, id=made["id"], v=1, set={"facts": "荔枝树越界三米"}))["editMediation"]
    assert clash["__typename"] == "Conflicted" and len(clash["conflictIds"]) == 1
    both = await served.data(CHIEF, "query($id: ID!) { node(id: $id) { ... on Conflict { path base theirs mine state myActor { name } theirActor { name } availableActions { move } } } "
                                    "inbox { conflicts { totalCount } } }", id=clash["conflictIds"][0])
    assert both["node"] == {"path": "facts", "base": "荔枝树越界", "theirs": "荔枝树越界两米", "mine": "荔枝树越界三米", "state": "OPEN",
                            "myActor": {"name": "马二"}, "theirActor": {"name": "罗一"}, "availableActions": [{"move": "resolve"}]}
    assert both["inbox"]["conflicts"]["totalCount"] == 1
    resolve = """mutation($id: ID!) { conflictResolve(input: {id: $id, resolution: "荔枝树越界三米", reason: "现场复测"}) { __typename ... on Refused { code message } } }"""
    assert (await served.data(CHIEF, resolve, id=clash["conflictIds"][0]))["conflictResolve"]["__typename"] == "ConflictDone"
    assert (await served.data(LUO, "query($id: ID!) { mediation(id: $id) { facts } }", id=made["id"]))["mediation"]["facts"] == "荔枝树越界三米"


async def test_the_same_key_gives_the_same_payload(served: Served) -> None:
    first = await served.data(LUO, CREATE, t="一次", k="key-1")
    again = await served.data(LUO, CREATE, t="一次", k="key-1")
    assert first == again
    other = await served.data(LUO, CREATE, t="另一次", k="key-1")
    assert other["createMediation"]["code"] == "KEY_REUSED"
    assert (await served.data(LUO, "{ mediations { totalCount } }"))["mediations"]["totalCount"] == 1


async def test_payloads_are_planned_once_and_each_tells_its_own_row_to_its_own_reader(served: Served) -> None:
    plans = served.parts.doors.executor.plans  # type: ignore[attr-defined]
    first = await created(served, "第一件")
    known, reused = plans.made, plans.found
    second = await created(served, "第二件")
    assert (plans.made, plans.found) == (known, reused + 2), "weighed before, told after"
    assert first["id"] != second["id"] and second["title"] == "第二件"
    assert (await served.data(LUO, EDIT, id=first["id"], v=1, set={"facts": "甲"}))["editMediation"]["mediation"]["facts"] == "甲"
    known = plans.made
    assert (await served.data(MA, EDIT, id=second["id"], v=1, set={"facts": "乙"}))["editMediation"]["mediation"]["title"] == "第二件"
    assert plans.made == known, "the same roles and the same shape"
    assert (await served.data(CHIEF, EDIT, id=second["id"], v=2, set={"demands": "丙"}))["editMediation"]["mediation"]["demands"] == "丙"
    assert plans.made == known + 1, "other roles"


async def test_what_nobody_asks_for_takes_no_value_to_the_server(served: Served) -> None:
    await created(served)
    assert await served.data(LUO, "{ mediations { __typename } cases(first: 1) { nodes { __typename mediations { __typename } } } __typename }") == {
        "mediations": {"__typename": "MediationConnection"}, "__typename": "Query",
        "cases": {"nodes": [{"__typename": "Case", "mediations": {"__typename": "MediationConnection"}}]}}
    assert await served.data(LUO, "{ __typename }") == {"__typename": "Query"}


async def test_a_move_is_refused_with_its_reason_and_done_when_it_may(served: Served) -> None:
    made = await created(served)
    move = "mutation($id: ID!) { %s(input: {id: $id}) { __typename ... on Refused { code message messageEn law } ... on MediationDone { mediation { state fileNumber stateLabel } } } }"
    wrong = (await served.data(LUO, move % "mediationBegin", id=made["id"]))["mediationBegin"]
    assert wrong["__typename"] == "Refused" and wrong["code"] == "MOVE_NOT_POSSIBLE" and "已申请" in wrong["message"]
    done = (await served.data(LUO, move % "mediationAccept", id=made["id"]))["mediationAccept"]["mediation"]
    assert done["state"] == "ACCEPTED" and done["stateLabel"] == "已受理" and "人调字第1号" in done["fileNumber"]
    stranger = (await served.data(FAR, move % "mediationBegin", id=made["id"]))["mediationBegin"]
    nothing = (await served.data(FAR, move % "mediationBegin", id=made["id"][:-4] + "0000"))["mediationBegin"]
    assert stranger == nothing and stranger["code"] == "NOT_FOUND"


async def test_history_shows_old_and_new_to_those_who_may_see_the_field(served: Served) -> None:
    made = await created(served)
    await served.data(LUO, EDIT, id=made["id"], v=1, set={"facts": "新事实", "sessions": [{"note": "对方愿让步", "place": "村委会"}]})
    share = """mutation($c: ID!) { createShare(input: {caseId: $c, toAgency: "Agency:510522:FY", purpose: "司法确认"}) { __typename ... on ShareDone { share { id } } ... on Refused { code message } } }"""
    offered = (await served.data(LUO, share, c=made["case"]["id"]))["createShare"]
    assert offered["__typename"] == "ShareDone", offered
    case = "query($c: ID!) { case(id: $c) { title summary timeline { nodes { act changes { field old new } } } mediations { nodes { facts sessions { place note } } } } }"
    before = (await served.data(JUDGE, case, c=made["case"]["id"]))["case"]
    assert before == {"title": "荔枝园边界案", "summary": None, "timeline": {"nodes": []}, "mediations": {"nodes": []}}
    accepted = (await served.data(JUDGE, "mutation($id: ID!) { shareAccept(input: {id: $id}) { __typename ... on Refused { code } } }", id=offered["share"]["id"]))
    assert accepted["shareAccept"]["__typename"] == "ShareDone"
    after = (await served.data(JUDGE, case, c=made["case"]["id"]))["case"]
    assert after["mediations"]["nodes"] == [{"facts": "新事实", "sessions": None}], "notes of a mediation are not shared"
    text = json.dumps(after["timeline"], ensure_ascii=False)
    assert "新事实" in text and "对方愿让步" not in text
    own = json.dumps((await served.data(LUO, case, c=made["case"]["id"]))["case"]["timeline"], ensure_ascii=False)
    assert "对方愿让步" in own


async def test_introspection_beside_data(served: Served) -> None:
    answer = await served.data(LUO, "query($d: Boolean = true) { __schema { queryType { name } } me { user { name } } t: __type(name: \"Mediation\") { fields(includeDeprecated: $d) { name } } }")
    assert answer["__schema"]["queryType"]["name"] == "Query" and answer["me"]["user"]["name"] == "罗一" and len(answer["t"]["fields"]) > 30


async def test_one_bad_root_leaves_the_others(served: Served) -> None:
    answer = await served.ask(LUO, '{ a: node(id: "x") { id } b: cases(after: "x") { totalCount } me { user { name } } }')
    assert answer["data"] == {"a": None, "b": None, "me": {"user": {"name": "罗一"}}}
    assert [(e["path"], e["extensions"]["code"]) for e in answer["errors"]] == [(["a"], "BAD_ID"), (["b"], "BAD_CURSOR")]


async def test_case_changed_reaches_those_who_may_see_it_and_nobody_else(served: Served) -> None:
    async def heard(who: object, events: list[dict], ready: asyncio.Event) -> None:  # type: ignore[type-arg]
        token = await served.token(who)  # type: ignore[arg-type]
        async with websockets.connect(served.url.replace("http", "ws") + "/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
            await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": "subscription { caseChanged { seq caseId case { title } } }"}}))
            ready.set()
            async for message in socket:
                if json.loads(message)["type"] == "next":
                    events.append(json.loads(message)["payload"]["data"]["caseChanged"])

    mine: list[dict] = []  # type: ignore[type-arg]
    far: list[dict] = []  # type: ignore[type-arg]
    ready = [asyncio.Event(), asyncio.Event()]
    tasks = [asyncio.create_task(heard(MA, mine, ready[0])), asyncio.create_task(heard(FAR, far, ready[1]))]
    await asyncio.gather(*(r.wait() for r in ready))
    made = await created(served)
    async with asyncio.timeout(5):
        while not mine:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    assert mine[0]["case"] == {"title": "荔枝园边界案"} and mine[0]["caseId"] == made["case"]["id"] and far == []


async def test_reveal_gives_the_number_to_its_handler_and_leaves_a_trace(served: Served) -> None:
    made = await created(served)
    party = """mutation($c: ID!) { createParty(input: {caseId: $c, kind: PERSON, name: "罗青禾", idNumber: "510522190001010004"}) {
      ... on PartyDone { party { id name idNumber } } ... on Refused { code message } } }"""
    stored = (await served.data(LUO, party, c=made["case"]["id"]))["createParty"]["party"]
    assert stored["idNumber"] == "510522********0004"
    reveal = "mutation($id: ID!) { reveal(id: $id, field: \"idNumber\", reason: \"送达\") { __typename ... on Revealed { value } ... on Refused { code } } }"
    assert (await served.data(LUO, reveal, id=stored["id"]))["reveal"]["value"] == "510522190001010004"
    assert (await served.data(FAR, reveal, id=stored["id"]))["reveal"] == {"__typename": "Refused", "code": "NOT_FOUND"}
    acts = await served.data(LUO, "query($c: ID!) { case(id: $c) { timeline(filter: {act: {eq: REVEAL}}) { totalCount } } }", c=made["case"]["id"])
    assert acts["case"]["timeline"]["totalCount"] == 1


async def test_a_policy_written_at_run_time_acts_within_a_second(served: Served) -> None:
    from api.policies import replace
    from authz.lines import default_lines

    await created(served)
    count = "{ mediations { totalCount } cases { totalCount } }"
    assert (await served.data(OFFICER, count))["mediations"]["totalCount"] == 1
    async with served.parts.database.transaction() as connection:
        await replace(connection, [*default_lines(), ("p", "justice_officer", "*", "mediation", "read", "always", "deny")], "test")
    await asyncio.sleep(0.9)
    assert (await served.data(OFFICER, count)) == {"mediations": {"totalCount": 0}, "cases": {"totalCount": 1}}


async def test_the_real_server_passes_the_audit_of_graphql_http(served: Served, node: Node) -> None:
    said = json.loads(await asyncio.to_thread(node.run, "audit.mjs", f"{served.url}/graphql"))
    assert len(said) >= 61 and [audit for audit in said if audit["status"] != "ok"] == []


@pytest.mark.parametrize("body", [
    b"[1,2]", b'"x"', b"1", b"null", b"{", b"\xff\xfe", b'{"query": 5}', b'{"query": "{ ...Missing }"}', b'{"query": "{ cases(first: 99999999999999) { totalCount } }"}',
    json.dumps({"query": "query {" + " ".join(f"...f{i}" for i in range(30)) + "}" + "".join(
        f" fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(29)) + " fragment f29 on Query { __typename }"}).encode(),
    json.dumps({"query": "{" + "a{" * 400 + "}" * 401}).encode(),
    json.dumps({"query": "query { " + "".join(f"...f{i} " for i in range(60_000)) + "}" + " " * 500_000 + "".join(
        f"fragment f{i} on Query {{ __typename }} " for i in range(20_000))}).encode(),
])
async def test_a_hostile_body_is_refused_at_once(served: Served, body: bytes) -> None:
    began = time.process_time()
    answer = await served.client.post("/graphql", content=body, headers={"content-type": "application/json"})
    spent = time.process_time() - began
    assert answer.status_code < 500 and (answer.status_code >= 400 or answer.json().get("errors") or answer.json()["data"]["__typename"] == "Query")
    assert spent < 1
