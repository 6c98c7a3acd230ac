"""A shot's picture to a clip, by a model that animates."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.clock import FrameRate
from media.footage import Footage, Motion, first_s
from media.types import Image, Size, Video
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Animated(Output):
    """What the shot's picture is played from."""

    footage: Footage


@node("panel.animate", version=1, uses=("video_from_image", "raster"))
class AnimatePanel(Node):
    """Make a clip that begins with a shot's picture; what is set in type stays as it is."""

    panel: Port[Image]
    motion: Port[Motion | None]
    size: Param[Size] = Size(width=1280, height=720)
    """Of the clip; a drawn panel becomes a picture of this size first."""
    rate: Param[FrameRate] = FrameRate(30)
    longest_s: Param[float] = Field(default=0.0, ge=0)
    """The most that the model makes at once; 0: any."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels of all frames, as `video.animate`."""
        if self.motion is None:
            return Cost()
        frames = self._seconds(self.motion) * float(self.rate)
        return Cost(gpu_s=frames * self.size.width * self.size.height / 1e6)

    def counted(self) -> dict[str, float] | None:
        """The seconds of the clip."""
        return None if self.motion is None else {"seconds": self._seconds(self.motion)}

    def foresee(self) -> Animated:
        """A clip as long as is asked for."""
        if self.motion is None:
            return Animated(footage=Footage())
        clip = facts.clip(self.size, self.rate, seconds=self._seconds(self.motion))
        return Animated(footage=Footage(clip=clip))

    async def run(self, ctx: Context) -> Animated:
        """Show the model the picture."""
        motion = self.motion
        if motion is None:
            return Animated(footage=Footage())
        image = await ctx.compute(
            "media.picture.still:still", Image, panel=self.panel, size=self.size
        )
        clip = await ctx.infer(
            "video_from_image",
            Video,
            image=image,
            last=None,
            prompt=motion.prompt,
            avoid=motion.avoid,
            motion=motion.amount,
            seconds=self._seconds(motion),
            rate=self.rate,
            sound=False,
            seed=motion.seed,
            model=self.model,
        )
        return Animated(footage=Footage(clip=clip))

    def _seconds(self, motion: Motion) -> float:
        return first_s(motion, self.longest_s)
