"""Chooses the best of several."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from media.errors import InputError
from pipelines.expressions import worked_out
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param


class Selected(Output):
    """The chosen one, its place among all, and every score."""

    value: Any
    index: int
    scores: list[float]


@node(
    "flow.select",
    version=1,
    cached=False,
    aliases=("compareSelectNode",),
    example=Example(
        inputs={"candidates": ("sample.number", "sample.number")}, params={"score": "value * 2.0"}
    ),
)
class Select(Node):
    """Choose the candidate with the highest or the lowest score; of equals, the first."""

    candidates: list[Any] = Field(min_length=1)
    score: Param[str] = "value"
    """A number over `value`, in CEL."""
    best: Param[Literal["highest", "lowest"]] = "highest"

    async def run(self, ctx: Context) -> Selected:
        """Score them."""
        scores = [self._score(candidate) for candidate in self.candidates]
        wanted = max(scores) if self.best == "highest" else min(scores)
        index = scores.index(wanted)
        return Selected(value=self.candidates[index], index=index, scores=scores)

    def _score(self, candidate: Any) -> float:
        found = worked_out(self.score, {"value": candidate})
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise InputError(f"{self.score!r} gives {found!r}, no number", "", "score")
        return float(found)
