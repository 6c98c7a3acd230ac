"""Joins clips."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.clock import FrameRate
from media.edit.framing import Bars, Fit
from media.timeline import Joining
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Joined(Output):
    """All clips in one."""

    clip: Video


@node(
    "video.concat",
    version=1,
    uses=("codec",),
    example=Example(
        inputs={"clips": ("sample.clip", "sample.clip")}, params={"transition": "dissolve"}
    ),
)
class Concat(Node):
    """Play clips one after the other, cut or blended, in frames of one size and rate."""

    clips: tuple[Video, ...] = Field(min_length=1, max_length=200)
    size: Size | None = None
    """Of the whole; else that of the first clip."""
    rate: FrameRate | None = None
    """Of the whole; else that of the first clip."""
    fit: Fit = "contain"
    """How clips of another shape stand in the frame."""
    bars: Bars = "blurred"
    transition: Joining = "cut"
    """How each clip meets the next; all but cuts make the whole shorter by their length."""
    transition_s: float = Field(0.5, gt=0, le=10)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=sum(0.04 * clip.megapixels for clip in self.clips))

    def foresee(self) -> Joined:
        """All clips, less what their transitions share."""
        first = self.clips[0]
        shared_s = 0.0 if self.transition == "cut" else self.transition_s * (len(self.clips) - 1)
        return Joined(
            clip=facts.clip(
                self.size or first.size,
                self.rate or first.rate,
                seconds=sum(clip.seconds for clip in self.clips) - shared_s,
                sound=any(clip.sound for clip in self.clips),
                alpha=any(clip.alpha for clip in self.clips),
            )
        )

    async def run(self, ctx: Context) -> Joined:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.concat:concat",
            Video,
            clips=self.clips,
            size=self.size,
            rate=self.rate,
            fit=self.fit,
            bars=self.bars,
            transition=self.transition,
            transition_s=self.transition_s,
        )
        return Joined(clip=clip)
