"""GraphQL over HTTP: the audit of graphql-http, content negotiation, shapes of bodies, and what stock Strawberry got wrong."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.negotiation import EVENTS, HTML, JSON, RESPONSE, chosen
from tests.api.stub import Stage, stub_app, stub_doors

TYPE = {"content-type": "application/json"}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(stub_app(stub_doors()), raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://court.test") as opened:
        yield opened


async def test_graphql_http_audit_passes_every_point(stage: Stage, node: Any) -> None:
    said = json.loads(await asyncio.to_thread(node.run, "audit.mjs", f"http://{stage.url}/graphql"))
    assert len(said) >= 61
    assert [audit for audit in said if audit["status"] != "ok"] == []


# --- negotiation ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("accept", "media"), [
    (None, JSON), ("", JSON), ("*/*", JSON), ("application/*", JSON), ("application/json", JSON), (RESPONSE, RESPONSE),
    (f"{JSON}, {RESPONSE}", RESPONSE), (f"{RESPONSE};q=0.5, {JSON};q=0.9", JSON), (f"{RESPONSE};q=0.9, {JSON};q=0.5", RESPONSE),
    (f"{RESPONSE}; charset=utf-8, {JSON}; charset=utf-8", RESPONSE), (f"{JSON};q=0, */*;q=0.1", RESPONSE),
    ("text/html", None), ("text/html, */*;q=0.1", JSON), (EVENTS, EVENTS), (f"{JSON};q=0.1, {EVENTS}", EVENTS),
    ("text/*", None), ("APPLICATION/JSON", JSON), ("application/json;q=nonsense", None), ("application/json, multipart/mixed", JSON)])
def test_accept(accept: str | None, media: str | None) -> None:
    assert chosen(accept, (JSON, RESPONSE, EVENTS)) == media


def test_a_browser_gets_the_page() -> None:
    assert chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (JSON, RESPONSE, EVENTS, HTML)) == HTML


@pytest.mark.parametrize(("query", "plain", "strict"), [
    ("{ hello }", 200, 200), ("{ boom }", 200, 200), ("{ nothing }", 200, 400), ("{", 200, 400), ("query Q { hello } query R { hello }", 200, 400),
    ("query($n: Int) { hello(name: $n) }", 200, 400), ("{ ...Missing }", 200, 400), ("{}", 200, 400), ("subscription { forever }", 200, 400)])
async def test_status_by_media_type(client: httpx.AsyncClient, query: str, plain: int, strict: int) -> None:
    for media, status in ((JSON, plain), (RESPONSE, strict)):
        answer = await client.post("/graphql", json={"query": query}, headers={"accept": media})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == f"{media}; charset=utf-8"
        said = answer.json()
        if strict == 400:
            assert "data" not in said and said["errors"][0]["extensions"]["code"] and said["errors"][0]["extensions"]["requestId"]


# --- shapes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [
    b"[1,2]", b'"x"', b"null", b"1", b"true", b"", b"{", b'{"query":5}', b'{"query":""}', b'{"query":null}', b"{}", b"\xff\xfe",
    b'[{"query":5}]', b'[{"query":"{hello}"}]', b'{"query":"{hello}","variables":[]}', b'{"query":"{hello}","variables":"{}"}',
    b'{"query":"{hello}","operationName":5}', b'{"query":"{hello}","extensions":1}', b'{"query":"{hello}","variables":{"a":NaN}}',
    b"[" * 100_000, b'{"a":' * 50_000])
@pytest.mark.parametrize("media", [JSON, RESPONSE])
async def test_malformed_bodies_are_400(client: httpx.AsyncClient, body: bytes, media: str) -> None:
    answer = await client.post("/graphql", content=body, headers=TYPE | {"accept": media})
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_too_large_bodies(client: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 100_000

    for content in (b"x" * 2_000_001, endless()):
        answer = await client.post("/graphql", content=content, headers=TYPE)
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
                                   "application/json; charset=gbk"])
async def test_other_content_types_are_415(client: httpx.AsyncClient, media: str) -> None:
    answer = await client.post("/graphql", content=b'{"query":"mutation { touch }"}', headers={"content-type": media})
    assert answer.status_code == 415


async def test_get(client: httpx.AsyncClient) -> None:
    async def get(**params: str) -> httpx.Response:
        return await client.get("/graphql", params=params)

    assert (await get(query="query($n:String){hello(name:$n)}", variables='{"n":"x"}')).json() == {"data": {"hello": "你好 x"}}
    assert (await get(query="query A{hello} query B{me}", operationName="B")).json() == {"data": {"me": None}}
    refused = await get(query="mutation { touch }")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, POST")
    assert (await get(query="query A{hello} mutation B{touch}", operationName="B")).status_code == 405
    assert (await get(query="{hello}", variables="[")).status_code == 400
    assert (await get(query="{hello}", variables="[1]")).status_code == 400
    assert (await get()).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD"])
async def test_other_methods_are_405(client: httpx.AsyncClient, method: str) -> None:
    assert (await client.request(method, "/graphql")).status_code == 405


async def test_not_acceptable(client: httpx.AsyncClient) -> None:
    assert (await client.post("/graphql", json={"query": "{hello}"}, headers={"accept": "image/png"})).status_code == 406


# --- who asks ---------------------------------------------------------------------------------------------------------


async def test_bearer(client: httpx.AsyncClient) -> None:
    async def ask(authorization: str) -> httpx.Response:
        return await client.post("/graphql", json={"query": "{ me }"}, headers={"authorization": authorization})

    assert (await ask("Bearer sifaju")).json() == {"data": {"me": "sifaju"}}
    assert (await ask("bearer sifaju")).json() == {"data": {"me": "sifaju"}}
    for value, code in (("Bearer expired", "TOKEN_EXPIRED"), ("Bearer rubbish", "UNAUTHENTICATED"), ("Basic eDp5", "UNAUTHENTICATED")):
        answer = await ask(value)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        extensions = answer.json()["errors"][0]["extensions"]
        assert extensions["code"] == code and extensions["messageZh"] and extensions["requestId"] == answer.headers["x-request-id"]


async def test_problem_of_the_executor(client: httpx.AsyncClient) -> None:
    assert (await client.post("/graphql", json={"query": "{ refuse }"})).status_code == 401


async def test_unforeseen_faults_say_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ crash }"})
    assert answer.status_code == 500 and "postgres" not in answer.text and "INTERNAL_ERROR" in answer.text


async def test_slow_operations_end(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.graphql.SECONDS", 0.1)
    answer = await client.post("/graphql", json={"query": "{ slow }"})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (504, "TIMEOUT")


async def test_headers(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{hello}"}, headers={"x-request-id": "from-the-proxy-1"})
    assert answer.headers["x-request-id"] == "from-the-proxy-1"
    assert answer.headers["cache-control"] == "no-store" and answer.headers["x-content-type-options"] == "nosniff"
    other = await client.post("/graphql", json={"query": "{hello}"}, headers={"x-request-id": "a\tb" * 50})
    assert len(other.headers["x-request-id"]) == 32


# --- documents made to hurt -------------------------------------------------------------------------------------------


def nested(n: int) -> str:
    return "{...F0}" + "".join(f"fragment F{i} on Query{{a:__typename ...F{i + 1} ...F{i + 1}}}" for i in range(n)) + (
        f"fragment F{n} on Query{{hello}}")


@pytest.mark.parametrize("query", [nested(20), nested(50), nested(30_000), "{" + "hello " * 3000 + "}", "{" * 50_000,
                                   "query " + "($a:Int)" * 3, "{" + "...{" * 5000, "#" * 1_900_000])
async def test_dear_documents_are_refused_at_once(client: httpx.AsyncClient, query: str) -> None:
    begun = time.process_time()
    answer = await client.post("/graphql", json={"query": query}, headers={"accept": RESPONSE})
    assert answer.status_code == 400
    assert time.process_time() - begun < 0.5


# --- the page ---------------------------------------------------------------------------------------------------------


async def test_graphiql_page_loads_only_from_here(client: httpx.AsyncClient) -> None:
    page = await client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert "http://" not in page.text and "https://" not in page.text and "<script>" not in page.text and "onclick" not in page.text
    static = Path("api/static")
    for source in [piece.split('"')[0] for piece in page.text.split('src="')[1:] + page.text.split('href="/')[1:]]:
        if not source.startswith("data:"):
            assert (await client.get("/" + source.lstrip("/"))).status_code == 200, source
    for file in (static / "start.js", static / "page.css", static / "examples.json"):
        assert "http" not in file.read_text("utf-8").replace("http.", ""), file


async def test_root_leads_to_the_page(client: httpx.AsyncClient) -> None:
    assert (await client.get("/")).headers["location"] == "/graphql"
