"""Sharpens a picture."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Sharpened(Output):
    """The sharpened picture."""

    image: Image


@node(
    "image.sharpen",
    version=1,
    uses=("codec",),
    aliases=("imageSharpen",),
    example=Example(inputs={"image": "sample.photo"}, params={"amount": 1.2}),
)
class Sharpen(Node):
    """Raise the detail of a picture: of its lightness alone, so that colours do not fringe."""

    image: Image
    amount: float = Field(0.6, ge=0, le=5)
    """1 doubles the detail."""
    radius_px: float = Field(1.2, ge=0.3, le=20)
    """How fine the detail is."""
    threshold: float = Field(0.01, ge=0, le=0.2)
    """Differences up to so much of the whole range are left alone, as grain is."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 3e-7 * pixels(self.image))

    def foresee(self) -> Sharpened:
        """As large as the picture."""
        return Sharpened(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Sharpened:
        """Sharpen it on a worker."""
        return Sharpened(
            image=await ctx.compute(
                "media.still.filters:sharpen",
                Image,
                image=self.image,
                amount=self.amount,
                radius_px=self.radius_px,
                threshold=self.threshold,
            )
        )
