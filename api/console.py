"""The `fuyuan` command: serve, found a county, load the demo, bring registers in and out, tell what is declared."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from api import console_clock, console_statistics, demo_report, ledger, ledger_report
from api.catalogue import catalogue
from api.catalogue import papers as catalogue_of_papers
from api.census import census
from api.county import COUNTY_NAME, ORGANS
from api.demo.load import DemoRefused, empty, load
from api.demo.people import PEOPLE
from api.founding import begin_anew, found
from api.ledger_rows import REGISTERS, read
from api.office import Office, open_office
from api.paper_templates import Templates
from api.problems import Problem
from api.settings import Settings
from api.soundness import EVERYBODY, Held, Kept, findings, stranded
from api.terminal import err, out, running
from schema.identifiers import HOME_COUNTY
from schema.kit import SHANGHAI
from schema.registry import MECHANISMS, OFFLINE, RECORDS, TYPES
from sync.wire import rxdb_schema as rxdb_schema_of

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False,
                  help="府院联动 · Fuyuan: one schema for a county's government, court and procuratorate.")
app.add_typer(console_clock.deadlines, name="deadlines")
app.add_typer(console_clock.calendar, name="calendar")
app.add_typer(console_clock.webhooks, name="webhooks")
app.add_typer(console_statistics.statistics, name="statistics")


class Kind(StrEnum):
    """The registers that can be brought in and out."""

    mediation = "mediation"
    relief = "relief"


def progress_bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


@app.command()
def serve() -> None:
    """Migrate, load the demo county when the bundled database is empty, and serve."""
    prepare()
    from api.server import serve as run

    run(Settings.read())


@running
async def prepare() -> None:
    """What has to be true before serving: migrated, and a county in the bundled database."""
    async with open_office() as office:
        async with office.database.connection() as connection:
            bare = await empty(connection)
        if bare and office.settings.database_url is None:
            err.print("空数据库，载入演示县… An empty database: loading the demo county…")
            demo_report.tell(out, await load(office.database, office.keyring))
        elif bare:
            err.print("数据库中还没有县，请先运行 fuyuan init。\nThere is no county yet; run `fuyuan init` first.", style="yellow")


@app.command()
@running
async def migrate() -> None:
    """Bring the database to the newest migration."""
    async with open_office() as office:
        version = await office.database.fetchval("SELECT string_agg(version_num, ', ') FROM alembic_version")
    out.print(f"数据库版本 database at {version}")


@app.command()
@running
async def demo(
    cases: Annotated[int, typer.Option(min=0, help="invented cases beside the twelve stories")] = 300,
    fresh: Annotated[bool, typer.Option(help="replace a demo county that is there")] = False,
    here: Annotated[bool, typer.Option(help="also when DATABASE_URL names a database of your own")] = False,
) -> None:
    """Load the demo county (refused beside real rows)."""
    async with open_office() as office:
        if office.settings.database_url and not here:
            raise DemoRefused("演示数据只写入内置数据库；要写入 DATABASE_URL 请加 --here。\n"
                              "Demo data goes into the bundled database only; add --here for DATABASE_URL.")
        with progress_bar() as bar:
            task = bar.add_task("案件 cases", total=cases)
            loaded = await load(office.database, office.keyring, cases, fresh=fresh, progress=lambda done: bar.update(task, completed=done))
        demo_report.tell(out, loaded)


@app.command()
@running
async def init(
    county: Annotated[str, typer.Option(help="GB/T 2260 code")] = HOME_COUNTY, name: Annotated[str, typer.Option(help="name of the county")] = COUNTY_NAME,
) -> None:
    """Found a real county: divisions, agencies, three administrators whose passwords are printed once."""
    async with open_office() as office:
        given = await found(office.database, office.world.new_id, office.now(), county, name)
    table = Table("user", "职务 post", "一次性口令 one-time password", title=f"{name} {county}")
    for one in given:
        table.add_row(one.username, one.post, one.password)
    out.print(table)
    out.print("口令只显示这一次，请分别交给三个人，首次登录后立即修改。\n"
              "These passwords are shown this once: hand them to three different people, to be changed at the first sign-in.")


@app.command()
@running
async def restored() -> None:
    """After a backup was put back, before serving: devices will send again what the backup does not have."""
    async with open_office() as office:
        names = await begin_anew(office.database)
    out.print(f"{'、'.join(names)}：设备下次联系时将重新取回全部材料，并重新发送备份之后的工作。\n"
              "At their next contact devices will read everything again and send again what they did since the backup.")


@app.command()
@running
async def token(user: str, county: Annotated[str | None, typer.Option()] = None) -> None:
    """Print an access token of a user, for scripts on this machine."""
    async with open_office() as office:
        sys.stdout.write(await office.sessions.issue_token(user, county) + "\n")


@app.command()
@running
async def code(unit: str, user: str, county: Annotated[str | None, typer.Option()] = None) -> None:
    """Print a one-time code that enrols a device of a field unit for one of its people."""
    async with open_office() as office:
        held = await office.database.fetchval(
            'SELECT unit FROM "user" WHERE username = $1 AND county = coalesce($2, county) LIMIT 1', (user, county))
        if held != unit:
            raise Problem("USER_UNKNOWN", username=f"{user} ({unit})")
        sys.stdout.write(await office.devices.make_code(None, user, "", county) + "\n")


@app.command("import")
@running
async def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], user: Annotated[str, typer.Option(help="whose register it is")],
    kind: Annotated[Kind, typer.Option()] = Kind.mediation,
    apply: Annotated[bool, typer.Option(help="store the good rows; else only say what is wrong")] = False,
) -> None:
    """Bring an Excel register in; without --apply nothing is stored and every faulty cell is named."""
    async with open_office() as office:
        reading = read(file, REGISTERS[kind], _today(office))
        ledger_report.faults(out, reading)
        if not reading.lines:
            raise typer.Exit(1)
        actor, rules = await office.acting(user)
        with progress_bar() as bar:
            task = bar.add_task("行 rows", total=len(reading.lines))
            result = await ledger.bring_in(office.database, reading.register, reading.lines, actor, rules, office.world, office.now(), apply=apply,
                                           progress=lambda done: bar.advance(task, done))
    ledger_report.result(out, reading, result, apply)
    if reading.faults or result.refused:
        raise typer.Exit(1)


@app.command()
@running
async def export(
    file: Path, user: Annotated[str, typer.Option(help="whose view of the register")], kind: Annotated[Kind, typer.Option()] = Kind.mediation,
) -> None:
    """Write a readable register of what a user may see, masked as he sees it."""
    async with open_office() as office:
        actor, rules = await office.acting(user)
        rows = await ledger.write_out(office.database, kind, file, actor, rules, office.now())
    out.print(f"已导出 {rows} 行到 {file} · {rows} rows written")


@app.command()
def mechanisms(
    name: Annotated[str | None, typer.Argument(help="one of them; `check` looks for what hangs; all when left out")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="with `check`: also what the register holds that is declared no longer")] = False,
) -> None:
    """Print the declared mechanisms: states, moves, clocks."""
    if name == "check":
        _checked(rows)
        return
    found_ = list(catalogue(name))
    if not found_:
        _unknown(name or "", "mechanism")
    for one in found_:
        out.print(one)


@app.command()
def papers(name: Annotated[str | None, typer.Argument(help="one mechanism; all when left out")] = None) -> None:
    """List the documents of each mechanism and the template of each; templates of the county's own are checked."""
    found_ = list(catalogue_of_papers(Templates.load(Settings.read().paper_templates), name))
    if not found_:
        _unknown(name or "", "mechanism")
    for one in found_:
        out.print(one)


def _checked(rows: bool) -> None:
    """Say what the declared mechanisms leave hanging, by the agencies and posts of the demo county, and what the register has outlived."""
    there = Held(frozenset(agency.code for agency in ORGANS), frozenset({role for person in PEOPLE for role in person.roles} | {EVERYBODY}))
    hanging = findings(MECHANISMS.values(), there) + (stranded(RECORDS, _kept()) if rows else [])
    for one in hanging:
        label = RECORDS[one.record].label if one.record in RECORDS else "—"
        out.print(f"{label} {one.record} {one.code}：{one.zh}。{one.en[0].upper()}{one.en[1:]}.", style="red", markup=False, soft_wrap=True)
    if hanging:
        raise typer.Exit(1)
    out.print(f"{len(MECHANISMS)} 种机制均无悬置。Nothing hangs in {len(MECHANISMS)} mechanisms.")


@running
async def _kept() -> list[Kept]:
    async with open_office() as office:
        return await census(office.database.pool)


@app.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from schema.types.served import text

    sys.stdout.write(text())


@app.command("rxdb-schema")
def rxdb_schema(collection: Annotated[str | None, typer.Argument(help="e.g. Mediation; all when left out")] = None) -> None:
    """Print the RxDB schema of a collection that works offline."""
    record = TYPES.get(collection or "") or OFFLINE.get(collection or "")
    if collection and (record is None or record.name not in OFFLINE):
        _unknown(collection, "collection")
    schemas = {one.type_name: rxdb_schema_of(one, RECORDS) for one in ([record] if record else OFFLINE.values())}
    told = schemas[record.type_name] if record else schemas
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _unknown(name: str, what: str) -> None:
    err.print(f"没有“{name}”。There is no {what} “{name}”.", style="red", markup=False)
    raise typer.Exit(2)


def _today(office: Office) -> date:
    return office.now().astimezone(SHANGHAI).date()


def main() -> None:
    """Entry point of the `fuyuan` script."""
    app()
