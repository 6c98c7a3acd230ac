"""Text to speech."""

from __future__ import annotations

from pydantic import Field

from media.shots import Mood
from pipelines.node import Context, Cost, Example, Node, node
from pipelines.ports import Param
from pipelines.speaking import Recording, Spoken


@node(
    "audio.speech",
    version=2,
    uses=("speech",),
    aliases=("textToSpeech",),
    example=Example(params={"text": "The light is on. Nobody has lived here for years."}),
    upgrades={1: dict},
)
class Speak(Node):
    """Speak a text, with the times of its words."""

    text: str = Field(min_length=1, max_length=20_000)
    language: str = "en"
    voice: str = "auto"
    """A voice of the engine; `man:` or `woman:` before `auto` has one of that sex drawn."""
    speaker: str = Field("", max_length=200)
    """For whom a voice is drawn, always the same and unlike `voice`; empty: `voice` itself."""
    pace: float = Field(1.0, ge=0.5, le=2)
    mood: Mood = "calm"
    energy: float = Field(0.5, ge=0, le=1)
    pronunciations: dict[str, str] = Field(default_factory=dict)
    """Respellings, or phonemes in double brackets, by word."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By letters."""
        return Cost(cpu_s=0.03 + 1e-4 * len(self.text), num_bytes=len(self.text) * 96_000 // 14)

    async def run(self, ctx: Context) -> Spoken:
        """Ask the voice."""
        recording = await ctx.infer(
            "speech",
            Recording,
            text=self.text,
            language=self.language,
            voice=self.voice,
            speaker=self.speaker,
            pace=self.pace,
            mood=self.mood,
            energy=self.energy,
            pronunciations=self.pronunciations,
            model=self.model,
        )
        return Spoken(sound=recording.audio, words=recording.words)
