"""How a sentence is said: pace, pitch and range by mood and energy, with a little life of its own.

Everything is subtle: at most 12 % in pace and about 10 % in pitch from how the voice speaks calmly.
"""

from __future__ import annotations

from typing import NamedTuple

from media.ids import digest_of
from media.shots import Mood

USUAL_RANGE = 62
"""eSpeak NG's scale of 0 to 99. Its own 50 spans four semitones, where people who read aloud use
six and more."""
USUAL_ENERGY = 0.4
MOST_PACE = 0.12
MOST_PITCH = 11
LIFE_PACE, LIFE_PITCH, LIFE_RANGE = 0.025, 2.0, 5.0
"""How far apart two sentences of one mood may be, to either side."""
ENERGY_PACE, ENERGY_RANGE = 0.08, 16.0
"""What full energy adds to none."""


class Manner(NamedTuple):
    """How something is said, against how the voice speaks calmly."""

    pace: float = 1.0
    """A factor."""
    pitch: float = 0.0
    """In steps of about 0.9 %."""
    range: float = 0.0
    """In steps of eSpeak NG's scale."""


MOODS: dict[Mood, Manner] = {
    "calm": Manner(0.99, 0, 0),
    "tense": Manner(1.05, 3, -8),
    "joyful": Manner(1.04, 6, 14),
    "sad": Manner(0.92, -6, -14),
    "mysterious": Manner(0.94, -4, -6),
    "grand": Manner(0.95, -2, 12),
}


def manner(text: str, mood: Mood, energy: float) -> Manner:
    """How a text is said: its mood and energy, its last mark, and a draw from its own words."""
    usual = MOODS[mood]
    lively = min(1.0, max(0.0, energy)) - USUAL_ENERGY
    end = text.rstrip("\"'”’»)] ")
    asked, cried = end.endswith(("?", "？")), end.endswith(("!", "！"))
    slower, higher, wider = (_lot(text, what) for what in ("pace", "pitch", "range"))
    pace = usual.pace + ENERGY_PACE * lively + LIFE_PACE * slower + 0.02 * cried
    pitch = usual.pitch + LIFE_PITCH * higher + 2 * asked
    return Manner(
        pace=min(1 + MOST_PACE, max(1 - MOST_PACE, pace)),
        pitch=min(MOST_PITCH, max(-MOST_PITCH, pitch)),
        range=usual.range + ENERGY_RANGE * lively + LIFE_RANGE * wider + 8 * (asked or cried),
    )


def _lot(text: str, what: str) -> float:
    """From -1 to 1, the same for the same words."""
    return int(digest_of(f"{what} of {text}".encode())[:8], 16) / 0x7FFFFFFF - 1
