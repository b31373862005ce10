"""8 食品厂重整案: help fails, the court takes over, an item is reopened by whoever raised it, the plan comes in the third extra month."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from tests.stories.children import County, agency, told

FILE = """query($id: ID!) { insolvencyFile(id: $id) { state enterprise employees wagesOwed securedClaims unsecuredClaims tradeSecrets rulingNumber administrator { code }
  availableActions { move } } }"""
CREDITOR, SECRET = "合江县城北粮油经营部", "酱料配方七号"


@pytest.fixture
async def county(database: Database, tmp_path: Path) -> AsyncIterator[County]:
    async with told(database, tmp_path) as made:
        yield made


async def warned(county: County) -> tuple[str, str]:
    """(file, case): help failed, the court and the office of the mechanism have the file."""
    made = await county.done("jingxin", "createInsolvencyFile", title="禾丰调味品公司", enterprise="合江禾丰调味品有限公司", uscc="91510522MA9999996N", employees=86,
                             wagesOwed="2146000.00", tradeSecrets=SECRET)
    file = str(made["id"])
    case = str((await county.seen("jingxin", "query($id: ID!) { insolvencyFile(id: $id) { case { id } } }", id=file))["insolvencyFile"]["case"]["id"])
    await county.done("jingxin", "insolvencyFileAssist", id=file, helpMeasures=[{"agency": "JXJ", "measure": "协调续贷未成"}])
    await county.done("jingxin", "insolvencyFileAdviseExit", id=file, exitAdvice="具有重整价值，建议转司法程序")
    for who, code in (("faguan", "FY"), ("sifaju", "SFJ"), ("renshe", "RSJ")):
        await county.done("jingxin", "createShare", caseId=case, toAgency=agency(code), purpose="府院联动")
        await county.accept(who, code)
    return file, case


async def accepted(county: County) -> tuple[str, str]:
    file, case = await warned(county)
    await county.done("faguan", "insolvencyFileTakePetition", id=file, petitioner="CREDITOR", petitionNumber="（2025）川0522破申2号", petitionReceivedOn="2025-12-08")
    await county.done("faguan", "insolvencyFileNotifyDebtor", id=file, debtorNotifiedOn="2025-12-10", objectionEndsOn="2025-12-17")
    await county.done("faguan", "insolvencyFileAccept", id=file, rulingNumber=ruling(1), courtNumber="（2025）川0522破2号", acceptedOn="2025-12-22", administrator=agency("GLR"),
                      administratorUntil="2027-12-31")
    await county.accept("guanliren", "GLR")
    return file, case


def ruling(n: int) -> str:
    return f"（2025）川0522破2号之{'一二三四五'[n - 1]}"


async def seen(county: County, who: str, file: str) -> Any:
    return (await county.seen(who, FILE, id=file))["insolvencyFile"]


async def due(county: County, file: str) -> dict[str, str]:
    found = await county.seen("faguan", "query($k: String) { duties(first: 50, filter: {recordKey: {eq: $k}}) { nodes { code state dueAt } } }", k=file.rpartition(":")[2])
    return {row["code"]: row["dueAt"] for row in found["duties"]["nodes"] if row["state"] != "VOID"}


def day(year: int, month: int, number: int) -> datetime:
    """The last instant of the day before `number` in Shanghai is in time: due at its midnight."""
    return datetime(year, month, number, 16, tzinfo=UTC)


async def test_the_court_alone_leads_after_acceptance(county: County) -> None:
    file, _ = await accepted(county)
    assert "assist" not in {a["move"] for a in (await seen(county, "jingxin", file))["availableActions"]}
    for who in ("jingxin", "sifaju", "renshe", "guanliren"):
        assert await county.refused(who, "insolvencyFileDeclareBankrupt", id=file, rulingNumber=ruling(2), declaredOn="2026-02-01") == "FORBIDDEN"
    answer = await county.answered("jingxin", "editInsolvencyFile", id=file, expectedVersion=1, set={"wagesOwed": "1.00"})
    assert answer["code"] == "FIELD_FORBIDDEN"
    assert await county.refused("faguan", "insolvencyFileAnnounce", id=file, announcedOn="2026-01-09", claimsDueOn="2026-02-07") == "CLAIM_WINDOW"
    await county.done("faguan", "insolvencyFileAnnounce", id=file, announcedOn="2026-01-09", claimsDueOn="2026-02-23")
    assert await county.refused("faguan", "insolvencyFileReorganise", id=file, rulingNumber=ruling(1), reorganisedOn="2026-03-25") == "RULING_NEEDED"
    await county.done("faguan", "insolvencyFileReorganise", id=file, rulingNumber=ruling(2), reorganisedOn="2026-03-25")
    clocks = await due(county, file)
    assert datetime.fromisoformat(clocks["CREDITOR_NOTICE"]) == day(2026, 1, 16)
    assert datetime.fromisoformat(clocks["PLAN_DRAFT"]) == day(2026, 9, 28)  # 25 to 27 September is the Mid-Autumn rest
    await county.done("faguan", "insolvencyFileExtendPlan", id=file, rulingNumber=ruling(3))
    clocks = await due(county, file)
    assert datetime.fromisoformat(clocks["PLAN_DRAFT_EXTENDED"]) == day(2026, 12, 25) and "PLAN_DRAFT" not in clocks
    await county.done("faguan", "insolvencyFileTakePlan", id=file, planReceivedOn="2026-10-12")
    await county.done("faguan", "insolvencyFileAdoptPlan", id=file, planAdoptedOn="2026-11-05")
    await county.done("faguan", "insolvencyFileAskApproval", id=file, approvalAskedOn="2026-11-10")
    await county.done("faguan", "insolvencyFileApprovePlan", id=file, rulingNumber=ruling(4))
    assert (await seen(county, "renshe", file))["state"] == "PLAN_APPROVED"


async def test_the_land_bureau_says_done_and_the_court_sends_it_back(county: County) -> None:
    _, case = await accepted(county)
    item = (await county.done("faguan", "createCoordinationItem", caseId=case, title="土地补证", kind="LAND_TITLE", assignedAgency=agency("ZGJ"), request="补办地上建筑登记"))["id"]
    hidden = await county.seen("zigui", "query($id: ID!) { coordinationItem(id: $id) { state } cases { totalCount } }", id=item)
    assert hidden == {"coordinationItem": None, "cases": {"totalCount": 0}}  # nothing before it is handed on
    await county.done("sifaju", "coordinationItemAssign", id=item)
    await county.accept("zigui", "ZGJ")
    await county.done("zigui", "coordinationItemReply", id=item, replyNumber="合自规函〔2026〕9号", reply="已补证")
    for who in ("zigui", "sifaju", "guanliren"):
        assert await county.refused(who, "coordinationItemConfirmDone", id=item) == "FORBIDDEN"
    await county.done("faguan", "coordinationItemReopen", id=item, objection="缺地上建筑登记")
    await county.done("zigui", "coordinationItemReply", id=item, replyNumber="合自规函〔2026〕14号", reply="补齐地上建筑登记")
    assert (await county.done("faguan", "coordinationItemConfirmDone", id=item))["state"] == "CONFIRMED_DONE"
    assert await county.refused("faguan", "coordinationItemReopen", id=item, objection="x") == "MOVE_NOT_POSSIBLE"


async def test_the_tax_item_is_the_administrators_to_confirm(county: County) -> None:
    """税务注销事项单: the court has the file and leads the case, and still it did not raise the item."""
    _, case = await accepted(county)
    asked = {"caseId": case, "title": "税务注销", "kind": "TAX", "assignedAgency": agency("SWT"), "request": "解除非正常户，办理税务注销"}
    assert await county.refused("jingxin", "createCoordinationItem", **asked) == "FORBIDDEN"  # raised by the court or the administrator, not by those who are asked
    item = (await county.done("guanliren", "createCoordinationItem", **asked))["id"]
    await county.done("sifaju", "coordinationItemAssign", id=item)
    await county.accept("shuiwuju", "SWT")
    await county.done("shuiwuju", "coordinationItemReply", id=item, replyNumber="合税函〔2026〕5号", reply="已注销")
    for who in ("faguan", "shuiwuju", "sifaju", "jingxin"):
        for move, given in (("ConfirmDone", {}), ("Reopen", {"objection": "x"})):
            assert await county.refused(who, f"coordinationItem{move}", id=item, **given) == "FORBIDDEN", (who, move)
    assert (await county.done("guanliren", "coordinationItemConfirmDone", id=item))["state"] == "CONFIRMED_DONE"
    assert await county.seen("zigui", "query($id: ID!) { coordinationItem(id: $id) { state } }", id=item) == {"coordinationItem": None}


async def petitioned(county: County) -> str:
    file, _ = await warned(county)
    await county.done("faguan", "insolvencyFileTakePetition", id=file, petitioner="CREDITOR", petitionNumber="（2025）川0522破申2号", petitionReceivedOn="2025-12-08")
    await county.done("faguan", "insolvencyFileNotifyDebtor", id=file, debtorNotifiedOn="2025-12-10", objectionEndsOn="2025-12-17")
    return file


async def test_a_petition_that_is_not_accepted_ends_the_file(county: County) -> None:
    file = await petitioned(county)
    for who in ("jingxin", "sifaju"):
        assert await county.refused(who, "insolvencyFileRefusePetition", id=file, rulingNumber="（2025）川0522破申2号之一") == "FORBIDDEN"
    await county.done("faguan", "insolvencyFileRefusePetition", id=file, rulingNumber="（2025）川0522破申2号之一")
    assert (await seen(county, "jingxin", file))["state"] == "PETITION_REFUSED"
    found = await county.seen("faguan", "query($k: String) { duties(first: 50, filter: {recordKey: {eq: $k}}) { nodes { code state } } }", k=file.rpartition(":")[2])
    assert {row["code"]: row["state"] for row in found["duties"]["nodes"]}["CREDITOR_PETITION"] == "MET"
    accepting = {"rulingNumber": ruling(1), "courtNumber": "（2025）川0522破2号", "acceptedOn": "2025-12-22", "administrator": agency("GLR"), "administratorUntil": "2027-12-31"}
    assert await county.refused("faguan", "insolvencyFileAccept", id=file, **accepting) == "MOVE_NOT_POSSIBLE"
    assert await seen(county, "guanliren", file) is None  # nobody was appointed


async def test_composition_is_the_courts_and_comes_after_the_announcement(county: County) -> None:
    """和解 (企业破产法 96): ordered by a ruling of its own, ended by termination or by bankruptcy."""
    file, _ = await accepted(county)
    assert await county.refused("faguan", "insolvencyFileCompose", id=file, rulingNumber=ruling(2)) == "NOT_ANNOUNCED"
    await county.done("faguan", "insolvencyFileAnnounce", id=file, announcedOn="2026-01-09", claimsDueOn="2026-02-23")
    assert await county.refused("guanliren", "insolvencyFileCompose", id=file, rulingNumber=ruling(2)) == "FORBIDDEN"
    assert await county.refused("faguan", "insolvencyFileCompose", id=file, rulingNumber=ruling(1)) == "RULING_NEEDED"
    await county.done("faguan", "insolvencyFileCompose", id=file, rulingNumber=ruling(2))
    assert (await seen(county, "sifaju", file))["state"] == "COMPOSITION"
    assert await county.refused("faguan", "insolvencyFileExtendPlan", id=file, rulingNumber=ruling(3)) == "MOVE_NOT_POSSIBLE"  # there is no plan to wait for
    await county.done("faguan", "insolvencyFileTerminate", id=file, rulingNumber=ruling(3), terminatedOn="2026-06-30")
    assert datetime.fromisoformat((await due(county, file))["DEREGISTRATION"]) == day(2026, 7, 10)


async def test_another_administrator_takes_over_and_the_first_is_let_out(county: County) -> None:
    """更换管理人 (企业破产法 22): the new one is let in by a share of its own; the first one's is taken back apart."""
    file, _ = await accepted(county)
    other = {"administrator": agency("JDJG"), "administratorUntil": "2028-06-30"}
    for who in ("guanliren", "jingxin", "sifaju"):
        assert await county.refused(who, "insolvencyFileReplaceAdministrator", id=file, **other) == "FORBIDDEN"
    await county.done("faguan", "insolvencyFileReplaceAdministrator", id=file, **other)
    assert (await seen(county, "faguan", file))["administrator"] == {"code": "JDJG"}
    shares = (await county.seen("faguan", "{ shares(first: 50) { nodes { id purpose state toAgency { code } } } }"))["shares"]["nodes"]
    acting = {one["toAgency"]["code"]: one for one in shares if one["purpose"] == "管理人履职"}
    assert {code: one["state"] for code, one in acting.items()} == {"GLR": "ACCEPTED", "JDJG": "OFFERED"}
    assert await seen(county, "guanliren", file) is not None  # until the court takes the share back
    await county.done("faguan", "shareWithdraw", id=acting["GLR"]["id"])
    assert await seen(county, "guanliren", file) is None
    assert await county.refused("guanliren", "insolvencyFileTakeStatements", id=file) == "NOT_FOUND"


async def test_the_government_sees_totals_and_no_creditor(county: County) -> None:
    file, case = await accepted(county)
    claim = (await county.done("guanliren", "createCreditorClaim", caseId=case, title="第1号债权", creditor=CREDITOR, nature="ORDINARY", amount="486000.00"))["id"]
    await county.done("guanliren", "creditorClaimAdmit", id=claim, admittedAmount="452000.00")
    version = (await county.seen("guanliren", "query($id: ID!) { insolvencyFile(id: $id) { version } }", id=file))["insolvencyFile"]["version"]
    await county.done("guanliren", "editInsolvencyFile", id=file, expectedVersion=version, set={"unsecuredClaims": "452000.00"})
    probe = """query($id: ID!, $case: ID!) { creditorClaim(id: $id) { creditor amount } node(id: $id) { id } creditorClaims { totalCount nodes { creditor } }
      named: creditorClaims(filter: {creditor: {contains: "粮油"}}) { totalCount } found: creditorClaims(search: "粮油") { totalCount }
      case(id: $case) { creditorClaims { totalCount } timeline(first: 50) { nodes { recordType changes { field old new } } } } }"""
    for who in ("jingxin", "sifaju", "renshe", "zhengfuban", "jianchaguan"):
        found = await county.seen(who, probe, id=claim, case=case)
        assert found["creditorClaim"] is found["node"] is None and found["creditorClaims"] == {"totalCount": 0, "nodes": []}, who
        assert found["named"]["totalCount"] == found["found"]["totalCount"] == 0 and (found["case"] or {}).get("creditorClaims", {}).get("totalCount", 0) == 0
        assert CREDITOR not in json.dumps(found, ensure_ascii=False) and SECRET not in json.dumps(found, ensure_ascii=False)
        if who in ("jingxin", "sifaju", "renshe"):
            row = await seen(county, who, file)
            assert (row["unsecuredClaims"], row["employees"], row["tradeSecrets"]) == ("452000.00", 86, None)
    for who in ("faguan", "guanliren"):
        assert (await county.seen(who, probe, id=claim, case=case))["creditorClaim"] == {"creditor": CREDITOR, "amount": "486000.00"}
        assert (await seen(county, who, file))["tradeSecrets"] == SECRET


async def test_the_administrator_is_let_into_this_case_until_the_day_set(county: County) -> None:
    file, _ = await accepted(county)
    other = (await county.done("jingxin", "createInsolvencyFile", title="另一企业", enterprise="另一公司", uscc="91510522MA9999996N"))["id"]
    assert await seen(county, "guanliren", other) is None
    assert (await seen(county, "guanliren", file))["administrator"] == {"code": "GLR"}
    await county.database.pool.execute("UPDATE case_access SET until = now() - interval '1 second' WHERE audience = 'A:GLR'")
    assert await seen(county, "guanliren", file) is None
    assert await county.refused("guanliren", "insolvencyFileTakeStatements", id=file) == "NOT_FOUND"
