"""Tables and sentences on the screen, in Chinese or English; protected numbers never in full."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sync.client.overlay import possible
from sync.client.replica import Report
from sync.client.sheet import Sheet
from sync.client.standing import Status
from sync.client.store import StoredOp
from sync.client.value import SHANGHAI, masked
from sync.client.work import signed_field, text_digest
from sync.wire import Collection, FieldDeclaration, Json, Receipt

OUTCOMES = {
    "applied": ("已采用", "applied"),
    "merged": ("已合并", "merged"),
    "conflict": ("有冲突", "in conflict"),
    "quarantined": ("已隔离", "quarantined"),
    "already": ("此前已收到", "already there"),
    "refused": ("被退回", "refused"),
}
KINDS = {"create": ("登记", "create"), "edit": ("修改", "edit"), "move": ("流转", "move"), "delete": ("撤销", "delete")}
Notice = tuple[str, str, Json]
LISTED = (("编号", "id"), ("种类", "kind"), ("标题", "title"), ("状态", "state"), ("号码", "number"), ("提示", "marks"))
QUIET = ("id", "version", "createdOffline")  # shown elsewhere or of no use to a person


class Screen:
    """Where a command writes; `lang` is zh or en."""

    def __init__(self, console: Console, lang: str = "zh") -> None:
        self._console, self.lang = console, lang

    def say(self, zh: str, en: str, style: str = "") -> None:
        self._console.print(escape(self.words(zh, en)), style=style, highlight=False, soft_wrap=True)

    def words(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh

    def label(self, field: FieldDeclaration) -> str:
        """The field's name: its label, in English its name in words."""
        spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in field["name"])
        return self.words(field["label"], spaced)

    def value(self, field: FieldDeclaration | None, value: Any) -> str:
        """One value as a person reads it."""
        if value is None:
            return ""
        kind = field["kind"] if field else ""
        if field and kind == "protected":
            return masked(field["check"], str(value))
        if field and kind == "choice":
            labels = dict(field["choices"])
            return self.words(labels.get(value, str(value)), str(value))
        if kind == "boolean":
            return self.words("是", "yes") if value else self.words("否", "no")
        if kind == "instant":
            return moment(str(value))
        if kind == "link":
            return str(value).rpartition(":")[2]
        return "、".join(map(str, value)) if isinstance(value, list) else str(value)

    def sheets(self, sheets: Iterable[Sheet]) -> None:
        """A list of documents: what is unsent and what is contested stands in the last column."""
        table = Table(*(self.words(*head) for head in LISTED))
        for column in table.columns:
            column.overflow = "fold"
        count = 0
        for count, sheet in enumerate(sheets, 1):  # noqa: B007
            number = next((str(value) for key, value in sheet.values.items() if key.endswith("Number") and value
                           and key != "aliasNumber"), sheet.values.get("aliasNumber") or "")
            table.add_row(*map(escape, (sheet.id[-8:], self.words(sheet.collection["label"], sheet.c),
                                        str(sheet.values.get("title") or ""), self.state(sheet), str(number),
                                        self.marks(sheet))))
        self._console.print(table)
        self.say(f"共 {count} 份", f"{count} in all")

    def state(self, sheet: Sheet) -> str:
        return self.words(sheet.state_label, str(sheet.values.get("state")))

    def marks(self, sheet: Sheet) -> str:
        marks = ((sheet.unsent, "未发送", "unsent"), (len(sheet.conflicts), "有差异", "differs"),
                 (len(sheet.refused), "被退回", "refused"), (int(sheet.gone), "权限已收回", "withdrawn"))
        return " ".join(f"{self.words(zh, en)}{count}" for count, zh, en in marks if count)

    def sheet(self, sheet: Sheet) -> None:
        """A whole document with its lists, what may be done now, and what is contested."""
        table = Table(title=escape(f"{self.words(sheet.collection['label'], sheet.c)} {sheet.id}"), show_header=False)
        table.add_column(style="bold")
        table.add_column(overflow="fold")
        for field in sheet.collection["fields"]:
            value = sheet.values.get(field["name"])
            if field["kind"] != "items" and field["name"] not in QUIET and value not in (None, "", []):
                table.add_row(escape(self.label(field)), escape(self.value(field, value)))
        self._console.print(table)
        for field in sheet.collection["fields"]:
            if field["kind"] == "items":
                self._elements(self.label(field), field["items"], sheet.values.get(field["name"]) or [])
        for name, child in sheet.collection["children"].items():
            self._elements(self.words(child["label"], name), child["fields"], sheet.values.get(name) or [])
        self._signed(sheet)
        allowed = possible(sheet.collection, sheet.values.get("state"))
        moves = "、".join(f"{move['name']}（{move['label']}）" for move in allowed)
        self.say(f"可以办理：{moves or '—'}", f"possible now: {moves or '—'}")
        if marks := self.marks(sheet):
            self.say(f"提示：{marks}", f"marks: {marks}", "yellow")
        for path, conflict in sheet.conflicts.items():
            self._contested(sheet.collection, path, conflict.theirs, conflict.mine)

    def _elements(self, title: str, fields: list[FieldDeclaration], elements: list[Json]) -> None:
        if not elements:
            return
        used = [field for field in fields if field["name"] not in (*QUIET, "caseId", "createdAt", "updatedAt")
                and any(element.get(field["name"]) not in (None, "", []) for element in elements)]
        table = Table("#", *(escape(self.label(field)) for field in used), title=escape(title))
        for column in table.columns:
            column.overflow = "fold"
        for at, element in enumerate(elements, 1):
            table.add_row(str(at), *(escape(self._short(field, element.get(field["name"]))) for field in used))
        self._console.print(table)

    def _short(self, field: FieldDeclaration, value: Any) -> str:
        text = self.value(field, value)
        return f"{text[:12]}…" if field["name"].lower().endswith("digest") and len(text) > 12 else text

    def _signed(self, sheet: Sheet) -> None:
        """Warn of signatures that bind another text than the one shown."""
        if not any(item["name"] == "textDigest" for field in sheet.collection["fields"] for item in field["items"]):
            return
        name, text = signed_field(sheet.collection)
        digest = text_digest(sheet.values.get(text["name"]))
        if others := [item for item in sheet.values.get(name) or [] if item.get("textDigest") != digest]:
            self.say(f"注意：{len(others)} 个签名所签的不是现在的文本，签署后修改须全体重新签名。",
                     f"Warning: {len(others)} signatures are on another text; all must sign again.", "red")

    def _contested(self, collection: Collection | None, path: str, theirs: Any, mine: Any) -> None:
        name = path.partition("/")[0]
        field = next((field for field in collection["fields"] if field["name"] == name), None) if collection else None
        label = f"{self.label(field)} {path}" if field else path
        there, here = self.value(field, theirs), self.value(field, mine)
        self.say(f"  {label}：服务器为“{there}”，本机为“{here}”",
                 f"  {label}: the server has “{there}”, here it is “{here}”", "yellow")

    def status(self, status: Status) -> None:
        """One screen: who, where, until when, and what waits."""
        table = Table(show_header=False)
        table.add_column(style="bold")
        table.add_column(overflow="fold")
        held = "、".join(f"{name} {count}" for name, count in status.documents.items()) or "0"
        ended = self.words("（已届满，本机已锁定）", " (ended: locked)") if status.locked else ""
        lease = f"{moment(status.lease_until)}{ended}"
        rows: tuple[tuple[str, str, object], ...] = (
            ("设备", "device", f"{status.name}（{status.device}）"), ("人员", "person", status.user),
            ("站点", "unit", status.unit or "—"), ("服务器", "server", status.server),
            ("最近联系", "last contact", moment(status.last_contact) if status.last_contact else "—"),
            ("租期至", "lease until", lease), ("本机材料", "documents", held), ("未发送", "unsent", status.unsent),
            ("已发送未收到回执", "sent, no receipt yet", status.unanswered), ("被退回", "refused", status.refused),
            ("有冲突", "conflicted", status.conflicted), ("已隔离", "quarantined", status.quarantined),
            ("须重新输入号码", "numbers to type again", status.retype),
        )
        for zh, en, value in rows:
            table.add_row(self.words(zh, en), escape(str(value)))
        self._console.print(table)
        if status.conflicted + status.refused + status.quarantined:
            self.say("详情请运行 fuyuan-field conflicts。", "For details run fuyuan-field conflicts.", "yellow")

    def report(self, report: Report) -> None:
        """What a round trip did."""
        done = "、".join(f"{self.words(*OUTCOMES[name])} {count}" for name, count in report.outcomes.items()) or "—"
        self.say(f"收到 {report.documents} 份，收回 {report.gone} 份；回执：{done}；未发送 {report.unsent}。",
                 f"{report.documents} documents came, {report.gone} went; receipts: {done}; unsent {report.unsent}.")
        if report.reset:
            self.say("服务器曾恢复备份，已全部重新同步并补发近期工作。",
                     "The server was restored from a backup: all was read again and recent work sent again.", "yellow")
        for receipt in report.attention:
            self.receipt(receipt)

    def receipt(self, receipt: Receipt) -> None:
        outcome = self.words(*OUTCOMES[receipt["outcome"]])
        text = self.words(receipt["zh"] or "", receipt["en"] or "") or receipt["code"] or ""
        self.say(f"  第 {receipt['n']} 项{outcome}：{text}", f"  no. {receipt['n']} {outcome}: {text}", "yellow")

    def conflicts(self, notices: Iterable[Notice], known: Mapping[str, Collection], sheets: Iterable[Sheet],
                  quarantined: Iterable[Notice]) -> int:
        """Everything that waits for a person; how many."""
        count = 0
        for _, document, data in notices:
            count += 1
            due = f"，{self.words('处理期限', 'due')} {moment(data['dueAt'])}" if data.get("dueAt") else ""
            self.say(f"冲突 {document}{due}", f"conflict {document}{due}", "bold")
            collection, path = known.get(document.partition(":")[0]), str(data.get("path"))
            self._contested(collection, path, data.get("theirs"), data.get("mine"))
        for sheet in sheets:
            for path, conflict in sheet.conflicts.items():
                count += 1
                self.say(f"未发送的改动与服务器不同 {sheet.id}",
                         f"unsent work differs from the server {sheet.id}", "bold")
                self._contested(sheet.collection, path, conflict.theirs, conflict.mine)
        for _, document, data in quarantined:
            count += 1
            text = data.get("explanation") or data.get("code")
            self.say(f"已隔离 {document}：{text}（已交服务器保存，由承办单位决定）",
                     f"quarantined {document}: {text} (kept by the server for its owner to decide)", "bold")
        return count

    def refused(self, ops: Iterable[StoredOp]) -> int:
        """Refused work and what to do about it; how many."""
        count = 0
        for op in ops:
            count += 1
            kind = self.words(*KINDS[op.kind])
            self.say(f"被退回 {op.id} {kind} {op.move or ''}：{op.zh or op.code}",
                     f"refused {op.id} {kind} {op.move or ''}: {op.en or op.code}", "bold")
        if count:
            self.say("补正后运行 retry 编号 重新发送，或 discard 编号 放弃。",
                     "Put it right and run retry ID to send it again, or discard ID to give it up.")
        return count


def moment(text: str) -> str:
    """An instant in the county's time."""
    try:
        return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text
