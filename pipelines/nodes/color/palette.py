"""Finds the colours of a picture or a clip."""

from __future__ import annotations

from pydantic import Field

from media.colour.results import Palette
from media.types import Image, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Found(Output):
    """Colours such as #1a2b3c from the most frequent to the least, their shares, and a picture."""

    colours: tuple[str, ...]
    shares: tuple[float, ...]
    swatch: Image


@node(
    "color.palette",
    version=1,
    uses=("codec",),
    aliases=("colorPalette", "extractPalette"),
    example=Example(inputs={"picture": "sample.photo"}),
)
class Extract(Node):
    """Find the few colours that stand for a picture or a clip, and how much of it each takes.

    Grouped by what the eye takes for near; a picture of fewer colours has a shorter palette.
    """

    picture: Image | Video
    colours: int = Field(6, ge=1, le=32)
    seed: int = Field(0, ge=0, le=2**31 - 1)

    def cost(self) -> Cost:
        """By colours."""
        return Cost(cpu_s=0.2 + 0.03 * self.colours)

    async def run(self, ctx: Context) -> Found:
        """Look at it on a worker."""
        found = await ctx.compute(
            "media.colour.palette:palette",
            Palette,
            picture=self.picture,
            colours=self.colours,
            seed=self.seed,
        )
        return Found(colours=found.colours, shares=found.shares, swatch=found.swatch)
