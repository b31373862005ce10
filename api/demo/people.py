"""The demo county's people: who signs in as what; all names are invented."""

from __future__ import annotations

from typing import NamedTuple

from api.county import TOWNS

PASSWORD = "Hejiang-2026"  # noqa: S105 - the demo's password, printed in the README


class Person(NamedTuple):
    """One user: login name, name, agency, field unit, post, roles."""

    username: str
    name: str
    agency: str
    unit: str | None
    post: str
    roles: tuple[str, ...]


def _person(username: str, name: str, place: str, post: str, *roles: str) -> Person:
    agency, _, unit = place.partition("/")
    return Person(username, name, agency, unit or None, post, roles)


MAIN = (
    _person("faguan", "沈砚秋", "FY", "民庭法官", "judge"),
    _person("zhixing", "邱行止", "FY", "执行局法官（司法救助承办人）", "judge"),
    _person("lian", "顾简", "FY", "诉讼服务中心立案员", "court_registrar"),
    _person("yuanzhang", "裴守正", "FY", "分管副院长、司法救助委员会主任", "supervising_leader", "leader"),
    _person("jianchaguan", "陆明澄", "JC", "行政检察部检察官", "prosecutor"),
    _person("weijian", "温见微", "JC", "未成年人检察部检察官", "prosecutor", "minors_prosecutor"),
    _person("kongshen", "柯听澜", "JC", "控告申诉检察部检察官（12309）", "prosecutor"),
    _person("jianchazhang", "严秉衡", "JC", "检察长", "chief_prosecutor", "leader"),
    _person("sifaju", "庄立言", "SFJ", "府院联动办承办人", "justice_officer", "liaison"),
    _person("sifajuzhang", "钟鉴", "SFJ", "局长", "justice_officer", "agency_head", "leader"),
    _person("minzheng", "苏怀远", "MZJ", "社会救助股承办人", "civil_affairs_officer"),
    _person("minzheng2", "尹和", "MZJ", "未成年人保护股承办人", "civil_affairs_officer"),
    _person("yibao", "白济川", "YBJ", "医疗救助经办人", "agency_officer"),
    _person("mingjing", "雷振", "GAJ", "治安大队民警", "police_officer"),
    _person("paichusuo", "贺平", "GAJ", "先滩派出所民警", "police_officer"),
    _person("caizheng", "钱会之", "CZJ", "行政政法股承办人", "finance_officer"),
    _person("yingji", "方警", "YJJ", "危化监管股承办人", "agency_officer"),
    _person("yingjijuzhang", "戴安", "YJJ", "局长", "agency_officer", "agency_head"),
    _person("jiaoti", "许知学", "JTJ", "安全法规股承办人", "agency_officer"),
    _person("shuiwu", "江流", "SWJ", "河道采砂管理股承办人", "agency_officer"),
    _person("shuiwujuzhang", "闵堤", "SWJ", "局长", "agency_officer", "agency_head"),
    _person("shuiwu2", "汪澜", "SWJ", "水政监察大队承办人", "agency_officer"),
    _person("nongye", "田禾", "NYJ", "渔政执法大队承办人", "agency_officer"),
    _person("nongye2", "谷丰", "NYJ", "渔业渔政股承办人", "agency_officer"),
    _person("nongyejuzhang", "耿耘", "NYJ", "局长", "agency_officer", "agency_head"),
    _person("zigui", "山岳", "ZGJ", "法规股承办人", "agency_officer"),
    _person("zigui2", "林茂", "ZGJ", "林业和湿地股承办人", "agency_officer"),
    _person("ziguijuzhang", "岑峦", "ZGJ", "局长", "agency_officer", "agency_head"),
    _person("huanjing", "齐清", "STJ", "法规宣教股承办人", "agency_officer"),
    _person("shijian", "商允", "SJJ", "法规股承办人", "agency_officer"),
    _person("renshe", "劳佑", "RSJ", "劳动监察大队承办人", "agency_officer"),
    _person("chengguan", "街晏", "ZJJ", "城市管理股承办人（规范性文件起草）", "agency_officer"),
    _person("jingxin", "工博", "JXJ", "企业服务股承办人", "agency_officer"),
    _person("xinfang", "闻达", "XFJ", "办信股承办人", "agency_officer"),
    _person("fulian", "柳安", "FL", "权益部承办人", "agency_officer"),
    _person("shuiwuju", "税允", "SWT", "征收管理股承办人", "agency_officer"),
    _person("banzhuren", "祁沐阳", "XX-113201", "班主任", "agency_officer"),
    _person("xiaozhang", "冉立", "XX-113201", "校长", "agency_officer", "agency_head"),
    _person("guanliren", "衡算", "GLR", "破产管理人（渝泸清算事务所）", "bankruptcy_administrator"),
    _person("zhengfuban", "管衡", "GOV", "县政府办秘书股", "county_office", "liaison"),
    _person("zhengfawei", "廖协", "ZFW", "执法监督股", "liaison", "statistician"),
    _person("dangan", "尤存", "SFJ", "档案员", "archivist"),
    _person("tiaojie1", "潘砚", "CTW-126201/TJ-126201", "望荔村调解员", "mediator"),
    _person("tiaojie2", "岳松", "XZ-112/TJ-112", "福宝镇调解员", "mediator"),
    _person("tiaojie3", "宁致和", "XZ-102/TJ-102", "白沙镇调解员", "mediator"),
    _person("tiaojie4", "樊良", "XZ-109/TJ-109", "榕山镇调解员", "mediator"),
    _person("tiaojie5", "姚朗", "XZ-112/TJ-112", "福宝镇调解员（第二台平板）", "mediator"),
    _person("tiaojie6", "费明", "XZ-002/TJ-002", "临港街道调解员", "mediator"),
    _person("shouxi", "石敬亭", "XZ-112/TJ-112", "福宝镇首席调解员", "chief_mediator"),
    _person("shouxi2", "章和", "XZ-126/TJ-126", "荔江镇首席调解员", "chief_mediator"),
    _person("shouxi3", "谢宽", "XZ-102/TJ-102", "白沙镇首席调解员", "chief_mediator"),
    _person("jiuzhu1", "梅暖", "CTW-112203/JZ-112203", "云顶村救助员", "relief_worker"),
    _person("jiuzhu2", "卓助", "CTW-102201/JZ-102201", "回龙坝村救助员", "relief_worker"),
    _person("jiuzhu3", "甘霖", "XZ-109/JZ-109", "榕山镇救助员", "relief_worker"),
    _person("shenji", "查真", "GOV", "审计员", "auditor"),
    _person("xitong", "管一", "GOV", "系统管理员", "system_administrator"),
    _person("anquan", "管二", "GOV", "安全管理员", "security_administrator"),
    _person("anshen", "管三", "GOV", "审计管理员", "audit_administrator"),
)
_GIVEN = "晨 岚 澄 沐 禾 川 屿 舟 棠 柏 楠 樾 溪 岩 霖 朔 墨 简 序 弦 轩"
TOWN_CLERKS = tuple(
    _person(f"xz{town.code[3:]}", f"乡{given}", town.code, f"{town.short_name}综治中心承办人", "agency_officer")
    for town, given in zip(TOWNS, _GIVEN.split(), strict=True))
PEOPLE = (*MAIN, *TOWN_CLERKS)


def users_table() -> str:
    """The people as the table of the README."""
    lines = ["| user | name | agency / field unit | post | roles |", "|---|---|---|---|---|"]
    lines += [f"| `{p.username}` | {p.name} | {p.agency}{' / ' + p.unit if p.unit else ''} | {p.post} | {', '.join(p.roles)} |"
              for p in MAIN]
    return "\n".join([*lines, f"| `xz001` … `xz126` | 乡… | XZ-001 … XZ-126 | one clerk of each of the {len(TOWNS)} townships | agency_officer |"])
