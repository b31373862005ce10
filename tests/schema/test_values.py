"""Values that the database or the driver would change on their way are refused when they come in."""

from datetime import date

import pytest

from schema.registry import RECORDS
from schema.values import BadValue, Reader

READER = Reader("510522", date(2026, 11, 24), lambda _, number: (number, b"", b""), lambda: None)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", date.max])
def test_a_day_that_would_be_stored_as_infinity_is_refused(day: object) -> None:
    with pytest.raises(BadValue):
        READER.taken(RECORDS["mediation"].by_name["performance_due_on"], day)


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-30"])
def test_the_days_beside_them_are_kept(day: str) -> None:
    assert READER.taken(RECORDS["mediation"].by_name["performance_due_on"], day) == date.fromisoformat(day)


def test_no_register_entry_is_of_a_branch_without_a_form() -> None:
    with pytest.raises(BadValue):
        READER.taken(RECORDS["docket"].by_name["branch"], "EXTERNAL")
    assert {choice.value for choice in RECORDS["docket"].by_name["branch"].choices} == {value for value, *_ in RECORDS["docket"].variants}


def test_elements_with_the_same_key_fields_are_one_element() -> None:
    came = {"session": "A", "agency": "YJJ", "person": "方警", "certificate": "1"}
    field = RECORDS["training"].by_name["attendance"]
    (line,) = READER.taken(field, [{**came, "id": "x", "score": "90"}, {**came, "id": "y", "signed_at": ["2026-03-10T09:00:00+08:00"]}])
    assert (line["id"], line["score"], line["signed_at"]) == ("A/YJJ/方警/1", "90.00", ["2026-03-10T09:00:00+08:00"])
    assert [one["id"] for one in READER.taken(field, [{**came, "id": "z", "certificate": None}, {**came, "id": "w", "session": "B"}])] == ["z", "B/YJJ/方警/1"]
