"""The command line of the offline field client, fuyuan-field."""

# Environment: FUYUAN_FIELD_HOME (folder), FUYUAN_FIELD_PASSPHRASE (instead of a key file), FUYUAN_LANG (zh or en).
# Exit codes stand in problem.py.

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from sync.client.problem import FAULT, Problem
from sync.client.remote import Denied, Remote, new_key
from sync.client.replica import Replica, Report
from sync.client.show import Screen
from sync.client.store import Store

HELP = """府院离线客户端 · offline field client

退出码 exit codes: 0 完成 done, 2 输入有误 wrong input, 3 未登记 not enrolled, 4 无法连接 server not reachable,
5 服务器拒绝 refused by the server, 6 已锁定 locked, 7 没有该材料 no such document, 8 数据库 store, 9 校验 verify
"""
HOME = Path.home() / ".fuyuan-field"
app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=HELP
)


class Session:
    """What one command works with; tests put a clock and a transport here."""

    clock: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))
    entropy: Callable[[int], bytes] = staticmethod(os.urandom)
    transport: httpx.BaseTransport | None = None
    home = Path()
    lang = "zh"


@app.callback()
def options(
    home: Annotated[Path, typer.Option(envvar="FUYUAN_FIELD_HOME", help="数据目录 folder of the store")] = HOME,
    lang: Annotated[str, typer.Option(envvar="FUYUAN_LANG", help="语言 language: zh | en")] = "zh",
) -> None:
    Session.home, Session.lang = home, "en" if lang.lower().startswith("en") else "zh"


@contextmanager
def opened(enrolling: bool = False) -> Iterator[tuple[Replica, Screen]]:
    """The replica and the screen; a Problem becomes a sentence on stderr and an exit code."""
    screen = Screen(Console(file=sys.stdout), Session.lang)
    store: Store | None = None
    try:
        if not enrolling and not (Session.home / "field.db").exists():
            raise Problem("NOT_ENROLLED")
        store = Store(Session.home, os.environ.get("FUYUAN_FIELD_PASSPHRASE"))
        replica = Replica(store, Session.clock, Session.entropy)
        replica.tick()
        yield replica, screen
    except Problem as problem:
        Screen(Console(file=sys.stderr), Session.lang).say(problem.zh, problem.en, "red")
        raise typer.Exit(problem.exit) from None
    finally:
        if store is not None:
            store.close()


@app.command()
def enroll(
    server: Annotated[str, typer.Argument(help="服务器地址 https://…")],
    code: Annotated[str, typer.Argument(help="一次性登记码 one-time code")],
    name: Annotated[str, typer.Option(help="设备名称 name of the device")] = platform.node() or "field",
    again: Annotated[bool, typer.Option("--again", help="重新登记 enrol again, keeping unsent work")] = False,
) -> None:
    """登记本机 · enrol this device with a supervisor's one-time code."""
    with opened(enrolling=True) as (replica, screen):
        store = replica.store
        if store.fact("device") and not again:
            raise Problem("ENROLLED_ALREADY", name=store.fact("name"))
        key = store.fact("new_key") or new_key()
        store.set_fact("new_key", key)  # before the code is spent, so that a lost answer can be asked for again
        remote = Remote(server, Session.clock, Session.transport)
        try:
            answer = remote.enrol(code, name, key)
        finally:
            remote.close()
        with store.transaction():
            replica.enrolled(answer, name, answer.get("server") or server)
            store.set_fact("key", key)
            store.set_fact("new_key", None)
        user, unit = answer["user"]["name"], answer["unit"] or "—"
        screen.say(f"已登记：{user}，站点 {unit}。请运行 fuyuan-field pull 取得材料。",
                   f"Enrolled: {user}, unit {unit}. Run fuyuan-field pull for the documents.")


def _rounds(push: bool) -> None:
    with opened() as (replica, screen):
        if not replica.store.fact("device"):
            raise Problem("NOT_ENROLLED")
        remote = Remote(replica.store.fact("server"), Session.clock, Session.transport)
        remote.identify(replica.store.fact("device"), replica.store.fact("key"))
        try:
            screen.report(_synced(replica, remote, push))
        finally:
            remote.close()


def _synced(replica: Replica, remote: Remote, push: bool) -> Report:
    try:
        return replica.sync(remote, push)
    except Denied as denied:
        if denied.reason == "DEVICE_REVOKED":
            raise replica.revoked() from denied
        raise


@app.command()
def pull() -> None:
    """取回材料 · take in what changed on the server."""
    _rounds(push=False)


@app.command()
def push() -> None:
    """发送本地工作 · send local work and take in what came of it."""
    _rounds(push=True)


@app.command()
def sync() -> None:
    """同步 · push and pull."""
    _rounds(push=True)


@app.command("list")
def list_(
    collection: Annotated[str | None, typer.Argument(help="种类 collection")] = None,
    state: Annotated[str | None, typer.Option(help="状态 state")] = None,
    search: Annotated[str | None, typer.Option(help="包含的文字 text to find")] = None,
) -> None:
    """列出材料 · list documents."""
    with opened() as (replica, screen):
        screen.sheets(replica.sheets(collection, state, search))


@app.command()
def show(ref: Annotated[str, typer.Argument(help="编号（末几位即可）或号码 id, its end, or a number")]) -> None:
    """查看一份材料 · show one document."""
    with opened() as (replica, screen):
        screen.sheet(replica.sheet(ref))


@app.command()
def new(
    collection: Annotated[str, typer.Argument(help="种类 collection")],
    values: Annotated[list[str] | None, typer.Argument(help="字段=值 key=value …")] = None,
    file: Annotated[Path | None, typer.Option(help="JSON 文件 file")] = None,
) -> None:
    """登记新材料 · enter a new document."""
    with opened() as (replica, screen):
        entered: Any = _read_json(file) if file else values or []
        at = replica.new(collection, entered)
        alias = replica.sheet(at).values.get("aliasNumber") or ""
        screen.say(f"已登记 {at} {alias}", f"Entered {at} {alias}")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Problem("FILE", path=path, reason=fault) from fault
    if not isinstance(found, dict):
        raise Problem("FILE", path=path, reason="{…}")
    return found


@app.command()
def edit(
    ref: Annotated[str, typer.Argument(help="编号 id")],
    values: Annotated[list[str], typer.Argument(help="字段=值 key=value, list+=JSON, list.1.key=value")],
) -> None:
    """修改 · change fields or add to lists."""
    with opened() as (replica, screen):
        changed = replica.edit(ref, values)
        screen.say(f"已保存：{'、'.join(changed)}", f"Saved: {', '.join(changed)}")


@app.command()
def sign(
    ref: Annotated[str, typer.Argument(help="编号 id")],
    capacity: Annotated[str, typer.Option(help="签名身份，如 申请人 who signs, such as APPLICANT")],
    name: Annotated[str, typer.Option(help="姓名 name of the signer")],
    manner: Annotated[str, typer.Option(help="方式，如 捺印 how: SIGNATURE, SEAL, THUMBPRINT")] = "SIGNATURE",
    image: Annotated[Path | None, typer.Option(help="签名照片 picture of the signature")] = None,
) -> None:
    """签名 · sign the text as it stands now."""
    with opened() as (replica, screen):
        try:
            content = image.read_bytes() if image else None
        except OSError as fault:
            raise Problem("FILE", path=image, reason=fault) from fault
        digest = replica.sign(ref, capacity, name, manner, content)
        screen.say(f"已签名，文本摘要 {digest}", f"Signed; digest of the text {digest}")


@app.command()
def move(
    ref: Annotated[str, typer.Argument(help="编号 id")],
    name: Annotated[str, typer.Argument(help="流转名称 name of the move", metavar="MOVE")],
    values: Annotated[list[str] | None, typer.Argument(help="字段=值 key=value …")] = None,
) -> None:
    """流转 · take a document to another state."""
    with opened() as (replica, screen):
        state = replica.move(ref, name, values or [])
        label = replica.sheet(ref).state_label
        screen.say(f"已保存，状态将为 {label}（以服务器决定为准）", f"Saved; it will be {state} once the server agrees")


@app.command()
def retry(ref: Annotated[str, typer.Argument(help="编号 id")]) -> None:
    """重新发送被退回的工作 · send refused work again."""
    with opened() as (replica, screen):
        count = replica.retry(ref)
        screen.say(f"{count} 项将重新发送", f"{count} will be sent again")


@app.command()
def discard(ref: Annotated[str, typer.Argument(help="编号 id")]) -> None:
    """放弃被退回的工作 · give up refused work."""
    with opened() as (replica, screen):
        count = replica.discard(ref)
        screen.say(f"已放弃 {count} 项", f"{count} given up")


@app.command()
def status() -> None:
    """本机状态 · where this device stands."""
    with opened() as (replica, screen):
        screen.status(replica.status())


@app.command()
def conflicts() -> None:
    """冲突、隔离与退回 · what waits for a person."""
    with opened() as (replica, screen):
        sheets, store = replica.sheets(), replica.store
        count = screen.conflicts(store.notices("conflict"), replica.collections(), sheets, store.notices("quarantine"))
        count += screen.refused(store.ops("phase = 'settled' AND outcome = 'refused'"))
        if not count:
            screen.say("没有待处理的冲突。", "Nothing waits for you.")


@app.command()
def verify() -> None:
    """检查本机数据 · check the store."""
    with opened() as (replica, screen):
        faults = replica.verify()
        for fault in faults:
            screen.say(fault, fault, "red")
        if faults:
            raise typer.Exit(FAULT)
        screen.say("本机数据完好。", "The store is sound.")


def main() -> None:
    """Entry point of fuyuan-field."""
    app()


if __name__ == "__main__":
    main()
