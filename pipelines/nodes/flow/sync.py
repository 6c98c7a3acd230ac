"""A gate that waits for several branches."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param


class Together(Output):
    """What came, in the order of the edges."""

    values: list[Any]


@node(
    "flow.sync",
    version=1,
    cached=False,
    aliases=("syncGateNode",),
    example=Example(inputs={"values": ("sample.number", "sample.number")}),
)
class Sync(Node):
    """Wait for all of what enters, for the first of it, or for so many, and hand on what came.

    A branch that was skipped is not waited for.
    """

    values: list[Any]
    need: Param[Literal["all", "any"] | Annotated[int, Field(ge=1)]] = "all"

    def foresee(self) -> Together:
        """All of what enters."""
        return Together(values=self.values)

    async def run(self, ctx: Context) -> Together:
        """Hand on what came."""
        return Together(values=self.values)
