"""The words of the round: strict parsing, renaming, list deltas, declarations and RxDB schemas."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.merge import MergeClass, Rule, merge_document
from schema.registry import OFFLINE, RECORDS
from sync import wire
from sync.wire import WireFault

OP: dict[str, Any] = {"n": 1, "at": "2026-03-09T10:00:00+08:00", "c": "Mediation", "id": "Mediation:510522:x", "kind": "edit",
                      "base": {"facts": None}, "set": {"facts": "甲"}, "move": None}
ASK: dict[str, Any] = {"v": 1, "replica": "d", "epoch": None, "seq": 0, "limit": 10, "declarations": None, "ops": [OP], "purged": []}
ANSWER: dict[str, Any] = {"v": 1, "epoch": "e", "seq": 4, "more": False, "reset": False, "receipts": [], "documents": [], "gone": [],
                          "declarations": None, "leaseUntil": "2026-03-23T00:00:00+00:00", "conflicts": [], "quarantined": []}


def test_a_sound_round_is_taken_as_it_is() -> None:
    request, faulty = wire.parse_round(ASK)
    assert request == ASK
    assert faulty == []


@pytest.mark.parametrize(("change", "code"), [
    ({"v": 2}, "WIRE_VERSION"), ({"v": None}, "WIRE_VERSION"), ({"replica": 3}, "WIRE_FIELD"), ({"seq": -1}, "WIRE_FIELD"),
    ({"seq": True}, "WIRE_FIELD"), ({"seq": 1.5}, "WIRE_FIELD"), ({"limit": "x"}, "WIRE_FIELD"), ({"ops": {}}, "WIRE_FIELD"),
    ({"ops": [3]}, "WIRE_FIELD"), ({"ops": [OP | {"n": None}]}, "WIRE_FIELD"), ({"ops": [OP | {"n": 0}]}, "WIRE_ORDER"),
    ({"ops": [OP, OP]}, "WIRE_ORDER"), ({"ops": [OP | {"n": 2}, OP]}, "WIRE_ORDER"), ({"purged": [1]}, "WIRE_FIELD"),
    ({"purged": "x"}, "WIRE_FIELD"), ({"epoch": 1}, "WIRE_FIELD"),
    ({"ops": [OP | {"n": n} for n in range(1, wire.OPS_MAX + 2)]}, "WIRE_TOO_MANY"),
])
def test_an_unsound_envelope_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(WireFault) as fault:
        wire.parse_round(ASK | change)
    assert fault.value.code == code
    assert fault.value.zh
    assert fault.value.en


@pytest.mark.parametrize("change", [
    {"kind": "erase"}, {"kind": "move"}, {"move": "accept"}, {"set": None}, {"set": []}, {"base": 3}, {"at": "2026-03-09T10:00:00"},
    {"at": "yesterday"}, {"c": None}, {"id": 5}, {"set": {"sessions": {"add": {}}}}, {"set": {"sessions": {"add": [{"note": "no id"}]}}},
    {"set": {"sessions": {"change": []}}}, {"set": {"sessions": {"change": {"a": 1}}}},
])
def test_an_unsound_op_is_set_apart_and_blocks_no_other(change: dict[str, Any]) -> None:
    ops = [OP, {**OP, **change, "n": 2}, OP | {"n": 3}]
    request, faulty = wire.parse_round(ASK | {"ops": ops})
    assert [op["n"] for op in request["ops"]] == [1, 3]
    assert [(one.n, one.raw, one.fault.code) for one in faulty] == [(2, ops[1], "WIRE_FIELD")]


def test_gaps_between_numbers_are_allowed() -> None:
    request, _ = wire.parse_round(ASK | {"ops": [OP, OP | {"n": 40}]})
    assert [op["n"] for op in request["ops"]] == [1, 40]


@pytest.mark.parametrize(("given_limit", "taken"), [(0, 1), (-4, 1), (10**9, wire.PAGE_MAX), (77, 77)])
def test_the_page_has_bounds(given_limit: int, taken: int) -> None:
    assert wire.parse_round(ASK | {"limit": given_limit}).request["limit"] == taken


def test_bodies_are_json_objects() -> None:
    assert wire.decoded(json.dumps(ASK).encode()) == ASK
    for body, code in ((b"{", "WIRE_NOT_JSON"), (b"\xff", "WIRE_NOT_JSON"), (b"[]", "WIRE_FIELD"), (b"[" * 100_000, "WIRE_NOT_JSON")):
        with pytest.raises(WireFault) as fault:
            wire.decoded(body)
        assert fault.value.code == code


def test_an_answer_is_read_and_a_wrong_one_refused() -> None:
    assert wire.parse_answer(ANSWER) == ANSWER
    receipt = {"n": 1, "outcome": "applied", "code": None, "zh": None, "en": None, "conflicts": []}
    assert wire.parse_answer(ANSWER | {"receipts": [receipt]})["receipts"] == [receipt]
    for change in ({"receipts": [receipt | {"outcome": "lost"}]}, {"seq": None}, {"leaseUntil": "soon"}, {"documents": [{"id": "x"}]},
                   {"more": 0}, {"v": 9}, {"gone": ["x"]}):
        with pytest.raises(WireFault):
            wire.parse_answer(ANSWER | change)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8)


@given(st.dictionaries(st.sampled_from(list(ASK)), JSON), st.dictionaries(st.sampled_from(list(OP)), JSON))
def test_nothing_but_a_fault_comes_of_nonsense(ask: dict[str, Any], op: dict[str, Any]) -> None:
    for read, value in ((wire.parse_round, ASK | {"ops": [OP | op]} | ask), (wire.parse_op, OP | op),
                        (wire.parse_answer, ANSWER | ask), (wire.parse_checkpoint, ask), (wire.parse_push_row, ask)):
        try:
            read(value)
        except WireFault as fault:
            assert fault.code in wire.FAULTS


@pytest.mark.parametrize(("raw", "parsed"), [
    (None, None), ({"epoch": "e", "seq": 3}, {"epoch": "e", "seq": 3}), ({"epoch": "e+9", "seq": 0}, {"epoch": "e+9", "seq": 0}),
    ({"epoch": "e", "seq": 3.0}, {"epoch": "e", "seq": 3}), ({"epoch": "e", "seq": "9007199254740992"}, {"epoch": "e", "seq": 2**53}),
])
def test_checkpoints(raw: Any, parsed: Any) -> None:
    assert wire.parse_checkpoint(raw) == parsed


@pytest.mark.parametrize("raw", [{}, [], "x", {"epoch": 1, "seq": 3}, {"epoch": "e"}, {"epoch": "e", "seq": True}, {"epoch": "e", "seq": -1},
                                 {"epoch": "e", "seq": 1.5}, {"epoch": "e", "seq": "1e3"}, {"epoch": "e", "seq": "１"}, {"seq": 3}])
def test_a_wrong_checkpoint_is_refused(raw: Any) -> None:
    with pytest.raises(WireFault, match="WIRE_CHECKPOINT"):
        wire.parse_checkpoint(raw)


def test_push_rows() -> None:
    row = {"newDocumentState": {"id": "x", "title": "甲"}, "assumedMasterState": None}
    assert wire.parse_push_row(row) == row
    assert wire.parse_push_row({"newDocumentState": {"id": "x"}})["assumedMasterState"] is None
    for wrong in ({}, {"newDocumentState": {}}, {"newDocumentState": {"id": "x"}, "assumedMasterState": 3}, None):
        with pytest.raises(WireFault):
            wire.parse_push_row(wrong)


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.name)
def test_every_declared_name_survives_the_way_to_camel_case_and_back(record: Any) -> None:
    for field in record.fields:
        assert wire.snake(wire.camel(field.name)) == field.name
        for item in field.items:
            assert wire.snake(wire.camel(item.name)) == item.name


def test_keys_are_renamed_and_values_and_ids_are_not() -> None:
    snake = {"agreement_text": "some_text", "vulnerable_groups": ["low_income"], "follow_ups": [{"id": "a_B", "occurred_at": "t_T"}],
             "sessions": {"add": [{"id": "x_Y", "occurred_at": 1}], "change": {"Key_Of_it": {"occurred_at": 2}}}, "details": {"raw_key": 1}}
    camel = wire.camel_document(snake)
    assert camel == {"agreementText": "some_text", "vulnerableGroups": ["low_income"], "followUps": [{"id": "a_B", "occurredAt": "t_T"}],
                     "sessions": {"add": [{"id": "x_Y", "occurredAt": 1}], "change": {"Key_Of_it": {"occurredAt": 2}}},
                     "details": {"raw_key": 1}}
    assert wire.snake_document(camel) == snake


def test_deltas_merge_element_by_element_without_touching_the_others() -> None:
    theirs = {"sessions": [{"id": "a", "note": "一", "place": "村"}, {"id": "b", "note": "二", "place": None}], "facts": "旧"}
    rules: dict[str, Rule] = {
        "sessions": Rule(MergeClass.APPEND, {"note": MergeClass.APPEND, "place": MergeClass.DRAFT}), "facts": Rule(MergeClass.DRAFT)}
    base, mine = wire.merging({"facts": "旧", "sessions": [{"id": "b", "place": None}]}, {
        "facts": "新", "sessions": {"add": [{"id": "c", "note": "三"}], "change": {"b": {"place": "镇"}}}})
    merged = merge_document(rules, base, theirs, mine)
    assert merged.conflicts == {}
    assert merged.values == {"facts": "新", "sessions": [
        theirs["sessions"][0], {"id": "b", "note": "二", "place": "镇"}, {"id": "c", "note": "三"}]}


def test_row_hashes_do_not_depend_on_the_order_of_keys() -> None:
    assert wire.row_hash({"a": 1, "b": [1.0]}) == wire.row_hash({"b": [1], "a": 1})
    assert wire.row_hash({"a": 1}) != wire.row_hash({"a": "1"})
    assert len(wire.row_hash({})) == 64


def test_declarations_hold_all_a_device_needs() -> None:
    declared = wire.declarations(RECORDS.values())
    assert declared["collections"].keys() == {record.type_name for record in OFFLINE.values()}
    assert json.loads(json.dumps(declared)) == declared
    assert declared["hash"] == wire.declarations(list(RECORDS.values()))["hash"]
    mediation = declared["collections"]["Mediation"]
    fields = {field["name"]: field for field in mediation["fields"]}
    assert fields["kind"]["choices"][0] == ["PEOPLE", "人民调解"]
    assert fields["agreementText"]["merge"] == "C"
    assert fields["township"]["record"] == "Division"
    assert [item["name"] for item in fields["sessions"]["items"]] == ["occurredAt", "place", "note", "author"]
    assert mediation["initial"] == "APPLIED"
    assert "SIGNED" in mediation["frozen"]
    draft = next(move for move in mediation["moves"] if move["name"] == "draft")
    assert (draft["target"], draft["required"]) == ("AGREED_DRAFT", ["agreementText"])
    assert "performanceDueOn" in draft["inputs"]
    party = mediation["children"]["parties"]
    assert party["type"] == "Party"
    assert {field["name"]: field["check"] for field in party["fields"]}["idNumber"] == "resident_id"
    states = {name for name, _ in mediation["states"]}
    assert all(set(move["sources"]) | {move["target"] or "SIGNED"} <= states for move in mediation["moves"])


@pytest.mark.parametrize("record", OFFLINE.values(), ids=lambda record: record.name)
def test_rxdb_schemas_accept_null_wherever_graphql_sends_it(record: Any) -> None:
    schema = wire.rxdb_schema(record, RECORDS)
    assert (schema["version"], schema["primaryKey"], schema["required"]) == (0, "id", ["id"])
    assert schema["properties"].pop("id") == {"type": "string", "maxLength": 128}
    assert "_deleted" not in schema["properties"]
    assert {"seq", *(wire.camel(RECORDS[child].plural) for child in record.children)} <= schema["properties"].keys()
    assert {wire.camel(field.name) for field in record.fields} - {"id"} <= schema["properties"].keys()
    assert all("null" in declared["type"] for declared in schema["properties"].values() if declared)
