"""The compositor: an actor that joins segments as they are finished, while later ones render.

One thread runs the order's function, which pulls items from a bounded queue; another takes them in.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

from media.errors import DeadlineExceeded
from pipelines.orders import WorkOrder
from pipelines.performing import perform

QUEUE_ITEMS = 64
ITEM_DEADLINE_S = 3600.0

_END = object()


class Compositor:
    """Carries out one order whose argument `field` arrives item by item."""

    def __init__(self, order: str, field: str) -> None:
        self._order = WorkOrder.model_validate_json(order)
        self._field = field
        self._items: queue.Queue[Any] = queue.Queue(QUEUE_ITEMS)

    def push(self, item: Any) -> None:
        """Take the next item in order; waits while the queue is full."""
        self._items.put(item, timeout=ITEM_DEADLINE_S)

    def end(self) -> None:
        """Say that no more items come."""
        self._items.put(_END, timeout=ITEM_DEADLINE_S)

    def run(self) -> str:
        """Carry out the order; its outcome as JSON."""
        return perform(self._order, streams={self._field: self._pull()}).model_dump_json()

    def _pull(self) -> Iterator[Any]:
        while True:
            try:
                item = self._items.get(timeout=ITEM_DEADLINE_S)
            except queue.Empty:
                raise DeadlineExceeded("no segment arrived for an hour") from None
            if item is _END:
                return
            yield item
