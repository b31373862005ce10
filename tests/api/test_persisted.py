"""Documents by name: automatic ones as Apollo's clients tell them, registered ones as Relay and codegen send them, and answers that may be kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.negotiation import EVENTS, JSON, RESPONSE
from api.persisted import MOST_BYTES, MOST_TOLD, Persisted, registered
from api.problems import Problem
from api.settings import Settings, SettingsFault
from tests.api.stub import Stage, served, stub_app, stub_doors
from tests.api.test_ws import talk
from tests.conftest import Node
from tests.serving import serving
from tests.sync.two_units import LUO, found

TEXT, HELLO = "query Q($n: String) { hello(name: $n) }", "{ hello }"
MANIFEST = {"a1b2": TEXT, "c3": "mutation { touch }"}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def by_hash(text: str, **more: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(text)}}} | more


def code(answer: httpx.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


class Asker:
    """A client of the stubs with these documents registered."""

    def __init__(self, persisted: Persisted) -> None:
        self.persisted = persisted
        transport = httpx.ASGITransport(stub_app(replace(stub_doors(), persisted=persisted)))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://court.test")

    async def post(self, body: Mapping[str, Any], accept: str = JSON) -> httpx.Response:
        return await self.client.post("/graphql", json=body, headers={"accept": accept})

    async def get(self, body: Mapping[str, Any], **headers: str) -> httpx.Response:
        params = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
        return await self.client.get("/graphql", params=params, headers=headers)


@pytest.fixture
def open_door() -> Asker:
    return Asker(Persisted(MANIFEST))


@pytest.fixture
def strict_door() -> Asker:
    return Asker(Persisted(MANIFEST, only=True))


# --- automatic persisted queries (Apollo) --------------------------------------------------------------------------------


@pytest.mark.parametrize("accept", [JSON, RESPONSE, f"{RESPONSE},{JSON};q=0.9"])
async def test_a_hash_is_asked_for_told_and_then_known(open_door: Asker, accept: str) -> None:
    first = await open_door.post(by_hash(HELLO), accept)
    assert first.status_code == 200 and code(first) == "PERSISTED_QUERY_NOT_FOUND" and first.headers["cache-control"] == "no-store"
    assert first.json()["errors"][0]["message"] == "PersistedQueryNotFound" and "data" not in first.json()
    for body in (by_hash(HELLO, query=HELLO), by_hash(HELLO), by_hash(HELLO, query=HELLO), {"documentId": f"sha256:{digest(HELLO)}"}):
        assert (await open_door.post(body, accept)).json() == {"data": {"hello": "你好 府院"}}


async def test_hashes_over_get_as_apollo_sends_them(open_door: Asker) -> None:
    assert code(await open_door.get(by_hash(TEXT, variables={"n": "x"}))) == "PERSISTED_QUERY_NOT_FOUND"
    assert (await open_door.get(by_hash(TEXT, query=TEXT, variables={"n": "x"}))).json() == {"data": {"hello": "你好 x"}}
    answer = await open_door.get(by_hash(TEXT, variables={"n": "y"}, operationName="Q"))
    assert answer.json() == {"data": {"hello": "你好 y"}} and answer.headers["etag"]
    await open_door.post(by_hash("mutation { touch }", query="mutation { touch }"))
    assert code(await open_door.get(by_hash("mutation { touch }"))) == "MUTATION_OVER_GET"


async def test_a_hash_of_another_text_is_refused_and_remembers_nothing(open_door: Asker) -> None:
    for accept in (JSON, RESPONSE):
        wrong = await open_door.post(by_hash(HELLO, query="{ me }"), accept)
        assert (wrong.status_code, code(wrong)) == (400, "DOCUMENT_MISMATCH")
    assert code(await open_door.post(by_hash(HELLO))) == code(await open_door.post(by_hash("{ me }"))) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("asked", [1, "x", [], {}, {"version": 1}, {"version": 1, "sha256Hash": 5}, {"version": 1, "sha256Hash": ""},
                                   {"version": 2, "sha256Hash": digest(HELLO)}, {"version": 1, "sha256Hash": "x" * 1000}])
async def test_malformed_extensions(open_door: Asker, asked: Any) -> None:
    answer = await open_door.post({"extensions": {"persistedQuery": asked}})
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


async def test_what_does_not_parse_is_not_remembered(open_door: Asker) -> None:
    for text in ("{", "{" * 5000, "{" + "hello " * 5000 + "}"):
        assert "errors" in (await open_door.post(by_hash(text, query=text))).json()
        assert code(await open_door.post(by_hash(text))) == "PERSISTED_QUERY_NOT_FOUND"


def test_what_is_told_is_bounded() -> None:
    persisted = Persisted()
    begun = time.process_time()
    for n in range(MOST_TOLD + 50):
        text = f"{{ hello{n} }}"
        persisted.text(by_hash(text, query=text))
    assert time.process_time() - begun < 5 and len(persisted._told) == MOST_TOLD and persisted._told.size < MOST_BYTES
    with pytest.raises(Problem, match="PersistedQueryNotFound"):
        persisted.text(by_hash("{ hello0 }"))
    for n in range(400):
        text = f'{{ hello(name: "{n}{"x" * 90_000}") }}'
        persisted.text(by_hash(text, query=text))
    assert len(persisted._told) < 60 and persisted._told.size <= MOST_BYTES


async def test_over_websocket_the_connection_goes_on(stage: Stage) -> None:
    async with talk(stage) as talker:
        for name, body in (("1", by_hash(HELLO)), ("2", {"documentId": "nothing"}), ("3", by_hash(HELLO, query="{ me }"))):
            await talker.say("subscribe", id=name, payload=body)
        said = [await talker.hear() for _ in range(3)]
        assert [(m["id"], m["type"], m["payload"][0]["extensions"]["code"]) for m in said] == [
            ("1", "error", "PERSISTED_QUERY_NOT_FOUND"), ("2", "error", "DOCUMENT_UNKNOWN"), ("3", "error", "DOCUMENT_MISMATCH")]
        for name, body in (("4", by_hash(HELLO, query=HELLO)), ("5", by_hash(HELLO))):
            await talker.say("subscribe", id=name, payload=body)
            assert (await talker.hear())["payload"] == {"data": {"hello": "你好 府院"}}
            assert (await talker.hear())["type"] == "complete"
        text = "subscription { count(to: 1) }"
        await talker.say("subscribe", id="6", payload=by_hash(text, query=text))
        assert (await talker.hear())["payload"] == {"data": {"count": 1}}


async def test_over_server_sent_events(open_door: Asker) -> None:
    text = "subscription { count(to: 1) }"
    assert code(await open_door.get(by_hash(text), accept=EVENTS)) == "PERSISTED_QUERY_NOT_FOUND"
    assert '"count": 1' in (await open_door.post(by_hash(text, query=text), EVENTS)).text
    assert '"count": 1' in (await open_door.get(by_hash(text), accept=EVENTS)).text


# --- registered documents ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [{"documentId": "a1b2"}, {"doc_id": "a1b2"}, {"doc_id": "a1b2", "query": None}, {"documentId": "sha256:a1b2"},
                                  {"documentId": "a1b2", "query": TEXT}, {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a1b2"}}},
                                  {"query": TEXT, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a1b2"}}}, {"query": TEXT},
                                  by_hash(TEXT, query=TEXT)])
async def test_a_registered_document_by_any_name(open_door: Asker, strict_door: Asker, body: dict[str, Any]) -> None:
    for door in (open_door, strict_door):
        for answer in (await door.post(body | {"variables": {"n": "甲"}}), await door.get({k: v for k, v in body.items() if v} | {"variables": {"n": "甲"}})):
            assert answer.json() == {"data": {"hello": "你好 甲"}}, answer.text


async def test_names_that_name_nothing(open_door: Asker) -> None:
    for accept, status in ((JSON, 200), (RESPONSE, 400)):
        answer = await open_door.post({"documentId": "zz"}, accept)
        assert (answer.status_code, code(answer)) == (status, "DOCUMENT_UNKNOWN")
    assert code(await open_door.post({"documentId": "a1b2", "query": HELLO})) == "DOCUMENT_MISMATCH"
    for wrong in (5, "", "x" * 300, ["a1b2"]):
        assert code(await open_door.post({"documentId": wrong})) == "BAD_REQUEST"


async def test_registered_only_takes_nothing_else(strict_door: Asker) -> None:
    for body, refusal, status in (
        ({"query": HELLO}, "DOCUMENT_NOT_TRUSTED", 403), ({"query": TEXT + " "}, "DOCUMENT_NOT_TRUSTED", 403),
        ({"query": "{ __schema { types { name } } }"}, "DOCUMENT_NOT_TRUSTED", 403), (by_hash(HELLO, query=HELLO), "DOCUMENT_NOT_TRUSTED", 403),
        (by_hash(HELLO), "PERSISTED_QUERY_NOT_SUPPORTED", 200), ({"documentId": digest(HELLO)}, "DOCUMENT_UNKNOWN", 200)):
        answer = await strict_door.post(body)
        assert (code(answer), answer.status_code) == (refusal, status) and "data" not in answer.json()
    assert (await strict_door.post(by_hash(HELLO))).json()["errors"][0]["message"] == "PersistedQueryNotSupported"
    assert len(strict_door.persisted._told) == 0
    assert (await strict_door.post({"documentId": "c3"})).json() == {"data": {"touch": 1}}
    assert code(await strict_door.get({"documentId": "c3"})) == "MUTATION_OVER_GET"


async def test_registered_only_over_websocket(settings: Settings) -> None:
    doors = replace(stub_doors(), persisted=Persisted(MANIFEST, only=True))
    async with served(stub_app(doors), settings) as address, talk(Stage(address, None, None)) as talker:  # type: ignore[arg-type]
        await talker.subscribe("{ hello }")
        assert (await talker.hear())["payload"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
        await talker.say("subscribe", id="2", payload={"documentId": "a1b2", "variables": {"n": "乙"}})
        assert (await talker.hear())["payload"] == {"data": {"hello": "你好 乙"}}


def test_manifests(tmp_path: Path) -> None:
    codegen, apollo = tmp_path / "persisted-documents.json", tmp_path / "apollo.json"
    codegen.write_text(json.dumps({"h1": TEXT}), "utf-8")
    apollo.write_text(json.dumps({"format": "apollo-persisted-query-manifest", "version": 1, "operations": [
        {"id": "h2", "name": "Q", "type": "query", "body": HELLO}, {"id": "h1", "name": "Q", "type": "query", "body": TEXT}]}), "utf-8")
    assert registered((codegen, apollo)) == {"h1": TEXT, "h2": HELLO}
    environ = {"DATA_DIR": str(tmp_path), "TRUSTED_DOCUMENTS": f"{codegen}, {apollo}", "TRUSTED_ONLY": "1"}
    assert Settings.read(environ).trusted_documents == (codegen, apollo) and Settings.read(environ).trusted_only
    with pytest.raises(SettingsFault, match="TRUSTED_ONLY"):
        Settings.read({"DATA_DIR": str(tmp_path), "TRUSTED_ONLY": "1"})
    apollo.write_text(json.dumps({"h1": HELLO}), "utf-8")
    with pytest.raises(SettingsFault, match="h1"):
        registered((codegen, apollo))
    for wrong in ("[1]", "{", '{"a": 1}', '{"operations": [{"id": "x"}]}'):
        apollo.write_text(wrong, "utf-8")
        with pytest.raises(SettingsFault, match="TRUSTED_DOCUMENTS"):
            registered((apollo,))
    with pytest.raises(SettingsFault):
        registered((tmp_path / "missing.json",))


# --- answers that may be kept --------------------------------------------------------------------------------------------


async def test_an_answer_to_get_is_kept_and_asked_about(open_door: Asker) -> None:
    first = await open_door.get({"query": HELLO})
    assert first.headers["cache-control"] == "private, no-cache" and first.headers["vary"] == "Authorization, Accept"
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag), "a strong one"
    for held in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = await open_door.get({"query": HELLO}, **{"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"") and again.headers["etag"] == tag and again.headers["vary"] == "Authorization, Accept"
    other = await open_door.get({"query": "{ me }"}, **{"if-none-match": tag})
    assert other.status_code == 200 and other.headers["etag"] != tag
    strict = await open_door.get({"query": HELLO}, accept=RESPONSE)
    assert strict.headers["etag"] != tag and strict.content == first.content, "another media type is another representation"


async def test_nobody_is_told_that_anothers_answer_still_holds(open_door: Asker) -> None:
    mine = await open_door.get({"query": "{ me }"}, authorization="Bearer a")
    for authorization in ("Bearer b", "Bearer expired"):
        assert (await open_door.get({"query": "{ me }"}, authorization=authorization, **{"if-none-match": mine.headers["etag"]})).status_code in (200, 401)
    assert (await open_door.get({"query": "{ me }"}, authorization="Bearer a", **{"if-none-match": mine.headers["etag"]})).status_code == 304


async def test_nothing_else_is_kept(open_door: Asker) -> None:
    answers = [await open_door.post({"query": HELLO}), await open_door.get({"query": "{ nothing }"}), await open_door.get({"query": "{"}),
               await open_door.get({"query": "mutation { touch }"}), await open_door.get(by_hash("{ me }")), await open_door.post({"query": "mutation { touch }"})]
    assert [a.headers["cache-control"] for a in answers] == ["no-store"] * 6 and not any("etag" in a.headers for a in answers)


# --- as the documentation shows it ---------------------------------------------------------------------------------------


def shown() -> list[Any]:
    """The bodies shown in docs/front-end.md."""
    text = Path("docs/front-end.md").read_text("utf-8")
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text[text.index("## Documents by name"):], re.DOTALL)]


async def test_codegens_manifest_and_the_documented_bodies(database: Any, tmp_path: Path, node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    async with database.transaction() as connection:
        await found(connection)
    script = node.modules / "@graphql-codegen/cli/cjs/bin.js"
    made = await asyncio.to_thread(subprocess.run, [node.binary, script, "--config", "trusted.ts", "--silent"], cwd=node.modules.parent / "front-end",
                                   env={"OUT": str(tmp_path), "PATH": ""}, capture_output=True, text=True, timeout=120, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    manifest = json.loads((tmp_path / "persisted-documents.json").read_text("utf-8"))
    name = next(name for name, text in manifest.items() if "SharedCases" in text)
    environ = {"TRUSTED_DOCUMENTS": str(tmp_path / "persisted-documents.json"), "TRUSTED_ONLY": "1"}
    async with serving(database, tmp_path, environ) as strict:
        headers = {"authorization": f"Bearer {await strict.token(LUO)}"}
        answers = []
        for body in shown():
            text = json.dumps(body).replace("ID_OF_THE_DOCUMENT", name)
            answers.append((await strict.client.post("/graphql", content=text, headers=headers | {"content-type": JSON})).json())
        assert len(answers) == 3 and all(answer["data"]["cases"]["totalCount"] == 0 for answer in answers), answers
        refused = await strict.client.post("/graphql", json={"query": "{ cases { totalCount } }"}, headers=headers)
        assert (refused.status_code, code(refused)) == (403, "DOCUMENT_NOT_TRUSTED")
        page = await strict.client.get("/graphql", headers={"accept": "text/html"})
        assert page.status_code == 404, "no page for documents nobody registered"
