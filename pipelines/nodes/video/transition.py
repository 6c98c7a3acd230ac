"""Blends one clip into another."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.framing import Fit
from media.timeline import Joining
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Met(Output):
    """Both clips in one."""

    clip: Video


@node(
    "video.transition",
    version=1,
    uses=("codec",),
    example=Example(
        inputs={"first": "sample.clip", "second": "sample.clip"}, params={"kind": "wipe_left"}
    ),
)
class Transition(Node):
    """Let one clip become another by a dissolve, a dip, a wipe, a slide or an iris."""

    first: Video
    second: Video
    """Brought to the size and the rate of the first."""
    kind: Joining = "dissolve"
    length_s: float = Field(1.0, gt=0, le=10)
    fit: Fit = "cover"
    """How a second clip of another shape stands in the frame."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.04 * (self.first.megapixels + self.second.megapixels))

    def foresee(self) -> Met:
        """Both, less what they share."""
        shared_s = 0.0 if self.kind == "cut" else self.length_s
        seconds = self.first.seconds + self.second.seconds - shared_s
        return Met(clip=facts.like_clip(self.first, frames=seconds * float(self.first.rate)))

    async def run(self, ctx: Context) -> Met:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.concat:concat",
            Video,
            clips=(self.first, self.second),
            size=self.first.size,
            rate=self.first.rate,
            fit=self.fit,
            bars="blurred",
            transition=self.kind,
            transition_s=self.length_s,
        )
        return Met(clip=clip)
