"""Gives a clip a sound."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.edit.modes import Lay
from media.types import Audio, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Sounded(Output):
    """The clip with its sound."""

    clip: Video


@node(
    "video.with_audio",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip", "audio": "sample.music"}, params={"lay": "mix"}),
)
class WithAudio(Node):
    """Replace a clip's sound, or mix another into it; its picture is copied as it is."""

    clip: Video
    audio: Audio
    lay: Lay = "replace"
    start_s: float = Field(0.0, ge=0)
    """When the audio begins; what outlasts the clip is left out."""
    loop: bool = False
    """Whether the audio begins again when it ends."""
    audio_db: float = Field(0.0, ge=-60, le=24)
    clip_db: float = Field(0.0, ge=-60, le=24)
    """The gain of the clip's own sound in a mix."""

    def cost(self) -> Cost:
        """By length: no picture is encoded."""
        return Cost(cpu_s=0.05 * self.clip.seconds)

    def foresee(self) -> Sounded:
        """As long and as large as the clip."""
        return Sounded(clip=facts.like_clip(self.clip, sound=True))

    async def run(self, ctx: Context) -> Sounded:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.voice:with_audio",
            Video,
            clip=self.clip,
            audio=self.audio,
            lay=self.lay,
            start_s=self.start_s,
            loop=self.loop,
            audio_db=self.audio_db,
            clip_db=self.clip_db,
        )
        return Sounded(clip=clip)
