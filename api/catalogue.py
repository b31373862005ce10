"""Tells the declared mechanisms in words: states, moves with their owners, clocks with their legal basis."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from api.paper_templates import Templates
from schema.kit import Deadline, Flow, Move, Record
from schema.periods import Unit
from schema.registry import MECHANISMS

UNITS = {Unit.HOUR: "小时", Unit.DAY: "日", Unit.WORKING_DAY: "工作日", Unit.MONTH: "月", Unit.YEAR: "年"}


def catalogue(name: str | None = None) -> Iterator[RenderableType]:
    """Every mechanism, or the one named."""
    for record in MECHANISMS.values():
        if name is None or name in (record.name, record.type_name):
            yield Group(Text(f"M{record.mechanism} {record.label} {record.type_name}", style="bold"), Text(record.doc),
                        *(part for edition, flow in record.flows.items() for part in (*_version(record, edition), _states(flow), _moves(flow), _clocks(flow))), Text(""))


def _version(record: Record, edition: int) -> Iterator[RenderableType]:
    """Which version it is and whose, where there are several."""
    until = next((one.until for one in record.earlier if one.edition == edition), None)
    if record.editioned:
        yield Text(f"第 {edition} 版 version {edition}" + (f"：{until} 及以前登记的 registered up to {until}" if until else "：现行 present"), style="bold")


def papers(templates: Templates, name: str | None = None) -> Iterator[RenderableType]:
    """The documents of every mechanism, or of the one named, and whose template each is made with."""
    for record in MECHANISMS.values():
        if name is None or name in (record.name, record.type_name):
            table = _table(f"M{record.mechanism} {record.label} {record.type_name}", "paper", "文书", "template", "states", "needs", "drawn up by")
            for paper in record.papers:
                table.add_row(paper.name, paper.title, templates.source(record, paper), ", ".join(paper.states), ", ".join(paper.needs),
                              "; ".join(f"{role} ({when})" for role, when in paper.by))
            yield table


def _states(flow: Flow) -> RenderableType:
    names = [f"{state.name} {state.label}{' ■' if state.final else ''}" for state in flow.states]
    return Text("状态 states: " + " · ".join(names))


def _moves(flow: Flow) -> RenderableType:
    table = _table("流转 moves", "move", "流转", "from", "to", "owners", "needs", "basis")
    for move in flow.moves:
        table.add_row(move.name, move.label, ", ".join(move.sources), move.target or "(stays)", _owners(move), ", ".join(move.required), move.basis)
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=place == 0)  # a name in two pieces is not found
    return table


def _owners(move: Move) -> str:
    second = f"; not by whoever did {', '.join(move.not_by_doer_of)}" if move.not_by_doer_of else ""
    return "; ".join(f"{owner.role} [{owner.when}]".replace(" [always]", "") for owner in move.owners) + second


def _clocks(flow: Flow) -> RenderableType:
    table = _table("期限 clocks", "clock", "期限", "starts", "owed by", "ends with", "period", "basis")
    for deadline in flow.deadlines:
        for key, term in deadline.terms.items():
            mark = "" if term.verified else " (未核实 unverified)"
            table.add_row(deadline.code, deadline.label, _start(deadline), deadline.responsible, ", ".join(deadline.met_by),
                          f"{key and key + ': '}{term.amount} {UNITS[term.unit]}", term.basis + mark)
    return table if table.row_count else Text("期限 clocks: —")


def _start(deadline: Deadline) -> str:
    return f"{deadline.state}{f' from {deadline.start}' if deadline.start else ''}"
