"""Cuts the subject out of a picture."""

from __future__ import annotations

from media.still.kinds import Area, Cut
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class CutOut(Output):
    """The subject on nothing, and where it is."""

    image: Image
    mask: Mask


@node(
    "image.background_remove",
    version=1,
    uses=("codec",),
    aliases=("imageBackground", "removeBackground"),
    example=Example(inputs={"image": "sample.photo"}),
)
class RemoveBackground(Node):
    """Cut out the subject that stands off the background, by colours, without a model.

    The background is what the border looks like. Hair, glass and crowds need a model.
    """

    image: Image
    area: Area | None = None
    """The box in which the subject lies, in parts of the picture; none: anywhere."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=1.0 + 2e-7 * pixels(self.image))

    async def run(self, ctx: Context) -> CutOut:
        """Cut it out on a worker."""
        cut = await ctx.compute(
            "media.still.cutout:remove_background", Cut, image=self.image, area=self.area
        )
        return CutOut(image=cut.image, mask=cut.mask)
