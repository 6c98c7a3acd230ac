"""Waits for a time."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from pipelines.node import Example, Output, Waiting, node
from pipelines.ports import Param


class Waited(Output):
    """The value as it came, and what ended the wait."""

    value: Any = None
    answered: bool
    """Whether somebody's word came, or else the time was over."""
    answer: Any = None


@node(
    "flow.wait",
    version=1,
    effect="read",
    aliases=("waitNode",),
    example=Example(inputs={"value": "sample.number"}, params={"seconds": 0.1}),
)
class Wait(Waiting):
    """Wait some seconds, or for a word from outside, and hand the value on."""

    waits_for = "timer"

    value: Any = None
    seconds: Param[float | None] = Field(None, ge=0, le=31_536_000)
    """How long; without it, until `kinora runs signal` is given."""

    def wait_s(self) -> float | None:
        """The time, if one is set."""
        return self.seconds

    def foresee(self) -> Waited:
        """The value, when the time is over."""
        return Waited(value=self.value, answered=False)

    def resumed(self, answer: Any, *, timed_out: bool) -> Waited:
        """Hand the value on."""
        return Waited(value=self.value, answered=not timed_out, answer=answer)
