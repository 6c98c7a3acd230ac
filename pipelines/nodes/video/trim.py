"""Cuts the beginning and the end off a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Trimmed(Output):
    """The part of the clip."""

    clip: Video


@node(
    "video.trim",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}, params={"start_s": 1.0, "end_s": 3.0}),
)
class Trim(Node):
    """Keep the part of a clip between two times, to the frame, and its sound to the sample."""

    clip: Video
    start_s: float = Field(0.0, ge=0)
    """The first frame kept is the one nearest to it."""
    end_s: float | None = Field(None, gt=0)
    """The first frame left out; none keeps all to the end."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.045 * self.clip.megapixels)

    def foresee(self) -> Trimmed:
        """What lies between the two times."""
        end_s = self.clip.seconds if self.end_s is None else min(self.end_s, self.clip.seconds)
        return Trimmed(
            clip=facts.like_clip(self.clip, frames=(end_s - self.start_s) * float(self.clip.rate))
        )

    async def run(self, ctx: Context) -> Trimmed:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.cut:trim",
            Video,
            clip=self.clip,
            start_s=self.start_s,
            end_s=self.end_s,
        )
        return Trimmed(clip=clip)
