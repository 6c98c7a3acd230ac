"""Checks a finished film."""

from __future__ import annotations

from media.quality.film import FilmCheck
from media.segments.spec import SegmentCheck
from media.timeline import Timeline
from media.types import Audio, Video
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port, Sealed


class CheckedFilm(Output):
    """What was found and measured."""

    check: FilmCheck


@node("quality.film", version=4, uses=("codec",))
class CheckFilm(Node):
    """Check a film on the whole: lengths, drift, loudness, silence, clipping, captions, speech."""

    film: Port[Video]
    dialogue: Port[Audio]
    timeline: Port[Sealed[Timeline]]
    segments: Port[Sealed[tuple[SegmentCheck, ...]]]
    starts: Port[Sealed[tuple[int, ...]]]
    music: Param[bool] = True
    loudness_lufs: Param[float] = -16.0
    peak_dbtp: Param[float] = -1.0

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.05 * self.film.seconds)

    async def run(self, ctx: Context) -> CheckedFilm:
        """Check it on a worker."""
        check = await ctx.compute(
            "media.quality.film:check_film",
            FilmCheck,
            film=self.film,
            dialogue=self.dialogue,
            timeline=self.timeline,
            segments=self.segments,
            starts=self.starts,
            music=self.music,
            loudness_lufs=self.loudness_lufs,
            peak_dbtp=self.peak_dbtp,
        )
        return CheckedFilm(check=check)
