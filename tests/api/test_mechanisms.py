"""What hangs in a faulty declaration is found, the declared ones are sound, and a page says what its declaration says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.county import ORGANS
from api.demo.people import PEOPLE
from api.diagrams import diagram, page, refusals_of
from api.soundness import EVERYBODY, Held, findings
from schema.kit import (
    INTERNAL,
    PUBLIC,
    SENSITIVE,
    SERVER,
    Deadline,
    Facts,
    Field,
    Flow,
    Grant,
    Move,
    Owner,
    Record,
    RefusalText,
    Refused,
    State,
    Term,
    link,
    protected,
    record,
    text,
    whole,
)
from schema.periods import Unit
from schema.registry import MECHANISMS

HELD = Held(frozenset({"SFJ"}), frozenset({"mediator", EVERYBODY}))
TERM = {"": Term(3, Unit.DAY, "某法 1", verified=False)}


def _bare(facts: Facts) -> Refused | None:
    return Refused("BARE") if not facts.row.get("note") else None


def _through(facts: Facts) -> Refused | None:
    return _bare(facts)


FINISH = Move("finish", "完成", "Ends it.", ("OPEN",), "DONE", (Owner("mediator"),), guard=_through, required=("note",))
SOUND = record(
    "visit", "visits", "走访", "A visit.", (text("note", "记录", "What was seen.", INTERNAL), link("lead_agency", "agency", "牵头单位", "Who leads.", PUBLIC)),
    flow=Flow((State("OPEN", "未走访"), State("DONE", "已走访", final=True)), "OPEN", (FINISH,), (Deadline("VISIT", "走访期限", "d", "OPEN", "lead_agency", ("finish",), TERM),)),
    grants=(Grant(EVERYBODY, "read"), Grant(EVERYBODY, "read", ".*")), refusals=(RefusalText("BARE", "请写明记录。", "Write it down.", "某法 2"), RefusalText("UNUSED", "无。", "None.")),
    case_link=None,
)


def flowing(**changes: object) -> Record:
    assert SOUND.flow
    return replace(SOUND, flow=replace(SOUND.flow, **changes))  # type: ignore[arg-type]


def owed_by(name: str) -> Record:
    return flowing(deadlines=(Deadline("VISIT", "走访期限", "d", "OPEN", name, ("finish",), TERM),))


def granted(*grants: Grant) -> Record:
    return replace(SOUND, grants=grants)


def with_field(field: Field) -> Record:
    return replace(SOUND, fields=(*SOUND.fields, field))


OTHER_AGENCY = with_field(link("other", "agency", "另一单位", "Another.", PUBLIC))


def test_a_sound_declaration_leaves_nothing_hanging() -> None:
    assert findings((SOUND, owed_by("SFJ")), HELD) == []


@pytest.mark.parametrize(("faulty", "code", "names"), [
    (flowing(states=(*SOUND.flow.states, State("LOST", "失联", final=True))), "UNREACHABLE_STATE", "LOST"),
    (flowing(moves=(FINISH, Move("lose", "失联", "d", ("AWAY",), "AWAY", (Owner("mediator"),))), states=(*SOUND.flow.states, State("AWAY", "外出"))), "UNREACHABLE_STATE", "AWAY"),
    (flowing(states=(SOUND.flow.states[0], State("DONE", "已走访"))), "DEAD_END", "DONE"),
    (flowing(states=(SOUND.flow.states[0], State("DONE", "已走访")), moves=(FINISH, Move("note", "补记", "d", ("DONE",), None, (Owner("mediator"),)))), "DEAD_END", "DONE"),
    (flowing(states=(SOUND.flow.states[0], State("DONE", "已走访")), moves=(FINISH, Move("again", "重来", "d", ("DONE",), "OPEN", (Owner("nobody", "never"),)))), "DEAD_END", "DONE"),
    (owed_by("XYZ"), "UNOWED_DEADLINE", "VISIT"),
    (owed_by("note"), "UNOWED_DEADLINE", "VISIT"),  # a text names no agency
    (replace(OTHER_AGENCY, flow=owed_by("other").flow), "UNOWED_DEADLINE", "VISIT"),  # may be empty
    (granted(Grant(EVERYBODY, "read")), "UNREAD_FIELD", "note"),
    (granted(Grant(EVERYBODY, "read"), Grant(EVERYBODY, "read", "#public")), "UNREAD_FIELD", "note"),
    (granted(Grant(EVERYBODY, "read"), Grant(EVERYBODY, "read", ".*"), Grant(EVERYBODY, "read", ".note", "always", "deny")), "UNREAD_FIELD", "note"),
    (granted(Grant(EVERYBODY, "read"), Grant("archivist", "read", ".*")), "UNREAD_FIELD", "note"),
    (granted(Grant(EVERYBODY, "read", ".*")), "UNREAD_FIELD", "rows"),
    (flowing(moves=(replace(FINISH, owners=(Owner("mediator", "never"),)),)), "UNFIRED_MOVE", "finish"),
    (granted(Grant("archivist", "read"), Grant("archivist", "read", ".*")), "UNFIRED_MOVE", "finish"),  # its owner may not even read
    (flowing(moves=(replace(FINISH, owners=(Owner("archivist"),)),)), "UNHELD_ROLE", "archivist"),
    (flowing(moves=(replace(FINISH, owners=(Owner("mediator"), Owner("archivist"))),)), "UNHELD_ROLE", "archivist"),
])
def test_what_hangs_is_found(faulty: Record, code: str, names: str) -> None:
    found = [one for one in findings((faulty,), HELD) if one.code == code]
    assert found and any(names in one.en for one in found) and all(one.record == "visit" and one.zh for one in found), findings((faulty,), HELD)


def test_a_masked_field_and_a_certain_agency_are_enough() -> None:
    masked = protected("phone", "电话", "d", SENSITIVE, "phone")
    assert findings((replace(with_field(masked), grants=(*granted(Grant(EVERYBODY, "read"), Grant(EVERYBODY, "mask", "#sensitive"), Grant(EVERYBODY, "read", "#public"),
                                                                  Grant(EVERYBODY, "read", "#internal")).grants,)),), HELD) == []
    certain = replace(OTHER_AGENCY, flow=flowing(moves=(replace(FINISH, required=("other",)),), deadlines=owed_by("other").flow.deadlines).flow)  # type: ignore[union-attr]
    assert findings((certain,), HELD) == []
    counted = with_field(whole("times", "次数", "d", PUBLIC, SERVER))
    assert findings((counted,), HELD) == []


def test_the_declared_mechanisms_leave_nothing_hanging() -> None:
    held = Held(frozenset(agency.code for agency in ORGANS), frozenset({role for person in PEOPLE for role in person.roles} | {EVERYBODY}))
    assert findings(MECHANISMS.values(), held) == []


def test_a_page_shows_states_moves_refusals_and_clocks() -> None:
    assert SOUND.flow
    assert diagram(SOUND.flow).splitlines() == [
        "```mermaid", "stateDiagram-v2", '    state "未走访" as OPEN', '    state "已走访" as DONE', "    [*] --> OPEN", "    OPEN --> DONE : 完成", "    DONE --> [*]", "```"]
    told = page(SOUND)
    assert "| 完成 `finish` | 未走访 | 已走访 | 调解员 `always` | 记录 |  | `BARE` |  |" in told
    assert "| 走访期限 `VISIT` | 未走访 | 牵头单位 | 完成 | 3日 | 某法 1（未核实） |" in told
    assert "| `BARE` | 请写明记录。 | Write it down. | 某法 2 |" in told


def test_refusals_are_found_through_what_a_guard_calls() -> None:
    assert refusals_of(SOUND, FINISH) == ["BARE"]
    transfer = MECHANISMS["transfer"]
    assert transfer.flow
    codes = {move.name: refusals_of(transfer, move) for move in transfer.flow.moves}
    assert codes["approve"] == ["SAND_IS_WATERS", "TWO_OFFICERS", "APPROVAL_DELEGATED"] and codes["serve_notice"] == ["SAND_IS_WATERS", "NOTICE_SERVED"]


def test_every_declared_refusal_can_be_answered_with() -> None:
    for declared in MECHANISMS.values():
        spoken = {code for move in (declared.flow.moves if declared.flow else ()) for code in refusals_of(declared, move)}
        told = {declared.beside.notice} if declared.beside else set()
        assert {text.code for text in declared.refusals} - spoken == told, declared.name
