"""The plan of a film: sections and shots, as a director's shot list. Truth, with the script.

A shot knows nothing of its place: no index, no time. What it looks like is drawn from the seed, its
section, its own words and how often the same words came before, so an edit elsewhere leaves it as
it is.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from media.cards import Card
from media.ids import SectionId, SentenceId, ShotId
from media.model import MANY, Model
from media.types import Audio, Image

ShotSize = Literal[
    "extreme_wide", "wide", "medium", "close", "extreme_close", "insert", "over_shoulder"
]
"""How near we are. An insert shows the first thing alone, very near; over a shoulder we see the
first figure past the second one."""
Pose = Literal["stand", "walk", "run", "sit", "reach", "talk", "embrace", "fall", "point"]
Angle = Literal["eye", "low", "high"]
CameraMove = Literal["hold", "push_in", "pull_out", "pan_left", "pan_right", "tilt_up", "tilt_down"]
Mood = Literal["calm", "tense", "joyful", "sad", "mysterious", "grand"]


class Figure(Model):
    """Who or what is in a picture."""

    kind: str
    """A name that the panel engine knows, such as `woman` or `boat`."""
    who: str = ""
    """What tells it from others of its kind, such as `mara`: equal ones look alike in each shot."""
    role: str = ""
    """What a person does, such as `sailor`: their clothes, by a name the panel engine knows."""
    pose: Pose = "stand"
    holds: str = ""
    """The kind of thing in their hand."""


def _figure(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


class Look(Model):
    """What a shot shows and how: all that a panel engine and a camera need to know."""

    setting: str
    """Name of a setting that the panel engine knows, such as `sea` or `kitchen`; `abstract` when
    the words say nothing sure."""
    subjects: tuple[Annotated[Figure, BeforeValidator(_figure)], ...] = ()
    """Who or what is in the picture, nearest first. A figure may be given by its kind alone."""
    time_of_day: Literal["dawn", "day", "dusk", "night"] = "day"
    weather: Literal["clear", "cloud", "rain", "snow", "fog"] = "clear"
    season: Literal["spring", "summer", "autumn", "winter"] = "summer"
    mood: Mood = "calm"
    energy: float = Field(default=0.4, ge=0, le=1)
    """How much happens: 0 still, 1 frantic. Drives the length of a move and the music."""
    size: ShotSize = "medium"
    angle: Angle = "eye"
    move: CameraMove = "push_in"
    flip: bool = False
    """Screen direction: the composition mirrored."""
    seed: int = 0
    """32 bits: every free choice in the drawing is drawn from it."""


class Shot(Model):
    """One picture with what is said over it."""

    id: ShotId
    section_id: SectionId
    sentence_ids: tuple[SentenceId, ...] = ()
    text: str
    """What is spoken and captioned; empty for a wordless opening shot."""
    speaker: str = ""
    """Who says it, in lower case; empty for the narrator."""
    title: str = ""
    """Text set into the picture, for an opening shot."""
    card: Card | None = None
    """What is shown in type instead of a picture of the place."""
    lower_third: str = ""
    """Who is in the picture, laid over it: `Name` or `Name | what they are`."""
    pause_s: float = Field(default=0.35, ge=0, le=10)
    """Silence kept after the last word, in seconds."""
    min_s: float = Field(default=1.2, gt=0, le=60)
    """The shot lasts at least this long, in seconds."""
    look: Look
    picture: Image | None = None
    """Shown in place of a drawn panel."""
    prompt: str = Field(default="", max_length=4000)
    """What a model that draws is told in place of what follows from the look."""
    logo: Image | None = None
    """The film's mark, set on its opening title and on its last card; transparent where it is."""
    sound: Audio | None = None
    """Heard in place of a voice."""

    @property
    def is_drawn(self) -> bool:
        """Whether it shows a picture, and no type on a ground."""
        return not self.title.strip() and (self.card is None or self.card.kind == "none")


class Section(Model):
    """A chapter of the film."""

    id: SectionId
    title: str
    mood: Mood = "calm"
    energy: float = Field(default=0.4, ge=0, le=1)


class Plan(Model):
    """A whole film on paper."""

    title: str
    language: str
    seed: int
    director: str = ""
    """Who planned it, with an edition: equal ones plan the same from the same words."""
    sections: tuple[Section, ...]
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=MANY)
class Word:
    """A spoken word and when it sounds, in samples at 48 kHz from the start of its recording."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    offset: int = Field(ge=0)
    """Index of the word's first code point in the shot's text."""
