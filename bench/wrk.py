"""Load by wrk: one thread, some connections, some seconds; what it counted as figures."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.ground import said

SCRIPT = Path(__file__).with_name("wrk.lua")


class LoadFault(Exception):
    """wrk is missing, or what it measured does not count."""


@dataclass(frozen=True)
class Load:
    """One burst: requests a second, and the times of half and of 99 % of the requests in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def ensured() -> str:
    """The version of wrk, which is installed first when that is possible."""
    if shutil.which("wrk") is None:
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            raise LoadFault("wrk is not on PATH; install it (Debian: apt-get install wrk) and run again")
        said("installing wrk, once")
        for words in (["update", "-qq"], ["install", "-y", "-qq", "wrk"]):
            subprocess.run(["apt-get", *words], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    told = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    return (told.stdout + told.stderr).split("Copyright")[0].strip()


def burst(address: str, path: str, token: str, bodies: Sequence[str], connections: int, seconds: float, *, checked: bool = False, tolerated: float = 0.0) -> Load:
    """Load for some seconds; a single refused or broken request makes the whole burst a fault. `checked` looks into every answer;
    `tolerated` is for edits: wrk now and then draws a body that it does not send, and the version given next for that case is one too high."""
    with tempfile.NamedTemporaryFile("w", suffix=".bodies", encoding="utf-8") as file:
        file.write("".join(body + "\n" for body in bodies))
        file.flush()
        told = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "30s", "-s", str(SCRIPT), address + path],
            capture_output=True, text=True, check=False,
            env={**os.environ, "BENCH_BODIES": file.name, "BENCH_PATH": path, "BENCH_TOKEN": token,
                 "BENCH_MARK": secrets.token_hex(4), "BENCH_CHECKED": "1" if checked else "0"})
    line = next((line for line in told.stdout.splitlines() if line.startswith("BENCH ")), None)
    if told.returncode or line is None:
        raise LoadFault(f"wrk failed: {told.stdout}{told.stderr}")
    found = json.loads(line.removeprefix("BENCH "))
    refused = max(found["status"], found["refused"])
    if refused > tolerated * found["requests"] or found["broken"]:
        raise LoadFault(f"{path}: {refused} refused and {found['broken']} broken of {found['requests']} requests: {told.stderr}")
    return Load(found["requests"], found["seconds"], found["p50"] / 1000, found["p99"] / 1000)
