"""Joins two pictures by a mask."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Composited(Output):
    """Both in one, as large as the first."""

    image: Image


@node(
    "image.composite",
    version=1,
    uses=("codec",),
    aliases=("imageComposite",),
    example=Example(
        inputs={"image": "sample.photo", "below": "image.blur", "mask": "image.mask"},
        params={"feather": 0.01},
    ),
)
class Composite(Node):
    """Show one picture where a mask is white, and another where it is black."""

    image: Image
    below: Image
    """Shows where the mask is black."""
    mask: Mask
    feather: float = Field(0.0, ge=0, le=0.25)
    """How far the mask's edge is softened, as a part of the shorter side."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 5e-7 * pixels(self.image))

    def foresee(self) -> Composited:
        """As large as the picture."""
        return Composited(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Composited:
        """Join them on a worker."""
        return Composited(
            image=await ctx.compute(
                "media.still.blend:composite",
                Image,
                image=self.image,
                below=self.below,
                mask=self.mask,
                feather=self.feather,
            )
        )
