"""Turns and mirrors a clip."""

from __future__ import annotations

from media import facts
from media.edit.modes import Flip, Quarter
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Rotated(Output):
    """The turned clip."""

    clip: Video


@node(
    "video.rotate",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}, params={"degrees": 90}),
)
class Rotate(Node):
    """Turn a clip clockwise by quarters, then mirror it."""

    clip: Video
    degrees: Quarter = 90
    flip: Flip = "none"
    """Whether left and right change places afterwards, or above and below."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.045 * self.clip.megapixels)

    def foresee(self) -> Rotated:
        """The clip, on its side after a quarter turn."""
        size = self.clip.size
        if self.degrees in (90, 270):
            size = Size(width=size.height, height=size.width)
        return Rotated(clip=facts.like_clip(self.clip, size=size))

    async def run(self, ctx: Context) -> Rotated:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.turn:rotate",
            Video,
            clip=self.clip,
            degrees=self.degrees,
            flip=self.flip,
        )
        return Rotated(clip=clip)
