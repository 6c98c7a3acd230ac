"""A film's shots as a page to pass around."""

from __future__ import annotations

from media.overview import Overview
from media.shot_list import ShotList
from media.types import Document
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Port, Sealed


class Page(Output):
    """One HTML file with pictures, words, states and times."""

    page: Document


@node("film.contact_page", version=3, uses=("raster",))
class ContactPage(Node):
    """Write the film's shots as one HTML file."""

    overview: Port[Sealed[Overview]]
    shot_list: Port[Sealed[ShotList]]

    def cost(self) -> Cost:
        """A page of small pictures."""
        return Cost(cpu_s=1.0)

    async def run(self, ctx: Context) -> Page:
        """Write it on a worker."""
        page = await ctx.compute(
            "media.picture.contact_page:contact_page",
            Document,
            overview=self.overview,
            shot_list=self.shot_list,
        )
        return Page(page=page)
