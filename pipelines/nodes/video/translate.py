"""Translates what is spoken in a clip."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Translated(Output):
    """The clip."""

    clip: Video


@node(
    "video.translate",
    version=1,
    uses=("video_translate",),
    needs="a speech translation model",
    aliases=("videoTranslate",),
    example=Example(inputs={"clip": "sample.clip"}, params={"language": "es"}),
)
class Translate(Node):
    """Say what is spoken in a clip in another language, with the lips that go with it."""

    clip: Video
    language: str = Field(min_length=2, max_length=35)
    """A BCP 47 tag."""
    lips: bool = True
    """Whether the lips are to follow."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(gpu_s=0.2 * self.clip.megapixels)

    def foresee(self) -> Translated:
        """As long and as large as the clip."""
        return Translated(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Translated:
        """Ask the model."""
        clip = await ctx.infer(
            "video_translate",
            Video,
            clip=self.clip,
            language=self.language,
            lips=self.lips,
            model=self.model,
        )
        return Translated(clip=clip)
