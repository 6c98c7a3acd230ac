"""Lays sounds over one another."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Combined(Output):
    """The sum, in stereo."""

    sound: Audio


@node(
    "audio.combine",
    version=1,
    uses=("codec",),
    aliases=("audioMix",),
    example=Example(
        inputs={"sounds": ("sample.music", "sample.music")},
        params={"gains_db": [0.0, -6.0], "starts_s": [0.0, 2.0]},
    ),
)
class Combine(Node):
    """Mix sounds, each at its gain and from its moment, with true peaks held below a ceiling.

    Where the sum stays below the ceiling it is the plain sum.
    """

    sounds: tuple[Audio, ...]
    gains_db: tuple[Annotated[float, Field(ge=-96, le=24)], ...] = ()
    """Of each sound; none: all as they are."""
    starts_s: tuple[Annotated[float, Field(ge=0, le=86_400)], ...] = ()
    """When each begins; none: all at the beginning."""
    peak_dbtp: float = Field(-1.0, ge=-20, le=0)

    def cost(self) -> Cost:
        """By length of them all, and once more for the limiter."""
        return Cost(cpu_s=0.03 * sum(sound.seconds for sound in self.sounds))

    def foresee(self) -> Combined:
        """Until the last sound ends."""
        starts_s = self.starts_s or (0.0,) * len(self.sounds)
        ends_s = [s.seconds + start_s for s, start_s in zip(self.sounds, starts_s, strict=False)]
        return Combined(sound=facts.sound(max(ends_s, default=0.0)))

    async def run(self, ctx: Context) -> Combined:
        """Mix them on a worker."""
        return Combined(
            sound=await ctx.compute(
                "media.tape.layers:combine",
                Audio,
                sounds=self.sounds,
                gains_db=self.gains_db,
                starts_s=self.starts_s,
                peak_dbtp=self.peak_dbtp,
            )
        )
