"""What a field accepts on a device: typed values from what a person types, checks of numbers, and masks for display."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sync.client.problem import Problem
from sync.wire import FieldDeclaration

SHANGHAI = timezone(timedelta(hours=8))
_YES, _NO = {"true", "yes", "y", "1", "是", "有"}, {"false", "no", "n", "0", "否", "无"}
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def typed(field: FieldDeclaration, value: Any, county: str) -> Any:
    """The wire value of what was typed (text, or JSON from a file); raises Problem VALUE."""
    if isinstance(value, str) and field["kind"] != "text":
        value = value.strip()
    if value is None or value == "":
        return None
    reader = _READERS.get(field["kind"])
    result = reader(field, value) if reader else _link(field, value, county) if field["kind"] == "link" else value
    if isinstance(result, str) and len(result) > field["maxLength"]:
        most = field["maxLength"]
        raise _wrong(field, f"{result[:20]}…", f"最多 {most} 字", f"at most {most} characters")
    if field["check"] in CHECKS and not CHECKS[field["check"]](result):
        raise _wrong(field, result, *_CHECK_TEXTS[field["check"]])
    return result


def _wrong(field: FieldDeclaration, value: object, zh: str, en: str) -> Problem:
    return Problem("VALUE", label=field["label"], value=value, zh=zh, en=en)


def _text(field: FieldDeclaration, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(field, value, "应为文字", "a text is wanted")
    return value


def _integer(field: FieldDeclaration, value: Any) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,18}", str(value)):
        raise _wrong(field, value, "应为整数", "a whole number is wanted")
    return int(value)


def _money(field: FieldDeclaration, value: Any) -> str:
    matched = re.fullmatch(r"(\d{1,14})(?:\.(\d{1,2}))?", str(value)) if not isinstance(value, bool) else None
    if not matched:
        raise _wrong(field, value, "应为金额，如 12000 或 12000.50", "an amount such as 12000 or 12000.50 is wanted")
    return f"{int(matched[1])}.{(matched[2] or '').ljust(2, '0')}"


def _date(field: FieldDeclaration, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise _wrong(field, value, "应为日期，如 2026-03-09", "a date such as 2026-03-09 is wanted") from None


def _instant(field: FieldDeclaration, value: Any) -> str:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        example = "2026-03-09T10:20"
        raise _wrong(field, value, f"应为时间，如 {example}", f"a time such as {example} is wanted") from None
    return (at if at.tzinfo else at.replace(tzinfo=SHANGHAI)).isoformat()


def _boolean(field: FieldDeclaration, value: Any) -> bool:
    if (word := str(value).lower()) in _YES | _NO:
        return word in _YES
    raise _wrong(field, value, "应为 是 或 否", "yes or no is wanted")


def _choice(field: FieldDeclaration, value: Any) -> str:
    for name, label in field["choices"]:
        if value in (name, label) or str(value).upper() == name:
            return name
    known = "、".join(f"{name}（{label}）" for name, label in field["choices"])
    raise _wrong(field, value, f"可选：{known}", f"one of {known} is wanted")


def _texts(field: FieldDeclaration, value: Any) -> list[str]:
    if isinstance(value, str):
        return [part for part in re.split(r"[、,，]\s*", value) if part]
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return list(value)
    raise _wrong(field, value, "应为若干文字", "texts are wanted")


def _link(field: FieldDeclaration, value: Any, county: str) -> str:
    """A short code (`510522106`, `SFJ`) becomes a global id of the type the field names."""
    text = _text(field, value)
    return text if ":" in text else f"{field['record']}:{county}:{text}"


_READERS: Mapping[str, Callable[[FieldDeclaration, Any], Any]] = {
    "text": _text, "protected": _text, "integer": _integer, "money": _money, "date": _date, "instant": _instant,
    "boolean": _boolean, "choice": _choice, "texts": _texts,
}


def resident_id(text: str) -> bool:
    """GB 11643-1999: checksum, a date that exists; `X` in capitals."""
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(text, weights, strict=False))
    return "10X98765432"[total % 11] == text[17]


def uscc(text: str) -> bool:
    """GB 32100-2015 checksum."""
    if len(text) != 18 or any(letter not in _USCC for letter in text):
        return False
    total = sum(_USCC.index(letter) * pow(3, at, 31) for at, letter in enumerate(text[:17]))
    return (31 - total % 31) % 31 == _USCC.index(text[17])


CHECKS: Mapping[str | None, Callable[[str], bool]] = {  # a check this client does not know is left to the server
    "resident_id": resident_id,
    "uscc": uscc,
    "phone": lambda text: re.fullmatch(r"\+?\d[\d -]{4,18}\d", text) is not None,
    "bank_account": lambda text: re.fullmatch(r"[\d ]{8,32}", text) is not None,
}
_CHECK_TEXTS: Mapping[str | None, tuple[str, str]] = {
    "resident_id": ("身份证号校验不符，请核对", "not a valid resident identity number, check it"),
    "uscc": ("统一社会信用代码校验不符，请核对", "not a valid unified social credit code, check it"),
    "phone": ("不是电话号码", "not a telephone number"),
    "bank_account": ("不是银行账号", "not an account number"),
}


def masked(check: str | None, text: str) -> str:
    """A protected number as it may be shown; one that is masked already stays as it is."""
    if "*" in text or not text:
        return text
    head, stars, tail = {"resident_id": (6, 8, 4), "phone": (3, 4, 4)}.get(check or "", (0, 4, 4))
    return text[:head] + "*" * stars + text[-tail:] if len(text) > head + tail else "****"
