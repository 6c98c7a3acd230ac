"""Places known words in a recording."""

from __future__ import annotations

from pydantic import Field

from media.layout import Voice
from media.shots import Word
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Aligned(Output):
    """The recording at a narrator's level, and the samples at which each word sounds in it.

    Silence before the first word and behind the last is cut off.
    """

    sound: Audio
    words: tuple[Word, ...]


@node(
    "audio.align",
    version=1,
    uses=("codec",),
    aliases=("audioAlignment",),
    example=Example(
        inputs={"sound": "audio.speech"},
        params={"text": "The light is on. Nobody has lived here for years."},
    ),
)
class Align(Node):
    """Place the words of a text that is known in a recording of it.

    Commas are looked for among the silences, and words spread by their length between them: good to
    about a syllable for an even reader. Nothing is transcribed.
    """

    sound: Audio
    text: str = Field(min_length=1, max_length=20_000)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.03 * self.sound.seconds)

    async def run(self, ctx: Context) -> Aligned:
        """Listen on a worker."""
        voice = await ctx.compute(
            "media.audio.narration:align", Voice, sound=self.sound, text=self.text
        )
        # Whoever aligns a sound has one: a silent one is refused.
        assert voice.audio is not None
        return Aligned(sound=voice.audio, words=voice.words)
