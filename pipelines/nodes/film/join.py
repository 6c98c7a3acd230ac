"""Joins segments and sound into a film."""

from __future__ import annotations

from media.timeline import TimedText
from media.types import Audio, Video
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port, Sealed, Stream


class Joined(Output):
    """The film."""

    film: Video


@node("film.join", version=3, uses=("codec",))
class Join(Node):
    """Join segments by copying their packets, in order, while later ones are still rendered."""

    segments: Stream[Video]
    sound: Port[Audio]
    text: Port[Sealed[TimedText]]
    captions: Param[bool] = True

    def cost(self) -> Cost:
        """By length of the sound, which is encoded; packets of pictures are copied."""
        return Cost(cpu_s=0.05 + 0.015 * self.sound.seconds)

    async def run(self, ctx: Context) -> Joined:
        """Feed the compositor."""
        film = await ctx.compute(
            "media.film.join:join",
            Video,
            segments=self.segments,
            sound=self.sound,
            text=self.text,
            captions=self.captions,
        )
        return Joined(film=film)
