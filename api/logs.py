"""Logs as JSON lines, by structlog, with what is secret taken out wherever it stands."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

import structlog
from pydantic_core import to_json

_NAMES = re.compile(r"(?i)(secret|password|passwd|token|authorization|cookie|api_?key)")
_VALUES = re.compile(
    r"kin_[0-9a-f]{10}_[\w-]+|whsec_[\w+/=-]+|(?<=://)[^/@\s:]+:[^/@\s]+(?=@)|(?i:bearer\s+)\S+"
)
HIDDEN = "***"


def configure(level: int = logging.INFO) -> None:
    """Have this process, its libraries included, log JSON lines on standard error."""
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redacted,
    ]
    # Past the standard library: a line for every request shall not be what requests cost.
    structlog.configure(
        processors=[*shared, _line],
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in ("httpx", "httpcore", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _line(logger: Any, method: str, event: MutableMapping[str, Any]) -> bytes:
    return to_json(event, fallback=str)


def redacted(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A line without what nobody may read: by the name it goes by, or by how it looks."""
    for name, value in event.items():
        event[name] = HIDDEN if _names_secret(name) else _hidden(value)
    return event


@lru_cache(maxsize=1000)
def _names_secret(name: str) -> bool:
    return _NAMES.search(name) is not None


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return _VALUES.sub(HIDDEN, value)
    if isinstance(value, dict):
        return {
            name: HIDDEN if _NAMES.search(str(name)) else _hidden(part)
            for name, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_hidden(part) for part in value]
    return value
