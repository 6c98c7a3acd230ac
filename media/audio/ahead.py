"""Lets one stage of a stream of sound work ahead of the next, in a thread of its own.

FFmpeg's filters and encoders let go of the interpreter while they compute, so two stages keep two
cores busy. What comes out, and in which order, does not change.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

T = TypeVar("T")

DEPTH_ITEMS = 32
POLL_S = 0.1

_END = object()


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items, made up to 32 of them ahead; an error of their maker is raised here."""
    lane = _Lane()
    worker = threading.Thread(target=lane.fill, args=(items,), name="ahead", daemon=True)
    worker.start()
    try:
        while (item := lane.made.get()) is not _END:
            if isinstance(item, BaseException):
                raise item
            yield cast(T, item)
    finally:
        lane.given_up.set()
        worker.join()


class _Lane:
    """Between the maker's thread and the reader's: items, at last an end or an error."""

    def __init__(self) -> None:
        self.made: queue.Queue[object] = queue.Queue(DEPTH_ITEMS)
        self.given_up = threading.Event()

    def fill(self, items: Iterable[object]) -> None:
        """Make items until there are no more, or nobody wants them."""
        try:
            for item in items:
                if not self._put(item):
                    return
        except BaseException as error:
            self._put(error)
        else:
            self._put(_END)

    def _put(self, item: object) -> bool:
        while not self.given_up.is_set():
            try:
                self.made.put(item, timeout=POLL_S)
            except queue.Full:
                continue
            return True
        return False
