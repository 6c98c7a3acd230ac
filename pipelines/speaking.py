"""What nodes that speak give; what one that speaks a shot is told, and whom it asks."""

from __future__ import annotations

from pydantic import Field

from media.layout import Voice
from media.shots import Shot, Word
from media.types import Audio
from pipelines.hearing import placed_voice
from pipelines.node import Context, Node, Output
from pipelines.ports import Param, Port


class Recording(Output):
    """What the engine spoke; the fields of `models.protocols.animatic.Speech`."""

    audio: Audio
    words: tuple[Word, ...]


class Spoken(Output):
    """The recording, and the samples at which each of its words sounds."""

    sound: Audio
    words: tuple[Word, ...]


class Said(Output):
    """The recording, or none for a wordless shot."""

    voice: Voice


class Speaking(Node):
    """A shot, and the voices of those who speak in it."""

    shot: Port[Shot]
    language: Param[str] = "en"
    voice: Param[str] = "auto"
    """The narrator's."""
    voices: Param[dict[str, str]] = Field(default_factory=dict)
    """By speaker, in lower case. `man:` or `woman:`, alone or before a voice, has one of that sex
    drawn; for a speaker who is not here one is drawn that fits."""
    pronunciations: Param[dict[str, str]] = Field(default_factory=dict)
    """Respellings, or phonemes in double brackets, by word."""
    pace: Param[float] = 1.0
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    async def said(self, ctx: Context) -> Said:
        """Ask the voice; a wordless shot has no recording, and one may have a sound of its own."""
        own = self.shot.sound
        if own is not None:
            return Said(voice=await placed_voice(ctx, own, self.shot.text, self.language))
        if not self.shot.text:
            return Said(voice=Voice())
        speech = await self.recorded(ctx)
        return Said(voice=Voice(audio=speech.audio, words=speech.words))

    async def recorded(self, ctx: Context) -> Recording:
        """What a voice of the catalog speaks."""
        return await ctx.infer(
            "speech",
            Recording,
            text=self.shot.text,
            language=self.language,
            **self._casting(),
            pace=self.pace,
            mood=self.shot.look.mood,
            energy=self.shot.look.energy,
            pronunciations=self.pronunciations,
            model=self.model,
        )

    def _casting(self) -> dict[str, str]:
        """The voice to speak with, and for whom another than that is drawn."""
        given = self.voices.get(self.shot.speaker, "")
        if given and ":" not in given:
            return {"voice": given, "speaker": ""}
        voice = given + self.voice if given.endswith(":") else given or self.voice
        return {"voice": voice, "speaker": self.shot.speaker}
