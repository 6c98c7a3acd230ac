"""The steps that may run now, and which of them to take first. Pure, as the schedule is."""

from __future__ import annotations

from actors.schedule import SINGLE, Schedule, StepId
from pipelines.graph import Flow


class Ready:
    """The ready steps of one run; a long list waits here as bare names."""

    def __init__(self, flow: Flow, schedule: Schedule) -> None:
        self._flow = flow
        self._schedule = schedule
        self._depths = {node.id: depth for depth, node in enumerate(flow.order())}
        self._steps: list[StepId] = []
        self._missed: set[str] = set()
        """Nodes of which a step was not in the cache."""

    def __bool__(self) -> bool:
        return bool(self._steps)

    def add(self, steps: list[StepId]) -> None:
        """Take in steps that became ready."""
        self._steps += steps

    def miss(self, node_id: str) -> None:
        """Note that a step of a node has to be made."""
        self._missed.add(node_id)

    def take(self, room: int) -> list[StepId]:
        """At most `room` steps, those of lists behind the single ones.

        Of single steps, those for which most others wait; of a list's, those nearest the flow's
        end. What nothing waits for, such as the contact sheet, comes last.
        """
        ready = sorted((step for step in self._steps if not self._holds(step)), key=self._order)
        taken = set(ready[:room])
        self._steps = [step for step in self._steps if step not in taken]
        return ready[:room]

    def _order(self, step: StepId) -> tuple[bool, bool, int]:
        height = self._flow.heights[step.node]
        single = step.path == SINGLE
        return single and not height, not single, -(height if single else self._depths[step.node])

    def _holds(self, step: StepId) -> bool:
        """Whether a step waits for more of its stream, since the whole may yet come from the cache.

        Its own key is known when the stream is; once an item has to be made, so has the step.
        """
        return any(
            not self._schedule.complete(source) and source not in self._missed
            for source in self._flow.streamed[step.node]
        )
