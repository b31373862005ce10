"""What a pushed document means, told from what the device was shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from schema.registry import RECORDS
from sync.feed import tombstone
from sync.intent import Create, Delete, Edit, Move
from sync.row import Live, Meaning, RowFault, of_op, of_row
from sync.trace import mark
from tests.sync.two_units import COUNTY, NOW

MEDIATION = RECORDS["mediation"]
KEY, PARTY = UUID(int=7), UUID(int=8)
ID, PARTY_ID = f"Mediation:{COUNTY}:{KEY}", f"Party:{COUNTY}:{PARTY}"


def document(**more: Any) -> dict[str, Any]:
    blank = tombstone(MEDIATION, COUNTY, KEY, 3)
    return {**blank, "_deleted": False, "caseId": f"Case:{COUNTY}:{KEY}", "title": "纠纷", "state": "MEDIATING", "version": 4, **more}


SHOWN = document(parties=[{"id": PARTY_ID, "name": "罗*", "kind": "PERSON", "idNumber": "510522********0004", "phone": None}])
LIVE = Live("MEDIATING", KEY, SHOWN)


def meant(new: dict[str, Any], assumed: dict[str, Any] | None = None, live: Live | None = LIVE, last: Any = None) -> Meaning:
    return of_row(MEDIATION, COUNTY, {"newDocumentState": new, "assumedMasterState": assumed}, live, last or {}, NOW)


def test_only_what_was_changed_is_meant() -> None:
    [edit] = meant({**SHOWN, "facts": "漏水"}, SHOWN).intents
    assert isinstance(edit, Edit)
    assert (edit.record, edit.key, edit.values, edit.base, edit.offline) == ("mediation", KEY, {"facts": "漏水"}, {"facts": None}, True)


def test_what_comes_back_means_nothing() -> None:
    older = {**SHOWN, "version": 2, "seq": 1, "updatedAt": "2020-01-01T00:00:00+00:00", "fileNumber": "x"}
    assert meant(older, older) == Meaning()
    assert meant(SHOWN, older) == Meaning()
    assert meant({"id": ID}, SHOWN) == Meaning(), "an absent key is unchanged"


def test_a_mask_that_changed_in_between_is_unchanged() -> None:
    full = {**SHOWN, "parties": [{**SHOWN["parties"][0], "name": "罗小明", "idNumber": None}]}
    masked = {**SHOWN, "parties": [{**SHOWN["parties"][0], "name": "罗*"}]}
    assert meant(masked, full) == Meaning(), "shown in full before, masked now"
    assert meant({**masked, "parties": [{**masked["parties"][0], "name": "罗**"}]}, full).intents, "no mask of it: an edit"
    assert meant(full, masked).intents != (), "a full name over a mask is an edit the door decides on"


def test_a_hidden_field_that_comes_back_empty_is_unchanged() -> None:
    assert meant({**SHOWN, "facts": None}, {**SHOWN, "facts": "旧"}) == Meaning()


def test_one_move_leads_to_a_state() -> None:
    edit, move = meant({**SHOWN, "state": "AGREED_DRAFT", "agreementText": "甲方", "facts": "新"}, SHOWN).intents
    assert isinstance(edit, Edit) and edit.values == {"facts": "新"}
    assert isinstance(move, Move) and (move.move, move.values) == ("draft", {"agreement_text": "甲方"})


def test_a_state_the_device_only_kept_is_no_move() -> None:
    assert meant({**SHOWN, "state": "ACCEPTED"}, {**SHOWN, "state": "ACCEPTED"}) == Meaning()


def test_a_state_nobody_knows_is_a_fault() -> None:
    with pytest.raises(RowFault, match="ROW_STATE"):
        meant({**SHOWN, "state": "GONE"}, SHOWN)
    [move] = meant({**SHOWN, "state": "ARCHIVED"}, SHOWN).intents
    assert isinstance(move, Move) and move.move == "archive", "the door says why it is not possible now"


def test_delete_is_a_request_and_keeps_the_edits() -> None:
    edit, delete = meant({**SHOWN, "_deleted": True, "facts": "末"}, SHOWN).intents
    assert isinstance(edit, Edit) and isinstance(delete, Delete)
    assert meant({**SHOWN, "_deleted": True}, SHOWN).shows
    assert meant({**SHOWN, "_deleted": True}, None, None) == Meaning(), "never stored: nothing to cancel"


def test_a_tombstone_is_no_base() -> None:
    gone = tombstone(MEDIATION, COUNTY, KEY, 3)
    with pytest.raises(RowFault, match="BASE_GONE"):
        meant({**SHOWN, "facts": "新"}, gone)
    assert meant(SHOWN, gone) == Meaning(shows=True)
    assert isinstance(meant(SHOWN, gone, None).intents[0], Create), "never stored: it is new"


def test_children_are_told_by_id() -> None:
    new = {"id": f"Party:{COUNTY}:{UUID(int=9)}", "name": "王五", "kind": "PERSON"}
    changed = {**SHOWN["parties"][0], "phone": "13800000004"}
    edit, create = meant({**SHOWN, "parties": [changed, new]}, SHOWN).intents
    assert isinstance(edit, Edit) and (edit.record, edit.key, edit.values, edit.base) == ("party", PARTY, {"phone": "13800000004"}, {"phone": None})
    assert isinstance(create, Create) and (create.case, create.values) == (KEY, {"name": "王五", "kind": "PERSON"})
    left_out = meant({**SHOWN, "parties": []}, SHOWN)
    assert left_out.intents == () and left_out.shows, "nothing is erased, and the device is shown so"


def test_a_new_document_brings_its_children_and_its_number() -> None:
    new = document(title="新", state="APPLIED", aliasNumber="TMP-1", caseId=None, parties=[{"id": PARTY_ID, "name": "王五", "kind": "PERSON"}])
    create, child = meant(new, None, None).intents
    assert isinstance(create, Create) and create.case is None and create.values["alias_number"] == "TMP-1"
    assert "state" not in create.values and "version" not in create.values and "facts" not in create.values
    assert isinstance(child, Create) and child.case == KEY
    assert meant({**new, "caseId": f"Case:{COUNTY}:{PARTY}"}, None, None).parent == f"case:{PARTY}"


def test_a_lost_answer_is_its_own_base() -> None:
    """The device wrote B over A, never heard so, and now says C over A: its own B is the base, not a rival."""
    stored = {**SHOWN, "facts": "B"}
    last = {"facts": [mark("A"), mark("B")]}
    live = Live("MEDIATING", KEY, stored)
    [edit] = meant({**SHOWN, "facts": "C"}, {**SHOWN, "facts": "A"}, live, last).intents
    assert isinstance(edit, Edit) and edit.base == {"facts": "B"}
    [other] = meant({**SHOWN, "facts": "C"}, {**SHOWN, "facts": "A"}, Live("MEDIATING", KEY, {**SHOWN, "facts": "X"}), last).intents
    assert isinstance(other, Edit) and other.base == {"facts": "A"}
    [first] = meant({**SHOWN, "facts": "C"}, None, live, {"facts": [mark(None), mark("B")]}).intents
    assert isinstance(first, Edit) and first.base == {"facts": "B"}
    [unknown] = meant({**SHOWN, "facts": "C"}, None, live).intents
    assert isinstance(unknown, Edit) and unknown.base is None


@pytest.mark.parametrize("new", [
    {"id": "Mediation:510523:" + str(KEY)}, {"id": f"Party:{COUNTY}:{KEY}"}, {"id": "x"}, {"id": ID, "secret": 1},
    {"id": ID, "parties": "x"}, {"id": ID, "parties": [{"id": "x"}]}, {"id": ID, "parties": [{"id": PARTY_ID, "odd": 1}]},
])
def test_what_cannot_be_understood_is_a_fault(new: dict[str, Any]) -> None:
    with pytest.raises(RowFault):
        meant(new, SHOWN)


def op(kind: str, base: dict[str, Any], new: dict[str, Any], move: str | None = None) -> Any:
    return {"n": 1, "at": NOW.isoformat(), "c": "Mediation", "id": ID, "kind": kind, "base": base, "set": new, "move": move}


def test_an_op_changes_what_it_names() -> None:
    delta = {"add": [{"id": "s2", "note": "新"}], "change": {"s1": {"place": "村委会"}}}
    [edit] = of_op(MEDIATION, COUNTY, op("edit", {"sessions": [{"id": "s1", "place": "家"}]}, {"sessions": delta}), LIVE, NOW).intents
    assert isinstance(edit, Edit)
    assert edit.values == {"sessions": [{"id": "s2", "note": "新"}, {"id": "s1", "place": "村委会"}]}
    assert edit.base == {"sessions": [{"id": "s1", "place": "家"}]}
    party = {"add": [{"id": f"Party:{COUNTY}:{UUID(int=9)}", "name": "王五", "kind": "PERSON"}], "change": {PARTY_ID: {"phone": "13800000004"}}}
    create, child = of_op(MEDIATION, COUNTY, op("edit", {"parties": [{"id": PARTY_ID, "phone": None}]}, {"parties": party}), LIVE, NOW).intents
    assert isinstance(create, Create) and isinstance(child, Edit) and child.values == {"phone": "13800000004"}


def test_an_op_for_a_row_that_is_not_there_waits() -> None:
    assert of_op(MEDIATION, COUNTY, op("edit", {}, {"facts": "x"}), None, NOW).parent == f"mediation:{KEY}"


def test_an_op_moves_with_its_inputs() -> None:
    edit, move = of_op(MEDIATION, COUNTY, op("move", {}, {"facts": "x", "reason": "y"}, "fail"), LIVE, NOW).intents
    assert isinstance(edit, Edit) and isinstance(move, Move) and (move.move, move.values) == ("fail", {"reason": "y"})
    [delete] = of_op(MEDIATION, COUNTY, op("delete", {}, {"reason": "重复"}), LIVE, NOW).intents
    assert isinstance(delete, Delete) and delete.values == {"reason": "重复"}
    with pytest.raises(RowFault):
        of_op(MEDIATION, COUNTY, op("move", {}, {}, "vanish"), LIVE, NOW)
