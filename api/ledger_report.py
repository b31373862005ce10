"""Tells a clerk what is wrong in a register, cell by cell, and what an import did."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from api.ledger import Result
from api.ledger_rows import Reading


def faults(console: Console, reading: Reading) -> None:
    """Every faulty cell with its reason in Chinese and English."""
    if reading.ignored:
        console.print(f"未识别的列（已忽略）columns not known: {'、'.join(reading.ignored)}", style="yellow", markup=False)
    if not reading.faults:
        return
    table = _table(f"{len(reading.faults)} 处错误 faults", "工作表 sheet", "单元格 cell", "栏目 column", "原因", "reason")
    for fault in reading.faults:
        table.add_row(fault.sheet, fault.cell, fault.heading, fault.zh, fault.en)
    console.print(table)


def result(console: Console, reading: Reading, done: Result, apply: bool) -> None:
    """How many rows were stored, were there already, or were refused by the rules of the system."""
    if done.refused:
        table = _table("不能登记，未存储任何一行 refused, nothing was stored", "工作表 sheet", "行 row", "原因", "reason")
        for line, zh, en in done.refused:
            table.add_row(line.sheet, str(line.row), zh, en)
        console.print(table)
    bad = reading.rows - len(reading.lines)
    if done.applied:
        console.print(f"已登记 {done.stored} 行，已有 {done.already} 行，错误 {bad} 行 · {done.stored} stored, {done.already} already there, {bad} faulty")
    elif not apply and not done.refused:
        console.print(f"试运行：可登记 {done.stored} 行，已有 {done.already} 行，错误 {bad} 行；加 --apply 正式导入\n"
                      f"Dry run: {done.stored} would be stored, {done.already} already there, {bad} faulty; add --apply to store them")


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
