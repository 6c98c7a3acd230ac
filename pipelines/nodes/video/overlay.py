"""Lays a picture or a clip over a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Overlaid(Output):
    """Both in one clip."""

    clip: Video


@node(
    "video.overlay",
    version=1,
    uses=("codec",),
    example=Example(
        inputs={"clip": "sample.clip", "top": "sample.photo"},
        params={"x": 0.8, "y": 0.25, "width": 0.3},
    ),
)
class Overlay(Node):
    """Lay a picture or a clip over a clip; transparency is heeded."""

    clip: Video
    top: Image | Video
    x: float = Field(0.5, ge=-1, le=2)
    """Where the middle of what lies on top is, as a share of the width."""
    y: float = Field(0.5, ge=-1, le=2)
    """The same of the height."""
    width: float = Field(0.3, gt=0, le=4)
    """How wide it is, as a share of the clip's width."""
    opacity: float = Field(1.0, ge=0, le=1)
    start_s: float = Field(0.0, ge=0)
    end_s: float | None = Field(None, gt=0)
    """When it is gone; else when either ends."""
    fade_s: float = Field(0.0, ge=0, le=10)
    """How long it takes to appear, and to go."""
    mix_sound: bool = True
    """Whether the sound of a clip on top is heard too."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.05 * self.clip.megapixels)

    def foresee(self) -> Overlaid:
        """As long and as large as the clip."""
        return Overlaid(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Overlaid:
        """Do it on a worker."""
        clip = await ctx.compute(
            "media.edit.overlay:overlay",
            Video,
            clip=self.clip,
            top=self.top,
            x=self.x,
            y=self.y,
            width=self.width,
            opacity=self.opacity,
            start_s=self.start_s,
            end_s=self.end_s,
            fade_s=self.fade_s,
            mix_sound=self.mix_sound,
        )
        return Overlaid(clip=clip)
