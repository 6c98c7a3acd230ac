"""Caption files of a film."""

from __future__ import annotations

from media.captions.files import CaptionFiles
from media.timeline import Timeline
from media.types import Document
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Port, Sealed


class Written(Output):
    """The captions in three formats."""

    srt: Document
    vtt: Document
    ass: Document


@node("film.captions", version=4)
class WriteCaptions(Node):
    """Write a film's captions as SubRip, WebVTT and Advanced SubStation."""

    timeline: Port[Sealed[Timeline]]

    def cost(self) -> Cost:
        """Three short texts."""
        return Cost(cpu_s=0.05)

    async def run(self, ctx: Context) -> Written:
        """Write them on a worker."""
        files = await ctx.compute(
            "media.captions.files:write", CaptionFiles, timeline=self.timeline
        )
        return Written(srt=files.srt, vtt=files.vtt, ass=files.ass)
