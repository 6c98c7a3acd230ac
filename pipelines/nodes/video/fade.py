"""Fades a clip in and out."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Tone
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Faded(Output):
    """The faded clip."""

    clip: Video


@node("video.fade", version=1, uses=("codec",), example=Example(inputs={"clip": "sample.clip"}))
class Fade(Node):
    """Fade a clip in and out, picture and sound."""

    clip: Video
    in_s: float = Field(0.5, ge=0, le=60)
    out_s: float = Field(0.5, ge=0, le=60)
    tone: Tone = "black"
    """What it comes from and goes to; `transparent` gives a clip with alpha."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.045 * self.clip.megapixels)

    def foresee(self) -> Faded:
        """As long and as large as the clip."""
        return Faded(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Faded:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.fade:fade",
            Video,
            clip=self.clip,
            in_s=self.in_s,
            out_s=self.out_s,
            tone=self.tone,
        )
        return Faded(clip=clip)
