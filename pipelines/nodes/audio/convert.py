"""Changes a sound's container and channels."""

from __future__ import annotations

from typing import Literal

from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Converted(Output):
    """The sound as asked for."""

    sound: Audio


@node(
    "audio.convert",
    version=1,
    uses=("codec",),
    aliases=("audioConvert",),
    example=Example(inputs={"sound": "sample.music"}, params={"format": "m4a"}),
)
class Convert(Node):
    """Make any sound a WAV at 48 kHz, or AAC at 192 kbit/s in M4A."""

    sound: Audio
    format: Literal["wav", "m4a"] = "wav"
    channels: Literal["as_is", "mono", "stereo"] = "as_is"
    """An M4A has two; mono is then the same in both."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.02 * self.sound.seconds)

    async def run(self, ctx: Context) -> Converted:
        """Convert it on a worker."""
        return Converted(
            sound=await ctx.compute(
                "media.tape.format:convert",
                Audio,
                sound=self.sound,
                format=self.format,
                channels=self.channels,
            )
        )
