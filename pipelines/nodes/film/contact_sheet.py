"""A film at a glance."""

from __future__ import annotations

from media.shots import Plan
from media.timeline import Timeline
from media.types import Image
from pipelines.node import Context, Node, Output, Port, node


class Sheet(Output):
    """A grid of the film's shots."""

    sheet: Image


@node("film.contact_sheet", version=1, uses=("raster",))
class ContactSheet(Node):
    """Draw a grid of the film's shots with their times and words."""

    timeline: Port[Timeline]
    plan: Port[Plan]

    async def run(self, ctx: Context) -> Sheet:
        """Draw it on a worker."""
        sheet = await ctx.compute(
            "media.picture.contact_sheet:contact_sheet",
            Image,
            timeline=self.timeline,
            texts={shot.id: shot.text or shot.title for shot in self.plan.shots},
        )
        return Sheet(sheet=sheet)
