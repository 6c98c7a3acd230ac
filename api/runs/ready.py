"""Flows that were found good, as they are queued: who submits one again need not wait for it.

Whether a flow is good depends on it and on the catalog of this process alone, on no tenant and no
time. What is wrong with one is found anew each time.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

from media.model import canonical_json, quick_json
from pipelines.documents import parse_flow, stored
from pipelines.graph import Flow
from pipelines.validation import validate

MOST_LETTERS = 1 << 15
"""A longer flow is not remembered."""


class Ready(NamedTuple):
    """A flow that can run."""

    document: str
    """As JSON, without what is as usual."""
    digest: str


class Remembered:
    """Flows that were found good.

    Args:
        most: so many; the one that was asked for longest ago goes first.
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._found: OrderedDict[str, Ready] = OrderedDict()

    def __len__(self) -> int:
        return len(self._found)

    def ready(self, document: dict[str, Any]) -> Ready:
        """A flow that can run.

        Raises:
            InvalidFlow: with every fault.
        """
        spelled = _spelled(document)
        found = self._found.get(spelled)
        if found is None:
            flow = checked_flow(document)
            found = Ready(quick_json(stored(flow)), flow.digest())
            if not 0 < len(spelled) <= MOST_LETTERS:
                return found
            self._found[spelled] = found
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        self._found.move_to_end(spelled)
        return found


def checked_flow(document: dict[str, Any]) -> Flow:
    """A flow that can run.

    Raises:
        InvalidFlow: with every fault.
    """
    flow = parse_flow(document)
    validate(flow)
    return flow


def _spelled(document: dict[str, Any]) -> str:
    """All of a document as one text; none where it is nested deeper than can be told."""
    try:
        return canonical_json(document)
    except RecursionError:
        return ""
