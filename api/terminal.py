"""What every command of `fuyuan` has in common: where it writes, and how what went wrong is said."""

from __future__ import annotations

import asyncio
import functools
import sys
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

import typer
from rich.console import Console

from api.database import DatabaseFault
from api.demo.load import DemoRefused
from api.founding import AlreadyFounded
from api.postgres import PostgresFault
from api.problems import Problem
from api.settings import SettingsFault

P = ParamSpec("P")
T = TypeVar("T")
WIDTH = None if sys.stdout.isatty() else 160  # a pipe has no width; rich would take 80
out, err = Console(width=WIDTH), Console(stderr=True, soft_wrap=True)
FAULTS = (SettingsFault, DatabaseFault, PostgresFault, DemoRefused, AlreadyFounded)


def running(work: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Run an async command; what the environment or the user got wrong is said in two languages, without a traceback."""

    @functools.wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return asyncio.run(work(*args, **kwargs))
        except FAULTS as fault:
            err.print(str(fault), style="red", markup=False)
        except Problem as problem:
            err.print(f"{problem.text.zh}\n{problem.text.en}", style="red", markup=False)
        raise typer.Exit(2)

    return run
