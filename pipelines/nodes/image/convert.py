"""Changes a picture's format."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Converted(Output):
    """The picture in its format."""

    image: Image


@node(
    "image.convert",
    version=1,
    uses=("codec",),
    aliases=("imageConvert",),
    example=Example(inputs={"image": "sample.photo"}, params={"format": "jpeg"}),
)
class Convert(Node):
    """Make any picture a PNG, a JPEG or a WebP; a drawing in SVG becomes pixels."""

    image: Image
    format: Literal["png", "jpeg", "webp"] = "png"
    quality: int = Field(92, ge=1, le=100)
    """Of JPEG and WebP. JPEG has no transparency: it lies over black."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.05 + 2e-7 * pixels(self.image))

    def foresee(self) -> Converted:
        """As large as the picture."""
        return Converted(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Converted:
        """Convert it on a worker."""
        return Converted(
            image=await ctx.compute(
                "media.still.shape:convert",
                Image,
                image=self.image,
                format=self.format,
                quality=self.quality,
            )
        )
