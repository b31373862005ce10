"""What a document says: the question that reads a record for one of its papers, and the answer in the words of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schema.kit import SHANGHAI, Field, Kind, Record, camel
from schema.paper import DOCUMENTS, OF_CASE, PARTIES, Layout, Paper
from schema.registry import RECORDS

NOTHING = "／"
"""What stands for a value that is not there, or not for whoever draws the paper up: the two look the same."""
NUMERALS = "一二三四五六七八九十"
UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
ROWS = 12  # lines a roll has at least, so that the pen finds room
MOST = 100
Said = Mapping[str, Any]


# --- the question -----------------------------------------------------------------------------------------------------


def question(record: Record, paper: Paper) -> str:
    """A query like any other, so that a paper says what its maker is shown and nothing else."""
    fields = " ".join(_asked(record.by_name[name]) for name in paper.said)
    ways = [f"{way}(first: {MOST}) {{ nodes {{ id {' '.join(camel(name) for name, _ in columns)} }} }}"
            for name, (way, _, _, columns) in OF_CASE.items() if name in paper.body]
    return (f"query($id: ID!) {{ me {{ user {{ name }} agency {{ name }} }} row: {camel(record.name)}(id: $id) {{"
            f" id {fields} case {{ id number {' '.join(ways)} }} }} }}")


def _asked(field: Field) -> str:
    if field.kind is Kind.LINK:
        return f"{camel(field.name)}: {camel(field.link)} {{ name }}"
    return f"{camel(field.name)} {{ {' '.join(camel(item.name) for item in field.items)} }}" if field.items else camel(field.name)


def values(record: Record, row: Said, names: Sequence[str]) -> dict[str, Any]:
    """The answer under the record's own names; elements of a list likewise."""
    found: dict[str, Any] = {}
    for name in names:
        field, value = record.by_name[name], row.get(camel(name))
        if field.kind is Kind.LINK and value is not None:
            value = value["name"]
        if field.items:
            value = [{item.name: element.get(camel(item.name)) for item in field.items} for element in value or ()]
        found[name] = value
    return found


# --- the words --------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Text a document can hold: line ends alike, and a mark for what no page shows."""
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def word(field: Field, value: Any) -> str:
    """One value as a form writes it."""
    if value in (None, "", []):
        return NOTHING
    match field.kind:
        case Kind.CHOICE:
            return next((choice.label for choice in field.choices if choice.value == value), str(value))
        case Kind.BOOLEAN:
            return "是" if value else "否"
        case Kind.MONEY:
            return f"{Decimal(str(value)):,.2f}元"
        case Kind.DATE:
            return day(date.fromisoformat(value))
        case Kind.INSTANT:
            at = datetime.fromisoformat(value).astimezone(SHANGHAI)
            return f"{day(at.date())}{at:%H时%M分}"
        case Kind.TEXTS:
            return clean("、".join(map(str, value)))
        case Kind.ITEMS:
            return "\n".join(f"{place}．{_element(field, element)}" for place, element in enumerate(value, 1))
    return clean(str(value))


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def _element(field: Field, element: Said) -> str:
    return "；".join(f"{item.label}：{word(item, element.get(item.name))}" for item in field.items)


def _of_case(name: str) -> tuple[str, Field]:
    """The parties and documents of a case as if they were a list of the record."""
    _, record, label, columns = OF_CASE[name]
    items = tuple(Field(of, RECORDS[record].by_name[of].kind, heading, heading, choices=RECORDS[record].by_name[of].choices) for of, heading in columns)
    return label, Field(name, Kind.ITEMS, label, label, items=items)


def context(record: Record, paper: Paper, said: Said, of_case: Mapping[str, Sequence[Said]], **about: str) -> dict[str, Any]:
    """Everything a template may place: plain texts, and lists of them."""
    lines, tables = [], []
    for name in paper.body:
        field = _of_case(name)[1] if name in OF_CASE else record.by_name[name]
        value = of_case[name] if name in OF_CASE else said[name]
        if field.items and paper.layout is Layout.ROLL:
            tables.append(_table(field, value))
        else:
            text = word(field, value)
            lines.append({"label": field.label, "text": text, "paragraphs": text.split("\n")})
    for place, line in enumerate(lines):
        line["heading"] = f"{_numeral(place + 1)}、{line['label']}"
    plain = {name: word(record.by_name[name], said[name]) for name in paper.said}
    return {**{name: plain[name] for name in paper.said}, **_named(paper, of_case), **about, "title": paper.title, "record": record.label,
            "number": plain[paper.number] if paper.number else "", "to": plain[paper.to] if paper.to else "",
            "opening": paper.opening, "closing": paper.closing, "lines": lines, "tables": tables, "pens": list(paper.pens)}


def _named(paper: Paper, of_case: Mapping[str, Sequence[Said]]) -> dict[str, str]:
    """The lists of the case under the names a template calls them by."""
    return {OF_CASE[name][0]: word(_of_case(name)[1], of_case[name]) for name in (PARTIES, DOCUMENTS) if name in paper.body}


def _table(field: Field, value: Sequence[Said]) -> dict[str, Any]:
    rows = [[str(place), *(word(item, element.get(item.name)) for item in field.items)] for place, element in enumerate(value or (), 1)]
    rows += [["", *("" for _ in field.items)] for _ in range(ROWS - len(rows))]
    return {"label": field.label, "columns": ["序号", *(item.label for item in field.items)], "rows": rows}


def _numeral(n: int) -> str:
    if n <= 10:
        return NUMERALS[n - 1]
    tens, ones = divmod(n, 10)
    return (NUMERALS[tens - 1] if tens > 1 else "") + "十" + (NUMERALS[ones - 1] if ones else "")
