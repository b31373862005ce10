"""Two parties that are one person (当事人合并): asked, approved by a second person, re-keyed in one step, taken back exactly; old ids stay good (E21)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from authz.actor import Actor
from schema.identifiers import resident_id
from schema.mechanisms.person_merge import PROTECTED
from schema.registry import RECORDS
from sync.renaming import NAMING
from tests.api.test_person_check import lay as laid
from tests.serving import Served
from tests.sync.two_units import CHIEF, COUNTY, FAR, LUO, MA

RIGHT, TYPED = resident_id("51052219850101000"), resident_id("51052219850110000")


class Merging:
    """A mediation with the same man entered twice, and papers of both."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.case, self.mediation = f"Case:{COUNTY}:{uuid4()}", ""
        self.mediation = self.case.replace("Case", "Mediation")
        self.alias, self.kept, self.paper, self.other, self.merge = (f"{name}:{COUNTY}:{uuid4()}" for name in ("Party", "Party", "Document", "Document", "PersonMerge"))

    async def do(self, who: Actor, name: str, /, **given: Any) -> Any:
        type_name = name[0].upper() + name[1:]
        text = f"mutation($i: {type_name}Input!) {{ r: {name}(input: $i) {{ __typename ... on Refused {{ code message messageEn facts }} }} }}"
        return (await self.served.data(who, text, i=given))["r"]

    async def ok(self, who: Actor, name: str, /, **given: Any) -> None:
        said = await self.do(who, name, **given)
        assert said["__typename"].endswith("Done"), (name, said)

    async def code(self, who: Actor, name: str, /, **given: Any) -> str:
        said = await self.do(who, name, **given)
        assert said["__typename"] == "Refused", (name, said)
        return str(said["code"])

    async def laid(self) -> Merging:
        await self.ok(LUO, "createMediation", id=self.mediation, title="纠纷", kind="PEOPLE")
        for key, number in ((self.alias, TYPED), (self.kept, RIGHT)):
            await self.ok(LUO, "createParty", id=key, caseId=self.case, kind="PERSON", role="APPLICANT", name="陶运生", idNumber=number)
        await self.ok(LUO, "createDocument", id=self.paper, caseId=self.case, title="收条", party=self.alias)
        await self.ok(LUO, "createDocument", id=self.other, caseId=self.case, title="照片", party=self.kept)
        return self

    async def asked(self, who: Actor = LUO, **values: Any) -> Merging:
        await self.ok(who, "createPersonMerge", **{"id": self.merge, "caseId": self.case, "alias": self.alias, "kept": self.kept, "ground": "TYPO",
                                                   "evidence": "核对身份证原件", **values})
        return self

    async def party_of(self, paper: str) -> Any:
        told = await self.served.data(LUO, "query($i: ID!) { document(id: $i) { party { id } } }", i=paper)
        return told["document"]["party"]["id"]

    async def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Everything the case holds, but for what every change moves on."""
        key, found = UUID(self.case.rpartition(":")[2]), {}
        for name in ("party", "document", "mediation"):
            rows = await self.served.parts.database.pool.fetch(f'SELECT * FROM "{name}" WHERE case_id = $1 ORDER BY id', key)
            found[name] = [{k: v for k, v in dict(row).items() if k not in ("version", "updated_at")} for row in rows]
        return found

    async def pulled(self, who: Actor) -> dict[str, Any]:
        """The mediation as a device holds it now."""
        answer = await self.served.client.post("/sync/round", headers={"authorization": f"Bearer {await self.served.token(who)}"}, json={
            "v": 1, "replica": "x", "epoch": None, "seq": 0, "limit": 1000, "declarations": None, "purged": [], "ops": []})
        return next(line["doc"] for line in answer.json()["documents"] if line["id"] == self.mediation)

    async def sent(self, who: Actor, *ops: dict[str, Any]) -> list[dict[str, Any]]:
        at = datetime.now(UTC).isoformat()
        answer = await self.served.client.post("/sync/round", headers={"authorization": f"Bearer {await self.served.token(who)}"}, json={
            "v": 1, "replica": "y", "epoch": None, "seq": 0, "limit": 1, "declarations": None, "purged": [],
            "ops": [{"n": n, "at": at, "c": "Mediation", "id": self.mediation, "kind": "edit", "base": {}, "move": None, **op} for n, op in enumerate(ops, 1)]})
        return list(answer.json()["receipts"])


async def test_a_second_person_merges_and_everything_names_the_one_that_stays(served: Served) -> None:
    one = await (await Merging(served).laid()).asked()
    assert await one.code(LUO, "personMergeApprove", id=one.merge) == "MERGE_SECOND_PERSON"
    assert await one.party_of(one.paper) == one.alias  # nothing happens by asking
    await one.ok(MA, "personMergeApprove", id=one.merge, decision="属实")
    assert await one.party_of(one.paper) == one.kept and await one.party_of(one.other) == one.kept
    told = await served.data(LUO, "query($a: ID!, $k: ID!) { a: party(id: $a) { name mergedInto { id } } k: party(id: $k) { mergedInto { id } aliases(first: 5) { nodes { id } } "
                                  "documents(first: 5) { totalCount } } }", a=one.alias, k=one.kept)
    assert told == {"a": {"name": "陶运生", "mergedInto": {"id": one.kept}},
                    "k": {"mergedInto": None, "aliases": {"nodes": [{"id": one.alias}]}, "documents": {"totalCount": 2}}}
    history = await served.data(LUO, "query($i: ID!) { case(id: $i) { timeline(first: 50) { nodes { act recordKey actor { name } } } } }", i=one.case)
    merged = {(line["recordKey"], line["actor"]["name"]) for line in history["case"]["timeline"]["nodes"] if line["act"] == "MERGE"}
    assert merged == {(one.alias.rpartition(":")[2], MA.name), (one.kept.rpartition(":")[2], MA.name)}


async def test_taking_it_back_restores_exactly_by_two_people(served: Served) -> None:
    one = await Merging(served).laid()
    before = await one.rows()
    await one.asked()
    await one.ok(MA, "personMergeApprove", id=one.merge)
    assert await one.rows() != before
    await one.ok(MA, "personMergeAskUndo", id=one.merge, undoReason="系双胞胎兄弟")
    assert await one.code(MA, "personMergeUndo", id=one.merge) == "SECOND_PERSON"
    await one.ok(CHIEF, "personMergeUndo", id=one.merge)
    assert await one.rows() == before
    acts = await served.parts.database.pool.fetch("SELECT move FROM entry WHERE act = 'MERGE' ORDER BY position")
    assert [row["move"] for row in acts] == ["approve", "approve", "undo", "undo"]


async def test_a_merge_built_on_another_is_taken_back_first(served: Served) -> None:
    one = await (await Merging(served).laid()).asked()
    await one.ok(MA, "personMergeApprove", id=one.merge)
    third, second = f"Party:{COUNTY}:{uuid4()}", f"PersonMerge:{COUNTY}:{uuid4()}"
    await one.ok(LUO, "createParty", id=third, caseId=one.case, kind="PERSON", role="APPLICANT", name="陶运生")
    state = await one.rows()
    await one.asked(id=second, alias=one.kept, kept=third)
    await one.ok(MA, "personMergeApprove", id=second)
    assert await one.party_of(one.paper) == third
    told = await served.data(LUO, "query($a: ID!) { party(id: $a) { mergedInto { id } } }", a=one.alias)
    assert told["party"]["mergedInto"]["id"] == third
    await one.ok(LUO, "personMergeAskUndo", id=one.merge, undoReason="x")
    assert await one.code(MA, "personMergeUndo", id=one.merge) == "MERGE_LATER"
    await one.ok(LUO, "personMergeAskUndo", id=second, undoReason="x")
    await one.ok(MA, "personMergeUndo", id=second)
    assert await one.rows() == state
    await one.ok(MA, "personMergeUndo", id=one.merge)
    assert await one.party_of(one.paper) == one.alias


async def test_work_of_a_device_that_knows_the_old_id_lands_on_the_party_that_stays(served: Served) -> None:
    """E21."""
    one = await (await Merging(served).laid()).asked()
    held = await one.pulled(LUO)
    await one.ok(MA, "personMergeApprove", id=one.merge)
    receipts = await one.sent(MA, {"base": {"parties": [{"id": one.alias, "address": None}]}, "set": {"parties": {"change": {one.alias: {"address": "望龙镇一社"}}}}})
    assert [receipt["outcome"] for receipt in receipts] in (["applied"], ["merged"])
    parties = {party["id"]: party for party in (await one.pulled(LUO))["parties"]}
    assert {party["id"] for party in held["parties"]} == parties.keys()
    assert parties[one.alias]["mergedInto"] == one.kept and parties[one.kept]["mergedInto"] is None
    assert (parties[one.alias]["address"], parties[one.kept]["address"]) == (None, "望龙镇一社")
    late = f"Document:{COUNTY}:{uuid4()}"
    await one.ok(LUO, "createDocument", id=late, caseId=one.case, title="迟到的收条", party=one.alias)
    assert await one.party_of(late) == one.kept
    (row,) = [{k: v for k, v in party.items() if k != "_deleted"} for party in held["parties"] if party["id"] == one.alias]
    pushed = await served.ask(LUO, "mutation($r: [MediationInputPushRow!]) { pushMediation(mediationPushRow: $r) { id parties } }", r=[{
        "assumedMasterState": held, "newDocumentState": {**held, "parties": [{**row, "phone": "13800000004"}, *(p for p in held["parties"] if p["id"] == one.kept)]}}])
    assert "errors" not in pushed
    phones = dict(await served.parts.database.pool.fetch("SELECT id::text, phone_masked FROM party"))
    assert phones == {one.alias.rpartition(":")[2]: None, one.kept.rpartition(":")[2]: "138****0004"}


async def test_a_form_filled_from_the_old_party_is_told_where_it_went(served: Served) -> None:
    one = await (await Merging(served).laid()).asked()
    await one.ok(MA, "personMergeApprove", id=one.merge)
    said = await one.do(LUO, "editParty", id=one.alias, expectedVersion=1, set={"address": "x"})
    assert (said["code"], said["facts"]) == ("MERGED_INTO", {"id": one.kept})


async def test_what_cannot_be_merged(served: Served) -> None:
    one, far = await Merging(served).laid(), Merging(served)
    await far.ok(FAR, "createMediation", id=far.mediation, title="纠纷", kind="PEOPLE")
    await far.ok(FAR, "createParty", id=far.alias, caseId=far.case, kind="PERSON", role="APPLICANT", name="陶运生", idNumber=RIGHT)
    given = {"id": one.merge, "caseId": one.case, "kept": one.kept, "ground": "TWICE", "evidence": "x"}
    nowhere = await one.do(LUO, "createPersonMerge", **given, alias=f"Party:{COUNTY}:{uuid4()}")
    assert nowhere["code"] == "MERGE_PARTIES" and nowhere == await one.do(LUO, "createPersonMerge", **given, alias=far.alias)  # as if there were none
    assert await one.code(LUO, "createPersonMerge", **given, alias=one.kept) == "MERGE_PARTIES"
    assert await one.code(FAR, "createPersonMerge", **given, alias=one.alias) == "NOT_FOUND"
    elsewhere = {await one.code(LUO, "createDocument", caseId=one.case, title="x", party=party) for party in (far.alias, f"Party:{COUNTY}:{uuid4()}")}
    assert elsewhere == {"LINK_ELSEWHERE"}
    company = f"Party:{COUNTY}:{uuid4()}"
    await one.ok(LUO, "createParty", id=company, caseId=one.case, kind="ORGANISATION", role="RESPONDENT", name="禾丰")
    assert await one.code(LUO, "createPersonMerge", **given, alias=company) == "MERGE_KINDS"
    await one.asked()
    again = f"PersonMerge:{COUNTY}:{uuid4()}"
    await one.asked(id=again)
    await one.ok(MA, "personMergeApprove", id=one.merge)
    assert await one.code(MA, "personMergeApprove", id=again) == "MERGE_PARTIES"
    assert await one.code(LUO, "createPersonMerge", **{**given, "id": f"PersonMerge:{COUNTY}:{uuid4()}"}, alias=one.alias) == "MERGE_PARTIES"


@pytest.mark.parametrize("name", PROTECTED)
async def test_nobody_is_merged_where_the_law_protects(served: Served, name: str) -> None:
    one = await (await Merging(served).laid()).asked()
    await laid(served, name, UUID(one.case.rpartition(":")[2]))
    assert await one.code(MA, "personMergeApprove", id=one.merge) == "MERGE_FORBIDDEN"
    assert await one.code(LUO, "createPersonMerge", caseId=one.case, alias=one.alias, kept=one.kept, ground="TWICE", evidence="x") == "MERGE_FORBIDDEN"
    assert await one.party_of(one.paper) == one.alias


async def test_nor_are_children(served: Served) -> None:
    one = await (await Merging(served).laid()).asked()
    await served.parts.database.pool.execute("UPDATE party SET kind = 'MINOR' WHERE id = $1", UUID(one.alias.rpartition(":")[2]))
    assert await one.code(MA, "personMergeApprove", id=one.merge) == "MERGE_FORBIDDEN"


def test_every_record_that_protects_and_every_way_to_a_party_is_known() -> None:
    assert set(PROTECTED) == {record.name for record in RECORDS.values() if record.protects}
    links = {f"{record.name}.{field.name}" for record in RECORDS.values() for field in record.fields if field.record == "party"}
    known = {f"{name}.{field}" for name, fields in NAMING["party"].items() for field in fields}
    assert links - known == {"person_merge.alias", "person_merge.kept"}
    assert {"document.party", "party.merged_into", "judicial_relief.applicant_party", "social_relief.applicant_party"} <= known
