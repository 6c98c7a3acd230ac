"""Takes the sound off a clip."""

from __future__ import annotations

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Muted(Output):
    """The silent clip."""

    clip: Video


@node("video.mute", version=1, uses=("codec",), example=Example(inputs={"clip": "sample.clip"}))
class Mute(Node):
    """Take the sound off a clip; its picture is copied as it is."""

    clip: Video

    def cost(self) -> Cost:
        """By bytes: nothing is encoded."""
        return Cost(cpu_s=1e-9 * self.clip.num_bytes)

    def foresee(self) -> Muted:
        """The clip without its sound."""
        return Muted(clip=facts.like_clip(self.clip, sound=False))

    async def run(self, ctx: Context) -> Muted:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.voice:mute",
            Video,
            clip=self.clip,
        )
        return Muted(clip=clip)
