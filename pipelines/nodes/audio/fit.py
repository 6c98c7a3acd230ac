"""Makes a user's own music as long as the film."""

from __future__ import annotations

from media.clock import FrameRate
from media.types import Audio
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Fitted(Output):
    """Stereo sound as long as the film, in one piece."""

    music: tuple[Audio, ...]


@node("audio.fit", version=1, uses=("codec",))
class FitMusic(Node):
    """Loop or trim a piece of music to the film's length, with fades."""

    source: Param[Audio]
    frames: Port[int]
    rate: Param[FrameRate]

    def cost(self) -> Cost:
        """By length of the film."""
        return Cost(cpu_s=0.06 * self.frames / float(self.rate))

    async def run(self, ctx: Context) -> Fitted:
        """Fit it on a worker."""
        music = await ctx.compute(
            "media.audio.fit:fit", Audio, source=self.source, frames=self.frames, rate=self.rate
        )
        return Fitted(music=(music,))
