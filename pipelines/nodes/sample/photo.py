"""A picture to try a flow on."""

from __future__ import annotations

from media import facts
from media.types import Image, Size
from pipelines.node import Context, Cost, Example, Node, Output, node


class SamplePhoto(Output):
    """The picture."""

    image: Image


@node("sample.photo", version=1, uses=("codec",), example=Example())
class Sample(Node):
    """A red ball before hills, sky and sun."""

    size: Size = Size(width=640, height=360)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=2e-7 * self.size.width * self.size.height)

    def foresee(self) -> SamplePhoto:
        """As large as was asked for."""
        return SamplePhoto(image=facts.picture(self.size.width, self.size.height))

    async def run(self, ctx: Context) -> SamplePhoto:
        """Draw it on a worker."""
        image = await ctx.compute("media.samples.picture:photo", Image, size=self.size)
        return SamplePhoto(image=image)
