"""Blurs a picture."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Blurred(Output):
    """The blurred picture."""

    image: Image


@node(
    "image.blur",
    version=1,
    uses=("codec",),
    aliases=("imageBlur",),
    example=Example(inputs={"image": "sample.photo"}),
)
class Blur(Node):
    """Blur a picture softly, along a line, or in squares; or only what a mask shows of it."""

    image: Image
    mask: Mask | None = None
    """What is blurred, in white; none: all."""
    kind: Literal["gaussian", "motion", "pixels"] = "gaussian"
    radius: float = Field(0.02, gt=0, le=0.5)
    """As a part of the shorter side."""
    degrees: float = Field(0.0, ge=-180, le=180)
    """Of a moving blur's line, clockwise from the right."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 5e-7 * pixels(self.image))

    def foresee(self) -> Blurred:
        """As large as the picture."""
        return Blurred(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Blurred:
        """Blur it on a worker."""
        return Blurred(
            image=await ctx.compute(
                "media.still.filters:blur",
                Image,
                image=self.image,
                mask=self.mask,
                kind=self.kind,
                radius=self.radius,
                degrees=self.degrees,
            )
        )
