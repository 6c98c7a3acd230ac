"""Makes a sound higher or lower."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Pitched(Output):
    """The sound at its pitch."""

    sound: Audio


@node(
    "audio.pitch",
    version=1,
    uses=("codec",),
    aliases=("audioPitch",),
    example=Example(inputs={"sound": "sample.music"}, params={"semitones": 3.0}),
)
class Pitch(Node):
    """Make a sound higher or lower at the same speed."""

    sound: Audio
    semitones: float = Field(0.0, ge=-24, le=24)
    """12 is an octave up."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.03 * self.sound.seconds)

    def foresee(self) -> Pitched:
        """As long as the sound."""
        return Pitched(sound=facts.sound(self.sound.seconds, self.sound.channels))

    async def run(self, ctx: Context) -> Pitched:
        """Shift it on a worker."""
        return Pitched(
            sound=await ctx.compute(
                "media.tape.tempo:pitch", Audio, sound=self.sound, semitones=self.semitones
            )
        )
