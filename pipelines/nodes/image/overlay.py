"""Lays a picture over another."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.still.kinds import Mode, Place
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Overlaid(Output):
    """Both, as large as the one below."""

    image: Image


@node(
    "image.overlay",
    version=1,
    uses=("codec",),
    aliases=("imageOverlay",),
    example=Example(
        inputs={"image": "sample.photo", "above": "image.background_remove"},
        params={"place": "bottom_right", "width": 0.5},
    ),
)
class Overlay(Node):
    """Lay a picture over another one, at a place, a size and an opacity, by a blend mode."""

    image: Image
    above: Image
    place: Place = "middle"
    margin: float = Field(0.05, ge=0, le=0.5)
    """From the edges, as a part of the shorter side."""
    width: float = Field(0.4, gt=0, le=2)
    """Of the one above, as a part of the width below."""
    opacity: float = Field(1.0, ge=0, le=1)
    mode: Mode = "normal"

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 3e-7 * pixels(self.image))

    def foresee(self) -> Overlaid:
        """As large as the picture."""
        return Overlaid(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Overlaid:
        """Lay it on a worker."""
        return Overlaid(
            image=await ctx.compute(
                "media.still.blend:overlay",
                Image,
                image=self.image,
                above=self.above,
                place=self.place,
                margin=self.margin,
                width=self.width,
                opacity=self.opacity,
                mode=self.mode,
            )
        )
