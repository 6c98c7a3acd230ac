"""Erases a part of a clip."""

from __future__ import annotations

from media import facts
from media.edit.region import Region
from media.types import Mask, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Erased(Output):
    """The clip without it."""

    clip: Video


@node(
    "video.erase",
    version=1,
    uses=("codec",),
    aliases=("videoEraser",),
    example=Example(
        inputs={"clip": "sample.clip"},
        params={"region": {"x": 0.7, "y": 0.05, "width": 0.2, "height": 0.3}},
    ),
)
class Erase(Node):
    """Erase a part of the picture through the clip.

    Where the camera moves, other frames show what is behind; else it is painted from around.
    """

    clip: Video
    region: Region = Region(x=0.7, y=0.05, width=0.2, height=0.3)
    mask: Mask | None = None
    """White where something is erased; counts instead of `region`."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.3 * self.clip.megapixels)

    def foresee(self) -> Erased:
        """As long and as large as the clip."""
        return Erased(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Erased:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.erase:erase",
            Video,
            clip=self.clip,
            region=self.region,
            mask=self.mask,
        )
        return Erased(clip=clip)
