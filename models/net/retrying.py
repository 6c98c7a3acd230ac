"""What a server's answer says of another try."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 3600.0
"""A server that asks for more is asked again after this."""
NOT_DONE = frozenset({408, 425, 429, 503})
"""The server says that it did nothing yet."""
MAYBE_DONE = frozenset({500, 502, 504})


def may_come_back(status: int, *, repeatable: bool) -> bool:
    """Whether another try may do, and does no harm."""
    return status in NOT_DONE or (repeatable and status in MAYBE_DONE)


def retry_after_s(header: str, now: datetime) -> float | None:
    """How long a `Retry-After` asks to wait, be it in seconds or as a date; None if it does not."""
    header = header.strip()
    if header.isdecimal() and len(header) < 10:
        return min(float(header), LONGEST_S)
    try:
        seconds = (parsedate_to_datetime(header) - now).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), LONGEST_S)
