"""Gives the sound of a clip."""

from __future__ import annotations

from media import facts
from media.types import Audio, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Extracted(Output):
    """The sound."""

    audio: Audio


@node(
    "video.extract_audio",
    version=1,
    uses=("codec",),
    example=Example(inputs={"clip": "sample.clip"}),
)
class ExtractAudio(Node):
    """Take the sound out of a clip, as 16-bit WAV at 48 kHz."""

    clip: Video

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.02 * self.clip.seconds)

    def foresee(self) -> Extracted:
        """As long as the clip."""
        return Extracted(audio=facts.sound_of(self.clip))

    async def run(self, ctx: Context) -> Extracted:
        """Do it on a worker."""
        audio = await ctx.compute(
            "media.edit.voice:extract",
            Audio,
            clip=self.clip,
        )
        return Extracted(audio=audio)
