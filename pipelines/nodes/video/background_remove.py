"""Cuts what moves out of its ground."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class CutOut(Output):
    """What moves, on nothing."""

    clip: Video


@node(
    "video.background_remove",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}),
)
class RemoveBackground(Node):
    """Keep what moves before a camera that stands; all else becomes transparent.

    What stands for half of the clip or longer is taken for ground.
    """

    clip: Video
    sensitivity: float = Field(1.0, ge=0.3, le=3)
    """The higher, the less something has to differ from the ground to be kept."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.25 * self.clip.megapixels)

    def foresee(self) -> CutOut:
        """The clip, and what is transparent."""
        return CutOut(clip=facts.like_clip(self.clip, alpha=True))

    async def run(self, ctx: Context) -> CutOut:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.cutout:background_remove",
            Video,
            clip=self.clip,
            sensitivity=self.sensitivity,
        )
        return CutOut(clip=clip)
