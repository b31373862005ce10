"""Logs: one JSON object per line on standard error, from this program and the libraries it runs on."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog

REQUEST: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request being answered."""


def _of_request(_logger: Any, _name: str, event: Any) -> Any:
    if (request_id := REQUEST.get()) and "request_id" not in event:
        event["request_id"] = request_id
    return event


SHARED: list[Any] = [
    _of_request,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configure_logs(level: int = logging.INFO) -> None:
    """Once per process; tokens and variables are never logged, so nothing has to be blacked out."""
    render = structlog.processors.JSONRenderer(serializer=_line)
    structlog.configure(
        processors=[*SHARED, render], wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr), cache_logger_on_first_use=True)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *SHARED],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]))
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _line(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()


def access_line(method: str, path: str, status: int, milliseconds: float) -> None:
    """The one line of every request, written past the processors: at a thousand requests a second they are felt."""
    if logging.root.isEnabledFor(logging.INFO):
        sys.stderr.write(_line({"event": "request", "method": method, "path": path, "status": status, "ms": round(milliseconds, 1),
                                "request_id": REQUEST.get(), "level": "info",
                                "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z")}) + "\n")
