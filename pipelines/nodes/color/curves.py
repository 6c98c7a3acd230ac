"""Applies curves to a picture or a clip."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from media import facts
from media.colour.results import Changed
from media.types import Image, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node

Code = Annotated[float, Field(ge=0, le=1)]
Lift = Annotated[float, Field(ge=-0.5, le=0.5)]
Power = Annotated[float, Field(ge=0.1, le=10)]
Gain = Annotated[float, Field(ge=0, le=4)]
Points = tuple[tuple[Code, Code], ...]


class Curved(Output):
    """The picture or the clip, of the kind that came in."""

    picture: Image | Video


@node(
    "color.curves",
    version=1,
    uses=("codec",),
    aliases=("colorCurves",),
    example=Example(
        inputs={"picture": "sample.photo"},
        params={"master": [[0, 0], [0.25, 0.2], [0.75, 0.82], [1, 1]], "lift": [0.02, 0.02, 0.05]},
    ),
)
class Apply(Node):
    """Bend a picture's or a clip's tones: lift, gamma and gain, and curves through points.

    A channel goes through its own curve, then the one of all, then lift, gain and gamma.
    """

    picture: Image | Video
    lift: tuple[Lift, Lift, Lift] = (0.0, 0.0, 0.0)
    """What black becomes, in red, green and blue; white stays."""
    gamma: tuple[Power, Power, Power] = (1.0, 1.0, 1.0)
    """Above 1 brightens the middle; black and white stay."""
    gain: tuple[Gain, Gain, Gain] = (1.0, 1.0, 1.0)
    """What white becomes; black stays."""
    master: Points = ()
    """Pairs of input and output from 0 to 1; none leaves all as it is."""
    red: Points = ()
    green: Points = ()
    blue: Points = ()

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=2e-8 * pixels(self.picture))

    def foresee(self) -> Curved:
        """As large as what came in."""
        return Curved(picture=facts.like(self.picture))

    async def run(self, ctx: Context) -> Curved:
        """Bend it on a worker."""
        curves = self.model_dump(exclude={"picture"})
        changed = await ctx.compute(
            "media.colour.curves:curves", Changed, picture=self.picture, curves=curves
        )
        return Curved(picture=changed.picture)
