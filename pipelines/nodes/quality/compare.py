"""Compares two pictures."""

from __future__ import annotations

from media.still.kinds import Likeness
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Compared(Output):
    """How like they are, and of it the figure that is asked for most."""

    likeness: Likeness
    ssim: float


@node(
    "quality.compare",
    version=1,
    uses=("codec",),
    aliases=("imageCompare",),
    example=Example(inputs={"image": "sample.photo", "other": "image.blur"}),
)
class Compare(Node):
    """Say how like two pictures are: structure, error, colour, and share of colours."""

    image: Image
    other: Image
    """Brought to the size of the first."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 4e-7 * pixels(self.image))

    async def run(self, ctx: Context) -> Compared:
        """Compare them on a worker."""
        likeness = await ctx.compute(
            "media.still.likeness:compare", Likeness, image=self.image, other=self.other
        )
        return Compared(likeness=likeness, ssim=likeness.ssim)
