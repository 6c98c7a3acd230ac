"""Notes a value in the run's journal."""

from __future__ import annotations

from typing import Annotated, Any

from media.handles import handle
from media.model import Model, canonical_json
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param

SHOWN = 2000
"""Characters of a value that are noted."""


class Line(Model):
    """One line."""

    message: str
    value: str


class Logged(Output):
    """The line, and the value as it came."""

    line: Annotated[Line, handle("log")]
    value: Any


@node(
    "flow.log",
    version=1,
    cached=False,
    aliases=("logNode", "inspectNode", "textPreviewNode"),
    example=Example(inputs={"value": "sample.number"}, params={"message": "the answer"}),
)
class Log(Node):
    """Note a value, to be read with `kinora runs show`, and hand it on as it is."""

    value: Any
    message: Param[str] = ""

    async def run(self, ctx: Context) -> Logged:
        """Note it."""
        line = Line(message=self.message, value=canonical_json(self.value)[:SHOWN])
        return Logged(line=line, value=self.value)
