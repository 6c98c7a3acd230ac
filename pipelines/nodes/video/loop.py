"""Plays a clip several times."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Turn
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Looped(Output):
    """The longer clip."""

    clip: Video


@node(
    "video.loop",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}, params={"times": 2}),
)
class Loop(Node):
    """Repeat a clip a number of times, or until it has a length."""

    clip: Video
    times: int = Field(2, ge=1, le=100)
    length_s: float | None = Field(None, gt=0, le=3600)
    """Counts instead of `times`; the last time is cut there."""
    turn: Turn = "restart"
    """Begin again each time, or run every second time backwards."""

    def cost(self) -> Cost:
        """By pixels."""
        times = self.times if self.length_s is None else self.length_s / self.clip.seconds
        return Cost(cpu_s=0.04 * self.clip.megapixels * times)

    def foresee(self) -> Looped:
        """So many times the clip, or so long."""
        frames = self.times * self.clip.frames
        if self.length_s is not None:
            frames = self.length_s * float(self.clip.rate)
        return Looped(clip=facts.like_clip(self.clip, frames=frames))

    async def run(self, ctx: Context) -> Looped:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.repeat:loop",
            Video,
            clip=self.clip,
            times=self.times,
            length_s=self.length_s,
            turn=self.turn,
        )
        return Looped(clip=clip)
