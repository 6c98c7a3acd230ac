"""What a flow will take on this machine: each node's word, set right by what its type took before.

A time is that of the work, wherever it is done. The whole is bounded from below twice: by its
longest chain of steps that wait for each other, and by all its work over the machine's cores.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from media.model import Model
from pipelines.foresight import Work
from pipelines.node import Cost, Waiting
from store.repositories.history import Learnt

History = Mapping[str, Learnt]
Source = Literal["history", "node", "unknown"]


class NodeEstimate(Model):
    """What one node will take."""

    node: str
    type: str
    steps: int | None
    """How many; None where the length of a list is not known: the sums are then of one step."""
    at_most: bool
    """Whether a condition may spare some of it."""
    step_s: float | None
    """Of work for one step, on one core or GPU; None where nobody knows."""
    seconds: float | None
    gpu_s: float
    num_bytes: int | None
    """Of what it gives; None where it is not known."""
    micros: int
    """The price of its calls, in millionths of a dollar."""
    source: Source
    learnt_from: int
    """Steps of its type that ran here, where the source is `history`."""
    guess: bool
    """Whether it rests on facts that are guessed: the real time may be far from it."""


class Estimate(Model):
    """What a flow will take, with nothing in the cache."""

    nodes: tuple[NodeEstimate, ...]
    seconds: float
    """Of all work that is known."""
    gpu_s: float
    num_bytes: int
    micros: int
    """The price of all calls, in millionths of a dollar."""
    wall_s: float
    """From the beginning to the end, on so many cores."""
    cores: int
    whole: bool
    """Whether each node's time and number of steps is known; if not, it takes longer."""


class Expected(NamedTuple):
    """What one step is expected to take, and who says so."""

    seconds: float | None
    source: Source
    learnt_from: int = 0


def estimate(works: Sequence[Work], history: History, cores: int) -> Estimate:
    """What the work of a flow will take.

    Args:
        works: see `pipelines.foresight.foreseen`.
        history: what the node types took before.
        cores: how many there are to work on.
    """
    nodes = tuple(_rows(works, history, 1))
    seconds = sum(row.seconds or 0.0 for row in nodes)

    def unit(work: Work) -> tuple[float, int]:
        steps = 1 if work.steps is None else work.steps
        return expected(work, history).seconds or 0.0, steps

    return Estimate(
        nodes=nodes,
        seconds=seconds,
        gpu_s=sum(row.gpu_s for row in nodes),
        num_bytes=sum(row.num_bytes or 0 for row in nodes),
        micros=sum(row.micros for row in nodes),
        wall_s=max(longest(works, unit), seconds / max(cores, 1)),
        cores=cores,
        whole=all(row.steps is not None and row.step_s is not None for row in nodes),
    )


def expected(work: Work, history: History) -> Expected:
    """What one step of a node is expected to take."""
    learnt, word = history.get(work.node.type), work.cost
    if learnt is not None:
        if word is not None and learnt.ratio is not None:
            return Expected(word.seconds * learnt.ratio, "history", learnt.steps)
        return Expected(learnt.median_s, "history", learnt.steps)
    if word is not None:
        return Expected(word.seconds, "node")
    return Expected(0.0, "node") if _idle(work) else Expected(None, "unknown")


def longest(works: Sequence[Work], unit: Callable[[Work], tuple[float, int]]) -> float:
    """The seconds of the longest chain of steps that wait for each other.

    Args:
        works: of one flow, each behind those it needs.
        unit: for a node the seconds of one step, and how many steps there are; a group's seconds
            are those of its body.
    """
    ends: dict[str, float] = {}
    for work in works:
        seconds, steps = unit(work)
        if work.body:
            seconds = longest(work.body, unit) * work.rounds
        turns = math.ceil(steps / work.node.width) if work.node.width else min(steps, 1)
        begin = max((ends[need] for need in work.needs), default=0.0)
        ends[work.node.id] = begin + (seconds + work.wait_s) * turns
    return max(ends.values(), default=0.0)


def _idle(work: Work) -> bool:
    """Whether it takes no time: it is not worth keeping, or does nothing but wait."""
    kind = work.node.kind
    return not kind.cached or issubclass(kind.cls, Waiting)


def _rows(
    works: Sequence[Work], history: History, times: int | None, *, at_most: bool = False
) -> Iterator[NodeEstimate]:
    """The nodes that do something themselves, each behind those it needs.

    Args:
        works: of one flow.
        history: what the node types took before.
        times: how often that flow runs.
        at_most: whether it may run less often.
    """
    for work in works:
        steps = None if times is None or work.steps is None else times * work.steps
        if work.body:
            most = at_most or work.at_most or work.rounds > 1
            often = None if steps is None else steps * work.rounds
            yield from _rows(work.body, history, often, at_most=most)
        else:
            yield _row(work, history, steps, times, at_most=at_most or work.at_most)


def _row(
    work: Work, history: History, steps: int | None, often: int | None, *, at_most: bool
) -> NodeEstimate:
    word = expected(work, history)
    count = 1 if steps is None else steps
    cost = work.cost or Cost()
    return NodeEstimate(
        node=work.name,
        type=work.node.type,
        steps=steps,
        at_most=at_most,
        step_s=word.seconds,
        seconds=None if word.seconds is None else word.seconds * count,
        gpu_s=cost.gpu_s * count,
        num_bytes=None if work.num_bytes is None else work.num_bytes * count,
        micros=work.micros * (often or 1),
        source=word.source,
        learnt_from=word.learnt_from,
        guess=work.guess and bool(word.seconds),
    )
