"""Takes something out of a picture."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.still.kinds import Area
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Filled(Output):
    """The picture without it."""

    image: Image


@node(
    "image.inpaint",
    version=1,
    uses=("codec",),
    aliases=("imageInpaint", "imageEraser"),
    example=Example(
        inputs={"image": "sample.photo", "mask": "image.mask"},
        params={"grow_px": 14},
    ),
)
class Inpaint(Node):
    """Take what a mask or a box shows out of a picture, and fill the hole.

    Filled with patches of what the rest looks like: good for grass, sky and walls, not for what has
    to be known, such as a face.
    """

    image: Image
    mask: Mask | None = None
    area: Area | None = None
    """Or the box, in parts of the picture."""
    method: Literal["patches", "smooth"] = "patches"
    """`smooth` fills from the edges inwards: for scratches and wires."""
    grow_px: int = Field(4, ge=0, le=64)
    """By how much the hole is widened, since edges of things are soft."""
    seed: int = Field(0, ge=0, le=2**31 - 1)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.5 + 1e-5 * pixels(self.image))

    def foresee(self) -> Filled:
        """As large as the picture."""
        return Filled(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Filled:
        """Fill it on a worker."""
        return Filled(
            image=await ctx.compute(
                "media.still.inpaint:inpaint",
                Image,
                image=self.image,
                mask=self.mask,
                area=self.area,
                method=self.method,
                grow_px=self.grow_px,
                seed=self.seed,
            )
        )
