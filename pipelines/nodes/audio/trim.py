"""Cuts a piece out of a sound."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Trimmed(Output):
    """The piece."""

    sound: Audio


@node(
    "audio.trim",
    version=1,
    uses=("codec",),
    aliases=("audioTrim",),
    example=Example(inputs={"sound": "sample.music"}, params={"start_s": 1.0, "end_s": 3.5}),
)
class Trim(Node):
    """Keep the part of a sound between two times, to the sample."""

    sound: Audio
    start_s: float = Field(0.0, ge=0, le=86_400)
    end_s: float | None = Field(None, gt=0, le=86_400)
    """Without one, all that follows; one past the sound's end is its end."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.002 * self.sound.seconds)

    def foresee(self) -> Trimmed:
        """What lies between the two times."""
        end_s = self.sound.seconds if self.end_s is None else min(self.end_s, self.sound.seconds)
        return Trimmed(sound=facts.sound(end_s - self.start_s, self.sound.channels))

    async def run(self, ctx: Context) -> Trimmed:
        """Cut it on a worker."""
        return Trimmed(
            sound=await ctx.compute(
                "media.tape.cut:trim",
                Audio,
                sound=self.sound,
                start_s=self.start_s,
                end_s=self.end_s,
            )
        )
