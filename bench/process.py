"""One worker process: started, awaited until it answers, measured, stopped."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from bench.ground import PROJECT

START_SECONDS = 120.0


class NotReady(Exception):
    """A worker that ended, or did not answer in time, with what it last said."""


@dataclass
class Worker:
    """A running contestant; CPU and memory are those of the process and its children."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    ready_seconds: float = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time spent so far."""
        return sum(sum(one.cpu_times()[:2]) for one in self._family())

    def peak_mebibytes(self) -> float:
        """The most memory it has held at once (VmHWM), as the kernel counts it."""
        return sum(_peak(one.pid) for one in self._family()) / 1024

    def _family(self) -> list[psutil.Process]:
        head = psutil.Process(self.process.pid)
        return [head, *head.children(recursive=True)]

    def stop(self) -> None:
        family = self._family() if self.process.poll() is None else []
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for one in psutil.wait_procs(family, timeout=3)[1]:
            one.kill()


def _peak(pid: int) -> int:
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
    return int(found[1]) if found else 0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def started(command: Sequence[str], environment: Mapping[str, str], log: Path, probe: str = "/healthz") -> Worker:
    """Start and wait for the first 200; the seconds that took are kept."""
    port = free_port()
    log.parent.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                   env={**os.environ, **environment, "PORT": str(port), "PYTHONPATH": str(PROJECT)})
    worker = Worker(process, port, log)
    with httpx.Client(trust_env=False) as client:
        while time.perf_counter() - begun < START_SECONDS:
            if process.poll() is not None:
                raise NotReady(f"{command[-1]} ended with {process.returncode}: {_tail(log)}")
            try:
                if client.get(worker.address + probe, timeout=2).status_code == 200:
                    worker.ready_seconds = time.perf_counter() - begun
                    return worker
            except httpx.HTTPError:
                pass
            time.sleep(0.02)
    worker.stop()
    raise NotReady(f"{command[-1]} did not answer within {START_SECONDS:.0f} s: {_tail(log)}")


def _tail(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-2000:]
