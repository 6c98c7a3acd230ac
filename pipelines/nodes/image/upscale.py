"""Enlarges a picture."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Enlarged(Output):
    """The larger picture."""

    image: Image


@node(
    "image.upscale",
    version=1,
    uses=("codec",),
    aliases=("imageUpscale",),
    example=Example(inputs={"image": "sample.photo"}),
)
class Upscale(Node):
    """Enlarge a picture so that, made small again, it is what it was; edges are made steeper.

    Nothing is invented: what the picture does not show needs a model.
    """

    image: Image
    factor: float = Field(2.0, gt=1, le=8)
    detail: float = Field(0.4, ge=0, le=2)
    """How much steeper edges are made."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 6e-7 * pixels(self.image) * self.factor**2)

    def foresee(self) -> Enlarged:
        """So many times as wide."""
        width, height = self.image.width * self.factor, self.image.height * self.factor
        return Enlarged(image=facts.picture(round(width), round(height)))

    async def run(self, ctx: Context) -> Enlarged:
        """Enlarge it on a worker."""
        return Enlarged(
            image=await ctx.compute(
                "media.still.filters:upscale",
                Image,
                image=self.image,
                factor=self.factor,
                detail=self.detail,
            )
        )
