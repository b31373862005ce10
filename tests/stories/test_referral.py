"""A claim that comes to nothing leads to relief (移送接收): referred, returned, taken over, concluded; everybody sees of the graph what is his to see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from tests.stories.telling import Teller, agency, telling

PEOPLE = ("shuiwu", "nongye", "kongshen", "jianchaguan", "faguan", "zhixing", "minzheng", "zhengfuban", "shenji")
CLAIM = {"title": "养殖塘死鱼", "holder": "CITY", "medium": "FISHERY", "designated": agency("NYJ"), "obligor_name": "宋顺舟", "clue": "上游排污，养殖户绝收。"}
GRAPH = "query($id: ID!, $depth: Int) { case(id: $id) { graph(depth: $depth) { nodes { id kind title state caseId depth } edges { source target name label } truncated } } }"


@pytest.fixture
async def teller(database: Database, tmp_path: Path) -> AsyncIterator[Teller]:
    async with telling(database, tmp_path) as made:
        await made.sign_in(*PEOPLE)
        yield made


async def seen(t: Teller, who: str, case: str, depth: int | None = None) -> tuple[dict[str, int], set[tuple[str, str, str]]]:
    """Kinds of nodes with their distance, and edges by kind; what an edge names is always there."""
    graph = (await t.ask(who, GRAPH, id=case, depth=depth))["case"]["graph"]
    ids = {node["id"]: node["kind"] for node in graph["nodes"]}
    assert len(ids) == len(graph["nodes"]) and graph["truncated"] is False
    assert all(edge["source"] in ids and edge["target"] in ids for edge in graph["edges"])
    assert all(node["caseId"] is None or node["caseId"] in ids for node in graph["nodes"])
    return {node["kind"]: node["depth"] for node in graph["nodes"]}, {(ids[edge["source"]], edge["name"], ids[edge["target"]]) for edge in graph["edges"]}


async def unopened(t: Teller) -> tuple[str, str]:
    """A claim that the department does not open, and its case."""
    claim = await t.create("shuiwu", "compensation", **CLAIM)
    case = str((await t.fields("shuiwu", "compensation", claim, "case { id }"))["case"]["id"])
    await t.share("shuiwu", case, "NYJ", "nongye", "生态损害核查")
    await t.move("nongye", "compensation", claim, "screen", designation_number="泸市府函〔2026〕12号")
    early = await t.refused_creation("nongye", "referral", **referral(case, claim))
    assert early["code"] == "REFERRAL_TOO_EARLY" and "不予立案" in early["facts"]["states"]
    await t.move("nongye", "compensation", claim, "not_open", reason="损害轻微，且系养殖户私人财产损失")
    return claim, case


def referral(case: str, claim: str, **other: Any) -> dict[str, Any]:
    return {"case_id": case, "record_type": "compensation", "record_key": claim, "wanted": "judicial_relief", "to_agency": agency("JC"),
            "purpose": "养殖户绝收，生活急迫困难", **other}


async def test_a_claim_that_is_not_opened_leads_to_relief(teller: Teller) -> None:
    t = teller
    claim, case = await unopened(t)
    for other, code in (({"wanted": "recommendation"}, "REFERRAL_WAY"), ({"to_agency": agency("MZJ")}, "REFERRAL_ORGAN"), ({"record_type": "mediation"}, "REFERRAL_SOURCE"),
                        ({"record_key": "01920000-0000-7000-8000-000000000001"}, "REFERRAL_SOURCE")):
        assert (await t.refused_creation("nongye", "referral", **referral(case, claim, **other)))["code"] == code
    sent = await t.create("nongye", "referral", **referral(case, claim))
    assert await t.can("nongye", "referral", sent) == {"withdraw"} and await t.can("kongshen", "referral", sent) == {"receive", "accept", "refuse", "send_back"}
    assert await t.fields("kongshen", "referral", sent, "purpose", "case { id }") == {"purpose": "养殖户绝收，生活急迫困难", "case": None}
    for stranger in ("minzheng", "faguan"):
        assert not await t.sees(stranger, sent)
    await t.move("kongshen", "referral", sent, "send_back", reason="请补充养殖户身份信息")
    assert (await t.refused("kongshen", "referral", sent, "accept"))["code"] == "MOVE_NOT_POSSIBLE"
    await t.move("nongye", "referral", sent, "send_again", reason="已补充")
    await t.move("kongshen", "referral", sent, "receive")
    theirs = await t.create("zhixing", "judicial_relief", title="他院的救助", applicant_name="陶运生")
    assert (await t.refused("kongshen", "referral", sent, "accept", result_key=theirs))["code"] == "REFERRAL_RESULT"
    relief = await t.create("kongshen", "judicial_relief", title="养殖户司法救助", applicant_name="陶运生")
    await t.move("kongshen", "referral", sent, "accept", result_key=relief)
    duty = (await t.duties("nongye", case))["REFERRAL_ANSWER"]
    assert (duty["state"], duty["agency"]["code"], duty["verified"]) == ("MET", "JC", False)
    await t.move("kongshen", "referral", sent, "conclude", outcome="决定救助", outcome_number="合检司救〔2026〕1号")
    assert await t.fields("nongye", "referral", sent, "state", "outcome", "outcomeNumber", "resultCase { id }") == {
        "state": "CONCLUDED", "outcome": "决定救助", "outcomeNumber": "合检司救〔2026〕1号", "resultCase": None}


async def test_each_sees_of_the_graph_what_is_his_to_see(teller: Teller) -> None:
    t = teller
    claim, case = await unopened(t)
    sent = await t.create("nongye", "referral", **referral(case, claim))
    relief = await t.create("kongshen", "judicial_relief", title="养殖户司法救助", applicant_name="陶运生")
    own = str((await t.fields("kongshen", "judicial_relief", relief, "case { id }"))["case"]["id"])
    before = await seen(t, "nongye", case)
    await t.move("kongshen", "referral", sent, "accept", result_key=relief)
    # the sender: his case, and that it was taken over; no word of the relief, and nothing that points to it
    assert await seen(t, "nongye", case) == before == ({"Case": 0, "Compensation": 0, "Referral": 0}, {("Compensation", "source", "Referral")})
    # the receiver: his own case, the referral it came from, and nothing of the case behind that
    assert await seen(t, "kongshen", own) == ({"Case": 0, "JudicialRelief": 0, "Referral": 1}, {("Referral", "result", "JudicialRelief"), ("Referral", "result_case", "Case")})
    assert await seen(t, "kongshen", own, 0) == ({"Case": 0, "JudicialRelief": 0}, set())
    await t.share("nongye" if (await t.fields("nongye", "case", case, "leadAgency { code }"))["leadAgency"]["code"] == "NYJ" else "shuiwu", case, "JC", "jianchaguan", "支持起诉")
    kinds, edges = await seen(t, "kongshen", own)
    assert kinds == {"Case": 1, "JudicialRelief": 0, "Referral": 1, "Compensation": 1}
    assert edges == {("Referral", "result", "JudicialRelief"), ("Referral", "result_case", "Case"), ("Compensation", "source", "Referral")}
    assert {kind for kind, _ in (await seen(t, "kongshen", case))[0].items()} == set(kinds)
    assert (await t.ask("minzheng", GRAPH, id=case))["case"] is None


async def test_a_graph_has_its_price_and_its_bounds(teller: Teller) -> None:
    t = teller
    _, case = await unopened(t)
    for depth in (-1, 4):
        answer = await t.served.ask("nongye", GRAPH, id=case, depth=depth)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_VALUE"
    wide = " ".join(f"g{n}: graph(depth: 3) {{ truncated }}" for n in range(100))
    answer = await t.served.ask("nongye", f"query($id: ID!) {{ case(id: $id) {{ {wide} }} }}", id=case)
    assert answer["errors"][0]["extensions"]["code"] in ("COST_EXCEEDED", "DOCUMENT_TOO_WIDE")
