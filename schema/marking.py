"""Recognises what is marked as a state secret (涉国家秘密): by its form, never by the words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

_S = r"[^\S\n]*"  # 密 级 is often spaced out
_LEVEL: Final = rf"(?:绝{_S}密|机{_S}密|秘{_S}密)"
_TERM: Final = rf"(?:{_S}[0-9一二三四五六七八九十百两]+{_S}(?:年|个月|月|天|日)|{_S}长{_S}期|{_S}启用前|{_S}[0-9]{{4}}[-年./])"
_STAR = "[★☆⭐✮✯]"
_STARRED = re.compile(rf"(?<![“\"「『‘《])(?<!国家)(?<!商业)(?<!工作)(?<!审判){_LEVEL}{_S}{_STAR}")
_LABELLED = re.compile(rf"(?:^|[\n;；|｜,，。]){_S}(?:密{_S}级|秘密等级|保密等级|涉密等级|定密){_S}[:：]{_S}{_LEVEL}(?![\w])", re.MULTILINE)
_BRACKETED = re.compile(rf"^{_S}[\[【(（〔]{_S}{_LEVEL}(?:{_S}{_STAR}?{_TERM}?){_S}[\])】）〕]", re.MULTILINE)
_ALONE = re.compile(rf"^{_S}{_LEVEL}{_TERM}?{_S}$", re.MULTILINE)
HEAD_LINES: Final = 12
"""A level alone on its line is a marking at the head of a document (GB/T 9704 7.2.2); further down it is a heading or a list."""

FLAGS: Final = frozenset({"statesecret", "涉密", "涉国家秘密", "是否涉密", "是否涉国家秘密"})
LEVELS: Final = frozenset({"sensitivitylevel", "classification", "secretlevel", "securitylevel", "密级", "秘密等级", "密级和保密期限"})
YES: Final = frozenset({"true", "yes", "y", "1", "是", "涉密", "√", "✓"})
SECRET: Final = frozenset({"statesecret", "topsecret", "secret", "confidential", "绝密", "机密", "秘密", "涉国家秘密", "涉密"})
_ASCII = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def marked(value: Any) -> bool:
    """Whether a value, or anything inside it, is marked: a text in marking form, a level in a field of levels, a ticked flag."""
    ahead: list[tuple[str, Any]] = [("", value)]
    while ahead:
        name, one = ahead.pop()
        if isinstance(one, str):
            if marks_text(one) or (name and _marks_field(name, one)):
                return True
        elif isinstance(one, bool):
            if one and _is_one(name, FLAGS):
                return True
        elif isinstance(one, Mapping):
            ahead += ((str(key), inner) for key, inner in one.items())
            ahead += (("", str(key)) for key in one)
        elif isinstance(one, list | tuple):
            ahead += ((name, inner) for inner in one)
    return False


def marks_text(text: str) -> bool:
    """Whether a text bears a marking: 机密★20年 anywhere but in quotation marks, 密级：秘密, 【绝密】 at the head of a line, a level alone on a head line.

    「国家秘密」「商业秘密」「保守秘密」 in a sentence are words, and stay words.
    """
    if "密" not in text:
        return False
    plain = text.translate(_ASCII)
    return bool(_STARRED.search(plain) or _LABELLED.search(plain) or _BRACKETED.search(plain) or _ALONE.search(_head(plain)))


def _head(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(lines[:HEAD_LINES])


def _marks_field(name: str, value: str) -> bool:
    if _is_one(name, FLAGS):
        return _plain(value) in YES
    return _is_one(name, LEVELS) and re.split(_STAR, _plain(value))[0] in SECRET


@lru_cache(maxsize=8192)
def _is_one(name: str, of: frozenset[str]) -> bool:
    """Whether a field goes by one of these names, however it is written; names are few and come again."""
    return _plain(name) in of


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]", "", text.translate(_ASCII)).lower()
