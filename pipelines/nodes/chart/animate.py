"""Draws a chart that comes up."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.chart.table import Design, Kind, Moving, Table
from media.clock import FrameRate
from media.colour.hexes import Hex
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Animated(Output):
    """The chart as a clip."""

    clip: Video


@node(
    "chart.animate",
    version=1,
    uses=("codec", "raster"),
    aliases=("animatedChart",),
    example=Example(
        inputs={"table": "chart.data"},
        params={
            "kind": "line",
            "title": "The sun catches up with the wind",
            "subtitle": "Share of the world's electricity",
            "unit": "%",
            "source": "example figures",
            "seconds": 2.0,
            "coming_s": 1.0,
            "size": {"width": 640, "height": 360},
        },
    ),
)
class Animate(Node):
    """Draw a chart as a clip: its figures come up one after the other, then it stands."""

    table: Table
    kind: Kind = "line"
    title: str = Field("", max_length=300)
    subtitle: str = Field("", max_length=300)
    source: str = Field("", max_length=300)
    unit: str = Field("", max_length=40)
    palette: tuple[Hex, ...] = ()
    highlight: str = ""
    background: Hex = "#ffffff"
    size: Size = Size(width=1280, height=720)
    rate: FrameRate = FrameRate(30)
    seconds: float = Field(5.0, gt=0, le=120)
    coming_s: float = Field(1.6, gt=0, le=30)
    """How long the figures take to come up."""

    def cost(self) -> Cost:
        """By pixels of the frames that move."""
        frames = float(self.rate) * min(self.seconds, self.coming_s)
        return Cost(cpu_s=0.5 + 6e-8 * self.size.width * self.size.height * frames)

    def foresee(self) -> Animated:
        """What was asked for."""
        return Animated(clip=facts.clip(self.size, self.rate, seconds=self.seconds))

    async def run(self, ctx: Context) -> Animated:
        """Draw it on a worker."""
        known = {"table", "size", "rate", "seconds", "coming_s"}
        drawn = await ctx.compute(
            "media.chart.draw:animate",
            Moving,
            table=self.table,
            design=Design(**self.model_dump(exclude=known)),
            size=self.size,
            rate=self.rate,
            frames=max(1, round(self.seconds * float(self.rate))),
            coming_frames=max(1, round(self.coming_s * float(self.rate))),
        )
        return Animated(clip=drawn.clip)
