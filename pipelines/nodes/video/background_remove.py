"""Cuts what moves, or what words name, out of its ground."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class CutOut(Output):
    """It, on nothing."""

    clip: Video


@node(
    "video.background_remove",
    version=2,
    uses=("codec",),
    prefers=("video_segmentation",),
    example=Example(inputs={"clip": "sample.clip"}),
    upgrades={1: lambda params: params},
)
class RemoveBackground(Node):
    """Keep what moves before a camera that stands, or what words name; all else is transparent.

    Without words and without a model, what stands for half of the clip or longer is ground. A model
    finds its subject frame by frame, however the camera moves.
    """

    clip: Video
    sensitivity: float = Field(1.0, ge=0.3, le=3)
    """The higher, the less something has to differ from the ground to be kept; a model does not ask
    for it."""
    prompt: Param[str] = Field("", max_length=2000)
    """Who or what is kept, which asks a model that segments; empty: what moves."""
    model: Param[str] = ""
    """A model of the catalog that segments; without a prompt it looks for the subject. Empty: the
    preferred one that is live, where there is a prompt."""

    def cost(self) -> Cost:
        """By pixels; of a model, by frames."""
        if self._is_asked:
            return Cost(gpu_s=0.05 * self.clip.frames)
        return Cost(cpu_s=0.25 * self.clip.megapixels)

    def foresee(self) -> CutOut:
        """The clip, and what is transparent."""
        return CutOut(clip=facts.like_clip(self.clip, alpha=True))

    async def run(self, ctx: Context) -> CutOut:
        """Do it on a worker, or ask the model."""
        if self._is_asked:
            clip = await ctx.infer(
                "video_segmentation", Video, clip=self.clip, prompt=self.prompt, model=self.model
            )
            return CutOut(clip=clip)
        clip = await ctx.compute(
            "media.edit.cutout:background_remove",
            Video,
            clip=self.clip,
            sensitivity=self.sensitivity,
        )
        return CutOut(clip=clip)

    @property
    def _is_asked(self) -> bool:
        """Whether a model finds the subject."""
        return bool(self.prompt.strip() or self.model)
