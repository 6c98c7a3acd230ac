"""Brings a picture to a size."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.colour.hexes import HexOrNone
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Resized(Output):
    """The picture at its size."""

    image: Image


@node(
    "image.resize",
    version=1,
    uses=("codec",),
    aliases=("imageResize",),
    example=Example(inputs={"image": "sample.photo"}, params={"width": 320, "height": 320}),
)
class Resize(Node):
    """Bring a picture to a size; with one side given the other follows."""

    image: Image
    width: int | None = Field(None, ge=1, le=16_384)
    height: int | None = Field(None, ge=1, le=16_384)
    fit: Literal["stretch", "contain", "cover"] = "cover"
    """Where the aspect changes: `contain` shows all on a page, `cover` cuts the middle out."""
    fill: HexOrNone = "#000000"
    """The page's colour; none leaves it transparent."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.05 + 1e-7 * pixels(self.image))

    def foresee(self) -> Resized:
        """A picture of that size; one side follows the other."""
        shape = self.image.width / self.image.height
        width = self.width or round((self.height or self.image.height) * shape)
        height = self.height or round(width / shape)
        return Resized(image=facts.picture(width, height))

    async def run(self, ctx: Context) -> Resized:
        """Resize it on a worker."""
        return Resized(
            image=await ctx.compute(
                "media.still.shape:resize",
                Image,
                image=self.image,
                width=self.width,
                height=self.height,
                fit=self.fit,
                fill=self.fill,
            )
        )
