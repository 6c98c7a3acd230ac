"""Hears tempo, beats, energy, sections and key in music."""

from __future__ import annotations

from media.hearing.music import Analysis
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Heard(Output):
    """What is known of the music, and of it the figures that other nodes ask for most."""

    analysis: Analysis
    tempo_bpm: float
    beats_s: tuple[float, ...]
    key: str


@node(
    "audio.beats",
    version=1,
    uses=("codec",),
    aliases=("audioAnalysis", "analyzeAudio"),
    example=Example(inputs={"sound": "sample.music"}),
)
class Beats(Node):
    """Find the tempo, beats, beginnings, energy, sections and key of a piece of music.

    Times are good to ten milliseconds. Where there is no beat the tempo is zero, and where notes
    belong to no key it is empty, rather than a guess.
    """

    sound: Audio

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.05 * self.sound.seconds)

    async def run(self, ctx: Context) -> Heard:
        """Listen on a worker."""
        analysis = await ctx.compute("media.hearing.music:analyse", Analysis, sound=self.sound)
        return Heard(
            analysis=analysis,
            tempo_bpm=analysis.tempo_bpm,
            beats_s=analysis.beats_s,
            key=analysis.key,
        )
