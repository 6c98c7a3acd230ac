"""Shot list, sound and pictures to timeline and segments."""

from __future__ import annotations

from media.footage import Footage
from media.layout import LayoutOptions, Voice
from media.overview import Overview
from media.segments.spec import SegmentSpec
from media.shots import Plan
from media.sounds import Sound
from media.timeline import Movement, Soundtrack, TimedText, Timeline
from media.types import Image
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port, Sealed


class Film(Output):
    """The timeline and its parts, and the segments into which it is cut for rendering."""

    timeline: Sealed[Timeline]
    soundtrack: Sealed[Soundtrack]
    text: Sealed[TimedText]
    overview: Sealed[Overview]
    movements: list[Movement]
    sounds: list[Sound]
    frames: int
    segments: Sealed[list[SegmentSpec]]
    starts: Sealed[list[int]]


@node("film.lay_out", version=7, upgrades={6: dict})
class LayOut(Node):
    """Put shots, sound, captions and transitions on the film's clock."""

    plan: Port[Sealed[Plan]]
    voices: Port[Sealed[tuple[Voice, ...]]]
    panels: Port[Sealed[tuple[Image, ...]]]
    footage: Port[Sealed[tuple[Footage, ...]]] = Sealed("[]")
    """Of shots whose pictures move by themselves."""
    options: Param[LayoutOptions]

    def cost(self) -> Cost:
        """Arithmetic alone."""
        return Cost(cpu_s=0.1)

    async def run(self, ctx: Context) -> Film:
        """Lay it out on a worker: a long film takes seconds."""
        return await ctx.compute(
            "media.layout:lay_out",
            Film,
            plan=self.plan,
            voices=self.voices,
            panels=self.panels,
            footage=self.footage,
            options=self.options,
        )
