"""Many orders as one Ray Data stream: one row a block, outcomes as values, bounded memory.

Imported by `actors` alone. Ray Data keeps as many rows in flight as there are CPUs and hands
outcomes over as they are ready, out of order. A row that keeps killing its worker is dropped from
the stream after two retries, and the other rows go on; which rows are missing, the caller sees.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import ray.data
from ray.data import Dataset, ExecutionResources, TaskPoolStrategy
from ray.data._internal.execution.execution_callback import ExecutionCallback

from pipelines.orders import Outcome, WorkOrder
from pipelines.performing import perform

MAX_RETRIES = 2


class Stop:
    """Ends a stream from another thread.

    Ray Data sends what it is set up with to its workers, where nobody looks at this.
    """

    def __init__(self) -> None:
        self._said = threading.Event()

    def __reduce__(self) -> tuple[type[Stop], tuple[()]]:
        return Stop, ()

    def set(self) -> None:
        """End it; what it has under way is stopped."""
        self._said.set()

    def is_set(self) -> bool:
        """Whether that was said."""
        return self._said.is_set()


class _Stopped(Exception):
    """A stream was ended from outside."""


def fan_out(
    orders: Sequence[WorkOrder], num_cpus: float, stop: Stop
) -> Iterator[tuple[int, Outcome]]:
    """Carry out all orders on the cluster; yields (index, outcome) as they finish.

    Args:
        orders: independent pieces of work; each is one row and one block.
        num_cpus: how many CPUs of the cluster may be busy with them at once.
        stop: ends it at any time, also while no row is ready.
    """
    rows = [
        {"index": index, "order": order.model_dump_json()} for index, order in enumerate(orders)
    ]
    dataset = _mapped(ray.data.from_items(rows, override_num_blocks=len(rows)), num_cpus)
    context = dataset.context
    context.print_on_execution_start = False
    context.enable_progress_bars = False
    context.execution_options.resource_limits = ExecutionResources(cpu=num_cpus)
    context.execution_options.preserve_order = False
    # A lost worker must cost one row, not the dataset.
    context.max_errored_blocks = -1
    context.custom_execution_callback_classes = [_watching(stop)]
    try:
        for row in dataset.iter_rows():
            yield row["index"], Outcome.model_validate_json(row["outcome"])
    except _Stopped:
        return


def _watching(stop: Stop) -> type[ExecutionCallback]:
    """A look at `stop` in each round of the stream's loop, of which there are ten a second.

    Whoever reads the rows cannot look: it waits for the next, which may take minutes.
    """

    class Watching(ExecutionCallback):
        def on_execution_step(self, executor: Any) -> None:
            if stop.is_set():
                raise _Stopped

    return Watching


def _mapped(dataset: Dataset, num_cpus: float) -> Dataset:
    with warnings.catch_warnings():
        # Without `max_retries` a row that kills its worker is run again without end, and Ray has
        # no other way to say it yet.
        warnings.simplefilter("ignore", DeprecationWarning)
        return dataset.map(
            _perform_row,
            compute=TaskPoolStrategy(size=max(1, int(num_cpus))),
            num_cpus=1,
            num_gpus=0,
            max_retries=MAX_RETRIES,
        )


def _perform_row(row: dict[str, Any]) -> dict[str, Any]:
    order = WorkOrder.model_validate_json(row["order"])
    return {"index": row["index"], "outcome": perform(order).model_dump_json()}
