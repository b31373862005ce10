"""4 班主任报告案: a teacher reports, the head cannot stop it, agencies help by token, the school answers, the report ends sealed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import websockets

from api.database import Database
from schema.identifiers import resident_id
from tests.stories.children import County, agency, ago, told

NAME, TEACHER, NUMBER, PHONE = "季小禾", "祁沐阳", resident_id("51052220160302000"), "13800001020"
REPORT = """query($id: ID!) { childReport(id: $id) { state title situation childToken childName childIdNumber childSchool suspectName facts receiptNumber feedback
  reporterName reporterPhone handler { name } unit { name } reporterAgency { code } case { id title township { code } timeline { totalCount nodes { act actor { name } } } }
  availableActions { move } } childReports { totalCount } cases { totalCount } }"""


@pytest.fixture
async def county(database: Database, tmp_path: Path) -> AsyncIterator[County]:
    async with told(database, tmp_path) as made:
        yield made


async def reported(county: County) -> str:
    made = await county.done("banzhuren", "createChildReport", title="学生手臂伤痕", situation="S4", channel="SYSTEM", discoveredAt=ago(minutes=25), reportedAt=ago(minutes=0),
                             childToken="小禾", ageAtEvent=10, childName=NAME, childIdNumber=NUMBER, childSchool="先滩镇石梯小学", suspectName="古岩", suspectRelation="STEP_PARENT",
                             facts="手臂多处伤痕，自述被继父打。", reporterName=TEACHER, reporterPhone=PHONE, reporterPost="班主任", reporterAgency=agency("XX-113201"),
                             alsoTold=agency("JTJ"))
    return str(made["id"])


async def fed_back(county: County, report: str) -> None:
    await county.done("paichusuo", "childReportReceive", id=report)
    await county.accept("weijian", "JC")
    await county.done("paichusuo", "childReportAccept", id=report)
    await county.done("paichusuo", "childReportFile", id=report, filingKind="ADMINISTRATIVE", filingNumber="合公受案字〔2026〕203号", filedAt=ago(minutes=0))
    await county.done("paichusuo", "childReportGiveFeedback", id=report, feedback="已依法治安受案。")


async def joint(county: County, report: str) -> str:
    """The agencies' case, by token; the report is linked to it."""
    made = await county.done("paichusuo", "createChildProtection", title="小禾联合处置", childToken="小禾", needToKnow="十岁，疑受家庭暴力。", plan="治安调查，暂住外祖父母家。")
    for code, task in (("FL", "心理疏导"), ("MZJ", "评估临时照料")):
        await county.done("paichusuo", "childProtectionAssign", id=made["id"], taskTitle=task, taskAgency=agency(code), taskDueOn="2026-12-20")
    await county.done("weijian", "childReportHandleJointly", id=report, incidentId=made["id"])
    return str(made["id"])


async def seen(county: County, who: str, report: str) -> Any:
    return await county.seen(who, REPORT, id=report)


async def test_the_report_stands_and_everybody_sees_his_part(county: County) -> None:
    report = await reported(county)
    assert await county.refused("xiaozhang", "childReportWithdraw", id=report) == "REPORT_STANDS"
    answer = await county.answered("xiaozhang", "childReportWithdraw", id=report)
    assert "不得撤回" in answer["message"] and answer["law"].startswith("未成年人保护法 11")
    for name in ("childReportWithdraw", "childReportCancel", "childReportMerge"):
        assert await county.refused("banzhuren", name, id=report) == "REPORT_STANDS"  # pressed to, he cannot either
    await fed_back(county, report)

    teacher = (await seen(county, "banzhuren", report))["childReport"]
    assert (teacher["state"], teacher["reporterName"], teacher["feedback"]) == ("FEEDBACK_GIVEN", TEACHER, "已依法治安受案。")
    assert teacher["childName"] is teacher["childIdNumber"] is teacher["suspectName"] is teacher["case"] is None and teacher["availableActions"] == []

    head = (await seen(county, "xiaozhang", report))["childReport"]
    assert head["feedback"] == "已依法治安受案。" and head["receiptNumber"] and head["availableActions"] == []
    assert {head[name] for name in ("title", "situation", "childToken", "childName", "facts", "reporterName", "reporterPhone", "handler", "case", "reporterAgency")} == {None}

    police = (await seen(county, "paichusuo", report))["childReport"]
    assert (police["childName"], police["childIdNumber"], police["reporterName"], police["suspectName"]) == (NAME, "510522********" + NUMBER[-4:], TEACHER, "古岩")
    assert police["case"]["title"] == "涉未成年人事项" and police["case"]["township"] is None and police["case"]["timeline"]["totalCount"] > 3
    assert (await seen(county, "weijian", report))["childReport"]["childName"] == NAME

    duty = await county.seen("paichusuo", "{ duties(filter: {recordType: {eq: \"child_report\"}}) { nodes { code state late basis verified startedAt } } }")
    found = {row["code"]: row for row in duty["duties"]["nodes"]}
    assert found["CHILD_REPORT_FEEDBACK"]["state"] == "MET" and not found["CHILD_REPORT_FEEDBACK"]["late"]
    assert not found["CHILD_REPORT_PROMPT"]["late"] and not found["CHILD_REPORT_PROMPT"]["verified"]
    assert datetime.fromisoformat(found["CHILD_REPORT_PROMPT"]["startedAt"]) < datetime.now(UTC)


async def test_agencies_with_a_task_help_by_token(county: County) -> None:
    report = await reported(county)
    await fed_back(county, report)
    incident = await joint(county, report)
    for who in ("fulian", "minzheng2"):
        found = await county.seen(who, """query($id: ID!) { childProtection(id: $id) { title childToken needToKnow plan reports { totalCount nodes { id } }
            case { tasks { nodes { title agency { code } } } } } }""", id=incident)
        assert (found["childProtection"]["childToken"], found["childProtection"]["needToKnow"], found["childProtection"]["plan"]) == ("小禾", "十岁，疑受家庭暴力。", None)
        assert found["childProtection"]["reports"] == {"totalCount": 0, "nodes": []}
        assert await seen(county, who, report) == {"childReport": None, "childReports": {"totalCount": 0}, "cases": {"totalCount": 1}}
    tasks = await county.seen("fulian", "query($a: ID!) { tasks(filter: {agency: {id: {eq: $a}}}) { nodes { id title } } }", a=agency("FL"))
    (task,) = tasks["tasks"]["nodes"]
    await county.done("fulian", "taskComplete", id=task["id"], result="疏导三次")
    await county.done("minzheng2", "childProtectionPlace", id=incident, placement="RELATIVE")
    assert await county.refused("jiaoti", "childProtectionPlace", id=incident, placement="HOME") == "NOT_FOUND"
    assert await county.refused("paichusuo", "childProtectionReview", id=incident, review="稳定") == "PROTECTION_TASKS_OPEN"


async def test_the_school_answers_the_letter_within_a_month(county: County) -> None:
    letter = await county.done("weijian", "createRecommendation", title="强制报告制度落实检察建议", kind="GOVERNANCE", replyRule="MINORS", targetAgency=agency("XX-113201"),
                               facts="学校此前两次未按规定报告。", proposals=[{"content": "建立强制报告台账"}])
    assert (await county.seen("xiaozhang", "query($id: ID!) { recommendation(id: $id) { title } }", id=letter["id"]))["recommendation"] is None
    await county.done("jianchazhang", "recommendationApprove", id=letter["id"])
    await county.done("weijian", "recommendationServe", id=letter["id"], servedOn="2026-10-30", receiverName="冉立")
    query = "query($id: ID!, $k: String) { recommendation(id: $id) { facts proposals { id content } } duties(filter: {recordKey: {eq: $k}}) { nodes { code basis dueAt } } }"
    found = await county.seen("xiaozhang", query, id=letter["id"], k=letter["id"].rpartition(":")[2])
    duty = next(row for row in found["duties"]["nodes"] if row["code"] == "REPLY")
    assert duty["basis"] == "未成年人保护法 114" and datetime.fromisoformat(duty["dueAt"]) == datetime(2026, 11, 30, 16, tzinfo=UTC)
    (proposal,) = found["recommendation"]["proposals"]
    await county.done("xiaozhang", "recommendationReply", id=letter["id"], replyNumber="石梯小学〔2026〕6号", reply="已整改。", proposals=[{**proposal, "measure": "台账已建"}])


async def test_sealed_is_no_record_for_everybody_but_the_three_organs(county: County) -> None:
    report = await reported(county)
    await fed_back(county, report)
    await joint(county, report)
    await county.done("paichusuo", "childReportFollowUp", id=report)
    decision = {"sealingNumber": "合公封〔2026〕1号", "sealingDigest": "0" * 64}
    assert await county.refused("xiaozhang", "childReportSeal", id=report, **decision) == "FORBIDDEN"
    await county.done("paichusuo", "childReportSeal", id=report, **decision)
    never = await seen(county, "jiaoti", "ChildReport:510522:01920000-0000-7000-8000-000000000001")
    for who in ("banzhuren", "xiaozhang", "jiaoti", "jianchaguan", "zhengfuban"):
        found = await seen(county, who, report)
        assert found["childReport"] is None and found["childReports"] == {"totalCount": 0}, who
        assert await county.refused(who, "childReportWithdraw", id=report) == "NOT_FOUND"
    assert await seen(county, "jiaoti", report) == never
    for who in ("paichusuo", "weijian"):  # that it is there, and no more
        row = (await seen(county, who, report))["childReport"]
        assert (row["state"], row["childToken"]) == ("SEALED", "小禾") and {row[name] for name in ("title", "childName", "childIdNumber", "facts", "reporterName", "suspectName")} == {None}
    assert await county.refused("paichusuo", "childReportUnseal", id=report) == "MOVE_NOT_POSSIBLE"
    await county.done("weijian", "childReportRequestUnseal", id=report, unsealGround="CASE_NEED", unsealBasis="（2026）川0522刑初9号")
    assert await county.refused("weijian", "childReportUnseal", id=report) == "SECOND_PERSON"
    await county.done("paichusuo", "childReportUnseal", id=report)
    assert (await seen(county, "paichusuo", report))["childReport"]["childName"] == NAME
    assert (await seen(county, "banzhuren", report))["childReport"] is None  # opened for the case that needs it, not for all
    await county.done("paichusuo", "childReportSealAgain", id=report)


async def test_two_teachers_two_reports_two_feedbacks(county: County) -> None:
    """E13: neither reporter learns of the other, none is merged."""
    first, second = await reported(county), await reported(county)
    for report in (first, second):
        await county.done("paichusuo", "childReportReceive", id=report)
    incident = (await county.done("paichusuo", "createChildProtection", title="小禾联合处置", childToken="小禾"))["id"]
    for report in (first, second):
        await county.done("paichusuo", "childReportLinkIncident", id=report, incidentId=incident)
    found = await county.seen("paichusuo", "query($id: ID!) { childProtection(id: $id) { reports { totalCount nodes { receiptNumber } } } }", id=incident)
    assert found["childProtection"]["reports"]["totalCount"] == 2 and len({row["receiptNumber"] for row in found["childProtection"]["reports"]["nodes"]}) == 2


# --- nothing tells who the child is or who reported -------------------------------------------------------------------

OUTSIDERS = ("banzhuren", "xiaozhang", "jiaoti", "fulian", "minzheng2", "sifaju", "zhengfuban", "zhengfawei", "jianchaguan", "faguan", "shijian", "shenji", "xitong", "xz113")
SECRETS = {"child_name": NAME, "child_school": "先滩镇石梯小学", "child_address": "石梯村", "guardian_name": "季兰", "suspect_name": "古岩"}
FIELDS = "id state title childToken childName childIdNumber childSchool childAddress guardianName suspectName evidence { id digest } reporterAgency { code }"


def reports(condition: str) -> str:
    return "{ childReports(filter: {" + condition + "}) { totalCount nodes { id } } }"


PROBES = (
    "{ childReports { totalCount nodes { " + FIELDS + " } } }",
    *(reports(condition) for condition in (
        f'childName: {{eq: "{NAME}"}}', 'childName: {startsWith: "季"}', 'childName: {contains: "小禾"}', f'childName: {{ne: "{NAME}"}}', 'childSchool: {contains: "石梯"}',
        f'childIdNumber: {{eq: "{NUMBER}"}}', 'childIdNumber: {startsWith: "510522"}', 'suspectName: {eq: "古岩"}', 'guardianName: {eq: "季兰"}')),
    *(f'{{ {root}(search: "{word}") {{ totalCount nodes {{ id }} }} }}' for root in ("childReports", "cases") for word in (NAME, TEACHER, "石梯")),
    *(f"{{ childReports(orderBy: [{{field: {field}}}]) {{ totalCount nodes {{ id }} }} }}" for field in ("TITLE", "STATE", "SITUATION")),
    "{ cases { totalCount nodes { id title summary timeline { totalCount nodes { recordType act move actor { name } device changes { field old new } } } } } }",
    '{ entries(filter: {recordType: {eq: "child_report"}}) { totalCount nodes { id } } duties(filter: {recordType: {eq: "child_report"}}) { totalCount nodes { recordKey } } }',
    "{ childProtections { totalCount nodes { id reports { totalCount nodes { id childName } } } } parties { totalCount nodes { name } } documents { totalCount } }",
    f'{{ childProtections(filter: {{reports: {{childName: {{eq: "{NAME}"}}}}}}) {{ totalCount }} }}',
    "{ inbox { conflicts { totalCount } } quarantines { totalCount } }",
    "{ pullChildReport(limit: 100) { documents { id childName reporterName } } }",
)
ABOUT_REPORTER = (
    "{ childReports { totalCount nodes { reporterName reporterPhone reporterPost handler { name } unit { name } } } }",
    *(reports(condition) for condition in (
        f'reporterName: {{eq: "{TEACHER}"}}', 'reporterName: {contains: "祁"}', f'reporterName: {{ne: "{TEACHER}"}}', f'handler: {{name: {{eq: "{TEACHER}"}}}}',
        f'reporterPhone: {{eq: "{PHONE}"}}', 'facts: {contains: "继父"}', f'not: {{handler: {{name: {{eq: "{TEACHER}"}}}}}}')),
    *PROBES,
)


async def heard(county: County, who: str, texts: tuple[str, ...]) -> list[Any]:
    """The answers, without the number of each request; what is refused is an ordering, never the question itself."""
    answers = [await county.served.ask(who, text) for text in texts]
    for answer in answers:
        for error in answer.get("errors", ()):
            assert error["extensions"].pop("requestId") and error["extensions"]["code"] in ("ORDER_REFUSED", "NO_UNIT"), error
    return answers


async def at_work(county: County) -> str:
    report = await reported(county)
    await fed_back(county, report)
    await joint(county, report)
    return report


async def test_who_the_child_is_leaves_no_trace_for_others(county: County) -> None:
    """Their answers to every question are the same, to the letter, whoever the child is."""
    report = await at_work(county)
    key = report.rpartition(":")[2]
    before = {who: await heard(county, who, PROBES) for who in OUTSIDERS}
    organ = await heard(county, "paichusuo", PROBES)
    await county.database.pool.execute("UPDATE child_report SET child_name = '别人', child_school = '别校', child_address = '别处', guardian_name = '别甲', suspect_name = '别乙',"
                                       " child_id_number_masked = '110101********0000', child_id_number_hmac = '\\x00'::bytea WHERE id = $1::uuid", key)
    await county.database.pool.execute("UPDATE entry_change SET new = '\"改\"'::jsonb WHERE field = ANY($1::text[])", [*SECRETS, "child_id_number"])
    for who in OUTSIDERS:
        assert await heard(county, who, PROBES) == before[who], who
        told_ = json.dumps(before[who], ensure_ascii=False)
        assert not [secret for secret in (NAME, "季兰", "古岩", NUMBER) if secret in told_], who
    assert await heard(county, "paichusuo", PROBES) != organ  # the probes do find it for whoever may see it


async def test_who_reported_leaves_no_trace_for_the_head_and_others(county: County) -> None:
    report = await at_work(county)
    key = report.rpartition(":")[2]
    # The auditor verifies headers: who acted, not on what. A colleague in an organ that handles the case reads its history.
    others = tuple(who for who in OUTSIDERS if who not in ("banzhuren", "shenji", "jianchaguan"))
    before = {who: await heard(county, who, ABOUT_REPORTER) for who in others}
    row = await county.database.pool.fetchrow("SELECT case_id, handler FROM child_report WHERE id = $1::uuid", key)
    other = await county.database.pool.fetchval('SELECT id FROM "user" WHERE username = \'xz001\'')
    for sql in ("UPDATE child_report SET reporter_name = '别人', reporter_post = '别职', facts = '别事', handler = $1 WHERE handler = $2", "UPDATE entry SET actor = $1 WHERE actor = $2"):
        await county.database.pool.execute(sql, other, row["handler"])
    await county.database.pool.execute("UPDATE child_report SET reporter_phone_masked = '139****0000', reporter_phone_hmac = '\\x00'::bytea WHERE id = $1::uuid", key)
    for who in others:
        assert await heard(county, who, ABOUT_REPORTER) == before[who], who
        assert TEACHER not in json.dumps(before[who], ensure_ascii=False), who
    assert (await seen(county, "paichusuo", report))["childReport"]["reporterName"] == "别人"


async def test_no_subscription_tells_of_a_report(county: County) -> None:
    """Who may not see the case hears nothing of it; the police do."""
    events: dict[str, list[Any]] = {who: [] for who in ("xiaozhang", "jiaoti", "fulian", "paichusuo")}
    ready = {who: asyncio.Event() for who in events}

    async def listen(who: str) -> None:
        token = await county.served.token(who)
        async with websockets.connect(county.served.url.replace("http", "ws") + "/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
            await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": "subscription { caseChanged { caseId case { title } } }"}}))
            ready[who].set()
            async for message in socket:
                if json.loads(message)["type"] == "next":
                    events[who].append(json.loads(message)["payload"]["data"]["caseChanged"])

    tasks = [asyncio.create_task(listen(who)) for who in events]
    await asyncio.gather(*(event.wait() for event in ready.values()))
    await asyncio.sleep(0.3)
    await reported(county)
    async with asyncio.timeout(10):
        while not events["paichusuo"]:
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    assert events["paichusuo"][0]["case"]["title"] == "涉未成年人事项"
    assert [who for who in ("xiaozhang", "jiaoti", "fulian") if events[who]] == []
