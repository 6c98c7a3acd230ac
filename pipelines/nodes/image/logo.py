"""Lays a logo over a picture or a clip."""

from __future__ import annotations

from pydantic import Field

from media.colour.results import Changed
from media.still.kinds import Place
from media.types import Image, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Branded(Output):
    """The picture or the clip with it, of the kind that came in."""

    picture: Image | Video


@node(
    "image.logo",
    version=1,
    uses=("codec",),
    aliases=("logoOverlay", "watermark"),
    example=Example(inputs={"picture": "sample.photo", "logo": "image.background_remove"}),
)
class Logo(Node):
    """Lay a logo over a picture, or over every frame of a clip, at a corner with a margin."""

    picture: Image | Video
    logo: Image
    place: Place = "top_right"
    margin: float = Field(0.05, ge=0, le=0.5)
    """From the edges, as a part of the shorter side."""
    width: float = Field(0.14, gt=0, le=1)
    """As a part of the picture's."""
    opacity: float = Field(1.0, ge=0, le=1)

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 4e-8 * pixels(self.picture))

    async def run(self, ctx: Context) -> Branded:
        """Lay it on a worker."""
        settings = self.model_dump(exclude={"picture", "logo"})
        changed = await ctx.compute(
            "media.still.blend:stamp", Changed, picture=self.picture, logo=self.logo, **settings
        )
        return Branded(picture=changed.picture)
