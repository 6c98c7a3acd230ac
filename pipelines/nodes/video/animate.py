"""Makes a clip that begins with a picture."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.clock import FrameRate
from media.types import Image, Size, Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Animated(Output):
    """The clip."""

    clip: Video


@node(
    "video.animate",
    version=1,
    uses=("video_from_image",),
    aliases=("imageToVideo",),
    example=Example(inputs={"image": "sample.photo"}, params={"prompt": "the ball rolls away"}),
)
class Animate(Node):
    """Make a clip from a picture, and from a last picture where one is given."""

    image: Image
    last: Image | None = None
    """The picture that it ends with."""
    prompt: str = Field(min_length=1, max_length=8000)
    """What happens."""
    motion: float = Field(0.5, ge=0, le=1)
    """0 nearly still, 1 as much as the model can."""
    seconds: float = Field(5.0, gt=0, le=60)
    rate: FrameRate = FrameRate(24)
    sound: bool = False
    """Whether the model is to make sound too."""
    seed: int = Field(0, ge=0)
    """Another seed makes another."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels of all frames."""
        return Cost(gpu_s=self.seconds * float(self.rate) * pixels(self.image) / 1e6)

    def foresee(self) -> Animated:
        """As large as the picture, and as long as was asked for."""
        width, height = self.image.width // 2 * 2, self.image.height // 2 * 2
        size = Size(width=width, height=height)
        return Animated(clip=facts.clip(size, self.rate, seconds=self.seconds, sound=self.sound))

    async def run(self, ctx: Context) -> Animated:
        """Ask the model."""
        clip = await ctx.infer(
            "video_from_image",
            Video,
            image=self.image,
            last=self.last,
            prompt=self.prompt,
            motion=self.motion,
            seconds=self.seconds,
            rate=self.rate,
            sound=self.sound,
            seed=self.seed,
            model=self.model,
        )
        return Animated(clip=clip)
