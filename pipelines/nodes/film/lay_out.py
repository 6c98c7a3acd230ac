"""Shot list, sound and pictures to timeline and segments."""

from __future__ import annotations

from media.layout import LaidOut, LayoutOptions, Voice
from media.segments.spec import SegmentSpec
from media.shots import Plan
from media.timeline import Movement, Timeline
from media.types import Image
from pipelines.node import Context, Node, Output, Param, Port, node


class Film(Output):
    """The timeline, and the segments into which it is cut for rendering."""

    timeline: Timeline
    movements: list[Movement]
    frames: int
    segments: list[SegmentSpec]
    starts: list[int]


@node("film.lay_out", version=1)
class LayOut(Node):
    """Put shots, sound, captions and transitions on the film's clock."""

    plan: Port[Plan]
    voices: Port[tuple[Voice, ...]]
    panels: Port[tuple[Image, ...]]
    options: Param[LayoutOptions]

    async def run(self, ctx: Context) -> Film:
        """Lay it out on a worker: a long film takes seconds."""
        laid = await ctx.compute(
            "media.layout:lay_out",
            LaidOut,
            plan=self.plan,
            voices=self.voices,
            panels=self.panels,
            options=self.options,
        )
        return Film(
            timeline=laid.timeline,
            movements=laid.movements,
            frames=laid.timeline.frames,
            segments=laid.segments,
            starts=laid.starts,
        )
