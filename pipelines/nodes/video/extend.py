"""Makes a clip longer."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Longer
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Extended(Output):
    """The longer clip."""

    clip: Video


@node(
    "video.extend",
    version=1,
    uses=("codec",),
    aliases=("videoExtend",),
    example=Example(inputs={"clip": "sample.clip"}, params={"by_s": 1.0}),
)
class Extend(Node):
    """Make a clip longer from its own frames: its end comes to rest, or it runs back and forth.

    Nothing is invented: to show what happens next takes a video model.
    """

    clip: Video
    by_s: float = Field(1.0, gt=0, le=60)
    """How much longer it becomes."""
    way: Longer = "come_to_rest"
    """The last two seconds (or as many as are added) run ever slower until they stand, with
    pictures between frames drawn from their motion; or the clip runs back and forth."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.4 * self.clip.megapixels)

    def foresee(self) -> Extended:
        """The clip and what is added."""
        frames = self.clip.frames + self.by_s * float(self.clip.rate)
        return Extended(clip=facts.like_clip(self.clip, frames=frames))

    async def run(self, ctx: Context) -> Extended:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.lengthen:extend",
            Video,
            clip=self.clip,
            by_s=self.by_s,
            way=self.way,
        )
        return Extended(clip=clip)
