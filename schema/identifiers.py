"""Checks, normalises and masks the numbers a case carries: 案号, 文号, divisions, persons, firms, phones, accounts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

HOME_COURT: Final = "川0522"  # 合江县人民法院
HOME_COUNTY: Final = "510522"  # 合江县
TOWNSHIPS: Final[Mapping[str, str]] = MappingProxyType(  # NBS codes of 2023; the validity dates are reference data
    {
        HOME_COUNTY + code: name
        for code, name in re.findall(
            r"(\d{3})(\w+)",
            "001符阳街道 002临港街道 101望龙镇 102白沙镇 104先市镇 105尧坝镇 106九支镇 108凤鸣镇 109榕山镇 "
            "110白鹿镇 111甘雨镇 112福宝镇 113先滩镇 115大桥镇 116车辋镇 117白米镇 119法王寺镇 "
            "121神臂城镇 124石龙镇 125真龙镇 126荔江镇",
        )
    }
)
PROVINCES: Final = frozenset(  # 83: residence permits of Taiwan residents
    re.findall(
        r"\d+", "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71"
    )
) | {"81", "82", "83"}
CASE_TYPES: Final = frozenset(
    re.findall(
        r"\w+",
        "民初 民终 民申 民监 民再 民辖 民特 民督 民催 民撤 民保令 刑初 刑终 刑申 刑再 刑更 行初 行终 行申 "
        "行再 行审 行赔初 行保 法赔 委赔 破申 破 破终 强清 执 执恢 执保 执异 执复 执监 执他 财保 司惩 "
        "司救刑 司救民 司救行 司救赔 司救执 司救访 司救他 诉前调 诉前调书 诉前调确",
    )
)
CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CATEGORIES: Final = frozenset({"11", "12", "51", "52", "53", "54", "91", "92", "93", "N1", "N2", "N3"})
LONGEST: Final = 80

KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "case_number": ("案号", "court case number"),
        "procuratorate_number": ("检察文书号", "procuratorate number"),
        "document_number": ("文号", "document number"),
        "minutes_number": ("纪要编号", "minutes number"),
        "mediation_number": ("人民调解卷号", "people's mediation number"),
        "division": ("区划代码", "division code"),
        "resident_id": ("公民身份号码", "resident identity number"),
        "uscc": ("统一社会信用代码", "unified social credit code"),
        "phone": ("电话号码", "telephone number"),
        "bank_account": ("银行账号", "bank account"),
    }
)
FAULTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "format": ("格式不正确", "does not have the prescribed form"),
        "length": ("位数不正确", "has the wrong length"),
        "characters": ("含有不允许的字符", "has a character that is not allowed"),
        "checksum": ("校验码不正确", "has a wrong check character"),
        "organisation_checksum": ("主体标识码（组织机构代码）校验码不正确", "has a wrong organisation check character"),
        "birth_date": ("出生日期不存在", "has a birth date that does not exist"),
        "future_birth": ("出生日期晚于今天", "has a birth date after today"),
        "legacy": ("为15位旧号，仅限历史档案使用", "is a 15-digit legacy number, for historical archives only"),
        "province": ("省级代码不存在", "has an unknown province code"),
    }
)
WARNINGS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "unknown_type": ("类型代字不在清单内", "case type is not in the list"),
        "foreign_court": ("外院案件", "case of another court"),
        "year_out_of_range": ("年份超出范围", "year is out of range"),
        "brackets": ("括号已规范", "brackets were normalised"),
        "temporary": ("临时编号，待服务器编号", "temporary number until the server gives one"),
        "outside_county": ("非本县区划", "division outside the county"),
        "unknown_township": ("乡镇（街道）代码不在清单内", "township code is not in the list"),
        "unknown_village_kind": ("村（居）代码段不在已知范围", "village code is outside the known ranges"),
        "unknown_area": ("地区码不在已知范围", "area code is outside the known ranges"),
        "great_age": ("年龄超过130岁", "age is above 130"),
        "unknown_category": ("登记管理部门或机构类别代码不在清单内", "registration category is not in the list"),
        "luhn": ("银行卡校验位不符", "card check digit does not match"),
    }
)


class IdentifierFault(ValueError):
    """A number that cannot stand: kind, code, and a sentence in Chinese and English; none repeats the number."""

    def __init__(self, kind: str, code: str) -> None:
        self.kind, self.code = kind, code
        self.zh = KINDS[kind][0] + FAULTS[code][0]
        self.en = f"{KINDS[kind][1]} {FAULTS[code][1]}"
        super().__init__(kind, code)

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True)
class Identifier:
    """A number that passed: its kind, its normal form, what was typed, and codes of WARNINGS."""

    kind: str
    value: str
    original: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class CourtCaseNumber(Identifier):
    """案号 taken apart: year of receipt, court code, type code, serial, and 之一 for a further document of the case."""

    year: int = 0
    court: str = ""
    case_type: str = ""
    serial: int = 0
    suffix: str = ""

    @property
    def case(self) -> str:
        """The number of the case itself, without 之一."""
        return self.value.removesuffix(self.suffix)


@dataclass(frozen=True)
class ResidentId(Identifier):
    """公民身份号码 with what it says: birth date, and sex (`male` or `female`) by its 17th digit."""

    birth: date = date.min
    sex: str = ""


_HAN = "[\u4e00-\u9fa5]"
_COURT = "最高法|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼兵军](?:[0-9]{2,4})?"
_CASE = re.compile(f"（(20[0-9]{{2}})）({_COURT})({_HAN}{{1,4}})([1-9][0-9]*)号(之[一二三四五六七八九十]+)?")
_PROCURATORATE = re.compile(f"{_HAN}{{1,4}}检{_HAN}{{0,8}}〔(20[0-9]{{2}})〕Z?[1-9][0-9]*号|[0-9]{{10,20}}")
_DOCUMENT = re.compile(f"{_HAN}{{2,10}}〔(20[0-9]{{2}})〕[1-9][0-9]*号")
_MINUTES = re.compile("(?:(20[0-9]{2})年)?第[1-9][0-9]*(?:期|次会议纪要)|〔(20[0-9]{2})〕[0-9]+号")
_MEDIATION = re.compile(f"（(20[0-9]{{2}})）{_HAN}{{2,12}}人调字第[1-9][0-9]*号")
_TEMPORARY = re.compile("(TMP-[0-9A-Za-z][0-9A-Za-z_-]{0,39}-)([0-7][0-9A-HJKMNP-TV-Z]{25})")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_LANDLINE = re.compile("0?(10|2[0-9]|[3-9][0-9]{2})-?([2-8][0-9]{6,7})(-[0-9]{1,6})?")
_SERVICE = re.compile("[48]00[0-9]{7}")

_ASCII = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | dict.fromkeys(
    (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
)
_ROUND = str.maketrans("(〔[【)〕]】", "（（（（））））")
_HEXAGONAL = str.maketrans("([【)]】", "〔〔〔〕〕〕")


def check_case_number(text: str, today: date, home: str = HOME_COURT) -> CourtCaseNumber:
    """案号, e.g. （2026）川0522诉前调确12号 (法〔2015〕137号): brackets, digits and spaces are normalised.

    Warns of a type not in the list, a court other than `home` (外院案件), and a year before 2016 or after `today`.
    Raises IdentifierFault `format`.
    """
    plain = _plain("case_number", text)
    value = plain.translate(_ROUND)
    if not (match := _CASE.fullmatch(value)):
        raise IdentifierFault("case_number", "format")
    year, court, case_type, serial, suffix = match.groups("")
    warnings = _marked(
        brackets=any(bracket in plain for bracket in "〔[【"),
        year_out_of_range=not 2016 <= int(year) <= today.year,
        unknown_type=case_type not in CASE_TYPES,
        foreign_court=court != home,
    )
    return CourtCaseNumber("case_number", value, text, warnings, int(year), court, case_type, int(serial), suffix)


def check_procuratorate_number(text: str, today: date) -> Identifier:
    """检察文书号, e.g. 合检行公建〔2026〕12号 or 合检意〔2026〕Z5号, or a 统一受案号 of 10 to 20 digits.

    The form is that in use, not one found in law. Warns of other brackets and later years. Raises `format`.
    """
    return _bracketed("procuratorate_number", _PROCURATORATE, text, today)


def check_document_number(text: str, today: date) -> Identifier:
    """文号, e.g. 合府发〔2026〕3号 (GB/T 9704-2012): hexagonal brackets, full year, no 第, no leading zero.

    Warns of other brackets, which are normalised, and of a year after `today`. Raises IdentifierFault `format`.
    """
    return _bracketed("document_number", _DOCUMENT, text, today)


def check_minutes_number(text: str, today: date) -> Identifier:
    """纪要编号: 第3期, 2026年第3次会议纪要 or 〔2026〕3号; warns and raises as document numbers do."""
    return _bracketed("minutes_number", _MINUTES, text, today)


def check_mediation_number(text: str, today: date) -> Identifier:
    """人民调解卷号, e.g. （2026）合白沙人调字第12号, or TMP-<device>-<ulid> while the server has not given one.

    Warns `temporary`, of a year after `today`, and of other brackets. Raises IdentifierFault `format`.
    """
    plain = _plain("mediation_number", text)
    head, dash, ulid = plain.rpartition("-")
    if temporary := _TEMPORARY.fullmatch(head + dash + ulid.upper()):
        return Identifier("mediation_number", temporary[0], text, ("temporary",))
    value = plain.translate(_ROUND)
    if not (match := _MEDIATION.fullmatch(value)):
        raise IdentifierFault("mediation_number", "format")
    brackets = any(bracket in plain for bracket in "〔[【")
    return Identifier(
        "mediation_number", value, text, _marked(brackets=brackets, year_out_of_range=int(match[1]) > today.year)
    )


def check_division(text: str, _today: date) -> Identifier:
    """区划代码 (GB/T 2260, 统计用区划代码): 6 digits county, 9 township, 12 village or community.

    Codes change with mergers, so an unknown township or village only warns. Raises `characters`, `length`, `province`.
    """
    value = _digits("division", text)
    if len(value) not in (6, 9, 12):
        raise IdentifierFault("division", "length")
    if value[:2] not in PROVINCES:
        raise IdentifierFault("division", "province")
    home = value.startswith(HOME_COUNTY)
    return Identifier(
        "division",
        value,
        text,
        _marked(
            outside_county=not home,
            unknown_township=home and len(value) > 6 and value[:9] not in TOWNSHIPS,
            unknown_village_kind=len(value) == 12 and int(value[9:]) >= 400,
        ),
    )


def check_resident_id(text: str, today: date) -> ResidentId:
    """公民身份号码 (GB 11643-1999), residence permits 81/82/83 included; a lower-case x is made upper-case.

    The first six digits are the area of first issue, so an unknown one only warns. Raises `legacy`, `length`,
    `characters`, `birth_date`, `future_birth`, `checksum`.
    """
    value = _plain("resident_id", text).upper()
    if re.fullmatch("[0-9]{15}", value):
        raise IdentifierFault("resident_id", "legacy")
    if len(value) != 18:
        raise IdentifierFault("resident_id", "length")
    if not re.fullmatch("[0-9]{17}[0-9X]", value):
        raise IdentifierFault("resident_id", "characters")
    birth = _birth(value)
    if birth > today:
        raise IdentifierFault("resident_id", "future_birth")
    if resident_id(value[:17]) != value:
        raise IdentifierFault("resident_id", "checksum")
    warnings = _marked(unknown_area=value[:2] not in PROVINCES, great_age=today.year - birth.year > 130)
    return ResidentId("resident_id", value, text, warnings, birth, "male" if int(value[16]) % 2 else "female")


def whole_resident_id(text: str, today: date) -> ResidentId:
    """公民身份号码 as it would be written today: a 15-digit one of an old paper gets its century and check character (GB 11643-1999)."""
    value = _plain("resident_id", text).upper()
    old = re.fullmatch("([0-9]{6})([0-9]{9})", value)
    return check_resident_id(resident_id(f"{old[1]}19{old[2]}") if old else value, today)


def check_uscc(text: str, _today: date) -> Identifier:
    """统一社会信用代码 (GB 32100-2015), characters 9 to 17 being an organisation code with its own check (GB 11714).

    Warns of a registration category not in the list. Raises `length`, `characters`, `organisation_checksum` and
    `checksum`.
    """
    value = _plain("uscc", text).upper()
    if len(value) != 18:
        raise IdentifierFault("uscc", "length")
    if not re.fullmatch(f"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}", value):
        raise IdentifierFault("uscc", "characters")
    if organisation_code(value[8:16]) != value[8:17]:
        raise IdentifierFault("uscc", "organisation_checksum")
    if uscc(value[:8], value[8:16]) != value:
        raise IdentifierFault("uscc", "checksum")
    return Identifier("uscc", value, text, _marked(unknown_category=value[:2] not in CREDIT_CATEGORIES))


def check_phone(text: str, _today: date) -> Identifier:
    """电话号码 of the mainland: mobile 13800000004, landline 0830-5260000 with or without extension, 400 and 800.

    A prefix +86 is dropped. Raises IdentifierFault `characters` and `format`.
    """
    plain = re.sub("[‐‑–—()]", "-", _plain("phone", text)).strip("-")
    number = re.sub("^([+]86|0086|86(?=-|1[3-9][0-9]{9}$))-*", "", plain)
    if not re.fullmatch("[0-9-]+", number):
        raise IdentifierFault("phone", "characters")
    joined = number.replace("-", "")
    if _MOBILE.fullmatch(joined) or _SERVICE.fullmatch(joined):
        return Identifier("phone", joined, text)
    match = _LANDLINE.fullmatch(number)
    if not match or (number == plain and not number.startswith("0")):  # only after +86 is an area written without 0
        raise IdentifierFault("phone", "format")
    return Identifier("phone", f"0{match[1]}-{match[2]}{match[3] or ''}", text)


def check_bank_account(text: str, _today: date) -> Identifier:
    """银行账号 of 12 to 30 digits; spaces and hyphens are dropped.

    Warns where the Luhn digit of a card (16 to 19 digits) fails; others have none. Raises `characters` and `length`.
    """
    value = _digits("bank_account", text.replace("-", ""))
    if not 12 <= len(value) <= 30:
        raise IdentifierFault("bank_account", "length")
    return Identifier("bank_account", value, text, _marked(luhn=16 <= len(value) <= 19 and not _luhn(value)))


def resident_id(body17: str) -> str:
    """The 17 digits with their check character (GB 11643: ISO 7064 MOD 11-2)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body17, weights, strict=True))
    return body17 + "10X98765432"[total % 11]


def organisation_code(body8: str) -> str:
    """The 8 characters of an organisation code (组织机构代码) with their check character (GB 11714)."""
    total = sum(int(char, 36) * weight for char, weight in zip(body8, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return body8 + "0X987654321"[total % 11]


def uscc(body: str, org: str) -> str:
    """A credit code from its first 8 characters (category, division) and the 8 of an organisation code."""
    first17 = body + organisation_code(org)
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first17))
    return first17 + CREDIT_ALPHABET[-total % 31]


CHECKS: Final[Mapping[str, Callable[[str, date], Identifier]]] = MappingProxyType(
    {
        "case_number": check_case_number,
        "procuratorate_number": check_procuratorate_number,
        "document_number": check_document_number,
        "minutes_number": check_minutes_number,
        "mediation_number": check_mediation_number,
        "division": check_division,
        "resident_id": check_resident_id,
        "uscc": check_uscc,
        "phone": check_phone,
        "bank_account": check_bank_account,
    }
)


@dataclass(frozen=True)
class _Mask:
    """Shows some characters at either end around a fixed row of stars; only stars if that would hide too little."""

    head: int
    stars: int
    tail: int

    def __call__(self, value: str) -> str:
        if len(value) < self.head + self.stars + self.tail:
            return "*" * self.stars
        return value[: self.head] + "*" * self.stars + value[len(value) - self.tail :]

    @property
    def sql(self) -> str:
        stars, shortest = f"'{'*' * self.stars}'", self.head + self.stars + self.tail
        head = f"left({{0}}, {self.head}) || " if self.head else ""
        tail = f" || right({{0}}, {self.tail})" if self.tail else ""
        shown = f"WHEN char_length({{0}}) >= {shortest} THEN {head}{stars}{tail}"
        return f"(CASE WHEN {{0}} IS NULL THEN NULL {shown} ELSE {stars} END)"


_MASKS: Final = {
    "resident_id": _Mask(6, 8, 4),  # 510522********0004
    "uscc": _Mask(4, 10, 4),
    "phone": _Mask(3, 4, 4),  # 138****0004
    "bank_account": _Mask(0, 4, 4),  # ****0004
    "name": _Mask(1, 1, 0),  # 罗*
    "address": _Mask(6, 4, 0),
}
MASKS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    dict(_MASKS)
)  # masking a masked value changes nothing
MASK_SQL: Final[Mapping[str, str]] = MappingProxyType({kind: mask.sql for kind, mask in _MASKS.items()})


def _plain(kind: str, text: str) -> str:
    """Full-width letters, digits and signs made ASCII, white space and zero-width characters dropped."""
    if len(text) > LONGEST:
        raise IdentifierFault(kind, "length")
    return "".join(text.translate(_ASCII).split())


def _digits(kind: str, text: str) -> str:
    value = _plain(kind, text)
    if not re.fullmatch("[0-9]*", value):
        raise IdentifierFault(kind, "characters")
    return value


def _bracketed(kind: str, pattern: re.Pattern[str], text: str, today: date) -> Identifier:
    plain = _plain(kind, text)
    value = plain.translate(_HEXAGONAL).replace("〕z", "〕Z")
    if not (match := pattern.fullmatch(value)):
        raise IdentifierFault(kind, "format")
    year = next((int(group) for group in match.groups() if group), 0)
    return Identifier(
        kind,
        value,
        text,
        _marked(brackets=any(bracket in plain for bracket in "([【"), year_out_of_range=year > today.year),
    )


def _marked(**warnings: bool) -> tuple[str, ...]:
    return tuple(code for code, holds in warnings.items() if holds)


def _birth(value: str) -> date:
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        raise IdentifierFault("resident_id", "birth_date") from None


def _luhn(value: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(value)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
