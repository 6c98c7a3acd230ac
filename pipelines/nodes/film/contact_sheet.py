"""A film at a glance."""

from __future__ import annotations

from media.overview import Overview
from media.types import Image
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Port, Sealed


class Sheet(Output):
    """A grid of the film's shots."""

    sheet: Image


@node("film.contact_sheet", version=5, uses=("raster",))
class ContactSheet(Node):
    """Draw a grid of the film's shots with their times and words."""

    overview: Port[Sealed[Overview]]

    def cost(self) -> Cost:
        """A sheet of small pictures."""
        return Cost(cpu_s=1.0)

    async def run(self, ctx: Context) -> Sheet:
        """Draw it on a worker."""
        sheet = await ctx.compute(
            "media.picture.contact_sheet:contact_sheet", Image, overview=self.overview
        )
        return Sheet(sheet=sheet)
