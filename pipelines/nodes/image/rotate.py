"""Turns a picture."""

from __future__ import annotations

from pydantic import Field

from media.colour.hexes import HexOrNone
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Turned(Output):
    """The turned picture."""

    image: Image


@node(
    "image.rotate",
    version=1,
    uses=("codec",),
    aliases=("imageRotate",),
    example=Example(inputs={"image": "sample.photo"}, params={"degrees": 12.0}),
)
class Rotate(Node):
    """Turn a picture clockwise; quarters are exact."""

    image: Image
    degrees: float = Field(90.0, ge=-360, le=360)
    grows: bool = True
    """The page grows to hold the whole; else corners are cut."""
    fill: HexOrNone = ""
    """What shows behind the corners; none leaves them transparent."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.05 + 1e-7 * pixels(self.image))

    async def run(self, ctx: Context) -> Turned:
        """Turn it on a worker."""
        return Turned(
            image=await ctx.compute(
                "media.still.shape:rotate",
                Image,
                image=self.image,
                degrees=self.degrees,
                grows=self.grows,
                fill=self.fill,
            )
        )
