"""Takes a picture out of a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Which
from media.types import Image, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Framed(Output):
    """The picture."""

    image: Image


@node(
    "video.frame",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}, params={"which": "time", "at_s": 1.5}),
)
class Frame(Node):
    """Take one frame of a clip: the first, the middle, the last, or the one at a time."""

    clip: Video
    which: Which = "first"
    at_s: float = Field(0.0, ge=0)
    """Heeded where `which` is `time`."""

    def cost(self) -> Cost:
        """A seek and a picture."""
        return Cost(cpu_s=0.3)

    def foresee(self) -> Framed:
        """A picture as large as the clip."""
        return Framed(image=facts.picture(self.clip.width, self.clip.height))

    async def run(self, ctx: Context) -> Framed:
        """Do it on a worker."""
        image = await ctx.compute(
            "media.edit.stills:still",
            Image,
            clip=self.clip,
            which=self.which,
            at_s=self.at_s,
        )
        return Framed(image=image)
