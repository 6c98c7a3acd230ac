"""Plays a sound faster or slower."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Paced(Output):
    """The sound at its speed."""

    sound: Audio


@node(
    "audio.speed",
    version=1,
    uses=("codec",),
    aliases=("audioSpeed",),
    example=Example(inputs={"sound": "sample.music"}, params={"factor": 1.25}),
)
class Speed(Node):
    """Play a sound faster or slower at the same pitch."""

    sound: Audio
    factor: float = Field(1.0, ge=0.25, le=4)
    """2 takes half as long."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.02 * self.sound.seconds)

    def foresee(self) -> Paced:
        """The sound in its time."""
        return Paced(sound=facts.sound(self.sound.seconds / self.factor, self.sound.channels))

    async def run(self, ctx: Context) -> Paced:
        """Stretch it on a worker."""
        return Paced(
            sound=await ctx.compute(
                "media.tape.tempo:speed", Audio, sound=self.sound, factor=self.factor
            )
        )
