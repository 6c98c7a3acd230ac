"""Brings a sound to a loudness."""

from __future__ import annotations

from pydantic import Field

from media.audio.loudness import Loudness
from media.tape.level import Levelled
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Loud(Output):
    """The sound, and how loud it was and is."""

    sound: Audio
    before: Loudness
    after: Loudness


@node(
    "audio.loudness",
    version=1,
    uses=("codec",),
    aliases=("audioNormalize",),
    example=Example(inputs={"sound": "sample.music"}, params={"target_lufs": -18.0}),
)
class Level(Node):
    """Bring a sound to a loudness after EBU R128, its true peaks below a ceiling.

    One gain over the whole, so that nothing pumps; a limiter takes what is above the ceiling.
    """

    sound: Audio
    target_lufs: float = Field(-16.0, ge=-60, le=-6)
    """-23 for European broadcast, -16 for the web, -14 for streaming services."""
    peak_dbtp: float = Field(-1.0, ge=-20, le=0)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.06 * self.sound.seconds)

    async def run(self, ctx: Context) -> Loud:
        """Measure and level it on a worker."""
        levelled = await ctx.compute(
            "media.tape.level:normalise",
            Levelled,
            sound=self.sound,
            target_lufs=self.target_lufs,
            peak_dbtp=self.peak_dbtp,
        )
        return Loud(sound=levelled.sound, before=levelled.before, after=levelled.after)
