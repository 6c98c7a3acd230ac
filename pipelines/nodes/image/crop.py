"""Cuts a rectangle out of a picture."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Cropped(Output):
    """The rectangle."""

    image: Image


@node(
    "image.crop",
    version=1,
    uses=("codec",),
    aliases=("imageCrop",),
    example=Example(
        inputs={"image": "sample.photo"},
        params={"left": 160, "top": 120, "width": 240, "height": 200},
    ),
)
class Crop(Node):
    """Cut a rectangle out of a picture, in its pixels."""

    image: Image
    left: int = Field(0, ge=0, le=16_384)
    top: int = Field(0, ge=0, le=16_384)
    width: int = Field(ge=1, le=16_384)
    height: int = Field(ge=1, le=16_384)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.05 + 5e-8 * pixels(self.image))

    def foresee(self) -> Cropped:
        """The rectangle."""
        return Cropped(image=facts.picture(self.width, self.height))

    async def run(self, ctx: Context) -> Cropped:
        """Cut it on a worker."""
        return Cropped(
            image=await ctx.compute(
                "media.still.shape:crop",
                Image,
                image=self.image,
                left=self.left,
                top=self.top,
                width=self.width,
                height=self.height,
            )
        )
