"""Gives a clip another shape."""

from __future__ import annotations

from media import facts
from media.edit.framing import Aspect, largest_within
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Reframed(Output):
    """The clip in its shape."""

    clip: Video


@node(
    "video.reframe",
    version=1,
    uses=("codec", "shots"),
    example=Example(inputs={"clip": "sample.clip"}, params={"aspect": "9:16"}),
)
class Reframe(Node):
    """Cut a clip to another shape; a virtual camera keeps in it what moves and stands out."""

    clip: Video
    aspect: Aspect = "9:16"
    """The largest part of the picture that has this shape is kept."""
    follow: bool = True
    """Whether the cut follows its subject; else it stays in the middle."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.075 * self.clip.megapixels)

    def foresee(self) -> Reframed:
        """The largest part of the picture in that shape."""
        size = largest_within(self.clip.size, self.aspect)
        return Reframed(clip=facts.like_clip(self.clip, size=size))

    async def run(self, ctx: Context) -> Reframed:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.reframe:reframe",
            Video,
            clip=self.clip,
            aspect=self.aspect,
            follow=self.follow,
        )
        return Reframed(clip=clip)
