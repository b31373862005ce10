"""What a run ran on: processors, memory, versions."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import asyncpg
import psutil

from bench import peers, wrk
from bench.ground import Ground

PACKAGES = ("uvicorn", "granian", "uvloop", "httptools", "starlette", "strawberry-graphql", "graphql-core", "SQLAlchemy", "asyncpg", "orjson", "pycasbin")
SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "wal_level", "shared_buffers", "max_connections", "random_page_cost", "jit")


def processor() -> str:
    """The processor as the kernel names it."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", told.read_text(), re.M) if told.exists() else None
    return f"{os.cpu_count()} x {found[1] if found else platform.processor() or platform.machine()}"


def load() -> float:
    """How busy the machine was in the last minute."""
    return os.getloadavg()[0]


async def described(ground: Ground) -> Mapping[str, str]:
    """Everything that decides the figures besides the code."""
    connection: asyncpg.Connection[asyncpg.Record] = await ground.connect()
    try:
        server = await connection.fetchval("SHOW server_version")
        settings = {row["name"]: row["setting"] for row in await connection.fetch(
            "SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1)", list(SETTINGS))}
    finally:
        await connection.close()
    if (settings["fsync"], settings["synchronous_commit"], settings["full_page_writes"]) != ("on", "on", "on"):
        raise RuntimeError(f"PostgreSQL does not store durably: {settings}")
    return {
        "machine": f"{processor()}, {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.system()} {platform.release()}",
        "load before": f"{load():.2f}",
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "Node": peers.node_version(peers.node()),
        **peers.versions(),
        "PostgreSQL": f"{server} ({', '.join(f'{name} {settings[name]}' for name in SETTINGS)})",
        "wrk": wrk.ensured(),
    }
