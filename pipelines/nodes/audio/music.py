"""Music bed for a film."""

from __future__ import annotations

from media.timeline import Movement
from media.types import Audio
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Composed(Output):
    """Stereo sound as long as the movement, and what rings on behind it."""

    music: Audio


@node("audio.music", version=2, uses=("music",))
class Music(Node):
    """Compose the music of one chapter; an edit elsewhere leaves it as it is."""

    movement: Port[Movement]
    seed: Param[int] = 0

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.05 * self.movement.frames / float(self.movement.rate))

    async def run(self, ctx: Context) -> Composed:
        """Ask the composer."""
        music = await ctx.infer("music", Audio, movement=self.movement, seed=self.seed)
        return Composed(music=music)
