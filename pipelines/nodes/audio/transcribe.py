"""Writes down what is spoken."""

from __future__ import annotations

from pydantic import Field

from media.model import Model
from media.shots import Word
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class HeardWord(Model):
    """A word with its times in samples at 48 kHz; as in `models.protocols.listening`."""

    word: Word
    confidence: float


class Passage(Model):
    """A line of what was heard; as in `models.protocols.listening`."""

    text: str
    start: int
    """In samples at 48 kHz, as is the end."""
    end: int
    confidence: float


class Transcript(Model):
    """What the model heard; the fields of `models.protocols.listening.Transcript`."""

    text: str
    language: str
    confidence: float
    words: tuple[HeardWord, ...]
    passages: tuple[Passage, ...]


class Transcribed(Output):
    """What was spoken: as one text, in words with their times, and line by line."""

    text: str
    language: str
    confidence: float
    """That it is this language."""
    words: tuple[Word, ...]
    passages: tuple[Passage, ...]


@node(
    "audio.transcribe",
    version=2,
    uses=("transcription",),
    needs="a speech recognition model",
    aliases=("transcribe",),
    example=Example(inputs={"audio": "audio.speech"}),
    upgrades={1: dict},
)
class Transcribe(Node):
    """Write down what is spoken, with the times of its words and of its lines."""

    audio: Audio
    language: str = Field("", max_length=35)
    """A BCP 47 tag; empty: the model is to hear it."""
    prompt: str = Field("", max_length=4000)
    """Words that are likely, such as names."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By length."""
        return Cost(gpu_s=0.05 * self.audio.seconds)

    async def run(self, ctx: Context) -> Transcribed:
        """Ask the model."""
        heard = await ctx.infer(
            "transcription",
            Transcript,
            audio=self.audio,
            language=self.language,
            prompt=self.prompt,
            model=self.model,
        )
        return Transcribed(
            text=heard.text,
            language=heard.language,
            confidence=heard.confidence,
            words=tuple(one.word for one in heard.words),
            passages=heard.passages,
        )
