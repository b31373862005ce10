"""Documents drawn up from records: every declared one says its fields, as its maker sees them, and opens to who may see them all."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import docx
import pytest
from graphql import parse, validate

from api.paper_layouts import FOLDER, made
from api.paper_templates import TemplateFault, Templates, rendered, sample, shipped
from api.paper_words import NOTHING, clean, context, question, word
from schema.ids import parse_id
from schema.kit import Kind, Record
from schema.paper import COMMON, OF_CASE, Layout
from schema.registry import MECHANISMS
from schema.types.served import GRAPHQL
from tests.oracle.county import Maker
from tests.serving import Served
from tests.sync.two_units import COUNTY, FAR, JUDGE, LUO

EVERY = [pytest.param(record, id=record.name) for record in MECHANISMS.values()]
ABOUT = {"agency": "合江县司法局", "maker": "罗一", "date": "2026年3月9日", "case": "合联〔2026〕1号", "mark": "制作：罗一（u1） 2026-03-09 10:00"}
HOSTILE = ("{{ 7*7 }}", "{% for x in y %}", "{_{ mark }_}", "<w:p><w:r/></w:p>", "</w:t>", "&lt;&amp;", "]]>", "\x00\x07\x0b\x0c\x1b", "😀𠮷", "\ud800", "甲\r\n乙\t丙", "文" * 5000)


def texts(content: bytes) -> str:
    """Everything a reader of the document finds, footer included."""
    document = docx.Document(io.BytesIO(content))
    body = [paragraph.text for paragraph in document.paragraphs]
    body += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*body, *(paragraph.text for paragraph in document.sections[0].footer.paragraphs)])


def wired(maker: Maker, record: Record, name: str) -> Any:
    """A value of a field as the answer of a query has it."""
    field = record.by_name[name]
    if field.kind is Kind.LINK:
        return {"name": f"{field.label}甲"}
    if field.items:
        return [{item.name: wired_item(maker, item) for item in field.items} for _ in range(2)]
    return wired_item(maker, field)


def wired_item(maker: Maker, field: Any) -> Any:
    value = f"{field.label}乙" if field.kind is Kind.LINK else maker.value(field)
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if isinstance(value, Decimal) else value


# --- every declared document ------------------------------------------------------------------------------------------


def test_the_documents_of_the_twelve_mechanisms_are_there() -> None:
    """委托书, 送达回证 and 归档目录 everywhere, and something of its own for each mechanism."""
    titles = {paper.title for record in MECHANISMS.values() for paper in record.papers}
    assert {"授权委托书", "送达回证", "卷内文件目录", "检察建议书", "检察意见书", "国家司法救助审批表", "生态环境损害赔偿磋商告知书", "会商纪要",
            "会商任务单", "保密承诺书", "协调事项交办单", "合法性审查意见书", "调解协议书", "不予立案通知书", "立案通知书", "诉讼（复议）引导告知书",
            "侵害未成年人案件强制报告登记表", "决议督办表", "依法治县考核计分表", "培训（会议）签到表"} <= titles
    assert all(set(COMMON) < set(record.papers) for record in MECHANISMS.values())
    assert {record.mechanism for record in MECHANISMS.values()} == set(range(1, 13))


@pytest.mark.parametrize("record", EVERY)
def test_every_paper_asks_a_valid_question(record: Record) -> None:
    for paper in record.papers:
        assert not validate(GRAPHQL, parse(question(record, paper))), paper.name


@pytest.mark.parametrize("record", EVERY)
def test_every_paper_says_every_value_of_its_record(record: Record) -> None:
    maker = Maker(Random(record.name), COUNTY)
    for paper in record.papers:
        said = {name: wired(maker, record, name) for name in paper.said}
        for name in said:
            if isinstance(said[name], dict):
                said[name] = said[name]["name"]
        of_case = {name: [{of: f"{heading}{place}" for of, heading in OF_CASE[name][3]} | {"role": "AGENT", "created_at": "2026-03-09T02:00:00+00:00"} for place in (1, 2)]
                   for name in paper.body if name in OF_CASE}
        found = texts(Templates({}).write(record, paper, context(record, paper, said, of_case, **ABOUT)))
        assert paper.title in found and ABOUT["mark"] in found
        for name in paper.said:
            field = record.by_name[name]
            if name in paper.body and not (paper.layout is Layout.ROLL and field.items):
                assert field.label in found, (paper.name, name)
            parts = ([word(item, element[item.name]) for element in said[name] for item in field.items] if field.items and paper.layout is Layout.ROLL
                     else word(field, said[name]).split("\n"))
            assert all(part in found for part in parts), (paper.name, name, parts)
        for name, rows in of_case.items():
            assert all(row[of] in found for row in rows for of, _ in OF_CASE[name][3] if of not in ("role", "created_at")), (paper.name, name)
        assert all(pen in found for pen in paper.pens)


def test_what_is_not_there_and_what_is_hidden_look_alike() -> None:
    record = MECHANISMS["recommendation"]
    paper = record.paper("letter")
    assert paper
    found = texts(Templates({}).write(record, paper, sample(record, paper)))
    assert found.count(NOTHING) >= len(paper.body) and "None" not in found


@pytest.mark.parametrize("layout", Layout)
def test_a_value_is_text_whatever_signs_it_has(layout: Layout) -> None:
    record = MECHANISMS["training"]
    paper = next(paper for paper in record.papers if paper.layout is layout and paper not in COMMON)
    for value in HOSTILE:
        filled = sample(record, paper) | {"title": clean(value), "lines": [{"label": "甲", "text": clean(value), "heading": "一", "paragraphs": [clean(value)]}]}
        filled["tables"] = [{"label": "乙", "columns": ["丙"], "rows": [[clean(value)]]}]
        assert texts(rendered(shipped(layout), filled)).count(clean(value)) >= 2, value


def test_the_templates_shipped_are_what_the_script_makes() -> None:
    assert {file.name for file in FOLDER.glob("*")} == {f"{layout}.docx" for layout in Layout}
    for layout in Layout:
        assert (FOLDER / f"{layout}.docx").read_bytes() == made(layout), "run python -m api.paper_layouts"


# --- a county's own templates -----------------------------------------------------------------------------------------


def template(*lines: str) -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def test_a_county_puts_its_own_template_in_place(tmp_path: Path) -> None:
    record = MECHANISMS["recommendation"]
    letter, urging = record.paper("letter"), record.paper("urging_letter")
    assert letter and urging
    (tmp_path / "recommendation.letter.docx").write_bytes(template("本县版式 {{ title }}", "{{ facts }}", "{{ mark }}"))
    (tmp_path / "~$letter.docx").write_bytes(b"lock")
    own = Templates.load(tmp_path)
    assert "本县版式 检察建议书" in texts(own.write(record, letter, sample(record, letter) | {"facts": "事实"}))
    assert "本县版式" not in texts(own.write(record, urging, sample(record, urging)))
    assert "own" in own.source(record, letter) and own.source(record, urging) == "letter.docx"
    (tmp_path / "letter.docx").write_bytes(template("全县公文 {{ title }}", "{{ mark }}"))
    assert "全县公文 检察建议督促函" in texts(Templates.load(tmp_path).write(record, urging, sample(record, urging)))


@pytest.mark.parametrize(("lines", "told"), [
    (("{{ mark }} {{ factz }} {{ secret }}",), "factz"),
    (("{{ mark }} {% for line in lines %}{{ line.nothing }}{% endfor %}",), "nothing"),
    (("{{ mark }} {{ title",), "template recommendation.letter.docx"),
    (("{{ mark }} {{ title.__class__.__mro__ }}",), "unsafe"),
    (("{{ mark }} {{ ''.__class__ }}",), "unsafe"),
    (("{{ mark }} {{ range(9) }}",), "range"),
    (("{{ mark }} {% include 'x' %}",), "cannot be filled"),
    (("{{ title }}",), "mark"),
])
def test_a_template_that_cannot_be_used_says_why(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    (tmp_path / "recommendation.letter.docx").write_bytes(template(*lines))
    with pytest.raises(TemplateFault, match=r"recommendation\.letter\.docx") as fault:
        Templates.load(tmp_path)
    assert told in str(fault.value)


def test_a_template_of_no_paper_or_with_programs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recommendation.nothing.docx").write_bytes(template("{{ mark }}"))
    with pytest.raises(TemplateFault, match="is no paper's"):
        Templates.load(tmp_path)
    (tmp_path / "recommendation.nothing.docx").unlink()
    file = tmp_path / "letter.docx"
    file.write_bytes(template("{{ mark }}"))
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(TemplateFault, match="macros"):
        Templates.load(tmp_path)
    file.write_bytes(b"no document")
    with pytest.raises(TemplateFault, match=r"no \.docx"):
        Templates.load(tmp_path)
    with pytest.raises(TemplateFault, match="no directory"):
        Templates.load(tmp_path / "absent")


# --- through the door -------------------------------------------------------------------------------------------------

PRODUCE = """mutation($id: ID!, $paper: String!) { producePaper(id: $id, paper: $paper) { __typename
 ... on DocumentDone { document { id title kind digest size draft paper recordType recordKey documentNumber author { name } case { id } } }
 ... on Refused { code message messageEn facts } } }"""
CREATE = """mutation { createMediation(input: {title: "荔枝园边界案", kind: PEOPLE, facts: "荔枝树{{ mark }}越界<w:p>"}) {
 ... on MediationDone { mediation { id case { id } } } ... on Refused { code message } } }"""
PARTY = """mutation($case: ID!, $name: String!, $kind: PartyKind!, $number: String) {
 createParty(input: {caseId: $case, kind: $kind, role: APPLICANT, name: $name, idNumber: $number}) { __typename } }"""
NUMBER = "510522190001010004"


async def opened(served: Served) -> tuple[str, str]:
    made = (await served.data(LUO, CREATE))["createMediation"]["mediation"]
    for name, kind, number in (("罗青禾", "PERSON", NUMBER), ("冯小禾", "MINOR", None)):
        assert (await served.data(LUO, PARTY, case=made["case"]["id"], name=name, kind=kind, number=number))["createParty"]["__typename"] == "PartyDone"
    return made["id"], made["case"]["id"]


async def produced(served: Served, who: Any, id_: str, paper: str) -> Any:
    return (await served.data(who, PRODUCE, id=id_, paper=paper))["producePaper"]


async def content(served: Served, who: Any, path: str) -> Any:
    return await served.client.get(path, headers={"authorization": f"Bearer {await served.token(who)}"})


async def shared(served: Served, case: str, agency: str = "FY") -> None:
    """The file of a case, opened to another agency."""
    await served.parts.database.pool.execute(
        "INSERT INTO case_access (county, audience, case_id, via, level) VALUES ($1, $2, $3, 'share', 2)", COUNTY, f"A:{agency}", parse_id(case).key)


async def test_a_clerk_draws_up_a_paper_and_it_lies_in_the_file(served: Served) -> None:
    id_, case = await opened(served)
    said = await produced(served, LUO, id_, "application")
    document = said["document"]
    assert (said["__typename"], document["title"], document["draft"], document["paper"]) == ("DocumentDone", "调解申请书", 1, "application")
    assert document["recordType"] == "mediation" and id_.endswith(document["recordKey"]) and document["case"]["id"] == case
    assert document["author"]["name"] == "罗一"
    answer = await content(served, LUO, f"/documents/{document['id']}/content")
    assert answer.status_code == 200 and len(answer.content) == document["size"]
    assert answer.headers["content-disposition"].endswith(".docx")
    found = texts(answer.content)
    assert "荔枝树{{ mark }}越界<w:p>" in found and "罗青禾" in found and "510522********0004" in found
    assert f"制作：司法局 罗一（{LUO.username}）" in found


async def test_nobody_elses_name_and_no_full_number_lands_in_a_paper(served: Served) -> None:
    """A minor's name is masked for the mediator himself; no paper has a protected number in full."""
    id_, _ = await opened(served)
    document = (await produced(served, LUO, id_, "mandate"))["document"]
    raw = (await content(served, LUO, f"/documents/{document['id']}/content")).content
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    assert "冯小禾" not in everything and NUMBER not in everything and "冯" in texts(raw)


async def test_once_more_is_another_draft(served: Served) -> None:
    id_, _ = await opened(served)
    first, second = [(await produced(served, LUO, id_, "application"))["document"] for _ in range(2)]
    other = (await produced(served, LUO, id_, "mandate"))["document"]
    assert (first["draft"], second["draft"], other["draft"]) == (1, 2, 1) and first["digest"] != second["digest"]
    for document in (first, second):
        assert (await content(served, LUO, f"/documents/{document['id']}/content")).status_code == 200
    index = (await produced(served, LUO, id_, "archive_index"))["document"]
    assert texts((await content(served, LUO, f"/documents/{index['id']}/content")).content).count("调解申请书") == 2


async def test_refusals_say_what_is_missing(served: Served) -> None:
    id_, _ = await opened(served)
    said = await produced(served, LUO, id_, "agreement")
    assert (said["code"], said["facts"]["fields"]) == ("PAPER_INCOMPLETE", "agreement_text")
    assert "协议内容" in said["message"] and "agreement_text" in said["messageEn"]
    said = await produced(served, LUO, id_, "remedies_notice")
    assert said["code"] == "PAPER_NOT_NOW" and "调解不成" in said["message"] and "APPLIED" in said["messageEn"]
    said = await produced(served, LUO, id_, "letter")
    assert said["code"] == "PAPER_UNKNOWN" and "调解协议书（agreement）" in said["message"]
    assert await served.parts.database.pool.fetchval("SELECT count(*) FROM document") == 0
    assert await served.parts.database.pool.fetchval("SELECT count(*) FROM blob") == 0


async def test_who_does_not_see_the_record_learns_nothing(served: Served) -> None:
    id_, case = await opened(served)
    assert (await produced(served, FAR, id_, "application"))["code"] == "NOT_FOUND"
    assert (await produced(served, FAR, f"Mediation:{COUNTY}:{uuid4()}", "application"))["code"] == "NOT_FOUND"
    await shared(served, case)
    assert (await produced(served, JUDGE, id_, "application"))["code"] in ("NOT_FOUND", "FORBIDDEN")
    assert (await served.ask(None, PRODUCE, id=id_, paper="application"))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_paper_opens_only_to_who_may_see_all_it_carries(served: Served) -> None:
    """The judge has the file and sees the document's row, but not what a mediator noted (人民调解法 15): its bytes stay closed, by every way."""
    id_, case = await opened(served)
    noted = """[{"id": "0192f0c0-0000-7000-8000-000000000001", "note": "双方各退一步"}]"""
    await served.parts.database.pool.execute("UPDATE mediation SET sessions = $1::text::jsonb WHERE id = $2", noted, parse_id(id_).key)
    open_, closed = [(await produced(served, LUO, id_, paper))["document"] for paper in ("service_receipt", "mediation_record")]
    await shared(served, case)
    rows = await served.data(JUDGE, "query($id: ID!) { document(id: $id) { digest } }", id=closed["id"])
    assert rows["document"]["digest"] == closed["digest"]
    forged = await served.data(JUDGE, """mutation($case: ID!, $digest: String!) { createDocument(input: {caseId: $case, title: "材料", digest: $digest}) {
        __typename ... on DocumentDone { document { id } } } }""", case=case, digest=closed["digest"])
    assert forged["createDocument"]["__typename"] == "DocumentDone"
    for path in (f"/documents/{closed['id']}/content", f"/blobs/{closed['digest']}", f"/blobs/{closed['digest']}?for={closed['id']}",
                 f"/documents/{forged['createDocument']['document']['id']}/content"):
        assert (await content(served, JUDGE, path)).status_code == 404, path
    assert (await content(served, LUO, f"/blobs/{closed['digest']}")).status_code == 200
    assert (await content(served, FAR, f"/documents/{open_['id']}/content")).status_code == 404
