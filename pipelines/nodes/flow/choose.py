"""Has a person choose."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from pipelines.node import BadAnswer, Output, Waiting, node
from pipelines.ports import Param


class Chosen(Output):
    """What the person chose."""

    value: Any
    index: int


@node("flow.choose", version=1, effect="read")
class Choose(Waiting):
    """Show candidates to a person, who answers `{"index": 1}`."""

    waits_for = "gate"

    candidates: list[Any] = Field(min_length=1)
    timeout_s: Param[float | None] = Field(None, gt=0, le=31_536_000)
    """After so long, the first is taken."""

    def wait_s(self) -> float | None:
        """The time a person has."""
        return self.timeout_s

    def foresee(self) -> Chosen:
        """The first of them, as when nobody answers."""
        return Chosen(value=self.candidates[0], index=0)

    def resumed(self, answer: Any, *, timed_out: bool) -> Chosen:
        """Take the choice."""
        index = 0 if timed_out else answer.get("index") if isinstance(answer, dict) else None
        if not isinstance(index, int) or not 0 <= index < len(self.candidates):
            raise BadAnswer(
                f"there is no candidate {answer!r}",
                f'send {{"index": 0}} to {len(self.candidates) - 1}',
                "data",
            )
        return Chosen(value=self.candidates[index], index=index)
