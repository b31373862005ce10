"""Invented everyday cases over three years: mediations, relief applications, recommendations, plain shared cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from api.demo.folder import Doer, Folder, World
from api.demo.stories import WAGE_2025
from schema.identifiers import HOME_COUNTY, TOWNSHIPS, resident_id
from schema.kit import SHANGHAI

SPAN = 1085  # days before the reference day in which cases begin
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章云苏潘葛范彭鲁韦马苗方任袁柳鲍史唐费薛雷贺倪汤滕罗毕郝安常乐于傅齐康"
GIVEN = "一乙子文之元以少心仁月木水火土山川云雨雪风光星辰日春夏秋冬东南西北平安和顺明亮清远志成立本正修德学思言行知书礼乐松竹梅兰"
AREAS = ("510502", "510503", "510504", "510521", "510522", "510524", "510525", "511502", "511521", "500116")
DISPUTES = (
    ("NEIGHBOUR", "USE", "邻里通行纠纷", "一方堆放杂物占用共用通道。", "恢复通行。"),
    ("LAND_BOUNDARY", "USE", "山林地界纠纷", "两户林地界址不清，砍伐越界。", "确定使用界线。"),
    ("CONTRACTED_LAND", "PAYMENT", "承包地流转费纠纷", "流转费两年未付。", "支付流转费。"),
    ("COMPENSATION", "PAYMENT", "征地补偿款分配纠纷", "户内补偿款分配不均。", "重新分配。"),
    ("LABOUR", "PAYMENT", "劳务报酬纠纷", "荔枝采摘季工钱未结清。", "结清工钱。"),
    ("CONSUMER", "PAYMENT", "农资质量纠纷", "购买的肥料结块失效。", "退款并赔偿。"),
    ("TRAFFIC", "PAYMENT", "电动车碰撞赔偿纠纷", "集市口两车相撞。", "赔偿医药费。"),
    ("MEDICAL", "PAYMENT", "诊所用药纠纷", "用药后过敏。", "赔偿治疗费。"),
    ("FAMILY", "STATUS", "赡养与探望纠纷", "子女对轮流照料有争执。", "明确轮流照料。"),
    ("POLLUTION", "PAYMENT", "养鱼塘污水损失纠纷", "上游排水致鱼死亡。", "赔偿鱼苗损失。"),
    ("OTHER", "OWNERSHIP", "宅基地权属纠纷", "老宅拆建界址争议。", "确认权属。"),
)
TARGETS = (("YJJ", "yingji", "安全生产隐患排查"), ("SWJ", "shuiwu", "河道采砂监管"), ("NYJ", "nongye", "渔业资源保护"), ("ZGJ", "zigui", "耕地保护监管"),
           ("STJ", "huanjing", "畜禽粪污监管"), ("SJJ", "shijian", "预制食品监管"), ("JTJ", "jiaoti", "校园周边安全"), ("RSJ", "renshe", "工资支付监管"))
HAMLETS = ("石梯村", "回龙坝村", "云顶村", "黄桷村", "凉水井村", "望荔村", "大坡村", "清溪社区")
MEDIATORS = (("tiaojie1", "126"), ("tiaojie2", "112"), ("tiaojie3", "102"), ("tiaojie4", "109"), ("tiaojie6", "002"), ("shouxi2", "126"))
STATIONS = (("jiuzhu1", "112", "JZ-112203"), ("jiuzhu2", "102", "JZ-102201"), ("jiuzhu3", "109", "JZ-109"))


class Somebody(NamedTuple):
    """An invented person."""

    name: str
    birth: date
    id_number: str
    phone: str


def synthetic(world: World, count: int, seed: int = 20261124) -> Iterator[Folder]:
    """`count` cases as they came in, oldest first, so that numbers and keys grow with time; each is the same whatever their number."""
    starts = sorted((_start(world, Random(f"{seed}-{n}")), n) for n in range(count))  # noqa: S311 - the same cases in every build
    for _, n in starts:
        yield _one(world, n, Random(f"{seed}-{n}"))  # noqa: S311


def _start(world: World, chance: Random) -> datetime:
    day = world.today - timedelta(days=2 + int(SPAN * chance.random() ** 1.15))
    return datetime(day.year, day.month, day.day, 8 + chance.randrange(9), chance.randrange(60), chance.randrange(60), tzinfo=SHANGHAI)


def _one(world: World, n: int, chance: Random) -> Folder:
    at, draw = _start(world, chance), chance.random()
    make = _mediation if draw < 0.62 else _relief if draw < 0.78 else _recommendation if draw < 0.9 else _coordination
    return make(world, f"case-{n}", at, chance)


class _Days:
    """The days of a case as they pass; False once they reach the reference day."""

    def __init__(self, world: World, start: datetime, chance: Random) -> None:
        self.at, self._chance, self._end = start, chance, datetime.combine(world.today, datetime.min.time(), SHANGHAI)

    def go(self, least: int, most: int) -> bool:
        later = self.at + timedelta(days=self._chance.randint(least, most), minutes=self._chance.randrange(1, 90))
        if later >= self._end:
            return False
        self.at = later
        return True


def _somebody(chance: Random, youngest: int = 1998) -> Somebody:
    name = chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(1 + (chance.random() < 0.7)))
    birth = date(1945, 1, 1) + timedelta(days=chance.randrange((youngest - 1945) * 365))
    return Somebody(name, birth, resident_id(f"{chance.choice(AREAS)}{birth:%Y%m%d}000"), f"138{chance.randrange(10**8):08d}")


def _party(folder: Folder, at: datetime, by: str, role: str, who: Somebody, place: str) -> None:
    folder.add("party", at, by, kind="PERSON", role=role, name=who.name, id_number=who.id_number, phone=who.phone, address=f"合江县{place}")


def _mediation(world: World, label: str, at: datetime, chance: Random) -> Folder:
    by, town = chance.choice(MEDIATORS)
    kind, nature, title, facts, demands = chance.choice(DISPUTES)
    first, second, place = _somebody(chance), _somebody(chance), TOWNSHIPS[HOME_COUNTY + town]
    days, doer = _Days(world, at, chance), world.doers[by]
    f = Folder(world, label, at, by, f"{place}{first.name}与{second.name}{title}", detailed=False, township=HOME_COUNTY + town, summary=facts,
               urgency="URGENT" if chance.random() < 0.08 else "ORDINARY")
    _party(f, at, by, "APPLICANT", first, place)
    _party(f, at, by, "RESPONDENT", second, place)
    row = f.add("mediation", at, by, title=title, kind="PEOPLE" if chance.random() < 0.85 else "ADMINISTRATIVE", dispute_type=kind, dispute_nature=nature,
                facts=facts, demands=demands, mediator_names=doer.name, consent_applicant=True, consent_respondent=True)
    if not days.go(0, 2):
        return f
    if chance.random() < 0.03:
        f.move(row, "decline", days.at, by, reason="已向人民法院起诉")
        return f
    f.move(row, "accept", days.at, by)
    if not days.go(0, 3):
        return f
    f.move(row, "begin", days.at, by)
    f.edit(row, days.at + timedelta(minutes=50), by, sessions=[
        {"occurred_at": days.at.isoformat(), "place": f"{place}调解室", "note": "双方陈述事实，核对证据，交换意见。", "author": doer.name}])
    if not days.go(1, 24):
        return f
    if chance.random() < 0.14:
        f.move(row, "fail", days.at, by, reason="双方分歧较大")
        if days.go(0, 1):
            f.move(row, "inform", days.at, by, remedies_told="已告知可以起诉、仲裁")
        return f
    _agreed(world, f, row, days, by, (first, second, doer), chance)
    return f


def _agreed(
    world: World, f: Folder, row: dict[str, object], days: _Days, by: str, signers: tuple[Somebody, Somebody, Doer], chance: Random
) -> None:
    amount, day = chance.randrange(3, 400) * 100, days.at.date()
    text = f"一、对方于{(day + timedelta(days=30)):%Y年%m月%d日}前支付{amount}元；二、双方不再就此争执。"
    f.move(row, "draft", days.at, by, agreement_text=text, agreement_amount=amount, performance_method="一次付清", performance_due_on=day + timedelta(days=30))
    if not days.go(0, 2):
        return
    digest = hashlib.sha256(text.encode()).hexdigest()
    f.move(row, "sign", days.at, by, effective_on=days.at.date(), sealed_on=days.at.date(), signatures=[
        {"capacity": capacity, "name": who.name, "manner": "THUMBPRINT" if chance.random() < 0.3 else "SIGNATURE",
         "occurred_at": days.at.isoformat(), "text_digest": digest}
        for capacity, who in (("APPLICANT", signers[0]), ("RESPONDENT", signers[1]), ("MEDIATOR", signers[2]))])
    if row["dispute_nature"] in ("USE", "PAYMENT") and chance.random() < 0.3 and days.go(3, 25):
        f.move(row, "apply_confirmation", days.at, by)
        number = f"（{days.at.year}）川0522诉前调确{world.number('court', days.at.year) + 100}号"
        f.add("docket", days.at, "faguan", branch="COURT", agency="FY", number=number, number_as_written=number, registered_on=days.at.date(),
              cause="申请司法确认调解协议", stage="审查中", judge="沈砚秋")
        if not days.go(2, 15):
            return
        f.move(row, "confirm", days.at, "faguan", confirmation_number=number, ruling="裁定调解协议有效。")
    if not days.go(1, 5):
        return
    f.move(row, "start_performance", days.at, by)
    if not days.go(5, 40):
        return
    if chance.random() < 0.08:
        f.move(row, "breach", days.at, by, reason="到期未支付")
        return
    f.move(row, "perform", days.at, by, performance_note="已付清，收条附卷。")
    if days.go(3, 20):
        f.move(row, "archive", days.at, by)


def _relief(world: World, label: str, at: datetime, chance: Random) -> Folder:
    by, town, unit = chance.choice(STATIONS)
    who, place, days = _somebody(chance), TOWNSHIPS[HOME_COUNTY + town], _Days(world, at, chance)
    origin = f"（{at.year}）川0522{chance.choice(('刑初', '民初', '执'))}{world.number('origin', at.year) + 1000}号"
    f = Folder(world, label, at, "zhixing", f"{place}{who.name}申请司法救助", detailed=False, township=HOME_COUNTY + town,
               summary="案件当事人因案致困，申请国家司法救助。")
    _party(f, at, "zhixing", "APPLICANT", who, place)
    f.add("docket", at, "zhixing", branch="COURT", agency="FY", number=origin, number_as_written=origin, registered_on=at.date(),
          cause="因案致困司法救助", stage="执行中", judge="邱行止")
    cause = chance.choice(("SERIOUS_INJURY", "URGENT_TREATMENT", "DEATH", "PROPERTY_LOSS", "MAINTENANCE", "TRAFFIC"))
    row = f.add("judicial_relief", at, by, title=f"{who.name}司法救助", lead_agency="FY", unit=unit, applicant_name=who.name,
                applicant_id_number=who.id_number, phone=who.phone,
                hukou_township=HOME_COUNTY + town, village=chance.choice(HAMLETS), cause=cause, origin_number=origin,
                caused_by_case=True,
                hardship="主要劳力受伤，医疗支出大。", household_size=chance.randint(1, 6), household_income=chance.randrange(30, 150) * 100,
                vulnerable=chance.random() < 0.4, requested_amount=chance.randrange(5, 80) * 1000)
    steps: list[tuple[int, int, str, str, dict[str, object]]] = [(0, 2, "apply", by, {}), (1, 4, "verify", "zhixing", {})]
    amount = chance.randrange(3, 50) * 1000
    if chance.random() < 0.12:
        steps.append((2, 9, "reject", "yuanzhang", {"reason": "困难与案件无直接关联"}))
    else:
        steps += [
            (2, 12, "propose", "zhixing", {"proposed_amount": amount, "monthly_wage": WAGE_2025}), (1, 8, "approve", "yuanzhang", {"approved_amount": amount}),
            (1, 3, "request_funds", "zhixing", {}), (3, 20, "fund", "caizheng", {}), (0, 3, "notify", "zhixing", {}),
            (1, 5, "pay", "faguan", {"paid_amount": amount, "payment_voucher": "领款凭证附卷"})]
        if chance.random() < 0.35:
            steps.append((1, 6, "refer", "zhixing", {"referral_kind": "TEMPORARY", "referral_agency": "MZJ"}))
        steps.append((20, 90, "follow_up", by, {"follow_ups": [{"occurred_at": at.isoformat(), "note": "生活有所改善。"}]}))
        steps.append((1, 10, "close", "zhixing", {}))
    for least, most, move, doer, inputs in steps:
        if not days.go(least, most):
            break
        f.move(row, move, days.at, doer, **inputs)
        if move == "request_funds":
            f.add("task", days.at, "zhixing", title="拨付司法救助金", agency="CZJ", due_at=days.at + timedelta(days=20), origin="judicial_relief")
        elif move == "refer":
            _referred(f, days, chance)
    return f


def _referred(f: Folder, days: _Days, chance: Random) -> None:
    row, here = f.rows["social_relief_referral"][-1], days.at
    granted = chance.random() < 0.7
    steps: tuple[tuple[int, int, str, dict[str, object]], ...] = (
        (0, 3, "receive", {}), (1, 8, "assess", {}),
        (3, 12, "grant", {"granted_amount": 2000}) if granted else (3, 12, "refuse", {"reason": "家庭收入超过标准"}),
        (0, 2, "feed_back", {"feedback": "已发放临时救助。" if granted else "不符合条件，已告知。"}))
    for least, most, move, inputs in steps:
        if not days.go(least, most):
            break
        f.move(row, move, days.at, "minzheng", **inputs)
    days.at = max(here, days.at)


def _recommendation(world: World, label: str, at: datetime, chance: Random) -> Folder:
    agency, officer, subject = chance.choice(TARGETS)
    by, days = chance.choice(("jianchaguan", "kongshen", "weijian")), _Days(world, at, chance)
    town = chance.choice(tuple(TOWNSHIPS))
    rule = chance.choices(("GENERAL", "PUBLIC_INTEREST", "PUBLIC_INTEREST_URGENT", "MINORS"), (6, 3, 1, 2))[0]
    f = Folder(world, label, at, by, f"{TOWNSHIPS[town]}{subject}检察建议", detailed=False, township=town, summary=f"办案中发现{subject}存在漏洞。")
    number = f"合检行公立〔{at.year}〕{world.number('procuratorate', at.year) + 200}号"
    f.add("docket", at, by, branch="PROCURATORATE", agency="JC", number=number, number_as_written=number, registered_on=at.date(),
          business="公益诉讼检察", measure="制发检察建议")
    row = f.add("recommendation", at, by, title=f"{subject}检察建议", kind="PUBLIC_INTEREST" if rule.startswith("PUBLIC") else "GOVERNANCE", reply_rule=rule,
                target_agency=agency, facts=f"{TOWNSHIPS[town]}辖区内{subject}不到位。", legal_basis="相关法律法规",
                proposals=[{"content": "全面排查并建立台账"}, {"content": "建立长效巡查制度"}])
    if not days.go(2, 9):
        return f
    f.move(row, "approve", days.at, "jianchazhang")
    if not days.go(1, 4):
        return f
    f.move(row, "serve", days.at, by, served_on=days.at.date(), service_way="书面送达", receiver_name=world.doers[officer].name)
    served = days.at
    term = {"MINORS": 31, "PUBLIC_INTEREST_URGENT": 16}.get(rule, 62)
    if chance.random() < 0.16:
        days.at = served + timedelta(days=term)
        if not days.go(1, 4):
            days.at = served
            return f
        f.move(row, "expire", days.at, by)
        if days.go(2, 6):
            f.move(row, "urge", days.at, by, urging_number=f"合检督〔{days.at.year}〕{world.number('urging', days.at.year) + 10}号")
        if not days.go(5, 30):
            return f
    elif not days.go(term // 3, term - 3):
        return f
    done = [{**p, "measure": m} for p, m in zip(row["proposals"], ("已排查", "已建制"), strict=True)]
    late = row["state"] != "SERVED"
    f.move(row, "reply", days.at, officer, reply_number=f"合{subject[:1]}函〔{days.at.year}〕{world.number('reply', days.at.year) + 300}号",
           reply="已逐项整改。", proposals=done, replied_on=days.at.date(), late_reply=late)
    if not days.go(1, 5):
        return f
    f.move(row, "report", days.at, officer, report_number=f"合{subject[:1]}发〔{days.at.year}〕{world.number('report', days.at.year) + 300}号",
           reported_on=days.at.date())
    if days.go(10, 30):
        mark = "PARTLY" if late else "DONE"
        f.move(row, "evaluate", days.at, by, evaluation=mark, proposals=[{**p, "evaluation": mark} for p in done])
        if days.go(5, 30):
            f.move(row, "close", days.at, by)
    return f


def _coordination(world: World, label: str, at: datetime, chance: Random) -> Folder:
    town, days = chance.choice(tuple(TOWNSHIPS)), _Days(world, at, chance)
    agency, officer, subject = chance.choice(TARGETS)
    who = _somebody(chance)
    f = Folder(world, label, at, "sifaju", f"{TOWNSHIPS[town]}{who.name}{subject}争议会商", detailed=False, township=town, summary="行政争议，府院会商协调。")
    _party(f, at, "sifaju", "APPLICANT", who, TOWNSHIPS[town])
    number = f"合司函〔{at.year}〕{world.number('justice', at.year) + 100}号"
    f.add("docket", at, "sifaju", branch="GOVERNMENT", agency="SFJ", number=number, number_as_written=number, registered_on=at.date(), matter="争议协调")
    if days.go(1, 5):
        share = f.add("share", days.at, "sifaju", from_agency="SFJ", to_agency=agency, purpose="争议协调")
        if days.go(0, 4):
            f.move(share, "accept", days.at, officer)
            todo = f.add("task", days.at, "sifaju", title="提交书面意见", agency=agency, due_at=days.at + timedelta(days=15), origin="coordination")
            if days.go(3, 20):
                f.move(todo, "complete", days.at, officer, result="已提交书面意见")
                if days.go(5, 40):
                    f.move(f.case, "close", days.at, "sifaju")
    return f
