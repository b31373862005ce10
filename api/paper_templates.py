"""Templates of documents: those shipped and those a county put in their place, checked when they are loaded, rendered in a sandbox."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from api.paper_layouts import FOLDER
from api.paper_words import context
from api.settings import SettingsFault
from schema.kit import Record
from schema.paper import OF_CASE, Layout, Paper
from schema.registry import MECHANISMS

LARGEST = 5_000_000
UNPACKED = 50_000_000
ABOUT = ("agency", "maker", "date", "case", "mark")
"""What is said of the making of a paper."""


class TemplateFault(SettingsFault):
    """A template that cannot be used, said in Chinese and in English."""


class Templates:
    """A template for each paper: the county's own for it, else the county's own for its layout, else the one shipped."""

    def __init__(self, own: Mapping[str, bytes]) -> None:
        self._own = own

    @classmethod
    def load(cls, folder: Path | None) -> Templates:
        """Read and check every .docx of the folder; raises TemplateFault for the first that cannot be used."""
        if folder is None:
            return cls({})
        if not folder.is_dir():
            raise _fault(folder, "不是目录", "is no directory")
        found = {}
        for file in sorted(folder.glob("*.docx")):
            if file.name.startswith("~$"):
                continue  # Word has it open
            found[file.stem] = _checked(file)
        return cls(found)

    def of(self, record: Record, paper: Paper) -> bytes:
        own = self._own.get(f"{record.name}.{paper.name}") or self._own.get(paper.layout)
        return own or shipped(paper.layout)

    def source(self, record: Record, paper: Paper) -> str:
        """Which file that is, and whether it is the county's own."""
        name = next((name for name in (f"{record.name}.{paper.name}", str(paper.layout)) if name in self._own), None)
        return f"{name}.docx (本县 own)" if name else f"{paper.layout}.docx"

    def write(self, record: Record, paper: Paper, values: Mapping[str, Any]) -> bytes:
        """The document as bytes."""
        return rendered(self.of(record, paper), values)


@cache
def shipped(layout: Layout) -> bytes:
    return (FOLDER / f"{layout}.docx").read_bytes()


# --- rendering --------------------------------------------------------------------------------------------------------


def sandbox() -> ImmutableSandboxedEnvironment:
    """Jinja without its globals, its unsafe attributes, or a way to other files; what is not given is a fault."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    return environment


def rendered(template: bytes, values: Mapping[str, Any]) -> bytes:
    """A template filled with texts; a text is a text, whatever signs it has."""
    made = DocxTemplate(io.BytesIO(template))
    made.render(_inert(values), sandbox(), autoescape=True)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _inert(value: Any) -> Any:
    """Texts escaped for XML; braces too, because docxtpl makes `{{` of `{_{` after rendering."""
    if isinstance(value, Mapping):
        return {name: _inert(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_inert(inner) for inner in value]
    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 (it has just been escaped)


# --- checking ---------------------------------------------------------------------------------------------------------


def _checked(file: Path) -> bytes:
    template = file.read_bytes() if file.stat().st_size <= LARGEST else b""
    if not template:
        raise _fault(file, f"为空或超过 {LARGEST} 字节", f"is empty or larger than {LARGEST} bytes")
    wanted = _wanted(file)
    _sound(file, template)
    try:
        used = DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables(sandbox())
        known = frozenset(wanted[0]).intersection(*wanted)
        if unknown := sorted(used - known):
            raise _fault(file, f"有未知的占位符：{'、'.join(unknown)}；可用：{'、'.join(sorted(known))}",
                         f"has unknown placeholders: {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
        if "mark" not in used:
            raise _fault(file, "缺少 {{ mark }}（制作人和时间）", "lacks {{ mark }}, which says who made it and when")
        for sample in wanted:
            rendered(template, sample)
    except TemplateFault:
        raise
    except TemplateError as reason:
        raise _fault(file, f"不能套用：{reason.message}", f"cannot be filled: {reason.message}") from None
    except Exception as reason:  # whatever docx and lxml make of a file that is none
        raise _fault(file, f"不能套用（{type(reason).__name__}）", f"cannot be filled ({type(reason).__name__})") from None
    return template


def _wanted(file: Path) -> list[dict[str, Any]]:
    """Samples of what the template will be filled with: one paper's, or those of every paper of a layout."""
    papers = [(record, paper) for record in MECHANISMS.values() for paper in record.papers if file.stem in (paper.layout, f"{record.name}.{paper.name}")]
    if not papers:
        raise _fault(file, "没有这种文书；文件名应为“机制.文书.docx”，见 fuyuan papers", "is no paper's; a file is named record.paper.docx, see `fuyuan papers`")
    return [sample(record, paper) for record, paper in papers]


def sample(record: Record, paper: Paper) -> dict[str, Any]:
    """What a paper is filled with when nothing is known."""
    return context(record, paper, dict.fromkeys(paper.said), {name: [] for name in OF_CASE}, **dict.fromkeys(ABOUT, "样"))


def _sound(file: Path, template: bytes) -> None:
    """A document without programs, and without parts that lie elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED:
                raise _fault(file, "解压后过大", "unpacks to too much")
            names = parts.namelist()
            outside = [name for name in names if name.endswith(".rels") and re.search(rb"TargetMode\s*=\s*[\"']External", parts.read(name))]
            if outside or any("vbaProject" in name or "embeddings/" in name for name in names):
                raise _fault(file, "含有宏、嵌入对象或外部链接", "has macros, embedded objects or links to other files")
    except zipfile.BadZipFile:
        raise _fault(file, "不是 .docx 文件", "is no .docx file") from None


def _fault(file: Path, zh: str, en: str) -> TemplateFault:
    return TemplateFault(f"文书模板 {file.name} {zh}。\nThe template {file.name} {en}.")
