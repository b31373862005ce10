"""Recusal (回避), through GraphQL: declared, asked for, decided; relatives by number; what is signed by one removed; nobody learns who."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import orjson

from authz.actor import Actor
from schema.identifiers import resident_id
from schema.mechanisms.recusal import MOST_A_DAY
from schema.registry import MECHANISMS
from tests.serving import Served
from tests.sync.two_units import CHIEF, COUNTY, JUDGE, LUO, MA, MEDIATION, OFFICER, at_device

SISTER = resident_id("51052219850101000")
TEXT = "甲方出资一千八百元修沟，四月三十日前完成。"
REFUSED = "__typename ... on Refused { code message messageEn law facts }"


class Office:
    """People at work on one mediation."""

    def __init__(self, served: Served) -> None:
        self.served, self.key, self.case = served, "", ""

    async def do(self, who: Actor, name: str, /, **given: Any) -> Any:
        type_name = name[0].upper() + name[1:]
        made = " ".join(f"... on {kind}Done {{ outcome }}" for kind in ("Mediation", "Recusal", "Relation", "Party", "Task", "Share") if name.lower().find(kind.lower()) >= 0)
        text = f"mutation($i: {type_name}Input!) {{ r: {name}(input: $i) {{ {REFUSED} {made} }} }}"
        return (await self.served.data(who, text, i=given))["r"]

    async def ok(self, who: Actor, name: str, /, **given: Any) -> None:
        said = await self.do(who, name, **given)
        assert said["__typename"].endswith("Done"), (name, said)

    async def code(self, who: Actor, name: str, /, **given: Any) -> str:
        said = await self.do(who, name, **given)
        assert said["__typename"] == "Refused", (name, said)
        return str(said["code"])

    async def opened(self, who: Actor = LUO, party: str | None = SISTER, **values: Any) -> Office:
        self.key = f"Mediation:{COUNTY}:{uuid4()}"
        self.case = self.key.replace("Mediation", "Case")
        await self.ok(who, "createMediation", id=self.key, title="排水沟纠纷", kind="PEOPLE", **values)
        if party:
            await self.ok(who, "createParty", caseId=self.case, kind="PERSON", role="APPLICANT", name="甲某", idNumber=party)
        return self

    async def blocked(self) -> list[tuple[str, str | None]]:
        rows = await self.served.parts.database.pool.fetch("SELECT actor, move FROM entry WHERE act = 'BLOCKED' ORDER BY position")
        return [(row["actor"], row["move"]) for row in rows]


async def related(served: Served, **values: Any) -> Office:
    """A mediation whose party is the sister of its mediator."""
    office = await Office(served).opened()
    await office.ok(LUO, "createRelation", **{"kind": "COLLATERAL", "name": "罗某", "idNumber": SISTER, **values})
    return office


async def test_whoever_is_related_to_a_party_does_nothing_in_the_case(served: Served) -> None:
    office = await related(served)
    said = await office.do(LUO, "mediationAccept", id=office.key)
    assert said["code"] == "RECUSED" and "民事诉讼法 47" in said["law"] and "另行指定" in said["message"] and "name another" in said["messageEn"]
    whole = orjson.dumps(said).decode()
    assert "罗某" not in whole and "甲某" not in whole and SISTER[:6] not in whole and "COLLATERAL" not in whole
    await office.ok(MA, "mediationAccept", id=office.key)
    assert await office.blocked() == [(LUO.user_id, "accept")]
    told = await served.data(MA, "query($i: ID!) { case(id: $i) { timeline(first: 50) { nodes { act move changes { field old new } } } } }", i=office.case)
    (line,) = [entry for entry in told["case"]["timeline"]["nodes"] if entry["act"] == "BLOCKED"]
    assert SISTER[:6] not in orjson.dumps(line).decode()


async def test_the_declared_line_is_its_owners_alone(served: Served) -> None:
    await related(served)
    for who, seen in ((LUO, 1), (MA, 0), (CHIEF, 0), (OFFICER, 0), (JUDGE, 0)):
        told = await served.data(who, "{ relations(first: 5) { totalCount nodes { name idNumber } } }")
        assert told["relations"]["totalCount"] == seen


async def test_ended_relations_and_other_people_do_not_keep_anybody_out(served: Served) -> None:
    office = await related(served)
    told = await served.data(LUO, "{ relations(first: 5) { nodes { id } } }")
    await office.ok(LUO, "relationEnd", id=told["relations"]["nodes"][0]["id"], reason="登记有误")
    await office.ok(LUO, "mediationAccept", id=office.key)
    assert await office.blocked() == []


async def test_an_interest_in_an_organisation_counts_and_a_party_entered_later(served: Served) -> None:
    office = await Office(served).opened(party=None)
    await office.ok(LUO, "createRelation", kind="INTEREST", name="禾丰", uscc="91510522MA9999996N")
    assert await office.code(LUO, "createRelation", kind="INTEREST", name="禾丰") == "RELATION_EMPTY"
    await office.ok(LUO, "mediationAccept", id=office.key)
    await office.ok(LUO, "createParty", caseId=office.case, kind="ORGANISATION", role="RESPONDENT", name="禾丰", uscc="91510522MA9999996N")
    assert await office.code(LUO, "mediationBegin", id=office.key) == "RECUSED"


async def test_what_cannot_wait_is_done_all_the_same(served: Served) -> None:
    office = await Office(served).opened()
    await office.ok(LUO, "mediationAccept", id=office.key)
    await office.ok(LUO, "createRelation", kind="SPOUSE", name="某", idNumber=SISTER)
    assert await office.code(LUO, "mediationBegin", id=office.key) == "RECUSED"
    await served.parts.database.pool.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, 'GAJ', '公安局', '公安', 'GOVERNMENT')", COUNTY)
    await office.ok(LUO, "mediationReportDanger", id=office.key, danger="扬言动手")


async def test_nobody_is_given_a_task_who_keeps_out(served: Served) -> None:
    office = await related(served)
    said = await office.do(CHIEF, "createTask", caseId=office.case, title="测量", agency=f"Agency:{COUNTY}:SFJ", assignee=f"User:{COUNTY}:{LUO.user_id}")
    assert said["code"] == "ASSIGNEE_RECUSED" and "请另选" in said["message"] and "COLLATERAL" not in orjson.dumps(said).decode()
    await office.ok(CHIEF, "createTask", caseId=office.case, title="测量", agency=f"Agency:{COUNTY}:SFJ", assignee=f"User:{COUNTY}:{MA.user_id}")


async def asked(office: Office, who: Actor = LUO, **values: Any) -> str:
    key = f"Recusal:{COUNTY}:{uuid4()}"
    await office.ok(who, "createRecusal", **{"id": key, "caseId": office.case, "person": f"User:{COUNTY}:{LUO.user_id}", "askedBy": "SELF", "ground": "OTHER",
                                             "reason": "与甲某是多年好友", "leadAgency": f"Agency:{COUNTY}:SFJ", **values})
    return key


async def test_who_recuses_himself_stops_until_another_decides_and_is_replaced(served: Served) -> None:
    office = await Office(served).opened()
    assert await office.code(MA, "createRecusal", caseId=office.case, person=f"User:{COUNTY}:{LUO.user_id}", askedBy="SELF", ground="OTHER", reason="x") == "RECUSES_ANOTHER"
    key = await asked(office)
    assert await office.code(LUO, "mediationAccept", id=office.key) == "RECUSED"  # 民事诉讼法 48
    assert await office.code(LUO, "recusalGrant", id=key) == "FORBIDDEN"
    assert await office.code(MA, "recusalReplace", id=key, successor=f"User:{COUNTY}:{MA.user_id}") == "FORBIDDEN"
    assert await office.code(CHIEF, "recusalReplace", id=key, successor=f"User:{COUNTY}:{MA.user_id}") == "MOVE_NOT_POSSIBLE"
    await office.ok(CHIEF, "recusalGrant", id=key, decision="属实")
    assert await office.code(CHIEF, "recusalReplace", id=key, successor=f"User:{COUNTY}:{LUO.user_id}") == "ASSIGNEE_RECUSED"
    await office.ok(CHIEF, "recusalReplace", id=key, successor=f"User:{COUNTY}:{MA.user_id}")
    told = await served.data(CHIEF, "query($i: ID!) { mediation(id: $i) { handler { name } version } }", i=office.key)
    assert told["mediation"]["handler"]["name"] == MA.name
    assert await office.code(LUO, "mediationAccept", id=office.key) == "RECUSED"
    await office.ok(MA, "mediationAccept", id=office.key)


async def test_a_party_may_ask_and_be_refused(served: Served) -> None:
    office = await Office(served).opened()
    assert await office.code(MA, "createRecusal", caseId=office.case, person=f"User:{COUNTY}:{LUO.user_id}", askedBy="PARTY", ground="OTHER",
                             reason="x") == "APPLICANT_MISSING"
    key = await asked(office, MA, askedBy="PARTY", applicant="乙某")
    assert await office.code(LUO, "mediationAccept", id=office.key) == "RECUSED"
    assert await office.code(CHIEF, "recusalReject", id=key, decision=" ") == "INPUT_MISSING"
    await office.ok(CHIEF, "recusalReject", id=key, decision="无证据")
    await office.ok(LUO, "mediationAccept", id=office.key)
    duty = await served.parts.database.pool.fetchrow("SELECT code, state, verified FROM duty WHERE code = 'RECUSAL_DECISION'")
    assert (duty["code"], duty["state"], duty["verified"]) == ("RECUSAL_DECISION", "MET", False)


async def test_the_head_decides_about_his_own_people_and_not_about_himself(served: Served) -> None:
    office = await Office(served).opened()
    key = await asked(office, CHIEF, person=f"User:{COUNTY}:{CHIEF.user_id}", reason="与甲某同村")
    assert await office.code(CHIEF, "recusalGrant", id=key, decision="x") == "RECUSED"
    office = await Office(served).opened()
    other = await asked(office, LUO, person=f"User:{COUNTY}:{JUDGE.user_id}", askedBy="PARTY", applicant="乙某")
    assert await office.code(CHIEF, "recusalGrant", id=other, decision="x") == "NOT_HIS_HEAD"


async def test_ground_and_reason_are_not_for_everybody_in_the_case(served: Served) -> None:
    office = await Office(served).opened()
    key = await asked(office)
    for who, sees in ((LUO, True), (CHIEF, True), (MA, False), (OFFICER, False)):
        row = (await served.data(who, "query($i: ID!) { recusal(id: $i) { state ground reason person { name } } }", i=key))["recusal"]
        assert row["state"] == "REQUESTED" and row["person"]["name"] == LUO.name
        assert (row["reason"] is not None, row["ground"] is not None) == (sees, sees), who.name


async def test_who_mediated_for_the_court_does_not_confirm(served: Served) -> None:
    """The judge who joined has had his part: another rules on the agreement."""
    other = Actor(UUID(int=77), "u77", "法乙", COUNTY, "FY", "COURT", None, (COUNTY,), frozenset({"staff", "judge"}))
    pool = served.parts.database.pool
    await pool.execute('INSERT INTO "user" (county, id, username, name, agency, active) VALUES ($1, $2, $3, $4, $5, true)', COUNTY, other.user_id, "u77", "法乙", "FY")
    await pool.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, 'judge')", COUNTY, uuid4(), other.user_id)
    office = await Office(served).opened(party=None, consentApplicant=True, consentRespondent=True, disputeNature="PAYMENT")
    share = f"Share:{COUNTY}:{uuid4()}"
    await office.ok(LUO, "createShare", id=share, caseId=office.case, toAgency=f"Agency:{COUNTY}:FY", purpose="共同调解")
    await office.ok(JUDGE, "shareAccept", id=share)
    await office.ok(LUO, "mediationAccept", id=office.key)
    await office.ok(LUO, "mediationBegin", id=office.key)
    await office.ok(LUO, "mediationInviteJoint", id=office.key, jointMediators=[{"id": "1", "agency": "FY", "role": "JOINT"}])
    await office.ok(JUDGE, "mediationJoin", id=office.key, jointMediators=[{"id": "1", "agency": "FY", "role": "JOINT", "name": "法五", "consented": True}])
    today = datetime.now(UTC).date().isoformat()
    await office.ok(LUO, "mediationDraft", id=office.key, agreementText=TEXT)
    await office.ok(LUO, "mediationSign", id=office.key, sealedOn=today, effectiveOn=today, signatures=signatures("罗一"))
    await office.ok(LUO, "mediationApplyConfirmation", id=office.key)
    ruling = {"id": office.key, "confirmationNumber": "（2026）川0522诉前调确7号", "ruling": "有效"}
    said = await office.do(JUDGE, "mediationConfirm", **ruling)
    assert said["code"] == "EARLIER_PART" and "参与调解" in said["message"] and said["law"]
    await office.ok(other, "mediationConfirm", **ruling)


def signatures(mediator: str) -> list[dict[str, str]]:
    at, digest = datetime.now(UTC).isoformat(), sha256(TEXT.encode()).hexdigest()
    return [{"id": capacity, "capacity": capacity, "name": name, "manner": "SIGNATURE", "occurredAt": at, "textDigest": digest}
            for capacity, name in (("APPLICANT", "甲某"), ("RESPONDENT", "乙某"), ("MEDIATOR", mediator))]


async def round_(served: Served, who: Actor, ops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answer = await served.client.post("/sync/round", headers={"authorization": f"Bearer {await served.token(who)}"}, json={
        "v": 1, "replica": "r", "epoch": None, "seq": 0, "limit": 100, "declarations": None, "purged": [], "ops": ops})
    return list(answer.json()["receipts"])


async def test_what_one_removed_signed_without_connection_does_not_count_and_the_parties_signatures_stay(served: Served) -> None:
    """E17."""
    office = await Office(served).opened(consentApplicant=True, consentRespondent=True)
    for move, given in (("Accept", {}), ("Begin", {}), ("Draft", {"agreementText": TEXT})):
        await office.ok(LUO, f"mediation{move}", id=office.key, **given)
    key = await asked(office)
    await office.ok(CHIEF, "recusalGrant", id=key, decision="属实")
    at, today = (datetime.now(UTC) - timedelta(hours=2)).isoformat(), datetime.now(UTC).date().isoformat()
    signing = {"signatures": {"add": signatures("罗一")}}
    receipts = await round_(served, at_device(LUO, 1), [
        {"n": 1, "at": at, "c": "Mediation", "id": office.key, "kind": "edit", "base": {}, "set": signing, "move": None},
        {"n": 2, "at": at, "c": "Mediation", "id": office.key, "kind": "move", "base": {}, "set": {"sealedOn": today, "effectiveOn": today}, "move": "sign"}])
    assert receipts[0]["outcome"] in ("applied", "merged")
    assert receipts[1]["code"] == "RECUSED" and "回避" in receipts[1]["zh"]
    told = await served.data(CHIEF, "query($i: ID!) { mediation(id: $i) { state signatures { capacity name void } } }", i=office.key)
    assert told["mediation"]["state"] == "AGREED_DRAFT"
    assert {one["capacity"]: one["void"] for one in told["mediation"]["signatures"]} == {"APPLICANT": None, "RESPONDENT": None, "MEDIATOR": True}
    await office.ok(CHIEF, "recusalReplace", id=key, successor=f"User:{COUNTY}:{MA.user_id}")
    signed = {"id": office.key, "sealedOn": today, "effectiveOn": today}
    assert await office.code(MA, "mediationSign", **signed) == "SIGNATURE_MISSING"
    again = [{**signatures("马二")[2], "id": "again"}]
    await office.ok(MA, "mediationSign", **signed, signatures=again)


def test_every_mechanism_names_its_handler_and_its_moves_ask() -> None:
    """No mechanism goes without: whoever handles it is assigned, and moves that do not ask are few and said to be."""
    assert all(record.by_name["handler"].assigns for record in MECHANISMS.values())
    free = {f"{record.name}.{move.name}" for record in MECHANISMS.values() if record.flow for move in record.flow.moves if not move.impartial}
    assert free == {"mediation.report_danger"}
    assert MEDIATION.by_name["signatures"].official == ("capacity", "MEDIATOR")


async def test_what_was_withdrawn_keeps_nobody_out(served: Served) -> None:
    office = await Office(served).opened()
    key = await asked(office)
    assert await office.code(MA, "recusalWithdraw", id=key, decision="登记有误") == "FORBIDDEN"
    await office.ok(LUO, "recusalWithdraw", id=key, decision="登记有误")
    await office.ok(LUO, "mediationAccept", id=office.key)


async def test_strangers_cannot_be_declared_in_a_row_to_learn_who_is_in_a_case(served: Served) -> None:
    office = Office(served)
    for n in range(MOST_A_DAY):
        await office.ok(LUO, "createRelation", kind="OTHER", name="某", idNumber=resident_id(f"510522198501010{n:02}"))
    assert await office.code(LUO, "createRelation", kind="OTHER", name="某", idNumber=SISTER) == "RELATIONS_TOO_MANY"
    await office.ok(MA, "createRelation", kind="OTHER", name="某", idNumber=SISTER)
    await served.parts.database.pool.execute("UPDATE relation SET created_at = created_at - interval '25 hours'")
    await office.ok(LUO, "createRelation", kind="OTHER", name="某", idNumber=SISTER)
