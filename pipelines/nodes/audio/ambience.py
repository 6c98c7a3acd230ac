"""The sounds of a film's places."""

from __future__ import annotations

from media.sounds import Sound
from media.types import Audio
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Made(Output):
    """Stereo sound: a loop, or a single sound."""

    sound: Audio


@node("audio.ambience", version=1, uses=("ambience",))
class Ambience(Node):
    """Make one of the sounds that a film needs; the mix says where it is heard."""

    name: Port[Sound]
    seed: Param[int] = 0

    def cost(self) -> Cost:
        """One bed, whatever it is of."""
        return Cost(cpu_s=0.5)

    async def run(self, ctx: Context) -> Made:
        """Ask the engine."""
        sound = await ctx.infer("ambience", Audio, name=self.name, seed=self.seed)
        return Made(sound=sound)
