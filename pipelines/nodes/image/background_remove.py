"""Cuts the subject out of a picture."""

from __future__ import annotations

from pydantic import Field

from media.still.kinds import Area, Cut
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class CutOut(Output):
    """The subject on nothing, and where it is."""

    image: Image
    mask: Mask


@node(
    "image.background_remove",
    version=2,
    uses=("codec",),
    prefers=("segmentation",),
    aliases=("imageBackground", "removeBackground"),
    example=Example(inputs={"image": "sample.photo"}),
    upgrades={1: lambda params: params},
)
class RemoveBackground(Node):
    """Cut out the subject: by its colours, or by a model that knows what words name.

    Without words and without a model the background is what the border looks like, and the subject
    what stands off it. Hair, glass and crowds need a model.
    """

    image: Image
    area: Area | None = None
    """The box in which the subject lies, in parts of the picture; none: anywhere."""
    prompt: Param[str] = Field("", max_length=2000)
    """Who or what is cut out, which asks a model that segments; empty: what stands off."""
    model: Param[str] = ""
    """A model of the catalog that segments; without a prompt it looks for the subject. Empty: the
    preferred one that is live, where there is a prompt."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=1.0 + 2e-7 * pixels(self.image))

    async def run(self, ctx: Context) -> CutOut:
        """Cut it out on a worker, by a model's mask where one is asked."""
        if self.prompt.strip() or self.model:
            mask = await ctx.infer(
                "segmentation", Mask, image=self.image, prompt=self.prompt, model=self.model
            )
            cut = await ctx.compute(
                "media.still.cutout:cut_by_mask", Cut, image=self.image, mask=mask, area=self.area
            )
            return CutOut(image=cut.image, mask=cut.mask)
        cut = await ctx.compute(
            "media.still.cutout:remove_background", Cut, image=self.image, area=self.area
        )
        return CutOut(image=cut.image, mask=cut.mask)
