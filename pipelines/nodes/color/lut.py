"""Applies a lookup table to a picture or a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.colour.results import Changed
from media.types import Document, Image, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class LookedUp(Output):
    """The picture or the clip, of the kind that came in."""

    picture: Image | Video


@node(
    "color.lut",
    version=1,
    uses=("codec",),
    aliases=("colorLut",),
    example=Example(inputs={"picture": "sample.photo", "lut": "sample.lut"}),
)
class Apply(Node):
    """Apply a .cube table, of one or three dimensions, to a picture or a clip."""

    picture: Image | Video
    lut: Document
    strength: float = Field(1.0, ge=0, le=1)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 4e-8 * pixels(self.picture))

    def foresee(self) -> LookedUp:
        """As large as what came in."""
        return LookedUp(picture=facts.like(self.picture))

    async def run(self, ctx: Context) -> LookedUp:
        """Look it up on a worker."""
        changed = await ctx.compute(
            "media.colour.lut:apply",
            Changed,
            picture=self.picture,
            lut=self.lut,
            strength=self.strength,
        )
        return LookedUp(picture=changed.picture)
