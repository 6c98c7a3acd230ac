"""What an animatic is made of: a plan, speech, panels, music, the air of places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from media.model import Model
from media.shots import Mood, Plan, Shot, Word
from media.sounds import Sound
from media.text.typeface import Typeface
from media.timeline import Movement
from media.types import Audio, Image, Size
from media.workspace import Workspace


class Speech(Model):
    """A recording of one text, mono at 48 kHz, with the samples at which its words sound."""

    audio: Audio
    words: tuple[Word, ...]


class SpeechEngine(Protocol):
    """Text to speech."""

    def say(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        voice: str,
        pace: float,
        speaker: str,
        mood: Mood,
        energy: float,
        pronunciations: Mapping[str, str],
    ) -> Speech:
        """Speak `text`, as `mood` and `energy` (0 to 1) ask for.

        `pace` is a factor on the voice's usual speed, 0.5 to 2. For a `speaker` a voice is drawn,
        always the same and unlike `voice`; `man:` or `woman:` before `voice` says of which sex.
        `pronunciations` are respellings, or phonemes in double brackets, by word.

        Raises:
            InputError: the voice or the language is unknown, or the text cannot be spoken.
        """
        ...


class CloneEngine(Protocol):
    """Text to speech in the voice of a recording."""

    def clone(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        sample: Audio,
        sample_text: str,
        pace: float,
        mood: Mood,
        energy: float,
        pronunciations: Mapping[str, str],
        seed: int,
    ) -> Speech:
        """Speak `text` as who is heard in `sample` would.

        Of a sample half a minute is listened to. `sample_text` is what is spoken in it; where a
        model needs none it may be empty. All else is as in `SpeechEngine.say`.

        Raises:
            InputError: the sample is silent, too short or too long, its text is lacking, or the
                language or the text cannot be spoken.
        """
        ...


class Director(Protocol):
    """Script to shot list."""

    def plan(
        self,
        work: Workspace,
        *,
        script: str,
        title: str,
        language: str,
        seed: int,
        pace: float,
        preset: str,
        reading: str,
    ) -> Plan:
        """Read a script in Markdown or plain text and say what is shown, shot by shot.

        `preset` is a way to direct, such as `thriller`; `auto` follows the words alone.
        `reading` is how sentences are understood, such as `words`.

        Raises:
            InputError: the script holds nothing to say, or the preset or the reading is unknown.
        """
        ...


class PanelEngine(Protocol):
    """Shot to storyboard panel."""

    def draw(
        self,
        work: Workspace,
        *,
        shot: Shot,
        style: str,
        size: Size,
        brand: tuple[str, ...],
        typeface: Typeface,
    ) -> Image:
        """Draw a shot as a layered panel (see `media.picture.panel`) for a frame of `size`.

        `brand` are colours, as in #1a2b3c, that the picture bends to; the main one comes first.
        `typeface` is what a title is set in.

        Raises:
            InputError: the style is unknown.
        """
        ...


class MusicEngine(Protocol):
    """A music bed for a film, movement by movement."""

    def compose(
        self,
        work: Workspace,
        *,
        movement: Movement,
        seed: int,
    ) -> Audio:
        """Compose stereo sound at 48 kHz for one movement; what rings on behind it may be longer.

        The film's last movement is not longer.
        """
        ...


class AmbienceEngine(Protocol):
    """The air of places, and single sounds."""

    def sound(self, work: Workspace, *, name: Sound, seed: int) -> Audio:
        """Make stereo sound at 48 kHz: a loop without a seam for a bed, else the sound once."""
        ...
