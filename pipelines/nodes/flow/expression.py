"""Works a value out."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from pipelines.expressions import worked_out
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param


class Worked(Output):
    """The result."""

    value: Any


@node(
    "flow.expression",
    version=1,
    cached=False,
    example=Example(
        inputs={"value": "sample.number"}, params={"expression": "value > 40.0 ? 'long' : 'short'"}
    ),
)
class Expression(Node):
    """Work an expression in CEL out over a value and constants."""

    expression: Param[str] = Field(min_length=1, max_length=4000)
    """Over `value` and `constants`."""
    value: Any = None
    constants: Param[dict[str, Any]] = Field(default_factory=dict)

    def foresee(self) -> Worked:
        """It takes no time to work it out."""
        names = {"value": self.value, "constants": self.constants}
        return Worked(value=worked_out(self.expression, names))

    async def run(self, ctx: Context) -> Worked:
        """Work it out."""
        names = {"value": self.value, "constants": self.constants}
        return Worked(value=worked_out(self.expression, names))
