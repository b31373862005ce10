"""Renders the count of a year: one SQL statement over all records that are counted, grouped by everything that is published."""

from __future__ import annotations

from collections.abc import Iterable

from schema.clause import COUNTY, Binds, clause, column, quoted, table
from schema.kit import OVERDUE, Kind, Record, Split, Statistics
from schema.read import All, Condition, Fixed, Not, Test, Value
from schema.statement import Statement

YEAR = Value(0, "int4")
GROUPS = ("()", "(agency)", "(township)", "(month)", "(township, agency)", "(township, month)")


def render(records: Iterable[Record]) -> Statement:
    """Rows of subject, agency, township and month (NULL for all), split and part, number, sums and how many records each sum is of.

    It asks nobody's rights: what may be shown of it is decided by the figures themselves.
    """
    binds = Binds()
    counted = [_counted(record, record.statistics, binds) for record in records if record.statistics]
    return Statement(" UNION ALL ".join(counted), tuple(binds.terms))


def _counted(record: Record, told: Statistics, binds: Binds) -> str:
    parts, sums = [f"s{n}" for n in range(len(told.splits))], [f"m{n}" for n in range(len(told.sums))]
    groups = (*GROUPS, *(group for part in parts for group in (f"({part})", f"({part}, agency)")))
    part = " ".join(f"WHEN grouping({part}) = 0 THEN {part}" for part in parts)
    split = " ".join(f"WHEN grouping({part}) = 0 THEN {n}" for n, part in enumerate(parts))
    amounts = ", ".join(f"(coalesce(sum({name}), 0) * 100)::int8" for name in sums)
    givers = ", ".join(f"count({name})" for name in sums)
    return (f"SELECT {quoted(record.name)} AS subject, {', '.join(f'CASE WHEN grouping({axis}) = 0 THEN {axis} END AS {axis}' for axis in ('agency', 'township', 'month'))},"
            f" {f'CASE {split} END' if parts else 'NULL::int4'} AS split, {f'CASE {part} END' if parts else 'NULL::text'} AS part, count(*) AS number,"
            f" ARRAY[{amounts}]::int8[] AS sums, ARRAY[{givers}]::int8[] AS givers"
            f" FROM ({_rows(record, told, binds)}) AS counted GROUP BY GROUPING SETS ({', '.join(groups)}) HAVING count(*) > 0")


def _rows(record: Record, told: Statistics, binds: Binds) -> str:
    """The records of the year, each with what it is counted by."""
    parts = ", ".join(f"{_part(record, split)} AS s{n}" for n, split in enumerate(told.splits))
    sums = ", ".join(f"{column(record.by_name[each.field], 'r')} AS m{n}" for n, each in enumerate(told.sums))
    late = any(split.by == OVERDUE for split in told.splits)
    joins = (f" LEFT JOIN (SELECT DISTINCT record_key FROM duty WHERE county = {binds.place(COUNTY)} AND record_type = {quoted(record.name)} AND late) AS late"
             f" ON late.record_key = r.id::text" if late else "")
    if told.on == "opened_on":
        joins += ' LEFT JOIN "case" AS opened ON opened.county = r.county AND opened.id = r.case_id'
    township = "coalesce(r.township, '')" if "township" in record.by_name else "''"
    year = binds.place(YEAR)
    return (f"SELECT coalesce(r.{told.agency}, '') AS agency, {township} AS township, extract(month FROM day.day)::int4 AS month"
            f"{''.join(f', {more}' for more in (parts, sums) if more)} FROM {table(record)} AS r{joins}"
            f" CROSS JOIN LATERAL (SELECT coalesce({_day(record, told.on)}, {_shanghai('r.created_at')}) AS day) AS day"
            f" WHERE r.county = {binds.place(COUNTY)} AND day.day >= make_date({year}, 1, 1) AND day.day <= make_date({year}, 12, 31)"
            f" AND {clause(_kept(record, told), record, 'r', binds)}")


def _day(record: Record, name: str) -> str:
    if name == "opened_on":
        return "opened.opened_on"
    return f"r.{name}" if record.by_name[name].kind is Kind.DATE else _shanghai(f"r.{name}")


def _shanghai(instant: str) -> str:
    return f"({instant} AT TIME ZONE 'Asia/Shanghai')::date"


def _part(record: Record, split: Split) -> str:
    if split.by == OVERDUE:
        return "CASE WHEN late.record_key IS NULL THEN 'NO' ELSE 'YES' END"
    value = column(record.by_name[split.by], "r")
    if record.by_name[split.by].kind is Kind.BOOLEAN:
        return f"CASE WHEN {value} THEN 'YES' ELSE 'NO' END"
    return f"coalesce({value}, '')"


def _kept(record: Record, told: Statistics) -> Condition:
    """What is sealed (封存) is in no figure, and what was never a matter of its own neither."""
    out = (*told.without, *sorted(record.sealed))
    return Not(Test("state", "in", Fixed(out, "text[]"))) if out else All(())


def parts_of(record: Record, split: Split) -> dict[str, str]:
    """Every part a split may have, with its Chinese label."""
    if split.by == OVERDUE:
        return {"YES": "逾期", "NO": "未逾期"}
    field = record.by_name[split.by]
    if field.kind is Kind.BOOLEAN:
        return {"YES": "是", "NO": "否"}
    return {**{choice.value: choice.label for choice in field.choices}, **({} if split.by == "state" else {"": "未填写"})}
