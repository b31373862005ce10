"""The yearly report as a document (.docx) to be tabled at the conference: totals, a chapter for each kind of record, native charts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
from openpyxl.chart.series import Series
from openpyxl.xml.functions import tostring

from api.report import FOOTNOTE, KEPT_BACK, Report, Table

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
INLINE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
 <wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="{height}"/><wp:docPr id="{number}" name="图{number}"/><wp:cNvGraphicFramePr/>
 <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>"""
PALE = RGBColor(0x99, 0x99, 0x99)
NARROW = 9  # columns of a table that still fits on the page


def paper(report: Report) -> bytes:
    """The bytes of the document."""
    made: Any = Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        made.styles[name].font.name = "宋体"
        made.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    made.core_properties.title, made.core_properties.author = report.title, report.watermark
    _marked(made, report.watermark)
    made.add_heading(report.title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph(report.standing)
    made.add_paragraph(FOOTNOTE)
    made.add_heading("总表", 1)
    _table(made, Table("", ("机制", "对象", "件数"), tuple((f"机制{each.mechanism}", each.label, KEPT_BACK if each.number is None else each.number) for each in report.chapters)))
    if told := [(each.label, each.number) for each in report.chapters if each.number is not None]:
        _chart(made, 1, "各机制件数", told, across=True)
    for number, chapter in enumerate(report.chapters, 2):
        made.add_heading(f"机制{chapter.mechanism}　{chapter.label}", 1)
        made.add_paragraph(f"全年{chapter.label}{'件数少于最小公布数或不予公布' if chapter.number is None else f'{chapter.number}件'}。")
        if any(each for _, each in chapter.months):
            _chart(made, number, f"{chapter.label}按月件数（未公布的月份不显示）", [(month, each or None) for month, each in chapter.months])
        for table in chapter.tables:
            for part in _parts(table):
                made.add_heading(table.title, 2)
                _table(made, part)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _marked(made: Any, watermark: str) -> None:
    """On every page, above and below: who took it out, and when."""
    section = made.sections[0]
    for place in (section.header, section.footer):
        line = place.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(watermark)
        run.font.size, run.font.color.rgb = Pt(9), PALE


def _parts(table: Table) -> list[Table]:
    """A table that is too wide for the page, side by side below each other."""
    heads = table.heads[1:]
    starts = range(0, len(heads), NARROW) if heads else (0,)
    return [Table(table.title, (table.heads[0], *heads[at:at + NARROW]), tuple((line[0], *line[1 + at:1 + at + NARROW]) for line in table.lines)) for at in starts]


def _table(made: Any, table: Table) -> None:
    grid = made.add_table(rows=1 + len(table.lines), cols=len(table.heads), style="Table Grid")
    cells = grid._cells  # asked cell by cell, python-docx reads the whole table each time
    for place, value in enumerate(value for line in (table.heads, *table.lines) for value in line):
        run = cells[place].paragraphs[0].add_run(f"{value:,.2f}" if isinstance(value, Decimal) else str(value))
        run.font.size, run.bold = Pt(9), place < len(table.heads)
    made.add_paragraph()


def _chart(made: Any, number: int, title: str, told: Sequence[tuple[str, int | None]], *, across: bool = False) -> None:
    """A chart of the document itself, with its values in it: no picture, and no workbook behind it."""
    chart: Any = BarChart()
    chart.type, chart.title, chart.legend = "bar" if across else "col", title, None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    labels = StrData(ptCount=len(told), pt=[StrVal(idx=place, v=label) for place, (label, _) in enumerate(told)])
    values = NumData(formatCode="General", ptCount=len(told), pt=[NumVal(idx=place, v=str(value)) for place, (_, value) in enumerate(told) if value is not None])
    chart.series.append(Series(idx=0, order=0, cat=AxDataSource(strLit=labels), val=NumDataSource(numLit=values)))
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART, bytes(tostring(chart._write())), made.part.package)
    relation = made.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    height = max(2_700_000, len(told) * 220_000) if across else 2_700_000
    made.add_paragraph().add_run()._r.append(parse_xml(INLINE.format(height=height, number=number, relation=relation)))
