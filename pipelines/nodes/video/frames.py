"""Takes several pictures out of a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Stills
from media.types import Image, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Taken(Output):
    """The pictures in order, and all of them on one sheet."""

    images: tuple[Image, ...]
    sheet: Image


@node("video.frames", version=1, uses=("codec",), example=Example(inputs={"clip": "sample.clip"}))
class Frames(Node):
    """Take pictures from the middles of equal parts of a clip, and lay them on a contact sheet."""

    clip: Video
    count: int = Field(9, ge=1, le=200)
    """A clip of fewer frames gives all it has."""
    columns: int = Field(3, ge=1, le=20)
    """Of the sheet."""
    width: int = Field(320, ge=32, le=1920)
    """Pixels of a picture on the sheet."""

    def cost(self) -> Cost:
        """A seek and a picture each."""
        return Cost(cpu_s=0.3 * self.count)

    def foresee(self) -> Taken:
        """So many pictures, and the sheet."""
        count = min(self.count, self.clip.frames)
        image = facts.picture(self.clip.width, self.clip.height)
        wide = self.width * min(count, self.columns)
        tall = self.width * image.height // image.width * -(-count // self.columns)
        return Taken(images=(image,) * count, sheet=facts.picture(wide, tall))

    async def run(self, ctx: Context) -> Taken:
        """Do it on a worker."""
        found = await ctx.compute(
            "media.edit.stills:stills",
            Stills,
            clip=self.clip,
            count=self.count,
            columns=self.columns,
            width=self.width,
        )
        return Taken(images=found.images, sheet=found.sheet)
