"""The stories that reach furthest across the organs: bankruptcy, petitions; and those told beside it."""

from __future__ import annotations

import hashlib
from datetime import date

from api.demo.folder import Folder, Row, World, moment
from api.demo.stories_disputes import land, rules
from api.demo.stories_environment import forest
from api.demo.telling import docket, share, task, town


def factory(world: World) -> Folder:
    """8 食品厂重整案: warned of, not saved; the court alone after acceptance; an item reopened by whoever raised it."""
    f = Folder(world, "story-08", moment("2025-11-20"), "jingxin", "禾丰调味品公司重整府院协调", township=town("001"), urgency="URGENT",
               summary="欠薪86人、土地未办证；帮扶未成，债权人申请；申报期45日，重整草案第6个月申请延3个月，表决通过并批准。")
    f.add("party", moment("2025-11-20"), "jingxin", kind="ORGANISATION", role="RESPONDENT", name="合江禾丰调味品有限公司", uscc="91510522MA9999996N")
    row = f.add("insolvency_file", moment("2025-11-20", "10:00"), "jingxin", title="禾丰调味品公司", enterprise="合江禾丰调味品有限公司", uscc="91510522MA9999996N",
                stability_risk="HIGH", situation="停产两月，厂房土地未办证。", employees=86, wages_owed="2146000.00", taxes_owed="318000.00", known_creditors=41,
                assets=[{"kind": "厂房及土地", "title_flaw": "地上建筑未登记", "seized_by": "合江县人民法院"}])
    docket(f, "2025-11-20", "jingxin", "GOVERNMENT", "合经信函〔2025〕61号", matter="企业预警帮扶", result="帮扶未成，转司法程序")
    f.move(row, "assist", moment("2025-11-21"), "jingxin", help_measures=[{"occurred_at": moment("2025-11-21").isoformat(), "agency": "JXJ", "measure": "协调两家银行续贷，未成"}])
    f.move(row, "advise_exit", moment("2025-12-01"), "jingxin", exit_advice="资不抵债，具有重整价值，建议转司法程序")
    for agency, by, day in (("FY", "faguan", "2025-12-01"), ("SFJ", "sifaju", "2025-12-01"), ("RSJ", "renshe", "2025-12-02"), ("JC", "jianchaguan", "2026-01-08")):
        share(f, day, "jingxin", agency, "府院联动", by)
    docket(f, "2025-12-08", "faguan", "COURT", "（2025）川0522破申2号", cause="申请破产重整", stage="已受理", judge="沈砚秋")
    docket(f, "2025-12-22", "faguan", "COURT", "（2025）川0522破2号", cause="破产重整", stage="重整计划执行", judge="沈砚秋", outcome="批准重整计划")
    docket(f, "2026-01-12", "jianchaguan", "PROCURATORATE", "合检民监〔2026〕1号", business="民事检察", measure="监督破产程序")
    _reorganised(f, row)
    _coordinated(f)
    return f


def _reorganised(f: Folder, row: Row) -> None:
    """From the petition to the approved plan; every stage by a ruling of its own."""
    by = "faguan"
    f.move(row, "take_petition", moment("2025-12-08", "15:00"), by, petitioner="CREDITOR", petition_number="（2025）川0522破申2号", petition_received_on=date(2025, 12, 8))
    f.move(row, "notify_debtor", moment("2025-12-10"), by, debtor_notified_on=date(2025, 12, 10), objection_ends_on=date(2025, 12, 17))
    f.move(row, "accept", moment("2025-12-22", "15:30"), by, ruling_number="（2025）川0522破2号之一", court_number="（2025）川0522破2号", accepted_on=date(2025, 12, 22),
           administrator="GLR", administrator_until=date(2027, 12, 31))
    f.move(f.rows["share"][-1], "accept", moment("2025-12-23"), "guanliren")
    f.move(row, "serve_ruling", moment("2025-12-25"), by)
    f.move(row, "take_statements", moment("2026-01-04"), "guanliren")
    f.move(row, "announce", moment("2026-01-09"), by, announced_on=date(2026, 1, 9), claims_due_on=date(2026, 2, 23))
    f.move(row, "decide_contracts", moment("2026-02-10"), "guanliren")
    for number, creditor, nature, amount, admitted in (
            (1, "合江县城北粮油经营部", "ORDINARY", "486000.00", "452000.00"), (2, "泸州诚川融资担保公司", "SECURED", "3200000.00", "3200000.00"),
            (3, "职工86人（管理人列示）", "EMPLOYEE", "2146000.00", "2146000.00")):
        claim = f.add("creditor_claim", moment("2026-02-12", f"10:{number:02}"), "guanliren", title=f"第{number}号债权", creditor=creditor, nature=nature, amount=amount,
                      filed_on=date(2026, 2, 12))
        f.move(claim, "admit", moment("2026-02-26", f"10:{number:02}"), "guanliren", admitted_amount=admitted)
    f.edit(row, moment("2026-02-27"), "guanliren", secured_claims="3200000.00", unsecured_claims="2598000.00")
    f.move(row, "hold_first_meeting", moment("2026-03-06"), by, first_meeting_on=date(2026, 3, 6))
    f.move(row, "settle_challenge", moment("2026-03-23"), by, contested_resolution=False)
    f.move(row, "reorganise", moment("2026-03-25"), by, ruling_number="（2025）川0522破2号之二", reorganised_on=date(2026, 3, 25))
    f.move(row, "extend_plan", moment("2026-09-18"), by, ruling_number="（2025）川0522破2号之三")
    f.move(row, "take_plan", moment("2026-10-12"), by, plan_received_on=date(2026, 10, 12))
    f.move(row, "adopt_plan", moment("2026-11-05"), by, plan_adopted_on=date(2026, 11, 5))
    f.move(row, "ask_approval", moment("2026-11-10"), by, approval_asked_on=date(2026, 11, 10))
    f.move(row, "approve_plan", moment("2026-11-20"), by, ruling_number="（2025）川0522破2号之四")


def _coordinated(f: Folder) -> None:
    """Items for the bureaus: the land title is sent back once, the tax item is still open."""
    land = f.add("coordination_item", moment("2026-01-13"), "faguan", title="土地补证", kind="LAND_TITLE", assigned_agency="ZGJ", request="补办厂房地上建筑登记")
    f.move(land, "assign", moment("2026-01-14"), "sifaju")
    f.move(f.rows["share"][-1], "accept", moment("2026-01-15"), "zigui")
    f.move(land, "start", moment("2026-01-15", "11:00"), "zigui")
    f.move(land, "reply", moment("2026-02-03"), "zigui", reply_number="合自规函〔2026〕9号", reply="已补证")
    f.move(land, "reopen", moment("2026-02-05"), "faguan", objection="缺地上建筑登记")
    f.move(land, "reply", moment("2026-02-24"), "zigui", reply_number="合自规函〔2026〕14号", reply="补齐地上建筑登记")
    f.move(land, "confirm_done", moment("2026-02-26"), "faguan")
    wages = f.add("coordination_item", moment("2026-01-14"), "guanliren", title="86名职工欠薪核对", kind="WAGES", assigned_agency="RSJ", request="核对职工名册与欠薪")
    f.move(wages, "assign", moment("2026-01-15"), "sifaju")
    f.move(wages, "reply", moment("2026-02-04"), "renshe", reply_number="合人社函〔2026〕7号", reply="核定欠薪214.6万元")
    f.move(wages, "confirm_done", moment("2026-02-06"), "guanliren")
    tax = f.add("coordination_item", moment("2026-11-19"), "guanliren", title="税务非正常户解除", kind="TAX", assigned_agency="SWT", request="解除非正常户，恢复开票")
    f.move(tax, "assign", moment("2026-11-20"), "sifaju")
    f.move(f.rows["share"][-1], "accept", moment("2026-11-20", "15:00"), "shuiwuju")


def farm(world: World) -> Folder:
    """11 信访与涉法案分流: a petition on a pending suit goes to the court, dissent is written down."""
    f = Folder(world, "story-11", moment("2026-08-17"), "xinfang", "白米镇养殖场臭气信访与诉讼分流", township=town("117"),
               summary="86人投诉，同案已在行政诉讼中，信访不另行处理；会商纪要记录两部门不同意见。")
    f.add("party", moment("2026-08-17"), "xinfang", kind="ORGANISATION", role="RESPONDENT", name="白米镇青禾养殖专业合作社")
    docket(f, "2026-08-17", "xinfang", "GOVERNMENT", "合信函〔2026〕140号", matter="涉法涉诉信访", result="转送法院并告知信访人")
    docket(f, "2026-07-30", "faguan", "COURT", "（2026）川0522行初52号", cause="不履行法定职责", stage="审理中", judge="沈砚秋", hearing_on=date(2026, 12, 8))
    docket(f, "2026-08-24", "jianchaguan", "PROCURATORATE", "合检行函〔2026〕9号", business="行政检察", measure="发起会商，法院只介绍程序")
    share(f, "2026-08-18", "xinfang", "STJ", "臭气监测", "huanjing")
    share(f, "2026-08-18", "xinfang", "NYJ", "粪污处理", "nongye")
    share(f, "2026-08-18", "xinfang", "SFJ", "会商协调", "sifaju")
    task(f, "2026-08-26", "xinfang", "STJ", "恶臭监测", "2026-09-15", ("2026-09-11", "huanjing", "厂界超标1.3倍"))
    task(f, "2026-08-26", "xinfang", "NYJ", "粪污处理设施核查（有不同意见）", "2026-12-10")
    share(f, "2026-08-18", "xinfang", "JC", "行政检察", "jianchaguan")
    share(f, "2026-08-18", "xinfang", "FY", "涉诉转送", "faguan")
    _conferred(f)
    return f


def _conferred(f: Folder) -> None:
    """The consultation on the farm: the court explains the procedure only, and two bureaus do not agree."""
    row = f.add("consultation", moment("2026-08-24", "09:00"), "jianchaguan", title="养殖场臭气治理会商", topic="臭气超标的监管分工与信访、诉讼衔接",
                ground="PUBLIC_ATTENTION", convener="SFJ", pending_case=True, pending_case_number="（2026）川0522行初52号")
    f.move(row, "accept", moment("2026-08-25"), "sifaju")
    f.move(row, "prepare", moment("2026-08-26"), "sifaju", issues=[{"kind": "FACTS", "content": "厂界臭气是否超标"}, {"kind": "POLICY", "content": "粪污设施由谁监管"}],
           invitees=[{"agency": code, "role": role, "need_to_know": "全部议题"} for code, role in (
               ("STJ", "业务主管"), ("NYJ", "业务主管"), ("JC", "提请单位"), ("FY", "列席"))])
    present = [("STJ", "齐清", "MEMBER"), ("NYJ", "田禾", "MEMBER"), ("JC", "陆明澄", "MEMBER"), ("FY", "沈砚秋", "LISTENER")]
    f.move(row, "hold", moment("2026-08-28", "15:00"), "sifaju", held_at=moment("2026-08-28", "14:30"),
           attendance=[{"agency": agency, "name": name, "capacity": capacity} for agency, name, capacity in present],
           inquiry_record="检察院提请、司法局召集；法院仅介绍审理程序，未就裁判表态。")
    text = "生态环境局牵头监测厂界臭气，农业农村局核查粪污处理设施，结果抄送法院、检察院。"
    f.move(row, "draft_minutes", moment("2026-08-31"), "sifaju", minutes_text=text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    signed: list[dict[str, str]] = []
    for who, day, dissent in (("huanjing", "2026-09-01", ""), ("nongye", "2026-09-02", "设施属环保竣工验收范围，不应由本局单独核查"), ("jianchaguan", "2026-09-02", "")):
        doer = f.world.doers[who]
        signed.append({"agency": doer.agency, "name": doer.name, "opinion": "同意" if not dissent else "部分同意", "dissent": dissent, "text_digest": digest,
                       "occurred_at": moment(day, "10:00").isoformat()})
        f.edit(row, moment(day, "10:00"), who, signatures=list(signed))
    f.move(row, "settle_minutes", moment("2026-09-03"), "sifaju")
    f.move(row, "assign", moment("2026-09-03", "11:00"), "sifaju", task_title="核查粪污处理设施并书面报告", task_agency="NYJ", task_due_on=date(2026, 12, 18))


MORE = (land, factory, rules, forest, farm)
