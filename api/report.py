"""The yearly report (年度通报) as data: what was published of a year, read under the reader's own rights and laid out in tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from api.database import Database
from api.problems import Problem
from authz.actor import Actor
from authz.guard import guard
from authz.policy import Rules
from schema.kit import SHANGHAI
from schema.read import ALWAYS, All, Condition, Envelope, Fixed, Linked, Not, One, Page, Read, Root, Scalar, Test, Value
from schema.statement import facts_of, render

CURRENT = Not(Linked("replaced_by", ALWAYS))
"""The version that no other took the place of."""
MOST = 1_000_000  # no publication has as many figures
KEPT_BACK = "—"
FOOTNOTE = "“—”：少于最小公布数（按机制设定，一般为5），或为防止由其他数字推算而不公布；合计包含未列出的部分。"


def published(year: Value | Fixed) -> Condition:
    """The current publication of a year."""
    return All((Test("year", "eq", year), CURRENT))


def figures_of(year: Value | Fixed) -> Condition:
    """The figures of the current publication of a year."""
    return All((Test("year", "eq", year), Linked("publication", CURRENT)))


def tabled(year: Value | Fixed) -> Condition:
    """Conferences at which some publication of a year was tabled."""
    return Linked("publication", Test("year", "eq", year))


@dataclass(frozen=True)
class Table:
    """A heading, the heads of its columns, and lines that begin with what they are of."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Chapter:
    """What is told of one kind of record: its total, its course over the year, and its tables."""

    mechanism: int
    label: str
    number: int | None
    months: tuple[tuple[str, int], ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Report:
    """A publication as a reader may see it, and who took it out when."""

    year: int
    revision: int
    counted_at: datetime
    reason: str | None
    digest: str
    author: str
    chapters: tuple[Chapter, ...]
    watermark: str

    @property
    def title(self) -> str:
        return f"{self.year}年府院联动工作年度通报"

    @property
    def standing(self) -> str:
        told = f"第{self.revision}版　统计时点：{self.counted_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}　发布人：{self.author}　摘要值：{self.digest}"
        return told + (f"　修订理由：{self.reason}" if self.reason else "")


async def gathered(database: Database, year: int, actor: Actor, rules: Rules, now: datetime) -> Report:
    """The report of a year; raises NOT_FOUND where nothing was published, and just so where the reader may not know."""
    if not 0 < year < 10000:
        raise Problem("NOT_FOUND")
    statement = render([guard(root, rules) for root in _roots()])
    text: str = await database.fetchval(statement.sql, statement.arguments([year], facts_of(actor, now)))
    said = json.loads(text)
    held = said["publication"]
    if held is None:
        raise Problem("NOT_FOUND")
    return Report(
        year, held["revision"], datetime.fromisoformat(held["counted_at"]), held["reason"], held["digest"], (held["author"] or {}).get("name") or "",
        tuple(_chapters(said["figures"]["nodes"])), f"{actor.name}（{actor.username}） {now.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 下载")


def _roots() -> tuple[Root, ...]:
    year, size = Value(0, "int8"), Fixed(MOST, "int8")
    names = tuple(Scalar(name, name) for name in ("revision", "counted_at", "reason", "digest"))
    author = One("author", "author", Read("user", (Scalar("name", "name"),)))
    own = tuple(Scalar(name, name) for name in ("mechanism", "subject", "subject_label", "level", "measure", "part", "label", "month", "figure", "amount"))
    places = tuple(One(link, link, Read(record, (Scalar("name", name),))) for link, record, name in (("agency", "agency", "short_name"), ("township", "division", "name")))
    return (Root("publication", Read("publication", (*names, author), published(year))),
            Root("figures", Read("statistic", (), figures_of(year), (), Page(size), Envelope((("nodes", "nodes", (*own, *places)),)))))


# --- layout -----------------------------------------------------------------------------------------------------------


def _chapters(figures: Sequence[Mapping[str, Any]]) -> Iterable[Chapter]:
    by_subject: dict[tuple[int, str], list[Mapping[str, Any]]] = {}
    for figure in sorted(figures, key=lambda one: (one["mechanism"] or 0, one["subject"])):
        by_subject.setdefault((figure["mechanism"] or 0, figure["subject"]), []).append(figure)
    for (mechanism, _), rows in by_subject.items():
        numbers = {_place(row): _value(row) for row in rows if row["measure"] == "number"}
        months = tuple((f"{month}月", int(numbers.get(("MONTH", None, None, month), 0))) for month in range(1, 13))
        tables = [_measures("分指标", "全县", rows, "TOTAL", lambda _: "合计"), _measures("按单位", "单位", rows, "AGENCY", lambda row: _name(row, "agency")),
                  _measures("按乡镇（街道）", "乡镇（街道）", rows, "TOWNSHIP", lambda row: _name(row, "township")),
                  _measures("按月", "月份", rows, "MONTH", _month), _grid("乡镇（街道）按月件数", rows, "TOWNSHIP_MONTH", _month),
                  _grid("乡镇（街道）按单位件数", rows, "TOWNSHIP_AGENCY", lambda row: _name(row, "agency"))]
        total = numbers.get(("TOTAL", None, None, None))
        yield Chapter(mechanism, rows[0]["subject_label"], None if total is None else int(total), months, tuple(table for table in tables if table.lines))


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["level"], (row["agency"] or {}).get("name"), (row["township"] or {}).get("name"), row["month"]


def _value(row: Mapping[str, Any]) -> int | Decimal:
    return Decimal(row["amount"]) if row["amount"] is not None else int(row["figure"])


def _name(row: Mapping[str, Any], link: str) -> str:
    return (row[link] or {}).get("name") or "（未填写）"


def _month(row: Mapping[str, Any]) -> str:
    return f"{row['month']:02d}月"


def _measures(title: str, head: str, rows: Sequence[Mapping[str, Any]], level: str, name: Any) -> Table:
    """A line for each agency, township or month, a column for each measure."""
    here = [row for row in rows if row["level"] == level]
    heads = sorted({(row["measure"] != "number", row["amount"] is not None, row["measure"], row["label"]) for row in here})
    labels = [label for *_, label in heads]
    return _filled(title, head, labels, {(name(row), row["label"]): _value(row) for row in here})


def _grid(title: str, rows: Sequence[Mapping[str, Any]], level: str, column: Any) -> Table:
    here = {(_name(row, "township"), column(row)): _value(row) for row in rows if row["level"] == level and row["measure"] == "number"}
    heads = MONTHS if level == "TOWNSHIP_MONTH" else tuple(sorted({head for _, head in here}))
    return _filled(title, "乡镇（街道）", heads, here, {_name(row, "township") for row in rows if row["level"] == "TOWNSHIP"} if here else set())


MONTHS = tuple(f"{month:02d}月" for month in range(1, 13))


def _filled(title: str, head: str, heads: Sequence[str], values: Mapping[tuple[str, str], Any], also: Set[str] = frozenset()) -> Table:
    names = sorted(also | {name for name, _ in values})
    return Table(title, (head, *heads), tuple((name, *(values.get((name, each), KEPT_BACK) for each in heads)) for name in names))
