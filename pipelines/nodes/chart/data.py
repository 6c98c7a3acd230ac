"""Reads a table from text."""

from __future__ import annotations

from pydantic import Field

from media.chart.table import Table
from pipelines.node import Context, Cost, Example, Node, Output, node

EXAMPLE = """Year,Solar,Wind,Coal
2016,1.3,3.9,38.1
2017,1.7,4.4,37.8
2018,2.2,4.8,37.9
2019,2.6,5.3,36.3
2020,3.2,6.1,35.0
2021,3.7,6.6,35.9
2022,4.6,7.3,35.4
2023,5.6,7.8,34.6
2024,6.9,8.1,34.0
"""


class Read(Output):
    """The figures, with a label for each row."""

    table: Table


@node(
    "chart.data",
    version=1,
    aliases=("extractChartData",),
    example=Example(params={"text": EXAMPLE}),
)
class ReadTable(Node):
    """Read a table from CSV or JSON: the first column are labels, all others figures.

    Figures may have thousands parted by commas, a currency before or a per cent sign behind.
    """

    text: str = Field(min_length=1, max_length=2_000_000)

    def cost(self) -> Cost:
        """By letters."""
        return Cost(cpu_s=0.01 + 1e-7 * len(self.text))

    async def run(self, ctx: Context) -> Read:
        """Read it on a worker."""
        return Read(table=await ctx.compute("media.chart.reading:read", Table, text=self.text))
