"""Renders one segment of a film."""

from __future__ import annotations

from media import facts
from media.segments.spec import SegmentSpec
from media.types import Video
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Port

CPU_S_PER_MEGAPIXEL = 0.012
"""Warping, captions and encoding, measured at 1080p."""


class Rendered(Output):
    """The segment's picture."""

    clip: Video


@node("video.segment", version=4, uses=("raster", "codec"))
class Segment(Node):
    """Render a segment: panels under a moving camera, blended, captioned and encoded."""

    spec: Port[SegmentSpec]

    def cost(self) -> Cost:
        """By pixels."""
        size = self.spec.size
        megapixels = size.width * size.height * self.spec.frames / 1e6
        return Cost(cpu_s=CPU_S_PER_MEGAPIXEL * megapixels)

    def foresee(self) -> Rendered:
        """What is to be rendered."""
        return Rendered(clip=facts.clip(self.spec.size, self.spec.rate, frames=self.spec.frames))

    async def run(self, ctx: Context) -> Rendered:
        """Render it on a worker."""
        clip = await ctx.compute("media.segments.render:render", Video, spec=self.spec)
        return Rendered(clip=clip)
