"""The score of a movement: bars that fill it exactly, and the notes in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.random import PCG64, Generator

from media.clock import SAMPLE_RATE, sample_at_frame
from media.timeline import Movement
from models.preview.music.harmony import CHARACTERS, HOMES, Character, Key

Instrument = Literal["pad", "pluck", "bass", "kick", "shaker"]

BEATS = 4
SLOWEST_BPM, FASTEST_BPM = 58.0, 112.0
PERCUSSION_FROM = 0.62
"""Energy above which there is percussion: under speech, less is more."""
ARPEGGIO_FROM = 0.22
HUMAN_S = 0.006
"""Spread of a played note around its beat."""

PATTERNS = (
    (0, 1, 2, 3, 2, 1, 2, 1),
    (0, 2, 1, 2, 3, 2, 1, 2),
    (0, 1, 2, 1, 3, 1, 2, 1),
)
"""Arpeggios over a bar's eighths, in chord tones; 3 is the lowest one, an octave up."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note of one instrument."""

    instrument: Instrument
    at: int
    """Sample from the movement's start."""
    samples: int
    """How long it is held; it may ring on."""
    midi: int = 0
    gain: float = 1.0
    pan: float = 0.0
    """-1 left, 1 right."""
    brightness: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar and its notes, none of which starts before it."""

    start: int
    end: int
    notes: tuple[Note, ...]


def bars(movement: Movement, seed: int) -> Iterator[Bar]:
    """Bars of equal length that fill a movement; the tempo gives way, not the cut.

    The seed chooses the key of the whole film. The last bar of the last movement is on the tonic.
    """
    home = HOMES[int(Generator(PCG64(seed)).integers(len(HOMES)))]
    rng = Generator(PCG64([seed, *movement.section_id.encode()]))
    character = CHARACTERS[movement.mood]
    key = Key(home, character.mode)
    progression = character.progressions[int(rng.integers(len(character.progressions)))]
    pattern = PATTERNS[int(rng.integers(len(PATTERNS)))]
    samples = sample_at_frame(movement.frames, movement.rate)
    count = bar_count(samples, movement.energy)
    edges = np.linspace(0, samples, count + 1).round().astype(int).tolist()
    for index, (start, end) in enumerate(pairwise(edges)):
        final = movement.closes and index == count - 1
        degree = 0 if final else progression[index % len(progression)]
        player = Player(start, end, movement.energy, character, key, degree, rng)
        yield Bar(start=start, end=end, notes=tuple(player.notes(pattern, final=final)))


def bar_count(samples: int, energy: float) -> int:
    """Whole bars nearest to the tempo that the energy asks for."""
    bpm = SLOWEST_BPM + (FASTEST_BPM - SLOWEST_BPM) * energy
    return max(1, round(samples / (BEATS * 60 / bpm * SAMPLE_RATE)))


class Player:
    """Plays one bar."""

    def __init__(
        self,
        start: int,
        end: int,
        energy: float,
        character: Character,
        key: Key,
        degree: int,
        rng: Generator,
    ) -> None:
        self.start, self.end = start, end
        self.energy = energy
        self.character = character
        self.chord = key.chord(degree, seventh=character.seventh)
        self.triad = key.chord(degree)
        self.root = key.bass(degree)
        self.rng = rng

    def notes(self, pattern: tuple[int, ...], *, final: bool) -> Iterator[Note]:
        """All notes of the bar; the final one is a held chord and a last arpeggio."""
        yield from self.pad()
        yield from self.bass(final=final)
        if final:
            yield from self.arpeggio(pattern[:4])
            return
        if self.energy >= ARPEGGIO_FROM:
            yield from self.arpeggio(pattern)
        else:
            yield from self.arpeggio(pattern[:1])
        if self.energy >= PERCUSSION_FROM:
            yield from self.percussion()

    def pad(self) -> Iterator[Note]:
        """The chord, held."""
        for midi in self.chord:
            yield Note(
                instrument="pad",
                at=self.start,
                samples=self.end - self.start,
                midi=midi,
                gain=0.9 / len(self.chord),
                brightness=self.character.brightness,
            )

    def bass(self, *, final: bool) -> Iterator[Note]:
        """The root on the first beat, and again on the third when there is energy."""
        halves = 2 if self.energy >= ARPEGGIO_FROM and not final else 1
        samples = (self.end - self.start) // halves
        for half in range(halves):
            yield Note(
                instrument="bass",
                at=self.start + half * samples,
                samples=samples,
                midi=self.root,
                gain=0.4 + 0.15 * self.energy,
            )

    def arpeggio(self, pattern: tuple[int, ...]) -> Iterator[Note]:
        """Chord tones on the eighths, a little uneven as by hand."""
        eighth = (self.end - self.start) / 8
        tones = (*self.triad, self.triad[0] + 12)
        for index, tone in enumerate(pattern):
            accent = 1.0 if index % 4 == 0 else 0.72
            late = int(abs(self.rng.normal(0, HUMAN_S)) * SAMPLE_RATE)
            yield Note(
                instrument="pluck",
                at=self.start + round(index * eighth) + min(late, round(eighth / 4)),
                samples=round(eighth),
                midi=tones[tone] + 12,
                gain=(0.45 + 0.4 * self.energy) * accent * float(self.rng.uniform(0.8, 1.0)),
                pan=float(np.clip((tone - 1.5) / 3, -0.5, 0.5)),
            )

    def percussion(self) -> Iterator[Note]:
        """A soft kick on one and three, a shaker on the eighths between."""
        eighth = (self.end - self.start) / 8
        for index in range(8):
            at = self.start + round(index * eighth)
            if index % 4 == 0:
                yield Note(instrument="kick", at=at, samples=0, gain=0.5 * self.energy)
            else:
                loud = 0.1 if index % 2 else 0.16
                yield Note(instrument="shaker", at=at, samples=0, gain=loud * self.energy, pan=0.3)
