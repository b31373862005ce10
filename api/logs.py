"""Logs: one JSON object per line on standard error, from this program and the libraries it runs on."""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
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
