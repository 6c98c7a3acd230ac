"""Keys, modes and chords by mood.

All moods of a film use modes of one scale, so that a change of mood moves the tonic and keeps the
notes: sections meet without a clash, whatever follows what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from media.shots import Mood

Lead = Literal["pluck", "bell", "flute", "pulse", "horn"]
"""A soft piano, a bell, a flute, the short bows of low strings, a horn."""

MAJOR = (0, 2, 4, 5, 7, 9, 11)
HOMES = (0, 2, 3, 5, 7, 9, 10)
"""Pitch classes that a film's scale may start on: those that lie well for the bass."""

MIDDLE_C = 60
PAD_LOW, PAD_HIGH = 52, 63
"""Chords are voiced inside this octave, so that voices move little from chord to chord."""
BASS_LOW = 36


@dataclass(frozen=True, kw_only=True)
class Character:
    """What a mood sounds like."""

    mode: int
    """Degree of the home scale that is the tonic: 0 Ionian, 1 Dorian, 2 Phrygian, 4 Mixolydian,
    5 Aeolian."""
    progressions: tuple[tuple[int, ...], ...]
    """Four bars each, in degrees of the mode; none uses its diminished chord."""
    brightness: float
    """0 dark, 1 bright: how fast the pad's harmonics fall off."""
    lead: Lead
    """What plays over the chords."""
    tempo: float
    """Factor on the tempo that the energy asks for."""
    cadence: tuple[int, int]
    """The two chords that lead home at the end of the film."""
    seventh: bool = False


CHARACTERS: dict[Mood, Character] = {
    "calm": Character(
        mode=0,
        progressions=((0, 4, 5, 3), (0, 3, 0, 4), (0, 2, 3, 4)),
        lead="pluck",
        tempo=0.94,
        cadence=(3, 4),
        brightness=0.35,
        seventh=True,
    ),
    "joyful": Character(
        mode=0,
        progressions=((0, 4, 5, 3), (0, 3, 4, 3), (0, 5, 3, 4)),
        lead="pluck",
        tempo=1.12,
        cadence=(3, 4),
        brightness=0.7,
    ),
    "sad": Character(
        mode=5,
        progressions=((0, 5, 2, 6), (0, 3, 5, 4), (0, 6, 5, 6)),
        lead="flute",
        tempo=0.84,
        cadence=(3, 4),
        brightness=0.2,
    ),
    "tense": Character(
        mode=2,
        progressions=((0, 1, 0, 6), (0, 5, 1, 0), (0, 0, 6, 1)),
        lead="pulse",
        tempo=1.08,
        cadence=(3, 1),
        brightness=0.45,
    ),
    "mysterious": Character(
        mode=1,
        progressions=((0, 3, 0, 6), (0, 2, 3, 0), (0, 6, 3, 0)),
        lead="bell",
        tempo=0.86,
        cadence=(3, 6),
        brightness=0.25,
        seventh=True,
    ),
    "grand": Character(
        mode=4,
        progressions=((0, 6, 3, 0), (0, 3, 6, 3), (0, 4, 3, 0)),
        lead="horn",
        tempo=1.0,
        cadence=(3, 6),
        brightness=0.6,
    ),
}


@dataclass(frozen=True)
class Key:
    """A mode on a film's home scale."""

    home: int
    """Pitch class on which the major scale starts."""
    mode: int

    def pitch_class(self, degree: int) -> int:
        """Pitch class of a degree of the mode."""
        return (self.home + MAJOR[(self.mode + degree) % 7]) % 12

    def chord(self, degree: int, *, seventh: bool = False) -> tuple[int, ...]:
        """MIDI notes of the chord on a degree, low to high, in the pad's octave."""
        steps = (0, 2, 4, 6) if seventh else (0, 2, 4)
        classes = (self.pitch_class(degree + step) for step in steps)
        return tuple(sorted(in_octave(each, PAD_LOW) for each in classes))

    def bass(self, degree: int) -> int:
        """MIDI note of a degree in the bass."""
        return in_octave(self.pitch_class(degree), BASS_LOW)


def in_octave(pitch_class: int, low: int) -> int:
    """The MIDI note of a pitch class in the octave from `low`."""
    return low + (pitch_class - low) % 12


def frequency(midi: float) -> float:
    """Hertz of a MIDI note, A4 at 440."""
    return 440.0 * 2 ** ((midi - 69) / 12)
