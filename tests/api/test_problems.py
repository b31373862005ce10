"""Every refusal has one line in the table, in both languages, and the list in docs/ is the table's."""

from collections.abc import Callable
from pathlib import Path

from api.problems import PROBLEMS, Problem, errors_markdown, sentence
from schema.registry import RECORDS


def test_the_list_of_errors_is_the_committed_one(golden: Callable[[str | Path, str], None]) -> None:
    golden("../docs/errors.md", errors_markdown())


def test_every_code_is_said_in_chinese_and_english() -> None:
    for code, entry in PROBLEMS.items():
        assert any("一" <= letter <= "鿿" for letter in entry.text.zh), code
        assert entry.text.en.isascii() or any(letter.isascii() for letter in entry.text.en), code
        # Apollo's clients go on after these two only when they come with 200.
        assert 400 <= entry.status < 600 or code in ("PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"), code


def test_every_declared_refusal_is_in_the_table() -> None:
    for record in RECORDS.values():
        assert {text.code for text in record.refusals} <= PROBLEMS.keys()


def test_a_sentence_takes_its_facts_and_lives_without_them() -> None:
    assert "30" in sentence("BODY_TOO_LARGE", {"limit": 30}).en
    assert "…" in sentence("BODY_TOO_LARGE").en
    assert Problem("BAD_ID", id="x").as_error("r", ["a"]) == {
        "message": "x is not an id of this system.", "path": ["a"],
        "extensions": {"code": "BAD_ID", "messageZh": "标识 x 不正确。", "requestId": "r", "facts": {"id": "x"}}}
