"""Composes a piece of music."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.clock import FrameRate
from media.ids import SectionId
from media.shots import Mood
from media.timeline import Movement
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node

RATE = FrameRate(50)
"""A movement lasts whole frames; at this rate any fiftieth of a second is one."""


class Composed(Output):
    """Stereo sound."""

    sound: Audio


@node(
    "audio.compose",
    version=1,
    uses=("music",),
    aliases=("textToMusic",),
    example=Example(params={"mood": "joyful", "seconds": 6.0}),
)
class Compose(Node):
    """Compose music of a mood that begins, and ends on its tonic, within the time asked for."""

    mood: Mood = "calm"
    energy: float = Field(0.5, ge=0, le=1)
    """Chooses the tempo, and how much is played."""
    seconds: float = Field(30.0, ge=2, le=3600)
    seed: int = Field(0, ge=0, le=2**31 - 1)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.05 * self.seconds)

    def foresee(self) -> Composed:
        """As long as was asked for."""
        return Composed(sound=facts.sound(self.seconds))

    async def run(self, ctx: Context) -> Composed:
        """Ask the composer."""
        movement = Movement(
            section_id=SectionId(f"{self.mood}-{self.seed}"),
            frames=round(self.seconds * float(RATE)),
            rate=RATE,
            mood=self.mood,
            energy=self.energy,
            opens=True,
            closes=True,
        )
        return Composed(sound=await ctx.infer("music", Audio, movement=movement, seed=self.seed))
