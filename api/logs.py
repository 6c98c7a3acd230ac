"""Logs as JSON lines, by structlog, with what is secret taken out wherever it stands."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_NAMES = re.compile(r"(?i)(secret|password|passwd|token|authorization|cookie|api_?key)")
_VALUES = re.compile(
    r"kin_[0-9a-f]{10}_[\w-]+|whsec_[\w+/=-]+|(?<=://)[^/@\s:]+:[^/@\s]+(?=@)|(?i:bearer\s+)\S+"
)
HIDDEN = "***"


def configure(level: int = logging.INFO) -> None:
    """Have this process, its libraries included, log JSON lines on standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redacted,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
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


def redacted(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A line without what nobody may read: by the name it goes by, or by how it looks."""
    for name, value in event.items():
        event[name] = HIDDEN if _NAMES.search(name) else _hidden(value)
    return event


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
