"""Fades the ends of a sound."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Faded(Output):
    """The sound with its fades."""

    sound: Audio


@node(
    "audio.fade",
    version=1,
    uses=("codec",),
    aliases=("audioFade",),
    example=Example(inputs={"sound": "sample.music"}, params={"in_s": 0.5, "out_s": 2.0}),
)
class Fade(Node):
    """Bring a sound up from silence and back to it."""

    sound: Audio
    in_s: float = Field(0.5, ge=0, le=600)
    out_s: float = Field(1.0, ge=0, le=600)
    curve: Literal["linear", "equal_power", "smooth"] = "smooth"
    """By amplitude; by power, as two sounds that cross need; or without a corner at either end."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.003 * self.sound.seconds)

    def foresee(self) -> Faded:
        """As long as the sound."""
        return Faded(sound=facts.sound(self.sound.seconds, self.sound.channels))

    async def run(self, ctx: Context) -> Faded:
        """Fade it on a worker."""
        return Faded(
            sound=await ctx.compute(
                "media.tape.cut:fade",
                Audio,
                sound=self.sound,
                in_s=self.in_s,
                out_s=self.out_s,
                curve=self.curve,
            )
        )
