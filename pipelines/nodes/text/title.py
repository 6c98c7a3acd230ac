"""Sets a title."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.colour.hexes import Hex, HexOrNone
from media.titles.kinds import Card, Title
from media.types import Image, Size
from pipelines.node import Context, Cost, Example, Node, Output, node


class TitleCard(Output):
    """The card."""

    image: Image


@node(
    "text.title",
    version=1,
    uses=("codec", "raster"),
    aliases=("titleCard",),
    example=Example(
        inputs={"image": "sample.photo"},
        params={"text": "The Lighthouse Keeper", "subtitle": "A film in three parts"},
    ),
)
class SetTitle(Node):
    """Set a title, with a line below it, on a colour or on a picture."""

    text: str = Field(min_length=1, max_length=200)
    subtitle: str = Field("", max_length=300)
    image: Image | None = None
    """What it stands on, cut to the size; none: the background's colour."""
    background: Hex = "#12161c"
    align: Literal["left", "middle"] = "middle"
    height: Literal["top", "middle", "bottom"] = "middle"
    scale: float = Field(1.0, ge=0.3, le=2)
    """Of the letters; a long title is made smaller until it fits."""
    colour: Hex = "#ffffff"
    accent: HexOrNone = "#ffb52e"
    """Of the short rule below the title; none leaves it out."""
    shade: float = Field(0.42, ge=0, le=1)
    """How much a picture is darkened behind the words."""
    size: Size = Size(width=1280, height=720)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.2 + 2e-7 * self.size.width * self.size.height)

    def foresee(self) -> TitleCard:
        """As large as was asked for."""
        return TitleCard(image=facts.picture(self.size.width, self.size.height))

    async def run(self, ctx: Context) -> TitleCard:
        """Set it on a worker."""
        known = {"image", "background", "size"}
        card = await ctx.compute(
            "media.titles.draw:card",
            Card,
            title=Title(**self.model_dump(exclude=known)),
            image=self.image,
            background=self.background,
            size=self.size,
        )
        return TitleCard(image=card.image)
