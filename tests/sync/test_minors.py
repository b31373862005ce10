"""A mandatory report from discovery to sealing, what its keepers may not do, and the records beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from schema.identifiers import resident_id
from schema.intent import Delete
from schema.registry import RECORDS
from sync import access, feed
from sync.intent import Create, Edit
from tests.sync.county import COUNTY, POLICY, SHANGHAI, County, gid, offline

FOUND = datetime(2026, 5, 11, 10, 20, tzinfo=SHANGHAI)
TOLD = FOUND + timedelta(minutes=25)
NAME, NUMBER = "季小禾", resident_id("51052220160302000")
AGENCIES = {"JTJ": "GOVERNMENT", "FL": "GOVERNMENT", "SJJ": "GOVERNMENT", "XX-1": "EXTERNAL"}
PEOPLE = (
    ("teacher", "XX-1", None, "agency_officer"), ("teacher2", "XX-1", None, "agency_officer"), ("head", "XX-1", None, "agency_head"), ("bureau", "JTJ", None, "agency_officer"),
    ("police", "GAJ", None, "police_officer"), ("police2", "GAJ", None, "police_officer"), ("clerk", "GAJ", None, "archivist"), ("women", "FL", None, "agency_officer"),
    ("minors", "JC", None, "minors_prosecutor"), ("minors2", "JC", None, "minors_prosecutor"), ("market", "SJJ", None, "agency_officer"),
    ("village", "XZ-112", "CTW-FB", "mediator"),
)


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        for code, branch in AGENCIES.items():
            await connection.execute("INSERT INTO agency (county, code, name, short_name, branch) VALUES ($1, $2, $2, $2, $3)", COUNTY, code, branch)
        for name, agency, unit, role in PEOPLE:
            await made.person(name, agency, role, unit=unit, branch=AGENCIES.get(agency))
        yield made


def words(**values: Any) -> dict[str, Any]:
    return {"title": "手臂伤痕", "situation": "S4", "discovered_at": FOUND.isoformat(), "reported_at": TOLD.isoformat(), "child_token": "小禾", "child_name": NAME,
            "child_id_number": NUMBER, "child_school": "石梯小学", "reporter_name": "祁沐阳", "reporter_phone": "13800001020", "facts": "自述被继父打",
            "reporter_agency": gid("agency", "XX-1"), "also_told": gid("agency", "JTJ"), **values}


async def reported(county: County, who: str = "teacher", **values: Any) -> UUID:
    return await county.create(who, "child_report", at=TOLD, **words(**values))


async def ok(county: County, who: str, key: UUID, name: str, /, record: str = "child_report", at: datetime | None = None, **values: Any) -> None:
    outcome = await county.move(who, record, key, name, at=at, **values)
    assert outcome.kind == "applied", (name, outcome)


async def code(county: County, who: str, key: UUID, name: str, /, record: str = "child_report", **values: Any) -> str | None:
    outcome = await county.move(who, record, key, name, **values)
    assert outcome.kind == "refused", (name, outcome)
    return outcome.code


async def filed(county: County, key: UUID) -> None:
    await ok(county, "police", key, "receive")
    await ok(county, "police", key, "accept")
    await ok(county, "police", key, "file", filing_kind="ADMINISTRATIVE", filing_number="合公受案字〔2026〕203号", filed_at=(TOLD + timedelta(minutes=5)).isoformat(),
             at=TOLD + timedelta(hours=1))
    (share,) = await county.all("share", "to_agency = 'JC'")
    await ok(county, "minors", share["id"], "accept", record="share")


async def sealed(county: County) -> UUID:
    key = await reported(county)
    await filed(county, key)
    await ok(county, "police", key, "give_feedback", feedback="已依法受案。")
    incident = await protection(county)
    await ok(county, "minors", key, "handle_jointly", incident_id=gid("child_protection", incident))
    await ok(county, "police", key, "follow_up")
    await ok(county, "police", key, "seal", sealing_number="合公封〔2026〕1号", sealing_digest="0" * 64)
    return key


async def protection(county: County) -> UUID:
    return await county.create("police", "child_protection", title="小禾联合处置", child_token="小禾", age_at_event=10)


# --- the report -------------------------------------------------------------------------------------------------------


async def test_the_whole_way(county: County) -> None:
    key = await sealed(county)
    row = await county.row("child_report", key)
    assert (row["state"], row["receipt_number"], row["lead_agency"]) == ("SEALED", "合公强报〔2026〕1号", "GAJ")
    case = await county.row("case", row["case_id"])
    assert (case["title"], case["lead_agency"], case["unit"], case["township"]) == ("涉未成年人事项", "GAJ", None, None)
    duties = {duty["code"]: duty for duty in await county.all("duty", "record_key = $2", str(key))}
    assert duties["CHILD_REPORT_PROMPT"]["started_at"] == FOUND and not duties["CHILD_REPORT_PROMPT"]["verified"] and not duties["CHILD_REPORT_PROMPT"]["late"]
    feedback = duties["CHILD_REPORT_FEEDBACK"]
    assert feedback["due_at"] == datetime(2026, 5, 15, 0, 0, tzinfo=SHANGHAI) and feedback["state"] == "MET"  # three natural days after the 11th


async def test_lateness_is_measured_from_discovery_and_asked_about(county: County) -> None:
    key = await reported(county, discovered_at=(TOLD - timedelta(hours=50)).isoformat())
    assert await code(county, "police", key, "receive") == "DELAY_UNEXPLAINED"
    await ok(county, "police", key, "receive", delay_reason="周末未上报")
    (duty,) = await county.all("duty", "code = 'CHILD_REPORT_PROMPT'")
    assert duty["late"] and duty["late_days"] == 1 and "无小时期限" in duty["basis"]


async def test_feedback_after_three_natural_days_stays_late(county: County) -> None:
    key = await reported(county)
    await filed(county, key)
    await ok(county, "police", key, "give_feedback", feedback="已受案。", at=datetime(2026, 5, 16, 9, tzinfo=SHANGHAI))
    (duty,) = await county.all("duty", "code = 'CHILD_REPORT_FEEDBACK'")
    assert (duty["late"], duty["late_days"]) == (True, 2)


@pytest.mark.parametrize("who", ["teacher", "head", "bureau", "police", "minors"])
@pytest.mark.parametrize("name", ["withdraw", "cancel", "merge"])
async def test_nobody_takes_a_report_back(county: County, who: str, name: str) -> None:
    key = await reported(county)
    await filed(county, key)
    assert await code(county, who, key, name) == "REPORT_STANDS"
    assert RECORDS["child_report"].refusal("REPORT_STANDS").law.startswith("未成年人保护法 11")  # type: ignore[union-attr]
    assert (await county.row("child_report", key))["state"] == "FILED"


async def test_a_report_is_not_deleted_and_the_attempt_of_a_device_is_kept(county: County) -> None:
    key = await reported(county)
    assert (await county.one("head", Delete("child_report", key))).code == "REPORT_STANDS"
    kept = await county.one("teacher", offline(Delete("child_report", key), TOLD))
    assert (kept.kind, kept.code) == ("quarantined", "REPORT_STANDS")
    (held,) = await county.all("quarantine")
    assert held["owner_agency"] == "GAJ"
    assert (await county.row("child_report", key))["state"] == "REPORTED"


async def test_an_accused_unit_learns_nothing(county: County) -> None:
    key = await reported(county, accused_agency=gid("agency", "XX-1"))
    assert await code(county, "head", key, "withdraw") == "NOT_FOUND"
    assert await code(county, "teacher2", key, "withdraw") == "NOT_FOUND"
    assert await code(county, "teacher", key, "withdraw") == "REPORT_STANDS"  # the reporter knows his own


async def test_the_police_lead_whatever_a_reporter_says(county: County) -> None:
    key = await reported(county, lead_agency=gid("agency", "XX-1"))
    assert (await county.row("child_report", key))["lead_agency"] == "GAJ"
    held = await county.all("case_access", "case_id = $2", (await county.row("child_report", key))["case_id"])
    assert {row["audience"] for row in held} == {"A:GAJ"}


async def test_a_report_has_a_case_of_its_own(county: County) -> None:
    case = await county.create("police", "case", title="已有案件")
    outcome = await county.one("police", Create("child_report", county.new_id(), words(), case=case))
    assert (outcome.kind, outcome.code) == ("refused", "CASE_OF_ITS_OWN")
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await reported(county, handler=gid("user", county.people["teacher2"].user_id))  # nobody reports in another's name


async def test_the_title_does_not_name_the_child(county: County) -> None:
    key = await reported(county, title=f"{NAME}被打")
    assert await code(county, "police", key, "receive") == "CHILD_NAMED"
    await ok(county, "police", key, "receive", title="手臂伤痕")


async def test_the_reporter_is_told_before_transfer(county: County) -> None:
    key = await reported(county)
    await filed(county, key)
    await ok(county, "police", key, "give_feedback", feedback="已受案。")
    assert await code(county, "police", key, "transfer", prosecution_number="合公诉〔2026〕5号") == "REPORTER_NOT_TOLD"
    later = (county.now + timedelta(days=1)).isoformat()
    assert await code(county, "police", key, "transfer", prosecution_number="合公诉〔2026〕5号", transfer_notice_at=later) == "REPORTER_NOT_TOLD"
    await ok(county, "police", key, "transfer", prosecution_number="合公诉〔2026〕5号", transfer_notice_at=county.now.isoformat())


async def test_the_procuratorate_watches_over_the_filing(county: County) -> None:
    key = await reported(county)
    await ok(county, "police", key, "receive")
    await ok(county, "police", key, "find_no_crime", no_crime_reason="情节显著轻微", feedback="不予立案，可申诉。")
    assert await code(county, "minors", key, "demand_filing", supervision_number="合检监〔2026〕1号") == "NOT_FOUND"  # offered, not accepted
    (share,) = await county.all("share")
    assert (share["to_agency"], share["state"], share["from_agency"]) == ("JC", "OFFERED", "GAJ")
    await ok(county, "minors", share["id"], "accept", record="share")
    assert await code(county, "police", key, "demand_filing", supervision_number="合检监〔2026〕1号") == "FORBIDDEN"
    await ok(county, "minors", key, "demand_filing", supervision_number="合检监〔2026〕1号")
    assert (await county.row("child_report", key))["state"] == "ACCEPTED"


async def test_two_reports_of_one_child_stay_two(county: County) -> None:
    """E13: linked by police or procuratorate alone, each with a feedback of its own."""
    first, second = await reported(county), await reported(county, who="teacher2", reporter_name="另一人")
    incident = gid("child_protection", await protection(county))
    for key in (first, second):
        await ok(county, "police", key, "receive")
        assert await code(county, "teacher", key, "link_incident", incident_id=incident) in ("FORBIDDEN", "NOT_FOUND")
        await ok(county, "police", key, "link_incident", incident_id=incident)
    rows = [await county.row("child_report", key) for key in (first, second)]
    assert rows[0]["incident_id"] == rows[1]["incident_id"] and rows[0]["case_id"] != rows[1]["case_id"] and {row["state"] for row in rows} == {"RECEIVED"}


async def test_only_the_three_organs_seal_with_a_decision_and_two_persons_open(county: County) -> None:
    key = await reported(county)
    await filed(county, key)
    await ok(county, "police", key, "give_feedback", feedback="已受案。")
    await ok(county, "police", key, "handle_jointly", incident_id=gid("child_protection", await protection(county)))
    await ok(county, "minors", key, "follow_up")
    assert await code(county, "police", key, "seal") == "INPUT_MISSING"
    decision = {"sealing_number": "合公封〔2026〕1号", "sealing_digest": "0" * 64}
    for who in ("teacher", "head", "bureau"):
        assert await code(county, who, key, "seal", **decision) == "FORBIDDEN"
    await ok(county, "minors", key, "seal", **decision)
    assert await code(county, "police", key, "request_unseal") == "INPUT_MISSING"
    await ok(county, "police", key, "request_unseal", unseal_ground="CASE_NEED", unseal_basis="（2027）川0522刑初3号")
    assert await code(county, "police", key, "unseal") == "SECOND_PERSON"
    await ok(county, "police2", key, "unseal")
    await ok(county, "police2", key, "seal_again")


async def test_a_sealed_report_is_gone_for_everybody_else(county: County) -> None:
    key = await sealed(county)
    for who in ("teacher", "head", "bureau", "clerk", "prosecutor"):
        assert await code(county, who, key, "withdraw") == "NOT_FOUND", who
    refused = await county.edit("police", "child_report", key, child_school="别的学校")
    assert (refused.kind, refused.code) == ("refused", "FIELD_FORBIDDEN")


async def test_sealing_takes_it_from_the_field_unit_and_late_material_goes_to_the_police(county: County) -> None:
    """E14: the unit's access ends with the sealing; what its device still adds goes into the sealed report, anything else is kept for the police."""
    key = await reported(county, who="village")
    row = await county.row("child_report", key)
    (mine,) = await county.all("case_access", "case_id = $2 AND audience = 'U:CTW-FB'", row["case_id"])
    assert mine["level"] == access.LEAD and not await county.all("case_access", "case_id = $2 AND audience = 'A:XZ-112'", row["case_id"])
    await filed(county, key)
    await ok(county, "police", key, "give_feedback", feedback="已受案。")
    await ok(county, "police", key, "transfer", prosecution_number="合公诉〔2026〕5号", transfer_notice_at=county.now.isoformat())
    await ok(county, "police", key, "seal", sealing_number="合公封〔2026〕1号", sealing_digest="0" * 64)
    assert not await county.all("case_access", "case_id = $2 AND audience = 'U:CTW-FB'", row["case_id"])
    (gone,) = await county.all("unit_doc", "doc_id = $2", key)
    assert gone["gone"]
    late = await county.one("village", offline(Edit("child_report", key, {}, None, {"notes": [{"id": "n", "note": "又见伤痕"}]}), TOLD))
    assert (late.kind, late.code) == ("merged", "ACCESS_LOST") and "又见伤痕" in (await county.row("child_report", key))["notes"]
    assert not await county.all("quarantine")
    changed = await county.one("village", offline(Edit("child_report", key, {"age_at_event": None}, None, {"age_at_event": 9}), TOLD))
    assert (changed.kind, changed.code) == ("quarantined", "ACCESS_LOST")
    (held,) = await county.all("quarantine")
    assert held["owner_agency"] == "GAJ" and (await county.row("child_report", key))["age_at_event"] != 9


async def test_a_faulty_report_from_a_device_waits_at_the_police_not_at_the_school(county: County) -> None:
    values = {name: value for name, value in words().items() if name != "situation"}
    outcome = await county.one("teacher", offline(Create("child_report", county.new_id(), values), TOLD))
    assert (outcome.kind, outcome.code) == ("quarantined", "FIELD_REQUIRED")
    (held,) = await county.all("quarantine")
    assert held["owner_agency"] == "GAJ" and NUMBER not in held["document"]


async def test_sealed_values_come_in_from_a_device_and_never_go_out_again(county: County) -> None:
    """E5: what a device is not shown it cannot erase, and another identity is for a human to decide."""
    key = await reported(county)
    police, rules = county.people["police"], POLICY.rules_of(county.people["police"])
    shown = (await feed.documents(county.connection, RECORDS["child_report"], [key], rules, police, county.now))[key]
    assert (shown["childToken"], shown["reporterName"], shown["childName"], shown["childIdNumber"], shown["suspectName"]) == ("小禾", "祁沐阳", None, None, None)
    base = {"child_name": None, "child_id_number": None, "age_at_event": None}
    same = await county.one("police", offline(Edit("child_report", key, {**base, "version": 1}, None, {**base, "age_at_event": 10}), TOLD))
    assert same.kind == "applied", same
    assert (await county.row("child_report", key))["child_name"] == NAME
    other = await county.one("police", offline(Edit("child_report", key, base, None, {**base, "child_name": "季大禾"}), TOLD))
    assert (other.kind, (await county.row("child_report", key))["child_name"]) == ("conflict", NAME)


# --- joint handling, safeguards, proposals ----------------------------------------------------------------------------


async def test_agencies_work_by_token_on_their_tasks(county: County) -> None:
    key = await protection(county)
    await ok(county, "police", key, "assign", record="child_protection", task_title="心理疏导", task_agency=gid("agency", "FL"), task_due_on="2026-05-20")
    (task,) = await county.all("task")
    assert (task["agency"], task["origin"], task["due_at"].astimezone(SHANGHAI).day) == ("FL", "合未护〔2026〕1号", 20)
    assert await code(county, "police", key, "review", record="child_protection", review="稳定") == "PROTECTION_TASKS_OPEN"
    await ok(county, "women", task["id"], "complete", record="task", result="已疏导三次")
    assert await code(county, "women", key, "place", record="child_protection", placement="RELATIVE") == "FORBIDDEN"
    await ok(county, "police", key, "review", record="child_protection", review="稳定")
    await ok(county, "police", key, "close", record="child_protection")
    assert await code(county, "women", key, "assign", record="child_protection", task_title="x", task_agency=gid("agency", "FL")) == "NOT_FOUND"


@pytest.mark.parametrize(("urgency", "hours"), [("ORDINARY", 72), ("URGENT", 24)])
async def test_a_protection_order_has_its_hours(county: County, urgency: str, hours: int) -> None:
    key = await protection(county)
    await ok(county, "police", key, "assign", record="child_protection", task_title="保护令", task_agency=gid("agency", "FY"))
    applied = {"order_applied_at": datetime(2026, 5, 11, 14, 0, tzinfo=SHANGHAI).isoformat(), "order_urgency": urgency}
    assert await code(county, "police", key, "take_application", record="child_protection", **applied) == "FORBIDDEN"
    await ok(county, "judge", key, "take_application", record="child_protection", **applied)
    (duty,) = await county.all("duty", "code = 'PROTECTION_ORDER'")
    assert duty["due_at"] == datetime(2026, 5, 11, 15, 0, tzinfo=SHANGHAI) + timedelta(hours=hours)  # the hour of the beginning is not counted
    await ok(county, "judge", key, "decide_order", record="child_protection", order_number="（2026）川0522民保令3号", order_outcome="GRANTED")


async def test_a_suitable_adult_comes_where_the_guardian_cannot(county: County) -> None:
    incident = await county.row("child_protection", await protection(county))
    key = await county.create("police", "child_safeguard", incident["case_id"], title="合适成年人", kind="SUITABLE_ADULT", child_token="小禾", receiver=gid("agency", "FL"))
    await ok(county, "women", key, "assign", record="child_safeguard", provided_by="柳安")
    assert await code(county, "police", key, "attend", record="child_safeguard", record_="到场") == "FIELD_UNKNOWN"
    assert (await county.move("police", "child_safeguard", key, "attend", record="全程到场")).code == "GUARDIAN_REASON_MISSING"
    await county.edit("police", "child_safeguard", key, guardian_absent_reason="监护人为嫌疑人")
    assert (await county.move("police", "child_safeguard", key, "attend", record="全程到场")).kind == "applied"
    (duty,) = await county.all("duty", "code = 'SAFEGUARD_ASSIGNMENT'")
    assert duty["state"] == "MET" and not duty["verified"]


async def test_a_unit_that_failed_replies_within_one_month(county: County) -> None:
    key = await county.create("police", "protection_proposal", title="强制报告制度建议", target_agency=gid("agency", "XX-1"), content="两次未报")
    assert await code(county, "head", key, "reply", record="protection_proposal", reply="x") == "NOT_FOUND"
    await ok(county, "police", key, "serve", record="protection_proposal", served_on="2026-05-31")
    (duty,) = await county.all("duty", "code = 'PROTECTION_REPLY'")
    assert duty["due_at"] == datetime(2026, 7, 1, 0, 0, tzinfo=SHANGHAI) and duty["basis"] == "未成年人保护法 114"
    await ok(county, "head", key, "reply", record="protection_proposal", reply="已建立制度", at=datetime(2026, 7, 2, 9, tzinfo=SHANGHAI))
    row = await county.row("protection_proposal", key)
    assert row["late_reply"] and row["number"] == "合未护建〔2026〕1号"


# --- checks before hiring ---------------------------------------------------------------------------------------------


async def check(county: County, **values: Any) -> UUID:
    return await county.create("bureau", "employment_check", **{
        "title": "入职查询", "purpose": "HIRING", "employer": "星禾托管", "subject_name": "安知夏", "subject_id_number": resident_id("51052219950716000"),
        "asked_agency": gid("agency", "GAJ"), **values})


CONSENT = {"consented_on": "2026-03-01", "consent_digest": "0" * 64}


async def test_consent_comes_first_and_the_answer_is_match_or_no_match(county: County) -> None:
    key = await check(county)
    assert await code(county, "bureau", key, "ask", record="employment_check") == "CONSENT_NOT_GIVEN"
    assert await code(county, "police", key, "answer", record="employment_check", result="MATCH") == "NOT_FOUND"  # nothing was asked
    await ok(county, "bureau", key, "ask", record="employment_check", **CONSENT)
    assert await code(county, "bureau", key, "answer", record="employment_check", result="NO_MATCH") == "FORBIDDEN"
    assert await code(county, "market", key, "end", record="employment_check") == "NOT_FOUND"
    await ok(county, "police", key, "answer", record="employment_check", result="MATCH")
    row = await county.row("employment_check", key)
    assert (row["result"], row["reference"]) == ("MATCH", "合查〔2026〕1号")
    declared = RECORDS["employment_check"]
    assert [c.value for c in declared.field("result").choices] == ["MATCH", "NO_MATCH"]
    assert declared.flow.move("answer").inputs == ("result",)  # type: ignore[union-attr]  # there is no way to tell an offence


async def test_a_false_match_is_corrected_by_another_and_stays_in_the_history(county: County) -> None:
    key = await check(county)
    await ok(county, "bureau", key, "ask", record="employment_check", **CONSENT)
    await ok(county, "police", key, "answer", record="employment_check", result="MATCH")
    await ok(county, "bureau", key, "object", record="employment_check", objection="同名同姓")
    second = {"record": "employment_check", "recheck_reason": "身份证号不符，系同名同姓"}
    assert await code(county, "police", key, "correct", result="NO_MATCH", **second) == "SECOND_PERSON"
    assert await code(county, "police2", key, "correct", result="MATCH", **second) == "CORRECTION_SAME"
    await ok(county, "police2", key, "correct", result="NO_MATCH", **second)
    row = await county.row("employment_check", key)
    assert (row["result"], row["state"]) == ("NO_MATCH", "CORRECTED") and row["corrected_on"]
    told = await county.connection.fetch("SELECT old, new FROM entry_change WHERE county = $1 AND field = 'result'", COUNTY)
    assert [tuple(line) for line in told] == [(None, '"MATCH"'), ('"MATCH"', '"NO_MATCH"')]


async def test_everybody_is_checked_again_every_year(county: County) -> None:
    key = await check(county)
    await ok(county, "bureau", key, "ask", record="employment_check", **CONSENT)
    await ok(county, "police", key, "answer", record="employment_check", result="NO_MATCH", at=datetime(2026, 7, 6, 9, tzinfo=SHANGHAI))
    (duty,) = await county.all("duty", "code = 'YEARLY_CHECK'")
    assert (duty["agency"], duty["due_at"], duty["state"]) == ("JTJ", datetime(2027, 7, 7, 0, 0, tzinfo=SHANGHAI), "RUNNING")
    await ok(county, "bureau", key, "renew", record="employment_check", at=datetime(2027, 7, 8, 9, tzinfo=SHANGHAI))
    (duty,) = await county.all("duty", "code = 'YEARLY_CHECK'")
    assert (duty["state"], duty["late"]) == ("MET", True)


async def test_nobody_writes_an_answer_by_hand(county: County) -> None:
    key = await check(county)
    refused = await county.edit("bureau", "employment_check", key, result="NO_MATCH")
    assert (refused.kind, refused.code) == ("refused", "FIELD_FORBIDDEN")


async def test_present_staff_are_screened_and_the_rest_is_ordered(county: County) -> None:
    key = await county.create("bureau", "staff_screening", title="另一分店", employer="星禾托管", branch="二店", joint_agency=gid("agency", "SJJ"), present_staff=9, checked_staff=7)
    assert await code(county, "bureau", key, "find_complete", record="staff_screening") == "STAFF_UNCHECKED"
    await ok(county, "bureau", key, "order", record="staff_screening", order_number="合教函〔2026〕88号", correct_by="2026-11-30")
    assert await code(county, "market", key, "confirm_correction", record="staff_screening", correction="已补查", checked_staff=8) == "STAFF_UNCHECKED"
    assert await code(county, "market", key, "punish", record="staff_screening", penalty_due=True) == "FORBIDDEN"
    await ok(county, "market", key, "confirm_correction", record="staff_screening", correction="已补查", checked_staff=9)


async def test_a_lesson_is_held_and_its_findings_answered(county: County) -> None:
    key = await county.create("minors", "child_education", title="防性侵教育", kind="SEXUAL_SAFETY", school="石梯小学", host_agency=gid("agency", "JTJ"))
    assert await code(county, "minors", key, "hold", record="child_education", held_on="2026-09-10", audience=0) == "NOBODY_HEARD_IT"
    await ok(county, "minors", key, "hold", record="child_education", held_on="2026-09-10", audience=320, risks=[{"id": "1", "risk": "宿舍无女管理员", "advice": "配备"}])
    assert await code(county, "minors", key, "answer", record="child_education", answer="x") == "FORBIDDEN"
    await ok(county, "bureau", key, "answer", record="child_education", answer="已配备")
