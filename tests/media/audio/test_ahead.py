"""Guards working ahead: the same blocks in order, errors passed on, nothing left behind."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from media.audio.ahead import DEPTH_ITEMS, ahead
from media.audio.pcm import Block


def blocks(count: int) -> Iterator[Block]:
    for number in range(count):
        yield np.full((4, 1), number, np.float32)


def test_blocks_come_in_order() -> None:
    assert [int(block[0, 0]) for block in ahead(blocks(100))] == list(range(100))


def test_an_error_of_the_maker_is_raised_behind_the_blocks_before_it() -> None:
    def failing() -> Iterator[Block]:
        yield from blocks(3)
        raise OSError("the disk is gone")

    taken: list[Block] = []
    with pytest.raises(OSError, match="the disk is gone"):
        taken.extend(ahead(failing()))
    assert taken == [] or len(taken) == 3


def test_a_reader_that_stops_leaves_no_thread_and_no_flood() -> None:
    made: list[int] = []

    def counting() -> Iterator[Block]:
        for number, block in enumerate(blocks(10_000)):
            made.append(number)
            yield block

    stream = ahead(counting())
    next(stream)
    assert isinstance(stream, Iterator)
    stream.close()  # type: ignore[attr-defined]
    assert len(made) <= DEPTH_ITEMS + 3
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]
