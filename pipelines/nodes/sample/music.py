"""Music to try a flow on."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class SampleMusic(Output):
    """The music."""

    audio: Audio


@node("sample.music", version=1, example=Example())
class Sample(Node):
    """Chords in A minor at 120 beats a minute."""

    seconds: float = Field(8.0, gt=0, le=600)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.02 * self.seconds)

    def foresee(self) -> SampleMusic:
        """As long as was asked for."""
        return SampleMusic(audio=facts.sound(self.seconds))

    async def run(self, ctx: Context) -> SampleMusic:
        """Play it on a worker."""
        audio = await ctx.compute("media.samples.sound:music", Audio, seconds=self.seconds)
        return SampleMusic(audio=audio)
