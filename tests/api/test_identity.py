"""Accounts, tokens and devices: what opens a session, what ends it, and how soon every worker knows."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.identity import Identity
from api.identity import today as today_of
from api.problems import Problem
from api.sessions import ATTEMPTS, Sessions, check_password
from api.settings import Settings
from api.tokens import Tokens
from tests.api.conftest import COUNTY, FAST, PASSWORD, Accounts


async def refusal(awaitable: Any) -> str:
    with pytest.raises(Problem) as caught:
        await awaitable
    return caught.value.code


# --- signing in -------------------------------------------------------------------------------------------------------


async def test_login_gives_an_actor(accounts: Accounts) -> None:
    actor = await accounts.identity.actor(await accounts.login("tiaojie"))
    assert (actor.username, actor.agency, actor.unit, actor.branch) == ("tiaojie", "XZ-112", "TJ-112", "GOVERNMENT")
    assert actor.roles == {"mediator", "staff"}
    assert actor.townships == ("510522112",)


async def test_administrators_are_not_staff(accounts: Accounts) -> None:
    assert (await accounts.identity.actor(await accounts.login("xitong"))).roles == {"system_administrator"}


@pytest.mark.parametrize(("name", "password"), [("sifaju", "wrong"), ("nobody", PASSWORD), ("sifaju", "x" * 5000), ("", "")])
async def test_wrong_name_and_wrong_password_look_alike(accounts: Accounts, name: str, password: str) -> None:
    assert await refusal(accounts.sessions.login(name, password)) == "LOGIN_FAILED"


@pytest.mark.parametrize("name", ["sifaju", "nobody"])
async def test_lockout_after_five_failures_for_names_known_and_unknown(accounts: Accounts, name: str) -> None:
    codes = [await refusal(accounts.sessions.login(name, "wrong")) for _ in range(ATTEMPTS + 1)]
    assert codes == ["LOGIN_FAILED"] * ATTEMPTS + ["ACCOUNT_LOCKED"]
    assert await refusal(accounts.sessions.login(name, PASSWORD)) == "ACCOUNT_LOCKED"
    accounts.clock.forward(minutes=16)
    assert await refusal(accounts.sessions.login(name, "wrong")) == "LOGIN_FAILED"
    if name == "sifaju":
        assert await accounts.login(name)


async def test_many_guesses_at_once_are_not_more_than_five(accounts: Accounts) -> None:
    codes = await asyncio.gather(*(refusal(accounts.sessions.login("sifaju", f"guess {n}")) for n in range(20)))
    assert codes.count("LOGIN_FAILED") == ATTEMPTS
    assert set(codes) == {"LOGIN_FAILED", "ACCOUNT_LOCKED"}


async def test_success_forgives_earlier_failures(accounts: Accounts) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS - 1):
            await refusal(accounts.sessions.login("sifaju", "wrong"))
        assert await accounts.login()


async def test_hashing_sheds_what_would_wait_too_long(accounts: Accounts) -> None:
    slow = Sessions(accounts.identity, accounts.sessions.settings, uuid4, PasswordHasher(memory_cost=20_000))
    codes = await asyncio.gather(*(refusal(slow.login(f"nobody{n}", "x")) for n in range(80)))
    assert {"BUSY", "LOGIN_FAILED"} == set(codes)


async def test_inactive_user_cannot_sign_in(accounts: Accounts) -> None:
    await accounts.database.pool.execute('UPDATE "user" SET active = false WHERE username = $1', "sifaju")
    assert await refusal(accounts.sessions.login("sifaju", PASSWORD)) == "LOGIN_FAILED"


# --- tokens -----------------------------------------------------------------------------------------------------------


async def test_expired_token(accounts: Accounts) -> None:
    token = await accounts.login()
    accounts.clock.forward(minutes=15, seconds=1)
    assert await refusal(accounts.identity.actor(token)) == "TOKEN_EXPIRED"


def forged(token: str, header: dict[str, str] | None = None, claims: dict[str, Any] | None = None, seal: str | None = None) -> str:
    parts = token.split(".")

    def changed(part: str, by: dict[str, Any] | None) -> str:
        if by is None:
            return part
        known = json.loads(base64.urlsafe_b64decode(part + "=="))
        return base64.urlsafe_b64encode(json.dumps(known | by).encode()).decode().rstrip("=")

    return ".".join((changed(parts[0], header), changed(parts[1], claims), parts[2] if seal is None else seal))


@pytest.mark.parametrize("change", [
    {"header": {"alg": "none"}, "seal": ""}, {"header": {"alg": "HS512"}}, {"claims": {"sid": str(uuid4())}},
    {"claims": {"exp": 9999999999}}, {"seal": "AAAA"}, {"seal": ""}])
async def test_forged_tokens(accounts: Accounts, change: dict[str, Any]) -> None:
    assert await refusal(accounts.identity.actor(forged(await accounts.login(), **change))) == "UNAUTHENTICATED"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "." * 5000, "a" * 100_000, "eyJhbGciOiJub25lIn0..", "\x00"])
async def test_rubbish_tokens(accounts: Accounts, token: str) -> None:
    assert await refusal(accounts.identity.actor(token)) == "UNAUTHENTICATED"
    assert await refusal(accounts.sessions.refresh(token)) == "REFRESH_INVALID"


async def test_token_of_another_key_is_refused(accounts: Accounts) -> None:
    other = Identity(accounts.database, Tokens(b"y" * 32), accounts.clock)
    assert await refusal(other.actor(await accounts.login())) == "UNAUTHENTICATED"


async def test_issue_token(accounts: Accounts) -> None:
    assert (await accounts.identity.actor(await accounts.sessions.issue_token("faguan"))).username == "faguan"
    assert await refusal(accounts.sessions.issue_token("nobody")) == "USER_UNKNOWN"


# --- refresh ----------------------------------------------------------------------------------------------------------


async def test_refresh_rotates(accounts: Accounts) -> None:
    first = await accounts.sessions.login("sifaju", PASSWORD)
    second = await accounts.sessions.refresh(first.refresh_token or "")
    assert second.refresh_token and second.refresh_token != first.refresh_token
    assert (await accounts.identity.actor(second.access_token)).username == "sifaju"


async def test_refresh_token_used_twice_ends_the_session(accounts: Accounts) -> None:
    first = await accounts.sessions.login("sifaju", PASSWORD)
    second = await accounts.sessions.refresh(first.refresh_token or "")
    assert await refusal(accounts.sessions.refresh(first.refresh_token or "")) == "REFRESH_REUSED"
    assert await refusal(accounts.sessions.refresh(second.refresh_token or "")) == "REFRESH_INVALID"
    assert await refusal(accounts.identity.actor(second.access_token)) == "SESSION_REVOKED"


async def test_of_two_refreshes_at_once_one_wins_and_the_session_ends(accounts: Accounts) -> None:
    token = (await accounts.sessions.login("sifaju", PASSWORD)).refresh_token or ""
    done = await asyncio.gather(*(accounts.sessions.refresh(token) for _ in range(4)), return_exceptions=True)
    assert sum(not isinstance(one, Problem) for one in done) == 1


async def test_made_up_refresh_token_cannot_end_a_session(accounts: Accounts) -> None:
    grant = await accounts.sessions.login("sifaju", PASSWORD)
    head, _, _ = (grant.refresh_token or "").rpartition(".")
    assert await refusal(accounts.sessions.refresh(f"{head}.AAAA")) == "REFRESH_INVALID"
    assert await accounts.identity.actor(grant.access_token)


async def test_refresh_ends_with_its_life_and_with_the_user(accounts: Accounts) -> None:
    grant = await accounts.sessions.login("sifaju", PASSWORD)
    await accounts.database.pool.execute('UPDATE "user" SET active = false WHERE username = $1', "sifaju")
    assert await refusal(accounts.sessions.refresh(grant.refresh_token or "")) == "REFRESH_INVALID"
    await accounts.database.pool.execute('UPDATE "user" SET active = true WHERE username = $1', "sifaju")
    accounts.clock.forward(days=15)
    assert await refusal(accounts.sessions.refresh(grant.refresh_token or "")) == "REFRESH_INVALID"


# --- ending -----------------------------------------------------------------------------------------------------------


async def test_logout_is_at_once(accounts: Accounts) -> None:
    grant = await accounts.sessions.login("sifaju", PASSWORD)
    await accounts.sessions.logout(grant.access_token)
    assert await refusal(accounts.identity.actor(grant.access_token)) == "SESSION_REVOKED"
    assert await refusal(accounts.sessions.refresh(grant.refresh_token or "")) == "REFRESH_INVALID"


async def test_password_change_ends_other_sessions(accounts: Accounts) -> None:
    mine, other = await accounts.login(), await accounts.login()
    assert await refusal(accounts.sessions.change_password(mine, "wrong", "Xinmima-2027")) == "LOGIN_FAILED"
    await accounts.sessions.change_password(mine, PASSWORD, "Xinmima-2027")
    assert await accounts.identity.actor(mine)
    assert await refusal(accounts.identity.actor(other)) == "SESSION_REVOKED"
    assert await refusal(accounts.sessions.login("sifaju", PASSWORD)) == "LOGIN_FAILED"
    assert await accounts.sessions.login("sifaju", "Xinmima-2027")


@pytest.mark.parametrize(("password", "fine"), [
    ("short-1A", False), ("alllowercase", False), ("Only-Letters", True), ("onlylower12", False), ("Mixed12345", True),
    ("My-sifaju-2026", False), ("口令abc123!", False), ("口令口令abc123", True), ("A1-" + "x" * 126, False)])
async def test_password_policy(accounts: Accounts, password: str, fine: bool) -> None:
    actor = await accounts.identity.actor(await accounts.login())
    if fine:
        check_password(password, actor)
    else:
        with pytest.raises(Problem, match="PASSWORD_WEAK"):
            check_password(password, actor)


CHANGES = {
    "revoked": "UPDATE session SET revoked_at = now()",
    "dismissed": "UPDATE \"user\" SET active = false WHERE username = 'sifaju'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_another_worker_notices_within_a_second_without_being_told(
    accounts: Accounts, settings: Settings, change: str
) -> None:
    other = Identity(accounts.database, Tokens(settings.master_key()), accounts.clock)
    token = await accounts.login()
    async with other.running():
        ticket, _ = await other.enter(token)
        with other.watching(ticket) as ended:
            begun = time.monotonic()
            await accounts.database.pool.execute(change)
            assert await asyncio.wait_for(ended, 1.5) == "revoked"
            assert time.monotonic() - begun < 1.2
        assert await refusal(other.actor(token)) == "SESSION_REVOKED"


async def test_another_worker_is_told_at_once(accounts: Accounts, settings: Settings) -> None:
    other = Identity(accounts.database, Tokens(settings.master_key()), accounts.clock)
    token = await accounts.login()
    async with other.running():
        ticket, _ = await other.enter(token)
        with other.watching(ticket) as ended:
            await accounts.sessions.logout(token)
            assert await asyncio.wait_for(ended, 0.5) == "revoked"


async def test_a_new_role_acts_within_a_second(accounts: Accounts) -> None:
    token = await accounts.login()
    ticket, _ = await accounts.identity.enter(token)
    with accounts.identity.watching(ticket) as ended:
        await accounts.database.pool.execute(
            "INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, 'auditor')",
            COUNTY, uuid4(), accounts.users["sifaju"])
        assert await asyncio.wait_for(ended, 1.5) == "changed"
    assert "auditor" in (await accounts.identity.actor(token)).roles


async def test_many_who_ask_while_the_poll_is_late_are_read_together(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = accounts.identity
    tokens = [await accounts.sessions.issue_token(name) for name in accounts.users for _ in range(6)]
    actors = [await identity.actor(token) for token in tokens]
    asked: list[int] = []
    rows = identity._rows

    async def counted(keys: Any, instant: Any) -> Any:
        asked.append(len(keys))
        return await rows(keys, instant)

    monkeypatch.setattr(identity, "_rows", counted)
    for held in identity._held.values():
        held.checked -= 10
    assert await asyncio.gather(*(identity.actor(token) for token in tokens)) == actors
    assert asked and set(asked) == {len(tokens)} and len(asked) <= 2, "one reading of all, and perhaps the poll's own"


async def test_roles_count_from_their_first_to_their_last_day(accounts: Accounts) -> None:
    today = today_of(accounts.clock())
    for role, first, last in (("judge", 0, 0), ("prosecutor", 2, 9), ("liaison", -9, -2), ("auditor", -1, None)):
        await accounts.database.pool.execute(
            "INSERT INTO role_assignment (county, id, user_id, role, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)",
            COUNTY, uuid4(), accounts.users["sifaju"], role, today + timedelta(days=first - 1),
            today + timedelta(days=last + 1) if last is not None else None)
    roles = (await accounts.identity.actor(await accounts.login())).roles
    assert roles == {"justice_officer", "staff", "judge", "auditor"}


async def test_when_the_database_is_gone_nobody_is_let_in_on_old_knowledge(accounts: Accounts) -> None:
    token = await accounts.login()
    await accounts.identity.actor(token)
    await accounts.database.pool.close()
    await asyncio.sleep(1.1)
    with pytest.raises(Exception, match="pool is clos"):
        await accounts.identity.actor(token)


# --- devices ----------------------------------------------------------------------------------------------------------


class Tablet:
    """A device as the field client is one: a key, and proofs signed with it."""

    def __init__(self) -> None:
        self.key, self.device = Ed25519PrivateKey.generate(), ""

    @property
    def public(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def proof(self, at: str, nonce: str | None = None) -> dict[str, str]:
        nonce = nonce or uuid4().hex
        signature = base64.b64encode(self.key.sign(f"{self.device}.{at}.{nonce}".encode())).decode()
        return {"device": self.device, "at": at, "nonce": nonce, "signature": signature}


async def enrolled(accounts: Accounts) -> Tablet:
    supervisor, tablet = await accounts.identity.actor(await accounts.login("shouxi")), Tablet()
    code = await accounts.devices.make_code(supervisor, "tiaojie", "福宝一号")
    tablet.device = (await accounts.devices.enrol(code, "", tablet.public))["device"]
    return tablet


async def test_enrolment(accounts: Accounts) -> None:
    supervisor, tablet = await accounts.identity.actor(await accounts.login("shouxi")), Tablet()
    code = await accounts.devices.make_code(supervisor, "tiaojie")
    said = await accounts.devices.enrol(code.lower(), "平板", tablet.public)
    assert said["county"] == COUNTY and said["unit"] == "TJ-112" and said["user"]["username"] == "tiaojie"
    assert said["user"]["id"].startswith(f"User:{COUNTY}:") and said["declarations"] == {"hash": "x"}
    assert UUID(said["epoch"]) and said["leaseUntil"] > accounts.clock().isoformat()
    assert await refusal(accounts.devices.enrol(code, "again", tablet.public)) == "ENROLMENT_CODE"


async def test_codes_expire_and_cannot_be_guessed(accounts: Accounts) -> None:
    code = await accounts.devices.make_code(None, "tiaojie")
    assert await refusal(accounts.devices.enrol("AAAA-AAAA-AAAA", "", Tablet().public)) == "ENROLMENT_CODE"
    accounts.clock.forward(minutes=11)
    assert await refusal(accounts.devices.enrol(code, "", Tablet().public)) == "ENROLMENT_CODE"


@pytest.mark.parametrize("key", ["", "x", "AAAA", base64.b64encode(b"1" * 31).decode(), "é"])
async def test_only_ed25519_keys(accounts: Accounts, key: str) -> None:
    code = await accounts.devices.make_code(None, "tiaojie")
    assert await refusal(accounts.devices.enrol(code, "", key)) == "DEVICE_KEY"


@pytest.mark.parametrize(("supervisor", "user", "code"), [
    ("shouxi", "tiaojie", None), ("sifaju", "tiaojie", None), ("xitong", "faguan", None), ("sifaju", "faguan", "USER_UNKNOWN"),
    ("faguan", "tiaojie", "USER_UNKNOWN"), ("tiaojie", "tiaojie", "USER_UNKNOWN"), ("shouxi", "nobody", "USER_UNKNOWN")])
async def test_who_supervises_whom(accounts: Accounts, supervisor: str, user: str, code: str | None) -> None:
    actor = await accounts.identity.actor(await accounts.login(supervisor))
    made = accounts.devices.make_code(actor, user)
    assert (await refusal(made) == code) if code else await made


async def test_device_signs_in_with_its_key(accounts: Accounts) -> None:
    tablet = await enrolled(accounts)
    grant = await accounts.devices.sign_in(**tablet.proof(accounts.clock().isoformat()))
    actor = await accounts.identity.actor(grant.access_token)
    assert (actor.username, str(actor.device)) == ("tiaojie", tablet.device)
    assert grant.refresh_token is None


async def test_proofs_are_refused_when_old_used_forged_or_unknown(accounts: Accounts) -> None:
    tablet, now = await enrolled(accounts), accounts.clock()
    proof = tablet.proof(now.isoformat())
    await accounts.devices.sign_in(**proof)
    cases = {
        "NONCE_USED": proof,
        "DEVICE_CLOCK": tablet.proof((now - timedelta(minutes=11)).isoformat()),
        "DEVICE_SIGNATURE": tablet.proof(now.isoformat()) | {"nonce": "other"},
        "DEVICE_UNKNOWN": tablet.proof(now.isoformat()) | {"device": str(uuid4())},
        "BAD_REQUEST": tablet.proof("yesterday"),
    }
    assert {code: await refusal(accounts.devices.sign_in(**proof)) for code, proof in cases.items()} == {c: c for c in cases}
    assert await refusal(accounts.devices.sign_in(**tablet.proof("2026-01-01T00:00:00"))) == "BAD_REQUEST"
    assert await refusal(accounts.devices.sign_in(**tablet.proof(now.isoformat()) | {"signature": "%"})) == "DEVICE_SIGNATURE"
    assert await refusal(accounts.devices.sign_in(**tablet.proof(now.isoformat()) | {"device": "x"})) == "DEVICE_UNKNOWN"


async def test_a_revoked_device_is_out_at_once_and_says_when_it_is_purged(accounts: Accounts) -> None:
    tablet = await enrolled(accounts)
    grant = await accounts.devices.sign_in(**tablet.proof(accounts.clock().isoformat()))
    supervisor = await accounts.identity.actor(await accounts.login("shouxi"))
    await accounts.devices.revoke(supervisor, tablet.device)
    assert await refusal(accounts.identity.actor(grant.access_token)) == "SESSION_REVOKED"
    assert await refusal(accounts.devices.sign_in(**tablet.proof(accounts.clock().isoformat()))) == "DEVICE_REVOKED"
    (listed,) = await accounts.devices.listed(supervisor)
    assert (listed["state"], listed["purgedAt"]) == ("revoked", None)
    assert await refusal(accounts.devices.sign_in(**tablet.proof(accounts.clock().isoformat()), purged=True)) == "DEVICE_REVOKED"
    (listed,) = await accounts.devices.listed(supervisor)
    assert listed["purgedAt"]


async def test_devices_are_listed_and_revoked_by_whoever_supervises_them(accounts: Accounts) -> None:
    tablet = await enrolled(accounts)
    for name, sees in (("tiaojie", True), ("shouxi", True), ("xitong", True), ("sifaju", True), ("faguan", False)):
        actor = await accounts.identity.actor(await accounts.login(name))
        assert bool(await accounts.devices.listed(actor)) is sees, name
    judge = await accounts.identity.actor(await accounts.login("faguan"))
    assert await refusal(accounts.devices.revoke(judge, tablet.device)) == "NOT_FOUND"
    assert await refusal(accounts.devices.revoke(judge, "x")) == "NOT_FOUND"


async def test_lease_is_renewed_at_sign_in(accounts: Accounts) -> None:
    tablet = await enrolled(accounts)
    accounts.clock.forward(days=20)
    await accounts.devices.sign_in(**tablet.proof(accounts.clock().isoformat()))
    lease = await accounts.database.fetchval("SELECT lease_until FROM device WHERE id = $1", (UUID(tablet.device),))
    assert lease > accounts.clock()


async def test_sweeping_forgets_old_sessions_only(accounts: Accounts) -> None:
    await accounts.login()
    accounts.clock.forward(days=50)
    token = await accounts.login()
    await accounts.database.pool.execute("INSERT INTO replica (county, replica, user_id, counter) SELECT county, 'user:' || user_id || ':' || id, user_id, 0 FROM session")
    await accounts.database.pool.execute("INSERT INTO receipt (county, replica, collection, doc_id, row_hash, outcome) SELECT county, replica, 'mediation', 'x', '', 'applied' FROM replica")
    await accounts.sessions.sweep()
    [session] = await accounts.database.pool.fetch("SELECT id FROM session")
    for table in ("replica", "receipt"):
        assert [row[0].endswith(str(session["id"])) for row in await accounts.database.pool.fetch(f"SELECT replica FROM {table}")] == [True], table
    assert await accounts.identity.actor(token)


def test_fast_hasher_is_for_tests_only() -> None:
    assert PasswordHasher().memory_cost >= 64 * 1024 > FAST.memory_cost
