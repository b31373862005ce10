"""Every refusal the doors can answer with: code, HTTP status, sentence in Chinese and English, and the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from schema.kit import RefusalText
from schema.refusals import REFUSALS
from schema.registry import RECORDS
from sync.wire import FAULTS

DECLARED = 409  # a declared refusal: the request is understood, the row or the law stands against it


@dataclass(frozen=True)
class Entry:
    """One line of the table; `group` is a heading of docs/errors.md."""

    text: RefusalText
    status: int
    group: str


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _entries(group: str, *lines: tuple[str, int, str, str]) -> list[Entry]:
    return [Entry(RefusalText(code, zh, en), status, group) for code, status, zh, en in lines]


OWN = (
    *_entries(
        "请求 (request)",
        ("BAD_REQUEST", 400, "请求格式不正确：{reason}。", "The request is malformed: {reason}."),
        ("BODY_TOO_LARGE", 413, "请求内容超过 {limit} 字节。", "The body is larger than {limit} bytes."),
        ("UNSUPPORTED_MEDIA_TYPE", 415, "请求内容类型应为 {expected}。", "The content type must be {expected}."),
        ("NOT_ACCEPTABLE", 406, "服务器不能以所要求的格式回答。",
         "The server cannot answer in a media type you accept."),
        ("METHOD_NOT_ALLOWED", 405, "此地址不接受该方法。", "This address does not take that method."),
        ("NOT_FOUND", 404, "没有找到，或无权查看。", "Not found, or not yours to see."),
        ("TOO_MANY_REQUESTS", 429, "请求过于频繁，请稍后再试。", "Too many requests; try again later."),
        ("BUSY", 503, "服务器繁忙，请稍后再试。", "The server is busy; try again later."),
        ("TIMEOUT", 504, "处理超时，请缩小查询范围后再试。", "It took too long; ask for less and try again."),
        ("NOT_READY", 503, "服务尚未就绪：{reason}。", "The service is not ready: {reason}."),
        ("INTERNAL_ERROR", 500, "系统内部错误，请将请求编号告知管理员。",
         "An internal error; tell the administrator the request id."),
    ),
    *_entries(
        "通知推送 (webhooks)",
        ("WEBHOOK_URL", 400, "推送地址不被允许：{reason}。请让信息中心将主机加入 FUYUAN_WEBHOOK_HOSTS。",
         "The address is not allowed: {reason}. Have the host entered in FUYUAN_WEBHOOK_HOSTS."),
        ("COUNTY_OFFICE_ONLY", 403, "只有县政府办可以办理。", "Only the county office may do this."),
        ("CALENDAR_FILE", 400, "日历文件不能读取：{reason}。", "The calendar file cannot be read: {reason}."),
    ),
    *_entries(
        "GraphQL",
        ("GRAPHQL_SYNTAX", 400, "GraphQL 语法错误。", "The document does not parse."),
        ("GRAPHQL_INVALID", 400, "GraphQL 文档不符合数据模式。", "The document does not fit the schema."),
        ("DOCUMENT_TOO_LARGE", 400, "GraphQL 文档过长，上限为 {limit} 个词元。",
         "The document is longer than {limit} tokens."),
        ("DOCUMENT_TOO_DEEP", 400, "GraphQL 文档嵌套超过 {limit} 层。",
         "The document is nested deeper than {limit} levels."),
        ("DOCUMENT_TOO_WIDE", 400, "GraphQL 文档展开后超过 {limit} 个字段。",
         "The document unfolds to more than {limit} fields."),
        ("TOO_MANY_ROOTS", 400, "一次操作的根字段超过 {limit} 个。", "The operation has more than {limit} root fields."),
        ("TOO_MANY_ALIASES", 400, "GraphQL 文档的别名超过 {limit} 个。",
         "The document uses more than {limit} aliases."),
        ("TOO_MANY_REPEATS", 400, "同一字段或指令重复过多，上限为 {limit}。",
         "A field or directive is repeated too often; the limit is {limit}."),
        ("VARIABLES_TOO_LARGE", 400, "变量过大：不得超过 {limit} 项、{depth} 层。",
         "The variables have more than {limit} parts or are nested deeper than {depth} levels."),
        ("PERSISTED_QUERY_NOT_FOUND", 200, "服务器还不认识这个摘要，请连同文档全文再发一次。", "PersistedQueryNotFound"),
        ("PERSISTED_QUERY_NOT_SUPPORTED", 200, "服务器只接受登记过的文档，不接受自动登记。", "PersistedQueryNotSupported"),
        ("DOCUMENT_MISMATCH", 400, "文档与其编号或摘要 {id} 不符。", "The document is not the one that goes by {id}."),
        ("DOCUMENT_UNKNOWN", 400, "没有登记编号为 {id} 的文档。", "No document is registered as {id}."),
        ("DOCUMENT_NOT_TRUSTED", 403, "服务器只接受登记过的文档。", "The server takes registered documents only."),
        ("OPERATION_UNKNOWN", 400, "文档中没有所指定的操作。", "The document has no such operation."),
        ("MUTATION_OVER_GET", 405, "修改操作只能用 POST 提交。", "Mutations are taken by POST only."),
        ("SUBSCRIPTION_TRANSPORT", 400, "订阅须通过 WebSocket 或 text/event-stream。",
         "Subscriptions go over WebSocket or text/event-stream."),
        ("TOO_MANY_SUBSCRIPTIONS", 429, "一个连接上的操作不得超过 {limit} 个。",
         "A connection carries at most {limit} operations."),
        ("BAD_ID", 400, "标识 {id} 不正确。", "{id} is not an id of this system."),
        ("BAD_CURSOR", 400, "分页游标不正确。", "The cursor is not one of ours."),
        ("BAD_VALUE", 400, "{field} 的值不正确：{reason}。", "The value of {field} is wrong: {reason}."),
        ("BAD_PAGE", 400, "分页参数不正确：{reason}。", "The page arguments are wrong: {reason}."),
        ("ORDER_REFUSED", 400, "不能按 {field} 排序：其可见性因行而异。",
         "Ordering by {field} is refused: who may see it differs from row to row."),
        ("COST_EXCEEDED", 400, "查询代价 {cost} 超过您的上限 {limit}，请减少每页行数或嵌套列表。",
         "The query costs {cost}, more than your limit of {limit}; ask for smaller pages or fewer nested lists."),
        ("FILTER_TOO_LARGE", 400, "筛选条件和检索词合计超过 {limit} 个。", "The filters and search words come to more than {limit}."),
    ),
    *_entries(
        "登录与会话 (accounts)",
        ("UNAUTHENTICATED", 401, "请先登录。", "Sign in first."),
        ("TOKEN_EXPIRED", 401, "登录已过期，请刷新令牌或重新登录。",
         "The access token has expired; refresh it or sign in again."),
        ("SESSION_REVOKED", 401, "会话已被撤销，请重新登录。", "The session was revoked; sign in again."),
        ("FORBIDDEN", 403, "您没有办理此事项的权限。", "You may not do this."),
        ("LOGIN_FAILED", 401, "用户名或口令不正确。", "The user name or the password is wrong."),
        ("ACCOUNT_LOCKED", 429, "登录失败次数过多，账户锁定至 {until}。",
         "Too many failed sign-ins; the account is locked until {until}."),
        ("COUNTY_NEEDED", 400, "该用户名在多个县使用，请指明县代码。",
         "Several counties know this user name; name the county."),
        ("REFRESH_INVALID", 401, "刷新令牌无效或已过期，请重新登录。",
         "The refresh token is not valid; sign in again."),
        ("REFRESH_REUSED", 401, "刷新令牌被重复使用，会话已撤销，请重新登录。",
         "The refresh token was used twice; the session is revoked, sign in again."),
        ("PASSWORD_WEAK", 422, "口令不符合要求：{reason}。", "The password is too weak: {reason}."),
        ("USER_UNKNOWN", 404, "没有用户 {username}。", "There is no user {username}."),
    ),
    *_entries(
        "设备 (devices)",
        ("ENROLMENT_CODE", 403, "登记码无效、已使用或已过期。", "The enrolment code is wrong, used or expired."),
        ("DEVICE_UNKNOWN", 401, "设备未登记。", "The device is not enrolled."),
        ("DEVICE_REVOKED", 403, "设备已注销，请清除本机数据。", "The device was revoked; erase its data."),
        ("DEVICE_KEY", 400, "设备公钥不是 Ed25519 公钥。", "The public key is not an Ed25519 key."),
        ("DEVICE_SIGNATURE", 401, "设备签名不正确。", "The signature of the device is wrong."),
        ("DEVICE_CLOCK", 401, "设备时间与服务器相差过大，服务器时间为 {now}。",
         "The device's clock is too far off; the server's time is {now}."),
        ("NONCE_USED", 401, "该签名已使用过。", "This signature has been used before."),
        ("LEASE_ENDED", 403, "设备租期已满，请重新认证。", "The lease of the device has ended; authenticate again."),
    ),
    *_entries(
        "文件 (files)",
        ("FILE_TOO_LARGE", 413, "文件超过 {limit} 字节。", "The file is larger than {limit} bytes."),
        ("FILE_TYPE_REFUSED", 415, "不接受 {type} 格式的文件。", "Files of type {type} are not taken."),
        ("DIGEST_MISMATCH", 422, "文件内容与摘要值不符。", "The bytes do not have the digest they were sent under."),
    ),
)  # fmt: skip
"""Refusals of the doors themselves."""


def _table() -> Mapping[str, Entry]:
    entries = [*OWN, *(Entry(RefusalText(code, zh, en), 400, "同步消息 (wire)") for code, (zh, en) in FAULTS.items())]
    entries += [Entry(text, DECLARED, "办理规则 (decisions)") for text in REFUSALS.values()]
    entries += [Entry(text, DECLARED, f"{record.label} ({record.name})")
                for record in RECORDS.values() for text in record.refusals]
    table: dict[str, Entry] = {}
    for entry in entries:
        table.setdefault(entry.text.code, entry)
    return MappingProxyType(table)


PROBLEMS = _table()


def sentence(code: str, facts: Mapping[str, Any] | None = None) -> RefusalText:
    """The texts of a code with the facts filled in; an unknown code is said as INTERNAL_ERROR's sentence."""
    text = PROBLEMS.get(code, PROBLEMS["INTERNAL_ERROR"]).text
    known = _Facts(facts or {})
    return replace(text, code=code, zh=text.zh.format_map(known), en=text.en.format_map(known))


class Problem(Exception):
    """A refusal on its way out: a code of the table and the facts its sentence names."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts, self.entry = code, facts, PROBLEMS[code]
        self.text = sentence(code, facts)
        super().__init__(f"{code}: {self.text.en}")

    @property
    def status(self) -> int:
        return self.entry.status

    def as_json(self, request_id: str) -> dict[str, Any]:
        """Body of a plain HTTP answer."""
        return {"code": self.code, "zh": self.text.zh, "en": self.text.en, "law": self.text.law,
                "facts": self.facts, "requestId": request_id}

    def as_error(self, request_id: str, path: list[str | int] | None = None) -> dict[str, Any]:
        """One element of the `errors` of a GraphQL answer."""
        return error(self.code, self.facts, request_id, path=path)


def error(
    code: str, facts: Mapping[str, Any], request_id: str, *, path: list[str | int] | None = None,
    message: str | None = None, locations: list[dict[str, int]] | None = None,
) -> dict[str, Any]:
    """A GraphQL error; `message` overrides the English sentence where GraphQL itself says it better."""
    text = sentence(code, facts)
    extensions = {"code": code, "messageZh": text.zh, "requestId": request_id}
    if text.law:
        extensions["law"] = text.law
    found: dict[str, Any] = {"message": message or text.en}
    if locations:
        found["locations"] = locations
    if path is not None:
        found["path"] = path
    return found | {"extensions": extensions | ({"facts": dict(facts)} if facts else {})}


def errors_markdown() -> str:
    """docs/errors.md: every code there is, grouped by where it is declared."""
    lines = ["# 错误代码 · Error codes", "",
             "Generated from `api/problems.py` and the declared refusals of every record; do not edit "
             "(`pytest tests/api/test_problems.py --bless`).", ""]
    group = ""
    for code, entry in PROBLEMS.items():
        if entry.group != group:
            group = entry.group
            lines += ["", f"## {group}", "", "| code | HTTP | 中文 | English | 依据 |", f"|{' --- |' * 5}"]
        lines.append(f"| `{code}` | {entry.status} | {entry.text.zh} | {entry.text.en} | {entry.text.law} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"
