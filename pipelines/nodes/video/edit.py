"""Changes a clip as words say."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Edited(Output):
    """The clip."""

    clip: Video


@node(
    "video.edit",
    version=1,
    uses=("video_edit",),
    needs="a video editing model",
    aliases=("videoEditKling", "dynamicInpaint"),
    example=Example(inputs={"clip": "sample.clip"}, params={"prompt": "make the ball blue"}),
)
class Edit(Node):
    """Change a clip as words say."""

    clip: Video
    prompt: str = Field(min_length=1, max_length=8000)
    """What is to change."""
    references: list[Image] = Field(default_factory=list[Image], max_length=8)
    """Who and what is to look like this."""
    seed: int = Field(0, ge=0)
    """Another seed makes another."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(gpu_s=1.0 * self.clip.megapixels)

    def foresee(self) -> Edited:
        """As long and as large as the clip."""
        return Edited(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Edited:
        """Ask the model."""
        clip = await ctx.infer(
            "video_edit",
            Video,
            clip=self.clip,
            prompt=self.prompt,
            references=self.references,
            seed=self.seed,
            model=self.model,
        )
        return Edited(clip=clip)
