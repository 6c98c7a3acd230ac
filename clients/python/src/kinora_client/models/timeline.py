"""What lies where on a film's clock, in whole frames."""

from __future__ import annotations

from pydantic import Field

from kinora_client.models.base import Json, Model


class FrameSize(Model):
    """Of the picture, in pixels."""

    width: int
    height: int


class Strip(Model):
    """Whose name is laid over a clip, on the clip's own clock."""

    name: str
    role: str = ""
    start: int
    frames: int


class Clip(Model):
    """A panel under a moving camera."""

    shot_id: str
    start: int
    """Its first frame, on the film's clock."""
    frames: int
    panel: Json
    """Its handle: a value for the inputs of flows."""
    move: str
    """As in `hold`, `push_in`, `pan_left`."""
    energy: float
    life: list[str] = Field(default_factory=list[str])
    """What moves in the picture by itself."""
    strip: Strip | None = None


class Transition(Model):
    """A blend across a cut: `before` frames up to it, `after` frames from it."""

    at: int
    """The frame of the cut; 0 and the film's length for its fades."""
    before: int
    after: int
    blend: str
    """As in `cut`, `dissolve`, `fade_in`."""


class SpokenSound(Model):
    """A recording of what is said in a shot."""

    shot_id: str
    start_sample: int
    """At 48,000 samples a second, on the film's clock."""
    audio: Json
    """Its handle: a value for the inputs of flows."""


class HeardSound(Model):
    """A sound of a place, and the frames in which it is heard."""

    sound: str
    start: int
    end: int


class CueWord(Model):
    """A word of a caption, on the cue's own clock."""

    text: str
    start: int
    end: int
    glued: bool = False
    """No space parts it from the word before."""


class Cue(Model):
    """A caption."""

    start: int
    end: int
    """The first frame without it."""
    lines: list[list[CueWord]]


class Marker(Model):
    """Where a section of the script begins and ends."""

    section_id: str
    title: str
    start: int
    end: int
    mood: str


class Timeline(Model):
    """A window of a film's timeline."""

    film_id: str
    title: str
    language: str
    size: FrameSize
    fps: float
    rate: str
    """Frames a second, exactly: as in `30000/1001`."""
    frames: int
    """Length of the film."""
    from_frame: int
    to_frame: int
    """The frame behind the window."""
    next_frame: int | None = None
    """Give it as `from_frame` for what follows; None: that was all of it."""
    sections: list[Marker]
    clips: list[Clip]
    transitions: list[Transition]
    sounds: list[SpokenSound]
    cues: list[Cue]
    beds: list[HeardSound]
    """The air of places, without a gap."""
    spots: list[HeardSound]
    """Single sounds of places."""
