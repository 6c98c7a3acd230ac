"""Checks one rendered segment by decoding it."""

from __future__ import annotations

from media.segments.spec import SegmentCheck
from media.types import Video
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Port


class Checked(Output):
    """What decoding found."""

    check: SegmentCheck


@node("quality.segment", version=2, uses=("codec",))
class CheckSegment(Node):
    """Decode a segment; find black and frozen stretches, and count its frames."""

    clip: Port[Video]

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.006 * self.clip.megapixels)

    async def run(self, ctx: Context) -> Checked:
        """Decode it on a worker."""
        check = await ctx.compute("media.segments.check:check", SegmentCheck, segment=self.clip)
        return Checked(check=check)
