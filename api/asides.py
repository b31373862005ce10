"""What is read beside an operation's own roots: the payload of a mutation, the case of an event."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from graphql import FieldNode, SelectionSetNode

from api.question import Question
from schema.ids import Id
from schema.kit import Record, RefusalText
from schema.read import Root
from schema.registry import RECORDS

ROW = "the row"  # beside the variables, whose names have no blanks
NO_ROW = Id("case", "", UUID(int=0))
Sets: TypeAlias = Sequence[SelectionSetNode | None]
Aside: TypeAlias = tuple[Hashable, Mapping[str, Any], Callable[[Question], list[Root]]]
"""The name of its plan, values it brings along, what it asks."""


def payload(record: Record, outcome: str, found: Id, sets: Sets, notices: tuple[RefusalText, ...] = ()) -> Aside:
    """What a mutation that was done is asked for beside its outcome."""

    def ask(question: Question) -> list[Root]:
        parts = []
        for key, nodes in question.selected(sets, f"{record.type_name}Done").items():
            match nodes[0].name.value:
                case "__typename":
                    parts.append(Root(key, typename=f"{record.type_name}Done"))
                case "outcome":
                    parts.append(Root(key, typename=outcome))
                case "notices":
                    parts.append(Root(key, wrap=tuple(_notice(question, notice, nodes) for notice in notices), listed=True))
                case _:
                    parts.append(Root(key, question.row(record, question.given(ROW), [node.selection_set for node in nodes])))
        return [Root("p", wrap=tuple(parts))]

    return ("done", record.name, outcome, notices, *map(id, sets)), {ROW: found}, ask


def _notice(question: Question, notice: RefusalText, nodes: Sequence[FieldNode]) -> Root:
    said = {"__typename": "Notice", "code": notice.code, "message": notice.zh, "messageEn": notice.en, "law": notice.law}
    order = question.selected([node.selection_set for node in nodes], "Notice")
    return Root("", wrap=tuple(Root(key, typename=said[chosen[0].name.value]) for key, chosen in order.items()))


@dataclass(frozen=True)
class Event:
    """What a subscription tells of: the type of its events and the record they are about, a field of the same name."""

    type_name: str
    record: str

    def told(self, question: Question, held: Mapping[str, Any], sets: Sets, seq: int, key: str) -> dict[str, Any]:
        """One event, of what was read for it."""
        said = {"seq": seq, f"{self.record}Id": key, "__typename": self.type_name}
        order = question.selected(sets, self.type_name)
        return {name: held[name + "_"] if nodes[0].name.value == self.record else said[nodes[0].name.value] for name, nodes in order.items()}


CASE_CHANGE, NOTIFIED = Event("CaseChange", "case"), Event("Notified", "notification")
EVENTS: Mapping[str, Event] = {"caseChanged": CASE_CHANGE, "notified": NOTIFIED}


def event(told: Event, found: Id, sets: Sets) -> Aside:
    """Whether the row of an event may be seen, and what is asked of it."""

    def ask(question: Question) -> list[Root]:
        record = RECORDS[told.record]
        parts = [Root("probe", question.row(record, question.given(ROW), []))]
        for key, nodes in question.selected(sets, told.type_name).items():
            if nodes[0].name.value == told.record:
                parts.append(Root(key + "_", question.row(record, question.given(ROW), [n.selection_set for n in nodes])))
        return parts

    return ("event", *map(id, sets)), {ROW: found}, ask
