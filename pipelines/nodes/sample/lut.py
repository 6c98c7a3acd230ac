"""A lookup table to try a flow on."""

from __future__ import annotations

from media import facts
from media.types import Document
from pipelines.node import Context, Cost, Example, Node, Output, node


class SampleLut(Output):
    """The table."""

    lut: Document


@node("sample.lut", version=1, example=Example())
class Sample(Node):
    """A .cube table that makes shadows teal and lights orange."""

    def cost(self) -> Cost:
        """A moment."""
        return Cost(cpu_s=0.05)

    def foresee(self) -> SampleLut:
        """A small document."""
        return SampleLut(lut=facts.document())

    async def run(self, ctx: Context) -> SampleLut:
        """Write it on a worker."""
        return SampleLut(lut=await ctx.compute("media.samples.look:lut", Document))
