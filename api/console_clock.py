"""Commands of the county office for its clocks: `fuyuan deadlines`, `fuyuan calendar`, `fuyuan webhooks`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from api import yearly
from api.office import Office, open_office
from api.problems import Problem
from api.terminal import out, running
from api.webhooks import Webhooks
from schema.clocks import UNITS
from schema.intent import Create
from schema.periods import Unit
from sync import review
from sync.pool import lent
from sync.regime import seed_all
from sync.write import write

deadlines = typer.Typer(no_args_is_help=True, help="期限规则 · How long each deadline is, and since when.")
calendar = typer.Typer(no_args_is_help=True, help="节假日安排 · Working days of each year.")
webhooks = typer.Typer(no_args_is_help=True, help="通知推送 · Where notices go besides the inbox.")
User = Annotated[str, typer.Option(help="somebody of the county office")]
LABELS = dict(UNITS)


@deadlines.command("list")
@running
async def list_rules(user: User, code: Annotated[str | None, typer.Argument(help="only this deadline")] = None) -> None:
    """Every rule there is, the one in force first."""
    async with open_office() as office:
        await seed_all(office.database.pool, office.world, office.now())
        actor, _ = await office.acting(user)
        rows = await office.database.pool.fetch(
            "SELECT r.*, u.name AS by_name FROM deadline_rule r LEFT JOIN \"user\" u ON u.county = r.county AND u.id = r.author WHERE r.county = $1"
            " AND ($2::text IS NULL OR r.code = $2) ORDER BY r.record_type, r.code, r.picked, r.author IS NULL, r.created_at DESC, r.id DESC", actor.county, code)
    table = Table("对象 record", "期限 code", "情形 picked", "期间 period", "依据 basis", "核实 ✓", "施行 from", "失效 to", "设定 by")
    for row in rows:
        table.add_row(row["record_type"], row["code"], row["picked"] or "", f"{row['amount']} {LABELS[row['unit']]}", row["basis"],
                      "是" if row["verified"] else "否", str(row["effective_from"]), str(row["effective_to"] or ""), row["by_name"] or "声明 declared")
    out.print(table)


@deadlines.command("set")
@running
async def set_rule(
    record: Annotated[str, typer.Argument(help="record, e.g. recommendation")], code: Annotated[str, typer.Argument(help="deadline, e.g. REPLY")],
    amount: Annotated[int, typer.Argument(min=1)], unit: Annotated[Unit, typer.Argument()], user: User,
    basis: Annotated[str, typer.Option(help="law and article")], reason: Annotated[str, typer.Option(help="why; entered in every case it changes")],
    since: Annotated[str, typer.Option(help="first day, YYYY-MM-DD")], until: Annotated[str | None, typer.Option(help="last day")] = None,
    picked: Annotated[str, typer.Option(help="which of the deadline's terms")] = "", verified: Annotated[bool, typer.Option()] = False,
    extension: Annotated[int | None, typer.Option(min=1, help="by how much it may be extended, in --extension-unit")] = None,
    extension_unit: Annotated[Unit | None, typer.Option()] = None,
) -> None:
    """Set how long a deadline is from a day on; open clocks that started since are computed anew."""
    values = {"record_type": record, "code": code, "picked": picked, "amount": amount, "unit": unit.name, "basis": basis, "verified": verified,
              "effective_from": _day(since), "effective_to": _day(until) if until else None, "reason": reason,
              "extension_amount": extension, "extension_unit": extension_unit.name if extension_unit else None}
    async with open_office() as office:
        changed = await _entered(office, user, "deadline_rule", values)
    out.print(f"已设定，{changed} 项在办期限重新计算 · set; {changed} open deadlines computed anew")


@calendar.command("import")
@running
async def import_year(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON or CSV, see docs/clock.md")], user: User,
    source: Annotated[str | None, typer.Option(help="notice it was taken from, where the file names none")] = None,
    reason: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Import a year's holidays and make-up working days; open clocks are computed anew."""
    arrangement = yearly.read(file, source)
    async with open_office() as office:
        changed = await _entered(office, user, "calendar_year", arrangement.values() | {"reason": reason})
    out.print(f"已导入 {arrangement.year} 年，{changed} 项在办期限重新计算 · {arrangement.year} imported; {changed} open deadlines computed anew")


@calendar.command("list")
@running
async def list_years(user: User) -> None:
    """The years there is an arrangement for, and where it comes from."""
    async with open_office() as office:
        actor, _ = await office.acting(user)
        rows = await office.database.pool.fetch("SELECT DISTINCT ON (year) year, source, holidays, workdays FROM calendar_year WHERE county = $1"
                                                " ORDER BY year, created_at DESC, id DESC", actor.county)
    imported = {row["year"]: (row["source"], row["holidays"], row["workdays"] or []) for row in rows}
    base = office.world.calendar
    table = Table("年份 year", "来源 source", "放假 holidays", "调休上班 make-up days")
    for year in sorted(base.years | imported.keys()):
        told = imported.get(year) or (base.version, [d for d in base.holidays if d.year == year], [d for d in base.workdays if d.year == year])
        table.add_row(str(year), told[0], str(len(told[1])), str(len(told[2])))
    out.print(table)


async def _entered(office: Office, user: str, record: str, values: dict[str, Any]) -> int:
    """Through the write door, then every open duty; how many of those changed."""
    await seed_all(office.database.pool, office.world, office.now())
    actor, rules = await office.acting(user)
    intent = Create(record, office.world.new_id(), {name: value for name, value in values.items() if value is not None})
    async with office.database.transaction() as connection:
        [outcome] = await write(connection, [intent], actor, rules, office.world, office.now())
    if outcome.kind != "applied":
        raise Problem(outcome.code or "INTERNAL_ERROR", **outcome.facts)
    return await _reviewed(office, actor.county)


async def _reviewed(office: Office, county: str) -> int:
    """Compute open duties by the rules as they are now; a server that runs beside this may do part of it."""
    begun = office.now()
    async with lent(office.database.pool) as connection:
        more = True
        while more:
            async with connection.transaction():
                more = await review.pending(connection, county) and await review.batch(connection, county, office.world, office.now())
    changed: int = await office.database.fetchval(
        "SELECT count(*) FROM entry e WHERE e.county = $1 AND e.act = 'CLOCK' AND e.created_at >= $2 AND EXISTS (SELECT FROM entry_change c"
        " WHERE c.county = e.county AND c.entry_id = e.id AND c.field = 'recomputed')", [county, begun])
    return changed


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Problem("BAD_REQUEST", reason=f"{text[:40]} 不是日期 (no day, YYYY-MM-DD)") from None


# --- webhooks ---------------------------------------------------------------------------------------------------------


def _of(office: Office) -> Webhooks:
    return Webhooks(office.database, office.keyring, office.settings.webhook_hosts, office.world.new_id, office.now)


@webhooks.command("add")
@running
async def add(agency: Annotated[str, typer.Argument(help="code of the agency whose notices go there")], url: str, user: User) -> None:
    """Send an agency's notices to an address of the intranet; the secret that signs them is printed once."""
    async with open_office() as office:
        actor, _ = await office.acting(user)
        made = await _of(office).add(actor, agency, url)
    out.print(f"{made.id}\n签名密钥只显示这一次 · the secret, shown this once: {made.secret}", markup=False)


@webhooks.command("list")
@running
async def list_webhooks(user: User) -> None:
    """Where notices go."""
    async with open_office() as office:
        actor, _ = await office.acting(user)
        found = await _of(office).listed(actor)
    table = Table("id", "单位 agency", "地址 url", "状态 state")
    for one in found:
        table.add_row(str(one.id), one.agency, one.url, "停用 ended" if one.ended else "启用 active")
    out.print(table)


@webhooks.command("end")
@running
async def end(webhook: Annotated[UUID, typer.Argument()], user: User) -> None:
    """Send nothing there any more."""
    async with open_office() as office:
        actor, _ = await office.acting(user)
        await _of(office).end(actor, webhook)
    out.print("已停用 · ended")


@webhooks.command("dead")
@running
async def dead(user: User) -> None:
    """The letters nobody took."""
    async with open_office() as office:
        actor, _ = await office.acting(user)
        found = await _of(office).dead(actor)
    table = Table("id", "地址 url", "事项 label", "次数 attempts", "原因 fault", "时间 at")
    for one in found:
        table.add_row(str(one.id), one.url, one.label, str(one.attempts), one.fault, one.created_at.isoformat(timespec="seconds"))
    out.print(table)


@webhooks.command("resend")
@running
async def resend(user: User, ids: Annotated[list[UUID] | None, typer.Argument(help="all when left out")] = None) -> None:
    """Send dead letters again."""
    async with open_office() as office:
        actor, _ = await office.acting(user)
        count = await _of(office).resend(actor, ids or None)
    out.print(f"{count} 件重新发送 · {count} to be sent again")
