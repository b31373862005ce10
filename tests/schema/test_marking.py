"""What counts as marked: the forms in which a level is written, and the sentences that only speak of secrets."""

from __future__ import annotations

from typing import Any

import pytest

from schema.marking import marked, marks_text

MARKINGS = (
    "机密★20年", "机 密 ★ 一年", "绝密★长期", "秘密★启用前", "【机密】关于某事的报告", "密级：机密", "密　级：秘密★10年", "绝密\n\n关于某事的请示",
    "（秘密）", "附件机密★5年", "秘密10年", "密级:绝密", "机密☆", "案情如下\n\n秘密★", "密级：秘密；来源：某处", "机\u200b密★10年", "0001\n机密★１年\n特急",
)
SENTENCES = (
    "涉及国家秘密的材料不得上传", "国家秘密", "商业秘密", "工作秘密", "他泄露了机密", "保守秘密，绝密程度另定", "侵犯商业秘密罪", "国家秘密★",
    "请勿上传标有“机密★”字样的文件", "密级：公开", "密级：工作秘密", "密级：无", "秘密调查", "秘密。", "（秘密侦查）", "绝密事项由保密办管理", "密级：秘密级以下不适用", "",
)


@pytest.mark.parametrize("text", MARKINGS)
def test_a_marking_is_known_by_its_form(text: str) -> None:
    assert marks_text(text)
    assert marked({"outer": [{"inner": text}]})


@pytest.mark.parametrize("text", SENTENCES)
def test_words_in_a_sentence_are_no_marking(text: str) -> None:
    assert not marks_text(text)
    assert not marked({"facts": text, "list": [text]})


def test_a_level_alone_marks_only_the_head_of_a_document() -> None:
    body = "\n".join(f"第{n}行" for n in range(20))
    assert marks_text(f"机密\n{body}")
    assert not marks_text(f"{body}\n机密\n{body}")


@pytest.mark.parametrize(("value", "expected"), [
    ({"sensitivity_level": "STATE_SECRET"}, True), ({"sensitivityLevel": "STATE_SECRET"}, True), ({"sensitivity_level": "WORK_SECRET"}, False),
    ({"classification": "机密★3年"}, True), ({"classification": "SECRET"}, True), ({"密级": "秘密"}, True), ({"密级": "内部"}, False),
    ({"stateSecret": True}, True), ({"stateSecret": False}, False), ({"state_secret": True}, True), ({"涉密": "是"}, True), ({"涉密": "否"}, False),
    ({"title": "SECRET"}, False), ({"urgent": True}, False), ({"items": [{"x": {"stateSecret": True}}]}, True), (None, False), (7, False),
])
def test_fields_of_levels_and_ticked_flags(value: Any, expected: bool) -> None:
    assert marked(value) is expected


def test_no_depth_hides_a_marking() -> None:
    value: Any = "机密★1年"
    for _ in range(5_000):
        value = [value]
    assert marked({"x": value})
