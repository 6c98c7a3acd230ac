"""How long a caller waits: the `wait` of the query, or what `Prefer` says (RFC 7240)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_S = 30
_WAIT = re.compile(r'^wait\s*=\s*"?(\d{1,9})"?$')


@dataclass(frozen=True, kw_only=True)
class Preference:
    """How long is waited for a job's end, and what is said of it."""

    seconds: int
    applied: str = ""
    """`Preference-Applied`; empty where nothing was preferred."""


def preferred(headers: Sequence[str], wait: int) -> Preference:
    """What a caller prefers.

    Args:
        headers: his `Prefer` headers; what is not understood in them is passed over.
        wait: the seconds of the query, where no header says it.
    """
    words = [word.partition(";")[0].strip().lower() for line in headers for word in line.split(",")]
    waits = [int(found[1]) for word in words if (found := _WAIT.match(word))]
    if waits:
        seconds = min(waits[0], MOST_S)
        return Preference(seconds=seconds, applied=f"wait={seconds}")
    if "respond-async" in words:
        return Preference(seconds=0, applied="respond-async")
    return Preference(seconds=wait)
