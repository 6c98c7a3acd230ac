"""A clip to try a flow on."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.clock import FrameRate
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class SampleClip(Output):
    """The clip."""

    clip: Video


@node("sample.clip", version=1, uses=("codec",), example=Example())
class Sample(Node):
    """A red ball that bounces through a landscape, with two beats a second."""

    seconds: float = Field(4.0, gt=0, le=60)
    size: Size = Size(width=640, height=360)
    rate: FrameRate = FrameRate(30)

    def cost(self) -> Cost:
        """By frames."""
        return Cost(cpu_s=0.01 * self.seconds * float(self.rate))

    def foresee(self) -> SampleClip:
        """What was asked for."""
        return SampleClip(clip=facts.clip(self.size, self.rate, seconds=self.seconds, sound=True))

    async def run(self, ctx: Context) -> SampleClip:
        """Draw it on a worker."""
        frames = max(1, round(self.seconds * float(self.rate)))
        return SampleClip(
            clip=await ctx.compute(
                "media.samples.picture:clip",
                Video,
                size=self.size,
                rate=self.rate,
                frames=frames,
            )
        )
