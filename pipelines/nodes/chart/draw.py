"""Draws a chart."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.chart.table import Design, Kind, Picture, Table
from media.colour.hexes import Hex
from media.types import Image, Size
from pipelines.node import Context, Cost, Example, Node, Output, node


class Drawn(Output):
    """The chart."""

    image: Image


@node(
    "chart.draw",
    version=1,
    uses=("codec", "raster"),
    aliases=("chart",),
    example=Example(
        inputs={"table": "chart.data"},
        params={
            "kind": "line",
            "title": "The sun catches up with the wind",
            "subtitle": "Share of the world's electricity",
            "unit": "%",
            "source": "example figures",
        },
    ),
)
class Draw(Node):
    """Draw figures as lines, areas, columns, bars, a pie, a scatter of points, or a table.

    Lines are named where they end, few bars bear their figures, and figures are rounded as readers
    want them.
    """

    table: Table
    kind: Kind = "line"
    """`column` stands, `bar` lies. A pie takes the first series; a scatter, the first two."""
    title: str = Field("", max_length=300)
    subtitle: str = Field("", max_length=300)
    source: str = Field("", max_length=300)
    unit: str = Field("", max_length=40)
    """`%` and currencies are written with every figure, others in the subtitle."""
    palette: tuple[Hex, ...] = ()
    """One colour a series, over and over; none: Kinora's own."""
    highlight: str = ""
    """The series, or the label of the bar, that is the point: all others are grey."""
    background: Hex = "#ffffff"
    size: Size = Size(width=1280, height=720)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.2 + 2e-7 * self.size.width * self.size.height)

    def foresee(self) -> Drawn:
        """As large as was asked for."""
        return Drawn(image=facts.picture(self.size.width, self.size.height))

    async def run(self, ctx: Context) -> Drawn:
        """Draw it on a worker."""
        drawn = await ctx.compute(
            "media.chart.draw:draw",
            Picture,
            table=self.table,
            design=Design(**self.model_dump(exclude={"table", "size"})),
            size=self.size,
        )
        return Drawn(image=drawn.image)
