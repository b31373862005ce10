"""Three-way merge: every class by example, and its laws on random documents."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schema.merge import ABSENT, Conflict, MergeClass, Rule, canonical, merge_document, merge_value, same

APPEND, DRAFT, LEGAL = MergeClass.APPEND, MergeClass.DRAFT, MergeClass.LEGAL
OWNER, SEALED, SERVER = MergeClass.OWNER, MergeClass.SEALED, MergeClass.SERVER
SCALAR_CLASSES = [DRAFT, LEGAL, OWNER, SEALED]
NOTE = {"note": DRAFT, "amount": LEGAL, "seq": SERVER}


def starred(value: str) -> str:
    return f"{value[:6]}********{value[-4:]}" if len(value) >= 18 else "********"


# one value


@pytest.mark.parametrize("merge", SCALAR_CLASSES)
@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("a", "b", ABSENT, "b"),
        ("a", "b", "a", "b"),
        ("a", "a", "b", "b"),
        ("a", "b", "b", "b"),
        ("a", "b", "c", Conflict("a", "b", "c")),
        ("a", "b", None, Conflict("a", "b", None)),
        ("a", "a", None, None),
        (None, None, "c", "c"),
        (ABSENT, "b", "b", "b"),
        (ABSENT, "b", "c", Conflict(ABSENT, "b", "c")),
        (ABSENT, ABSENT, "c", "c"),
        (1, 1, True, True),
        (0, False, 0, False),
    ],
)
def test_scalar(merge: MergeClass, base: object, theirs: object, mine: object, expected: object) -> None:
    merged = merge_value(merge, base, theirs, mine)
    assert merged == expected
    assert type(merged) is type(expected)


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_without_a_base_an_empty_draft_is_filled_and_a_legal_field_is_not(empty: object) -> None:
    assert merge_value(DRAFT, ABSENT, empty, "c") == "c"
    assert merge_value(LEGAL, ABSENT, empty, "c") == Conflict(ABSENT, empty, "c")


def test_server_owned_values_ignore_what_comes_in() -> None:
    assert merge_value(SERVER, 1, 2, 3) == 2
    assert merge_value(SERVER, 1, 1, 3) == 1


def test_amounts_of_two_mediators_are_a_conflict() -> None:  # E1
    assert merge_value(LEGAL, "10000.00", "12000.00", "15000.00") == Conflict("10000.00", "12000.00", "15000.00")


def test_a_legal_list_is_never_combined() -> None:
    base: list[Any] = [{"id": "1", "t": "a"}]
    theirs, mine = [*base, {"id": "2"}], [*base, {"id": "3"}]
    assert merge_value(LEGAL, base, theirs, mine) == Conflict(base, theirs, mine)
    assert merge_value(LEGAL, base, base, mine) == mine
    assert merge_value(LEGAL, base, theirs, base) == theirs


# lists


def test_append_is_a_union_in_server_order() -> None:
    assert merge_value(APPEND, ["a"], ["a", "c"], ["a", "b"]) == ["a", "c", "b"]
    assert merge_value(APPEND, ABSENT, None, ["b", "b"]) == ["b"]


def test_append_ignores_removal() -> None:
    assert merge_value(APPEND, ["a", "b"], ["a", "b"], []) == ["a", "b"]
    assert merge_value(APPEND, ["a", "b"], ["a", "b"], None) == ["a", "b"]
    notes = [{"id": "1", "t": "x"}]
    assert merge_value(APPEND, notes, notes, []) == notes


def test_append_does_not_bring_back_what_the_server_took_out() -> None:  # E14
    base = [{"id": "1", "t": "x"}]
    assert merge_value(APPEND, base, [], [*base, {"id": "2", "t": "y"}]) == [{"id": "2", "t": "y"}]
    assert merge_value(APPEND, ["a"], [], ["a", "b"]) == ["b"]


def test_append_keeps_both_clocks_of_one_element() -> None:
    element = {"occurred_at": LEGAL, "received_at": SERVER}
    theirs = [{"id": "1", "occurred_at": "09:00", "received_at": "12:00"}]
    mine = [{"id": "1", "occurred_at": "09:00", "received_at": None}]
    assert merge_value(APPEND, ABSENT, theirs, mine, element) == theirs


def test_append_never_rewrites_an_element() -> None:
    base = [{"id": "1", "t": "x"}]
    mine = [{"id": "1", "t": "changed"}]
    merged = merge_document({"notes": Rule(APPEND)}, {"notes": base}, {"notes": base}, {"notes": mine})
    assert merged.values == {"notes": base}
    assert merged.conflicts == {"notes/1": Conflict(base[0], base[0], mine[0])}
    assert merged.changed == frozenset()


def test_append_with_a_repeated_id_is_a_conflict() -> None:
    mine = [{"id": "1", "t": "x"}, {"id": "1", "t": "y"}]
    assert merge_value(APPEND, [], [], mine) == Conflict([], [], mine)


def test_elements_merge_field_by_field_and_name_their_conflict() -> None:
    rules = {"sessions": Rule(APPEND, NOTE)}
    base = {"sessions": [{"id": "1", "note": "n", "amount": "1", "seq": 1}]}
    theirs = {"sessions": [{"id": "1", "note": "n2", "amount": "1", "seq": 9}]}
    mine = {"sessions": [{"id": "1", "note": "n3", "amount": "5", "seq": 1}, {"id": "2", "note": "new"}]}
    merged = merge_document(rules, base, theirs, mine)
    assert merged.values["sessions"] == [
        {"id": "1", "note": "n2", "amount": "5", "seq": 9},
        {"id": "2", "note": "new"},
    ]
    assert merged.conflicts == {"sessions/1/note": Conflict("n", "n2", "n3")}
    assert merged.changed == {"sessions"}


def test_a_key_absent_from_an_element_means_unchanged() -> None:
    base = [{"id": "1", "note": "n", "amount": "1"}]
    for merge in (DRAFT, LEGAL, APPEND):
        assert merge_value(merge, base, base, [{"id": "1", "note": "m"}], NOTE) == [
            {"id": "1", "note": "m", "amount": "1"}
        ]


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        ("ab", "a", "a"),  # mine removed b
        ("a", "ab", "a"),  # they removed b
        ("aB", "a", "aB"),  # their edit beats my removal
        ("a", "aB", "aB"),  # my edit beats their removal
        ("abx", "aby", "abxy"),
        ("ab", "xab", "xab"),  # only mine moved
        ("ab", "ba", "ba"),
        ("ba", "ab", "ba"),
        ("abx", "ba", "bax"),
        ("ab", "", ""),
    ],
)
def test_draft_elements(theirs: str, mine: str, expected: str) -> None:
    """A letter is an element's id, a capital its edited form; the base is a and b."""

    def elements(letters: str) -> list[dict[str, object]]:
        return [{"id": letter.lower(), "text": letter} for letter in letters]

    assert merge_value(DRAFT, elements("ab"), elements(theirs), elements(mine)) == elements(expected)


def test_an_element_edited_twice_is_a_conflict_of_that_element_only() -> None:
    rules = {"proposals": Rule(DRAFT)}
    base = {"proposals": [{"id": "1", "t": "x"}, {"id": "2", "t": "y"}]}
    theirs = {"proposals": [{"id": "1", "t": "x1"}, {"id": "2", "t": "y"}]}
    mine = {"proposals": [{"id": "1", "t": "x2"}, {"id": "2", "t": "y2"}]}
    merged = merge_document(rules, base, theirs, mine)
    assert merged.values["proposals"] == [{"id": "1", "t": "x1"}, {"id": "2", "t": "y2"}]
    assert set(merged.conflicts) == {"proposals/1"}


def test_a_draft_list_without_a_base_is_a_conflict() -> None:
    assert merge_value(DRAFT, ABSENT, [{"id": "1"}], [{"id": "2"}]) == Conflict(ABSENT, [{"id": "1"}], [{"id": "2"}])


# masks


CARD, OTHER = "510522190001010004", "11010519491231002X"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        (starred(CARD), CARD, starred(CARD), CARD),
        (CARD, CARD, starred(CARD), CARD),  # the mask appeared in between
        (ABSENT, CARD, starred(CARD), CARD),
        (starred(CARD), OTHER, starred(CARD), OTHER),  # the value changed in between
        (ABSENT, OTHER, starred(CARD), OTHER),
        (ABSENT, None, starred(CARD), None),
        (starred(CARD), CARD, OTHER, OTHER),
        (CARD, starred(CARD), OTHER, OTHER),  # theirs as rendered for this actor
        (starred(CARD), OTHER, "450521198001010018", Conflict(starred(CARD), OTHER, "450521198001010018")),
    ],
)
def test_a_mask_that_comes_back_means_unchanged(base: object, theirs: object, mine: object, expected: object) -> None:
    merged = merge_document({"card": Rule(LEGAL, mask=starred)}, {"card": base}, {"card": theirs}, {"card": mine})
    assert merged.conflicts.get("card", merged.values["card"]) == expected
    assert merged.values["card"] == (theirs if isinstance(expected, Conflict) else expected)


@pytest.mark.parametrize("merge", [APPEND, DRAFT, LEGAL])
def test_masks_inside_elements(merge: MergeClass) -> None:
    rules = {"parties": Rule(merge, {"name": DRAFT, "card": Rule(LEGAL, mask=starred)})}
    base = {"parties": [{"id": "1", "name": "罗青禾", "card": starred(CARD)}]}
    theirs = {"parties": [{"id": "1", "name": "罗青禾", "card": CARD}]}
    mine = {"parties": [{"id": "1", "name": "罗清禾", "card": starred(CARD)}, {"id": "2", "name": "冯小满"}]}
    merged = merge_document(rules, base, theirs, mine)
    assert merged.values["parties"] == [{"id": "1", "name": "罗清禾", "card": CARD}, {"id": "2", "name": "冯小满"}]
    assert not merged.conflicts


def test_removing_an_element_seen_through_a_mask() -> None:
    element = {"card": Rule(LEGAL, mask=starred), "seq": SERVER}
    shown = [{"id": "1", "card": starred(CARD), "seq": 1}]
    assert merge_value(DRAFT, shown, [{"id": "1", "card": CARD, "seq": 2}], [], element) == []
    edited = [{"id": "1", "card": OTHER, "seq": 2}]
    assert merge_value(DRAFT, shown, edited, [], element) == edited


def test_a_mask_is_not_stored_with_an_element_that_is_brought_back() -> None:
    element = {"name": DRAFT, "card": Rule(LEGAL, mask=starred)}
    base = [{"id": "1", "name": "a", "card": starred(CARD)}]
    mine = [{"id": "1", "name": "b", "card": starred(CARD)}]
    assert merge_value(DRAFT, base, [], mine, element) == [{"id": "1", "name": "b"}]


# documents


def test_document() -> None:
    rules = {"title": Rule(DRAFT), "amount": Rule(LEGAL), "seq": Rule(SERVER), "notes": Rule(APPEND)}
    base = {"title": "t", "amount": "1", "seq": 4, "notes": ["a"]}
    theirs = {"title": "t", "amount": "2", "seq": 7, "notes": ["a", "b"], "hidden": "h"}
    mine = {"title": "T", "amount": "3", "seq": 4, "notes": ["a", "c"]}
    merged = merge_document(rules, base, theirs, mine)
    assert merged.values == {"title": "T", "amount": "2", "seq": 7, "notes": ["a", "b", "c"], "hidden": "h"}
    assert merged.changed == {"title", "notes"}
    assert merged.conflicts == {"amount": Conflict("1", "2", "3")}


def test_a_field_absent_from_the_push_is_unchanged() -> None:
    merged = merge_document({"a": Rule(DRAFT), "b": Rule(DRAFT)}, {"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 5})
    assert merged.values == {"a": 5, "b": 2}


def test_a_new_document_is_taken_whole() -> None:
    rules = {"title": Rule(DRAFT), "amount": Rule(LEGAL), "notes": Rule(APPEND), "seq": Rule(SERVER)}
    mine = {"title": "t", "amount": "1", "notes": [{"id": "1"}], "seq": 4}
    merged = merge_document(rules, None, {}, mine)
    assert merged.values == {"title": "t", "amount": "1", "notes": [{"id": "1"}]}
    assert merged.changed == {"title", "amount", "notes"}
    assert not merged.conflicts


def test_no_base_makes_every_difference_a_conflict_save_append_and_empty_drafts() -> None:
    rules = {"a": Rule(DRAFT), "b": Rule(DRAFT), "c": Rule(LEGAL), "d": Rule(APPEND), "e": Rule(LEGAL)}
    theirs = {"a": "x", "b": None, "c": None, "d": ["1"], "e": "same"}
    mine = {"a": "y", "b": "y", "c": "y", "d": ["2"], "e": "same"}
    merged = merge_document(rules, None, theirs, mine)
    assert merged.values == {"a": "x", "b": "y", "c": None, "d": ["1", "2"], "e": "same"}
    assert set(merged.conflicts) == {"a", "c"}


def test_a_field_without_a_rule_is_an_error() -> None:
    with pytest.raises(KeyError, match="other"):
        merge_document({"a": Rule(DRAFT)}, None, {}, {"other": 1})


# canonical JSON


def test_canonical() -> None:
    value = {"b": Decimal("12000.00"), "a": [1.0, 0.5, True, None, "院"], "é": DRAFT, "d": date(2026, 4, 1)}
    assert canonical(value) == '{"a":[1,0.5,true,null,"院"],"b":"12000.00","d":"2026-04-01","é":"B"}'.encode()
    assert canonical(datetime(2026, 4, 1, tzinfo=UTC)) == b'"2026-04-01T00:00:00+00:00"'
    assert canonical(UUID(int=0)) == b'"00000000-0000-0000-0000-000000000000"'
    assert canonical(Decimal("1E+2")) == b'"100"'
    assert hashlib.new("sha256", canonical({})).hexdigest()


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (float("nan"), ValueError),
        (Decimal("NaN"), ValueError),
        ("\ud800", ValueError),
        (b"x", TypeError),
        ({1, 2}, TypeError),
        ({1: 2}, TypeError),
        ([ABSENT], TypeError),
    ],
)
def test_what_has_no_canonical_text(value: object, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        canonical(value)


# laws

texts = st.text(alphabet="ab院", max_size=2)
scalars = st.none() | st.booleans() | st.integers(-2, 2) | texts | st.decimals(0, 2, places=1)
jsons = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
ids = st.sampled_from("pqrst")
items = st.lists(
    st.fixed_dictionaries({"id": ids}, optional={"note": texts, "amount": st.integers(0, 2)}),
    max_size=4,
    unique_by=lambda item: item["id"],
)
whole_items = st.lists(
    st.fixed_dictionaries({"id": ids, "note": st.sampled_from("xyz"), "amount": st.integers(0, 2)}),
    max_size=4,
    unique_by=lambda item: item["id"],
)
RULES = {
    "draft": Rule(DRAFT),
    "legal": Rule(LEGAL),
    "owner": Rule(OWNER),
    "sealed": Rule(SEALED),
    "tags": Rule(APPEND),
    "plain": Rule(APPEND),
    "noted": Rule(APPEND, NOTE),
    "proposals": Rule(DRAFT, NOTE),
    "opaque": Rule(DRAFT),
    "signed": Rule(LEGAL, NOTE),
}
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "draft": scalars,
    "legal": scalars,
    "owner": scalars,
    "sealed": scalars,
    "tags": st.lists(texts, max_size=3, unique=True),
    "plain": whole_items,
    "noted": whole_items,
    "proposals": whole_items,
    "opaque": whole_items,
    "signed": whole_items,
}
EMPTY: dict[str, Any] = {field: [] for field in RULES}
documents = st.fixed_dictionaries(FIELDS)
pushes = st.fixed_dictionaries({}, optional={**FIELDS, "noted": items, "proposals": items, "signed": items})
bases = st.none() | documents


@given(st.sampled_from(MergeClass), jsons, jsons)
def test_nothing_of_mine_changes_nothing(merge: MergeClass, base: object, theirs: object) -> None:
    assert same(merge_value(merge, base, theirs, base), theirs)
    assert same(merge_value(merge, base, theirs, ABSENT), theirs)


@given(st.sampled_from(SCALAR_CLASSES), jsons, jsons)
def test_nothing_of_theirs_takes_mine(merge: MergeClass, base: object, mine: object) -> None:
    assert same(merge_value(merge, base, base, mine), mine)


@given(st.sampled_from(SCALAR_CLASSES), jsons | st.just(ABSENT), jsons)
def test_agreement_is_no_conflict(merge: MergeClass, base: object, both: object) -> None:
    assert same(merge_value(merge, base, both, both), both)


def appended(base: Any, side: Any) -> Any:
    known = {element["id"] for field in ("plain", "noted") for element in base[field]}
    lists = {field: [*base[field], *(e for e in side[field] if e["id"] not in known)] for field in ("plain", "noted")}
    return {**side, **lists, "tags": list(dict.fromkeys(base["tags"] + side["tags"]))}


def by_id(value: Any) -> Any:
    """Order apart: what a list holds, by id or as a set."""
    if not isinstance(value, list):
        return canonical(value)
    return sorted(canonical(element) for element in value)


@given(documents, documents, documents)
@settings(max_examples=200)
def test_the_outcome_does_not_depend_on_who_came_first(base: Any, one: Any, two: Any) -> None:
    """Where both sides only append to APPEND lists, as they may; elsewhere whatever they do."""
    one, two = appended(base, one), appended(base, two)
    there, back = merge_document(RULES, base, one, two), merge_document(RULES, base, two, one)
    assert there.conflicts.keys() == back.conflicts.keys()
    assert {(path, canonical(c.mine)) for path, c in there.conflicts.items()} == {
        (path, canonical(c.theirs)) for path, c in back.conflicts.items()
    }
    fine = [field for field in RULES if not any(path.split("/")[0] == field for path in there.conflicts)]
    assert [by_id(there.values[field]) for field in fine] == [by_id(back.values[field]) for field in fine]


@given(bases, documents, pushes)
@settings(max_examples=200)
@example(
    {**EMPTY, "opaque": [{"id": "a"}, {"id": "b"}, {"id": "c"}]},
    {**EMPTY, "opaque": [{"id": "c"}, {"id": "a"}, {"id": "b"}]},
    {"opaque": [{"id": "b"}, {"id": "a"}]},
)
@example(
    {**EMPTY, "opaque": [{"id": "a"}, {"id": "b"}]},
    {**EMPTY, "opaque": [{"id": "a", "note": "1"}]},
    {"opaque": [{"id": "b", "note": "2"}]},
)
def test_merging_again_changes_nothing(base: Any, theirs: Any, mine: Any) -> None:
    once = merge_document(RULES, base, theirs, mine)
    again = merge_document(RULES, base, once.values, mine)
    assert again.values == once.values
    assert not again.changed
    assert again.conflicts.keys() == once.conflicts.keys()
    settled = merge_document(RULES, once.values, once.values, once.values)
    assert settled.values == once.values
    assert not settled.conflicts


@given(bases, documents, pushes)
@settings(max_examples=200)
def test_no_incoming_change_is_lost(base: Any, theirs: Any, mine: Any) -> None:
    merged = merge_document(RULES, base, theirs, mine)
    for field, value in mine.items():
        before = (base or {}).get(field, ABSENT)
        if same(value, before) or same(value, merged.values[field]):
            continue
        kept = [conflict for path, conflict in merged.conflicts.items() if path.split("/")[0] == field]
        if RULES[field].merge in SCALAR_CLASSES and not (isinstance(value, list) and field in ("proposals", "opaque")):
            assert field in merged.conflicts or field == "signed"
        if isinstance(value, list):
            assert all(found(element, before, merged.values[field], kept) for element in value)


def found(element: Any, before: Any, merged: Any, conflicts: list[Conflict]) -> bool:
    """Whether each changed part of an incoming list element is in the merged list or in a conflict."""
    if any(
        element in conflict.mine if isinstance(conflict.mine, list) else element == conflict.mine
        for conflict in conflicts
    ):
        return True
    if not isinstance(element, dict):
        return element in merged or (before is not ABSENT and element in before)
    old = next((e for e in before if e["id"] == element["id"]), {}) if before is not ABSENT else {}
    new = next((e for e in merged if e["id"] == element["id"]), {})
    return all(
        value == old.get(key) or value == new.get(key) or any(value == conflict.mine for conflict in conflicts)
        for key, value in element.items()
    ) or any(isinstance(c.mine, dict) and element.items() <= c.mine.items() for c in conflicts)


@given(documents, documents)
def test_append_without_a_base_is_a_superset_of_both(theirs: Any, mine: Any) -> None:
    merged = merge_document(RULES, None, theirs, mine)
    tags = merged.values["tags"]
    assert isinstance(tags, list)
    assert {*theirs["tags"], *mine["tags"]} == set(tags)
    for field in ("plain", "noted"):
        elements = merged.values[field]
        assert isinstance(elements, list)
        assert {e["id"] for e in theirs[field]} | {e["id"] for e in mine[field]} == {e["id"] for e in elements}


@given(st.lists(texts, unique=True, max_size=3), st.lists(texts, max_size=3), st.lists(texts, max_size=3))
def test_append_only_histories_lose_nothing(base: list[str], more: list[str], mine: list[str]) -> None:
    merged = merge_value(APPEND, base, [*base, *more], [*base, *mine])
    assert isinstance(merged, list)
    assert merged[: len(base) + len(more)] == [*base, *more]
    assert set(merged) == {*base, *more, *mine}


@given(bases, documents, pushes)
def test_inputs_are_not_touched(base: Any, theirs: Any, mine: Any) -> None:
    before = canonical([base, theirs, mine])
    merge_document(RULES, base, theirs, mine)
    assert canonical([base, theirs, mine]) == before


@given(jsons, jsons)
def test_same_is_equality_of_canonical_text(left: object, right: object) -> None:
    assert same(left, right) == (canonical(left) == canonical(right))


@given(bases, documents, pushes)
def test_changed_names_exactly_the_fields_that_differ(base: Any, theirs: Any, mine: Any) -> None:
    merged = merge_document(RULES, base, theirs, mine)
    assert merged.changed == {f for f in merged.values if not same(merged.values[f], theirs.get(f, ABSENT))}


@pytest.mark.parametrize("mask", [starred, lambda value: value[:1] + "*"])
@given(base=texts, theirs=texts)
def test_the_mask_of_the_base_changes_nothing(mask: Callable[[str], str], base: str, theirs: str) -> None:
    merged = merge_document(
        {"name": Rule(LEGAL, mask=mask)}, {"name": mask(base)}, {"name": theirs}, {"name": mask(base)}
    )
    assert merged.values == {"name": theirs}
    assert not merged.conflicts
