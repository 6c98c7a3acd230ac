"""Makes a clip from words."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.clock import FrameRate
from media.types import Size, Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Generated(Output):
    """The clip."""

    clip: Video


@node(
    "video.generate",
    version=1,
    uses=("video",),
    aliases=("textToVideo", "veoEffects"),
    example=Example(params={"prompt": "waves against a pier, slow pan left"}),
)
class Generate(Node):
    """Make a clip from words."""

    prompt: str = Field(min_length=1, max_length=8000)
    """What is to be seen."""
    seconds: float = Field(5.0, gt=0, le=60)
    size: Size = Size(width=1280, height=720)
    rate: FrameRate = FrameRate(24)
    sound: bool = False
    """Whether the model is to make sound too."""
    seed: int = Field(0, ge=0)
    """Another seed makes another."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels of all frames."""
        return Cost(
            gpu_s=self.seconds * float(self.rate) * self.size.width * self.size.height / 1e6
        )

    def foresee(self) -> Generated:
        """What was asked for."""
        return Generated(
            clip=facts.clip(self.size, self.rate, seconds=self.seconds, sound=self.sound)
        )

    async def run(self, ctx: Context) -> Generated:
        """Ask the model."""
        clip = await ctx.infer(
            "video",
            Video,
            prompt=self.prompt,
            seconds=self.seconds,
            size=self.size,
            rate=self.rate,
            sound=self.sound,
            seed=self.seed,
            model=self.model,
        )
        return Generated(clip=clip)
