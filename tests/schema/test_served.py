"""The schema requests are read by is the one Strawberry builds, and is not built again until something changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, find_schema_changes

from schema.types import served
from schema.types.built import GRAPHQL_BUILT, sdl
from schema.types.served import GRAPHQL

QUIET = "import sys, schema.types.served; sys.exit('strawberry' in sys.modules)"


def test_what_is_served_is_what_strawberry_builds() -> None:
    assert served.text() == sdl()
    assert find_schema_changes(GRAPHQL_BUILT, GRAPHQL) == []


def test_strawberry_is_not_needed_once_the_text_is_kept() -> None:
    served.text()
    subprocess.run([sys.executable, "-c", QUIET], check=True, cwd=Path(served.__file__).parents[2])


def test_a_text_of_other_declarations_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(served, "KEPT", tmp_path)
    (tmp_path / "sdl-0123.graphql").write_text("type Query { old: Int }", "utf-8")
    assert served.text() == sdl()
    assert [path.name for path in tmp_path.iterdir()] == [f"sdl-{served.digest()}.graphql"]


def test_where_nothing_can_be_written_it_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    monkeypatch.setattr(served, "KEPT", blocked)
    assert served.text() == sdl()
    assert find_schema_changes(served.schema_of(served.parsed()), GRAPHQL) == []


def test_an_amount_a_day_and_an_instant_are_checked_while_variables_are_read() -> None:
    for name, good, bad in (("Money", "1800.00", "1800.001"), ("Date", "2026-02-28", "2026-02-30"), ("DateTime", "2026-03-09T10:20:00+08:00", "2026-03-09T10:20")):
        scalar = GRAPHQL.type_map[name]
        assert scalar.parse_value(good) == good  # type: ignore[attr-defined]
        with pytest.raises(ValueError):
            scalar.parse_value(bad)  # type: ignore[attr-defined]


def test_elements_of_a_list_and_a_move_of_the_same_name_have_inputs_of_their_own() -> None:
    move, element = GRAPHQL.type_map["JudicialReliefFollowUpInput"], GRAPHQL.type_map["JudicialReliefFollowUpItemInput"]
    assert isinstance(move, GraphQLInputObjectType) and isinstance(element, GraphQLInputObjectType)
    assert str(move.fields["followUps"].type) == "[JudicialReliefFollowUpItemInput!]" and "expectedVersion" not in element.fields
