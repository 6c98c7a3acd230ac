"""How much of a job is done, from what its server says of its nodes.

The messages are those of ComfyUI's execution.py, main.py and comfy_execution/progress.py. A node
counts by its steps of sampling, and one if it has none; what is in the server's cache is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from models.comfy.workflow import efforts

Data = Mapping[str, Any]


class Steps:
    """The nodes of a job, and how far each is."""

    def __init__(self, nodes: Mapping[str, Mapping[str, Any]]) -> None:
        self._efforts = efforts(nodes)
        self._total = sum(self._efforts.values())
        self._shares: dict[str, float] = {}
        self._current = ""
        self._most = 0.0

    @property
    def fraction(self) -> float:
        """From 0 to 1; it never goes back."""
        done = sum(self._efforts[node] * share for node, share in self._shares.items())
        self._most = max(self._most, min(1.0, done / self._total))
        return self._most

    def hear(self, kind: str, data: Data) -> None:
        """Take a message in."""
        if kind == "execution_cached":
            for node in _list(data.get("nodes")):
                self._at(str(node), 1.0)
        elif kind == "executing":
            self._at(self._current, 1.0)
            self._current = str(data.get("node") or "")
        elif kind == "executed":
            self._at(str(data.get("node")), 1.0)
        elif kind == "progress":
            self._at(str(data.get("node")), _share(data))
        elif kind == "progress_state":
            for state in _states(data.get("nodes")):
                self._at(str(state.get("node_id")), _share(state))

    def _at(self, node: str, share: float) -> None:
        if node in self._efforts:
            self._shares[node] = max(share, self._shares.get(node, 0.0))


def _share(data: Data) -> float:
    if data.get("state") == "finished":
        return 1.0
    value, most = data.get("value"), data.get("max")
    if not isinstance(value, (int, float)) or not isinstance(most, (int, float)) or most <= 0:
        return 0.0
    return min(1.0, max(0.0, value / most))


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _states(value: Any) -> list[Data]:
    if not isinstance(value, dict):
        return []
    nodes = cast("dict[str, Any]", value)
    return [cast(Data, state) for state in nodes.values() if isinstance(state, dict)]
