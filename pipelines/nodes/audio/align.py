"""Places known words in a recording."""

from __future__ import annotations

from pydantic import Field

from media.shots import Word
from media.types import Audio
from pipelines.hearing import Method, placed_voice
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Aligned(Output):
    """The recording at a narrator's level, and the samples at which each word sounds in it.

    Silence before the first word and behind the last is cut off.
    """

    sound: Audio
    words: tuple[Word, ...]


@node(
    "audio.align",
    version=2,
    uses=("codec",),
    prefers=("alignment",),
    aliases=("audioAlignment",),
    example=Example(
        inputs={"sound": "audio.speech"},
        params={"text": "The light is on. Nobody has lived here for years."},
    ),
    upgrades={1: lambda params: params},
)
class Align(Node):
    """Place the words of a text that is known in a recording of it.

    Where a model that hears is live, it places them by what it hears. Where none is, commas are
    looked for among the silences, and words spread by their length between them: good to about a
    syllable for an even reader.
    """

    sound: Audio
    text: str = Field(min_length=1, max_length=20_000)
    language: Param[str] = Field("", max_length=35)
    """A BCP 47 tag; empty: the model is to hear it."""
    method: Param[Method] = "auto"
    """`auto` asks the model if one is live, and goes by the silences where none is or where it
    hears another text; `model` asks it, and fails for want of one; `silences` asks none."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.03 * self.sound.seconds)

    async def run(self, ctx: Context) -> Aligned:
        """Listen on a worker."""
        voice = await placed_voice(
            ctx, self.sound, self.text, self.language, self.method, self.model
        )
        # Whoever aligns a sound has one: a silent one is refused.
        assert voice.audio is not None
        return Aligned(sound=voice.audio, words=voice.words)
