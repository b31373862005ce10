"""5 入职查询案: a false match is looked at again by another officer, another branch is screened; nobody is told of any offence."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.database import Database
from schema.identifiers import resident_id
from tests.stories.children import County, agency, told

SUBJECT, NUMBER = "安知夏", resident_id("51052219950716000")
CHECK = """query($id: ID!) { employmentCheck(id: $id) { state result reference employer subjectName subjectIdNumber objection recheckReason correctedOn case { title }
  availableActions { move } } employmentChecks { totalCount } }"""


@pytest.fixture
async def county(database: Database, tmp_path: Path) -> AsyncIterator[County]:
    async with told(database, tmp_path) as made:
        yield made


async def drafted(county: County) -> str:
    made = await county.done("jiaoti", "createEmploymentCheck", title="保洁员入职查询", purpose="HIRING", employer="合江星禾托管服务有限公司", post="保洁员", subjectName=SUBJECT,
                             subjectIdNumber=NUMBER, askedAgency=agency("GAJ"))
    return str(made["id"])


async def matched(county: County) -> str:
    check = await drafted(county)
    await county.done("jiaoti", "employmentCheckAsk", id=check, consentedOn="2026-07-05", consentDigest="a" * 64)
    await county.done("mingjing", "employmentCheckAnswer", id=check, result="MATCH")
    return check


async def test_without_consent_nothing_is_asked(county: County) -> None:
    check = await drafted(county)
    assert await county.refused("jiaoti", "employmentCheckAsk", id=check) == "CONSENT_NOT_GIVEN"
    assert (await county.seen("mingjing", CHECK, id=check)) == {"employmentCheck": None, "employmentChecks": {"totalCount": 0}}


async def test_the_answer_has_no_room_for_more_than_its_conclusion(county: County) -> None:
    """不宜录用 and nothing else: neither the answer nor its correction takes a word about any offence, and the other result reads alike."""
    text = '{{ __type(name: "{}") {{ inputFields {{ name }} }} }}'
    for move, given in (("Answer", {"result"}), ("Correct", {"result", "recheckReason"}), ("Uphold", {"recheckReason"})):
        found = await county.seen("mingjing", text.format(f"EmploymentCheck{move}Input"))
        common = {one["name"] for one in (await county.seen("mingjing", text.format("EmploymentCheckRenewInput")))["__type"]["inputFields"]}
        assert {one["name"] for one in found["__type"]["inputFields"]} - common == given, move
    check = await matched(county)
    found = (await county.seen("jiaoti", "query($id: ID!) { employmentCheck(id: $id) { result reference objection recheckReason } }", id=check))["employmentCheck"]
    assert found == {"result": "MATCH", "reference": found["reference"], "objection": None, "recheckReason": None} and found["reference"]


async def test_a_false_match_is_corrected_and_the_trail_stays(county: County) -> None:
    check = await matched(county)
    found = (await county.seen("jiaoti", CHECK, id=check))["employmentCheck"]
    assert (found["result"], found["reference"], found["subjectIdNumber"]) == ("MATCH", "合查〔2026〕1号", "510522********" + NUMBER[-4:])
    assert await county.refused("jiaoti", "employmentCheckCorrect", id=check, result="NO_MATCH", recheckReason="自行更正") == "FORBIDDEN"
    await county.done("jiaoti", "employmentCheckObject", id=check, objection="本人称从无违法记录")
    second = {"result": "NO_MATCH", "recheckReason": "身份证号不符，系同名同姓"}
    assert await county.refused("mingjing", "employmentCheckCorrect", id=check, **second) == "SECOND_PERSON"
    await county.done("paichusuo", "employmentCheckCorrect", id=check, **second)
    found = (await county.seen("jiaoti", CHECK, id=check))["employmentCheck"]
    assert (found["state"], found["result"], found["recheckReason"]) == ("CORRECTED", "NO_MATCH", second["recheckReason"])
    trail = await county.seen("jiaoti", "query($k: String) { entries(filter: {recordKey: {eq: $k}}) { nodes { move actor { name } changes { field old new } } } }", k=check.rpartition(":")[2])
    results = [(entry["move"], entry["actor"]["name"], change["old"], change["new"]) for entry in trail["entries"]["nodes"] for change in entry["changes"] if change["field"] == "result"]
    assert sorted(results) == sorted([("answer", "雷振", None, "MATCH"), ("correct", "贺平", "MATCH", "NO_MATCH")])
    duties = await county.seen("jiaoti", "query($k: String) { duties(filter: {recordKey: {eq: $k}}) { nodes { code state basis agency { code } } } }", k=check.rpartition(":")[2])
    yearly = next(row for row in duties["duties"]["nodes"] if row["code"] == "YEARLY_CHECK")
    assert (yearly["state"], yearly["basis"], yearly["agency"]["code"]) == ("RUNNING", "未成年人保护法 62", "JTJ")
    await county.done("jiaoti", "employmentCheckRenew", id=check)


async def test_nobody_else_learns_that_somebody_was_checked(county: County) -> None:
    check = await matched(county)
    probes = (CHECK, 'query($id: ID!) { node(id: $id) { id } employmentChecks(filter: {subjectName: {contains: "安"}}) { totalCount } cases(search: "安知夏") { totalCount } '
                     'duties(filter: {recordType: {eq: "employment_check"}}) { totalCount } entries(filter: {recordType: {eq: "employment_check"}}) { totalCount } }')
    never = check.rpartition(":")[0] + ":01920000-0000-7000-8000-000000000001"
    for who in ("shijian", "fulian", "sifaju", "jianchaguan", "xiaozhang", "faguan"):
        for probe in probes:
            answer = await county.seen(who, probe, id=check)
            assert answer == await county.seen(who, probe, id=never), who
            assert SUBJECT not in json.dumps(answer, ensure_ascii=False)
    assert (await county.seen("zhengfuban", CHECK, id=check))["employmentCheck"] is None
    titles = await county.seen("zhengfuban", "{ cases { nodes { title } } }")
    assert titles["cases"]["nodes"] == [{"title": "入职查询事项"}]  # the county office counts cases and reads no name


async def test_another_branch_is_screened_and_ordered_to_make_good(county: County) -> None:
    made = await county.done("jiaoti", "createStaffScreening", title="星禾托管二店", employer="合江星禾托管服务有限公司", branch="二店", jointAgency=agency("SJJ"), presentStaff=9, checkedStaff=7)
    screening = made["id"]
    assert await county.refused("jiaoti", "staffScreeningFindComplete", id=screening) == "STAFF_UNCHECKED"
    await county.done("jiaoti", "staffScreeningOrder", id=screening, orderNumber="合教函〔2026〕88号", correctBy="2026-12-15")
    seen = await county.seen("shijian", "query($id: ID!) { staffScreening(id: $id) { presentStaff checkedStaff state } }", id=screening)
    assert seen["staffScreening"] == {"presentStaff": 9, "checkedStaff": 7, "state": "ORDERED"}
    assert (await county.seen("fulian", "query($id: ID!) { staffScreening(id: $id) { state } }", id=screening))["staffScreening"] is None
    assert await county.refused("shijian", "staffScreeningConfirmCorrection", id=screening, correction="已补查", checkedStaff=8) == "STAFF_UNCHECKED"
    await county.done("shijian", "staffScreeningConfirmCorrection", id=screening, correction="已补查", checkedStaff=9)
