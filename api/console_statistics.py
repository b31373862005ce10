"""Commands of the office for its yearly figures: `fuyuan statistics preview`, `publish`, `list`, `report`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api.office import Office, open_office
from api.problems import Problem
from api.report import gathered
from api.report_routes import FORMS
from api.terminal import out, running
from schema.intent import Create
from sync import census
from sync.intent import Outcome
from sync.write import write

statistics = typer.Typer(no_args_is_help=True, help="统计发布 · The county's figures of a year, and its yearly report.")
User = Annotated[str, typer.Option(help="in whose name, e.g. the statistician")]
Year = Annotated[int, typer.Argument(help="a year that is over")]


class _Undo(Exception):
    pass


@statistics.command("preview")
@running
async def preview(year: Year, user: User, reason: Annotated[str, typer.Option(help="why it would be published again")] = "预览") -> None:
    """Count a year as it would be published, and store nothing: what is kept back is kept back here too."""
    async with open_office() as office:
        revision, held = await _published(office, user, year, reason, keep=False)
    _told(held, f"预览 {year} 年第 {revision} 版，未公布 · a preview, nothing is stored")


@statistics.command("publish")
@running
async def publish(year: Year, user: User, reason: Annotated[str | None, typer.Option(help="why it is published again; needed from the second version on")] = None) -> None:
    """Publish a year: its figures are frozen, a later version takes their place as a whole."""
    async with open_office() as office:
        revision, held = await _published(office, user, year, reason, keep=True)
    _told(held, f"已公布 {year} 年第 {revision} 版 · published")


async def _published(office: Office, user: str, year: int, reason: str | None, *, keep: bool) -> tuple[int, list[Any]]:
    """Through the write door under the user's rights; raises Problem when it is refused."""
    actor, rules = await office.acting(user)
    intent = Create("publication", office.world.new_id(), {"year": year, **({"reason": reason} if reason else {})})
    found: tuple[int, list[Any]] = (0, [])
    try:
        async with office.database.transaction() as connection:
            await connection.execute("SET LOCAL statement_timeout = 0")
            outcome: Outcome = (await write(connection, [intent], actor, rules, office.world, office.now()))[0]
            if outcome.kind == "refused":
                raise Problem(outcome.code or "INTERNAL_ERROR", **outcome.facts)
            revision = await connection.fetchval("SELECT revision FROM publication WHERE county = $1 AND id = $2", actor.county, intent.key)
            rows = await connection.fetch(
                "SELECT mechanism, subject_label, max(figure) FILTER (WHERE level = 'TOTAL' AND measure = 'number') AS number, count(*) AS shown"
                " FROM statistic WHERE county = $1 AND publication = $2 GROUP BY 1, 2 ORDER BY 1, 2", actor.county, intent.key)
            found = revision, rows
            if not keep:
                raise _Undo
    except _Undo:
        pass
    return found


def _told(rows: list[Any], title: str) -> None:
    table = Table("机制 mechanism", "对象 subject", "件数 number", "公布数 figures shown", title=title)
    for row in rows:
        table.add_row(str(row["mechanism"]), row["subject_label"], "—" if row["number"] is None else str(row["number"]), str(row["shown"]))
    out.print(table)


@statistics.command("list")
@running
async def list_(user: User) -> None:
    """What was published, and whether its figures are still those that were."""
    table = Table("年度 year", "版次 version", "统计时点 as of", "公布数 figures", "理由 reason", "完好 intact")
    async with open_office() as office:
        actor, rules = await office.acting(user)
        async with office.database.connection() as connection:
            for row, intact in await census.verified(connection, actor.county):
                if rules.allows("publication", "", "read", row, actor, lambda _: 0):
                    table.add_row(str(row["year"]), str(row["revision"]), f"{row['counted_at']:%Y-%m-%d %H:%M}", str(row["cells"]), row["reason"] or "", "✓" if intact else "✗")
    out.print(table)


@statistics.command("report")
@running
async def report(year: Year, file: Annotated[Path, typer.Argument(help="where to: .xlsx or .docx")], user: User) -> None:
    """Write the yearly report (年度通报) as a user may see it."""
    form = FORMS.get(file.suffix.lower().removeprefix("."))
    if form is None:
        raise Problem("BAD_REQUEST", reason=".xlsx / .docx")
    async with open_office() as office:
        actor, rules = await office.acting(user)
        found = await gathered(office.database, year, actor, rules, office.now())
    await asyncio.to_thread(file.write_bytes, form[0](found))
    out.print(f"已写出 {file}（{len(found.chapters)} 章） · written, {len(found.chapters)} chapters")
