"""Sounds for what is seen to hit something."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media.foley import Foley, Impact
from media.types import Audio, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Sounded(Output):
    """Sound as long as the clip, and the moments it stands for."""

    sound: Audio
    impacts: tuple[Impact, ...]


@node(
    "audio.foley",
    version=1,
    uses=("codec",),
    aliases=("videoFoley",),
    example=Example(inputs={"clip": "sample.clip"}),
)
class MakeFoley(Node):
    """Lay a synthetic hit on every moment at which something in a clip changes its way at once.

    It sees motion, not things: bounces, landings and knocks of what moves before a steadier
    background. What a thing would sound like it does not know: the material is yours to say.
    """

    clip: Video
    material: Literal["rubber", "wood", "thud"] = "rubber"
    seed: int = Field(0, ge=0, le=2**31 - 1)

    def cost(self) -> Cost:
        """By frames."""
        return Cost(cpu_s=0.3 + 0.012 * self.clip.frames + 1e-8 * pixels(self.clip))

    async def run(self, ctx: Context) -> Sounded:
        """Look and listen on a worker."""
        made = await ctx.compute(
            "media.tape.foley:foley", Foley, clip=self.clip, material=self.material, seed=self.seed
        )
        return Sounded(sound=made.sound, impacts=made.impacts)
