"""The timeline document: what lies where on the film's clock, derived from the plan and the sound.

Positions are whole frames of the film's rate; positions of sound are samples at 48 kHz. Shaped so
that OpenTimelineIO carries it over: tracks of clips with a source range, and transitions that name
their in and out offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from media.clock import FrameRate
from media.footage import Played
from media.ids import SectionId, ShotId
from media.life import Stir
from media.lower_thirds import Strip
from media.model import MANY, Model
from media.shots import CameraMove, Mood
from media.sounds import Sound
from media.types import Audio, Image, Size

Joining = Literal[
    "cut",
    "dissolve",
    "dip",
    "dip_white",
    "wipe_left",
    "wipe_right",
    "wipe_up",
    "wipe_down",
    "smooth_left",
    "smooth_right",
    "slide_left",
    "slide_right",
    "cover_left",
    "circle_open",
    "circle_close",
    "radial",
    "pixelize",
    "blur",
    "zoom_in",
]
"""How two neighbours meet. A direction is the way in which the edge or the picture moves; a smooth
one is a wipe with a soft edge; a dip goes through black or white."""

Blend = Literal[Joining, "fade_in", "fade_out"]
"""How two neighbours meet, or how the film comes from black and goes to black."""

CaptionMode = Literal["karaoke", "lines", "none"]

CaptionLook = Literal["plate", "outline", "pop", "bar"]
"""How captions look in the picture: on a soft dark plate, in outlined letters, a few big words at
a time, or on a bar across the frame."""


class Clip(Model):
    """A panel under a moving camera, or a clip, for a whole number of frames."""

    shot_id: ShotId
    panel: Image
    move: CameraMove
    energy: float
    seed: int
    start: int
    """First frame, on the film's clock."""
    frames: int = Field(gt=0)
    life: tuple[Stir, ...] = ()
    """What moves in the picture by itself."""
    strip: Strip | None = None
    """Whose name is laid over it."""
    footage: Played | None = Field(default=None, exclude_if=lambda value: value is None)
    """What is played in place of the panel."""


class Transition(Model):
    """A blend across a cut: it takes `before` frames up to the cut and `after` frames from it."""

    at: int
    """The frame of the cut, on the film's clock; 0 for a fade from black, the film's length for a
    fade to black."""
    before: int = Field(ge=0)
    after: int = Field(ge=0)
    blend: Blend
    held_before: int = Field(default=0, ge=0)
    """Frames before those that are rendered with the blend and show one picture alone: what stands
    between two blends then ends at the same frame whatever blend it is."""
    held_after: int = Field(default=0, ge=0)
    """The same behind them."""

    @property
    def start(self) -> int:
        """The first frame that is rendered with the blend."""
        return self.at - self.before - self.held_before

    @property
    def end(self) -> int:
        """The frame behind the last one."""
        return self.at + self.after + self.held_after


class SoundClip(Model):
    """A recording placed at a sample of the film's clock."""

    shot_id: ShotId
    audio: Audio
    start_sample: int = Field(ge=0)

    @property
    def end_sample(self) -> int:
        """The sample behind it."""
        return self.start_sample + self.audio.samples


@dataclass(frozen=True, slots=True, kw_only=True, config=MANY)
class CaptionWord:
    """A word of a cue with the frames during which it sounds, on the cue's own clock."""

    text: str
    start: int
    end: int
    glued: bool = False
    """No space parts it from the word before, as in Chinese."""


def line_text(words: Sequence[CaptionWord], texts: Iterable[str] | None = None) -> str:
    """Words as a line, with the spaces that part them.

    Args:
        words: of a line.
        texts: what stands for each word; its own text if nothing.
    """
    shown = texts if texts is not None else (word.text for word in words)
    return "".join(
        text if word.glued or not place else f" {text}"
        for place, (word, text) in enumerate(zip(words, shown, strict=True))
    )


class Cue(Model):
    """One caption on screen: one or two lines of words."""

    start: int
    """First frame on which it shows."""
    end: int
    """First frame on which it no longer shows."""
    lines: tuple[tuple[CaptionWord, ...], ...]

    @property
    def text(self) -> str:
        """The lines as plain text, one line feed between them."""
        return "\n".join(line_text(line) for line in self.lines)


class Chapter(Model):
    """A section's span in frames."""

    section_id: SectionId
    title: str
    start: int
    end: int
    mood: Mood
    energy: float


class Movement(Model):
    """What the music of one chapter depends on, and nothing else: no place in the film."""

    section_id: SectionId
    """Chooses progressions and patterns, so that they stay when sections come and go."""
    frames: int = Field(gt=0)
    rate: FrameRate
    mood: Mood
    energy: float
    opens: bool
    """It is the film's first: the music comes up from silence."""
    closes: bool
    """It is the film's last: the music ends on the tonic and fades."""
    turns: bool = False
    """Another mood follows: the music takes a breath before it."""


class Heard(Model):
    """A sound of a place, and the frames of the film in which it is heard."""

    sound: Sound
    start: int
    end: int


class Soundtrack(Model):
    """What the sound of a film is made from; no picture and no caption has a part in it."""

    rate: FrameRate
    frames: int
    """Length of the film."""
    dialogue: tuple[SoundClip, ...]
    music_starts: tuple[int, ...]
    """The frame at which each chapter's music starts."""
    sounds: tuple[Sound, ...] = ()
    """All that is heard of places, each name once."""
    beds: tuple[Heard, ...] = ()
    """The air of places, without a gap."""
    spots: tuple[Heard, ...] = ()
    """Single sounds, each with its shot."""


@dataclass(frozen=True, slots=True, kw_only=True, config=MANY)
class Caption:
    """A cue as a player shows it: its text for some frames of the film."""

    start: int
    end: int
    text: str


class TimedText(Model):
    """What can be read in a film file: title, captions and chapters."""

    title: str
    language: str
    rate: FrameRate
    frames: int
    """Length of the film."""
    captions: tuple[Caption, ...]
    """In the order in which they show."""
    chapters: tuple[Chapter, ...]


class Timeline(Model):
    """A film laid out. What needs a part of it alone is given that part."""

    title: str
    language: str
    size: Size
    rate: FrameRate
    frames: int
    """Length of the film."""
    clips: tuple[Clip, ...]
    transitions: tuple[Transition, ...]
    dialogue: tuple[SoundClip, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    beds: tuple[Heard, ...] = ()
    spots: tuple[Heard, ...] = ()

    @property
    def soundtrack(self) -> Soundtrack:
        """The part that decides the sound."""
        return Soundtrack(
            rate=self.rate,
            frames=self.frames,
            dialogue=self.dialogue,
            music_starts=tuple(chapter.start for chapter in self.chapters),
            sounds=tuple(sorted({each.sound for each in (*self.beds, *self.spots)})),
            beds=self.beds,
            spots=self.spots,
        )

    @property
    def text(self) -> TimedText:
        """The part that is read in the film file."""
        cues = sorted(self.cues, key=lambda cue: cue.start)
        return TimedText(
            title=self.title,
            language=self.language,
            rate=self.rate,
            frames=self.frames,
            captions=tuple(Caption(start=c.start, end=c.end, text=c.text) for c in cues),
            chapters=self.chapters,
        )
