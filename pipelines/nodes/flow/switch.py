"""Chooses a branch by a condition."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.errors import InputError
from pipelines.expressions import check, holds
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param


class Switched(Output):
    """The case that holds, and the value as it came.

    Branches hang on edges with a condition: `{"from": "switch.value", "to": "wide.clip", "when":
    "outputs.case == 'wide'"}`.
    """

    case: str
    value: Any


@node(
    "flow.switch",
    version=1,
    cached=False,
    aliases=("conditionalSwitchNode",),
    example=Example(
        inputs={"value": "sample.number"},
        params={"cases": {"small": "value < 10.0", "large": "value >= 10.0"}},
    ),
)
class Switch(Node):
    """Name the first case whose condition holds of a value."""

    value: Any
    cases: Param[dict[str, str]] = Field(min_length=1)
    """Conditions over `value` in CEL, by the name of the case; the first that holds counts."""
    otherwise: Param[str] = "other"
    """The case where none holds."""

    async def run(self, ctx: Context) -> Switched:
        """Work the conditions out."""
        for case, condition in self.cases.items():
            try:
                check(condition, {"value"})
                if holds(condition, {"value": self.value}):
                    return Switched(case=case, value=self.value)
            except InputError as error:
                raise InputError(error.message, error.remedy, f"cases.{case}", error.code) from None
        return Switched(case=self.otherwise, value=self.value)
