"""The stories that reach furthest across the organs: bankruptcy, petitions; and those told beside it."""

from __future__ import annotations

import hashlib
from datetime import date

from api.demo.folder import Folder, World, moment
from api.demo.stories_disputes import land, rules
from api.demo.stories_environment import forest
from api.demo.telling import docket, share, task, town


def factory(world: World) -> Folder:
    """8 食品厂重整案: coordination items, confirmed only by whoever raised them."""
    f = Folder(world, "story-08", moment("2025-12-08"), "faguan", "禾丰调味品公司重整府院协调", township=town("001"), urgency="URGENT",
               summary="欠薪86人、土地未办证；申报期45日，重整草案第6个月申请延3个月，表决通过并批准。")
    f.add("party", moment("2025-12-08"), "faguan", kind="ORGANISATION", role="RESPONDENT", name="合江禾丰调味品有限公司", uscc="91510522MA9999996N")
    docket(f, "2025-12-08", "faguan", "COURT", "（2025）川0522破申2号", cause="申请破产重整", stage="已受理", judge="沈砚秋")
    docket(f, "2025-12-22", "faguan", "COURT", "（2025）川0522破2号", cause="破产重整", stage="重整计划执行", judge="沈砚秋", outcome="批准重整计划")
    docket(f, "2025-11-20", "jingxin", "GOVERNMENT", "合经信函〔2025〕61号", matter="企业预警帮扶", result="帮扶未成，转司法程序")
    docket(f, "2026-01-12", "jianchaguan", "PROCURATORATE", "合检民监〔2026〕1号", business="民事检察", measure="监督破产程序")
    for agency, by in (("ZGJ", "zigui"), ("RSJ", "renshe"), ("JXJ", "jingxin")):
        share(f, "2025-12-22", "faguan", agency, "府院联动事项", by)
    share(f, "2025-12-23", "faguan", "GLR", "管理人履职（按案授权）")
    first = task(f, "2026-01-05", "faguan", "ZGJ", "土地补证", "2026-03-31", ("2026-03-30", "zigui", "已补证"))
    f.edit(first, moment("2026-04-02"), "faguan", result="已补证（法院退回：缺地上建筑）")
    task(f, "2026-04-02", "faguan", "ZGJ", "土地补证（退回重开）", "2026-06-30", ("2026-06-22", "zigui", "补齐地上建筑登记"))
    task(f, "2026-01-05", "faguan", "RSJ", "86名职工欠薪核对", "2026-02-10", ("2026-02-06", "renshe", "核定欠薪214.6万元"))
    task(f, "2026-09-01", "faguan", "SWT", "税务非正常户解除", "2026-12-15")
    return f


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
