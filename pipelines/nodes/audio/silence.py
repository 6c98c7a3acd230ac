"""Finds pauses in a sound."""

from __future__ import annotations

from pydantic import Field

from media.hearing.pauses import Pauses, Span
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Found(Output):
    """The pauses, and what lies between them."""

    pauses: tuple[Span, ...]
    heard: tuple[Span, ...]


@node(
    "audio.silence",
    version=1,
    uses=("codec",),
    aliases=("audioSilence",),
    example=Example(inputs={"sound": "audio.speech"}),
)
class Silence(Node):
    """Find where a sound is silent, and where it is heard, to the millisecond."""

    sound: Audio
    below_dbfs: float = Field(-48.0, ge=-96, le=-6)
    """A millisecond whose root mean square is no higher counts as silent."""
    at_least_s: float = Field(0.3, gt=0, le=60)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.003 * self.sound.seconds)

    async def run(self, ctx: Context) -> Found:
        """Listen on a worker."""
        found = await ctx.compute(
            "media.hearing.pauses:pauses",
            Pauses,
            sound=self.sound,
            below_dbfs=self.below_dbfs,
            at_least_s=self.at_least_s,
        )
        return Found(pauses=found.pauses, heard=found.heard)
