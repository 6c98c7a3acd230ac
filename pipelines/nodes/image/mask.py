"""Makes a mask."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media.colour.hexes import Hex
from media.still.kinds import Area
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Masked(Output):
    """The mask, white where it is meant."""

    mask: Mask


@node(
    "image.mask",
    version=1,
    uses=("codec",),
    aliases=("imageMask",),
    example=Example(
        inputs={"image": "sample.photo"},
        params={"shape": "colour", "colour": "#d03430", "tolerance": 45.0},
    ),
)
class MakeMask(Node):
    """Make a mask of a picture's size: a box, an ellipse, what has a colour, or what is opaque."""

    image: Image
    shape: Literal["rectangle", "ellipse", "colour", "alpha"] = "rectangle"
    area: Area = Area()
    """The box, or the box around the ellipse, in parts of the picture."""
    colour: Hex = "#ffffff"
    tolerance: float = Field(25.0, gt=0, le=150)
    """How far a colour may be, as the eye has it (CIE L*a*b*)."""
    feather: float = Field(0.0, ge=0, le=0.25)
    """How far the edge is softened, as a part of the shorter side."""
    inverted: bool = False

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 2e-7 * pixels(self.image))

    async def run(self, ctx: Context) -> Masked:
        """Make it on a worker."""
        settings = self.model_dump(exclude={"image", "area"})
        return Masked(
            mask=await ctx.compute(
                "media.still.masks:mask", Mask, image=self.image, area=self.area, **settings
            )
        )
