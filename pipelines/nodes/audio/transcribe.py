"""Writes down what is spoken."""

from __future__ import annotations

from pydantic import Field

from media.shots import Word
from media.types import Audio
from pipelines.hearing import heard_words
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Transcribed(Output):
    """The words, each with its times in samples."""

    words: tuple[Word, ...]


@node(
    "audio.transcribe",
    version=1,
    uses=("transcription",),
    needs="a speech recognition model",
    aliases=("transcribe",),
    example=Example(inputs={"audio": "audio.speech"}),
)
class Transcribe(Node):
    """Write down what is spoken, word by word with its times."""

    audio: Audio
    language: str = Field("", max_length=35)
    """A BCP 47 tag; empty: the model is to hear it."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(gpu_s=0.05 * self.audio.seconds)

    async def run(self, ctx: Context) -> Transcribed:
        """Ask the model."""
        words = await heard_words(ctx, self.audio, self.language, self.model)
        return Transcribed(words=words)
