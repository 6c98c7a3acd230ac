"""Draws a sound."""

from __future__ import annotations

from pydantic import Field

from media.colour.hexes import Hex, HexOrNone
from media.hearing.figures import Drawn
from media.types import Audio, Image, Size
from pipelines.node import Context, Cost, Example, Node, Output, node


class Waveform(Output):
    """The drawing, and the figures behind it: one a column, 1 being full scale."""

    image: Image
    peaks: tuple[float, ...]
    powers: tuple[float, ...]


@node(
    "audio.waveform",
    version=1,
    uses=("codec", "raster"),
    aliases=("audioWaveform",),
    example=Example(inputs={"sound": "sample.music"}),
)
class Draw(Node):
    """Draw a sound's peaks and its power over time, as a picture and as figures."""

    sound: Audio
    size: Size = Size(width=1280, height=240)
    columns: int = Field(640, ge=8, le=8192)
    colour: Hex = "#2f6fde"
    background: HexOrNone = "#ffffff"
    """None leaves it transparent."""
    scaled: bool = False
    """The loudest peak takes the whole height, whatever its level."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.2 + 0.005 * self.sound.seconds)

    async def run(self, ctx: Context) -> Waveform:
        """Measure and draw it on a worker."""
        drawn = await ctx.compute(
            "media.hearing.waveform:draw",
            Drawn,
            sound=self.sound,
            size=self.size,
            columns=self.columns,
            colour=self.colour,
            background=self.background,
            scaled=self.scaled,
        )
        return Waveform(image=drawn.image, peaks=drawn.peaks, powers=drawn.powers)
