"""Enlarges a picture."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.errors import InputError
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Enlarged(Output):
    """The larger picture."""

    image: Image


@node(
    "image.upscale",
    version=2,
    uses=("codec",),
    prefers=("image_upscale",),
    aliases=("imageUpscale",),
    example=Example(inputs={"image": "sample.photo"}),
    upgrades={1: lambda params: params},
)
class Upscale(Node):
    """Enlarge a picture so that, made small again, it is what it was; edges are made steeper.

    Nothing is invented but by a model, where `learned` asks one.
    """

    image: Image
    factor: float = Field(2.0, gt=1, le=8)
    detail: float = Field(0.4, ge=0, le=2)
    """How much steeper edges are made. Of `learned` it has no meaning."""
    engine: Literal["lanczos", "learned"] = "lanczos"
    """`learned` asks for a super-resolution model, which adds detail and takes whole factors, and
    is refused where there is none."""
    model: Param[str] = ""
    """Of `learned`, a model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        if self.engine == "learned":
            return Cost(gpu_s=5e-7 * pixels(self.image))
        return Cost(cpu_s=0.1 + 6e-7 * pixels(self.image) * self.factor**2)

    def foresee(self) -> Enlarged:
        """So many times as wide."""
        width, height = self.image.width * self.factor, self.image.height * self.factor
        return Enlarged(image=facts.picture(round(width), round(height)))

    async def run(self, ctx: Context) -> Enlarged:
        """Enlarge it on a worker, or ask the model."""
        if self.engine == "learned":
            return Enlarged(image=await self._learned(ctx))
        return Enlarged(
            image=await ctx.compute(
                "media.still.filters:upscale",
                Image,
                image=self.image,
                factor=self.factor,
                detail=self.detail,
            )
        )

    async def _learned(self, ctx: Context) -> Image:
        if self.factor != round(self.factor):
            raise InputError(
                f"a model does not enlarge by {self.factor}", "give a whole factor", "factor"
            )
        return await ctx.infer(
            "image_upscale", Image, image=self.image, factor=round(self.factor), model=self.model
        )
