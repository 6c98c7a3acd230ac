"""Grades a picture or a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.colour.results import Changed
from media.types import Image, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Graded(Output):
    """The picture or the clip, of the kind that came in."""

    picture: Image | Video


@node(
    "color.grade",
    version=1,
    uses=("codec",),
    aliases=("colorGrade",),
    example=Example(
        inputs={"picture": "sample.photo"},
        params={"exposure_ev": 0.3, "contrast": 1.15, "saturation": 1.2, "temperature": 0.4},
    ),
)
class Adjust(Node):
    """Set exposure, contrast, saturation, temperature and tint of a picture or a clip.

    Exposure and white balance work on light, as a camera does; contrast turns about middle grey.
    """

    picture: Image | Video
    exposure_ev: float = Field(0.0, ge=-6, le=6)
    """In stops: 1 is twice the light."""
    contrast: float = Field(1.0, ge=0, le=3)
    saturation: float = Field(1.0, ge=0, le=3)
    """0 is black and white."""
    temperature: float = Field(0.0, ge=-1, le=1)
    """Below 0 cooler, above 0 warmer."""
    tint: float = Field(0.0, ge=-1, le=1)
    """Below 0 greener, above 0 more magenta."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=3e-8 * pixels(self.picture))

    def foresee(self) -> Graded:
        """As large as what came in."""
        return Graded(picture=facts.like(self.picture))

    async def run(self, ctx: Context) -> Graded:
        """Grade it on a worker."""
        changed = await ctx.compute(
            "media.colour.grade:grade",
            Changed,
            picture=self.picture,
            grade=self.model_dump(exclude={"picture"}),
        )
        return Graded(picture=changed.picture)
