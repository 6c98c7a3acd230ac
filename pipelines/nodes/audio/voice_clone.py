"""Text to speech in the voice of a recording."""

from __future__ import annotations

from pydantic import Field

from media.shots import Mood
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, node
from pipelines.ports import Param
from pipelines.speaking import Recording, Spoken


@node(
    "audio.voice_clone",
    version=1,
    uses=("speech_clone",),
    needs="a voice cloning model",
    aliases=("voiceClone",),
    example=Example(
        inputs={"sample": "audio.speech"},
        params={"text": "Nobody has lived here for years."},
    ),
)
class CloneVoice(Node):
    """Speak a text in the voice of a sample, with the times of its words."""

    sample: Audio
    """Some seconds of somebody's voice alone; half a minute is listened to."""
    sample_text: str = Field("", max_length=2_000)
    """What is spoken in it, for models that need to know."""
    text: str = Field(min_length=1, max_length=20_000)
    language: str = "en"
    pace: float = Field(1.0, ge=0.5, le=2)
    mood: Mood = "calm"
    energy: float = Field(0.5, ge=0, le=1)
    pronunciations: dict[str, str] = Field(default_factory=dict)
    """Respellings by word."""
    seed: int = Field(0, ge=0, lt=2**32)
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By letters: half as long as it is heard, on a CPU."""
        letters = len(self.text)
        return Cost(cpu_s=0.1 + letters / 28, num_bytes=letters * 96_000 // 14)

    async def run(self, ctx: Context) -> Spoken:
        """Ask the model."""
        recording = await ctx.infer(
            "speech_clone",
            Recording,
            text=self.text,
            language=self.language,
            sample=self.sample,
            sample_text=self.sample_text,
            pace=self.pace,
            mood=self.mood,
            energy=self.energy,
            pronunciations=self.pronunciations,
            seed=self.seed,
            model=self.model,
        )
        return Spoken(sound=recording.audio, words=recording.words)
