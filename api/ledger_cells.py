"""What a clerk writes into a cell: dates, amounts, numbers and names in every form met with, or a fault said in two languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from schema.identifiers import CHECKS, TOWNSHIPS, IdentifierFault, check_case_number, check_mediation_number

EPOCH = date(1899, 12, 30)  # Excel's day 0, its leap-year error of 1900 counted in
SERIALS = range(36526, 73051)  # 2000-01-01 .. 2099-12-31
NOTHING = frozenset({"", "-", "--", "—", "/", "无", "暂无", "不详", "n/a", "null", "None"})
CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
TRUE, FALSE = frozenset({"是", "有", "√", "y", "yes", "1", "对", "true"}), frozenset({"否", "无", "×", "x", "n", "no", "0", "不是", "false"})


class CellFault(ValueError):
    """A cell that cannot be taken, said in Chinese and English; neither repeats a protected number."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def plain(value: Any) -> str:
    """The cell as one line of text: full-width letters and digits narrowed, spaces at the ends dropped."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).replace("\u200b", "").strip()


def prose(value: Any) -> str | None:
    """Free text as it was written, its line breaks kept, or None for an empty cell."""
    written = str(value if not (isinstance(value, float) and value.is_integer()) else int(value)).strip() if value is not None else ""
    return None if written in NOTHING else written


def a_date(value: Any, year: int | None, today: date) -> date | None:
    """`2026.3.2`, `2026年3月2日`, `2026-03-02`, `20260302`, a serial, or `3月2日` with the register's year; not after today."""
    found = _date(value, year)
    if found is not None and found > today:
        raise CellFault(f"日期 {found.isoformat()} 晚于今天", f"the date {found.isoformat()} is after today")
    return found


def any_date(value: Any, year: int | None, _today: date) -> date | None:
    """The same for a date that may lie ahead."""
    return _date(value, year)


def _date(value: Any, year: int | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = "".join(plain(value).split())
    if text in NOTHING:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in SERIALS:
        return EPOCH + timedelta(days=int(float(text)))
    text = re.sub("十([一二三四五六七八九])", r"1\1", re.sub("(?<=[二三])十(?=[一二三四五六七八九])", "", text)).replace("二十", "20").replace("三十", "30")
    text = text.replace("十", "10").translate(CHINESE_DIGITS)
    if match := re.fullmatch(r"(20\d{2})[.年/、-](\d{1,2})[.月/、-](\d{1,2})[日号]?", text) or re.fullmatch(r"(20\d{2})(\d{2})(\d{2})", text):
        return _day(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{1,2})[.月/-](\d{1,2})[日号]?", text):
        if year is None:
            raise CellFault("日期没有年份，表头标题中也没有年份", "the date has no year and neither has the register's title")
        return _day(year, *map(int, match.groups()))
    raise CellFault("不能识别的日期", "not a date that can be read")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellFault(f"没有 {year}年{month}月{day}日 这一天", f"there is no day {year}-{month:02d}-{day:02d}") from None


def an_amount(value: Any, unit: int = 1) -> str | None:
    """`1,800元`, `1.2万`, `￥1800`, 1800 or a text-number, in yuan with two decimals; `unit` is 10000 under （万元）."""
    if isinstance(value, bool):
        raise CellFault("不能识别的金额", "not an amount that can be read")
    text = "".join(plain(value).split()).replace(",", "")
    if text in NOTHING:
        return None
    match = re.fullmatch(r"[¥￥]?(?:人民币)?(-?\d{1,15}(?:\.\d{1,9})?)(万|千|百)?(?:元|圆|块)?整?", text)
    if not match:
        raise CellFault("不能识别的金额", "not an amount that can be read")
    amount = Decimal(match[1]) * {"万": 10_000, "千": 1_000, "百": 100, None: unit}[match[2]]
    if amount < 0:
        raise CellFault("金额不能为负数", "an amount is not negative")
    if amount != round(amount, 2):
        raise CellFault("金额精确到分，最多两位小数", "an amount has at most two decimals")
    return format(amount.quantize(Decimal("0.01")), "f")


def a_number(kind: str, value: Any, today: date) -> str | None:
    """An identity, telephone or account number in its normal form."""
    if isinstance(value, float | int) and abs(value) >= 10**15:
        raise CellFault("号码被Excel存成数字，末几位已丢失，请将单元格设为文本后重填",
                        "Excel stored the number as a figure and lost its last digits; make the cell text and enter it again")
    text = plain(value)
    if text in NOTHING:
        return None
    if "*" in text:
        raise CellFault("号码已脱敏，请填写完整号码", "the number is masked; enter it in full")
    try:
        return CHECKS[kind](text, today).value
    except IdentifierFault as fault:
        raise CellFault(fault.zh, fault.en) from None


def a_file_number(value: Any, today: date) -> str | None:
    """案卷号: the form of a people's mediation file where it has it, else as written in one line."""
    text = plain(value)
    if text in NOTHING:
        return None
    try:
        return check_mediation_number(text, today).value
    except IdentifierFault:
        return "".join(text.split())[:100]


def a_case_number(value: Any, today: date) -> str | None:
    """原案号 in its normal form."""
    text = plain(value)
    if text in NOTHING:
        return None
    try:
        return check_case_number(text, today).value
    except IdentifierFault as fault:
        raise CellFault(fault.zh, fault.en) from None


def a_township(value: Any) -> str | None:
    """A township by name, with or without 镇 or 街道, or by its nine-digit code."""
    text = plain(value).removeprefix("合江县")
    if text in NOTHING:
        return None
    for code, name in TOWNSHIPS.items():
        if text in (code, name, name.removesuffix("镇").removesuffix("街道")) or text.startswith(name):
            return code
    raise CellFault(f"没有“{text[:20]}”这个乡镇（街道）", f"there is no township “{text[:20]}”")


def a_choice(value: Any, choices: Mapping[str, str], synonyms: Mapping[str, str], default: str | None) -> str | None:
    """One of a closed list, by its label, a customary name, or its value; `default` for what the list does not know."""
    text = "".join(plain(value).split())
    if text in NOTHING:
        return None
    labels = {"".join(plain(label).split()): name for name, label in choices.items()}
    short = text.removesuffix("纠纷").removesuffix("类")
    for known in (text, short):
        if found := labels.get(known) or synonyms.get(known) or (known if known in choices else None):
            return found
    if within := next((name for word, name in (labels | dict(synonyms)).items() if word in text), None):
        return within
    if default is not None:
        return default
    raise CellFault(f"“{text[:20]}”不在可选范围（{'、'.join(choices.values())}）", f"“{text[:20]}” is none of the choices")


def a_flag(value: Any) -> bool | None:
    """是 or 否, √ or ×."""
    text = plain(value).lower()
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    if text in NOTHING:
        return None
    raise CellFault("应填“是”或“否”", "write 是 or 否")


def a_count(value: Any) -> int | None:
    """A small whole number, with or without 人 or 口."""
    text = plain(value).removesuffix("人").removesuffix("口")
    if text in NOTHING:
        return None
    if not re.fullmatch(r"\d{1,4}", text):
        raise CellFault("应为整数", "it should be a whole number")
    return int(text)
