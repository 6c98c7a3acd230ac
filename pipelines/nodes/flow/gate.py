"""Asks a person."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, ValidationError

from media.errors import InputError
from media.model import Model
from pipelines.node import BadAnswer, Output, Waiting, node
from pipelines.ports import Param


class Rejected(InputError):
    """A person said no."""

    code = "REJECTED"


class Decision(Model):
    """What a person sends."""

    approve: bool
    feedback: str = ""
    value: Any = None
    """In place of the value shown; nothing leaves it as it is."""


class Decided(Output):
    """The value, as approved or edited."""

    value: Any
    approved: bool
    feedback: str


@node("flow.gate", version=1, effect="read", aliases=("humanGateNode",))
class Gate(Waiting):
    """Show a value to a person and wait for a yes or a no; no worker is held meanwhile."""

    waits_for = "gate"

    value: Any
    question: Param[str] = ""
    timeout_s: Param[float | None] = Field(None, gt=0, le=31_536_000)
    on_timeout: Param[Literal["approve", "reject"]] = "reject"
    on_reject: Param[Literal["fail", "pass"]] = "fail"
    """Whether a no ends the step with REJECTED, or goes on as `approved: false`."""

    def wait_s(self) -> float | None:
        """The time a person has."""
        return self.timeout_s

    def foresee(self) -> Decided:
        """What is approved as it is."""
        return Decided(value=self.value, approved=True, feedback="")

    def resumed(self, answer: Any, *, timed_out: bool) -> Decided:
        """Take the decision."""
        if timed_out:
            decision = Decision(approve=self.on_timeout == "approve", feedback="nobody answered")
        else:
            decision = _read(answer)
        if not decision.approve and self.on_reject == "fail":
            raise Rejected(decision.feedback or "it was not approved")
        value = self.value if decision.value is None else decision.value
        return Decided(value=value, approved=decision.approve, feedback=decision.feedback)


def _read(answer: Any) -> Decision:
    try:
        return Decision.model_validate(answer)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadAnswer(
            f"this is no decision: {first['msg']}", 'send {"approve": true} or false', "data"
        ) from None
