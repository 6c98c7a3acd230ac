"""Text to speech, shot by shot."""

from __future__ import annotations

from media.layout import Voice
from media.shots import Shot, Word
from media.types import Audio
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Recording(Output):
    """What the engine spoke; the fields of `models.protocols.Speech`."""

    audio: Audio
    words: tuple[Word, ...]


class Said(Output):
    """The recording, or none for a wordless shot."""

    voice: Voice


@node("speech.say", version=2, uses=("speech",))
class Say(Node):
    """Speak a shot's text, with the times of its words."""

    shot: Port[Shot]
    language: Param[str] = "en"
    voice: Param[str] = "auto"
    pace: Param[float] = 1.0

    def cost(self) -> Cost:
        """Two hundredths of a second, and 96 kB for each second of sound."""
        return Cost(cpu_s=0.03, num_bytes=len(self.shot.text) * 96_000 // 14)

    async def run(self, ctx: Context) -> Said:
        """Ask the voice; a wordless shot has no recording, and one may have a sound of its own."""
        if self.shot.sound is not None:
            voice = await ctx.compute(
                "media.audio.narration:align", Voice, sound=self.shot.sound, text=self.shot.text
            )
            return Said(voice=voice)
        if not self.shot.text:
            return Said(voice=Voice())
        speech = await ctx.infer(
            "speech",
            Recording,
            text=self.shot.text,
            language=self.language,
            voice=self.voice,
            pace=self.pace,
        )
        return Said(voice=Voice(audio=speech.audio, words=speech.words))
