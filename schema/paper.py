"""The word for a document (文书) that a mechanism is written down in: what it says, when, and who may draw it up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Layout(StrEnum):
    """How a document is laid out; each is a template that the county may replace by its own."""

    LETTER = "letter"  # 公文：标题、文号、主送、正文、落款
    FORM = "form"  # 表格：一栏一项，留签字处
    ROLL = "roll"  # 名册：一行一人（一件），留空行


PARTIES, DOCUMENTS = "@parties", "@documents"
"""What a document may say besides fields of its record: the parties of the case, the documents of the case."""

OF_CASE = {
    PARTIES: ("parties", "party", "当事人", (("name", "姓名（名称）"), ("role", "地位"), ("id_number", "身份证号"), ("phone", "电话"), ("address", "住址"))),
    DOCUMENTS: ("documents", "document", "卷内材料", (("title", "材料名称"), ("document_number", "文号"), ("created_at", "日期"))),
}
"""The way from the case, the record there, what it is called, and the columns."""

LEADS = (("staff", "own_agency(lead_agency)"),)
"""Unless it says otherwise, a document is drawn up by the agency that leads."""


@dataclass(frozen=True)
class Paper:
    """A document of a record: the fields it says in their order, those it cannot do without, states in which it is drawn up (any when
    there are none), who draws it up (role and condition, like the owner of a move), and the lines that are left to the pen."""

    name: str
    title: str
    body: tuple[str, ...]
    layout: Layout = Layout.LETTER
    needs: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    number: str | None = None  # the field that holds its 文号
    to: str | None = None  # the field that names whom it is addressed to (主送)
    opening: str = ""
    closing: str = ""
    pens: tuple[str, ...] = ()
    kind: str = "LETTER"  # of the document it becomes
    by: tuple[tuple[str, str], ...] = LEADS

    @property
    def said(self) -> tuple[str, ...]:
        """Every field of the record that it carries."""
        return tuple(dict.fromkeys(name for name in (self.number, self.to, *self.body) if name and name not in OF_CASE))


def letter(name: str, title: str, *body: str, **more: Any) -> Paper:
    return Paper(name, title, body, Layout.LETTER, **more)


def form(name: str, title: str, *body: str, **more: Any) -> Paper:
    return Paper(name, title, body, Layout.FORM, **{"kind": "OTHER", **more})


def roll(name: str, title: str, *body: str, **more: Any) -> Paper:
    return Paper(name, title, body, Layout.ROLL, **{"kind": "OTHER", **more})


COMMON = (
    form("service_receipt", "送达回证", "title", kind="SERVICE",
         pens=("送达文书名称及文号", "受送达人", "送达地点", "送达方式", "受送达人签名或盖章", "收到时间", "代收人及与受送达人关系", "拒收事由和见证人", "送达人")),
    form("mandate", "授权委托书", "title", PARTIES, opening="兹委托下列受托人作为本人（本单位）在本事项中的代理人。",
         pens=("委托人", "受托人姓名及身份证号", "与委托人关系", "委托事项", "代理权限（一般代理／特别授权）", "委托期限", "委托人签名或盖章", "受托人签名")),
    roll("archive_index", "卷内文件目录", DOCUMENTS, pens=("立卷人", "检查人", "归档日期")),
)
"""What every mechanism has (委托书、送达回证、归档目录)."""
