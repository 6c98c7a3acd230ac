"""Guards that memory goes back to the system after large work, and small work is left alone."""

import sys

import pytest

from media.memory import Heap, resident_bytes

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@LINUX
def test_a_process_that_grew_is_settled_and_then_left_alone() -> None:
    heap = Heap(growth_bytes=32 << 20)
    assert not heap.settle()
    before = resident_bytes()
    cycle = [[object(), index] for index in range(1_500_000)]
    cycle.append(cycle)
    assert resident_bytes() - before > 32 << 20
    del cycle
    assert heap.settle()
    assert resident_bytes() - before < 32 << 20
    assert not heap.settle()
