"""The yearly report as a workbook (.xlsx): a sheet of totals with its chart, and one sheet for each kind of record with its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from api.report import FOOTNOTE, KEPT_BACK, Chapter, Report, Table

THIN = Side(style="thin", color="999999")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def book(report: Report) -> bytes:
    """The bytes of the workbook."""
    made = Workbook()
    front = made.worksheets[0]
    front.title = "总表"
    _front(front, report)
    taken = {front.title}
    for chapter in report.chapters:
        _chapter(made.create_sheet(_sheet_name(chapter.label, taken)), chapter, report)
    made.properties.title, made.properties.creator = report.title, report.watermark
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _sheet_name(label: str, taken: set[str]) -> str:
    name = re.sub(r"[\[\]:*?/\\]", "", label)[:28]
    found = next(each for each in (name, *(f"{name}{n}" for n in range(2, 100))) if each not in taken)
    taken.add(found)
    return found


def _front(sheet: Worksheet, report: Report) -> None:
    _head(sheet, report.title, report, 3)
    first = sheet.max_row + 1
    _lines(sheet, [("机制", "对象", "件数"), *((f"机制{chapter.mechanism}", chapter.label, KEPT_BACK if chapter.number is None else chapter.number)
                                            for chapter in report.chapters)])
    sheet.append([FOOTNOTE])
    if report.chapters:
        chart = BarChart()
        chart.type, chart.title, chart.legend = "bar", "各机制件数", None
        chart.height, chart.width = max(7.5, len(report.chapters) * 0.8), 18
        chart.add_data(Reference(sheet, min_col=3, min_row=first, max_row=first + len(report.chapters)), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=2, min_row=first + 1, max_row=first + len(report.chapters)))
        _axes(chart)
        sheet.add_chart(chart, "F4")
    _finished(sheet, report, (10, 28, 12))


def _chapter(sheet: Worksheet, chapter: Chapter, report: Report) -> None:
    _head(sheet, f"{report.year}年{chapter.label}", report, 8)
    for table in chapter.tables:
        sheet.append([])
        sheet.append([table.title])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        _table(sheet, table)
    sheet.append([])
    sheet.append([FOOTNOTE])
    if any(number for _, number in chapter.months):
        first = sheet.max_row + 2
        _lines(sheet, [("月份", "件数"), *((month, number or None) for month, number in chapter.months)], first)
        chart = LineChart()
        chart.title, chart.legend, chart.height, chart.width = "按月件数（未公布的月份不显示）", None, 7.5, 18
        chart.add_data(Reference(sheet, min_col=2, min_row=first, max_row=first + 12), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=first + 12))
        _axes(chart)
        sheet.add_chart(chart, f"D{first}")
    _finished(sheet, report, (22, *(14 for _ in range(30))))


def _axes(chart: Any) -> None:
    """openpyxl leaves axes out of sight unless told otherwise."""
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0


def _head(sheet: Worksheet, title: str, report: Report, width: int) -> None:
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.append([report.standing])
    sheet.append([report.watermark])
    sheet["A3"].font = Font(color="999999", italic=True)


def _table(sheet: Worksheet, table: Table) -> None:
    _lines(sheet, [table.heads, *table.lines])


def _lines(sheet: Worksheet, lines: Sequence[Sequence[Any]], first: int | None = None) -> None:
    row = first or sheet.max_row + 1
    for place, line in enumerate(lines):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(row + place, column, value)
            cell.border, cell.alignment = LINES, Alignment(horizontal="left" if column == 1 else "right", wrap_text=True)
            if place == 0:
                cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center", wrap_text=True)
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = is text here, never a formula
            elif not isinstance(value, int) and value is not None:
                cell.number_format = "#,##0.00"


def _finished(sheet: Worksheet, report: Report, widths: Sequence[int]) -> None:
    """One page wide, and on every printed page who took it out."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    header, footer = cast("Any", sheet.oddHeader), cast("Any", sheet.oddFooter)
    header.center.text = footer.center.text = report.watermark.replace("&", "&&")
    footer.right.text = "&P/&N"
