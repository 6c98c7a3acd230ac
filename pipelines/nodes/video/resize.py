"""Puts a clip into frames of another size."""

from __future__ import annotations

from media import facts
from media.edit.framing import Bars, Fit
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Resized(Output):
    """The clip in its frame."""

    clip: Video


@node(
    "video.resize",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}, params={"size": {"width": 360, "height": 640}}),
)
class Resize(Node):
    """Resize a clip: whole with bars beside it, filling the frame, or stretched."""

    clip: Video
    size: Size = Size(width=1280, height=720)
    fit: Fit = "contain"
    bars: Bars = "blurred"
    """What stands beside a picture shown whole; a clip with alpha stays transparent there."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.08 * self.clip.frames * self.size.width * self.size.height / 1e6)

    def foresee(self) -> Resized:
        """The clip in that size."""
        return Resized(clip=facts.like_clip(self.clip, size=self.size))

    async def run(self, ctx: Context) -> Resized:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.fit:resize",
            Video,
            clip=self.clip,
            size=self.size,
            fit=self.fit,
            bars=self.bars,
        )
        return Resized(clip=clip)
