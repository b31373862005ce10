"""What is marked as a state secret comes in by no door: every mutation of every record, push, round, register, upload; nothing of it stays."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from docx import Document
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLScalarType
from openpyxl import Workbook

from api.demo.folder import Folder, StoryFault
from api.demo.load import _world
from api.ledger_rows import REGISTERS, read
from schema.kit import Kind, camel
from schema.registry import METADATA, OFFLINE, RECORDS
from schema.types.inputs import DOINGS
from schema.types.served import GRAPHQL
from sync.client.problem import Problem as FieldProblem
from sync.client.work import Desk, assignment, changes
from sync.intent import Create, Edit, Move, Outcome
from sync.keyring import Keyring
from sync.wire import declarations
from sync.write import write
from tests.serving import Served
from tests.sync.two_units import COUNTY, LUO, NOW, POLICY, WORLD, lay

CANARY = "金蝉脱壳7319"
SECRET = f"机密★10年 {CANARY}"
PLAIN: dict[str, Any] = {"Int": 1, "Float": 1, "Boolean": True, "Date": "2026-03-02", "DateTime": "2026-03-02T09:00:00+08:00", "Decimal": "1.00", "Json": {}}


def filled(declared: Any, secret: bool = False) -> Any:
    """A value a mutation takes there; a text bears the marking when `secret`."""
    while isinstance(declared, GraphQLNonNull):
        declared = declared.of_type
    if isinstance(declared, GraphQLList):
        return [filled(declared.of_type, secret)] if secret else []
    if isinstance(declared, GraphQLEnumType):
        return next(iter(declared.values))
    if isinstance(declared, GraphQLInputObjectType):
        return {name: filled(one.type, secret) for name, one in declared.fields.items() if isinstance(one.type, GraphQLNonNull) or (secret and textual(one.type))}
    assert isinstance(declared, GraphQLScalarType)
    if declared.name == "ID":
        return f"Mediation:{COUNTY}:{uuid4()}"
    return PLAIN.get(declared.name, SECRET if secret else "文")


def textual(declared: Any) -> bool:
    while isinstance(declared, GraphQLNonNull | GraphQLList):
        declared = declared.of_type
    if isinstance(declared, GraphQLInputObjectType):
        return any(textual(one.type) for one in declared.fields.values())
    return isinstance(declared, GraphQLScalarType) and declared.name == "String"


async def traces(served: Served) -> list[str]:
    """Every table that holds the canary."""
    found = []
    for name in METADATA.tables:
        if await served.parts.database.fetchval(f'SELECT count(*) FROM "{name}" t WHERE t::text LIKE $1', (f"%{CANARY}%",)):
            found.append(name)
    return found


async def test_no_mutation_of_any_record_takes_it(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    fields = GRAPHQL.mutation_type.fields  # type: ignore[union-attr]
    asked = 0
    for name in DOINGS:
        declared = fields[name].args["input"].type.of_type
        plain = {key: filled(one.type) for key, one in declared.fields.items() if isinstance(one.type, GraphQLNonNull)}
        texts = [key for key, one in declared.fields.items() if textual(one.type) and key != "idempotencyKey"]
        bearing = [{**plain, "stateSecret": True, "idempotencyKey": CANARY}, *({**plain, key: filled(declared.fields[key].type, True)} for key in texts[:1])]
        for given in bearing:
            said = await served.data(LUO, f"mutation($i: {declared.name}!) {{ r: {name}(input: $i) {{ __typename ... on Refused {{ code message messageEn law }} }} }}", i=given)
            assert said["r"]["__typename"] == "Refused" and said["r"]["code"] == "STATE_SECRET", (name, given, said)
            assert "保密办" in said["r"]["message"] and "classified network" in said["r"]["messageEn"] and said["r"]["law"]
            asked += 1
    assert asked > 1.5 * len(DOINGS)
    assert await traces(served) == []
    out, err = capfd.readouterr()
    assert CANARY not in out + err


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.name)
async def test_the_write_door_refuses_it_in_every_field(served: Served, record: Any) -> None:
    """Also whoever calls the door itself, such as a register or a command, and work from a device."""
    bearing = {Kind.TEXT: SECRET, Kind.TEXTS: [SECRET], Kind.ITEMS: [{"x": SECRET}], Kind.JSON: {"x": [SECRET]}, Kind.PROTECTED: SECRET}
    intents = [made for field in record.fields if field.kind in bearing for value in [{field.name: bearing[field.kind]}] for made in (
        Create(record.name, uuid4(), value, offline=True, occurred_at=NOW), Edit(record.name, uuid4(), {}, None, value, idempotency_key=CANARY),
        Edit(record.name, uuid4(), value, None, {}), Move(record.name, uuid4(), "any", value, offline=True))]
    async with served.parts.database.transaction() as connection:
        outcomes = await write(connection, intents, LUO, POLICY.rules_of(LUO), WORLD, NOW)
    assert {(outcome.kind, outcome.code) for outcome in outcomes} <= {("refused", "STATE_SECRET")}
    assert await traces(served) == []


async def test_one_secret_blocks_no_other(served: Served) -> None:
    good, bad = uuid4(), uuid4()
    intents = [Create("mediation", bad, {"title": SECRET, "kind": "PEOPLE"}), Create("mediation", good, {"title": "本县国家秘密保护培训", "kind": "PEOPLE"}),
               Create("mediation", uuid4(), {"title": "纠纷", "kind": "PEOPLE", "sensitivity_level": "STATE_SECRET"})]
    async with served.parts.database.transaction() as connection:
        outcomes: list[Outcome] = await write(connection, intents, LUO, POLICY.rules_of(LUO), WORLD, NOW)
    assert [(o.kind, o.code) for o in outcomes] == [("refused", "STATE_SECRET"), ("applied", None), ("refused", "STATE_SECRET")]
    assert [o.key for o in outcomes][:2] == [bad, good]


@pytest.mark.parametrize("record", OFFLINE.values(), ids=lambda record: record.name)
async def test_neither_rxdb_nor_the_field_client_brings_it_in(served: Served, record: Any, capfd: pytest.CaptureFixture[str]) -> None:
    text = next(camel(f.name) for f in record.fields if f.kind is Kind.TEXT and f.settable and f.name != "id")
    gid = f"{record.type_name}:{COUNTY}:{uuid4()}"
    waiting = f"Case:{COUNTY}:{uuid4()}"  # a row whose case is not there would be parked as it came
    rows = [{"newDocumentState": {"id": gid, text: SECRET, "_deleted": False}, "assumedMasterState": None},
            {"newDocumentState": {"id": f"{record.type_name}:{COUNTY}:{uuid4()}", "title": CANARY, "stateSecret": True, "_deleted": False}, "assumedMasterState": None},
            {"newDocumentState": {"id": f"{record.type_name}:{COUNTY}:{uuid4()}", text: SECRET, "caseId": waiting, "_deleted": False}, "assumedMasterState": None},
            {"newDocumentState": {"id": gid, "unknownField": SECRET}, "assumedMasterState": None}, {"nonsense": SECRET}]
    query = f"mutation($rows: [{record.type_name}InputPushRow!]) {{ d: push{record.type_name}({camel(record.name)}PushRow: $rows) {{ id }} }}"
    answer = await served.ask(LUO, query, rows=rows)
    assert "errors" not in answer
    told = answer["extensions"]["refusals"][0]
    assert told["extensions"]["code"] == "STATE_SECRET" and "保密办" in told["extensions"]["messageZh"] and "secrecy office" in told["message"]
    op = {"at": NOW.isoformat(), "c": record.type_name, "id": f"{record.type_name}:{COUNTY}:{uuid4()}", "kind": "create", "base": {}, "set": {text: SECRET}, "move": None}
    ops = [{**op, "n": 1}, {**op, "n": 2, "kind": "edit", "base": {text: SECRET}, "set": {text: "x"}}, {**op, "n": 3, "kind": "nonsense"},
           {**op, "n": 4, "set": {text: SECRET, "caseId": waiting}}, {**op, "n": 5, "c": "Nothing", "id": SECRET}]
    for _ in range(2):  # sent again after its receipts were lost
        said = await served.client.post("/sync/round", headers={"authorization": f"Bearer {await served.token(LUO)}"}, json={
            "v": 1, "replica": "r", "epoch": None, "seq": 0, "limit": 100, "declarations": None, "purged": [], "ops": ops})
        receipts = said.json()["receipts"]
        assert [receipt["n"] for receipt in receipts] == [1, 2, 3, 4, 5]
        assert {receipt["outcome"] for receipt in receipts} <= {"refused", "already"}
    assert {receipt["code"] for receipt in receipts} <= {"STATE_SECRET", None}
    assert await traces(served) == []
    assert await served.parts.database.fetchval("SELECT count(*) FROM quarantine") == 0
    assert await served.parts.database.fetchval("SELECT count(*) FROM parked") == 0
    out, err = capfd.readouterr()
    assert CANARY not in out + err


def test_the_device_itself_does_not_take_it() -> None:
    declared = declarations(RECORDS.values())["collections"]["Mediation"]
    desk = Desk(declared, {}, COUNTY, NOW.isoformat(), lambda _: str(uuid4()))
    for word in (f"title={SECRET}", f"sessions+={json.dumps({'note': SECRET}, ensure_ascii=False)}", "sensitivityLevel=STATE_SECRET"):
        with pytest.raises(FieldProblem) as raised:
            changes(desk, [assignment(word)])
        assert raised.value.code == "STATE_SECRET"
    assert changes(desk, [assignment("title=国家秘密保护培训")])[1] == {"title": "国家秘密保护培训"}


async def test_no_purpose_and_no_password_bears_it(served: Served) -> None:
    said = await served.data(LUO, "mutation($r: String!) { reveal(id: \"Party:510522:00000000-0000-0000-0000-000000000001\", field: \"idNumber\", reason: $r)"
                                  " { __typename ... on Refused { code } } }", r=SECRET)
    assert said["reveal"] == {"__typename": "Refused", "code": "STATE_SECRET"}
    assert await traces(served) == []


# --- files ------------------------------------------------------------------------------------------------------------


def _docx(head: str, body: str = "关于某事的请示") -> bytes:
    document, out = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = head
    document.add_paragraph(body)
    document.save(out)
    return out.getvalue()


def _ofd() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("Doc_0/Pages/Page_0/Content.xml", "<ofd:Page><ofd:TextCode>机密★</ofd:TextCode><ofd:TextCode>请示</ofd:TextCode></ofd:Page>")
    return out.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES: dict[str, tuple[str, bytes, dict[str, str], bool]] = {
    "utf8": ("text/plain", "0001\n机密★10年\n关于".encode(), {}, True),
    "gb": ("text/plain", "密级：秘密\n关于".encode("gb18030"), {}, True),
    "utf16": ("text/plain", "绝密\n关于".encode("utf-16"), {}, True),
    "docx head": (DOCX, _docx("秘密★5年"), {}, True),
    "docx body": (DOCX, _docx("", "机密"), {}, True),
    "ofd": ("application/ofd", _ofd(), {}, True),
    "doc": ("application/msword", b"\xd0\xcf\x11\xe0" + b"\0" * (1 << 20) + "机密★20年".encode("utf-16-le"), {}, True),
    "named": ("image/png", b"\x89PNG", {"content-disposition": "attachment; filename*=UTF-8''%E6%9C%BA%E5%AF%86%E2%98%8510%E5%B9%B4.png"}, True),
    "classified": ("image/png", b"\x89PNG1", {"x-classification": "SECRET"}, True),
    "tus": ("image/png", b"\x89PNG2", {"upload-metadata": "filename YQ==,classification 5py65a+G"}, True),
    "plain words": ("text/plain", "本规定所称国家秘密，依照保守国家秘密法确定。标有“机密★”的不得上传。".encode(), {}, False),
    "docx plain": (DOCX, _docx("合江县司法局文件", "涉及商业秘密的，依法保密"), {}, False),
    "picture": ("image/png", b"\x89PNG3", {"x-classification": "INTERNAL"}, False),
}


@pytest.mark.parametrize("name", FILES)
async def test_an_upload_that_is_marked_is_not_kept(served: Served, name: str) -> None:
    media_type, content, headers, secret = FILES[name]
    digest = hashlib.sha256(content).hexdigest()
    async with served.parts.database.transaction() as connection:
        key = await lay(connection)
        await connection.execute("INSERT INTO document (county, id, case_id, title, digest, author) VALUES ($1, $2, $3, '附件', $4, $5)",
                                 COUNTY, uuid4(), key, digest, LUO.user_id)
    answer = await served.client.put(f"/blobs/{digest}", content=content, headers={
        "authorization": f"Bearer {await served.token(LUO)}", "content-type": media_type, **headers})
    kept = [path for path in (served.parts.settings.data_dir / "blobs").rglob("*") if path.is_file()]
    rows = await served.parts.database.fetchval("SELECT count(*) FROM blob")
    if secret:
        assert (answer.status_code, answer.json()["code"], kept, rows) == (409, "STATE_SECRET", [], 0)
        assert "保密办" in answer.json()["zh"]
    else:
        assert (answer.status_code, len(kept), rows) == (201, 1, 1)


# --- registers and the demo -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REGISTERS)
@pytest.mark.parametrize("place", ["title", "cell", "tab", "column"])
def test_a_register_that_is_marked_is_not_read(tmp_path: Path, kind: str, place: str) -> None:
    register, book = REGISTERS[kind], Workbook()
    sheet = book.worksheets[0]
    sheet.title = "机密★" if place == "tab" else "登记簿"
    sheet.append(["密级：秘密" if place == "title" else register.title])
    sheet.append([column.heading for column in register.columns] + (["密级"] if place == "column" else []))
    sheet.append([SECRET if place == "cell" else "x" for _ in register.columns] + (["秘密"] if place == "column" else []))
    book.save(tmp_path / "book.xlsx")
    reading = read(tmp_path / "book.xlsx", register, date(2026, 3, 2))
    assert reading.lines == [] and reading.ignored == []
    (fault,) = reading.faults
    assert "保密办" in fault.zh and "secrecy office" in fault.en and CANARY not in fault.zh


def test_a_story_cannot_tell_one() -> None:
    world = _world(Keyring(b"k" * 32))
    made = Folder(world, "密", datetime(2026, 3, 2, tzinfo=UTC), "faguan", title="纠纷")
    with pytest.raises(StoryFault) as raised:
        made.add("party", datetime(2026, 3, 2, tzinfo=UTC), "faguan", kind="PERSON", role="APPLICANT", name=SECRET)
    assert CANARY not in str(raised.value)
