"""Plays a clip faster or slower."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Pitch, Steps
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Sped(Output):
    """The clip at its speed."""

    clip: Video


@node(
    "video.speed",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}, params={"factor": 2.0}),
)
class Speed(Node):
    """Play a clip faster or slower; the sound is stretched and voices stay as high as they are."""

    clip: Video
    factor: float = Field(2.0, ge=0.1, le=10)
    """2 is twice as fast, 0.5 half as fast."""
    steps: Steps = "nearest"
    """What is shown between frames: the nearest, a blend of them, or (slowed down) what the motion
    says, which is the smoothest and the most work."""
    pitch: Pitch = "keep"
    """Keep the sound's pitch, let it follow as on tape, or leave the sound out."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(
            cpu_s=(0.2 if self.steps == "flow" else 0.05) * self.clip.megapixels / self.factor
        )

    def foresee(self) -> Sped:
        """The clip in its time."""
        return Sped(clip=facts.like_clip(self.clip, frames=self.clip.frames / self.factor))

    async def run(self, ctx: Context) -> Sped:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.speed:speed",
            Video,
            clip=self.clip,
            factor=self.factor,
            steps=self.steps,
            pitch=self.pitch,
        )
        return Sped(clip=clip)
