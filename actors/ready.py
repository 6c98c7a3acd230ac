"""The steps that may run now, and which of them to take first. Pure, as the schedule is."""

from __future__ import annotations

from collections import Counter, deque

from actors.schedule import Schedule, StepId
from pipelines.graph import Flow


class Ready:
    """The ready steps of one flow, by node; a long list waits here as bare names."""

    def __init__(self, flow: Flow, schedule: Schedule) -> None:
        self._flow = flow
        self._schedule = schedule
        self._depths = {node.id: depth for depth, node in enumerate(flow.order())}
        self._queues: dict[str, deque[StepId]] = {}
        self._missed: set[str] = set()
        """Nodes of which a step was not in the cache."""
        self._under_way: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._queues)

    def add(self, steps: list[StepId]) -> None:
        """Take in steps that became ready."""
        for step in steps:
            self._queues.setdefault(step.node, deque()).append(step)

    def miss(self, node_id: str) -> None:
        """Note that a step of a node has to be made."""
        self._missed.add(node_id)

    def leave(self, step: StepId) -> None:
        """Note that a step that was taken is under way no longer."""
        self._under_way[step.node] -= 1

    def take(self, room: int) -> list[StepId]:
        """At most `room` steps, those of lists behind the single ones.

        Of single steps, those for which most others wait; of a list's, those nearest the flow's
        end. What nothing waits for, such as the contact sheet, comes last.
        """
        taken: list[StepId] = []
        for node_id in sorted(self._queues, key=self._order):
            if len(taken) >= room:
                break
            if not self._holds(node_id):
                taken += self._pulled(node_id, room - len(taken))
        return taken

    def _pulled(self, node_id: str, room: int) -> list[StepId]:
        """Steps of one node, as many as there is room for and its width leaves."""
        queue = self._queues[node_id]
        width = self._flow.by_id[node_id].width
        if width:
            room = min(room, width - self._under_way[node_id])
        pulled = [queue.popleft() for _ in range(min(room, len(queue)))]
        self._under_way[node_id] += len(pulled)
        if not queue:
            del self._queues[node_id]
        return pulled

    def _order(self, node_id: str) -> tuple[bool, bool, int]:
        height, single = self._flow.heights[node_id], not self._flow.by_id[node_id].each
        return single and not height, not single, -(height if single else self._depths[node_id])

    def _holds(self, node_id: str) -> bool:
        """Whether a step waits for more of its stream, since the whole may yet come from the cache.

        Its own key is known when the stream is; once an item has to be made, so has the step.
        """
        return any(
            not self._schedule.complete(source) and source not in self._missed
            for source in self._flow.streamed[node_id]
        )
