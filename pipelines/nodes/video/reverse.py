"""Plays a clip backwards."""

from __future__ import annotations

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Reversed(Output):
    """The clip backwards."""

    clip: Video


@node("video.reverse", version=1, uses=("codec",), example=Example(inputs={"clip": "sample.clip"}))
class Reverse(Node):
    """Play a clip from its end to its start."""

    clip: Video
    sound: bool = True
    """Whether its sound is heard, backwards too."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.08 * self.clip.megapixels)

    def foresee(self) -> Reversed:
        """As long as the clip."""
        return Reversed(clip=facts.like_clip(self.clip, sound=self.clip.sound and self.sound))

    async def run(self, ctx: Context) -> Reversed:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.reverse:reverse",
            Video,
            clip=self.clip,
            sound=self.sound,
        )
        return Reversed(clip=clip)
