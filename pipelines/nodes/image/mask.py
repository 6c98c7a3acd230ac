"""Makes a mask."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media.colour.hexes import Hex
from media.still.kinds import Area
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Masked(Output):
    """The mask, white where it is meant."""

    mask: Mask


@node(
    "image.mask",
    version=2,
    uses=("codec",),
    prefers=("segmentation",),
    aliases=("imageMask",),
    example=Example(
        inputs={"image": "sample.photo"},
        params={"shape": "colour", "colour": "#d03430", "tolerance": 45.0},
    ),
    upgrades={1: lambda params: params},
)
class MakeMask(Node):
    """Make a mask of a picture's size: a box, an ellipse, what has a colour, or what is opaque.

    What words name is found by a model that segments.
    """

    image: Image
    shape: Literal["rectangle", "ellipse", "colour", "alpha", "words"] = "rectangle"
    area: Area = Area()
    """The box, or the box around the ellipse, in parts of the picture."""
    colour: Hex = "#ffffff"
    tolerance: float = Field(25.0, gt=0, le=150)
    """How far a colour may be, as the eye has it (CIE L*a*b*)."""
    feather: float = Field(0.0, ge=0, le=0.25)
    """How far the edge is softened, as a part of the shorter side."""
    inverted: bool = False
    prompt: Param[str] = Field("", max_length=2000)
    """Of `words`, what is meant; empty: the subject."""
    model: Param[str] = ""
    """Of `words`, a model of the catalog that segments; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 2e-7 * pixels(self.image))

    async def run(self, ctx: Context) -> Masked:
        """Make it on a worker, or have a model find it."""
        if self.shape == "words":
            return Masked(mask=await self._found(ctx))
        settings = self.model_dump(exclude={"image", "area", "prompt", "model"})
        return Masked(
            mask=await ctx.compute(
                "media.still.masks:mask", Mask, image=self.image, area=self.area, **settings
            )
        )

    async def _found(self, ctx: Context) -> Mask:
        mask = await ctx.infer(
            "segmentation", Mask, image=self.image, prompt=self.prompt, model=self.model
        )
        if not self.feather and not self.inverted:
            return mask
        return await ctx.compute(
            "media.still.masks:finished",
            Mask,
            image=self.image,
            mask=mask,
            feather=self.feather,
            inverted=self.inverted,
        )
