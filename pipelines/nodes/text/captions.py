"""Burns captions into a clip."""

from __future__ import annotations

from typing import Literal

from media import facts
from media.timeline import CaptionLook
from media.titles.kinds import Line, Titled
from media.types import Video, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Captioned(Output):
    """The clip with its captions."""

    clip: Video


@node(
    "text.captions",
    version=1,
    uses=("codec", "raster"),
    aliases=("addCaptions", "subtitles"),
    example=Example(
        inputs={"clip": "sample.clip"},
        params={
            "lines": [
                {"text": "A red ball comes over the hills.", "start_s": 0.2, "end_s": 1.8},
                {"text": "Nobody knows where it is going.", "start_s": 2.0, "end_s": 3.8},
            ]
        },
    ),
)
class Captions(Node):
    """Burn lines into a clip while they are said, parted as readers need it.

    A long line is parted into several captions; within a line a word is lit for as long as its
    letters are many.
    """

    clip: Video
    lines: tuple[Line, ...]
    """Each with its times in seconds, in any order, none over another."""
    look: CaptionLook = "plate"
    style: Literal["karaoke", "lines"] = "lines"
    """Lit word by word, or whole lines at once."""
    language: str = ""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.5 + 6e-8 * pixels(self.clip))

    def foresee(self) -> Captioned:
        """As long and as large as the clip."""
        return Captioned(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Captioned:
        """Burn them in on a worker."""
        titled = await ctx.compute(
            "media.titles.captions:burn",
            Titled,
            clip=self.clip,
            lines=self.lines,
            look=self.look,
            style=self.style,
            language=self.language,
        )
        return Captioned(clip=titled.clip)
