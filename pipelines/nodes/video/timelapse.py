"""Makes a time lapse of a clip."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Lapsed(Output):
    """The fast clip."""

    clip: Video


@node(
    "video.timelapse",
    version=1,
    uses=("codec",),
    aliases=("timelapse",),
    example=Example(inputs={"clip": "sample.clip"}, params={"every": 8}),
)
class Timelapse(Node):
    """Keep one frame of many, or blend the many into one; the sound is left out."""

    clip: Video
    every: int = Field(10, ge=2, le=10_000)
    """Frames of the clip that become one."""
    steps: Literal["nearest", "blend"] = "nearest"
    """Keep one of them, or blend them: what moves fast then leaves streaks."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.02 * self.clip.megapixels)

    def foresee(self) -> Lapsed:
        """One frame of so many."""
        return Lapsed(
            clip=facts.like_clip(self.clip, frames=self.clip.frames // self.every, sound=False)
        )

    async def run(self, ctx: Context) -> Lapsed:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.timelapse:timelapse",
            Video,
            clip=self.clip,
            every=self.every,
            steps=self.steps,
        )
        return Lapsed(clip=clip)
