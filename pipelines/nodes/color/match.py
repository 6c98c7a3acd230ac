"""Gives a picture or a clip the colours of another."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.colour.results import Changed
from media.types import Image, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Matched(Output):
    """The picture or the clip, of the kind that came in."""

    picture: Image | Video


@node(
    "color.match",
    version=1,
    uses=("codec",),
    aliases=("colorMatch", "colorTransfer"),
    example=Example(inputs={"picture": "sample.photo", "reference": "color.curves"}),
)
class Match(Node):
    """Bring the colours of a picture or a clip to those of a reference.

    A clip is measured as a whole and changed by one rule, so that it does not flicker.
    """

    picture: Image | Video
    reference: Image | Video
    method: Literal["transport", "histogram"] = "transport"
    """`transport` moves mean and spread by the least there is; `histogram` takes over the whole
    distribution of lightness and of both axes of colour."""
    strength: float = Field(1.0, ge=0, le=1)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.2 + 2.5e-7 * pixels(self.picture))

    def foresee(self) -> Matched:
        """As large as what came in."""
        return Matched(picture=facts.like(self.picture))

    async def run(self, ctx: Context) -> Matched:
        """Measure and change it on a worker."""
        changed = await ctx.compute(
            "media.colour.match:match",
            Changed,
            picture=self.picture,
            reference=self.reference,
            method=self.method,
            strength=self.strength,
        )
        return Matched(picture=changed.picture)
