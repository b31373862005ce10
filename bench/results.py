"""What was measured, kept as JSON beside the data, so that each part of the report can be measured on its own day."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bench.ground import CACHE

DIRECTORY = CACHE / "bench-results"


def keep(part: str, result: dict[str, Any]) -> None:
    """Keep the figures of one part with the day they were taken."""
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    stamped = {"taken": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"), **result}
    (DIRECTORY / f"{part}.json").write_text(json.dumps(stamped, ensure_ascii=False, indent=1), "utf-8")


def kept() -> dict[str, Any]:
    """The newest figures of every part there are any of."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(DIRECTORY.glob("*.json"))}
