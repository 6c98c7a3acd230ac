"""Cuts a rectangle out of a clip."""

from __future__ import annotations

from media import facts
from media.edit.region import Region
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Cropped(Output):
    """The rectangle as a clip."""

    clip: Video


@node(
    "video.crop",
    version=1,
    uses=("codec",),
    example=Example(
        inputs={"clip": "sample.clip"},
        params={"region": {"x": 0.0, "y": 0.25, "width": 0.5, "height": 0.75}},
    ),
)
class Crop(Node):
    """Keep a rectangle of the picture; a side of an odd number of pixels loses one."""

    clip: Video
    region: Region = Region(x=0.1, y=0.1, width=0.8, height=0.8)
    """The rectangle kept, in shares of the picture or in pixels."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.045 * self.clip.megapixels)

    def foresee(self) -> Cropped:
        """The rectangle, in whole pairs of pixels."""
        box = self.region.box(self.clip.size)
        size = Size(width=box.width - box.width % 2, height=box.height - box.height % 2)
        return Cropped(clip=facts.like_clip(self.clip, size=size))

    async def run(self, ctx: Context) -> Cropped:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.cut:crop",
            Video,
            clip=self.clip,
            region=self.region,
        )
        return Cropped(clip=clip)
