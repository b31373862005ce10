"""Tells what the demo county holds: rows, speed, and where the stories are."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from api.demo.load import Loaded
from api.demo.people import PASSWORD, PEOPLE
from schema.identifiers import HOME_COUNTY
from schema.ids import global_id


def tell(console: Console, loaded: Loaded) -> None:
    """Rows by table in one line, then the stories' cases."""
    console.print(f"{loaded.rows['case']:,} 件 cases · {loaded.total:,} 行 rows · {loaded.seconds:.1f} s · {loaded.rate:,.0f} 行/秒 rows/s")
    table = Table("故事 story", "case")
    for label, key in sorted(loaded.stories.items()):
        table.add_row(label, global_id("case", HOME_COUNTY, key))
    console.print(table)
    console.print(f"{len(PEOPLE)} 个用户，口令 · {len(PEOPLE)} users, password: {PASSWORD}", markup=False)
