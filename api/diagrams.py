"""Writes a mechanism down as a page: state diagram in Mermaid, moves with owners and refusals, clocks with their law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any

from api.catalogue import UNITS
from schema.case import ROLES
from schema.kit import Deadline, Flow, Move, Record, Term
from schema.paper import OF_CASE

ROLE_LABELS = dict(ROLES)
UNVERIFIED = "（未核实）"


def page(record: Record) -> str:
    """The page of one mechanism in Markdown."""
    flow = record.flow
    head = [f"# M{record.mechanism} {record.label} · {record.type_name}", record.doc, "本页由声明生成，不要手改。Generated from the declaration (`--bless`)."]
    if flow is None:
        return "\n\n".join(head) + "\n"
    parts = [*head, *_life(record, flow)]
    for one in record.earlier:
        parts += [f"# 第 {one.edition} 版 Version {one.edition}：{one.until} 及以前登记的 registered up to {one.until}", *_life(record, record.flows[one.edition])]
    if record.papers:
        parts += ["## 文书 Papers", _papers(record)]
    if record.refusals:
        parts += ["## 拒绝 Refusals", _refusals(record)]
    return "\n\n".join(parts) + "\n"


def _life(record: Record, flow: Flow) -> tuple[str, ...]:
    return diagram(flow), "## 流转 Moves", _moves(record, flow), "## 期限 Clocks", _clocks(record, flow)


def diagram(flow: Flow) -> str:
    """The states and what leads from one to the other, labelled in Chinese."""
    lines = ["stateDiagram-v2", *(f'    state "{state.label}" as {state.name}' for state in flow.states), f"    [*] --> {flow.initial}"]
    ways: dict[tuple[str, str], list[str]] = {}
    for move in flow.moves:
        for source in move.sources if move.target else ():
            ways.setdefault((source, move.target or ""), []).append(move.label)
    lines += [f"    {source} --> {target} : {'、'.join(labels)}" for (source, target), labels in ways.items()]
    lines += [f"    {state.name} --> [*]" for state in flow.states if state.final]
    return "\n".join(["```mermaid", *lines, "```"])


def refusals_of(record: Record, move: Move) -> list[str]:
    """The declared refusals a move's guard can answer with, found in its code and in the functions it calls."""
    spoken = set(_words(move.guard, set())) | set(_words(record.invariant, set())) | set(_words(record.accepts, set()))
    return [text.code for text in record.refusals if text.code in spoken or text.code == move.never]


def _words(function: Any, seen: set[int]) -> Iterator[str]:
    if not isinstance(function, FunctionType) or id(function) in seen:
        return
    seen.add(id(function))
    names: set[str] = set()
    for code in _codes(function.__code__):
        yield from (constant for constant in code.co_consts if isinstance(constant, str))
        names.update(code.co_names)
    for name in sorted(names):
        yield from _words(function.__globals__.get(name), seen)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _moves(record: Record, flow: Flow) -> str:
    labels = flow.labels
    return _table("流转 | 从 | 到 | 由谁办理 | 须填 | 他人办理过的不得办理 | 可能的拒绝 | 依据", (
        (f"{move.label} `{move.name}`", "、".join(labels[source] for source in move.sources), labels[move.target] if move.target else "（不变）", _owners(move),
         "、".join(record.by_name[name].label for name in move.required), "、".join(_label(flow, name) for name in move.not_by_doer_of),
         " ".join(f"`{code}`" for code in refusals_of(record, move)), move.basis) for move in flow.moves))


def _papers(record: Record) -> str:
    labels = record.flow.labels if record.flow else {}
    return _table("文书 | 版式 | 内容 | 须有 | 可制作的状态 | 由谁制作", (
        (f"{paper.title} `{paper.name}`", paper.layout, "、".join(said(record, name) for name in paper.body), "、".join(said(record, name) for name in paper.needs),
         "、".join(labels[state] for state in paper.states) or "（不限）",
         "<br>".join(f"{ROLE_LABELS.get(role, role)} `{when}`" for role, when in paper.by)) for paper in record.papers))


def said(record: Record, name: str) -> str:
    """What a part of a paper is called."""
    return OF_CASE[name][2] if name in OF_CASE else record.by_name[name].label


def _owners(move: Move) -> str:
    return "<br>".join(f"{ROLE_LABELS.get(owner.role, owner.role)} `{owner.when}`" for owner in move.owners)


def _label(flow: Flow, name: str) -> str:
    move = flow.move(name)
    return move.label if move else name


def _clocks(record: Record, flow: Flow) -> str:
    rows = [(deadline, key, term) for deadline in flow.deadlines for key, term in deadline.terms.items()]
    return _table("期限 | 起算 | 责任单位 | 完成于 | 期间 | 依据", (_clock(record, flow, *row) for row in rows)) if rows else "（无）"


def _clock(record: Record, flow: Flow, deadline: Deadline, key: str, term: Term) -> tuple[str, ...]:
    start = f"{flow.labels[deadline.state]}{f'，自{record.by_name[deadline.start].label}' if deadline.start else ''}"
    owed = record.by_name.get(deadline.responsible)
    which = f"（{_choice(record, deadline.by, key)}）" if deadline.by else ""
    return (f"{deadline.label}{which} `{deadline.code}`", start, owed.label if owed else deadline.responsible, "、".join(_label(flow, name) for name in deadline.met_by),
            f"{term.amount}{UNITS[term.unit]}", term.basis + ("" if term.verified else UNVERIFIED))


def _choice(record: Record, name: str, key: str) -> str:
    value = key.partition("@")[0]
    return next((choice.label for choice in record.by_name[name].choices if choice.value == value), value)


def _refusals(record: Record) -> str:
    return _table("代码 | 说明 | Meaning | 依据", ((f"`{text.code}`", text.zh, text.en, text.law) for text in record.refusals))


def _table(headings: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {headings} |", "|" + " --- |" * len(headings.split(" | "))]
    return "\n".join([*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)])
