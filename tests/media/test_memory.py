"""Guards that memory goes back to the system after large work, and small work is left alone."""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from media.memory import Heap, resident_bytes

DEADLINE_S = 120
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@LINUX
def test_a_process_that_grew_is_settled_and_then_left_alone() -> None:
    # A process of its own: other tests' libraries may have made this one so large that it grows by
    # less than its share.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(_grow_and_settle).result(DEADLINE_S)


def _grow_and_settle() -> None:
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
