"""The county's twelve stories (合江府院联动十二案) as shared cases; all people, companies and villages are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from api.demo.folder import Folder, World, moment
from api.demo.stories_beside import BESIDE
from api.demo.stories_children import CHILDREN
from api.demo.stories_environment import sand
from api.demo.stories_more import MORE
from api.demo.stories_year import YEAR
from api.demo.telling import docket, fake_id, person, session, share, signatures, task, town

WAGE_2025 = "7210.00"


def boundary(world: World) -> Folder:
    """1 荔枝园边界案: from the village committee to the court's confirmation on the 30th day."""
    m, f = "tiaojie1", Folder(world, "story-01", moment("2026-03-02", "09:00"), "tiaojie1", "望荔村荔枝园边界及排水沟纠纷",
                              township=town("126"), summary="罗青禾与邻居冯小满因荔枝树越界和排水沟堵塞发生争吵，村调委会受理，自规所到场测量。")
    person(f, "2026-03-02", m, "APPLICANT", "罗青禾", "19780312", address="合江县荔江镇望荔村3组")
    person(f, "2026-03-02", m, "RESPONDENT", "冯小满", "19810620", address="合江县荔江镇望荔村3组")
    text = "一、冯小满于2026年4月30日前移植越界荔枝树6株；二、罗青禾出资1800元修复排水沟；三、双方不再就此争执。"
    row = f.add("mediation", moment("2026-03-02", "09:10"), m, title="荔枝园边界及排水沟纠纷", kind="PEOPLE", dispute_type="LAND_BOUNDARY",
                dispute_nature="USE", facts="荔枝树枝越界遮阴，落叶堵塞排水沟。", demands="移植越界树木，修复水沟。", mediator_names="潘砚",
                consent_applicant=True, consent_respondent=True)
    f.move(row, "accept", moment("2026-03-02", "09:40"), m)
    f.move(row, "begin", moment("2026-03-03"), m)
    task(f, "2026-03-03", m, "ZGJ", "到场测量地界", "2026-03-06", ("2026-03-05", "zigui", "已测量，树干基部在冯家一侧，树冠越界1.4米。"))
    f.edit(row, moment("2026-03-06"), m, sessions=[
        session("2026-03-03", "10:00", "罗家荔枝园", "双方陈述争执经过，均愿意继续做邻居。", "潘砚"),
        session("2026-03-06", "14:00", "村委会", "对照测量结果商议移植株数。", "潘砚")])
    f.move(row, "draft", moment("2026-03-09", "09:30"), m, agreement_text=text, agreement_amount="1800.00",
           performance_method="移植、出资修沟", performance_due_on=date(2026, 4, 30))
    f.move(row, "sign", moment("2026-03-09", "11:00"), m, effective_on=date(2026, 3, 9), sealed_on=date(2026, 3, 9), signatures=signatures(
        text, "2026-03-09", ("APPLICANT", "罗青禾", "THUMBPRINT"), ("RESPONDENT", "冯小满", "THUMBPRINT"), ("MEDIATOR", "潘砚", "SIGNATURE")))
    share(f, "2026-04-08", m, "FY", "共同申请司法确认", "faguan")
    f.move(row, "apply_confirmation", moment("2026-04-08", "10:00"), m)
    docket(f, "2026-04-08", "faguan", "COURT", "（2026）川0522诉前调确7号", cause="申请司法确认调解协议", stage="已结", judge="沈砚秋", outcome="裁定有效")
    f.move(row, "confirm", moment("2026-04-15", "16:00"), "faguan", confirmation_number="（2026）川0522诉前调确7号",
           ruling="双方同到场核实，裁定调解协议有效。")
    docket(f, "2026-04-16", "sifaju", "GOVERNMENT", "合司发〔2026〕12号", matter="人民调解案件备案", result="已备案")
    f.move(row, "start_performance", moment("2026-04-16"), m)
    f.move(row, "perform", moment("2026-04-29"), m, performance_note="6株已移植，1800元已付，收条附卷。")
    f.move(row, "archive", moment("2026-05-11"), m)
    return f


def truck(world: World) -> Folder:
    """2 货车事故救助案 joined with a recommendation: the case the README's one query reads (JC, FY, SFJ, MZJ, YJJ)."""
    m = "tiaojie4"
    f = Folder(world, "story-02", moment("2026-01-14", "09:00"), m, "榕山镇无牌货车致人重伤赔偿与救助", township=town("109"), urgency="URGENT",
               summary="务工者陶运生被无牌货车撞成重伤，肇事者柯某无力赔偿，执行到位2000元；该车长期为烟花爆竹零售点送货，监管有漏洞。")
    person(f, "2026-01-14", m, "VICTIM", "陶运生", "19760908", address="合江县榕山镇回龙街12号", vulnerable_groups=["低保边缘"])
    person(f, "2026-01-14", m, "AGENT", "陶晓岚", "20010417", address="合江县榕山镇回龙街12号")
    person(f, "2026-01-14", m, "OFFENDER", "柯大路", "19840222", address="合江县白米镇")
    _truck_mediation(f, m)
    docket(f, "2026-02-12", "faguan", "COURT", "（2026）川0522民初318号", cause="机动车交通事故责任纠纷", stage="已结", judge="沈砚秋",
           outcome="判决柯大路赔偿各项损失186400元")
    docket(f, "2026-03-16", "zhixing", "COURT", "（2026）川0522执211号", cause="机动车交通事故责任纠纷", stage="终结本次执行", judge="邱行止",
           outcome="执行到位2000元")
    docket(f, "2026-02-06", "jianchaguan", "PROCURATORATE", "合检民支〔2026〕4号", business="民事检察（支持起诉）", measure="支持陶运生起诉")
    docket(f, "2026-02-05", "sifaju", "GOVERNMENT", "合司发〔2026〕6号", matter="法律援助", result="指派律师代理")
    docket(f, "2026-03-10", "minzheng", "GOVERNMENT", "合民发〔2026〕27号", matter="临时救助", result="发放临时救助5000元")
    docket(f, "2026-08-28", "yingji", "GOVERNMENT", "合应急发〔2026〕44号", matter="烟花爆竹零售点运输监管整改")
    task(f, "2026-04-20", "zhixing", "CZJ", "拨付司法救助金30000元", "2026-05-08", ("2026-05-06", "caizheng", "已拨付"))
    task(f, "2026-03-26", "zhixing", "MZJ", "核对陶运生户已获社会救助", "2026-04-03", ("2026-04-01", "minzheng", "2026年3月10日已发临时救助5000元"))
    _truck_relief(f)
    _truck_recommendation(f)
    return f


def _truck_mediation(f: Folder, m: str) -> None:
    row = f.add("mediation", moment("2026-01-14", "09:10"), m, title="交通事故赔偿纠纷", kind="PEOPLE", dispute_type="TRAFFIC", dispute_nature="PAYMENT",
                facts="2026年1月8日无牌货车将行人陶运生撞成重伤。", demands="赔偿医疗费、误工费等186400元。", mediator_names="樊良",
                consent_applicant=True, consent_respondent=True)
    f.move(row, "accept", moment("2026-01-14", "10:00"), m)
    f.move(row, "begin", moment("2026-01-16"), m)
    f.edit(row, moment("2026-01-23"), m, sessions=[session("2026-01-16", "10:00", "榕山镇调解室", "柯某承认责任，称无力一次付清。", "樊良"),
                                                   session("2026-01-23", "15:00", "县医院", "分期方案未能谈成。", "樊良")])
    f.move(row, "fail", moment("2026-02-03"), m, reason="肇事者无赔偿能力，双方不能就分期达成一致")
    f.move(row, "inform", moment("2026-02-03", "11:00"), m, remedies_told="已告知可向法院起诉、申请法律援助和司法救助")


def _truck_temporary(f: Folder, who: dict[str, str]) -> None:
    """Civil affairs had helped in March: temporary relief for the same accident."""
    row = f.add("social_relief", moment("2026-03-03"), "xz109", title="陶运生临时救助", **who, kind="TEMPORARY", approver="MZJ", cause="同一交通事故", unit="JZ-109",
                vulnerable=True, hardship="重伤住院，家中两名学生。", household_size=4)
    f.move(row, "accept", moment("2026-03-04"), "xz109")
    f.move(row, "investigate", moment("2026-03-06"), "jiuzhu3", proposed_amount="5000.00", visits=[
        {"occurred_at": moment("2026-03-05", "15:00").isoformat(), "visitors": "甘霖、乡禾", "note": "四口人，借款治疗。", "author": "甘霖"}])
    f.move(row, "review", moment("2026-03-09"), "xz109", proposed_amount="5000.00")
    f.move(row, "approve", moment("2026-03-10"), "minzheng", approved_amount="5000.00")
    f.move(row, "pay", moment("2026-03-11"), "xz109", payment_voucher="一卡通回单2026-03-11")
    f.move(row, "close", moment("2026-03-16"), "xz109")


def _truck_relief(f: Folder) -> None:
    who = {"applicant_name": "陶运生", "applicant_id_number": fake_id("19760908"), "phone": "13800000908", "hukou_township": town("109"),
           "village": "回龙街社区", "cause": "SERIOUS_INJURY", "origin_number": "（2026）川0522执211号", "caused_by_case": True}
    _truck_temporary(f, {name: str(who[name]) for name in ("applicant_name", "applicant_id_number", "phone", "village")})
    row = f.add("judicial_relief", moment("2026-03-25", "09:30"), "jiuzhu3", title="陶运生司法救助", lead_agency="FY", unit="JZ-109", **who,
                hardship="重伤住院，家中两名学生，无其他收入。", household_size=4, household_income="9800.00", vulnerable=True,
                compensation_received="2000.00", requested_amount="50000.00", bank_account="622848050000000018",
                other_relief=[{"kind": "TEMPORARY", "organ": "合江县民政局", "amount": "5000.00", "granted_on": "2026-03-10", "cause": "同一交通事故"}],
                notes=[{"occurred_at": moment("2026-03-24", "15:00").isoformat(), "note": "入户核实，四口人，借款治疗。", "author": "甘霖"}])
    f.move(row, "apply", moment("2026-03-25", "10:00"), "jiuzhu3")
    f.move(row, "verify", moment("2026-03-26"), "zhixing")
    f.move(row, "propose", moment("2026-04-07"), "zhixing", proposed_amount="30000.00", monthly_wage=WAGE_2025)
    f.move(row, "approve", moment("2026-04-15"), "yuanzhang", approved_amount="30000.00",
           social_relief_reason="已得临时救助5000元不足以解困，后续手术费用尚缺4万余元。")
    f.move(row, "request_funds", moment("2026-04-20"), "zhixing")
    f.move(row, "fund", moment("2026-05-06"), "caizheng")
    f.move(row, "notify", moment("2026-05-07"), "zhixing")
    f.move(row, "pay", moment("2026-05-09"), "faguan", paid_amount="30000.00", payment_voucher="陶晓岚代领，凭证2026-05-09第3号")
    f.move(row, "refer", moment("2026-05-12"), "zhixing", referral_kind="MINIMUM_LIVING", referral_agency="MZJ")
    referral = f.rows["social_relief_referral"][-1]
    f.move(referral, "receive", moment("2026-05-13"), "minzheng")
    f.move(referral, "assess", moment("2026-05-18"), "minzheng")
    f.move(referral, "grant", moment("2026-06-03"), "minzheng", granted_amount="620.00")
    f.move(referral, "feed_back", moment("2026-06-04"), "minzheng", feedback="自6月起纳入低保，每月620元。")
    medical = f.add("social_relief_referral", moment("2026-05-12", "16:00"), "zhixing", title="社会救助转介：陶运生医疗救助", direction="TO_SOCIAL", kind="MEDICAL",
                    receiver="YBJ", relief_id=row["id"], need="后续手术费用缺口约4万元。")
    f.move(medical, "receive", moment("2026-05-14"), "yibao")
    f.move(medical, "assess", moment("2026-05-20"), "yibao")
    share(f, "2026-05-12", "zhixing", "YBJ", "医疗救助评估", "yibao")
    f.move(row, "follow_up", moment("2026-08-20"), "jiuzhu3", follow_ups=[{"occurred_at": moment("2026-08-20").isoformat(), "note": "已出院，低保按月到账。"}])
    again = f.add("judicial_relief", moment("2026-04-22"), "kongshen", title="陶运生司法救助（12309）", **who, requested_amount="50000.00",
                  hardship="同一事故。")
    f.move(again, "apply", moment("2026-04-22", "10:30"), "kongshen")
    f.move(again, "return_for_supplement", moment("2026-04-23"), "kongshen", reason="系统提示同一案件已有救助决定，请当事人说明")
    f.move(again, "withdraw", moment("2026-04-27"), "kongshen", reason="同一案件已获司法救助，不得重复")


def _truck_recommendation(f: Folder) -> None:
    row = f.add("recommendation", moment("2026-08-20"), "jianchaguan", title="烟花爆竹零售点运输监管检察建议", kind="GOVERNANCE", reply_rule="GENERAL",
                target_agency="YJJ", facts="无牌货车长期为三家零售点运送烟花爆竹，未查验运输资质。", legal_basis="安全生产法 62；烟花爆竹安全管理条例 22",
                proposals=[{"content": "清查零售点运输车辆资质"}, {"content": "建立零售点进货查验台账"}])
    f.move(row, "approve", moment("2026-08-25"), "jianchazhang")
    f.move(row, "serve", moment("2026-08-27"), "jianchaguan", served_on=date(2026, 8, 27), service_way="书面送达", receiver_name="方警")
    f.move(row, "rectify", moment("2026-09-01"), "yingji")
    f.move(row, "expire", moment("2026-10-28"), "jianchaguan")
    f.move(row, "urge", moment("2026-11-03"), "jianchaguan", urging_number="合检督〔2026〕2号")
    f.move(row, "report_government", moment("2026-11-12"), "jianchaguan", reason="两个月期满未书面回复，督促后仍未回复")
    share(f, "2026-11-12", "jianchaguan", "GOV", "检察建议逾期，报县政府")


def fireworks(world: World) -> Folder:
    """7 应急局逾期案: 17 days late, kept for good; an oral answer is none."""
    f = Folder(world, "story-07", moment("2026-03-18"), "jianchaguan", "烟花爆竹零售点监管漏洞检察建议", township=town("104"),
               summary="零售点超量储存、无证销售，检察院向应急局制发检察建议，逾期17日回复。")
    world.last["recommendation/JC", 2026] = 8  # the story's letter is 合检建〔2026〕9号
    docket(f, "2026-03-18", "jianchaguan", "PROCURATORATE", "合检行公立〔2026〕5号", business="公益诉讼检察", measure="制发社会治理检察建议")
    docket(f, "2026-04-02", "yingji", "GOVERNMENT", "合应急函〔2026〕15号", matter="零售点整治", result="完成2项，1项在办")
    share(f, "2026-06-10", "jianchaguan", "GOV", "逾期报县政府", "zhengfuban")
    share(f, "2026-06-10", "jianchaguan", "SFJ", "依法治县考核", "sifaju")
    row = f.add("recommendation", moment("2026-03-25"), "jianchaguan", title="烟花爆竹零售点监管检察建议", kind="GOVERNANCE", reply_rule="GENERAL",
                target_agency="YJJ", facts="三家零售点超量储存，一家无证销售。", legal_basis="烟花爆竹安全管理条例 16, 36",
                proposals=[{"content": "查处无证零售"}, {"content": "限量储存检查"}, {"content": "建立日常巡查台账"}])
    f.move(row, "approve", moment("2026-03-30"), "jianchazhang")
    f.move(row, "serve", moment("2026-04-01"), "jianchaguan", served_on=date(2026, 4, 1), service_way="书面送达", receiver_name="方警")
    f.move(row, "expire", moment("2026-06-02"), "jianchaguan")
    f.move(row, "urge", moment("2026-06-03"), "jianchaguan", urging_number="合检督〔2026〕1号")
    f.move(row, "report_government", moment("2026-06-10"), "jianchaguan", reason="两个月未回复")
    done = [{**p, "measure": m} for p, m in zip(row["proposals"], ("已查处", "已检查并限量", "台账在建，12月完成"), strict=True)]
    f.move(row, "reply", moment("2026-06-18"), "yingji", reply_number="合应急发〔2026〕29号", proposals=done,
           reply="3项中完成2项。5月曾口头回复（无书面记录）。", replied_on=date(2026, 6, 18), late_reply=True)
    f.move(row, "report", moment("2026-06-19"), "yingji", report_number="合应急发〔2026〕30号", reported_on=date(2026, 6, 19))
    marks = ("DONE", "DONE", "PARTLY")
    f.move(row, "evaluate", moment("2026-07-08"), "jianchaguan", evaluation="PARTLY",
           proposals=[{**p, "evaluation": e} for p, e in zip(done, marks, strict=True)])
    f.move(row, "assess", moment("2026-11-16"), "sifaju", assessment="年度扣分，逾期17日；口头回复异议不成立")
    return f


def offline(world: World) -> Folder:
    """12 手机离线调解: entered without signal on two tablets, signed, its window for confirmation still open."""
    m = "tiaojie2"
    f = Folder(world, "story-12", moment("2026-11-16", "09:20"), m, "福宝镇云顶村山林通行纠纷", township=town("112"),
               summary="山里无信号，两名调解员用两台平板取证签名，回镇后同步。")
    person(f, "2026-11-16", m, "APPLICANT", "竹溪生", "19690923", address="合江县福宝镇云顶村2组")
    person(f, "2026-11-16", m, "RESPONDENT", "石大川", "19720130", address="合江县福宝镇云顶村2组")
    text = "石大川允许竹溪生每年10月至12月经林间便道运竹，竹溪生每年支付修路费600元。"
    row = f.add("mediation", moment("2026-11-16", "09:30"), m, title="山林便道通行纠纷", kind="PEOPLE", dispute_type="NEIGHBOUR", dispute_nature="USE",
                facts="运竹便道穿过他人承包林。", demands="允许通行。", mediator_names="岳松、姚朗", consent_applicant=True, consent_respondent=True,
                created_offline=True, alias_number="TMP-FB02-01K9Z3M4N5P6Q7R8S9T0V1W2X3")
    f.move(row, "accept", moment("2026-11-16", "09:40"), m)
    f.move(row, "begin", moment("2026-11-17"), m)
    f.edit(row, moment("2026-11-17", "16:00"), m, sessions=[session("2026-11-17", "10:00", "云顶村2组林边", "现场踏勘，双方指认便道。", "岳松"),
                                                            session("2026-11-17", "14:00", "云顶村", "商定季节与费用。", "姚朗")],
           photos=[{"digest": hashlib.sha256(b"demo photo 1").hexdigest(), "caption": "便道入口"}])
    f.move(row, "draft", moment("2026-11-18"), m, agreement_text=text, agreement_amount="600.00", performance_method="每年支付",
           performance_due_on=date(2026, 12, 31))
    f.move(row, "sign", moment("2026-11-19"), m, effective_on=date(2026, 11, 19), sealed_on=date(2026, 11, 19), signatures=signatures(
        text, "2026-11-19", ("APPLICANT", "竹溪生", "SIGNATURE"), ("RESPONDENT", "石大川", "THUMBPRINT"), ("MEDIATOR", "岳松", "SIGNATURE")))
    return f


def built(world: World) -> Iterator[Folder]:
    """Every story, the fireworks letter first because its number is part of the story."""
    tellers: tuple[Callable[[World], Iterable[Folder]], ...] = (
        *map(_alone, (fireworks, boundary, truck, sand)), *CHILDREN, *map(_alone, (offline, *MORE, *YEAR, *BESIDE)))
    for tell in tellers:
        yield from tell(world)


def _alone(tell: Callable[[World], Folder]) -> Callable[[World], Iterable[Folder]]:
    """A story of one case."""
    return lambda world: (tell(world),)
