"""Notices sent to other systems: signed, repeated, buried and dug up again; never where nobody allowed it."""

from __future__ import annotations

import asyncio
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.database import Database
from api.problems import Problem
from api.settings import Settings, SettingsFault
from api.webhooks import ATTEMPTS, BATCH, DELIVERY, LEASE, SIGNATURE, TIMESTAMP, Webhooks, checked, pause, signature
from authz.actor import Actor
from schema.intent import Create
from schema.intent import Move as Moves
from sync.clock import tick
from sync.keyring import Keyring
from sync.write import write
from tests.api.conftest import Clock
from tests.sync.two_units import COUNTY, LUO, NOW, OFFICER, POLICY, WORLD, found

LEADER = OFFICER
OFFICE = Actor(UUID(int=77), "zheng", "郑办", COUNTY, "GOV", "GOVERNMENT", None, (), frozenset({"staff", "county_office"}))
URL = "http://oa.hejiang.test/notices"
HOSTS = ("oa.hejiang.test", "10.1.2.3:8080", "[fd00::1]")
KEYRING = Keyring(bytes(range(32)))


class Post:
    """A system that is sent to: what came, and what it answers next."""

    def __init__(self) -> None:
        self.came: list[httpx.Request] = []
        self.answers: list[int | type[Exception]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.came.append(request)
        answer = self.answers.pop(0) if self.answers else 204
        if not isinstance(answer, int):
            raise answer("gone")
        return httpx.Response(answer, headers={"location": "http://oa.hejiang.test/elsewhere"} if 300 <= answer < 400 else {})

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self), follow_redirects=False)


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.transaction() as connection:
        await found(connection)
    return database


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def hooks(town: Database, clock: Clock) -> Webhooks:
    return Webhooks(town, KEYRING, HOSTS, uuid4, clock)


@pytest.fixture
def post() -> Post:
    return Post()


async def reminded(town: Database, clock: Clock) -> None:
    """A notice to SFJ, written by the clock."""
    key = uuid4()
    async with town.transaction() as connection:
        for intent in (Create("mediation", key, {"title": "机密的标题", "kind": "PEOPLE"}), Moves("mediation", key, "accept")):
            [outcome] = await write(connection, [intent], LUO, POLICY.rules_of(LUO), WORLD, NOW)
            assert outcome.kind == "applied", outcome
    clock.at = await town.pool.fetchval("SELECT max(due_at) FROM duty") - timedelta(days=1)
    while await tick(town.pool, POLICY, WORLD, clock()):
        pass


async def sent(hooks: Webhooks, post: Post) -> int:
    async with post.client() as client:
        return await hooks.send(client)


async def state(town: Database) -> tuple[str, int]:
    row = await town.pool.fetchrow("SELECT state, attempts FROM delivery")
    return (row["state"], row["attempts"]) if row else ("NONE", 0)


async def test_a_notice_is_sent_once_signed_and_says_only_what_it_may(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    made = await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)
    assert await sent(hooks, post) == 1
    [request] = post.came
    stamp, body = request.headers[TIMESTAMP], request.content
    assert request.headers[SIGNATURE] == "v1=" + hmac.new(made.secret.encode(), f"{stamp}.".encode() + body, sha256).hexdigest()
    assert int(stamp) == int(clock().timestamp())
    assert UUID(request.headers[DELIVERY])
    said = json.loads(body)
    assert set(said) == {"notification", "kind", "label", "owedBy", "agency", "unit", "person", "dueAt", "duty", "case", "at"}
    assert (said["kind"], said["label"], said["owedBy"], said["agency"], said["unit"], said["person"]) == ("REMINDER", "调解期限", "SFJ", "SFJ", "TW1", None)
    assert said["case"].startswith(f"Case:{COUNTY}:"), "its agency leads the case"
    assert "机密" not in body.decode()
    assert (await state(town), await sent(hooks, post)) == (("DELIVERED", 1), 0)


async def test_the_case_is_named_only_to_an_agency_with_access_to_it(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)
    await town.pool.execute("DELETE FROM case_access")
    await sent(hooks, post)
    assert json.loads(post.came[0].content)["case"] is None


async def test_a_leader_s_notice_goes_to_the_system_of_his_agency_with_his_name(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    await town.pool.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, 'supervising_leader')", COUNTY, uuid4(), LEADER.user_id)
    await reminded(town, clock)
    clock.at += timedelta(days=1)
    while await tick(town.pool, POLICY, WORLD, clock()):
        pass
    assert await sent(hooks, post) == 2
    assert {(said["kind"], said["unit"], said["person"]) for said in (json.loads(request.content) for request in post.came)} == {
        ("REMINDER", "TW1", None), ("OVERDUE", None, LEADER.username)}


async def test_other_agencies_notices_go_nowhere_and_old_ones_are_not_sent_later(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    await hooks.add(OFFICE, "XZ2", URL)
    await reminded(town, clock)
    await hooks.add(OFFICE, "SFJ", URL)
    assert (await sent(hooks, post), await state(town)) == (0, ("NONE", 0))


async def test_it_is_repeated_with_growing_pauses_then_buried_then_dug_up(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)
    post.answers = [500, 404, httpx.ConnectError, httpx.ReadTimeout, *[503] * ATTEMPTS]
    pauses = []
    for attempt in range(1, ATTEMPTS + 1):
        assert await sent(hooks, post) == 1
        assert await state(town) == ("DEAD" if attempt == ATTEMPTS else "WAITING", attempt)
        next_at = await town.pool.fetchval("SELECT next_at FROM delivery")
        if next_at is not None:
            pauses.append(next_at - clock())
            clock.at = next_at - timedelta(seconds=1)
            assert await sent(hooks, post) == 0, "not before its time"
            clock.at = next_at
    assert pauses == [pause(n) for n in range(1, ATTEMPTS)]
    assert all(later == 2 * sooner for sooner, later in pairwise(pauses))
    clock.forward(days=30)
    assert await sent(hooks, post) == 0
    [letter] = await hooks.dead(OFFICE)
    assert (letter.url, letter.label, letter.attempts, letter.fault) == (URL, "调解期限", ATTEMPTS, "HTTP 503")
    post.answers = []
    assert await hooks.resend(OFFICE, [uuid4()]) == 0
    assert await hooks.resend(OFFICE, [letter.id]) == 1
    assert (await sent(hooks, post), await state(town)) == (1, ("DELIVERED", 1))
    assert await hooks.dead(OFFICE) == []
    assert len({request.headers[DELIVERY] for request in post.came}) == 1, "the receiver can tell a repeat"


def test_pauses_end_at_six_hours() -> None:
    assert pause(1) == timedelta(seconds=30)
    assert pause(50) == timedelta(hours=6)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(hooks: Webhooks, town: Database, clock: Clock, post: Post, status: int) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)
    post.answers = [status]
    await sent(hooks, post)
    assert [str(request.url) for request in post.came] == [URL]
    assert (await state(town))[0] == "WAITING"


async def test_a_real_redirect_reaches_nobody(town: Database, clock: Clock) -> None:
    """The client of the worker itself, over a socket."""
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(head.split()[1])
        writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nlocation: /inner\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    hooks = Webhooks(town, KEYRING, (f"127.0.0.1:{port}",), uuid4, clock)
    await hooks.add(OFFICE, "SFJ", f"http://127.0.0.1:{port}/hook")
    await reminded(town, clock)
    async with Webhooks.client() as client:
        assert await hooks.send(client) == 1
    server.close()
    assert asked == ["/hook"]
    assert await town.pool.fetchval("SELECT fault FROM delivery") == "HTTP 307"


@pytest.mark.parametrize("url", [
    "http://oa.hejiang.test/x", "https://oa.hejiang.test/x?y=1", "http://10.1.2.3:8080/", "http://OA.hejiang.test/", "http://[fd00::1]/x", "http://oa.hejiang.test:80/",
])
def test_hosts_that_are_listed_may_be_asked(url: str) -> None:
    assert checked(url, HOSTS) == url


@pytest.mark.parametrize("url", [
    "http://localhost/", "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://10.1.2.3/", "http://10.1.2.3:8081/", "https://10.1.2.3/",
    "http://oa.hejiang.test:5432/", "http://oa.hejiang.test.evil.example/", "http://evil.example/oa.hejiang.test", "http://oa.hejiang.test@evil.example/",
    "http://user:secret@oa.hejiang.test/", "ftp://oa.hejiang.test/", "file:///etc/passwd", "gopher://oa.hejiang.test/", "//oa.hejiang.test/", "oa.hejiang.test",
    "http://oa.hejiang.test\\@evil.example/", "http://oa.hejiang.test\r\nx: y/", "http://oa.hejiang.test/#f", "http://oa.hejiang.test:x/", "http://[::1]/", "http://[/", "",
    "http://oa.hejiang.test /", "http://ｏa.hejiang.test/",
])
def test_everything_else_may_not(url: str) -> None:
    with pytest.raises(Problem) as refused:
        checked(url, HOSTS)
    assert refused.value.code == "WEBHOOK_URL"


async def test_a_host_that_is_struck_from_the_list_is_asked_no_more(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)
    assert await sent(Webhooks(town, KEYRING, (), uuid4, clock), post) == 1
    assert post.came == []
    assert (await state(town))[0] == "WAITING"


@pytest.mark.parametrize("roles", [{"staff"}, {"staff", "judge"}, {"system_administrator"}, {"auditor"}])
async def test_only_the_county_office_sets_it_up(hooks: Webhooks, roles: set[str]) -> None:
    other = replace(OFFICE, roles=frozenset(roles))
    for act in (hooks.add(other, "SFJ", URL), hooks.listed(other), hooks.dead(other), hooks.resend(other), hooks.end(other, uuid4())):
        with pytest.raises(Problem) as refused:
            await act
        assert refused.value.code == "COUNTY_OFFICE_ONLY"


async def test_an_unknown_agency_or_a_foreign_host_is_refused(hooks: Webhooks, town: Database) -> None:
    for agency, url, code in (("NOBODY", URL, "NOT_FOUND"), ("SFJ", "http://169.254.169.254/", "WEBHOOK_URL")):
        with pytest.raises(Problem) as refused:
            await hooks.add(OFFICE, agency, url)
        assert refused.value.code == code
    assert await town.pool.fetchval("SELECT count(*) FROM webhook") == 0


async def test_the_secret_lies_sealed_and_is_shown_once(hooks: Webhooks, town: Database) -> None:
    made = await hooks.add(OFFICE, "SFJ", URL)
    sealed = await town.pool.fetchval("SELECT secret FROM webhook")
    assert made.secret.encode() not in sealed and KEYRING.open(sealed) == made.secret
    assert [(one.url, one.secret, one.ended) for one in await hooks.listed(OFFICE)] == [(URL, "", False)]


async def test_what_waits_for_an_ended_webhook_is_a_dead_letter(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    made = await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)
    await hooks.end(OFFICE, made.id)
    assert await sent(hooks, post) == 1
    assert (post.came, (await state(town))[0]) == ([], "DEAD")
    assert await hooks.resend(OFFICE) == 0, "it has nowhere to go"
    with pytest.raises(Problem):
        await hooks.end(OFFICE, made.id)


async def test_two_workers_do_not_send_the_same_letter(hooks: Webhooks, town: Database, clock: Clock, post: Post) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    for _ in range(3):
        await reminded(town, clock)
    counts = await asyncio.gather(*(sent(hooks, post) for _ in range(4)))
    assert sum(counts) == len(post.came) == 3 < BATCH
    assert len({request.headers[DELIVERY] for request in post.came}) == 3


async def test_a_letter_in_the_hand_of_a_worker_that_died_is_sent_by_another(hooks: Webhooks, town: Database, clock: Clock, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    await hooks.add(OFFICE, "SFJ", URL)
    await reminded(town, clock)

    async def dies(*_: Any) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(hooks, "_send", dies)
        with pytest.raises(asyncio.CancelledError):
            await sent(hooks, post)
    assert await sent(hooks, post) == 0
    clock.at += LEASE
    assert (await sent(hooks, post), (await state(town))[0]) == (1, "DELIVERED")


async def test_the_worker_outlives_a_lost_database(hooks: Webhooks, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = 0
    again = asyncio.Event()

    async def fails(_: httpx.AsyncClient) -> int:
        nonlocal turns
        turns += 1
        if turns == 1:
            raise OSError("lost")
        again.set()
        return 0

    monkeypatch.setattr(hooks, "send", fails)
    monkeypatch.setattr("api.webhooks.INTERVAL", 0.01)
    task = asyncio.create_task(hooks.running())
    async with asyncio.timeout(10):
        await again.wait()
    task.cancel()


def test_a_signature_binds_time_and_body() -> None:
    good = signature("s", "1", b"body")
    assert good == hmac.new(b"s", b"1.body", sha256).hexdigest()
    assert len({good, signature("t", "1", b"body"), signature("s", "2", b"body"), signature("s", "1", b"bodz")}) == 4


def test_hosts_are_settings(tmp_path: Path) -> None:
    environ = {"DATA_DIR": str(tmp_path)}
    assert Settings.read(environ).webhook_hosts == ()
    assert Settings.read(environ | {"FUYUAN_WEBHOOK_HOSTS": "OA.hejiang.test, 10.1.2.3:8080,[fd00::1]"}).webhook_hosts == HOSTS
    for wrong in ("http://oa.hejiang.test", "oa/x", "a@b", "a:x", ":80", "[", "a b"):
        with pytest.raises(SettingsFault, match="FUYUAN_WEBHOOK_HOSTS"):
            Settings.read(environ | {"FUYUAN_WEBHOOK_HOSTS": wrong})
