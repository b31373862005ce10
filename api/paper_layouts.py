"""Makes the three templates of documents, in the measures of GB/T 9704; `python -m api.paper_layouts` writes them anew."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from schema.paper import Layout

FOLDER = Path(__file__).resolve().parent / "templates"
TITLE, BODY, HEADING = "方正小标宋简体", "方正仿宋_GBK", "方正黑体_GBK"
INSTEAD = {TITLE: "宋体", BODY: "仿宋", HEADING: "黑体"}
"""What a computer without the Founder fonts shows (w:altName)."""
THREE, TWO, SMALL = Pt(16), Pt(22), Pt(9)  # 三号、二号、小五
MADE = datetime(2026, 1, 1)
CENTRE, LEFT, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def _page() -> Any:
    """A4 with 37 mm above and 28 mm left of a type area of 156 by 225 mm; who made it stands in the footer."""
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    _said(section.footer.paragraphs[0], "{{ mark }}", BODY, SMALL, CENTRE)
    core = page.core_properties
    core.author, core.title, core.comments, core.created, core.modified = "", "", "", MADE, MADE
    return page


def _said(paragraph: Any, text: str, font: str = BODY, size: Any = THREE, align: Any = BOTH, *, indent: bool = False, red: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RGBColor(0xC0, 0, 0)
    paragraph.alignment, form = align, paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    if size is not SMALL:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(28)
    if indent:
        form.first_line_indent = Pt(32)
    return paragraph


def _lines(page: Any, *lines: tuple[str, dict[str, Any]]) -> None:
    for text, how in lines:
        _said(page.add_paragraph(), text, **how)


def _when(condition: str, text: str, **how: Any) -> tuple[tuple[str, dict[str, Any]], ...]:
    return ((f"{{%p if {condition} %}}", {}), (text, how), ("{%p endif %}", {}))


HEAD: dict[str, Any] = {"font": TITLE, "size": TWO, "align": CENTRE}
SIGNED: tuple[tuple[str, dict[str, Any]], ...] = (("", {}), ("{{ agency }}", {"align": RIGHT}), ("{{ date }}", {"align": RIGHT}))


def _letter() -> Any:
    page = _page()
    _lines(page, ("{{ agency }}", HEAD | {"red": True}))
    _ruled(page.paragraphs[-1])
    _lines(page, *_when("number", "{{ number }}", align=CENTRE), ("{{ title }}", HEAD), ("", {}), *_when("to", "{{ to }}：", align=LEFT),
           *_when("opening", "{{ opening }}", indent=True),
           ("{%p for line in lines %}", {}), ("{{ line.heading }}", {"font": HEADING, "indent": True}),
           ("{%p for text in line.paragraphs %}", {}), ("{{ text }}", {"indent": True}), ("{%p endfor %}", {}), ("{%p endfor %}", {}),
           *_when("closing", "{{ closing }}", indent=True),
           ("{%p for pen in pens %}", {}), ("{{ pen }}：", {"indent": True}), ("{%p endfor %}", {}), *SIGNED)
    return page


def _form() -> Any:
    page = _page()
    _lines(page, ("{{ title }}", HEAD), *_when("number", "{{ number }}", align=RIGHT), *_when("to", "送：{{ to }}", align=LEFT),
           *_when("opening", "{{ opening }}", indent=True))
    table = page.add_table(0, 2, style="Table Grid")
    for left, right in (("案件编号", "{{ case }}"), ("{%tr for line in lines %}", ""), ("{{ line.label }}", "{{ line.text }}"), ("{%tr endfor %}", ""),
                        ("{%tr for pen in pens %}", ""), ("{{ pen }}", ""), ("{%tr endfor %}", "")):
        _row(table, left, right)
    for cells, width in zip(table.columns, (Mm(42), Mm(114)), strict=True):
        for cell in cells.cells:
            cell.width = width
    _lines(page, *_when("closing", "{{ closing }}", indent=True), *SIGNED)
    return page


def _roll() -> Any:
    page = _page()
    _lines(page, ("{{ title }}", HEAD), *_when("number", "{{ number }}", align=RIGHT), *_when("opening", "{{ opening }}", indent=True),
           ("案件编号：{{ case }}", {"align": LEFT}), ("{%p for line in lines %}", {}), ("{{ line.label }}：{{ line.text }}", {"align": LEFT}), ("{%p endfor %}", {}),
           ("{%p for table in tables %}", {}))
    table = page.add_table(0, 3, style="Table Grid")
    _row(table, "{%tc for name in table.columns %}", "{{ name }}", "{%tc endfor %}")
    _row(table, "{%tr for row in table.rows %}", "", "")
    _row(table, "{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")
    _row(table, "{%tr endfor %}", "", "")
    _lines(page, ("{%p endfor %}", {}), ("{%p for pen in pens %}", {}), ("{{ pen }}：", {"align": LEFT}), ("{%p endfor %}", {}), *SIGNED)
    return page


def _row(table: Any, *texts: str) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        _said(cell.paragraphs[0], text, align=LEFT)


def _ruled(paragraph: Any) -> None:
    """The red line under the name of whoever issues it (版头分隔线)."""
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "C00000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


LAYOUTS: Mapping[Layout, Callable[[], Any]] = {Layout.LETTER: _letter, Layout.FORM: _form, Layout.ROLL: _roll}


def made(layout: Layout) -> bytes:
    """The bytes of a template, the same every time."""
    buffer = io.BytesIO()
    LAYOUTS[layout]().save(buffer)
    return packed(buffer.getvalue())


def packed(document: bytes) -> bytes:
    """The same parts in the same order, without the time of the clock, and with the fonts that stand in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/fontTable.xml":
                fonts = "".join(f'<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font>' for font, other in INSTEAD.items())
                content = re.sub(rb"</w:fonts>\s*$", f"{fonts}</w:fonts>".encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    for layout in Layout:
        (FOLDER / f"{layout}.docx").write_bytes(made(layout))
