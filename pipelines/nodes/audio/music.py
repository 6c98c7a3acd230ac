"""Music bed for a film."""

from __future__ import annotations

from media.clock import FrameRate
from media.timeline import Chapter
from media.types import Audio
from pipelines.node import Context, Node, Output, Param, Port, node


class Composed(Output):
    """Stereo sound as long as the film."""

    music: Audio


@node("audio.music", version=1, uses=("music",))
class Music(Node):
    """Compose a music bed that follows the film's sections."""

    chapters: Port[tuple[Chapter, ...]]
    frames: Port[int]
    rate: Param[FrameRate]
    seed: Param[int] = 0

    async def run(self, ctx: Context) -> Composed:
        """Ask the composer."""
        music = await ctx.infer(
            "music",
            Audio,
            chapters=self.chapters,
            frames=self.frames,
            rate=self.rate,
            seed=self.seed,
        )
        return Composed(music=music)
