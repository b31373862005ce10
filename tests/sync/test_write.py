"""The write door against a real database: what is stored, who may, what two devices do to one record."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from sync.chain import breaks
from sync.intent import Create, Delete, Edit, Move
from tests.sync.county import COUNTY, NOW, SHANGHAI, County, gid, offline

ID = "510522190001010004"
ORIGIN = "（2026）川0522刑初12号"
TEXT = "冯移植六株，罗修沟。"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        yield await County(connection).founded()


def signed(capacity: str, digest: str = DIGEST, key: str | None = None) -> dict[str, str]:
    return {"id": key or capacity, "capacity": capacity, "name": "罗青禾", "manner": "THUMBPRINT", "text_digest": digest}


ALL_SIGN = [signed("APPLICANT"), signed("RESPONDENT"), signed("MEDIATOR")]


async def drafted(county: County, text: str = TEXT, amount: str = "1800.00") -> UUID:
    key = await county.mediation(consent_applicant=True, consent_respondent=True)
    await county.moved("pan", "mediation", key, "accept", "begin")
    outcome = await county.move("pan", "mediation", key, "draft", agreement_text=text, agreement_amount=amount)
    assert outcome.kind == "applied", outcome
    return key


async def signed_mediation(county: County) -> UUID:
    key = await drafted(county)
    outcome = await county.move("pan", "mediation", key, "sign", signatures=ALL_SIGN, sealed_on="2026-03-09", effective_on="2026-03-09")
    assert outcome.kind == "applied", outcome
    return key


# --- create, edit, move -------------------------------------------------------------------------------------------------


async def test_a_mediation_opens_its_case_and_gives_its_unit_access(county: County) -> None:
    key = await county.mediation(facts="荔枝树越界", township=gid("division", "510522126"))
    row, case = await county.row("mediation", key), await county.row("case", key)
    assert (row["state"], row["version"], row["lead_agency"], row["unit"]) == ("APPLIED", 1, "SFJ", "CTW-WL")
    assert (case["title"], case["unit"], case["township"], case["number"]) == (row["title"], "CTW-WL", "510522126", "合联〔2026〕1号")
    access = {(r["audience"], r["via"], r["level"]) for r in await county.all("case_access")}
    assert access == {("A:SFJ", "lead", 3), ("U:CTW-WL", "unit", 3), ("A:SFJ", f"rec:{key}", 3), ("U:CTW-WL", f"rec:{key}", 3)}
    (doc,) = await county.all("unit_doc")
    assert (doc["audience"], doc["collection"], doc["doc_id"], doc["gone"]) == ("U:CTW-WL", "mediation", key, False)
    (feed,) = await county.all("feed")
    assert feed["seq"] == 1 and feed["change_id"] == doc["change_id"]
    assert [(r["case_id"], r["change_id"]) for r in await county.all("feed_case")] == [(key, feed["change_id"])]
    assert await breaks(county.connection, COUNTY, key) == []


async def test_an_edit_on_an_old_version_merges_by_history(county: County) -> None:
    key = await county.mediation(facts="原", demands="原")
    assert (await county.edit("pan", "mediation", key, facts="新")).kind == "applied"
    merged = await county.one("lin", Edit("mediation", key, None, 1, {"demands": "改"}))
    assert merged.kind == "merged"
    clash = await county.one("lin", Edit("mediation", key, None, 1, {"facts": "另"}))
    assert (clash.kind, clash.code) == ("conflict", "SAME_FIELD")
    row = await county.row("mediation", key)
    assert (row["facts"], row["demands"], row["version"]) == ("新", "改", 3)
    (conflict,) = await county.all("conflict")
    assert conflict["id"] == clash.conflicts[0].id
    assert [conflict[n] for n in ("base", "theirs", "mine")] == ['"原"', '"新"', '"另"']
    assert (conflict["their_actor"], conflict["my_actor"]) == (county.people["pan"].user_id, county.people["lin"].user_id)
    assert conflict["reviewer_role"] == "chief_mediator" and conflict["due_at"] > county.now
    assert await breaks(county.connection, COUNTY, key) == []


async def test_an_edit_without_base_or_version_is_refused(county: County) -> None:
    key = await county.mediation()
    assert (await county.one("pan", Edit("mediation", key, None, None, {"facts": "新"}))).code == "BASE_NEEDED"
    assert (await county.one("pan", Edit("mediation", key, None, 9, {"facts": "新"}))).code == "VERSION_UNKNOWN"


@pytest.mark.parametrize(("values", "code"), [
    ({"kind": "OTHER"}, "VALUE_INVALID"), ({"sensitivity_level": "STATE_SECRET"}, "STATE_SECRET"), ({"nothing": 1}, "FIELD_UNKNOWN"),
    ({"agreement_amount": "-1"}, "VALUE_INVALID"), ({"agreement_amount": 1.5}, "VALUE_INVALID"), ({"title": " "}, "FIELD_REQUIRED"),
    ({"facts": "a\x00b"}, "VALUE_INVALID"), ({"township": "Agency:510522:SFJ"}, "VALUE_INVALID"), ({"title": "长" * 201}, "VALUE_INVALID"),
    ({"performance_due_on": "2026-02-30"}, "VALUE_INVALID"),
])
async def test_a_bad_value_is_refused_and_leaves_no_trace(county: County, values: dict[str, object], code: str) -> None:
    intent = Create("mediation", county.new_id(), {"title": "题", "kind": "PEOPLE", **values})
    assert (await county.one("pan", intent)).code == code
    assert await county.all("case") == [] and await county.all("entry") == [] and await county.all("feed") == []


async def test_a_state_secret_is_refused_even_from_a_device_and_not_kept(county: County) -> None:
    outcome = await county.one("pan", offline(Create("mediation", county.new_id(), {"title": "密", "kind": "PEOPLE", "sensitivity_level": "STATE_SECRET"})))
    assert (outcome.kind, outcome.code) == ("refused", "STATE_SECRET")
    assert await county.all("quarantine") == []


async def test_a_move_needs_its_state_inputs_and_guard(county: County) -> None:
    key = await county.mediation()
    wrong = await county.move("pan", "mediation", key, "begin")
    assert (wrong.code, wrong.facts["state_label"]) == ("MOVE_NOT_POSSIBLE", "已申请")
    assert (await county.move("pan", "mediation", key, "fly")).code == "MOVE_UNKNOWN"
    assert (await county.move("pan", "mediation", key, "decline")).code == "INPUT_MISSING"
    await county.moved("pan", "mediation", key, "accept", "begin")
    assert (await county.move("pan", "mediation", key, "draft", agreement_text=TEXT)).code == "CONSENT_MISSING"
    assert (await county.move("judge", "mediation", key, "draft", agreement_text=TEXT)).code == "NOT_FOUND"
    assert (await county.row("mediation", key))["file_number"] == "（2026）合望荔人调字第1号"


async def test_a_court_official_who_is_shared_the_case_may_not_move_it(county: County) -> None:
    key = await county.mediation()
    share = await county.create("pan", "share", case=key, to_agency=gid("agency", "FY"), purpose="司法确认")
    assert (await county.move("judge", "mediation", key, "accept")).code == "NOT_FOUND"
    assert (await county.move("judge", "share", share, "accept")).kind == "applied"
    assert (await county.move("judge", "mediation", key, "accept")).code == "FORBIDDEN"


async def test_delete_is_a_request(county: County) -> None:
    key = await county.mediation()
    assert (await county.one("pan", Delete("mediation", key, {"reason": "重复登记"}))).kind == "applied"
    assert (await county.row("mediation", key))["state"] == "CANCEL_REQUESTED"
    party = await county.create("pan", "party", case=key, kind="PERSON", name="罗青禾")
    assert (await county.one("pan", Delete("party", party))).code == "NOT_DELETABLE"


async def test_children_travel_inside_their_parent(county: County) -> None:
    key, party = county.new_id(), county.new_id()
    values = {"title": "题", "kind": "PEOPLE", "parties": [{"id": gid("party", party), "kind": "PERSON", "name": "罗青禾", "id_number": ID}]}
    assert (await county.one("pan", Create("mediation", key, values))).kind == "applied"
    row = await county.row("party", party)
    assert (row["case_id"], row["id_number_masked"]) == (key, "510522********0004")
    assert ID not in str(await county.all("entry_change"))
    edit = Edit("mediation", key, {"parties": [{"id": gid("party", party), "name": "罗青禾", "idNumber": None}]}, None,
                {"parties": [{"id": gid("party", party), "name": "罗青荷", "id_number": "510522********0004"}]})
    assert (await county.one("pan", edit)).kind == "applied"
    assert [r["name"] for r in await county.all("party")] == ["罗青荷"]
    (doc,) = await county.all("unit_doc", "collection = 'mediation'")
    assert doc["change_id"] == (await county.all("feed", "seq = 2"))[0]["change_id"]


async def test_a_masked_number_that_comes_back_means_unchanged(county: County) -> None:
    key = await county.relief(applicant_id_number=ID)
    before = await county.row("judicial_relief", key)
    outcome = await county.edit("judge", "judicial_relief", key, applicant_id_number="510522********0004", applicant_name="陶运生")
    assert outcome.kind == "already"
    assert (await county.row("judicial_relief", key)) == before


# --- chain, feed, idempotency ---------------------------------------------------------------------------------------


async def test_the_chain_tells_every_tampering(county: County) -> None:
    key = await county.mediation()
    await county.edit("pan", "mediation", key, facts="新")
    await county.moved("pan", "mediation", key, "accept")
    entries = await county.all("entry", "case_id = $2) ORDER BY (position", key)
    assert [e["position"] for e in entries] == [1, 2, 3, 4] and entries[3]["previous_digest"] == entries[2]["digest"]
    assert await breaks(county.connection, COUNTY, key) == []
    await county.connection.execute("UPDATE entry_change SET new = '\"假\"' WHERE field = 'facts'")
    assert [(b.position, b.what) for b in await breaks(county.connection, COUNTY, key)] == [(3, "payload")]
    assert await breaks(county.connection, COUNTY, key, payloads=False) == []
    await county.connection.execute("UPDATE entry SET occurred_at = occurred_at - interval '1 day' WHERE position = 2")
    assert (2, "header") in [(b.position, b.what) for b in await breaks(county.connection, COUNTY, key)]
    await county.connection.execute("DELETE FROM entry WHERE position = 4")
    assert "head" in {b.what for b in await breaks(county.connection, COUNTY, key)}


async def test_the_same_key_means_the_same_answer(county: County) -> None:
    first = await county.one("pan", Create("mediation", county.new_id(), {"title": "题", "kind": "PEOPLE"}, idempotency_key="k1"))
    again = await county.one("pan", Create("mediation", county.new_id(), {"title": "题", "kind": "PEOPLE"}, idempotency_key="k1"))
    assert again == first and len(await county.all("mediation")) == 1
    other = await county.one("pan", Create("mediation", county.new_id(), {"title": "另", "kind": "PEOPLE"}, idempotency_key="k1"))
    assert (other.kind, other.code) == ("refused", "KEY_REUSED")
    assert (await county.one("lin", Create("mediation", county.new_id(), {"title": "另", "kind": "PEOPLE"}, idempotency_key="k1"))).kind == "applied"


async def test_one_bad_row_never_blocks_the_others(county: County) -> None:
    nobody = gid("user", UUID(int=5))
    intents = [Create("mediation", county.new_id(), {"title": f"第{n}", "kind": "PEOPLE", **({"handler": nobody} if n in (3, 17) else {})}) for n in range(24)]
    outcomes = await county.do("pan", *intents)
    assert [n for n, o in enumerate(outcomes) if o.kind != "applied"] == [3, 17]
    assert (outcomes[3].kind, outcomes[3].code) == ("refused", "LINK_UNKNOWN")
    assert len(await county.all("mediation")) == 22
    assert len(await county.all("feed")) == 1
    numbers = {r["number"] for r in await county.all("case")}
    assert numbers == {f"合联〔2026〕{n}号" for n in range(1, 23)}
    (held,) = await county.do("pan", offline(intents[3]))
    assert (held.kind, held.code) == ("quarantined", "LINK_UNKNOWN")


async def test_numbers_have_no_gaps_under_concurrency(database, county: County) -> None:  # type: ignore[no-untyped-def]
    keys = [await county.mediation() for _ in range(12)]

    async def accept(place: int, key: UUID) -> None:
        async with database.pool.acquire() as connection:
            intent = Move("mediation", key, "accept", {})
            try:
                async with connection.transaction():
                    from sync.write import write
                    from tests.sync.county import POLICY
                    actor = county.people["pan"]
                    await write(connection, [intent], actor, POLICY.rules_of(actor), county.world, NOW + timedelta(hours=1))
                    if place % 4 == 3:
                        raise RuntimeError("the caller fails after the write")
            except RuntimeError:
                pass

    await asyncio.gather(*(accept(n, key) for n, key in enumerate(keys)))
    numbers = sorted(int(r["file_number"].split("第")[1][:-1]) for r in await county.all("mediation", "file_number IS NOT NULL"))
    assert numbers == list(range(1, 10))
    assert [r["seq"] for r in sorted(await county.all("feed"), key=lambda r: r["seq"])] == list(range(1, 12 + 9 + 1))


# --- deadlines ------------------------------------------------------------------------------------------------------


async def served(county: County) -> UUID:
    key = await county.create("prosecutor", "recommendation", title="烟花爆竹零售点监管漏洞", kind="GOVERNANCE", reply_rule="GENERAL",
                              target_agency=gid("agency", "YJJ"), proposals=[{"id": "1", "content": "排查"}, {"id": "2", "content": "整改"}])
    assert (await county.move("jc_chief", "recommendation", key, "approve", at=datetime(2026, 3, 30, 9, tzinfo=SHANGHAI))).kind == "applied"
    outcome = await county.move("prosecutor", "recommendation", key, "serve", at=datetime(2026, 4, 1, 10, tzinfo=SHANGHAI),
                                served_on="2026-04-01", receiver_name="收发室", service_way="书面")
    assert outcome.kind == "applied", outcome
    return key


async def test_two_months_from_the_first_of_april(county: County) -> None:
    key = await served(county)
    duties = {d["code"]: d for d in await county.all("duty")}
    assert set(duties) == {"REPLY", "REPORT"} and {d["agency"] for d in duties.values()} == {"YJJ"}
    assert duties["REPLY"]["due_at"] == datetime(2026, 6, 2, tzinfo=SHANGHAI) and duties["REPLY"]["calendar_version"] == "test-2026"
    assert (await county.row("recommendation", key))["document_number"] == "合检建〔2026〕1号"
    refused = await county.move("emergency", "recommendation", key, "reply", at=datetime(2026, 6, 18, 15, tzinfo=SHANGHAI), reply_number="合应急函〔2026〕8号", reply="已整改")
    assert (refused.code, refused.facts) == ("PROPOSAL_UNANSWERED", {"items": "1、2"})
    answered = [{"id": "1", "measure": "已排查"}, {"id": "2", "measure": "已整改"}]
    outcome = await county.move("emergency", "recommendation", key, "reply", at=datetime(2026, 6, 18, 15, 1, tzinfo=SHANGHAI),
                                reply_number="合应急函[2026]8号", reply="已整改", proposals=answered)
    assert outcome.kind == "applied", outcome
    row = await county.row("recommendation", key)
    assert (row["reply_number"], row["replied_on"], row["late_reply"]) == ("合应急函〔2026〕8号", date(2026, 6, 18), True)
    assert '"content": "排查"' in row["proposals"] and '"measure": "已排查"' in row["proposals"]
    duties = {d["code"]: d for d in await county.all("duty")}
    assert [duties["REPLY"][n] for n in ("state", "late", "late_days")] == ["MET", True, 17]
    assert duties["REPORT"]["state"] == "RUNNING"


async def test_a_target_may_report_measures_though_the_letter_is_frozen(county: County) -> None:
    key = await served(county)
    row = await county.row("recommendation", key)
    ok = await county.one("emergency", Edit("recommendation", key, None, row["version"], {"proposals": [
        {"id": "1", "content": "排查", "measure": "在查"}, {"id": "2", "content": "整改"}]}))
    assert ok.kind == "applied", ok
    no = await county.one("emergency", Edit("recommendation", key, None, row["version"], {"facts": "改写"}))
    assert (no.kind, no.code) == ("refused", "FIELD_FORBIDDEN")


# --- judicial relief ------------------------------------------------------------------------------------------------


async def proposed(county: County, who: str = "judge", **values: object) -> UUID:
    key = await county.relief(who, **{"applicant_id_number": ID, "origin_number": ORIGIN, "caused_by_case": True, **values})
    await county.moved(who, "judicial_relief", key, "apply", "verify")
    outcome = await county.move(who, "judicial_relief", key, "propose", proposed_amount="30000.00", monthly_wage="7000.00")
    assert outcome.kind == "applied", outcome
    return key


async def test_relief_got_by_deceit_is_recovered_by_two(county: County) -> None:
    await county.person("both", "FY", "judge", "supervising_leader")
    key = await proposed(county)
    case = (await county.row("judicial_relief", key))["case_id"]
    share = await county.create("judge", "share", case, to_agency=gid("agency", "CZJ"), purpose="拨款")
    await county.moved("finance", "share", share, "accept")
    for who, name, values in (
        ("court_leader", "approve", {"approved_amount": "30000.00"}), ("judge", "request_funds", {}), ("finance", "fund", {}), ("judge", "notify", {}),
        ("judge2", "pay", {"paid_amount": "30000.00", "payment_voucher": "凭证1"}), ("both", "recover", {"reason": "隐瞒收入"}),
    ):
        assert (await county.move(who, "judicial_relief", key, name, **values)).kind == "applied", name
    assert (await county.move("both", "judicial_relief", key, "close_recovery", recovered_amount="30000.00")).code == "SECOND_PERSON"
    assert (await county.move("judge", "judicial_relief", key, "close_recovery", recovered_amount="30000.00")).kind == "applied"
    assert (await county.row("judicial_relief", key))["state"] == "RECOVERED"


async def test_double_relief_is_stopped_and_names_the_first_number(county: County) -> None:
    first = await proposed(county)
    assert (await county.move("court_leader", "judicial_relief", first, "approve", approved_amount="30000.00")).kind == "applied"
    number = (await county.row("judicial_relief", first))["decision_number"]
    assert number == "合司救〔2026〕1号"
    second = await county.relief("prosecutor", applicant_id_number=ID, origin_number="(2026) 川0522刑初12号", caused_by_case=True)
    await county.moved("prosecutor", "judicial_relief", second, "apply")
    stopped = await county.move("prosecutor", "judicial_relief", second, "verify")
    assert (stopped.code, stopped.facts) == ("SAME_CASE_RELIEF", {"number": number})
    other = await proposed(county, "prosecutor", origin_number="（2026）川0522刑初13号")
    assert (await county.move("jc_chief", "judicial_relief", other, "approve", approved_amount="20000.00")).kind == "applied"


async def test_judicial_beside_social_relief_asks_for_a_written_reason(county: County) -> None:
    key = await proposed(county, other_relief=[{"id": "1", "kind": "TEMPORARY", "organ": "民政局", "amount": "5000.00", "granted_on": "2026-03-01"}])
    asked = await county.move("court_leader", "judicial_relief", key, "approve", approved_amount="30000.00")
    assert (asked.kind, asked.code) == ("refused", "SOCIAL_RELIEF_REASON")
    given = await county.move("court_leader", "judicial_relief", key, "approve", approved_amount="30000.00", social_relief_reason="已得社会救助不足以解困")
    assert given.kind == "applied" and (await county.row("judicial_relief", key))["state"] == "APPROVED"


async def test_whoever_proposed_may_not_approve(county: County) -> None:
    county.people["judge"] = await county.person("both", "FY", "judge", "supervising_leader")
    key = await proposed(county)
    refused = await county.move("judge", "judicial_relief", key, "approve", approved_amount="30000.00")
    assert refused.code == "SECOND_PERSON" and refused.facts["earlier"] == "提出意见"


async def test_two_villages_apply_for_one_person(county: County) -> None:
    evidence = [{"id": "e1", "title": "诊断书"}]
    first = await county.relief("relief", applicant_id_number=ID, origin_number=ORIGIN, household_size=3, evidence=evidence)
    second = county.new_id()
    outcome = await county.one("relief2", offline(Create("judicial_relief", second, {
        "title": "货车事故", "applicant_name": "陶运生", "applicant_id_number": ID, "origin_number": ORIGIN, "household_size": 4,
        "evidence": [{"id": "e2", "title": "户口簿"}]})))
    assert (outcome.kind, outcome.code) == ("conflict", "DUPLICATE") or (outcome.kind, outcome.code) == ("merged", "DUPLICATE")
    row, lead = await county.row("judicial_relief", second), await county.row("judicial_relief", first)
    assert (row["state"], row["duplicate_of"], lead["state"]) == ("DUPLICATE", first, "CLUE")
    assert "诊断书" in lead["evidence"] and "户口簿" in lead["evidence"] and "户口簿" in row["evidence"]
    (conflict,) = await county.all("conflict")
    assert (conflict["path"], conflict["theirs"], conflict["mine"], conflict["record_key"]) == ("household_size", "3", "4", str(first))
    assert conflict["case_id"] == first
    for case in (first, second):
        assert await breaks(county.connection, COUNTY, case) == []


async def test_a_referral_is_made_by_the_move(county: County) -> None:
    key = await proposed(county)
    await county.moved("court_leader", "judicial_relief", key)
    assert (await county.move("court_leader", "judicial_relief", key, "approve", approved_amount="30000.00")).kind == "applied"
    assert (await county.move("judge", "judicial_relief", key, "refer", referral_kind="MEDICAL", referral_agency=gid("agency", "MZJ"))).kind == "applied"
    (referral,) = await county.all("social_relief_referral")
    assert (referral["relief_id"], referral["receiver"], referral["case_id"], referral["state"]) == (key, "MZJ", key, "SENT")
    assert "REFERRAL_RECEIPT" in {d["code"] for d in await county.all("duty", "record_key = $2", str(referral["id"]))}
    assert (await county.move("mzj", "social_relief_referral", referral["id"], "receive")).kind == "applied"


# --- two devices ----------------------------------------------------------------------------------------------------


async def test_e1_two_amounts_wait_for_review(county: County) -> None:
    key = await drafted(county, amount="1000.00")
    a = await county.one("pan", offline(Edit("mediation", key, {"agreement_amount": "1000.00"}, None, {"agreement_amount": "12000.00"})))
    b = await county.one("lin", offline(Edit("mediation", key, {"agreement_amount": "1000.00"}, None, {"agreement_amount": "15000.00"})))
    assert (a.kind, b.kind) == ("applied", "conflict")
    (conflict,) = await county.all("conflict")
    assert [conflict[n] for n in ("base", "theirs", "mine")] == ['"1000.00"', '"12000.00"', '"15000.00"']
    again = await county.one("lin", offline(Edit("mediation", key, {"agreement_amount": "1000.00"}, None, {"agreement_amount": "15000.00"})))
    assert again.conflicts[0].id == conflict["id"] and len(await county.all("conflict")) == 1


async def test_a_conflict_is_resolved_by_somebody_else_and_travels(county: County) -> None:
    key = await drafted(county, amount="1000.00")
    await county.one("chief", offline(Edit("mediation", key, {"agreement_amount": "1000.00"}, None, {"agreement_amount": "12000.00"})))
    b = await county.one("lin", offline(Edit("mediation", key, {"agreement_amount": "1000.00"}, None, {"agreement_amount": "15000.00"})))
    conflict = b.conflicts[0].id
    assert (await county.row("conflict", conflict))["reviewer_role"] == "justice_officer"
    assert (await county.move("chief", "conflict", conflict, "resolve", resolution="15000.00", reason="当事人确认")).code == "REVIEWER_IS_EDITOR"
    done = await county.move("office", "conflict", conflict, "resolve", resolution="15000.00", reason="当事人确认")
    assert done.kind == "applied", done
    assert str((await county.row("mediation", key))["agreement_amount"]) == "15000.00"
    row = await county.row("conflict", conflict)
    assert (row["state"], row["resolver"], row["mine"]) == ("RESOLVED", county.people["office"].user_id, '"15000.00"')
    assert "RESOLVE" in {e["act"] for e in await county.all("entry")}
    last = max(await county.all("feed"), key=lambda r: r["seq"])
    assert (await county.all("unit_doc"))[0]["change_id"] == last["change_id"]
    assert await breaks(county.connection, COUNTY, key) == []


async def test_e2_signed_beats_an_unsigned_edit(county: County) -> None:
    key = await signed_mediation(county)
    late = await county.one("lin", offline(Edit("mediation", key, {"agreement_text": TEXT, "facts": None}, None, {"agreement_text": "改写", "facts": "补记"})))
    assert (late.kind, late.code) == ("conflict", "FROZEN")
    row = await county.row("mediation", key)
    assert (row["agreement_text"], row["state"]) == (TEXT, "SIGNED")
    text = next(clash for clash in late.conflicts if clash.path == "agreement_text")
    office = await county.move("office", "conflict", text.id, "resolve", resolution="改写", reason="x")
    assert office.code == "FROZEN"


async def test_e2_the_signed_text_returns_when_an_edit_came_first(county: County) -> None:
    key = await drafted(county)
    assert (await county.edit("lin", "mediation", key, agreement_text="改写")).kind == "applied"
    sign = await county.one("pan", offline(Move("mediation", key, "sign", {"signatures": ALL_SIGN, "sealed_on": "2026-03-09", "effective_on": "2026-03-09"})))
    assert (sign.kind, sign.code) == ("conflict", "SIGNED_WINS")
    row = await county.row("mediation", key)
    assert (row["state"], row["agreement_text"]) == ("SIGNED", TEXT)
    assert [c["mine"] for c in await county.all("conflict")] == ['"改写"']


async def test_e3_two_signed_texts_hold_the_case(county: County) -> None:
    key = await signed_mediation(county)
    other = hashlib.sha256("另一份".encode()).hexdigest()
    mine = [signed(c, other, f"d2-{c}") for c in ("APPLICANT", "RESPONDENT", "MEDIATOR")]
    outcome = await county.one("lin", offline(Move("mediation", key, "sign", {"signatures": mine, "sealed_on": "2026-03-09", "effective_on": "2026-03-10"})))
    assert (outcome.kind, outcome.code) == ("conflict", "SIGNED_TEXTS")
    row = await county.row("mediation", key)
    assert row["state"] == "DISPUTED_SIGNED" and row["signatures"].count("text_digest") == 6 and row["agreement_text"] == TEXT
    assert (await county.move("pan", "mediation", key, "apply_confirmation")).code == "MOVE_NOT_POSSIBLE"
    replaced = await county.move("chief", "mediation", key, "replace_text", agreement_text="新文本", agreement_amount="1.00")
    assert replaced.kind == "applied"


async def test_e3_as_an_edit_and_a_move_of_one_push(county: County) -> None:
    key = await signed_mediation(county)
    mine = [signed(c, "f" * 64, f"d2-{c}") for c in ("APPLICANT", "RESPONDENT", "MEDIATOR")]
    edit, move = await county.do("lin", offline(Edit("mediation", key, {"signatures": None}, None, {"signatures": mine})),
                                 offline(Move("mediation", key, "sign", {"sealed_on": "2026-03-09", "effective_on": "2026-03-09"})))
    assert (edit.kind, edit.code, move.kind) == ("conflict", "SIGNED_TEXTS", "already")
    assert (await county.row("mediation", key))["state"] == "DISPUTED_SIGNED"


async def test_e4_signatures_of_one_text_join(county: County) -> None:
    key = await drafted(county)
    first = await county.one("pan", offline(Move("mediation", key, "sign", {"signatures": [ALL_SIGN[0], ALL_SIGN[2]], "effective_on": "2026-03-09"})))
    assert (first.kind, first.code) == ("merged", "SIGNATURE_MISSING")
    second = await county.one("lin", offline(Move("mediation", key, "sign", {"signatures": [ALL_SIGN[1]], "sealed_on": "2026-03-10", "effective_on": "2026-03-10"})))
    assert second.kind == "applied", second
    assert (await county.row("mediation", key))["state"] == "SIGNED"


async def test_e15_performed_and_breached(county: County) -> None:
    key = await signed_mediation(county)
    await county.moved("pan", "mediation", key, "start_performance")
    assert (await county.move("pan", "mediation", key, "perform", performance_note="收条")).kind == "applied"
    race = await county.one("lin", offline(Move("mediation", key, "breach", {"reason": "未付款"})))
    assert (race.kind, race.code) == ("conflict", "STATE_RACE")
    assert (await county.row("mediation", key))["state"] == "DISPUTED_PERFORMANCE"
    assert {c["path"] for c in await county.all("conflict")} == {"state", "reason"}


async def test_e23_an_edit_beats_nothing_and_delete_only_asks(county: County) -> None:
    key = await county.mediation(facts="原")
    await county.edit("lin", "mediation", key, facts="新")
    assert (await county.one("pan", offline(Delete("mediation", key)))).kind == "applied"
    row = await county.row("mediation", key)
    assert (row["state"], row["facts"]) == ("CANCEL_REQUESTED", "新")


async def test_a_suggestion_for_an_owner_s_field(county: County) -> None:
    key = await county.mediation()
    share = await county.create("pan", "share", case=key, to_agency=gid("agency", "FY"), purpose="确认")
    await county.moved("judge", "share", share, "accept")
    docket = await county.create("judge", "docket", case=key, number="（2026）川0522诉前调确7号", stage="审查")
    row = await county.row("docket", docket)
    assert (row["branch"], row["agency"]) == ("COURT", "FY")
    outcome = await county.one("office", Edit("docket", docket, None, 1, {"stage": "已裁定"}))
    assert (outcome.kind, outcome.code) == ("conflict", "SUGGESTION")
    assert (await county.row("docket", docket))["stage"] == "审查"
    assert (await county.all("conflict"))[0]["reviewer_role"] == "judge"


# --- access ---------------------------------------------------------------------------------------------------------


async def test_a_share_opens_and_closes_the_case_on_devices(county: County) -> None:
    key = await county.mediation()
    share = await county.create("pan", "share", case=key, to_agency=gid("agency", "XZ-112"), to_unit=gid("field_unit", "CTW-FB"), purpose="协办")
    assert {(r["audience"], r["level"]) for r in await county.all("case_access", "via = $2", f"share:{share}")} == {("U:CTW-FB", 1)}
    assert {r["audience"] for r in await county.all("unit_doc")} == {"U:CTW-WL"}
    assert (await county.move("fu", "share", share, "accept")).kind == "applied"
    docs = {r["audience"]: r["gone"] for r in await county.all("unit_doc")}
    assert docs == {"U:CTW-WL": False, "U:CTW-FB": False}
    await county.edit("pan", "mediation", key, facts="新")
    last = max(await county.all("feed"), key=lambda r: r["seq"])["change_id"]
    assert {r["change_id"] for r in await county.all("unit_doc")} == {last}
    await county.moved("pan", "share", share, "withdraw")
    assert {r["audience"]: r["gone"] for r in await county.all("unit_doc")} == {"U:CTW-WL": False, "U:CTW-FB": True}
    assert await county.all("case_access", "via = $2", f"share:{share}") == []
    late = await county.one("fu", offline(Edit("mediation", key, {"facts": "新"}, None, {"facts": "迟到"})))
    assert (late.kind, late.code) == ("quarantined", "ACCESS_LOST")
    (held,) = await county.all("quarantine")
    assert (held["owner_agency"], held["case_id"], held["author"]) == ("SFJ", key, county.people["fu"].user_id)
    assert await breaks(county.connection, COUNTY, key) == []


async def test_nobody_learns_whether_a_record_exists(county: County) -> None:
    key = await county.mediation()
    there = await county.one("fu", Edit("mediation", key, None, 1, {"facts": "x"}))
    not_there = await county.one("fu", Edit("mediation", UUID(int=7), None, 1, {"facts": "x"}))
    assert (there.kind, there.code, there.facts) == (not_there.kind, not_there.code, not_there.facts) == ("refused", "NOT_FOUND", {})
    for target in (key, UUID(int=7)):
        held = await county.one("fu", offline(Edit("mediation", target, {"facts": None}, None, {"facts": "x"})))
        assert (held.kind, held.code) == ("quarantined", "NOT_FOUND")
        into = await county.one("fu", Create("mediation", county.new_id(), {"title": "混入", "kind": "PEOPLE"}, case=target))
        assert (into.kind, into.code) == ("refused", "NOT_FOUND")
    owners = {str(r["case_id"]): r["owner_agency"] for r in await county.all("quarantine")}
    assert owners == {str(key): "SFJ", "None": "XZ-112"}
    assert (await county.one("fu", Create("mediation", key, {"title": "占用", "kind": "PEOPLE"}))).code == "NOT_FOUND"


async def test_quarantined_work_keeps_no_full_number(county: County) -> None:
    held = await county.one("judge", offline(Create("mediation", county.new_id(), {"title": "题", "kind": "PEOPLE", "parties": [
        {"id": "p", "kind": "PERSON", "name": "罗", "id_number": ID}]})))
    assert held.kind == "quarantined"
    (row,) = await county.all("quarantine")
    assert ID not in row["document"] and "510522********0004" in row["document"]


async def test_tasks_give_access_while_they_stand(county: County) -> None:
    key = await county.mediation()
    task = await county.create("pan", "task", case=key, title="测量", agency=gid("agency", "GOV"))
    assert [r["level"] for r in await county.all("case_access", "audience = 'A:GOV'")] == [2]
    assert (await county.move("office", "case", key, "close")).code == "CASE_HAS_OPEN_TASKS"
    await county.moved("pan", "task", task, "drop")
    assert await county.all("case_access", "audience = 'A:GOV'") == []
    assert (await county.move("office", "case", key, "close")).kind == "applied"


async def test_the_door_needs_a_transaction(county: County) -> None:
    from sync.write import write
    from tests.sync.county import POLICY
    actor = county.people["pan"]
    with pytest.raises(RuntimeError):
        await write(county.connection, [], actor, POLICY.rules_of(actor), county.world, NOW)


async def test_nothing_is_numbered_when_nothing_happened(county: County) -> None:
    key = await county.mediation(facts="原")
    seqs = len(await county.all("feed"))
    assert (await county.edit("pan", "mediation", key, facts="原")).kind == "already"
    assert (await county.move("judge", "mediation", key, "accept")).kind == "refused"
    assert len(await county.all("feed")) == seqs


async def test_a_full_number_is_revealed_with_a_trace(county: County) -> None:
    from sync.write import Refused, reveal
    from tests.sync.county import POLICY
    key = await county.relief(applicant_id_number=ID.lower())
    for who, reason, code in (("judge", "", "FIELD_REQUIRED"), ("pan", "看看", "NOT_FOUND")):
        actor = county.people[who]
        with pytest.raises(Refused) as refused:
            async with county.connection.transaction():
                await reveal(county.connection, "judicial_relief", key, "applicant_id_number", reason, actor, POLICY.rules_of(actor), county.world, county.now)
        assert refused.value.code == code
    actor = county.people["judge"]
    async with county.connection.transaction():
        full = await reveal(county.connection, "judicial_relief", key, "applicant_id_number", "核对身份", actor, POLICY.rules_of(actor), county.world, county.now)
    assert full == ID
    assert [r["reason"] for r in await county.all("read_log")] == ["核对身份"]
    assert await breaks(county.connection, COUNTY, key) == []


