"""The reference rows of Hejiang County (合江县 510522): divisions, agencies and field units, for a real county and the demo alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from schema.identifiers import HOME_COUNTY, TOWNSHIPS

COUNTY_NAME = "合江县"
VALID_FROM = date(2020, 1, 1)


class Agency(NamedTuple):
    """One agency: code, official name, short name, branch, and the township it serves if not the whole county."""

    code: str
    name: str
    short_name: str
    branch: str
    township: str | None = None


class Unit(NamedTuple):
    """One field unit: code, name, short name used in file numbers, agency, township."""

    code: str
    name: str
    short_name: str
    agency: str
    township: str


def _named(branch: str, *pairs: tuple[str, str, str]) -> tuple[Agency, ...]:
    return tuple(Agency(code, name, short, branch) for code, name, short in pairs)


GOVERNMENT = _named(
    "GOVERNMENT",
    ("GOV", "合江县人民政府办公室", "县政府办"), ("SFJ", "合江县司法局", "司法局"), ("GAJ", "合江县公安局", "公安局"),
    ("MZJ", "合江县民政局", "民政局"), ("YBJ", "合江县医疗保障局", "医保局"), ("STJ", "泸州市合江生态环境局", "生态环境局"),
    ("SWJ", "合江县水务局", "水务局"), ("ZGJ", "合江县自然资源和规划局", "自规局"), ("NYJ", "合江县农业农村局", "农业农村局"),
    ("SJJ", "合江县市场监督管理局", "市监局"), ("JTJ", "合江县教育和体育局", "教体局"),
    ("RSJ", "合江县人力资源和社会保障局", "人社局"), ("WJJ", "合江县卫生健康局", "卫健局"), ("YJJ", "合江县应急管理局", "应急局"),
    ("SWT", "国家税务总局合江县税务局", "税务局"), ("CZJ", "合江县财政局", "财政局"), ("XFJ", "合江县信访局", "信访局"),
    ("JXJ", "合江县经济商务和科技信息局", "经信局"), ("ZJJ", "合江县住房和城乡建设局", "住建局"), ("JTY", "合江县交通运输局", "交通局"),
    ("FL", "合江县妇女联合会", "妇联"), ("TW", "共青团合江县委员会", "团县委"), ("CL", "合江县残疾人联合会", "残联"),
    ("ZFW", "中共合江县委政法委员会", "县委政法委"), ("JW", "合江县纪委监委", "县纪委监委"),
)
COURT = _named(
    "COURT",
    ("FY", "合江县人民法院", "县法院"), ("FY-LA", "合江县人民法院立案庭（诉讼服务中心）", "立案庭"), ("FY-XS", "合江县人民法院刑事审判庭", "刑庭"),
    ("FY-MS", "合江县人民法院民事审判庭", "民庭"), ("FY-XZ", "合江县人民法院行政（综合）审判庭", "行政庭"), ("FY-ZX", "合江县人民法院执行局", "执行局"),
    ("FY-PC", "合江县人民法院派出法庭", "派出法庭"), ("FY-SJ", "合江县人民法院司法救助委员会", "司救委"),
)
PROCURATORATE = _named(
    "PROCURATORATE",
    ("JC", "合江县人民检察院", "县检察院"), ("JC-XS", "合江县人民检察院刑事检察部", "刑事检察"), ("JC-MS", "合江县人民检察院民事检察部", "民事检察"),
    ("JC-XZ", "合江县人民检察院行政检察部", "行政检察"), ("JC-GY", "合江县人民检察院公益诉讼检察部", "公益诉讼检察"),
    ("JC-WJ", "合江县人民检察院未成年人检察部", "未检"), ("JC-KS", "合江县人民检察院控告申诉检察部（12309）", "控申"),
    ("JC-AG", "合江县人民检察院案件管理部", "案管"),
)
EXTERNAL = _named("EXTERNAL", ("GLR", "破产管理人（外部，按案授权）", "管理人"), ("JDJG", "鉴定机构（外部，按案授权）", "鉴定机构"))
TOWNS = tuple(
    Agency(f"XZ-{code[6:]}", f"合江县{name}{'办事处' if name.endswith('街道') else '人民政府'}", name, "GOVERNMENT", code)
    for code, name in TOWNSHIPS.items())
ORGANS = (*GOVERNMENT, *COURT, *PROCURATORATE, *EXTERNAL, *TOWNS)
"""The agencies every county of this kind starts with; village committees and field units are its own."""

VILLAGES = (  # fictional, outside the numbers in use
    ("510522126201", "荔江镇望荔村"), ("510522112203", "福宝镇云顶村"), ("510522102201", "白沙镇回龙坝村"), ("510522113202", "先滩镇石梯村"),
)
COMMITTEES = tuple(
    Agency(f"CTW-{code[6:]}", f"{name}人民调解委员会", name[3:], "GOVERNMENT", code[:9]) for code, name in VILLAGES)

SCHOOLS = (Agency("XX-113201", "合江县先滩镇石梯小学", "石梯小学", "EXTERNAL", "510522113"),)
DEMO_AGENCIES = (*ORGANS, *COMMITTEES, *SCHOOLS)


def _town_units(prefix: str, title: str, codes: str) -> tuple[Unit, ...]:
    towns = {code[6:]: name for code, name in TOWNSHIPS.items()}
    return tuple(Unit(f"{prefix}-{code}", f"{towns[code]}{title}", towns[code].removesuffix("镇").removesuffix("街道"),
                      f"XZ-{code}", HOME_COUNTY + code) for code in codes.split())


MEDIATION_UNITS = (
    *_town_units("TJ", "人民调解委员会", "001 002 102 104 109 112 113 121 126"),
    *(Unit(f"TJ-{agency.code[4:]}", agency.name, agency.short_name.removesuffix("村"), agency.code, agency.township or "")
      for agency in COMMITTEES),
)
RELIEF_UNITS = (
    *_town_units("JZ", "救助工作站", "001 102 109 112 113"),
    *(Unit(f"JZ-{agency.code[4:]}", f"{name}救助联络点", agency.short_name.removesuffix("村"), agency.code, agency.township or "")
      for agency, (_, name) in zip(COMMITTEES, VILLAGES, strict=True)),
)
DEMO_UNITS = (*MEDIATION_UNITS, *RELIEF_UNITS)

Rows = dict[str, list[dict[str, Any]]]


def reference_rows(
    county: str = HOME_COUNTY, agencies: tuple[Agency, ...] = ORGANS, units: tuple[Unit, ...] = (), villages: bool = False
) -> Rows:
    """Divisions, agencies and units as rows by table."""
    head = {"county": county}
    return {
        "division": [head | row for row in _divisions(villages)],
        "agency": [head | agency._asdict() for agency in agencies],
        "field_unit": [head | unit._asdict() for unit in units],
    }


def _divisions(villages: bool) -> Iterator[dict[str, Any]]:
    yield _division(HOME_COUNTY, COUNTY_NAME, "COUNTY")
    for code, name in TOWNSHIPS.items():
        yield _division(code, name, "TOWNSHIP")
    for code, name in VILLAGES if villages else ():
        yield _division(code, name, "VILLAGE")


def _division(code: str, name: str, level: str) -> dict[str, Any]:
    return {"code": code, "name": name, "level": level, "valid_from": VALID_FROM, "valid_to": None}
