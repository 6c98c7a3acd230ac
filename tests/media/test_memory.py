"""Guards that memory goes back to the system after large work, and small work is left alone."""

import sys

import pytest

from media.memory import Heap, resident_bytes

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@LINUX
def test_a_process_that_grew_is_settled_and_then_left_alone() -> None:
    heap = Heap(growth=0.25)
    assert not heap.settle()
    before = resident_bytes()
    cycle = [[object(), index] for index in range(1_500_000)]
    cycle.append(cycle)
    assert resident_bytes() > 1.25 * before
    del cycle
    assert heap.settle()
    assert resident_bytes() < 1.25 * before
    assert not heap.settle()
