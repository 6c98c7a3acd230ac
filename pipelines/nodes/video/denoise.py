"""Takes the noise out of a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Denoised(Output):
    """The clean clip."""

    clip: Video


@node("video.denoise", version=1, uses=("codec",), example=Example(inputs={"clip": "sample.clip"}))
class Denoise(Node):
    """Take grain and noise out: over frames where the picture stands, within one where it moves."""

    clip: Video
    strength: float = Field(1.0, gt=0, le=4)
    """Against the noise measured in each frame: 1 takes that for noise and no more."""
    spatial: float = Field(0.5, ge=0, le=2)
    """How much single frames are smoothed where they cannot be averaged with others."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.42 * self.clip.megapixels)

    def foresee(self) -> Denoised:
        """As long and as large as the clip."""
        return Denoised(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Denoised:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.denoise:denoise",
            Video,
            clip=self.clip,
            strength=self.strength,
            spatial=self.spatial,
        )
        return Denoised(clip=clip)
