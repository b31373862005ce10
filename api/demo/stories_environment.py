"""The stories of the environment: illegal sand from patrol to restored river bed, a felled wood from no prosecution to replanting."""

from __future__ import annotations

from datetime import date

from api.demo.folder import Folder, Row, World, moment
from api.demo.telling import digest, docket, fake_id, person, share, town


def sand(world: World) -> Folder:
    """3 长江盗采案: transfer, compensation with the court's confirmation, restoration accepted at the second attempt, recommendation."""
    f = Folder(world, "story-03", moment("2026-04-09", "02:30"), "shuiwu", "长江神臂城段非法采砂及生态修复", township=town("121"), urgency="URGENT",
               summary="夜间巡查查获顺舟18号在禁采期采砂约3100吨，价格认证18.6万元；生态损害权利人为泸州市人民政府。")
    person(f, "2026-04-09", "shuiwu", "OFFENDER", "宋顺舟", "19800511")
    share(f, "2026-04-11", "shuiwu", "GAJ", "行刑衔接移送", "mingjing")
    share(f, "2026-04-12", "shuiwu", "JC", "立案监督与提前介入", "jianchaguan")
    share(f, "2026-04-20", "shuiwu", "NYJ", "渔业资源损害评估与磋商", "nongye")
    share(f, "2026-07-10", "shuiwu", "FY", "刑事审判与司法确认", "faguan")
    moved = _sand_transfer(f)
    docket(f, "2026-04-13", "mingjing", "GOVERNMENT", "合公刑立字〔2026〕57号", matter="非法采矿立案", result="三日内立案")
    docket(f, "2026-07-20", "jianchaguan", "PROCURATORATE", "合检刑诉〔2026〕Z8号", business="刑事检察", measure="提起公诉，建议鱼类资源鉴定")
    docket(f, "2026-07-24", "faguan", "COURT", "（2026）川0522刑初96号", cause="非法采矿罪", stage="已结", judge="沈砚秋",
           outcome="判处罚金与有期徒刑，已缴罚款折抵罚金")
    _sand_coordination(f)
    _sand_compensation(f, moved)
    _stocking(f, f.rows["restoration"][-1])
    _night_patrols(f)
    return f


def _sand_transfer(f: Folder) -> Row:
    by = "shuiwu"
    row = f.add("transfer", moment("2026-04-09", "08:30"), by, title="顺舟18号禁采期非法采砂", offence="RIVER_SAND", suspect_name="宋顺舟", suspect_id_number=fake_id("19800511"),
                happened_on=date(2026, 4, 9), place="长江神臂城镇江段", closed=True, facts="4月9日凌晨巡查发现顺舟18号在禁采期采砂约3100吨，无采砂许可证。",
                quantity="约3100吨", value="186000.00", valuation_number="合价认〔2026〕21号", penalty_number="合水罚〔2026〕4号", fine_paid="40000.00",
                investigators=[{"name": "江流", "certificate": "川E0522-031"}, {"name": "汪澜", "certificate": "川E0522-044"}])
    f.move(row, "investigate", moment("2026-04-09", "09:00"), by)
    f.move(row, "submit_report", moment("2026-04-10", "10:00"), by, charge="非法采矿罪（刑法 343）", report="价值超过禁采期入罪标准，建议移送。")
    f.move(row, "approve", moment("2026-04-10", "16:00"), "shuiwujuzhang", approver_capacity="HEAD", approval_opinion="同意移送")
    papers = (("LETTER", "移送书"), ("REPORT", "调查报告"), ("INVENTORY", "涉案物品清单"), ("APPRAISAL", "价格认证结论"))
    f.move(row, "transfer", moment("2026-04-11", "09:00"), by, receiver="GAJ", transfer_number="合水移〔2026〕3号",
           attachments=[{"kind": kind, "title": title, "digest": digest(f"story-03 {kind}")} for kind, title in papers])
    f.move(row, "acknowledge", moment("2026-04-11", "15:00"), "mingjing", receipt_number="2026-041", receipt_signed_by="雷振", filing_term="ORDINARY")
    f.move(row, "file", moment("2026-04-13", "11:00"), "mingjing", filing_number="合公刑立字〔2026〕57号", notice_number="合公立通〔2026〕57号", filing_served_on=date(2026, 4, 13))
    f.move(row, "intervene", moment("2026-04-15"), "jianchaguan", evidence_advice="建议委托鉴定鱼类资源损失，并固定采砂轨迹数据。")
    f.move(row, "hand_over", moment("2026-04-16"), by, handover_list="采砂船一艘、砂石约3100吨", handed_over_on=date(2026, 4, 16))
    f.move(row, "prosecute", moment("2026-07-20"), "jianchaguan", indictment_number="合检刑诉〔2026〕Z8号")
    f.move(row, "record_judgment", moment("2026-09-10"), "faguan", judgment_number="（2026）川0522刑初96号", criminal_fine="80000.00", fine_offset="40000.00")
    return f.move(row, "close", moment("2026-09-14"), by)


def _sand_coordination(f: Folder) -> None:
    row = f.add("environment_coordination", moment("2026-04-21"), "shuiwu", title="神臂城江段联合巡查", kind="JOINT_ACTION", counterpart="NYJ", due_on=date(2026, 5, 31),
                matter="禁采与禁渔同段，请渔政共同夜巡。", legal_basis="长江保护法 28")
    f.move(row, "accept", moment("2026-04-22"), "nongye")
    f.move(row, "act", moment("2026-04-29", "06:00"), "nongye", joint_actions=[
        {"occurred_at": moment("2026-04-28", "22:00").isoformat(), "place": "神臂城江段", "agencies": "SWJ、NYJ", "result": "劝离无证船2艘"}])
    f.move(row, "reply", moment("2026-05-18"), "nongye", answer="共同夜巡6次。")
    f.move(row, "confirm", moment("2026-05-20"), "shuiwu")


def _sand_compensation(f: Folder, moved: Row) -> None:
    by = "nongye"
    row = f.add("compensation", moment("2026-04-20", "09:00"), "shuiwu", title="神臂城江段采砂生态环境损害", holder="CITY", designated="NYJ", transfer_id=moved["id"], medium="FISHERY",
                incident_on=date(2026, 4, 9), location="长江神臂城镇江段", obligor_name="宋顺舟", obligor_id_number=fake_id("19800511"), clue="采砂破坏河床与鱼类产卵场。",
                boundary=[{"place": n, "longitude": east, "latitude": north} for n, (east, north) in enumerate((("105.7712", "28.8391"), ("105.7786", "28.8402"), ("105.7749", "28.8367")), 1)])
    f.move(row, "screen", moment("2026-04-27"), by, designation_number="泸市府函〔2026〕12号")
    f.move(row, "open", moment("2026-05-11"), by, screening_report="产卵场受损，义务人明确。", opinions=[
        {"kind": "EXPERT", "number": "专〔2026〕3号", "institution": "渔业专家组", "digest": digest("story-03 expert")}])
    f.move(row, "assess", moment("2026-05-12"), by)
    f.move(row, "serve_notice", moment("2026-06-01"), by, notice_number="泸农磋告〔2026〕1号", notice_date=date(2026, 6, 1), notice_receiver="宋顺舟", assessed_amount="420000.00",
           damages=[{"kind": "SERVICE_LOSS", "amount": "150000.00", "basis": "鱼类资源损失"}, {"kind": "PERMANENT", "amount": "230000.00", "basis": "河床破坏"},
                    {"kind": "ASSESSMENT", "amount": "40000.00", "basis": "鉴定费"}],
           opinions=[*row["opinions"], {"kind": "APPRAISAL", "number": "渔鉴〔2026〕7号", "institution": "渔业环境监测中心", "digest": digest("story-03 appraisal")}])
    first = [{"occurred_at": moment("2026-06-15").isoformat(), "note": "义务人对数额无异议，请求以修复代缴。", "author": "田禾"}]
    f.move(row, "negotiate", moment("2026-06-15", "17:00"), by, rounds=first)
    f.move(row, "agree", moment("2026-07-06"), by, agreement="赔偿42万元，以增殖放流和河床修复履行。", agreement_digest=digest("story-03 agreement"), agreement_amount="420000.00",
           performance_way="RESTORE", performance_due_on=date(2026, 10, 31), deposit="84000.00")
    f.move(row, "apply_confirmation", moment("2026-07-10"), by)
    f.move(row, "announce", moment("2026-07-15"), "faguan", confirmation_number="（2026）川0522诉前调确31号", announcement_on=date(2026, 7, 15), announcement_place="人民法院公告网")
    f.move(row, "confirm", moment("2026-08-17"), "faguan", ruling="公告满三十日无异议，裁定协议有效。")
    f.move(row, "perform", moment("2026-08-18"), by)


def _stocking(f: Folder, row: Row) -> None:
    """The first acceptance fails for a low rate of recapture; after rework the second passes."""
    by = "nongye"
    f.move(row, "submit_plan", moment("2026-08-20"), by, plan="分两批放流长江鲟、胭脂鱼苗20万尾，回填河床1.8万立方米。", targets="回捕率不低于5%，河床高程恢复九成", measures="增殖放流、河床修复",
           area="神臂城江段2.3公里", due_on=date(2026, 10, 31))
    f.move(row, "approve_plan", moment("2026-08-24"), "nongyejuzhang", plan_opinion="同意")
    f.move(row, "start", moment("2026-08-25"), by)
    f.move(row, "inspect", moment("2026-09-08"), by, progress=[{"occurred_at": moment("2026-09-08").isoformat(), "note": "第一批12万尾已放流。", "author": "田禾"}])
    f.move(row, "check", moment("2026-10-08"), by, self_check="一期放流与回填完成。")
    f.move(row, "call_acceptance", moment("2026-10-10"), by, third_party="渔业资源研究所", third_party_report="渔评〔2026〕5号", third_party_result="FAIL")
    f.move(row, "demand_rework", moment("2026-10-12"), "nongye2", reworks=[{"reason": "回捕率3.1%，低于5%", "due_on": date(2026, 11, 15).isoformat()}])
    f.move(row, "check", moment("2026-11-09"), by, self_check="补放大规格鱼苗4万尾。")
    f.move(row, "call_acceptance", moment("2026-11-13"), by, third_party="渔业资源研究所", third_party_report="渔评〔2026〕9号", third_party_result="PASS")
    _accepted(f, row, 2, "JC", ("2026-11-13", "2026-11-16"), ("NYJ", "田禾", "宋顺舟"), by, "nongye2", "回捕率5.8%，河床达标，验收合格。")
    f.move(row, "maintain", moment("2026-11-18"), by, maintenance_until=date(2027, 11, 18))


def _accepted(
    f: Folder, row: Row, turn: int, observer: str, days: tuple[str, str], signers: tuple[str, str, str], by: str, second: str, opinion: str
) -> None:
    """The observer remarks, department, third party and obligor sign, a second person accepts."""
    agency, name, obligor = signers
    f.move(row, "observe", moment(days[0], "15:00"), "jianchaguan", observations=[
        {"agency": observer, "name": "陆明澄", "remark": "现场见证，无异议。", "occurred_at": moment(days[0], "14:30").isoformat()}])
    f.move(row, "sign", moment(days[0], "16:00"), by, signatures=[
        {"round": turn, "capacity": "DEPARTMENT", "agency": agency, "name": name}, {"round": turn, "capacity": "THIRD_PARTY", "name": row["third_party"]},
        {"round": turn, "capacity": "OBLIGOR", "name": obligor}])
    f.move(row, "accept", moment(days[1]), second, acceptance_opinion=opinion)


def _night_patrols(f: Folder) -> None:
    row = f.add("recommendation", moment("2026-05-06"), "jianchaguan", title="禁采区夜间巡查检察建议", kind="PUBLIC_INTEREST",
                reply_rule="PUBLIC_INTEREST_URGENT", target_agency="SWJ", facts="禁采区夜间巡查空档。", legal_basis="长江保护法 28",
                proposals=[{"content": "补齐夜间巡查"}, {"content": "安装船舶识别"}])
    f.move(row, "approve", moment("2026-05-08"), "jianchazhang")
    f.move(row, "serve", moment("2026-05-11"), "jianchaguan", served_on=date(2026, 5, 11), service_way="书面送达", receiver_name="江流")
    done = [{**p, "measure": m} for p, m in zip(row["proposals"], ("每夜两班巡查", "已装16套"), strict=True)]
    f.move(row, "reply", moment("2026-05-25"), "shuiwu", reply_number="合水函〔2026〕26号", reply="逐项整改完毕。", proposals=done)
    f.move(row, "report", moment("2026-05-26"), "shuiwu", report_number="合水发〔2026〕31号", reported_on=date(2026, 5, 26))
    f.move(row, "evaluate", moment("2026-06-20"), "jianchaguan", evaluation="DONE", proposals=[{**p, "evaluation": "DONE"} for p in done])
    f.move(row, "close", moment("2026-06-30"), "jianchaguan")


def forest(world: World) -> Folder:
    """10 不起诉反向衔接案: an opinion to the forestry authority, answered within two months, and the replanting that was ordered."""
    by = "jianchaguan"
    f = Folder(world, "story-10", moment("2026-03-09"), by, "车辋镇毁林不起诉反向衔接", township=town("116"), summary="熊某毁林1.2亩，赔补造林，不起诉后移送行政处罚。")
    world.last["opinion/JC", 2026] = 4  # the story's letter is 合检意〔2026〕Z5号
    person(f, "2026-03-09", by, "OFFENDER", "熊大川", "19750418", token="熊某")  # noqa: S106
    row = f.add("reverse_transfer", moment("2026-03-09", "09:00"), by, title="毁林案行政处罚检察意见", target_agency="ZGJ", respondent_name="熊大川",
                non_prosecution_number="合检刑不诉〔2026〕Z3号", non_prosecution_kind="DISCRETIONARY", facts="毁林1.2亩，已赔偿并承诺补造，情节轻微。")
    f.move(row, "propose", moment("2026-03-13"), by, penalty_opinion="依森林法 74，责令补种并处罚款。")
    f.move(row, "issue", moment("2026-03-16"), "jianchazhang")
    f.move(row, "serve", moment("2026-03-18"), by, served_date=date(2026, 3, 18), receiver_name="山岳")
    f.move(row, "penalise", moment("2026-04-20"), "zigui", penalty_number="合自规罚〔2026〕6号", penalty_terms="补种1.2亩并罚款3600元", fine_amount="3600.00", restoration_ordered=True)
    f.move(row, "report_back", moment("2026-05-08"), "zigui", reply_number="合自规函〔2026〕27号", reply="已作出处罚，罚款已缴，补种按方案进行。")
    f.move(row, "close", moment("2026-05-29"), by)
    _replanted(f, f.rows["restoration"][-1])
    return f


def _replanted(f: Folder, row: Row) -> None:
    by = "zigui2"
    f.move(row, "submit_plan", moment("2026-04-27"), by, plan="补植楠木、柏木共180株。", targets="成活率不低于85%", measures="补植复绿", area="车辋镇1.2亩", due_on=date(2026, 9, 30))
    f.move(row, "approve_plan", moment("2026-04-29"), "ziguijuzhang", plan_opinion="同意")
    f.move(row, "start", moment("2026-05-06"), by)
    f.move(row, "inspect", moment("2026-06-24"), by, progress=[{"occurred_at": moment("2026-06-24").isoformat(), "note": "180株已栽。", "author": "林茂"}])
    f.move(row, "check", moment("2026-09-21"), by, self_check="成活171株。")
    f.move(row, "call_acceptance", moment("2026-10-13"), by, third_party="林业调查规划院", third_party_report="林评〔2026〕14号", third_party_result="PASS")
    _accepted(f, row, 1, "JC", ("2026-10-13", "2026-10-16"), ("ZGJ", "林茂", "熊大川"), by, "zigui", "成活率95%，验收合格。")
    f.move(row, "maintain", moment("2026-10-19"), by, maintenance_until=date(2027, 10, 19))
