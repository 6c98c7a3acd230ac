"""Takes the shakes out of a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Stabilised(Output):
    """The steady clip."""

    clip: Video


@node(
    "video.stabilise", version=1, uses=("codec",), example=Example(inputs={"clip": "sample.clip"})
)
class Stabilise(Node):
    """Take the camera's shakes out, leave its journeys, and zoom so that no border shows."""

    clip: Video
    smooth_s: float = Field(0.6, gt=0, le=5)
    """What is faster than this is taken for shaking."""
    most_zoom: float = Field(1.25, ge=1, le=2)
    """How far it may zoom in; beyond that some of the shaking stays."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.09 * self.clip.megapixels)

    def foresee(self) -> Stabilised:
        """As long and as large as the clip."""
        return Stabilised(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Stabilised:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.stabilise:stabilise",
            Video,
            clip=self.clip,
            smooth_s=self.smooth_s,
            most_zoom=self.most_zoom,
        )
        return Stabilised(clip=clip)
