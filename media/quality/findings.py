"""What a check of a film says: findings with a place and a severity, and the figures."""

from __future__ import annotations

from typing import Literal

from media.audio.loudness import Loudness
from media.model import Model

Severity = Literal["error", "warning"]


class Finding(Model):
    """One thing that is not as it should be."""

    code: str
    """Upper case, stable, such as `SOUND_DRIFT`."""
    severity: Severity
    at_s: float
    """Where in the film, in seconds; 0 for what concerns the whole."""
    message: str


class Lag(Model):
    """How late the film's sound is at one place."""

    at_s: float
    samples: int
    """Late when positive, against the speech as it was mixed."""


class CaptionFigures(Model):
    """How captions lie on speech."""

    cues: int
    onsets_checked: int
    """Cues whose speech begins out of at least 200 ms of silence."""
    worst_frames: float
    """The largest distance between such a cue's start and the onset of its speech."""
    coverage: float
    """Share of the audible speech during which a caption shows; 1 for a film without speech."""


class SpeechFigures(Model):
    """How well speech is understood."""

    over_bed_db: float | None
    """How far speech lies above all else while it sounds: the middle one of all recordings; None
    for a film without speech."""
    least_over_bed_db: float | None
    """The same in the recording where it is least."""
    fastest_words_per_min: float
    """The pace of the fastest cue of four words or more."""
    longest_unbroken_s: float
    """The longest stretch of speech without a pause of 200 ms."""


class FilmCheck(Model):
    """A film, measured as a viewer gets it."""

    findings: tuple[Finding, ...]
    frames: int
    picture_s: float
    sound_s: float
    loudness: Loudness
    clipped_samples: int
    longest_silence_s: float
    lags: tuple[Lag, ...]
    captions: CaptionFigures
    speech: SpeechFigures
    black_frames: int
    frozen_frames: int

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return all(finding.severity != "error" for finding in self.findings)
