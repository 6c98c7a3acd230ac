"""Sets a title over a clip."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.colour.hexes import Hex, HexOrNone
from media.titles.kinds import Title, Titled
from media.types import Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class TitledClip(Output):
    """The clip with its title."""

    clip: Video


@node(
    "text.overlay",
    version=1,
    uses=("codec", "raster"),
    aliases=("textOverlay",),
    example=Example(
        inputs={"clip": "sample.clip"},
        params={"text": "Bounce", "subtitle": "Two beats a second", "start_s": 0.5},
    ),
)
class TitleOver(Node):
    """Set a title over a clip for a while: it rises into its place, stands, and fades."""

    clip: Video
    text: str = Field(min_length=1, max_length=200)
    subtitle: str = Field("", max_length=300)
    start_s: float = Field(0.0, ge=0, le=86_400)
    seconds: float = Field(3.0, gt=0.2, le=600)
    align: Literal["left", "middle"] = "left"
    height: Literal["top", "middle", "bottom"] = "bottom"
    scale: float = Field(0.7, ge=0.3, le=2)
    colour: Hex = "#ffffff"
    accent: HexOrNone = "#ffb52e"
    shade: float = Field(0.6, ge=0, le=1)
    """How much the picture is darkened behind the words."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.5 + 1e-7 * pixels(self.clip))

    def foresee(self) -> TitledClip:
        """As long and as large as the clip."""
        return TitledClip(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> TitledClip:
        """Set it on a worker."""
        known = {"clip", "start_s", "seconds"}
        titled = await ctx.compute(
            "media.titles.draw:over_clip",
            Titled,
            clip=self.clip,
            title=Title(**self.model_dump(exclude=known)),
            start_s=self.start_s,
            seconds=self.seconds,
        )
        return TitledClip(clip=titled.clip)
