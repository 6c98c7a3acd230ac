"""How long a run will go on: what its unfinished steps are expected to take, from its events.

What its own steps took counts for more than what was foreseen: as soon as some of a node have
ended, the others are taken to be like them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipelines.estimate import History, expected, longest
from pipelines.foresight import Work

MINUTE_S, HOUR_S = 60, 3600


class Left(NamedTuple):
    """How long a run will go on."""

    seconds: float
    whole: bool
    """Whether it is known of all that is left; if not, it takes longer."""

    def __str__(self) -> str:
        return f"{'about' if self.whole else 'at least'} {worded(self.seconds)} left"


def worded(seconds: float) -> str:
    """A time as a person says it: no finer than it can be known."""
    if seconds < 1.5 * MINUTE_S:
        return f"{max(1, round(seconds))} s" if seconds < 10 else f"{5 * round(seconds / 5)} s"
    if seconds < 1.5 * HOUR_S:
        return f"{round(seconds / MINUTE_S)} min"
    return f"{seconds / HOUR_S:.1f} h"


@dataclass(kw_only=True, slots=True)
class _Node:
    """What is known of one node's steps."""

    work: Work
    group: str
    """The name of the group that it is in; empty: none."""
    step_s: float | None
    told: int = 0
    """Steps over lists that have come to be."""
    ended: int = 0
    made: int = 0
    made_s: float = 0.0

    @property
    def unit_s(self) -> float | None:
        """What one step takes."""
        return self.made_s / self.made if self.made else self.step_s

    def left_of(self, times: int | None) -> int | None:
        """Unfinished steps, where the flow that it is in runs so often; None if not known."""
        if self.work.steps is not None and times is not None:
            return max(0, max(self.work.steps * times, self.told) - self.ended)
        return self.told - self.ended if self.told else None


class TimeLeft:
    """Follows one run."""

    def __init__(self, works: Sequence[Work], history: History, cores: int) -> None:
        self._works = works
        self._cores = max(cores, 1)
        self._nodes = {node.work.name: node for node in _nodes(works, history, "")}
        self._over = False

    def take(self, kind: str, data: Mapping[str, Any]) -> None:
        """Take one event of the run."""
        self._over |= kind == "run.ended"
        node = self._nodes.get(data.get("node", ""))
        if node is None:
            return
        if kind == "node.expanded":
            node.told += data["steps"]
        elif kind == "step.ended":
            node.ended += 1
            if data["state"] == "succeeded" and not node.work.body:
                node.made += 1
                node.made_s += data["seconds"]

    def left(self) -> Left | None:
        """How long it goes on; None where nothing is known of what it has to do."""
        if self._over:
            return Left(0.0, whole=True)
        open_ = {name: self._left_of(node) for name, node in self._nodes.items()}
        units = {name: node.unit_s for name, node in self._nodes.items() if not node.work.body}
        unfinished = [name for name in units if open_[name] != 0]
        known = [name for name in unfinished if units[name] is not None]
        if unfinished and not known:
            return None

        def unit(work: Work) -> tuple[float, int]:
            count = open_[work.name]
            return units.get(work.name) or 0.0, 1 if count is None else count

        total = sum((units[name] or 0.0) * (open_[name] or 1) for name in known)
        return Left(
            max(longest(self._works, unit), total / self._cores),
            whole=known == unfinished and all(open_[name] is not None for name in known),
        )

    def _left_of(self, node: _Node) -> int | None:
        """A node's unfinished steps; one in a group has no more than the group's will make."""
        if not node.group:
            return node.left_of(1)
        group = self._nodes[node.group]
        rest = self._left_of(group)
        if rest == 0:
            return 0
        begun = None if rest is None else group.ended + rest
        return node.left_of(begun)


def _nodes(works: Sequence[Work], history: History, group: str) -> Iterator[_Node]:
    for work in works:
        yield _Node(work=work, group=group, step_s=expected(work, history).seconds)
        yield from _nodes(work.body, history, work.name)
