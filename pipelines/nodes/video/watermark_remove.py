"""Takes a logo out of a clip."""

from __future__ import annotations

from media.edit.modes import Unmarked
from media.edit.region import Region
from media.types import Mask, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Cleared(Output):
    """The clip without its mark, and where that was."""

    clip: Video
    mask: Mask


@node(
    "video.watermark_remove",
    version=1,
    uses=("codec",),
    example=Example(
        inputs={"clip": "sample.clip"},
        params={"region": {"x": 0.72, "y": 0.08, "width": 0.16, "height": 0.24}},
    ),
)
class RemoveWatermark(Node):
    """Find a mark that stands while the picture moves, and erase it."""

    clip: Video
    region: Region | None = None
    """Where the mark is; else it is looked for, which needs a picture that moves behind it."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.35 * self.clip.megapixels)

    async def run(self, ctx: Context) -> Cleared:
        """Do it on a worker."""
        found = await ctx.compute(
            "media.edit.erase:watermark", Unmarked, clip=self.clip, region=self.region
        )
        return Cleared(clip=found.clip, mask=found.mask)
