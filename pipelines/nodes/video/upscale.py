"""Enlarges a clip."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media import facts
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Upscaled(Output):
    """The large clip."""

    clip: Video


@node(
    "video.upscale",
    version=2,
    uses=("codec",),
    prefers=("video_upscale",),
    aliases=("videoUpscale",),
    example=Example(inputs={"clip": "sample.clip"}),
    upgrades={1: lambda params: params},
)
class Upscale(Node):
    """Enlarge a clip twice or four times: Lanczos interpolation, sharpened without halos."""

    clip: Video
    factor: Literal[2, 4] = 2
    engine: Literal["lanczos", "learned"] = "lanczos"
    """`learned` asks for a super-resolution model, which adds detail, and is refused where there is
    none."""
    sharpen: float = Field(0.6, ge=0, le=2)
    """How much steeper edges become; 0 only interpolates. Of `learned` it has no meaning."""
    model: Param[str] = ""
    """Of `learned`, a model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        if self.engine == "learned":
            return Cost(gpu_s=0.5 * self.clip.megapixels)
        return Cost(cpu_s=0.13 * self.clip.megapixels * self.factor**2)

    def foresee(self) -> Upscaled:
        """The clip, so many times as wide."""
        width, height = self.clip.width * self.factor, self.clip.height * self.factor
        size = Size(width=width, height=height)
        return Upscaled(clip=facts.like_clip(self.clip, size=size))

    async def run(self, ctx: Context) -> Upscaled:
        """Do it on a worker, or ask the model."""
        if self.engine == "learned":
            clip = await ctx.infer(
                "video_upscale", Video, clip=self.clip, factor=self.factor, model=self.model
            )
            return Upscaled(clip=clip)
        clip = await ctx.compute(
            "media.edit.enlarge:upscale",
            Video,
            clip=self.clip,
            factor=self.factor,
            sharpen=self.sharpen,
        )
        return Upscaled(clip=clip)
