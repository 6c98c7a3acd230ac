"""Lays speech over music that makes way for it."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.tape.bed import Ducked
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class DuckedSound(Output):
    """Both together, and the bed alone as it goes under the speech."""

    sound: Audio
    bed: Audio


@node(
    "audio.duck",
    version=1,
    uses=("codec",),
    aliases=("audioDuck",),
    example=Example(inputs={"bed": "sample.music", "speech": "audio.speech"}),
)
class Duck(Node):
    """Lower a bed while somebody speaks: down ahead of a word, up after a pause that is worth it.

    Both begin together, and the bed decides how long it lasts.
    """

    bed: Audio
    speech: Audio
    under_db: float = Field(12.0, ge=0, le=60)
    """How far the bed goes down under speech."""
    peak_dbtp: float = Field(-1.0, ge=-20, le=0)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.05 * self.bed.seconds)

    def foresee(self) -> DuckedSound:
        """As long as the bed."""
        bed = facts.sound(self.bed.seconds, self.bed.channels)
        return DuckedSound(sound=bed, bed=bed)

    async def run(self, ctx: Context) -> DuckedSound:
        """Mix them on a worker."""
        ducked = await ctx.compute(
            "media.tape.bed:duck",
            Ducked,
            bed=self.bed,
            speech=self.speech,
            under_db=self.under_db,
            peak_dbtp=self.peak_dbtp,
        )
        return DuckedSound(sound=ducked.sound, bed=ducked.bed)
