"""The stories of children (涉未成年人): a report that stands, and a check before hiring that was wrong and was put right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date

from api.demo.folder import Folder, World, moment
from api.demo.telling import docket, fake_id, share, town

NEUTRAL = "涉未成年人事项"


def teacher(world: World) -> Iterable[Folder]:
    """4 班主任报告案: the report stands alone, agencies work on another case by token, the school answers within a month."""
    joint, report, letter = _joint(world), _report(world), _letter(world)
    row = report.rows["child_report"][0]
    report.move(row, "handle_jointly", moment("2026-05-14"), "weijian", incident_id=joint.rows["child_protection"][0]["id"])
    report.move(row, "follow_up", moment("2026-08-20"), "paichusuo", follow_ups=[{"occurred_at": moment("2026-08-19").isoformat(), "note": "情绪稳定，随外祖父母生活。"}])
    return report, joint, letter


def _report(world: World) -> Folder:
    f = Folder(world, "story-04", moment("2026-05-11", "10:45"), "banzhuren", NEUTRAL, lead_agency="GAJ", urgency="CRITICAL")
    row = f.add("child_report", moment("2026-05-11", "10:45"), "banzhuren", title="学生手臂伤痕", situation="S4", channel="SYSTEM", discovered_at=moment("2026-05-11", "10:20"),
                reported_at=moment("2026-05-11", "10:45"), reporter_name="祁沐阳", reporter_phone="13800001020", reporter_post="班主任", reporter_agency="XX-113201",
                also_told="JTJ", child_token="小禾", age_at_event=10, child_name="季小禾", child_id_number=fake_id("20160302"), child_school="先滩镇石梯小学",  # noqa: S106
                child_address="合江县先滩镇石梯村", guardian_name="季兰", suspect_name="古岩", suspect_relation="STEP_PARENT", facts="手臂多处伤痕，自述被继父打。",
                sensitivity_level="MINOR")
    f.move(row, "receive", moment("2026-05-11", "10:52"), "paichusuo")
    f.move(f.rows["share"][-1], "accept", moment("2026-05-11", "11:30"), "weijian")
    f.move(row, "accept", moment("2026-05-11", "11:00"), "paichusuo")
    f.move(row, "file", moment("2026-05-12", "09:30"), "paichusuo", filing_kind="ADMINISTRATIVE", filing_number="合公受案字〔2026〕203号", filed_at=moment("2026-05-12", "09:00"))
    docket(f, "2026-05-12", "paichusuo", "GOVERNMENT", "合公受案字〔2026〕203号", matter="治安受案", result="三日内已反馈")
    f.move(row, "give_feedback", moment("2026-05-13", "16:00"), "paichusuo", feedback="已依法治安受案，学生已得到保护。")
    return f


def _joint(world: World) -> Folder:
    """The agencies' own case: the token, the tasks, no name."""
    f = Folder(world, "story-04-joint", moment("2026-05-12", "10:00"), "paichusuo", "小禾联合处置", township=town("113"), urgency="URGENT")
    row = f.add("child_protection", moment("2026-05-12", "10:05"), "paichusuo", title="小禾联合处置", number=f"合未护〔2026〕{world.number('child_protection', 2026)}号",
                child_token="小禾", age_at_event=10, need_to_know="十岁，疑受家庭暴力，暂不宜回原家庭。", plan="治安调查与未检同步介入，民政评估照料，妇联心理疏导。",  # noqa: S106
                single_interview=True, sensitivity_level="MINOR")
    share(f, "2026-05-12", "paichusuo", "JC", "联合处置", "weijian")
    for day, agency, title, due, who, result in (
            ("2026-05-12", "FL", "心理疏导", date(2026, 6, 12), "fulian", "疏导六次，情绪稳定"), ("2026-05-12", "MZJ", "评估临时照料", date(2026, 5, 15), "minzheng2", "外祖父母照料适宜")):
        f.move(row, "assign", moment(day, "11:00"), "paichusuo", task_title=title, task_agency=agency, task_due_on=due)
        f.move(f.rows["task"][-1], "complete", moment("2026-06-10" if agency == "FL" else "2026-05-14", "16:00"), who, result=result)
    f.move(row, "place", moment("2026-05-14", "17:00"), "minzheng2", placement="RELATIVE")
    safeguard = f.add("child_safeguard", moment("2026-05-12", "10:30"), "paichusuo", title="询问时合适成年人到场", kind="SUITABLE_ADULT", child_token="小禾",  # noqa: S106
                      receiver="FL", guardian_absent_reason="监护人与嫌疑人共同生活")
    f.move(safeguard, "assign", moment("2026-05-12", "11:30"), "fulian", provided_by="柳安")
    f.move(safeguard, "attend", moment("2026-05-12", "15:00"), "paichusuo", record="全程到场，一次询问，同步录音录像。")
    return f


def _letter(world: World) -> Folder:
    """The procuratorate's letter to the school, which names no child."""
    f = Folder(world, "story-04-letter", moment("2026-05-18"), "weijian", "学校强制报告制度检察建议", township=town("113"))
    docket(f, "2026-05-18", "weijian", "PROCURATORATE", "合检未检〔2026〕7号", business="未成年人检察", measure="制发检察建议")
    row = f.add("recommendation", moment("2026-05-20"), "weijian", title="强制报告制度落实检察建议", kind="GOVERNANCE", reply_rule="MINORS", sensitivity_level="MINOR",
                target_agency="XX-113201", facts="学校此前两次未按规定报告。", legal_basis="未成年人保护法 11, 114",
                proposals=[{"content": "建立强制报告台账"}, {"content": "全员培训"}])
    f.move(row, "approve", moment("2026-05-22"), "jianchazhang")
    f.move(row, "serve", moment("2026-05-25"), "weijian", served_on=date(2026, 5, 25), service_way="书面送达", receiver_name="冉立")
    done = [{**p, "measure": m} for p, m in zip(row["proposals"], ("台账已建", "已培训42人"), strict=True)]
    f.move(row, "reply", moment("2026-06-22"), "xiaozhang", reply_number="石梯小学〔2026〕6号", reply="已逐项整改。", proposals=done)
    f.move(row, "report", moment("2026-06-23"), "xiaozhang", report_number="石梯小学〔2026〕7号", reported_on=date(2026, 6, 23))
    f.move(row, "evaluate", moment("2026-07-15"), "weijian", evaluation="DONE", proposals=[{**p, "evaluation": "DONE"} for p in done])
    f.move(row, "close", moment("2026-07-20"), "weijian")
    lesson = f.add("child_education", moment("2026-09-07"), "weijian", title="防性侵教育第一课", kind="SEXUAL_SAFETY", school="先滩镇石梯小学", host_agency="JTJ")
    f.move(lesson, "hold", moment("2026-09-10"), "weijian", held_on=date(2026, 9, 10), audience=320, lecturer="温见微", risks=[{"risk": "宿舍无女管理员", "advice": "配备女管理员"}])
    f.move(lesson, "answer", moment("2026-10-09"), "jiaoti", answer="已配备两名女管理员")
    return f


def hiring(world: World) -> Iterable[Folder]:
    """5 入职查询案: a false match corrected by a second officer, another branch screened, a one-month clock still running."""
    return _check(world), _screening(world)


def _check(world: World) -> Folder:
    f = Folder(world, "story-05", moment("2026-07-06"), "jiaoti", "入职查询事项")
    row = f.add("employment_check", moment("2026-07-06", "09:10"), "jiaoti", title="星禾托管保洁员入职查询", purpose="HIRING", employer="合江星禾托管服务有限公司",
                employer_uscc="91510522MA9999996N", post="保洁员", subject_name="安知夏", subject_id_number=fake_id("19950716"), asked_agency="GAJ", sensitivity_level="INTERNAL")
    f.move(row, "ask", moment("2026-07-06", "09:30"), "jiaoti", consented_on=date(2026, 7, 5), consent_digest=hashlib.sha256(b"demo consent").hexdigest())
    f.move(row, "answer", moment("2026-07-08"), "mingjing", result="MATCH")
    f.move(row, "object", moment("2026-07-13"), "jiaoti", objection="本人称从无违法记录，疑为同名")
    f.move(row, "correct", moment("2026-07-17"), "paichusuo", result="NO_MATCH", recheck_reason="身份证号不符，系同名同姓")
    return f


def _screening(world: World) -> Folder:
    f = Folder(world, "story-05-screening", moment("2026-10-09"), "weijian", "托管机构入职查询监督", township=town("001"), summary="星禾托管另一分店漏查，责令改正。")
    f.add("party", moment("2026-10-09"), "weijian", kind="ORGANISATION", role="RESPONDENT", name="合江星禾托管服务有限公司", uscc="91510522MA9999996N")
    docket(f, "2026-10-09", "weijian", "PROCURATORATE", "合检未检〔2026〕11号", business="未成年人检察", measure="监督入职查询")
    share(f, "2026-10-09", "weijian", "JTJ", "入职查询监督", "jiaoti")
    share(f, "2026-10-09", "weijian", "SJJ", "入职查询监督", "shijian")
    row = f.add("staff_screening", moment("2026-10-10"), "jiaoti", title="星禾托管二店在职人员筛查", employer="合江星禾托管服务有限公司", branch="二店", joint_agency="SJJ",
                present_staff=9, checked_staff=7, screened_on=date(2026, 10, 10))
    f.move(row, "order", moment("2026-10-12"), "jiaoti", order_number="合教函〔2026〕88号", correct_by=date(2026, 11, 30))
    letter = f.add("recommendation", moment("2026-11-02"), "weijian", title="托管机构入职查询检察建议", kind="GOVERNANCE", reply_rule="MINORS",
                   sensitivity_level="MINOR", target_agency="JTJ", facts="托管机构分店未逐年查询。", legal_basis="未成年人保护法 62, 114",
                   proposals=[{"content": "逐年查询并留痕"}])
    f.move(letter, "approve", moment("2026-11-04"), "jianchazhang")
    f.move(letter, "serve", moment("2026-11-06"), "weijian", served_on=date(2026, 11, 6), service_way="书面送达", receiver_name="许知学")
    f.move(letter, "rectify", moment("2026-11-09"), "jiaoti")
    return f


CHILDREN: tuple[Callable[[World], Iterable[Folder]], ...] = (teacher, hiring)
